"""Number and date from an annex's reference to its own paper: "(Kèm theo … số … ngày …)"."""

from __future__ import annotations

import re

from extractors.finders import Candidate, Paper, candidate
from models.doctypes import FieldType, Finder
from models.page import Line, Page
from models.values.dates import partial_date
from models.values.symbols import parse_symbol
from models.values.text import fold, nfc

_ATTACHED = re.compile(r"\(?\s*(ban hanh )?kem theo\b")
_NUMBER = re.compile(r"[Ss]ố\s*:?\s*(\d{1,5}\s?/\s?[\w\-/ĐÐ]+)")
_DATE = re.compile(
    r"ngày\s*(\d{1,2})\s*(?:tháng|[/.-])\s*(\d{1,2})\s*(?:năm|[/.-])\s*(\d{4})", re.IGNORECASE
)


def find(paper: Paper, field: FieldType, _finder: Finder) -> Candidate | None:
    """The symbol or the date, as `field.kind` asks."""
    for page in paper.pages:
        for i, line in enumerate(page.lines):
            if _ATTACHED.search(fold(line.text)):
                found = _read(page, page.lines[i : i + 3], field.kind)
                if found is not None:
                    return found
    return None


def _read(page: Page, lines: tuple[Line, ...], kind: str) -> Candidate | None:
    text = nfc(" ".join(line.text for line in lines))
    spots = [(page, line.words) for line in lines[:2]]
    if kind == "symbol":
        match = _NUMBER.search(text)
        symbol = parse_symbol(match[1]) if match else None
        return candidate(str(symbol), spots, 0.8, ["from_annex"]) if symbol else None
    match = _DATE.search(text)
    date = partial_date(match[3], match[2], match[1]) if match else None
    return candidate(str(date), spots, 0.8, ["from_annex"]) if date else None
