"""Layouts to examine by: land and its changes, household businesses, building permits.

Certificates of Quyết định 24/2004, Thông tư 17/2009 and Thông tư 10/2024; applications of Thông tư
09/2007, Nghị định 101/2024 and Nghị định 151/2025; household businesses of Nghị định 109/2004,
Nghị định 01/2021 and Nghị định 168/2025; permits of Thông tư 10/2012 and Nghị định 175/2024.
"""

from __future__ import annotations

import datetime
from random import Random

from samples.forms import land
from samples.forms.land import coloured, diagram, emblem, paint, serial_below
from samples.forms.page import Page, Signer
from samples.forms.people import capital, make_place, short
from samples.forms.template import EVAL, Story, Template
from samples.render import BLACK, BLUE, Line

_ACROSS, _A3, _A5 = (841.9, 595.3), (1190.6, 841.9), (419.5, 595.3)


def _levels(address: object) -> list[str]:
    """Commune, district and province of an address of before the merger."""
    return str(address).split(", ")[-3:]


def _token(page: Page, x0: float, x1: float, *lines: str) -> None:
    """What a digital signature leaves: its words in a blue frame."""
    size = page.style.size - 2
    top = page.y - size
    page.ruled = True
    for markup in lines:
        said, page.y = page.cell(markup, x0 + 8, x1 - 4, page.y + 2, size)
        page.say(*said)
    page.ruled = False
    page.frame(x0, top - 4, x1, page.y - size * 0.4, BLUE)
    page.y += size


# Giấy chứng nhận quyền sử dụng đất.

_FARMED = (
    ("Đất chuyên trồng lúa nước", "Đến ngày 15/10/2033"),
    ("Đất trồng cây lâu năm", "Đến ngày 15/10/2043"),
    ("Đất bằng trồng cây hàng năm khác", "Đến ngày 01/7/2034"),
    ("Đất nuôi trồng thủy sản nước ngọt", "Đến ngày 15/10/2033"),
)
_GIVEN = (
    "Nhà nước giao đất không thu tiền sử dụng đất",
    "Công nhận QSDĐ như giao đất không thu tiền sử dụng đất",
    "Nhận chuyển nhượng đất được Nhà nước giao đất không thu tiền sử dụng đất",
)


def _farm(random: Random) -> Story:
    """A field of a household, certified by its district."""
    story = land.certificate(random, (datetime.date(2010, 1, 11), datetime.date(2014, 6, 27)))
    _, district, _ = _levels(story.gold["dia_chi_thua_dat"])
    use, term = random.choice(_FARMED)
    several = len(story.rows["chu_su_dung"]) > 1
    story.text(
        co_quan_cap=f"ỦY BAN NHÂN DÂN {district}".upper(), muc_dich_su_dung=use,
        thoi_han_su_dung=term, nguon_goc_su_dung=random.choice(_GIVEN),
        hinh_thuc_su_dung="Sử dụng chung" if several else "Sử dụng riêng",
        so_vao_so=f"CH {random.randrange(10**5):05d}",
    )  # fmt: skip
    story.also(chuc_vu_1="KT. CHỦ TỊCH", chuc_vu_2="PHÓ CHỦ TỊCH", noi_cap=short(district))
    story.optional = ()
    return story


def fields_table(page: Page, _: Random) -> None:
    """The pink book of 2009 of a farming household: its parcels in a table, signed below them."""
    paint(page, "pink")
    page.gap(18)
    page.motto(14)
    emblem(page, page.y + 46)
    page.y += 116
    coloured(page, "GIẤY CHỨNG NHẬN", page.y, 25)
    coloured(page, "QUYỀN SỬ DỤNG ĐẤT", page.y + 30, 20)
    coloured(page, "QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT", page.y + 54, 13)
    page.y += 96
    page.para("I. Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất", style="b")
    page.gap(6)
    for i, row in enumerate(page.cells("chu_su_dung", 1)):
        title, name, year, kind, number, address = row[:6]
        if page.blank:
            title, kind = "ông/bà", "CMND số"
        page.para(f"{'và ' if i else ''}{title} <b>{name}</b>", align="centre")
        page.para(f"Năm sinh: {year}, {kind}: {number}", align="centre")
        page.para(f"Địa chỉ thường trú: {address}", align="centre")
        page.gap(4)
    serial_below(page)
    page.new_sheet()
    paint(page, "pink")
    page.para("II. Thửa đất, nhà ở và tài sản khác gắn liền với đất", style="b")
    page.para("1. Thửa đất:", style="b")
    page.gap(8)
    page.table((1.4, 1.4, 2.1, 3.4, 3, 4), [
        ("<b>Tờ bản đồ số</b>", "<b>Thửa đất số</b>", "<b>Diện tích (m²)</b>",
         "<b>Mục đích sử dụng</b>", "<b>Thời hạn sử dụng</b>", "<b>Nguồn gốc sử dụng</b>"),
        ("{so_to_ban_do}", "{so_thua}", "{dien_tich}", "{muc_dich_su_dung}", "{thoi_han_su_dung}",
         "{nguon_goc_su_dung}"),
    ], centred=(0, 1, 2), least=40)  # fmt: skip
    page.para("Tổng diện tích bằng chữ: {dien_tich_bang_chu}")
    page.para("Hình thức sử dụng: {hinh_thuc_su_dung}")
    page.para("Địa chỉ thửa đất: {dia_chi_thua_dat}")
    for name in ("2. Nhà ở", "3. Công trình xây dựng khác", "4. Rừng sản xuất là rừng trồng",
                 "5. Cây lâu năm", "6. Ghi chú"):  # fmt: skip
        page.para(f"<b>{name}:</b> -/-")
    page.gap(6)
    page.need(200)
    page.para("<i>{noi_cap:60}, ngày {ngay_cap.d:22} tháng {ngay_cap.m:22} năm {ngay_cap.y:34}</i>",
              align="centre", x0=page.middle - 30)  # fmt: skip
    page.sign(
        Signer(()),
        Signer(("<b>TM. {co_quan_cap}</b>", "<b>{chuc_vu_1}</b>", "<b>{chuc_vu_2}</b>"),
               "<b>{nguoi_ky}</b>", "co_quan_cap", room=92),
        shares=(3.6, 6),
    )  # fmt: skip
    page.para("Số vào sổ cấp GCN: {so_vao_so}")
    page.new_sheet()
    paint(page, "pink")
    page.para("III. Sơ đồ thửa đất, nhà ở và tài sản khác gắn liền với đất", style="b")
    page.gap(24)
    diagram(page, 260)
    page.para("IV. Những thay đổi sau khi cấp giấy chứng nhận", style="b")
    page.gap(8)
    page.table((5, 3), [
        ("<b>Nội dung thay đổi và cơ sở pháp lý</b>", "<b>Xác nhận của cơ quan có thẩm quyền</b>"),
        ("", ""),
    ], least=170)  # fmt: skip


def two_up(page: Page, _: Random) -> None:
    """A photocopy of the certificate of 2024: its two sides beside each other, no colour."""
    whole, top = (page.left, page.right), page.y
    middle = page.width / 2
    page.right = middle - 18
    page.code(page.left, page.top - 6, 44, page.value("qr"))
    page.gap(2)
    page.left += 46
    page.motto(10)
    page.left -= 46
    page.gap(14)
    page.line("GIẤY CHỨNG NHẬN", 17)
    page.line("QUYỀN SỬ DỤNG ĐẤT,", 11.5)
    page.line("QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT", 11.5)
    page.gap(2)
    page.para("1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:", style="b")
    for row in page.cells("chu_su_dung", 1):
        title, name, year, kind, number, address = row[:6]
        if page.blank:
            title, kind = "Ông/Bà", "Giấy tờ"
        page.para(f"{title} <b>{name}</b>, sinh năm: {year}", indent=8)
        page.para(f"{kind}: {number}", indent=8)
        page.para(f"Địa chỉ: {address}", indent=8)
    page.para("2. Thông tin thửa đất:", style="b")
    page.para("- Thửa đất số: {so_thua:40}; tờ bản đồ số: {so_to_ban_do:40}", indent=8)
    page.para("- Địa chỉ: {dia_chi_thua_dat}", indent=8)
    page.para("- Diện tích: {dien_tich:50} m²", indent=8)
    page.para("- Loại đất: {muc_dich_su_dung}", indent=8)
    page.para("- Hình thức sử dụng đất: {hinh_thuc_su_dung}", indent=8)
    page.para("- Thời hạn sử dụng đất: {thoi_han_su_dung}", indent=8)
    page.para("- Nguồn gốc sử dụng đất: {nguon_goc_su_dung}", indent=8)
    page.para("<b>3. Thông tin tài sản gắn liền với đất:</b> -/-")
    page.para("<i>{noi_cap:50}, ngày {ngay_cap.d:20} tháng {ngay_cap.m:20} năm {ngay_cap.y:30}</i>",
              align="right")  # fmt: skip
    page.sign(
        Signer(("Số phát hành:", "<b>{so_phat_hanh}</b>"), signed=False),
        Signer(("<b>{co_quan_cap}</b>", "<b>{chuc_vu_1}</b>", "<b>{chuc_vu_2}</b>"),
               "<b>{nguoi_ky}</b>", "co_quan_cap", room=92, ink=BLACK),
        shares=(3, 6),
    )  # fmt: skip
    page.left, page.right, page.y = middle + 18, whole[1], top
    page.mark(Line(middle, 24, middle, page.height - 24, 0.4))
    page.para("4. Sơ đồ thửa đất, tài sản gắn liền với đất:", style="b")
    page.gap(18)
    diagram(page, 170)
    page.para("<b>5. Ghi chú:</b> Không")
    page.para("6. Những thay đổi sau khi cấp Giấy chứng nhận:", style="b")
    page.gap(8)
    page.table((5, 3), [
        ("<b>Nội dung thay đổi và cơ sở pháp lý</b>", "<b>Xác nhận của cơ quan có thẩm quyền</b>"),
        ("", ""),
    ], least=110)  # fmt: skip
    page.para("Số vào sổ cấp Giấy chứng nhận: <b>{so_vao_so}</b>")
    page.left = whole[0]


def red_spread(page: Page, _: Random) -> None:
    """The inside of the red book of 2004 filled in by pen: data left, plan and seal right."""
    whole = page.left, page.right
    middle = page.width / 2
    paint(page, "pink")
    page.left = middle + 30
    page.gap(60)
    page.motto(15)
    emblem(page, page.y + 80)
    page.y += 190
    coloured(page, "GIẤY CHỨNG NHẬN", page.y, 32)
    coloured(page, "QUYỀN SỬ DỤNG ĐẤT", page.y + 42, 30)
    serial_below(page)
    page.new_sheet()
    paint(page, "pink")
    top = page.y
    page.left, page.right = whole[0], middle - 26
    page.mark(Line(middle, 30, middle, page.height - 30, 0.4, "rose"))
    page.ruled = True
    page.line("{co_quan_cap}", 14)
    page.ruled = False
    page.line("CHỨNG NHẬN", 14)
    page.para("I - TÊN NGƯỜI SỬ DỤNG ĐẤT", style="b")
    for i, row in enumerate(page.cells("chu_su_dung", 1)):
        title, name, year, _kind, number, address = row[:6]
        page.para(f"{'Ông/Bà' if page.blank else title}: {name}")
        page.row(f"Sinh năm: {year}", f"CMND số: {number}", widths=(2, 3))
        page.para(f"{'Cùng địa chỉ' if i else 'Địa chỉ thường trú'}: {address}")
    page.para("II - THỬA ĐẤT ĐƯỢC QUYỀN SỬ DỤNG", style="b")
    page.row("1. Thửa đất số: {so_thua}", "2. Tờ bản đồ số: {so_to_ban_do}")
    page.para("3. Địa chỉ thửa đất: {dia_chi_thua_dat}")
    page.para("4. Diện tích: {dien_tich:60} m²")
    page.para("Bằng chữ: {dien_tich_bang_chu}", indent=14)
    page.para("5. Hình thức sử dụng: {hinh_thuc_su_dung}")
    page.para("6. Mục đích sử dụng đất: {muc_dich_su_dung}")
    page.para("7. Thời hạn sử dụng đất: {thoi_han_su_dung}")
    page.para("8. Nguồn gốc sử dụng đất: {nguon_goc_su_dung}")
    page.para("<b>III - TÀI SẢN GẮN LIỀN VỚI ĐẤT:</b> không")
    page.para("<b>IV - GHI CHÚ:</b> không")
    page.left, page.right, page.y = middle + 30, whole[1], top
    page.para("V - SƠ ĐỒ THỬA ĐẤT", style="b")
    page.gap(26)
    diagram(page, 260)
    page.para("<i>Ngày {ngay_cap.d:26} tháng {ngay_cap.m:26} năm {ngay_cap.y:40}</i>",
              align="centre")  # fmt: skip
    page.sign(
        Signer(("<b>{chuc_vu_1}</b>", "<b>{chuc_vu_2}</b>"), "<b>{nguoi_ky}</b>", "co_quan_cap",
               room=96),
    )  # fmt: skip
    page.gap(10)
    page.para("Số vào sổ cấp giấy chứng nhận quyền sử dụng đất: {so_vao_so}")
    page.left = whole[0]


# Đơn đăng ký biến động.

_CHANGES_2007 = (
    ("Nhận chuyển nhượng quyền sử dụng toàn bộ thửa đất", "Hợp đồng chuyển nhượng (02 bản)"),
    ("Được thừa kế quyền sử dụng đất của cha mẹ", "Văn bản phân chia thừa kế"),
    ("Nhận tặng cho quyền sử dụng đất từ cha ruột", "Hợp đồng tặng cho quyền sử dụng đất"),
    ("Giảm diện tích thửa đất do sạt lở tự nhiên", "Biên bản kiểm tra hiện trạng sử dụng đất"),
    ("Đổi tên người sử dụng đất trên giấy chứng nhận", "Quyết định cho phép thay đổi họ tên"),
    ("Xóa nợ tiền sử dụng đất ghi trên giấy chứng nhận", "Giấy nộp tiền vào ngân sách"),
)
_PAPERS_2007 = (
    "Bản sao hộ khẩu",
    "Bản sao giấy chứng minh nhân dân",
    "Trích đo địa chính thửa đất",
)
_HELD_2007 = "Giấy chứng nhận quyền sử dụng đất đã cấp"


def _apply_2007(random: Random) -> Story:
    """An application of a household by the form of 2007."""
    dates = datetime.date(2007, 10, 1), datetime.date(2009, 11, 27)
    story = land.application(random, dates)
    commune, district, _ = _levels(story.gold["dia_chi"])
    change, paper = random.choice(_CHANGES_2007)
    place = make_place(random, datetime.date.fromisoformat(str(story.gold["ngay_lap"])))
    story.text(
        kinh_gui=random.choice((
            f"Ủy ban nhân dân {commune}", f"Văn phòng Đăng ký quyền sử dụng đất {district}",
        )),
        so_dinh_danh=f"{random.randrange(10**9):09d}", noi_dung_bien_dong=change,
    )  # fmt: skip
    story.also(thua_o=f"{capital(place.detail)}, {commune}, {district}")
    papers = [_HELD_2007, paper, *random.sample(_PAPERS_2007, random.randint(0, 2))]
    story.list("giay_to_kem_theo", [(name,) for name in papers], papers)
    story.optional = ("so_vao_so",)
    return story


def apply_2007(page: Page, _: Random) -> None:
    """Mẫu 14/ĐK of 2007 filled in by pen: the parcel with its certificate, two parts overleaf."""
    page.para("Mẫu số 14/ĐK", style="b", align="right", size=10.5)
    page.motto(12)
    page.gap(8)
    page.line("ĐƠN ĐĂNG KÝ BIẾN ĐỘNG VỀ SỬ DỤNG ĐẤT", 14.5)
    page.para("Kính gửi: {kinh_gui}", indent=60)
    page.gap(4)
    page.para("I - PHẦN KÊ KHAI CỦA NGƯỜI SỬ DỤNG ĐẤT", style="b")
    page.para("1. Người sử dụng đất", style="b")
    page.para("1.1. Tên người sử dụng đất: {ho_ten}", indent=10)
    page.para("1.2. Giấy chứng minh nhân dân số: {so_dinh_danh}", indent=10)
    page.para("1.3. Địa chỉ (nơi đăng ký hộ khẩu): {dia_chi}", indent=10, spare=1)
    page.para("2. Thửa đất đăng ký biến động", style="b")
    page.left += 10
    page.row("2.1. Thửa đất số: {so_thua}", "2.2. Tờ bản đồ số: {so_to_ban_do}")
    page.para("2.3. Địa chỉ tại: {thua_o}")
    page.para("2.4. Số phát hành giấy chứng nhận: {so_phat_hanh}")
    page.para("2.5. Số vào sổ cấp giấy chứng nhận: {so_vao_so}")
    page.para("2.6. Giấy chứng nhận cấp ngày: {ngay_cap_gcn.d:24}/{ngay_cap_gcn.m:24}/"
              "{ngay_cap_gcn.y:40}")  # fmt: skip
    page.left -= 10
    page.para("<b>3. Nội dung biến động:</b> {noi_dung_bien_dong}", spare=1)
    page.para("4. Giấy tờ kèm theo đơn này gồm có:", style="b")
    for row in page.cells("giay_to_kem_theo"):
        page.para(f"- {row[0]}", indent=14)
    page.para("Tôi xin cam đoan nội dung kê khai trên đơn là đúng sự thật.", indent=24)
    page.sign(
        Signer(()),
        Signer(("<i>{noi:50}, ngày {ngay_lap.d:24} tháng {ngay_lap.m:24} năm {ngay_lap.y:38}</i>",
                "<b>Người viết đơn</b>", "<i>(Ký, ghi rõ họ tên)</i>"), "{ky_ten}", room=58),
        shares=(2, 5),
    )  # fmt: skip
    page.new_sheet()
    for title, signer in (
        ("II - XÁC NHẬN CỦA ỦY BAN NHÂN DÂN CẤP XÃ", "TM. Ủy ban nhân dân"),
        ("III - Ý KIẾN CỦA VĂN PHÒNG ĐĂNG KÝ QUYỀN SỬ DỤNG ĐẤT", "Giám đốc"),
    ):
        page.para(title, style="b")
        for _line in range(4):
            page.mark(Line(page.left, page.y + 8, page.right, page.y + 8, 0.4))
            page.gap(22)
        page.para("Ngày ... tháng ... năm ......", align="centre", x0=page.middle)
        page.para(signer, align="centre", x0=page.middle, style="b")
        page.gap(96)


_CHANGES_2024 = (
    ("Chuyển nhượng quyền sử dụng đất", "Bán toàn bộ thửa đất cho người khác",
     "Hợp đồng chuyển nhượng quyền sử dụng đất", "Bản chính"),
    ("Tặng cho quyền sử dụng đất", "Cha mẹ cho con đất làm nhà ở riêng",
     "Hợp đồng tặng cho quyền sử dụng đất", "Bản chính"),
    ("Thay đổi giấy tờ nhân thân của người sử dụng đất", "Đã đổi từ Chứng minh nhân dân 9 số",
     "Giấy xác nhận số Chứng minh nhân dân", "Bản sao"),
    ("Thay đổi tài sản gắn liền với đất", "Đã phá dỡ nhà cũ, xây dựng nhà mới",
     "Giấy phép xây dựng", "Bản sao"),
    ("Thay đổi diện tích thửa đất", "Đo đạc lại hiện trạng thửa đất",
     "Mảnh trích đo bản đồ địa chính", "Bản chính"),
    ("Đăng ký thừa kế quyền sử dụng đất", "Người để lại di sản đã chết",
     "Văn bản thỏa thuận phân chia di sản", "Bản chính"),
)  # fmt: skip
_MORE_2024 = (
    ("Tờ khai thuế thu nhập cá nhân", "Bản chính"), ("Tờ khai lệ phí trước bạ", "Bản chính"),
    ("Căn cước công dân", "Bản sao"), ("Hợp đồng ủy quyền", "Bản sao"),
)  # fmt: skip


def _apply_2024(random: Random) -> Story:
    """An application that a clerk typed, with the papers in a list."""
    story = land.APPLY_24(random)
    change, reason, paper, kind = random.choice(_CHANGES_2024)
    story.text(noi_dung_bien_dong=change, ly_do_bien_dong=reason)
    found = [("Giấy chứng nhận đã cấp", "Bản chính"), (paper, kind)]
    found += random.sample(_MORE_2024, random.randint(0, 3))
    rows = [(name, kind, random.choice(("01", "01", "02"))) for name, kind in found]
    story.list("giay_to_kem_theo", rows, [name for name, _ in found])
    story.optional = ("so_dien_thoai", "ly_do_bien_dong", "thu_dien_tu")
    return story


def apply_typed(page: Page, _: Random) -> None:
    """Mẫu 11/ĐK as an office's program prints it: certificate in a sentence, papers in a list."""
    page.row("<b>Mẫu số 11/ĐK</b>", "<i>Phần ghi của người nhận hồ sơ</i>", widths=(6, 4),
             size=9.5)  # fmt: skip
    x0, top = page.right - (page.right - page.left) * 0.4 - 6, page.y - 24
    page.frame(x0, top, page.right, top + 46)
    page.mark(Line(x0, top + 17, page.right, top + 17, 0.4))
    page.y = top + 68
    page.motto()
    page.gap(8)
    page.line("ĐƠN ĐĂNG KÝ BIẾN ĐỘNG", 15)
    page.line("ĐẤT ĐAI, TÀI SẢN GẮN LIỀN VỚI ĐẤT", 12)
    page.para("Kính gửi: <b>{kinh_gui:160}</b>", align="centre")
    page.gap(4)
    page.para("<b>1. Người đăng ký:</b> {ho_ten}")
    page.row("CCCD số: {so_dinh_danh}", "Số ĐT: {so_dien_thoai}", widths=(5, 4))
    page.para("Địa chỉ thường trú: {dia_chi}")
    page.para("<b>2. Giấy chứng nhận đã cấp:</b> Số phát hành {so_phat_hanh:80}; số vào sổ cấp"
              " GCN {so_vao_so:70}; ngày cấp {ngay_cap_gcn:70}; đối với thửa đất số {so_thua:40},"
              " tờ bản đồ số {so_to_ban_do:40}.")  # fmt: skip
    page.para("<b>3. Nội dung biến động:</b> {noi_dung_bien_dong}", spare=1)
    page.para("<b>4. Lý do biến động:</b> {ly_do_bien_dong}", spare=1)
    page.para("5. Nhu cầu cấp mới Giấy chứng nhận:", style="b")
    page.ticks((("Có nhu cầu cấp mới", True), ("Không có nhu cầu cấp mới", False)))
    page.para("6. Giấy tờ nộp kèm theo đơn:", style="b")
    page.gap(8)
    rows = [(str(i), *row[:3]) for i, row in enumerate(page.cells("giay_to_kem_theo"), 1)]
    page.table((1, 7.5, 2.2, 1.6), [
        ("<b>STT</b>", "<b>Tên giấy tờ</b>", "<b>Loại</b>", "<b>Số bản</b>"), *rows,
    ], centred=(0, 2, 3))  # fmt: skip
    page.para("Tôi cam đoan các nội dung kê khai là đúng và chịu trách nhiệm trước pháp luật.",
              indent=24)  # fmt: skip
    page.sign(
        Signer(()),
        Signer(("<i>{noi:50}, {ngay_lap.long:140}</i>", "<b>Người viết đơn</b>"), "{ky_ten}",
               room=58),
    )  # fmt: skip


_CHANGES_2025 = (
    ("Nhận chuyển nhượng quyền sử dụng đất", "Hợp đồng chuyển nhượng quyền sử dụng đất.pdf"),
    ("Nhận thừa kế quyền sử dụng đất theo pháp luật", "Văn bản phân chia di sản.pdf"),
    ("Nhận tặng cho quyền sử dụng đất", "Hợp đồng tặng cho.pdf"),
    ("Cập nhật số định danh cá nhân của người sử dụng đất", "Ảnh chụp thẻ căn cước.jpg"),
    ("Thay đổi địa chỉ thửa đất do sáp nhập xã", "Nghị quyết về sắp xếp xã.pdf"),
    ("Chứng nhận bổ sung công trình xây dựng trên đất", "Hoàn công công trình.pdf"),
)
_FILES_2025 = ("Tờ khai lệ phí trước bạ.pdf", "Tờ khai thuế.pdf", "Giấy ủy quyền.pdf")


def _apply_2025(random: Random) -> Story:
    """An application sent on line and signed with a token."""
    story = land.APPLY_25(random)
    change, paper = random.choice(_CHANGES_2025)
    papers = ["Giấy chứng nhận (mặt trước, mặt sau).pdf", paper]
    papers += random.sample(_FILES_2025, random.randint(0, 2))
    story.text(noi_dung_bien_dong=change)
    story.list("giay_to_kem_theo", [(name,) for name in papers], papers)
    story.also(
        luc=f"{random.randrange(6, 22):02d}:{random.randrange(60):02d}:{random.randrange(60):02d}",
        ma=f"DK18-{random.randrange(10**10):010d}",
    )  # fmt: skip
    story.optional = ("so_dien_thoai", "thu_dien_tu", "so_vao_so")
    return story


def apply_signed(page: Page, _: Random) -> None:
    """Mẫu 18 on line: certificate first, labels and data in two columns, a token's box below."""
    page.code(page.right - 50, page.top - 8, 50, page.value("ma"))
    page.right -= 56
    page.motto(12)
    page.right += 56
    page.gap(18)
    page.line("ĐƠN ĐĂNG KÝ BIẾN ĐỘNG ĐẤT ĐAI,", 14)
    page.line("TÀI SẢN GẮN LIỀN VỚI ĐẤT", 14)
    page.line("(Mẫu số 18 - Nghị định số 151/2025/NĐ-CP)", 10.5, "i")
    page.gap(6)
    for title, lines in (
        ("", (("Kính gửi:", "<b>{kinh_gui}</b>"),)),
        ("I. GIẤY CHỨNG NHẬN ĐÃ CẤP", (
            ("Số phát hành:", "{so_phat_hanh}"), ("Số vào sổ cấp GCN:", "{so_vao_so}"),
            ("Ngày cấp GCN:", "{ngay_cap_gcn}"), ("Thửa đất số:", "{so_thua}"),
            ("Tờ bản đồ số:", "{so_to_ban_do}"),
        )),
        ("II. NGƯỜI SỬ DỤNG ĐẤT", (
            ("Họ và tên:", "{ho_ten}"), ("Số định danh cá nhân:", "{so_dinh_danh}"),
            ("Địa chỉ:", "{dia_chi}"), ("Điện thoại liên hệ:", "{so_dien_thoai}"),
            ("Hộp thư điện tử:", "{thu_dien_tu}"),
        )),
        ("III. NỘI DUNG BIẾN ĐỘNG", (("Nội dung biến động:", "{noi_dung_bien_dong}"),)),
    ):  # fmt: skip
        if title:
            page.gap(4)
            page.para(title, style="b")
        for label, markup in lines:
            page.row(label, markup, widths=(3, 7))
            page.gap(2)
    page.gap(4)
    page.para("IV. GIẤY TỜ NỘP KÈM THEO ĐƠN NÀY", style="b")
    for i, row in enumerate(page.cells("giay_to_kem_theo"), 1):
        page.para(f"{i}. {row[0]}", indent=10)
    page.gap(4)
    page.para("Người làm đơn cam đoan nội dung kê khai là đúng sự thật.", style="i")
    page.gap(4)
    page.need(110)
    x0 = page.middle
    page.para("<i>{noi:50}, ngày {ngay_lap.d:22} tháng {ngay_lap.m:22} năm {ngay_lap.y:34}</i>",
              align="centre", x0=x0)  # fmt: skip
    page.para("NGƯỜI VIẾT ĐƠN", align="centre", x0=x0, style="b")
    page.gap(6)
    _token(page, x0 + 24, page.right - 14, "Người ký: {ky_ten}",
           "Thời gian ký: {luc:40} {ngay_lap}")  # fmt: skip


_ALL = frozenset({"*"})
_RED_PEN = frozenset(
    {
        "chu_su_dung", "dien_tich", "dien_tich_bang_chu", "so_thua", "so_to_ban_do",
        "dia_chi_thua_dat", "hinh_thuc_su_dung", "muc_dich_su_dung", "thoi_han_su_dung",
        "nguon_goc_su_dung", "so_vao_so", "ngay_cap",
    }
)  # fmt: skip
_SOME, _LINES = ("none", "dots"), ("dots", "rule")
TEMPLATES: tuple[Template, ...] = (
    Template(land.TYPE, "so-hong-2009-bang-thua", EVAL, _farm, fields_table, ("none",),
             sizes=(12,)),
    Template(land.TYPE, "mau-2024-hai-mat-mot-to", EVAL, land.NEW_FORM, two_up, ("none",),
             sizes=(10.5,), paper=_ACROSS, margins=(36, 34, 28, 22), leadings=(1.28,)),
    Template(land.TYPE, "so-do-2004-mo-doi-viet-tay", EVAL, land.RED_BOOK, red_spread, _LINES,
             ("",), _RED_PEN, (16,), paper=_A3, margins=(50, 44, 44, 40)),
    Template(land.APPLICATION, "mau-14-2007-viet-tay", EVAL, _apply_2007, apply_2007, _LINES,
             ("",), _ALL, (12,)),
    Template(land.APPLICATION, "mau-11-bang-giay-to", EVAL, _apply_2024, apply_typed, _SOME,
             sizes=(12.5,)),
    Template(land.APPLICATION, "mau-18-ky-so", EVAL, _apply_2025, apply_signed, ("none",),
             sizes=(12.5,), families=("arimo", "tinos")),
)  # fmt: skip
