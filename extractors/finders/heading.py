"""Kind of document and subject: the centred heading, or "V/v …" under a letter's number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.finders import Candidate, Paper, candidate
from models.doctypes import FieldType, Finder
from models.page import Line, Page, Zone
from models.values.kinds import CODES, LETTER, closest_kind, sentence_case
from models.values.phrases import is_unfinished
from models.values.text import fold, nfc

_ABOUT = re.compile(r"^\W*(v\s?[/.,]\s?v|vv)\b|^ve viec\b")
# What a body begins with; a subject ends before it.
_BODY = re.compile(
    r"^\W*(kinh gui|can cu|xet de nghi|xet thay|thuc hien (cong van|quyet dinh|ke hoach|chi thi|"
    r"y kien|thong bao|nghi quyet|nghi dinh)|ngay \d|tiep theo|hom nay|dieu \d|phan [ivx]+\b|"
    r"chuong [ivx]+\b|i\b|1\.|a[.)]|duoc su|tren co so|ban hanh kem|\(?kem theo)"
)
# So many lines under a heading tell what it is about, where it is not known which are the subject.
MATTER_LINES = 3
# Rules and specks before and behind a subject.
_OUTSIDE = re.compile(r"^[^\w\"“(]+|[\s_*'„]+$")
# The code of another document, broken at the end of a line.
_BROKEN_CODE = re.compile(r"(/[A-ZĐ]{2,}) ?- ?(?=[A-ZĐ]{2})")
_AUTHORITY = re.compile(
    r"^(giam doc|pho giam doc|chu tich|pho chu tich|bo truong|uy ban nhan dan|hoi dong nhan dan|"
    r"truong|thu truong|cuc truong|chi cuc truong|hieu truong|vien truong|chanh|tong giam doc|"
    r"thu tuong|quoc hoi|chinh phu|ban chi dao|bi thu|tong cuc truong)\b"
)


def read_kind(paper: Paper) -> str | None:
    """The kind of document, or None when no heading and no "V/v" was found."""
    found = _kind(paper)
    return found[0] if found else None


def find_kind(paper: Paper, _field: FieldType, _finder: Finder) -> Candidate | None:
    """The heading's kind; a paper without heading is a letter ("Công văn")."""
    found = _kind(paper)
    if found is None:
        return None
    kind, line, belief = found
    doubts = [] if kind in CODES or kind == LETTER else ["unusual_kind"]
    spots = [(paper.first, line.words)] if line else []
    to_the_letter = line is not None and nfc(line.text).strip(" .:").lower() == kind.lower()
    return candidate(kind, spots, belief, doubts, checked=to_the_letter)


def _kind(paper: Paper) -> tuple[str, Line | None, float] | None:
    heading = _heading_line(paper)
    if heading is not None:
        known = closest_kind(heading.text)
        if known is not None:
            return known[0], heading, 0.77 + known[1] / 500
        return sentence_case(nfc(heading.text).strip(" .:")), heading, 0.6
    if _about_lines(paper) or any("kinh gui" in fold(x.text) for x in paper.first.lines[:20]):
        return LETTER, None, 0.97
    return None


def _body(paper: Paper) -> list[Line]:
    return paper.zone(Zone.BODY)


def _heading_line(paper: Paper) -> Line | None:
    """The first centred line in capitals below the letterhead, before the body begins."""
    for line in _body(paper)[:6]:
        text = nfc(line.text).strip(" .:'\"-_*")
        letters = [c for c in text if c.isalpha()]
        upper = sum(c.isupper() for c in letters) / max(1, len(letters))
        if upper < 0.6 and _BODY.match(fold(text)):
            return None
        if len(letters) < 4 or not _is_centred(line, paper.first):
            continue
        known = closest_kind(text)
        if known is not None and upper > 0.6:
            return line
        if upper > 0.9 and len(text.split()) <= 5 and not _is_stamp(text):
            return line
    return None


def _is_stamp(text: str) -> bool:
    return fold(text).strip() in {"khan", "hoa toc", "thuong khan", "mat", "toi mat", "tuyet mat"}


def _text_span(page: Page) -> tuple[float, float]:
    """Left and right edge of the body text, pixels."""
    lines = [x.box for x in page.lines if x.zone is Zone.BODY and len(x.words) > 6]
    boxes = lines or [line.box for line in page.lines]
    left = sorted(box.x0 for box in boxes)
    right = sorted(box.x1 for box in boxes)
    return left[len(left) // 4], right[(3 * len(right)) // 4]


def _is_centred(line: Line, page: Page) -> bool:
    left, right = _text_span(page)
    middle, width = (left + right) / 2, right - left
    return abs(line.box.center[0] - middle) < 0.12 * width and line.box.width < 0.97 * width


def find_subject(paper: Paper, _field: FieldType, _finder: Finder) -> Candidate | None:
    """The lines under the heading, or "V/v …" under the number of a letter."""
    lines = _about_lines(paper)
    if not lines:
        heading = _heading_line(paper)
        if heading is None:
            return None
        lines = _under_heading(paper, heading)
        if not lines:
            return candidate(None, [], 0.8, ["subject_not_found"])
    text = _OUTSIDE.sub("", nfc(" ".join(line.text for line in lines)))
    text = _BROKEN_CODE.sub(r"\1-", text)
    doubts = ["unfinished"] if is_unfinished(text) else []
    return candidate(text, [(paper.first, line.words) for line in lines], 0.95, doubts)


def read_matter(paper: Paper) -> str:
    """What the paper is about, as far as a few lines say it, without "V/v"; "" when none do."""
    lines = _about_lines(paper)
    if not lines:
        heading = _heading_line(paper)
        if heading is None:
            return ""
        body = _body(paper)
        start = body.index(heading) + 1
        lines = _under_heading(paper, heading) or body[start : start + MATTER_LINES]
    return _ABOUT.sub("", fold(" ".join(line.text for line in lines))).strip()


def _about_lines(paper: Paper) -> list[Line]:
    lines = paper.zone(Zone.HEAD_LEFT)
    start = next((i for i, x in enumerate(lines) if _ABOUT.match(fold(x.text))), None)
    if start is None:
        return []
    found = [lines[start]]
    right = min((line.box.x0 for line in paper.zone(Zone.HEAD_RIGHT)), default=0.0)
    # Below the row of place and date it stands alone, and was taken for the body.
    for line in [*lines[start + 1 :], *_body(paper)]:
        gap = line.box.y0 - found[-1].box.y1
        is_body = line.box.x1 > right or "kinh gui" in fold(line.text)
        is_apart = line.zone is not Zone.HEAD_LEFT and is_body
        if gap > 1.3 * _height(line) or is_apart or _is_stamp(line.text):
            break
        found.append(line)
    return found


def _height(line: Line) -> float:
    heights = sorted(word.box.height for word in line.words)
    return heights[len(heights) // 2]


def _under_heading(paper: Paper, heading: Line) -> list[Line]:
    lines = _body(paper)
    found: list[Line] = []
    for line in lines[lines.index(heading) + 1 :]:
        if not _goes_on(line, found, heading, paper.first):
            break
        found.append(line)
    return found[:8]


def _goes_on(line: Line, found: Sequence[Line], heading: Line, page: Page) -> bool:
    """The line is a further line of the subject."""
    text = fold(line.text)
    if _BODY.match(text) or _is_stamp(line.text):
        return False
    if line.text == line.text.upper() and _AUTHORITY.match(text):
        return False
    above = found[-1] if found else heading
    gap = line.box.y0 - above.box.y1
    return gap < 1.5 * _height(line) and _same_centre(line, heading, page)


def _same_centre(line: Line, heading: Line, page: Page) -> bool:
    """The line is centred under the heading; the first line of a paragraph is off by its indent."""
    left, right = _text_span(page)
    return abs(line.box.center[0] - heading.box.center[0]) < 0.03 * (right - left)
