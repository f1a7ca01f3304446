"""Suggestions for required fields that no finder found: names of their kind on the paper."""

from __future__ import annotations

from collections.abc import Collection

from extractors.finders import Paper
from models.doctypes import FieldType

KINDS = frozenset({"address", "agency", "ethnic_group", "nationality", "person_name"})
# So many a person can take in at a glance.
MOST = 3


def suggest(paper: Paper, item: FieldType, taken: Collection[str]) -> tuple[str, ...]:
    """Names that the field may be, in reading order, without those that other fields have."""
    if item.kind not in KINDS:
        return ()
    # Loaded only for papers on which something is missing.
    from extractors.language.mentions import mentions

    known = {value.casefold() for value in taken}
    lines = [line.text for page in paper.pages for line in page.lines]
    found = dict.fromkeys(name for line in lines for name in mentions(line, item.kind))
    return tuple(name for name in found if name.casefold() not in known)[:MOST]
