"""More layouts: identity cards of 2016, 2021 and 2024 as they are photocopied.

Cards with a bar code (Thông tư 61/2015/TT-BCA, given until 2020), with a chip and of 2024.
"""

from __future__ import annotations

import datetime
from functools import partial
from random import Random

from samples.forms.cards import CARD, NEW, TYPE, Side, back_2021, card, front_2021
from samples.forms.page import MOTTO, Page
from samples.forms.template import TRAIN, Template
from samples.render import RED, Scrawl


def _front_2016(page: Page, x: float, y: float, scale: float) -> None:
    """Front of a CCCD with a bar code: labels in Vietnamese only."""
    side = Side(page, x, y, scale, "mint")
    for top, text, size, style, ink in (
        (16.0, MOTTO[0], 7.4, "b", "black"), (25.0, MOTTO[1], 6.8, "b", "black"),
        (40.0, "CĂN CƯỚC CÔNG DÂN", 11.5, "b", RED),
    ):  # fmt: skip
        side.centre(138, top, text, size, style, ink)
        page.say(text)
    side.portrait(54)
    number = page.value("so_dinh_danh")
    side.put(72, 53, "Số:", 8)
    side.put(88, 53, number, 11, "b", key="so_dinh_danh")
    page.say(f"Số: {number}")
    side.field(72, 64, "Họ và tên:", "ho_ten", size=8.4)
    side.field(72, 75, "Ngày, tháng, năm sinh:", "ngay_sinh", size=8)
    sex, nation = page.value("gioi_tinh"), page.value("quoc_tich")
    side.put(72, 86, f"Giới tính: {sex}", 7, key="gioi_tinh")
    side.put(146, 86, f"Quốc tịch: {nation}", 7, key="quoc_tich")
    page.say(f"Giới tính: {sex} Quốc tịch: {nation}")
    side.field(72, 97, "Quê quán:", "que_quan", below=True, size=7.4)
    side.field(72, 117, "Nơi thường trú:", "noi_thuong_tru", below=True, size=7.4)
    side.field(72, 143, "Có giá trị đến:", "ngay_het_han", size=7)


def _back_2016(page: Page, x: float, y: float, scale: float) -> None:
    """Back of a CCCD with a bar code."""
    side = Side(page, x, y, scale, "mint")
    mark = page.value("dac_diem")
    side.put(86, 46, "Đặc điểm nhân dạng:", 7)
    side.put(86, 57, mark, 7, room=150)
    page.say("Đặc điểm nhân dạng:", mark)
    side.field(100, 72, "Ngày, tháng, năm:", "ngay_cap", size=7.4)
    for i, line in enumerate(("CỤC TRƯỞNG CỤC CẢNH SÁT", "ĐKQL CƯ TRÚ VÀ DLQG VỀ DÂN CƯ")):
        side.centre(158, 84 + 9 * i, line, 6.4, "b")
        page.say(line)
    if not page.blank:
        page.mark(Scrawl(*side.at(158, 110)))
    signer = page.value("cuc_truong")
    side.centre(158, 138, signer, 7.4, "b")
    page.say(signer)
    for top, text in ((44, "Ngón trỏ trái"), (94, "Ngón trỏ phải")):
        side.put(12, top, text, 5.6)
        page.frame(*side.at(14, top + 4), *side.at(46, top + 42))
        page.say(text)


def both_2016(page: Page, random: Random) -> None:
    """Both sides of a card of 2016 on A4, enlarged or not."""
    scale = random.choice((1.2, 1.5, 1.7))
    x = (page.width - CARD[0] * scale) / 2
    _front_2016(page, x, 84, scale)
    _back_2016(page, x, 110 + CARD[1] * scale, scale)


def _front_2024(page: Page, x: float, y: float, scale: float) -> None:
    """Front of a căn cước; sex and nationality share a line of labels."""
    side = Side(page, x, y, scale, "sky")
    side.head("CĂN CƯỚC", "IDENTITY CARD", shift=4)
    side.portrait(62)
    side.field(70, 64, "Số định danh cá nhân / Personal identification number", "so_dinh_danh",
               below=True, size=11.5)  # fmt: skip
    side.field(70, 86, "Họ, chữ đệm và tên khai sinh / Full name", "ho_ten", below=True, size=8.8)
    side.field(70, 107, "Ngày, tháng, năm sinh / Date of birth", "ngay_sinh", below=True, size=7.8)
    born = page.value("gioi_tinh"), page.value("quoc_tich")
    side.put(70, 127, "Giới tính / Sex", 5.2)
    side.put(150, 127, "Quốc tịch / Nationality", 5.2)
    side.put(70, 136, born[0], 7.8, "b", key="gioi_tinh")
    side.put(150, 136, born[1], 7.8, "b", key="quoc_tich")
    page.say("Giới tính / Sex Quốc tịch / Nationality", " ".join(born).strip())


def _back_2024(page: Page, x: float, y: float, scale: float) -> None:
    """Back of a căn cước: chip on the left, QR code on the right."""
    side = Side(page, x, y, scale, "sky")
    side.field(10, 12, "Nơi cư trú / Place of residence", "noi_thuong_tru", below=True, room=174)
    side.field(10, 30, "Nơi đăng ký khai sinh / Place of birth registration",
               "noi_dang_ky_khai_sinh", below=True, room=174)  # fmt: skip
    side.chip(12, 58)
    side.field(60, 52, "Ngày, tháng, năm cấp / Date of issue", "ngay_cap", below=True, room=100)
    side.field(60, 70, "Ngày, tháng, năm hết hạn / Date of expiry", "ngay_het_han", below=True,
               room=100)  # fmt: skip
    side.put(60, 94, "BỘ CÔNG AN / MINISTRY OF PUBLIC SECURITY", 5.2, "b")
    page.say("BỘ CÔNG AN / MINISTRY OF PUBLIC SECURITY")
    side.qr(190, 54, 42)
    side.zone()


def corner_2024(page: Page, random: Random) -> None:
    """Both sides of a căn cước below each other in the upper left of the sheet."""
    scale = random.choice((1.15, 1.3, 1.45))
    _front_2024(page, 60, 60, scale)
    _back_2024(page, 60, 84 + CARD[1] * scale, scale)


def captioned_2021(page: Page, random: Random) -> None:
    """A CCCD, front and back captioned, with a sentence of the holder below."""
    scale = random.choice((1.3, 1.5))
    x = (page.width - CARD[0] * scale) / 2
    page.line("Mặt trước", 11, "i")
    front_2021(page, x, page.y, scale)
    page.y += CARD[1] * scale + 30
    page.line("Mặt sau", 11, "i")
    back_2021(page, x, page.y, scale)
    page.y += CARD[1] * scale + 40
    page.para("Bản chụp này dùng để nộp kèm hồ sơ tại Bộ phận Một cửa.", align="centre", size=11)


def front_2024_glass(page: Page, _: Random) -> None:
    """The front of a căn cước alone on the glass."""
    _front_2024(page, 6, 6, 1.0)


_OLD_DATES = (datetime.date(2016, 3, 1), datetime.date(2020, 12, 20))
_CHIP_DATES = (datetime.date(2021, 3, 1), datetime.date(2024, 6, 20))
_SANS = ("arimo",)
TEMPLATES = (
    Template(TYPE, "cccd-2016-hai-mat", TRAIN, partial(card, dates=_OLD_DATES), both_2016,
             families=_SANS),
    Template(TYPE, "can-cuoc-2024-goc-tren", TRAIN, NEW, corner_2024, families=_SANS),
    Template(TYPE, "cccd-2021-chu-thich", TRAIN, partial(card, dates=_CHIP_DATES), captioned_2021,
             families=_SANS),
    Template(TYPE, "can-cuoc-2024-nhan-chung", TRAIN, NEW, front_2024_glass, families=_SANS,
             paper=(CARD[0] + 12, CARD[1] + 12)),
)  # fmt: skip
