"""Addresses and the units that they name, before and since districts were given up."""

from __future__ import annotations

import datetime
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.values.addresses import Address, parse_address
from models.values.registry import normalize
from models.values.units import Unit, new_units, old_units
from tests.conftest import ROOT

BEFORE, AFTER = datetime.date(2020, 1, 1), datetime.date(2025, 9, 1)


def codes(address: Address) -> tuple[str | None, ...]:
    units = (address.commune, address.district, address.province)
    return tuple(unit.code if unit else None for unit in units)


@pytest.mark.parametrize(
    ("text", "street", "units"),
    [
        ("Ấp 3, xã Long Vĩnh, huyện Châu Thành, tỉnh Tây Ninh", "Ấp 3", ("25627", "708", "72")),
        ("Ấp 3 xã Long Vĩnh huyện Châu Thành tỉnh Tây Ninh", "Ấp 3", ("25627", "708", "72")),
        ("Ấp 3 - xã Long Vĩnh - huyện Châu Thành - Tây Ninh", "Ấp 3", ("25627", "708", "72")),
        ("Long Vĩnh, Châu Thành, Tây Ninh", "", ("25627", "708", "72")),
        ("12 đường 30/4, P.1, TP.Tây Ninh, Tây Ninh", "12 đường 30/4", ("25456", "703", "72")),
        ("Phường 04, TP. Tân An, Long An", "", ("27691", "794", "80")),
        ("xã Long Vlnh, huyen Chau Thành, tlnh Tây Ninh", "", ("25627", "708", "72")),
        ("Cẩm Sơn, Cai Lậy, Tiền Giang", "", ("28489", "820", "82")),
        ("Phường 2, Cai Lậy, Tiền Giang", "", ("28436", "817", "82")),
        ("ấp An Bình, huyện Trảng Bàng, tỉnh Tây Ninh", "ấp An Bình", (None, "712", "72")),
        ("12 Lê Lợi, phường Bến Nghé, quận 1, TP.HCM", "12 Lê Lợi", ("26740", "760", "79")),
        ("Phước Long B, quận 9, TP Hồ Chí Minh", "", ("26848", "769", "79")),
        ("Vũng Tàu, Bà Rịa - Vũng Tàu", "", (None, "747", "77")),
        ("không rõ", "không rõ", (None, None, None)),
        ("", "", (None, None, None)),
    ],
)
def test_three_levels(text: str, street: str, units: tuple[str | None, ...]) -> None:
    found = parse_address(text, BEFORE)
    assert (found.street, codes(found)) == (street, units)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Khu phố 3, phường Tân Ninh, tỉnh Tây Ninh", ("25459", None, "80")),
        ("phường Long An, Tây Ninh", ("27694", None, "80")),
        ("Xã Mộc Hoá, Tây Ninh", ("27823", None, "80")),
        ("XÃ MỘC HÓA, TỈNH TÂY NINH", ("27823", None, "80")),
        ("Đặc khu Côn Đảo, Thành phố Hồ Chí Minh", ("26732", None, "79")),
        # Old addresses are written on new papers too.
        ("xã Long Vĩnh, huyện Châu Thành, tỉnh Tây Ninh", ("25627", "708", "72")),
        ("xã Không Có, tỉnh Tây Ninh", (None, None, "80")),
    ],
)
@pytest.mark.parametrize("on", [AFTER, None])
def test_two_levels(text: str, units: tuple[str | None, ...], on: datetime.date | None) -> None:
    assert codes(parse_address(text, on)) == units


def test_an_old_commune_is_one_of_today() -> None:
    found = parse_address("xã Long Vĩnh, huyện Châu Thành, tỉnh Tây Ninh", BEFORE)
    assert found.current_commune == Unit("25684", "Xã Long Chữ", "80")
    assert found.current_province == Unit("80", "Tỉnh Tây Ninh")
    assert found.candidates == ()


def test_a_commune_that_was_split_has_candidates() -> None:
    found = parse_address("xã Vĩnh Bình, huyện Vĩnh Hưng, Long An", BEFORE)
    assert found.current_commune is None
    assert [unit.name for unit in found.candidates] == ["Xã Vĩnh Hưng", "Xã Tuyên Bình"]


def test_names_that_only_marks_tell_apart() -> None:
    town = parse_address("Tân Thạnh, Tân Thạnh, Long An", BEFORE)
    commune = parse_address("Tân Thành, Tân Thạnh, Long An", BEFORE)
    either = parse_address("Tan Thanh, Tan Thanh, Long An", BEFORE)
    assert town.commune is not None and town.commune.name == "Thị trấn Tân Thạnh"
    assert commune.commune is not None and commune.commune.name == "Xã Tân Thành"
    assert either.commune is None and len(either.candidates) == 2


@given(st.sampled_from(sorted(old_units().by_code)))
def test_every_old_unit_is_found_by_its_full_name(code: str) -> None:
    table, names, unit = old_units().by_code, [], old_units().by_code[code]
    while True:
        names.append(unit.name)
        if not unit.parent:
            break
        unit = table[unit.parent]
    found = parse_address("Ấp 3, " + ", ".join(names), BEFORE)
    smallest = found.commune or found.district or found.province
    assert smallest is not None and smallest.code == code
    assert found.current_commune is None or found.current_commune.code in new_units().by_code


@given(st.sampled_from(sorted(c for c in new_units().by_code if len(c) == 5)))
def test_every_new_commune_is_found_by_its_full_name(code: str) -> None:
    unit = new_units().by_code[code]
    text = f"Thôn 3, {unit.name.upper()}, {new_units().by_code[unit.parent].name.upper()}"
    assert parse_address(text, AFTER).commune == unit


@given(st.text(max_size=40), st.sampled_from([BEFORE, AFTER, None]))
def test_any_text_may_be_an_address(text: str, on: datetime.date | None) -> None:
    assert parse_address(text, on).street is not None


def test_the_printed_text_is_the_value() -> None:
    printed = "Ấp 3, xã Long Vĩnh, huyện Châu Thành, tỉnh Tây Ninh"
    assert normalize("address", printed).value == printed
    assert normalize("address", "Ấp ….., xã ….., huyện ….., tỉnh …..").value is None


def test_successors_are_units_of_today() -> None:
    today = new_units().by_code
    assert (len(today), len(old_units().by_code)) == (34 + 3321, 63 + 696 + 10035)
    assert all(code in today for unit in old_units().by_code.values() for code in unit.now)
    assert len(new_units().below["80"]) == 96


def test_the_table_is_read_only_for_an_address() -> None:
    code = (
        "from models.values.registry import normalize; from models.values import units;"
        "normalize('person_name', 'Lê Thị An');"
        "raise SystemExit(units._lines.cache_info().currsize)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize(("district", "is_known"), [("Phú Giáo", True), ("Phú Gióo", False)])
def test_a_district_that_does_not_lie_there_is_a_question(district: str, is_known: bool) -> None:
    found = normalize("address", f"Ấp Chánh, xã An Bình, huyện {district}, tỉnh Bình Dương")
    assert ("unknown_unit" in found.problems) is not is_known
