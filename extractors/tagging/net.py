"""The net that says which field of its type each word of a paper belongs to.

A small transformer (Vaswani et al. 2017) over the words of a page; attention knows how words stand
to each other (rows apart, left, right, over, the same cell), as in LayoutLMv2 (Xu et al. 2021).
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import models.weights
from extractors.finders.rows import Row, Token
from extractors.onnx import open_net

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

# The label of words that belong to no field.
OTHER = "-"
# Words are known by their number in tables of so many: of whole words, of their first three
# letters, of their last three, and of their shapes. 0 is a word that is not known.
TABLES = (6144, 2048, 2048, 512)
# Letters that begin or end a word, and signs of a shape that count.
ENDS, SHAPE = 3, 14
# What is measured of a word's place, see `_place`.
PLACES = 9
# Rows this far apart or further are only above or below; gaps are near up to so many heights.
ROWS_APART, NEAR = 4, 1.2
# How two words stand to each other, see `relations`; the last is on another page.
RELATIONS = (2 * ROWS_APART + 1) * 5 * 2 + 1
# The net sees so many words at a time; longer papers are cut between rows.
MOST = 600


@dataclass(frozen=True, slots=True)
class Known:
    """What the net sees of words in reading order.

    Attributes:
        words: (N, 4) numbers in `TABLES`.
        places: (N, `PLACES`) shares of the page, heights and marks from 0 to about 1.
        boxes: (N, 7) page, row, ends (pixels), height of the row (pixels), cell and its column
            (-1: none).
    """

    words: Ints
    places: Floats
    boxes: NDArray[np.float64]

    def part(self, start: int, end: int) -> Known:
        """The words from `start` to `end`."""
        where = slice(start, end)
        return Known(self.words[where], self.places[where], self.boxes[where])


@dataclass(frozen=True, slots=True)
class Example:
    """A paper whose words are known.

    Attributes:
        type: Document type id.
        known: What the net sees of its words.
        fields: Which field each belongs to, or `OTHER`.
    """

    type: str
    known: Known
    fields: list[str]


def describe(rows: Sequence[Row]) -> Known:
    """What is known of the tokens of rows."""
    words, places, boxes = [], [], []
    cells: dict[int, int] = {}
    for number, row in enumerate(rows):
        height = max(1.0, row.height)
        for i, token in enumerate(row.tokens):
            words.append(_numbers(token))
            gap = row.gap(i) / height if i else 0.0
            places.append(_place(row, token, min(gap, 10.0), first=not i))
            cell = -1 if token.cell is None else cells.setdefault(id(token.cell), len(cells))
            column = -1 if token.cell is None else token.cell.column
            box = token.box
            boxes.append((row.page.number, number, box.x0, box.x1, height, cell, column))
    return Known(
        np.array(words, np.int64).reshape(-1, len(TABLES)),
        np.array(places, np.float32).reshape(-1, PLACES),
        np.array(boxes, np.float64).reshape(-1, 7),
    )


def _numbers(token: Token) -> tuple[int, ...]:
    letters = "".join("0" if c.isdigit() else c for c in token.letters) or token.text[:3]
    known = (letters, letters[:ENDS], letters[-ENDS:], _shape(token.text))
    return tuple(
        zlib.crc32(text.encode()) % (size - 1) + 1 for text, size in zip(known, TABLES, strict=True)
    )


def _shape(text: str) -> str:
    """Its kinds of sign, letters of a kind in a row once: "Xx", "X", "00/00/0000"."""
    kinds = "".join(
        "0" if c.isdigit() else "X" if c.isupper() else "x" if c.isalpha() else c for c in text
    )
    return "".join(
        c for i, c in enumerate(kinds) if not i or c == "0" or c != kinds[i - 1]
    )[:SHAPE]  # fmt: skip


def _place(row: Row, token: Token, gap: float, *, first: bool) -> tuple[float, ...]:
    box, page = token.box, row.page
    return (
        box.x0 / page.width, box.x1 / page.width, box.y0 / page.height, gap / 10,
        float(token.leads), float(token.cell is not None), min(len(token.text), 12) / 12,
        box.height / page.height * 40, float(first),
    )  # fmt: skip


def relations(boxes: NDArray[np.float64]) -> Ints:
    """(N, N) numbers of how the word of a column stands to the word of a row, for `Known.boxes`.

    They say how many rows below it stands, whether it overlaps or is near or far on the left or on
    the right, and whether both are in one cell.
    """
    page, row, x0, x1, height, cell, _ = boxes.T
    rows = np.clip(row[None] - row[:, None], -ROWS_APART, ROWS_APART) + ROWS_APART
    shared = np.minimum(x1[None], x1[:, None]) - np.maximum(x0[None], x0[:, None])
    near = np.where(-shared / height[:, None] < NEAR, 1, 2)
    beside = np.where(shared > 0, 0, near + np.where(x0[None] > x0[:, None], 0, 2))
    one_cell = (cell[None] == cell[:, None]) & (cell[None] >= 0)
    found = (rows * 5 + beside) * 2 + one_cell
    return np.where(page[None] != page[:, None], RELATIONS - 1, found).astype(np.int64)


class TaggerNet:
    """The net of one weights file, which says the fields and types that it was taught."""

    def __init__(self, path: Path) -> None:
        self._session = open_net(path, "tagger")
        said = json.loads(self._session.get_modelmeta().custom_metadata_map["taught"])
        self.types: Mapping[str, Sequence[str]] = said["types"]
        self._fields = {name: i for i, name in enumerate(said["fields"])}
        self._numbers = {name: i for i, name in enumerate(self.types)}

    def chances(self, rows: Sequence[Row], type_id: str) -> tuple[list[str], Floats]:
        """`OTHER` and the fields taught of a type, and (N, fields) probabilities of the tokens.

        Raises:
            KeyError: No paper of the type was seen.
        """
        labels = [OTHER, *self.types[type_id]]
        own = [self._fields[name] for name in labels]
        known, number = describe(rows), np.array([self._numbers[type_id]], np.int64)
        logits = [np.zeros((0, len(own)), np.float32)]
        for start, end in _windows(rows):
            part = known.part(start, end)
            given = {
                "words": part.words[None], "places": part.places[None], "type": number,
                "relations": relations(part.boxes)[None],
            }  # fmt: skip
            (found,) = self._session.run(None, given)
            logits.append(np.asarray(found, np.float32)[0][:, own])
        weights = np.concatenate(logits)
        weights = np.exp(weights - weights.max(axis=1, keepdims=True, initial=-1e4))
        return labels, weights / weights.sum(axis=1, keepdims=True)


def _windows(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """The first token and the one after the last of parts of a paper, cut between rows."""
    start = end = 0
    for row in rows:
        if end > start and end - start + len(row.tokens) > MOST:
            yield start, end
            start = end
        end += len(row.tokens)
    if end > start:
        yield start, end


@cache
def tagger_net() -> TaggerNet:
    """The net that comes with the project.

    Raises:
        SohoaError: `engine_missing`.
    """
    return TaggerNet(Path(models.weights.__file__).with_name("tagger.onnx"))
