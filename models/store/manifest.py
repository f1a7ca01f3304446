"""How a batch fares: figures, failures, and its report, a row for each file of the manifest."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, and_, func, select, text

from models.errors import ErrorCode, SohoaError
from models.store.batch_jobs import Work, works_of
from models.store.batches import Batch, BatchState, ItemState
from models.store.database import Store, streamed
from models.store.intake import FINAL, DocumentState
from models.store.jobs import JobKind, JobState
from models.store.records import RecordState
from models.store.tables import TRIED, batch_items, documents, jobs, pages, records

# The rate is that of the last minutes.
RATE_WINDOW = timedelta(minutes=5)
_SECRET = (DocumentState.QUARANTINED, DocumentState.PURGED)
_BAD = (DocumentState.FAILED, DocumentState.PARTIAL, *_SECRET)


@dataclass(frozen=True, slots=True)
class Status:
    """A batch in figures.

    Attributes:
        files: Files of the manifest by state.
        duplicates: Files among them whose bytes had been submitted before.
        documents: Documents by state.
        pages_read: Pages that are read, or given up.
        pages_known: Pages of all documents that have been opened.
        pages_per_minute: Of the last minutes, or of those before it was finished; None: nothing
            was read in them.
        eta_s: Seconds until all is read, at that rate; None: not known.
        planning: How far looking through its folder is, when a page has asked for that.
        submitting: How far submitting its files is, likewise.
    """

    batch: Batch
    files: Mapping[str, int]
    duplicates: int
    documents: Mapping[str, int]
    pages_read: int
    pages_known: int
    pages_per_minute: float | None
    eta_s: float | None
    planning: Work | None = None
    submitting: Work | None = None

    @property
    def given_up(self) -> list[Work]:
        """What workers could not do for the batch itself, with the reasons."""
        own = (self.planning, self.submitting)
        return [work for work in own if work is not None and work.state is JobState.PARKED]

    @property
    def all_files(self) -> int:
        """How many files the manifest has."""
        return sum(self.files.values())

    @property
    def failures(self) -> int:
        """How many files were refused, and documents failed, at least in part, or are secret."""
        return self.files.get(ItemState.REFUSED, 0) + sum(self.documents.get(s, 0) for s in _BAD)

    def to_json(self) -> dict[str, Any]:
        """For other programs."""
        batch = self.batch
        moments = {
            name: None if moment is None else moment.isoformat()
            for name, moment in (
                ("created_at", batch.created_at),
                ("started_at", batch.started_at),
                ("finished_at", batch.finished_at),
            )
        }
        return {
            "name": batch.name, "folder": batch.folder, "state": batch.state,
            "paused_by": batch.paused_by, "reason": batch.reason, "unit": batch.unit,
            "declared_type": batch.declared_type, **moments,
            "files": {"total": self.all_files, **self.files, "duplicates": self.duplicates},
            "documents": dict(self.documents),
            "pages": {"read": self.pages_read, "known": self.pages_known},
            "pages_per_minute": self.pages_per_minute, "eta_s": self.eta_s,
            "failures": self.failures,
            "planning": self.planning and self.planning.to_json(),
            "submitting": self.submitting and self.submitting.to_json(),
        }  # fmt: skip


def status(store: Store, batch: Batch) -> Status:
    """The figures of a batch."""
    with store.read() as connection:
        files, duplicates = _files(connection, batch.id)
        states, opened, known, read = _documents(connection, batch.id)
        # What is done gets no slower.
        rate = _pages_per_minute(connection, batch.id, batch.finished_at or store.now())
        own = works_of(connection, batch.id)
    eta = None
    if batch.state is BatchState.RUNNING and rate:
        unread = files[ItemState.PLANNED] + sum(states.values()) - opened
        # What has not been opened has as many pages as what has.
        expected = known + unread * (known / opened if opened else 1.0)
        eta = 60 * (expected - read) / rate
    return Status(
        batch, files, duplicates, states, read, known, rate, eta, own.get(JobKind.PLAN),
        own.get(JobKind.SUBMIT),
    )  # fmt: skip


def _files(connection: Connection, batch: UUID) -> tuple[dict[str, int], int]:
    rows = connection.execute(
        select(batch_items.c.state, batch_items.c.duplicate, func.count().label("files"))
        .where(batch_items.c.batch == batch)
        .group_by(batch_items.c.state, batch_items.c.duplicate)
    ).all()
    counts = Counter({str(state): 0 for state in ItemState})
    for row in rows:
        counts[row.state] += row.files
    return dict(counts), sum(row.files for row in rows if row.duplicate)


def _documents(connection: Connection, batch: UUID) -> tuple[dict[str, int], int, int, int]:
    """Documents by state; how many were opened, their pages, and pages read."""
    linked = select(batch_items.c.document).where(batch_items.c.batch == batch)
    rows = connection.execute(
        select(
            documents.c.state, func.count().label("documents"),
            func.count(documents.c.page_count).label("opened"),
            func.coalesce(func.sum(documents.c.page_count), 0).label("pages"),
        )
        .where(documents.c.id.in_(linked))
        .group_by(documents.c.state)
    ).all()  # fmt: skip
    at_work = connection.execute(
        select(func.count())
        .select_from(pages)
        .join(documents, documents.c.id == pages.c.document)
        .where(documents.c.state == DocumentState.READING, documents.c.id.in_(linked))
    ).scalar_one()
    ended = sum(int(row.pages) for row in rows if row.state in FINAL)
    return (
        {row.state: row.documents for row in rows},
        sum(row.opened for row in rows),
        sum(int(row.pages) for row in rows),
        ended + at_work,
    )


def _pages_per_minute(connection: Connection, batch: UUID, end: datetime) -> float | None:
    """The rate of the minutes before `end`: now, or when the batch was done."""
    count, first = connection.execute(
        select(func.count(), func.min(jobs.c.changed_at)).where(
            jobs.c.batch == batch, text(TRIED), jobs.c.changed_at > end - RATE_WINDOW,
            jobs.c.kind == JobKind.PAGE, jobs.c.changed_at <= end,
        )
    ).one()  # fmt: skip
    if count < 2 or first >= end:
        return None
    # The first one ended when the time began.
    return float(60 * (count - 1) / (end - first).total_seconds())


@dataclass(frozen=True, slots=True)
class End:
    """What came of a batch that is finished: its files, and how many of them failed."""

    files: int
    failures: int


def ends(connection: Connection, chosen: Sequence[UUID]) -> dict[UUID, End]:
    """What came of batches, counted as in `status`, but cheaply: for a list of many."""
    of_chosen = batch_items.c.batch.in_(chosen)
    files = connection.execute(
        select(
            batch_items.c.batch, func.count().label("files"),
            func.count().filter(batch_items.c.state == ItemState.REFUSED).label("refused"),
        )
        .where(of_chosen)
        .group_by(batch_items.c.batch)
    )  # fmt: skip
    failed = connection.execute(
        select(batch_items.c.batch, func.count(batch_items.c.document.distinct()))
        .join(documents, documents.c.id == batch_items.c.document)
        .where(of_chosen, documents.c.state.in_(_BAD))
        .group_by(batch_items.c.batch)
    )
    bad = {batch: count for batch, count in failed}
    return {row.batch: End(row.files, row.refused + bad.get(row.batch, 0)) for row in files}


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file has no whole result.

    Attributes:
        path: Below the batch's folder, which is `.` itself; None for a paper with a secrecy mark.
        page: The page that could not be read, of a document that has others; None: the whole.
    """

    path: str | None
    document: UUID | None
    page: int | None
    error: SohoaError

    def to_json(self) -> dict[str, Any]:
        """For other programs."""
        return {
            "path": self.path, "document": self.document and str(self.document),
            "page": self.page, "error": self.error.to_json(),
        }  # fmt: skip


def failures(store: Store, batch: Batch) -> list[Failure]:
    """All failures of a batch: what kept its folder from being read, then by its manifest."""
    with store.read() as connection:
        own = works_of(connection, batch.id).values()
    errors = [work.error for work in own if work.error and work.state is JobState.PARKED]
    return [Failure(".", None, None, error) for error in errors] + [
        failure for row in report(store, batch) for failure in row.failures
    ]


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A file of the manifest and what became of it.

    Attributes:
        pages: Of its document; None when it has none, is not opened yet, or another row tells it.
        records: Likewise.
        to_review: Fields that ask for a person, likewise.
        failures: Why it was refused, or its document or pages of that failed.
    """

    path: str | None
    size: int
    state: ItemState
    sha256: str | None
    document: UUID | None
    duplicate: bool
    document_state: DocumentState | None
    pages: int | None
    records: int | None
    to_review: int | None
    failures: tuple[Failure, ...]


def report(store: Store, batch: Batch) -> Iterator[ReportRow]:
    """What became of each file of a batch, as of one moment, in the order of its manifest."""
    seen: set[UUID] = set()
    with store.snapshot() as connection:
        failed_pages = _failed_pages(connection, batch.id)
        rows = streamed(connection, _rows(batch.id))
        for row in rows:
            yield _row(row, failed_pages, is_first=row.document not in seen)
            if row.document is not None:
                seen.add(row.document)


def _rows(batch: UUID) -> Select[Any]:
    of_document = (
        select(
            records.c.document, func.count().label("records"),
            func.sum(records.c.flagged).label("to_review"),
        )
        .where(
            records.c.state != RecordState.WITHDRAWN,
            records.c.document.in_(
                select(batch_items.c.document).where(batch_items.c.batch == batch)
            ),
        )
        .group_by(records.c.document)
        .subquery()
    )  # fmt: skip
    return (
        select(
            batch_items, documents.c.sha256, documents.c.state.label("document_state"),
            documents.c.page_count, documents.c.error.label("document_error"),
            of_document.c.records, of_document.c.to_review,
        )
        .outerjoin(documents, documents.c.id == batch_items.c.document)
        .outerjoin(of_document, of_document.c.document == batch_items.c.document)
        .where(batch_items.c.batch == batch)
        .order_by(batch_items.c.id)
    )  # fmt: skip


def _failed_pages(connection: Connection, batch: UUID) -> dict[UUID, list[tuple[int, SohoaError]]]:
    """Pages that could not be read, of documents that were put together without them."""
    rows = connection.execute(
        select(pages.c.document, pages.c.number, pages.c.error)
        .join(
            documents,
            and_(documents.c.id == pages.c.document, documents.c.state == DocumentState.PARTIAL),
        )
        .where(
            pages.c.error.is_not(None),
            documents.c.id.in_(select(batch_items.c.document).where(batch_items.c.batch == batch)),
        )
        .order_by(pages.c.document, pages.c.number)
    )
    found: dict[UUID, list[tuple[int, SohoaError]]] = {}
    for row in rows:
        found.setdefault(row.document, []).append((row.number, SohoaError.from_json(row.error)))
    return found


def _row(
    row: Row[Any], failed_pages: Mapping[UUID, list[tuple[int, SohoaError]]], *, is_first: bool
) -> ReportRow:
    path = row.path if row.raw_path is None else os.fsdecode(row.raw_path)
    reasons: list[tuple[int | None, SohoaError]] = []
    if row.error is not None:
        reasons = [(None, SohoaError.from_json(row.error))]
    elif row.document_state in _SECRET:
        reasons = [(None, _secret())]
    elif row.document_state == DocumentState.FAILED:
        reasons = [(None, SohoaError.from_json(row.document_error))]
    elif row.document_state == DocumentState.PARTIAL:
        reasons = [*failed_pages.get(row.document, ())]
    has_result = row.document_state in (DocumentState.OK, DocumentState.PARTIAL)
    return ReportRow(
        path, row.size, ItemState(row.state), row.sha256, row.document, row.duplicate,
        row.document_state and DocumentState(row.document_state),
        row.page_count if is_first else None,
        (row.records or 0) if is_first and has_result else None,
        int(row.to_review or 0) if is_first and has_result else None,
        tuple(Failure(path, row.document, page, error) for page, error in reasons),
    )  # fmt: skip


def _secret() -> SohoaError:
    return SohoaError(
        ErrorCode.SECRET_DOCUMENT,
        "The paper bears a secrecy mark and is sealed.",
        "See `sohoa quarantine list`.",
    )


class Totals:
    """The sums of a report, to be held against the figures of its batch."""

    def __init__(self) -> None:
        self.files: Counter[str] = Counter()
        self.documents: Counter[str] = Counter()
        self.codes: Counter[str] = Counter()
        self.duplicates = self.pages = self.records = self.to_review = 0
        self._seen: set[UUID] = set()

    def add(self, row: ReportRow) -> None:
        """Count a row."""
        self.files[row.state] += 1
        self.duplicates += row.duplicate
        self.pages += row.pages or 0
        self.records += row.records or 0
        self.to_review += row.to_review or 0
        self.codes.update({str(failure.error.code) for failure in row.failures})
        if row.document is not None and row.document not in self._seen:
            self._seen.add(row.document)
            self.documents[str(row.document_state)] += 1

    def counting(self, rows: Iterable[ReportRow]) -> Iterator[ReportRow]:
        """The rows, each counted."""
        for row in rows:
            self.add(row)
            yield row

    def to_json(self) -> dict[str, Any]:
        """For other programs."""
        return {
            "files": {
                "total": self.files.total(), **{s: self.files[s] for s in ItemState},
                "duplicates": self.duplicates,
            },
            "documents": dict(self.documents), "pages": self.pages, "records": self.records,
            "fields_to_review": self.to_review, "failures": dict(self.codes.most_common()),
        }  # fmt: skip
