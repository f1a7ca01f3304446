"""Answers that are kept for a day, so that a request that is sent again is not done again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update

from models.store.database import Store
from models.store.tables import answers, insert_into

# How long an answer is kept, and after what time nobody works on it any more.
KEPT, GIVEN_UP = timedelta(hours=24), timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of a key.

    Attributes:
        request: Digest of what was asked with it.
        status: Of the answer; None: it is being worked on.
    """

    request: str
    status: int | None
    headers: Mapping[str, str]
    body: bytes


def begin(store: Store, client: UUID, key: str, request: str) -> Kept | None:
    """Take a key for a request; what is known of it, if it was taken before."""
    now = store.now()
    of_key = (answers.c.client == client, answers.c.key == key)
    with store.write() as connection:
        connection.execute(delete(answers).where(answers.c.at < now - KEPT))
        connection.execute(
            delete(answers).where(
                *of_key, answers.c.status.is_(None), answers.c.at < now - GIVEN_UP
            )
        )
        taken = connection.execute(
            insert_into(connection, answers)
            .values(client=client, key=key, request=request, at=now)
            .on_conflict_do_nothing(index_elements=["client", "key"])
            .returning(answers.c.key)
        ).first()
        if taken:
            return None
        row = connection.execute(select(answers).where(*of_key)).one()
    return Kept(row.request, row.status, row.headers or {}, row.body or b"")


def end(
    store: Store, client: UUID, key: str, status: int, headers: Mapping[str, str], body: bytes
) -> None:
    """Keep the answer to a request."""
    _change(store, client, key, {"status": status, "headers": dict(headers), "body": body})


def forget(store: Store, client: UUID, key: str) -> None:
    """Let a request be tried again that could not be answered."""
    _change(store, client, key, None)


def _change(store: Store, client: UUID, key: str, values: Mapping[str, Any] | None) -> None:
    of_key = (answers.c.client == client, answers.c.key == key, answers.c.status.is_(None))
    with store.write() as connection:
        if values is None:
            connection.execute(delete(answers).where(*of_key))
        else:
            connection.execute(update(answers).where(*of_key).values(**values))
