"""One result beside the truth: papers paired, then field by field and page by page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from models.doctypes import DocumentType, FieldType
from models.extraction import Document, ExtractedField, Result, Status
from models.scoring.forms import OTHER, form, rows
from models.scoring.gold import GoldDocument, GoldFile, GoldValue
from models.scoring.text import TextErrors, compare_page

SYMBOL_FIELD = "so_ky_hieu"
UNKNOWN_TYPE = "khac"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one field of one paper.

    Attributes:
        file: The input's name.
        type: Document type id: the true one, or the one given where the truth names none.
        field: Field id.
        kind: Kind of value.
        is_list: The field is a list.
        gold: The truth (where several values are right, the one nearest to `value`).
        value: What was extracted.
        handwritten: A part of it is written or stamped by hand.
        confidence: As stated; None when the field is missing from the result.
        flagged: A person is asked.
        right: Value and truth are the same.
        gold_rows: Rows of the truth: 0 when absent, 1 for a single value.
        given_rows: Rows of the value. A handwritten value of which only the printed rest is
            given, with a flag, counts as not given: a miss, but no wrong value.
        matched_rows: Rows that are the same, one to one.
        chars: Characters of the true value, for running text only.
        char_edits: Characters of it to insert, delete or change.
        symbol_right: For the symbol field: whether the part after the first "/" is right.
    """

    file: str
    type: str
    field: str
    kind: str
    is_list: bool
    gold: GoldValue
    value: object
    handwritten: bool
    confidence: float | None
    flagged: bool
    right: bool
    gold_rows: int
    given_rows: int
    matched_rows: int
    chars: int = 0
    char_edits: int = 0
    symbol_right: bool | None = None


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Decisions of a stack whether a new paper begins at a page."""

    gold: int = 0
    given: int = 0
    matched: int = 0


@dataclass(frozen=True, slots=True)
class FileScore:
    """All that one input adds to a report.

    Attributes:
        file: The input's name.
        status: Outcome of reading it.
        pages: Pages of the input that were looked at.
        outcomes: Its scored fields.
        told: For each paper of known type, this and the type given; None when no paper was found.
        text: Errors over its transcribed pages.
        boundaries: Page boundaries of a stack; None for a single paper.
        is_split: A single paper was taken for several.
        cpu_s: CPU seconds.
        peak_mb: Memory peak of the processes that read it, MB.
    """

    file: str
    status: Status
    pages: int
    outcomes: tuple[Outcome, ...]
    told: tuple[tuple[str, str | None], ...]
    text: TextErrors
    boundaries: Boundaries | None
    is_split: bool
    cpu_s: float
    peak_mb: float

    @property
    def types(self) -> tuple[bool, ...]:
        """For each paper of known type, whether the type was told."""
        return tuple(true == given for true, given in self.told)


def score_file(gold: GoldFile, result: Result, types: Mapping[str, DocumentType]) -> FileScore:
    """Score `result` against `gold`; `types` says of what kind each field is."""
    pairs = pair_documents(gold.documents, result)
    asked = _pages_asked_for(result)
    read = {page.number: page.text for page in result.pages}
    return FileScore(
        gold.file,
        result.status,
        len(result.pages),
        tuple(
            _score_field(gold.file, truth, found, name, result, types, asked)
            for truth, found in pairs
            for name in truth.fields
        ),
        tuple(
            (truth.type, found.document_type.id if found is not None else None)
            for truth, found in pairs
            if truth.type is not None
        ),
        sum(
            (compare_page(text, read.get(page, "")) for page, text in gold.text.items()),
            TextErrors(),
        ),
        _boundaries(gold.documents, result.documents) if gold.is_stack else None,
        not gold.is_stack and len(result.documents) > 1,
        result.cpu_s,
        result.peak_mb,
    )


def pair_documents(
    gold: Sequence[GoldDocument], result: Result
) -> list[tuple[GoldDocument, Document | None]]:
    """Each true paper with the one found for it, one to one.

    A paper found from the same first page goes before one that shares more pages.
    """
    everything = tuple(page.number for page in result.pages)
    likeness = []
    for i, truth in enumerate(gold):
        pages = truth.pages or everything
        for j, found in enumerate(result.documents):
            shared = len(set(pages) & set(found.pages))
            if shared:
                likeness.append((pages[0] == found.pages[0], shared, -i, -j))
    paired: dict[int, int] = {}
    for _, _, i, j in sorted(likeness, reverse=True):
        if -i not in paired and -j not in paired.values():
            paired[-i] = -j
    return [
        (truth, result.documents[paired[i]] if i in paired else None)
        for i, truth in enumerate(gold)
    ]


def _boundaries(gold: Sequence[GoldDocument], found: Sequence[Document]) -> Boundaries:
    """Decisions between neighbours among the pages that belong to a true paper."""
    true_paper = {page: i for i, truth in enumerate(gold) for page in truth.pages}
    paper = {page: i for i, document in enumerate(found) for page in document.pages}
    pages = sorted(true_paper)
    neighbours = list(zip(pages, pages[1:], strict=False))
    true = {b for a, b in neighbours if true_paper[a] != true_paper[b]}
    given = {b for a, b in neighbours if paper.get(a) != paper.get(b)}
    return Boundaries(len(true), len(given), len(true & given))


def _score_field(
    file: str,
    truth: GoldDocument,
    found: Document | None,
    name: str,
    result: Result,
    types: Mapping[str, DocumentType],
    asked: frozenset[int],
) -> Outcome:
    extracted = found.fields.get(name) if found is not None else None
    value = extracted.value if extracted is not None else None
    ids = [truth.type, found.document_type.id if found is not None else None]
    field = _field_type(types, ids, name)
    kind = field.kind if field is not None else OTHER
    gold = _nearest(kind, [truth.fields[name], *truth.accept.get(name, ())], value)
    gold_rows, given_rows = rows(kind, gold), rows(kind, value)
    failed = result.status is Status.FAILED
    is_asked_for = found is None and bool(truth.pages) and truth.pages[0] in asked
    flagged = failed or is_asked_for or _is_flagged(extracted, found)
    hand = name in truth.handwritten
    rest_only = hand and flagged and _is_printed_rest(kind, gold, value)
    chars, edits = _running_text(kind, gold, value)
    return Outcome(
        file=file,
        type=next((known for known in ids if known is not None), UNKNOWN_TYPE),
        field=name,
        kind=kind,
        is_list=field.many if field is not None else isinstance(gold, tuple),
        gold=gold,
        value=value,
        handwritten=hand,
        confidence=extracted.confidence if extracted is not None else None,
        flagged=flagged,
        right=not failed and gold_rows == given_rows,
        gold_rows=gold_rows.total(),
        given_rows=0 if rest_only else given_rows.total(),
        matched_rows=(gold_rows & given_rows).total(),
        chars=chars,
        char_edits=edits,
        symbol_right=_symbol_right(gold, value) if name == SYMBOL_FIELD else None,
    )


def _field_type(
    types: Mapping[str, DocumentType], ids: Sequence[str | None], name: str
) -> FieldType | None:
    """The field of the first of the types `ids` that has it."""
    known = [types[i] for i in ids if i is not None and i in types]
    return next((item for t in known for item in t.field if item.id == name), None)


def _is_flagged(extracted: ExtractedField | None, found: Document | None) -> bool:
    """Whether a person is asked; a field that is not there at all asks nobody by itself.

    Where the type itself is a question, so are the fields of the right one.
    """
    if extracted is not None:
        return extracted.needs_review
    if found is None:
        return False
    unsure = any(issue.code == "type_unsure" for issue in found.issues)
    return unsure or found.document_type.id == UNKNOWN_TYPE


def _pages_asked_for(result: Result) -> frozenset[int]:
    """Pages of which a person is asked whether another paper begins there.

    Who looks at the page that an issue names sees the paper: its fields are not missed unasked.
    """
    return frozenset(
        issue.page
        for document in result.documents
        for issue in document.issues
        if issue.code == "boundary_unsure" and issue.page is not None
    )


def _nearest(kind: str, options: Sequence[GoldValue], value: object) -> GoldValue:
    """Of several right values the one that `value` matches best, the first on a tie."""
    given = rows(kind, value)

    def likeness(option: GoldValue) -> float:
        true = rows(kind, option)
        if true == given:
            return 2.0
        return 2 * (true & given).total() / (true.total() + given.total())

    return max(options, key=likeness)


def _is_printed_rest(kind: str, gold: GoldValue, value: object) -> bool:
    """Whether `value` is the truth without what was written into it by hand."""
    if not isinstance(gold, str) or not isinstance(value, str):
        return False
    true, given = form(kind, gold), form(kind, value)
    if not given or true == given:
        return False
    if kind == "symbol":
        return given.startswith("/") and true.endswith(given)
    if kind == "date":
        return true.startswith(f"{given}-")
    return _in_order(given.split(), iter(true.split()))


def _in_order(given: Sequence[str], true: Iterator[str]) -> bool:
    return all(word in true for word in given)


def _running_text(kind: str, gold: GoldValue, value: object) -> tuple[int, int]:
    """Characters of running text and edits between it and the value."""
    if kind != "text" or not isinstance(gold, str):
        return 0, 0
    true = form(kind, gold)
    given = form(kind, value) if isinstance(value, str) else ""
    return len(true), Levenshtein.distance(true, given) if true else 0


def _symbol_right(gold: GoldValue, value: object) -> bool | None:
    """Whether the part after the first "/" is right; None when the truth has no such part."""
    if not isinstance(gold, str) or "/" not in gold:
        return None
    return isinstance(value, str) and _after_slash(value) == _after_slash(gold)


def _after_slash(text: str) -> str:
    return form("symbol", text).partition("/")[2]
