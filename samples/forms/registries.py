"""Civil-status papers and identity cards.

Blanks of Quyết định 01/2006/QĐ-BTP, forms of the portals under Thông tư 01/2022/TT-BTP, papers
of districts for couples of two countries, prints of the civil-status database and of VNeID.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import partial
from random import Random

from samples.forms import births, cards, couples, deaths
from samples.forms.cards import CARD, Side
from samples.forms.page import MOTTO, Page, Signer
from samples.forms.people import make_person
from samples.forms.template import TRAIN, Story, Template, some_date
from samples.forms.words import dmy
from samples.render import RED, Box, Disc, Line, Portrait, Scrawl, Text, width

_SEALED = "<b>{nguoi_ky}</b>"
_PARENTS = (("me", "mẹ"), ("cha", "cha"))


def _beside(page: Page, *cells: tuple[str, str, float], widths: Sequence[float] = ()) -> None:
    """Labels and, so many points to the right of each, their values."""
    size = page.style.size
    shares = widths or [1.0] * len(cells)
    page.need(size * 3.2)
    x, top, ends = page.left, page.y, [page.y]
    firsts: list[str] = []
    rest: list[str] = []
    for (label, value, at), share in zip(cells, shares, strict=True):
        wide = (page.right - page.left) * share / sum(shares)
        names, low = page.cell(label, x, x + at - 6, top, size)
        found, end = page.cell(value, x + at, x + wide - 6, top, size)
        firsts += names[:1] + found[:1]
        rest += found[1:] + names[1:]
        ends += [low, end]
        x += wide
    page.say(" ".join(part for part in firsts if part), *rest)
    page.y = max(ends) + size * 0.15


def _heading(page: Page, title: str) -> None:
    """A part's title."""
    page.gap(5)
    page.para(title, style="b")


# Tờ khai đăng ký khai sinh.


def _with_old_paper(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """A declaration of the years when people had numbers of nine digits."""
    story = births.declaration(random, dates)
    made = datetime.date.fromisoformat(str(story.gold["ngay_lap"]))
    number = make_person(random, made, (1970, 1990)).id9
    province = story.shown["noi_cu_tru"].rsplit(", ", 1)[-1]
    day = dmy(some_date(random, made - datetime.timedelta(3000), made))
    story.put(
        "nguoi_yeu_cau_so_dinh_danh", number, number,
        giay=f"{number} do Công an {province} cấp ngày {day}",
    )  # fmt: skip
    return story


def declare_2006(page: Page, _: Random) -> None:
    """The blank of 2006: who declares first, then the child, then father and mother."""
    page.para("Mẫu STP/HT-2006-KS.1", size=9.5, align="right")
    page.motto()
    page.gap(12)
    page.line("TỜ KHAI ĐĂNG KÝ KHAI SINH", 15)
    page.gap(4)
    page.para("<b>Kính gửi:</b> {kinh_gui}", indent=56)
    page.gap(6)
    page.para("Họ và tên người khai: {nguoi_yeu_cau}")
    page.para("Nơi thường trú/tạm trú: {noi_cu_tru}", spare=1)
    page.para("Số CMND/Giấy tờ hợp lệ thay thế: {nguoi_yeu_cau_so_dinh_danh.giay}")
    page.para("Quan hệ với người được khai sinh: {quan_he}")
    page.para("<b>Đề nghị đăng ký khai sinh cho người có tên dưới đây:</b>")
    page.row("Họ và tên: {ho_ten}", "Giới tính: {gioi_tinh}", widths=(3, 1.1))
    page.para("Ngày, tháng, năm sinh: {ngay_sinh}")
    page.para("(Bằng chữ: {ngay_sinh_bang_chu:280})")
    page.para("Nơi sinh: {noi_sinh}", spare=1)
    page.row("Dân tộc: {dan_toc}", "Quốc tịch: {quoc_tich}")
    page.para("Quê quán: {que_quan}")
    for who, name in (("cha", "cha"), ("me", "mẹ")):
        page.para(f"Họ và tên {name}: {{{who}_ho_ten}}")
        page.row(f"Dân tộc: {{{who}_dan_toc}}", f"Quốc tịch: {{{who}_quoc_tich}}",
                 f"Năm sinh: {{{who}_nam_sinh}}", widths=(3, 4, 4))  # fmt: skip
        page.para(f"Nơi thường trú/tạm trú: {{{who}_noi_cu_tru}}", spare=1)
    page.para("Tôi cam đoan lời khai trên đây là đúng và chịu trách nhiệm trước pháp luật về lời"
              " khai của mình.", indent=28)  # fmt: skip
    page.para(
        "<i>Làm tại {lam_tai:70}, ngày {ngay_lap.d:22} tháng {ngay_lap.m:22} năm"
        " {ngay_lap.y:34}</i>", align="right",
    )  # fmt: skip
    page.sign(
        Signer(("<b>Người khai</b>", "<i>(Ký, ghi rõ họ tên)</i>"), "{ky_ten}", room=44),
        Signer(("<b>Xác nhận của cơ quan, tổ chức</b>", "<i>(nếu có)</i>"), signed=False, room=44),
    )


def _items(page: Page, first: int, fields: Sequence[tuple[str, str]]) -> int:
    """Numbered data, one a line; the number after."""
    for i, (label, key) in enumerate(fields, first):
        page.para(f"({i}) {label}: {{{key}}}", x0=page.left + 14)
    return first + len(fields)


def declare_items(page: Page, _: Random) -> None:
    """The portal's interactive form: data numbered through, in parts of Roman numbers."""
    page.para("BIỂU MẪU ĐIỆN TỬ TƯƠNG TÁC", size=9.5, align="right", style="i")
    page.motto(11)
    page.gap(6)
    page.line("TỜ KHAI ĐĂNG KÝ KHAI SINH", 14)
    page.line("Cơ quan đăng ký: {kinh_gui}", 0, "")
    _heading(page, "I. Thông tin về người yêu cầu đăng ký khai sinh")
    after = _items(page, 1, (
        ("Họ, chữ đệm, tên", "nguoi_yeu_cau"),
        ("Số định danh cá nhân", "nguoi_yeu_cau_so_dinh_danh"), ("Nơi cư trú", "noi_cu_tru"),
        ("Quan hệ với người được khai sinh", "quan_he"),
    ))  # fmt: skip
    _heading(page, "II. Thông tin về người được khai sinh")
    after = _items(page, after, (
        ("Họ, chữ đệm, tên", "ho_ten"), ("Ngày, tháng, năm sinh", "ngay_sinh"),
        ("Ghi bằng chữ", "ngay_sinh_bang_chu"), ("Giới tính", "gioi_tinh"),
        ("Dân tộc", "dan_toc"), ("Quốc tịch", "quoc_tich"), ("Nơi sinh", "noi_sinh"),
        ("Quê quán", "que_quan"),
    ))  # fmt: skip
    for part, (who, name) in zip(("III", "IV"), _PARENTS, strict=True):
        _heading(page, f"{part}. Thông tin về người {name} của người được khai sinh")
        after = _items(page, after, (
            ("Họ, chữ đệm, tên", f"{who}_ho_ten"), ("Năm sinh", f"{who}_nam_sinh"),
            ("Dân tộc", f"{who}_dan_toc"), ("Quốc tịch", f"{who}_quoc_tich"),
            ("Số định danh cá nhân", f"{who}_so_dinh_danh"),
            ("Nơi cư trú", f"{who}_noi_cu_tru"),
        ))  # fmt: skip
    _heading(page, "V. Đề nghị cấp bản sao Giấy khai sinh")
    page.para(f"({after}) Số lượng: {{ban_sao:24}} bản", x0=page.left + 14)
    page.gap(4)
    page.para("Tôi cam đoan các thông tin cung cấp là đúng sự thật.", style="i")
    page.para("Thời điểm hoàn thành tờ khai: {ngay_lap}")


def declare_abroad(page: Page, _: Random) -> None:
    """A form in two languages: English below each label, values to the right of both."""
    page.head(
        ("<b>MẪU SONG NGỮ</b>", "<i>Bilingual form</i>"),
        (*MOTTO, "<i>Socialist Republic of Viet Nam</i>",
         "<i>Independence - Freedom - Happiness</i>"), size=11,
    )  # fmt: skip
    page.gap(10)
    page.line("TỜ KHAI ĐĂNG KÝ KHAI SINH", 14)
    page.line("APPLICATION FOR BIRTH REGISTRATION", 10, "i")
    page.gap(4)
    _beside(page, ("Kính gửi\n<i>To</i>", "{kinh_gui}", 130))
    _beside(page, ("Người yêu cầu\n<i>Name of applicant</i>", "{nguoi_yeu_cau}", 130),
            ("Quan hệ với trẻ\n<i>Relationship</i>", "{quan_he}", 90), widths=(5, 3))  # fmt: skip
    _beside(page, ("Số định danh cá nhân\n<i>Personal ID number</i>",
                   "{nguoi_yeu_cau_so_dinh_danh}", 130))  # fmt: skip
    _beside(page, ("Nơi cư trú\n<i>Place of residence</i>", "{noi_cu_tru}", 130))
    _heading(page, "NGƯỜI ĐƯỢC KHAI SINH / <i>THE CHILD</i>")
    _beside(page, ("Họ, chữ đệm, tên\n<i>Full name</i>", "{ho_ten}", 130),
            ("Giới tính\n<i>Sex</i>", "{gioi_tinh}", 90), widths=(5, 3))  # fmt: skip
    _beside(page, ("Ngày, tháng, năm sinh\n<i>Date of birth</i>", "{ngay_sinh.dash}", 130))
    _beside(page, ("Ghi bằng chữ\n<i>In words</i>", "{ngay_sinh_bang_chu}", 130))
    _beside(page, ("Dân tộc\n<i>Ethnic group</i>", "{dan_toc}", 130),
            ("Quốc tịch\n<i>Nationality</i>", "{quoc_tich}", 90), widths=(5, 3))  # fmt: skip
    _beside(page, ("Nơi sinh\n<i>Place of birth</i>", "{noi_sinh}", 130))
    _beside(page, ("Quê quán\n<i>Place of origin</i>", "{que_quan}", 130))
    for (who, name), english in zip(_PARENTS, ("MOTHER", "FATHER"), strict=True):
        _heading(page, f"NGƯỜI {name.upper()} / <i>THE {english}</i>")
        _beside(page, ("Họ, chữ đệm, tên\n<i>Full name</i>", f"{{{who}_ho_ten}}", 130),
                ("Sinh ngày/năm\n<i>Date of birth</i>", f"{{{who}_nam_sinh}}", 90),
                widths=(5, 3))  # fmt: skip
        _beside(page, ("Dân tộc\n<i>Ethnic group</i>", f"{{{who}_dan_toc}}", 130),
                ("Quốc tịch\n<i>Nationality</i>", f"{{{who}_quoc_tich}}", 90),
                widths=(5, 3))  # fmt: skip
        _beside(page, ("Số định danh cá nhân\n<i>Personal ID number</i>",
                       f"{{{who}_so_dinh_danh}}", 130))  # fmt: skip
        _beside(page, ("Nơi cư trú\n<i>Place of residence</i>", f"{{{who}_noi_cu_tru}}", 130))
    page.gap(4)
    page.para("Tôi xin cam đoan những lời khai trên là đúng / <i>I declare that the above is"
              " true</i>.")  # fmt: skip
    page.sign(
        Signer(()),
        Signer(("<i>{lam_tai:60}, ngày (date) {ngay_lap:70}</i>",
                "<b>Người yêu cầu</b> / <i>Applicant</i>"), "{ky_ten}", room=40),
    )  # fmt: skip


# Giấy khai sinh.


def _coded(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """A certificate of birth from the database, signed at an hour."""
    story = births.certificate(random, dates)
    story.also(gio=f"{random.randrange(7, 17):02d}:{random.randrange(60):02d}")
    return story


def _signed_box(page: Page, lines: Sequence[str], x0: float, size: float = 9.5) -> None:
    """What a digital signature shows, in a frame on the right."""
    page.need(len(lines) * size * 2.2 + 20)
    top, y = page.y, page.y + size + 3
    for line in lines:
        said, y = page.cell(line, x0 + 6, page.right - 6, y, size)
        page.say(*said)
    page.frame(x0, top, page.right, y - size * 0.6, ink="red")
    page.y = y + 8


def birth_parts(page: Page, _: Random) -> None:
    """An electronic copy: headed parts, values at a stop, the code and a signature's frame."""
    page.head(("{tinh}", "<b>{xa}</b>", "_", "Số: {so:60}"), (*MOTTO, "_"))
    page.gap(12)
    page.line("GIẤY KHAI SINH", 17)
    page.line("(Bản sao điện tử)", 11, "i")
    page.gap(2)
    at = 168.0
    _heading(page, "THÔNG TIN NGƯỜI ĐƯỢC KHAI SINH")
    for label, key in (
        ("Họ, chữ đệm, tên", "ho_ten"), ("Số định danh cá nhân", "so_dinh_danh"),
        ("Ngày, tháng, năm sinh", "ngay_sinh"), ("Ghi bằng chữ", "ngay_sinh_bang_chu"),
        ("Giới tính", "gioi_tinh"), ("Dân tộc", "dan_toc"), ("Quốc tịch", "quoc_tich"),
        ("Nơi sinh", "noi_sinh"), ("Quê quán", "que_quan"),
    ):  # fmt: skip
        _beside(page, (f"{label}:", f"{{{key}}}", at))
    for who, name in _PARENTS:
        _heading(page, f"THÔNG TIN NGƯỜI {name.upper()}")
        for label, key in (
            ("Họ, chữ đệm, tên", "ho_ten"), ("Ngày, tháng, năm sinh", "nam_sinh"),
            ("Dân tộc", "dan_toc"), ("Quốc tịch", "quoc_tich"),
            ("Số định danh cá nhân", "so_dinh_danh"), ("Nơi cư trú", "noi_cu_tru"),
        ):  # fmt: skip
            _beside(page, (f"{label}:", f"{{{who}_{key}}}", at))
    _heading(page, "THÔNG TIN ĐĂNG KÝ")
    for label, key in (
        ("Nơi đăng ký khai sinh", "noi_dang_ky"), ("Ngày, tháng, năm đăng ký", "ngay_dang_ky"),
        ("Người đi khai sinh", "nguoi_di_khai_sinh"),
    ):  # fmt: skip
        _beside(page, (f"{label}:", f"{{{key}}}", at))
    page.gap(4)
    page.need(92)
    page.code(page.left, page.y - 4, 64, page.value("qr"))
    _signed_box(page, (
        "<b>{chuc_vu}</b>", "Ký bởi: <b>{nguoi_ky}</b>", "Cơ quan: {xa}",
        "Thời gian ký: {ngay_dang_ky} {gio}",
    ), page.middle + 20)  # fmt: skip


def birth_rows(page: Page, _: Random) -> None:
    """A print of the register's software: a row for each parent; changes are noted overleaf."""
    page.head(("{huyen}", "<b>{xa}</b>", "_"), (*MOTTO, "_"))
    page.gap(14)
    page.line("GIẤY KHAI SINH", 18)
    page.row("Số: {so:60}", "Số định danh cá nhân: {so_dinh_danh}", widths=(2, 3))
    page.gap(4)
    page.row("Họ, chữ đệm, tên: <b>{ho_ten}</b>", "Giới tính: {gioi_tinh}", widths=(3, 1))
    page.row("Ngày, tháng, năm sinh: {ngay_sinh.dash}", "Dân tộc: {dan_toc}",
             "Quốc tịch: {quoc_tich}", widths=(5, 3, 4))  # fmt: skip
    page.para("Ngày sinh ghi bằng chữ: {ngay_sinh_bang_chu}")
    page.para("Nơi sinh: {noi_sinh}")
    page.para("Quê quán: {que_quan}")
    page.gap(8)
    rows = [
        (f"Người {name}", *(f"{{{who}_{key}}}" for key in (
            "ho_ten", "nam_sinh", "dan_toc", "quoc_tich", "noi_cu_tru",
        )))
        for who, name in _PARENTS
    ]  # fmt: skip
    head = ("<b>Cha, mẹ</b>", "<b>Họ, chữ đệm, tên</b>", "<b>Năm sinh</b>", "<b>Dân tộc</b>",
            "<b>Quốc tịch</b>", "<b>Nơi cư trú</b>")  # fmt: skip
    page.table((2.1, 3.3, 2.3, 1.8, 1.9, 4.8), [head, *rows], size=page.style.size - 1.5)
    page.para("Họ, chữ đệm, tên người đi khai sinh: {nguoi_di_khai_sinh}")
    page.para("Giấy tờ tùy thân: {giay_to_tuy_than}")
    page.para("Nơi đăng ký khai sinh: {noi_dang_ky}")
    page.para("Ngày, tháng, năm đăng ký: {ngay_dang_ky.dash}")
    page.gap(6)
    page.sign(
        Signer(("<b>NGƯỜI THỰC HIỆN</b>",), "{tu_phap}", room=86),
        Signer(("<b>TM. ỦY BAN NHÂN DÂN</b>", "<b>{chuc_vu}</b>"), _SEALED, "dau", room=86),
    )
    page.new_sheet()
    page.line("PHẦN GHI CHÚ NHỮNG THÔNG TIN THAY ĐỔI SAU NÀY", 13)
    page.gap(12)
    notes = ("<b>Ngày, tháng, năm</b>", "<b>Nội dung ghi chú; căn cứ ghi chú</b>",
             "<b>Người ký, đóng dấu</b>")  # fmt: skip
    page.table((2, 6, 3), [notes, *([("", "", "")] * 8)], least=58)


def _right(page: Page, x0: float, x1: float, label: str, markup: str) -> None:
    """A label in grey and, at the right edge, its value; a thin line below."""
    size = page.style.size
    page.mark(Text(x0, page.y, label, page.face(), size - 1, "grey"))
    start = x0 + width(label, page.face(), size - 1) + 14
    said, end = page.cell(markup, start, x1, page.y, size, "right")
    page.say(" ".join([label, *said[:1]]), *said[1:])
    page.mark(Line(x0, end - size * 0.65, x1, end - size * 0.65, 0.4, "grey"))
    page.y = end + size * 0.6


def birth_phone(page: Page, _: Random) -> None:
    """The certificate as VNeID shows it, printed from a telephone: values at the right edge."""
    x0, x1, top = page.middle - 180, page.middle + 180, 40.0
    page.mark(Box(x0, top, x1, top + 30, "rose", None))
    title = "Giấy khai sinh"
    wide = width(title, page.face("b"), 12.5)
    page.mark(Text(page.middle - wide / 2, top + 20, title, page.face("b"), 12.5, RED))
    page.say(title)
    page.y = top + 50
    groups = (
        ("Thông tin khai sinh", (
            ("Số giấy khai sinh", "so"), ("Họ, chữ đệm và tên", "ho_ten"),
            ("Số định danh cá nhân", "so_dinh_danh"), ("Ngày sinh", "ngay_sinh"),
            ("Giới tính", "gioi_tinh"), ("Dân tộc", "dan_toc"), ("Quốc tịch", "quoc_tich"),
            ("Nơi sinh", "noi_sinh"), ("Quê quán", "que_quan"),
            ("Nơi đăng ký khai sinh", "noi_dang_ky"), ("Ngày đăng ký", "ngay_dang_ky"),
        )),
        *(
            (f"Thông tin {name}", (
                ("Họ, chữ đệm và tên", f"{who}_ho_ten"),
                ("Số định danh cá nhân", f"{who}_so_dinh_danh"),
                ("Năm sinh", f"{who}_nam_sinh"), ("Dân tộc", f"{who}_dan_toc"),
                ("Quốc tịch", f"{who}_quoc_tich"), ("Nơi cư trú", f"{who}_noi_cu_tru"),
            ))
            for who, name in (("cha", "cha"), ("me", "mẹ"))
        ),
    )  # fmt: skip
    for name, fields in groups:
        page.mark(Text(x0 + 12, page.y, name, page.face("b"), page.style.size))
        page.say(name)
        page.y += page.style.size * 1.8
        for label, key in fields:
            _right(page, x0 + 12, x1 - 12, label, f"{{{key}}}")
        page.y += 8
    page.frame(x0, top, x1, page.y, ink="grey")


# Giấy chứng nhận kết hôn.


def _blank_of_2006(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """A wedding of the years when people had numbers of nine digits."""
    story = couples.wedding(random, dates)
    date = datetime.date.fromisoformat(str(story.gold["ngay_dang_ky"]))
    for who in ("vo", "chong"):
        number = make_person(random, date, (1970, 1985)).id9
        story.text(**{f"{who}_so_dinh_danh": number})
    story.also(tu_phap=make_person(random, date, (1960, 1985)).name)
    return story


def _half(page: Page, x0: float, x1: float) -> None:
    """One of the two pages of an opened booklet."""
    page.left, page.right, page.y = x0, x1, page.top + 8


def wedding_booklet(page: Page, _: Random) -> None:
    """The booklet of 2006 opened: the husband on its left page, the wife on its right one."""
    fold, edge = page.width / 2, page.right
    page.frame(16, 16, fold - 6, page.height - 16, ink="rose")
    page.frame(fold + 6, 16, page.width - 16, page.height - 16, ink="rose")
    _half(page, page.left, fold - 24)
    page.motto(11)
    page.gap(8)
    page.line("GIẤY CHỨNG NHẬN KẾT HÔN", 16)
    page.row("Số: {so}", "Quyển số: 01", widths=(3, 2))
    page.gap(8)
    _spouse_lines(page, "chong", "chồng")
    page.gap(8)
    page.para("Nơi đăng ký: {noi_dang_ky}")
    page.para("Ngày, tháng, năm đăng ký: {ngay_dang_ky}")
    page.para("Ghi chú: Không")
    _half(page, fold + 24, edge)
    _spouse_lines(page, "vo", "vợ")
    page.gap(10)
    note = "<i>(Ký, ghi rõ họ tên)</i>"
    page.sign(
        Signer(("<b>CHỒNG</b>", note), "{chong_ky}", room=42),
        Signer(("<b>VỢ</b>", note), "{vo_ky}", room=42),
    )  # fmt: skip
    page.gap(14)
    page.sign(
        Signer(("<b>CÁN BỘ TƯ PHÁP HỘ TỊCH</b>", note), "{tu_phap}", room=80),
        Signer(("<b>TM. ỦY BAN NHÂN DÂN</b>", "<b>{chuc_vu}</b>"), "{nguoi_ky}", "dau", room=84),
    )


def _spouse_lines(page: Page, who: str, name: str) -> None:
    page.para(f"Họ và tên {name}: {{{who}_ho_ten}}")
    page.para(f"Ngày, tháng, năm sinh: {{{who}_ngay_sinh}}")
    page.row(f"Dân tộc: {{{who}_dan_toc}}", f"Quốc tịch: {{{who}_quoc_tich}}")
    page.para(f"Nơi thường trú/tạm trú: {{{who}_noi_cu_tru}}", spare=1)
    page.para(f"Số Giấy CMND/Hộ chiếu/Giấy tờ hợp lệ thay thế: {{{who}_so_dinh_danh}}")


_ABROAD = (
    ("Hàn Quốc", "KIM MIN JAE", "Paldal-ro, Suwon-si, Gyeonggi-do, Hàn Quốc", "M"),
    ("Hàn Quốc", "PARK SUNG HO", "Jungang-ro, Daejeon, Hàn Quốc", "M"),
    ("Nhật Bản", "TANAKA KENJI", "Ebisu-cho, Sakai-shi, Osaka-fu, Nhật Bản", "TR"),
    ("Hoa Kỳ", "MARK ALAN TURNER", "Willow Street, San Jose, California, Hoa Kỳ", "5"),
    ("Úc", "DAVID LEE WARD", "Barkly Street, Footscray, Victoria, Úc", "PA"),
)


def _two_countries(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """A wedding with a foreigner, which the district registers."""
    story = couples.wedding(random, dates)
    country, name, home, letters = random.choice(_ABROAD)
    number = f"{letters}{random.randrange(10**7, 10**8)}"
    story.text(
        chong_ho_ten=name, chong_quoc_tich=country, chong_so_dinh_danh=number,
        chong_noi_cu_tru=f"{random.randrange(3, 400)} {home}",
        vo_ho_ten=story.shown["vo_ho_ten"].upper(),
        noi_dang_ky="Ủy ban nhân dân " + story.shown["noi_dang_ky"].split(", ", 1)[1],
    )  # fmt: skip
    story.missing.add("chong_dan_toc")
    story.optional = ()
    story.shown["chong_so_dinh_danh.giay"] = f"Hộ chiếu số {number}"
    unit = f"ỦY BAN NHÂN DÂN {story.shown['huyen']}"
    story.also(chong_ky=name.title(), dau=unit, co_quan=unit)
    return story


def wedding_abroad(page: Page, _: Random) -> None:
    """A district's certificate: wife and husband in columns, values below bilingual labels."""
    page.frame(20, 20, page.width - 20, page.height - 20, ink="red")
    page.head(("{tinh}", "<b>{co_quan}</b>", "_"), (*MOTTO, "_"))
    page.gap(18)
    page.line("GIẤY CHỨNG NHẬN KẾT HÔN", 18)
    page.line("MARRIAGE CERTIFICATE", 11, "i")
    page.line("Số/<i>No.</i>: {so:60}", 12, "")
    page.gap(14)
    labels = (
        ("Họ, chữ đệm, tên {}", "Full name", "ho_ten"),
        ("Ngày, tháng, năm sinh", "Date of birth", "ngay_sinh"),
        ("Dân tộc", "Ethnic group", "dan_toc"), ("Quốc tịch", "Nationality", "quoc_tich"),
        ("Nơi cư trú", "Place of residence", "noi_cu_tru"),
        ("Giấy tờ tùy thân", "Identity paper", "so_dinh_danh.giay"),
    )  # fmt: skip
    page.columns(*(
        tuple(
            line
            for label, english, key in labels
            for line in (f"{label.format(name)} / <i>{english}</i>", f"<b>{{{who}_{key}}}</b>")
        )
        for who, name in (("vo", "vợ"), ("chong", "chồng"))
    ), gap=30)  # fmt: skip
    page.gap(6)
    _beside(page, ("Nơi đăng ký kết hôn\n<i>Place of registration</i>", "{noi_dang_ky}", 150))
    _beside(page, ("Ngày, tháng, năm đăng ký\n<i>Date of registration</i>", "{ngay_dang_ky}", 150))
    page.gap(8)
    page.sign(
        Signer(("<b>Vợ</b>/<i>Wife</i>",), "{vo_ky}"),
        Signer(("<b>TM. ỦY BAN NHÂN DÂN</b>", "<b>{chuc_vu}</b>"), _SEALED, "dau", room=88),
        Signer(("<b>Chồng</b>/<i>Husband</i>",), "{chong_ky}"), shares=(3, 4, 3),
    )  # fmt: skip


def wedding_pairs(page: Page, _: Random) -> None:
    """A copy from the database: a label and a value for each of the two in every row."""
    page.motto(12)
    page.gap(8)
    page.line("GIẤY CHỨNG NHẬN KẾT HÔN", 16)
    page.line("(BẢN SAO)", 11)
    page.gap(6)
    _beside(page, ("Cơ quan đăng ký:", "{noi_dang_ky}", 104))
    _beside(page, ("Số đăng ký:", "{so}", 104), ("Ngày đăng ký:", "{ngay_dang_ky}", 84))
    page.gap(10)
    rows = [
        (f"{label} {'chồng' if key == 'ho_ten' else ''}".strip(), f"{{chong_{key}}}",
         f"{label} {'vợ' if key == 'ho_ten' else ''}".strip(), f"{{vo_{key}}}")
        for label, key in (
            ("Họ, chữ đệm, tên", "ho_ten"), ("Ngày sinh", "ngay_sinh"), ("Dân tộc", "dan_toc"),
            ("Quốc tịch", "quoc_tich"), ("Số định danh", "so_dinh_danh"),
            ("Nơi cư trú", "noi_cu_tru"),
        )
    ]  # fmt: skip
    page.table((2.4, 4, 2.4, 4), rows, size=page.style.size - 1, least=24)
    page.para("Bản sao này được trích xuất từ Cơ sở dữ liệu hộ tịch điện tử và có giá trị như bản"
              " chính.", size=10.5, style="i")  # fmt: skip
    page.gap(4)
    page.sign(
        Signer(()),
        Signer(("<b>TM. {xa}</b>", "<b>{chuc_vu}</b>"), _SEALED, "dau", room=86),
    )


# Trích lục khai tử.


def _noted(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """An extract from the database with a code, signed at an hour."""
    story = deaths.death(random, dates)
    story.also(
        qr=f"https://dichvucong.gov.vn/hotich/kt/{random.randrange(10**10):010d}",
        gio=f"{random.randrange(7, 17):02d}:{random.randrange(60):02d}",
    )
    return story


def death_stops(page: Page, _: Random) -> None:
    """An electronic copy: code above, values at a stop, the register before the person."""
    page.code(page.left, page.y - 8, 58, page.value("qr"))
    left = page.left
    page.left += 70
    page.motto(11.5)
    page.left = left
    page.gap(20)
    page.line("TRÍCH LỤC KHAI TỬ", 16)
    page.line("(BẢN SAO ĐIỆN TỬ)", 11)
    page.gap(8)
    _beside(page, ("Cơ quan đăng ký:", "{noi_dang_ky}", 150))
    _beside(page, ("Số trích lục:", "{so}", 150), ("Ngày đăng ký:", "{ngay_dang_ky}", 84),
            widths=(3, 2))  # fmt: skip
    page.mark(Line(page.left, page.y - 6, page.right, page.y - 6, 0.6))
    page.gap(8)
    for label, markup in (
        ("Họ, chữ đệm, tên", "<b>{ho_ten}</b>"), ("Ngày, tháng, năm sinh", "{ngay_sinh}"),
        ("Giới tính", "{gioi_tinh}"), ("Dân tộc", "{dan_toc}"), ("Quốc tịch", "{quoc_tich}"),
        ("Số định danh cá nhân", "{so_dinh_danh}"), ("Nơi cư trú cuối cùng", "{noi_cu_tru_cuoi}"),
        ("Thời gian chết", "{thoi_diem_chet.h}:{thoi_diem_chet.min}, {thoi_diem_chet}"),
        ("Nơi chết", "{noi_chet}"), ("Nguyên nhân chết", "{nguyen_nhan}"),
        ("Số Giấy báo tử", "{so_giay_bao_tu}"), ("Người đi khai tử", "{nguoi_di}"),
    ):  # fmt: skip
        _beside(page, (f"{label}:", markup, 150))
    page.gap(8)
    _signed_box(page, (
        "Người ký: <b>{nguoi_ky}</b>", "Chức vụ: {chuc_vu}", "Đơn vị: {xa}",
        "Ngày ký: {ngay_cap} {gio}",
    ), page.middle + 30)  # fmt: skip


def death_certified(page: Page, _: Random) -> None:
    """An extract in whole sentences: who, where and when, and what the register says."""
    page.head(
        ("{huyen}", "<b>{xa}</b>", "_", "Số: {so:60}"),
        (*MOTTO, "_", "<i>{dia_danh:50}, {ngay_cap.long}</i>"),
    )
    page.gap(20)
    page.line("TRÍCH LỤC KHAI TỬ", 16)
    page.gap(10)
    page.line("CHỦ TỊCH {xa}", 12)
    page.gap(4)
    page.para("Căn cứ Sổ đăng ký khai tử đang lưu tại đơn vị, trích lục việc khai tử của người có"
              " tên sau đây:", indent=28)  # fmt: skip
    page.para(
        "Ông (bà) <b>{ho_ten:160}</b>, giới tính {gioi_tinh:30}, sinh ngày {ngay_sinh:80}, dân tộc"
        " {dan_toc:50}, quốc tịch {quoc_tich:60}, số định danh cá nhân {so_dinh_danh:100}, nơi cư"
        " trú cuối cùng: {noi_cu_tru_cuoi}.", indent=28,
    )  # fmt: skip
    page.para(
        "Đã chết vào lúc {thoi_diem_chet.h:20} giờ {thoi_diem_chet.min:20} phút ngày"
        " {thoi_diem_chet.d:20} tháng {thoi_diem_chet.m:20} năm {thoi_diem_chet.y:34}; nơi chết:"
        " {noi_chet:120}; nguyên nhân chết: {nguyen_nhan:100}; số Giấy báo tử:"
        " {so_giay_bao_tu:50}.",
        indent=28,
    )  # fmt: skip
    page.para(
        "Việc khai tử được đăng ký tại {noi_dang_ky:200} ngày {ngay_dang_ky.d:20} tháng"
        " {ngay_dang_ky.m:20} năm {ngay_dang_ky.y:34}; người đi khai tử: {nguoi_di}.", indent=28,
    )  # fmt: skip
    page.gap(12)
    page.sign(
        Signer(("<b><i>Nơi nhận:</i></b>", "<i>- Người yêu cầu;</i>", "<i>- Lưu: VT, TPHT.</i>"),
               signed=False),
        Signer(("<b>{chuc_vu}</b>",), _SEALED, "dau", room=90),
    )  # fmt: skip


def death_columns(page: Page, _: Random) -> None:
    """Across the sheet: the person on the left, the death and its register on the right."""
    page.head(("{tinh}", "{huyen}", "<b>{xa}</b>"), (*MOTTO, "_"))
    page.gap(8)
    page.line("TRÍCH LỤC KHAI TỬ", 18)
    page.line("Số: {so:60}", 12, "")
    page.gap(8)
    page.columns(
        (
            "<b>PHẦN GHI VỀ NGƯỜI CHẾT</b>", "Họ, chữ đệm, tên: {ho_ten}",
            "Ngày, tháng, năm sinh: {ngay_sinh}", "Giới tính: {gioi_tinh}", "Dân tộc: {dan_toc}",
            "Quốc tịch: {quoc_tich}", "Số định danh cá nhân: {so_dinh_danh}",
            "Nơi cư trú cuối cùng: {noi_cu_tru_cuoi}",
        ),
        (
            "<b>PHẦN GHI VỀ VIỆC CHẾT VÀ ĐĂNG KÝ</b>",
            "Chết vào lúc: {thoi_diem_chet.h:18} giờ {thoi_diem_chet.min:18} phút",
            "Ngày {thoi_diem_chet.d:22} tháng {thoi_diem_chet.m:22} năm {thoi_diem_chet.y:36}",
            "Nơi chết: {noi_chet}", "Nguyên nhân chết: {nguyen_nhan}",
            "Giấy báo tử số: {so_giay_bao_tu}", "Nơi đăng ký: {noi_dang_ky}",
            "Ngày, tháng, năm đăng ký: {ngay_dang_ky}",
        ), gap=28,
    )  # fmt: skip
    page.gap(2)
    page.sign(
        Signer(("<b>Người đi khai tử</b>", "<i>(Ký, ghi rõ họ tên)</i>"), "{nguoi_di}", room=70),
        Signer(("<b>CÔNG CHỨC TƯ PHÁP - HỘ TỊCH</b>",), "{tu_phap}", room=84),
        Signer(("<b>TM. ỦY BAN NHÂN DÂN</b>", "<b>{chuc_vu}</b>"), "{nguoi_ky}", "dau", room=84),
    )


def _clerk(random: Random) -> Story:
    """An extract and the clerk who made it."""
    story = deaths.OLD(random)
    story.also(tu_phap=make_person(random, births.OLD_DATES[1], (1970, 1992)).name)
    return story


# Thẻ căn cước.


def _cell(page: Page, x0: float, x1: float, y: float, label: str, markup: str) -> float:
    """A small grey label and its value below; the base line after the last."""
    size = page.style.size
    page.mark(Text(x0, y, label, page.face(), size * 0.74, "grey"))
    said, y = page.cell(markup, x0, x1, y + size * 1.2, size)
    page.say(label, *said)
    return y


def electronic_card(page: Page, _: Random) -> None:
    """The electronic card of VNeID, printed: two data beside each other, labels above."""
    x0, x1, top = page.left, page.right, page.top
    page.mark(Box(x0, top, x1, top + 78, "mint", None))
    for line, y, size, style in (
        (MOTTO[0], top + 18, 9.0, "b"), (MOTTO[1], top + 31, 8.5, "b"),
        ("CĂN CƯỚC ĐIỆN TỬ", top + 53, 15.0, "b"), ("ELECTRONIC IDENTITY CARD", top + 67, 8.0, ""),
    ):  # fmt: skip
        wide = width(line, page.face(style), size)
        ink = RED if size > 10 else "black"
        page.mark(Text(page.middle - wide / 2, y, line, page.face(style), size, ink))
        page.say(line)
    if not page.blank:
        page.mark(Portrait(x0 + 8, top + 92, 72, 94))
    side, half = x0 + 96, (x0 + x1) / 2
    y = _cell(page, side, x1 - 8, top + 102, "Số định danh cá nhân", "<b>{so_dinh_danh}</b>")
    y = _cell(page, side, x1 - 8, y + 6, "Họ, chữ đệm và tên khai sinh", "<b>{ho_ten}</b>")
    y = max(_cell(page, side, half + 40, y + 6, "Ngày, tháng, năm sinh", "{ngay_sinh}"), top + 196)
    y += 10
    for pair in (
        (("Giới tính", "gioi_tinh"), ("Quốc tịch", "quoc_tich")),
        (("Quê quán", "que_quan"), ("Nơi đăng ký khai sinh", "noi_dang_ky_khai_sinh")),
        (("Nơi thường trú", "noi_thuong_tru"),),
        (("Ngày cấp", "ngay_cap"), ("Ngày hết hạn", "ngay_het_han")),
        (("Số CMND 9 số", "so_cmnd_cu"), ("Đặc điểm nhân dạng", "dac_diem")),
    ):  # fmt: skip
        page.mark(Line(x0, y - 14, x1, y - 14, 0.4, "grey"))
        edges = (x0 + 8, half + 4, x1) if len(pair) == 2 else (x0 + 8, x1)
        y = 14 + max(
            _cell(page, a, b - 8, y, label, f"{{{key}}}")
            for (label, key), a, b in zip(pair, edges, edges[1:], strict=False)
        )
    page.frame(x0, top, x1, y, ink="grey")


def _barred_front(page: Page, x: float, y: float, scale: float) -> None:
    """Front of a card of 2016: names on lines of their own, the end under the photograph."""
    side = Side(page, x, y, scale, "mint")
    page.mark(Disc(*side.at(30, 26), 14 * scale, "red"), Disc(*side.at(30, 26), 9 * scale, "gold"))
    for top, text, size, ink in (
        (15.0, MOTTO[0], 7.0, "black"), (24.0, MOTTO[1], 6.8, "black"),
        (39.0, "CĂN CƯỚC CÔNG DÂN", 12.0, RED),
    ):  # fmt: skip
        side.centre(144, top, text, size, "b", ink)
        page.say(text)
    side.portrait(50)
    number = page.value("so_dinh_danh")
    side.put(80, 52, "Số:", 8)
    side.put(98, 52, number, 11.5, "b", RED)
    page.say(f"Số: {number}")
    side.field(72, 62, "Họ và tên:", "ho_ten", below=True, size=8.8)
    side.field(72, 82, "Ngày, tháng, năm sinh:", "ngay_sinh", size=7.8)
    sex, nation = page.value("gioi_tinh"), page.value("quoc_tich")
    side.put(72, 92, f"Giới tính: {sex}", 6.4)
    side.put(142, 92, f"Quốc tịch: {nation}", 6.4)
    page.say(f"Giới tính: {sex} Quốc tịch: {nation}")
    side.field(72, 102, "Quê quán:", "que_quan", below=True)
    house, levels = page.value("noi_thuong_tru.nha"), page.value("noi_thuong_tru.cap")
    house = f"Nơi thường trú: {house}," if house else "Nơi thường trú:"
    side.put(72, 122, house, 6.8)
    side.put(72, 131, levels, 6.8)
    page.say(house, levels)
    end = page.value("ngay_het_han")
    side.put(10, 126, "Có giá trị đến:", 5.4)
    side.put(10, 134, end, 6.6, "b", room=54)
    page.say("Có giá trị đến:", end)


def _barred_back(page: Page, x: float, y: float, scale: float) -> None:
    """Back of a card of 2016: bar code above, prints of the fingers on the left."""
    side = Side(page, x, y, scale, "mint")
    page.code(*side.at(120, 9), 108 * scale, page.value("so_dinh_danh"), "Code128", 20 * scale)
    for top, text in ((14, "NGÓN TRỎ TRÁI"), (82, "NGÓN TRỎ PHẢI")):
        side.put(12, top, text, 5.2)
        page.mark(Box(*side.at(14, top + 5), *side.at(54, top + 56), "pale", "grey"))
        page.say(text)
    mark = page.value("dac_diem")
    side.put(72, 44, "Đặc điểm nhân dạng:", 6)
    side.put(72, 53, mark, 7, room=160)
    page.say("Đặc điểm nhân dạng:", mark)
    issued = " ".join(f"{word} {page.value(f'ngay_cap.{part}')}" for word, part in (
        ("Ngày", "d"), ("tháng", "m"), ("năm", "y"),
    ))  # fmt: skip
    side.centre(154, 70, issued, 7.2)
    page.say(issued)
    for i, line in enumerate(("CỤC TRƯỞNG CỤC CẢNH SÁT", "ĐKQL CƯ TRÚ VÀ DLQG VỀ DÂN CƯ")):
        side.centre(154, 81 + 8.5 * i, line, 6.4, "b")
        page.say(line)
    if not page.blank:
        page.mark(Scrawl(*side.at(154, 112)))
    signer = page.value("cuc_truong")
    side.centre(154, 138, signer, 7.2, "b")
    page.say(signer)


def barred_pair(page: Page, _: Random) -> None:
    """Both sides of a card of 2016 side by side across half a sheet."""
    scale = 1.08
    room = (page.width - 2 * CARD[0] * scale) / 3
    _barred_front(page, room, 64, scale)
    _barred_back(page, 2 * room + CARD[0] * scale, 64, scale)


def _copied(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """What a card says, and who certified its electronic copy, and when."""
    story = cards.card(random, dates)
    issued = datetime.date.fromisoformat(str(story.gold["ngay_cap"]))
    day = some_date(random, issued + datetime.timedelta(10), issued + datetime.timedelta(300))
    clerk = make_person(random, day, (1970, 1990))
    story.also(
        so_ct=f"{random.randrange(20, 6000)}", ky_ct=clerk.name,
        noi_ct=f"Ủy ban nhân dân {clerk.home.commune}",
        luc_ct=f"{dmy(day)} {random.randrange(8, 17):02d}:{random.randrange(60):02d}",
    )  # fmt: skip
    return story


def _plain_front(page: Page, x: float, y: float, scale: float) -> None:
    """Front of a card of 2024: number and name below their labels, the rest beside them."""
    side = Side(page, x, y, scale, "sky")
    side.head("CĂN CƯỚC", "IDENTITY CARD", shift=2)
    side.portrait(64)
    side.field(69, 66, "Số định danh cá nhân / Personal identification number:", "so_dinh_danh",
               below=True, size=11)  # fmt: skip
    side.field(69, 86, "Họ, chữ đệm và tên khai sinh / Full name:", "ho_ten", below=True, size=8.6)
    side.field(69, 107, "Ngày, tháng, năm sinh / Date of birth:", "ngay_sinh", size=7.6)
    side.field(69, 119, "Giới tính / Sex:", "gioi_tinh", size=7.6)
    side.field(69, 131, "Quốc tịch / Nationality:", "quoc_tich", size=7.6)


def _plain_back(page: Page, x: float, y: float, scale: float) -> None:
    """Back of a card of 2024: residence on two lines, the code above the chip on the right."""
    side = Side(page, x, y, scale, "sky")
    page.say("Nơi cư trú / Place of residence:")
    side.put(10, 13, "Nơi cư trú / Place of residence:", 5.4)
    for top, part in ((21.5, "nha"), (29.5, "cap")):
        line = page.value(f"noi_thuong_tru.{part}")
        line = f"{line}," if line and part == "nha" else line
        side.put(10, top, line, 7.2, room=172)
        page.say(line)
    side.field(10, 40, "Nơi đăng ký khai sinh / Place of birth registration:",
               "noi_dang_ky_khai_sinh", below=True, room=172)  # fmt: skip
    side.field(10, 61, "Ngày, tháng, năm cấp / Date of issue:", "ngay_cap", size=7.2, room=60)
    side.field(10, 72, "Ngày, tháng, năm hết hạn / Date of expiry:", "ngay_het_han", size=7.2,
               room=60)  # fmt: skip
    side.centre(92, 91, "BỘ CÔNG AN", 7.4, "b", RED)
    side.centre(92, 99, "MINISTRY OF PUBLIC SECURITY", 4.8)
    page.say("BỘ CÔNG AN", "MINISTRY OF PUBLIC SECURITY")
    side.qr(190, 8, 42)
    side.chip(198, 68)
    side.zone()


def certified_copy(page: Page, _: Random) -> None:
    """An electronic copy certified by a commune: its frame above, both sides beneath."""
    y, x0, right = page.top, page.middle - 30, page.right
    for line in (
        "<b>BẢN SAO ĐIỆN TỬ CÓ CHỨNG THỰC</b>", "Cơ quan: {noi_ct:60}", "Người ký: {ky_ct:60}",
        "Thời gian ký: {luc_ct:60}",
    ):  # fmt: skip
        said, y = page.cell(line, x0 + 8, right - 8, y + 4, 9.5)
        page.say(*said)
    page.frame(x0, page.top - 12, right, y, ink="blue")
    scale = 1.42
    x = (page.width - CARD[0] * scale) / 2
    _plain_front(page, x, 140, scale)
    _plain_back(page, x, 170 + CARD[1] * scale, scale)
    page.y = 225 + 2 * CARD[1] * scale
    page.para("Chứng thực bản sao điện tử đúng với bản chính. Số chứng thực: {so_ct:40} - SCT/BSĐT",
              align="centre", size=11)  # fmt: skip


_BEFORE_2016 = (datetime.date(2008, 2, 4), datetime.date(2015, 12, 20))
_ABROAD_DATES = (datetime.date(2022, 1, 5), datetime.date(2025, 6, 27))
_BARRED_DATES = (datetime.date(2016, 3, 7), datetime.date(2020, 12, 18))
_WIDE = (841.9, 595.3)
_A5, _A5_WIDE = (419.5, 595.3), (595.3, 419.5)
_PEN = frozenset({"*"})
_SANS = ("arimo",)
_SOME, _LINES = ("none", "dots"), ("dots", "rule")
TEMPLATES = (
    Template(births.DECLARATION, "mau-2006-viet-tay", TRAIN,
             partial(_with_old_paper, dates=_BEFORE_2016), declare_2006, _LINES, ("",), _PEN,
             (11.5,)),
    Template(births.DECLARATION, "tuong-tac-danh-so", TRAIN, births.NEW, declare_items, ("none",),
             sizes=(11.5,)),
    Template(births.DECLARATION, "song-ngu-nhan-trai", TRAIN, births.NEW, declare_abroad, _SOME,
             sizes=(10,), margins=(64, 40, 34, 18), leadings=(1.22,)),
    Template(births.CERTIFICATE, "dien-tu-theo-phan", TRAIN,
             partial(_coded, dates=births.NEW_DATES), birth_parts, ("none",), sizes=(11,),
             margins=(68, 45, 34, 22), leadings=(1.32,)),
    Template(births.CERTIFICATE, "cha-me-moi-nguoi-mot-hang", TRAIN, births.OLD_PAPER, birth_rows,
             _SOME, sizes=(12,)),
    Template(births.CERTIFICATE, "man-hinh-vneid", TRAIN, births.NEW_PAPER, birth_phone, ("none",),
             sizes=(12,), families=_SANS, leadings=(1.3,)),
    Template(couples.TYPE, "so-gap-2006-viet-tay", TRAIN,
             partial(_blank_of_2006, dates=_BEFORE_2016), wedding_booklet, _LINES, ("",), _PEN,
             (12.5,), paper=_WIDE, margins=(34, 34, 34, 28)),
    Template(couples.TYPE, "huyen-hai-nuoc", TRAIN, partial(_two_countries, dates=_ABROAD_DATES),
             wedding_abroad, ("none",), sizes=(12,), skip=("chong_so_dinh_danh",)),
    Template(couples.TYPE, "hai-ben-bon-cot", TRAIN, couples.NEW, wedding_pairs, ("none",),
             sizes=(12,)),
    Template(deaths.TYPE, "dien-tu-ma-qr", TRAIN, partial(_noted, dates=births.NEW_DATES),
             death_stops, ("none",), sizes=(12,), leadings=(1.4,)),
    Template(deaths.TYPE, "can-cu-so-cau-van", TRAIN, deaths.OLD, death_certified, ("none",),
             sizes=(12.5, 13)),
    Template(deaths.TYPE, "hai-phan-ngang-viet-tay", TRAIN, _clerk, death_columns, _LINES, ("",),
             _PEN, (12,), paper=_WIDE, margins=(50, 46, 34, 26)),
    Template(cards.TYPE, "can-cuoc-dien-tu-vneid", TRAIN, cards.NEW, electronic_card, ("none",),
             sizes=(11.5,), paper=_A5, margins=(34, 34, 30, 30), families=_SANS),
    Template(cards.TYPE, "cccd-2016-nua-to", TRAIN, partial(cards.card, dates=_BARRED_DATES),
             barred_pair, ("none",), families=_SANS, paper=_A5_WIDE),
    Template(cards.TYPE, "can-cuoc-2024-chung-thuc-so", TRAIN,
             partial(_copied, dates=cards.NEW_DATES), certified_copy, ("none",), families=_SANS),
)  # fmt: skip
