"""One page as an image, exactly as it is displayed, or as words where it has a real text layer."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import pdfplumber
import pikepdf
import pypdfium2
from numpy.typing import NDArray
from pdfplumber.utils.clustering import cluster_objects
from PIL import Image, ImageOps

from extractors.ingest import FileKind, SourceFile, check_pixels, corrupt, open_image
from models.errors import SohoaError
from models.geometry import Box
from models.page import Word
from models.settings import Settings

Pixels = NDArray[np.uint8]

VECTOR_DPI = 200.0
MAX_RENDER_PIXELS = 40_000_000
A4_WIDTH_INCHES = 8.27
# A text layer counts only with this many letters and this share of readable ones.
MIN_LETTERS = 200
MIN_READABLE = 0.97
LARGE_IMAGE_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as displayed.

    Attributes:
        number: From 1.
        pixels: (H, W) uint8 grey or (H, W, 3) uint8 RGB.
        dpi: Dots per inch.
        bilevel: The stored image has one bit a pixel.
        blank: Nothing is drawn, so there is nothing to read.
        words: Words of a real text layer with boxes in `pixels`, or None: read the image.
    """

    number: int
    pixels: Pixels
    dpi: float
    bilevel: bool = False
    blank: bool = False
    words: tuple[Word, ...] | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """One image as a page's content places it: its name and its 2x3 matrix in points."""

    name: str
    matrix: tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Content:
    """What a page's content stream does, as far as it matters here."""

    images: tuple[Placement, ...]
    visible_text: bool
    drawing: bool


def load_page(source: SourceFile, number: int, settings: Settings) -> PageImage:
    """Load page `number` (from 1).

    Raises:
        SohoaError: The page is damaged or too large.
    """
    try:
        if source.kind is FileKind.PDF:
            return _load_pdf_page(source, number, settings)
        return _load_image_page(source, number, settings)
    except SohoaError:
        raise
    except MemoryError:
        raise
    except (
        OSError, ValueError, TypeError, KeyError, AttributeError, RuntimeError, SyntaxError,
        RecursionError, cv2.error, pikepdf.PdfError, pypdfium2.PdfiumError,
    ) as error:  # fmt: skip
        raise corrupt(f"page {number}", error) from error


def _load_image_page(source: SourceFile, number: int, settings: Settings) -> PageImage:
    with open_image(source.path, source.kind) as image:
        if number > 1:
            image.seek(number - 1)
        check_pixels(image.width, image.height, settings)
        bilevel = image.mode == "1"
        dpi = _image_dpi(image)
        upright = ImageOps.exif_transpose(image)
        pixels = to_pixels(upright)
    return PageImage(number, pixels, dpi, bilevel, blank=_is_blank(pixels))


def _image_dpi(image: Image.Image) -> float:
    given = image.info.get("dpi", (0, 0))
    dpi = float(given[0]) if isinstance(given, tuple) and given else 0.0
    # Phones and screens write 72 or 96 whatever the picture shows.
    if not 100 <= dpi <= 1200:
        dpi = min(image.size) / A4_WIDTH_INCHES
    return min(1200.0, max(50.0, dpi))


def to_pixels(image: Image.Image) -> Pixels:
    """A Pillow image of any mode as (H, W) grey or (H, W, 3) RGB uint8, alpha on white."""
    if image.mode in ("1", "L"):
        return np.asarray(image.convert("L"), np.uint8)
    if image.mode.startswith("I") or image.mode == "F":
        values = np.asarray(image, np.float32)
        top = max(float(values.max()), 1.0)
        return np.asarray(values * (255.0 / top), np.uint8)
    if image.mode in ("RGBA", "LA", "PA", "P", "La", "RGBa"):
        rgba = image.convert("RGBA")
        white = Image.new("RGBA", rgba.size, "white")
        image = Image.alpha_composite(white, rgba)
    return np.asarray(image.convert("RGB"), np.uint8)


def _is_blank(pixels: Pixels) -> bool:
    grey = pixels[:, :, 0] if pixels.ndim == 3 else pixels
    # Area averaging keeps any ink visible in the small image.
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    return bool(int(small.max()) - int(small.min()) < 24)


def _load_pdf_page(source: SourceFile, number: int, settings: Settings) -> PageImage:
    with pikepdf.open(source.path) as pdf:
        page = pdf.pages[number - 1]
        content = read_content(page)
        empty = not content.images and not content.visible_text and not content.drawing
        if empty and "/Annots" not in page:
            return _blank_page(page, number)
        image = whole_page_image(page, content)
        if image is not None:
            check_pixels(int(image.Width), int(image.Height), settings)
            found = _embedded(page, content, image, number)
            if found is not None:
                return found
        dpi, bilevel = _scan_resolution(page, content)
    return _render(source, number, dpi, bilevel, content, settings)


def page_box(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """The displayed rectangle in points, before rotation: x0, y0, x1, y1."""
    box = [float(v) for v in page.cropbox]
    x0, x1 = sorted((box[0], box[2]))
    y0, y1 = sorted((box[1], box[3]))
    if x1 - x0 < 1 or y1 - y0 < 1:
        return 0.0, 0.0, 612.0, 792.0
    return x0, y0, x1, y1


def _blank_page(page: pikepdf.Page, number: int) -> PageImage:
    x0, y0, x1, y1 = page_box(page)
    width, height = (round(min(v, 2000.0)) for v in (x1 - x0, y1 - y0))
    return PageImage(number, np.full((height, width), 255, np.uint8), 72.0, blank=True, words=None)


def read_content(page: pikepdf.Page) -> Content:
    """What the page draws: images with their placement, visible text, lines and fills.

    Form XObjects count as drawing: what is inside is left to the renderer.
    """
    reader = _ContentReader(page)
    for instruction in pikepdf.parse_content_stream(page):
        reader.feed(instruction)
    return Content(tuple(reader.images), reader.visible_text, reader.drawing)


class _ContentReader:
    """Follows the graphics state as far as placements and text visibility need."""

    def __init__(self, page: pikepdf.Page) -> None:
        self.matrix = pikepdf.Matrix()
        self.stack: list[tuple[pikepdf.Matrix, int]] = []
        self.render_mode = 0
        self.images: list[Placement] = []
        self.visible_text = self.drawing = False
        resources: Any = page.obj.get("/Resources") or pikepdf.Dictionary()
        self.xobjects: Any = resources.get("/XObject", pikepdf.Dictionary())

    def feed(self, instruction: Any) -> None:
        if isinstance(instruction, pikepdf.ContentStreamInlineImage):
            self.drawing = True
            return
        operator, operands = str(instruction.operator), instruction.operands
        if operator == "q":
            self.stack.append((self.matrix, self.render_mode))
        elif operator == "Q" and self.stack:
            self.matrix, self.render_mode = self.stack.pop()
        elif operator == "cm":
            self.matrix = pikepdf.Matrix(*(float(v) for v in operands)) @ self.matrix
        elif operator == "Tr":
            self.render_mode = int(operands[0])
        elif operator in ("Tj", "TJ", "'", '"'):
            self.visible_text = self.visible_text or self.render_mode not in (3, 7)
        elif operator == "Do":
            self._draw(str(operands[0]))
        elif operator in ("f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "sh"):
            self.drawing = True

    def _draw(self, name: str) -> None:
        found = self.xobjects.get(name)
        if found is None:
            return
        if found.get("/Subtype") == "/Image":
            m = self.matrix
            self.images.append(Placement(name, (m.a, m.b, m.c, m.d, m.e, m.f)))
        else:
            self.drawing = True


def placed_size(placement: Placement) -> tuple[float, float]:
    """Width and height of a placed image in points."""
    a, b, c, d, _, _ = placement.matrix
    return float(np.hypot(a, b)), float(np.hypot(c, d))


def _share(page: pikepdf.Page, placement: Placement) -> float:
    """Share of the page that the image covers, by area."""
    x0, y0, x1, y1 = page_box(page)
    width, height = placed_size(placement)
    return width * height / ((x1 - x0) * (y1 - y0))


def _image_of(page: pikepdf.Page, placement: Placement) -> Any:
    return page.obj["/Resources"]["/XObject"][placement.name]


def whole_page_image(page: pikepdf.Page, content: Content) -> Any:
    """The image that is all the page shows, or None."""
    if len(content.images) != 1 or content.visible_text or content.drawing:
        return None
    if _has_visible_annotations(page) or _share(page, content.images[0]) < 0.9:
        return None
    image = _image_of(page, content.images[0])
    return None if "/SMask" in image or image.get("/ImageMask") else image


def _has_visible_annotations(page: pikepdf.Page) -> bool:
    annotations: Any = page.obj.get("/Annots", [])
    return any(
        isinstance(item, pikepdf.Dictionary) and "/AP" in item and not int(item.get("/F", 0)) & 2
        for item in (annotations if isinstance(annotations, pikepdf.Array) else [])
    )


def _embedded(page: pikepdf.Page, content: Content, image: Any, number: int) -> PageImage | None:
    """The scan's own pixels turned as displayed; None when it must be rendered instead."""
    turn = display_turn(content.images[0], int(page.obj.get("/Rotate", 0) or 0))
    if turn is None:
        return None
    pixels = _decode(image)
    if pixels is None:
        return None
    width_points, _ = placed_size(content.images[0])
    dpi = pixels.shape[1] / (width_points / 72)
    pixels = np.ascontiguousarray(np.rot90(pixels, turn // 90))
    bilevel = int(image.get("/BitsPerComponent", 1)) == 1
    return PageImage(number, pixels, clamp_dpi(dpi), bilevel, blank=_is_blank(pixels))


def clamp_dpi(dpi: float) -> float:
    """A believable resolution; broken headers give absurd ones."""
    return min(1200.0, max(50.0, dpi)) if np.isfinite(dpi) else VECTOR_DPI


def display_turn(placement: Placement, rotate: int) -> int | None:
    """Degrees counter-clockwise from the stored image to the display; None when mirrored or askew.

    `rotate` is the page's /Rotate, clockwise.
    """
    a, b, c, d, _, _ = placement.matrix
    size = max(abs(a), abs(b), abs(c), abs(d), 1e-6)
    a, b, c, d = (round(v / size, 2) for v in (a, b, c, d))
    turns = {(1, 0, 0, 1): 0, (0, 1, -1, 0): 90, (-1, 0, 0, -1): 180, (0, -1, 1, 0): 270}
    signs = tuple(int(np.sign(v)) if abs(v) > 0.05 else 0 for v in (a, b, c, d))
    turn = turns.get(signs)  # type: ignore[arg-type]  # a tuple of four ints
    return None if turn is None else (turn - rotate) % 360


def _decode(image: Any) -> Pixels | None:
    """The image's pixels, or None for what only the renderer handles."""
    filters = image.get("/Filter")
    names = [str(f) for f in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    plain = str(image.get("/ColorSpace")) in ("/DeviceRGB", "/DeviceGray")
    if names == ["/DCTDecode"] and plain and "/Decode" not in image:
        raw = np.frombuffer(image.read_raw_bytes(), np.uint8)
        decoded = cv2.imdecode(raw, cv2.IMREAD_UNCHANGED | cv2.IMREAD_IGNORE_ORIENTATION)
        if decoded is None:
            return None
        return np.asarray(decoded if decoded.ndim == 2 else decoded[:, :, ::-1], np.uint8)
    if "/JBIG2Decode" in names or "/JPXDecode" in names:
        return None
    try:
        return to_pixels(pikepdf.PdfImage(image).as_pil_image())
    except (
        pikepdf.PdfError, pikepdf.UnsupportedImageTypeError, pikepdf.InvalidPdfImageError,
        NotImplementedError, ValueError, OSError,
    ):  # fmt: skip
        # The renderer knows more colour spaces and repairs more damage.
        return None


def _scan_resolution(page: pikepdf.Page, content: Content) -> tuple[float, bool]:
    """Resolution of the biggest image, and whether it has one bit a pixel; else the default."""
    best = max(content.images, key=lambda p: _share(page, p), default=None)
    if best is None or _share(page, best) < LARGE_IMAGE_SHARE:
        return VECTOR_DPI, False
    image = _image_of(page, best)
    width, _ = placed_size(best)
    dpi = clamp_dpi(int(image.Width) / (width / 72))
    bilevel = int(image.get("/BitsPerComponent", 1)) == 1
    return min(dpi, 400.0), bilevel


def _render(
    source: SourceFile,
    number: int,
    dpi: float,
    bilevel: bool,
    content: Content,
    settings: Settings,
) -> PageImage:
    """Draw the page with everything on it, annotations and signature captions included."""
    with pypdfium2.PdfDocument(source.path) as document:
        document.init_forms()
        page = document[number - 1]
        width, height = page.get_size()
        limit = min(MAX_RENDER_PIXELS, settings.max_pixels)
        dpi = min(dpi, 72 * float(np.sqrt(limit / max(1.0, width * height))))
        bitmap = page.render(scale=dpi / 72, rev_byteorder=True)
        pixels = np.array(bitmap.to_numpy()[:, :, :3])
        shape = pixels.shape
        letters = page.get_textpage().count_chars() if content.visible_text else 0
    words = None
    if letters >= MIN_LETTERS and not _has_large_image(source, number, content):
        words = _text_layer(source, number, shape[1])
    if bilevel:
        pixels = np.ascontiguousarray(pixels[:, :, 0])
    blank = words is None and _is_blank(pixels)
    return PageImage(number, pixels, dpi, bilevel, blank, words)


def _has_large_image(source: SourceFile, number: int, content: Content) -> bool:
    with pikepdf.open(source.path) as pdf:
        page = pdf.pages[number - 1]
        return any(_share(page, item) >= LARGE_IMAGE_SHARE for item in content.images)


_READABLE = re.compile(r"[\w\s.,;:!?()\[\]{}'\"“”‘’/\\+\-–—*&%@#$=<>_|~^…•°§²³×÷½→☐☒☑]")


def _text_layer(source: SourceFile, number: int, width: int) -> tuple[Word, ...] | None:
    """Words of a text layer that covers the page, or None when it is a fragment or garbage."""
    with pdfplumber.open(source.path) as pdf:
        page = pdf.pages[number - 1]
        scale = width / float(page.width)
        found = page.extract_words(keep_blank_chars=False, use_text_flow=False)
        left, top = float(page.bbox[0]), float(page.bbox[1])
    text = "".join(item["text"] for item in found)
    if not _is_readable(text):
        return None
    words = []
    rows = cluster_objects(found, "bottom", tolerance=3)
    for line, item in ((line, item) for line, row in enumerate(rows) for item in row):
        box = Box(
            *((float(item[k]) - o) * scale for k, o in (("x0", left), ("top", top))),
            *((float(item[k]) - o) * scale for k, o in (("x1", left), ("bottom", top))),
        )
        words.append(Word(unicodedata.normalize("NFC", item["text"]), box, 1.0, line))
    return tuple(words)


def _is_readable(text: str) -> bool:
    """Enough letters, mapped to real characters.

    Fonts without a map give "(cid:12)" or private-use letters; legacy Vietnamese encodings give
    Latin-1 signs within words.
    """
    letters = [c for c in text if c.isalpha()]
    if len(letters) < MIN_LETTERS or "(cid:" in text:
        return False
    readable = sum(1 for c in text if _READABLE.match(c) and not 0xE000 <= ord(c) <= 0xF8FF)
    legacy = sum(text.count(c) for c in "¸µ¶·¹¨©ª«¬®¼½¾")
    return readable / len(text) >= MIN_READABLE and legacy < 0.01 * len(text)
