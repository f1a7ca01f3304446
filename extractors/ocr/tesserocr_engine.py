"""Tesseract in this process, through tesserocr."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import tesserocr
from numpy.typing import NDArray
from tesserocr import OEM, PSM, RIL, PyTessBaseAPI

from extractors.ocr import ReadWord
from extractors.ocr.spelling import spell
from models.errors import ErrorCode, SohoaError
from models.extraction import EngineInfo
from models.geometry import Box


class TesserocrEngine:
    """One libtesseract object; not to be shared between threads or processes."""

    def __init__(self, tessdata: Path, languages: str) -> None:
        try:
            self._api = PyTessBaseAPI(
                path=str(tessdata), lang=languages, psm=PSM.SINGLE_COLUMN, oem=OEM.LSTM_ONLY
            )
        except RuntimeError as error:
            raise SohoaError(
                ErrorCode.ENGINE_MISSING,
                f"Tesseract cannot load the languages {languages!r} from {tessdata}.",
                "Run `make setup`, or set SOHOA_TESSDATA to a folder with the models.",
            ) from error
        # Inverted text does not occur on letters; looking for it costs a tenth of the time.
        self._api.SetVariable("tessedit_do_invert", "0")
        self._api.SetVariable("lstm_choice_mode", "2")
        self._info = EngineInfo("tesserocr", tesserocr.PyTessBaseAPI.Version(), languages)

    @property
    def info(self) -> EngineInfo:
        """Name, version and model of the engine."""
        return self._info

    def read(
        self, grey: NDArray[np.uint8], dpi: float, *, block: bool = False
    ) -> Sequence[ReadWord]:
        """Read an image; see `OcrEngine.read`."""
        height, width = grey.shape
        self._api.SetPageSegMode(PSM.SINGLE_BLOCK if block else PSM.SINGLE_COLUMN)
        self._api.SetImageBytes(np.ascontiguousarray(grey).tobytes(), width, height, 1, width)
        self._api.SetSourceResolution(round(dpi))
        try:
            if not self._api.Recognize():
                raise SohoaError(
                    ErrorCode.INTERNAL,
                    "Tesseract failed on the page image.",
                    "Scan the page again; if it fails again, report the file.",
                )
            return list(self._words())
        finally:
            self._api.Clear()

    def _words(self) -> Iterator[ReadWord]:
        iterator = self._api.GetIterator()
        line = -1
        while iterator is not None:
            if iterator.IsAtBeginningOf(RIL.TEXTLINE):
                line += 1
            box = iterator.BoundingBox(RIL.WORD)
            if box is not None and not iterator.Empty(RIL.WORD):
                yield from self._word(iterator, Box(*box), line)
            if not iterator.Next(RIL.WORD):
                break

    def _word(
        self, iterator: tesserocr.PyResultIterator, box: Box, line: int
    ) -> Iterator[ReadWord]:
        text = unicodedata.normalize("NFC", iterator.GetUTF8Text(RIL.WORD) or "").strip()
        if not text:
            return
        confidence = min(1.0, max(0.0, iterator.Confidence(RIL.WORD) / 100))
        letters = spell(iterator.GetBestLSTMSymbolChoices() or [], text)
        yield ReadWord(text, box, confidence, line, letters)
