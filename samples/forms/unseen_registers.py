"""Layouts to measure by, not seen before: land, building permits, civil status, identity cards.

Certificates of Thông tư 23/2014 and of Thông tư 10/2024 attested on line, papers that hospitals,
missions, industrial zones and notaries print, typewritten permits and small copies.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from random import Random

from samples.forms import births, cards, couples, deaths, land, permits
from samples.forms.cards import CARD
from samples.forms.land import coloured, diagram, emblem, paint, serial_below
from samples.forms.page import MOTTO, Page, Signer
from samples.forms.people import capital, make_person, short
from samples.forms.template import EVAL, Story, Template, some_date
from samples.forms.words import decimal, dmy, long_date
from samples.render import BLUE, Box, Scrawl, Stamp


def _made(story: Story, key: str) -> datetime.date:
    """A date of the story."""
    return datetime.date.fromisoformat(str(story.gold[key]))


def _tenths(random: Random, low: int, high: int) -> Decimal:
    """So many tenths, as a number."""
    return Decimal(random.randrange(low, high)) / 10


def _area(story: Story, key: str, area: Decimal) -> None:
    story.put(key, f"{area.normalize():f}", decimal(area))


def _colon(page: Page, stop: float, label: str, markup: str) -> None:
    """A label, its colon `stop` points to the right, and the value after that."""
    size = page.style.size
    page.need(size * 3)
    x = page.left + stop
    names, low = page.cell(label, page.left, x - 6, page.y, size)
    page.cell(":", x - 4, x + 4, page.y, size)
    found, end = page.cell(markup, x + 8, page.right, page.y, size)
    page.say(" ".join([*names[:1], ":", *found[:1]]), *found[1:], *names[1:])
    page.y = max(low, end) + size * 0.16


# Giấy chứng nhận quyền sử dụng đất.


def _too_small(story: Story) -> bool:
    """Whether a plot is smaller than the part of it that one may build on."""
    return "100 m²" in str(story.gold["muc_dich_su_dung"]) and (
        Decimal(str(story.gold["dien_tich"])) < 120
    )


def _with_house(random: Random) -> Story:
    """A plot with a house on it, certified in the years of the pink book."""
    story = land.PINK_BOOK(random)
    while not str(story.gold["muc_dich_su_dung"]).startswith("Đất ở") or _too_small(story):
        story = land.PINK_BOOK(random)
    area = Decimal(str(story.gold["dien_tich"]))
    ground = (area * random.randrange(30, 70) / 100).quantize(Decimal("0.1"))
    ground = min(ground, _tenths(random, 620, 1500))
    storeys = random.randint(1, 3)
    day = some_date(random, _made(story, "ngay_cap"), datetime.date(2025, 5, 30))
    north, east = random.randrange(1100000, 1200000), random.randrange(540000, 610000)
    corners = [
        (str(i), f"{north + random.randrange(40)}.{random.randrange(100):02d}",
         f"{east + random.randrange(40)}.{random.randrange(100):02d}",
         f"{random.randrange(5, 48)}.{random.randrange(100):02d}")
        for i in range(1, 5)
    ]  # fmt: skip
    story.list("goc", corners, [])
    story.also(
        nen=decimal(ground), san=decimal(ground * storeys), tang=str(storeys),
        nha=random.choice(("Nhà ở riêng lẻ", "Nhà ở gia đình")),
        so_huu=random.choice(("Sở hữu riêng", "Sở hữu chung của vợ và chồng"))
        if len(story.rows["chu_su_dung"]) > 1 else "Sở hữu riêng",
        cap_nha=random.choice(("Cấp 3", "Cấp 4")),
        xoa=f"Xóa nội dung đăng ký thế chấp ngày {dmy(day)} theo hồ sơ số"
        f" {random.randrange(10**6):06d}.XC.002.",
        xoa_ngay=dmy(day),
    )  # fmt: skip
    story.optional = ()
    return story


def house_and_plot(page: Page, _: Random) -> None:
    """The pink book of 2014 in true size, with a house: its data in lines, corners by the plan."""
    paint(page, "pink")
    page.gap(22)
    page.motto(13)
    emblem(page, page.y + 46)
    page.y += 112
    coloured(page, "GIẤY CHỨNG NHẬN", page.y, 24)
    coloured(page, "QUYỀN SỬ DỤNG ĐẤT", page.y + 28, 20)
    coloured(page, "QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT", page.y + 50, 12.5)
    page.y += 92
    page.para("I. Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất", style="b")
    page.gap(6)
    for i, row in enumerate(page.cells("chu_su_dung", 1)):
        title, name, year, kind, number, address = row[:6]
        if page.blank:
            title, kind = "Ông/Bà", "Giấy tờ"
        page.para(f"{'Và ' if i else ''}{title}: <b>{name}</b>, năm sinh: {year}", indent=10)
        page.para(f"{kind}: {number}, địa chỉ thường trú: {address}", indent=10)
    serial_below(page)
    page.new_sheet()
    paint(page, "pink")
    page.para("II. Thửa đất, nhà ở và tài sản khác gắn liền với đất", style="b")
    page.para("1. Thửa đất:", style="b")
    page.left += 10
    page.para("a) Thửa đất số: {so_thua:40}; tờ bản đồ số: {so_to_ban_do:40}")
    page.para("b) Địa chỉ: {dia_chi_thua_dat}")
    page.para("c) Diện tích: {dien_tich:50} m² (Bằng chữ: {dien_tich_bang_chu:120})")
    page.para("d) Hình thức sử dụng: {hinh_thuc_su_dung}")
    page.para("đ) Mục đích sử dụng: {muc_dich_su_dung}")
    page.para("e) Thời hạn sử dụng: {thoi_han_su_dung}")
    page.para("g) Nguồn gốc sử dụng: {nguon_goc_su_dung}")
    page.left -= 10
    page.para("2. Nhà ở:", style="b")
    page.left += 10
    page.para("a) Loại nhà ở: {nha}")
    page.row("b) Diện tích xây dựng: {nen} m²", "c) Diện tích sàn: {san} m²")
    page.para("d) Hình thức sở hữu: {so_huu}")
    page.row("đ) Cấp (hạng): {cap_nha}", "e) Số tầng: {tang}", "g) Thời hạn sở hữu: -/-",
             widths=(4, 3, 5))  # fmt: skip
    page.left -= 10
    for name in ("3. Công trình xây dựng khác", "4. Rừng sản xuất là rừng trồng",
                 "5. Cây lâu năm"):  # fmt: skip
        page.para(f"<b>{name}:</b> -/-")
    page.para("<b>6. Ghi chú:</b> Nhà ở được xây dựng theo giấy phép xây dựng.")
    page.new_sheet()
    paint(page, "pink")
    page.para("III. Sơ đồ thửa đất, nhà ở và tài sản khác gắn liền với đất", style="b")
    page.gap(18)
    diagram(page, 150)
    page.table((1.4, 3, 3, 2), [
        ("<b>Số hiệu điểm</b>", "<b>X (m)</b>", "<b>Y (m)</b>", "<b>Cạnh (m)</b>"),
        *(tuple(row[:4]) for row in page.cells("goc", 4)),
    ], size=9, centred=(0, 1, 2, 3), pad=2)  # fmt: skip
    page.gap(6)
    page.need(200)
    page.para("<i>{noi_cap:50}, ngày {ngay_cap.d:20} tháng {ngay_cap.m:20} năm {ngay_cap.y:30}</i>",
              align="centre", x0=page.middle - 40)  # fmt: skip
    page.sign(
        Signer(()),
        Signer(("<b>{co_quan_cap}</b>", "<b>{chuc_vu_1}</b>", "<b>{chuc_vu_2}</b>"),
               "<b>{nguoi_ky}</b>", "co_quan_cap", room=92),
        shares=(2.6, 6),
    )  # fmt: skip
    page.para("Số vào sổ cấp GCN: {so_vao_so}")
    page.new_sheet()
    paint(page, "pink")
    page.para("IV. Những thay đổi sau khi cấp giấy chứng nhận", style="b")
    page.gap(8)
    page.table((5, 3.4), [
        ("<b>Nội dung thay đổi và cơ sở pháp lý</b>", "<b>Xác nhận của cơ quan có thẩm quyền</b>"),
        ("{xoa}", "Ngày {xoa_ngay}\nChi nhánh Văn phòng đăng ký đất đai"),
    ])  # fmt: skip
    page.code(page.left, page.height - 76, 150, page.value("ma_vach"), "Code128", 26)


def _attested_on_line(random: Random) -> Story:
    """A certificate of 2024 and who attested its electronic copy."""
    story = land.NEW_FORM(random)
    while _too_small(story):
        story = land.NEW_FORM(random)
    day = _made(story, "ngay_cap") + datetime.timedelta(random.randrange(9, 200))
    clerk = make_person(random, day, (1970, 1990))
    rows = list(story.rows["chu_su_dung"])
    story.list("chu_su_dung", rows, [{"ho_ten": r[1], "so_giay_to": r[4]} for r in rows])
    story.also(
        ct_noi=f"Ủy ban nhân dân {clerk.home.commune}", ct_so=f"{random.randrange(20, 3000)}",
        ct_ten=clerk.name, ct_luc=f"{random.randrange(7, 17):02d}:{random.randrange(60):02d}:"
        f"{random.randrange(60):02d} {dmy(day)}",
    )  # fmt: skip
    story.optional = ()
    return story


def _attestation_head(page: Page) -> None:
    """What the signing software of an electronic copy leaves at a page's head."""
    size, top = 8.5, page.y - 10
    for markup in (
        "<b>BẢN SAO CHỨNG THỰC ĐIỆN TỬ</b> - Số chứng thực: {ct_so}, quyển số 01-SCT/BS",
        "Cơ quan chứng thực: {ct_noi}. Người ký: {ct_ten}",
        "Thời gian ký: {ct_luc}",
    ):
        said, page.y = page.cell(markup, page.left + 8, page.right - 8, page.y, size)
        page.say(*said)
    page.frame(page.left, top - 2, page.right, page.y - 4, BLUE)
    page.mark(Box(page.left, page.y + 4, page.right, page.height - 26, "pink", None))
    page.y += 24


def attested_on_line(page: Page, _: Random) -> None:
    """An electronic attested copy of the certificate of 2024: the token's frame on each page."""
    _attestation_head(page)
    top = page.y
    page.code(page.right - 70, top + 8, 54, page.value("qr"))
    emblem(page, top + 30)
    page.y = top + 80
    page.motto(12)
    page.gap(4)
    coloured(page, "GIẤY CHỨNG NHẬN", page.y + 8, 21)
    coloured(page, "QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT", page.y + 28, 12.5)
    page.y += 52
    page.left, page.right = page.left + 14, page.right - 14
    page.para("1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:", style="b")
    for row in page.cells("chu_su_dung", 1):
        title, name, _year, kind, number = row[:5]
        if page.blank:
            title, kind = "Ông/Bà", "Giấy tờ"
        page.row(f"{title}: <b>{name}</b>", f"{kind}: {number}", widths=(5, 5))
    page.para("2. Thông tin thửa đất:", style="b")
    for line in (
        "a) Thửa đất số: {so_thua}", "b) Tờ bản đồ số: {so_to_ban_do}",
        "c) Diện tích: {dien_tich:50} m²", "d) Loại đất: {muc_dich_su_dung}",
        "đ) Thời hạn sử dụng đất: {thoi_han_su_dung}",
        "e) Hình thức sử dụng đất: {hinh_thuc_su_dung}",
        "g) Địa chỉ: {dia_chi_thua_dat}", "h) Nguồn gốc sử dụng đất: {nguon_goc_su_dung}",
    ):  # fmt: skip
        page.para(line, x0=page.left + 12)
    page.para("<b>3. Thông tin tài sản gắn liền với đất:</b> -/-")
    page.gap(4)
    page.need(170)
    page.para("<i>{noi_cap:50}, ngày {ngay_cap.d:20} tháng {ngay_cap.m:20} năm {ngay_cap.y:30}</i>",
              align="centre", x0=page.middle - 60)  # fmt: skip
    page.sign(
        Signer(()),
        Signer(("<b>{co_quan_cap}</b>", "<b>{chuc_vu_1}</b>", "<b>{chuc_vu_2}</b>"),
               "<b>{nguoi_ky}</b>", "co_quan_cap", room=90),
        shares=(3, 6),
    )  # fmt: skip
    serial_below(page)
    page.left, page.right = page.left - 14, page.right + 14
    page.new_sheet()
    _attestation_head(page)
    page.left, page.right = page.left + 14, page.right - 14
    page.para("4. Sơ đồ thửa đất, tài sản gắn liền với đất:", style="b")
    page.gap(20)
    diagram(page, 190)
    page.para("<b>5. Ghi chú:</b> -/-")
    page.para("6. Những thay đổi sau khi cấp Giấy chứng nhận:", style="b")
    page.gap(8)
    page.table((5, 3), [
        ("<b>Nội dung thay đổi và cơ sở pháp lý</b>", "<b>Xác nhận của cơ quan có thẩm quyền</b>"),
    ])  # fmt: skip
    page.y -= page.style.size - 1
    page.table((5, 3), [("", "")], least=300)
    page.para("Số vào sổ cấp Giấy chứng nhận: {so_vao_so}")
    page.left -= 14


# Đơn đăng ký biến động.

_PAPERS_14 = (
    ("Hợp đồng chuyển nhượng, tặng cho đã công chứng", "Bản chính"),
    ("Sổ hộ khẩu", "Bản sao"), ("Giấy chứng nhận kết hôn", "Bản sao"),
    ("Tờ khai thuế thu nhập cá nhân", "Bản chính"), ("Tờ khai lệ phí trước bạ", "Bản chính"),
)  # fmt: skip
_CHANGES_14 = (
    ("Người sử dụng đất", "Nhận chuyển nhượng quyền sử dụng đất"),
    ("Diện tích thửa đất", "Đo đạc lại theo bản đồ địa chính chính quy"),
    ("Số giấy chứng minh nhân dân", "Chuyển sang dùng số căn cước công dân"),
    ("Địa chỉ thửa đất", "Thay đổi địa giới hành chính"),
    ("Mục đích sử dụng đất", "Có quyết định cho phép chuyển mục đích"),
)


def _apply_14(random: Random) -> Story:
    """An application by the form of 2014 as a land office's program prints it."""
    story = land.APPLY_14(random)
    change, reason = random.choice(_CHANGES_14)
    story.text(noi_dung_bien_dong=change, ly_do_bien_dong=reason)
    rows = [("Giấy chứng nhận đã cấp", "Bản chính"),
            *random.sample(_PAPERS_14, random.randint(1, 3))]  # fmt: skip
    story.list("giay_to_kem_theo", rows, [name for name, _ in rows])
    story.also(quyen=f"{random.randrange(1, 9):02d}", tiep_nhan=str(random.randrange(40, 4000)))
    story.optional = ("so_dien_thoai",)
    return story


def apply_boxed(page: Page, _: Random) -> None:
    """Mẫu 09/ĐK from a program: the office's box left of the title, the papers in a table."""
    page.para("Mẫu số 09/ĐK", style="b", align="right", size=10.5)
    page.motto(12)
    page.gap(6)
    top, left = page.y - 6, page.left
    size, y = 9.0, page.y + 6
    for markup in ("<b>PHẦN GHI CỦA NGƯỜI NHẬN HỒ SƠ</b>", "Vào sổ số: {tiep_nhan}",
                   "Quyển: {quyen}", "<i>(Ký, ghi rõ họ tên)</i>"):  # fmt: skip
        said, y = page.cell(markup, left + 5, left + 124, y, size)
        page.say(*said)
        y += 2
    page.frame(left, top, left + 128, y + 30)
    page.left, page.y = left + 140, page.y + 12
    page.line("ĐƠN ĐĂNG KÝ BIẾN ĐỘNG", 14)
    page.line("ĐẤT ĐAI, TÀI SẢN GẮN LIỀN VỚI ĐẤT", 12.5)
    page.gap(2)
    page.line("Kính gửi: {kinh_gui}", 0, "")
    page.left, page.y = left, max(page.y, y + 46)
    page.para("1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất", style="b")
    page.left += 10
    page.para("1.1. Tên: <b>{ho_ten}</b>")
    page.row("1.2. Số CMND/CCCD: {so_dinh_danh}", "1.3. Điện thoại: {so_dien_thoai}")
    page.para("1.4. Địa chỉ: {dia_chi}")
    page.left = left
    page.para("2. Giấy chứng nhận đã cấp", style="b")
    page.left += 10
    page.row("2.1. Số phát hành GCN: {so_phat_hanh}", "2.2. Số vào sổ cấp GCN: {so_vao_so}")
    page.row("2.3. Ngày cấp GCN: {ngay_cap_gcn}", "2.4. Thửa đất số: {so_thua:34}; tờ bản đồ số:"
             " {so_to_ban_do}")  # fmt: skip
    page.left = left
    page.para("<b>3. Nội dung biến động về:</b> {noi_dung_bien_dong}", spare=1)
    page.para("<b>4. Lý do biến động:</b> {ly_do_bien_dong}", spare=1)
    page.para("<b>5. Tình hình thực hiện nghĩa vụ tài chính:</b> Đã hoàn thành")
    page.para("6. Giấy tờ nộp kèm theo đơn này gồm có:", style="b")
    page.gap(8)
    page.table((0.8, 7, 2), [
        ("<b>TT</b>", "<b>Tên giấy tờ</b>", "<b>Loại</b>"),
        *((str(i), row[0], row[1]) for i, row in enumerate(page.cells("giay_to_kem_theo"), 1)),
    ], centred=(0, 2))  # fmt: skip
    page.para("Tôi cam đoan nội dung kê khai trên đơn là đúng sự thật và chịu trách nhiệm trước"
              " pháp luật.", indent=24)  # fmt: skip
    page.sign(
        Signer(()),
        Signer(("<i>{noi:50}, ngày {ngay_lap.d:20} tháng {ngay_lap.m:20} năm {ngay_lap.y:30}</i>",
                "<b>Người viết đơn</b>", "<i>(Ký và ghi rõ họ tên, đóng dấu nếu có)</i>"),
               "{ky_ten}", room=54),
        shares=(2, 5),
    )  # fmt: skip
    page.new_sheet()
    page.para("II. XÁC NHẬN CỦA ỦY BAN NHÂN DÂN CẤP XÃ", style="b")
    page.para("<i>(Đối với trường hợp giảm diện tích do sạt lở, thay đổi địa chỉ thửa đất)</i>")
    page.gap(150)
    page.para("III. Ý KIẾN CỦA CƠ QUAN ĐĂNG KÝ ĐẤT ĐAI", style="b")
    page.gap(150)


def _apply_agent(random: Random) -> Story:
    """An application that somebody else hands in."""
    story = land.APPLY_24(random)
    day = _made(story, "ngay_lap")
    agent = make_person(random, day, (1965, 2000))
    story.also(
        nguoi_nop=agent.name,
        nguoi_nop_dt=agent.phone,
        van_ban=f"{random.randrange(100, 9000)}",
    )
    story.optional = ("so_dien_thoai", "ly_do_bien_dong")
    return story


def apply_agent(page: Page, _: Random) -> None:
    """Mẫu 11/ĐK to write on: the certificate in a row of cells, who hands it in at the end."""
    page.row("<b>Mẫu 11/ĐK</b>", "<i>Số tiếp nhận: ....................</i>", widths=(6, 4),
             size=10)  # fmt: skip
    page.gap(4)
    page.motto(12)
    page.gap(6)
    page.line("ĐƠN ĐĂNG KÝ BIẾN ĐỘNG ĐẤT ĐAI", 15)
    page.line("(Hộ gia đình, cá nhân)", 11.5, "i")
    page.para("Kính gửi: {kinh_gui}", indent=40)
    page.gap(4)
    page.para("Tên người sử dụng đất: {ho_ten}")
    page.para("Số định danh cá nhân/CCCD: {so_dinh_danh:110} Điện thoại: {so_dien_thoai}")
    page.para("Địa chỉ thường trú: {dia_chi}", spare=1)
    page.para("Giấy chứng nhận quyền sử dụng đất đã cấp:")
    page.gap(9)
    page.table((3, 3, 2.6, 1.6, 1.8), [
        ("<b>Số phát hành</b>", "<b>Số vào sổ cấp GCN</b>", "<b>Ngày cấp</b>", "<b>Thửa số</b>",
         "<b>Tờ bản đồ số</b>"),
        ("{so_phat_hanh}", "{so_vao_so}", "{ngay_cap_gcn}", "{so_thua}", "{so_to_ban_do}"),
    ], least=26, centred=(0, 1, 2, 3, 4))  # fmt: skip
    page.para("Nội dung đăng ký biến động: {noi_dung_bien_dong}", spare=1)
    page.para("Lý do: {ly_do_bien_dong}", spare=1)
    page.para("Hồ sơ nộp kèm theo:")
    for i, row in enumerate(page.cells("giay_to_kem_theo"), 1):
        page.para(f"{i}/ {row[0]}", indent=16)
    page.para("Người nộp hồ sơ thay (nếu có): {nguoi_nop:130} ĐT: {nguoi_nop_dt}")
    page.para("theo văn bản ủy quyền số {van_ban:60}.")
    page.gap(2)
    page.para("Tôi xin chịu trách nhiệm trước pháp luật về những nội dung đã khai.", indent=24)
    page.sign(
        Signer(()),
        Signer(("<i>{noi:50}, ngày {ngay_lap.d:22} tháng {ngay_lap.m:22} năm {ngay_lap.y:36}</i>",
                "<b>Người sử dụng đất</b>", "<i>(Ký, ghi rõ họ tên)</i>"), "{ky_ten}", room=54),
        shares=(2, 5),
    )  # fmt: skip


# Giấy phép xây dựng.


def _levels(address: object) -> list[str]:
    """Commune, district and province of an address of before the merger."""
    return str(address).split(", ")[-3:]


_ZONES = ("Phú An Bình", "Tân Hòa Đông", "Đại Lộc Phát", "Bắc Sông Cầu", "Thạnh Phước")
_FIRMS = ("Dệt may Hồng Vân", "Bao bì Tân Mỹ Long", "Cơ khí Đại Thành Phú", "Gỗ An Khang Việt",
          "Thực phẩm Sao Biển Đông")  # fmt: skip
_FACTORIES = (
    "Nhà xưởng sản xuất số 1", "Nhà kho thành phẩm", "Nhà xưởng may", "Nhà văn phòng và nhà xưởng",
)  # fmt: skip


def _factory(random: Random) -> Story:
    """A permit of a province's board of industrial zones for a firm's works."""
    story = permits.OLD_WORK(random)
    commune, district, province = _levels(story.gold["vi_tri"])
    day = _made(story, "ngay_cap")
    zone = f"Khu công nghiệp {random.choice(_ZONES)}"
    lot = f"Lô {random.choice('ABCD')}{random.randrange(2, 40)}"
    count = random.randint(1, 2)
    ground = _tenths(random, 12000, 98000)
    boss = make_person(random, day, (1960, 1988))
    firm = f"Công ty {random.choice(('TNHH', 'Cổ phần'))} {random.choice(_FIRMS)}"
    unit = f"BAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP {province}".upper()
    story.text(
        chu_dau_tu=firm, ten_cong_trinh=random.choice(_FACTORIES),
        vi_tri=f"{lot}, {zone}, {commune}, {district}, {province}", so_tang=f"{count:02d}",
        so_giay_phep=f"{random.randrange(1, 200):02d}/GPXD-BQL", co_quan_cap=unit,
    )  # fmt: skip
    story.accept.pop("chu_dau_tu", None)
    _area(story, "dien_tich_xay_dung", ground)
    _area(story, "tong_dien_tich_san", ground * count)
    _area(story, "chieu_cao", Decimal("7.5") * count + _tenths(random, 0, 30))
    story.also(
        cap_tren=f"ỦY BAN NHÂN DÂN {province}".upper(), noi=short(province),
        chuc_vu_1="KT. TRƯỞNG BAN", chuc_vu_2="PHÓ TRƯỞNG BAN",
        dai_dien=("Ông " if boss.sex == "Nam" else "Bà ") + boss.name,
        dau_tu=f"{random.randrange(10**10):010d}",
    )  # fmt: skip
    story.optional = ()
    return story


def permit_factory(page: Page, _: Random) -> None:
    """A board of industrial zones allows a firm's works: labels in two languages, dashed items."""
    page.head(("{cap_tren}", "<b>{co_quan_cap}</b>", "_", "Số/No: {so_giay_phep:80}"),
              (*MOTTO, "_", "<i>{noi:50}, ngày {ngay_cap.d:20} tháng {ngay_cap.m:20} năm"
               " {ngay_cap.y:32}</i>"))  # fmt: skip
    page.gap(16)
    page.line("GIẤY PHÉP XÂY DỰNG", 16)
    page.line("CONSTRUCTION PERMIT", 11.5)
    page.line("(Cấp cho công trình không theo tuyến)", 11.5, "i")
    page.gap(8)
    page.para("<b>1. Cấp cho / Issued to:</b> {chu_dau_tu}")
    x0 = page.left + 14
    for line in (
        "- Người đại diện / Represented by: {dai_dien}, chức vụ: Giám đốc",
        "- Địa chỉ trụ sở / Head office: {dia_chi}",
        "- Mã số dự án / Project code: {dau_tu}",
    ):
        page.para(line, x0=x0)
    page.para("<b>2. Được phép xây dựng các hạng mục công trình / Permitted works:</b>")
    for line in (
        "- Tên công trình / Name of works: {ten_cong_trinh}",
        "- Vị trí xây dựng / Location: {vi_tri}",
        "- Thửa đất số / Parcel No: {so_thua:40}; tờ bản đồ số / Map sheet No: {so_to_ban_do}",
        "- Diện tích xây dựng / Construction area: {dien_tich_xay_dung:60} m²",
        "- Tổng diện tích sàn / Total floor area: {tong_dien_tich_san:60} m²",
        "- Số tầng / Number of storeys: {so_tang}",
        "- Chiều cao công trình / Height: {chieu_cao:50} m",
        "- Mật độ xây dựng / Density: {mat_do:40} %",
        "- Cốt nền / Ground level: {cot_nen}",
    ):
        page.para(line, x0=x0)
    page.para("<b>3. Hồ sơ thiết kế / Design:</b> ký hiệu {thiet_ke:70} do {don_vi:140} lập.")
    page.para("<b>4. Hiệu lực / Validity:</b> Giấy phép có hiệu lực khởi công trong 12 tháng kể từ"
              " ngày cấp; quá thời hạn này chủ đầu tư phải đề nghị gia hạn.")  # fmt: skip
    page.gap(6)
    page.sign(
        Signer(("<b><i>Nơi nhận:</i></b>", "- Như mục 1;", "- Sở Xây dựng;", "- Lưu: VT, QHXD."),
               signed=False),
        Signer(("<b>{chuc_vu_1}</b>", "<b>{chuc_vu_2}</b>"), "<b>{nguoi_ky}</b>", "co_quan_cap",
               room=92),
    )  # fmt: skip


def _typed(random: Random) -> Story:
    """A permit of around 2000 written on a typewriter."""
    story = permits.permit(random, (datetime.date(1996, 3, 4), datetime.date(2004, 11, 20)))
    _commune, _district, province = _levels(story.gold["vi_tri"])
    count = random.randint(1, 4)
    ground = _tenths(random, 380, 1600)
    story.text(
        ten_cong_trinh=random.choice(("Nhà ở gia đình", "Nhà ở tư nhân", "Nhà ở")),
        so_tang=f"{count:02d} tầng", so_giay_phep=f"{random.randrange(40, 2900)}/GPXD",
    )  # fmt: skip
    _area(story, "dien_tich_xay_dung", ground)
    _area(story, "tong_dien_tich_san", ground * count)
    _area(story, "chieu_cao", Decimal("4.1") + Decimal("3.3") * (count - 1))
    story.also(
        ket_cau=random.choice(("Tường gạch, mái ngói", "Khung BTCT, mái bằng", "BTCT, mái tôn")),
        xin=dmy(_made(story, "ngay_cap") - datetime.timedelta(random.randrange(8, 40))),
        tinh=province.upper(), don=str(random.randrange(30, 900)),
    )  # fmt: skip
    story.optional = ()
    return story


def permit_typed(page: Page, _: Random) -> None:
    """A permit written on a typewriter: colons below each other, figures in a list."""
    page.head(("<b>{co_quan_cap}</b>", "_", "Số: {so_giay_phep:70}"), (*MOTTO, "_"), size=10.5)
    page.gap(20)
    page.line("GIẤY PHÉP XÂY DỰNG", 16)
    page.gap(8)
    page.para("- Căn cứ Nghị định của Chính phủ về quản lý đầu tư và xây dựng;")
    page.para("- Xét đơn xin phép xây dựng số {don:40} ngày {xin:70};")
    page.gap(6)
    page.line("CẤP CHO")
    page.gap(6)
    stop = 172.0
    for label, markup in (
        ("Chủ đầu tư", "{chu_dau_tu}"), ("Địa chỉ", "{dia_chi}"),
        ("Được phép xây dựng", "{ten_cong_trinh}"), ("Tại", "{vi_tri}"),
        ("Thửa đất số", "{so_thua}"), ("Tờ bản đồ số", "{so_to_ban_do}"),
        ("Diện tích xây dựng", "{dien_tich_xay_dung} m²"),
        ("Tổng diện tích sàn", "{tong_dien_tich_san} m²"), ("Số tầng", "{so_tang}"),
        ("Chiều cao", "{chieu_cao} m"), ("Kết cấu", "{ket_cau}"),
    ):  # fmt: skip
        _colon(page, stop, label, markup)
    page.gap(8)
    page.para("Giấy phép này có giá trị trong 12 tháng kể từ ngày ký. Chủ đầu tư phải báo cho địa"
              " phương trước khi khởi công và xây dựng đúng giấy phép.", indent=24)  # fmt: skip
    page.gap(6)
    page.para("{noi:50}, ngày {ngay_cap.d:20} tháng {ngay_cap.m:20} năm {ngay_cap.y:32}",
              align="right")  # fmt: skip
    page.sign(
        Signer(("Nơi nhận:", "- Chủ đầu tư", "- UBND xã, phường", "- Lưu"), signed=False),
        Signer(("<b>{chuc_vu_1}</b>", "<b>{chuc_vu_2}</b>"), "{nguoi_ky}", "co_quan_cap", room=92),
    )  # fmt: skip


# Tờ khai đăng ký khai sinh.


def _at_hospital(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """A declaration that a hospital prepared out of its record of the birth."""
    story = births.declaration(random, dates)
    while str(story.gold["noi_sinh"]).split()[0] not in ("Bệnh", "Trung"):
        story = births.declaration(random, dates)
    hospital = str(story.gold["noi_sinh"]).split(",")[0]
    day = _made(story, "ngay_sinh")
    story.also(
        benh_vien=hospital.upper(), chung_sinh=f"{random.randrange(40, 4000)}/{day.year}",
        can_nang=str(random.randrange(26, 40) * 100),
    )  # fmt: skip
    story.optional = ("que_quan", "ngay_sinh_bang_chu")
    return story


def declare_hospital(page: Page, _: Random) -> None:
    """Prepared at a hospital: parents as rows of a table, then the child, then who asks."""
    page.head(("<b>{benh_vien}</b>", "<i>Giấy chứng sinh số: {chung_sinh}</i>"), (*MOTTO, "_"),
              size=11)  # fmt: skip
    page.gap(16)
    page.line("TỜ KHAI ĐĂNG KÝ KHAI SINH", 16)
    page.line("Kính gửi: {kinh_gui}", 0, "")
    page.gap(6)
    page.para("1. Cha, mẹ của trẻ", style="b")
    page.gap(9)
    head = ("", "Họ, chữ đệm, tên", "Năm sinh", "Dân tộc", "Quốc tịch", "Số định danh cá nhân")
    page.table((1, 3.6, 2, 1.5, 1.6, 2.7), [
        ("<b> </b>", *(f"<b>{label}</b>" for label in head[1:])),
        *(
            (name, *(f"{{{who}_{key}}}" for key in
                     ("ho_ten", "nam_sinh", "dan_toc", "quoc_tich", "so_dinh_danh")))
            for who, name in (("me", "Mẹ"), ("cha", "Cha"))
        ),
    ], size=10.5, centred=(2, 3, 4, 5), pad=3)  # fmt: skip
    page.para("Nơi cư trú của mẹ: {me_noi_cu_tru}")
    page.para("Nơi cư trú của cha: {cha_noi_cu_tru}")
    page.gap(4)
    page.para("2. Trẻ được khai sinh", style="b")
    page.para("Họ, chữ đệm, tên: {ho_ten}")
    page.row("Giới tính: {gioi_tinh}", "Cân nặng khi sinh: {can_nang} gam")
    page.para("Ngày, tháng, năm sinh: {ngay_sinh:80} Bằng chữ: {ngay_sinh_bang_chu}")
    page.para("Nơi sinh: {noi_sinh}")
    page.row("Dân tộc: {dan_toc}", "Quốc tịch: {quoc_tich}")
    page.para("Quê quán: {que_quan}")
    page.gap(4)
    page.para("3. Người yêu cầu đăng ký", style="b")
    page.para("Họ, chữ đệm, tên: {nguoi_yeu_cau}")
    page.row("Số định danh: {nguoi_yeu_cau_so_dinh_danh}", "Quan hệ với trẻ: {quan_he}")
    page.para("Nơi cư trú: {noi_cu_tru}")
    page.para("Số bản sao Giấy khai sinh đề nghị cấp: {ban_sao:30} bản.")
    page.gap(2)
    page.para("Tôi cam đoan nội dung trên là đúng sự thật, cha mẹ của trẻ đã thống nhất về họ tên,"
              " quê quán và dân tộc của con.", indent=24)  # fmt: skip
    page.sign(
        Signer(("<b>Nhân viên y tế lập phiếu</b>",), room=48),
        Signer(("<i>{lam_tai:50}, ngày {ngay_lap.d:20} tháng {ngay_lap.m:20} năm"
                " {ngay_lap.y:30}</i>", "<b>Người yêu cầu</b>"), "{ky_ten}", room=48),
        shares=(2, 3),
    )  # fmt: skip


def _under(page: Page, *pairs: tuple[str, str], widths: Sequence[float] = ()) -> None:
    """Values on lines beside each other, what they are in small print below."""
    size = page.style.size
    shares = widths or [1.0] * len(pairs)
    x, ends = page.left, [page.y]
    page.need(size * 2.6)
    for (markup, label), share in zip(pairs, shares, strict=True):
        wide = (page.right - page.left) * share / sum(shares)
        said, y = page.cell(markup, x, x + wide - 10, page.y, size)
        page.say(*said)
        said, y = page.cell(f"({label})", x, x + wide - 10, y - size * 0.42, size * 0.7, "centre")
        page.say(*said)
        ends.append(y)
        x += wide
    page.y = max(ends) + size * 0.52


def declare_under(page: Page, _: Random) -> None:
    """A commune's blank to write on: what each line is for stands in small print below it."""
    page.motto(11.5)
    page.gap(4)
    page.line("TỜ KHAI ĐĂNG KÝ KHAI SINH", 15)
    page.gap(2)
    page.row("<b>Kính gửi:</b> {kinh_gui}")
    page.gap(4)
    page.para("<b>NGƯỜI YÊU CẦU</b>")
    _under(page, ("{nguoi_yeu_cau}", "Họ, chữ đệm, tên"),
           ("{quan_he}", "Quan hệ với người được khai sinh"), widths=(5, 4))  # fmt: skip
    _under(page, ("{nguoi_yeu_cau_so_dinh_danh}", "Số định danh cá nhân/Giấy tờ tùy thân"))
    _under(page, ("{noi_cu_tru}", "Nơi cư trú"))
    page.para("<b>NGƯỜI ĐƯỢC KHAI SINH</b>")
    _under(page, ("{ho_ten}", "Họ, chữ đệm, tên"), ("{gioi_tinh}", "Giới tính"), widths=(5, 1.4))
    _under(page, ("{ngay_sinh}", "Ngày, tháng, năm sinh"), ("{dan_toc}", "Dân tộc"),
           ("{quoc_tich}", "Quốc tịch"))  # fmt: skip
    _under(page, ("{ngay_sinh_bang_chu}", "Ngày, tháng, năm sinh ghi bằng chữ"))
    _under(page, ("{noi_sinh}", "Nơi sinh"))
    _under(page, ("{que_quan}", "Quê quán"))
    for who, name in (("cha", "CHA"), ("me", "MẸ")):
        page.para(f"<b>NGƯỜI {name}</b>")
        _under(page, (f"{{{who}_ho_ten}}", "Họ, chữ đệm, tên"),
               (f"{{{who}_nam_sinh}}", "Năm sinh"), (f"{{{who}_dan_toc}}", "Dân tộc"),
               (f"{{{who}_quoc_tich}}", "Quốc tịch"), widths=(4, 1.8, 1.6, 1.7))  # fmt: skip
        _under(page, (f"{{{who}_noi_cu_tru}}", "Nơi cư trú"))
    page.para("Tôi cam đoan nội dung khai là đúng sự thật. Đề nghị cấp {ban_sao:24} bản sao.")
    page.sign(
        Signer(()),
        Signer(("<i>{lam_tai:50}, ngày {ngay_lap.d:20} tháng {ngay_lap.m:20} năm"
                " {ngay_lap.y:30}</i>", "<b>Người yêu cầu</b>"), "{ky_ten}", room=36),
        shares=(2, 4),
    )  # fmt: skip


# Giấy khai sinh.


def birth_leaf(page: Page, _: Random) -> None:
    """A leaf of half the size filled in by pen: short labels, father and mother after the child."""
    page.row("{huyen}", "Số: {so}", widths=(3, 2), size=page.style.size - 0.5)
    page.row("<b>{xa_in}</b>", "Quyển số: 01", widths=(3, 2), size=page.style.size - 0.5)
    page.gap(4)
    page.motto(9.5)
    page.gap(4)
    page.line("GIẤY KHAI SINH", 16)
    page.line("(Bản sao)", 10, "i")
    page.gap(2)
    page.para("Họ và tên: {ho_ten}")
    page.row("Giới tính: {gioi_tinh}", "Sinh ngày: {ngay_sinh}", widths=(2, 3))
    page.para("Bằng chữ: {ngay_sinh_bang_chu}", spare=1)
    page.para("Nơi sinh: {noi_sinh}", spare=1)
    page.row("Dân tộc: {dan_toc}", "Quốc tịch: {quoc_tich}")
    page.para("Quê quán: {que_quan}")
    for who, name in (("cha", "cha"), ("me", "mẹ")):
        page.row(f"Họ tên {name}: {{{who}_ho_ten}}", f"Năm sinh: {{{who}_nam_sinh}}",
                 widths=(5, 3.4))  # fmt: skip
        page.row(f"Dân tộc: {{{who}_dan_toc}}", f"Quốc tịch: {{{who}_quoc_tich}}")
        page.para(f"Nơi cư trú: {{{who}_noi_cu_tru}}", spare=1)
    page.para("Người đi khai sinh: {nguoi_di_khai_sinh}")
    page.para("Đăng ký tại: {noi_dang_ky}")
    page.para("Ngày đăng ký: {ngay_dang_ky}")
    page.sign(
        Signer(("<b>Người sao</b>",), "{tu_phap}", room=70),
        Signer(("<b>TM. ỦY BAN NHÂN DÂN</b>", "<b>{chuc_vu}</b>"), "{nguoi_ky}", "dau", room=82),
    )


def _panel(page: Page, x0: float, x1: float, top: float, title: str, lines: Sequence[str]) -> float:
    """A title and lines below it; where the panel may end."""
    size = page.style.size
    said, y = page.cell(f"<b>{title}</b>", x0 + 8, x1 - 8, top + size * 1.35, size, "centre")
    page.say(*said)
    y += 4
    for markup in lines:
        said, y = page.cell(markup, x0 + 8, x1 - 8, y, size)
        page.say(*said)
        y += 2
    return y


def birth_panels(page: Page, _: Random) -> None:
    """A copy from the electronic register: child and entry above, mother and father below."""
    page.head(("{tinh}", "<b>{xa}</b>", "_"), (*MOTTO, "_"))
    page.gap(16)
    page.line("GIẤY KHAI SINH", 20)
    page.line("(Bản sao)", 12, "i")
    page.gap(4)
    child = (
        "Họ, chữ đệm, tên: <b>{ho_ten}</b>", "Ngày, tháng, năm sinh: {ngay_sinh}",
        "Ghi bằng chữ: {ngay_sinh_bang_chu}", "Giới tính: {gioi_tinh}", "Dân tộc: {dan_toc}",
        "Quốc tịch: {quoc_tich}", "Nơi sinh: {noi_sinh}", "Quê quán: {que_quan}",
        "Số định danh cá nhân: {so_dinh_danh}",
    )  # fmt: skip
    entry = (
        "Số: {so}", "Nơi đăng ký khai sinh: {noi_dang_ky}",
        "Ngày, tháng, năm đăng ký: {ngay_dang_ky}",
        "Họ, chữ đệm, tên người đi khai sinh: {nguoi_di_khai_sinh}",
        "Giấy tờ tùy thân: {giay_to_tuy_than}",
    )  # fmt: skip
    mother, father = (
        (
            f"Họ, chữ đệm, tên: {{{who}_ho_ten}}", f"Năm sinh: {{{who}_nam_sinh}}",
            f"Dân tộc: {{{who}_dan_toc}}", f"Quốc tịch: {{{who}_quoc_tich}}",
            f"Số định danh cá nhân: {{{who}_so_dinh_danh}}", f"Nơi cư trú: {{{who}_noi_cu_tru}}",
        )
        for who in ("me", "cha")
    )  # fmt: skip
    for left, right in (
        (("NGƯỜI ĐƯỢC KHAI SINH", child), ("THÔNG TIN ĐĂNG KÝ", entry)),
        (("NGƯỜI MẸ", mother), ("NGƯỜI CHA", father)),
    ):
        top, middle = page.y, page.middle
        low = max(
            _panel(page, page.left, middle, top, *left),
            _panel(page, middle, page.right, top, *right),
        ) - page.style.size * 0.6  # fmt: skip
        page.mark(Box(page.left, top, middle, low), Box(middle, top, page.right, low))
        page.y = low
    page.gap(24)
    page.sign(
        Signer(("<i>Sao từ Cơ sở dữ liệu hộ tịch điện tử</i>",), signed=False),
        Signer(("<b>NGƯỜI KÝ GIẤY KHAI SINH</b>", "<b>{chuc_vu}</b>"), "<b>{nguoi_ky}</b>", "dau",
               room=90),
    )  # fmt: skip


# Giấy chứng nhận kết hôn.


def _copied_wedding(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """A wedding of which a commune made a copy later."""
    story = couples.wedding(random, dates)
    made = _made(story, "ngay_dang_ky")
    day = some_date(random, made + datetime.timedelta(20), made + datetime.timedelta(700))
    story.also(sao_ngay=long_date(day))
    return story


def wedding_half(page: Page, _: Random) -> None:
    """A copy on half a sheet: each of the two in a few lines, data parted by semicolons."""
    page.head(("{huyen}", "<b>{xa}</b>"), (*MOTTO, "_"), size=9.5)
    page.gap(6)
    page.line("GIẤY CHỨNG NHẬN KẾT HÔN", 14.5)
    page.line("(Bản sao) - Số: {so:40}", 10, "i")
    page.gap(4)
    for who, name in (("vo", "vợ"), ("chong", "chồng")):
        page.para(f"Họ, chữ đệm, tên {name}: <b>{{{who}_ho_ten}}</b>")
        page.para(f"Sinh ngày: {{{who}_ngay_sinh:60}}; dân tộc: {{{who}_dan_toc:40}}; quốc tịch:"
                  f" {{{who}_quoc_tich}}", x0=page.left + 14)  # fmt: skip
        page.para(f"Nơi cư trú: {{{who}_noi_cu_tru}}", x0=page.left + 14)
        page.para(f"Giấy tờ tùy thân: {{{who}_so_dinh_danh.giay}}", x0=page.left + 14)
    page.para("Nơi đăng ký kết hôn: {noi_dang_ky}")
    page.para("Ngày, tháng, năm đăng ký: {ngay_dang_ky}")
    page.sign(
        Signer(("<i>Sao từ Sổ đăng ký kết hôn</i>",), signed=False),
        Signer(("<i>Sao {sao_ngay}</i>", "<b>NGƯỜI KÝ BẢN SAO</b>", "<b>{chuc_vu}</b>"),
               "<b>{nguoi_ky}</b>", "dau", room=90),
    )  # fmt: skip


def wedding_grouped(page: Page, _: Random) -> None:
    """A mountain commune's blank: datum by datum, the bride's line above the groom's."""
    page.head(("{tinh}", "{huyen}", "<b>{xa}</b>", "_"), (*MOTTO, "_"), size=11.5)
    page.gap(16)
    page.line("GIẤY CHỨNG NHẬN KẾT HÔN", 18)
    page.line("Số: {so:60}", 0, "")
    page.gap(6)
    for i, (label, key) in enumerate((
        ("Họ, chữ đệm, tên", "ho_ten"), ("Ngày, tháng, năm sinh", "ngay_sinh"),
        ("Dân tộc", "dan_toc"), ("Quốc tịch", "quoc_tich"), ("Nơi cư trú", "noi_cu_tru"),
        ("Số CCCD/Giấy tờ tùy thân", "so_dinh_danh"),
    ), 1):  # fmt: skip
        if key in ("dan_toc", "quoc_tich"):
            page.row(f"<b>{i}. {label}:</b>", f"Vợ: {{vo_{key}}}", f"Chồng: {{chong_{key}}}",
                     widths=(2, 3.4, 3.4))  # fmt: skip
            continue
        page.para(f"<b>{i}. {label}:</b>")
        page.para(f"Vợ: {{vo_{key}}}", x0=page.left + 18)
        page.para(f"Chồng: {{chong_{key}}}", x0=page.left + 18)
    page.para("<b>7. Nơi đăng ký kết hôn:</b> {noi_dang_ky}")
    page.para("<b>8. Ngày đăng ký:</b> ngày {ngay_dang_ky.d:26} tháng {ngay_dang_ky.m:26} năm"
              " {ngay_dang_ky.y:40}")  # fmt: skip
    page.gap(4)
    page.sign(
        Signer(("<b>Vợ</b>",), "{vo_ky}", room=56),
        Signer(("<b>Chồng</b>",), "{chong_ky}", room=56),
        Signer(("<b>TM. ỦY BAN NHÂN DÂN</b>", "<b>{chuc_vu}</b>"), "{nguoi_ky}", "dau", room=92),
        shares=(3, 3, 4),
    )


# Trích lục khai tử.


_SEATS = (
    ("Đại sứ quán Việt Nam tại Malaysia", "Kuala Lumpur", "Bệnh viện Selayang, bang Selangor,"
     " Malaysia", "Jalan Ipoh, Kuala Lumpur, Malaysia"),
    ("Đại sứ quán Việt Nam tại Ba Lan", "Warszawa", "Bệnh viện Bródno, Warszawa, Ba Lan",
     "Bakalarska, Warszawa, Ba Lan"),
    ("Đại sứ quán Việt Nam tại Lào", "Viêng Chăn", "Bệnh viện Mahosot, Viêng Chăn, Lào",
     "bản Phonsinuan, quận Sisattanak, Viêng Chăn, Lào"),
    ("Tổng Lãnh sự quán Việt Nam tại Sydney", "Sydney", "Bệnh viện Liverpool, bang New South Wales,"
     " Úc", "Canley Vale Road, bang New South Wales, Úc"),
)  # fmt: skip


def _died_abroad(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """A death that a mission registered."""
    story = deaths.death(random, dates)
    mission, seat, hospital, street = random.choice(_SEATS)
    number = random.randrange(1, 90)
    story.text(
        noi_chet=hospital, noi_cu_tru_cuoi=f"Số {random.randrange(2, 180)}, {street}",
        noi_dang_ky=mission, so=f"{number:02d}/TLKT",
    )  # fmt: skip
    story.also(
        dau=mission.upper(), dia_danh=seat,
        chuc_vu=random.choice(("THAM TÁN", "BÍ THƯ THỨ NHẤT", "PHÓ TỔNG LÃNH SỰ")
                              if "Lãnh sự" in mission else ("THAM TÁN", "BÍ THƯ THỨ NHẤT")),
    )  # fmt: skip
    story.optional = ("nguyen_nhan",)
    return story


def death_mission(page: Page, _: Random) -> None:
    """A mission's extract: a ruled table whose parts are named in its first column."""
    page.head(("BỘ NGOẠI GIAO", "<b>{dau}</b>", "_", "Số: {so:50}"),
              (*MOTTO, "_", "<i>{dia_danh:40}, {ngay_dang_ky.long}</i>"))  # fmt: skip
    page.gap(18)
    page.line("TRÍCH LỤC KHAI TỬ", 18)
    page.line("(BẢN SAO)", 12)
    page.gap(2)
    size = page.style.size
    x1, x2 = page.left + 78, page.left + 218
    for part, rows in (
        ("Người chết", (
            ("Họ, chữ đệm, tên", "<b>{ho_ten}</b>"), ("Ngày, tháng, năm sinh", "{ngay_sinh}"),
            ("Giới tính", "{gioi_tinh}"), ("Dân tộc", "{dan_toc}"), ("Quốc tịch", "{quoc_tich}"),
            ("Số định danh cá nhân", "{so_dinh_danh}"),
            ("Nơi cư trú cuối cùng", "{noi_cu_tru_cuoi}"),
        )),
        ("Việc chết", (
            ("Thời điểm chết", "{thoi_diem_chet.h} giờ {thoi_diem_chet.min} phút, ngày"
             " {thoi_diem_chet}"),
            ("Nơi chết", "{noi_chet}"), ("Nguyên nhân chết", "{nguyen_nhan}"),
            ("Giấy báo tử số", "{so_giay_bao_tu}"),
        )),
        ("Đăng ký khai tử", (
            ("Nơi đăng ký", "{noi_dang_ky}"), ("Ngày, tháng, năm đăng ký", "{ngay_dang_ky}"),
            ("Người đi khai tử", "{nguoi_di}"),
        )),
    ):  # fmt: skip
        top = page.y
        said, _low = page.cell(f"<b>{part}</b>", page.left + 5, x1 - 5, top + size * 1.2, size)
        page.say(*said)
        page.ruled = True
        for label, markup in rows:
            above, y = page.y, page.y + size * 1.2
            names, low = page.cell(label, x1 + 5, x2 - 5, y, size)
            found, end = page.cell(markup, x2 + 5, page.right - 5, y, size)
            page.say(" ".join([*names[:1], *found[:1]]), *found[1:], *names[1:])
            page.y = max(low, end) - size * 0.72
            page.mark(Box(x1, above, x2, page.y), Box(x2, above, page.right, page.y))
        page.ruled = False
        page.frame(page.left, top, x1, page.y)
    page.gap(28)
    page.sign(
        Signer(()),
        Signer(("<b>NGƯỜI KÝ TRÍCH LỤC</b>", "<b>{chuc_vu}</b>"), "<b>{nguoi_ky}</b>", "dau",
               room=92),
    )  # fmt: skip


def death_colons(page: Page, _: Random) -> None:
    """A commune's sheet filled in by pen: all colons below each other, the entry's data first."""
    page.row("{tinh}", "<b>TP/HT-TLKT</b>", widths=(7, 2), size=11)
    page.para("{huyen}", size=11)
    page.para("<b>{xa}</b>", size=11)
    page.gap(4)
    page.motto(11.5)
    page.gap(12)
    page.line("TRÍCH LỤC KHAI TỬ", 18)
    page.gap(8)
    stop = 150.0
    for label, markup in (
        ("Số", "{so}"), ("Ngày đăng ký", "{ngay_dang_ky}"),
        ("Nơi đăng ký", "{noi_dang_ky}"), ("Họ, chữ đệm, tên", "{ho_ten}"),
        ("Giới tính", "{gioi_tinh}"), ("Ngày, tháng, năm sinh", "{ngay_sinh}"),
        ("Dân tộc", "{dan_toc}"), ("Quốc tịch", "{quoc_tich}"),
        ("Số CCCD/CMND", "{so_dinh_danh}"), ("Nơi cư trú cuối cùng", "{noi_cu_tru_cuoi}"),
        ("Chết lúc", "{thoi_diem_chet.h:20} giờ {thoi_diem_chet.min:20} phút, ngày"
         " {thoi_diem_chet.d:20} tháng {thoi_diem_chet.m:20} năm {thoi_diem_chet.y:34}"),
        ("Nơi chết", "{noi_chet}"), ("Nguyên nhân chết", "{nguyen_nhan}"),
        ("Số Giấy báo tử", "{so_giay_bao_tu}"), ("Người yêu cầu trích lục", "{nguoi_di}"),
    ):  # fmt: skip
        _colon(page, stop, label, markup)
    page.gap(8)
    page.sign(
        Signer(("<b>Công chức tư pháp - hộ tịch</b>", "<i>(Ký, ghi rõ họ tên)</i>"),
               "{tu_phap}", room=72),
        Signer(("<b>TM. ỦY BAN NHÂN DÂN</b>", "<b>{chuc_vu}</b>"), "{nguoi_ky}", "dau", room=92),
    )  # fmt: skip


def _with_clerk(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """An extract and the clerk who wrote it."""
    story = deaths.death(random, dates)
    story.also(tu_phap=make_person(random, dates[1], (1972, 1994)).name)
    return story


# Thẻ căn cước.


def _compared(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """A card whose copy somebody compared with it at a desk or at a notary's."""
    story = cards.card(random, dates)
    issued = _made(story, "ngay_cap")
    day = some_date(random, issued + datetime.timedelta(9), issued + datetime.timedelta(30))
    clerk = make_person(random, day, (1975, 1999))
    story.also(
        doi_chieu=capital(long_date(day)), can_bo=clerk.name,
        yeu_cau=f"{random.randrange(100, 9000)}",
        van_phong="VĂN PHÒNG CÔNG CHỨNG "
        + random.choice(("AN TÍN PHÁT", "HƯNG ĐẠI LỘC", "SONG LONG VIỆT", "MINH TÂM PHÚ")),
        tinh=short(clerk.home.province), luc=f"{random.randrange(8, 17):02d}:"
        f"{random.randrange(60):02d} {dmy(day)}",
    )  # fmt: skip
    return story


def card_leaf(page: Page, _: Random) -> None:
    """A copy on a leaf of half the size, the back above the front, compared at the desk."""
    scale = 1.42
    x = (page.width - CARD[0] * scale) / 2
    cards.back_2024(page, x, 26, scale)
    cards.front_2024(page, x, 38 + CARD[1] * scale, scale)
    page.y = 60 + 2 * CARD[1] * scale
    if not page.blank:
        page.mark(Stamp(page.left, page.y + 4, "ĐÃ ĐỐI CHIẾU BẢN GỐC"))
        page.say("ĐÃ ĐỐI CHIẾU BẢN GỐC")
    page.gap(2)
    x0 = page.middle + 4
    page.para("<i>{doi_chieu}</i>", align="centre", x0=x0, size=9.5)
    page.para("<b>Người đối chiếu</b>", align="centre", x0=x0, size=10)
    if not page.blank:
        page.mark(Scrawl((x0 + page.right) / 2, page.y + 12))
    page.gap(28)
    page.para("{can_bo}", align="centre", x0=x0, size=10)


def card_notary(page: Page, _: Random) -> None:
    """A notary's check of a card: its front on the left, what the chip says below in pairs."""
    page.row("<b>{van_phong}</b>", "Yêu cầu số: {yeu_cau}", widths=(6, 3), size=11)
    page.para("{tinh}", size=10.5)
    page.gap(12)
    page.line("THẺ CĂN CƯỚC CÔNG DÂN", 16)
    page.line("(Phiếu kiểm tra thẻ của người yêu cầu công chứng)", 11, "i")
    page.gap(6)
    scale, top = 1.3, page.y
    cards.front_2021(page, page.left, top, scale)
    x0 = page.left + CARD[0] * scale + 14
    y = top + 16
    for line in ("<b>Kết quả</b>", "- Chip: hợp lệ", "- Khuôn mặt: khớp", "- Vân tay: khớp",
                 "Kiểm tra lúc:", "{luc}"):  # fmt: skip
        said, y = page.cell(line, x0, page.right, y, page.style.size)
        page.say(*said)
        y += 3
    page.y = top + CARD[1] * scale + 26
    page.para("Dữ liệu trong chip", style="b")
    page.gap(9)
    page.table((2.2, 3, 2.2, 3), [
        ("Số CCCD", "{so_dinh_danh}", "Số CMND cũ", "{so_cmnd_cu}"),
        ("Họ và tên", "{ho_ten}", "Ngày sinh", "{ngay_sinh}"),
        ("Giới tính", "{gioi_tinh}", "Quốc tịch", "{quoc_tich}"),
        ("Quê quán", "{que_quan}", "Nơi thường trú", "{noi_thuong_tru}"),
        ("Ngày cấp", "{ngay_cap}", "Ngày hết hạn", "{ngay_het_han}"),
    ])  # fmt: skip
    page.para("Người kiểm tra xác nhận dữ liệu trên trùng với dữ liệu in trên thẻ.")
    page.sign(Signer(()), Signer(("<b>Chuyên viên nghiệp vụ</b>",), "{can_bo}", room=54))


_SINCE_2022 = (datetime.date(2022, 1, 5), datetime.date(2025, 6, 27))
_ELECTRONIC = (datetime.date(2024, 7, 8), datetime.date(2026, 10, 30))
_YEARS_2007 = (datetime.date(2007, 2, 5), datetime.date(2015, 12, 18))
_BOOK = (538.6, 751.2)
_A5, _A5_WIDE = (419.5, 595.3), (595.3, 419.5)
_SANS = ("arimo",)
_ALL = frozenset({"*"})
_SOME, _LINES = ("none", "dots"), ("dots", "rule")
TEMPLATES: tuple[Template, ...] = (
    Template(land.TYPE, "so-hong-2014-nha-o-bon-trang", EVAL, _with_house, house_and_plot,
             ("none",), sizes=(12,), paper=_BOOK, margins=(44, 38, 34, 30), leadings=(1.3,)),
    Template(land.TYPE, "mau-2024-sao-chung-thuc-dien-tu", EVAL, _attested_on_line,
             attested_on_line, ("none",), sizes=(11.5,), margins=(56, 44, 34, 30)),
    Template(land.APPLICATION, "mau-09-khung-nhan-ben-trai", EVAL, _apply_14, apply_boxed, _SOME,
             sizes=(12.5,)),
    Template(land.APPLICATION, "mau-11-nop-thay-viet-tay", EVAL, _apply_agent, apply_agent, _LINES,
             ("",), _ALL, (12,)),
    Template(permits.BUILDING, "khu-cong-nghiep-song-ngu", EVAL, _factory, permit_factory,
             ("none",), sizes=(12,), leadings=(1.3,)),
    Template(permits.BUILDING, "danh-may-hai-cham", EVAL, _typed, permit_typed, ("none",), ("",),
             sizes=(14,), families=("mono",), leadings=(1.5,)),
    Template(births.DECLARATION, "benh-vien-cha-me-hang-ngang", EVAL,
             partial(_at_hospital, dates=births.NEW_DATES), declare_hospital, _SOME,
             sizes=(12.5,)),
    Template(births.DECLARATION, "chu-thich-duoi-dong-viet-tay", EVAL,
             partial(births.declaration, dates=_SINCE_2022), declare_under, _LINES, ("",), _ALL,
             (11.5,), margins=(58, 44, 26, 12)),
    Template(births.CERTIFICATE, "nua-to-doc-sao-viet-tay", EVAL,
             partial(births.certificate, dates=_YEARS_2007), birth_leaf, _LINES, ("",), _ALL,
             (10,), paper=_A5, margins=(34, 26, 20, 10)),
    Template(births.CERTIFICATE, "bon-o-me-cha-duoi", EVAL,
             partial(births.certificate, dates=_ELECTRONIC), birth_panels, ("none",),
             sizes=(12,), margins=(56, 44, 44, 30), leadings=(1.3,)),
    Template(couples.TYPE, "nua-to-ngang-sao", EVAL,
             partial(_copied_wedding, dates=_SINCE_2022), wedding_half, _SOME, sizes=(10.5,),
             paper=_A5_WIDE, margins=(44, 34, 20, 10), leadings=(1.2,)),
    Template(couples.TYPE, "tung-muc-vo-chong-viet-tay", EVAL,
             partial(couples.wedding, dates=_SINCE_2022), wedding_grouped, _LINES, ("",), _ALL,
             (12,), margins=(66, 48, 40, 24)),
    Template(deaths.TYPE, "co-quan-dai-dien-bang-phan", EVAL,
             partial(_died_abroad, dates=_SINCE_2022), death_mission, ("none",), sizes=(12.5,)),
    Template(deaths.TYPE, "hai-cham-thang-hang-viet-tay", EVAL,
             partial(_with_clerk, dates=births.OLD_DATES), death_colons, _LINES, ("",), _ALL,
             (12.5,)),
    Template(cards.TYPE, "can-cuoc-2024-nua-to-doi-chieu", EVAL,
             partial(_compared, dates=cards.NEW_DATES), card_leaf, ("none",), sizes=(11,),
             families=_SANS, paper=_A5, margins=(30, 30, 26, 20)),
    Template(cards.TYPE, "cccd-2021-phieu-cong-chung", EVAL,
             partial(_compared, dates=cards.OLD_DATES), card_notary, ("none",), sizes=(12,),
             families=_SANS),
)  # fmt: skip
