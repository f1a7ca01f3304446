"""Fixtures shared by all tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from models.settings import Settings

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
# The one place that knows where the real scans usually are.
DEFAULT_TEST_DATA = ROOT.parent / "shared" / "data"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--engines", action="store_true", help="run the real OCR engines")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--engines"):
        return
    skip = pytest.mark.skip(reason="needs --engines")
    for item in items:
        if "engines" in item.keywords:
            item.add_marker(skip)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real scans and hostile files, from SOHOA_TEST_DATA."""
    folder = Path(os.environ.get("SOHOA_TEST_DATA", DEFAULT_TEST_DATA))
    if not folder.is_dir():
        pytest.skip(f"no test data at {folder} (SOHOA_TEST_DATA)")
    return folder


@pytest.fixture
def settings() -> Settings:
    return Settings()
