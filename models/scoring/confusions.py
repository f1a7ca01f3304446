"""What is taken for what: types of papers, and characters of values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from models.scoring.forms import form
from models.scoring.outcomes import Outcome

MOST = 20
# A value of which more than one character, and more than this share of them, is wrong is not one
# that was misread but another one, or a part of it.
MISREAD = 1 / 3


@dataclass(frozen=True, slots=True)
class Confusion:
    """Something given for something else.

    Attributes:
        true: What stands on the paper; empty for a character too many.
        given: What was given instead; empty for a character missed, None for no paper found.
        count: How often.
    """

    true: str
    given: str | None
    count: int

    def to_json(self) -> dict[str, str | int | None]:
        """The confusion."""
        return {"true": self.true, "given": self.given, "count": self.count}


def confused_types(told: Iterable[tuple[str, str | None]]) -> list[Confusion]:
    """The wrong ones of pairs of true and given types, the commonest first."""
    return _commonest((true, given) for true, given in told if true != given)


def confused_letters(outcomes: Iterable[Outcome]) -> list[Confusion]:
    """The commonest wrong characters of wrong single values, compared as values are.

    Only values that were misread count, not those taken from elsewhere or cut off.
    """
    return _commonest(pair for item in outcomes for pair in _pairs(item))[:MOST]


def _pairs(item: Outcome) -> Iterator[tuple[str, str]]:
    """True and given character of every edit between the truth and a value."""
    if item.right or item.is_list or not item.given_rows:
        return
    if not isinstance(item.gold, str) or not isinstance(item.value, str):
        return
    true, given = form(item.kind, item.gold), form(item.kind, item.value)
    yield from letter_edits(true, given)


def letter_edits(true: str, given: str) -> list[tuple[str, str]]:
    """True and given character of every edit between two texts.

    None at all where so much differs that the one is no misreading of the other.
    """
    edits = Levenshtein.editops(true, given)
    if len(edits) > max(1, MISREAD * len(true)):
        return []
    return [
        (
            "" if edit.tag == "insert" else true[edit.src_pos],
            "" if edit.tag == "delete" else given[edit.dest_pos],
        )
        for edit in edits
    ]


def _commonest(pairs: Iterable[tuple[str, str | None]]) -> list[Confusion]:
    """Equally common ones in the order of their first appearance."""
    return [Confusion(true, given, n) for (true, given), n in Counter(pairs).most_common()]
