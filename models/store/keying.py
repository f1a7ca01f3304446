"""Fields that two people type, and a third one decides when they differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row

from models.doctypes import DocumentType
from models.people import Person
from models.store.database import Store
from models.store.decisions import decided, spoken
from models.store.leases import Stage


def blind_fields(
    store: Store, kind: DocumentType | None, said: Mapping[str, Row[Any]]
) -> list[str]:
    """Decided fields that a second person has to type."""
    if kind is None or not store.settings.second_keying:
        return []
    asked = {item.id for item in kind.field if item.keying == "blind"}
    return [name for name in said if name in asked]


def still_to_type(
    store: Store, connection: Connection, row: Row[Any], kind: DocumentType | None, person: Person
) -> list[str]:  # fmt: skip
    """Fields that this person has to type, as the second one, or has to decide, as the third."""
    if row.stage not in (Stage.SECOND, Stage.THIRD):
        return []
    own = decided(connection, row.id, person)
    return [
        name
        for name, words in typed_by_others(store, connection, row, kind, person).items()
        if name not in own and (row.stage == Stage.SECOND or len(words) > 1)
    ]


def typed_by_others(
    store: Store, connection: Connection, row: Row[Any], kind: DocumentType | None, person: Person
) -> dict[str, list[Any]]:  # fmt: skip
    """What others have said of fields that are typed twice: the different values of each."""
    words: dict[str, list[Any]] = {}
    for found in spoken(connection, row.id):
        if found.person != person.id:
            words.setdefault(found.field, []).append(found)
    blind = blind_fields(store, kind, {name: found[-1] for name, found in words.items()})
    return {name: _different(words[name]) for name in blind}


def _different(words: Sequence[Row[Any]]) -> list[Any]:
    """The last value of each person, each value once."""
    last = {word.person: word.after["value"] for word in words}
    found: list[Any] = []
    for value in last.values():
        if value not in found:
            found.append(value)
    return found
