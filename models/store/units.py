"""Units, one below the other, and who sees what belongs to them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from models.errors import ErrorCode, SohoaError
from models.store.audit import SYSTEM, note
from models.store.database import Store
from models.store.intake import MAX_UNIT, ROOT_UNIT
from models.store.tables import units

# Codes of agencies as Decision 20/2020/QĐ-TTg writes them, H53.12.4, and names such as so-xay-dung.
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_MAX_NAME = 200


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit in its tree.

    Attributes:
        depth: How many units are above it in the tree that was asked for.
    """

    code: str
    name: str
    parent: str | None
    depth: int = 0


def name_of(connection: Connection, code: str) -> str:
    """What a unit is called."""
    return connection.execute(select(units.c.name).where(units.c.code == code)).scalar() or code


def named(connection: Connection, codes: Sequence[str] | None) -> dict[str, str]:
    """Names of units by code, in the order of names; of these codes, None: of all there are."""
    chosen = select(units.c.code, units.c.name).order_by(units.c.name)
    if codes is not None:
        chosen = chosen.where(units.c.code.in_(codes))
    return {row.code: row.name for row in connection.execute(chosen)}


def chosen_of(
    connection: Connection, seen: Sequence[str] | None, code: str | None
) -> tuple[str, ...] | None:
    """Of the units that a person sees, those at or below a unit; None: of all there are.

    Args:
        connection: To the database.
        seen: As `Person.units`.
        code: What was chosen; none: all that are seen.
    """
    if not code:
        return None if seen is None else tuple(seen)
    found = below(connection, code)
    if found is None or seen is None:
        return found if seen is None else tuple(seen)
    return tuple(unit for unit in found if unit in seen)


def below(connection: Connection, code: str) -> tuple[str, ...] | None:
    """Codes of a unit and of those below it; None: of all there are.

    This is what every list and every record that is shown to a person goes by.
    """
    if code == ROOT_UNIT:
        return None
    found = select(units.c.code).where(units.c.code == code).cte(recursive=True)
    found = found.union(select(units.c.code).join(found, units.c.parent == found.c.code))
    return tuple(connection.execute(select(found.c.code)).scalars())


def above(connection: Connection, code: str) -> tuple[str, ...]:
    """Codes of a unit and of those that it lies below."""
    found = select(units.c.code, units.c.parent).where(units.c.code == code).cte(recursive=True)
    found = found.union(
        select(units.c.code, units.c.parent).join(found, units.c.code == found.c.parent)
    )
    return tuple(connection.execute(select(found.c.code)).scalars())


def tree(connection: Connection, codes: Sequence[str] | None = None) -> list[Unit]:
    """Units, each followed by those below it in the order of their names.

    Args:
        connection: To the database.
        codes: Only these, which are those below one unit; None: all.
    """
    rows = connection.execute(select(units)).all()
    known = {row.code for row in rows if codes is None or row.code in codes}
    children: dict[str | None, list[Unit]] = {}
    for row in sorted(rows, key=lambda row: (row.name.casefold(), row.code), reverse=True):
        if row.code in known:
            parent = row.parent if row.parent in known else None
            children.setdefault(parent, []).append(Unit(row.code, row.name, row.parent))
    found, left = [], [(unit, 0) for unit in children.get(None, [])]
    while left:
        unit, depth = left.pop()
        found.append(Unit(unit.code, unit.name, unit.parent, depth))
        left += [(child, depth + 1) for child in children.get(unit.code, [])]
    return found


def add_unit(store: Store, code: str, name: str, parent: str, *, actor: str = SYSTEM) -> None:
    """Add a unit below another one.

    Raises:
        SohoaError: `not_allowed`: the code is taken or cannot be one, or there is no name;
            `not_found`: there is no such parent.
    """
    code, name = code.strip(), _checked_name(name)
    if not _CODE.fullmatch(code) or len(code) > MAX_UNIT:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "This cannot be the code of a unit.",
            "Give letters without marks, digits, points, hyphens, at most 64.",
        )  # fmt: skip
    with store.write() as connection:
        _find(connection, parent)
        if connection.execute(select(units.c.code).where(units.c.code == code)).first():
            raise SohoaError(
                ErrorCode.NOT_ALLOWED, "There is a unit with this code already.",
                "Rename that one, or give another code.",
            )  # fmt: skip
        connection.execute(insert(units).values(code=code, name=name, parent=parent))
        note(store, connection, "add_unit", code, actor=actor, details={"parent": parent})


def rename_unit(store: Store, code: str, name: str, *, actor: str = SYSTEM) -> None:
    """Call a unit by another name.

    Raises:
        SohoaError: `not_found`; `not_allowed`: there is no name.
    """
    name = _checked_name(name)
    with store.write() as connection:
        _find(connection, code)
        connection.execute(update(units).where(units.c.code == code).values(name=name))
        note(store, connection, "rename_unit", code, actor=actor, details={"name": name})


def _find(connection: Connection, code: str) -> None:
    if connection.execute(select(units.c.code).where(units.c.code == code)).first() is None:
        raise SohoaError(ErrorCode.NOT_FOUND, "There is no such unit.", "Check its code.")


def _checked_name(name: str) -> str:
    name = " ".join(name.split())
    if not 0 < len(name) <= _MAX_NAME or not name.isprintable():
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "A unit has a name of at most 200 characters.", "Give one."
        )
    return name
