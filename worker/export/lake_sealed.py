"""Papers that are sealed after a data lake was told of them: taken out of its files again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from models.store.lake import Sealed
from worker.export.lake_folder import Listed, Partition, Run
from worker.export.lake_tables import Writer

_ORIGINALS, _RECORDS = "raw", "records/long"


@dataclass(frozen=True, slots=True)
class TakenOut:
    """A record of which the lake keeps nothing; `sealed_at` is when its paper was sealed."""

    record: str
    partition: Partition
    version: int
    created_at: datetime
    sealed_at: datetime


def take_out(run: Run, sealed: Sealed) -> list[TakenOut]:
    """Write files anew that bear rows of sealed papers, without these; the records they were of."""
    found: dict[str, TakenOut] = {}
    if sealed.at:
        for listed in run.lake.files.values():
            if _bears(run, listed, sealed):
                for each in _write_anew(run, listed, sealed):
                    found[each.record] = each
    return list(found.values())


def _bears(run: Run, listed: Listed, sealed: Sealed) -> bool:
    names = ["document"] if listed.zone == _ORIGINALS else ["document", "record"]
    with _open(run, listed) as file:
        batches = file.iter_batches(columns=names)
        return any(pc.any(_of_sealed(listed, each, sealed)).as_py() for each in batches)


def _open(run: Run, listed: Listed) -> Any:
    assert listed.path is not None
    return pq.ParquetFile(run.lake.folder / listed.path)


def _of_sealed(listed: Listed, batch: Any, sealed: Sealed) -> Any:
    """Which rows are of sealed papers, rather than of what was read since they were released."""
    if listed.zone == _ORIGINALS:
        return pc.is_in(batch["document"], value_set=_texts(sealed.secret))
    of_paper = pc.is_in(batch["document"], value_set=_texts(sealed.at))
    return pc.and_not(of_paper, pc.is_in(batch["record"], value_set=_texts(sealed.records)))


def _texts(values: Any) -> Any:
    return pa.array(list(values), pa.string())


def _write_anew(run: Run, listed: Listed, sealed: Sealed) -> Iterator[TakenOut]:
    assert listed.path is not None
    partition = Partition.of_path(listed.path)
    path = run.place(listed.zone, partition)
    with _open(run, listed) as file, Writer(run.aside(path), file.schema_arrow) as writer:
        for batch in file.iter_batches():
            gone = _of_sealed(listed, batch, sealed)
            writer.add_batch(batch.filter(pc.invert(gone)))
            if listed.zone == _RECORDS:
                yield from _records(batch.filter(gone), partition, sealed)
    if writer.rows:
        run.add(listed.zone, path, writer.rows, replaces=listed.path)
    else:
        run.aside(path).unlink()
        run.drop(listed)


def _records(batch: Any, partition: Partition, sealed: Sealed) -> Iterator[TakenOut]:
    for row in batch.select(["record", "document", "version", "created_at"]).to_pylist():
        at = sealed.at[row["document"]]
        yield TakenOut(row["record"], partition, row["version"], row["created_at"], at)
