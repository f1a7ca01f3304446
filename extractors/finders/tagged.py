"""Values whose label is worded as no type knows it: the words that the tagger takes for theirs."""

from __future__ import annotations

from dataclasses import replace

from extractors.finders import Candidate
from extractors.finders.labelled import read_spans
from extractors.tagger import Tags
from models.doctypes import FieldType

# Runs that are less likely than this are more often something else.
LEAST = 0.5
NAME = "tagger"


def find(tags: Tags, item: FieldType) -> Candidate | None:
    """The likeliest run of a field, always as a question."""
    has_labels = any(finder.labels for finder in item.find)
    best = tags.best(item.id) if has_labels and not item.many else None
    if best is None or best.chance < LEAST:
        return None
    found = read_spans(item, best.spans)
    if found.value is None:
        return None
    return replace(found, belief=best.chance, doubts=(*found.doubts, "no_label"))
