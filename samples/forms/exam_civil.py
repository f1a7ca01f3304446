"""Layouts to measure by, set last: papers of civil status and identity cards.

Blanks folded in the middle, forms of Thông tư 15/2015/TT-BTP, prints of the portals, and copies
that a commune or a notary attested.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import partial
from random import Random

from samples.forms import births
from samples.forms.page import MOTTO, Page, Signer
from samples.forms.template import EVAL, Story, Template
from samples.render import Box, Line, Text, Tick

_PARENTS = (("me", "mẹ"), ("cha", "cha"))
_SIGN = "<i>(Ký, ghi rõ họ, chữ đệm, tên)</i>"


def _stop(page: Page, label: str, markup: str, at: float, x1: float = 0.0) -> None:
    """A label and, `at` points to its right, its value."""
    size = page.style.size
    page.need(size * 2.8)
    x1 = x1 or page.right
    names, low = page.cell(label, page.left, page.left + at - 5, page.y, size)
    found, end = page.cell(markup, page.left + at, x1, page.y, size)
    page.say(" ".join([*names[:1], *found[:1]]), *found[1:], *names[1:])
    page.y = max(low, end) + size * 0.12


# Tờ khai đăng ký khai sinh.


def declare_folded(page: Page, _: Random) -> None:
    """The form of 2015 across a sheet to be folded: the parents on its right half."""
    fold, edge = page.width / 2, page.right
    page.right = fold - 20
    page.motto(11)
    page.gap(6)
    page.line("TỜ KHAI ĐĂNG KÝ KHAI SINH", 13.5)
    page.para("Kính gửi: {kinh_gui}", indent=30)
    page.gap(2)
    page.para("Họ, chữ đệm, tên người yêu cầu: {nguoi_yeu_cau}")
    page.para("Nơi cư trú: {noi_cu_tru}", spare=1)
    page.para("Giấy tờ tùy thân: {nguoi_yeu_cau_so_dinh_danh.giay}", spare=1)
    page.para("Quan hệ với người được khai sinh: {quan_he}")
    page.para("<b>Đề nghị cơ quan đăng ký khai sinh cho người dưới đây:</b>")
    page.para("Họ, chữ đệm, tên: {ho_ten}")
    page.para(
        "Sinh ngày {ngay_sinh.d:24} tháng {ngay_sinh.m:24} năm {ngay_sinh.y:36}",
    )
    page.para("Ghi bằng chữ: {ngay_sinh_bang_chu}", spare=1)
    page.row("Giới tính: {gioi_tinh}", "Dân tộc: {dan_toc}")
    page.para("Quốc tịch: {quoc_tich}")
    page.para("Nơi sinh: {noi_sinh}", spare=1)
    page.para("Quê quán: {que_quan}")
    page.left, page.right, page.y = fold + 20, edge, page.top + 8
    for who, name in _PARENTS:
        page.para(f"<b>Họ, chữ đệm, tên người {name}:</b> {{{who}_ho_ten}}")
        page.row(f"Năm sinh: {{{who}_nam_sinh}}", f"Dân tộc: {{{who}_dan_toc}}")
        page.para(f"Quốc tịch: {{{who}_quoc_tich}}")
        page.para(f"Nơi cư trú: {{{who}_noi_cu_tru}}", spare=1)
        page.gap(4)
    page.para(
        "Tôi cam đoan việc đăng ký khai sinh cho trẻ đã được cha, mẹ thống nhất, nội dung khai là"
        " đúng và xin chịu trách nhiệm trước pháp luật.", indent=20,
    )  # fmt: skip
    page.para(
        "<i>Làm tại {lam_tai:60}, ngày {ngay_lap.d:20} tháng {ngay_lap.m:20} năm"
        " {ngay_lap.y:32}</i>", align="right",
    )  # fmt: skip
    page.sign(Signer(()), Signer(("<b>Người yêu cầu</b>", _SIGN), "{ky_ten}", room=44),
              shares=(2, 3))  # fmt: skip
    page.para("Đề nghị cấp bản sao: Có / Không. Số lượng: {ban_sao:26} bản")


def _framed(page: Page, x0: float, stop: float, label: str, markup: str) -> None:
    """A ruled row of a label and its value, beginning at `x0`."""
    size = page.style.size - 1
    page.ruled = True
    top, y = page.y, page.y + size + 2.5
    names, low = page.cell(label, x0 + 4, stop - 4, y, size)
    found, end = page.cell(markup, stop + 4, page.right - 4, y, size)
    page.say(" ".join([*names[:1], *found[:1]]), *found[1:], *names[1:])
    page.ruled = False
    page.y = max(low, end) - size + 2.5
    page.mark(Box(x0, top, stop, page.y), Box(stop, top, page.right, page.y))


def _ticked(page: Page, x0: float, stop: float, label: str, key: str, kinds: Sequence[str]) -> None:
    """A ruled row whose value is the option that is ticked."""
    size = page.style.size - 1
    value, top = page.value(key), page.y
    y = top + size + 2.5
    page.mark(Text(x0 + 4, y, label, page.face(), size))
    for i, kind in enumerate(kinds):
        x = stop + 6 + 92 * i
        page.mark(Tick(x, y + 1, size * 0.85, value == kind))
        page.mark(Text(x + size * 1.3, y, kind, page.face(), size))
    page.say(" ".join((label, *kinds)))
    page.y = y + size * 0.32 + 2.5
    page.mark(Box(x0, top, stop, page.y), Box(stop, top, page.right, page.y))


def declare_grouped(page: Page, _: Random) -> None:
    """A table of the one-stop shop: whom the rows tell of stands on their left, sex is ticked."""
    page.head(("<b>MẪU TỜ KHAI</b>", "<i>(Cấp phát miễn phí)</i>"), (*MOTTO, "_"))
    page.gap(8)
    page.line("TỜ KHAI ĐĂNG KÝ KHAI SINH", 15)
    page.line("Kính gửi: {kinh_gui}", style="")
    page.gap(2)
    x0, stop = page.left + 86, page.left + 218
    parents = (
        ("Họ, chữ đệm, tên", "ho_ten"), ("Ngày sinh/năm sinh", "nam_sinh"), ("Dân tộc", "dan_toc"),
        ("Quốc tịch", "quoc_tich"), ("Số CCCD/ĐDCN", "so_dinh_danh"), ("Nơi cư trú", "noi_cu_tru"),
    )  # fmt: skip
    for group, fields in (
        ("Người được khai sinh", (
            ("Họ, chữ đệm, tên", "ho_ten"), ("Ngày, tháng, năm sinh", "ngay_sinh"),
            ("Ghi bằng chữ", "ngay_sinh_bang_chu"), ("Giới tính", "gioi_tinh"),
            ("Dân tộc", "dan_toc"), ("Quốc tịch", "quoc_tich"), ("Nơi sinh", "noi_sinh"),
            ("Quê quán", "que_quan"),
        )),
        ("Người cha", tuple((label, f"cha_{key}") for label, key in parents)),
        ("Người mẹ", tuple((label, f"me_{key}") for label, key in parents)),
        ("Người yêu cầu", (
            ("Họ, chữ đệm, tên", "nguoi_yeu_cau"), ("Số CCCD/ĐDCN", "nguoi_yeu_cau_so_dinh_danh"),
            ("Nơi cư trú", "noi_cu_tru"), ("Quan hệ với trẻ", "quan_he"),
        )),
    ):  # fmt: skip
        top = page.y
        said, _low = page.cell(f"<b>{group}</b>", page.left + 4, x0 - 4, top + 14, 11)
        page.say(*said)
        for label, key in fields:
            if key == "gioi_tinh":
                _ticked(page, x0, stop, label, key, ("Nam", "Nữ"))
            else:
                _framed(page, x0, stop, label, f"{{{key}}}")
        page.frame(page.left, top, x0, page.y)
    page.gap(15)
    page.para("Tôi cam đoan nội dung trên đây đúng sự thật.", indent=24)
    page.sign(
        Signer(("Cán bộ tiếp nhận",), signed=False, room=46),
        Signer(("<i>Ngày {ngay_lap.d:20} tháng {ngay_lap.m:20} năm {ngay_lap.y:32}</i>",
                "<b>Người yêu cầu</b>"), "{ky_ten}", room=46),
    )  # fmt: skip


def _filed(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """A declaration that was sent through the portal."""
    story = births.declaration(random, dates)
    made = datetime.date.fromisoformat(str(story.gold["ngay_lap"]))
    story.also(
        ma=f"G22.99-{made:%y%m%d}-{random.randrange(10**5):06d}",
        phi="0 đồng", nhan="Nhận bản giấy tại nơi tiếp nhận",
    )  # fmt: skip
    return story


def _thirds(page: Page, *cells: tuple[str, str], spans: Sequence[int] = (1, 1, 1)) -> None:
    """Small grey labels over their values, in a grid of three columns."""
    size = page.style.size
    page.need(size * 4)
    third = (page.right - page.left) / 3
    x, top, ends = page.left + 6, page.y, [page.y]
    for (label, key), span in zip(cells, spans, strict=False):
        page.mark(Text(x, top, label, page.face(), size * 0.8, "grey"))
        said, y = page.cell(f"{{{key}}}", x, x + third * span - 12, top + size * 1.25, size)
        page.say(label, *said)
        ends.append(y)
        x += third * span
    page.y = max(ends) + size * 0.35


def _band(page: Page, title: str) -> None:
    """A part's title on a grey band."""
    page.gap(4)
    size = page.style.size
    page.mark(Box(page.left, page.y - size, page.right, page.y + size * 0.5, "pale", None))
    page.mark(Text(page.left + 6, page.y, title, page.face("b"), size))
    page.say(title)
    page.y += size * 1.75


def declare_filed(page: Page, _: Random) -> None:
    """A print of what was filed on the portal: bands, and three data a row below their labels."""
    page.row("<b>CỔNG DỊCH VỤ CÔNG QUỐC GIA</b>", "Mã hồ sơ: {ma}", widths=(5, 4), size=10)
    page.mark(Line(page.left, page.y - 8, page.right, page.y - 8, 0.8, "red"))
    page.gap(14)
    page.line("TỜ KHAI ĐĂNG KÝ KHAI SINH", 14)
    page.line("Đơn vị tiếp nhận: {kinh_gui}", 10, "")
    page.gap(8)
    _band(page, "Người yêu cầu")
    _thirds(page, ("Họ, chữ đệm, tên", "nguoi_yeu_cau"),
            ("Số định danh cá nhân", "nguoi_yeu_cau_so_dinh_danh"),
            ("Quan hệ với người được khai sinh", "quan_he"))  # fmt: skip
    _thirds(page, ("Nơi cư trú", "noi_cu_tru"), spans=(3,))
    _band(page, "Người được khai sinh")
    _thirds(page, ("Họ, chữ đệm, tên", "ho_ten"), ("Ngày, tháng, năm sinh", "ngay_sinh"),
            ("Giới tính", "gioi_tinh"))  # fmt: skip
    _thirds(page, ("Dân tộc", "dan_toc"), ("Quốc tịch", "quoc_tich"))
    _thirds(page, ("Nơi sinh", "noi_sinh"), spans=(3,))
    _thirds(page, ("Quê quán", "que_quan"), spans=(3,))
    for who, name in _PARENTS:
        _band(page, f"Thông tin người {name}")
        _thirds(page, ("Họ, chữ đệm, tên", f"{who}_ho_ten"),
                ("Ngày, tháng, năm sinh", f"{who}_nam_sinh"),
                ("Số định danh cá nhân", f"{who}_so_dinh_danh"))  # fmt: skip
        _thirds(page, ("Dân tộc", f"{who}_dan_toc"), ("Quốc tịch", f"{who}_quoc_tich"))
        _thirds(page, ("Nơi cư trú", f"{who}_noi_cu_tru"), spans=(3,))
    _band(page, "Kết quả giải quyết")
    _thirds(page, ("Số lượng bản sao", "ban_sao"), ("Lệ phí", "phi"), ("Hình thức nhận", "nhan"))
    page.gap(4)
    page.para("Tôi cam đoan các nội dung khai trên là đúng sự thật.", style="i")
    page.para("Ngày nộp: {ngay_lap}. Người nộp đã xác thực bằng tài khoản định danh điện tử: "
              "{ky_ten}", size=10)  # fmt: skip


_DATES_2016 = (datetime.date(2016, 2, 1), datetime.date(2020, 7, 10))
_WIDE = (841.9, 595.3)
_A5, _A5_WIDE = (419.5, 595.3), (595.3, 419.5)
_PEN = frozenset({"*"})
_SANS = ("arimo",)
_SOME, _LINES = ("none", "dots"), ("dots", "rule")
TEMPLATES = (
    Template(births.DECLARATION, "to-gap-doi-viet-tay", EVAL,
             partial(births.declaration, dates=_DATES_2016), declare_folded, _LINES, ("",), _PEN,
             (12.5,), paper=_WIDE, margins=(36, 36, 36, 20), leadings=(1.7,)),
    Template(births.DECLARATION, "nhom-ben-trai-o-chon", EVAL, births.NEW, declare_grouped,
             ("none",), sizes=(11.5,), margins=(62, 45, 30, 18), leadings=(1.25,)),
    Template(births.DECLARATION, "cong-quoc-gia-ba-cot", EVAL,
             partial(_filed, dates=births.NEW_DATES), declare_filed, ("none",), sizes=(12,),
             families=_SANS, margins=(48, 48, 36, 30), leadings=(1.3,)),
)  # fmt: skip
