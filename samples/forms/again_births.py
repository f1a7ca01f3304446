"""More layouts: declarations and certificates of birth.

Forms of Quyết định 1203/1998 (kept by registers), Thông tư 04/2020/TT-BTP and 04/2024/TT-BTP.
"""

from __future__ import annotations

import datetime
from functools import partial
from random import Random

from samples.forms import births
from samples.forms.births import NEW, NEW_PAPER, OLD, OLD_PAPER
from samples.forms.page import MOTTO, Page, Signer
from samples.forms.template import TRAIN, Template

_SIGN = "<i>(Ký, ghi rõ họ, chữ đệm, tên)</i>"
_SEALED = "<b>{nguoi_ky}</b>"
_BORN = "ngày {ngay_sinh.d:22} tháng {ngay_sinh.m:22} năm {ngay_sinh.y:34}"


def _made(page: Page, lead: str = "Làm tại: ") -> None:
    page.para(
        f"<i>{lead}{{lam_tai:70}}, ngày {{ngay_lap.d:22}} tháng {{ngay_lap.m:22}} năm "
        "{ngay_lap.y:34}</i>", align="right",
    )  # fmt: skip


def declare_circular(page: Page, random: Random) -> None:
    """The circular's form of 2020 with other foot marks, mother above father."""
    page.motto()
    page.gap(8)
    page.line("TỜ KHAI ĐĂNG KÝ KHAI SINH", 14)
    page.gap(4)
    page.para("Kính gửi <i>(1)</i>: {kinh_gui}", indent=70)
    page.gap(4)
    page.para("Họ, chữ đệm, tên người yêu cầu: {nguoi_yeu_cau}")
    page.para("Nơi cư trú <i>(2)</i>: {noi_cu_tru}", spare=1)
    page.para("Giấy tờ tùy thân <i>(3)</i>: {nguoi_yeu_cau_so_dinh_danh.giay}", spare=1)
    page.para("Quan hệ với người được khai sinh: {quan_he}")
    page.para("<b>Đề nghị cơ quan đăng ký khai sinh cho người có tên dưới đây:</b>")
    page.para("Họ, chữ đệm, tên: {ho_ten}")
    page.row(f"Ngày, tháng, năm sinh: {_BORN}", widths=(1,))
    page.para("Ghi bằng chữ: {ngay_sinh_bang_chu}")
    page.row("Giới tính: {gioi_tinh}", "Dân tộc: {dan_toc}", "Quốc tịch: {quoc_tich}")
    page.para("Nơi sinh <i>(4)</i>: {noi_sinh}", spare=1)
    page.para("Quê quán: {que_quan}")
    for who, name in (("me", "mẹ"), ("cha", "cha")):
        page.para(f"Họ, chữ đệm, tên người {name}: {{{who}_ho_ten}}")
        page.row(f"Năm sinh: {{{who}_nam_sinh}}", f"Dân tộc: {{{who}_dan_toc}}",
                 f"Quốc tịch: {{{who}_quoc_tich}}", widths=(4, 3, 4))  # fmt: skip
        page.para(f"Nơi cư trú <i>(2)</i>: {{{who}_noi_cu_tru}}", spare=1)
    page.para("Tôi cam đoan những nội dung khai trên đây là đúng sự thật và chịu trách nhiệm trước"
              " pháp luật về cam đoan của mình.", indent=28)  # fmt: skip
    _made(page)
    page.sign(
        Signer(()), Signer(("<b>Người yêu cầu</b>", _SIGN), "{ky_ten}", room=44),
    )  # fmt: skip
    if random.random() < 0.5:
        page.para("Đề nghị cấp bản sao: Có, số lượng: {ban_sao:24} bản.", size=10)


def declare_portal(page: Page, _: Random) -> None:
    """An electronic form: headed blocks of two labels a row, no leader dots."""
    page.motto(11.5)
    page.gap(6)
    page.line("TỜ KHAI ĐIỆN TỬ", 13)
    page.line("ĐĂNG KÝ KHAI SINH", 13)
    page.line("Kính gửi: {kinh_gui}", style="")
    page.gap(6)
    page.para("THÔNG TIN NGƯỜI YÊU CẦU", style="b")
    page.row("Họ, chữ đệm, tên: {nguoi_yeu_cau}", "Số định danh cá nhân:"
             " {nguoi_yeu_cau_so_dinh_danh}", widths=(5, 5))  # fmt: skip
    page.para("Mối quan hệ với người được khai sinh: {quan_he}")
    page.para("Nơi cư trú: {noi_cu_tru}")
    page.para("THÔNG TIN NGƯỜI ĐƯỢC KHAI SINH", style="b")
    page.row("Họ, chữ đệm, tên: <b>{ho_ten}</b>", "Giới tính: {gioi_tinh}", widths=(7, 3))
    page.row("Ngày sinh: {ngay_sinh}", "Dân tộc: {dan_toc}", "Quốc tịch: {quoc_tich}")
    page.para("Ngày sinh (bằng chữ): {ngay_sinh_bang_chu}")
    page.para("Nơi sinh: {noi_sinh}")
    page.para("Quê quán: {que_quan}")
    for who, name in (("cha", "CHA"), ("me", "MẸ")):
        page.para(f"THÔNG TIN NGƯỜI {name}", style="b")
        page.row(f"Họ, chữ đệm, tên: {{{who}_ho_ten}}",
                 f"Ngày, tháng, năm sinh: {{{who}_nam_sinh}}", widths=(5, 5))  # fmt: skip
        page.row(f"Số định danh cá nhân: {{{who}_so_dinh_danh}}", f"Dân tộc: {{{who}_dan_toc}}",
                 f"Quốc tịch: {{{who}_quoc_tich}}", widths=(5, 3, 4))  # fmt: skip
        page.para(f"Nơi cư trú: {{{who}_noi_cu_tru}}")
    page.para("Số lượng bản sao đề nghị cấp: {ban_sao:24}")
    page.ticks((("Nhận tại Bộ phận Một cửa", True), ("Nhận qua bưu điện", False)))
    page.para("Tôi cam đoan nội dung khai trên là đúng sự thật.", indent=24)
    _made(page, "")
    page.sign(Signer(()), Signer(("<b>NGƯỜI YÊU CẦU</b>",), "{ky_ten}", room=44))


def declare_cells(page: Page, _: Random) -> None:
    """One ruled table of label and value from top to bottom, parents' lines led by who."""
    page.motto()
    page.gap(8)
    page.line("TỜ KHAI ĐĂNG KÝ KHAI SINH", 15)
    page.para("Kính gửi: {kinh_gui:200}", align="centre")
    page.gap(10)
    rows = [
        ("Người yêu cầu", "{nguoi_yeu_cau}"), ("Số CCCD/ĐDCN của người yêu cầu",
            "{nguoi_yeu_cau_so_dinh_danh}"),
        ("Nơi cư trú của người yêu cầu", "{noi_cu_tru}"), ("Quan hệ", "{quan_he}"),
        ("Họ, chữ đệm, tên trẻ", "{ho_ten}"), ("Ngày, tháng, năm sinh", "{ngay_sinh}"),
        ("Ngày sinh bằng chữ", "{ngay_sinh_bang_chu}"), ("Giới tính", "{gioi_tinh}"),
        ("Dân tộc", "{dan_toc}"), ("Quốc tịch", "{quoc_tich}"), ("Nơi sinh", "{noi_sinh}"),
        ("Quê quán", "{que_quan}"),
    ]  # fmt: skip
    for who, name in (("me", "mẹ"), ("cha", "cha")):
        rows += [
            (f"Họ, chữ đệm, tên {name}", f"{{{who}_ho_ten}}"),
            (f"Năm sinh của {name}", f"{{{who}_nam_sinh}}"),
            (f"Dân tộc của {name}", f"{{{who}_dan_toc}}"),
            (f"Quốc tịch của {name}", f"{{{who}_quoc_tich}}"),
            (f"Số định danh của {name}", f"{{{who}_so_dinh_danh}}"),
            (f"Nơi cư trú của {name}", f"{{{who}_noi_cu_tru}}"),
        ]
    page.table((4, 7), rows, size=page.style.size - 1.5)
    _made(page, "")
    page.sign(Signer(()), Signer(("<b>Người yêu cầu</b>",), "{ky_ten}", room=40))


# Giấy khai sinh.


def birth_2024(page: Page, _: Random) -> None:
    """The certificate of 2024 in a frame: number and identifier above."""
    page.frame(26, 26, page.width - 26, page.height - 26, ink="teal")
    page.frame(31, 31, page.width - 31, page.height - 31, ink="teal")
    page.motto(13)
    page.gap(10)
    page.line("GIẤY KHAI SINH", 22)
    page.line("(Bản chính)", 12, "i")
    page.gap(4)
    page.row("Số: {so}", "Số định danh cá nhân: {so_dinh_danh}")
    page.para("Họ, chữ đệm, tên: <b>{ho_ten}</b>")
    page.para(f"Ngày, tháng, năm sinh: {_BORN}")
    page.para("Ghi bằng chữ: {ngay_sinh_bang_chu}")
    page.row("Giới tính: {gioi_tinh}", "Dân tộc: {dan_toc}", "Quốc tịch: {quoc_tich}")
    page.para("Nơi sinh: {noi_sinh}")
    page.para("Quê quán: {que_quan}")
    for who, name in (("cha", "cha"), ("me", "mẹ")):
        page.para(f"Họ, chữ đệm, tên người {name}: <b>{{{who}_ho_ten}}</b>")
        page.row(f"Ngày, tháng, năm sinh: {{{who}_nam_sinh}}", f"Dân tộc: {{{who}_dan_toc}}",
                 f"Quốc tịch: {{{who}_quoc_tich}}", widths=(5, 3, 4))  # fmt: skip
        page.row(f"Số định danh cá nhân: {{{who}_so_dinh_danh}}", widths=(1,))
        page.para(f"Nơi cư trú: {{{who}_noi_cu_tru}}")
    page.para("Họ, chữ đệm, tên người đi khai sinh: {nguoi_di_khai_sinh}")
    page.para("Giấy tờ tùy thân: {giay_to_tuy_than}")
    page.para("Nơi đăng ký khai sinh: {noi_dang_ky}")
    page.para("Ngày, tháng, năm đăng ký: {ngay_dang_ky}")
    page.sign(
        Signer(()),
        Signer(("<b>NGƯỜI KÝ GIẤY KHAI SINH</b>", "<b>{chuc_vu}</b>"), _SEALED, "dau", room=84),
    )


def birth_1999(page: Page, _: Random) -> None:
    """A certificate on the blank of 1999: the part on the parents is a table of three columns."""
    page.head(("{tinh}", "{huyen}", "<b>{xa}</b>"), (*MOTTO, "_", "Số: {so:60}"))
    page.para("Mẫu TP/HT-1999-A3", size=9.5)
    page.line("GIẤY KHAI SINH", 20)
    page.gap(6)
    page.row("Họ và tên: <b>{ho_ten}</b>", "Nam, nữ: {gioi_tinh}", widths=(3, 1.2))
    page.para(f"Sinh {_BORN}")
    page.para("(Viết bằng chữ: {ngay_sinh_bang_chu:250})")
    page.para("Nơi sinh: {noi_sinh}")
    page.row("Dân tộc: {dan_toc}", "Quốc tịch: {quoc_tich}")
    page.para("Quê quán: {que_quan}")
    page.gap(8)
    labels = (("Họ và tên", "ho_ten"), ("Năm sinh", "nam_sinh"), ("Dân tộc", "dan_toc"),
              ("Quốc tịch", "quoc_tich"), ("Nơi ĐKNK thường trú", "noi_cu_tru"))  # fmt: skip
    rows = [(label, f"{{me_{key}}}", f"{{cha_{key}}}") for label, key in labels]
    page.table((3, 4, 4), [
        ("<b>PHẦN KHAI VỀ CHA, MẸ</b>", "<b>NGƯỜI MẸ</b>", "<b>NGƯỜI CHA</b>"), *rows,
    ])  # fmt: skip
    page.para("Họ và tên người đứng khai: {nguoi_di_khai_sinh}")
    page.para("Nơi đăng ký: {noi_dang_ky}")
    page.para("Đăng ký ngày {ngay_dang_ky.d:22} tháng {ngay_dang_ky.m:22} năm {ngay_dang_ky.y:34}")
    page.sign(
        Signer(("<b>NGƯỜI ĐỨNG KHAI</b>",), "{nguoi_di_khai_sinh}"),
        Signer(("<b>TM. ỦY BAN NHÂN DÂN</b>", "<b>{chuc_vu}</b>"), "{nguoi_ky}", "dau", room=84),
    )


def birth_extract(page: Page, random: Random) -> None:
    """A copy from the register with small English below each label."""
    page.head(("{tinh}", "<b>{xa}</b>", "_", "Số/<i>No</i>: {so:60}"), (*MOTTO, "_"))
    page.gap(12)
    page.line("GIẤY KHAI SINH", 18)
    page.line("BIRTH CERTIFICATE", 11, "")
    page.line(random.choice(("(BẢN SAO/COPY)", "(BẢN SAO)")), 11, "i")
    page.gap(4)
    page.para("Họ, chữ đệm, tên/<i>Full name</i>: <b>{ho_ten}</b>")
    page.row("Ngày, tháng, năm sinh/<i>Date of birth</i>: {ngay_sinh}",
             "Giới tính/<i>Sex</i>: {gioi_tinh}", widths=(6, 3))  # fmt: skip
    page.para("Ghi bằng chữ/<i>In words</i>: {ngay_sinh_bang_chu}")
    page.row("Dân tộc/<i>Ethnicity</i>: {dan_toc}", "Quốc tịch/<i>Nationality</i>: {quoc_tich}")
    page.para("Nơi sinh/<i>Place of birth</i>: {noi_sinh}")
    page.para("Quê quán/<i>Place of origin</i>: {que_quan}")
    page.para("Số định danh cá nhân/<i>Personal identification number</i>: {so_dinh_danh}")
    for who, name, english in (("me", "mẹ", "mother"), ("cha", "cha", "father")):
        page.para(f"Họ, chữ đệm, tên người {name}/<i>Full name of {english}</i>: {{{who}_ho_ten}}")
        page.row(f"Năm sinh/<i>Year of birth</i>: {{{who}_nam_sinh}}",
                 f"Dân tộc/<i>Ethnicity</i>: {{{who}_dan_toc}}", widths=(5, 4))  # fmt: skip
        page.para(f"Quốc tịch/<i>Nationality</i>: {{{who}_quoc_tich}}")
        page.para(f"Nơi cư trú/<i>Place of residence</i>: {{{who}_noi_cu_tru}}")
    page.para("Nơi đăng ký khai sinh/<i>Place of registration</i>: {noi_dang_ky}")
    page.para("Ngày, tháng, năm đăng ký/<i>Date of registration</i>: {ngay_dang_ky}")
    page.sign(
        Signer(()),
        Signer(("<b>NGƯỜI KÝ</b>", "<b>{chuc_vu}</b>"), _SEALED, "dau", room=84, ink="blue"),
    )


_BLANK_1999 = partial(
    births.certificate, dates=(datetime.date(2000, 3, 6), datetime.date(2005, 12, 20))
)
_PEN = frozenset({"*"})
_ANY, _LINES = ("none", "dots", "rule"), ("dots", "rule")
TEMPLATES = (
    Template(births.DECLARATION, "chu-thich-nghieng", TRAIN, OLD, declare_circular, _ANY,
             sizes=(12,)),
    Template(births.DECLARATION, "to-khai-dien-tu", TRAIN, NEW, declare_portal, ("none",),
             sizes=(11.5,), families=("arimo", "serif")),
    Template(births.DECLARATION, "mot-bang", TRAIN, NEW, declare_cells, ("none",), sizes=(11.5,)),
    Template(births.DECLARATION, "chu-thich-nghieng-viet-tay", TRAIN, OLD, declare_circular, _LINES,
             ("",), _PEN, (11.5,)),
    Template(births.CERTIFICATE, "khung-doi-2024", TRAIN, NEW_PAPER, birth_2024, ("none", "dots"),
             sizes=(12,)),
    Template(births.CERTIFICATE, "mau-1999", TRAIN, _BLANK_1999, birth_1999, ("none", "dots"),
             sizes=(12,), families=("tinos", "mono")),
    Template(births.CERTIFICATE, "ban-sao-tieng-anh", TRAIN, OLD_PAPER, birth_extract,
             ("none", "dots"), sizes=(11.5,)),
)  # fmt: skip
