"""Packages for an archive: one for each dossier, whole or not at all, made once."""

from __future__ import annotations

import fcntl
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from models.errors import ErrorCode, SohoaError
from models.store.archives import ArchiveFile, Choice, Missing, Subject, read_file, subjects
from models.store.audit import note
from models.store.database import Store
from worker.export.names import safe_name
from worker.export.package import build, state_of, sync

# No code makes such a name: it begins with a point.
_UNFINISHED = re.compile(r"\..+\.part")
_VERSION = re.compile(r"(.+)\.v(\d+)")
_LOCK = ".sohoa-export.lock"
# These stop the whole run: no other dossier would fare better.
_STOPPING = (ErrorCode.STORE_UNAVAILABLE, ErrorCode.DATABASE_UNAVAILABLE)


class Ending(StrEnum):
    """What became of a file that was chosen."""

    MADE = "made"
    KEPT = "kept"  # its package was there already
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file that was chosen.

    Attributes:
        label: Its code, or the id of its record.
        package: The name of its package, when there is one.
        reason: Why it was refused; of a package that lacks papers, which.
    """

    label: str
    ending: Ending
    package: str | None = None
    reason: str = ""


def archive(
    store: Store, out: Path, choice: Choice, *, incomplete: bool = False, actor: str
) -> Iterator[Outcome]:
    """Make a package of each file that is chosen, and say what became of it.

    A package is written in a folder that begins with a point, brought to disk, verified and
    renamed: what was killed before is begun anew. One that is there stays as it is; when other
    papers or versions are to be handed over, a further one is made beside it.

    Args:
        store: Where the papers are.
        out: The folder of the packages.
        choice: Which files.
        incomplete: Also those some of whose papers are not approved; the package names these.
        actor: For the audit.

    Raises:
        SohoaError: `not_found`: a dossier of the choice; `already_running`: another run writes
            there; `store_unavailable`, `database_unavailable`.
        OSError: Nothing can be written.
    """
    with store.read() as connection:
        chosen = list(subjects(connection, choice))
    out.mkdir(parents=True, exist_ok=True, mode=0o700)
    with alone_in(out):
        for path in out.iterdir():
            if _UNFINISHED.fullmatch(path.name) and path.is_dir():
                shutil.rmtree(path)
        shelf = _Shelf(store, out, _last_versions(out), incomplete, actor)
        for subject in chosen:
            outcome = _hand_over(shelf, subject)
            if outcome is not None:
                yield outcome


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Where packages go; `versions`: the last one of each name."""

    store: Store
    out: Path
    versions: dict[str, int]
    incomplete: bool
    actor: str


def _hand_over(shelf: _Shelf, subject: Subject) -> Outcome | None:
    file = _read(shelf.store, subject)
    if file is None:
        return None  # no longer there, or no longer approved
    label = file.code if file.code is not None else str(subject.id)
    reason = _refusal(file, shelf.incomplete)
    if reason:
        return Outcome(label, Ending.REFUSED, None, reason)
    name = safe_name(label)
    last = shelf.versions.get(name, 0)
    try:
        if last and _is_of(shelf.out / _versioned(name, last), file):
            return Outcome(label, Ending.KEPT, _versioned(name, last), _lacking(file))
        return _make(shelf, file, label, name, last + 1)
    except SohoaError as error:
        if error.code in _STOPPING:
            raise
        return Outcome(label, Ending.REFUSED, None, f"{error.code}: {error}")


def _read(store: Store, subject: Subject) -> ArchiveFile | None:
    with store.read() as connection:
        return read_file(store, connection, subject)


def _refusal(file: ArchiveFile, incomplete: bool) -> str:
    """Why no package is made of a file; empty when one is."""
    if not any(scan.approved for scan in file.scans):
        return f"no approved paper: {_lacking(file) or 'it is empty'}"
    return "" if incomplete else _lacking(file)


def _lacking(file: ArchiveFile) -> str:
    """Which papers are not handed over, and why."""
    missing = ((paper.ordinal, paper.missing) for paper in file.papers if paper.missing)
    return ", ".join(f"paper {ordinal} {_WORDS[reason]}" for ordinal, reason in missing)


_WORDS = {
    Missing.BEING_READ: "is being read",
    Missing.FAILED: "could not be read",
    Missing.SEALED: "is sealed",
    Missing.NO_RECORD: "has no record",
    Missing.NOT_APPROVED: "is not approved",
    Missing.JUST_APPROVED: "was approved just now",
    Missing.SHARED: "is in one file with papers that are not approved",
}


def _is_of(package: Path, file: ArchiveFile) -> bool:
    """Whether a package is of just these papers and versions.

    Raises:
        SohoaError: `object_corrupt`: it is damaged; `not_allowed`: it is of another dossier.
    """
    try:
        owner, state = state_of(package)
    except (OSError, ValueError, KeyError) as error:
        raise SohoaError(
            ErrorCode.OBJECT_CORRUPT, f"The package {package.name} is damaged.",
            "Put it aside, and export again.",
        ) from error  # fmt: skip
    if owner != str(file.subject.id):
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, f"The package {package.name} is of another dossier.",
            "Export into another folder.",
        )  # fmt: skip
    return state == file.state


def _make(shelf: _Shelf, file: ArchiveFile, label: str, name: str, number: int) -> Outcome:
    package = _versioned(name, number)
    part = shelf.out / f".{package}.part"
    try:
        build(shelf.store, file, name, part)
        now = _read(shelf.store, file.subject)
        if now is None or now.state != file.state or _refusal(now, shelf.incomplete):
            raise SohoaError(
                ErrorCode.NOT_ALLOWED, "Its papers have changed meanwhile.", "Export again."
            )
        _note(shelf, file)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    part.rename(shelf.out / package)
    sync(shelf.out, deep=False)
    shelf.versions[name] = number
    return Outcome(label, Ending.MADE, package, _lacking(file))


def _note(shelf: _Shelf, file: ArchiveFile) -> None:
    """Before the package is there: none goes out that the audit does not know of."""
    versions = {str(paper.record): paper.version for paper in file.papers if paper.record}
    with shelf.store.write() as connection:
        note(
            shelf.store, connection, "export", file.subject.id, actor=shelf.actor,
            details={"kind": "archive", "records": versions},
        )  # fmt: skip


def _versioned(name: str, number: int) -> str:
    return f"{name}.v{number}"


def _last_versions(out: Path) -> dict[str, int]:
    found: dict[str, int] = {}
    for path in out.iterdir():
        match = _VERSION.fullmatch(path.name)
        if match:
            found[match[1]] = max(int(match[2]), found.get(match[1], 0))
    return found


@contextmanager
def alone_in(out: Path) -> Iterator[None]:
    """One run at a time; the lock ends with its process, however that ends.

    Raises:
        SohoaError: `already_running`.
    """
    with (out / _LOCK).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise SohoaError(
                ErrorCode.ALREADY_RUNNING, f"Another export writes into {out}.",
                "Wait for it, or choose another folder.",
            ) from error  # fmt: skip
        yield
