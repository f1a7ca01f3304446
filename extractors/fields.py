"""Fields of one paper: finders propose in the declared order, confidence decides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.confidence import probability, threshold
from extractors.finders import Candidate, Paper, finders
from extractors.finders.coded import DISAGREES
from extractors.finders.form import place
from extractors.finders.placing import printed_labels
from extractors.finders.rows import letters_of
from models.doctypes import DocumentType, FieldType
from models.extraction import ExtractedField, Issue, Severity
from models.page import Page
from models.values.agencies import is_known
from models.values.checks import check
from models.values.registry import MESSAGES
from models.values.text import fold, nfc

# A value of fewer letters stands somewhere else by chance.
FEWEST_LETTERS = 6
# Agencies that no table knows have so many words at least, places so many letters at most.
FEWEST_WORDS, MOST_LETTERS = 3, 140
# The method of a value that no finder proposed.
NOBODY = "none"
# "Nơi cư trú | của người yêu cầu".
_REST_OF_LABEL = re.compile(r"của\s")
_MESSAGES = {
    "number_not_read": "Số văn bản viết tay hoặc không đọc được. / The number was not read.",
    "number_by_hand": "Số văn bản viết tay: xin đối chiếu. / The number is written by hand.",
    "number_blank": "Số văn bản để trống. / The number was left blank.",
    "number_read_twice": "Số văn bản đọc được hai cách. / The number was read in two ways.",
    "date_by_hand": "Ngày, tháng viết tay: xin đối chiếu. / The date is written by hand.",
    "date_read_twice": "Ngày, tháng đọc được hai cách. / The date was read in two ways.",
    "day_not_read": "Ngày viết tay hoặc không đọc được. / The day was not read.",
    "no_figures": "Không có chữ số ở nơi cần có. / No figures where some belong.",
    "not_a_name": "Không giống họ tên. / This is not like a name.",
    "ticked_twice": "Có nhiều ô được đánh dấu. / More than one box is ticked.",
    "code_disagrees_with_print": "Mã QR khác chữ in: xin đối chiếu. / Code and print differ.",
    "form_words": "Chữ in sẵn của mẫu, chưa điền. / The form's own words, nothing filled in.",
    "holders_not_read": "Không đọc được người sử dụng đất. / The holders were not read.",
    "row_incomplete": "Có dòng thiếu thông tin. / A row lacks a part.",
    "repaired": "Đã sửa ký tự đọc nhầm: xin đối chiếu. / A misread character was put right.",
    "unusual_name": "Họ tên ít gặp: xin đối chiếu. / An unusual name.",
    "unusual_title": "Chức vụ ít gặp: xin đối chiếu. / An unusual title.",
    "unusual_agency": "Tên cơ quan ít gặp: xin đối chiếu. / An unusual agency.",
    "name_not_read": "Không đọc được họ tên người ký. / The signer's name was not read.",
    "time_not_read": "Giờ không đọc được. / The time of day was not read.",
    "short_name": "Tên ngắn: có thể bị dấu che. / A seal may hide a part of the name.",
    "not_found": "Không tìm thấy trên giấy. / Not found on the paper.",
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the finders of one field agreed on; `found` is None when none had anything to say."""

    found: Candidate | None
    method: str
    chance: float


def extract_fields(pages: Sequence[Page], kind: DocumentType) -> dict[str, ExtractedField]:
    """Every field of the type, present even when nothing was found."""
    proposals = propose(pages, kind)
    found = {item.id: _field(item, proposals[item.id]) for item in kind.field}
    return _checked(found, kind)


def _checked(found: dict[str, ExtractedField], kind: DocumentType) -> dict[str, ExtractedField]:
    """The fields with what they say of each other: all that break a rule ask for a person."""
    for problem in check(kind.rules, {name: item.value for name, item in found.items()}):
        severity = Severity.BLOCK if problem.severity == "hard" else Severity.WARN
        for name in problem.fields:
            issue = Issue(problem.code, severity, problem.message, field=name)
            item = found[name]
            found[name] = replace(item, needs_review=True, issues=(*item.issues, issue))
    return found


def propose(pages: Sequence[Page], kind: DocumentType) -> dict[str, Proposal]:
    """The best candidate for every field of the type."""
    marked, bare = _letters_of(pages)
    printed = frozenset(x for x in printed_labels(kind) if len(x) >= FEWEST_LETTERS)
    has_labels = any(finder.labels for item in kind.field for finder in item.find)
    paper = Paper(tuple(pages), place(pages, kind) if has_labels else None)
    return {item.id: _best(paper, item, marked, bare, printed) for item in kind.field}


def _letters_of(pages: Sequence[Page]) -> tuple[str, str]:
    """The letters and digits of pages in small letters, with their marks and without."""
    text = nfc("\n".join(page.text for page in pages)).lower()
    marked = "".join(c for c in text if c.isalnum() or c == "\n")
    return marked, "".join(fold(c)[:1] or " " for c in marked)


def _agreement(value: object, marked: str, bare: str) -> int:
    """Whether a value stands on the paper once more, and with the same marks."""
    if not isinstance(value, str):
        return 0
    letters = "".join(c for c in nfc(value).lower() if c.isalnum())
    sought = "".join(fold(c)[:1] or " " for c in letters)
    if len(letters) < FEWEST_LETTERS:
        return 0
    found, at = [], bare.find(sought)
    while at >= 0:
        found.append(marked[at : at + len(letters)] == letters)
        at = bare.find(sought, at + 1)
    return -1 if found and not all(found) else int(len(found) > 1)


def _unprinted(found: Candidate, item: FieldType, printed: frozenset[str]) -> Candidate:
    """What a form bears before anybody fills it in, labels and notes in brackets, is no value."""
    if not isinstance(found.value, str) or not found.value:
        return found
    value: str | None = found.value
    if re.match(r"\([^()]+\)", found.value):
        value = found.value if letters_of(found.value.partition(")")[2]) else None
    elif letters_of(found.value) in printed or _REST_OF_LABEL.match(found.value):
        value = None
    elif not _is_odd(item, found.value):
        return found
    return replace(found, value=value, doubts=(*found.doubts, "form_words"))


def _is_odd(item: FieldType, value: str) -> bool:
    """Too short, too long or too foreign for what its kind is: more likely the form's words."""
    if item.kind == "agency":
        is_short, is_plain = len(value.split()) < FEWEST_WORDS, fold(value) == value.lower()
        return (is_short or is_plain) and not is_known(value)
    return item.kind in {"address", "person_name", "place"} and len(value) > MOST_LETTERS


def _best(
    paper: Paper, item: FieldType, marked: str, bare: str, printed: frozenset[str]
) -> Proposal:
    best = Proposal(None, NOBODY, probability(None, item, NOBODY))
    for finder in item.find:
        found = finders()[finder.by](paper, item, finder)
        if found is None:
            continue
        found = _unprinted(found, item, printed)
        found = replace(found, agreement=_agreement(found.value, marked, bare))
        chance = probability(found, item, finder.by)
        has_more = found.value is not None and chance > best.chance
        if best.found is None or best.found.value is None or has_more:
            best = Proposal(found, finder.by, chance)
        # What a code says goes before the print, also where a person must choose.
        if found.value is not None and (not found.doubts or DISAGREES in found.doubts):
            break
    return best


def _field(item: FieldType, proposal: Proposal) -> ExtractedField:
    found, chance = proposal.found, proposal.chance
    if found is None:
        empty = () if item.many else None
        found = Candidate(empty, None, (), 0.0)
    absent = not found.value
    doubts = [*found.doubts, *(["not_found"] if absent and item.required else [])]
    issues = tuple(
        Issue(
            code,
            Severity.WARN,
            _MESSAGES.get(code) or MESSAGES.get(code, code.replace("_", " ")),
            field=item.id,
        )
        for code in doubts
    )
    review = chance < threshold(item) or bool(doubts)
    return ExtractedField(
        found.value, found.raw, chance, review, proposal.method, found.evidence,
        found.alternatives, issues,
    )  # fmt: skip
