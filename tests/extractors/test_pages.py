"""A page as it is displayed: the scan's own pixels where that is possible."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pikepdf
import pillow_heif
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageDraw

from extractors.ingest import inspect
from extractors.pages import MAX_PAGE_PIXELS, PageImage, load_page
from models.errors import ErrorCode, SohoaError
from models.settings import Settings
from samples.make import SHIPPED
from tests.conftest import SAMPLES
from tests.faults.hostile import one_page, saved, with_image

pillow_heif.register_heif_opener()
SPECIMENS = SAMPLES / "van_ban_hanh_chinh"
ORIENTATION = 0x0112


def picture(mode: str = "RGB", size: tuple[int, int] = (600, 400)) -> Image.Image:
    """White, with a black corner at the top left and a thin line at the right."""
    image = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 99, 49), "black")
    pen.line((size[0] - 8, 0, size[0] - 8, size[1]), "black")
    return image.convert(mode)


def packed(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def jpeg_page(
    image: Image.Image, matrix: Sequence[float], rotate: int = 0, **options: object
) -> pikepdf.Pdf:
    """A PDF of one page of 300 x 200 points with a JPEG placed by `matrix`."""
    pdf = with_image(*image.size, 8, packed(image, quality=95, **options), Name.DCTDecode)
    page = pdf.pages[0].obj
    page.MediaBox = Array([0, 0, 300, 200])
    page.Rotate = rotate
    page.Resources.XObject.Im0.ColorSpace = Name.DeviceGray if image.mode == "L" else Name.DeviceRGB
    placed = " ".join(map(str, matrix))
    page.Contents = Stream(pdf, f"q {placed} cm /Im0 Do Q".encode())
    return pdf


def load(folder: Path, data: bytes, number: int = 1) -> PageImage:
    path = folder / "input"
    path.write_bytes(data)
    settings = Settings()
    return load_page(inspect(path, settings), number, settings)


def rendered(data: bytes, page: PageImage) -> np.ndarray:
    """What PDFium displays, at the same size."""
    with pypdfium2.PdfDocument(data) as pdf:
        shown = pdf[0].render(scale=page.pixels.shape[1] / pdf[0].get_width(), grayscale=True)
        return np.array(shown.to_numpy())


def grey(page: PageImage) -> np.ndarray:
    return page.pixels if page.pixels.ndim == 2 else page.pixels[:, :, 0]


def test_the_stored_image_is_used_as_it_is(tmp_path: Path) -> None:
    image = picture()
    page = load(tmp_path, saved(jpeg_page(image, (300, 0, 0, 200, 0, 0))))
    stored = np.asarray(Image.open(io.BytesIO(packed(image, quality=95))))
    assert np.array_equal(page.pixels, stored)
    assert (page.dpi, page.bilevel, page.blank, page.words) == (144.0, False, False, None)


def test_one_bit_scans_keep_their_resolution(tmp_path: Path) -> None:
    specimen = next(item for item in SHIPPED if item.file == "cong-van-1bit.pdf")
    page = load(tmp_path, (SPECIMENS / specimen.file).read_bytes())
    assert page.bilevel
    assert page.dpi == pytest.approx(specimen.scanner.dpi, rel=0.001)
    assert set(np.unique(page.pixels)) == {0, 255}
    with pikepdf.open(SPECIMENS / specimen.file) as pdf:
        (image,) = pdf.pages[0].obj.Resources.XObject.values()
        assert page.pixels.shape == (image.Height, image.Width)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize(
    "matrix",
    [
        (300, 0, 0, 200, 0, 0), (-300, 0, 0, -200, 300, 200), (0, 200, -300, 0, 300, 0),
        (0, -200, 300, 0, 0, 200), (-300, 0, 0, 200, 300, 0),
    ],
    ids=["upright", "upside-down", "left", "right", "mirrored"],
)  # fmt: skip
def test_pages_look_as_they_are_displayed(
    tmp_path: Path, matrix: Sequence[float], rotate: int
) -> None:
    lying = matrix[0] == 0
    image = picture(size=(400, 600) if lying else (600, 400))
    data = saved(jpeg_page(image, matrix, rotate))
    page = load(tmp_path, data)
    shown = rendered(data, page)
    assert page.pixels.shape[:2] == shown.shape
    difference = np.abs(grey(page).astype(int) - shown)
    assert float(difference.mean()) < 3


FAX = (204, 98)


@pytest.mark.parametrize("kind", ["TIFF", "PDF"])
def test_dots_that_are_not_square_are_made_so(tmp_path: Path, kind: str) -> None:
    image = picture("1", (816, 196))
    if kind == "TIFF":
        data = packed(image, kind, dpi=FAX)
    else:
        pdf = jpeg_page(image.convert("L"), (288, 0, 0, 144, 0, 0))
        pdf.pages[0].obj.MediaBox = Array([0, 0, 288, 144])
        data = saved(pdf)
    page = load(tmp_path, data)
    assert page.dpi == pytest.approx(204, abs=0.5)
    assert page.pixels.shape[:2] == pytest.approx((408, 816), abs=1)
    # The corner of 100 by 50 dots.
    assert grey(page)[90, 90] < 60
    assert grey(page)[115, 90] > 200


def test_what_stands_on_the_image_is_drawn_with_it(tmp_path: Path) -> None:
    pdf = jpeg_page(picture(), (300, 0, 0, 200, 0, 0))
    content = pdf.pages[0].obj.Contents.read_bytes() + b" 0 g 100 80 60 60 re f"
    pdf.pages[0].obj.Contents = Stream(pdf, content)
    data = saved(pdf)
    page = load(tmp_path, data)
    assert page.pixels[200, 260].max() < 50
    assert float(np.abs(grey(page).astype(int) - rendered(data, page)).mean()) < 1


def test_a_note_with_a_look_of_its_own_is_drawn_with_the_scan(tmp_path: Path) -> None:
    pdf = jpeg_page(picture(), (300, 0, 0, 200, 0, 0))
    caption = pdf.make_indirect(Stream(pdf, b"0 g 0 0 60 60 re f"))
    caption.update({"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": Array([0, 0, 60, 60])})
    pdf.pages[0].obj.Annots = Array(
        [
            Dictionary(
                Type=Name.Annot, Subtype=Name.Stamp, F=4, Rect=[100, 80, 160, 140],
                AP=Dictionary(N=caption),
            )
        ]
    )  # fmt: skip
    page = load(tmp_path, saved(pdf))
    assert page.pixels[200, 260].max() < 50


def test_exif_turns_photographs_but_not_what_is_inside_a_pdf(tmp_path: Path) -> None:
    turned = Image.Exif()
    turned[ORIENTATION] = 6
    page = load(tmp_path, saved(jpeg_page(picture(), (300, 0, 0, 200, 0, 0), exif=turned)))
    assert page.pixels.shape[:2] == (400, 600)
    page = load(tmp_path, packed(picture(), exif=turned))
    assert page.pixels.shape[:2] == (600, 400)


# Where the black corner of the stored image is displayed: rows and columns (Exif 2.32, 0x0112).
CORNERS = {
    1: (0, 0), 2: (0, -1), 3: (-1, -1), 4: (-1, 0), 5: (0, 0), 6: (0, -1), 7: (-1, -1), 8: (-1, 0),
}  # fmt: skip


@pytest.mark.parametrize("orientation", CORNERS)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_exif_orientation(tmp_path: Path, kind: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    page = load(tmp_path, packed(picture(), kind, exif=exif))
    pixels = grey(page)
    assert pixels.shape == ((400, 600) if orientation < 5 else (600, 400))
    dark = {corner: int(pixels[corner]) < 100 for corner in ((0, 0), (0, -1), (-1, 0), (-1, -1))}
    assert dark == {corner: corner == CORNERS[orientation] for corner in dark}


def test_heic_photographs_are_upright_already(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    image = picture()
    page = load(tmp_path, packed(image, "HEIF", exif=exif, quality=90))
    # The format has its own turn; its readers must not turn twice.
    assert page.pixels.shape[:2] == pillow_heif.open_heif(tmp_path / "input").size[::-1]


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("1", "PNG"), ("L", "PNG"), ("P", "PNG"), ("RGBA", "PNG"), ("LA", "PNG"), ("I;16", "PNG"),
        ("CMYK", "JPEG"), ("F", "TIFF"), ("1", "TIFF"),
    ],
)  # fmt: skip
def test_every_kind_of_pixel_becomes_grey_or_rgb(tmp_path: Path, mode: str, kind: str) -> None:
    image = picture("L")
    if mode == "I;16":
        image = Image.fromarray(np.asarray(image, np.uint16) * 257)
    page = load(tmp_path, packed(image.convert(mode) if mode != "I;16" else image, kind))
    assert page.pixels.dtype == np.uint8
    assert (int(grey(page)[10, 10]), int(grey(page)[200, 300])) == pytest.approx((0, 255), abs=3)
    assert page.bilevel is (mode == "1")


def test_what_is_transparent_is_white(tmp_path: Path) -> None:
    image = Image.new("RGBA", (50, 50), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (0, 0, 20, 20))
    page = load(tmp_path, packed(image, "PNG"))
    assert (page.pixels[5, 5].max(), page.pixels[40, 40].min()) == (0, 255)


def test_pages_of_a_tiff_are_told_apart(tmp_path: Path) -> None:
    pages = [Image.new("L", (100 + 10 * i, 50), 80 * i) for i in range(3)]
    data = packed(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    for i in range(3):
        page = load(tmp_path, data, i + 1)
        assert page.number == i + 1
        assert (page.pixels.shape, int(page.pixels[0, 0])) == ((50, 100 + 10 * i), 80 * i)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "PDF"])
def test_huge_images_are_made_smaller_with_their_resolution(tmp_path: Path, kind: str) -> None:
    image = picture("L", (9000, 6000))
    if kind == "PDF":
        data = saved(jpeg_page(image, (300, 0, 0, 200, 0, 0)))
    else:
        data = packed(image, kind, dpi=(600, 600))
    page = load(tmp_path, data)
    height, width = page.pixels.shape
    assert width * height <= MAX_PAGE_PIXELS
    assert width / height == pytest.approx(1.5, rel=0.01)
    if kind != "PDF":
        assert page.dpi == pytest.approx(600 * width / 9000, rel=0.001)


def test_too_many_pixels_are_refused_before_they_are_decoded(tmp_path: Path) -> None:
    for data in (
        packed(picture("1", (20_000, 10_000)), "PNG"),
        saved(with_image(20_000, 10_000, 1, b"", Name.CCITTFaxDecode)),
    ):
        with pytest.raises(SohoaError) as caught:
            load(tmp_path, data)
        assert caught.value.code is ErrorCode.TOO_LARGE
        assert "20000 x 10000" in caught.value.message


@pytest.mark.parametrize("size", [(1, 1), (2, 900), (900, 7)])
def test_images_too_small_for_a_letter_are_blank(tmp_path: Path, size: tuple[int, int]) -> None:
    noise = np.random.default_rng(0).integers(0, 255, size[::-1], np.uint8)
    assert load(tmp_path, packed(Image.fromarray(noise), "PNG")).blank


def test_a_page_is_blank_when_nothing_is_on_it(tmp_path: Path) -> None:
    assert load(tmp_path, saved(one_page(b""))).blank
    assert load(tmp_path, packed(Image.new("L", (800, 900), 250), "PNG")).blank
    speck = Image.new("L", (800, 900), 255)
    speck.paste(0, (400, 400, 408, 404))
    assert not load(tmp_path, packed(speck, "PNG")).blank


def test_damage_inside_a_page_is_its_own(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    for content, filters in ((b"0 0 m 9 9 l S", ()), (b"no deflated data", (Name.FlateDecode,))):
        page = pdf.add_blank_page().obj
        page.Contents = Stream(pdf, content, Filter=Array(filters))
    data = saved(pdf)
    assert not load(tmp_path, data, 1).blank
    with pytest.raises(SohoaError) as caught:
        load(tmp_path, data, 2)
    assert caught.value.code is ErrorCode.CORRUPT
    assert caught.value.message.startswith("Page 2 is damaged: ")


def written(lines: Sequence[str], before: bytes = b"") -> pikepdf.Pdf:
    """A born-digital page of A4 in a font that needs no file."""
    text = b"".join(
        f"BT /F1 12 Tf 70 {780 - 20 * i} Td ({line}) Tj ET\n".encode()
        for i, line in enumerate(lines)
    )
    pdf = one_page(before + text)
    pdf.pages[0].obj.MediaBox = Array([0, 0, 595, 842])
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf.pages[0].obj.Resources = Dictionary(Font=Dictionary(F1=font))
    return pdf


LINES = [f"Line number {i} of a letter that was never printed on paper" for i in range(20)]


def test_a_real_text_layer_gives_its_words_and_boxes(tmp_path: Path) -> None:
    page = load(tmp_path, saved(written(LINES)))
    assert page.words is not None
    assert " ".join(word.text for word in page.words) == " ".join(LINES)
    scale = page.pixels.shape[1] / 595
    for word in page.words:
        line = 780 - 20 * word.line
        assert (842 - line) * scale == pytest.approx(word.box.y1, abs=4 * scale)
        # The box lies on ink, and nothing is left of the first word of a line.
        x0, y0, x1, y1 = (round(v) for v in (word.box.x0, word.box.y0, word.box.x1, word.box.y1))
        assert page.pixels[y0:y1, x0:x1].min() < 100
        if word.text == "Line":
            assert word.box.x0 == pytest.approx(70 * scale, abs=2)
            assert page.pixels[y0:y1, : x0 - 2].min() == 255


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_boxes_of_a_turned_and_cut_page_fit_its_image(tmp_path: Path, rotate: int) -> None:
    # The page is drawn so that it is upright once it is turned.
    turn = {
        0: b"1 0 0 1 0 0 cm ", 90: b"0 1 -1 0 842 0 cm ", 180: b"-1 0 0 -1 595 842 cm ",
        270: b"0 -1 1 0 0 595 cm ",
    }[rotate]  # fmt: skip
    pdf = written(LINES, turn)
    box = pdf.pages[0].obj
    box.Rotate = rotate
    box.MediaBox = Array([-20, -30, 862, 900])
    # Lines 15 and on, and the first word of each, are cut off.
    box.CropBox = Array(
        {
            0: [94, 488, 595, 842], 90: [0, 94, 354, 595],
            180: [0, 0, 501, 354], 270: [488, 0, 842, 501],
        }[rotate]
    )  # fmt: skip
    page = load(tmp_path, saved(pdf))
    assert page.words is not None
    height, width = page.pixels.shape[:2]
    assert (round(width / 200 * 72), round(height / 200 * 72)) == (501, 354)
    assert [word.text for word in page.words] == [
        word for line in LINES[:15] for word in line.split()[1:]
    ]
    for word in page.words:
        x0, y0, x1, y1 = (round(v) for v in (word.box.x0, word.box.y0, word.box.x1, word.box.y1))
        assert 0 <= x0 < x1 <= width
        assert 0 <= y0 < y1 <= height
        assert page.pixels[y0:y1, x0:x1].min() < 100


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_text_that_is_displayed_askew_is_read_from_the_image(tmp_path: Path, rotate: int) -> None:
    pdf = written(LINES)
    pdf.pages[0].obj.Rotate = rotate
    assert load(tmp_path, saved(pdf)).words is None


@pytest.mark.parametrize(
    "pdf",
    [
        # A stamp of the archive on a scan: too few letters.
        written(["DA SO HOA 12/03/2024"]),
        # Letters that the font gives no meaning to, and those of a legacy Vietnamese encoding.
        written(["(cid:12)" * 30] * 5),
        written(["ViÖc kiÓm tra c¸c thñ tôc hµnh chÝnh ®· ®­îc ¸¸¸µµ¶¶··¹¹"] * 10),
        # Hidden text that another program has read.
        written(LINES, b"3 Tr "),
    ],
    ids=["stamp", "cid", "legacy", "hidden"],
)
def test_other_text_layers_are_not_trusted(tmp_path: Path, pdf: pikepdf.Pdf) -> None:
    assert load(tmp_path, saved(pdf)).words is None


def test_text_on_a_scan_does_not_stand_for_the_scan(tmp_path: Path) -> None:
    pdf = jpeg_page(picture(), (300, 0, 0, 200, 0, 0))
    page = pdf.pages[0].obj
    letters = written([line[:40] for line in LINES])
    page.Resources.Font = Dictionary(
        F1=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    )
    page.Contents = Stream(
        pdf, page.Contents.read_bytes() + b"\n" + letters.pages[0].obj.Contents.read_bytes()
    )
    assert load(tmp_path, saved(pdf)).words is None


def rebuilt(data: bytes) -> bytes:
    """A PDF whose table of objects is not where it says; QPDF makes it again."""
    return data.replace(b"startxref", b"startXref")


def test_what_had_to_be_mended_is_marked(tmp_path: Path) -> None:
    data = saved(jpeg_page(picture(), (300, 0, 0, 200, 0, 0)))
    assert not load(tmp_path, data).damaged
    assert load(tmp_path, rebuilt(data)).damaged
    cut = jpeg_page(picture(), (300, 0, 0, 200, 0, 0))
    image = cut.pages[0].obj.Resources.XObject.Im0
    image.write(image.read_raw_bytes()[:4000], filter=Name.DCTDecode)
    page = load(tmp_path, saved(cut))
    assert page.damaged
    assert page.pixels.min() < 50


def test_a_blank_page_of_a_mended_file_may_have_lost_everything(tmp_path: Path) -> None:
    with pytest.raises(SohoaError) as caught:
        load(tmp_path, rebuilt(saved(one_page(b""))))
    assert caught.value.code is ErrorCode.CORRUPT
    white = Image.new("L", (600, 400), 255)
    page = load(tmp_path, rebuilt(saved(jpeg_page(white, (300, 0, 0, 200, 0, 0)))))
    assert (page.blank, page.damaged) == (True, False)
