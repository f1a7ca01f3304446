"""Numbers of one series grow with their dates: what does not is doubted, and nothing is changed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from models.extraction import Document
from models.store import reading
from models.store.database import Store
from models.store.jobs import JobKind
from models.store.quarantine import seal
from models.store.records import correct
from models.store.series import OUT_OF_SERIES
from models.store.tables import record_versions, records, series_numbers
from tests.models.store.builders import (
    count,
    digest,
    paper,
    put_together,
    read_pages,
    result,
    rows,
    take,
)

AGENCY = "Sở Y tế"


def letter(symbol: str, dated: str, agency: str = AGENCY) -> Document:
    return paper(1, co_quan_ban_hanh=agency, so_ky_hieu=symbol, ngay_ban_hanh=dated)


def add(store: Store, symbol: str, dated: str, agency: str = AGENCY) -> UUID:
    """A record of one letter."""
    [record] = digest(store, result(letter(symbol, dated, agency)), f"{symbol}{dated}".encode())[1]
    return record


def doubts(store: Store, record: UUID) -> list[Any]:
    """The warnings about the number in the record's newest version."""
    version = rows(store, record_versions, record_versions.c.record == record)[-1]
    return [item for item in version.issues if item["code"] == OUT_OF_SERIES]


@pytest.fixture
def book(store: Store) -> Store:
    """A store that knows six letters of one book."""
    for number, day in ((100, "03"), (140, "05"), (141, "05"), (200, "16"), (230, "18")):
        add(store, f"{number}/SYT-NVY", f"2026-03-{day}")
    add(store, "9/QĐ-SYT", "2026-03-10")
    return store


@pytest.mark.parametrize(
    "symbol",
    ["150/SYT-KHTC", "141/SYT-NVY", "200/SYT-VP", "130/SYT-NVY", "214/SYT-NVY"],
)
def test_what_fits_or_nearly_fits_is_not_doubted(book: Store, symbol: str) -> None:
    record = add(book, symbol, "2026-03-09")
    assert not doubts(book, record)
    assert rows(book, records, records.c.id == record)[0].state == "accepted"


@pytest.mark.parametrize(("symbol", "other"), [("15/SYT-NVY", "141"), ("1150/SYT-NVY", "200")])
def test_what_does_not_fit_is_for_a_person_to_look_at(book: Store, symbol: str, other: str) -> None:
    record = add(book, symbol, "2026-03-09")
    [doubt] = doubts(book, record)
    assert (doubt["field"], doubt["severity"]) == ("so_ky_hieu", "warn")
    assert f"số {other} ngày" in doubt["message"]
    row = rows(book, records, records.c.id == record)[0]
    assert (row.state, row.flagged) == ("review", 0)
    version = rows(book, record_versions, record_versions.c.record == record)[-1]
    assert version.fields["so_ky_hieu"]["value"] == symbol


@pytest.mark.parametrize(
    ("symbol", "dated", "agency"),
    [
        ("15/SYT-NVY", "2027-03-09", AGENCY),
        ("15/SYT-NVY", "2026-03-09", "Sở Xây dựng"),
        ("15/QĐ-SYT", "2026-03-09", AGENCY),
        ("15/SYT-NVY", "2026-03", AGENCY),
        ("/SYT-NVY", "2026-03-09", AGENCY),
        ("1 5 SYT", "2026-03-09", AGENCY),
    ],
)
def test_other_years_issuers_kinds_and_what_is_not_whole_are_not_compared(
    book: Store, symbol: str, dated: str, agency: str
) -> None:
    assert not doubts(book, add(book, symbol, dated, agency))


def test_one_neighbour_that_was_misread_doubts_nobody(book: Store) -> None:
    add(book, "2050/SYT-NVY", "2026-03-06")
    assert not doubts(book, add(book, "150/SYT-NVY", "2026-03-09"))


def test_a_single_neighbour_is_no_series(store: Store) -> None:
    add(store, "900/SYT-NVY", "2026-03-06")
    assert not doubts(store, add(store, "150/SYT-NVY", "2026-03-09"))


def test_a_persons_number_is_compared_anew_and_counts_for_the_others(book: Store) -> None:
    record = add(book, "1150/SYT-NVY", "2026-03-09")
    correct(book, record, 1, {"so_ky_hieu": "150/SYT-NVY"}, "lan")
    assert not doubts(book, record)
    assert rows(book, series_numbers, series_numbers.c.record == record)[0].number == 150
    correct(book, record, 2, {"so_ky_hieu": "15/SYT-NVY"}, "lan")
    assert doubts(book, record)


def test_a_record_that_is_withdrawn_counts_no_longer(store: Store) -> None:
    document, [first, second] = digest(
        store, result(letter("1/SYT-VP", "2026-03-02"), letter("2/SYT-VP", "2026-03-02"))
    )
    reading.read_again(store, document)
    read_pages(store, 1)
    put_together(store, result(letter("1/SYT-VP", "2026-03-02")))
    assert [row.record for row in rows(store, series_numbers)] == [first]
    assert second != first


def test_a_sealed_paper_leaves_no_number(store: Store) -> None:
    document, _ = digest(store, result(letter("1/SYT-VP", "2026-03-02")))
    assert count(store, series_numbers) == 1
    reading.read_again(store, document)
    seal(store, take(store, JobKind.PAGE))
    assert count(store, series_numbers) == 0
