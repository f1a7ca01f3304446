"""Seals wiped off the print beneath them: what is made to learn from, and what the net does."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from extractors.seals import Seal
from extractors.unsealing.net import DPI, SealNet, print_only, seal_net
from extractors.unsealing.specimens import COLUMNS, ROWS, Specimen, make_specimen
from models.errors import SohoaError
from samples.render import FONTS, FORM_FACES

# A face that the net was not trained on.
UNSEEN = (FONTS / FORM_FACES["merri-b"],)
INK = 128


def specimens(count: int, seed: int = 7) -> list[Specimen]:
    rng = np.random.default_rng(seed)
    return [make_specimen(rng, UNSEEN) for _ in range(count)]


def test_specimens_are_the_same_every_time_and_bear_print_and_more() -> None:
    one, other = specimens(12), specimens(12)
    for a, b in zip(one, other, strict=True):
        assert a.grey.shape == a.print.shape == (ROWS, COLUMNS)
        assert np.array_equal(a.grey, b.grey)
        assert np.array_equal(a.print, b.print)
    inked = [s.grey < INK for s in one]
    assert any((ink & ~s.print).sum() > 500 for ink, s in zip(inked, one, strict=True))
    assert any((ink & s.print).sum() > 500 for ink, s in zip(inked, one, strict=True))


def test_most_of_the_seal_goes_and_most_of_the_print_stays() -> None:
    kept = of_print = gone = of_rest = 0
    for one in specimens(40):
        ink = one.grey < INK
        left = print_only(one.grey, DPI, one.seal) < INK
        kept += int((left & one.print).sum())
        of_print += int((ink & one.print).sum())
        gone += int((ink & ~one.print & ~left).sum())
        of_rest += int((ink & ~one.print).sum())
    assert kept / of_print > 0.95
    assert gone / of_rest > 0.9


@pytest.mark.parametrize("dpi", [150.0, 200.0, 300.0])
def test_nothing_is_ever_added(dpi: float) -> None:
    rng = np.random.default_rng(1)
    grey = rng.integers(0, 256, (301, 517)).astype(np.uint8)
    clear = print_only(grey, dpi, Seal(120.0, 90.0, 0.7 * dpi))
    assert clear.shape == grey.shape
    assert bool(((clear == grey) | (clear == 255)).all())


def test_a_missing_net_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(SohoaError, match="seals.onnx is missing") as caught:
        SealNet(tmp_path / "seals.onnx")
    assert "sohoa train seals" in caught.value.remedy
    assert seal_net() is seal_net()
