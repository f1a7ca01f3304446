"""Leases: a record is before one person's eyes at a time, and everybody gets one."""

from __future__ import annotations

import io
import time
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import combinations, permutations
from random import Random
from threading import Lock
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, update

from models.errors import ErrorCode, SohoaError
from models.people import Person, Role
from models.store.database import Store
from models.store.endings import Ending, Outcome, end
from models.store.leases import (
    MOST_COUNTED,
    Stage,
    held_record,
    hold,
    holder,
    leave,
    left_for,
    record_of,
    stages_of,
    take_next,
)
from models.store.records import RecordState
from models.store.tables import (
    audit_events,
    decisions,
    record_versions,
    records,
    results,
)
from models.store.tables import leases as lease_rows
from tests.models.store.builders import Clock, at_once, count, rows, someone, submit, together

TAB, OTHER_TAB = "tab-1", "tab-2"


def add_records(store: Store, number: int, **values: Any) -> list[UUID]:
    """Records for review, as if a machine had read them; all of one document."""
    submitted = submit(store, io.BytesIO(uuid.uuid4().bytes).getvalue())
    made = [uuid.uuid4() for _ in range(number)]
    run, now = uuid.uuid4(), store.now()
    common = {
        "document": submitted.document, "unit": "xa-a", "type": "khac", "state": "review",
        "version": 1, "flagged": 0, "created_at": now, "changed_at": now, **values,
    }  # fmt: skip
    with store.write() as connection:
        connection.execute(
            insert(results).values(
                id=run, document=submitted.document, status="ok", body=b"", engine={}, version="0",
                cpu_s=1.0, created_at=now,
            )
        )  # fmt: skip
        for ordinal, record in enumerate(made, start=1):
            connection.execute(insert(records).values(id=record, ordinal=ordinal, **common))
        connection.execute(
            insert(record_versions),
            [
                {
                    "record": record, "version": 1, "result": run, "type": "khac", "pages": [1],
                    "fields": {}, "issues": [], "author": "system", "created_at": now,
                }
                for record in made
            ],
        )  # fmt: skip
    return made


def put(store: Store, record: UUID, **values: Any) -> None:
    """Change a record as the system does."""
    with store.write() as connection:
        connection.execute(update(records).where(records.c.id == record).values(**values))


def speak(store: Store, record: UUID, person: Person, stage: Stage, **values: Any) -> None:
    """Let somebody have said something of a field at a stage."""
    with store.write() as connection:
        connection.execute(
            insert(decisions).values(
                record=record, field="so", stage=stage, person=person.id, action="edited",
                before={"value": None}, after={"value": "1"}, at=store.now(), active_ms=0,
                keystrokes=0, clicks=0, distance=1, **values,
            )
        )  # fmt: skip


def left(store: Store, person: Person) -> int:
    with store.read() as connection:
        return left_for(connection, person, store.now())


def is_theirs(store: Store, person: Person, record: UUID, token: str = TAB) -> bool:
    try:
        with store.write() as connection:
            held_record(connection, person, record, token)
    except SohoaError:
        return False
    return True


def refused(work: Callable[[], object]) -> str:
    with pytest.raises(SohoaError) as caught:
        work()
    assert caught.value.code is ErrorCode.NOT_ALLOWED
    return caught.value.message


@pytest.fixture
def lan(store: Store) -> Person:
    return someone(store, "lan")


@pytest.fixture
def huong(store: Store) -> Person:
    return someone(store, "huong")


@pytest.fixture
def mai(store: Store) -> Person:
    return someone(store, "mai", Role.SENIOR)


class TestTakingTheNext:
    def test_the_most_urgent_comes_first_then_the_oldest(self, store: Store, lan: Person) -> None:
        first, second, urgent = add_records(store, 3)
        put(store, urgent, priority=5)
        got = []
        while (found := take_next(store, lan)) is not None:
            hold(store, lan, found, TAB)
            got.append(found)
        assert got == [urgent, first, second]

    def test_who_asks_twice_gets_the_same_until_it_is_shown(
        self, store: Store, lan: Person
    ) -> None:
        first, second = add_records(store, 2)
        assert take_next(store, lan) == take_next(store, lan) == first
        hold(store, lan, first, TAB)
        assert take_next(store, lan) == second

    def test_the_one_that_comes_after_is_kept_for_them(
        self, store: Store, lan: Person, huong: Person
    ) -> None:
        first, second, third = add_records(store, 3)
        take_next(store, lan)
        hold(store, lan, first, TAB)
        assert take_next(store, lan, besides=first) == second
        assert take_next(store, lan, besides=first) == second
        assert take_next(store, huong) == third
        assert take_next(store, lan) == second

    def test_what_is_kept_and_never_shown_is_free_after_a_minute(
        self, store: Store, lan: Person, huong: Person, clock: Clock
    ) -> None:
        [record] = add_records(store, 1)
        take_next(store, lan)
        clock.forward(59)
        assert take_next(store, huong) is None
        clock.forward(1)
        assert take_next(store, huong) == record

    def test_only_what_waits_for_review_is_handed_out(self, store: Store, lan: Person) -> None:
        for state in set(RecordState) - {RecordState.REVIEW}:
            add_records(store, 1, state=state)
        assert take_next(store, lan) is None

    def test_what_was_kept_for_them_and_needs_nobody_now_is_not_handed_out(
        self, store: Store, lan: Person
    ) -> None:
        first, second = add_records(store, 2)
        take_next(store, lan)
        put(store, first, state=RecordState.WITHDRAWN)
        assert take_next(store, lan) == second

    def test_only_of_the_own_units(self, store: Store) -> None:
        [record] = add_records(store, 1)
        assert take_next(store, someone(store, "tam", unit="xa-b")) is None
        assert take_next(store, someone(store, "tu", unit="xa-a")) == record

    def test_what_waits_longest_for_others_comes_first(self, store: Store, mai: Person) -> None:
        made = add_records(store, 4)
        for record, stage in zip(made, (Stage.FIRST, *stages_of(mai)[:3]), strict=True):
            put(store, record, stage=stage)
        got = []
        while (found := take_next(store, mai)) is not None:
            hold(store, mai, found, TAB)
            got.append(found)
        assert got == [*made[1:], made[0]]

    def test_what_waits_for_a_senior_or_a_scan_is_not_for_reviewers(
        self, store: Store, lan: Person, mai: Person
    ) -> None:
        senior, rescan = add_records(store, 2)
        put(store, senior, stage=Stage.SENIOR)
        put(store, rescan, stage=Stage.RESCAN)
        assert (left(store, lan), take_next(store, lan)) == (0, None)
        assert (left(store, mai), take_next(store, mai)) == (1, senior)


class TestAnotherPerson:
    @pytest.mark.parametrize("stage", [Stage.SECOND, Stage.THIRD])
    def test_who_has_spoken_at_an_earlier_stage_is_not_asked_again(
        self, store: Store, lan: Person, huong: Person, stage: Stage
    ) -> None:
        [record] = add_records(store, 1, stage=stage)
        speak(store, record, lan, Stage.FIRST)
        assert (take_next(store, lan), left(store, lan)) == (None, 0)
        assert "another reviewer" in refused(lambda: hold(store, lan, record, TAB))
        assert take_next(store, huong) == record
        hold(store, huong, record, TAB)

    def test_who_is_not_through_with_the_second_stage_may_go_on(
        self, store: Store, lan: Person, clock: Clock
    ) -> None:
        [record] = add_records(store, 1, stage=Stage.SECOND)
        take_next(store, lan)
        hold(store, lan, record, TAB)
        speak(store, record, lan, Stage.SECOND)
        hold(store, lan, record, TAB)
        clock.forward(store.settings.review_lease_s)
        assert take_next(store, lan) == record

    @pytest.mark.parametrize("gone", ["applied", "undone_at"])
    def test_words_that_count_no_more_keep_nobody_out(
        self, store: Store, lan: Person, gone: str
    ) -> None:
        [record] = add_records(store, 1, stage=Stage.SECOND)
        speak(store, record, lan, Stage.FIRST, **{gone: 1 if gone == "applied" else store.now()})
        assert take_next(store, lan) == record

    def test_what_waits_for_a_senior_is_not_opened_by_its_address(
        self, store: Store, lan: Person, mai: Person
    ) -> None:
        [record] = add_records(store, 1, stage=Stage.SENIOR)
        assert "senior" in refused(lambda: hold(store, lan, record, TAB))
        hold(store, mai, record, TAB)


class TestHolding:
    def test_it_lasts_as_long_as_the_settings_say_and_is_prolonged(
        self, store: Store, lan: Person, huong: Person, clock: Clock
    ) -> None:
        [record] = add_records(store, 1)
        lease_s = store.settings.review_lease_s
        assert hold(store, lan, record, TAB) == clock.moment + timedelta(seconds=lease_s)
        clock.forward(lease_s - 1)
        assert hold(store, lan, record, TAB) == clock.moment + timedelta(seconds=lease_s)
        clock.forward(lease_s - 1)
        assert "Somebody else" in refused(lambda: hold(store, huong, record, TAB))
        clock.forward(1)
        hold(store, huong, record, TAB)
        assert "Somebody else" in refused(lambda: hold(store, lan, record, TAB))

    def test_a_lease_that_ran_out_and_that_nobody_took_is_theirs_again(
        self, store: Store, lan: Person, huong: Person, clock: Clock
    ) -> None:
        [record] = add_records(store, 1)
        hold(store, lan, record, TAB)
        clock.forward(store.settings.review_lease_s + 1)
        assert is_theirs(store, lan, record)
        take_next(store, huong)
        assert not is_theirs(store, lan, record)

    def test_a_second_tab_has_it_only_when_it_takes_it_over(
        self, store: Store, lan: Person
    ) -> None:
        [record] = add_records(store, 1)
        hold(store, lan, record, TAB)
        assert "another tab" in refused(lambda: hold(store, lan, record, OTHER_TAB))
        hold(store, lan, record, OTHER_TAB, take_over=True)
        assert is_theirs(store, lan, record, OTHER_TAB)
        assert not is_theirs(store, lan, record, TAB)

    def test_of_two_tabs_that_ask_at_once_one_has_it(self, store: Store, lan: Person) -> None:
        [record] = add_records(store, 1)

        def ask(number: int) -> bool:
            try:
                hold(store, lan, record, f"tab-{number}")
            except SohoaError:
                return False
            return True

        assert sorted(at_once(5, ask)) == [False] * 4 + [True]

    def test_only_a_senior_takes_it_from_somebody_else_and_that_is_noted(
        self, store: Store, lan: Person, huong: Person, mai: Person
    ) -> None:
        [record] = add_records(store, 1)
        hold(store, lan, record, TAB)
        refused(lambda: hold(store, huong, record, TAB, take_over=True))
        refused(lambda: hold(store, mai, record, TAB))
        hold(store, mai, record, TAB, take_over=True)
        assert not is_theirs(store, lan, record)
        [event] = rows(store, audit_events, audit_events.c.action == "take_over")
        assert (event.actor, event.subject) == ("mai", str(record))

    def test_a_record_of_another_unit_is_not_there(self, store: Store) -> None:
        [record] = add_records(store, 1)
        tam = someone(store, "tam", Role.SENIOR, unit="xa-b")
        with pytest.raises(SohoaError, match="no such record"):
            hold(store, tam, record, TAB, take_over=True)
        with store.read() as connection, pytest.raises(SohoaError, match="no such record"):
            record_of(connection, tam, record)

    def test_who_holds_it_is_known_while_they_do(
        self, store: Store, lan: Person, clock: Clock
    ) -> None:
        [record] = add_records(store, 1)
        hold(store, lan, record, TAB)
        with store.read() as connection:
            found = holder(connection, record, store.now())
            assert found is not None and found.person == lan.id
            clock.forward(store.settings.review_lease_s)
            assert holder(connection, record, store.now()) is None


class TestLeaving:
    def test_a_page_that_is_left_may_come_back_before_others_get_it(
        self, store: Store, lan: Person, huong: Person, clock: Clock
    ) -> None:
        [record] = add_records(store, 1)
        hold(store, lan, record, TAB)
        leave(store, lan, record, TAB)
        clock.forward(19)
        assert take_next(store, huong) is None
        hold(store, lan, record, OTHER_TAB)
        leave(store, lan, record, OTHER_TAB)
        clock.forward(20)
        assert take_next(store, huong) == record

    def test_a_page_that_has_lost_the_record_leaves_nothing(
        self, store: Store, lan: Person, huong: Person
    ) -> None:
        [record] = add_records(store, 1)
        hold(store, lan, record, TAB)
        leave(store, lan, record, OTHER_TAB)
        leave(store, huong, record, TAB)
        assert is_theirs(store, lan, record)
        [row] = rows(store, lease_rows)
        assert row.token == TAB

    def test_a_record_put_aside_comes_back_to_others_only(
        self, store: Store, lan: Person, huong: Person, clock: Clock
    ) -> None:
        [record] = add_records(store, 1)
        hold(store, lan, record, TAB)
        end(store, lan, record, TAB, Ending(Outcome.SKIPPED, 1))
        assert (take_next(store, lan), left(store, lan), left(store, huong)) == (None, 0, 1)
        assert take_next(store, huong) == record
        clock.forward(2 * 3600)
        assert take_next(store, lan) == record


class TestHowManyAreLeft:
    def test_what_others_have_is_not_counted(
        self, store: Store, lan: Person, huong: Person
    ) -> None:
        add_records(store, 3)
        take_next(store, huong)
        assert left(store, lan) == 2
        assert left(store, someone(store, "tam", unit="xa-b")) == 0

    def test_very_many_are_not_told_apart(self, store: Store, lan: Person, mai: Person) -> None:
        add_records(store, MOST_COUNTED - 1)
        put_off = add_records(store, 1)[0]
        put(store, put_off, stage=Stage.SENIOR)
        assert left(store, lan) == MOST_COUNTED - 1
        assert left(store, mai) == MOST_COUNTED
        add_records(store, 5)
        assert left(store, lan) == left(store, mai) == MOST_COUNTED + 1


# ---- many people at once


class Ticking:
    """A clock that goes on whenever somebody looks at it: no two moments are the same."""

    def __init__(self) -> None:
        self._moment, self._lock = Clock().moment, Lock()

    def __call__(self) -> datetime:
        with self._lock:
            self._moment += timedelta(milliseconds=50)
            return self._moment


@dataclass
class Holding:
    """That a person had a record on the screen, until it was given back or ran out.

    Attributes:
        asked: When they asked for it.
        start: When they were told that it is theirs; never shown, it ends where it begins.
    """

    record: UUID
    login: str
    asked: datetime
    start: datetime
    end: datetime
    took_over: bool = False


@dataclass
class Team:
    """Twenty people at work, and what they saw.

    Attributes:
        held: Each hand-out.
        approved: By whom, by record.
        refused: How often somebody was told that a record was theirs no more.
    """

    store: Store
    people: list[Person]
    held: list[Holding] = field(default_factory=list)
    approved: dict[UUID, list[str]] = field(default_factory=lambda: defaultdict(list))
    refused: Counter[str] = field(default_factory=Counter)

    def work(self, number: int, total: int) -> None:
        """Take records until all are approved."""
        person, random = self.people[number], Random(number)
        besides: UUID | None = None
        while len(self.approved) < total:
            # People read: who never pauses keeps the database's connections from the others.
            time.sleep(random.random() / 100)
            record = take_next(self.store, person, besides)
            if record is None:
                besides = None
                continue
            now = self.store.now()
            mine = Holding(record, person.login, now, now, now)
            self.held.append(mine)
            if random.random() < 0.05:
                continue  # the browser was closed before the page was shown
            try:
                mine.end = hold(self.store, person, record, TAB)
                mine.start = self.store.now()
                self._do(person, mine, random)
            except SohoaError as error:
                self.refused[error.message] += 1
            besides = record if random.random() < 0.3 else None

    def _do(self, person: Person, mine: Holding, random: Random) -> None:
        token, is_senior = TAB, person.roles == {Role.SENIOR}
        if random.random() < 0.3 and not is_senior:
            token = OTHER_TAB
            # A hand-out of its own: who is slow may have lost it to somebody else in between.
            asked = self.store.now()
            mine.end = min(mine.end, asked)
            until = hold(self.store, person, mine.record, token, take_over=True)
            mine = Holding(mine.record, person.login, asked, self.store.now(), until)
            self.held.append(mine)
        chance = random.random()
        if chance < 0.1:
            return  # the machine was switched off: the lease runs out
        if chance < 0.2 and is_senior:
            self._take_over(person, random)
        if chance < 0.4:
            mine.end = min(mine.end, self.store.now())
            leave(self.store, person, mine.record, token)
            return
        skips = chance < 0.5
        outcome = Outcome.SKIPPED if skips else Outcome.APPROVED
        given_back = self.store.now()
        end(self.store, person, mine.record, token, Ending(outcome, 1))
        mine.end = min(mine.end, given_back)
        if not skips:
            self.approved[mine.record].append(person.login)

    def _take_over(self, person: Person, random: Random) -> None:
        """A senior takes what somebody else has, and puts it back."""
        record = random.choice(self.held[-20:]).record
        asked = self.store.now()
        try:
            until = hold(self.store, person, record, TAB, take_over=True)
        except SohoaError as error:
            self.refused[error.message] += 1
            return
        taken = Holding(record, person.login, asked, self.store.now(), until, took_over=True)
        self.held.append(taken)
        taken.end = min(until, self.store.now())
        leave(self.store, person, record, TAB)


def overlaps(held: list[Holding]) -> list[tuple[Holding, Holding]]:
    """Hand-outs of one record to two people at a time, but for those that a senior took over."""
    found = []
    by_record: dict[UUID, list[Holding]] = defaultdict(list)
    for each in held:
        by_record[each.record].append(each)
    for same in by_record.values():
        for one, other in permutations(same, 2):
            if other.took_over and one.asked < other.start:
                one.end = min(one.end, other.asked)
        for one, other in combinations(same, 2):
            if one.login != other.login and max(one.start, other.start) < min(one.end, other.end):
                found.append((one, other))
    return found


def test_an_overlap_would_be_seen() -> None:
    first, second, third = (datetime(2026, 3, 2, 8, minute) for minute in (0, 1, 2))
    record = uuid.uuid4()
    lan = Holding(record, "lan", first, first, third)
    late = Holding(record, "huong", second, second, third)
    assert overlaps([late, lan]) == [(late, lan)]
    assert overlaps([lan, replace(late, record=uuid.uuid4())]) == []
    assert overlaps([lan, replace(late, took_over=True)]) == []


def test_no_record_is_ever_before_two_people(store: Store, request: pytest.FixtureRequest) -> None:
    """Expired leases, skips, records kept ahead, closed pages and take-overs among them."""
    wanted = request.config.getoption("--leases")
    total = wanted // 2
    settings = replace(store.settings, review_lease_s=10.0)
    # Leases of ten seconds are two hundred looks at the clock of twenty people.
    busy = replace(store, settings=settings, now=Ticking())
    made = add_records(busy, total)
    people = [
        someone(busy, f"nguoi-{number}", Role.SENIOR if number % 5 == 0 else Role.REVIEWER)
        for number in range(20)
    ]
    team = Team(busy, people)
    at_once(len(people), lambda number: team.work(number, total))
    assert overlaps(team.held) == []
    # Each was handed out, and one person's word stands.
    assert set(team.approved) == set(made) == {each.record for each in team.held}
    assert all(len(by) == 1 for by in team.approved.values())
    assert count(store, records, records.c.state == RecordState.APPROVED) == total
    assert len(team.held) >= wanted
    # Nobody starves.
    got = Counter(each.login for each in team.held)
    assert min(got[person.login] for person in people) >= wanted / len(people) / 5


def test_what_a_senior_takes_away_at_that_moment_is_not_handed_out(
    store: Store, lan: Person, mai: Person
) -> None:
    for [record] in (add_records(store, 1) for _ in range(10)):
        take_next(store, lan)
        together(
            partial(take_next, store, lan), partial(hold, store, mai, record, TAB, take_over=True)
        )
        [row] = rows(store, lease_rows, lease_rows.c.record == record)
        assert row.person == mai.id
        assert take_next(store, lan) is None
