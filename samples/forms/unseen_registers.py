"""Layouts to measure by, not seen before: land, building permits, civil status, identity cards.

Certificates of Thông tư 23/2014 and of Thông tư 10/2024 attested on line, papers that hospitals,
missions, industrial zones and notaries print, typewritten permits and small copies.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from random import Random

from samples.forms import land, permits
from samples.forms.land import coloured, diagram, emblem, paint, serial_below
from samples.forms.page import MOTTO, Page, Signer
from samples.forms.people import make_person, short
from samples.forms.template import EVAL, Story, Template, some_date
from samples.forms.words import decimal, dmy
from samples.render import BLUE, Box


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
        ("", ""),
    ], least=190)  # fmt: skip
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


_BOOK = (538.6, 751.2)
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
             ("none",), sizes=(12.5,)),
    Template(permits.BUILDING, "danh-may-hai-cham", EVAL, _typed, permit_typed, ("none",), ("",),
             sizes=(14,), families=("mono",), leadings=(1.5,)),
)  # fmt: skip
