"""Values whose label is worded as no type knows it: the words that the tagger takes for theirs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import dropwhile, pairwise, takewhile

from extractors.finders import Candidate, Paper
from extractors.finders.form import Form
from extractors.finders.labelled import CONTACTS, read_spans
from extractors.finders.rows import Span
from models.doctypes import FieldType
from models.extraction import FieldValue
from models.values.text import fold

# Runs that are less likely than this are more often something else.
LEAST = 0.5
NAME = "tagger"
# The doubt that all of them bear.
UNLABELLED = "no_label"
_COMMITTEE = re.compile(r"uy ban nhan dan|ubnd")


def find(paper: Paper, item: FieldType) -> Candidate | None:
    """The likeliest run of a field, always as a question."""
    if paper.form is None or paper.tags is None or item.many:
        return None
    best = paper.tags.best(item.id)
    if best is None or best.chance < LEAST:
        return None
    if item.kind in CONTACTS and paper.form.is_head(best.spans[0][0]):
        return None
    spans = _without_labels(paper.form, _of_one_label(paper, item, best.spans))
    found = read_spans(item, spans) if spans else None
    if found is None or found.value is None or _is_two(item.kind, found.value):
        return None
    return replace(found, belief=best.chance, doubts=(*found.doubts, UNLABELLED))


def _of_one_label(paper: Paper, item: FieldType, spans: Sequence[Span]) -> Sequence[Span]:
    """The likeliest of the parts of a run that labels part, each of which has its own value."""
    below = (i for i, (a, b) in enumerate(pairwise(spans), 1) if a[0] is not b[0])
    starts = [0, *(i for i in below if paper.form.is_owned(spans[i]))]
    parts = [spans[a:b] for a, b in pairwise([*starts, len(spans)])]
    words = [[token.word for _, tokens in part for token in tokens] for part in parts]
    chances = [paper.tags.vote(item.id, part) if paper.tags else 0.0 for part in words]
    return parts[chances.index(max(chances))]


def _without_labels(form: Form, spans: Sequence[Span]) -> list[Span]:
    """The words up to the first that a label of the type has, those before them left out."""
    labels = {
        id(token)
        for number, placed in form.placed.items()
        for label in placed
        for token in form.rows[number].tokens[label.start : label.end]
    }
    found: list[Span] = []
    for row, tokens in spans:
        kept = list(dropwhile(lambda x: id(x) in labels, tokens) if not found else tokens)
        own = tuple(takewhile(lambda x: id(x) not in labels, kept))
        found += [(row, own)] if own else []
        if len(own) < len(kept):
            break
    return found


def _is_two(kind: str, value: FieldValue) -> bool:
    """Two agencies that stand together, or the end of one with another."""
    return kind == "agency" and _COMMITTEE.search(fold(str(value)), 1) is not None
