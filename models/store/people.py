"""Accounts: made, changed, disabled; passwords and their checks."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid7s
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import Connection, Row, delete, func, insert, or_, select, update

from models.errors import ErrorCode, SohoaError
from models.people import Person, Role
from models.store.audit import SYSTEM, note
from models.store.database import Store
from models.store.intake import ensure_unit
from models.store.tables import failed_sign_ins, people, sessions
from models.store.units import below

# NIST SP 800-63B: length counts, rules of composition do not.
MIN_PASSWORD, MAX_PASSWORD = 10, 200
# Wrong passwords of one account, and of one address, before it has to wait.
MOST_FAILURES, MOST_OF_ADDRESS = 5, 20
LOCKED = timedelta(minutes=15)
# An untouched session ends, and any session does.
IDLE, LONGEST = timedelta(minutes=30), timedelta(hours=10)
FIRST_LOGIN = "admin"
_HASHER = PasswordHasher()  # argon2id with the parameters of RFC 9106 for little memory


@dataclass(frozen=True, slots=True)
class Account:
    """What is said of a person whose account is made."""

    login: str
    name: str
    unit: str
    roles: frozenset[Role]


def add_person(
    store: Store, account: Account, *, password: str | None = None, one_time: bool = True,
    actor: str = SYSTEM,
) -> UUID:  # fmt: skip
    """Make an account; without a password only an identity provider can sign its holder in.

    Raises:
        SohoaError: `not_allowed`: the login is taken or empty, or there is no role.
    """
    login = _login(account.login)
    if not login or not account.roles:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "An account has a login and at least one role.", "Give both."
        )
    made = uuid7s.uuid7()
    with store.write() as connection:
        if connection.execute(select(people.c.id).where(people.c.login == login)).first():
            raise SohoaError(
                ErrorCode.NOT_ALLOWED, f"The login {login} is taken.", "Choose another one."
            )
        ensure_unit(connection, account.unit)
        connection.execute(
            insert(people).values(
                id=made, login=login, name=account.name.strip() or login, unit=account.unit,
                roles=sorted(account.roles), password=password and _HASHER.hash(password),
                one_time=one_time and password is not None, created_at=store.now(),
            )
        )  # fmt: skip
        note(
            store, connection, "add_person", made, actor=actor,
            details={"unit": account.unit, "roles": sorted(account.roles)},
        )  # fmt: skip
    return made


def add_first(store: Store) -> str | None:
    """The one-time password of the first account, made when there is none; else None.

    It may do everything but audit: whoever tries the system alone must get through it.
    """
    with store.read() as connection:
        if connection.execute(select(people.c.id).limit(1)).first():
            return None
    from models.store.intake import ROOT_UNIT

    password = one_time_password()
    roles = frozenset(Role) - {Role.AUDITOR}
    add_person(store, Account(FIRST_LOGIN, "Quản trị", ROOT_UNIT, roles), password=password)
    return password


def one_time_password() -> str:
    """A password to be changed at the first sign-in."""
    return secrets.token_urlsafe(9)


def _login(text: str) -> str:
    return text.strip().lower()


def listed(connection: Connection) -> list[Row[Any]]:
    """All accounts by login."""
    return list(connection.execute(select(people).order_by(people.c.login)).all())


def find_person(connection: Connection, login: str) -> Row[Any]:
    """The account with a login.

    Raises:
        SohoaError: `not_found`.
    """
    found = select(people).where(people.c.login == _login(login))
    row = connection.execute(found).one_or_none()
    if row is None:
        raise SohoaError(ErrorCode.NOT_FOUND, f"There is no account {login}.", "Check the login.")
    return row


def name_of(connection: Connection, person: UUID) -> str:
    """What a person is called; an empty text when there is no such person."""
    found = select(people.c.name).where(people.c.id == person)
    return connection.execute(found).scalar() or ""


def disable(store: Store, login: str, *, actor: str = SYSTEM) -> None:
    """Let a person sign in no more, and end their sessions; what they did stays.

    Raises:
        SohoaError: `not_found`.
    """
    with store.write() as connection:
        row = find_person(connection, login)
        connection.execute(
            update(people).where(people.c.id == row.id).values(disabled_at=store.now())
        )
        connection.execute(delete(sessions).where(sessions.c.person == row.id))
        note(store, connection, "disable_person", row.id, actor=actor)


def enable(store: Store, login: str, *, actor: str = SYSTEM) -> None:
    """Let a disabled person, or one who is locked out, sign in again.

    Raises:
        SohoaError: `not_found`.
    """
    with store.write() as connection:
        row = find_person(connection, login)
        connection.execute(
            update(people)
            .where(people.c.id == row.id)
            .values(disabled_at=None, failures=0, locked_until=None)
        )
        note(store, connection, "enable_person", row.id, actor=actor)


def set_roles(
    store: Store, login: str, roles: Collection[Role], unit: str, *, actor: str = SYSTEM
) -> None:
    """Change what a person may do and which unit they belong to.

    Raises:
        SohoaError: `not_found`; `not_allowed`: there is no role.
    """
    if not roles:
        raise SohoaError(ErrorCode.NOT_ALLOWED, "An account has a role.", "Disable it instead.")
    with store.write() as connection:
        row = find_person(connection, login)
        ensure_unit(connection, unit)
        connection.execute(
            update(people).where(people.c.id == row.id).values(roles=sorted(roles), unit=unit)
        )
        note(
            store, connection, "change_person", row.id, actor=actor,
            details={"unit": unit, "roles": sorted(roles)},
        )  # fmt: skip


def check_password(password: str, login: str) -> None:
    """Refuse a password that is too easily found.

    Raises:
        SohoaError: `not_allowed`.
    """
    if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED,
            f"A password has {MIN_PASSWORD} to {MAX_PASSWORD} characters.",
            "Take a few words that only you would put together.",
        )
    if len(set(password)) < 4 or login in password.lower():
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "The password is too easily guessed.", "Take another one."
        )


def set_password(
    store: Store, login: str, password: str, *, one_time: bool, keep: str = "", actor: str = SYSTEM
) -> None:
    """Give an account a new password; its sessions end, but the one with token `keep`.

    Raises:
        SohoaError: `not_found`; `not_allowed`: it is too easily found.
    """
    check_password(password, _login(login))
    hashed = _HASHER.hash(password)
    with store.write() as connection:
        row = find_person(connection, login)
        connection.execute(
            update(people)
            .where(people.c.id == row.id)
            .values(password=hashed, one_time=one_time, failures=0, locked_until=None)
        )
        connection.execute(
            delete(sessions).where(sessions.c.person == row.id, sessions.c.token != keep)
        )
        note(store, connection, "set_password", row.id, actor=actor)


@cache
def _nobodys() -> str:
    """A hash to be checked where there is no account: the time taken must not tell."""
    return _HASHER.hash(secrets.token_urlsafe())


def matches(hashed: str | None, password: str) -> bool:
    """Whether a password is the one of a hash; takes as long where there is none."""
    try:
        return _HASHER.verify(hashed or _nobodys(), password) and hashed is not None
    except VerificationError:
        return False


def person_of(connection: Connection, row: Row[Any]) -> Person:
    """A row of `people` with the units that the person sees."""
    roles = frozenset(Role(role) for role in row.roles)
    return Person(
        row.id, row.login, row.name, row.unit, roles, below(connection, row.unit), row.one_time
    )


def sign_in(store: Store, login: str, password: str, address: str) -> Person:
    """Whose login and password these are.

    Raises:
        SohoaError: `not_allowed`: they are nobody's, or there were too many wrong ones.
    """
    now = store.now()
    with store.read() as connection:
        row = connection.execute(
            select(people).where(people.c.login == _login(login)[:200])
        ).one_or_none()
        of_address = connection.execute(
            select(func.count()).where(
                failed_sign_ins.c.address == address, failed_sign_ins.c.at > now - LOCKED
            )
        ).scalar_one()
    locked = row is not None and row.locked_until is not None and row.locked_until > now
    if locked or of_address >= MOST_OF_ADDRESS:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "There were too many wrong passwords.", "Try again later."
        )
    right = matches(row.password if row else None, password)
    with store.write() as connection:
        if row is not None and right and row.disabled_at is None:
            connection.execute(
                update(people).where(people.c.id == row.id).values(failures=0, locked_until=None)
            )
            note(store, connection, "sign_in", row.id, actor=row.login,
                 details={"address": address})  # fmt: skip
            return person_of(connection, row)
        _count_failure(store, connection, row, address)
    raise SohoaError(ErrorCode.NOT_ALLOWED, "Login or password is wrong.", "Try again.")


def _count_failure(
    store: Store, connection: Connection, row: Row[Any] | None, address: str
) -> None:
    now = store.now()
    connection.execute(delete(failed_sign_ins).where(failed_sign_ins.c.at < now - LOCKED))
    connection.execute(insert(failed_sign_ins).values(address=address, at=now))
    if row is None:
        return
    failures = connection.execute(
        update(people)
        .where(people.c.id == row.id)
        .values(failures=people.c.failures + 1)
        .returning(people.c.failures)
    ).scalar_one()
    if failures >= MOST_FAILURES:
        connection.execute(
            update(people)
            .where(people.c.id == row.id)
            .values(failures=0, locked_until=now + LOCKED)
        )
    note(
        store, connection, "refuse_sign_in", row.id,
        details={"address": address, "locked": failures >= MOST_FAILURES},
    )  # fmt: skip


def signed_in_elsewhere(store: Store, subject: str, login: str, address: str) -> Person:
    """Whom the identity provider means: by its subject, at first by the login.

    Raises:
        SohoaError: `not_allowed`: there is no such account, or it is disabled.
    """
    with store.write() as connection:
        row = connection.execute(
            select(people)
            .where(
                or_(
                    people.c.subject == subject,
                    (people.c.login == _login(login)) & people.c.subject.is_(None),
                )
            )
            .order_by(people.c.subject.is_(None))
            .limit(1)
        ).one_or_none()
        if row is None or row.disabled_at is not None:
            raise SohoaError(
                ErrorCode.NOT_ALLOWED, "There is no account for this identity.",
                "Ask an administrator to add it.",
            )  # fmt: skip
        connection.execute(update(people).where(people.c.id == row.id).values(subject=subject))
        note(store, connection, "sign_in", row.id, actor=row.login,
             details={"address": address, "by": "oidc"})  # fmt: skip
        return person_of(connection, row)
