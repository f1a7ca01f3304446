"""Urgency and secrecy marks: a few capital words, printed or stamped, alone on their line."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from extractors.finders import Candidate, Paper, candidate
from models.doctypes import FieldType, Finder
from models.page import Line, Page, Word, Zone
from models.values.text import fold

LIKENESS = 80


def find(paper: Paper, field: FieldType, _finder: Finder) -> Candidate | None:
    """The mark of `field.values` that stands on the upper half of the first page."""
    found = find_mark(paper.first, field.values)
    if found is None:
        return candidate(None, [], 0.93)
    mark, words, score = found
    return candidate(mark, [(paper.first, words)], score)


def find_mark(page: Page, marks: Sequence[str]) -> tuple[str, tuple[Word, ...], float] | None:
    """The likeliest mark with its words and likeness (0-1), or None."""
    best: tuple[str, tuple[Word, ...], float] | None = None
    for line in page.lines:
        if line.box.y0 > 0.5 * page.height:
            continue
        for mark in marks:
            words = _words_of(line, mark)
            if words is None:
                continue
            score = fuzz.ratio(_letters(words), fold(mark)) / 100
            if best is None or (score, len(mark)) > (best[2], len(best[0])):
                best = (mark, words, score)
    return best


def _letters(words: Sequence[Word]) -> str:
    return fold(" ".join(w.text.strip(".,;:|[](){}'\"-_!") for w in words))


def _words_of(line: Line, mark: str) -> tuple[Word, ...] | None:
    """The words of `line` that are `mark` and nothing else, in capitals."""
    size = len(mark.split())
    if line.zone is Zone.STAMP:
        runs = [line.words[i : i + size] for i in range(len(line.words) - size + 1)]
    else:
        solid = [w for w in line.words if any(c.isalpha() for c in w.text)]
        runs = [tuple(solid)] if len(solid) == size else []
    for run in runs:
        text = " ".join(w.text for w in run)
        if text.isupper() and _alike(_letters(run), fold(mark)):
            return tuple(run)
    return None


def _alike(text: str, mark: str) -> bool:
    """Short marks must match to the letter: "MẶT" is no "MẬT" once folded, so be strict."""
    return text == mark if len(mark) <= 4 else fuzz.ratio(text, mark) >= LIKENESS
