"""Rules between fields: what breaks them, and what leaves them open."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.doctypes import document_types
from models.values.checks import RULE_NAMES, Problem, Rule, check, parse_rule
from tests.conftest import SAMPLES

# rule, values of its fields in order, severity when broken or None when kept
CASES = [
    ("id_sex_year(a, b, c)", ("072085123456", "Nam", "1985-03-05"), None),
    ("id_sex_year(a, b, c)", ("072085123456", "Nữ", "1985"), "soft"),
    ("id_sex_year(a, b, c)", ("072085123456", "Nam", "1986"), "soft"),
    ("id_sex_year(a, b, c)", ("072385123456", None, "2085"), None),
    ("id_sex_year(a, b, c)", ("072085123456", None, None), None),
    ("id_sex_year(a, b, c)", ("290123456", "Nữ", "1986"), None),
    ("id_sex(a, b)", ("072185123456", "Nữ"), None),
    ("id_sex(a, b)", ("072185123456", "Nam"), "soft"),
    ("id_year(a, b)", ("072205123456", "2005-12"), None),
    ("id_year(a, b)", ("072205123456", "1905"), "soft"),
    ("id_man(a)", ("072085123456",), None),
    ("id_man(a)", ("072185123456",), "soft"),
    ("id_woman(a)", ("072085123456",), "soft"),
    ("not_before(a, b)", ("2025-03-06", "2025-03-05"), None),
    ("not_before(a, b)", ("2025-03-05", "2025-03-05T16:30"), None),
    ("not_before(a, b)", ("2025-03-05T08:00", "2025-03-05T08:01"), "hard"),
    ("not_before(a, b)", ("2025-03-04", "2025-03-05"), "hard"),
    ("not_before(a, b)", ("2025", "2025-03-05"), None),
    ("not_before(a, b)", ("2025-02", "2025-03-05"), "hard"),
    ("not_before(a, b)", ("2024", "2025-01"), "hard"),
    ("not_before(a, b)", ("2025-12", "2025-12-31"), None),
    ("not_before(a, b)", ("Không thời hạn", "2025-03-05"), None),
    ("not_before(a, b)", (None, "2025-03-05"), None),
    ("after(a, b)", ("2025-03-06", "2025-03-05"), None),
    ("after(a, b)", ("2025-03-05", "2025-03-05"), "hard"),
    ("after(a, b)", ("2025-03", "2025-03-05"), None),
    ("after(a, b)", (None, "2025-03-05"), None),
    ("symbol_office(a, b)", ("598/TTDVVL", "TRUNG TÂM DỊCH VỤ VIỆC LÀM"), None),
    ("symbol_office(a, b)", ("598/TDVVL", "TRUNG TÂM DỊCH VỤ VIỆC LÀM"), "soft"),
    ("symbol_office(a, b)", ("598/TTDVVL-HC", "TRUNG TÂM DỊCH VỤ VIỆC LÀM"), None),
    ("symbol_office(a, b)", ("12/UBND", "ỦY BAN NHÂN DÂN XÃ HẢI MINH"), None),
    ("symbol_office(a, b)", ("12/UBN", "ỦY BAN NHÂN DÂN XÃ HẢI MINH"), "soft"),
    ("symbol_office(a, b)", ("12/STP", "SỞ TÀI CHÍNH"), None),
    ("past(a)", ("2025-03-05",), None),
    ("past(a)", ("Không thời hạn",), None),
    ("past(a)", ("2138-03-05",), "soft"),
    ("words_equal(a, b)", ("Một trăm hai mươi phẩy năm mét vuông", "120.50"), None),
    ("words_equal(a, b)", ("Một trăm hai mươi phẩy năm mét vuông", "125.5"), "hard"),
    ("words_equal(a, b)", ("không đọc được", "125.5"), None),
    ("words_equal(a, b)", ("Một trăm", "trăm"), None),
    ("date_words_equal(a, b)", ("ngày hai tháng ba năm hai nghìn", "2000-03-02"), None),
    ("date_words_equal(a, b)", ("ngày hai tháng ba năm hai nghìn", "2000"), None),
    ("date_words_equal(a, b)", ("ngày hai tháng ba năm hai nghìn", "2000-03-12"), "hard"),
    ("date_words_equal(a, b)", ("…", "2000-03-12"), None),
    ("dossier_date(a, b)", ("H53.15-251123-0007", "2025-11-23"), None),
    ("dossier_date(a, b)", ("H53.15-251123-0007", "2025-11-23T08:30"), None),
    ("dossier_date(a, b)", ("000.00.15.H53-251123-0007", "2025-11-24"), "hard"),
    ("dossier_date(a, b)", ("H53", "2025-11-24"), None),
    ("different(a, b)", ("072085123456", "072185123456"), None),
    ("different(a, b)", ("072085123456", "072085123456"), "hard"),
    ("different(a, b)", ("072085123456", None), None),
    ("adult_on(a, b, 18)", ("2007-03-05", "2025-03-05"), None),
    ("adult_on(a, b, 18)", ("2007-03-06", "2025-03-05"), "soft"),
    ("adult_on(a, b, 18)", ("2007", "2025-03-05"), None),
    ("adult_on(a, b, 20)", ("2007", "2025-03-05"), "soft"),
    ("older_by(a, b, 12)", ("1985", "2010-03-05"), None),
    ("older_by(a, b, 12)", ("2001", "2010-03-05"), "soft"),
    ("within_days(a, b, 60)", ("2025-03-05", "2025-01-04"), None),
    ("within_days(a, b, 60)", ("2025-03-06", "2025-01-04"), "soft"),
    ("card_expiry(a, b)", ("2025-03-05", "1985-03-05"), None),
    ("card_expiry(a, b)", ("2025-03-06", "1985-03-05"), "soft"),
    ("card_expiry(a, b)", ("2026-03-05", "1985-03-05"), "soft"),
    ("card_expiry(a, b)", ("Không thời hạn", "1955-03-05"), None),
    ("symbol_kind(a, b)", ("12/QĐ-UBND", "Quyết định"), None),
    ("symbol_kind(a, b)", ("12/KH-UBND", "Quyết định"), "hard"),
    ("district_agency(a, b)", ("UBND HUYỆN CHÂU THÀNH", "2025-06-30"), None),
    ("district_agency(a, b)", ("UBND HUYỆN CHÂU THÀNH", "2025-07-01"), "hard"),
    ("district_agency(a, b)", ("UBND HUYỆN CHÂU THÀNH", "2025"), None),
    ("district_agency(a, b)", ("UBND XÃ CHÂU THÀNH", "2025-07-01"), None),
]


@pytest.mark.parametrize(("rule", "values", "severity"), CASES)
def test_rules(rule: str, values: tuple[str | None, ...], severity: str | None) -> None:
    found = check([rule], dict(zip("abc", values, strict=False)))
    assert [problem.severity for problem in found] == ([severity] if severity else [])


def test_every_rule_has_a_case_that_breaks_it() -> None:
    broken = {parse_rule(rule).name for rule, _, severity in CASES if severity}
    assert broken == set(RULE_NAMES)


# What no specimen bears.
PARENTS = {
    "me_so_dinh_danh": "072190123456", "me_nam_sinh": "1990",
    "cha_so_dinh_danh": "072088123456", "cha_nam_sinh": "1988",
}  # fmt: skip


def right_records() -> list[tuple[str, dict[str, Any]]]:
    """The values that the specimens bear, by type."""
    lines = (SAMPLES / "index.jsonl").read_text(encoding="utf-8").splitlines()
    found = [(item["type"], item["fields"]) for item in map(json.loads, lines)]
    births = [("giay_khai_sinh", values | PARENTS) for kind, values in found
              if kind == "giay_khai_sinh"]  # fmt: skip
    return found + births


def test_right_records_break_no_rule_of_their_type() -> None:
    types = document_types()
    broken = [(kind, p.code) for kind, values in right_records()
              for p in check(types[kind].rules, values)]  # fmt: skip
    assert broken == []


def test_every_rule_of_every_type_is_tried_on_a_right_record() -> None:
    tried = {
        (kind, rule)
        for kind, values in right_records()
        for rule in document_types()[kind].rules
        if all(values.get(name) for name in parse_rule(rule).fields)
    }
    assert tried == {(kind.id, rule) for kind in document_types().values() for rule in kind.rules}


def test_a_problem_names_fields_and_says_what_to_look_at() -> None:
    rules = ["not_before(ngay_hen_tra, ngay_tiep_nhan)"]
    fields = {"ngay_hen_tra": "2025-03-04", "ngay_tiep_nhan": "2025-03-05"}
    (problem,) = check(rules, fields)
    assert problem == Problem("not_before", "hard", tuple(fields), problem.message)
    assert " / " in problem.message


def test_lists_and_fields_that_are_not_there_break_nothing() -> None:
    assert check(["different(a, b)", "not_before(x, y)"], {"a": ("1",), "b": "1"}) == ()


def test_a_rule_is_read() -> None:
    assert parse_rule(" adult_on( vo_ngay_sinh,ngay_dang_ky , 18 )") == Rule(
        "adult_on", ("vo_ngay_sinh", "ngay_dang_ky"), 18
    )


@pytest.mark.parametrize(
    "text",
    ["", "adult_on", "older(a, b)", "different(a)", "different(a, b, c)", "different(a, b, 3)",
     "adult_on(a, b)", "adult_on(a, b, c)", "adult_on(a, b, -1)", "different(A, b)",
     "different(a, b) and more", "id_man()"],
)  # fmt: skip
def test_a_mistake_in_a_rule_names_it(text: str) -> None:
    with pytest.raises(ValueError, match="rule") as caught:
        parse_rule(text)
    assert repr(text) in str(caught.value)


VALUES = st.one_of(
    st.none(), st.text(max_size=12), st.dates().map(str), st.just(("a",)),
    st.sampled_from(["2025", "2025-02", "9999", "9999-12-31", "0000", "072085123456", "Nam"]),
)  # fmt: skip


@given(st.fixed_dictionaries({"a": VALUES, "b": VALUES, "c": VALUES}))
def test_any_values_can_be_checked(fields: dict[str, str | tuple[str, ...] | None]) -> None:
    check(list(dict.fromkeys(rule for rule, _, _ in CASES)), fields)
