"""Middling gaps within lines, which the engine cannot bear.

After a gap of one to two ems within a line, as between a label and its value, Tesseract's net
forgets the spaces between the words before it ("Nơicưtrú:"). Narrower gaps do it no harm, and at
wider ones the line is cut. Dots in the gap, which are no words, bring the spaces back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from extractors.components import Components
from extractors.ocr import ReadWord
from extractors.pairs import Indices, pairs
from models.geometry import Box

Grey = NDArray[np.uint8]
Floats = NDArray[np.float64]

# Darker than this is ink.
_DARK = 150
# Inches: heights of letters with and without marks; gaps that do harm; from dot to dot, across
# one, and what stands at the end of a word but letters: a colon, a comma.
_LETTER, _GAP, _STEP, _DOT, _STOP = (0.05, 0.3), (0.135, 0.36), 0.11, 0.018, 0.07
# Above this share of the page there are letterheads.
_HEAD = 0.3
# How dark the dots are, and what the engine reads them as.
_INK, _READ_AS = 40, ".,…·"
# Dots this many heights of a word away from it may have been read as a part of it.
_REACH = 1.2
# More letters than that are no page of text.
MAX_LETTERS = 16_000


def find_fillers(grey: Grey, parts: Components, dpi: float) -> tuple[Box, ...]:
    """Where dots are to stand in the middling gaps of a deskewed page, pixels.

    Args:
        grey: The page.
        parts: Its ink.
        dpi: Its resolution in dots per inch.
    """
    letters = parts.stats[_letters(parts, dpi), :4].astype(np.float64)
    if not 2 <= len(letters) <= MAX_LETTERS:
        return ()
    half = _DOT * dpi / 2
    return tuple(
        Box(max(0.0, x - half), max(0.0, base - 3 * half), x + half, max(0.0, base - half))
        for x, base in _places(grey, letters, dpi)
    )


def filled(grey: Grey, fillers: Sequence[Box]) -> Grey:
    """The page with dots at `fillers`."""
    page = grey.copy()
    for filler in fillers:
        x0, y0, x1, y1 = filler.as_list()
        page[y0:y1, x0:x1] = _INK
    return page


def without_fillers(words: Sequence[ReadWord], fillers: Sequence[Box]) -> list[ReadWord]:
    """The words of a page read with dots at `fillers`, without these."""
    if not fillers:
        return list(words)
    x, y = np.array([filler.center for filler in fillers]).T
    found = []
    for word in words:
        box = word.box
        # The dots of a word may lie outside the box that the engine gives it.
        reach = _REACH * box.height
        level = (y >= box.y0) & (y <= box.y1)
        inside = x[level & (x >= box.x0 - reach) & (x <= box.x1 + reach)]
        bare = _stripped(word, inside) if len(inside) else word
        if bare.text:
            found.append(bare)
    return found


def _stripped(word: ReadWord, inside: Floats) -> ReadWord:
    """The word without as many dots at its ends as there are fillers there."""
    middle = word.box.center[0]
    before, after = np.sort(inside[inside < middle]), np.sort(inside[inside >= middle])
    start, end = 0, len(word.text)
    if all(c in _READ_AS + "-–—_" for c in word.text):
        return replace(word, text="", letters=())
    while end and len(word.text) - end < len(after) and word.text[end - 1] in _READ_AS:
        end -= 1
    while start < min(end, len(before)) and word.text[start] in _READ_AS:
        start += 1
    x0 = max(word.box.x0, float(before[-1])) if start else word.box.x0
    x1 = min(word.box.x1, float(after[0])) if end < len(word.text) else word.box.x1
    letters = word.letters[start:end] if len(word.letters) == len(word.text) else ()
    return replace(
        word, text=word.text[start:end], letters=letters, box=replace(word.box, x0=x0, x1=x1)
    )


def _letters(parts: Components, dpi: float) -> NDArray[np.bool_]:
    _, _, width, height, _ = parts.stats.T
    found = (height >= _LETTER[0] * dpi) & (height <= _LETTER[1] * dpi) & (width <= dpi)
    found[0] = False
    return np.asarray(found, np.bool_)


def _places(grey: Grey, letters: Floats, dpi: float) -> Iterator[tuple[float, float]]:
    """Where dots are to stand: their middles and the base lines below them."""
    x, y, width, height = letters.T
    for left, right in zip(*_across_gaps(x, y, x + width, y + height, dpi), strict=True):
        # Before the code of a number there may be a gap too, and its stroke is easily lost.
        x0, y0, wide, high = letters[right].astype(int)
        if _is_slash(grey[y0 : y0 + high, x0 : x0 + wide]):
            continue
        top, base = max(y[left], y[right]), (y + height)[[left, right]].min()
        start, end = round(x[left] + width[left]), round(x[right])
        tail = grey[round(top) : round(base), start:end] < _DARK
        inked = np.flatnonzero(tail.any(axis=0))
        colon = tail[: len(tail) // 2].any()
        # A full stop could not be told from the dots behind it. In a letterhead numbers and days
        # are written by hand, which dots beside them would spoil.
        if not colon and (len(inked) or base < _HEAD * len(grey)):
            continue
        stop = int(inked[-1]) + 1 if len(inked) else 0
        start += stop
        if stop <= _STOP * dpi and end - start >= _GAP[0] * dpi:
            count = max(1, round((end - start) / (_STEP * dpi)) - 1)
            for i in range(1, count + 1):
                yield start + (end - start) * i / (count + 1), float(base)


def _is_slash(letter: Grey) -> bool:
    """Whether there is ink from the lower left to the upper right of a letter only."""
    ink = letter < _DARK
    height, width = ink.shape[0] // 3, ink.shape[1] // 3
    return bool(
        height > width and not ink[:height, :width].any() and not ink[-height:, -width:].any()
    )


def _across_gaps(
    x0: Floats, y0: Floats, x1: Floats, y1: Floats, dpi: float
) -> tuple[Indices, Indices]:
    """Letters with the next one of their line so far away that there may be a middling gap."""
    left, right = pairs(x1, x0, (y0 + y1) / 2, (_GAP[1] + _STOP) * dpi, 0.13 * dpi)
    shared = np.minimum(y1[left], y1[right]) - np.maximum(y0[left], y0[right])
    level = shared >= 0.5 * np.minimum((y1 - y0)[left], (y1 - y0)[right])
    left, right = left[level], right[level]
    left, right = _first(left, right, x0[right])
    wide = x0[right] - x1[left] >= _GAP[0] * dpi
    left, right = left[wide], right[wide]
    right, left = _first(right, left, -x1[left])
    return left, right


def _first(one: Indices, other: Indices, key: Floats) -> tuple[Indices, Indices]:
    """Of the pairs that share `one` that with the least `key`."""
    order = np.argsort(key, kind="stable")
    one, other = one[order], other[order]
    first = np.unique(one, return_index=True)[1]
    return one[first], other[first]
