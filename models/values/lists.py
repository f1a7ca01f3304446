"""Lists to choose a value from, where its kind has one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from models.values.kinds import CODES
from models.values.people import COUNTRIES, ETHNIC_GROUPS
from models.values.titles import TITLES
from models.values.units import Unit, Units, new_units, old_units

LISTED = frozenset(
    {"address", "choice", "document_kind", "ethnic_group", "nationality", "place", "sex", "title"}
)


def values_of(kind: str, values: Sequence[str] = ()) -> Sequence[str]:
    """What a value of a kind may be, as it is written; empty where anything goes.

    Args:
        kind: One of `registry.KINDS`.
        values: The values allowed, of a "choice".
    """
    if kind == "choice":
        return values
    return _lists().get(kind, ()) if kind not in ("address", "place") else _places(kind)


@cache
def _lists() -> dict[str, Sequence[str]]:
    return {
        "document_kind": tuple(CODES),
        "ethnic_group": tuple(names[0] for names in ETHNIC_GROUPS),
        "nationality": tuple(names[0] for names in COUNTRIES),
        "sex": ("Nam", "Nữ"),
        "title": TITLES,
    }


@cache
def _places(kind: str) -> Sequence[str]:
    """Units of today, then those before the reform of 2025: with what they lie in, or bare."""
    found: dict[str, None] = {}
    for units in (new_units(), old_units()):
        for unit in units.by_code.values():
            found[_address(units, unit) if kind == "address" else unit.short] = None
    return tuple(found)


@cache
def own_places(kind: str, province: str) -> frozenset[str]:
    """Of the addresses or places of a list, those of a province as it is now: "Tỉnh Tây Ninh".

    Old units are its own that were in a province of its name, or in what is a part of it since.
    """
    if kind not in ("address", "place"):
        return frozenset()
    today, old = new_units(), old_units()
    now = {unit.code for unit in today.by_code.values() if _province(today, unit) == province}
    own = [(today, unit) for unit in today.by_code.values() if unit.code in now]
    own += [
        (old, unit)
        for unit in old.by_code.values()
        if _province(old, unit) == province or now & {*unit.now}
    ]
    return frozenset(
        _address(units, unit) if kind == "address" else unit.short for units, unit in own
    )


def _province(units: Units, unit: Unit) -> str:
    while unit.parent:
        unit = units.by_code[unit.parent]
    return unit.name


def _address(units: Units, unit: Unit) -> str:
    """A unit and all that it lies in, as addresses end: "xã Tân Đông, tỉnh Tây Ninh"."""
    names = []
    while True:
        names.append(unit.name[:1].lower() + unit.name[1:])
        if not unit.parent:
            return ", ".join(names)
        unit = units.by_code[unit.parent]
