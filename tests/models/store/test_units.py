"""Units: a tree that people name."""

from __future__ import annotations

import pytest

from models.errors import ErrorCode, SohoaError
from models.store.database import Store
from models.store.intake import ROOT_UNIT, ensure_unit
from models.store.tables import audit_events
from models.store.units import above, add_unit, below, named, rename_unit, tree
from tests.models.store.builders import rows


@pytest.fixture(autouse=True)
def _units(store: Store) -> None:
    with store.write() as connection:
        ensure_unit(connection, "so-xay-dung")  # as the watched folder makes it
    rename_unit(store, ROOT_UNIT, "Tỉnh Tây Ninh")
    add_unit(store, "H53.12", " Sở  Tư pháp ", ROOT_UNIT, actor="an")
    add_unit(store, "H53.12.4", "Phòng Hộ tịch", "H53.12", actor="an")


def test_units_form_a_tree_in_the_order_of_their_names(store: Store) -> None:
    with store.read() as connection:
        found = [(unit.name, unit.depth) for unit in tree(connection)]
        part = [(unit.name, unit.depth) for unit in tree(connection, below(connection, "H53.12"))]
        called = named(connection, None)
    assert found == [
        ("Tỉnh Tây Ninh", 0), ("so-xay-dung", 1), ("Sở Tư pháp", 1), ("Phòng Hộ tịch", 2),
    ]  # fmt: skip
    assert part == [("Sở Tư pháp", 0), ("Phòng Hộ tịch", 1)]
    assert called["H53.12.4"] == "Phòng Hộ tịch"


def test_above_and_below_are_the_two_ways_along_a_branch(store: Store) -> None:
    with store.read() as connection:
        assert set(above(connection, "H53.12.4")) == {"H53.12.4", "H53.12", ROOT_UNIT}
        assert set(below(connection, "H53.12") or ()) == {"H53.12.4", "H53.12"}
        assert below(connection, ROOT_UNIT) is None


@pytest.mark.parametrize("code", ["", "sở", "a b", "-a", "a/b", "x" * 65, "H53.12"])
def test_a_code_is_plain_and_given_once(store: Store, code: str) -> None:
    with pytest.raises(SohoaError) as caught:
        add_unit(store, code, "Đơn vị", ROOT_UNIT)
    assert caught.value.code is ErrorCode.NOT_ALLOWED


@pytest.mark.parametrize("name", ["", "  ", "x" * 201, "a\x00"])
def test_a_unit_has_a_name(store: Store, name: str) -> None:
    with pytest.raises(SohoaError, match="A unit has a name"):
        rename_unit(store, "H53.12", name)


def test_there_is_nothing_below_or_to_rename_where_there_is_no_unit(store: Store) -> None:
    for work in (
        lambda: add_unit(store, "moi", "Mới", "khong-co"),
        lambda: rename_unit(store, "khong-co", "Mới"),
    ):
        with pytest.raises(SohoaError) as caught:
            work()
        assert caught.value.code is ErrorCode.NOT_FOUND


def test_who_changed_the_tree_is_noted(store: Store) -> None:
    found = [(e.actor, e.action, e.subject) for e in rows(store, audit_events)]
    assert found == [
        ("system", "rename_unit", ROOT_UNIT), ("an", "add_unit", "H53.12"),
        ("an", "add_unit", "H53.12.4"),
    ]  # fmt: skip
