"""The net that reads handwritten digits, and what its answer says of whole strings.

A strip of a letterhead goes in; for each column of it comes out how likely each symbol begins
there (connectionist temporal classification, Graves et al. 2006). The printed slash is a symbol,
so that no pen stroke is taken for it; what is struck out is one, too.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

import models.weights
from models.errors import ErrorCode, SohoaError
from models.page import REJECT

Grey = NDArray[np.uint8]
Floats = NDArray[np.float32]

# Pixels of a strip from top to bottom, and how much of it is above and below the base line, in
# heights of the printed capitals beside it.
HEIGHT, ABOVE, BELOW = 32, 1.75, 0.8
SYMBOLS = ("", *"0123456789", "/", REJECT)

_BEAM, _LEAST = 12, 1e-4


class DigitNet:
    """The net of one weights file."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise SohoaError(
                ErrorCode.ENGINE_MISSING,
                f"The digit net {path} is missing.",
                "Install the project again, or make it with `sohoa train digits`.",
            )
        self._net = cv2.dnn.readNetFromONNX(str(path))

    def read(self, strip: Grey) -> Floats:
        """Logarithms of (steps, symbols) for a strip of `HEIGHT` rows, dark on white."""
        padded = np.pad(strip, ((0, 0), (0, -strip.shape[1] % 16)), constant_values=255)
        self._net.setInput(((255 - padded)[None, None] / 255).astype(np.float32))
        return np.asarray(self._net.forward()[0], np.float32)


@cache
def digit_net() -> DigitNet:
    """The net that comes with the project.

    Raises:
        SohoaError: `engine_missing`.
    """
    return DigitNet(Path(models.weights.__file__).with_name("digits.onnx"))


def essential(steps: Floats) -> Floats:
    """The steps without those that surely begin nothing, where one of these stands before them."""
    sure = steps[:, 0] > math.log1p(-_LEAST)
    kept: Floats = steps[~(sure & np.roll(sure, 1)) | (np.arange(len(steps)) == 0)]
    return kept


def score(steps: Floats, texts: Sequence[str]) -> NDArray[np.float64]:
    """Logarithm of the probability that exactly each text stands there."""
    longest = 2 * max(map(len, texts)) + 1
    labels = np.zeros((len(texts), longest), np.int64)
    for row, text in enumerate(texts):
        labels[row, 1 : 2 * len(text) : 2] = [SYMBOLS.index(c) for c in text]
    jumps = np.zeros(labels.shape, bool)
    jumps[:, 2:] = (labels[:, 2:] != 0) & (labels[:, 2:] != labels[:, :-2])
    ways = np.full(labels.shape, -np.inf)
    ways[:, :2] = steps[0][labels[:, :2]]
    for step in steps[1:]:
        before = np.full_like(ways, -np.inf)
        before[:, 1:] = ways[:, :-1]
        skipped = np.full_like(ways, -np.inf)
        skipped[:, 2:] = np.where(jumps[:, 2:], ways[:, :-2], -np.inf)
        ways = np.logaddexp(np.logaddexp(ways, before), skipped) + step[labels]
    ends = np.array([2 * len(text) for text in texts])
    rows = np.arange(len(texts))
    last = np.where(ends > 0, ways[rows, np.maximum(ends - 1, 0)], -np.inf)
    found: NDArray[np.float64] = np.logaddexp(ways[rows, ends], last)
    return found


def before_slash(steps: Floats) -> Mapping[str, float]:
    """Probability of each string that may stand before the first slash, by a prefix beam."""
    beam: dict[str, tuple[float, float]] = {"": (1.0, 0.0)}
    for step in np.exp(steps):
        blank = float(step[0])
        if blank > 1 - _LEAST:
            beam = {text: (a + b, 0.0) for text, (a, b) in beam.items()}
            continue
        found: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        likely = [(SYMBOLS[i], float(step[i])) for i in np.flatnonzero(step[1:] > _LEAST) + 1]
        for text, (ended, open_) in beam.items():
            if text.endswith("/"):
                found[text][0] += ended + open_
                continue
            found[text][0] += (ended + open_) * blank
            for symbol, chance in likely:
                if text.endswith(symbol):
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
    for text, log in zip(spelled, score(steps, spelled), strict=True):
        found[text.lstrip("0")] += math.exp(log)
    return {**found, REJECT: max(0.0, 1.0 - sum(found.values()))}


def to_height(strip: Grey) -> Grey:
    """A strip scaled to the net's height."""
    width = max(24, round(strip.shape[1] * HEIGHT / strip.shape[0]))
    way = cv2.INTER_AREA if strip.shape[0] > HEIGHT else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(strip, (width, HEIGHT), interpolation=way), np.uint8)
