"""What a person types as a value, and how a value is shown to be typed over.

A person's word is taken as it is typed: only dates, numbers and identifiers are brought into the
one form that they have, and nothing is mended that an engine would have misread.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.values.reading import Reading
from models.values.registry import normalize
from models.values.text import nfc

# Kinds with one way to write a value.
_FORMED = frozenset(
    {
        "area", "choice", "date", "datetime", "dossier_code", "email", "length", "money",
        "personal_id", "phone", "quantity", "sex",
    }
)  # fmt: skip
_ISO = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d:\d\d))?")
_DECIMAL = {"area", "length", "money"}
MOST_CHARACTERS = 20_000


def read_said(kind: str, text: str, *, values: Sequence[str] = ()) -> Reading:
    """The value that a person has typed; `value` is None only where nothing is typed.

    Args:
        kind: One of `registry.KINDS`.
        text: What was typed.
        values: The values allowed, of a "choice".
    """
    typed = nfc(_without_controls(text))
    if not typed:
        return Reading(None)
    if kind == "row":
        return Reading(typed)
    found = normalize(kind, typed, values=values)
    formed = kind in _FORMED and found.value is not None and not found.repaired
    return Reading(found.value if formed else typed, found.problems, found.alternatives)


def _without_controls(text: str) -> str:
    """Without control characters and marks of direction, which nobody types and nobody sees."""
    kept = (
        char if char.isprintable() else " "
        for char in text[:MOST_CHARACTERS]
        if char not in _DIRECTIONS
    )  # fmt: skip
    return " ".join("".join(kept).split())


_DIRECTIONS = frozenset(
    "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)


def shown(kind: str, value: str) -> str:
    """A value as a Vietnamese office writes it, and as `read_said` takes it back."""
    if kind in ("date", "datetime"):
        return _shown_date(value)
    if kind in _DECIMAL and re.fullmatch(r"\d+(\.\d+)?", value):
        whole, point, rest = value.partition(".")
        return whole + ("," + rest if point else "")
    return value


def _shown_date(value: str) -> str:
    match = _ISO.fullmatch(value)
    if match is None:
        return value
    year, month, day, clock = match.groups()
    date = "/".join(part for part in (day, month, year) if part)
    return f"{clock} {date}" if clock else date
