"""Rows of a data lake, each in the order of its table's columns."""

from __future__ import annotations

import hmac
import json
import zlib
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from models.doctypes import FieldType
from models.personal import NAMING, OWNER, RUNNING_ON
from models.store.records import RecordState
from worker.export.lake_tables import TYPED
from worker.export.values import as_text

PERSONAL = NAMING | RUNNING_ON

Rows = list[tuple[Any, ...]]


def is_personal(field: FieldType) -> bool:
    """Whether a field says, or may say, who somebody is, or is sensitive personal data."""
    return field.sensitive or field.kind in PERSONAL or field.minimum in OWNER


def long_rows(row: Row[Any], names: Collection[str] | None, at: datetime) -> Rows:
    """A row for each field of a record; one without a field where it has none.

    Args:
        row: As `models.store.lake.contents`.
        names: The fields to be told; None: all.
        at: The moment as of which the run tells.
    """
    about = _about(row)
    told = [
        (*about, name, *_value(field), at)
        for name, field in row.fields.items()
        if names is None or name in names
    ]
    return told or [(*about, *_NO_FIELD, at)]


_NO_FIELD = (None,) * 7


def _about(row: Row[Any]) -> tuple[Any, ...]:
    return (
        str(row.id), str(row.document), row.ordinal, row.version, row.state, row.created_at,
        row.changed_at, None,
    )  # fmt: skip


def _value(field: Mapping[str, Any]) -> tuple[Any, ...]:
    value, evidence = field["value"], field.get("evidence")
    return (
        as_json(value), None if value is None else as_text(value), field["confidence"],
        field["needs_review"], field["method"], evidence[0]["page"] if evidence else None,
    )  # fmt: skip


def as_json(value: Any) -> str | None:
    """A value as JSON text; None where there is none."""
    return None if value is None else json.dumps(value, ensure_ascii=False)


def wide_row(row: Row[Any], fields: Sequence[FieldType], at: datetime) -> tuple[Any, ...]:
    """A record with its fields side by side."""
    values = (row.fields.get(field.id, {}).get("value") for field in fields)
    told = (_wide(field, value) for field, value in zip(fields, values, strict=True))
    return (*_about(row), row.flagged, at, *told)


def _wide(field: FieldType, value: Any) -> Any:
    if value is None or not field.many:
        return None if value is None else as_text(value)
    items = value if isinstance(value, list) else [value]
    if field.kind != "row":
        return [as_text(item) for item in items]
    return [
        {name: as_text(cell) for name, cell in item.items()}
        if isinstance(item, Mapping)
        else {TYPED: as_text(item)}
        for item in items
    ]


def gone(
    record: str, document: str | None, version: int, created_at: datetime, since: datetime
) -> tuple[Any, ...]:
    """What is told of a record that was withdrawn; the rest of its row is empty."""
    state = str(RecordState.WITHDRAWN)
    return (record, document, None, version, state, created_at, since, since)


def gone_long(about: tuple[Any, ...], at: datetime) -> tuple[Any, ...]:
    """The row of the long table."""
    return (*about, *_NO_FIELD, at)


def gone_wide(about: tuple[Any, ...], fields: Sequence[FieldType], at: datetime) -> tuple[Any, ...]:
    """The row of the wide table."""
    return (*about, None, at, *(None for _ in fields))


def texts_of(body: bytes) -> dict[int, str]:
    """The text of each page, from the compressed body of a result."""
    return {page["number"]: page["text"] for page in json.loads(zlib.decompress(body))["pages"]}


def text_rows(row: Row[Any], texts: Mapping[int, str], at: datetime) -> Rows:
    """A row for each page of a record."""
    return [
        (str(row.id), str(row.document), number, texts.get(number), str(row.result), at)
        for number in row.pages
    ]


def original_row(row: Row[Any], at: datetime) -> tuple[Any, ...]:
    """A file that came in."""
    return (
        str(row.id), row.sha256, row.size, row.page_count, row.way, row.state, row.received_at,
        row.changed_at, at,
    )  # fmt: skip


def correction_row(row: Row[Any], key: bytes, at: datetime) -> tuple[Any, ...]:
    """What a person has corrected, under a pseudonym that nobody can work out without the key."""
    return (
        row.id, str(row.record), str(row.document), row.version, row.field, as_json(row.before),
        as_json(row.after), row.at, pseudonym(row.author, key), at,
    )  # fmt: skip


def pseudonym(author: str, key: bytes) -> str:
    """HMAC (RFC 2104) with SHA-256 of a login, 64 of its bits: the same for the same person."""
    # Of the key that signs other things as well, this use alone.
    return hmac.digest(key, f"lake author {author}".encode(), "sha256").hex()[:16]
