"""A PDF of pages of other files: their bytes are copied, nothing is encoded again."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import img2pdf
import pikepdf
from PIL import Image, ImageOps

from extractors.ingest import FileKind, check_pixels, judged, open_image, sniff
from models.errors import ErrorCode, SohoaError
from models.settings import Settings

ALL = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A page to be copied.

    Attributes:
        path: Its file.
        page: Its number, from 1; `ALL`: all pages of the file, in order.
        rotation: Degrees clockwise by which it is turned; only its `/Rotate` is set.
    """

    path: Path
    page: int
    rotation: int = 0


def compose(pieces: Sequence[Piece], target: Path, mark: str, settings: Settings) -> list[int]:
    """Write a PDF of `pieces` to `target`; how many pages each of them gave.

    Args:
        pieces: At least one.
        target: Written anew.
        mark: Goes into the PDF: what is composed twice, of the same pages, is two documents.
        settings: Limits.

    Raises:
        SohoaError: A file is damaged, locked, too large or of a kind that cannot be read;
            `no_pages`; `too_many_pages`.
    """
    counts = []
    with ExitStack() as opened, pikepdf.new() as made:
        files: dict[Path, pikepdf.Pdf] = {}
        for piece in pieces:
            if piece.path not in files:
                files[piece.path] = opened.enter_context(_as_pdf(piece.path, settings))
            counts.append(_copy(files[piece.path], piece, made))
        _check(len(made.pages), settings)
        made.docinfo["/Composition"] = pikepdf.String(mark)
        made.save(target, deterministic_id=True)
    return counts


def _check(count: int, settings: Settings) -> None:
    if count == 0:
        raise SohoaError(ErrorCode.NO_PAGES, "The paper has no pages.", "Choose some.")
    if count > settings.max_pages:
        raise SohoaError(
            ErrorCode.TOO_MANY_PAGES,
            f"The paper has {count} pages; the limit is {settings.max_pages}.",
            "Split it, or raise SOHOA_MAX_PAGES.",
        )


def _copy(source: pikepdf.Pdf, piece: Piece, made: pikepdf.Pdf) -> int:
    numbers = range(1, len(source.pages) + 1) if piece.page == ALL else (piece.page,)
    for number in numbers:
        if not 1 <= number <= len(source.pages):
            raise SohoaError(
                ErrorCode.NO_PAGES, f"The file has no page {number}.", "Choose another one."
            )
        made.pages.append(source.pages[number - 1])
        page = made.pages[-1]
        for key in ("/AA", "/B", "/Tabs", "/StructParents"):
            if key in page:
                del page[key]
        # Absolute: a page that is copied twice is one object before it is turned.
        page.rotate((source.pages[number - 1].rotation + piece.rotation) % 360, relative=False)
    return len(numbers)


def _as_pdf(path: Path, settings: Settings) -> pikepdf.Pdf:
    """A file opened as PDF; an image is wrapped."""
    kind = sniff(path)
    if kind is not FileKind.PDF:
        return _wrapped(path, kind, settings)
    try:
        pdf = pikepdf.open(path)
        # What was filled into a form or stamped on a page becomes a part of it.
        pdf.flatten_annotations("")
        return pdf
    except pikepdf.PasswordError as error:
        raise SohoaError(
            ErrorCode.ENCRYPTED,
            "The PDF is protected by a password.",
            "Remove the protection with the program that made it, and submit it again.",
        ) from error
    except Exception as error:
        raise judged("The PDF", path, error) from error


def _wrapped(path: Path, kind: FileKind, settings: Settings) -> pikepdf.Pdf:
    try:
        with open_image(path, kind) as image:
            check_pixels(image.width, image.height, settings)
            if kind in (FileKind.HEIC, FileKind.WEBP) or image.has_transparency_data:
                return _from_pixels(image)
        try:
            data = img2pdf.convert(str(path), rotation=img2pdf.Rotation.ifvalid)
        except Exception:
            # An odd depth, a mirrored photograph: the pixels are kept.
            with open_image(path, kind) as image:
                return _from_pixels(image)
        return pikepdf.open(io.BytesIO(data))
    except Exception as error:
        raise judged("The image", path, error) from error


def _from_pixels(image: Image.Image) -> pikepdf.Pdf:
    """Pages of the pixels of an image and its frames, without loss."""
    made = pikepdf.new()
    for frame in range(getattr(image, "n_frames", 1)):
        image.seek(frame)
        upright = ImageOps.exif_transpose(image)
        plain = _plain(upright)
        packed = io.BytesIO()
        plain.save(packed, "PNG", dpi=image.info.get("dpi", (300, 300)))
        with pikepdf.open(io.BytesIO(img2pdf.convert(packed.getvalue()))) as page:
            made.pages.extend(page.pages)
    return made


def _plain(image: Image.Image) -> Image.Image:
    """An image on white paper, of a kind that PDF has."""
    if image.mode in ("1", "L", "RGB"):
        return image
    if image.mode in ("I", "I;16", "F"):
        return image.convert("L")
    layered = image.convert("RGBA")
    paper = Image.new("RGBA", layered.size, "white")
    return Image.alpha_composite(paper, layered).convert("RGB")
