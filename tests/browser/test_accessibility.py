"""Every page by axe-core's rules for WCAG 2.0, 2.1 and 2.2, levels A and AA."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from models.master import Kind
from models.people import Role
from models.store.audit import Event, note_all
from models.store.intake import ROOT_UNIT
from models.store.master_imports import import_file
from tests.browser.conftest import DESK, PASSWORD, PATIENCE_MS, PHONE, Site
from tests.browser.office import Office, doubtful, let_in, letter, review
from tests.conftest import ROOT
from tests.models.store.builders import paper

pytestmark = pytest.mark.engines

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]


@dataclass(frozen=True)
class Visit:
    """What a page of the table needs."""

    tab: Page
    office: Office
    record: UUID


def goes_to(path: str) -> Callable[[Visit], None]:
    """A page by its address; `{record}` stands for a record with doubtful fields."""
    return lambda visit: visit.tab.goto(path.format(record=visit.record)) and None


def _wrong_password(visit: Visit) -> None:
    visit.tab.context.clear_cookies(name="sohoa")
    visit.tab.goto("/sign-in")
    visit.tab.fill("#login", "nobody-at-all")
    visit.tab.fill("#password", "wrong")
    visit.tab.keyboard.press("Enter")
    expect(visit.tab.locator("#problem")).to_be_visible()


def _signed_out(visit: Visit) -> None:
    visit.tab.context.clear_cookies(name="sohoa")
    visit.tab.goto("/sign-in")


def _refused_password(visit: Visit) -> None:
    visit.tab.goto("/account")
    for name in ("old", "new", "again"):
        visit.tab.fill(f"#{name}", "not my password")
    visit.tab.keyboard.press("Enter")
    expect(visit.tab.get_by_role("alert")).to_be_visible()


def _uploading(visit: Visit) -> None:
    visit.tab.goto("/upload/")
    file = {"name": "a.txt", "mimeType": "text/plain", "buffer": visit.record.bytes}
    visit.tab.set_input_files("#files", [file])  # type: ignore[list-item]
    expect(visit.tab.locator("#uploads .remark-reject").first).to_be_visible()


def _reviewing(visit: Visit) -> None:
    review(visit.tab, visit.record)


def _decided(visit: Visit) -> None:
    review(visit.tab, visit.record)
    visit.tab.keyboard.press("Enter")
    visit.tab.keyboard.press("F8")
    expect(visit.tab.locator(".field.is-decided")).to_have_count(2)


def _reason(visit: Visit) -> None:
    review(visit.tab, visit.record)
    visit.tab.keyboard.press("F6")
    expect(visit.tab.locator("#note")).to_be_focused()


def _keys(visit: Visit) -> None:
    review(visit.tab, visit.record)
    visit.tab.keyboard.press("F1")
    expect(visit.tab.locator("#help")).to_be_visible()


def _second_tab(visit: Visit) -> None:
    first = visit.tab.context.new_page()
    review(first, visit.record)
    review(visit.tab, visit.record)
    expect(visit.tab.locator("#mend")).to_be_visible()


def _folder(visit: Visit) -> None:
    """A folder to make a batch of, for somebody who sees all units."""
    visit.tab.context.clear_cookies(name="sohoa")
    let_in(visit.tab, Office(visit.office.store, ROOT_UNIT).person(Role.OPERATOR))
    visit.tab.goto("/batches/new")
    visit.tab.locator(".folders a").first.click()
    expect(visit.tab.locator("#name")).to_be_visible()


def _planned(visit: Visit) -> None:
    _folder(visit)
    visit.tab.fill("#name", f"kho {visit.record}")
    visit.tab.locator("form[method=post] .btn-primary").click()
    expect(visit.tab.locator(".batch-figures")).to_contain_text("MB")


def _file_refused(visit: Visit) -> None:
    """A file of master data with an error, from somebody who sees all units."""
    visit.tab.context.clear_cookies(name="sohoa")
    let_in(visit.tab, Office(visit.office.store, ROOT_UNIT).person(Role.ADMINISTRATOR))
    visit.tab.goto("/master/agency")
    file = {"name": "a.csv", "mimeType": "text/csv", "buffer": b"code,name\nh53,A"}
    visit.tab.set_input_files("#file", [file])  # type: ignore[list-item]
    visit.tab.locator("form[method=post] .btn-primary").click()
    expect(visit.tab.locator("#refused")).to_be_visible()
    expect(visit.tab.get_by_role("region").locator("code")).to_have_text("code")


def _entry(visit: Visit) -> None:
    """An entry with another one above it, and two states."""
    lines = (
        "code,name,parent,valid_from,level,predecessors", "H53,A,,,,", "H53.1,B,H53,2020-01-01,,",
        "H53.1,C,H53,2025-07-01,province,H53.1",
    )  # fmt: skip
    assert not import_file(visit.office.store, Kind.AGENCY, "\n".join(lines).encode()).problems
    visit.tab.goto("/master/agency/entries/H53.1")
    expect(visit.tab.locator("tbody tr")).to_have_count(2)


def _list(visit: Visit) -> None:
    review(visit.tab, visit.office.put(letter(dia_danh=doubtful("Tây Ninh"))))
    visit.tab.locator("[data-field=dia_danh] textarea").press("F4")
    expect(visit.tab.locator("#list .option").nth(3)).to_be_visible()


def _reason_given(visit: Visit) -> None:
    """The record was handed to a senior, whom somebody else is."""
    record = visit.office.put()
    review(visit.tab, record)
    visit.tab.keyboard.press("F6")
    visit.tab.keyboard.type("giấy bị rách")
    with visit.tab.expect_navigation():
        visit.tab.keyboard.press("Enter")
    review(visit.tab, record)
    expect(visit.tab.locator(".reason-given")).to_be_visible()


def _rows(visit: Visit) -> None:
    holders = ({"ho_ten": "Cao Bá Kiệt", "nam_sinh": "1980"}, {"ho_ten": "Ngô Thị Duyên"})
    found = paper(kind="gcn_quyen_su_dung_dat", chu_su_dung=doubtful(holders))
    review(visit.tab, visit.office.put(found))


def _broken_picture(visit: Visit) -> None:
    review(visit.tab, visit.office.put(pictures=[b"no picture"]))
    expect(visit.tab.locator("#page-problem")).to_be_visible()


def _offered(visit: Visit) -> str:
    """A second factor is being set up, by somebody who has no other work here."""
    login = visit.office.person(Role.REVIEWER)
    visit.tab.context.clear_cookies(name="sohoa")
    let_in(visit.tab, login)
    visit.tab.goto("/account/second-factor")
    visit.tab.fill("#password", PASSWORD)
    visit.tab.keyboard.press("Enter")
    expect(visit.tab.locator("img.square")).to_be_visible()
    return login


def _set_up(visit: Visit) -> str:
    login = _offered(visit)
    key = visit.tab.locator(".key").inner_text().replace(" ", "")
    visit.tab.fill("#code", pyotp.TOTP(key).now())
    visit.tab.keyboard.press("Enter")
    expect(visit.tab.locator(".recovery li")).to_have_count(8)
    return login


def _in_use(visit: Visit) -> None:
    _set_up(visit)
    visit.tab.goto("/account/second-factor")


def _wrong_code(visit: Visit) -> None:
    login = _set_up(visit)
    visit.tab.context.clear_cookies(name="sohoa")
    visit.tab.goto("/sign-in")
    visit.tab.fill("#login", login)
    visit.tab.fill("#password", PASSWORD)
    visit.tab.keyboard.press("Enter")
    visit.tab.locator("#code").fill("000000")
    visit.tab.keyboard.press("Enter")
    expect(visit.tab.locator("#problem")).to_be_visible()


def _unusual(visit: Visit) -> None:
    store, reader = visit.office.store, visit.office.person(Role.REVIEWER)
    # At 22:00 in Vietnam, the day before.
    night = (store.now() - timedelta(days=1)).replace(hour=15)
    then = replace(store, now=lambda: night)
    with then.write() as connection:
        note_all(then, connection, [Event("view", number, reader) for number in range(21)])
    visit.tab.goto("/audit/")
    expect(visit.tab.locator("#unusual")).to_be_visible()


# Every page that there is: a new one needs a line here.
PAGES: dict[str, Callable[[Visit], None]] = {
    "sign-in": _signed_out,
    "wrong password": _wrong_password,
    "account": goes_to("/account"),
    "refused password": _refused_password,
    "second factor": goes_to("/account/second-factor"),
    "second factor, offered": lambda visit: _offered(visit) and None,
    "recovery codes": lambda visit: _set_up(visit) and None,
    "second factor, in use": _in_use,
    "wrong code": _wrong_code,
    "upload": goes_to("/upload/"),
    "uploading": _uploading,
    "review start": goes_to("/review/"),
    "review": _reviewing,
    "review, decided": _decided,
    "review, reason": _reason,
    "review, keys": _keys,
    "review, list": _list,
    "review, reason given": _reason_given,
    "review, rows": _rows,
    "review, second tab": _second_tab,
    "review, broken picture": _broken_picture,
    "records": goes_to("/records"),
    "records, searched": goes_to("/records?q=binh"),
    "records, none": goes_to("/records?q=khongcogi"),
    "record": goes_to("/records/{record}"),
    "sure records": goes_to("/review/sure"),
    "own reviews": goes_to("/me"),
    "pages to scan again": goes_to("/upload/rescans"),
    "figures": goes_to("/figures"),
    "examples": goes_to("/figures/examples"),
    "indicators": goes_to("/indicators"),
    "what an indicator has counted": goes_to("/indicators/digitized/numerator"),
    "queue": goes_to("/queue/"),
    "batches": goes_to("/batches/"),
    "new batch, nothing open": goes_to("/batches/new"),
    "new batch": _folder,
    "planned batch": _planned,
    "accounts": goes_to("/accounts/"),
    "account to be added": goes_to("/accounts/add"),
    "units": goes_to("/units/"),
    "master data": goes_to("/master/"),
    "master data, a kind": goes_to("/master/agency"),
    "master data, an entry": _entry,
    "master data, a refused file": _file_refused,
    "audit": goes_to("/audit/"),
    "audit, unusual reading": _unusual,
    "not found": goes_to("/nowhere"),
    "not theirs": goes_to("/records/00000000-0000-0000-0000-000000000000"),
}


@pytest.fixture(scope="module")
def visited(chromium: Browser, site: Site) -> Iterator[Callable[..., Visit]]:
    """Somebody who may see every page, with records: signed in once for each language and size."""
    known: dict[tuple[str, int], tuple[Any, Office]] = {}

    def visit(language: str, size: Any) -> Visit:
        key = (language, size["width"])
        if key not in known:
            office = Office(site.store)
            # What axe runs is no part of the page: the policy would forbid it.
            context = chromium.new_context(base_url=site.url, viewport=size, bypass_csp=True)
            context.set_default_timeout(PATIENCE_MS)
            context.add_cookies([{"name": "sohoa_language", "value": language, "url": site.url}])
            let_in(context.new_page(), office.person(*Role))
            known[key] = (context, office)
        context, office = known[key]
        record = office.put(letter(noi_nhan=doubtful(("Như trên", "Lưu: VT"), row=1)))
        return Visit(context.new_page(), office, record)

    yield visit
    for context, _office in known.values():
        context.close()


def violations(tab: Page) -> list[str]:
    tab.add_script_tag(path=AXE)
    found = tab.evaluate(
        "(rules) => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES
    )
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:160]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


# Words and sizes do not depend on each other: each of both is seen, not each with each.
@pytest.mark.parametrize(
    ("language", "size"), [("vi", DESK), ("en", PHONE)], ids=["vi-desk", "en-phone"]
)
def test_pages_are_accessible(visited: Callable[..., Visit], language: str, size: Any) -> None:
    found = {}
    for name, go in PAGES.items():
        visit = visited(language, size)
        cookies = visit.tab.context.cookies()
        go(visit)
        assert visit.tab.locator("html").get_attribute("lang") == language
        found[name] = violations(visit.tab)
        visit.tab.context.add_cookies(cookies)  # type: ignore[arg-type]
        for tab in visit.tab.context.pages:
            tab.close()
    broken = [f"{name}: {each}" for name, all_of in found.items() for each in all_of]
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_covers_what_has_the_focus(visited: Callable[..., Visit], size: Any) -> None:
    visit = visited("vi", size)
    many = {f"o_{number}": doubtful(f"giá trị {number}") for number in range(20)}
    review(visit.tab, visit.office.put(letter(**many)))
    for _ in range(30):
        visit.tab.keyboard.press("Tab")
        covered = visit.tab.evaluate(
            """() => {
              const focused = document.activeElement;
              if (focused === document.body) return ""; // past the last one
              const box = focused.getBoundingClientRect();
              const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
              return focused.contains(top) ? "" : `${focused.id} by ${top?.className}`;
            }"""
        )
        assert not covered, covered


def test_a_page_that_is_not_accessible_is_found(visited: Callable[..., Visit]) -> None:
    visit = visited("vi", DESK)
    visit.tab.goto("/account")
    visit.tab.evaluate("document.querySelector('label[for=old]').remove()")
    assert [text.split()[0] for text in violations(visit.tab)] == ["label"]
