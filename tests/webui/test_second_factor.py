"""The second factor: set up, asked after the password, switched off, taken away."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import pyotp
import pytest
import zxingcpp
from click.testing import CliRunner

from cli.commands import user
from models.people import Role
from models.settings import Settings
from models.store.database import Store
from models.store.people import (
    LOCKED,
    MOST_FAILURES,
    ONE_TIME_FOR,
    Account,
    add_first,
    add_person,
    disable,
    one_time_password,
    set_password,
)
from models.store.second_factor import RECOVERY_CODES
from models.store.tables import audit_events, people, sessions
from tests.models.store.builders import Clock, rows
from tests.webui.conftest import PASSWORD, Browser
from webui.app import create_app

PAGE = "/account/second-factor"
STEP_S = 30


@dataclass(frozen=True)
class Telephone:
    """What makes codes, and what its holder has kept on paper."""

    maker: pyotp.TOTP
    clock: Clock
    recovery: list[str]

    def code(self) -> str:
        return self.maker.at(self.clock())


def set_up(browser: Browser, clock: Clock) -> Telephone:
    """As a person does: read the key, type the code that it makes, copy the recovery codes."""
    browser.post(PAGE, data={"password": PASSWORD})
    key = re.search(r'<code class="key"[^>]*>([A-Z2-7 ]+)</code>', browser.get(PAGE).text)
    assert key is not None
    maker = pyotp.TOTP(key[1].replace(" ", ""))
    page = browser.post(f"{PAGE}/on", data={"code": maker.at(clock())})
    assert page.status_code == 200
    codes = re.findall(r'<code class="secret">([^<]+)</code>', page.text)
    clock.forward(STEP_S)  # the code of the set-up has counted
    return Telephone(maker, clock, codes)


@pytest.fixture
def lan(person: Callable[..., Browser]) -> Browser:
    return person("lan", Role.REVIEWER)


@pytest.fixture
def telephone(lan: Browser, clock: Clock) -> Telephone:
    return set_up(lan, clock)


def give(browser: Browser, code: str, **more: str) -> int:
    return browser.post("/sign-in/code", data={"code": code, **more}).status_code


def is_in(browser: Browser) -> bool:
    return browser.get("/records").status_code == 200


def actions(store: Store) -> list[str]:
    return [row.action for row in rows(store, audit_events)]


def test_the_code_is_asked_after_the_password_and_leads_to_the_page(
    telephone: Telephone, browser: Browser, store: Store
) -> None:
    form = {"login": "lan", "password": PASSWORD, "next": "/records?q=a"}
    asked = browser.post("/sign-in", data=form)
    assert (asked.status_code, asked.location) == (303, "/sign-in/code?next=/records?q%3Da")
    assert not is_in(browser)
    assert 'value="/records?q=a"' in browser.get(asked.location).text
    spaced = f" {telephone.code()[:3]} {telephone.code()[3:]}"
    done = browser.post("/sign-in/code", data={"code": spaced, "next": "/records?q=a"})
    assert (done.status_code, done.location) == (303, "/records?q=a")
    assert is_in(browser)
    assert actions(store)[-2:] == ["give_password", "sign_in"]


def test_the_square_says_what_the_letters_say(lan: Browser, clock: Clock) -> None:
    lan.post(PAGE, data={"password": PASSWORD})
    square = lan.get(f"{PAGE}/square.svg")
    assert (square.mimetype, square.headers["Cache-Control"]) == ("image/svg+xml", "no-store")
    [key] = re.findall(r'<code class="key"[^>]*>([^<]+)</code>', lan.get(PAGE).text)
    secret = key.replace(" ", "")
    assert [len(group) for group in key.split()] == [4] * 8
    address = pyotp.TOTP(secret).provisioning_uri(name="lan", issuer_name="Số hóa")
    drawn = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode)
    assert square.text == str(drawn.to_svg())
    assert pyotp.parse_uri(address).secret == secret
    # It is shown for as long as it does not count.
    lan.post(f"{PAGE}/on", data={"code": pyotp.TOTP(secret).at(clock())})
    assert lan.get(f"{PAGE}/square.svg").status_code == 409
    assert secret[:4] not in lan.get(PAGE).text


def test_a_code_counts_once_and_only_near_its_time(
    telephone: Telephone, lan: Browser, browser: Browser, clock: Clock
) -> None:
    used = telephone.code()
    for second in (browser, lan):
        second.sign_in("lan")
    assert give(browser, used) == 303
    assert give(lan, used) == 422
    # Nor is one of before it good any more, but one of a clock that goes ahead is.
    assert give(lan, telephone.maker.at(clock(), counter_offset=-1)) == 422
    assert give(lan, telephone.maker.at(clock(), counter_offset=2)) == 422
    assert give(lan, telephone.maker.at(clock(), counter_offset=1)) == 303


def test_wrong_codes_lock_the_account_also_when_the_password_is_given_again(
    telephone: Telephone, browser: Browser, clock: Clock, store: Store
) -> None:
    for _ in range(MOST_FAILURES):
        assert browser.sign_in("lan").status_code == 303
        assert give(browser, "000000") == 422
    assert give(browser, telephone.code()) == 422
    assert browser.sign_in("lan").status_code == 422
    refused = [e for e in rows(store, audit_events) if e.action == "refuse_sign_in"]
    assert [e.details["locked"] for e in refused] == [False] * (MOST_FAILURES - 1) + [True]
    clock.forward(LOCKED.total_seconds() + 1)
    browser.sign_in("lan")
    assert give(browser, telephone.code()) == 303


def test_the_code_must_be_given_soon_and_to_nobody_who_was_disabled(
    telephone: Telephone, browser: Browser, clock: Clock, store: Store
) -> None:
    assert browser.get("/sign-in/code").location == "/sign-in"
    browser.sign_in("lan")
    clock.forward(5 * 60)
    page = browser.post("/sign-in/code", data={"code": telephone.code(), "next": "/me"})
    assert page.location == "/sign-in?next=/me"
    browser.sign_in("lan")
    disable(store, "lan")
    assert give(browser, telephone.code()) == 303
    assert not is_in(browser)


def test_each_recovery_code_signs_in_once(
    telephone: Telephone, lan: Browser, browser: Browser, store: Store
) -> None:
    assert len(set(telephone.recovery)) == RECOVERY_CODES
    [row] = rows(store, people)
    kept = " ".join(row.recovery)
    assert not any(code in kept or code.replace("-", "") in kept for code in telephone.recovery)
    browser.sign_in("lan")
    assert give(browser, telephone.recovery[3].upper().replace("-", " ")) == 303
    browser.sign_in("lan")
    assert give(browser, telephone.recovery[3]) == 422
    assert give(browser, telephone.recovery[4]) == 303
    assert "Còn 6 mã dự phòng." in lan.get(PAGE).text


def test_a_copy_of_the_database_makes_no_codes(
    telephone: Telephone, browser: Browser, store: Store, person: Callable[..., Browser]
) -> None:
    [row] = rows(store, people)
    assert telephone.maker.secret not in str(row)
    # Nor does the secret open under another account.
    person("minh", Role.REVIEWER)
    with store.write() as connection:
        values = {"factor": row.factor, "factor_since": row.factor_since}
        connection.execute(people.update().where(people.c.login == "minh").values(values))
    browser.sign_in("minh")
    page = browser.post("/sign-in/code", data={"code": telephone.code()})
    assert page.status_code == 422 and "khóa của hệ thống đã thay đổi" in page.text


def test_with_another_key_of_the_site_a_recovery_code_still_signs_in(
    telephone: Telephone, store: Store
) -> None:
    other = create_app(replace(store.settings, secret_key="another key"), store)
    browser = Browser(other.test_client())
    browser.sign_in("lan")
    assert give(browser, telephone.code()) == 422
    assert give(browser, telephone.recovery[0]) == 303


def test_setting_it_up_asks_for_the_password_and_a_right_code(
    lan: Browser, clock: Clock, store: Store
) -> None:
    assert lan.post(PAGE, data={"password": "wrong"}).status_code == 422
    assert lan.post(f"{PAGE}/on", data={"code": "000000"}).location == PAGE
    lan.post(PAGE, data={"password": PASSWORD})
    page = lan.post(f"{PAGE}/on", data={"code": "không phải"})
    assert page.status_code == 422 and "Đây không phải mã ứng dụng đang hiện." in page.text
    [row] = rows(store, people)
    assert row.factor_since is None and row.recovery is None
    lan.sign_in("lan")
    assert is_in(lan)


def test_setting_it_up_ends_the_sessions_that_a_password_alone_began(
    lan: Browser, browser: Browser, clock: Clock, store: Store
) -> None:
    browser.sign_in("lan")
    set_up(lan, clock)
    assert is_in(lan) and not is_in(browser)
    assert len(rows(store, sessions)) == 1
    # One that counts is not replaced by who finds an open session.
    assert lan.post(PAGE, data={"password": PASSWORD}).status_code == 422


def test_switching_it_off_asks_for_password_and_code(
    telephone: Telephone, lan: Browser, browser: Browser, store: Store
) -> None:
    wrong = [
        {"password": "wrong", "code": telephone.code()},
        {"password": PASSWORD, "code": "000000"},
    ]
    for form in wrong:
        assert lan.post(f"{PAGE}/off", data=form).status_code == 422
    form = {"password": PASSWORD, "code": telephone.code()}
    assert lan.post(f"{PAGE}/off", data=form).location == PAGE
    [row] = rows(store, people)
    assert (row.factor, row.factor_since, row.recovery) == (None, None, None)
    browser.sign_in("lan")
    assert is_in(browser)
    assert "switch_off_factor" in actions(store)


def test_codes_cannot_be_guessed_from_an_open_session(
    telephone: Telephone, lan: Browser, store: Store
) -> None:
    """Its password, given again and again, forgets no wrong code."""
    for _ in range(MOST_FAILURES):
        lan.post(f"{PAGE}/off", data={"password": PASSWORD, "code": "000000"})
    form = {"password": PASSWORD, "code": telephone.code()}
    assert lan.post(f"{PAGE}/off", data=form).status_code == 422


@pytest.mark.parametrize(
    ("rule", "role", "must"),
    [
        ("off", Role.ADMINISTRATOR, False),
        ("administrators", Role.ADMINISTRATOR, True),
        ("administrators", Role.REVIEWER, False),
        ("all", Role.REVIEWER, True),
    ],
)
def test_who_must_have_one_sets_it_up_before_anything_else(
    store: Store, clock: Clock, rule: str, role: Role, must: bool
) -> None:
    strict = replace(store, settings=replace(store.settings, second_factor=rule))
    add_person(strict, Account("an", "An", "tay-ninh", frozenset({role})), password=PASSWORD,
               one_time=False)  # fmt: skip
    an = Browser(create_app(strict.settings, strict).test_client())
    an.sign_in("an")
    start = "/accounts/" if role is Role.ADMINISTRATOR else "/review/"
    if must:
        for path in ("/", start, "/me"):
            assert an.get(path).location == PAGE, path
        assert f'href="{start}"' not in an.get(PAGE).text
        set_up(an, clock)
    assert an.get(start).status_code == 200


def test_a_one_time_password_is_changed_before_the_second_factor_is_set_up(store: Store) -> None:
    strict = replace(store, settings=replace(store.settings, second_factor="administrators"))
    password = add_first(strict)
    admin = Browser(create_app(strict.settings, strict).test_client())
    admin.sign_in("admin", password or "")
    assert admin.get(PAGE).location == "/account"
    form = {"old": password, "new": PASSWORD, "again": PASSWORD}
    admin.post("/account/password", data=form)
    assert admin.get("/accounts/").location == PAGE


def test_an_administrator_takes_it_away_from_who_has_lost_it(
    telephone: Telephone, lan: Browser, person: Callable[..., Browser], store: Store
) -> None:
    admin = person("quan-tri", Role.ADMINISTRATOR)
    [row] = rows(store, people, people.c.login == "lan")
    assert "Gỡ xác thực hai lớp" in admin.get(f"/accounts/{row.id}").text
    done = admin.post(f"/accounts/{row.id}/take-factor-away", follow_redirects=True)
    assert "Đã gỡ xác thực hai lớp" in done.text
    assert "Gỡ xác thực hai lớp" not in done.text
    assert not is_in(lan)
    lan.sign_in("lan")
    assert is_in(lan)
    event = [e for e in rows(store, audit_events) if e.action == "take_factor_away"][-1]
    assert (event.actor, event.subject) == ("quan-tri", str(row.id))
    [own] = rows(store, people, people.c.login == "quan-tri")
    assert admin.post(f"/accounts/{own.id}/take-factor-away").status_code == 409


def test_the_command_takes_it_away(telephone: Telephone, browser: Browser, store: Store) -> None:
    env = {"SOHOA_DATABASE_URL": store.settings.database_url}
    assert (
        '"second_factor": true'
        in CliRunner().invoke(user.command, ["list", "--json"], env=env).output
    )
    done = CliRunner().invoke(user.command, ["take-factor-away", "Lan"], env=env)
    assert (done.exit_code, done.output) == (0, "Lan has no second factor.\n")
    browser.sign_in("lan")
    assert is_in(browser)


def test_a_one_time_password_expires(browser: Browser, store: Store, clock: Clock) -> None:
    password = add_first(store)
    assert password is not None
    clock.forward(ONE_TIME_FOR.total_seconds() - 1)
    assert browser.sign_in("admin", password).status_code == 303
    clock.forward(1)
    page = browser.sign_in("admin", password)
    assert page.status_code == 422
    assert "Mật khẩu dùng một lần đã hết hạn. Xin đề nghị quản trị cấp mật khẩu mới." in page.text
    # Whoever only guesses is not told.
    assert "hết hạn" not in browser.sign_in("admin", "wrong").text
    fresh = one_time_password()
    set_password(store, "admin", fresh, one_time=True)
    assert browser.sign_in("admin", fresh).status_code == 303
    # Who has come in time still chooses one of their own.
    clock.forward(20 * 60)
    with store.write() as connection:
        connection.execute(people.update().values(one_time_until=clock()))
    form = {"old": fresh, "new": PASSWORD, "again": PASSWORD}
    assert browser.post("/account/password", data=form).location == "/"


def test_the_list_of_accounts_tells_expired_passwords(
    person: Callable[..., Browser], store: Store, clock: Clock
) -> None:
    admin = person("quan-tri", Role.ADMINISTRATOR)
    add_person(store, Account("lan", "", "tay-ninh", frozenset({Role.REVIEWER})), password="x" * 12)
    told = "mật khẩu dùng một lần đã hết hạn"
    assert told not in admin.get("/accounts/").text
    clock.forward(ONE_TIME_FOR.total_seconds())
    admin.sign_in("quan-tri")
    [row] = rows(store, people, people.c.login == "lan")
    assert told in admin.get("/accounts/").text and told in admin.get(f"/accounts/{row.id}").text


def test_a_word_that_is_no_rule_is_refused() -> None:
    with pytest.raises(ValueError, match="SOHOA_SECOND_FACTOR='admins' is none of off, admin"):
        Settings.from_env({"SOHOA_SECOND_FACTOR": "admins"})
