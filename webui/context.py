"""What a request works with."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from flask import current_app, g
from werkzeug.routing import IntegerConverter, Map

from models.people import Person
from models.settings import Settings
from models.store import people
from models.store.audit import SYSTEM
from models.store.batches import BREAKER
from models.store.database import Store
from models.store.tables import MOST_ID
from models.store.units import named
from webui.language import _
from worker.queue import Bell

EXTENSION = "sohoa"


@dataclass(frozen=True, slots=True)
class Web:
    """What the application was made of."""

    settings: Settings
    store: Store
    bell: Bell


class Number(IntegerConverter):
    """A number of an address that a database can hold; there is nothing of any other."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=MOST_ID)


def web() -> Web:
    """Of the application that answers."""
    found: Web = current_app.extensions[EXTENSION]
    return found


def store() -> Store:
    """The store."""
    return web().store


def site_key() -> bytes:
    """The key that this site signs and encrypts with, see `models.signing`."""
    found = current_app.secret_key
    assert isinstance(found, bytes)
    return found


def signature(*parts: object) -> str:
    """What only this site can have made of some parts, for addresses: 128 bits in hexadecimal."""
    return hmac.digest(site_key(), " ".join(map(str, parts)).encode(), "sha256").hex()[:32]


def is_signature(given: str, *parts: object) -> bool:
    """Whether a text, which a stranger may have made up, is the signature of some parts."""
    return hmac.compare_digest(given.encode(), signature(*parts).encode())


def person() -> Person:
    """Who is signed in; routes that ask for a permission have somebody."""
    found: Person | None = g.get("person")
    assert found is not None, "the route asks for no permission"
    return found


def person_name(login: str) -> str:
    """What a person is called whom the store knows by the login; the system has a name, too."""
    if "person_names" not in g:
        with store().read() as connection:
            g.person_names = {row.login: row.name for row in people.listed(connection)}
    told = {SYSTEM: _("the system"), BREAKER: _("the program's own brake")}
    found: str = told.get(login) or g.person_names.get(login, login)
    return found


def unit_name(code: str) -> str:
    """What a unit is called."""
    if "unit_names" not in g:
        with store().read() as connection:
            g.unit_names = named(connection, None)
    found: str = g.unit_names.get(code, code)
    return found
