"""Numbers and days written by hand: the net's answer, where it looks, what becomes of it."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from extractors.ocr.handwriting.net import (
    HEIGHT,
    SYMBOLS,
    DigitNet,
    among,
    before_slash,
    digit_net,
    essential,
    score,
)
from extractors.ocr.handwriting.regions import Region, cut, find_regions, without_rules
from extractors.ocr.handwriting.skeletons import SHAPES, smooth
from extractors.ocr.handwriting.specimens import Hands, load_hands, make_specimen
from models.errors import SohoaError
from models.geometry import Box
from models.page import REJECT, HandPart, Line, Zone
from samples.render import FACES, FONTS
from tests.extractors.papers import line


def steps_of(*columns: Mapping[str, float]) -> NDArray[np.float32]:
    """What a net would answer: for each step the symbols' probabilities, the rest is blank."""
    found = np.full((len(columns), len(SYMBOLS)), 1e-9, np.float64)
    for row, column in zip(found, columns, strict=True):
        for symbol, chance in column.items():
            row[SYMBOLS.index(symbol)] = chance
        row[0] = 1 - row[1:].sum()
    return found.astype(np.float32)


def brute_force(steps: NDArray[np.float32], text: str) -> float:
    """The probability of a text, over all ways to spell it."""
    total = 0.0
    for path in itertools.product(range(len(SYMBOLS)), repeat=len(steps)):
        kept = [a for a, b in itertools.pairwise((*path, -1)) if a != b and a != 0]
        if "".join(SYMBOLS[i] for i in kept) == text:
            total += math.prod(float(steps[t, i]) for t, i in enumerate(path))
    return total


UNSURE = steps_of({"1": 0.5, "7": 0.2}, {"1": 0.3}, {"7": 0.4, "/": 0.3}, {"/": 0.6})


@pytest.mark.parametrize("text", ["", "1", "11", "17", "1/", "7", "17/", "1111"])
def test_a_texts_probability_is_that_of_all_ways_to_spell_it(text: str) -> None:
    assert score(UNSURE, [text, "1", ""])[0] == pytest.approx(
        brute_force(UNSURE, text), rel=1e-4, abs=1e-7
    )


def test_what_stands_before_the_slash_are_all_readings_with_their_share() -> None:
    found = before_slash(UNSURE)
    assert sum(found.values()) == pytest.approx(1.0)
    assert max(found, key=lambda text: found[text]) == "1"
    assert not any("/" in text for text in found)


def test_digits_after_the_slash_are_the_codes() -> None:
    steps = steps_of({"1": 0.99}, {}, {"/": 0.99}, {"2": 0.99}, {"0": 0.99}, {"/": 0.99})
    assert before_slash(steps)["1"] > 0.9


def test_a_digit_twice_needs_a_gap() -> None:
    assert max(before_slash(steps_of({"1": 0.99}, {"1": 0.99})).items(), key=lambda i: i[1])[0] == (
        "1"
    )
    assert before_slash(steps_of({"1": 0.99}, {}, {"1": 0.99}))["11"] > 0.9


def test_days_are_days_and_nothing_else() -> None:
    days = tuple(map(str, range(1, 32)))
    assert among(steps_of({"0": 0.9}, {"5": 0.9}), days)["5"] > 0.7
    assert among(steps_of({"4": 0.95}, {"5": 0.95}), days)[REJECT] > 0.8
    assert among(steps_of({}, {}), days)[""] > 0.99


def test_steps_that_begin_nothing_are_left_out() -> None:
    steps = steps_of({}, {}, {}, {"1": 0.9}, {}, {}, {"2": 0.9})
    assert len(essential(steps)) == 4
    assert score(essential(steps), ["12"]) == pytest.approx(score(steps, ["12"]), abs=1e-3)


def test_a_net_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SohoaError, match="digits.onnx is missing"):
        DigitNet(tmp_path / "digits.onnx")


def print_line(page: NDArray[np.uint8], text: str, x: float, zone: Zone) -> Line:
    """A line of made words with a box of ink for each letter, 30 pixels high."""
    made = line(text, x, 210, zone)
    for word in made.words:
        for i in range(len(word.text)):
            left = round(word.box.x0) + 14 * i
            page[210:240, left + 1 : left + 12] = 20
    return made


def test_regions_lie_between_the_printed_words() -> None:
    page = np.full((400, 1654), 255, np.uint8)
    number = print_line(page, "Số: 123 /QĐ-STP", 280, Zone.HEAD_LEFT)
    date = print_line(page, "Long An, ngày 05 tháng 3 năm 2020", 790, Zone.HEAD_RIGHT)
    found = {region.part: region for region in find_regions(page, [number, date])}
    assert set(found) == set(HandPart)
    words = {word.text: word.box for word in (*number.words, *date.words)}
    for part, left, right in (
        (HandPart.NUMBER, "Số:", "/QĐ-STP"),
        (HandPart.DAY, "ngày", "tháng"),
        (HandPart.MONTH, "tháng", "năm"),
    ):
        region = found[part]
        assert region.box.x0 == pytest.approx(words[left].x0, abs=2)
        assert words[right].x0 < region.box.x1 < words[right].x0 + 4 * region.cap
        assert (region.base, region.cap) == (240, 30)
    assert found[HandPart.YEAR].box.x1 > words["2020"].x1


@pytest.mark.parametrize("text", ["Kính gửi: Sở Tư pháp", "Điều 1. Phạm vi", "12345"])
def test_other_lines_have_no_regions(text: str) -> None:
    page = np.full((400, 1654), 255, np.uint8)
    assert find_regions(page, [print_line(page, text, 280, Zone.BODY)]) == []


def test_a_strip_at_the_edge_of_the_page_is_filled_up_with_paper() -> None:
    page = np.full((60, 200), 90, np.uint8)
    strip = cut(page, Region(HandPart.DAY, Box(150, 0, 260, 20), 10.0, 20.0))
    assert strip.shape == (51, 112)
    assert strip[:20].min() == 255 and strip[:, -50:].min() == 255 and 90 in strip


def test_long_rules_above_are_no_digits() -> None:
    strip = np.full((60, 200), 255, np.uint8)
    strip[10:12, 20:160] = 0
    strip[20:45, 80:84] = 0
    clear = without_rules(strip)
    assert clear[:20].min() == 255
    assert (clear[20:45, 80:84] == 0).all()


@pytest.mark.parametrize("digit", sorted(SHAPES))
def test_strokes_stay_in_their_square(digit: str) -> None:
    for shape in SHAPES[digit]:
        for stroke in shape:
            curve = smooth(stroke)
            assert curve[0] == pytest.approx(stroke[0]) and curve[-1] == pytest.approx(stroke[-1])
            assert curve.min() > -0.2 and curve.max() < 1.2


def hands() -> Hands:
    """A hand that is not among those that the net is trained on."""
    return load_hands([FONTS / FACES["hand"]], [FONTS / FACES["tinos"]], [FONTS / FACES["tinos-i"]])


def test_the_same_seed_makes_the_same_specimens() -> None:
    made = [make_specimen(np.random.default_rng(3), hands()) for _ in range(2)]
    assert made[0].text == made[1].text
    assert (made[0].pixels == made[1].pixels).all()
    assert made[0].pixels.shape[0] == HEIGHT


def test_the_net_reads_a_hand_that_it_never_saw() -> None:
    rng, loaded, net = np.random.default_rng(99), hands(), digit_net()
    numbers = blanks = right = kept = 0
    while numbers < 150:
        specimen = make_specimen(rng, loaded)
        if "/" not in specimen.text or REJECT in specimen.text:
            continue
        digits = specimen.text.partition("/")[0]
        chances = before_slash(essential(net.read([specimen.pixels])[0]))
        best = max(chances, key=lambda text: chances[text])
        numbers += 1
        right += best == digits
        blanks += not digits
        kept += not digits and not best
    assert right / numbers > 0.85
    assert blanks and kept / blanks > 0.8
