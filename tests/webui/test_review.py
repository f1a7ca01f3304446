"""A record reviewed by the requests that the page's script makes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from models.extraction import Issue, Severity
from models.people import Person, Role
from models.store.bulk import approve_sure
from models.store.database import Store
from models.store.dossiers import add_paper, open_dossier
from models.store.endings import settle_dossiers
from models.store.people import find_person, person_of
from models.store.reading import said_types, understand_again
from models.store.records import RecordState
from models.store.tables import audit_events, corrections, decisions, leases, records, reviews
from tests.models.store.builders import (
    Clock,
    digest,
    field,
    open_file,
    page,
    paper,
    publish,
    put_together,
    read_anew,
    read_pages,
    result,
    rows,
    submit,
)
from tests.webui.conftest import Browser

TOKEN = "page-one-0123"


@pytest.fixture
def record(store: Store) -> UUID:
    """A letter with two doubtful fields."""
    found = paper(
        so_ky_hieu="12/QĐ-UBND", loai_van_ban="Quyết định",
        nguoi_ky=field("Trần Văn Bính", doubtful=True),
        ngay_ban_hanh=field("2024-05-02", doubtful=True),
    )  # fmt: skip
    [made] = digest(store, result(found))[1]
    return made


def data_of(page: str) -> dict[str, Any]:
    """What the page gives its script."""
    found = re.search(r'id="review-data">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    body: dict[str, Any] = json.loads(found.group(1))
    return body


def state_of(store: Store, record: UUID) -> str:
    [row] = rows(store, records, records.c.id == record)
    return str(row.state)


def one_person(store: Store, login: str) -> Person:
    with store.read() as connection:
        return person_of(connection, find_person(connection, login))


class Reviewer:
    """Somebody with a record on the screen."""

    def __init__(self, browser: Browser, record: UUID, token: str = TOKEN) -> None:
        self.browser, self.record, self.token = browser, record, token
        self.version = 1

    def open(self) -> dict[str, Any]:
        page = self.browser.get(f"/review/{self.record}")
        self.lease()
        data = data_of(page.text)
        self.version = data["version"]
        return data

    def lease(self, **more: Any):  # type: ignore[no-untyped-def]
        return self.browser.ask(f"/review/{self.record}/lease", {"token": self.token, **more})

    def say(self, name: str, action: str, text: Any = None, **more: Any):  # type: ignore[no-untyped-def]
        body = {
            "token": self.token, "version": self.version, "field": name, "action": action,
            "text": text, **more,
        }  # fmt: skip
        return self.browser.ask(f"/review/{self.record}/decide", body)

    def end(self, outcome: str = "approved", version: int = 1, note: str = ""):  # type: ignore[no-untyped-def]
        body = {"token": self.token, "outcome": outcome, "version": version, "note": note}
        return self.browser.ask(f"/review/{self.record}/end", body)


@pytest.fixture
def lan(person: Callable[..., Browser], record: UUID) -> Reviewer:
    return Reviewer(person("lan", Role.REVIEWER), record)


def test_a_record_is_confirmed_corrected_and_approved(
    lan: Reviewer, record: UUID, store: Store, clock: Clock
) -> None:
    assert lan.browser.get("/review/next").location == f"/review/{record}"
    page = lan.open()
    flagged = [item["id"] for item in page["fields"] if item["flagged"]]
    assert flagged == ["ngay_ban_hanh", "nguoi_ky"]
    assert [f["text"] for f in page["fields"] if f["id"] == "ngay_ban_hanh"] == ["02/05/2024"]
    assert lan.end().status_code == 409  # two fields are left
    assert lan.say("ngay_ban_hanh", "confirmed").status_code == 200
    assert lan.say("nguoi_ky", "edited", "Trần Văn Bình").status_code == 200
    done = lan.end()
    assert done.json == {"stage": None, "next": "/review/next"}
    assert state_of(store, record) == RecordState.APPROVED
    [change] = rows(store, corrections)
    assert (change.before, change.after, change.author) == ("Trần Văn Bính", "Trần Văn Bình", "lan")
    [review] = rows(store, reviews)
    assert (review.outcome, review.version) == ("approved", 1)
    assert publish(store) == 0  # it can still be taken back
    clock.forward(store.settings.undo_s + 1)
    assert "approve" in {row.action for row in rows(store, audit_events)}


def test_nothing_is_no_reading_that_could_be_confirmed(
    person: Callable[..., Browser], store: Store
) -> None:
    found = paper(nguoi_ky=field(None, doubtful=True), do_khan=field(None))
    [record] = digest(store, result(found))[1]
    lan = Reviewer(person("lan", Role.REVIEWER), record)
    lan.open()
    asked = lan.say("nguoi_ky", "confirmed")
    assert (asked.status_code, asked.json["code"]) == (422, "doubtful")
    assert lan.say("nguoi_ky", "absent").status_code == 200
    assert lan.say("do_khan", "confirmed").status_code == 200


def test_a_doubtful_value_is_kept_only_when_the_person_insists(lan: Reviewer, store: Store) -> None:
    lan.open()
    asked = lan.say("ngay_ban_hanh", "edited", "31/02/2024")
    assert (asked.status_code, asked.json["code"]) == (422, "doubtful")
    assert "lịch" in asked.json["title"]
    assert rows(store, decisions) == []
    assert lan.say("ngay_ban_hanh", "edited", "31/02/2024", insist=True).status_code == 200
    assert lan.say("ngay_ban_hanh", "edited", "29/02/2024").status_code == 200
    last = rows(store, decisions)[-1]
    assert last.after == {"value": "2024-02-29"}


def test_what_was_said_is_there_when_the_page_is_opened_again(lan: Reviewer) -> None:
    lan.open()
    lan.say("nguoi_ky", "illegible")
    lan.say("ngay_ban_hanh", "edited", "2/5/2023")
    again = {item["id"]: item for item in lan.open()["fields"]}
    assert (again["nguoi_ky"]["action"], again["nguoi_ky"]["text"]) == ("illegible", "")
    assert again["ngay_ban_hanh"]["text"] == "02/05/2023"
    assert again["ngay_ban_hanh"]["machine"] == "02/05/2024"
    undo = {"token": TOKEN, "field": "nguoi_ky"}
    undone = lan.browser.ask(f"/review/{lan.record}/undo", undo)
    assert undone.json["field"]["text"] == "Trần Văn Bính"


def test_two_people_never_have_one_record(
    lan: Reviewer, person: Callable[..., Browser], record: UUID, store: Store, clock: Clock
) -> None:
    huong = Reviewer(person("huong", Role.REVIEWER), record, "page-two-0123")
    lan.open()
    assert huong.browser.get("/review/next").location == "/review/"
    assert huong.browser.get(f"/review/{record}").status_code == 409
    assert huong.lease().status_code == 409
    assert huong.say("nguoi_ky", "confirmed").status_code == 409
    lan.say("nguoi_ky", "edited", "Trần Văn Bình")
    clock.forward(store.settings.review_lease_s + 1)
    # The lease has run out: what was said stays, and the record goes to who asks.
    seen = {item["id"]: item["text"] for item in huong.open()["fields"]}
    assert seen["nguoi_ky"] == "Trần Văn Bình"
    late = lan.say("ngay_ban_hanh", "confirmed")
    assert (late.status_code, late.json["code"]) == (409, "not_allowed")


def test_a_second_tab_is_refused_until_it_takes_over(lan: Reviewer, record: UUID) -> None:
    lan.open()
    second = Reviewer(lan.browser, record, "page-two-0123")
    assert "thẻ khác" in second.lease().json["title"]
    assert second.lease(take_over=True).status_code == 200
    assert lan.say("nguoi_ky", "confirmed").status_code == 409


def test_a_page_that_is_loaded_again_has_its_record(lan: Reviewer, record: UUID) -> None:
    lan.open()
    lan.browser.post(f"/review/{record}/leave", data={"token": TOKEN})
    assert Reviewer(lan.browser, record, "page-two-0123").lease().status_code == 200


def test_an_unsure_reviewer_hands_on_to_a_senior(
    lan: Reviewer, person: Callable[..., Browser], record: UUID, store: Store
) -> None:
    lan.open()
    lan.say("nguoi_ky", "unsure")
    lan.say("ngay_ban_hanh", "confirmed")
    assert lan.end().json["stage"] == "senior"
    assert lan.browser.get("/review/next").location == "/review/"
    senior = Reviewer(person("mai", Role.SENIOR), record, "page-two-0123")
    assert senior.browser.get("/review/next").location == f"/review/{record}"
    senior.open()
    assert senior.end().status_code == 409  # nobody has decided yet
    senior.say("nguoi_ky", "confirmed")
    assert senior.end().json["stage"] is None
    assert state_of(store, record) == RecordState.APPROVED


def test_who_is_not_sure_leaves_a_guess_and_is_not_asked(lan: Reviewer, store: Store) -> None:
    lan.open()
    assert lan.say("ngay_ban_hanh", "unsure", "31/02/2024").status_code == 200
    assert lan.say("nguoi_ky", "unsure").status_code == 200
    values = {row.field: row.after["value"] for row in rows(store, decisions)}
    assert values == {"ngay_ban_hanh": "31/02/2024", "nguoi_ky": "Trần Văn Bính"}


def test_contradictions_need_a_seniors_reason(person: Callable[..., Browser], store: Store) -> None:
    found = paper(
        kind="phieu_xin_loi", ngay_hen_tra="2024-05-02",
        ngay_hen_lai=field("2024-04-02", doubtful=True),
    )  # fmt: skip
    [record] = digest(store, result(found))[1]
    lan = Reviewer(person("lan", Role.REVIEWER), record)
    lan.open()
    [problem] = lan.say("ngay_hen_lai", "confirmed").json["problems"]
    assert problem["hard"] and set(problem["fields"]) == {"ngay_hen_tra", "ngay_hen_lai"}
    assert "đối chiếu hai ngày" in lan.end(note="đúng như giấy").json["title"]
    lan.end("escalated", note="giấy ghi như vậy")
    senior = Reviewer(person("mai", Role.SENIOR), record, "page-two-0123")
    senior.open()
    assert senior.end().status_code == 409
    assert senior.end(note="giấy ghi như vậy").json["stage"] is None
    [event] = [e for e in rows(store, audit_events) if e.action == "approve"]
    assert event.details["reason"] == "giấy ghi như vậy"
    assert event.details["overruled"]


def test_escalation_and_a_new_scan_need_a_reason(lan: Reviewer, store: Store, record: UUID) -> None:
    lan.open()
    for outcome in ("escalated", "rescan"):
        assert "lý do" in lan.end(outcome).json["title"]
    assert lan.end("rescan", note="trang 1 mờ").json["stage"] == "rescan"
    [row] = rows(store, records)
    assert row.stage == "rescan"


def test_a_skipped_record_does_not_come_back_to_the_same_person(
    lan: Reviewer, person: Callable[..., Browser], record: UUID
) -> None:
    lan.open()
    assert lan.end("skipped").status_code == 200
    assert lan.browser.get("/review/next").location == "/review/"
    huong = person("huong", Role.REVIEWER)
    assert huong.get("/review/next").location == f"/review/{record}"


def test_an_approval_is_taken_back_in_time(
    lan: Reviewer, record: UUID, store: Store, clock: Clock
) -> None:
    lan.open()
    lan.say("nguoi_ky", "confirmed")
    lan.say("ngay_ban_hanh", "confirmed")
    lan.end()
    assert lan.browser.get(f"/review/{record}").location == f"/records/{record}"
    assert lan.browser.post(f"/records/{record}/undo").location == f"/review/{record}"
    assert state_of(store, record) == RecordState.REVIEW
    clock.forward(store.settings.undo_s + 1)
    assert publish(store) == 0


def test_a_record_of_another_unit_is_not_there(
    person: Callable[..., Browser], record: UUID, store: Store
) -> None:
    stranger = person("tam", Role.SENIOR, unit="xa-b")
    for path in (f"/review/{record}", f"/records/{record}", f"/records/{record}/files/original"):
        assert stranger.get(path).status_code == 404
    assert str(record) not in stranger.get("/records").text
    assert stranger.get("/review/next").location == "/review/"
    with store.read() as connection:
        seen = select(audit_events).where(audit_events.c.actor == "tam")
        assert {row.action for row in connection.execute(seen)} == {"sign_in"}


@pytest.mark.parametrize(
    "body", [{}, {"token": "x"}, {"token": TOKEN, "field": "a", "action": "burn"}, [], "x"]
)
def test_a_wrong_request_is_refused(lan: Reviewer, body: object) -> None:
    lan.open()
    assert lan.browser.ask(f"/review/{lan.record}/decide", body).status_code == 409


def test_another_type_takes_the_fields_anew_and_keeps_what_was_said(
    lan: Reviewer, record: UUID, store: Store
) -> None:
    lan.open()
    lan.say("nguoi_ky", "edited", "Trần Văn Bình")
    lan.say("loai_van_ban", "edited", "Công văn")
    body = {"token": TOKEN, "type": "phieu_xin_loi"}
    assert lan.browser.ask(f"/review/{record}/type", body | {"type": "x"}).status_code == 404
    assert lan.browser.ask(f"/review/{record}/type", body).status_code == 202
    assert lan.browser.ask(f"/review/{record}/type", body).status_code == 409  # it is on its way
    with store.read() as connection:
        [row] = rows(store, records)
        assert said_types(connection, row.document) == {1: "phieu_xin_loi"}
    kind = "phieu_xin_loi"
    put_together(store, result(paper(kind=kind, nguoi_ky="Trần Bính", so_phieu="7")))
    assert lan.browser.get(f"/review/{record}/version").json == {"version": 2, "type": kind}
    page = lan.open()
    assert {f["id"]: f["text"] for f in page["fields"]}["nguoi_ky"] == "Trần Văn Bình"
    assert lan.end(version=2).json["stage"] is None
    [change] = rows(store, corrections)
    assert (change.field, change.after) == ("nguoi_ky", "Trần Văn Bình")
    assert len(rows(store, decisions)) == 2


def test_a_new_reading_that_says_the_same_disturbs_nobody(
    lan: Reviewer, record: UUID, store: Store
) -> None:
    lan.open()
    lan.say("nguoi_ky", "confirmed")
    [row] = rows(store, records)
    with store.write() as connection:
        understand_again(store, connection, row.document)
    found = paper(
        so_ky_hieu="12/QĐ-UBND", loai_van_ban="Quyết định",
        nguoi_ky=field("Trần Văn Bính", doubtful=True),
        ngay_ban_hanh=field("2024-05-02", doubtful=True),
    )  # fmt: skip
    put_together(store, result(found))
    lan.say("ngay_ban_hanh", "confirmed")
    assert lan.end(version=1).json["stage"] is None


def test_rows_of_a_list_keep_all_their_cells(person: Callable[..., Browser], store: Store) -> None:
    hop = {"giao": "Bộ phận Một cửa", "nhan": "Phòng Tư pháp", "thoi_gian": "2025-05-26T10:56"}
    found = paper(kind="phieu_kiem_soat", chuyen_giao=(hop | {"ket_qua": "Đúng hạn"},))
    [record] = digest(store, result(found))[1]
    lan = Reviewer(person("lan", Role.REVIEWER), record)
    [shown] = lan.open()["fields"]
    assert [column["title"] for column in shown["columns"]][2] == "Thời gian"
    [row] = shown["text"]
    assert row["thoi_gian"] == "10:56 26/05/2025"
    lan.say("chuyen_giao", "edited", [row | {"nhan": "Phòng Kinh tế"}, {"giao": "", "nhan": " "}])
    [said] = rows(store, decisions)
    assert said.after["value"] == [hop | {"nhan": "Phòng Kinh tế", "ket_qua": "Đúng hạn"}]


def test_what_is_critical_is_typed_by_two_who_do_not_see_each_other(
    person: Callable[..., Browser], store: Store
) -> None:
    found = paper(
        kind="giay_khai_sinh", ho_ten=field("CAO CÔNG LÂM", doubtful=True), gioi_tinh="Nam",
        dan_toc=field("Kinh", doubtful=True),
    )  # fmt: skip
    [record] = digest(store, result(found))[1]
    first = Reviewer(person("lan", Role.REVIEWER), record)
    first.open()
    first.say("ho_ten", "edited", "CAO CÔNG LẬM")
    first.say("dan_toc", "confirmed")
    assert first.end().json["stage"] == "second"
    assert first.browser.get("/review/next").location == "/review/"

    second = Reviewer(person("mai", Role.REVIEWER), record, "page-two-0123")
    shown = {item["id"]: item for item in second.open()["fields"]}
    assert [item["id"] for item in shown.values() if item["blind"]] == ["ho_ten"]
    assert (shown["ho_ten"]["text"], shown["ho_ten"]["machine"]) == ("", "")
    assert shown["dan_toc"]["action"] == "confirmed"
    assert second.end().status_code == 409
    assert second.say("ho_ten", "confirmed").status_code == 409
    second.say("ho_ten", "edited", "CAO CÔNG LÂM")
    assert second.end().json["stage"] == "third"

    third = Reviewer(person("tam", Role.REVIEWER), record, "page-three-0123")
    shown = {item["id"]: item for item in third.open()["fields"]}
    assert set(shown["ho_ten"]["alternatives"]) == {"CAO CÔNG LẬM", "CAO CÔNG LÂM"}
    assert third.end().status_code == 409
    third.say("ho_ten", "picked", "CAO CÔNG LÂM")
    assert third.end().json["stage"] is None
    assert state_of(store, record) == RecordState.APPROVED


def test_two_who_type_the_same_are_believed(person: Callable[..., Browser], store: Store) -> None:
    found = paper(kind="giay_khai_sinh", ho_ten=field("CAO CÔNG LÂM", doubtful=True))
    [record] = digest(store, result(found))[1]
    first = Reviewer(person("lan", Role.REVIEWER), record)
    first.open()
    first.say("ho_ten", "confirmed")
    assert first.end().json["stage"] == "second"
    second = Reviewer(person("mai", Role.REVIEWER), record, "page-two-0123")
    second.open()
    second.say("ho_ten", "edited", "CAO  CÔNG LÂM ")
    assert second.end().json["stage"] is None
    assert state_of(store, record) == RecordState.APPROVED


def test_sure_records_are_approved_at_once_and_some_are_drawn(
    person: Callable[..., Browser], store: Store
) -> None:
    made = [
        digest(store, result(paper(so_ky_hieu=f"{n}/QĐ-UBND")), f"%PDF-1.7 {n}".encode())[1][0]
        for n in range(4)
    ]
    lan = person("lan", Role.REVIEWER)
    page = lan.get("/review/sure").text
    assert all(str(record) in page for record in made)
    me = one_person(store, "lan")
    draws = iter([0.9, 0.01, 0.9, 0.9])
    done = approve_sure(store, me, dict.fromkeys(made, 1), lambda: next(draws))
    assert (done.approved, done.sampled) == (3, (made[1],))
    assert [state_of(store, record) for record in made].count("approved") == 3
    # Somebody else looks at it, at all of it.
    assert lan.get("/review/next").location == "/review/"
    mai = Reviewer(person("mai", Role.REVIEWER), made[1])
    assert mai.browser.get("/review/next").location == f"/review/{made[1]}"
    names = [item["id"] for item in mai.open()["fields"] if item["flagged"]]
    assert "so_ky_hieu" in names and mai.end().status_code == 409
    for name in names:
        mai.say(name, "confirmed")
    assert mai.end().json["stage"] is None
    assert not rows(store, records, records.c.id == made[1])[0].sampled


def test_what_changed_after_it_was_listed_is_not_approved_in_bulk(
    person: Callable[..., Browser], store: Store
) -> None:
    [record] = digest(store, result(paper(so_ky_hieu="1/QĐ-UBND")))[1]
    lan = person("lan", Role.REVIEWER)
    listed = re.findall(r'name="record" value="([^"]+)"', lan.get("/review/sure").text)
    assert listed == [f"{record}:1"]
    read_anew(store, record, result(paper(so_ky_hieu="7/QĐ-UBND")))
    lan.post("/review/sure", data={"record": listed})
    assert state_of(store, record) == "accepted"
    # Nor is one of which somebody has said something.
    mai = Reviewer(person("mai", Role.REVIEWER), record)
    mai.open()
    mai.say("so_ky_hieu", "edited", "8/QĐ-UBND")
    assert state_of(store, record) == "review"
    me = one_person(store, "lan")
    assert approve_sure(store, me, {record: 2}, lambda: 0.9).approved == 0


def test_what_is_not_sure_is_not_approved_in_bulk(
    lan: Reviewer, person: Callable[..., Browser], record: UUID, store: Store
) -> None:
    [other] = digest(store, result(paper(so_ky_hieu="7/QĐ-UBND")), b"%PDF-1.7 another")[1]
    stranger = person("tam", Role.REVIEWER, unit="xa-b")
    assert stranger.post("/review/sure", data={"record": f"{other}:1"}).status_code == 303
    assert lan.browser.post("/review/sure", data={"record": "x"}).status_code == 404
    lan.browser.post("/review/sure", data={"record": f"{record}:1"})
    assert (state_of(store, record), state_of(store, other)) == ("review", "accepted")


@pytest.fixture
def dossier(store: Store) -> tuple[UUID, UUID]:
    """A receipt that lists what belongs to it, and a doubtful letter, in one dossier."""
    receipt = paper(
        kind="giay_tiep_nhan", ma_ho_so=field("H53.15-251123-0007", doubtful=True),
        thanh_phan_ho_so=("Tờ trình xin cấp giấy phép", "Bản vẽ thiết kế"),
    )  # fmt: skip
    letter = paper(
        loai_van_ban="Tờ trình", trich_yeu="Về việc xin cấp giấy phép",
        nguoi_ky=field("Trần Bính", doubtful=True),
    )  # fmt: skip
    made = []
    code = open_dossier(store, "H53.15-251123-0007", unit="xa-a")
    for number, each in enumerate((receipt, letter)):
        document, [record] = digest(store, result(each), f"%PDF-1.7 {number}".encode())
        add_paper(store, code, document)
        made.append(record)
    return made[0], made[1]


def test_papers_of_a_dossier_are_seen_and_approved_together(
    person: Callable[..., Browser], dossier: tuple[UUID, UUID], store: Store
) -> None:
    receipt, letter = dossier
    lan = person("lan", Role.REVIEWER)
    first = Reviewer(lan, receipt)
    page = lan.get(f"/review/{receipt}").text
    assert "H53.15-251123-0007" in page and f"/review/{letter}" in page
    assert "Thiếu: Bản vẽ thiết kế" in page and "Thiếu: Tờ trình" not in page
    first.open()
    first.say("ma_ho_so", "confirmed")
    assert first.end().json == {"stage": "ready", "next": f"/review/{letter}"}
    assert [state_of(store, record) for record in dossier] == ["review", "review"]
    second = Reviewer(lan, letter, "page-two-0123")
    second.open()
    second.say("nguoi_ky", "confirmed")
    assert second.end().json["stage"] is None
    assert [state_of(store, record) for record in dossier] == ["approved", "approved"]


def test_of_a_dossier_of_two_units_each_is_led_to_its_own_papers(
    person: Callable[..., Browser], store: Store
) -> None:
    code = open_dossier(store, "H53.15-251123-0009", unit="xa-a")
    made = []
    for unit in ("xa-a", "xa-b"):
        document = submit(store, unit.encode(), name=f"{unit}.pdf", unit=unit).document
        open_file(store)
        read_pages(store, 1)
        kind = {"xa-a": "van_ban_hanh_chinh", "xa-b": "giay_khai_sinh"}[unit]
        name = {"xa-a": "nguoi_ky", "xa-b": "ho_ten"}[unit]
        found = paper(kind=kind, **{name: field("Trần Bính", doubtful=True)})
        made += put_together(store, result(found))
        add_paper(store, code, document)
    mine, theirs = made
    tam = Reviewer(person("tam", Role.REVIEWER, unit="xa-a"), mine)
    for path in (f"/review/{mine}", f"/records/{mine}"):
        shown = tam.browser.get(path).text
        assert "H53.15-251123-0009" in shown
        assert str(theirs) not in shown and "xa-b.pdf" not in shown
    assert "2. Giấy tờ của đơn vị khác" in tam.browser.get(f"/review/{mine}").text
    tam.open()
    tam.say("nguoi_ky", "confirmed")
    assert tam.end().json == {"stage": "ready", "next": "/review/next"}
    assert str(theirs) in person("lan", Role.REVIEWER).get(f"/review/{mine}").text


def test_a_paper_that_needs_nobody_does_not_keep_its_dossier_waiting(
    person: Callable[..., Browser], store: Store
) -> None:
    code = open_dossier(store, "H53.15-251123-0008", unit="xa-a")
    doubtful = paper(nguoi_ky=field("Trần Bính", doubtful=True))
    document, [record] = digest(store, result(doubtful), b"%PDF-1.7 one")
    add_paper(store, code, document)
    late = submit(store, b"%PDF-1.7 two").document
    add_paper(store, code, late)
    lan = Reviewer(person("lan", Role.REVIEWER), record)
    lan.open()
    lan.say("nguoi_ky", "confirmed")
    assert lan.end().json["stage"] == "ready"
    assert settle_dossiers(store) == 0
    open_file(store)
    read_pages(store, 1)
    put_together(store, result(paper(so_ky_hieu="7/QĐ-UBND")))
    assert settle_dossiers(store) == 1
    assert state_of(store, record) == RecordState.APPROVED


def test_of_a_stack_of_two_units_each_sees_its_own_paper(
    person: Callable[..., Browser], store: Store
) -> None:
    """Separator sheets of an archive name the units."""
    submit(store, b"%PDF-1.7 stack", unit="tay-ninh")
    open_file(store, 2)
    read_pages(store, 2)
    papers = [
        replace(paper(number, nguoi_ky=field("A", doubtful=True)), unit=unit)
        for number, unit in ((1, "xa-a"), (2, "xa-b"))
    ]
    mine, theirs = put_together(store, result(*papers, pages=(page(1), page(2))))
    tam = person("tam", Role.REVIEWER, unit="xa-a")
    assert tam.get(f"/review/{theirs}").status_code == 404
    assert tam.get(f"/review/{mine}/words/1").status_code == 200
    assert tam.get(f"/review/{mine}/words/2").status_code == 404
    box = {"page": 2, "box": [0, 0, 500, 100]}
    assert tam.ask(f"/review/{mine}/box", box).status_code == 404
    assert tam.get(f"/records/{mine}/files/original").status_code == 404
    assert "/files/original" not in tam.get(f"/records/{mine}").text
    # Who sees both units has the whole file.
    lan = person("lan", Role.REVIEWER)
    assert lan.get(f"/records/{mine}/files/original").status_code == 200
    # What somebody has asked is answered to them alone.
    asked = tam.ask(f"/review/{mine}/box", box | {"page": 1}).json["question"]
    assert tam.get(f"/review/answers/{asked}").status_code == 200
    assert lan.get(f"/review/answers/{asked}").status_code == 404


# ---- why a record is before somebody


def test_a_senior_reads_why_a_record_was_handed_on(
    lan: Reviewer, person: Callable[..., Browser], record: UUID, store: Store
) -> None:
    lan.open()
    assert lan.end("escalated", note="giấy bị rách <b>").json["stage"] == "senior"
    mai = person("mai", Role.SENIOR)
    senior = Reviewer(mai, record, "page-two-0123")
    page = mai.get(f"/review/{record}").text
    assert "<strong>Lan</strong>" in page and "<q>giấy bị rách &lt;b&gt;</q>" in page
    assert "giấy bị rách &lt;b&gt;" in mai.get(f"/records/{record}").text
    senior.open()
    for name in ("nguoi_ky", "ngay_ban_hanh"):
        senior.say(name, "confirmed")
    assert senior.end().json["stage"] is None
    # What led to an approval before says nothing of the next review.
    mai.post(f"/records/{record}/reopen", data={"reason": "sai ngày"})
    page = mai.get(f"/review/{record}").text
    assert "sai ngày" in page and "giấy bị rách" not in page


def test_a_senior_is_not_sent_to_a_senior(person: Callable[..., Browser], store: Store) -> None:
    found = paper(kind="phieu_xin_loi", ngay_hen_tra="2024-05-02", ngay_hen_lai="2024-04-02")
    [record] = digest(store, result(found))[1]
    for login, role, said in (("lan", Role.REVIEWER, True), ("mai", Role.SENIOR, False)):
        who = Reviewer(person(login, role), record, f"page-{login}-0123")
        who.open()
        refused = who.end().json["title"]
        assert ("chuyển cấp cao" in refused) is said
        # The rule names its fields.
        assert "Ngày hẹn lại" in refused
        who.browser.post(f"/review/{record}/leave", data={"token": who.token})
        with store.write() as connection:
            connection.execute(leases.delete())


def test_a_rule_is_told_once_and_names_its_fields(
    person: Callable[..., Browser], store: Store
) -> None:
    issue = Issue("not_before", Severity.BLOCK, "Ngày sau. / Day.", field="ngay_cap")
    born = field("1990-05-02", doubtful=True)
    issued = replace(field("1980-05-02", doubtful=True), issues=(issue,))
    [record] = digest(store, result(paper(kind="can_cuoc", ngay_sinh=born, ngay_cap=issued)))[1]
    page = Reviewer(person("lan", Role.REVIEWER), record).open()
    assert [item["issues"] for item in page["fields"] if item["id"] == "ngay_cap"] == [[]]
    [told] = [p["text"] for p in page["problems"]]
    assert told.startswith("Ngày cấp – Ngày sinh: ")


# ---- papers that a person may not have


def test_a_dossier_sends_nobody_to_a_paper_that_waits_for_somebody_else(
    person: Callable[..., Browser], store: Store
) -> None:
    dossier, made = open_dossier(store, "H53.15-251123-0010", unit="xa-a"), []
    birth = paper(kind="giay_khai_sinh", ho_ten=field("CAO LÂM", doubtful=True))
    letter = paper(nguoi_ky=field("Trần Bính", doubtful=True))
    for number, each in enumerate((birth, letter)):
        document, [record] = digest(store, result(each), f"%PDF-1.7 s{number}".encode())
        add_paper(store, dossier, document)
        made.append(record)
    lan = person("lan", Role.REVIEWER)
    first = Reviewer(lan, made[0])
    first.open()
    first.say("ho_ten", "confirmed")
    # She goes on to the other one, and from it not back to the one that a second person types.
    assert first.end().json == {"stage": "second", "next": "/review/next"}
    second = Reviewer(lan, made[1], "page-two-0123")
    second.open()
    assert f'href="/review/{made[0]}"' not in lan.get(f"/review/{made[1]}").text
    second.say("nguoi_ky", "confirmed")
    assert second.end().json == {"stage": "ready", "next": "/review/next"}
    # By its address she learns why, and is shown the way on.
    page = lan.get(f"/review/{made[0]}")
    assert page.status_code == 409
    assert "một người rà soát khác" in page.text and 'href="/review/next"' in page.text
    # For another one it is what comes next.
    hoa = person("hoa", Role.REVIEWER)
    assert hoa.get("/review/next").location == f"/review/{made[0]}"


def test_a_paper_that_was_put_aside_does_not_come_back_at_once(
    person: Callable[..., Browser], dossier: tuple[UUID, UUID]
) -> None:
    receipt, letter = dossier
    lan = person("lan", Role.REVIEWER)
    first = Reviewer(lan, receipt)
    first.open()
    first.end("skipped")
    second = Reviewer(lan, letter, "page-two-0123")
    second.open()
    second.say("nguoi_ky", "confirmed")
    assert second.end().json == {"stage": "ready", "next": "/review/next"}


# ---- lists, and the clock


def test_places_of_this_province_come_first(lan: Reviewer) -> None:
    for kind, name in (("can_cuoc", "noi_thuong_tru"), ("van_ban_hanh_chinh", "dia_danh")):
        found = lan.browser.get(f"/review/lists/{kind}/{name}").json
        own, others = found["values"][: found["own"]], found["values"][found["own"] :]
        assert any("Tân Đông" in value for value in own)
        assert len(others) > len(own) > 100
        if name == "noi_thuong_tru":
            assert "Đồng Nai" not in "".join(own)
    found = lan.browser.get("/review/lists/can_cuoc/gioi_tinh").json
    assert found == {"values": ["Nam", "Nữ"], "own": 0}


def test_how_long_a_record_is_kept_is_told_in_the_time_of_vietnam(
    lan: Reviewer, clock: Clock
) -> None:
    answer = lan.lease().json
    until = datetime.fromisoformat(answer["until"])
    assert answer["at"] == until.astimezone(timezone(timedelta(hours=7))).strftime("%H:%M")
