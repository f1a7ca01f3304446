"""Units, one below the other, and who sees what belongs to them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from models.store.intake import ROOT_UNIT
from models.store.tables import units


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
