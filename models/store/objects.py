"""Stored files under the SHA-256 of their bytes, in a folder or an S3-compatible store."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import fsspec
from fsspec.implementations.local import LocalFileSystem

from models.errors import ErrorCode, SohoaError

_CHUNK = 1 << 20
_INCOMING = "incoming"


@dataclass(frozen=True, slots=True)
class StoredObject:
    """What was stored: hex digest and size in bytes."""

    sha256: str
    size: int


class ObjectStore:
    """Immutable files by digest.

    In a folder a file is written aside, synced to disk and renamed; when `put` has returned, the
    bytes survive a loss of power. An S3-compatible store answers when it has them.

    Args:
        url: A folder, or any URL that fsspec knows.
    """

    def __init__(self, url: str) -> None:
        # What other programs store and delete is seen at once.
        self._fs, root = fsspec.url_to_fs(url, use_listings_cache=False)
        self._root = str(root).rstrip("/")
        self._local = isinstance(self._fs, LocalFileSystem)

    def put(self, stream: BinaryIO) -> StoredObject:
        """Store all bytes of `stream`; storing the same bytes again mends a damaged file.

        Raises:
            SohoaError: `store_unavailable`.
        """
        try:
            return self._put_local(stream) if self._local else self._put_remote(stream)
        except OSError as error:
            raise unavailable(error) from error

    def path(self, sha256: str) -> str:
        """Where an object lies within the store's file system."""
        return f"{self._root}/{sha256[:2]}/{sha256[2:4]}/{sha256}"

    def url(self, sha256: str) -> str:
        """A link to an object that other systems can use."""
        return str(self._fs.unstrip_protocol(self.path(sha256)))

    def exists(self, sha256: str) -> bool:
        """Whether the object is there; its bytes are not looked at.

        Raises:
            SohoaError: `store_unavailable`.
        """
        with self._reached():
            return bool(self._fs.exists(self.path(sha256)))

    def read(self, sha256: str) -> bytes:
        """All bytes of an object, as they should be.

        Raises:
            SohoaError: `object_missing`, `object_corrupt`, `store_unavailable`.
        """
        with self.local(sha256) as path:
            data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != sha256:
            raise corrupt(sha256)
        return data

    def stream(self, sha256: str) -> tuple[int, Iterator[bytes]]:
        """The size of an object and its bytes, a part at a time.

        The last part is given only when all of them are what was stored: who receives a damaged
        file gets less than the size.

        Raises:
            SohoaError: `object_missing`, `store_unavailable`; `object_corrupt` at its end.
        """
        try:
            with self._reached():
                size = int(self._fs.size(self.path(sha256)))
        except FileNotFoundError as error:
            raise _missing(sha256) from error
        return size, self._parts(sha256)

    def _parts(self, sha256: str) -> Iterator[bytes]:
        digest, held = hashlib.sha256(), b""
        with self._reached(), self._fs.open(self.path(sha256), "rb") as file:
            while chunk := file.read(_CHUNK):
                if held:
                    yield held
                digest.update(chunk)
                held = chunk
        if digest.hexdigest() != sha256:
            raise corrupt(sha256)
        yield held

    @contextmanager
    def local(self, sha256: str) -> Iterator[Path]:
        """The object as a file on this machine, only to be read; its bytes are not checked.

        Raises:
            SohoaError: `object_missing`, `store_unavailable`.
        """
        if self._local:
            path = Path(self.path(sha256))
            if not path.exists():
                raise _missing(sha256)
            yield path
            return
        with tempfile.TemporaryDirectory(prefix="sohoa-") as folder:
            path = Path(folder) / sha256
            try:
                with self._reached():
                    self._fs.get_file(self.path(sha256), str(path))
            except FileNotFoundError as error:
                raise _missing(sha256) from error
            yield path

    def verify(self, sha256: str) -> None:
        """Read the object and compare its digest.

        Raises:
            SohoaError: `object_missing`, `object_corrupt`, `store_unavailable`.
        """
        with self.local(sha256) as path, path.open("rb") as stream:
            if hashlib.file_digest(stream, "sha256").hexdigest() != sha256:
                raise corrupt(sha256)

    def delete(self, sha256: str) -> None:
        """Remove an object; one that is not there is no error.

        Raises:
            SohoaError: `store_unavailable`.
        """
        with suppress(FileNotFoundError), self._reached():
            self._fs.rm_file(self.path(sha256))

    def digests(self) -> Iterator[str]:
        """Digests of all objects.

        Raises:
            SohoaError: `store_unavailable`.
        """
        paths: Iterable[object] = ()
        # In an S3-compatible store the first `put` makes the bucket.
        with suppress(FileNotFoundError), self._reached():
            paths = self._fs.find(self._root)
        for path in paths:
            name = str(path).rpartition("/")[2]
            if len(name) == 64:
                yield name

    def remove_unfinished(self, older_s: float) -> int:
        """Remove what writers that were killed have left, of such an age; how many files.

        Raises:
            SohoaError: `store_unavailable`.
        """
        removed = 0
        try:
            for part in Path(self._root, _INCOMING).glob("*") if self._local else ():
                with suppress(FileNotFoundError):  # its writer has just finished
                    if time.time() - part.stat().st_mtime > older_s:
                        part.unlink()
                        removed += 1
        except OSError as error:
            raise unavailable(error) from error
        return removed

    def _put_local(self, stream: BinaryIO) -> StoredObject:
        aside = Path(self._root) / _INCOMING
        aside.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=aside)
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as out:
                stored = _copy(stream, out)
                out.flush()
                os.fchmod(out.fileno(), 0o440)
                os.fsync(out.fileno())
            target = Path(self.path(stored.sha256))
            _make_folders(target.parent, Path(self._root))
            part.replace(target)
            _sync_folder(target.parent)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        return stored

    def _put_remote(self, stream: BinaryIO) -> StoredObject:
        with tempfile.NamedTemporaryFile(prefix="sohoa-") as aside:
            stored = _copy(stream, aside)
            aside.flush()
            with self._reached():
                self._fs.makedirs(self.path(stored.sha256).rpartition("/")[0], exist_ok=True)
                self._fs.put_file(aside.name, self.path(stored.sha256))
        return stored

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """Name the reason when the store cannot be reached; a file that is missing is none."""
        try:
            yield
        except FileNotFoundError:
            raise
        except OSError as error:
            raise unavailable(error) from error
        except Exception as error:
            if self._local:
                raise
            # Drivers raise errors of their own kinds when the network fails.
            raise unavailable(error) from error


def _copy(stream: BinaryIO, out: BinaryIO | tempfile._TemporaryFileWrapper[bytes]) -> StoredObject:
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
        out.write(chunk)
        size += len(chunk)
    return StoredObject(digest.hexdigest(), size)


def _make_folders(folder: Path, root: Path) -> None:
    """Make `folder` below `root`; the entry of each new one is on disk before the next."""
    if folder == root or folder.is_dir():
        return
    _make_folders(folder.parent, root)
    folder.mkdir(exist_ok=True)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def unavailable(error: Exception) -> SohoaError:
    """The reason when the store refuses to read or write."""
    why = getattr(error, "strerror", None) or type(error).__name__
    full = getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT)
    return SohoaError(
        ErrorCode.STORE_UNAVAILABLE,
        f"The store of files cannot be used: {why}.",
        "Free space on its disk." if full else "Check that it is there and may be written.",
    )


def _missing(sha256: str) -> SohoaError:
    return SohoaError(
        ErrorCode.OBJECT_MISSING,
        f"The stored file {sha256} is missing.",
        "Restore it from the backup, or submit the same file again; then retry.",
    )


def corrupt(sha256: str) -> SohoaError:
    """The reason when stored bytes are not what was stored."""
    return SohoaError(
        ErrorCode.OBJECT_CORRUPT,
        f"The stored file {sha256} is damaged.",
        "Restore it from the backup, or submit the same file again; then retry.",
    )
