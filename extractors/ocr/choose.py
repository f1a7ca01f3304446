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
        SohoaError: `engine_missing`: neither is there, the name is unknown, or a model is missing.
    """
    if settings.engine not in ("auto", "tesserocr", "pytesseract"):
        raise SohoaError(
            ErrorCode.ENGINE_MISSING,
            f"There is no engine named {settings.engine!r}.",
            "Set SOHOA_ENGINE to auto, tesserocr or pytesseract.",
        )
    lacking = missing_models(settings)
    if lacking:
        raise SohoaError(
            ErrorCode.ENGINE_MISSING,
            f"There is no model {', '.join(lacking)} in {settings.tessdata_dir()}.",
            "Run `make setup` (it brings vie), or set SOHOA_TESSDATA to a folder with the models.",
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


def missing_models(settings: Settings) -> list[str]:
    """The languages to read that the folder of models has none for."""
    folder = settings.tessdata_dir()
    names = settings.languages.split("+")
    return [name for name in names if not (folder / f"{name}.traineddata").is_file()]


def has_tesserocr() -> bool:
    """Whether the in-process engine is installed."""
    return importlib.util.find_spec("tesserocr") is not None


def has_tesseract() -> bool:
    """Whether a Tesseract program is installed."""
    return shutil.which("tesseract") is not None
