"""Thẻ căn cước công dân of 2021 and thẻ căn cước of 2024, either side or both.

Thông tư 06/2021/TT-BCA and Thông tư 17/2024/TT-BCA.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import partial
from random import Random

from samples.forms.births import Family, make_family
from samples.forms.mrz import zone
from samples.forms.page import MOTTO, Page
from samples.forms.people import Person, capital, make_person
from samples.forms.template import TRAIN, Story, Template, some_date
from samples.forms.words import dmy
from samples.render import BLACK, RED, Box, Code, Disc, Line, Portrait, Scrawl, Stamp, Text, width

TYPE = "can_cuoc"
# ID-1 in points.
CARD = (242.6, 153.0)
OLD_DATES = (datetime.date(2021, 1, 10), datetime.date(2024, 6, 28))
NEW_DATES = (datetime.date(2024, 7, 1), datetime.date(2026, 10, 30))
_MARKS = (
    "Nốt ruồi C:2cm trên sau cánh mũi trái", "Sẹo chấm C:1,5cm dưới sau đuôi mắt phải",
    "Nốt ruồi C:1cm dưới trước mép phải", "Sẹo C:0,5cm trên đầu lông mày trái",
)  # fmt: skip


def expiry(born: datetime.date, issued: datetime.date) -> datetime.date | None:
    """The birthday at 25, 40 or 60 (two years' grace); None for no end."""
    for age in (25, 40, 60):
        day = datetime.date(
            born.year + age, born.month, min(born.day, 28 if born.month == 2 else 31)
        )
        if day > issued + datetime.timedelta(730):
            return day
    return None


def card(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """What a card says."""
    issued = some_date(random, *dates)
    family = make_family(random, (issued - datetime.timedelta(40), issued))
    old = issued < datetime.date(2024, 7, 1)
    person = make_person(random, issued, (1948, issued.year - 15))
    story = Story()
    story.text(
        so_dinh_danh=person.id12, ho_ten=person.upper, gioi_tinh=person.sex, quoc_tich="Việt Nam",
        que_quan=person.origin.bare, noi_thuong_tru=person.home.card,
        noi_dang_ky_khai_sinh=person.origin.bare,
    )  # fmt: skip
    story.shown["noi_thuong_tru.nha"] = capital(person.home.detail)
    story.shown["noi_thuong_tru.cap"] = person.home.bare
    story.date("ngay_sinh", person.born)
    story.date("ngay_cap", issued)
    end = expiry(person.born, issued)
    never = "Không thời hạn"
    story.put("ngay_het_han", end.isoformat() if end else never, dmy(end) if end else never)
    former = person.id9 if person.born.year < 2001 and random.random() < 0.7 else ""
    story.put("so_cmnd_cu", former, former)
    if not former:
        story.missing.add("so_cmnd_cu")
    _machine(story, person, family, issued, end, old=old)
    story.also(
        dac_diem=random.choice(_MARKS), cuc_truong=make_person(random, issued, (1962, 1975)).name
    )
    return story


def _machine(
    story: Story, person: Person, family: Family, issued: datetime.date,
    end: datetime.date | None, *, old: bool,
) -> None:  # fmt: skip
    parts = [
        person.id12, str(story.gold["so_cmnd_cu"]), person.name, person.born.strftime("%d%m%Y"),
        person.sex, person.home.card, issued.strftime("%d%m%Y"),
    ]  # fmt: skip
    if not old:
        parts += ["", family.father.name, family.mother.name, ""]
    lines = zone(person, end)
    story.also(qr="|".join(parts), mrz1=lines[0], mrz2=lines[1], mrz3=lines[2])


OLD, NEW = partial(card, dates=OLD_DATES), partial(card, dates=NEW_DATES)


class Side:
    """One side of a card, drawn `scale` times its size at `x`, `y`."""

    def __init__(self, page: Page, x: float, y: float, scale: float, fill: str) -> None:
        self.page, self.x, self.y, self.scale = page, x, y, scale
        wide, high = CARD
        page.mark(Box(*self.at(0, 0), *self.at(wide, high), fill, "grey"))
        for i in range(9):
            page.mark(Line(*self.at(0, 15 + 16 * i), *self.at(wide, 24 + 14 * i), 0.3, "white"))

    def at(self, x: float, y: float) -> tuple[float, float]:
        """A place on the page."""
        return self.x + x * self.scale, self.y + y * self.scale

    def put(
        self, x: float, y: float, text: str, size: float, style: str = "", ink: str = BLACK,
        room: float = 0.0, face: str = "", key: str = "",
    ) -> None:  # fmt: skip
        """A line of print, smaller where it would leave its room."""
        face = face or self.page.face(style)
        room = room or CARD[0] - 5 - x
        size = min(size, size * room / max(1.0, width(text, face, size)))
        place = self.at(x, y)
        if text:
            self.page.mark(Text(*place, text, face, size * self.scale, ink, key))

    def centre(
        self, x: float, y: float, text: str, size: float, style: str = "", ink: str = BLACK
    ) -> None:
        """A centred line of print."""
        self.put(x - width(text, self.page.face(style), size) / 2, y, text, size, style, ink)

    def field(self, x: float, y: float, label: str, key: str, *, below: bool = False,
              size: float = 7.4, room: float = 0.0) -> None:  # fmt: skip
        """A label in two languages and its value."""
        value, small = self.page.value(key), 5.4
        self.put(x, y, label, small)
        after = width(label, self.page.face(), small) + 3
        if below:
            self.put(x, y + size + 1.2, value, size, "b", room=room, key=key)
            self.page.say(label, value)
        else:
            style = "b" if self.page.style.value else ""
            self.put(x + after, y, value, size, style, room=room, key=key)
            self.page.say(f"{label} {value}".strip())

    def head(self, title: str, english: str, *, shift: float = 0.0) -> None:
        """Quốc hiệu in two languages, and the card's title."""
        middle = 136.0 + shift
        self.page.mark(Disc(*self.at(28, 26), 14 * self.scale, "red"))
        self.page.mark(Disc(*self.at(28, 26), 10 * self.scale, "yellow"))
        lines = (
            (15.0, MOTTO[0], 6.6, "b", BLACK), (23.0, MOTTO[1], 6.2, "b", BLACK),
            (29.5, "SOCIALIST REPUBLIC OF VIET NAM", 4.6, "", BLACK),
            (35.5, "Independence - Freedom - Happiness", 4.6, "", BLACK),
            (46.5, title, 10.5, "b", RED), (53.0, english, 5.4, "i", RED),
        )  # fmt: skip
        for y, text, size, style, ink in lines:
            self.centre(middle, y, text, size, style, ink)
        self.page.say(*(line[1] for line in lines))

    def portrait(self, y: float) -> None:
        """The photograph."""
        if not self.page.blank:
            self.page.mark(Portrait(*self.at(10, y), 50 * self.scale, 66 * self.scale))

    def qr(self, x: float, y: float, size: float) -> None:
        """The QR code; what it says counts as on the card."""
        for key in ("so_dinh_danh", "so_cmnd_cu", "ho_ten", "ngay_sinh", "gioi_tinh",
                    "noi_thuong_tru", "ngay_cap"):  # fmt: skip
            self.page.value(key)
        text = self.page.value("qr")
        if text:
            self.page.mark(
                Box(*self.at(x - 2, y - 2), *self.at(x + size + 2, y + size + 2), "white", None)
            )
            self.page.mark(Code(*self.at(x, y), size * self.scale, size * self.scale, text))

    def chip(self, x: float, y: float) -> None:
        """The chip."""
        self.page.mark(Box(*self.at(x, y), *self.at(x + 30, y + 24), "gold", "grey"))
        for dx in (10, 20):
            self.page.mark(Line(*self.at(x + dx, y), *self.at(x + dx, y + 24), 0.5, "grey"))
        self.page.mark(Line(*self.at(x, y + 12), *self.at(x + 30, y + 12), 0.5, "grey"))

    def zone(self) -> None:
        """The machine-readable zone."""
        for i, key in enumerate(("mrz1", "mrz2", "mrz3")):
            text = self.page.value(key)
            self.put(9, 122 + 12 * i, text, 12.4, face="mono-b", room=CARD[0] - 18)
            self.page.say(text)
        for key in ("so_dinh_danh", "ngay_sinh"):
            self.page.value(key)


def front_2021(page: Page, x: float, y: float, scale: float) -> None:
    """Front of a CCCD."""
    side = Side(page, x, y, scale, "sky")
    side.head("CĂN CƯỚC CÔNG DÂN", "Citizen Identity Card", shift=-6)
    side.portrait(58)
    side.qr(204, 8, 31)
    side.put(68, 67, "Số / No.:", 6.4)
    number = page.value("so_dinh_danh")
    side.put(97, 67, number, 11.5, "b", key="so_dinh_danh")
    page.say(f"Số / No.: {number}")
    side.field(68, 76, "Họ và tên / Full name:", "ho_ten", below=True, size=8)
    side.field(68, 94, "Ngày sinh / Date of birth:", "ngay_sinh")
    _same_line(
        side, 103, ("Giới tính / Sex:", "gioi_tinh"), ("Quốc tịch / Nationality:", "quoc_tich")
    )
    side.field(68, 111.5, "Quê quán / Place of origin:", "que_quan", below=True)
    _residence(side)
    side.put(8, 131, "Có giá trị đến:", 4.8)
    side.put(8, 137, "Date of expiry:", 4.8)
    end = page.value("ngay_het_han")
    side.put(8, 145, end, 6.0, "b", room=54, key="ngay_het_han")
    page.say("Có giá trị đến:", f"Date of expiry: {end}".strip())


def _residence(side: Side) -> None:
    page, label = side.page, "Nơi thường trú / Place of residence:"
    house, levels = page.value("noi_thuong_tru.nha"), page.value("noi_thuong_tru.cap")
    house = f"{house}," if house else ""
    side.put(68, 129, label, 5.4)
    side.put(68 + width(label, page.face(), 5.4) + 3, 129, house, 7.2, key="noi_thuong_tru")
    side.put(68, 139, levels, 7.2, key="noi_thuong_tru")
    page.say(f"{label} {house}".strip(), levels)


def _same_line(
    side: Side, y: float, *cells: tuple[str, str], x: float = 68.0, step: float = 68.0
) -> None:
    said = []
    for label, key in cells:
        value = side.page.value(key)
        side.put(x, y, label, 5.4)
        side.put(x + width(label, side.page.face(), 5.4) + 3, y, value, 7.4, key=key)
        said.append(f"{label} {value}".strip())
        x += step
    side.page.say(" ".join(said))


def back_2021(page: Page, x: float, y: float, scale: float) -> None:
    """Back of a CCCD."""
    side = Side(page, x, y, scale, "sky")
    mark = page.value("dac_diem")
    side.put(10, 13, "Đặc điểm nhận dạng / Personal identification:", 5.6, "b")
    side.put(10, 22, mark, 6.6, room=150)
    page.say("Đặc điểm nhận dạng / Personal identification:", mark)
    side.field(10, 32, "Ngày, tháng, năm / Date, month, year:", "ngay_cap", size=7)
    lines = (
        "CỤC TRƯỞNG CỤC CẢNH SÁT", "QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI",
        "DIRECTOR GENERAL OF THE POLICE DEPARTMENT", "FOR ADMINISTRATIVE MANAGEMENT OF SOCIAL"
        " ORDER",
    )  # fmt: skip
    for i, line in enumerate(lines):
        side.centre(114, 41 + 7 * i, line, 5.2 if i < 2 else 4.2, "b" if i < 2 else "")
    page.say(*lines)
    side.chip(14, 50)
    if not page.blank:
        page.mark(Scrawl(*side.at(114, 82)))
    signer = page.value("cuc_truong")
    side.centre(114, 103, signer, 6.6, "b")
    page.say(signer)
    for i, text in enumerate(
        ("Ngón trỏ trái", "Left index finger", "Ngón trỏ phải", "Right index finger")
    ):
        side.put(182, 12 + 6 * (i % 2) + (50 if i > 1 else 0), text, 4.8)
    page.say("Ngón trỏ trái", "Left index finger", "Ngón trỏ phải", "Right index finger")
    for top in (21, 71):
        page.mark(Box(*side.at(186, top), *side.at(218, top + 33), "pale", None))
    side.zone()


def front_2024(page: Page, x: float, y: float, scale: float) -> None:
    """Front of a căn cước."""
    side = Side(page, x, y, scale, "mint")
    side.head("CĂN CƯỚC", "IDENTITY CARD")
    side.portrait(62)
    side.field(68, 65, "Số định danh cá nhân / Personal identification number:", "so_dinh_danh",
               below=True, size=10.5)  # fmt: skip
    side.field(68, 87, "Họ, chữ đệm và tên khai sinh / Full name:", "ho_ten", below=True, size=8.4)
    side.field(68, 106, "Ngày, tháng, năm sinh / Date of birth:", "ngay_sinh")
    _same_line(
        side, 117, ("Giới tính / Sex:", "gioi_tinh"), ("Quốc tịch / Nationality:", "quoc_tich")
    )


def back_2024(page: Page, x: float, y: float, scale: float) -> None:
    """Back of a căn cước."""
    side = Side(page, x, y, scale, "mint")
    side.field(12, 14, "Nơi cư trú / Place of residence:", "noi_thuong_tru", below=True, room=170)
    side.field(12, 33, "Nơi đăng ký khai sinh / Place of birth registration:",
               "noi_dang_ky_khai_sinh", below=True, room=170)  # fmt: skip
    side.field(62, 54, "Ngày, tháng, năm cấp / Date of issue:", "ngay_cap", below=True, room=80)
    side.field(
        62, 73, "Ngày, tháng, năm hết hạn / Date of expiry:", "ngay_het_han", below=True, room=90
    )
    side.chip(14, 54)
    side.put(70, 97, "BỘ CÔNG AN", 7, "b", RED)
    side.put(62, 104, "MINISTRY OF PUBLIC SECURITY", 4.6)
    page.say("BỘ CÔNG AN", "MINISTRY OF PUBLIC SECURITY")
    side.qr(189, 8, 44)
    side.zone()


_Draw = Callable[[Page, float, float, float], None]


def _below(page: Page, scale: float, *sides: _Draw) -> None:
    """Sides one below the other."""
    x, y = (page.width - CARD[0] * scale) / 2, 70.0
    for draw in sides:
        draw(page, x, y, scale)
        y += CARD[1] * scale + 50


def copy_2021(page: Page, random: Random) -> None:
    """Both sides of a CCCD one below the other on A4."""
    _below(page, random.choice((1.0, 1.3, 1.5)), front_2021, back_2021)


def copy_2024(page: Page, random: Random) -> None:
    """Both sides of a căn cước one below the other on A4."""
    _below(page, random.choice((1.0, 1.3, 1.5)), front_2024, back_2024)


def certified_2021(page: Page, _: Random) -> None:
    """Both sides beside each other, certified as a copy below."""
    front_2021(page, 40, 110, 1.06)
    back_2021(page, 64 + CARD[0] * 1.06, 110, 1.06)
    if not page.blank:
        page.mark(Stamp(60, 330, "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH"))
        page.say("CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH")


def certified_2024(page: Page, _: Random) -> None:
    """Both sides enlarged, a heading above."""
    page.line("BẢN CHỤP THẺ CĂN CƯỚC KÈM THEO HỒ SƠ", 13)
    _below(page, 1.8, front_2024, back_2024)


def front_2021_alone(page: Page, _: Random) -> None:
    """A CCCD's front on the glass."""
    front_2021(page, 5, 5, 1.0)


def back_2021_alone(page: Page, _: Random) -> None:
    """A CCCD's back on the glass."""
    back_2021(page, 5, 5, 1.0)


def front_2024_alone(page: Page, _: Random) -> None:
    """A căn cước's front on the glass."""
    front_2024(page, 5, 5, 1.0)


def back_2024_alone(page: Page, _: Random) -> None:
    """A căn cước's back on the glass."""
    back_2024(page, 5, 5, 1.0)


_GLASS = (CARD[0] + 10, CARD[1] + 10)
_SANS = ("arimo",)
# The zone tells sex, nationality, end and a name without marks; whether they count is disputable.
_ZONE_ONLY = ("ho_ten", "gioi_tinh", "quoc_tich", "ngay_het_han")
TEMPLATES = (
    Template(TYPE, "cccd-2021-hai-mat", TRAIN, OLD, copy_2021, families=_SANS),
    Template(TYPE, "cccd-2021-mat-truoc", TRAIN, OLD, front_2021_alone, paper=_GLASS,
             families=_SANS),
    Template(TYPE, "cccd-2021-mat-sau", TRAIN, OLD, back_2021_alone, paper=_GLASS, families=_SANS,
             skip=_ZONE_ONLY),
    Template(TYPE, "can-cuoc-2024-hai-mat", TRAIN, NEW, copy_2024, families=_SANS),
    Template(TYPE, "cccd-2021-chung-thuc", TRAIN, OLD, certified_2021, families=_SANS),
    Template(TYPE, "can-cuoc-2024-mat-truoc", TRAIN, NEW, front_2024_alone, paper=_GLASS,
             families=_SANS),
    Template(TYPE, "can-cuoc-2024-mat-sau", TRAIN, NEW, back_2024_alone, paper=_GLASS,
             families=_SANS, skip=("quoc_tich",)),
    Template(TYPE, "can-cuoc-2024-phong-to", TRAIN, NEW, certified_2024, families=_SANS),
)  # fmt: skip
