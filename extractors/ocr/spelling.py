"""From Tesseract's readings of a line's letters to those of one word."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from extractors.ocr import MAX_COST, LetterChoice

# Of each letter its readings with their costs, in any order.
Slots = Sequence[Sequence[tuple[str, float]]]


def spell(slots: Slots, text: str) -> tuple[tuple[LetterChoice, ...], ...]:
    """The choices that spell `text`, letter by letter, best first; empty when none do.

    The first slot is the space before the word, except for the first word of a line.
    """
    for candidate in (slots, slots[1:], slots[:-1], slots[1:-1]):
        if len(candidate) == len(text) and "".join(map(_best, candidate)) == text:
            return tuple(map(_choices, candidate))
    return ()


def _best(slot: Sequence[tuple[str, float]]) -> str:
    return unicodedata.normalize("NFC", min(slot, key=lambda choice: choice[1])[0]) if slot else ""


def _choices(slot: Sequence[tuple[str, float]]) -> tuple[LetterChoice, ...]:
    ordered = sorted(slot, key=lambda choice: choice[1])
    return tuple(
        LetterChoice(unicodedata.normalize("NFC", letter), float(cost))
        for letter, cost in ordered
        if cost <= ordered[0][1] + MAX_COST
    )
