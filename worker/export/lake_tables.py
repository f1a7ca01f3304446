"""The tables of a data lake: their columns, written down in every file, and its Parquet files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from models.doctypes import FieldType

# Grows when a column changes its name, its type or what it means; not when one is added.
VERSION = "1"
_MOMENT = pa.timestamp("us", tz="UTC")
# Memory that rows of a file take before they are written, bytes.
_HELD = 16 << 20
# What a person has typed in place of a row of a table.
TYPED = "_typed"

Columns = Mapping[str, tuple[Any, str]]

_ABOUT: Columns = {
    "record": (pa.string(), "the record; the same in all versions of it"),
    "document": (pa.string(), "the file that it was read from"),
    "ordinal": (pa.int32(), "which paper of the file, from 1"),
    "version": (pa.int32(), "which version of the record, from 1"),
    "state": (pa.string(), "review, accepted, approved or withdrawn"),
    "created_at": (_MOMENT, "when the record was made"),
    "changed_at": (_MOMENT, "when it or its state last changed"),
    "withdrawn_at": (_MOMENT, "when it ceased to be a record; forget what was told of it before"),
}
_EXPORTED: Columns = {"exported_at": (_MOMENT, "the moment as of which the run tells")}
LONG: Columns = {
    **_ABOUT,
    "field": (pa.string(), "id of the field; none: of a record without fields, or withdrawn"),
    "value": (pa.string(), "the value as JSON; null: the paper does not bear it"),
    "value_text": (pa.string(), "the value in one line"),
    "confidence": (pa.float64(), "probability that the value is right, 0 to 1"),
    "needs_review": (pa.bool_(), "whether a person should look"),
    "method": (pa.string(), "what proposed it; person: a person's word"),
    "page": (pa.int32(), "page of the file that it stands on"),
    **_EXPORTED,
}
WIDE: Columns = {
    **_ABOUT,
    "flagged": (pa.int32(), "fields that ask for a person"),
    **_EXPORTED,
}
TEXT: Columns = {
    "record": (pa.string(), "the record"),
    "document": (pa.string(), "the file"),
    "page": (pa.int32(), "page of the file, from 1"),
    "text": (pa.string(), "what was read on it, in reading order"),
    "result": (pa.string(), "the reading that it comes from"),
    **_EXPORTED,
}
RAW: Columns = {
    "document": (pa.string(), "the file"),
    "sha256": (pa.string(), "digest of its bytes"),
    "size": (pa.int64(), "bytes"),
    "pages": (pa.int32(), "pages; null: it could not be opened"),
    "way": (pa.string(), "upload, hot_folder, batch or composed"),
    "state": (pa.string(), "ok, partial or failed"),
    "received_at": (_MOMENT, "when it came in"),
    "changed_at": (_MOMENT, "when its state last changed"),
    **_EXPORTED,
}
CORRECTIONS: Columns = {
    "correction": (pa.int64(), "grows with time"),
    "record": (pa.string(), "the record"),
    "document": (pa.string(), "the file"),
    "version": (pa.int32(), "the version that it made"),
    "field": (pa.string(), "id of the field"),
    "before": (pa.string(), "the value before, as JSON"),
    "after": (pa.string(), "the value since, as JSON"),
    "at": (_MOMENT, "when"),
    "author": (pa.string(), "who: the same pseudonym for the same person"),
    **_EXPORTED,
}


def schema(zone: str, columns: Columns, run: str) -> pa.Schema:
    """The schema of a file, with its name and version, and what each column means."""
    fields = [
        pa.field(name, kind, metadata={"description": told})
        for name, (kind, told) in columns.items()
    ]
    return pa.schema(fields, metadata={"sohoa.schema": f"{zone}/{VERSION}", "sohoa.run": run})


def wide_columns(fields: Sequence[FieldType]) -> Columns:
    """The columns of a type's wide table: those of every record, then these fields of it."""
    return {**WIDE, **{field.id: (_type_of(field), field.title) for field in fields}}


def _type_of(field: FieldType) -> Any:
    if not field.many:
        return pa.string()
    if field.kind != "row":
        return pa.list_(pa.string())
    return pa.list_(pa.struct([(name, pa.string()) for name in (*field.cells, TYPED)]))


class Writer:
    """A Parquet file, whose rows are written group by group.

    Args:
        path: Where.
        schema: Of its rows.
    """

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self.rows = 0
        self._schema, self._held, self._bytes = schema, list[Any](), 0
        self._file = pq.ParquetWriter(path, schema, compression="zstd")

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        if error is None:
            self._flush()
        self._file.close()

    def add(self, rows: Sequence[Sequence[Any]]) -> None:
        """Write rows, each in the order of the columns."""
        if rows:
            columns = zip(*rows, strict=True)
            arrays = [pa.array(c, f.type) for c, f in zip(columns, self._schema, strict=True)]
            self.add_batch(pa.record_batch(arrays, schema=self._schema))

    def add_batch(self, batch: Any) -> None:
        """Write rows that are a batch already."""
        self.rows += batch.num_rows
        self._held.append(batch)
        self._bytes += batch.nbytes
        if self._bytes >= _HELD:
            self._flush()

    def _flush(self) -> None:
        if self._held:
            self._file.write_table(pa.Table.from_batches(self._held))
        self._held, self._bytes = [], 0
