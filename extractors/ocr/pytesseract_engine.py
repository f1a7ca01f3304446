"""Any installed Tesseract program, through pytesseract; the fallback where no wheel fits."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytesseract
from numpy.typing import NDArray
from PIL import Image
from pytesseract import Output

from extractors.ocr import ReadWord
from models.errors import ErrorCode, SohoaError
from models.extraction import EngineInfo
from models.geometry import Box


class PytesseractEngine:
    """Runs the `tesseract` program once a page; it gives no alternatives of letters."""

    def __init__(self, tessdata: Path, languages: str) -> None:
        try:
            version = str(pytesseract.get_tesseract_version())
        except pytesseract.TesseractNotFoundError as error:
            raise SohoaError(
                ErrorCode.ENGINE_MISSING,
                "The program `tesseract` is not installed.",
                "Install Debian's tesseract-ocr, or use tesserocr.",
            ) from error
        self._languages = languages
        self._options = f'--tessdata-dir "{tessdata}" --oem 1 -c tessedit_do_invert=0'
        self._info = EngineInfo("pytesseract", version, languages)

    @property
    def info(self) -> EngineInfo:
        """Name, version and model of the engine."""
        return self._info

    def read(
        self, grey: NDArray[np.uint8], dpi: float, *, block: bool = False
    ) -> Sequence[ReadWord]:
        """Read an image; see `OcrEngine.read`."""
        mode = 6 if block else 4
        try:
            table = pytesseract.image_to_data(
                Image.fromarray(grey),
                lang=self._languages,
                config=f"{self._options} --psm {mode} --dpi {round(dpi)}",
                output_type=Output.DICT,
            )
        except pytesseract.TesseractError as error:
            raise SohoaError(
                ErrorCode.INTERNAL,
                f"Tesseract failed on the page image: {error.message[:200]}",
                "Scan the page again; if it fails again, report the file.",
            ) from error
        return _words(table)


def _words(table: dict[str, list[str | int | float]]) -> list[ReadWord]:
    """Rows of level 5 (words); a line is one (block, paragraph, line)."""
    lines: dict[tuple[object, ...], int] = {}
    words = []
    for i, level in enumerate(table["level"]):
        text = unicodedata.normalize("NFC", str(table["text"][i])).strip()
        if level != 5 or not text:
            continue
        key = (table["block_num"][i], table["par_num"][i], table["line_num"][i])
        line = lines.setdefault(key, len(lines))
        left, top = float(table["left"][i]), float(table["top"][i])
        box = Box(left, top, left + float(table["width"][i]), top + float(table["height"][i]))
        confidence = min(1.0, max(0.0, float(table["conf"][i]) / 100))
        words.append(ReadWord(text, box, confidence, line))
    return words
