"""Ways in: bytes become a document with a job, or are known already."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO
from uuid import UUID

import uuid_utils.compat as uuid7s
from sqlalchemy import Connection, insert, select, update

from models.errors import ErrorCode, SohoaError
from models.store.audit import SYSTEM, Event, note_all
from models.store.database import Store
from models.store.jobs import Priority, open_all
from models.store.objects import StoredObject
from models.store.tables import documents, insert_into, quarantine, submissions, units

ROOT_UNIT, ROOT_NAME = "tay-ninh", "Tỉnh Tây Ninh"
# Unicode's controls of direction (UAX #9).
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Characters of a unit's code.
MAX_UNIT = 64


class DocumentState(StrEnum):
    """Where a document stands; `ok`, `partial` and `failed` as in a result."""

    RECEIVED = "received"
    READING = "reading"
    OK = "ok"
    PARTIAL = "partial"
    FAILED = "failed"
    QUARANTINED = "quarantined"
    PURGED = "purged"


SECRET = frozenset({DocumentState.QUARANTINED, DocumentState.PURGED})
FINAL = frozenset(DocumentState) - {DocumentState.RECEIVED, DocumentState.READING}


class Way(StrEnum):
    """How a file came in."""

    UPLOAD = "upload"
    FOLDER = "hot_folder"
    BATCH = "batch"
    COMPOSED = "composed"  # made here, of pages of other files


_PRIORITY = {
    Way.UPLOAD: Priority.COUNTER,
    Way.FOLDER: Priority.FOLDER,
    Way.BATCH: Priority.BATCH,
    Way.COMPOSED: Priority.COUNTER,
}


@dataclass(frozen=True, slots=True)
class Submission:
    """What is said of a file.

    Attributes:
        file_name: Shown to people; never a path of the store.
        declared_type: Id of its document type, when a person has chosen one.
        actor: Who submits it.
    """

    file_name: str
    way: Way = Way.UPLOAD
    unit: str = ROOT_UNIT
    declared_type: str | None = None
    batch: UUID | None = None
    actor: str = SYSTEM


@dataclass(frozen=True, slots=True)
class Receipt:
    """The acknowledgement: these bytes are on disk and will be read.

    Attributes:
        duplicate: The same bytes had been submitted before; `document` is theirs.
    """

    document: UUID
    sha256: str
    size: int
    duplicate: bool
    state: DocumentState

    @property
    def is_secret(self) -> bool:
        """Whether a secrecy mark was found on the paper before."""
        return self.state in SECRET


def keep(store: Store, stream: BinaryIO) -> StoredObject:
    """Store the bytes of a submission, on disk before this returns.

    Raises:
        SohoaError: `empty_file`, `too_large`, `store_unavailable`.
    """
    stored = store.objects.put(_Limited(stream, store.settings.max_bytes))  # type: ignore[arg-type]
    if stored.size == 0:
        store.objects.delete(stored.sha256)
        raise SohoaError(ErrorCode.EMPTY_FILE, "The file is empty.", "Scan or copy it again.")
    return stored


def is_known(store: Store, stored: StoredObject) -> bool:
    """Whether bytes of such a digest and size are here and whole, so that nobody need send them."""
    with store.read() as connection:
        chosen = select(documents.c.size).where(documents.c.sha256 == stored.sha256)
        size = connection.execute(chosen).scalar()
    return size == stored.size and store.objects.exists(stored.sha256)


def receipt_of(store: Store, document: UUID) -> Receipt:
    """The acknowledgement of a document, for who did not hear it."""
    with store.read() as connection:
        row = connection.execute(select(documents).where(documents.c.id == document)).one()
    return Receipt(row.id, row.sha256, row.size, True, DocumentState(row.state))


class _Limited:
    """A stream that refuses to give more bytes than are accepted."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self._stream, self._limit, self._given = stream, limit, 0

    def read(self, size: int) -> bytes:
        chunk = self._stream.read(size)
        self._given += len(chunk)
        if self._given > self._limit:
            raise SohoaError(
                ErrorCode.TOO_LARGE,
                f"The file has more than {self._limit:,} bytes.",
                "Split it, or raise SOHOA_MAX_BYTES.",
            )
        return chunk


def register(
    store: Store, connection: Connection, items: Sequence[tuple[StoredObject, Submission]]
) -> list[Receipt]:
    """Note what was kept, in one transaction: a receipt for each, valid once it is committed."""
    if not items:
        return []
    for unit in sorted({item.unit for _, item in items}):
        ensure_unit(connection, unit)
    # In one order everywhere, so that two who note the same files wait for each other but once.
    first = {stored.sha256: (stored, item) for stored, item in reversed(items)}
    fresh = _add_new(store, connection, [first[digest] for digest in sorted(first)])
    known = _known(connection, sorted(first.keys() - fresh.keys()))
    receipts = []
    for stored, _ in items:
        # Of bytes that come twice in one call, the later ones are the duplicates.
        made = fresh.pop(stored.sha256, None)
        if made is not None:
            known[stored.sha256] = (made, DocumentState.RECEIVED)
        document, state = known[stored.sha256]
        receipts.append(Receipt(document, stored.sha256, stored.size, made is None, state))
    # Of a secret paper no second copy is kept, whatever happens after this.
    _doom(connection, [receipt for receipt in receipts if receipt.is_secret])
    submitted = [item for _, item in items]
    _note_submissions(store, connection, submitted, receipts)
    _open_new(store, connection, submitted, receipts)
    return receipts


def _add_new(
    store: Store, connection: Connection, items: Sequence[tuple[StoredObject, Submission]]
) -> dict[str, UUID]:
    """Add documents, but none whose bytes are known; their ids by digest."""
    now = store.now()
    insert_new = insert_into(connection, documents).on_conflict_do_nothing(
        index_elements=["sha256"]
    )
    made = connection.execute(
        insert_new.returning(documents.c.sha256, documents.c.id),
        [
            {
                "id": uuid7s.uuid7(), "sha256": stored.sha256, "size": stored.size,
                "state": DocumentState.RECEIVED, "unit": item.unit,
                "declared_type": item.declared_type, "priority": _PRIORITY[item.way],
                "batch": item.batch, "file_name": shown_name(item.file_name),
                "received_at": now, "changed_at": now,
            }
            for stored, item in items
        ],
    )  # fmt: skip
    return {row.sha256: row.id for row in made}


def _known(connection: Connection, digests: Sequence[str]) -> dict[str, tuple[UUID, DocumentState]]:
    """Documents that were there before, by digest."""
    if not digests:
        return {}
    rows = connection.execute(
        select(documents.c.sha256, documents.c.id, documents.c.state)
        .where(documents.c.sha256.in_(digests))
        .order_by(documents.c.sha256)
        # A paper that is sealed meanwhile must be seen as sealed: its name is not to be kept.
        .with_for_update(read=True)
    )
    return {row.sha256: (row.id, DocumentState(row.state)) for row in rows}


def _doom(connection: Connection, receipts: Sequence[Receipt]) -> None:
    for receipt in receipts:
        connection.execute(
            update(quarantine)
            .where(quarantine.c.document == receipt.document, quarantine.c.doomed.is_(None))
            .values(doomed=[receipt.sha256])
        )


def _note_submissions(
    store: Store, connection: Connection, items: Sequence[Submission], receipts: Sequence[Receipt]
) -> None:
    now = store.now()
    connection.execute(
        insert(submissions),
        [
            {
                "document": receipt.document, "unit": item.unit, "way": item.way,
                "file_name": None if receipt.is_secret else shown_name(item.file_name),
                "duplicate": receipt.duplicate, "actor": item.actor, "at": now,
            }
            for item, receipt in zip(items, receipts, strict=True)
        ],
    )  # fmt: skip
    note_all(
        store, connection,
        [
            Event(
                "submit", receipt.document, item.actor,
                {
                    "sha256": receipt.sha256, "way": item.way, "duplicate": receipt.duplicate,
                },
            )
            for item, receipt in zip(items, receipts, strict=True)
        ],
    )  # fmt: skip


def _open_new(
    store: Store, connection: Connection, items: Sequence[Submission], receipts: Sequence[Receipt]
) -> None:
    """A job for each document that is new, in the order in which they were submitted."""
    chosen: dict[tuple[int, UUID | None], list[UUID]] = {}
    for item, receipt in zip(items, receipts, strict=True):
        if not receipt.duplicate:
            chosen.setdefault((_PRIORITY[item.way], item.batch), []).append(receipt.document)
    for (priority, batch), new in chosen.items():
        open_all(store, connection, new, priority, batch)


def shown_name(name: str) -> str:
    """A file's name as text: its bytes may be none.

    Signs that turn the order of letters around are replaced: "gpj.exe" would be read as "exe.jpg".
    """
    return _TURNING.sub("\ufffd", os.fsencode(name).decode("utf-8", "replace").replace("\0", ""))


def forget_unwanted(store: Store, receipt: Receipt) -> None:
    """Keep no second copy of a secret paper that was submitted again."""
    if not receipt.is_secret:
        return
    with store.write() as connection:
        # Who releases it just now comes before this, or puts the bytes back after it.
        chosen = select(documents.c.state).where(documents.c.id == receipt.document)
        state = DocumentState(connection.execute(chosen.with_for_update()).scalar_one())
        if state in SECRET:
            store.objects.delete(receipt.sha256)


def ensure_unit(connection: Connection, code: str) -> None:
    """Add a unit that is not known yet, below the root."""
    wanted: dict[str, tuple[str, str | None]] = {ROOT_UNIT: (ROOT_NAME, None)}
    if code != ROOT_UNIT:
        wanted[code] = (code, ROOT_UNIT)
    for each, (name, parent) in wanted.items():
        connection.execute(
            insert_into(connection, units)
            .values(code=each, name=name, parent=parent)
            .on_conflict_do_nothing(index_elements=["code"])
        )
