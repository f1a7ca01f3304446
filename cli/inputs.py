"""Which files a command means: paths, and folders of them."""

from __future__ import annotations

import os
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


def find_files(paths: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Each input with its name relative to the path given, in a stable order.

    A folder gives every file below it; hidden files and folders are skipped.

    Raises:
        click.UsageError: A path does not exist or a folder cannot be listed.
    """
    for path in paths:
        if path.is_dir():
            yield from _below(path)
        elif path.exists() or path.is_symlink():
            yield path, path.name
        else:
            raise click.UsageError(f"There is no file or folder {str(path)!r}.")


def _below(folder: Path) -> Iterator[tuple[Path, str]]:
    def refuse(error: OSError) -> None:
        raise click.UsageError(
            f"The folder {error.filename!r} cannot be listed: {error.strerror}. Check permissions."
        )

    for root, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                found = Path(root) / name
                yield found, str(found.relative_to(folder))
