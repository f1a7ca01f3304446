"""Accounts: made, changed, disabled; passwords and their checks."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from ipaddress import IPv6Address, ip_network
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid7s
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select, update

from models.errors import ErrorCode, SohoaError
from models.passwords import is_easily_guessed
from models.people import Person, Role
from models.store.audit import SYSTEM, note
from models.store.chain import ADD_PERSON
from models.store.database import Store
from models.store.intake import ROOT_UNIT, ensure_unit
from models.store.tables import failed_sign_ins, people, sessions
from models.store.units import above, below

# NIST SP 800-63B: length counts, rules of composition do not.
MIN_PASSWORD, MAX_PASSWORD = 10, 200
# Wrong passwords of one account, and of one address, before it has to wait.
MOST_FAILURES, MOST_OF_ADDRESS = 5, 20
LOCKED = timedelta(minutes=15)
# An untouched session ends, and any session does.
IDLE, LONGEST = timedelta(minutes=30), timedelta(hours=10)
# So long a one-time password lets somebody in.
ONE_TIME_FOR = timedelta(hours=72)
FIRST_LOGIN = "admin"
MAX_LOGIN = 200
# Signs that nobody takes for others, and how many make a one-time password: 59 bits.
_CLEAR, _ONE_TIME = "abcdefghjkmnpqrstuvwxyz23456789", 12
# Of browsers that do not know the account, and of all.
_ELSEWHERE: Mapping[str, Any] = {"failures": 0, "locked_until": None}
NO_FAILURES: Mapping[str, Any] = {
    **_ELSEWHERE, "known_failures": 0, "known_locked_until": None,
}  # fmt: skip
# What an account's holder proves to be them by.
_PROOFS = ("password", "factor", "factor_since", "factor_step", "recovery")
_HASHER = PasswordHasher()  # argon2id with the parameters of RFC 9106 for little memory


@dataclass(frozen=True, slots=True)
class Account:
    """What is said of a person whose account is made."""

    login: str
    name: str
    unit: str
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Right:
    """What was given to prove to be somebody is right.

    Attributes:
        action: The event that is noted.
        values: What the account bears from now on.
    """

    action: str
    values: Mapping[str, Any]


def add_person(
    store: Store, account: Account, *, password: str | None = None, one_time: bool = True,
    actor: str = SYSTEM,
) -> UUID:  # fmt: skip
    """Make an account; without a password only an identity provider can sign its holder in.

    Raises:
        SohoaError: `not_allowed`: the login is taken or none, the name is too long, or there is
            no role.
    """
    login, name = _login(account.login), account.name.strip()
    if not account.roles:
        raise SohoaError(ErrorCode.NOT_ALLOWED, "An account has at least one role.", "Give one.")
    if not 0 < len(login) <= MAX_LOGIN or not login.isprintable() or " " in login:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "This cannot be a login.", "Give one word, such as lan.tran."
        )
    _check_name(name)
    made, one_time = uuid7s.uuid7(), one_time and password is not None
    with store.write() as connection:
        if connection.execute(select(people.c.id).where(people.c.login == login)).first():
            raise SohoaError(ErrorCode.NOT_ALLOWED, "The login is taken.", "Choose another one.")
        ensure_unit(connection, account.unit)
        connection.execute(
            insert(people).values(
                id=made, login=login, name=name or login, unit=account.unit,
                roles=sorted(account.roles), password=password and hashed_of(password),
                one_time=one_time, one_time_until=_good_until(store, one_time=one_time),
                created_at=store.now(),
            )
        )  # fmt: skip
        note(
            store, connection, ADD_PERSON, made, actor=actor,
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

    password = one_time_password()
    roles = frozenset(Role) - {Role.AUDITOR}
    add_person(store, Account(FIRST_LOGIN, "Quản trị", ROOT_UNIT, roles), password=password)
    return password


def one_time_password() -> str:
    """A password to be changed at the first sign-in; it can be read out, and copied from paper."""
    drawn = [secrets.choice(_CLEAR) for _ in range(_ONE_TIME)]
    return "-".join("".join(drawn[at : at + 4]) for at in range(0, _ONE_TIME, 4))


def _good_until(store: Store, *, one_time: bool) -> datetime | None:
    return store.now() + ONE_TIME_FOR if one_time else None


def _login(text: str) -> str:
    return text.strip().lower()


def _check_name(name: str) -> None:
    if len(name) > MAX_LOGIN or not name.isprintable():
        raise SohoaError(ErrorCode.NOT_ALLOWED, "This cannot be a name.", "Give a shorter one.")


def listed(connection: Connection, units: Sequence[str] | None = None) -> list[Row[Any]]:
    """Accounts by login: of some units, or all."""
    chosen = select(people).order_by(people.c.login)
    if units is not None:
        chosen = chosen.where(people.c.unit.in_(units))
    return list(connection.execute(chosen).all())


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


def person_by_id(connection: Connection, person: UUID) -> Row[Any]:
    """The account with an id.

    Raises:
        SohoaError: `not_found`.
    """
    row = connection.execute(select(people).where(people.c.id == person)).one_or_none()
    if row is None:
        raise SohoaError(ErrorCode.NOT_FOUND, "There is no such account.", "Look at the list.")
    return row


def _keep_an_administrator(connection: Connection, leaving: Row[Any]) -> None:
    """See to it that somebody else can go on giving accounts where an administrator leaves.

    Raises:
        SohoaError: `not_allowed`.
    """
    if Role.ADMINISTRATOR not in leaving.roles or leaving.disabled_at is not None:
        return
    # Locked, so that two do not disable each other at the same moment.
    others = connection.execute(
        select(people)
        .where(people.c.disabled_at.is_(None), people.c.unit.in_(above(connection, leaving.unit)))
        .order_by(people.c.id)
        .with_for_update()
    ).all()
    if not any(row.id != leaving.id and Role.ADMINISTRATOR in row.roles for row in others):
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "This is the last administrator.",
            "Make somebody else administrator first.",
        )  # fmt: skip


def disable(store: Store, login: str, *, actor: str = SYSTEM) -> None:
    """Let a person sign in no more, and end their sessions; what they did stays.

    Raises:
        SohoaError: `not_found`; `not_allowed`: nobody else could give accounts.
    """
    with store.write() as connection:
        row = find_person(connection, login)
        _keep_an_administrator(connection, row)
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
            update(people).where(people.c.id == row.id).values(disabled_at=None, **NO_FAILURES)
        )
        note(store, connection, "enable_person", row.id, actor=actor)


def change(store: Store, account: Account, *, actor: str = SYSTEM) -> None:
    """Change a person's name, unit and what they may do.

    Raises:
        SohoaError: `not_found`; `not_allowed`: there is no role, the name is too long, or nobody
            else could give accounts.
    """
    name = account.name.strip()
    if not account.roles:
        raise SohoaError(ErrorCode.NOT_ALLOWED, "An account has at least one role.", "Give one.")
    _check_name(name)
    with store.write() as connection:
        row = find_person(connection, account.login)
        if Role.ADMINISTRATOR not in account.roles or account.unit != row.unit:
            _keep_an_administrator(connection, row)
        ensure_unit(connection, account.unit)
        connection.execute(
            update(people)
            .where(people.c.id == row.id)
            .values(name=name or row.login, roles=sorted(account.roles), unit=account.unit)
        )
        note(
            store, connection, "change_person", row.id, actor=actor,
            details={"unit": account.unit, "roles": sorted(account.roles)},
        )  # fmt: skip


def hand_over(store: Store, login: str, *, actor: str = SYSTEM) -> None:
    """Let only the identity provider sign a person in from now on, whomever it names by the login.

    Raises:
        SohoaError: `not_found`.
    """
    with store.write() as connection:
        row = find_person(connection, login)
        connection.execute(
            update(people)
            .where(people.c.id == row.id)
            .values(password=None, one_time=False, one_time_until=None, subject=None)
        )
        connection.execute(delete(sessions).where(sessions.c.person == row.id))
        note(store, connection, "hand_over", row.id, actor=actor)


def check_password(password: str, login: str) -> None:
    """Refuse a password that is too easily found.

    Raises:
        SohoaError: `not_allowed`.
    """
    if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED,
            "A password has 10 to 200 characters.",
            "Take a few words that only you would put together.",
        )
    if is_easily_guessed(password, login):
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
    hashed = hashed_of(password)
    with store.write() as connection:
        row = find_person(connection, login)
        connection.execute(
            update(people)
            .where(people.c.id == row.id)
            .values(
                password=hashed, one_time=one_time,
                one_time_until=_good_until(store, one_time=one_time), **NO_FAILURES,
            )
        )  # fmt: skip
        connection.execute(
            delete(sessions).where(sessions.c.person == row.id, sessions.c.token != keep)
        )
        note(store, connection, "set_password", row.id, actor=actor)


@cache
def _nobodys() -> str:
    """A hash to be checked where there is no account: the time taken must not tell."""
    return _HASHER.hash(secrets.token_urlsafe())


def hashed_of(secret: str) -> str:
    """What is stored of a password."""
    return _HASHER.hash(secret)


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
        row.id, row.login, row.name, row.unit, roles, below(connection, row.unit), row.one_time,
        has_factor=row.factor_since is not None,
    )  # fmt: skip


def sign_in(
    store: Store, login: str, password: str, address: str, *, known: Collection[UUID] = ()
) -> Person:
    """Whose login and password these are.

    Args:
        store: Where accounts are kept.
        login: As it was typed.
        password: As it was typed.
        address: Where the person's browser is. A whole office may have one.
        known: Who has signed in in this browser before: wrong passwords keep them out of it only
            where they were tried in such a browser, not those that others have tried elsewhere.

    Returns:
        The person; where they have a second factor, its code is still to be asked.

    Raises:
        SohoaError: `not_allowed`: they are nobody's, there were too many wrong ones, or the
            password was a one-time one that has expired.
    """

    def check(row: Row[Any] | None) -> Right | None:
        if not matches(row.password if row else None, password):
            return None
        assert row is not None
        _refuse_expired(row, store.now())
        if row.factor_since is None:
            return Right("sign_in", NO_FAILURES)
        # Wrong codes go on counting: else who knows the password had ever new guesses.
        return Right("give_password", {})

    found = attempt(store, _login_is(login), check, address, known)
    if found is None:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "Login or password is wrong.",
            "Try again; after five wrong ones an account is locked for 15 minutes.",
        )  # fmt: skip
    return found


def confirm(store: Store, login: str, password: str, address: str) -> None:
    """See to it that who is signed in knows the password; wrong ones count as at the sign-in.

    Raises:
        SohoaError: `not_allowed`.
    """
    with store.read() as connection:
        # Who has a session is surely known to this browser.
        me = find_person(connection, login).id

    def check(row: Row[Any] | None) -> Right | None:
        if not matches(row.password if row else None, password):
            return None
        assert row is not None
        return Right("confirm_password", NO_FAILURES if row.factor_since is None else {})

    if attempt(store, _login_is(login), check, address, [me]) is None:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "The present password is wrong.",
            "Try again; after five wrong ones an account is locked for 15 minutes.",
        )  # fmt: skip


def _login_is(login: str) -> ColumnElement[bool]:
    return people.c.login == _login(login)[:MAX_LOGIN].replace("\0", "")


def _refuse_expired(row: Row[Any], now: datetime) -> None:
    if row.one_time and row.one_time_until <= now:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "The one-time password has expired.",
            "Ask an administrator for a new one.",
        )  # fmt: skip


def attempt(
    store: Store, whose: ColumnElement[bool], check: Callable[[Row[Any] | None], Right | None],
    address: str, known: Collection[UUID],
) -> Person | None:  # fmt: skip
    """Who has proved to be the holder of an account; what is wrong is counted.

    Args:
        store: Where accounts are kept.
        whose: Which account.
        check: Whether what was given is right for an account; takes as long where there is none.
        address: Where the person's browser is.
        known: Who has signed in in this browser before; see `sign_in`.

    Raises:
        SohoaError: `not_allowed`: there were too many wrong ones from this address.
    """
    found, address = select(people).where(whose), _network(address)
    now = store.now()
    with store.read() as connection:
        row = connection.execute(found).one_or_none()
        of_address = connection.execute(
            select(func.count()).where(
                failed_sign_ins.c.address == address, failed_sign_ins.c.at > now - LOCKED
            )
        ).scalar_one()
    # Nothing is looked at before this: whoever is not known here cannot tell a login from none.
    if of_address >= MOST_OF_ADDRESS and not _is_known(row, known, now):
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "There were too many wrong passwords.", "Try again later."
        )
    # Also of a locked account: neither words nor time tell which logins there are.
    right = check(row)
    with store.write() as connection:
        # Looked at again: others may have tried, or somebody disabled it, in the meantime.
        again = connection.execute(found.with_for_update()).one_or_none()
        is_known = _is_known(again, known, now)
        locked = again is not None and _is_locked(again.locked_until, now)
        is_out = locked and not is_known
        if again is not None and right and _is_as_before(row, again) and not is_out:
            # What locks the account elsewhere goes on doing so: others are guessing there.
            values = {
                name: value for name, value in right.values.items()
                if not (locked and name in _ELSEWHERE)
            }  # fmt: skip
            if values:
                connection.execute(update(people).where(people.c.id == again.id).values(**values))
            note(store, connection, right.action, again.id, actor=again.login,
                 details={"address": address})  # fmt: skip
            return person_of(connection, again)
        _count_failure(store, connection, None if is_out else again, address, is_known=is_known)
    return None


def _is_locked(until: datetime | None, now: datetime) -> bool:
    return until is not None and until > now


def _is_known(row: Row[Any] | None, known: Collection[UUID], now: datetime) -> bool:
    """Whether an account is one of those that a browser knows, and not locked there too."""
    return row is not None and row.id in known and not _is_locked(row.known_locked_until, now)


def _is_as_before(before: Row[Any] | None, row: Row[Any]) -> bool:
    """Whether what was checked is still what is asked of the holder of an account in use."""
    if before is None or row.disabled_at is not None:
        return False
    return all(getattr(before, name) == getattr(row, name) for name in _PROOFS)


def _network(address: str) -> str:
    """What counts as one address: of IPv6 the network, of which everybody has very many."""
    try:
        found = ip_network(address)
    except ValueError:
        return address[:64]
    if not isinstance(found.network_address, IPv6Address):
        return address
    mapped = found.network_address.ipv4_mapped
    return str(mapped or found.supernet(new_prefix=64))


def _count_failure(
    store: Store, connection: Connection, row: Row[Any] | None, address: str, *, is_known: bool
) -> None:
    """Note a wrong password: of the address, and of the account unless that is locked.

    Those tried in a browser that knows the account count there and elsewhere, all others elsewhere
    only.
    """
    now = store.now()
    connection.execute(delete(failed_sign_ins).where(failed_sign_ins.c.at < now - LOCKED))
    connection.execute(insert(failed_sign_ins).values(address=address, at=now))
    if row is None:
        return
    elsewhere = (row.failures, row.locked_until)
    if not _is_locked(row.locked_until, now):
        elsewhere = _one_more(row.failures, now)
    here = (row.known_failures, row.known_locked_until)
    if is_known:
        here = _one_more(row.known_failures, now)
    connection.execute(
        update(people)
        .where(people.c.id == row.id)
        .values(
            failures=elsewhere[0], locked_until=elsewhere[1],
            known_failures=here[0], known_locked_until=here[1],
        )
    )  # fmt: skip
    locked = _is_locked(here[1] if is_known else elsewhere[1], now)
    note(
        store, connection, "refuse_sign_in", row.id, details={"address": address, "locked": locked}
    )


def _one_more(failures: int, now: datetime) -> tuple[int, datetime | None]:
    """How many failures there are with one more, and until when they lock."""
    return (0, now + LOCKED) if failures + 1 >= MOST_FAILURES else (failures + 1, None)


def signed_in_elsewhere(
    store: Store, subject: str, logins: Sequence[str], address: str
) -> Person:  # fmt: skip
    """Whom the identity provider means: by its subject, at first by a login.

    A login alone opens only accounts that were left to the provider: those without a password.

    Args:
        store: Where accounts are kept.
        subject: What the provider calls a person for ever; with which provider that is.
        logins: What it says the person signs in with, the surest first.
        address: Where the person's browser is.

    Raises:
        SohoaError: `not_allowed`: there is no such account, or it is disabled.
    """
    with store.write() as connection:
        row = connection.execute(select(people).where(people.c.subject == subject)).one_or_none()
        for login in logins if row is None else ():
            row = row or connection.execute(
                select(people)
                .where(
                    people.c.login == _login(login)[:MAX_LOGIN].replace("\0", ""),
                    people.c.subject.is_(None), people.c.password.is_(None),
                )
                .with_for_update()
            ).one_or_none()  # fmt: skip
        if row is None or row.disabled_at is not None:
            raise SohoaError(
                ErrorCode.NOT_ALLOWED, "There is no account for this identity.",
                "Ask an administrator to add it.",
            )  # fmt: skip
        details = {"address": address, "by": "oidc"} | ({} if row.subject else {"first": True})
        connection.execute(update(people).where(people.c.id == row.id).values(subject=subject))
        note(store, connection, "sign_in", row.id, actor=row.login, details=details)
        return person_of(connection, row)
