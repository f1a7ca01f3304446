"""What holds of every kind of value, whatever was read."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.values.codes import dossier_day
from models.values.identifiers import PROVINCES
from models.values.people import COUNTRIES, ETHNIC_GROUPS
from models.values.registry import KINDS, MESSAGES, Reading, normalize

CHOICES = ("KHẨN", "THƯỢNG KHẨN", "HỎA TỐC", "HỎA TỐC HẸN GIỜ")

# What the engine makes of forms: figures, look-alikes, words of labels, leader dots, marks.
PIECES = st.sampled_from(
    [*"0123456789OolIBSĐÐDZG/.-–,:;'()+@_…", " ", "..", "....", "ngày ", "tháng ", "năm ", "giờ ",
     "phút ", "Ông: ", "Bà", "m2", "m²", "ha", "đồng", "triệu", "Số: ", "SĐT", "hai", "mươi",
     "lăm", "trăm", "phẩy", "Nam", "Nữ", "Kinh", "VIỆT", "H53", "CH ", "20", "19", "không"]
)  # fmt: skip
READ = st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=30)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=120, deadline=None)
@given(text=READ)
@example(text="")
@example(text="7,125")
@example(text="٣٤٥/١٢")
@example(text="²½Ⅷ")
def test_any_text_has_a_reading_that_stays_itself(kind: str, text: str) -> None:
    found = normalize(kind, text, values=CHOICES)
    assert set(found.problems) <= set(MESSAGES)
    assert found.value is None or found.value == " ".join(found.value.split()) != ""
    if found.value is not None:
        assert normalize(kind, found.value, values=CHOICES).value == found.value


@settings(max_examples=100)
@given(st.sampled_from(sorted(PROVINCES)), st.from_regex(r"[01][0-9]{8}", fullmatch=True))
def test_legal_identifiers_are_never_changed(place: str, rest: str) -> None:
    number = place + "".join(str(int(digit)) for digit in rest)
    assert normalize("personal_id", number) == Reading(number)
    assert normalize("personal_id", " ".join(number)) == Reading(number)


@given(st.dates(datetime.date(1880, 1, 1), datetime.date(2090, 1, 1)))
def test_a_date_is_the_same_in_every_form(day: datetime.date) -> None:
    forms = (
        f"{day:%d/%m/%Y}", f"{day.day}/{day.month}/{day.year}", f"{day:%d.%m.%Y}",
        f"{day:%d} – {day:%m} – {day:%Y}", f"ngày {day:%d} tháng {day.month} năm {day:%Y}",
        f"..{day:%d}../..{day.month}../{day:%Y}", day.isoformat(),
        " / ".join(" ".join(part) for part in (f"{day:%d}", f"{day:%m}", f"{day:%Y}")),
    )  # fmt: skip
    for form in forms:
        assert normalize("date", form).value == day.isoformat(), form
    time = f"08 giờ 05 phút, ngày {day:%d} tháng {day:%m} năm {day:%Y}"
    assert normalize("datetime", time).value == f"{day.isoformat()}T08:05"


@given(st.integers(1, 31), st.integers(1, 12), st.integers(1900, 2030))
def test_a_date_is_what_stands_there_or_none(day: int, month: int, year: int) -> None:
    found = normalize("date", f"{day:02d}/{month:02d}/{year}")
    try:
        assert found.value == datetime.date(year, month, day).isoformat()
    except ValueError:
        assert (found.value, found.problems) == (None, ("impossible_date",))


@given(st.dates(datetime.date(2018, 1, 1), datetime.date(2050, 1, 1)), st.integers(0, 9999))
def test_legal_dossier_codes_are_never_changed(day: datetime.date, number: int) -> None:
    for agency in ("000.00.15.H53", "H53.15", "G15.3.21"):
        code = f"{agency}-{day:%y%m%d}-{number:04d}"
        assert normalize("dossier_code", code).value == code
        assert dossier_day(code) == day


@given(st.integers(0, 10**12), st.integers(0, 99))
def test_numbers_keep_their_value(whole: int, cents: int) -> None:
    grouped = f"{whole:,}".replace(",", ".")
    assert normalize("money", f"{grouped} đồng").value == str(whole)
    plain = f"{whole}.{cents:02d}".rstrip("0").rstrip(".")
    assert normalize("area", f"{grouped},{cents:02d} m²").value == plain
    assert normalize("area", plain).value == plain


@given(st.from_regex(r"0[35789][0-9]{8}|02[0-9]{8,9}", fullmatch=True))
def test_legal_phones_are_never_changed(number: str) -> None:
    digits = "".join(str(int(digit)) for digit in number)
    assert normalize("phone", digits) == Reading(digits)
    assert normalize("phone", " ".join(digits)) == Reading(digits)


@pytest.mark.parametrize("name", [name for group in ETHNIC_GROUPS for name in group])
def test_names_of_ethnic_groups_are_never_changed(name: str) -> None:
    assert normalize("ethnic_group", name) == Reading(name)


@pytest.mark.parametrize("name", [name for country in COUNTRIES for name in country])
def test_names_of_countries_are_never_changed(name: str) -> None:
    assert normalize("nationality", name) == Reading(name)


def test_the_list_has_fifty_four_groups() -> None:
    assert len(ETHNIC_GROUPS) == 54
    assert len(PROVINCES) == 63
