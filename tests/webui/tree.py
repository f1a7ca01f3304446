"""A unit with one above it, one beside it and one below it, for what is tried from each of them."""

from __future__ import annotations

from models.store.database import Store
from models.store.intake import ROOT_UNIT, ensure_unit
from models.store.units import add_unit

OWN, ABOVE, BESIDE, BELOW = "xa-a", "huyen-a", "xa-b", "thon-a"
# From which units what belongs to `OWN` is seen.
SEEING = {OWN: True, ABOVE: True, ROOT_UNIT: True, BESIDE: False, BELOW: False}


def plant(store: Store) -> None:
    """Make the units."""
    with store.write() as connection:
        ensure_unit(connection, ROOT_UNIT)
    add_unit(store, ABOVE, "Huyện A", ROOT_UNIT)
    add_unit(store, OWN, "Xã A", ABOVE)
    add_unit(store, BESIDE, "Xã B", ABOVE)
    add_unit(store, BELOW, "Thôn A", OWN)
