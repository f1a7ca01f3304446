"""Records listed, filtered, and found by the words of their fields and pages.

PostgreSQL's inverted index knows which records bear a word, but not which of them are the newest:
for a word that most records bear it would have to sort most of them. So records are put into
buckets by their number, and each entry of the index, a word or what records are filtered by, bears
its bucket. The newest bucket is asked first, and the others only until there are enough records.
SQLite's index gives its records in order by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, column, func, select, table, text

from models.store.tables import documents, record_versions, records
from models.values.text import fold

# The table is made by the first migration: PostgreSQL's has a text vector, SQLite's is of FTS5.
_TEXTS = table("record_texts", column("number"), column("keys"), column("body"))

# Records of one bucket: few enough to be sorted at once, so many that buckets are few.
BUCKET = 16_384
# Stands for the bucket in a query; no word and no code has it.
_ANY = "\x1f"
# What PostgreSQL takes: characters of a word, bytes of all words of a record with their places.
_LONGEST_WORD, _MOST_BYTES, _PLACE = 100, 900_000, 8


def searchable(words: str) -> str:
    """Letters and digits without marks or case, one space between: what is indexed and sought."""
    return " ".join(re.findall(r"[^\W_]+", fold(words)))


def index_record(
    connection: Connection, number: int, fields: Mapping[str, Any] | None = None,
    body: str | None = None,
) -> None:  # fmt: skip
    """Let a record be found by its values, the text of its pages, its unit, type and state.

    What is not given has not changed.
    """
    old = connection.execute(
        text(f"SELECT keys, body FROM record_texts WHERE {_key(connection)} = :number"),
        {"number": number},
    ).one_or_none()
    keys = old.keys if fields is None and old else searchable(" ".join(_values(fields or {})))
    body = old.body if body is None and old else searchable(body or "")
    if connection.dialect.name == "postgresql":
        _put_postgresql(connection, number, keys, body)
    elif old is None or (keys, body) != (old.keys, old.body):
        _put_sqlite(connection, number, keys, body)


def _put_sqlite(connection: Connection, number: int, keys: str, body: str) -> None:
    forget_record(connection, number)
    statement = text("INSERT INTO record_texts (rowid, keys, body) VALUES (:number, :keys, :body)")
    connection.execute(statement, {"number": number, "keys": keys, "body": body})


def _put_postgresql(connection: Connection, number: int, keys: str, body: str) -> None:
    row = connection.execute(
        select(records.c.unit, records.c.type, records.c.state).where(records.c.number == number)
    ).one()
    statement = text(
        "INSERT INTO record_texts (number, keys, body, words)"
        " VALUES (:number, :keys, :body, array_to_tsvector(CAST(:words AS text[])))"
        " ON CONFLICT (number) DO UPDATE SET"
        " keys = excluded.keys, body = excluded.body, words = excluded.words"
    )
    words = entries(number, f"{keys} {body}", unit=row.unit, type=row.type, state=row.state)
    connection.execute(statement, {"number": number, "keys": keys, "body": body, "words": words})


def entries(number: int, words: str, *, unit: str, type: str, state: str) -> list[str]:
    """What PostgreSQL's index knows of a record: its words and marks, each with its bucket."""
    bucket = number // BUCKET
    marks = [_mark("unit", unit), _mark("type", type), _mark("state", state)]
    found, left = [f"{bucket}{mark}" for mark in marks], _MOST_BYTES
    for word in dict.fromkeys(words.split()):
        entry = f"{bucket}/{word[:_LONGEST_WORD]}"
        left -= len(entry.encode()) + _PLACE
        if left < 0:
            break
        found.append(entry)
    return found


def _mark(name: str, value: str) -> str:
    return f"={name}:{value}"


def forget_record(connection: Connection, number: int) -> None:
    """Let a record no longer be found by words."""
    statement = text(f"DELETE FROM record_texts WHERE {_key(connection)} = :number")
    connection.execute(statement, {"number": number})


def forget_for_ever(connection: Connection, numbers: Sequence[int]) -> None:
    """Let records no longer be found by words, and let no word of theirs stay in the index."""
    for number in numbers:
        forget_record(connection, number)
    if numbers and connection.dialect.name == "sqlite":
        # FTS5 only notes that a record is gone; its words go when the index is written anew.
        connection.execute(text("INSERT INTO record_texts (record_texts) VALUES ('optimize')"))


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
    if query.units is not None and not query.units:
        return []
    words = [word[:_LONGEST_WORD] for word in searchable(query.words).split()]
    if words and query.document is None and connection.dialect.name == "postgresql":
        numbers = _by_buckets(connection, query, words)
    else:
        chosen = _chosen(connection, query, words)
        newest = chosen.order_by(records.c.number.desc()).limit(query.limit)
        numbers = connection.execute(newest).scalars().all()
    return connection.execute(
        select(
            records, record_versions.c.fields, record_versions.c.issues, record_versions.c.pages,
            documents.c.file_name, documents.c.state.label("document_state"),
        )
        .join(
            record_versions,
            (record_versions.c.record == records.c.id)
            & (record_versions.c.version == records.c.version),
        )
        .join(documents, documents.c.id == records.c.document)
        .where(records.c.number.in_(numbers))
        .order_by(records.c.number.desc())
    ).all()  # fmt: skip


def _chosen(connection: Connection, query: Query, words: Sequence[str]) -> Select[Any]:
    """The numbers of records that `query` asks for."""
    chosen = select(records.c.number)
    for name in ("state", "type", "document"):
        value = getattr(query, name)
        if value is not None:
            chosen = chosen.where(records.c[name] == value)
    if query.units is not None:
        chosen = chosen.where(records.c.unit.in_(query.units))
    if query.before is not None:
        chosen = chosen.where(records.c.number < query.before)
    if not words:
        return chosen
    if connection.dialect.name == "sqlite":
        sought = " ".join(f'"{word}"' for word in words) + "*"
        # The index gives its rows in order, so that the newest come without sorting.
        return chosen.join(_TEXTS, text("record_texts.rowid = records.number")).where(
            text("record_texts MATCH :sought").bindparams(sought=sought)
        )
    bears = (
        "record_texts.words"
        " @@ CAST(replace(:sought, :any, (records.number / :size)::text) AS tsquery)"
    )
    return chosen.join(_TEXTS, _TEXTS.c.number == records.c.number).where(
        text(bears).bindparams(sought=_sought(query, words), any=_ANY, size=BUCKET)
    )


_BY_BUCKETS = text(
    """
    SELECT hit.number
    FROM generate_series(CAST(:newest AS bigint), 0, -1) AS bucket (n)
    CROSS JOIN LATERAL (
        SELECT number
        FROM record_texts
        WHERE words @@ CAST(replace(:sought, :any, n::text) AS tsquery) AND number < :before
        ORDER BY -number  -- not the order of the key, which would be walked instead of the index
        LIMIT :limit
    ) AS hit
    LIMIT :limit
    """
)


def _by_buckets(connection: Connection, query: Query, words: Sequence[str]) -> Sequence[int]:
    before = query.before
    if before is None:
        before = (connection.execute(select(func.max(records.c.number))).scalar() or 0) + 1
    values = {
        "newest": (before - 1) // BUCKET, "before": before, "limit": query.limit,
        "sought": _sought(query, words), "any": _ANY,
    }  # fmt: skip
    return connection.execute(_BY_BUCKETS, values).scalars().all()


def _sought(query: Query, words: Sequence[str]) -> str:
    """A query for PostgreSQL's index, with a sign in place of the bucket."""
    terms = [_quoted(f"/{word}") for word in words]
    terms[-1] += ":*"
    if query.state is not None:
        terms.append(_quoted(_mark("state", query.state)))
    if query.type is not None:
        terms.append(_quoted(_mark("type", query.type)))
    if query.units is not None:
        terms.append(_one_of(_mark("unit", unit) for unit in query.units))
    return " & ".join(terms)


def _one_of(entries: Iterable[str]) -> str:
    return f"({' | '.join(map(_quoted, entries))})"


def _quoted(entry: str) -> str:
    escaped = entry.replace("\\", "\\\\").replace("'", "''")
    return f"'{_ANY}{escaped}'"
