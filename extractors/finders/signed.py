"""What stands at the foot of a form: place and date, agency, and who signed under which caption."""

from __future__ import annotations

from extractors.finders import Candidate, Paper, candidate
from extractors.finders.agency import HEAD
from extractors.finders.labelled import ABSENT, UNDER, clean_value, spots_of, undotted
from extractors.letterhead import DATE
from models.doctypes import FieldType, Finder
from models.page import Line, Page, Zone
from models.values.agencies import mend_agency
from models.values.dates import partial_date
from models.values.names import has_surname, looks_like_name
from models.values.registry import normalize
from models.values.text import fold, nfc
from models.values.titles import likeness, split_authority

# A name stands within so many rows below its caption.
ROWS_DOWN = 12
# Words before "ngày" in a row that says place and date.
MOST_PLACE_WORDS = 8


def find_signed(paper: Paper, item: FieldType, finder: Finder) -> Candidate | None:
    """The name under a caption such as "Người tiếp nhận hồ sơ"."""
    form = paper.form
    for placed in reversed(list(form.all_placed(finder.labels, finder.section))):
        caption = form.rows[placed.row]
        tokens = caption.tokens[placed.start : placed.end]
        middle = (tokens[0].box.x0 + tokens[-1].box.x1) / 2
        reach = max(0.2 * caption.page.width, (tokens[-1].box.x1 - tokens[0].box.x0) / 2)
        for row in form.rows[placed.row + 1 : placed.row + ROWS_DOWN]:
            near = tuple(t for t in row.tokens if abs(t.box.center[0] - middle) < reach)
            text = clean_value(undotted(" ".join(token.text for token in near)))
            if near and looks_like_name(text):
                read = normalize("person_name", text)
                return candidate(read.value, spots_of([(row, near)]), UNDER, read.problems)
    return None


def find_place_date(paper: Paper, item: FieldType, finder: Finder) -> Candidate | None:
    """The date in "Tân An, ngày 05 tháng 3 năm 2025", the last one of the paper."""
    found = _place_and_date(paper)
    if found is None:
        return None
    page, line = found
    match = DATE.match(fold(line.text))
    assert match is not None
    date = partial_date(match["year"], match["month"], match["day"])
    if date is None:
        return candidate(None, [(page, line.words)], ABSENT)
    doubts = [] if date.day is not None else ["day_not_read"]
    return candidate(str(date), [(page, line.words)], UNDER, doubts)


def _place_and_date(paper: Paper) -> tuple[Page, Line] | None:
    for page in reversed(paper.pages):
        for line in reversed(page.lines):
            match = DATE.match(fold(line.text))
            if line.zone is Zone.HEAD_LEFT or match is None:
                continue
            if len(match["place"].split()) <= MOST_PLACE_WORDS:
                return page, line
    return None


def find_agency(paper: Paper, item: FieldType, finder: Finder) -> Candidate | None:
    """The agency that signs: the line in capitals under place and date."""
    found = _place_and_date(paper)
    if found is None:
        return None
    page, line = found
    below = [
        x for x in page.lines if x.box.y0 > line.box.center[1] and x.zone is not Zone.HEAD_LEFT
    ]
    for other in sorted(below, key=lambda x: x.box.y0)[:4]:
        _, post = split_authority(nfc(other.text).strip(" .,:;-"))
        name = mend_agency(post)
        if HEAD.match(fold(name)) and name.isupper():
            return candidate(name, [(page, other.words)], UNDER)
    return None


def find_last_name(paper: Paper, item: FieldType, finder: Finder) -> Candidate | None:
    """The lowest line that is nothing but a name."""
    for page in reversed(paper.pages):
        for line in sorted(page.lines, key=lambda x: -x.box.y0):
            text = clean_value(line.text)
            if looks_like_name(text) and has_surname(text) and likeness(text) < 0.7:
                read = normalize("person_name", text)
                return candidate(read.value, [(page, line.words)], 0.85, read.problems)
    return None
