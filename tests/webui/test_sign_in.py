"""Signing in and out, and what is not let in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from models.people import Role
from models.store.database import Store
from models.store.people import LOCKED, MOST_FAILURES, Account, add_first, add_person
from models.store.tables import audit_events, sessions
from tests.models.store.builders import Clock, rows
from tests.webui.conftest import PASSWORD, Browser


def test_who_is_not_signed_in_is_asked_to_and_comes_back(browser: Browser, person) -> None:  # type: ignore[no-untyped-def]
    person("lan", Role.REVIEWER)
    asked = browser.get("/records?q=a")
    assert asked.status_code == 302
    assert asked.location == "/sign-in?next=/records?q%3Da"
    done = browser.post(
        "/sign-in", data={"login": " LAN ", "password": PASSWORD, "next": "/records?q=a"}
    )
    assert (done.status_code, done.location) == (303, "/records?q=a")
    assert browser.get("/records").status_code == 200


@pytest.mark.parametrize("target", ["//evil.example/x", "https://evil.example", "/\\evil", "x"])
def test_signing_in_never_leads_to_another_site(browser: Browser, person, target: str) -> None:  # type: ignore[no-untyped-def]
    person("lan", Role.REVIEWER)
    done = browser.post("/sign-in", data={"login": "lan", "password": PASSWORD, "next": target})
    assert done.location == "/"


def test_a_wrong_password_is_told_without_telling_whose(browser: Browser, person) -> None:  # type: ignore[no-untyped-def]
    person("lan", Role.REVIEWER)
    for login in ("lan", "nobody"):
        page = browser.sign_in(login, "wrong")
        assert page.status_code == 422
        assert "Sai tên đăng nhập hoặc mật khẩu." in page.text


def test_many_wrong_passwords_lock_the_account_for_a_while(
    browser: Browser, person: Callable[..., Browser], store: Store, clock: Clock
) -> None:
    person("lan", Role.REVIEWER)
    for _ in range(MOST_FAILURES):
        browser.sign_in("lan", "wrong")
    assert "quá nhiều lần" in browser.sign_in("lan").text
    clock.forward(LOCKED.total_seconds() + 1)
    assert browser.sign_in("lan").status_code == 303
    refused = [e for e in rows(store, audit_events) if e.action == "refuse_sign_in"]
    assert [e.details["locked"] for e in refused] == [False] * (MOST_FAILURES - 1) + [True]


def test_a_session_ends_when_it_is_idle_and_after_a_day_of_work(
    person: Callable[..., Browser], clock: Clock
) -> None:
    lan = person("lan", Role.REVIEWER)
    for _ in range(20):
        clock.forward(29 * 60)
        assert lan.get("/records").status_code == 200
    clock.forward(29 * 60)  # ten hours have passed
    assert lan.get("/records").status_code == 302
    huong = person("huong", Role.REVIEWER)
    clock.forward(31 * 60)
    assert huong.get("/records").status_code == 302


def test_what_a_script_asks_by_itself_does_not_keep_the_session(
    person: Callable[..., Browser], clock: Clock
) -> None:
    lan = person("lan", Role.REVIEWER)
    for _ in range(4):
        clock.forward(10 * 60)
        last = lan.get("/review/answers/1", headers={"Accept": "application/json"})
    assert last.status_code == 401
    assert last.json is not None and last.json["code"] == "signed_out"


def test_signing_out_ends_the_session_for_ever(person: Callable[..., Browser]) -> None:
    lan = person("lan", Role.REVIEWER)
    cookie = lan.client.get_cookie("sohoa")
    assert cookie is not None and cookie.http_only and cookie.same_site == "Lax"
    lan.post("/sign-out")
    lan.client.set_cookie("sohoa", cookie.value)
    assert lan.get("/records").status_code == 302


def test_the_first_account_must_choose_a_password(browser: Browser, store: Store) -> None:
    password = add_first(store)
    assert password is not None
    assert add_first(store) is None
    browser.sign_in("admin", password)
    assert browser.get("/records").location == "/account"
    form = {"old": password, "new": "bon mua xuan ha", "again": "bon mua xuan ha"}
    short = browser.post("/account/password", data=form | {"new": "ngan", "again": "ngan"})
    assert short.status_code == 422
    assert browser.post("/account/password", data=form).location == "/"
    assert browser.get("/records").status_code == 200


def test_a_new_password_ends_all_other_sessions(
    person: Callable[..., Browser], browser: Browser, store: Store
) -> None:
    lan = person("lan", Role.REVIEWER)
    browser.sign_in("lan")
    form = {"old": PASSWORD, "new": "bon mua xuan ha", "again": "bon mua xuan ha"}
    lan.post("/account/password", data=form)
    assert lan.get("/records").status_code == 200
    assert browser.get("/records").status_code == 302
    with store.read() as connection:
        assert len(connection.execute(select(sessions)).all()) == 1


def test_passwords_and_secrets_are_stored_as_digests_only(
    person: Callable[..., Browser], store: Store
) -> None:
    add_person(store, Account("an", "", "tay-ninh", frozenset({Role.AUDITOR})), password="x" * 9)
    lan = person("lan", Role.REVIEWER)
    with lan.client.session_transaction() as held:
        secret = held["secret"]
    [session] = rows(store, sessions)
    assert secret not in session.token


def test_every_page_forbids_what_comes_from_elsewhere(browser: Browser) -> None:
    headers = browser.get("/sign-in").headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy and "http" not in policy
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


def test_a_forged_request_is_refused(person: Callable[..., Browser]) -> None:
    lan = person("lan", Role.REVIEWER)
    assert lan.client.post("/sign-out").status_code == 400
    assert lan.get("/records").status_code == 200
