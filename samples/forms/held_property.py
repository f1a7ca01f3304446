"""Held back to measure by: land and its changes, household businesses, building permits.

Certificates of Nghị định 60/CP (1994), Thông tư 17/2009 and Thông tư 10/2024; applications of Thông
tư 29/2004, Nghị định 101/2024 and Nghị định 151/2025; household businesses of Nghị định 02/2000,
Nghị định 78/2015 and Thông tư 02/2023; permits with a stub, to alter a house, with an annex.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from random import Random

from samples.forms import land, permits
from samples.forms.land import coloured, diagram, emblem, paint, serial_below
from samples.forms.page import MOTTO, Page, Signer
from samples.forms.people import make_name, short
from samples.forms.template import EVAL, Story, Template, some_date
from samples.forms.words import area_in_words, decimal, dmy
from samples.render import BLUE, Box, Line, Portrait, Scrawl

_ACROSS, _BOOK_OPEN = (841.9, 595.3), (1077.2, 751.2)


def _levels(address: object) -> list[str]:
    """Commune, district and province of an address of before the merger."""
    return str(address).split(", ")[-3:]


def _area(story: Story, key: str, area: Decimal) -> None:
    story.put(key, f"{area.normalize():f}", decimal(area))


def _tenths(random: Random, low: int, high: int) -> Decimal:
    """So many tenths, as a number."""
    return Decimal(random.randrange(low, high)) / 10


# Giấy chứng nhận quyền sử dụng đất.


def _flat(random: Random) -> Story:
    """A flat in a tall house of a town, certified by the form of 2024."""
    story = land.NEW_FORM(random)
    while "phường" not in str(story.gold["dia_chi_thua_dat"]).casefold():
        story = land.NEW_FORM(random)
    area = _tenths(random, 14000, 68000)
    _area(story, "dien_tich", area)
    story.text(
        muc_dich_su_dung="Đất ở tại đô thị", thoi_han_su_dung="Lâu dài",
        hinh_thuc_su_dung="Sử dụng chung",
        nguon_goc_su_dung="Nhà nước giao đất có thu tiền sử dụng đất",
    )  # fmt: skip
    rows = list(story.rows["chu_su_dung"])
    story.list("chu_su_dung", rows, [{"ho_ten": r[1], "so_giay_to": r[4]} for r in rows])
    floor = random.randrange(2, 25)
    story.also(
        can_ho=f"Căn hộ chung cư số {floor}{random.randrange(1, 17):02d}, tầng {floor}, nhà"
        f" {random.choice(('CT1', 'CT2', 'A3', 'B1'))}",
        can_ho_san=decimal(_tenths(random, 452, 1180)),
        so_huu="Sở hữu chung" if len(rows) > 1 else "Sở hữu riêng",
    )  # fmt: skip
    story.optional = ()
    return story


def flat_2024(page: Page, _: Random) -> None:
    """The form of 2024 for a flat: the plot's data two a line, the flat in a table."""
    paint(page, "pink")
    page.code(page.right - 62, 26, 62, page.value("qr"))
    emblem(page, 64)
    page.y = 122
    page.motto(12)
    page.gap(10)
    coloured(page, "GIẤY CHỨNG NHẬN", page.y + 8, 23)
    coloured(page, "QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT", page.y + 30, 13)
    page.y += 58
    page.para("1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:", style="b")
    for i, row in enumerate(page.cells("chu_su_dung", 1)):
        title, name, _year, kind, number = row[:5]
        if page.blank:
            title, kind = "Ông/Bà", "Giấy tờ"
        page.para(f"{'và ' if i else ''}{title} <b>{name}</b>, {kind}: {number}", indent=12)
    page.para("2. Thông tin thửa đất:", style="b")
    page.left += 12
    page.row("Thửa đất số: {so_thua}", "Tờ bản đồ số: {so_to_ban_do}")
    page.row("Diện tích: {dien_tich:60} m²", "Loại đất: {muc_dich_su_dung}")
    page.row("Hình thức sử dụng đất: {hinh_thuc_su_dung}", "Thời hạn: {thoi_han_su_dung}")
    page.para("Nguồn gốc sử dụng đất: {nguon_goc_su_dung}")
    page.para("Địa chỉ: {dia_chi_thua_dat}")
    page.left -= 12
    page.para("3. Thông tin tài sản gắn liền với đất:", style="b")
    page.gap(7)
    page.table((4.6, 2.2, 2.2, 2), [
        ("<b>Tên tài sản</b>", "<b>Diện tích sàn (m²)</b>", "<b>Hình thức sở hữu</b>",
         "<b>Thời hạn sở hữu</b>"),
        ("{can_ho}", "{can_ho_san}", "{so_huu}", "-/-"),
    ], centred=(1, 2, 3))  # fmt: skip
    page.need(190)
    x0 = page.middle - 60
    page.para("<i>{noi_cap:60}, ngày {ngay_cap.d:22} tháng {ngay_cap.m:22} năm {ngay_cap.y:34}</i>",
              align="centre", x0=x0)  # fmt: skip
    page.sign(
        Signer(()),
        Signer(("<b>{co_quan_cap}</b>", "<b>{chuc_vu_1}</b>", "<b>{chuc_vu_2}</b>"),
               "<b>{nguoi_ky}</b>", "co_quan_cap", room=90),
        shares=(3.6, 6),
    )  # fmt: skip
    serial_below(page)
    page.new_sheet()
    paint(page, "pink")
    page.para("4. Sơ đồ thửa đất, tài sản gắn liền với đất:", style="b")
    page.gap(22)
    diagram(page, 180)
    page.para("<b>5. Ghi chú:</b> Phần sở hữu chung của nhà chung cư theo quy định của pháp luật"
              " về nhà ở.")  # fmt: skip
    page.para("6. Những thay đổi sau khi cấp Giấy chứng nhận:", style="b")
    page.gap(8)
    page.table((5, 3), [
        ("<b>Nội dung thay đổi và cơ sở pháp lý</b>", "<b>Xác nhận của cơ quan có thẩm quyền</b>"),
        ("", ""),
    ], least=210)  # fmt: skip
    page.para("Số vào sổ cấp Giấy chứng nhận: {so_vao_so}", align="right")


def _town_house(random: Random) -> Story:
    """A house in town and its ground, by the decree of 1994."""
    dates = datetime.date(1997, 2, 10), datetime.date(2004, 10, 20)
    story = land.certificate(random, dates)
    while "phường" not in str(story.gold["dia_chi_thua_dat"]).casefold():
        story = land.certificate(random, dates)
    province = _levels(story.gold["dia_chi_thua_dat"])[2]
    area = _tenths(random, 420, 2400)
    _area(story, "dien_tich", area)
    ground = (area * random.randrange(55, 96) / 100).quantize(Decimal("0.1"))
    storeys = random.randint(1, 4)
    story.text(
        so_phat_hanh=f"{random.randrange(10**9, 2 * 10**9)}",
        so_vao_so=f"{random.randrange(100, 9999):04d}/QSHNƠ",
        co_quan_cap=f"ỦY BAN NHÂN DÂN {province}".upper(),
    )  # fmt: skip
    story.also(
        rieng=decimal(area), nen=decimal(ground), san=decimal(ground * storeys),
        tang=str(storeys), ket_cau="Bê tông + gạch" if storeys > 1 else "Tường gạch, mái ngói",
        chuc_vu_1="TM. ỦY BAN NHÂN DÂN", noi_cap=short(province),
        chuc_vu_2=random.choice(("KT. CHỦ TỊCH - PHÓ CHỦ TỊCH", "CHỦ TỊCH")),
        ho_so=f"{random.randrange(100, 9000)}.{str(story.gold['ngay_cap'])[:4]}.QĐUB",
    )  # fmt: skip
    story.optional = ()
    return story


def town_house(page: Page, _: Random) -> None:
    """The pink paper of 1994 filled in by pen: house and ground at one address, plan overleaf."""
    paint(page, "pink")
    page.gap(30)
    page.motto(14)
    emblem(page, page.y + 90)
    page.y += 200
    coloured(page, "GIẤY CHỨNG NHẬN", page.y, 27)
    coloured(page, "QUYỀN SỞ HỮU NHÀ Ở", page.y + 40, 23)
    coloured(page, "VÀ", page.y + 66, 15)
    coloured(page, "QUYỀN SỬ DỤNG ĐẤT Ở", page.y + 94, 23)
    serial_below(page)
    page.new_sheet()
    paint(page, "pink")
    page.ruled = True
    page.line("{co_quan_cap}", 13.5)
    page.ruled = False
    page.line("CHỨNG NHẬN", 13.5)
    page.gap(4)
    page.para("I. CHỦ SỞ HỮU NHÀ Ở VÀ SỬ DỤNG ĐẤT Ở", style="b")
    for row in page.cells("chu_su_dung", 1):
        title, name, year, _kind, number, address = row[:6]
        page.row(f"{'Ông/Bà' if page.blank else title}: {name}", f"Sinh năm: {year}",
                 widths=(5, 3))  # fmt: skip
        page.para(f"Chứng minh nhân dân số: {number}")
        page.para(f"Thường trú tại: {address}")
    page.para("II. NHÀ Ở, ĐẤT Ở", style="b")
    page.para("Tại địa chỉ: {dia_chi_thua_dat}")
    page.para("1. Nhà ở", style="b")
    page.row("- Tổng diện tích sử dụng: {san} m²", "- Diện tích xây dựng: {nen} m²")
    page.row("- Kết cấu nhà: {ket_cau}", "- Số tầng: {tang}")
    page.para("2. Đất ở", style="b")
    page.row("- Thửa đất số: {so_thua}", "- Tờ bản đồ số: {so_to_ban_do}")
    page.para("- Diện tích: {dien_tich:60} m²")
    page.row("Sử dụng riêng: {rieng} m²", "Sử dụng chung: 0 m²")
    page.gap(8)
    page.need(190)
    page.para("<i>{noi_cap:60}, ngày {ngay_cap.d:24} tháng {ngay_cap.m:24} năm {ngay_cap.y:38}</i>",
              align="right")  # fmt: skip
    page.sign(
        Signer(("Hồ sơ gốc số:", "{ho_so:90}", "Vào sổ đăng ký số:", "{so_vao_so:90}"),
               signed=False),
        Signer(("<b>{chuc_vu_1}</b>", "<b>{chuc_vu_2}</b>"), "<b>{nguoi_ky}</b>", "co_quan_cap",
               room=94),
        shares=(3.4, 6),
    )  # fmt: skip
    page.new_sheet()
    paint(page, "pink")
    page.line("III. SƠ ĐỒ NHÀ Ở, ĐẤT Ở", 13)
    page.gap(24)
    diagram(page, 250)
    page.line("IV. NHỮNG THAY ĐỔI SAU KHI CẤP GIẤY CHỨNG NHẬN", 13)
    page.gap(10)
    page.table((2, 5, 3), [
        ("<b>Ngày, tháng, năm</b>", "<b>Nội dung thay đổi</b>", "<b>Xác nhận</b>"),
        ("", "", ""),
    ], least=170)  # fmt: skip


def _in_a_village(address: str) -> bool:
    return " đường " not in address and _levels(address)[0].startswith("xã ")


def _forest(random: Random) -> Story:
    """Planted woods of a household, certified by its district."""
    dates = datetime.date(2010, 2, 1), datetime.date(2014, 6, 27)
    story = land.certificate(random, dates)
    while not _in_a_village(str(story.gold["dia_chi_thua_dat"])):
        story = land.certificate(random, dates)
    _, district, _ = _levels(story.gold["dia_chi_thua_dat"])
    area = Decimal(random.randrange(7200, 46000))
    _area(story, "dien_tich", area)
    several = len(story.rows["chu_su_dung"]) > 1
    pledged = some_date(random, datetime.date(2015, 2, 1), datetime.date(2022, 10, 1))
    story.text(
        co_quan_cap=f"ỦY BAN NHÂN DÂN {district}".upper(), dien_tich_bang_chu=area_in_words(area),
        muc_dich_su_dung="Đất rừng sản xuất",
        thoi_han_su_dung=random.choice(("Đến ngày 15/10/2043", "Đến ngày 31/12/2061")),
        hinh_thuc_su_dung="Sử dụng chung" if several else "Sử dụng riêng",
        nguon_goc_su_dung="Nhà nước giao đất không thu tiền sử dụng đất",
        so_vao_so=f"CH {random.randrange(10**5):05d}",
    )  # fmt: skip
    corners = [
        (str(i), f"{random.randrange(1100000, 1200000)},{random.randrange(100):02d}",
         f"{random.randrange(540000, 610000)},{random.randrange(100):02d}",
         f"{random.randrange(60, 280)},{random.randrange(100):02d}")
        for i in range(1, 5)
    ]  # fmt: skip
    story.list("goc", corners, [])
    story.also(
        chuc_vu_1="KT. CHỦ TỊCH", chuc_vu_2="PHÓ CHỦ TỊCH", noi_cap=short(district),
        cay=random.choice(("Keo lai", "Bạch đàn", "Thông ba lá")),
        rung=decimal(area), the_chap=f"Thế chấp bằng quyền sử dụng đất theo hồ sơ số"
        f" {random.randrange(10**6):06d}.TC.001", the_chap_ngay=dmy(pledged),
    )  # fmt: skip
    story.optional = ()
    return story


def forest_open(page: Page, _: Random) -> None:
    """The pink book of 2009 for planted woods, its outer side and its inner side in true size."""
    whole, top = (page.left, page.right), page.y
    middle = page.width / 2
    paint(page, "pink")
    page.right = middle - 26
    page.para("IV. Những thay đổi sau khi cấp giấy chứng nhận", style="b")
    page.gap(8)
    page.table((5, 3), [
        ("<b>Nội dung thay đổi và cơ sở pháp lý</b>", "<b>Xác nhận của cơ quan có thẩm quyền</b>"),
    ])  # fmt: skip
    page.y -= page.style.size - 1
    page.table((5, 3), [
        ("{the_chap}", "Ngày {the_chap_ngay}\nVăn phòng đăng ký quyền sử dụng đất"),
    ], least=330)  # fmt: skip
    page.para("Người được cấp Giấy chứng nhận không được tự sửa chữa, tẩy xóa hay bổ sung nội dung;"
              " khi mất hoặc hư hỏng phải khai báo ngay với cơ quan cấp Giấy.", size=9.5,
              style="i")  # fmt: skip
    page.code(page.left, page.height - 92, 170, page.value("ma_vach"), "Code128", 28)
    page.left, page.right, page.y = middle + 26, whole[1], top
    page.gap(10)
    page.motto(13.5)
    emblem(page, page.y + 52)
    page.y += 122
    coloured(page, "GIẤY CHỨNG NHẬN", page.y, 25)
    coloured(page, "QUYỀN SỬ DỤNG ĐẤT", page.y + 30, 20)
    coloured(page, "QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT", page.y + 54, 13)
    page.y += 92
    page.para("I. Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất", style="b")
    for i, row in enumerate(page.cells("chu_su_dung", 1)):
        title, name, year, kind, number, address = row[:6]
        if page.blank:
            title, kind = "Ông/Bà", "CMND số"
        page.para(f"{'và' if i else 'Hộ'} {title}: <b>{name}</b>")
        page.row(f"Năm sinh: {year}", f"{kind}: {number}", widths=(2, 3))
        page.para(f"Địa chỉ thường trú: {address}")
    serial_below(page)
    page.left = whole[0]
    page.new_sheet()
    _forest_inside(page, middle)


def _forest_inside(page: Page, middle: float) -> None:
    """Pages 2 and 3 of the book: plot and woods, plan with its corners, signature."""
    whole, top = (page.left, page.right), page.y
    paint(page, "pink")
    page.mark(Line(middle, 30, middle, page.height - 30, 0.4, "rose"))
    page.right = middle - 26
    page.para("II. Thửa đất, nhà ở và tài sản khác gắn liền với đất", style="b")
    page.para("1. Thửa đất:", style="b")
    page.row("a) Thửa đất số: {so_thua}", "tờ bản đồ số: {so_to_ban_do}")
    page.para("b) Địa chỉ: {dia_chi_thua_dat}")
    page.para("c) Diện tích: {dien_tich:60} m²")
    page.para("(bằng chữ: {dien_tich_bang_chu})", indent=14)
    page.para("d) Hình thức sử dụng: {hinh_thuc_su_dung}")
    page.para("đ) Mục đích sử dụng: {muc_dich_su_dung}")
    page.para("e) Thời hạn sử dụng: {thoi_han_su_dung}")
    page.para("g) Nguồn gốc sử dụng: {nguon_goc_su_dung}")
    page.para("<b>2. Nhà ở:</b> -/-")
    page.para("<b>3. Công trình xây dựng khác:</b> -/-")
    page.para("4. Rừng sản xuất là rừng trồng:", style="b")
    page.row("a) Loại cây rừng: {cay}", "b) Diện tích có rừng: {rung} m²")
    page.para("c) Nguồn gốc tạo lập: Tự trồng bằng vốn của hộ gia đình")
    page.para("d) Hình thức sở hữu: Sở hữu của hộ gia đình")
    page.para("<b>5. Cây lâu năm:</b> -/-")
    page.para("<b>6. Ghi chú:</b> Giấy chứng nhận này cấp theo kết quả giao đất, giao rừng.")
    page.left, page.right, page.y = middle + 26, whole[1], top
    page.para("III. Sơ đồ thửa đất, nhà ở và tài sản khác gắn liền với đất", style="b")
    page.gap(16)
    diagram(page, 150)
    rows = [tuple(row[:4]) for row in page.cells("goc", 4)]
    page.table((1, 2.4, 2.4, 2), [
        ("<b>Số hiệu góc</b>", "<b>X (m)</b>", "<b>Y (m)</b>", "<b>Cạnh (m)</b>"), *rows,
    ], size=9.5, centred=(0, 1, 2, 3), pad=2.5)  # fmt: skip
    page.gap(4)
    page.para("<i>{noi_cap:50}, ngày {ngay_cap.d:20} tháng {ngay_cap.m:20} năm {ngay_cap.y:30}</i>",
              align="centre", x0=page.left + 110)  # fmt: skip
    page.sign(
        Signer(()),
        Signer(("<b>TM. {co_quan_cap}</b>", "<b>{chuc_vu_1}</b>", "<b>{chuc_vu_2}</b>"),
               "<b>{nguoi_ky}</b>", "co_quan_cap", room=90),
        shares=(2, 6),
    )  # fmt: skip
    page.para("Số vào sổ cấp GCN: {so_vao_so}")
    page.left = whole[0]


# Đơn đăng ký biến động.

_CHANGES_2004 = (
    ("Chuyển nhượng quyền sử dụng toàn bộ thửa đất", "Gia đình chuyển đi nơi khác sinh sống",
     "Hợp đồng chuyển nhượng quyền sử dụng đất"),
    ("Nhận thừa kế quyền sử dụng đất", "Cha mẹ đã qua đời để lại",
     "Biên bản họp gia đình phân chia thừa kế"),
    ("Tặng cho quyền sử dụng đất", "Cho con trai ra ở riêng", "Hợp đồng tặng cho"),
    ("Thay đổi diện tích thửa đất", "Sai số đo đạc trước đây", "Trích đo thửa đất"),
    ("Chuyển đổi quyền sử dụng đất nông nghiệp", "Dồn điền đổi thửa", "Hợp đồng chuyển đổi"),
)  # fmt: skip


def _apply_2004(random: Random) -> Story:
    """An application of when communes attested what people wrote."""
    story = land.application(random, (datetime.date(2006, 1, 10), datetime.date(2007, 8, 20)))
    commune, district, _ = _levels(story.gold["dia_chi"])
    change, reason, paper = random.choice(_CHANGES_2004)
    story.text(
        kinh_gui=random.choice((
            f"Phòng Tài nguyên và Môi trường {district}", f"Ủy ban nhân dân {district}",
        )),
        so_dinh_danh=f"{random.randrange(10**9):09d}", noi_dung_bien_dong=change,
        ly_do_bien_dong=reason,
    )  # fmt: skip
    papers = ["Giấy chứng nhận quyền sử dụng đất", paper]
    if random.random() < 0.5:
        papers.append(random.choice(("Hộ khẩu (bản sao)", "CMND (bản sao)")))
    story.list("giay_to_kem_theo", [(name,) for name in papers], papers)
    issued = datetime.date.fromisoformat(str(story.gold["ngay_lap"]))
    story.also(
        xa=f"ỦY BAN NHÂN DÂN {commune}".upper(), noi=short(commune),
        xa_ngay=dmy(issued + datetime.timedelta(random.randrange(1, 6))),
        xa_ten=make_name(random, "Kinh", "Nam"),
    )  # fmt: skip
    story.optional = ()
    return story


def apply_attested(page: Page, _: Random) -> None:
    """A petition of 2004 filled in by pen, the commune's attestation beside the signature."""
    page.motto()
    page.gap(12)
    page.line("ĐƠN XIN ĐĂNG KÝ BIẾN ĐỘNG", 15)
    page.line("VỀ SỬ DỤNG ĐẤT", 15)
    page.gap(2)
    page.para("Kính gửi: {kinh_gui}", indent=50)
    page.gap(4)
    page.para("1. Họ, tên chủ sử dụng đất: {ho_ten}")
    page.para("2. Số chứng minh nhân dân: {so_dinh_danh}")
    page.para("3. Hộ khẩu thường trú: {dia_chi}", spare=1)
    page.para("4. Đang sử dụng thửa đất số {so_thua:60}, tờ bản đồ số {so_to_ban_do:60}, đã được"
              " cấp Giấy chứng nhận quyền sử dụng đất số {so_phat_hanh:110} ngày"
              " {ngay_cap_gcn:90}, vào sổ cấp giấy số {so_vao_so:90}.")  # fmt: skip
    page.para("5. Nay xin đăng ký biến động: {noi_dung_bien_dong}", spare=1)
    page.para("6. Lý do xin đăng ký: {ly_do_bien_dong}", spare=1)
    page.para("7. Kèm theo đơn có:")
    for row in page.cells("giay_to_kem_theo"):
        page.para(f"- {row[0]}", indent=14)
    page.para("Tôi xin cam đoan lời khai trên là đúng.", indent=24)
    page.gap(4)
    page.sign(
        Signer(("Ngày {xa_ngay:80}", "<b>XÁC NHẬN CỦA UBND XÃ, PHƯỜNG</b>",
                "Đất không có tranh chấp.", "<b>CHỦ TỊCH</b>"), "<b>{xa_ten}</b>", "xa", room=92),
        Signer(("<i>{noi:50}, ngày {ngay_lap.d:24} tháng {ngay_lap.m:24} năm {ngay_lap.y:38}</i>",
                "<b>NGƯỜI VIẾT ĐƠN</b>", "<i>(ký, ghi họ tên)</i>"), "{ky_ten}", room=64),
    )  # fmt: skip


_CHANGES_TOWN = (
    ("Nhận chuyển nhượng toàn bộ thửa đất", "Theo hợp đồng đã công chứng",
     "Hợp đồng chuyển nhượng quyền sử dụng đất"),
    ("Thay đổi số giấy tờ nhân thân của người sử dụng đất", "Đổi từ CMND sang thẻ Căn cước",
     "Thẻ Căn cước (bản sao)"),
    ("Bổ sung tài sản gắn liền với đất vào Giấy chứng nhận", "Đã xây dựng xong nhà ở",
     "Giấy phép xây dựng"),
    ("Thỏa thuận nhập tài sản riêng thành tài sản chung vợ chồng", "Vợ chồng tự nguyện",
     "Văn bản thỏa thuận có công chứng"),
    ("Nhận thừa kế quyền sử dụng đất", "Người để lại di sản chết không để lại di chúc",
     "Văn bản thỏa thuận phân chia di sản"),
    ("Chuyển mục đích sử dụng 100 m² sang đất ở", "Để xây dựng nhà ở cho gia đình",
     "Trích lục bản đồ địa chính"),
)  # fmt: skip
_MORE_TOWN = ("Tờ khai lệ phí trước bạ", "Tờ khai thuế thu nhập cá nhân", "Giấy ủy quyền")


def _town_change(story: Story, random: Random) -> None:
    change, reason, paper = random.choice(_CHANGES_TOWN)
    story.text(noi_dung_bien_dong=change, ly_do_bien_dong=reason)
    papers = ["Giấy chứng nhận đã cấp", paper]
    papers += random.sample(_MORE_TOWN, random.randint(0, 2))
    story.list("giay_to_kem_theo", [(name,) for name in papers], papers)
    story.optional = ("so_dien_thoai", "thu_dien_tu")


def _apply_sides(random: Random) -> Story:
    story = land.APPLY_25(random)
    _town_change(story, random)
    day = datetime.date.fromisoformat(str(story.gold["ngay_lap"]))
    story.also(ho_so=f"H{random.randrange(2, 63):02d}.{random.randrange(1, 60)}-"
               f"{day.strftime('%y%m%d')}-{random.randrange(1, 400):04d}")  # fmt: skip
    return story


def apply_sides(page: Page, _: Random) -> None:
    """Mẫu 18 typed at the desk: who applies on the left, the certificate right, no list."""
    page.row("Mã hồ sơ: {ho_so}", "<b>Mẫu số 18</b>", widths=(6, 1.4), size=10)
    page.code(page.left + 20, page.y - 4, 150, page.value("ho_so"), "Code128", 22)
    page.gap(38)
    page.motto()
    page.gap(8)
    page.line("ĐƠN ĐĂNG KÝ BIẾN ĐỘNG", 15)
    page.line("ĐẤT ĐAI, TÀI SẢN GẮN LIỀN VỚI ĐẤT", 12.5)
    page.para("Kính gửi: {kinh_gui:180}", align="centre")
    page.gap(8)
    page.columns(
        (
            "<b>1. Người sử dụng đất</b>", "Tên: {ho_ten}", "Số định danh: {so_dinh_danh}",
            "Địa chỉ: {dia_chi}", "Điện thoại: {so_dien_thoai}", "Email: {thu_dien_tu}",
        ),
        (
            "<b>2. Giấy chứng nhận đã cấp</b>", "Số phát hành: {so_phat_hanh}",
            "Số vào sổ: {so_vao_so}", "Ngày cấp: {ngay_cap_gcn}", "Thửa đất số: {so_thua}",
            "Tờ bản đồ số: {so_to_ban_do}",
        ),
        gap=24,
    )  # fmt: skip
    page.gap(4)
    page.para("<b>3. Nội dung biến động:</b> {noi_dung_bien_dong}", spare=1)
    page.para("<b>4. Lý do biến động:</b> {ly_do_bien_dong}", spare=1)
    papers = "; ".join(
        f"({i}) {row[0]}" for i, row in enumerate(page.cells("giay_to_kem_theo", 2), 1)
    )
    page.para(f"<b>5. Giấy tờ nộp kèm theo đơn này gồm:</b> {papers}.")
    page.para("<b>6. Nhận kết quả:</b>")
    page.ticks((("Tại Trung tâm Phục vụ hành chính công", True), ("Qua bưu chính", False)),
               widths=(5, 3))  # fmt: skip
    page.para("Tôi cam kết các thông tin trên là chính xác và chịu trách nhiệm trước pháp luật.",
              style="i")  # fmt: skip
    page.gap(4)
    page.sign(
        Signer(("<b>NGƯỜI NHẬN HỒ SƠ</b>", "<i>(Ký, ghi rõ họ tên)</i>")),
        Signer(("<i>{noi:50}, ngày {ngay_lap.d:22} tháng {ngay_lap.m:22} năm {ngay_lap.y:34}</i>",
                "<b>NGƯỜI VIẾT ĐƠN</b>", "<i>(Ký, ghi rõ họ tên)</i>"), "{ky_ten}"),
        shares=(4, 5),
    )  # fmt: skip


def _apply_bands(random: Random) -> Story:
    story = land.APPLY_24(random)
    _town_change(story, random)
    return story


def apply_bands(page: Page, _: Random) -> None:
    """Mẫu 11/ĐK of a land office: one table, bands for its parts, two data a row."""
    page.row("<b>Mẫu số 11/ĐK</b>", "<i>Số thứ tự: ........</i>", widths=(6, 2), size=10)
    page.gap(8)
    page.motto(12)
    page.gap(8)
    page.line("ĐƠN ĐĂNG KÝ BIẾN ĐỘNG ĐẤT ĐAI, TÀI SẢN GẮN LIỀN VỚI ĐẤT", 13.5)
    page.line("Kính gửi: {kinh_gui:160}", 12, "")
    page.gap(12)
    down = page.style.size - 1
    page.table((1,), [("<b>I. GIẤY CHỨNG NHẬN ĐÃ CẤP</b>",)])
    page.y -= down
    page.table((2.4, 3.4, 2.2, 3), [
        ("Số phát hành GCN", "{so_phat_hanh}", "Số vào sổ cấp GCN", "{so_vao_so}"),
        ("Ngày cấp", "{ngay_cap_gcn}", "Thửa đất/Tờ bản đồ", "{so_thua} / {so_to_ban_do}"),
    ])  # fmt: skip
    page.y -= down
    page.table((1,), [("<b>II. NGƯỜI SỬ DỤNG ĐẤT, CHỦ SỞ HỮU TÀI SẢN</b>",)])
    page.y -= down
    page.table((2.4, 8.6), [("Tên", "{ho_ten}")])
    page.y -= down
    page.table((2.4, 3.4, 2.2, 3), [
        ("Giấy tờ nhân thân", "CCCD số {so_dinh_danh}", "Điện thoại", "{so_dien_thoai}"),
    ])  # fmt: skip
    page.y -= down
    page.table((2.4, 8.6), [("Địa chỉ", "{dia_chi}"), ("Hộp thư điện tử", "{thu_dien_tu}")])
    page.y -= down
    page.table((1,), [("<b>III. NỘI DUNG ĐĂNG KÝ</b>",)])
    page.y -= down
    papers = "\n".join(f"+ {row[0]}" for row in page.cells("giay_to_kem_theo"))
    page.table((2.4, 8.6), [
        ("Nội dung biến động", "{noi_dung_bien_dong}"), ("Lý do biến động", "{ly_do_bien_dong}"),
        ("Nhu cầu cấp mới GCN", "Không có nhu cầu"), ("Giấy tờ kèm theo", papers),
    ])  # fmt: skip
    page.para("Tôi đã đọc lại nội dung trên, công nhận là đúng và ký tên dưới đây.", style="i")
    page.gap(2)
    page.sign(
        Signer(()),
        Signer(("<i>{noi:50}, {ngay_lap.long:140}</i>", "<b>Người đăng ký</b>"), "{ky_ten}"),
    )  # fmt: skip


# Hộ kinh doanh.


def _two_codes(random: Random) -> Story:
    """A business that has a code of the tax office and a number of the register."""
    dates = datetime.date(2023, 7, 5), datetime.date(2025, 6, 20)
    story = permits.business(random, dates)
    register = f"{random.randrange(10, 97)}{random.choice('ABCDE')}8{random.randrange(10**6):06d}"
    story.text(so=f"8{random.randrange(10**9):09d}")
    story.accept["so"] = [register]
    at = f"{random.randrange(7, 17):02d}:{random.randrange(60):02d}:{random.randrange(60):02d}"
    signed = "ngay_dang_ky_lan_dau" if "ngay_thay_doi" in story.missing else "ngay_thay_doi"
    day = datetime.date.fromisoformat(str(story.gold[signed]))
    story.also(so_dk=register, luc=f"{at} {dmy(day)}")
    return story


def house_codes(page: Page, _: Random) -> None:
    """The certificate of 2023: two codes in a frame, who founded it to tick, signed digitally."""
    page.head(("{cap_tren}", "<b>{co_quan_cap}</b>", "_"), (*MOTTO, "_"))
    page.gap(14)
    page.line("GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH", 15)
    page.gap(10)
    page.table((1, 1), [
        ("Mã số hộ kinh doanh: <b>{so}</b>", "Mã số đăng ký hộ kinh doanh: {so_dk}"),
    ], centred=(0, 1))  # fmt: skip
    page.y -= 4
    page.para("Đăng ký lần đầu, ngày {ngay_dang_ky_lan_dau.d:22} tháng"
              " {ngay_dang_ky_lan_dau.m:22} năm {ngay_dang_ky_lan_dau.y:34}", align="centre",
              style="i")  # fmt: skip
    if page.blank or page.value("ngay_thay_doi"):
        page.para("Đăng ký thay đổi lần thứ {lan:16}, ngày {ngay_thay_doi.d:22} tháng"
                  " {ngay_thay_doi.m:22} năm {ngay_thay_doi.y:34}", align="centre",
                  style="i")  # fmt: skip
    page.gap(6)
    page.para("1. Chủ thể thành lập hộ kinh doanh:")
    page.ticks((("Cá nhân", True), ("Các thành viên hộ gia đình", False)), widths=(2, 5))
    page.para("2. Tên hộ kinh doanh: <b>{ten_ho_kinh_doanh}</b>")
    page.para("3. Địa chỉ trụ sở: {dia_chi_tru_so}")
    page.para("Điện thoại: {so_dien_thoai}", indent=14)
    page.para("4. Chủ hộ kinh doanh: <b>{chu_ho}</b>")
    page.para("Sinh ngày {ngay_sinh:70}; giới tính: {gioi_tinh:30}; dân tộc: {dan_toc:50}; quốc"
              " tịch: {quoc_tich:60}", indent=14)  # fmt: skip
    page.para("Căn cước công dân số {so_dinh_danh:100}, cấp ngày {cap_ngay:70}", indent=14)
    page.para("Địa chỉ thường trú: {noi_thuong_tru}", indent=14)
    page.para("5. Vốn kinh doanh: {von_kinh_doanh:90} VNĐ ({von_kinh_doanh.chu:160})")
    page.para("6. Ngành, nghề kinh doanh:")
    for row in page.cells("nganh_nghe"):
        page.para(f"- {row[0]}" if page.blank else f"- {row[0]} (Mã ngành: {row[1]})", indent=14)
    page.gap(6)
    page.need(120)
    x0 = page.middle
    page.para("<b>{chuc_vu}</b>", align="centre", x0=x0)
    page.gap(8)
    size, top = page.style.size - 2.5, page.y
    page.ruled = True
    for markup in ("Người ký: {nguoi_ky}", "Cơ quan: {co_quan_cap}", "Thời gian ký: {luc}"):
        said, page.y = page.cell(markup, x0 + 36, page.right - 8, page.y + 1, size)
        page.say(*said)
    page.ruled = False
    page.frame(x0 + 28, top - size * 1.2, page.right - 4, page.y - size * 0.5, BLUE)
    page.y += size
    page.para("<b>{nguoi_ky}</b>", align="centre", x0=x0)


def house_pairs(page: Page, _: Random) -> None:
    """A district's print-out of before 2021: all in one table, the dates in its last row."""
    page.head(("{cap_tren}", "<b>{co_quan_cap}</b>", "_", "Số: {so:100}"), (*MOTTO, "_"))
    page.gap(18)
    page.line("GIẤY CHỨNG NHẬN", 17)
    page.line("ĐĂNG KÝ HỘ KINH DOANH", 14)
    page.gap(14)
    down, wide, pairs = page.style.size - 1, (2.6, 8.4), (2.6, 3.2, 2.2, 3)
    trades = "\n".join(
        f"- {row[0]}" if page.blank else f"- {row[0]}: {row[1]}" for row in page.cells("nganh_nghe")
    )
    for widths, rows in (
        (wide, [("Họ và tên chủ hộ", "<b>{chu_ho}</b>")]),
        (pairs, [("Sinh ngày", "{ngay_sinh}", "Giới tính", "{gioi_tinh}"),
                 ("Số CMND/CCCD", "{so_dinh_danh}", "Ngày cấp", "{cap_ngay}")]),
        (wide, [("Nơi ĐKHK thường trú", "{noi_thuong_tru}"),
                ("Tên hộ kinh doanh", "<b>{ten_ho_kinh_doanh}</b>"),
                ("Địa điểm kinh doanh", "{dia_chi_tru_so}")]),
        (pairs, [("Điện thoại", "{so_dien_thoai}", "Vốn (đồng)", "{von_kinh_doanh}")]),
        (wide, [("Ngành, nghề kinh doanh", trades)]),
        (pairs, [("Cấp lần đầu", "{ngay_dang_ky_lan_dau}", "Thay đổi", "{ngay_thay_doi}")]),
    ):  # fmt: skip
        page.table(widths, rows)
        page.y -= down
    page.y += down
    page.para("Hộ kinh doanh phải niêm yết Giấy chứng nhận tại địa điểm kinh doanh.", style="i",
              size=10.5)  # fmt: skip
    page.gap(4)
    page.sign(
        Signer(("<b>Nơi nhận:</b>", "- Chủ hộ kinh doanh;", "- Chi cục Thuế;", "- Lưu."),
               signed=False),
        Signer(("<b>{chuc_vu}</b>",), "<b>{nguoi_ky}</b>", "co_quan_cap", room=92),
    )  # fmt: skip


def _photographed(random: Random) -> Story:
    """A business of one person by the decree of 2000."""
    dates = datetime.date(2000, 5, 10), datetime.date(2004, 9, 20)
    story = permits.business(random, dates)
    born = some_date(random, datetime.date(1942, 1, 5), datetime.date(1976, 12, 20))
    trades = list(story.rows["nganh_nghe"])[:2]
    story.date("ngay_sinh", born)
    story.text(so_dinh_danh=f"{random.randrange(10**9):09d}")
    story.list("nganh_nghe", trades, [trade for trade, _ in trades])
    issued = some_date(random, datetime.date(1990, 1, 5), datetime.date(2000, 3, 20))
    province = _levels(story.gold["noi_thuong_tru"])[2]
    story.also(cap_ngay=dmy(issued), noi_cap_giay=f"Công an {province}")
    story.optional = ("so_dien_thoai",)
    return story


def house_photo(page: Page, _: Random) -> None:
    """A sheet across of 2000 filled in by pen, with a photograph of its holder on the left."""
    page.mark(Box(20, 20, page.width - 20, page.height - 20, None, thick=1.2))
    page.head(("{cap_tren}", "<b>{co_quan_cap}</b>", "_", "Số: {so:90}"), (*MOTTO, "_"), size=11.5)
    page.gap(10)
    page.line("GIẤY CHỨNG NHẬN ĐĂNG KÝ KINH DOANH", 17)
    page.line("HỘ KINH DOANH CÁ THỂ", 14)
    left, top = page.left, page.y + 6
    page.frame(left, top, left + 86, top + 114)
    if not page.blank:
        page.mark(Portrait(left + 1, top + 1, 84, 112))
    said, _end = page.cell("<i>Chữ ký của chủ hộ</i>", left - 10, left + 96, top + 136, 11,
                           "centre")  # fmt: skip
    if not page.blank:
        page.mark(Scrawl(left + 43, top + 160))
    page.left = left + 116
    page.gap(6)
    page.para("1. Họ và tên chủ hộ: {chu_ho}")
    page.row("Sinh ngày: {ngay_sinh}", "Giới tính: {gioi_tinh}", widths=(5, 3))
    page.row("CMND số: {so_dinh_danh}", "Ngày cấp: {cap_ngay}", "Nơi cấp: {noi_cap_giay}",
             widths=(4, 3.6, 5))  # fmt: skip
    page.para("Nơi thường trú: {noi_thuong_tru}")
    page.para("2. Tên, biển hiệu của hộ kinh doanh: {ten_ho_kinh_doanh}")
    page.para("3. Địa điểm kinh doanh: {dia_chi_tru_so}")
    page.para("4. Ngành, nghề kinh doanh:")
    for row in page.cells("nganh_nghe", 2):
        page.para(f"- {row[0]}", indent=12)
    page.para("5. Vốn kinh doanh: {von_kinh_doanh:120} đồng")
    page.say(*said)
    page.sign(
        Signer(("<i>Đăng ký lần đầu ngày {ngay_dang_ky_lan_dau:80}</i>",
                *(("<i>Thay đổi lần {lan:20} ngày {ngay_thay_doi:80}</i>",)
                  if page.blank or page.value("ngay_thay_doi") else ())), signed=False),
        Signer(("<b>{chuc_vu}</b>",), "<b>{nguoi_ky}</b>", "co_quan_cap", room=92),
    )  # fmt: skip
    page.left = left


# Giấy phép xây dựng.


def _house(random: Random, first: datetime.date, last: datetime.date) -> tuple[Story, int]:
    """A permit of a committee whose figures go together, and how many storeys it allows."""
    story = permits.permit(random, (first, last))
    while story.gold["co_quan_cap"] == "SỞ XÂY DỰNG":
        story = permits.permit(random, (first, last))
    count = random.randint(1, 4)
    ground = _tenths(random, 450, 1700)
    high = Decimal("4.5") + Decimal("3.4") * (count - 1) + _tenths(random, 0, 14)
    _area(story, "dien_tich_xay_dung", ground)
    _area(story, "tong_dien_tich_san", ground * count)
    _area(story, "chieu_cao", high)
    lot = ground + random.randrange(15, 140)
    story.text(so_tang=f"{count:02d}")
    story.also(
        lo=decimal(lot), mat_do=decimal((ground / lot * 100).quantize(Decimal("0.1"))),
        he_so=decimal((ground * count / lot).quantize(Decimal("0.01"))),
    )  # fmt: skip
    story.optional = ("dia_chi",)
    return story, count


def _altered(random: Random) -> Story:
    """A house that gets further storeys."""
    story, count = _house(random, datetime.date(2021, 3, 10), datetime.date(2024, 12, 25))
    while count < 2:
        story, count = _house(random, datetime.date(2021, 3, 10), datetime.date(2024, 12, 25))
    old = Decimal(str(story.gold["dien_tich_xay_dung"])) - random.randrange(6, 25)
    before = random.randrange(1, count)
    story.text(ten_cong_trinh=random.choice(("Nhà ở riêng lẻ", "Nhà ở gia đình")))
    story.also(
        cu_nen=decimal(old), cu_san=decimal(old * before), cu_tang=f"{before:02d}",
        cu_cao=decimal(Decimal("3.9") + Decimal("3.3") * (before - 1)),
        nam=str(random.randrange(1996, 2015)),
    )  # fmt: skip
    return story


def permit_altered(page: Page, _: Random) -> None:
    """The permit to alter a house: how it is and how it may become beside each other."""
    page.head(("{cap_tren}", "<b>{co_quan_cap}</b>", "_", "Số: {so_giay_phep:80}"),
              (*MOTTO, "_", "<i>{noi:50}, ngày {ngay_cap.d:20} tháng {ngay_cap.m:20} năm"
               " {ngay_cap.y:32}</i>"))  # fmt: skip
    page.gap(16)
    page.line("GIẤY PHÉP XÂY DỰNG", 16)
    page.line("(Sử dụng cho công trình sửa chữa, cải tạo)", 12, "i")
    page.gap(8)
    page.para("1. Cấp cho: {chu_dau_tu}")
    page.para("- Địa chỉ thường trú: {dia_chi}", indent=14)
    page.para("2. Hiện trạng công trình:")
    page.para("- Công trình: {ten_cong_trinh}, xây dựng năm {nam:40}", indent=14)
    page.para("- Vị trí: {vi_tri}", indent=14)
    page.para("- Lô đất số (thửa đất số): {so_thua:50} Tờ bản đồ số: {so_to_ban_do}", indent=14)
    page.para("- Diện tích lô đất: {lo:50} m²", indent=14)
    page.para("3. Được phép sửa chữa, cải tạo với nội dung sau:")
    page.gap(9)
    page.table((5, 2.6, 3.4), [
        ("<b>Nội dung</b>", "<b>Hiện trạng</b>", "<b>Sau khi sửa chữa, cải tạo</b>"),
        ("Diện tích xây dựng tầng 1 (m²)", "{cu_nen}", "{dien_tich_xay_dung}"),
        ("Tổng diện tích sàn (m²)", "{cu_san}", "{tong_dien_tich_san}"),
        ("Chiều cao công trình (m)", "{cu_cao}", "{chieu_cao}"),
        ("Số tầng", "{cu_tang}", "{so_tang}"),
    ], centred=(1, 2))  # fmt: skip
    page.para("4. Giấy tờ về đất đai: Giấy chứng nhận quyền sử dụng đất số {gcn:70} cấp ngày"
              " {gcn_ngay:70}.")  # fmt: skip
    page.para("5. Chủ đầu tư phải bảo đảm an toàn cho công trình liền kề. Giấy phép có hiệu lực"
              " khởi công trong thời hạn 12 tháng kể từ ngày cấp.")  # fmt: skip
    page.gap(6)
    page.sign(
        Signer(("<b><i>Nơi nhận:</i></b>", "- Như mục 1;", "- UBND xã, phường;", "- Lưu: VT."),
               signed=False),
        Signer(("<b>{chuc_vu_1}</b>", "<b>{chuc_vu_2}</b>"), "<b>{nguoi_ky}</b>", "co_quan_cap",
               room=92),
    )  # fmt: skip


def _annexed(random: Random) -> Story:
    story, _ = _house(random, datetime.date(2025, 7, 3), datetime.date(2026, 6, 28))
    story.optional = ()
    return story


def permit_annex(page: Page, _: Random) -> None:
    """A commune's permit of 2025 in a sentence, the figures in an annex overleaf."""
    page.head(("{cap_tren}", "<b>{co_quan_cap}</b>", "_", "Số: {so_giay_phep:80}"),
              (*MOTTO, "_", "<i>{noi:50}, {ngay_cap.long:140}</i>"))  # fmt: skip
    page.gap(20)
    page.line("GIẤY PHÉP XÂY DỰNG", 17)
    page.gap(8)
    for ground in (
        "Căn cứ Luật Xây dựng và các nghị định quy định chi tiết thi hành;",
        "Xét đơn đề nghị cấp giấy phép xây dựng và hồ sơ kèm theo của chủ đầu tư,",
    ):
        page.para(ground, indent=26, style="i")
    page.gap(4)
    page.line("{co_quan_cap}", 12.5)
    page.gap(4)
    page.para("1. Cấp phép cho chủ đầu tư {chu_dau_tu:160}, thường trú tại {dia_chi:200}, được xây"
              " dựng công trình {ten_cong_trinh:100} trên thửa đất số {so_thua:40}, tờ bản đồ số"
              " {so_to_ban_do:40}.", indent=26)  # fmt: skip
    page.para("2. Địa điểm xây dựng: {vi_tri}", indent=26)
    page.para("3. Các chỉ tiêu của công trình: theo Phụ lục kèm theo Giấy phép này.", indent=26)
    page.para("4. Thời hạn khởi công: 12 tháng kể từ ngày cấp. Quá thời hạn mà chưa khởi công thì"
              " phải đề nghị gia hạn.", indent=26)  # fmt: skip
    page.gap(10)
    page.sign(
        Signer(("<b><i>Nơi nhận:</i></b>", "- Chủ đầu tư;", "- Phòng KT, HT và ĐT;",
                "- Công an xã;", "- Lưu: VT."), signed=False),
        Signer(("<b>{chuc_vu_1}</b>", "<b>{chuc_vu_2}</b>"), "<b>{nguoi_ky}</b>", "co_quan_cap",
               room=92),
    )  # fmt: skip
    page.new_sheet()
    page.line("PHỤ LỤC", 14)
    page.line("CHỈ TIÊU XÂY DỰNG CÔNG TRÌNH", 13)
    page.line("(Kèm theo Giấy phép xây dựng số {so_giay_phep:80} ngày {ngay_cap:80})", 12, "i")
    page.gap(14)
    page.table((1, 6, 2, 3), [
        ("<b>TT</b>", "<b>Chỉ tiêu</b>", "<b>Đơn vị</b>", "<b>Được cấp phép</b>"),
        ("1", "Diện tích lô đất", "m²", "{lo}"),
        ("2", "Diện tích xây dựng tầng 1", "m²", "{dien_tich_xay_dung}"),
        ("3", "Mật độ xây dựng", "%", "{mat_do}"), ("4", "Số tầng", "tầng", "{so_tang}"),
        ("5", "Tổng diện tích sàn", "m²", "{tong_dien_tich_san}"),
        ("6", "Hệ số sử dụng đất", "lần", "{he_so}"),
        ("7", "Chiều cao công trình", "m", "{chieu_cao}"),
        ("8", "Cốt nền", "", "{cot_nen}"), ("9", "Chỉ giới xây dựng", "", "{lo_gioi}"),
    ], centred=(0, 2))  # fmt: skip
    page.para("Bản vẽ thiết kế số {thiet_ke:80} do {don_vi:160} lập được đóng dấu kèm theo.")


def _stubbed(random: Random) -> Story:
    story, count = _house(random, datetime.date(2000, 3, 10), datetime.date(2009, 12, 20))
    story.text(
        so_tang={1: "01 tầng", 2: "01 trệt, 01 lầu"}.get(count, f"01 trệt, {count - 1:02d} lầu"),
        ten_cong_trinh=random.choice(("Nhà ở gia đình", "Nhà ở", "Nhà ở kết hợp cửa hàng")),
    )
    story.also(ket_cau=random.choice(("Móng, cột BTCT, tường gạch, mái tôn",
                                      "Khung BTCT, tường gạch, mái ngói")))  # fmt: skip
    return story


def permit_stub(page: Page, _: Random) -> None:
    """A sheet across out of a book of permits, filled in by pen, its stub on the left."""
    left, top, cut = page.left, page.y, 236.0
    right, page.right = page.right, cut - 16
    page.line("GIẤY PHÉP XÂY DỰNG", 12)
    page.line("(Bản lưu)", 11, "i")
    page.gap(6)
    page.para("Số: {so_giay_phep}")
    page.para("Cấp cho: {chu_dau_tu}")
    page.para("Nơi xây dựng: {vi_tri}")
    page.para("Ngày cấp: {ngay_cap}")
    page.gap(14)
    page.para("Người nhận ký tên", align="centre", style="i")
    if not page.blank:
        page.mark(Scrawl((page.left + page.right) / 2, page.y + 22))
    for i in range(int((page.height - 40) / 12)):
        page.mark(Line(cut, 20 + 12 * i, cut, 26 + 12 * i, 0.7))
    page.left, page.right, page.y = cut + 22, right, top
    page.head(("{cap_tren}", "<b>{co_quan_cap}</b>", "_", "Số: {so_giay_phep:80}"), (*MOTTO, "_"),
              size=11)  # fmt: skip
    page.gap(12)
    page.line("GIẤY PHÉP XÂY DỰNG", 18)
    page.gap(6)
    page.para("Cấp cho: {chu_dau_tu}")
    page.para("Thường trú: {dia_chi}")
    page.para("Được phép xây dựng: {ten_cong_trinh}")
    page.para("Vị trí xây dựng: {vi_tri}")
    page.row("Thửa đất số: {so_thua}", "Tờ bản đồ số: {so_to_ban_do}")
    page.row("Diện tích xây dựng: {dien_tich_xay_dung:50} m²",
             "Tổng diện tích sàn: {tong_dien_tich_san:50} m²")  # fmt: skip
    page.row("Số tầng: {so_tang}", "Chiều cao: {chieu_cao:50} m")
    page.para("Kết cấu công trình: {ket_cau}")
    page.para("Giấy phép này có giá trị khởi công trong 12 tháng kể từ ngày cấp.", style="i")
    page.gap(4)
    page.para("<i>{noi:60}, ngày {ngay_cap.d:24} tháng {ngay_cap.m:24} năm {ngay_cap.y:38}</i>",
              align="right")  # fmt: skip
    page.sign(
        Signer(()),
        Signer(("<b>{chuc_vu_1}</b>", "<b>{chuc_vu_2}</b>"), "<b>{nguoi_ky}</b>", "co_quan_cap",
               room=90),
        shares=(3, 5),
    )  # fmt: skip
    page.left = left


_TOWN_PEN = frozenset(
    {
        "chu_su_dung", "dia_chi_thua_dat", "so_thua", "so_to_ban_do", "dien_tich", "rieng", "nen",
        "san", "tang", "ket_cau", "so_vao_so", "ho_so", "ngay_cap", "noi_cap",
    }
)  # fmt: skip
_PHOTO_PEN = frozenset(
    {
        "so", "chu_ho", "gioi_tinh", "ngay_sinh", "so_dinh_danh", "noi_thuong_tru", "cap_ngay",
        "noi_cap_giay", "ten_ho_kinh_doanh", "dia_chi_tru_so", "nganh_nghe", "von_kinh_doanh",
        "ngay_dang_ky_lan_dau", "ngay_thay_doi", "lan",
    }
)  # fmt: skip
_STUB_PEN = frozenset(
    {
        "so_giay_phep", "chu_dau_tu", "dia_chi", "ten_cong_trinh", "vi_tri", "so_thua",
        "so_to_ban_do", "dien_tich_xay_dung", "tong_dien_tich_san", "chieu_cao", "so_tang",
        "ngay_cap", "noi", "ket_cau",
    }
)  # fmt: skip
_ALL = frozenset({"*"})
_SOME, _LINES = ("none", "dots"), ("dots", "rule")
TEMPLATES: tuple[Template, ...] = (
    Template(land.TYPE, "mau-2024-can-ho", EVAL, _flat, flat_2024, ("none",), sizes=(12,)),
    Template(land.TYPE, "nha-o-dat-o-1994-viet-tay", EVAL, _town_house, town_house, _LINES, ("",),
             _TOWN_PEN, (13,), skip=("hinh_thuc_su_dung", "muc_dich_su_dung")),
    Template(land.TYPE, "so-hong-2009-rung-hai-mat", EVAL, _forest, forest_open, ("none",),
             sizes=(14,), paper=_BOOK_OPEN, margins=(44, 40, 36, 30), leadings=(1.28,)),
    Template(land.APPLICATION, "don-xin-2004-xac-nhan-viet-tay", EVAL, _apply_2004, apply_attested,
             _LINES, ("",), _ALL, (12.5,)),
    Template(land.APPLICATION, "mau-18-hai-ben", EVAL, _apply_sides, apply_sides, ("none",),
             sizes=(12.5,)),
    Template(land.APPLICATION, "mau-11-o-theo-phan", EVAL, _apply_bands, apply_bands, ("none",),
             sizes=(12.5,)),
    Template(permits.BUSINESS, "hai-ma-so-2023", EVAL, _two_codes, house_codes, ("none",),
             sizes=(12.5,)),
    Template(permits.BUSINESS, "bang-cap-doi-2016", EVAL, permits.OLD_HOUSE, house_pairs,
             ("none",), sizes=(12.5,)),
    Template(permits.BUSINESS, "ca-the-2000-dan-anh-viet-tay", EVAL, _photographed, house_photo,
             _LINES, ("",), _PHOTO_PEN, (12,), paper=_ACROSS, margins=(44, 40, 34, 26)),
    Template(permits.BUILDING, "sua-chua-cai-tao", EVAL, _altered, permit_altered, _SOME,
             sizes=(12.5,)),
    Template(permits.BUILDING, "phu-luc-chi-tieu", EVAL, _annexed, permit_annex, ("none",),
             sizes=(13,)),
    Template(permits.BUILDING, "co-cuong-viet-tay", EVAL, _stubbed, permit_stub, _LINES, ("",),
             _STUB_PEN, (12,), paper=_ACROSS, margins=(34, 34, 30, 26)),
)  # fmt: skip
