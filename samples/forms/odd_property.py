"""In unusual words: land and its changes, household businesses, building permits.

Certificates of Luật Nhà ở 2005 and Luật Đất đai 2003 and 2024; print-outs of portals, papers filled
in by pen, papers with a digital signature instead of a seal.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from random import Random

from samples.forms import land, permits
from samples.forms.land import coloured, diagram, paint, serial_below
from samples.forms.page import MOTTO, Page, Signer
from samples.forms.template import TRAIN, Story, Template
from samples.forms.words import area_in_words, decimal
from samples.render import RED, Box, Line

_ACROSS, _A5 = (841.9, 595.3), (419.5, 595.3)


def _token(page: Page, x0: float, x1: float, *lines: str) -> None:
    """The box that a digital signature leaves."""
    size = page.style.size - 2.5
    top = page.y - size
    page.ruled = True
    for markup in lines:
        said, page.y = page.cell(markup, x0 + 6, x1 - 4, page.y + 1, size)
        page.say(*said)
    page.ruled = False
    page.frame(x0, top - 3, x1, page.y - size * 0.5, RED)
    page.y += size


def _captioned(page: Page, markup: str, caption: str) -> None:
    """A line to fill in and, in small letters below it, what belongs there."""
    page.para(markup)
    page.y -= 2
    page.para(caption, align="centre", size=8.5, style="i")
    page.y += 3


# Giấy chứng nhận quyền sử dụng đất.


def _home(random: Random) -> Story:
    """A house and its plot."""
    story = land.RED_BOOK(random)
    area = Decimal(random.randrange(480, 3200)) / 10
    where = str(story.gold["dia_chi_thua_dat"]).casefold()
    town = "phường" in where or "thị trấn" in where
    printed = decimal(area)
    story.put("dien_tich", f"{area.normalize():f}", printed)
    story.text(
        dien_tich_bang_chu=area_in_words(area),
        hinh_thuc_su_dung=random.choice((f"Riêng: {printed} m²; Chung: Không", "Sử dụng riêng")),
        muc_dich_su_dung="Đất ở tại đô thị" if town else "Đất ở tại nông thôn",
        thoi_han_su_dung=random.choice(("Lâu dài", "Ổn định lâu dài")),
    )  # fmt: skip
    ground = area * Decimal(random.randrange(40, 80)) / 100
    story.also(nen=decimal(ground.quantize(Decimal("0.1"))), xong=str(random.randrange(1985, 2005)))
    return story


def house_and_land(page: Page, _: Random) -> None:
    """The pink paper for house and plot, opened flat: who on the left, what on the right."""
    paint(page, "pink")
    left, right, top = page.left, page.right, page.y
    middle = page.width / 2
    page.right = middle - 18
    page.motto(11.5)
    page.gap(10)
    coloured(page, "GIẤY CHỨNG NHẬN", page.y, 21)
    coloured(page, "QUYỀN SỞ HỮU NHÀ Ở VÀ QUYỀN SỬ DỤNG ĐẤT Ở", page.y + 20, 13)
    page.y += 44
    page.para("I - CHỦ SỞ HỮU NHÀ Ở, SỬ DỤNG ĐẤT Ở", style="b")
    for row in page.cells("chu_su_dung", 1):
        title, name, year, kind, number, address = row[:6]
        page.para(f"- {'Ông/Bà' if page.blank else title} <b>{name}</b>")
        page.para(f"{'CMND số' if page.blank else kind} {number} - Sinh năm {year}", indent=8)
        page.para(f"Hộ khẩu thường trú: {address}", indent=8)
    page.gap(4)
    page.para("<i>{noi_cap:50}, ngày {ngay_cap.d:20} tháng {ngay_cap.m:20} năm {ngay_cap.y:30}</i>",
              align="centre")  # fmt: skip
    page.sign(
        Signer(("<b>{co_quan_cap}</b>", "<b>{chuc_vu_2}</b>"), "<b>{nguoi_ky}</b>",
               "co_quan_cap", room=90),
    )  # fmt: skip
    page.para("Đã ghi vào sổ đăng ký quyền sở hữu số: {so_vao_so}")
    serial_below(page)
    page.left, page.right, page.y = middle + 18, right, top
    page.mark(Line(middle, 30, middle, page.height - 30, 0.4, "rose"))
    page.para("II - THỰC TRẠNG NHÀ Ở, ĐẤT Ở", style="b")
    page.para("1. Nhà ở", style="b")
    page.row("Diện tích xây dựng nhà: {nen} m²", "Năm hoàn thành: {xong}", widths=(5, 4))
    page.para("Kết cấu: tường gạch, mái tôn; số tầng: 1; cấp nhà: 4")
    page.para("2. Đất ở", style="b")
    page.row("Thửa số: {so_thua}", "Bản đồ số: {so_to_ban_do}")
    page.para("Nơi có đất: {dia_chi_thua_dat}")
    page.para("Diện tích đất: {dien_tich:50} m²")
    page.para("(Viết bằng chữ: {dien_tich_bang_chu})", style="i")
    page.para("Loại đất: {muc_dich_su_dung}")
    page.para("Hình thức: {hinh_thuc_su_dung}")
    page.para("Thời hạn được sử dụng: {thoi_han_su_dung}")
    page.para("Nguồn gốc đất: {nguon_goc_su_dung}")
    page.para("III - SƠ ĐỒ NHÀ Ở, ĐẤT Ở", style="b")
    page.gap(20)
    diagram(page, 130)
    page.left = left


def red_pen(page: Page, _: Random) -> None:
    """The red book as an office without a printer filled it in, in sentences."""
    paint(page, "pink")
    page.motto(13)
    page.gap(12)
    coloured(page, "GIẤY CHỨNG NHẬN", page.y, 25)
    coloured(page, "QUYỀN SỬ DỤNG ĐẤT", page.y + 29, 23)
    page.y += 60
    page.ruled = True
    page.line("{co_quan_cap}", 13)
    page.ruled = False
    page.para("chứng nhận người sử dụng đất có tên dưới đây:", align="centre", style="i")
    page.gap(4)
    for i, row in enumerate(page.cells("chu_su_dung", 1)):
        title, name, year, _kind, number, address = row[:6]
        whose = "Ông (bà)" if page.blank else "Cùng đứng tên" if i else "Người đứng tên"
        page.para(f"{whose}: {name}" if page.blank else f"{whose}: {title} {name}")
        page.para(f"Năm sinh: {year}; Giấy CMND: {number}")
        page.para(f"Trú quán: {address}")
    page.gap(4)
    page.para("được sử dụng {dien_tich:60} mét vuông đất, viết bằng chữ: {dien_tich_bang_chu:150},"
              " thuộc thửa số {so_thua:40} trong tờ bản đồ số {so_to_ban_do:40},"
              " tọa lạc tại {dia_chi_thua_dat:150}.", indent=24)  # fmt: skip
    page.para("Đất dùng vào mục đích: {muc_dich_su_dung}")
    page.para("Được sử dụng: {thoi_han_su_dung}")
    page.para("Chế độ sử dụng (chung, riêng): {hinh_thuc_su_dung}")
    page.para("Do đâu mà có (nguồn gốc): {nguon_goc_su_dung}")
    page.gap(4)
    page.need(200)
    page.para("<i>{noi_cap:60}, ngày {ngay_cap.d:24} tháng {ngay_cap.m:24} năm {ngay_cap.y:38}</i>",
              align="right")  # fmt: skip
    page.sign(
        Signer(("Số vào sổ cấp giấy:", "{so_vao_so}"), signed=False),
        Signer(("<b>{chuc_vu_1}</b>", "<b>{chuc_vu_2}</b>"), "<b>{nguoi_ky}</b>", "co_quan_cap",
               room=92),
    )  # fmt: skip
    serial_below(page)
    page.new_sheet()
    paint(page, "pink")
    page.line("TRÍCH ĐO THỬA ĐẤT", 13)
    page.gap(20)
    diagram(page)


def _electronic(random: Random) -> Story:
    story = land.NEW_FORM(random)
    story.also(luc=f"{random.randrange(7, 17):02d}:{random.randrange(60):02d}")
    return story


def electronic(page: Page, _: Random) -> None:
    """The certificate of 2024 out of the data base: labels above data, digitally signed."""
    page.code(page.left, 30, 54, page.value("qr"))
    page.head(("", "", ""), (*MOTTO, "_"), share=0.28)
    page.gap(8)
    page.line("GIẤY CHỨNG NHẬN", 17)
    page.line("Quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất", 12)
    page.line("(Bản điện tử)", 11, "i")
    page.gap(8)
    page.table((1, 1), [("Số seri:\n<b>{so_phat_hanh}</b>", "Số vào sổ:\n<b>{so_vao_so}</b>")])
    page.para("NGƯỜI ĐƯỢC CẤP GIẤY", style="b", size=11)
    page.gap(6)
    for row in page.cells("chu_su_dung", 1):
        _title, name, year, kind, number, address = row[:6]
        page.table((5, 2, 4), [
            (f"Họ, tên:\n{name}", f"Năm sinh:\n{year}",
             f"{'Giấy tờ' if page.blank else kind}:\n{number}"),
        ])  # fmt: skip
        page.y -= page.style.size - 1
        page.table((1,), [(f"Địa chỉ: {address}",)])
    page.para("THỬA ĐẤT", style="b", size=11)
    page.gap(6)
    page.table((2, 2, 3, 5), [
        ("Số thửa:\n{so_thua}", "Số tờ:\n{so_to_ban_do}", "Diện tích (m²):\n{dien_tich}",
         "Thời hạn:\n{thoi_han_su_dung}"),
    ])  # fmt: skip
    page.y -= page.style.size - 1
    page.table((1, 1), [
        ("Loại đất:\n{muc_dich_su_dung}", "Hình thức sử dụng:\n{hinh_thuc_su_dung}"),
        ("Vị trí thửa đất:\n{dia_chi_thua_dat}", "Nguồn gốc:\n{nguon_goc_su_dung}"),
    ])  # fmt: skip
    page.row("Tài sản gắn liền với đất: -/-", "Ghi chú: -/-")
    page.gap(6)
    page.para("<i>{noi_cap:60}, {ngay_cap.long:140}</i>", x0=page.middle - 10)
    for markup in ("<b>{co_quan_cap}</b>", "<b>{chuc_vu_2}</b>"):
        page.para(markup, align="centre", x0=page.middle - 10)
    page.gap(8)
    _token(page, page.middle + 20, page.right, "Đã ký điện tử bởi: {nguoi_ky}",
           "Đơn vị: {co_quan_cap}", "Lúc {luc:30} ngày {ngay_cap}")  # fmt: skip
    page.gap(4)
    page.para("<b>{nguoi_ky}</b>", align="centre", x0=page.middle - 10)
    page.new_sheet()
    page.line("SƠ ĐỒ THỬA ĐẤT", 12)
    page.gap(20)
    diagram(page)


# Đơn đăng ký biến động.

_CHANGES = (
    ("Đính chính địa chỉ thửa đất ghi trên Giấy chứng nhận", "Sắp xếp đơn vị hành chính"),
    ("Nhận tặng cho toàn bộ thửa đất từ cha mẹ ruột", "Hợp đồng tặng cho đã có hiệu lực"),
    ("Gia hạn sử dụng đất trồng cây lâu năm", "Đất hết thời hạn, gia đình còn nhu cầu canh tác"),
    ("Nhập quyền sử dụng đất vào tài sản chung của vợ chồng", "Vợ chồng thỏa thuận bằng văn bản"),
    ("Bổ sung nhà ở cấp 4 vào Giấy chứng nhận", "Nhà xây xong, chưa được chứng nhận sở hữu"),
    ("Giảm diện tích do hiến đất làm đường", "Tự nguyện hiến đất mở rộng đường giao thông"),
    ("Thay đổi họ tên người sử dụng đất", "Được cải chính hộ tịch"),
)  # fmt: skip
_PAPERS = (
    "Bản gốc Giấy chứng nhận", "Hợp đồng tặng cho quyền sử dụng đất", "Trích lục cải chính hộ tịch",
    "Mảnh trích đo bản đồ địa chính", "Văn bản thỏa thuận của vợ chồng",
    "Giấy phép xây dựng (bản sao)", "Tờ khai thuế thu nhập cá nhân",
)  # fmt: skip


def _apply(random: Random, made: partial[Story]) -> Story:
    """An application for other changes, with other papers."""
    story = made(random)
    change, reason = random.choice(_CHANGES)
    story.text(noi_dung_bien_dong=change, ly_do_bien_dong=reason)
    *_, province = str(story.gold["dia_chi"]).split(", ")
    if made is land.APPLY_25 and random.random() < 0.5:
        area = random.choice(("I", "II", "III", "IV"))
        story.text(kinh_gui=f"Văn phòng Đăng ký đất đai {province} - Chi nhánh khu vực {area}")
    papers = random.sample(_PAPERS, random.randint(1, 4))
    story.list("giay_to_kem_theo", [(paper,) for paper in papers], papers)
    return story


_APPLY_24, _APPLY_25 = (partial(_apply, made=m) for m in (land.APPLY_24, land.APPLY_25))


def _bar(page: Page, title: str) -> None:
    """The title of a part in a frame."""
    size = page.style.size
    page.need(size * 4)
    page.gap(7)
    page.mark(Box(page.left - 4, page.y - size * 1.25, page.right, page.y + 4, None, thick=0.9))
    page.para(title, style="b")
    page.gap(5)


def apply_portal(page: Page, _: Random) -> None:
    """What a portal prints of an application made on line: labels above data, two a row."""
    page.row("Cổng Dịch vụ công - Mẫu đơn điện tử", "Trang 1/1", widths=(6, 1), size=9)
    page.gap(8)
    page.motto(12)
    page.gap(4)
    page.line("ĐƠN ĐĂNG KÝ BIẾN ĐỘNG ĐẤT ĐAI", 15)
    page.para("Kính gửi: <b>{kinh_gui}</b>", align="centre")
    _bar(page, "A. NGƯỜI NỘP ĐƠN")
    page.row("<i>Họ và tên chủ đất</i>\n{ho_ten}", "<i>Mã số định danh</i>\n{so_dinh_danh}")
    page.gap(5)
    page.row("<i>Di động</i>\n{so_dien_thoai}", "<i>Hộp thư</i>\n{thu_dien_tu}")
    page.gap(5)
    page.para("<i>Nơi ở đăng ký thường trú</i>")
    page.para("{dia_chi}")
    _bar(page, "B. GIẤY CHỨNG NHẬN CẦN ĐĂNG KÝ BIẾN ĐỘNG")
    page.row("<i>Số seri (phôi)</i>\n{so_phat_hanh}", "<i>Số vào sổ</i>\n{so_vao_so}",
             "<i>Cấp ngày</i>\n{ngay_cap_gcn}")  # fmt: skip
    page.gap(5)
    page.row("<i>Số thửa</i>\n{so_thua}", "<i>Số tờ bản đồ</i>\n{so_to_ban_do}", "{trong}")
    _bar(page, "C. YÊU CẦU CỦA NGƯỜI NỘP ĐƠN")
    page.para("<i>Đăng ký biến động về việc</i>")
    page.para("{noi_dung_bien_dong}", spare=1)
    page.gap(5)
    page.para("<i>Nguyên nhân biến động</i>")
    page.para("{ly_do_bien_dong}", spare=1)
    _bar(page, "D. TỆP TIN ĐÍNH KÈM")
    for i, row in enumerate(page.cells("giay_to_kem_theo"), 1):
        page.para(f"[{i}] {row[0]}", indent=8)
    page.gap(6)
    page.ticks((("Tôi đã đọc và chịu trách nhiệm về những điều đã khai.", True),))
    page.gap(4)
    page.row("Ngày gửi đơn: {ngay_lap}", "Người gửi: {ky_ten}", widths=(4, 6))


def apply_captions(page: Page, _: Random) -> None:
    """A form to write on: lines with small print below them."""
    page.motto()
    page.gap(8)
    page.line("ĐƠN XIN ĐĂNG KÝ BIẾN ĐỘNG QUYỀN SỬ DỤNG ĐẤT", 14)
    page.gap(4)
    _captioned(page, "Kính gửi: {kinh_gui}", "(cơ quan nhận đơn)")
    _captioned(page, "Tôi là: {ho_ten}", "(họ, tên đệm và tên người đứng tên trên giấy)")
    page.row("CCCD: {so_dinh_danh}", "ĐT: {so_dien_thoai}", widths=(5, 4))
    _captioned(page, "Hiện ở: {dia_chi}", "(theo nơi đăng ký thường trú)")
    _captioned(
        page, "Đứng tên thửa {so_thua:60} thuộc tờ bản đồ {so_to_ban_do}",
        "(ghi theo giấy chứng nhận)",
    )  # fmt: skip
    _captioned(page, "Giấy chứng nhận số: {so_phat_hanh:120} do Nhà nước cấp ngày: {ngay_cap_gcn}",
               "(số ghi ở góc bìa giấy chứng nhận)")  # fmt: skip
    page.para("Số vào sổ của giấy: {so_vao_so}")
    page.para("Nay tôi xin được đăng ký (nêu rõ việc thay đổi):")
    page.para("{noi_dung_bien_dong}", indent=12, spare=1)
    page.para("Vì lý do: {ly_do_bien_dong}", spare=1)
    page.para("Tôi gửi theo đơn các giấy tờ:")
    for i, row in enumerate(page.cells("giay_to_kem_theo"), 1):
        page.para(f"{i}/ {row[0]}", indent=12)
    page.para("Điều gì khai sai tôi xin chịu trách nhiệm. Mong được quý cơ quan giải quyết.")
    page.sign(
        Signer(()),
        Signer(("<i>{noi:50}, ngày {ngay_lap.d:22} tháng {ngay_lap.m:22} năm {ngay_lap.y:36}</i>",
                "<b>NGƯỜI LÀM ĐƠN</b>"), "{ky_ten}"), shares=(2, 5),
    )  # fmt: skip


def apply_rows(page: Page, _: Random) -> None:
    """All in one table of three columns: number, what is asked, what is declared."""
    page.para("Mẫu số 18", align="right", size=10, style="i")
    page.motto(12)
    page.gap(6)
    page.line("ĐƠN ĐĂNG KÝ BIẾN ĐỘNG", 14)
    page.line("(đất đai, tài sản gắn liền với đất)", 12, "")
    page.gap(2)
    page.para("Kính gửi: {kinh_gui:160}", align="centre")
    page.gap(10)
    papers = "\n".join(f"- {row[0]}" for row in page.cells("giay_to_kem_theo"))
    page.table((1, 5, 9), [
        ("<b>TT</b>", "<b>Nội dung</b>", "<b>Phần kê khai</b>"),
        ("1", "Người đăng ký biến động", "{ho_ten}"),
        ("2", "Số ĐDCN/CCCD", "{so_dinh_danh}"),
        ("3", "Chỗ ở (ghi đủ các cấp hành chính)", "{dia_chi}"),
        ("4", "Liên lạc qua số máy", "{so_dien_thoai}"),
        ("5", "Thửa đất có biến động", "Thửa số {so_thua}, tờ số {so_to_ban_do}"),
        ("6", "GCN đã cấp: số phát hành", "{so_phat_hanh}"),
        ("7", "GCN đã cấp: số vào sổ", "{so_vao_so}"),
        ("8", "GCN đã cấp: ngày ký cấp", "{ngay_cap_gcn}"),
        ("9", "Việc biến động", "{noi_dung_bien_dong}"),
        ("10", "Lý do", "{ly_do_bien_dong}"),
        ("11", "Hồ sơ nộp cùng đơn", papers),
    ], centred=(0,))  # fmt: skip
    page.para("Người ký tên dưới đây bảo đảm các thông tin trên là đúng.", style="i")
    page.sign(
        Signer(("<b>CÁN BỘ NHẬN ĐƠN</b>",), signed=False),
        Signer(("<i>Ngày {ngay_lap.d:22}/{ngay_lap.m:22}/{ngay_lap.y:36}</i>",
                "<b>NGƯỜI ĐĂNG KÝ</b>"), "{ky_ten}"),
    )  # fmt: skip


# Hộ kinh doanh.


def house_poster(page: Page, _: Random) -> None:
    """A sheet to hang on a wall: framed, across, the name in large letters."""
    for off, thick in ((22, 1.6), (27, 0.6)):
        page.mark(Box(off, off, page.width - off, page.height - off, None, thick=thick))
    page.head(("{cap_tren}", "<b>{co_quan_cap}</b>", "_"), (*MOTTO, "_"), size=11.5, share=0.45)
    page.gap(10)
    page.line("GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH", 19)
    page.para("Số đăng ký: <b>{so:90}</b>", align="centre")
    page.gap(8)
    page.para("{ten_ho_kinh_doanh:200}", align="centre", size=17, style="b")
    page.para("Nơi đặt cơ sở: {dia_chi_tru_so:240}", align="centre")
    page.para("Số máy: {so_dien_thoai:90} - Số vốn: {von_kinh_doanh:90} đồng", align="centre")
    page.gap(6)
    page.para("Người làm chủ: <b>{chu_ho:160}</b>, giới tính {gioi_tinh:30}, sinh ngày"
              " {ngay_sinh:70}, thẻ căn cước số {so_dinh_danh:100}, thường trú tại"
              " {noi_thuong_tru:200}.", indent=20)  # fmt: skip
    page.para("Được kinh doanh các ngành, nghề:", indent=20)
    for i, row in enumerate(page.cells("nganh_nghe"), 1):
        page.para(f"({i}) {row[0]}", indent=34)
    again = "; đăng ký thay đổi ngày {ngay_thay_doi:70}"
    again = again if page.blank or page.value("ngay_thay_doi") else ""
    page.para(f"<i>Ngày cấp đăng ký lần đầu: {{ngay_dang_ky_lan_dau:70}}{again}.</i>", indent=20)
    page.sign(Signer(()), Signer(("<b>{chuc_vu}</b>",), "<b>{nguoi_ky}</b>", "co_quan_cap",
                                 room=90), shares=(5, 4))  # fmt: skip


def house_history(page: Page, random: Random) -> None:
    """A print-out with the dates in a table at the end, trades in a row, digitally signed."""
    page.head(("{cap_tren}", "<b>{co_quan_cap}</b>", "_"), (*MOTTO, "_"))
    page.gap(12)
    page.line("GIẤY CHỨNG NHẬN", 16)
    page.line("ĐĂNG KÝ HỘ KINH DOANH", 16)
    page.line("MSHKD: {so:110}", 12.5)
    page.gap(6)
    page.para("A. Thông tin về chủ hộ", style="b")
    page.row("Họ tên chủ hộ: <b>{chu_ho}</b>", "Nam/nữ: {gioi_tinh}", widths=(5, 2))
    page.row("Ngày sinh: {ngay_sinh.dash}", "ĐDCN: {so_dinh_danh}", widths=(3, 4))
    page.para("Đăng ký thường trú: {noi_thuong_tru}")
    page.para("B. Thông tin về hộ kinh doanh", style="b")
    page.para("Tên hộ: {ten_ho_kinh_doanh}")
    page.para("Trụ sở chính: {dia_chi_tru_so}")
    page.row("ĐT: {so_dien_thoai}", "Email: {email}")
    page.para("Tổng vốn đăng ký: {von_kinh_doanh:80} VND (bằng chữ: {von_kinh_doanh.chu:140})")
    rows = page.cells("nganh_nghe", 1)
    trades = "; ".join(row[0] if page.blank else f"{row[0]} (mã {row[1]})" for row in rows)
    page.para(f"Ngành, nghề đăng ký: {trades}.")
    page.para("C. Quá trình đăng ký", style="b")
    page.gap(8)
    history = [
        ("<b>Lần</b>", "<b>Ngày cấp</b>", "<b>Việc đăng ký</b>"),
        ("Lần đầu", "{ngay_dang_ky_lan_dau}", "Đăng ký thành lập hộ kinh doanh"),
    ]
    if page.blank or page.value("ngay_thay_doi"):
        what = random.choice(("Thay đổi vốn kinh doanh", "Thay đổi ngành, nghề kinh doanh"))
        history.append(("Thay đổi lần {lan}", "{ngay_thay_doi}", what))
    page.table((2, 2, 5), history, centred=(0, 1))
    page.need(110)
    x0 = page.middle - 20
    page.para("<b>{chuc_vu}</b>", align="centre", x0=x0)
    page.gap(8)
    _token(page, x0 + 30, page.right - 10, "Chữ ký số hợp lệ", "Người ký: {nguoi_ky}",
           "Cơ quan: {co_quan_cap}")  # fmt: skip
    page.gap(6)
    page.para("<b>{nguoi_ky}</b>", align="centre", x0=x0)


def house_pen(page: Page, _: Random) -> None:
    """A printed form that a clerk filled in, with the short labels of offices."""
    page.head(("{cap_tren}", "<b>{co_quan_cap}</b>", "_", "GCN số: {so:100}"), (*MOTTO, "_"))
    page.gap(14)
    page.line("GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH", 16)
    page.line("(Cấp cho cá nhân, hộ gia đình kinh doanh)", 12, "i")
    page.gap(8)
    page.para("Họ tên người ĐKKD: {chu_ho}")
    page.row("Nam, nữ: {gioi_tinh}", "Sinh ngày: {ngay_sinh}", widths=(2, 3))
    page.para("Số CMND (CCCD): {so_dinh_danh}")
    page.para("HKTT: {noi_thuong_tru}", spare=1)
    page.para("Bảng hiệu: {ten_ho_kinh_doanh}")
    page.para("Địa chỉ KD: {dia_chi_tru_so}", spare=1)
    page.para("ĐT: {so_dien_thoai}")
    page.para("Mặt hàng, ngành nghề KD:")
    for row in page.cells("nganh_nghe", 3):
        page.para(f"* {row[0]}", indent=12)
    page.para("Vốn KD: {von_kinh_doanh:110} đ")
    page.para("Cấp lần đầu ngày: {ngay_dang_ky_lan_dau}")
    if page.blank or page.value("ngay_thay_doi"):
        page.para("Có thay đổi ngày: {ngay_thay_doi}")
    page.gap(6)
    page.sign(
        Signer(("<b>NGƯỜI ĐƯỢC CẤP</b>", "<i>(ký nhận)</i>"), signed=True),
        Signer(("<b>{chuc_vu}</b>",), "<b>{nguoi_ky}</b>", "co_quan_cap", room=90),
    )  # fmt: skip


# Giấy phép xây dựng.


def _work(random: Random) -> Story:
    story = permits.NEW_WORK(random)
    story.also(luc=f"{random.randrange(7, 17):02d}:{random.randrange(60):02d}:00")
    return story


def _rural(random: Random) -> Story:
    """A house that a committee allows, not a department."""
    story = permits.OLD_WORK(random)
    while story.gold["co_quan_cap"] == "SỞ XÂY DỰNG":
        story = permits.OLD_WORK(random)
    return story


def permit_articles(page: Page, _: Random) -> None:
    """A permit in articles, as decisions are."""
    page.head(
        ("{cap_tren}", "<b>{co_quan_cap}</b>", "_", "Số: {so_giay_phep:80}"),
        (*MOTTO, "_", "<i>{noi:50}, ngày {ngay_cap.d:20} tháng {ngay_cap.m:20} năm"
         " {ngay_cap.y:32}</i>"),
    )  # fmt: skip
    page.gap(14)
    page.line("GIẤY PHÉP XÂY DỰNG", 16)
    page.line("{co_quan_cap}", 12)
    page.para("Theo đề nghị của chủ hộ và kết quả kiểm tra thực địa,", align="centre", style="i")
    page.line("CHO PHÉP:", 12.5)
    given = [
        ("dia_chi", ", ngụ tại {dia_chi:180}"), ("", ", được khởi công xây dựng"),
        ("", " {ten_cong_trinh:120} tại {vi_tri:180}"), ("so_thua", ", thửa đất {so_thua:40}"),
        ("so_to_ban_do", ", tờ bản đồ {so_to_ban_do:40}"),
    ]  # fmt: skip
    said = [part for key, part in given if not key or page.blank or page.value(key)]
    page.para(f"<b>Điều 1.</b> {{chu_dau_tu:180}}{''.join(said)}.", indent=24)
    page.para("<b>Điều 2.</b> Quy mô được phép xây dựng:", indent=24)
    given = [
        ("", "Diện tích đất xây dựng (tầng trệt): {dien_tich_xay_dung:50} m²"),
        ("", "Cộng diện tích sàn các tầng: {tong_dien_tich_san:50} m²"),
        ("chieu_cao", "Cao {chieu_cao:50} m tính từ mặt nền đến đỉnh mái"),
        ("so_tang", "Số tầng được xây: {so_tang:60}"),
        ("", "Khoảng lùi: {lo_gioi:70}; mật độ {mat_do:30} %"),
    ]
    said = [part for key, part in given if not key or page.blank or page.value(key)]
    for letter, part in zip("abcdđ", said, strict=False):
        page.para(f"{letter}) {part};", indent=36)
    page.para("<b>Điều 3.</b> Chủ hộ phải khởi công trong vòng một năm; xây sai nội dung ghi ở"
              " Điều 2 thì bị xử lý theo pháp luật.", indent=24)  # fmt: skip
    page.gap(4)
    page.sign(
        Signer(("<b><i>Nơi nhận:</i></b>", "- Như Điều 1;", "- Thanh tra XD;", "- Lưu."),
               signed=False),
        Signer(("<b>{chuc_vu_1}</b>", "<b>{chuc_vu_2}</b>"), "<b>{nguoi_ky}</b>", "co_quan_cap",
               room=90),
    )  # fmt: skip


def permit_across(page: Page, _: Random) -> None:
    """A print-out with figures below their heads in one table, digitally signed."""
    page.head(("{cap_tren}", "<b>{co_quan_cap}</b>", "_"), (*MOTTO, "_"))
    page.gap(14)
    page.line("GIẤY PHÉP XÂY DỰNG NHÀ Ở", 16)
    page.para("Mã giấy phép: <b>{so_giay_phep:80}</b>  -  Cấp ngày: <b>{ngay_cap:70}</b>",
              align="centre")  # fmt: skip
    page.gap(8)
    page.para("I. BÊN ĐƯỢC CẤP PHÉP", style="b")
    page.para("{chu_dau_tu}", indent=14)
    page.para("Chỗ ở hiện nay: {dia_chi}", indent=14)
    page.para("II. CÔNG TRÌNH", style="b")
    page.para("Hạng mục xây dựng: {ten_cong_trinh}", indent=14)
    page.para("Khu đất xây dựng: {vi_tri}", indent=14)
    page.gap(10)
    page.table((2, 2), [
        ("<b>Số thửa</b>", "<b>Số tờ BĐ</b>"), ("{so_thua}", "{so_to_ban_do}"),
    ], centred=(0, 1))  # fmt: skip
    page.para("III. CHỈ TIÊU XÂY DỰNG", style="b")
    page.gap(10)
    page.table((3, 3, 3, 4, 2), [
        ("<b>DT xây dựng (m²)</b>", "<b>Tổng DT sàn (m²)</b>", "<b>Chiều cao (m)</b>",
         "<b>Số tầng</b>", "<b>MĐXD (%)</b>"),
        ("{dien_tich_xay_dung}", "{tong_dien_tich_san}", "{chieu_cao}", "{so_tang}", "{mat_do}"),
    ], centred=(0, 1, 2, 3, 4))  # fmt: skip
    page.para("<b>IV. THỜI HẠN:</b> khởi công trong 12 tháng từ ngày cấp.")
    page.need(120)
    x0 = page.middle - 10
    page.gap(8)
    for markup in ("<b>{chuc_vu_1}</b>", "<b>{chuc_vu_2}</b>"):
        page.para(markup, align="centre", x0=x0)
    page.gap(8)
    _token(page, x0 + 20, page.right, "Ký bởi: {nguoi_ky}", "Cơ quan ký: {co_quan_cap}",
           "Giờ ký: {luc:40} {ngay_cap}")  # fmt: skip
    page.gap(6)
    page.para("<b>{nguoi_ky}</b>", align="centre", x0=x0)


def permit_small(page: Page, _: Random) -> None:
    """Half a sheet with the blanks of a rural commune filled in by pen."""
    page.head(("{cap_tren}", "<b>{co_quan_cap}</b>", "_", "Số {so_giay_phep:70}"),
              (*MOTTO, "_"), size=9)  # fmt: skip
    page.gap(8)
    page.line("GIẤY PHÉP XÂY DỰNG", 14)
    page.line("nhà ở tại điểm dân cư", 10, "i")
    page.gap(4)
    page.para("Cho phép: {chu_dau_tu}")
    page.para("Cư trú: {dia_chi}")
    page.para("Xây cất: {ten_cong_trinh}")
    page.para("Tại: {vi_tri}")
    page.row("Thửa: {so_thua}", "Tờ BĐ: {so_to_ban_do}")
    page.row("DTXD: {dien_tich_xay_dung:50} m²", "Tổng DT sàn: {tong_dien_tich_san:50} m²",
             widths=(4, 5))  # fmt: skip
    page.row("Cao: {chieu_cao:40} m", "Số tầng: {so_tang}", widths=(3, 5))
    page.para("Giấy phép có giá trị trong 12 tháng.", style="i")
    page.gap(2)
    page.para("<i>{noi:50}, ngày {ngay_cap.d:20} tháng {ngay_cap.m:20} năm {ngay_cap.y:34}</i>",
              align="right")  # fmt: skip
    page.sign(
        Signer(()),
        Signer(("<b>{chuc_vu_1}</b>", "<b>{chuc_vu_2}</b>"), "<b>{nguoi_ky}</b>", "co_quan_cap",
               room=102),
        shares=(2, 5),
    )  # fmt: skip


_PEN = frozenset({"*"})
_LAND_PEN = frozenset(
    {
        "chu_su_dung", "dien_tich", "dien_tich_bang_chu", "so_thua", "so_to_ban_do",
        "dia_chi_thua_dat", "muc_dich_su_dung", "thoi_han_su_dung", "hinh_thuc_su_dung",
        "nguon_goc_su_dung", "so_vao_so", "ngay_cap", "noi_cap",
    }
)  # fmt: skip
_HOUSE_PEN = frozenset(
    {
        "so", "chu_ho", "gioi_tinh", "ngay_sinh", "so_dinh_danh", "noi_thuong_tru",
        "ten_ho_kinh_doanh", "dia_chi_tru_so", "so_dien_thoai", "nganh_nghe", "von_kinh_doanh",
        "ngay_dang_ky_lan_dau", "ngay_thay_doi",
    }
)  # fmt: skip
_PERMIT_PEN = frozenset(
    {
        "so_giay_phep", "chu_dau_tu", "dia_chi", "ten_cong_trinh", "vi_tri", "so_thua",
        "so_to_ban_do", "dien_tich_xay_dung", "tong_dien_tich_san", "chieu_cao", "so_tang",
        "ngay_cap",
    }
)  # fmt: skip
_SOME, _LINES = ("none", "dots"), ("dots", "rule")
TEMPLATES = (
    Template(land.TYPE, "nha-o-dat-o-2006", TRAIN, _home, house_and_land, ("none",), sizes=(11.5,),
             paper=_ACROSS, margins=(40, 36, 36, 30), leadings=(1.32,)),
    Template(land.TYPE, "so-do-viet-tay", TRAIN, land.RED_BOOK, red_pen, _LINES, ("",), _LAND_PEN,
             (12.5,)),
    Template(land.TYPE, "ban-dien-tu-2025", TRAIN, _electronic, electronic, ("none",), ("",),
             sizes=(12,), families=("tinos", "arimo")),
    Template(land.APPLICATION, "don-dien-tu", TRAIN, _APPLY_25, apply_portal, ("none",),
             sizes=(12.5,), families=("arimo", "serif")),
    Template(land.APPLICATION, "chu-thich-duoi-viet-tay", TRAIN, _APPLY_24, apply_captions, _LINES,
             ("",), _PEN, (12,)),
    Template(land.APPLICATION, "ba-cot-ke-khai", TRAIN, _APPLY_25, apply_rows, ("none",),
             sizes=(12,)),
    Template(permits.BUSINESS, "treo-tuong-kho-ngang", TRAIN, permits.MID_HOUSE, house_poster,
             ("none",), sizes=(13.5,), paper=_ACROSS, margins=(56, 52, 44, 36)),
    Template(permits.BUSINESS, "qua-trinh-dang-ky", TRAIN, permits.NEW_HOUSE, house_history,
             ("none",), sizes=(13,)),
    Template(permits.BUSINESS, "nhan-ngan-viet-tay", TRAIN, permits.OLD_HOUSE, house_pen, _LINES,
             ("",), _HOUSE_PEN, (13,)),
    Template(permits.BUILDING, "theo-dieu", TRAIN, permits.OLD_WORK, permit_articles, _SOME,
             sizes=(12,)),
    Template(permits.BUILDING, "chi-tieu-hang-ngang", TRAIN, _work, permit_across, ("none",),
             sizes=(12.5,)),
    Template(permits.BUILDING, "a5-viet-tay", TRAIN, _rural, permit_small, _LINES, ("",),
             _PERMIT_PEN, (10.5,), paper=_A5, margins=(34, 28, 22, 18),
             families=("tinos", "arimo")),
)  # fmt: skip
