"""PDFs of pages of other files, copied without loss."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image

from extractors.compose import ALL, Piece, compose
from models.errors import ErrorCode, SohoaError
from models.settings import Settings

SETTINGS = Settings()


def picture(shade: int, size: tuple[int, int] = (120, 80)) -> Image.Image:
    """Noise, so that any loss shows."""
    rng = np.random.default_rng(shade)
    return Image.fromarray(rng.integers(0, 255, (size[1], size[0]), np.uint8))


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    """Three pages of different width, the second one turned."""
    made = pikepdf.new()
    for width in (200, 300, 400):
        made.add_blank_page(page_size=(width, 500))
    made.pages[1].rotate(90, relative=False)
    made.save(tmp_path / "three.pdf")
    return tmp_path / "three.pdf"


def image_file(folder: Path, name: str, **options: object) -> Path:
    path = folder / name
    picture(7).save(path, **options)
    return path


def made_of(target: Path, *pieces: Piece) -> pikepdf.Pdf:
    compose(pieces, target, "1.1", SETTINGS)
    return pikepdf.open(target)


def only_image(made: pikepdf.Pdf) -> pikepdf.Object:
    [found] = made.pages[0].obj.Resources.XObject.as_dict().values()
    return found


def widths(made: pikepdf.Pdf) -> list[int]:
    return [int(page.mediabox[2]) for page in made.pages]


def test_pages_stand_in_the_order_that_was_asked_for(pdf: Path, tmp_path: Path) -> None:
    target = tmp_path / "made.pdf"
    made = made_of(target, Piece(pdf, 3), Piece(pdf, 1), Piece(pdf, 3))
    assert widths(made) == [400, 200, 400]


def test_a_turn_is_added_to_what_the_page_has(pdf: Path, tmp_path: Path) -> None:
    made = made_of(tmp_path / "made.pdf", Piece(pdf, 1, 90), Piece(pdf, 2, 270), Piece(pdf, 2))
    assert [int(page.obj.get("/Rotate", 0)) for page in made.pages] == [90, 0, 90]


def test_all_pages_of_a_file(pdf: Path, tmp_path: Path) -> None:
    counts = compose([Piece(pdf, 1), Piece(pdf, ALL)], tmp_path / "made.pdf", "1.1", SETTINGS)
    assert counts == [1, 3]


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("a.jpg", {"quality": 90, "dpi": (300, 300)}),
        ("a.png", {}),
        ("a.tif", {"compression": "tiff_lzw"}),
        ("a.webp", {"lossless": True}),
    ],
)
def test_images_keep_their_pixels(name: str, options: dict[str, object], tmp_path: Path) -> None:
    path = image_file(tmp_path, name, **options)
    made = made_of(tmp_path / "made.pdf", Piece(path, 1))
    image = only_image(made)
    kept = pikepdf.PdfImage(image).as_pil_image().convert("L")
    with Image.open(path) as original:
        assert np.array_equal(np.asarray(kept), np.asarray(original.convert("L")))


def test_the_bytes_of_a_jpeg_are_copied(tmp_path: Path) -> None:
    path = image_file(tmp_path, "a.jpg", quality=90)
    made = made_of(tmp_path / "made.pdf", Piece(path, 1))
    image = only_image(made)
    assert image.read_raw_bytes() == path.read_bytes()


def test_a_photograph_stands_as_its_camera_says(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    path = image_file(tmp_path, "a.jpg", exif=exif)
    made_of(tmp_path / "made.pdf", Piece(path, 1)).close()
    shown = pypdfium2.PdfDocument(tmp_path / "made.pdf")
    width, height = shown[0].get_size()
    assert height > width
    shown.close()


def test_an_image_with_an_alpha_channel_lies_on_white(tmp_path: Path) -> None:
    Image.new("RGBA", (60, 40), (0, 0, 0, 0)).save(tmp_path / "clear.png")
    made = made_of(tmp_path / "made.pdf", Piece(tmp_path / "clear.png", 1))
    image = only_image(made)
    assert np.asarray(pikepdf.PdfImage(image).as_pil_image().convert("L")).min() == 255


def test_one_frame_of_a_tiff(tmp_path: Path) -> None:
    frames = [picture(1), picture(2, (90, 70))]
    frames[0].save(tmp_path / "two.tif", save_all=True, append_images=frames[1:])
    made = made_of(tmp_path / "made.pdf", Piece(tmp_path / "two.tif", 2))
    image = only_image(made)
    assert (int(image.Width), int(image.Height)) == (90, 70)


def test_the_same_order_gives_the_same_bytes_and_another_one_others(
    pdf: Path, tmp_path: Path
) -> None:
    made = []
    for mark in ("1.1", "1.1", "2.1"):
        compose([Piece(pdf, 1)], tmp_path / "made.pdf", mark, SETTINGS)
        made.append((tmp_path / "made.pdf").read_bytes())
    assert made[0] == made[1] != made[2]


def test_scripts_of_a_page_are_left_behind(pdf: Path, tmp_path: Path) -> None:
    with pikepdf.open(pdf, allow_overwriting_input=True) as changed:
        action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        changed.pages[0].obj.AA = pikepdf.Dictionary(O=action)
        changed.save()
    made_of(tmp_path / "made.pdf", Piece(pdf, 1)).close()
    assert b"JavaScript" not in (tmp_path / "made.pdf").read_bytes()


def locked() -> bytes:
    """A PDF with a password."""
    made, packed = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    made.save(packed, encryption=pikepdf.Encryption(owner="a", user="b"))
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"plain text", ErrorCode.UNSUPPORTED_TYPE),
        (b"%PDF-1.7 nothing more", ErrorCode.CORRUPT),
        (b"\xff\xd8\xff nothing more", ErrorCode.CORRUPT),
        (locked(), ErrorCode.ENCRYPTED),
    ],
    ids=["text", "broken pdf", "broken jpeg", "locked"],
)
def test_a_file_that_cannot_be_used_is_refused(
    data: bytes, code: ErrorCode, tmp_path: Path
) -> None:
    (tmp_path / "bad").write_bytes(data)
    with pytest.raises(SohoaError) as refused:
        compose([Piece(tmp_path / "bad", 1)], tmp_path / "made.pdf", "1.1", SETTINGS)
    assert refused.value.code is code


def test_a_page_that_is_not_there_is_refused(pdf: Path, tmp_path: Path) -> None:
    with pytest.raises(SohoaError) as refused:
        compose([Piece(pdf, 4)], tmp_path / "made.pdf", "1.1", SETTINGS)
    assert refused.value.code is ErrorCode.NO_PAGES
