"""Holders of land-use right: "Ông: NGUYỄN VĂN A, năm sinh: 1970, CMND số: …, địa chỉ: …"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extractors.finders import Candidate, Paper, candidate
from extractors.finders.form import Form
from extractors.finders.labelled import UNDER, clean_value, spots_of, undotted
from extractors.finders.placing import key_of
from extractors.finders.rows import Row, Span, columns_of, letters_of
from extractors.finders.signed import certifies
from extractors.finders.table import headed_columns
from extractors.letterhead import DATE
from models.doctypes import FieldType, Finder
from models.values.registry import normalize
from models.values.text import fold, nfc

# The section behind the holders.
PARCEL = "thua"
_PERSON = re.compile(
    r"(?:^|(?<=[\s;,.]))(?:(?:va )?(?:ho )?(?:ong|ba|vo la ba|chong la ong)\b\s*[:.]?|"
    r"ho(?:,| va)? ten ?:)\s*"
)
# "Bà" and "Ông", not the "Ba" of a place; a colon makes up for a lost mark.
_ADDRESSED = re.compile(r"[Bb]à|BÀ|[Ôô]ng|ÔNG|:")
_PAPERS = (
    "cmnd", "cccd", "can cuoc cong dan", "the can cuoc", "can cuoc", "chung minh nhan dan",
    "so dinh danh ca nhan", "so dinh danh", "giay to nhan than", "cmt", "ho chieu",
)  # fmt: skip
_RESIDENCES = (
    "dia chi thuong tru", "dia chi", "noi thuong tru", "thuong tru tai", "noi cu tru", "cu tru tai",
    "ho khau thuong tru",
)  # fmt: skip
_BIRTHS = ("nam sinh", "sinh nam", "ngay sinh", "sinh ngay")
_KINDS = {
    "ho_ten": "person_name",
    "nam_sinh": "date",
    "so_giay_to": "personal_id",
    "dia_chi": "address",
}
_PARTS = {
    "nam_sinh": re.compile(rf"(?:{'|'.join(_BIRTHS)})\s*:?\s*([\d/. -]{{4,12}})"),
    "so_giay_to": re.compile(rf"(?:{'|'.join(_PAPERS)})\D{{0,25}}?(\d[\d .]{{7,15}}\d)"),
    "dia_chi": re.compile(rf"(?:{'|'.join(_RESIDENCES)})\s*:?\s*(.+)$"),
}
# The certificate's number, printed in the corner below; its letters may not have been read.
_SERIAL = re.compile(r"\s(?:[A-ZĐ]{2} ?|(?<=[^\W\d_]\s)(?<!số\s))\d{6}(?:\d\d)?\W*$")
_DAY_OF = re.compile(r"\d|\b(?:sinh|cap)\b")
_NAME_END = re.compile(
    rf"[,;(:]|\b(?:va vo|va chong|{'|'.join((*_BIRTHS, *_PAPERS, *_RESIDENCES))})\b"
)


def find_holders(paper: Paper, item: FieldType, finder: Finder) -> Candidate | None:
    """One row for each person named between the heading and the parcel."""
    form = paper.form
    start = next(iter(form.all_placed(finder.labels, None)), None)
    if start is None:
        return _unheaded(form)
    beside = form.beside(start)
    spans: list[Span] = [(form.rows[start.row], beside)] if beside else []
    spans += _until_parcel(form, start.row + 1)
    listed = _by_columns([row for row, _ in spans if row.table], item)
    if listed:
        parts = {len(row) for row in listed}
        doubts = ["row_incomplete"] if len(parts) > 1 else []
        return candidate(tuple(listed), spots_of(spans), UNDER, doubts)
    text = nfc(" ".join(" ".join(t.text for t in tokens) for _, tokens in spans))
    rows = read_holders(text)
    if not rows:
        return candidate(None, spots_of(spans), 0.4, ["holders_not_read"])
    return candidate(tuple(rows), spots_of(spans), UNDER)


def _by_columns(rows: Sequence[Row], item: FieldType) -> list[dict[str, str]]:
    """The holders of a ruled table, one a row or one a column; none when it names no persons."""
    headings = {name: list(map(letters_of, texts)) for name, texts in item.columns.items()}
    for at, row in enumerate(rows):
        heads = headed_columns(row, headings)
        if "ho_ten" in heads and len(heads) > 1:
            places = [{name: (below, head.column) for name, head in heads.items()}
                      for below in rows[at + 1 :] if below.table is row.table]  # fmt: skip
            return _persons(places)
    found: dict[str, Row] = {}
    for row in rows:
        first = [x for x in headed_columns(row, headings).items() if x[1].column == 0]
        found.update({name: row for name, _ in first if name not in found})
    if "ho_ten" not in found:
        return []
    wide = columns_of(found["ho_ten"].table)
    return _persons([{name: (row, column) for name, row in found.items()}
                     for column in range(1, wide)])  # fmt: skip


def _persons(places: Sequence[Mapping[str, tuple[Row, int]]]) -> list[dict[str, str]]:
    """Persons with a name, whose parts stand in cells of these rows and columns."""
    persons = []
    for parts in places:
        person = {}
        for name, (row, column) in parts.items():
            text = " ".join(t.text for t in row.tokens if t.cell and t.cell.column == column)
            value = normalize(_KINDS[name], clean_value(undotted(text))).value
            if value:
                person[name] = value
        persons.append(person)
    return [person for person in persons if "ho_ten" in person]


def _unheaded(form: Form) -> Candidate | None:
    """The persons who are addressed before the parcel, where no heading was read."""
    for index, row in enumerate(form.rows):
        if not read_holders(nfc(row.text)):
            continue
        spans = _until_parcel(form, index)
        rows = read_holders(nfc(" ".join(row.text for row, _ in spans)))
        if all(len(row) > 1 for row in rows):
            return candidate(tuple(rows), spots_of(spans), UNDER, ["no_label"])
    return None


def _until_parcel(form: Form, start: int) -> list[Span]:
    """The rows from one on, up to the parcel's section, who signs or a copy's certification."""
    sections = (item.labels for item in form.kind.section if item.id == PARCEL)
    headings = {key_of(label) for labels in sections for label in labels}
    spans = list[Span]()
    for index in range(start, min(start + 15, len(form.rows))):
        row = form.rows[index]
        is_end = certifies(row) or _is_signed(row)
        if is_end or any(x.label in headings for x in form.placed.get(index, ())):
            break
        spans.append((row, row.tokens))
    return spans


def _is_signed(row: Row) -> bool:
    """Place and date, below which somebody signs, and no day of birth or of a paper."""
    match = DATE.match(fold(row.text))
    return match is not None and not _DAY_OF.search(match["place"])


def read_holders(text: str) -> list[dict[str, str]]:
    """Name, year of birth, paper, address of each person; one address at the end is everyone's."""
    text = _SERIAL.sub("", text)
    folded = fold(text)
    starts = [
        m
        for m in _PERSON.finditer(folded)
        if text[m.end() : m.end() + 1].isupper()
        and _ADDRESSED.search(m.group() + text[slice(*m.span())])
    ]
    ends = [*(m.start() for m in starts), len(text)][1:]
    rows = [_holder(text[m.end() : end]) for m, end in zip(starts, ends, strict=True)]
    rows = [row for row in rows if "ho_ten" in row]
    last = rows[-1].get("dia_chi") if rows else None
    if last and not any("dia_chi" in row for row in rows[:-1]):
        rows = [{**row, "dia_chi": last} for row in rows]
    return rows


def _holder(text: str) -> dict[str, str]:
    folded = fold(text)
    end = _NAME_END.search(folded)
    name = normalize("person_name", clean_value(text[: end.start() if end else len(text)]))
    row = {"ho_ten": name.value} if name.value else {}
    for part, expression in _PARTS.items():
        match = expression.search(folded)
        if match is not None:
            raw = clean_value(text[slice(*match.span(1))]).strip(" .,;")
            value = normalize(_KINDS[part], raw).value
            if value:
                row[part] = value
    return row
