"""What there is to know of one record: versions, publications, dossiers, history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, func, select

from models.errors import ErrorCode, SohoaError
from models.people import Reader
from models.store.sight import unseen_pages
from models.store.tables import (
    audit_events,
    corrections,
    documents,
    dossier_papers,
    dossiers,
    jobs,
    publications,
    record_versions,
    records,
    results,
)

# Of a record that very much has happened to, the last events.
MOST_EVENTS = 200


def versions_of(connection: Connection, record: UUID) -> Sequence[Any]:
    """All versions of a record, the newest first.

    Each with `version`, `author`, `created_at`, `engine` and `software`.
    """
    return connection.execute(
        select(
            record_versions.c.version, record_versions.c.author, record_versions.c.created_at,
            results.c.engine, results.c.version.label("software"),
        )
        .join(results, results.c.id == record_versions.c.result)
        .where(record_versions.c.record == record)
        .order_by(record_versions.c.version.desc())
    ).all()  # fmt: skip


def version_of(connection: Connection, record: UUID, version: int) -> Row[Any]:
    """One version of a record.

    Raises:
        SohoaError: `not_found`.
    """
    row = connection.execute(
        select(record_versions).where(
            record_versions.c.record == record, record_versions.c.version == version
        )
    ).one_or_none()
    if row is None:
        raise SohoaError(ErrorCode.NOT_FOUND, "There is no such version.", "Check the address.")
    return row


def changed_fields(now: Row[Any], before: Row[Any] | None) -> dict[str, tuple[Any, Any]]:
    """Fields whose value differs from the version before: the value before, and now."""
    if before is None:
        return {}
    old = {name: field["value"] for name, field in before.fields.items()}
    new = {name: field["value"] for name, field in now.fields.items()}
    return {
        name: (old.get(name), new.get(name))
        for name in [*new, *(name for name in old if name not in new)]
        if old.get(name) != new.get(name)
    }


@dataclass(frozen=True, slots=True)
class Sending:
    """A version, or that the record is withdrawn, on its way to a target.

    Attributes:
        state: `waiting` for its time or for others, `sending`, `published`, `failed`.
        error: Why the last try failed, `{code, message, remedy}`.
    """

    version: int
    target: str
    state: str
    due_at: Any
    published_at: Any
    attempts: int
    error: dict[str, Any] | None
    withdrawn: bool


def sendings_of(connection: Connection, record: UUID) -> list[Sending]:
    """Where versions of a record are published, or why not yet; the newest first."""
    rows = connection.execute(
        select(
            publications.c.version, publications.c.target, publications.c.published_at,
            publications.c.withdrawal, jobs.c.state, jobs.c.due_at, jobs.c.attempts, jobs.c.error,
        )
        .outerjoin(jobs, jobs.c.publication == publications.c.id)
        .where(publications.c.record == record)
        .order_by(
            publications.c.version.desc(), publications.c.target, publications.c.id.desc()
        )
    )  # fmt: skip
    return [
        Sending(
            row.version, row.target, _sending(row), row.due_at, row.published_at,
            row.attempts or 0, row.error, row.withdrawal is not None,
        )
        for row in rows
    ]  # fmt: skip


def _sending(row: Any) -> str:
    if row.published_at is not None:
        return "published"
    return {"parked": "failed", "running": "sending", "ready": "sending"}.get(row.state, "waiting")


def papers_beside(
    connection: Connection, document: UUID, units: Sequence[str] | None
) -> list[tuple[Any, Sequence[Any]]]:
    """Dossiers that a document is in, each with the records of all its papers that are seen.

    Args:
        connection: To the database.
        document: The file.
        units: Whose dossiers and records are seen; None: all.
    """
    own = (
        select(dossiers.c.id, dossiers.c.code, dossiers.c.procedure)
        .join(dossier_papers, dossier_papers.c.dossier == dossiers.c.id)
        .where(dossier_papers.c.document == document)
        .order_by(dossiers.c.code)
    )
    if units is not None:
        own = own.where(dossiers.c.unit.in_(units))
    found = []
    for dossier in connection.execute(own).all():
        chosen = (
            select(
                dossier_papers.c.position, dossier_papers.c.digitization_code, documents.c.id,
                documents.c.file_name, records.c.id.label("record"), records.c.type,
                records.c.state,
            )
            .join(documents, documents.c.id == dossier_papers.c.document)
            .outerjoin(records, records.c.document == documents.c.id)
            .where(dossier_papers.c.dossier == dossier.id)
            .order_by(dossier_papers.c.position, records.c.ordinal)
            .limit(100)
        )  # fmt: skip
        if units is not None:
            chosen = chosen.where(func.coalesce(records.c.unit, documents.c.unit).in_(units))
        found.append((dossier, connection.execute(chosen).all()))
    return found


def history_of(connection: Connection, record: UUID) -> Sequence[Any]:
    """What was done with a record, the last first."""
    return connection.execute(
        select(audit_events.c.at, audit_events.c.actor, audit_events.c.action,
               audit_events.c.details)
        .where(audit_events.c.subject == str(record))
        .order_by(audit_events.c.id.desc())
        .limit(MOST_EVENTS)
    ).all()  # fmt: skip


def corrections_of(connection: Connection, record: UUID) -> Sequence[Row[Any]]:
    """What persons have corrected, the last first."""
    return connection.execute(
        select(corrections)
        .where(corrections.c.record == record)
        .order_by(corrections.c.id.desc())
        .limit(MOST_EVENTS)
    ).all()


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a record: digests, and what the original is called.

    Attributes:
        original: None: it bears papers of units that the reader does not see.
    """

    original: str | None
    searchable: str | None
    name: str


def files_of(connection: Connection, reader: Reader, row: Row[Any], result: UUID) -> Files:
    """The files that a version of a record was read from and made into.

    They are whole files: of a stack that bears papers of several units nobody gets them who does
    not see all of these.
    """
    document = connection.execute(
        select(documents.c.sha256, documents.c.file_name).where(documents.c.id == row.document)
    ).one()
    searchable = connection.execute(
        select(results.c.searchable).where(results.c.id == result)
    ).scalar()
    name = document.file_name or "scan"
    if unseen_pages(connection, reader, row.document):
        return Files(None, None, name)
    return Files(document.sha256, searchable, name)
