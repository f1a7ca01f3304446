"""Sessions: who is signed in, in which browser, and for how long."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import delete, insert, or_, select, update

from models.people import Person
from models.store.audit import note
from models.store.database import Store
from models.store.people import IDLE, LONGEST, person_of
from models.store.tables import people, sessions

# A session is touched at most this often: not every request is worth a write.
_TOUCHED = timedelta(seconds=60)
# So long somebody may look for the code.
_PATIENCE = timedelta(minutes=5)


class Way(StrEnum):
    """How a session was begun."""

    PASSWORD = "password"  # and the code of a second factor, where there is one
    HALF = "half"  # by a password whose second factor is still asked: it lets nobody in
    PROVIDER = "provider"


def token_of(secret: str) -> str:
    """What is stored of a secret that others hold: random and long, nobody guesses it from this."""
    return hashlib.sha256(secret.encode()).hexdigest()


def begin(store: Store, person: UUID, way: Way = Way.PASSWORD) -> str:
    """A new session; the secret that the browser is to hold."""
    secret, now = secrets.token_urlsafe(32), store.now()
    with store.write() as connection:
        connection.execute(
            delete(sessions).where(
                or_(sessions.c.seen_at < now - IDLE, sessions.c.created_at < now - LONGEST)
            )
        )
        connection.execute(
            insert(sessions).values(
                token=token_of(secret), person=person, way=way, created_at=now, seen_at=now
            )
        )
    return secret


def current(store: Store, secret: str, *, touch: bool = True) -> Person | None:
    """Who holds a secret of a session that has not ended.

    Args:
        store: Where sessions are kept.
        secret: What the browser holds.
        touch: The person has done something, so the session goes on.
    """
    now = store.now()
    with store.read() as connection:
        row = connection.execute(
            select(sessions.c.token, sessions.c.seen_at, sessions.c.way, people)
            .join(people, people.c.id == sessions.c.person)
            .where(
                sessions.c.token == token_of(secret), people.c.disabled_at.is_(None),
                sessions.c.seen_at > now - IDLE, sessions.c.created_at > now - LONGEST,
                sessions.c.way != Way.HALF,
            )
        ).one_or_none()  # fmt: skip
        if row is None:
            return None
        found = person_of(connection, row)
        # Who came by the identity provider has shown there whatever it asks for.
        alone = row.way == Way.PASSWORD and not found.has_factor
        owes = alone and store.settings.obliged().includes(found.roles)
        person = replace(found, owes_factor=owes)
    if touch and now - row.seen_at > _TOUCHED:
        with store.write() as connection:
            connection.execute(
                update(sessions).where(sessions.c.token == row.token).values(seen_at=now)
            )
    return person


def half(store: Store, secret: str) -> UUID | None:
    """Who has given the right password a moment ago, and not yet the code."""
    at, now = sessions.c.created_at, store.now()
    chosen = select(sessions.c.person).where(
        sessions.c.token == token_of(secret), sessions.c.way == Way.HALF, at > now - _PATIENCE
    )
    with store.read() as connection:
        return connection.execute(chosen).scalar()


def end(store: Store, secret: str) -> None:
    """Sign out; a session that has ended already stays as it is."""
    of_secret = sessions.c.token == token_of(secret)
    with store.write() as connection:
        row = connection.execute(
            select(people.c.id, people.c.login, sessions.c.way)
            .join(sessions, sessions.c.person == people.c.id)
            .where(of_secret)
        ).one_or_none()
        if row is not None:
            connection.execute(delete(sessions).where(of_secret))
        if row is not None and row.way != Way.HALF:
            note(store, connection, "sign_out", row.id, actor=row.login)
