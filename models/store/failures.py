"""Why files of a batch have no whole result: counted by reason, with examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, and_, exists, func, select

from models.errors import ErrorCode
from models.store.batches import ItemState
from models.store.intake import SECRET, DocumentState
from models.store.tables import batch_items, documents, pages


@dataclass(frozen=True, slots=True)
class Example:
    """Something that failed.

    Attributes:
        path: Below the batch's folder.
        page: The page that could not be read; None: the whole file.
        error: `{code, message, remedy}`.
        preview: Digest of a picture of one of its pages, and which one; None: there is none.
    """

    path: str | None
    document: UUID | None
    page: int | None
    error: dict[str, Any]
    preview: tuple[int, str] | None = None


def _code(column: Any) -> Any:
    return column["code"].as_string()


def _of(batch: UUID) -> Any:
    """Documents that files of the batch have become, whichever batch brought them first."""
    return exists().where(batch_items.c.document == documents.c.id, batch_items.c.batch == batch)


def _failed_pages(batch: UUID, *columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(documents)
        .join(pages, and_(pages.c.document == documents.c.id, pages.c.error.is_not(None)))
        .where(documents.c.state == DocumentState.PARTIAL, _of(batch))
    )


def counts(connection: Connection, batch: UUID) -> list[tuple[str, int]]:
    """How many files and pages of a batch failed for which reason, the commonest first.

    Sealed papers are counted as `secret_document`.
    """
    refused, failed, page = (
        _code(column) for column in (batch_items.c.error, documents.c.error, pages.c.error)
    )
    found: Counter[str] = Counter()
    for chosen in (
        select(refused, func.count())
        .where(batch_items.c.batch == batch, batch_items.c.state == ItemState.REFUSED)
        .group_by(refused),
        select(failed, func.count())
        .where(documents.c.state == DocumentState.FAILED, _of(batch))
        .group_by(failed),
        _failed_pages(batch, page, func.count()).group_by(page),
    ):
        for code, count in connection.execute(chosen):
            found[str(code)] += count
    sealed = select(func.count()).where(documents.c.state.in_(list(SECRET)), _of(batch))
    if count := connection.execute(sealed).scalar_one():
        found[str(ErrorCode.SECRET_DOCUMENT)] += count
    return found.most_common()


def examples(connection: Connection, batch: UUID, code: str, limit: int) -> list[Example]:
    """Some of what failed for a reason; of sealed papers nothing is shown."""
    refused = connection.execute(
        select(batch_items.c.path, batch_items.c.error)
        .where(
            batch_items.c.batch == batch, batch_items.c.state == ItemState.REFUSED,
            _code(batch_items.c.error) == code,
        )
        .order_by(batch_items.c.id)
        .limit(limit)
    )  # fmt: skip
    found = [Example(row.path, None, None, row.error) for row in refused]
    whole = (
        select(documents.c.id, documents.c.file_name, documents.c.error)
        .where(
            documents.c.state == DocumentState.FAILED, _of(batch), _code(documents.c.error) == code
        )
        .limit(limit)
    )
    found += [Example(row.file_name, row.id, None, row.error) for row in connection.execute(whole)]
    parts = _failed_pages(
        batch, documents.c.id, documents.c.file_name, pages.c.number, pages.c.error
    ).where(_code(pages.c.error) == code)
    found += [
        Example(row.file_name, row.id, row.number, row.error)
        for row in connection.execute(parts.limit(limit))
    ]
    return _with_pictures(connection, found[:limit])


def _with_pictures(connection: Connection, found: Sequence[Example]) -> list[Example]:
    """A page that failed has no picture, but another one of its file may tell which it is."""
    chosen = [item.document for item in found if item.document is not None]
    rows = connection.execute(
        select(pages.c.document, pages.c.number, pages.c.preview)
        .where(pages.c.document.in_(chosen), pages.c.preview.is_not(None))
        .order_by(pages.c.document, pages.c.number.desc())
    )
    first = {row.document: (row.number, row.preview) for row in rows}
    return [
        Example(item.path, item.document, item.page, item.error, first.get(item.document))
        if item.document
        else item
        for item in found
    ]
