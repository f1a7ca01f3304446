"""The way of a document through its jobs: opened, pages read, put together."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid7s
from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, delete, exists, insert, select, update

from models.errors import ErrorCode, SohoaError
from models.extraction import EngineInfo, Result
from models.page import Page
from models.store.audit import SYSTEM, note
from models.store.database import Store
from models.store.intake import DocumentState
from models.store.jobs import (
    PASSING,
    Job,
    JobKind,
    JobState,
    Priority,
    add_job,
    finish,
    set_back,
)
from models.store.records import keep_records
from models.store.tables import (
    IS_CURRENT,
    documents,
    jobs,
    pages,
    record_versions,
    records,
    results,
)

_PAGE = TypeAdapter(Page)
# An order of a job that puts a document together: its pages' text is what it was.
ONLY_TYPES = "only_types"
# Of such a job, the records whose type was said; none: it is about all.
_RECORDS = "records"


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A page that was read, with the engine that read it and what that took."""

    page: Page
    engine: EngineInfo | None
    cpu_s: float


def get_document(connection: Connection, document: UUID) -> Row[Any]:
    """The row of a document.

    Raises:
        SohoaError: `not_found`.
    """
    row = connection.execute(select(documents).where(documents.c.id == document)).one_or_none()
    if row is None:
        raise SohoaError(
            ErrorCode.NOT_FOUND, f"There is no document {document}.", "Check the identifier."
        )
    return row


def lock_document(connection: Connection, document: UUID) -> None:
    """Let nobody else change a document, its jobs and pages until the transaction ends.

    Who needs it takes it before the lock of any job: two who wait for each other would both fail.
    """
    connection.execute(select(documents.c.id).where(documents.c.id == document).with_for_update())


def set_state(
    store: Store, connection: Connection, document: UUID, state: DocumentState, **values: Any
) -> None:
    """Change a document's state."""
    connection.execute(
        update(documents)
        .where(documents.c.id == document)
        .values(state=state, changed_at=store.now(), **values)
    )


def opened(store: Store, job: Job, source: Mapping[str, Any], page_count: int) -> None:
    """The file is acceptable: a job for each of its pages, and one to put them together.

    Raises:
        LeaseLost: Another worker has opened it.
    """
    assert job.document is not None
    with store.write() as connection:
        lock_document(connection, job.document)
        finish(store, connection, job)
        set_state(
            store, connection, job.document, DocumentState.READING, page_count=page_count,
            source=dict(source), error=None,
        )  # fmt: skip
        for number in range(page_count + 1):
            # Assembling is a job of the document, as if of a page 0, and waits for the others.
            kind, state = (
                (JobKind.PAGE, JobState.READY) if number else (JobKind.ASSEMBLE, JobState.WAITING)
            )
            add_job(
                store, connection, kind, document=job.document, page=number, state=state,
                priority=job.priority, batch=job.batch, turn=job.turn + number,
            )  # fmt: skip


def page_read(store: Store, job: Job, stored: StoredPage, preview: str | None) -> None:
    """Keep what was read on a page; the last page lets the document be put together.

    Raises:
        LeaseLost: Another worker has the page.
    """
    assert job.document is not None
    with store.write() as connection:
        # Two last pages may end at once: the later one must see the other.
        lock_document(connection, job.document)
        finish(store, connection, job)
        _put_page(store, connection, job, stored, preview)
        _release(store, connection, job)


def failed(store: Store, job: Job, error: SohoaError) -> JobState:
    """A job did not succeed: it is tried again, or parked, and what depends on it goes on.

    A parked page becomes a page with a reason, and its document `partial`; a document that cannot
    be opened or put together, and one without any page that could be read, is `failed`.

    Raises:
        LeaseLost: Another worker has the job.
    """
    with store.write() as connection:
        if job.document is not None:
            lock_document(connection, job.document)
        state = set_back(store, connection, job, error)
        if state is JobState.PARKED:
            _parked(store, connection, job, error)
    return state


def _parked(store: Store, connection: Connection, job: Job, error: SohoaError) -> None:
    note(
        store, connection, "park", job.document or job.publication or job.batch,
        details={"job": job.id, "kind": job.kind, "page": job.page, "code": error.code},
    )  # fmt: skip
    if job.kind is JobKind.PAGE:
        _put_page(store, connection, job, error, None)
        _release(store, connection, job)
    elif job.kind in (JobKind.OPEN, JobKind.ASSEMBLE):
        assert job.document is not None
        set_state(store, connection, job.document, DocumentState.FAILED, error=error.to_json())


def _put_page(
    store: Store, connection: Connection, job: Job, found: StoredPage | SohoaError,
    preview: str | None,
) -> None:  # fmt: skip
    assert job.document is not None
    connection.execute(
        delete(pages).where(pages.c.document == job.document, pages.c.number == job.page)
    )
    values: dict[str, Any] = {"content": None, "engine": None, "error": None, "cpu_s": 0.0}
    if isinstance(found, SohoaError):
        values["error"] = found.to_json()
    else:
        values |= {
            "content": _encode(found.page), "cpu_s": found.cpu_s,
            "width": found.page.width, "height": found.page.height,
        }  # fmt: skip
        values["engine"] = _engine_json(found.engine) if found.engine else None
    connection.execute(
        insert(pages).values(
            document=job.document, number=job.page, preview=preview, read_at=store.now(), **values
        )
    )


def _release(store: Store, connection: Connection, job: Job) -> None:
    """Let the document, which is locked, be put together once no page is still to come."""
    assert job.document is not None
    of_document = jobs.c.document == job.document
    ends = (JobState.DONE, JobState.PARKED)
    missing = exists().where(of_document, jobs.c.kind == JobKind.PAGE, jobs.c.state.not_in(ends))
    if connection.execute(select(missing)).scalar():
        return
    assembling = (
        of_document,
        jobs.c.kind == JobKind.ASSEMBLE,
        jobs.c.state == JobState.WAITING,
    )
    read = exists().where(of_document, jobs.c.kind == JobKind.PAGE, jobs.c.state == JobState.DONE)
    if connection.execute(select(read)).scalar():
        values = {"state": JobState.READY, "changed_at": store.now()}
        connection.execute(update(jobs).where(*assembling).values(values))
        return
    # Nothing is there to be put together.
    first = select(pages.c.error).where(pages.c.document == job.document).order_by(pages.c.number)
    error = connection.execute(first.limit(1)).scalar_one()
    values = {"state": JobState.PARKED, "error": error, "changed_at": store.now()}
    connection.execute(update(jobs).where(*assembling).values(values))
    set_state(store, connection, job.document, DocumentState.FAILED, error=error)


def read_pages(
    connection: Connection, document: UUID, number: int | None = None
) -> list[StoredPage]:
    """Pages of a document in order, all or the one of a number; those not read bear the reason."""
    chosen = select(pages).where(pages.c.document == document).order_by(pages.c.number)
    if number is not None:
        chosen = chosen.where(pages.c.number == number)
    return [_stored(row) for row in connection.execute(chosen)]


def _stored(row: Row[Any]) -> StoredPage:
    if row.content is None:
        return StoredPage(Page.unread(row.number, SohoaError.from_json(row.error)), None, row.cpu_s)
    engine = EngineInfo(**row.engine) if row.engine else None
    return StoredPage(_PAGE.validate_json(zlib.decompress(row.content)), engine, row.cpu_s)


def _encode(page: Page) -> bytes:
    return zlib.compress(_PAGE.dump_json(page), level=1)


def _engine_json(engine: EngineInfo) -> dict[str, str]:
    return {"name": engine.name, "version": engine.version, "model": engine.model}


def assembled(
    store: Store, job: Job, result: Result, searchable: str | None, version: str
) -> list[UUID]:
    """Keep a result and the records that it gives; the ids of those that were touched.

    Raises:
        LeaseLost: Another worker has put it together.
    """
    assert job.document is not None
    result_id = uuid7s.uuid7()
    with store.write() as connection:
        lock_document(connection, job.document)
        finish(store, connection, job)
        set_state(
            store, connection, job.document, DocumentState(str(result.status)),
            result=result_id, searchable=searchable, error=None,
        )  # fmt: skip
        connection.execute(
            insert(results).values(
                id=result_id, document=job.document, status=result.status,
                body=zlib.compress(json.dumps(result.to_json(), ensure_ascii=False).encode()),
                engine=_engine_json(result.engine), version=version, cpu_s=result.cpu_s,
                searchable=searchable, created_at=store.now(),
            )
        )  # fmt: skip
        row = get_document(connection, job.document)
        named = (job.order or {}).get(_RECORDS)
        # What was composed of its pages has records in its place.
        touched = (
            keep_records(
                store, connection, job.document, result_id, result,
                only=named and [UUID(each) for each in named], replaced=replaced_pages(row),
            )
            if row.composed_into is None
            else []
        )  # fmt: skip
        note(
            store, connection, "read", job.document,
            details={"result": str(result_id), "status": result.status},
        )  # fmt: skip
    return touched


def said_types(connection: Connection, document: UUID) -> dict[int, str]:
    """What persons say that papers of a document are, by the first page of each."""
    found = connection.execute(
        select(records.c.said_type, record_versions.c.pages)
        .join(record_versions, IS_CURRENT)
        .where(records.c.document == document, records.c.said_type.is_not(None))
    )
    return {row.pages[0]: row.said_type for row in found if row.pages}


def replaced_pages(row: Row[Any]) -> frozenset[int]:
    """Numbers of the pages of a document, given by its row, that others alone stand for."""
    return frozenset(number for pages in (row.replaced or {}).values() for number in pages)


def understand_again(
    store: Store, connection: Connection, document: UUID, record: UUID | None = None
) -> None:
    """Put a document that is read together anew, before all other work.

    Args:
        store: Whose clock is asked.
        connection: A transaction.
        document: Which one.
        record: Whose type was said: the other papers stay as they are. None: all are taken anew.

    Raises:
        SohoaError: `not_allowed`: it is being read just now.
    """
    lock_document(connection, document)
    work = (jobs.c.document == document, jobs.c.kind == JobKind.ASSEMBLE)
    ends = (JobState.DONE, JobState.PARKED)
    last = connection.execute(
        select(jobs.c.state, jobs.c.order).where(*work, jobs.c.state.in_(ends))
    ).one_or_none()
    if last is None:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "The paper is being read just now.", "Try again in a moment."
        )
    _make_ready(store, connection, document, JobKind.ASSEMBLE, ends)
    named = [str(record)] if record is not None else None
    order: dict[str, Any] | None = {ONLY_TYPES: True, _RECORDS: named}
    if last.state == JobState.PARKED:
        # What failed is still to be done.
        before = (last.order or {}).get(_RECORDS)
        both = named and before and [*before, *named]
        order = last.order and {ONLY_TYPES: True, _RECORDS: both}
    connection.execute(update(jobs).where(*work).values(priority=Priority.ASKED, order=order))


def get_result(connection: Connection, result: UUID) -> dict[str, Any]:
    """The published JSON of a result.

    Raises:
        SohoaError: `not_found`.
    """
    body = connection.execute(select(results.c.body).where(results.c.id == result)).scalar()
    if body is None:
        raise SohoaError(ErrorCode.NOT_FOUND, f"There is no result {result}.", "Check it.")
    found: dict[str, Any] = json.loads(zlib.decompress(body))
    return found


def retry(store: Store, chosen: Sequence[UUID], *, actor: str = SYSTEM) -> int:
    """Try the parked jobs of documents again, as `actor` wants it; how many jobs.

    A document that had been put together without a page that is now tried again is put together
    anew.
    """
    count = 0
    with store.write() as connection:
        for document in chosen:
            parked = [JobState.PARKED]
            again = _restart(store, connection, document, parked)
            again += _make_ready(store, connection, document, JobKind.COMPOSE, parked)
            _note_retry(store, connection, document, again, actor)
            count += again
    return count


def _note_retry(
    store: Store, connection: Connection, document: UUID, count: int, actor: str
) -> None:
    if count:
        note(store, connection, "retry", document, actor=actor, details={"jobs": count})


def retry_passing(store: Store, document: UUID, *, actor: str = SYSTEM) -> int:
    """Try a failed document again, unless the paper itself is at fault; how many jobs."""
    with store.read() as connection:
        row = get_document(connection, document)
    if row.state != DocumentState.FAILED or ErrorCode(row.error["code"]) not in PASSING:
        return 0
    return retry(store, [document], actor=actor)


def read_again(store: Store, document: UUID) -> int:
    """Read all pages of a document again; earlier results stay, and persons' values stand."""
    with store.write() as connection:
        count = _restart(store, connection, document, (JobState.PARKED, JobState.DONE))
        _note_retry(store, connection, document, count, SYSTEM)
    return count


def _restart(
    store: Store, connection: Connection, document: UUID, states: Iterable[JobState]
) -> int:
    # A page that ends just now is not overlooked.
    lock_document(connection, document)
    row = connection.execute(
        select(documents.c.state, documents.c.page_count).where(documents.c.id == document)
    ).one_or_none()
    if row is None or row.state in (DocumentState.QUARANTINED, DocumentState.PURGED):
        return 0
    again = _make_ready(
        store, connection, document, JobKind.PAGE if row.page_count else JobKind.OPEN, states
    )
    if row.page_count:
        if again:
            # What is being put together just now lacks the pages that are read again: it is void.
            others = set(JobState) - {JobState.WAITING}
            _make_ready(store, connection, document, JobKind.ASSEMBLE, others, JobState.WAITING)
        else:
            again = _make_ready(store, connection, document, JobKind.ASSEMBLE, [JobState.PARKED])
    if again:
        state = DocumentState.READING if row.page_count else DocumentState.RECEIVED
        set_state(store, connection, document, state, error=None)
    return again


def _make_ready(
    store: Store, connection: Connection, document: UUID, kind: JobKind,
    states: Iterable[JobState], state: JobState = JobState.READY,
) -> int:  # fmt: skip
    now = store.now()
    return connection.execute(
        update(jobs)
        .where(
            jobs.c.document == document, jobs.c.kind == kind, jobs.c.state.in_(list(states)),
        )
        .values(
            state=state, attempts=0, error=None, owner=None, lease_until=None, due_at=now,
            answer=None, changed_at=now,
            # Pages that are read anew are about all papers.
            order=None if state is JobState.WAITING else jobs.c.order,
        )
    ).rowcount  # fmt: skip
