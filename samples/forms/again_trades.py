"""More layouts: certificates of household businesses, and building permits.

Certificates of Nghị định 43/2010, Nghị định 01/2021 and Nghị định 168/2025; permits of Nghị định
15/2021/NĐ-CP and Nghị định 175/2024/NĐ-CP.
"""

from __future__ import annotations

from random import Random

from samples.forms.page import MOTTO, Page, Signer
from samples.forms.permits import (
    BUILDING,
    BUSINESS,
    MID_HOUSE,
    NEW_HOUSE,
    NEW_WORK,
    OLD_HOUSE,
    OLD_WORK,
)
from samples.forms.template import TRAIN, Template

_FIRST = (
    "{ngay_dang_ky_lan_dau.d:22} tháng {ngay_dang_ky_lan_dau.m:22} năm {ngay_dang_ky_lan_dau.y:34}"
)
_CHANGE = "{ngay_thay_doi.d:22} tháng {ngay_thay_doi.m:22} năm {ngay_thay_doi.y:34}"


def _changed(page: Page, markup: str) -> None:
    """The line about changes; only where there were some."""
    if page.value("ngay_thay_doi") or page.blank:
        page.line(markup, 0, "i")


def _sealed(page: Page, *above: str, ink: str = "red") -> None:
    page.gap(6)
    page.sign(Signer(()), Signer(above, "<b>{nguoi_ky}</b>", "co_quan_cap", room=88, ink=ink))


def house_2010(page: Page, _: Random) -> None:
    """The certificate by the decree of 2010: business before its holder, all numbered."""
    page.head(("{cap_tren}", "<b>{co_quan_cap}</b>", "_", "Số: {so:90}"), (*MOTTO, "_"))
    page.gap(14)
    page.line("GIẤY CHỨNG NHẬN", 15)
    page.line("ĐĂNG KÝ HỘ KINH DOANH", 15)
    page.line(f"Đăng ký lần đầu, ngày {_FIRST}", 0, "i")
    _changed(page, f"Đăng ký thay đổi lần thứ: {{lan:16}} ngày {_CHANGE}")
    page.gap(6)
    page.para("1. Tên hộ kinh doanh (ghi bằng chữ in hoa): {ten_ho_kinh_doanh}")
    page.para("2. Địa điểm kinh doanh: {dia_chi_tru_so}")
    page.row("Điện thoại: {so_dien_thoai}", "Fax:")
    page.para("3. Ngành, nghề kinh doanh:")
    for row in page.cells("nganh_nghe"):
        page.para(f"+ {row[0]}", indent=18)
    page.para("4. Vốn kinh doanh: {von_kinh_doanh:90} đồng")
    page.para("5. Họ và tên đại diện hộ kinh doanh: <b>{chu_ho}</b>")
    page.row("Giới tính: {gioi_tinh}", "Sinh ngày: {ngay_sinh}", "Dân tộc: {dan_toc}")
    page.para("Số CMND/CCCD: {so_dinh_danh}")
    page.row("Ngày cấp: {cap_ngay}", "Nơi cấp: {noi_cap_giay}", widths=(2, 5))
    page.para("Nơi đăng ký hộ khẩu thường trú: {noi_thuong_tru}")
    page.para("Chỗ ở hiện tại: {hien_tai}")
    _sealed(page, "<b>{chuc_vu}</b>")


def house_2025(page: Page, random: Random) -> None:
    """A print-out of 2025: code in bold, trades in a table of codes first."""
    page.code(page.right - 46, 26, 46, page.value("so"))
    page.gap(38)
    page.head(("{cap_tren}", "<b>{co_quan_cap}</b>", "_"), (*MOTTO, "_"))
    page.gap(10)
    page.line("GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH", 15)
    page.line("Mã số đăng ký hộ kinh doanh: {so:100}", 12)
    page.line(f"Đăng ký lần đầu: ngày {_FIRST}", 0, "i")
    _changed(page, f"Đăng ký thay đổi lần thứ {{lan:16}}: ngày {_CHANGE}")
    page.gap(6)
    page.para("1. Tên hộ kinh doanh: <b>{ten_ho_kinh_doanh}</b>")
    page.para("2. Trụ sở hộ kinh doanh: {dia_chi_tru_so}")
    page.row("Số điện thoại: {so_dien_thoai}", "Thư điện tử: {email}")
    page.para("3. Ngành, nghề kinh doanh:")
    page.gap(8)
    rows = [(row[1], row[0]) for row in page.cells("nganh_nghe")]
    page.table((2, 9), [("<b>Mã ngành</b>", "<b>Tên ngành, nghề</b>"), *rows], centred=(0,))
    page.para("4. Vốn kinh doanh: {von_kinh_doanh:90} đồng (Bằng chữ: {von_kinh_doanh.chu:150})")
    page.para("5. Chủ hộ kinh doanh:")
    page.row("Họ, chữ đệm và tên: <b>{chu_ho}</b>", "Giới tính: {gioi_tinh}", widths=(3, 1.3))
    page.row("Ngày, tháng, năm sinh: {ngay_sinh}", "Dân tộc: {dan_toc}", widths=(3, 2))
    page.para("Số định danh cá nhân: {so_dinh_danh}")
    page.para("Nơi thường trú: {noi_thuong_tru}")
    if random.random() < 0.5:
        page.para("Nơi ở hiện tại: {hien_tai}")
    _sealed(page, "<b>{chuc_vu}</b>", "<i>(Ký, ghi rõ họ tên và đóng dấu)</i>")


def house_sides(page: Page, _: Random) -> None:
    """Business on the left, its holder on the right."""
    page.motto()
    page.para("<b>{co_quan_cap}</b>", align="centre", size=12)
    page.gap(6)
    page.line("GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH", 15)
    page.line("Số: {so:90}", 12, "")
    page.line("Cấp lần đầu: {ngay_dang_ky_lan_dau:80}", 0, "")
    _changed(page, "Thay đổi lần thứ {lan:16}: {ngay_thay_doi:80}")
    page.gap(10)
    page.columns(
        (
            "<b>HỘ KINH DOANH</b>", "Tên: {ten_ho_kinh_doanh}", "Địa chỉ trụ sở: {dia_chi_tru_so}",
            "Điện thoại: {so_dien_thoai}", "Vốn kinh doanh (đồng): {von_kinh_doanh}",
        ),
        (
            "<b>CHỦ HỘ KINH DOANH</b>", "Họ và tên: {chu_ho}", "Giới tính: {gioi_tinh}",
            "Ngày sinh: {ngay_sinh}", "Số CCCD: {so_dinh_danh}",
            "Địa chỉ thường trú: {noi_thuong_tru}",
        ),
    )  # fmt: skip
    page.para("Ngành, nghề kinh doanh:", style="b")
    for i, row in enumerate(page.cells("nganh_nghe"), 1):
        page.para(f"{i}. {row[0]}", indent=14)
    _sealed(page, "<b>{chuc_vu}</b>", ink="blue")


# Giấy phép xây dựng.

_DATED = "<i>{noi:60}, ngày {ngay_cap.d:22} tháng {ngay_cap.m:22} năm {ngay_cap.y:34}</i>"


def _signed(page: Page, left: tuple[str, ...]) -> None:
    page.gap(6)
    page.sign(
        Signer(("<b><i>Nơi nhận:</i></b>", *left), signed=False),
        Signer(("<b>{chuc_vu_1}</b>", "<b>{chuc_vu_2}</b>"), "<b>{nguoi_ky}</b>", "co_quan_cap",
               room=88),
    )  # fmt: skip


def permit_decree(page: Page, random: Random) -> None:
    """The form of 2021 in two parts, the work's data with plus signs, duties overleaf."""
    page.para("Mẫu số 09", style="b", align="right", size=10)
    page.gap(7)
    page.head(("{cap_tren}", "<b>{co_quan_cap}</b>", "_", "Số: {so_giay_phep:90}"),
              (*MOTTO, "_", _DATED))  # fmt: skip
    page.gap(12)
    page.line("GIẤY PHÉP XÂY DỰNG", 16)
    page.line("(Cấp cho nhà ở riêng lẻ)", 12, "i")
    page.gap(4)
    page.para("1. Cấp cho: {chu_dau_tu}")
    page.para("- Địa chỉ thường trú: {dia_chi}", indent=14)
    page.para("2. Được phép xây dựng công trình: {ten_cong_trinh}")
    page.para("- Theo thiết kế: {thiet_ke:80} do {don_vi:140} lập.", indent=14)
    page.para("- Gồm các nội dung sau:", indent=14)
    page.para("+ Vị trí xây dựng: {vi_tri}", indent=22)
    page.row("+ Thửa đất số: {so_thua}", "tờ bản đồ số: {so_to_ban_do}")
    page.para("+ Cốt nền xây dựng: {cot_nen}; mật độ xây dựng: {mat_do:30} %", indent=22)
    page.para("+ Diện tích xây dựng: {dien_tich_xay_dung:60} m²", indent=22)
    page.para("+ Tổng diện tích sàn (bao gồm các tầng): {tong_dien_tich_san:60} m²", indent=22)
    page.para("+ Chiều cao công trình: {chieu_cao:50} m", indent=22)
    page.para("+ Số tầng: {so_tang}", indent=22)
    page.para("3. Giấy tờ về quyền sử dụng đất: Giấy chứng nhận số vào sổ {gcn:70}, cấp ngày "
              "{gcn_ngay:70}.")  # fmt: skip
    page.para("4. Giấy phép này có hiệu lực khởi công xây dựng trong thời hạn 12 tháng kể từ ngày"
              " cấp.")  # fmt: skip
    _signed(page, ("- Chủ đầu tư;", "- Lưu: VT."))
    if random.random() < 0.5:
        page.new_sheet()
        page.line("CHỦ ĐẦU TƯ PHẢI THỰC HIỆN CÁC NỘI DUNG SAU:", 12)
        page.para("1. Phải thông báo ngày khởi công cho cơ quan cấp phép trước 07 ngày.")
        page.para("2. Phải treo biển báo công trình theo quy định.")


def permit_cells(page: Page, _: Random) -> None:
    """A print-out of 2025 with a QR code: figures in a table of two pairs a row."""
    page.code(page.left, 26, 48, page.value("so_giay_phep"))
    page.gap(40)
    page.head(("{cap_tren}", "<b>{co_quan_cap}</b>", "_"), (*MOTTO, "_", _DATED))
    page.gap(12)
    page.line("GIẤY PHÉP XÂY DỰNG", 16)
    page.line("Số: {so_giay_phep:90}", 12, "")
    page.gap(6)
    page.para("Cấp cho chủ đầu tư: <b>{chu_dau_tu}</b>")
    page.para("Địa chỉ liên hệ: {dia_chi}")
    page.para("Loại công trình: {ten_cong_trinh}")
    page.para("Địa điểm xây dựng: {vi_tri}")
    page.gap(8)
    page.table((4, 3, 4, 3), [
        ("Số thửa", "{so_thua}", "Số tờ bản đồ", "{so_to_ban_do}"),
        ("Diện tích xây dựng (m²)", "{dien_tich_xay_dung}", "Tổng diện tích sàn (m²)",
         "{tong_dien_tich_san}"),
        ("Chiều cao (m)", "{chieu_cao}", "Số tầng", "{so_tang}"),
        ("Mật độ (%)", "{mat_do}", "Cốt nền", "{cot_nen}"),
    ])  # fmt: skip
    page.para("Giấy phép có hiệu lực khởi công trong 12 tháng kể từ ngày cấp.")
    _signed(page, ("- Như trên;", "- Lưu: VT, KT."))


def permit_lines(page: Page, _: Random) -> None:
    """One datum a line below the commune's head, units after the figures."""
    page.motto()
    page.row("<b>{co_quan_cap}</b>", "Số: {so_giay_phep}", widths=(5, 3))
    page.gap(10)
    page.line("GIẤY PHÉP XÂY DỰNG NHÀ Ở RIÊNG LẺ", 15)
    page.gap(6)
    for label, key, unit in (
        ("Chủ đầu tư", "chu_dau_tu", ""), ("Nơi thường trú", "dia_chi", ""),
        ("Công trình", "ten_cong_trinh", ""), ("Vị trí xây dựng", "vi_tri", ""),
        ("Thửa đất số", "so_thua", ""), ("Tờ bản đồ số", "so_to_ban_do", ""),
        ("Diện tích xây dựng tầng trệt", "dien_tich_xay_dung", " m²"),
        ("Tổng diện tích sàn xây dựng", "tong_dien_tich_san", " m²"),
        ("Chiều cao tối đa", "chieu_cao", " m"), ("Số tầng", "so_tang", ""),
    ):  # fmt: skip
        shown = page.value(key) or page.blank
        page.para(f"{label}: {{{key}:60}}{unit if shown else ''}")
    page.para("Thời hạn khởi công: 12 tháng kể từ ngày cấp giấy phép này.")
    page.para(_DATED, align="right")
    _signed(page, ("- Chủ đầu tư;", "- Lưu: VT, ĐC-XD."))


_SOME = ("none", "dots")
TEMPLATES = (
    Template(BUSINESS, "nd43-2010", TRAIN, OLD_HOUSE, house_2010, _SOME, sizes=(12,)),
    Template(BUSINESS, "ma-nganh-truoc", TRAIN, NEW_HOUSE, house_2025, ("none",), sizes=(12,)),
    Template(BUSINESS, "hai-ben", TRAIN, MID_HOUSE, house_sides, ("none",), sizes=(12,)),
    Template(BUILDING, "mau-09-cong", TRAIN, OLD_WORK, permit_decree, _SOME, sizes=(12,)),
    Template(BUILDING, "bang-doi", TRAIN, NEW_WORK, permit_cells, ("none",), sizes=(12,)),
    Template(BUILDING, "moi-dong-mot-muc", TRAIN, OLD_WORK, permit_lines, ("none", "dots", "rule")),
)  # fmt: skip
