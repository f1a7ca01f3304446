"""The units that addresses name, as of the paper's day and of today."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.extraction import ExtractedField
from models.values.located import units_of

OLD = "Ấp Bình Phong, xã Thái Bình, huyện Châu Thành, tỉnh Tây Ninh"


def test_an_old_address_has_three_levels_and_what_they_are_today() -> None:
    found = units_of(OLD, "2020-05-17")
    assert found is not None
    assert found["street"] == "Ấp Bình Phong"
    assert found["commune"]["name"] == "Xã Thái Bình"
    assert found["district"]["name"] == "Huyện Châu Thành"
    assert found["province"] == {"code": "72", "name": "Tỉnh Tây Ninh"}
    now = found["current"]
    assert now["province"] is not None
    assert now["commune"] is not None or now["candidates"]


def test_a_new_address_has_two_levels() -> None:
    found = units_of("phường Tân Ninh, tỉnh Tây Ninh", "2026-01-05")
    assert found is not None
    assert found["district"] is None
    assert found["commune"]["name"] == "Phường Tân Ninh"
    assert found["current"]["commune"] == found["commune"]


def test_the_day_of_the_paper_tells_the_table() -> None:
    before = units_of("xã Thái Bình, tỉnh Tây Ninh", "2025-06-30")
    assert before is not None and before["commune"] != units_of("Phường Tân Ninh, tỉnh Tây Ninh",
                                                                "2025-07-01")  # fmt: skip


@pytest.mark.parametrize("issued", [None, "2020", "2020-05", "Không thời hạn", 7])
def test_a_day_that_is_not_known_is_no_error(issued: object) -> None:
    found = units_of(OLD, issued)
    assert found is not None and found["province"]["code"] == "72"


@pytest.mark.parametrize("value", [None, "", (), "Bệnh viện Đa khoa", "Không", 5])
def test_what_names_no_unit_has_none(value: object) -> None:
    assert units_of(value, "2020-05-17") is None


@given(st.text(max_size=60), st.one_of(st.none(), st.text(max_size=12), st.dates().map(str)))
def test_no_text_is_an_error(value: str, issued: object) -> None:
    json.dumps(units_of(value, issued))


def test_the_published_field_has_units_where_there_are_some() -> None:
    units = units_of(OLD, None)
    said = ExtractedField(OLD, OLD, 0.9, False, "label", units=units).to_json()
    assert said["units"] == units and said["value"] == OLD
    assert "units" not in ExtractedField("a", "a", 0.9, False, "label").to_json()
