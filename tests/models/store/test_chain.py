"""Audit events form a chain that shows what was changed, removed or cut off."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Connection, Table, delete, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from models.store.audit import Event, EventQuery, events, look, note, note_reading
from models.store.chain import START, take_turn, verify
from models.store.database import Store, open_store
from models.store.people import Account, Role, add_person
from models.store.tables import audit_events, owners
from tests.models.store.builders import Clock, at_once, plan_of, rows, statements_of
from tests.servers import wait_until


@contextmanager
def unguarded(store: Store) -> Iterator[Connection]:
    """A connection of somebody who owns the database, and may do what the program may not."""
    with store.write() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            yield connection
            return
        names = ("audit_events_no_update", "audit_events_no_delete")
        guards = connection.execute(
            text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        ).all()
        for name in names:
            connection.execute(text(f"DROP TRIGGER {name}"))
        yield connection
        for guard in guards:
            if guard.name in names:
                connection.execute(text(guard.sql))


def tell(store: Store, count: int, actor: str = "lan") -> None:
    for number in range(count):
        with store.write() as connection:
            note(store, connection, "view", f"record-{number}", actor=actor, details={"n": number})


def test_a_chain_is_sound_and_its_digest_tells_where_it_ends(store: Store) -> None:
    with store.read() as connection:
        assert verify(connection).digest == START
    tell(store, 3)
    with store.read() as connection:
        chain = verify(connection)
    assert (chain.events, chain.broken) == (3, None)
    assert chain.digest == rows(store, audit_events)[-1].digest


def test_events_cannot_be_changed_by_the_program(store: Store) -> None:
    tell(store, 2)
    for statement in (update(audit_events).values(actor="huong"), delete(audit_events)):
        with pytest.raises(DBAPIError), store.write() as connection:
            connection.execute(statement)


@pytest.mark.parametrize("what", ["changed", "removed"])
def test_what_was_changed_or_removed_is_found(store: Store, what: str) -> None:
    tell(store, 5)
    second, third = rows(store, audit_events)[1:3]
    with unguarded(store) as connection:
        if what == "changed":
            statement = update(audit_events).where(audit_events.c.id == second.id)
            connection.execute(statement.values(actor="huong"))
        else:
            connection.execute(delete(audit_events).where(audit_events.c.id == second.id))
    with store.read() as connection:
        broken = verify(connection).broken
    assert broken is not None
    assert broken.id == (second.id if what == "changed" else third.id)


def test_a_digest_kept_elsewhere_shows_that_the_end_was_cut_off(store: Store) -> None:
    tell(store, 4)
    kept = rows(store, audit_events)[-1].digest
    with store.read() as connection:
        assert verify(connection, kept).known is True
    last = rows(store, audit_events)[-1].id
    with unguarded(store) as connection:
        connection.execute(delete(audit_events).where(audit_events.c.id == last))
    with store.read() as connection:
        chain = verify(connection, kept)
    assert (chain.broken, chain.known) == (None, False)


@pytest.mark.parametrize("later", [0, 2])
def test_an_emptied_audit_is_not_sound(store: Store, later: int) -> None:
    for login in ("huong", "lan"):
        add_person(store, Account(login, "", "xa-a", frozenset({Role.REVIEWER})))
    with store.read() as connection:
        assert verify(connection).sound
    with unguarded(store) as connection:
        connection.execute(delete(audit_events))
    # What is noted afterwards begins a chain of its own, which is right in itself.
    tell(store, later)
    with store.read() as connection:
        chain = verify(connection)
    assert (chain.events, chain.broken, chain.missing) == (later, None, 2)
    assert not chain.sound


def test_many_who_write_at_once_make_one_chain(store: Store) -> None:
    at_once(4, lambda number: tell(store, 10, f"writer-{number}"))
    with store.read() as connection:
        chain = verify(connection)
    assert (chain.events, chain.broken) == (40, None)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_who_reads_makes_one_chain_whatever_isolation_is_usual(store: Store) -> None:
    usual = f"{store.settings.database()}?options=-c%20default_transaction_isolation%3Dserializable"
    settings = replace(store.settings, database_url=usual)
    # Each by itself, as processes are: threads of one would be done together.
    others = [open_store(settings) for _ in range(2)]

    def tell_some(number: int) -> None:
        for _ in range(15):
            note_reading(others[number], view(number))

    at_once(2, tell_some)
    for other in others:
        other.close()
    with store.read() as connection:
        chain = verify(connection)
    assert (chain.events, chain.sound) == (30, True)


def test_what_was_undone_is_not_in_the_chain(store: Store) -> None:
    tell(store, 1)
    with pytest.raises(ZeroDivisionError), store.write() as connection:
        note(store, connection, "view", "record")
        raise ZeroDivisionError
    tell(store, 1)
    with store.read() as connection:
        chain = verify(connection)
    assert (chain.events, chain.broken) == (2, None)


def test_events_of_one_transaction_are_chained_in_their_order(store: Store) -> None:
    with store.write() as connection:
        for number in range(300):
            note(store, connection, "view", f"record-{number}")
    found = rows(store, audit_events)
    assert [row.subject for row in found] == [f"record-{number}" for number in range(300)]
    with store.read() as connection:
        assert verify(connection).sound


@pytest.mark.parametrize(
    ("condition", "index"),
    [
        ("actor = 'lan' AND id < 900", "ix_audit_events_actor_id"),
        ("action = 'reopen' AND id < 900", "ix_audit_events_action_id"),
        ("at < '2026-01-01'", "ix_audit_events_at"),
    ],
)
def test_a_filter_looks_at_an_index(store: Store, condition: str, index: str) -> None:
    if store.engine.dialect.name == "postgresql" and "id <" in condition:
        pytest.skip("PostgreSQL reads a table as small as this one by its key")
    order = "at" if "at <" in condition else "id"
    chosen = f"SELECT id FROM audit_events WHERE {condition} ORDER BY {order} DESC LIMIT 100"
    assert index in plan_of(store, chosen)


def test_events_out_of_the_order_of_their_numbers_are_found_by_day(
    store: Store, clock: Clock
) -> None:
    """Who notes first may commit last, and clocks are put right."""
    start = clock()
    for seconds, actor in ((0, "a"), (7200, "b"), (3600, "c"), (7200, "d"), (10 * 86400, "e")):
        clock.moment = start + timedelta(seconds=seconds)
        tell(store, 1, actor)

    def found(**what: datetime) -> str:
        with store.read() as connection:
            return "".join(row.actor for row in events(connection, EventQuery(**what)))  # type: ignore[arg-type]

    hour = timedelta(hours=1)
    assert found(since=start + 2 * hour) == "edb"
    assert found(until=start + 2 * hour) == "ca"
    assert found(since=start + hour, until=start + 2 * hour) == "c"
    assert found(since=start + timedelta(days=3)) == "e"
    assert found(until=start + timedelta(days=3)) == "dcba"


def test_events_are_found_by_who_what_and_when(store: Store, clock: Clock) -> None:
    add_person(store, Account("huong", "", "xa-a", frozenset({Role.REVIEWER})))
    tell(store, 2)
    clock.forward(timedelta(days=1).total_seconds())
    tell(store, 3, "huong")

    def found(**what: object) -> list[tuple[str, str]]:
        with store.read() as connection:
            return [(e.actor, e.subject) for e in events(connection, EventQuery(**what))]  # type: ignore[arg-type]

    newest = [("huong", "record-2"), ("huong", "record-1")]
    assert found(limit=2) == newest
    assert found(actor="lan") == [("lan", "record-1"), ("lan", "record-0")]
    assert found(subject="record-1") == [("huong", "record-1"), ("lan", "record-1")]
    assert len(found(action="add_person")) == 1
    assert len(found(since=clock())) == 3
    assert len(found(until=clock())) == 3
    assert len(found(units=["xa-a"])) == 3
    last = rows(store, audit_events)[-2].id
    assert found(before=last, limit=1) == [("huong", "record-0")]


def view(number: int) -> Event:
    return Event("view", f"record-{number}", "client:dvc", {"n": number})


def read_nothing(_: Connection, asked: Sequence[str]) -> Sequence[str]:
    return asked


def note_with_row(store: Store, event: Event, table: Table, row: dict[str, Any]) -> None:
    look(store, read_nothing, "", lambda _: event, lambda _: [(table, row)])


def test_what_is_read_together_goes_to_who_asked_for_it(store: Store) -> None:
    read: list[Sequence[int]] = []

    def double(_: Connection, asked: Sequence[int]) -> list[int]:
        read.append(asked)
        return [2 * number for number in asked]

    def told(number: int) -> Callable[[int], Event | None]:
        return lambda answer: None if number == 5 else view(answer)

    with ThreadPoolExecutor(8) as pool:
        with store.write() as connection:
            take_turn(connection)
            waiting = [pool.submit(look, store, double, 0, told(0))]
            wait_until(lambda: store._looks._is_working and not store._looks._waiting, "one")
            waiting += [pool.submit(look, store, double, n, told(n)) for n in range(1, 8)]
            wait_until(lambda: len(store._looks._waiting) == 7, "the others")
        assert [each.result() for each in waiting] == [2 * n for n in range(8)]
    assert [len(asked) for asked in read] == [1, 7]
    # Of what was not shown nothing is noted.
    assert sorted(row.details["n"] for row in rows(store, audit_events)) == [
        2 * n for n in range(8) if n != 5
    ]


def test_what_was_read_meanwhile_is_committed_together(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool, statements_of(store) as sent:
        with store.write() as connection:
            take_turn(connection)
            sent.clear()
            waiting = [pool.submit(note_reading, store, view(0))]
            wait_until(
                lambda: store._looks._is_working and not store._looks._waiting, "the first one"
            )
            waiting += [pool.submit(note_reading, store, view(n)) for n in range(1, 8)]
            wait_until(lambda: len(store._looks._waiting) == 7, "the others")
            assert not any(each.done() for each in waiting)
        for each in waiting:
            each.result()
    assert sum("FROM audit_events ORDER BY id DESC" in statement for statement in sent) == 2
    with store.read() as connection:
        assert verify(connection).sound
    assert sorted(row.subject for row in rows(store, audit_events)) == [
        f"record-{n}" for n in range(8)
    ]


def test_of_what_cannot_be_noted_everybody_hears(store: Store) -> None:
    def tell_one(number: int) -> bool:
        row = {"owner": "072190001234", "record": uuid4()}  # of a record that is not there
        try:
            note_with_row(store, view(number), owners, row)
        except IntegrityError:
            return True
        return False

    assert all(at_once(4, tell_one))
    assert not rows(store, audit_events)
    note_reading(store, view(9))
    assert len(rows(store, audit_events)) == 1


def test_what_is_wrong_with_one_keeps_nobody_else_from_being_noted(store: Store) -> None:
    wrong = {"owner": "072190001234", "record": uuid4()}  # of a record that is not there
    with ThreadPoolExecutor(8) as pool:
        with store.write() as connection:
            take_turn(connection)
            first = pool.submit(note_reading, store, view(0))
            wait_until(
                lambda: store._looks._is_working and not store._looks._waiting, "the first one"
            )
            unchained = pool.submit(note_reading, store, Event("view", "1", "lan", {"x": "\ud800"}))
            unwritten = pool.submit(note_with_row, store, view(8), owners, wrong)
            others = [pool.submit(note_reading, store, view(n)) for n in range(1, 5)]
            wait_until(lambda: len(store._looks._waiting) == 6, "the others")
        for each in (first, *others):
            each.result()
        with pytest.raises(UnicodeEncodeError):
            unchained.result()
        with pytest.raises(IntegrityError):
            unwritten.result()
    assert sorted(row.subject for row in rows(store, audit_events)) == [
        f"record-{n}" for n in range(5)
    ]
    with store.read() as connection:
        assert verify(connection).sound
