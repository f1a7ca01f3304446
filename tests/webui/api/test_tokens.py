"""Clients and their tokens."""

from __future__ import annotations

import base64
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import update

from models.clients import Scope
from models.errors import SohoaError
from models.store import clients
from models.store.clients import NewClient, add_client
from models.store.database import Store
from models.store.tables import audit_events, webhooks
from models.store.tables import clients as table
from tests.models.store.builders import Clock, digest, paper, result, rows, somebody_waits
from tests.servers import wait_until
from tests.webui.api.conftest import API, PURPOSE, System, Systems, ask_for_token, basic
from webui.api.guard import KNOWN_FOR


def make(store: Store, *scopes: Scope, name: str = "dvc") -> str:
    return add_client(store, NewClient(name, "DVC", "tay-ninh", frozenset(scopes), (PURPOSE,)))


def test_a_client_that_shows_its_secret_is_given_a_token(app: Flask, store: Store) -> None:
    secret = make(store, Scope.RECORDS, Scope.STATS)
    given = ask_for_token(app.test_client(), "dvc", secret)
    assert given.status_code == 200
    assert given.json["token_type"] == "Bearer" and given.json["expires_in"] == 900
    assert set(given.json["scope"].split()) == {"records:read", "stats:read"}
    assert given.headers["Cache-Control"] == "no-store"
    system = System(app.test_client(), given.json["access_token"])
    assert system.get("/records").status_code == 200


def test_the_document_says_what_each_scope_allows(app: Flask) -> None:
    flows = app.test_client().get(f"{API}/openapi.json").json["components"]["securitySchemes"]
    told = flows["client"]["flows"]["clientCredentials"]["scopes"]
    assert set(told) == set(Scope)
    assert all(each.endswith(".") and " " in each for each in told.values())


def test_it_may_ask_for_less_than_it_has_and_gets_no_more(app: Flask, store: Store) -> None:
    secret = make(store, Scope.RECORDS, Scope.STATS)
    given = ask_for_token(app.test_client(), "dvc", secret, "stats:read")
    assert given.json["scope"] == "stats:read"
    system = System(app.test_client(), given.json["access_token"])
    answer = system.get("/records")
    assert (answer.status_code, answer.json["code"]) == (403, "insufficient_scope")
    assert 'scope="records:read"' in answer.headers["WWW-Authenticate"]
    other = ask_for_token(app.test_client(), "dvc", secret, "audit:read")
    assert (other.status_code, other.json["error"]) == (400, "invalid_scope")


def test_what_is_taken_from_a_client_is_taken_from_its_tokens(
    store: Store, system: Systems, clock: Clock
) -> None:
    it = system("dvc", Scope.RECORDS, Scope.DOCUMENTS, Scope.WEBHOOKS)
    hook = it.post("/webhooks", {"url": "https://8.8.8.8/hook"}).json["id"]
    clients.change_client(store, "dvc", scopes=[Scope.RECORDS, Scope.STATS], actor="lan")
    clock.forward(KNOWN_FOR.total_seconds())
    assert it.get("/records").status_code == 200
    lost = it.get("/dossiers/HS-1")
    assert (lost.status_code, lost.json["code"]) == (403, "insufficient_scope")
    # What it was given since asks for a new token.
    assert it.get("/stats").status_code == 403
    assert [(str(row.id), row.enabled) for row in rows(store, webhooks)] == [(hook, False)]
    event = [row for row in rows(store, audit_events) if row.action == "change_client"][-1]
    assert (event.actor, event.details["scopes"]) == ("lan", ["records:read", "stats:read"])


def test_what_is_not_given_of_a_client_stays(store: Store) -> None:
    make(store, Scope.PERSONAL)
    clients.change_client(store, "dvc", unit="xa-b")
    clients.change_client(store, "dvc", purposes=["tra-cuu"])
    with store.read() as connection:
        row = clients.find_client(connection, "dvc")
    assert (row.title, row.unit, row.scopes) == ("DVC", "xa-b", [Scope.PERSONAL])
    assert row.purposes == ["tra-cuu"]
    add_client(store, NewClient("two", "Two", "xa-b", frozenset({Scope.STATS})))
    with pytest.raises(SohoaError, match="purpose"):
        clients.change_client(store, "two", scopes=[Scope.PREFILL])


def test_a_client_of_another_unit_sees_what_is_that_units_with_its_old_token(
    store: Store, system: Systems, clock: Clock
) -> None:
    record = digest(store, result(paper(so_ky_hieu="1/QĐ-UBND")))[1][0]
    it = system("dvc", Scope.RECORDS)
    assert it.get(f"/records/{record}").status_code == 200
    clients.change_client(store, "dvc", unit="xa-b")
    clock.forward(KNOWN_FOR.total_seconds())
    assert it.get(f"/records/{record}").status_code == 404


def test_what_is_changed_of_a_client_meanwhile_stays_changed(store: Store) -> None:
    make(store, Scope.RECORDS, Scope.STATS)
    with ThreadPoolExecutor(1) as pool:
        with store.write() as connection:
            connection.execute(update(table).values(scopes=[Scope.STATS]))
            asked = pool.submit(clients.change_client, store, "dvc", title="Cổng DVC")
            wait_until(lambda: somebody_waits(store), "the other one")
        asked.result()
    [row] = rows(store, table)
    assert (row.title, row.scopes) == ("Cổng DVC", [Scope.STATS])


@pytest.mark.parametrize(("name", "secret"), [("dvc", "wrong"), ("nobody", "x"), ("dvc", "")])
def test_who_does_not_know_the_secret_gets_none(
    app: Flask, store: Store, name: str, secret: str
) -> None:
    make(store, Scope.RECORDS)
    given = ask_for_token(app.test_client(), name, secret)
    assert (given.status_code, given.json["error"]) == (401, "invalid_client")


def test_the_secret_may_stand_in_the_body(app: Flask, store: Store) -> None:
    form = {
        "grant_type": "client_credentials", "client_id": "dvc",
        "client_secret": make(store, Scope.RECORDS),
    }  # fmt: skip
    assert app.test_client().post(f"{API}/oauth/token", data=form).status_code == 200


def test_a_secret_that_comes_over_the_network_in_the_clear_is_refused(
    app: Flask, store: Store
) -> None:
    headers = basic("dvc", make(store, Scope.RECORDS))
    given = app.test_client().post(
        f"{API}/oauth/token", data={"grant_type": "client_credentials"}, headers=headers,
        base_url="http://sohoa.tayninh.example",
    )  # fmt: skip
    assert (given.status_code, given.json["error"]) == (400, "insecure_transport")
    assert "SOHOA_WEB_PROXIES" in given.json["error_description"]


def test_other_grants_are_refused(app: Flask, store: Store) -> None:
    headers = basic("dvc", make(store, Scope.RECORDS))
    given = app.test_client().post(
        f"{API}/oauth/token", data={"grant_type": "password"}, headers=headers
    )
    assert (given.status_code, given.json["error"]) == (400, "unsupported_grant_type")


def test_a_token_ends(system: Systems, clock: Clock) -> None:
    it = system("dvc", Scope.RECORDS)
    clock.forward(899)
    assert it.get("/records").status_code == 200
    clock.forward(2)
    answer = it.get("/records")
    assert (answer.status_code, answer.json["code"]) == (401, "invalid_token")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert answer.mimetype == "application/problem+json"


def test_no_token_is_a_wrong_token_s_problem(app: Flask) -> None:
    answer = app.test_client().get(f"{API}/records")
    assert (answer.status_code, answer.json["code"]) == (401, "unauthorized")
    assert answer.json["messages"]["vi"] == answer.json["title"]
    english = app.test_client().get(f"{API}/records", headers={"Accept-Language": "en"})
    assert english.json["title"] == answer.json["messages"]["en"] != answer.json["title"]


@pytest.mark.parametrize("shown", [b"dvc\0:x", b"dvc:\0", b"\xff\xfe:x", b"\xed\xa0\x80:x"])
def test_a_name_that_is_no_text_is_refused(app: Flask, store: Store, shown: bytes) -> None:
    headers = {"Authorization": f"Basic {base64.b64encode(shown).decode()}"}
    form = {"grant_type": "client_credentials"}
    answer = app.test_client().post(f"{API}/oauth/token", data=form, headers=headers)
    assert (answer.status_code, answer.json["code"]) == (400, "bad_request")


def test_a_new_secret_leaves_the_old_one_a_day(app: Flask, store: Store, clock: Clock) -> None:
    old = make(store, Scope.RECORDS)
    new = clients.rotate(store, "dvc")
    for secret in (old, new):
        assert ask_for_token(app.test_client(), "dvc", secret).status_code == 200
    clock.forward(24 * 3600 + 1)
    assert ask_for_token(app.test_client(), "dvc", old).status_code == 401
    assert ask_for_token(app.test_client(), "dvc", new).status_code == 200


def test_a_disabled_client_is_out_a_second_later(app: Flask, store: Store, clock: Clock) -> None:
    secret = make(store, Scope.RECORDS)
    token = ask_for_token(app.test_client(), "dvc", secret).json["access_token"]
    system = System(app.test_client(), token)
    assert system.get("/records").status_code == 200
    clients.disable(store, "dvc")
    clock.back(3600)
    assert system.get("/records").status_code == 401
    clock.forward(3600 + KNOWN_FOR.total_seconds())
    assert system.get("/records").status_code == 401
    assert ask_for_token(app.test_client(), "dvc", secret).status_code == 401


def test_no_secret_or_token_is_stored_or_noted(app: Flask, store: Store) -> None:
    secret = make(store, Scope.RECORDS)
    token = ask_for_token(app.test_client(), "dvc", secret).json["access_token"]
    kept = str([rows(store, table) for table in (clients.clients, clients.access_tokens)])
    noted = str([row.details for row in rows(store, audit_events)])
    assert secret not in kept + noted and token not in kept + noted


@pytest.mark.parametrize(
    "new",
    [
        NewClient("Cổng DVC", "", "tay-ninh", frozenset({Scope.RECORDS})),
        NewClient("dvc", "", "tay-ninh", frozenset()),
        NewClient("dvc", "", "tay-ninh", frozenset({Scope.PREFILL})),
        NewClient("dvc", "", "tay-ninh", frozenset({Scope.RECORDS}), ("Giải quyết",)),
    ],
)
def test_a_client_that_cannot_be_is_refused(store: Store, new: NewClient) -> None:
    with pytest.raises(SohoaError) as refused:
        add_client(store, new)
    assert refused.value.code == "not_allowed"
