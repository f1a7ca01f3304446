"""Every operation, for every scope and nobody, in the record's unit, above it and beside it.

An operation without a line in `OPERATIONS` fails.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import pytest
from apiflask import APIFlask
from flask import Flask
from werkzeug.test import TestResponse

from models.clients import Scope
from models.master import Kind
from models.store import clients
from models.store.clients import NewClient, add_client
from models.store.database import Store
from models.store.dossiers import add_paper, open_dossier
from models.store.master_imports import import_file
from models.store.records import approve
from models.store.webhooks import NewWebhook, add_webhook, send_test
from tests.models.store.builders import digest, paper, publish, result
from tests.models.store.test_webhooks import system
from tests.webui.api.conftest import API, PURPOSE
from tests.webui.tree import OWN, SEEING, plant
from webui.api.app import create_api
from webui.api.guard import asked
from webui.context import EXTENSION

S = Scope


@dataclass(frozen=True)
class Operation:
    """How an operation is asked.

    Attributes:
        scope: What it asks for; None: it is everybody's.
        path: With what stands for the things of unit `OWN`.
        outside: What it answers to those who have the scope, but work elsewhere; None: it is about
            nothing of that unit.
        is_own: It is about a thing of another client, for which there is nothing like it.
        public: What it answers to everybody, when it is everybody's.
    """

    scope: Scope | None
    path: str
    method: str = "GET"
    outside: int | None = None
    json: Mapping[str, Any] | None = None
    form: Mapping[str, Any] = field(default_factory=dict)
    public: int = 200
    is_own: bool = False


def _hook(path: str = "", method: str = "GET", json: Mapping[str, Any] | None = None) -> Operation:
    return Operation(S.WEBHOOKS, f"/webhooks/{{webhook}}{path}", method, json=json, is_own=True)


def _post(scope: Scope, path: str, outside: int | None = None, **body: Any) -> Operation:
    return Operation(scope, path, "POST", outside, json=body)


OPERATIONS = {
    "openapi": Operation(None, "/openapi.json"),
    "health.health": Operation(None, "/health"),
    "catalog.read": Operation(None, "/catalog", public=404),
    "tokens.token": Operation(None, "/oauth/token", "POST", public=400),
    "types.list_types": Operation(S.RECORDS, "/document-types"),
    "types.read": Operation(S.RECORDS, "/document-types/can_cuoc"),
    "types.schema": Operation(S.RECORDS, "/document-types/can_cuoc/schema"),
    "records.list_records": Operation(S.RECORDS, "/records"),
    "records.search": _post(S.RECORDS, "/records/search", words="a"),
    "records.read": Operation(S.RECORDS, "/records/{record}", outside=404),
    "records.versions": Operation(S.RECORDS, "/records/{record}/versions", outside=404),
    "records.read_version": Operation(S.RECORDS, "/records/{record}/versions/1", outside=404),
    "records.differences": Operation(
        S.RECORDS, "/records/{record}/differences/1/1", outside=404
    ),
    "records.correct": Operation(
        S.CORRECT, "/records/{record}", "PATCH", 404,
        json={"fields": {"nguoi_ky": "A"}, "reason": "sai"},
    ),
    "records.decide": _post(
        S.DECIDE, "/records/{record}/decisions", 404, action="withdraw", reason="sai"
    ),
    "documents.submit_document": Operation(S.SUBMIT, "/documents", "POST", form={"file": "%PDF"}),
    "documents.read": Operation(S.DOCUMENTS, "/documents/{document}", outside=404),
    "documents.read_page": Operation(S.IMAGES, "/records/{record}/pages/1", outside=404),
    "documents.links": Operation(S.IMAGES, "/records/{record}/links", outside=404),
    "documents.file": Operation(
        None, "/records/{record}/files/original/00?until=1&by=x&key=y", public=404
    ),
    "prefill.prefill": _post(S.PREFILL, "/prefill", procedure="1.001193", person_id="072190001234"),
    "changes.list_changes": Operation(S.RECORDS, "/changes"),
    "dictionaries.list_kinds": Operation(S.RECORDS, "/dictionaries"),
    "dictionaries.list_entries": Operation(S.RECORDS, "/dictionaries/agency"),
    "dictionaries.read": Operation(S.RECORDS, "/dictionaries/agency/H53"),
    "dossiers.open_new": _post(S.SUBMIT, "/dossiers", code="new"),
    "dossiers.read": Operation(S.DOCUMENTS, "/dossiers/{dossier}", outside=404),
    "stats.read": Operation(S.STATS, "/stats"),
    "audit.list_events": Operation(S.AUDIT, "/audit"),
    "webhooks.add": _post(S.WEBHOOKS, "/webhooks", url="https://8.8.8.8/hook"),
    "webhooks.list_webhooks": Operation(S.WEBHOOKS, "/webhooks"),
    "webhooks.read": _hook(),
    "webhooks.change": _hook(method="PATCH", json={"enabled": False}),
    "webhooks.remove": _hook(method="DELETE"),
    "webhooks.rotate": _hook("/rotate", "POST"),
    "webhooks.test": _hook("/test", "POST"),
    "webhooks.list_deliveries": _hook("/deliveries"),
    "webhooks.redeliver": _hook("/deliveries/{message}/redeliver", "POST"),
}  # fmt: skip


@dataclass(frozen=True)
class Town:
    """An application that holds one published record of unit `OWN`."""

    app: Flask
    store: Store
    things: Mapping[str, Any]

    def token(self, unit: str, *scopes: Scope) -> str:
        name = f"c{uuid4().hex}"
        add_client(self.store, NewClient(name, "", unit, frozenset(scopes), (PURPOSE,)))
        with self.store.read() as connection:
            row = clients.find_client(connection, name)
        return clients.give_token(self.store, row.id, scopes)

    def ask(self, operation: Operation, token: str | None) -> TestResponse:
        options: dict[str, Any] = {}
        if operation.json:
            options["json"] = operation.json
        elif operation.form:
            options["data"] = {
                name: (io.BytesIO(text.encode()), "a.pdf") for name, text in operation.form.items()
            }
        headers = {"If-Match": "*"} | ({"Authorization": f"Bearer {token}"} if token else {})
        return self.app.test_client().open(
            API + operation.path.format(**self.things), method=operation.method, headers=headers,
            **options,
        )  # fmt: skip


@pytest.fixture
def town(app: Flask, store: Store) -> Town:
    plant(store)
    document, [record] = digest(store, result(paper(so_ky_hieu="12/QĐ-UBND", nguoi_ky="A B")))
    approve(store, record, 1, "lan")
    publish(store)
    add_paper(store, open_dossier(store, "H53-1", unit=OWN), document)
    import_file(store, Kind.AGENCY, b"code,name\nH53,UBND", actor="an", dry_run=False)
    webhook, message = told_elsewhere(store)
    things = {
        "record": record, "document": document, "dossier": "H53-1", "webhook": webhook,
        "message": message,
    }  # fmt: skip
    return Town(app, store, things)


def told_elsewhere(store: Store) -> tuple[UUID, str]:
    """A webhook of another client, and a message of it."""
    owner = system(store, "owner")
    new = NewWebhook("https://8.8.8.8/hook", ("record.published",))
    webhook, _ = add_webhook(store, owner, new, b"key")
    return webhook, send_test(store, owner, webhook)


def api_of(app: Flask) -> APIFlask:
    return create_api(app.extensions[EXTENSION], b"key")


def test_every_operation_has_a_line_that_says_what_it_asks_for(town: Town) -> None:
    api = api_of(town.app)
    found = {
        endpoint: asked(view)
        for endpoint, view in api.view_functions.items()
        if endpoint != "static"
    }
    assert found == {name: operation.scope for name, operation in OPERATIONS.items()}
    methods = {
        (rule.endpoint, method)
        for rule in api.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.endpoint != "static"
    }
    assert methods == {(name, operation.method) for name, operation in OPERATIONS.items()}


def test_every_operation_stands_in_the_document_with_its_scope(town: Town) -> None:
    spec = town.app.test_client().get(f"{API}/openapi.json").json
    told = {
        operation["operationId"]: operation["security"]
        for path in spec["paths"].values()
        for operation in path.values()
    }
    assert len(told) == len(OPERATIONS) - 1  # the document itself
    scopes = [one["client"][0] for found in told.values() for one in found]
    assert sorted(scopes) == sorted(each.scope for each in OPERATIONS.values() if each.scope)


def test_nobody_is_told_to_get_a_token(town: Town) -> None:
    for name, operation in OPERATIONS.items():
        status = 401 if operation.scope else operation.public
        assert town.ask(operation, None).status_code == status, name


@pytest.mark.parametrize("unit", SEEING)
def test_a_scope_allows_what_it_is_for_in_the_client_s_units(town: Town, unit: str) -> None:
    # What withdraws the record comes last.
    order = sorted(OPERATIONS.items(), key=lambda each: each[1].scope is S.DECIDE)
    tokens = {scope: town.token(unit, scope) for scope in Scope}
    wrong = {
        (scope, name): answer.status_code
        for name, operation in order
        for scope in Scope
        if not _is_right(operation, scope, unit, answer := town.ask(operation, tokens[scope]))
    }
    assert wrong == {}


def _is_right(operation: Operation, scope: Scope, unit: str, answer: TestResponse) -> bool:
    if operation.scope is None:
        return answer.status_code == operation.public
    if operation.scope is not scope:
        return answer.status_code == 403
    if operation.is_own:
        return answer.status_code == 404
    if operation.outside is not None and not SEEING[unit]:
        return answer.status_code == operation.outside
    return answer.status_code < 300


@pytest.mark.parametrize("unit", SEEING)
def test_lists_show_what_belongs_to_the_client_s_units(town: Town, unit: str) -> None:
    token, record = town.token(unit, S.RECORDS), str(town.things["record"])
    for name in ("records.list_records", "changes.list_changes"):
        assert (record in town.ask(OPERATIONS[name], token).text) == SEEING[unit], name
    found = town.ask(_post(S.RECORDS, "/records/search", words="UBND"), token)
    assert (record in found.text) == SEEING[unit]
