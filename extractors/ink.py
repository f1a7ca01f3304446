"""What the ink of a word says that the engine passed over: spaces, points, colons and hyphens.

Tesseract's net loses spaces beside wide gaps ("Tờbản"), and marks among figures, so that 90,7 is
907. The pieces of ink of such a word, from left to right, tell where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from extractors.components import components
from extractors.language.syllables import is_syllable, spell
from extractors.ocr import LetterChoice, ReadWord
from models.geometry import Box

Grey = NDArray[np.uint8]

# Darker than the first is ink; darker than the second are thin strokes, too, so that what is no
# piece of its own then has broken off a figure.
_DARK, _PALE = 128, 190
# Fewer pixels are dust.
_DUST = 3
# In heights of letters: a space is so wide at least, and so many times as wide as any gap
# between the letters.
_SPACE, _WIDER = 0.26, 1.3
# A space that no syllables confirm.
_SURE_SPACE, _SURELY_WIDER = 0.32, 1.8
# Letters stand so many letters from where their widths would have them at most.
_OFF = 0.8
_NARROW, _WIDE = frozenset("iìíỉĩịlItrfj.,:;'|-1/"), frozenset("mwMW")
# The most words that were read as one.
_MOST_WORDS = 8
# Figures and codes in capitals, which bear marks between them.
_FIGURES = re.compile(r"\W*[A-ZĐ0-9]+(?:[.,:-][A-ZĐ0-9]+)*\W*")
_MARKS = ".,:-"
# No surer is the engine of figures that are fewer than their ink.
_FIGURE_LOST = 0.5
# In heights of figures: a point or comma is no higher and no wider; it begins no higher above the
# base line and no lower; a hyphen is no higher and so wide, and its middle lies between.
_POINT_SIZE, _POINT_TOP = (0.55, 0.4), (-0.05, 0.36)
# A colon is two points one above the other, so high and so wide.
_COLON_SIZE = (0.4, 0.85, 0.3)
_HYPHEN_SIZE, _HYPHEN_MIDDLE = (0.28, 0.15, 0.9), (0.2, 0.65)
# What is smaller is no mark; a comma hangs so far below the base line.
_SPECK, _HANGS = 0.1, 0.1


@dataclass(slots=True)
class _Piece:
    """Ink that stands together, pixels, and of how many parts it is."""

    x0: float
    y0: float
    x1: float
    y1: float
    parts: int = 1

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def width(self) -> float:
        return self.x1 - self.x0


def mend(grey: Grey, words: Sequence[ReadWord]) -> list[ReadWord]:
    """The words of a page with the spaces, points and hyphens that its ink shows.

    Args:
        grey: (H, W), the page that the words were read from.
        words: In any order.
    """
    parts = [part for word in words for part in _spaced(grey, word)]
    return [_marked(grey, part) for part in parts]


def _pieces(grey: Grey, box: Box, darkness: int = _DARK) -> list[_Piece]:
    """The ink within a word's box from left to right, accents with their letters."""
    height = box.y1 - box.y0
    left, top = max(0, int(box.x0) - 2), max(0, int(box.y0 - 0.15 * height))
    right, bottom = int(box.x1) + 3, int(box.y1 + 0.25 * height) + 1
    found = components(np.ascontiguousarray(grey[top:bottom, left:right]), darkness).stats[1:]
    pieces: list[_Piece] = []
    for x, y, wide, high, area in sorted(map(tuple, found.tolist())):
        x0, y0 = x + left, y + top
        if area < _DUST or not box.x0 - 1 <= x0 + wide / 2 <= box.x1 + 1:
            continue
        last = pieces[-1] if pieces else None
        if last and min(last.x1, x0 + wide) - x0 > 0.5 * min(last.width, wide):
            last.x1, last.y0 = max(last.x1, x0 + wide), min(last.y0, y0)
            last.y1, last.parts = max(last.y1, y0 + high), last.parts + 1
        else:
            pieces.append(_Piece(x0, y0, x0 + wide, y0 + high))
    return pieces


def _spaced(grey: Grey, word: ReadWord) -> Sequence[ReadWord]:
    """The words that were read as one."""
    core = word.text.strip('.,;:()"')
    # Names of other tongues have no marks, and nor do abbreviations and addresses of sites.
    is_name = core.isalpha() and core.isupper()
    is_other = core.isascii() and not is_name
    if sum(map(str.isalpha, core)) < 4 or is_other or _is_word(core):
        return [word]
    pieces = _pieces(grey, word.box)
    if len(pieces) < 3:
        return [word]
    gaps = [b.x0 - a.x1 for a, b in pairwise(pieces)]
    by_width = sorted(range(len(gaps)), key=lambda i: -gaps[i])
    unit = float(np.percentile([piece.height for piece in pieces], 70))
    best: list[int] = []
    for count in range(1, min(_MOST_WORDS, len(gaps))):
        narrowest, next_one = gaps[by_width[count - 1]], gaps[by_width[count]]
        if narrowest < _SPACE * unit:
            break
        if narrowest < _WIDER * next_one:
            continue
        chosen = sorted(by_width[:count])
        places = [(pieces[i].x1 + pieces[i + 1].x0) / 2 for i in chosen]
        cuts = _cuts(word, places)
        if not cuts and len(pieces) == len(word.text) and word.text.isupper():
            is_sure = narrowest > max(_SURE_SPACE * unit, _SURELY_WIDER * next_one)
            cuts = [i + 1 for i in chosen] if is_sure else []
        if cuts:
            best, at = cuts, places
    return list(_cut(word, best, at)) if best else [word]


def _is_word(text: str) -> bool:
    return text.isdigit() or (text.isalpha() and is_syllable(spell(text)))


def _cuts(word: ReadWord, places: Sequence[float]) -> list[int]:
    """Where the text falls into syllables and figures at these places, pixels; [] if nowhere."""
    text = word.text
    widths = [0.5 if c in _NARROW else 1.5 if c in _WIDE else 1.0 for c in text]
    ends = [0.0, *accumulate(widths)]
    unit = (word.box.x1 - word.box.x0) / ends[-1]
    middles = [(place - word.box.x0) / unit for place in places]

    def go_on(start: int, at: int) -> list[int] | None:
        if at == len(middles):
            return [] if _is_part(text[start:]) else None
        near = [i for i in range(start + 1, len(text)) if abs(ends[i] - middles[at]) < _OFF]
        for end in sorted(near, key=lambda i: abs(ends[i] - middles[at])):
            rest = go_on(end, at + 1) if _is_part(text[start:end]) else None
            if rest is not None:
                return [end, *rest]
        return None

    return go_on(0, 0) or []


def _is_part(text: str) -> bool:
    return text[0].isalnum() and _is_word(text.strip('.,;:()"'))


def _cut(word: ReadWord, cuts: Sequence[int], places: Sequence[float]) -> Iterator[ReadWord]:
    bounds = [word.box.x0, *places, word.box.x1]
    for (start, end), (x0, x1) in zip(
        pairwise([0, *cuts, len(word.text)]), pairwise(bounds), strict=True
    ):
        letters = word.letters[start:end]
        box = replace(word.box, x0=x0, x1=x1)
        yield replace(word, text=word.text[start:end], box=box, letters=letters)


def _marked(grey: Grey, word: ReadWord) -> ReadWord:
    """The word with the points and hyphens between its figures."""
    text = word.text
    if sum(map(str.isdigit, text)) < 2 or not _FIGURES.fullmatch(text):
        return word
    read = _between([c if c in _MARKS else "" for c in text])
    seen = _marks_between(_pieces(grey, word.box))
    if len(read) != len(seen):
        return _doubted(grey, word, len(read)) if len(seen) > len(read) else word
    figures, lost = [c for c in text if c not in _MARKS], dict[int, str]()
    for at in range(1, len(read) - 1):
        if _pointed(read[at]) == _pointed(seen[at]):
            continue
        is_inside = figures[at - 1].isalnum() and figures[at].isalnum()
        if read[at] or len(seen[at]) > 1 or not is_inside:
            return word
        lost[at] = seen[at]
    if not lost:
        return word
    pale = _marks_between(_pieces(grey, word.box, _PALE))
    is_sure = _pointed("".join(pale)) == _pointed("".join(seen))
    return _with_marks(word, lost) if is_sure else word


def _doubted(grey: Grey, word: ReadWord, places: int) -> ReadWord:
    """The word, hardly read if pale strokes do not explain that there is ink for more figures."""
    if len(_marks_between(_pieces(grey, word.box, _PALE))) <= places:
        return word
    return replace(word, confidence=min(word.confidence, _FIGURE_LOST))


def _pointed(marks: str) -> str:
    return marks.replace(",", ".")


def _marks_between(pieces: Sequence[_Piece]) -> list[str]:
    """The marks before, between and behind the figures."""
    tall = sorted(piece.height for piece in pieces)
    if not tall:
        return [""]
    unit = tall[len(tall) * 2 // 3]
    base = float(np.median([p.y1 for p in pieces if p.height > 0.7 * unit]))
    return _between([_mark(piece, unit, base) for piece in pieces])


def _between(marks: Sequence[str]) -> list[str]:
    """Marks put together before, between and behind figures, each of which is ""."""
    found = [""]
    for mark in marks:
        if mark:
            found[-1] += mark
        else:
            found.append("")
    return found


def _with_marks(word: ReadWord, lost: Mapping[int, str]) -> ReadWord:
    """The word with marks before the figures of these numbers, from 0."""
    text, number = "", 0
    letters: list[tuple[LetterChoice, ...]] = []
    slots = word.letters if len(word.letters) == len(word.text) else ()
    for i, char in enumerate(word.text):
        if char not in _MARKS:
            mark = lost.get(number, "")
            text += mark
            letters.extend([(LetterChoice(mark, 0.0),)] if mark else [])
            number += 1
        text += char
        letters.extend(slots[i : i + 1])
    return replace(word, text=text, letters=tuple(letters) if slots else ())


def _mark(piece: _Piece, unit: float, base: float) -> str:
    """What a piece of ink is among figures: ".", ",", ":", "-", or "" for a figure."""
    high, wide = piece.height / unit, piece.width / unit
    top, middle = (base - piece.y0) / unit, (base - (piece.y0 + piece.y1) / 2) / unit
    is_small = high < _POINT_SIZE[0] and wide < _POINT_SIZE[1] and max(high, wide) > _SPECK
    if is_small and _POINT_TOP[0] < top < _POINT_TOP[1]:
        return "," if piece.y1 - base > _HANGS * unit else "."
    is_narrow = wide < _COLON_SIZE[2] and abs(piece.y1 - base) < _HANGS * unit
    if piece.parts == len("..") and is_narrow and _COLON_SIZE[0] < high < _COLON_SIZE[1]:
        return ":"
    flat, short, long = _HYPHEN_SIZE
    if high < flat and short < wide < long and _HYPHEN_MIDDLE[0] < middle < _HYPHEN_MIDDLE[1]:
        return "-"
    return ""
