"""Papers, results and jobs made by hand."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any, TypeVar
from unittest import mock
from uuid import UUID

import psycopg
from sqlalchemy import Row, event, func, select, text
from sqlalchemy.sql import ColumnElement

from models.errors import ErrorCode, SohoaError
from models.extraction import (
    Document,
    EngineInfo,
    ExtractedField,
    FieldValue,
    Issue,
    Result,
    Status,
    TypeGuess,
)
from models.geometry import Box
from models.page import Line, Page, PageQuality, PageSource, Word
from models.people import Person, Role
from models.store import reading
from models.store.database import Store
from models.store.intake import Receipt, Submission, Way, forget_unwanted, keep, register
from models.store.jobs import Job, JobKind, claim
from models.store.people import Account, add_person, find_person, person_of
from models.store.publications import get_publication, published, put_in_repository
from models.store.reading import StoredPage
from models.store.tables import jobs, records

ENGINE = EngineInfo("tesserocr", "5.3.4", "vie")
LETTER = "van_ban_hanh_chinh"
T = TypeVar("T")


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)

    def back(self, seconds: float) -> None:
        self.moment -= timedelta(seconds=seconds)


def at_once(count: int, work: Callable[[int], T]) -> list[T]:
    """What `work(0)`, `work(1)`, … return, all begun at the same moment."""
    barrier = Barrier(count)

    def begin(number: int) -> T:
        barrier.wait()
        return work(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(begin, range(count)))


def together(*works: Callable[[], object]) -> None:
    """Do different things, all begun at the same moment."""
    at_once(len(works), lambda number: works[number]())


def somebody_waits(store: Store) -> bool:
    """Whether somebody waits for a lock; with SQLite it does not matter."""
    if store.engine.dialect.name == "sqlite":
        return True
    with store.read() as connection:
        return bool(
            connection.execute(text("SELECT count(*) FROM pg_locks WHERE NOT granted")).scalar()
        )


def page(number: int = 1, text: str = "Kính gửi") -> Page:
    """A page that bears `text`, one line a row."""
    lines = tuple(
        Line(tuple(word(w, x, y) for x, w in enumerate(row.split())))
        for y, row in enumerate(text.splitlines())
    )
    return Page(number, 1240, 1754, 150.0, 0, 0.4, PageSource.OCR, PageQuality(), lines)


def word(text: str, x: int, y: int) -> Word:
    return Word(text, Box(90 * x, 40 * y, 90 * x + 80, 40 * y + 30), 0.9, y, alternatives=("x",))


def field(value: FieldValue, *, doubtful: bool = False) -> ExtractedField:
    """A field as a finder proposes it."""
    raw = value if isinstance(value, str) else None
    return ExtractedField(value, raw, 0.5 if doubtful else 0.97, doubtful, "label")


def paper(
    *pages: int, kind: str = LETTER, issues: Sequence[Issue] = (),
    **fields: FieldValue | ExtractedField,
) -> Document:  # fmt: skip
    """One paper of a file; values given plainly are sure."""
    found = {k: v if isinstance(v, ExtractedField) else field(v) for k, v in fields.items()}
    return Document(pages or (1,), TypeGuess(kind, 0.98), found, tuple(issues))


def result(*papers: Document, pages: Sequence[Page] = (), status: Status = Status.OK) -> Result:
    """What a run says of a file."""
    found = tuple(pages) or (page(),)
    return Result("don.pdf", "0" * 64, status, None, papers, found, ENGINE, 1.5, 1.5)


def problem(code: ErrorCode = ErrorCode.TIMEOUT) -> SohoaError:
    return SohoaError(code, f"It went wrong ({code}).", "Try again.")


def submit(
    store: Store, data: bytes = b"%PDF-1.7 a letter", *, name: str = "don.pdf",
    way: Way = Way.UPLOAD, batch: UUID | None = None, unit: str = "xa-a",
) -> Receipt:  # fmt: skip
    """Submit bytes as the ways in do."""
    stored = keep(store, io.BytesIO(data))
    with store.write() as connection:
        item = Submission(name, way=way, batch=batch, unit=unit, actor="lan")
        receipt = register(store, connection, [(stored, item)])[0]
    forget_unwanted(store, receipt)
    return receipt


def take(store: Store, kind: JobKind) -> Job:
    """The next job, which is of this kind."""
    job = claim(store)
    assert job is not None
    assert job.kind is kind
    return job


def open_file(store: Store, pages: int = 1) -> UUID:
    """Do the next job, which opens a file of so many pages."""
    job = take(store, JobKind.OPEN)
    reading.opened(store, job, {"kind": "pdf", "signed": False, "damaged": False}, pages)
    assert job.document is not None
    return job.document


def read_page(store: Store, job: Job, text: str = "Kính gửi", preview: str | None = None) -> None:
    """Do a job that reads a page."""
    reading.page_read(store, job, StoredPage(page(job.page, text), ENGINE, 1.5), preview)


def read_pages(store: Store, count: int) -> None:
    """Do the next jobs, which read pages."""
    for _ in range(count):
        read_page(store, take(store, JobKind.PAGE))


def put_together(store: Store, found: Result) -> list[UUID]:
    """Do the next job, which puts a document together; the records that it gives."""
    return reading.assembled(store, take(store, JobKind.ASSEMBLE), found, None, "0.1.0")


def digest(
    store: Store, found: Result, data: bytes = b"%PDF-1.7 a letter"
) -> tuple[UUID, list[UUID]]:
    """Bring a file from its submission to its records: the document and their ids."""
    document = submit(store, data).document
    open_file(store, len(found.pages))
    for each in found.pages:
        read_page(store, take(store, JobKind.PAGE), each.text)
    return document, put_together(store, found)


def read_anew(store: Store, record: UUID, found: Result) -> list[UUID]:
    """Put the document of a record together again; what was to be published before is sent."""
    with store.write() as connection:
        chosen = select(records.c.document).where(records.c.id == record)
        reading.understand_again(store, connection, connection.execute(chosen).scalar_one())
    while (job := claim(store)) is not None and job.kind is JobKind.PUBLISH:
        send(store, job)
    assert job is not None and job.kind is JobKind.ASSEMBLE
    return reading.assembled(store, job, found, None, "0.1.0")


def publish(store: Store) -> int:
    """Do all jobs that can be done, which publish; how many."""
    count = 0
    while job := claim(store):
        assert job.kind is JobKind.PUBLISH
        send(store, job)
        published(store, job)
        count += 1
    return count


def send(store: Store, job: Job) -> None:
    """Put what the job is to publish into the repository."""
    assert job.publication is not None
    with store.read() as connection:
        publication = get_publication(connection, job.publication)
    put_in_repository(store, publication)


def rows(store: Store, table: Any, *where: ColumnElement[bool]) -> Sequence[Row[Any]]:
    """Rows of a table in the order of its key."""
    with store.read() as connection:
        order = table.primary_key.columns
        return connection.execute(select(table).where(*where).order_by(*order)).all()


def count(store: Store, table: Any, *where: ColumnElement[bool]) -> int:
    with store.read() as connection:
        chosen = select(func.count()).select_from(table).where(*where)
        return connection.execute(chosen).scalar_one()


def plan_of(store: Store, statement: str) -> str:
    """How the database would go about a statement, if it had very many rows."""
    with store.snapshot() as connection:
        if store.engine.dialect.name == "sqlite":
            return str(connection.execute(text(f"EXPLAIN QUERY PLAN {statement}")).all())
        # With so few rows nothing is worth an index.
        for other in ("seqscan", "bitmapscan", "sort"):
            connection.execute(text(f"SET LOCAL enable_{other} = off"))
        return str(connection.execute(text(f"EXPLAIN {statement}")).all())


def states(store: Store, document: UUID) -> dict[tuple[str, int], str]:
    """The state of each job of a document, by kind and page."""
    found = rows(store, jobs, jobs.c.document == document)
    return {(row.kind, row.page): row.state for row in found}


@contextmanager
def statements_of(store: Store) -> Iterator[list[str]]:
    """The statements that are sent to the database meanwhile."""
    sent: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    send = psycopg.Cursor.execute

    def hear_and_send(cursor: Any, statement: str | bytes, *given: Any, **options: Any) -> object:
        sent.append(statement if isinstance(statement, str) else statement.decode())
        return send(cursor, statement, *given, **options)

    if store.engine.dialect.name == "postgresql":
        # Not all are sent by SQLAlchemy.
        with mock.patch.object(psycopg.Cursor, "execute", hear_and_send):
            yield sent
        return
    event.listen(store.engine, "before_cursor_execute", hear)
    try:
        yield sent
    finally:
        event.remove(store.engine, "before_cursor_execute", hear)


def someone(
    store: Store, login: str, role: Role = Role.REVIEWER, *, unit: str = "tay-ninh"
) -> Person:
    """Somebody with an account."""
    add_person(store, Account(login, login.title(), unit, frozenset({role})))
    with store.read() as connection:
        return person_of(connection, find_person(connection, login))


def files(folder: str) -> list[Path]:
    """All files below a folder."""
    return sorted(path for path in Path(folder).rglob("*") if path.is_file())
