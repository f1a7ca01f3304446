"""The application on a store, with people who are signed in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.test import TestResponse

from models.people import Role
from models.store.database import Store
from models.store.people import Account, add_person
from tests.models.store.conftest import (  # noqa: F401  # fixtures
    clock,
    database_url,
    emptied_postgres_url,
    postgres_engine,
    quick_folder,
    store,
    store_settings,
)
from webui.app import create_app

PASSWORD = "tam cay buoi moi"


class Compiled(BytecodeCache):
    """Templates that were compiled for an application before: each test makes one of its own."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Templates that have changed since are compiled anew."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


@dataclass(frozen=True, slots=True)
class Browser:
    """A client that sends what a page's forms and scripts send."""

    client: FlaskClient
    tokens: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.client.get(path, **options)

    def token(self) -> str:
        """Of a page that was shown before in the session, or of one that is asked for now."""
        if self._session() not in self.tokens:
            token = self._new_token()
            self.tokens[self._session()] = token
        return self.tokens[self._session()]

    def _session(self) -> str:
        cookie = self.client.get_cookie("sohoa")
        return cookie.value if cookie else ""

    def _new_token(self) -> str:
        page = self.client.get("/account", follow_redirects=True).text
        found = re.search(r'name="csrf-token" content="([^"]+)"', page)
        assert found is not None
        return found.group(1)

    def post(self, path: str, **options: Any) -> TestResponse:
        headers = {"X-CSRFToken": self.token(), **options.pop("headers", {})}
        return self.client.post(path, headers=headers, **options)

    def ask(self, path: str, body: Any) -> TestResponse:
        """As the scripts of pages ask."""
        return self.post(path, json=body, headers={"Accept": "application/json"})

    def sign_in(self, login: str, password: str = PASSWORD) -> TestResponse:
        return self.post("/sign-in", data={"login": login, "password": password})


@pytest.fixture(scope="session")
def compiled() -> Compiled:
    return Compiled()


@pytest.fixture
def app(store: Store, compiled: Compiled) -> Flask:  # noqa: F811
    made = create_app(store.settings, store)
    made.jinja_env.bytecode_cache = compiled
    return made


@pytest.fixture
def browser(app: Flask) -> Browser:
    return Browser(app.test_client())


@pytest.fixture
def person(app: Flask, store: Store) -> Iterator[Callable[..., Browser]]:  # noqa: F811
    """Makes somebody with roles, and signs them in."""

    def make(login: str, *roles: Role, unit: str = "tay-ninh") -> Browser:
        account = Account(login, login.title(), unit, frozenset(roles))
        add_person(store, account, password=PASSWORD, one_time=False)
        made = Browser(app.test_client())
        assert made.sign_in(login).status_code == 303
        return made

    yield make
