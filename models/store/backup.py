"""A copy of everything, made while the system runs."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

from models.errors import ErrorCode, SohoaError
from models.settings import Settings
from models.store.database import check_schema, connect
from models.store.objects import ObjectStore
from models.store.tables import REPOSITORY

OBJECTS = "objects"


def back_up(settings: Settings, folder: Path) -> int:
    """Copy the SQLite database, then the stored files, into `folder`; how many files were new.

    In this order whatever the copied database names is among the files: these are stored before
    they are named, and never change. A folder that holds an earlier backup gets what is new.

    Raises:
        SohoaError: `not_allowed`: the database is another; `schema_unknown`, `object_missing`,
            `store_unavailable`.
    """
    engine = connect(settings)
    if engine.dialect.name != "sqlite":
        raise SohoaError(
            ErrorCode.NOT_ALLOWED,
            "Only the embedded database is backed up by this command.",
            "Use pg_dump for the database, then copy the stored files.",
        )
    check_schema(engine)
    database = Path(str(engine.url.database))
    engine.dispose()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for path in (database, database.with_name(f"{database.stem}.{REPOSITORY}{database.suffix}")):
        _copy_database(path, folder / path.name)
    return _copy_objects(ObjectStore(settings.store()), folder / OBJECTS)


def _copy_database(source: Path, target: Path) -> None:
    """Copy with SQLite's own means, which see a single state, whoever writes meanwhile."""
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    with sqlite3.connect(source) as reading, sqlite3.connect(part) as writing:
        reading.backup(writing)
    reading.close()
    writing.close()
    part.replace(target)


def _copy_objects(store: ObjectStore, folder: Path) -> int:
    copied = 0
    for digest in store.digests():
        target = folder / digest[:2] / digest[2:4] / digest
        if target.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f"{digest}.part")
        with store.local(digest) as path:
            shutil.copyfile(path, part)
        part.replace(target)
        copied += 1
    return copied
