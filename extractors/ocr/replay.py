"""Recorded readings, so that tests of what follows OCR need no engine."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractors.ocr import LetterChoice, OcrEngine, ReadWord
from models.errors import ErrorCode, SohoaError
from models.extraction import EngineInfo
from models.geometry import Box


class ReplayEngine:
    """Gives back, call by call, what `RecordingEngine` wrote to `path`."""

    def __init__(self, path: Path) -> None:
        data = json.loads(path.read_text(encoding="utf-8"))
        self._info = EngineInfo("replay", data["version"], data["model"])
        self._calls = iter(data["calls"])

    @property
    def info(self) -> EngineInfo:
        """Name, version and model of the recorded engine."""
        return self._info

    def read(
        self, grey: NDArray[np.uint8], dpi: float, *, block: bool = False
    ) -> Sequence[ReadWord]:
        """The next recorded reading; see `OcrEngine.read`.

        Raises:
            SohoaError: `internal`: the recording has no further call, or one of another kind.
        """
        call = next(self._calls, None)
        if call is None or call["block"] != block:
            raise SohoaError(
                ErrorCode.INTERNAL, "The recording does not fit the image.", "Record it again."
            )
        return [_from_json(item) for item in call["words"]]


class RecordingEngine:
    """Reads with another engine and remembers every call."""

    def __init__(self, engine: OcrEngine) -> None:
        self._engine = engine
        self._calls: list[dict[str, object]] = []

    @property
    def info(self) -> EngineInfo:
        """Name, version and model of the engine that reads."""
        return self._engine.info

    def read(
        self, grey: NDArray[np.uint8], dpi: float, *, block: bool = False
    ) -> Sequence[ReadWord]:
        """Read and remember; see `OcrEngine.read`."""
        words = self._engine.read(grey, dpi, block=block)
        self._calls.append({"block": block, "words": [_to_json(word) for word in words]})
        return words

    def save(self, path: Path) -> None:
        """Write everything read so far."""
        info = self._engine.info
        data = {"version": info.version, "model": info.model, "calls": self._calls}
        path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def _to_json(word: ReadWord) -> list[object]:
    letters = [[[c.letter, round(c.cost, 2)] for c in slot] for slot in word.letters]
    return [word.text, word.box.as_list(), round(word.confidence, 4), word.line, letters]


def _from_json(item: list[object]) -> ReadWord:
    text, box, confidence, line, letters = item
    assert isinstance(box, list)
    assert isinstance(letters, list)
    slots = tuple(tuple(LetterChoice(letter, cost) for letter, cost in slot) for slot in letters)
    return ReadWord(str(text), Box(*box), float(str(confidence)), int(str(line)), slots)
