"""Papers of civil status and identity cards.

Sheets of communes' own making, of registers' software, of the joint procedure of Nghị định
63/2024/NĐ-CP and of the application VNeID.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import partial
from random import Random

from samples.forms import births, cards, couples, deaths
from samples.forms.cards import CARD, Side
from samples.forms.mrz import zone
from samples.forms.page import MOTTO, Page, Signer
from samples.forms.people import make_name, make_person
from samples.forms.template import TRAIN, Story, Template, some_date
from samples.forms.words import dmy
from samples.render import RED, Box, Line, Portrait, Seal, Stamp, Text, width

_SEALED = "<b>{nguoi_ky}</b>"


def _above(page: Page, *cells: tuple[str, str], widths: Sequence[float] = ()) -> None:
    """Labels in small print beside each other, and what they ask for below each."""
    size = page.style.size
    small = size * 0.76
    page.need(size * 4)
    shares = widths or [1.0] * len(cells)
    x, top, ends = page.left, page.y, [page.y]
    for (label, value), share in zip(cells, shares, strict=True):
        wide = (page.right - page.left) * share / sum(shares)
        said, y = page.cell(label, x, x + wide - 10, top, small)
        page.say(*said)
        said, y = page.cell(value, x, x + wide - 10, y + size * 0.2, size)
        page.say(*said)
        ends.append(y)
        x += wide
    page.y = max(ends) + size * 0.2


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


# Giấy khai sinh.


def birth_small(page: Page, _: Random) -> None:
    """A copy on half a sheet: the child on the left, its parents on the right."""
    page.head(("{tinh}", "<b>{xa}</b>"), (*MOTTO, "_"), size=9.5)
    page.gap(2)
    page.line("GIẤY KHAI SINH", 14)
    page.line("(Bản sao, số {so:40})", 9, "i")
    page.columns(
        (
            "Họ tên con: <b>{ho_ten}</b>", "Sinh: {ngay_sinh:60}; giới: {gioi_tinh}",
            "<i>({ngay_sinh_bang_chu:120})</i>", "Sinh tại: {noi_sinh}",
            "Dân tộc: {dan_toc:50}; q.tịch: {quoc_tich}", "Quê quán: {que_quan}",
            "Mã số định danh: {so_dinh_danh}",
        ),
        tuple(
            line
            for who, name in (("cha", "Cha"), ("me", "Mẹ"))
            for line in (
                f"{name}: <b>{{{who}_ho_ten:120}}</b>, sinh {{{who}_nam_sinh:40}}",
                f"Dân tộc: {{{who}_dan_toc:50}}; q.tịch: {{{who}_quoc_tich}}",
                f"Cư trú: {{{who}_noi_cu_tru}}",
            )
        ),
    )  # fmt: skip
    page.para("Người khai: {nguoi_di_khai_sinh:130}; giấy tờ: {giay_to_tuy_than}")
    page.para("Đăng ký tại {noi_dang_ky:200} ngày {ngay_dang_ky}")
    page.sign(
        Signer(("<i>Sao từ Sổ đăng ký khai sinh</i>",), signed=False),
        Signer(("<b>{chuc_vu}</b>",), _SEALED, "dau", room=70),
    )


def birth_signed(page: Page, _: Random) -> None:
    """A certificate from the electronic register: small labels above, a digital signature."""
    page.code(page.right - 58, 34, 58, page.value("qr"))
    page.para("<b>{xa}</b>", size=11)
    page.para("HỆ THỐNG THÔNG TIN ĐĂNG KÝ VÀ QUẢN LÝ HỘ TỊCH", size=8.5)
    page.gap(16)
    page.motto(11)
    page.gap(8)
    page.line("GIẤY KHAI SINH", 18)
    page.gap(8)
    _above(page, ("Số giấy", "{so}"), ("Mã định danh của trẻ", "{so_dinh_danh}"),
           ("Vào sổ ngày", "{ngay_dang_ky}"))  # fmt: skip
    _above(page, ("Họ, đệm và tên", "<b>{ho_ten}</b>"), ("Giới", "{gioi_tinh}"), widths=(2, 1))
    _above(page, ("Ngày sinh", "{ngay_sinh}"), ("Viết bằng chữ", "{ngay_sinh_bang_chu}"),
           widths=(1, 2))  # fmt: skip
    _above(page, ("Nơi sinh", "{noi_sinh}"))
    _above(page, ("Quê quán", "{que_quan}"), ("Dân tộc", "{dan_toc}"),
           ("Quốc tịch", "{quoc_tich}"), widths=(3, 1, 1))  # fmt: skip
    for who, name in (("cha", "cha"), ("me", "mẹ")):
        page.mark(Line(page.left, page.y - 10, page.right, page.y - 10, 0.4, "grey"))
        page.gap(5)
        _above(page, (f"Họ tên {name}", f"<b>{{{who}_ho_ten}}</b>"),
               (f"Ngày, năm sinh {name}", f"{{{who}_nam_sinh}}"),
               (f"Mã định danh {name}", f"{{{who}_so_dinh_danh}}"), widths=(2, 1, 1.3))  # fmt: skip
        _above(page, (f"Cư trú của {name}", f"{{{who}_noi_cu_tru}}"),
               ("Dân tộc", f"{{{who}_dan_toc}}"), ("Quốc tịch", f"{{{who}_quoc_tich}}"),
               widths=(3, 1, 1))  # fmt: skip
    page.mark(Line(page.left, page.y - 10, page.right, page.y - 10, 0.4, "grey"))
    page.gap(5)
    _above(page, ("Người làm thủ tục khai sinh", "{nguoi_di_khai_sinh}"),
           ("Nơi đăng ký", "{noi_dang_ky}"), widths=(2, 3))  # fmt: skip
    _above(page, ("Giấy tờ của người làm thủ tục", "{giay_to_tuy_than}"))
    page.sign(
        Signer(()),
        Signer(("<b>{chuc_vu}</b>", "<i>(Đã ký số {ngay_dang_ky.dash:60})</i>"), _SEALED,
               signed=False, room=34),
    )  # fmt: skip


def birth_numbered(page: Page, _: Random) -> None:
    """A commune's blank of numbered lines; mother and father beside each other."""
    page.head(("{tinh}", "{huyen}", "<b>{xa}</b>"), (*MOTTO, "_"))
    page.gap(8)
    page.line("GIẤY KHAI SINH", 22)
    page.line("Quyển 01 - Tờ số {so:50}", 12, "")
    page.gap(8)
    page.para("1/ Họ tên đầy đủ: {ho_ten}")
    page.row("2/ Nam hay nữ: {gioi_tinh}", "3/ Dân tộc: {dan_toc}", "4/ Quốc tịch: {quoc_tich}",
             widths=(4, 4, 5))  # fmt: skip
    page.para("5/ Sinh ngày {ngay_sinh.d:24} tháng {ngay_sinh.m:24} năm {ngay_sinh.y:36}")
    page.para("Viết cả chữ: {ngay_sinh_bang_chu}", indent=16)
    page.para("6/ Sinh ra tại: {noi_sinh}", spare=1)
    page.para("7/ Quê quán: {que_quan}")
    page.gap(6)
    page.columns(*(
        (
            f"<b>{i}/ Người {name}</b>", f"Họ tên: {{{who}_ho_ten}}",
            f"Sinh năm: {{{who}_nam_sinh}}", f"Dân tộc: {{{who}_dan_toc}}",
            f"Quốc tịch: {{{who}_quoc_tich}}", f"Chỗ ở: {{{who}_noi_cu_tru}}",
        )
        for i, (who, name) in enumerate((("me", "mẹ"), ("cha", "cha")), 8)
    ))  # fmt: skip
    page.para("10/ Người khai: {nguoi_di_khai_sinh}")
    page.para("11/ Nơi lập giấy này: {noi_dang_ky}")
    page.para("12/ Lập ngày {ngay_dang_ky.d:24} tháng {ngay_dang_ky.m:24} năm {ngay_dang_ky.y:36}")
    page.gap(4)
    page.sign(
        Signer(("<b>Cán bộ hộ tịch</b>",), "{tu_phap}"),
        Signer(("<b>TM. ỦY BAN NHÂN DÂN</b>", "<b>{chuc_vu}</b>"), "{nguoi_ky}", "dau", room=86),
    )


# Giấy chứng nhận kết hôn.


def _coded(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """A wedding whose certificate has a code."""
    story = couples.wedding(random, dates)
    story.also(qr=f"https://hotich.moj.gov.vn/tra-cuu?ma=KH{random.randrange(10**9):09d}")
    return story


def wedding_prose(page: Page, _: Random) -> None:
    """A certificate in sentences, as communes wrote it on their own blanks."""
    page.frame(26, 26, page.width - 26, page.height - 26, ink="rose")
    page.head(("{tinh}", "{huyen}", "<b>{xa}</b>"), (*MOTTO, "_"))
    page.gap(16)
    page.line("GIẤY CHỨNG NHẬN KẾT HÔN", 19)
    page.line("Số {so:50}", 12, "i")
    page.gap(12)
    page.para("{noi_dang_ky:250} chứng nhận:", indent=28)
    for lead, who in (("Chị", "vo"), ("Anh", "chong")):
        page.para(
            f"{lead} <b>{{{who}_ho_ten:180}}</b>, sinh ngày {{{who}_ngay_sinh:80}}, người dân tộc"
            f" {{{who}_dan_toc:50}}, quốc tịch {{{who}_quoc_tich:60}}, mang"
            f" {{{who}_so_dinh_danh.giay:140}}, cư trú tại {{{who}_noi_cu_tru}}", indent=28,
        )  # fmt: skip
        page.gap(2)
        if who == "vo":
            page.para("và", align="centre")
    page.para(
        "đã tự nguyện kết hôn với nhau và được ghi vào Sổ đăng ký kết hôn ngày"
        " {ngay_dang_ky.d:24} tháng {ngay_dang_ky.m:24} năm {ngay_dang_ky.y:36}.", indent=28,
    )  # fmt: skip
    page.para("Kể từ ngày ghi trên, hai người là vợ chồng hợp pháp.", indent=28)
    page.gap(10)
    page.sign(
        Signer(("<b>Người vợ</b>",), "{vo_ky}"), Signer(("<b>Người chồng</b>",), "{chong_ky}"),
        Signer(("<b>TM. UBND</b>", "<b>{chuc_vu}</b>"), "{nguoi_ky}", "dau", room=86),
    )  # fmt: skip


def wedding_rows(page: Page, _: Random) -> None:
    """A copy from the register across the sheet: a row for each of the two."""
    page.head(("{tinh}", "<b>{xa}</b>", "_"), (*MOTTO, "_"))
    page.gap(10)
    page.line("GIẤY CHỨNG NHẬN KẾT HÔN", 17)
    page.line("(Sao từ sổ hộ tịch - Số đăng ký {so:50})", 11, "i")
    page.gap(12)
    head = ("<b>Hai bên</b>", "<b>Họ, tên</b>", "<b>Ngày sinh</b>", "<b>Dân tộc</b>",
            "<b>Quốc tịch</b>", "<b>Nơi cư trú</b>", "<b>Giấy tờ</b>")  # fmt: skip
    rows = [
        (name, *(f"{{{who}_{key}}}" for key in (
            "ho_ten", "ngay_sinh", "dan_toc", "quoc_tich", "noi_cu_tru", "so_dinh_danh.giay",
        )))
        for who, name in (("chong", "Chồng"), ("vo", "Vợ"))
    ]  # fmt: skip
    page.table((1.6, 4, 2.6, 2, 2.2, 5.4, 3.8), [head, *rows])
    page.para("Đăng ký kết hôn ở: {noi_dang_ky}")
    page.para("Thời điểm đăng ký: {ngay_dang_ky}")
    page.gap(4)
    page.sign(
        Signer(("<b>Người lập bản sao</b>",), signed=False),
        Signer(("<b>{chuc_vu}</b>",), _SEALED, "dau", room=84),
    )


def wedding_electronic(page: Page, random: Random) -> None:
    """A print of the electronic certificate: a code, one table with labels that name who."""
    page.code(page.left, 36, 62, page.value("qr"))
    page.para("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", style="b", size=11, x0=page.left + 120)
    page.para("Độc lập - Tự do - Hạnh phúc", style="b", size=11, x0=page.left + 165)
    page.gap(30)
    page.line("GIẤY CHỨNG NHẬN KẾT HÔN", 16)
    page.line("(BẢN ĐIỆN TỬ)", 11)
    page.gap(12)
    rows = [("Số giấy chứng nhận", "{so}")]
    for who, name in (("chong", "chồng"), ("vo", "vợ")):
        rows += [
            (f"Họ tên {name}", f"<b>{{{who}_ho_ten}}</b>"),
            (f"Ngày sinh của {name}", f"{{{who}_ngay_sinh}}"),
            (f"Số định danh của {name}", f"{{{who}_so_dinh_danh}}"),
            (f"Dân tộc của {name}", f"{{{who}_dan_toc}}"),
            (f"Quốc tịch của {name}", f"{{{who}_quoc_tich}}"),
            (f"Nơi cư trú của {name}", f"{{{who}_noi_cu_tru}}"),
        ]
    rows += [("Cơ quan cấp", "{noi_dang_ky}"), ("Ngày ghi vào sổ", "{ngay_dang_ky}"),
             ("Người ký", "{nguoi_ky}"), ("Chức vụ người ký", "{chuc_vu}")]  # fmt: skip
    page.table((4, 7), rows, size=page.style.size - 1)
    page.para(
        "Bản in từ dữ liệu hộ tịch, quét mã ở góc trên để kiểm tra.", size=9.5, style="i",
    )  # fmt: skip


# Trích lục khai tử.


def death_small(page: Page, _: Random) -> None:
    """An extract on half a sheet: short labels, the day and hour of death in a sentence."""
    page.head(("{huyen}", "<b>{xa}</b>"), (*MOTTO, "_"), size=9)
    page.gap(6)
    page.line("TRÍCH LỤC KHAI TỬ", 14)
    page.line("Số {so:50}", 10, "")
    page.gap(4)
    page.para("Người chết: {ho_ten}")
    page.row("Sinh: {ngay_sinh}", "Phái: {gioi_tinh}", widths=(3, 2))
    page.row("Dân tộc: {dan_toc}", "Q.tịch: {quoc_tich}", widths=(3, 2))
    page.para("CCCD/CMND: {so_dinh_danh}")
    page.para("Nơi ở cuối cùng: {noi_cu_tru_cuoi}")
    page.para(
        "Chết hồi {thoi_diem_chet.h:18} giờ {thoi_diem_chet.min:18} phút ngày"
        " {thoi_diem_chet.d:18} tháng {thoi_diem_chet.m:18} năm {thoi_diem_chet.y:30}"
    )
    page.para("Chết tại: {noi_chet}")
    page.para("Chết do: {nguyen_nhan}")
    page.para("Giấy báo tử: {so_giay_bao_tu}")
    page.para("Đã khai tử tại: {noi_dang_ky}")
    page.para("Ngày vào sổ: {ngay_dang_ky}")
    page.gap(2)
    page.sign(
        Signer(("<b>Người nhận</b>",), "{nguoi_di}", signed=False, room=70),
        Signer(("<b>{chuc_vu}</b>",), "{nguoi_ky}", "dau", room=84),
    )


def death_pairs(page: Page, _: Random) -> None:
    """A print from the register's software: two labels a row in one table, a signature box."""
    page.head(("<b>{xa}</b>", "_", "Số trích lục: {so:60}"), (*MOTTO, "_"))
    page.gap(12)
    page.line("TRÍCH LỤC KHAI TỬ", 15)
    page.gap(12)
    page.table((3.2, 5, 3.2, 5), (
        ("Họ, đệm, tên người mất", "<b>{ho_ten}</b>", "Giới", "{gioi_tinh}"),
        ("Ngày, tháng, năm sinh của người mất", "{ngay_sinh}", "Số định danh", "{so_dinh_danh}"),
        ("Dân tộc", "{dan_toc}", "Quốc tịch", "{quoc_tich}"),
        ("Giờ, ngày mất", "{thoi_diem_chet.h}:{thoi_diem_chet.min} ngày {thoi_diem_chet}",
         "Nguyên nhân mất", "{nguyen_nhan}"),
        ("Nơi mất", "{noi_chet}", "Nơi ở trước khi mất", "{noi_cu_tru_cuoi}"),
        ("Theo giấy báo tử số", "{so_giay_bao_tu}", "Người khai báo", "{nguoi_di}"),
        ("Nơi ghi sổ khai tử", "{noi_dang_ky}", "Ngày ghi sổ", "{ngay_dang_ky}"),
    ))  # fmt: skip
    page.para("Nội dung trên trích đúng từ dữ liệu hộ tịch đã ghi trong sổ.", style="i", size=10.5)
    page.gap(8)
    x0, top = page.middle + 10, page.y - 12
    lines = (
        "<b>{chuc_vu}</b>", "Người ký: <b>{nguoi_ky}</b>", "Cơ quan: {dau}",
        "Ký số ngày: {ngay_cap}",
    )  # fmt: skip
    y = top + 16
    for line in lines:
        said, y = page.cell(line, x0 + 8, page.right - 8, y, 10.5)
        page.say(*said)
    page.frame(x0, top, page.right, y - 4, ink=RED)
    page.y = y + 10


def _under(page: Page, *cells: tuple[str, str], widths: Sequence[float] = ()) -> None:
    """Values on lines beside each other, and in small print below each what it is."""
    size = page.style.size
    small = size * 0.74
    page.need(size * 4)
    shares = widths or [1.0] * len(cells)
    x, top, ends = page.left, page.y, [page.y]
    for (value, label), share in zip(cells, shares, strict=True):
        wide = (page.right - page.left) * share / sum(shares)
        said, y = page.cell(value, x, x + wide - 12, top, size)
        page.say(*said)
        said, y = page.cell(f"<i>({label})</i>", x, x + wide - 12, y - size * 0.16, small, "centre")
        page.say(*said)
        ends.append(y)
        x += wide
    page.y = max(ends) + size * 0.75


def death_under(page: Page, _: Random) -> None:
    """A commune's blank with what each line is for in small print below it."""
    page.head(("{tinh}", "{huyen}", "<b>{xa}</b>", "_"), (*MOTTO, "_", "Số: {so:60}"))
    page.gap(16)
    page.line("TRÍCH LỤC KHAI TỬ", 17)
    page.gap(12)
    _under(page, ("<b>{ho_ten:150}</b>", "Họ, chữ đệm, tên người chết"),
           ("{gioi_tinh:30}", "Giới tính"), ("{ngay_sinh:60}", "Ngày sinh"),
           widths=(5, 1.7, 2.4))  # fmt: skip
    _under(page, ("{dan_toc:40}", "Dân tộc"), ("{quoc_tich:60}", "Quốc tịch"),
           ("{so_dinh_danh:90}", "Số định danh cá nhân"), widths=(2, 2.4, 4))  # fmt: skip
    _under(page, ("{noi_cu_tru_cuoi}", "Nơi cư trú cuối cùng"))
    _under(page, ("{thoi_diem_chet.h:18} giờ {thoi_diem_chet.min:18} phút, {thoi_diem_chet.long}",
                  "Thời điểm chết"), ("{nguyen_nhan}", "Nguyên nhân chết"),
           widths=(4, 3))  # fmt: skip
    _under(page, ("{noi_chet}", "Nơi chết"), ("{so_giay_bao_tu:60}", "Số giấy báo tử"),
           widths=(4, 1.6))  # fmt: skip
    _under(page, ("{noi_dang_ky}", "Nơi đăng ký khai tử"), ("{ngay_dang_ky:60}", "Ngày đăng ký"),
           widths=(4, 1.6))  # fmt: skip
    page.gap(4)
    page.sign(
        Signer(("<b>CÔNG CHỨC TƯ PHÁP - HỘ TỊCH</b>",), signed=False),
        Signer(("<b>TM. ỦY BAN NHÂN DÂN</b>", "<b>{chuc_vu}</b>"), _SEALED, "dau", room=86),
    )


# Thẻ căn cước.


def phone_screen(page: Page, _: Random) -> None:
    """The card as the application VNeID shows it, printed from a telephone."""
    x0, x1, top = page.middle - 140, page.middle + 140, 56.0
    page.mark(Box(x0, top, x1, top + 36, "rose", None))
    page.mark(Box(x0 + 16, top + 52, x0 + 84, top + 140, None, "grey"))
    if not page.blank:
        page.mark(Portrait(x0 + 16, top + 52, 68, 88))
    for line, x, y, size in (
        ("Thẻ căn cước công dân", page.middle - 66, top + 23, 12.5),
        ("CĂN CƯỚC CÔNG DÂN", x0 + 98, top + 66, 10.5),
    ):
        page.mark(Text(x, y, line, page.face("b"), size, RED))
        page.say(line)
    y = _shown(page, x0 + 98, x1 - 12, top + 86, "Số CCCD", "so_dinh_danh", 13)
    y = _shown(page, x0 + 98, x1 - 12, y + 4, "Họ và tên", "ho_ten", 10.5)
    y = max(y + 8, top + 168)
    for label, key in (
        ("Ngày sinh", "ngay_sinh"), ("Giới tính", "gioi_tinh"), ("Quốc tịch", "quoc_tich"),
        ("Quê quán", "que_quan"), ("Nơi thường trú", "noi_thuong_tru"),
        ("Ngày cấp thẻ", "ngay_cap"), ("Giá trị sử dụng đến", "ngay_het_han"),
        ("Đặc điểm nhận dạng", "dac_diem"),
    ):  # fmt: skip
        y = _shown(page, x0 + 16, x1 - 16, y, label, key, 11)
        page.mark(Line(x0 + 16, y - 5, x1 - 16, y - 5, 0.4, "grey"))
        y += 9
    page.frame(x0, top, x1, y + 12, ink="grey")


def _shown(page: Page, x0: float, x1: float, y: float, label: str, key: str, size: float) -> float:
    """A label and the value below it; where the next may begin."""
    page.mark(Text(x0, y, label, page.face(), 8.6, "grey"))
    said, y = page.cell(f"{{{key}}}", x0, x1, y + size * 1.25, size)
    page.say(label, *said)
    return y


def _child(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """What the card of a child under six says."""
    issued = some_date(random, *dates)
    person = make_person(random, issued, (issued.year - 5, issued.year - 1))
    end = datetime.date(person.born.year + 14, person.born.month, min(person.born.day, 28))
    story = Story()
    story.text(
        so_dinh_danh=person.id12, ho_ten=person.upper, gioi_tinh=person.sex, quoc_tich="Việt Nam",
        noi_thuong_tru=person.home.card, noi_dang_ky_khai_sinh=person.origin.bare,
    )  # fmt: skip
    story.put("so_cmnd_cu", "", "")
    story.missing.add("so_cmnd_cu")
    story.date("ngay_sinh", person.born)
    story.date("ngay_cap", issued)
    story.date("ngay_het_han", end)
    parts = (person.id12, "", person.name, person.born.strftime("%d%m%Y"), person.sex,
             person.home.card, issued.strftime("%d%m%Y"))  # fmt: skip
    lines = zone(person, end)
    story.also(qr="|".join(parts), mrz1=lines[0], mrz2=lines[1], mrz3=lines[2])
    return story


def _child_front(page: Page, x: float, y: float, scale: float) -> None:
    """Front of a child's card: no photograph, the values across the card."""
    side = Side(page, x, y, scale, "mint")
    side.head("CĂN CƯỚC", "IDENTITY CARD")
    number = page.value("so_dinh_danh")
    side.put(14, 68, "Số định danh cá nhân", 5.6)
    side.put(14, 74.5, "Personal identification number", 4.8)
    side.put(112, 73, number, 12, "b")
    page.say("Số định danh cá nhân", f"Personal identification number {number}".strip())
    for top, label, english, key in (
        (86.0, "Họ, chữ đệm và tên khai sinh", "Full name", "ho_ten"),
        (103.0, "Ngày, tháng, năm sinh", "Date of birth", "ngay_sinh"),
        (120.0, "Giới tính", "Sex", "gioi_tinh"), (137.0, "Quốc tịch", "Nationality", "quoc_tich"),
    ):  # fmt: skip
        value = page.value(key)
        side.put(14, top, label, 5.6)
        side.put(14, top + 6.5, english, 4.8)
        side.put(112, top + 4.5, value, 8.6, "b" if key == "ho_ten" else "")
        page.say(label, f"{english} {value}".strip())


def _child_back(page: Page, x: float, y: float, scale: float) -> None:
    """Back of a child's card: the code on the left, the chip on the right."""
    side = Side(page, x, y, scale, "mint")
    side.qr(12, 10, 42)
    side.field(64, 14, "Nơi cư trú / Place of residence", "noi_thuong_tru", below=True, room=170)
    side.field(64, 32, "Nơi đăng ký khai sinh / Place of birth", "noi_dang_ky_khai_sinh",
               below=True, room=170)  # fmt: skip
    side.field(64, 52, "Ngày, tháng, năm cấp / Date of issue:", "ngay_cap")
    side.field(64, 63, "Ngày, tháng, năm hết hạn / Date of expiry:", "ngay_het_han")
    side.put(64, 82, "BỘ CÔNG AN", 7.4, "b", RED)
    side.put(64, 90, "MINISTRY OF PUBLIC SECURITY", 4.8)
    page.say("BỘ CÔNG AN", "MINISTRY OF PUBLIC SECURITY")
    side.chip(198, 76)
    side.zone()


def child_2024(page: Page, random: Random) -> None:
    """Both sides of a child's card low on the sheet, the back above the front."""
    scale = random.choice((1.2, 1.4))
    x = page.width - 60 - CARD[0] * scale
    top = page.height - 2 * CARD[1] * scale - 150
    _child_back(page, x, top, scale)
    _child_front(page, x, top + CARD[1] * scale + 24, scale)


def _attested(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """What a card says, and what the commune writes that attests the copy."""
    story = cards.card(random, dates)
    issued = datetime.date.fromisoformat(str(story.gold["ngay_cap"]))
    day = issued + datetime.timedelta(random.randrange(30, 500))
    home = make_person(random, day, (1970, 1990)).home
    story.also(
        chung_thuc=f"{random.randrange(100, 9000)}", ky_chung_thuc=make_name(random, "Kinh", "Nam"),
        ngay_chung_thuc=dmy(day), noi_chung_thuc=f"ỦY BAN NHÂN DÂN {home.commune}".upper(),
    )  # fmt: skip
    return story


def _chip_front(page: Page, x: float, y: float, scale: float) -> None:
    """Front of a CCCD with a chip: values below the labels, the end below the photograph."""
    side = Side(page, x, y, scale, "sky")
    side.head("CĂN CƯỚC CÔNG DÂN", "Citizen Identity Card", shift=-4)
    side.portrait(60)
    side.qr(205, 7, 31)
    side.field(68, 65, "Số / No.:", "so_dinh_danh", size=11)
    side.field(68, 74, "Họ và tên / Full name:", "ho_ten", below=True, size=8.4)
    side.field(68, 92.5, "Ngày sinh / Date of birth:", "ngay_sinh", size=7.6)
    sex, nation = page.value("gioi_tinh"), page.value("quoc_tich")
    line = f"Giới tính / Sex: {sex}".strip(), f"Quốc tịch / Nationality: {nation}".strip()
    side.put(68, 102, line[0], 6.2)
    side.put(142, 102, line[1], 6.2)
    page.say(" ".join(line))
    side.field(68, 111, "Quê quán / Place of origin:", "que_quan", below=True)
    side.field(68, 129, "Nơi thường trú / Place of residence:", "noi_thuong_tru", below=True)
    end = page.value("ngay_het_han")
    label = "Có giá trị đến:"
    side.put(9, 134, label, 5)
    side.put(9, 141, end, 6.4, "b", room=54)
    page.say(label, end)


def attested_2021(page: Page, _: Random) -> None:
    """Both sides of a CCCD on the left, the commune's attestation beside them on the right."""
    x = 30.0
    _chip_front(page, x, 60, 1.12)
    cards.back_2021(page, x, 70 + CARD[1] * 1.12, 1.12)
    x0, x1 = x + CARD[0] * 1.12 + 12, page.width - 26
    middle = (x0 + x1) / 2
    if not page.blank:
        page.mark(Stamp(middle - 42, 62, "BẢN SAO"))
        page.say("BẢN SAO")
    y = 120.0
    for line in (
        "<b>CHỨNG THỰC</b>", "Bản sao này đúng với bản chính", "Số: {chung_thuc:40} SCT/BS",
        "Ngày: {ngay_chung_thuc:60}", "<b>{noi_chung_thuc}</b>", "<b>PHÓ CHỦ TỊCH</b>",
    ):  # fmt: skip
        said, y = page.cell(line, x0, x1, y, 11, "centre")
        page.say(*said)
    signer = page.value("ky_chung_thuc")
    if not page.blank:
        page.mark(Seal(middle - 24, y + 48, page.value("noi_chung_thuc")))
    wide = width(signer, page.face("b"), 11)
    if signer:
        page.mark(Text(middle - wide / 2, y + 112, signer, page.face("b"), 11))
        page.say(signer)


_EARLY = partial(births.certificate, dates=(datetime.date(2007, 2, 5), datetime.date(2015, 12, 20)))
_PEN = frozenset({"*"})
_LINES = ("dots", "rule")
_WIDE = (841.9, 595.3)
_A5, _A5_WIDE = (419.5, 595.3), (595.3, 419.5)
_SANS = ("arimo",)
TEMPLATES = (
    Template(births.DECLARATION, "xa-tu-soan-viet-tay", TRAIN, births.NEW, declare_prose, _LINES,
             ("",), _PEN, (12,)),
    Template(births.DECLARATION, "lien-thong", TRAIN, partial(_joint, dates=births.NEW_DATES),
             declare_joint, ("none",), sizes=(11.5,), families=("tinos", "arimo")),
    Template(births.DECLARATION, "tre-me-cha", TRAIN, births.NEW, declare_three, ("none", "dots"),
             sizes=(12,)),
    Template(births.CERTIFICATE, "nua-to-ngang", TRAIN, births.OLD_PAPER, birth_small,
             ("none", "dots"), sizes=(10,), paper=_A5_WIDE, margins=(40, 30, 24, 20),
             leadings=(1.3,)),
    Template(births.CERTIFICATE, "ky-so-nhan-tren", TRAIN, births.NEW_PAPER, birth_signed,
             ("none",), sizes=(12,)),
    Template(births.CERTIFICATE, "muoi-hai-muc-viet-tay", TRAIN, _EARLY, birth_numbered, _LINES,
             ("",), _PEN, (12,)),
    Template(couples.TYPE, "van-xuoi", TRAIN, couples.OLD, wedding_prose, ("none", "dots"),
             sizes=(12.5,)),
    Template(couples.TYPE, "van-xuoi-viet-tay", TRAIN, couples.OLD, wedding_prose, _LINES, ("",),
             _PEN, (12,)),
    Template(couples.TYPE, "moi-ben-mot-hang", TRAIN, couples.NEW, wedding_rows, ("none",),
             sizes=(12,), paper=_WIDE, margins=(52, 48, 38, 30), leadings=(1.32,)),
    Template(couples.TYPE, "ban-dien-tu", TRAIN, partial(_coded, dates=births.NEW_DATES),
             wedding_electronic, ("none",), sizes=(12,)),
    Template(deaths.TYPE, "nua-to-viet-tay", TRAIN, deaths.OLD, death_small, _LINES, ("",), _PEN,
             (10.5,), paper=_A5, margins=(38, 28, 26, 20)),
    Template(deaths.TYPE, "hai-nhan-mot-hang", TRAIN, deaths.NEW, death_pairs, ("none",),
             sizes=(12,)),
    Template(deaths.TYPE, "nhan-duoi-dong", TRAIN, deaths.OLD, death_under, ("dots", "rule"),
             sizes=(12,), families=("tinos", "serif")),
    Template(cards.TYPE, "cccd-man-hinh-dien-thoai", TRAIN, cards.OLD, phone_screen, ("none",),
             families=_SANS),
    Template(cards.TYPE, "can-cuoc-tre-em", TRAIN, partial(_child, dates=cards.NEW_DATES),
             child_2024, ("none",), families=_SANS),
    Template(cards.TYPE, "cccd-2021-xa-chung-thuc", TRAIN,
             partial(_attested, dates=cards.OLD_DATES), attested_2021, ("none",), families=_SANS),
)  # fmt: skip
