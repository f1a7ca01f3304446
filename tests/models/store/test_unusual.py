"""Who looked at unusually many records."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from models.people import Role
from models.store.audit import Event, note_all
from models.store.database import Store
from models.store.people import Account, add_person
from models.store.unusual import MOST_AN_HOUR, MOST_AT_NIGHT, SPAN, Unusual, unusual
from tests.models.store.builders import Clock

# A Monday, half past eight in Vietnam.
MORNING = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


def look(
    store: Store, clock: Clock, actor: str, count: int, at: datetime, *,
    within: timedelta = HOUR / 2, action: str = "view", first: int = 0,
) -> None:  # fmt: skip
    """Somebody looks at so many records, one after the other."""
    for number in range(count):
        clock.moment = at + within * number / count
        with store.write() as connection:
            subject = "records" if action == "list" else f"record-{first + number}"
            note_all(store, connection, [Event(action, subject, actor)])
    clock.moment = MORNING + timedelta(hours=6)


def found(store: Store, units: list[str] | None = None) -> list[Unusual]:
    with store.read() as connection:
        return unusual(connection, store.now(), units)


def test_more_than_two_hundred_records_within_any_hour_are_unusual(
    store: Store, clock: Clock
) -> None:
    # Over the full hour, with two hundred on neither side of it.
    look(store, clock, "lan", MOST_AN_HOUR + 1, MORNING + timedelta(minutes=10))
    look(store, clock, "minh", MOST_AN_HOUR, MORNING)
    # As many, but never within one hour.
    look(store, clock, "an", 2 * MOST_AN_HOUR, MORNING, within=2 * HOUR)
    [lan] = found(store)
    assert (lan.actor, lan.records, lan.at_night) == ("lan", MOST_AN_HOUR + 1, False)
    assert lan.first == MORNING + timedelta(minutes=10)
    assert MORNING + timedelta(minutes=39) < lan.last < MORNING + timedelta(minutes=40)


def test_the_same_record_again_is_no_further_one(store: Store, clock: Clock) -> None:
    for action in ("view", "download"):
        look(store, clock, "lan", MOST_AN_HOUR - 1, MORNING, action=action)
    assert found(store) == []
    look(store, clock, "lan", 2, MORNING, action="list")
    assert [each.records for each in found(store)] == [MOST_AN_HOUR + 1]


@pytest.mark.parametrize(
    ("hour", "is_night"), [(5, True), (6, False), (12, False), (19, False), (20, True), (23, True)]
)
def test_hours_are_those_of_vietnam(store: Store, clock: Clock, hour: int, is_night: bool) -> None:
    begins = datetime(2026, 3, 1, hour, 5, tzinfo=UTC) - timedelta(hours=7)
    look(store, clock, "lan", MOST_AT_NIGHT + 1, begins)
    assert [each.at_night for each in found(store)] == [True] * is_night


def test_nights_count_together_for_seven_days(store: Store, clock: Clock) -> None:
    night = MORNING - timedelta(hours=6)
    look(store, clock, "lan", 10, night)
    look(store, clock, "lan", 10, night - timedelta(days=2), first=10)
    assert found(store) == []
    look(store, clock, "lan", 1, night - timedelta(days=6), first=20)
    [lan] = found(store)
    assert (lan.records, lan.first) == (MOST_AT_NIGHT + 1, night - timedelta(days=6))
    clock.moment = night - timedelta(days=6) + SPAN + timedelta(seconds=1)
    assert found(store) == []


def test_other_events_are_no_reading(store: Store, clock: Clock) -> None:
    look(store, clock, "lan", MOST_AT_NIGHT + 1, MORNING - timedelta(hours=6), action="approve")
    assert found(store) == []


def test_only_people_of_the_units_are_told(store: Store, clock: Clock) -> None:
    for login, unit in (("lan", "xa-a"), ("minh", "xa-b")):
        add_person(store, Account(login, "", unit, frozenset({Role.REVIEWER})))
        look(store, clock, login, MOST_AT_NIGHT + 1, MORNING - timedelta(hours=6))
    assert [each.actor for each in found(store)] == ["lan", "minh"]
    assert [each.actor for each in found(store, ["xa-b"])] == ["minh"]
    assert found(store, []) == []
