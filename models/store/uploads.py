"""Files that arrive in parts: a broken connection goes on where it has ended."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import BinaryIO
from uuid import UUID

import uuid_utils.compat as uuid7s
from sqlalchemy import Connection, delete, insert, select, update

from models.errors import ErrorCode, SohoaError
from models.people import Person
from models.store.database import Store
from models.store.intake import shown_name
from models.store.objects import unavailable
from models.store.tables import uploads

# Bytes that one part has at most.
PART = 4 << 20
# A file that has not grown for so long does not come any more.
ABANDONED = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Announced:
    """A file that is to arrive.

    Attributes:
        size: Bytes.
        sha256: As the sender has worked it out; None: it has not.
    """

    file_name: str
    size: int
    sha256: str | None = None
    declared_type: str | None = None


@dataclass(frozen=True, slots=True)
class Arriving:
    """A file that arrives.

    Attributes:
        offset: How many bytes are here.
        document: What it became once all were here.
    """

    id: UUID
    desk_set: UUID
    announced: Announced
    offset: int
    document: UUID | None

    @property
    def whole(self) -> bool:
        """Whether all bytes are here."""
        return self.offset == self.announced.size


def begin(store: Store, person: Person, desk_set: UUID, file: Announced) -> Arriving:
    """Announce a file; one that was announced before goes on where it has ended.

    Only a digest tells that it is the same file: scanners give the same names again and again, and
    uncompressed pages the same sizes.

    Raises:
        SohoaError: `empty_file`, `too_large`, `store_unavailable`.
    """
    if file.size < 1:
        raise SohoaError(ErrorCode.EMPTY_FILE, "The file is empty.", "Scan or copy it again.")
    if file.size > store.settings.max_bytes:
        raise SohoaError(
            ErrorCode.TOO_LARGE,
            f"The file has more than {store.settings.max_bytes:,} bytes.",
            "Split it, or raise SOHOA_MAX_BYTES.",
        )
    name, now = shown_name(file.file_name), store.now()
    with store.write() as connection:
        found = _begun(connection, person, desk_set, file)
        if found is None:
            found = uuid7s.uuid7()
            connection.execute(
                insert(uploads).values(
                    id=found, set=desk_set, person=person.id, file_name=name, size=file.size,
                    sha256=file.sha256, declared_type=file.declared_type, created_at=now,
                    changed_at=now,
                )
            )  # fmt: skip
    with _parts(store, found):
        return look(store, person, found)


def _begun(connection: Connection, person: Person, desk_set: UUID, file: Announced) -> UUID | None:
    """The same file, announced before and not arrived whole; None: none is known to be the same."""
    if file.sha256 is None:
        return None
    return connection.execute(
        select(uploads.c.id).where(
            uploads.c.person == person.id, uploads.c.set == desk_set,
            uploads.c.file_name == shown_name(file.file_name), uploads.c.size == file.size,
            uploads.c.sha256 == file.sha256, uploads.c.document.is_(None),
        ).limit(1)
    ).scalar()  # fmt: skip


def look(store: Store, person: Person, upload: UUID) -> Arriving:
    """How far a file has come.

    Raises:
        SohoaError: `not_found`: also when somebody else sends it, or it was abandoned.
    """
    with store.read() as connection:
        row = connection.execute(select(uploads).where(uploads.c.id == upload)).one_or_none()
    if row is None or row.person != person.id:
        raise SohoaError(ErrorCode.NOT_FOUND, "There is no such upload.", "Send the file again.")
    announced = Announced(row.file_name or "", row.size, row.sha256, row.declared_type)
    offset = row.size
    if row.document is None:
        path = store.settings.uploads() / str(upload)
        offset = min(path.stat().st_size, row.size) if path.exists() else 0
    return Arriving(row.id, row.set, announced, offset, row.document)


def append(store: Store, person: Person, upload: UUID, offset: int, part: bytes) -> Arriving:
    """Add the bytes that begin at `offset`; bytes that are here already are passed over.

    Raises:
        SohoaError: `not_found`; `not_allowed`: bytes before them are missing, or they go beyond
            the announced size; `store_unavailable`.
    """
    arriving = look(store, person, upload)
    if arriving.document is not None:
        return arriving
    if offset + len(part) > arriving.announced.size:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "The file is longer than announced.", "Send the file again."
        )
    with _parts(store, upload) as file:
        here = file.seek(0, os.SEEK_END)
        if not 0 <= offset <= here:
            raise SohoaError(
                ErrorCode.NOT_ALLOWED, "A part before this one is missing.", "Ask where to go on."
            )
        file.write(part[here - offset :])
    with store.write() as connection:
        changed = update(uploads).where(uploads.c.id == upload).values(changed_at=store.now())
        connection.execute(changed)
    return look(store, person, upload)


@contextmanager
def _parts(store: Store, upload: UUID) -> Iterator[BinaryIO]:
    """The file of what has arrived; two who write to it take turns."""
    folder = store.settings.uploads()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND
        with os.fdopen(os.open(folder / str(upload), flags, 0o600), "r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file
    except OSError as error:
        raise unavailable(error) from error


@contextmanager
def arrived(store: Store, upload: UUID) -> Iterator[BinaryIO]:
    """All bytes of a file that is whole; nobody writes to it meanwhile."""
    with _parts(store, upload) as file:
        file.seek(0)
        yield file


def ended(store: Store, connection: Connection, upload: UUID, document: UUID) -> None:
    """Note what a file became, in the transaction in which it does; its name is kept there."""
    connection.execute(
        update(uploads)
        .where(uploads.c.id == upload)
        .values(document=document, file_name=None, changed_at=store.now())
    )


def drop_parts(store: Store, upload: UUID) -> None:
    """Remove the bytes of a file that has ended or cannot be used."""
    (store.settings.uploads() / str(upload)).unlink(missing_ok=True)


def remove_abandoned(store: Store) -> int:
    """Forget files that have not grown for a day, and bytes that nobody knows of; how many."""
    before = store.now() - ABANDONED
    with store.read() as connection:
        old = connection.execute(select(uploads.c.id).where(uploads.c.changed_at < before)).first()
    if old is None:
        return 0
    with store.write() as connection:
        gone = (
            connection.execute(
                delete(uploads).where(uploads.c.changed_at < before).returning(uploads.c.id)
            )
            .scalars()
            .all()
        )
    for upload in gone:
        drop_parts(store, upload)
    _remove_strays(store)
    return len(gone)


def _remove_strays(store: Store) -> None:
    """Bytes whose row is gone, as when a program was killed between the two."""
    folder = store.settings.uploads()
    oldest = time.time() - 2 * ABANDONED.total_seconds()
    for path in folder.iterdir() if folder.is_dir() else ():
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < oldest:
                path.unlink()


def discard(store: Store, upload: UUID) -> None:
    """Forget a file whose bytes are not those that were announced."""
    with store.write() as connection:
        connection.execute(delete(uploads).where(uploads.c.id == upload))
    drop_parts(store, upload)


def arriving_in(store: Store, person: Person, desk_set: UUID) -> list[Arriving]:
    """Files of a set that have not arrived whole, and that will go on when they are sent again."""
    with store.read() as connection:
        rows = connection.execute(
            select(uploads.c.id)
            .where(
                uploads.c.set == desk_set, uploads.c.person == person.id,
                uploads.c.document.is_(None), uploads.c.sha256.is_not(None),
            )
            .order_by(uploads.c.created_at)
        ).scalars().all()  # fmt: skip
    return [look(store, person, upload) for upload in rows]
