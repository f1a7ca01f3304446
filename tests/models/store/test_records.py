"""Records: each run adds a version, a person's word stands, nothing is ever rewritten."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Thread
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from models.errors import ErrorCode, SohoaError
from models.extraction import Document, ExtractedField, Issue, Result, Severity, Status
from models.people import Role
from models.store import reading
from models.store.bulk import approve_sure
from models.store.database import Store
from models.store.decisions import Action, Decision
from models.store.endings import Ending, Outcome, end, reopen, undo_approval
from models.store.jobs import JobKind
from models.store.leases import end_lease, hold
from models.store.records import approve, correct, keep_records
from models.store.review import decide
from models.store.tables import (
    audit_events,
    corrections,
    publications,
    record_versions,
    records,
)
from models.values.located import units_of
from tests.models.store.builders import (
    count,
    digest,
    field,
    page,
    paper,
    put_together,
    read_anew,
    read_pages,
    result,
    rows,
    someone,
    take,
)


def record_of(store: Store, record: UUID) -> Any:
    [row] = rows(store, records, records.c.id == record)
    return row


def values(store: Store, record: UUID, version: int | None = None) -> dict[str, Any]:
    """The fields' values of a version, or of the current one."""
    number = version or record_of(store, record).version
    [row] = rows(
        store, record_versions, record_versions.c.record == record,
        record_versions.c.version == number,
    )  # fmt: skip
    return {name: item["value"] for name, item in row.fields.items()}


def units(store: Store) -> Any:
    """The units of the address of the newest version."""
    return rows(store, record_versions)[-1].fields["dia_chi"].get("units")


def read_again(store: Store, document: UUID, found: Result) -> list[UUID]:
    reading.read_again(store, document)
    read_pages(store, len(found.pages))
    return put_together(store, found)


def doubtful(**fields: str) -> Document:
    """A paper that a person has to look at."""
    return paper(1, **{name: field(value, doubtful=True) for name, value in fields.items()})


def refused(call: Any, *arguments: Any) -> ErrorCode:
    with pytest.raises(SohoaError) as caught:
        call(*arguments)
    return caught.value.code


class TestState:
    def test_what_is_sure_is_accepted(self, store: Store) -> None:
        _, [record] = digest(store, result(paper(1, trich_yeu="Về việc họp")))
        row = record_of(store, record)
        assert (row.state, row.version, row.flagged, row.unit) == ("accepted", 1, 0, "xa-a")

    @pytest.mark.parametrize(
        ("found", "flagged"),
        [
            (result(doubtful(trich_yeu="Về việc hợp")), 1),
            (result(paper(1, kind="khac")), 0),
            (result(paper(1, issues=[Issue("x", Severity.WARN, "Look.")])), 0),
            (result(paper(1), status=Status.PARTIAL), 0),
        ],
        ids=["doubtful field", "unknown type", "issue", "a page is missing"],
    )
    def test_what_is_not_waits_for_a_person(
        self, store: Store, found: Result, flagged: int
    ) -> None:
        _, [record] = digest(store, found)
        row = record_of(store, record)
        assert (row.state, row.flagged) == ("review", flagged)
        assert count(store, publications) == 0

    def test_a_remark_is_no_doubt(self, store: Store) -> None:
        remark = Issue("x", Severity.INFO, "By the way.")
        _, [record] = digest(store, result(paper(1, issues=[remark])))
        assert record_of(store, record).state == "accepted"

    def test_each_paper_of_a_stack_is_a_record(self, store: Store) -> None:
        found = result(
            paper(1, trich_yeu="một"), paper(2, 3, trich_yeu="hai"),
            pages=[page(1), page(2), page(3)],
        )  # fmt: skip
        _, made = digest(store, found)
        assert [record_of(store, each).ordinal for each in made] == [1, 2]
        versions = {row.record: row.pages for row in rows(store, record_versions)}
        assert [versions[each] for each in made] == [[1], [2, 3]]


class TestCorrecting:
    def test_a_correction_makes_a_version(self, store: Store) -> None:
        _, [record] = digest(store, result(doubtful(trich_yeu="Về việc hợp", dia_danh="Gò Dầu")))
        assert correct(store, record, 1, {"trich_yeu": "Về việc họp"}, "hoa") == 2
        assert values(store, record) == {"trich_yeu": "Về việc họp", "dia_danh": "Gò Dầu"}
        assert values(store, record, 1)["trich_yeu"] == "Về việc hợp"
        row = record_of(store, record)
        assert (row.state, row.version, row.flagged) == ("review", 2, 1)
        [said] = rows(store, corrections)
        assert (said.field, said.before, said.after, said.author, said.version) == (
            "trich_yeu", "Về việc hợp", "Về việc họp", "hoa", 2,
        )  # fmt: skip

    def test_what_was_read_and_where_stays_with_it(self, store: Store) -> None:
        _, [record] = digest(store, result(doubtful(trich_yeu="Về việc hợp")))
        correct(store, record, 1, {"trich_yeu": "Về việc họp"}, "hoa")
        said = rows(store, record_versions)[-1].fields["trich_yeu"]
        assert (said["raw"], said["method"], said["needs_review"]) == (
            "Về việc hợp", "person", False,
        )  # fmt: skip

    def test_an_address_that_is_corrected_names_the_units_of_its_new_text(
        self, store: Store
    ) -> None:
        known = units_of("xã Thái Bình, huyện Châu Thành, tỉnh Tây Ninh", "2024-05-02")
        read = ExtractedField("xã Thái Bình", None, 0.5, True, "label", units=known)
        found = paper(kind="giay_tiep_nhan", dia_chi=read, thoi_gian_nhan="2026-05-02T08:00")
        document, [record] = digest(store, result(found))
        right = "phường Tân Ninh, tỉnh Tây Ninh"
        correct(store, record, 1, {"dia_chi": right}, "hoa")
        assert units(store) == units_of(right, "2026-05-02")
        # A machine that reads the paper again does not take them back.
        read_again(store, document, result(found))
        assert units(store) == units_of(right, "2026-05-02")
        correct(store, record, 3, {"dia_chi": "Không rõ"}, "hoa")
        assert "units" not in rows(store, record_versions)[-1].fields["dia_chi"]

    def test_a_value_may_be_a_list_or_nothing(self, store: Store) -> None:
        _, [record] = digest(store, result(doubtful(noi_nhan="Như trên", do_mat="x")))
        correct(store, record, 1, {"noi_nhan": ["Như trên", "Lưu: VT"], "do_mat": None}, "hoa")
        assert values(store, record) == {"noi_nhan": ["Như trên", "Lưu: VT"], "do_mat": None}
        assert {row.field: row.after for row in rows(store, corrections)}["do_mat"] is None

    def test_who_has_seen_another_version_is_refused(self, store: Store) -> None:
        _, [record] = digest(store, result(doubtful(trich_yeu="a")))
        correct(store, record, 1, {"trich_yeu": "b"}, "hoa")
        assert refused(correct, store, record, 1, {"trich_yeu": "c"}, "lan") == "not_allowed"
        assert refused(approve, store, record, 1, "lan") == "not_allowed"
        assert values(store, record) == {"trich_yeu": "b"}

    def test_a_field_that_is_none_is_refused(self, store: Store) -> None:
        _, [record] = digest(store, result(doubtful(trich_yeu="a")))
        assert refused(correct, store, record, 1, {"tich_yeu": "b"}, "hoa") == "not_allowed"

    def test_a_record_that_is_none_is_refused(self, store: Store) -> None:
        assert refused(correct, store, UUID(int=0), 1, {}, "hoa") == "not_found"
        assert refused(approve, store, UUID(int=0), 1, "hoa") == "not_found"

    def test_nothing_said_changes_nothing(self, store: Store) -> None:
        _, [record] = digest(store, result(doubtful(trich_yeu="a")))
        assert correct(store, record, 1, {}, "hoa") == 1
        assert count(store, record_versions) == 1

    def test_the_audit_tells_who_and_which_fields_but_no_value(self, store: Store) -> None:
        _, [record] = digest(store, result(doubtful(trich_yeu="a")))
        correct(store, record, 1, {"trich_yeu": "Về việc họp"}, "hoa")
        [event] = rows(store, audit_events, audit_events.c.action == "correct")
        assert (event.actor, event.subject) == ("hoa", str(record))
        assert event.details == {"version": 2, "fields": ["trich_yeu"]}


class TestApproving:
    def test_an_approved_record_is_published(self, store: Store) -> None:
        _, [record] = digest(store, result(doubtful(trich_yeu="a")))
        correct(store, record, 1, {"trich_yeu": "b"}, "hoa")
        approve(store, record, 2, "hoa")
        assert record_of(store, record).state == "approved"
        assert [(row.record, row.version) for row in rows(store, publications)] == [(record, 2)]

    def test_what_a_machine_accepted_is_not_published_twice(self, store: Store) -> None:
        _, [record] = digest(store, result(paper(1, trich_yeu="a")))
        approve(store, record, 1, "hoa")
        approve(store, record, 1, "hoa")
        assert record_of(store, record).state == "approved"
        assert [row.version for row in rows(store, publications)] == [1]

    def test_a_correction_after_that_is_approved_anew(self, store: Store) -> None:
        _, [record] = digest(store, result(paper(1, trich_yeu="a")))
        approve(store, record, 1, "hoa")
        correct(store, record, 1, {"trich_yeu": "b"}, "hoa")
        assert record_of(store, record).state == "review"
        approve(store, record, 2, "hoa")
        assert [row.version for row in rows(store, publications)] == [1, 2]


class TestReadingAgain:
    def test_a_run_adds_a_version(self, store: Store) -> None:
        document, [record] = digest(store, result(doubtful(trich_yeu="a")))
        assert read_again(store, document, result(paper(1, trich_yeu="b"))) == [record]
        assert (values(store, record, 1), values(store, record)) == (
            {"trich_yeu": "a"}, {"trich_yeu": "b"},
        )  # fmt: skip
        assert record_of(store, record).state == "accepted"

    def test_what_a_person_said_stands(self, store: Store) -> None:
        document, [record] = digest(store, result(doubtful(trich_yeu="a", dia_danh="c")))
        correct(store, record, 1, {"trich_yeu": "b"}, "hoa")
        read_again(store, document, result(paper(1, trich_yeu="x", dia_danh="d")))
        assert values(store, record) == {"trich_yeu": "b", "dia_danh": "d"}
        assert rows(store, record_versions)[-1].fields["trich_yeu"]["raw"] == "x"
        assert record_of(store, record).flagged == 0

    def test_it_stands_also_when_the_paper_is_taken_for_another_type(self, store: Store) -> None:
        document, [record] = digest(store, result(doubtful(trich_yeu="a")))
        correct(store, record, 1, {"trich_yeu": "b"}, "hoa")
        read_again(store, document, result(paper(1, kind="khac", so="1")))
        assert values(store, record) == {"trich_yeu": "b", "so": "1"}

    def test_an_approved_record_is_not_touched(self, store: Store) -> None:
        document, [record] = digest(store, result(doubtful(trich_yeu="a")))
        approve(store, record, 1, "hoa")
        assert read_again(store, document, result(paper(1, trich_yeu="b"))) == []
        assert values(store, record) == {"trich_yeu": "a"}
        assert (record_of(store, record).state, record_of(store, record).version) == ("approved", 1)

    def test_a_person_who_approves_just_then_comes_before_or_after(self, store: Store) -> None:
        """The machine must not take back what a person has approved while it wrote."""
        document, [record] = digest(store, result(doubtful(trich_yeu="a")))
        refusals: list[ErrorCode] = []

        def approve_meanwhile() -> None:
            try:
                approve(store, record, 1, "hoa")
            except SohoaError as error:
                refusals.append(error.code)

        person = Thread(target=approve_meanwhile)

        class Slow:
            """Papers that are seen only once the person has pressed the button."""

            status, pages = Status.OK, (page(),)

            @property
            def documents(self) -> Iterator[Document]:
                person.start()
                person.join(0.3)
                yield paper(1, trich_yeu="b")

        reading.read_again(store, document)
        read_pages(store, 1)
        job = take(store, JobKind.ASSEMBLE)
        last = rows(store, record_versions)[-1].result
        with store.write() as connection:
            keep_records(store, connection, document, last, Slow())  # type: ignore[arg-type]
        person.join()
        assert job.document == document
        assert refusals == ["not_allowed"]
        assert (record_of(store, record).state, record_of(store, record).version) == ("accepted", 2)

    def test_a_paper_that_is_found_no_more_is_withdrawn(self, store: Store) -> None:
        document, [_, second] = digest(store, result(paper(1), doubtful(trich_yeu="a")))
        read_again(store, document, result(paper(1)))
        assert record_of(store, second).state == "withdrawn"
        assert refused(approve, store, second, 1, "hoa") == "not_allowed"
        assert refused(correct, store, second, 1, {"trich_yeu": "b"}, "hoa") == "not_allowed"

    def test_it_comes_back_when_it_is_found_again(self, store: Store) -> None:
        document, [_, second] = digest(store, result(paper(1), paper(1, trich_yeu="a")))
        read_again(store, document, result(paper(1)))
        assert second in read_again(store, document, result(paper(1), paper(1, trich_yeu="b")))
        assert record_of(store, second).state == "accepted"

    def test_a_paper_that_a_person_has_touched_is_not_withdrawn(self, store: Store) -> None:
        document, [first, second] = digest(
            store, result(doubtful(trich_yeu="a"), doubtful(trich_yeu="b"))
        )
        approve(store, first, 1, "hoa")
        correct(store, second, 1, {"trich_yeu": "c"}, "hoa")
        read_again(store, document, result())
        assert [record_of(store, each).state for each in (first, second)] == ["approved", "review"]


THREE = (page(1), page(2), page(3))


def found_of(store: Store, document: UUID) -> list[tuple[int, str, list[int]]]:
    """Ordinal, state and pages of the records of a document."""
    return [
        (row.ordinal, row.state, version.pages)
        for row in sorted(rows(store, records), key=lambda row: row.ordinal)
        for version in rows(store, record_versions, record_versions.c.record == row.id)
        if row.document == document and version.version == row.version
    ]


def spoken_of(store: Store, record: UUID, name: str, value: str) -> None:
    """Somebody says something of a field, and is called away."""
    lan = someone(store, f"lan-{name}")
    hold(store, lan, record, "tab-1")
    version = record_of(store, record).version
    decide(store, lan, record, "tab-1", Decision(name, Action.EDITED, value, version))
    with store.write() as connection:
        end_lease(connection, record)


class TestPapersThatShift:
    """A page that could not be read is read later, and is a paper of its own."""

    def read(self, *papers: Document, whole: bool = True) -> Result:
        return result(*papers, pages=THREE, status=Status.OK if whole else Status.PARTIAL)

    def test_each_record_keeps_its_pages(self, store: Store) -> None:
        one, three = paper(1, so_ky_hieu="1/A"), paper(3, so_ky_hieu="3/C")
        document, [first, third] = digest(store, self.read(one, three, whole=False))
        spoken_of(store, third, "so_ky_hieu", "33/C")
        [_, second, _] = read_anew(store, first, self.read(one, paper(2, so_ky_hieu="2/B"), three))
        assert [pages for _, _, pages in found_of(store, document)] == [[1], [2], [3]]
        assert [values(store, each) for each in (first, second, third)] == [
            {"so_ky_hieu": "1/A"}, {"so_ky_hieu": "2/B"}, {"so_ky_hieu": "3/C"},
        ]  # fmt: skip
        assert [state for _, state, _ in found_of(store, document)] == [
            "accepted", "accepted", "review",
        ]  # fmt: skip

    def test_a_paper_beside_an_approved_one_is_not_lost(self, store: Store) -> None:
        one, three = paper(1, so_ky_hieu="1/A"), paper(3, so_ky_hieu="3/C")
        document, [first, third] = digest(store, self.read(one, three, whole=False))
        approve(store, third, 1, "hoa")
        read_anew(store, first, self.read(one, paper(2, so_ky_hieu="2/B"), three))
        assert found_of(store, document) == [
            (1, "accepted", [1]), (2, "accepted", [2]), (3, "approved", [3]),
        ]  # fmt: skip

    def test_pages_of_an_approved_paper_that_are_cut_anew_ask(self, store: Store) -> None:
        document, [first] = digest(store, self.read(paper(1, 2, so_ky_hieu="1/A")))
        approve(store, first, 1, "hoa")
        read_anew(store, first, self.read(paper(1, so_ky_hieu="1/A"), paper(2, 3, so_ky_hieu="2")))
        assert found_of(store, document) == [
            (1, "review", [1]), (2, "review", [2, 3]), (3, "approved", [1, 2]),
        ]  # fmt: skip
        issues = rows(store, record_versions)[-1].issues
        assert [item["code"] for item in issues] == ["overlaps_approved"]
        # As long as it is so, whatever a further reading says.
        read_anew(store, first, self.read(paper(1, so_ky_hieu="1/A"), paper(2, 3, so_ky_hieu="2")))
        assert [state for _, state, _ in found_of(store, document)][:2] == ["review", "review"]

    def test_a_paper_that_grows_or_shrinks_stays_the_same_record(self, store: Store) -> None:
        document, [first] = digest(store, self.read(doubtful(trich_yeu="a")))
        assert read_anew(store, first, self.read(paper(1, 2, trich_yeu="a"))) == [first]
        assert read_anew(store, first, self.read(paper(2, 3, trich_yeu="a"))) == [first]
        assert found_of(store, document) == [(1, "accepted", [2, 3])]


class TestWaitingForAPerson:
    """What a person has put before people is not accepted by a machine."""

    def read_again(self, store: Store, record: UUID) -> str:
        read_anew(store, record, result(paper(1, trich_yeu="a", nguoi_ky="B")))
        return str(record_of(store, record).state)

    def test_a_word_that_is_in_no_version_yet(self, store: Store) -> None:
        [record] = digest(store, result(doubtful(trich_yeu="a", nguoi_ky="B")))[1]
        spoken_of(store, record, "nguoi_ky", "C")
        assert self.read_again(store, record) == "review"

    @pytest.mark.parametrize("stage", ["senior", "rescan", "second"])
    def test_what_was_handed_on(self, store: Store, stage: str) -> None:
        [record] = digest(store, result(doubtful(trich_yeu="a")))[1]
        with store.write() as connection:
            connection.execute(records.update().values(stage=stage))
        assert self.read_again(store, record) == "review"
        # Nor is it gone when it is found no more.
        read_anew(store, record, result())
        assert record_of(store, record).state == "review"

    def test_what_was_drawn_or_opened_again_or_taken_back(self, store: Store) -> None:
        boss = someone(store, "boss", Role.SENIOR)
        sure = paper(1, trich_yeu="a", nguoi_ky="B")
        made = [digest(store, result(sure), b"%PDF-1.7 a")[1][0]]
        approve_sure(store, boss, dict.fromkeys(made, 1), lambda: 0.0)
        made += [digest(store, result(sure), b"%PDF-1.7 b")[1][0]]
        approve_sure(store, boss, dict.fromkeys(made, 1), lambda: 0.9)
        reopen(store, boss, made[1], "số sai")
        made += [digest(store, result(doubtful(trich_yeu="a", nguoi_ky="B")))[1][0]]
        spoken_of(store, made[2], "trich_yeu", "a")
        spoken_of(store, made[2], "nguoi_ky", "B")
        hold(store, boss, made[2], "tab-2", take_over=True)
        assert end(store, boss, made[2], "tab-2", Ending(Outcome.APPROVED, 1)) is None
        undo_approval(store, boss, made[2])
        assert [self.read_again(store, each) for each in made] == ["review"] * 3


KEPT = ["results", "record_versions", "corrections", "audit_events"]


@pytest.mark.parametrize("name", KEPT)
@pytest.mark.parametrize("change", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_the_database_itself_keeps_what_was_noted(store: Store, name: str, change: str) -> None:
    """Whoever speaks SQL to it cannot change what happened, by accident or not."""
    _, [record] = digest(store, result(doubtful(trich_yeu="a")))
    correct(store, record, 1, {"trich_yeu": "b"}, "hoa")
    column = {"results": "version", "audit_events": "actor"}.get(name, "author")
    refusal = pytest.raises(DBAPIError, match=f"{name} is only appended to")
    with refusal, store.write() as connection:
        connection.execute(text(change.format(name, column, "'nobody'")))
    with store.read() as connection:
        found = connection.execute(select(func.count()).select_from(text(name))).scalar_one()
    assert found > 0


@pytest.mark.parametrize("name", KEPT)
def test_nor_is_it_emptied_at_once(store: Store, name: str) -> None:
    if store.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has no TRUNCATE")
    with (
        pytest.raises(DBAPIError, match=f"{name} is only appended to"),
        store.write() as connection,
    ):
        connection.execute(text(f"TRUNCATE {name} CASCADE"))
