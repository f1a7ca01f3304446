"""Paper photographed on a darker desk: found by its four sides, and made flat before it is read."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from cv2.typing import MatLike
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Corners = NDArray[np.float64]
Homography = NDArray[np.float64]

# The paper is looked for on an image with this longer side, pixels.
_SIDE = 600
# Least difference of brightness (0-255) between paper and desk, and least share of the desk that
# is dark: a scan with a picture or a dark border is no paper on a desk.
_CONTRAST, _DARK = 45.0, 0.93
# Shares of the image that the paper covers: less is a picture on a page.
_LEAST, _MOST = 0.12, 0.97
# The outline fills its four corners at least so far: torn, folded and cut off paper does not.
_FILLED = 0.96
# Degrees: what leans less, with sides more nearly parallel, is straightened as a scan is.
_LEANING, _PARALLEL = 5.0, 1.0
# A side that lies along the border of the image within this share of it is cut off by it.
_BORDER = 0.004


@dataclass(frozen=True, slots=True)
class Flat:
    """A photographed paper as if it lay on the glass.

    Attributes:
        pixels: (H, W) or (H, W, 3) uint8, the paper alone.
        back: 3x3 homography that takes points of `pixels` to the photograph, pixels.
        tilt: Degrees, counter-clockwise positive, by which the paper leans in the photograph.
    """

    pixels: Pixels
    back: Homography
    tilt: float


def flatten(pixels: Pixels) -> Flat | None:
    """The paper of a photograph that was taken aslant; None where there is no need, or no paper.

    Args:
        pixels: (H, W) or (H, W, 3) uint8.
    """
    corners = find_paper(pixels)
    if corners is None:
        return None
    top, right, bottom, left = _sides(corners)
    width = round(max(np.linalg.norm(top), np.linalg.norm(bottom)))
    height = round(max(np.linalg.norm(left), np.linalg.norm(right)))
    straight = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), straight)
    seen = cv2.warpPerspective(pixels, matrix, (width, height), flags=cv2.INTER_CUBIC)
    tilt = -(_angle(top) + _angle(-bottom)) / 2
    return Flat(np.asarray(seen, np.uint8), np.asarray(np.linalg.inv(matrix), np.float64), tilt)


def find_paper(pixels: Pixels) -> Corners | None:
    """Corners of a paper that leans or is seen aslant: top left, top right, bottom right, left.

    Returns:
        (4, 2) x, y in pixels; None unless one light quadrilateral lies whole on a dark ground.
    """
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY) if pixels.ndim == 3 else pixels
    scale = min(1.0, _SIDE / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    if min(small.shape) < 50:
        return None
    outline = _outline(np.asarray(small, np.uint8))
    if outline is None:
        return None
    corners = _ordered(cv2.approxPolyDP(outline, 0.03 * cv2.arcLength(outline, True), True))
    if corners is None or not _lies_whole(corners, outline, np.asarray(small, np.uint8)):
        return None
    return (corners + 0.5) / scale - 0.5 if _leans(corners) else None


def _outline(small: Pixels) -> NDArray[np.int32] | None:
    """The hull of the biggest light part."""
    soft = cv2.GaussianBlur(small, (5, 5), 0)
    light = cv2.threshold(soft, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)[1]
    # Text and pictures are holes, which the outline goes around.
    light = cv2.morphologyEx(light, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    parts, _ = cv2.findContours(light, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not parts:
        return None
    biggest = max(parts, key=cv2.contourArea)
    hull = cv2.convexHull(biggest)
    if cv2.contourArea(biggest) < 0.93 * cv2.contourArea(hull):
        return None
    return np.asarray(hull, np.int32)


def _ordered(points: MatLike) -> Corners | None:
    """Four corners clockwise, the most nearly level upper side first."""
    if len(points) != 4:
        return None
    found = points.reshape(4, 2).astype(np.float64)
    middle = found.mean(axis=0)
    turns = np.arctan2(found[:, 1] - middle[1], found[:, 0] - middle[0])
    found = found[np.argsort(turns)]
    start = min(range(4), key=lambda i: abs(_angle(found[(i + 1) % 4] - found[i])))
    return np.roll(found, -start, axis=0)


def _lies_whole(corners: Corners, outline: NDArray[np.int32], small: Pixels) -> bool:
    """Nothing of the paper is cut off, and all around it is dark."""
    height, width = small.shape
    area = cv2.contourArea(corners.astype(np.float32))
    covered = cv2.contourArea(outline) / max(1.0, area)
    if not (_LEAST < area / small.size < _MOST and _FILLED < covered < 2 - _FILLED):
        return False
    edge = _BORDER * max(width, height) + 1
    along = [
        all(p[axis] <= edge for p in side) or all(p[axis] >= most - 1 - edge for p in side)
        for side in pairwise([*corners, corners[0]])
        for axis, most in ((0, width), (1, height))
    ]
    if any(along):
        return False
    inside = cv2.fillConvexPoly(np.zeros_like(small), np.round(corners).astype(np.int32), (255,))
    desk = small[cv2.dilate(inside, np.ones((7, 7), np.uint8)) == 0]
    if desk.size < 0.01 * small.size:
        return False
    paper = float(np.percentile(small[inside > 0], 70))
    return float(np.mean(desk < paper - _CONTRAST)) > _DARK


def _leans(corners: Corners) -> bool:
    top, right, bottom, left = _sides(corners)
    level, upright = (_angle(top), _angle(-bottom)), (_angle(right) - 90, _angle(-left) - 90)
    apart = max(abs(level[0] - level[1]), abs(upright[0] - upright[1]))
    return apart > _PARALLEL or max(map(abs, (*level, *upright))) > _LEANING


def _sides(corners: Corners) -> tuple[Corners, Corners, Corners, Corners]:
    """Top, right, bottom and left side as vectors, clockwise."""
    top, right, bottom, left = np.roll(corners, -1, axis=0) - corners
    return top, right, bottom, left


def _angle(vector: Corners) -> float:
    """Degrees from level, clockwise positive as y points down."""
    return float(np.degrees(np.arctan2(vector[1], vector[0])))
