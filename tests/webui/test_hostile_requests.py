"""Requests that no page makes."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest

from models.people import Role
from models.store.database import Store
from models.store.tables import audit_events
from tests.models.store.builders import digest, paper, result, rows
from tests.webui.conftest import Browser
from tests.webui.test_review import TOKEN, Reviewer

MANY = "9" * 30


@pytest.fixture
def record(store: Store) -> UUID:
    found = paper(kind="giay_khai_sinh", ho_ten="CAO CÔNG LÂM", so_dinh_danh="079201001234")
    return digest(store, result(found))[1][0]


@pytest.mark.parametrize(
    "path",
    [
        "/review/answers/{}",
        "/upload/arrangements/{}",
        "/upload/replacements/{}",
        "/audit/?before={}",
        "/review/{record}/words/{}",
        "/records?before={}",
        "/records/{record}?version={}",
        "/pictures/x?until={}&key=1",
        "/audit/?since=0001-01-01",
        "/audit/?until=9999-12-31",
        "/audit/events.csv?since=0001-01-01&until=9999-12-31",
        "/units/a%00b",
        "/review/lists/a%00/b",
    ],
)
def test_numbers_that_no_database_holds_are_no_error_of_the_program(
    person: Callable[..., Browser], record: UUID, path: str
) -> None:
    everybody = person("lan", *Role)
    assert everybody.get(path.format(MANY, record=record)).status_code < 500


def test_a_zero_byte_or_a_clock_gone_wrong_is_none_either(
    person: Callable[..., Browser], record: UUID
) -> None:
    lan = Reviewer(person("lan", *Role), record)
    lan.open()
    assert lan.say("ho_ten", "edited", "a\0b").status_code == 400
    assert lan.end("escalated", note="a\0b").status_code == 400
    assert lan.browser.ask(f"/review/{record}/lease", {"token": f"{TOKEN}\0"}).status_code == 400
    early = {"shown_at": "0001-01-01T00:00:00+14:00"}
    assert lan.say("ho_ten", "edited", "CAO", insist=True, effort=early).status_code == 200
    assert lan.end("approved", version=int(MANY)).status_code == 409
    desk_set = lan.browser.ask("/upload/sets", {}).json["set"]
    said = {"dossier_code": "a\0"}
    assert lan.browser.ask(f"/upload/sets/{desk_set}", said).status_code == 400


SAID = '{"token": "page-one-0123", "field": "ho_ten", "action": "edited", "text": "%s"}'


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(SAID % r"\ud83d", id="half a sign"),
        pytest.param((SAID % r"\u0000").encode("utf-16"), id="a zero byte in UTF-16"),
        pytest.param("[" * 100_000, id="without end"),
        pytest.param('{"token": "page-one-0123", "a\\u0000": 1}', id="a name"),
    ],
)
def test_bodies_that_no_script_sends_are_refused(
    person: Callable[..., Browser], record: UUID, body: str | bytes
) -> None:
    lan = Reviewer(person("lan", *Role), record)
    lan.open()
    headers = {"Accept": "application/json", "Content-Type": "application/json"}
    answer = lan.browser.post(f"/review/{record}/decide", data=body, headers=headers)
    assert answer.status_code == 400


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999"])
def test_a_box_has_numbers(person: Callable[..., Browser], record: UUID, number: str) -> None:
    lan = person("lan", *Role)
    headers = {"Accept": "application/json", "Content-Type": "application/json"}
    body = f'{{"page": 1, "box": [0, 0, {number}, 9]}}'
    answer = lan.post(f"/review/{record}/box", data=body, headers=headers)
    assert answer.status_code == 409


def test_a_part_before_the_beginning_is_refused(person: Callable[..., Browser]) -> None:
    lan = person("lan", *Role)
    desk_set = lan.ask("/upload/sets", {}).json["set"]
    body = {"set": desk_set, "name": "a.pdf", "size": 10, "sha256": None}
    upload = lan.ask("/upload/parts", body).json["upload"]
    headers = {"X-CSRFToken": lan.token(), "Accept": "application/json"}
    for offset, status in ((-3, 409), (0, 201)):
        answer = lan.client.patch(
            f"/upload/parts/{upload}?offset={offset}", data=b"0123456789", headers=headers
        )
        assert answer.status_code == status


def test_who_looked_at_a_list_of_people_is_known(
    person: Callable[..., Browser], record: UUID, store: Store
) -> None:
    lan = person("lan", Role.RECEPTION)
    assert "079201001234" in lan.get("/records?q=cao+cong").text
    [event] = [row for row in rows(store, audit_events) if row.action == "list"]
    assert (event.actor, event.details["records"]) == ("lan", [str(record)])
    assert "cao" not in str(event.details)
