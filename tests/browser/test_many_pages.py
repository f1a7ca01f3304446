"""Long documents, and pages that cannot be shown."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page, Request, expect

from models.errors import ErrorCode
from models.page import Page as PageOf
from models.people import Role
from tests.browser.office import TEXT, Office, doubtful, let_in, letter, picture, review
from tests.models.store.builders import page as page_of
from tests.models.store.builders import problem

pytestmark = pytest.mark.engines

MANY = 300
# Within which a person does not lose the thread.
OPEN_S = 2.0


@pytest.fixture
def tab(page: Page, office: Office) -> Page:
    let_in(page, office.person(Role.REVIEWER))
    return page


def test_three_hundred_pages_open_at_once_and_turn(tab: Page, office: Office) -> None:
    read = [page_of(number, TEXT) for number in range(1, MANY + 1)]
    found = letter(nguoi_ky=doubtful("Trần Văn Bính", row=4, number=MANY))
    found = type(found)(tuple(range(1, MANY + 1)), found.document_type, found.fields)
    record = office.put(found, read=read)
    fetched: list[str] = []

    def note(request: Request) -> None:
        if "/pictures/" in request.url:
            fetched.append(request.url)

    tab.on("request", note)
    began = time.monotonic()
    review(tab, record)
    assert time.monotonic() - began < OPEN_S
    assert len(set(fetched)) <= 2
    number = tab.locator("#page-number")
    expect(number).to_have_text(f"1 / {MANY}")
    tab.locator("#next-page").click()
    expect(number).to_have_text(f"2 / {MANY}")
    # The field on the last page shows the last page.
    tab.locator("[data-field=nguoi_ky] textarea").focus()
    expect(number).to_have_text(f"{MANY} / {MANY}")
    tab.wait_for_load_state("networkidle")
    assert len(set(fetched)) <= 4


def test_the_record_of_three_hundred_pages_loads_pictures_as_they_are_looked_at(
    tab: Page, office: Office
) -> None:
    read = [page_of(number, TEXT) for number in range(1, MANY + 1)]
    found = letter()
    found = type(found)(tuple(range(1, MANY + 1)), found.document_type, found.fields)
    record = office.put(found, read=read)
    fetched: list[str] = []
    tab.on("request", lambda r: fetched.append(r.url) if "/pictures/" in r.url else None)
    tab.goto(f"/records/{record}", wait_until="networkidle")
    assert 0 < len(fetched) < MANY / 3


def test_a_picture_that_cannot_be_decoded_gives_a_message(tab: Page, office: Office) -> None:
    record = office.put(pictures=[b"\xff\xd8\xff\xe0 no picture at all"])
    review(tab, record)
    expect(tab.locator("#page-problem")).to_have_text("Không hiển thị được ảnh của trang này.")
    # The browser's own sign of it would be as large as the page.
    expect(tab.locator("image[href]")).to_have_count(0)
    # The fields can be worked on all the same.
    tab.keyboard.press("Enter")
    expect(tab.locator("#say")).to_contain_text("còn phải xem: 1")


def test_a_page_that_was_not_read_gives_a_message(tab: Page, office: Office) -> None:
    unread = PageOf.unread(2, problem(ErrorCode.TIMEOUT))
    found = letter()
    found = type(found)((1, 2), found.document_type, found.fields)
    record = office.put(found, read=[page_of(1, TEXT), unread])
    review(tab, record)
    expect(tab.locator("#page-problem")).to_be_hidden()
    tab.locator("#next-page").click()
    expect(tab.locator("#page-number")).to_have_text("2 / 2")
    expect(tab.locator("#page-problem")).to_have_text("Trang này chưa đọc được.")
    tab.locator("#previous-page").click()
    expect(tab.locator("#page-problem")).to_be_hidden()
    assert tab.locator("#page-image").get_attribute("href")


def test_an_address_that_is_too_old_is_renewed(tab: Page, office: Office) -> None:
    record = office.put()
    first = []

    def refuse(route, request) -> None:  # type: ignore[no-untyped-def]
        first.append(request.url)
        if len(first) == 1:
            route.fulfill(status=410)
        else:
            route.fulfill(body=picture(page_of(1, TEXT)), content_type="image/jpeg")

    tab.route("**/pictures/*until=*", refuse)
    with tab.expect_response(f"**/review/{record}/pictures"):
        review(tab, record)
    expect(tab.locator("#page-problem")).to_be_hidden()
