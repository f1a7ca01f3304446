"""Reviews: what is said of fields, who has to look, and how it ends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from models.doctypes import document_types
from models.errors import ErrorCode, SohoaError
from models.people import Person, Role
from models.store import reading
from models.store.bulk import approve_sure
from models.store.dashboards import Scope, speeds
from models.store.database import Store
from models.store.decisions import (
    Action,
    Decision,
    Effort,
    blocks,
    current_version,
    decided,
    open_fields,
    type_of,
)
from models.store.dossiers import add_paper, open_dossier
from models.store.endings import (
    Day,
    Ending,
    Outcome,
    day_of,
    end,
    reopen,
    settle_dossiers,
    undo_approval,
)
from models.store.jobs import JobKind, wake_delayed
from models.store.keying import lacking, seen_by
from models.store.leases import Stage, hold, take_next
from models.store.quarantine import seal
from models.store.records import RecordState
from models.store.review import decide, undo
from models.store.tables import (
    audit_events,
    corrections,
    decisions,
    deferrals,
    leases,
    record_versions,
    records,
    reviews,
)
from tests.models.store.builders import (
    LETTER,
    Clock,
    count,
    digest,
    field,
    paper,
    publish,
    put_together,
    read_anew,
    read_pages,
    result,
    rows,
    someone,
    take,
)

NUMBER, SIGNER = "so_ky_hieu", "nguoi_ky"
APPROVED = Ending(Outcome.APPROVED, 1)


def letter(number: str = "12/QĐ-UBND", signer: str = "Trần Văn Bính") -> Any:
    """What a run says of a letter: number and signer are doubtful."""
    doubtful = {NUMBER: field(number, doubtful=True), SIGNER: field(signer, doubtful=True)}
    return result(paper(loai_van_ban="Quyết định", **doubtful))


@pytest.fixture
def record(store: Store) -> UUID:
    [made] = digest(store, letter())[1]
    return made


@pytest.fixture
def lan(store: Store) -> Person:
    return someone(store, "lan")


@pytest.fixture
def huong(store: Store) -> Person:
    return someone(store, "huong")


@pytest.fixture
def blind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers of letters are typed by two people."""
    kinds = dict(document_types())
    fields = tuple(
        item.model_copy(update={"keying": "blind"}) if item.id == NUMBER else item
        for item in kinds[LETTER].field
    )
    kinds[LETTER] = kinds[LETTER].model_copy(update={"field": fields})
    monkeypatch.setattr("models.store.decisions.document_types", lambda: kinds)


def say(
    store: Store, person: Person, record: UUID, name: str, value: Any, action: str = "edited"
) -> None:
    said = Decision(name, Action(action), value, row_of(store, record).version)
    decide(store, person, record, person.login, said)


def go_through(
    store: Store, person: Person, record: UUID, ending: Ending = APPROVED, **values: Any
) -> Stage | None:
    """Open a record, say what its fields are, end."""
    hold(store, person, record, person.login)
    for name, value in values.items():
        say(store, person, record, name, value)
    return end(store, person, record, person.login, ending)


def row_of(store: Store, record: UUID) -> Any:
    [row] = rows(store, records, records.c.id == record)
    return row


def values_of(store: Store, record: UUID) -> dict[str, Any]:
    with store.read() as connection:
        fields = current_version(connection, row_of(store, record)).fields
    return {name: item["value"] for name, item in fields.items()}


def refused(call: Any, *arguments: Any) -> str:
    with pytest.raises(SohoaError) as caught:
        call(*arguments)
    assert caught.value.code is ErrorCode.NOT_ALLOWED
    return caught.value.message


class TestDeciding:
    def test_each_word_is_kept_at_once_with_what_it_took(
        self, store: Store, record: UUID, lan: Person
    ) -> None:
        hold(store, lan, record, "lan")
        effort = Effort(active_ms=1500, keystrokes=4, clicks=1)
        said = Decision(SIGNER, Action.EDITED, "Trần Văn Bình", 1, "rõ trên giấy", effort)
        decide(store, lan, record, "lan", said)
        [row] = rows(store, decisions)
        assert (row.before, row.after) == ({"value": "Trần Văn Bính"}, {"value": "Trần Văn Bình"})
        assert (row.action, row.stage, row.distance, row.note) == (
            "edited", "first", 1, "rõ trên giấy",
        )  # fmt: skip
        assert (row.active_ms, row.keystrokes, row.clicks) == (1500, 4, 1)
        assert row_of(store, record).version == 1

    def test_the_last_word_counts_and_can_be_taken_back(
        self, store: Store, record: UUID, lan: Person
    ) -> None:
        hold(store, lan, record, "lan")
        for value in ("Trần Văn Bình", "Trần Văn Binh"):
            say(store, lan, record, SIGNER, value)
        undo(store, lan, record, "lan", SIGNER)
        with store.read() as connection:
            assert decided(connection, record)[SIGNER].after == {"value": "Trần Văn Bình"}
        undo(store, lan, record, "lan", SIGNER)
        undo(store, lan, record, "lan", SIGNER)  # there is none left
        with store.read() as connection:
            assert decided(connection, record) == {}

    def test_only_the_own_word_is_taken_back(
        self, store: Store, record: UUID, lan: Person, huong: Person, clock: Clock
    ) -> None:
        hold(store, lan, record, "lan")
        say(store, lan, record, SIGNER, "Trần Văn Bình")
        clock.forward(store.settings.review_lease_s)
        hold(store, huong, record, "huong")
        undo(store, huong, record, "huong", SIGNER)
        with store.read() as connection:
            assert decided(connection, record, huong) == {}
            assert decided(connection, record)[SIGNER].person == lan.id

    def test_what_cannot_be_said_is_refused(
        self, store: Store, record: UUID, lan: Person, huong: Person
    ) -> None:
        said = Decision(SIGNER, Action.CONFIRMED, "Trần Văn Bính", 1)
        assert "not yours" in refused(decide, store, lan, record, "lan", said)
        hold(store, lan, record, "lan")
        assert "another tab" in refused(decide, store, lan, record, "tab-2", said)
        assert "not yours" in refused(decide, store, huong, record, "huong", said)
        unknown = Decision("dien_tich", Action.EDITED, "5", 1)
        assert "no such field" in refused(decide, store, lan, record, "lan", unknown)
        assert rows(store, decisions) == []


class TestApproving:
    def test_all_that_was_said_becomes_one_version(
        self, store: Store, record: UUID, lan: Person
    ) -> None:
        hold(store, lan, record, "lan")
        say(store, lan, record, NUMBER, "12/QĐ-UBND", "confirmed")
        say(store, lan, record, SIGNER, "Trần Văn Bình")
        assert end(store, lan, record, "lan", APPROVED) is None
        row = row_of(store, record)
        assert (row.state, row.version, row.flagged) == (RecordState.APPROVED, 2, 0)
        assert values_of(store, record)[SIGNER] == "Trần Văn Bình"
        # What is confirmed is no correction.
        [change] = rows(store, corrections)
        assert (change.field, change.before, change.after) == (
            SIGNER, "Trần Văn Bính", "Trần Văn Bình",
        )  # fmt: skip
        assert [item.applied for item in rows(store, decisions)] == [2, 2]
        assert rows(store, leases) == []

    @pytest.mark.parametrize("action", ["illegible", "absent"])
    def test_what_is_not_there_or_cannot_be_read_has_no_value(
        self, store: Store, record: UUID, lan: Person, action: str
    ) -> None:
        hold(store, lan, record, "lan")
        say(store, lan, record, NUMBER, None, action)
        say(store, lan, record, SIGNER, "Trần Văn Bính", "confirmed")
        end(store, lan, record, "lan", APPROVED)
        assert values_of(store, record)[NUMBER] is None
        fields = rows(store, record_versions)[-1].fields
        assert fields[NUMBER]["review"]["action"] == action
        assert fields[NUMBER]["raw"] == "12/QĐ-UBND"

    def test_all_doubtful_fields_must_have_been_looked_at(
        self, store: Store, record: UUID, lan: Person
    ) -> None:
        hold(store, lan, record, "lan")
        say(store, lan, record, NUMBER, "12/QĐ-UBND", "confirmed")
        with store.read() as connection:
            row = row_of(store, record)
            version = current_version(connection, row)
            assert open_fields(row, version, decided(connection, record)) == [SIGNER]
        assert "not been looked at" in refused(end, store, lan, record, "lan", APPROVED)
        assert row_of(store, record).state == RecordState.REVIEW

    def test_of_two_endings_one_counts(self, store: Store, record: UUID, lan: Person) -> None:
        go_through(store, lan, record, so_ky_hieu="12/QĐ-UBND", nguoi_ky="Trần Văn Bình")
        assert "approved already" in refused(end, store, lan, record, "lan", APPROVED)
        hold(store, lan, record, "lan")
        again = Ending(Outcome.APPROVED, 2)
        assert "approved already" in refused(end, store, lan, record, "lan", again)
        assert count(store, reviews) == 1

    def test_a_senior_decides_on_what_nobody_was_sure_of(
        self, store: Store, record: UUID, lan: Person
    ) -> None:
        hold(store, lan, record, "lan")
        say(store, lan, record, NUMBER, "12/QĐ-UBND", "unsure")
        say(store, lan, record, SIGNER, "Trần Văn Bính", "confirmed")
        assert end(store, lan, record, "lan", APPROVED) is Stage.SENIOR
        mai = someone(store, "mai", Role.SENIOR)
        hold(store, mai, record, "mai")
        assert "not sure" in refused(end, store, mai, record, "mai", APPROVED)
        assert go_through(store, mai, record, so_ky_hieu="12/QĐ-UBND") is None

    def test_an_approval_is_taken_back_until_it_is_sent(
        self, store: Store, record: UUID, lan: Person, clock: Clock
    ) -> None:
        values = {NUMBER: "12/QĐ-UBND", SIGNER: "Trần Văn Bình"}
        go_through(store, lan, record, **values)
        undo_approval(store, lan, record)
        assert row_of(store, record).state == RecordState.REVIEW
        assert go_through(store, lan, record, Ending(Outcome.APPROVED, 2), **values) is None
        clock.forward(store.settings.undo_s + 1)
        with store.write() as connection:
            wake_delayed(store, connection)
        assert publish(store) > 0
        refused(undo_approval, store, lan, record)


class TestPuttingOff:
    def test_escalation_and_a_new_scan_need_a_reason(
        self, store: Store, record: UUID, lan: Person
    ) -> None:
        hold(store, lan, record, "lan")
        for outcome, stage in ((Outcome.ESCALATED, Stage.SENIOR), (Outcome.RESCAN, Stage.RESCAN)):
            assert "reason" in refused(end, store, lan, record, "lan", Ending(outcome, 1, " "))
            mai = someone(store, f"mai-{outcome}", Role.SENIOR)
            hold(store, mai, record, mai.login, take_over=True)
            assert end(store, mai, record, mai.login, Ending(outcome, 1, "mờ")) is stage
            assert row_of(store, record).stage == stage
            with store.write() as connection:
                connection.execute(records.update().values(stage="first"))
            hold(store, lan, record, "lan")
        assert [item.note for item in rows(store, reviews)] == ["mờ", "mờ"]

    def test_a_record_is_put_aside_again_and_again(
        self, store: Store, record: UUID, lan: Person, clock: Clock
    ) -> None:
        for _ in range(2):
            assert go_through(store, lan, record, Ending(Outcome.SKIPPED, 1)) is Stage.FIRST
            clock.forward(60)
        [row] = rows(store, deferrals)
        assert row.until > clock.moment
        assert count(store, audit_events, audit_events.c.action == "review_skipped") == 2


@pytest.mark.usefixtures("blind")
class TestTypingTwice:
    def first(self, store: Store, person: Person, record: UUID, number: str) -> None:
        values = {NUMBER: number, SIGNER: "Trần Văn Bình"}
        assert go_through(store, person, record, **values) is Stage.SECOND
        assert row_of(store, record).state == RecordState.REVIEW

    def test_the_same_word_of_two_people_is_enough(
        self, store: Store, record: UUID, lan: Person, huong: Person
    ) -> None:
        self.first(store, lan, record, "12/QĐ-UBND")
        assert go_through(store, huong, record, so_ky_hieu="12/QĐ-UBND") is None
        assert row_of(store, record).state == RecordState.APPROVED
        outcomes = [(item.stage, item.outcome) for item in rows(store, reviews)]
        assert outcomes == [("first", "handed_on"), ("second", "approved")]

    def test_a_third_person_decides_between_two(
        self, store: Store, record: UUID, lan: Person, huong: Person
    ) -> None:
        self.first(store, lan, record, "12/QĐ-UBND")
        assert go_through(store, huong, record, so_ky_hieu="17/QĐ-UBND") is Stage.THIRD
        for before in (lan, huong):
            assert "another reviewer" in refused(hold, store, before, record, before.login)
        tam = someone(store, "tam")
        assert go_through(store, tam, record, so_ky_hieu="17/QĐ-UBND") is None
        assert values_of(store, record)[NUMBER] == "17/QĐ-UBND"
        assert rows(store, decisions)[-1].applied == 2

    def test_who_types_nothing_the_second_time_approves_nothing(
        self, store: Store, record: UUID, lan: Person, huong: Person
    ) -> None:
        self.first(store, lan, record, "12/QĐ-UBND")
        hold(store, huong, record, "huong")
        assert "not been looked at" in refused(end, store, huong, record, "huong", APPROVED)
        with store.read() as connection:
            assert decided(connection, record, huong) == {}

    def test_only_what_was_asked_is_typed_twice(
        self, store: Store, record: UUID, lan: Person
    ) -> None:
        hold(store, lan, record, "lan")
        for name in (NUMBER, SIGNER):
            say(store, lan, record, name, "x")
        with store.read() as connection:
            row = row_of(store, record)
            kind = type_of(current_version(connection, row))
            assert lacking(store, connection, row, kind) == {NUMBER: Stage.SECOND}
            assert lacking(store, connection, row, None) == {}

    def test_a_new_scan_or_a_senior_is_no_second_word(
        self, store: Store, record: UUID, lan: Person, huong: Person
    ) -> None:
        mai = someone(store, "mai", Role.SENIOR)
        values = {NUMBER: "12/QĐ-UBND", SIGNER: "Trần Văn Bình"}
        for outcome in (Outcome.RESCAN, Outcome.ESCALATED):
            go_through(store, mai, record, Ending(outcome, 1, "mờ"), **values)
            assert go_through(store, mai, record) is Stage.SECOND
            assert "another reviewer" in refused(hold, store, mai, record, "mai")
            with store.write() as connection:
                connection.execute(records.update().values(stage="first"))
        with store.write() as connection:
            connection.execute(records.update().values(stage="second"))
        assert go_through(store, huong, record, so_ky_hieu="12/QĐ-UBND") is None

    def test_what_the_second_one_corrects_besides_is_typed_by_another_one(
        self, store: Store, record: UUID, lan: Person, huong: Person
    ) -> None:
        go_through(store, lan, record, Ending(Outcome.ESCALATED, 1, "?"), nguoi_ky="Bình")
        with store.write() as connection:
            connection.execute(records.update().values(stage="second"))
        assert go_through(store, huong, record, so_ky_hieu="17/QĐ-UBND") is Stage.SECOND
        assert "another reviewer" in refused(hold, store, huong, record, "huong")
        tam = someone(store, "tam")
        assert go_through(store, tam, record, so_ky_hieu="17/QĐ-UBND") is None

    def test_who_has_ended_a_review_of_it_is_not_the_second(
        self, store: Store, record: UUID, lan: Person, huong: Person
    ) -> None:
        """They have seen what the first one typed."""
        values = {NUMBER: "12/QĐ-UBND", SIGNER: "Trần Văn Bình"}
        go_through(store, lan, record, Ending(Outcome.SKIPPED, 1), **values)
        assert go_through(store, huong, record) is Stage.SECOND
        for person in (lan, huong):
            assert "another reviewer" in refused(hold, store, person, record, person.login)
            assert take_next(store, person) is None

    @pytest.mark.parametrize("action", ["confirmed", "picked", "clicked", "reread"])
    def test_the_second_one_types(
        self, store: Store, record: UUID, lan: Person, huong: Person, action: str
    ) -> None:
        self.first(store, lan, record, "12/QĐ-UBND")
        hold(store, huong, record, "huong")
        said = Decision(NUMBER, Action(action), "12/QĐ-UBND", 1)
        assert "typed from the paper" in refused(decide, store, huong, record, "huong", said)

    def test_who_overrules_two_who_agree_is_not_alone_in_it(
        self, store: Store, record: UUID, lan: Person, huong: Person
    ) -> None:
        self.first(store, lan, record, "12/QĐ-UBND")
        escalated = Ending(Outcome.ESCALATED, 1, "dấu lạ")
        go_through(store, huong, record, escalated, so_ky_hieu="12/QĐ-UBND")
        mai = someone(store, "mai", Role.SENIOR)
        assert go_through(store, mai, record, so_ky_hieu="72/QĐ-UBND") is Stage.THIRD
        tam = someone(store, "tam")
        assert go_through(store, tam, record, so_ky_hieu="12/QĐ-UBND") is None

    def test_a_senior_decides_where_the_third_is_not_sure(
        self, store: Store, record: UUID, lan: Person, huong: Person
    ) -> None:
        self.first(store, lan, record, "12/QĐ-UBND")
        go_through(store, huong, record, so_ky_hieu="17/QĐ-UBND")
        tam, mai = someone(store, "tam"), someone(store, "mai", Role.SENIOR)
        hold(store, tam, record, "tam")
        say(store, tam, record, NUMBER, "12/QĐ-UBND", "unsure")
        assert end(store, tam, record, "tam", APPROVED) is Stage.SENIOR
        assert go_through(store, mai, record, so_ky_hieu="17/QĐ-UBND") is None

    def test_others_words_are_seen_by_who_decides_only(
        self, store: Store, record: UUID, lan: Person, huong: Person
    ) -> None:
        hold(store, lan, record, "lan")
        for name in (NUMBER, SIGNER):
            say(store, lan, record, name, "x")

        def seen(person: Person) -> set[str]:
            with store.read() as connection:
                row = row_of(store, record)
                kind = type_of(current_version(connection, row))
                return set(seen_by(store, connection, row, kind, person))

        assert seen(lan) == {NUMBER, SIGNER}
        assert seen(huong) == {SIGNER}
        with store.write() as connection:
            connection.execute(records.update().values(stage="third"))
        assert seen(huong) == {NUMBER, SIGNER}


class TestDossiers:
    """Papers wait for each other."""

    @pytest.fixture
    def papers(self, store: Store) -> tuple[UUID, UUID]:
        code = open_dossier(store, "H53.15-1", unit="xa-a")
        made = []
        for number in range(2):
            document, [one] = digest(store, letter(), b"%%PDF-1.7 %d" % number)
            add_paper(store, code, document)
            made.append(one)
        return made[0], made[1]

    def test_a_word_after_the_approval_is_for_review(
        self, store: Store, papers: tuple[UUID, UUID], lan: Person, huong: Person
    ) -> None:
        first, second = papers
        values = {NUMBER: "12/QĐ-UBND", SIGNER: "Trần Văn Bình"}
        assert go_through(store, lan, first, **values) is Stage.READY
        hold(store, huong, first, "huong")
        say(store, huong, first, SIGNER, "Kẻ Gian")
        assert row_of(store, first).stage == Stage.FIRST
        assert go_through(store, lan, second, **values) is Stage.READY
        assert settle_dossiers(store) == 0
        assert end(store, huong, first, "huong", APPROVED) is None
        assert settle_dossiers(store, first) == 1
        assert row_of(store, second).state == RecordState.APPROVED

    def test_what_is_read_anew_is_for_review(
        self, store: Store, papers: tuple[UUID, UUID], lan: Person
    ) -> None:
        first, second = papers
        values = {NUMBER: "12/QĐ-UBND", SIGNER: "Trần Văn Bình"}
        go_through(store, lan, first, **values)
        read_anew(store, first, result(paper(loai_van_ban="Thông báo", **{NUMBER: "1/TB"})))
        assert row_of(store, first).stage == Stage.FIRST
        assert go_through(store, lan, second, **values) is Stage.READY
        assert settle_dossiers(store, second) == 0

    def test_only_dossiers_that_are_done_are_settled(
        self, store: Store, papers: tuple[UUID, UUID], lan: Person
    ) -> None:
        first, second = papers
        values = {NUMBER: "12/QĐ-UBND", SIGNER: "Trần Văn Bình"}
        go_through(store, lan, first, **values)
        assert settle_dossiers(store) == 0
        assert go_through(store, lan, second, **values) is None
        [other] = digest(store, letter(), b"%PDF-1.7 other")[1]
        assert settle_dossiers(store, other) == 0
        assert settle_dossiers(store) == 1


class TestSpeaking:
    def test_a_value_that_came_meanwhile_is_not_confirmed(
        self, store: Store, record: UUID, lan: Person
    ) -> None:
        hold(store, lan, record, "lan")
        read_anew(store, record, letter(signer="Lê Thị Sai"))
        said = Decision(SIGNER, Action.CONFIRMED, "Trần Văn Bính", 1)
        assert "has changed" in refused(decide, store, lan, record, "lan", said)
        assert rows(store, decisions) == []

    def test_a_word_on_a_sure_record_puts_it_before_reviewers(
        self, store: Store, lan: Person
    ) -> None:
        [sure] = digest(store, result(paper(so_ky_hieu="1/QĐ")))[1]
        hold(store, lan, sure, "lan")
        say(store, lan, sure, NUMBER, "7/QĐ")
        assert row_of(store, sure).state == RecordState.REVIEW

    def test_who_had_it_before_it_was_opened_again_has_it_no_more(
        self, store: Store, lan: Person, clock: Clock
    ) -> None:
        [sure] = digest(store, result(paper(so_ky_hieu="1/QĐ")))[1]
        hold(store, lan, sure, "lan")
        clock.forward(store.settings.review_lease_s + 1)
        approve_sure(store, lan, {sure: 1}, lambda: 0.9)
        reopen(store, someone(store, "mai", Role.SENIOR), sure, "số sai")
        said = Decision(NUMBER, Action.EDITED, "9/SAI", 1)
        assert "not yours" in refused(decide, store, lan, sure, "lan", said)

    def test_a_contradiction_does_not_go_away_with_a_value(self, store: Store, lan: Person) -> None:
        found = paper(
            kind="giay_khai_sinh", ngay_sinh="1999-06-05",
            ngay_sinh_bang_chu="Ngày ba tháng hai năm hai nghìn không trăm lẻ một",
        )  # fmt: skip
        [birth] = digest(store, result(found))[1]
        hold(store, lan, birth, "lan")
        with store.read() as connection:
            version = current_version(connection, row_of(store, birth))
        kind = type_of(version)
        codes = [code for code, _ in blocks(kind, version, {})]
        assert codes
        emptied = {"ngay_sinh_bang_chu": None}
        assert [code for code, _ in blocks(kind, version, emptied)] == codes
        corrected = {"ngay_sinh": "2001-02-03", "ngay_sinh_bang_chu": None}
        assert blocks(kind, version, corrected) == []


class TestMeanwhile:
    def read_again(self, store: Store, record: UUID, found: Any) -> None:
        reading.read_again(store, row_of(store, record).document)
        read_pages(store, 1)
        put_together(store, found)

    def test_a_machine_reads_it_again_and_nothing_is_lost(
        self, store: Store, record: UUID, lan: Person
    ) -> None:
        hold(store, lan, record, "lan")
        say(store, lan, record, SIGNER, "Trần Văn Bình")
        say(store, lan, record, NUMBER, "12/QĐ-UBND", "confirmed")
        self.read_again(store, record, letter(signer="Trần Văn Bịnh"))
        # They have not seen what stands there now.
        assert "has changed" in refused(end, store, lan, record, "lan", APPROVED)
        assert row_of(store, record).state == RecordState.REVIEW
        assert end(store, lan, record, "lan", Ending(Outcome.APPROVED, 2)) is None
        assert values_of(store, record)[SIGNER] == "Trần Văn Bình"

    def test_what_a_person_has_approved_is_not_touched(
        self, store: Store, record: UUID, lan: Person
    ) -> None:
        go_through(store, lan, record, so_ky_hieu="12/QĐ-UBND", nguoi_ky="Trần Văn Bình")
        self.read_again(store, record, letter(signer="Trần Văn Bịnh"))
        row = row_of(store, record)
        assert (row.state, row.version) == (RecordState.APPROVED, 2)

    def test_of_a_sealed_paper_no_word_is_kept(
        self, store: Store, record: UUID, lan: Person
    ) -> None:
        go_through(store, lan, record, Ending(Outcome.SKIPPED, 1), nguoi_ky="Trần Văn Bình")
        hold(store, lan, record, "lan")
        reading.read_again(store, row_of(store, record).document)
        seal(store, take(store, JobKind.PAGE))
        for table in (decisions, reviews, deferrals, leases, records, record_versions):
            assert count(store, table) == 0, table.name
        with pytest.raises(SohoaError, match="no such record"):
            said = Decision(SIGNER, Action.EDITED, "Trần Văn Bình", 1)
            decide(store, lan, record, "lan", said)


def test_a_day_is_what_was_finished_and_half_of_it_was_faster(
    store: Store, lan: Person, clock: Clock
) -> None:
    morning = clock.moment
    with store.read() as connection:
        assert day_of(connection, lan, morning) == Day(0, None)
    for number, seconds in enumerate((9, 5, 7)):
        [record] = digest(store, letter(), b"%%PDF-1.7 %d" % number)[1]
        ending = Ending(Outcome.APPROVED, 1, effort=Effort(active_ms=1000 * seconds))
        go_through(store, lan, record, ending, so_ky_hieu="1/QĐ-UBND", nguoi_ky="Bình")
    [record] = digest(store, letter(), b"%PDF-1.7 put aside")[1]
    go_through(store, lan, record, Ending(Outcome.SKIPPED, 1))
    with store.read() as connection:
        assert day_of(connection, lan, morning) == Day(3, 7.0)


def test_the_day_and_the_figures_count_the_same_reviews(
    store: Store, lan: Person, clock: Clock
) -> None:
    """Also those of papers that wait for the others of their dossier."""
    dossier = open_dossier(store, "H53.15-251123-0009", unit="xa-a")
    values = {"so_ky_hieu": "1/QĐ-UBND", "nguoi_ky": "Bình"}
    made = []
    for number in range(2):
        document, [record] = digest(store, letter(), b"%%PDF-1.7 d%d" % number)
        add_paper(store, dossier, document)
        made.append(record)
    morning = clock.moment
    stage = go_through(store, lan, made[0], Ending(Outcome.APPROVED, 1), **values)
    assert stage is Stage.READY
    with store.read() as connection:
        done = day_of(connection, lan, morning).records
        scope = Scope(None, None, morning, morning + timedelta(days=1))
        [speed] = speeds(connection, scope, lan.id)
    assert (done, speed.records) == (1, 1)
