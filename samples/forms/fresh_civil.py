"""Fresh layouts to measure by: papers of civil status and identity cards.

Sheets of communes' own making, of registers' software, of the joint procedure of Nghị định
63/2024/NĐ-CP and of the application VNeID.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import partial
from random import Random

from samples.forms import births
from samples.forms.page import MOTTO, Page, Signer
from samples.forms.template import EVAL, Story, Template

# Tờ khai đăng ký khai sinh.


def declare_prose(page: Page, random: Random) -> None:
    """A commune's own sheet: sentences with room for those who ask, the child and its parents."""
    page.motto()
    page.gap(10)
    page.line("TỜ KHAI XIN ĐĂNG KÝ KHAI SINH", 15)
    page.gap(4)
    page.para("Kính gửi: {kinh_gui}", indent=50)
    page.gap(4)
    page.para(
        "Tôi tên là {nguoi_yeu_cau:170}, CCCD số {nguoi_yeu_cau_so_dinh_danh:100}, hiện ngụ tại"
        " {noi_cu_tru:120}", indent=28, spare=1,
    )  # fmt: skip
    page.para("Đối với trẻ cần khai sinh, tôi là: {quan_he}", indent=28)
    page.para("Nay xin được đăng ký khai sinh cho:", indent=28)
    page.para("Cháu {ho_ten:200} là trẻ em (nam, nữ): {gioi_tinh:30}", indent=28)
    page.para(
        "Sinh ngày {ngay_sinh.d:24} tháng {ngay_sinh.m:24} năm {ngay_sinh.y:36}, viết ra chữ:"
        " {ngay_sinh_bang_chu}"
    )
    page.para("Sinh ở {noi_sinh}", spare=1)
    page.para("Dân tộc {dan_toc:60}; quốc tịch {quoc_tich:70}; quê ở {que_quan}")
    page.gap(4)
    for lead, who in (("Là con của ông", "cha"), ("và của bà", "me")):
        page.para(
            f"{lead} {{{who}_ho_ten:170}}, sinh {{{who}_nam_sinh:60}}, dân tộc"
            f" {{{who}_dan_toc:50}}, quốc tịch {{{who}_quoc_tich:60}}, CCCD số"
            f" {{{who}_so_dinh_danh:100}}, nhà ở tại {{{who}_noi_cu_tru:100}}",
            indent=28,
        )
    page.gap(4)
    page.para(
        "Những điều khai trên là thật, nếu sai tôi chịu mọi trách nhiệm. Kính mong Ủy ban xem xét,"
        " giải quyết.", indent=28,
    )  # fmt: skip
    page.para(
        "<i>{lam_tai:70}, ngày {ngay_lap.d:22} tháng {ngay_lap.m:22} năm {ngay_lap.y:34}</i>",
        align="right",
    )
    page.sign(
        Signer(("<b>Ý kiến của công chức hộ tịch</b>",), signed=False, room=50),
        Signer(("<b>Người làm tờ khai</b>",), "{ky_ten}", room=50),
    )


def _joint(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """A declaration that asks for residence and insurance as well."""
    story = births.declaration(random, dates)
    place = story.shown["lam_tai"]
    story.also(
        con="Con", co_khong="Có", kcb=f"Trạm Y tế {place}", tinh_trang="Đã kiểm tra dữ liệu",
    )  # fmt: skip
    return story


def _part(page: Page, title: str, rows: Sequence[Sequence[str]]) -> None:
    """A headed table of two labels with their values a row."""
    size = page.style.size - 1.5
    page.gap(2)
    page.para(title, style="b", size=page.style.size - 0.5)
    page.gap(5)
    page.table((5, 8, 5, 8), rows, size=size)
    page.gap(-size * 0.8)


def declare_joint(page: Page, _: Random) -> None:
    """The joint declaration of birth, residence and insurance: two labels a row in tables."""
    page.motto(11.5)
    page.gap(6)
    page.line("TỜ KHAI", 14)
    page.line("Đăng ký khai sinh - Đăng ký thường trú - Cấp thẻ BHYT cho trẻ dưới 6 tuổi", 12)
    page.para("<i>Nơi tiếp nhận:</i> {kinh_gui}", align="centre")
    _part(page, "A. Người nộp tờ khai", (
        ("Họ tên người nộp", "{nguoi_yeu_cau}", "Số CCCD người nộp",
         "{nguoi_yeu_cau_so_dinh_danh}"),
        ("Là gì của trẻ", "{quan_he}", "Nơi cư trú hiện nay", "{noi_cu_tru}"),
    ))  # fmt: skip
    _part(page, "B. Trẻ em được đăng ký", (
        ("Họ tên trẻ", "<b>{ho_ten}</b>", "Giới tính của trẻ", "{gioi_tinh}"),
        ("Ngày sinh của trẻ", "{ngay_sinh}", "Viết ra chữ", "{ngay_sinh_bang_chu}"),
        ("Dân tộc của trẻ", "{dan_toc}", "Quốc tịch của trẻ", "{quoc_tich}"),
        ("Sinh tại", "{noi_sinh}", "Quê quán của trẻ", "{que_quan}"),
    ))  # fmt: skip
    for letter, who, name in (("C", "me", "mẹ"), ("D", "cha", "cha")):
        _part(page, f"{letter}. Người {name} của trẻ", (
            (f"Họ tên {name}", f"{{{who}_ho_ten}}", f"{name.capitalize()} sinh năm (ngày)",
             f"{{{who}_nam_sinh}}"),
            (f"Dân tộc {name}", f"{{{who}_dan_toc}}", f"Quốc tịch {name}",
             f"{{{who}_quoc_tich}}"),
            (f"Số CCCD {name}", f"{{{who}_so_dinh_danh}}", f"Nơi cư trú {name}",
             f"{{{who}_noi_cu_tru}}"),
        ))  # fmt: skip
    _part(page, "E. Thường trú và bảo hiểm y tế", (
        ("Trẻ vào hộ của", "{ky_ten}", "Quan hệ với chủ hộ", "{con}"),
        ("Cấp thẻ BHYT", "{co_khong}", "Nơi khám, chữa bệnh ban đầu", "{kcb}"),
    ))  # fmt: skip
    page.gap(6)
    page.row("Ngày nộp tờ khai: {ngay_lap}", "Tình trạng: {tinh_trang}")


def declare_three(page: Page, _: Random) -> None:
    """Child, mother and father in the columns of one table; who asks comes last."""
    page.head(
        ("<b>BỘ PHẬN MỘT CỬA</b>", "<i>(Mẫu dùng tại quầy hộ tịch)</i>"), (*MOTTO, "_")
    )  # fmt: skip
    page.gap(10)
    page.line("TỜ KHAI KHAI SINH", 16)
    page.line("Nơi nhận: {kinh_gui}", 12, "")
    page.gap(6)
    page.para("<b>PHẦN 1 - TRẺ VÀ CHA MẸ</b>")
    page.gap(8)
    rows = [
        (label, f"{{{child}}}" if child else "-", f"{{me_{key}}}", f"{{cha_{key}}}")
        for label, child, key in (
            ("Họ tên", "ho_ten", "ho_ten"), ("Ngày sinh (năm sinh)", "ngay_sinh", "nam_sinh"),
            ("Dân tộc", "dan_toc", "dan_toc"), ("Quốc tịch", "quoc_tich", "quoc_tich"),
            ("Số CCCD", "", "so_dinh_danh"), ("Nơi cư trú", "", "noi_cu_tru"),
        )
    ]  # fmt: skip
    head = ("<b>Kê khai</b>", "<b>Trẻ sơ sinh</b>", "<b>Mẹ đẻ</b>", "<b>Cha đẻ</b>")
    page.table((2.4, 4, 4, 4), [head, *rows])
    page.para("Trẻ thuộc giới tính: {gioi_tinh}")
    page.para("Ngày sinh của trẻ, viết ra chữ: {ngay_sinh_bang_chu}")
    page.para("Cơ sở y tế hoặc địa điểm sinh: {noi_sinh}")
    page.para("Quê của trẻ: {que_quan}")
    page.gap(4)
    page.para("<b>PHẦN 2 - NGƯỜI ĐẾN ĐĂNG KÝ</b>")
    page.row(
        "Tên người đến đăng ký: {nguoi_yeu_cau}", "Là (cha, mẹ, ông, bà): {quan_he}", widths=(3, 2)
    )
    page.para("CCCD của người đến đăng ký: {nguoi_yeu_cau_so_dinh_danh}")
    page.para("Địa chỉ của người đến đăng ký: {noi_cu_tru}")
    page.gap(4)
    page.para("Đã đọc lại, đúng như lời khai.", indent=24, style="i")
    page.sign(
        Signer(("Người tiếp nhận",), signed=False, room=54),
        Signer(
            ("Khai ngày {ngay_lap:90}", "<b>Người đến đăng ký</b>"), "{ky_ten}", room=54,
        ),
    )  # fmt: skip


_PEN = frozenset({"*"})
_LINES = ("dots", "rule")
TEMPLATES = (
    Template(births.DECLARATION, "xa-tu-soan-viet-tay", EVAL, births.NEW, declare_prose, _LINES,
             ("",), _PEN, (12,)),
    Template(births.DECLARATION, "lien-thong", EVAL, partial(_joint, dates=births.NEW_DATES),
             declare_joint, ("none",), sizes=(11.5,), families=("tinos", "arimo")),
    Template(births.DECLARATION, "tre-me-cha", EVAL, births.NEW, declare_three, ("none", "dots"),
             sizes=(12,)),
)  # fmt: skip
