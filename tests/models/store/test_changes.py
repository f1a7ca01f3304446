"""The feed of changes: in the order of commits, for 90 days."""

from __future__ import annotations

import re
from collections.abc import Sequence
from uuid import uuid4

import pytest

from models.errors import ErrorCode, SohoaError
from models.store.changes import Kind, Question, forget_old, read_on, tell
from models.store.database import Store
from models.store.endings import withdraw
from models.store.jobs import JobKind
from models.store.publications import published
from models.store.records import lock_record
from models.store.tables import changes
from tests.models.store.builders import (
    Clock,
    at_once,
    count,
    digest,
    paper,
    plan_of,
    publish,
    result,
    rows,
    send,
    statements_of,
    take,
)
from worker.queue import Bell
from worker.sweeper import sweep


def add(store: Store, *, unit: str = "xa-a", kind: str = "can_cuoc") -> None:
    with store.write() as connection:
        tell(store, connection, Kind.PUBLISHED, uuid4(), 1, unit, kind)


def numbers(
    store: Store, after: int = 0, units: Sequence[str] | None = None, types: Sequence[str] = ()
) -> list[int]:
    return [row.id for row in read_on(store, Question(units, after, 100, types)).rows]


def test_who_reads_on_misses_nothing_that_others_add_meanwhile(store: Store) -> None:
    writers, each = 4, 10
    seen, last = list[int](), 0

    def work(number: int) -> None:
        nonlocal last
        if number < writers:
            for _ in range(each):
                add(store)
            return
        while len(seen) < writers * each:
            feed = read_on(store, Question(None, last, 3))
            seen.extend(row.id for row in feed.rows)
            last = feed.last

    at_once(writers + 1, work)
    assert seen == [row.id for row in rows(store, changes)]


def test_changes_of_other_units_and_types_are_passed_over(store: Store) -> None:
    add(store)
    add(store, unit="xa-b")
    add(store, kind="giay_khai_sinh")
    assert len(numbers(store, units=("xa-a",))) == 2
    assert len(numbers(store, types=("giay_khai_sinh",))) == 1
    feed = read_on(store, Question(("xa-b",), 0, 10))
    # What is others' is not looked through again.
    assert feed.last == rows(store, changes)[-1].id
    assert read_on(store, Question(("xa-b",), feed.last, 10)).rows == []


def test_an_undone_transaction_tells_nothing(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.write() as connection:
        tell(store, connection, Kind.PUBLISHED, uuid4(), 1, "xa-a", "can_cuoc")
        raise ZeroDivisionError
    add(store)
    assert count(store, changes) == 1


def test_after_ninety_days_who_was_away_is_told_to_begin_anew(store: Store, clock: Clock) -> None:
    for _ in range(3):
        add(store)
    first = numbers(store)[0]
    clock.forward(91 * 86_400)
    add(store)
    sweep(store, Bell(store.settings))
    assert count(store, changes) == 1
    with pytest.raises(SohoaError) as refused:
        numbers(store, after=first)
    assert refused.value.code is ErrorCode.TOO_OLD
    assert len(numbers(store)) == 1
    clock.forward(91 * 86_400)
    assert forget_old(store) == 0  # the newest stays: numbers are counted from it


def test_a_withdrawal_is_told_when_the_publication_is_forgotten(
    store: Store, clock: Clock
) -> None:  # fmt: skip
    _, [record] = digest(store, result(paper(so_ky_hieu="1/QĐ-UBND")))
    publish(store)
    clock.forward(91 * 86_400)
    add(store)
    assert forget_old(store) == 1
    with store.write() as connection:
        row, _ = lock_record(connection, record, 1)
        withdraw(store, connection, row, "lan", "no paper of ours")
    last = rows(store, changes)[-1]
    assert (last.kind, last.record) == (Kind.WITHDRAWN, record)


def test_who_heard_of_a_record_hears_that_it_is_of_another_type(store: Store) -> None:
    record = uuid4()
    for kind, type_id in (
        (Kind.PUBLISHED, "can_cuoc"), (Kind.PUBLISHED, "khac"), (Kind.WITHDRAWN, "khac"),
    ):  # fmt: skip
        with store.write() as connection:
            tell(store, connection, kind, record, 1, "xa-a", type_id)
    add(store, kind="khac")
    assert len(numbers(store, types=("can_cuoc",))) == 3
    assert len(numbers(store, types=("khac",))) == 3


@pytest.mark.parametrize("is_there", [True, False])
def test_what_is_withdrawn_on_its_way_is_not_told_as_published(
    store: Store, is_there: bool
) -> None:
    _, [record] = digest(store, result(paper(so_ky_hieu="1/QĐ-UBND")))
    job = take(store, JobKind.PUBLISH)
    if is_there:
        send(store, job)
    with store.write() as connection:
        row, _ = lock_record(connection, record, 1)
        withdraw(store, connection, row, "lan", "no paper of ours")
    send(store, job)
    published(store, job)
    assert {row.kind for row in rows(store, changes)} == {Kind.WITHDRAWN}


def test_to_know_the_ends_of_the_feed_no_change_is_looked_through(store: Store) -> None:
    with statements_of(store) as sent:
        numbers(store)
    [ends] = [statement for statement in sent if "min(" in statement]
    assert not re.search("(SCAN|Seq Scan on) changes", plan_of(store, ends))
