"""The second factor of a sign-in by password: codes of an app on a telephone (RFC 6238).

Its secret is encrypted, see `enciphered`: who has a copy of the database alone makes no codes.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

import pyotp
from sqlalchemy import Connection, Row, delete, select, update

from models.errors import ErrorCode, SohoaError
from models.people import Person
from models.store.audit import SYSTEM, note
from models.store.database import Store
from models.store.enciphered import closed, opened
from models.store.people import (
    NO_FAILURES,
    Right,
    attempt,
    find_person,
    hashed_of,
    matches,
    one_time_password,
    person_by_id,
)
from models.store.tables import people, sessions

# Codes that replace one of the app, each once.
RECOVERY_CODES = 8
# Clocks differ by so many steps of 30 seconds (RFC 6238, section 5.2).
_STEPS_OFF = 1
_DIGITS = 6
# What the secret is encrypted for.
_USE = "second factor"
_BETWEEN = re.compile(r"[\s-]")


def offer(store: Store, person: UUID, key: bytes) -> None:
    """Keep a new secret, which counts once a code confirms it; one offered before is dropped.

    Raises:
        SohoaError: `not_allowed`: there is a second factor, or no password that it would go with.
    """
    secret = closed(pyotp.random_base32(), person, key, _USE)
    with store.write() as connection:
        row = person_by_id(connection, person)
        if row.password is None or row.factor_since is not None:
            raise SohoaError(
                ErrorCode.NOT_ALLOWED, "There is no second factor to be set up for this account.",
                "Look at your account.",
            )  # fmt: skip
        connection.execute(update(people).where(people.c.id == person).values(factor=secret))


def offered(row: Row[Any], key: bytes) -> pyotp.TOTP | None:
    """What makes the codes that would confirm a second factor; None: none is offered."""
    if row.factor is None or row.factor_since is not None:
        return None
    return _maker(row, key)


def switch_on(store: Store, person: UUID, code: str, key: bytes, *, keep: str) -> list[str]:
    """Ask for codes from now on; the recovery codes, which are told this once.

    Sessions that were begun without a code end, but the one with token `keep`.

    Raises:
        SohoaError: `not_allowed`: none is offered, or the code is wrong.
    """
    recovery = [one_time_password() for _ in range(RECOVERY_CODES)]
    hashes = [hashed_of(_plain(each)) for each in recovery]
    with store.write() as connection:
        row = connection.execute(
            select(people).where(people.c.id == person).with_for_update()
        ).one()
        maker = offered(row, key)
        step = maker and _step_of(maker, _plain(code), store.now())
        if step is None:
            raise SohoaError(
                ErrorCode.NOT_ALLOWED, "This is not the code that the app shows now.",
                "Type the next one; if that is wrong too, check the clock of the telephone.",
            )  # fmt: skip
        connection.execute(
            update(people)
            .where(people.c.id == person)
            .values(factor_since=store.now(), factor_step=step, recovery=hashes)
        )
        connection.execute(
            delete(sessions).where(sessions.c.person == person, sessions.c.token != keep)
        )
        note(store, connection, "set_up_factor", person, actor=row.login)
    return recovery


def sign_in(
    store: Store, person: UUID, code: str, address: str, key: bytes, *, known: Collection[UUID] = ()
) -> Person:
    """Whose code this is, after the right password; wrong ones count as wrong passwords do.

    Args:
        store: Where accounts are kept.
        person: Who has given the password.
        code: As it was typed: of the app, or one of the recovery codes.
        address: Where the person's browser is.
        key: The key of the site.
        known: Who has signed in in this browser before; see `people.sign_in`.

    Raises:
        SohoaError: `not_allowed`: it is wrong or has counted before, there were too many wrong
            ones, or the key of the site is not the one of the set-up.
    """
    return _with_code(store, person, code, address, key, known, "sign_in")


def switch_off(store: Store, person: UUID, code: str, address: str, key: bytes) -> None:
    """Ask for no codes any more, where a last one is right; wrong ones count as at the sign-in.

    Raises:
        SohoaError: `not_allowed`, as `sign_in`.
    """
    found = _with_code(store, person, code, address, key, [person], "confirm_code")
    with store.write() as connection:
        _clear(connection, person)
        note(store, connection, "switch_off_factor", person, actor=found.login)


def take_away(store: Store, login: str, *, actor: str = SYSTEM) -> None:
    """Ask no codes of a person who has lost what makes them, and end the sessions.

    Raises:
        SohoaError: `not_found`.
    """
    with store.write() as connection:
        row = find_person(connection, login)
        _clear(connection, row.id)
        connection.execute(delete(sessions).where(sessions.c.person == row.id))
        note(store, connection, "take_factor_away", row.id, actor=actor)


def _clear(connection: Connection, person: UUID) -> None:
    nothing = dict.fromkeys(("factor", "factor_since", "factor_step", "recovery"))
    connection.execute(update(people).where(people.c.id == person).values(nothing))


def _with_code(
    store: Store, person: UUID, code: str, address: str, key: bytes, known: Collection[UUID],
    action: str,
) -> Person:  # fmt: skip
    typed = _plain(code)

    def check(row: Row[Any] | None) -> Right | None:
        if row is None or row.factor_since is None:
            return None
        if len(typed) > _DIGITS:
            left = _without(row.recovery, typed)
            return None if left is None else Right(action, {**NO_FAILURES, "recovery": left})
        maker = _maker(row, key)
        if maker is None:
            raise SohoaError(
                ErrorCode.NOT_ALLOWED, "Codes cannot be checked: the key of this site has changed.",
                "Use a recovery code, or ask an administrator to take the second factor away.",
            )  # fmt: skip
        step = _step_of(maker, typed, store.now(), after=row.factor_step)
        return None if step is None else Right(action, {**NO_FAILURES, "factor_step": step})

    found = attempt(store, people.c.id == person, check, address, known)
    if found is None:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "The code is wrong, or was used before.",
            "Wait for the next one; after five wrong ones an account is locked for 15 minutes.",
        )  # fmt: skip
    return found


def _plain(code: str) -> str:
    """A code as it is compared: people type spaces and hyphens between groups, or do not."""
    return _BETWEEN.sub("", code).lower()


def _maker(row: Row[Any], key: bytes) -> pyotp.TOTP | None:
    secret = opened(row.factor, row.id, key, _USE)
    return pyotp.TOTP(secret, digits=_DIGITS) if secret else None


def _step_of(maker: pyotp.TOTP, typed: str, now: datetime, after: int | None = None) -> int | None:
    """The step of time whose code was typed; None: of none near, and later than `after`."""
    here = maker.timecode(now)
    for step in range(here - _STEPS_OFF, here + _STEPS_OFF + 1):
        right = hmac.compare_digest(maker.generate_otp(step).encode(), typed.encode())
        if right and (after is None or step > after):
            return step
    return None


def _without(hashes: list[str], typed: str) -> list[str] | None:
    """The recovery codes that are left when one was typed; None: it is none of them."""
    for each in hashes:
        if matches(each, typed):
            return [other for other in hashes if other != each]
    return None
