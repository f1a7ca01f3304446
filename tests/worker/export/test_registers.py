"""Registers hold what the database holds, and a spreadsheet runs none of it."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest

from models import sheets
from models.doctypes import document_types
from models.errors import ErrorCode, SohoaError
from models.spreadsheets import harmless, restored
from models.store.database import Store
from models.store.records import RecordState, correct
from models.store.registers import Register
from models.store.tables import audit_events
from tests.models.store.builders import LETTER, Clock, rows
from tests.worker.export.papers import add, export, seal_paper_of
from worker.export.register import ABOUT, Written, cell_of, items_path, write_register

FORMULAS = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", '=HYPERLINK("http://x","y")', "  =1"]
CARD, LAND, BIRTH = "can_cuoc", "gcn_quyen_su_dung_dat", "giay_khai_sinh"


def write(store: Store, kind: str, path: Path, **chosen: Any) -> Written:
    items = items_path(path) if path.suffix == ".csv" else None
    return write_register(
        store, document_types()[kind], Register(kind, **chosen), path, actor="lan", items=items,
        as_workbook=items is None,
    )  # fmt: skip


def read_csv(path: Path) -> list[dict[str, str]]:
    """Rows by the ids of the second line of headings."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        _, ids, *lines = csv.reader(file)
    return [dict(zip(ids, line, strict=True)) for line in lines]


def read_sheet(path: Path, title: str = "Hồ sơ") -> list[dict[str, Any]]:
    book = openpyxl.load_workbook(path)
    _, ids, *lines = book[title].iter_rows(values_only=True)
    book.close()
    return [dict(zip(ids, line, strict=True)) for line in lines]


def test_a_csv_file_holds_the_newest_version_of_approved_records(
    store: Store, tmp_path: Path
) -> None:
    first = add(store, LETTER, approved=False, so_ky_hieu="1/QĐ-UBND", nguoi_ky="Lê A")
    correct(store, first, 1, {"so_ky_hieu": "11/QĐ-UBND"}, "lan")
    add(store, CARD, so_dinh_danh="072190001234")
    second = add(store, LETTER, so_ky_hieu="2/QĐ-UBND", kinh_gui=("Sở Y tế", "Sở Tư pháp"))
    done = write(store, LETTER, tmp_path / "so.csv", all_states=True)
    assert done == Written(2, 2, 0)
    one, two = read_csv(tmp_path / "so.csv")
    assert (one["record"], one["version"], one["state"]) == (str(first), "2", "review")
    assert (one["so_ky_hieu"], one["nguoi_ky"]) == ("11/QĐ-UBND", "Lê A")
    assert (two["record"], two["kinh_gui"]) == (str(second), "Sở Y tế; Sở Tư pháp")
    assert (two["unit"], two["made"], two["state"]) == ("xa-a", "2026-03-02", "approved")
    # Only what a person vouches for, unless more is asked for.
    assert write(store, LETTER, tmp_path / "so.csv") == Written(1, 2, 0)
    assert [row["record"] for row in read_csv(tmp_path / "so.csv")] == [str(second)]


def test_columns_are_named_twice_and_in_the_order_of_the_type(store: Store, tmp_path: Path) -> None:
    add(store, BIRTH, ho_ten="Nguyễn Thị Hồng Ánh")
    write(store, BIRTH, tmp_path / "so.csv")
    data = (tmp_path / "so.csv").read_bytes()
    # Without the mark Excel takes the bytes for those of another code page.
    assert data.startswith(b"\xef\xbb\xbf")
    titles, ids = list(csv.reader(data.decode("utf-8-sig").splitlines()))[:2]
    fields = document_types()[BIRTH].field
    assert ids == [*ABOUT, *(field.id for field in fields)]
    assert titles == [*ABOUT.values(), *(field.title for field in fields)]
    assert read_csv(tmp_path / "so.csv")[0]["ho_ten"] == "Nguyễn Thị Hồng Ánh"


def test_a_workbook_has_typed_cells(store: Store, tmp_path: Path) -> None:
    holders = ({"ho_ten": "Trần Văn B", "nam_sinh": "1950", "so_giay_to": "012345678"},)
    record = add(
        store, LAND, so_phat_hanh="00123", ngay_cap="2004-05-06", dien_tich="120.5",
        chu_su_dung=holders, so_thua="0012",
    )  # fmt: skip
    assert write(store, LAND, tmp_path / "so.xlsx") == Written(1, 1, 0)
    (row,) = read_sheet(tmp_path / "so.xlsx")
    assert (row["so_phat_hanh"], row["so_thua"]) == ("00123", "0012")
    assert row["ngay_cap"] == datetime(2004, 5, 6)
    assert row["dien_tich"] == 120.5
    assert row["chu_su_dung"] == "Trần Văn B, 1950, 012345678"
    (item,) = read_sheet(tmp_path / "so.xlsx", "Danh sách")
    assert (item["record"], item["field"], item["position"]) == (str(record), "chu_su_dung", 1)
    assert (item["ho_ten"], item["so_giay_to"]) == ("Trần Văn B", "012345678")
    notes = openpyxl.load_workbook(tmp_path / "so.xlsx")["Ghi chú"]
    told = list(notes.iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in told] == ["state", *(f.id for f in document_types()[LAND].field)]
    assert all(f"{state}: " in told[0][3] for state in RecordState)


@pytest.mark.parametrize(
    ("kind", "value", "cell"),
    [
        ("date", "2017-11-03", date(2017, 11, 3)),
        ("date", "2017-11", "2017-11"),
        ("date", "1987", "1987"),
        ("date", "2019-02-30", "2019-02-30"),
        ("date", "1899-12-31", "1899-12-31"),
        ("datetime", "2025-01-31T08:30", datetime(2025, 1, 31, 8, 30)),
        ("date", "Không thời hạn", "Không thời hạn"),
        ("personal_id", "001190001234", "001190001234"),
        ("area", "0.5", 0.5),
        ("area", "007", "007"),
        ("money", "1234567890123456", "1234567890123456"),
        ("number_code", "12", "12"),
        ("text", None, None),
    ],
)
def test_only_what_is_whole_is_a_date_or_number(kind: str, value: Any, cell: Any) -> None:
    assert cell_of(kind, value) == cell


def test_no_cell_is_run_as_a_formula(store: Store, tmp_path: Path) -> None:
    for text in FORMULAS:
        add(store, LETTER, trich_yeu=text, kinh_gui=(text,))
    write(store, LETTER, tmp_path / "so.csv")
    write(store, LETTER, tmp_path / "so.xlsx")
    table, items = read_csv(tmp_path / "so.csv"), read_csv(tmp_path / "so.lists.csv")
    for cells in ([row["trich_yeu"] for row in table], [row["value"] for row in items]):
        assert cells == [f"'{text}" for text in FORMULAS]
        assert [restored(cell) for cell in cells] == FORMULAS
    sheet = openpyxl.load_workbook(tmp_path / "so.xlsx")["Hồ sơ"]
    ids = [cell.value for cell in sheet[2]]
    cells = [row[ids.index("trich_yeu")] for row in sheet.iter_rows(min_row=3)]
    assert [cell.data_type for cell in cells] == ["s"] * len(FORMULAS)
    # XML has no other line end.
    assert [cell.value for cell in cells] == [text.replace("\r", "_x000D_") for text in FORMULAS]


@pytest.mark.parametrize("text", ["'", "'=1", "''x", "=1", "Lê", "", "'quoted'"])
def test_a_text_comes_back_whatever_it_begins_with(text: str) -> None:
    assert restored(harmless(text)) == text


def test_units_and_days_are_chosen(store: Store, clock: Clock, tmp_path: Path) -> None:
    add(store, LETTER, so_ky_hieu="1/QĐ")
    add(store, LETTER, so_ky_hieu="2/QĐ", unit="xa-b")
    clock.forward(10 * 3600)  # in Vietnam the next day, but not in Greenwich
    add(store, LETTER, so_ky_hieu="3/QĐ")

    def numbers(**chosen: Any) -> list[str]:
        write(store, LETTER, tmp_path / "so.csv", **chosen)
        return [row["so_ky_hieu"] for row in read_csv(tmp_path / "so.csv")]

    assert numbers() == ["1/QĐ", "2/QĐ", "3/QĐ"]
    assert numbers(unit="xa-a") == ["1/QĐ", "3/QĐ"]
    assert numbers(unit="tay-ninh") == ["1/QĐ", "2/QĐ", "3/QĐ"]
    assert numbers(since=date(2026, 3, 3)) == ["3/QĐ"]
    assert numbers(until=date(2026, 3, 2)) == ["1/QĐ", "2/QĐ"]
    with pytest.raises(SohoaError) as refused:
        numbers(unit="xa-z")
    assert refused.value.code is ErrorCode.NOT_FOUND
    told = [row.details["records"] for row in rows(store, audit_events) if _is_export(row)]
    assert told == [3, 2, 3, 1, 2]


def _is_export(row: Any) -> bool:
    return bool(row.action == "export_register" and row.subject == LETTER and row.actor == "lan")


def test_nothing_of_a_sealed_paper_is_written(store: Store, tmp_path: Path) -> None:
    record = add(store, LETTER, so_ky_hieu="1/QĐ")
    seal_paper_of(store, record)
    assert write(store, LETTER, tmp_path / "so.csv", all_states=True) == Written(0, 0, 0)


def test_a_sheet_that_is_full_goes_on_in_another(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 4)
    monkeypatch.setattr(sheets, "LONGEST", 40)
    for number in range(5):
        add(store, CARD, ho_ten=f"Người thứ {number}", que_quan="x" * (38 + number))
    assert write(store, CARD, tmp_path / "so.xlsx").cut == 2
    found = [
        row for title in ("Hồ sơ", "Hồ sơ 2", "Hồ sơ 3")
        for row in read_sheet(tmp_path / "so.xlsx", title)
    ]  # fmt: skip
    assert [row["ho_ten"] for row in found] == [f"Người thứ {number}" for number in range(5)]
    assert [row["que_quan"][-1] for row in found] == ["x", "x", "x", "…", "…"]


def test_duckdb_reads_a_register(store: Store, tmp_path: Path) -> None:
    add(store, CARD, so_dinh_danh="072190001234", ho_ten="Trần Thị B")
    write(store, CARD, tmp_path / "so.csv")
    query = "SELECT so_dinh_danh, ho_ten FROM read_csv(?, skip=1, header=true, all_varchar=true)"
    found = duckdb.execute(query, [str(tmp_path / "so.csv")]).fetchall()
    assert found == [("072190001234", "Trần Thị B")]


def test_a_file_is_whole_or_not_there(store: Store, tmp_path: Path) -> None:
    add(store, LETTER, so_ky_hieu="1/QĐ", kinh_gui=("Sở Y tế",))
    out = tmp_path / "out" / "so.csv"
    done = export(store.settings, "register", LETTER, out)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"1 records, 1 items of lists: {out}\n"
    assert _names(out.parent) == ["so.csv", "so.lists.csv"]
    again = export(store.settings, "register", LETTER, out)
    assert again.returncode == 2 and "--force" in again.stderr
    before = out.read_bytes()
    failed = export(store.settings, "register", LETTER, out, "--force", "--unit", "nowhere")
    assert failed.returncode == 2 and "no unit nowhere" in failed.stderr
    assert (out.read_bytes(), _names(out.parent)) == (before, ["so.csv", "so.lists.csv"])
    assert export(store.settings, "register", LETTER, out, "--force").returncode == 0
    assert export(store.settings, "register", LETTER, out.with_suffix(".xlsx")).returncode == 0
    assert len(read_sheet(out.with_suffix(".xlsx"))) == 1


def _names(folder: Path) -> Sequence[str]:
    return sorted(path.name for path in folder.iterdir())


def test_wrong_usage_is_told(store: Store, tmp_path: Path) -> None:
    assert "no type" in export(store.settings, "register", "thu", tmp_path / "a.csv").stderr
    assert "must end" in export(store.settings, "register", LETTER, tmp_path / "a.ods").stderr
    assert list(tmp_path.glob("a.*")) == []
