"""Sessions: they end by themselves, and nothing stored opens one."""

from __future__ import annotations

from uuid import UUID

import pytest

from models.people import Role
from models.store.database import Store
from models.store.people import IDLE, LONGEST, Account, add_person
from models.store.sessions import begin, current, end, token_of
from models.store.tables import sessions
from tests.models.store.builders import Clock, rows


@pytest.fixture
def lan(store: Store) -> UUID:
    return add_person(store, Account("lan", "Lan", "xa-a", frozenset({Role.REVIEWER})))


def test_a_secret_opens_its_session_and_its_digest_does_not(store: Store, lan: UUID) -> None:
    secret = begin(store, lan)
    found = current(store, secret)
    assert found is not None and found.login == "lan" and found.units == ("xa-a",)
    [row] = rows(store, sessions)
    assert row.token == token_of(secret)
    assert current(store, row.token) is None
    assert current(store, "") is None


def test_doing_something_keeps_a_session_until_it_is_too_old(
    store: Store, lan: UUID, clock: Clock
) -> None:
    secret = begin(store, lan)
    step = IDLE.total_seconds() - 1
    for _ in range(int(LONGEST.total_seconds() // step)):
        clock.forward(step)
        assert current(store, secret) is not None
    clock.forward(step)
    assert current(store, secret) is None


def test_what_asks_by_itself_does_not_keep_a_session(store: Store, lan: UUID, clock: Clock) -> None:
    secret = begin(store, lan)
    clock.forward(IDLE.total_seconds() - 1)
    assert current(store, secret, touch=False) is not None
    clock.forward(2)
    assert current(store, secret) is None


def test_sessions_that_have_ended_are_cleared_away_by_the_next(
    store: Store, lan: UUID, clock: Clock
) -> None:
    begin(store, lan)
    clock.forward(IDLE.total_seconds() + 1)
    second = begin(store, lan)
    assert [row.token for row in rows(store, sessions)] == [token_of(second)]
    end(store, second)
    assert rows(store, sessions) == []
