"""Giấy chứng nhận kết hôn: two columns, or one after the other."""

from __future__ import annotations

import datetime
from functools import partial
from random import Random

from samples.forms.births import NEW_DATES, OLD_DATES, registry
from samples.forms.page import MOTTO, Page, Signer
from samples.forms.people import Person, capital, make_person, make_place
from samples.forms.template import TRAIN, Story, Template, some_date
from samples.forms.words import dmy

TYPE = "giay_ket_hon"
_LABELS = (
    ("Ngày, tháng, năm sinh", "ngay_sinh"), ("Dân tộc", "dan_toc"), ("Quốc tịch", "quoc_tich"),
    ("Nơi cư trú", "noi_cu_tru"),
)  # fmt: skip


def wedding(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """What a certificate of marriage says."""
    date, story = some_date(random, *dates), Story()
    home = make_place(random, date)
    young = (date.year - 45, date.year - 21)
    wife = make_person(random, date, young, sex="Nữ", home=home)
    near = home if random.random() < 0.4 else None
    husband = make_person(random, date, young, sex="Nam", home=near)
    upper = random.random() < 0.6
    for who, person in (("vo", wife), ("chong", husband)):
        _spouse(story, who, person, random, upper=upper)
    number = f"{random.randrange(1, 300):02d}"
    story.text(
        so=random.choice((f"{number}/{date.year}", number)), noi_dang_ky=registry(home),
        nguoi_ky=make_person(random, date, (1965, 1992)).name,
    )  # fmt: skip
    story.date("ngay_dang_ky", date)
    unit = f"ỦY BAN NHÂN DÂN {home.commune}".upper()
    story.also(
        dau=unit, xa=unit, huyen=home.district.upper(), tinh=home.province.upper(),
        chuc_vu=random.choice(("CHỦ TỊCH", "PHÓ CHỦ TỊCH")), vo_ky=wife.name, chong_ky=husband.name,
    )  # fmt: skip
    story.optional = ("vo_so_dinh_danh", "chong_so_dinh_danh")
    return story


def _spouse(story: Story, who: str, person: Person, random: Random, *, upper: bool) -> None:
    story.text(**{
        f"{who}_ho_ten": person.upper if upper else person.name, f"{who}_dan_toc": person.people,
        f"{who}_quoc_tich": "Việt Nam", f"{who}_noi_cu_tru": capital(person.home.full),
        f"{who}_so_dinh_danh": person.id12,
    })  # fmt: skip
    story.date(f"{who}_ngay_sinh", person.born)
    kind = random.choice(("Căn cước công dân số", "CCCD số", "Thẻ căn cước số"))
    story.shown[f"{who}_so_dinh_danh.giay"] = f"{kind} {person.id12}"
    day = dmy(some_date(random, datetime.date(2021, 2, 1), datetime.date(2021, 12, 28)))
    story.shown[f"{who}_so_dinh_danh.day_du"] = f"{kind} {person.id12} cấp ngày {day}"


OLD, NEW = (
    partial(wedding, dates=(datetime.date(2022, 1, 5), OLD_DATES[1])),
    partial(wedding, dates=NEW_DATES),
)


def _columns(page: Page, papers: str) -> None:
    """Wife on the left, husband on the right, a label and a value a line."""
    sides = (("vo", "vợ"), ("chong", "chồng"))
    page.columns(*(
        (
            f"Họ, chữ đệm, tên {name}:", f"<b>{{{who}_ho_ten}}</b>",
            *(f"{label}: {{{who}_{key}}}" for label, key in _LABELS),
            f"Giấy tờ tùy thân: {{{who}_so_dinh_danh.{papers}}}",
        )
        for who, name in sides
    ))  # fmt: skip


def paper(page: Page, _: Random) -> None:
    """The certificate of 2020 in its frame."""
    page.frame(22, 22, page.width - 22, page.height - 22, ink="red")
    page.frame(27, 27, page.width - 27, page.height - 27, ink="rose")
    page.motto(13)
    page.gap(18)
    page.line("GIẤY CHỨNG NHẬN KẾT HÔN", 20)
    page.para("Số: {so}", x0=page.right - 130)
    page.gap(12)
    _columns(page, "giay")
    page.para("Nơi đăng ký kết hôn: {noi_dang_ky}")
    page.para("Ngày, tháng, năm đăng ký: {ngay_dang_ky}")
    page.para(
        "Giấy chứng nhận kết hôn này có giá trị kể từ ngày, tháng, năm đăng ký.", style="i", size=11
    )
    page.gap(10)
    _signed(page)


def _signed(page: Page) -> None:
    page.sign(
        Signer(("<b>Vợ</b>", "<i>(Ký, ghi rõ họ, chữ đệm, tên)</i>"), "{vo_ky}"),
        Signer(("<b>Chồng</b>", "<i>(Ký, ghi rõ họ, chữ đệm, tên)</i>"), "{chong_ky}"),
    )
    page.gap(12)
    page.sign(
        Signer(()),
        Signer(("<b>NGƯỜI KÝ GIẤY CHỨNG NHẬN KẾT HÔN</b>", "<b>{chuc_vu}</b>"),
               "<b>{nguoi_ky}</b>", "dau", room=90),
    )  # fmt: skip


def wide(page: Page, _: Random) -> None:
    """Landscape, agency on the left."""
    page.frame(18, 18, page.width - 18, page.height - 18, ink="red")
    page.head(("{tinh}", "{huyen}", "<b>{xa}</b>", "_"), (*MOTTO, "_"))
    page.gap(6)
    page.line("GIẤY CHỨNG NHẬN KẾT HÔN", 18)
    page.line("Số: {so:60}", 12, "")
    page.gap(6)
    _columns(page, "day_du")
    page.para("Nơi đăng ký kết hôn: {noi_dang_ky:250} Ngày, tháng, năm đăng ký: {ngay_dang_ky}")
    page.gap(2)
    note = "<i>(Ký, ghi rõ họ, chữ đệm, tên)</i>"
    page.sign(
        Signer(("<b>VỢ</b>", note), "{vo_ky}", room=70),
        Signer(("<b>CHỒNG</b>", note), "{chong_ky}", room=70),
        Signer(("<b>NGƯỜI KÝ GIẤY CHỨNG NHẬN</b>", "<b>{chuc_vu}</b>"), "<b>{nguoi_ky}</b>", "dau",
               room=70),
    )  # fmt: skip


def grid(page: Page, _: Random) -> None:
    """A copy: a table with a row a datum, husband first."""
    page.head(("{tinh}", "<b>{xa}</b>", "_", "Số: {so:60}"), (*MOTTO, "_"))
    page.gap(16)
    page.line("GIẤY CHỨNG NHẬN KẾT HÔN", 16)
    page.line("(Bản sao từ Cơ sở dữ liệu hộ tịch điện tử)", 12, "i")
    page.gap(14)
    rows = [
        (label, f"{{chong_{key}}}", f"{{vo_{key}}}")
        for label, key in (
            ("Họ, chữ đệm, tên", "ho_ten"), ("Ngày sinh", "ngay_sinh"), ("Dân tộc", "dan_toc"),
            ("Quốc tịch", "quoc_tich"), ("Số định danh cá nhân", "so_dinh_danh"),
            ("Nơi cư trú", "noi_cu_tru"),
        )
    ]  # fmt: skip
    page.table((3, 4, 4), [("<b>Thông tin</b>", "<b>Bên nam (chồng)</b>", "<b>Bên nữ (vợ)</b>"),
                           *rows])  # fmt: skip
    page.para("Cơ quan đăng ký: {noi_dang_ky}")
    page.para("Đăng ký ngày {ngay_dang_ky.d:24} tháng {ngay_dang_ky.m:24} năm {ngay_dang_ky.y:34}")
    page.gap(8)
    page.sign(Signer(()), Signer(("<b>{chuc_vu}</b>",), "<b>{nguoi_ky}</b>", "dau", room=90))


def in_turn(page: Page, _: Random) -> None:
    """Wife, then husband, each a block of lines."""
    page.motto(12)
    page.gap(10)
    page.line("GIẤY CHỨNG NHẬN KẾT HÔN", 18)
    page.line("(Quyển số 01 - Số: {so:50})", 12, "")
    page.gap(8)
    for who, name in (("vo", "VỢ"), ("chong", "CHỒNG")):
        page.para(f"THÔNG TIN NGƯỜI {name}", style="b")
        page.para(f"Họ và tên: {{{who}_ho_ten}}", indent=20)
        page.para(f"Sinh ngày: {{{who}_ngay_sinh}}", indent=20)
        page.row(f"Dân tộc: {{{who}_dan_toc}}", f"Quốc tịch: {{{who}_quoc_tich}}")
        page.para(f"Nơi thường trú/tạm trú: {{{who}_noi_cu_tru}}", indent=20)
        page.para(f"Số Giấy CMND/CCCD/Hộ chiếu: {{{who}_so_dinh_danh}}", indent=20)
    page.gap(4)
    page.para("Đã đăng ký kết hôn tại {noi_dang_ky}")
    page.para("Vào {ngay_dang_ky.long}")
    page.gap(8)
    _signed(page)


_PEN = frozenset({"*"})
TEMPLATES = (
    Template(TYPE, "ban-chinh-2020", TRAIN, OLD, paper),
    Template(TYPE, "ban-chinh-2024-ngang", TRAIN, NEW, wide, sizes=(12,), paper=(841.9, 595.3),
             margins=(56, 50, 38, 30), leadings=(1.32,)),
    Template(TYPE, "ban-chinh-viet-tay", TRAIN, OLD, paper, ("dots",), ("",), _PEN, (12,)),
    Template(TYPE, "ban-sao-bang", TRAIN, NEW, grid, ("none",)),
    Template(TYPE, "lan-luot", TRAIN, OLD, in_turn, ("dots", "none")),
)  # fmt: skip
