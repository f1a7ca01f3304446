"""Which files a command means: paths, and folders of them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from models.settings import Settings


def read_settings() -> Settings:
    """Settings from the environment; a wrong value is wrong usage."""
    try:
        return Settings.from_env()
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def find_files(paths: Sequence[Path], results: Path | None = None) -> Iterator[tuple[Path, str]]:
    """Each input with its name relative to the path given, in a stable order.

    A folder gives every file below it; hidden files and folders are skipped, and links to folders
    are not followed. What is no regular file, and a folder that cannot be listed, is given too:
    reading it will tell why it cannot be read.

    Args:
        paths: Files and folders.
        results: Where results go; when it lies below a folder given, it is skipped.

    Raises:
        click.UsageError: A path does not exist.
    """
    for path in paths:
        try:
            mode = path.stat().st_mode
        except FileNotFoundError as error:
            if not path.is_symlink():
                raise click.UsageError(f"There is no file or folder {str(path)!r}.") from error
            mode = 0
        except OSError:
            mode = 0
        if stat.S_ISDIR(mode):
            yield from _below(path, os.path.realpath(results) if results else None)
        else:
            yield path, path.name


def _below(folder: Path, skipped: str | None) -> Iterator[tuple[Path, str]]:
    closed: list[Path] = []

    def note(error: OSError) -> None:
        closed.append(Path(error.filename))

    for root, folders, files in os.walk(folder, onerror=note):
        here = Path(root)
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and os.path.realpath(here / name) != skipped
        )
        for name in sorted(files):
            if not name.startswith("."):
                yield here / name, str((here / name).relative_to(folder))
    for path in closed:
        yield path, path.resolve().name if path == folder else str(path.relative_to(folder))
