"""The engine that tests of the OCR steps share."""

from __future__ import annotations

import pytest

from extractors.ocr import OcrEngine
from extractors.ocr.choose import open_engine
from models.settings import Settings


@pytest.fixture(scope="session")
def engine() -> OcrEngine:
    """The engine that a run with the default settings reads with."""
    return open_engine(Settings())
