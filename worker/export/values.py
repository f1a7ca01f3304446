"""Values of fields as other programs and people take them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

BETWEEN_ITEMS, BETWEEN_CELLS = "; ", ", "


def as_text(value: Any) -> str:
    """A value in one line: items of a list, and cells of a row that are not empty, joined."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return BETWEEN_CELLS.join(as_text(cell) for cell in value.values() if cell)
    if isinstance(value, list):
        return BETWEEN_ITEMS.join(map(as_text, value))
    return str(value)
