"""The definitions of indicators, and the periods that they are about."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from models.indicators import definitions, yearly_period
from models.periods import Period, month_of, months_of, parse_period, quarter_of
from models.store.indicators import SETS, names_of

FILE = Path(__file__).parents[2] / "models" / "indicators.toml"


def days(first: str, last: str) -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(last))


def test_every_indicator_counts_what_the_store_knows_or_says_why_not() -> None:
    every = definitions().indicator
    assert set(names_of(every)) == set(SETS)
    assert [item.id for item in every if item.unknown] == [
        "qd766_results", "qd766_electronic",
    ]  # fmt: skip


def test_what_was_not_read_is_to_be_confirmed() -> None:
    confirmed = {item.document for item in definitions().indicator if item.confirmed}
    assert confirmed == {"Thông tư 01/2023/TT-VPCP", "Nghị quyết 66.7/2025"}
    assert not definitions().yearly.confirmed


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('group = "qd766"', 'group = "qd767"', "there is no group 'qd767'"),
        ('id = "level_2"', 'id = "level_1"', "ids given twice: level_1"),
        ("unknown.", "unknwon.", "unknwon"),
        ('cut_off = "11-14"', 'cut_off = "14-11"', "yearly.cut_off"),
        ('numerator.of = "files"', 'denominator.of = "files"', "denominator"),
        ("[yearly]", "[yearly", "not valid TOML"),
    ],
)
def test_a_mistake_in_the_file_is_told(tmp_path: Path, before: str, after: str, told: str) -> None:
    path = tmp_path / "indicators.toml"
    path.write_text(FILE.read_text("utf-8").replace(before, after, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=told) as caught:
        definitions(path)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ("2026", days("2026-01-01", "2026-12-31")),
        ("2026-Q1", days("2026-01-01", "2026-03-31")),
        ("2026-Q4", days("2026-10-01", "2026-12-31")),
        ("2028-02", days("2028-02-01", "2028-02-29")),
    ],
)
def test_periods(written: str, period: Period) -> None:
    assert parse_period(written) == period
    if "-" in written:
        name = quarter_of if "Q" in written else month_of
        assert {name(period.first), name(period.last)} == {written}


@pytest.mark.parametrize("written", ["", "26", "2026-13", "2026-Q5", "2026-1", "0026", "2026-00"])
def test_what_is_no_period(written: str) -> None:
    with pytest.raises(ValueError, match=f"{written!r} is no year 2026"):
        parse_period(written)


def test_a_period_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="before the first one"):
        days("2026-03-02", "2026-03-01")


def test_months_of_a_period_are_all_that_it_touches() -> None:
    assert months_of(days("2026-01-31", "2026-03-01")) == ["2026-01", "2026-02", "2026-03"]
    assert months_of(days("2026-12-05", "2027-01-05")) == ["2026-12", "2027-01"]


def test_yearly_reports_count_each_day_once() -> None:
    rule = definitions().yearly
    years = [yearly_period(year, rule) for year in range(2025, 2031)]
    for before, after in zip(years, years[1:], strict=False):
        assert after.first == before.last + timedelta(days=1)
    assert years[1] == days("2025-11-15", "2026-11-14")
    moved = yearly_period(2026, rule, date(2026, 11, 20), date(2025, 11, 30))
    assert moved == days("2025-12-01", "2026-11-20")
    with pytest.raises(ValueError, match="before the first one"):
        yearly_period(2026, rule, date(2025, 1, 1))
