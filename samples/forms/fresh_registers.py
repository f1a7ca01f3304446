"""Layouts to measure by, of other offices and years: civil status, land, permits, cards.

Forms with the office's part beside the declaration, leaves of half the size with two sides, the
blanks of before 1999, books of land copied on one sheet, permits of a department, cards by pages.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from random import Random

from samples.forms import births, cards, couples, deaths, land, permits
from samples.forms.cards import CARD
from samples.forms.land import coloured, diagram, emblem, serial_below
from samples.forms.page import MOTTO, Page, Signer
from samples.forms.people import make_person, short
from samples.forms.template import EVAL, Story, Template
from samples.forms.words import decimal, dmy
from samples.render import Line, Portrait


def _made(story: Story, key: str) -> datetime.date:
    """A date of the story."""
    return datetime.date.fromisoformat(str(story.gold[key]))


def _above(page: Page, *cells: tuple[str, str], widths: Sequence[float] = ()) -> None:
    """Values beside each other, each below its label in small print."""
    size = page.style.size
    shares = widths or [1.0] * len(cells)
    x, top, ends = page.left, page.y, [page.y]
    page.need(size * 3)
    for (label, markup), share in zip(cells, shares, strict=True):
        wide = (page.right - page.left) * share / sum(shares)
        said, y = page.cell(f"<i>{label}</i>", x, x + wide - 8, top, size * 0.78)
        page.say(*said)
        said, y = page.cell(markup, x, x + wide - 8, y + 3, size)
        page.say(*said)
        ends.append(y)
        x += wide
    page.y = max(ends) + size * 0.3


# Tờ khai đăng ký khai sinh.


def _received(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """A declaration, and what the office that received it writes beside it."""
    story = births.declaration(random, dates)
    day = _made(story, "ngay_lap")
    clerk = make_person(random, day, (1975, 1999))
    story.also(
        can_bo=clerk.name, bien_nhan=f"{random.randrange(20, 2600):04d}", nhan=dmy(day),
        gio=f"{random.randrange(8, 16):02d} giờ {random.randrange(60):02d}",
    )  # fmt: skip
    return story


def declare_beside(page: Page, _: Random) -> None:
    """The declaration on the left, the office's part in a bar on the right."""
    page.motto(12)
    page.gap(6)
    page.line("TỜ KHAI ĐĂNG KÝ KHAI SINH", 15)
    page.line("Kính gửi: {kinh_gui}", 0, "")
    page.gap(8)
    right, size = page.right, page.style.size
    bar, top = right - 118, page.y - size
    y = page.y + 4
    for markup in (
        "<b>PHẦN DÀNH CHO CƠ QUAN ĐĂNG KÝ</b>", "Biên nhận số: {bien_nhan}",
        "Ngày nhận: {nhan}", "Lúc: {gio}", "Giấy chứng sinh: Có", "Hình thức nộp: Trực tiếp",
        "Công chức tiếp nhận:", "{can_bo}",
    ):  # fmt: skip
        said, y = page.cell(markup, bar + 6, right - 5, y, size - 2)
        page.say(*said)
        y += 5
    page.frame(bar, top, right, y + 60)
    page.right = bar - 12
    page.para("<b>Người yêu cầu:</b> {nguoi_yeu_cau}")
    page.para("Số định danh cá nhân: {nguoi_yeu_cau_so_dinh_danh}")
    page.para("Nơi cư trú: {noi_cu_tru}")
    page.para("Quan hệ với người được khai sinh: {quan_he}")
    page.gap(4)
    page.para("<b>Đề nghị đăng ký khai sinh cho:</b>")
    page.para("Họ, chữ đệm, tên: <b>{ho_ten}</b>")
    page.row("Giới tính: {gioi_tinh}", "Ngày sinh: {ngay_sinh}", widths=(2, 3))
    page.para("Ngày sinh bằng chữ: {ngay_sinh_bang_chu}")
    page.row("Dân tộc: {dan_toc}", "Quốc tịch: {quoc_tich}", widths=(2, 3))
    page.para("Nơi sinh: {noi_sinh}")
    page.para("Quê quán: {que_quan}")
    page.gap(4)
    for who, name in (("cha", "cha"), ("me", "mẹ")):
        page.para(f"<b>Họ, chữ đệm, tên người {name}:</b> {{{who}_ho_ten}}")
        page.para(f"Ngày, tháng, năm sinh: {{{who}_nam_sinh}}")
        page.para(f"Số định danh cá nhân: {{{who}_so_dinh_danh}}")
        page.row(f"Dân tộc: {{{who}_dan_toc}}", f"Quốc tịch: {{{who}_quoc_tich}}", widths=(2, 3))
        page.para(f"Nơi cư trú: {{{who}_noi_cu_tru}}")
    page.right = right
    page.gap(4)
    page.para("Tôi cam đoan những nội dung khai trên là đúng và chịu trách nhiệm trước pháp luật"
              " về lời khai của mình.", indent=24)  # fmt: skip
    page.sign(
        Signer(("Đề nghị cấp bản sao: {ban_sao} bản",), signed=False),
        Signer(("<i>{lam_tai:50}, ngày {ngay_lap.d:20} tháng {ngay_lap.m:20} năm"
                " {ngay_lap.y:30}</i>", "<b>NGƯỜI YÊU CẦU</b>"), "{ky_ten}", room=52),
        shares=(2, 3),
    )  # fmt: skip


def declare_leaf(page: Page, _: Random) -> None:
    """A leaf of half the size with two sides, filled in by pen: the parents overleaf."""
    page.motto(9.5)
    page.gap(6)
    page.line("TỜ KHAI ĐĂNG KÝ KHAI SINH", 14)
    page.para("Kính gửi: {kinh_gui}", spare=1)
    page.gap(4)
    page.para("Họ, chữ đệm, tên người yêu cầu: {nguoi_yeu_cau}")
    page.para("Nơi cư trú: {noi_cu_tru}", spare=1)
    page.para("Giấy tờ tùy thân số: {nguoi_yeu_cau_so_dinh_danh}")
    page.para("Quan hệ với người được khai sinh: {quan_he}")
    page.para("Đề nghị đăng ký khai sinh cho người có tên dưới đây:", style="b")
    page.para("Họ, chữ đệm, tên: {ho_ten}")
    page.para("Giới tính: {gioi_tinh}")
    page.para("Ngày, tháng, năm sinh: {ngay_sinh}")
    page.para("(Bằng chữ: {ngay_sinh_bang_chu})", spare=1)
    page.para("Dân tộc: {dan_toc:70} Quốc tịch: {quoc_tich}")
    page.para("Nơi sinh: {noi_sinh}", spare=1)
    page.para("Quê quán: {que_quan}")
    page.gap(4)
    page.para("(Xem tiếp mặt sau)", style="i", align="right", size=8.5)
    page.new_sheet()
    for who, name in (("me", "mẹ"), ("cha", "cha")):
        page.para(f"Họ, chữ đệm, tên {name}: {{{who}_ho_ten}}")
        page.para(f"Năm sinh: {{{who}_nam_sinh}}")
        page.para(f"Dân tộc: {{{who}_dan_toc:70}} Quốc tịch: {{{who}_quoc_tich}}")
        page.para(f"Số định danh/CCCD: {{{who}_so_dinh_danh}}")
        page.para(f"Nơi cư trú: {{{who}_noi_cu_tru}}", spare=1)
        page.gap(4)
    page.para("Tôi cam đoan lời khai trên là đúng sự thật.")
    page.para("Đề nghị cấp {ban_sao:24} bản sao Giấy khai sinh.")
    page.para("<i>{lam_tai:50}, ngày {ngay_lap.d:20} tháng {ngay_lap.m:20} năm"
              " {ngay_lap.y:30}</i>", align="right")  # fmt: skip
    page.sign(
        Signer(("<b>Người tiếp nhận</b>",), room=46),
        Signer(("<b>Người khai</b>", "<i>(Ký, ghi rõ họ tên)</i>"), "{ky_ten}", room=46),
    )


# Giấy khai sinh.


def birth_three(page: Page, _: Random) -> None:
    """Across the sheet: child, mother and father in three columns, the entry below them."""
    page.frame(20, 20, page.width - 20, page.height - 20, ink="red")
    page.code(page.left, page.y - 6, 52, page.value("qr"))
    page.motto(13)
    page.gap(8)
    page.line("GIẤY KHAI SINH", 22)
    page.line("Số: {so}", 0, "")
    page.gap(12)
    left, right, top = page.left, page.right, page.y
    wide, ends = (right - left) / 3, []
    parents = tuple(
        (f"NGƯỜI {name.upper()}", (
            ("Họ, chữ đệm, tên", f"{who}_ho_ten"), ("Năm sinh", f"{who}_nam_sinh"),
            ("Dân tộc", f"{who}_dan_toc"), ("Quốc tịch", f"{who}_quoc_tich"),
            ("Số định danh cá nhân", f"{who}_so_dinh_danh"), ("Nơi cư trú", f"{who}_noi_cu_tru"),
        ))
        for who, name in (("me", "mẹ"), ("cha", "cha"))
    )  # fmt: skip
    child = ("NGƯỜI ĐƯỢC KHAI SINH", (
        ("Họ, chữ đệm, tên", "ho_ten"), ("Ngày, tháng, năm sinh", "ngay_sinh"),
        ("Ghi bằng chữ", "ngay_sinh_bang_chu"), ("Giới tính", "gioi_tinh"),
        ("Dân tộc", "dan_toc"), ("Quốc tịch", "quoc_tich"), ("Nơi sinh", "noi_sinh"),
        ("Quê quán", "que_quan"), ("Số định danh cá nhân", "so_dinh_danh"),
    ))  # fmt: skip
    for i, (title, fields) in enumerate((child, *parents)):
        x0 = left + wide * i
        said, y = page.cell(f"<b>{title}</b>", x0, x0 + wide - 14, top, page.style.size, "centre")
        page.say(*said)
        y += 3
        for label, key in fields:
            said, y = page.cell(f"{label}: {{{key}}}", x0, x0 + wide - 16, y, page.style.size)
            page.say(*said)
            y += 2
        ends.append(y)
    page.y = max(ends) + 10
    page.row("Nơi đăng ký khai sinh: {noi_dang_ky}", "Ngày, tháng, năm đăng ký: {ngay_dang_ky}",
             widths=(6, 4))  # fmt: skip
    page.para("Họ, chữ đệm, tên người đi khai sinh: {nguoi_di_khai_sinh}")
    page.sign(
        Signer(()), Signer(()),
        Signer(("<b>NGƯỜI KÝ GIẤY KHAI SINH</b>", "<b>{chuc_vu}</b>"), "<b>{nguoi_ky}</b>", "dau",
               room=86),
    )  # fmt: skip


def _of_the_nineties(random: Random) -> Story:
    """A certificate of the nineties: parents of an age, a trade each, number and book."""
    story = births.certificate(random, (datetime.date(1992, 2, 10), datetime.date(1998, 11, 25)))
    story.missing -= {f"cha_{key}" for key in ("ho_ten", "nam_sinh", "dan_toc", "quoc_tich",
                                               "noi_cu_tru", "so_dinh_danh")}  # fmt: skip
    for who in ("me", "cha"):
        year = str(story.gold[f"{who}_nam_sinh"])[:4]
        story.put(f"{who}_nam_sinh", year, year)
        trades = ("Làm ruộng", "Giáo viên", "Công nhân", "Buôn bán", "Cán bộ")
        story.also(**{f"nghe_{who}": random.choice(trades)})
    story.also(quyen=f"{random.randrange(1, 4):02d}")
    story.optional = ("que_quan",)
    return story


def birth_nineties(page: Page, _: Random) -> None:
    """A blank of the nineties filled in by pen: a table whose columns are father and mother."""
    page.head(("{tinh}", "{huyen}", "<b>{xa_in}</b>"), (*MOTTO, "_"), size=11)
    page.gap(2)
    page.para("Số: {so}", x0=page.right - 120)
    page.para("Quyển số: {quyen}", x0=page.right - 120)
    page.line("GIẤY KHAI SINH", 20)
    page.line("(BẢN CHÍNH)", 11, "")
    page.gap(6)
    page.para("Họ và tên: {ho_ten:230} Nam, nữ: {gioi_tinh}")
    page.para("Ngày, tháng, năm sinh: {ngay_sinh}")
    page.para("<i>(Viết bằng chữ)</i> {ngay_sinh_bang_chu}", spare=1)
    page.para("Nơi sinh: {noi_sinh}", spare=1)
    page.para("Quê quán: {que_quan}")
    page.para("Dân tộc: {dan_toc:120} Quốc tịch: {quoc_tich}")
    page.gap(10)
    page.table((2.4, 4, 4), [
        ("<b>Phần khai về cha mẹ</b>", "<b>Người cha</b>", "<b>Người mẹ</b>"),
        *(
            (label, f"{{cha_{key}}}", f"{{me_{key}}}")
            for label, key in (
                ("Họ và tên", "ho_ten"), ("Năm sinh", "nam_sinh"), ("Dân tộc", "dan_toc"),
                ("Quốc tịch", "quoc_tich"),
            )
        ),
        ("Nghề nghiệp", "{nghe_cha}", "{nghe_me}"),
        ("Nơi thường trú", "{cha_noi_cu_tru}", "{me_noi_cu_tru}"),
    ])  # fmt: skip
    page.para("Họ và tên người đứng khai: {nguoi_di_khai_sinh}")
    page.para("Nơi đăng ký: {noi_dang_ky}")
    page.para("Đăng ký ngày {ngay_dang_ky.d:24} tháng {ngay_dang_ky.m:24} năm {ngay_dang_ky.y:40}")
    page.sign(
        Signer(("<b>Người đứng khai</b>", "<i>(Ký tên)</i>"), room=76),
        Signer(("<b>TM. ỦY BAN NHÂN DÂN</b>", "<b>{chuc_vu}</b>"), "{nguoi_ky}", "dau", room=86),
    )


# Giấy chứng nhận kết hôn.


def _with_code(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """A marriage, and what its paper's code says."""
    story = couples.wedding(random, dates)
    story.also(qr="|".join((
        str(story.gold["so"]), str(story.gold["vo_so_dinh_danh"]),
        str(story.gold["chong_so_dinh_danh"]),
    )))  # fmt: skip
    story.optional = ()
    return story


def wedding_labels(page: Page, _: Random) -> None:
    """From the electronic register: the entry first, then labels above data, three a row."""
    page.head(("{tinh}", "<b>{xa}</b>", "_"), (*MOTTO, "_"))
    page.gap(10)
    page.code(page.right - 58, page.y, 58, page.value("qr"))
    page.gap(26)
    page.line("GIẤY CHỨNG NHẬN KẾT HÔN", 17)
    page.line("(Bản điện tử)", 11, "i")
    page.gap(16)
    _above(page, ("Số", "{so}"), ("Ngày, tháng, năm đăng ký", "{ngay_dang_ky}"),
           ("Nơi đăng ký kết hôn", "{noi_dang_ky}"), widths=(2, 3, 6))  # fmt: skip
    for who, name in (("chong", "CHỒNG"), ("vo", "VỢ")):
        page.gap(8)
        page.para(f"<b>THÔNG TIN BÊN {name}</b>")
        page.rule((page.right - page.left) / 2, up=page.style.size * 0.9)
        page.gap(5)
        _above(page, ("Họ, chữ đệm, tên", f"<b>{{{who}_ho_ten}}</b>"),
               ("Ngày, tháng, năm sinh", f"{{{who}_ngay_sinh}}"),
               ("Số định danh cá nhân", f"{{{who}_so_dinh_danh}}"), widths=(5, 3, 3))  # fmt: skip
        _above(page, ("Nơi cư trú", f"{{{who}_noi_cu_tru}}"), ("Dân tộc", f"{{{who}_dan_toc}}"),
               ("Quốc tịch", f"{{{who}_quoc_tich}}"), widths=(5, 3, 3))  # fmt: skip
    page.gap(14)
    page.sign(Signer(()), Signer(("<b>{chuc_vu}</b>",), "<b>{nguoi_ky}</b>",
                                 "dau", room=90))  # fmt: skip


def wedding_copy(page: Page, _: Random) -> None:
    """A copy by pen on a tall leaf of half the size: husband's lines, then his wife's."""
    page.para("{tinh}", size=9)
    page.para("{xa}", size=9, style="b")
    page.gap(4)
    page.motto(9.5)
    page.gap(6)
    page.line("GIẤY CHỨNG NHẬN KẾT HÔN", 14)
    page.line("(BẢN SAO)", 10)
    page.para("Số: {so}", x0=page.right - 100)
    for who, name in (("chong", "chồng"), ("vo", "vợ")):
        page.para(f"Họ và tên {name}: {{{who}_ho_ten}}")
        page.para(f"Sinh ngày: {{{who}_ngay_sinh}}")
        page.para(f"Dân tộc: {{{who}_dan_toc:60}} Quốc tịch: {{{who}_quoc_tich}}")
        page.para(f"Nơi cư trú: {{{who}_noi_cu_tru}}", spare=1)
        page.para(f"Giấy tờ tùy thân: {{{who}_so_dinh_danh.giay}}")
        page.gap(4)
    page.para("Nơi đăng ký: {noi_dang_ky}", spare=1)
    page.para("Ngày đăng ký: {ngay_dang_ky}")
    page.para("Sao từ Sổ đăng ký kết hôn.", style="i")
    page.sign(Signer(()), Signer(("<b>NGƯỜI KÝ</b>", "<b>{chuc_vu}</b>"), "{nguoi_ky}", "dau",
                                 room=80), shares=(1, 2))  # fmt: skip


# Trích lục khai tử.

_WHEN = (
    "{thoi_diem_chet.h:20} giờ {thoi_diem_chet.min:20} phút, ngày {thoi_diem_chet.d:20} tháng"
    " {thoi_diem_chet.m:20} năm {thoi_diem_chet.y:34}"
)


def _signed_on_line(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """An extract that its signer signed with a token."""
    story = deaths.death(random, dates)
    day = _made(story, "ngay_dang_ky")
    story.also(
        ky_luc=f"{dmy(day)} {random.randrange(8, 17):02d}:{random.randrange(60):02d}:"
        f"{random.randrange(60):02d}",
        dau_thuong=str(story.shown["noi_dang_ky"]).split(",")[0],
    )
    story.optional = ("so_giay_bao_tu",)
    return story


def death_token(page: Page, _: Random) -> None:
    """Signed with a token whose frame lies on the left above: the entry, the person, the death."""
    size, y = 8.0, page.y - 6
    for markup in ("Ký bởi: {dau_thuong}", "Thời gian ký: {ky_luc}"):
        said, y = page.cell(markup, page.left - 20, page.left + 200, y, size)
        page.say(*said)
    page.frame(page.left - 24, page.y - 16, page.left + 206, y - 4, ink="red")
    page.y = y + 18
    page.head(("{tinh}", "<b>{xa}</b>", "_", "Số: {so}"),
              (*MOTTO, "_", "<i>{dia_danh}, ngày {ngay_dang_ky.d} tháng {ngay_dang_ky.m} năm "
               "{ngay_dang_ky.y}</i>"))  # fmt: skip
    page.gap(16)
    page.line("TRÍCH LỤC KHAI TỬ", 16)
    page.gap(10)
    page.para("Việc khai tử được đăng ký tại: {noi_dang_ky}", indent=20)
    page.para("Ngày, tháng, năm đăng ký: {ngay_dang_ky}", indent=20)
    page.gap(6)
    page.para("cho người có tên sau đây:", style="i", indent=20)
    page.gap(4)
    page.line("{ho_ten}", 14)
    page.gap(4)
    for line in (
        "- Số định danh cá nhân: {so_dinh_danh}", "- Sinh ngày: {ngay_sinh}",
        "- Giới tính: {gioi_tinh}", "- Dân tộc: {dan_toc}", "- Quốc tịch: {quoc_tich}",
        "- Nơi cư trú cuối cùng: {noi_cu_tru_cuoi}",
        "- Đã chết vào lúc: " + _WHEN, "- Nơi chết: {noi_chet}",
        "- Nguyên nhân chết: {nguyen_nhan}", "- Giấy báo tử số: {so_giay_bao_tu}",
    ):  # fmt: skip
        page.para(line, x0=page.left + 20)
    page.gap(8)
    page.sign(Signer(()), Signer(("<b>NGƯỜI KÝ TRÍCH LỤC</b>", "<b>{chuc_vu}</b>"),
                                 "<b>{nguoi_ky}</b>", "dau", room=90))  # fmt: skip


def death_leaf(page: Page, _: Random) -> None:
    """A tall leaf of half the size with numbered lines, filled in by pen."""
    page.head(("{huyen}", "<b>{xa}</b>"), (*MOTTO, "_"), size=9)
    page.gap(6)
    page.row("", "Số: {so}", widths=(3, 2))
    page.line("TRÍCH LỤC KHAI TỬ", 15)
    page.gap(6)
    for i, line in enumerate((
        "Họ, chữ đệm, tên: {ho_ten}", "Giới tính: {gioi_tinh}",
        "Ngày, tháng, năm sinh: {ngay_sinh}", "Dân tộc: {dan_toc:80} Quốc tịch: {quoc_tich}",
        "Số CMND/CCCD: {so_dinh_danh}", "Nơi cư trú cuối cùng: {noi_cu_tru_cuoi}",
        "Chết vào lúc " + _WHEN, "Nơi chết: {noi_chet}", "Nguyên nhân chết: {nguyen_nhan}",
        "Số Giấy báo tử: {so_giay_bao_tu}", "Đăng ký tại: {noi_dang_ky}",
        "Ngày đăng ký khai tử: {ngay_dang_ky}",
    ), 1):  # fmt: skip
        page.para(f"{i}. {line}")
    page.gap(2)
    page.sign(
        Signer(()),
        Signer(("<b>TM. ỦY BAN NHÂN DÂN</b>", "<b>{chuc_vu}</b>"), "{nguoi_ky}", "dau", room=80),
        shares=(2, 4),
    )


# Căn cước.


def card_pages(page: Page, _: Random) -> None:
    """A scan in colour with a sheet a side, the card more than twice its size."""
    scale = (page.width - 60) / CARD[0]
    for i, (draw, name) in enumerate(((cards.front_2021, "1"), (cards.back_2021, "2"))):
        if i:
            page.new_sheet()
        draw(page, 30, 34, scale)
        page.y = 34 + CARD[1] * scale + 24
        page.para(f"Trang {name}/2", align="right", size=9)


def card_form(page: Page, _: Random) -> None:
    """The data of a card as the register of residents prints them, numbered, by the portrait."""
    page.line("BỘ CÔNG AN", 11)
    page.line("TRUNG TÂM DỮ LIỆU QUỐC GIA VỀ DÂN CƯ", 10.5, "")
    page.gap(14)
    page.line("THẺ CĂN CƯỚC", 18)
    page.line("(Thông tin in trên thẻ)", 11, "i")
    page.gap(14)
    top, right = page.y - 6, page.right
    if not page.blank:
        page.mark(Portrait(right - 92, top, 90, 120))
    page.right = right - 112
    page.para("1. Số định danh cá nhân: <b>{so_dinh_danh}</b>")
    page.para("2. Họ, chữ đệm và tên khai sinh: <b>{ho_ten}</b>")
    page.para("3. Ngày, tháng, năm sinh: {ngay_sinh}")
    page.para("4. Giới tính: {gioi_tinh}")
    page.para("5. Quốc tịch: {quoc_tich}")
    page.y = max(page.y, top + 100)
    page.para("6. Nơi đăng ký khai sinh: {noi_dang_ky_khai_sinh}")
    page.right = right
    page.para("7. Nơi cư trú: {noi_thuong_tru}")
    page.para("8. Ngày cấp thẻ: {ngay_cap}")
    page.para("9. Ngày hết hạn: {ngay_het_han}")
    page.para("10. Số CMND 9 số đã cấp: {so_cmnd_cu}")
    page.gap(10)
    page.mark(Line(page.left, page.y, page.right, page.y, 0.6))
    page.gap(16)
    page.para("Bản in có giá trị tham khảo để đối chiếu với thẻ gốc.", style="i", size=10)


# Giấy phép xây dựng.


def _floors(story: Story, random: Random) -> None:
    """So many storeys, and the floor area that goes with them."""
    count = random.randint(1, 4)
    story.text(so_tang=f"{count:02d} tầng")
    floors = Decimal(str(story.gold["dien_tich_xay_dung"])) * count
    height = Decimal("3.9") + Decimal("3.4") * (count - 1)
    for key, value in (("tong_dien_tich_san", floors), ("chieu_cao", height)):
        story.put(key, f"{value.normalize():f}", decimal(value))


def _of_a_district(random: Random) -> Story:
    """A permit to write by pen."""
    story = permits.permit(random, _WORKS)
    _floors(story, random)
    return story


def _department(random: Random) -> Story:
    """A permit of a province's department, with its legal grounds."""
    story = permits.NEW_WORK(random)
    _floors(story, random)
    place = str(story.gold["vi_tri"]).split(", ")[-1]
    day = _made(story, "ngay_cap")
    story.text(
        co_quan_cap="SỞ XÂY DỰNG",
        so_giay_phep=f"{random.randrange(20, 1900)}/GPXD-SXD",
    )
    story.also(
        cap_tren=f"ỦY BAN NHÂN DÂN {place}".upper(), noi=short(place), chuc_vu_1="KT. GIÁM ĐỐC",
        chuc_vu_2="PHÓ GIÁM ĐỐC",
        don_ngay=dmy(day - datetime.timedelta(random.randrange(6, 20))),
        tham_tra=f"{random.randrange(10, 400)}/KQTT",
    )  # fmt: skip
    story.optional = ("so_thua", "so_to_ban_do")
    return story


def permit_department(page: Page, _: Random) -> None:
    """A department's permit: numbers of two parts, a plan's data by lines, a code below."""
    page.head(("{cap_tren}", "<b>{co_quan_cap}</b>", "_", "Số: {so_giay_phep}"),
              (*MOTTO, "_", "<i>{noi}, ngày {ngay_cap.d} tháng {ngay_cap.m} năm {ngay_cap.y}</i>"),
              )  # fmt: skip
    page.gap(14)
    page.line("GIẤY PHÉP XÂY DỰNG", 15)
    page.line("(Cấp theo đơn đề nghị ngày {don_ngay})", 11, "i")
    page.gap(8)
    page.para("<b>1. Thông tin chủ đầu tư</b>")
    page.para("1.1. Tên chủ đầu tư: {chu_dau_tu}", indent=12)
    page.para("1.2. Địa chỉ liên hệ: {dia_chi}", indent=12)
    page.para("<b>2. Thông tin công trình được cấp phép</b>")
    page.para("2.1. Tên công trình: {ten_cong_trinh}", indent=12)
    page.para("2.2. Địa điểm xây dựng: {vi_tri}", indent=12)
    page.para("2.3. Lô đất: thửa đất số {so_thua:40}, tờ bản đồ số {so_to_ban_do:40}", indent=12)
    page.para("2.4. Cốt nền xây dựng: {cot_nen}", indent=12)
    page.para("2.5. Chỉ giới xây dựng: {lo_gioi}; mật độ xây dựng: {mat_do}%", indent=12)
    page.para("2.6. Số tầng: {so_tang}", indent=12)
    page.para("2.7. Chiều cao công trình: {chieu_cao} m", indent=12)
    page.para("2.8. Diện tích xây dựng: {dien_tich_xay_dung} m²", indent=12)
    page.para("2.9. Tổng diện tích sàn: {tong_dien_tich_san} m²", indent=12)
    page.para("<b>3. Hồ sơ thiết kế:</b> ký hiệu {thiet_ke}, do {don_vi} lập; kết quả thẩm tra số"
              " {tham_tra}.")  # fmt: skip
    page.para("<b>4. Thời hạn:</b> phải khởi công trong 12 tháng kể từ ngày cấp giấy phép; nếu"
              " chưa khởi công thì đề nghị gia hạn.")  # fmt: skip
    page.para("<b>5.</b> Chủ đầu tư niêm yết giấy phép tại nơi xây dựng và thông báo ngày khởi"
              " công cho Ủy ban nhân dân xã, phường.")  # fmt: skip
    page.gap(6)
    page.sign(
        Signer(("<b><i>Nơi nhận:</i></b>", "- Chủ đầu tư;", "- UBND xã (phường);",
                "- Lưu: VT, P.QLXD."), signed=False),
        Signer(("<b>{chuc_vu_1}</b>", "<b>{chuc_vu_2}</b>"), "<b>{nguoi_ky}</b>", "co_quan_cap",
               room=92),
    )  # fmt: skip


def permit_sides(page: Page, _: Random) -> None:
    """A blank filled in by pen: who builds where on its front, the figures overleaf."""
    page.motto(12)
    page.gap(8)
    page.line("{co_quan_cap}", 12)
    page.gap(12)
    page.line("GIẤY PHÉP XÂY DỰNG", 20)
    page.line("NHÀ Ở RIÊNG LẺ", 13)
    page.line("Số: {so_giay_phep:90}", 12.5, "")
    page.gap(16)
    page.para("Cấp cho ông (bà): {chu_dau_tu}", spare=1)
    page.para("Chỗ ở hiện nay: {dia_chi}", spare=1)
    page.para("Được phép xây dựng: {ten_cong_trinh}")
    page.para("Địa điểm xây dựng: {vi_tri}", spare=1)
    page.para("Trên thửa đất số: {so_thua:80} tờ bản đồ số: {so_to_ban_do}")
    page.para("Giấy tờ về đất: GCN số vào sổ {gcn:90} cấp ngày {gcn_ngay}")
    page.gap(8)
    page.para("Chủ nhà xuất trình giấy phép này khi người có thẩm quyền kiểm tra.", style="i")
    page.new_sheet()
    page.line("NỘI DUNG CẤP PHÉP", 13)
    page.gap(6)
    page.para("Diện tích xây dựng tầng 1: {dien_tich_xay_dung:70} m²")
    page.para("Tổng diện tích sàn: {tong_dien_tich_san:70} m²")
    page.para("Số tầng: {so_tang:110} Chiều cao: {chieu_cao:60} m")
    page.para("Mật độ xây dựng: {mat_do:50} %")
    page.para("Chỉ giới xây dựng: {lo_gioi}")
    page.para("Cốt nền: {cot_nen}")
    page.gap(6)
    page.para("Giấy phép hết hiệu lực nếu quá 12 tháng kể từ ngày cấp mà chưa khởi công.")
    page.gap(6)
    page.para("{noi:70}, ngày {ngay_cap.d:24} tháng {ngay_cap.m:24} năm {ngay_cap.y:36}",
              align="right")  # fmt: skip
    page.sign(
        Signer(("<b>CHỦ ĐẦU TƯ</b>", "<i>(Ký nhận)</i>"), room=70),
        Signer(("<b>{chuc_vu_1}</b>", "<b>{chuc_vu_2}</b>"), "{nguoi_ky}", "co_quan_cap", room=92),
    )


# Giấy chứng nhận quyền sử dụng đất.

_BANKS = ("Ngân hàng TMCP Đại Phú Việt", "Ngân hàng TMCP Sông Tiền", "Quỹ tín dụng nhân dân Tân An")


def _of_one_use(random: Random, facts: Callable[[Random], Story]) -> Story:
    """A certificate of a plot that is used in one way."""
    story = facts(random)
    while "100 m²" in str(story.gold["muc_dich_su_dung"]):
        story = facts(random)
    return story


def _mortgaged(random: Random) -> Story:
    """A certificate of 2024 on which a mortgage was entered later."""
    story = _of_one_use(random, land.NEW_FORM)
    day = _made(story, "ngay_cap") + datetime.timedelta(random.randrange(12, 90))
    rows = list(story.rows["chu_su_dung"])
    story.list("chu_su_dung", rows, [
        {"ho_ten": r[1], "so_giay_to": r[4], "dia_chi": r[5]} for r in rows
    ])  # fmt: skip
    story.also(
        the_chap=f"Thế chấp bằng quyền sử dụng đất tại {random.choice(_BANKS)} theo hồ sơ số"
        f" {random.randrange(10**6):06d}.TC.001.",
        the_chap_ngay=f"Ngày {dmy(day)}",
    )  # fmt: skip
    story.optional = ()
    return story


def plan_first(page: Page, _: Random) -> None:
    """A black and white copy of the certificate of 2024, its overleaf with the plan first."""
    page.para("4. Sơ đồ thửa đất, tài sản gắn liền với đất:", style="b")
    page.gap(24)
    diagram(page, 170)
    page.para("5. Ghi chú:", style="b")
    page.para("Thửa đất được đo đạc theo bản đồ địa chính.", indent=14)
    page.para("6. Những thay đổi sau khi cấp Giấy chứng nhận:", style="b")
    page.gap(10)
    page.table((5, 3.4), [
        ("<b>Nội dung thay đổi và cơ sở pháp lý</b>", "<b>Xác nhận của cơ quan có thẩm quyền</b>"),
        ("{the_chap}", "{the_chap_ngay}\nVăn phòng đăng ký đất đai"),
    ])  # fmt: skip
    page.y -= page.style.size - 1
    page.table((5, 3.4), [("", "")], least=150)
    page.para("Số vào sổ cấp Giấy chứng nhận: {so_vao_so}")
    page.new_sheet()
    page.code(page.left, page.y - 10, 54, page.value("qr"))
    page.gap(50)
    page.motto(13)
    page.gap(14)
    page.line("GIẤY CHỨNG NHẬN", 22)
    page.line("QUYỀN SỬ DỤNG ĐẤT,", 14)
    page.line("QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT", 14)
    page.gap(8)
    page.para("1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:", style="b")
    for row in page.cells("chu_su_dung", 1):
        title, name, _year, kind, number, address = row[:6]
        if page.blank:
            title, kind = "Ông/Bà", "Giấy tờ"
        page.para(f"{title}: <b>{name}</b>; {kind}: {number}; địa chỉ: {address}", indent=14)
    page.para("2. Thông tin thửa đất:", style="b")
    for line in (
        "a) Thửa đất số: {so_thua}; tờ bản đồ số: {so_to_ban_do}",
        "b) Diện tích: {dien_tich} m²; hình thức sử dụng đất: {hinh_thuc_su_dung}",
        "c) Loại đất: {muc_dich_su_dung}", "d) Thời hạn sử dụng đất: {thoi_han_su_dung}",
        "đ) Nguồn gốc sử dụng đất: {nguon_goc_su_dung}", "e) Địa chỉ: {dia_chi_thua_dat}",
    ):  # fmt: skip
        page.para(line, x0=page.left + 14)
    page.para("<b>3. Thông tin tài sản gắn liền với đất:</b> Chưa chứng nhận quyền sở hữu")
    page.gap(4)
    page.need(190)
    page.para("<i>{noi_cap:50}, ngày {ngay_cap.d:20} tháng {ngay_cap.m:20} năm {ngay_cap.y:30}</i>",
              align="centre", x0=page.middle - 40)  # fmt: skip
    page.sign(
        Signer(()),
        Signer(("<b>{co_quan_cap}</b>", "<b>{chuc_vu_1}</b>", "<b>{chuc_vu_2}</b>"),
               "<b>{nguoi_ky}</b>", "co_quan_cap", room=92),
        shares=(2.6, 6),
    )  # fmt: skip
    page.para("<b>{so_phat_hanh}</b>", size=15)


def red_quarters(page: Page, _: Random) -> None:
    """The red book of 2006 by pen, both of its sides copied on one large sheet."""
    left, right, half = page.left, page.right, page.height / 2
    middle = page.width / 2
    page.mark(Line(20, half, page.width - 20, half, 0.5))
    page.mark(Line(middle, 20, middle, page.height - 20, 0.5))
    page.right = middle - 22
    page.line("II. THỬA ĐẤT ĐƯỢC QUYỀN SỬ DỤNG", 13)
    page.gap(8)
    for line in (
        "1. Thửa đất số: {so_thua}", "2. Tờ bản đồ số: {so_to_ban_do}",
        "3. Địa chỉ thửa đất: {dia_chi_thua_dat}", "4. Diện tích: {dien_tich:80} m²",
        "Bằng chữ: {dien_tich_bang_chu}", "5. Hình thức sử dụng: {hinh_thuc_su_dung}",
        "6. Mục đích sử dụng đất: {muc_dich_su_dung}",
        "7. Thời hạn sử dụng đất: {thoi_han_su_dung}",
        "8. Nguồn gốc sử dụng đất: {nguon_goc_su_dung}",
    ):  # fmt: skip
        page.para(line)
    page.line("III. TÀI SẢN GẮN LIỀN VỚI ĐẤT", 13)
    page.para("Không", align="centre")
    page.line("IV. GHI CHÚ", 13)
    page.para("Không", align="centre")
    page.left, page.right, page.y = middle + 22, right, page.top + 8
    page.line("V. SƠ ĐỒ THỬA ĐẤT", 13)
    page.gap(24)
    diagram(page, 150)
    page.para("{noi_cap:60}, ngày {ngay_cap.d:22} tháng {ngay_cap.m:22} năm {ngay_cap.y:34}",
              align="centre")  # fmt: skip
    page.sign(Signer(("<b>{chuc_vu_1}</b>", "<b>{chuc_vu_2}</b>"), "{nguoi_ky}", "co_quan_cap",
                     room=92))  # fmt: skip
    page.gap(8)
    page.para("Vào sổ cấp giấy chứng nhận số: {so_vao_so}")
    page.left, page.right, page.y = left, middle - 22, half + 40
    page.line("VI. NHỮNG THAY ĐỔI SAU KHI CẤP GIẤY CHỨNG NHẬN", 11.5)
    page.gap(12)
    page.table((2, 4, 3), [
        ("<b>Ngày, tháng, năm</b>", "<b>Nội dung thay đổi và cơ sở pháp lý</b>",
         "<b>Xác nhận của cơ quan có thẩm quyền</b>"),
    ])  # fmt: skip
    page.y -= page.style.size - 1
    page.table((2, 4, 3), [("", "", "")], least=380)
    page.left, page.right, page.y = middle + 22, right, half + 40
    page.motto(13)
    emblem(page, page.y + 44)
    page.y += 112
    coloured(page, "GIẤY CHỨNG NHẬN", page.y, 24)
    coloured(page, "QUYỀN SỬ DỤNG ĐẤT", page.y + 30, 22)
    page.y += 66
    page.line("{co_quan_cap}", 12.5)
    page.line("CHỨNG NHẬN", 12, "")
    page.line("I. TÊN NGƯỜI SỬ DỤNG ĐẤT", 13)
    for row in page.cells("chu_su_dung", 1):
        title, name, year, kind, number, address = row[:6]
        if page.blank:
            page.para(f"Ông (Bà): {name}")
            continue
        page.para(f"{title}: {name}")
        page.para(f"Năm sinh: {year} {kind} {number}")
        page.para(f"Địa chỉ: {address}")
    serial_below(page)


# Đơn đăng ký biến động.


def apply_folded(page: Page, _: Random) -> None:
    """Mẫu 11/ĐK across the sheet: who applies and what changes left, the certificate right."""
    left, right, middle = page.left, page.right, page.middle
    page.right = middle - 20
    page.motto(11)
    page.gap(4)
    page.line("ĐƠN ĐĂNG KÝ BIẾN ĐỘNG", 14)
    page.line("ĐẤT ĐAI, TÀI SẢN GẮN LIỀN VỚI ĐẤT", 12)
    page.para("Kính gửi: {kinh_gui}", align="centre")
    page.gap(6)
    page.para("1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất, người quản lý đất:",
              style="b")  # fmt: skip
    page.para("a) Tên: {ho_ten}")
    page.para("b) Giấy tờ nhân thân/pháp nhân: {so_dinh_danh.giay}")
    page.para("c) Địa chỉ: {dia_chi}")
    page.para("d) Điện thoại liên hệ: {so_dien_thoai}")
    page.para("đ) Hộp thư điện tử (nếu có): {thu_dien_tu}")
    page.para("<b>2. Nội dung biến động:</b> {noi_dung_bien_dong}", spare=2)
    page.para("<b>3. Lý do biến động:</b> {ly_do_bien_dong}", spare=1)
    page.left, page.right, page.y = middle + 20, right, page.top + 8
    page.para("Mẫu số 11/ĐK", style="i", align="right", size=10)
    page.para("4. Giấy chứng nhận đã cấp:", style="b")
    page.para("- Số phát hành: {so_phat_hanh}")
    page.para("- Số vào sổ cấp Giấy chứng nhận: {so_vao_so}")
    page.para("- Ngày cấp: {ngay_cap_gcn}")
    page.para("- Thửa đất số: {so_thua:50}; tờ bản đồ số: {so_to_ban_do}")
    page.para("5. Giấy tờ nộp kèm theo đơn này gồm có:", style="b")
    for i, row in enumerate(page.cells("giay_to_kem_theo"), 1):
        page.para(f"({i}) {row[0]}")
    page.gap(4)
    page.para("Tôi cam đoan những điều đã khai ở trên là đúng, nếu sai xin chịu trách nhiệm trước"
              " pháp luật.", indent=20)  # fmt: skip
    page.sign(
        Signer(("<i>{noi:50}, ngày {ngay_lap.d:20} tháng {ngay_lap.m:20} năm {ngay_lap.y:30}</i>",
                "<b>Người viết đơn</b>", "<i>(Ký, ghi rõ họ tên)</i>"), "{ky_ten}", room=56),
    )  # fmt: skip
    page.mark(Line(middle, 40, middle, page.height - 40, 0.4))
    page.left = left


def apply_certificate_first(page: Page, _: Random) -> None:
    """A branch's sheet to write on: the certificate before who applies, the check at the foot."""
    page.motto(12)
    page.gap(10)
    page.line("ĐƠN ĐĂNG KÝ BIẾN ĐỘNG ĐẤT ĐAI", 16)
    page.gap(4)
    page.para("Kính gửi: {kinh_gui}", indent=40)
    page.gap(6)
    page.para("I. GIẤY CHỨNG NHẬN ĐÃ CẤP", style="b")
    page.row("Số phát hành (số seri): {so_phat_hanh}", "Số vào sổ: {so_vao_so}")
    page.row("Ngày cấp: {ngay_cap_gcn}", "Thửa số: {so_thua}", "Tờ bản đồ: {so_to_ban_do}",
             widths=(4, 3, 3))  # fmt: skip
    page.para("II. NGƯỜI ĐĂNG KÝ", style="b")
    page.para("Họ và tên: {ho_ten}")
    page.row("Số CMND/CCCD: {so_dinh_danh}", "Điện thoại: {so_dien_thoai}")
    page.para("Địa chỉ thường trú: {dia_chi}", spare=1)
    page.para("III. NỘI DUNG ĐĂNG KÝ", style="b")
    page.para("Nội dung biến động: {noi_dung_bien_dong}", spare=2)
    page.para("Lý do: {ly_do_bien_dong}", spare=1)
    page.para("IV. GIẤY TỜ KÈM THEO", style="b")
    for i, row in enumerate(page.cells("giay_to_kem_theo"), 1):
        page.para(f"{i}. {row[0]}")
    page.gap(6)
    page.para("Tôi chịu trách nhiệm về những điều đã khai trong đơn này.", style="i")
    page.gap(4)
    page.sign(
        Signer(("<b>Người kiểm tra hồ sơ</b>", "<i>(Ký, ghi rõ họ tên)</i>"), "{kiem_tra}"),
        Signer(("{noi:60}, ngày {ngay_lap.d:24} tháng {ngay_lap.m:24} năm {ngay_lap.y:36}",
                "<b>Người làm đơn</b>"), "{ky_ten}"),
        shares=(2, 3),
    )  # fmt: skip


def _checked(random: Random) -> Story:
    """An application of the years of Mẫu 09/ĐK and who checked it."""
    story = land.APPLY_14(random)
    day = _made(story, "ngay_lap")
    story.also(kiem_tra=make_person(random, day, (1970, 1992)).name)
    story.optional = ("so_dien_thoai", "ly_do_bien_dong")
    return story


_SINCE_2022 = (datetime.date(2022, 1, 5), datetime.date(2025, 6, 27))
_ELECTRONIC = (datetime.date(2024, 7, 8), datetime.date(2026, 10, 30))
_WORKS = (datetime.date(2021, 3, 10), datetime.date(2024, 12, 25))
_A5, _CARD_SHEET = (419.5, 595.3), (595.3, 450.0)
_WIDE, _A3 = (841.9, 595.3), (841.9, 1190.6)
_ALL = frozenset({"*"})
_SANS = ("arimo",)
_SOME, _LINES = ("none", "dots"), ("dots", "rule")
TEMPLATES: tuple[Template, ...] = (
    Template(births.DECLARATION, "co-quan-ghi-ben-phai", EVAL,
             partial(_received, dates=births.NEW_DATES), declare_beside, _SOME, sizes=(12,),
             margins=(62, 44, 36, 20), leadings=(1.3,)),
    Template(births.DECLARATION, "nua-to-hai-mat-viet-tay", EVAL,
             partial(births.declaration, dates=_SINCE_2022), declare_leaf, _LINES, ("",), _ALL,
             (11,), paper=_A5, margins=(36, 28, 24, 14)),
    Template(births.CERTIFICATE, "ba-cot-ngang-qr", EVAL,
             partial(births.certificate, dates=_ELECTRONIC), birth_three, ("none",), sizes=(11.5,),
             paper=_WIDE, margins=(42, 36, 34, 24), leadings=(1.28,)),
    Template(births.CERTIFICATE, "thap-nien-90-nguoi-dung-khai-viet-tay", EVAL, _of_the_nineties,
             birth_nineties, _LINES, ("",), _ALL, (12,), margins=(60, 44, 36, 20)),
    Template(couples.TYPE, "ban-dien-tu-nhan-tren", EVAL,
             partial(_with_code, dates=_ELECTRONIC), wedding_labels, ("none",), sizes=(12,)),
    Template(couples.TYPE, "nua-to-doc-sao-viet-tay", EVAL,
             partial(couples.wedding, dates=_SINCE_2022), wedding_copy, _LINES, ("",), _ALL,
             (10.5,), paper=_A5, margins=(36, 28, 20, 10)),
    Template(deaths.TYPE, "ky-so-goc-trai-ten-giua", EVAL,
             partial(_signed_on_line, dates=_ELECTRONIC), death_token, ("none",), sizes=(12.5,)),
    Template(deaths.TYPE, "nua-to-doc-danh-so-viet-tay", EVAL,
             partial(deaths.death, dates=births.OLD_DATES), death_leaf, _LINES, ("",), _ALL,
             (10.5,), paper=_A5, margins=(36, 28, 20, 10)),
    Template(cards.TYPE, "cccd-2021-moi-mat-mot-trang", EVAL, cards.OLD, card_pages, ("none",),
             sizes=(12,), families=_SANS, paper=_CARD_SHEET, margins=(30, 30, 20, 10)),
    Template(cards.TYPE, "can-cuoc-2024-thong-tin-danh-so", EVAL, cards.NEW, card_form,
             ("none",), sizes=(12.5,)),
    Template(permits.BUILDING, "so-xay-dung-muc-hai-so", EVAL, _department, permit_department,
             ("none",), sizes=(12.5,)),
    Template(permits.BUILDING, "hai-mat-viet-tay", EVAL, _of_a_district,
             permit_sides, _LINES, ("",), _ALL, (12.5,)),
    Template(land.TYPE, "mau-2024-so-do-truoc-the-chap", EVAL, _mortgaged, plan_first, ("none",),
             sizes=(12,)),
    Template(land.TYPE, "so-do-2006-bon-trang-mot-to-viet-tay", EVAL,
             partial(_of_one_use, facts=land.RED_BOOK), red_quarters,
             _LINES, ("",), _ALL, (12.5,), paper=_A3, margins=(40, 40, 36, 30)),
    Template(land.APPLICATION, "mau-11-to-ngang-gap-doi", EVAL, land.APPLY_24, apply_folded,
             _SOME, sizes=(12,), paper=_WIDE, margins=(42, 40, 36, 24), leadings=(1.3,)),
    Template(land.APPLICATION, "chi-nhanh-gcn-truoc-viet-tay", EVAL, _checked,
             apply_certificate_first, _LINES, ("",), _ALL, (12.5,)),
)  # fmt: skip
