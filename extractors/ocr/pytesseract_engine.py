"""Any installed Tesseract program, through pytesseract; the fallback where no wheel fits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import numpy as np
import pytesseract
from numpy.typing import NDArray
from PIL import Image

from extractors.ocr import ReadWord
from extractors.ocr.spelling import spell
from models.errors import ErrorCode, SohoaError
from models.extraction import EngineInfo
from models.geometry import Box

_BOX = re.compile(r"\bbbox (\d+) (\d+) (\d+) (\d+)")
_WORD_CONFIDENCE = re.compile(r"\bx_wconf (\d+)")
_LETTER_CONFIDENCE = re.compile(r"\bx_confs ([\d.]+)")


class PytesseractEngine:
    """Runs the `tesseract` program once a page.

    The words come as hOCR, the one format with the readings of letters (Tesseract 4.1 and up).
    """

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
        # With a coefficient of 1 the confidence of a letter is 100 less its cost.
        self._options = (
            f'--tessdata-dir "{tessdata}" --oem 1 -c tessedit_do_invert=0'
            " -c lstm_choice_mode=2 -c lstm_rating_coefficient=1"
        )
        self._info = EngineInfo("pytesseract", version, languages)
        try:
            self._run(np.full((32, 32), 255, np.uint8), "--psm 6")
        except pytesseract.TesseractError as error:
            raise SohoaError(
                ErrorCode.ENGINE_MISSING,
                f"Tesseract cannot load the languages {languages!r} from {tessdata}.",
                "Run `make setup`, or set SOHOA_TESSDATA to a folder with the models.",
            ) from error

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
            found = self._run(grey, f"--psm {mode} --dpi {round(dpi)}")
        except pytesseract.TesseractError as error:
            raise SohoaError(
                ErrorCode.INTERNAL,
                f"Tesseract failed on the page image: {error.message[:200]}",
                "Scan the page again; if it fails again, report the file.",
            ) from error
        return list(_words(ElementTree.fromstring(found)))

    def _run(self, grey: NDArray[np.uint8], options: str) -> bytes:
        """What the program finds, as hOCR."""
        found: bytes = pytesseract.image_to_pdf_or_hocr(
            Image.fromarray(grey),
            lang=self._languages,
            config=f"{self._options} {options}",
            extension="hocr",
        )
        return found


def _words(hocr: Element) -> Iterator[ReadWord]:
    """The words of all lines: a line is what has words for children."""
    line = 0
    for element in hocr.iter():
        words = [child for child in element if child.get("class") == "ocrx_word"]
        read = [word for item in words if (word := _word(item, line)) is not None]
        yield from read
        line += bool(read)


def _word(element: Element, line: int) -> ReadWord | None:
    slots = [child for child in element if child.get("class") == "ocrx_cinfo"]
    rest = [text for child in element if child not in slots for text in child.itertext()]
    text = unicodedata.normalize("NFC", "".join([element.text or "", *rest])).strip()
    title = element.get("title", "")
    box, confidence = _BOX.search(title), _WORD_CONFIDENCE.search(title)
    if not text or box is None or confidence is None:
        return None
    letters = spell([_readings(slot) for slot in slots], text)
    return ReadWord(text, Box(*map(float, box.groups())), int(confidence[1]) / 100, line, letters)


def _readings(slot: Element) -> list[tuple[str, float]]:
    """Readings of one letter with their costs; the program cuts confidences off at 0."""
    found = []
    for reading in slot:
        confidence = _LETTER_CONFIDENCE.search(reading.get("title", ""))
        if confidence is not None and float(confidence[1]) > 0:
            found.append((reading.text or "", 100 - float(confidence[1])))
    return found
