"""More layouts: certificates of marriage, and extracts from the register of deaths."""

from __future__ import annotations

from random import Random

from samples.forms import couples, deaths
from samples.forms.page import MOTTO, Page, Signer
from samples.forms.template import TRAIN, Template

_SIGN = "<i>(Ký, ghi rõ họ tên)</i>"
_SEALED = "<b>{nguoi_ky}</b>"


def _sealed(page: Page, *above: str, ink: str = "red") -> None:
    page.gap(6)
    page.sign(Signer(()), Signer(above, _SEALED, "dau", room=86, ink=ink))


def wedding_table(page: Page, random: Random) -> None:
    """Labels in the first of three columns, husband before wife."""
    page.frame(24, 24, page.width - 24, page.height - 24, ink="rose")
    page.motto(13)
    page.gap(14)
    page.line("GIẤY CHỨNG NHẬN KẾT HÔN", 20)
    page.line("Số: {so:60}", 12, "")
    page.gap(14)
    labels = (
        ("Họ, chữ đệm, tên", "ho_ten"), ("Ngày, tháng, năm sinh", "ngay_sinh"),
        ("Dân tộc", "dan_toc"), ("Quốc tịch", "quoc_tich"), ("Nơi cư trú", "noi_cu_tru"),
        (random.choice(("Số định danh cá nhân", "Số CCCD")), "so_dinh_danh"),
    )  # fmt: skip
    rows = [(label, f"{{chong_{key}}}", f"{{vo_{key}}}") for label, key in labels]
    page.table((3, 4, 4), [("<b>Thông tin</b>", "<b>Chồng</b>", "<b>Vợ</b>"), *rows], least=26)
    page.para("Nơi đăng ký kết hôn: {noi_dang_ky}")
    page.para("Ngày, tháng, năm đăng ký: {ngay_dang_ky}")
    page.gap(6)
    page.sign(
        Signer(("<b>Chồng</b>", _SIGN), "{chong_ky}"), Signer(("<b>Vợ</b>", _SIGN), "{vo_ky}")
    )
    _sealed(page, "<b>NGƯỜI KÝ GIẤY CHỨNG NHẬN KẾT HÔN</b>", "<b>{chuc_vu}</b>")


def wedding_lines(page: Page, _: Random) -> None:
    """One person after the other, a line for each datum, on the wide blank with two halves."""
    page.motto(13)
    page.gap(4)
    page.row("<b>{xa}</b>", "Số: {so}", widths=(4, 2))
    page.gap(6)
    page.line("GIẤY CHỨNG NHẬN KẾT HÔN", 20)
    page.gap(6)
    for who, name in (("vo", "vợ"), ("chong", "chồng")):
        page.para(f"Họ, chữ đệm, tên {name}: <b>{{{who}_ho_ten}}</b>")
        page.para(f"Sinh ngày {{{who}_ngay_sinh.d:22}} tháng {{{who}_ngay_sinh.m:22}} năm "
                  f"{{{who}_ngay_sinh.y:34}}")  # fmt: skip
        page.row(f"Dân tộc: {{{who}_dan_toc}}", f"Quốc tịch: {{{who}_quoc_tich}}")
        page.para(f"Nơi thường trú/tạm trú: {{{who}_noi_cu_tru}}")
        page.para(f"Giấy tờ tùy thân: {{{who}_so_dinh_danh.giay}}")
        page.gap(4)
    page.para("Nơi đăng ký: {noi_dang_ky}")
    page.para("Đăng ký ngày: {ngay_dang_ky.d:22} tháng {ngay_dang_ky.m:22} năm {ngay_dang_ky.y:34}")
    page.gap(6)
    page.sign(
        Signer(("<b>VỢ</b>", _SIGN), "{vo_ky}"), Signer(("<b>CHỒNG</b>", _SIGN), "{chong_ky}"),
        Signer(("<b>{chuc_vu}</b>",), "{nguoi_ky}", "dau", room=84),
    )  # fmt: skip


def wedding_copy(page: Page, _: Random) -> None:
    """A copy from the register in two languages, wife and husband beside each other."""
    page.head(("{tinh}", "<b>{xa}</b>", "_", "Số/<i>No</i>: {so:60}"), (*MOTTO, "_"))
    page.gap(14)
    page.line("GIẤY CHỨNG NHẬN KẾT HÔN", 17)
    page.line("MARRIAGE CERTIFICATE", 11, "")
    page.line("(BẢN SAO/COPY)", 10.5, "i")
    page.gap(8)
    page.columns(*(
        (
            f"Họ, chữ đệm, tên {name}", f"<i>Full name of {english}</i>: <b>{{{who}_ho_ten}}</b>",
            f"Ngày sinh/<i>Date of birth</i>: {{{who}_ngay_sinh}}",
            f"Dân tộc/<i>Ethnicity</i>: {{{who}_dan_toc}}",
            f"Quốc tịch/<i>Nationality</i>: {{{who}_quoc_tich}}",
            f"Nơi cư trú/<i>Residence</i>: {{{who}_noi_cu_tru}}",
            f"Số định danh cá nhân/<i>ID No</i>: {{{who}_so_dinh_danh}}",
        )
        for who, name, english in (("vo", "vợ", "wife"), ("chong", "chồng", "husband"))
    ))  # fmt: skip
    page.para("Nơi đăng ký kết hôn/<i>Place of registration</i>: {noi_dang_ky}")
    page.para("Ngày, tháng, năm đăng ký/<i>Date of registration</i>: {ngay_dang_ky}")
    _sealed(page, "<b>NGƯỜI KÝ BẢN SAO</b>", "<b>{chuc_vu}</b>", ink="blue")


_WHEN = (
    "{thoi_diem_chet.h:20} giờ {thoi_diem_chet.min:20} phút, ngày {thoi_diem_chet.d:20} tháng "
    "{thoi_diem_chet.m:20} năm {thoi_diem_chet.y:34}"
)


def _notice(page: Page, label: str) -> None:
    if page.value("so_giay_bao_tu") or page.blank:
        page.para(f"{label}: {{so_giay_bao_tu:60}}; do {{bao_tu:120}} cấp")
    else:
        page.para(f"{label}:")


def death_english(page: Page, _: Random) -> None:
    """The extract with English beside each label."""
    page.head(("{tinh}", "<b>{xa}</b>", "_", "Số/<i>No</i>: {so:60}"), (*MOTTO, "_",
              "<i>{dia_danh:50}, ngày {ngay_cap.d:20} tháng {ngay_cap.m:20} năm "
              "{ngay_cap.y:30}</i>"))  # fmt: skip
    page.gap(12)
    page.line("TRÍCH LỤC KHAI TỬ", 17)
    page.line("DEATH REGISTRATION EXTRACT", 11, "")
    page.gap(6)
    page.para("Họ, chữ đệm, tên/<i>Full name</i>: <b>{ho_ten}</b>")
    page.para("Ngày, tháng, năm sinh/<i>Date of birth</i>: {ngay_sinh}")
    page.row("Giới tính/<i>Sex</i>: {gioi_tinh}", "Dân tộc/<i>Ethnicity</i>: {dan_toc}")
    page.para("Quốc tịch/<i>Nationality</i>: {quoc_tich}")
    page.para("Số định danh cá nhân/<i>Personal identification number</i>: {so_dinh_danh}")
    page.para("Nơi cư trú cuối cùng/<i>Last place of residence</i>: {noi_cu_tru_cuoi}")
    page.para(f"Đã chết vào lúc/<i>Time of death</i>: {_WHEN}")
    page.para("Nơi chết/<i>Place of death</i>: {noi_chet}")
    page.para("Nguyên nhân chết/<i>Cause of death</i>: {nguyen_nhan}")
    _notice(page, "Giấy báo tử số/<i>Death notice No</i>")
    page.para("Nơi đăng ký khai tử/<i>Place of registration</i>: {noi_dang_ky}")
    page.para("Ngày, tháng, năm đăng ký/<i>Date of registration</i>: {ngay_dang_ky}")
    _sealed(page, "<b>NGƯỜI KÝ TRÍCH LỤC</b>", "<b>{chuc_vu}</b>")


def death_prose(page: Page, random: Random) -> None:
    """A copy that certifies in sentences."""
    page.motto()
    page.gap(4)
    page.row("<b>{xa}</b>", "Số: {so}", widths=(4, 2))
    page.gap(8)
    page.line("TRÍCH LỤC KHAI TỬ", 17)
    page.line("(BẢN SAO)", 12, "")
    page.gap(6)
    page.para("Trích lục từ Sổ đăng ký khai tử, xác nhận người có tên dưới đây đã chết:")
    page.para("Họ, chữ đệm, tên: {ho_ten}")
    page.row("Sinh ngày: {ngay_sinh}", "Giới tính: {gioi_tinh}")
    page.row("Dân tộc: {dan_toc}", "Quốc tịch: {quoc_tich}")
    page.para("Giấy tờ tùy thân (số định danh): {so_dinh_danh}")
    page.para("Nơi thường trú cuối cùng: {noi_cu_tru_cuoi}")
    page.para(random.choice((f"Chết vào hồi {_WHEN}", f"Thời gian chết: {_WHEN}")))
    page.para("Tại: {noi_chet}")
    page.para("Do (nguyên nhân): {nguyen_nhan}")
    _notice(page, "Giấy báo tử số")
    page.para("Đã đăng ký tại: {noi_dang_ky}")
    page.para("Ngày đăng ký: {ngay_dang_ky.d:22} tháng {ngay_dang_ky.m:22} năm {ngay_dang_ky.y:34}")
    _sealed(page, "<b>TM. ỦY BAN NHÂN DÂN</b>", "<b>{chuc_vu}</b>",
            ink=random.choice(("red", "black")))  # fmt: skip


def death_grid(page: Page, _: Random) -> None:
    """All data in a numbered table."""
    page.head(("{tinh}", "{huyen}", "<b>{xa}</b>", "_", "Số: {so:60}"), (*MOTTO, "_"))
    page.gap(12)
    page.line("TRÍCH LỤC KHAI TỬ", 16)
    page.gap(12)
    rows = (
        ("Họ, chữ đệm, tên người chết", "<b>{ho_ten}</b>"), ("Ngày sinh", "{ngay_sinh}"),
        ("Giới tính", "{gioi_tinh}"), ("Dân tộc", "{dan_toc}"), ("Quốc tịch", "{quoc_tich}"),
        ("Số định danh cá nhân", "{so_dinh_danh}"), ("Nơi cư trú cuối cùng", "{noi_cu_tru_cuoi}"),
        ("Thời điểm chết", _WHEN), ("Nơi chết", "{noi_chet}"),
        ("Nguyên nhân chết", "{nguyen_nhan}"), ("Giấy báo tử số", "{so_giay_bao_tu}"),
        ("Nơi đăng ký khai tử", "{noi_dang_ky}"), ("Ngày đăng ký khai tử", "{ngay_dang_ky}"),
    )  # fmt: skip
    page.table((1, 4, 7), [(str(i), *row) for i, row in enumerate(rows, 1)], centred=(0,))
    _sealed(page, "<b>NGƯỜI KÝ TRÍCH LỤC</b>", "<b>{chuc_vu}</b>")


_PEN = frozenset({"*"})
_SOME, _LINES = ("none", "dots"), ("dots", "rule")
TEMPLATES = (
    Template(couples.TYPE, "ba-cot-chong-truoc", TRAIN, couples.NEW, wedding_table, ("none",),
             sizes=(12,)),
    Template(couples.TYPE, "tung-nguoi", TRAIN, couples.OLD, wedding_lines, _SOME, sizes=(12,)),
    Template(couples.TYPE, "ban-sao-tieng-anh", TRAIN, couples.NEW, wedding_copy, ("none",),
             sizes=(11.5,)),
    Template(couples.TYPE, "tung-nguoi-viet-tay", TRAIN, couples.OLD, wedding_lines, _LINES, ("",),
             _PEN, (12,)),
    Template(deaths.TYPE, "tieng-anh", TRAIN, deaths.NEW, death_english, _SOME, sizes=(12,)),
    Template(deaths.TYPE, "trich-tu-so", TRAIN, deaths.OLD, death_prose, ("none", "dots", "rule")),
    Template(deaths.TYPE, "bang-danh-so", TRAIN, deaths.NEW, death_grid, ("none",),
             families=("serif", "tinos")),
)  # fmt: skip
