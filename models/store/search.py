"""Records listed, filtered, and found by the words of their fields and pages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, column, select, table, text

from models.store.tables import documents, record_versions, records
from models.values.text import fold

# The table is made by the first migration: PostgreSQL's has a text vector, SQLite's is of FTS5.
_TEXTS = table("record_texts", column("number"), column("keys"), column("body"), column("words"))


def searchable(words: str) -> str:
    """Letters and digits without marks or case, one space between: what is indexed and sought."""
    return " ".join(re.findall(r"[^\W_]+", fold(words)))


def index_record(
    connection: Connection, number: int, fields: Mapping[str, Any], body: str | None = None
) -> None:
    """Let a record be found by its values and, when given, by the text of its pages."""
    keys = searchable(" ".join(_values(fields)))
    key = _key(connection)
    row = {"number": number, "keys": keys}
    if body is not None:
        row["body"] = searchable(body)
        forget_record(connection, number)
        statement = f"INSERT INTO record_texts ({key}, keys, body) VALUES (:number, :keys, :body)"
    else:
        statement = f"UPDATE record_texts SET keys = :keys WHERE {key} = :number"
    connection.execute(text(statement), row)


def forget_record(connection: Connection, number: int) -> None:
    """Let a record no longer be found by words."""
    statement = text(f"DELETE FROM record_texts WHERE {_key(connection)} = :number")
    connection.execute(statement, {"number": number})


def _key(connection: Connection) -> str:
    return "rowid" if connection.dialect.name == "sqlite" else "number"


def _values(fields: Mapping[str, Any]) -> Sequence[str]:
    values = (field["value"] for field in fields.values())
    return [str(item) for value in values for item in _flat(value)]


def _flat(value: Any) -> list[Any]:
    if value is None:
        return []
    if isinstance(value, Mapping):
        return [leaf for item in value.values() for leaf in _flat(item)]
    if isinstance(value, list | tuple):
        return [leaf for item in value for leaf in _flat(item)]
    return [value]


@dataclass(frozen=True, slots=True)
class Query:
    """Which records.

    Attributes:
        words: All of them, without regard to marks and case; the last may be a beginning.
        units: Only of these units; None means of any.
        before: Only records with a lower number: the next page of a list.
    """

    words: str = ""
    state: str | None = None
    type: str | None = None
    units: Sequence[str] | None = None
    document: UUID | None = None
    before: int | None = None
    limit: int = 50


def find(connection: Connection, query: Query) -> Sequence[Row[Any]]:
    """Records, newest first, with their current fields and their file's name."""
    chosen = select(records.c.number)
    for name in ("state", "type", "document"):
        value = getattr(query, name)
        if value is not None:
            chosen = chosen.where(records.c[name] == value)
    if query.units is not None:
        chosen = chosen.where(records.c.unit.in_(query.units))
    if query.before is not None:
        chosen = chosen.where(records.c.number < query.before)
    words = searchable(query.words).split()
    if words:
        chosen = _with_words(connection, chosen, words)
    numbers = chosen.order_by(records.c.number.desc()).limit(query.limit).subquery()
    return connection.execute(
        select(
            records, record_versions.c.fields, record_versions.c.issues, record_versions.c.pages,
            documents.c.file_name, documents.c.state.label("document_state"),
        )
        .join(numbers, numbers.c.number == records.c.number)
        .join(
            record_versions,
            (record_versions.c.record == records.c.id)
            & (record_versions.c.version == records.c.version),
        )
        .join(documents, documents.c.id == records.c.document)
        .order_by(records.c.number.desc())
    ).all()  # fmt: skip


def _with_words(
    connection: Connection, chosen: Select[tuple[int]], words: Sequence[str]
) -> Select[tuple[int]]:
    if connection.dialect.name == "sqlite":
        sought = " ".join(f'"{word}"' for word in words) + "*"
        # The index gives its rows in order, so that the newest come without sorting.
        return chosen.join(_TEXTS, text("record_texts.rowid = records.number")).where(
            text("record_texts MATCH :sought").bindparams(sought=sought)
        )
    sought = " & ".join(words) + ":*"
    return chosen.join(_TEXTS, _TEXTS.c.number == records.c.number).where(
        text("record_texts.words @@ to_tsquery('simple', :sought)").bindparams(sought=sought)
    )
