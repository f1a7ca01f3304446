"""Dashboards: each figure as it is defined, and who may see it."""

from __future__ import annotations

import io
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from importlib import import_module
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from models.errors import ErrorCode
from models.extraction import Evidence, ExtractedField
from models.geometry import Box
from models.people import Role
from models.store import dashboards, leases, review
from models.store.dashboards import Confused, DayCount, FieldRate, Intake, Point, Scope
from models.store.database import Store
from models.store.decisions import Action, Decision, Effort, current_version
from models.store.endings import Ending, Outcome, end, reopen
from models.store.jobs import JobKind
from models.store.people import Account, add_person, person_of
from models.store.reading import failed
from models.store.tables import audit_events, decisions, pages, people, records
from tests.models.store.builders import (
    LETTER,
    Clock,
    digest,
    field,
    paper,
    problem,
    result,
    rows,
    submit,
    take,
)
from tests.webui.conftest import PASSWORD, Browser

TOKEN = "page-one-0123"
Make = Callable[..., UUID]


@pytest.fixture
def scope(store: Store) -> Scope:
    return Scope(None, None, store.now() - timedelta(days=1), store.now() + timedelta(days=9))


@pytest.fixture
def make(store: Store) -> Make:
    """Makes a letter with fields; the doubtful ones have a name that begins with "nguoi"."""
    made: list[UUID] = []

    def letter(**fields: str) -> UUID:
        values = {
            name: field(value, doubtful=name.startswith("nguoi")) for name, value in fields.items()
        }
        found = result(paper(1, **values))
        _, [record] = digest(store, found, f"letter {len(made)}".encode())
        made.append(record)
        return record

    return letter


@pytest.fixture
def reviewed(store: Store) -> Callable[..., None]:
    """Has somebody say what is given of a record's fields, and approve it."""

    def do(login: str, record: UUID, seconds: float = 10, **said: str) -> None:
        with store.write() as connection:
            row = connection.execute(select(people).where(people.c.login == login)).one_or_none()
        if row is None:
            account = Account(login, login.title(), "tay-ninh", frozenset({Role.REVIEWER}))
            add_person(store, account, password=PASSWORD, one_time=False)
        with store.read() as connection:
            row = connection.execute(select(people).where(people.c.login == login)).one()
            someone = person_of(connection, row)
            [version] = connection.execute(
                select(records.c.version).where(records.c.id == record)
            ).scalars()
            current = connection.execute(select(records).where(records.c.id == record)).one()
            before = current_version(connection, current).fields
        leases.hold(store, someone, record, TOKEN)
        for name, value in said.items():
            action = Action.CONFIRMED if value == before[name]["value"] else Action.EDITED
            effort = Effort(active_ms=1000, keystrokes=4)
            word = Decision(name, action, value, version, "", effort)
            review.decide(store, someone, record, TOKEN, word)
        ending = Ending(Outcome.APPROVED, version, "", Effort(active_ms=round(seconds * 1000)))
        assert end(store, someone, record, TOKEN, ending) is None

    return do


def test_days_are_those_of_vietnam(store: Store, make: Make, clock: Clock, scope: Scope) -> None:
    """The clock stands at three in the afternoon there; nine hours on it is past midnight."""
    make(so_ky_hieu="1/QĐ")
    clock.forward(9 * 3600)
    make(so_ky_hieu="2/QĐ")
    make(so_ky_hieu="3/QĐ")
    with store.read() as connection:
        by_type = dashboards.records_per_day(connection, scope)
        by_unit = dashboards.records_per_day(connection, scope, "unit")
    days = date(2026, 3, 2), date(2026, 3, 3)
    assert by_type == [DayCount(days[0], LETTER, 1), DayCount(days[1], LETTER, 2)]
    assert [(item.what, item.count) for item in by_unit] == [("xa-a", 1), ("xa-a", 2)]


def test_what_needs_nobody_and_what_is_corrected(
    store: Store, make: Make, scope: Scope, reviewed: Callable[..., None]
) -> None:
    make(so_ky_hieu="1/QĐ", trich_yeu="Không ai phải xem")
    reviewed("lan", make(nguoi_ky="Trần Văn Bính", trich_yeu="a"), nguoi_ky="Trần Văn Bình")
    reviewed("lan", make(nguoi_ky="Lê Hoa"), nguoi_ky="Lê Hoa")
    make(nguoi_ky="chưa xem")
    with store.read() as connection:
        assert dashboards.automation(connection, scope) == dashboards.Automation(3, 1)
        [rate] = dashboards.field_rates(connection, scope)
    assert rate == FieldRate(LETTER, "nguoi_ky", 3, 2, 1)
    assert rate.automation == pytest.approx(1 / 3)
    assert rate.correction == 0.5


def test_what_is_kept_with_a_record_is_what_was_said_of_it(
    store: Store, make: Make, clock: Clock, scope: Scope, reviewed: Callable[..., None]
) -> None:
    """Counted from the words themselves, one by one; and the migration keeps the same."""
    twice = make(nguoi_ky="Lê Hoa", nguoi_nop="Trần Văn Bính", trich_yeu="a")
    reviewed("lan", twice, nguoi_ky="Lê Hòa", nguoi_nop="Trần Văn Bính")
    account = Account("cao", "Cao", "tay-ninh", frozenset({Role.SENIOR}))
    add_person(store, account, password=PASSWORD, one_time=False)
    with store.read() as connection:
        row = connection.execute(select(people).where(people.c.login == "cao")).one()
        senior = person_of(connection, row)
    reopen(store, senior, twice, "nhầm")
    reviewed("cao", twice, nguoi_ky="Lê Hòa", trich_yeu="b")
    clock.forward(10 * 3600)  # past midnight in Vietnam
    reviewed("lan", make(nguoi_ky="Lê Hoa"), nguoi_ky="Lê Hoa")
    make(so_ky_hieu="1/QĐ")
    said: dict[UUID, dict[str, bool]] = defaultdict(dict)
    for word in rows(store, decisions):
        if word.applied is not None:
            before = said[word.record].get(word.field, False)
            said[word.record][word.field] = before or word.distance > 0
    counts = Counter(name for fields in said.values() for name in fields)
    changed = Counter(name for fields in said.values() for name in fields if fields[name])
    with store.read() as connection:
        rates = dashboards.field_rates(connection, scope)
        assert dashboards.automation(connection, scope) == dashboards.Automation(3, 1)
    assert {r.field: (r.records, r.reviewed, r.corrected) for r in rates} == {
        name: (3, count, changed[name]) for name, count in counts.items()
    }
    kept = rows(store, records)
    assert kept[0].looked_at == "nguoi_ky! nguoi_nop trich_yeu!"
    migration = import_module("models.store.migrations.versions.0007_figures")
    with store.write() as connection:
        connection.execute(update(records).values(looked_at=None, day=None))
        migration.fill(connection)
    assert rows(store, records) == kept


def test_letters_that_are_confused(
    store: Store, make: Make, scope: Scope, reviewed: Callable[..., None]
) -> None:
    for read, right in (
        ("Nguyễn Thi Thu", "Nguyễn Thị Thu"),
        ("Lê Thi Hoa", "Lê Thị Hoa"),
        ("Trần Văn Hung", "Trần Văn Hưng"),
        ("một tên khác hẳn", "Phạm Ngọc Ánh"),  # no misreading
    ):
        reviewed("lan", make(nguoi_ky=read), nguoi_ky=right)
    with store.read() as connection:
        found = dashboards.confusions(connection, scope)
        [example] = dashboards.examples(connection, scope, letters=("u", "ư"))
        several = dashboards.examples(connection, scope, letters=("i", "ị"))
    assert found == [Confused("i", "ị", 2), Confused("u", "ư", 1)]
    assert example.correction.after == "Trần Văn Hưng"
    assert [item.correction.after for item in several] == ["Lê Thị Hoa", "Nguyễn Thị Thu"]


def test_how_fast_a_person_is(
    store: Store, make: Make, scope: Scope, reviewed: Callable[..., None]
) -> None:
    for seconds in (5, 10, 30, 75):
        reviewed("lan", make(nguoi_ky="Lê Hoa"), seconds, nguoi_ky="Lê Hòa")
    reviewed("binh", make(nguoi_ky="Lê Hoa"), 12, nguoi_ky="Lê Hoa")
    with store.read() as connection:
        binh, lan = dashboards.speeds(connection, scope)
        assert dashboards.speeds(connection, scope, lan.person) == [lan]
    assert (lan.name, lan.records, lan.median_s, lan.p90_s) == ("Lan", 4, 10, 75)
    assert lan.per_hour == pytest.approx(4 / (120 / 3600))
    assert lan.keystrokes == 4
    assert (binh.name, binh.keystrokes) == ("Binh", None)


def test_the_surest_values_are_wrong_least(
    store: Store, make: Make, scope: Scope, reviewed: Callable[..., None]
) -> None:
    """Of two values the machine was surer of the right one."""
    record = make(nguoi_ky="Lê Hoa", trich_yeu="Về việc họp")
    reviewed("lan", record, nguoi_ky="Lê Hòa", trich_yeu="Về việc họp")
    with store.read() as connection:
        points = dashboards.risk_coverage(connection, scope)
    assert points == [Point(0.5, 0.0, 0.97), Point(1.0, 0.5, 0.5)]


def test_why_pages_are_scanned_again_and_files_not_read(
    store: Store, make: Make, scope: Scope, person: Callable[..., Browser]
) -> None:
    lan = person("lan", Role.REVIEWER)
    for reason in ("Mờ góc trên", "mờ góc trên.", "Thiếu trang 2"):
        record = make(nguoi_ky="Lê Hoa")
        lan.ask(f"/review/{record}/lease", {"token": TOKEN})
        body = {"token": TOKEN, "outcome": "rescan", "version": 1, "note": reason}
        assert lan.ask(f"/review/{record}/end", body).status_code == 200
    submit(store, b"locked")
    failed(store, take(store, JobKind.OPEN), problem(ErrorCode.ENCRYPTED))
    with store.read() as connection:
        causes = dashboards.rescans(connection, scope)
        files = dashboards.unreadable(connection, scope)
        waits = dashboards.waiting(connection, scope, store.now() + timedelta(days=6))
    assert [(cause.what.strip("."), cause.count) for cause in causes][0][1] == 2
    assert (causes[1].what, causes[1].count) == ("Thiếu trang 2", 1)
    assert [(cause.what, cause.count) for cause in files] == [("encrypted", 1)]
    assert [(item.stage, item.records, item.late) for item in waits] == [("rescan", 3, 3)]


def test_duplicates(store: Store, scope: Scope, clock: Clock) -> None:
    submit(store, b"one")
    submit(store, b"one")
    submit(store, b"two")
    clock.forward(20 * 24 * 3600)
    submit(store, b"two")
    with store.read() as connection:
        assert dashboards.intake(connection, scope) == [Intake("upload", 3, 1)]


def test_a_unit_counts_only_its_own(
    store: Store, make: Make, scope: Scope, reviewed: Callable[..., None]
) -> None:
    reviewed("lan", make(nguoi_ky="Lê Thi Hoa"), nguoi_ky="Lê Thị Hoa")
    make(so_ky_hieu="1/QĐ")
    other = Scope(("xa-b",), None, scope.since, scope.until)
    with store.read() as connection:
        assert dashboards.records_per_day(connection, other) == []
        assert dashboards.automation(connection, other).done == 0
        for figure in (
            dashboards.field_rates, dashboards.confusions, dashboards.speeds,
            dashboards.risk_coverage, dashboards.rescans, dashboards.unreadable,
            dashboards.intake,
        ):  # fmt: skip
            assert figure(connection, other) == [], figure.__name__
        assert dashboards.waiting(connection, other, store.now()) == []
        of_type = Scope(None, "can_cuoc", scope.since, scope.until)
        assert dashboards.speeds(connection, of_type) == []
        assert dashboards.field_rates(connection, of_type) == []


def data_of(page: str, name: str) -> Any:
    found = re.search(rf'id="{name}">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    return json.loads(found.group(1))


class TestPages:
    @pytest.fixture
    def senior(self, person: Callable[..., Browser]) -> Browser:
        return person("cao", Role.SENIOR)

    def test_the_plots_have_what_the_tables_have(
        self, make: Make, senior: Browser, reviewed: Callable[..., None]
    ) -> None:
        reviewed("lan", make(nguoi_ky="Lê Thi Hoa"), nguoi_ky="Lê Thị Hoa")
        page = senior.get("/figures").text
        data = data_of(page, "figures-data")
        assert len(data["perDay"]["days"]) == 30
        [series] = data["perDay"]["series"]
        assert series["values"][-1] == 1
        assert data["curve"] == {"coverage": [100.0], "risk": [100.0]}
        assert '<th scope="row">02/03/2026</th><td class="number">1</td>' in page
        assert "Ý nghĩa các số liệu" in page
        for name, shown in (("speeds", "Lan"), ("confusions", "ị"), ("field_rates", "100,0 %")):
            assert f'hx-get="/figures/{name}?' in page
            assert shown in senior.get(f"/figures/{name}").text

    def test_a_range_too_long_is_cut(self, senior: Browser) -> None:
        page = senior.get("/figures?from=1999-01-01").text
        assert "tối đa 92 ngày" in page
        assert len(data_of(page, "figures-data")["perDay"]["days"]) == 92
        assert senior.get("/figures?from=2999-12-31&to=1900-01-01").status_code == 200

    def test_examples_show_the_paper_and_are_noted(
        self, store: Store, make: Make, senior: Browser, reviewed: Callable[..., None]
    ) -> None:
        record = make(nguoi_ky="<b>Thi</b> Hoa")
        reviewed("lan", record, nguoi_ky="<b>Thị</b> Hoa")
        page = senior.get(f"/figures/examples?type={LETTER}&field=nguoi_ky").text
        assert "&lt;b&gt;Thị&lt;/b&gt; Hoa" in page
        assert f"/records/{record}" in page
        same = senior.get("/figures/examples", query_string={"read": "i", "right": "ị"}).text
        assert f"/records/{record}" in same
        none = senior.get("/figures/examples", query_string={"read": "x", "right": ""}).text
        assert f"/records/{record}" not in none
        views = [e for e in rows(store, audit_events) if e.action == "view"]
        assert [event.subject for event in views] == [str(record)] * 2

    def test_an_auditor_sees_figures_but_no_paper(
        self, make: Make, person: Callable[..., Browser], reviewed: Callable[..., None]
    ) -> None:
        reviewed("lan", make(nguoi_ky="Lê Thi Hoa"), nguoi_ky="Lê Thị Hoa")
        auditor = person("kiem", Role.AUDITOR)
        for name in ("", "/field_rates", "/confusions"):
            assert "/figures/examples" not in auditor.get(f"/figures{name}").text
        assert auditor.get("/figures/examples").status_code == 403

    def test_a_reviewer_sees_the_own_figures_only(
        self, store: Store, make: Make, person: Callable[..., Browser],
        reviewed: Callable[..., None],
    ) -> None:  # fmt: skip
        reviewed("binh", make(nguoi_ky="Lê Hoa"), 7, nguoi_ky="Lê Hoa")
        lan = person("lan", Role.REVIEWER)
        assert lan.get("/figures").status_code == 403
        assert "chưa kết thúc lần rà soát nào" in lan.get("/me").text
        reviewed("lan", make(nguoi_ky="Lê Hoa"), 33, nguoi_ky="Lê Hoa")
        page = lan.get("/me").text
        assert "33,0 s" in page
        assert "7,0 s" not in page

    def test_crops_lead_to_pictures_of_the_paper(
        self, store: Store, senior: Browser, reviewed: Callable[..., None]
    ) -> None:
        preview = store.objects.put(io.BytesIO(b"\xff\xd8 page")).sha256
        doubtful = ExtractedField(
            "Lê Thi Hoa", "Lê Thi Hoa", 0.5, True, "label", (Evidence(1, Box(10, 20, 90, 40)),)
        )
        _, [record] = digest(store, result(paper(1, nguoi_ky=doubtful)))
        with store.write() as connection:
            connection.execute(update(pages).values(preview=preview))
        reviewed("lan", record, nguoi_ky="Lê Thị Hoa")
        page = senior.get("/figures/examples?read=i&right=ị").text
        [crop] = data_of(page, "crops-data")
        assert crop["evidence"] == [{"page": 1, "box": [10, 20, 90, 40]}]
        assert senior.get(crop["page"]["url"]).status_code == 200
