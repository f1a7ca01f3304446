"""Made-up signature blocks under a seal, to train the net on: what is seen, and what is print.

No scan and no form of the project is among them; seals, pen strokes, faces and faults of the
scanner vary more than real ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from extractors.seals import Seal
from extractors.unsealing.net import DPI
from models.values.agencies import PROVINCES
from models.values.names import SURNAMES
from models.values.titles import TITLES

Grey = NDArray[np.uint8]
Floats = NDArray[np.float32]
Rng = np.random.Generator

# Pixels of a specimen at the net's resolution, rows and columns.
ROWS, COLUMNS = 144, 400
_POINT = DPI / 72
# Pixels around a specimen that are drawn as well, for turning and blurring.
_EDGE = 40


@dataclass(frozen=True, slots=True)
class Specimen:
    """A cut-out of the net's resolution.

    Attributes:
        grey: (ROWS, COLUMNS), dark on white.
        seal: Where its seal is; the centre may lie outside.
        print: (ROWS, COLUMNS), whether print makes a pixel dark.
    """

    grey: Grey
    seal: Seal
    print: NDArray[np.bool_]


def make_specimen(rng: Rng, faces: Sequence[Path]) -> Specimen:
    """One specimen; `faces` are fonts of print."""
    fine = float(rng.choice((1.0, 1.0, 1.5)))
    radius = rng.uniform(0.55, 0.78) * DPI * fine
    rows, columns = (round((n + 2 * _EDGE) * fine) for n in (ROWS, COLUMNS))
    # Mostly the lower half, where the name is; titles run into the upper one.
    x = rng.uniform(0.0, 0.75) * columns
    low = rng.random() < 0.75
    y = rows / 2 + (-1 if low else 1) * rng.uniform(0.3, 1.15) * radius
    seal = Seal(x, y, radius)
    text = _texts(rng, (rows, columns), seal, faces, fine)
    stamp = np.maximum(_seal(rng, (rows, columns), seal, faces, fine), 0.0)
    pen = _strokes(rng, (rows, columns), seal, fine)
    black = rng.uniform(0.75, 1.0)
    stamped = min(1.0, black * rng.uniform(0.55, 1.15))
    inked = stamped * stamp if rng.random() > 0.06 else np.zeros_like(stamp)
    penned = min(1.0, black * rng.uniform(0.5, 1.1)) * pen
    ink = np.maximum(black * text, np.maximum(inked, penned))
    grey, dark = _scan(rng, ink, text, fine)
    edge = _EDGE
    inner = (slice(edge, edge + ROWS), slice(edge, edge + COLUMNS))
    there = Seal(
        x / fine - edge + rng.normal(0, 0.6), y / fine - edge + rng.normal(0, 0.6),
        radius / fine + rng.normal(0, 0.8),
    )  # fmt: skip
    return Specimen(np.ascontiguousarray(grey[inner]), there, np.ascontiguousarray(dark[inner]))


@lru_cache(maxsize=4096)
def _face(path: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size)


def _line(text: str, path: Path, size: float, slant: float = 0.0) -> Floats:
    """A line of text as ink from 0 to 1, turned by `slant` degrees."""
    face = _face(path, max(6, round(size)))
    x0, y0, x1, y1 = (int(v) for v in face.getbbox(text, anchor="ls"))
    image = Image.new("L", (x1 - x0 + 8, y1 - y0 + 8), 0)
    ImageDraw.Draw(image).text((4 - x0, 4 - y0), text, 255, face, anchor="ls")
    if slant:
        image = image.rotate(slant, Image.Resampling.BICUBIC, expand=True)
    return np.asarray(image, np.float32) / np.float32(255)


def _lay(canvas: Floats, piece: Floats, x: float, y: float) -> None:
    """Lay a piece of ink with its top left at (x, y); what lies outside is cut off."""
    left, top = round(x), round(y)
    cut = piece[max(0, -top) :, max(0, -left) :]
    left, top = max(0, left), max(0, top)
    cut = cut[: max(0, canvas.shape[0] - top), : max(0, canvas.shape[1] - left)]
    if cut.size:
        there = canvas[top : top + cut.shape[0], left : left + cut.shape[1]]
        np.maximum(there, cut, out=there)


def _name(rng: Rng) -> str:
    """A family name, and two or three syllables of other names."""
    # Family names by how frequent they are: the list is sorted.
    first = SURNAMES[min(int(rng.exponential(12)), len(SURNAMES) - 1)]
    parts = [first, *(str(rng.choice(_SYLLABLES)) for _ in range(int(rng.integers(1, 4))))]
    name = " ".join(parts)
    return name.upper() if rng.random() < 0.2 else name


_SYLLABLES = (
    "Văn", "Thị", "Hữu", "Đức", "Ngọc", "Quang", "Minh", "Thanh", "Anh", "Tuấn", "Hùng", "Dũng",
    "Phương", "Hồng", "Thủy", "Hạnh", "Bích", "Lệ", "Kiều", "Diễm", "Xuân", "Thu", "Đông", "Hạ",
    "Sơn", "Hải", "Giang", "Long", "Phúc", "Lộc", "Thọ", "Khánh", "Vũ", "Trường", "Mỹ", "Trâm",
    "Quỳnh", "Nhung", "Loan", "Yến", "Oanh", "Ánh", "Tuyết", "Nga", "Liễu", "Đào", "Mai", "Cúc",
    "Trúc", "Lan", "Huệ", "Nguyên", "Khoa", "Kiệt", "Bảo", "Toàn", "Thắng", "Lợi", "Cường", "Quốc",
    "Việt", "Nam", "Bình", "An", "Ngân", "Gia", "Huy", "Duy", "Thái", "Hòa", "Nhật", "Tân", "Phước",
)  # fmt: skip
_TITLES = tuple(sorted(title.upper() for title in TITLES))


def _texts(
    rng: Rng, size: tuple[int, int], seal: Seal, faces: Sequence[Path], fine: float
) -> Floats:
    """Lines of print over the whole cut-out, names among them."""
    canvas = np.zeros(size, np.float32)
    path = faces[int(rng.integers(len(faces)))]
    points = rng.uniform(9.5, 14.5) * _POINT * fine
    slant = rng.normal(0, 1.6) if rng.random() < 0.5 else 0.0
    y = rng.uniform(-10, 40) * fine
    while y < size[0]:
        if rng.random() < 0.8:
            kind = rng.random()
            if kind < 0.7:
                text = _name(rng)
            elif kind < 0.9:
                text = str(rng.choice(_TITLES))
            else:
                text = f"({rng.choice(('Ký, ghi rõ họ tên', 'Đã ký', 'Ký tên, đóng dấu'))})"
            _lay(canvas, _line(text, path, points, slant), rng.uniform(-0.1, 0.7) * size[1], y)
        y += points * rng.uniform(1.1, 2.6)
    return canvas


def _seal(
    rng: Rng, size: tuple[int, int], seal: Seal, faces: Sequence[Path], fine: float
) -> Floats:
    """A seal's rings, lettering, stars and middle."""
    r = seal.radius
    reach = round(r) + 4
    polar = np.zeros((max(256, round(2 * np.pi * r)), reach), np.float32)
    point = _POINT * fine
    _rings(rng, polar, r, point)
    band = rng.uniform(0.56, 0.72) * r
    # The strip that becomes the ring of letters: along it the angle, across it the distance.
    path = faces[int(rng.integers(len(faces)))]
    letters = rng.uniform(5.5, 9.0) * point
    for text, middle in _lettering(rng):
        strip = _line(text, path, letters)
        if rng.random() < 0.8:
            strip = _spread(strip, rng.uniform(0.9, 1.5))
        # Their feet point to the centre; in the lower half of some seals, their heads.
        inward = 0.0 < middle < 0.5 and rng.random() < 0.5
        turned = strip.T[::-1] if inward else strip.T[:, ::-1]
        at = rng.uniform(band + 1, max(band + 2, 0.93 * r - turned.shape[1]))
        _wrap(polar, turned, round(middle * len(polar) - turned.shape[0] / 2), round(at))
    canvas: Floats = np.asarray(
        cv2.warpPolar(
            polar, (size[1], size[0]), (seal.x, seal.y), reach,
            cv2.WARP_INVERSE_MAP | cv2.INTER_LINEAR | cv2.WARP_FILL_OUTLIERS,
        ),
        np.float32,
    ).clip(0, 1)  # fmt: skip
    _middle(rng, canvas, seal, faces, point, band)
    if rng.random() < 0.5:
        canvas *= _uneven(rng, size)
    return canvas


def _rings(rng: Rng, polar: Floats, r: float, point: float) -> None:
    rings = [(r, rng.uniform(0.8, 2.4))]
    if rng.random() < 0.8:
        rings.append((r * rng.uniform(0.9, 0.965), rng.uniform(0.4, 1.2)))
    if rng.random() < 0.8:
        rings.append((r * rng.uniform(0.55, 0.72), rng.uniform(0.4, 1.2)))
    for at, thick in rings:
        inner = max(0, round(at - max(1.0, thick * point)))
        polar[:, inner : round(at) + 1] = 1.0


def _agency(rng: Rng) -> str:
    return f"{rng.choice(_BODIES)} {rng.choice(PROVINCES)}".upper()


_BODIES = (
    "Ủy ban nhân dân tỉnh", "Ủy ban nhân dân xã", "UBND huyện", "UBND phường", "UBND thị trấn",
    "Sở Xây dựng", "Sở Nông nghiệp và Môi trường tỉnh", "Văn phòng đăng ký đất đai tỉnh",
    "Phòng Tài chính - Kế hoạch", "Trung tâm Phục vụ hành chính công", "Công an tỉnh",
)  # fmt: skip


def _lettering(rng: Rng) -> list[tuple[str, float]]:
    """Runs of capitals and the share of the circle, from the right clockwise, of their middles."""
    name = _agency(rng)
    runs = [(name, 0.75), (str(rng.choice(_BELOW)), 0.25)]
    if rng.random() < 0.3:
        # One run all the way round, as it comes.
        start = rng.uniform(0, 1)
        runs = [(f"{name} ★ {rng.choice(_BELOW)} "[:50], start)]
    if rng.random() < 0.3:
        runs.append(("★", 0.25 if len(runs) == 1 else rng.choice((0.0, 0.5))))
    return runs


_BELOW = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "TỈNH TÂY NINH", "H. CHÂU THÀNH - T. TÂY NINH",
    "HUYỆN TÂN BIÊN", "THÀNH PHỐ TÂN AN", "★ T. LONG AN ★", "★", "★ ★ ★", "H. BẾN CẦU",
)  # fmt: skip


def _spread(strip: Floats, factor: float) -> Floats:
    """The strip with its letters further apart or wider."""
    size = (max(1, round(strip.shape[1] * factor)), strip.shape[0])
    return np.asarray(cv2.resize(strip, size, interpolation=cv2.INTER_LINEAR), np.float32)


def _wrap(polar: Floats, piece: Floats, start: int, at: int) -> None:
    """Lay a piece on the unrolled ring, where its end is its beginning."""
    piece = piece[: len(polar), : polar.shape[1] - at]
    rows = np.arange(start, start + len(piece)) % len(polar)
    columns = slice(at, at + piece.shape[1])
    polar[rows, columns] = np.maximum(polar[rows, columns], piece)


def _middle(
    rng: Rng, canvas: Floats, seal: Seal, faces: Sequence[Path], point: float, band: float
) -> None:
    """Words, or an emblem of strokes, in the seal's middle; some are empty."""
    fate = rng.random()
    if fate < 0.3:
        return
    if fate < 0.6:
        points = rng.uniform(6, 10) * point
        words = _agency(rng).split()
        lines = [" ".join(words[i : i + 2]) for i in range(0, min(len(words), 6), 2)]
        y = seal.y - len(lines) * points * 0.6
        for text in lines:
            piece = _line(text, faces[int(rng.integers(len(faces)))], points)
            _lay(canvas, piece, seal.x - piece.shape[1] / 2, y)
            y += 1.2 * points
        return
    for _ in range(int(rng.integers(6, 24))):
        centre = np.array([seal.x, seal.y]) + rng.normal(0, 0.3 * band, 2)
        axes = np.maximum(1, rng.uniform(0.03, 0.3, 2) * band).astype(int).tolist()
        cv2.ellipse(
            canvas, np.rint(centre).astype(int).tolist(), axes, rng.uniform(0, 180),
            0, rng.uniform(90, 360), 1.0, max(1, round(rng.uniform(0.4, 1.4) * point)), cv2.LINE_AA,
        )  # fmt: skip


def _uneven(rng: Rng, size: tuple[int, int]) -> Floats:
    """How much ink the pad gave, from 0 to 1, patch by patch."""
    coarse = rng.uniform(0.0, 1.6, (max(2, size[0] // 18), max(2, size[1] // 18)))
    smooth = cv2.resize(coarse.astype(np.float32), size[::-1], interpolation=cv2.INTER_CUBIC)
    return np.asarray(np.clip(smooth + rng.uniform(0.1, 0.7), 0, 1), np.float32)


def _strokes(rng: Rng, size: tuple[int, int], seal: Seal, fine: float) -> Floats:
    """A signature: one or two curves right of the seal's middle."""
    canvas = np.zeros(size, np.float32)
    for _ in range(int(rng.choice((0, 1, 2), p=(0.25, 0.5, 0.25)))):
        count = int(rng.integers(4, 14))
        x = np.linspace(-0.3, rng.uniform(0.8, 2.2), count) + rng.normal(0, 0.12, count)
        y = rng.uniform(-0.3, 1.0) + rng.normal(0, rng.uniform(0.1, 0.4), count)
        t = np.linspace(0, count - 1, 12 * count)
        smooth = [
            cv2.GaussianBlur(np.interp(t, np.arange(count), v)[:, None], (1, 0), 0.1, sigmaY=4.0)
            for v in (seal.x + x * seal.radius, seal.y + y * seal.radius)
        ]
        points = np.rint(np.hstack(smooth) * 8).astype(np.int32)
        thick = max(1, round(rng.uniform(0.7, 2.2) * _POINT * fine))
        cv2.polylines(canvas, [points], False, 1.0, thick, cv2.LINE_AA, shift=3)
    return canvas


def _scan(rng: Rng, ink: Floats, text: Floats, fine: float) -> tuple[Grey, NDArray[np.bool_]]:
    """The cut-out as a scanner and the cleaning leave it, and which pixels are print."""
    blur = rng.uniform(0.3, 1.1) * fine
    seen, print_ = (np.asarray(cv2.GaussianBlur(a, (0, 0), blur), np.float32) for a in (ink, text))
    light = 255 * (1 - 0.95 * seen) + rng.normal(0, rng.uniform(0, 10), ink.shape)
    bilevel = rng.random() < 0.6
    threshold = rng.uniform(110, 190)
    if bilevel:
        light = np.where(light < threshold, 0.0, 255.0)
        if rng.random() < 0.5:
            specks = rng.random(ink.shape) < rng.uniform(0, 0.004)
            light = np.where(specks, 0.0, light)
    grey = np.clip(light, 0, 255).astype(np.uint8)
    # Print is where there would be ink without all else.
    dark = (1 - 0.95 * print_) * 255 < (threshold if bilevel else 190)
    if fine != 1.0:
        size = (round(ink.shape[1] / fine), round(ink.shape[0] / fine))
        grey = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)
        shrunk = cv2.resize(dark.astype(np.float32), size, interpolation=cv2.INTER_AREA)
        dark = shrunk > 0.3
    if bilevel and rng.random() < 0.6:
        grey = np.asarray(cv2.GaussianBlur(grey, (0, 0), 0.7), np.uint8)
    # The soft edge of print is print as well.
    near = cv2.dilate(dark.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    return grey, near
