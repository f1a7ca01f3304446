"""Fixtures shared by all tests."""

from __future__ import annotations

import os
import subprocess
import sys
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


@pytest.fixture(scope="session")
def digitized(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `sohoa digitize` writes of the shipped specimens."""
    out = tmp_path_factory.mktemp("digitized")
    command = [Path(sys.executable).with_name("sohoa"), "digitize", SAMPLES / "van_ban_hanh_chinh"]
    done = subprocess.run([*command, "--out", out], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return out


@pytest.fixture
def settings() -> Settings:
    return Settings()
