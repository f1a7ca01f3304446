"""What the workers do just now, and what they have done in the last hour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, or_, select

from models.store.audit import SYSTEM
from models.store.batch_jobs import own_batch
from models.store.database import Store
from models.store.jobs import JobKind, JobState, given_up
from models.store.moments import first_from
from models.store.tables import (
    audit_events,
    batches,
    documents,
    jobs,
    publications,
    records,
    submissions,
)

# So many jobs are listed, and so many documents of the last hour counted.
MOST_LISTED, MOST_COUNTED = 200, 20_000
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Throughput:
    """Documents put together within an hour, and their pages."""

    documents: int
    pages: int


def running(connection: Connection, units: Sequence[str] | None) -> Sequence[Any]:
    """Jobs that workers have taken, the longest first; names of files and batches of these units.

    Each with `id`, `kind`, `page`, `priority`, `attempts`, `owner`, `changed_at`, `lease_until`,
    `file_name`.
    """
    rows = connection.execute(
        select(
            jobs.c.id, jobs.c.kind, jobs.c.page, jobs.c.priority, jobs.c.attempts, jobs.c.owner,
            jobs.c.changed_at, jobs.c.lease_until,
            func.coalesce(documents.c.file_name, batches.c.name).label("file_name"),
            func.coalesce(documents.c.unit, batches.c.unit).label("unit"),
        )
        .outerjoin(documents, documents.c.id == jobs.c.document)
        .outerjoin(batches, own_batch())
        .where(jobs.c.state == JobState.RUNNING)
        .order_by(jobs.c.changed_at)
        .limit(MOST_LISTED)
    ).mappings()  # fmt: skip
    return [
        {**row, "file_name": row["file_name"] if units is None or row["unit"] in units else None}
        for row in rows
    ]


def throughput(store: Store, connection: Connection) -> Throughput:
    """What was put together in the last hour: the audit knows when."""
    since = first_from(connection, audit_events.c.id, audit_events.c.at, store.now() - _HOUR)
    subjects = connection.execute(
        select(audit_events.c.subject)
        .where(
            audit_events.c.id >= since, audit_events.c.action == "read",
            audit_events.c.actor == SYSTEM,
        )
        .limit(MOST_COUNTED)
    ).scalars()  # fmt: skip
    chosen = [UUID(subject) for subject in set(subjects)]
    pages = connection.execute(
        select(func.coalesce(func.sum(documents.c.page_count), 0)).where(documents.c.id.in_(chosen))
    ).scalar_one()
    return Throughput(len(chosen), int(pages))


def parked_of(connection: Connection, units: Sequence[str] | None) -> Sequence[Any]:
    """Parked jobs of these units, oldest first; None: of all.

    Each with `id`, `kind`, `document`, `file_name`, `page` (0: none), `record`, `version`, its
    `target` and whether it is told there as `withdrawn`, `batch` and `name` of a batch whose own
    job it is, `error`, `changed_at`, `unit` and `actor`, who submitted the file or asked for it.
    What puts pages together has the names of all files that it takes them from: any of them may be
    at fault.
    """
    first = (
        select(submissions.c.actor)
        .where(submissions.c.document == jobs.c.document)
        .order_by(submissions.c.id)
        .limit(1)
        .scalar_subquery()
    )
    chosen = (
        select(
            jobs.c.id, jobs.c.kind, jobs.c.document, documents.c.file_name, jobs.c.page,
            publications.c.record, publications.c.version, publications.c.target,
            publications.c.withdrawal.is_not(None).label("withdrawn"),
            batches.c.id.label("batch"), batches.c.name, jobs.c.error, jobs.c.changed_at,
            func.coalesce(documents.c.unit, records.c.unit, batches.c.unit).label("unit"),
            first.label("actor"), jobs.c.order,
        )
        .outerjoin(documents, documents.c.id == jobs.c.document)
        .outerjoin(publications, publications.c.id == jobs.c.publication)
        .outerjoin(records, records.c.id == publications.c.record)
        .outerjoin(batches, own_batch())
        .where(given_up())
        .order_by(jobs.c.changed_at, jobs.c.id)
        .limit(MOST_LISTED)
    )  # fmt: skip
    if units is not None:
        chosen = chosen.where(
            or_(*(table.c.unit.in_(units) for table in (documents, records, batches)))
        )
    rows = connection.execute(chosen).mappings()
    return [
        _arranging(connection, row, units) if row["kind"] == JobKind.COMPOSE else row
        for row in rows
    ]


def _arranging(
    connection: Connection, row: Mapping[Any, Any], units: Sequence[str] | None
) -> Mapping[str, Any]:
    """A job that puts pages together, with the names of its files and who wants it."""
    parts = (part["document"] for paper in row["order"]["papers"] for part in paper["parts"])
    wanted = list(dict.fromkeys(map(UUID, [*row["order"]["sources"], *parts])))
    chosen = select(documents.c.id, documents.c.file_name).where(documents.c.id.in_(wanted))
    if units is not None:
        chosen = chosen.where(documents.c.unit.in_(units))
    names = {each.id: each.file_name for each in connection.execute(chosen)}
    told = ", ".join(names[each] for each in wanted if names.get(each))
    return {**row, "file_name": told, "actor": row["order"]["actor"]}
