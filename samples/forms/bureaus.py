"""Papers of land offices: land and its changes, household businesses, building permits.

Certificates of Thông tư 1990/2001, Thông tư 23/2014 and Thông tư 10/2024; applications of Thông tư
17/2009 and Nghị định 151/2025; household businesses of Nghị định 88/2006 and Nghị định 168/2025;
permits by storeys, for a term, and signed with a token.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from random import Random

from samples.forms import land, permits
from samples.forms.land import coloured, diagram, emblem, paint, serial_below
from samples.forms.page import MOTTO, Page, Signer
from samples.forms.people import make_name, make_person
from samples.forms.template import TRAIN, Story, Template, some_date
from samples.forms.words import area_in_words, decimal, dmy
from samples.render import BLACK, RED, Line, Text, width

_ACROSS, _A3 = (841.9, 595.3), (1190.6, 841.9)


def _levels(address: object) -> list[str]:
    """Commune, district and province of an address of before the merger."""
    return str(address).split(", ")[-3:]


def _later(random: Random, story: Story, key: str, least: int, most: int) -> datetime.date:
    """A working day after a date of the story."""
    date = datetime.date.fromisoformat(str(story.gold[key]))
    return some_date(
        random, date + datetime.timedelta(least), date + datetime.timedelta(most)
    )  # fmt: skip


# Giấy chứng nhận quyền sử dụng đất.


def _dwelling(story: Story, random: Random) -> None:
    """A plot for a house, and the house on it."""
    where = str(story.gold["dia_chi_thua_dat"]).casefold()
    town = "phường" in where or "thị trấn" in where
    area = Decimal(random.randrange(1250, 4800)) / 10
    story.put("dien_tich", f"{area.normalize():f}", decimal(area))
    several = len(story.rows["chu_su_dung"]) > 1
    story.text(
        dien_tich_bang_chu=area_in_words(area),
        muc_dich_su_dung="Đất ở tại đô thị" if town else "Đất ở tại nông thôn",
        thoi_han_su_dung="Lâu dài",
        hinh_thuc_su_dung="Sử dụng chung của vợ và chồng" if several else "Sử dụng riêng",
    )  # fmt: skip
    ground = Decimal(random.randrange(380, 1200)) / 10
    storeys = random.choice((1, 1, 2, 3))
    story.also(
        nha="Nhà ở riêng lẻ", nha_nen=decimal(ground), nha_san=decimal(ground * storeys),
        nha_cap="cấp IV" if storeys == 1 else "cấp III",
        nha_vat_lieu="tường gạch, mái tôn" if storeys == 1 else "khung bê tông, tường gạch",
    )  # fmt: skip


def _copy(random: Random) -> Story:
    """A pink book that was mortgaged, and copied for a commune to certify."""
    story = land.PINK_BOOK(random)
    _dwelling(story, random)
    commune, district, _ = _levels(story.gold["dia_chi_thua_dat"])
    pledged = _later(random, story, "ngay_cap", 40, 200)
    certified = _later(random, story, "ngay_cap", 240, 330)
    story.also(
        the_chap=f"Thế chấp bằng quyền sử dụng đất tại Ngân hàng theo hồ sơ số"
        f" {random.randrange(10**6):06d}.TC.{random.randrange(1, 9):03d}",
        the_chap_ngay=dmy(pledged), the_chap_noi=f"Chi nhánh Văn phòng đăng ký đất đai {district}",
        sao_so=f"{random.randrange(100, 9000)}", sao_ngay=dmy(certified),
        sao_noi=f"ỦY BAN NHÂN DÂN {commune}".upper(),
        sao_ten=make_name(random, "Kinh", random.choice(("Nam", "Nữ"))),
    )  # fmt: skip
    return story


def copied(page: Page, _: Random) -> None:
    """The pink book copied in black and white, two of its pages on a sheet, certified as such."""
    whole, top = (page.left, page.right), page.y
    middle = page.width / 2
    page.left, page.right = middle + 20, whole[1]
    page.gap(24)
    page.motto(11)
    page.gap(60)
    page.line("GIẤY CHỨNG NHẬN", 19)
    page.line("QUYỀN SỬ DỤNG ĐẤT", 17)
    page.line("QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT", 9.5)
    page.gap(20)
    page.para("I. Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất", style="b")
    for i, row in enumerate(page.cells("chu_su_dung", 1)):
        title, name, year, kind, number, address = row[:6]
        if page.blank:
            title, kind = "Ông/Bà", "Giấy tờ"
        page.para(f"{'và ' if i else ''}{title}: <b>{name}</b>", indent=8)
        page.para(f"Sinh năm: {year}; {kind}: {number}", indent=8)
        page.para(f"Địa chỉ: {address}", indent=8)
    serial = page.value("so_phat_hanh")
    if serial:
        face = page.face("b")
        page.mark(Text(page.right - width(serial, face, 15), page.height - 40, serial, face, 15))
        page.say(serial)
    page.left, page.right, page.y = whole[0], middle - 20, top
    page.mark(Line(middle, 26, middle, page.height - 26, 0.4))
    page.para("IV. Những thay đổi sau khi cấp giấy chứng nhận", style="b")
    page.gap(6)
    page.table((5, 3), [
        ("<b>Nội dung thay đổi và cơ sở pháp lý</b>", "<b>Xác nhận của cơ quan có thẩm quyền</b>"),
    ])  # fmt: skip
    page.y -= page.style.size - 1
    page.table((5, 3), [("{the_chap}", "Ngày {the_chap_ngay}\n{the_chap_noi}")], least=130)
    page.code(page.left, page.y, 130, page.value("ma_vach"), "Code128", 22)
    page.y = max(page.y + 60, page.height - 210)
    page.line("CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH", 10)
    page.para("Số chứng thực: {sao_so:40}, quyển số 01-SCT/BS, ngày {sao_ngay:60}", align="centre")
    page.sign(Signer(("<b>TM. {sao_noi}</b>", "<b>PHÓ CHỦ TỊCH</b>"), "<b>{sao_ten}</b>", "sao_noi",
                     room=84))  # fmt: skip
    page.left, page.right = whole
    page.new_sheet()
    _copied_inside(page, middle)


def _copied_inside(page: Page, middle: float) -> None:
    """Pages 2 and 3 of the book: plot and house, plan and signature."""
    whole, top = (page.left, page.right), page.y
    page.right = middle - 20
    page.mark(Line(middle, 26, middle, page.height - 26, 0.4))
    page.para("II. Thửa đất, nhà ở và tài sản khác gắn liền với đất", style="b")
    page.para("1. Thửa đất:", style="b")
    page.para("a) Thửa đất số: {so_thua:40}; tờ bản đồ số: {so_to_ban_do:40}")
    page.para("b) Địa chỉ: {dia_chi_thua_dat}")
    page.para("c) Diện tích: {dien_tich:50} m² (Bằng chữ: {dien_tich_bang_chu:120})")
    page.para("d) Hình thức sử dụng: {hinh_thuc_su_dung}")
    page.para("đ) Mục đích sử dụng: {muc_dich_su_dung}")
    page.para("e) Thời hạn sử dụng: {thoi_han_su_dung}")
    page.para("g) Nguồn gốc sử dụng: {nguon_goc_su_dung}")
    page.para("2. Nhà ở:", style="b")
    page.para("a) Loại nhà ở: {nha}")
    page.row("b) Diện tích xây dựng: {nha_nen} m²", "c) Diện tích sàn: {nha_san} m²")
    page.row("d) Hình thức sở hữu: Sở hữu riêng", "đ) Cấp (hạng): {nha_cap}")
    page.para("e) Thời hạn được sở hữu: -/-")
    for name in ("3. Công trình xây dựng khác", "4. Rừng sản xuất là rừng trồng",
                 "5. Cây lâu năm"):  # fmt: skip
        page.para(f"<b>{name}:</b> Chưa chứng nhận quyền sở hữu")
    page.para("<b>6. Ghi chú:</b> -/-")
    page.left, page.right, page.y = middle + 20, whole[1], top
    page.para("III. Sơ đồ thửa đất, nhà ở và tài sản khác gắn liền với đất", style="b")
    page.gap(14)
    diagram(page, 150)
    page.para("<i>{noi_cap:50}, ngày {ngay_cap.d:20} tháng {ngay_cap.m:20} năm {ngay_cap.y:30}</i>",
              align="centre")  # fmt: skip
    page.sign(
        Signer(("<b>{co_quan_cap}</b>", "<b>{chuc_vu_1}</b>", "<b>{chuc_vu_2}</b>"),
               "<b>{nguoi_ky}</b>", "co_quan_cap", room=88, ink=BLACK),
    )  # fmt: skip
    page.gap(10)
    page.para("Số vào sổ cấp GCN: {so_vao_so}")
    page.left = whole[0]


def _dwelling_2024(random: Random) -> Story:
    story = land.NEW_FORM(random)
    _dwelling(story, random)
    story.also(ma=f"{random.randrange(10**6):06d}{random.randrange(10**6):06d}")
    return story


def run_on(page: Page, _: Random) -> None:
    """The form of 2024 with a house: data follow each other on shared lines, as typed."""
    paint(page, "pink")
    page.code(page.right - 60, 28, 60, page.value("qr"))
    emblem(page, 62)
    page.y = 118
    page.motto(12)
    coloured(page, "GIẤY CHỨNG NHẬN", page.y + 14, 21)
    coloured(page, "QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT", page.y + 38, 14)
    page.y += 62
    page.para("Mã Giấy chứng nhận: {ma}", align="right", size=10)
    page.para("1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:", style="b")
    for row in page.cells("chu_su_dung", 1):
        title, name, year, kind, number, address = row[:6]
        if page.blank:
            title, kind = "Ông/Bà", "Giấy tờ"
        page.para(f"- {title} <b>{name}</b>, năm sinh {year}, {kind} {number}, địa chỉ: {address}.",
                  indent=10)  # fmt: skip
    page.para("2. Thông tin thửa đất:", style="b")
    page.para("Thửa đất số: {so_thua:40}; tờ bản đồ số: {so_to_ban_do:40}; diện tích:"
              " {dien_tich:50} m²; loại đất: {muc_dich_su_dung:80}; hình thức sử dụng đất:"
              " {hinh_thuc_su_dung:80}; thời hạn sử dụng đất: {thoi_han_su_dung:50}.",
              indent=10)  # fmt: skip
    page.para("Nguồn gốc sử dụng đất: {nguon_goc_su_dung}", indent=10)
    page.para("Địa chỉ thửa đất: {dia_chi_thua_dat}", indent=10)
    page.para("3. Thông tin tài sản gắn liền với đất:", style="b")
    page.para("Tên tài sản: {nha:90}; diện tích xây dựng: {nha_nen:40} m²; diện tích sàn:"
              " {nha_san:40} m²; kết cấu: {nha_vat_lieu:90}; {nha_cap:40}.", indent=10)  # fmt: skip
    page.gap(4)
    page.need(210)
    page.para("<i>{noi_cap:60}, ngày {ngay_cap.d:22} tháng {ngay_cap.m:22} năm {ngay_cap.y:34}</i>",
              align="centre", x0=page.middle - 40)  # fmt: skip
    page.sign(
        Signer(("Số vào sổ cấp Giấy chứng nhận:", "<b>{so_vao_so}</b>"), signed=False),
        Signer(("<b>{co_quan_cap}</b>", "<b>{chuc_vu_1}</b>", "<b>{chuc_vu_2}</b>"),
               "<b>{nguoi_ky}</b>", "co_quan_cap", room=88),
        shares=(4, 5.6),
    )  # fmt: skip
    serial_below(page)
    page.new_sheet()
    paint(page, "pink")
    page.para("4. Sơ đồ thửa đất, tài sản gắn liền với đất:", style="b")
    page.gap(20)
    diagram(page, 240)
    page.para("<b>5. Ghi chú:</b> Thửa đất được đo đạc theo bản đồ địa chính.")
    page.para("6. Những thay đổi sau khi cấp Giấy chứng nhận:", style="b")
    page.gap(8)
    page.table((1.6, 5, 3), [
        ("<b>Thời điểm</b>", "<b>Nội dung thay đổi và cơ sở pháp lý</b>",
         "<b>Xác nhận của cơ quan có thẩm quyền</b>"),
        ("", "", ""),
    ], least=110)  # fmt: skip


def _nineties(random: Random) -> Story:
    """A red book of the form that ended in 2004."""
    dates = datetime.date(2002, 1, 10), datetime.date(2004, 11, 20)
    story = land.certificate(random, dates)
    story.text(so_vao_so=f"{random.randrange(1, 9999):05d} QSDĐ")
    story.also(**{f"canh_{i}": decimal(Decimal(random.randrange(60, 620)) / 10) for i in "1234"})
    return story


def red_listed(page: Page, _: Random) -> None:
    """The red book of before 2004 opened flat and filled in by pen: a list, and a survey."""
    whole, top = (page.left, page.right), page.y
    middle = page.width / 2
    paint(page, "pink")
    page.left = middle + 30
    page.gap(40)
    page.motto(15)
    emblem(page, page.y + 70)
    page.y += 170
    coloured(page, "GIẤY CHỨNG NHẬN", page.y, 30)
    coloured(page, "QUYỀN SỬ DỤNG ĐẤT", page.y + 40, 28)
    serial_below(page)
    page.new_sheet()
    paint(page, "pink")
    page.mark(Line(middle, 30, middle, page.height - 30, 0.4, "rose"))
    page.left, page.right = whole[0], middle - 26
    page.ruled = True
    page.line("{co_quan_cap}", 14)
    page.ruled = False
    page.line("CHỨNG NHẬN", 15)
    page.gap(4)
    for i, row in enumerate(page.cells("chu_su_dung", 1)):
        _title, name, year, _kind, number, address = row[:6]
        page.para(f"{'và' if i else 'Hộ'} ông (bà): {name}")
        page.row(f"Sinh năm: {year}", f"CMND số: {number}", widths=(2, 3))
        page.para(f"Địa chỉ thường trú: {address}")
    page.para("Được quyền sử dụng: {dien_tich:60} m² đất")
    page.para("(viết bằng chữ: {dien_tich_bang_chu})")
    page.para("Tại: {dia_chi_thua_dat}")
    page.para("theo bảng liệt kê dưới đây:")
    page.gap(8)
    page.table((1.5, 1.5, 2, 4.2, 3), [
        ("<b>Tờ bản đồ số</b>", "<b>Thửa số</b>", "<b>Diện tích (m²)</b>",
         "<b>Mục đích sử dụng</b>", "<b>Thời hạn sử dụng</b>"),
        ("{so_to_ban_do}", "{so_thua}", "{dien_tich}", "{muc_dich_su_dung}", "{thoi_han_su_dung}"),
    ], centred=(0, 1, 2), least=40)  # fmt: skip
    page.para("<i>{noi_cap:60}, ngày {ngay_cap.d:24} tháng {ngay_cap.m:24} năm {ngay_cap.y:38}</i>",
              align="right")  # fmt: skip
    page.sign(
        Signer(("Vào sổ cấp giấy chứng nhận", "quyền sử dụng đất", "Số: {so_vao_so:70}"),
               signed=False),
        Signer(("<b>{chuc_vu_1}</b>", "<b>{chuc_vu_2}</b>"), "<b>{nguoi_ky}</b>", "co_quan_cap",
               room=92),
    )  # fmt: skip
    page.left, page.right, page.y = middle + 30, whole[1], top
    page.line("HỒ SƠ KỸ THUẬT THỬA ĐẤT", 14)
    page.gap(24)
    diagram(page, 250)
    page.table((1, 1, 1, 1), [
        ("<b>Cạnh 1 - 2 (m)</b>", "<b>Cạnh 2 - 3 (m)</b>", "<b>Cạnh 3 - 4 (m)</b>",
         "<b>Cạnh 4 - 1 (m)</b>"),
        tuple(f"{{canh_{i}}}" for i in "1234"),
    ], centred=(0, 1, 2, 3))  # fmt: skip
    page.para("Chủ sử dụng đất không được tự ý sửa chữa, tẩy xóa nội dung của giấy này; mất hoặc"
              " hư hỏng phải báo ngay cho Ủy ban nhân dân nơi có đất.", style="i",
              size=10.5)  # fmt: skip
    page.left = whole[0]


# Đơn đăng ký biến động.

_BEFORE_AFTER = (
    ("Diện tích thửa đất", "Đo đạc lập bản đồ địa chính mới", "1.250 m²", "1.187,5 m²",
     "Trích đo địa chính thửa đất"),
    ("Mục đích sử dụng đất", "Được phép chuyển mục đích sử dụng", "Đất trồng cây hằng năm khác",
     "Đất ở tại nông thôn", "Quyết định cho phép chuyển mục đích sử dụng đất"),
    ("Thời hạn sử dụng đất", "Hết thời hạn giao đất nông nghiệp", "Đến ngày 15/10/2013",
     "Đến ngày 15/10/2033", "Xác nhận đang trực tiếp sản xuất nông nghiệp"),
    ("Tài sản gắn liền với đất", "Xây dựng nhà ở mới trên đất", "Chưa có nhà ở",
     "Nhà ở cấp 4, diện tích 96 m²", "Giấy phép xây dựng nhà ở"),
    ("Tên người sử dụng đất", "Được cha mẹ tặng cho quyền sử dụng đất", "Đứng tên cha và mẹ",
     "Đứng tên người làm đơn", "Hợp đồng tặng cho có chứng thực"),
)  # fmt: skip
_AT_2009 = ("Sổ hộ khẩu (bản sao)", "Chứng minh nhân dân (bản sao)", "Tờ khai lệ phí trước bạ")


def _apply_2009(random: Random) -> Story:
    """An application of when people had identity cards of nine digits."""
    dates = datetime.date(2010, 2, 1), datetime.date(2014, 6, 28)
    story = land.application(random, dates)
    about, reason, before, after, paper = random.choice(_BEFORE_AFTER)
    _, district, _ = _levels(story.gold["dia_chi"])
    story.text(
        kinh_gui=f"Văn phòng Đăng ký quyền sử dụng đất {district}",
        so_dinh_danh=f"{random.randrange(10**9):09d}", noi_dung_bien_dong=about,
        ly_do_bien_dong=reason,
    )  # fmt: skip
    story.also(truoc=before, sau=after)
    papers = ["Giấy chứng nhận quyền sử dụng đất (bản chính)", paper]
    papers += random.sample(_AT_2009, random.randint(0, 2))
    story.list("giay_to_kem_theo", [(name,) for name in papers], papers)
    story.optional = ("so_dien_thoai", "so_vao_so")
    return story


def apply_2009(page: Page, _: Random) -> None:
    """Mẫu 03/ĐK-GCN of 2009: before and after beside each other, the office's parts overleaf."""
    top = page.y
    page.para("Mẫu số 03/ĐK-GCN", style="b", size=10)
    page.frame(page.left, top + 8, page.left + 190, top + 74)
    y = top + 22
    for markup in ("<b>PHẦN GHI CỦA NGƯỜI NHẬN HỒ SƠ</b>", "Vào sổ tiếp nhận hồ sơ:",
                   "Ngày ..../..../........", "Quyển số ......, số thứ tự ......"):  # fmt: skip
        found, y = page.cell(markup, page.left + 6, page.left + 186, y, 9)
        page.say(*found)
        y += 1
    page.y = top + 14
    left, page.left = page.left, page.left + 200
    page.motto(10.5)
    page.left, page.y = left, top + 100
    page.line("ĐƠN ĐĂNG KÝ BIẾN ĐỘNG", 14)
    page.line("VỀ SỬ DỤNG ĐẤT, TÀI SẢN GẮN LIỀN VỚI ĐẤT", 13)
    page.para("Kính gửi: {kinh_gui}", indent=70)
    page.gap(4)
    page.para("I. KÊ KHAI CỦA NGƯỜI SỬ DỤNG ĐẤT, CHỦ SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT", style="b",
              size=11)  # fmt: skip
    page.para("1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất", style="b")
    page.para("1.1. Tên người đăng ký: {ho_ten}", indent=10)
    page.left += 10
    page.row("1.2. Giấy CMND số: {so_dinh_danh}", "Điện thoại: {so_dien_thoai}", widths=(5, 4))
    page.left -= 10
    page.para("1.3. Địa chỉ: {dia_chi}", indent=10)
    page.para("2. Giấy chứng nhận đã cấp", style="b")
    page.para("2.1. Thửa đất số: {so_thua:50}; tờ bản đồ số: {so_to_ban_do}", indent=10)
    page.para("2.2. Số vào sổ cấp GCN: {so_vao_so}", indent=10)
    page.left += 10
    page.row("2.3. Số phát hành GCN: {so_phat_hanh}", "2.4. Ngày cấp: {ngay_cap_gcn}")
    page.left -= 10
    page.para("<b>3. Nội dung biến động về:</b> {noi_dung_bien_dong}")
    page.gap(8)
    page.table((1, 1), [
        ("<b>Nội dung trên GCN trước khi biến động</b>", "<b>Nội dung sau khi biến động</b>"),
        ("{truoc}", "{sau}"),
    ])  # fmt: skip
    page.para("<b>4. Lý do biến động:</b> {ly_do_bien_dong}")
    page.para("<b>5. Nghĩa vụ tài chính đối với thửa đất:</b> Đã hoàn thành")
    page.para("6. Giấy tờ nộp kèm theo đơn này gồm có:", style="b")
    for row in page.cells("giay_to_kem_theo"):
        page.para(f"- {row[0]}", indent=14)
    page.para("Tôi cam đoan nội dung khai trên đơn là đúng.", indent=24)
    page.sign(
        Signer(()),
        Signer(("<i>{noi:50}, ngày {ngay_lap.d:22} tháng {ngay_lap.m:22} năm {ngay_lap.y:34}</i>",
                "<b>Người viết đơn</b>", "<i>(Ký và ghi rõ họ tên)</i>"), "{ky_ten}"),
        shares=(2, 4),
    )  # fmt: skip
    page.new_sheet()
    for title, signer in (
        ("II. KẾT QUẢ THẨM TRA CỦA VĂN PHÒNG ĐĂNG KÝ QUYỀN SỬ DỤNG ĐẤT", "Giám đốc"),
        ("III. Ý KIẾN CỦA CƠ QUAN TÀI NGUYÊN VÀ MÔI TRƯỜNG", "Thủ trưởng cơ quan"),
    ):
        page.para(title, style="b", size=11)
        for _line in range(3):
            page.mark(Line(page.left, page.y + 6, page.right, page.y + 6, 0.4))
            page.gap(20)
        page.row("Ngày ... tháng ... năm ......\n<b>Cán bộ thẩm tra</b>",
                 f"Ngày ... tháng ... năm ......\n<b>{signer}</b>")  # fmt: skip
        page.gap(90)


_NOTES = (
    "(1) Ghi tên cơ quan nơi nộp đơn.",
    "(2) Cá nhân ghi họ và tên bằng chữ in hoa; tổ chức ghi theo quyết định thành lập.",
    "(3) Cá nhân ghi số định danh cá nhân; tổ chức ghi số quyết định hoặc giấy đăng ký.",
    "(4) Ghi địa chỉ thường trú để cơ quan nhà nước liên hệ.",
    "(5) Nêu việc thay đổi so với Giấy chứng nhận, như chuyển nhượng, tặng cho, đổi tên.",
    "(6) Liệt kê từng loại giấy tờ; bản sao thì ghi rõ là bản sao.",
)
_KINDS_2025 = (
    ("Nhận chuyển nhượng một phần thửa đất", "Hợp đồng chuyển nhượng đã công chứng"),
    ("Tặng cho quyền sử dụng đất cho em ruột", "Hợp đồng tặng cho quyền sử dụng đất"),
    ("Đổi tên người sử dụng đất theo giấy khai sinh", "Trích lục cải chính hộ tịch"),
    ("Thay đổi địa chỉ thường trú của chủ đất", "Xác nhận thông tin về cư trú"),
    ("Xác nhận nhà ở xây thêm trên đất", "Giấy phép xây dựng nhà ở"),
    ("Thừa kế quyền sử dụng đất của cha để lại", "Văn bản thỏa thuận phân chia di sản"),
    ("Thay đổi ranh giới thửa đất do đo đạc lại", "Mảnh trích đo bản đồ địa chính"),
)  # fmt: skip
_ANY_2025 = ("Căn cước (bản sao)", "Tờ khai thuế sử dụng đất", "Văn bản về việc đại diện")


def _apply_2025(random: Random) -> Story:
    story = land.APPLY_25(random)
    kind, paper = random.choice(_KINDS_2025)
    story.text(noi_dung_bien_dong=kind)
    papers = ["Giấy chứng nhận đã cấp (bản gốc)", paper]
    papers += random.sample(_ANY_2025, random.randint(0, 2))
    story.list("giay_to_kem_theo", [(name,) for name in papers], papers)
    story.optional = ("so_dien_thoai", "thu_dien_tu")
    return story


def apply_notes(page: Page, _: Random) -> None:
    """Mẫu số 18 of 2025 as the decree has it: numbers of notes at labels, the notes below."""
    page.para("Mẫu số 18", size=10, style="b", align="centre")
    page.motto()
    page.gap(6)
    page.line("ĐƠN ĐĂNG KÝ BIẾN ĐỘNG ĐẤT ĐAI, TÀI SẢN GẮN LIỀN VỚI ĐẤT", 13.5)
    page.para("Kính gửi (1): {kinh_gui}", indent=40)
    page.para("1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất, người quản lý đất:")
    page.para("a) Tên (2): {ho_ten}", indent=14)
    page.para("b) Giấy tờ nhân thân/pháp nhân (3): {so_dinh_danh}", indent=14)
    page.para("c) Địa chỉ (4): {dia_chi}", indent=14)
    page.para("d) Điện thoại liên hệ (nếu có): {so_dien_thoai}", indent=14)
    page.para("đ) Hộp thư điện tử (nếu có): {thu_dien_tu}", indent=14)
    page.para("2. Nội dung biến động (5): {noi_dung_bien_dong}")
    page.para("Biến động đối với thửa đất số {so_thua:50} tờ bản đồ số {so_to_ban_do:50} đã được"
              " cấp Giấy chứng nhận số phát hành {so_phat_hanh:90} số vào sổ {so_vao_so:80} ngày"
              " cấp {ngay_cap_gcn:80}", indent=14)  # fmt: skip
    page.para("3. Giấy tờ liên quan đến nội dung biến động nộp kèm theo đơn này (6):")
    for i, row in enumerate(page.cells("giay_to_kem_theo"), 1):
        page.para(f"3.{i}. {row[0]}", indent=14)
    page.para("Tôi chịu trách nhiệm về tính chính xác của những điều ghi trong đơn này.", indent=24)
    page.sign(
        Signer(()),
        Signer(("<i>{noi:50}, ngày {ngay_lap.d:22} tháng {ngay_lap.m:22} năm {ngay_lap.y:36}</i>",
                "<b>NGƯỜI VIẾT ĐƠN</b>", "<i>(ký, ghi rõ họ tên)</i>"), "{ky_ten}"),
        shares=(2, 5),
    )  # fmt: skip
    page.gap(4)
    page.need(90)
    page.mark(Line(page.left, page.y - 8, page.left + 140, page.y - 8, 0.5))
    page.gap(4)
    page.para("Hướng dẫn viết đơn:", size=9, style="b")
    for note in _NOTES:
        page.para(note, size=9)


# Hộ kinh doanh.


def _family(random: Random) -> Story:
    """A business of several people of a household."""
    story = permits.NEW_HOUSE(random)
    first = datetime.date.fromisoformat(str(story.gold["ngay_dang_ky_lan_dau"]))
    people = [make_person(random, first, (1958, 2006)) for _ in range(random.randint(1, 3))]
    story.list(
        "thanh_vien", [(p.name, dmy(p.born), p.sex, p.id12) for p in people],
        [p.name for p in people],
    )  # fmt: skip
    story.also(ma_qr=f"HKD-{story.gold['so']}")
    return story


def house_family(page: Page, _: Random) -> None:
    """The certificate of 2025 of a family: who else takes part, the main trade marked."""
    page.code(page.left, page.top, 44, page.value("ma_qr"))
    page.left += 50
    page.head(("{cap_tren}", "<b>{co_quan_cap}</b>", "_"), (*MOTTO, "_"), size=11)
    page.left -= 50
    page.gap(16)
    page.line("GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH", 15)
    page.line("Mã số hộ kinh doanh: {so:100}", 12.5)
    page.para("Đăng ký lần đầu: {ngay_dang_ky_lan_dau.long:140}", align="centre")
    if page.blank or page.value("ngay_thay_doi"):
        page.para("Đăng ký thay đổi lần thứ {lan:16}: {ngay_thay_doi.long:140}", align="centre")
    page.gap(6)
    page.para("<b>1. Tên hộ kinh doanh:</b> {ten_ho_kinh_doanh}")
    page.para("<b>2. Trụ sở hộ kinh doanh:</b> {dia_chi_tru_so}")
    page.para("Số điện thoại: {so_dien_thoai}", indent=12)
    page.para("3. Thông tin về chủ hộ kinh doanh", style="b")
    page.para("Họ, chữ đệm và tên: {chu_ho}", indent=12)
    page.para("Giới tính: {gioi_tinh}", indent=12)
    page.para("Ngày, tháng, năm sinh: {ngay_sinh}", indent=12)
    page.para("Số định danh cá nhân: {so_dinh_danh}", indent=12)
    page.para("Nơi thường trú: {noi_thuong_tru}", indent=12)
    page.para("4. Thành viên hộ gia đình tham gia đăng ký hộ kinh doanh", style="b")
    page.gap(7)
    rows = [(str(i), *row[:4]) for i, row in enumerate(page.cells("thanh_vien", 2), 1)]
    page.table((1, 5, 2.6, 2, 3.4), [
        ("<b>STT</b>", "<b>Họ và tên</b>", "<b>Ngày sinh</b>", "<b>Giới tính</b>",
         "<b>Số định danh cá nhân</b>"), *rows,
    ], centred=(0, 2, 3, 4))  # fmt: skip
    page.para("5. Ngành, nghề kinh doanh", style="b")
    page.gap(7)
    rows = [(row[0], row[1], "Ngành chính" if i == 0 and not page.blank else "")
            for i, row in enumerate(page.cells("nganh_nghe"))]  # fmt: skip
    page.table((7, 1.6, 2.4), [
        ("<b>Tên ngành</b>", "<b>Mã ngành</b>", "<b>Ghi chú</b>"), *rows,
    ], centred=(1, 2))  # fmt: skip
    page.para("<b>6. Vốn kinh doanh:</b> {von_kinh_doanh:90} đồng. Bằng chữ:"
              " {von_kinh_doanh.chu:150}")  # fmt: skip
    page.gap(4)
    page.need(150)
    page.sign(
        Signer(("<i>Hộ kinh doanh có nghĩa vụ thông báo khi thay đổi nội dung đăng ký.</i>",),
               signed=False),
        Signer(("<b>{chuc_vu}</b>",), "<b>{nguoi_ky}</b>", "co_quan_cap", room=90),
        shares=(4, 5),
    )  # fmt: skip


def _old_business(random: Random) -> Story:
    """A business of when people had identity cards of nine digits."""
    dates = datetime.date(2007, 3, 5), datetime.date(2015, 12, 20)
    story = permits.business(random, dates)
    born = some_date(random, datetime.date(1948, 1, 5), datetime.date(1984, 12, 20))
    story.date("ngay_sinh", born)
    home = str(story.gold["noi_thuong_tru"])
    story.text(so_dinh_danh=f"{random.randrange(10**9):09d}")
    story.also(noi_cap_giay=f"Công an {_levels(home)[2]}")
    return story


def house_folded(page: Page, _: Random) -> None:
    """A folded card of 2006 filled in by pen: who and seal on the left, the business right."""
    whole, top = (page.left, page.right), page.y
    middle = page.width / 2
    page.mark(Line(middle, 24, middle, page.height - 24, 0.4, "grey"))
    page.right = middle - 20
    page.head(("{cap_tren}", "<b>{co_quan_cap}</b>", "_"), (*MOTTO, "_"), size=9.5, share=0.44)
    page.gap(12)
    page.line("GIẤY CHỨNG NHẬN ĐĂNG KÝ KINH DOANH", 14)
    page.line("HỘ KINH DOANH", 14)
    page.line("Số: {so:90}", 12, "")
    page.gap(4)
    page.para("Cấp cho ông (bà): {chu_ho}")
    page.row("Sinh ngày: {ngay_sinh}", "Giới tính: {gioi_tinh}", widths=(5, 4))
    page.para("Chứng minh nhân dân số: {so_dinh_danh}")
    page.row("Cấp ngày: {cap_ngay}", "Tại: {noi_cap_giay}", widths=(4, 5))
    page.para("Nơi đăng ký hộ khẩu thường trú: {noi_thuong_tru}")
    page.gap(10)
    page.sign(
        Signer(()), Signer(("<b>{chuc_vu}</b>",), "<b>{nguoi_ky}</b>", "co_quan_cap", room=86),
        shares=(2, 4),
    )  # fmt: skip
    page.left, page.right, page.y = middle + 20, whole[1], top
    page.line("NỘI DUNG ĐĂNG KÝ KINH DOANH", 12.5)
    page.gap(4)
    page.para("1. Tên hộ kinh doanh: {ten_ho_kinh_doanh}")
    page.para("2. Địa điểm kinh doanh: {dia_chi_tru_so}")
    page.para("Số điện thoại: {so_dien_thoai}", indent=12)
    page.para("3. Vốn kinh doanh: {von_kinh_doanh:110} đồng")
    page.para("4. Ngành, nghề kinh doanh:")
    for row in page.cells("nganh_nghe", 3):
        page.para(f"- {row[0]}", indent=12)
    page.para("5. Đăng ký lần đầu ngày: {ngay_dang_ky_lan_dau}")
    page.para("6. Đăng ký thay đổi ngày: {ngay_thay_doi}")
    page.gap(6)
    page.para("Giấy này phải để tại địa điểm kinh doanh và xuất trình khi được kiểm tra; không"
              " được cho thuê, cho mượn.", style="i", size=9.5)  # fmt: skip
    page.left = whole[0]


# Giấy phép xây dựng.

_ROOMS = ("Phòng khách, bếp, vệ sinh", "Phòng ngủ, vệ sinh", "Phòng ngủ, sinh hoạt chung",
          "Phòng thờ, sân phơi")  # fmt: skip


def _storeys(random: Random) -> Story:
    """A permit that counts the floors one by one."""
    dates = datetime.date(2016, 8, 1), datetime.date(2020, 12, 24)
    story = permits.permit(random, dates)
    count = random.randint(2, 4)
    ground = Decimal(random.randrange(420, 1600)) / 10
    over = ground + Decimal(random.randrange(0, 90)) / 10
    floors = [ground, *[over] * (count - 1)]
    rows = [(f"Tầng {i + 1}", _ROOMS[i], decimal(area)) for i, area in enumerate(floors)]
    story.list("tang", rows, [])
    height = Decimal("3.9") + Decimal("3.4") * (count - 1) + Decimal(random.randrange(0, 20)) / 10
    for key, value in (
        ("dien_tich_xay_dung", ground), ("tong_dien_tich_san", sum(floors, Decimal(0))),
        ("chieu_cao", height),
    ):  # fmt: skip
        story.put(key, f"{value.normalize():f}", decimal(value))
    story.text(
        so_tang=random.choice((f"{count:02d} tầng", f"{count:02d}")),
        ten_cong_trinh=random.choice(("Nhà ở riêng lẻ", "Nhà ở gia đình")),
    )
    story.optional = ("dia_chi", "chieu_cao")
    return story


def permit_storeys(page: Page, _: Random) -> None:
    """A permit of 2016: the plot before the house, its floors in a list with their sum."""
    page.head(("{cap_tren}", "<b>{co_quan_cap}</b>", "_"), (*MOTTO, "_"))
    page.gap(4)
    page.para("<i>{noi:60}, {ngay_cap.long:140}</i>", align="right")
    page.gap(8)
    page.line("GIẤY PHÉP XÂY DỰNG", 17)
    page.line("SỐ: {so_giay_phep:90}", 12)
    page.gap(6)
    page.para("Cấp cho: {chu_dau_tu}")
    page.para("Địa chỉ thường trú: {dia_chi}")
    page.para("Được phép xây dựng trên thửa đất số {so_thua:50}, tờ bản đồ số {so_to_ban_do:50},"
              " theo Giấy chứng nhận quyền sử dụng đất số vào sổ {gcn:70} ngày"
              " {gcn_ngay:70}.")  # fmt: skip
    page.para("Vị trí xây dựng: {vi_tri}")
    page.para("Công trình: {ten_cong_trinh}")
    page.para("- Diện tích xây dựng: {dien_tich_xay_dung:50} m²; mật độ xây dựng: {mat_do:30} %",
              indent=14)  # fmt: skip
    page.para("- Số tầng: {so_tang}", indent=14)
    page.para("- Chiều cao công trình: {chieu_cao:50} m", indent=14)
    page.para("- Diện tích sàn các tầng:", indent=14)
    page.gap(9)
    floors = [tuple(row[:3]) for row in page.cells("tang")]
    page.table((3.6, 5.4, 3), [
        ("<b>Tầng</b>", "<b>Công năng</b>", "<b>Diện tích (m²)</b>"), *floors,
        ("Tổng diện tích sàn", "", "{tong_dien_tich_san}"),
    ], centred=(0, 2))  # fmt: skip
    page.para("- Chỉ giới xây dựng: {lo_gioi}", indent=14)
    page.para("Hồ sơ thiết kế {thiet_ke:80} của {don_vi:160} là bộ phận kèm theo giấy phép.")
    page.para("Sau 12 tháng kể từ ngày cấp mà chưa khởi công thì phải xin gia hạn.")
    page.gap(4)
    page.sign(
        Signer(("<b><i>Nơi nhận:</i></b>", "- Chủ đầu tư;", "- Đội QLTTĐT;", "- Lưu: VT."),
               signed=False),
        Signer(("<b>{chuc_vu_1}</b>", "<b>{chuc_vu_2}</b>"), "<b>{nguoi_ky}</b>", "co_quan_cap",
               room=88),
    )  # fmt: skip


def _counted(story: Story) -> None:
    """As many storeys as the floors are times the ground."""
    ground, floors = (
        Decimal(str(story.gold[key])) for key in ("dien_tich_xay_dung", "tong_dien_tich_san")
    )
    story.text(so_tang=f"{int(floors / ground):02d}", ten_cong_trinh="Nhà ở riêng lẻ")


def _for_a_term(random: Random) -> Story:
    """A house where a plan of the town will need the ground, allowed by a committee."""
    story = permits.OLD_WORK(random)
    while story.gold["co_quan_cap"] == "SỞ XÂY DỰNG":
        story = permits.OLD_WORK(random)
    _counted(story)
    year = int(str(story.gold["ngay_cap"])[:4])
    story.also(
        den_nam=str(year + random.choice((3, 5, 5))),
        ten_chu=str(story.gold["chu_dau_tu"]).split(" và ")[0].split(" ", 1)[1],
    )  # fmt: skip
    return story


def permit_term(page: Page, _: Random) -> None:
    """A permit for a term, filled in by pen; the owner promises to pull the house down."""
    page.head(("{cap_tren}", "<b>{co_quan_cap}</b>", "_", "Số: {so_giay_phep:80}"),
              (*MOTTO, "_"))  # fmt: skip
    page.gap(14)
    page.line("GIẤY PHÉP XÂY DỰNG CÓ THỜI HẠN", 16)
    page.line("(Sử dụng cho nhà ở riêng lẻ)", 12, "i")
    page.gap(8)
    page.para("1. Cấp cho (chủ đầu tư): {chu_dau_tu}")
    page.para("2. Địa chỉ thường trú: {dia_chi}")
    page.para("3. Tên công trình: {ten_cong_trinh}")
    page.para("4. Vị trí xây dựng: {vi_tri}")
    page.para("5. Lô đất (thửa đất) số: {so_thua:60} Tờ bản đồ số: {so_to_ban_do}")
    page.para("6. Số tầng: {so_tang:90} Chiều cao công trình: {chieu_cao:50} m")
    page.para("7. Diện tích xây dựng tầng 1: {dien_tich_xay_dung:70} m²")
    page.para("8. Tổng diện tích sàn: {tong_dien_tich_san:70} m²")
    page.para("9. Công trình được tồn tại đến hết năm: {den_nam:50} hoặc khi Nhà nước thực hiện quy"
              " hoạch.")  # fmt: skip
    page.para("10. Giấy phép có hiệu lực khởi công trong thời hạn 12 tháng kể từ ngày cấp.")
    page.gap(4)
    page.para("<i>{noi:60}, ngày {ngay_cap.d:22} tháng {ngay_cap.m:22} năm {ngay_cap.y:36}</i>",
              align="right")  # fmt: skip
    page.sign(
        Signer(("<b>CAM KẾT CỦA CHỦ ĐẦU TƯ</b>", "<i>Tự phá dỡ khi hết thời hạn</i>"),
               "{ten_chu}", room=78),
        Signer(("<b>{chuc_vu_1}</b>", "<b>{chuc_vu_2}</b>"), "<b>{nguoi_ky}</b>", "co_quan_cap",
               room=90),
    )  # fmt: skip


def _signed_work(random: Random) -> Story:
    story = permits.NEW_WORK(random)
    _counted(story)
    day = datetime.date.fromisoformat(str(story.gold["ngay_cap"]))
    at = f"{random.randrange(7, 17):02d}:{random.randrange(60):02d}:{random.randrange(60):02d}"
    story.also(
        luc=f"{dmy(day).replace('/', '.')} {at} +07:00",
        tra_cuu=f"GPXD-{random.randrange(10**8):08d}", lui=f"{random.randrange(2, 6)} m",
    )  # fmt: skip
    story.optional = ("so_tang", "chieu_cao", "dia_chi")
    return story


def permit_token(page: Page, _: Random) -> None:
    """A permit from an e-office: the token's words at the head, labels and data in columns."""
    x0, size = page.right - 150, 8.0
    page.ruled = True
    y = page.top + 2
    for markup in ("Người ký: {co_quan_cap}", "Thời gian ký: {luc}"):
        said, y = page.cell(markup, x0 + 4, page.right, y, size)
        if not page.blank:
            page.say(*said)
    page.ruled = False
    if not page.blank:
        page.mark(Line(x0, page.top - 6, x0, y - 6, 0.8, RED))
    page.y = max(y + 8, page.top + 40)
    page.head(
        ("{cap_tren}", "<b>{co_quan_cap}</b>", "_", "Số: {so_giay_phep:80}"),
        (*MOTTO, "_", "<i>{noi:50}, ngày {ngay_cap.d:20} tháng {ngay_cap.m:20} năm"
         " {ngay_cap.y:32}</i>"),
    )  # fmt: skip
    page.gap(14)
    page.line("GIẤY PHÉP XÂY DỰNG", 16)
    page.line("(Dùng cho nhà ở riêng lẻ)", 11.5, "i")
    page.gap(6)
    for title, lines in (
        ("I. CHỦ ĐẦU TƯ", (("Cấp cho", "{chu_dau_tu}"), ("Địa chỉ thường trú", "{dia_chi}"))),
        ("II. CÔNG TRÌNH ĐƯỢC PHÉP XÂY DỰNG", (
            ("Tên công trình", "{ten_cong_trinh}"), ("Địa điểm xây dựng", "{vi_tri}"),
            ("Thửa đất số / Tờ bản đồ số", "{so_thua} / {so_to_ban_do}"),
            ("Diện tích xây dựng tầng 1", "{dien_tich_xay_dung} m²"),
            ("Tổng diện tích sàn", "{tong_dien_tich_san} m²"),
            ("Số tầng", "{so_tang}"), ("Chiều cao công trình (m)", "{chieu_cao}"),
            ("Mật độ xây dựng", "{mat_do} %"), ("Khoảng lùi trước", "{lui}"),
        )),
        ("III. HIỆU LỰC", (("Khởi công", "Trong 12 tháng kể từ ngày cấp giấy phép"),)),
    ):  # fmt: skip
        page.para(title, style="b")
        for label, markup in lines:
            page.row(label, markup, widths=(3.2, 6))
        page.gap(3)
    page.gap(4)
    page.need(130)
    page.code(page.left, page.y, 62, page.value("tra_cuu"))
    page.sign(
        Signer(()),
        Signer(("<b>{chuc_vu_1}</b>", "<b>{chuc_vu_2}</b>", "<i>(Đã ký số)</i>"),
               "<b>{nguoi_ky}</b>", signed=False, room=40),
    )  # fmt: skip


_ALL = frozenset({"*"})
_RED_PEN = frozenset(
    {
        "chu_su_dung", "dien_tich", "dien_tich_bang_chu", "so_thua", "so_to_ban_do",
        "dia_chi_thua_dat", "muc_dich_su_dung", "thoi_han_su_dung", "so_vao_so", "ngay_cap",
        "noi_cap", "canh_1", "canh_2", "canh_3", "canh_4",
    }
)  # fmt: skip
_CARD_PEN = frozenset(
    {
        "so", "chu_ho", "gioi_tinh", "ngay_sinh", "so_dinh_danh", "noi_thuong_tru", "cap_ngay",
        "noi_cap_giay", "ten_ho_kinh_doanh", "dia_chi_tru_so", "so_dien_thoai", "nganh_nghe",
        "von_kinh_doanh", "ngay_dang_ky_lan_dau", "ngay_thay_doi",
    }
)  # fmt: skip
_TERM_PEN = frozenset(
    {
        "so_giay_phep", "chu_dau_tu", "dia_chi", "ten_cong_trinh", "vi_tri", "so_thua",
        "so_to_ban_do", "dien_tich_xay_dung", "tong_dien_tich_san", "chieu_cao", "so_tang",
        "ngay_cap", "noi", "den_nam", "ten_chu",
    }
)  # fmt: skip
_SOME, _LINES = ("none", "dots"), ("dots", "rule")
TEMPLATES = (
    Template(land.TYPE, "sao-chung-thuc-a4-ngang", TRAIN, _copy, copied, ("none",), sizes=(11.5,),
             paper=_ACROSS, margins=(36, 34, 30, 26), leadings=(1.28,)),
    Template(land.TYPE, "mau-2024-co-nha", TRAIN, _dwelling_2024, run_on, ("none",), sizes=(12,)),
    Template(land.TYPE, "so-do-liet-ke-viet-tay", TRAIN, _nineties, red_listed, _LINES, ("",),
             _RED_PEN, (13,), paper=_A3, margins=(50, 44, 44, 40)),
    Template(land.APPLICATION, "mau-03-2009", TRAIN, _apply_2009, apply_2009, _SOME, sizes=(12,)),
    Template(land.APPLICATION, "mau-18-chu-dan-viet-tay", TRAIN, _apply_2025, apply_notes, _LINES,
             ("",), _ALL, (12,)),
    Template(permits.BUSINESS, "thanh-vien-gia-dinh", TRAIN, _family, house_family, ("none",),
             sizes=(12,)),
    Template(permits.BUSINESS, "gap-doi-viet-tay", TRAIN, _old_business, house_folded, _LINES,
             ("",), _CARD_PEN, (13,), paper=_ACROSS, margins=(36, 34, 34, 28)),
    Template(permits.BUILDING, "tung-tang", TRAIN, _storeys, permit_storeys, _SOME, sizes=(12,)),
    Template(permits.BUILDING, "co-thoi-han-viet-tay", TRAIN, _for_a_term, permit_term, _LINES,
             ("",), _TERM_PEN, (13,)),
    Template(permits.BUILDING, "ky-so-dau-trang", TRAIN, _signed_work, permit_token, ("none",),
             ("",), sizes=(12.5,)),
)  # fmt: skip
