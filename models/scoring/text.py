"""Errors of recognized text: characters, words, and marks on right letters."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from models.scoring.forms import page_form

_STROKE = str.maketrans("đĐ", "dD")


@dataclass(frozen=True, slots=True)
class TextErrors:
    """Counts over true text; add them up for micro averages.

    Attributes:
        pages: Pages counted.
        chars: Characters of the true text.
        char_edits: Characters to insert, delete or change.
        mark_edits: Of these, changes between letters that differ only in their marks.
        words: Words of the true text.
        word_edits: Words to insert, delete or change.
    """

    pages: int = 0
    chars: int = 0
    char_edits: int = 0
    mark_edits: int = 0
    words: int = 0
    word_edits: int = 0

    def __add__(self, other: TextErrors) -> TextErrors:
        return TextErrors(
            self.pages + other.pages,
            self.chars + other.chars,
            self.char_edits + other.char_edits,
            self.mark_edits + other.mark_edits,
            self.words + other.words,
            self.word_edits + other.word_edits,
        )

    @property
    def cer(self) -> float | None:
        """Character error rate; None without true text."""
        return self.char_edits / self.chars if self.chars else None

    @property
    def diacritic_cer(self) -> float | None:
        """Wrong marks on right letters as a share of the true characters."""
        return self.mark_edits / self.chars if self.chars else None

    @property
    def wer(self) -> float | None:
        """Word error rate; None without true text."""
        return self.word_edits / self.words if self.words else None

    def to_json(self) -> dict[str, float | int | None]:
        """The counts and rates."""
        return {
            "pages": self.pages,
            "chars": self.chars,
            "words": self.words,
            "cer": self.cer,
            "wer": self.wer,
            "diacritic_cer": self.diacritic_cer,
        }


def compare_page(gold: str, read: str) -> TextErrors:
    """Errors of one page's text, both in reading order, compared as `page_form`."""
    gold, read = page_form(gold), page_form(read)
    edits = Levenshtein.editops(gold, read)
    marks = sum(
        1
        for edit in edits
        if edit.tag == "replace" and _bare(gold[edit.src_pos]) == _bare(read[edit.dest_pos])
    )
    words = gold.split()
    return TextErrors(
        1, len(gold), len(edits), marks, len(words), Levenshtein.distance(words, read.split())
    )


def _bare(letter: str) -> str:
    return unicodedata.normalize("NFD", letter.translate(_STROKE))[0]
