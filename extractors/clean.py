"""Make a page image easy to read, in the order that was measured to help.

Red-channel grey (seals vanish), illumination (not on 1-bit), black borders, leader dots and specks
of 1-bit pages, deskew, ruling lines, leader dots. There is no binarization and no upscaling: both
cost accuracy on Vietnamese tone marks.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.components import Components, components, without
from extractors.gaps import find_fillers
from extractors.leaders import leader_dots
from extractors.rulings import Rulings, take_out
from models.geometry import Box

Grey = NDArray[np.uint8]
Affine = NDArray[np.float64]
Homography = NDArray[np.float64]

# Less red than this share of the page is JPEG noise, not ink.
MIN_RED_SHARE = 0.0002


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is done to a page before it is read.

    Attributes:
        scale: Factor, at most 1: marks of letters that are made bigger only blur.
        smooth: Gaussian in pixels of the page image, for 1-bit edges; 0 for none.
        despeckle: Dust is removed.
        blanks: Leader dots and ruling lines are taken out.
        bridges: Middling gaps in lines get dots, for the engine only.
    """

    scale: float = 1.0
    smooth: float = 0.0
    despeckle: bool = False
    blanks: bool = True
    bridges: bool = True


@dataclass(frozen=True, slots=True)
class CleanPage:
    """A page ready for OCR.

    Attributes:
        grey: (H, W) uint8, dark text on white, deskewed.
        red: The red ink alone (seals, stamps, stamped names), dark on white, as `grey`; None
            when the page bears none.
        lines: The ruling lines taken out of `grey`, dark on white; None when none were.
        rulings: Where the page has ruling lines, taken out or not, pixels of `grey`.
        fillers: Where the engine needs dots in gaps of `grey`; see `extractors.gaps`.
        to_upright: 2x3 affine that takes points of `grey` to the upright page image, pixels.
        skew: Degrees, counter-clockwise positive, of the text lines on the upright page image.
        dpi: Dots per inch of `grey`.
        bilevel: The image was stored with one bit a pixel: what is pale is thin.
        to_page: 3x3 homography from where `to_upright` leads to the upright page image, for
            photographs; None where both are the same.
    """

    grey: Grey
    to_upright: Affine
    skew: float
    dpi: float
    red: Grey | None = None
    lines: Grey | None = None
    rulings: Rulings = Rulings()
    fillers: tuple[Box, ...] = ()
    bilevel: bool = False
    to_page: Homography | None = None

    @property
    def ink(self) -> Grey:
        """All ink, ruling lines too, the red as dark as the rest."""
        black = self.ruled
        return black if self.red is None else np.asarray(cv2.min(black, self.red), np.uint8)

    @property
    def ruled(self) -> Grey:
        """`grey` with its ruling lines."""
        if self.lines is None:
            return self.grey
        return np.asarray(cv2.min(self.grey, self.lines), np.uint8)


def clean(
    pixels: NDArray[np.uint8], dpi: float, *, bilevel: bool, recipe: Recipe | None = None
) -> CleanPage:
    """Clean an upright page image, (H, W) grey or (H, W, 3) RGB uint8.

    Args:
        pixels: The image.
        dpi: Its resolution in dots per inch.
        bilevel: It was stored with one bit a pixel.
        recipe: What to do; by default what `recipe_for` finds best.
    """
    grey = _red_channel(pixels)
    if not bilevel:
        grey = even_illumination(grey)
    grey = remove_borders(grey)
    parts = components(grey) if bilevel else None
    recipe = recipe or _recipe(parts, dpi)
    if parts is not None:
        grey = _without_small_ink(grey, parts, dpi, recipe)
    if recipe.smooth:
        grey = np.asarray(cv2.GaussianBlur(grey, (0, 0), recipe.smooth), np.uint8)
    skew = estimate_skew(grey)
    scale = recipe.scale
    flat, matrix = _straighten(grey, skew, scale)
    lines, rulings = None, Rulings()
    if recipe.blanks:
        flat, lines, rulings = take_out(flat, dpi * scale)
    flat, fillers = _without_leaders(flat, dpi * scale, recipe)
    red = _red_ink(pixels)
    flat_red = None if red is None else _straighten(red, skew, scale)[0]
    back = np.asarray(cv2.invertAffineTransform(matrix), np.float64)
    return CleanPage(flat, back, skew, dpi * scale, flat_red, lines, rulings, fillers, bilevel)


# Text is read at this resolution when the scan is finer: above it Tesseract gains nothing on
# Vietnamese print and pays for every pixel.
READING_DPI = 200.0
# Dots of a form are small and pale: what is darker than this may be one.
PALE = 170
# Dots of dust for each letter from which a 1-bit page is a bad copy, and at what resolution such
# a page is read: making it smaller closes broken strokes and evens rough ones.
BAD_COPY, BAD_COPY_DPI = 3.0, 150.0


def recipe_for(grey: Grey, dpi: float, *, bilevel: bool) -> Recipe:
    """What a page needs, by what it is; `python -m benchmarks.reading` justifies it.

    Args:
        grey: The page, borders removed.
        dpi: Its resolution in dots per inch.
        bilevel: It was stored with one bit a pixel.
    """
    return _recipe(components(grey) if bilevel else None, dpi)


def _recipe(parts: Components | None, dpi: float) -> Recipe:
    """The recipe for a page with the pieces of ink `parts`, which are given for one bit only."""
    if parts is None:
        return Recipe(min(1.0, READING_DPI / dpi))
    target = BAD_COPY_DPI if dustiness(parts, dpi) >= BAD_COPY else READING_DPI
    return Recipe(min(1.0, target / dpi), 0.7, True)


def dustiness(parts: Components, dpi: float) -> float:
    """Specks for each component as big as a letter on a page of one bit a pixel."""
    # Pixels at 200 dpi: a speck has one or two, a full stop has nine, a letter more than thirty.
    area = parts.area[1:].astype(np.float64) * (READING_DPI / dpi) ** 2
    specks, letters = int(np.count_nonzero(area <= 2)), int(np.count_nonzero(area > 30))
    return specks / max(1, letters)


def turn(pixels: NDArray[np.uint8], degrees: int) -> NDArray[np.uint8]:
    """Turn an image counter-clockwise by 0, 90, 180 or 270 degrees."""
    return np.ascontiguousarray(np.rot90(pixels, degrees // 90))


def even_illumination(grey: Grey) -> Grey:
    """Divide by the paper's own brightness, so that shadows and casts become white."""
    small = cv2.resize(grey, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    paper = cv2.dilate(small, np.ones((5, 5), np.uint8))
    paper = cv2.medianBlur(paper, 15)
    background = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, background, scale=255), dtype=np.uint8)


def remove_borders(grey: Grey) -> Grey:
    """Whiten the dark bands that a scanner leaves along the edges of the sheet.

    Only dark areas that touch the edge and are far bigger than a letter count.
    """
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    height, width = small.shape
    dark = (small < 110).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    x0, y0 = stats[:, cv2.CC_STAT_LEFT], stats[:, cv2.CC_STAT_TOP]
    x1, y1 = x0 + stats[:, cv2.CC_STAT_WIDTH], y0 + stats[:, cv2.CC_STAT_HEIGHT]
    touches = (x0 <= 1) | (y0 <= 1) | (x1 >= width - 1) | (y1 >= height - 1)
    long = np.maximum(x1 - x0, y1 - y0) > 0.05 * max(height, width)
    solid = stats[:, cv2.CC_STAT_AREA] > 0.0005 * height * width
    remove = touches & (long | solid)
    remove[0] = False
    if count == 1 or not remove.any():
        return grey
    mask = cv2.dilate(remove[labels].astype(np.uint8), np.ones((3, 3), np.uint8))
    mask = cv2.resize(mask, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_NEAREST)
    return np.where(mask > 0, np.uint8(255), grey)


def _without_small_ink(grey: Grey, parts: Components, dpi: float, recipe: Recipe) -> Grey:
    """A page of one bit without leader dots and dust, as far as `recipe` wants it."""
    dots = leader_dots(parts, dpi) if recipe.blanks else np.zeros(len(parts.stats), np.bool_)
    if recipe.despeckle:
        return remove_specks(grey, parts, dots)
    return without(grey, parts, dots)


def remove_specks(
    grey: Grey,
    parts: Components,
    also: NDArray[np.bool_] | None = None,
    *,
    always: int = 2,
    lone: int = 8,
    reach: int = 6,
) -> Grey:
    """Remove scanner dust from a 1-bit image at its own resolution.

    Components of up to `always` pixels go; those of up to `lone` pixels go when no bigger
    component is within `reach` pixels, because nearer ones may be dots and tone marks.

    Args:
        grey: The image.
        parts: Its components.
        also: (N,) which components go in any case.
        always: Pixels.
        lone: Pixels.
        reach: Pixels.
    """
    tiny, small = parts.area <= always, (parts.area <= lone) & (parts.area > always)
    if also is not None:
        tiny |= also
    tiny[0] = small[0] = False
    if not (tiny.any() or small.any()):
        return grey
    big = ~(tiny | small)
    big[0] = False
    near = cv2.dilate(parts.where(big), np.ones((2 * reach + 1,) * 2, np.uint8))
    gone = cv2.bitwise_or(parts.where(tiny), cv2.subtract(parts.where(small), near))
    return np.asarray(cv2.bitwise_or(grey, gone), np.uint8)


def _without_leaders(flat: Grey, dpi: float, recipe: Recipe) -> tuple[Grey, tuple[Box, ...]]:
    """The page without leader dots, and where its gaps are to be filled for the engine."""
    if not (recipe.blanks or recipe.bridges):
        return flat, ()
    parts = components(flat, PALE)
    if recipe.blanks:
        flat = without(flat, parts, leader_dots(parts, dpi))
    return flat, find_fillers(flat, parts, dpi) if recipe.bridges else ()


def estimate_skew(grey: Grey, *, limit: float = 6.0) -> float:
    """Angle of the text lines in degrees, counter-clockwise positive, within `limit`.

    The angle whose row profile varies most, searched coarse to fine on a small ink image.
    """
    ink = _small_ink(grey, 1000)
    if not ink.any():
        return 0.0
    best, step = 0.0, 1.0
    span = np.arange(-limit, limit + 0.01, step)
    while True:
        best = max((float(a) for a in best + span), key=lambda a: _row_energy(ink, a))
        if step <= 0.06:
            return round(best, 3) if abs(best) < limit else 0.0
        step /= 4
        span = np.arange(-3 * step, 3.01 * step, step)


def _row_energy(ink: Grey, angle: float) -> float:
    """Sharpness of the row profile after shearing the ink so that lines of `angle` lie flat."""
    height, width = ink.shape
    slope = float(np.tan(np.deg2rad(angle)))
    matrix = np.array([[1, 0, 0], [slope, 1, -slope * width / 2]], np.float64)
    flat = cv2.warpAffine(ink, matrix, (width, height), flags=cv2.INTER_NEAREST)
    profile = cv2.reduce(flat, 1, cv2.REDUCE_SUM, dtype=cv2.CV_64F).ravel()
    return float(np.square(np.diff(profile)).sum())


def _small_ink(grey: Grey, side: int) -> Grey:
    scale = min(1.0, side / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return (small < 160).astype(np.uint8)


def _straighten(grey: Grey, skew: float, scale: float) -> tuple[Grey, Affine]:
    """Scale by area, then rotate by `-skew`; also gives the 2x3 affine from input to output."""
    if scale != 1.0:
        grey_scaled = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    else:
        grey_scaled = grey
    shrink = np.array([[scale, 0, 0], [0, scale, 0]], np.float64)
    if abs(skew) < 0.05:
        return np.asarray(grey_scaled, np.uint8), shrink
    height, width = grey_scaled.shape
    rotation = cv2.getRotationMatrix2D((width / 2, height / 2), -skew, 1.0)
    flat = cv2.warpAffine(
        grey_scaled,
        rotation,
        (width, height),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(255,),
    )
    matrix = rotation @ np.vstack([shrink, [0, 0, 1]])
    return np.asarray(flat, np.uint8), matrix


def _red_ink(pixels: NDArray[np.uint8]) -> Grey | None:
    """How much redder than grey each pixel is, as dark ink on white."""
    if pixels.ndim == 2:
        return None
    red, green, blue = cv2.split(pixels)
    excess = cv2.subtract(red, cv2.max(green, blue))
    ink = cv2.convertScaleAbs(cv2.subtract(excess, np.full_like(excess, 25)), alpha=3.0)
    if int(np.count_nonzero(ink > 127)) < MIN_RED_SHARE * ink.size:
        return None
    return np.asarray(cv2.bitwise_not(ink), np.uint8)


def _red_channel(pixels: NDArray[np.uint8]) -> Grey:
    return np.ascontiguousarray(pixels[:, :, 0]) if pixels.ndim == 3 else pixels
