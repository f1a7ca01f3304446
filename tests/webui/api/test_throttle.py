"""Who asks too often is told when to go on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from models.clients import Scope
from models.settings import Settings
from models.store.database import Store
from tests.webui.api.conftest import API, System, Systems, ask_for_token
from webui.app import create_app


@pytest.fixture
def app(store: Store) -> Flask:
    return create_app(replace(store.settings, api_rate="3/hour"), store)


def test_a_client_that_asks_too_often_is_told_when_to_go_on(system: Systems) -> None:
    it, other = system("dvc", Scope.RECORDS), system("kho", Scope.RECORDS)
    assert [it.get("/records").status_code for _ in range(4)] == [200, 200, 200, 429]
    answer = it.get("/changes")
    assert (answer.status_code, answer.json["code"]) == (429, "too_many_requests")
    assert answer.mimetype == "application/problem+json"
    assert 0 < int(answer.headers["Retry-After"]) <= 3600
    assert set(answer.json["messages"]) == {"vi", "en"}
    assert other.get("/records").status_code == 200


def test_who_has_no_good_token_is_counted_by_address(app: Flask) -> None:
    it = System(app.test_client(), "x")
    assert [it.get("/records").status_code for _ in range(4)] == [401, 401, 401, 429]
    assert ask_for_token(app.test_client(), "dvc", "x").status_code == 429
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    answer = app.test_client().get(f"{API}/health", environ_overrides=elsewhere)
    assert answer.status_code == 200


def test_it_can_be_left_to_others(store: Store) -> None:
    app = create_app(replace(store.settings, api_rate=""), store)
    statuses = {app.test_client().get(f"{API}/health").status_code for _ in range(50)}
    assert statuses == {200}


@pytest.mark.parametrize("rate", ["often", "0/minute", "6/fortnight", "-1/second", "5"])
def test_a_rate_that_is_none_is_refused(rate: str) -> None:
    with pytest.raises(ValueError, match="SOHOA_API_RATE"):
        Settings.from_env({"SOHOA_API_RATE": rate})
