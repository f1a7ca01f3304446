"""A paper is sealed while somebody has its record open: nothing of it is handed out any more."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import pytest

from models.people import Role
from models.store import quarantine, reading
from models.store.database import Store
from models.store.jobs import JobKind
from models.store.quarantine import seal
from models.store.records import RecordState
from models.store.tables import decisions, deferrals, leases, records, reviews
from tests.models.store.builders import (
    count,
    field,
    open_file,
    page,
    paper,
    read_page,
    result,
    submit,
    take,
)
from tests.webui.conftest import Browser
from tests.webui.test_review import TOKEN, Reviewer, data_of, state_of

SECRET = "Trần Văn Bính"
PICTURE = b"\xff\xd8\xff a page"
HEADERS = {"Accept": "application/json"}


@dataclass(frozen=True)
class Open:
    """A letter that somebody has on the screen, and what the page was given."""

    document: UUID
    record: UUID
    lan: Reviewer
    picture: str
    question: int


def put(store: Store, data: bytes = b"%PDF-1.7 secret", picture: bytes = PICTURE) -> UUID:
    """A letter with a picture, read; its document."""
    document = submit(store, data).document
    open_file(store)
    preview = store.objects.put(io.BytesIO(picture)).sha256
    read_page(store, take(store, JobKind.PAGE), SECRET, preview)
    found = result(paper(nguoi_ky=field(SECRET, doubtful=True)), pages=[page(1, SECRET)])
    reading.assembled(store, take(store, JobKind.ASSEMBLE), found, None, "0.1.0")
    return document


@pytest.fixture
def opened(store: Store, person: Callable[..., Browser]) -> Open:
    document = put(store)
    browser = person("lan", Role.REVIEWER)
    record = UUID(browser.get("/review/next").location.rpartition("/")[2])
    lan = Reviewer(browser, record)
    shown = lan.open()
    assert lan.say("nguoi_ky", "edited", "Trần Văn Bình").status_code == 200
    box = {"page": 1, "box": [0, 0, 90, 40]}
    question = browser.ask(f"/review/{record}/box", box).json["question"]
    return Open(document, record, lan, shown["pages"][0]["url"], question)


def seal_it(store: Store, opened: Open) -> None:
    """The page is read again, and now its mark is seen."""
    reading.read_again(store, opened.document)
    region = take(store, JobKind.REGION)  # what was asked is more urgent
    assert region.id == opened.question
    seal(store, take(store, JobKind.PAGE))


def test_all_of_it_is_there_before(opened: Open, store: Store) -> None:
    """Else the tests below would pass of themselves."""
    record, browser = opened.record, opened.lan.browser
    assert browser.get(opened.picture).data == PICTURE
    words = browser.get(f"/review/{record}/words/1").json
    assert [word[0] for word in words] == SECRET.split()
    assert browser.get(f"/records/{record}/files/original").status_code == 200
    assert [count(store, table) for table in (leases, decisions)] == [1, 1]


def test_every_way_to_it_is_closed(opened: Open, store: Store) -> None:
    seal_it(store, opened)
    record, lan = opened.record, opened.lan
    answers = [
        lan.lease(), lan.lease(take_over=True), lan.say("nguoi_ky", "edited", SECRET),
        lan.end(), lan.end("skipped"),
        lan.browser.ask(f"/review/{record}/undo", {"token": TOKEN, "field": "nguoi_ky"}),
        lan.browser.ask(f"/review/{record}/type", {"token": TOKEN, "type": "phieu_xin_loi"}),
        lan.browser.ask(f"/review/{record}/box", {"page": 1, "box": [0, 0, 90, 40]}),
        lan.browser.ask(f"/review/{record}/ahead", {}),
        *(
            lan.browser.get(path, headers=HEADERS)
            for path in (
                f"/review/{record}", f"/review/{record}/words/1", f"/review/{record}/pictures",
                f"/review/{record}/version", f"/records/{record}",
                f"/records/{record}/files/original", f"/records/{record}/files/searchable",
            )
        ),
    ]  # fmt: skip
    assert [(answer.status_code, answer.json["code"]) for answer in answers] == [
        (410, "secret_document")
    ] * len(answers)
    for answer in answers:
        assert "dấu mật" in answer.json["title"]
        assert "không được lưu lại" in answer.json["title"]
        assert answer.headers["Clear-Site-Data"] == '"cache"'
        assert not {"Bình", "Bính"}.intersection(str(answer.json).split())
    assert lan.browser.get(f"/review/answers/{opened.question}").status_code == 404
    assert lan.browser.get(opened.picture).status_code == 410


def test_a_person_is_told_by_a_page(opened: Open, store: Store) -> None:
    seal_it(store, opened)
    answer = opened.lan.browser.get(f"/review/{opened.record}")
    assert answer.status_code == 410
    assert "Giấy tờ mang dấu mật" in answer.text
    # What is typed and was not sent yet lies in the tab: the page's script removes it.
    assert "gone.js" in answer.text
    assert SECRET not in answer.text


def test_nothing_that_was_said_and_no_lease_is_left(opened: Open, store: Store) -> None:
    seal_it(store, opened)
    opened.lan.say("nguoi_ky", "edited", SECRET)
    opened.lan.lease()
    for table in (leases, decisions, reviews, deferrals, records):
        assert count(store, table) == 0, table.name
    assert opened.lan.browser.get("/review/next").location == "/review/"


def test_who_has_not_looked_at_it_learns_nothing(
    opened: Open, store: Store, person: Callable[..., Browser]
) -> None:
    seal_it(store, opened)
    mai = person("mai", Role.SENIOR)
    for path in (f"/review/{opened.record}", f"/records/{opened.record}"):
        answer = mai.get(path)
        assert answer.status_code == 404
        assert "mật" not in answer.text
        assert "Clear-Site-Data" not in answer.headers


def test_a_picture_is_gone_before_its_file_is(
    opened: Open, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever seals may die, or the store be away, between the two."""

    def die(_: Store) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(quarantine, "clean_up", die)
    with pytest.raises(KeyboardInterrupt):
        seal_it(store, opened)
    answer = opened.lan.browser.get(opened.picture)
    assert answer.status_code == 410
    assert answer.data != PICTURE


def test_the_same_picture_of_another_paper_is_still_shown(
    opened: Open, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As of blank pages."""
    reading.read_again(store, opened.document)
    take(store, JobKind.REGION)
    secret = take(store, JobKind.PAGE)
    put(store, b"%PDF-1.7 harmless")
    monkeypatch.setattr(quarantine, "clean_up", lambda _: None)
    seal(store, secret)
    assert opened.lan.browser.get(opened.picture).data == PICTURE
    monkeypatch.undo()
    quarantine.clean_up(store)
    assert opened.lan.browser.get(opened.picture).data == PICTURE


def test_a_lost_file_of_a_page_that_is_shown_is_a_fault(opened: Open, store: Store) -> None:
    [digest] = [part for part in opened.picture.replace("?", "/").split("/") if len(part) == 64]
    store.objects.delete(digest)
    assert opened.lan.browser.get(opened.picture).status_code == 500


def test_what_is_released_is_a_new_record(opened: Open, store: Store) -> None:
    seal_it(store, opened)
    quarantine.release(store, opened.document, "mai")
    open_file(store)
    read_page(store, take(store, JobKind.PAGE), SECRET)
    found = result(paper(nguoi_ky=field(SECRET, doubtful=True)), pages=[page(1, SECRET)])
    [made] = reading.assembled(store, take(store, JobKind.ASSEMBLE), found, None, "0.1.0")
    assert opened.lan.browser.get(f"/review/{opened.record}").status_code == 410
    again = opened.lan.browser.get(f"/review/{made}")
    assert [item["action"] for item in data_of(again.text)["fields"]] == [""]
    assert state_of(store, made) == RecordState.REVIEW
