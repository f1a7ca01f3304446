"""Jobs that were given up, with their reasons: tried again, or settled in another way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select, update

from models.errors import ErrorCode, SohoaError
from models.store.audit import Event, note, note_all
from models.store.batch_jobs import again, own_batch
from models.store.database import Store
from models.store.jobs import PASSING, SETTLED_BY, given_up
from models.store.publications import retry_publications
from models.store.reading import retry
from models.store.tables import batches, documents, jobs, publications, records


def parked(store: Store) -> Sequence[Any]:
    """Parked jobs, oldest first.

    Each with `kind`, `document`, `file_name`, `page` (0: none), `record`, `version`, its `target`
    and whether it is told there as `withdrawn`, `name` of a batch whose own job it is, `error` and
    `changed_at`.
    """
    with store.read() as connection:
        return connection.execute(
            select(
                jobs.c.id, jobs.c.kind, jobs.c.document, documents.c.file_name, jobs.c.page,
                publications.c.record, publications.c.version, publications.c.target,
                publications.c.withdrawal.is_not(None).label("withdrawn"), batches.c.name,
                jobs.c.error, jobs.c.changed_at,
            )
            .outerjoin(documents, documents.c.id == jobs.c.document)
            .outerjoin(publications, publications.c.id == jobs.c.publication)
            .outerjoin(batches, own_batch())
            .where(given_up())
            .order_by(jobs.c.changed_at, jobs.c.id)
        ).all()  # fmt: skip


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
        row = connection.execute(_with_unit(units).where(jobs.c.id == job)).one_or_none()
    if row is None:
        raise _gone()
    if row.document is not None:
        return retry(store, [row.document], actor=actor)
    if row.batch is not None:
        return _retry_batch(store, row.batch, actor)
    return retry_publications(store, row.record, target=row.target, actor=actor)


def retry_of(store: Store, units: Sequence[str] | None, *, actor: str) -> int:
    """Try all parked jobs of these units again, those that publish too; how many.

    None: of all units.
    """
    with store.read() as connection:
        rows = connection.execute(_with_unit(units)).all()
    files = list(dict.fromkeys(row.document for row in rows if row.document is not None))
    to_publish = dict.fromkeys(row.record for row in rows if row.record is not None)
    of_batches = dict.fromkeys(row.batch for row in rows if row.batch is not None)
    published = sum(retry_publications(store, each, actor=actor) for each in to_publish)
    planned = sum(_retry_batch(store, each, actor) for each in of_batches)
    return retry(store, files, actor=actor) + published + planned


def _retry_batch(store: Store, batch: UUID, actor: str) -> int:
    """Try again what was given up of a batch itself; how many jobs."""
    with store.write() as connection:
        count = again(store, connection, batch, None, files=False)
        note(store, connection, "retry_batch", batch, actor=actor, details={"jobs": count})
    return count


def settle(store: Store, units: Sequence[str] | None, *, actor: str, job: int | None = None) -> int:
    """List parked jobs no more: somebody has seen to it that the papers come in another way.

    They can still be tried again by what they belong to: a batch, or the file when it is submitted
    once more.

    Args:
        store: Where.
        units: Whose jobs may be settled; None: of all units.
        actor: Who says so.
        job: The one; None: all whose file is at fault itself, so that another try is of no use.

    Returns:
        How many.

    Raises:
        SohoaError: `not_found`: the job is not parked any more, or belongs to another unit.
    """
    with store.write() as connection:
        chosen = _with_unit(units)
        rows = connection.execute(chosen if job is None else chosen.where(jobs.c.id == job)).all()
        if job is not None and not rows:
            raise _gone()
        if job is None:
            rows = [row for row in rows if row.document and row.error["code"] not in PASSING]
        settled = {
            row.id: Event(
                "settle", row.document or row.record or row.batch, actor,
                {"job": row.id, "code": row.error["code"]},
            )
            for row in rows
        }  # fmt: skip
        connection.execute(
            update(jobs)
            .where(jobs.c.id.in_(settled), given_up())
            .values(answer={SETTLED_BY: actor})
        )
        note_all(store, connection, list(settled.values()))
    return len(settled)


def _with_unit(units: Sequence[str] | None) -> Select[Any]:
    """Parked jobs of these units, with what they are about; None: of all units."""
    unit = func.coalesce(documents.c.unit, records.c.unit, batches.c.unit)
    chosen = (
        select(
            jobs.c.id, jobs.c.document, publications.c.record, publications.c.target,
            batches.c.id.label("batch"), jobs.c.error,
        )
        .outerjoin(documents, documents.c.id == jobs.c.document)
        .outerjoin(publications, publications.c.id == jobs.c.publication)
        .outerjoin(records, records.c.id == publications.c.record)
        .outerjoin(batches, own_batch())
        .where(given_up())
    )  # fmt: skip
    return chosen if units is None else chosen.where(unit.in_(units))


def _gone() -> SohoaError:
    return SohoaError(
        ErrorCode.NOT_FOUND, "There is no such parked job any more.", "Load the page again."
    )
