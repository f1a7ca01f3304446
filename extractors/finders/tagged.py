"""Values whose label is worded as no type knows it: the words that the tagger takes for theirs."""

from __future__ import annotations

from dataclasses import replace

from extractors.finders import Candidate, Paper
from extractors.finders.labelled import CONTACTS, read_spans
from models.doctypes import FieldType

# Runs that are less likely than this are more often something else.
LEAST = 0.5
NAME = "tagger"
# The doubt that all of them bear.
UNLABELLED = "no_label"


def find(paper: Paper, item: FieldType) -> Candidate | None:
    """The likeliest run of a field, always as a question."""
    is_form = paper.form is not None and not item.many
    best = paper.tags.best(item.id) if paper.tags and is_form else None
    if best is None or best.chance < LEAST:
        return None
    if item.kind in CONTACTS and paper.form.is_head(best.spans[0][0]):
        return None
    found = read_spans(item, best.spans)
    if found.value is None:
        return None
    return replace(found, belief=best.chance, doubts=(*found.doubts, UNLABELLED))
