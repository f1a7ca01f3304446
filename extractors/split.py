"""The papers of one input: at separator sheets, or else where a page begins a new paper.

A new paper begins at a full letterhead: agency, number with symbol, place or date (Nghị định
30/2020/NĐ-CP, appendix I), at the heading of a known type, and where a page by itself is of
another type than those before. Where less speaks for it, a person is asked about the page.

Annexes, forms to fill in and letters that are passed on belong to the paper that they are annexed
to, although many of them bear a letterhead too: a form has no number or place, an annex says so
at its top, and a letter that is passed on is older than the one before it, which names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from extractors.classify import KEYWORD, LETTER, SURE, UNKNOWN, classify, fields_on, read_heading
from extractors.doubts import is_repeated
from extractors.finders import Candidate, Paper
from extractors.finders.agency import office_lines, read_agency
from extractors.finders.heading import read_kind, read_matter
from extractors.finders.number import read_date, read_place, read_symbol
from extractors.separators import Hint, hint_of, is_separator
from models.doctypes import DocumentType
from models.page import Page
from models.values.dates import partial_date
from models.values.symbols import parse_symbol
from models.values.text import fold

# Lines at the top of a page that say what it is.
TOP_LINES = 12
# A matter of fewer letters is named by chance; of more than these the rest says nothing new.
FEWEST_LETTERS, MOST_LETTERS = 20, 100
# An agency that stands at the top is named in one of so many lines.
NAME_LINES = 3
# A page with labels of so many fields that pages before it have, too, may be another paper of
# their type: within made-up forms of several pages a later one has 3 of them at most.
REPEATED = 4
# Measured on 43 real letters: what a letter passes on is named in it with a likeness of 96 and
# more; of 1,806 pairs of other letters 5 were above 80, all about the same meeting or inspection.
NAMED = 80.0

_ANNEX = re.compile(
    r"^\W*(phu luc|phu bieu)\b|"
    r"^\W*(ban hanh )?kem theo (quyet dinh|cong van|thong bao|ke hoach|to trinh|bao cao|nghi quyet|"
    r"huong dan|van ban|giay moi|chuong trinh|cong dien|chi thi|quy che)"
)
# What a form bears whose wording a rule prescribes, filled in or not.
_FORM = re.compile(
    r"^\W*(mau so|bieu so|bieu mau|mau bieu|mau \d)\b|"
    r"^\W*(ban hanh )?kem theo (thong tu|nghi dinh)"
)
# What is filled in: a day, a person's or a dossier's number.
_FILLED = re.compile(
    r"\bngay[\s.…]*\d{1,2}[\s.…]*thang[\s.…]*\d{1,2}[\s.…]*nam[\s.…]*\d{4}|\b\d{1,2}/\d{1,2}/\d{4}|"
    r"(?<!\d)\d{9}(?:\d{3})?(?!\d)|\b[ghk]\d\d[.\d]*-\d{6}-\d{4}"
)
_DOSSIER = re.compile(r"\b[ghk]\d\d[.\d]*-?\d{6}-\d{4}")
_MOTTO = re.compile(r"cong h?oa|xa hoi chu nghia|chu nghia viet nam|cong san viet nam")
# "II. Thửa đất", "V - Sơ đồ thửa đất" of a certificate, "4. Sơ đồ thửa đất" since 2024, no chapter
# of a text.
_INSIDE = re.compile(
    r"^(II|III|IV|VI{0,3}|[4-6])\s?[.\-–]\s*"
    r"(Thửa|Sơ đồ|Tài sản|Ghi chú|Những thay đổi|Nội dung thay)"
)
# "II. KẾT QUẢ THẨM TRA", read "HII," or "II", too: no paper begins with its second part.
_LATER_PART = re.compile(r"^([IVHL]{2,4}(\s?[.,\-–]\s*|\s)|V\s?[.\-–]\s*)[^\W\d_]{2}")
_ANNEXED = re.compile(r"^\W*PHỤ LỤC\b", re.IGNORECASE)
# Where a form leaves room for who fills it in.
_ROOM = re.compile(r"\bten (don vi|co quan|to chuc|doanh nghiep)\b|^(don vi|co quan)\W*$")
# "Số: 28/2021/NĐ-CP Hà Nội, ngày 26 tháng 3 năm 2021".
_ROW = re.compile(
    r"^\W*so ?: ?(?P<symbol>\d{1,5}(/\d{4})?/[a-z][\w-]+) [a-z][^,/]{1,30}, ?"
    r"ngay (?P<day>\S{1,3}) thang (?P<month>\S{1,3}) nam (?P<year>\S{4,5})\W*$"
)


@dataclass(frozen=True, slots=True)
class Group:
    """The pages of one paper.

    Attributes:
        pages: In their order.
        hint: What the sheet before them says.
        unsure: Numbers of the pages at which another paper may begin.
    """

    pages: tuple[Page, ...]
    hint: Hint = Hint()
    unsure: tuple[int, ...] = ()


def split(pages: Sequence[Page], types: Mapping[str, DocumentType]) -> tuple[Group, ...]:
    """The papers that the pages of one input are.

    Separator sheets belong to no paper, and where there are any, they alone separate. Blank pages
    and those that could not be read belong to the paper before them; what is blank behind a sheet
    is its back.

    Returns:
        The papers in order; none when there is nothing beside sheets and their backs.
    """
    if any(hint_of(page.codes) is not None for page in pages):
        return tuple(_by_sheets(pages))
    groups = _by_first_pages(pages, types)
    return tuple(Group(tuple(group), unsure=_unsure(group, types)) for group in groups)


def _by_sheets(pages: Sequence[Page]) -> Iterable[Group]:
    hint, group = Hint(), list[Page]()
    for page in pages:
        said = hint_of(page.codes)
        if said is not None:
            if any(_is_used(other) for other in group):
                yield Group(tuple(group), hint)
                hint = Hint()
            # Of several sheets in a row the last one that says something holds.
            hint, group = said if said != Hint() else hint, []
        if not is_separator(page) and (group or _is_used(page)):
            group.append(page)
    if group:
        yield Group(tuple(group), hint)


def _is_used(page: Page) -> bool:
    """The page is not just blank paper."""
    return page.error is not None or bool(page.lines) or "blank" not in page.quality.problems


def _by_first_pages(pages: Sequence[Page], types: Mapping[str, DocumentType]) -> list[list[Page]]:
    groups: list[list[Page]] = [[]]
    for page in pages:
        if _begins_paper(page, groups[-1], types):
            groups.append([])
        groups[-1].append(page)
    return groups


def _begins_paper(page: Page, before: Sequence[Page], types: Mapping[str, DocumentType]) -> bool:
    """Whether `page` begins a new paper after the pages of another."""
    read = [other for other in before if other.lines]
    if not read or not page.lines or any(is_repeated(page, other) for other in read):
        return False
    if _is_inside(read) and read_heading(read[0], types) is None:
        return False
    heading = read_heading(page, types)
    # On the outside of a folded certificate its last part stands beside the title.
    is_titled = heading is not None and heading.weight > KEYWORD
    if _begins_with(_LATER_PART, page) and not is_titled:
        return _otherness(page, read, types) >= SURE
    if heading is not None:
        if not is_titled and _is_cover(read, heading.type, types):
            return False
        # An annex of a letter says so at its top, or is a form that nobody has filled in.
        first = read_heading(read[0], types)
        if first is None:
            return not _is_annex(page)
        return not (first.type == heading.type and _is_own_annex(page))
    head = _letterhead(page)
    if head is not None:
        return not _is_annexed(head, read)
    return _otherness(page, read, types) >= SURE


def _is_inside(pages: Sequence[Page]) -> bool:
    """A folded certificate is scanned inside out: its part II comes before its title."""
    return len(pages) == 1 and _begins_with(_INSIDE, pages[0])


def _is_cover(pages: Sequence[Page], type_id: str, types: Mapping[str, DocumentType]) -> bool:
    """Pages that bear the title of a type and none of its labels are no paper yet."""
    heading = read_heading(pages[0], types)
    is_its = heading is not None and heading.type == type_id
    return is_its and not fields_on(pages, types[type_id])


def _unsure(group: Sequence[Page], types: Mapping[str, DocumentType]) -> tuple[int, ...]:
    """Numbers of the pages of a paper at which another one may begin."""
    return tuple(
        page.number
        for i, page in enumerate(group)
        if any(map(_is_used, group[:i])) and _may_begin_paper(page, group[:i], types)
    )


def _may_begin_paper(page: Page, before: Sequence[Page], types: Mapping[str, DocumentType]) -> bool:
    """Whether something speaks for it that `page` begins a new paper, which is not enough."""
    if not page.lines or not page.quality.legible:
        return _is_used(page)
    read = [other for other in before if other.lines]
    goes_on = _begins_with(_LATER_PART, page) or any(is_repeated(page, other) for other in read)
    if not read or goes_on or _is_inside(read):
        return False
    is_others = _otherness(page, read, types) > 0 or _is_of_another_dossier(page, read)
    return is_others or _has_letterhead(page)


def _otherness(page: Page, before: Sequence[Page], types: Mapping[str, DocumentType]) -> float:
    """The probability (0-1) that a page is a form by itself; 0 where it is below a half.

    Letters go on without anything that only they bear, and have annexes of every kind.
    """
    own = classify([page], types)
    if own.id in {UNKNOWN, LETTER} or _is_annex(page) or not fields_on([page], types[own.id]):
        return 0.0
    other = classify(before, types)
    if own.id == other.id:
        shared = fields_on([page], types[own.id]) & fields_on(before, types[own.id])
        return 0.5 if len(shared) >= REPEATED else 0.0
    return min(own.confidence, other.confidence) if other.id != UNKNOWN else 0.5


def _is_of_another_dossier(page: Page, before: Sequence[Page]) -> bool:
    """The page names one dossier, the pages before it one other; lists name many."""
    own, other = (
        {code for part in pages for code in _DOSSIER.findall(fold(part.text))}
        for pages in ([page], before)
    )
    return len(own) == len(other) == 1 and own != other


def _has_letterhead(page: Page) -> bool:
    """A form that is filled in bears agency and motto, as none does that is only annexed."""
    top = [fold(line.text) for line in page.lines[:TOP_LINES]]
    if _letterhead(page) is not None or _is_annex(page) or not any(map(_MOTTO.search, top)):
        return False
    agency = fold(read_agency(Paper((page,))))
    is_filled = _FILLED.search(fold(page.text)) is not None
    return bool(office_lines(Paper((page,)))) and is_filled and not _ROOM.search(agency)


def _is_annex(page: Page) -> bool:
    top = [fold(line.text) for line in page.lines[:TOP_LINES]]
    if any(map(_ANNEX.search, top)):
        return True
    below = (line.text for line in page.lines if not _FORM.search(fold(line.text)))
    return any(map(_FORM.search, top)) and not _FILLED.search(fold("\n".join(below)))


def _is_own_annex(page: Page) -> bool:
    """An annex of the form before it: "PHỤ LỤC … (Kèm theo Giấy phép xây dựng số …)"."""
    top = [fold(line.text) for line in page.lines[:TOP_LINES]]
    return _begins_with(_ANNEXED, page) and not any(map(_MOTTO.search, top))


def _begins_with(pattern: re.Pattern[str], page: Page) -> bool:
    """The uppermost line of the page begins so."""
    top = min(page.lines, key=lambda line: line.box.y0)
    return pattern.match(top.text) is not None


@dataclass(frozen=True, slots=True)
class _Letterhead:
    """Symbol ("12/QĐ-UBND", "/QĐ-UBND"), date as far as it was read, and letters of the matter."""

    symbol: str
    date: str
    matter: str


def _letterhead(page: Page) -> _Letterhead | None:
    """The full letterhead of a paper of its own, or None."""
    top = [fold(line.text) for line in page.lines[:TOP_LINES]]
    if any(_ANNEX.search(line) or _FORM.search(line) for line in top):
        return None
    paper = Paper((page,))
    agency, matter = fold(read_agency(paper)), _letters(read_matter(paper))[:MOST_LETTERS]
    if not agency:
        return _single_row(page, matter) or _without_motto(paper, matter)
    if _ROOM.search(agency) or not any(map(_MOTTO.search, top)):
        return None
    symbol, date = _value(read_symbol(paper)), _value(read_date(paper))
    code = parse_symbol(symbol)
    place, has_month = _value(read_place(paper)), "-" in date
    # One of them may be written by hand or misread.
    is_coded = code is not None and (code.number is not None or bool(place) or has_month)
    is_dated = read_symbol(paper) is not None and bool(place) and has_month
    if is_coded or (is_dated and read_kind(paper) is not None):
        return _Letterhead(symbol, date, matter)
    return None


def _single_row(page: Page, matter: str) -> _Letterhead | None:
    """The letterhead whose two columns were read as one, from its row of number and date."""
    for line in page.lines[:TOP_LINES]:
        found = _ROW.match(fold(line.text))
        if found is not None:
            date = partial_date(found["year"], found["month"], found["day"])
            return _Letterhead(found["symbol"].upper(), str(date or ""), matter)
    return None


def _without_motto(paper: Paper, matter: str) -> _Letterhead | None:
    """The letterhead of a notice that a system made out: agency and number, and no motto."""
    symbol = _value(read_symbol(paper))
    code, units = parse_symbol(symbol), office_lines(paper)
    is_on_top = bool(units) and units[0] in paper.first.lines[:NAME_LINES]
    if code is None or code.number is None or not is_on_top:
        return None
    return _Letterhead(symbol, _value(read_date(paper)), matter)


def _value(found: Candidate | None) -> str:
    return found.value if found is not None and isinstance(found.value, str) else ""


def _is_annexed(head: _Letterhead, before: Sequence[Page]) -> bool:
    """The letter before names this one, which is not younger."""
    first = _letterhead(before[0])
    own = first.matter if first is not None else ""
    if first is not None and _is_later(head.date, first.date):
        return False
    everything = _letters(" ".join(page.text for page in before))
    body = everything.replace(own, "", 1) if own else everything
    if _names(body, head.matter):
        return True
    symbol = parse_symbol(head.symbol)
    if symbol is None:
        return False
    if symbol.number is not None and _letters(str(symbol)) in body:
        return True
    dated = any(form in body for form in _day_forms(head.date))
    return _letters(symbol.code) in body and (dated or _names(everything, head.matter))


def _day_forms(date: str) -> list[str]:
    """A whole date as `_letters` leaves "05/3/2018" and "ngày 05 tháng 3 năm 2018"."""
    if date.count("-") < 2:
        return []
    year, month, day = date.split("-")
    months = {month, month.lstrip("0")}
    days = {day, day.lstrip("0")}
    return [
        form
        for d in days
        for m in months
        for form in (f"ngay{d}{m}{year}", f"ngay{d}thang{m}nam{year}")
    ]


def _names(text: str, matter: str) -> bool:
    return len(matter) >= FEWEST_LETTERS and fuzz.partial_ratio(matter, text) >= NAMED


def _is_later(date: str, other: str) -> bool:
    """As far as both dates were read; dates are ISO and may be partial."""
    size = min(len(date), len(other))
    return date[:size] > other[:size]


def _letters(text: str) -> str:
    """Only letters and digits: spaces and marks between words are often misread."""
    return "".join(c for c in fold(text) if c.isalnum())
