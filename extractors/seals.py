"""Round seals: where they are, and a page without them.

A seal is about 36 mm across (30-43 mm occur) and stands over the left third of the signature
(Nghị định 30/2020/NĐ-CP, appendix I), often over the signer's title and name.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.clean import Grey
from extractors.ocr import ReadWord

SEAL_RADIUS_INCHES = (0.5, 0.86)
MAX_SEALS = 2
# Posters bear no seals; looking for them there would fill the memory.
MAX_SHEET_INCHES = 25.0
# Resolution at which seals are looked for, and how much more ink than outside a ring must have.
SEAL_DPI = 30
MIN_CONTRAST = 0.35
# Red is a middling grey in grey scans.
DARK = 170
# A seal is paler than print by so much of 255, or as dark.
PALER = 45.0
# A circle of which this much is ink is a seal's.
MIN_RING = 0.46


@dataclass(frozen=True, slots=True)
class Seal:
    """A round seal: centre and radius of its outer edge in pixels."""

    x: float
    y: float
    radius: float


def find_seals(grey: Grey, dpi: float) -> list[Seal]:
    """Round seals of a page, surest first, at most `MAX_SEALS`.

    Text forms circles too: only a seal has ink all the way round and paper just outside.
    Measured on a hundred pages, that difference is 0.5 and more for seals, 0.23 at most for text.
    """
    if max(grey.shape) / dpi > MAX_SHEET_INCHES:
        return []
    scale = SEAL_DPI / dpi
    _, dark = cv2.threshold(grey, DARK, 255, cv2.THRESH_BINARY_INV)
    small = cv2.resize(dark, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = np.minimum(1.0, small.astype(np.float32) * (1.6 / 255))
    low, high = (SEAL_DPI * inches for inches in SEAL_RADIUS_INCHES)
    radii = np.arange(low, high + 3, 1.0)
    rings = np.stack([cv2.filter2D(ink, -1, _ring(float(r)), borderType=0) for r in radii])
    contrast = rings[:-3] - rings[3:]
    best = np.asarray(contrast.max(axis=0), np.float32)
    peaks = (best >= MIN_CONTRAST) & (best >= cv2.dilate(best, np.ones((5, 5), np.uint8)))
    found = sorted(
        (-float(best[y, x]), x / scale, y / scale, float(radii[contrast[:, y, x].argmax()]) / scale)
        for y, x in np.argwhere(peaks)
    )
    seals = _distinct([Seal(x, y, radius) for _, x, y, radius in found])[:MAX_SEALS]
    return [_trace(grey, seal) for seal in seals]


@cache
def _ring(radius: float) -> NDArray[np.float32]:
    """A filter that averages along a ring of `radius` pixels."""
    reach = math.ceil(radius) + 2
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    weights = np.clip(1.2 - np.abs(np.hypot(x, y) - radius), 0, 1)
    return np.asarray(weights / weights.sum(), np.float32)


def _distinct(seals: Sequence[Seal]) -> list[Seal]:
    """The surer one, which comes first, of two whose centres lie within a radius."""
    kept: list[Seal] = []
    for seal in seals:
        if all(math.hypot(seal.x - k.x, seal.y - k.y) > k.radius for k in kept):
            kept.append(seal)
    return kept


def _trace(grey: Grey, seal: Seal) -> Seal:
    """The seal with its circle fitted to the pixel."""
    reach = round(1.12 * seal.radius)
    for tolerance in (0.09, 0.05, 0.05, 0.05):
        polar = _unroll(grey, seal, reach)
        edge = reach - 1 - np.argmax(polar[:, ::-1], axis=1)
        near = polar.any(axis=1) & (np.abs(edge - seal.radius) < tolerance * seal.radius)
        if near.mean() < 0.3:
            return seal
        x, y, radius = _fit_circle(edge[near], np.flatnonzero(near) * 2 * np.pi / len(polar))
        seal = Seal(seal.x + x, seal.y + y, radius)
    return seal


def is_ringed(grey: Grey, seal: Seal) -> bool:
    """Whether the seal's ring shows on `grey`: red ones vanish from the red channel."""
    rim = round(seal.radius)
    inked = _unroll(grey, seal, rim + 3)[:, rim - 4 : rim + 2].mean(axis=0)
    return float(inked.max()) >= MIN_RING


def _fit_circle(
    distances: NDArray[np.int64], angles: NDArray[np.float64]
) -> tuple[float, float, float]:
    """Shift of the centre and radius of the circle through points seen from near its centre.

    Such a point lies at r + x cos + y sin; letters that touch the rim are left out.
    """
    terms = np.column_stack([np.cos(angles), np.sin(angles), np.ones_like(angles)])
    kept = np.ones(len(angles), np.bool_)
    solved = np.zeros(3)
    for _ in range(3):
        solved = np.linalg.lstsq(terms[kept], distances[kept], rcond=None)[0]
        away = np.abs(distances - terms @ solved)
        kept = away <= max(2.0, float(np.median(away)))
    return float(solved[0]), float(solved[1]), float(solved[2])


def _unroll(grey: Grey, seal: Seal, reach: int) -> NDArray[np.bool_]:
    """Ink by angle (rows) and by distance from the seal's centre in pixels (columns)."""
    rows = max(64, round(2 * np.pi * seal.radius / 2))
    flags = cv2.WARP_POLAR_LINEAR | cv2.INTER_LINEAR | cv2.WARP_FILL_OUTLIERS
    polar = cv2.warpPolar(grey, (reach, rows), (seal.x, seal.y), reach, flags)
    return np.asarray(polar < 170, np.bool_)


def without_seals(grey: Grey, seals: Sequence[Seal]) -> Grey:
    """Wipe out seals with all that stands under them."""
    clear = grey.copy()
    for seal in seals:
        centre = (round(seal.x), round(seal.y))
        cv2.circle(clear, centre, round(seal.radius + 3), (255,), -1)
    return clear


def without_rims(grey: Grey, seals: Sequence[Seal]) -> Grey:
    """Wipe out seals, but for strokes that run on from outside: letters across their rims."""
    clear = grey.copy()
    for seal in seals:
        edge = round(seal.radius) + 3
        ink = _unroll(grey, seal, edge + 1)
        # From outside inwards a stroke goes on as long as its ink does.
        strokes = np.cumprod(ink[:, ::-1], axis=1, dtype=np.uint8)[:, ::-1]
        wiped = np.where(strokes > 0, 0, 255).astype(np.uint8)
        flags = cv2.WARP_INVERSE_MAP | cv2.INTER_NEAREST | cv2.WARP_FILL_OUTLIERS
        size = (grey.shape[1], grey.shape[0])
        mask = cv2.warpPolar(wiped, size, (seal.x, seal.y), edge + 1, flags)
        clear[mask > 0] = 255
    return clear


def without_paler(grey: Grey, seal: Seal) -> Grey | None:
    """Wipe out a seal that is paler than the print across it; None when it is as dark.

    On grey scans the red of a seal is half as dark as the black of the name.
    """
    rim = round(seal.radius)
    polar = cv2.warpPolar(grey, (rim + 4, 256), (seal.x, seal.y), rim + 4, cv2.WARP_POLAR_LINEAR)
    ring = float(np.median(polar[:, rim - 4 :].min(axis=1)))
    y0, y1 = max(0, round(seal.y)), round(seal.y + 2 * seal.radius)
    x0, x1 = max(0, round(seal.x - 1.5 * seal.radius)), round(seal.x + 3 * seal.radius)
    around = grey[y0:y1, x0:x1]
    ink = around[around < DARK]
    print_ = float(np.percentile(ink, 5)) if ink.size else 255.0
    if ring - print_ < PALER:
        return None
    core = (grey < print_ + 0.6 * (ring - print_)).astype(np.uint8)
    # Thin strokes and soft edges are as pale as the seal.
    near = cv2.dilate(core, np.ones((3, 3), np.uint8))
    return np.asarray(np.where(near > 0, grey, np.uint8(255)), np.uint8)


def is_lettering(word: ReadWord, seals: Sequence[Seal]) -> bool:
    """The word is a seal's own lettering: in its middle, or hardly legible on its ring.

    A name stamped across the lower rim is none.
    """
    x, y = word.box.center
    for seal in seals:
        away = float(np.hypot(x - seal.x, y - seal.y)) / seal.radius
        rim = y > seal.y + 0.6 * seal.radius or y < seal.y - 0.75 * seal.radius
        if away < 1.0 and not (rim and word.confidence > 0.6 and len(word.text) > 1):
            return True
    return False
