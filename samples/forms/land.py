"""Giấy chứng nhận quyền sử dụng đất, and the application to register a change of it.

Certificates of Quyết định 08/2006, Thông tư 23/2014 (pink book) and Thông tư 10/2024; applications
Mẫu 09/ĐK (Thông tư 24/2014), Mẫu 11/ĐK (Nghị định 101/2024) and Mẫu 18 (Nghị định 151/2025).
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from functools import partial
from random import Random

from samples.forms.page import Page, Signer
from samples.forms.people import MERGER, Person, Place, capital, make_person, make_place, short
from samples.forms.template import TRAIN, Story, Template, some_date
from samples.forms.words import area_in_words, decimal
from samples.render import RED, Box, Disc, Line, Text, width

TYPE, APPLICATION = "gcn_quyen_su_dung_dat", "don_bien_dong_dat_dai"
RED_DATES = (datetime.date(2005, 1, 10), datetime.date(2009, 11, 20))
PINK_DATES = (datetime.date(2014, 7, 20), datetime.date(2024, 7, 28))
NEW_DATES = (datetime.date(2025, 1, 5), datetime.date(2026, 10, 30))
_LETTERS = "ABCDĐEGHIKLMNOPQSTUVXY"
_USES = (
    ("Đất ở tại nông thôn", "Lâu dài"), ("Đất ở tại đô thị", "Lâu dài"),
    ("Đất trồng cây lâu năm", "Đến ngày 15/10/2063"), ("Đất trồng lúa nước", "Đến ngày 01/7/2064"),
    ("Đất ở tại nông thôn 100 m²; Đất trồng cây lâu năm khác",
     "Đất ở: Lâu dài; Đất trồng cây lâu năm: Đến tháng 10/2043"),
    ("Đất nuôi trồng thủy sản", "Đến ngày 15/10/2033"),
)  # fmt: skip
_ORIGINS = (
    "Công nhận QSDĐ như giao đất có thu tiền sử dụng đất",
    "Nhận chuyển nhượng đất được Công nhận QSDĐ như giao đất có thu tiền sử dụng đất",
    "Nhà nước giao đất có thu tiền sử dụng đất", "Nhận tặng cho đất được Nhà nước giao đất"
    " không thu"
    " tiền sử dụng đất", "Nhà nước giao đất không thu tiền sử dụng đất",
    "Nhận thừa kế đất được công nhận QSDĐ như giao đất không thu tiền sử dụng đất",
)  # fmt: skip


def serial(random: Random, date: datetime.date) -> str:
    """Số phát hành: two letters and six digits; eight since 2024."""
    letters = random.choice(_LETTERS[:12]) + random.choice(_LETTERS)
    if date >= datetime.date(2024, 8, 1):
        return f"AA {random.randrange(10**8):08d}"
    return f"{letters} {random.randrange(10**6):06d}"


def book_number(random: Random, date: datetime.date) -> str:
    """Số vào sổ."""
    mark = "H" if date.year < 2010 else random.choice(("CS", "CH", "CS", "VP"))
    return f"{mark} {random.randrange(10**5):05d}"


def _owners(story: Story, random: Random, date: datetime.date, home: Place) -> list[Person]:
    span = (date.year - 75, date.year - 25)
    first = make_person(random, date, span, home=home)
    people = [first]
    if random.random() < 0.45:
        other = "Nữ" if first.sex == "Nam" else "Nam"
        people.append(make_person(random, date, span, sex=other, home=home))
    rows, gold = [], []
    for person in people:
        old = date.year < 2021
        number = person.id9 if old else person.id12
        kind = "CMND số" if old else random.choice(("CCCD số", "Căn cước công dân số"))
        title = "Ông" if person.sex == "Nam" else "Bà"
        year, address = str(person.born.year), capital(home.full)
        rows.append((title, person.upper, year, kind, number, address))
        gold.append({
            "ho_ten": person.upper, "nam_sinh": year, "so_giay_to": number, "dia_chi": address,
        })  # fmt: skip
    story.list("chu_su_dung", rows, gold)
    return people


def certificate(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """What a certificate says."""
    date, story = some_date(random, *dates), Story()
    place = make_place(random, date)
    people = _owners(story, random, date, place)
    area = Decimal(random.randrange(400, 9000)) / random.choice((10, 10, 1))
    use, term = random.choice(_USES)
    printed = decimal(area)
    form = f"Sử dụng chung {printed} m²"
    if random.random() < 0.8:
        form = f"Sử dụng riêng {printed} m²; sử dụng chung: Không"
    parcel = make_place(random, date)
    parcel = Place(parcel.detail, place.commune, place.district, place.province, place.code)
    story.text(
        so_phat_hanh=serial(random, date), so_vao_so=book_number(random, date),
        so_thua=str(random.randrange(1, 2500)), so_to_ban_do=str(random.randrange(1, 130)),
        dia_chi_thua_dat=capital(parcel.full), dien_tich_bang_chu=area_in_words(area),
        hinh_thuc_su_dung=form, muc_dich_su_dung=use, thoi_han_su_dung=term,
        nguon_goc_su_dung=random.choice(_ORIGINS),
        nguoi_ky=make_person(random, date, (date.year - 60, date.year - 35)).name,
    )  # fmt: skip
    story.put("dien_tich", f"{area.normalize():f}", printed)
    story.date("ngay_cap", date)
    _issuer(story, date, place, random)
    story.also(
        qr=f"{story.gold['so_phat_hanh']}|{people[0].name}|{story.gold['so_thua']}",
        ma_vach=f"{random.randrange(10**12):013d}{random.randrange(10**4):04d}",
    )  # fmt: skip
    story.optional = ("nguon_goc_su_dung",)
    return story


def _issuer(story: Story, date: datetime.date, place: Place, random: Random) -> None:
    if date.year < 2010:
        unit = f"ỦY BAN NHÂN DÂN {place.district}".upper()
        heads, where = ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), short(place.district)
    elif date < datetime.date(2024, 8, 1):
        unit = f"SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG {place.province}".upper()
        heads = ("TUQ. GIÁM ĐỐC", "GIÁM ĐỐC VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI")
        where = short(place.province)
    elif date < MERGER or random.random() < 0.5:
        unit = f"VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI {place.province}".upper()
        heads, where = ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), short(place.province)
    else:
        unit = f"ỦY BAN NHÂN DÂN {place.commune}".upper()
        heads, where = ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), short(place.commune)
    story.text(co_quan_cap=unit)
    story.also(chuc_vu_1=heads[0], chuc_vu_2=heads[1], noi_cap=where)


def emblem(page: Page, y: float) -> None:
    """The national emblem."""
    for radius, fill in ((34.0, "gold"), (30.0, "red"), (13.0, "yellow")):
        page.mark(Disc(page.middle, y, radius, fill))


def paint(page: Page, fill: str) -> None:
    """The coloured ground of the whole sheet."""
    page.mark(Box(0, 0, page.width, page.height, fill, None))
    for i in range(14):
        page.mark(Line(0, 60 * i, page.width, 60 * i + 40, 0.4, "rose"))


def coloured(page: Page, text: str, y: float, size: float, style: str = "b") -> None:
    """A centred line in red capitals, as wide as the page at most."""
    face = page.face(style)
    size = min(size, size * (page.right - page.left) / width(text, face, size))
    x = page.middle - width(text, face, size) / 2
    page.mark(Text(x, y, text, face, size, RED))
    page.say(text)


def _holders(page: Page, *, one_line: bool) -> None:
    for row in page.cells("chu_su_dung", 1):
        title, name, year, kind, number, address = row[:6]
        if page.blank:
            page.para(f"Ông/Bà: {name}")
            continue
        if one_line:
            page.para(f"{title}: <b>{name}</b>, sinh năm {year}, {kind} {number}")
            page.para(f"Địa chỉ thường trú: {address}")
        else:
            page.para(f"{title}: <b>{name}</b>")
            page.para(f"Năm sinh: {year}, {kind}: {number}")
            page.para(f"Địa chỉ thường trú: {address}")


_PLOT = "a) Thửa đất số: {so_thua:50}, tờ bản đồ số: {so_to_ban_do:50}"


def _cover(page: Page) -> None:
    paint(page, "pink")
    page.gap(20)
    page.motto(14)
    emblem(page, page.y + 44)
    page.y += 108
    for i, line in enumerate((
        "GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT", "QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN"
        " VỚI ĐẤT",
    )):  # fmt: skip
        coloured(page, line, page.y + 26 * i, 22 if i < 2 else 14)
    page.y += 100
    page.para("I. Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất", style="b")


def serial_below(page: Page) -> None:
    """Số phát hành in the lower right corner."""
    text = page.value("so_phat_hanh")
    if text:
        page.mark(Text(page.right - 110, page.height - 40, text, page.face("b"), 20, RED))
        page.say(text)


def _assets(page: Page, *names: str) -> None:
    for name in names:
        page.para(f"{name}: -/-", style="")


def _plot(page: Page) -> None:
    page.para(_PLOT)
    page.para("b) Địa chỉ: {dia_chi_thua_dat}")
    page.para("c) Diện tích: {dien_tich:60} m² (bằng chữ: {dien_tich_bang_chu:120})")
    page.para("d) Hình thức sử dụng: {hinh_thuc_su_dung}")
    page.para("đ) Mục đích sử dụng: {muc_dich_su_dung}")
    page.para("e) Thời hạn sử dụng: {thoi_han_su_dung}")
    page.para("g) Nguồn gốc sử dụng: {nguon_goc_su_dung}")


def diagram(page: Page, high: float = 210.0) -> None:
    """The plan of a parcel of four corners."""
    top, left, right = page.y, page.left + 60, page.right - 60
    if not page.blank:
        below = top + high
        corners = ((left, top), (right - 30, top + 14), (right, below - 20), (left + 24, below))
        for a, b in zip(corners, (*corners[1:], corners[0]), strict=True):
            page.mark(Line(*a, *b, 1.2))
        for i, (x, y) in enumerate(corners, 1):
            page.mark(Text(x - 9, y - 3, str(i), page.face(), 9))
        page.say("1", "2", "3", "4")
    page.y += high + 26


def signed(page: Page) -> None:
    """Place and date, the issuer, its seal and who signed."""
    page.need(190)
    page.para("<i>{noi_cap:60}, ngày {ngay_cap.d:22} tháng {ngay_cap.m:22} năm {ngay_cap.y:34}</i>",
              align="centre", x0=page.middle - 20)  # fmt: skip
    page.sign(
        Signer(()),
        Signer(("<b>{co_quan_cap}</b>", "<b>{chuc_vu_1}</b>", "<b>{chuc_vu_2}</b>"),
               "<b>{nguoi_ky}</b>", "co_quan_cap", room=92),
        shares=(4, 6),
    )  # fmt: skip


def pink_book(page: Page, _: Random) -> None:
    """The pink book of 2014, a sheet a page: cover, parcel, plan and signature, changes."""
    _cover(page)
    _holders(page, one_line=True)
    serial_below(page)
    page.new_sheet()
    paint(page, "pink")
    page.para("II. Thửa đất, nhà ở và tài sản khác gắn liền với đất", style="b")
    page.para("1. Thửa đất:", style="b")
    _plot(page)
    _assets(page, "2. Nhà ở", "3. Công trình xây dựng khác", "4. Rừng sản xuất là rừng trồng",
            "5. Cây lâu năm")  # fmt: skip
    page.para("6. Ghi chú: Không")
    page.new_sheet()
    paint(page, "pink")
    page.para("III. Sơ đồ thửa đất, nhà ở và tài sản khác gắn liền với đất", style="b")
    page.gap(20)
    diagram(page)
    signed(page)
    page.gap(14)
    page.para("Số vào sổ cấp GCN: {so_vao_so}")
    page.new_sheet()
    paint(page, "pink")
    _changes(page, "IV. Những thay đổi sau khi cấp giấy chứng nhận")


def _changes(page: Page, title: str) -> None:
    page.para(title, style="b")
    page.gap(8)
    page.table((5, 3), [
        ("<b>Nội dung thay đổi và cơ sở pháp lý</b>", "<b>Xác nhận của cơ quan có thẩm quyền</b>"),
        ("", ""),
    ], least=200)  # fmt: skip
    page.para(
        "Người được cấp Giấy chứng nhận không được sửa chữa, tẩy xóa hoặc bổ sung bất kỳ nội dung"
        " nào trong Giấy chứng nhận; khi bị mất hoặc hư hỏng Giấy chứng nhận phải khai báo ngay với"
        " cơ quan cấp Giấy.",
        size=9, style="i",
    )  # fmt: skip
    page.code(page.left, page.height - 80, 150, page.value("ma_vach"), "Code128", 26)


def pink_two(page: Page, _: Random) -> None:
    """The inner pages of the pink book alone, one below the other on a sheet, then the cover."""
    paint(page, "pink")
    page.para("II. Thửa đất, nhà ở và tài sản khác gắn liền với đất", style="b")
    page.para("1. Thửa đất:", style="b")
    _plot(page)
    _assets(page, "2. Nhà ở", "3. Công trình xây dựng khác", "4. Rừng sản xuất là rừng trồng",
            "5. Cây lâu năm", "6. Ghi chú")  # fmt: skip
    page.para("III. Sơ đồ thửa đất, nhà ở và tài sản khác gắn liền với đất", style="b")
    page.gap(20)
    diagram(page, 120)
    signed(page)
    page.para("Số vào sổ cấp GCN: {so_vao_so}")
    page.new_sheet()
    _cover(page)
    _holders(page, one_line=False)
    serial_below(page)


def form_2024(page: Page, _: Random) -> None:
    """The form of 2024: two pages, QR code, no area in words."""
    paint(page, "pink")
    page.code(page.right - 56, 30, 56, page.value("qr"))
    page.para("<b>{so_phat_hanh}</b>", x0=page.right - 190, size=13)
    page.motto(13)
    emblem(page, page.y + 36)
    page.y += 92
    coloured(page, "GIẤY CHỨNG NHẬN", page.y, 22)
    coloured(page, "QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT", page.y + 24, 14)
    page.y += 54
    page.para("1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:", style="b")
    _holders(page, one_line=True)
    page.para("2. Thông tin thửa đất:", style="b")
    page.para("a. Thửa đất số: {so_thua:50}; tờ bản đồ số: {so_to_ban_do:50}")
    page.para("b. Diện tích: {dien_tich:60} m²")
    page.para("c. Loại đất: {muc_dich_su_dung}")
    page.para("d. Thời hạn sử dụng đất: {thoi_han_su_dung}")
    page.para("đ. Hình thức sử dụng đất: {hinh_thuc_su_dung}")
    page.para("e. Địa chỉ: {dia_chi_thua_dat}")
    page.para("g. Nguồn gốc sử dụng đất: {nguon_goc_su_dung}")
    page.para("3. Thông tin tài sản gắn liền với đất: -/-", style="b")
    page.gap(4)
    signed(page)
    page.new_sheet()
    paint(page, "pink")
    page.para("4. Sơ đồ thửa đất, tài sản gắn liền với đất:", style="b")
    page.gap(20)
    diagram(page)
    page.para("5. Ghi chú: -/-", style="b")
    _changes_2024(page)


def _changes_2024(page: Page) -> None:
    page.para("6. Những thay đổi sau khi cấp Giấy chứng nhận:", style="b")
    page.gap(8)
    page.table((5, 3), [
        ("<b>Nội dung thay đổi và cơ sở pháp lý</b>", "<b>Xác nhận của cơ quan có thẩm quyền</b>"),
        ("", ""),
    ], least=120)  # fmt: skip
    page.para("Số vào sổ cấp Giấy chứng nhận: {so_vao_so}")


def form_2024_table(page: Page, _: Random) -> None:
    """The form of 2024 without colour, parcel data in a table, signature overleaf."""
    page.code(page.left, 30, 56, page.value("qr"))
    page.gap(40)
    page.motto(13)
    page.gap(8)
    page.line("GIẤY CHỨNG NHẬN", 18)
    page.line("Quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất", 13)
    page.line("Số phát hành: {so_phat_hanh:80} - Số vào sổ: {so_vao_so:70}", 11, "")
    page.gap(6)
    page.para("1. Người sử dụng đất:", style="b")
    page.gap(6)
    head = tuple(f"<b>{name}</b>" for name in (
        "Họ và tên", "Năm sinh", "Giấy tờ nhân thân", "Địa chỉ",
    ))  # fmt: skip
    rows = [(row[1], row[2], row[4], row[5]) for row in page.cells("chu_su_dung", 2)]
    page.table((4, 2, 3, 6), [head, *rows], centred=(1,))
    page.para("2. Thông tin thửa đất:", style="b")
    page.gap(6)
    page.table((3, 7), [
        ("Thửa đất số", "{so_thua}"), ("Tờ bản đồ số", "{so_to_ban_do}"),
        ("Diện tích (m²)", "{dien_tich}"), ("Loại đất", "{muc_dich_su_dung}"),
        ("Thời hạn", "{thoi_han_su_dung}"), ("Hình thức sử dụng", "{hinh_thuc_su_dung}"),
        ("Địa chỉ thửa đất", "{dia_chi_thua_dat}"), ("Nguồn gốc", "{nguon_goc_su_dung}"),
    ])  # fmt: skip
    page.para("3. Sơ đồ thửa đất:", style="b")
    page.gap(20)
    diagram(page, 110)
    signed(page)


def red_book(page: Page, _: Random) -> None:
    """The red book of 2004: district committees, sections numbered otherwise."""
    paint(page, "pink")
    page.motto(14)
    page.gap(14)
    coloured(page, "GIẤY CHỨNG NHẬN", page.y, 26)
    coloured(page, "QUYỀN SỬ DỤNG ĐẤT", page.y + 30, 24)
    page.y += 66
    page.line("{co_quan_cap}", 13)
    page.line("CHỨNG NHẬN", 12, "")
    page.para("I - Tên người sử dụng đất", style="b")
    _holders(page, one_line=False)
    page.para("II - Thửa đất được quyền sử dụng", style="b")
    page.row("1. Thửa đất số: {so_thua}", "2. Tờ bản đồ số: {so_to_ban_do}")
    page.para("3. Địa chỉ thửa đất: {dia_chi_thua_dat}")
    page.para("4. Diện tích: {dien_tich:70} m²")
    page.para("Bằng chữ: {dien_tich_bang_chu}")
    page.para("5. Hình thức sử dụng: {hinh_thuc_su_dung}")
    page.para("6. Mục đích sử dụng đất: {muc_dich_su_dung}")
    page.para("7. Thời hạn sử dụng đất: {thoi_han_su_dung}")
    page.para("8. Nguồn gốc sử dụng đất: {nguon_goc_su_dung}")
    page.para("III - Tài sản gắn liền với đất: -/-", style="b")
    page.para("IV - Ghi chú: -/-", style="b")
    page.new_sheet()
    paint(page, "pink")
    page.para("V - Sơ đồ thửa đất", style="b")
    page.gap(20)
    diagram(page)
    signed(page)
    page.para("Vào sổ cấp giấy chứng nhận quyền sử dụng đất số: {so_vao_so}")
    serial_below(page)


def spread(page: Page, _: Random) -> None:
    """The pink book opened flat: pages 2 and 3 beside each other, cover and back before."""
    whole = page.left, page.right
    middle = page.width / 2
    page.left = middle + 30
    _cover(page)
    _holders(page, one_line=False)
    serial_below(page)
    page.new_sheet()
    paint(page, "pink")
    page.left, page.right = whole[0], middle - 24
    top = page.y
    page.para("II. Thửa đất, nhà ở và tài sản khác gắn liền với đất", style="b")
    page.para("1. Thửa đất:", style="b")
    _plot(page)
    _assets(page, "2. Nhà ở", "3. Công trình xây dựng khác", "4. Rừng sản xuất là rừng trồng",
            "5. Cây lâu năm", "6. Ghi chú")  # fmt: skip
    page.left, page.right, page.y = middle + 30, whole[1], top
    page.para("III. Sơ đồ thửa đất, nhà ở và tài sản khác gắn liền với đất", style="b")
    page.gap(20)
    diagram(page, 150)
    signed(page)
    page.para("Số vào sổ cấp GCN: {so_vao_so}")


# The application.

_CHANGES = (
    ("Chuyển nhượng toàn bộ quyền sử dụng đất", "Nhận chuyển nhượng quyền sử dụng đất"),
    ("Thay đổi thông tin về số Căn cước công dân", "Được cấp thẻ Căn cước công dân"),
    ("Chuyển mục đích sử dụng từ đất trồng cây lâu năm sang đất ở tại nông thôn",
     "Theo nhu cầu sử dụng đất của gia đình"),
    ("Tặng cho quyền sử dụng đất cho con", "Cha mẹ tặng cho con theo hợp đồng đã công chứng"),
    ("Thừa kế quyền sử dụng đất theo di chúc", "Người sử dụng đất đã chết"),
    ("Thay đổi diện tích do đo đạc lại", "Đo đạc lập bản đồ địa chính"),
    ("Xóa đăng ký thế chấp quyền sử dụng đất", "Đã thanh toán hết nợ vay"),
)  # fmt: skip
_ENCLOSED = (
    "Giấy chứng nhận đã cấp", "Hợp đồng chuyển nhượng quyền sử dụng đất",
    "Bản sao Căn cước công dân", "Tờ khai lệ phí trước bạ", "Văn bản khai nhận di sản",
    "Trích lục bản đồ địa chính", "Văn bản ủy quyền",
)  # fmt: skip


def application(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """What an application says."""
    date, story = some_date(random, *dates), Story()
    person = make_person(random, date, (1945, 2002))
    home = person.home
    issued = some_date(random, RED_DATES[0], date - datetime.timedelta(60))
    change, reason = random.choice(_CHANGES)
    branch = f"Chi nhánh Văn phòng Đăng ký đất đai {home.district or short(home.province)}"
    if date >= MERGER:
        branch = f"Ủy ban nhân dân {home.commune}"
    story.text(
        kinh_gui=branch, ho_ten=random.choice((person.upper, person.name)),
        so_dinh_danh=person.id12, dia_chi=capital(home.full), so_dien_thoai=person.phone,
        noi_dung_bien_dong=change, ly_do_bien_dong=reason, so_phat_hanh=serial(random, issued),
        so_vao_so=book_number(random, issued), so_thua=str(random.randrange(1, 2500)),
        so_to_ban_do=str(random.randrange(1, 130)),
    )  # fmt: skip
    story.shown["so_dinh_danh.giay"] = f"Căn cước công dân số {person.id12}"
    story.date("ngay_cap_gcn", issued)
    story.date("ngay_lap", date)
    papers = random.sample(_ENCLOSED, random.randint(1, 4))
    story.list("giay_to_kem_theo", [(paper,) for paper in papers], papers)
    story.also(thu_dien_tu=person.email, noi=short(home.commune), ky_ten=person.name)
    story.optional = ("so_dien_thoai", "ly_do_bien_dong", "so_vao_so", "thu_dien_tu", "so_thua")
    return story


_OATH = (
    "Tôi cam đoan nội dung kê khai trên đơn là đúng sự thật, nếu sai tôi hoàn toàn chịu trách nhiệm"
    " trước pháp luật."
)


def made_at(page: Page) -> None:
    """Place and date, and who applies."""
    page.para(
        "<i>{noi:60}, ngày {ngay_lap.d:22} tháng {ngay_lap.m:22} năm {ngay_lap.y:34}</i>",
        align="right",
    )
    page.sign(
        Signer(()),
        Signer(("<b>Người viết đơn</b>", "<i>(Ký và ghi rõ họ tên, đóng dấu nếu có)</i>"),
               "{ky_ten}"),
    )  # fmt: skip


def enclosed(page: Page, mark: str) -> None:
    """The papers that are handed in, a line each."""
    for i, row in enumerate(page.cells("giay_to_kem_theo"), 1):
        page.para(mark.format(i) + row[0], indent=16)


def form_11(page: Page, _: Random) -> None:
    """Mẫu 11/ĐK of 2024."""
    page.para("Mẫu số 11/ĐK", style="b", align="right", size=11)
    page.motto()
    page.gap(8)
    page.line("ĐƠN ĐĂNG KÝ BIẾN ĐỘNG ĐẤT ĐAI, TÀI SẢN GẮN LIỀN VỚI ĐẤT", 14)
    page.para("Kính gửi: {kinh_gui}", indent=60)
    page.para("1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:")
    page.para("a) Tên: {ho_ten}", indent=16)
    page.para("b) Giấy tờ nhân thân/pháp nhân: {so_dinh_danh.giay}", indent=16)
    page.para("c) Địa chỉ: {dia_chi}", indent=16)
    page.row("d) Điện thoại liên hệ (nếu có): {so_dien_thoai}", "Hộp thư điện tử: {thu_dien_tu}",
             widths=(5, 5))  # fmt: skip
    page.para("2. Giấy chứng nhận đã cấp:")
    page.row("Số vào sổ cấp GCN: {so_vao_so}", "Số phát hành: {so_phat_hanh}")
    page.para("Ngày cấp GCN: {ngay_cap_gcn}", indent=16)
    page.para("Thửa đất số: {so_thua:60} Tờ bản đồ số: {so_to_ban_do}", indent=16)
    page.para("3. Nội dung biến động: {noi_dung_bien_dong}", spare=2)
    page.para("4. Lý do biến động: {ly_do_bien_dong}", spare=1)
    page.para("5. Giấy tờ liên quan đến nội dung biến động nộp kèm theo đơn này gồm có:")
    enclosed(page, "({}) ")
    page.para(_OATH, indent=24)
    made_at(page)


def form_18(page: Page, _: Random) -> None:
    """Mẫu số 18 of 2025: identifiers, other order, ways to get the result to tick."""
    page.para("Mẫu số 18. Đơn đăng ký biến động đất đai, tài sản gắn liền với đất", style="i",
              align="right", size=10)  # fmt: skip
    page.motto()
    page.gap(6)
    page.line("ĐƠN ĐĂNG KÝ BIẾN ĐỘNG", 14)
    page.line("ĐẤT ĐAI, TÀI SẢN GẮN LIỀN VỚI ĐẤT", 14)
    page.para("Kính gửi: {kinh_gui:160}", align="centre")
    page.para("1. Thông tin người đăng ký:", style="b")
    page.para("- Họ và tên: {ho_ten}")
    page.para("- Số định danh cá nhân: {so_dinh_danh}")
    page.para("- Địa chỉ: {dia_chi}")
    page.para("- Số điện thoại: {so_dien_thoai:80} Email: {thu_dien_tu}")
    page.para("2. Nội dung biến động: {noi_dung_bien_dong}", spare=2)
    page.para("3. Lý do biến động: {ly_do_bien_dong}", spare=1)
    page.para("4. Thông tin Giấy chứng nhận đã cấp:", style="b")
    page.para("- Số phát hành: {so_phat_hanh}")
    page.para("- Số vào sổ: {so_vao_so:80} Ngày cấp: {ngay_cap_gcn}")
    page.para("- Thửa đất số {so_thua:50}, tờ bản đồ số {so_to_ban_do:50}")
    page.para("5. Đề nghị:")
    page.ticks((("Cấp mới Giấy chứng nhận", False), ("Xác nhận thay đổi trên Giấy đã cấp", True)))
    page.para("6. Giấy tờ kèm theo:")
    enclosed(page, "- ")
    page.para(_OATH, indent=24)
    made_at(page)


def form_09(page: Page, _: Random) -> None:
    """Mẫu 09/ĐK of 2014: a box for the office, numbers within numbers, a table of before/after."""
    top = page.y
    page.frame(page.right - 190, top - 14, page.right, top + 62)
    for markup in ("PHẦN GHI CỦA NGƯỜI NHẬN HỒ SƠ", "Đã kiểm tra nội dung đơn đầy đủ, rõ ràng",
                   "Vào sổ tiếp nhận hồ sơ số: ......"):  # fmt: skip
        found, y = page.cell(markup, page.right - 184, page.right - 6, page.y, 9.5)
        page.say(*(line.rstrip(" .") for line in found))
        page.y = y + 2
    page.y = top + 84
    page.motto(12)
    page.gap(6)
    page.line("ĐƠN ĐĂNG KÝ BIẾN ĐỘNG", 13.5)
    page.line("ĐẤT ĐAI, TÀI SẢN GẮN LIỀN VỚI ĐẤT", 13.5)
    page.line("Kính gửi: {kinh_gui:150}", style="")
    page.para("I. PHẦN KÊ KHAI CỦA NGƯỜI ĐĂNG KÝ", style="b")
    page.para("1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất")
    page.para("1.1. Tên (viết chữ in hoa): {ho_ten}", indent=12)
    page.para("Số CMND/CCCD: {so_dinh_danh}", indent=12)
    page.para("1.2. Địa chỉ: {dia_chi}", indent=12)
    page.para("Điện thoại: {so_dien_thoai}", indent=12)
    page.para("2. Giấy chứng nhận đã cấp")
    page.row("2.1. Số vào sổ cấp GCN: {so_vao_so}", "2.2. Số phát hành GCN: {so_phat_hanh}")
    page.para(
        "2.3. Ngày cấp GCN: {ngay_cap_gcn.d:22} / {ngay_cap_gcn.m:22} / {ngay_cap_gcn.y:34}",
        indent=12,
    )
    page.para("2.4. Thửa số {so_thua:50} tờ bản đồ {so_to_ban_do:50}", indent=12)
    page.para("3. Nội dung biến động về: {noi_dung_bien_dong}", spare=2)
    page.para("4. Lý do biến động: {ly_do_bien_dong}", spare=1)
    page.para("5. Tình hình thực hiện nghĩa vụ tài chính về đất đai: Đã thực hiện")
    page.para("6. Giấy tờ liên quan đến nội dung thay đổi nộp kèm theo đơn này gồm có:")
    enclosed(page, "- ")
    page.para(_OATH, indent=24)
    made_at(page)


_PEN = frozenset({"*"})
RED_BOOK, PINK_BOOK, NEW_FORM = (
    partial(certificate, dates=d) for d in (RED_DATES, PINK_DATES, NEW_DATES)
)
APPLY_14, APPLY_24, APPLY_25 = (
    partial(application, dates=d)
    for d in (
        (datetime.date(2014, 8, 1), datetime.date(2024, 7, 28)),
        (datetime.date(2024, 8, 5), datetime.date(2025, 6, 28)),
        (datetime.date(2025, 7, 3), datetime.date(2026, 10, 30)),
    )
)
TEMPLATES = (
    Template(TYPE, "so-hong-2014", TRAIN, PINK_BOOK, pink_book, ("none",)),
    Template(TYPE, "so-hong-hai-trang", TRAIN, PINK_BOOK, pink_two, ("none",), sizes=(11.5, 12)),
    Template(TYPE, "mau-2024", TRAIN, NEW_FORM, form_2024, ("none",), sizes=(11.5,)),
    Template(TYPE, "mau-2024-bang", TRAIN, NEW_FORM, form_2024_table, ("none",), sizes=(11.5,)),
    Template(TYPE, "so-do-2004", TRAIN, RED_BOOK, red_book, ("none", "dots"), sizes=(12,)),
    Template(TYPE, "so-hong-mo-doi", TRAIN, PINK_BOOK, spread, ("none",), sizes=(11.5,),
             paper=(1190.6, 841.9), margins=(46, 40, 48, 45)),
    Template(APPLICATION, "mau-11-2024", TRAIN, APPLY_24, form_11, sizes=(12,)),
    Template(APPLICATION, "mau-11-viet-tay", TRAIN, APPLY_24, form_11, ("dots", "under"), ("",),
             _PEN, (11.5,)),
    Template(APPLICATION, "mau-18-2025", TRAIN, APPLY_25, form_18, sizes=(12,)),
    Template(APPLICATION, "mau-09-2014", TRAIN, APPLY_14, form_09, sizes=(12,)),
    Template(APPLICATION, "mau-09-viet-tay", TRAIN, APPLY_14, form_09, ("dots",), ("",), _PEN,
             (11.5,)),
)  # fmt: skip
