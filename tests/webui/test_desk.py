"""The upload desk by the requests that the page's script makes."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
import zxingcpp
from flask import Flask
from PIL import Image
from sqlalchemy import update

from models.errors import ErrorCode, SohoaError
from models.page import PageQuality
from models.people import Role
from models.store import compose, reading, uploads
from models.store.database import Store
from models.store.jobs import JobKind
from models.store.leases import Stage
from models.store.people import sign_in
from models.store.quarantine import seal
from models.store.reading import StoredPage
from models.store.records import approve
from models.store.tables import (
    audit_events,
    desk_files,
    desk_sets,
    documents,
    dossier_papers,
    publications,
    records,
    reviews,
    submissions,
)
from models.store.tables import uploads as upload_rows
from models.store.units import rename_unit
from tests.models.store.builders import (
    ENGINE,
    Clock,
    at_once,
    count,
    digest,
    field,
    open_file,
    page,
    paper,
    plan_of,
    put_together,
    result,
    rows,
    statements_of,
    take,
)
from tests.webui.conftest import PASSWORD, Browser
from webui.quality import remarks_on
from webui.squares import square_of
from worker.queue import Bell, accept_arrived

JSON = {"Accept": "application/json"}
SCAN = b"%PDF-1.7 a letter"


class Clerk:
    """Somebody at the upload desk."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.set = browser.ask("/upload/sets", {}).get_json()["set"]

    def send(self, data: bytes, name: str = "don.pdf", **form: str):  # type: ignore[no-untyped-def]
        body = {"file": (io.BytesIO(data), name), "set": self.set, **form}
        return self.browser.post("/upload/files", data=body, headers=JSON)

    def known(self, data: bytes, name: str = "don.pdf"):  # type: ignore[no-untyped-def]
        body = {"set": self.set, "name": name, "size": len(data), "sha256": sha256(data)}
        return self.browser.ask("/upload/known", body)

    def announce(self, data: bytes, name: str = "don.pdf", digest: str | None = "") -> Any:
        digest = sha256(data) if digest == "" else digest
        body = {"set": self.set, "name": name, "size": len(data), "sha256": digest}
        return self.browser.ask("/upload/parts", body)

    def part(self, upload: str, offset: int, data: bytes):  # type: ignore[no-untyped-def]
        headers = {"X-CSRFToken": self.browser.token(), **JSON}
        return self.browser.client.patch(
            f"/upload/parts/{upload}?offset={offset}", data=data, headers=headers
        )

    def look(self, *chosen: UUID) -> list[dict[str, Any]]:
        body = {"documents": [str(document) for document in chosen]}
        found = self.browser.ask(f"/upload/sets/{self.set}/progress", body).get_json()["files"]
        return list(found)

    def submit(self, papers: list[list[Any]], shown: list[UUID]):  # type: ignore[no-untyped-def]
        body = {"papers": papers, "shown": [str(document) for document in shown]}
        return self.browser.ask(f"/upload/sets/{self.set}/submit", body)


def data_of(shown: str) -> dict[str, Any]:
    """What a page gives its script."""
    found = re.search(r'id="desk-data">(.*?)</script>', shown, re.DOTALL)
    assert found is not None
    body: dict[str, Any] = json.loads(found.group(1))
    return body


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def sheet(document: UUID, number: int, rotation: int | None = None) -> dict[str, Any]:
    return {"document": str(document), "page": number, "rotation": rotation}


@pytest.fixture
def clerk(person: Callable[..., Browser]) -> Clerk:
    return Clerk(person("lan", Role.RECEPTION))


def read_file(store: Store, pages: int = 1, **fields: Any) -> tuple[UUID, list[UUID]]:
    """Read the file that was sent before: the document and its records."""
    document = open_file(store, pages)
    for _ in range(pages):
        job = take(store, JobKind.PAGE)
        reading.page_read(store, job, StoredPage(page(job.page), ENGINE, 1.5), None)
    found = result(
        paper(*range(1, pages + 1), nguoi_ky=field("Trần Văn Bính", doubtful=True), **fields),
        pages=[page(number) for number in range(1, pages + 1)],
    )
    return document, put_together(store, found)


def compose_next(store: Store, data: bytes = b"%PDF-1.7 composed") -> list[UUID]:
    """Do the next job, which composes; each paper has bytes of its own."""
    job = take(store, JobKind.COMPOSE)
    assert job.order is not None
    order = compose.Order.from_json(job.order)
    made = []
    for number, item in enumerate(order.papers):
        stored = store.objects.put(io.BytesIO(data + str((job.id, number)).encode()))
        parts = [replace(part, page=part.page or 1) for part in item.parts]
        made.append(compose.Composed(stored, tuple(parts), item.declared_type))
    return compose.composed(store, job, made)


# ---- sets


def test_files_of_one_sitting_belong_together_and_are_shown_again(
    clerk: Clerk, store: Store
) -> None:
    assert clerk.send(SCAN, "đơn.pdf").status_code == 201
    assert clerk.send(b"%PDF-1.7 another", "phụ lục.pdf").status_code == 201
    shown = clerk.browser.get("/upload/").text
    data = data_of(shown)
    assert data["set"] == clerk.set
    assert [file["name"] for file in data["files"]] == ["đơn.pdf", "phụ lục.pdf"]
    assert [row.position for row in rows(store, desk_files)] == [1, 2]


def test_two_tabs_begin_one_set(clerk: Clerk) -> None:
    assert clerk.browser.ask("/upload/sets", {}).get_json()["set"] == clerk.set


def test_a_set_that_was_handed_in_is_followed_by_a_new_one(clerk: Clerk, store: Store) -> None:
    clerk.send(SCAN)
    assert clerk.submit([], []).get_json()["job"] is None
    assert clerk.browser.ask("/upload/sets", {}).get_json()["set"] != clerk.set
    [first, _] = rows(store, desk_sets)
    assert first.submitted_at is not None
    assert f"Lượt {first.number}" in clerk.browser.get("/upload/").text


def test_papers_of_a_set_join_the_dossier_that_is_named(clerk: Clerk, store: Store) -> None:
    clerk.send(SCAN)
    about = {"dossier_code": "H53.14-240502-0001", "procedure": "1.004227", "type": ""}
    assert clerk.browser.ask(f"/upload/sets/{clerk.set}", about).status_code == 200
    clerk.send(b"%PDF-1.7 another")
    codes = [row.digitization_code for row in rows(store, dossier_papers)]
    assert codes == ["H53.14-240502-0001-01", "H53.14-240502-0001-02"]


def test_a_dossier_of_another_unit_is_not_joined(
    clerk: Clerk, person: Callable[..., Browser], store: Store
) -> None:
    clerk.send(SCAN)
    about = {"dossier_code": "H53-1", "procedure": "", "type": ""}
    clerk.browser.ask(f"/upload/sets/{clerk.set}", about)
    other = Clerk(person("minh", Role.RECEPTION, unit="xa-a"))
    other.send(b"%PDF-1.7 another")
    answer = other.browser.ask(f"/upload/sets/{other.set}", about)
    assert (answer.status_code, answer.get_json()["title"]) == (
        409, "Hồ sơ mang mã này thuộc đơn vị khác. Xin kiểm tra lại mã.",
    )  # fmt: skip
    assert count(store, dossier_papers) == 1
    assert [row.dossier_code for row in rows(store, desk_sets)] == ["H53-1", None]


@pytest.mark.parametrize(
    "path", ["/upload/sets/{}", "/upload/sets/{}/receipt"], ids=["page", "receipt"]
)
def test_a_set_of_another_unit_is_not_shown(
    path: str, clerk: Clerk, person: Callable[..., Browser]
) -> None:
    other = person("minh", Role.RECEPTION, unit="xa-a")
    assert clerk.browser.get(path.format(clerk.set)).status_code == 200
    assert other.get(path.format(clerk.set)).status_code == 404


def test_a_reviewer_uploads_nothing(person: Callable[..., Browser]) -> None:
    reviewer = person("minh", Role.REVIEWER)
    assert reviewer.get("/upload/").status_code == 403
    assert reviewer.ask("/upload/sets", {}).status_code == 403
    assert reviewer.get("/upload/rescans").status_code == 403


# ---- known bytes


def test_known_bytes_are_not_sent_again_but_noted(clerk: Clerk, store: Store) -> None:
    first = clerk.send(SCAN).get_json()
    clerk.submit([], [])
    clerk.set = clerk.browser.ask("/upload/sets", {}).get_json()["set"]
    again = clerk.known(SCAN, "lần hai.pdf").get_json()
    assert (again["document"], again["duplicate"]) == (first["document"], True)
    assert [row.duplicate for row in rows(store, submissions)] == [False, True]
    assert count(store, documents) == 1
    assert count(store, desk_files) == 2


def test_unknown_bytes_are_to_be_sent(clerk: Clerk, store: Store) -> None:
    assert clerk.known(SCAN).get_json() == {"document": None}
    assert count(store, submissions) == 0


def test_bytes_that_the_store_has_lost_are_to_be_sent_again(clerk: Clerk, store: Store) -> None:
    clerk.send(SCAN)
    store.objects.delete(sha256(SCAN))
    assert clerk.known(SCAN).get_json() == {"document": None}


def test_a_known_file_links_to_its_record(clerk: Clerk, store: Store, clock: Clock) -> None:
    clerk.send(SCAN)
    document, [record] = read_file(store)
    clerk.submit([], [])
    clock.forward(600)
    clerk.set = clerk.browser.ask("/upload/sets", {}).get_json()["set"]
    clerk.known(SCAN)
    [found] = clerk.look(document)
    assert found["before"] == "02/03/2026 15:00"
    assert [item["url"] for item in found["records"]] == [f"/records/{record}"]


def test_what_another_unit_has_sent_before_is_told_without_a_look_at_it(
    clerk: Clerk, person: Callable[..., Browser], store: Store
) -> None:
    clerk.send(SCAN)
    document, _ = read_file(store)
    other = Clerk(person("minh", Role.RECEPTION, unit="xa-a"))
    assert other.known(SCAN).get_json()["duplicate"] is True
    [found] = other.look(document)
    assert (found["hidden"], found["done"]) == (True, True)
    assert found.keys().isdisjoint({"records", "papers"})


# ---- parts


def test_a_file_in_parts_goes_on_where_it_has_ended(clerk: Clerk, store: Store, app: Flask) -> None:
    data = bytes(range(256)) * 40
    begun = clerk.announce(data).get_json()
    assert begun["offset"] == 0
    assert clerk.part(begun["upload"], 0, data[:4000]).get_json()["offset"] == 4000
    # The browser and the web service have been started anew.
    again = clerk.announce(data).get_json()
    assert again == {"upload": begun["upload"], "offset": 4000}
    head = clerk.browser.client.head(f"/upload/parts/{begun['upload']}", headers=JSON)
    assert head.headers["Upload-Offset"] == "4000"
    answer = clerk.part(begun["upload"], 4000, data[4000:])
    assert answer.status_code == 201
    assert answer.get_json()["sha256"] == sha256(data)
    assert store.objects.read(sha256(data)) == data
    assert list(store.settings.uploads().iterdir()) == []


def test_files_without_a_digest_are_never_taken_for_one(clerk: Clerk, store: Store) -> None:
    first, second = b"A" * 5000, b"B" * 5000
    begun = clerk.announce(first, digest=None).get_json()
    clerk.part(begun["upload"], 0, first[:2000])
    # It broke off; another scan of the same name and size is sent.
    other = clerk.announce(second, digest=None).get_json()
    assert (other["upload"] != begun["upload"], other["offset"]) == (True, 0)
    assert clerk.part(other["upload"], 0, second).get_json()["sha256"] == sha256(second)
    # The page that has begun the first one still goes on with it.
    going_on = clerk.browser.get(f"/upload/parts/{begun['upload']}", headers=JSON).get_json()
    assert going_on["offset"] == 2000
    assert clerk.part(begun["upload"], 2000, first[2000:]).get_json()["sha256"] == sha256(first)


def test_a_file_without_a_digest_does_not_promise_to_go_on(clerk: Clerk) -> None:
    upload = clerk.announce(b"x" * 1000, digest=None).get_json()["upload"]
    clerk.part(upload, 0, b"x" * 250)
    assert data_of(clerk.browser.get("/upload/").text)["arriving"] == []


def test_a_part_that_comes_twice_is_taken_once(clerk: Clerk, store: Store) -> None:
    data = b"0123456789" * 100
    upload = clerk.announce(data).get_json()["upload"]
    for _ in range(2):
        assert clerk.part(upload, 0, data[:600]).get_json()["offset"] == 600
    # The answer to the last part was lost: the browser sends it again.
    first, second = (clerk.part(upload, 600, data[600:]) for _ in range(2))
    assert first.get_json()["document"] == second.get_json()["document"]
    assert store.objects.read(sha256(data)) == data
    assert count(store, documents) == 1


def test_a_last_part_that_comes_twice_at_once_makes_one_document(
    clerk: Clerk, store: Store
) -> None:
    data = b"0123456789" * 100
    lan = sign_in(store, "lan", PASSWORD, "127.0.0.1")
    begun = uploads.begin(store, lan, UUID(clerk.set), uploads.Announced("a.pdf", len(data)))
    whole = uploads.append(store, lan, begun.id, 0, data)
    bell = Bell(store.settings)
    made = at_once(3, lambda _: accept_arrived(store, bell, lan, whole))
    assert len({receipt.document for receipt in made}) == 1
    assert store.objects.read(sha256(data)) == data
    assert list(store.settings.uploads().iterdir()) == []


def test_a_part_that_leaves_a_gap_is_refused(clerk: Clerk) -> None:
    data = b"0123456789" * 100
    upload = clerk.announce(data).get_json()["upload"]
    answer = clerk.part(upload, 600, data[600:])
    assert (answer.status_code, answer.get_json()["code"]) == (409, "not_allowed")
    assert clerk.browser.get(f"/upload/parts/{upload}", headers=JSON).get_json()["offset"] == 0


def test_a_file_longer_than_announced_is_refused(clerk: Clerk) -> None:
    upload = clerk.announce(b"123").get_json()["upload"]
    assert clerk.part(upload, 0, b"1234").status_code == 409


def test_bytes_that_changed_on_their_way_are_refused_and_sent_again(
    clerk: Clerk, store: Store
) -> None:
    upload = clerk.announce(b"other", digest=sha256(b"bytes")).get_json()["upload"]
    answer = clerk.part(upload, 0, b"other")
    assert answer.status_code == 422
    assert answer.get_json()["title"] == "Tệp bị thay đổi khi gửi. Xin gửi lại tệp."
    assert not store.objects.exists(sha256(b"other"))
    assert count(store, documents) == 0
    assert clerk.announce(b"bytes").get_json()["offset"] == 0


def test_a_file_that_somebody_else_sends_is_not_to_be_touched(
    clerk: Clerk, person: Callable[..., Browser]
) -> None:
    upload = clerk.announce(b"123").get_json()["upload"]
    other = Clerk(person("minh", Role.RECEPTION))
    assert other.part(upload, 0, b"123").status_code == 404
    assert other.browser.get(f"/upload/parts/{upload}", headers=JSON).status_code == 404


def test_what_has_not_arrived_is_shown_when_the_page_is_loaded_again(clerk: Clerk) -> None:
    data = b"x" * 1000
    upload = clerk.announce(data, "đơn.pdf").get_json()["upload"]
    clerk.part(upload, 0, data[:250])
    shown = clerk.browser.get("/upload/").text
    found = data_of(shown)
    assert found["arriving"] == [{"name": "đơn.pdf", "size": 1000, "offset": 250}]


def test_a_file_that_does_not_come_any_more_is_removed_after_a_day(
    clerk: Clerk, store: Store, clock: Clock
) -> None:
    upload = clerk.announce(b"x" * 1000).get_json()["upload"]
    clerk.part(upload, 0, b"x" * 10)
    clock.forward(23 * 3600)
    assert uploads.remove_abandoned(store) == 0
    clerk.browser.sign_in("lan")
    clerk.part(upload, 10, b"x" * 10)
    clock.forward(23 * 3600)
    assert uploads.remove_abandoned(store) == 0
    clock.forward(2 * 3600)
    assert uploads.remove_abandoned(store) == 1
    assert list(store.settings.uploads().iterdir()) == []
    assert count(store, upload_rows) == 0


# ---- what is refused


def test_an_empty_file_is_refused(clerk: Clerk, store: Store) -> None:
    for answer in (clerk.send(b""), clerk.announce(b"")):
        assert answer.status_code == 422
        assert "Tệp rỗng" in answer.get_json()["title"]
    assert count(store, documents) == 0


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(clerk: Clerk) -> None:
    answer = clerk.announce(b"x" * 1_000_001)
    assert answer.status_code == 413
    assert "quá lớn" in answer.get_json()["title"]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (ErrorCode.UNSUPPORTED_TYPE, "PDF, TIFF, JPEG"),
        (ErrorCode.ENCRYPTED, "mật khẩu"),
        (ErrorCode.NO_PAGES, "không có trang"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_why(
    code: ErrorCode, words: str, clerk: Clerk, store: Store
) -> None:
    clerk.send(SCAN)
    job = take(store, JobKind.OPEN)
    reading.failed(store, job, SohoaError(code, "No.", "Do."))
    assert job.document is not None
    [found] = clerk.look(job.document)
    assert (found["state"], found["done"]) == ("failed", True)
    assert words in found["error"]


@pytest.mark.parametrize(
    "name",
    [
        "a" * 300 + ".pdf",
        "\u202egpj.fdp.pdf",
        "<script>alert(1)</script>.pdf",
        "../../etc/passwd",
        "đơn; bản sao 'hai'.pdf",
    ],
)
def test_odd_file_names_are_kept_and_shown_as_text(name: str, clerk: Clerk) -> None:
    assert clerk.send(SCAN, name).status_code == 201
    shown = clerk.browser.get(f"/upload/sets/{clerk.set}").text
    found = data_of(shown)
    # What turns the order of letters around would make gpj.fdp.pdf look like a picture.
    assert found["files"][0]["name"] == name.replace("\u202e", "\ufffd")
    assert "<script>alert" not in shown
    assert "<script>alert" not in clerk.browser.get(f"/upload/sets/{clerk.set}/receipt").text


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/upload/known", {"set": "x"}),
        ("/upload/known", None),
        ("/upload/parts", {"set": "{set}", "name": "a", "size": 1, "sha256": "short"}),
        ("/upload/sets/{set}/submit", {"papers": [[{"document": "x", "page": 0}]], "shown": []}),
    ],
)
def test_a_wrong_request_is_refused(path: str, body: Any, clerk: Clerk) -> None:
    text = json.dumps(body).replace("{set}", clerk.set)
    answer = clerk.browser.ask(path.replace("{set}", clerk.set), json.loads(text))
    assert answer.status_code == 400


# ---- quality


def test_each_page_tells_what_is_wrong_with_it(app: Flask) -> None:
    bad = replace(page(3), quality=PageQuality(legible=False, problems=("blurred",)))
    fair = replace(page(2), quality=PageQuality(legible=True, problems=("dark",)))
    turned = replace(page(1), skew=-4.2)
    with app.test_request_context():
        said = [remarks_on(each) for each in (turned, fair, bad, page(4))]
    assert said == [
        [{"page": 1, "severity": "info", "text": "Trang 1 lệch 4,2°, đã tự chỉnh"}],
        [{"page": 2, "severity": "warn", "text": "Trang 2 quá tối"}],
        [{"page": 3, "severity": "reject", "text": "Trang 3 bị mờ – quét lại"}],
        [],
    ]


def test_progress_has_a_picture_of_each_page_signed_for_the_person(
    clerk: Clerk, person: Callable[..., Browser], store: Store
) -> None:
    clerk.send(SCAN)
    document = open_file(store)
    preview = store.objects.put(io.BytesIO(b"a jpeg")).sha256
    job = take(store, JobKind.PAGE)
    reading.page_read(store, job, StoredPage(page(), ENGINE, 1.5), preview)
    [found] = clerk.look(document)
    url = found["papers"][0]["url"]
    assert clerk.browser.get(url).data == b"a jpeg"
    assert person("minh", Role.RECEPTION).get(url).status_code == 403


# ---- arranging


def test_files_that_were_not_arranged_stay_as_they_are(clerk: Clerk, store: Store) -> None:
    clerk.send(SCAN)
    document, _ = read_file(store, 2)
    whole = [sheet(document, 1), sheet(document, 2)]
    assert clerk.submit([whole], [document]).get_json()["job"] is None
    [row] = rows(store, documents)
    assert row.composed_into is None


def test_pages_of_two_files_become_one_paper(clerk: Clerk, store: Store) -> None:
    clerk.send(SCAN, "đơn.pdf")
    one, [first] = read_file(store, 2)
    clerk.send(b"%PDF-1.7 another", "phụ lục.pdf")
    two, [second] = read_file(store)
    wanted = [sheet(one, 2), sheet(two, 1, 90), sheet(one, 1)]
    answer = clerk.submit([wanted], [one, two]).get_json()
    assert clerk.browser.get(answer["follow"]).get_json()["done"] is False
    [made] = compose_next(store)
    assert clerk.browser.get(answer["follow"]).get_json() == {
        "done": True, "documents": [str(made)], "error": None,
    }  # fmt: skip
    found = {row.id: row for row in rows(store, documents)}
    assert found[made].parts == wanted
    assert found[made].file_name == "đơn.pdf"
    assert found[one].composed_into == found[two].composed_into == [str(made)]
    # Nothing is deleted; who looks for the papers finds them once.
    states = {row.id: row.state for row in rows(store, records)}
    assert (states[first], states[second]) == ("withdrawn", "withdrawn")
    assert store.objects.exists(sha256(SCAN))
    assert [row.document for row in rows(store, desk_files)] == [one, two, made]
    document, [record] = read_file(store, 3)
    assert document == made
    [row] = rows(store, records, records.c.id == record)
    assert row.state == "review"


def test_one_file_is_cut_into_two_papers_at_once(clerk: Clerk, store: Store) -> None:
    clerk.send(SCAN)
    document, _ = read_file(store, 3)
    papers = [[sheet(document, 1)], [sheet(document, 2), sheet(document, 3)]]
    clerk.submit(papers, [document])
    made = compose_next(store)
    [row] = rows(store, documents, documents.c.id == document)
    assert row.composed_into == [str(item) for item in made]
    parts = [rows(store, documents, documents.c.id == item)[0].parts for item in made]
    assert parts == papers


def test_a_page_turned_back_to_how_its_file_shows_it_is_turned(clerk: Clerk, store: Store) -> None:
    # The reader had turned it: a person says that it was right before.
    clerk.send(SCAN)
    document, _ = read_file(store)
    clerk.submit([[sheet(document, 1, 0)]], [document])
    [made] = compose_next(store)
    [row] = rows(store, documents, documents.c.id == made)
    assert compose.is_turned(row.parts, 1)


def test_a_file_of_which_all_pages_were_taken_out_has_no_record(clerk: Clerk, store: Store) -> None:
    clerk.send(SCAN)
    document, [record] = read_file(store)
    clerk.submit([], [document])
    assert compose_next(store) == []
    [row] = rows(store, documents)
    assert (row.composed_into, row.state) == ([], "ok")
    assert rows(store, records, records.c.id == record)[0].state == "withdrawn"


def test_what_was_composed_is_not_read_into_records_any_more(clerk: Clerk, store: Store) -> None:
    clerk.send(SCAN)
    document, [record] = read_file(store)
    clerk.submit([], [document])
    compose_next(store)
    assert reading.read_again(store, document) == 1
    reading.page_read(store, take(store, JobKind.PAGE), StoredPage(page(), ENGINE, 1.5), None)
    assert put_together(store, result(paper(so_ky_hieu="1/QĐ"))) == []
    assert [row.state for row in rows(store, records)] == ["withdrawn"]


def test_a_record_that_a_person_has_approved_stays(clerk: Clerk, store: Store) -> None:
    clerk.send(SCAN)
    document, [record] = read_file(store)
    approve(store, record, 1, "binh")
    clerk.submit([], [document])
    assert compose_next(store) == []
    assert [row.state for row in rows(store, records)] == ["approved"]


def test_an_accepted_record_that_is_withdrawn_is_not_sent(clerk: Clerk, store: Store) -> None:
    clerk.send(SCAN)
    document = open_file(store)
    reading.page_read(store, take(store, JobKind.PAGE), StoredPage(page(), ENGINE, 1.5), None)
    put_together(store, result(paper(so_ky_hieu="1/QĐ-UBND")))
    assert count(store, publications) == 1
    clerk.submit([], [document])
    compose_next(store)
    assert count(store, publications) == 0


def test_a_composed_paper_takes_over_the_place_in_the_dossier(clerk: Clerk, store: Store) -> None:
    about = {"dossier_code": "H53-1", "procedure": "", "type": ""}
    clerk.browser.ask(f"/upload/sets/{clerk.set}", about)
    clerk.send(SCAN)
    document, _ = read_file(store, 2)
    clerk.submit([[sheet(document, 2)], [sheet(document, 1)]], [document])
    made = compose_next(store)
    found = [(row.document, row.digitization_code) for row in rows(store, dossier_papers)]
    assert found == [(made[0], "H53-1-01"), (made[1], "H53-1-02")]


def test_pages_of_a_file_that_is_still_being_read_are_not_arranged(
    clerk: Clerk, store: Store
) -> None:
    clerk.send(SCAN)
    document = open_file(store)
    answer = clerk.submit([], [document])
    assert answer.status_code == 409
    assert answer.get_json()["title"].startswith("Một tệp trong lượt này vẫn đang được đọc.")


def test_pages_of_other_files_are_not_arranged(
    clerk: Clerk, person: Callable[..., Browser], store: Store
) -> None:
    other = Clerk(person("minh", Role.RECEPTION, unit="xa-a"))
    other.send(SCAN)
    document, _ = read_file(store)
    assert clerk.submit([[sheet(document, 1)]], [document]).status_code == 409
    assert clerk.submit([[sheet(UUID(int=1), 1)]], []).status_code == 409


def test_a_page_that_is_not_there_is_refused(clerk: Clerk, store: Store) -> None:
    clerk.send(SCAN)
    document, _ = read_file(store)
    for wrong in (sheet(document, 2), sheet(document, 1, 45)):
        assert clerk.submit([[wrong]], [document]).status_code == 404


def test_an_arrangement_that_fails_changes_nothing(clerk: Clerk, store: Store) -> None:
    clerk.send(SCAN)
    document, [record] = read_file(store)
    answer = clerk.submit([[sheet(document, 1, 90)]], [document]).get_json()
    reading.failed(
        store,
        take(store, JobKind.COMPOSE),
        SohoaError(ErrorCode.CORRUPT, "It is damaged.", "Mend it."),
    )
    found = clerk.browser.get(answer["follow"], headers=JSON).get_json()
    assert (found["done"], found["error"]) == (True, "Tệp bị hỏng: xin quét lại.")
    assert rows(store, records, records.c.id == record)[0].state == "review"
    assert reading.retry(store, [document]) == 1
    assert len(compose_next(store)) == 1


def test_pages_of_a_file_that_is_sealed_meanwhile_go_nowhere(clerk: Clerk, store: Store) -> None:
    clerk.send(SCAN)
    one, _ = read_file(store)
    clerk.send(b"%PDF-1.7 another")
    two, _ = read_file(store)
    clerk.submit([[sheet(one, 1), sheet(two, 1)]], [one, two])
    job = take(store, JobKind.COMPOSE)
    with store.write() as connection:
        sealed = documents.update().where(documents.c.id == two).values(state="quarantined")
        connection.execute(sealed)
    with pytest.raises(SohoaError, match="secrecy mark"):
        compose.composed(store, job, [])
    assert count(store, documents) == 2


# ---- a page scanned again


def replace_page(clerk: Clerk, document: UUID, number: int, data: bytes):  # type: ignore[no-untyped-def]
    path = f"/upload/documents/{document}/pages/{number}/replace"
    assert clerk.browser.get(path).status_code == 200
    return clerk.browser.post(path, data={"file": (io.BytesIO(data), "trang2.pdf")})


def test_arrangements_under_way_are_found_among_very_many_jobs(clerk: Clerk, store: Store) -> None:
    clerk.send(SCAN)
    document, _ = read_file(store, 2)
    with statements_of(store) as sent:
        assert clerk.submit([[sheet(document, 2)]], [document]).status_code == 200
    [sought] = [text for text in sent if "'compose'" in text]
    assert "ix_jobs_composing" in plan_of(store, sought)


def test_a_long_list_of_new_scans_asks_the_database_no_more_often(
    clerk: Clerk, store: Store
) -> None:
    def listed() -> tuple[int, int]:
        with statements_of(store) as sent:
            page = clerk.browser.get("/upload/rescans").text
        return page.count('class="rescan"'), len(sent)

    counts = []
    for number in range(6):
        digest(store, result(paper(nguoi_ky="A")), f"%PDF-1.7 {number}".encode())
        with store.write() as connection:
            connection.execute(update(records).values(state="review", stage=Stage.RESCAN))
        counts.append(listed())
    assert [shown for shown, _ in counts] == [1, 2, 3, 4, 5, 6]
    assert counts[0][1] == counts[-1][1]


def ask_for_a_rescan(person: Callable[..., Browser], record: UUID, why: str) -> None:
    reviewer = person("binh", Role.REVIEWER)
    reviewer.ask(f"/review/{record}/lease", {"token": "page-one-0123"})
    body = {"token": "page-one-0123", "outcome": "rescan", "version": 1, "note": why}
    assert reviewer.ask(f"/review/{record}/end", body).status_code == 200


def test_a_page_is_scanned_again_from_the_list(
    clerk: Clerk, person: Callable[..., Browser], store: Store
) -> None:
    clerk.send(SCAN)
    document, [record] = read_file(store, 2)
    ask_for_a_rescan(person, record, "Trang 2 bị mờ")
    shown = clerk.browser.get("/upload/rescans").text
    assert "Trang 2 bị mờ" in shown
    assert f"/upload/documents/{document}/pages/2/replace" in shown
    answer = replace_page(clerk, document, 2, b"%PDF-1.7 page two")
    assert answer.status_code == 303
    job = take(store, JobKind.OPEN)  # of the new scan
    reading.opened(store, job, {"kind": "pdf", "signed": False, "damaged": False}, 1)
    scan = job.document
    [made] = compose_next(store)
    [row] = rows(store, documents, documents.c.id == made)
    assert row.parts == [sheet(document, 1), sheet(scan, 1)]  # type: ignore[arg-type]
    assert rows(store, records, records.c.id == record)[0].state == "withdrawn"
    assert "Trang 2 bị mờ" not in clerk.browser.get("/upload/rescans").text
    assert "đã được thay" in clerk.browser.get(answer.location).text
    assert count(store, reviews) == 1


def test_the_list_shows_only_what_a_person_may_see(
    clerk: Clerk, person: Callable[..., Browser], store: Store
) -> None:
    clerk.send(SCAN)
    _, [record] = read_file(store)
    ask_for_a_rescan(person, record, "Mờ")
    other = person("minh", Role.RECEPTION, unit="xa-a")
    assert str(record) not in other.get("/upload/rescans").text
    assert str(record) in clerk.browser.get("/upload/rescans").text
    views = rows(store, audit_events, audit_events.c.subject == str(record))
    assert ("view", "lan") in [(event.action, event.actor) for event in views]


def test_the_same_file_again_is_no_new_scan(clerk: Clerk, store: Store) -> None:
    clerk.send(SCAN)
    document, _ = read_file(store)
    answer = replace_page(clerk, document, 1, SCAN)
    assert answer.status_code == 409
    assert "chính tệp này" in answer.text
    assert 'id="file"' in answer.text  # the form is still there


def test_what_waits_for_a_new_scan_is_counted_in_the_menu(
    clerk: Clerk, person: Callable[..., Browser], store: Store
) -> None:
    rename_unit(store, "tay-ninh", "Tỉnh Tây Ninh")
    clerk.send(SCAN)
    _, [record] = read_file(store)
    link = 'href="/upload/rescans" aria-current="page">Quét lại <span class="menu-count">1</span>'
    assert link not in clerk.browser.get("/upload/rescans").text
    ask_for_a_rescan(person, record, "Mờ")
    page = clerk.browser.get("/upload/rescans").text
    assert link in page and "Tỉnh Tây Ninh" in page and "· tay-ninh" not in page
    assert "menu-count" in clerk.browser.get("/records").text
    for other in (person("minh", Role.RECEPTION, unit="xa-a"), person("ha", Role.REVIEWER)):
        assert "menu-count" not in other.get("/records").text


def test_who_only_receives_papers_looks_at_records(
    clerk: Clerk, person: Callable[..., Browser], store: Store
) -> None:
    document = UUID(clerk.send(SCAN).get_json()["document"])
    read_file(store)
    [shown] = clerk.look(document)[0]["records"]
    assert (shown["review"], shown["type"]) == (False, "Văn bản hành chính")
    assert shown["url"].startswith("/records/")
    both = person("hoa", Role.RECEPTION, Role.REVIEWER)
    [shown] = both.get(f"/upload/documents/{document}", headers=JSON).get_json()["records"]
    assert shown["review"] and shown["url"].startswith("/review/")


def test_a_page_of_another_unit_is_not_replaced(
    clerk: Clerk, person: Callable[..., Browser], store: Store
) -> None:
    clerk.send(SCAN)
    document, _ = read_file(store)
    other = person("minh", Role.RECEPTION, unit="xa-a")
    path = f"/upload/documents/{document}/pages/1/replace"
    assert other.get(path).status_code == 404
    sent = other.post(path, data={"file": (io.BytesIO(b"%PDF-1.7 new"), "a.pdf")})
    assert sent.status_code == 404
    assert count(store, documents) == 1


# ---- the receipt


def test_the_receipt_names_files_digests_and_states(clerk: Clerk, store: Store) -> None:
    clerk.send(SCAN, "đơn xin.pdf")
    read_file(store, 2)
    clerk.submit([], [])
    shown = clerk.browser.get(f"/upload/sets/{clerk.set}/receipt").text
    [row] = rows(store, desk_sets)
    said = f"Lượt {row.number}"
    for part in ("đơn xin.pdf", sha256(SCAN), said, "Lan", "Tỉnh Tây Ninh", "đã đọc xong"):
        assert part in shown
    assert "02/03/2026 15:00:00" in shown


def test_the_square_on_the_receipt_leads_to_it(clerk: Clerk) -> None:
    text = f"http://localhost/upload/sets/{clerk.set}/receipt"
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    assert str(code.to_svg()) == square_of(text)
    picture = Image.fromarray(code.to_image(scale=4))
    [read] = zxingcpp.read_barcodes(picture)
    assert read.text == text


def test_a_sealed_paper_has_no_name_on_the_receipt(clerk: Clerk, store: Store) -> None:
    clerk.send(SCAN, "kế hoạch mật.pdf")
    seal(store, take(store, JobKind.OPEN))
    shown = clerk.browser.get(f"/upload/sets/{clerk.set}/receipt").text
    assert "kế hoạch mật" not in shown
    assert "niêm phong" in shown


def test_a_sealed_paper_is_not_known_and_not_arranged(clerk: Clerk, store: Store) -> None:
    clerk.send(SCAN)
    job = take(store, JobKind.OPEN)
    seal(store, job)
    assert clerk.known(SCAN).get_json() == {"document": None}
    assert job.document is not None
    assert clerk.submit([], [job.document]).status_code == 409
