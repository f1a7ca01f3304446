"""What an archive is handed: the approved papers of dossiers, each with all that is known of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import count, groupby
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, Row, Select, select

from models.errors import ErrorCode, SohoaError
from models.store.database import Store
from models.store.intake import DocumentState
from models.store.ready import Ready
from models.store.records import RecordState
from models.store.tables import (
    IS_CURRENT,
    audit_events,
    documents,
    dossier_papers,
    dossiers,
    midnight,
    people,
    record_versions,
    records,
    results,
    submissions,
    units,
)


class Kind(StrEnum):
    """What a file of an archive ("hồ sơ lưu trữ") is made of."""

    DOSSIER = "dossier"
    RECORD = "record"  # an approved paper that belongs to no dossier


class Missing(StrEnum):
    """Why a paper of a dossier is not handed over."""

    BEING_READ = "being_read"
    FAILED = "failed"
    SEALED = "sealed"
    NO_RECORD = "no_record"
    NOT_APPROVED = "not_approved"
    JUST_APPROVED = "just_approved"  # it can still be taken back
    SHARED = "shared"  # the file of a single record bears others that are not approved


class Subject(NamedTuple):
    """A file to be handed over, by the id of its dossier or record."""

    kind: Kind
    id: UUID


@dataclass(frozen=True, slots=True)
class Choice:
    """Which files.

    Attributes:
        codes: Only dossiers of these codes ("mã hồ sơ"); empty: of any.
        units: Only those of these units; None: of all there are.
        since: Opened on this day or later; of a record: made.
        until: Opened on this day or before, likewise.
        loose: Approved records that belong to no dossier, too.
    """

    codes: Sequence[str] = ()
    units: Sequence[str] | None = None
    since: date | None = None
    until: date | None = None
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Approval:
    """Who has vouched for a record, and when; `by` is an id of an account, see `pseudonyms`."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper ("văn bản") of a file.

    Attributes:
        ordinal: Its number in the file, from 1; what is missing has its number, too.
        missing: Why it is not handed over; all that follows is then empty.
        fields: As the version has them; of persons only pseudonyms.
        author: Who made the version, likewise.
    """

    ordinal: int
    missing: Missing | None = None
    record: UUID | None = None
    version: int = 0
    type: str = ""
    pages: tuple[int, ...] = ()
    fields: Mapping[str, Any] | None = None
    author: str = ""
    read_at: datetime | None = None
    engine: Mapping[str, str] | None = None
    software: str = ""
    approval: Approval | None = None


@dataclass(frozen=True, slots=True)
class Scan:
    """A scanned document of a file, with the papers on it.

    Attributes:
        source: What was found out when it was opened: its kind and more.
        composed_of: Digests of the files whose pages it was arranged of.
        way: How it came.
    """

    document: UUID
    digitization_code: str | None
    sha256: str
    searchable: str | None
    file_name: str | None
    source: Mapping[str, Any]
    composed_of: tuple[str, ...]
    received_at: datetime
    way: str
    papers: tuple[Paper, ...]

    @property
    def approved(self) -> tuple[Paper, ...]:
        """The papers that are handed over; where there are none, the document is not either."""
        return tuple(paper for paper in self.papers if paper.missing is None)


@dataclass(frozen=True, slots=True)
class ArchiveFile:
    """A file of an archive ("hồ sơ"): a dossier, or one paper by itself.

    Attributes:
        code: The dossier's ("mã hồ sơ"); None: of no dossier.
        unit_name: What its unit is called.
        opened_at: When the dossier was opened, or the record was made.
    """

    subject: Subject
    code: str | None
    procedure: str | None
    unit: str
    unit_name: str
    opened_at: datetime
    scans: tuple[Scan, ...]

    @property
    def papers(self) -> tuple[Paper, ...]:
        """All papers, by their ordinals."""
        return tuple(paper for scan in self.scans for paper in scan.papers)

    @property
    def state(self) -> str:
        """A digest that changes when other papers, or other versions of them, are handed over."""
        said = [
            (str(scan.document), scan.sha256, paper.ordinal, str(paper.record), paper.version)
            for scan in self.scans
            for paper in scan.papers
        ]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def subjects(connection: Connection, choice: Choice) -> Iterator[Subject]:
    """The files that are chosen: dossiers in the order of their codes, then records.

    Raises:
        SohoaError: `not_found`: there is no dossier of one of the codes.
    """
    chosen = select(dossiers.c.id, dossiers.c.code).order_by(dossiers.c.code)
    if choice.codes:
        chosen = chosen.where(dossiers.c.code.in_(choice.codes))
        known = {row.code for row in connection.execute(chosen)}
        for code in choice.codes:
            if code not in known:
                raise SohoaError(
                    ErrorCode.NOT_FOUND, f"There is no dossier {code!r}.", "Check its code."
                )
    for row in connection.execute(_narrowed(chosen, dossiers, choice)).all():
        yield Subject(Kind.DOSSIER, row.id)
    if choice.loose:
        in_a_dossier = select(dossier_papers.c.document)
        loose = (
            select(records.c.id)
            .where(
                records.c.state == RecordState.APPROVED, records.c.document.not_in(in_a_dossier)
            )
            .order_by(records.c.number)
        )  # fmt: skip
        for record in connection.execute(_narrowed(loose, records, choice)).scalars().all():
            yield Subject(Kind.RECORD, record)


def _narrowed(chosen: Select[Any], table: Any, choice: Choice) -> Select[Any]:
    if choice.units is not None:
        chosen = chosen.where(table.c.unit.in_(choice.units))
    if choice.since is not None:
        chosen = chosen.where(table.c.created_at >= midnight(choice.since))
    if choice.until is not None:
        chosen = chosen.where(table.c.created_at < midnight(choice.until + timedelta(days=1)))
    return chosen


def read_file(store: Store, connection: Connection, subject: Subject) -> ArchiveFile | None:
    """A file with its papers; None when it is not there any more, or no longer approved."""
    settled = store.now() - timedelta(seconds=store.settings.undo_s)
    if subject.kind is Kind.DOSSIER:
        return _dossier(connection, subject, settled)
    return _record(connection, subject, settled)


def _dossier(connection: Connection, subject: Subject, settled: datetime) -> ArchiveFile | None:
    row = connection.execute(
        select(dossiers, units.c.name)
        .join(units, units.c.code == dossiers.c.unit)
        .where(dossiers.c.id == subject.id)
    ).one_or_none()
    if row is None:
        return None
    placed = (
        _PAPERS.join(dossier_papers, dossier_papers.c.document == documents.c.id)
        .add_columns(dossier_papers.c.digitization_code)
        .where(dossier_papers.c.dossier == subject.id)
        .order_by(dossier_papers.c.position, records.c.ordinal)
    )
    return ArchiveFile(
        subject, row.code, row.procedure, row.unit, row.name, row.created_at,
        _scans(connection, connection.execute(placed).all(), settled),
    )  # fmt: skip


def _record(connection: Connection, subject: Subject, settled: datetime) -> ArchiveFile | None:
    row = connection.execute(
        select(records.c.document, records.c.state, records.c.unit, records.c.created_at,
               units.c.name)
        .join(units, units.c.code == records.c.unit)
        .where(records.c.id == subject.id)
    ).one_or_none()  # fmt: skip
    if row is None or row.state != RecordState.APPROVED:
        return None
    found = connection.execute(_PAPERS.where(records.c.id == subject.id)).all()
    scans = _scans(connection, found, settled)
    if _has_open_papers(connection, row.document):
        scans = tuple(replace(scan, papers=(Paper(1, Missing.SHARED),)) for scan in scans)
    return ArchiveFile(subject, None, None, row.unit, row.name, row.created_at, scans)


def _has_open_papers(connection: Connection, document: UUID) -> bool:
    waiting = records.c.state.in_((RecordState.REVIEW, RecordState.ACCEPTED))
    found = select(records.c.id).where(records.c.document == document, waiting).limit(1)
    return connection.execute(found).first() is not None


# Every paper of a document; one row without a record where it has given none.
_PAPERS = (
    select(
        documents.c.id.label("document"), documents.c.sha256, documents.c.searchable,
        documents.c.file_name, documents.c.source, documents.c.parts, documents.c.received_at,
        documents.c.state.label("document_state"), records.c.id.label("record"),
        records.c.state, record_versions.c.version, record_versions.c.type,
        record_versions.c.pages, record_versions.c.fields, record_versions.c.author,
        results.c.created_at.label("read_at"), results.c.engine,
        results.c.version.label("software"),
    )
    .select_from(documents)
    .outerjoin(records, records.c.document == documents.c.id)
    .outerjoin(record_versions, IS_CURRENT)
    .outerjoin(results, results.c.id == record_versions.c.result)
)  # fmt: skip


def _scans(connection: Connection, rows: Sequence[Any], settled: datetime) -> tuple[Scan, ...]:
    approvals = approvals_of(connection, [row.record for row in rows if row.record])
    known = pseudonyms(connection, _persons(rows, approvals.values()))
    found, ordinals = [], count(1)
    for document, group in groupby(rows, key=lambda row: row.document):
        # What is withdrawn is no paper any more.
        its = [row for row in group if row.state != RecordState.WITHDRAWN]
        if not its:
            continue
        papers = tuple(_paper(next(ordinals), row, approvals, known, settled) for row in its)
        row = its[0]
        found.append(
            Scan(
                document, getattr(row, "digitization_code", None), row.sha256, row.searchable,
                row.file_name, row.source or {}, _sources(connection, row.parts or ()),
                row.received_at, _way(connection, document), papers,
            )
        )  # fmt: skip
    return tuple(found)


def _paper(
    ordinal: int, row: Row[Any], approvals: Mapping[tuple[str, int], Approval],
    known: Mapping[str, str], settled: datetime,
) -> Paper:  # fmt: skip
    missing = _missing(row)
    if missing is not None:
        return Paper(ordinal, missing)
    approval = approvals.get((str(row.record), row.version))
    if approval is not None:
        if approval.at > settled:
            return Paper(ordinal, Missing.JUST_APPROVED)
        approval = Approval(known[approval.by], approval.at)
    return Paper(
        ordinal, None, row.record, row.version, row.type, tuple(row.pages),
        {name: _without_names(field, known) for name, field in row.fields.items()},
        known[row.author], row.read_at, row.engine, row.software, approval,
    )  # fmt: skip


def _missing(row: Row[Any]) -> Missing | None:
    if row.document_state in (DocumentState.QUARANTINED, DocumentState.PURGED):
        return Missing.SEALED
    if row.document_state in (DocumentState.RECEIVED, DocumentState.READING):
        return Missing.BEING_READ
    if row.record is None:
        failed = row.document_state == DocumentState.FAILED
        return Missing.FAILED if failed else Missing.NO_RECORD
    return None if row.state == RecordState.APPROVED else Missing.NOT_APPROVED


_APPROVALS = Ready(
    lambda among: (
        select(
            audit_events.c.subject, audit_events.c.actor, audit_events.c.at, audit_events.c.details
        )
        .where(among(audit_events.c.subject, "subjects"), audit_events.c.action == "approve")
        .order_by(audit_events.c.id)
    )
)


def approvals_of(
    connection: Connection, chosen: Collection[UUID]
) -> dict[tuple[str, int], Approval]:
    """The last approval of each version of records, by record and version."""
    if not chosen:
        return {}
    events = _APPROVALS.rows(connection, subjects=[str(record) for record in chosen])
    return {
        (event.subject, event.details["version"]): Approval(event.actor, event.at)
        for event in events
    }


def _persons(rows: Sequence[Row[Any]], approvals: Iterable[Approval]) -> set[str]:
    reviewers = {
        field["review"]["by"]
        for row in rows
        for field in (row.fields or {}).values()
        if "review" in field
    }
    authors = {row.author for row in rows if row.author is not None}
    return authors | reviewers | {approval.by for approval in approvals}


def pseudonyms(connection: Connection, actors: Collection[str]) -> dict[str, str]:
    """What stands for persons where they are not named: the id of the account of each.

    Only who has the database knows whose it is. Who has no account is `other`, a machine `system`.
    """
    accounts = connection.execute(
        select(people.c.login, people.c.id).where(people.c.login.in_(list(actors)))
    )
    known = {row.login: str(row.id) for row in accounts}
    return {actor: known.get(actor, "system" if actor == "system" else "other") for actor in actors}


def _without_names(field: Mapping[str, Any], known: Mapping[str, str]) -> dict[str, Any]:
    if "review" not in field:
        return dict(field)
    return {**field, "review": {**field["review"], "by": known[field["review"]["by"]]}}


def _sources(connection: Connection, parts: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    its = {UUID(part["document"]) for part in parts}
    found = select(documents.c.sha256).where(documents.c.id.in_(its)).order_by(documents.c.sha256)
    return tuple(connection.execute(found).scalars()) if its else ()


def _way(connection: Connection, document: UUID) -> str:
    first = (
        select(submissions.c.way)
        .where(submissions.c.document == document)
        .order_by(submissions.c.id)
        .limit(1)
    )
    return str(connection.execute(first).scalar() or "")
