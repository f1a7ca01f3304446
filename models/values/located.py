"""The administrative units of an address, beside its printed text, in the published shape."""

from __future__ import annotations

import datetime
from typing import Any

from models.values.addresses import parse_address
from models.values.units import Unit

# Kinds of value that name units.
KINDS = frozenset({"address", "place"})


def units_of(value: object, issued: object) -> dict[str, Any] | None:
    """What an address names, then and now; None where it names no unit that is known.

    Args:
        value: The address as printed.
        issued: Date of the paper, ISO 8601; of one that is not known to the day both the units
            before 2025-07-01 and those since are tried.
    """
    if not isinstance(value, str) or not value:
        return None
    found = parse_address(value, _day(issued))
    if found.province is None:
        return None
    return {
        "street": found.street,
        "commune": _unit(found.commune),
        "district": _unit(found.district),
        "province": _unit(found.province),
        "current": {
            "commune": _unit(found.current_commune),
            "province": _unit(found.current_province),
            "candidates": [_unit(unit) for unit in found.candidates],
        },
    }


def _unit(unit: Unit | None) -> dict[str, str] | None:
    return None if unit is None else {"code": unit.code, "name": unit.name}


def _day(issued: object) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(str(issued)[:10])
    except ValueError:
        return None
