"""Read again, locally, what the page as a whole hides: text under seals, red stamps, framed marks.

Names and titles of signers are often stamped in red, or lie under the agency's round seal
(36 mm across by Nghị định 30/2020/NĐ-CP and the rules on seals; 30-43 mm occur).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from extractors.clean import CleanPage, Grey
from extractors.cutouts import MIN_CONFIDENCE, crop, letters_in, read_cut
from extractors.ocr import OcrEngine, ReadWord
from extractors.orientation import legibility
from extractors.seals import Seal, find_seals, is_lettering
from extractors.signature import SIGNATURE, around, read_signature
from models.geometry import Box, union
from models.values.marks import best_likeness

MAX_GROUPS = 8
# Words read as unsurely as this were not read. Above this share of the page numbers and days are
# often written by hand, which is no print to be read again.
BOTCHED, HEAD = 0.15, 0.3
# A line that was passed over is read at least so surely if it is print.
SURELY_PRINT = 0.65
# Words this much like a mark are one. Frames of stamps are this thick.
LIKE_A_MARK = 0.8
FRAME_INCHES = 0.07
# Stamps beside the letterhead stand above this share of the page, signatures below it.
STAMPS_ABOVE = 0.45


@dataclass(frozen=True, slots=True)
class SecondLook:
    """What a page says after the second look.

    Attributes:
        words: Its words, in any order.
        stamps: Marks outside the text ("KHẨN", "HỎA TỐC"), one group of words each.
        seals: Boxes around the round seals, on the cleaned page.
    """

    words: tuple[ReadWord, ...]
    stamps: tuple[tuple[ReadWord, ...], ...] = ()
    seals: tuple[Box, ...] = ()


def look_again(page: CleanPage, words: Sequence[ReadWord], engine: OcrEngine) -> SecondLook:
    """The words of a page, those under seals and in red ink added, ink taken for words removed.

    Args:
        page: The cleaned page that `words` were read from.
        words: In the engine's order.
        engine: Reads the cut-outs.
    """
    seals = find_seals(page.ink, page.dpi)
    kept = [word for word in words if not is_lettering(word, seals)]
    stamps = _read_frames(_without_signatures(page.ruled, seals), page.dpi, engine)
    if page.red is not None:
        middle = page.grey.shape[0] * STAMPS_ABOVE
        for group in _read_groups(_without_signatures(page.red, seals), page.dpi, engine):
            if group[0].box.y0 < middle:
                stamps.append(group)
            else:
                kept = _merge(kept, group)
    first = kept
    for seal in seals:
        for line in read_signature(page, seal, first, engine):
            kept = _replace(kept, line)
    for line in _read_missed(page, [*words, *kept], seals, engine):
        kept = _merge(kept, line)
    for group in stamps:
        kept = [word for word in kept if not any(_same(word, new) for new in group)]
    boxes = (Box(s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius) for s in seals)
    return SecondLook(tuple(kept), tuple(map(tuple, stamps)), tuple(boxes))


def _without_signatures(grey: Grey, seals: Sequence[Seal]) -> Grey:
    """Ink but for seals and what stands above and below them, which is read on its own."""
    clear = grey.copy()
    for seal in seals:
        x0, y0, x1, y1 = around(grey, seal, *SIGNATURE).as_list()
        clear[y0:y1, x0:x1] = 255
    return clear


def _read_missed(
    page: CleanPage, words: Sequence[ReadWord], seals: Sequence[Seal], engine: OcrEngine
) -> list[list[ReadWord]]:
    """Lines of print that the engine passed over or botched, as it does now and then.

    Rows of letters that no word covers, or below the letterhead none that was read at all, are
    read on their own; a pen's strokes are read unsurely.
    """
    found = []
    for area in _missed_rows(page, words, seals):
        line = read_cut(crop(page.grey, area), area, page.dpi, engine, least=0.0)
        letters = sum(c.isalnum() for word in line for c in word.text)
        if letters >= 4 and legibility(line) >= SURELY_PRINT:
            found.append(line)
    return found


def _missed_rows(page: CleanPage, words: Sequence[ReadWord], seals: Sequence[Seal]) -> list[Box]:
    """Where letters stand in rows that `words` do not account for, longest row first."""
    half = cv2.resize(page.grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    dpi = page.dpi / 2
    ink = letters_in(np.asarray(half, np.uint8), dpi)
    blocks = [around(page.grey, seal, *SIGNATURE) for seal in seals]
    head = HEAD * page.grey.shape[0]
    read = (w.box for w in words if w.confidence > BOTCHED or w.box.y0 < head)
    for box in (*blocks, *read):
        x0, y0, x1, y1 = (round(value / 2) for value in box.as_list())
        ink[max(0, y0 - 2) : y1 + 2, max(0, x0 - 2) : x1 + 2] = 0
    joined = cv2.dilate(ink, np.ones((1, round(0.14 * dpi) | 1), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    sheet = Box(0, 0, page.grey.shape[1], page.grey.shape[0])
    rows = [
        Box(2 * x, 2 * y, 2 * (x + width), 2 * (y + height))
        for x, y, width, height, mass in stats[1:].tolist()
        if width >= 0.6 * dpi and height <= 0.3 * dpi and mass >= 0.5 * width * height
    ]
    longest = sorted(rows, key=lambda row: -row.width)[:MAX_GROUPS]
    return [row.grown(0.1 * page.dpi).intersection(sheet) or row for row in longest]


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
    read = (_read_stamp(crop(red, box), box, dpi, engine) for box in biggest)
    return [words for words in read if words]


def _read_stamp(cut: Grey, area: Box, dpi: float, engine: OcrEngine) -> list[ReadWord]:
    """A stamp's words; of several ways to free them from frame and tilt what reads best wins.

    A reading that is a known mark beats every other.
    """
    words = read_cut(_without_frame(cut), area, dpi, engine, least=0.0)
    if _mark_likeness(words) < LIKE_A_MARK and _is_stamp_sized(area, dpi):
        flat = _turned(cut, _tilt(cut))
        edge = round(FRAME_INCHES * dpi)
        inner = replace(area, x0=area.x0 + edge, y0=area.y0 + edge)
        others = (
            read_cut(flat[edge:-edge, edge:-edge], inner, dpi, engine, least=0.0),
            read_cut(_without_frame(flat), area, dpi, engine, least=0.0),
        )
        words = max((words, *others), key=_mark_likeness)
    if _mark_likeness(words) >= LIKE_A_MARK:
        return words
    return [word for word in words if word.confidence >= MIN_CONFIDENCE]


def _mark_likeness(words: Sequence[ReadWord]) -> float:
    return best_likeness(" ".join(word.text for word in words))


def _is_stamp_sized(area: Box, dpi: float) -> bool:
    wide = 1.3 < area.width / max(1.0, area.height) < 7
    return wide and 0.25 * dpi < area.height < 0.9 * dpi


def _turned(cut: Grey, degrees: float) -> Grey:
    height, width = cut.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.asarray(cv2.warpAffine(cut, matrix, (width, height), borderValue=(255,)), np.uint8)


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


def _read_frames(grey: Grey, dpi: float, engine: OcrEngine) -> list[list[ReadWord]]:
    """Marks in a printed or stamped black frame on the upper half."""
    top = np.ascontiguousarray(grey[: round(grey.shape[0] * STAMPS_ABOVE)])
    ink = (top < 150).astype(np.uint8)
    contours, _ = cv2.findContours(ink, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    found: list[list[ReadWord]] = []
    for contour in contours:
        x, y, w, h = cv2.boundingRect(contour)
        if not (0.4 * dpi < w < 2.2 * dpi and 0.18 * dpi < h < 0.8 * dpi):
            continue
        area = Box(float(x), float(y), float(x + w), float(y + h))
        cut = crop(top, area)
        if (cut < 150).mean() > 0.6 or np.array_equal(_without_frame(cut), cut):
            continue
        words = _read_stamp(cut, area, dpi, engine)
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
