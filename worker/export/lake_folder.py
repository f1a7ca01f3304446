"""The folder of a data lake: files that are there by manifests, and by nothing else.

A run writes its files aside, moves them to their places, and only then lets its manifest appear, by
renaming it: one that is killed at any moment leaves nothing that is listed, and the next one
deletes what it has left. What a run is to go on from lies in a state of its own name, which counts
only together with its manifest.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

from models.errors import ErrorCode, SohoaError

SCHEMA = "sohoa.lake/1"
ZONES = ("raw", "text", "records/long", "records/wide", "corrections")
_MANIFESTS, _STATES, _INCOMING, _LOCK = "_manifest", "_state", "_incoming", "_lock"
_OWN = {_MANIFESTS, _STATES, _INCOMING, _LOCK, *(zone.partition("/")[0] for zone in ZONES)}
# What Hive calls the partition of rows without a value.
_NONE = "__HIVE_DEFAULT_PARTITION__"


class Partition(NamedTuple):
    """Where rows lie: the year in Vietnam in which the record was made, its unit and type."""

    year: int
    unit: str
    type: str | None

    @property
    def folder(self) -> str:
        """Its folder below that of a zone, as Hive names them."""
        values = (str(self.year), self.unit, self.type)
        return "/".join(
            f"{name}={_NONE if value is None else quote(value, safe='')}"
            for name, value in zip(self._fields, values, strict=True)
        )

    @classmethod
    def of_path(cls, path: str) -> Partition:
        """The partition of a file."""
        found = dict(part.split("=", 1) for part in path.split("/") if "=" in part)
        kind = found["type"]
        return cls(
            int(found["year"]), unquote(found["unit"]), None if kind == _NONE else unquote(kind)
        )


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of a manifest: a file, the one in whose place it is, or both.

    Attributes:
        zone: One of `ZONES`.
        path: Below the lake's folder; None: nothing of the replaced file is left.
        replaces: A file of an earlier run that counts no more.
    """

    zone: str
    path: str | None
    rows: int = 0
    bytes: int = 0
    sha256: str | None = None
    replaces: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The line."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Lake:
    """A lake's folder, which nobody else writes to meanwhile.

    Attributes:
        head: The first line of the last manifest; None: no run has ended yet.
        files: Files that count, by path.
        state: What the last run has left for the next one.
    """

    folder: Path
    head: Mapping[str, Any] | None
    files: Mapping[str, Listed]
    state: Mapping[str, Any]


@contextmanager
def opened(folder: Path) -> Iterator[Lake]:
    """A lake's folder, made if need be; what a killed run has left is deleted first.

    Raises:
        SohoaError: `already_running`; `not_allowed`: the folder is none of a lake, or a newer
            program has made it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    strange = {path.name for path in folder.iterdir()} - _OWN
    if strange:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, f"{folder} holds other things than a data lake.",
            "Name an empty folder, or one that this command has made.",
        )  # fmt: skip
    with (folder / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise SohoaError(
                ErrorCode.ALREADY_RUNNING, f"Another run writes to {folder}.", "Wait for its end."
            ) from error
        lake = _read(folder)
        _clean_up(lake)
        yield lake


def _read(folder: Path) -> Lake:
    head, files, state = None, dict[str, Listed](), dict[str, Any]()
    for path in sorted((folder / _MANIFESTS).glob("*.jsonl")):
        first, *lines = map(json.loads, path.read_text("utf-8").splitlines())
        if first["schema"] != SCHEMA:
            raise SohoaError(
                ErrorCode.NOT_ALLOWED, f"{folder} has the schema {first['schema']}.",
                "Write to it with the program that has made it, or to a new folder.",
            )  # fmt: skip
        head = first
        for line in lines:
            listed = Listed(**line)
            if listed.replaces is not None:
                files.pop(listed.replaces, None)
            if listed.path is not None:
                files[listed.path] = listed
    if head is not None:
        state = json.loads((folder / _STATES / f"{head['run']}.json").read_text("utf-8"))
    return Lake(folder, head, files, state)


def _clean_up(lake: Lake) -> None:
    """Delete what no manifest lists, and states of earlier runs."""
    shutil.rmtree(lake.folder / _INCOMING, ignore_errors=True)
    for zone in ZONES:
        for path in (lake.folder / zone).rglob("*.parquet"):
            if path.relative_to(lake.folder).as_posix() not in lake.files:
                path.unlink()
    for path in (lake.folder / _STATES).glob("*.json"):
        if lake.head is None or path.stem != lake.head["run"]:
            path.unlink()


@dataclass(slots=True)
class Run:
    """A run that is writing.

    Attributes:
        name: Grows with every run.
        at: The moment as of which it tells.
        listed: Files that it has written, and those that they replace.
    """

    lake: Lake
    name: str
    at: datetime
    listed: list[Listed] = field(default_factory=list)
    _files: int = 0

    def place(self, zone: str, partition: Partition) -> str:
        """The path of a further file."""
        self._files += 1
        return f"{zone}/{partition.folder}/{self.name}-{self._files:05d}.parquet"

    def aside(self, path: str) -> Path:
        """Where a file is written before it takes its place."""
        found = self.lake.folder / _INCOMING / path
        found.parent.mkdir(parents=True, exist_ok=True)
        return found

    def add(self, zone: str, path: str, rows: int, replaces: str | None = None) -> None:
        """List a file that is written whole."""
        written = self.aside(path)
        with written.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        size = written.stat().st_size
        self.listed.append(Listed(zone, path, rows, size, digest, replaces))

    def drop(self, listed: Listed) -> None:
        """List that nothing is left of a file of an earlier run."""
        self.listed.append(Listed(listed.zone, None, replaces=listed.path))

    def commit(self, head: Mapping[str, Any], state: Mapping[str, Any]) -> None:
        """Let the run's files count, all at once."""
        self._write(f"{_STATES}/{self.name}.json", [state])
        for listed in self.listed:
            if listed.path is not None:
                self._appear(self.aside(listed.path), listed.path)
        # All of it is on the disk, with the folders that it lies in, before it is listed.
        os.sync()
        lines = [{"schema": SCHEMA, "run": self.name, "at": self.at.isoformat(), **head}]
        lines += [listed.to_json() for listed in self.listed]
        self._write(f"{_MANIFESTS}/{self.name}.jsonl", lines)
        for listed in self.listed:
            if listed.replaces is not None:
                (self.lake.folder / listed.replaces).unlink()

    def _write(self, path: str, lines: list[Any]) -> None:
        part = self.aside(path)
        with part.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
            file.flush()
            os.fsync(file.fileno())
        self._appear(part, path)

    def _appear(self, part: Path, path: str) -> None:
        """Let a file take its place."""
        target = self.lake.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        part.replace(target)


def begin(lake: Lake, at: datetime) -> Run:
    """A further run, which tells the state at a moment."""
    before = 0 if lake.head is None else int(lake.head["run"].partition("-")[0])
    return Run(lake, f"{before + 1:06d}-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}", at)
