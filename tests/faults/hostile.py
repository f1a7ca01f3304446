"""Files that are broken, huge or out to do harm, made anew at each run."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image

from tests.conftest import SAMPLES

SPECIMENS = SAMPLES / "van_ban_hanh_chinh"
GIGABYTE = 2**30


def saved(pdf: Pdf) -> bytes:
    """The PDF's bytes; what is packed is not unpacked on the way."""
    buffer = io.BytesIO()
    pdf.save(buffer, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return buffer.getvalue()


def blank_pages(count: int) -> bytes:
    pdf = pikepdf.new()
    for _ in range(count):
        pdf.add_blank_page(page_size=(595, 842))
    return saved(pdf)


def one_page(content: bytes, size: float = 595.0, **resources: object) -> Pdf:
    """A PDF of one square page that draws `content`."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(size, size))
    page.obj.Resources = Dictionary(**{k: pdf.make_indirect(v) for k, v in resources.items()})
    page.obj.Contents = Stream(pdf, content)
    return pdf


def with_image(
    width: int, height: int, bits: int, data: bytes, filters: object = Name.FlateDecode
) -> Pdf:
    """A PDF of one page all covered by an image whose stored bytes are `data`."""
    pdf = one_page(b"q 595 0 0 595 0 0 cm /Im0 Do Q")
    image = Stream(pdf, data)
    image.update(
        {
            "/Type": Name.XObject, "/Subtype": Name.Image, "/Width": width, "/Height": height,
            "/BitsPerComponent": bits, "/ColorSpace": Name.DeviceGray, "/Filter": filters,
        }
    )  # fmt: skip
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(Im0=pdf.make_indirect(image)))
    return pdf


def deflated_zeros(size: int) -> bytes:
    """A zlib stream of about `size` zeros, made in no time: each megabyte deflates alike."""
    megabyte = bytes(2**20)
    packer = zlib.compressobj(9)
    first = packer.compress(megabyte) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(megabyte) + packer.flush(zlib.Z_FULL_FLUSH)
    count = size // len(megabyte)
    # Of zeros, Adler-32 is the count in its upper half and 1 in its lower.
    check = struct.pack(">HH", count * len(megabyte) % 65521, 1)
    return first + again * (count - 1) + b"\x03\x00" + check


def rows(width: int, height: int) -> bytes:
    """White rows of one bit a pixel, each behind PNG's filter byte, deflated."""
    packer = zlib.compressobj(1)
    row = b"\0" + b"\xff" * ((width + 7) // 8)
    return b"".join(packer.compress(row) for _ in range(height)) + packer.flush()


def png(width: int, height: int, data: bytes, *extra: tuple[bytes, bytes]) -> bytes:
    """A PNG of one bit a pixel."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), *extra, (b"IDAT", data), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )


def tiff(width: int, height: int, data: bytes, following: int = 0) -> bytes:
    """A TIFF of one bit a pixel in one deflated strip; `following` is where its next page is."""
    tags = [
        (256, 4, width), (257, 4, height), (258, 3, 1), (259, 3, 8), (262, 3, 1), (273, 4, 8),
        (277, 3, 1), (278, 4, height), (279, 4, len(data)),
    ]  # fmt: skip
    entries = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags)
    directory = struct.pack("<H", len(tags)) + entries
    start = 8 + len(data)
    again = start if following else 0
    return struct.pack("<2sHI", b"II", 42, start) + data + directory + struct.pack("<I", again)


def page_tree_loop() -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    tree = pdf.Root.Pages
    tree.Kids = Array([tree])
    return saved(pdf)


def looping_form() -> bytes:
    pdf = one_page(b"/Fx Do")
    form = pdf.make_indirect(Stream(pdf, b"/Fx Do /Fx Do"))
    form.update({"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": Array([0, 0, 595, 595])})
    form.Resources = Dictionary(XObject=Dictionary(Fx=form))
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(Fx=form))
    return saved(pdf)


def encrypted() -> bytes:
    pdf, buffer = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    pdf.save(buffer, encryption=pikepdf.Encryption(owner="owner", user="user"))
    return buffer.getvalue()


def lost_page() -> bytes:
    """Three pages, of which the second is no page any more."""
    return blank_pages(3).replace(b"\n4 0 obj\n<<", b"\n4 0 obj\n<!")


def specimen(name: str, share: float = 1.0) -> bytes:
    """The first part of a shipped specimen."""
    data = (SPECIMENS / name).read_bytes()
    return data[: int(len(data) * share)]


def tiny_jpeg_in_huge_clothes() -> bytes:
    """A JPEG whose header claims 60000 x 60000 pixels, behind a PDF that claims 100 x 100."""
    buffer = io.BytesIO()
    Image.new("L", (64, 64), 128).save(buffer, "JPEG")
    data = buffer.getvalue().replace(struct.pack(">HH", 64, 64), struct.pack(">HH", 60000, 60000))
    return saved(with_image(100, 100, 8, data, Name.DCTDecode))


def content_bomb() -> bytes:
    pdf = one_page(b"")
    pdf.pages[0].obj.Contents = Stream(pdf, deflated_zeros(4 * GIGABYTE), Filter=Name.FlateDecode)
    return saved(pdf)


def nested_bomb() -> bytes:
    data = zlib.compress(deflated_zeros(4 * GIGABYTE))
    return saved(with_image(100, 100, 8, data, Array([Name.FlateDecode, Name.FlateDecode])))


def zeros_png(size: int, *extra: tuple[bytes, bytes]) -> bytes:
    return png(size, size, deflated_zeros(4 * GIGABYTE), *extra)


PROFILE = (b"iCCP", b"x\0\0" + deflated_zeros(GIGABYTE))
LETTERS = b"BT /F0 12 Tf 20 20 Td (x) Tj ET\n"

# Each file with what may come of it: "ok" or codes of errors.
FILES: dict[str, tuple[set[str], Callable[[], bytes]]] = {
    "empty.pdf": ({"empty_file"}, lambda: b""),
    "no-pages.pdf": ({"no_pages"}, lambda: saved(pikepdf.new())),
    "truncated.pdf": ({"corrupt"}, lambda: specimen("ke-hoach-nhieu-trang.pdf", 0.5)),
    "lost-page.pdf": ({"corrupt"}, lost_page),
    "mended.pdf": (
        {"ok"},
        lambda: specimen("ke-hoach-nhieu-trang.pdf").replace(b"startxref", b"startXref"),
    ),
    "truncated.jpg": ({"corrupt"}, lambda: specimen("chi-thi.jpg", 0.5)),
    "truncated.tiff": ({"corrupt"}, lambda: specimen("giay-moi.tiff", 0.9)),
    "header.png": ({"corrupt"}, lambda: png(100, 100, b"")[:33]),
    "encrypted.pdf": ({"encrypted"}, encrypted),
    "text.pdf": ({"unsupported_type"}, lambda: "Đây là văn bản.\n".encode()),
    "200-inches.pdf": ({"ok"}, lambda: saved(one_page(b"0 0 m 14400 14400 l S", 14400))),
    "30000-bits.png": ({"too_large"}, lambda: png(30000, 30000, rows(30000, 30000))),
    "30000-bits.tiff": ({"too_large"}, lambda: tiff(30000, 30000, rows(30000, 30000))),
    "30000-bits.pdf": (
        {"too_large"},
        lambda: saved(with_image(30000, 30000, 1, deflated_zeros(113 * 2**20))),
    ),
    "content-bomb.pdf": ({"out_of_memory"}, content_bomb),
    "image-bomb.pdf": (
        {"ok", "out_of_memory"},
        lambda: saved(with_image(100, 100, 8, deflated_zeros(4 * GIGABYTE))),
    ),
    "nested-bomb.pdf": ({"ok", "out_of_memory"}, nested_bomb),
    "size-bomb.png": ({"too_large"}, lambda: zeros_png(60000)),
    "data-bomb.png": ({"ok", "corrupt"}, lambda: zeros_png(1000)),
    "profile-bomb.png": ({"corrupt"}, lambda: zeros_png(100, PROFILE)),
    "huge-clothes.pdf": ({"too_large"}, tiny_jpeg_in_huge_clothes),
    "page-tree-loop.pdf": ({"corrupt"}, page_tree_loop),
    "looping-form.pdf": ({"ok", "corrupt", "out_of_memory"}, looping_form),
    "loop.tiff": ({"ok", "corrupt"}, lambda: tiff(100, 100, rows(100, 100), following=1)),
    "2000-blank.pdf": ({"ok"}, lambda: blank_pages(2000)),
    "2001-blank.pdf": ({"too_many_pages"}, lambda: blank_pages(2001)),
    "operators.pdf": ({"ok"}, lambda: saved(one_page(b"0 0 m 9 9 l S\n" * 300_000))),
    "nested.pdf": ({"ok"}, lambda: saved(one_page(b"q " * 500_000))),
    "letters.pdf": ({"ok"}, lambda: saved(one_page(LETTERS * 50_000))),
}
