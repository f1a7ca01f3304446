"""A trained tagger: which field of its type each word of a form is likely to belong to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.finders.rows import Row, Span, Token
from extractors.tagging.net import OTHER, Floats, tagger_net
from models.doctypes import DocumentType

# A run goes on over so many words in a row that belong to no field: a stroke, a misread sign.
STRAY = 1
# A word next to one of a field belongs to it if that is likelier than this.
BESIDE = 0.15
# It goes on in the next row, where that stands no further below than so many heights.
FURTHEST_BELOW = 2.2


@dataclass(frozen=True, slots=True)
class Run:
    """Words that one field is the likeliest for, in a row or in rows below each other.

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
    """The rows of a paper of a type; nothing where the net was not taught the type.

    Raises:
        SohoaError: `engine_missing`.
    """
    net = tagger_net()
    if kind.id not in net.types or not any(row.tokens for row in rows):
        return NOTHING
    labels, marginals = net.chances(rows, kind.id)
    tokens = [(row, token) for row in rows for token in row.tokens]
    chances: dict[int, dict[str, float]] = {}
    for (_, token), found in zip(tokens, marginals.tolist(), strict=True):
        known = chances.setdefault(id(token.word), dict.fromkeys(labels[1:], 0.0))
        for label, chance in zip(labels[1:], found[1:], strict=True):
            known[label] = max(chance, known[label])
    marks = [
        _Mark(row, token, labels[i], float(found[i]))
        for (row, token), i, found in zip(
            tokens, _spread(tokens, marginals), marginals, strict=True
        )
    ]
    return Tags(frozenset(labels[1:]), tuple(_runs(marks)), chances)


def _spread(tokens: Sequence[tuple[Row, Token]], marginals: Floats) -> list[int]:
    """The likeliest label of each word, or that of a field next to it that is likely enough."""
    best = [int(i) for i in marginals.argmax(axis=1)]
    order = range(1, len(best))
    for here, there in [*((i, i - 1) for i in order), *((i - 1, i) for i in reversed(order))]:
        (row, token), (beside, other) = tokens[here], tokens[there]
        if best[here] or row is not beside or token.cell is not other.cell:
            continue
        if marginals[here, best[there]] > BESIDE:
            best[here] = best[there]
    return best


@dataclass(frozen=True, slots=True)
class _Mark:
    """A token and its likeliest field."""

    row: Row
    token: Token
    field: str
    chance: float


def _runs(marks: Sequence[_Mark]) -> Iterator[Run]:
    """The words of a field that stand together, in the order in which they begin."""
    runs: list[list[list[_Mark]]] = []
    for part in _parts(marks):
        above = (run for run in reversed(runs) if run[-1][0].field == part[0].field)
        run = next((run for run in above if _goes_on(run[-1], part)), None)
        if run is None:
            runs.append([part])
        else:
            run.append(part)
    for parts in runs:
        spans = tuple((part[0].row, tuple(mark.token for mark in part)) for part in parts)
        sure = [m.chance for part in parts for m in part if m.field == parts[0][0].field]
        yield Run(parts[0][0].field, spans, sum(sure) / len(sure))


def _parts(marks: Sequence[_Mark]) -> Iterator[list[_Mark]]:
    """Words of one field in a row or a cell, with what strays between them."""
    part: list[_Mark] = []
    strays: list[_Mark] = []
    for mark in marks:
        last = part[-1] if part else mark
        is_near = mark.row is last.row and mark.token.cell is last.token.cell
        if part and is_near and mark.field == part[0].field:
            part += [*strays, mark]
            strays = []
        elif part and is_near and mark.field == OTHER and len(strays) < STRAY:
            strays.append(mark)
        else:
            if part:
                yield part
            part, strays = ([] if mark.field == OTHER else [mark]), []
    if part:
        yield part


def _goes_on(above: Sequence[_Mark], part: Sequence[_Mark]) -> bool:
    """The words of a row go on in those of another: in the line below, or below in the column."""
    first, row = part[0].token, part[0].row
    upper = above[0].row
    if row is upper or row.page is not upper.page:
        return False
    below = first.box.y1 - max(mark.token.box.y1 for mark in above)
    shares = min(above[-1].token.box.x1, part[-1].token.box.x1) > max(
        above[0].token.box.x0, first.box.x0
    )
    return 0 < below < FURTHEST_BELOW * row.height and (shares or first is row.tokens[0])
