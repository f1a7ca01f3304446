"""A page image made easy to read: what goes, what stays, and the way back to the scan."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from extractors.clean import (
    BAD_COPY,
    clean,
    dustiness,
    estimate_skew,
    even_illumination,
    remove_borders,
    remove_specks,
    turn,
)
from extractors.components import components
from extractors.ingest import inspect
from extractors.ocr import OcrEngine
from extractors.orientation import lines_are_vertical
from extractors.quality import assess
from extractors.read import read_page
from models.geometry import Box
from models.settings import Settings
from samples.render import Text, width
from tests.extractors.pictures import DPI, Pixels, drawn_page, letter, print_lines, tilted

SEAL_RED = (215, 35, 40)


def darkness(grey: Pixels) -> int:
    return int((grey < 128).sum())


def grey_page() -> Pixels:
    return np.array(cv2.cvtColor(drawn_page(13), cv2.COLOR_RGB2GRAY))


def test_a_red_seal_vanishes_and_the_print_under_it_stays() -> None:
    plain = cv2.cvtColor(print_lines("Lê Thanh Nghĩa", "Phó Chủ tịch"), cv2.COLOR_GRAY2RGB)
    sealed = plain.copy()
    for radius in (100, 90, 60):
        cv2.circle(sealed, (250, 110), radius, SEAL_RED, 4)
    sealed = np.minimum(sealed, plain)
    cleaned = clean(np.asarray(sealed, np.uint8), DPI, bilevel=False)
    without = clean(np.asarray(plain, np.uint8), DPI, bilevel=False)
    differs = (cleaned.grey < 128) != (without.grey < 128)
    assert differs.sum() < 0.01 * darkness(without.grey)
    assert without.red is None


def test_red_ink_is_kept_apart_for_those_who_look_for_seals() -> None:
    pixels = np.full((800, 800, 3), 255, np.uint8)
    cv2.circle(pixels, (400, 400), 140, SEAL_RED, 6)
    cleaned = clean(pixels, DPI, bilevel=False)
    assert cleaned.red is not None
    assert cleaned.grey[400, 260] > 200
    assert cleaned.red[400, 260] < 50
    assert cleaned.ink[400, 260] < 50
    assert cleaned.red[400, 400] == 255


def test_a_shadow_becomes_white_and_the_print_in_it_stays_dark() -> None:
    page = grey_page()
    light = np.linspace(1.0, 0.45, page.shape[1])[None, :]
    shadowed = (page * light).astype(np.uint8)
    evened = even_illumination(shadowed)
    paper, print_ = cv2.erode(page, np.ones((9, 9))) == 255, page < 60
    assert np.percentile(evened[paper], 1) > 240
    assert np.percentile(evened[print_], 99) < 90
    # One bit has no shadows; what looks like one there is ink.
    assert np.percentile(clean(shadowed, DPI, bilevel=False).grey, 30) > 240
    assert np.percentile(clean(shadowed, DPI, bilevel=True).grey, 30) < 200


def test_big_black_letters_stay_black() -> None:
    page = np.full((800, 800), 255, np.uint8)
    page[300:400, 300:390] = 20
    evened = even_illumination(page)
    assert evened[300:400, 300:390].max() < 60


def test_black_bands_along_the_edges_go_and_print_beside_them_stays() -> None:
    page = grey_page()
    banded = page.copy()
    banded[:, :70] = banded[:40] = 20
    assert np.array_equal(remove_borders(banded), page)


def test_thick_rules_within_the_page_are_no_black_bands() -> None:
    page = grey_page()
    page[1000:1024, 300:1400] = 0
    assert np.array_equal(remove_borders(page), page)


def test_a_letter_cut_by_the_edge_is_no_black_band() -> None:
    cut = grey_page()[:, 400:]
    assert darkness(cut[:, :1]) > 10
    assert np.array_equal(remove_borders(cut), cut)


def test_dust_goes_and_dots_and_tone_marks_as_small_stay() -> None:
    grey = print_lines("thị xã, ấp Bình Thạnh, lập địa bạ; ký, chữ ị", size=22)
    print_ = np.where(grey < 150, 0, 255).astype(np.uint8)
    areas = cv2.connectedComponentsWithStats((print_ == 0).astype(np.uint8))[2][1:, 4]
    assert (areas <= 8).sum() >= 3, "the tone marks are smaller than the dust"
    dusty = print_.copy()
    for x in range(20, 1280, 60):
        dusty[12:14, x : x + 4] = 0
        dusty[x % 150, 1290] = 0
    assert darkness(dusty) > darkness(print_) + 100
    assert np.array_equal(remove_specks(dusty, components(dusty)), print_)


@pytest.mark.parametrize("degrees", [-3.0, -1.1, 0.0, 0.3, 2.2, 3.0])
@pytest.mark.parametrize("one_bit", [False, True])
def test_skew_is_told_counter_clockwise(degrees: float, one_bit: bool) -> None:
    scan = tilted(grey_page(), degrees)
    if one_bit:
        scan = np.where(scan < 150, 0, 255).astype(np.uint8)
    assert estimate_skew(scan) == pytest.approx(degrees, abs=0.15)


def test_a_skewed_page_is_read_straight() -> None:
    cleaned = clean(tilted(drawn_page(13), -2.5), DPI, bilevel=False)
    assert cleaned.skew == pytest.approx(-2.5, abs=0.15)
    assert estimate_skew(cleaned.grey) == pytest.approx(0.0, abs=0.15)


@pytest.mark.parametrize(("dpi", "read_at"), [(96, 96), (200, 200), (300, 200), (600, 200)])
@pytest.mark.parametrize("bilevel", [False, True])
def test_fine_scans_are_made_smaller_and_coarse_ones_never_bigger(
    dpi: int, read_at: int, bilevel: bool
) -> None:
    page = print_lines("Sở Tài chính", "Ủy ban nhân dân")
    cleaned = clean(page, dpi, bilevel=bilevel)
    assert cleaned.dpi == pytest.approx(read_at)
    assert cleaned.grey.shape == pytest.approx(np.multiply(page.shape, read_at / dpi), abs=1)


def dusty(page: Pixels, specks: int, size: int = 1) -> Pixels:
    """The page in one bit, with so many specks of `size` pixels across."""
    black = np.where(page < 150, 0, 255).astype(np.uint8)
    places = np.random.default_rng(4).integers(0, np.subtract(page.shape, size), (specks, 2))
    for y, x in places:
        black[y : y + size, x : x + size] = 0
    return black


def test_a_page_full_of_dust_is_a_bad_copy_and_read_smaller() -> None:
    page = grey_page()
    clean_copy, bad_copy = dusty(page, 30), dusty(page, 12_000)
    assert (
        dustiness(components(clean_copy), DPI)
        < 0.2
        < BAD_COPY
        < dustiness(components(bad_copy), DPI)
    )
    assert clean(clean_copy, DPI, bilevel=True).dpi == pytest.approx(200)
    assert clean(bad_copy, DPI, bilevel=True).dpi == pytest.approx(150)
    assert clean(bad_copy, DPI, bilevel=False).dpi == pytest.approx(200)


def test_dust_is_measured_in_inches() -> None:
    page = np.kron(dusty(grey_page(), 12_000), np.ones((2, 2), np.uint8)).astype(np.uint8)
    half = components(np.ascontiguousarray(page[::2, ::2]))
    assert dustiness(components(page), 2 * DPI) == pytest.approx(dustiness(half, DPI), rel=0.05)


def test_an_empty_page_has_no_dust() -> None:
    assert dustiness(components(np.full((300, 200), 255, np.uint8)), 200) == 0.0


@pytest.mark.parametrize("dpi", [200, 300])
@pytest.mark.parametrize("degrees", [-2.7, 0.0, 1.6])
def test_points_of_the_cleaned_page_lead_back_to_the_scan(dpi: int, degrees: float) -> None:
    """Measured on the middles of four dots in the margins."""
    scan = tilted(grey_page(), degrees)
    height, across = scan.shape
    dots = [(100, 300), (across - 90, 200), (90, height - 400), (across - 80, height - 300)]
    for dot in dots:
        cv2.circle(scan, dot, 9, (0,), -1)
    cleaned = clean(scan, dpi, bilevel=False)
    _, _, stats, middles = cv2.connectedComponentsWithStats(
        (cleaned.grey < 128).astype(np.uint8), connectivity=8
    )
    found = cv2.transform(middles[None], cleaned.to_upright)[0]
    for dot in dots:
        away = np.hypot(*(found - dot).T)
        nearest = int(away.argmin())
        assert stats[nearest, cv2.CC_STAT_AREA] > 80
        assert away[nearest] < 1.0


@pytest.mark.parametrize(
    ("degrees", "vertical"), [(0, False), (90, True), (180, False), (270, True)]
)
def test_lines_that_run_up_or_down_are_told(degrees: int, vertical: bool) -> None:
    assert lines_are_vertical(turn(drawn_page(13), degrees)) is vertical


@pytest.mark.engines
@pytest.mark.parametrize("stored", [0, 90, 180, 270])
def test_a_page_is_turned_upright_whichever_way_it_was_laid(
    stored: int, engine: OcrEngine, tmp_path: Path
) -> None:
    upper_half = drawn_page(13)[:1200]
    path = tmp_path / "a.png"
    Image.fromarray(turn(upper_half, stored)).save(path, dpi=(DPI, DPI))
    page = read_page(inspect(path, Settings()), 1, engine, Settings())
    assert page.rotation == (360 - stored) % 360
    assert (page.height, page.width) == upper_half.shape[:2]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in page.text


def text_boxes(seed: int, dpi: float) -> list[Box]:
    """Where the lines of a letter's first page stand on its drawing."""
    marks = [m for m in letter(seed)[1][0].marks if isinstance(m, Text)]
    scale = dpi / 72
    return [
        Box(
            m.x * scale, (m.y - m.size) * scale,
            (m.x + width(m.text, m.face, m.size)) * scale, m.y * scale,
        )
        for m in marks
    ]  # fmt: skip


def problems(pixels: Pixels, dpi: float = DPI, cut: int = 0) -> set[str]:
    """What `assess` finds on a page of which `cut` pixels are missing on the left."""
    skew = clean(pixels, dpi, bilevel=False).skew
    boxes = [
        Box(max(0, b.x0 - cut), b.y0, max(0, b.x1 - cut), b.y1)
        for b in text_boxes(13, dpi)
        if b.x1 > cut
    ]
    return set(assess(pixels[:, cut:], dpi, skew, 0.9, boxes, bilevel=False).problems)


def test_a_good_scan_has_no_problems() -> None:
    assert problems(drawn_page(13)) == set()
    assert problems(tilted(drawn_page(13), 1.5)) == set()


def test_a_blurred_scan_is_told() -> None:
    assert problems(np.asarray(cv2.GaussianBlur(drawn_page(13), (0, 0), 3.5))) == {"blurred"}


def test_a_page_with_few_words_is_as_sharp_as_its_letters() -> None:
    page = np.full((2339, 1654), 255, np.uint8)
    few = print_lines("Nơi nhận:", "- Như trên;", "- Lưu: VT.", size=36)
    page[700 : 700 + few.shape[0], : few.shape[1]] = few
    assert assess(page, DPI, 0.0, 0.9, [], bilevel=False).problems == ()
    soft = np.asarray(cv2.GaussianBlur(page, (0, 0), 3.5), np.uint8)
    assert assess(soft, DPI, 0.0, 0.9, [], bilevel=False).problems == ("blurred",)


def test_a_dark_scan_is_told() -> None:
    assert problems((drawn_page(13) * 0.35).astype(np.uint8)) == {"dark"}


def test_a_skewed_scan_is_told() -> None:
    assert problems(tilted(drawn_page(13), 5)) == {"skewed"}


def test_a_scan_without_its_left_margin_is_told() -> None:
    assert problems(drawn_page(13), cut=300) == {"cut_off"}


def test_a_coarse_scan_is_told() -> None:
    assert problems(np.asarray(drawn_page(13)[::2, ::2]), dpi=100) == {"low_resolution"}


def test_words_that_are_hardly_read_make_a_page_illegible() -> None:
    assert not assess(grey_page(), DPI, 0.0, 0.3, [], bilevel=False).legible
