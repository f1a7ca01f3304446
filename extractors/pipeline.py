"""The way of a scan, read aloud: what becomes of the pages of one input."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractors.classify import SURE, UNKNOWN, classify
from extractors.doubts import doubts, repeated
from extractors.fields import extract_fields
from extractors.finders.stamp import find_mark
from extractors.split import Group, split
from models.doctypes import DocumentType
from models.errors import ErrorCode, SohoaError
from models.extraction import Document, Issue, Severity, TypeGuess
from models.page import Page
from models.values.marks import SECRECY


def understand(
    pages: Sequence[Page],
    types: Mapping[str, DocumentType],
    *,
    released: bool = False,
    declared: str | None = None,
    said: Mapping[int, str] | None = None,
) -> tuple[Document, ...]:
    """The papers that the pages of one input are, with their fields.

    Where a person has `declared` the document type of all of them, or has `said` that of the paper
    that begins at a page, none is guessed.

    Raises:
        SohoaError: `secret_document`, when a page bears a secrecy mark and no person has
            `released` the paper.
    """
    if not released:
        refuse_secrets(pages)
    return tuple(
        _document(group, types, declared, (said or {}).get(group.pages[0].number))
        for group in split(pages, types)
    )


def _document(
    group: Group, types: Mapping[str, DocumentType], declared: str | None, of_paper: str | None
) -> Document:
    """One paper.

    What is said of it goes before what the sheet before it says, and that before what is said of
    the whole input.
    """
    numbers, issues = tuple(page.number for page in group.pages), []
    readable = [page for page in group.pages if page.error is None and page.lines]
    said = [name for name in (of_paper, group.hint.type, declared) if name is not None]
    chosen = next((name for name in said if name in types), None)
    if group.hint.type is not None and group.hint.type not in types:
        message = (
            "Tờ phân cách ghi một loại giấy tờ không có. / "
            "The separator sheet names a type of paper that is not known."
        )
        issues.append(Issue("unknown_hint", Severity.WARN, message))
    if not readable:
        issues += [
            *_issues(group.pages, ""),
            Issue("no_text", Severity.WARN, "Không thấy chữ nào. / No text was found."),
        ]
        return Document(numbers, classify([], types), {}, tuple(issues), group.hint.unit)
    guess = classify(readable, types) if chosen is None else TypeGuess(chosen, 1.0)
    twice = repeated(readable)
    fields = extract_fields([p for p in readable if p.number not in twice], types[guess.id])
    if guess.confidence < SURE and guess.id != UNKNOWN:
        message = "Loại giấy tờ chưa chắc chắn: xin xem lại. / The type of paper is not sure."
        issues.append(Issue("type_unsure", Severity.WARN, message))
        # A value is right only where its field is.
        fields = {
            name: replace(item, confidence=item.confidence * guess.confidence, needs_review=True)
            for name, item in fields.items()
        }
    against = [*doubts(readable, types[guess.id], fields), *map(_may_begin, group.unsure)]
    if against or twice:
        # Forms of twins are alike, too: nothing of a page that looks like another goes unasked.
        fields = {name: replace(item, needs_review=True) for name, item in fields.items()}
    issues += [*against, *map(_repeats, twice.items()), *_issues(group.pages, guess.id)]
    return Document(numbers, guess, fields, tuple(issues), group.hint.unit)


def _repeats(pages: tuple[int, int]) -> Issue:
    page, first = pages
    message = f"Trang này giống trang {first}. / The page is the same as page {first}."
    return Issue("repeated_page", Severity.WARN, message, page)


def _may_begin(page: int) -> Issue:
    message = "Có thể là một giấy tờ khác: xin xem lại. / Another paper may begin at this page."
    return Issue("boundary_unsure", Severity.WARN, message, page)


def refuse_secrets(pages: Sequence[Page]) -> None:
    """Stop at the first page with a secrecy mark.

    State secrets must not be digitized (Thông tư 03/2025/TT-VPCP).

    Raises:
        SohoaError: `secret_document`.
    """
    for page in pages:
        if find_mark(page, SECRECY) is not None:
            raise SohoaError(
                ErrorCode.SECRET_DOCUMENT,
                f"Page {page.number} bears a secrecy mark; nothing of it was kept.",
                "Handle the paper by the rules for state secrets; do not scan it.",
            )


def _issues(pages: Sequence[Page], type_id: str) -> tuple[Issue, ...]:
    found = []
    if type_id == UNKNOWN:
        found.append(
            Issue(
                "unknown_type",
                Severity.WARN,
                ("Chưa rõ loại giấy tờ: xin chọn. / The type of paper is not known."),
            )
        )
    for page in pages:
        if page.error is not None:
            found.append(Issue("page_failed", Severity.BLOCK, str(page.error), page.number))
            continue
        if "damaged" in page.quality.problems:
            message = (
                "Tệp bị hỏng: trang có thể thiếu nội dung. / "
                "The file is damaged: something on the page may be missing."
            )
            found.append(Issue("damaged_page", Severity.WARN, message, page.number))
        if not page.quality.legible:
            found.append(
                Issue(
                    "illegible_page",
                    Severity.WARN,
                    ("Trang khó đọc: xin quét lại. / The page is hardly legible: scan it again."),
                    page.number,
                )
            )
    return tuple(found)
