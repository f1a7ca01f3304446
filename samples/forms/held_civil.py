"""Layouts to measure by, kept back: papers of civil status and identity cards.

Papers of Vietnamese missions abroad, blanks in frames, booklets, strips of a register's columns
and what desks print of a card.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import partial
from random import Random

from samples.forms import births
from samples.forms.page import Page, Signer
from samples.forms.people import make_person
from samples.forms.template import EVAL, Story, Template, some_date
from samples.forms.words import dmy
from samples.render import Box, Line, Text, width

_SIGN = "<i>(Ký, ghi rõ họ, chữ đệm, tên)</i>"


def _fieldset(
    page: Page, title: str, x0: float, x1: float, top: float, lines: Sequence[str]
) -> float:
    """Lines below a title that will stand on the upper edge of a frame; where that may end."""
    size = page.style.size
    y = top + size * 1.75
    page.say(title)
    for markup in lines:
        said, y = page.cell(markup, x0 + 9, x1 - 8, y, size)
        page.say(*said)
        y += 2
    return y - size * 0.75


def _edge(page: Page, title: str, x0: float, x1: float, top: float, low: float) -> None:
    """The frame of a fieldset, its title on the upper edge."""
    size, face = page.style.size, page.face("b")
    wide = width(title, face, size)
    page.frame(x0, top, x1, low)
    page.mark(
        Box(x0 + 10, top - size * 0.6, x0 + 20 + wide, top + size * 0.5, "white", None),
        Text(x0 + 15, top + size * 0.35, title, face, size),
    )


# Tờ khai đăng ký khai sinh.


def _for_another(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """A declaration by a grandmother or an aunt."""
    story = births.declaration(random, dates)
    made = datetime.date.fromisoformat(str(story.gold["ngay_lap"]))
    asker = make_person(random, made, (1955, 1972), sex="Nữ")
    first = datetime.date(2021, 2, 1)
    issued = dmy(some_date(random, first, datetime.date(2021, 12, 20)))
    story.text(
        nguoi_yeu_cau=asker.name, noi_cu_tru=story.shown["me_noi_cu_tru"],
        quan_he=random.choice(("Bà ngoại", "Bà nội", "Dì ruột", "Bác ruột")),
    )  # fmt: skip
    story.put(
        "nguoi_yeu_cau_so_dinh_danh", asker.id12, asker.id12,
        giay=f"CCCD số {asker.id12} do Cục CS QLHC về TTXH cấp ngày {issued}",
    )  # fmt: skip
    story.also(ky_ten=asker.name)
    return story


def declare_frames(page: Page, _: Random) -> None:
    """A blank in four frames with their titles on the edges, mother beside father."""
    page.para("<i>Mẫu in sẵn - không thu tiền</i>", size=9.5, align="right")
    page.motto(11.5)
    page.gap(6)
    page.line("TỜ KHAI ĐĂNG KÝ KHAI SINH", 15)
    page.para("Kính gửi: {kinh_gui}", indent=40)
    page.gap(4)
    for title, lines in (
        ("Người yêu cầu", (
            "Họ, chữ đệm, tên: {nguoi_yeu_cau}",
            "Giấy tờ tùy thân: {nguoi_yeu_cau_so_dinh_danh.giay}",
            "Nơi cư trú: {noi_cu_tru}", "Quan hệ với người được khai sinh: {quan_he}",
        )),
        ("Người được khai sinh", (
            "Họ, chữ đệm, tên: {ho_ten}",
            "Giới tính: {gioi_tinh:44} Ngày, tháng, năm sinh: {ngay_sinh}",
            "Ghi bằng chữ: {ngay_sinh_bang_chu}", "Nơi sinh: {noi_sinh}",
            "Dân tộc: {dan_toc:90} Quốc tịch: {quoc_tich}", "Quê quán: {que_quan}",
        )),
    ):  # fmt: skip
        top = page.y
        low = _fieldset(page, title, page.left, page.right, top, lines)
        _edge(page, title, page.left, page.right, top, low)
        page.y = low + 14
    top = page.y
    sides = (
        ("Người mẹ", "me", page.left, page.middle - 5),
        ("Người cha", "cha", page.middle + 5, page.right),
    )
    low = max(
        _fieldset(page, title, x0, x1, top, (
            f"Họ, chữ đệm, tên: {{{who}_ho_ten}}", f"Năm sinh: {{{who}_nam_sinh}}",
            f"Dân tộc: {{{who}_dan_toc:56}}", f"Quốc tịch: {{{who}_quoc_tich}}",
            f"Nơi cư trú: {{{who}_noi_cu_tru}}",
        ))
        for title, who, x0, x1 in sides
    )  # fmt: skip
    for title, _who, x0, x1 in sides:
        _edge(page, title, x0, x1, top, low)
    page.y = low + 18
    page.para("Tôi cam đoan những nội dung khai trên đây là đúng và chịu trách nhiệm trước pháp"
              " luật.", size=page.style.size - 0.5)  # fmt: skip
    page.sign(
        Signer(("Đề nghị cấp bản sao: {ban_sao:26} bản",), signed=False, room=40),
        Signer(("<i>{lam_tai:60}, ngày {ngay_lap.d:20} tháng {ngay_lap.m:20} năm"
                " {ngay_lap.y:32}</i>", "<b>Người yêu cầu</b>"), "{ky_ten}", room=40),
        shares=(2, 3),
    )  # fmt: skip


def _sent(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """A declaration that a province's portal took in."""
    story = births.declaration(random, dates)
    made = datetime.date.fromisoformat(str(story.gold["ngay_lap"]))
    asker = make_person(random, made, (1985, 2000))
    story.also(
        ma=f"H{random.randrange(2, 64):02d}.{random.randrange(11, 60)}-{made:%y%m%d}-"
           f"{random.randrange(1, 300):04d}",
        dien_thoai=asker.phone, thu=asker.email,
        gio=f"{random.randrange(7, 22):02d}:{random.randrange(60):02d}",
    )  # fmt: skip
    return story


def _export(page: Page, stop: float, *pairs: tuple[str, str]) -> None:
    """Labels flush right at a stop, their values after it."""
    size = page.style.size
    for label, markup in pairs:
        page.need(size * 2.8)
        x = page.left + stop
        names, low = page.cell(f"{label}:", page.left, x - 7, page.y, size, "right")
        found, end = page.cell(markup, x, page.right, page.y, size)
        page.say(" ".join([*names[:1], *found[:1]]), *found[1:], *names[1:])
        page.y = max(low, end) + size * 0.08


def declare_export(page: Page, _: Random) -> None:
    """What a province's portal puts out: labels flush right, the child first, the asker last."""
    page.code(page.left, page.y - 12, 150, page.value("ma"), "Code128", 26)
    page.mark(Text(page.left, page.y + 25, page.value("ma"), page.face(), 8.5))
    page.say(page.value("ma"))
    page.para("Trang 1/1", align="right", size=9)
    page.para("Thời điểm gửi: {gio:30} {ngay_lap}", align="right", size=9)
    page.gap(16)
    page.line("TỜ KHAI ĐĂNG KÝ KHAI SINH", 15)
    page.line("Gửi tới: {kinh_gui}", 10.5, "")
    stop = 172.0
    parts = (
        ("Người được khai sinh", (
            ("Họ, chữ đệm, tên", "<b>{ho_ten}</b>"), ("Ngày, tháng, năm sinh", "{ngay_sinh}"),
            ("Giới tính", "{gioi_tinh}"), ("Dân tộc", "{dan_toc}"), ("Quốc tịch", "{quoc_tich}"),
            ("Nơi sinh", "{noi_sinh}"), ("Quê quán", "{que_quan}"),
        )),
        *(
            (f"Người {name}", (
                ("Họ, chữ đệm, tên", f"{{{who}_ho_ten}}"),
                ("Số định danh cá nhân", f"{{{who}_so_dinh_danh}}"),
                ("Ngày, tháng, năm sinh", f"{{{who}_nam_sinh}}"),
                ("Dân tộc", f"{{{who}_dan_toc}}"), ("Quốc tịch", f"{{{who}_quoc_tich}}"),
                ("Nơi cư trú", f"{{{who}_noi_cu_tru}}"),
            ))
            for who, name in (("cha", "cha"), ("me", "mẹ"))
        ),
        ("Người yêu cầu đăng ký", (
            ("Họ, chữ đệm, tên", "{nguoi_yeu_cau}"),
            ("Số định danh cá nhân", "{nguoi_yeu_cau_so_dinh_danh}"),
            ("Quan hệ với người được khai sinh", "{quan_he}"), ("Nơi cư trú", "{noi_cu_tru}"),
            ("Số điện thoại", "{dien_thoai}"), ("Email", "{thu}"),
        )),
        ("Bản sao Giấy khai sinh", (("Số lượng đề nghị cấp", "{ban_sao} bản"),)),
    )  # fmt: skip
    for title, pairs in parts:
        page.gap(5)
        page.para(title, style="b")
        page.mark(Line(page.left, page.y - 11, page.right, page.y - 11, 0.5, "grey"))
        page.gap(3)
        _export(page, stop, *pairs)
    page.gap(6)
    page.para("Người gửi cam đoan nội dung khai là đúng sự thật và đã ký bằng tài khoản định danh"
              " điện tử.", size=9.5, style="i")  # fmt: skip


_MISSIONS = (
    ("Đại sứ quán Việt Nam tại Nhật Bản", "Tokyo", "Bệnh viện Phụ sản Kawaguchi, tỉnh Saitama,"
     " Nhật Bản", "Nishi-Kawaguchi, thành phố Kawaguchi, tỉnh Saitama, Nhật Bản"),
    ("Đại sứ quán Việt Nam tại Hàn Quốc", "Seoul", "Bệnh viện Ansan, tỉnh Gyeonggi, Hàn Quốc",
     "Wongok-dong, thành phố Ansan, tỉnh Gyeonggi, Hàn Quốc"),
    ("Tổng Lãnh sự quán Việt Nam tại Frankfurt", "Frankfurt", "Bệnh viện thành phố Offenbach,"
     " bang Hessen, Đức", "Bahnhofstraße, Offenbach, bang Hessen, Đức"),
    ("Đại sứ quán Việt Nam tại Cộng hòa Séc", "Praha", "Bệnh viện Motol, Praha, Cộng hòa Séc",
     "Libušská, Praha 4, Cộng hòa Séc"),
)  # fmt: skip


def _abroad(story: Story, random: Random) -> tuple[str, str]:
    """Parents who live abroad, a child born there; the mission and its seat."""
    mission, seat, hospital, street = random.choice(_MISSIONS)
    home = f"Số {random.randrange(2, 180)}, {street}"
    story.text(noi_sinh=hospital, me_noi_cu_tru=home, cha_noi_cu_tru=home)
    return mission, seat


def _passport(random: Random, date: datetime.date) -> tuple[str, str]:
    """The number of a passport, and how it is cited."""
    number = f"{random.choice('BCN')}{random.randrange(10**6, 10**7)}"
    day = some_date(random, date - datetime.timedelta(2500), date - datetime.timedelta(300))
    return number, f"Hộ chiếu số {number}, Cục Quản lý xuất nhập cảnh cấp ngày {dmy(day)}"


def _at_mission(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """A declaration to an embassy or a consulate."""
    story = births.declaration(random, dates)
    mission, seat = _abroad(story, random)
    date = datetime.date.fromisoformat(str(story.gold["ngay_lap"]))
    number, paper = _passport(random, date)
    story.put("nguoi_yeu_cau_so_dinh_danh", number, number, giay=paper)
    story.text(noi_cu_tru=story.shown["me_noi_cu_tru"])
    story.also(kinh_gui=mission, lam_tai=seat)
    return story


def declare_mission(page: Page, _: Random) -> None:
    """A consular section's sheet: dashes, data after each other, parted by semicolons."""
    page.motto(12)
    page.gap(10)
    page.line("TỜ KHAI ĐĂNG KÝ KHAI SINH", 16)
    page.line("(Dùng cho công dân Việt Nam cư trú ở nước ngoài)", 11, "i")
    page.gap(4)
    page.line("Kính gửi: {kinh_gui}", 0, "b")
    page.gap(8)
    page.para("<b>A. Trẻ em được đăng ký khai sinh</b>")
    dash, x0 = "- ", page.left + 14
    for line in (
        "Họ, chữ đệm, tên: {ho_ten:200}; giới tính: {gioi_tinh}",
        "Ngày, tháng, năm sinh: {ngay_sinh:80} (ghi bằng chữ: {ngay_sinh_bang_chu:120})",
        "Nơi sinh: {noi_sinh}", "Dân tộc: {dan_toc:80}; quốc tịch: {quoc_tich}",
        "Quê quán: {que_quan}",
    ):  # fmt: skip
        page.para(dash + line, x0=x0)
    page.para("<b>B. Cha, mẹ của trẻ</b>")
    for who, name in (("cha", "cha"), ("me", "mẹ")):
        for line in (
            f"Họ, chữ đệm, tên người {name}: {{{who}_ho_ten:150}}; năm sinh: {{{who}_nam_sinh}}",
            f"Dân tộc: {{{who}_dan_toc:80}}; quốc tịch: {{{who}_quoc_tich}}",
            f"Nơi cư trú: {{{who}_noi_cu_tru}}",
        ):
            page.para(dash + line, x0=x0)
    page.para("<b>C. Người đi khai</b>")
    for line in (
        "Họ, chữ đệm, tên: {nguoi_yeu_cau:170}; là {quan_he:60} của trẻ",
        "Giấy tờ tùy thân: {nguoi_yeu_cau_so_dinh_danh.giay}", "Nơi cư trú: {noi_cu_tru}",
    ):  # fmt: skip
        page.para(dash + line, x0=x0)
    page.para("<b>D. Đề nghị</b> cấp {ban_sao:24} bản sao Giấy khai sinh.")
    page.gap(2)
    page.para("Tôi xin cam đoan trẻ chưa được đăng ký khai sinh ở nơi nào khác và lời khai trên là"
              " đúng sự thật.", indent=24)  # fmt: skip
    page.sign(
        Signer(("<b>Cán bộ lãnh sự nhận hồ sơ</b>", "<i>(Ký, ghi rõ họ tên)</i>"), signed=False),
        Signer(("<i>{lam_tai:60}, ngày {ngay_lap.d:20} tháng {ngay_lap.m:20} năm"
                " {ngay_lap.y:32}</i>", "<b>Người khai</b>", _SIGN), "{ky_ten}", room=56),
    )  # fmt: skip


_SINCE_2022 = (datetime.date(2022, 1, 5), datetime.date(2025, 6, 27))
_ELECTRONIC = (datetime.date(2024, 7, 8), datetime.date(2026, 10, 30))
_PEN = frozenset({"*"})
_SANS = ("arimo",)
_SOME, _LINES = ("none", "dots"), ("dots", "rule")
TEMPLATES = (
    Template(births.DECLARATION, "bon-khung-ba-khai-viet-tay", EVAL,
             partial(_for_another, dates=_SINCE_2022), declare_frames, _LINES, ("",), _PEN,
             (11.5,), margins=(56, 44, 26, 14)),
    Template(births.DECLARATION, "cong-tinh-nhan-can-phai", EVAL,
             partial(_sent, dates=_ELECTRONIC), declare_export, ("none",), sizes=(12,),
             families=_SANS, margins=(56, 50, 36, 24), leadings=(1.3,)),
    Template(births.DECLARATION, "co-quan-dai-dien-gach-dong", EVAL,
             partial(_at_mission, dates=_SINCE_2022), declare_mission, _SOME, sizes=(12.5,)),
)  # fmt: skip
