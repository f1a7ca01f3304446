"""What a data lake is to be told: what is new or has changed since a moment, as of one moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, func, select

from models.store.database import streamed
from models.store.intake import FINAL, SECRET
from models.store.tables import (
    IS_CURRENT,
    corrections,
    documents,
    quarantine,
    record_versions,
    records,
    results,
    submissions,
)

# Bodies of results, which may be of 1 MB, that the database hands over at once.
_BODIES_AT_ONCE = 10


def changed_records(connection: Connection, after: datetime | None) -> Iterator[Row[Any]]:
    """Records that have changed after a moment (None: all), by unit, type, and when made.

    Each with `number`, `id`, `document`, `unit`, `type`, `state`, `version`, `created_at`,
    `changed_at`, and `result` and `read_at`, what its current version was read in and when.
    """
    chosen = (
        select(
            records.c.number, records.c.id, records.c.document, records.c.unit, records.c.type,
            records.c.state, records.c.version, records.c.created_at, records.c.changed_at,
            results.c.id.label("result"), results.c.created_at.label("read_at"),
        )
        .join(record_versions, IS_CURRENT)
        .join(results, results.c.id == record_versions.c.result)
        .join(documents, documents.c.id == records.c.document)
        .where(documents.c.state.not_in(SECRET))
        .order_by(records.c.unit, records.c.type, records.c.created_at, records.c.number)
    )  # fmt: skip
    if after is not None:
        chosen = chosen.where(records.c.changed_at > after)
    return streamed(connection, chosen)


def contents(connection: Connection, numbers: Sequence[int]) -> Sequence[Row[Any]]:
    """What current versions of records say, in the order in which they were made.

    Each with all of `records`, and `fields`, `pages` and `result` of the version.
    """
    return connection.execute(
        select(records, record_versions.c.fields, record_versions.c.pages, record_versions.c.result)
        .join(record_versions, IS_CURRENT)
        .where(records.c.number.in_(numbers))
        .order_by(records.c.created_at, records.c.number)
    ).all()


def bodies(connection: Connection, chosen: Sequence[UUID]) -> Iterator[Row[Any]]:
    """The `id` and the compressed `body` of results."""
    of_chosen = select(results.c.id, results.c.body).where(results.c.id.in_(chosen))
    return streamed(connection, of_chosen.order_by(results.c.id), _BODIES_AT_ONCE)


def changed_corrections(connection: Connection, after: datetime | None) -> Iterator[Row[Any]]:
    """Corrections made after a moment (None: all), by their record's unit, type, and when made.

    Each with all of `corrections`, and `document`, `unit`, `type` and `created_at` of its record.
    """
    chosen = (
        select(
            corrections, records.c.document, records.c.unit, records.c.type, records.c.created_at
        )
        .join(records, records.c.id == corrections.c.record)
        .join(documents, documents.c.id == records.c.document)
        .where(documents.c.state.not_in(SECRET))
        .order_by(records.c.unit, records.c.type, records.c.created_at, corrections.c.id)
    )
    if after is not None:
        chosen = chosen.where(corrections.c.at > after)
    return streamed(connection, chosen)


def changed_originals(connection: Connection, after: datetime | None) -> Iterator[Row[Any]]:
    """Files, read and not secret, that have changed after a moment (None: all).

    By unit, type and when they were received; each with `id`, `sha256`, `size`, `page_count`,
    `state`, `unit`, `type` (of its first record, else as declared), `way`, `received_at` and
    `changed_at`.
    """
    of_document = records.c.document == documents.c.id
    first = select(records.c.type).where(of_document).order_by(records.c.ordinal).limit(1)
    came = (
        select(submissions.c.way)
        .where(submissions.c.document == documents.c.id)
        .order_by(submissions.c.id)
        .limit(1)
    )
    kind = func.coalesce(first.scalar_subquery(), documents.c.declared_type).label("type")
    chosen = (
        select(
            documents.c.id, documents.c.sha256, documents.c.size, documents.c.page_count,
            documents.c.state, documents.c.unit, kind, came.scalar_subquery().label("way"),
            documents.c.received_at, documents.c.changed_at,
        )
        .where(documents.c.state.in_(FINAL - SECRET))
        .order_by(documents.c.unit, kind, documents.c.received_at, documents.c.id)
    )  # fmt: skip
    if after is not None:
        chosen = chosen.where(documents.c.changed_at > after)
    return streamed(connection, chosen)


@dataclass(frozen=True, slots=True)
class Sealed:
    """Documents that were sealed, all by their identifiers as text.

    Attributes:
        at: When, by document.
        secret: Those that still are, or are purged; others were released.
        records: Records of the released ones, which were made since.
    """

    at: Mapping[str, datetime]
    secret: frozenset[str]
    records: frozenset[str]


def sealed_after(connection: Connection, after: datetime) -> Sealed:
    """Documents that were sealed after a moment."""
    rows = connection.execute(
        select(quarantine.c.document, quarantine.c.sealed_at, documents.c.state)
        .join(documents, documents.c.id == quarantine.c.document)
        .where(quarantine.c.sealed_at > after)
    ).all()
    since = select(records.c.id).where(records.c.document.in_([row.document for row in rows]))
    return Sealed(
        {str(row.document): row.sealed_at for row in rows},
        frozenset(str(row.document) for row in rows if row.state in SECRET),
        frozenset(map(str, connection.execute(since).scalars())),
    )
