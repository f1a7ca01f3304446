"""Whoever types on while an answer is on its way: no letter is lost, or goes to another field."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Locator, Page, Request, Route, expect

from models.store.tables import decisions
from tests.browser.office import (
    Office,
    doubtful,
    focused,
    let_in,
    letter,
    ready,
    review,
    text_of,
    type_over,
)
from tests.models.store.builders import rows
from tests.servers import wait_until

pytestmark = pytest.mark.engines

NO_DAY = "31/02/2024"


@pytest.fixture
def record(office: Office) -> UUID:
    """Three doubtful fields: the day, the signer, what the letter is about."""
    return office.put(letter(trich_yeu=doubtful("Về việc đất đai", row=6)))


@pytest.fixture
def order(office: Office, record: UUID, page: Page, login: str) -> list[str]:
    """The record is open, the first doubtful field has the focus; the doubtful ones in order."""
    let_in(page, login)
    review(page, record)
    flagged = page.locator(".field.is-flagged")
    names = [str(name) for name in flagged.evaluate_all("all => all.map(f => f.dataset.field)")]
    assert sorted(names) == ["ngay_ban_hanh", "nguoi_ky", "trich_yeu"]
    assert focused(page) == names[0] == "ngay_ban_hanh"
    return names


class Held:
    """The answer to the next word, which the page waits for; those to later ones come at once."""

    def __init__(self, tab: Page) -> None:
        self._tab = tab
        self._routes: list[Route] = []
        tab.route("**/decide", lambda route: self._routes.append(route), times=1)

    @contextmanager
    def asked(self) -> Iterator[None]:
        """What is done sends the word."""
        with self._tab.expect_request("**/decide"):
            yield
        # It is told before it is held; the page is asked something so that what comes is heard.
        wait_until(lambda: self._tab.evaluate("true") and self._routes, "the word to be held")

    def let(self) -> None:
        """The server answers."""
        self._routes[0].continue_()

    def lose(self) -> None:
        """The connection is lost on the way."""
        self._routes[0].abort()

    def refuse(self, title: str) -> None:
        """Somebody else has the record."""
        self._routes[0].fulfill(status=409, json={"code": "not_allowed", "title": title})


def said(page: Page, text: str, key: str = "Enter") -> Held:
    """Types over what has the focus and says it by a key; the answer is held back."""
    held = Held(page)
    type_over(page, text)
    with held.asked():
        page.keyboard.press(key)
    return held


def left(tab: Page, count: int) -> None:
    text = f"còn phải xem: {count}" if count else "Đã xem xong"
    expect(tab.locator("#say")).to_contain_text(text)


def box(tab: Page, name: str) -> Locator:
    return tab.locator(f"[data-field={name}] textarea").first


def spoken(office: Office, record: UUID) -> list[tuple[str, str, Any]]:
    """All that was said of the record, in order."""
    found = rows(office.store, decisions, decisions.c.record == record)
    return [(row.field, row.action, row.after["value"]) for row in found]


# ---- letters


def test_letters_after_enter_go_to_the_next_field(
    page: Page, office: Office, record: UUID, order: list[str]
) -> None:
    _, second, _ = order
    held = said(page, "03/05/2024")
    assert focused(page) == second
    type_over(page, "Trần Văn")
    held.let()
    left(page, 2)
    # The answer has taken neither the focus nor a letter.
    page.keyboard.type(" Bình")
    assert text_of(page, "ngay_ban_hanh") == "03/05/2024"
    assert text_of(page, second) == "Trần Văn Bình"
    page.keyboard.press("Enter")
    left(page, 1)
    assert spoken(office, record)[0] == ("ngay_ban_hanh", "edited", "2024-05-03")
    assert spoken(office, record)[1][2] == "Trần Văn Bình"


@pytest.mark.parametrize(
    ("key", "said"),
    [("F8", ("illegible", None)), ("F9", ("absent", None)), ("Alt+0", ("unsure", "2024-05-02"))],
)
def test_letters_after_other_keys_go_to_the_next_field(
    page: Page, office: Office, record: UUID, order: list[str], key: str, said: tuple[str, Any]
) -> None:
    held = Held(page)
    with held.asked():
        page.keyboard.press(key)
    assert focused(page) == order[1]
    type_over(page, "Trần Văn Bình")
    held.let()
    left(page, 2)
    assert text_of(page, order[1]) == "Trần Văn Bình"
    assert spoken(office, record) == [("ngay_ban_hanh", *said)]


def test_enters_pressed_ahead_are_said_one_after_the_other(
    page: Page, office: Office, record: UUID, order: list[str]
) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        if request.url.endswith("/decide"):
            asked.append(request.post_data_json["field"])

    page.on("request", note)
    held = Held(page)
    with held.asked():
        for text in ("03/05/2024", "Trần Văn Bình", "Về việc khác"):
            type_over(page, text)
            page.keyboard.press("Enter")
    expect(page.locator("#approve")).to_be_focused()
    # No word overtakes the one before it.
    assert asked == order[:1]
    held.let()
    left(page, 0)
    assert asked == order
    assert [field for field, _, _ in spoken(office, record)] == order
    assert office.said(record)["ngay_ban_hanh"] == ("edited", "2024-05-03")


def test_a_field_that_is_typed_anew_before_the_answer_bears_the_last_word(
    page: Page, office: Office, record: UUID, order: list[str]
) -> None:
    held = said(page, "03/05/2024")
    box(page, "ngay_ban_hanh").focus()
    type_over(page, "04/05/2024")
    page.keyboard.press("Enter")
    held.let()
    left(page, 2)
    days = [value for field, _, value in spoken(office, record) if field == "ngay_ban_hanh"]
    assert days == ["2024-05-03", "2024-05-04"]
    assert text_of(page, "ngay_ban_hanh") == "04/05/2024"


def test_ctrl_enter_on_a_field_goes_on_at_once_too(
    page: Page, office: Office, record: UUID, order: list[str]
) -> None:
    held = said(page, "03/05/2024", "Control+Enter")
    assert focused(page) == order[1]
    type_over(page, "Trần Văn Bình")
    held.let()
    left(page, 2)
    assert spoken(office, record) == [("ngay_ban_hanh", "edited", "2024-05-03")]


def test_letters_after_the_last_ctrl_enter_change_nothing_that_is_approved(
    page: Page, office: Office, record: UUID, order: list[str]
) -> None:
    for count in (2, 1):
        page.keyboard.press("Enter")
        left(page, count)
    held = said(page, "Về việc khác", "Control+Enter")
    page.keyboard.type(" nữa")
    assert text_of(page, order[2]) == "Về việc khác"
    with page.expect_navigation():
        held.let()
    assert office.said(record)[order[2]] == ("edited", "Về việc khác")
    assert office.state(record) == "approved"


def test_words_typed_beyond_the_last_field_approve_nothing(
    page: Page, office: Office, record: UUID, order: list[str]
) -> None:
    for count in (2, 1, 0):
        page.keyboard.press("Enter")
        left(page, count)
    assert focused(page) == "approve"
    ends: list[Route] = []
    page.route("**/end", lambda route: ends.append(route))
    page.keyboard.type("Tran Van Binh")
    page.wait_for_load_state("networkidle")
    assert (ends, focused(page)) == ([], "approve")
    page.unroute("**/end")
    # The space alone is the button's, as of any button.
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    with page.expect_navigation(), page.expect_response("**/end"):
        page.keyboard.press(" ")
    assert len(spoken(office, record)) == 3


# ---- answers that refuse


def test_a_question_waits_while_somebody_types_on(
    page: Page, office: Office, record: UUID, order: list[str]
) -> None:
    held = said(page, NO_DAY)
    type_over(page, "Trần Văn")
    held.let()
    expect(page.locator("[data-field=ngay_ban_hanh].asks-again .issue")).to_be_visible()
    expect(page.locator("#say")).to_contain_text("Ngày")
    page.keyboard.type(" Bình")
    assert (focused(page), text_of(page, order[1])) == (order[1], "Trần Văn Bình")
    page.keyboard.press("Enter")
    left(page, 2)
    page.keyboard.press("Enter")
    # It comes round to the question, which one more Enter answers.
    expect(box(page, "ngay_ban_hanh")).to_be_focused()
    assert text_of(page, "ngay_ban_hanh") == NO_DAY
    left(page, 1)
    assert "ngay_ban_hanh" not in office.said(record)
    page.keyboard.press("Enter")
    left(page, 0)
    assert office.said(record)["ngay_ban_hanh"] == ("edited", NO_DAY)


def test_enter_twice_at_once_insists_on_nothing(
    page: Page, office: Office, record: UUID, order: list[str]
) -> None:
    """The second one was pressed before there was a question."""
    held = said(page, NO_DAY)
    page.keyboard.press("Enter")
    held.let()
    left(page, 2)
    expect(page.locator("[data-field=ngay_ban_hanh].asks-again")).to_have_count(1)
    assert list(office.said(record)) == [order[1]]


def test_what_is_asked_about_and_was_typed_anew_meanwhile_is_not_asked_about(
    page: Page, office: Office, record: UUID, order: list[str]
) -> None:
    held = said(page, NO_DAY)
    box(page, "ngay_ban_hanh").focus()
    type_over(page, "28/02/2024")
    with page.expect_response("**/decide"):
        held.let()
    page.keyboard.press("Enter")
    left(page, 2)
    expect(page.locator(".asks-again")).to_have_count(0)
    assert spoken(office, record) == [("ngay_ban_hanh", "edited", "2024-02-28")]


def test_a_lost_connection_loses_neither_field(
    page: Page, office: Office, record: UUID, order: list[str]
) -> None:
    held = said(page, "03/05/2024")
    type_over(page, "Trần Văn")
    held.lose()
    expect(page.locator("#say")).to_contain_text("Mất kết nối")
    page.keyboard.type(" Bình")
    # It is sent by itself; what is being typed waits for its Enter.
    left(page, 2)
    assert spoken(office, record) == [("ngay_ban_hanh", "edited", "2024-05-03")]
    assert (focused(page), text_of(page, order[1])) == (order[1], "Trần Văn Bình")
    page.keyboard.press("Enter")
    left(page, 1)
    assert office.said(record)[order[1]][1] == "Trần Văn Bình"


def test_a_word_that_could_not_be_sent_does_not_come_after_the_one_that_replaced_it(
    page: Page, office: Office, record: UUID, order: list[str]
) -> None:
    held = said(page, "03/05/2024")
    held.lose()
    expect(page.locator("#say")).to_contain_text("Mất kết nối")
    box(page, "ngay_ban_hanh").focus()
    type_over(page, "04/05/2024")
    page.keyboard.press("Enter")
    left(page, 2)
    assert office.said(record)["ngay_ban_hanh"] == ("edited", "2024-05-04")
    assert text_of(page, "ngay_ban_hanh") == "04/05/2024"


def test_letters_typed_on_in_a_field_that_was_refused_are_kept(
    page: Page, office: Office, record: UUID, order: list[str]
) -> None:
    held = said(page, "03/05")
    box(page, "ngay_ban_hanh").press("End")
    page.keyboard.type("/2024")
    held.refuse("Hồ sơ không còn được giữ cho bạn.")
    expect(page.locator("#mend")).to_be_visible()
    # The tab dies before anything else happens in it.
    assert "03/05/2024" in page.evaluate("Object.values(sessionStorage).join()")
    page.reload()
    left(page, 2)
    assert text_of(page, "ngay_ban_hanh") == "03/05/2024"
    assert office.said(record) == {"ngay_ban_hanh": ("edited", "2024-05-03")}


def test_both_fields_are_there_after_a_refusal_and_a_reload(
    page: Page, office: Office, record: UUID, order: list[str]
) -> None:
    held = said(page, "03/05/2024")
    type_over(page, "Trần Văn Bình")
    held.refuse("Hồ sơ không còn được giữ cho bạn.")
    expect(page.locator("#mend")).to_be_visible()
    page.reload()
    ready(page)
    assert text_of(page, "ngay_ban_hanh") == "03/05/2024"
    assert text_of(page, order[1]) == "Trần Văn Bình"


# ---- a word that is taken back, a part that is read again


def test_letters_typed_while_a_word_is_taken_back_stay(
    page: Page, office: Office, record: UUID, order: list[str]
) -> None:
    page.keyboard.press("Enter")
    left(page, 2)
    undos: list[Route] = []
    page.route("**/undo", lambda route: undos.append(route), times=1)
    with page.expect_request("**/undo"):
        page.keyboard.press("Control+z")
    assert focused(page) == "ngay_ban_hanh"
    type_over(page, "03/05/2024")
    undos[0].continue_()
    expect(page.locator("#say")).to_have_text("Đã hoàn tác")
    assert (focused(page), text_of(page, "ngay_ban_hanh")) == ("ngay_ban_hanh", "03/05/2024")
    assert office.said(record) == {}
    page.keyboard.press("Enter")
    left(page, 2)
    assert office.said(record) == {"ngay_ban_hanh": ("edited", "2024-05-03")}


def test_a_word_that_was_refused_takes_none_before_it_back(
    page: Page, office: Office, record: UUID, order: list[str]
) -> None:
    type_over(page, "03/05/2024")
    page.keyboard.press("Enter")
    left(page, 2)
    page.keyboard.press("Shift+Enter")
    held = said(page, NO_DAY)
    page.keyboard.press("Control+z")
    held.let()
    expect(page.locator("[data-field=ngay_ban_hanh].asks-again")).to_have_count(1)
    assert text_of(page, "ngay_ban_hanh") == NO_DAY
    assert office.said(record) == {"ngay_ban_hanh": ("edited", "2024-05-03")}


def test_what_is_read_again_does_not_replace_what_was_typed_meanwhile(
    page: Page, office: Office, record: UUID, order: list[str]
) -> None:
    answers: list[Route] = []
    page.route("**/box", lambda route: route.fulfill(json={"question": 1}))
    page.route("**/answers/1", lambda route: answers.append(route))
    frame = page.locator("#page").bounding_box()
    assert frame is not None
    x, y = frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 80, y + 40, steps=5)
    with page.expect_request("**/answers/1"):
        page.mouse.up()
    type_over(page, "03/05/2024")
    answers[0].fulfill(json={"done": True, "text": "ngày 02", "error": None})
    # It is told, to be used or not.
    expect(page.locator("#say")).to_have_text("ngày 02")
    assert text_of(page, "ngay_ban_hanh") == "03/05/2024"
