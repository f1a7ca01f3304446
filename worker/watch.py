"""The watched folder: what a scanner puts there is taken in, and put away when it has been read.

`UNIT/TYPE/file` says whose paper it is and of which type; either may be left out. A file is taken
once it has not changed for a while and has an end; it stays where it is until its document has a
result, so that whatever dies in between, the next watcher finds it and its document again.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import structlog
from sqlalchemy import select

from models.doctypes import document_types
from models.errors import ErrorCode, SohoaError
from models.store.database import Store
from models.store.intake import FINAL, MAX_UNIT, ROOT_UNIT, DocumentState, Submission, Way, keep
from models.store.quarantine import drop_unused
from models.store.reading import get_document
from models.store.tables import documents
from worker.queue import Bell, accept

log = structlog.get_logger()

EVERY_S = 1.0
DONE, FAILED = "done", "failed"
REASON = ".reason.txt"
# What programs call a file that they have not finished.
_UNFINISHED = (".part", ".tmp", ".temp", ".crdownload", ".filepart", ".partial", "~")
# A file without an end, as of a scanner that pauses, is waited for so many times longer.
_PATIENCE = 12
_ACTOR = "watch"


@dataclass(frozen=True, slots=True)
class _Seen:
    """A file as it was first seen in this size and age."""

    size: int
    modified_ns: int
    since: float

    def is_same(self, other: _Seen) -> bool:
        return (self.size, self.modified_ns) == (other.size, other.modified_ns)


@dataclass(frozen=True, slots=True)
class _Taken:
    """A file that was taken in, as it was then."""

    document: UUID
    seen: _Seen


class Watcher:
    """Watches `folder` for `store`; all that it remembers it could find out again."""

    def __init__(self, store: Store, bell: Bell, folder: Path) -> None:
        self._store, self._bell, self._folder = store, bell, folder
        self._seen: dict[Path, _Seen] = {}
        self._taken: dict[Path, _Taken] = {}
        for name in (DONE, FAILED):
            (folder / name).mkdir(parents=True, exist_ok=True)

    def look(self) -> None:
        """One round: take what is complete, put away what has been read.

        Raises:
            SohoaError: The database or the store cannot be used; files stay where they are.
        """
        present = dict(self._files())
        self._seen = {path: self._first(path, now) for path, now in present.items()}
        self._taken = {
            path: taken
            for path, taken in self._taken.items()
            if path in present and taken.seen.is_same(present[path])
        }
        for path, seen in self._seen.items():
            if path not in self._taken and _is_settled(path, seen, self._store.settings.settle_s):
                self._take(path, seen)
        self._put_away()

    def _files(self) -> Iterator[tuple[Path, _Seen]]:
        now = time.monotonic()
        for root, folders, names in os.walk(self._folder):
            here = Path(root)
            kept = [name for name in folders if not name.startswith(".")]
            if here == self._folder:
                kept = [name for name in kept if name not in (DONE, FAILED)]
            folders[:] = sorted(kept)
            for name in sorted(names):
                path = here / name
                if name.startswith(".") or name.lower().endswith(_UNFINISHED):
                    continue
                if (seen := _stat(path, now)) is not None:
                    yield path, seen

    def _first(self, path: Path, now: _Seen) -> _Seen:
        before = self._seen.get(path)
        return before if before is not None and before.is_same(now) else now

    def _take(self, path: Path, seen: _Seen) -> None:
        try:
            submission = self._submission(path)
            with path.open("rb") as stream:
                stored = keep(self._store, stream)
            now = _stat(path, 0.0)
            if now is None or not now.is_same(seen):
                # It was written to while it was read: what was kept is not the file.
                drop_unused(self._store, stored.sha256)
                return
            receipt = accept(self._store, self._bell, stored, submission)
        except FileNotFoundError:
            return  # taken away again
        except OSError as error:
            self._refuse(path, _unreadable(error))
            return
        except SohoaError as error:
            if error.code not in (ErrorCode.EMPTY_FILE, ErrorCode.TOO_LARGE, ErrorCode.NOT_ALLOWED):
                raise
            self._refuse(path, error)
            return
        self._taken[path] = _Taken(receipt.document, seen)
        log.info("taken", document=str(receipt.document), duplicate=receipt.duplicate)

    def _submission(self, path: Path) -> Submission:
        """What the folders say of a file.

        Raises:
            SohoaError: `not_allowed`: a folder's name is too long for a unit's code.
        """
        names = list(path.relative_to(self._folder).parts[:-1])
        types = document_types()
        unit = names.pop(0) if names and names[0] not in types else ROOT_UNIT
        declared = names[0] if names and names[0] in types else None
        if len(unit) > MAX_UNIT:
            raise SohoaError(
                ErrorCode.NOT_ALLOWED,
                f"The folder's name is no code of a unit: it has more characters than {MAX_UNIT}.",
                "Use the unit's code.",
            )
        return Submission(path.name, Way.FOLDER, unit, declared, actor=_ACTOR)

    def _put_away(self) -> None:
        states = self._states()
        for path, taken in list(self._taken.items()):
            state = states.get(taken.document)
            if state not in FINAL:
                continue
            now = _stat(path, 0.0)
            if now is not None and now.is_same(taken.seen):
                self._file(path, taken.document, state)
            del self._taken[path]

    def _states(self) -> Mapping[UUID, DocumentState]:
        wanted = {taken.document for taken in self._taken.values()}
        if not wanted:
            return {}
        with self._store.read() as connection:
            rows = connection.execute(
                select(documents.c.id, documents.c.state).where(documents.c.id.in_(wanted))
            )
            return {row.id: DocumentState(row.state) for row in rows}

    def _file(self, path: Path, document: UUID, state: DocumentState) -> None:
        if state is DocumentState.OK:
            self._move(path, DONE)
            return
        with self._store.read() as connection:
            row = get_document(connection, document)
        if state in (DocumentState.QUARANTINED, DocumentState.PURGED):
            # The bytes are sealed; neither they nor the file's name may stay here.
            path.unlink()
            target = self._folder / FAILED / row.sha256
            text = "secret_document: sealed; see `sohoa quarantine list`."
        elif state is DocumentState.PARTIAL:
            target = self._move(path, DONE)
            text = "partial: some pages could not be read; the record names them."
        else:
            target = self._move(path, FAILED)
            error = SohoaError.from_json(row.error)
            text = f"{error.code}: {error}"
        _write_reason(target, f"{text}\ndocument {document}\n")

    def _refuse(self, path: Path, error: SohoaError) -> None:
        _write_reason(self._move(path, FAILED), f"{error.code}: {error}\n")
        log.warning("refused", code=error.code)

    def _move(self, path: Path, room: str) -> Path:
        """Move a file to a room, under its own path; one of the same name is not overwritten."""
        target = self._folder / room / path.relative_to(self._folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        number = 1
        while target.exists():
            number += 1
            target = target.with_name(f"{path.stem} ({number}){path.suffix}")
        path.rename(target)
        return target


def _stat(path: Path, now: float) -> _Seen | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return _Seen(found.st_size, found.st_mtime_ns, now)


def _is_settled(path: Path, seen: _Seen, settle_s: float) -> bool:
    quiet = time.monotonic() - seen.since
    return quiet >= settle_s and (quiet >= _PATIENCE * settle_s or _has_end(path, seen.size))


def _has_end(path: Path, size: int) -> bool:
    """Whether the file ends as its kind does; a kind whose end is not known has one."""
    if size == 0:
        return False
    try:
        with path.open("rb") as stream:
            head = stream.read(8)
            stream.seek(max(0, size - 2048))
            tail = stream.read()
    except OSError:
        return True  # taking it will tell
    if head.startswith(b"%PDF-"):
        return b"%%EOF" in tail
    if head.startswith(b"\xff\xd8\xff"):
        return b"\xff\xd9" in tail
    if head.startswith(b"\x89PNG"):
        return b"IEND" in tail
    return True


def _unreadable(error: OSError) -> SohoaError:
    return SohoaError(
        ErrorCode.INTERNAL,
        f"The file cannot be read: {error.strerror or type(error).__name__}.",
        "Check its permissions and put it into the folder again.",
    )


def _write_reason(target: Path, text: str) -> None:
    target.with_name(target.name + REASON).write_text(text, encoding="utf-8")


def run_watch(store: Store, stop: threading.Event) -> None:
    """Watch the folder of the settings until `stop` is set."""
    watcher = Watcher(store, Bell(store.settings), store.settings.inbox())
    while True:
        try:
            watcher.look()
        except SohoaError as error:
            log.warning("watch_failed", code=error.code)
        except OSError as error:
            log.warning("watch_failed", code=ErrorCode.INTERNAL, error=error.errno)
        if stop.wait(EVERY_S):
            return
