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
    for tokens in _tokens(connection, document, numbers):
        found = densest(tokens, words)
        if found is not None:
            return found
    return None


def densest(tokens: Sequence[str], words: str) -> list[tuple[str, bool]] | None:
    """Of a text's words those around the place that bears most of what is sought.

    Returns:
        Each with whether it is sought; None: the text bears none of them.
    """
    sought = searchable(words).split()
    hits = [_sought_in(token, sought) for token in tokens]
    places = [at for at, found in enumerate(hits) if found]
    if not places:
        return None
    best = max(places, key=lambda at: len(set().union(*hits[at : at + _AROUND - _BEFORE])))
    first = max(0, best - _BEFORE)
    return [(token, bool(hit)) for token, hit in zip(tokens, hits, strict=True)][
        first : first + _AROUND
    ]


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


def _sought_in(token: str, sought: Sequence[str]) -> set[str]:
    """Which of the words a token bears; the last one may be a beginning."""
    parts = searchable(token).split()
    found = set(parts).intersection(sought)
    if sought and any(part.startswith(sought[-1]) for part in parts):
        found.add(sought[-1])
    return found
