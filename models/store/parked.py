"""Jobs that were given up, with their reasons, and how they are tried again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from models.errors import ErrorCode, SohoaError
from models.store.database import Store
from models.store.jobs import JobState
from models.store.publications import retry_publications
from models.store.reading import retry
from models.store.tables import documents, jobs, publications, records


def parked(store: Store) -> Sequence[Any]:
    """Parked jobs, oldest first.

    Each with `kind`, `document`, `file_name`, `page` (0: none), `record`, `version`, `error` and
    `changed_at`.
    """
    with store.read() as connection:
        return connection.execute(
            select(
                jobs.c.id, jobs.c.kind, jobs.c.document, documents.c.file_name, jobs.c.page,
                publications.c.record, publications.c.version, jobs.c.error, jobs.c.changed_at,
            )
            .outerjoin(documents, documents.c.id == jobs.c.document)
            .outerjoin(publications, publications.c.id == jobs.c.publication)
            .where(jobs.c.state == JobState.PARKED)
            .order_by(jobs.c.changed_at, jobs.c.id)
        ).all()  # fmt: skip


def retry_all(store: Store, *, actor: str) -> int:
    """Try all parked jobs again, those that publish too; how many."""
    chosen: list[UUID] = list(
        dict.fromkeys(row.document for row in parked(store) if row.document is not None)
    )
    return retry(store, chosen, actor=actor) + retry_publications(store, actor=actor)


def retry_one(store: Store, job: int, units: Sequence[str] | None, *, actor: str) -> int:
    """Try a parked job again, with the others of its document; how many.

    Args:
        store: Where.
        job: Its id.
        units: Whose jobs may be tried again; None: of all units.
        actor: Who wants it.

    Raises:
        SohoaError: `not_found`: it is not parked any more, or belongs to another unit.
    """
    with store.read() as connection:
        row = connection.execute(
            select(
                jobs.c.document, jobs.c.publication, publications.c.record, publications.c.target,
                func.coalesce(documents.c.unit, records.c.unit).label("unit"),
            )
            .outerjoin(documents, documents.c.id == jobs.c.document)
            .outerjoin(publications, publications.c.id == jobs.c.publication)
            .outerjoin(records, records.c.id == publications.c.record)
            .where(jobs.c.id == job, jobs.c.state == JobState.PARKED)
        ).one_or_none()  # fmt: skip
    if row is None or (units is not None and row.unit not in units):
        raise SohoaError(
            ErrorCode.NOT_FOUND, "There is no such parked job any more.", "Load the page again."
        )
    if row.document is not None:
        return retry(store, [row.document], actor=actor)
    return retry_publications(store, row.record, target=row.target, actor=actor)


def retry_of(store: Store, units: Sequence[str] | None, *, actor: str) -> int:
    """Try all parked jobs of these units again; how many. None: of all units."""
    if units is None:
        return retry_all(store, actor=actor)
    with store.read() as connection:
        chosen = connection.execute(
            select(jobs.c.document)
            .join(documents, documents.c.id == jobs.c.document)
            .where(jobs.c.state == JobState.PARKED, documents.c.unit.in_(units))
            .distinct()
        ).scalars().all()  # fmt: skip
        to_publish = connection.execute(
            select(records.c.id)
            .join(publications, publications.c.record == records.c.id)
            .join(jobs, jobs.c.publication == publications.c.id)
            .where(jobs.c.state == JobState.PARKED, records.c.unit.in_(units))
            .distinct()
        ).scalars().all()  # fmt: skip
    published = sum(retry_publications(store, each, actor=actor) for each in to_publish)
    return retry(store, chosen, actor=actor) + published
