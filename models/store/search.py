"""Records listed, filtered, and found by the words of their fields and pages.

An inverted index knows which records bear a word, but not which of them are the newest: for a word
that most records bear, or a beginning of many words, it would have to sort most records. So records
are put into buckets by their number, and each entry of the index, a word or what records are
filtered by, bears its bucket. The newest bucket is asked first, and the others only until there are
enough records.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, func, select, text

from models.store.moments import first_from
from models.store.ready import Among, Ready
from models.store.tables import IS_CURRENT, documents, record_versions, records
from models.values.text import fold

# Records of one bucket: few enough to be sorted at once, so many that buckets are few.
BUCKET = 16_384
# Stands for the bucket in a query; no entry has it.
_ANY = "?"
# What PostgreSQL takes: characters of a word, bytes of all words of a record with their places.
_LONGEST_WORD, _MOST_BYTES, _PLACE = 100, 900_000, 8
# Records whose values are looked at at once, and for one page of a list.
_LOOKED_AT, _MOST_LOOKED_AT = 500, 4000


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
    key = _key(connection)
    old = connection.execute(
        text(f"SELECT keys, body FROM record_texts WHERE {key} = :number"), {"number": number}
    ).one_or_none()
    keys = old.keys if fields is None and old else searchable(" ".join(_values(fields or {})))
    body = old.body if body is None and old else searchable(body or "")
    row = connection.execute(select(records).where(records.c.number == number)).one()
    found = entries(number, f"{keys} {body}", {name: getattr(row, name) for name in MARKS})
    words = "array_to_tsvector(string_to_array(:words, ' '))" if key == "number" else ":words"
    forget_record(connection, number)
    connection.execute(
        text(
            f"INSERT INTO record_texts ({key}, keys, body, words)"
            f" VALUES (:number, :keys, :body, {words})"
        ),
        {"number": number, "keys": keys, "body": body, "words": " ".join(found)},
    )


# What records are filtered by.
MARKS = ("document", "unit", "type", "state")


def entries(number: int, words: str, marks: Mapping[str, object]) -> list[str]:
    """What the index knows of a record: its words and marks, each with its bucket."""
    bucket = number // BUCKET
    found = [f"{bucket}_{_mark(name, value)}" for name, value in marks.items()]
    left = _MOST_BYTES
    for word in dict.fromkeys(words.split()):
        entry = f"{bucket}_{word[:_LONGEST_WORD]}"
        left -= len(entry.encode()) + _PLACE
        if left < 0:
            break
        found.append(entry)
    return found


def _mark(name: str, value: object) -> str:
    """No word has a low line, and no code a letter that would have to be quoted."""
    return f"{name}_{str(value).encode().hex()}"


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
        stage: Whom a record for review waits for.
        units: Only of these units; None means of any.
        since: Only records made from this moment on.
        until: Only records made before this moment.
        field: The field that bears the words of `contains`.
        contains: Words as in `words`, all of them in the value of that one field.
        before: Only records with a lower number: the next page of a list.
    """

    words: str = ""
    state: str | None = None
    type: str | None = None
    units: Sequence[str] | None = None
    document: UUID | None = None
    before: int | None = None
    limit: int = 50
    stage: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    field: str | None = None
    contains: str = ""

    @property
    def in_field(self) -> list[str]:
        """The words sought in one field."""
        return searchable(self.contains).split() if self.field else []


@dataclass(frozen=True, slots=True)
class Found:
    """A page of a list.

    Attributes:
        rows: Newest first, with current fields.
        next: The `before` of the next page; None: there are no more.
    """

    rows: Sequence[Row[Any]]
    next: int | None


def find(connection: Connection, query: Query) -> Sequence[Row[Any]]:
    """Records, newest first, with their current fields and their file's name."""
    return find_page(connection, query).rows


def _page(among: Among) -> Select[Any]:
    return (
        select(records, record_versions.c.fields)
        .join(record_versions, IS_CURRENT)
        .where(among(records.c.number, "numbers"))
        .order_by(records.c.number.desc())
    )


def _page_with_files(among: Among) -> Select[Any]:
    return (
        _page(among)
        .add_columns(record_versions.c.pages, documents.c.file_name)
        .join(documents, documents.c.id == records.c.document)
    )


WITHOUT_FILES, WITH_FILES = Ready(_page), Ready(_page_with_files)


def find_page(connection: Connection, query: Query, page: Ready = WITH_FILES) -> Found:
    """A page of records; where few of many fit, one with less than `limit` may have a next one.

    Args:
        connection: To the database.
        query: Which.
        page: Whether with the names of their files and the numbers of their pages.
    """
    if query.units is not None and not query.units:
        return Found([], None)
    low, high = _bounds(connection, query)
    numbers, after = _numbers(connection, replace(query, before=high), low)
    return Found(page.rows(connection, numbers=numbers), after)


def _bounds(connection: Connection, query: Query) -> tuple[int, int | None]:
    """Numbers of the records of the days that are asked for: from, and before."""
    key, at = records.c.number, records.c.created_at
    low = first_from(connection, key, at, query.since) if query.since else 0
    high = query.before
    if query.until:
        end = first_from(connection, key, at, query.until)
        high = end if high is None else min(high, end)
    return low, high


def _numbers(connection: Connection, query: Query, low: int) -> tuple[Sequence[int], int | None]:
    """Numbers of a page, and where the next one begins."""
    words = [word[:_LONGEST_WORD] for word in [*searchable(query.words).split(), *query.in_field]]
    if not query.in_field and not (words and query.stage):
        found = _candidates(connection, query, words, low, query.limit + 1)
        return found[: query.limit], found[query.limit - 1] if len(found) > query.limit else None
    kept: list[int] = []
    at = query
    for _ in range(_MOST_LOOKED_AT // _LOOKED_AT):
        found = _candidates(connection, at, words, low, _LOOKED_AT)
        kept += _that_fit(connection, query, found)
        if len(kept) > query.limit:
            return kept[: query.limit], kept[query.limit - 1]
        if len(found) < _LOOKED_AT:
            return kept, None
        at = replace(at, before=found[-1])
    return kept, at.before


def _candidates(
    connection: Connection, query: Query, words: Sequence[str], low: int, limit: int
) -> Sequence[int]:
    query = replace(query, limit=limit)
    if words:
        return _with_words(connection, query, words, low)
    return _listed(connection, query, low)


def _that_fit(connection: Connection, query: Query, numbers: Sequence[int]) -> list[int]:
    """Of records that bear the words somewhere, those of the stage that bear them in the field."""
    chosen = select(records.c.number).where(records.c.number.in_(numbers))
    if query.stage is not None:
        chosen = chosen.where(records.c.stage == query.stage)
    if query.in_field:
        value: Any = record_versions.c.fields[(query.field, "value")]
        chosen = chosen.add_columns(value.label("value")).join(record_versions, IS_CURRENT)
    rows = connection.execute(chosen.order_by(records.c.number.desc()))
    return [
        row.number for row in rows
        if not query.in_field or _bears(row.value, query.in_field)
    ]  # fmt: skip


def _bears(value: Any, words: Sequence[str]) -> bool:
    tokens = searchable(" ".join(str(item) for item in _flat(value))).split()
    return set(words[:-1]) <= set(tokens) and any(token.startswith(words[-1]) for token in tokens)


def _listed(connection: Connection, query: Query, low: int) -> Sequence[int]:
    chosen = select(records.c.number).where(records.c.number >= low)
    for name in ("document", "type", "state", "stage"):
        value = getattr(query, name)
        if value is not None:
            chosen = chosen.where(records.c[name] == value)
    if query.units is not None:
        chosen = chosen.where(records.c.unit.in_(query.units))
    if query.before is not None:
        chosen = chosen.where(records.c.number < query.before)
    newest = chosen.order_by(records.c.number.desc()).limit(query.limit)
    return connection.execute(newest).scalars().all()


_NEWEST = Ready(lambda _: select(func.max(records.c.number).label("number")))


def _with_words(
    connection: Connection, query: Query, words: Sequence[str], low: int
) -> Sequence[int]:
    before = query.before
    if before is None:
        (newest,) = _NEWEST.rows(connection)
        before = (newest.number or 0) + 1
    values = {
        "newest": (before - 1) // BUCKET, "oldest": low // BUCKET, "before": before, "low": low,
        "limit": query.limit, "any": _ANY,
    }  # fmt: skip
    if connection.dialect.name == "sqlite":
        return _in_sqlite(connection, _sought(query, words, " AND ", " OR "), values)
    values["sought"] = _sought(query, words, " & ", " | ")
    return [row.number for row in _IN_POSTGRESQL.rows(connection, **values)]


_IN_POSTGRESQL = Ready(
    lambda _: text(
        """
    SELECT hit.number
    FROM generate_series(CAST(:newest AS bigint), CAST(:oldest AS bigint), -1) AS bucket (n)
    CROSS JOIN LATERAL (
        SELECT number
        FROM record_texts
        WHERE words @@ CAST(replace(:sought, :any, n::text) AS tsquery)
            AND number < :before AND number >= :low
        ORDER BY -number  -- not the order of the key, which would be walked instead of the index
        LIMIT :limit
    ) AS hit
    LIMIT :limit
    """
    )
)


def _in_sqlite(connection: Connection, sought: str, values: Mapping[str, Any]) -> Sequence[int]:
    """SQLite has no side-by-side joins, but asking it again costs next to nothing."""
    statement = text(
        "SELECT rowid FROM record_texts WHERE record_texts MATCH :sought AND rowid < :before"
        " AND rowid >= :low ORDER BY rowid DESC LIMIT :limit"
    )
    numbers: list[int] = []
    for bucket in range(values["newest"], values["oldest"] - 1, -1):
        its = {
            "sought": sought.replace(_ANY, str(bucket)), "before": values["before"],
            "low": values["low"], "limit": values["limit"] - len(numbers),
        }  # fmt: skip
        numbers += connection.execute(statement, its).scalars()
        if len(numbers) >= values["limit"]:
            break
    return numbers


def _sought(query: Query, words: Sequence[str], both: str, either: str) -> str:
    """A query for the index, with a sign in place of the bucket."""
    beginning = ":*" if both == " & " else " *"
    terms = [_entry(word) for word in words]
    terms[-1] += beginning
    for name in ("document", "type", "state"):
        value = getattr(query, name)
        if value is not None:
            terms.append(_entry(_mark(name, value)))
    if query.units is not None:
        terms.append(f"({either.join(_entry(_mark('unit', unit)) for unit in query.units)})")
    # SQLite wants it in double quotation marks.
    joined = both.join(terms)
    return joined if both == " & " else joined.replace("'", '"')


def _entry(word: str) -> str:
    return f"'{_ANY}_{word}'"
