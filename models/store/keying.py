"""Fields that two people type, and a third one decides when they differ.

What a field still needs follows from the words that are kept of it, not from the way that its
record went: a word typed without seeing another one's (at the stage `second`), by another person
than the one before, and of the same value; or the word of a third person, who sees both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row

from models.doctypes import DocumentType
from models.people import Person
from models.store.database import Store
from models.store.decisions import Action, decided, spoken
from models.store.leases import Stage

# At these stages all that was said is seen: to decide, it has to be.
_OPEN = frozenset({Stage.THIRD, Stage.SENIOR, Stage.READY})
# How a field is typed without looking at what a machine has read.
TYPED = frozenset({Action.EDITED, Action.ILLEGIBLE, Action.ABSENT, Action.UNSURE})


def twice_typed(store: Store, kind: DocumentType | None) -> frozenset[str]:
    """Fields of a type whose values two people type once somebody has said something of them."""
    if kind is None or not store.settings.second_keying:
        return frozenset()
    return frozenset(item.id for item in kind.field if item.keying == "blind")


def _words(
    store: Store, connection: Connection, row: Row[Any], kind: DocumentType | None
) -> dict[str, list[Row[Any]]]:
    """What was said of fields that are typed twice, the last one last; "not sure" says nothing."""
    twice = twice_typed(store, kind)
    words: dict[str, list[Row[Any]]] = {}
    for word in spoken(connection, row.id) if twice else ():
        if word.field in twice and word.action != Action.UNSURE:
            words.setdefault(word.field, []).append(word)
    return words


def lacking(
    store: Store, connection: Connection, row: Row[Any], kind: DocumentType | None
) -> dict[str, Stage]:
    """Fields of which somebody else has to say something, and as whom: second or third."""
    found = {name: _lacks(words) for name, words in _words(store, connection, row, kind).items()}
    return {name: stage for name, stage in found.items() if stage is not None}


def _lacks(words: Sequence[Row[Any]]) -> Stage | None:
    last = words[-1]
    if len({word.person for word in words}) < 2 or all(w.stage != Stage.SECOND for w in words):
        return Stage.SECOND
    if len(_different(words)) == 1:
        return None
    others = _different([word for word in words if word.person != last.person])
    is_decided = last.stage in (Stage.THIRD, Stage.SENIOR) and len(others) > 1
    return None if is_decided else Stage.THIRD


def still_to_type(
    connection: Connection, row: Row[Any], person: Person, lacks: Mapping[str, Stage]
) -> list[str]:
    """Fields that this person has to type, as the second one, or has to decide, as the third.

    Args:
        connection: To the database.
        row: The record.
        person: Who has it.
        lacks: What `lacking` says of it.
    """
    if row.stage not in (Stage.SECOND, Stage.THIRD):
        return []
    own = decided(connection, row.id, person)
    return [
        name
        for name, stage in lacks.items()
        if stage == row.stage and not (name in own and own[name].stage == stage)
    ]


def typed_by_others(
    store: Store, connection: Connection, row: Row[Any], kind: DocumentType | None, person: Person
) -> dict[str, list[Any]]:  # fmt: skip
    """What others have said of fields that are typed twice: the different values of each."""
    words = _words(store, connection, row, kind)
    others = {
        name: [word for word in found if word.person != person.id] for name, found in words.items()
    }
    return {name: _different(found) for name, found in others.items() if found}


def _different(words: Sequence[Row[Any]]) -> list[Any]:
    """The last value of each person, each value once."""
    last = {word.person: word.after["value"] for word in words}
    found: list[Any] = []
    for value in last.values():
        if value not in found:
            found.append(value)
    return found


def seen_by(
    store: Store, connection: Connection, row: Row[Any], kind: DocumentType | None, person: Person
) -> Mapping[str, Row[Any]]:  # fmt: skip
    """The last word on each field as far as this person may see it: others' first words not yet."""
    twice = frozenset() if row.stage in _OPEN else twice_typed(store, kind)
    return {
        word.field: word
        for word in spoken(connection, row.id)
        if word.field not in twice or word.person == person.id
    }
