"""Values whose label is worded as no type knows it: the words that the tagger takes for theirs."""

from __future__ import annotations

from dataclasses import replace

from extractors.finders import Candidate, Paper
from extractors.finders.labelled import CONTACTS, read_spans
from extractors.finders.rows import Span
from models.doctypes import FieldType

# Runs that are less likely than this are more often something else.
LEAST = 0.5
NAME = "tagger"


def find(paper: Paper, item: FieldType) -> Candidate | None:
    """The likeliest run of a field, always as a question."""
    has_labels = any(finder.labels for finder in item.find)
    best = paper.tags.best(item.id) if paper.tags and has_labels and not item.many else None
    if best is None or best.chance < LEAST:
        return None
    if item.kind in CONTACTS and paper.form.is_head(best.spans[0][0]):
        return None
    found = read_spans(item, [_without_label(span) for span in best.spans])
    if found.value is None:
        return None
    return replace(found, belief=best.chance, doubts=(*found.doubts, "no_label"))


def _without_label(span: Span) -> Span:
    """What ends in a colon is the next value's label."""
    row, tokens = span
    return (row, tokens[:-1]) if len(tokens) > 1 and tokens[-1].text.endswith(":") else span
