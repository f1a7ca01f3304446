"""Accounts: who may sign in, by what, and that nobody is locked out of giving accounts."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.profiles import RFC_9106_LOW_MEMORY

from models.errors import ErrorCode, SohoaError
from models.people import Permission, Role
from models.store import people, sessions
from models.store.database import Store
from models.store.intake import ROOT_UNIT
from models.store.people import LOCKED, MOST_FAILURES, MOST_OF_ADDRESS, Account
from models.store.tables import audit_events
from models.store.tables import people as people_table
from models.store.units import add_unit
from tests.models.store.builders import Clock, at_once, rows

PASSWORD = "tam cay buoi moi"
REFUSED = "Login or password is wrong."


def add(store: Store, login: str, *roles: Role, unit: str = ROOT_UNIT, **more: Any) -> None:
    account = Account(login, login.title(), unit, frozenset(roles or {Role.REVIEWER}))
    people.add_person(store, account, **{"password": PASSWORD, "one_time": False, **more})


def refused(work: Callable[[], object]) -> str:
    with pytest.raises(SohoaError) as caught:
        work()
    assert caught.value.code is ErrorCode.NOT_ALLOWED
    return caught.value.message


@pytest.mark.parametrize("login", ["", "  ", "lan tran", "lan\x00", "x" * 201])
def test_a_login_is_one_word(store: Store, login: str) -> None:
    assert refused(lambda: add(store, login)) == "This cannot be a login."


def test_a_login_is_taken_in_capitals_too(store: Store) -> None:
    add(store, "lan")
    assert refused(lambda: add(store, " LAN ")) == "The login is taken."


def test_a_role_is_needed(store: Store) -> None:
    add(store, "lan")
    nothing = Account("lan", "Lan", ROOT_UNIT, frozenset())
    assert refused(lambda: people.change(store, nothing)) == "An account has at least one role."


def test_a_person_is_changed_and_the_audit_tells_what(store: Store) -> None:
    add(store, "lan")
    people.change(store, Account("lan", "Trần Lan", "xa-a", frozenset({Role.SENIOR})), actor="an")
    [row] = rows(store, people_table)
    assert (row.name, row.unit, row.roles) == ("Trần Lan", "xa-a", ["senior"])
    event = rows(store, audit_events)[-1]
    assert (event.actor, event.action, event.subject) == ("an", "change_person", str(row.id))
    assert event.details == {"unit": "xa-a", "roles": ["senior"]}


def test_the_last_administrator_stays(store: Store) -> None:
    add(store, "an", Role.ADMINISTRATOR)
    add(store, "binh", Role.ADMINISTRATOR, unit="xa-a")  # cannot give accounts of other units
    less = Account("an", "An", ROOT_UNIT, frozenset({Role.AUDITOR}))
    lower = Account("an", "An", "xa-a", frozenset({Role.ADMINISTRATOR}))
    for work in (
        lambda: people.disable(store, "an"),
        lambda: people.change(store, less),
        lambda: people.change(store, lower),
    ):
        assert refused(work) == "This is the last administrator."
    people.disable(store, "binh")  # an administers its unit, too
    add(store, "chi", Role.ADMINISTRATOR)
    people.disable(store, "an")
    assert refused(lambda: people.disable(store, "chi")) == "This is the last administrator."
    people.disable(store, "an")  # who is disabled already is missed by nobody


def test_two_administrators_do_not_disable_each_other_at_once(store: Store) -> None:
    add(store, "an", Role.ADMINISTRATOR)
    add(store, "binh", Role.ADMINISTRATOR)

    def disable(number: int) -> bool:
        try:
            people.disable(store, ("an", "binh")[number])
        except SohoaError:
            return False
        return True

    assert sorted(at_once(2, disable)) == [False, True]


def test_disabling_ends_the_sessions(store: Store) -> None:
    add(store, "an", Role.ADMINISTRATOR)
    add(store, "lan")
    secret = sessions.begin(store, people.sign_in(store, "lan", PASSWORD, "10.0.0.1").id)
    assert sessions.current(store, secret) is not None
    people.disable(store, "lan")
    assert sessions.current(store, secret) is None
    assert refused(lambda: people.sign_in(store, "lan", PASSWORD, "10.0.0.1")) == REFUSED
    people.enable(store, "lan")
    assert people.sign_in(store, "lan", PASSWORD, "10.0.0.1").login == "lan"


def test_passwords_are_hashed_as_rfc_9106_wants(real_hasher: PasswordHasher) -> None:
    assert extract_parameters(real_hasher.hash(PASSWORD)) == RFC_9106_LOW_MEMORY


def test_nothing_tells_whether_there_is_such_a_login(store: Store) -> None:
    add(store, "lan")
    for login in ("lan", "nobody", "x" * 10_000, "lan\x00", ""):
        for address in range(MOST_FAILURES + 1):
            told = refused(
                lambda login=login, address=address: people.sign_in(  # type: ignore[misc]
                    store, login, "wrong", f"10.0.{len(login) % 250}.{address}"
                )
            )
            assert told == REFUSED


def test_a_locked_account_refuses_the_right_password_from_anywhere(
    store: Store, clock: Clock
) -> None:
    add(store, "lan")
    for number in range(MOST_FAILURES):
        refused(lambda n=number: people.sign_in(store, "lan", "wrong", f"10.0.0.{n}"))  # type: ignore[misc]
    assert refused(lambda: people.sign_in(store, "lan", PASSWORD, "10.9.9.9")) == REFUSED
    clock.forward(LOCKED.total_seconds() + 1)
    assert people.sign_in(store, "lan", PASSWORD, "10.9.9.9").login == "lan"


def test_guesses_made_at_once_are_counted_one_by_one(store: Store) -> None:
    add(store, "lan")

    def guess(number: int) -> str:
        return refused(lambda: people.sign_in(store, "lan", f"guess {number}", f"10.0.0.{number}"))

    at_once(MOST_FAILURES, guess)
    [row] = rows(store, people_table)
    assert row.locked_until is not None


@pytest.mark.parametrize(
    ("first", "other"),
    [("10.0.0.1", "10.0.0.2"), ("2001:db8:0:1::", "2001:db8:0:2::1"), ("::ffff:10.0.0.1", "::1")],
)
def test_an_address_that_tries_many_logins_has_to_wait(
    store: Store, first: str, other: str
) -> None:
    add(store, "lan")
    for number in range(MOST_OF_ADDRESS):
        # Of IPv6 everybody has a network full of addresses.
        spread = f"{first}{number:x}" if first.endswith("::") else first
        refused(lambda n=number, a=spread: people.sign_in(store, f"someone{n}", "wrong", a))  # type: ignore[misc]
    address = f"{first}abc" if first.endswith("::") else first
    told = refused(lambda: people.sign_in(store, "lan", PASSWORD, address))
    assert told == "There were too many wrong passwords."
    assert people.sign_in(store, "lan", PASSWORD, other).login == "lan"


def test_who_is_known_in_a_browser_does_not_wait_for_others_of_its_address(store: Store) -> None:
    add(store, "lan")
    add(store, "minh")
    lan = id_of(store, "lan")
    for number in range(MOST_OF_ADDRESS):
        refused(lambda n=number: people.sign_in(store, f"someone{n}", "wrong", "10.0.0.1"))  # type: ignore[misc]

    def try_it(login: str, password: str) -> str:
        return refused(lambda: people.sign_in(store, login, password, "10.0.0.1", known=[lan]))

    assert people.sign_in(store, "lan", PASSWORD, "10.0.0.1", known=[lan]).login == "lan"
    # It opens no other account, and the own one to nobody who guesses.
    assert try_it("minh", PASSWORD) == try_it("nobody", "wrong")
    for _ in range(MOST_FAILURES):
        assert try_it("lan", "wrong") == REFUSED
    assert try_it("lan", PASSWORD) == "There were too many wrong passwords."
    # Who is signed in may still change the password.
    people.confirm(store, "minh", PASSWORD, "10.0.0.1")


def id_of(store: Store, login: str) -> UUID:
    [found] = [row.id for row in rows(store, people_table) if row.login == login]
    return UUID(str(found))


def lock_from_elsewhere(store: Store, login: str) -> None:
    for number in range(MOST_FAILURES):
        refused(lambda n=number: people.sign_in(store, login, "wrong", f"10.0.0.{n}"))  # type: ignore[misc]


def test_who_is_guessed_at_elsewhere_gets_in_where_they_are_known(store: Store) -> None:
    add(store, "lan")
    lock_from_elsewhere(store, "lan")
    known = [id_of(store, "lan")]
    assert people.sign_in(store, "lan", PASSWORD, "10.0.0.9", known=known).login == "lan"
    # Who is signed in may still change the password.
    people.confirm(store, "lan", PASSWORD, "10.0.0.9")


def test_signing_in_where_one_is_known_gives_no_further_guesses_elsewhere(
    store: Store, clock: Clock
) -> None:
    add(store, "lan")
    lock_from_elsewhere(store, "lan")
    people.sign_in(store, "lan", PASSWORD, "10.0.0.9", known=[id_of(store, "lan")])
    assert refused(lambda: people.sign_in(store, "lan", PASSWORD, "10.0.0.1")) == REFUSED
    clock.forward(LOCKED.total_seconds() + 1)
    assert people.sign_in(store, "lan", PASSWORD, "10.0.0.1").login == "lan"


def test_a_browser_that_knows_the_account_gives_as_few_guesses(store: Store, clock: Clock) -> None:
    add(store, "lan")
    known = [id_of(store, "lan")]

    def try_it(password: str, known: Collection[UUID]) -> str:
        return refused(lambda: people.sign_in(store, "lan", password, "10.0.0.1", known=known))

    for _ in range(MOST_FAILURES):
        assert try_it("wrong", known) == REFUSED
    # Neither there, nor without the browser's cookie.
    assert try_it(PASSWORD, known) == REFUSED
    assert try_it(PASSWORD, []) == REFUSED
    clock.forward(LOCKED.total_seconds() + 1)
    assert people.sign_in(store, "lan", PASSWORD, "10.0.0.1", known=known).login == "lan"


def test_a_few_wrong_ones_where_one_is_known_are_forgotten_by_the_right_one(store: Store) -> None:
    add(store, "lan")
    known = [id_of(store, "lan")]
    for _ in range(2):
        for _ in range(MOST_FAILURES - 1):
            refused(lambda: people.sign_in(store, "lan", "wrong", "10.0.0.1", known=known))
        assert people.sign_in(store, "lan", PASSWORD, "10.0.0.1", known=known).login == "lan"
    assert people.sign_in(store, "lan", PASSWORD, "10.0.0.1").login == "lan"


@pytest.mark.parametrize("is_known", [False, True])
def test_who_is_let_in_again_is_so_in_every_browser(store: Store, is_known: bool) -> None:
    add(store, "lan")
    known = [id_of(store, "lan")] if is_known else []
    for _ in range(MOST_FAILURES):
        refused(lambda: people.sign_in(store, "lan", "wrong", "10.0.0.1", known=known))
    people.enable(store, "lan")
    assert people.sign_in(store, "lan", PASSWORD, "10.0.0.1", known=known).login == "lan"


def test_guessing_the_present_password_locks_the_account_too(store: Store) -> None:
    add(store, "lan")
    for _ in range(MOST_FAILURES):
        refused(lambda: people.confirm(store, "lan", "wrong", "10.0.0.1"))
    # Neither words nor time tell that it would be right.
    told = refused(lambda: people.confirm(store, "lan", PASSWORD, "10.0.0.1"))
    assert told == "The present password is wrong."


def test_a_one_time_password_says_so(store: Store) -> None:
    add(store, "lan", one_time=True)
    assert people.sign_in(store, "lan", PASSWORD, "10.0.0.1").one_time
    people.set_password(store, "lan", "bon mua xuan ha", one_time=False)
    assert not people.sign_in(store, "lan", "bon mua xuan ha", "10.0.0.1").one_time


@pytest.mark.parametrize(
    "password",
    [
        "ngan", "x" * 201, "aaaaaaaaaaaa", "Lan lan lan lan", "1234567890", "9876543210",
        "0912 345 678", "29/11/1985 2026", "password12", "Password@2026", "Mật khẩu 123",
        "matkhau12345", "qwertyuiop", "Qwerty12345", "1q2w3e4r5t", "abcdefghij", "abcabcabcabc",
        "tayninh2026", "a1234567890", "!!!!!!!!!!!!",
    ],
)  # fmt: skip
def test_passwords_that_are_easily_found_are_refused(store: Store, password: str) -> None:
    add(store, "lan")
    refused(lambda: people.set_password(store, "lan", password, one_time=False))
    assert people.sign_in(store, "lan", PASSWORD, "10.0.0.1").login == "lan"


def test_an_identity_is_known_by_its_subject_from_the_first_time_on(store: Store) -> None:
    add(store, "lan", password=None)
    found = people.signed_in_elsewhere(store, "subject-1", ["", "LAN"], "10.0.0.1")
    assert found.login == "lan" and found.may(Permission.REVIEW)
    # She married, and is called otherwise there.
    again = people.signed_in_elsewhere(store, "subject-1", ["lan.nguyen"], "10.0.0.1")
    assert again.id == found.id
    # Somebody else who is called so now is not she.
    refused(lambda: people.signed_in_elsewhere(store, "subject-2", ["lan"], "10.0.0.1"))
    first, second = (e.details for e in rows(store, audit_events) if e.action == "sign_in")
    assert first["first"] and "first" not in second


def test_a_name_given_elsewhere_does_not_open_an_account_with_a_password(store: Store) -> None:
    add(store, "admin", Role.ADMINISTRATOR)
    refused(lambda: people.signed_in_elsewhere(store, "subject-1", ["admin"], "10.0.0.1"))
    people.hand_over(store, "admin")
    assert refused(lambda: people.sign_in(store, "admin", PASSWORD, "10.0.0.1")) == REFUSED
    found = people.signed_in_elsewhere(store, "subject-1", ["admin"], "10.0.0.1")
    assert found.login == "admin"


def test_a_disabled_person_is_not_let_in_by_the_provider(store: Store) -> None:
    add(store, "lan", password=None)
    people.signed_in_elsewhere(store, "subject-1", ["lan"], "10.0.0.1")
    people.disable(store, "lan")
    refused(lambda: people.signed_in_elsewhere(store, "subject-1", ["lan"], "10.0.0.1"))


def test_accounts_of_a_unit_are_listed(store: Store) -> None:
    add(store, "binh", unit="xa-a")
    add(store, "an", unit="xa-b")
    with store.read() as connection:
        assert [row.login for row in people.listed(connection)] == ["an", "binh"]
        assert [row.login for row in people.listed(connection, ["xa-a"])] == ["binh"]


def test_who_belongs_to_a_unit_sees_those_below(store: Store) -> None:
    add_unit(store, "so-a", "Sở A", _root(store))
    add_unit(store, "phong-b", "Phòng B", "so-a")
    add(store, "lan", unit="so-a")
    person = people.sign_in(store, "lan", PASSWORD, "10.0.0.1")
    assert person.sees("so-a") and person.sees("phong-b") and not person.sees(ROOT_UNIT)


def _root(store: Store) -> str:
    add(store, "goc")  # the root is there when somebody belongs to it
    return ROOT_UNIT


def test_one_time_passwords_can_be_read_out_and_differ(store: Store) -> None:
    drawn = {people.one_time_password() for _ in range(50)}
    assert len(drawn) == 50
    for password in drawn:
        assert re.fullmatch(r"[a-km-np-z2-9]{4}(-[a-km-np-z2-9]{4}){2}", password)
        people.check_password(password, "lan")
