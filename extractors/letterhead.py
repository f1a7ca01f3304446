"""The two lines of a letterhead that bear number and date, and where their parts stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.page import Line, Zone
from models.values.symbols import PERMIT
from models.values.text import fold, nfc

# "Số:", also with its English: "Số/No.:".
LABEL = re.compile(
    r"^\W*s[oea0]z?\b\s*(?:[/(]no\b\W{0,2})?\s*[:;.,]?|^\W*s[oea0]z?(?=\d)", re.IGNORECASE
)
CODE = re.compile(r"(?:/|(?<=\d)(?=[A-ZĐ]{2}))\s?(?:(?:19|20)\d\d\s?/\s?)?[A-ZĐÐa-z][\w&.\-– ]*$")
DATE = re.compile(
    r"(?P<place>.*?)[,.;:]?\s*\b(?P<before>n[gq][a-z]y)\s*(?P<day>.*?)\s*"
    r"(?P<between>[tl]?h?[ai]?ang)\s*(?P<month>.*?)\s*"
    r"(?P<after>na[mn])\s*(?P<year>(?:19|20)?\d\d ?\d?\d?)\D*$"
)

# Between number and code any one stroke is the slash; no code begins with I or J.
_SLASH = re.compile(r"(?<=\d) ?[-–⁄∕|,IJl](?=[A-ZĐ]{2})")


def slashed(text: str) -> str:
    """The text of a line with number and code, with a slash between them."""
    return PERMIT.sub("G", nfc(text) if "/" in text else _SLASH.sub("/", nfc(text)))


def symbol_line(lines: Sequence[Line]) -> Line | None:
    """The line of a first page that bears its number and symbol."""
    head = [line for line in lines if line.zone is Zone.HEAD_LEFT]
    if not head:
        # Elsewhere a symbol without its label is another paper's.
        head = [x for x in lines[:12] if LABEL.match(fold(x.text))]
    coded = [line for line in head if CODE.search(slashed(line.text))]
    # "SỞ TƯ PHÁP" has the letters of the label.
    labelled = [x for x in head if LABEL.match(fold(x.text))]
    labelled.sort(key=lambda x: not re.search(r"[\d:]", x.text))
    both = [line for line in coded if line in labelled]
    with_slash = [line for line in coded if "/" in slashed(line.text)]
    return next(iter([*both, *with_slash, *labelled]), None)


def date_line(lines: Sequence[Line]) -> Line | None:
    """The line of a first page that bears place and date."""
    head = [line for line in lines if line.zone is Zone.HEAD_RIGHT]
    if head:
        return next((line for line in head if DATE.match(fold(line.text))), None)
    # Without a letterhead only a line that says no more than place and date is the paper's own.
    return next((x for x in lines[:14] if _is_place_and_date(x)), None)


def _is_place_and_date(line: Line) -> bool:
    match = DATE.match(fold(line.text))
    return (
        match is not None
        and 0 < len(match["place"].split()) <= 4
        and len(line.text) - match.end("year") < 3
        and line.text.lstrip()[:1].isupper()
        and not match["place"].startswith(("can cu", "kem theo", "ban hanh"))
    )
