"""Systems that use the API, on a store of each kind."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from models.clients import Scope
from models.store.clients import NewClient, add_client
from models.store.database import Store
from tests.webui.conftest import (  # noqa: F401  # fixtures
    app,
    clock,
    compiled,
    database_url,
    emptied_postgres_url,
    postgres_engine,
    quick_folder,
    store,
    store_settings,
)

API = "/api/v1"
PURPOSE = "giai-quyet-tthc"


def basic(name: str, secret: str) -> dict[str, str]:
    pair = base64.b64encode(f"{name}:{secret}".encode()).decode()
    return {"Authorization": f"Basic {pair}"}


def ask_for_token(client: FlaskClient, name: str, secret: str, scope: str = "") -> TestResponse:
    form = {"grant_type": "client_credentials", "scope": scope}
    return client.post(f"{API}/oauth/token", data=form, headers=basic(name, secret))


@dataclass(frozen=True, slots=True)
class System:
    """A system with a token."""

    client: FlaskClient
    token: str

    def send(self, method: str, path: str, **options: Any) -> TestResponse:
        headers = {"Authorization": f"Bearer {self.token}", **options.pop("headers", {})}
        return self.client.open(f"{API}{path}", method=method, headers=headers, **options)

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.send("GET", path, **options)

    def post(self, path: str, body: Any = None, **options: Any) -> TestResponse:
        return self.send("POST", path, json=body, **options)


Systems = Callable[..., System]


@pytest.fixture
def system(app: Flask, store: Store) -> Systems:  # noqa: F811
    """Makes a system with scopes, and gives it a token."""

    def make(name: str, *scopes: Scope, unit: str = "tay-ninh") -> System:
        new = NewClient(name, name.title(), unit, frozenset(scopes), (PURPOSE,))
        secret = add_client(store, new)
        client = app.test_client()
        given = ask_for_token(client, name, secret)
        assert given.status_code == 200, given.json
        return System(client, given.json["access_token"])

    return make
