"""What goes to a platform: which types of papers, and which fields of each."""

from __future__ import annotations

import re
from collections.abc import Mapping

# All fields of a type.
ALL = "*"
# By type, the ids of its fields, or `ALL` alone.
Feed = Mapping[str, tuple[str, ...]]

_PART = re.compile(r"(\w+)=(\*|\w+(?:,\w+)*)")


def feed_of(text: str) -> Feed:
    """The types that a setting names: `TYPE=FIELD,FIELD` joined by `:`; `TYPE=*` for all fields.

    Raises:
        ValueError: One is none of these, or is named twice.
    """
    found: dict[str, tuple[str, ...]] = {}
    for part in filter(None, text.split(":")):
        match = _PART.fullmatch(part)
        if match is None:
            raise ValueError(f"{part!r} is not TYPE=FIELD,FIELD.")
        if match[1] in found:
            raise ValueError(f"{match[1]} is named twice.")
        found[match[1]] = tuple(dict.fromkeys(match[2].split(",")))
    return found
