"""A data lake ("hồ dữ liệu"): what is new since the last run, as Parquet files.

A run tells the state at one moment. It looks at what has changed since the moment of the run before
and for a while before that: a transaction may end after others that began later, and the clocks of
machines differ. What was told of that while is remembered, so that nothing is told twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version as version_of
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row

from models.doctypes import FieldType, document_types
from models.errors import ErrorCode, SohoaError
from models.signing import secret_key
from models.store import lake as store_lake
from models.store.audit import note
from models.store.database import Store
from models.store.records import RecordState
from models.store.tables import day_of
from worker.export import lake_rows, lake_tables
from worker.export.lake_folder import Lake, Partition, Run, begin, opened
from worker.export.lake_sealed import take_out
from worker.export.lake_tables import Columns, Writer

# For how long a change may become visible later than its moment says.
WINDOW = timedelta(hours=1)
# Records at once; what they say takes about a megabyte.
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Exported:
    """What a run has written: its name, files, and rows by zone."""

    run: str
    files: int
    rows: Mapping[str, int]


def export_lake(
    store: Store, folder: Path, *, actor: str, since: datetime | None = None,
    without_personal: bool = False,
) -> Exported:  # fmt: skip
    """Write what is new to the folder of a data lake.

    Args:
        store: Where records are kept.
        folder: The lake's; the first run makes it.
        actor: Who wants it; the audit tells.
        since: In the first run, only what has changed after this moment.
        without_personal: Leave out fields that say, or may say, who somebody is, and all text.

    Raises:
        SohoaError: `already_running`; `not_allowed`: the folder is none of a lake, or was begun
            otherwise; `database_unavailable`.
    """
    with opened(folder) as lake:
        _check(lake, since, without_personal)
        # Not after the state that it tells: what changes meanwhile is told by the next run.
        run = begin(lake, store.now())
        begun = since if lake.head is None else _moment(lake.head["since"])
        with store.snapshot() as connection:
            export = _Export(
                connection, run, _progress(run, begun), begun, without_personal,
                secret_key(store.settings),
            )  # fmt: skip
            _take_out_sealed(export)
            _export_records(export)
            _export_corrections(export)
            _export_originals(export)
        rows = Counter[str]()
        for listed in run.listed:
            if listed.replaces is None:
                rows[listed.zone] += listed.rows
        with store.write() as connection:
            details = {"rows": rows, "without_personal": without_personal}
            note(store, connection, "export_lake", run.name, actor=actor, details=details)
        head = {
            "software": version_of("sohoa"), "without_personal": without_personal,
            "since": begun and begun.isoformat(),
        }  # fmt: skip
        run.commit(head, {zone: each.to_json() for zone, each in export.zones.items()})
    return Exported(run.name, sum(listed.path is not None for listed in run.listed), rows)


def _check(lake: Lake, since: datetime | None, without_personal: bool) -> None:
    if lake.head is None:
        return
    if since is not None:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "The data lake goes on from where the last run has ended.",
            "Leave out --since, or name an empty folder.",
        )  # fmt: skip
    if lake.head["without_personal"] != without_personal:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED,
            "The data lake was begun with personal data, or without, and stays so.",
            "Say or leave out --without-personal as in its first run, or name an empty folder.",
        )


@dataclass(slots=True)
class _Progress:
    """How far a zone has been told.

    Attributes:
        after: What has changed after this moment is looked at; None: everything.
        through: The moment as of which the run before has told; None: this is the first.
        ends: The moment as of which this run tells.
        known: What was told of the while before, by its key: when it had changed, and how.
        told: What the next run has to know: the same of the while before `ends`.
    """

    after: datetime | None
    through: datetime | None
    ends: datetime
    known: Mapping[str, list[str]]
    told: dict[str, list[str]]

    def is_new(self, key: str, moment: datetime, mark: str = "") -> bool:
        """Whether something has not been told as it is; it is told now."""
        change = [moment.isoformat(), mark]
        if moment > self.ends - WINDOW:
            self.told[key] = change
        return self.known.get(key) != change

    def was_told(self, key: str, made: datetime) -> bool:
        """Whether what was made at a moment has been told in some state, as far as is known."""
        if self.through is None:
            return False
        return made <= self.through - WINDOW or key in self.known

    def to_json(self) -> dict[str, Any]:
        return {"through": self.ends.isoformat(), "told": self.told}


def _progress(run: Run, since: datetime | None) -> dict[str, _Progress]:
    """Where each zone goes on; the first run begins after `since`."""
    zones = {}
    for zone in ("records", "text", "corrections", "raw"):
        state = run.lake.state.get(zone, {"through": None, "told": {}})
        through = _moment(state["through"])
        after = since if through is None else through - WINDOW
        known: dict[str, list[str]] = state["told"]
        recent = (run.at - WINDOW).isoformat()
        told = {key: change for key, change in known.items() if change[0] > recent}
        zones[zone] = _Progress(after, through, run.at, known, told)
    return zones


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


@dataclass(frozen=True, slots=True)
class _Export:
    """What the steps of a run share; `since`: after which moment the first run of all began."""

    connection: Connection
    run: Run
    zones: Mapping[str, _Progress]
    since: datetime | None
    without_personal: bool
    key: bytes

    @contextmanager
    def file(self, zone: str, partition: Partition, columns: Columns) -> Iterator[Writer]:
        """A file of a partition, which is kept if it has rows in the end."""
        path = self.run.place(zone, partition)
        schema = lake_tables.schema(zone, columns, self.run.name)
        with Writer(self.run.aside(path), schema) as writer:
            yield writer
        if writer.rows:
            self.run.add(zone, path, writer.rows)
        else:
            self.run.aside(path).unlink()

    def fields(self, kind: str | None) -> list[FieldType] | None:
        """The fields of a type that are told; None: there is no such type."""
        found = document_types().get(kind or "")
        if found is None:
            return None
        is_left_out = lake_rows.is_personal if self.without_personal else lambda field: False
        return [field for field in found.field if not is_left_out(field)]

    def names(self, kind: str | None) -> set[str] | None:
        """Ids of the fields that are told; None: whatever a record has."""
        if not self.without_personal:
            return None
        # Of fields that no type describes nobody knows what they say.
        return {field.id for field in self.fields(kind) or ()}


def _partition(row: Row[Any]) -> Partition:
    return Partition(day_of(row.created_at).year, row.unit, row.type)


def _chunks(rows: Iterable[Row[Any]]) -> Iterator[list[Row[Any]]]:
    left = iter(rows)
    while chunk := list(islice(left, _CHUNK)):
        yield chunk


def _take_out_sealed(export: _Export) -> None:
    """Let the lake keep nothing of papers that were sealed, but that their records are gone."""
    through = export.zones["records"].through
    if through is None:
        return
    sealed = store_lake.sealed_after(export.connection, through - WINDOW)
    taken = sorted(take_out(export.run, sealed), key=lambda each: each.partition.folder)
    for partition, records in groupby(taken, key=lambda each: each.partition):
        # Without the document: these rows are to stay.
        about = [
            lake_rows.gone(each.record, None, each.version, each.created_at, each.sealed_at)
            for each in records
        ]
        with _record_files(export, partition) as files:
            files.add_gone(about)


@dataclass(frozen=True, slots=True)
class _RecordFiles:
    """The files of a partition that tell of records.

    Attributes:
        wide: None: of a type that is not known.
        text: None: the lake has no text.
    """

    export: _Export
    partition: Partition
    long: Writer
    wide: Writer | None
    text: Writer | None

    def add_gone(self, about: Sequence[tuple[Any, ...]]) -> None:
        """Tell of records that were withdrawn."""
        at, fields = self.export.run.at, self.export.fields(self.partition.type)
        self.long.add([lake_rows.gone_long(each, at) for each in about])
        if self.wide is not None and fields is not None:
            self.wide.add([lake_rows.gone_wide(each, fields, at) for each in about])

    def add(self, rows: Sequence[Row[Any]]) -> None:
        """Tell what records say."""
        at, fields = self.export.run.at, self.export.fields(self.partition.type)
        names = self.export.names(self.partition.type)
        self.long.add([line for row in rows for line in lake_rows.long_rows(row, names, at)])
        if self.wide is not None and fields is not None:
            self.wide.add([lake_rows.wide_row(row, fields, at) for row in rows])

    def add_text(self, rows: Sequence[Row[Any]]) -> None:
        """Tell what was read on the pages of records."""
        assert self.text is not None
        of_result: dict[Any, list[Row[Any]]] = {}
        for row in rows:
            of_result.setdefault(row.result, []).append(row)
        for found in store_lake.bodies(self.export.connection, list(of_result)):
            texts = lake_rows.texts_of(found.body)
            its = of_result[found.id]
            at = self.export.run.at
            self.text.add([line for row in its for line in lake_rows.text_rows(row, texts, at)])


@contextmanager
def _record_files(export: _Export, partition: Partition) -> Iterator[_RecordFiles]:
    fields = export.fields(partition.type)
    with ExitStack() as files:

        def opened_for(zone: str, columns: Columns) -> Writer:
            return files.enter_context(export.file(zone, partition, columns))

        long = opened_for("records/long", lake_tables.LONG)
        wide = text = None
        if fields is not None:
            wide = opened_for("records/wide", lake_tables.wide_columns(fields))
        if not export.without_personal:
            text = opened_for("text", lake_tables.TEXT)
        yield _RecordFiles(export, partition, long, wide, text)


def _export_records(export: _Export) -> None:
    progress = export.zones["records"]
    changed = (
        row for row in store_lake.changed_records(export.connection, progress.after)
        if _is_told(progress, row)
    )  # fmt: skip
    for partition, rows in groupby(changed, key=_partition):
        with _record_files(export, partition) as files:
            for chunk in _chunks(rows):
                _export_chunk(export, files, chunk)


def _is_told(progress: _Progress, row: Row[Any]) -> bool:
    """Whether a record is told of in this run: of one that was withdrawn only who knew it."""
    is_new = progress.is_new(str(row.id), row.changed_at, f"{row.version} {row.state}")
    is_gone = row.state == RecordState.WITHDRAWN
    return is_new and (not is_gone or progress.was_told(str(row.id), row.created_at))


def _export_chunk(export: _Export, files: _RecordFiles, chunk: Sequence[Row[Any]]) -> None:
    is_gone = [row.state == RecordState.WITHDRAWN for row in chunk]
    gone = [row for row, is_one in zip(chunk, is_gone, strict=True) if is_one]
    files.add_gone(
        [
            lake_rows.gone(
                str(row.id), str(row.document), row.version, row.created_at, row.changed_at
            )
            for row in gone
        ]
    )
    kept = {row.number: row for row, is_one in zip(chunk, is_gone, strict=True) if not is_one}
    said = store_lake.contents(export.connection, list(kept))
    files.add(said)
    if files.text is not None:
        files.add_text([row for row in said if _is_read_anew(export, kept[row.number])])


def _is_read_anew(export: _Export, row: Row[Any]) -> bool:
    """Whether the text of a record has not been told: its state changes more often than that."""
    progress = export.zones["text"]
    may_be_new = (
        progress.through is None
        or progress.after is None
        or row.read_at > progress.after
        # Left out by the first run, unless the record had changed: told once more, then.
        or (export.since is not None and row.read_at <= export.since)
    )
    return may_be_new and progress.is_new(str(row.id), row.read_at, str(row.result))


def _export_corrections(export: _Export) -> None:
    progress = export.zones["corrections"]
    new = (
        row for row in store_lake.changed_corrections(export.connection, progress.after)
        if _is_field_told(export, row) and progress.is_new(str(row.id), row.at)
    )  # fmt: skip
    at, key = export.run.at, export.key
    _export_rows(
        export, "corrections", lake_tables.CORRECTIONS, new, _partition,
        lambda row: lake_rows.correction_row(row, key, at),
    )  # fmt: skip


def _is_field_told(export: _Export, row: Row[Any]) -> bool:
    names = export.names(row.type)
    return names is None or row.field in names


def _export_originals(export: _Export) -> None:
    progress = export.zones["raw"]
    new = (
        row for row in store_lake.changed_originals(export.connection, progress.after)
        if progress.is_new(str(row.id), row.changed_at, row.state)
    )  # fmt: skip
    at = export.run.at
    _export_rows(
        export, "raw", lake_tables.RAW, new,
        lambda row: Partition(day_of(row.received_at).year, row.unit, row.type),
        lambda row: lake_rows.original_row(row, at),
    )  # fmt: skip


def _export_rows(
    export: _Export, zone: str, columns: Columns, rows: Iterable[Row[Any]],
    place: Callable[[Row[Any]], Partition], told: Callable[[Row[Any]], tuple[Any, ...]],
) -> None:  # fmt: skip
    """Write rows, which come partition by partition."""
    for partition, group in groupby(rows, key=place):
        with export.file(zone, partition, columns) as file:
            for chunk in _chunks(group):
                file.add([told(row) for row in chunk])
