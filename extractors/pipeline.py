"""The way of a scan, read aloud: what becomes of the pages of one input."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractors.classify import UNKNOWN, classify
from extractors.fields import extract_fields
from extractors.finders.stamp import find_mark
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
) -> tuple[Document, ...]:
    """The papers that the pages of one input are, with their fields.

    Where a person has `declared` a document type, none is guessed.

    Raises:
        SohoaError: `secret_document`, when a page bears a secrecy mark and no person has
            `released` the paper.
    """
    if not released:
        refuse_secrets(pages)
    readable = [page for page in pages if page.error is None and page.lines]
    if not readable:
        return (Document(tuple(p.number for p in pages), classify([], types), {}, _nothing(pages)),)
    if declared is not None and declared in types:
        guess = TypeGuess(declared, 1.0)
    else:
        guess = classify(readable, types)
    fields = extract_fields(readable, types[guess.id])
    numbers = tuple(page.number for page in pages)
    return (Document(numbers, guess, fields, _issues(pages, guess.id)),)


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
        found.append(Issue("unknown_type", Severity.WARN, "The type of paper is not known."))
    for page in pages:
        if page.error is not None:
            found.append(Issue("page_failed", Severity.BLOCK, str(page.error), page.number))
            continue
        if "damaged" in page.quality.problems:
            message = "The file is damaged: something on the page may be missing."
            found.append(Issue("damaged_page", Severity.WARN, message, page.number))
        if not page.quality.legible:
            found.append(
                Issue("illegible_page", Severity.WARN, "The page is hardly legible.", page.number)
            )
    return tuple(found)


def _nothing(pages: Sequence[Page]) -> tuple[Issue, ...]:
    return (*_issues(pages, ""), Issue("no_text", Severity.WARN, "No text was found."))
