"""What kind of paper pages are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.doctypes import DocumentType
from models.extraction import TypeGuess
from models.page import Page
from models.values.text import fold

UNKNOWN = "khac"
# Two of a type's phrases make it likelier than not.
NEEDED = 2


def classify(pages: Sequence[Page], types: Mapping[str, DocumentType]) -> TypeGuess:
    """The type whose phrases the pages bear; `khac` when none is likely."""
    text = _letters(" ".join(page.text for page in pages))
    best = TypeGuess(UNKNOWN, 0.5)
    for item in types.values():
        found = sum(1 for phrase in item.match.phrases if _letters(phrase) in text)
        if found >= NEEDED:
            chance = min(0.99, 0.6 + 0.13 * found)
            if chance > best.confidence:
                best = TypeGuess(item.id, chance)
    return best


def _letters(text: str) -> str:
    """Only letters and digits: spaces and dashes between words are often misread."""
    return "".join(c for c in fold(text) if c.isalnum())
