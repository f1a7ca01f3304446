"""Master data ("danh mục") as of a day: entries, and what became of them.

Nothing is overwritten: what holds no more keeps its row, with the last day that it held.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Date,
    Row,
    Select,
    bindparam,
    func,
    or_,
    select,
)

from models.errors import ErrorCode, SohoaError
from models.master import SINCE_EVER, Kind
from models.store.ready import Ready
from models.store.tables import master_entries, master_imports, master_links
from models.values.text import nfc


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry with what holds of it between two days.

    Attributes:
        parent: Code of what it belongs to: an entry of its kind, or the procedure of a component.
        attributes: As `models.master` checks them for its kind; what is usual is left out.
        valid_from: The first day; None: since ever, as far as anybody knows.
        valid_to: The last day; None: it still holds.
    """

    kind: Kind
    code: str
    name: str
    parent: str | None
    attributes: Mapping[str, Any]
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class State:
    """One state of an entry, in its history.

    Attributes:
        was_corrected: It never held: another state stands for its days.
        imported_at: When it was made known.
        actor: By whom.
    """

    entry: Entry
    was_corrected: bool
    imported_at: datetime
    actor: str


@dataclass(frozen=True, slots=True)
class Link:
    """Another entry that this one went over into, or came from.

    Attributes:
        name: Of the other one, next to that day.
        day: The first day of the successor.
        whole: All of the predecessor went over; otherwise a part.
    """

    code: str
    name: str
    day: date
    whole: bool


def holds(as_of: date | BindParameter[date]) -> ColumnElement[bool]:
    """Whether a row of the entries holds on a day."""
    until = master_entries.c.valid_to
    return (master_entries.c.valid_from <= as_of) & or_(until.is_(None), until >= as_of)


def entries(
    connection: Connection, kind: Kind, as_of: date, after: str = "", limit: int = 100
) -> list[Entry]:
    """Entries of a kind that hold on a day, in the order of their codes.

    Args:
        connection: To the database.
        kind: Which.
        as_of: The day.
        after: Only codes behind this one: the last of the page before.
        limit: At most so many.
    """
    found = _of(kind).where(holds(as_of), master_entries.c.code > after)
    return _read(connection, found.order_by(master_entries.c.code).limit(limit))


def counted(connection: Connection, as_of: date) -> dict[Kind, int]:
    """How many entries of each kind hold on a day."""
    column = master_entries.c.kind
    rows = connection.execute(select(column, func.count()).where(holds(as_of)).group_by(column))
    known = {kind: count for kind, count in rows}
    return {kind: known.get(kind, 0) for kind in Kind}


def entry(connection: Connection, kind: Kind, code: str, as_of: date) -> Entry:
    """The entry of a code on a day.

    Raises:
        SohoaError: `not_found`: there was none on that day.
    """
    found = _entry(connection, kind, code, as_of)
    if found is None:
        raise SohoaError(
            ErrorCode.NOT_FOUND, "There is no such entry on that day.", "Check code and day."
        )
    return found


def names(
    connection: Connection, kind: Kind, codes: Collection[str], as_of: date
) -> dict[str, str]:
    """What entries were called on a day, by code; those that did not hold then are left out."""
    columns = master_entries.c
    found = select(columns.code, columns.name).where(columns.kind == kind, holds(as_of))
    return {code: name for code, name in connection.execute(found.where(columns.code.in_(codes)))}


def called(connection: Connection, kind: Kind, name: str, as_of: date) -> list[Entry]:
    """Entries of a kind that had a name on a day, in whatever letters it is written."""
    found = _read(connection, _of(kind).where(holds(as_of)).order_by(master_entries.c.code))
    return [each for each in found if nfc(each.name).casefold() == nfc(name).casefold()]


def history(connection: Connection, kind: Kind, code: str) -> list[State]:
    """All states of an entry, also corrected ones, the first day first.

    Raises:
        SohoaError: `not_found`: there never was one.
    """
    of_import = master_imports.c.id == master_entries.c["import"]
    found = _of(kind).add_columns(master_imports.c.imported_at, master_imports.c.actor)
    found = found.join(master_imports, of_import).where(master_entries.c.code == code)
    rows = connection.execute(found.order_by(master_entries.c.valid_from, master_entries.c.id))
    states = [State(_entry_of(row), _is_corrected(row), row.imported_at, row.actor) for row in rows]
    if not states:
        raise SohoaError(ErrorCode.NOT_FOUND, "There never was such an entry.", "Check its code.")
    return states


def successors(connection: Connection, kind: Kind, code: str, as_of: date) -> list[Link]:
    """What the entry that a code meant on a day went over into later, wholly or in parts.

    A code may mean another entry afterwards: then nothing of that one is told.
    """
    links = master_links.c
    later = _links(kind).where(links.predecessor == code, links.day > as_of)
    rows = connection.execute(later.order_by(links.day, links.successor)).all()
    ends = [row.day for row in rows if row.successor == code]
    return [
        _link(connection, kind, row.successor, row.day, row)
        for row in rows
        if not ends or row.day <= ends[0]
    ]


def predecessors(connection: Connection, kind: Kind, code: str, as_of: date) -> list[Link]:
    """What the entry that a code means on a day came from; see `successors`."""
    links = master_links.c
    earlier = _links(kind).where(links.successor == code, links.day <= as_of)
    rows = connection.execute(earlier.order_by(links.day, links.predecessor)).all()
    begins = [row.day for row in rows if row.predecessor == code]
    return [
        _link(connection, kind, row.predecessor, row.day - timedelta(days=1), row)
        for row in rows
        if not begins or row.day >= begins[-1]
    ]


def components(connection: Connection, procedure: str, as_of: date) -> list[Entry]:
    """The components ("thành phần hồ sơ") of a procedure on a day, in the order of their codes.

    A long code, `1.001193.000.00.00.H53`, has those of the short one where it has none of its own.
    """
    short = ".".join(procedure.split(".")[:2])
    rows = _COMPONENTS.rows(connection, procedures=[procedure, short], as_of=as_of)
    known = [_entry_of(row) for row in rows]
    return [entry for entry in known if entry.parent == procedure] or known


_COMPONENTS = Ready(
    lambda among: select(
        *(master_entries.c[name] for name in ("kind", "code", "name", "parent", "attributes")),
        master_entries.c.valid_from, master_entries.c.valid_to,
    )
    .where(
        master_entries.c.kind == Kind.COMPONENT, holds(bindparam("as_of", type_=Date)),
        among(master_entries.c.parent, "procedures"),
    )
    .order_by(master_entries.c.code)
)  # fmt: skip


def _of(kind: Kind) -> Select[Any]:
    return select(master_entries).where(master_entries.c.kind == kind)


def _links(kind: Kind) -> Select[Any]:
    return select(master_links).where(
        master_links.c.kind == kind, master_links.c.withdrawn_by.is_(None)
    )


def _read(connection: Connection, chosen: Select[Any]) -> list[Entry]:
    return [_entry_of(row) for row in connection.execute(chosen)]


def _entry(connection: Connection, kind: Kind, code: str, as_of: date) -> Entry | None:
    found = _read(connection, _of(kind).where(holds(as_of), master_entries.c.code == code))
    return found[0] if found else None


def _entry_of(row: Row[Any]) -> Entry:
    return Entry(
        Kind(row.kind), row.code, row.name, row.parent, row.attributes,
        None if row.valid_from == SINCE_EVER else row.valid_from, row.valid_to,
    )  # fmt: skip


def _is_corrected(row: Row[Any]) -> bool:
    return row.valid_to is not None and row.valid_to < row.valid_from


def _link(connection: Connection, kind: Kind, code: str, day: date, row: Row[Any]) -> Link:
    found = _entry(connection, kind, code, day)
    return Link(code, found.name if found else code, row.day, row.whole)
