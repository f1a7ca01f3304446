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


def test_who_looked_at_a_list_of_people_is_known(
    person: Callable[..., Browser], record: UUID, store: Store
) -> None:
    lan = person("lan", Role.RECEPTION)
    assert "079201001234" in lan.get("/records?q=cao+cong").text
    [event] = [row for row in rows(store, audit_events) if row.action == "list"]
    assert (event.actor, event.details["records"]) == ("lan", [str(record)])
    assert "cao" not in str(event.details)
