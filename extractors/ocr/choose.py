"""Which engine reads: the one asked for, else the best that this machine has."""

from __future__ import annotations

import importlib.util
import shutil

from extractors.ocr import OcrEngine
from models.errors import ErrorCode, SohoaError
from models.settings import Settings


def open_engine(settings: Settings) -> OcrEngine:
    """An engine ready to read.

    Raises:
        SohoaError: `engine_missing`, with the command that mends it.
    """
    name = choose(settings)
    if name == "tesserocr":
        from extractors.ocr.tesserocr_engine import TesserocrEngine

        return TesserocrEngine(settings.tessdata_dir(), settings.languages)
    from extractors.ocr.pytesseract_engine import PytesseractEngine

    return PytesseractEngine(settings.tessdata_dir(), settings.languages)


def choose(settings: Settings) -> str:
    """`tesserocr` or `pytesseract`.

    Raises:
        SohoaError: `engine_missing`: neither is there, or the name is unknown.
    """
    if settings.engine not in ("auto", "tesserocr", "pytesseract"):
        raise SohoaError(
            ErrorCode.ENGINE_MISSING,
            f"There is no engine named {settings.engine!r}.",
            "Set SOHOA_ENGINE to auto, tesserocr or pytesseract.",
        )
    if settings.engine in ("auto", "tesserocr") and has_tesserocr():
        return "tesserocr"
    if settings.engine in ("auto", "pytesseract") and has_tesseract():
        return "pytesseract"
    raise SohoaError(
        ErrorCode.ENGINE_MISSING,
        f"The OCR engine {settings.engine!r} is not installed.",
        "Run `make setup` for tesserocr, or install Debian's tesseract-ocr.",
    )


def has_tesserocr() -> bool:
    """Whether the in-process engine is installed."""
    return importlib.util.find_spec("tesserocr") is not None


def has_tesseract() -> bool:
    """Whether a Tesseract program is installed."""
    return shutil.which("tesseract") is not None
