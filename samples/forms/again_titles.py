"""More layouts: land certificates, and applications to register a change.

Certificates of Quyết định 24/2004, Thông tư 17/2009 and Thông tư 10/2024; applications of Thông tư
24/2014 as amended by Thông tư 33/2017, Nghị định 101/2024 and Nghị định 151/2025.
"""

from __future__ import annotations

from random import Random

from samples.forms import land
from samples.forms.land import coloured, diagram, emblem, made_at, paint, serial_below
from samples.forms.page import Page, Signer
from samples.forms.template import TRAIN, Template

_DATED = "<i>{noi_cap:60}, ngày {ngay_cap.d:22} tháng {ngay_cap.m:22} năm {ngay_cap.y:34}</i>"


def _signed(page: Page, *, wide: bool = False) -> None:
    """Date, issuer, offices and signer, in the right part or the whole width."""
    page.need(180)
    page.para(_DATED, align="centre", x0=page.left if wide else page.middle - 40)
    block = Signer(
        ("<b>{co_quan_cap}</b>", "<b>{chuc_vu_1}</b>", "<b>{chuc_vu_2}</b>"),
        "<b>{nguoi_ky}</b>", "co_quan_cap", room=88,
    )  # fmt: skip
    page.sign(*((block,) if wide else (Signer(()), block)), shares=(1,) if wide else (3, 6))


def _holders(page: Page, markup: str, address: str) -> None:
    for row in page.cells("chu_su_dung", 1):
        title, name, year, kind, number, home = row[:6]
        if page.blank:
            title, kind = "Ông (bà)", "Giấy tờ"
        page.para(markup.format(title=title, name=name, year=year, kind=kind, number=number))
        page.para(f"{address}: {home}")


def pink_2009(page: Page, _: Random) -> None:
    """The pink book of 2009, a sheet a page, number of the register below the signature."""
    paint(page, "pink")
    page.gap(16)
    page.motto(14)
    emblem(page, page.y + 44)
    page.y += 106
    coloured(page, "GIẤY CHỨNG NHẬN", page.y, 24)
    coloured(page, "QUYỀN SỬ DỤNG ĐẤT", page.y + 28, 20)
    coloured(page, "QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT", page.y + 52, 13)
    page.y += 90
    page.para("I. Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất", style="b")
    _holders(page, "{title} <b>{name}</b>, sinh năm {year}, {kind} {number}", "Địa chỉ")
    serial_below(page)
    page.new_sheet()
    paint(page, "pink")
    page.para("II. Thửa đất, nhà ở và tài sản khác gắn liền với đất", style="b")
    page.para("1. Thửa đất:", style="b")
    page.row("a) Thửa đất số: {so_thua}", "tờ bản đồ số: {so_to_ban_do}")
    page.para("b) Địa chỉ thửa đất: {dia_chi_thua_dat}")
    page.para("c) Diện tích: {dien_tich:60} m², (bằng chữ: {dien_tich_bang_chu:160})")
    page.para("d) Hình thức sử dụng: {hinh_thuc_su_dung}")
    page.para("đ) Mục đích sử dụng: {muc_dich_su_dung}")
    page.para("e) Thời hạn sử dụng: {thoi_han_su_dung}")
    page.para("g) Nguồn gốc sử dụng: {nguon_goc_su_dung}")
    for name in ("2. Nhà ở:", "3. Công trình xây dựng khác:", "4. Rừng sản xuất là rừng trồng:",
                 "5. Cây lâu năm:"):  # fmt: skip
        page.row(f"<b>{name}</b>", "-/-", widths=(4, 5))
    page.para("<b>6. Ghi chú:</b> Không")
    page.gap(6)
    _signed(page)
    page.para("Số vào sổ cấp GCN: {so_vao_so}")
    page.new_sheet()
    paint(page, "pink")
    page.para("III. Sơ đồ thửa đất, nhà ở và tài sản khác gắn liền với đất", style="b")
    page.gap(24)
    diagram(page)
    page.para("IV. Những thay đổi sau khi cấp giấy chứng nhận", style="b")
    page.gap(8)
    page.table((5, 3), [
        ("<b>Nội dung thay đổi và cơ sở pháp lý</b>", "<b>Xác nhận của cơ quan có thẩm quyền</b>"),
        ("", ""),
    ], least=160)  # fmt: skip


def red_2004(page: Page, random: Random) -> None:
    """The red book of 2004 without colour: numbers written out, data numbered within the part."""
    page.motto(14)
    page.gap(10)
    page.line("GIẤY CHỨNG NHẬN", 22)
    page.line("QUYỀN SỬ DỤNG ĐẤT", 20)
    page.gap(6)
    page.line("{co_quan_cap}", 13)
    page.line("CHỨNG NHẬN", 13)
    page.gap(6)
    page.para("I. TÊN NGƯỜI SỬ DỤNG ĐẤT", style="b")
    _holders(page, "{title}: <b>{name}</b>. Năm sinh: {year}. {kind} {number}", "Nơi thường trú")
    page.para("II. THỬA ĐẤT ĐƯỢC QUYỀN SỬ DỤNG", style="b")
    page.row("1. Thửa đất số: {so_thua}", "2. Tờ bản đồ số: {so_to_ban_do}")
    page.para("3. Địa chỉ: {dia_chi_thua_dat}")
    page.para("4. Diện tích: {dien_tich:60} m²; bằng chữ: {dien_tich_bang_chu}")
    page.para("5. Hình thức sử dụng: {hinh_thuc_su_dung}")
    page.para("6. Mục đích sử dụng đất: {muc_dich_su_dung}")
    page.para("7. Thời hạn sử dụng đất: {thoi_han_su_dung}")
    page.para("8. Nguồn gốc sử dụng đất: {nguon_goc_su_dung}")
    page.para("III. TÀI SẢN GẮN LIỀN VỚI ĐẤT", style="b")
    page.para(random.choice(("-/-", "Không")), indent=14)
    page.gap(4)
    _signed(page)
    page.row("Số vào sổ cấp GCN: {so_vao_so}", "Số phát hành: {so_phat_hanh}", widths=(1, 1))
    page.new_sheet()
    page.para("V. SƠ ĐỒ THỬA ĐẤT", style="b")
    page.gap(24)
    diagram(page)
    page.para("VI. NHỮNG THAY ĐỔI SAU KHI CẤP GIẤY CHỨNG NHẬN: Không", style="b")


def form_two_pages(page: Page, _: Random) -> None:
    """The form of 2024: serial below the title, register number beside the date overleaf."""
    paint(page, "pink")
    page.code(page.right - 58, 30, 58, page.value("qr"))
    page.gap(8)
    page.motto(12)
    emblem(page, page.y + 38)
    page.y += 104
    coloured(page, "GIẤY CHỨNG NHẬN", page.y, 22)
    coloured(page, "QUYỀN SỬ DỤNG ĐẤT,", page.y + 24, 15)
    coloured(page, "QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT", page.y + 43, 15)
    page.y += 70
    page.para("<b>{so_phat_hanh}</b>", align="centre", size=14)
    page.para("1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:", style="b")
    _holders(page, "{title} <b>{name}</b>; sinh năm {year}; {kind}: {number}", "Địa chỉ")
    page.para("2. Thông tin thửa đất:", style="b")
    page.row("a) Thửa đất số: {so_thua}", "b) Tờ bản đồ số: {so_to_ban_do}")
    page.row("c) Diện tích: {dien_tich:60} m²", widths=(1,))
    page.para("d) Loại đất: {muc_dich_su_dung}")
    page.para("đ) Thời hạn sử dụng: {thoi_han_su_dung}")
    page.para("e) Hình thức sử dụng: {hinh_thuc_su_dung}")
    page.para("g) Địa chỉ: {dia_chi_thua_dat}")
    page.para("h) Nguồn gốc sử dụng đất: {nguon_goc_su_dung}")
    page.para("3. Thông tin tài sản gắn liền với đất: Không có", style="b")
    page.gap(4)
    _signed(page)
    page.new_sheet()
    paint(page, "pink")
    page.para("4. Sơ đồ thửa đất, tài sản gắn liền với đất:", style="b")
    page.gap(24)
    diagram(page)
    page.para("5. Ghi chú:", style="b")
    page.para("6. Những thay đổi sau khi cấp Giấy chứng nhận:", style="b")
    page.gap(8)
    page.table((5, 3), [
        ("<b>Nội dung thay đổi và cơ sở pháp lý</b>", "<b>Xác nhận của cơ quan có thẩm quyền</b>"),
        ("", ""),
    ], least=120)  # fmt: skip
    page.para("Vào sổ cấp Giấy chứng nhận số: {so_vao_so}")


# Đơn đăng ký biến động.

_OATH = (
    "Tôi xin cam đoan những nội dung kê khai trên đây là đúng sự thật và chịu trách nhiệm trước"
    " pháp luật."
)


def apply_2017(page: Page, random: Random) -> None:
    """Mẫu 09/ĐK as amended in 2017: two columns within the certificate's part."""
    page.para("Mẫu số 09/ĐK", style="b", align="right", size=11)
    page.motto()
    page.gap(8)
    page.line("ĐƠN ĐĂNG KÝ BIẾN ĐỘNG", 14)
    page.line("ĐẤT ĐAI, TÀI SẢN GẮN LIỀN VỚI ĐẤT", 14)
    page.para("Kính gửi: {kinh_gui}", indent=70)
    page.gap(4)
    page.para("1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất", style="b")
    page.para("1.1. Tên (viết chữ in hoa): {ho_ten}")
    page.para("1.2. Giấy tờ tùy thân: {so_dinh_danh.giay}")
    page.para("1.3. Địa chỉ thường trú: {dia_chi}", spare=1)
    page.para("1.4. Số điện thoại: {so_dien_thoai}")
    page.para("2. Giấy chứng nhận đã cấp", style="b")
    page.row("2.1. Số phát hành GCN: {so_phat_hanh}", "2.2. Số vào sổ: {so_vao_so}")
    page.para("2.3. Ngày cấp: ngày {ngay_cap_gcn.d:22} tháng {ngay_cap_gcn.m:22} năm "
              "{ngay_cap_gcn.y:34}")  # fmt: skip
    page.row("2.4. Thửa đất số: {so_thua}", "2.5. Tờ bản đồ số: {so_to_ban_do}")
    page.para("3. Nội dung biến động", style="b")
    page.para("{noi_dung_bien_dong}", indent=20, spare=1)
    page.para("4. Lý do biến động", style="b")
    page.para("{ly_do_bien_dong}", indent=20, spare=1)
    page.para("5. Giấy tờ kèm theo đơn này gồm có", style="b")
    mark = random.choice("-+")
    for row in page.cells("giay_to_kem_theo"):
        page.para(f"{mark} {row[0]}", indent=20)
    page.para(_OATH, indent=28)
    made_at(page)


def apply_2025(page: Page, _: Random) -> None:
    """Mẫu số 18 of 2025: applicant and certificate in ruled boxes, the change between them."""
    page.para("Mẫu số 18", style="b", align="right", size=11)
    page.motto()
    page.gap(8)
    page.line("ĐƠN ĐĂNG KÝ BIẾN ĐỘNG ĐẤT ĐAI,", 14)
    page.line("TÀI SẢN GẮN LIỀN VỚI ĐẤT", 14)
    page.para("Kính gửi: {kinh_gui:200}", align="centre")
    page.para("1. Người đăng ký", style="b")
    page.gap(8)
    page.table((3, 7), [
        ("Họ và tên", "{ho_ten}"), ("Số định danh cá nhân", "{so_dinh_danh}"),
        ("Địa chỉ", "{dia_chi}"), ("Điện thoại", "{so_dien_thoai}"), ("Email", "{thu_dien_tu}"),
    ])  # fmt: skip
    page.para("2. Nội dung biến động: {noi_dung_bien_dong}", spare=1)
    page.para("3. Lý do biến động: {ly_do_bien_dong}", spare=1)
    page.para("4. Giấy chứng nhận đã cấp", style="b")
    page.gap(8)
    page.table((3, 4, 3, 4), [
        ("Số phát hành", "{so_phat_hanh}", "Số vào sổ", "{so_vao_so}"),
        ("Ngày cấp", "{ngay_cap_gcn}", "Thửa đất số", "{so_thua}"),
        ("Tờ bản đồ số", "{so_to_ban_do}", "", ""),
    ])  # fmt: skip
    page.para("5. Giấy tờ nộp kèm theo", style="b")
    for i, row in enumerate(page.cells("giay_to_kem_theo"), 1):
        page.para(f"{i}) {row[0]};", indent=16)
    page.para(_OATH, indent=28)
    made_at(page)


def apply_short(page: Page, _: Random) -> None:
    """An application as people write it, in sentences with labels."""
    page.motto()
    page.gap(10)
    page.line("ĐƠN ĐĂNG KÝ BIẾN ĐỘNG ĐẤT ĐAI", 15)
    page.para("Kính gửi: {kinh_gui}", indent=60)
    page.gap(6)
    page.para("Tôi tên là: {ho_ten}", indent=28)
    page.para("Số CCCD/số định danh: {so_dinh_danh}", indent=28)
    page.para("Nơi thường trú: {dia_chi}", indent=28)
    page.para("Số điện thoại liên hệ: {so_dien_thoai}", indent=28)
    page.para(
        "Là người sử dụng thửa đất số {so_thua:50}, tờ bản đồ số {so_to_ban_do:50} theo Giấy chứng"
        " nhận số phát hành {so_phat_hanh:80}, số vào sổ {so_vao_so:80}, cấp ngày"
        " {ngay_cap_gcn:80}.", indent=28,
    )  # fmt: skip
    page.para("Nay tôi đề nghị đăng ký biến động với nội dung: {noi_dung_bien_dong}", indent=28,
              spare=1)  # fmt: skip
    page.para("Lý do: {ly_do_bien_dong}", indent=28, spare=1)
    page.para("Hồ sơ gửi kèm gồm:", indent=28)
    for i, row in enumerate(page.cells("giay_to_kem_theo"), 1):
        page.para(f"{i}. {row[0]}", indent=40)
    page.para(_OATH, indent=28)
    made_at(page)


_PEN = frozenset({"*"})
_ANY, _SOME, _LINES = ("none", "dots", "rule"), ("none", "dots"), ("dots", "rule")
TEMPLATES = (
    Template(land.TYPE, "so-hong-2009", TRAIN, land.PINK_BOOK, pink_2009, ("none",), sizes=(12,)),
    Template(land.TYPE, "so-do-2004-den-trang", TRAIN, land.RED_BOOK, red_2004, _SOME, sizes=(12,),
             families=("tinos", "mono")),
    Template(land.TYPE, "mau-2024-hai-trang", TRAIN, land.NEW_FORM, form_two_pages, ("none",),
             sizes=(12,)),
    Template(land.APPLICATION, "mau-09-2017", TRAIN, land.APPLY_14, apply_2017, _SOME, sizes=(12,)),
    Template(land.APPLICATION, "mau-18-khung", TRAIN, land.APPLY_25, apply_2025, ("none",),
             sizes=(12,)),
    Template(land.APPLICATION, "don-van-xuoi", TRAIN, land.APPLY_24, apply_short, _ANY),
    Template(land.APPLICATION, "mau-09-2017-viet-tay", TRAIN, land.APPLY_14, apply_2017, _LINES,
             ("",), _PEN, (11.5,)),
)  # fmt: skip
