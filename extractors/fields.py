"""Fields of one paper: finders propose in the declared order, confidence decides."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.confidence import probability
from extractors.finders import Candidate, Paper, finders
from models.doctypes import DocumentType, FieldType
from models.extraction import ExtractedField, Issue, Severity
from models.page import Page

_MESSAGES = {
    "number_not_read": "Số văn bản viết tay hoặc không đọc được. / The number was not read.",
    "number_by_hand": "Số văn bản viết tay: xin đối chiếu. / The number is written by hand.",
    "number_blank": "Số văn bản để trống. / The number was left blank.",
    "number_read_twice": "Số văn bản đọc được hai cách. / The number was read in two ways.",
    "date_by_hand": "Ngày, tháng viết tay: xin đối chiếu. / The date is written by hand.",
    "date_read_twice": "Ngày, tháng đọc được hai cách. / The date was read in two ways.",
    "day_not_read": "Ngày viết tay hoặc không đọc được. / The day was not read.",
    "not_found": "Không tìm thấy trên giấy. / Not found on the paper.",
}


def extract_fields(pages: Sequence[Page], kind: DocumentType) -> dict[str, ExtractedField]:
    """Every field of the type, present even when nothing was found."""
    paper = Paper(tuple(pages))
    return {item.id: _extract(paper, item) for item in kind.field}


def _extract(paper: Paper, item: FieldType) -> ExtractedField:
    best: tuple[Candidate, float, str] | None = None
    for finder in item.find:
        found = finders()[finder.by](paper, item, finder)
        if found is None:
            continue
        chance = probability(found)
        if best is None or (found.value is not None and chance > best[1]):
            best = (found, chance, finder.by)
        if chance >= item.threshold:
            break
    return _missing(item) if best is None else _field(item, *best)


def _missing(item: FieldType) -> ExtractedField:
    issue = Issue("not_found", Severity.WARN, _MESSAGES["not_found"], field=item.id)
    empty = () if item.many else None
    return ExtractedField(empty, None, 0.3, True, "none", issues=(issue,))


def _field(item: FieldType, found: Candidate, chance: float, method: str) -> ExtractedField:
    absent = found.value is None and item.required
    review = chance < item.threshold or bool(found.doubts) or absent
    issues = tuple(
        Issue(code, Severity.WARN, _MESSAGES.get(code, code.replace("_", " ")), field=item.id)
        for code in found.doubts
    )
    return ExtractedField(
        found.value, found.raw, chance, review, method, found.evidence, found.alternatives, issues
    )
