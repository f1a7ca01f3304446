"""One page as an image, exactly as it is displayed, or as words where it has a real text layer."""

from __future__ import annotations

import io
import math
import re
import unicodedata
import weakref
import zlib
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
import pdfplumber
import pikepdf
import pypdfium2
from numpy.typing import NDArray
from pdfplumber.pdf import PDF
from pdfplumber.utils.clustering import cluster_objects
from PIL import Image

from extractors.ingest import (
    FileKind,
    SourceFile,
    check_pixels,
    corrupt,
    judged,
    open_image,
)
from models.errors import SohoaError
from models.geometry import Box
from models.page import Word
from models.settings import Settings

Pixels = NDArray[np.uint8]

VECTOR_DPI = 200.0
# A page image has no more pixels than A4 at 600 dpi; bigger ones are made smaller.
MAX_PAGE_PIXELS = 40_000_000
# Tesseract and OpenCV count pixels of a side in 16 bits.
MAX_SIDE = 32_000
# No letter fits on an image with fewer pixels than this on its shorter side.
MIN_SIDE = 8
A4_WIDTH_INCHES = 8.27
# A text layer counts only with this many letters and this share of readable ones.
MIN_LETTERS = 200
MIN_READABLE = 0.97
MIN_UPRIGHT = 0.9
LARGE_IMAGE_SHARE = 0.3
# Dots of a scan may be this many times as high as wide, and no more.
MAX_STRETCH = 2.5
SQUARE = 1.03
# What says that stored pixels are broken, and not just of a kind that few can read.
DAMAGE = (OSError, zlib.error, pikepdf.PdfError)
# Following a content stream takes a hundred times its bytes of memory, and two seconds a megabyte.
MAX_FOLLOWED = 2_000_000


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as displayed.

    Attributes:
        number: From 1.
        pixels: (H, W) uint8 grey or (H, W, 3) uint8 RGB.
        dpi: Dots per inch.
        bilevel: The stored image has one bit a pixel.
        blank: Nothing is drawn, or no letter fits, so there is nothing to read.
        words: Words of a real text layer with boxes in `pixels`, or None: read the image.
        damaged: The file had to be mended: something that stood on the page may be missing.
        upright: A person says that it is the right way up.
    """

    number: int
    pixels: Pixels
    dpi: float
    bilevel: bool = False
    blank: bool = False
    words: tuple[Word, ...] | None = None
    damaged: bool = False
    upright: bool = False


@dataclass(frozen=True, slots=True)
class Placement:
    """One image as a page's content places it: its name and its 2x3 matrix in points."""

    name: str
    matrix: tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Content:
    """What a page's content stream does, as far as it matters here; forms are not looked into."""

    images: tuple[Placement, ...]
    text: bool
    visible_text: bool
    drawing: bool


# What is to be drawn and looked at, for its content was not followed.
TOO_LONG = Content((), text=True, visible_text=False, drawing=True)
UNREADABLE = Content((), text=True, visible_text=False, drawing=True)


def load_page(
    source: SourceFile, number: int, settings: Settings, *, with_words: bool = True
) -> PageImage:
    """Load page `number` (from 1), by default with the words of its text layer.

    Raises:
        SohoaError: The page is damaged or too large.
    """
    try:
        if source.kind is FileKind.PDF:
            page = _load_pdf_page(source, number, settings, with_words=with_words)
            if page.blank and page.damaged:
                raise corrupt(f"Page {number}", source.path, "nothing of it can be displayed")
            return page
        return _load_image_page(source, number, settings)
    except Exception as error:
        raise judged(f"Page {number}", source.path, error) from error


def _load_image_page(source: SourceFile, number: int, settings: Settings) -> PageImage:
    with open_image(source.path, source.kind) as image:
        if number > 1:
            image.seek(number - 1)
        bilevel, longest = image.mode == "1", max(image.size)
        across, down = _image_dpi(image)
        pixels = to_pixels(image, settings)
        mirrored, quarters = _EXIF_TURNS.get(image.getexif().get(_ORIENTATION, 1), (False, 0))
    # Pixels that were merged are fewer dots an inch.
    dpi = max(across, down) * max(pixels.shape[:2]) / longest
    pixels = _with_square_dots(pixels, across, down)
    pixels = np.rot90(pixels[:, ::-1] if mirrored else pixels, quarters)
    pixels = np.ascontiguousarray(pixels)
    return PageImage(number, pixels, dpi, bilevel, blank=_is_blank(pixels))


# Exif 2.32, tag 0x0112: whether the stored image is displayed mirrored left to right, and then how
# many quarters of a turn counter-clockwise.
_ORIENTATION = 0x0112
_EXIF_TURNS = {
    2: (True, 0), 3: (False, 2), 4: (True, 2), 5: (True, 1), 6: (False, 3), 7: (True, 3),
    8: (False, 1),
}  # fmt: skip


def _image_dpi(image: Image.Image) -> tuple[float, float]:
    """Dots per inch across and down the stored image."""
    given = image.info.get("dpi")
    if isinstance(given, tuple) and len(given) == 2:
        # Phones and screens write 72 or 96 whatever the picture shows. Fax has 204 by 98.
        across, down = float(given[0]), float(given[1])
        if max(across, down) >= 100 and 1 / MAX_STRETCH <= across / max(down, 1) <= MAX_STRETCH:
            return min(1200.0, across), min(1200.0, down)
    guess = min(1200.0, max(50.0, min(image.size) / A4_WIDTH_INCHES))
    return guess, guess


def _with_square_dots(pixels: Pixels, across: float, down: float) -> Pixels:
    """The image stretched so that it has as many dots an inch down as across."""
    if 1 / SQUARE < across / down < SQUARE:
        return pixels
    finest = max(across, down)
    height, width = pixels.shape[:2]
    size = round(width * finest / across), round(height * finest / down)
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_CUBIC), np.uint8)


def to_pixels(image: Image.Image, settings: Settings) -> Pixels:
    """An image of any mode, just opened, as it is stored.

    Returns:
        (H, W) grey or (H, W, 3) RGB uint8, alpha on white, at most `MAX_PAGE_PIXELS`.

    Raises:
        SohoaError: `too_large`.
    """
    check_pixels(image.width, image.height, settings)
    factor = _merged(image.size)
    # Only JPEG can be made smaller while it is decoded; it then is.
    image.draft(None, (image.width // factor, image.height // factor))
    image.load()
    plain = _plain(image)
    factor = _merged(plain.size)
    return np.array(plain.reduce(factor) if factor > 1 else plain, np.uint8)


def _merged(size: tuple[int, int]) -> int:
    """How many pixels of a row become one, so that the page image is small enough."""
    by_area = math.sqrt(size[0] * size[1] / MAX_PAGE_PIXELS)
    return max(1, math.ceil(max(by_area, max(size) / MAX_SIDE)))


def _plain(image: Image.Image) -> Image.Image:
    """The image in mode L or RGB."""
    if image.mode in ("L", "RGB"):
        return image
    if image.mode == "1":
        return image.convert("L")
    if image.mode.startswith("I") or image.mode == "F":
        values = np.asarray(image, np.float32)
        top = max(float(values.max()), 1.0)
        return Image.fromarray(np.asarray(values * (255.0 / top), np.uint8))
    if image.mode in ("RGBA", "LA", "PA", "P", "La", "RGBa"):
        rgba = image.convert("RGBA")
        white = Image.new("RGBA", rgba.size, "white")
        image = Image.alpha_composite(white, rgba)
    return image.convert("RGB")


def _is_blank(pixels: Pixels) -> bool:
    if min(pixels.shape[:2]) < MIN_SIDE:
        return True
    grey = pixels[:, :, 0] if pixels.ndim == 3 else pixels
    # Area averaging keeps any ink visible in the small image.
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    return bool(int(small.max()) - int(small.min()) < 24)


def _load_pdf_page(
    source: SourceFile, number: int, settings: Settings, *, with_words: bool
) -> PageImage:
    pdf = open_pdf(source)
    page = pdf.pages[number - 1]
    try:
        content = read_content(page)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        _refuse_bomb(error)
        content = UNREADABLE
    damaged = source.damaged or content is UNREADABLE or bool(pdf.get_warnings())
    empty = not content.images and not content.visible_text and not content.drawing
    if empty and "/Annots" not in page:
        return _blank_page(page, number, damaged=damaged)
    for placement in content.images:
        drawn = _image_of(page, placement)
        check_pixels(int(drawn.get("/Width", 0)), int(drawn.get("/Height", 0)), settings)
    image = whole_page_image(page, content)
    if image is not None:
        try:
            found = _embedded(page, content, image, number, settings)
        except DAMAGE as error:
            _refuse_bomb(error)
            # The renderer shows what is left.
            found, damaged = None, True
        if found is not None:
            # A scan of white paper is whole when all its pixels are there.
            return replace(found, damaged=damaged and not found.blank)
    drawn = _render(source, number, page, content, with_words=with_words)
    return replace(drawn, damaged=damaged)


def _refuse_bomb(error: Exception) -> None:
    """Raise `MemoryError` when memory is what was lacking: the renderer would want more."""
    if "std::bad_alloc" in str(error):
        raise MemoryError from error


@lru_cache(maxsize=1)
def open_pdf(source: SourceFile) -> pikepdf.Pdf:
    """The PDF, kept open: finding one page in thousands costs more than reading it."""
    pdf = pikepdf.open(source.path)
    # What was mended on the way here was accepted when the file was inspected.
    pdf.get_warnings()
    return pdf


def page_box(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """The displayed rectangle in points, before rotation: x0, y0, x1, y1."""
    x0, y0, x1, y1 = _sides(page.mediabox)
    a0, b0, a1, b1 = _sides(page.cropbox)
    x0, y0, x1, y1 = max(x0, a0), max(y0, b0), min(x1, a1), min(y1, b1)
    if x1 - x0 < 1 or y1 - y0 < 1:
        return 0.0, 0.0, 612.0, 792.0
    return x0, y0, x1, y1


def _sides(box: pikepdf.Array) -> tuple[float, float, float, float]:
    left, below, right, above = (float(side) for side in box)
    return min(left, right), min(below, above), max(left, right), max(below, above)


def rotation(page: pikepdf.Page) -> int:
    """Degrees clockwise by which the page is turned to be displayed: 0, 90, 180 or 270."""
    return int(page.obj.get("/Rotate", 0) or 0) // 90 * 90 % 360


def _blank_page(page: pikepdf.Page, number: int, *, damaged: bool) -> PageImage:
    x0, y0, x1, y1 = page_box(page)
    width, height = (round(min(v, 2000.0)) for v in (x1 - x0, y1 - y0))
    white = np.full((height, width), 255, np.uint8)
    return PageImage(number, white, 72.0, blank=True, damaged=damaged)


def read_content(page: pikepdf.Page) -> Content:
    """What the page draws: images with their placement, visible text, lines and fills.

    Form XObjects count as drawing: what is inside is left to the renderer. So is a page of very
    many operators, such as a map.
    """
    if _content_size(page) > MAX_FOLLOWED:
        return TOO_LONG
    reader = _ContentReader(page)
    for instruction in pikepdf.parse_content_stream(page):
        reader.feed(instruction)
    return Content(tuple(reader.images), reader.text, reader.visible_text, reader.drawing)


def _content_size(page: pikepdf.Page) -> int:
    """Bytes of the page's content, decoded."""
    contents: Any = page.obj.get("/Contents", [])
    parts = contents if isinstance(contents, pikepdf.Array) else [contents]
    return sum(len(part.read_bytes()) for part in parts if isinstance(part, pikepdf.Stream))


class _ContentReader:
    """Follows the graphics state as far as placements and text visibility need."""

    def __init__(self, page: pikepdf.Page) -> None:
        self.matrix = pikepdf.Matrix()
        self.stack: list[tuple[pikepdf.Matrix, int]] = []
        self.render_mode = 0
        self.images: list[Placement] = []
        self.text = self.visible_text = self.drawing = False
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
            self.text = True
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


def _embedded(
    page: pikepdf.Page, content: Content, image: Any, number: int, settings: Settings
) -> PageImage | None:
    """The scan's own pixels turned as displayed; None when it must be rendered instead."""
    turn = display_turn(content.images[0], rotation(page))
    if turn is None:
        return None
    width_points, height_points = placed_size(content.images[0])
    stretch = (int(image.Width) / width_points) / (int(image.Height) / height_points)
    pixels = _decode(image, settings) if 1 / SQUARE < stretch < SQUARE else None
    if pixels is None:
        return None
    dpi = pixels.shape[1] / (width_points / 72)
    pixels = np.ascontiguousarray(np.rot90(pixels, turn // 90))
    bilevel = _is_bilevel(image)
    return PageImage(number, pixels, clamp_dpi(dpi), bilevel, blank=_is_blank(pixels))


def _is_bilevel(image: Any) -> bool:
    # JPEG and JPEG 2000 bring their own depth, which is never one bit.
    return int(image.get("/BitsPerComponent", 8)) == 1


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


def _decode(image: Any, settings: Settings) -> Pixels | None:
    """The image's pixels, or None for what the renderer handles better."""
    filters = image.get("/Filter")
    names = [str(f) for f in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    plain = str(image.get("/ColorSpace")) in ("/DeviceRGB", "/DeviceGray")
    try:
        if names == ["/DCTDecode"] and plain and "/Decode" not in image:
            return to_pixels(Image.open(io.BytesIO(image.read_raw_bytes())), settings)
        huge = _merged((int(image.Width), int(image.Height))) > 1
        if huge or "/JBIG2Decode" in names or "/JPXDecode" in names:
            return None
        return to_pixels(pikepdf.PdfImage(image).as_pil_image(), settings)
    except (SohoaError, MemoryError, *DAMAGE):
        raise
    except Exception:
        # The renderer knows more colour spaces.
        return None


def _scan_resolution(page: pikepdf.Page, content: Content) -> tuple[float, bool]:
    """Resolution of the biggest image, and whether it has one bit a pixel; else the default."""
    best = max(content.images, key=lambda p: _share(page, p), default=None)
    # Some scanners store a page in strips.
    if best is None or sum(_share(page, each) for each in content.images) < LARGE_IMAGE_SHARE:
        return VECTOR_DPI, False
    image = _image_of(page, best)
    width, height = placed_size(best)
    dpi = clamp_dpi(72 * max(int(image.Width) / width, int(image.Height) / height))
    bilevel = _is_bilevel(image)
    return min(dpi, 400.0), bilevel


def _render(
    source: SourceFile, number: int, page: pikepdf.Page, content: Content, *, with_words: bool
) -> PageImage:
    """Draw the page with everything on it, annotations and signature captions included."""
    dpi, bilevel = _scan_resolution(page, content)
    with pypdfium2.PdfDocument(source.path) as document:
        document.init_forms()
        drawn = document[number - 1]
        width, height = drawn.get_size()
        most = min(math.sqrt(MAX_PAGE_PIXELS / (width * height)), MAX_SIDE / max(width, height))
        dpi = min(dpi, 72 * most)
        bitmap = drawn.render(scale=dpi / 72, rev_byteorder=True)
        pixels = np.array(bitmap.to_numpy()[:, :, :3])
        wanted = with_words and content.visible_text
        letters = drawn.get_textpage().count_chars() if wanted else 0
    words = None
    if letters >= MIN_LETTERS and not _has_large_image(page, content):
        words = _text_layer(source, number, page, pixels.shape[1])
    if bilevel:
        pixels = np.ascontiguousarray(pixels[:, :, 0])
    blank = words is None and _is_blank(pixels)
    return PageImage(number, pixels, dpi, bilevel, blank, words)


def _has_large_image(page: pikepdf.Page, content: Content) -> bool:
    return any(_share(page, item) >= LARGE_IMAGE_SHARE for item in content.images)


_READABLE = re.compile(r"[\w\s.,;:!?()\[\]{}'\"“”‘’/\\+\-–—*&%@#$=<>_|~^…•°§²³×÷½→☐☒☑]")


@lru_cache(maxsize=1)
def _open_text(source: SourceFile) -> PDF:
    """The PDF as its words are read, kept open like `open_pdf`."""
    stream = source.path.open("rb")
    pdf = pdfplumber.open(stream)
    weakref.finalize(pdf, stream.close)
    return pdf


def shown_part(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """Where the displayed part lies on the whole page, both turned as displayed.

    Returns:
        Left, top, width and height in points.
    """
    x0, y0, x1, y1 = _sides(page.mediabox)
    a0, b0, a1, b1 = page_box(page)
    left, below, right, above = a0 - x0, b0 - y0, x1 - a1, y1 - b1
    turn = rotation(page)
    width, height = (b1 - b0, a1 - a0) if turn % 180 else (a1 - a0, b1 - b0)
    x, y = {0: (left, above), 90: (below, left), 180: (right, below), 270: (above, right)}[turn]
    return x, y, width, height


def _text_layer(
    source: SourceFile, number: int, page: pikepdf.Page, width: int
) -> tuple[Word, ...] | None:
    """Words of a text layer that covers the page, or None when it is a fragment or garbage.

    `width` is that of the page image, pixels.
    """
    left, top, across, down = shown_part(page)
    try:
        reader = _open_text(source).pages[number - 1]
        found = reader.extract_words(keep_blank_chars=False, use_text_flow=False)
        left, top = left + float(reader.bbox[0]), top + float(reader.bbox[1])
        slopes = [letter["matrix"] for letter in reader.chars]
        reader.close()
    except MemoryError:
        raise
    except Exception:
        # The renderer repairs more damage than the reader of words: then the image is read.
        return None
    # What was cut off the page is still in its content.
    found = [
        item for item in found
        if 0 <= (item["x0"] + item["x1"]) / 2 - left <= across
        and 0 <= (item["top"] + item["bottom"]) / 2 - top <= down
    ]  # fmt: skip
    if sum(a > abs(b) for a, b, *_ in slopes) < MIN_UPRIGHT * len(slopes):
        # Displayed sideways or upside down: reading the image will turn it.
        return None
    if not _is_readable("".join(item["text"] for item in found)):
        return None
    words = []
    scale = width / across
    rows = cluster_objects(found, "bottom", tolerance=3)
    for line, item in ((line, item) for line, row in enumerate(rows) for item in row):
        box = Box(
            max(0.0, item["x0"] - left) * scale, max(0.0, item["top"] - top) * scale,
            min(across, item["x1"] - left) * scale, min(down, item["bottom"] - top) * scale,
        )  # fmt: skip
        spelt = _spelt(item["text"])
        if spelt:
            words.append(Word(spelt, box, 1.0, line))
    return tuple(words)


def _spelt(text: str) -> str:
    """The text in NFC without what is no character: controls and halves of surrogate pairs."""
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", text)


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
