"""The net that reads handwritten digits, and what its answer says of whole strings.

A strip of a letterhead goes in; for each column of it comes out how likely each symbol begins
there (connectionist temporal classification, Graves et al. 2006). The printed slash is a symbol,
so that no pen stroke is taken for it; what is struck out is one, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

import models.weights
from extractors.onnx import open_net
from models.page import REJECT

Grey = NDArray[np.uint8]
Floats = NDArray[np.float32]

# Pixels of a strip from top to bottom, and how much of it is above and below the base line, in
# heights of the printed capitals beside it.
HEIGHT, ABOVE, BELOW = 40, 1.75, 0.8
SYMBOLS = ("", *"0123456789", "/", REJECT)

# Width of the beam, and what is too unlikely to be followed.
_BEAM, _LEAST = 12, 1e-3


class DigitNet:
    """The net of one weights file."""

    def __init__(self, path: Path) -> None:
        self._session = open_net(path, "digits")

    def read(self, strips: Sequence[Grey]) -> list[Floats]:
        """For each strip of `HEIGHT` rows, dark on white, probabilities (steps, symbols)."""
        wide = -(-max(strip.shape[1] for strip in strips) // 16) * 16
        ink = np.zeros((len(strips), 1, HEIGHT, wide), np.float32)
        for row, strip in zip(ink, strips, strict=True):
            row[0, :, : strip.shape[1]] = (255 - strip.astype(np.float32)) / 255
        (logs,) = self._session.run(None, {"ink": ink})
        return list(np.exp(np.asarray(logs, np.float32)))


@cache
def digit_net() -> DigitNet:
    """The net that comes with the project.

    Raises:
        SohoaError: `engine_missing`.
    """
    return DigitNet(Path(models.weights.__file__).with_name("digits.onnx"))


def essential(steps: Floats) -> Floats:
    """The steps without those that surely begin nothing, where one of these stands before them."""
    sure = steps[:, 0] > 1 - _LEAST
    kept: Floats = steps[~(sure & np.roll(sure, 1)) | (np.arange(len(steps)) == 0)]
    return kept


def score(steps: Floats, texts: Sequence[str]) -> NDArray[np.float64]:
    """The probability that exactly each text stands there."""
    labels, jumps, ends = _spelled(tuple(texts))
    chances = steps.astype(np.float64)[:, labels]
    # Before the ways to each place of each text stand two columns of nothing, for the shifts.
    ways = np.zeros((len(texts), labels.shape[1] + 2))
    ways[:, 2:4] = chances[0, :, :2]
    for chance in chances[1:]:
        ways[:, 2:] = (ways[:, 2:] + ways[:, 1:-1] + jumps * ways[:, :-2]) * chance
    rows = np.arange(len(texts))
    found: NDArray[np.float64] = ways[rows, ends + 2] + ways[rows, ends + 1]
    return found


@cache
def _spelled(
    texts: tuple[str, ...],
) -> tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.int64]]:
    """For each text its symbols with blanks around them, where a blank may be left out, its end."""
    longest = 2 * max(map(len, texts)) + 1
    labels = np.zeros((len(texts), longest), np.int64)
    for row, text in enumerate(texts):
        labels[row, 1 : 2 * len(text) : 2] = [SYMBOLS.index(c) for c in text]
    jumps = np.zeros(labels.shape, bool)
    jumps[:, 2:] = (labels[:, 2:] != 0) & (labels[:, 2:] != labels[:, :-2])
    return labels, jumps, np.array([2 * len(text) for text in texts])


def before_slash(steps: Floats) -> Mapping[str, float]:
    """Probability of each string that may stand before the first slash, by a prefix beam."""
    beam: dict[str, tuple[float, float]] = {"": (1.0, 0.0)}
    likely = steps[:, 1:] > _LEAST
    for chances, worth in zip(steps.tolist(), likely, strict=True):
        blank = chances[0]
        symbols = [(SYMBOLS[i], chances[i]) for i in np.flatnonzero(worth) + 1]
        found: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        for text, (ended, open_) in beam.items():
            if text[-1:] == "/":
                found[text][0] += ended + open_
                continue
            found[text][0] += (ended + open_) * blank
            for symbol, chance in symbols:
                if text[-1:] == symbol:
                    found[text][1] += open_ * chance
                    found[text + symbol][1] += ended * chance
                else:
                    found[text + symbol][1] += (ended + open_) * chance
        best = sorted(found.items(), key=lambda item: -sum(item[1]))[:_BEAM]
        beam = {text: (a, b) for text, (a, b) in best}
    total: dict[str, float] = defaultdict(float)
    for text, (a, b) in beam.items():
        total[text.rstrip("/")] += a + b
    mass = sum(total.values()) or 1.0
    return {text: chance / mass for text, chance in total.items()}


def among(steps: Floats, texts: Sequence[str]) -> Mapping[str, float]:
    """Probability of each of `texts`, of nothing ("") and of anything else (`REJECT`).

    Figures below ten may have a zero before them.
    """
    spelled = ["", *texts, *(f"0{text}" for text in texts if len(text) == 1)]
    found: dict[str, float] = defaultdict(float)
    for text, chance in zip(spelled, score(steps, spelled).tolist(), strict=True):
        found[text.lstrip("0")] += chance
    return {**found, REJECT: max(0.0, 1.0 - sum(found.values()))}


def to_height(strip: Grey) -> Grey:
    """A strip scaled to the net's height."""
    width = max(24, round(strip.shape[1] * HEIGHT / strip.shape[0]))
    way = cv2.INTER_AREA if strip.shape[0] > HEIGHT else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(strip, (width, HEIGHT), interpolation=way), np.uint8)
