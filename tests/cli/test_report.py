"""`sohoa report` as operators use it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from docx import Document

from cli.commands import report
from models.indicators import SIDES, definitions
from models.settings import Settings
from models.store.database import Store, open_store
from models.store.tables import audit_events
from tests.models.store.builders import Clock, rows
from tests.models.store.office_at_work import EXPECTED, FORMULA, work
from tests.servers import prepared_sqlite

PERIOD = ("--period", "2026-03")


@pytest.fixture
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """What was done in March 2026; nothing of it lies where reports are written."""
    template = tmp_path_factory.getbasetemp() / "database-template"
    url = prepared_sqlite(template, tmp_path_factory.mktemp("store") / "database")
    home = tmp_path_factory.mktemp("home")
    opened = open_store(Settings(home=str(home), database_url=url), Clock())
    yield opened
    opened.close()


@pytest.fixture
def office(store: Store) -> Store:
    work(store)
    return store


def run(store: Store, *words: str | Path) -> Result:
    env = {"SOHOA_DATABASE_URL": store.settings.database_url}
    return CliRunner().invoke(report.command, [str(word) for word in words], env=env)


def lines_of(text: str) -> list[Mapping[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_figures_are_shown_and_told_to_programs(office: Store) -> None:
    shown = run(office, "show", *PERIOD, "--by", "unit")
    assert shown.exit_code == 0, shown.output
    assert "not known here" in shown.stdout and "Papers with approved data" in shown.stdout
    assert "xa-a  Xã A" in shown.stdout
    body = json.loads(run(office, "show", *PERIOD, "--by", "procedure", "--json").stdout)
    found = {item["id"]: item for item in body["indicators"]}
    assert found["approved"] | {"share": 0} == {
        "id": "approved", "numerator": 3, "denominator": 6, "share": 0, "reason": None,
        "name": {"vi": "Giấy tờ có dữ liệu đã duyệt", "en": "Papers with approved data"},
        "unit": "papers", "document": "Thông tư 01/2023/TT-VPCP",
        "place": "Điều 9: dữ liệu bóc tách phải đúng với giấy tờ", "confirmed": True,
    }  # fmt: skip
    results = found["qd766_results"]
    assert results["numerator"] is None and results["reason"] == "unknown"
    assert found["data_open"]["numerator"] == 2
    assert (body["first"], body["last"], body["by"]) == ("2026-03-01", "2026-03-31", "procedure")
    assert {line["code"] for line in body["lines"]} > {"1.001193"}


def test_every_number_is_traced_to_what_it_counts(office: Store) -> None:
    for item in definitions().indicator:
        for name in SIDES:
            side = item.side(name)
            done = run(office, "records", "--indicator", item.id, "--of", name, *PERIOD)
            if side is None:
                assert done.exit_code == 2 and "is counted here" in done.stderr
                continue
            assert done.exit_code == 0, done.output
            assert len(lines_of(done.stdout)) == EXPECTED[side.of]
            assert done.stderr == f"{EXPECTED[side.of]:,} rows\n"
    noted = [row for row in rows(office, audit_events) if row.action == "export_indicator"]
    assert noted[0].subject == "received_files" and noted[0].details["rows"] == EXPECTED["files"]


def test_a_spreadsheet_works_nothing_out(office: Store, tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    done = run(office, "records", "--indicator", "received_dossiers", *PERIOD, "-o", out)
    assert (done.exit_code, done.stdout) == (0, "")
    assert out.read_bytes().startswith("\ufeff".encode())
    with out.open(encoding="utf-8-sig", newline="") as file:
        codes = [row["dossier"] for row in csv.DictReader(file)]
    assert codes == ["D-1", "D-2", "D-3", f"'{FORMULA}"]
    again = run(office, "records", "--indicator", "digitized", *PERIOD, "-o", out)
    assert again.exit_code == 2 and "--force" in again.stderr
    forced = run(office, "records", "--indicator", "digitized", *PERIOD, "-o", out, "--force")
    assert forced.exit_code == 0 and b"D-1-01" in out.read_bytes()


def test_a_workbook_has_what_the_csv_file_has(office: Store, tmp_path: Path) -> None:
    out = tmp_path / "a.xlsx"
    done = run(office, "records", "--indicator", "data_open", *PERIOD, "-o", out)
    assert (done.exit_code, done.stderr) == (0, "2 rows\n")
    names, *found = openpyxl.load_workbook(out).active.values
    assert names == ("set", "data_period", "revision", "published")
    assert [entry[:3] for entry in found] == [("dossiers", "2025-Q4", 0), ("papers", "2026-02", 0)]
    assert [path.name for path in tmp_path.glob("*.xlsx")] == [out.name]
    unknown = [*("--indicator", "received_files", *PERIOD), "--type", "khac", "--force"]
    assert run(office, "records", *unknown, "-o", out).exit_code == 2
    assert openpyxl.load_workbook(out).active["A2"].value == "dossiers"


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_the_yearly_report_is_there_whole_and_never_overwritten(
    office: Store, tmp_path: Path, ending: str
) -> None:
    out = tmp_path / f"2026.{ending}"
    done = run(office, "yearly", "--year", "2026", "-o", out)
    assert (done.exit_code, done.stdout) == (0, f"2025-11-15 to 2026-11-14: {out}\n")
    made = out.read_bytes()
    assert made.startswith(b"%PDF-" if ending == "pdf" else b"PK")
    refused = run(office, "yearly", "--year", "2026", "-o", out)
    assert refused.exit_code == 2 and "--force" in refused.stderr
    assert out.read_bytes() == made and [path.name for path in tmp_path.iterdir()] == [out.name]


@pytest.mark.parametrize(
    "words",
    [
        ["records", "--indicator", "approved", *PERIOD, "-o", "/proc/out.csv"],
        ["records", "--indicator", "approved", *PERIOD, "-o", "/proc/out.xlsx"],
        ["yearly", "--year", "2026", "-o", "/proc/out.docx"],
    ],
)
def test_what_cannot_be_written_is_told(office: Store, words: list[str]) -> None:
    failed = run(office, *words)
    assert failed.exit_code == 1
    assert failed.stderr.startswith("sohoa: cannot write: ")


def test_cut_offs_are_told(office: Store, tmp_path: Path) -> None:
    out = tmp_path / "2026.docx"
    days = ("--cut-off", "2026-11-20", "--last-cut-off", "2025-11-30")
    assert run(office, "yearly", "--year", "2026", "-o", out, *days).exit_code == 0
    text = "\n".join(paragraph.text for paragraph in Document(str(out)).paragraphs)
    assert "từ ngày 01/12/2025" in text and "kỳ trước (30/11/2025)" in text
    assert "đến hết ngày 20/11/2026" in text


@pytest.mark.parametrize(
    "words",
    [
        ["show", "--period", "2026-13"],
        ["show", "--period", "2026", "--since", "2026-01-01"],
        ["show", "--until", "2026-01-01"],
        ["show", "--since", "2026-03-02", "--until", "2026-03-01"],
        ["show", "--unit", "none"],
        ["records", "--indicator", "approved", "-o", "a.docx"],
        ["show", "--type", "none"],
        ["records"],
        ["records", "--indicator", "none"],
        ["records", "--indicator", "received_files", "--type", "khac"],
        ["yearly", "--year", "2026", "-o", "a.odt"],
        ["yearly", "--year", "2026", "-o", "a.pdf", "--cut-off", "2024-01-01"],
        ["yearly", "--year", "2026", "-o", "a.pdf", "--unit", "none"],
    ],
)
def test_wrong_usage_is_told(store: Store, words: list[str]) -> None:
    done = run(store, *words)
    assert done.exit_code == 2, done.output
    assert not Path("a.pdf").exists()
