"""Words of pages around what is sought, as the paper has them."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy import Connection, select

from models.store.search import searchable
from models.store.tables import pages

_BEFORE, _AROUND = 8, 24


def passage(
    connection: Connection, document: UUID, numbers: Sequence[int], words: str
) -> list[tuple[str, bool]] | None:
    """Words of the first page that bears one of those sought, each with whether it is one.

    Args:
        connection: To the database.
        document: The file.
        numbers: Pages of it to look at.
        words: What is sought; marks and case do not matter.
    """
    sought = searchable(words).split()
    for tokens in _tokens(connection, document, numbers):
        hits = [_is_sought(token, sought) for token in tokens]
        if any(hits):
            first = max(0, hits.index(True) - _BEFORE)
            return list(zip(tokens, hits, strict=True))[first : first + _AROUND]
    return None


def _tokens(connection: Connection, document: UUID, numbers: Sequence[int]) -> Iterator[list[str]]:
    rows = connection.execute(
        select(pages.c.content)
        .where(
            pages.c.document == document, pages.c.number.in_(list(numbers)),
            pages.c.content.is_not(None),
        )
        .order_by(pages.c.number)
    ).scalars()  # fmt: skip
    for content in rows:
        # Without the checks of `read_pages`, which take longer than a list may.
        body = json.loads(zlib.decompress(content))
        yield [word["text"] for line in body["lines"] for word in line["words"]]


def _is_sought(token: str, sought: Sequence[str]) -> bool:
    parts = searchable(token).split()
    return any(part.startswith(word) for part in parts for word in sought)
