"""Folders of papers on this machine: which of them a page may offer, and what lies in them.

Below a folder that is open to pages no symbolic link is followed, neither to list nor to read:
whoever may write there could otherwise point at any file that the services can read. Each part of
a path is opened below the one before (`openat`), so that nothing can be put in its place between
a look and the next.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import islice

from models.errors import ErrorCode, SohoaError

# Entries of one folder that are looked at for a page: a second's work on a slow disk.
MOST_ENTRIES = 20_000
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class Root:
    """A folder that pages may make batches of, with all below it.

    Attributes:
        path: Absolute.
        unit: Who sees this unit may choose it; None: only who sees all units.
    """

    path: str
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """What a page shows of a folder.

    Attributes:
        folders: Names of the folders in it, sorted; those that are no text in UTF-8 left out.
        files: How many files lie directly in it.
        cut: There is more in it than was looked at.
    """

    folders: tuple[str, ...]
    files: int
    cut: bool


def roots_of(text: str) -> tuple[Root, ...]:
    """The folders that a setting names: `[UNIT=]PATH` joined by `:`.

    Raises:
        ValueError: One is no absolute path of a folder.
    """
    found = []
    for part in filter(None, text.split(os.pathsep)):
        unit, sign, path = ("", "", part) if part.startswith("/") else part.partition("=")
        path = os.path.normpath(path).lstrip("/")
        if not part.removeprefix(unit + sign).startswith("/") or not path:
            raise ValueError(f"{part!r} is neither an absolute path nor UNIT=PATH.")
        found.append(Root(f"/{path}", unit or None))
    return tuple(found)


def place_in(roots: Sequence[Root], folder: str) -> tuple[Root, tuple[str, ...]]:
    """Where a folder lies: the nearest of the roots, and the names that lead there from it.

    Nothing is looked up on the disk.

    Raises:
        SohoaError: `not_allowed`: it lies in none of them, or is hidden.
    """
    for root in sorted(roots, key=lambda root: len(root.path), reverse=True):
        if folder == root.path:
            return root, ()
        if folder.startswith(f"{root.path}/"):
            names = tuple(folder.removeprefix(f"{root.path}/").split("/"))
            if all(name and not name.startswith(".") for name in names):
                return root, names
    raise SohoaError(
        ErrorCode.NOT_ALLOWED,
        "This folder is not open to batches of the web pages.",
        "Choose one of the folders that are shown, or have SOHOA_BATCH_ROOTS set.",
    )


@contextmanager
def opened(roots: Sequence[Root], folder: str) -> Iterator[int]:
    """An open folder that lies in one of the roots, for the duration of a block.

    Raises:
        SohoaError: `not_allowed`: it lies in none, or a link leads there; `not_found`: it is not
            there; `internal`: it cannot be read.
    """
    root, names = place_in(roots, folder)
    with open_folder(root.path) as top:
        if not names:
            yield top
            return
        with _held(lambda: open_below(top, "/".join(names), _FOLDER)) as handle:
            yield handle


def open_folder(path: str) -> AbstractContextManager[int]:
    """An open folder, wherever links lead to it, for the duration of a block.

    Raises:
        SohoaError: `not_found`: it is not there; `internal`: it cannot be read.
    """
    return _held(lambda: os.open(path, _FOLDER))


@contextmanager
def _held(work: Callable[[], int]) -> Iterator[int]:
    try:
        handle = work()
    except OSError as error:
        raise _unreadable(error) from error
    try:
        yield handle
    finally:
        os.close(handle)


def open_below(top: int, path: str, flags: int) -> int:
    """Open what lies below an open folder; a link is followed nowhere on the way.

    Args:
        top: The folder.
        path: Below it.
        flags: As of `os.open`.

    Raises:
        SohoaError: `not_allowed`: a link leads there, or the path leads elsewhere.
        OSError: It cannot be opened.
    """
    *way, last = path.split("/")
    here = os.dup(top)
    try:
        for name in way:
            below = _open(name, _FOLDER, here)
            os.close(here)
            here = below
        return _open(last, flags | os.O_CLOEXEC, here)
    finally:
        os.close(here)


def _open(name: str, flags: int, folder: int) -> int:
    if name in ("", ".", ".."):
        raise _link()
    try:
        return os.open(name, flags | os.O_NOFOLLOW, dir_fd=folder)
    except OSError as error:
        if _is_link(name, folder):
            raise _link() from error
        raise


def _is_link(name: str, folder: int) -> bool:
    try:
        return stat.S_ISLNK(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)
    except OSError:
        return False


def _link() -> SohoaError:
    return SohoaError(
        ErrorCode.NOT_ALLOWED,
        "A symbolic link leads there, and those are not followed.",
        "Put the file or folder itself there, then retry.",
    )


def _unreadable(error: OSError) -> SohoaError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return SohoaError(
            ErrorCode.NOT_FOUND,
            "The folder is not there.",
            "Mount it or put it back where all services see it, then retry.",
        )
    return SohoaError(
        ErrorCode.INTERNAL,
        "The folder cannot be read.",
        "Let the user that the services run as read it, then retry.",
    )


def listing(handle: int) -> Listing:
    """The names in an open folder, of many of them only some.

    Raises:
        SohoaError: `internal`: it cannot be read.
    """
    folders, files, seen = [], 0, 0
    try:
        with os.scandir(handle) as entries:
            for entry in islice(entries, MOST_ENTRIES):
                seen += 1
                if entry.name.startswith(".") or entry.is_symlink():
                    continue
                if not entry.is_dir(follow_symlinks=False):
                    files += 1
                elif _is_text(entry.name):
                    folders.append(entry.name)
    except OSError as error:
        raise _unreadable(error) from error
    return Listing(tuple(sorted(folders)), files, seen == MOST_ENTRIES)


def _is_text(name: str) -> bool:
    return name.isprintable() and not any("\ud800" <= sign <= "\udfff" for sign in name)


def files_below(top: int, *, follow: bool = False) -> Iterator[tuple[str, int]]:
    """Each file below an open folder: its path from there, and its size in bytes.

    In a stable order; hidden files and folders are skipped. What is no regular file, and a folder
    that cannot be listed, is given too, with no bytes: reading it will tell why it cannot be read.

    Args:
        top: The folder.
        follow: Links to files are files, and links to folders are skipped; else both are given,
            and no more is known of them.

    Raises:
        SohoaError: `internal`: the folder itself cannot be read.
    """
    waiting = [""]
    while waiting:
        here = waiting.pop()
        try:
            entries = _entries(top, here, follow)
        except (OSError, SohoaError) as error:
            if not here and isinstance(error, OSError):
                raise _unreadable(error) from error
            yield here, 0
            continue
        paths = [(f"{here}/{name}" if here else name, size) for name, size in entries]
        yield from ((path, size) for path, size in paths if size is not None)
        waiting += [path for path, size in reversed(paths) if size is None]


def _entries(top: int, path: str, follow: bool) -> list[tuple[str, int | None]]:
    """Names in a folder with the sizes of files, None for folders, sorted."""
    handle = open_below(top, path, _FOLDER) if path else os.dup(top)
    try:
        with os.scandir(handle) as entries:
            return sorted(
                (entry.name, _size(entry, follow))
                for entry in entries
                if not entry.name.startswith(".")
                and not (follow and entry.is_symlink() and entry.is_dir())
            )
    finally:
        os.close(handle)


def _size(entry: os.DirEntry[str], follow: bool) -> int | None:
    if entry.is_dir(follow_symlinks=False):
        return None
    try:
        is_file = entry.is_file(follow_symlinks=follow)
        return entry.stat(follow_symlinks=follow).st_size if is_file else 0
    except OSError:
        return 0  # submitting it will tell why
