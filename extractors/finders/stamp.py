"""Urgency and secrecy marks: a few capital words, printed or stamped, alone on their line."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.finders import Candidate, Paper, candidate
from models.doctypes import FieldType, Finder
from models.page import Line, Page, Word, Zone
from models.values.marks import likeness

LIKENESS = 0.8


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
            for words in _runs(line, mark):
                text = " ".join(word.text for word in words)
                score = likeness(text, mark)
                if score < _needed(mark) or not text.isupper():
                    continue
                if best is None or (score, len(mark)) > (best[2], len(best[0])):
                    best = (mark, words, score)
    return best


def _needed(mark: str) -> float:
    """Short marks must match to the letter."""
    return 1.0 if len(mark) <= 4 else LIKENESS


def _runs(line: Line, mark: str) -> list[tuple[Word, ...]]:
    """The words of `line` that may be `mark`: anywhere in a stamp, else alone on the line."""
    words = [word for word in line.words if any(c.isalpha() for c in word.text)]
    most = len(mark.split())
    if line.zone is not Zone.STAMP:
        return [tuple(words)] if 0 < len(words) <= most else []
    return [
        tuple(words[i : i + size])
        for size in range(1, most + 1)
        for i in range(len(words) - size + 1)
    ]
