"""Clients of the API: their secrets, and the tokens that they are given for them."""

from __future__ import annotations

import hmac
import json
import re
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid7s
from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from models.clients import Client, Scope, login_of
from models.errors import ErrorCode, SohoaError
from models.store.audit import SYSTEM, note
from models.store.database import Store
from models.store.intake import ensure_unit
from models.store.sessions import token_of
from models.store.tables import access_tokens, clients, deliveries, webhooks
from models.store.units import below

# How long a token is good for, and an old secret beside a new one.
TOKEN_LIFE, OLD_SECRET_LIFE = timedelta(minutes=15), timedelta(hours=24)
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
_PURPOSE = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


@dataclass(frozen=True, slots=True)
class NewClient:
    """What is said of a client that is added.

    Attributes:
        name: What it shows as its `client_id`.
        title: What people call it.
        purposes: Codes of what it may read personal data for.
    """

    name: str
    title: str
    unit: str
    scopes: frozenset[Scope]
    purposes: tuple[str, ...] = ()


def add_client(store: Store, new: NewClient, *, actor: str = SYSTEM) -> str:
    """Add a client; its secret, which is told this once.

    Raises:
        SohoaError: `not_allowed`: the name is taken or cannot be one, there is no scope, or a
            scope asks for a purpose and there is none.
    """
    if not _NAME.fullmatch(new.name):
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "This cannot be the name of a client.",
            "Use small letters, digits, points and dashes, such as dvc-tay-ninh.",
        )  # fmt: skip
    _check(new.scopes, new.purposes)
    secret, made = secrets.token_urlsafe(32), uuid7s.uuid7()
    with store.write() as connection:
        if connection.execute(select(clients.c.id).where(clients.c.name == new.name)).first():
            raise SohoaError(ErrorCode.NOT_ALLOWED, "The name is taken.", "Choose another one.")
        ensure_unit(connection, new.unit)
        connection.execute(
            insert(clients).values(
                id=made, name=new.name, title=new.title.strip() or new.name, unit=new.unit,
                scopes=sorted(new.scopes), purposes=list(new.purposes), secret=token_of(secret),
                created_at=store.now(),
            )
        )  # fmt: skip
        note(
            store, connection, "add_client", made, actor=actor,
            details={
                "unit": new.unit, "scopes": sorted(new.scopes), "purposes": list(new.purposes),
            },
        )  # fmt: skip
    return secret


def _check(scopes: Collection[Scope], purposes: Sequence[str]) -> None:
    if not scopes:
        raise SohoaError(ErrorCode.NOT_ALLOWED, "A client has at least one scope.", "Give one.")
    bad = [purpose for purpose in purposes if not _PURPOSE.fullmatch(purpose)]
    if bad or (not purposes and {Scope.PERSONAL, Scope.PREFILL}.intersection(scopes)):
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "Personal data is read for a purpose.",
            "Give its code, such as giai-quyet-tthc.",
        )  # fmt: skip


def change_client(
    store: Store, name: str, *, title: str = "", unit: str = "", scopes: Collection[Scope] = (),
    purposes: Sequence[str] = (), actor: str = SYSTEM,
) -> None:  # fmt: skip
    """Replace what is given of a client; tokens that it holds lose what was taken away.

    Without `webhooks:manage` nothing is told at its webhooks any more: they are disabled. Of units
    that it does not see any more nothing is told there, either.

    Raises:
        SohoaError: `not_found`; `not_allowed`: a scope asks for a purpose and there is none, or
            what is given is no purpose.
    """
    with store.write() as connection:
        row = find_client(connection, name, lock=True)
        now_scopes = sorted(scopes or row.scopes)
        now_purposes = list(purposes or row.purposes)
        _check([Scope(scope) for scope in now_scopes], now_purposes)
        if unit:
            ensure_unit(connection, unit)
        connection.execute(
            update(clients)
            .where(clients.c.id == row.id)
            .values(
                title=title.strip() or row.title, unit=unit or row.unit, scopes=now_scopes,
                purposes=now_purposes,
            )
        )  # fmt: skip
        if Scope.WEBHOOKS not in now_scopes:
            off = update(webhooks).where(webhooks.c.client == row.id, webhooks.c.enabled)
            connection.execute(off.values(enabled=False))
        if unit:
            _forget_of_others(connection, row.id, below(connection, unit))
        note(
            store, connection, "change_client", row.id, actor=actor,
            details={
                "unit": unit or row.unit, "scopes": now_scopes, "purposes": now_purposes,
            },
        )  # fmt: skip


def _forget_of_others(connection: Connection, client: UUID, seen: Sequence[str] | None) -> None:
    """Forget what was told, or waits to be told, to a client of units that it does not see."""
    if seen is None:
        return
    hooks = select(webhooks.c.id).where(webhooks.c.client == client)
    queued = select(deliveries.c.id, deliveries.c.body).where(deliveries.c.webhook.in_(hooks))
    others = [
        {"its_id": row.id}
        for row in connection.execute(queued)
        if json.loads(row.body)["data"].get("unit", seen[0]) not in seen
    ]
    if others:
        connection.execute(delete(deliveries).where(deliveries.c.id == bindparam("its_id")), others)


def find_client(connection: Connection, name: str, *, lock: bool = False) -> Row[Any]:
    """The client of a name.

    Raises:
        SohoaError: `not_found`.
    """
    chosen = select(clients).where(clients.c.name == name)
    row = connection.execute(chosen.with_for_update() if lock else chosen).one_or_none()
    if row is None:
        raise SohoaError(ErrorCode.NOT_FOUND, f"There is no client {name}.", "Check the name.")
    return row


def listed(connection: Connection) -> Sequence[Row[Any]]:
    """All clients, by name."""
    return connection.execute(select(clients).order_by(clients.c.name)).all()


def rotate(store: Store, name: str, *, actor: str = SYSTEM) -> str:
    """A new secret; the old one is good for a day more, so that nothing stops meanwhile.

    Raises:
        SohoaError: `not_found`.
    """
    secret = secrets.token_urlsafe(32)
    with store.write() as connection:
        row = find_client(connection, name)
        connection.execute(
            update(clients)
            .where(clients.c.id == row.id)
            .values(
                secret=token_of(secret), old_secret=row.secret,
                old_until=store.now() + OLD_SECRET_LIFE,
            )
        )  # fmt: skip
        note(store, connection, "rotate_client", row.id, actor=actor)
    return secret


def disable(store: Store, name: str, *, actor: str = SYSTEM) -> None:
    """Let a client in no more; tokens that it holds end at once.

    Raises:
        SohoaError: `not_found`.
    """
    with store.write() as connection:
        row = find_client(connection, name)
        connection.execute(
            update(clients).where(clients.c.id == row.id).values(disabled_at=store.now())
        )
        connection.execute(delete(access_tokens).where(access_tokens.c.client == row.id))
        note(store, connection, "disable_client", row.id, actor=actor)


def known(store: Store, name: str) -> Row[Any] | None:
    """A client that is let in, whoever says to be it."""
    with store.read() as connection:
        return connection.execute(
            select(clients).where(clients.c.name == name, clients.c.disabled_at.is_(None))
        ).one_or_none()


def has_secret(store: Store, row: Row[Any], secret: str) -> bool:
    """Whether a secret is the client's, or the one before for as long as that is good."""
    hidden = token_of(secret)
    is_new = hmac.compare_digest(row.secret, hidden)
    is_old = hmac.compare_digest(row.old_secret or "", hidden)
    return is_new or (is_old and row.old_until > store.now())


def give_token(store: Store, client: UUID, scopes: Collection[str]) -> str:
    """A token for a client, good for `TOKEN_LIFE`; those that have ended are forgotten."""
    token, now = secrets.token_urlsafe(32), store.now()
    with store.write() as connection:
        connection.execute(delete(access_tokens).where(access_tokens.c.until < now))
        connection.execute(
            insert(access_tokens).values(
                token=token_of(token), client=client, scopes=sorted(scopes), until=now + TOKEN_LIFE
            )
        )
        note(store, connection, "give_token", client, details={"scopes": sorted(scopes)})
    return token


# Made once: it is asked for each request.
_OF_TOKEN = (
    select(clients.c.id, clients.c.name, clients.c.title, clients.c.unit, clients.c.purposes,
           clients.c.scopes.label("allowed"), access_tokens.c.scopes)
    .join(access_tokens, access_tokens.c.client == clients.c.id)
    .where(
        access_tokens.c.token == bindparam("its_token"), access_tokens.c.until > bindparam("now"),
        clients.c.disabled_at.is_(None),
    )
)  # fmt: skip


def client_of(connection: Connection, store: Store, token: str) -> Client | None:
    """Who holds a token that is still good."""
    asked = {"its_token": token_of(token), "now": store.now()}
    row = connection.execute(_OF_TOKEN, asked).one_or_none()
    if row is None:
        return None
    return Client(
        row.id, login_of(row.name), row.title, row.unit,
        # What was taken from the client since it got the token is gone from it, too.
        frozenset(map(Scope, set(row.scopes).intersection(row.allowed))), tuple(row.purposes),
        below(connection, row.unit),
    )  # fmt: skip


def may_still(connection: Connection, login: str, scope: Scope, unit: str) -> bool:
    """Whether a client may do something with what is a unit's, whatever it was given before."""
    row = connection.execute(
        select(clients.c.unit, clients.c.scopes).where(
            clients.c.name == login.removeprefix(login_of("")), clients.c.disabled_at.is_(None)
        )
    ).one_or_none()
    if row is None or scope not in row.scopes:
        return False
    seen = below(connection, row.unit)
    return seen is None or unit in seen
