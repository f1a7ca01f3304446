"""What an input is: its kind by content, its digest, its pages, and whether it is acceptable."""

from __future__ import annotations

import hashlib
import stat
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import pikepdf
import pillow_heif
from PIL import Image

from models.errors import ErrorCode, SohoaError
from models.settings import Settings

# Our own limit on pixels is checked from the header, before anything is decoded. Pillow's would
# tell of a huge image inside a PDF by an error that looks like a colour space it does not know.
Image.MAX_IMAGE_PIXELS = None

SUPPORTED = "PDF, JPEG, PNG, TIFF, WebP or HEIC"


class FileKind(StrEnum):
    """Kinds of file that can be read."""

    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    TIFF = "tiff"
    WEBP = "webp"
    HEIC = "heic"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """An accepted input.

    Attributes:
        sha256: Hex digest of the bytes.
        size: Bytes.
        page_count: At least 1.
        signed: The PDF bears a digital signature, so it must never be rewritten.
        damaged: The PDF's table of contents had to be made again: something may be missing.
    """

    path: Path
    sha256: str
    size: int
    kind: FileKind
    page_count: int
    signed: bool = False
    damaged: bool = False


def hash_file(path: Path) -> tuple[str, int]:
    """SHA-256 (hex) and size in bytes of a regular file.

    Raises:
        SohoaError: The path is not a regular file, is empty or cannot be read.
    """
    try:
        # A fifo or a device would block for ever: look before opening.
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise SohoaError(
                ErrorCode.INTERNAL, "The folder cannot be listed.", "Check its permissions."
            )
        if not stat.S_ISREG(mode):
            raise SohoaError(
                ErrorCode.UNSUPPORTED_TYPE, "This is a pipe or a device, no file.", "Give a file."
            )
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise SohoaError(
            ErrorCode.INTERNAL,
            f"The file cannot be read: {error.strerror}.",
            "Check that it, or what it links to, exists and that you may read it.",
        ) from error
    return digest, path.stat().st_size


def inspect(path: Path, settings: Settings) -> SourceFile:
    """Recognize a file and check its limits, without decoding any page.

    Raises:
        SohoaError: With the reason and the cure, when the file cannot be accepted.
    """
    sha256, size = hash_file(path)
    if size == 0:
        raise SohoaError(ErrorCode.EMPTY_FILE, "The file is empty.", "Scan or copy it again.")
    if size > settings.max_bytes:
        raise SohoaError(
            ErrorCode.TOO_LARGE,
            f"The file has {size:,} bytes; the limit is {settings.max_bytes:,}.",
            "Split it, or raise SOHOA_MAX_BYTES.",
        )
    kind = sniff(path)
    if kind is FileKind.PDF:
        count, signed, damaged = _inspect_pdf(path)
    else:
        count, signed, damaged = _inspect_image(path, kind, settings), False, False
    if count < 1:
        raise SohoaError(ErrorCode.NO_PAGES, "The file has no pages.", "Scan it again.")
    if count > settings.max_pages:
        raise SohoaError(
            ErrorCode.TOO_MANY_PAGES,
            f"The file has {count} pages; the limit is {settings.max_pages}.",
            "Split it, or raise SOHOA_MAX_PAGES.",
        )
    return SourceFile(path, sha256, size, kind, count, signed, damaged)


def sniff(path: Path) -> FileKind:
    """The kind of a file by its first bytes, whatever its name says.

    Raises:
        SohoaError: `unsupported_type`, naming what it looks like.
    """
    with path.open("rb") as stream:
        head = stream.read(1024)
    if b"%PDF-" in head:
        return FileKind.PDF
    if head.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if head[:4] in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"):
        return FileKind.TIFF
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return FileKind.WEBP
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS:
        return FileKind.HEIC
    raise SohoaError(
        ErrorCode.UNSUPPORTED_TYPE,
        f"The file is {_describe(head)}, not {SUPPORTED}.",
        "Export or scan it as PDF.",
    )


_HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")
_OTHERS = (
    (b"GIF8", "a GIF image"),
    (b"BM", "a BMP image"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x00\x00\x00\x0cjP", "a JPEG 2000 image"),
)


def _describe(head: bytes) -> str:
    for magic, name in _OTHERS:
        if head.startswith(magic):
            return name
    try:
        head.decode("utf-8")
    except UnicodeDecodeError:
        return "of an unknown type"
    return "plain text"


def _inspect_pdf(path: Path) -> tuple[int, bool, bool]:
    """Number of pages, whether a digital signature is present, and whether it is damaged."""
    try:
        with pikepdf.open(path) as pdf:
            count, warnings = len(pdf.pages), pdf.get_warnings()
            damaged = any(_REBUILT in text for text in warnings)
            if damaged and not _has_end(path):
                raise corrupt("The PDF", path, "its end is missing")
            for text in warnings:
                if _LOST_PAGE in text:
                    raise corrupt("The PDF", path, text)
            return count, _is_signed(pdf), damaged
    except pikepdf.PasswordError as error:
        raise SohoaError(
            ErrorCode.ENCRYPTED,
            "The PDF is protected by a password.",
            "Remove the protection with the program that made it, and submit it again.",
        ) from error
    except Exception as error:
        raise judged("The PDF", path, error) from error


# What QPDF, the library under pikepdf, says when it mends a file; other warnings cost nothing.
_REBUILT = "Attempting to reconstruct cross-reference table"
_LOST_PAGE = "Pages tree includes non-dictionary object"


def _has_end(path: Path) -> bool:
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - 2048))
        return b"%%EOF" in stream.read()


def corrupt(what: str, path: Path, reason: Exception | str) -> SohoaError:
    """The error for a damaged file, with the decoder's own words."""
    words = str(reason).replace(f"{path}: ", "").replace(str(path), path.name)
    words = " ".join(words.split()).rstrip(".") or type(reason).__name__
    return SohoaError(
        ErrorCode.CORRUPT, f"{what} is damaged: {words[:200]}.", "Scan or copy it again."
    )


def judged(what: str, path: Path, error: Exception) -> Exception:
    """What to raise for an error met while decoding.

    Decoders of damaged files raise whatever their authors did not foresee. Only what is known to
    have another cause is no damage: our own errors, lack of memory, and errors of the system,
    which have a number.
    """
    if isinstance(error, SohoaError | MemoryError) or (isinstance(error, OSError) and error.errno):
        return error
    if "std::bad_alloc" in str(error):
        return MemoryError()
    return corrupt(what, path, error)


def _is_signed(pdf: pikepdf.Pdf) -> bool:
    form: Any = pdf.Root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary):
        return False
    flags = form.get("/SigFlags", 0)
    if isinstance(flags, int) and flags & 1:
        return True
    fields: Any = form.get("/Fields", [])
    return any(
        isinstance(item, pikepdf.Dictionary) and item.get("/FT") == "/Sig" and "/V" in item
        for item in (fields if isinstance(fields, pikepdf.Array) else [])
    )


def open_image(path: Path, kind: FileKind) -> Image.Image:
    """Open an image lazily; only its header has been read.

    Raises:
        SohoaError: `corrupt`.
    """
    if kind is FileKind.HEIC:
        pillow_heif.register_heif_opener()
    try:
        return Image.open(path)
    except Exception as error:
        raise judged("The image", path, error) from error


def _inspect_image(path: Path, kind: FileKind, settings: Settings) -> int:
    with open_image(path, kind) as image:
        check_pixels(image.width, image.height, settings)
        try:
            frames = int(getattr(image, "n_frames", 1))
        except Exception as error:
            raise judged("The image", path, error) from error
    return frames if kind is FileKind.TIFF else 1


def check_pixels(width: int, height: int, settings: Settings) -> None:
    """Refuse an image with more pixels than allowed.

    Raises:
        SohoaError: `too_large`.
    """
    if width * height > settings.max_pixels:
        raise SohoaError(
            ErrorCode.TOO_LARGE,
            f"A page image has {width} x {height} pixels; the limit is {settings.max_pixels:,}.",
            "Scan at 200-300 dpi, or raise SOHOA_MAX_PIXELS.",
        )
