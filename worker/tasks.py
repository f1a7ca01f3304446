"""What a worker does: take the job that is due most, do it, say how it went."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import structlog

from extractors.compose import Piece
from extractors.ingest import FileKind, SourceFile
from extractors.pool import unexpected
from extractors.reader import (
    Reader,
    compose_pages,
    inspect_file,
    internal,
    read,
    read_region,
    understand_pages,
    write_pdf,
)
from models.errors import ErrorCode, SohoaError
from models.extraction import Result, Status
from models.geometry import Box
from models.page import Page
from models.store import reading
from models.store.batch_jobs import KINDS as OF_BATCHES
from models.store.compose import ALL, Composed, Order, Paper, Part, composed, is_turned
from models.store.database import Store
from models.store.jobs import PASSING, Job, JobKind, LeaseLost, claim, finish, heartbeat
from models.store.objects import StoredObject, corrupt
from models.store.publications import get_publication, published
from models.store.quarantine import drop_unused, seal
from models.store.reading import StoredPage, get_document
from worker import metrics
from worker.batch import plan_job, submit_job
from worker.publish import send
from worker.publish.webhooks import deliver
from worker.queue import Bell

log = structlog.get_logger()

# Looking through a folder of a million files on a slow share, or copying a hundred huge ones.
_FOLDER_S = 3600.0


class Worker:
    """One process that does jobs one after the other.

    Attributes:
        reader: Its limited process for untrusted bytes.
    """

    def __init__(self, store: Store, bell: Bell, reader: Reader) -> None:
        self.store, self.bell, self.reader = store, bell, reader

    def work(self, least: int) -> None:
        """Do one job of priority `least` or more urgent, if there is any.

        Raises:
            SohoaError: `database_unavailable`; the job, if any, is taken again after its lease.
        """
        job = claim(self.store, least)
        if job is None:
            return
        try:
            with self._alive(job), metrics.timed(job):
                self._do(job)
        except LeaseLost:
            log.warning("lease_lost", job=job.id, kind=job.kind)
        self.bell.ring(self.store)

    def _do(self, job: Job) -> None:
        try:
            self._handle(job)
        except SohoaError as error:
            self._fail(job, error)
        except LeaseLost:
            raise
        except Exception as error:
            # Its message may quote the paper: only its kind and places are told.
            self._fail(job, internal("The job", unexpected(error)))

    def _handle(self, job: Job) -> None:
        try:
            HANDLERS[job.kind](self, job)
        except SohoaError as error:
            if error.code is not ErrorCode.SECRET_DOCUMENT:
                self._blame_store(job, error)
                raise
            seal(self.store, job)
            log.warning("sealed", document=str(job.document))

    def _blame_store(self, job: Job, error: SohoaError) -> None:
        """A paper is not damaged when its stored bytes are not those that were submitted.

        Raises:
            SohoaError: `object_missing`, `object_corrupt`.
        """
        if job.document is not None and error.code not in PASSING:
            self.store.objects.verify(_document(self, job).sha256)

    def _fail(self, job: Job, error: SohoaError) -> None:
        state = reading.failed(self.store, job, error)
        metrics.failed(job, error.code, state)
        log.warning(
            "job_failed", job=job.id, kind=job.kind, document=str(job.document), page=job.page,
            code=error.code, state=state, attempt=job.attempts,
        )  # fmt: skip

    @contextmanager
    def _alive(self, job: Job) -> Iterator[None]:
        """Keep the job's lease while the block runs, as long as its kind may take."""
        done = threading.Event()
        every = self.store.settings.lease_s / 3
        # Beyond this the block hangs, and another worker should have the job.
        beats = int(self._longest(job) / every) + 1

        def beat() -> None:
            for _ in range(beats):
                if done.wait(every):
                    return
                try:
                    heartbeat(self.store, job)
                except LeaseLost:
                    return
                except SohoaError as error:
                    log.warning("heartbeat_failed", job=job.id, code=error.code)

        thread = threading.Thread(target=beat, daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()

    def _longest(self, job: Job) -> float:
        settings = self.store.settings
        if job.kind in OF_BATCHES:
            return _FOLDER_S
        pages = settings.max_pages if job.kind is JobKind.ASSEMBLE else 0
        return 2 * (settings.page_timeout_s + settings.file_timeout_s) + pages


def _open(worker: Worker, job: Job) -> None:
    store, document = worker.store, _document(worker, job)
    with store.objects.local(document.sha256) as path:
        source = worker.reader.call(
            "The file", store.settings.file_timeout_s, inspect_file, path, worker.reader.settings
        ).value
    if source.sha256 != document.sha256:
        raise corrupt(document.sha256)
    found = {"kind": source.kind, "signed": source.signed, "damaged": source.damaged}
    reading.opened(store, job, found, source.page_count)


def _page(worker: Worker, job: Job) -> None:
    store, document = worker.store, _document(worker, job)
    with store.objects.local(document.sha256) as path:
        timed = worker.reader.call(
            f"Page {job.page}", store.settings.page_timeout_s, read, _source(document, path),
            job.page, worker.reader.settings, preview=True, released=document.released,
            upright=is_turned(document.parts, job.page),
        )  # fmt: skip
    found = timed.value
    assert found.preview is not None
    preview = store.objects.put(BytesIO(found.preview)).sha256
    try:
        reading.page_read(store, job, StoredPage(found.page, found.engine, timed.cpu_s), preview)
    except LeaseLost:
        drop_unused(store, preview)
        raise
    # A page of the same pixels, dropped just now, may have taken the file along.
    if not store.objects.exists(preview):
        store.objects.put(BytesIO(found.preview))
    metrics.page_read(timed.cpu_s)


def _assemble(worker: Worker, job: Job) -> None:
    store, document = worker.store, _document(worker, job)
    assert job.document is not None
    store.objects.verify(document.sha256)
    with store.read() as connection:
        stored = reading.read_pages(connection, job.document)
        said = reading.said_types(connection, job.document)
    pages = tuple(item.page for item in stored)
    limit = store.settings.file_timeout_s + len(pages)
    understood = worker.reader.call(
        "The paper", limit, understand_pages, pages, released=document.released,
        declared=document.declared_type, said=said,
    )  # fmt: skip
    digest, written_s = document.searchable, 0.0
    # When only the types of papers have changed, the text that the PDF bears has not.
    if digest is None or not (job.order or {}).get(reading.ONLY_TYPES):
        digest, written_s = _write_searchable(worker, document, pages, limit)
    engine = next(item.engine for item in stored if item.engine is not None)
    cpu_s = understood.cpu_s + written_s + sum(item.cpu_s for item in stored)
    partial = any(page.error is not None for page in pages)
    result = Result(
        document.file_name or "", document.sha256, Status.PARTIAL if partial else Status.OK, None,
        understood.value, pages, engine, cpu_s, cpu_s,
    )  # fmt: skip
    reading.assembled(store, job, result, digest, version("sohoa"))
    metrics.document_read(result.status)


def _write_searchable(
    worker: Worker, document: Any, pages: Sequence[Page], limit: float
) -> tuple[str, float]:
    """Store the searchable PDF; its digest, and the CPU seconds that it took."""
    with (
        worker.store.objects.local(document.sha256) as path,
        tempfile.TemporaryDirectory(prefix="sohoa-") as folder,
    ):
        searchable = Path(folder) / "searchable.pdf"
        written = worker.reader.call(
            "The searchable PDF", limit, write_pdf, _source(document, path), pages, searchable,
            worker.reader.settings,
        )  # fmt: skip
        with searchable.open("rb") as stream:
            return worker.store.objects.put(stream).sha256, written.cpu_s


def _region(worker: Worker, job: Job) -> None:
    store, document = worker.store, _document(worker, job)
    assert job.order is not None
    with store.objects.local(document.sha256) as path:
        text = worker.reader.call(
            f"Page {job.page}", store.settings.page_timeout_s, read_region,
            _source(document, path), job.page, int(job.order["rotation"]),
            Box(*job.order["box"]), worker.reader.settings,
        ).value  # fmt: skip
    with store.write() as connection:
        finish(store, connection, job, {"text": text})


def _compose(worker: Worker, job: Job) -> None:
    assert job.order is not None
    order = Order.from_json(job.order)
    made: list[Composed] = []
    try:
        for number, paper in enumerate(order.papers, start=1):
            made.append(_composed(worker, paper, f"{job.id}.{number}"))
        new = composed(worker.store, job, made)
    except (LeaseLost, SohoaError):
        # A source may have turned out to be secret: no copy of its pages is left.
        for item in made:
            drop_unused(worker.store, item.stored.sha256)
        raise
    log.info("composed", job=job.id, documents=[str(document) for document in new])


def _composed(worker: Worker, paper: Paper, mark: str) -> Composed:
    """One paper of an order, its bytes in the store."""
    store = worker.store
    limit = store.settings.file_timeout_s + len(paper.parts)
    with (
        ExitStack() as opened,
        tempfile.TemporaryDirectory(prefix="sohoa-") as folder,
    ):
        paths = {
            document: opened.enter_context(store.objects.local(_sha256(worker, document)))
            for document in {part.document for part in paper.parts}
        }
        pieces = [
            Piece(paths[part.document], part.page, part.rotation or 0) for part in paper.parts
        ]
        target = Path(folder) / "composed.pdf"
        counts = worker.reader.call(
            "The paper", limit, compose_pages, pieces, target, mark, worker.reader.settings
        ).value
        with target.open("rb") as stream:
            stored: StoredObject = store.objects.put(stream)
    parts = [
        page
        for part, count in zip(paper.parts, counts, strict=True)
        for page in _expanded(part, count)
    ]
    return Composed(stored, tuple(parts), paper.declared_type)


def _sha256(worker: Worker, document: UUID) -> str:
    with worker.store.read() as connection:
        return str(get_document(connection, document).sha256)


def _expanded(part: Part, count: int) -> list[Part]:
    """The pages that a part has given."""
    if part.page != ALL:
        return [part]
    return [replace(part, page=number) for number in range(1, count + 1)]


def _publish(worker: Worker, job: Job) -> None:
    assert job.publication is not None
    with worker.store.read() as connection:
        publication = get_publication(connection, job.publication)
    send(worker.store, publication)
    published(worker.store, job)
    log.info("published", record=str(publication.record), target=publication.target)


def _deliver(worker: Worker, job: Job) -> None:
    deliver(worker.store, job)


def _plan(worker: Worker, job: Job) -> None:
    plan_job(worker.store, job)


def _submit(worker: Worker, job: Job) -> None:
    submit_job(worker.store, worker.bell, job)


HANDLERS: Mapping[JobKind, Callable[[Worker, Job], None]] = {
    JobKind.OPEN: _open,
    JobKind.PAGE: _page,
    JobKind.ASSEMBLE: _assemble,
    JobKind.REGION: _region,
    JobKind.COMPOSE: _compose,
    JobKind.PUBLISH: _publish,
    JobKind.PLAN: _plan,
    JobKind.SUBMIT: _submit,
    JobKind.DELIVER: _deliver,
}


def _document(worker: Worker, job: Job) -> Any:
    assert job.document is not None
    with worker.store.read() as connection:
        return get_document(connection, job.document)


def _source(document: Any, path: Path) -> SourceFile:
    """What `_open` has found, without looking at the bytes again."""
    found = document.source
    return SourceFile(
        path, document.sha256, document.size, FileKind(found["kind"]), document.page_count,
        found["signed"], found["damaged"],
    )  # fmt: skip
