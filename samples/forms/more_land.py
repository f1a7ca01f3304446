"""More layouts to learn from: land certificates, and applications to register a change.

Certificates of Nghị định 64/CP (1993), Thông tư 17/2009 and Thông tư 10/2024; applications Mẫu
09/ĐK, Mẫu 11/ĐK and Mẫu 18.
"""

from __future__ import annotations

from random import Random

from samples.forms import land
from samples.forms.land import coloured, diagram, made_at, paint, serial_below, signed
from samples.forms.page import Page
from samples.forms.template import TRAIN, Template


def red_table(page: Page, random: Random) -> None:
    """The red book of the nineties, still given out later: parcels in a table."""
    paint(page, "pink")
    page.motto(13)
    page.gap(10)
    coloured(page, "GIẤY CHỨNG NHẬN", page.y, 24)
    coloured(page, "QUYỀN SỬ DỤNG ĐẤT", page.y + 28, 22)
    page.y += 58
    page.line("{co_quan_cap}", 13)
    page.line("CHỨNG NHẬN", 13)
    for row in page.cells("chu_su_dung", 1):
        title, name, year, kind, number, address = row[:6]
        page.para(f"{'Hộ ông/bà' if page.blank else title}: <b>{name}</b>")
        page.row(f"Sinh năm: {year}", f"{kind if not page.blank else 'Số CMND'}: {number}",
                 widths=(2, 4))  # fmt: skip
        page.para(f"Nơi thường trú: {address}")
    page.para("Được quyền sử dụng {dien_tich:60} m² đất", style="b")
    page.para("(Bằng chữ: {dien_tich_bang_chu:200})", style="i")
    page.para("Tại: {dia_chi_thua_dat}")
    page.para("Theo bảng liệt kê dưới đây:")
    page.gap(8)
    head = ("Số tờ bản đồ", "Số thửa", "Mục đích sử dụng", "Thời hạn sử dụng", "Ghi chú")
    page.table((2, 2, 5, 4, 2), [
        tuple(f"<b>{name}</b>" for name in head),
        ("{so_to_ban_do}", "{so_thua}", "{muc_dich_su_dung}", "{thoi_han_su_dung}", ""),
    ], centred=(0, 1), least=44)  # fmt: skip
    if random.random() < 0.6:
        page.para("Hình thức sử dụng: {hinh_thuc_su_dung}")
        page.para("Nguồn gốc sử dụng: {nguon_goc_su_dung}")
    signed(page)
    page.para("Số vào sổ cấp giấy chứng nhận: {so_vao_so}")
    page.new_sheet()
    paint(page, "pink")
    page.line("SƠ ĐỒ THỬA ĐẤT", 13)
    page.gap(16)
    diagram(page)
    page.para("<i>Người được cấp giấy chứng nhận phải giữ gìn cẩn thận, không tẩy xóa.</i>",
              size=10)  # fmt: skip
    serial_below(page)


def pink_rows(page: Page, random: Random) -> None:
    """A copy of the inner page of 2009: data two a row, shared lines, no colour."""
    page.motto(12)
    page.para("Số phát hành: <b>{so_phat_hanh}</b>", align="right")
    page.line("GIẤY CHỨNG NHẬN", 18)
    page.line("QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU NHÀ Ở", 13)
    page.line("VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT", 13)
    page.gap(6)
    page.para("I. Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất", style="b")
    for row in page.cells("chu_su_dung", 1):
        title, name, year, kind, number, address = row[:6]
        page.row(f"{'Ông/Bà' if page.blank else title} {name}", f"Sinh năm {year}",
                 f"{'Số CMND' if page.blank else kind} {number}", widths=(5, 3, 6))  # fmt: skip
        page.para(f"Địa chỉ: {address}")
    page.para("II. Thửa đất, nhà ở và tài sản khác gắn liền với đất", style="b")
    page.para("1. Thửa đất:", style="b")
    page.row("a) Thửa đất số: {so_thua}", "Tờ bản đồ số: {so_to_ban_do}")
    page.para("b) Diện tích: {dien_tich:60} m²")
    page.para("Bằng chữ: {dien_tich_bang_chu}", indent=14)
    page.para(random.choice(("c) Hình thức sử dụng: ", "c) HTSD: ")) + "{hinh_thuc_su_dung}")
    page.para("d) Mục đích sử dụng đất: {muc_dich_su_dung}")
    page.para("đ) Thời hạn sử dụng: {thoi_han_su_dung}")
    page.para("e) Nguồn gốc sử dụng: {nguon_goc_su_dung}")
    page.para("g) Địa chỉ thửa đất: {dia_chi_thua_dat}")
    for name in ("2. Nhà ở", "3. Công trình xây dựng khác", "4. Rừng sản xuất là rừng trồng",
                 "5. Cây lâu năm", "6. Ghi chú"):  # fmt: skip
        page.row(f"{name}:", "-/-", widths=(4, 5))
    page.para("Số vào sổ cấp GCN: {so_vao_so}")
    signed(page)


def new_list(page: Page, random: Random) -> None:
    """The form of 2024 with labels and values in two columns, the plan first overleaf."""
    paint(page, "pink")
    page.code(page.right - 56, 28, 56, page.value("qr"))
    page.gap(36)
    page.motto(13)
    page.gap(6)
    coloured(page, "GIẤY CHỨNG NHẬN", page.y, 20)
    coloured(page, "QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT", page.y + 22, 13)
    page.y += 46
    page.para("1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:", style="b")
    for row in page.cells("chu_su_dung", 1):
        title, name, year, kind, number, address = row[:6]
        page.para(
            f"{'Ông/Bà' if page.blank else title}: <b>{name}</b>; năm sinh: {year}", indent=10
        )
        page.para(f"{'Giấy tờ' if page.blank else kind}: {number}; địa chỉ: {address}", indent=10)
    page.para("2. Thông tin thửa đất:", style="b")
    lines = [
        ("Thửa đất số", "so_thua"), ("Tờ bản đồ số", "so_to_ban_do"), ("Diện tích (m²)",
            "dien_tich"), ("Loại đất", "muc_dich_su_dung"),
        ("Thời hạn sử dụng đất", "thoi_han_su_dung"),
        ("Hình thức sử dụng đất", "hinh_thuc_su_dung"),
        ("Nguồn gốc sử dụng đất", "nguon_goc_su_dung"), ("Địa chỉ", "dia_chi_thua_dat"),
    ]  # fmt: skip
    for i, (label, key) in enumerate(lines):
        page.row(f"{'abcdđegh'[i]}) {label}:", f"{{{key}}}", widths=(3, 6))
    page.para("3. Thông tin tài sản gắn liền với đất:", style="b")
    page.para(random.choice(("Không", "-/-", "Chưa chứng nhận quyền sở hữu")), indent=10)
    page.para("4. Ghi chú: -/-", style="b")
    signed(page)
    page.gap(6)
    page.row("Số phát hành: <b>{so_phat_hanh}</b>", "Số vào sổ cấp GCN: <b>{so_vao_so}</b>")
    page.new_sheet()
    paint(page, "pink")
    page.para("5. Sơ đồ thửa đất, tài sản gắn liền với đất:", style="b")
    page.gap(20)
    diagram(page)
    page.para("6. Những thay đổi sau khi cấp Giấy chứng nhận: Không", style="b")


# Đơn đăng ký biến động.

_OATH = (
    "Tôi/chúng tôi có ý kiến và cam đoan nội dung kê khai trên đơn là đúng sự thật, nếu sai tôi"
    " hoàn toàn chịu trách nhiệm trước pháp luật."
)


def apply_parts(page: Page, random: Random) -> None:
    """Mẫu 11/ĐK: the office's part above, numbers within numbers, boxes to tick at the end."""
    page.para("Mẫu số 11/ĐK", style="b", align="right", size=10)
    page.motto()
    page.gap(6)
    page.line("ĐƠN ĐĂNG KÝ BIẾN ĐỘNG", 14)
    page.line("ĐẤT ĐAI, TÀI SẢN GẮN LIỀN VỚI ĐẤT", 13)
    page.para("Kính gửi: {kinh_gui}", indent=50)
    if random.random() < 0.5:
        page.para("Tiếp nhận hồ sơ: Vào sổ số ...... Quyển ......", size=10, style="i")
    page.para("1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất, người quản lý đất:",
              style="b")  # fmt: skip
    page.para(random.choice(("1.1. Tên: ", "1.1. Họ và tên: ")) + "{ho_ten}")
    page.para("1.2. Giấy tờ nhân thân/pháp nhân: {so_dinh_danh.giay}")
    page.para("1.3. Địa chỉ: {dia_chi}")
    page.row("1.4. Điện thoại liên hệ: {so_dien_thoai}", "Hộp thư điện tử: {thu_dien_tu}",
             widths=(5, 5))  # fmt: skip
    page.para("2. Giấy chứng nhận đã cấp:", style="b")
    book = random.choice(("Số vào sổ cấp Giấy chứng nhận", "Số vào sổ cấp GCN"))
    page.para(f"2.1. {book}: {{so_vao_so}}")
    page.row("2.2. Số phát hành: {so_phat_hanh}", "2.3. Ngày cấp: {ngay_cap_gcn}")
    page.row("2.4. Thửa đất số: {so_thua}", "Tờ bản đồ số: {so_to_ban_do}")
    page.para("<b>3. Nội dung biến động:</b> {noi_dung_bien_dong}", spare=1)
    page.para("<b>4. Lý do biến động:</b> {ly_do_bien_dong}", spare=1)
    page.para("<b>5. Tình hình thực hiện nghĩa vụ tài chính về đất đai:</b> "
              + random.choice(("Đã nộp đủ", "Không có", "Chưa thực hiện")))  # fmt: skip
    page.para("<b>6. Giấy tờ liên quan đến nội dung thay đổi nộp kèm theo đơn này gồm có:</b>")
    for i, row in enumerate(page.cells("giay_to_kem_theo"), 1):
        page.para(f"6.{i}. {row[0]}", indent=14)
    page.para("<b>7. Có nhu cầu cấp mới Giấy chứng nhận:</b>")
    page.ticks((("Có", False), ("Không", True)), widths=(1, 3))
    page.para(_OATH, indent=24)
    made_at(page)


def apply_table(page: Page, random: Random) -> None:
    """Mẫu 18 as a print-out: the certificate in a table, the applicant below the change."""
    page.para("Mẫu số 18", size=10, align="right", style="b")
    page.motto(12)
    page.gap(8)
    page.line("ĐƠN ĐĂNG KÝ BIẾN ĐỘNG ĐẤT ĐAI, TÀI SẢN GẮN LIỀN VỚI ĐẤT", 13)
    page.line("Kính gửi: {kinh_gui:160}", style="")
    page.gap(4)
    page.para("I. NỘI DUNG ĐĂNG KÝ", style="b")
    page.para("1. Nội dung biến động:")
    page.para("{noi_dung_bien_dong}", indent=16, spare=1)
    page.para("2. Lý do biến động:")
    page.para("{ly_do_bien_dong}", indent=16, spare=1)
    page.para("3. Giấy chứng nhận đã cấp:")
    page.gap(8)
    page.table((3, 3, 3, 2, 2), [
        ("<b>Số phát hành</b>", "<b>Số vào sổ cấp GCN</b>", "<b>Ngày cấp GCN</b>",
         "<b>Thửa đất số</b>", "<b>Tờ bản đồ số</b>"),
        ("{so_phat_hanh}", "{so_vao_so}", "{ngay_cap_gcn}", "{so_thua}", "{so_to_ban_do}"),
    ], centred=(0, 1, 2, 3, 4))  # fmt: skip
    page.para("II. NGƯỜI SỬ DỤNG ĐẤT, CHỦ SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT", style="b")
    page.para(random.choice(("4. Họ tên: ", "4. Tên (viết chữ in hoa): ")) + "{ho_ten}")
    page.para(random.choice(("5. Số CCCD/Định danh cá nhân: ", "5. Số định danh: "))
              + "{so_dinh_danh}")  # fmt: skip
    page.para("6. Địa chỉ thường trú: {dia_chi}")
    page.row("7. ĐT liên hệ: {so_dien_thoai}", "8. Email: {thu_dien_tu}", widths=(4, 5))
    page.para("III. GIẤY TỜ NỘP KÈM THEO ĐƠN", style="b")
    for row in page.cells("giay_to_kem_theo"):
        page.para(f"+ {row[0]}", indent=14)
    page.para(_OATH, indent=24)
    made_at(page)


_PEN = frozenset({"*"})
_ANY = ("none", "dots", "rule")
_LINES = ("dots", "rule")
TEMPLATES = (
    Template(land.TYPE, "so-do-bang-liet-ke", TRAIN, land.RED_BOOK, red_table, ("none", "dots"),
             sizes=(12,)),
    Template(land.TYPE, "so-hong-den-trang", TRAIN, land.PINK_BOOK, pink_rows, ("none",),
             sizes=(11.5,)),
    Template(land.TYPE, "mau-2024-hai-cot", TRAIN, land.NEW_FORM, new_list, ("none",),
             sizes=(11.5,)),
    Template(land.APPLICATION, "mau-11-muc-nho", TRAIN, land.APPLY_24, apply_parts,
             ("none", "dots"), sizes=(12,)),
    Template(land.APPLICATION, "mau-11-muc-nho-viet-tay", TRAIN, land.APPLY_24, apply_parts,
             _LINES, ("",), _PEN, (11.5,)),
    Template(land.APPLICATION, "mau-18-bang", TRAIN, land.APPLY_25, apply_table, _ANY,
             sizes=(12,)),
)  # fmt: skip
