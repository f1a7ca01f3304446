"""Moments in tables whose keys grow with time: found by halving, without an index of their own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, case, func, literal, select


def first_from(connection: Connection, key: Column[Any], at: Column[Any], moment: datetime) -> int:
    """The lowest key that a row of this moment or a later one can have.

    Where no row is that late it is beyond the last one. Transactions that end at nearly the same
    time may be numbered the other way round: good for days, not for seconds.

    Args:
        connection: To the database.
        key: The whole-number key of the table.
        at: When a row was added.
        moment: In any time zone.
    """
    # One statement: a page asks for many such keys, and each way to the database takes its time.
    # The ends are asked for one by one: SQLite reads a whole table that is asked for both at once.
    low = select(func.coalesce(func.min(key), 0)).scalar_subquery()
    high = select(func.coalesce(func.max(key) + 1, 0)).scalar_subquery()
    halves = select(low.label("low"), high.label("high")).cte("halves", recursive=True)
    middle = (halves.c.low + halves.c.high) // 2
    found = select(at).where(key >= middle).order_by(key).limit(1).scalar_subquery()
    is_late = found >= literal(moment, at.type)
    halves = halves.union_all(
        select(
            case((is_late, halves.c.low), else_=middle + 1),
            case((is_late, middle), else_=halves.c.high),
        ).where(halves.c.low < halves.c.high)
    )
    return int(connection.execute(select(func.max(halves.c.low))).scalar_one())
