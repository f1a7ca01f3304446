"""Layouts to measure by, kept back: papers of civil status and identity cards.

Papers of Vietnamese missions abroad, blanks in frames, booklets, strips of a register's columns
and what desks print of a card.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import partial
from random import Random

from samples.forms import births, cards, couples, deaths
from samples.forms.cards import CARD, Side
from samples.forms.page import MOTTO, Page, Signer
from samples.forms.people import capital, make_name, make_person
from samples.forms.template import EVAL, Story, Template, some_date
from samples.forms.words import date_in_words, dmy
from samples.render import RED, Box, Line, Portrait, Text, width

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


# Giấy khai sinh.


_TRADES = ("Làm ruộng", "Công nhân", "Giáo viên", "Buôn bán", "Thợ may", "Lái xe")


def _with_trades(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """A certificate of the years that asked for the parents' trades."""
    story = births.certificate(random, dates)
    for who in ("me", "cha"):
        trade = "" if f"{who}_ho_ten" in story.missing else random.choice(_TRADES)
        story.also(**{f"nghe_{who}": trade})
    return story


def birth_booklet(page: Page, _: Random) -> None:
    """A folded leaf: unit, title, number and seal on the left, the data on the right."""
    fold, left, right = page.width / 2, page.left, page.right
    page.frame(14, 14, fold - 5, page.height - 14, ink="teal")
    page.frame(fold + 5, 14, page.width - 14, page.height - 14, ink="teal")
    page.right = fold - 24
    page.motto(11)
    page.gap(20)
    for line in ("{tinh}", "{huyen}", "<b>{xa}</b>"):
        page.para(line, align="centre")
    page.gap(34)
    page.line("GIẤY KHAI SINH", 25)
    page.line("(BẢN CHÍNH)", 12)
    page.gap(14)
    page.row("Số: {so}", "Quyển số: 01", widths=(3, 2))
    page.gap(10)
    page.para("Nơi đăng ký: {noi_dang_ky}")
    page.para("Đăng ký ngày {ngay_dang_ky.d:22} tháng {ngay_dang_ky.m:22} năm {ngay_dang_ky.y:34}")
    page.gap(4)
    page.sign(
        Signer(("<b>Cán bộ hộ tịch</b>",), "{tu_phap}", room=84),
        Signer(("<b>TM. UBND</b>", "<b>{chuc_vu}</b>"), "{nguoi_ky}", "dau", room=96),
    )
    page.left, page.right, page.y = fold + 24, right, page.top + 8
    page.para("Họ và tên: {ho_ten}")
    page.row("Nam hay nữ: {gioi_tinh}", "Dân tộc: {dan_toc}")
    page.para("Quốc tịch: {quoc_tich}")
    page.para("Sinh ngày {ngay_sinh.d:24} tháng {ngay_sinh.m:24} năm {ngay_sinh.y:36}")
    page.para("(Viết bằng chữ: {ngay_sinh_bang_chu:200})")
    page.para("Nơi sinh: {noi_sinh}", spare=1)
    page.para("Quê quán: {que_quan}")
    for who, name in (("me", "mẹ"), ("cha", "cha")):
        page.gap(4)
        page.para(f"Họ và tên người {name}: {{{who}_ho_ten}}")
        page.row(f"Năm sinh: {{{who}_nam_sinh}}", f"Nghề nghiệp: {{nghe_{who}}}")
        page.row(f"Dân tộc: {{{who}_dan_toc}}", f"Quốc tịch: {{{who}_quoc_tich}}")
        page.para(f"Nơi ĐKHK thường trú: {{{who}_noi_cu_tru}}", spare=1)
    page.gap(4)
    page.para("Họ tên người đứng khai: {nguoi_di_khai_sinh}")
    page.left = left


def _mission_birth(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """A certificate of birth of an embassy or a consulate."""
    story = births.certificate(random, dates)
    mission, seat = _abroad(story, random)
    date = datetime.date.fromisoformat(str(story.gold["ngay_dang_ky"]))
    _number, paper = _passport(random, date)
    story.text(giay_to_tuy_than=paper, noi_dang_ky=mission)
    story.also(dau=mission.upper(), dia_danh=seat,
               chuc_vu=random.choice(("BÍ THƯ THỨ NHẤT", "LÃNH SỰ", "BÍ THƯ THỨ HAI")))  # fmt: skip
    return story


def birth_mission(page: Page, _: Random) -> None:
    """A mission's certificate: parts with roman numbers, lines led by dashes."""
    page.head(("BỘ NGOẠI GIAO", "<b>{dau}</b>", "_", "Số: {so:50}"),
              (*MOTTO, "_", "<i>{dia_danh:50}, {ngay_dang_ky.long}</i>"))  # fmt: skip
    page.gap(16)
    page.line("GIẤY KHAI SINH", 19)
    page.gap(8)
    page.para("<b>I. NGƯỜI ĐƯỢC KHAI SINH</b>")
    x0 = page.left + 16
    for line in (
        "Họ, chữ đệm, tên: <b>{ho_ten:180}</b>; giới tính: {gioi_tinh}",
        "Sinh ngày: {ngay_sinh:80}; bằng chữ: {ngay_sinh_bang_chu}", "Nơi sinh: {noi_sinh}",
        "Dân tộc: {dan_toc:70}; quốc tịch: {quoc_tich}", "Quê quán: {que_quan}",
        "Số định danh cá nhân: {so_dinh_danh}",
    ):  # fmt: skip
        page.para(f"- {line}", x0=x0)
    for part, who, name in (("II", "cha", "CHA"), ("III", "me", "MẸ")):
        page.para(f"<b>{part}. NGƯỜI {name}</b>")
        for line in (
            f"Họ, chữ đệm, tên: {{{who}_ho_ten:180}}; năm sinh: {{{who}_nam_sinh}}",
            f"Dân tộc: {{{who}_dan_toc:70}}; quốc tịch: {{{who}_quoc_tich}}",
            f"Nơi cư trú: {{{who}_noi_cu_tru}}",
        ):
            page.para(f"- {line}", x0=x0)
    page.para("<b>IV. VIỆC ĐĂNG KÝ</b>")
    for line in (
        "Nơi đăng ký khai sinh: {noi_dang_ky}", "Ngày, tháng, năm đăng ký: {ngay_dang_ky}",
        "Người đi khai sinh: {nguoi_di_khai_sinh}", "Giấy tờ tùy thân: {giay_to_tuy_than}",
    ):  # fmt: skip
        page.para(f"- {line}", x0=x0)
    page.gap(6)
    page.sign(
        Signer(()),
        Signer(("<b>NGƯỜI KÝ GIẤY KHAI SINH</b>", "<b>{chuc_vu}</b>"), "<b>{nguoi_ky}</b>", "dau",
               room=90),
    )  # fmt: skip


def _grown_up(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """A birth that was registered anew, of somebody grown up who asked for it himself."""
    story = births.certificate(random, dates)
    date = datetime.date.fromisoformat(str(story.gold["ngay_dang_ky"]))
    sex = story.shown["gioi_tinh"]
    person = make_person(random, date, (1962, 1988), sex=sex, people="Kinh")
    mother = make_person(random, date, (1932, 1941), sex="Nữ", people="Kinh")
    surname = person.name.split()[0]
    father = " ".join([surname, *make_name(random, "Kinh", "Nam").split()[1:]])
    born = date_in_words(person.born)
    origin = capital(person.origin.levels)
    story.date("ngay_sinh", person.born)
    story.text(
        ho_ten=person.upper, dan_toc="Kinh", so_dinh_danh=person.id12, que_quan=origin,
        noi_sinh=origin, ngay_sinh_bang_chu=born, me_ho_ten=mother.upper, me_dan_toc="Kinh",
        cha_ho_ten=father.upper(), cha_dan_toc="Kinh", nguoi_di_khai_sinh=person.name,
        giay_to_tuy_than=f"Căn cước công dân số {person.id12}",
        me_nam_sinh=str(mother.born.year), cha_nam_sinh=str(random.randrange(1928, 1941)),
    )  # fmt: skip
    story.missing = set()
    story.optional = ()
    return story


def _asked(page: Page, *cells: tuple[str, str], widths: Sequence[float] = ()) -> None:
    """Ruled cells beside each other, an italic label above each value."""
    size = page.style.size
    shares = widths or [1.0] * len(cells)
    x, top, ends, edges = page.left, page.y, [page.y], [page.left]
    page.ruled = True
    for (label, markup), share in zip(cells, shares, strict=True):
        wide = (page.right - page.left) * share / sum(shares)
        said, y = page.cell(f"<i>{label}</i>", x + 4, x + wide - 4, top + size * 0.95, size * 0.76)
        found, y = page.cell(markup, x + 4, x + wide - 4, y + size * 0.36, size)
        page.say(*said, *found)
        ends.append(y)
        x += wide
        edges.append(x)
    page.ruled = False
    page.y = max(ends) - size * 0.72
    page.mark(*(Box(a, top, b, page.y) for a, b in zip(edges, edges[1:], strict=False)))


def birth_anew(page: Page, _: Random) -> None:
    """Registered anew: ruled cells, registration first, the parents' cells below the child's."""
    page.head(("{tinh}", "{huyen}", "<b>{xa}</b>", "_"), (*MOTTO, "_"))
    page.gap(14)
    page.line("GIẤY KHAI SINH", 18)
    page.line("(Đăng ký lại)", 12, "i")
    page.gap(2)
    _asked(page, ("Số", "{so}"), ("Nơi đăng ký khai sinh", "{noi_dang_ky}"),
           ("Ngày, tháng, năm đăng ký", "{ngay_dang_ky}"), widths=(1.3, 5, 2))  # fmt: skip
    page.gap(10)
    _asked(page, ("Họ, chữ đệm, tên", "<b>{ho_ten}</b>"), ("Giới tính", "{gioi_tinh}"),
           ("Số định danh cá nhân", "{so_dinh_danh}"), widths=(4, 1.2, 2.2))  # fmt: skip
    _asked(page, ("Ngày, tháng, năm sinh", "{ngay_sinh}"),
           ("Ngày, tháng, năm sinh ghi bằng chữ", "{ngay_sinh_bang_chu}"),
           widths=(2, 5))  # fmt: skip
    _asked(page, ("Nơi sinh", "{noi_sinh}"), ("Dân tộc", "{dan_toc}"),
           ("Quốc tịch", "{quoc_tich}"), widths=(5, 1.2, 1.4))  # fmt: skip
    _asked(page, ("Quê quán", "{que_quan}"))
    for who, name in (("me", "mẹ"), ("cha", "cha")):
        page.gap(10)
        _asked(page, (f"Họ, chữ đệm, tên người {name}", f"{{{who}_ho_ten}}"),
               ("Năm sinh", f"{{{who}_nam_sinh}}"), ("Dân tộc", f"{{{who}_dan_toc}}"),
               ("Quốc tịch", f"{{{who}_quoc_tich}}"), widths=(4, 1.2, 1.2, 1.4))  # fmt: skip
        _asked(page, (f"Nơi cư trú của người {name}", f"{{{who}_noi_cu_tru}}"))
    page.gap(10)
    _asked(page, ("Họ, chữ đệm, tên người yêu cầu đăng ký lại khai sinh", "{nguoi_di_khai_sinh}"),
           ("Giấy tờ tùy thân", "{giay_to_tuy_than}"))  # fmt: skip
    page.gap(28)
    page.sign(
        Signer(()),
        Signer(("<b>NGƯỜI KÝ GIẤY KHAI SINH</b>", "<b>{chuc_vu}</b>"), "<b>{nguoi_ky}</b>", "dau",
               room=90),
    )  # fmt: skip


# Giấy chứng nhận kết hôn.


_HUSBANDS = (
    ("Singapore", "LIM KOK SENG", "Bedok North Avenue, Singapore", "K"),
    ("Pháp", "JULIEN MOREAU", "rue des Lilas, Lyon, Pháp", "19"),
    ("Canada", "PETER JAMES COLE", "Kingsway, Burnaby, British Columbia, Canada", "GA"),
    ("Thái Lan", "SOMCHAI BOONMEE", "đường Sukhumvit, Bangkok, Thái Lan", "AA"),
)


def _province(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """A wedding with a foreigner in the years when provinces registered it."""
    story = couples.wedding(random, dates)
    date = datetime.date.fromisoformat(str(story.gold["ngay_dang_ky"]))
    country, name, home, letters = random.choice(_HUSBANDS)
    province = story.shown["noi_dang_ky"].rsplit(", ", 1)[-1]
    unit = f"ỦY BAN NHÂN DÂN {province}".upper()
    passport = f"{letters}{random.randrange(10**6, 10**7)}"
    story.text(
        chong_ho_ten=name, chong_quoc_tich=country, chong_so_dinh_danh=passport,
        chong_noi_cu_tru=f"{random.randrange(3, 300)} {home}",
        vo_so_dinh_danh=make_person(random, date, (1975, 1990)).id9,
        vo_ho_ten=story.shown["vo_ho_ten"].upper(), noi_dang_ky=f"Ủy ban nhân dân {province}",
    )  # fmt: skip
    story.missing.add("chong_dan_toc")
    story.optional = ()
    story.also(dau=unit, chong_ky=name.title())
    return story


def wedding_province(page: Page, _: Random) -> None:
    """A province's certificate: each line has the husband's datum and the wife's."""
    page.frame(24, 24, page.width - 24, page.height - 24, ink="red")
    page.head(("<b>{dau}</b>", "_", "Số: {so:50}", "Quyển số: 01"), (*MOTTO, "_"))
    page.gap(20)
    page.line("GIẤY CHỨNG NHẬN KẾT HÔN", 20)
    page.gap(12)
    for label, key in (
        ("Họ và tên {}:", "ho_ten"), ("Ngày sinh:", "ngay_sinh"), ("Dân tộc:", "dan_toc"),
        ("Quốc tịch:", "quoc_tich"), ("Nơi cư trú:", "noi_cu_tru"),
        ("Số CMND/Hộ chiếu:", "so_dinh_danh"),
    ):  # fmt: skip
        page.row(*(
            f"{label.format(name)} {{{who}_{key}}}"
            for who, name in (("chong", "chồng"), ("vo", "vợ"))
        ))  # fmt: skip
        page.gap(3)
    page.gap(6)
    page.para("Kết hôn được đăng ký tại: {noi_dang_ky}")
    page.para("Ngày đăng ký: {ngay_dang_ky.d:24} / {ngay_dang_ky.m:24} / {ngay_dang_ky.y:36}")
    page.para("Giấy chứng nhận này có giá trị kể từ ngày đăng ký.", style="i")
    page.gap(8)
    page.sign(
        Signer(("<b>Chồng</b>", "<i>(Ký tên)</i>"), "{chong_ky}"),
        Signer(("<b>Vợ</b>", "<i>(Ký tên)</i>"), "{vo_ky}"),
    )
    page.gap(14)
    page.sign(Signer(("<b>TM. ỦY BAN NHÂN DÂN</b>", "<b>{chuc_vu}</b>"), "<b>{nguoi_ky}</b>",
                     "dau", room=92))  # fmt: skip


def _captioned(
    page: Page, x0: float, x1: float, y: float, pairs: Sequence[tuple[str, str]]
) -> float:
    """Values on lines, each with its label in small italics below; where the next may stand."""
    size = page.style.size
    for markup, label in pairs:
        said, y = page.cell(markup, x0, x1, y, size)
        page.say(*said)
        said, y = page.cell(f"<i>({label})</i>", x0, x1, y - size * 0.3, size * 0.74, "centre")
        page.say(*said)
        y += size * 0.62
    return y


def wedding_captions(page: Page, _: Random) -> None:
    """A blank with small captions below its lines, wife and husband beside each other."""
    page.frame(20, 20, page.width - 20, page.height - 20, ink="rose")
    page.motto(12.5)
    page.gap(2)
    page.line("{xa}", 12)
    page.gap(10)
    page.line("GIẤY CHỨNG NHẬN KẾT HÔN", 19)
    page.para("Số: {so:60}", align="centre")
    page.gap(10)
    top, ends = page.y, []
    for who, name, x0, x1 in (
        ("vo", "VỢ", page.left, page.middle - 10), ("chong", "CHỒNG", page.middle + 10, page.right),
    ):  # fmt: skip
        said, y = page.cell(f"<b>BÊN {name}</b>", x0, x1, top, page.style.size, "centre")
        page.say(*said)
        ends.append(_captioned(page, x0, x1, y + 8, (
            (f"{{{who}_ho_ten}}", "Họ, chữ đệm, tên"),
            (f"{{{who}_ngay_sinh}}", "Ngày, tháng, năm sinh"),
            (f"{{{who}_dan_toc}}", "Dân tộc"), (f"{{{who}_quoc_tich}}", "Quốc tịch"),
            (f"{{{who}_noi_cu_tru}}", "Nơi cư trú"),
            (f"{{{who}_so_dinh_danh.giay}}", "Giấy tờ tùy thân"),
        )))  # fmt: skip
    page.y = max(ends) + 4
    page.y = _captioned(page, page.left, page.right, page.y, (
        ("{noi_dang_ky}", "Nơi đăng ký kết hôn"), ("{ngay_dang_ky}", "Ngày, tháng, năm đăng ký"),
    ))  # fmt: skip
    page.sign(
        Signer(("<b>Vợ</b>",), "{vo_ky}", room=56),
        Signer(("<b>Chồng</b>",), "{chong_ky}", room=56),
        Signer(("<b>TM. ỦY BAN NHÂN DÂN</b>", "<b>{chuc_vu}</b>"), "{nguoi_ky}", "dau", room=98),
        shares=(3, 3, 4),
    )


def wedding_centred(page: Page, _: Random) -> None:
    """A sheet across whose every line is centred, husband above wife."""
    for inset, ink in ((16, "gold"), (20, "red"), (26, "gold")):
        page.frame(inset, inset, page.width - inset, page.height - inset, ink=ink)
    page.motto(12)
    page.gap(8)
    page.line("GIẤY CHỨNG NHẬN KẾT HÔN", 22)
    page.line("Số đăng ký: {so:50}", 11.5, "i")
    page.gap(8)
    for who, name in (("chong", "Chồng"), ("vo", "Vợ")):
        page.line(f"{name}: <b>{{{who}_ho_ten}}</b>", page.style.size + 2, "")
        page.line(f"Ngày sinh: {{{who}_ngay_sinh}} - Dân tộc: {{{who}_dan_toc}} - Quốc tịch:"
                  f" {{{who}_quoc_tich}}", 0, "")  # fmt: skip
        page.line(f"Số định danh cá nhân: {{{who}_so_dinh_danh}}", 0, "")
        page.line(f"Nơi cư trú: {{{who}_noi_cu_tru}}", 0, "")
        page.gap(7)
    page.line("Đã đăng ký kết hôn tại {noi_dang_ky}", 0, "")
    page.line("ngày {ngay_dang_ky.d} tháng {ngay_dang_ky.m} năm {ngay_dang_ky.y}", 0, "")
    page.gap(4)
    page.sign(
        Signer(("<b>CHỒNG</b>", _SIGN), "{chong_ky}", room=58),
        Signer(("<b>NGƯỜI KÝ GIẤY CHỨNG NHẬN KẾT HÔN</b>", "<b>{chuc_vu}</b>"),
               "<b>{nguoi_ky}</b>", "dau", room=84),
        Signer(("<b>VỢ</b>", _SIGN), "{vo_ky}", room=58), shares=(3, 4, 3),
    )  # fmt: skip


# Trích lục khai tử.


def death_strips(page: Page, _: Random) -> None:
    """Across the sheet, as the register has it: three strips of columns with one row each."""
    page.head(("{tinh}", "{huyen}", "<b>{xa}</b>", "_"), (*MOTTO, "_"))
    page.gap(10)
    page.line("TRÍCH LỤC KHAI TỬ", 17)
    page.line("(Trích từ Sổ đăng ký khai tử - Số: {so:50})", 11.5, "i")
    page.gap(12)
    size = page.style.size - 1
    for widths, columns in (
        ((4, 2.4, 1.6, 1.8, 1.8, 2.8), (
            ("Họ, chữ đệm, tên", "<b>{ho_ten}</b>"), ("Ngày, tháng, năm sinh", "{ngay_sinh}"),
            ("Giới tính", "{gioi_tinh}"), ("Dân tộc", "{dan_toc}"), ("Quốc tịch", "{quoc_tich}"),
            ("Số định danh cá nhân", "{so_dinh_danh}"),
        )),
        ((4.2, 3.4, 3.8, 3), (
            ("Nơi cư trú cuối cùng", "{noi_cu_tru_cuoi}"),
            ("Thời điểm chết", "{thoi_diem_chet.h} giờ {thoi_diem_chet.min} phút, ngày"
             " {thoi_diem_chet}"),
            ("Nơi chết", "{noi_chet}"), ("Nguyên nhân chết", "{nguyen_nhan}"),
        )),
        ((2.2, 2.6, 4.6, 2.4, 2.6), (
            ("Số Giấy báo tử", "{so_giay_bao_tu}"), ("Họ tên người đi khai tử", "{nguoi_di}"),
            ("Nơi đăng ký khai tử", "{noi_dang_ky}"), ("Ngày đăng ký", "{ngay_dang_ky}"),
            ("Ghi chú", ""),
        )),
    ):  # fmt: skip
        # The first cell must not begin in bold: only heads are centred.
        heads = tuple(f"<b>{label}</b>" for label, _markup in columns)
        values = tuple(f" {markup}" for _label, markup in columns)
        page.table(widths, [heads, values], size=size, least=24)
        page.gap(-2)
    page.sign(
        Signer(("<i>Nội dung trích lục đúng với sổ gốc.</i>",), signed=False),
        Signer(("<b>NGƯỜI KÝ TRÍCH LỤC</b>", "<b>{chuc_vu}</b>"), "<b>{nguoi_ky}</b>", "dau",
               room=90),
    )  # fmt: skip


def _linked(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """An extract from the database that a code leads to."""
    story = deaths.death(random, dates)
    story.also(qr=f"https://hotichdientu.moj.gov.vn/ks?id={random.randrange(10**9):09d}")
    return story


def _stacked(
    page: Page, x0: float, x1: float, y: float, pairs: Sequence[tuple[str, str]], gap: float = 5
) -> float:
    """Bold labels in small print, each with its value below; where the next may stand."""
    size = page.style.size
    for label, markup in pairs:
        said, y = page.cell(f"<b>{label}</b>", x0, x1, y, size * 0.78)
        page.say(*said)
        said, y = page.cell(markup, x0, x1, y + size * 0.12, size)
        page.say(*said)
        y += gap
    return y


def death_sidebar(page: Page, _: Random) -> None:
    """An electronic copy: the register's data in a shaded bar on the right, a code below them."""
    bar, right = page.right - 158, page.right
    page.right = bar - 18
    page.motto(11)
    page.gap(16)
    page.line("TRÍCH LỤC KHAI TỬ", 17)
    page.line("(Bản sao)", 11.5, "i")
    page.gap(8)
    y = _stacked(page, page.left, page.right, page.y, (
        ("Họ, chữ đệm, tên", "{ho_ten}"), ("Ngày, tháng, năm sinh", "{ngay_sinh}"),
        ("Giới tính", "{gioi_tinh}"), ("Dân tộc", "{dan_toc}"), ("Quốc tịch", "{quoc_tich}"),
        ("Số định danh cá nhân", "{so_dinh_danh}"), ("Nơi cư trú cuối cùng", "{noi_cu_tru_cuoi}"),
        ("Đã chết vào lúc", "{thoi_diem_chet.h} giờ {thoi_diem_chet.min} phút"
         " {thoi_diem_chet.long}"),
        ("Nơi chết", "{noi_chet}"), ("Nguyên nhân chết", "{nguyen_nhan}"),
        ("Số Giấy báo tử/Giấy tờ thay thế Giấy báo tử", "{so_giay_bao_tu}"),
    ))  # fmt: skip
    page.mark(Box(bar, page.top - 4, right, y + 4, "pale", None))
    low = _stacked(page, bar + 8, right - 8, page.top + 14, (
        ("Số", "{so}"), ("Nơi đăng ký khai tử", "{noi_dang_ky}"),
        ("Ngày, tháng, năm đăng ký", "{ngay_dang_ky}"), ("Người đi khai tử", "{nguoi_di}"),
        ("Nguồn dữ liệu", "Cơ sở dữ liệu hộ tịch điện tử"),
    ), 9)  # fmt: skip
    page.mark(Box(bar + 42, low + 4, bar + 116, low + 78, "white", None))
    page.code(bar + 47, low + 9, 64, page.value("qr"))
    page.right, page.y = right, y + 22
    page.sign(
        Signer(()),
        Signer(("<b>TM. ỦY BAN NHÂN DÂN</b>", "<b>{chuc_vu}</b>"), "<b>{nguoi_ky}</b>", "dau",
               room=92),
    )  # fmt: skip


def death_list(page: Page, _: Random) -> None:
    """A commune's blank of lettered lines; who asked for the death's entry stands first."""
    page.head(("{huyen}", "<b>{xa}</b>", "_", "Số: {so:60}"), (*MOTTO, "_"))
    page.gap(16)
    page.line("TRÍCH LỤC KHAI TỬ", 18)
    page.gap(10)
    page.para("Theo đề nghị của ông/bà: {nguoi_di}")
    page.para("{xa:120} trích lục việc khai tử như sau:")
    page.gap(2)
    left = page.left
    page.left += 14
    page.para("a) Họ, chữ đệm, tên người chết: {ho_ten}")
    page.row("b) Giới tính: {gioi_tinh}", "c) Dân tộc: {dan_toc}", "d) Quốc tịch: {quoc_tich}",
             widths=(4, 4, 5))  # fmt: skip
    page.para("đ) Sinh ngày {ngay_sinh.d:24} tháng {ngay_sinh.m:24} năm {ngay_sinh.y:36}")
    page.para("e) Số CCCD/CMND: {so_dinh_danh}")
    page.para("g) Nơi cư trú cuối cùng: {noi_cu_tru_cuoi}", spare=1)
    page.para(
        "h) Chết lúc {thoi_diem_chet.h:22} giờ {thoi_diem_chet.min:22} phút, ngày"
        " {thoi_diem_chet.d:22} tháng {thoi_diem_chet.m:22} năm {thoi_diem_chet.y:36}"
    )
    page.para("i) Nơi chết: {noi_chet}", spare=1)
    page.para("k) Nguyên nhân chết: {nguyen_nhan}")
    page.para("l) Giấy báo tử số: {so_giay_bao_tu}")
    page.para("m) Đã đăng ký khai tử tại: {noi_dang_ky}")
    page.para("n) Ngày đăng ký khai tử: {ngay_dang_ky.d:22} / {ngay_dang_ky.m:22} /"
              " {ngay_dang_ky.y:36}")  # fmt: skip
    page.left = left
    page.gap(8)
    page.sign(
        Signer(("<b>Người nhận trích lục</b>", "<i>(Ký, ghi rõ họ tên)</i>"), "{nguoi_di}"),
        Signer(("<b>TM. ỦY BAN NHÂN DÂN</b>", "<b>{chuc_vu}</b>"), "{nguoi_ky}", "dau", room=98),
    )


# Thẻ căn cước.


def _read(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """What a card's chip says, and who read it, when and for what."""
    story = cards.card(random, dates)
    issued = datetime.date.fromisoformat(str(story.gold["ngay_cap"]))
    day = some_date(random, issued + datetime.timedelta(15), issued + datetime.timedelta(600))
    clerk = make_person(random, day, (1975, 1998))
    story.also(
        don_vi=f"ỦY BAN NHÂN DÂN {clerk.home.commune}".upper(), can_bo=clerk.name,
        luc_doc=f"{random.randrange(7, 17):02d}:{random.randrange(60):02d} {dmy(day)}",
        tep=f"{random.randrange(10**6, 10**7)}", ma=f"H{random.randrange(2, 64):02d}."
        f"{random.randrange(11, 60)}-{day:%y%m%d}-{random.randrange(1, 300):04d}",
    )  # fmt: skip
    return story


def card_chip(page: Page, _: Random) -> None:
    """What a one-stop shop's reader prints of a chip: a table beside the photograph."""
    page.para("{don_vi}", size=10.5)
    page.para("BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ", size=10.5, style="b")
    page.gap(16)
    page.line("THẺ CĂN CƯỚC CÔNG DÂN", 16)
    page.line("Thông tin đọc từ chip điện tử của thẻ", 11, "i")
    page.gap(12)
    left, top = page.left, page.y
    if not page.blank:
        page.mark(Portrait(left, top - 10, 96, 128))
    page.left = left + 112
    page.table((3, 5), [
        (label, f"{{{key}}}")
        for label, key in (
            ("Số CCCD", "so_dinh_danh"), ("Họ và tên", "ho_ten"), ("Ngày sinh", "ngay_sinh"),
            ("Giới tính", "gioi_tinh"), ("Quốc tịch", "quoc_tich"), ("Quê quán", "que_quan"),
            ("Nơi thường trú", "noi_thuong_tru"), ("Đặc điểm nhận dạng", "dac_diem"),
            ("Ngày cấp", "ngay_cap"), ("Ngày hết hạn", "ngay_het_han"),
            ("Số CMND cũ", "so_cmnd_cu"),
        )
    ], least=22)  # fmt: skip
    page.left, page.y = left, max(page.y, top + 140)
    page.para("Kết quả kiểm tra: chữ ký số của thẻ hợp lệ; khuôn mặt trùng khớp.")
    page.para("Thời điểm đọc: {luc_doc:120}")
    page.gap(6)
    page.sign(Signer(()), Signer(("<b>Cán bộ tiếp nhận</b>",), "{can_bo}", room=54))


def card_rows(page: Page, _: Random) -> None:
    """The card in VNeID's wallet, printed: labels on the left, values on the right."""
    x0, x1, top = page.middle - 165, page.middle + 165, 44.0
    size = page.style.size
    page.mark(Box(x0, top, x1, top + 44, "red", None))
    for line, y, large in (("Căn cước", top + 20, 13.0), ("Identity card", top + 34, 8.5)):
        wide = width(line, page.face("b"), large)
        page.mark(Text(page.middle - wide / 2, y, line, page.face("b"), large, "white"))
        page.say(line)
    if not page.blank:
        page.mark(Portrait(page.middle - 36, top + 56, 72, 94))
    name, number = page.value("ho_ten"), page.value("so_dinh_danh")
    for text, y, large in ((name, top + 170, 13.0), (number, top + 188, 11.5)):
        wide = width(text, page.face("b"), large)
        if text:
            page.mark(Text(page.middle - wide / 2, y, text, page.face("b"), large))
            page.say(text)
    y = top + 218
    for label, key in (
        ("Số định danh cá nhân", "so_dinh_danh"), ("Họ, chữ đệm và tên khai sinh", "ho_ten"),
        ("Ngày, tháng, năm sinh", "ngay_sinh"), ("Giới tính", "gioi_tinh"),
        ("Quốc tịch", "quoc_tich"), ("Nơi đăng ký khai sinh", "noi_dang_ky_khai_sinh"),
        ("Nơi cư trú", "noi_thuong_tru"), ("Ngày, tháng, năm cấp", "ngay_cap"),
        ("Ngày, tháng, năm hết hạn", "ngay_het_han"),
    ):  # fmt: skip
        names, low = page.cell(label, x0 + 12, x0 + 150, y, size - 1)
        found, end = page.cell(f"<b>{{{key}}}</b>", x0 + 156, x1 - 12, y, size)
        page.say(" ".join([*names[:1], *found[:1]]), *found[1:], *names[1:])
        y = max(low, end)
        page.mark(Line(x0 + 12, y - size * 0.7, x1 - 12, y - size * 0.7, 0.4, "grey"))
        y += size * 0.6
    page.mark(Text(x0 + 12, y, "Nơi cấp: Bộ Công an", page.face(), size - 1))
    page.say("Nơi cấp: Bộ Công an")
    page.frame(x0, top, x1, y + 14, ink="grey")


def _front(page: Page, x: float, y: float, scale: float) -> None:
    """Front of a card of 2024: sex below the birth, nationality beside it."""
    side = Side(page, x, y, scale, "mint")
    side.head("CĂN CƯỚC", "IDENTITY CARD", shift=4)
    side.portrait(61)
    side.field(69, 65, "Số định danh cá nhân / Personal identification number", "so_dinh_danh",
               below=True, size=11)  # fmt: skip
    side.field(69, 87, "Họ, chữ đệm và tên khai sinh / Full name", "ho_ten", below=True, size=8.8)
    side.field(69, 108, "Ngày, tháng, năm sinh / Date of birth:", "ngay_sinh", size=7.8)
    labels = ((69.0, "Giới tính / Sex", "gioi_tinh"), (128.0, "Quốc tịch / Nationality",
                                                      "quoc_tich"))  # fmt: skip
    for left, label, key in labels:
        side.put(left, 119, label, 5.4)
        side.put(left, 129, page.value(key), 7.8, "b")
    page.say(" ".join(label for _, label, _ in labels))
    page.say(" ".join(page.value(key) for _, _, key in labels).strip())


def _back(page: Page, x: float, y: float, scale: float) -> None:
    """Back of a card of 2024: code above the chip on the left, the data on the right."""
    side = Side(page, x, y, scale, "mint")
    side.qr(12, 10, 40)
    side.chip(17, 72)
    side.field(64, 15, "Nơi cư trú / Place of residence", "noi_thuong_tru", below=True, room=172)
    side.field(64, 35, "Nơi đăng ký khai sinh / Place of birth registration",
               "noi_dang_ky_khai_sinh", below=True, room=172)  # fmt: skip
    side.field(64, 56, "Ngày, tháng, năm cấp / Date of issue:", "ngay_cap", size=7.4)
    side.field(64, 67, "Ngày, tháng, năm hết hạn / Date of expiry:", "ngay_het_han", size=7.4,
               room=62)  # fmt: skip
    side.centre(150, 86, "BỘ CÔNG AN", 7.4, "b", RED)
    side.centre(150, 94, "MINISTRY OF PUBLIC SECURITY", 4.8)
    page.say("BỘ CÔNG AN", "MINISTRY OF PUBLIC SECURITY")
    side.zone()


def card_uploaded(page: Page, _: Random) -> None:
    """Photographs of a card as a portal prints a dossier's papers: captions on the left."""
    page.row("<b>HỆ THỐNG THÔNG TIN GIẢI QUYẾT TTHC</b>", "Mã hồ sơ: {ma}", widths=(5, 4),
             size=10)  # fmt: skip
    page.mark(Line(page.left, page.y - 8, page.right, page.y - 8, 0.7, "grey"))
    page.gap(14)
    page.para("<b>Giấy tờ đính kèm: Thẻ Căn cước</b>", size=13)
    page.gap(14)
    scale, x0 = 1.46, page.left + 108
    for title, part, face in (("Ảnh mặt trước", "1", _front), ("Ảnh mặt sau", "2", _back)):
        top = page.y
        high = CARD[1] * scale + 16
        page.frame(page.left, top, page.right, top + high, ink="grey")
        page.mark(Line(x0 - 6, top, x0 - 6, top + high, 0.6, "grey"))
        said, _low = page.cell(f"<b>{title}</b>\nIMG_{{tep}}_{part}.jpg", page.left + 6, x0 - 12,
                               top + 18, 9)  # fmt: skip
        page.say(*said)
        face(page, x0 + 2, top + 8, scale)
        page.y = top + high + 12
    page.gap(14)
    page.para("Tải lên lúc {luc_doc:120}", size=10)


_SINCE_2022 = (datetime.date(2022, 1, 5), datetime.date(2025, 6, 27))
_ELECTRONIC = (datetime.date(2024, 7, 8), datetime.date(2026, 10, 30))
_YEARS_2000 = (datetime.date(2000, 2, 7), datetime.date(2005, 12, 20))
_PROVINCES = (datetime.date(2007, 3, 5), datetime.date(2015, 12, 21))
_WIDE = (841.9, 595.3)
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
    Template(births.CERTIFICATE, "to-gap-bia-trai-viet-tay", EVAL,
             partial(_with_trades, dates=_YEARS_2000), birth_booklet, _LINES, ("",), _PEN, (12,),
             paper=_WIDE, margins=(40, 36, 36, 22)),
    Template(births.CERTIFICATE, "co-quan-dai-dien-la-ma", EVAL,
             partial(_mission_birth, dates=_SINCE_2022), birth_mission, _SOME, sizes=(12.5,)),
    Template(births.CERTIFICATE, "dang-ky-lai-o-ke", EVAL, partial(_grown_up, dates=_SINCE_2022),
             birth_anew, ("none",), sizes=(12,), margins=(60, 45, 40, 30)),
    Template(couples.TYPE, "tinh-doi-dong-chong-vo", EVAL, partial(_province, dates=_PROVINCES),
             wedding_province, _SOME, sizes=(12.5,), margins=(64, 54, 48, 40)),
    Template(couples.TYPE, "chu-thich-duoi-viet-tay", EVAL,
             partial(couples.wedding, dates=_SINCE_2022), wedding_captions, _LINES, ("",), _PEN,
             (12,), margins=(52, 52, 40, 26)),
    Template(couples.TYPE, "ngang-can-giua", EVAL, couples.NEW, wedding_centred, ("none",),
             sizes=(13,), paper=_WIDE, margins=(60, 60, 40, 28), leadings=(1.3,)),
    Template(deaths.TYPE, "ba-dai-cot-ngang", EVAL, deaths.NEW, death_strips, ("none",),
             sizes=(12.5,), paper=_WIDE, margins=(52, 48, 36, 28), leadings=(1.3,)),
    Template(deaths.TYPE, "ben-phai-so-dang-ky", EVAL, partial(_linked, dates=_ELECTRONIC),
             death_sidebar, ("none",), sizes=(12.5,), margins=(60, 44, 44, 30), leadings=(1.3,)),
    Template(deaths.TYPE, "muc-a-b-c-viet-tay", EVAL, deaths.OLD, death_list, _LINES, ("",), _PEN,
             (12.5,)),
    Template(cards.TYPE, "cccd-doc-chip", EVAL, partial(_read, dates=cards.OLD_DATES), card_chip,
             ("none",), sizes=(12,), families=("tinos", "arimo")),
    Template(cards.TYPE, "can-cuoc-vi-giay-to", EVAL, cards.NEW, card_rows, ("none",), ("",),
             sizes=(12,), families=_SANS),
    Template(cards.TYPE, "can-cuoc-2024-anh-tai-len", EVAL, partial(_read, dates=cards.NEW_DATES),
             card_uploaded, ("none",), sizes=(12,), families=_SANS,
             margins=(58, 52, 40, 40)),
)  # fmt: skip
