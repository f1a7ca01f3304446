"""Number and symbol of a document ("số, ký hiệu"), Nghị định 30/2020/NĐ-CP, appendix I.

`<number>/<KIND>-<AGENCY>`, for letters `<number>/<AGENCY>-<UNIT>`, for legal-normative documents
`<number>/<year>/<KIND>-<AGENCY>`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from models.values.agencies import ABBREVIATIONS
from models.values.kinds import CODES, LETTER
from models.values.text import nfc

_SYMBOL = re.compile(
    r"^(?P<number>\d{1,5}[A-Z]?)?(?:/(?P<year>(?:19|20)\d\d))?"
    r"/(?P<code>[A-ZĐ][A-Za-zĐđƯƠÔÊÂ0-9]*(?:[-.&][A-ZĐa-z0-9ƯƠÔÊÂ][A-Za-zĐđƯƠÔÊÂ0-9]*)*)$"
)
# A line with number and symbol, folded: its label, or a code after a slash at its end.
NUMBER_LINE = re.compile(
    r"^\W*s[oe0]\s*(?:[:;.]|[/(]no\b)|^so\s*\d|/\s?[a-z]\w*-[\w.&-]+\W*$|^\W*/[a-z]"
)
# "GPXD": no other code ends in PXD; the G is read as a 6, or as both.
PERMIT = re.compile(r"(?<=/)(?:[6CO0]|G[6G]|6G)(?=PXD\b)")
# Capital d with stroke, three ways: Vietnamese, Icelandic eth, African.
_STROKE = str.maketrans({"Ð": "Đ", "Ɖ": "Đ", "ð": "đ"})


@dataclass(frozen=True, slots=True)
class Symbol:
    """A parsed "số, ký hiệu"; `number` is None when it is not printed or not read."""

    number: str | None
    year: str | None
    code: str

    def __str__(self) -> str:
        year = f"/{self.year}" if self.year else ""
        return f"{self.number or ''}{year}/{self.code}"


def parse_symbol(text: str) -> Symbol | None:
    """Parse `text` with its spaces removed, or None when it breaks the grammar."""
    bare = re.sub(r"\s+", "", nfc(text)).translate(_STROKE).strip(".,;:")
    match = _SYMBOL.match(PERMIT.sub("G", bare))
    return Symbol(match["number"], match["year"], match["code"]) if match else None


def agrees(code: str, kind: str) -> bool:
    """Whether the first group of a symbol's code fits the kind of document."""
    first = re.split(r"[-.]", code)[0]
    if kind == LETTER:
        return True
    codes = CODES.get(kind)
    return codes is None or not codes or first in codes


def is_outdated(code: str, kind: str) -> bool:
    """The first group is the kind's abbreviation from before Nghị định 30/2020/NĐ-CP."""
    return code.partition("-")[0] in CODES.get(kind, ())[1:]


def repair_code(code: str, kind: str | None, agency: Sequence[str] = ()) -> str:
    """Give the groups of a code that are one letter off what the paper itself says they are.

    Args:
        code: As read: "QÐ-S5XD".
        kind: The kind of document, whose abbreviation is the first group.
        agency: What the agency may be called in the group after it.
    """
    groups = code.split("-")
    own = CODES.get(kind or "", ())
    if own:
        groups[0] = _nearest(groups[0], own)
    at = 1 if own else 0
    if at < len(groups):
        groups[at] = _nearest(groups[at], agency)
    return "-".join(groups)


def _nearest(group: str, right: Sequence[str]) -> str:
    """The one of `right` that the group differs from by look-alikes or one letter, or itself.

    One without the first letter is another name: rooms of finance are both PTCKH and TCKH.
    """
    if group in ABBREVIATIONS:
        return group
    for code in right:
        if group != code and _look(group) == _look(code):
            return code
    near = [
        code for code in right
        if Levenshtein.distance(group, code) == 1 and len(code) > 1 and code[1:] != group
    ]  # fmt: skip
    return near[0] if near and group not in right else group


# Letters that a reader mixes up, each group under one of its letters.
_LOOK = str.maketrans("Đ0Q1L", "DOOII")


def _look(code: str) -> str:
    return code.upper().translate(_LOOK)
