"""Indicators: each number is what was done, and its list has just as many entries."""

from __future__ import annotations

import re
from datetime import date
from importlib import import_module
from typing import Any

import pytest
from sqlalchemy import event, update

from models.indicators import SIDES, Indicator, definitions
from models.periods import Period, parse_period
from models.store.breakdowns import lines, months
from models.store.database import Store
from models.store.extents import Extent
from models.store.indicators import (
    SETS,
    By,
    Reason,
    Scope,
    columns_of,
    counted,
    counted_by,
    figures,
    key_of,
    listed,
    part_of_list,
    told,
)
from models.store.open_data import Period as Released
from models.store.open_data import publish as publish_open_data
from models.store.records import correct
from models.store.tables import documents, records
from models.store.units import below
from tests.models.store import office_at_work
from tests.models.store.builders import LETTER, Clock, count
from tests.models.store.office_at_work import (
    BIRTH,
    EXPECTED,
    FORMULA,
    LONG,
    PERSON,
    ask_for,
    dossier,
    extents,
    letter,
    put,
    work,
)
from tests.webui.tree import ABOVE, BELOW, BESIDE, OWN, plant

MONTH = Scope(parse_period("2026-03"))
EVERY = definitions().indicator
COUNTED = [
    (item, side.of, name)
    for item in EVERY
    for name in SIDES
    if (side := item.side(name)) is not None
]


@pytest.fixture
def office(store: Store) -> Store:
    work(store)
    return store


def within(store: Store, unit: str, **more: Any) -> Scope:
    with store.snapshot() as connection:
        return Scope(MONTH.period, below(connection, unit), **more)


def numbers(store: Store, scope: Scope) -> dict[str, int | None]:
    with store.snapshot() as connection:
        return dict(counted(connection, list(SETS), scope))


def test_every_set_has_what_was_done(office: Store) -> None:
    assert numbers(office, MONTH) == EXPECTED
    # In the order in which papers came: see `office_at_work.work`.
    assert extents(office) == [2, 2, 0, 1, 2, 2, 2]
    assert count(office, documents) == EXPECTED["files"] + 1  # the sealed one


@pytest.mark.parametrize(("indicator", "of", "side"), COUNTED, ids=lambda it: getattr(it, "id", it))
def test_a_list_has_as_many_entries_as_the_figure_says(
    office: Store, indicator: Indicator, of: str, side: str
) -> None:
    scopes = [
        MONTH, within(office, ABOVE), within(office, OWN), within(office, BESIDE),
        Scope(MONTH.period, type=LETTER), Scope(MONTH.period, procedure=BIRTH),
        within(office, OWN, type=LETTER, procedure=LONG), Scope(parse_period("2026-04")),
    ]  # fmt: skip
    seen = set()
    for scope in scopes:
        with office.snapshot() as connection:
            [figure] = figures(connection, [indicator], scope)
            found = listed(connection, of, scope)
            entries = None if found is None else list(found)
        number = getattr(figure, side)
        assert number == (None if entries is None else len(entries))
        for entry in entries or ():
            assert len(told(of, entry)) == len(columns_of(of))
            assert scope.units is None or entry.unit in scope.units
        seen.add(number)
    assert EXPECTED[of] in seen and 0 in seen


@pytest.mark.parametrize("name", SETS)
def test_a_list_is_read_on_from_any_entry(office: Store, name: str) -> None:
    with office.snapshot() as connection:
        whole = [row.key for row in listed(connection, name, MONTH) or ()]
        parts: list[Any] = []
        after = None
        while part := part_of_list(connection, name, MONTH, after, 2):
            parts += [row.key for row in part]
            after = key_of(name, str(part[-1].key))
    assert parts == whole and len(whole) == EXPECTED[name]


def test_a_key_that_is_none_is_none() -> None:
    assert [key_of(name, "x") for name in ("papers", "files", "cases_reused")] == [None, None, "x"]


def test_units_see_theirs_and_those_below(office: Store) -> None:
    def papers(unit: str) -> int | None:
        return numbers(office, within(office, unit))["papers"]

    assert [papers(unit) for unit in (ABOVE, OWN, BELOW, BESIDE)] == [6, 5, 1, 1]
    with office.snapshot() as connection:
        found = lines(connection, EVERY, within(office, ABOVE), By.UNIT)
    shown = [(line.key, line.depth, _of(line.figures, "digitized")) for line in found]
    assert shown == [(ABOVE, 0, 6), (OWN, 1, 5), (BELOW, 2, 1), (BESIDE, 1, 1)]
    assert {item.indicator.id for item in found[0].figures} == {
        item.id for item in EVERY if not item.unknown and item.unit != "sets"
    }


def _of(found: Any, name: str) -> int | None:
    return next(item.numerator for item in found if item.indicator.id == name)


def test_by_type_and_by_procedure(office: Store) -> None:
    with office.snapshot() as connection:
        types = lines(connection, EVERY, MONTH, By.TYPE)
        procedures = lines(connection, EVERY, MONTH, By.PROCEDURE)
    assert [(line.key, line.name, _of(line.figures, "approved")) for line in types] == [
        (LETTER, "Văn bản hành chính", 3), ("khac", "Giấy tờ khác", 0),
        ("giay_khai_sinh", "Giấy khai sinh", 0),
    ]  # fmt: skip
    by = {line.key: line for line in procedures}
    assert {key: _of(line.figures, "digitized") for key, line in by.items()} == {
        BIRTH: 2, LONG: 2, office_at_work.PLAIN: 0,
    }  # fmt: skip
    assert by[BIRTH].name == "Đăng ký khai sinh"
    assert _of(by[BIRTH].figures, "qd766_reuse") == 2
    # What a file is of is known by its papers only.
    assert "received_files" not in {item.indicator.id for item in by[BIRTH].figures}


@pytest.mark.parametrize("by", By)
def test_what_is_told_apart_adds_up(office: Store, by: By) -> None:
    with office.snapshot() as connection:
        found = counted_by(connection, list(SETS), MONTH, by)
    known = {name for counts in found.values() for name in counts}
    sums = {name: sum(counts[name] for counts in found.values()) for name in known}
    if by is By.PROCEDURE:
        # One of its papers is in dossiers of two, and others are in none.
        assert sums["papers"] == 4 and sums["lookups"] == EXPECTED["lookups"]
    else:
        assert sums == {name: EXPECTED[name] for name in known} and "papers" in known


def test_what_cannot_be_known_is_no_zero(office: Store) -> None:
    by_type = Scope(MONTH.period, type=LETTER)
    with office.snapshot() as connection:
        found = {it.indicator.id: it for it in figures(connection, EVERY, by_type)}
        every = {it.indicator.id: it for it in figures(connection, EVERY, MONTH)}
    assert found["received_files"].reason is Reason.FILTER
    assert found["received_files"].numerator is None and found["received_files"].share is None
    assert found["digitized"].numerator == 4
    assert {name for name, it in every.items() if it.reason} == {
        "qd766_results", "qd766_electronic",
    }  # fmt: skip
    assert every["qd766_reuse"].share == pytest.approx(2 / 3)


def test_an_open_data_set_counts_once_in_each_period_in_which_it_was_published(
    office: Store, clock: Clock
) -> None:
    clock.forward(31 * 24 * 3600)
    published = Released("papers", "2026-03", 0, [], office.now())
    publish_open_data(office, [published], "{}", "", 2, actor="lan")
    april, both = Scope(parse_period("2026-04")), Scope(parse_period("2026"))
    assert [numbers(office, scope)["open_sets"] for scope in (MONTH, april, both)] == [2, 1, 2]
    with office.snapshot() as connection:
        found = {
            scope.period: [
                told("open_sets", row)[:3] for row in listed(connection, "open_sets", scope) or ()
            ]
            for scope in (MONTH, both)
        }
        theirs = figures(connection, EVERY, within(office, OWN))
    assert found[MONTH.period] == [["dossiers", "2025-Q4", "0"], ["papers", "2026-02", "0"]]
    assert found[both.period][1] == ["papers", "2026-03", "0"]
    # No commune is told that there are none: its papers are among them.
    assert {it.indicator.id: it.reason for it in theirs}["data_open"] is Reason.FILTER


def test_reuse_is_unknown_as_long_as_no_component_can_be_used_again(store: Store) -> None:
    plant(store)
    with store.snapshot() as connection:
        found = {it.indicator.id: it for it in figures(connection, EVERY, MONTH)}
    assert found["qd766_reuse"].reason is Reason.MASTER_DATA
    assert found["level_1"].reason is None and found["level_1"].share is None


def test_a_dossier_that_is_only_looked_up_counts_once_when_it_first_was(
    office: Store, clock: Clock
) -> None:
    clock.forward(31 * 24 * 3600)
    for code in ("L-1", "L-2", "L-2"):
        ask_for(office, PERSON, BIRTH, code)
    april = numbers(office, Scope(parse_period("2026-04")))
    assert (april["lookups"], april["cases_reusable"], april["cases_reused"]) == (3, 1, 1)
    assert numbers(office, MONTH)["cases_reusable"] == EXPECTED["cases_reusable"]


def test_a_paper_in_several_dossiers_of_a_procedure_counts_once(store: Store) -> None:
    plant(store)
    paper = letter(store, "a", approved=True)
    for code in ("D-1", "D-2", "D-3"):
        dossier(store, code, BIRTH if code != "D-3" else LONG, paper)
    with store.read() as connection:
        by = counted_by(connection, ["papers", "published", "dossiers"], MONTH, By.PROCEDURE)
    assert by[BIRTH] == {"papers": 1, "published": 1, "dossiers": 2}
    assert by[LONG] == {"papers": 1, "published": 1, "dossiers": 1}
    assert numbers(store, Scope(MONTH.period, procedure=BIRTH))["papers"] == 1


def test_days_are_those_of_vietnam(store: Store, clock: Clock) -> None:
    """The clock stands at 15:00 there on 2 March; ten hours on it is the 3rd, in UTC the 2nd."""
    plant(store)
    letter(store, "a")
    clock.forward(10 * 3600)
    letter(store, "b")

    def day(number: int) -> tuple[int | None, ...]:
        at = date(2026, 3, number)
        found = numbers(store, Scope(Period(at, at)))
        return found["papers"], found["files"]

    assert [day(number) for number in (1, 2, 3, 4)] == [(0, 0), (1, 1), (1, 1), (0, 0)]
    scope = Scope(Period(date(2026, 2, 20), date(2026, 3, 2)))
    with store.snapshot() as connection:
        found = months(connection, ["papers", "approved"], scope, date(2026, 3, 31))
        before = months(connection, ["papers"], scope, date(2026, 2, 28))
    assert (found.months, found.counts) == (
        ["2026-02", "2026-03"], {"papers": [0, 1], "approved": [0, 0]},
    )  # fmt: skip
    assert (before.months, before.counts) == (["2026-02"], {"papers": [0]})


def test_a_list_tells_ids_and_codes_but_no_value(office: Store) -> None:
    with office.snapshot() as connection:
        for name in SETS:
            for row in listed(connection, name, MONTH) or ():
                cells = " ".join(told(name, row))
                assert "Hoa" not in cells and "nghỉ lễ" not in cells
        found, dossiers = (
            [told(name, row) for row in listed(connection, name, MONTH) or ()]
            for name in ("lookups_found", "dossiers")
        )
    cells = dict(zip(columns_of("lookups_found"), found[0], strict=True))
    assert (cells["client"], cells["dossier"], cells["procedure"]) == ("dvc", "D-1", BIRTH)
    assert cells["found"].startswith("a=") and cells["at"] == "2026-03-02T15:00+07:00"
    assert [cells[2] for cells in dossiers] == ["D-1", "D-2", "D-3", FORMULA]


def test_what_a_person_corrects_changes_the_level(store: Store) -> None:
    plant(store)
    missing = dict.fromkeys(("ngay_ban_hanh", "loai_van_ban", "trich_yeu"))
    _, record = put(store, "short", doubtful=True, co_quan_ban_hanh="SỞ Y TẾ", **missing)
    assert extents(store) == [Extent.DATA]
    said = {"ngay_ban_hanh": "2026-02-27", "loai_van_ban": "Quyết định", "trich_yeu": "a"}
    correct(store, record, 1, said, "lan")
    assert extents(store) == [Extent.DESCRIBED]


def test_the_migration_keeps_the_same_as_every_version_does(office: Store) -> None:
    before = extents(office)
    migration = import_module("models.store.migrations.versions.0017_indicators")
    with office.write() as connection:
        connection.execute(update(records).values(extent=0))
        migration.fill(connection)
    assert extents(office) == before


def plans(store: Store, names: list[str], scope: Scope) -> str:
    """How the database would go about counting sets of so many things that an index is worth it."""
    sent: list[Any] = []

    def hear(_connection: object, _cursor: object, statement: str, values: Any, *_: object) -> None:
        if statement.startswith("SELECT"):
            sent.append((statement, values))

    event.listen(store.engine, "before_cursor_execute", hear)
    with store.snapshot() as connection:
        counted(connection, names, scope)
        event.remove(store.engine, "before_cursor_execute", hear)
        is_sqlite = connection.dialect.name == "sqlite"
        for other in () if is_sqlite else ("seqscan", "bitmapscan"):
            connection.exec_driver_sql(f"SET LOCAL enable_{other} = off")
        explain = "EXPLAIN QUERY PLAN" if is_sqlite else "EXPLAIN"
        found = [
            connection.exec_driver_sql(f"{explain} {statement}", values).all()
            for statement, values in sent
        ]
    return str(found)


def test_papers_are_counted_from_an_index_alone(store: Store) -> None:
    """Of a million records none is fetched from the table."""
    scope = Scope(MONTH.period, (OWN, BESIDE), type=LETTER)
    plan = plans(store, ["papers", "level_1", "extracted", "approved"], scope)
    alone = "COVERING INDEX" if "SEARCH" in plan else "Index Only Scan using"
    assert f"{alone} ix_records_day_type_unit_state_extent" in plan


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", SETS)
def test_nothing_is_looked_through_as_a_whole_again_and_again(office: Store, name: str) -> None:
    """SQLite goes row by row: what looks through a table for each of them takes hours."""
    plan = plans(office, [name], MONTH)
    assert re.findall(r"SCAN (?:records|publications|lookups|earlier)\b", plan) == []
    assert "ix_records_state" not in plan and "SEARCH" in plan
