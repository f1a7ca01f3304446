"""The agency's name, and its parent's above it, from the left half of the letterhead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.finders import Candidate, Paper, candidate
from models.doctypes import FieldType, Finder
from models.page import Line, Zone
from models.values.text import fold, nfc

# First words of an agency's name, folded. What begins with none of them goes on with the name
# in the line above.
_HEAD = re.compile(
    r"^(ubnd|uy ban|hdnd|hoi dong|bo|so|ban|chi cuc|cuc|tong cuc|phong(?! chong)|trung tam|truong|"
    r"benh vien|cong ty|tong cong ty|tap doan|van phong|hoi|lien doan|lien hiep|lien minh|doan|"
    r"dang uy|dang bo|tinh uy|huyen uy|thanh uy|thanh tra|toa an|vien|cong an|kho bac|bao hiem|"
    r"ngan hang|dai (?!hoi)|bao tang|bao|to |chinh phu|quoc hoi|thu tuong|du an|hat|tram|quy|"
    r"dai hoc|hoc vien|nha|thu vien|mat tran|hiep hoi|vu|chi nhanh|ttyt|quan khu|bo chi huy)\b"
)
# A name broken after or before these words is one name.
_JOINS_NEXT = re.compile(r"(\bva|\bcua|,|-|\bthuoc|\bvoi|\bquan ly)$")
_JOINS_ABOVE = re.compile(r"^(va|cua|thuoc|-|\()")
_NUMBER = re.compile(
    r"^\W*s[oe0]\s*[:;.]|^so\s*\d|\w/\s?[a-z]+\w*-|^\W*/[a-z]|^v\s?[/.]\s?v|^ve viec"
)


def find_parent(paper: Paper, _field: FieldType, _finder: Finder) -> Candidate | None:
    """The parent agency: every unit above the last one."""
    units = _units(_name_lines(paper))
    if not units:
        return None
    above = [line for unit in units[:-1] for line in unit]
    if not above:
        belief = 0.9 if _HEAD.match(fold(units[-1][0].text)) else 0.5
        return candidate(None, [], belief)
    return _named(paper, above)


def find_issuer(paper: Paper, _field: FieldType, _finder: Finder) -> Candidate | None:
    """The issuing agency: the last unit above the number."""
    units = _units(_name_lines(paper))
    return _named(paper, units[-1]) if units else None


def _named(paper: Paper, lines: Sequence[Line]) -> Candidate:
    text = nfc(" ".join(line.text for line in lines)).strip(" .,;:-_*'\"")
    doubts = [] if _HEAD.match(fold(text)) and text == text.upper() else ["unusual_agency"]
    return candidate(text, [(paper.first, line.words) for line in lines], 0.97, doubts)


def _name_lines(paper: Paper) -> list[Line]:
    lines = []
    for line in paper.zone(Zone.HEAD_LEFT):
        if _NUMBER.search(fold(line.text)):
            break
        if sum(c.isalpha() for c in line.text) >= 2:
            lines.append(line)
    return lines


def _units(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines grouped into agencies' names, topmost first."""
    units: list[list[Line]] = []
    for line in lines:
        text = fold(line.text)
        above = fold(units[-1][-1].text) if units else ""
        starts = _HEAD.match(text) and not _JOINS_NEXT.search(above)
        if not units or (starts and not _JOINS_ABOVE.match(text)):
            units.append([line])
        else:
            units[-1].append(line)
    return units
