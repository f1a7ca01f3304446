"""Layouts to measure by, set last: papers of civil status and identity cards.

Blanks folded in the middle, forms of Thông tư 15/2015/TT-BTP, prints of the portals, and copies
that a commune or a notary attested.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import partial
from random import Random

from samples.forms import births, cards, couples, deaths
from samples.forms.cards import CARD, Side
from samples.forms.fields import FIELDS
from samples.forms.page import MOTTO, Page, Signer
from samples.forms.people import make_person
from samples.forms.template import TRAIN, Story, Template, some_date
from samples.forms.words import long_date
from samples.render import BLACK, RED, Box, Disc, Line, Stamp, Text, Tick, width

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


# Giấy khai sinh.


def _attested(random: Random, story: Story, key: str) -> Story:
    """The story of a paper, and what a commune wrote that attested its copy."""
    made = datetime.date.fromisoformat(str(story.gold[key]))
    day = some_date(random, made + datetime.timedelta(20), made + datetime.timedelta(700))
    clerk = make_person(random, day, (1968, 1990))
    story.also(
        so_ct=str(random.randrange(60, 7000)), ngay_ct=long_date(day), ky_ct=clerk.name,
        noi_ct=f"ỦY BAN NHÂN DÂN {clerk.home.commune}".upper(),
    )  # fmt: skip
    return story


def _attestation(page: Page, *title: str) -> None:
    """What stands below an attested copy."""
    if not page.blank:
        page.mark(Stamp(page.left + 20, page.y + 22, "BẢN SAO"))
        page.say("BẢN SAO")
    page.para("<b>CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH</b>", align="centre", size=11)
    page.para("Số chứng thực: {so_ct:50} Quyển số: 01-SCT/BS", align="centre", size=11)
    page.para("<i>{ngay_ct}</i>", align="centre", size=11)
    page.sign(Signer(()), Signer(title, "{ky_ct}", "noi_ct", room=84))


def birth_margin(page: Page, _: Random) -> None:
    """A copy from the book: unit, number and later notes in a margin on the left."""
    strip, x0 = page.left + 112, page.left
    page.mark(Line(strip + 8, page.top, strip + 8, page.bottom - 40, 0.6))
    page.right, edge = strip, page.right
    for line in ("{tinh}", "{huyen}", "<b>{xa}</b>"):
        page.para(line, align="centre", size=10)
    page.gap(16)
    page.para("Số: {so:50}")
    page.para("Quyển số: 01")
    page.gap(24)
    page.para("<b>PHẦN GHI CHÚ</b>", align="centre", size=10)
    page.para("<i>(Những thông tin thay đổi sau này)</i>", align="centre", size=9)
    page.para("Không", align="centre", size=10)
    page.left, page.right, page.y = strip + 22, edge, page.top + 8
    page.motto(11)
    page.gap(16)
    page.line("GIẤY KHAI SINH", 20)
    page.line("(BẢN SAO)", 12)
    page.gap(12)
    page.para("Họ và tên: <b>{ho_ten}</b>")
    page.row("Giới tính: {gioi_tinh}", "Ngày, tháng, năm sinh: {ngay_sinh}", widths=(2, 4))
    page.para("(Bằng chữ: {ngay_sinh_bang_chu:200})")
    page.para("Nơi sinh: {noi_sinh}", spare=1)
    page.row("Dân tộc: {dan_toc}", "Quốc tịch: {quoc_tich}")
    page.para("Quê quán: {que_quan}")
    for who, name in (("cha", "cha"), ("me", "mẹ")):
        page.gap(4)
        page.para(f"Họ và tên {name}: <b>{{{who}_ho_ten}}</b>")
        page.para(f"Năm sinh: {{{who}_nam_sinh}}")
        page.row(f"Dân tộc: {{{who}_dan_toc}}", f"Quốc tịch: {{{who}_quoc_tich}}")
        page.para(f"Nơi thường trú/tạm trú: {{{who}_noi_cu_tru}}", spare=1)
    page.gap(4)
    page.para("Người đi khai sinh: {nguoi_di_khai_sinh}")
    page.para("Nơi đăng ký: {noi_dang_ky}")
    page.para("Đăng ký ngày {ngay_dang_ky.d:22} tháng {ngay_dang_ky.m:22} năm {ngay_dang_ky.y:34}")
    page.gap(8)
    page.sign(
        Signer(("<b>SAO TỪ SỔ ĐĂNG KÝ KHAI SINH</b>", "<b>TM. ỦY BAN NHÂN DÂN</b>",
                "<b>{chuc_vu}</b>"), "{nguoi_ky}", "dau", room=86),
    )  # fmt: skip
    page.left = x0


def _certified_birth(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """A certificate of birth of which a copy was attested."""
    return _attested(random, births.certificate(random, dates), "ngay_dang_ky")


def birth_attested(page: Page, _: Random) -> None:
    """A photocopy of a certificate that was written by pen, attested by another commune."""
    top, edges = page.y - 12, (page.left, page.right)
    page.left, page.right = page.left + 16, page.right - 16
    page.gap(6)
    page.motto(11)
    page.line("GIẤY KHAI SINH", 16)
    page.line("Số: {so:70}", style="")
    page.gap(2)
    page.para("Họ, chữ đệm, tên: {ho_ten}")
    page.row("Giới tính: {gioi_tinh}", "Dân tộc: {dan_toc}", "Quốc tịch: {quoc_tich}")
    page.para("Ngày, tháng, năm sinh: {ngay_sinh.d:24} / {ngay_sinh.m:24} / {ngay_sinh.y:36}")
    page.para("Ghi bằng chữ: {ngay_sinh_bang_chu}")
    page.para("Nơi sinh: {noi_sinh}")
    page.para("Quê quán: {que_quan}")
    page.para("Số định danh cá nhân: {so_dinh_danh}")
    for who, name in _PARENTS:
        page.row(f"Họ, chữ đệm, tên người {name}: {{{who}_ho_ten}}",
                 f"Năm sinh: {{{who}_nam_sinh}}", widths=(5, 2.4))  # fmt: skip
        page.row(f"Dân tộc: {{{who}_dan_toc}}", f"Quốc tịch: {{{who}_quoc_tich}}")
        page.para(f"Nơi cư trú: {{{who}_noi_cu_tru}}")
    page.para("Nơi đăng ký khai sinh: {noi_dang_ky}")
    page.para("Ngày, tháng, năm đăng ký: {ngay_dang_ky}")
    page.para("Họ, chữ đệm, tên người đi khai sinh: {nguoi_di_khai_sinh}")
    page.para("Giấy tờ tùy thân: {giay_to_tuy_than}")
    page.sign(
        Signer(()),
        Signer(("<b>NGƯỜI KÝ GIẤY KHAI SINH</b>", "<b>{chuc_vu}</b>"), "{nguoi_ky}", "dau",
               room=80, ink="black"),
    )  # fmt: skip
    page.left, page.right = edges
    page.frame(page.left, top, page.right, page.y - 8, ink="grey")
    page.gap(14)
    _attestation(page, "<b>PHÓ CHỦ TỊCH</b>")


_FATHERS = (
    ("Hàn Quốc", "LEE DONG WOOK", "Gyeyang-gu, Incheon, Hàn Quốc"),
    ("Nhật Bản", "SATO HIROKI", "Minami-ku, Hamamatsu-shi, Shizuoka, Nhật Bản"),
    ("Malaysia", "TAN WEI JIAN", "Taman Sentosa, Klang, Selangor, Malaysia"),
    ("Hoa Kỳ", "BRIAN SCOTT HALE", "Maple Avenue, Garden Grove, California, Hoa Kỳ"),
)


def _foreign_father(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """A child whose father is a foreigner: the district registers it, the mother asks."""
    story = births.certificate(random, dates)
    country, name, home = random.choice(_FATHERS)
    mother, people = story.shown["me_ho_ten"], story.shown["me_dan_toc"]
    given = story.shown["ho_ten"].split()[1:]
    child = " ".join([mother.split()[0], *given]).upper() if given else story.shown["ho_ten"]
    story.text(
        ho_ten=child, dan_toc=people, cha_ho_ten=name, cha_quoc_tich=country,
        cha_noi_cu_tru=f"{random.randrange(3, 300)} {home}", nguoi_di_khai_sinh=mother,
        giay_to_tuy_than=f"Thẻ căn cước công dân số {story.shown['me_so_dinh_danh']}",
        noi_dang_ky="Ủy ban nhân dân " + story.shown["noi_dang_ky"].split(", ", 1)[1],
        me_ho_ten=mother.upper(),
    )  # fmt: skip
    story.missing = {"cha_dan_toc", "cha_so_dinh_danh"}
    story.optional = ("que_quan",)
    story.also(dau=f"ỦY BAN NHÂN DÂN {story.shown['huyen']}")
    return story


def birth_district(page: Page, _: Random) -> None:
    """A district's copy in two languages: ruled rows of one or two data, parts as their heads."""
    page.head(("{tinh}", "<b>{dau}</b>", "_"), (*MOTTO, "_"))
    page.gap(10)
    page.line("GIẤY KHAI SINH", 17)
    page.line("BIRTH CERTIFICATE", 11)
    page.line("(Bản sao/<i>Copy</i>) - Số/<i>No.</i>: {so:60}", 11, "")
    page.gap(10)
    size = page.style.size - 1
    for title, who, pairs, rest in (
        ("NGƯỜI ĐƯỢC KHAI SINH / CHILD", "", (
            ("Ngày sinh\n<i>Date of birth</i>", "ngay_sinh"), ("Giới tính\n<i>Sex</i>",
                "gioi_tinh"),
        ), (("Nơi sinh\n<i>Place of birth</i>", "noi_sinh"),
            ("Quê quán\n<i>Place of origin</i>", "que_quan"),
            ("Số định danh\n<i>Personal ID No.</i>", "so_dinh_danh"))),
        ("NGƯỜI CHA / FATHER", "cha_", (), (("Ngày, năm sinh\n<i>Date of birth</i>", "nam_sinh"),
            ("Nơi cư trú\n<i>Residence</i>", "noi_cu_tru"))),
        ("NGƯỜI MẸ / MOTHER", "me_", (), (("Ngày, năm sinh\n<i>Date of birth</i>", "nam_sinh"),
            ("Nơi cư trú\n<i>Residence</i>", "noi_cu_tru"))),
    ):  # fmt: skip
        page.table((1,), [(f"<b>{title}</b>",)], size=size)
        page.gap(-size)
        page.table((3, 9), [("Họ, chữ đệm, tên\n<i>Full name</i>", f"{{{who}ho_ten}}")], size=size)
        page.gap(-size)
        both = (*pairs, ("Dân tộc\n<i>Ethnic group</i>", "dan_toc"),
                ("Quốc tịch\n<i>Nationality</i>", "quoc_tich"))  # fmt: skip
        for (one, key), (two, other) in zip(both[::2], both[1::2], strict=True):
            row = (one, f"{{{who}{key}}}", two, f"{{{who}{other}}}")
            page.table((3, 3.4, 2.4, 3.2), [row], size=size)
            page.gap(-size)
        page.table((3, 9), [(label, f"{{{who}{key}}}") for label, key in rest], size=size)
        page.gap(-size)
    page.gap(size + 4)
    page.para("Nơi đăng ký/<i>Registered at</i>: {noi_dang_ky:150} Ngày/<i>Date</i>:"
              " {ngay_dang_ky}")  # fmt: skip
    page.para("Người đi khai sinh/<i>Declarant</i>: {nguoi_di_khai_sinh:140} Giấy tờ tùy thân/"
              "<i>ID</i>: {giay_to_tuy_than}")  # fmt: skip
    page.sign(
        Signer(()),
        Signer(("<b>TM. ỦY BAN NHÂN DÂN</b>", "<b>{chuc_vu}</b>"), "<b>{nguoi_ky}</b>", "dau",
               room=82),
    )  # fmt: skip


_DATES_1999 = (datetime.date(1999, 6, 7), datetime.date(2005, 11, 25))
_DATES_COPIED = (datetime.date(2022, 1, 5), datetime.date(2025, 6, 26))
_DATES_BARRED = (datetime.date(2016, 3, 7), datetime.date(2020, 12, 18))
_DATES_2006 = (datetime.date(2006, 5, 8), datetime.date(2015, 12, 18))
_DATES_ABROAD = (datetime.date(2020, 8, 3), datetime.date(2025, 6, 26))
# Giấy chứng nhận kết hôn.


def _extracted(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """A wedding of which an extract was asked for later."""
    story = couples.wedding(random, dates)
    made = datetime.date.fromisoformat(str(story.gold["ngay_dang_ky"]))
    day = some_date(random, made + datetime.timedelta(30), made + datetime.timedelta(900))
    story.also(ngay_sao=long_date(day))
    return story


def wedding_copy(page: Page, _: Random) -> None:
    """A copy in two languages: English in small print under the Vietnamese, wife over husband."""
    page.motto(12)
    page.line("SOCIALIST REPUBLIC OF VIET NAM", 8.5, "")
    page.gap(8)
    page.line("GIẤY CHỨNG NHẬN KẾT HÔN", 17)
    page.line("MARRIAGE CERTIFICATE - (BẢN SAO/COPY)", 10, "")
    page.gap(6)
    page.row("", "Số<i>/No.</i>: {so:60}", widths=(3, 1.4))
    at = 168.0
    for who, name, english in (("vo", "vợ", "wife"), ("chong", "chồng", "husband")):
        page.mark(Line(page.left, page.y - 11, page.right, page.y - 11, 0.5))
        page.gap(3)
        for label, small, key in (
            (f"Họ, chữ đệm, tên {name}", f"Full name of the {english}", "ho_ten"),
            ("Ngày, tháng, năm sinh", "Date of birth", "ngay_sinh"),
            ("Dân tộc", "Ethnic group", "dan_toc"), ("Quốc tịch", "Nationality", "quoc_tich"),
            ("Nơi cư trú", "Place of residence", "noi_cu_tru"),
            ("Giấy tờ tùy thân", "Identification document", "so_dinh_danh.day_du"),
        ):  # fmt: skip
            _stop(page, f"{label}:\n<i>{small}</i>", f"{{{who}_{key}}}", at)
        page.gap(4)
    page.mark(Line(page.left, page.y - 11, page.right, page.y - 11, 0.5))
    page.gap(3)
    _stop(page, "Nơi đăng ký kết hôn:\n<i>Place of registration</i>", "{noi_dang_ky}", at)
    _stop(page, "Ngày, tháng, năm đăng ký:\n<i>Date of registration</i>", "{ngay_dang_ky}", at)
    page.sign(
        Signer(()),
        Signer(("<i>Sao {ngay_sao:90}</i>", "<b>NGƯỜI KÝ BẢN SAO</b>", "<b>{chuc_vu}</b>"),
               "<b>{nguoi_ky}</b>", "dau", room=80),
    )  # fmt: skip


def _with_old_cards(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """A wedding of the years when cards had nine digits; trades are told."""
    story = couples.wedding(random, dates)
    date = datetime.date.fromisoformat(str(story.gold["ngay_dang_ky"]))
    for who in ("vo", "chong"):
        number = make_person(random, date, (1960, 1980)).id9
        story.text(**{f"{who}_so_dinh_danh": number})
        story.also(**{f"nghe_{who}": random.choice(("Làm ruộng", "Giáo viên", "Buôn bán",
                                                    "Công nhân", "Thợ may"))})  # fmt: skip
    return story


def wedding_small(page: Page, _: Random) -> None:
    """A leaf of the years around 2000 in half the size: numbered lines, one after the other."""
    page.frame(12, 12, page.width - 12, page.height - 12, ink="rose")
    page.row("<b>{xa}</b>", "Quyển số: 01\nSố: {so}", widths=(5, 3), size=9.5)
    page.gap(6)
    page.motto(10.5)
    page.gap(4)
    page.line("GIẤY CHỨNG NHẬN KẾT HÔN", 16)
    page.gap(4)
    for number, who, name in ((1, "chong", "chồng"), (2, "vo", "vợ")):
        page.para(f"<b>{number}.</b> Họ tên {name}: {{{who}_ho_ten}}")
        page.para(f"Sinh ngày: {{{who}_ngay_sinh}}", indent=12)
        page.row(f"Dân tộc: {{{who}_dan_toc}}", f"Quốc tịch: {{{who}_quoc_tich}}")
        page.para(f"Nghề nghiệp: {{nghe_{who}}}", indent=12)
        page.para(f"Nơi ĐKNK thường trú: {{{who}_noi_cu_tru}}", indent=12)
        page.para(f"Số CMND: {{{who}_so_dinh_danh}}", indent=12)
    page.para("<b>3.</b> Đăng ký tại: {noi_dang_ky}")
    page.para("Ngày {ngay_dang_ky.d:24} tháng {ngay_dang_ky.m:24} năm {ngay_dang_ky.y:36}",
              indent=12)  # fmt: skip
    page.gap(2)
    page.sign(
        Signer(("<b>Chồng</b>",), "{chong_ky}", room=42),
        Signer(("<b>Vợ</b>",), "{vo_ky}", room=42),
        Signer(("<b>TM. UBND</b>", "<b>{chuc_vu}</b>"), "{nguoi_ky}", "dau", room=78),
        shares=(4, 4, 5),
    )  # fmt: skip


def _certified_wedding(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """A certificate of marriage of which a copy was attested."""
    return _attested(random, couples.wedding(random, dates), "ngay_dang_ky")


def wedding_attested(page: Page, _: Random) -> None:
    """A photocopy of the certificate, who married whom in two panels, attested below."""
    top, edges = page.y - 12, (page.left, page.right)
    page.left, page.right = page.left + 16, page.right - 16
    page.gap(8)
    page.motto(11)
    page.gap(4)
    page.line("GIẤY CHỨNG NHẬN KẾT HÔN", 17)
    page.line("Số: {so:60}", 11, "i")
    page.gap(12)
    panel = page.y - 18
    page.columns(*(
        (
            f"<b>{title}</b>", f"Họ, chữ đệm, tên: {{{who}_ho_ten}}",
            f"Sinh ngày: {{{who}_ngay_sinh.d:22}} - {{{who}_ngay_sinh.m:22}} -"
            f" {{{who}_ngay_sinh.y:34}}", f"Giấy tờ tùy thân: {{{who}_so_dinh_danh.giay}}",
            f"Dân tộc: {{{who}_dan_toc:40}}", f"Quốc tịch: {{{who}_quoc_tich}}",
            f"Nơi cư trú: {{{who}_noi_cu_tru}}", f"<i>{name} ký:</i> {{{who}_ky}}",
        )
        for who, name, title in (("chong", "Chồng", "BÊN NAM"), ("vo", "Vợ", "BÊN NỮ"))
    ), gap=24)  # fmt: skip
    middle, low = page.middle, page.y - 8
    page.frame(page.left - 6, panel, middle - 2, low)
    page.frame(middle + 2, panel, page.right + 6, low)
    page.gap(12)
    page.para("Nơi đăng ký kết hôn: {noi_dang_ky}")
    page.para("Ngày, tháng, năm đăng ký: {ngay_dang_ky.long}")
    page.sign(
        Signer(()),
        Signer(("<b>TM. ỦY BAN NHÂN DÂN</b>", "<b>{chuc_vu}</b>"), "{nguoi_ky}", "dau", room=84,
               ink="black"),
    )  # fmt: skip
    page.left, page.right = edges
    page.frame(page.left, top, page.right, page.y - 8, ink="grey")
    page.gap(16)
    _attestation(page, "<b>TM. ỦY BAN NHÂN DÂN</b>", "<b>PHÓ CHỦ TỊCH</b>")


# Trích lục khai tử.


def death_boxes(page: Page, _: Random) -> None:
    """A print of the province's software: three headed boxes, two data a line in each."""
    page.head(("{tinh}", "<b>{xa}</b>", "_", "Số: {so:60}"),
              (*MOTTO, "_", "<i>{dia_danh:50}, {ngay_cap.long}</i>"))  # fmt: skip
    page.gap(12)
    page.line("TRÍCH LỤC KHAI TỬ", 16)
    page.line("(Bản sao)", 11.5, "i")
    page.gap(14)
    edges = page.left, page.right
    when = "{thoi_diem_chet.h}:{thoi_diem_chet.min}"
    for title, lines in (
        ("Thông tin người được khai tử", (
            ("Họ, chữ đệm, tên: <b>{ho_ten}</b>", "Giới tính: {gioi_tinh}"),
            ("Số định danh cá nhân: {so_dinh_danh}", "Ngày sinh: {ngay_sinh}"),
            ("Dân tộc: {dan_toc}", "Quốc tịch: {quoc_tich}"),
            ("Nơi cư trú cuối cùng: {noi_cu_tru_cuoi}",),
        )),
        ("Thông tin sự kiện chết", (
            ("Ngày, tháng, năm chết: {thoi_diem_chet}", f"Giờ chết: {when}"),
            ("Nơi chết: {noi_chet}",), ("Nguyên nhân chết: {nguyen_nhan}",),
        )),
        ("Thông tin đăng ký", (
            ("Nơi đăng ký khai tử: {noi_dang_ky}",),
            ("Số Giấy báo tử: {so_giay_bao_tu}", "Ngày đăng ký: {ngay_dang_ky}"),
            ("Người đi khai tử: {nguoi_di}",),
        )),
    ):  # fmt: skip
        top, size = page.y - 16, page.style.size
        page.mark(Box(page.left, top, page.right, top + size * 1.7, "pale", None))
        page.para(f"<b>{title}</b>", align="centre", size=size)
        page.gap(7)
        page.left, page.right = edges[0] + 8, edges[1] - 4
        for cells in lines:
            page.row(*cells, widths=(5, 3) if len(cells) == 2 else (1,))
        page.left, page.right = edges
        page.frame(page.left, top, page.right, page.y - size * 0.5)
        page.gap(19)
    page.sign(
        Signer(("<i>Trích từ Cơ sở dữ liệu hộ tịch điện tử</i>",), signed=False),
        Signer(("<b>NGƯỜI KÝ TRÍCH LỤC</b>", "<b>{chuc_vu}</b>"), "<b>{nguoi_ky}</b>", "dau",
               room=86),
    )  # fmt: skip


def _cells(page: Page, *cells: tuple[str, str], widths: Sequence[float] = ()) -> None:
    """Ruled cells beside each other: what is asked for in small print, and below it the answer."""
    size = page.style.size
    shares = widths or [1.0] * len(cells)
    x, top, ends, edges = page.left, page.y, [page.y], [page.left]
    for (label, markup), share in zip(cells, shares, strict=True):
        wide = (page.right - page.left) * share / sum(shares)
        page.ruled = True
        said, y = page.cell(label, x + 4, x + wide - 4, top + size * 0.9, size * 0.74)
        found, y = page.cell(markup, x + 6, x + wide - 6, y + size * 0.42, size)
        page.ruled = False
        page.say(*said, *found)
        ends.append(y)
        x += wide
        edges.append(x)
    page.y = max(ends) - size * 0.7
    for x0, x1 in zip(edges, edges[1:], strict=False):
        page.mark(Box(x0, top, x1, page.y))


def death_cells(page: Page, _: Random) -> None:
    """A blank of cells to be filled in by pen."""
    page.head(("{huyen}", "<b>{xa}</b>", "_"), (*MOTTO, "_"))
    page.gap(12)
    page.line("TRÍCH LỤC KHAI TỬ", 17)
    page.line("Số: {so:70}", style="")
    page.gap(2)
    _cells(page, ("Họ, chữ đệm, tên người chết", "{ho_ten}"), ("Giới tính", "{gioi_tinh}"),
           widths=(4, 1))  # fmt: skip
    _cells(page, ("Ngày, tháng, năm sinh", "{ngay_sinh}"), ("Dân tộc", "{dan_toc}"),
           ("Quốc tịch", "{quoc_tich}"), widths=(2, 1.4, 1.6))  # fmt: skip
    _cells(page, ("Số định danh cá nhân/Giấy tờ tùy thân", "{so_dinh_danh}"))
    _cells(page, ("Nơi cư trú cuối cùng", "{noi_cu_tru_cuoi}"))
    _cells(page, ("Chết vào lúc (giờ, phút, ngày, tháng, năm)",
                  "{thoi_diem_chet.h} giờ {thoi_diem_chet.min} phút, {thoi_diem_chet.long}"),
           ("Nguyên nhân chết", "{nguyen_nhan}"), widths=(5, 4))  # fmt: skip
    _cells(page, ("Nơi chết", "{noi_chet}"), ("Giấy báo tử số", "{so_giay_bao_tu}"),
           widths=(4, 1.4))  # fmt: skip
    _cells(page, ("Nơi đăng ký khai tử", "{noi_dang_ky}"))
    _cells(page, ("Ngày, tháng, năm đăng ký", "{ngay_dang_ky}"),
           ("Người đi khai tử", "{nguoi_di}"))  # fmt: skip
    page.gap(26)
    page.sign(
        Signer(("<b>Người thực hiện</b>", "<i>(Ký, ghi rõ họ tên)</i>"), "{tu_phap}"),
        Signer(("<b>NGƯỜI KÝ TRÍCH LỤC</b>", "<b>{chuc_vu}</b>"), "{nguoi_ky}", "dau", room=86),
    )


def _clerk(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """An extract and the clerk who wrote it."""
    story = deaths.death(random, dates)
    story.also(tu_phap=make_person(random, dates[1], (1970, 1992)).name)
    return story


def death_half(page: Page, _: Random) -> None:
    """Half a sheet across: the unit's head, and short lines of two or three data."""
    page.head(("{tinh}", "<b>{xa}</b>"), (*MOTTO, "_"), size=9.5)
    page.gap(6)
    page.line("TRÍCH LỤC KHAI TỬ (BẢN SAO)", 13.5)
    page.line("Số {so:50}", 10, "i")
    page.gap(4)
    page.row("Họ, chữ đệm, tên: <b>{ho_ten}</b>", "Sinh ngày: {ngay_sinh}",
             "Giới tính: {gioi_tinh}", widths=(5, 3, 2.2))  # fmt: skip
    page.row("Số định danh: {so_dinh_danh}", "Dân tộc: {dan_toc}", "Quốc tịch: {quoc_tich}",
             widths=(4, 3, 3))  # fmt: skip
    page.para("Cư trú cuối cùng tại: {noi_cu_tru_cuoi}")
    page.row(
        "Chết lúc {thoi_diem_chet.h:18} giờ {thoi_diem_chet.min:18} phút, ngày"
        " {thoi_diem_chet:80}", "Nguyên nhân: {nguyen_nhan}", widths=(5, 4),
    )  # fmt: skip
    page.para("Nơi chết: {noi_chet}")
    page.para("Giấy báo tử: số {so_giay_bao_tu:60} của {bao_tu}")
    page.para("Đăng ký khai tử tại {noi_dang_ky:200}, ngày {ngay_dang_ky:70}")
    page.para("Người yêu cầu: {nguoi_di:110} ({giay_nguoi_di})")
    page.sign(
        Signer(()),
        Signer(("<b>TM. ỦY BAN NHÂN DÂN</b>", "<b>{chuc_vu}</b>"), "<b>{nguoi_ky}</b>", "dau",
               room=78),
    )  # fmt: skip


def _told(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """An extract that always tells of the notice."""
    story = deaths.death(random, dates)
    story.optional = ("nguyen_nhan", "so_dinh_danh")
    return story


# Thẻ căn cước.


def _copied(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """What a card says, and who attested its copy."""
    return _attested(random, cards.card(random, dates), "ngay_cap")


def _inline(side: Side, y: float, *cells: tuple[float, str, str], size: float = 7.4) -> None:
    """Labels with their values right after them, on one line."""
    page, said = side.page, []
    for x, label, key in cells:
        value = page.value(key)
        side.put(x, y, label, 6)
        side.put(x + width(label, page.face(), 6) + 3, y, value, size)
        said.append(f"{label} {value}".strip())
    page.say(" ".join(said))


def _front_2016(page: Page, x: float, y: float, scale: float) -> None:
    """Front of a card with a bar code, most values right after their labels."""
    side = Side(page, x, y, scale, "mint")
    page.mark(Disc(*side.at(34, 28), 15 * scale, "red"), Disc(*side.at(34, 28), 9 * scale, "gold"))
    for top, text, size, ink in (
        (17.0, MOTTO[0], 7.2, BLACK), (26.0, MOTTO[1], 7.0, BLACK),
        (41.0, "CĂN CƯỚC CÔNG DÂN", 12.0, RED),
    ):  # fmt: skip
        side.centre(146, top, text, size, "b", ink)
        page.say(text)
    number = page.value("so_dinh_danh")
    side.put(92, 54, f"Số: {number}".strip(), 11, "b")
    page.say(f"Số: {number}".strip())
    side.portrait(54)
    _inline(side, 67, (70, "Họ và tên:", "ho_ten"), size=8.6)
    _inline(side, 78.5, (70, "Ngày, tháng, năm sinh:", "ngay_sinh"))
    _inline(side, 90, (70, "Giới tính:", "gioi_tinh"), (140, "Quốc tịch:", "quoc_tich"))
    _inline(side, 101.5, (70, "Quê quán:", "que_quan"))
    house, levels = page.value("noi_thuong_tru.nha"), page.value("noi_thuong_tru.cap")
    house = f"{house}," if house else ""
    label = "Nơi thường trú:"
    side.put(70, 113, label, 6)
    side.put(73 + width(label, page.face(), 6), 113, house, 7.4)
    side.put(70, 124, levels, 7.4)
    page.say(f"{label} {house}".strip(), levels)
    _inline(side, 140, (10, "Có giá trị đến:", "ngay_het_han"))


def front_attested(page: Page, _: Random) -> None:
    """A card's front alone on half a sheet, a commune's attestation on its right."""
    scale, x = 1.45, 26.0
    _front_2016(page, x, 60, scale)
    page.left = x + CARD[0] * scale + 8
    middle = (page.left + page.right) / 2
    if not page.blank:
        page.mark(Stamp(middle - 38, 60, "BẢN SAO"))
        page.say("BẢN SAO")
    page.y = 108
    for line in (
        "<b>CHỨNG THỰC</b>", "Bản sao đúng với bản chính", "Số {so_ct:40}, quyển 02-SCT/BS",
        "<i>{ngay_ct}</i>", "<b>PHÓ CHỦ TỊCH</b>",
    ):  # fmt: skip
        page.para(line, align="centre", size=10.5)
    page.gap(2)
    page.sign(Signer((), "{ky_ct}", "noi_ct", room=86))


def _promised(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """What a card says, and what its holder wrote below the copy."""
    story = cards.card(random, dates)
    issued = datetime.date.fromisoformat(str(story.gold["ngay_cap"]))
    day = some_date(random, issued + datetime.timedelta(9), issued + datetime.timedelta(500))
    story.also(ngay_nop=long_date(day), chu_the=story.shown["ho_ten"].title(),
               viec=random.choice(("đăng ký biến động đất đai", "đăng ký hộ kinh doanh",
                                   "cấp giấy phép xây dựng")))  # fmt: skip
    return story


def _front_2024(page: Page, x: float, y: float, scale: float) -> None:
    """Front of a card of 2024: birth, sex and nationality beside each other at the bottom."""
    side = Side(page, x, y, scale, "mint")
    side.head("CĂN CƯỚC", "IDENTITY CARD", shift=6)
    side.portrait(60)
    side.field(70, 66, "Số định danh cá nhân / Personal identification number:", "so_dinh_danh",
               below=True, size=11)  # fmt: skip
    side.field(70, 89, "Họ, chữ đệm và tên khai sinh / Full name:", "ho_ten", below=True, size=8.6)
    columns = (
        (70.0, "Ngày, tháng, năm sinh", "Date of birth", "ngay_sinh"),
        (142.0, "Giới tính", "Sex", "gioi_tinh"), (182.0, "Quốc tịch", "Nationality", "quoc_tich"),
    )  # fmt: skip
    for left, label, english, key in columns:
        side.put(left, 114, label, 5.4)
        side.put(left, 120.5, english, 4.8)
        side.put(left, 131, page.value(key), 7.8, "b")
    page.say(" ".join(label for _, label, _, _ in columns))
    page.say(" ".join(english for _, _, english, _ in columns))
    page.say(" ".join(page.value(key) for _, _, _, key in columns).strip())


def _back_2024(page: Page, x: float, y: float, scale: float) -> None:
    """Back of a card of 2024: chip and ministry on the left, the code below on the right."""
    side = Side(page, x, y, scale, "mint")
    side.chip(14, 12)
    side.field(54, 14, "Nơi cư trú / Place of residence:", "noi_thuong_tru", below=True, room=182)
    side.field(54, 33, "Nơi đăng ký khai sinh / Place of birth registration:",
               "noi_dang_ky_khai_sinh", below=True, room=182)  # fmt: skip
    side.field(14, 58, "Ngày, tháng, năm cấp / Date of issue:", "ngay_cap", size=7.2, room=50)
    side.field(14, 70, "Ngày, tháng, năm hết hạn / Date of expiry:", "ngay_het_han", size=7.2,
               room=52)  # fmt: skip
    side.put(14, 88, "BỘ CÔNG AN", 7.2, "b", RED)
    side.put(14, 96, "MINISTRY OF PUBLIC SECURITY", 4.8)
    page.say("BỘ CÔNG AN", "MINISTRY OF PUBLIC SECURITY")
    side.qr(190, 56, 42)
    side.zone()


def promised_copy(page: Page, _: Random) -> None:
    """A card of 2024 across the sheet, its back before its front; the holder's word below."""
    scale = 1.5
    room = (page.width - 2 * CARD[0] * scale) / 3
    _back_2024(page, room, 70, scale)
    _front_2024(page, 2 * room + CARD[0] * scale, 70, scale)
    page.y = 120 + CARD[1] * scale
    page.para("Bản chụp này tôi nộp kèm hồ sơ {viec:120}, đúng với thẻ gốc của tôi.")
    page.para("<i>{ngay_nop:150}</i>", align="right")
    page.sign(Signer(()), Signer(("Chủ thẻ",), "{chu_the}", room=46), shares=(2, 1))


def _front_2021(page: Page, x: float, y: float, scale: float) -> None:
    """Front of a card with a chip: birth, sex and nationality in one column, the end below."""
    side = Side(page, x, y, scale, "sky")
    side.head("CĂN CƯỚC CÔNG DÂN", "Citizen Identity Card", shift=-6)
    side.portrait(58)
    side.qr(204, 8, 31)
    side.field(70, 65, "Số / No.:", "so_dinh_danh", size=11.5)
    side.field(70, 74, "Họ và tên / Full name:", "ho_ten", below=True, size=8.4)
    side.field(70, 91.5, "Ngày sinh / Date of birth:", "ngay_sinh", size=7.2)
    side.field(70, 99.5, "Giới tính / Sex:", "gioi_tinh", size=7.2)
    side.field(70, 107.5, "Quốc tịch / Nationality:", "quoc_tich", size=7.2)
    side.field(70, 115.5, "Quê quán / Place of origin:", "que_quan", below=True, size=7)
    side.field(70, 132, "Nơi thường trú / Place of residence:", "noi_thuong_tru", below=True,
               size=7)  # fmt: skip
    end = page.value("ngay_het_han")
    side.put(7, 132, "Có giá trị đến/ Date of expiry:", 4.4)
    side.put(7, 139.5, end, 6.4, "b", room=58)
    page.say("Có giá trị đến/ Date of expiry:", end)


def crosswise(page: Page, _: Random) -> None:
    """A card with a chip, its front on the upper left, its back on the lower right."""
    scale = 1.22
    _front_2021(page, 44, 50, scale)
    cards.back_2021(page, page.width - 44 - CARD[0] * scale, 80 + CARD[1] * scale, scale)
    page.y = 130 + 2 * CARD[1] * scale
    _attestation(page, "<b>TM. ỦY BAN NHÂN DÂN</b>", "<b>PHÓ CHỦ TỊCH</b>")


_DATES_2016 = (datetime.date(2016, 2, 1), datetime.date(2020, 7, 10))
_WIDE = (841.9, 595.3)
_A5, _A5_WIDE = (419.5, 595.3), (595.3, 419.5)
_PEN = frozenset({"*"})
_SANS = ("arimo",)
_SOME, _LINES = ("none", "dots"), ("dots", "rule")
TEMPLATES = (
    Template(births.DECLARATION, "to-gap-doi-viet-tay", TRAIN,
             partial(births.declaration, dates=_DATES_2016), declare_folded, _LINES, ("",), _PEN,
             (12.5,), paper=_WIDE, margins=(36, 36, 36, 20), leadings=(1.7,)),
    Template(births.DECLARATION, "nhom-ben-trai-o-chon", TRAIN, births.NEW, declare_grouped,
             ("none",), sizes=(11.5,), margins=(62, 45, 30, 18), leadings=(1.25,)),
    Template(births.DECLARATION, "cong-quoc-gia-ba-cot", TRAIN,
             partial(_filed, dates=births.NEW_DATES), declare_filed, ("none",), sizes=(12,),
             families=_SANS, margins=(48, 48, 36, 30), leadings=(1.3,)),
    Template(births.CERTIFICATE, "le-trai-ghi-chu", TRAIN,
             partial(births.certificate, dates=_DATES_2006), birth_margin, _SOME, sizes=(12,),
             margins=(48, 45, 44, 40)),
    Template(births.CERTIFICATE, "viet-tay-chung-thuc", TRAIN,
             partial(_certified_birth, dates=_DATES_2016), birth_attested, _LINES, ("",),
             frozenset(FIELDS[births.CERTIFICATE]) - {"nguoi_ky"}, (10.5,),
             margins=(50, 50, 30, 14)),
    Template(births.CERTIFICATE, "huyen-cha-nuoc-ngoai", TRAIN,
             partial(_foreign_father, dates=_DATES_ABROAD), birth_district, ("none",),
             sizes=(11,), margins=(62, 45, 28, 18), leadings=(1.18,)),
    Template(couples.TYPE, "ban-sao-anh-duoi-viet", TRAIN,
             partial(_extracted, dates=_DATES_COPIED), wedding_copy, ("none",), sizes=(11,),
             margins=(66, 48, 36, 20), leadings=(1.2,)),
    Template(couples.TYPE, "to-nho-2000-viet-tay", TRAIN,
             partial(_with_old_cards, dates=_DATES_1999), wedding_small, _LINES, ("",), _PEN,
             (10.5,), paper=_A5, margins=(32, 26, 22, 14)),
    Template(couples.TYPE, "chung-thuc-hai-o", TRAIN,
             partial(_certified_wedding, dates=_DATES_COPIED), wedding_attested, _SOME,
             sizes=(11.5,), margins=(50, 50, 38, 24)),
    Template(deaths.TYPE, "ba-khung-phan-mem", TRAIN, deaths.NEW, death_boxes, ("none",),
             sizes=(12,)),
    Template(deaths.TYPE, "o-nhan-nho-viet-tay", TRAIN, partial(_clerk, dates=births.OLD_DATES),
             death_cells, ("rule",), ("",), _PEN, (13,)),
    Template(deaths.TYPE, "nua-to-ngang-2024", TRAIN, partial(_told, dates=births.NEW_DATES),
             death_half, _SOME, sizes=(11,), paper=_A5_WIDE, margins=(44, 34, 24, 16),
             leadings=(1.3,)),
    Template(cards.TYPE, "cccd-2016-mat-truoc-chung-thuc", TRAIN,
             partial(_copied, dates=_DATES_BARRED), front_attested, ("none",), sizes=(11,),
             families=_SANS, paper=_A5_WIDE, margins=(30, 20, 30, 20)),
    Template(cards.TYPE, "can-cuoc-2024-sau-truoc", TRAIN,
             partial(_promised, dates=cards.NEW_DATES), promised_copy, ("dots",), ("",),
             frozenset({"viec", "ngay_nop", "chu_the"}), (13,), paper=_WIDE,
             margins=(60, 60, 40, 30), families=_SANS),
    Template(cards.TYPE, "cccd-2021-cheo-chung-thuc", TRAIN,
             partial(_copied, dates=cards.OLD_DATES), crosswise, ("none",), sizes=(12,),
             families=_SANS),
)  # fmt: skip
