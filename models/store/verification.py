"""Whether all that the database tells of is there, byte for byte."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select

from models.errors import ErrorCode, SohoaError
from models.store.batches import Batch, ItemState
from models.store.database import Store
from models.store.intake import DocumentState
from models.store.tables import batch_items, documents, pages, quarantine, results

_CHUNK = 200
# Hashing waits for the disk.
_THREADS = 4


class Fault(StrEnum):
    """What can be wrong."""

    OBJECT_MISSING = "object_missing"
    OBJECT_CORRUPT = "object_corrupt"
    OBJECT_UNKNOWN = "object_unknown"  # nothing refers to it
    RESULT_MISSING = "result_missing"
    DOCUMENT_MISSING = "document_missing"  # the manifest refers to it


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Something that is not as the database tells.

    Attributes:
        what: `original`, `searchable`, `preview` with its page, `result`, `file`.
        path: The file as it was submitted.
    """

    fault: Fault
    what: str
    sha256: str | None
    document: UUID | None
    path: str | None

    def to_json(self) -> dict[str, Any]:
        """For other programs."""
        return {
            "code": self.fault, "what": self.what, "sha256": self.sha256,
            "document": self.document and str(self.document), "path": self.path,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Checked:
    """Some documents that were looked at, and the files that were hashed for them."""

    documents: int
    objects: int
    discrepancies: list[Discrepancy] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Object:
    """A file that should be there."""

    sha256: str
    what: str
    document: UUID
    path: str | None
    sealed: bool = False


def verify(store: Store, batch: Batch | None) -> Iterator[Checked]:
    """Hash every file of a batch, or of the whole store, again; some documents at a time.

    Of the whole store, files that nothing refers to are named, too.

    Raises:
        SohoaError: `store_unavailable`, `database_unavailable`.
    """
    # What is stored from now on is told of later than it is listed.
    there = None if batch else (set(store.objects.digests()), set(store.quarantine.digests()))
    last: UUID | None = None
    with ThreadPoolExecutor(_THREADS) as pool:
        while rows := _documents(store, batch, after=last):
            last = rows[-1].id
            expected = set(_expected(store, rows))
            found = pool.map(lambda item: _check(store, item), expected)
            wrong = _still_wrong(store, batch, [each for each in found if each is not None])
            yield Checked(len(rows), len(expected), [*wrong, *_without_result(store, rows)])
    if batch is not None:
        yield Checked(0, 0, _without_document(store, batch))
    elif there is not None:
        yield Checked(0, 0, _unknown(store, *there))


def _documents(
    store: Store, batch: Batch | None, *, after: UUID | None = None,
    only: Collection[UUID] | None = None,
) -> Sequence[Row[Any]]:  # fmt: skip
    """Some documents, with the path of one of their files."""
    path: Any = documents.c.file_name
    of_batch = batch_items.c.batch == (None if batch is None else batch.id)
    if batch is not None:
        its_files = select(batch_items.c.path).where(
            of_batch, batch_items.c.document == documents.c.id
        )
        path = its_files.order_by(batch_items.c.id).limit(1).scalar_subquery()
    chosen: Select[Any] = select(
        documents.c.id, documents.c.sha256, documents.c.state, documents.c.searchable,
        documents.c.result, path.label("path"),
    )  # fmt: skip
    if batch is not None:
        chosen = chosen.where(documents.c.id.in_(select(batch_items.c.document).where(of_batch)))
    if after is not None:
        chosen = chosen.where(documents.c.id > after)
    if only is not None:
        chosen = chosen.where(documents.c.id.in_(only))
    with store.read() as connection:
        return connection.execute(chosen.order_by(documents.c.id).limit(_CHUNK)).all()


def _expected(store: Store, rows: Sequence[Row[Any]]) -> Iterator[_Object]:
    """The files that should be there of documents."""
    by_id = {row.id: row for row in rows}
    for row in rows:
        if row.state != DocumentState.PURGED:
            sealed = row.state == DocumentState.QUARANTINED
            yield _Object(row.sha256, "original", row.id, row.path, sealed)
        if row.searchable is not None:
            yield _Object(row.searchable, "searchable", row.id, row.path)
    previews: Select[Any] = select(pages.c.document, pages.c.number, pages.c.preview).where(
        pages.c.document.in_(by_id), pages.c.preview.is_not(None)
    )
    earlier: Select[Any] = select(results.c.document, results.c.searchable).where(
        results.c.document.in_(by_id), results.c.searchable.is_not(None)
    )
    with store.read() as connection:
        for page in connection.execute(previews):
            row = by_id[page.document]
            yield _Object(page.preview, f"preview of page {page.number}", row.id, row.path)
        for result in connection.execute(earlier):
            row = by_id[result.document]
            yield _Object(result.searchable, "searchable", row.id, row.path)


def _check(store: Store, item: _Object) -> Discrepancy | None:
    objects = store.quarantine if item.sealed else store.objects
    try:
        objects.verify(item.sha256)
        return None
    except SohoaError as error:
        if error.code not in (ErrorCode.OBJECT_MISSING, ErrorCode.OBJECT_CORRUPT):
            raise
        fault = Fault(str(error.code))
    except OSError:
        fault = Fault.OBJECT_CORRUPT  # the disk cannot read it any more
    return Discrepancy(fault, item.what, item.sha256, item.document, item.path)


def _still_wrong(
    store: Store, batch: Batch | None, found: Sequence[Discrepancy]
) -> list[Discrepancy]:
    """Without files that are rightly gone: of papers sealed or read again in the meantime."""
    concerned = {each.document for each in found if each.document is not None}
    if not concerned:
        return []
    now = {
        (item.document, item.sha256)
        for item in _expected(store, _documents(store, batch, only=concerned))
    }
    return [each for each in found if (each.document, each.sha256) in now]


def _without_result(store: Store, rows: Sequence[Row[Any]]) -> list[Discrepancy]:
    due = [row for row in rows if row.state in (DocumentState.OK, DocumentState.PARTIAL)]
    with store.read() as connection:
        there = set(
            connection.execute(
                select(results.c.id).where(results.c.id.in_([row.result for row in due]))
            ).scalars()
        )
    return [
        Discrepancy(Fault.RESULT_MISSING, "result", row.sha256, row.id, row.path)
        for row in due
        if row.result not in there
    ]


def _without_document(store: Store, batch: Batch) -> list[Discrepancy]:
    with store.read() as connection:
        rows = connection.execute(
            select(batch_items.c.path, batch_items.c.document)
            .outerjoin(documents, documents.c.id == batch_items.c.document)
            .where(
                batch_items.c.batch == batch.id, batch_items.c.state == ItemState.SUBMITTED,
                documents.c.id.is_(None),
            )
            .order_by(batch_items.c.id)
        )  # fmt: skip
        return [
            Discrepancy(Fault.DOCUMENT_MISSING, "file", None, row.document, row.path)
            for row in rows
        ]


def _unknown(store: Store, there: set[str], sealed: set[str]) -> list[Discrepancy]:
    """Files that nothing refers to, in the open store and in the quarantine."""
    hidden = (DocumentState.QUARANTINED, DocumentState.PURGED)
    open_digests = (
        select(documents.c.sha256).where(documents.c.state.not_in(hidden)),
        select(documents.c.searchable),
        select(results.c.searchable),
        select(pages.c.preview),
    )
    with store.read() as connection:
        for chosen in open_digests:
            there.difference_update(connection.execute(chosen).scalars())
        sealed.difference_update(
            connection.execute(
                select(documents.c.sha256).where(documents.c.state == DocumentState.QUARANTINED)
            ).scalars()
        )
        doomed = connection.execute(select(quarantine.c.doomed, quarantine.c.document)).all()
    for row in doomed:
        # The sweeper is about to delete them.
        there.difference_update(row.doomed or ())
    return [
        Discrepancy(Fault.OBJECT_UNKNOWN, what, digest, None, None)
        for what, digests in (("file", there), ("sealed file", sealed))
        for digest in sorted(digests)
    ]
