"""Forms: leader dots and lines go, values stay; cells and tick boxes are found."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from extractors.cells import cells
from extractors.clean import Recipe, clean
from extractors.components import components, without
from extractors.gaps import filled, find_fillers, without_fillers
from extractors.ingest import inspect
from extractors.leaders import leader_dots
from extractors.ocr import ReadWord
from extractors.pages import load_page
from extractors.rulings import FEW, Rulings, take_out
from extractors.tickboxes import find_tick_boxes
from models.geometry import Box
from models.page import Cell
from models.settings import Settings
from tests.extractors.pictures import DPI, Pixels, drawn_page, print_lines

LETTERS = "thị xã, ấp Bình Thạnh... lập địa bạ: ký, chữ ị; i i i i i i"


def dots_of(page: Pixels) -> int:
    parts = components(page)
    return int(np.count_nonzero(leader_dots(parts, DPI)))


def differing(one: Pixels, other: Pixels) -> int:
    return int(np.count_nonzero((one < 128) != (other < 128)))


@pytest.mark.parametrize("size", [30, 34, 40])
def test_leader_dots_go_and_the_print_beside_them_stays(size: int) -> None:
    page = print_lines("Họ, chữ đệm, tên: ..........AN.................", size=size)
    bare = print_lines("Họ, chữ đệm, tên:", "", size=size)[: len(page)]
    parts = components(page)
    kept = page.copy()
    kept[np.isin(parts.labels, np.flatnonzero(leader_dots(parts, DPI)))] = 255
    label = bare < 128
    assert (kept[label] < 128).all(), "the colon and the marks of the label"
    assert np.count_nonzero(components(kept).area < 40) <= np.count_nonzero(
        components(bare).area < 40
    )


@pytest.mark.parametrize("text", [LETTERS, "Điều 1. Số: 1.234.567 đồng, v.v...", "12.03.1990...."])
def test_full_stops_marks_and_ellipses_are_no_leader_dots(text: str) -> None:
    assert dots_of(print_lines(text, size=34)) == 0


def test_dots_that_a_fax_ran_together_or_lost_are_leader_dots_too() -> None:
    page = np.full((100, 1200), 255, np.uint8)
    for n, x in enumerate(range(100, 1100, 9)):
        if n % 7 != 3:
            page[50:54, x : x + (9 if n % 5 == 0 else 4)] = 0
    parts = components(page)
    assert leader_dots(parts, DPI)[1:].all()


def test_a_value_printed_upon_the_dots_survives() -> None:
    dots, value = print_lines("." * 80, size=34), print_lines("    HUY LAN", size=34)
    both = np.minimum(dots, value)
    parts = components(both)
    kept = without(both, parts, leader_dots(parts, DPI))
    assert (kept[value < 100] < 128).all()
    # Dots that touch a letter belong to it.
    assert np.count_nonzero(kept < 128) < 1.25 * np.count_nonzero(value < 128)


def test_a_halftone_picture_is_left_alone() -> None:
    screen = np.full((1200, 1200), 255, np.uint8)
    for dy in range(4):
        for dx in range(4):
            screen[100 + dy : 1100 : 10, 100 + dx : 1100 : 10] = 0
    assert dots_of(screen) == 0
    few = screen.copy()
    few[400:] = 255
    assert dots_of(few) == 0


@pytest.mark.parametrize("step", [2, 3])
def test_a_page_of_nothing_but_dots_is_cleaned_as_it_is(step: int) -> None:
    page = np.full((2339, 1654), 255, np.uint8)
    page[::step, ::step] = 0
    for bilevel in (True, False):
        cleaned = clean(page, DPI, bilevel=bilevel, recipe=Recipe())
        assert cleaned.rulings == Rulings()
        assert cleaned.fillers == ()


def test_nothing_has_no_forms() -> None:
    nothing = np.zeros((0, 0), np.uint8)
    assert len(components(nothing).stats) == 1
    assert take_out(nothing, DPI) == (nothing, None, Rulings())
    assert find_tick_boxes(np.full((9, 9), 255, np.uint8), DPI) == ()


def table(*, broken: bool = False, merged: bool = False) -> Pixels:
    """A page with a table of three rows and three columns."""
    page = np.full((700, 900), 255, np.uint8)
    for y in (100, 200, 300, 400):
        page[y : y + 3, 100:703] = 0
    for x in (100, 300, 500, 700):
        page[(200 if merged and x == 300 else 100) : 403, x : x + 3] = 0
    if broken:
        page[:, 380:395] = page[330:345] = 255
    return page


@pytest.mark.parametrize("broken", [False, True])
def test_a_ruled_table_has_its_cells(broken: bool) -> None:
    page = table(broken=broken)
    bare, lines, rulings = take_out(page, DPI)
    assert (bare == 255).all()
    assert lines is not None
    assert np.array_equal(np.minimum(bare, lines), page)
    assert (len(rulings.horizontal), len(rulings.vertical)) == (4, 4)
    [found] = cells(rulings)
    assert [(cell.row, cell.column) for cell in found] == [
        (r, c) for r in range(3) for c in range(3)
    ]
    assert found[4].box == Box(301.5, 201.5, 501.5, 301.5)


def test_cells_without_a_line_between_them_are_one() -> None:
    [found] = cells(take_out(table(merged=True), DPI)[2])
    assert found[0] == Cell(0, 0, Box(101.5, 101.5, 501.5, 201.5), rows=1, columns=2)
    assert len(found) == 8


def test_tilted_lines_make_the_same_cells() -> None:
    """A line may fall eight pixels on its way across a page."""
    lines = tuple(Box(100, y, 1600, y + 11) for y in (100, 160, 220))
    sides = tuple(Box(x, 104, x + 4, 226) for x in (100, 800, 1596))
    assert len(cells(Rulings(lines, sides))[0]) == 4


def test_a_rule_and_a_frame_are_no_tables() -> None:
    rule = Rulings((Box(100, 100, 400, 103),), ())
    frame = Rulings((Box(0, 0, 99, 3), Box(0, 96, 99, 99)), (Box(0, 0, 3, 99), Box(96, 0, 99, 99)))
    assert cells(rule) == cells(frame) == ()


def test_letters_on_lines_stay_whole() -> None:
    plain = print_lines(*["Nguyễn Thị Bích Ngọc gỡ ỵ"] * 6, size=34)
    ruled = plain.copy()
    for base in range(80, 680, 100):
        ruled[base + 6 : base + 8, 60:1200] = 0
    bare = take_out(ruled, DPI)[0]
    assert differing(bare, plain) < 0.05 * np.count_nonzero(plain < 128)
    assert (bare[plain < 100] < 128).mean() > 0.98


def test_the_few_rules_of_a_letter_are_told_and_left() -> None:
    page = np.array(cv2.cvtColor(drawn_page(13), cv2.COLOR_RGB2GRAY))
    bare, lines, rulings = take_out(page, DPI)
    assert np.array_equal(bare, page)
    assert lines is None
    assert 1 <= len(rulings.horizontal) <= FEW


def test_text_without_lines_is_left_as_it_is() -> None:
    page = print_lines("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "| I l — _ -", size=40, face="tinos-b")
    assert take_out(page, DPI) == (page, None, Rulings())


def test_middling_gaps_get_dots_which_are_no_words() -> None:
    page = np.minimum(print_lines("Nơi cư trú:", size=34), print_lines(" " * 25 + "Huế", size=34))
    fillers = find_fillers(page, components(page), DPI)
    assert fillers
    assert np.count_nonzero(filled(page, fillers) < 128) > np.count_nonzero(page < 128)
    box = Box(fillers[0].x0 - 50, fillers[0].y0 - 20, fillers[0].x1 + 1, fillers[0].y1 + 4)
    words = [ReadWord("trú:.", box, 0.9, 0), ReadWord(".", fillers[0], 0.5, 0)]
    [word] = without_fillers(words, fillers)
    assert word.text == "trú:"
    assert word.box.x1 < fillers[0].x1


@pytest.mark.parametrize("gap", [1, 2, 14])
def test_word_spaces_and_wide_gaps_need_no_dots(gap: int) -> None:
    page = print_lines("Nơi cư trú:" + " " * gap + "Huế", size=34)
    assert find_fillers(page, components(page), DPI) == ()


def ticks(dpi: int, millimetres: float) -> Pixels:
    """Four boxes: empty, with a cross, with a tick that sticks out, and with a square."""
    picture = Image.new("L", (dpi * 4, dpi), 255)
    pen, side, thick = ImageDraw.Draw(picture), millimetres / 25.4 * dpi, max(1, dpi // 100)
    for n in range(4):
        x, y = (0.5 + 0.7 * n) * dpi, 0.4 * dpi
        pen.rectangle((x, y, x + side, y + side), outline=0, width=thick)
        if n == 1:
            pen.line((x, y, x + side, y + side), 0, thick)
            pen.line((x, y + side, x + side, y), 0, thick)
        elif n == 2:
            points = ((0.2, 0.5), (0.45, 0.8), (1.2, -0.2))
            pen.line([(x + a * side, y + b * side) for a, b in points], 0, thick + 1)
        elif n == 3:
            pen.rectangle((x + side / 4, y + side / 4, x + 0.75 * side, y + 0.75 * side), fill=0)
    return np.asarray(cv2.GaussianBlur(np.array(picture), (0, 0), 0.7 * dpi / 200), np.uint8)


@pytest.mark.parametrize("dpi", [150, 200])
@pytest.mark.parametrize("millimetres", [3.0, 4.5, 6.0])
def test_boxes_are_found_and_their_ticks(dpi: int, millimetres: float) -> None:
    found = find_tick_boxes(ticks(dpi, millimetres), dpi)
    assert [tick.ticked for tick in found] == [False, True, True, True]
    assert found[0].box.width == pytest.approx(millimetres / 25.4 * dpi, abs=4)


@pytest.mark.parametrize("face", ["tinos", "tinos-b", "serif", "serif-b"])
def test_letters_are_no_boxes(face: str) -> None:
    page = print_lines("CỘNG HOÀ ĐOÀN KẾT 0 O D Q B 8", "Đồng Hới, UBND MNEFTL HH", face=face)
    assert find_tick_boxes(page, DPI) == ()


def test_real_letters_have_hardly_any_boxes(shared_data: Path) -> None:
    found = 0
    for path in sorted((shared_data / "van_ban" / "scans").glob("*.pdf"))[:8]:
        image = load_page(inspect(path, Settings()), 1, Settings())
        page = clean(image.pixels, image.dpi, bilevel=image.bilevel)
        found += len(find_tick_boxes(page.ruled, page.dpi))
    assert found <= 1


@pytest.mark.engines
def test_a_form_is_read_without_its_dots() -> None:
    from benchmarks.reading import STEPS, Score, forms, read
    from extractors.ocr.choose import open_engine
    from samples.scan import Scanner

    [page] = forms(1, 5, lambda random: Scanner(200, "L", 0.3))
    engine, scores = open_engine(Settings()), {}
    for step in STEPS:
        if step.name in ("everything", "all kept"):
            scores[step.name] = Score()
            scores[step.name].add(page.text, *read(page, step, engine))
    now, before = (scores[n].errors.word_edits for n in ("everything", "all kept"))
    assert now <= before / 2
