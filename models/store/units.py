"""Units, one below the other, and who sees what belongs to them."""

from __future__ import annotations

from sqlalchemy import Connection, select

from models.store.intake import ROOT_UNIT
from models.store.tables import units


def name_of(connection: Connection, code: str) -> str:
    """What a unit is called."""
    return connection.execute(select(units.c.name).where(units.c.code == code)).scalar() or code


def below(connection: Connection, code: str) -> tuple[str, ...] | None:
    """Codes of a unit and of those below it; None: of all there are.

    This is what every list and every record that is shown to a person goes by.
    """
    if code == ROOT_UNIT:
        return None
    found = select(units.c.code).where(units.c.code == code).cte(recursive=True)
    found = found.union(select(units.c.code).join(found, units.c.parent == found.c.code))
    return tuple(connection.execute(select(found.c.code)).scalars())
