"""The page of the indicators: numbers, what they mean, and the way to what is behind them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from html import unescape
from typing import Any

import openpyxl
import pytest
from sqlalchemy import update

from models.indicators import SIDES, definitions
from models.people import Role
from models.store.database import Store
from models.store.indicators import counted
from models.store.tables import audit_events, lookups
from models.store.units import add_unit
from tests.models.store.builders import rows
from tests.models.store.office_at_work import BIRTH, EXPECTED, FORMULA, work
from tests.webui.conftest import Browser
from tests.webui.tree import BELOW, BESIDE, OWN

MONTH = "period=2026-03"
LINK = r'<a href="(/indicators/{}/{}\?[^"]*)"[^>]*>([\d.,]+)</a>'


@pytest.fixture
def lead(store: Store, person: Callable[..., Browser]) -> Browser:
    """Somebody who measures and reads, of all units; the office has done its work."""
    work(store)
    return person("truong", Role.SENIOR)


def entries(page: str) -> int:
    return page.count("<tr>") - 1


def test_every_number_leads_to_as_many_entries(lead: Browser) -> None:
    page = lead.get(f"/indicators?{MONTH}").text
    for item in definitions().indicator:
        assert f'id="means-{item.id}"' in page
        for name in SIDES:
            side = item.side(name)
            found = re.findall(LINK.format(item.id, name), page)
            if side is None:
                assert found == []
                continue
            [(address, number)] = found
            assert int(number) == EXPECTED[side.of]
            behind = lead.get(unescape(address)).text
            assert entries(behind) == EXPECTED[side.of]
            assert side.vi in unescape(behind)


def test_what_is_not_known_here_is_said_and_never_zero(lead: Browser) -> None:
    page = " ".join(lead.get(f"/indicators?{MONTH}").text.split())
    unknown = '<td colspan="3" class="number">phần mềm không biết</td>'
    assert page.count(unknown) == sum(bool(item.unknown) for item in definitions().indicator)
    of_type = lead.get(f"/indicators?{MONTH}&type=khac").text
    assert "không biết theo đơn vị, loại hoặc thủ tục" in of_type
    assert page.count("cần xác nhận") == 2 * sum(
        not item.confirmed for item in definitions().indicator
    )


def test_the_plot_and_the_tables_have_the_same_numbers(lead: Browser) -> None:
    page = lead.get(f"/indicators?{MONTH}").text
    found = re.search(r'id="indicators-data">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    monthly = json.loads(found[1])["monthly"]
    year = lead.get("/indicators?period=2026").text
    # Of what is to come there is no zero.
    assert '"months": ["2026-01", "2026-02", "2026-03"]' in year
    assert 'id="by-month"' not in lead.get("/indicators?period=2027").text
    assert monthly["months"] == ["2026-03"]
    assert [each["values"] for each in monthly["series"]] == [[6], [5], [3]]
    for by, shown in (
        ("unit", ("Xã A", "Thôn A", "Xã B")), ("procedure", ("Đăng ký khai sinh", BIRTH)),
        ("type", ("Văn bản hành chính", "Giấy khai sinh")),
    ):  # fmt: skip
        assert f'hx-get="/indicators/by/{by}?{MONTH}"' in page
        table = lead.get(f"/indicators/by/{by}?{MONTH}").text
        assert [name for name in shown if name not in table] == []


@pytest.mark.parametrize(("unit", "papers"), [(OWN, 5), (BELOW, 1), (BESIDE, 1)])
def test_a_person_counts_the_own_unit_and_those_below(
    lead: Browser, person: Callable[..., Browser], unit: str, papers: int
) -> None:
    theirs = person("cua-don-vi", Role.SENIOR, unit=unit)
    asked = [f"/indicators?{MONTH}", f"/indicators?{MONTH}&unit=tay-ninh"]
    for page in (theirs.get(address).text for address in asked):
        [(address, number)] = re.findall(LINK.format("digitized", "numerator"), page)
        assert int(number) == papers == entries(theirs.get(unescape(address)).text)
    units = theirs.get(f"/indicators/by/unit?{MONTH}").text
    assert ("Xã B" in units) is (unit == BESIDE)
    nothing = theirs.get(f"/indicators/digitized/numerator?{MONTH}&unit=khong-co").text
    assert "Không có" not in nothing and entries(nothing) == -1


def test_an_auditor_sees_numbers_and_ids_but_no_way_to_a_paper(
    lead: Browser, person: Callable[..., Browser]
) -> None:
    auditor = person("kiem-toan", Role.AUDITOR)
    address = f"/indicators/approved/numerator?{MONTH}"
    assert lead.get(address).text.count('href="/records/') == 3
    page = auditor.get(address).text
    assert 'href="/records/' not in page and entries(page) == 3
    assert page.count(">02/03/2026</td>") == 3 and page.count(">đã duyệt</td>") == 3
    assert ">02/03/2026 15:00</td>" in auditor.get(f"/indicators/reused/numerator?{MONTH}").text


def test_what_look_ups_have_found_is_told_in_words(
    lead: Browser, person: Callable[..., Browser], store: Store
) -> None:
    [record, *_] = [row.found["a"] for row in rows(store, lookups) if row.found]
    address = f"/indicators/reused/numerator?{MONTH}"
    assert f'<a href="/records/{record}">Giấy khai sinh (a)</a>' in lead.get(address).text
    page = person("kiem-toan", Role.AUDITOR).get(address).text
    assert f">Giấy khai sinh (a): {record}</td>" in page
    # A code that master data do not know any more stands for itself.
    with store.write() as connection:
        connection.execute(update(lookups).values(found={"z": record}))
    assert f'<a href="/records/{record}">z</a>' in lead.get(address).text


def test_a_file_has_all_entries_and_no_formula(lead: Browser, store: Store) -> None:
    page = lead.get(f"/indicators/received_dossiers/numerator?{MONTH}").text
    found = re.search(r'href="([^"]+list\.csv[^"]*)"', page)
    assert found is not None
    answer = lead.get(unescape(found[1]))
    assert answer.mimetype == "text/csv" and answer.text.startswith("\ufeff")
    lines = list(csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff"), newline="")))
    assert [line["dossier"] for line in lines] == ["D-1", "D-2", "D-3", f"'{FORMULA}"]
    [event] = [row for row in rows(store, audit_events) if row.action == "export_indicator"]
    assert (event.actor, event.subject) == ("truong", "received_dossiers")
    assert event.details["since"] == "2026-03-01"


def test_a_workbook_has_the_same_entries_with_days_as_days(
    lead: Browser, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = lead.get(f"/indicators/digitized/numerator?{MONTH}").text
    found = re.search(r'href="([^"]+list\.xlsx[^"]*)"', page)
    assert found is not None
    answer = lead.get(unescape(found[1]))
    assert answer.headers["Content-Disposition"].endswith(
        "filename=digitized-numerator-2026-03-01-2026-03-31.xlsx"
    )
    called, names, *entries = openpyxl.load_workbook(io.BytesIO(answer.data)).active.values
    assert (called[0], called[names.index("day")]) == ("Mã đơn vị", "Ngày số hóa")
    assert len(entries) == EXPECTED["papers"]
    first = dict(zip(names, entries[0], strict=True))
    assert (first["day"], first["level"]) == (datetime(2026, 3, 2), 3)
    assert [row.action for row in rows(store, audit_events)].count("export_indicator") == 1
    dossiers = lead.get(f"/indicators/received_dossiers/numerator/list.xlsx?{MONTH}")
    sheet = openpyxl.load_workbook(io.BytesIO(dossiers.data)).active
    assert (sheet["C6"].value, sheet["C6"].data_type) == (FORMULA, "s")
    assert sheet["E3"].value == datetime(2026, 3, 2, 15)
    monkeypatch.setattr("webui.console.indicators._MOST_IN_BOOK", EXPECTED["papers"] - 1)
    assert "list.xlsx" not in lead.get(f"/indicators/digitized/numerator?{MONTH}").text
    refused = lead.get(unescape(found[1]))
    assert refused.status_code == 409 and "Xin tải tệp CSV" in refused.text


def test_others_write_while_it_is_counted_what_a_file_has(
    lead: Browser, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def counted_meanwhile(*asked: Any) -> Any:
        with ThreadPoolExecutor(1) as pool:
            pool.submit(add_unit, store, "xa-z", "Xã Z", "tay-ninh").result()
        return counted(*asked)

    monkeypatch.setattr("models.store.database.BUSY_S", 1)
    monkeypatch.setattr("webui.console.indicators.counted", counted_meanwhile)
    assert lead.get(f"/indicators/digitized/numerator/list.csv?{MONTH}").status_code == 200


def test_periods_are_chosen_by_name_or_by_days(lead: Browser) -> None:
    page = lead.get("/indicators").text
    assert '<option value="2026-03" selected>Tháng 03/2026</option>' in page
    assert "Quý 1/2026" in page and "Năm 2025" in page
    for asked, days in (
        ("period=2026-Q1", ("01/01/2026", "31/03/2026")),
        ("period=2019", ("01/01/2019", "31/12/2019")),
        ("period=days&from=2026-02-03&to=04/03/2026", ("03/02/2026", "04/03/2026")),
        ("from=2026-02-03&to=2026-03-04", ("03/02/2026", "04/03/2026")),
        ("from=1900-01-01&to=2999-12-31", ("24/12/2989", "31/12/2999")),
        ("period=days", ("01/03/2026", "02/03/2026")),
    ):  # fmt: skip
        page = lead.get(f"/indicators?{asked}").text
        assert f"Từ ngày {days[0]} đến hết ngày {days[1]}" in page
    wrong = lead.get("/indicators?period=mai&from=mai").text
    assert "Không hiểu nên đã bỏ qua: Từ ngày, Kỳ." in " ".join(wrong.split())
    assert "Từ ngày 01/03/2026" in wrong


@pytest.mark.parametrize(
    "address",
    [
        "/indicators/none/numerator", "/indicators/qd766_results/numerator",
        "/indicators/digitized/denominator", "/indicators/digitized/middle",
        "/indicators/qd766_results/numerator/list.csv",
        f"/indicators/received_files/numerator/list.csv?{MONTH}&type=khac",
    ],
)  # fmt: skip
def test_of_what_is_not_counted_there_is_nothing(lead: Browser, address: str) -> None:
    assert lead.get(address).status_code == 404


def test_lists_go_on_from_entry_to_entry(lead: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webui.console.indicators._PER_PAGE", 4)
    monkeypatch.setattr("webui.console.indicators._AT_ONCE", 2)
    page = lead.get(f"/indicators/digitized/numerator?{MONTH}").text
    found = re.search(r'rel="next" href="([^"]+)"', page)
    assert found is not None
    rest = lead.get(unescape(found[1])).text
    assert (entries(page), entries(rest)) == (4, 2) and 'rel="next"' not in rest
    whole = lead.get(f"/indicators/digitized/numerator/list.csv?{MONTH}").text
    assert len(whole.splitlines()) == 1 + EXPECTED["papers"]
    for odd in ("x", "9" * 30, "-" + "9" * 30):
        page = lead.get(f"/indicators/digitized/numerator?{MONTH}&after={odd}").text
        assert entries(page) == 4
