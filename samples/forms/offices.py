"""Papers of desks as they are in use, each by another kind of office.

Business registration of districts, social insurance, land offices before and after the merger,
the police, a department's bilingual forms, and sheets under a quality management system.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from random import Random

from samples.forms import control, notices, receipts
from samples.forms.desk import NEW_DATES, OLD_DATES, dossier_code, later
from samples.forms.page import MOTTO, Page, Signer
from samples.forms.people import Place, capital, make_id, make_person, make_place, short
from samples.forms.template import TRAIN, Story, Template, some_moment
from samples.render import Line

_Dates = tuple[datetime.date, datetime.date]
_Case = tuple[str, str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Bureau:
    """Who writes: the line above, its own, how texts call it, seat, mark, head, its work."""

    above: str
    own: str
    called: str
    seat: str
    mark: str
    head: tuple[str, str]
    cases: Sequence[_Case]


_TRADE: tuple[_Case, ...] = (
    ("Đăng ký thành lập hộ kinh doanh", "03 ngày làm việc", (
        "Giấy đề nghị đăng ký hộ kinh doanh", "Bản sao giấy tờ pháp lý của chủ hộ kinh doanh",
        "Bản sao hợp đồng thuê mặt bằng",
    )),
    ("Đăng ký thay đổi nội dung đăng ký hộ kinh doanh", "03 ngày làm việc", (
        "Thông báo thay đổi nội dung đăng ký hộ kinh doanh",
        "Bản gốc Giấy chứng nhận đăng ký hộ kinh doanh đã cấp",
    )),
    ("Chấm dứt hoạt động hộ kinh doanh", "03 ngày làm việc", (
        "Thông báo về việc chấm dứt hoạt động hộ kinh doanh",
        "Thông báo về việc chấm dứt hiệu lực mã số thuế của cơ quan thuế",
        "Bản gốc Giấy chứng nhận đăng ký hộ kinh doanh",
    )),
)  # fmt: skip
_INSURED: tuple[_Case, ...] = (
    ("Hưởng bảo hiểm xã hội một lần", "05 ngày làm việc", (
        "Sổ bảo hiểm xã hội", "Đơn đề nghị (Mẫu số 14-HSB)",
    )),
    ("Giải quyết hưởng chế độ tử tuất", "08 ngày làm việc", (
        "Bản sao trích lục khai tử", "Tờ khai của thân nhân (Mẫu số 09-HSB)",
        "Sổ bảo hiểm xã hội của người chết",
    )),
    ("Cấp lại, đổi, điều chỉnh thông tin trên sổ bảo hiểm xã hội", "10 ngày làm việc", (
        "Tờ khai tham gia, điều chỉnh thông tin (Mẫu TK1-TS)", "Sổ bảo hiểm xã hội đã cấp",
        "Bản sao giấy khai sinh",
    )),
    ("Thanh toán trực tiếp chi phí khám, chữa bệnh bảo hiểm y tế", "40 ngày", (
        "Giấy đề nghị thanh toán trực tiếp (Mẫu số 01/BHYT)", "Giấy ra viện",
        "Hóa đơn thanh toán chi phí khám, chữa bệnh",
    )),
)  # fmt: skip
_RESIDENCE: tuple[_Case, ...] = (
    ("Đăng ký thường trú", "07 ngày làm việc", (
        "Tờ khai thay đổi thông tin cư trú (Mẫu CT01)", "Giấy tờ chứng minh chỗ ở hợp pháp",
        "Giấy tờ chứng minh quan hệ nhân thân với chủ hộ",
    )),
    ("Đăng ký tạm trú", "03 ngày làm việc", (
        "Tờ khai thay đổi thông tin cư trú (Mẫu CT01)", "Hợp đồng thuê nhà",
    )),
    ("Tách hộ", "05 ngày làm việc", ("Tờ khai thay đổi thông tin cư trú (Mẫu CT01)",)),
    ("Xóa đăng ký tạm trú", "01 ngày làm việc", (
        "Tờ khai thay đổi thông tin cư trú (Mẫu CT01)",
    )),
)  # fmt: skip
_DISTRICT: tuple[_Case, ...] = (
    ("Cấp giấy phép xây dựng mới đối với nhà ở riêng lẻ tại đô thị", "15 ngày làm việc", (
        "Đơn đề nghị cấp giấy phép xây dựng", "Bản vẽ thiết kế xây dựng",
        "Giấy chứng nhận quyền sử dụng đất",
    )),
    ("Cấp bản sao văn bằng, chứng chỉ từ sổ gốc", "01 ngày làm việc", (
        "Đơn đề nghị cấp bản sao văn bằng", "Căn cước công dân",
    )),
    ("Thay đổi, cải chính hộ tịch cho người từ đủ 14 tuổi", "03 ngày làm việc", (
        "Tờ khai thay đổi, cải chính hộ tịch", "Bản chính giấy khai sinh",
        "Giấy tờ làm căn cứ cải chính",
    )),
)  # fmt: skip
_TITLES: tuple[_Case, ...] = (
    ("Đăng ký, cấp Giấy chứng nhận quyền sử dụng đất lần đầu", "20 ngày làm việc", (
        "Đơn đăng ký đất đai, tài sản gắn liền với đất", "Giấy tờ về nguồn gốc sử dụng đất",
        "Sơ đồ vị trí thửa đất",
    )),
    ("Đăng ký biến động do nhận thừa kế quyền sử dụng đất", "08 ngày làm việc", (
        "Đơn đăng ký biến động", "Văn bản phân chia di sản thừa kế",
        "Giấy chứng nhận quyền sử dụng đất",
    )),
    ("Cấp đổi Giấy chứng nhận quyền sử dụng đất", "05 ngày làm việc", (
        "Đơn đề nghị cấp đổi", "Giấy chứng nhận quyền sử dụng đất bị hư hỏng",
    )),
)  # fmt: skip
_LEGAL: tuple[_Case, ...] = (
    ("Cấp Phiếu lý lịch tư pháp số 2", "10 ngày", (
        "Tờ khai yêu cầu cấp Phiếu lý lịch tư pháp", "Bản sao hộ chiếu",
    )),
    ("Xin thôi quốc tịch Việt Nam", "20 ngày làm việc", (
        "Đơn xin thôi quốc tịch Việt Nam", "Bản khai lý lịch",
        "Giấy xác nhận không nợ thuế",
    )),
    ("Đăng ký hành nghề công chứng và cấp Thẻ công chứng viên", "05 ngày làm việc", (
        "Giấy đề nghị đăng ký hành nghề", "Ảnh chân dung cỡ 2 cm x 3 cm",
    )),
)  # fmt: skip
_NATURE: tuple[_Case, ...] = (
    ("Cấp giấy phép khai thác nước dưới đất", "36 ngày làm việc", (
        "Đơn đề nghị cấp giấy phép", "Báo cáo hiện trạng khai thác",
    )),
    ("Cấp Giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm nông lâm thủy sản",
     "15 ngày làm việc", (
        "Đơn đề nghị cấp giấy chứng nhận", "Bản thuyết minh điều kiện bảo đảm an toàn thực phẩm",
    )),
    ("Cấp chứng chỉ hành nghề buôn bán thuốc thú y", "05 ngày làm việc", (
        "Đơn đề nghị cấp chứng chỉ hành nghề", "Văn bằng chuyên môn",
    )),
)  # fmt: skip
_VILLAGE: tuple[_Case, ...] = (
    ("Trợ giúp xã hội hằng tháng đối với người khuyết tật", "22 ngày làm việc", (
        "Tờ khai đề nghị trợ giúp xã hội", "Bản sao Giấy xác nhận khuyết tật",
    )),
    ("Đăng ký nhận cha, mẹ, con", "03 ngày làm việc", (
        "Tờ khai đăng ký nhận cha, mẹ, con", "Chứng cứ chứng minh quan hệ cha, con",
    )),
    ("Xác nhận tình trạng hôn nhân", "03 ngày làm việc", (
        "Tờ khai cấp giấy xác nhận tình trạng hôn nhân", "Bản án ly hôn",
    )),
)  # fmt: skip


def _trade(random: Random, place: Place) -> _Bureau:
    """Business registration of a district."""
    unit = "Phòng Tài chính - Kế hoạch"
    head = random.choice((("", "TRƯỞNG PHÒNG"), ("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG")))
    return _Bureau(f"UBND {place.district}".upper(), unit.upper(), unit,
                   capital(short(place.district)), "TCKH", head, _TRADE)  # fmt: skip


def _insurance(_: Random, place: Place) -> _Bureau:
    """Social insurance of a district."""
    unit = f"Bảo hiểm xã hội {place.district}"
    return _Bureau(f"Bảo hiểm xã hội {place.province}".upper(), unit.upper(), unit,
                   capital(short(place.district)), "BHXH", ("", "GIÁM ĐỐC"), _INSURED)  # fmt: skip


def _police(random: Random, place: Place) -> _Bureau:
    """The police of a commune."""
    unit = f"Công an {place.commune}"
    head = random.choice((("", "TRƯỞNG CÔNG AN XÃ"), ("KT. TRƯỞNG CÔNG AN", "PHÓ TRƯỞNG CÔNG AN")))
    if "xã" not in place.commune:
        head = ("", "TRƯỞNG CÔNG AN PHƯỜNG")
    return _Bureau(f"Công an {place.district or place.province}".upper(), unit.upper(), unit,
                   capital(short(place.commune)), "CA-CT", head, _RESIDENCE)  # fmt: skip


def _district(_: Random, place: Place) -> _Bureau:
    """The one-stop shop in a district's office."""
    unit = "Bộ phận Tiếp nhận và Trả kết quả"
    return _Bureau(f"Văn phòng HĐND và UBND {place.district}".upper(), unit.upper(), unit,
                   capital(short(place.district)), "BPMC", ("", "TRƯỞNG BỘ PHẬN"),
                   _DISTRICT)  # fmt: skip


def _land(random: Random, place: Place) -> _Bureau:
    """A branch of the land registration office, as before the merger or after it."""
    name = place.district or f"khu vực {random.choice(('I', 'II', 'III', 'IV', 'V'))}"
    unit = f"Chi nhánh Văn phòng Đăng ký đất đai {name}"
    head = random.choice((("", "GIÁM ĐỐC"), ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")))
    return _Bureau(f"Văn phòng Đăng ký đất đai {place.province}".upper(), unit.upper(), unit,
                   capital(short(place.district or place.commune)), "CNVPĐKĐĐ", head,
                   _TITLES)  # fmt: skip


def _justice(random: Random, place: Place) -> _Bureau:
    """The department of justice of a province."""
    head = random.choice((("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), ("", "GIÁM ĐỐC")))
    return _Bureau(f"Ủy ban nhân dân {place.province}".upper(), "SỞ TƯ PHÁP", "Sở Tư pháp",
                   short(place.province), "STP", head, _LEGAL)  # fmt: skip


def _nature(random: Random, place: Place) -> _Bureau:
    """The department of agriculture and environment of a province."""
    unit = "Sở Nông nghiệp và Môi trường"
    head = random.choice((("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), ("", "GIÁM ĐỐC")))
    return _Bureau(f"UBND {place.province}".upper(), unit.upper(), unit, short(place.province),
                   "SNNMT", head, _NATURE)  # fmt: skip


def _village(random: Random, place: Place) -> _Bureau:
    """A commune."""
    head = random.choice((("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")))
    unit = f"Ủy ban nhân dân {place.commune}"
    return _Bureau((place.district or f"Ủy ban nhân dân {place.province}").upper(), unit.upper(),
                   unit, capital(short(place.commune)), "UBND", head, _VILLAGE)  # fmt: skip


def _centre(_: Random, place: Place) -> _Bureau:
    """The public service centre of a commune."""
    unit = f"Trung tâm Phục vụ hành chính công {place.commune}"
    return _Bureau(f"Ủy ban nhân dân {place.commune}".upper(), unit.upper(), unit,
                   capital(short(place.commune)), "TTPVHCC", ("", "GIÁM ĐỐC"),
                   _VILLAGE)  # fmt: skip


_Maker = Callable[[Random, Place], _Bureau]


def _day(story: Story, field: str) -> datetime.date:
    return datetime.date.fromisoformat(str(story.gold[field])[:10])


def _at(story: Story, random: Random, day: datetime.date, make: _Maker, field: str) -> _Bureau:
    """The paper is such an office's, the person lives near by."""
    place = make_place(random, day, detail=False)
    home = replace(place, detail=make_place(random, day).detail)
    office = make(random, place)
    code = dossier_code(random, place, day)
    if make is _police:
        unit, number = random.randrange(100, 900), random.randrange(1, 90)
        code = f"G01.{random.randrange(801, 899)}.{unit}.000-{day:%y%m%d}-{number:04d}"
    sex = "Nam" if story.shown["ong_ba"] == "Ông" else "Nữ"
    story.text(**{field: office.own, "dia_chi": capital(home.full), "ma_ho_so": code})
    story.text(so_phieu=f"{random.randrange(11, 1900)}/{office.mark}")
    name = str(story.gold["nguoi_nop"])
    story.accept["nguoi_nop"] = [f"{kind} {name}" for kind in ("Ông", "Bà", "Ông/Bà", "Ông (bà)")]
    story.also(
        cap_tren=office.above, noi=office.seat, thay=office.head[0], chuc_vu=office.head[1],
        dau=office.own, don_vi=office.called, xa=place.commune,
        dinh_danh=make_id(random, place.code, sex, random.randrange(1955, 2004)),
    )  # fmt: skip
    story.optional = ("email", "so_dien_thoai")
    return office


def taken(random: Random, dates: _Dates, make: _Maker, ways: tuple[str, ...]) -> Story:
    """A receipt by such an office."""
    story = receipts.receipt(random, dates)
    day = _day(story, "ngay_lap")
    office = _at(story, random, day, make, "co_quan_tiep_nhan")
    title, term, papers = random.choice(office.cases)
    way = random.choice(ways)
    story.text(noi_dung_yeu_cau=title, thoi_han_giai_quyet=term, nhan_ket_qua_tai=way)
    story.moment("thoi_gian_tra", some_moment(random, later(day, int(term[:2]))))
    rows = [(paper, f"{random.randrange(1, 4):02d}") for paper in papers]
    story.list("thanh_phan_ho_so", rows, papers)
    return story


def told(random: Random, dates: _Dates, make: _Maker, reasons: tuple[str, ...]) -> Story:
    """A notice by such an office."""
    story = notices.notice(random, dates, reasons)
    day = _day(story, "ngay_tiep_nhan")
    office = _at(story, random, day, make, "co_quan")
    title, _, papers = random.choice(office.cases)
    chosen = random.sample(papers, random.randint(1, len(papers)))
    asked = [random.choice(_ASKED).format(item[:1].lower() + item[1:]) for item in chosen]
    story.text(noi_dung_yeu_cau=title)
    story.list("noi_dung_bo_sung", [(item,) for item in asked], asked)
    story.also(lanh_dao=make_person(random, day, (1966, 1986)).name)
    return story


def passed(
    random: Random, dates: _Dates, make: _Maker, desks: tuple[str, ...], helpers: tuple[str, ...]
) -> Story:
    """A sheet of control of such an office, whose desks hand the dossier on."""
    story = control.control(random, dates)
    office = _at(story, random, _day(story, "ngay_lap"), make, "co_quan")
    found = story.rows["chuyen_giao"]
    names = [desks[0], *sorted(random.sample(desks[1:], len(found)), key=desks.index)]
    rows, gold = [], []
    for giver, taker, row in zip(names, names[1:], found, strict=False):
        result, (hour, date) = row[3], row[4].split()
        day, month, year = date.split("/")
        clock = hour.split(":")
        rows.append((giver, taker, date, hour, result, *clock, day, month, year))
        gold.append({
            "giao": giver, "nhan": taker, "ket_qua": result,
            "thoi_gian": f"{year}-{month}-{day}T{hour}",
        })  # fmt: skip
    story.list("chuyen_giao", rows, gold)
    story.text(co_quan_giai_quyet=office.called, co_quan_phoi_hop=random.choice(helpers))
    story.also(viec=random.choice(office.cases)[0])
    del story.accept["nguoi_nop"]
    return story


_ASKED = (
    "Nộp lại {}", "Bổ sung thông tin còn thiếu trên {}", "Nộp thêm 01 bản {}",
    "Sửa lại ngày, tháng ghi trên {}",
)  # fmt: skip
_DATED = "<i>{noi:50}, ngày {ngay_lap.d:20} tháng {ngay_lap.m:20} năm {ngay_lap.y:30}</i>"
_NAMED = "<i>(Ký, ghi rõ họ tên)</i>"


def _title(page: Page) -> tuple[str, ...]:
    """Who signs, and in whose place."""
    return ("<b>{thay}</b>",) * bool(page.value("thay")) + ("<b>{chuc_vu}</b>",)


def _sealed(page: Page, *copies: str, name: str = "{nguoi_ky}", room: float = 88) -> None:
    """Copies on the left, the sealed signature on the right."""
    page.gap(6)
    left = Signer(("<b><i>Nơi nhận:</i></b>", *(f"- {copy}" for copy in copies)), signed=False)
    page.sign(
        left if copies else Signer(()), Signer(_title(page), f"<b>{name}</b>", "dau", room=room)
    )


# Giấy tiếp nhận.


def receipt_trade(page: Page, random: Random) -> None:
    """Giấy biên nhận of a district's business registration: what was given, in sentences."""
    page.head(("{cap_tren}", "<b>{co_quan_tiep_nhan}</b>", "_", "Số: {so_phieu:70}"),
              (*MOTTO, "_", _DATED))  # fmt: skip
    page.gap(14)
    page.line("GIẤY BIÊN NHẬN", 15)
    page.line("Hồ sơ đăng ký hộ kinh doanh", 13)
    page.rule(50, up=11)
    page.gap(6)
    street = random.choice(("Trần Phú", "Quang Trung", "Nguyễn Huệ"))
    page.para(f"<b>Phòng Tài chính - Kế hoạch</b>; địa chỉ trụ sở: đường {street}", indent=28)
    page.para("Ngày {thoi_gian_nhan:66} vào lúc {thoi_gian_nhan.h:18} giờ {thoi_gian_nhan.min:18}"
              " phút đã nhận của:", indent=28)  # fmt: skip
    page.row("Ông/Bà: <b>{nguoi_nop}</b>", "Điện thoại: {so_dien_thoai}", widths=(5, 4))
    page.para("Địa chỉ liên lạc: {dia_chi}")
    page.para("Thư điện tử: {email}")
    page.para("{so_luong_ho_so:22} bộ hồ sơ, mã số hồ sơ: {ma_ho_so:100}, về việc: "
              "{noi_dung_yeu_cau}")  # fmt: skip
    page.para("Hồ sơ bao gồm:")
    for i, row in enumerate(page.cells("thanh_phan_ho_so"), 1):
        page.para(f"{i}. {row[0]};", indent=28)
    page.para(
        "Phòng Tài chính - Kế hoạch hẹn Ông/Bà vào lúc {thoi_gian_tra.h:18} giờ"
        " {thoi_gian_tra.min:18} phút ngày {thoi_gian_tra:66} đến {nhan_ket_qua_tai:120} để được"
        " trả kết quả giải quyết hồ sơ theo quy định.", indent=28,
    )  # fmt: skip
    page.gap(4)
    page.sign(
        Signer(("<b>NGƯỜI NỘP HỒ SƠ</b>", _NAMED), "{nguoi_nop_ky}"),
        Signer(("<b>NGƯỜI NHẬN HỒ SƠ</b>", _NAMED), "{nguoi_tiep_nhan}"),
    )


def receipt_police(page: Page, _: Random) -> None:
    """The police of a commune, by pen: both moments in a ruled head, the officer alone signs."""
    page.para("Mẫu CT04 ban hành kèm theo Thông tư số 66/2023/TT-BCA", align="right", size=9.5,
              style="i")  # fmt: skip
    page.gap(7)
    page.head(("{cap_tren}", "<b>{co_quan_tiep_nhan}</b>", "_", "Số: {so_phieu:70}"),
              (*MOTTO, "_", _DATED))  # fmt: skip
    page.gap(12)
    page.line("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", 14)
    page.line("(Liên 2: giao người nộp hồ sơ)", 11, "i")
    page.gap(8)
    moment = "{{{0}.h}} giờ {{{0}.min}} phút\nngày {{{0}.d}} tháng {{{0}.m}} năm {{{0}.y}}"
    page.table((1, 1), [
        ("<b>THỜI GIAN TIẾP NHẬN</b>", "<b>THỜI GIAN HẸN TRẢ KẾT QUẢ</b>"),
        (moment.format("thoi_gian_nhan"), moment.format("thoi_gian_tra")),
    ], centred=(0, 1), least=26)  # fmt: skip
    page.para("Mã hồ sơ: {ma_ho_so}")
    page.para("Họ, chữ đệm và tên người nộp hồ sơ: {nguoi_nop}")
    page.row("Số định danh cá nhân: {dinh_danh}", "Số điện thoại: {so_dien_thoai}", widths=(5, 4))
    page.para("Nơi thường trú: {dia_chi}")
    page.para("Nội dung yêu cầu giải quyết: {noi_dung_yeu_cau}")
    page.row("Thời hạn giải quyết: {thoi_han_giai_quyet}", "Số lượng hồ sơ: {so_luong_ho_so:30} bộ",
             widths=(5, 4))  # fmt: skip
    page.para("Thành phần hồ sơ nộp gồm:")
    for i, row in enumerate(page.cells("thanh_phan_ho_so"), 1):
        page.para(f"{i}. {row[0]}", indent=16)
    page.para("Hình thức nhận kết quả: {nhan_ket_qua_tai}")
    page.sign(Signer(()), Signer(("<b>CÁN BỘ TIẾP NHẬN HỒ SƠ</b>", _NAMED), "{nguoi_tiep_nhan}"))
    page.para("Khi nhận kết quả, công dân xuất trình giấy này cùng thẻ căn cước.", size=10,
              style="i")  # fmt: skip


_DELIVERY = ("Tại cơ quan BHXH", "Qua bưu chính", "Giao dịch điện tử")


def receipt_insurance(page: Page, random: Random) -> None:
    """Social insurance: the kind of dossier below the title, papers and the way back to tick."""
    page.head(("{cap_tren}", "<b>{co_quan_tiep_nhan}</b>", "_"), (*MOTTO, "_"))
    page.gap(12)
    page.line("PHIẾU TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", 14)
    page.line("Số phiếu: {so_phieu}", 0, "")
    page.line("{noi_dung_yeu_cau}", 0, "bi")
    page.gap(6)
    page.row("1. Người nộp hồ sơ: {nguoi_nop}",
             f"Mã số BHXH: {random.randrange(10**9, 10**10)}", widths=(5, 4))  # fmt: skip
    page.row("2. Điện thoại: {so_dien_thoai}", "Email: {email}", widths=(4, 5))
    page.para("3. Địa chỉ liên hệ: {dia_chi}")
    page.row("4. Mã hồ sơ: {ma_ho_so}", "5. Số bộ: {so_luong_ho_so}", widths=(5, 4))
    page.gap(8)
    rows = [(str(i), row[0], row[1]) for i, row in enumerate(page.cells("thanh_phan_ho_so"), 1)]
    head = ("TT", "Loại giấy tờ, biểu mẫu", "Số lượng")
    page.table((1, 9, 2), [tuple(f"<b>{h}</b>" for h in head), *rows], centred=(0, 2))
    page.para("6. Thời hạn giải quyết (kể từ khi nhận đủ hồ sơ hợp lệ): {thoi_han_giai_quyet}")
    page.row("7. Ngày nhận hồ sơ: {thoi_gian_nhan} {thoi_gian_nhan.h}:{thoi_gian_nhan.min}",
             "8. Ngày hẹn trả: {thoi_gian_tra} {thoi_gian_tra.h}:{thoi_gian_tra.min}")  # fmt: skip
    page.para("9. Nơi nhận kết quả (đánh dấu vào ô chọn):")
    way = page.value("nhan_ket_qua_tai")
    page.ticks([(name, name == way) for name in _DELIVERY])
    page.gap(2)
    page.para(_DATED, align="right")
    page.sign(
        Signer(("<b>Người nộp hồ sơ</b>", _NAMED), "{nguoi_nop_ky}", room=52),
        Signer(("<b>Cán bộ tiếp nhận hồ sơ</b>", _NAMED), "{nguoi_tiep_nhan}", room=52),
    )


# Phiếu yêu cầu bổ sung.


def complete_trade(page: Page, random: Random) -> None:
    """A notice of business registration that a dossier is to be amended; the head seals it."""
    page.head(("{cap_tren}", "<b>{co_quan}</b>", "_", "Số: {so_phieu:70}"), (*MOTTO, "_", _DATED))
    page.gap(14)
    page.line("THÔNG BÁO", 15)
    page.line("Về việc yêu cầu sửa đổi, bổ sung hồ sơ đăng ký hộ kinh doanh", 13)
    page.rule(60, up=11)
    page.gap(6)
    page.para("Kính gửi: {ong_ba} {nguoi_nop:140}", align="centre")
    page.gap(4)
    page.para("Địa chỉ: {dia_chi}", indent=28)
    page.para("Điện thoại: {so_dien_thoai}", indent=28)
    page.para(
        "Phòng Tài chính - Kế hoạch đã nhận ngày {ngay_tiep_nhan:66} hồ sơ mã số {ma_ho_so:110} của"
        " {ong_ba} về việc: {noi_dung_yeu_cau:150}.", indent=28,
    )  # fmt: skip
    page.para("Sau khi xem xét hồ sơ, Phòng đề nghị những nội dung cần sửa đổi, bổ sung và lý do"
              " như sau:", indent=28)  # fmt: skip
    page.para("<b>1. Nội dung cần sửa đổi, bổ sung:</b>", indent=28)
    for row in page.cells("noi_dung_bo_sung"):
        page.para(f"- {row[0]}.", indent=28)
    page.para("<b>2. Lý do:</b> {ly_do}.", indent=28)
    page.para(
        random.choice((
            "Thời hạn xem xét hồ sơ được tính lại từ ngày Phòng nhận được tài liệu sửa đổi, bổ"
            " sung.",
            "Ngày nhận hồ sơ được tính từ ngày nhận đủ tài liệu nêu trên.",
        )) + " Chuyên viên hướng dẫn: {nguoi_huong_dan:120}./.", indent=28,
    )  # fmt: skip
    _sealed(page, "Như trên;", "Lưu: VT, ĐKKD.", name="{lanh_dao}")


def complete_district(page: Page, _: Random) -> None:
    """A district's slip across A5, by pen; below it room to note when the rest came."""
    page.head(("{cap_tren:110}", "<b>{co_quan}</b>", "_"), size=9.5, share=0.44)
    page.gap(2)
    page.line("PHIẾU YÊU CẦU BỔ SUNG HỒ SƠ", 13.5)
    page.row("Số: {so_phieu}", "Mã hồ sơ: {ma_ho_so}", widths=(2, 3))
    page.row("Họ và tên: {nguoi_nop}", "Điện thoại: {so_dien_thoai}", widths=(3, 2))
    page.para("Địa chỉ: {dia_chi}")
    page.para("Loại hồ sơ: {noi_dung_yeu_cau}")
    page.para("Lý do chưa giải quyết: {ly_do}")
    page.para("Đề nghị bổ sung:")
    for i, row in enumerate(page.cells("noi_dung_bo_sung"), 1):
        page.para(f"{i}- {row[0]}", indent=12)
    page.sign(
        Signer(("<b>Người nhận phiếu</b>",), "{nguoi_nop_ky}", room=34),
        Signer(("Ngày {ngay_lap.d:18} tháng {ngay_lap.m:18} năm {ngay_lap.y:28}",
                "<b>Người hướng dẫn</b>"), "{nguoi_huong_dan}", room=34),
    )  # fmt: skip
    page.gap(2)
    page.mark(Line(page.left, page.y - 10, page.right, page.y - 10, 0.4))
    page.ruled = True
    page.gap(3)
    page.row("<i>Đã nộp bổ sung ngày:</i>", "<i>Người nhận:</i>", size=9.5)
    page.ruled = False


def _under(page: Page, markup: str, label: str) -> None:
    """A value above a line, its label below in small print."""
    page.para(markup, align="centre", x0=page.left + 50, x1=page.right - 50)
    under = page.y - page.style.size * (page.style.leading - 0.26)
    page.mark(Line(page.left + 40, under, page.right - 40, under, 0.4))
    page.para(f"({label})", align="centre", size=page.style.size - 2.5, style="i")
    page.gap(3)


def complete_labels(page: Page, random: Random) -> None:
    """A centre's form of 2025, its labels below what is filled in."""
    page.code(page.right - 46, 24, 46, page.value("ma_ho_so"))
    page.gap(32)
    page.head(("{cap_tren}", "<b>{co_quan}</b>", "_", "Số: {so_phieu:70}"), (*MOTTO, "_", _DATED))
    page.gap(12)
    page.line("PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ", 14)
    page.gap(8)
    _under(page, "<b>{nguoi_nop}</b>", "Họ và tên cá nhân/tên tổ chức nộp hồ sơ")
    _under(page, "{dia_chi}", "Địa chỉ liên hệ")
    _under(page, "{so_dien_thoai}", "Số điện thoại")
    _under(page, "{noi_dung_yeu_cau}", "Tên thủ tục hành chính")
    _under(page, "{ma_ho_so}", "Mã số hồ sơ")
    page.para("<b>Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:</b>")
    for letter, row in zip("abcdef", page.cells("noi_dung_bo_sung"), strict=False):
        page.para(f"{letter}) {row[0]};", indent=20)
    page.para("<b>Lý do:</b> {ly_do}", spare=1)
    if random.random() < 0.5:
        page.para("Hồ sơ hoàn thiện nộp lại tại Trung tâm hoặc trên Cổng Dịch vụ công quốc gia.",
                  style="i")  # fmt: skip
    page.gap(4)
    page.sign(Signer(()), Signer(("<b>NGƯỜI HƯỚNG DẪN</b>", _NAMED), "{nguoi_huong_dan}"))


# Phiếu từ chối.


def refuse_land(page: Page, random: Random) -> None:
    """A land branch's letter to the commune and to the person, without a title of its own."""
    page.head(
        ("{cap_tren}", "<b>{co_quan}</b>", "_", "Số: {so_phieu:70}",
         "V/v từ chối giải quyết hồ sơ đăng ký đất đai"),
        (*MOTTO, "_", _DATED), share=0.45,
    )  # fmt: skip
    page.gap(14)
    page.para("Kính gửi:", x0=page.left + 110)
    page.para("- Ủy ban nhân dân {xa:90};", x0=page.left + 160)
    page.para("- {ong_ba} {nguoi_nop:140}.", x0=page.left + 160)
    page.gap(6)
    page.para(
        "{don_vi:150} nhận được hồ sơ mã số {ma_ho_so:110} của {ong_ba} {nguoi_nop}, địa chỉ"
        " thường trú: {dia_chi:180}, số điện thoại: {so_dien_thoai:76}, nộp ngày"
        " {ngay_tiep_nhan:66}, đề nghị thực hiện thủ tục: {noi_dung_yeu_cau:160}.", indent=28,
    )  # fmt: skip
    page.para("Sau khi kiểm tra hồ sơ và đối chiếu với quy định của pháp luật về đất đai, Chi nhánh"
              " từ chối giải quyết hồ sơ nêu trên vì lý do sau:", indent=28)  # fmt: skip
    page.para("{ly_do}.", indent=28)
    page.para(
        random.choice((
            "Chi nhánh gửi trả toàn bộ hồ sơ kèm theo văn bản này và thông báo để quý Ủy ban cùng"
            " {ong_ba} được biết./.",
            "Hồ sơ được trả lại qua Bộ phận Một cửa. Đề nghị quý Ủy ban phối hợp giải thích cho"
            " {ong_ba} được rõ./.",
        )), indent=28,
    )  # fmt: skip
    _sealed(page, "Như trên;", "Lưu: VT, HSĐĐ.")


def refuse_commune(page: Page, _: Random) -> None:
    """A commune's pad of A5, a text whose blanks are filled in by pen."""
    page.head(("{cap_tren:90}", "<b>{co_quan}</b>", "_", "Số: {so_phieu:60}"), size=9, share=0.42)
    page.gap(6)
    page.line("PHIẾU TỪ CHỐI TIẾP NHẬN HỒ SƠ", 12.5)
    page.gap(4)
    page.para(
        "Hôm nay, ngày {ngay_lap.d:20} tháng {ngay_lap.m:20} năm {ngay_lap.y:30}, Bộ phận Tiếp nhận"
        " và Trả kết quả từ chối tiếp nhận hồ sơ (mã số {ma_ho_so:110}) của:", indent=16,
    )  # fmt: skip
    page.para("Ông (bà): {nguoi_nop}")
    page.para("Trú tại: {dia_chi}")
    page.para("Điện thoại: {so_dien_thoai}")
    page.para("Yêu cầu giải quyết: {noi_dung_yeu_cau}")
    page.para("Lý do từ chối tiếp nhận: {ly_do}", spare=1)
    page.para("Phiếu được lập thành 02 bản, người nộp hồ sơ giữ 01 bản.", size=9, style="i")
    page.sign(
        Signer(("<b>Người nộp hồ sơ</b>", _NAMED), "{nguoi_nop_ky}", room=46),
        Signer(("<b>Người lập phiếu</b>", _NAMED), "{nguoi_ky}", room=46),
    )


def refuse_english(page: Page, _: Random) -> None:
    """A department's form in two languages, English below each Vietnamese label in a table."""
    page.head(("{cap_tren}", "<b>{co_quan}</b>", "_", "Số/<i>No.</i>: {so_phieu:60}"),
              (*MOTTO, "_", _DATED))  # fmt: skip
    page.gap(14)
    page.line("PHIẾU TỪ CHỐI GIẢI QUYẾT HỒ SƠ", 14.5)
    page.line("NOTICE OF REFUSAL", 11.5, "i")
    page.gap(10)
    labels = (
        ("Mã hồ sơ", "File code", "ma_ho_so"), ("Họ và tên", "Full name", "nguoi_nop"),
        ("Địa chỉ", "Address", "dia_chi"), ("Số điện thoại", "Phone number", "so_dien_thoai"),
        ("Nội dung yêu cầu giải quyết", "Request", "noi_dung_yeu_cau"),
        ("Lý do từ chối", "Reason for refusal", "ly_do"),
    )  # fmt: skip
    page.table((3, 6), [(f"{name}\n<i>{english}</i>", f"{{{key}}}") for name, english, key in
                        labels])  # fmt: skip
    page.para("{don_vi} thông báo để {ong_ba} được biết. <i>This notice is sent to the applicant"
              " for information.</i>")  # fmt: skip
    _sealed(page, "Người nộp hồ sơ;", "Lưu: VT, HCTP.")


# Phiếu xin lỗi.


def sorry_grid(page: Page, random: Random) -> None:
    """A land office's form: the three days stand in the right half of a table."""
    page.head(("{cap_tren}", "<b>{co_quan}</b>", "_", "Số: {so_phieu:70}"), (*MOTTO, "_", _DATED),
              share=0.45)  # fmt: skip
    page.gap(14)
    page.line("PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ", 14)
    page.gap(6)
    page.para("Kính gửi: {ong_ba} <b>{nguoi_nop:140}</b>", align="centre")
    page.gap(4)
    page.para("{don_vi:140} xin thông báo về hồ sơ của {ong_ba} như sau:", indent=28)
    page.gap(8)
    page.table((3, 5, 3, 3), [
        ("Mã số hồ sơ", "{ma_ho_so}", "Ngày tiếp nhận", "{ngay_tiep_nhan}"),
        ("Thủ tục hành chính", "{noi_dung_yeu_cau}", "Ngày hẹn trả kết quả", "{ngay_hen_tra}"),
        ("Lý do chậm trả kết quả", "{ly_do}", "Ngày hẹn lại", "<b>{ngay_hen_lai}</b>"),
    ], least=30)  # fmt: skip
    page.para(
        random.choice((
            "Chi nhánh xin lỗi {ong_ba} vì đã không giải quyết hồ sơ đúng thời hạn.",
            "Rất mong {ong_ba} thông cảm vì sự chậm trễ này.",
        )) + " Khi đến nhận kết quả, {ong_ba} mang theo phiếu này và Giấy tiếp nhận hồ sơ./.",
        indent=28,
    )  # fmt: skip
    _sealed(page, "Như trên;", "Bộ phận Một cửa;", "Lưu: VT.")


def sorry_across(page: Page, _: Random) -> None:
    """A department's form across A4: all of the dossier in the one row of a wide table."""
    page.head(("{cap_tren}", "<b>{co_quan}</b>", "_", "Số: {so_phieu:70}"), (*MOTTO, "_", _DATED))
    page.gap(12)
    page.line("PHIẾU XIN LỖI", 15)
    page.line("và hẹn lại ngày trả kết quả giải quyết thủ tục hành chính", 12.5)
    page.gap(4)
    page.para(
        "{don_vi:120} thành thật xin lỗi tổ chức, cá nhân có tên dưới đây vì hồ sơ không được giải"
        " quyết đúng thời gian đã hẹn, và hẹn lại ngày trả kết quả như sau:", indent=28,
    )  # fmt: skip
    page.gap(8)
    head = ("Mã hồ sơ", "Tổ chức, cá nhân nộp hồ sơ", "Thủ tục hành chính", "Ngày tiếp nhận",
            "Ngày hẹn trả", "Lý do quá hạn", "Ngày hẹn lại")  # fmt: skip
    keys = ("ma_ho_so", "nguoi_nop", "noi_dung_yeu_cau", "ngay_tiep_nhan", "ngay_hen_tra", "ly_do",
            "ngay_hen_lai")  # fmt: skip
    page.table((3.4, 3, 4.4, 2.3, 2.3, 4.4, 2.3), [
        tuple(f"<b>{name}</b>" for name in head), tuple(f"{{{key}}}" for key in keys),
    ], centred=(0, 3, 4, 6), least=44)  # fmt: skip
    _sealed(page, "Tổ chức, cá nhân có tên trên;", "Trung tâm PVHCC;", "Lưu: VT.", room=80)


def sorry_village(page: Page, _: Random) -> None:
    """A commune's form in numbered lines, by pen; the new day comes before the reason."""
    page.motto()
    page.gap(4)
    page.ruled = not page.blank
    page.para("<b>{co_quan}</b>", align="centre", size=12)
    page.ruled = False
    page.para("Số: {so_phieu:80}", align="centre")
    page.gap(4)
    page.line("PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ", 14)
    page.gap(4)
    page.para("1. Kính gửi ông (bà): {nguoi_nop}")
    page.para("2. Hồ sơ đã nộp: {noi_dung_yeu_cau}")
    page.para("3. Mã hồ sơ: {ma_ho_so}")
    day = "ngày {{{0}.d:20}} tháng {{{0}.m:20}} năm {{{0}.y:32}}"
    page.para("4. Nhận hồ sơ " + day.format("ngay_tiep_nhan"))
    page.para("5. Theo giấy hẹn, trả kết quả " + day.format("ngay_hen_tra"))
    page.para("6. Nay hẹn lại " + day.format("ngay_hen_lai"))
    page.para("7. Lý do chậm trễ: {ly_do}", spare=1)
    page.para("Ủy ban nhân dân xin lỗi ông (bà) vì sự chậm trễ nêu trên.", indent=20)
    page.gap(2)
    page.para(_DATED, align="right")
    page.sign(Signer(()), Signer(_title(page), "{nguoi_ky}", "dau", room=96))


# Thông báo dừng.


def stop_department(page: Page, random: Random) -> None:
    """A department's notice with the register's stamp above; it rules in numbered sentences."""
    hour, minute = random.randrange(8, 12), random.randrange(10, 60)
    signed = "{ngay_lap.d}.{ngay_lap.m}.{ngay_lap.y} " + f"{hour:02d}:{minute}:07 +07:00"
    for line in ("Ký bởi: {don_vi}", f"Thời gian ký: {signed}"):
        if not page.blank:
            page.para(line, align="right", size=8, style="i")
    page.gap(8)
    page.head(("{cap_tren}", "<b>{co_quan}</b>", "_", "Số: {so_phieu:70}"), (*MOTTO, "_", _DATED))
    page.gap(14)
    page.line("THÔNG BÁO", 15)
    page.line("Về việc dừng giải quyết hồ sơ", 13)
    page.rule(40, up=11)
    page.gap(6)
    page.para(
        "Xét hồ sơ do Trung tâm Phục vụ hành chính công chuyển đến và đề nghị của phòng chuyên môn,"
        " {don_vi:120} thông báo:", indent=28,
    )  # fmt: skip
    page.para(
        "1. Dừng giải quyết hồ sơ mã số {ma_ho_so:110}, thủ tục {noi_dung_yeu_cau:160}, do {ong_ba}"
        " {nguoi_nop:140} nộp ngày {ngay_tiep_nhan:66}.", indent=28,
    )  # fmt: skip
    page.para("2. Lý do dừng giải quyết: {ly_do}.", indent=28)
    page.para(
        random.choice((
            "3. Hồ sơ được chuyển lại Trung tâm Phục vụ hành chính công để trả cho người nộp.",
            "3. Trung tâm Phục vụ hành chính công trả hồ sơ và hoàn lại phí, lệ phí theo quy định.",
        )), indent=28,
    )  # fmt: skip
    page.para("Thông báo này thay cho kết quả giải quyết hồ sơ./.", indent=28)
    _sealed(page, "Người nộp hồ sơ;", "TTPVHCC;", "Lưu: VT, VP.")


def stop_police(page: Page, _: Random) -> None:
    """The police of a commune, by pen: the dossier in lines, then why, then whom to ask."""
    page.head(("{cap_tren}", "<b>{co_quan}</b>", "_"), (*MOTTO, "_"))
    page.gap(12)
    page.line("THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ", 15)
    page.row("Số: {so_phieu:70}", "Mã hồ sơ: {ma_ho_so}", widths=(4, 5))
    page.gap(2)
    page.para("Kính gửi: {nguoi_nop}")
    page.para("Số định danh cá nhân: {dinh_danh}")
    page.para("Nơi ở hiện tại: {dia_chi}")
    page.para("Ngày {ngay_tiep_nhan.d:20} tháng {ngay_tiep_nhan.m:20} năm {ngay_tiep_nhan.y:32},"
              " cơ quan đăng ký cư trú đã tiếp nhận hồ sơ về việc: {noi_dung_yeu_cau}",
              indent=20)  # fmt: skip
    page.para("Nay dừng giải quyết hồ sơ trên, lý do: {ly_do}", indent=20, spare=1)
    page.para("Ông (bà) đến trụ sở Công an nơi nộp hồ sơ để nhận lại giấy tờ.", indent=20)
    page.gap(4)
    page.para(_DATED, align="right")
    page.sign(
        Signer(("<b>NGƯỜI NHẬN THÔNG BÁO</b>", _NAMED), "{nguoi_nop_ky}", room=80),
        Signer(_title(page), "{nguoi_ky}", "dau", room=92),
    )


# Phiếu kiểm soát.

_WORK = ("Kiểm tra, chuyển hồ sơ", "Thẩm định hồ sơ", "Lấy ý kiến", "Trình ký", "Ký duyệt",
         "Đóng dấu, trả kết quả")  # fmt: skip


def control_quality(page: Page, random: Random) -> None:
    """A sheet under a quality management system: head in three cells, the work of each step."""
    edition = random.choice(("01", "02", "03"))
    page.gap(6)
    page.table((4, 6, 3.4), [(
        "<b>{co_quan}</b>", "<b>PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ</b>",
        f"Mã hiệu: BM.02-QT.{random.randrange(1, 30):02d}\nLần ban hành: {edition}\nTrang: 1/1",
    )], least=46)  # fmt: skip
    page.row("Mã hồ sơ: <b>{ma_ho_so}</b>", "Ngày lập phiếu: {ngay_lap}", widths=(5, 4))
    page.para("Tên thủ tục: {viec}")
    page.para("Cơ quan giải quyết hồ sơ: {co_quan_giai_quyet}")
    page.para("Cơ quan phối hợp: {co_quan_phoi_hop}")
    page.gap(8)
    head = tuple(f"<b>{name}</b>" for name in (
        "Bước", "Công việc", "Bên giao", "Bên nhận", "Giao nhận lúc", "Ký nhận", "Kết quả",
    ))  # fmt: skip
    found = page.cells("chuyen_giao", 5)
    rows = [
        (str(i), "" if page.blank else work, row[0], row[1], f"{row[3]}\n{row[2]}", "", row[4])
        for i, (row, work) in enumerate(zip(found, _WORK, strict=False), 1)
    ]
    page.table((1.2, 3.4, 3.6, 3.6, 2.6, 1.8, 2.2), [head, *rows], centred=(0, 4, 6), least=34)
    page.sign(
        Signer(("<b>Lãnh đạo đơn vị</b>",), signed=False, room=40),
        Signer(("<b>Người theo dõi</b>",), signed=False, room=40),
    )


def control_sentences(page: Page, _: Random) -> None:
    """A commune's sheet, by pen: every step is a sentence in a cell, two signatures beside it."""
    page.head(("{cap_tren}", "<b>{co_quan}</b>", "_"), (*MOTTO, "_", _DATED))
    page.gap(12)
    page.line("PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ", 14)
    page.gap(4)
    page.para("Hồ sơ mã số: {ma_ho_so}")
    page.para("Cơ quan giải quyết: {co_quan_giai_quyet}")
    page.para("Cơ quan phối hợp giải quyết: {co_quan_phoi_hop}")
    page.gap(8)
    rows = []
    for row in page.cells("chuyen_giao", 4):
        hour, minute, day, month, year = row[5:10] if len(row) > 9 else row[:5]
        rows.append((
            f"Hồi {hour} giờ {minute} phút, ngày {day}/{month}/{year}, {row[0]} giao hồ sơ cho"
            f" {row[1]}", row[4], "", "",
        ))  # fmt: skip
    head = ("Nội dung giao, nhận hồ sơ", "Kết quả", "Người giao ký", "Người nhận ký")
    page.table((7, 2.2, 2.2, 2.2), [tuple(f"<b>{name}</b>" for name in head), *rows],
               size=page.style.size, centred=(1,), least=40)  # fmt: skip
    page.sign(Signer(()), Signer(("<b>CÔNG CHỨC MỘT CỬA</b>", _NAMED), "{lanh_dao}"))


_PEN = frozenset(
    {
        "so_phieu", "ma_ho_so", "nguoi_nop", "dia_chi", "so_dien_thoai", "noi_dung_yeu_cau",
        "thanh_phan_ho_so", "so_luong_ho_so", "thoi_han_giai_quyet", "thoi_gian_nhan",
        "thoi_gian_tra", "nhan_ket_qua_tai", "nguoi_tiep_nhan", "nguoi_nop_ky", "dinh_danh",
        "noi_dung_bo_sung", "ly_do", "ngay_lap", "nguoi_huong_dan", "nguoi_ky", "ngay_tiep_nhan",
        "ngay_hen_tra", "ngay_hen_lai", "chuyen_giao", "co_quan_giai_quyet", "co_quan_phoi_hop",
        "lanh_dao",
    }
)  # fmt: skip
_COUNTERS = ("Bộ phận Một cửa của huyện", "quầy số 4, Bộ phận Một cửa")
_RETURN = ("Trực tiếp tại trụ sở Công an", "Qua Cổng dịch vụ công", "Qua dịch vụ bưu chính")
_LACKING = (
    "Tên hộ kinh doanh trùng với hộ đã đăng ký trên địa bàn",
    "Địa chỉ trụ sở ghi trong giấy đề nghị không thống nhất với hợp đồng thuê",
    "Chữ ký trong các giấy tờ không giống nhau",
)
_UNCLEAR = (
    "Hồ sơ còn thiếu giấy tờ theo quy định",
    "Thông tin trên đơn không khớp với giấy tờ kèm theo",
    "Bản sao quá 6 tháng kể từ ngày chứng thực",
    "Đơn chưa ghi ngày tháng và chưa ký tên",
)
_PLOT = (
    "Diện tích đăng ký nằm trong ranh giới đất lâm nghiệp do Ban quản lý rừng quản lý",
    "Quyền sử dụng đất đang bị kê biên để bảo đảm thi hành án",
    "Các đồng thừa kế chưa thống nhất phần di sản được hưởng",
)
_BARRED = (
    "Người nộp hồ sơ không có quyền yêu cầu và không được ủy quyền hợp lệ",
    "Hồ sơ không thuộc thẩm quyền giải quyết của đơn vị",
    "Không đủ điều kiện theo quy định của pháp luật chuyên ngành",
)
_BEHIND = (
    "Số lượng hồ sơ tiếp nhận tăng cao sau khi sắp xếp đơn vị hành chính",
    "Đang chờ kết quả xác minh của cơ quan phối hợp",
    "Phần mềm chuyên ngành bị lỗi, không kết xuất được kết quả",
)
_ENDED = (
    "Người nộp hồ sơ có đơn xin rút hồ sơ",
    "Quá thời hạn thông báo nhưng người nộp chưa bổ sung hồ sơ",
    "Có đơn tố cáo liên quan đến nội dung hồ sơ, đang được cơ quan điều tra xác minh",
)
_OFFICES = (
    "Bộ phận Một cửa", "Công chức Văn phòng - Thống kê", "Công chức Văn hóa - Xã hội",
    "Công chức Tư pháp - Hộ tịch", "Phó Chủ tịch UBND", "Chủ tịch UBND", "Văn thư",
)  # fmt: skip
_BESIDE = ("Công an xã", "Phòng Tư pháp", "Trạm Y tế", "Phòng Lao động - TBXH")
_UNITS = (
    "Trung tâm PVHCC tỉnh", "Văn phòng Sở", "Chi cục Thủy lợi", "Phòng Tài nguyên nước",
    "Phòng Pháp chế", "Lãnh đạo Sở", "Văn thư Sở",
)  # fmt: skip
_OTHERS = ("Sở Tài chính", "Sở Công Thương", "Sở Y tế", "Cảnh sát môi trường")
_DISTRICTS = (datetime.date(2019, 1, 2), datetime.date(2025, 2, 20))
_CT04 = (datetime.date(2024, 1, 3), datetime.date(2025, 6, 28))
_A5, _A5_ACROSS, _ACROSS = (419.5, 595.3), (595.3, 419.5), (841.9, 595.3)
_SOME, _LINES = ("none", "dots"), ("dots", "rule")


def _taken(dates: _Dates, make: _Maker, ways: tuple[str, ...]) -> partial[Story]:
    return partial(taken, dates=dates, make=make, ways=ways)


def _told(dates: _Dates, make: _Maker, reasons: tuple[str, ...]) -> partial[Story]:
    return partial(told, dates=dates, make=make, reasons=reasons)


def _passed(
    dates: _Dates, make: _Maker, desks: tuple[str, ...], helpers: tuple[str, ...]
) -> partial[Story]:
    return partial(passed, dates=dates, make=make, desks=desks, helpers=helpers)


_OLD, _NEW = OLD_DATES, NEW_DATES
_RECEIPT, _COMPLETE, _REFUSE = receipts.TYPE, "phieu_bo_sung", "phieu_tu_choi"
_SORRY, _STOP, _CONTROL = "phieu_xin_loi", "thong_bao_dung", control.TYPE
TEMPLATES = (
    Template(_RECEIPT, "bien-nhan-kinh-doanh", TRAIN, _taken(_DISTRICTS, _trade, _COUNTERS),
             receipt_trade, _SOME),
    Template(_RECEIPT, "ct04-viet-tay", TRAIN, _taken(_CT04, _police, _RETURN), receipt_police,
             _LINES, ("",), _PEN, (12,)),
    Template(_RECEIPT, "bao-hiem-xa-hoi", TRAIN, _taken(_DISTRICTS, _insurance, _DELIVERY),
             receipt_insurance, _SOME, sizes=(12,)),
    Template(_COMPLETE, "sua-doi-kinh-doanh", TRAIN, _told(_DISTRICTS, _trade, _LACKING),
             complete_trade, ("none",)),
    Template(_COMPLETE, "mot-cua-huyen-viet-tay", TRAIN, _told(_DISTRICTS, _district, _UNCLEAR),
             complete_district, _LINES, ("",), _PEN, (10.5,), _A5_ACROSS, (44, 36, 20, 14)),
    Template(_COMPLETE, "nhan-o-duoi", TRAIN, _told(_NEW, _centre, _UNCLEAR), complete_labels,
             ("none",)),
    Template(_REFUSE, "cong-van-hai-noi", TRAIN, _told(_NEW, _land, _PLOT + _BARRED), refuse_land,
             ("none",)),
    Template(_REFUSE, "a5-xa-viet-tay", TRAIN, _told(_OLD, _village, _BARRED), refuse_commune,
             _LINES, ("",), _PEN, (11,), _A5, (36, 28, 26, 20)),
    Template(_REFUSE, "song-ngu-bang", TRAIN, _told(_NEW, _justice, _BARRED), refuse_english,
             ("none",)),
    Template(_SORRY, "bang-bon-cot", TRAIN, _told(_OLD, _land, _BEHIND[1:]), sorry_grid, ("none",)),
    Template(_SORRY, "kho-ngang-mot-dong", TRAIN, _told(_NEW, _nature, _BEHIND), sorry_across,
             ("none",), sizes=(12,), paper=_ACROSS, margins=(56, 50, 36, 30)),
    Template(_SORRY, "xa-danh-so-viet-tay", TRAIN, _told(_OLD, _village, _BEHIND[1:]),
             sorry_village, _LINES, ("",), _PEN, (12.5,)),
    Template(_STOP, "so-ba-muc", TRAIN, _told(_NEW, _nature, _ENDED), stop_department, ("none",)),
    Template(_STOP, "cong-an-viet-tay", TRAIN, _told(_NEW, _police, _ENDED[:2]), stop_police,
             _LINES, ("",), _PEN, (12,)),
    Template(_CONTROL, "iso-buoc-cong-viec", TRAIN, _passed(_NEW, _nature, _UNITS, _OTHERS),
             control_quality, ("none",), sizes=(11.5, 12)),
    Template(_CONTROL, "o-ke-cau-viet-tay", TRAIN, _passed(_OLD, _village, _OFFICES, _BESIDE),
             control_sentences, _LINES, ("",), _PEN, (12,)),
)  # fmt: skip
