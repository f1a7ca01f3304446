"""What stands at the foot of a form: place and date, agency, and who signed under which caption."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.finders import Candidate, Paper, candidate
from extractors.finders.agency import HEAD
from extractors.finders.form import Form
from extractors.finders.labelled import ABSENT, UNDER, clean_value, spots_of, undotted
from extractors.finders.people import (
    COLUMNS,
    USUAL_WORDS,
    pieces_of,
    surnamed,
)
from extractors.finders.placing import APART, Placed
from extractors.finders.rows import Row, Span, Token, letters_of
from extractors.layout import LIKE_A_TITLE
from extractors.letterhead import DATE
from models.doctypes import FieldType, Finder
from models.page import Line, Page, Word, Zone
from models.values.agencies import PROVINCES, is_cut_off, mend_agency, restored
from models.values.dates import partial_date
from models.values.names import has_surname, looks_like_name
from models.values.registry import normalize
from models.values.text import fold, nfc
from models.values.titles import SURELY_A_TITLE, likeness, split_authority

# "Hà Giang" is like a name.
_PROVINCES = frozenset(fold(name).upper() for name in PROVINCES)
# A name stands within so many rows below its caption.
ROWS_DOWN = 12
# From an authority to the name there are titles, a signature's scraps, and no more.
ROWS_TO_NAME = 8
# So many more words may a caption have: "… và trả kết quả".
CAPTION_WORDS = 4
# The stamp of an office that certified a copy, and how many words it has at most.
CERTIFIED = re.compile(r"chungthucban|.*dungvoibanchinh")
CERTIFIED_WORDS = 8
# Whoever signs for it, the unit is named elsewhere.
COMMITTEE = "uy ban nhan dan"
# A label is above its value when their middles are so many heights apart.
LABEL_ABOVE = 2.5
# Noughts with a stroke are read as nines, "ngày 93 tháng 908 năm 2091": no day or month begins with
# one, and no year of the paper's is so late.
_NINES, _YEAR_NINES = re.compile(r"^90?(?=[1-9]$)"), re.compile(r"^20?9{1,2}(?=\d$)")
# Words before "ngày" in a row that says place and date.
MOST_PLACE_WORDS = 8


def find_signed(paper: Paper, item: FieldType, finder: Finder) -> Candidate | None:
    """The lowest name under a caption such as "Người tiếp nhận hồ sơ"."""
    form = paper.form
    for placed in reversed(list(form.all_placed(finder.labels, finder.section))):
        if _has_head_beside(form, placed) or _is_in_sentence(form.rows[placed.row], placed):
            continue
        # "Công chức hướng dẫn: Võ Thị" goes on in the next row, not under the caption.
        under = () if _begins_beside(form, placed) else _names_under(form, placed)
        names = [*under, *_name_beside(form, placed)]
        if names:
            span, text = names[-1]
            name, doubts = surnamed(text)
            if len(name.split()) < USUAL_WORDS:
                doubts.append("short_name")
            read = normalize("person_name", name)
            return candidate(read.value, spots_of([span]), UNDER, [*read.problems, *doubts])
    return None


def _begins_beside(form: Form, placed: Placed) -> bool:
    """A word with a capital follows the caption and its colon."""
    row, beside = form.rows[placed.row], form.beside(placed)
    is_closed = row.tokens[placed.end - 1].text.endswith(":")
    return is_closed and bool(beside) and beside[0].text[0].isupper()


def _name_beside(form: Form, placed: Placed) -> Iterator[tuple[Span, str]]:
    """The name right of a caption, as in the frame of a digital signature."""
    span = (form.rows[placed.row], form.beside(placed))
    text = clean_value(undotted(" ".join(token.text for token in span[1])))
    if looks_like_name(text) and likeness(text) < LIKE_A_TITLE:
        yield span, text


def _is_in_sentence(row: Row, placed: Placed) -> bool:
    """Too many words follow for a caption: "Người nhận thay phải mang theo giấy ủy quyền"."""
    gaps = (row.gap(i) > APART * row.height for i in range(placed.end, len(row.tokens)))
    size = next((i for i, is_wide in enumerate(gaps) if is_wide), len(row.tokens) - placed.end)
    return size > CAPTION_WORDS and row.tokens[placed.end].text[0].islower()


def another_signs(form: Form, words: Sequence[object]) -> bool:
    """An authority stands on the paper, "TM. ỦY BAN NHÂN DÂN", and not these words below it.

    Who certified a copy, or took note of it, signs as well.
    """
    if any(map(certifies, form.rows)):
        return True
    own = {id(word) for word in words}
    named = [i for i, row in enumerate(form.rows) if any(id(t.word) in own for t in row.tokens)]
    starts = [i for i, row in enumerate(form.rows) if _has_authority(row)]
    return any(not any(at < i <= at + ROWS_TO_NAME for i in named) for at in starts)


def without_certification(paper: Paper) -> Paper:
    """The paper without what stands on its last page from another office's certification on.

    Whoever signs below it signed no more than the copy. Its own signature stands above.
    """
    form, page = paper.form, paper.pages[-1]
    at = next((i for i, row in enumerate(form.rows) if row.page is page and certifies(row)), None)
    if at is None or not any(map(_is_signature, form.rows[:at])):
        return paper
    top = form.rows[at].tokens[0].box.y0
    lines = tuple(line for line in page.lines if line.box.center[1] < top)
    placed = {index: found for index, found in form.placed.items() if index < at}
    cut = Form(form.rows[:at], form.kind, placed)
    return replace(paper, pages=(*paper.pages[:-1], replace(page, lines=lines)), labels=cut)


def certifies(row: Row) -> bool:
    """The stamp of an office that certified a copy begins: "CHỨNG THỰC BẢN SAO …"."""
    is_short = len(row.tokens) <= CERTIFIED_WORDS
    return is_short and CERTIFIED.match(letters_of(row.text)) is not None


def _is_signature(row: Row) -> bool:
    """Who signs: "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"."""
    return row.text.isupper() and (_has_authority(row) or likeness(row.text) >= SURELY_A_TITLE)


def _has_authority(row: Row) -> bool:
    """A part of the row begins with one, in capitals."""
    apart = [i for i in range(len(row.tokens)) if not i or row.gap(i) > APART * row.height]
    return any(split_authority(row.text_from(i))[0] and row.tokens[i].text.isupper() for i in apart)


def _has_head_beside(form: Form, placed: Placed) -> bool:
    """Who signs for the agency stands right of the caption, which is a clerk's: "TM. UBND XÃ"."""
    row = form.rows[placed.row]
    gaps = [i for i in range(placed.end, len(row.tokens)) if row.gap(i) > APART * row.height]
    return any(split_authority(row.text_from(i))[0] for i in gaps)


def _names_under(form: Form, placed: Placed) -> Iterator[tuple[Span, str]]:
    caption = form.rows[placed.row]
    tokens = caption.tokens[placed.start : placed.end]
    middle = (tokens[0].box.x0 + tokens[-1].box.x1) / 2
    reach = max(0.2 * caption.page.width, (tokens[-1].box.x1 - tokens[0].box.x0) / 2)
    for row in form.rows[placed.row + 1 : placed.row + ROWS_DOWN]:
        if row.page is not caption.page or row.tokens[0].box.y0 < tokens[0].box.y0:
            continue
        near = _run_about(row, middle, reach)
        text = clean_value(undotted(" ".join(token.text for token in near)))
        if near and looks_like_name(text) and likeness(text) < LIKE_A_TITLE:
            yield (row, near), text


def _run_about(row: Row, middle: float, reach: float) -> tuple[Token, ...]:
    """The words without a wide gap between them whose middle is nearest."""
    runs: list[list[Token]] = [[row.tokens[0]]]
    for i in range(1, len(row.tokens)):
        if row.gap(i) > APART * row.height:
            runs.append([])
        runs[-1].append(row.tokens[i])

    def off(run: Sequence[Token]) -> float:
        return abs((run[0].box.x0 + run[-1].box.x1) / 2 - middle)

    best = min(runs, key=off)
    return tuple(best) if off(best) < reach else ()


def find_place_date(paper: Paper, item: FieldType, finder: Finder) -> Candidate | None:
    """The date in "Tân An, ngày 05 tháng 3 năm 2025", the last one of the paper."""
    found = _place_and_date(paper)
    if found is None:
        return None
    page, line = found
    match = DATE.match(fold(line.text))
    assert match is not None
    # Leader dots of the blanks that were filled in.
    parts = [match[part].strip(" .…_,") for part in ("year", "month", "day")]
    date, doubts = partial_date(*parts), list[str]()
    if date is None or date.day is None:
        whole = partial_date(*(_NINES.sub("0", _YEAR_NINES.sub("200", part)) for part in parts))
        is_mended = whole is not None and whole.day is not None
        date, doubts = (whole, ["repaired"]) if is_mended else (date, ["day_not_read"])
    if date is None:
        return candidate(None, [(page, line.words)], ABSENT)
    return candidate(str(date), [(page, line.words)], UNDER, doubts)


def _place_and_date(paper: Paper) -> tuple[Page, Line] | None:
    for page in reversed(paper.pages):
        for line in (part for whole in reversed(page.lines) for part in _parts(whole)):
            match = DATE.match(fold(line.text))
            if line.zone is Zone.HEAD_LEFT or match is None:
                continue
            place = match["place"]
            is_place = len(place.split()) <= MOST_PLACE_WORDS and not re.search(r"\d\d|:", place)
            if is_place and (place or not _is_labelled(page, line)):
                return page, line
    return None


def _is_labelled(page: Page, line: Line) -> bool:
    """Right above stands the label of a date: "Đăng ký thay đổi lần thứ 1:"."""
    height = line.box.height
    return any(
        x.text.endswith(":")
        and x.box.horizontal_overlap(line.box) > 0
        and 0 < line.box.center[1] - x.box.center[1] < LABEL_ABOVE * height
        for x in page.lines
    )


def _parts(line: Line) -> list[Line]:
    """A line, and what stands apart at its end: beside another column's, place and date."""
    pieces = pieces_of(line)
    return [line, *(replace(line, words=piece) for piece in pieces[1:][::-1])]


def find_agency(paper: Paper, item: FieldType, finder: Finder) -> Candidate | None:
    """The agency that signs: the line in capitals under place and date, if they were read."""
    found = _place_and_date(paper)
    if found is None:
        return _whole_committee(paper)
    page, line = found
    inside = line.box.x0 - line.box.width
    below = [
        part
        for x in page.lines
        if x.box.y0 > line.box.center[1] and x.zone is not Zone.HEAD_LEFT
        for part in [replace(x, words=piece) for piece in pieces_of(x)]
        if part.box.center[0] > inside
    ]
    lines = _joined(sorted(below, key=lambda x: x.box.y0)[:8])
    for at, first in enumerate(lines):
        _, post = split_authority(nfc(first.text).strip(" .,:;-"))
        if not HEAD.match(fold(mend_agency(post))) or not post.isupper():
            continue
        used, text = [first], post
        for more in lines[at + 1 :]:
            if not _is_below(more, line):
                continue
            _, rest = split_authority(nfc(more.text).strip(" .,:;-"))
            if rest != more.text.strip(" .,:;-") or likeness(rest) >= SURELY_A_TITLE:
                break
            if not rest.isupper() or _apart(used[-1], more):
                break
            used, text = [*used, more], f"{text} {rest}"
        spots, whole = [(page, x.words) for x in used], restored(text)
        if whole is not None:
            return candidate(whole, spots, UNDER, ["repaired"])
        if fold(text) == COMMITTEE:
            return _whole_committee(paper)
        named = mend_agency(text)
        return candidate(named, spots, UNDER, ["unusual_agency"] if is_cut_off(named) else [])
    return None


def _is_below(more: Line, line: Line) -> bool:
    """A part of it stands under the line of place and date: it is not of the left column."""
    return more.box.x0 < line.box.x1 and line.box.x0 < more.box.x1


def _whole_committee(paper: Paper) -> Candidate | None:
    """The one people's committee that a line in capitals names with its unit.

    Under "TM. ỦY BAN NHÂN DÂN" stands who signs, its name at the head of the form; who certified a
    copy signs for another one.
    """
    lines = {
        mend_agency(post): (page, line)
        for page in paper.pages
        for whole in page.lines
        for line in [replace(whole, words=piece) for piece in pieces_of(whole)]
        for post in [split_authority(nfc(line.text).strip(" .,:;-"))[1]]
        if post.isupper() and fold(post).startswith(f"{COMMITTEE} ")
    }
    if len(lines) != 1:
        return None
    (text, (page, line)), *_ = lines.items()
    return candidate(text, [(page, line.words)], UNDER, ["unusual_agency"] * is_cut_off(text))


def _joined(lines: Sequence[Line]) -> list[Line]:
    """Lines on one base line as one, whatever columns they were taken for, unless far apart."""
    rows: list[list[Line]] = []
    for line in lines:
        if rows and rows[-1][0].box.vertical_overlap(line.box) > 0.5:
            rows[-1].append(line)
        else:
            rows.append([line])
    ordered = (part for row in rows for part in _near(sorted(row, key=lambda x: x.box.x0)))
    return [Line(tuple(word for line in row for word in line.words)) for row in ordered]


def _near(row: Sequence[Line]) -> list[list[Line]]:
    """The lines of a row, parted where another column begins."""
    parts = [[row[0]]]
    for left, right in pairwise(row):
        if right.box.x0 - left.box.x1 > COLUMNS * right.box.height:
            parts.append([])
        parts[-1].append(right)
    return parts


def _apart(above: Line, below: Line) -> bool:
    return below.box.y0 - above.box.y1 > above.box.height


def find_last_name(paper: Paper, item: FieldType, finder: Finder) -> Candidate | None:
    """The lowest line that is nothing but a name; of names beside each other the right one."""
    for page in reversed(paper.pages):
        for line in sorted(page.lines, key=lambda x: -x.box.y0):
            pieces = pieces_of(line)
            texts = [clean_value(" ".join(word.text for word in piece)) for piece in pieces]
            if all(_is_whole_name(text) for text in texts):
                read = normalize("person_name", texts[-1])
                # Two names may be those of the parties, the signer's being unread.
                doubts = ["signature_without_title"] * (len(pieces) > 1)
                doubts += ["short_name"] * (len(texts[-1].split()) < USUAL_WORDS)
                doubts += ["label_below"] * _has_labels_below(paper.form, pieces[-1])
                spots = [(page, pieces[-1])]
                return candidate(read.value, spots, 0.85, [*read.problems, *doubts])
    return None


def _has_labels_below(form: Form, words: Sequence[Word]) -> bool:
    """The form goes on below a name: it is a value, whose label was not read."""
    own = {id(word) for word in words}
    at = next(
        (i for i, row in enumerate(form.rows) if any(id(t.word) in own for t in row.tokens)), 0
    )
    page = form.rows[at].page
    return any(i > at and found and form.rows[i].page is page for i, found in form.placed.items())


def _is_whole_name(text: str) -> bool:
    is_name = looks_like_name(text) and has_surname(text) and likeness(text) < LIKE_A_TITLE
    return is_name and fold(text).upper() not in _PROVINCES
