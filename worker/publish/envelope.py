"""Messages of a shape that others ask for: JSON with holes, `{{ name }}`, for values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from worker.export.values import as_text

_HOLE = re.compile(r"\{\{\s*([a-z0-9_.]+)\s*\}\}")


def holes(envelope: Any) -> Iterator[str]:
    """The names of all holes.

    Raises:
        ValueError: Braces that are no hole, or a hole in a name.
    """
    if isinstance(envelope, Mapping):
        for name, value in envelope.items():
            if "{{" in name:
                raise ValueError(f"{name}: a name cannot have holes")
            yield from holes(value)
    elif isinstance(envelope, list):
        for value in envelope:
            yield from holes(value)
    elif isinstance(envelope, str):
        rest = _HOLE.sub("", envelope)
        if "{{" in rest or "}}" in rest:
            raise ValueError(f"{envelope}: braces that are no hole")
        yield from _HOLE.findall(envelope)


def filled(envelope: Any, values: Mapping[str, Any]) -> Any:
    """The envelope with its values: typed where a text is one hole, else as words within it."""
    if isinstance(envelope, Mapping):
        return {name: filled(value, values) for name, value in envelope.items()}
    if isinstance(envelope, list):
        return [filled(value, values) for value in envelope]
    if not isinstance(envelope, str):
        return envelope
    whole = _HOLE.fullmatch(envelope)
    if whole is not None:
        return values[whole[1]]
    return _HOLE.sub(lambda hole: as_text(values[hole[1]]), envelope)
