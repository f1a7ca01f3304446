"""Layouts to examine by: land and its changes, household businesses, building permits.

Certificates of Quyết định 24/2004, Thông tư 17/2009 and Thông tư 10/2024; applications of Thông tư
09/2007, Nghị định 101/2024 and Nghị định 151/2025; household businesses of Nghị định 109/2004,
Nghị định 01/2021 and Nghị định 168/2025; permits of Thông tư 10/2012 and Nghị định 175/2024.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from random import Random

from samples.forms import land, permits
from samples.forms.land import coloured, diagram, emblem, paint, serial_below
from samples.forms.page import MOTTO, Page, Signer
from samples.forms.people import capital, make_place, short
from samples.forms.template import TRAIN, Story, Template, some_date
from samples.forms.words import decimal, dmy
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
    for row in page.cells("chu_su_dung", 1):
        title, name, year, _kind, number, address = row[:6]
        page.para(f"{'Ông/Bà' if page.blank else title}: {name}")
        page.row(f"Sinh năm: {year}", f"CMND số: {number}", widths=(2, 3))
        page.para(f"Địa chỉ thường trú: {address}")
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
    ("Nhận chuyển nhượng quyền sử dụng đất", "Hợp đồng chuyển nhượng quyền sử dụng đất"),
    ("Nhận thừa kế quyền sử dụng đất theo pháp luật", "Văn bản phân chia di sản"),
    ("Nhận tặng cho quyền sử dụng đất", "Hợp đồng tặng cho"),
    ("Cập nhật số định danh cá nhân của người sử dụng đất", "Ảnh chụp thẻ căn cước"),
    ("Thay đổi địa chỉ thửa đất do sáp nhập xã", "Nghị quyết về sắp xếp xã"),
    ("Chứng nhận bổ sung công trình xây dựng trên đất", "Bản vẽ hoàn công công trình"),
)
_FILES_2025 = ("Tờ khai lệ phí trước bạ", "Tờ khai thuế", "Giấy ủy quyền")


def _apply_2025(random: Random) -> Story:
    """An application sent on line and signed with a token."""
    story = land.APPLY_25(random)
    change, paper = random.choice(_CHANGES_2025)
    papers = ["Giấy chứng nhận đã cấp", paper]
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


# Hộ kinh doanh.


def _sole_trader(random: Random) -> Story:
    """A business of one person by the decree of 2004, in one or two trades."""
    dates = datetime.date(2005, 1, 10), datetime.date(2006, 9, 20)
    story = permits.business(random, dates)
    born = some_date(random, datetime.date(1946, 1, 5), datetime.date(1978, 12, 20))
    trades = list(story.rows["nganh_nghe"])[:2]
    story.date("ngay_sinh", born)
    story.text(so_dinh_danh=f"{random.randrange(10**9):09d}")
    story.list("nganh_nghe", trades, [trade for trade, _ in trades])
    issued = some_date(random, datetime.date(1995, 1, 5), datetime.date(2004, 6, 20))
    province = _levels(story.gold["noi_thuong_tru"])[2]
    story.also(cap_ngay=dmy(issued), noi_cap_giay=f"Công an {province}")
    return story


def house_small(page: Page, _: Random) -> None:
    """Half a sheet of 2005 filled in by pen: the person first, numbered lines, two signatures."""
    page.head(("{cap_tren}", "<b>{co_quan_cap}</b>", "_", "Số: {so:90}"), (*MOTTO, "_"), size=9)
    page.gap(10)
    page.line("GIẤY CHỨNG NHẬN ĐĂNG KÝ KINH DOANH", 13)
    page.line("HỘ KINH DOANH CÁ THỂ", 12)
    page.para("Đăng ký lần đầu, ngày {ngay_dang_ky_lan_dau.d:20} tháng {ngay_dang_ky_lan_dau.m:20}"
              " năm {ngay_dang_ky_lan_dau.y:32}", align="centre", style="i")  # fmt: skip
    if page.blank or page.value("ngay_thay_doi"):
        page.para("Đăng ký thay đổi ngày {ngay_thay_doi.d:20} tháng {ngay_thay_doi.m:20} năm"
                  " {ngay_thay_doi.y:32}", align="centre", style="i")  # fmt: skip
    page.gap(2)
    page.para("1. Họ và tên chủ hộ: {chu_ho}")
    page.row("Sinh ngày: {ngay_sinh}", "Nam, nữ: {gioi_tinh}", widths=(5, 3))
    page.para("CMND số: {so_dinh_danh}")
    page.row("Ngày cấp: {cap_ngay}", "Nơi cấp: {noi_cap_giay}", widths=(4, 6))
    page.para("Nơi đăng ký hộ khẩu thường trú: {noi_thuong_tru}")
    page.para("2. Tên hộ kinh doanh: {ten_ho_kinh_doanh}")
    page.para("3. Địa điểm kinh doanh: {dia_chi_tru_so}")
    page.para("4. Ngành, nghề kinh doanh:")
    for row in page.cells("nganh_nghe", 2):
        page.para(f"- {row[0]}", indent=10)
    page.para("5. Vốn kinh doanh: {von_kinh_doanh:90} đồng")
    page.sign(
        Signer(("<b>Chủ hộ kinh doanh</b>", "<i>(ký)</i>")),
        Signer(("<b>{chuc_vu}</b>",), "<b>{nguoi_ky}</b>", "co_quan_cap", room=98),
        shares=(4, 5),
    )  # fmt: skip


def house_captions(page: Page, _: Random) -> None:
    """A certificate in sentences, in small letters below the data what they are."""
    page.head(("{cap_tren}", "<b>{co_quan_cap}</b>", "_"), (*MOTTO, "_"))
    page.gap(16)
    page.line("GIẤY CHỨNG NHẬN", 17)
    page.line("ĐĂNG KÝ HỘ KINH DOANH", 15)
    page.line("Số: {so:100}", 12.5)
    page.gap(10)
    page.para("<b>{co_quan_cap}</b> chứng nhận:", align="centre")
    page.gap(4)
    for markup, caption in (
        ("<b>{ten_ho_kinh_doanh:220}</b>", "(tên hộ kinh doanh)"),
        ("{dia_chi_tru_so:260}", "(địa chỉ trụ sở hộ kinh doanh)"),
        ("<b>{chu_ho:200}</b>", "(họ và tên chủ hộ kinh doanh)"),
        ("{noi_thuong_tru:260}", "(nơi đăng ký thường trú của chủ hộ)"),
    ):
        page.para(markup, align="centre")
        page.y -= 2
        page.para(caption, align="centre", size=9, style="i")
        page.gap(5)
    page.gap(4)
    page.table((2, 2, 3, 3), [
        ("<b>Giới tính</b>", "<b>Ngày sinh</b>", "<b>Số CCCD</b>", "<b>Điện thoại</b>"),
        ("{gioi_tinh}", "{ngay_sinh}", "{so_dinh_danh}", "{so_dien_thoai}"),
    ], centred=(0, 1, 2, 3))  # fmt: skip
    page.para("Được đăng ký kinh doanh trong các ngành, nghề:")
    page.gap(2)
    for row in page.cells("nganh_nghe"):
        page.para(f"- {row[0]}" if page.blank else f"- {row[0]} ({row[1]})", indent=18)
    page.para("Với số vốn: <b>{von_kinh_doanh:90} đồng</b> ({von_kinh_doanh.chu:180}).")
    page.gap(4)
    changed = page.blank or page.value("ngay_thay_doi")
    page.sign(
        Signer((
            "<i>Đăng ký lần đầu:</i>", "{ngay_dang_ky_lan_dau.long:140}",
            *(("<i>Đăng ký thay đổi lần thứ {lan:16}:</i>", "{ngay_thay_doi.long:140}")
              if changed else ()),
        ), signed=False),
        Signer(("<b>{chuc_vu}</b>",), "<b>{nguoi_ky}</b>", "co_quan_cap", room=92),
    )  # fmt: skip


def _branches(random: Random) -> Story:
    """A business with further places of trade, as the decree of 2025 lets it have."""
    story = permits.NEW_HOUSE(random)
    first = datetime.date.fromisoformat(str(story.gold["ngay_dang_ky_lan_dau"]))
    place = str(story.gold["dia_chi_tru_so"]).split(", ", 1)[1]
    *_, commune, province = place.split(", ")
    rows = [
        (f"{i:02d}", f"{capital(make_place(random, first).detail)}, {commune}, {province}",
         random.choice(("Kho hàng", "Điểm bán hàng", "Nơi sản xuất")))
        for i in range(1, random.randint(2, 3))
    ]  # fmt: skip
    story.list("dia_diem", rows, [row[1] for row in rows])
    story.also(tra_cuu=f"https://dangkykinhdoanh.gov.vn/hkd/{random.randrange(10**8):08d}")
    return story


def house_places(page: Page, _: Random) -> None:
    """A print-out of 2025: number and dates in a row of boxes, labels left, places in a table."""
    page.head(("{cap_tren}", "<b>{co_quan_cap}</b>", "_"), (*MOTTO, "_"))
    page.gap(14)
    page.line("GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH", 15.5)
    page.gap(12)
    page.table((4, 3, 3), [
        ("<b>Mã số hộ kinh doanh</b>", "<b>Ngày đăng ký lần đầu</b>",
         "<b>Ngày đăng ký thay đổi</b>"),
        ("{so}", "{ngay_dang_ky_lan_dau}", "{ngay_thay_doi}"),
    ], centred=(0, 1, 2))  # fmt: skip
    for label, markup in (
        ("1. Tên hộ kinh doanh", "<b>{ten_ho_kinh_doanh}</b>"),
        ("2. Trụ sở chính", "{dia_chi_tru_so}"), ("Điện thoại", "{so_dien_thoai}"),
        ("3. Vốn kinh doanh", "{von_kinh_doanh:80} đồng"), ("4. Chủ hộ kinh doanh", "{chu_ho}"),
        ("Ngày sinh", "{ngay_sinh}"), ("Giới tính", "{gioi_tinh}"),
        ("Số định danh cá nhân", "{so_dinh_danh}"),
        ("Địa chỉ thường trú", "{noi_thuong_tru}"),
    ):  # fmt: skip
        page.row(f"{label}:", markup, widths=(3, 7))
        page.gap(1)
    page.para("5. Ngành, nghề kinh doanh:")
    for row in page.cells("nganh_nghe"):
        page.para(f"+ {row[0]}" if page.blank else f"+ {row[1]} - {row[0]}", indent=16)
    page.para("6. Địa điểm kinh doanh ngoài trụ sở:")
    page.gap(8)
    rows = [tuple(row[:3]) for row in page.cells("dia_diem", 1)]
    page.table((1, 7, 3), [
        ("<b>STT</b>", "<b>Địa chỉ</b>", "<b>Hoạt động</b>"), *rows,
    ], centred=(0, 2))  # fmt: skip
    page.need(140)
    page.code(page.left, page.y + 8, 58, page.value("tra_cuu"))
    page.sign(Signer(()), Signer(("<b>{chuc_vu}</b>",), "<b>{nguoi_ky}</b>", "co_quan_cap",
                                 room=90))  # fmt: skip


# Giấy phép xây dựng.


def _house(random: Random, first: datetime.date, last: datetime.date, *, town: bool) -> Story:
    """A permit whose figures go together; a town's or a commune's."""
    story = permits.permit(random, (first, last))
    while story.gold["co_quan_cap"] == "SỞ XÂY DỰNG" and not town:
        story = permits.permit(random, (first, last))
    ground = Decimal(random.randrange(480, 1900)) / 10
    count = random.randint(1, 3)
    height = Decimal("4.2") + Decimal("3.3") * (count - 1) + Decimal(random.randrange(0, 15)) / 10
    for key, value in (
        ("dien_tich_xay_dung", ground), ("tong_dien_tich_san", ground * count),
        ("chieu_cao", height),
    ):  # fmt: skip
        story.put(key, f"{value.normalize():f}", decimal(value))
    story.text(so_tang=random.choice((f"{count:02d}", f"{count:02d} tầng")))
    lot = ground + random.randrange(20, 160)
    dense = (ground / lot * 100).quantize(Decimal("0.1"))
    floors = (ground * count / lot).quantize(Decimal("0.01"))
    story.also(lo=decimal(lot), mat_do=decimal(dense), he_so=decimal(floors))
    story.optional = ("dia_chi",)
    return story


def _town_2013(random: Random) -> Story:
    return _house(random, datetime.date(2013, 2, 20), datetime.date(2018, 12, 20), town=True)


def _grid_2025(random: Random) -> Story:
    story = _house(random, datetime.date(2025, 7, 3), datetime.date(2026, 6, 28), town=False)
    at = f"{random.randrange(7, 17):02d}:{random.randrange(60):02d}"
    story.also(luc=at, tra_cuu=f"{random.randrange(10**12):012d}")
    return story


def _commune_2013(random: Random) -> Story:
    """A house in the country, allowed by the commune itself."""
    story = _house(random, datetime.date(2013, 2, 20), datetime.date(2020, 12, 20), town=False)
    commune, district, _ = _levels(story.gold["vi_tri"])
    story.text(
        co_quan_cap=f"ỦY BAN NHÂN DÂN {commune}".upper(), ten_cong_trinh="Nhà ở riêng lẻ",
    )  # fmt: skip
    story.also(cap_tren=f"ỦY BAN NHÂN DÂN {district}".upper(), noi=short(commune))
    return story


def permit_folded(page: Page, _: Random) -> None:
    """The permit of 2013 on a folded sheet: the permit left, what its owner must do right."""
    whole, top = (page.left, page.right), page.y
    middle = page.width / 2
    page.mark(Line(middle, 40, middle, page.height - 40, 0.4, "grey"))
    page.right = middle - 28
    page.head(("{cap_tren}", "<b>{co_quan_cap}</b>", "_"), (*MOTTO, "_"))
    page.gap(18)
    page.line("GIẤY PHÉP XÂY DỰNG", 18)
    page.line("Số: {so_giay_phep:90}", 13)
    page.line("(Dùng cho nhà ở riêng lẻ)", 12, "i")
    page.gap(8)
    page.para("1. Cấp cho: <b>{chu_dau_tu}</b>")
    page.para("Địa chỉ: {dia_chi}", indent=14)
    page.para("2. Được phép xây dựng công trình với những nội dung sau:")
    page.para("- Công trình: {ten_cong_trinh}", indent=14)
    page.para("- Vị trí xây dựng: {vi_tri}", indent=14)
    page.para("- Trên lô đất (thửa đất) số: {so_thua:50} Tờ bản đồ số: {so_to_ban_do}", indent=14)
    page.para("- Diện tích lô đất: {lo:50} m²", indent=14)
    page.para("- Cốt nền xây dựng: {cot_nen}", indent=14)
    page.para("- Mật độ xây dựng: {mat_do:40} %; hệ số sử dụng đất: {he_so:40}", indent=14)
    page.para("- Chỉ giới xây dựng: {lo_gioi}", indent=14)
    page.para("- Số tầng: {so_tang}", indent=14)
    page.para("- Chiều cao công trình: {chieu_cao:50} m", indent=14)
    page.para("- Diện tích xây dựng tầng trệt (tầng 1): {dien_tich_xay_dung:50} m²", indent=14)
    page.para("- Tổng diện tích sàn: {tong_dien_tich_san:50} m²", indent=14)
    page.para("3. Giấy tờ về quyền sử dụng đất: Giấy chứng nhận số {gcn:70} ngày {gcn_ngay:70}")
    page.para("4. Giấy phép có hiệu lực khởi công trong thời hạn 12 tháng kể từ ngày cấp; quá thời"
              " hạn này phải đề nghị gia hạn.")  # fmt: skip
    page.gap(4)
    page.para("<i>{noi:60}, ngày {ngay_cap.d:22} tháng {ngay_cap.m:22} năm {ngay_cap.y:34}</i>",
              align="right")  # fmt: skip
    page.sign(
        Signer(("<b><i>Nơi nhận:</i></b>", "- Chủ đầu tư;", "- UBND nơi xây dựng;", "- Lưu: VT."),
               signed=False),
        Signer(("<b>{chuc_vu_1}</b>", "<b>{chuc_vu_2}</b>"), "<b>{nguoi_ky}</b>", "co_quan_cap",
               room=92),
    )  # fmt: skip
    page.left, page.right, page.y = middle + 28, whole[1], top
    page.line("CHỦ ĐẦU TƯ PHẢI THỰC HIỆN", 13)
    page.gap(6)
    for duty in (
        "1. Chịu trách nhiệm trước pháp luật khi làm thiệt hại đến nhà, đất liền kề.",
        "2. Thực hiện đúng pháp luật về đất đai, về xây dựng và nội dung của giấy phép.",
        "3. Báo cho cơ quan cấp phép khi định vị công trình và khi xây móng.",
        "4. Xuất trình giấy phép cho chính quyền sở tại trước khi khởi công và treo biển báo.",
        "5. Xin phép trước khi thay đổi thiết kế đã được duyệt.",
    ):
        page.para(duty)
        page.gap(4)
    page.gap(16)
    page.line("GIA HẠN, ĐIỀU CHỈNH GIẤY PHÉP", 13)
    page.gap(10)
    page.table((4, 3, 4), [
        ("<b>Nội dung</b>", "<b>Thời hạn</b>", "<b>Xác nhận của cơ quan cấp phép</b>"),
        ("", "", ""),
    ], least=110)  # fmt: skip
    page.left = whole[0]


def permit_grid(page: Page, _: Random) -> None:
    """A permit of a commune of 2025 from a portal: labels above data in boxes, signed digitally."""
    page.head(
        ("{cap_tren}", "<b>{co_quan_cap}</b>", "_", "Số: {so_giay_phep:80}"),
        (*MOTTO, "_", "<i>{noi:50}, ngày {ngay_cap.d:20} tháng {ngay_cap.m:20} năm"
         " {ngay_cap.y:32}</i>"),
    )  # fmt: skip
    page.gap(16)
    page.line("GIẤY PHÉP XÂY DỰNG", 17)
    page.line("NHÀ Ở RIÊNG LẺ", 13)
    page.gap(12)
    down = page.style.size - 1
    page.table((1, 1), [
        ("<i>Chủ đầu tư</i>\n{chu_dau_tu}", "<i>Địa chỉ thường trú</i>\n{dia_chi}"),
        ("<i>Tên công trình</i>\n{ten_cong_trinh}", "<i>Địa điểm xây dựng</i>\n{vi_tri}"),
    ])  # fmt: skip
    page.y -= down
    page.table((1, 1, 1), [
        ("<i>Thửa đất số</i>\n{so_thua}", "<i>Tờ bản đồ số</i>\n{so_to_ban_do}",
         "<i>Diện tích thửa đất (m²)</i>\n{lo}"),
        ("<i>Diện tích xây dựng (m²)</i>\n{dien_tich_xay_dung}",
         "<i>Tổng diện tích sàn (m²)</i>\n{tong_dien_tich_san}",
         "<i>Mật độ xây dựng (%)</i>\n{mat_do}"),
        ("<i>Số tầng</i>\n{so_tang}", "<i>Chiều cao công trình (m)</i>\n{chieu_cao}",
         "<i>Hệ số sử dụng đất (lần)</i>\n{he_so}"),
    ])  # fmt: skip
    page.y -= down
    page.table((1,), [
        ("<i>Giấy tờ về đất đai</i>\nGiấy chứng nhận số vào sổ {gcn} cấp ngày {gcn_ngay}",),
        ("<i>Hồ sơ thiết kế</i>\nSố {thiet_ke} do {don_vi} lập",),
    ])  # fmt: skip
    page.para("Giấy phép có hiệu lực khởi công trong 12 tháng kể từ ngày cấp. Chủ đầu tư gửi thông"
              " báo khởi công đến Ủy ban nhân dân trước 03 ngày làm việc.")  # fmt: skip
    page.gap(6)
    page.need(130)
    x0 = page.middle - 10
    page.code(page.left, page.y, 60, page.value("tra_cuu"))
    for markup in ("<b>{chuc_vu_1}</b>", "<b>{chuc_vu_2}</b>"):
        page.para(markup, align="centre", x0=x0)
    page.gap(8)
    _token(page, x0 + 14, page.right - 8, "Ký bởi: {co_quan_cap}", "Ngày ký: {ngay_cap} {luc:30}")
    page.gap(4)
    page.para("<b>{nguoi_ky}</b>", align="centre", x0=x0)


def permit_country(page: Page, _: Random) -> None:
    """A commune's permit of 2013 filled in by pen in a table of numbered rows."""
    page.head(("{cap_tren}", "<b>{co_quan_cap}</b>", "_"), (*MOTTO, "_"))
    page.gap(14)
    page.line("GIẤY PHÉP XÂY DỰNG", 17)
    page.line("(Dùng cho nhà ở nông thôn)", 12, "i")
    page.line("Số: {so_giay_phep:90}", 12.5, "")
    page.gap(12)
    page.table((0.8, 3.6, 6.4), [
        ("1", "Cấp cho ông (bà)", "{chu_dau_tu}"), ("2", "Địa chỉ thường trú", "{dia_chi}"),
        ("3", "Tên công trình", "{ten_cong_trinh}"), ("4", "Vị trí xây dựng", "{vi_tri}"),
        ("5", "Lô đất số", "{so_thua}"), ("6", "Tờ bản đồ số", "{so_to_ban_do}"),
        ("7", "Diện tích xây dựng tầng 1", "{dien_tich_xay_dung} m²"),
        ("8", "Tổng diện tích sàn", "{tong_dien_tich_san} m²"),
        ("9", "Chiều cao công trình", "{chieu_cao} m"), ("10", "Số tầng", "{so_tang}"),
    ], centred=(0,))  # fmt: skip
    page.para("Giấy phép này có hiệu lực khởi công trong thời hạn 12 tháng kể từ ngày cấp. Chủ nhà"
              " phải báo cho Ủy ban nhân dân ngày khởi công.")  # fmt: skip
    page.gap(6)
    page.para("<i>{noi:60}, ngày {ngay_cap.d:24} tháng {ngay_cap.m:24} năm {ngay_cap.y:38}</i>",
              align="right")  # fmt: skip
    page.sign(
        Signer(("<b>CÁN BỘ ĐỊA CHÍNH - XÂY DỰNG</b>",)),
        Signer(("<b>{chuc_vu_1}</b>", "<b>{chuc_vu_2}</b>"), "<b>{nguoi_ky}</b>", "co_quan_cap",
               room=92),
    )  # fmt: skip


_ALL = frozenset({"*"})
_RED_PEN = frozenset(
    {
        "chu_su_dung", "dien_tich", "dien_tich_bang_chu", "so_thua", "so_to_ban_do",
        "dia_chi_thua_dat", "hinh_thuc_su_dung", "muc_dich_su_dung", "thoi_han_su_dung",
        "nguon_goc_su_dung", "so_vao_so", "ngay_cap",
    }
)  # fmt: skip
_SMALL_PEN = frozenset(
    {
        "so", "chu_ho", "gioi_tinh", "ngay_sinh", "so_dinh_danh", "noi_thuong_tru", "cap_ngay",
        "noi_cap_giay", "ten_ho_kinh_doanh", "dia_chi_tru_so", "nganh_nghe", "von_kinh_doanh",
        "ngay_dang_ky_lan_dau", "ngay_thay_doi",
    }
)  # fmt: skip
_COUNTRY_PEN = frozenset(
    {
        "so_giay_phep", "chu_dau_tu", "dia_chi", "ten_cong_trinh", "vi_tri", "so_thua",
        "so_to_ban_do", "dien_tich_xay_dung", "tong_dien_tich_san", "chieu_cao", "so_tang",
        "ngay_cap", "noi",
    }
)  # fmt: skip
_SOME, _LINES = ("none", "dots"), ("dots", "rule")
TEMPLATES: tuple[Template, ...] = (
    Template(land.TYPE, "so-hong-2009-bang-thua", TRAIN, _farm, fields_table, ("none",),
             sizes=(12,)),
    Template(land.TYPE, "mau-2024-hai-mat-mot-to", TRAIN, land.NEW_FORM, two_up, ("none",),
             sizes=(10,), paper=_ACROSS, margins=(36, 34, 26, 14), leadings=(1.22,)),
    Template(land.TYPE, "so-do-2004-mo-doi-viet-tay", TRAIN, land.RED_BOOK, red_spread, _LINES,
             ("",), _RED_PEN, (16,), paper=_A3, margins=(50, 44, 44, 40)),
    Template(land.APPLICATION, "mau-14-2007-viet-tay", TRAIN, _apply_2007, apply_2007, _LINES,
             ("",), _ALL, (12,)),
    Template(land.APPLICATION, "mau-11-bang-giay-to", TRAIN, _apply_2024, apply_typed, _SOME,
             sizes=(12.5,)),
    Template(land.APPLICATION, "mau-18-ky-so", TRAIN, _apply_2025, apply_signed, ("none",),
             sizes=(12.5,), families=("arimo", "tinos")),
    Template(permits.BUSINESS, "ca-the-2005-a5-viet-tay", TRAIN, _sole_trader, house_small, _LINES,
             ("",), _SMALL_PEN, (10,), paper=_A5, margins=(32, 26, 22, 16),
             families=("tinos", "arimo")),
    Template(permits.BUSINESS, "nhan-duoi-gia-tri", TRAIN, permits.MID_HOUSE, house_captions,
             ("none",), sizes=(12.5,)),
    Template(permits.BUSINESS, "dia-diem-ngoai-tru-so", TRAIN, _branches, house_places, ("none",),
             sizes=(12,)),
    Template(permits.BUILDING, "gap-doi-a3-2013", TRAIN, _town_2013, permit_folded, _SOME,
             sizes=(13,), paper=_A3, margins=(56, 50, 44, 30), leadings=(1.32,)),
    Template(permits.BUILDING, "o-ba-cot-ky-so", TRAIN, _grid_2025, permit_grid, ("none",),
             sizes=(12.5,)),
    Template(permits.BUILDING, "nong-thon-bang-viet-tay", TRAIN, _commune_2013, permit_country,
             ("none",), ("",), _COUNTRY_PEN, (13,)),
)  # fmt: skip
