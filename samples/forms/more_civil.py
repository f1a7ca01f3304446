"""More layouts to learn from: civil-status papers.

The words are those of Thông tư 04/2020/TT-BTP and Thông tư 04/2024/TT-BTP, and of the blanks in
use before them.
"""

from __future__ import annotations

import datetime
from functools import partial
from random import Random

from samples.forms import births, couples, deaths
from samples.forms.page import MOTTO, Page, Signer
from samples.forms.template import TRAIN, Template

_PARENTS = (("me", "mẹ"), ("cha", "cha"))
_MADE_AT = (
    "<i>Làm tại: {lam_tai:70}, ngày {ngay_lap.d:22} tháng {ngay_lap.m:22} năm {ngay_lap.y:34}</i>"
)
_SIGN = "<i>(Ký, ghi rõ họ, chữ đệm, tên)</i>"


def _number(random: Random) -> str:
    """Where and how a certificate shows its number."""
    return random.choice(("Số: {so:60}", "Số {so:60}", "Số đăng ký: {so:60}"))


# Tờ khai đăng ký khai sinh.


def declare_numbered(page: Page, random: Random) -> None:
    """Numbered lines, the child before those who ask, sex and people before the birth."""
    page.motto()
    page.gap(8)
    page.line("TỜ KHAI", 15)
    page.line("ĐĂNG KÝ KHAI SINH", 15)
    page.line("Kính gửi: {kinh_gui}", style="")
    page.gap(4)
    page.para("Đề nghị quý cơ quan đăng ký khai sinh cho người có tên dưới đây:")
    page.para("1. Họ, chữ đệm, tên của người được khai sinh: {ho_ten}")
    page.row("2. Giới tính: {gioi_tinh}", "3. Dân tộc: {dan_toc}", "4. Quốc tịch: {quoc_tich}")
    page.para("5. Sinh ngày {ngay_sinh.d:22} tháng {ngay_sinh.m:22} năm {ngay_sinh.y:34}")
    page.para("(ghi bằng chữ: {ngay_sinh_bang_chu:300})", indent=14)
    page.para("6. Nơi sinh: {noi_sinh}", spare=1)
    page.para(random.choice(("7. Quê quán: {que_quan}", "7. Quê quán (theo cha): {que_quan}")))
    for i, (who, name) in enumerate(_PARENTS, 8):
        page.para(f"{i}. Họ, chữ đệm, tên người {name}: {{{who}_ho_ten}}")
        page.row(f"Năm sinh: {{{who}_nam_sinh}}", f"Dân tộc: {{{who}_dan_toc}}",
                 f"Quốc tịch: {{{who}_quoc_tich}}", widths=(4, 3, 4))  # fmt: skip
        if random.random() < 0.7:
            page.para(f"Số ĐDCN/CCCD: {{{who}_so_dinh_danh}}", indent=14)
        page.para(f"Nơi cư trú: {{{who}_noi_cu_tru}}", indent=14)
    page.para(
        random.choice(
            (
                "10. Người yêu cầu đăng ký khai sinh: {nguoi_yeu_cau}",
                "10. Họ, chữ đệm, tên người yêu cầu: {nguoi_yeu_cau}",
            )
        )
    )
    page.para("Nơi cư trú của người yêu cầu: {noi_cu_tru}", indent=14)
    page.para("Giấy tờ tùy thân: {nguoi_yeu_cau_so_dinh_danh.giay}", indent=14, spare=1)
    page.para("Quan hệ với người được khai sinh: {quan_he}", indent=14)
    page.para(
        "Tôi cam đoan những nội dung khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp"
        " luật về cam đoan của mình.", indent=24,
    )  # fmt: skip
    page.para(_MADE_AT, align="right")
    page.sign(
        Signer(("Đề nghị cấp bản sao: {ban_sao:30} bản",), signed=False),
        Signer(("<b>NGƯỜI YÊU CẦU</b>", _SIGN), "{ky_ten}", room=46),
    )


def declare_columns(page: Page, random: Random) -> None:
    """The form of 2024 with mother and father beside each other, and boxes to tick."""
    page.motto()
    page.line("TỜ KHAI ĐĂNG KÝ KHAI SINH", 14)
    page.para("Kính gửi (1): {kinh_gui}", indent=40)
    page.para("<b>I. Thông tin người yêu cầu</b>")
    page.para("Họ, chữ đệm, tên: {nguoi_yeu_cau}")
    page.row("Số ĐDCN: {nguoi_yeu_cau_so_dinh_danh}", "Quan hệ với trẻ: {quan_he}", widths=(3, 2))
    page.para("Nơi cư trú (2): {noi_cu_tru}")
    page.para("<b>II. Thông tin người được đăng ký khai sinh</b>")
    page.para("Họ, chữ đệm, tên: {ho_ten}")
    born = random.choice(("Ngày, tháng, năm sinh: {ngay_sinh}", "Ngày sinh: {ngay_sinh}"))
    page.row(born, "Giới tính: {gioi_tinh}", widths=(3, 2))
    page.para("Ngày sinh ghi bằng chữ: {ngay_sinh_bang_chu}")
    page.row("Dân tộc: {dan_toc}", "Quốc tịch: {quoc_tich}", widths=(3, 2))
    page.para("Nơi sinh (3): {noi_sinh}")
    page.para("Quê quán: {que_quan}")
    page.gap(4)
    page.columns(*(
        (
            f"<b>III.{i}. Người {name}</b>", f"Họ, chữ đệm, tên: {{{who}_ho_ten}}",
            f"Năm sinh: {{{who}_nam_sinh}}", f"Dân tộc: {{{who}_dan_toc}}",
            f"Quốc tịch: {{{who}_quoc_tich}}", f"Số ĐDCN: {{{who}_so_dinh_danh}}",
            f"Nơi cư trú: {{{who}_noi_cu_tru}}",
        )
        for i, (who, name) in enumerate(_PARENTS, 1)
    ))  # fmt: skip
    page.para("Phương thức nhận kết quả:")
    page.ticks((("Trực tiếp", True), ("Qua bưu điện", False), ("Bản điện tử", False)))
    page.para(
        "Tôi cam đoan nội dung đề nghị đăng ký khai sinh trên đây là đúng sự thật, được sự thỏa"
        " thuận nhất trí của các bên liên quan theo quy định pháp luật.", indent=24,
    )  # fmt: skip
    page.para(_MADE_AT, align="right")
    page.sign(Signer(()), Signer(("<b>Người yêu cầu</b>", _SIGN), "{ky_ten}", room=44))
    page.para("<i>(1) Tên cơ quan đăng ký khai sinh. (2) Nơi thường trú, nếu không có thì ghi nơi"
              " tạm trú. (3) Tên và địa chỉ cơ sở y tế nơi sinh.</i>", size=9)  # fmt: skip


# Giấy khai sinh.


def birth_bilingual(page: Page, random: Random) -> None:
    """Labels in two languages; parents below in the order of the blank."""
    page.frame(24, 24, page.width - 24, page.height - 24, ink="teal")
    page.motto(13)
    page.line("Socialist Republic of Viet Nam / Independence - Freedom - Happiness", 10, "i")
    page.gap(10)
    page.line("GIẤY KHAI SINH", 20)
    page.line("BIRTH CERTIFICATE", 12, "i")
    page.line(f"{_number(random)} <i>(No.)</i>", 12, "")
    page.gap(8)
    page.para("Họ, chữ đệm, tên <i>(Full name)</i>: <b>{ho_ten}</b>")
    page.para("Ngày, tháng, năm sinh <i>(Date of birth)</i>: {ngay_sinh}")
    page.para("Bằng chữ <i>(In words)</i>: {ngay_sinh_bang_chu}")
    page.row("Giới tính <i>(Sex)</i>: {gioi_tinh}", "Dân tộc <i>(Ethnic)</i>: {dan_toc}",
             "Quốc tịch <i>(Nationality)</i>: {quoc_tich}", widths=(4, 4, 5))  # fmt: skip
    page.para("Nơi sinh <i>(Place of birth)</i>: {noi_sinh}")
    page.para("Quê quán <i>(Native place)</i>: {que_quan}")
    page.para("Số định danh cá nhân <i>(Personal identification No.)</i>: {so_dinh_danh}")
    for (who, name), english in zip(_PARENTS, ("Mother", "Father"), strict=True):
        page.gap(3)
        page.para(f"Họ, chữ đệm, tên người {name} <i>({english})</i>: <b>{{{who}_ho_ten}}</b>")
        page.row(f"Năm sinh: {{{who}_nam_sinh}}", f"Dân tộc: {{{who}_dan_toc}}",
                 f"Quốc tịch: {{{who}_quoc_tich}}")  # fmt: skip
        page.para(f"Nơi cư trú <i>(Residence)</i>: {{{who}_noi_cu_tru}}")
    page.gap(3)
    page.para("Người đi khai sinh <i>(Declarant)</i>: {nguoi_di_khai_sinh}")
    page.para("Giấy tờ tùy thân <i>(Identification)</i>: {giay_to_tuy_than}")
    page.para("Nơi đăng ký khai sinh <i>(Place of registration)</i>: {noi_dang_ky}")
    page.para("Ngày, tháng, năm đăng ký <i>(Date of registration)</i>: {ngay_dang_ky}")
    page.gap(4)
    page.sign(
        Signer(()),
        Signer(("<b>NGƯỜI KÝ GIẤY KHAI SINH</b>", "<b>{chuc_vu}</b>"), "<b>{nguoi_ky}</b>", "dau",
               room=88),
    )  # fmt: skip


def birth_table(page: Page, random: Random) -> None:
    """Father and mother in the columns of a table; room for later notes."""
    page.head(("{tinh}", "<b>{xa}</b>", "_", _number(random)), (*MOTTO, "_"))
    page.gap(14)
    page.line("GIẤY KHAI SINH", 18)
    page.line("(Bản sao)", 12, "i")
    page.gap(6)
    page.row("Họ, chữ đệm, tên: <b>{ho_ten}</b>", "Giới tính: {gioi_tinh}", widths=(3, 1))
    page.para(
        random.choice(
            (
                "Sinh ngày: {ngay_sinh.d:22} tháng {ngay_sinh.m:22} năm {ngay_sinh.y:34}",
                "Ngày, tháng, năm sinh: {ngay_sinh}",
            )
        )
    )
    page.para(
        random.choice(("Viết bằng chữ: {ngay_sinh_bang_chu}", "Ghi bằng chữ: {ngay_sinh_bang_chu}"))
    )
    page.row("Số định danh: {so_dinh_danh}", "Dân tộc: {dan_toc}", "Quốc tịch: {quoc_tich}",
             widths=(5, 3, 4))  # fmt: skip
    page.para("Nơi sinh: {noi_sinh}")
    page.para("Quê quán: {que_quan}")
    page.gap(8)
    labels = [
        ("Họ, chữ đệm, tên", "ho_ten"), ("Năm sinh", "nam_sinh"), ("Dân tộc", "dan_toc"),
        ("Quốc tịch", "quoc_tich"), ("Số định danh cá nhân", "so_dinh_danh"),
        ("Nơi cư trú", "noi_cu_tru"),
    ]  # fmt: skip
    rows = [(label, f"{{cha_{key}}}", f"{{me_{key}}}") for label, key in labels]
    page.table((3, 4, 4), [("<b>Nội dung</b>", "<b>Người cha</b>", "<b>Người mẹ</b>"), *rows])
    page.para("Họ, chữ đệm, tên người đi khai sinh: {nguoi_di_khai_sinh}")
    page.para("Giấy tờ tùy thân: {giay_to_tuy_than}")
    page.para("Cơ quan đăng ký: {noi_dang_ky}")
    page.para("Ngày đăng ký: {ngay_dang_ky}")
    if random.random() < 0.5:
        page.para("Phần ghi chú những thông tin thay đổi sau này: Không", style="i")
    page.sign(
        Signer(()),
        Signer(("<b>NGƯỜI KÝ BẢN SAO</b>", "<b>{chuc_vu}</b>"), "<b>{nguoi_ky}</b>", "dau",
               room=88),
    )  # fmt: skip


def birth_blank(page: Page, _: Random) -> None:
    """A blank of the years before 2016, mother first, book and number at the right."""
    page.frame(30, 30, page.width - 30, page.height - 30, ink="rose")
    page.para("Mẫu TP/HT-2010-KS.1", size=10)
    page.motto(13)
    page.para("Số: {so:60}", x0=page.right - 140)
    page.para("Quyển số: 01", x0=page.right - 140)
    page.line("GIẤY KHAI SINH", 22)
    page.line("(BẢN CHÍNH)", 12)
    page.gap(8)
    page.row("Họ và tên: {ho_ten}", "Giới tính: {gioi_tinh}", widths=(3, 1.2))
    page.para("Ngày, tháng, năm sinh: {ngay_sinh.d:24} tháng {ngay_sinh.m:24} năm {ngay_sinh.y:34}")
    page.para("(Bằng chữ: {ngay_sinh_bang_chu:300})")
    page.para("Nơi sinh: {noi_sinh}")
    page.row("Dân tộc: {dan_toc}", "Quốc tịch: {quoc_tich}")
    for who, name in _PARENTS:
        page.para(f"Họ và tên {name}: {{{who}_ho_ten}}")
        page.row(f"Năm sinh: {{{who}_nam_sinh}}", f"Dân tộc: {{{who}_dan_toc}}",
                 f"Quốc tịch: {{{who}_quoc_tich}}")  # fmt: skip
        page.para(f"Nơi thường trú/tạm trú: {{{who}_noi_cu_tru}}")
    page.para("Nơi đăng ký: {noi_dang_ky}")
    page.para("Ngày, tháng, năm đăng ký: {ngay_dang_ky}")
    page.para("Họ tên người đi đăng ký khai sinh: {nguoi_di_khai_sinh}")
    page.gap(4)
    page.sign(
        Signer(("<b>CÁN BỘ TƯ PHÁP - HỘ TỊCH</b>", "<i>(Đã ký)</i>"), "{tu_phap}", signed=False),
        Signer(("<b>TM. ỦY BAN NHÂN DÂN</b>", "<b>{chuc_vu}</b>"), "{nguoi_ky}", "dau", room=86),
    )


# Giấy chứng nhận kết hôn.


def wedding_cells(page: Page, random: Random) -> None:
    """Two columns of cells, each with label and value; husband on the right."""
    page.motto(12)
    page.gap(6)
    page.line("{xa}", 12)
    page.line("GIẤY CHỨNG NHẬN KẾT HÔN", 18)
    page.line(_number(random), 12, "")
    page.gap(12)
    papers = random.choice(("giay", "day_du"))
    labels = (
        ("Họ, chữ đệm, tên", "ho_ten"),
        (random.choice(("Ngày, tháng, năm sinh", "Ngày sinh")), "ngay_sinh"),
        ("Dân tộc", "dan_toc"), ("Quốc tịch", "quoc_tich"), ("Nơi cư trú", "noi_cu_tru"),
        ("Giấy tờ tùy thân", f"so_dinh_danh.{papers}"),
    )  # fmt: skip
    rows = [tuple(f"{label}: {{{who}_{key}}}" for who in ("vo", "chong")) for label, key in labels]
    page.table((1, 1), [("<b>NGƯỜI VỢ</b>", "<b>NGƯỜI CHỒNG</b>"), *rows])
    page.para("Nơi đăng ký kết hôn: {noi_dang_ky}")
    page.para("Ngày đăng ký kết hôn: ngày {ngay_dang_ky.d:22} tháng {ngay_dang_ky.m:22} năm "
              "{ngay_dang_ky.y:34}")  # fmt: skip
    page.gap(6)
    page.sign(
        Signer(("<b>Vợ</b>", _SIGN), "{vo_ky}"), Signer(("<b>Chồng</b>", _SIGN), "{chong_ky}")
    )
    page.sign(
        Signer(()),
        Signer(
            ("<b>TM. ỦY BAN NHÂN DÂN</b>", "<b>{chuc_vu}</b>"), "<b>{nguoi_ky}</b>", "dau", room=88
        ),
    )


def wedding_bilingual(page: Page, random: Random) -> None:
    """Husband, then wife, with labels in two languages, across the page."""
    page.frame(18, 18, page.width - 18, page.height - 18, ink="red")
    page.head(("{tinh}", "<b>{xa}</b>", "_", "Số <i>(No.)</i>: {so:60}"), (*MOTTO, "_"))
    page.gap(4)
    page.line("GIẤY CHỨNG NHẬN KẾT HÔN", 17)
    page.line("CERTIFICATE OF MARRIAGE", 11, "i")
    page.gap(4)
    born = random.choice(("Sinh ngày", "Ngày, tháng, năm sinh"))
    for who, name, english in (("chong", "chồng", "Husband"), ("vo", "vợ", "Wife")):
        page.row(f"Họ, chữ đệm, tên {name} <i>({english})</i>: <b>{{{who}_ho_ten}}</b>",
                 f"{born} <i>(Date of birth)</i>: {{{who}_ngay_sinh}}", widths=(5, 4))  # fmt: skip
        page.row(f"Dân tộc <i>(Ethnic)</i>: {{{who}_dan_toc}}",
                 f"Quốc tịch <i>(Nationality)</i>: {{{who}_quoc_tich}}", widths=(5, 4))  # fmt: skip
        page.para(f"Nơi cư trú <i>(Residence)</i>: {{{who}_noi_cu_tru}}")
        page.para(f"Giấy tờ tùy thân <i>(Identification)</i>: {{{who}_so_dinh_danh.day_du}}")
        page.gap(4)
    page.para("Nơi đăng ký <i>(Place of registration)</i>: {noi_dang_ky}")
    page.para("Ngày, tháng, năm đăng ký <i>(Date of registration)</i>: {ngay_dang_ky}")
    page.sign(
        Signer(("<b>Chồng</b>", "<i>(Husband)</i>"), "{chong_ky}", room=52),
        Signer(("<b>Vợ</b>", "<i>(Wife)</i>"), "{vo_ky}", room=52),
        Signer(("<b>NGƯỜI KÝ GIẤY CHỨNG NHẬN</b>", "<b>{chuc_vu}</b>"), "<b>{nguoi_ky}</b>", "dau",
               room=70),
    )  # fmt: skip


# Trích lục khai tử.

_DIED = "{thoi_diem_chet.h:20} giờ {thoi_diem_chet.min:20} phút, ngày "


def death_extract(page: Page, random: Random) -> None:
    """The extract with the number of the register beside its own, two data a row."""
    page.head(("{tinh}", "{huyen}", "<b>{xa}</b>", "_", "Số: {so:60}"), (*MOTTO, "_",
              "<i>{dia_danh:50}, ngày {ngay_cap.d:20} tháng {ngay_cap.m:20} năm "
              "{ngay_cap.y:30}</i>"))  # fmt: skip
    page.gap(12)
    page.line("TRÍCH LỤC", 16)
    page.line("KHAI TỬ", 16)
    if random.random() < 0.5:
        page.line("(BẢN SAO)", 12, "")
    page.gap(6)
    page.row("Họ, chữ đệm, tên: <b>{ho_ten}</b>", "Giới tính: {gioi_tinh}", widths=(3, 1))
    page.row("Ngày, tháng, năm sinh: {ngay_sinh}", "Dân tộc: {dan_toc}", "Quốc tịch: {quoc_tich}",
             widths=(5, 3, 4))  # fmt: skip
    page.para("Giấy tờ tùy thân: Căn cước công dân số {so_dinh_danh}")
    page.para("Nơi cư trú cuối cùng: {noi_cu_tru_cuoi}")
    day = random.choice(
        (
            "{thoi_diem_chet:90}",
            "{thoi_diem_chet.d:20} tháng {thoi_diem_chet.m:20} năm {thoi_diem_chet.y:34}",
        )
    )
    page.para(f"Đã chết vào lúc: {_DIED}{day}")
    page.row("Nơi chết: {noi_chet}", "Nguyên nhân: {nguyen_nhan}", widths=(3, 2))
    notice = "Không"
    if page.value("so_giay_bao_tu") or page.blank:
        notice = "Số {so_giay_bao_tu:60} do {bao_tu:120} cấp"
    page.para(f"Giấy báo tử/Giấy tờ thay thế Giấy báo tử: {notice}")
    page.para("Nơi đăng ký khai tử: {noi_dang_ky}")
    page.row("Đăng ký ngày: {ngay_dang_ky}", "Quyển số: 01", widths=(2, 1))
    page.para("Họ, chữ đệm, tên người yêu cầu: {nguoi_di}; giấy tờ tùy thân: {giay_nguoi_di}")
    page.gap(6)
    page.sign(
        Signer(()),
        Signer(("<b>NGƯỜI KÝ TRÍCH LỤC</b>", "<b>{chuc_vu}</b>"), "<b>{nguoi_ky}</b>", "dau",
               room=90),
    )  # fmt: skip


def death_sections(page: Page, random: Random) -> None:
    """Three headed parts; the number below the title."""
    page.motto()
    page.gap(6)
    page.line("TRÍCH LỤC KHAI TỬ", 17)
    page.line(random.choice(("(Số: {so:60})", "Số: {so:60}")), 12, "")
    page.gap(6)
    page.para("I. Thông tin của người chết", style="b")
    page.para("1. Họ, chữ đệm, tên: {ho_ten}")
    page.row("2. Ngày sinh: {ngay_sinh}", "3. Giới tính: {gioi_tinh}")
    page.row("4. Dân tộc: {dan_toc}", "5. Quốc tịch: {quoc_tich}")
    page.para("6. Số định danh cá nhân: {so_dinh_danh}")
    page.para("7. Nơi cư trú cuối cùng: {noi_cu_tru_cuoi}")
    page.para("II. Thông tin về việc chết", style="b")
    page.para(
        "8. Thời gian chết: {thoi_diem_chet.h:20} giờ {thoi_diem_chet.min:20} phút, ngày "
        "{thoi_diem_chet:90}"
    )
    page.para("9. Nơi chết: {noi_chet}")
    page.para("10. Nguyên nhân chết: {nguyen_nhan}")
    page.para("11. Số Giấy báo tử: {so_giay_bao_tu}")
    page.para("III. Thông tin đăng ký khai tử", style="b")
    page.para(random.choice(("12. Cơ quan đăng ký: ", "12. Nơi đăng ký: ")) + "{noi_dang_ky}")
    page.para("13. Ngày, tháng, năm đăng ký: {ngay_dang_ky}")
    page.gap(6)
    page.sign(
        Signer(("<b>Người nhận trích lục</b>", "<i>(Ký, ghi rõ họ tên)</i>"), "{nguoi_di}"),
        Signer(("<b>NGƯỜI KÝ TRÍCH LỤC</b>", "<b>{chuc_vu}</b>"), "{nguoi_ky}", "dau", room=90),
    )


_BEFORE = partial(
    births.certificate, dates=(datetime.date(2010, 5, 3), datetime.date(2015, 12, 28))
)
_PEN = frozenset({"*"})
_DECLARATION, _CERTIFICATE = births.DECLARATION, births.CERTIFICATE
_ANY = ("none", "dots", "rule")
_LINES = ("dots", "rule")
TEMPLATES = (
    Template(_DECLARATION, "danh-so-viet-tay", TRAIN, births.NEW, declare_numbered, _LINES, ("",),
             _PEN, (11,)),
    Template(_DECLARATION, "me-cha-song-song", TRAIN, births.NEW, declare_columns, _ANY,
             sizes=(11, 11.5)),
    Template(_CERTIFICATE, "song-ngu", TRAIN, births.NEW_PAPER, birth_bilingual, ("none", "dots"),
             sizes=(11.5, 12)),
    Template(_CERTIFICATE, "cha-me-bang", TRAIN, births.OLD_PAPER, birth_table, ("none", "dots"),
             sizes=(12,)),
    Template(_CERTIFICATE, "mau-2010-viet-tay", TRAIN, _BEFORE, birth_blank, _LINES, ("",), _PEN,
             (12,)),
    Template(couples.TYPE, "o-hai-ben", TRAIN, couples.NEW, wedding_cells, ("none",), sizes=(12,)),
    Template(couples.TYPE, "song-ngu-ngang", TRAIN, couples.OLD, wedding_bilingual,
             ("none", "dots"), sizes=(11.5,), paper=(841.9, 595.3), margins=(56, 50, 36, 28),
             leadings=(1.32,)),
    Template(deaths.TYPE, "hai-dong-tieu-de", TRAIN, deaths.NEW, death_extract, _ANY,
             sizes=(12,)),
    Template(deaths.TYPE, "ba-phan-viet-tay", TRAIN, deaths.OLD, death_sections, ("dots", "under"),
             ("",), _PEN, (12,)),
)  # fmt: skip
