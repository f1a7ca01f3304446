"""Moments in tables whose keys grow with time: found by halving, without an index of their own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, func, select


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
    first, last = connection.execute(select(func.min(key), func.max(key))).one()
    if last is None:
        return 0
    low, high = int(first), int(last) + 1
    while low < high:
        middle = (low + high) // 2
        row = connection.execute(
            select(key, at).where(key >= middle).order_by(key).limit(1)
        ).one_or_none()
        if row is None or row[1] >= moment:
            high = middle
        else:
            low = int(row[0]) + 1
    return low
