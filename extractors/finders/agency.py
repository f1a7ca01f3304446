"""The agency's name, and its parent's above it, from the left half of the letterhead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from extractors.finders import Candidate, Paper, candidate
from extractors.finders.people import pieces_of
from models.doctypes import FieldType, Finder
from models.page import Line, Zone
from models.values.agencies import PROVINCES, is_cut_off, is_known, mend_agency
from models.values.phrases import is_unfinished
from models.values.symbols import NUMBER_LINE
from models.values.text import fold, nfc
from models.values.units import breaks_off

# First words of an agency's name, folded. What begins with none of them goes on with the name
# in the line above.
HEAD = re.compile(
    r"^(ubnd|uy ban|hdnd|hoi dong|bo|so|ban|chi cuc|cuc|tong cuc|phong(?! chong)|trung tam|truong|"
    r"benh vien|cong ty|tong cong ty|tap doan|van phong|hoi|lien doan|lien hiep|lien minh|doan|"
    r"dang uy|dang bo|tinh uy|huyen uy|thanh uy|thanh tra|toa an|vien|cong an|kho bac|bao hiem|"
    r"ngan hang|dai (?!hoi)|bao tang|bao|to |chinh phu|quoc hoi|thu tuong|du an|hat|tram|quy|"
    r"dai hoc|hoc vien|nha|thu vien|mat tran|hiep hoi|vu|chi nhanh|ttyt|quan khu|bo chi huy)\b"
)
# A name broken after or before these words is one name.
_JOINS_NEXT = re.compile(r"(\bva|\bcua|,|-|\bthuoc|\bvoi|\bquan ly|\bdat)$")
# Words of two syllables, the second of which begins names by itself: "DỊCH / VỤ VIỆC LÀM".
_BROKEN = re.compile(r"\b((dich|nghiep|phuc|noi|ngoai) vu|can bo|xa hoi|benh vien|cong doan)\b")
_JOINS_ABOVE = re.compile(r"^(va\b|cua\b|thuoc\b|-|\()")
# Columns of a letterhead are so many heights of the line apart.
COLUMNS = 1.6
# A name goes on within so many heights of its line, in print that is so much larger at most.
NEXT_LINE, SAME_SIZE = 0.6, 0.2
# The rest of a name that breaks off stands no further below than so many heights.
NEXT_ROW = 1.0
# Lines share so much of their height when they are level.
LEVEL = 0.5
# An office's name stands within so many lines, and may go on with its place.
OFFICE_LINES = 12
_PLACE = re.compile(
    r"^(xa|phuong|thi tran|dac khu|huyen|quan|thi xa|thanh pho|tp|tinh|va|hanh chinh|phuc vu)\b"
)
# Units that are numbered: "KHU VỰC V", "PHƯỜNG 3".
_NUMBERED = re.compile(r"(phuong|quan|vuc|khu|so) ([ivx]{1,4}|\d{1,2})$")
_UNIT = re.compile(r"\b(XÃ|PHƯỜNG|THỊ TRẤN|HUYỆN|QUẬN|THỊ XÃ|THÀNH PHỐ|TỈNH) [A-ZĐÀ-Ỹ]{2}")
# What belongs to an office stands within so many heights below it.
NEAR = 6.0
_MOTTO = re.compile(r"cong h?oa xa hoi|chu nghia viet nam|doc lap.{0,3}tu do")
_PAGE = re.compile(r"\s(Trang\b.*|In lúc.*|Mã hồ sơ.*|Số:.*)$")
# What forms are called, which is no part of a name.
_TITLE = re.compile(r"^(giay|phieu|thong bao|to khai|don|bien nhan|xac nhan|yeu cau|xin loi)\b")
# "Số phiếu: …".
_LABELLED = re.compile(r"^\D{2,20}:")
# "230/GPXD", of which "Số:" was not read.
_SYMBOL = re.compile(r"\W*\d{1,5} ?/ ?\d?[a-z]+\W*$")
_ABOUT = re.compile(r"^v\s?[/.]\s?v|^ve viec")


def find_parent(paper: Paper, _field: FieldType, _finder: Finder) -> Candidate | None:
    """The parent agency: every unit above the last one."""
    units = _units(_name_lines(paper))
    if not units:
        return None
    above = [line for unit in units[:-1] for line in unit]
    if not above:
        belief = 0.9 if HEAD.match(fold(mend_agency(_bare(units[-1][0])))) else 0.5
        return candidate(None, [], belief)
    return _named(paper, above)


def find_issuer(paper: Paper, _field: FieldType, _finder: Finder) -> Candidate | None:
    """The issuing agency: the last unit above the number."""
    units = _units(_name_lines(paper))
    return _named(paper, units[-1]) if units else None


def find_office(paper: Paper, _field: FieldType, _finder: Finder) -> Candidate | None:
    """The office that made out a form: the last of the units above its title."""
    lines = office_lines(paper)
    units = _units(lines)
    if not units:
        return None
    found = _named(paper, units[-1])
    doubts = ["unusual_agency"] * _has_unit_below(paper, lines)
    return replace(found, doubts=tuple(dict.fromkeys((*found.doubts, *doubts))))


def _has_unit_below(paper: Paper, lines: Sequence[Line]) -> bool:
    """A unit stands in capitals right below the office, of which it may be: "… THÀNH PHỐ HUẾ"."""
    last = lines[-1]
    below = (
        line
        for whole in paper.first.lines[:OFFICE_LINES]
        for line in _columns(whole)
        if 0 < line.box.y0 - last.box.y0 < NEAR * _height(last) and _is_below(last, line)
    )
    return any(_UNIT.search(x.text) and not _TITLE.match(fold(x.text)) for x in below)


def _breaks_off(line: Line) -> bool:
    """A line ends within a unit's name, or behind its kind: "… PHƯỜNG", "… PHƯỜNG SA"."""
    text = _bare(line)
    return breaks_off(text) or is_unfinished(text)


def _is_rest(above: Line, line: Line) -> bool:
    """The end of a name that breaks off above, from the same edge on."""
    gap, off = line.box.y0 - above.box.y1, abs(line.box.x0 - above.box.x0)
    is_next = gap < NEXT_ROW * _height(above) and off < _height(above)
    return is_next and _breaks_off(above) and not _TITLE.match(fold(line.text))


def _is_below(above: Line, line: Line) -> bool:
    return abs(above.box.center[0] - line.box.center[0]) < above.box.width / 2


def office_lines(paper: Paper) -> list[Line]:
    """The lines in capitals that name units: in the letterhead, or at the top by themselves."""
    lines: list[Line] = []
    for line in (x for whole in paper.first.lines[:OFFICE_LINES] for x in _columns(whole)):
        text, letters = fold(line.text), [c for c in line.text if c.isalpha()]
        if _MOTTO.search(text) or _LABELLED.match(text):
            continue
        if NUMBER_LINE.search(text) or _ABOUT.search(text) or _SYMBOL.match(text):
            # Beside the first line of a name that breaks off it ends nothing.
            if lines and not _breaks_off(lines[-1]):
                break
            continue
        if 2 * sum(c.isupper() for c in letters) <= len(letters) or len(letters) < 2:
            continue
        # A speck before the first letter is read as one.
        named = HEAD.match(text) or (text[:1] == text[1:2] and HEAD.match(text[1:]))
        goes_on = bool(lines) and (
            _PLACE.match(text) is not None
            or _is_under(lines[-1], line)
            or _is_rest(lines[-1], line)
        )
        if (line.zone is Zone.HEAD_LEFT and lines) or named or goes_on:
            lines.append(line)
        elif lines and line.zone is Zone.BODY and line.box.vertical_overlap(lines[-1].box) < LEVEL:
            break
    return lines


def _columns(line: Line) -> list[Line]:
    """The parts of a line that stand apart: the agency's, the motto's, those of a frame."""
    return [replace(line, words=piece) for piece in pieces_of(line, COLUMNS)]


def _is_under(above: Line, line: Line) -> bool:
    """Right below, about the same middle and in print of the same size: the name goes on."""
    height = _height(above)
    moved = abs(line.box.center[0] - above.box.center[0])
    gap = line.box.y0 - above.box.y1
    like = abs(_height(line) - height) < SAME_SIZE * height
    is_near = moved < height and -height < gap < NEXT_LINE * height
    return is_near and like and not _TITLE.match(fold(line.text))


def _height(line: Line) -> float:
    """Median height of the words, pixels."""
    return median(word.box.height for word in line.words)


def read_agency(paper: Paper) -> str:
    """The issuing agency's name, or "" when there is none."""
    units = _units(_name_lines(paper))
    return _name(units[-1]) if units else ""


def _name(lines: Sequence[Line]) -> str:
    return mend_agency(" ".join(_bare(line) for line in lines))


def _named(paper: Paper, lines: Sequence[Line]) -> Candidate:
    text = _name(lines)
    usual = HEAD.match(fold(text)) and text == text.upper() and not is_cut_off(text)
    doubts = [] if usual else ["unusual_agency"]
    spots = [(paper.first, line.words) for line in lines]
    return candidate(text, spots, 0.97, doubts, checked=is_known(text))


def _bare(line: Line) -> str:
    """The line's words between the first and the last that has two letters or is "Y" ("Y tế").

    Wards and areas are called by numbers, too: "PHƯỜNG 3", "KHU VỰC V".
    """
    solid = [
        i
        for i, w in enumerate(line.words)
        if sum(c.isalpha() for c in w.text) >= 2
        or w.text == "Y"
        or (i > 0 and _NUMBERED.match(fold(f"{line.words[i - 1].text} {w.text}")))
    ]
    words = line.words[solid[0] : solid[-1] + 1] if solid else line.words
    return nfc(_PAGE.sub("", " ".join(word.text for word in words))).strip(" .,;:-_*'\"")


def _name_lines(paper: Paper) -> list[Line]:
    """The lines in capitals above the number; signature captions above them are none."""
    lines: list[Line] = []
    for line in paper.zone(Zone.HEAD_LEFT):
        text = fold(line.text)
        if NUMBER_LINE.search(text) or _ABOUT.search(text):
            break
        letters = [c for c in line.text if c.isalpha()]
        if len(letters) >= 2 and (lines or 2 * sum(c.isupper() for c in letters) > len(letters)):
            lines.append(line)
    return lines


def _units(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines grouped into agencies' names, topmost first."""
    units: list[list[Line]] = []
    for line in lines:
        text = fold(mend_agency(_bare(line)))
        starts = HEAD.match(text) and not (units and _is_open(units[-1][-1], text))
        if not units or _is_whole(units[-1], line) or (starts and not _JOINS_ABOVE.match(text)):
            units.append([line])
        else:
            units[-1].append(line)
    return units


def _is_open(above: Line, below: str) -> bool:
    """A name breaks off within a word, or behind one that another follows.

    Behind a province's name a comma is a speck, a dash the rule below the letterhead.
    """
    text = fold(above.text)
    if text.endswith((",", "-")) and _ends_with_province(_bare(above)):
        return False
    last, first = text.split()[-1], below.split()[0]
    return bool(_JOINS_NEXT.search(text) or _BROKEN.match(f"{last} {first}"))


def _is_whole(unit: Sequence[Line], below: Line) -> bool:
    """A known name ends with its province: what follows is another, though its head is misread."""
    name = _name(unit)
    is_more = not below.text.startswith("(") and len(below.words) > 1
    return is_more and _ends_with_province(name) and is_known(name)


def _ends_with_province(name: str) -> bool:
    """Its words may be run together: "TỈNH ĐẮKLẮK"."""
    last = fold(name).rpartition("tinh ")[2].replace(" ", "")
    whole = tuple(f" {fold(province)}" for province in PROVINCES)
    return fold(name).endswith(whole) or last in {x.replace(" ", "") for x in whole}
