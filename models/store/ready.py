"""Statements that are asked again and again, put into the driver's words once.

To hand a small statement over and to wrap what comes back takes SQLAlchemy twice as long as the
driver of PostgreSQL. SQLite, which no server's load goes to, is asked as ever.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

import orjson
from sqlalchemy import (
    ARRAY,
    Column,
    ColumnElement,
    Connection,
    Dialect,
    Row,
    Select,
    Table,
    TextClause,
    any_,
    bindparam,
    insert,
)
from sqlalchemy.exc import DBAPIError

if TYPE_CHECKING:
    from psycopg import Connection as Driver
    from psycopg.adapt import Loader

Among = Callable[[Column[Any], str], ColumnElement[bool]]


class Ready:
    """A statement that only reads.

    Args:
        make: Makes it; what it is given makes the condition that a column has one of the values
            that are named so.
        is_planned_anew: Which way is best depends on the values: one plan for all of them, which
            the server would make after some runs, may take a thousand times as long.
    """

    def __init__(
        self, make: Callable[[Among], Select[Any] | TextClause], *, is_planned_anew: bool = False
    ) -> None:
        self._prepare_it = False if is_planned_anew else None  # None: after some runs
        self._make = make
        self._any = make(lambda column, name: column.in_(bindparam(name, expanding=True)))
        self._text: bytes | None = None
        self._given: Mapping[str, Any] = {}
        self._lists: list[str] = []

    def rows(self, connection: Connection, /, **values: Any) -> Sequence[Row[Any]]:
        """What it finds; rows have the names of its columns.

        Raises:
            DBAPIError: As `Connection.execute`.
        """
        if connection.dialect.name != "postgresql":
            return connection.execute(self._any, values).all()
        if self._text is None:
            self._prepare(connection.dialect)
            assert self._text is not None
        from psycopg.rows import namedtuple_row

        given = {**self._given, **values}
        given |= {name: list(given[name]) for name in self._lists}
        with driver(connection) as raw:
            cursor = raw.cursor(row_factory=namedtuple_row)
            cursor.adapters.register_loader("jsonb", _json_loader())
            cursor.execute(self._text, given, prepare=self._prepare_it)
            found: Any = cursor.fetchall()
        rows: Sequence[Row[Any]] = found
        return rows

    def _prepare(self, dialect: Dialect) -> None:
        lists = []

        def among(column: Column[Any], name: str) -> ColumnElement[bool]:
            lists.append(name)
            # One value, however long the list is: the server keeps one plan.
            return column == any_(bindparam(name, type_=ARRAY(column.type)))

        made = self._make(among).compile(dialect=dialect)
        # Last of all what others look at.
        self._given, self._lists, self._text = made.params, lists, made.string.encode()


@cache
def _json_loader() -> type[Loader]:
    """Reads JSON that this program wrote itself: numbers above 64 bits would become inexact."""
    from psycopg.adapt import Loader

    class Json(Loader):
        def load(self, data: Any) -> Any:
            return orjson.loads(data)

    return Json


@contextmanager
def driver(connection: Connection) -> Iterator[Driver[Any]]:
    """PostgreSQL's own connection; its errors are those that SQLAlchemy would raise.

    One that has ended meanwhile is not used again.
    """
    raw: Any = connection.connection.driver_connection
    errors = connection.dialect.loaded_dbapi.Error
    try:
        yield raw
    except errors as error:
        if raw.closed:
            connection.invalidate(error)
        raise DBAPIError.instance(
            None, None, error, errors, hide_parameters=True, dialect=connection.dialect
        ) from error


def put(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows, all of which have the same columns, in their order.

    Raises:
        DBAPIError: As `Connection.execute`.
    """
    if connection.dialect.name != "postgresql":
        # Many runs of one statement, not one statement of many rows: they are numbered in order.
        connection.execute(insert(table), rows)
        return
    with driver(connection) as raw:
        words, value = put_words(table, rows)
        raw.execute(words, (value,))


def put_words(table: Table, rows: Sequence[Mapping[str, Any]]) -> tuple[bytes, str]:
    """The statement of PostgreSQL that adds rows in their order, and its value."""
    columns = ", ".join(f'"{name}"' for name in rows[0])
    words = (
        f"INSERT INTO {table.fullname} ({columns}) SELECT {columns} FROM"
        f" jsonb_populate_recordset(NULL::{table.fullname}, %s) WITH ORDINALITY ORDER BY ordinality"
    )
    return words.encode(), json.dumps(rows, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> str:
    """What JSON has no form for, as PostgreSQL reads it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"no value of a column: {type(value).__name__}")
