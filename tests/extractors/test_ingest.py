"""What an input is, by its content and not by its name."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pikepdf
import pillow_heif
import pytest
from PIL import Image

from extractors.ingest import FileKind, inspect
from models.errors import ErrorCode, SohoaError
from models.settings import Settings
from tests.faults.hostile import blank_pages

pillow_heif.register_heif_opener()


def code(path: Path, settings: Settings) -> ErrorCode:
    with pytest.raises(SohoaError) as caught:
        inspect(path, settings)
    assert str(path) not in caught.value.message
    assert caught.value.remedy
    return caught.value.code


@pytest.mark.parametrize(
    ("stored_as", "kind"),
    [
        ("PDF", FileKind.PDF), ("JPEG", FileKind.JPEG), ("PNG", FileKind.PNG),
        ("TIFF", FileKind.TIFF), ("WEBP", FileKind.WEBP), ("HEIF", FileKind.HEIC),
    ],
)  # fmt: skip
def test_the_content_decides_and_not_the_name(
    tmp_path: Path, settings: Settings, stored_as: str, kind: FileKind
) -> None:
    path = tmp_path / "scan.docx"
    Image.new("RGB", (120, 80), "white").save(path, stored_as)
    source = inspect(path, settings)
    assert (source.kind, source.page_count, source.signed) == (kind, 1, False)
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert source.size == path.stat().st_size


def test_a_pdf_may_begin_late(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "late.pdf"
    path.write_bytes(b"\xef\xbb\xbf" + b"\n" * 40 + blank_pages(2))
    assert inspect(path, settings).page_count == 2


@pytest.mark.parametrize("order", ["<", ">"])
def test_every_page_of_a_tiff_counts(tmp_path: Path, settings: Settings, order: str) -> None:
    path = tmp_path / "pages.tiff"
    mode = {"<": "I;16", ">": "I;16B"}[order]
    pages = [Image.new(mode, (50, 50)) for _ in range(3)]
    pages[0].save(path, save_all=True, append_images=pages[1:])
    assert path.read_bytes()[:2] == {"<": b"II", ">": b"MM"}[order]
    assert inspect(path, settings).page_count == 3


@pytest.mark.parametrize("stored_as", ["WEBP", "PNG"])
def test_an_animation_is_one_page(tmp_path: Path, settings: Settings, stored_as: str) -> None:
    path = tmp_path / "animation"
    frames = [Image.new("RGB", (50, 50), colour) for colour in ("red", "green", "blue")]
    frames[0].save(path, stored_as, save_all=True, append_images=frames[1:])
    assert inspect(path, settings).page_count == 1


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (b"GIF89a", "a GIF image"),
        (b"PK\x03\x04", "an office document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
        ("Kính gửi: Sở Nội vụ".encode(), "plain text"),
        (b"\x7fELF\xff", "of an unknown type"),
    ],
)
def test_what_is_not_supported_is_named(
    tmp_path: Path, settings: Settings, head: bytes, told: str
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(head)
    with pytest.raises(SohoaError, match=told) as caught:
        inspect(path, settings)
    assert caught.value.code is ErrorCode.UNSUPPORTED_TYPE


def test_each_limit_has_its_reason(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(blank_pages(3))
    assert inspect(path, replace(settings, max_pages=3)).page_count == 3
    assert code(path, replace(settings, max_pages=2)) is ErrorCode.TOO_MANY_PAGES
    size = path.stat().st_size
    assert inspect(path, replace(settings, max_bytes=size)).size == size
    assert code(path, replace(settings, max_bytes=size - 1)) is ErrorCode.TOO_LARGE
    Image.new("1", (100, 50)).save(tmp_path / "a.png")
    inspect(tmp_path / "a.png", replace(settings, max_pixels=5000))
    assert code(tmp_path / "a.png", replace(settings, max_pixels=4999)) is ErrorCode.TOO_LARGE


def test_damage_that_costs_no_page_is_borne_and_other_is_not(
    tmp_path: Path, settings: Settings
) -> None:
    path = tmp_path / "a.pdf"
    whole = blank_pages(3)
    path.write_bytes(whole.replace(b"startxref", b"startXref"))
    assert inspect(path, settings).page_count == 3
    path.write_bytes(whole[: whole.index(b"startxref")])
    assert code(path, settings) is ErrorCode.CORRUPT
    path.write_bytes(whole.replace(b"\n4 0 obj\n<<", b"\n4 0 obj\n<!"))
    assert code(path, settings) is ErrorCode.CORRUPT


def test_a_password_that_opens_for_all_is_none(tmp_path: Path, settings: Settings) -> None:
    for user, expected in (("", None), ("geheim", ErrorCode.ENCRYPTED)):
        path = tmp_path / f"{user}.pdf"
        with pikepdf.new() as pdf:
            pdf.add_blank_page()
            pdf.save(path, encryption=pikepdf.Encryption(owner="owner", user=user))
        if expected is None:
            assert inspect(path, settings).page_count == 1
        else:
            assert code(path, settings) is expected


@pytest.mark.parametrize("filled", [True, False])
def test_a_signature_is_seen_and_an_empty_field_for_one_is_not(
    tmp_path: Path, settings: Settings, filled: bool
) -> None:
    path = tmp_path / "a.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        field = pikepdf.Dictionary(FT=pikepdf.Name.Sig, T=pikepdf.String("Signature1"))
        if filled:
            field.V = pikepdf.Dictionary(Type=pikepdf.Name.Sig)
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[field])
        pdf.save(path)
    assert inspect(path, settings).signed is filled
