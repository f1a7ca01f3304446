"""Jobs that were given up, with their reasons, and how they are tried again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from models.store.database import Store
from models.store.jobs import JobState
from models.store.publications import retry_publications
from models.store.reading import retry
from models.store.tables import documents, jobs, publications


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


def retry_all(store: Store) -> int:
    """Try all parked jobs again, those that publish too; how many."""
    chosen: list[UUID] = list(
        dict.fromkeys(row.document for row in parked(store) if row.document is not None)
    )
    return retry(store, chosen) + retry_publications(store)
