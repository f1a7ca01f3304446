"""Open data ("dữ liệu mở") as a folder of tables and their catalogue, whole or not at all.

A folder is made beside the one whose place it takes. What it says is kept before that: a run that
is killed in between is done again, and tells the same.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from models.errors import ErrorCode, SohoaError
from models.open_data import COUNTED, DIMENSIONS, Dataset, Definitions
from models.sheets import csv_table
from models.store.database import Store
from models.store.open_data import last_catalog, publish
from worker.export.archive import alone_in
from worker.export.open_catalog import File, Listed, graph, written
from worker.export.open_tables import Line, Table, TooFew, table
from worker.export.package import sync

JSONLD, TURTLE = "catalog.jsonld", "catalog.ttl"
_SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"


@dataclass(frozen=True, slots=True)
class Made:
    """What was made.

    Attributes:
        sets: As the catalogue lists them.
        new: Periods that are new or revised, by set.
        rows: By set.
        left_out: Why nothing was made of some sets.
    """

    sets: Sequence[Listed]
    new: dict[str, list[str]]
    rows: dict[str, int]
    left_out: Sequence[TooFew]


def export_open_data(
    store: Store, out: Path, definitions: Definitions, *, actor: str, revise: bool = False
) -> Made:
    """Write all sets and their catalogue to a folder, and keep what they say as published.

    A set of which nothing was published yet is left out while it does not reach k. Of definitions
    that are not confirmed a draft is made: nothing is kept, and the service does not tell of it.

    Args:
        store: What is counted.
        out: The folder; one that this has made before is replaced.
        definitions: The sets.
        actor: Who publishes; the audit tells.
        revise: Count periods again that were published, and mark those as revised that differ.

    Raises:
        SohoaError: `not_allowed`: no set reaches k, or one that was published does not any more, or
            the folder holds other things; `already_running`; `database_unavailable`.
        OSError: Nothing can be written.
    """
    with _taking_place_of(out) as part:
        now = store.now()
        with store.snapshot() as connection:
            before = last_catalog(connection)
            tables, left_out = _tables(store, connection, definitions, now, revise=revise)
        sets = [_write(each, part) for each in tables]
        jsonld, turtle = written(graph(definitions, sets))
        (part / JSONLD).write_bytes(jsonld)
        (part / TURTLE).write_bytes(turtle)
        sync(part)
        is_other = before is None or (before.jsonld, before.turtle) != (
            jsonld.decode(), turtle.decode()
        )  # fmt: skip
        if definitions.confirmed and is_other:
            publish(
                store, [period for each in tables for period in each.new], jsonld.decode(),
                turtle.decode(), before.number if before else 0, actor=actor,
            )  # fmt: skip
    return Made(
        sets,
        {each.dataset.id: [period.name for period in each.new] for each in tables},
        {each.dataset.id: len(each.rows()) for each in tables},
        left_out,
    )


def _tables(
    store: Store, connection: Connection, definitions: Definitions, now: datetime, *, revise: bool
) -> tuple[list[Table], list[TooFew]]:
    """Sets that reach k, at least one, and why others are left out."""
    found: list[Table] = []
    left_out: list[TooFew] = []
    for each in definitions.dataset:
        k = max(each.k, store.settings.open_data_k)
        try:
            found.append(table(connection, each, k, now, revise=revise))
        except TooFew as error:
            left_out.append(error)
    if not found:
        raise left_out[0]
    return found, left_out


def _write(table: Table, folder: Path) -> Listed:
    dataset, rows, spans = table.dataset, table.rows(), table.spans()
    names = [column.id for column in dataset.column]
    schema = folder / f"{dataset.id}.schema.json"
    schema.write_text(_json(_schema(dataset)), encoding="utf-8")
    csv, text = folder / f"{dataset.id}.csv", folder / f"{dataset.id}.json"
    with csv_table(csv, [names]) as written_to:
        for row in rows:
            written_to.add([row[name] for name in names])
    told = [{name: row[name] for name in names} for row in rows]
    text.write_text(_json(told), encoding="utf-8")
    moments = [period.published_at for period in table.periods]
    revised = {period.name: period.revision for period in table.periods if period.revision}
    return Listed(
        dataset,
        [_file(csv, "CSV", "text/csv", schema), _file(text, "JSON", "application/json", schema)],
        spans[0].first, spans[-1].last, min(moments), max(moments),
        f"{spans[-1].name}.{sum(revised.values())}", revised,
    )  # fmt: skip


def _file(path: Path, kind: str, media: str, schema: Path) -> File:
    data = path.read_bytes()
    return File(path.name, kind, media, len(data), hashlib.sha256(data).hexdigest(), schema.name)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _schema(dataset: Dataset) -> Line:
    """Table Schema (Data Package 2.0)."""
    optional = {"median_hours", "p90_hours"}
    return {
        "$schema": _SCHEMA,
        "fields": [
            {
                "name": column.id, "type": column.kind, "title": column.title.vi,
                "description": f"{column.meaning.vi}\n{column.title.en}: {column.meaning.en}",
                "constraints": {"required": column.id not in optional},
            }
            for column in dataset.column
        ],
        "missingValues": [""],
        "primaryKey": list(DIMENSIONS[dataset.counts]),
        "counted": COUNTED[dataset.counts],
    }  # fmt: skip


@contextmanager
def _taking_place_of(out: Path) -> Iterator[Path]:
    """A folder that takes the place of another one when the block ends well."""
    out.parent.mkdir(parents=True, exist_ok=True)
    part, old = out.with_name(f".{out.name}.part"), out.with_name(f".{out.name}.old")
    with alone_in(out.parent):
        if old.exists() and not out.exists():
            old.rename(out)  # a run was killed between the two names
        if out.exists() and any(out.iterdir()) and not (out / JSONLD).exists():
            raise SohoaError(
                ErrorCode.NOT_ALLOWED, f"{out} holds other things than open data.",
                "Name an empty folder, or one that this command has made.",
            )  # fmt: skip
        for left in (part, old):
            shutil.rmtree(left, ignore_errors=True)
        part.mkdir()
        try:
            yield part
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
        if out.exists():
            out.rename(old)
        part.rename(out)
        sync(out.parent, deep=False)
        shutil.rmtree(old, ignore_errors=True)
