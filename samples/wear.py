"""What happens to paper and pictures of it: holes, copies, faxes, photographs, shadows."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
# A desk under a photographed paper.
_DESK = (92, 78, 66)


def punched(pixels: Pixels, dpi: int, noise: np.random.Generator) -> Pixels:
    """Two punch holes at the left edge, and a staple or its shadow in the top left corner."""
    worn = pixels.copy()
    mm = dpi / 25.4
    height = worn.shape[0]
    if height > 150 * mm:
        for y in (height / 2 - 40 * mm, height / 2 + 40 * mm):
            cv2.circle(worn, (round(11 * mm), round(y)), round(2.8 * mm), (40, 40, 40), -1)
    start = np.array([noise.uniform(6, 12), noise.uniform(6, 12)]) * mm
    end = start + np.array([9, noise.uniform(-4, 4)]) * mm
    ends = [(round(float(p[0])), round(float(p[1]))) for p in (start, end)]
    cv2.line(worn, ends[0], ends[1], (70, 70, 75), max(2, round(0.5 * mm)))
    return worn


def photocopied(pixels: Pixels, noise: np.random.Generator) -> Pixels:
    """One generation: soft, hard contrast, toner dust; colours are gone."""
    soft = cv2.GaussianBlur(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), (0, 0), 0.8)
    grey: NDArray[np.float32] = soft.astype(np.float32)
    grey += noise.normal(0, 9, grey.shape).astype(np.float32)
    # Toner has no half-tones: a steep curve round middle grey.
    hard = np.asarray(255.0 / (1 + np.exp(-(grey - 140) / 22)))
    dust = np.asarray(noise.random(grey.shape) < 0.00012, np.uint8)
    hard[cv2.dilate(dust, np.ones((2, 2), np.uint8)) > 0] = 30
    return cv2.cvtColor(hard.astype(np.uint8), cv2.COLOR_GRAY2RGB).astype(np.uint8)


def faxed(pixels: Pixels) -> Pixels:
    """Group 3 at standard resolution: half the rows, 1 bit."""
    height, width = pixels.shape[:2]
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    rows = cv2.resize(grey, (width, height // 2), interpolation=cv2.INTER_AREA)
    black = np.where(rows < 165, 0, 255).astype(np.uint8)
    whole = cv2.resize(black, (width, height), interpolation=cv2.INTER_NEAREST)
    return cv2.cvtColor(whole, cv2.COLOR_GRAY2RGB).astype(np.uint8)


def photographed(pixels: Pixels, far: float, noise: np.random.Generator) -> Pixels:
    """Seen aslant on a desk; corners are off by up to `far` of the sides."""
    height, width = pixels.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    inward = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]], np.float32)
    moved = noise.uniform(0.2, 1.0, (4, 2)) * far * np.array([width, height])
    seen = (corners + inward * moved).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(corners, seen)
    return cv2.warpPerspective(
        pixels, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=_DESK
    ).astype(np.uint8)


def shaded(pixels: Pixels, most: float, noise: np.random.Generator) -> Pixels:
    """Darker towards one side, with a soft spot."""
    height, width = pixels.shape[:2]
    y, x = np.mgrid[0:1:16j, 0:1:16j].astype(np.float32)
    angle = noise.uniform(0, 2 * np.pi)
    slope = (np.cos(angle) * (x - 0.5) + np.sin(angle) * (y - 0.5)) / 1.42 + 0.5
    spot = np.exp(-((x - noise.random()) ** 2 + (y - noise.random()) ** 2) / 0.1)
    coarse = np.asarray(1 - most * np.clip(0.75 * slope + 0.35 * spot, 0, 1), np.float32)
    light = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    return np.asarray(np.clip(pixels * light[:, :, None], 0, 255), np.uint8)
