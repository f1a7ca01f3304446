"""The feed of changes: what other systems have not heard of yet, in the order in which it happened.

A row is numbered while nobody else can number one (see `Store.write`), so that who reads on from a
number misses nothing that is committed later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, bindparam, delete, exists, func, select

from models.errors import ErrorCode, SohoaError
from models.store.database import Store, pending_changes
from models.store.ready import Among, Ready
from models.store.tables import changes, repository_records

# How long a change can be asked for.
KEPT = timedelta(days=90)


class Kind(StrEnum):
    """What happened to a record."""

    PUBLISHED = "record.published"  # a version is in the repository
    WITHDRAWN = "record.withdrawn"  # it is no paper any more: forget it


@dataclass(frozen=True, slots=True)
class Feed:
    """Some changes.

    Attributes:
        rows: The oldest first.
        last: The number to read on from.
    """

    rows: Sequence[Row[Any]]
    last: int


def tell(
    store: Store, connection: Connection, kind: Kind, record: UUID, version: int, unit: str,
    type_id: str,
) -> None:  # fmt: skip
    """Let others hear of a change, in its transaction."""
    pending_changes(connection).append(
        {
            "kind": kind, "record": record, "version": version, "unit": unit, "type": type_id,
            "at": store.now(),
        }
    )  # fmt: skip


def tell_withdrawn(store: Store, connection: Connection, row: Row[Any]) -> None:
    """Let those who have heard of a record hear that it is no more; others hear nothing."""
    last = connection.execute(
        select(changes.c.kind)
        .where(changes.c.record == row.id)
        .order_by(changes.c.id.desc())
        .limit(1)
    ).scalar()
    # Of what was told long ago the feed knows nothing any more, but the repository has it.
    if last is None and row.state != "withdrawn":
        held = select(repository_records.c.record).where(repository_records.c.record == row.id)
        last = Kind.PUBLISHED if connection.execute(held.limit(1)).first() else None
    if last == Kind.PUBLISHED:
        tell(store, connection, Kind.WITHDRAWN, row.id, row.version, row.unit, row.type)


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody has not heard of yet.

    Attributes:
        units: Only of these units; None: of any.
        after: The number of the last change that is known; 0: none.
        limit: At most so many.
        types: Only of records that are, or were told as, of these document types; empty: of any.
    """

    units: Sequence[str] | None
    after: int
    limit: int
    types: Sequence[str] = ()


def read_on(store: Store, question: Question) -> Feed:
    """The changes after a number.

    Raises:
        SohoaError: `too_old`: changes that follow are kept no more; start with a full reading.
    """
    if question.types or question.units is not None:
        # To look for a few among many may take longer than others should wait.
        with store.read() as connection:
            [feed] = _feeds(connection, [question])
    else:
        feed = store.ask(_feeds, question)
    if feed is None:
        raise SohoaError(
            ErrorCode.TOO_OLD, "Changes that follow are not kept any more.",
            "List all records, then go on from the newest change.",
        )  # fmt: skip
    return feed


def _feeds(connection: Connection, questions: Sequence[Question]) -> list[Feed | None]:
    (ends,) = _ENDS.rows(connection)
    first, last = ends.first, ends.last or 0
    return [
        None
        if asked.after and first is not None and asked.after < first - 1
        else _between(connection, asked.units, asked.after, last, asked.limit, asked.types)
        for asked in questions
    ]


# Each by itself: to find both at once SQLite goes through all that there are.
_ENDS = Ready(
    lambda _: select(
        select(func.min(changes.c.id)).scalar_subquery().label("first"),
        select(func.max(changes.c.id)).scalar_subquery().label("last"),
    )
)


def kept_after(
    connection: Connection, units: Sequence[str] | None, after: int, limit: int,
    types: Sequence[str] = (), kinds: Sequence[str] = (),
) -> Feed:  # fmt: skip
    """Those after a number that are kept still, as `read_on`; of these kinds, empty: of any."""
    # First of all: what is committed meanwhile is left for the next time.
    return _between(connection, units, after, newest(connection), limit, types, kinds)


@cache
def _next(*, of_units: bool, of_types: bool, of_kinds: bool) -> Ready:
    def make(among: Among) -> Select[Any]:
        chosen = (
            select(changes)
            .where(changes.c.id > bindparam("after"), changes.c.id <= bindparam("last"))
            .order_by(changes.c.id)
            .limit(bindparam("most"))
        )
        if of_units:
            chosen = chosen.where(among(changes.c.unit, "units"))
        if of_types:
            # Who was told of a record hears, too, that it turned out to be something else.
            before = changes.alias()
            was_told = exists().where(
                before.c.record == changes.c.record, before.c.id < changes.c.id,
                among(before.c.type, "types"),
            )  # fmt: skip
            chosen = chosen.where(among(changes.c.type, "types") | was_told)
        if of_kinds:
            chosen = chosen.where(among(changes.c.kind, "kinds"))
        return chosen

    return Ready(make, is_planned_anew=of_units or of_types or of_kinds)


def _between(
    connection: Connection, units: Sequence[str] | None, after: int, last: int, limit: int,
    types: Sequence[str] = (), kinds: Sequence[str] = (),
) -> Feed:  # fmt: skip
    rows = _next(of_units=units is not None, of_types=bool(types), of_kinds=bool(kinds)).rows(
        connection, after=after, last=last, most=limit, units=units, types=types, kinds=kinds
    )
    # Those of others are not to be looked through again.
    return Feed(rows, rows[-1].id if len(rows) == limit else max(after, last))


def newest(connection: Connection) -> int:
    """The number of the newest change; 0: there is none."""
    return connection.execute(select(func.max(changes.c.id))).scalar() or 0


def forget_old(store: Store) -> int:
    """Forget changes that are kept no more, but the newest; how many."""
    last = select(func.max(changes.c.id)).scalar_subquery()
    old = (changes.c.at < store.now() - KEPT, changes.c.id < last)
    with store.read() as connection:
        if connection.execute(select(changes.c.id).where(*old).limit(1)).first() is None:
            return 0
    with store.write() as connection:
        return int(connection.execute(delete(changes).where(*old)).rowcount)
