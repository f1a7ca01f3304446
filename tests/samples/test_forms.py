"""Forms of made-up people: true to their truths, the same ones every time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

import numpy as np
import pytest
import zxingcpp
from click.testing import CliRunner

from models.scoring.gold import read_index
from samples.forms import EVAL, FIELDS, TEMPLATES, TRAIN, Form, Template, make_form, templates_of
from samples.forms.fields import LISTS
from samples.forms.mrz import check_digit
from samples.forms.words import date_in_words, in_words
from samples.make import main, make_forms, make_stacks
from samples.render import Code, Text, width
from samples.scan import draw
from tests.samples.test_make import files

IDS = [f"{template.type}/{template.name}" for template in TEMPLATES]


@cache
def some(template: Template, *, blank: bool = False) -> tuple[Form, ...]:
    randoms = [Random(f"t-{seed}") for seed in range(4)]
    return tuple(make_form(template.type, r, template.name, blank=blank) for r in randoms)


def printed(form: Form) -> str:
    return re.sub(r"\s+", " ", " ".join(line for sheet in form.sheets for line in sheet.lines))


def said(form: Form) -> str:
    """What is printed, and what its codes say."""
    codes = [m.text for sheet in form.sheets for m in sheet.marks if isinstance(m, Code)]
    return " ".join([printed(form), *codes])


def ways_to_print(value: str) -> list[str]:
    """How a recorded value may stand on a paper."""
    ways = [value, value.replace(".", ",")]
    if found := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}))?", value):
        year, month, day, _, _ = found.groups()
        short = month if int(month) < 3 else str(int(month))
        ways += [
            f"{day}/{month}/{year}", f"{day}-{month}-{year}", f"{day}{month}{year}",
            f"{year[2:]}{month}{day}",
            f"ngày {day} tháng {month} năm {year}", f"ngày {day} tháng {short} năm {year}",
            f"{day} tháng {month} năm {year}", f"{day} / {month} / {year}",
            f"{day} - {month} - {year}",
        ]  # fmt: skip
    if re.fullmatch(r"\d{4,}", value):
        ways.append(f"{int(value):,}".replace(",", "."))
    if re.fullmatch(r"\d+\.\d+", value):
        whole, _, part = value.partition(".")
        ways.append(f"{int(whole):,}".replace(",", ".") + f",{part}")
    return ways


def leaves(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for item in value.values():
                yield from leaves(item)
        case list():
            for item in value:
                yield from leaves(item)


@pytest.mark.parametrize("template", TEMPLATES, ids=IDS)
def test_what_is_true_is_printed(template: Template) -> None:
    for form in some(template):
        assert tuple(form.fields) == FIELDS[template.type]
        text = said(form).casefold()
        for name, value in form.fields.items():
            assert isinstance(value, list) == (name in LISTS)
            for leaf in leaves(value):
                assert any(way.casefold() in text for way in ways_to_print(leaf)), (name, leaf)


@pytest.mark.parametrize("template", TEMPLATES, ids=IDS)
def test_a_blank_form_says_nothing(template: Template) -> None:
    for filled, blank in zip(some(template), some(template, blank=True), strict=True):
        assert all(value in (None, []) for value in blank.fields.values())
        assert not blank.handwritten
        text = said(blank)
        for name in ("ho_ten", "so_dinh_danh", "nguoi_nop", "chu_ho", "chu_dau_tu", "ma_ho_so"):
            value = filled.fields.get(name)
            assert not value or str(value) not in text


@pytest.mark.parametrize("template", TEMPLATES, ids=IDS)
def test_nothing_runs_off_the_sheet(template: Template) -> None:
    for form in some(template):
        for sheet in form.sheets:
            for mark in sheet.marks:
                if isinstance(mark, Text):
                    assert mark.x >= 3
                    assert mark.x + width(mark.text, mark.face, mark.size) <= sheet.width - 3
                    assert 5 <= mark.y <= sheet.height - 3
        assert len(form.sheets) <= 4


@pytest.mark.parametrize("template", TEMPLATES, ids=IDS)
def test_no_two_words_lie_on_each_other(template: Template) -> None:
    for form in some(template):
        for sheet in form.sheets:
            words = [m for m in sheet.marks if isinstance(m, Text) and set(m.text) != {"."}]
            boxes = np.array(
                [[m.x + 1, m.y - m.size * 0.45, m.x + width(m.text, m.face, m.size) - 1, m.y]
                 for m in words]
            )  # fmt: skip
            for i, (x0, y0, x1, y1) in enumerate(boxes):
                rest = boxes[i + 1 :]
                over = (rest[:, 0] < x1) & (rest[:, 2] > x0) & (rest[:, 1] < y1) & (rest[:, 3] > y0)
                assert not over.any(), (words[i].text, words[i + 1 :][int(over.argmax())].text)


def test_every_type_has_layouts_to_learn_from_and_others_to_measure_by() -> None:
    assert {template.type for template in TEMPLATES} == set(FIELDS)
    for type_id in FIELDS:
        learnt = {t.name for t in templates_of(type_id, TRAIN)}
        measured = {t.name for t in templates_of(type_id, EVAL)}
        assert len(learnt) >= 2
        assert len(measured) >= 2
        assert not learnt & measured


def test_no_layout_is_both_learnt_from_and_measured_by() -> None:
    learnt = {template.layout for template in TEMPLATES if template.split == TRAIN}
    assert not learnt & {template.layout for template in TEMPLATES if template.split == EVAL}


def test_identifiers_fit_sex_and_year() -> None:
    for template in templates_of("can_cuoc") + templates_of("trich_luc_khai_tu"):
        for form in some(template):
            number, sex = form.fields["so_dinh_danh"], form.fields["gioi_tinh"]
            born = str(form.fields["ngay_sinh"])
            if number and sex and len(str(number)) == 12:
                century = 2 * (int(born[:2]) - 19) + (sex == "Nữ")
                assert str(number)[3:6] == f"{century}{born[2:4]}"
                assert 1 <= int(str(number)[:3]) <= 96


def test_zones_have_right_check_digits() -> None:
    seen = 0
    for template in templates_of("can_cuoc"):
        for form in some(template):
            lines = [line for line in form.sheets[0].lines if re.fullmatch(r"[A-Z0-9<]{30}", line)]
            if not lines:
                continue
            first, second, third = lines
            assert first[14] == check_digit(first[5:14])
            assert second[6] == check_digit(second[:6])
            assert second[14] == check_digit(second[8:14])
            assert second[29] == check_digit(first[5:] + second[:7] + second[8:15] + second[18:29])
            assert "<<" in third
            assert first[15:27] == form.fields["so_dinh_danh"]
            seen += 1
    assert seen >= 8


def test_the_worked_example_of_icao_doc_9303() -> None:
    assert check_digit("D23145890") == "7"
    assert check_digit("740812") == "2"


@pytest.mark.parametrize("template", TEMPLATES, ids=IDS)
def test_codes_can_be_read_again(template: Template) -> None:
    form = some(template)[0]
    for sheet in form.sheets:
        codes = {m.text for m in sheet.marks if isinstance(m, Code)}
        if codes:
            image = draw(sheet, 300, Random(1))
            assert {found.text for found in zxingcpp.read_barcodes(np.asarray(image))} == codes


def test_numbers_and_dates_in_words() -> None:
    import datetime

    assert in_words(2024) == "hai nghìn không trăm hai mươi tư"
    assert in_words(105) == "một trăm linh năm"
    assert in_words(1_215_000_015) == "một tỷ hai trăm mười lăm triệu không trăm mười lăm"
    born = datetime.date(2021, 4, 10)
    assert date_in_words(born) == "Ngày mùng mười, tháng tư, năm hai nghìn không trăm hai mươi mốt"


def test_the_same_seed_gives_the_same_forms(tmp_path: Path) -> None:
    types = ("giay_tiep_nhan", "can_cuoc")
    for name, seed in (("one", 3), ("again", 3), ("other", 4)):
        make_forms(2, seed, tmp_path / name, types=types, split=EVAL, quality="office")
    one, again, other = (files(tmp_path / name) for name in ("one", "again", "other"))
    assert one == again
    assert one["index.jsonl"] != other["index.jsonl"]
    assert [file.documents[0].type for file in read_index(tmp_path / "one")] == list(types)


def test_poor_scans_of_all_kinds_are_made(tmp_path: Path) -> None:
    make_forms(6, 5, tmp_path, types=("can_cuoc",), split=TRAIN, quality="poor")
    assert len(read_index(tmp_path)) == 6


@pytest.mark.parametrize("separators", [False, True])
def test_stacks_say_which_pages_belong_together(tmp_path: Path, separators: bool) -> None:
    make_stacks(1, 2, tmp_path, separators=separators, quality="good")
    stack = read_index(tmp_path)[0]
    assert stack.is_stack
    assert len(stack.documents) >= 2
    pages = [page for document in stack.documents for page in document.pages]
    assert pages == sorted(set(pages))
    assert set(pages) == set(stack.text)
    assert (pages[0] == 2) is separators


def test_stacks_have_forms_of_the_layouts_that_were_asked_for(tmp_path: Path) -> None:
    arguments = ["stacks", "--count", "3", "--seed", "5", "--templates", EVAL, "--quality", "good"]
    done = CliRunner().invoke(main, [*arguments, "--out", str(tmp_path)])
    assert done.exit_code == 0, done.output
    lines = (tmp_path / "index.jsonl").read_text("utf-8").splitlines()
    papers = [paper for line in lines for paper in json.loads(line)["documents"]]
    layouts = {(p["type"], p["template"]) for p in papers if "template" in p}
    assert len(layouts) > 3
    assert layouts <= {(t.type, t.name) for t in TEMPLATES if t.split == EVAL}


def test_extra_keys_tell_layout_and_quality(tmp_path: Path) -> None:
    make_forms(1, 1, tmp_path, types=("to_khai_khai_sinh",), quality="good")
    line = json.loads((tmp_path / "index.jsonl").read_text("utf-8"))
    assert line["quality"] == "good"
    assert line["template"] in {t.name for t in templates_of("to_khai_khai_sinh")}
