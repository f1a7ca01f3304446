"""Files over the API: submitted once, followed, fetched."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from sqlalchemy import update
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from models.clients import Scope
from models.store import clients
from models.store.database import Store
from models.store.tables import (
    audit_events,
    documents,
    dossier_papers,
    dossiers,
    records,
    submissions,
)
from models.store.units import add_unit
from tests.models.store.builders import (
    Clock,
    count,
    digest,
    open_file,
    paper,
    put_together,
    read_pages,
    result,
    rows,
)
from tests.webui.api.conftest import API, System, Systems

PDF = b"%PDF-1.7 a letter"


def send(it: System, data: bytes = PDF, key: str | None = None, **form: Any) -> TestResponse:
    headers = {"Idempotency-Key": key} if key else {}
    file = FileStorage(io.BytesIO(data), "đơn.pdf", content_type="application/pdf")
    # Made in memory: the client itself would leave a temporary file open.
    boundary, body = encode_multipart({"file": file, **form})
    kind = f"multipart/form-data; boundary={boundary}"
    return it.send("POST", "/documents", data=body, content_type=kind, headers=headers)


def test_a_file_is_taken_and_followed_to_its_records(store: Store, system: Systems) -> None:
    it = system("dvc", Scope.SUBMIT, Scope.DOCUMENTS)
    taken = send(it, type="van_ban_hanh_chinh", dossier="H53.15-251123-0007")
    assert taken.status_code == 202, taken.json
    path = taken.headers["Location"].removeprefix(API)
    assert taken.json["state"] == "received" and not taken.json["duplicate"]
    assert it.get(path).headers["Retry-After"]
    open_file(store)
    read_pages(store, 1)
    made = put_together(store, result(paper(so_ky_hieu="1/QĐ-UBND")))
    body = it.get(path).json
    assert (body["state"], body["page_count"], body["pages_read"]) == ("ok", 1, 1)
    assert body["records"] == [str(made[0])]
    assert rows(store, submissions)[0].actor == "client:dvc"
    assert count(store, dossier_papers) == 1


def test_the_same_bytes_are_the_same_document(store: Store, system: Systems) -> None:
    it = system("dvc", Scope.SUBMIT)
    first, again = send(it), send(it)
    assert first.json["id"] == again.json["id"]
    assert (first.json["duplicate"], again.json["duplicate"]) == (False, True)


def test_a_request_with_a_key_is_done_once(store: Store, system: Systems, clock: Clock) -> None:
    it = system("dvc", Scope.SUBMIT)
    first, again = send(it, key="k1"), send(it, key="k1")
    assert again.headers["Idempotent-Replayed"] == "true"
    assert (again.status_code, again.json) == (first.status_code, first.json)
    assert again.headers["Location"] == first.headers["Location"]
    assert count(store, submissions) == 1
    other = send(it, b"%PDF-1.7 another", key="k1")
    assert (other.status_code, other.json["code"]) == (422, "idempotency_key")
    assert send(system("two", Scope.SUBMIT), key="k1").headers.get("Idempotent-Replayed") is None
    assert count(store, submissions) == 2


def test_a_key_is_forgotten_after_a_day(store: Store, system: Systems, clock: Clock) -> None:
    send(system("dvc", Scope.SUBMIT), key="k1")
    clock.forward(24 * 3600 + 1)
    again = send(system("dvc2", Scope.SUBMIT), key="k1")
    assert again.status_code == 202
    assert count(store, submissions) == 2


def test_a_request_that_failed_may_be_sent_again_with_its_key(
    store: Store, system: Systems
) -> None:
    it = system("dvc", Scope.SUBMIT)
    assert send(it, b"", key="k1").json["code"] == "empty_file"
    assert send(it, key="k1").status_code == 202


@pytest.mark.parametrize(
    ("form", "code"),
    [({"type": "nothing"}, "type"), ({"unit": "xa-z"}, "unit"), ({"colour": "red"}, "invalid")],
)
def test_what_is_said_of_a_file_must_be_so(
    store: Store, system: Systems, form: dict[str, str], code: str
) -> None:
    answer = send(system("dvc", Scope.SUBMIT), **form)
    assert (answer.status_code, answer.json["code"]) == (422, code)
    assert count(store, documents) == 0


def test_no_file_and_too_large_a_file_are_told(store: Store, system: Systems) -> None:
    it = system("dvc", Scope.SUBMIT)
    for form, code, words in (
        ({"type": "khac"}, "missing", "Còn thiếu."),
        ({"file": "don.pdf"}, "no_file", "Đây là chữ"),
    ):
        nothing = it.send("POST", "/documents", data=form)
        [error] = nothing.json["errors"]
        assert (nothing.status_code, error["pointer"], error["code"]) == (422, "/file", code)
        assert words in error["messages"]["vi"]
    large = send(it, b"x" * 2_100_000)
    assert (large.status_code, large.json["code"]) == (413, "request_entity_too_large")
    assert send(it, b"x" * 1_000_001).json["code"] == "too_large"
    assert count(store, documents) == 0


def test_a_client_submits_for_its_own_units_only(store: Store, system: Systems) -> None:
    root = system("root", Scope.SUBMIT)
    add_unit(store, "xa-b", "Xã B", "tay-ninh")
    add_unit(store, "xa-c", "Xã C", "tay-ninh")
    it = system("b", Scope.SUBMIT, unit="xa-b")
    assert send(it, unit="xa-c").json["code"] == "unit"
    assert send(it).json["unit"] == "xa-b"
    other = system("c", Scope.SUBMIT, Scope.DOCUMENTS, unit="xa-c")
    found = rows(store, documents)[0].id
    assert other.get(f"/documents/{found}").status_code == 404
    send(root, b"%PDF-1.7 x", dossier="HS-1", unit="xa-c")
    assert send(it, b"%PDF-1.7 y", dossier="HS-1").json["code"] == "dossier"


def test_a_file_that_another_unit_has_sent_is_refused_and_nothing_of_it_told(
    store: Store, system: Systems
) -> None:
    root = system("root", Scope.SUBMIT)
    for unit in ("xa-b", "xa-c"):
        add_unit(store, unit, unit, "tay-ninh")
    first = send(system("b", Scope.SUBMIT, unit="xa-b"), type="can_cuoc").json
    it = system("c", Scope.SUBMIT, unit="xa-c")
    answer = send(it, dossier="HS-2", key="k1")
    assert (answer.status_code, answer.json["code"]) == (409, "kept_elsewhere")
    assert not {"Location", "ETag"} & set(answer.headers.keys())
    told = answer.get_data(as_text=True)
    assert not [word for word in ("xa-b", "can_cuoc", first["id"], first["sha256"]) if word in told]
    assert "Tệp này đã" in answer.json["messages"]["vi"]
    # It was taken, and is told as a file that came; no dossier was opened for it.
    assert [(row.unit, row.duplicate) for row in rows(store, submissions)] == [
        ("xa-b", False), ("xa-c", True)
    ]  # fmt: skip
    assert (count(store, dossiers), count(store, documents)) == (0, 1)
    noted = [row for row in rows(store, audit_events) if row.action == "refuse_file"]
    assert [(row.actor, row.subject) for row in noted] == [("client:c", first["id"])]
    # A unit above both sees it.
    assert send(root).json["id"] == first["id"]


def test_a_file_that_another_unit_has_sent_is_theirs_with_a_record_of_theirs(
    store: Store, system: Systems
) -> None:
    [record] = digest(store, result(paper(so_ky_hieu="1/QĐ-UBND")))[1]
    add_unit(store, "xa-c", "Xã C", "tay-ninh")
    it = system("c", Scope.SUBMIT, unit="xa-c")
    assert send(it).json["code"] == "kept_elsewhere"
    with store.write() as connection:
        connection.execute(update(records).values(unit="xa-c"))
    assert send(it).json["records"] == [str(record)]


def test_a_file_is_fetched_by_an_address_for_five_minutes(
    store: Store, system: Systems, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = digest(store, result(paper(so_ky_hieu="1/QĐ-UBND")))[1][0]
    it = system("dvc", Scope.IMAGES)
    links = it.get(f"/records/{record}/links").json
    address = urlsplit(links["original"])
    path = f"{address.path}?{address.query}"
    fetched = it.client.get(path)
    assert (fetched.status_code, fetched.data) == (200, PDF)
    noted = [row for row in rows(store, audit_events) if row.action == "download"]
    assert [(row.actor, row.subject) for row in noted] == [("client:dvc", str(record))]
    assert it.client.get(path.replace("client:dvc", "client:other")).status_code == 404
    assert it.client.get(path.replace("key=", "key=0")).status_code == 404
    monkeypatch.setattr("webui.api.documents.time.time", lambda: 1e11)
    assert it.client.get(path).status_code == 410


@pytest.mark.parametrize("change", ["disabled", "other unit", "other scope"])
def test_an_address_of_a_file_is_good_for_who_may_see_it_still(
    store: Store, system: Systems, change: str
) -> None:
    record = digest(store, result(paper(so_ky_hieu="1/QĐ-UBND")))[1][0]
    it = system("dvc", Scope.IMAGES)
    address = urlsplit(it.get(f"/records/{record}/links").json["original"])
    changes: dict[str, Callable[[], None]] = {
        "disabled": lambda: clients.disable(store, "dvc"),
        "other unit": lambda: clients.change_client(store, "dvc", unit="xa-b"),
        "other scope": lambda: clients.change_client(store, "dvc", scopes=[Scope.RECORDS]),
    }
    changes[change]()
    assert it.client.get(f"{address.path}?{address.query}").status_code == 404


def test_the_words_of_a_page_are_read_with_their_places(store: Store, system: Systems) -> None:
    record = digest(store, result(paper(so_ky_hieu="1/QĐ-UBND")))[1][0]
    it = system("dvc", Scope.IMAGES)
    body = it.get(f"/records/{record}/pages/1").json
    assert [word["text"] for word in body["words"]] == ["Kính", "gửi"]
    assert body["words"][0]["box"] == [0, 0, 80, 30] and body["width"] == 1240
    assert it.get(f"/records/{record}/pages/2").status_code == 404
