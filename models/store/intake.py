"""Ways in: bytes become a document with a job, or are known already."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO
from uuid import UUID

import uuid_utils.compat as uuid7s
from sqlalchemy import Connection, insert, select

from models.errors import ErrorCode, SohoaError
from models.store.audit import SYSTEM, note
from models.store.database import Store
from models.store.jobs import JobKind, Priority, add_job
from models.store.objects import StoredObject
from models.store.tables import documents, insert_into, submissions, units

ROOT_UNIT = "tay-ninh"


class DocumentState(StrEnum):
    """Where a document stands; `ok`, `partial` and `failed` as in a result."""

    RECEIVED = "received"
    READING = "reading"
    OK = "ok"
    PARTIAL = "partial"
    FAILED = "failed"
    QUARANTINED = "quarantined"
    PURGED = "purged"


FINAL = frozenset(DocumentState) - {DocumentState.RECEIVED, DocumentState.READING}


class Way(StrEnum):
    """How a file came in."""

    UPLOAD = "upload"
    FOLDER = "hot_folder"
    BATCH = "batch"


_PRIORITY = {
    Way.UPLOAD: Priority.COUNTER,
    Way.FOLDER: Priority.FOLDER,
    Way.BATCH: Priority.BATCH,
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
    return [_register(store, connection, stored, item) for stored, item in items]


def _register(
    store: Store, connection: Connection, stored: StoredObject, item: Submission
) -> Receipt:
    now = store.now()
    ensure_unit(connection, item.unit)
    insert_new = insert_into(connection, documents).on_conflict_do_nothing(
        index_elements=["sha256"]
    )
    values = {
        "id": uuid7s.uuid7(), "sha256": stored.sha256, "size": stored.size,
        "state": DocumentState.RECEIVED, "unit": item.unit, "declared_type": item.declared_type,
        "priority": _PRIORITY[item.way], "batch": item.batch,
        "file_name": shown_name(item.file_name),
        "received_at": now, "changed_at": now,
    }  # fmt: skip
    made = connection.execute(insert_new.values(values).returning(documents.c.id)).scalar()
    row = connection.execute(
        select(documents.c.id, documents.c.state).where(documents.c.sha256 == stored.sha256)
    ).one()
    state = DocumentState(row.state)
    secret = state in (DocumentState.QUARANTINED, DocumentState.PURGED)
    connection.execute(
        insert(submissions).values(
            document=row.id, file_name=None if secret else shown_name(item.file_name),
            unit=item.unit, way=item.way, duplicate=made is None, actor=item.actor, at=now,
        )
    )  # fmt: skip
    if made is not None:
        add_job(
            store, connection, JobKind.OPEN, document=made, priority=_PRIORITY[item.way],
            batch=item.batch,
        )  # fmt: skip
    note(
        store, connection, "submit", row.id, actor=item.actor,
        details={"sha256": stored.sha256, "way": item.way, "duplicate": made is None},
    )  # fmt: skip
    return Receipt(row.id, stored.sha256, stored.size, made is None, state)


def shown_name(name: str) -> str:
    """A file's name as text: its bytes may be none."""
    return os.fsencode(name).decode("utf-8", "replace").replace("\0", "")


def forget_unwanted(store: Store, receipt: Receipt) -> None:
    """Keep no second copy of a secret paper that was submitted again."""
    if receipt.state in (DocumentState.QUARANTINED, DocumentState.PURGED):
        store.objects.delete(receipt.sha256)


def ensure_unit(connection: Connection, code: str) -> None:
    """Add a unit that is not known yet, below the root."""
    names = [ROOT_UNIT, code] if code != ROOT_UNIT else [code]
    for name in names:
        parent = None if name == ROOT_UNIT else ROOT_UNIT
        connection.execute(
            insert_into(connection, units)
            .values(code=name, name=name, parent=parent)
            .on_conflict_do_nothing(index_elements=["code"])
        )
