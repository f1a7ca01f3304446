"""Numbers and days written by hand into the letterhead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from extractors.ocr.handwriting.net import (
    DigitNet,
    Floats,
    among,
    before_slash,
    digit_net,
    essential,
    to_height,
)
from extractors.ocr.handwriting.regions import cut, find_regions
from models.page import HandPart, HandReading, Line

# The strip is read so often, its base line and height a little off each time (in capitals).
_PLACES = ((0.0, 1.0), (-0.1, 0.96), (0.1, 1.04))
_KEPT, _LEAST = 5, 0.005

_YEARS = tuple(str(year) for year in range(1990, 2060))
_CHANCES: Mapping[HandPart, Callable[[Floats], Mapping[str, float]]] = {
    HandPart.NUMBER: before_slash,
    HandPart.DAY: partial(among, texts=tuple(map(str, range(1, 32)))),
    HandPart.MONTH: partial(among, texts=tuple(map(str, range(1, 13)))),
    HandPart.YEAR: partial(among, texts=_YEARS),
}


def read_hand(
    grey: NDArray[np.uint8], lines: Sequence[Line], net: DigitNet
) -> tuple[HandReading, ...]:
    """What number, day, month and year of a first page may be, printed or not.

    Args:
        grey: The cleaned page.
        lines: Its lines, boxes in pixels of `grey`.
        net: Reads the strips.
    """
    found = []
    for region in find_regions(grey, lines):
        total: dict[str, float] = defaultdict(float)
        # The year is nearly always printed, and read well wherever it stands.
        places = _PLACES[:1] if region.part is HandPart.YEAR else _PLACES
        strips = [to_height(cut(grey, region, shift=a, scale=b)) for a, b in places]
        for steps in net.read(strips):
            for text, chance in _CHANCES[region.part](essential(steps)).items():
                total[text] += chance / len(places)
        best = sorted(total.items(), key=lambda item: -item[1])[:_KEPT]
        kept = [(text, min(1.0, chance)) for text, chance in best if chance >= _LEAST]
        found.append(HandReading(region.part, region.box, tuple(kept)))
    return tuple(found)


__all__ = ["DigitNet", "digit_net", "read_hand"]
