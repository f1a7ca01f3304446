"""Vietnamese typed by an input method: composed, or injected by backspaces as UniKey does."""

from __future__ import annotations

import unicodedata
from uuid import UUID

import pytest
from playwright.sync_api import CDPSession, Page, expect

from models.people import Role
from models.store.tables import reviews
from tests.browser.office import Office, focused, let_in, review, text_of
from tests.models.store.builders import rows

pytestmark = pytest.mark.engines

COMPOSING = 229  # the key code of every key that an input method has taken


@pytest.fixture
def record(office: Office) -> UUID:
    return office.put()


@pytest.fixture
def tab(page: Page, office: Office, record: UUID) -> Page:
    """The signer's field is empty and has the focus."""
    let_in(page, office.person(Role.REVIEWER))
    review(page, record)
    page.keyboard.press("Enter")
    assert focused(page) == "nguoi_ky"
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    return page


@pytest.fixture
def method(tab: Page) -> InputMethod:
    return InputMethod(tab.context.new_cdp_session(tab))


class InputMethod:
    """What ibus-unikey, fcitx5, Windows and macOS do: they compose, then commit."""

    def __init__(self, session: CDPSession) -> None:
        self._session = session

    def compose(self, *steps: str) -> None:
        for text in steps:
            self.key("Process")
            self._session.send(
                "Input.imeSetComposition",
                {"text": text, "selectionStart": len(text), "selectionEnd": len(text)},
            )

    def commit(self, text: str) -> None:
        self._session.send("Input.insertText", {"text": text})

    def key(self, key: str, code: str = "") -> None:
        """A key that the method has taken for itself."""
        for kind in ("rawKeyDown", "keyUp"):
            self._session.send(
                "Input.dispatchKeyEvent",
                {
                    "type": kind, "key": key, "code": code,
                    "windowsVirtualKeyCode": COMPOSING if kind == "rawKeyDown" else 0,
                },
            )  # fmt: skip


def inject(tab: Page, text: str) -> None:
    """UniKey, EVKey, OpenKey: `<` stands for the backspace that they send before a new letter."""
    for char in text:
        if char == "<":
            tab.keyboard.press("Backspace")
        else:
            tab.keyboard.insert_text(char) if ord(char) > 127 else tab.keyboard.type(char)


def confirmed(tab: Page, office: Office, record: UUID) -> tuple[str, str]:
    tab.keyboard.press("Enter")
    expect(tab.locator("#say")).to_contain_text("Đã xem xong")
    return office.said(record)["nguoi_ky"]


def test_a_composed_name_is_kept(
    tab: Page, method: InputMethod, office: Office, record: UUID
) -> None:
    method.compose("N", "Ng", "Ngu", "Nguy", "Nguye", "Nguyê", "Nguyên", "Nguyễn")
    assert text_of(tab, "nguoi_ky") == "Nguyễn"
    method.commit("Nguyễn ")
    method.compose("D", "Đ", "Đu", "Đư", "Đưc", "Đức")
    method.commit("Đức")
    assert confirmed(tab, office, record) == ("edited", "Nguyễn Đức")


def test_enter_while_composing_confirms_nothing(
    tab: Page, method: InputMethod, office: Office, record: UUID
) -> None:
    method.compose("Th", "Thu", "Thuy", "Thuỷ")
    method.key("Enter", "Enter")
    assert focused(tab) == "nguoi_ky"
    assert text_of(tab, "nguoi_ky") == "Thuỷ"
    method.commit("Thuỷ")
    assert "nguoi_ky" not in office.said(record)
    assert confirmed(tab, office, record) == ("edited", "Thuỷ")


def test_digits_of_vni_compose_and_choose_nothing(
    tab: Page, method: InputMethod, office: Office, record: UUID
) -> None:
    for digit, text in (("", "Tra"), ("Digit6", "Trâ"), ("", "Trân"), ("Digit2", "Trần")):
        if digit:
            method.key(digit[-1], digit)
        method.compose(text)
    assert text_of(tab, "nguoi_ky") == "Trần"
    assert focused(tab) == "nguoi_ky"
    method.commit("Trần")
    assert confirmed(tab, office, record) == ("edited", "Trần")


@pytest.mark.parametrize("key", ["F7", "F8", "F9", "F6", "F1", "Escape"])
def test_no_key_of_the_page_fires_while_composing(
    tab: Page, method: InputMethod, office: Office, record: UUID, key: str
) -> None:
    method.compose("Đ", "Đư", "Đức")
    method.key(key, key)
    assert focused(tab) == "nguoi_ky"
    assert text_of(tab, "nguoi_ky") == "Đức"
    expect(tab.locator("#help")).to_be_hidden()
    expect(tab.locator("#note-row")).to_be_hidden()
    method.commit("Đức")
    assert confirmed(tab, office, record) == ("edited", "Đức")


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("d<đ", "đ"),
        ("tie<ê<ế<ếng Vie<ê<ệt", "tiếng Việt"),
        ("Dd<<Đa<ă<ắk La<ă<ắk", "Đắk Lắk"),
        ("Hu<ư<ưo<ơ<ờng", "Hường"),
        ("thu<ủy", "thủy"),
        # VNI: the digits are swallowed, whole ends of words come anew.
        ("Nguyen<<ên<<ễn Va<ăn", "Nguyễn Văn"),
        ("D<Đa<ak<<ăk<<ắk", "Đắk"),
    ],
)
def test_letters_put_in_by_backspaces_arrive(
    tab: Page, office: Office, record: UUID, keys: str, text: str
) -> None:
    inject(tab, keys)
    assert text_of(tab, "nguoi_ky") == text
    assert confirmed(tab, office, record) == ("edited", text)


def test_letters_in_parts_are_kept_as_one(tab: Page, office: Office, record: UUID) -> None:
    tab.keyboard.insert_text(unicodedata.normalize("NFD", "Trần Thị Hường"))
    action, kept = confirmed(tab, office, record)
    assert (action, kept) == ("edited", "Trần Thị Hường")
    assert unicodedata.is_normalized("NFC", kept)


def test_what_is_typed_is_never_rewritten_while_typing(tab: Page) -> None:
    tab.evaluate(
        """() => {
          const box = document.activeElement;
          const own = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value");
          window.rewritten = 0;
          Object.defineProperty(box, "value", {
            get() { return own.get.call(this); },
            set(text) { window.rewritten += 1; own.set.call(this, text); },
          });
        }"""
    )
    inject(tab, "  nguye<ê<ễn  va<ă<ăn A  ")
    assert text_of(tab, "nguoi_ky") == "  nguyễn  văn A  "
    assert tab.evaluate("window.rewritten") == 0


def test_a_reason_is_composed_and_sent_by_the_enter_after_it(
    tab: Page, method: InputMethod, office: Office, record: UUID
) -> None:
    tab.keyboard.press("F6")
    method.compose("m", "mơ", "mờ")
    method.key("Enter", "Enter")
    assert focused(tab) == "note"
    method.commit("mờ ")
    inject(tab, "chu<ư<ữ ky<ý")
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    [done] = rows(office.store, reviews, reviews.c.record == record)
    assert (done.outcome, done.note) == ("escalated", "mờ chữ ký")
