"""Fresh layouts to measure by: papers of civil status and identity cards.

Sheets of communes' own making, of registers' software, of the joint procedure of Nghị định
63/2024/NĐ-CP and of the application VNeID.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import partial
from random import Random

from samples.forms import births, couples
from samples.forms.page import MOTTO, Page, Signer
from samples.forms.template import EVAL, Story, Template
from samples.render import Line

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
    page.para("Người khai: {nguoi_di_khai_sinh}")
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
    page.para("Đăng ký lần đầu tại: {noi_dang_ky}")
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


_EARLY = partial(births.certificate, dates=(datetime.date(2007, 2, 5), datetime.date(2015, 12, 20)))
_PEN = frozenset({"*"})
_LINES = ("dots", "rule")
_WIDE = (841.9, 595.3)
_A5_WIDE = (595.3, 419.5)
TEMPLATES = (
    Template(births.DECLARATION, "xa-tu-soan-viet-tay", EVAL, births.NEW, declare_prose, _LINES,
             ("",), _PEN, (12,)),
    Template(births.DECLARATION, "lien-thong", EVAL, partial(_joint, dates=births.NEW_DATES),
             declare_joint, ("none",), sizes=(11.5,), families=("tinos", "arimo")),
    Template(births.DECLARATION, "tre-me-cha", EVAL, births.NEW, declare_three, ("none", "dots"),
             sizes=(12,)),
    Template(births.CERTIFICATE, "nua-to-ngang", EVAL, births.OLD_PAPER, birth_small,
             ("none", "dots"), sizes=(10,), paper=_A5_WIDE, margins=(40, 30, 24, 20),
             leadings=(1.3,)),
    Template(births.CERTIFICATE, "ky-so-nhan-tren", EVAL, births.NEW_PAPER, birth_signed,
             ("none",), sizes=(12,)),
    Template(births.CERTIFICATE, "muoi-hai-muc-viet-tay", EVAL, _EARLY, birth_numbered, _LINES,
             ("",), _PEN, (12,)),
    Template(couples.TYPE, "van-xuoi", EVAL, couples.OLD, wedding_prose, ("none", "dots"),
             sizes=(12.5,)),
    Template(couples.TYPE, "van-xuoi-viet-tay", EVAL, couples.OLD, wedding_prose, _LINES, ("",),
             _PEN, (12,)),
    Template(couples.TYPE, "moi-ben-mot-hang", EVAL, couples.NEW, wedding_rows, ("none",),
             sizes=(12,), paper=_WIDE, margins=(52, 48, 38, 30), leadings=(1.32,)),
    Template(couples.TYPE, "ban-dien-tu", EVAL, partial(_coded, dates=births.NEW_DATES),
             wedding_electronic, ("none",), sizes=(12,)),
)  # fmt: skip
