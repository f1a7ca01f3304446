"""Which pages of a file a person sees: a stack of the archive bears papers of several units."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row

from models.people import Reader
from models.store.records import RecordState, papers_of


def unseen_pages(connection: Connection, reader: Reader, document: UUID) -> frozenset[int]:
    """Numbers of the pages that only papers of units have which the reader does not see.

    Papers that are withdrawn keep their pages from others, but give none: another file may stand
    for them.
    """
    if reader.units is None:
        return frozenset()
    papers = connection.execute(papers_of(document)).all()
    others = {n for row in papers if not reader.sees(row.unit) for n in row.pages}
    return frozenset(others.difference(_own(reader, papers)))


def sees_pages(
    connection: Connection, reader: Reader, row: Row[Any], numbers: Collection[int]
) -> bool:
    """Whether a reader sees pages of a file, given by its row: by the papers that have them.

    A page that no paper has belongs to the unit of the file.
    """
    if reader.sees(row.unit):
        return not unseen_pages(connection, reader, row.id).intersection(numbers)
    own = set(_own(reader, connection.execute(papers_of(row.id)).all()))
    return bool(numbers) and own.issuperset(numbers)


def _own(reader: Reader, papers: Sequence[Row[Any]]) -> Iterator[int]:
    for row in papers:
        if reader.sees(row.unit) and row.state != RecordState.WITHDRAWN:
            yield from row.pages
