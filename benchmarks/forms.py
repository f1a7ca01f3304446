"""Pages of forms whose text is known: leader dots, ruled blanks, tables, and values in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

import numpy as np
from PIL import ImageDraw

from samples.render import LEFT, RIGHT, TOP, Rule, Sheet, Text, width
from samples.scan import INKS, Pixels, draw

FACE = "tinos"
NAMES = ("NGUYỄN VĂN AN", "TRẦN THỊ BÍCH NGỌC", "LÊ HOÀNG PHÚC", "PHẠM THỊ HỒNG ĐÀO",
         "HUỲNH TẤN ĐẠT", "VÕ THỊ KIM LOAN", "ĐẶNG QUỐC KHÁNH", "BÙI THỊ LỤA")  # fmt: skip
PLACES = (
    "ấp Bàu Sen, xã Đức Lập Hạ, huyện Đức Hòa",
    "khu phố 3, thị trấn Hậu Nghĩa",
    "số 12 đường Nguyễn Huệ, phường 1",
    "thôn Đoàn Kết, xã Ea Kao, thành phố Buôn Ma Thuột",
)
WORK = ("Làm ruộng", "Học sinh", "Giáo viên")
# Each row of a form: labels, and what is filled in after each.
Filled = tuple[tuple[str, str], ...]


def _answers(random: Random) -> Iterator[Filled]:
    day, month = random.randrange(1, 29), random.randrange(1, 13)
    date = f"{day:02d}/{month:02d}/{random.randrange(1950, 2020)}"
    number = f"0{random.randrange(10**10, 10**11)}"
    yield (("Họ, chữ đệm, tên người yêu cầu:", random.choice(NAMES)),)
    yield (("Nơi cư trú:", random.choice(PLACES)),)
    yield (("Giấy tờ tùy thân:", f"Căn cước công dân số {number}"),)
    yield (("Quan hệ với người được khai sinh:", random.choice(("Cha", "Mẹ", "Ông nội"))),)
    yield (("Họ, chữ đệm, tên:", random.choice(NAMES)),)
    yield (("Ngày, tháng, năm sinh:", date), ("Giới tính:", random.choice(("Nam", "Nữ"))))
    yield (
        ("Dân tộc:", random.choice(("Kinh", "Khmer", "Ê Đê", "Hoa"))),
        ("Quốc tịch:", "Việt Nam"),
    )
    yield (("Nơi sinh:", "Bệnh viện Đa khoa khu vực Hậu Nghĩa"),)
    yield (("Quê quán:", random.choice(PLACES)),)
    yield (("Họ, chữ đệm, tên người mẹ:", random.choice(NAMES)),)
    yield (("Năm sinh:", str(random.randrange(1950, 2003))), ("Dân tộc:", "Kinh"))
    yield (("Số điện thoại:", f"09{random.randrange(10**7, 10**8)}"), ("Nghề nghiệp:", "Làm ruộng"))
    yield (
        ("Diện tích đất:", f"{random.randrange(80, 900)},5 m2"),
        ("Tờ bản đồ số:", str(random.randrange(1, 60))),
    )
    yield (("Lý do đề nghị:", "Bị mất giấy chứng nhận quyền sử dụng đất"),)
    yield (("Ghi chú:", ""),)


@dataclass(slots=True)
class Form:
    """A page as it is set: a sheet, and upright rules in points, x, y0, y1."""

    sheet: Sheet = field(default_factory=Sheet)
    uprights: list[tuple[float, float, float]] = field(default_factory=list)

    def put(self, x: float, y: float, text: str, size: float) -> float:
        """Set a run of text; where it ends."""
        if text:
            self.sheet.marks.append(Text(x, y, text, FACE, size))
        return x + width(text, FACE, size)


Blank = Callable[[Form, float, float, float, str, float, Random], None]


def dotted(
    form: Form, x: float, end: float, y: float, value: str, size: float, random: Random
) -> None:
    """The value typed between dots, as with a word processor."""
    dot = width(".", FACE, size)
    before = random.randrange(0, 8)
    x = form.put(x, y, "." * before + value, size)
    form.put(x, y, "." * max(0, int((end - x) / dot)), size)


def overprinted(
    form: Form, x: float, end: float, y: float, value: str, size: float, random: Random
) -> None:
    """The value printed upon a line of dots."""
    form.put(x, y, "." * int((end - x) / width(".", FACE, size)), size)
    form.put(x + random.uniform(4, 14), y - random.uniform(0.0, 2.0), value, size)


def ruled(
    form: Form, x: float, end: float, y: float, value: str, size: float, random: Random
) -> None:
    """The value upon a line."""
    form.sheet.marks.append(Rule(x, end, y + random.uniform(1.0, 3.0)))
    form.put(x + random.uniform(2, 10), y, value, size)


def rows(form: Form, y: float, blank: Blank, size: float, random: Random) -> float:
    """Labels and what is filled in, one row below the other; where they end."""
    for filled in _answers(random):
        share = (RIGHT - LEFT) / len(filled)
        for i, (label, value) in enumerate(filled):
            x = form.put(LEFT + i * share, y, label, size) + 2
            blank(form, x, LEFT + (i + 1) * share - 4, y, value, size, random)
        form.sheet.lines.append(" ".join(f"{label} {value}".strip() for label, value in filled))
        y += size * 1.55
    return y


COLUMNS = (("STT", 30.0), ("Họ và tên", 150.0), ("Năm sinh", 60.0), ("Quan hệ", 60.0),
           ("Nghề nghiệp", 85.0), ("Ghi chú", 80.0))  # fmt: skip


def table(form: Form, y: float, size: float, random: Random) -> float:
    """A ruled table of the members of a household; where it ends."""
    people = [
        (str(n), random.choice(NAMES).title(), str(random.randrange(1940, 2020)),
         random.choice(("Vợ", "Con", "Cháu")), random.choice(WORK), "")
        for n in range(1, random.randrange(6, 10))
    ]  # fmt: skip
    height, top = size * 1.6, y
    for cells in (tuple(name for name, _ in COLUMNS), *people):
        x = LEFT
        for cell, (_, wide) in zip(cells, COLUMNS, strict=True):
            form.put(x + 4, y + height - 0.45 * size, cell, size)
            x += wide
        form.sheet.lines.append(" ".join(cell for cell in cells if cell))
        form.sheet.marks.append(Rule(LEFT, x, y))
        y += height
    form.sheet.marks.append(Rule(LEFT, x, y))
    edges = np.cumsum([LEFT, *(wide for _, wide in COLUMNS)])
    form.uprights += [(float(edge), top, y) for edge in edges]
    return y


def make_form(random: Random) -> Form:
    """A page: a title, filled blanks of one kind, then a table or blanks of another kind."""
    form, size = Form(), random.choice((11.0, 12.0, 13.0))
    form.put(230, TOP, "TỜ KHAI ĐĂNG KÝ", 13)
    form.sheet.lines.append("TỜ KHAI ĐĂNG KÝ")
    kinds: Sequence[Blank] = random.sample((dotted, overprinted, ruled), 2)
    y = rows(form, TOP + 34, kinds[0], size, random)
    if random.random() < 0.6:
        table(form, y + 10, size, random)
    else:
        rows(form, y + 14, kinds[1], size, random)
    return form


def draw_form(form: Form, dpi: int, random: Random) -> Pixels:
    """The page, (H, W, 3) RGB."""
    image = draw(form.sheet, dpi, random)
    pen = ImageDraw.Draw(image)
    for x, top, bottom in form.uprights:
        pen.line((x * dpi / 72, top * dpi / 72, x * dpi / 72, bottom * dpi / 72), INKS["black"], 2)
    return np.asarray(image)
