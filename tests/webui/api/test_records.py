"""Records over the API: read, found, compared, corrected, withdrawn."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import pytest
from werkzeug.test import TestResponse

from models.clients import Scope
from models.store.changes import Kind
from models.store.database import Store
from models.store.leases import hold
from models.store.records import approve, lock_record, vouch
from models.store.tables import audit_events, changes, records
from models.store.units import add_unit
from tests.models.store.builders import (
    digest,
    field,
    paper,
    publish,
    result,
    rows,
    somebody_waits,
    someone,
)
from tests.servers import wait_until
from tests.webui.api.conftest import PURPOSE, System, Systems

ID = "072190001234"
NAME = "Nguyễn Thị Hoa"


def card(store: Store, owner: str = ID, *, data: bytes = b"%PDF-1.7 a card") -> UUID:
    """A record of an identity card."""
    found = paper(
        kind="can_cuoc", so_dinh_danh=owner, ho_ten=NAME, ngay_sinh="1990-05-02",
        gioi_tinh="Nữ", ngay_cap="2021-06-01", noi_thuong_tru=field("Ấp 1, xã A", doubtful=True),
    )  # fmt: skip
    return digest(store, result(found), data)[1][0]


def test_a_record_is_read_with_where_each_value_comes_from(store: Store, system: Systems) -> None:
    record = card(store)
    body = system("dvc", Scope.RECORDS, Scope.PERSONAL).get(f"/records/{record}").json
    assert body["type"] == "can_cuoc" and body["state"] == "review" and body["version"] == 1
    name = body["fields"]["ho_ten"]
    assert name["value"] == NAME and name["method"] == "label" and name["confidence"] > 0.9
    assert body["fields"]["noi_thuong_tru"]["needs_review"] is True
    assert body["engine"]["name"] == "tesserocr"


def test_personal_data_is_masked_unless_the_token_allows_it(store: Store, system: Systems) -> None:
    record = card(store)
    answer = system("dvc", Scope.RECORDS).get(f"/records/{record}")
    fields = answer.json["fields"]
    assert fields["so_dinh_danh"]["value"] == "072•••••1234"
    for name in ("ho_ten", "noi_thuong_tru", "ngay_sinh"):
        assert fields[name]["value"] is None and fields[name]["masked"]
        assert "raw" not in fields[name]
    assert fields["ngay_cap"]["value"] == "2021-06-01"
    assert NAME not in answer.text and ID not in answer.text


def test_every_look_is_noted(store: Store, system: Systems) -> None:
    record = card(store)
    system("dvc", Scope.RECORDS).get(f"/records/{record}")
    seen = [row for row in rows(store, audit_events) if row.action == "view"]
    assert [(row.actor, row.subject) for row in seen] == [("client:dvc", str(record))]


def test_what_has_not_changed_is_not_sent_again(store: Store, system: Systems) -> None:
    record, it = card(store), system("dvc", Scope.RECORDS)
    tag = it.get(f"/records/{record}").headers["ETag"]
    again = it.get(f"/records/{record}", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


def test_records_are_listed_page_by_page(store: Store, system: Systems) -> None:
    made = [card(store, data=b"%%PDF-1.7 %d" % n) for n in range(5)]
    it, found, path = system("dvc", Scope.RECORDS), [], "/records?type=can_cuoc&limit=2"
    while path:
        answer = it.get(path)
        assert answer.status_code == 200, answer.json
        found += [each["id"] for each in answer.json["records"]]
        after = answer.json["after"]
        path = f"/records?type=can_cuoc&limit=2&after={after}" if after else ""
        assert ("Link" in answer.headers) == bool(after)
    assert found == [str(each) for each in reversed(made)]


def test_a_cursor_is_good_for_its_own_question(store: Store, system: Systems) -> None:
    for n in range(3):
        card(store, data=b"%%PDF-1.7 %d" % n)
    it = system("dvc", Scope.RECORDS)
    after = it.get("/records?limit=1").json["after"]
    for path in (f"/records?limit=1&type=can_cuoc&after={after}", "/records?after=AAAA"):
        assert (it.get(path).status_code, it.get(path).json["code"]) == (400, "cursor")
    assert it.get(f"/changes?after={after}").status_code == 400


@pytest.mark.parametrize("kind", ["UNKNOWN", "can-cuoc"])
def test_a_type_that_does_not_exist_is_refused(system: Systems, kind: str) -> None:
    it = system("dvc", Scope.RECORDS, Scope.STATS)
    answers = [it.get(f"/{path}?type={kind}") for path in ("records", "changes", "stats")]
    answers.append(it.post("/records/search", {"words": "x", "type": kind}))
    assert {(each.status_code, each.json["code"]) for each in answers} == {(422, "type")}


def test_a_unit_that_does_not_exist_is_as_one_of_others(store: Store, system: Systems) -> None:
    card(store)
    add_unit(store, "xa-b", "Xã B", "tay-ninh")
    it = system("b", Scope.RECORDS, Scope.STATS, unit="xa-b")
    [others] = rows(store, records)
    for path in ("records", "stats"):
        theirs, nobodys = (it.get(f"/{path}?unit={unit}") for unit in (others.unit, "no-unit"))
        assert (theirs.status_code, theirs.json) == (nobodys.status_code, nobodys.json)


def test_records_are_found_by_words_and_by_their_holder(store: Store, system: Systems) -> None:
    record = card(store)
    card(store, "072190009999", data=b"%PDF-1.7 other")
    it = system("dvc", Scope.RECORDS, Scope.PERSONAL)
    for asked in ({"words": "072190001234"}, {"owner": ID}, {"field": "so_dinh_danh",
                                                             "contains": ID}):  # fmt: skip
        found = it.post("/records/search", asked).json["records"]
        assert [each["id"] for each in found] == [str(record)], asked
        assert found[0]["values"]["ho_ten"] == NAME
    noted = [row for row in rows(store, audit_events) if row.action == "list"]
    assert noted[-1].details["purpose"] == PURPOSE and ID not in str(noted[-1].details)


def test_a_search_states_a_purpose_that_the_client_has(store: Store, system: Systems) -> None:
    it = system("dvc", Scope.RECORDS)
    answer = it.post("/records/search", {"words": "hoa", "purpose": "curiosity"})
    assert (answer.status_code, answer.json["code"]) == (422, "purpose")


def test_another_unit_s_record_is_not_there(store: Store, system: Systems) -> None:
    record = card(store)  # of xa-a
    add_unit(store, "xa-b", "Xã B", "tay-ninh")
    it = system("other", Scope.RECORDS, Scope.DECIDE, Scope.CORRECT, unit="xa-b")
    for path in ("", "/versions", "/versions/1", "/differences/1/1"):
        assert it.get(f"/records/{record}{path}").status_code == 404
    assert correct(it, record, {"ho_ten": "X"}, "*").status_code == 404
    nobody = it.get(f"/records/{uuid4()}")
    theirs = it.get(f"/records/{record}")
    assert {**nobody.json, "instance": ""} == {**theirs.json, "instance": ""}
    assert it.get("/records").json["records"] == []
    assert it.post("/records/search", {"owner": ID}).json["records"] == []


def test_versions_are_listed_and_compared(store: Store, system: Systems) -> None:
    record = card(store)
    it = system("dvc", Scope.RECORDS, Scope.PERSONAL, Scope.CORRECT)
    corrected = correct(it, record, {"ho_ten": "Nguyễn Thị Hòa"})
    assert corrected.status_code == 200, corrected.json
    assert corrected.json["state"] == "review" and corrected.json["version"] == 2
    listed = it.get(f"/records/{record}/versions").json["versions"]
    assert [(each["version"], each["author"]) for each in listed] == [
        (2, "client:dvc"), (1, "system"),
    ]  # fmt: skip
    differs = it.get(f"/records/{record}/differences/1/2").json["differences"]
    assert differs == [{"field": "ho_ten", "before": NAME, "after": "Nguyễn Thị Hòa"}]
    assert it.get(f"/records/{record}/versions/1").json["fields"]["ho_ten"]["value"] == NAME
    assert it.get(f"/records/{record}/versions/9").status_code == 404


def correct(it: Any, record: UUID, values: dict[str, Any], tag: str | None = None) -> Any:
    tag = tag or it.get(f"/records/{record}").headers["ETag"]
    return it.send(
        "PATCH", f"/records/{record}", json={"fields": values, "reason": "Sai tên"},
        headers={"If-Match": tag},
    )  # fmt: skip


def test_what_a_system_proposes_is_a_question_to_a_person(store: Store, system: Systems) -> None:
    record = sure(store)
    it = system("dvc", Scope.RECORDS, Scope.CORRECT, Scope.PERSONAL)
    tag = it.get(f"/records/{record}").headers["ETag"]
    body = correct(it, record, {"so_ky_hieu": "13/QĐ-UBND"}, tag).json
    found = body["fields"]["so_ky_hieu"]
    assert (body["state"], body["flagged"], found["needs_review"]) == ("review", 1, True)
    assert (found["value"], found["method"], found["review"]["by"]) == (
        "13/QĐ-UBND", "proposal", "client:dvc",
    )  # fmt: skip
    assert found["confidence"] < 0.9


def test_a_correction_says_which_version_was_seen(store: Store, system: Systems) -> None:
    record, it = card(store), system("dvc", Scope.RECORDS, Scope.CORRECT)
    tag = it.get(f"/records/{record}").headers["ETag"]
    body = {"fields": {"ho_ten": "A"}, "reason": "Sai"}
    assert it.send("PATCH", f"/records/{record}", json=body).status_code == 428
    assert correct(it, record, {"ho_ten": "A B"}, tag).status_code == 200
    stale = correct(it, record, {"ho_ten": "A C"}, tag)
    assert (stale.status_code, stale.json["code"]) == (412, "changed")


@pytest.mark.parametrize(
    "values",
    [
        {"khong_co": "x"}, {"ho_ten": ["x"]}, {"ho_ten": {"a": 1}}, {"ngay_sinh": "32/13/2020"},
        {"ngay_sinh": "2020-13-40"}, {"a/b": "x"},
    ],
)  # fmt: skip
def test_a_correction_fits_the_type(
    store: Store, system: Systems, values: dict[str, Any]
) -> None:  # fmt: skip
    record, it = card(store), system("dvc", Scope.RECORDS, Scope.CORRECT)
    refused = correct(it, record, values)
    assert (refused.status_code, refused.json["code"]) == (422, "value")
    [name] = values
    assert [each["pointer"] for each in refused.json["errors"]] == [
        "/fields/" + name.replace("/", "~1")
    ]
    assert refused.json["instance"] == f"/api/v1/records/{record}"


def test_a_published_record_is_sent_back_or_withdrawn_and_others_hear_of_it(
    store: Store, system: Systems
) -> None:
    record = card(store)
    approve(store, record, 1, "lan")
    publish(store)
    it = system("dvc", Scope.RECORDS, Scope.DECIDE)
    first = it.get("/changes").json
    assert [(each["type"], each["record"], each["version"]) for each in first["changes"]] == [
        (Kind.PUBLISHED, str(record), 1)
    ]
    tag = it.get(f"/records/{record}").headers["ETag"]
    asked = {"action": "withdraw", "reason": "Thu hồi theo quyết định"}
    gone = it.post(f"/records/{record}/decisions", asked, headers={"If-Match": tag})
    assert (gone.status_code, gone.json["state"]) == (200, "withdrawn")
    on = it.get(f"/changes?after={first['after']}").json
    assert [each["type"] for each in on["changes"]] == [Kind.WITHDRAWN]
    assert it.get(f"/changes?after={on['after']}").json["changes"] == []
    assert len(rows(store, changes)) == 2


def test_what_was_never_published_is_withdrawn_without_a_word(
    store: Store, system: Systems
) -> None:
    record, it = card(store), system("dvc", Scope.RECORDS, Scope.DECIDE)
    tag = it.get(f"/records/{record}").headers["ETag"]
    asked = {"action": "withdraw", "reason": "Nhầm"}
    it.post(f"/records/{record}/decisions", asked, headers={"If-Match": tag})
    assert it.get("/changes").json["changes"] == []


@pytest.mark.parametrize(
    ("options", "status", "code"),
    [
        ({"data": b"{", "content_type": "application/json"}, 400, "bad_request"),
        ({"json": {"words": "a", "colour": 1}}, 422, "invalid"),
        ({"json": ["a"]}, 422, "invalid"),
        ({"json": {"limit": 0}}, 422, "invalid"),
        ({"json": {"words": "a\0b"}}, 400, "bad_request"),
        ({"data": b"x" * 1_000_001, "content_type": "application/json"}, 413,
         "request_entity_too_large"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(
    system: Systems, options: dict[str, Any], status: int, code: str
) -> None:
    answer = system("dvc", Scope.RECORDS).send("POST", "/records/search", **options)
    assert (answer.status_code, answer.json["code"]) == (status, code), answer.json
    assert answer.mimetype == "application/problem+json"
    assert all(answer.json["messages"].values())


def sure(store: Store) -> UUID:
    """A record of which nothing is doubtful."""
    return digest(store, result(paper(so_ky_hieu="12/QĐ-UBND")))[1][0]


def test_a_client_vouches_for_what_nothing_is_doubtful_of(store: Store, system: Systems) -> None:
    record = sure(store)
    it = system("dvc", Scope.RECORDS, Scope.DECIDE)
    tag = it.get(f"/records/{record}").headers["ETag"]
    done = it.post(f"/records/{record}/decisions", {"action": "approve"}, headers={"If-Match": tag})
    assert (done.status_code, done.json["state"]) == (200, "approved")
    [event] = rows(store, audit_events, audit_events.c.action == "approve")
    assert (event.actor, event.details) == ("client:dvc", {"version": 1})
    tag = done.headers["ETag"]
    again = it.post(
        f"/records/{record}/decisions", {"action": "approve"}, headers={"If-Match": tag}
    )
    assert (again.status_code, again.json["code"]) == (409, "not_allowed")


def test_what_asks_for_a_person_is_approved_by_none_but_persons(
    store: Store, system: Systems
) -> None:
    [record] = digest(store, result(paper(nguoi_ky=field("A B", doubtful=True))))[1]
    it = system("dvc", Scope.RECORDS, Scope.DECIDE)
    answer = it.post(
        f"/records/{record}/decisions", {"action": "approve"}, headers={"If-Match": "*"}
    )
    assert (answer.status_code, answer.json["code"]) == (409, "not_allowed")
    assert it.get(f"/records/{record}").json["state"] == "review"


def test_what_somebody_has_on_the_screen_is_left_to_them(store: Store, system: Systems) -> None:
    record = sure(store)
    hold(store, someone(store, "lan"), record, "tab")
    it = system("dvc", Scope.RECORDS, Scope.DECIDE)
    answer = it.post(
        f"/records/{record}/decisions", {"action": "approve"}, headers={"If-Match": "*"}
    )
    assert answer.status_code == 409


@pytest.mark.parametrize("action", ["reopen", "withdraw"])
def test_what_takes_something_back_needs_a_reason(
    store: Store, system: Systems, action: str
) -> None:
    record = sure(store)
    approve(store, record, 1, "lan")
    answer = system("dvc", Scope.DECIDE).post(
        f"/records/{record}/decisions", {"action": action}, headers={"If-Match": "*"}
    )
    assert (answer.status_code, answer.json["code"]) == (422, "invalid")


@pytest.mark.parametrize("way", ["decide", "correct"])
def test_what_is_decided_meanwhile_is_a_change(store: Store, system: Systems, way: str) -> None:
    it = system("dvc", *Scope)
    _, [record] = digest(store, result(paper(so_ky_hieu="1/QĐ-UBND")))
    headers = {"If-Match": it.get(f"/records/{record}").headers["ETag"]}
    ways: dict[str, tuple[str, str, dict[str, Any]]] = {
        "decide": ("POST", "/decisions", {"action": "withdraw", "reason": "no paper of ours"}),
        "correct": ("PATCH", "", {"fields": {"so_ky_hieu": "2/QĐ-UBND"}, "reason": "misread"}),
    }
    method, end, body = ways[way]
    with ThreadPoolExecutor(1) as pool:
        with store.write() as connection:
            lock_record(connection, record, 1)
            asked = pool.submit(
                it.send, method, f"/records/{record}{end}", json=body, headers=headers
            )
            wait_until(lambda: somebody_waits(store), "the other one")
            vouch(store, connection, record, 1, "lan")
        answer = asked.result()
    assert (answer.status_code, answer.json["code"]) == (412, "changed")


def test_who_compares_versions_is_noted(store: Store, system: Systems) -> None:
    record = card(store)
    assert system("dvc", Scope.RECORDS).get(f"/records/{record}/differences/1/1").status_code == 200
    [event] = rows(store, audit_events, audit_events.c.action == "view")
    assert (event.actor, event.subject) == ("client:dvc", str(record))


def correct_row(it: System, record: UUID, entry: str) -> TestResponse:
    return it.send(
        "PATCH", f"/records/{record}", content_type="application/json",
        data=f'{{"reason": "misread", "fields": {{"chuyen_giao": [{entry}]}}}}',
        headers={"If-Match": it.get(f"/records/{record}").headers["ETag"]},
    )  # fmt: skip


@pytest.mark.parametrize(
    "entry",
    ["1", "null", '["a"]', '{"other": "a"}', '{"giao": 1}', '{"giao": NaN}', '{"giao": {"a": []}}'],
)
def test_rows_are_of_texts_in_cells_of_the_field(
    store: Store, system: Systems, entry: str
) -> None:  # fmt: skip
    it = system("dvc", *Scope)
    handed_on = paper(kind="phieu_kiem_soat", chuyen_giao=("x",))
    _, [record] = digest(store, result(handed_on))
    refused = correct_row(it, record, entry)
    assert (refused.status_code, refused.json["code"]) == (422, "value")
    done = correct_row(it, record, '{"giao": "Một\\u0001cửa", "thoi_gian": null}')
    assert done.json["fields"]["chuyen_giao"]["value"] == [
        {"giao": "Một cửa", "nhan": "", "thoi_gian": "", "ket_qua": ""}
    ]
