"""A report as a PDF file to be read and printed."""

from __future__ import annotations

import io
from itertools import zip_longest
from pathlib import Path

import matplotlib
from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import FontFace
from PIL import Image

from worker.export.office import (
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

# Comes with matplotlib, and has all letters of Vietnamese.
_FONT = "DejaVu Sans"
_FACES = {"": "DejaVuSans.ttf", "B": "DejaVuSans-Bold.ttf", "I": "DejaVuSans-Oblique.ttf"}
_SIZE, _SMALL = 10.5, 7.5
# Heights of a line, millimetres.
_LINE, _ROW = 5.5, 4.0
_LEFT, _SUBJECT = 0.42 * WIDTH, 0.75 * WIDTH
# Below so much free space, millimetres, a heading, or a signature, begins a page.
_HEADING_ROOM, _SIGNATURE_ROOM = 30.0, 38.0


class _Pdf(FPDF):
    """Pages that are numbered from the second one on."""

    def header(self) -> None:
        if self.page_no() > 1:
            self.set_y(MARGINS[0] / 2)
            self.set_font(_FONT, size=_SIZE)
            self.cell(0, _LINE, str(self.page_no()), align="C")
            self.set_y(MARGINS[0])


def write_pdf(report: OfficeReport, path: Path) -> None:
    """Write a report."""
    pdf = _Pdf(format="A4")
    _prepare(pdf, report)
    _letterhead(pdf, report)
    _centred(pdf, report.kind, "B", _SIZE + 1.5)
    _centred(pdf, report.subject, "B", _SIZE + 1.5, _SUBJECT)
    pdf.ln(2)
    _centred(pdf, f"Kính gửi: {BLANK}")
    pdf.ln(3)
    for part, following in zip_longest(report.parts, report.parts[1:]):
        _add(pdf, part, following)
    _foot(pdf)
    pdf.output(str(path))


def _prepare(pdf: FPDF, report: OfficeReport) -> None:
    folder = Path(matplotlib.get_data_path(), "fonts", "ttf")
    for style, name in _FACES.items():
        pdf.add_font(_FONT, style, folder / name)
    top, right, bottom, left = MARGINS
    pdf.set_margins(left, top, right)
    pdf.set_auto_page_break(True, bottom)
    pdf.set_title(report.subject)
    pdf.set_lang("vi")
    pdf.set_creation_date(report.made_at)
    pdf.add_page()


def _centred(
    pdf: FPDF, text: str, style: str = "", size: float = _SIZE, width: float = WIDTH
) -> None:
    pdf.set_font(_FONT, style, size)
    pdf.set_x(pdf.l_margin + (WIDTH - width) / 2)
    pdf.multi_cell(width, _LINE, text, align="C", new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _letterhead(pdf: FPDF, report: OfficeReport) -> None:
    left = (
        ("CƠ QUAN CHỦ QUẢN", ""), (BLANK, ""), ("TÊN CƠ QUAN", "B"), (BLANK, ""),
        (f"Số: ……/{report.sign}-……", ""),
    )  # fmt: skip
    date = f"…………, ngày …… tháng …… năm {report.year}"
    _columns(pdf, left, ((NATION, "B"), (MOTTO, "BU"), ("", ""), (date, "I")))
    pdf.ln(8)


def _columns(
    pdf: FPDF, left: tuple[tuple[str, str], ...], right: tuple[tuple[str, str], ...]
) -> None:
    """Lines side by side, each column centred."""
    top, margin, ends = pdf.get_y(), pdf.l_margin, []
    for x, width, lines in ((margin, _LEFT, left), (margin + _LEFT, WIDTH - _LEFT, right)):
        pdf.set_y(top)
        for text, style in lines:
            pdf.set_x(x)
            pdf.set_font(_FONT, style, 9)
            pdf.multi_cell(width, _LINE, text, align="C", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        ends.append(pdf.get_y())
    pdf.set_y(max(ends))


def _foot(pdf: FPDF) -> None:
    if pdf.will_page_break(_SIGNATURE_ROOM):
        pdf.add_page()
    pdf.ln(4)
    left = (("Nơi nhận:", "I"), (f"- {BLANK};", ""), (f"- {BLANK};", ""), ("- Lưu: VT, ……", ""))
    right = (
        ("QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ", "B"),
        ("(Chữ ký của người có thẩm quyền, dấu của cơ quan)", "I"), ("", ""), ("", ""), ("", ""),
        (f"Họ và tên: {BLANK}", ""),
    )  # fmt: skip
    _columns(pdf, left, right)


def _add(pdf: FPDF, part: Part, following: Part | None) -> None:
    if isinstance(part, Heading):
        # A picture is not parted from its heading, either.
        more = _height(following) if isinstance(following, Picture) else 0.0
        if pdf.will_page_break(_HEADING_ROOM + more):
            pdf.add_page()
        pdf.ln(1)
        _paragraph(pdf, part.text, "B")
    elif isinstance(part, Text):
        _paragraph(pdf, part.text)
    elif isinstance(part, Picture):
        pdf.image(io.BytesIO(part.png), w=WIDTH, alt_text=part.shows)
        _centred(pdf, part.shows, "I", _SIZE - 1)
        pdf.ln(2)
    else:
        _add_table(pdf, part)


def _height(picture: Picture) -> float:
    """Of a picture as wide as the page."""
    with Image.open(io.BytesIO(picture.png)) as image:
        return WIDTH * image.height / image.width


def _paragraph(pdf: FPDF, text: str, style: str = "", size: float = _SIZE) -> None:
    pdf.set_font(_FONT, style, size)
    pdf.multi_cell(0, _LINE, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf.ln(1)


def _add_table(pdf: FPDF, part: Table) -> None:
    if pdf.will_page_break(_HEADING_ROOM):
        pdf.add_page()
    _paragraph(pdf, part.title, "I", _SIZE - 1)
    pdf.set_font(_FONT, size=_SMALL)
    texts = len(part.headings) - part.numbers
    with pdf.table(
        align="LEFT", width=WIDTH, col_widths=tuple(part.widths), line_height=_ROW, padding=0.7,
        text_align=("LEFT",) * texts + ("RIGHT",) * part.numbers,
        headings_style=FontFace(emphasis="BOLD", fill_color=(234, 238, 242)),
    ) as table:  # fmt: skip
        for row in (part.headings, *part.rows):
            table.row(row)
    pdf.ln(3)
