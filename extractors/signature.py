"""The signature block, read a second time: the signer's title and name under seal and pen.

They are often stamped, in red or askew, and lie across the seal's rim or under the signature.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.clean import CleanPage, Grey
from extractors.cutouts import crop, letters_in, read_cut, without_strokes
from extractors.layout import LIKE_A_TITLE
from extractors.ocr import OcrEngine, ReadWord
from extractors.rulings import Rulings
from extractors.seals import (
    Seal,
    is_lettering,
    is_ringed,
    without_paler,
    without_rims,
    without_seals,
)
from extractors.unsealing.net import print_only
from models.geometry import Box, transform_box, union
from models.values.names import SURNAMES, closest_surname, looks_like_name
from models.values.titles import letters_of, likeness, split_authority

# Where a signature block lies, in radii of its seal from the seal's centre: x0, y0, x1, y1.
SIGNATURE = (-2.2, -2.3, 3.6, 2.2)
# A name is looked for in so many rows of letters under a seal, until one scores more than this.
MAX_ROWS = 3
SURE_NAME, LIKELY_NAME = 0.9, 0.6
# Names have so many words at most.
LONGEST_NAME = 6
# Below this the net looks for names, in radii from a seal's centre.
NAMES_BELOW = -0.3
# A word is read surely from this belief on; one that was freed from a seal's ink never is.
SURE_WORD, FREED = 0.8, 0.5
# Share of the letters around a title that its words may leave unexplained.
LEFT_OVER = 0.12


def _in_black(page: CleanPage, seal: Seal) -> list[Seal]:
    """The seal, if it shows on the page's grey: a red one has vanished from it."""
    return [seal] if page.red is None or is_ringed(page.grey, seal) else []


def around(grey: Grey, seal: Seal, x0: float, y0: float, x1: float, y1: float) -> Box:
    """A rectangle in units of the seal's radius from its centre, kept on the page."""
    height, width = grey.shape
    r = seal.radius
    left, top = max(0.0, seal.x + x0 * r), max(0.0, seal.y + y0 * r)
    right, bottom = min(float(width), seal.x + x1 * r), min(float(height), seal.y + y1 * r)
    return Box(left, top, max(left, right), max(top, bottom))


def read_signature(
    page: CleanPage, seal: Seal, words: Sequence[ReadWord], engine: OcrEngine
) -> list[list[ReadWord]]:
    """Lines of the block around a seal: the signer's titles, top line first, and the name.

    Args:
        page: The whole page.
        seal: A seal of it.
        words: What was read on the page at first.
        engine: Reads the cut-outs.
    """
    area = around(page.grey, seal, *SIGNATURE)
    x, y = area.as_list()[:2]
    red, lines = (None if ink is None else crop(ink, area) for ink in (page.red, page.lines))
    block = replace(
        page, grey=crop(page.grey, area), red=red, lines=lines, rulings=Rulings(), fillers=()
    )
    inside = [
        replace(w, box=w.box.moved(-x, -y)) for w in words if area.intersection(w.box) == w.box
    ]
    local = Seal(seal.x - x, seal.y - y, seal.radius)
    others = [box.moved(-x, -y) for box in _no_names(words, area)]
    name, freed = _read_name(block, local, others, engine)
    if _is_better(inside, name):
        name = []
    elif freed:
        name = [_doubted(word, local) for word in name]
    found = [*_read_title(block, local, inside, engine), name]
    return [[replace(w, box=w.box.moved(x, y)) for w in line] for line in found if line]


def _no_names(words: Sequence[ReadWord], area: Box) -> list[Box]:
    """Lines within `area` that were surely read and are longer than names: the next paragraph's.

    Cut out, a part of them may look like one: "ĐÚNG VỚI BẢN CHÍNH".
    """
    lines = (line for line in _by_line(words) if len(line) > LONGEST_NAME)
    sure = (line for line in lines if _mean_confidence(line) > SURE_WORD)
    boxes = (union(word.box for word in line) for line in sure)
    return [box for box in boxes if area.intersection(box)]


def _is_better(words: Sequence[ReadWord], name: Sequence[ReadWord]) -> bool:
    """What was read at first on the name's row is as surely a name, or the same with more."""
    if not name:
        return False
    row = union(word.box for word in name)
    beside = [word for word in words if word.box.vertical_overlap(row) > 0.5]
    old = _name_among(beside)
    longer = len(old) > len(name) and old[0].confidence > SURE_WORD
    return _name_score(old) >= _name_score(name) or (longer and _name_score(old) > 0)


def _read_title(
    page: CleanPage, seal: Seal, words: Sequence[ReadWord], engine: OcrEngine
) -> list[list[ReadWord]]:
    """Lines of the signer's authority and title, which begin above the seal and run into it.

    As with names, what reads most like titles wins; what was read at first stays when it is sure.
    """
    area = Box(0.0, 0.0, float(page.grey.shape[1]), max(0.0, seal.y - 0.2 * seal.radius))
    best = _titles_among([w for w in words if w.box.y1 <= area.y1])
    ink_left = bool(best) and _is_ink_left(page, area, seal, best)
    if best and not ink_left and all(map(_is_sure_title, best)):
        return best
    for sheet in _title_sheets(page, seal):
        read = read_cut(crop(sheet, area), area, page.dpi, engine, least=0.0)
        whole = [w for w in read if w.box.y0 > area.y0 + 3 and not is_lettering(w, [seal])]
        found = _titles_among(whole)
        if _titles_score(found) > _titles_score(best):
            best = found
    if best and _is_ink_left(page, area, seal, best):
        return [[replace(w, confidence=min(w.confidence, 0.5)) for w in line] for line in best]
    return best


def _is_sure_title(line: Sequence[ReadWord]) -> bool:
    return likeness(" ".join(w.text for w in line)) == 1 and min(w.confidence for w in line) > 0.85


def _is_ink_left(
    page: CleanPage, area: Box, seal: Seal, lines: Sequence[Sequence[ReadWord]]
) -> bool:
    """Letters stand among or below the title's lines that no word of them accounts for.

    A second line stamped over the first or over the seal may then be missing.
    """
    block = union(word.box for line in lines for word in line)
    height = lines[0][0].box.height
    near = Box(
        max(area.x0, block.x0 - 3 * height), max(area.y0, block.y0 - 0.3 * height),
        min(area.x1, block.x1 + 3 * height), min(area.y1, block.y1 + 2.0 * height),
    )  # fmt: skip
    clear = without_strokes(without_rims(page.ink, [seal]), page.dpi)
    ink = letters_in(crop(clear, near), page.dpi)
    inked = int(ink.sum())
    x0, y0 = near.as_list()[:2]
    for word in (word for line in lines for word in line):
        left, top, right, bottom = word.box.as_list()
        ink[max(0, top - y0 - 4) : bottom - y0 + 4, max(0, left - x0 - 4) : right - x0 + 4] = 0
    return int(ink.sum()) > LEFT_OVER * inked


def _title_sheets(page: CleanPage, seal: Seal) -> Iterator[Grey]:
    yield without_strokes(without_seals(page.grey, _in_black(page, seal)), page.dpi)
    bare = without_rims(page.ink, [seal])
    yield bare
    yield without_strokes(bare, page.dpi)


def _titles_among(words: Sequence[ReadWord]) -> list[list[ReadWord]]:
    """The runs of words that are titles, at most one a line, top line first.

    Ink beside capitals is left out; other text is a title only as a whole.
    """
    found = []
    for line in _by_line(words):
        pieces = _pieces(line)
        runs = [run for piece in pieces for run in _runs(piece, 1) if _in_capitals(run)]
        best = max([*pieces, *runs], key=_title_score)
        if _title_score(best) > 0:
            found.append(best)
    return found


def _pieces(line: Sequence[ReadWord]) -> list[list[ReadWord]]:
    """The line cut at gaps wider than its letters are high."""
    pieces = [[line[0]]]
    for before, word in pairwise(line):
        if word.box.x0 - before.box.x1 > 1.3 * word.box.height:
            pieces.append([])
        pieces[-1].append(word)
    return pieces


def _in_capitals(words: Sequence[ReadWord]) -> bool:
    letters = [c for word in words for c in word.text if c.isalpha()]
    return 2 * sum(c.isupper() for c in letters) > len(letters)


def _title_score(words: Sequence[ReadWord]) -> float:
    text = " ".join(word.text for word in words)
    alike = likeness(text)
    if alike < LIKE_A_TITLE:
        return 0.0
    # Of "Q. CHI CỤC TRƯỞNG" and "CỤC TRƯỞNG" in it the longer is the title.
    longer = 0.01 * len(letters_of(text)) + 0.05 * bool(split_authority(text)[0])
    return alike * _mean_confidence(words) + longer


def _titles_score(lines: Sequence[Sequence[ReadWord]]) -> float:
    return sum(map(_title_score, lines))


def _read_name(
    page: CleanPage, seal: Seal, others: Sequence[Box], engine: OcrEngine
) -> tuple[list[ReadWord], bool]:
    """The signer's name, which stands under the seal, across its rim or through the signature.

    Whether it was freed from a seal's ink comes with it.

    It is often stamped askew: each row of letters is cut out and straightened. No one way of
    wiping out what is not the name suits all: the surest reading that is a name wins.
    """
    clear = without_strokes(without_seals(page.ink, [seal]), page.dpi)
    best = _best_name(clear, _name_sheets(page, seal), page, seal, others, engine)
    dark = None if page.bilevel else without_paler(page.grey, seal)
    if _name_score(best) < LIKELY_NAME and dark is not None:
        other = _best_name(without_strokes(dark, page.dpi), [dark], page, seal, others, engine)
        best = max(best, other, key=_name_score)
    if _name_score(best) <= SURE_NAME:
        freed = _freed(page, seal)
        sheets = [freed, without_strokes(freed, page.dpi), _smooth(freed)]
        other = _best_name(freed, sheets, page, seal, others, engine)
        if _name_score(other) > _name_score(best):
            return other, True
    return best, False


def _freed(page: CleanPage, seal: Seal) -> Grey:
    """The block's lower part, where the name is, without seal and pen; nothing above it."""
    top = max(0, round(seal.y + NAMES_BELOW * seal.radius))
    freed = np.full_like(page.ink, 255)
    there = Seal(seal.x, seal.y - top, seal.radius)
    freed[top:] = print_only(np.ascontiguousarray(page.ink[top:]), page.dpi, there)
    return freed


def _doubted(word: ReadWord, seal: Seal) -> ReadWord:
    """The word, read unsurely if the seal lies over it: marks are lost together with its ink."""
    x, y = word.box.center
    reach = seal.radius + word.box.width / 2
    if np.hypot(x - seal.x, y - seal.y) > reach:
        return word
    return replace(word, confidence=min(word.confidence, FREED))


def _best_name(
    clear: Grey, sheets: Sequence[Grey], page: CleanPage, seal: Seal, others: Sequence[Box],
    engine: OcrEngine,
) -> list[ReadWord]:  # fmt: skip
    """The surest name in the rows of letters of one sheet, as all the sheets show them."""
    best: list[ReadWord] = []
    for row in _letter_rows(clear, seal, others, page.dpi):
        for sheet in sheets:
            found = _name_among(_read_row(sheet, row, page.dpi, engine))
            best = max(best, found, key=_name_score)
            if _name_score(best) > SURE_NAME:
                return best
    return best


def _name_sheets(page: CleanPage, seal: Seal) -> list[Grey]:
    """The page with more and less of seals, of red ink and of pen strokes wiped out."""
    ink = page.ink
    bare = without_rims(ink, [seal])
    sheets = [bare, _smooth(bare), without_seals(ink, [seal]), without_strokes(bare, page.dpi), ink]
    if page.red is not None:
        sheets.insert(0, without_rims(page.grey, _in_black(page, seal)))
    return sheets


def _smooth(sheet: Grey) -> Grey:
    """The sheet with the nicks closed that rings leave in letters when they are wiped out."""
    closed = cv2.morphologyEx(sheet, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    return np.asarray(cv2.GaussianBlur(closed, (0, 0), 0.8), np.uint8)


@dataclass(frozen=True, slots=True)
class _LetterRow:
    """A row of letters: centre and size in pixels, angle in degrees, clockwise positive."""

    x: float
    y: float
    width: float
    height: float
    angle: float


def _letter_rows(sheet: Grey, seal: Seal, others: Sequence[Box], dpi: float) -> list[_LetterRow]:
    """The rows of letters below the middle of a seal that bear most ink, heaviest first.

    What stands in the boxes of `others` is none of them.
    """
    area = around(sheet, seal, -1.5, 0.55, 3.4, 2.2)
    letters = letters_in(crop(sheet, area), dpi)
    for box in others:
        x0, y0, x1, y1 = box.moved(-area.x0, -area.y0).as_list()
        letters[max(0, y0) : max(0, y1), max(0, x0) : max(0, x1)] = 0
    joined = cv2.dilate(letters, np.ones((3, round(0.16 * dpi) | 1), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    rows = []
    for i, (_, _, width, tall, _) in enumerate(stats[1:].tolist(), 1):
        if width >= 0.4 * dpi and tall <= 0.5 * dpi:
            points = cv2.findNonZero(letters * (labels == i).astype(np.uint8))
            rows.append((len(points), _row_of(points, area)))
    return [row for _, row in sorted(rows, key=lambda item: -item[0])[:MAX_ROWS]]


def _row_of(points: NDArray[np.int32], area: Box) -> _LetterRow:
    (x, y), (width, height), angle = cv2.minAreaRect(points)
    if width < height:
        width, height, angle = height, width, angle - 90
    angle = (angle + 90) % 180 - 90
    left, top = area.as_list()[:2]
    return _LetterRow(x + left, y + top, width, height, angle if abs(angle) < 12 else 0.0)


def _read_row(sheet: Grey, row: _LetterRow, dpi: float, engine: OcrEngine) -> list[ReadWord]:
    """Words of a row, with room on the left for a first letter that was wiped out."""
    before, after, above = 0.45 * dpi, 0.15 * dpi, 0.05 * dpi + 12
    matrix = cv2.getRotationMatrix2D((row.x, row.y), row.angle, 1.0)
    matrix[0, 2] += row.width / 2 + before - row.x
    matrix[1, 2] += row.height / 2 + above - row.y
    size = (round(row.width + before + after), round(row.height + 2 * above))
    cut = cv2.warpAffine(sheet, matrix, size, borderValue=(255,))
    back = np.asarray(cv2.invertAffineTransform(matrix), np.float64)
    return [
        replace(part, box=transform_box(part.box, back.tolist()))
        for word in engine.read(np.asarray(cut, np.uint8), dpi, block=True)
        for part in _apart(word)
    ]


def _apart(word: ReadWord) -> list[ReadWord]:
    """A word cut before capitals that follow small letters: "LêHoàng" is two words."""
    cuts = [i for i, c in enumerate(word.text) if i and c.isupper() and word.text[i - 1].islower()]
    letter = word.box.width / len(word.text)
    return [
        replace(
            word,
            text=word.text[i:j],
            box=replace(word.box, x0=word.box.x0 + i * letter, x1=word.box.x0 + j * letter),
            letters=word.letters[i:j],
        )
        for i, j in pairwise([0, *cuts, len(word.text)])
    ]


def _name_among(words: Sequence[ReadWord]) -> list[ReadWord]:
    """The run of words of one line that is most surely a name."""
    runs = [(run, line) for line in _by_line(words) for run in _runs(line, 2)]
    best, line = max(runs, key=lambda item: _name_score(item[0]), default=([], []))
    # Names of four words score no more than their first three.
    behind = line[line.index(best[-1]) + 1 :] if best else []
    for word in behind:
        if word.confidence < SURE_WORD or _name_score([*best, word]) == 0.0:
            break
        best = [*best, word]
    return best


def _name_score(words: Sequence[ReadWord]) -> float:
    """Longer and surer is better, up to the usual three words; 0 when it is no name.

    The first word may be damaged when it can still be told which family name it was.
    """
    texts = [word.text.strip(".,;:'-_") for word in words]
    stand_in = "LÊ" if all(text.isupper() for text in texts[1:]) else "Lê"
    if not texts or not looks_like_name(" ".join([stand_in, *texts[1:]])):
        return 0.0
    surname = closest_surname(texts[0])
    if surname is None or likeness(" ".join(texts)) >= LIKE_A_TITLE:
        return 0.0
    length = min(len(words), 3) / 3
    rare = 1.0 if surname[0].title() in SURNAMES[:50] else 0.85
    return float(rare * (1 - 0.15 * surname[1]) * length**1.5 * _mean_confidence(words))


def _mean_confidence(words: Sequence[ReadWord]) -> float:
    return sum(word.confidence for word in words) / len(words)


def _by_line(words: Sequence[ReadWord]) -> list[list[ReadWord]]:
    lines: dict[int, list[ReadWord]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    return list(lines.values())


def _runs(line: Sequence[ReadWord], least: int) -> Iterator[list[ReadWord]]:
    """All runs of neighbours of at least so many words."""
    for i in range(len(line)):
        for j in range(i + least, len(line) + 1):
            yield list(line[i:j])
