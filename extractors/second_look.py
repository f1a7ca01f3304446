"""Read again, locally, what the page as a whole hides: text under seals, red stamps, framed marks.

Names and titles of signers are often stamped in red, or lie under the agency's round seal
(36 mm across by Nghị định 30/2020/NĐ-CP and the rules on seals; 30-43 mm occur).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.clean import CleanPage, Grey
from extractors.ocr import OcrEngine, ReadWord
from models.geometry import Box, union
from models.values.names import looks_like_name

SEAL_RADIUS_INCHES = (0.5, 0.86)
MIN_RING = 0.62
# Words of a second look below this are ink, not text.
MIN_CONFIDENCE = 0.5
MAX_GROUPS = 8
MAX_SEALS = 2
# Stamps beside the letterhead stand above this share of the page, signatures below it.
STAMPS_ABOVE = 0.45


@dataclass(frozen=True, slots=True)
class Seal:
    """A round seal: centre and radius in pixels."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class SecondLook:
    """What a page says after the second look.

    Attributes:
        words: Its words, in any order.
        stamps: Marks outside the text ("KHẨN", "HỎA TỐC"), one group of words each.
    """

    words: tuple[ReadWord, ...]
    stamps: tuple[tuple[ReadWord, ...], ...] = ()


def look_again(page: CleanPage, words: Sequence[ReadWord], engine: OcrEngine) -> SecondLook:
    """The words of a page, those under seals and in red ink added, ink taken for words removed.

    Args:
        page: The cleaned page that `words` were read from.
        words: In the engine's order.
        engine: Reads the cut-outs.
    """
    inked = page.grey if page.red is None else np.asarray(cv2.min(page.grey, page.red), np.uint8)
    seals = find_seals(inked, page.dpi)
    kept = [word for word in words if not _is_lettering(word, seals)]
    stamps = _read_frames(page, engine)
    if page.red is not None:
        groups = _read_groups(_without(page.red, seals), page.dpi, engine)
        middle = page.grey.shape[0] * STAMPS_ABOVE
        stamps += [group for group in groups if group[0].box.y0 < middle]
        for group in groups:
            if group[0].box.y0 >= middle:
                kept = _merge(kept, group)
    for seal in seals:
        kept = _merge(kept, _read_title(page, seal, seals, engine))
        kept = _replace(kept, _read_name(page, seal, seals, engine))
    for group in stamps:
        kept = [word for word in kept if not any(_same(word, new) for new in group)]
    return SecondLook(tuple(kept), tuple(tuple(group) for group in stamps))


def find_seals(grey: Grey, dpi: float) -> list[Seal]:
    """Round seals of a page, surest first, at most `MAX_SEALS`."""
    scale = 50 / dpi
    shrunk = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    small = np.asarray(shrunk, np.uint8)
    smooth = cv2.GaussianBlur(small, (3, 3), 0.8)
    low, high = (round(50 * inches) for inches in SEAL_RADIUS_INCHES)
    found = cv2.HoughCircles(
        smooth, cv2.HOUGH_GRADIENT, 1.5, 40, param1=100, param2=38, minRadius=low, maxRadius=high
    )
    if found is None:
        return []
    circles = found[0][:12].astype(np.float64)
    fitted = [_fit(small, *circle) for circle in circles]
    sure = sorted((f for f in fitted if f[0] >= MIN_RING), reverse=True)[:MAX_SEALS]
    return [Seal(x / scale, y / scale, r / scale) for _, x, y, r in sure]


def _fit(small: Grey, x: float, y: float, radius: float) -> tuple[float, float, float, float]:
    """The best ring near a Hough circle: share of its circumference that is inked, x, y, radius.

    Text on a page forms Hough circles too; only a seal has ink all the way round and paper
    just outside.
    """
    angles = np.linspace(0, 2 * np.pi, 120, endpoint=False)
    best = (0.0, x, y, radius)
    dark = small < 190
    for dx in (-2, 0, 2):
        for dy in (-2, 0, 2):
            for r in np.arange(radius - 3, radius + 3.5, 1):
                ring = _on_circle(dark, x + dx, y + dy, r, angles)
                outside = _on_circle(dark, x + dx, y + dy, r * 1.12, angles)
                score = float(ring.mean() - max(0.0, outside.mean() - 0.25))
                if score > best[0]:
                    best = (score, x + dx, y + dy, float(r))
    return best


def _on_circle(
    dark: NDArray[np.bool_], x: float, y: float, radius: float, angles: NDArray[np.float64]
) -> NDArray[np.bool_]:
    height, width = dark.shape
    columns = np.clip(np.rint(x + radius * np.cos(angles)).astype(int), 0, width - 1)
    rows = np.clip(np.rint(y + radius * np.sin(angles)).astype(int), 0, height - 1)
    return np.asarray(dark[rows, columns])


def _is_lettering(word: ReadWord, seals: Sequence[Seal]) -> bool:
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


def _without(grey: Grey, seals: Sequence[Seal]) -> Grey:
    clear = grey.copy()
    for seal in seals:
        centre = (round(seal.x), round(seal.y))
        cv2.circle(clear, centre, round(1.05 * seal.radius), (255,), -1)
    return clear


def _read_title(
    page: CleanPage, seal: Seal, seals: Sequence[Seal], engine: OcrEngine
) -> list[ReadWord]:
    """The signer's authority and title, which begin above the seal and often run into it."""
    area = _around(page.grey, seal, -2.2, -1.9, 3.6, -0.2)
    crop = _crop(_without_strokes(_without(page.grey, seals), page.dpi), area)
    words = _read(crop, area, page.dpi, engine)
    return [word for word in words if not _is_lettering(word, seals)]


def _read_name(
    page: CleanPage, seal: Seal, seals: Sequence[Seal], engine: OcrEngine
) -> list[ReadWord]:
    """The signer's name, which stands under the seal, across its rim or through the signature.

    No one way of wiping out what is not the name suits all: the reading that is a name and is
    read most surely wins.
    """
    area = _around(page.grey, seal, -1.3, 0.7, 3.4, 2.0)
    best: list[ReadWord] = []
    for sheet in _name_sheets(page, seals):
        found = _name_among(_read(_crop(sheet, area), area, page.dpi, engine))
        if _name_score(found) > _name_score(best):
            best = found
        if len(best) >= 3 and min(word.confidence for word in best) > 0.9:
            break
    return best


def _name_sheets(page: CleanPage, seals: Sequence[Seal]) -> Iterator[Grey]:
    """The page with more and less of seals and pen strokes wiped out."""
    if page.red is None:
        inks = [_without(page.grey, seals), _without_rims(page.grey, seals)]
    else:
        both = np.asarray(cv2.min(page.grey, page.red), np.uint8)
        inks = [page.grey, _without(page.red, seals), _without(both, seals)]
    yield from inks
    for ink in inks:
        yield _without_strokes(ink, page.dpi)


def _name_among(words: Sequence[ReadWord]) -> list[ReadWord]:
    """The longest run of words of one line that is a name."""
    lines: dict[int, list[ReadWord]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    runs = [
        line[i:j]
        for line in lines.values()
        for i in range(len(line))
        for j in range(i + 2, len(line) + 1)
        if looks_like_name(" ".join(word.text.strip(".,;:'-_") for word in line[i:j]))
    ]
    return max(runs, key=_name_score, default=[])


def _name_score(words: Sequence[ReadWord]) -> float:
    """Longer and surer is better; three words are the usual length."""
    if not words:
        return 0.0
    return min(len(words), 3) * sum(w.confidence for w in words) / len(words)


def _around(grey: Grey, seal: Seal, x0: float, y0: float, x1: float, y1: float) -> Box:
    """A rectangle in units of the seal's radius from its centre, kept on the page."""
    height, width = grey.shape
    r = seal.radius
    left, top = max(0.0, seal.x + x0 * r), max(0.0, seal.y + y0 * r)
    right, bottom = min(float(width), seal.x + x1 * r), min(float(height), seal.y + y1 * r)
    return Box(left, top, max(left, right), max(top, bottom))


def _without_rims(grey: Grey, seals: Sequence[Seal]) -> Grey:
    clear = grey.copy()
    for seal in seals:
        centre = (round(seal.x), round(seal.y))
        thickness = max(3, round(0.13 * seal.radius))
        cv2.circle(clear, centre, round(0.99 * seal.radius), (255,), thickness)
    return clear


def _without_strokes(grey: Grey, dpi: float) -> Grey:
    """Wipe out connected ink far bigger than a word of capitals: signatures."""
    ink = (grey < 150).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    height, width = stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_WIDTH]
    long = (height > 0.3 * dpi) | (width > 0.75 * dpi)
    long[0] = False
    mask = cv2.dilate(long[labels].astype(np.uint8), np.ones((3, 3), np.uint8))
    return np.where(mask > 0, np.uint8(255), grey)


def _crop(grey: Grey, area: Box) -> Grey:
    x0, y0, x1, y1 = area.as_list()
    return np.ascontiguousarray(grey[y0:y1, x0:x1])


def _read(crop: Grey, area: Box, dpi: float, engine: OcrEngine) -> list[ReadWord]:
    """Words of a cut-out with boxes on the page."""
    if min(crop.shape) < 12:
        return []
    padded = cv2.copyMakeBorder(crop, 12, 12, 12, 12, cv2.BORDER_CONSTANT, value=(255,))
    x, y = area.as_list()[0] - 12, area.as_list()[1] - 12
    return [
        replace(word, box=_shift(word.box, x, y))
        for word in engine.read(np.asarray(padded, np.uint8), dpi, block=True)
        if word.confidence >= MIN_CONFIDENCE
    ]


def _shift(box: Box, x: float, y: float) -> Box:
    return Box(box.x0 + x, box.y0 + y, box.x1 + x, box.y1 + y)


def _read_groups(red: Grey, dpi: float, engine: OcrEngine) -> list[list[ReadWord]]:
    """Every group of red letters that reads as something, biggest first."""
    ink = (red < 150).astype(np.uint8)
    reach = (max(3, round(0.14 * dpi)), max(3, round(0.04 * dpi)))
    joined = cv2.dilate(ink, np.ones((reach[1], reach[0]), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    boxes = [
        Box(float(x), float(y), float(x + w), float(y + h))
        for x, y, w, h, _ in stats[1:]
        if w > 0.25 * dpi and 0.08 * dpi < h < 1.2 * dpi
    ]
    biggest = sorted(boxes, key=lambda b: -b.area)[:MAX_GROUPS]
    read = (_read_stamp(_crop(red, box), box, dpi, engine) for box in biggest)
    return [words for words in read if words]


def _read_stamp(crop: Grey, area: Box, dpi: float, engine: OcrEngine) -> list[ReadWord]:
    """A stamp's words: its frame wiped out, its tilt undone when that reads better."""
    inner = _without_frame(crop)
    words = _read(inner, area, dpi, engine)
    tilt = _tilt(crop)
    if abs(tilt) < 1.5 or (words and min(w.confidence for w in words) > 0.85):
        return words
    height, width = inner.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), tilt, 1.0)
    flat = cv2.warpAffine(inner, matrix, (width, height), borderValue=(255,))
    again = _read(np.asarray(flat, np.uint8), area, dpi, engine)
    return max(words, again, key=lambda ws: sum(w.confidence * len(w.text) for w in ws))


def _without_frame(crop: Grey) -> Grey:
    """Wipe out hollow ink nearly as wide or as high as the cut-out."""
    ink = (crop < 150).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    boxes = stats[:, cv2.CC_STAT_WIDTH] * stats[:, cv2.CC_STAT_HEIGHT]
    hollow = stats[:, cv2.CC_STAT_AREA] < 0.45 * boxes
    frame = hollow & (
        (stats[:, cv2.CC_STAT_WIDTH] > 0.55 * crop.shape[1])
        | (stats[:, cv2.CC_STAT_HEIGHT] > 0.7 * crop.shape[0])
    )
    frame &= boxes > 0.25 * crop.size
    frame[0] = False
    mask = cv2.dilate(frame[labels].astype(np.uint8), np.ones((3, 3), np.uint8))
    return np.where(mask > 0, np.uint8(255), crop)


def _tilt(crop: Grey) -> float:
    """Angle in degrees by which the ink's box is turned, clockwise positive, within 25."""
    points = cv2.findNonZero((crop < 150).astype(np.uint8))
    if points is None or len(points) < 20:
        return 0.0
    (_, _), (width, height), angle = cv2.minAreaRect(points)
    turned = angle if width >= height else angle - 90
    return float(turned) if abs(turned) <= 25 else 0.0


def _read_frames(page: CleanPage, engine: OcrEngine) -> list[list[ReadWord]]:
    """Marks in a printed or stamped black frame on the upper half."""
    top = np.ascontiguousarray(page.grey[: round(page.grey.shape[0] * STAMPS_ABOVE)])
    ink = (top < 150).astype(np.uint8)
    contours, _ = cv2.findContours(ink, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    found: list[list[ReadWord]] = []
    for contour in contours:
        x, y, w, h = cv2.boundingRect(contour)
        if not (0.4 * page.dpi < w < 2.2 * page.dpi and 0.18 * page.dpi < h < 0.8 * page.dpi):
            continue
        area = Box(float(x), float(y), float(x + w), float(y + h))
        crop = _crop(top, area)
        if (crop < 150).mean() > 0.6 or np.array_equal(_without_frame(crop), crop):
            continue
        words = _read_stamp(crop, area, page.dpi, engine)
        if words:
            found.append(words)
    return found


def _offset_lines(words: Sequence[ReadWord], after: Sequence[ReadWord]) -> list[ReadWord]:
    """Number the lines of `words` on from those of `after`."""
    first = max((w.line for w in after), default=-1) + 1
    return [replace(word, line=word.line + first) for word in words]


def _merge(words: Sequence[ReadWord], extra: Sequence[ReadWord]) -> list[ReadWord]:
    """Where two readings overlap the surer one stays."""
    added = [
        new
        for new in extra
        if all(not _same(new, w) or new.confidence > w.confidence for w in words)
    ]
    kept = [w for w in words if not any(_same(new, w) for new in added)]
    return kept + _offset_lines(added, words)


def _replace(words: Sequence[ReadWord], line: Sequence[ReadWord]) -> list[ReadWord]:
    """`line` in place of whatever was read on its row beside and under it."""
    if not line:
        return list(words)
    row = union(word.box for word in line)
    reach = Box(row.x0 - 2 * row.height, row.y0, row.x1 + 2 * row.height, row.y1)
    kept = [
        w for w in words if w.box.intersection(reach) is None or w.box.vertical_overlap(reach) < 0.4
    ]
    return kept + _offset_lines(line, words)


def _same(one: ReadWord, other: ReadWord) -> bool:
    shared = one.box.intersection(other.box)
    return shared is not None and shared.area > 0.3 * min(one.box.area, other.box.area)
