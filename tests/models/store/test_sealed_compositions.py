"""A paper that was arranged of pages of others turns out to be secret: no copy of it stays open."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import pytest

from models.people import Person, Role
from models.store import reading
from models.store.compose import Composed, Order, Paper, Part, ask_to_compose, composed
from models.store.database import Store
from models.store.intake import ROOT_UNIT
from models.store.jobs import JobKind
from models.store.quarantine import purge, release, seal, sealed
from models.store.reading import get_document
from models.store.tables import documents, records
from tests.models.store.builders import (
    count,
    digest,
    field,
    files,
    open_file,
    page,
    paper,
    put_together,
    read_pages,
    result,
    rows,
    someone,
    states,
    take,
)

NAMES = ("thư", "phụ lục", "khác")


@dataclass(frozen=True)
class Desk:
    """Two files that became one paper, a third one that did not, and who arranged them."""

    letter: UUID
    annex: UUID
    other: UUID
    made: UUID


def letter(number: int = 1, pages: int = 1):  # type: ignore[no-untyped-def]
    found = paper(*range(1, pages + 1), nguoi_ky=field(f"Bính {number}", doubtful=True))
    return result(found, pages=[page(n + 1) for n in range(pages)])


def compose(store: Store, person: Person, *parts: Part, sources: tuple[UUID, ...]) -> UUID:
    """One paper of these parts, which is read, too."""
    order = Order((Paper(parts),), sources, None, person.unit, person.login)
    with store.write() as connection:
        ask_to_compose(store, connection, person, order)
    stored = store.objects.put(io.BytesIO(f"%PDF-1.7 {parts}".encode()))
    [made] = composed(store, take(store, JobKind.COMPOSE), [Composed(stored, parts)])
    open_file(store, len(parts))
    read_pages(store, len(parts))
    put_together(store, letter(9, len(parts)))
    return made


@pytest.fixture
def lan(store: Store) -> Person:
    return someone(store, "lan", Role.RECEPTION, unit=ROOT_UNIT)


@pytest.fixture
def desk(store: Store, lan: Person) -> Desk:
    one, two, three = (
        digest(store, letter(number), f"%PDF-1.7 {name}".encode())[0]
        for number, name in enumerate(NAMES)
    )
    made = compose(store, lan, Part(one, 1), Part(two, 1, 90), sources=(one, two))
    return Desk(one, two, three, made)


def state(store: Store, document: UUID) -> str:
    with store.read() as connection:
        return str(get_document(connection, document).state)


def read_secret(store: Store, document: UUID) -> None:
    """A page of it is read again, and its mark is seen."""
    assert reading.read_again(store, document)
    seal(store, take(store, JobKind.PAGE))


WHICH: tuple[Callable[[Desk], UUID], ...] = (
    lambda desk: desk.letter,
    lambda desk: desk.annex,
    lambda desk: desk.made,
)


@pytest.mark.parametrize("which", WHICH, ids=["first source", "second source", "composed"])
def test_all_that_share_its_pages_are_sealed(
    store: Store, desk: Desk, which: Callable[[Desk], UUID]
) -> None:
    read_secret(store, which(desk))
    family = {desk.letter, desk.annex, desk.made}
    assert {row.document for row in sealed(store)} == family
    assert {state(store, document) for document in family} == {"quarantined"}
    assert count(store, records, records.c.document.in_(family)) == 0
    assert [row.file_name for row in rows(store, documents, documents.c.id.in_(family))] == [
        None
    ] * 3
    # Of all their bytes only those of the paper that has nothing to do with it stay open.
    [open_file] = files(store.settings.store())
    assert store.objects.read(open_file.name) == b"%PDF-1.7 kh\xc3\xa1c"
    assert len(files(store.settings.quarantine())) == 3
    assert state(store, desk.other) == "ok"


def test_a_page_taken_from_a_file_that_stands_for_itself_is_found(
    store: Store, desk: Desk, lan: Person
) -> None:
    """As a scan that was there before and took the place of a page: it is no source."""
    again = compose(store, lan, Part(desk.other, 1), Part(desk.made, 2), sources=(desk.made,))
    assert [row.composed_into for row in rows(store, documents, documents.c.id == desk.other)] == [
        None
    ]
    read_secret(store, desk.other)
    assert {row.document for row in sealed(store)} == {
        desk.letter, desk.annex, desk.other, desk.made, again,
    }  # fmt: skip
    assert files(store.settings.store()) == []


def test_what_a_person_has_released_stays(store: Store, desk: Desk) -> None:
    with store.write() as connection:
        connection.execute(
            documents.update().where(documents.c.id == desk.annex).values(released=True)
        )
    read_secret(store, desk.made)
    assert {row.document for row in sealed(store)} == {desk.letter, desk.made}
    assert state(store, desk.annex) == "ok"


def test_a_lost_file_of_a_relative_does_not_keep_the_paper_open(store: Store, desk: Desk) -> None:
    [row] = rows(store, documents, documents.c.id == desk.annex)
    store.objects.delete(row.sha256)
    read_secret(store, desk.made)
    assert {row.document for row in sealed(store)} == {desk.letter, desk.annex, desk.made}


def test_all_are_released_and_the_arranged_paper_has_the_record(store: Store, desk: Desk) -> None:
    read_secret(store, desk.made)
    for document in (desk.letter, desk.annex, desk.made):
        release(store, document, "mai")
        opened = open_file(store, 2 if document == desk.made else 1)
        assert opened == document
        read_pages(store, 2 if document == desk.made else 1)
        put_together(store, letter(9, 2) if document == desk.made else letter())
    found = rows(store, records, records.c.state != "withdrawn")
    assert {row.document for row in found} == {desk.made, desk.other}


@pytest.mark.parametrize("purged_first", [True, False])
def test_a_harmless_file_stands_for_itself_when_what_it_was_in_is_purged(
    store: Store, desk: Desk, purged_first: bool
) -> None:
    read_secret(store, desk.made)
    purge(store, desk.letter, "mai")
    if purged_first:
        purge(store, desk.made, "mai")
    release(store, desk.annex, "mai")
    assert open_file(store) == desk.annex
    read_pages(store, 1)
    put_together(store, letter(7))
    if not purged_first:
        assert count(store, records, records.c.document == desk.annex) == 0
        purge(store, desk.made, "mai")
        put_together(store, letter(7))
    [record] = rows(store, records, records.c.document == desk.annex)
    assert record.state == "review"
    assert set(states(store, desk.annex).values()) == {"done"}
