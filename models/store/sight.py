"""Which pages of a file a person sees: a stack of the archive bears papers of several units."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row

from models.people import Person
from models.store.records import RecordState, papers_of


def unseen_pages(connection: Connection, person: Person, document: UUID) -> frozenset[int]:
    """Numbers of the pages that only papers of units have which the person does not see.

    Papers that are withdrawn keep their pages from others, but give none: another file may stand
    for them.
    """
    if person.units is None:
        return frozenset()
    papers = connection.execute(papers_of(document)).all()
    others = {n for row in papers if not person.sees(row.unit) for n in row.pages}
    return frozenset(others.difference(_own(person, papers)))


def sees_pages(
    connection: Connection, person: Person, row: Row[Any], numbers: Collection[int]
) -> bool:
    """Whether a person sees pages of a file, given by its row: by the papers that have them.

    A page that no paper has belongs to the unit of the file.
    """
    if person.sees(row.unit):
        return not unseen_pages(connection, person, row.id).intersection(numbers)
    own = set(_own(person, connection.execute(papers_of(row.id)).all()))
    return bool(numbers) and own.issuperset(numbers)


def _own(person: Person, papers: Sequence[Row[Any]]) -> Iterator[int]:
    for row in papers:
        if person.sees(row.unit) and row.state != RecordState.WITHDRAWN:
            yield from row.pages
