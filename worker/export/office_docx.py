"""A report as a document that the office completes (OOXML)."""

from __future__ import annotations

import io
from datetime import UTC
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as Docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from worker.export.office import (
    A4,
    BLANK,
    MARGINS,
    MOTTO,
    NATION,
    WIDTH,
    Heading,
    OfficeReport,
    Part,
    Picture,
    Table,
    Text,
)

# Nghị định 30/2020/NĐ-CP, appendix I: Times New Roman, 13 to 14 points.
_FONT, _SIZE, _SMALL = "Times New Roman", 13, 10
_CENTRE, _RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT


def write_docx(report: OfficeReport, path: Path) -> None:
    """Write a report."""
    document = Document()
    _prepare(document, report)
    _letterhead(document, report)
    for line, bold in ((report.kind, True), (report.subject, True)):
        _say(document.add_paragraph(), line, bold=bold, align=_CENTRE)
    _say(document.add_paragraph(), f"Kính gửi: {BLANK}", align=_CENTRE)
    for part in report.parts:
        _add(document, part)
    _foot(document)
    document.save(str(path))


def _prepare(document: Docx, report: OfficeReport) -> None:
    section, style = document.sections[0], document.styles["Normal"]
    section.page_width, section.page_height = (Mm(length) for length in A4)
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = (
        Mm(length) for length in MARGINS
    )
    style.font.name, style.font.size = _FONT, Pt(_SIZE)
    style.paragraph_format.space_after = Pt(6)
    # Pages are numbered from the second one on.
    section.different_first_page_header_footer = True
    _page_number(section.header.paragraphs[0])
    properties = document.core_properties
    properties.title, properties.author, properties.language = report.subject, "", "vi-VN"
    properties.comments = ""
    # Told without a zone, and taken for UTC.
    made_at = report.made_at.astimezone(UTC).replace(tzinfo=None)
    properties.created = properties.modified = made_at


def _page_number(paragraph: Paragraph) -> None:
    paragraph.alignment = _CENTRE
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _say(
    paragraph: Paragraph, text: str, *, bold: bool = False, italic: bool = False,
    align: Any = None, size: int = _SIZE,
) -> None:  # fmt: skip
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    if align is not None:
        paragraph.alignment = align


def _letterhead(document: Docx, report: OfficeReport) -> None:
    left, right = _two_columns(document)
    _lines(left, (f"CƠ QUAN CHỦ QUẢN: {BLANK}", False), (f"TÊN CƠ QUAN: {BLANK}", True))
    _say(left.add_paragraph(), f"Số: ……/{report.sign}-……", align=_CENTRE)
    _lines(right, (NATION, True), (MOTTO, True))
    _underline(right.paragraphs[-1])
    date = f"……………, ngày …… tháng …… năm {report.year}"
    _say(right.add_paragraph(), date, italic=True, align=_CENTRE)
    document.add_paragraph()


def _two_columns(document: Docx) -> tuple[_Cell, _Cell]:
    table = document.add_table(1, 2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    left, right = table.rows[0].cells
    left.width, right.width = Mm(0.44 * WIDTH), Mm(0.56 * WIDTH)
    return left, right


def _lines(cell: _Cell, *lines: tuple[str, bool]) -> None:
    for number, (line, bold) in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        _say(paragraph, line, bold=bold, align=_CENTRE, size=12)


def _underline(paragraph: Paragraph) -> None:
    for run in paragraph.runs:
        run.underline = True


def _foot(document: Docx) -> None:
    left, right = _two_columns(document)
    _say(left.paragraphs[0], "Nơi nhận:", bold=True, italic=True, size=12)
    for line in (f"- {BLANK};", f"- {BLANK};", "- Lưu: VT, ……"):
        _say(left.add_paragraph(), line, size=11)
    _lines(right, ("QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ", True))
    signed = "(Chữ ký của người có thẩm quyền, dấu của cơ quan)"
    _say(right.add_paragraph(), signed, italic=True, align=_CENTRE, size=12)
    _say(right.add_paragraph(), f"Họ và tên: {BLANK}", align=_CENTRE)


def _add(document: Docx, part: Part) -> None:
    if isinstance(part, Heading):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        _say(paragraph, part.text, bold=True)
    elif isinstance(part, Text):
        paragraph = document.add_paragraph()
        _say(paragraph, part.text, align=WD_ALIGN_PARAGRAPH.JUSTIFY)
    elif isinstance(part, Picture):
        shape = document.add_picture(io.BytesIO(part.png), width=Mm(WIDTH))
        shape._inline.docPr.set("descr", part.shows)
        _say(document.add_paragraph(), part.shows, italic=True, align=_CENTRE, size=_SMALL)
    else:
        _add_table(document, part)


def _add_table(document: Docx, part: Table) -> None:
    title = document.add_paragraph()
    title.paragraph_format.keep_with_next = True
    _say(title, part.title, italic=True)
    table = document.add_table(1, len(part.headings), style="Table Grid")
    for cell, heading in zip(table.rows[0].cells, part.headings, strict=True):
        _fill(cell, heading, bold=True, align=_CENTRE)
    # The columns are named on every page.
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    texts = len(part.headings) - part.numbers
    for row in part.rows:
        for at, (cell, text) in enumerate(zip(table.add_row().cells, row, strict=True)):
            _fill(cell, text, align=None if at < texts else _RIGHT)
    for column, share in zip(table.columns, part.widths, strict=True):
        for cell in column.cells:
            cell.width = Mm(share * WIDTH)
    document.add_paragraph()


def _fill(cell: _Cell, text: str, *, bold: bool = False, align: Any = None) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    _say(paragraph, text, bold=bold, align=align, size=_SMALL)
