"""More layouts to learn from: how copies of identity cards lie on other sheets."""

from __future__ import annotations

import datetime
from functools import partial
from random import Random

from samples.forms.cards import (
    CARD,
    NEW_DATES,
    OLD,
    TYPE,
    Side,
    back_2021,
    card,
    front_2021,
)
from samples.forms.page import Page, Signer
from samples.forms.people import make_name
from samples.forms.template import TRAIN, Story, Template
from samples.render import RED, Stamp


def attested(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """What a card says, and who attests the copy of it."""
    story = card(random, dates)
    issued = datetime.date.fromisoformat(str(story.gold["ngay_cap"]))
    day = issued + datetime.timedelta(random.randrange(20, 400))
    story.also(
        chung_thuc=str(random.randrange(100, 9000)), thu_ky=make_name(random, "Kinh", "Nam"),
        ngay_ct=f"Ngày {day.day:02d} tháng {day.month:02d} năm {day.year}",
        noi_ct="VĂN PHÒNG CÔNG CHỨNG NGUYỄN HUỆ",
    )  # fmt: skip
    return story


def beside(page: Page, random: Random) -> None:
    """Both sides of a CCCD beside each other across the sheet, a caption above."""
    scale = random.choice((1.25, 1.4, 1.5))
    page.line(random.choice(("BẢN SAO CĂN CƯỚC CÔNG DÂN", "BẢN PHOTO CCCD")), 12)
    room = (page.width - 2 * CARD[0] * scale) / 3
    top = random.choice((90.0, 150.0))
    front_2021(page, room, top, scale)
    back_2021(page, 2 * room + CARD[0] * scale, top, scale)


def _attest(page: Page) -> None:
    """The clause, number and seal of who attests a copy."""
    page.y = 520
    if not page.blank:
        page.mark(Stamp(72, 500, "BẢN SAO"))
        page.say("BẢN SAO")
    page.y = 548
    page.para("Chứng thực bản sao đúng với bản chính", align="centre", style="b")
    page.para("Số chứng thực: {chung_thuc:60} Quyển số: 01-SCT/BS", align="centre")
    page.para("{ngay_ct}", align="centre", style="i")
    page.sign(Signer(()), Signer(("<b>CÔNG CHỨNG VIÊN</b>",), "<b>{thu_ky}</b>", "noi_ct", room=88))


def _pair(side: Side, y: float, *fields: tuple[float, str, str]) -> None:
    """Labels beside each other, their values below."""
    page = side.page
    values = [page.value(key) for _, _, key in fields]
    for (x, label, key), value in zip(fields, values, strict=True):
        side.put(x, y, label, 4.7)
        side.put(x, y + 8.6, value, 7.4, "b", key=key)
    page.say(" ".join(label for _, label, _ in fields), " ".join(values))


def _front(page: Page, x: float, y: float, scale: float) -> None:
    """Front of a căn cước, every value below its label."""
    side = Side(page, x, y, scale, "mint")
    side.head("CĂN CƯỚC", "IDENTITY CARD", shift=8)
    side.portrait(60)
    side.field(70, 64, "Số định danh cá nhân / Personal identification number", "so_dinh_danh",
               below=True, size=11)  # fmt: skip
    side.field(70, 84, "Họ, chữ đệm và tên khai sinh / Full name", "ho_ten", below=True, size=9)
    _pair(side, 105, (70, "Ngày, tháng, năm sinh / Date of birth", "ngay_sinh"),
          (172, "Giới tính / Sex", "gioi_tinh"))  # fmt: skip
    _pair(side, 124, (70, "Quốc tịch / Nationality", "quoc_tich"))


def _back(page: Page, x: float, y: float, scale: float) -> None:
    """Back of a căn cước, the days of issue and of expiry beside each other."""
    side = Side(page, x, y, scale, "mint")
    side.field(10, 13, "Nơi cư trú / Place of residence", "noi_thuong_tru", below=True, room=172)
    side.field(10, 31, "Nơi đăng ký khai sinh / Place of birth", "noi_dang_ky_khai_sinh",
               below=True, room=172)  # fmt: skip
    side.chip(14, 52)
    _pair(side, 60, (56, "Ngày, tháng, năm cấp / Date of issue", "ngay_cap"),
          (142, "Ngày, tháng, năm hết hạn / Date of expiry", "ngay_het_han"))  # fmt: skip
    side.put(56, 86, "BỘ CÔNG AN", 7, "b", RED)
    side.put(56, 94, "MINISTRY OF PUBLIC SECURITY", 4.6)
    page.say("BỘ CÔNG AN", "MINISTRY OF PUBLIC SECURITY")
    side.qr(190, 7, 42)
    side.zone()


def attested_2024(page: Page, random: Random) -> None:
    """Both sides of a căn cước, attested below with a number and a date of its own."""
    scale = random.choice((1.2, 1.35))
    x = random.choice((72.0, (page.width - CARD[0] * scale) / 2))
    _front(page, x, 56, scale)
    _back(page, x, 80 + CARD[1] * scale, scale)
    _attest(page)


_SANS = ("arimo",)
TEMPLATES = (
    Template(TYPE, "cccd-2021-ke-nhau", TRAIN, OLD, beside, families=_SANS, paper=(841.9, 595.3),
             margins=(50, 50, 36, 36)),
    Template(TYPE, "can-cuoc-2024-cong-chung", TRAIN, partial(attested, dates=NEW_DATES),
             attested_2024, ("none",), families=_SANS, sizes=(11.5,)),
)  # fmt: skip
