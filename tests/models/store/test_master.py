"""Master data: imported as a whole or not at all, never overwritten, read as of a day."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from sqlalchemy import Table, delete, update
from sqlalchemy.exc import DBAPIError

from models.errors import ErrorCode, SohoaError
from models.master import Kind
from models.store.database import Store
from models.store.dossiers import (
    add_paper,
    asked_components,
    missing_components,
    open_dossier,
    papers_beside,
)
from models.store.master import (
    components,
    counted,
    entries,
    entry,
    history,
    predecessors,
    successors,
)
from models.store.master_imports import Report, import_built_in_units, import_file
from models.store.tables import audit_events, master_entries, master_imports, master_links
from tests.models.store.builders import Clock, at_once, digest, paper, result, rows

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)


def take(store: Store, kind: Kind, *lines: str, dry_run: bool = False) -> Report:
    return import_file(store, kind, "\n".join(lines).encode(), actor="an", dry_run=dry_run)


def taken(store: Store, kind: Kind, *lines: str) -> Report:
    """An import that is not refused."""
    report = take(store, kind, *lines)
    assert report.problems == ()
    return report


def refused(store: Store, kind: Kind, *lines: str) -> list[tuple[int, str, str, str]]:
    """Line, column, value and cause of each problem; nothing was imported."""
    before = [rows(store, table) for table in (master_entries, master_links, master_imports)]
    report = take(store, kind, *lines)
    assert report.id is None
    assert before == [
        rows(store, table) for table in (master_entries, master_links, master_imports)
    ]
    return [(p.line, p.column, p.value, p.error.message) for p in report.problems]


def names(store: Store, kind: Kind, as_of: date) -> dict[str, str]:
    with store.read() as connection:
        return {item.code: item.name for item in entries(connection, kind, as_of)}


AGENCIES = "code,name,parent,valid_from,valid_to,predecessors,predecessors_in_part"


def test_a_new_line_closes_what_held_on_the_day_before(store: Store, clock: Clock) -> None:
    first = taken(
        store, Kind.AGENCY, AGENCIES, "H53,Tỉnh A,,2020-01-01,,,", "H53.1,Sở A,H53,2020-01-01,,,"
    )
    clock.forward(60)
    second = taken(store, Kind.AGENCY, AGENCIES, "H53.1,Sở B,H53,2025-07-01,,,")
    assert (first.added, first.closed) == (2, 0)
    assert (second.added, second.closed, second.unchanged) == (1, 1, 0)
    assert names(store, Kind.AGENCY, BEFORE) == {"H53": "Tỉnh A", "H53.1": "Sở A"}
    assert names(store, Kind.AGENCY, AFTER) == {"H53": "Tỉnh A", "H53.1": "Sở B"}
    assert names(store, Kind.AGENCY, date(2019, 12, 31)) == {}
    with store.read() as connection:
        old, new = history(connection, Kind.AGENCY, "H53.1")
    assert (old.entry.valid_to, new.entry.valid_to) == (BEFORE, None)
    assert new.imported_at - old.imported_at == timedelta(seconds=60)
    assert [row.closed_by for row in rows(store, master_entries)] == [None, second.id, None]
    events = [e for e in rows(store, audit_events) if e.action == "import_master"]
    assert [(e.actor, e.subject) for e in events] == [("an", str(first.id)), ("an", str(second.id))]
    assert events[1].details["added"] == 1 and "Sở" not in str(events[1].details)


def test_importing_again_changes_nothing_also_after_another_file(store: Store) -> None:
    early = (AGENCIES, "H53,Tỉnh A,,2020-01-01,,,", "H54,Tỉnh C,,2020-01-01,2025-06-30,,")
    late = (AGENCIES, "H53,Tỉnh B,,2025-07-01,,H53 H54,")
    assert taken(store, Kind.AGENCY, *early).added == 2
    assert taken(store, Kind.AGENCY, *late).linked == 2
    kept = rows(store, master_entries)
    for file in (early, late, early):
        again = taken(store, Kind.AGENCY, *file)
        assert again == Report(unchanged=len(file) - 1)
    assert rows(store, master_entries) == kept
    assert len(rows(store, master_imports)) == 2


def test_lines_of_one_code_reach_to_the_next_one(store: Store) -> None:
    lines = ("H53,B,,2025-07-01,,,", "H53,A,,,,,", "H53,C,,2026-01-01,2026-12-31,,")
    taken(store, Kind.AGENCY, AGENCIES, *lines)
    days = (date(1950, 1, 1), AFTER, date(2026, 1, 1), date(2027, 1, 1))
    assert [names(store, Kind.AGENCY, day).get("H53") for day in days] == ["A", "B", "C", None]
    assert taken(store, Kind.AGENCY, AGENCIES, *lines).id is None


def test_what_was_wrong_from_its_first_day_is_corrected_and_kept(store: Store) -> None:
    taken(store, Kind.AGENCY, AGENCIES, "H53,Tỉnh A,,2020-01-01,,,")
    report = taken(store, Kind.AGENCY, AGENCIES, "H53,Tỉnh Á,,2020-01-01,,,")
    assert (report.added, report.closed) == (1, 1)
    assert names(store, Kind.AGENCY, BEFORE) == {"H53": "Tỉnh Á"}
    with store.read() as connection:
        found = [(s.entry.name, s.was_corrected) for s in history(connection, Kind.AGENCY, "H53")]
    assert found == [("Tỉnh A", True), ("Tỉnh Á", False)]


def test_an_entry_is_closed_by_its_last_day(store: Store) -> None:
    taken(store, Kind.AGENCY, AGENCIES, "H53,Tỉnh A,,2020-01-01,,,")
    report = taken(store, Kind.AGENCY, AGENCIES, "H53,Tỉnh A,,2020-01-01,2025-06-30,,")
    assert (report.added, report.closed) == (0, 1)
    assert names(store, Kind.AGENCY, BEFORE) and not names(store, Kind.AGENCY, AFTER)


def test_a_dry_run_tells_what_would_be_done_and_does_nothing(store: Store) -> None:
    report = take(store, Kind.AGENCY, AGENCIES, "H53,A,,2025-01-01,,,", dry_run=True)
    assert (report.added, report.id) == (1, None)
    assert rows(store, master_entries) == [] and rows(store, master_imports) == []


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["H53,A,,2025-01-01,,,", "H53,B,,2025-01-01,,,"],
         [(3, "valid_from", "H53", "Another line has the same code for the same days.")]),
        (["H53,A,,2024-01-01,2025-03-01,,", "H53,B,,2025-01-01,,,"],
         [(3, "valid_from", "H53", "Another line has the same code for the same days.")]),
        (["H01,A,,2019-01-01,,,"],
         [(2, "valid_to", "H01", "The entry is known otherwise from a later day on.")]),
        (["H53,A,H99,2025-01-01,,,"],
         [(2, "parent", "H99", "There is no such entry on the first day of this line.")]),
        (["H53,A,H01,2019-12-31,,,"],
         [(2, "parent", "H01", "There is no such entry on the first day of this line.")]),
        (["H53,A,H54,2025-01-01,,,", "H54,B,H55,2025-01-01,,,", "H55,C,H53,2025-02-01,,,"],
         [(3, "parent", "H55", "There is no such entry on the first day of this line."),
          (2, "parent", "H54", "The entry would lie below itself."),
          (3, "parent", "H55", "The entry would lie below itself."),
          (4, "parent", "H53", "The entry would lie below itself.")]),
        (["H01,A,H02,2026-01-01,,,"],
         [(2, "parent", "H02", "The entry would lie below itself.")]),
        (["H53,A,H53,2025-01-01,,,"],
         [(2, "parent", "H53", "The entry would lie below itself.")]),
        (["H01,Gốc,,2020-01-01,2020-12-31,,"],
         [(2, "valid_to", "H02", "An entry below it would have nothing above it.")]),
        (["H53,A,,2025-01-01,,H77,H88"],
         [(2, "predecessors", "H77", "There is no such entry on the day before."),
          (2, "predecessors_in_part", "H88", "There is no such entry on the day before.")]),
        (["h53,A,,2025-01-01,,,", "H54,B,h53,2025-01-01,,,", "H53,A,,x,,,",
          "H54,B,H53,2025-01-01,,,"],
         [(2, "code", "h53", "This cannot be a code of this kind."),
          (3, "parent", "h53", "This column does not take this value."),
          (4, "valid_from", "x", "This is no day.")]),
    ],
)  # fmt: skip
def test_a_file_with_an_error_is_refused_whole(
    store: Store, lines: Sequence[str], expected: list[tuple[int, str, str, str]]
) -> None:
    known = ("H01,Gốc,,2020-01-01,,,", "H02,Nhánh,H01,2021-01-01,,,")
    taken(store, Kind.AGENCY, AGENCIES, *known)
    found = refused(store, Kind.AGENCY, AGENCIES, *lines, "H60,Đúng,,2025-01-01,,,")
    assert found == sorted(expected, key=lambda item: item[0])


def test_units_that_went_over_are_found_both_ways(store: Store) -> None:
    head = "code,name,parent,valid_from,valid_to,predecessors,predecessors_in_part"
    taken(store, Kind.ADMIN_UNIT, head, "80,Tỉnh A,,,,,",
          "00001,Xã Một,80,,2025-06-30,,", "00002,Xã Hai,80,,2025-06-30,,",
          "00001,Xã Ba,80,2025-07-01,,00001,00002", "00003,Xã Bốn,80,2025-07-01,,,00002",
          "00001,Phường Ba,80,2026-01-01,,,")  # fmt: skip
    with store.read() as connection:

        def after(code: str, day: date) -> list[tuple[str, str, bool]]:
            found = successors(connection, Kind.ADMIN_UNIT, code, day)
            return [(link.code, link.name, link.whole) for link in found]

        def before(code: str, day: date) -> list[tuple[str, str]]:
            found = predecessors(connection, Kind.ADMIN_UNIT, code, day)
            return [(link.code, link.name) for link in found]

        assert after("00001", BEFORE) == [("00001", "Xã Ba", True)]
        assert after("00002", BEFORE) == [("00001", "Xã Ba", False), ("00003", "Xã Bốn", False)]
        assert after("00001", AFTER) == []
        assert before("00001", date(2026, 5, 1)) == [("00001", "Xã Một"), ("00002", "Xã Hai")]
        assert before("00001", BEFORE) == []


def test_a_link_that_was_wrong_is_withdrawn_and_kept(store: Store) -> None:
    old = ("H1,A,,2020-01-01,2025-06-30,,", "H2,B,,2020-01-01,2025-06-30,,")
    taken(store, Kind.AGENCY, AGENCIES, *old, "H3,C,,2025-07-01,,H1,")
    report = taken(store, Kind.AGENCY, AGENCIES, "H3,C,,2025-07-01,,,H1 H2")
    assert (report.added, report.linked) == (0, 3)
    # A file without these columns does not speak of them.
    assert taken(store, Kind.AGENCY, "code,name,valid_from", "H3,C,2025-07-01").id is None
    with store.read() as connection:
        found = predecessors(connection, Kind.AGENCY, "H3", AFTER)
    assert [(link.code, link.whole) for link in found] == [("H1", False), ("H2", False)]
    gone = [row for row in rows(store, master_links) if row.withdrawn_by is not None]
    assert [(row.predecessor, row.whole, row.withdrawn_by) for row in gone] == [
        ("H1", True, report.id)
    ]


def test_what_looks_odd_is_imported_with_a_warning(store: Store) -> None:
    known = ("H01,A,,2020-01-01,,,", "H02,B,H01,2020-01-01,,,", "12.4,C,,2020-01-01,,,")
    first = taken(store, Kind.AGENCY, AGENCIES, *known)
    second = taken(
        store, Kind.AGENCY, AGENCIES, "H01,A,,2020-01-01,2025-06-30,,", "H03,D,,2025-07-01,,H02,"
    )
    warned = [(w.line, w.value, w.error.message) for w in (*first.warnings, *second.warnings)]
    assert warned == [
        (4, "12.4", "Codes of agencies have a letter and two digits in them."),
        (2, "H02", "It holds longer than the entry above it."),
        (3, "H02", "It went over as a whole and still holds."),
    ]


def test_entries_are_read_page_by_page_in_the_order_of_codes(store: Store) -> None:
    taken(store, Kind.PROCEDURE, "code,name", *(f"1.{n:06d},Thủ tục {n}" for n in range(25)))
    pages: list[str] = []
    with store.read() as connection:
        while found := entries(connection, Kind.PROCEDURE, AFTER, pages[-1] if pages else "", 10):
            assert len(found) <= 10
            pages += [item.code for item in found]
        assert counted(connection, AFTER)[Kind.PROCEDURE] == 25
    assert pages == [f"1.{n:06d}" for n in range(25)]


def test_what_was_not_there_on_a_day_is_not_found(store: Store) -> None:
    taken(store, Kind.AGENCY, AGENCIES, "H53,A,,2025-07-01,,,")
    with store.read() as connection:
        assert entry(connection, Kind.AGENCY, "H53", AFTER).name == "A"
        for code, day in (("H53", BEFORE), ("H54", AFTER)):
            with pytest.raises(SohoaError) as caught:
                entry(connection, Kind.AGENCY, code, day)
            assert caught.value.code is ErrorCode.NOT_FOUND
        with pytest.raises(SohoaError, match="There never was"):
            history(connection, Kind.AGENCY, "H54")


def test_a_staff_unit_belongs_to_an_agency_that_there_is(store: Store) -> None:
    lines = ("code,name,valid_from,agency", "VP,Văn phòng,2025-07-01,H53.1")
    [(number, column, value, _)] = refused(store, Kind.STAFF_UNIT, *lines)
    assert (number, column, value) == (2, "agency", "H53.1")
    taken(store, Kind.AGENCY, AGENCIES, "H53.1,Sở,,2025-07-01,,,")
    assert taken(store, Kind.STAFF_UNIT, *lines).added == 1


@pytest.mark.parametrize("table", [master_entries, master_links], ids=str)
def test_the_database_lets_nobody_overwrite(store: Store, table: Table) -> None:
    old = "H1,A,,2020-01-01,2025-06-30,,"
    taken(store, Kind.AGENCY, AGENCIES, old, "H2,B,,2025-07-01,,H1,")
    kept = rows(store, table)
    for changed in (update(table).values(kind="procedure"), delete(table)):
        with pytest.raises(DBAPIError, match="overwritten"), store.write() as connection:
            connection.execute(changed)
    assert rows(store, table) == kept


def test_imports_at_once_follow_one_another(store: Store) -> None:
    def one(number: int) -> Report:
        return take(store, Kind.AGENCY, AGENCIES, f"H53,Tên {number},,2025-07-01,,,")

    reports = at_once(4, one)
    assert [report.problems for report in reports] == [()] * 4
    held = [row for row in rows(store, master_entries) if row.valid_to is None]
    assert len(rows(store, master_entries)) == 4 and len(held) == 1


def test_the_units_of_the_reform_are_brought_along(store: Store) -> None:
    report = import_built_in_units(store)
    assert (report.problems, report.warnings) == ((), ())
    assert import_built_in_units(store) == Report(unchanged=report.added)
    with store.read() as connection:
        count = {day: counted(connection, day)[Kind.ADMIN_UNIT] for day in (BEFORE, AFTER)}
        origins = predecessors(connection, Kind.ADMIN_UNIT, "80", AFTER)
        split = successors(connection, Kind.ADMIN_UNIT, "27769", BEFORE)
        old = entry(connection, Kind.ADMIN_UNIT, "80", BEFORE)
    assert count == {BEFORE: 63 + 696 + 10_035, AFTER: 34 + 3_321}
    assert [(o.name, o.whole) for o in origins] == [("Tỉnh Tây Ninh", True), ("Tỉnh Long An", True)]
    assert [(s.name, s.whole) for s in split] == [("Xã Vĩnh Hưng", False), ("Xã Khánh Hưng", False)]
    assert (old.name, old.valid_from, old.valid_to) == ("Tỉnh Long An", None, BEFORE)


def test_ten_thousand_lines_take_less_than_ten_seconds(store: Store) -> None:
    lines = [f"1.{n:06d},Thủ tục số {n} của tỉnh,2025-07-01,Đất đai" for n in range(10_000)]
    changed = [line.replace("2025-07-01", "2026-01-01").replace("số", "thứ") for line in lines]
    for file, closed in ((lines, 0), (changed, 10_000)):
        began = time.perf_counter()
        report = taken(store, Kind.PROCEDURE, "code,name,valid_from,field", *file)
        assert time.perf_counter() - began < 10
        assert (report.added, report.closed) == (10_000, closed)


PAPERS = "code,name,parent,valid_from,document_type,required,reusable"


@pytest.fixture
def procedure(store: Store) -> str:
    """A procedure whose components changed on 2026-01-01."""
    taken(store, Kind.PROCEDURE, "code,name", "1.001193,Đăng ký khai sinh")
    taken(
        store, Kind.COMPONENT, PAPERS,
        "C1,Tờ khai đăng ký khai sinh,1.001193,2020-01-01,to_khai_khai_sinh,yes,",
        "C2,Giấy chứng sinh,1.001193,2020-01-01,,có,",
        "C3,Hộ chiếu nếu có,1.001193,2020-01-01,,no,",
        "C4,Giấy chứng nhận kết hôn,1.001193,2026-01-01,giay_ket_hon,yes,yes",
    )  # fmt: skip
    return "1.001193"


def test_components_are_those_of_the_day(store: Store, procedure: str) -> None:
    with store.read() as connection:
        old = components(connection, procedure, BEFORE)
        new = components(connection, f"{procedure}.000.00.00.H53", date(2026, 1, 1))
        assert components(connection, "1.999999", BEFORE) == []
    assert [item.code for item in old] == ["C1", "C2", "C3"]
    assert [item.code for item in new] == ["C1", "C2", "C3", "C4"]
    assert new[3].attributes == {
        "document_type": "giay_ket_hon", "required": True, "reusable": True,
    }  # fmt: skip


def missing(store: Store, procedure: str, listed: Sequence[str] = ()) -> list[str]:
    """What a dossier lacks that holds the form, and a receipt where one lists something."""
    dossier = open_dossier(store, "H53.15-251123-0007", procedure=procedure, unit="xa-a")
    form = paper(kind="to_khai_khai_sinh", ho_ten="Trần Lan")
    papers = [
        form,
        *([paper(kind="giay_tiep_nhan", thanh_phan_ho_so=tuple(listed))] if listed else []),
    ]
    for number, each in enumerate(papers):
        document, _ = digest(store, result(each), f"%PDF-1.7 {number}".encode())
        add_paper(store, dossier, document)
    with store.read() as connection:
        beside = papers_beside(connection, document)
        return missing_components(beside, asked_components(connection, document))


def test_a_dossier_lacks_what_its_procedure_asked_for_when_it_was_made(
    store: Store, procedure: str, clock: Clock
) -> None:
    assert missing(store, procedure) == ["Giấy chứng sinh", "Giấy chứng nhận kết hôn"]


def test_an_earlier_dossier_lacks_nothing_that_was_asked_for_later(
    store: Store, procedure: str, clock: Clock
) -> None:
    clock.back(100 * 24 * 3600)
    assert missing(store, procedure) == ["Giấy chứng sinh"]


def test_what_the_receipt_lists_is_told_once(store: Store, procedure: str) -> None:
    listed = ("Bản sao giấy chứng sinh", "Giấy ủy quyền")
    found = missing(store, procedure, listed)
    assert found == [*listed, "Giấy chứng nhận kết hôn"]
