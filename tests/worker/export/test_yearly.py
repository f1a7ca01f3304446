"""The yearly report: both kinds of file say the same, and all that was counted."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path

import matplotlib
import pdfplumber
import pytest
from docx import Document
from fontTools.ttLib import TTFont

from models.indicators import definitions, yearly_period
from models.periods import Period
from models.store.database import Store
from models.store.indicators import Scope
from models.store.tables import audit_events
from models.store.units import below
from tests.models.store.builders import rows
from tests.models.store.office_at_work import work
from tests.webui.tree import BESIDE, OWN
from worker.export.office import Picture, Table
from worker.export.office_pdf import _FACES
from worker.export.yearly import UNCONFIRMED, write_yearly, yearly_report

YEAR = Scope(yearly_period(2026, definitions().yearly))


@pytest.fixture
def office(store: Store) -> Store:
    work(store)
    return store


def write(store: Store, path: Path, scope: Scope = YEAR, unit: str | None = None) -> Path:
    is_pdf = path.suffix == ".pdf"
    write_yearly(store, 2026, scope, path, unit=unit, as_pdf=is_pdf, actor="an")
    return path


def docx_texts(path: Path) -> list[str]:
    """Paragraphs, and cells of tables."""
    document = Document(str(path))
    cells = [
        cell.text for table in document.tables for row in table.rows for cell in row.cells
    ]  # fmt: skip
    return [paragraph.text for paragraph in document.paragraphs] + cells


def pdf_text(path: Path) -> str:
    """In one line; accents may come apart from their letters."""
    with pdfplumber.open(path) as pdf:
        found = " ".join(page.extract_text() for page in pdf.pages)
    return unicodedata.normalize("NFC", " ".join(found.split()))


def test_a_document_has_the_layout_and_every_number(office: Store, tmp_path: Path) -> None:
    texts = docx_texts(write(office, tmp_path / "a.docx"))
    whole = "\n".join(texts)
    for part in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "TÊN CƠ QUAN: …",
        "Số: ……/BC-……", "ngày …… tháng …… năm 2026", "BÁO CÁO", "Nơi nhận:", "- Lưu: VT, ……",
        "từ ngày 15/11/2025, ngày liền sau ngày chốt số liệu của kỳ trước (14/11/2025)",
        "đến hết ngày 14/11/2026, ngày chốt số liệu của kỳ này", "trước ngày 25/11/2026",
        "Kế hoạch số 1082/KH-UBND", "Phạm vi: toàn bộ các đơn vị.",
        "Kỳ báo cáo chưa kết thúc", "lúc 15:00 ngày 02/03/2026",
        "sohoa report records --indicator MÃ --of numerator --since 2025-11-15 --until 2026-11-14",
    ):  # fmt: skip
        assert part in whole, part
    tables = Document(str(tmp_path / "a.docx")).tables
    by_first = {tuple(c.text for c in row.cells)[0]: row for t in tables for row in t.rows}

    def cells(first: str) -> list[str]:
        return [cell.text for cell in by_first[first].cells][1:]

    assert cells("Số hóa mức 1: chỉ có ảnh (*)") == ["giấy tờ", "2", "6", "33,3 %"]
    assert cells("Giấy tờ có dữ liệu đã duyệt") == ["giấy tờ", "3", "6", "50,0 %"]
    assert cells("Tỷ lệ cấp kết quả điện tử (*)") == ["hồ sơ", "phần mềm không biết", "", ""]
    assert cells("03/2026") == ["6", "5", "3"]
    assert cells("– – Xã A (xa-a)") == ["7", "3", "5", "2", "2", "1", "2", "1"]
    assert cells("Đăng ký khai sinh (1.001193)") == ["1", "2", "1", "2", "1", "2"]
    assert cells("Giấy khai sinh (giay_khai_sinh)") == ["1", "0", "1", "0", "1", "0"]


def test_every_definition_is_told_with_its_source(office: Store, tmp_path: Path) -> None:
    texts = docx_texts(write(office, tmp_path / "a.docx"))
    for item in definitions().indicator:
        [at] = [n for n, text in enumerate(texts) if text == f"{item.vi} ({item.id})"]
        how, source = texts[at + 1 : at + 3]
        assert source.startswith(f"{item.document}, {item.place}")
        assert (UNCONFIRMED in source) is not item.confirmed
        assert (item.unknown or item.numerator).vi in how  # type: ignore[union-attr]


def test_a_pdf_says_what_the_document_says(office: Store, tmp_path: Path) -> None:
    text = pdf_text(write(office, tmp_path / "a.pdf")).replace(" ", "")
    report = yearly_report(office, 2026, YEAR, None)
    assert sum(isinstance(part, Picture) for part in report.parts) == 2
    for part in report.parts:
        said = (
            part.title
            if isinstance(part, Table)
            else part.shows
            if isinstance(part, Picture)
            else part.text
        )
        cells = [c for row in part.rows for c in row] if isinstance(part, Table) else []
        # Where a cell goes on in a further line, the neighbour's words stand between.
        short = [cell for cell in cells if len(cell) < 12]
        for each in (said, *short):
            wanted = unicodedata.normalize("NFC", "".join(each.split()))
            assert wanted in text, each
    with pdfplumber.open(tmp_path / "a.pdf") as pdf:
        assert sum(len(page.images) for page in pdf.pages) == 2
        assert pdf.pages[1].extract_text().startswith("2\n")


def test_a_report_of_a_unit_tells_of_those_below_only(office: Store, tmp_path: Path) -> None:
    with office.snapshot() as connection:
        scope = Scope(YEAR.period, below(connection, OWN))
    whole = "\n".join(docx_texts(write(office, tmp_path / "a.docx", scope, OWN)))
    assert "Phạm vi: Xã A và các đơn vị trực thuộc." in whole and f"--unit {OWN}" in whole
    assert "Thôn A" in whole and "Xã B" not in whole and BESIDE not in whole
    [event] = [row for row in rows(office, audit_events) if row.action == "export_report"]
    assert (event.actor, event.subject, event.details["unit"]) == ("an", "2026", OWN)


def test_a_period_that_is_over_and_empty(office: Store, tmp_path: Path) -> None:
    scope = Scope(Period(date(2025, 1, 1), date(2025, 12, 31)))
    texts = docx_texts(write(office, tmp_path / "a.docx", scope))
    assert texts.count("Không có trong kỳ.") == 3
    assert not any("chưa kết thúc" in text for text in texts)
    assert "Không có trong kỳ." in pdf_text(write(office, tmp_path / "a.pdf", scope))


def test_the_same_numbers_make_the_same_file(office: Store, tmp_path: Path) -> None:
    first, second = (write(office, tmp_path / f"{name}.pdf") for name in ("a", "b"))
    assert first.read_bytes() == second.read_bytes()


def test_the_fonts_have_all_letters_of_vietnamese() -> None:
    letters = {
        unicodedata.normalize("NFC", f"{vowel}{tone}")
        for vowel in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
        for tone in "\u0300\u0301\u0303\u0309\u0323"
    } | set("đĐ…–")
    assert all(len(letter) == 1 for letter in letters)
    for name in _FACES.values():
        font = TTFont(Path(matplotlib.get_data_path(), "fonts", "ttf", name))
        assert {letter for letter in letters if ord(letter) not in font.getBestCmap()} == set()
