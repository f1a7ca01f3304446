"""More layouts to learn from: certificates of household businesses, and building permits.

Certificates of Nghị định 01/2021/NĐ-CP and Thông tư 68/2025/TT-BTC; permits of Nghị định
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
    OLD_WORK,
)
from samples.forms.template import TRAIN, Template


def _first(random: Random) -> str:
    return random.choice(
        (
            "Đăng ký lần đầu, ngày {ngay_dang_ky_lan_dau.d:22} tháng {ngay_dang_ky_lan_dau.m:22}"
            " năm {ngay_dang_ky_lan_dau.y:34}",
            "Đăng ký lần đầu: ngày {ngay_dang_ky_lan_dau:70}",
        )
    )


def _changed(page: Page) -> None:
    """The line about changes; only where there were some."""
    if page.value("ngay_thay_doi") or page.blank:
        page.line(
            "Đăng ký thay đổi lần thứ: {lan:16}, ngày {ngay_thay_doi.d:22} tháng "
            "{ngay_thay_doi.m:22} năm {ngay_thay_doi.y:34}", 0, "i",
        )  # fmt: skip


def _sealed(page: Page, *above: str) -> None:
    page.gap(6)
    page.sign(Signer(()), Signer(above, "<b>{nguoi_ky}</b>", "co_quan_cap", room=92))


# Hộ kinh doanh.


def house_decree(page: Page, random: Random) -> None:
    """The whole wording of 2021, kinds of papers and two addresses included."""
    page.head(("{cap_tren}", "<b>{co_quan_cap}</b>", "_"), (*MOTTO, "_"))
    page.gap(12)
    page.line("GIẤY CHỨNG NHẬN", 15)
    page.line("ĐĂNG KÝ HỘ KINH DOANH", 15)
    page.line(random.choice(("Số: {so:100}", "Mã số: {so:100}")), 13)
    page.line(_first(random), 0, "i")
    _changed(page)
    page.gap(6)
    page.para("1. Tên hộ kinh doanh:", style="b")
    page.para("Tên hộ kinh doanh viết bằng tiếng Việt: {ten_ho_kinh_doanh}")
    page.para("Tên hộ kinh doanh viết tắt (nếu có):")
    page.para("2. Địa chỉ trụ sở hộ kinh doanh:", style="b")
    page.para("{dia_chi_tru_so}", indent=14)
    page.row("Điện thoại: {so_dien_thoai}", "Fax (nếu có):")
    page.row("Email (nếu có): {email}", "Website (nếu có):")
    page.para("3. Ngành, nghề kinh doanh:", style="b")
    for i, row in enumerate(page.cells("nganh_nghe"), 1):
        page.para(f"{i}. {row[0]}", indent=14)
    page.para("<b>4. Vốn kinh doanh:</b> {von_kinh_doanh:90} VNĐ")
    page.para("Bằng chữ: {von_kinh_doanh.chu}", style="i", indent=14)
    page.para("5. Thông tin về chủ hộ kinh doanh:", style="b")
    page.row("Họ và tên: {chu_ho}", "Giới tính: {gioi_tinh}", widths=(3, 1.3))
    page.row("Sinh ngày: {ngay_sinh}", "Dân tộc: {dan_toc}", "Quốc tịch: {quoc_tich}")
    page.para("Loại giấy tờ pháp lý của cá nhân: Căn cước công dân")
    legal = random.choice(("Số giấy tờ pháp lý của cá nhân", "Số giấy tờ pháp lý"))
    page.para(f"{legal}: {{so_dinh_danh}}")
    page.row("Ngày cấp: {cap_ngay}", "Nơi cấp: {noi_cap_giay}", widths=(2, 5))
    page.para("Địa chỉ thường trú: {noi_thuong_tru}")
    page.para("Địa chỉ liên lạc: {hien_tai}")
    _sealed(page, "<b>{chuc_vu}</b>", "<i>(Ký tên và đóng dấu)</i>")


def house_cells(page: Page, random: Random) -> None:
    """A print-out of 2025: owner and business in ruled blocks, two data a row."""
    page.code(page.left, 28, 46, page.value("so"))
    page.gap(42)
    page.head(("{cap_tren}", "<b>{co_quan_cap}</b>", "_"), (*MOTTO, "_"))
    page.gap(10)
    page.line("GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH", 14.5)
    page.line(random.choice(("Mã số hộ kinh doanh: {so:100}", "Mã số: {so:100}")), 12)
    page.line(_first(random), 0, "i")
    _changed(page)
    page.gap(8)
    page.table((1, 1), [
        ("Tên hộ kinh doanh:\n{ten_ho_kinh_doanh}", "Vốn kinh doanh (đồng):\n{von_kinh_doanh}"),
        ("Trụ sở:\n{dia_chi_tru_so}", "Điện thoại: {so_dien_thoai}\nThư điện tử: {email}"),
    ])  # fmt: skip
    page.para("Chủ hộ kinh doanh", style="b")
    page.gap(6)
    page.table((1, 1), [
        ("Họ, chữ đệm và tên: {chu_ho}", "Giới tính: {gioi_tinh}"),
        ("Ngày sinh: {ngay_sinh}", "Quốc tịch: {quoc_tich}"),
        ("Số định danh cá nhân: {so_dinh_danh}", "Dân tộc: {dan_toc}"),
        ("Nơi thường trú: {noi_thuong_tru}", "Nơi ở hiện tại: {hien_tai}"),
    ])  # fmt: skip
    page.para("Ngành, nghề kinh doanh:", style="b")
    page.gap(6)
    rows = [(row[1], row[0], "") for row in page.cells("nganh_nghe")]
    head = ("<b>Mã ngành</b>", "<b>Tên ngành, nghề</b>", "<b>Ghi chú</b>")
    page.table((2, 8, 2), [head, *rows], centred=(0,))
    if random.random() < 0.5:
        page.para("Hộ kinh doanh tra cứu thông tin tại dangkykinhdoanh.gov.vn", size=9.5, style="i")
    _sealed(page, "<b>{chuc_vu}</b>")


# Giấy phép xây dựng.

_DATED = "<i>{noi:60}, ngày {ngay_cap.d:22} tháng {ngay_cap.m:22} năm {ngay_cap.y:34}</i>"


def _permit_signed(page: Page) -> None:
    page.gap(4)
    page.sign(
        Signer(("<b><i>Nơi nhận:</i></b>", "- Như trên;", "- Lưu: VT, XD."), signed=False),
        Signer(("<b>{chuc_vu_1}</b>", "<b>{chuc_vu_2}</b>"), "<b>{nguoi_ky}</b>", "co_quan_cap",
               room=92),
    )  # fmt: skip


def permit_decree(page: Page, random: Random) -> None:
    """The whole wording of 2021: place and lot apart, the lot's area, colours, setbacks."""
    page.head(("{cap_tren}", "<b>{co_quan_cap}</b>", "_"), (*MOTTO, "_", _DATED))
    page.gap(10)
    page.line("GIẤY PHÉP XÂY DỰNG", 16)
    page.line("Số: {so_giay_phep:90}", 12)
    page.line("(Sử dụng cho nhà ở riêng lẻ)", 11, "i")
    page.para(random.choice(("1. Cấp cho: ", "1. Cấp cho ông/bà: ")) + "{chu_dau_tu}")
    page.para("- Địa chỉ thường trú: {dia_chi}", indent=12)
    page.para("2. Được phép xây dựng các công trình theo những nội dung sau:")
    page.row("- Tên công trình: {ten_cong_trinh}", "- Tổng số công trình: 01", widths=(3, 2))
    page.para("- Theo thiết kế: {thiet_ke:80} do {don_vi:140} lập")
    page.para(random.choice(("- Vị trí xây dựng: ", "- Xây dựng tại: ")) + "{vi_tri}")
    page.row("+ Lô đất số: {so_thua}", "+ Tờ bản đồ số: {so_to_ban_do}")
    page.para(f"+ Diện tích lô đất: {random.randrange(90, 900)} m²")
    page.para("+ Cốt nền xây dựng: {cot_nen}; chỉ giới xây dựng: {lo_gioi}")
    page.row("+ Mật độ xây dựng: {mat_do:30} %", "+ Hệ số sử dụng đất: 1,8")
    page.para("- Màu sắc công trình: Theo hồ sơ thiết kế")
    page.row("- Diện tích xây dựng: {dien_tich_xay_dung:50} m²",
             "- Tổng diện tích sàn: {tong_dien_tich_san:50} m²")  # fmt: skip
    page.row("- Chiều cao công trình: {chieu_cao:40} m", "- Số tầng: {so_tang}")
    page.para("3. Giấy tờ về đất đai: Giấy chứng nhận quyền sử dụng đất số {gcn:70}, cấp ngày "
              "{gcn_ngay}")  # fmt: skip
    page.para("4. Giấy phép này có hiệu lực khởi công xây dựng trong thời hạn 12 tháng kể từ ngày"
              " cấp; quá thời hạn trên phải đề nghị gia hạn giấy phép xây dựng.")  # fmt: skip
    _permit_signed(page)


def permit_grounds(page: Page, random: Random) -> None:
    """Legal grounds above; the work's data in a table of two data a row."""
    page.head(("{cap_tren}", "<b>{co_quan_cap}</b>", "_", "Số: {so_giay_phep:80}"),
              (*MOTTO, "_", _DATED))  # fmt: skip
    page.gap(10)
    page.line("GIẤY PHÉP", 15)
    page.line("XÂY DỰNG NHÀ Ở RIÊNG LẺ", 14)
    page.gap(4)
    for ground in (
        "Căn cứ Nghị định số 175/2024/NĐ-CP ngày 30 tháng 12 năm 2024 của Chính phủ;",
        "Xét đơn đề nghị cấp giấy phép xây dựng và hồ sơ thiết kế kèm theo,",
    ):
        page.para(ground, indent=24, style="i")
    page.line("{co_quan_cap} CHO PHÉP", 12)
    page.para("Chủ đầu tư (chủ hộ): {chu_dau_tu}")
    page.para(random.choice(("Địa chỉ liên hệ: ", "Số nhà, đường, xã: ")) + "{dia_chi}")
    page.para("Được xây dựng công trình: {ten_cong_trinh}")
    page.para(random.choice(("Địa điểm xây dựng: ", "Vị trí xây dựng: ")) + "{vi_tri}")
    page.gap(8)
    page.table((3, 2.4, 3, 2.4), [
        ("Thửa đất số", "{so_thua}", "Tờ bản đồ số", "{so_to_ban_do}"),
        ("Diện tích xây dựng tầng 1 (m²)", "{dien_tich_xay_dung}", "Tổng diện tích sàn (m²)",
         "{tong_dien_tich_san}"),
        ("Chiều cao công trình (m)", "{chieu_cao}", "Số tầng", "{so_tang}"),
        ("Mật độ xây dựng (%)", "{mat_do}", "Hệ số sử dụng đất", "2,1"),
    ])  # fmt: skip
    page.para("Cốt nền xây dựng công trình: {cot_nen}")
    page.para("Chủ đầu tư phải thông báo ngày khởi công cho Ủy ban nhân dân cấp xã nơi xây dựng"
              " trước 03 ngày làm việc; xuất trình giấy phép khi được yêu cầu.")  # fmt: skip
    page.para("Thời hạn khởi công: không quá 12 tháng kể từ ngày được cấp giấy phép.")
    _permit_signed(page)


_ANY = ("none", "dots", "rule")
TEMPLATES = (
    Template(BUSINESS, "nd01-2021-day-du", TRAIN, MID_HOUSE, house_decree, _ANY,
             sizes=(11.5,)),
    Template(BUSINESS, "o-hai-cot-2025", TRAIN, NEW_HOUSE, house_cells, ("none",), sizes=(11.5,),
             families=("arimo", "tinos")),
    Template(BUILDING, "nd15-2021-day-du", TRAIN, OLD_WORK, permit_decree, _ANY,
             sizes=(12,)),
    Template(BUILDING, "co-can-cu-o-doi", TRAIN, NEW_WORK, permit_grounds, ("none", "dots"),
             sizes=(12,)),
)  # fmt: skip
