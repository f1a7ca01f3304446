"""The chain of audit events: each bears a digest over itself and the digest of the one before.

Who changes, removes or inserts an event later would have to change the digests of all that follow.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, select, text

from models.store.ready import driver, put, put_words
from models.store.tables import audit_events, people

if TYPE_CHECKING:
    from psycopg import Cursor

# What the first event is chained to.
START = "0" * 64
_PARTS = ("actor", "action", "subject", "details")
_CHUNK = 1000
# What tells that an account was made: no account is without such an event.
ADD_PERSON = "add_person"
_DIGEST = re.compile("[0-9a-f]{64}")


def is_digest(text: str) -> bool:
    """Whether a text can be a digest of the chain at all."""
    return _DIGEST.fullmatch(text) is not None


def digest_of(previous: str, event: Mapping[str, Any]) -> str:
    """The digest of an event that follows the one with digest `previous`."""
    at: datetime = event["at"]
    parts = [previous, at.astimezone(UTC).isoformat(timespec="microseconds")]
    body = json.dumps(
        [*parts, *(event[name] for name in _PARTS)], ensure_ascii=False, sort_keys=True,
        separators=(",", ":"),
    )  # fmt: skip
    return hashlib.sha256(body.encode()).hexdigest()


_TURN = "SELECT pg_advisory_xact_lock(hashtext('sohoa.audit'))"
# Whatever is usual at the server: in any other state the last event is not the last one any more
# when it is somebody's turn.
_BEGIN = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
_LAST = "SELECT digest FROM audit_events ORDER BY id DESC LIMIT 1"


def take_turn(connection: Connection) -> None:
    """Let nobody else number events or changes until this transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(_TURN))


def _take_turn_after(connection: Connection) -> str:
    """As `take_turn`; the digest of the last event that there is then."""
    if connection.dialect.name != "postgresql":
        return connection.execute(text(_LAST)).scalar() or START
    with driver(connection) as raw:
        return _last_of(raw.execute(f"{_TURN}; {_LAST}".encode()))


def _last_of(cursor: Cursor[Any]) -> str:
    """The digest that the last one of some statements found.

    They are one message to the server: all others wait for their turn meanwhile. The last one sees
    what was committed while the one before it waited.
    """
    while cursor.nextset():
        pass
    row = cursor.fetchone()
    return START if row is None else str(row[0])


def append(connection: Connection, events: Sequence[Mapping[str, Any]]) -> None:
    """Add events at the end of the chain; one transaction at a time, until it is committed."""
    if events:
        put(connection, audit_events, _chained(_take_turn_after(connection), events))


def _chained(previous: str, events: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for event in events:
        previous = digest_of(previous, event)
        found.append({**event, "digest": previous})
    return found


def append_alone(
    connection: Connection, events: Sequence[Mapping[str, Any]],
    rows: Mapping[Table, Sequence[Mapping[str, Any]]],
) -> None:  # fmt: skip
    """Rows of other tables and events, as a transaction of PostgreSQL that does nothing else.

    Two messages to the server, during the second of which alone it is nobody else's turn and the
    disk is waited for: what is read over the API is noted in so many transactions.
    """
    from psycopg import ClientCursor

    with driver(connection) as raw:
        try:
            last = _last_of(raw.execute(f"{_BEGIN}; {_TURN}; {_LAST}".encode()))
            brought = [*rows.items(), (audit_events, _chained(last, events))]
            words, values = zip(*(put_words(table, its) for table, its in brought), strict=True)
            ClientCursor(raw).execute(b"; ".join((*words, b"COMMIT")), values)
        finally:
            if not raw.closed:
                # Nothing, where it is committed.
                raw.rollback()


@dataclass(frozen=True, slots=True)
class Broken:
    """The first event that does not follow from those before it."""

    id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Chain:
    """How the chain stands.

    Attributes:
        events: How many were looked at.
        last: Number of the last one that is right; 0: there is none.
        digest: Its digest, to be kept elsewhere: events cut off the end are missed by nothing else.
        broken: The first one that is wrong.
        missing: How many accounts there are whose making no event tells: events were taken away
            before the first one that is there.
        known: Whether the digest that somebody has kept is in the chain; None: none was asked for.
    """

    events: int
    last: int
    digest: str
    broken: Broken | None = None
    known: bool | None = None
    missing: int = 0

    @property
    def sound(self) -> bool:
        """Whether nothing tells that events were changed or taken away."""
        return self.broken is None and self.known is not False and not self.missing


def verify(connection: Connection, kept: str | None = None) -> Chain:
    """Work out all digests again.

    Args:
        connection: To the database.
        kept: A digest of the chain that was kept elsewhere.
    """
    count, last, digest = 0, 0, START
    known = None if kept is None else kept == START
    # Before the events: with whoever is added meanwhile comes an event.
    untold = set(map(str, connection.execute(select(people.c.id)).scalars()))
    for row in _events(connection):
        count += 1
        if row["digest"] != digest_of(digest, row):
            return Chain(count, last, digest, Broken(row["id"], row["at"]), known)
        last, digest = row["id"], row["digest"]
        known = known or (kept == digest if kept is not None else None)
        if row["action"] == ADD_PERSON:
            untold.discard(row["subject"])
    return Chain(count, last, digest, None, known, len(untold))


def _events(connection: Connection) -> Iterator[Mapping[str, Any]]:
    chosen = select(audit_events).order_by(audit_events.c.id).limit(_CHUNK)
    # From the very first: who inserts an event may number it below one.
    rows = connection.execute(chosen).mappings().all()
    while rows:
        yield from map(dict, rows)
        after = chosen.where(audit_events.c.id > rows[-1]["id"])
        rows = connection.execute(after).mappings().all()
