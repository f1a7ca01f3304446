"""Who looks at unusually many records: at once, or while the office is closed.

Reads of personal data are noted (Law 91/2025/QH15); here is what stands out among them.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    String,
    case,
    cast,
    extract,
    func,
    or_,
    select,
)

from models.store.audit import by_people_of, within
from models.store.tables import audit_events

# What is looked back at.
SPAN = timedelta(days=7)
# More different records than these are unusual: within an hour, and in all nights of the span.
MOST_AN_HOUR, MOST_AT_NIGHT = 200, 20
# The office is open from six to twenty o'clock in Vietnam, seven hours ahead all the year.
_OPENS_S, _CLOSES_S, _AHEAD_S = 6 * 3600, 20 * 3600, 7 * 3600
_HOUR_S, _DAY_S = 3600, 24 * 3600
_LOOKS = ("view", "download", "list")


@dataclass(frozen=True, slots=True)
class Unusual:
    """What somebody looked at.

    Attributes:
        actor: Their login.
        records: How many different records; a list that was shown counts as one.
        first: When it began.
        last: When it ended.
        at_night: While the office is closed, all nights together; else within one hour.
    """

    actor: str
    records: int
    first: datetime
    last: datetime
    at_night: bool


def unusual(
    connection: Connection, now: datetime, units: Sequence[str] | None = None
) -> list[Unusual]:
    """People of some units who looked at unusually many records in the last days, most first.

    Args:
        connection: To the database.
        now: The moment.
        units: Codes of the units; None: all.
    """
    looks = [
        *within(connection, now - SPAN, None), *by_people_of(connection, units),
        audit_events.c.action.in_(_LOOKS),
    ]  # fmt: skip
    found = [*_within_an_hour(connection, looks), *_at_night(connection, looks)]
    return sorted(found, key=lambda each: (-each.records, each.actor))


# A list is no record, but who has many of them shown sees as much.
_RECORD: ColumnElement[str] = case(
    (audit_events.c.action == "list", cast(audit_events.c.id, String)),
    else_=audit_events.c.subject,
)
_SECONDS: ColumnElement[int] = cast(extract("epoch", audit_events.c.at), BigInteger)


def _within_an_hour(
    connection: Connection, looks: Sequence[ColumnElement[bool]]
) -> list[Unusual]:  # fmt: skip
    # Any hour lies within two of the clock, so one of them has half of its looks. Different ones
    # are told apart later: a database sorts all for that.
    by_clock = (
        select(audit_events.c.actor)
        .where(*looks)
        .group_by(audit_events.c.actor, _SECONDS // _HOUR_S)
        .having(func.count() > MOST_AN_HOUR // 2)
    )
    found = []
    for actor in sorted(set(connection.execute(by_clock).scalars())):
        of_actor = select(audit_events.c.at, _RECORD).where(*looks, audit_events.c.actor == actor)
        busiest = _busiest_hour(actor, connection.execute(of_actor.order_by(audit_events.c.at)))
        if busiest.records > MOST_AN_HOUR:
            found.append(busiest)
    return found


def _busiest_hour(actor: str, looks: Iterable[Any]) -> Unusual:
    """The hour, of whichever minute, with the most different records.

    Args:
        actor: Whose looks.
        looks: Moment and record of each, in the order of time, at least one.
    """
    window: deque[tuple[datetime, str]] = deque()
    seen: Counter[str] = Counter()
    best: Unusual | None = None
    for at, record in looks:
        window.append((at, record))
        seen[record] += 1
        while at - window[0][0] >= timedelta(seconds=_HOUR_S):
            gone = window.popleft()[1]
            seen[gone] -= 1
            if not seen[gone]:
                del seen[gone]
        if best is None or len(seen) > best.records:
            best = Unusual(actor, len(seen), window[0][0], at, at_night=False)
    assert best is not None
    return best


def _at_night(connection: Connection, looks: Sequence[ColumnElement[bool]]) -> list[Unusual]:
    of_day = (_SECONDS + _AHEAD_S) % _DAY_S
    records, at = func.count(_RECORD.distinct()), audit_events.c.at
    chosen = (
        select(audit_events.c.actor, records, func.min(at), func.max(at))
        .where(*looks, or_(of_day < _OPENS_S, of_day >= _CLOSES_S))
        .group_by(audit_events.c.actor)
        .having(records > MOST_AT_NIGHT)
    )
    return [
        Unusual(actor, count, first, last, at_night=True)
        for actor, count, first, last in connection.execute(chosen)
    ]
