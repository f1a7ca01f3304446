"""Trích lục khai tử: extracts from the register of deaths."""

from __future__ import annotations

import datetime
from functools import partial
from random import Random

from samples.forms.births import NEW_DATES, OLD_DATES, registry
from samples.forms.page import MOTTO, Page, Signer
from samples.forms.people import capital, make_person, make_place, short
from samples.forms.template import TRAIN, Story, Template, some_date

TYPE = "trich_luc_khai_tu"
_CAUSES = (
    "Tuổi già", "Bệnh già", "Suy tim", "Ung thư gan giai đoạn cuối", "Tai nạn giao thông",
    "Nhồi máu cơ tim", "Đột quỵ", "Bệnh nặng", "Viêm phổi, suy hô hấp",
)  # fmt: skip


def death(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """What an extract says."""
    date, story = some_date(random, *dates), Story()
    person = make_person(random, date, (1928, 1985))
    died = datetime.datetime(date.year, date.month, date.day) - datetime.timedelta(
        days=random.randrange(2, 14), minutes=random.randrange(1440)
    )
    home = person.home
    at_home = random.random() < 0.5
    hospital = f"Bệnh viện Đa khoa {make_place(random, date).province}"
    number, notice = random.randrange(1, 300), random.randrange(1, 200)
    story.text(
        so=f"{number:02d}/{random.choice(('TLKT', 'TLKT-BS', str(date.year)))}",
        ho_ten=person.upper, gioi_tinh=person.sex, dan_toc=person.people, quoc_tich="Việt Nam",
        so_dinh_danh=person.id12, noi_cu_tru_cuoi=capital(home.full),
        noi_chet=random.choice(("Tại nhà riêng", capital(home.full))) if at_home else hospital,
        nguyen_nhan=random.choice(_CAUSES), so_giay_bao_tu=f"{notice:02d}/{date.year}",
        noi_dang_ky=registry(home), nguoi_ky=make_person(random, date, (1965, 1992)).name,
    )  # fmt: skip
    story.date("ngay_sinh", person.born)
    story.moment("thoi_diem_chet", died)
    story.date("ngay_dang_ky", date)
    unit = f"ỦY BAN NHÂN DÂN {home.commune}".upper()
    asker = make_person(random, date, (1960, 2000))
    story.also(
        dau=unit, xa=unit, huyen=home.district.upper(), tinh=home.province.upper(),
        chuc_vu=random.choice(("CHỦ TỊCH", "PHÓ CHỦ TỊCH")), dia_danh=short(home.commune),
        nguoi_di=asker.name, giay_nguoi_di=f"Căn cước công dân số {asker.id12}", bao_tu=
            f"Ủy ban nhân dân {home.commune}",
    )  # fmt: skip
    story.date("ngay_cap", date)
    story.optional = ("so_giay_bao_tu", "nguyen_nhan", "so_dinh_danh")
    return story


OLD, NEW = partial(death, dates=OLD_DATES), partial(death, dates=NEW_DATES)
_WHEN = (
    "{thoi_diem_chet.h:20} giờ {thoi_diem_chet.min:20} phút, ngày {thoi_diem_chet.d:20} tháng "
    "{thoi_diem_chet.m:20} năm {thoi_diem_chet.y:34}"
)


def _heading(page: Page) -> None:
    page.head(
        ("{tinh}", "{huyen}", "<b>{xa}</b>", "_", "Số: {so:60}"),
        (*MOTTO, "_", "<i>{dia_danh:50}, ngày {ngay_dang_ky.d:20} tháng {ngay_dang_ky.m:20} năm "
         "{ngay_dang_ky.y:30}</i>"),
    )  # fmt: skip
    page.gap(14)


def _signed(page: Page, *above: str) -> None:
    page.gap(8)
    page.sign(
        Signer(()),
        Signer((*above, "<b>{chuc_vu}</b>"), "<b>{nguoi_ky}</b>", "dau", room=90),
    )


def form_2020(page: Page, _: Random) -> None:
    """The extract of 2020."""
    _heading(page)
    page.line("TRÍCH LỤC KHAI TỬ", 16)
    page.gap(8)
    page.para("Họ, chữ đệm, tên: {ho_ten}")
    page.para("Ngày, tháng, năm sinh: {ngay_sinh}")
    page.row("Giới tính: {gioi_tinh}", "Dân tộc: {dan_toc}", "Quốc tịch: {quoc_tich}")
    page.para("Số định danh cá nhân/Giấy tờ tùy thân: {so_dinh_danh}")
    page.para("Nơi cư trú cuối cùng: {noi_cu_tru_cuoi}", spare=1)
    page.para(f"Đã chết vào lúc: {_WHEN}")
    page.para("Nơi chết: {noi_chet}")
    page.para("Nguyên nhân chết: {nguyen_nhan}")
    page.para("Số Giấy báo tử/Giấy tờ thay thế Giấy báo tử: {so_giay_bao_tu}")
    page.para("Đăng ký khai tử tại: {noi_dang_ky}")
    page.para("Ngày, tháng, năm đăng ký: {ngay_dang_ky}")
    page.para("Họ, chữ đệm, tên người đi khai tử: {nguoi_di}")
    page.para("Giấy tờ tùy thân: {giay_nguoi_di}")
    _signed(page, "<b>NGƯỜI KÝ TRÍCH LỤC</b>")


def copy_2024(page: Page, _: Random) -> None:
    """A copy of 2024 with other words and another order."""
    _heading(page)
    page.line("TRÍCH LỤC KHAI TỬ", 16)
    page.line("(BẢN SAO)", 13)
    page.gap(6)
    page.para("Họ, chữ đệm, tên người chết: <b>{ho_ten}</b>")
    page.row("Ngày, tháng, năm sinh: {ngay_sinh}", "Giới tính: {gioi_tinh}", widths=(3, 2))
    page.row("Dân tộc: {dan_toc}", "Quốc tịch: {quoc_tich}", widths=(3, 2))
    page.para("Số định danh cá nhân: {so_dinh_danh}")
    page.para("Nơi cư trú cuối cùng: {noi_cu_tru_cuoi}")
    page.para(f"Thời điểm chết: {_WHEN}")
    page.para("Nơi chết: {noi_chet}")
    page.para("Nguyên nhân chết: {nguyen_nhan}")
    page.para("Giấy báo tử số: {so_giay_bao_tu:60} do {bao_tu:150} cấp")
    page.para("Nơi đăng ký khai tử: {noi_dang_ky}")
    page.para("Ngày, tháng, năm đăng ký khai tử: {ngay_dang_ky.long}")
    page.para("Trích lục được cấp từ Cơ sở dữ liệu hộ tịch điện tử.", style="i", size=11)
    _signed(
        page, "<b>NGƯỜI KÝ TRÍCH LỤC</b>", "<i>(Ký, ghi rõ họ, chữ đệm, tên, chức vụ, đóng dấu)</i>"
    )


def table(page: Page, _: Random) -> None:
    """A print-out in a table; date and time in digits."""
    page.motto()
    page.para("<b>{xa}</b>", align="centre")
    page.gap(8)
    page.line("TRÍCH LỤC ĐĂNG KÝ KHAI TỬ", 16)
    page.line("Số: {so:60}", 12, "i")
    page.gap(12)
    labels = (
        ("Họ và tên người đã mất", "{ho_ten}"), ("Sinh ngày", "{ngay_sinh}"),
        ("Giới tính", "{gioi_tinh}"), ("Dân tộc", "{dan_toc}"), ("Quốc tịch", "{quoc_tich}"),
        ("Số CCCD/Số định danh", "{so_dinh_danh}"), ("Cư trú lần cuối", "{noi_cu_tru_cuoi}"),
        ("Chết lúc", "{thoi_diem_chet.h} giờ {thoi_diem_chet.min} ngày {thoi_diem_chet}"),
        ("Chết tại", "{noi_chet}"), ("Nguyên nhân", "{nguyen_nhan}"),
        ("Giấy báo tử số", "{so_giay_bao_tu}"), ("Nơi đăng ký", "{noi_dang_ky}"),
        ("Ngày đăng ký", "{ngay_dang_ky}"),
    )  # fmt: skip
    page.table((3, 6), labels)
    _signed(page)


def register(page: Page, _: Random) -> None:
    """An old extract in running text."""
    page.head(("{tinh}", "<b>{xa}</b>", "_"), (*MOTTO, "_"))
    page.gap(10)
    page.para("Số: {so}", x0=page.right - 120)
    page.line("TRÍCH LỤC KHAI TỬ", 18)
    page.gap(8)
    page.para("{noi_dang_ky:200} chứng nhận:", indent=28)
    page.para("Ông/Bà: {ho_ten:200} Giới tính: {gioi_tinh}", indent=28)
    page.para("Sinh {ngay_sinh.long:160}; dân tộc: {dan_toc:50}; quốc tịch: {quoc_tich}", indent=28)
    page.para("Số định danh: {so_dinh_danh}", indent=28)
    page.para("Nơi cư trú cuối cùng: {noi_cu_tru_cuoi}", indent=28)
    page.para(f"Đã chết lúc {_WHEN}", indent=28)
    page.para("Tại: {noi_chet:200} Vì: {nguyen_nhan}", indent=28)
    page.para("Theo Giấy báo tử số {so_giay_bao_tu}", indent=28)
    page.para("Đã vào Sổ đăng ký khai tử ngày {ngay_dang_ky:90}", indent=28)
    _signed(page)


TEMPLATES = (
    Template(TYPE, "trich-luc-2020", TRAIN, OLD, form_2020),
    Template(TYPE, "trich-luc-2020-viet-tay", TRAIN, OLD, form_2020, ("dots", "under"), ("",),
             frozenset({"*"}), (12,)),
    Template(TYPE, "ban-sao-2024", TRAIN, NEW, copy_2024),
    Template(TYPE, "bang", TRAIN, NEW, table, ("none",)),
    Template(TYPE, "van-xuoi", TRAIN, OLD, register, ("dots", "none")),
)  # fmt: skip
