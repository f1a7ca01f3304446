"""OCR engines behind one protocol: a cleaned page in, words with boxes and beliefs out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from models.extraction import EngineInfo
from models.geometry import Box

# An alternative this much dearer than the best reading of its letter never won.
MAX_COST = 20.0


@dataclass(frozen=True, slots=True)
class LetterChoice:
    """One reading of one letter; `cost` is the engine's (0 and up, lowest is best)."""

    letter: str
    cost: float


@dataclass(frozen=True, slots=True)
class ReadWord:
    """One word as an engine read it.

    Attributes:
        text: Unicode NFC, no inner space.
        box: Pixels of the image that was read.
        confidence: 0-1, the engine's own.
        line: Number of the engine's text line on the page, from 0.
        letters: For each letter of `text` its readings, best first; empty when the engine
            gives none.
    """

    text: str
    box: Box
    confidence: float
    line: int
    letters: tuple[tuple[LetterChoice, ...], ...] = ()


class OcrEngine(Protocol):
    """Reads Vietnamese print; one object serves one process, one call at a time."""

    @property
    def info(self) -> EngineInfo:
        """Name, version and model of the engine."""
        ...

    def read(
        self, grey: NDArray[np.uint8], dpi: float, *, block: bool = False
    ) -> Sequence[ReadWord]:
        """Read a (H, W) uint8 image of dark text on white, top line first.

        Args:
            grey: The image, upright and deskewed.
            dpi: Its resolution in dots per inch.
            block: The image is a cut-out with one block of text rather than a page.

        Raises:
            SohoaError: The engine is missing or failed (`engine_missing`, `internal`).
        """
        ...
