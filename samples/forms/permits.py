"""Giấy chứng nhận đăng ký hộ kinh doanh and Giấy phép xây dựng.

Forms of Thông tư 02/2019/TT-BKHĐT, Thông tư 01/2021/TT-BKHĐT and Thông tư 68/2025/TT-BTC; of Nghị
định 15/2021/NĐ-CP and Nghị định 175/2024/NĐ-CP.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from functools import partial
from random import Random

from samples.forms.page import MOTTO, Page, Signer
from samples.forms.people import MERGER, Place, capital, make_person, make_place, short
from samples.forms.template import TRAIN, Story, Template, some_date
from samples.forms.words import decimal, dmy, grouped, money_in_words

BUSINESS, BUILDING = "gcn_ho_kinh_doanh", "giay_phep_xay_dung"
_OLD_BUSINESS = (datetime.date(2016, 1, 10), datetime.date(2020, 12, 20))
_MID_BUSINESS = (datetime.date(2021, 5, 4), datetime.date(2025, 6, 20))
_NEW_BUSINESS = (datetime.date(2025, 7, 5), datetime.date(2026, 10, 30))
_TRADES = (
    ("Bán lẻ lương thực, thực phẩm, đồ uống trong các cửa hàng chuyên doanh", "4721"),
    ("Nhà hàng và các dịch vụ ăn uống phục vụ lưu động", "5610"),
    ("Dịch vụ lưu trú ngắn ngày", "5510"), ("Cắt tóc, làm đầu, gội đầu", "9631"),
    ("Sửa chữa, bảo dưỡng mô tô, xe máy", "4542"), ("May trang phục", "1410"),
    ("Bán lẻ vật liệu xây dựng", "4752"), ("Sản xuất nước đá, nước uống đóng chai", "1104"),
    ("Bán lẻ thuốc, dụng cụ y tế", "4772"), ("Xay xát và sản xuất bột thô", "1061"),
    ("Vận tải hàng hóa bằng đường bộ", "4933"), ("Sản xuất bánh tráng", "1074"),
)  # fmt: skip
_NAMES = (
    "Tạp hóa {}", "Quán ăn {}", "Nhà nghỉ {}", "Cơ sở may {}", "Cửa hàng vật liệu xây dựng {}",
    "Nhà thuốc {}", "Tiệm sửa xe {}", "Cà phê {}", "Lò bánh tráng {}",
)  # fmt: skip


def business(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """What a certificate of a household business says."""
    first, story = some_date(random, *dates), Story()
    person = make_person(random, first, (1955, 2003))
    place = replace(person.home, detail=make_place(random, first).detail)
    name = random.choice(_NAMES).format(person.name.split()[-1])
    amount = random.choice((10, 20, 30, 50, 85, 100, 150, 250, 500, 1200)) * 10**6
    trades = random.sample(_TRADES, random.randint(1, 4))
    number = _business_number(random, first, person.id12)
    story.text(
        so=number,
        ten_ho_kinh_doanh=random.choice((name.upper(), f"HỘ KINH DOANH {name.upper()}", name)),
        dia_chi_tru_so=capital(place.full), so_dien_thoai=person.phone,
        chu_ho=person.upper, gioi_tinh=person.sex, so_dinh_danh=person.id12,
        noi_thuong_tru=capital(person.home.full),
        nguoi_ky=make_person(random, first, (1965, 1990)).name,
    )  # fmt: skip
    story.put("von_kinh_doanh", str(amount), grouped(amount), chu=money_in_words(amount))
    story.list("nganh_nghe", trades, [trade for trade, _ in trades])
    story.date("ngay_sinh", person.born)
    story.date("ngay_dang_ky_lan_dau", first)
    changed = first + datetime.timedelta(random.randrange(30, 400))
    story.date("ngay_thay_doi", min(changed, dates[1]))
    if random.random() < 0.55:
        story.missing.add("ngay_thay_doi")
    _business_office(story, random, first, person.home)
    story.also(
        dan_toc=person.people, quoc_tich="Việt Nam", email=person.email, lan="1",
        cap_ngay=dmy(first - datetime.timedelta(500)), hien_tai=capital(person.home.full),
        noi_cap_giay="Cục Cảnh sát quản lý hành chính về trật tự xã hội",
    )  # fmt: skip
    story.optional = ("so_dien_thoai", "email")
    return story


def _business_number(random: Random, date: datetime.date, number: str) -> str:
    if date >= MERGER:
        return number
    tax = random.randrange(10**9)
    if date.year >= 2021 and random.random() < 0.5:
        return f"8{tax:09d}-001"
    return f"{random.randrange(10, 97)}{random.choice('ABCDE')}8{random.randrange(10**6):06d}"


def _business_office(story: Story, random: Random, date: datetime.date, home: Place) -> None:
    if date < MERGER:
        above, unit = f"ỦY BAN NHÂN DÂN {home.district}", "PHÒNG TÀI CHÍNH - KẾ HOẠCH"
        where = short(home.district)
    else:
        above, unit = f"ỦY BAN NHÂN DÂN {home.commune}", random.choice(("PHÒNG KINH TẾ", "PHÒNG"
                      " KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ"))  # fmt: skip
        where = short(home.commune)
    story.text(co_quan_cap=unit)
    story.also(
        cap_tren=above.upper(), noi=where,
        chuc_vu=random.choice(("TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG")),
    )  # fmt: skip


OLD_HOUSE, MID_HOUSE, NEW_HOUSE = (
    partial(business, dates=d) for d in (_OLD_BUSINESS, _MID_BUSINESS, _NEW_BUSINESS)
)
_FIRST = (
    "Đăng ký lần đầu, ngày {ngay_dang_ky_lan_dau.d:22} tháng {ngay_dang_ky_lan_dau.m:22} năm "
    "{ngay_dang_ky_lan_dau.y:34}"
)
_CHANGED = (
    "Đăng ký thay đổi lần thứ {lan:16}, ngày {ngay_thay_doi.d:22} tháng {ngay_thay_doi.m:22} năm "
    "{ngay_thay_doi.y:34}"
)


def _changed(page: Page, markup: str = _CHANGED, size: float = 0.0) -> None:
    """The line about changes; only where there were some."""
    if page.value("ngay_thay_doi") or page.blank:
        page.line(markup, size, "i")


def _office(page: Page, *left: str) -> None:
    page.head(("{cap_tren}", "<b>{co_quan_cap}</b>", "_", *left), (*MOTTO, "_"))
    page.gap(14)


def _signed(page: Page, title: str = "<b>{chuc_vu}</b>") -> None:
    page.gap(8)
    page.sign(Signer(()), Signer((title,), "<b>{nguoi_ky}</b>", "co_quan_cap", room=92))


def house_2015(page: Page, _: Random) -> None:
    """The certificate of 2015 and 2019: numbered lines."""
    _office(page)
    page.line("GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH", 15)
    page.line("Số: {so:100}", 13, "")
    page.line(_FIRST, 0, "i")
    _changed(page)
    page.gap(8)
    page.para("1. Tên hộ kinh doanh (ghi bằng chữ in hoa): <b>{ten_ho_kinh_doanh}</b>")
    page.para("2. Địa điểm kinh doanh: {dia_chi_tru_so}")
    page.row("Điện thoại: {so_dien_thoai}", "Email: {email}")
    page.para("3. Ngành, nghề kinh doanh:")
    for row in page.cells("nganh_nghe"):
        page.para(f"- {row[0]}", indent=16)
    page.para("4. Vốn kinh doanh: {von_kinh_doanh:90} đồng")
    page.para("(Bằng chữ: {von_kinh_doanh.chu:200})", style="i")
    page.para("5. Họ và tên cá nhân hoặc tên đại diện hộ gia đình (ghi bằng chữ in hoa): {chu_ho}")
    page.para("Giới tính: {gioi_tinh}")
    page.row("Sinh ngày: {ngay_sinh}", "Dân tộc: {dan_toc}", "Quốc tịch: {quoc_tich}")
    page.para("Thẻ căn cước công dân số: {so_dinh_danh}")
    page.row("Ngày cấp: {cap_ngay}", "Cơ quan cấp: {noi_cap_giay}", widths=(2, 5))
    page.para("Nơi đăng ký hộ khẩu thường trú: {noi_thuong_tru}")
    page.para("Chỗ ở hiện tại: {hien_tai}")
    _signed(page)


def house_2025(page: Page, _: Random) -> None:
    """The certificate of 2025: the code is the tax number, trades in a table."""
    _office(page)
    page.line("GIẤY CHỨNG NHẬN", 14)
    page.line("ĐĂNG KÝ HỘ KINH DOANH", 14)
    page.line("Mã số hộ kinh doanh: {so:100}", 13)
    page.line(_FIRST, 0, "i")
    _changed(page)
    page.gap(6)
    page.para("<b>1. Tên hộ kinh doanh:</b> {ten_ho_kinh_doanh}")
    page.para("<b>2. Địa chỉ trụ sở hộ kinh doanh:</b> {dia_chi_tru_so}")
    page.row("Điện thoại: {so_dien_thoai}", "Thư điện tử: {email}")
    page.para("<b>3. Ngành, nghề kinh doanh:</b>")
    _trades(page, ("STT", "Tên ngành", "Mã ngành"))
    page.para("<b>4. Vốn kinh doanh:</b> {von_kinh_doanh:90} đồng")
    page.para("<b>5. Chủ hộ kinh doanh:</b>")
    page.row("Họ và tên: {chu_ho}", "Giới tính: {gioi_tinh}", widths=(2, 1))
    page.row("Sinh ngày: {ngay_sinh}", "Dân tộc: {dan_toc}", "Quốc tịch: {quoc_tich}")
    page.para("Số định danh cá nhân: {so_dinh_danh}")
    page.para("Nơi thường trú: {noi_thuong_tru}")
    _signed(page)


def _trades(page: Page, head: tuple[str, str, str]) -> None:
    page.gap(6)
    rows = [(str(i), row[0], row[1]) for i, row in enumerate(page.cells("nganh_nghe"), 1)]
    page.table((1, 8, 2), [tuple(f"<b>{name}</b>" for name in head), *rows], centred=(0, 2))


def house_grid(page: Page, _: Random) -> None:
    """A print-out with all data in a table and a QR code."""
    page.code(page.right - 50, 30, 50, page.value("so"))
    page.motto(12)
    page.para("<b>{cap_tren}</b>", align="centre", size=11)
    page.para("<b>{co_quan_cap}</b>", align="centre", size=12)
    page.gap(6)
    page.line("GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH", 15)
    page.gap(10)
    page.table((3, 7), [
        ("Mã số", "{so}"), ("Ngày đăng ký lần đầu", "{ngay_dang_ky_lan_dau}"),
        ("Ngày đăng ký thay đổi gần nhất", "{ngay_thay_doi}"),
        ("Tên hộ kinh doanh", "{ten_ho_kinh_doanh}"), ("Trụ sở", "{dia_chi_tru_so}"),
        ("Số điện thoại", "{so_dien_thoai}"), ("Chủ hộ", "{chu_ho}"), ("Giới tính", "{gioi_tinh}"),
        ("Ngày sinh", "{ngay_sinh}"), ("Số CCCD/Số định danh", "{so_dinh_danh}"),
        ("Địa chỉ thường trú", "{noi_thuong_tru}"), ("Tổng số vốn (VNĐ)", "{von_kinh_doanh}"),
    ])  # fmt: skip
    page.para("Danh sách ngành, nghề đăng ký:", style="b")
    _trades(page, ("TT", "Ngành nghề", "Mã"))
    _signed(page)


def house_words(page: Page, _: Random) -> None:
    """Sections with roman numerals, the owner first; capital and trades on one line each."""
    _office(page, "Số: {so:90}")
    page.line("GIẤY CHỨNG NHẬN ĐĂNG KÝ", 16)
    page.line("HỘ KINH DOANH", 16)
    page.para("(Cấp lần đầu ngày {ngay_dang_ky_lan_dau:80})", align="centre", style="i")
    _changed(page, "(Thay đổi lần {lan:16} ngày {ngay_thay_doi:80})")
    page.gap(6)
    page.para("I. CHỦ HỘ KINH DOANH", style="b")
    page.para("Ông/Bà: {chu_ho:180} Nam/Nữ: {gioi_tinh}")
    page.para("Ngày, tháng, năm sinh: {ngay_sinh.d:20} - {ngay_sinh.m:20} - {ngay_sinh.y}")
    page.para("Số CCCD: {so_dinh_danh:110} cấp ngày {cap_ngay}")
    page.para("Hộ khẩu thường trú: {noi_thuong_tru}")
    page.para("II. HỘ KINH DOANH", style="b")
    page.para("Tên hộ kinh doanh: {ten_ho_kinh_doanh}")
    page.para("Địa điểm: {dia_chi_tru_so}")
    page.para("Số điện thoại: {so_dien_thoai}")
    page.para("Ngành nghề:")
    for i, row in enumerate(page.cells("nganh_nghe"), 1):
        page.para(f"{i}. {row[0]}; mã ngành {row[1]}", indent=16)
    page.para("Số vốn kinh doanh: {von_kinh_doanh:90} VNĐ")
    _signed(page)


# Building permits.

_OLD_WORKS = (datetime.date(2021, 3, 10), datetime.date(2024, 12, 25))
_NEW_WORKS = (datetime.date(2025, 1, 5), datetime.date(2026, 6, 28))
_KINDS = ("Nhà ở riêng lẻ", "Nhà ở gia đình", "Nhà ở kết hợp kinh doanh", "Nhà trọ")
_HEADS = (("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"))
_STOREYS = ("01", "01 tầng", "02", "02 tầng", "03 tầng + sân thượng", "01 trệt, 01 lầu", "1", "04")


def permit(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """What a building permit says."""
    date, story = some_date(random, *dates), Story()
    person = make_person(random, date, (1950, 2000))
    spouse = make_person(
        random, date, (1950, 2000), sex="Nữ" if person.sex == "Nam" else "Nam", home=person.home
    )
    titles = ("Ông", "Bà") if person.sex == "Nam" else ("Bà", "Ông")
    owner = f"{titles[0]} {person.name}"
    if random.random() < 0.4:
        owner += f" và {titles[1].lower()} {spouse.name}"
    ground = Decimal(random.randrange(450, 2600)) / 10
    floors = ground * random.choice((1, 2, 3)) + Decimal(random.randrange(0, 90)) / 10
    height = Decimal(random.randrange(40, 165)) / 10
    place = replace(person.home, detail=make_place(random, date).detail)
    number = random.randrange(1, 900)
    story.text(
        so_giay_phep=random.choice((f"{number:02d}/GPXD", f"{number:02d}/GPXD-UBND")),
        chu_dau_tu=owner, dia_chi=capital(person.home.full), ten_cong_trinh=random.choice(_KINDS),
        vi_tri=capital(place.full), so_thua=str(random.randrange(1, 2000)),
        so_to_ban_do=str(random.randrange(1, 99)), so_tang=random.choice(_STOREYS),
        nguoi_ky=make_person(random, date, (1965, 1988)).name,
    )  # fmt: skip
    story.accept["chu_dau_tu"] = [owner.replace("Ông ", "").replace("Bà ", "")]
    for key, value in (
        ("dien_tich_xay_dung", ground), ("tong_dien_tich_san", floors), ("chieu_cao", height),
    ):  # fmt: skip
        story.put(key, f"{value.normalize():f}", decimal(value))
    story.date("ngay_cap", date)
    _permit_office(story, random, date, person.home)
    story.also(
        cot_nen=f"+0,{random.randrange(15, 60)} m so với mặt đường",
        mat_do=str(random.randrange(50, 95)),
        lo_gioi=f"{random.randrange(4, 20)} m tính từ tim đường",
        thiet_ke=f"TK-{random.randrange(10, 99)}/{date.year}",
        don_vi=f"Công ty TNHH Tư vấn Xây dựng {short(place.province)}",
        gcn=f"CS {random.randrange(10**5):05d}", gcn_ngay=dmy(date - datetime.timedelta(900)),
    )  # fmt: skip
    story.optional = ("so_tang", "chieu_cao", "so_thua", "so_to_ban_do", "dia_chi")
    return story


def _permit_office(story: Story, random: Random, date: datetime.date, home: Place) -> None:
    if random.random() < 0.3:
        above, unit, where = f"UBND {home.province}".upper(), "SỞ XÂY DỰNG", short(home.province)
        heads = ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")
    else:
        level = home.district if date < MERGER else home.commune
        above = home.province.upper() if date >= MERGER or random.random() < 0.5 else ""
        unit, where = f"ỦY BAN NHÂN DÂN {level}".upper(), short(level)
        heads = random.choice(_HEADS)
    story.text(co_quan_cap=unit)
    story.also(cap_tren=above, noi=where, chuc_vu_1=heads[0], chuc_vu_2=heads[1])


OLD_WORK, NEW_WORK = partial(permit, dates=_OLD_WORKS), partial(permit, dates=_NEW_WORKS)


def _permit_signed(page: Page) -> None:
    page.gap(6)
    page.sign(
        Signer(("<b><i>Nơi nhận:</i></b>", "Chủ đầu tư; Lưu: VT, QLĐT."), signed=False),
        Signer(("<b>{chuc_vu_1}</b>", "<b>{chuc_vu_2}</b>"), "<b>{nguoi_ky}</b>", "co_quan_cap",
               room=92),
    )  # fmt: skip


_DATED = "<i>{noi:60}, ngày {ngay_cap.d:22} tháng {ngay_cap.m:22} năm {ngay_cap.y:34}</i>"


def permit_2021(page: Page, _: Random) -> None:
    """The permit of 2021 for a house."""
    page.head(("{cap_tren}", "<b>{co_quan_cap}</b>", "_"), (*MOTTO, "_", _DATED))
    page.gap(12)
    page.line("GIẤY PHÉP XÂY DỰNG", 15)
    page.line("Số: {so_giay_phep:90}", 13)
    page.line("(Sử dụng cấp cho nhà ở riêng lẻ)", 12, "i")
    page.gap(6)
    page.para("1. Cấp cho: {chu_dau_tu}")
    page.para("Địa chỉ: {dia_chi}", indent=14)
    page.para("2. Được phép xây dựng các công trình theo những nội dung sau:")
    page.para("- Tên công trình: {ten_cong_trinh}", indent=14)
    page.para("- Theo thiết kế có ký hiệu: {thiet_ke:80} Do: {don_vi:140} lập", indent=14)
    page.para("- Vị trí xây dựng: {vi_tri}", indent=14)
    page.para("- Lô đất số (thửa đất số): {so_thua:60} Tờ bản đồ số: {so_to_ban_do}", indent=14)
    page.para("- Cốt nền xây dựng công trình: {cot_nen}", indent=14)
    page.para("- Mật độ xây dựng: {mat_do:40} %", indent=14)
    page.para("- Chỉ giới đường đỏ, chỉ giới xây dựng: {lo_gioi}", indent=14)
    page.para("- Diện tích xây dựng (tầng một): {dien_tich_xay_dung:60} m²", indent=14)
    page.para("- Tổng diện tích sàn: {tong_dien_tich_san:60} m²", indent=14)
    page.para("- Chiều cao công trình: {chieu_cao:50} m; số tầng: {so_tang}", indent=14)
    page.para(
        "3. Giấy tờ về quyền sử dụng đất: Giấy chứng nhận số vào sổ {gcn:70} cấp ngày {gcn_ngay}"
    )
    page.para(
        "4. Giấy phép này có hiệu lực khởi công xây dựng trong thời hạn 12 tháng kể từ ngày"
        " cấp; quá"
        " thời hạn trên thì phải đề nghị gia hạn giấy phép xây dựng."
    )
    _permit_signed(page)
    page.new_sheet()
    _duties(page)


def _duties(page: Page) -> None:
    page.line("CHỦ ĐẦU TƯ PHẢI THỰC HIỆN CÁC NỘI DUNG SAU ĐÂY:", 12)
    for duty in (
        "1. Phải hoàn toàn chịu trách nhiệm trước pháp luật nếu xâm phạm các quyền hợp pháp của các"
        " chủ sở hữu liền kề.",
        "2. Phải thực hiện đúng các quy định của pháp luật về đất đai, về đầu tư xây dựng và Giấy"
        " phép xây dựng này.",
        "3. Phải thông báo cho cơ quan cấp phép xây dựng đến kiểm tra khi định vị công trình, xây"
        " móng và công trình ngầm.",
        "4. Xuất trình Giấy phép xây dựng cho cơ quan có thẩm quyền khi được yêu cầu theo quy"
        " định.",
        "5. Khi điều chỉnh thiết kế phải đề nghị điều chỉnh giấy phép xây dựng.",
    ):
        page.para(duty)
    page.gap(8)
    page.line("ĐIỀU CHỈNH/GIA HẠN GIẤY PHÉP", 12)
    page.para("1. Nội dung điều chỉnh/gia hạn: {trong}", spare=2)
    page.para("2. Thời gian có hiệu lực của giấy phép: {trong}", spare=1)


def permit_2024(page: Page, _: Random) -> None:
    """The permit of 2024: one datum a line, other order."""
    page.head(("{cap_tren}", "<b>{co_quan_cap}</b>", "_", "Số: {so_giay_phep:90}"),
              (*MOTTO, "_", _DATED))  # fmt: skip
    page.gap(12)
    page.line("GIẤY PHÉP XÂY DỰNG", 15)
    page.line("Dùng cho công trình nhà ở riêng lẻ", 12, "i")
    page.gap(6)
    page.para("1. Chủ đầu tư: <b>{chu_dau_tu}</b>")
    page.para("Địa chỉ thường trú: {dia_chi}")
    page.para("2. Tên công trình: {ten_cong_trinh}")
    page.para("3. Địa điểm xây dựng: {vi_tri}")
    page.row("Thửa đất số: {so_thua}", "Tờ bản đồ số: {so_to_ban_do}")
    page.para("4. Nội dung được phép xây dựng:")
    page.para("- Diện tích xây dựng tầng 1: {dien_tich_xay_dung:60} m²")
    page.para("- Tổng diện tích sàn xây dựng: {tong_dien_tich_san:60} m²")
    page.para("- Chiều cao tối đa: {chieu_cao:50} m")
    page.para("- Số tầng: {so_tang}")
    page.para("- Mật độ xây dựng: {mat_do:40} %; cốt nền: {cot_nen}")
    page.para("5. Thời hạn khởi công: 12 tháng kể từ ngày cấp giấy phép.")
    _permit_signed(page)


def permit_table(page: Page, _: Random) -> None:
    """Data of the work in a table with units in a column of their own."""
    page.motto(12)
    page.para("<b>{co_quan_cap}</b>", align="centre", size=12)
    page.gap(8)
    page.line("GIẤY PHÉP XÂY DỰNG CÔNG TRÌNH", 16)
    page.line("{so_giay_phep:90}", 13)
    page.gap(6)
    page.para("Cơ quan cấp phép cho phép: {chu_dau_tu}")
    page.para("Trú tại: {dia_chi}")
    page.para("Được xây dựng: {ten_cong_trinh}")
    page.para(
        "Tại thửa đất số {so_thua:50}, tờ bản đồ số {so_to_ban_do:50}, địa chỉ: {vi_tri}", spare=1
    )
    page.gap(8)
    head = tuple(f"<b>{name}</b>" for name in ("STT", "Chỉ tiêu", "Giá trị", "Đơn vị"))
    page.table((1, 6, 4, 2), [
        head, ("1", "Diện tích xây dựng", "{dien_tich_xay_dung}", "m²"),
        ("2", "Tổng diện tích sàn", "{tong_dien_tich_san}", "m²"),
        ("3", "Chiều cao công trình", "{chieu_cao}", "m"), ("4", "Số tầng", "{so_tang}", "tầng"),
        ("5", "Mật độ xây dựng", "{mat_do}", "%"),
    ], centred=(0, 2, 3))  # fmt: skip
    page.para("Căn cứ Giấy chứng nhận quyền sử dụng đất số {gcn:70} cấp ngày {gcn_ngay}.")
    page.para("Giấy phép có giá trị khởi công trong 12 tháng.", style="i")
    page.para(_DATED, align="right")
    _permit_signed(page)


def permit_words(page: Page, _: Random) -> None:
    """Data within sentences."""
    page.head(("{cap_tren}", "<b>{co_quan_cap}</b>", "_", "Số: {so_giay_phep:90}"),
              (*MOTTO, "_", "<i>{noi:60}, {ngay_cap.long:140}</i>"))  # fmt: skip
    page.gap(12)
    page.line("GIẤY PHÉP XÂY DỰNG", 15)
    page.gap(6)
    page.para("Cấp cho: {chu_dau_tu:200}; thường trú tại: {dia_chi:200}.", indent=24)
    page.para("Công trình: {ten_cong_trinh:150}.", indent=24)
    page.para("Xây dựng tại: {vi_tri:200} (thửa số {so_thua:40}, tờ bản đồ số {so_to_ban_do:40}).",
              indent=24)  # fmt: skip
    page.para(
        "Quy mô: diện tích xây dựng {dien_tich_xay_dung:50} m²; tổng diện tích sàn"
        " {tong_dien_tich_san:50} m²; chiều cao {chieu_cao:40} m; số tầng: {so_tang:60}.",
        indent=24,
    )  # fmt: skip
    page.para(
        "Giấy phép có hiệu lực khởi công xây dựng trong thời hạn 12 tháng kể từ ngày ký.", indent=24
    )
    _permit_signed(page)
    _duties(page)


TEMPLATES = (
    Template(BUSINESS, "tt02-2019", TRAIN, OLD_HOUSE, house_2015, sizes=(12,)),
    Template(BUSINESS, "tt68-2025", TRAIN, NEW_HOUSE, house_2025, ("none", "dots"), sizes=(12,)),
    Template(BUSINESS, "tt01-2021", TRAIN, MID_HOUSE, house_2015, ("none", "under"), sizes=(12,)),
    Template(BUSINESS, "bang-qr", TRAIN, NEW_HOUSE, house_grid, ("none",), sizes=(12,)),
    Template(BUSINESS, "chu-ho-truoc", TRAIN, MID_HOUSE, house_words, sizes=(12.5,)),
    Template(BUILDING, "nd15-2021", TRAIN, OLD_WORK, permit_2021, sizes=(12,)),
    Template(BUILDING, "nd175-2024", TRAIN, NEW_WORK, permit_2024),
    Template(BUILDING, "bang-chi-tieu", TRAIN, NEW_WORK, permit_table, ("none", "dots")),
    Template(BUILDING, "van-xuoi", TRAIN, OLD_WORK, permit_words, ("none", "dots")),
)  # fmt: skip
