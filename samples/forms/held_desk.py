"""Layouts held back to measure by: papers about dossiers, of offices that no other module has.

Departments of education, labour, home affairs and science, a district's justice office, the
police with the forms of Thông tư 66/2023/TT-BCA, forest rangers, job centres, centres of provinces.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import partial
from random import Random

from samples.forms import control, notices, receipts
from samples.forms.desk import NEW_DATES, OLD_DATES, dossier_code, later
from samples.forms.page import MOTTO, Page, Signer
from samples.forms.people import Place, capital, make_id, make_person, make_place, short
from samples.forms.template import EVAL, Story, Template, some_moment
from samples.forms.words import dmy

_Dates = tuple[datetime.date, datetime.date]
_Case = tuple[str, str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Unit:
    """An office; "{tinh}", "{huyen}" and "{xa}" stand for its province, district and commune.

    Attributes:
        above: The line of the unit above.
        own: Its name, as texts have it.
        at: The place that it writes from.
        mark: Ends its numbers.
        heads: Who signs, and in whose place.
        cases: Its procedures, their terms and papers.
    """

    above: str
    own: str
    at: str
    mark: str
    heads: tuple[tuple[str, str], ...]
    cases: tuple[_Case, ...]


_DIRECTOR = (
    ("", "GIÁM ĐỐC"),
    ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
    ("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"),
)
_EDUCATION = _Unit(
    "UBND {tinh}", "Sở Giáo dục và Đào tạo", "{tinh}", "SGDĐT", _DIRECTOR, (
        ("Chỉnh sửa nội dung văn bằng, chứng chỉ", "05 ngày làm việc", (
            "Đơn đề nghị chỉnh sửa nội dung văn bằng", "Bản chính bằng tốt nghiệp THPT",
            "Quyết định cho phép cải chính hộ tịch",
        )),
        ("Công nhận bằng tốt nghiệp do cơ sở giáo dục nước ngoài cấp", "15 ngày làm việc", (
            "Đơn đề nghị công nhận văn bằng", "Bản sao văn bằng kèm bản dịch",
            "Phụ lục văn bằng hoặc bảng điểm",
        )),
        ("Cho phép trung tâm ngoại ngữ hoạt động giáo dục", "15 ngày làm việc", (
            "Tờ trình đề nghị cho phép hoạt động", "Danh sách giáo viên, người quản lý",
            "Hợp đồng thuê địa điểm dạy học", "Chương trình giảng dạy",
        )),
    ),
)  # fmt: skip
_LABOUR = _Unit(
    "Ủy ban nhân dân {tinh}", "Sở Lao động - Thương binh và Xã hội", "{tinh}", "SLĐTBXH",
    _DIRECTOR, (
        ("Giải quyết chế độ mai táng phí đối với cựu chiến binh", "12 ngày làm việc", (
            "Tờ khai hưởng mai táng phí", "Bản sao trích lục khai tử",
            "Bản sao quyết định hưởng trợ cấp",
        )),
        ("Cấp lại Bằng Tổ quốc ghi công", "24 ngày làm việc", (
            "Đơn đề nghị cấp lại Bằng Tổ quốc ghi công", "Bản sao giấy chứng nhận gia đình liệt sĩ",
        )),
        ("Di chuyển hồ sơ người hưởng trợ cấp ưu đãi", "05 ngày làm việc", (
            "Đơn đề nghị di chuyển hồ sơ", "Xác nhận thông tin về cư trú",
        )),
    ),
)  # fmt: skip
_JUSTICE = _Unit(
    "UBND {huyen}", "Phòng Tư pháp", "{huyen}", "PTP",
    (("", "TRƯỞNG PHÒNG"), ("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG")), (
        ("Ghi vào Sổ hộ tịch việc kết hôn đã đăng ký ở nước ngoài", "05 ngày làm việc", (
            "Tờ khai ghi chú kết hôn", "Bản dịch giấy chứng nhận kết hôn",
        )),
        ("Xác định lại dân tộc", "03 ngày làm việc", (
            "Tờ khai xác định lại dân tộc", "Giấy khai sinh của cha", "Văn bản đồng ý của cha, mẹ",
        )),
        ("Đăng ký giám hộ có yếu tố nước ngoài", "05 ngày làm việc", (
            "Tờ khai đăng ký giám hộ", "Văn bản cử người giám hộ",
        )),
    ),
)  # fmt: skip
_POLICE = _Unit(
    "Công an {huyen}", "Công an {xa}", "{xa}", "CA", (("", "TRƯỞNG CÔNG AN"),), (
        ("Đăng ký thường trú", "07 ngày làm việc", (
            "Tờ khai thay đổi thông tin cư trú", "Giấy tờ chứng minh chỗ ở hợp pháp",
            "Văn bản đồng ý của chủ hộ",
        )),
        ("Gia hạn tạm trú", "03 ngày làm việc", (
            "Tờ khai thay đổi thông tin cư trú", "Hợp đồng thuê nhà",
        )),
        ("Khai báo thông tin về cư trú", "01 ngày làm việc", (
            "Tờ khai đề nghị khai báo thông tin về cư trú",
        )),
    ),
)  # fmt: skip
_LAND = _Unit(
    "Văn phòng Đăng ký đất đai {tinh}", "Chi nhánh Văn phòng Đăng ký đất đai {huyen}", "{huyen}",
    "CNVPĐK", (("", "GIÁM ĐỐC"), ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")), (
        ("Tách thửa đất và đăng ký biến động", "15 ngày làm việc", (
            "Đơn đề nghị tách thửa đất", "Giấy chứng nhận đã cấp",
        )),
        ("Đăng ký thay đổi tài sản gắn liền với đất", "10 ngày làm việc", (
            "Đơn đăng ký biến động", "Giấy phép xây dựng", "Sơ đồ nhà ở",
        )),
        ("Chuyển quyền sử dụng đất theo bản án của Tòa án", "10 ngày làm việc", (
            "Đơn đăng ký biến động", "Bản án đã có hiệu lực pháp luật",
        )),
    ),
)  # fmt: skip
_HOME = _Unit(
    "Ủy ban nhân dân {tinh}", "Sở Nội vụ", "{tinh}", "SNV", _DIRECTOR[:2], (
        ("Cấp giấy xác nhận thân nhân của người có công", "07 ngày làm việc", (
            "Đơn đề nghị cấp giấy xác nhận", "Bản sao giấy khai sinh",
        )),
        ("Gia hạn giấy phép lao động", "10 ngày làm việc", (
            "Văn bản đề nghị gia hạn giấy phép lao động", "Giấy khám sức khỏe",
        )),
        ("Trợ cấp một lần đối với thanh niên xung phong", "15 ngày làm việc", (
            "Bản khai cá nhân", "Giấy xác nhận hoàn thành nhiệm vụ",
        )),
    ),
)  # fmt: skip
_SCIENCE = _Unit(
    "UBND {tinh}", "Sở Khoa học và Công nghệ", "{tinh}", "SKHCN", _DIRECTOR[:2], (
        ("Cấp chứng chỉ nhân viên bức xạ", "10 ngày làm việc", (
            "Đơn đề nghị cấp chứng chỉ", "Bản sao chứng nhận đào tạo an toàn bức xạ",
        )),
        ("Cấp giấy phép sử dụng thiết bị X-quang chẩn đoán trong y tế", "25 ngày làm việc", (
            "Đơn đề nghị cấp giấy phép", "Phiếu khai báo thiết bị", "Báo cáo đánh giá an toàn",
        )),
        ("Cấp giấy phép thiết lập trang thông tin điện tử tổng hợp", "10 ngày làm việc", (
            "Đơn đề nghị cấp giấy phép", "Đề án hoạt động",
        )),
    ),
)  # fmt: skip
_HUB = _Unit(
    "Văn phòng UBND {tinh}", "Trung tâm Phục vụ hành chính công {tinh}", "{tinh}", "TTPVHCC",
    (("", "GIÁM ĐỐC"), ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")), (
        ("Cấp phiếu lý lịch tư pháp số 1", "10 ngày làm việc", (
            "Tờ khai yêu cầu cấp phiếu lý lịch tư pháp", "Bản chụp thẻ căn cước",
        )),
        ("Cấp giấy phép hành nghề khám bệnh, chữa bệnh", "30 ngày", (
            "Đơn đề nghị cấp giấy phép hành nghề", "Văn bằng chuyên môn",
            "Giấy xác nhận hoàn thành quá trình thực hành",
        )),
        ("Cấp Giấy chứng nhận đủ điều kiện kinh doanh dược", "20 ngày làm việc", (
            "Đơn đề nghị cấp Giấy chứng nhận", "Tài liệu kỹ thuật của cơ sở",
            "Bản sao Chứng chỉ hành nghề dược",
        )),
    ),
)  # fmt: skip
_JOBS = _Unit(
    "Sở Nội vụ {tinh}", "Trung tâm Dịch vụ việc làm", "{tinh}", "TTDVVL", _DIRECTOR[:2], (
        ("Giải quyết hưởng trợ cấp thất nghiệp", "20 ngày làm việc", ("Đơn đề nghị hưởng",)),
        ("Chuyển nơi hưởng trợ cấp thất nghiệp", "03 ngày làm việc", ("Đơn đề nghị chuyển",)),
        ("Hỗ trợ tham gia khóa đào tạo nghề", "15 ngày làm việc", ("Đơn đề nghị hỗ trợ",)),
    ),
)  # fmt: skip
_RANGERS = _Unit(
    "Sở Nông nghiệp và Môi trường", "Chi cục Kiểm lâm", "{tinh}", "CCKL",
    (("", "CHI CỤC TRƯỞNG"), ("KT. CHI CỤC TRƯỞNG", "PHÓ CHI CỤC TRƯỞNG")), (
        ("Cấp mã số cơ sở nuôi động vật rừng thông thường", "05 ngày làm việc", ("Đơn đề nghị",)),
        ("Phê duyệt phương án khai thác lâm sản", "10 ngày làm việc", ("Phương án khai thác",)),
        ("Xác nhận bảng kê lâm sản", "04 ngày làm việc", ("Bảng kê lâm sản",)),
    ),
)  # fmt: skip
_WARD = _Unit(
    "Ủy ban nhân dân {tinh}", "Ủy ban nhân dân {xa}", "{xa}", "UBND",
    (("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")), (
        ("Cấp giấy phép xây dựng nhà ở riêng lẻ", "15 ngày làm việc", ("Đơn đề nghị",)),
        ("Đăng ký khai tử", "01 ngày làm việc", ("Tờ khai đăng ký khai tử",)),
        ("Trợ cấp hưu trí xã hội", "10 ngày làm việc", ("Văn bản đề nghị",)),
    ),
)  # fmt: skip


def _day(story: Story, field: str) -> datetime.date:
    return datetime.date.fromisoformat(str(story.gold[field])[:10])


def _code(random: Random, place: Place, day: datetime.date, unit: _Unit) -> str:
    """A dossier's number; the police have their own."""
    if unit is not _POLICE:
        return dossier_code(random, place, day)
    one, two, number = (random.randrange(*ends) for ends in ((801, 899), (100, 700), (1, 90)))
    return f"G01.{one}.{two}.000-{day:%y%m%d}-{number:04d}"


def _at(
    story: Story, random: Random, day: datetime.date, unit: _Unit, field: str, kind: str = ""
) -> str:
    """The paper is such an office's; somebody from near by comes. How texts call the office."""
    place = make_place(random, day, detail=False)
    near = Place(make_place(random, day).detail, place.commune, place.district, place.province,
                 place.code)  # fmt: skip
    names = {"tinh": place.province, "huyen": place.district, "xa": place.commune}
    own = unit.own.format(**names)
    thay, chuc_vu = random.choice(unit.heads)
    sex = "Nam" if story.shown["ong_ba"] == "Ông" else "Nữ"
    story.text(**{
        field: own.upper(), "dia_chi": capital(near.full),
        "ma_ho_so": _code(random, place, day, unit),
        "so_phieu": f"{random.randrange(15, 1990)}/{kind}{unit.mark}",
    })  # fmt: skip
    story.also(
        cap_tren=unit.above.format(**names).upper(), noi=capital(short(unit.at.format(**names))),
        thay=thay, chuc_vu=chuc_vu, dau=own.upper(), don_vi=own,
        dinh_danh=make_id(random, place.code, sex, random.randrange(1956, 2004)),
    )  # fmt: skip
    story.optional = ("email", "so_dien_thoai")
    return own


def taken(random: Random, dates: _Dates, unit: _Unit, ways: tuple[str, ...]) -> Story:
    """A receipt by such an office."""
    story = receipts.receipt(random, dates)
    day = _day(story, "ngay_lap")
    _at(story, random, day, unit, "co_quan_tiep_nhan")
    title, term, papers = random.choice(unit.cases)
    story.text(
        noi_dung_yeu_cau=title, thoi_han_giai_quyet=term, nhan_ket_qua_tai=random.choice(ways)
    )
    story.moment("thoi_gian_tra", some_moment(random, later(day, int(term[:2]))))
    kinds = ("Bản chính", "Bản sao", "Bản chứng thực")
    rows = [(paper, random.choice(kinds), f"{random.randrange(1, 4)}") for paper in papers]
    story.list("thanh_phan_ho_so", rows, papers)
    return story


_ASKED = (
    "Bổ sung {}", "Lập lại {} theo đúng mẫu quy định", "Nộp {} có chứng thực",
    "Ghi đầy đủ thông tin trong {}",
)  # fmt: skip


def told(
    random: Random, dates: _Dates, unit: _Unit, reasons: tuple[str, ...], kind: str = ""
) -> Story:
    """A notice by such an office; `kind` stands in its number."""
    story = notices.notice(random, dates, reasons)
    _at(story, random, _day(story, "ngay_tiep_nhan"), unit, "co_quan", kind)
    title, _, papers = random.choice(unit.cases)
    chosen = random.sample(papers, random.randint(1, len(papers)))
    asked = [random.choice(_ASKED).format(item[:1].lower() + item[1:]) for item in chosen]
    written = _day(story, "ngay_lap")
    story.text(noi_dung_yeu_cau=title)
    story.list("noi_dung_bo_sung", [(item,) for item in asked], asked)
    story.also(
        lanh_dao=make_person(random, written, (1967, 1987)).name, han=dmy(later(written, 10))
    )
    return story


def passed(
    random: Random, dates: _Dates, unit: _Unit, desks: tuple[str, ...], helpers: tuple[str, ...]
) -> Story:
    """A sheet of control of such an office, whose desks hand the dossier on."""
    story = control.control(random, dates)
    own = _at(story, random, _day(story, "ngay_lap"), unit, "co_quan")
    found = story.rows["chuyen_giao"]
    names = [desks[0], *sorted(random.sample(desks[1:], len(found)), key=desks.index)]
    rows, gold = [], []
    for giver, taker, row in zip(names, names[1:], found, strict=False):
        result, (hour, date) = row[3], row[4].split()
        day, month, year = date.split("/")
        clock = hour.replace(":", " giờ ")
        rows.append((giver, taker, date, hour, result, clock, row[5], row[6]))
        gold.append({
            "giao": giver, "nhan": taker, "ket_qua": result,
            "thoi_gian": f"{year}-{month}-{day}T{hour}",
        })  # fmt: skip
    story.list("chuyen_giao", rows, gold)
    story.text(co_quan_giai_quyet=own, co_quan_phoi_hop=random.choice(helpers))
    story.also(viec=random.choice(unit.cases)[0])
    return story


_DATED = "<i>{noi:50}, ngày {ngay_lap.d:20} tháng {ngay_lap.m:20} năm {ngay_lap.y:30}</i>"
_NAMED = "<i>(Ký, ghi rõ họ tên)</i>"


def _head(page: Page, *left: str, field: str = "co_quan", share: float = 0.42) -> None:
    """The office on the left with what stands below it, date on the right."""
    page.head(("{cap_tren:100}", f"<b>{{{field}}}</b>", "_", *left), (*MOTTO, "_", _DATED),
              share=share)  # fmt: skip


def _title(page: Page) -> tuple[str, ...]:
    """Who signs, and in whose place."""
    return ("<b>{thay}</b>",) * bool(page.value("thay")) + ("<b>{chuc_vu}</b>",)


def _sealed(page: Page, *copies: str, name: str = "{nguoi_ky}", ink: str = "red") -> None:
    """Copies on the left, the sealed signature on the right."""
    page.gap(6)
    page.sign(
        Signer(("<b><i>Nơi nhận:</i></b>", *(f"- {copy}" for copy in copies)), signed=False),
        Signer(_title(page), f"<b>{name}</b>", "dau", room=88, ink=ink),
    )


def _grid(page: Page, *rows: tuple[tuple[float, ...], tuple[str, ...]]) -> None:
    """Rows of one ruled table, each with cells of its own widths."""
    for widths, cells in rows:
        page.table(widths, [cells], least=24)
        page.y -= page.style.size - 1
    page.y += page.style.size


def _full(label: str, key: str) -> str:
    return (
        f"{label} {{{key}.h:20}} giờ {{{key}.min:20}} phút, ngày {{{key}.d:20}} tháng "
        f"{{{key}.m:20}} năm {{{key}.y:32}}"
    )


# Giấy tiếp nhận.


def receipt_sides(page: Page, random: Random) -> None:
    """A department of education: person on the left, dossier on the right, papers below."""
    _head(page, "Số: {so_phieu:60}", field="co_quan_tiep_nhan")
    page.gap(14)
    page.line("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", 14)
    page.gap(8)
    page.columns(
        ("<b>Tổ chức, cá nhân</b>", "Họ tên: {nguoi_nop}", "Địa chỉ: {dia_chi}",
         "Điện thoại: {so_dien_thoai}", "Email: {email}"),
        ("<b>Hồ sơ</b>", "Mã hồ sơ: {ma_ho_so}", "Thủ tục: {noi_dung_yeu_cau}",
         "Số lượng: {so_luong_ho_so:24} bộ", "Thời hạn giải quyết: {thoi_han_giai_quyet}"),
    )  # fmt: skip
    page.gap(2)
    page.para("<b>Thành phần hồ sơ gồm:</b>")
    page.gap(8)
    head = ("Số TT", "Tên văn bản, giấy tờ", "Hình thức", "Số bản")
    rows = [(str(i), *row[:3]) for i, row in enumerate(page.cells("thanh_phan_ho_so"), 1)]
    page.table((1.2, 8, 2.6, 1.4), [tuple(f"<b>{h}</b>" for h in head), *rows], centred=(0, 3))
    page.para(_full("Thời gian nhận hồ sơ:", "thoi_gian_nhan"))
    page.para(_full("Thời gian trả kết quả:", "thoi_gian_tra"))
    page.para("Đăng ký nhận kết quả tại: {nhan_ket_qua_tai}")
    if random.random() < 0.5:
        page.para("Lệ phí: Không.")
    page.gap(4)
    page.sign(
        Signer(("<b>NGƯỜI NỘP HỒ SƠ</b>", _NAMED), "{nguoi_nop_ky}"),
        Signer(("<b>NGƯỜI TIẾP NHẬN HỒ SƠ</b>", _NAMED), "{nguoi_tiep_nhan}"),
    )


def receipt_statement(page: Page, _: Random) -> None:
    """A district's justice office, by pen: the official says what was given to him."""
    page.head(("{cap_tren:100}", "<b>{co_quan_tiep_nhan}</b>", "_", "Số: {so_phieu:60}"))
    page.gap(14)
    page.line("GIẤY BIÊN NHẬN HỒ SƠ", 15)
    page.line("và hẹn trả kết quả", 12.5)
    page.gap(6)
    page.para(_full("Hồi", "thoi_gian_nhan") + ", tại Phòng Tư pháp.", indent=24)
    page.para("Tôi là: {nguoi_tiep_nhan}, chuyên viên")
    page.para("Đã nhận của ông (bà): {nguoi_nop}")
    page.para("Nơi cư trú: {dia_chi}")
    page.para("Số điện thoại: {so_dien_thoai}")
    page.para("{so_luong_ho_so:30} bộ hồ sơ về việc: {noi_dung_yeu_cau}")
    page.para("Mã số hồ sơ: {ma_ho_so}")
    page.para("Hồ sơ gồm những giấy tờ sau:")
    for i, row in enumerate(page.cells("thanh_phan_ho_so"), 1):
        page.para(f"{i}. {row[0]}", indent=20)
    page.para("Thời hạn giải quyết: {thoi_han_giai_quyet}")
    page.para(_full("Hẹn trả kết quả:", "thoi_gian_tra"))
    page.para("Nơi trả kết quả: {nhan_ket_qua_tai}")
    page.gap(4)
    page.sign(
        Signer(("<b>Người giao hồ sơ</b>", "<i>(Ký tên)</i>"), "{nguoi_nop_ky}"),
        Signer(("<b>Người nhận hồ sơ</b>", "<i>(Ký tên)</i>"), "{nguoi_tiep_nhan}"),
    )


def receipt_cells(page: Page, random: Random) -> None:
    """A province's centre: label and value share a ruled cell; the code below, by the officer."""
    page.motto(12)
    page.gap(2)
    page.para("{cap_tren}", align="centre", size=10.5)
    page.para("<b>{co_quan_tiep_nhan}</b>", align="centre", size=11)
    page.gap(10)
    page.line("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", 14)
    page.gap(12)
    papers = "\n".join(f"{i}. {row[0]}" for i, row in enumerate(page.cells("thanh_phan_ho_so"), 1))
    at = "{{{0}.h}} giờ {{{0}.min}} phút, {{{0}}}".format
    fee = random.choice(("Không", "Theo biên lai", "Đã thanh toán trực tuyến"))
    _grid(
        page,
        ((3, 2), ("Mã hồ sơ: <b>{ma_ho_so}</b>", "Số: {so_phieu}")),
        ((3, 2), ("Người nộp hồ sơ: <b>{nguoi_nop}</b>", "Số điện thoại: {so_dien_thoai}")),
        ((1,), ("Địa chỉ: {dia_chi}",)),
        ((1,), ("Email: {email}",)),
        ((1,), ("Nội dung yêu cầu giải quyết: {noi_dung_yeu_cau}",)),
        ((1,), (f"Thành phần hồ sơ nộp gồm:\n{papers}",)),
        ((2, 3), ("Số lượng hồ sơ: {so_luong_ho_so} bộ",
                  "Thời gian giải quyết theo quy định: {thoi_han_giai_quyet}")),
        ((1, 1), (f"Thời gian nhận hồ sơ: {at('thoi_gian_nhan')}",
                  f"Thời gian trả kết quả: {at('thoi_gian_tra')}")),
        ((3, 2), ("Nhận kết quả tại: {nhan_ket_qua_tai}", f"Phí, lệ phí: {fee}")),
    )  # fmt: skip
    page.code(page.left + 20, page.y + 2, 58, page.value("ma_ho_so"))
    page.sign(
        Signer(()),
        Signer(("<b>CÔNG CHỨC TIẾP NHẬN</b>", "<i>(Ký và ghi rõ họ tên)</i>"), "{nguoi_tiep_nhan}",
               room=52),
    )  # fmt: skip
    page.gap(4)
    page.para("Tra cứu tình trạng xử lý hồ sơ bằng cách quét mã QR.", size=9.5, style="i")


_OFFICE = ("Bộ phận Một cửa của Sở", "Trung tâm Phục vụ hành chính công tỉnh", "Bưu chính")
_ROOMS = ("Phòng Tư pháp", "Bộ phận Tiếp nhận và Trả kết quả")
_HUBS = ("Quầy số 7", "Quầy trả kết quả", "Qua dịch vụ bưu chính công ích", "Trực tuyến")
_PEN = frozenset(
    {
        "so_phieu", "ma_ho_so", "nguoi_nop", "dia_chi", "so_dien_thoai", "noi_dung_yeu_cau",
        "thanh_phan_ho_so", "so_luong_ho_so", "thoi_han_giai_quyet", "thoi_gian_nhan",
        "thoi_gian_tra", "nhan_ket_qua_tai", "nguoi_tiep_nhan", "nguoi_nop_ky", "dinh_danh",
        "noi_dung_bo_sung", "ly_do", "ngay_lap", "nguoi_huong_dan", "nguoi_ky", "ngay_tiep_nhan",
        "ngay_hen_tra", "ngay_hen_lai", "chuyen_giao", "co_quan_giai_quyet", "co_quan_phoi_hop",
    }
)  # fmt: skip
_SOME, _LINES = ("none", "dots"), ("dots", "rule")
_OLD, _NEW = OLD_DATES, NEW_DATES
_BEFORE = (datetime.date(2019, 1, 2), datetime.date(2025, 2, 20))
_CT = (datetime.date(2024, 1, 3), datetime.date(2025, 2, 20))
_A5, _A5_ACROSS, _ACROSS = (419.5, 595.3), (595.3, 419.5), (841.9, 595.3)


def _taken(dates: _Dates, unit: _Unit, ways: tuple[str, ...]) -> partial[Story]:
    return partial(taken, dates=dates, unit=unit, ways=ways)


def _told(dates: _Dates, unit: _Unit, reasons: tuple[str, ...], kind: str = "") -> partial[Story]:
    return partial(told, dates=dates, unit=unit, reasons=reasons, kind=kind)


def _passed(
    dates: _Dates, unit: _Unit, desks: tuple[str, ...], helpers: tuple[str, ...]
) -> partial[Story]:
    return partial(passed, dates=dates, unit=unit, desks=desks, helpers=helpers)


_RECEIPT, _COMPLETE, _REFUSE = receipts.TYPE, "phieu_bo_sung", "phieu_tu_choi"
_SORRY, _STOP, _CONTROL = "phieu_xin_loi", "thong_bao_dung", control.TYPE
TEMPLATES: tuple[Template, ...] = (
    Template(_RECEIPT, "giao-duc-hai-ben", EVAL, _taken(_OLD, _EDUCATION, _OFFICE), receipt_sides,
             _SOME, sizes=(12,)),
    Template(_RECEIPT, "tu-phap-toi-la-viet-tay", EVAL, _taken(_BEFORE, _JUSTICE, _ROOMS),
             receipt_statement, _LINES, ("",), _PEN, (12.5,)),
    Template(_RECEIPT, "nhan-trong-o", EVAL, _taken(_NEW, _HUB, _HUBS), receipt_cells, ("none",),
             sizes=(12,)),
)  # fmt: skip
