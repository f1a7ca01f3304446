"""A trained tagger: which field of its type each word of a form is likely to belong to.

Conditional random fields (Lafferty, McCallum, Pereira, ICML 2001) of underthesea's core over words
with what stands around them on the page. Types that share many fields share one model, so that a
layout of one teaches the others. `sohoa train tagger` makes `models/weights/tagger` from made
papers alone; each model is a file named by its types.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import models.weights
from extractors.finders.rows import Row, Span, Token
from models.doctypes import DocumentType
from models.errors import ErrorCode, SohoaError
from models.values.names import looks_like_name

if TYPE_CHECKING:
    from underthesea_core import CRFTagger

# The label of words that belong to no field, and what parts types in a file's name.
OTHER, AND, SUFFIX = "-", "+", ".crf"
# A page is so many steps wide and high.
STEPS = 8
# The words of a label that count, nearest first, and how far left its colon may stand.
LABEL_WORDS, FURTHEST_COLON = 3, 12
# A word right above one stands within so many rows.
ROWS_ABOVE = 2
# Words further apart than this, in heights, belong to different parts of a row, of which so many
# words count for what stands beside them.
APART, PART_WORDS = 1.1, 6


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row that one field is the likeliest for.

    Attributes:
        field: Field id.
        spans: Where they stand.
        chance: Mean probability (0-1) of the field over the words.
    """

    field: str
    spans: tuple[Span, ...]
    chance: float


@dataclass(frozen=True, slots=True)
class Tags:
    """What the tagger says of one paper.

    Attributes:
        fields: The fields that it was taught.
        runs: In reading order.
        chances: The probability (0-1) of each field by the `id` of the word.
    """

    fields: frozenset[str]
    runs: tuple[Run, ...] = ()
    chances: Mapping[int, Mapping[str, float]] | None = None

    def best(self, field: str) -> Run | None:
        """The likeliest run of a field."""
        found = [run for run in self.runs if run.field == field]
        return max(found, key=lambda run: run.chance, default=None)

    def vote(self, field: str, words: Sequence[object]) -> float:
        """Mean probability (0-1) that words belong to a field; 0 for words of no row."""
        chances = self.chances or {}
        found = [chances.get(id(word), {}).get(field, 0.0) for word in words]
        return sum(found) / len(found) if found else 0.0


NOTHING = Tags(frozenset())


def tag(rows: Sequence[Row], kind: DocumentType) -> Tags:
    """The rows of a paper of a type; nothing where no model was taught the type.

    Raises:
        SohoaError: `engine_missing`.
    """
    path = next((path for path in _models() if kind.id in path.stem.split(AND)), None)
    tokens = [(row, token) for row in rows for token in row.tokens]
    if path is None or not tokens:
        return NOTHING
    tagger, labels = _tagger(path)
    own = {item.id for item in kind.field}
    columns = [(i, label) for i, label in enumerate(labels) if label in own]
    marginals = tagger.marginals(describe(rows, kind.id))
    chances: dict[int, dict[str, float]] = {}
    marks: list[tuple[str, float]] = []
    for (_, token), row in zip(tokens, marginals, strict=True):
        found = {label: row[i] for i, label in columns}
        known = chances.setdefault(id(token.word), {})
        for label, chance in found.items():
            known[label] = max(chance, known.get(label, 0.0))
        name, chance = max(found.items(), key=lambda x: x[1], default=(OTHER, 0.0))
        rest = 1 - sum(found.values())
        marks.append((name, chance) if chance > rest else (OTHER, rest))
    return Tags(frozenset(own & set(labels)), tuple(_runs(tokens, marks)), chances)


def _runs(tokens: Sequence[tuple[Row, Token]], marks: Sequence[tuple[str, float]]) -> Iterator[Run]:
    start = 0
    for end in range(1, len(marks) + 1):
        if end < len(marks) and marks[end][0] == marks[start][0]:
            continue
        if marks[start][0] != OTHER:
            part = tokens[start:end]
            rows = list({id(row): row for row, _ in part}.values())
            spans = tuple((row, tuple(t for r, t in part if r is row)) for row in rows)
            chance = sum(chance for _, chance in marks[start:end]) / (end - start)
            yield Run(marks[start][0], spans, chance)
        start = end


@cache
def _models() -> tuple[Path, ...]:
    folder = Path(models.weights.__file__).with_name("tagger")
    found = tuple(sorted(folder.glob(f"*{SUFFIX}")))
    if not found:
        raise SohoaError(
            ErrorCode.ENGINE_MISSING, f"The tagger {folder} is missing.",
            "Install the project again, or make it with `sohoa train tagger`.",
        )  # fmt: skip
    return found


@cache
def _tagger(path: Path) -> tuple[CRFTagger, tuple[str, ...]]:
    """One model, loaded, and its labels in the order of its probabilities."""
    from underthesea_core import CRFModel, CRFTagger

    tagger = CRFTagger.from_model(CRFModel.load(str(path)))
    return tagger, tuple(tagger.labels())


def describe(rows: Sequence[Row], type_id: str) -> list[list[str]]:
    """What is known of each token of the rows, in reading order, as the model's attributes."""
    found: list[list[str]] = []
    parts = [list(_parts(row)) for row in rows]
    for at, row in enumerate(rows):
        words = [_word(token) for token in row.tokens]
        shapes = [_shape(token.text) for token in row.tokens]
        above = _lead(rows, at - 1, row)
        below = _lead(rows, at + 1, row)
        heads = _heads(rows, at, row)
        beside = _beside(rows, at, parts)
        for i, token in enumerate(row.tokens):
            known = [
                "bias", f"t={type_id}", f"w={words[i]}", f"s={shapes[i]}",
                f"x={int(STEPS * token.box.x0 / max(1, row.page.width))}",
                f"y={int(STEPS * token.box.y0 / max(1, row.page.height))}",
                f"above={above}", f"below={below}", f"first={words[0]}",
                *_neighbours(words, shapes, i), *_label_of(row, words, i),
                *_over(rows, at, token), *beside[i],
            ]  # fmt: skip
            if token.leads:
                known.append("leads")
            if token.cell is not None:
                left, top = heads.get(id(token.cell), ("", ""))
                known += [f"col={token.cell.column}", f"left={left}", f"top={top}"]
            found.append(known)
    return found


@dataclass(frozen=True, slots=True)
class _Part:
    """Words of a row that stand together: first and last + 1, ends in pixels, and their text."""

    start: int
    end: int
    x0: float
    x1: float
    words: tuple[str, ...]
    looks: str

    def has(self, where: str) -> Iterator[str]:
        yield from (f"{where} has {word}" for word in self.words[:PART_WORDS])


def _parts(row: Row) -> Iterator[_Part]:
    start, tokens = 0, row.tokens
    for i in range(1, len(tokens) + 1):
        if i < len(tokens) and row.is_one(start, i) and row.gap(i) < APART * row.height:
            continue
        part = tokens[start:i]
        words = tuple(_word(token) for token in part)
        text = " ".join(token.text for token in part)
        yield _Part(start, i, part[0].box.x0, part[-1].box.x1, words, _looks(text, words))
        start = i


def _looks(text: str, words: Sequence[str]) -> str:
    """Of what kind words look, whatever they say."""
    if text.startswith("(") and text.endswith(")"):
        return "caption"
    if text.endswith(":"):
        return "label"
    if looks_like_name(text.rstrip(".,;")):
        return "name"
    if _FIGURES.fullmatch(text.rstrip(".,;")):
        figures = sum(c.isdigit() for c in text)
        return f"figures {figures}" if text.rstrip(".,;").isdigit() else "figures, signs"
    units = len(_UNITS & {*words})
    if units > 1 or (units and "," in text):
        return "address"
    if _AGENCY.match("".join(words)):
        return "agency"
    return "capitals" if text.isupper() else "text"


_FIGURES = re.compile(r"\d[\d\s/.,:-]*")
_UNITS = frozenset(
    ("xa", "phuong", "huyen", "quan", "tinh", "thon", "ap", "to", "so", "ban", "khom", "duong")
)
_AGENCY = re.compile(r"(uyban|ubnd|so(?!\d)|phong|chinhanh|vanphong|trungtam|congan|cuc|bophan)")


def _beside(rows: Sequence[Row], at: int, parts: Sequence[Sequence[_Part]]) -> list[list[str]]:
    """What is known of each word of a row by the parts that stand before, above and below it."""
    found: list[list[str]] = []
    for k, part in enumerate(parts[at]):
        before = parts[at][k - 1] if k else None
        over, under = (_level(rows, at, step, part, parts) for step in (-1, 1))
        said = [f"looks={part.looks}", f"parts={min(len(parts[at]), 4)}"]
        for where, other in (("before", before), ("over", over), ("under", under)):
            said.append(f"{where} looks={other.looks if other else '|'}")
            said += other.has(where) if other else ()
        for i in range(part.start, part.end):
            inside = part.words[max(0, i - part.start - PART_WORDS) : i - part.start]
            found.append(
                [*said, f"at={min(i - part.start, 4)}", *(f"inside has {word}" for word in inside)]
            )
    return found


def _level(
    rows: Sequence[Row], at: int, step: int, part: _Part, parts: Sequence[Sequence[_Part]]
) -> _Part | None:
    """The part of the next row up or down that shares most of its width with one."""
    there = at + step
    if not 0 <= there < len(rows) or rows[there].page is not rows[at].page:
        return None
    shared = {i: min(p.x1, part.x1) - max(p.x0, part.x0) for i, p in enumerate(parts[there])}
    best = max(shared, key=lambda i: shared[i], default=None)
    return parts[there][best] if best is not None and shared[best] > 0 else None


def _word(token: Token) -> str:
    """Its letters with every figure as 0; the signs themselves of what bears no letter."""
    letters = "".join("0" if c.isdigit() else c for c in token.letters)
    return letters or token.text[:3]


def _shape(text: str) -> str:
    """Its kinds of sign, those in a row once: "Xx", "X", "0/0/0"."""
    kinds = "".join(
        "0" if c.isdigit() else "X" if c.isupper() else "x" if c.isalpha() else c for c in text
    )
    return "".join(c for i, c in enumerate(kinds) if not i or c != kinds[i - 1])[:8]


def _neighbours(words: Sequence[str], shapes: Sequence[str], i: int) -> Iterator[str]:
    for step in (-2, -1, 1, 2):
        inside = 0 <= i + step < len(words)
        yield f"w{step}={words[i + step] if inside else '|'}"
        if abs(step) == 1:
            yield f"s{step}={shapes[i + step] if inside else '|'}"


def _label_of(row: Row, words: Sequence[str], i: int) -> Iterator[str]:
    """The words before the nearest colon to the left, and how far it is."""
    for end in range(i - 1, max(-1, i - 1 - FURTHEST_COLON), -1):
        if row.tokens[end].text.endswith(":"):
            before = words[max(0, end - LABEL_WORDS + 1) : end + 1]
            yield f"label={' '.join(before)}"
            yield f"tail={' '.join(before[-2:])}"
            yield from (f"label has {word}" for word in before)
            yield f"behind={min(i - end, 3)}"
            return


def _lead(rows: Sequence[Row], at: int, row: Row) -> str:
    """The first two words of the row above or below, on the same page."""
    if not 0 <= at < len(rows) or rows[at].page is not row.page:
        return "|"
    return " ".join(_word(token) for token in rows[at].tokens[:2])


def _over(rows: Sequence[Row], at: int, token: Token) -> Iterator[str]:
    """The word right above."""
    middle = token.box.center[0]
    for row in reversed(rows[max(0, at - ROWS_ABOVE) : at]):
        if row.page is not rows[at].page:
            return
        over = next((t for t in row.tokens if t.box.x0 <= middle <= t.box.x1), None)
        if over is not None:
            yield f"over={_word(over)}"
            return


def _heads(rows: Sequence[Row], at: int, row: Row) -> dict[int, tuple[str, str]]:
    """For the cells of a row of a table what the cells at its left and at the top say first."""
    if not row.table:
        return {}
    top = next(i for i in range(at, -1, -1) if not i or rows[i - 1].table is not row.table)
    cells = {id(t.cell): t.cell for t in row.tokens if t.cell is not None}
    left = [t for t in row.tokens if t.cell is not None and t.cell.column == 0]
    found = {}
    for key, cell in cells.items():
        head = [t for t in rows[top].tokens if t.cell is not None and t.cell.column == cell.column]
        found[key] = (
            "" if cell.column == 0 else " ".join(map(_word, left[:2])),
            "" if top == at else " ".join(map(_word, head[:2])),
        )
    return found
