"""Signing in by an identity provider, which is a real server here."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc.jwk import OctKey, RSAKey
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from models.people import Role
from models.store.database import Store
from models.store.people import Account, add_person, set_password
from models.store.tables import audit_events
from models.store.tables import people as people_table
from tests.models.store.builders import rows
from tests.webui.conftest import PASSWORD, Browser
from tests.webui.provider import CLIENT, SECRET, Provider, running
from webui.app import create_app


@pytest.fixture
def provider() -> Iterator[Provider]:
    with running() as made:
        yield made


@pytest.fixture
def browser(store: Store, provider: Provider) -> Browser:
    settings = replace(
        store.settings, oidc_issuer=provider.issuer, oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
    )  # fmt: skip
    return Browser(create_app(settings, store).test_client())


@pytest.fixture
def lan(store: Store) -> None:
    """An account that is left to the provider."""
    add_person(store, Account("lan", "Trần Lan", "tay-ninh", frozenset({Role.REVIEWER})))


def go(browser: Browser, provider: Provider, wanted: str = "", person: str = "p-1") -> TestResponse:
    """Click the button, sign in at the provider, come back."""
    sent = browser.get("/sign-in/provider/", query_string={"next": wanted})
    assert sent.status_code == 303
    return browser.get(provider.authorize(sent.location, person))


@pytest.mark.usefixtures("lan")
def test_a_person_signs_in_elsewhere_and_comes_back_to_the_page(
    browser: Browser, provider: Provider, store: Store
) -> None:
    page = browser.get("/records?q=a", follow_redirects=True)
    assert "Đăng nhập bằng tài khoản cơ quan" in page.text
    assert "/sign-in/provider/?next=/records?q%3Da" in page.text
    done = go(browser, provider, "/records?q=a")
    assert (done.status_code, done.location) == (303, "/records?q=a")
    assert browser.get("/records").status_code == 200
    assert "Trần Lan" in browser.get("/account").text
    [row] = rows(store, people_table)
    assert len(row.subject) == 64
    [event] = [e for e in rows(store, audit_events) if e.action == "sign_in"]
    assert (event.actor, event.details["by"]) == ("lan", "oidc")


@pytest.mark.usefixtures("lan")
def test_who_signs_in_elsewhere_is_asked_for_no_code(store: Store, provider: Provider) -> None:
    settings = replace(
        store.settings, oidc_issuer=provider.issuer, oidc_client_id=CLIENT,
        oidc_client_secret=SECRET, second_factor="all",
    )  # fmt: skip
    strict = replace(store, settings=settings)
    browser = Browser(create_app(settings, strict).test_client())
    assert go(browser, provider).location == "/"
    assert browser.get("/records").status_code == 200
    # With the same account by a password it would be.
    set_password(strict, "lan", PASSWORD, one_time=False)
    browser.sign_in("lan")
    assert browser.get("/records").location == "/account/second-factor"


@pytest.mark.usefixtures("lan")
def test_the_whole_way_goes_from_one_server_to_the_other_and_back(
    browser: Browser, provider: Provider
) -> None:
    server = make_server("127.0.0.1", 0, browser.client.application, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        with httpx.Client(
            base_url=f"http://127.0.0.1:{server.server_port}", follow_redirects=True, timeout=30
        ) as client:
            page = client.get("/records?q=a")
            button = re.search(r'href="(/sign-in/provider/[^"]*)"', page.text)
            assert button is not None
            page = client.get(button[1].replace("&amp;", "&"))
            assert page.url.path == "/records" and page.url.query == b"q=a"
            assert [hop.url.port for hop in page.history] == [
                server.server_port, provider.server.server_port, server.server_port,
            ]  # fmt: skip
            assert "Trần Lan" in client.get("/account").text
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.usefixtures("lan")
def test_the_secret_may_go_in_the_form_and_names_may_be_asked_for(
    browser: Browser, provider: Provider
) -> None:
    provider.basic, provider.claims = False, {}
    provider.info = {"sub": "p-1", "preferred_username": "LAN"}
    assert go(browser, provider).location == "/"
    provider.info = {"sub": "p-2", "preferred_username": "lan"}
    assert go(browser, provider).status_code == 403


def test_an_address_counts_only_when_the_provider_has_seen_it_work(
    browser: Browser, provider: Provider, store: Store
) -> None:
    account = Account("lan@tinh.example", "Lan", "tay-ninh", frozenset({Role.REVIEWER}))
    add_person(store, account)
    provider.claims = {"email": "lan@tinh.example"}
    assert "Chưa có tài khoản" in go(browser, provider).text
    provider.claims = {"email": "Lan@tinh.example", "email_verified": True}
    assert go(browser, provider).location == "/"


def test_who_has_no_account_is_told_whom_to_ask(browser: Browser, provider: Provider) -> None:
    page = go(browser, provider)
    assert page.status_code == 403
    assert "Chưa có tài khoản cho danh tính này." in page.text
    assert browser.get("/records").status_code == 302


def test_an_account_with_a_password_is_not_opened_by_its_name(
    browser: Browser, provider: Provider, store: Store
) -> None:
    account = Account("lan", "Lan", "tay-ninh", frozenset({Role.ADMINISTRATOR}))
    add_person(store, account, password=PASSWORD, one_time=False)
    assert go(browser, provider).status_code == 403
    assert browser.sign_in("lan").status_code == 303


@pytest.mark.usefixtures("lan")
@pytest.mark.parametrize(
    "changed",
    [
        {"nonce": "another"}, {"aud": "another"}, {"aud": [CLIENT, "another"]},
        {"iss": "http://127.0.0.1:1/other"}, {"exp": 1_000_000}, {"azp": "another"},
        {"iat": 4_000_000_000}, {"sub": None}, {"nonce": None}, {"at_hash": "bm90IGl0"},
    ],
)  # fmt: skip
def test_a_token_of_another_flow_system_or_time_is_not_believed(
    browser: Browser, provider: Provider, changed: dict[str, Any]
) -> None:
    provider.changed = changed
    page = go(browser, provider)
    assert page.status_code == 403
    assert "không đáng tin cậy" in page.text
    assert browser.get("/records").status_code == 302


@pytest.mark.usefixtures("lan")
def test_a_token_that_somebody_else_has_signed_is_not_believed(
    browser: Browser, provider: Provider
) -> None:
    provider.signs_with = RSAKey.generate_key(2048, {"kid": "one"}, private=True)
    assert go(browser, provider).status_code == 403
    # A secret that others may know, too, is no signature.
    provider.signs_with = OctKey.import_key("a secret of both, long enough to be one")
    provider.algorithm = "HS256"
    assert go(browser, provider).status_code == 403


@pytest.mark.usefixtures("lan")
def test_an_answer_is_taken_once_and_only_where_it_was_asked_for(
    browser: Browser, provider: Provider, store: Store
) -> None:
    sent = browser.get("/sign-in/provider/")
    answer = provider.authorize(sent.location)
    victim = Browser(browser.client.application.test_client())
    assert victim.get(answer).status_code == 403  # somebody else's answer slipped to her
    victim.get("/sign-in/provider/")
    assert victim.get(answer).status_code == 403
    assert browser.get(answer).location == "/"
    again = browser.get(answer)
    assert again.status_code == 403
    assert "Xin bắt đầu lại" in again.text


@pytest.mark.usefixtures("lan")
def test_who_stays_too_long_has_to_begin_again(
    browser: Browser, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = provider.authorize(browser.get("/sign-in/provider/").location)
    real = time.time
    monkeypatch.setattr("webui.auth.openid.time.time", lambda: real() + 601)
    assert browser.get(answer).status_code == 403


def test_who_declines_is_told_so(browser: Browser, provider: Provider) -> None:
    sent = browser.get("/sign-in/provider/").location
    state = parse_qs(urlsplit(sent).query)["state"][0]
    page = browser.get(f"/sign-in/provider/back?error=access_denied&state={state}")
    assert page.status_code == 403
    assert "không cho bạn đăng nhập" in page.text


@pytest.mark.usefixtures("lan")
def test_a_provider_that_fails_leaves_the_password_way_open(
    browser: Browser, provider: Provider, store: Store
) -> None:
    provider.status = 503
    page = go(browser, provider)
    assert page.status_code == 503
    assert "không trả lời" in page.text and 'name="password"' in page.text


def test_a_provider_that_is_down_is_told_and_the_password_way_is_open(store: Store) -> None:
    with running() as provider:
        issuer = provider.issuer
    settings = replace(store.settings, oidc_issuer=issuer, oidc_client_id=CLIENT)
    browser = Browser(create_app(settings, store).test_client())
    page = browser.get("/sign-in/provider/?next=/records")
    assert page.status_code == 503
    assert "không trả lời" in page.text and 'name="password"' in page.text


@pytest.mark.parametrize(
    "document",
    [{"issuer": "http://127.0.0.1:1"}, {"token_endpoint": "ftp://a"}, {"jwks_uri": None}],
)
def test_a_provider_that_describes_another_one_is_not_believed(
    browser: Browser, provider: Provider, document: dict[str, Any]
) -> None:
    provider.document = document
    page = browser.get("/sign-in/provider/")
    assert page.status_code == 503
    assert "không đáng tin cậy" in page.text


@pytest.mark.usefixtures("lan")
def test_coming_back_never_leads_to_another_site(browser: Browser, provider: Provider) -> None:
    assert go(browser, provider, "//evil.example/").location == "/"


def test_without_a_provider_there_is_no_such_way(store: Store) -> None:
    browser = Browser(create_app(store.settings, store).test_client())
    assert "tài khoản cơ quan" not in browser.get("/sign-in").text
    for path in ("/sign-in/provider/", "/sign-in/provider/back"):
        assert browser.get(path).status_code == 404
