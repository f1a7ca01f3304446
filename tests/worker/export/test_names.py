"""Names that any file system takes, and what circulars ask for, by rows of examples."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.page import PageSource
from models.store.archives import ArchiveFile, Kind, Paper, Subject
from worker.export.circulars import about_file, about_paper
from worker.export.names import numbered, paged, replaced, safe_name


@pytest.mark.parametrize(
    "code", ["H53.15-251123-0007", "000.00.15.H53.2025.12.DĐ", "hồ sơ 7", "1,2;3 (a)"]
)
def test_codes_that_are_names(code: str) -> None:
    assert safe_name(code) == code
    assert numbered(code, 3) == f"{code}.0000003"
    assert paged(code, 3, 12) == f"{code}.0000003.0012"


@pytest.mark.parametrize(
    ("code", "name", "signs"),
    [
        ("12/HS", "12_HS~", ["/"]),
        ("a:b|c", "a_b_c~", [":", "|"]),
        ("..", "__~", []),
        ("nul.1", "_nul.1~", []),
        ("", "~", []),
    ],
)
def test_codes_that_are_none(code: str, name: str, signs: list[str]) -> None:
    assert safe_name(code)[:-8] == name
    assert replaced(code) == signs


def test_a_composed_and_a_decomposed_code_are_one() -> None:
    assert safe_name("Đ\u01b0\u01a1ng") == safe_name("Đu\u031bo\u031bng")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=64))
def test_any_code_gives_a_name(code: str) -> None:
    name = safe_name(code)
    assert 0 < len(paged(name, 1, 1).encode()) < 230
    assert not set('\\/:*?"<>|\0\n').intersection(name)
    assert name == name.strip(" .") and name.isprintable()


def letter(**values: object) -> Paper:
    fields = {name: {"value": value} for name, value in values.items()}
    return Paper(1, type="van_ban_hanh_chinh", pages=(1,), fields=fields)


@pytest.mark.parametrize(
    ("symbol", "number", "code"),
    [
        ("713/QĐ-UBND", "713", "QĐ-UBND"),
        ("35/2022/QĐ-UBND", "35", "2022/QĐ-UBND"),
        ("/SYT-TCCB", None, "SYT-TCCB"),
        ("không số", "không số", None),
    ],
)
def test_number_and_symbol_are_parted(symbol: str, number: str | None, code: str | None) -> None:
    known, doubts = about_paper(letter(so_ky_hieu=symbol), {1: PageSource.OCR}, None)
    assert (known.get("doc_number"), known.get("doc_symbol")) == (number, code)
    assert [doubt.code for doubt in doubts] == ([] if code else ["no_symbol"])


def test_a_text_layer_does_not_say_what_the_paper_was() -> None:
    assert "reliability" not in about_paper(letter(), {1: PageSource.TEXT_LAYER}, None)[0]
    assert about_paper(letter(), {1: PageSource.OCR}, None)[0]["reliability"] == "Số hóa"


def test_of_an_unknown_paper_little_is_known() -> None:
    paper = Paper(7, type="khac", pages=(1, 2), fields={})
    known, _ = about_paper(paper, {}, None)
    assert known == {"ordinal": "0000007", "page_count": "2"}


def test_a_paper_of_another_dossier_is_told_of() -> None:
    paper = Paper(
        1, type="giay_tiep_nhan", pages=(1,), fields={"ma_ho_so": {"value": "H53.15-251123-0008"}}
    )
    _, doubts = about_paper(paper, {}, "H53.15-251123-0007")
    assert [doubt.code for doubt in doubts] == ["other_file_code"]
    assert about_paper(paper, {}, "H53.15-251123-0008")[1] == []


def test_a_file_lasts_from_its_first_whole_day_to_its_last() -> None:
    days = ["05/12/2024", "31/01/2025", "02/2025"]
    subject = Subject(Kind.DOSSIER, uuid4())
    file = ArchiveFile(subject, "A", None, "xa-a", "Xã A", datetime.now(UTC), ())
    known, _ = about_file(file, [{"issued_date": day, "page_count": "2"} for day in days])
    assert (known["start_date"], known["end_date"]) == ("05/12/2024", "31/01/2025")
    assert (known["doc_total"], known["page_count"]) == ("3", "6")
