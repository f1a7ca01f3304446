"""What speaks against a whole paper: two papers on one page, two people, nothing filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapidfuzz.fuzz import ratio

from extractors.classify import LETTER
from extractors.finders.coded import identities
from extractors.finders.rows import letters_of
from models.doctypes import DocumentType
from models.extraction import ExtractedField, Issue, Severity
from models.page import Page

# Of fewer fields than this share something stands on a form that nobody filled in: measured on
# made-up ones, blank ones have 0.3 at most and most none, one side of a card 0.27 at least.
_FILLED = 0.25
# Pages with so many letters, this much alike, are one page scanned twice.
_LETTERS, _ALIKE = 120, 96.0

# Quốc hiệu and tiêu ngữ: each part may be misread.
_MOTTO = ("conghoaxahoi", "xahoichunghia", "chunghiavietnam")
_BELOW_IT = ("doclaptudo", "tudohanhphuc")


def doubts(
    pages: Sequence[Page], kind: DocumentType, fields: Mapping[str, ExtractedField]
) -> tuple[Issue, ...]:
    """Issues for which every field of a paper asks for a person."""
    found = [
        Issue(
            "two_papers", Severity.WARN,
            "Trên trang có hai giấy tờ: xin tách và quét lại. / Two papers lie on this page.",
            page.number,
        )
        for page in pages
        if has_two_papers(page)
    ]  # fmt: skip
    if len(identities(pages)) > 1:
        message = "Mã trên giấy là của hai người. / The codes are of two people."
        found.append(Issue("two_people", Severity.WARN, message))
    filled = sum(bool(item.value) for item in fields.values())
    if kind.id != LETTER and filled < _FILLED * len(fields):
        message = "Giấy tờ hầu như để trống. / Hardly anything is filled in."
        found.append(Issue("hardly_filled", Severity.WARN, message))
    return tuple(found)


def has_two_papers(page: Page) -> bool:
    """The motto, with which a paper begins, stands twice on the page."""
    capitals = letters_of(" ".join(word.text for word in page.words if word.text.isupper()))
    everything = letters_of(" ".join(word.text for word in page.words))
    # In sentences of laws the state's name is not in capitals.
    return any(capitals.count(part) > 1 for part in _MOTTO) or any(
        everything.count(part) > 1 for part in _BELOW_IT
    )


def repeated(pages: Sequence[Page]) -> Mapping[int, int]:
    """Pages that were scanned twice: the later one's number, and that of the one before it."""
    found: dict[int, int] = {}
    for page, first in ((b, a) for i, b in enumerate(pages) for a in pages[:i]):
        if page.number not in found and is_repeated(page, first):
            found[page.number] = first.number
    return found


def is_repeated(page: Page, first: Page) -> bool:
    """Both pages say the same, figures too."""
    one, other = letters_of(page.text), letters_of(first.text)
    if min(len(one), len(other)) < _LETTERS or ratio(one, other) < _ALIKE:
        return False
    return ratio(_figures(one), _figures(other)) >= _ALIKE


def _figures(text: str) -> str:
    return "".join(c for c in text if c.isdigit())
