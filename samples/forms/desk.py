"""The one-stop shop: its units, procedures and the papers that it asks for.

Forms of Thông tư 01/2018/TT-VPCP and, since 15 September 2025, Thông tư 03/2025/TT-VPCP.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from random import Random

from samples.forms.people import MERGER, Person, Place, capital, make_person, make_place, short
from samples.forms.template import Story, some_date

OLD_DATES = (datetime.date(2018, 9, 1), datetime.date(2025, 6, 28))
NEW_DATES = (datetime.date(2025, 9, 16), datetime.date(2026, 10, 30))
# Codes of provinces in dossier numbers (Quyết định 20/2020/QĐ-TTg): H and two digits.
_AGENCY_CODES = {"001": "H26", "072": "H53", "080": "H39", "079": "H29", "040": "H41", "089": "H01"}


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure: title, days, and the papers to hand in."""

    title: str
    days: int
    papers: tuple[str, ...]


PROCEDURES = (
    Procedure(
        "Đăng ký biến động quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất trong"
        " trường hợp"
        " chuyển nhượng",
        10,
        (
            "Đơn đăng ký biến động đất đai, tài sản gắn liền với đất",
            "Hợp đồng chuyển nhượng quyền sử dụng đất đã công chứng",
            "Giấy chứng nhận quyền sử dụng đất (bản gốc)",
            "Tờ khai thuế thu nhập cá nhân (mẫu 03/BĐS-TNCN)",
            "Tờ khai lệ phí trước bạ nhà, đất",
        ),
    ),
    Procedure("Tách thửa hoặc hợp thửa đất", 15, (
        "Đơn đề nghị tách thửa đất, hợp thửa đất",
        "Bản vẽ tách thửa đất, hợp thửa đất",
        "Giấy chứng nhận đã cấp",
    )),
    Procedure("Đăng ký thành lập hộ kinh doanh", 3, (
        "Giấy đề nghị đăng ký hộ kinh doanh",
        "Bản sao Căn cước công dân của chủ hộ kinh doanh",
        "Hợp đồng thuê địa điểm kinh doanh",
    )),
    Procedure("Cấp giấy phép xây dựng mới đối với nhà ở riêng lẻ", 15, (
        "Đơn đề nghị cấp giấy phép xây dựng",
        "Bản sao giấy tờ chứng minh quyền sử dụng đất",
        "Hai bộ bản vẽ thiết kế xây dựng kèm theo Giấy phép xây dựng",
        "Bản cam kết bảo đảm an toàn đối với công trình liền kề",
    )),
    Procedure("Đăng ký khai sinh", 1, (
        "Tờ khai đăng ký khai sinh",
        "Giấy chứng sinh do Trung tâm Y tế cấp",
        "Bản chụp Giấy chứng nhận kết hôn của cha, mẹ",
    )),
    Procedure("Đăng ký kết hôn có yếu tố nước ngoài", 10, (
        "Tờ khai đăng ký kết hôn", "Giấy xác nhận tình trạng hôn nhân",
        "Giấy xác nhận của tổ chức y tế có thẩm quyền", "Bản sao hộ chiếu của người nước ngoài",
    )),
    Procedure("Cấp Phiếu lý lịch tư pháp số 1", 10, (
        "Tờ khai yêu cầu cấp Phiếu lý lịch tư pháp", "Bản sao Căn cước công dân",
    )),
    Procedure("Cấp Giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm", 15, (
        "Đơn đề nghị cấp Giấy chứng nhận", "Bản thuyết minh về cơ sở vật chất, trang thiết bị",
        "Giấy xác nhận đủ sức khỏe của chủ cơ sở và người trực tiếp sản xuất",
        "Danh sách người đã được tập huấn kiến thức an toàn thực phẩm",
    )),
    Procedure("Cấp lại chứng chỉ hành nghề dược", 5, (
        "Đơn đề nghị cấp lại Chứng chỉ hành nghề dược", "Hai ảnh chân dung cỡ 4 cm x 6 cm",
    )),
    Procedure("Hỗ trợ chi phí mai táng cho đối tượng bảo trợ xã hội", 3, (
        "Văn bản đề nghị hỗ trợ chi phí mai táng", "Bản sao giấy chứng tử",
    )),
    Procedure("Đổi giấy phép lái xe do ngành Giao thông vận tải cấp", 5, (
        "Đơn đề nghị đổi giấy phép lái xe", "Giấy khám sức khỏe của người lái xe",
        "Bản sao giấy phép lái xe, thẻ căn cước công dân",
    )),
    Procedure("Cấp giấy phép bán lẻ sản phẩm thuốc lá", 10, (
        "Đơn đề nghị cấp giấy phép", "Bản sao Giấy chứng nhận đăng ký hộ kinh doanh",
        "Bản sao văn bản giới thiệu của thương nhân bán buôn",
    )),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Desk:
    """A one-stop shop: the line of the unit above, its own lines, mark, seat."""

    above: str
    own: str
    mark: str
    seat: str
    agency: str
    place: Place


def make_desk(random: Random, date: datetime.date) -> Desk:
    """A one-stop shop as they were called on `date`."""
    place = make_place(random, date, detail=False)
    province = short(place.province)
    if random.random() < 0.3:
        above = f"UBND {place.province}".upper()
        own = f"TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG {place.province}".upper()
        agency = random.choice(("Sở Xây dựng", "Sở Tài chính", "Sở Y tế", "Sở Tư pháp"))
        return Desk(above, own, "TTPVHCC", province, agency, place)
    unit = place.district if date < MERGER and random.random() < 0.7 else place.commune
    above = f"{random.choice(('UBND', 'ỦY BAN NHÂN DÂN'))} {unit}".upper()
    agency = f"Ủy ban nhân dân {unit}"
    if date < MERGER:
        return Desk(
            above,
            "BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ",
            "BPTNTKQ",
            capital(short(unit)),
            agency,
            place,
        )
    own = random.choice(
        ("TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", f"TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG {unit}")
    )
    return Desk(above, own.upper(), "TTPVHCC", capital(short(unit)), agency, place)


def dossier_code(random: Random, place: Place, date: datetime.date) -> str:
    """Mã số hồ sơ: agency, day of reception, running number."""
    agency = _AGENCY_CODES.get(place.code, f"H{int(place.code) % 60 + 2:02d}")
    day, number = date.strftime("%y%m%d"), f"{random.randrange(1, 400):04d}"
    if date.year < 2021:
        low, high = random.randrange(1, 30), random.randrange(1, 30)
        return f"000.{low:02d}.{high:02d}.{agency}-{day}-{number}"
    unit = random.choice(
        (f"{random.randrange(1, 60)}", f"{random.randrange(1, 40)}.{random.randrange(1, 30)}")
    )
    return f"{agency}.{unit}-{day}-{number}"


@dataclass(frozen=True, slots=True)
class Case:
    """A dossier at the desk."""

    desk: Desk
    date: datetime.date
    procedure: Procedure
    person: Person
    code: str
    story: Story


def make_case(random: Random, dates: tuple[datetime.date, datetime.date], agency: str) -> Case:
    """A dossier, and what all forms of the desk say of it; `agency` is the desk's field id."""
    date = some_date(random, *dates)
    desk = make_desk(random, date)
    near = replace(desk.place, detail=make_place(random, date).detail)
    person = make_person(random, date, (1950, 2003), home=near if random.random() < 0.8 else None)
    procedure = random.choice(PROCEDURES)
    code = dossier_code(random, desk.place, date)
    story = Story(optional=("email", "so_dien_thoai", "so_phieu"))
    number = f"{random.randrange(1, 3000):02d}"
    story.text(**{
        agency: desk.own, "so_phieu": f"{number}/{desk.mark}", "ma_ho_so": code,
        "nguoi_nop": random.choice((person.name, person.upper)),
        "dia_chi": capital(person.home.full),
        "so_dien_thoai": person.phone, "email": person.email,
        "noi_dung_yeu_cau": procedure.title,
    })  # fmt: skip
    story.shown["so_phieu.n"] = number
    story.also(cap_tren=desk.above, noi=desk.seat, ong_ba="Ông" if person.sex == "Nam" else "Bà",
               don_vi=desk.agency, don_vi_in=desk.agency.upper())  # fmt: skip
    return Case(desk, date, procedure, person, code, story)


def later(date: datetime.date, days: int) -> datetime.date:
    """So many working days after."""
    while days:
        date += datetime.timedelta(1)
        days -= date.weekday() < 5
    return date
