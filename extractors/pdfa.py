"""Searchable PDF/A-2b (ISO 19005-2): the scan's own image, upright, under an invisible text layer.

The images' bytes are copied, not encoded again, wherever PDF/A allows what they are. A page that
PDF/A does not allow is drawn anew as an image. A page that could not be read is kept as it is, or
left blank. The source is never written to.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

import img2pdf
import numpy as np
import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph
from numpy.typing import NDArray
from pikepdf import Array, Dictionary, Name, Stream, pdfa
from PIL import Image, ImageChops

from extractors.clean import turn
from extractors.ingest import FileKind, SourceFile
from extractors.pages import (
    display_turn,
    load_page,
    page_box,
    read_content,
    rotation,
    whole_page_image,
)
from models.errors import ErrorCode, SohoaError
from models.page import Line, Page, PageSource
from models.settings import Settings

FLAVOUR = "2b"
# A scan's searchable PDF may grow by this factor and this much a page.
MAX_GROWTH, PAGE_ALLOWANCE = 1.2, 12_000
JPEG_QUALITIES = (85, 75, 62, 50, 40, 30, 20)
# An image that is too big even at the lowest quality gets fewer pixels, not fewer than this.
MIN_PIXELS = 250_000
# Sides of a page in points (ISO 32000-1, annex C).
MIN_POINTS, MAX_POINTS = 3.0, 14_400.0
GLYPH_WIDTH = 500
_SAFE_FILTERS = {"/DCTDecode", "/CCITTFaxDecode", "/JBIG2Decode", "/FlateDecode", "None"}


class Keep(IntEnum):
    """How much of the source's own bytes the new PDF keeps, from all to nothing."""

    PAGES = 0
    PLAIN_IMAGES = 1
    NOTHING = 2


def write_searchable(
    source: SourceFile, pages: Sequence[Page], target: Path, settings: Settings
) -> None:
    """Write the searchable PDF of `source` to `target`.

    Args:
        source: The input, only read.
        pages: What was read on each of its pages.
        target: Written whole; an existing file is replaced.
        settings: Limits for pages that must be drawn anew.

    Raises:
        SohoaError: `corrupt`, when no valid PDF/A can be made of the pages.
        OSError: `target` cannot be written.
        MemoryError: Even one page at a time needs more than is allowed.
    """
    failure: Exception | None = None
    for keep in Keep:
        try:
            with _build(source, pages, settings, keep) as pdf:
                pdfa.save(pdf, target, FLAVOUR, deterministic_id=True)
            return
        except Exception as error:
            # Decoders give OSErrors without a number; the disk's have one.
            if isinstance(error, OSError) and error.errno:
                raise
            # What is kept can be damaged in any way: the next attempt keeps less of it.
            failure = error
    if isinstance(failure, MemoryError):
        raise failure
    raise SohoaError(
        ErrorCode.CORRUPT,
        f"No valid PDF/A can be made of the file: {' '.join(str(failure).split())}"[:300],
        "Scan it again.",
    )


def _build(
    source: SourceFile, pages: Sequence[Page], settings: Settings, keep: Keep
) -> pikepdf.Pdf:
    """The new PDF in memory."""
    target = pikepdf.new()
    font = _TextFont(target, pages)
    with pikepdf.new() if keep is Keep.NOTHING else _as_pdf(source) as original:
        for page in pages:
            drawn = _draw_page(target, original, source, page, settings, keep)
            layer = b"" if drawn.has_text else font.layer(page)
            # Packed at once: the contents of thousands of pages wait in memory.
            packed = zlib.compress(drawn.content + layer)
            drawn.page.obj.Contents = Stream(target, packed, Filter=Name.FlateDecode)
            if layer:
                drawn.page.obj.Resources.Font = Dictionary(T0=font.object)
    target.Root.Lang = pikepdf.String("vi-VN")
    with target.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["dc:title"] = source.path.stem
        metadata["xmp:CreatorTool"] = "Số hóa"
    return target


def _as_pdf(source: SourceFile) -> pikepdf.Pdf:
    """The source opened as PDF; PNG and TIFF files are wrapped without touching their pixels."""
    if source.kind is FileKind.PDF:
        pdf = pikepdf.open(source.path)
        pdf.flatten_annotations("")
        return pdf
    if source.kind in (FileKind.PNG, FileKind.TIFF):
        try:
            data = img2pdf.convert(str(source.path), rotation=img2pdf.Rotation.none)
            return pikepdf.open(io.BytesIO(data))
        except Exception:
            # Alpha, odd depths, broken headers: such pages are drawn anew below.
            return pikepdf.new()
    return pikepdf.new()


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A page of the new PDF and what it shows; `has_text` when it kept a real text layer."""

    page: pikepdf.Page
    content: bytes
    has_text: bool = False


def _draw_page(
    target: pikepdf.Pdf,
    original: pikepdf.Pdf,
    source: SourceFile,
    page: Page,
    settings: Settings,
    keep: Keep,
) -> _Drawn:
    old = original.pages[page.number - 1] if page.number <= len(original.pages) else None
    size = _size(page, old)
    if old is not None:
        kept = _keep_page(target, original, old, page, size, keep)
        if kept is not None:
            return kept
    elif source.kind is FileKind.JPEG and page.number == 1 and keep is not Keep.NOTHING:
        stored = _jpeg_as_is(target, source)
        if stored is not None:
            return _image_page(target, stored, page.rotation, size)
    if page.error is not None or _is_blank(page):
        return _Drawn(target.add_blank_page(page_size=size), b"")
    return _image_page(target, _anew(target, source, page, settings), 0, size)


def _is_blank(page: Page) -> bool:
    return page.quality.problems == ("blank",)


def _points_per_pixel(page: Page) -> float:
    return min(72 / page.dpi, MAX_POINTS / max(1, page.width, page.height))


def _size(page: Page, old: pikepdf.Page | None) -> tuple[float, float]:
    """Width and height in points."""
    scale = _points_per_pixel(page)
    sides = [page.width * scale, page.height * scale]
    if page.error is not None:
        # Nothing is known of it but what the source says; A4 when that is no PDF.
        x0, y0, x1, y1 = page_box(old) if old is not None else (0.0, 0.0, 595.0, 842.0)
        sides = [x1 - x0, y1 - y0]
        if old is not None and rotation(old) % 180:
            sides.reverse()
    width, height = (min(MAX_POINTS, max(MIN_POINTS, side)) for side in sides)
    return width, height


def _keep_page(
    target: pikepdf.Pdf,
    original: pikepdf.Pdf,
    old: pikepdf.Page,
    page: Page,
    size: tuple[float, float],
    keep: Keep,
) -> _Drawn | None:
    """The page made of the source's own bytes, or None when it must be drawn anew."""
    try:
        content = read_content(old)
        image = whole_page_image(old, content)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError):
        # The renderer repairs more than a broken content stream's reader.
        return None
    if image is not None and (keep is Keep.PAGES or _is_safe(image)):
        shown = display_turn(content.images[0], rotation(old))
        if shown is not None:
            copied = _copy_image(target, image)
            return _image_page(target, copied, (shown + page.rotation) % 360, size)
    # Text that was not good enough to be taken would be found twice, once as nonsense.
    doubled = content.text and page.source is not PageSource.TEXT_LAYER and page.error is None
    if keep is Keep.PAGES and page.rotation == 0 and not doubled and not _is_blank(page):
        return _vector_page(target, original, page, size)
    return None


def _copy_image(target: pikepdf.Pdf, image: Any) -> Any:
    """The image without what it does not need to be shown, such as metadata."""
    copied = target.copy_foreign(image)
    for key in set(copied.keys()) - _IMAGE_KEYS:
        del copied[key]
    return copied


_IMAGE_KEYS = {
    "/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Intent",
    "/Decode", "/Mask", "/Filter", "/DecodeParms", "/Length",
}  # fmt: skip


def _is_safe(image: Any) -> bool:
    filters = image.get("/Filter")
    names = [str(f) for f in filters] if isinstance(filters, Array) else [str(filters)]
    plain = str(image.get("/ColorSpace")) in ("/DeviceRGB", "/DeviceGray")
    return plain and set(names) <= _SAFE_FILTERS


def _jpeg_as_is(target: pikepdf.Pdf, source: SourceFile) -> Any | None:
    """A JPEG file's bytes as an image, unless its colours or orientation need work."""
    with Image.open(source.path) as image:
        if image.mode not in ("L", "RGB") or image.getexif().get(_ORIENTATION, 1) != 1:
            return None
        width, height, mode = image.width, image.height, image.mode
    return _image(target, source.path.read_bytes(), width, height, mode, "/DCTDecode")


_ORIENTATION = 0x0112


def _image(
    target: pikepdf.Pdf, data: bytes, width: int, height: int, mode: str, name: str
) -> Stream:
    stream = Stream(target, data)
    stream.update(
        {
            "/Type": Name.XObject,
            "/Subtype": Name.Image,
            "/Width": width,
            "/Height": height,
            "/BitsPerComponent": 1 if mode == "1" else 8,
            "/ColorSpace": Name.DeviceRGB if mode == "RGB" else Name.DeviceGray,
            "/Filter": Name(name),
        }
    )
    return stream


def _anew(target: pikepdf.Pdf, source: SourceFile, page: Page, settings: Settings) -> Stream:
    """The page drawn as displayed, upright: CCITT group 4 when it has one bit, else JPEG."""
    loaded = load_page(source, page.number, settings, with_words=False)
    picture = Image.fromarray(turn(loaded.pixels, page.rotation))
    width, height = picture.size
    budget = MAX_GROWTH * source.size / source.page_count + PAGE_ALLOWANCE
    if loaded.bilevel:
        return _group4_image(target, picture, budget)
    picture = _without_colour(picture)
    drawing = _few_greys(target, picture, budget)
    if drawing is not None:
        return drawing
    return _jpeg_image(target, picture, budget)


def _without_colour(picture: Image.Image) -> Image.Image:
    if picture.mode == "RGB":
        spread = ImageChops.difference(picture, picture.convert("L").convert("RGB"))
        if int(np.asarray(spread).max()) <= 8:
            return picture.convert("L")
    return picture


def _ever_smaller(picture: Image.Image) -> Iterator[Image.Image]:
    """The picture, then the same with half as many pixels each time, as far as it is of use."""
    while True:
        yield picture
        width, height = picture.size
        if width * height < 2 * MIN_PIXELS:
            return
        picture = picture.resize((round(width * 0.7), round(height * 0.7)))


def _jpeg_image(target: pikepdf.Pdf, picture: Image.Image, budget: float) -> Stream:
    """The best JPEG of at most `budget` bytes, else the smallest."""
    tries = ((size, quality) for size in _ever_smaller(picture) for quality in JPEG_QUALITIES)
    for smaller, quality in tries:
        buffer = io.BytesIO()
        smaller.save(buffer, "JPEG", quality=quality, optimize=True)
        if buffer.tell() <= budget:
            break
    return _image(target, buffer.getvalue(), *smaller.size, smaller.mode, "/DCTDecode")


def _group4_image(target: pikepdf.Pdf, picture: Image.Image, budget: float) -> Stream:
    """The finest CCITT group 4 image of at most `budget` bytes, else the smallest."""
    for smaller in _ever_smaller(picture.convert("L")):
        data = _group4(smaller)
        if len(data) <= budget:
            break
    stream = _image(target, data, *smaller.size, "1", "/CCITTFaxDecode")
    stream.DecodeParms = Dictionary(K=-1, Columns=smaller.width, Rows=smaller.height)
    return stream


def _few_greys(target: pikepdf.Pdf, picture: Image.Image, budget: float) -> Stream | None:
    """Drawn text on pure white, which these keep sharper and smaller than JPEG; else None.

    Sixteen greys when they fit into `budget`, else four.
    """
    grey = np.asarray(picture)
    if picture.mode != "L" or np.count_nonzero(grey == 255) < 0.7 * grey.size:
        return None
    for bits in (4, 2):
        data = zlib.compress(_pack(grey, bits).tobytes(), 9)
        if len(data) <= budget:
            break
    stream = _image(target, data, *picture.size, "L", "/FlateDecode")
    stream.BitsPerComponent = bits
    return stream


def _pack(grey: NDArray[np.uint8], bits: int) -> NDArray[np.uint8]:
    """Pixels of `bits` bits, the first in the highest, rows filled up to whole bytes."""
    white = 2**bits - 1
    levels = ((grey.astype(np.uint16) * white + 127) // 255).astype(np.uint8)
    levels = np.pad(levels, ((0, 0), (0, -levels.shape[1] % (8 // bits))))
    shifted = [levels[:, i :: 8 // bits] << (8 - bits * (i + 1)) for i in range(8 // bits)]
    return np.asarray(np.bitwise_or.reduce(shifted), np.uint8)


def _group4(picture: Image.Image) -> bytes:
    """The picture as one bare CCITT group 4 strip, black as 0."""
    grey = np.asarray(picture)
    bits = Image.fromarray(np.where(grey < 128, 0, 255).astype(np.uint8)).convert("1")
    buffer = io.BytesIO()
    bits.save(buffer, "TIFF", compression="group4", tiffinfo={_ROWS_PER_STRIP: bits.height})
    with Image.open(io.BytesIO(buffer.getvalue())) as tiff:
        tags: Any = tiff.tag_v2  # type: ignore[attr-defined]  # only TIFF images have it
        start, length = tags[_STRIP_OFFSETS][0], tags[_STRIP_SIZES][0]
    return buffer.getvalue()[start : start + length]


_STRIP_OFFSETS, _STRIP_SIZES, _ROWS_PER_STRIP = 273, 279, 278


def _image_page(target: pikepdf.Pdf, image: Any, degrees: int, size: tuple[float, float]) -> _Drawn:
    """A page that shows one image turned counter-clockwise by `degrees`."""
    width, height = size
    matrix = {
        0: (width, 0, 0, height, 0, 0),
        90: (0, height, -width, 0, width, 0),
        180: (-width, 0, 0, -height, width, height),
        270: (0, -height, width, 0, 0, height),
    }[degrees]
    page = target.add_blank_page(page_size=size)
    page.obj.Resources = Dictionary(XObject=Dictionary(Im0=image))
    content = "q {:.4f} {:.4f} {:.4f} {:.4f} {:.4f} {:.4f} cm /Im0 Do Q\n".format(*matrix)
    return _Drawn(page, content.encode())


def _vector_page(
    target: pikepdf.Pdf, original: pikepdf.Pdf, page: Page, size: tuple[float, float]
) -> _Drawn:
    """The page's own content, kept, as a form on a page of the displayed size."""
    form = original.make_indirect(original.pages[page.number - 1].as_form_xobject())
    copied = target.copy_foreign(form)
    added = target.add_blank_page(page_size=size)
    added.obj.Resources = Dictionary(XObject=Dictionary(Fx0=copied))
    placement = added.calc_form_xobject_placement(copied, Name.Fx0, pikepdf.Rectangle(0, 0, *size))
    return _Drawn(added, placement + b"\n", page.source is PageSource.TEXT_LAYER)


class _TextFont:
    """A font of one glyph whose character ids stand for the letters of all pages."""

    def __init__(self, target: pikepdf.Pdf, pages: Sequence[Page]) -> None:
        letters = sorted({c for page in pages for word in page.words for c in word.text} | {" "})
        self._ids = {letter: i + 1 for i, letter in enumerate(letters)}
        self.object = target.make_indirect(self._font(target))

    def layer(self, page: Page) -> bytes:
        """Content that writes the page's words invisibly on their places; empty for no words."""
        if not page.lines:
            return b""
        scale = _points_per_pixel(page)
        lines = [self._line(line, page, scale) for line in page.lines]
        return ("BT 3 Tr\n" + "".join(lines) + "ET\n").encode("ascii")

    def _line(self, line: Line, page: Page, scale: float) -> str:
        """Each word stretched over its box, and a space over the gap behind it."""
        slope = np.deg2rad(page.skew) if abs(page.skew) > 0.1 else 0.0
        cos, sin = float(np.cos(slope)), float(np.sin(slope))
        parts = []
        for word, following in zip(line.words, (*line.words[1:], None), strict=True):
            rise = word.box.width * abs(sin)
            size = max(1.0, (word.box.height - rise) * scale)
            width = max(0.5, word.box.width * scale)
            x = word.box.x0 * scale
            low = word.box.y1 if sin >= 0 else word.box.y1 - rise
            y = (page.height - low) * scale
            tilt = f"{cos:.4f} {sin:.4f} {-sin:.4f} {cos:.4f}"
            parts.append(f"/T0 {size:.2f} Tf {tilt} {x:.2f} {y:.2f} Tm ")
            parts.append(self._show(word.text, width, size))
            gap = (following.box.x0 - word.box.x1) * scale if following else 1.0
            parts.append(self._show(" ", max(0.5, gap), size))
        return "".join(parts) + "\n"

    def _show(self, text: str, width: float, size: float) -> str:
        stretch = 100 * width / (len(text) * GLYPH_WIDTH / 1000 * size)
        codes = "".join(f"{self._ids[letter]:04X}" for letter in text)
        return f"{stretch:.2f} Tz <{codes}> Tj "

    def _font(self, target: pikepdf.Pdf) -> Dictionary:
        program = Stream(target, _font_program())
        program.Length1 = len(program.read_bytes())
        descriptor = Dictionary(
            Type=Name.FontDescriptor, FontName=_FONT_NAME, Flags=4,
            FontBBox=[0, 0, GLYPH_WIDTH, 1000],
            ItalicAngle=0, Ascent=1000, Descent=0, CapHeight=1000, StemV=80,
            FontFile2=target.make_indirect(program),
        )  # fmt: skip
        glyphs = b"\0\0" + b"\0\1" * len(self._ids)
        descendant = Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=_FONT_NAME,
            CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
            FontDescriptor=target.make_indirect(descriptor), DW=GLYPH_WIDTH,
            CIDToGIDMap=target.make_indirect(Stream(target, glyphs)),
        )  # fmt: skip
        return Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=_FONT_NAME, Encoding=Name("/Identity-H"),
            DescendantFonts=[target.make_indirect(descendant)],
            ToUnicode=target.make_indirect(Stream(target, self._to_unicode())),
        )  # fmt: skip

    def _to_unicode(self) -> bytes:
        """The CMap from character ids to UTF-16, in blocks of 100 as the format demands."""
        pairs = [
            f"<{number:04X}> <{letter.encode('utf-16-be').hex().upper()}>"
            for letter, number in self._ids.items()
        ]
        blocks = [pairs[i : i + 100] for i in range(0, len(pairs), 100)]
        listed = "".join(
            f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks
        )
        return _CMAP.format(listed).encode("ascii")


_FONT_NAME = Name("/AAAAAA+SohoaText")
_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{}endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def _font_program() -> bytes:
    """A TrueType font with `.notdef` and one glyph, always the same bytes.

    The glyph is a full box, though it is never painted: readers such as PDFium take the place of
    letters from outlines, and leave out words that have none.
    """
    pen = TTGlyphPen(None)
    corners = ((0, 0), (0, 1000), (GLYPH_WIDTH, 1000), (GLYPH_WIDTH, 0))
    pen.moveTo(corners[0])
    for corner in corners[1:]:
        pen.lineTo(corner)
    pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "box"])
    builder.setupCharacterMap({0x20: "box"})
    builder.setupGlyf({".notdef": Glyph(), "box": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (GLYPH_WIDTH, 0), "box": (GLYPH_WIDTH, 0)})
    builder.setupHorizontalHeader(ascent=1000, descent=0)
    builder.setupNameTable({"familyName": "SohoaText", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=1000, usWinAscent=1000)
    builder.setupPost()
    # Seconds since 1904; any fixed time will do.
    builder.font["head"].created = builder.font["head"].modified = 3_500_000_000
    builder.font.recalcTimestamp = False
    buffer = io.BytesIO()
    builder.save(buffer)
    return buffer.getvalue()
