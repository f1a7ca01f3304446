"""Finders: each looks for one kind of value on the pages of one paper and says why.

A finder proposes; it never decides. Doubts that it raises force a person's look whatever the
probability says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from models.doctypes import FieldType, Finder
from models.extraction import Evidence, FieldValue
from models.geometry import union
from models.page import Line, Page, Word, Zone

if TYPE_CHECKING:
    from extractors.finders.form import Form
    from extractors.tagger import Tags


@dataclass(frozen=True, slots=True)
class Paper:
    """The pages of one paper, first page first.

    Attributes:
        pages: Its pages.
        labels: The labels of its type on them; None where the type has none.
        tags: What the tagger says of its words; None where it is not asked.
    """

    pages: tuple[Page, ...]
    labels: Form | None = None
    tags: Tags | None = None

    @property
    def form(self) -> Form:
        """The labels; only finders of types that have some ask for them."""
        assert self.labels is not None
        return self.labels

    @property
    def first(self) -> Page:
        """The page with the letterhead."""
        return self.pages[0]

    def zone(self, zone: Zone, page: Page | None = None) -> list[Line]:
        """Lines of one zone of a page (the first by default) in reading order."""
        return [line for line in (page or self.first).lines if line.zone is zone]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that a finder proposes.

    Attributes:
        value: Normalized value, None when the finder is sure that the paper bears none.
        raw: The words as they were read.
        evidence: Where they stand.
        belief: The finder's own belief (0-1) that its words are the field's words.
        words: The words used; their engine confidence counts.
        doubts: Codes of what makes the value doubtful; any of them asks for a person.
        alternatives: Other possible values, best first.
        agreement: 1 when the same stands once more on the paper, -1 when it stands there with other
            marks, else 0.
        checked: Something else than the reading says that the value is right (a table of names,
            the kind's code, the print of every digit), so that the reading counts no more.
    """

    value: FieldValue
    raw: str | None
    evidence: tuple[Evidence, ...]
    belief: float
    words: tuple[Word, ...] = ()
    doubts: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    checked: bool = False
    agreement: int = 0


Find = Callable[[Paper, FieldType, Finder], Candidate | None]


def candidate(
    value: FieldValue,
    spots: Iterable[tuple[Page, Sequence[Word]]],
    belief: float,
    doubts: Sequence[str] = (),
    alternatives: Sequence[str] = (),
    *,
    checked: bool = False,
) -> Candidate:
    """A candidate whose raw text and evidence come from the words of `spots`."""
    used = [(page, tuple(words)) for page, words in spots if words]
    words = tuple(word for _, group in used for word in group)
    evidence = tuple(Evidence(page.number, union(w.box for w in group)) for page, group in used)
    raw = " ".join(word.read or word.text for word in words) or None
    return Candidate(
        value, raw, evidence, belief, words, tuple(doubts), tuple(alternatives), checked
    )


@cache
def finders() -> Mapping[str, Find]:
    """All finders by the name that a document type calls them by."""
    from extractors.finders import (
        agency,
        annex,
        coded,
        heading,
        labelled,
        land,
        number,
        pattern,
        people,
        recipients,
        signed,
        stamp,
        table,
        told,
    )  # fmt: skip

    return {
        "parent_agency": agency.find_parent,
        "issuing_agency": agency.find_issuer,
        "office": agency.find_office,
        "symbol_line": number.find_symbol,
        "place_line": number.find_place,
        "date_line": number.find_date,
        "annex_reference": annex.find,
        "document_kind": heading.find_kind,
        "subject": heading.find_subject,
        "addressees": recipients.find_addressees,
        "recipients": recipients.find_recipients,
        "signer_title": people.find_title,
        "signer_name": people.find_name,
        "stamp": stamp.find,
        "label": labelled.find_beside,
        "items": labelled.find_items,
        "pattern": pattern.find,
        "told": told.find,
        "code": coded.find,
        "signed": signed.find_signed,
        "place_date": signed.find_place_date,
        "signing_agency": signed.find_agency,
        "last_name": signed.find_last_name,
        "holders": land.find_holders,
        "hops": table.find_hops,
    }
