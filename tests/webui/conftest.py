"""The application on a store, with people who are signed in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
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


@dataclass(frozen=True, slots=True)
class Browser:
    """A client that sends what a page's forms and scripts send."""

    client: FlaskClient

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.client.get(path, **options)

    def token(self) -> str:
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


@pytest.fixture
def app(store: Store) -> Flask:  # noqa: F811
    return create_app(store.settings, store)


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
