"""Signing in and out, and what is not let in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from models.people import Role
from models.store.database import Store
from models.store.people import (
    LOCKED,
    MOST_FAILURES,
    MOST_OF_ADDRESS,
    Account,
    add_first,
    add_person,
    disable,
)
from models.store.tables import audit_events, sessions
from tests.models.store.builders import Clock, rows
from tests.webui.conftest import PASSWORD, Browser
from webui.app import create_app


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


def test_a_wrong_address_keeps_the_menu_of_who_is_signed_in(browser: Browser, person) -> None:  # type: ignore[no-untyped-def]
    lan = person("lan", Role.REVIEWER)
    for path in ("/no/such/page", "/records/no-id", f"/records/{UUID(int=0)}"):
        page = lan.get(path)
        assert page.status_code == 404
        assert 'href="/records"' in page.text and "Đăng xuất" in page.text
        assert "Đăng xuất" not in browser.get(path, follow_redirects=True).text


@pytest.mark.parametrize(
    ("role", "start"),
    [
        (Role.RECEPTION, "/upload/"), (Role.REVIEWER, "/review/"), (Role.OPERATOR, "/upload/"),
        (Role.AUDITOR, "/audit/"), (Role.ADMINISTRATOR, "/accounts/"),
    ],
)  # fmt: skip
def test_everybody_starts_where_their_work_is(person, role: Role, start: str) -> None:  # type: ignore[no-untyped-def]
    assert person("lan", role).get("/").location == start


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example/x",
        "///evil.example",
        "////evil.example/x",
        "https://evil.example",
        "/\\evil",
        "x",
        "/\t/evil.example",
        "/\t\\evil",
        " //evil.example",
        "//[",
    ],
)
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
    refused_page = browser.sign_in("lan").text  # though the password is right
    assert "sau năm lần sai, tài khoản bị khóa 15 phút" in refused_page
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


def test_the_present_password_cannot_be_guessed_from_an_open_session(
    person: Callable[..., Browser],
) -> None:
    lan = person("lan", Role.REVIEWER)
    new = {"new": "bon mua xuan ha", "again": "bon mua xuan ha"}
    for number in range(MOST_FAILURES):
        page = lan.post("/account/password", data={"old": f"guess {number}", **new})
        assert page.status_code == 422
        assert "Mật khẩu hiện tại không đúng." in page.text
    assert lan.post("/account/password", data={"old": PASSWORD, **new}).status_code == 422


def test_signing_out_is_in_the_audit(person: Callable[..., Browser], store: Store) -> None:
    person("lan", Role.REVIEWER).post("/sign-out")
    assert [row.actor for row in rows(store, audit_events) if row.action == "sign_out"] == ["lan"]


def test_what_a_browser_held_before_the_sign_in_is_worth_nothing_after_it(
    browser: Browser, person: Callable[..., Browser], app: Flask
) -> None:
    person("lan", Role.REVIEWER)
    browser.token()
    planted = browser.client.get_cookie("sohoa")
    assert planted is not None
    browser.sign_in("lan")
    stranger = Browser(app.test_client())
    stranger.client.set_cookie("sohoa", planted.value)
    assert stranger.get("/account").status_code == 302
    # Nor is what an earlier session held.
    first = browser.client.get_cookie("sohoa")
    assert first is not None
    browser.sign_in("lan")
    stranger.client.set_cookie("sohoa", first.value)
    assert stranger.get("/account").status_code == 302


def test_a_disabled_person_is_out_at_once(person: Callable[..., Browser], store: Store) -> None:
    lan = person("lan", Role.REVIEWER)
    assert lan.get("/records").status_code == 200
    disable(store, "lan")
    assert lan.get("/records").status_code == 302


def test_behind_a_proxy_everything_goes_over_https_only(store: Store) -> None:
    app = create_app(replace(store.settings, web_proxies=1), store)
    client = app.test_client()
    answer = client.get("/sign-in", headers={"X-Forwarded-Proto": "https"})
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    cookie = client.get_cookie("sohoa")
    assert cookie is not None and cookie.secure and cookie.http_only


@pytest.mark.parametrize("field", ["login", "password", "next"])
def test_a_zero_byte_is_no_error_of_the_program(browser: Browser, field: str) -> None:
    form = {"login": "lan", "password": PASSWORD, "next": "/", field: "a\x00b"}
    assert browser.post("/sign-in", data=form).status_code in (400, 422)


def test_a_colleague_who_guesses_keeps_nobody_out_who_was_here(
    app: Flask, person: Callable[..., Browser]
) -> None:
    """A whole office has one address."""
    lan = person("lan", Role.REVIEWER)
    person("minh", Role.REVIEWER)
    lan.post("/sign-out")
    guesser = Browser(app.test_client())
    for number in range(MOST_OF_ADDRESS):
        assert guesser.sign_in(f"someone{number}", "wrong").status_code == 422
    assert lan.sign_in("lan").status_code == 303
    lan.post("/sign-out")
    # It opens no other account, and nothing made up or worn by another browser's key does.
    assert lan.sign_in("minh").status_code == 422
    assert guesser.sign_in("lan").status_code == 422
    guesser.client.set_cookie("known", "WyJ4Il0.made.up", path="/sign-in")
    assert guesser.sign_in("lan").status_code == 422


def test_a_colleague_locks_an_account_nowhere_but_where_it_is_not_known(
    app: Flask, person: Callable[..., Browser]
) -> None:
    lan = person("lan", Role.REVIEWER)
    lan.post("/sign-out")
    guesser = Browser(app.test_client())
    for _ in range(MOST_FAILURES):
        assert guesser.sign_in("lan", "wrong").status_code == 422
    assert guesser.sign_in("lan").status_code == 422
    assert lan.sign_in("lan").status_code == 303
    # That the holder is in again opens it to nobody.
    assert guesser.sign_in("lan").status_code == 422


def test_a_zero_byte_in_an_address_is_refused(person: Callable[..., Browser]) -> None:
    assert person("lan", Role.REVIEWER).get("/records?type=%00").status_code == 400
