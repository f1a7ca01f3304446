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


# Phiếu yêu cầu bổ sung.


def complete_deadline(page: Page, random: Random) -> None:
    """A department of labour: what is wanted until when; who explains signs beside the head."""
    _head(page, "Số: {so_phieu:70}")
    page.gap(14)
    page.line("PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ", 14)
    page.gap(6)
    page.para("Kính gửi: {ong_ba} {nguoi_nop:140}", align="centre")
    page.gap(4)
    page.para("Địa chỉ: {dia_chi}", indent=28)
    page.para("Số điện thoại: {so_dien_thoai}", indent=28)
    page.para(
        "Ngày {ngay_tiep_nhan:66}, {don_vi} tiếp nhận hồ sơ của {ong_ba}, mã hồ sơ"
        " {ma_ho_so:110}. Nội dung yêu cầu giải quyết: {noi_dung_yeu_cau:150}.", indent=28,
    )  # fmt: skip
    page.para("Lý do hồ sơ chưa được giải quyết: {ly_do}.", indent=28)
    page.para("Đề nghị {ong_ba} bổ sung, hoàn thiện:", indent=28)
    page.gap(8)
    head = ("Số TT", "Nội dung bổ sung, hoàn thiện", "Thời hạn nộp")
    rows = [
        (str(i), row[0], "trước ngày {han}")
        for i, row in enumerate(page.cells("noi_dung_bo_sung"), 1)
    ]
    page.table((1.2, 8, 2.8), [tuple(f"<b>{h}</b>" for h in head), *rows], centred=(0, 2))
    if random.random() < 0.5:
        page.para("Quá thời hạn trên mà hồ sơ không được bổ sung, Sở sẽ trả lại hồ sơ.", indent=28)
    page.gap(6)
    page.sign(
        Signer(("<b>NGƯỜI HƯỚNG DẪN</b>", _NAMED), "{nguoi_huong_dan}", room=74),
        Signer(_title(page), "<b>{lanh_dao}</b>", "dau", room=88),
    )


def complete_residence(page: Page, _: Random) -> None:
    """Mẫu CT05 of the police, by pen: guidance how to complete a dossier on residence."""
    page.para("Mẫu CT05 ban hành theo Thông tư số 66/2023/TT-BCA", align="right", size=9.5,
              style="i")  # fmt: skip
    page.gap(7)
    page.head(("{cap_tren:100}", "<b>{co_quan}</b>", "_", "Số: {so_phieu:60}"), (*MOTTO, "_"))
    page.gap(14)
    page.line("PHIẾU HƯỚNG DẪN HOÀN THIỆN HỒ SƠ", 14.5)
    page.gap(6)
    page.para("Hồ sơ của ông/bà: {nguoi_nop}", indent=24)
    page.para("Số định danh cá nhân: {dinh_danh}", indent=24)
    page.para("Nội dung yêu cầu giải quyết: {noi_dung_yeu_cau}", indent=24)
    page.para("Nơi cư trú: {dia_chi}", indent=24)
    page.para("Số điện thoại: {so_dien_thoai}", indent=24)
    page.para("Mã hồ sơ (nếu có): {ma_ho_so}", indent=24)
    page.para("Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:", indent=24)
    for i, row in enumerate(page.cells("noi_dung_bo_sung"), 1):
        page.para(f"{i}. {row[0]}", indent=24)
    page.para("Lý do: {ly_do}", indent=24, spare=1)
    page.para("Khi có vướng mắc, ông/bà liên hệ với cơ quan đăng ký cư trú để được hướng dẫn cụ"
              " thể.", indent=24)  # fmt: skip
    page.gap(2)
    page.para(_DATED, align="right")
    page.sign(Signer(()), Signer(("<b>NGƯỜI HƯỚNG DẪN</b>", "<i>(Ký và ghi rõ họ tên)</i>"),
                                 "{nguoi_huong_dan}"))  # fmt: skip


def complete_message(page: Page, random: Random) -> None:
    """A centre's message from the portal: reason and wishes first, the dossier in a table last."""
    page.para("{cap_tren}", size=10.5)
    page.para("<b>{co_quan}</b>", size=11)
    page.code(page.right - 48, 34, 48, page.value("ma_ho_so"))
    page.gap(20)
    page.line("THÔNG BÁO YÊU CẦU BỔ SUNG HỒ SƠ", 15)
    page.line("Số {so_phieu:70} ngày {ngay_lap:66}", 0, "")
    page.gap(6)
    page.para("Kính gửi {ong_ba} <b>{nguoi_nop}</b>,")
    page.para(
        random.choice((
            "Hồ sơ trực tuyến của {ong_ba} đã được kiểm tra và cần bổ sung trước khi xử lý tiếp.",
            "Trung tâm chưa thể tiếp nhận chính thức hồ sơ của {ong_ba}.",
        ))
    )  # fmt: skip
    page.gap(2)
    page.para("<b>Lý do cần bổ sung</b>")
    page.para("{ly_do}")
    page.gap(2)
    page.para("<b>Nội dung cần bổ sung</b>")
    for row in page.cells("noi_dung_bo_sung"):
        page.para(f"• {row[0]}", indent=10)
    page.gap(2)
    page.para("<b>Thông tin hồ sơ</b>")
    page.gap(8)
    page.table((3, 7), [
        ("Mã hồ sơ", "{ma_ho_so}"), ("Tên thủ tục hành chính", "{noi_dung_yeu_cau}"),
        ("Ngày nộp", "{ngay_tiep_nhan}"), ("Số điện thoại", "{so_dien_thoai}"),
        ("Địa chỉ", "{dia_chi}"), ("Cán bộ hướng dẫn", "{nguoi_huong_dan}"),
    ])  # fmt: skip
    page.para("Thông báo được gửi tự động, {ong_ba} không cần trả lời thư này.", style="i", size=10)


# Phiếu từ chối.


def refuse_residence(page: Page, _: Random) -> None:
    """Mẫu CT06 of the police: who, what and why not, two sign."""
    page.para("Mẫu CT06 ban hành theo Thông tư số 66/2023/TT-BCA", align="right", size=9.5,
              style="i")  # fmt: skip
    page.gap(7)
    _head(page, "Số: {so_phieu:60}")
    page.gap(14)
    page.line("PHIẾU TỪ CHỐI", 14.5)
    page.line("TIẾP NHẬN, GIẢI QUYẾT HỒ SƠ ĐĂNG KÝ CƯ TRÚ", 13)
    page.gap(6)
    page.para("{don_vi} đã xem xét hồ sơ mã số {ma_ho_so:110} của:", indent=24)
    page.row("Ông/bà: {nguoi_nop}", "Số ĐDCN: {dinh_danh}", widths=(5, 4))
    page.row("Nơi cư trú: {dia_chi}", "ĐT: {so_dien_thoai}", widths=(5, 3))
    page.para("Nội dung yêu cầu giải quyết: {noi_dung_yeu_cau}")
    page.para("Cơ quan đăng ký cư trú từ chối tiếp nhận, giải quyết hồ sơ này. Lý do từ chối:",
              indent=24)  # fmt: skip
    page.para("{ly_do}", indent=24, spare=2)
    page.para("Xin thông báo để ông/bà được biết./.", indent=24)
    page.gap(6)
    page.sign(
        Signer(("<b>NGƯỜI NỘP HỒ SƠ</b>", "<i>(Ký và ghi rõ họ tên)</i>"), "{nguoi_nop_ky}"),
        Signer(("<b>CÁN BỘ TIẾP NHẬN HỒ SƠ</b>", "<i>(Ký và ghi rõ họ tên)</i>"), "{nguoi_ky}"),
    )


def refuse_online(page: Page, _: Random) -> None:
    """A department's print-out: small labels above values in two columns, the reason framed."""
    page.para("{cap_tren}", align="centre", size=11)
    page.para("<b>{co_quan}</b>", align="centre", size=12)
    page.rule(50, up=9)
    page.gap(12)
    page.line("PHIẾU TỪ CHỐI TIẾP NHẬN HỒ SƠ", 15)
    page.line("(Hồ sơ nộp trực tuyến)", 11, "i")
    page.gap(8)
    page.columns(
        ("<i>Số phiếu</i>", "{so_phieu}", "<i>Người nộp hồ sơ</i>", "<b>{nguoi_nop}</b>",
         "<i>Địa chỉ</i>", "{dia_chi}"),
        ("<i>Mã hồ sơ</i>", "<b>{ma_ho_so}</b>", "<i>Số điện thoại</i>", "{so_dien_thoai}",
         "<i>Ngày nộp hồ sơ</i>", "{ngay_tiep_nhan}"), gap=30,
    )  # fmt: skip
    page.para("<i>Thủ tục hành chính</i>")
    page.para("{noi_dung_yeu_cau}")
    page.gap(12)
    top = page.y - page.style.size
    page.para("<i>Lý do từ chối</i>", x0=page.left + 10, x1=page.right - 10)
    page.para("{ly_do}", x0=page.left + 10, x1=page.right - 10)
    page.frame(page.left, top - 6, page.right, page.y - page.style.size + 4)
    page.gap(12)
    page.para("Ngày {ngay_lap.d:20} tháng {ngay_lap.m:20} năm {ngay_lap.y:32}", align="right",
              style="i")  # fmt: skip
    page.sign(
        Signer(()),
        Signer((*_title(page), "<i>(Đã ký số)</i>"), "<b>{nguoi_ky}</b>", signed=False, room=24),
    )


def refuse_numbered(page: Page, random: Random) -> None:
    """A land branch's notice before the merger: four numbered sentences, two data in each."""
    _head(page, "Số: {so_phieu:70}", share=0.45)
    page.gap(14)
    page.line("THÔNG BÁO", 15)
    page.line("Về việc từ chối giải quyết hồ sơ đăng ký đất đai", 13)
    page.rule(50, up=11)
    page.gap(8)
    page.para("1. Người nộp hồ sơ: {nguoi_nop:130}. Số điện thoại: {so_dien_thoai:76}.", indent=28)
    page.para("Địa chỉ thường trú: {dia_chi:200}.", indent=28)
    page.para("2. Hồ sơ mã số {ma_ho_so:110}, nộp ngày {ngay_tiep_nhan:66}, nội dung yêu cầu giải"
              " quyết: {noi_dung_yeu_cau:150}.", indent=28)  # fmt: skip
    page.para("3. Sau khi kiểm tra, {don_vi} từ chối giải quyết hồ sơ nêu trên với lý do:"
              " {ly_do}.", indent=28)  # fmt: skip
    page.para(
        random.choice((
            "4. Giấy tờ gốc trong hồ sơ được trả lại cho người nộp tại Bộ phận Một cửa.",
            "4. Người nộp hồ sơ có quyền khiếu nại theo quy định của pháp luật.",
        )), indent=28,
    )  # fmt: skip
    _sealed(page, "Người nộp hồ sơ;", "Phòng TN&MT;", "Lưu: VT, ĐK&CG.")


# Phiếu xin lỗi.


def sorry_because(page: Page, random: Random) -> None:
    """A job centre's letter: the reason comes first, the days after it."""
    _head(page, "Số: {so_phieu:70}")
    page.gap(16)
    page.line("VĂN BẢN XIN LỖI", 15)
    page.line("Về việc chậm trả kết quả giải quyết hồ sơ", 13)
    page.rule(50, up=11)
    page.gap(6)
    page.para("Kính gửi: {ong_ba} {nguoi_nop:140}", align="centre")
    page.gap(6)
    page.para(
        "{don_vi} đã tiếp nhận hồ sơ mã số {ma_ho_so:110} của {ong_ba}, yêu cầu giải quyết:"
        " {noi_dung_yeu_cau:150}.", indent=28,
    )  # fmt: skip
    page.para(
        "Vì lý do: {ly_do} nên hồ sơ nhận ngày {ngay_tiep_nhan:66} không kịp giải quyết để trả kết"
        " quả vào ngày {ngay_hen_tra:66} như đã hẹn.", indent=28,
    )  # fmt: skip
    page.para(
        random.choice((
            "Trung tâm xin lỗi {ong_ba} và hẹn trả kết quả vào ngày {ngay_hen_lai:66}.",
            "Trung tâm chân thành xin lỗi {ong_ba}. Thời gian trả kết quả được hẹn lại là ngày"
            " {ngay_hen_lai:66}.",
        )), indent=28,
    )  # fmt: skip
    page.para("Trân trọng./.", indent=28)
    _sealed(page, "Như trên;", "Sở Nội vụ (báo cáo);", "Lưu: VT, BHTN.")


def sorry_across(page: Page, _: Random) -> None:
    """A justice office's slip across A5, by pen: three days in one line."""
    page.head(("{cap_tren:110}", "<b>{co_quan}</b>", "_"), size=10, share=0.42)
    page.gap(2)
    page.line("PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ", 13.5)
    page.row("Số phiếu: {so_phieu}", "Mã hồ sơ: {ma_ho_so}", widths=(2, 3))
    page.para("Ông (bà): {nguoi_nop}")
    page.para("Nội dung hồ sơ: {noi_dung_yeu_cau}")
    page.row("Ngày nhận: {ngay_tiep_nhan}", "Hẹn trả ngày: {ngay_hen_tra}",
             "Hẹn lại ngày: {ngay_hen_lai}", widths=(4, 4.5, 4.5))  # fmt: skip
    page.para("Lý do chậm: {ly_do}")
    page.para("Phòng Tư pháp xin lỗi và mong ông (bà) thông cảm.", style="i")
    page.sign(
        Signer(("<b>Người nhận phiếu</b>",), "{nguoi_nop_ky}", room=70),
        Signer(("Ngày {ngay_lap.d:20} tháng {ngay_lap.m:20} năm {ngay_lap.y:32}", *_title(page)),
               "{nguoi_ky}", "dau", room=96),
    )  # fmt: skip


def sorry_timeline(page: Page, random: Random) -> None:
    """A department's form: the dossier's days below each other in a table of their own."""
    _head(page, "Số: {so_phieu:70}")
    page.gap(14)
    page.line("PHIẾU XIN LỖI", 15)
    page.line("VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ", 13)
    page.gap(6)
    page.para("Họ và tên người nộp hồ sơ: {nguoi_nop}")
    page.para("Mã hồ sơ: {ma_ho_so}")
    page.para("Tên thủ tục hành chính: {noi_dung_yeu_cau}")
    page.para("Tiến độ giải quyết hồ sơ:")
    page.gap(8)
    page.table((1, 6, 4), [
        ("<b>TT</b>", "<b>Mốc thời gian</b>", "<b>Ngày, tháng, năm</b>"),
        ("1", "Tiếp nhận hồ sơ", "{ngay_tiep_nhan}"),
        ("2", "Trả kết quả theo giấy hẹn", "{ngay_hen_tra}"),
        ("3", "Trả kết quả hẹn lại", "<b>{ngay_hen_lai}</b>"),
    ], centred=(0, 2))  # fmt: skip
    page.para("Lý do chậm trả kết quả: {ly_do}.", spare=1)
    page.para(
        "{don_vi} " + random.choice((
            "xin lỗi và mong nhận được sự thông cảm của ông (bà)./.",
            "thành thật xin lỗi ông (bà) vì sự chậm trễ nêu trên./.",
        ))
    )  # fmt: skip
    _sealed(page, "Người nộp hồ sơ;", "Trung tâm PVHCC;", "Lưu: VT.", ink="blue")


# Thông báo dừng.


def stop_schedule(page: Page, random: Random) -> None:
    """Home affairs: legal grounds, then the dossier as the one row of a list."""
    _head(page, "Số: {so_phieu:70}")
    page.gap(14)
    page.line("THÔNG BÁO", 15)
    page.line("Về việc dừng giải quyết hồ sơ thủ tục hành chính", 13)
    page.rule(50, up=11)
    page.gap(6)
    page.para(
        "Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ, {don_vi}"
        " thông báo dừng giải quyết hồ sơ sau đây:", indent=28,
    )  # fmt: skip
    page.gap(8)
    head = ("Mã hồ sơ", "Tổ chức, cá nhân", "Nội dung yêu cầu giải quyết", "Lý do dừng giải quyết")
    keys = ("ma_ho_so", "nguoi_nop", "noi_dung_yeu_cau", "ly_do")
    page.table((3.4, 2.8, 3.6, 4), [
        tuple(f"<b>{name}</b>" for name in head), tuple(f"{{{key}}}" for key in keys),
    ], least=44)  # fmt: skip
    page.para(
        random.choice((
            "Tổ chức, cá nhân liên hệ Trung tâm Phục vụ hành chính công để nhận lại hồ sơ đã nộp.",
            "Hồ sơ được kết thúc trên Hệ thống thông tin giải quyết thủ tục hành chính.",
        )), indent=28,
    )  # fmt: skip
    page.para("{don_vi} thông báo để tổ chức, cá nhân biết./.", indent=28)
    _sealed(page, "Như trên;", "TTPVHCC tỉnh;", "Lưu: VT, CCHC.")


def stop_named(page: Page, _: Random) -> None:
    """Forest rangers: the dossier's number in the title, the reason under a heading."""
    _head(page, "Số: {so_phieu:70}")
    page.gap(14)
    page.line("THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ", 15)
    page.line("(Mã hồ sơ: {ma_ho_so:110})", 0, "")
    page.gap(6)
    page.para("Kính gửi: {nguoi_nop:140}", align="centre")
    page.gap(6)
    page.para(
        "Ngày {ngay_tiep_nhan.d:20} tháng {ngay_tiep_nhan.m:20} năm {ngay_tiep_nhan.y:32},"
        " {don_vi} nhận được hồ sơ của {ong_ba} về việc {noi_dung_yeu_cau:150}.", indent=28,
    )  # fmt: skip
    page.para("{don_vi} dừng giải quyết hồ sơ này.", indent=28)
    page.para("<b>Lý do:</b>", indent=28)
    page.para("- {ly_do}.", indent=28, spare=1)
    page.para("<b>Hướng xử lý tiếp theo:</b>", indent=28)
    page.para("- {ong_ba} nộp hồ sơ mới khi có đủ điều kiện theo quy định.", indent=28)
    _sealed(page, "Như trên;", "Hạt Kiểm lâm sở tại;", "Lưu: VT, QLBVR.")


def stop_numbered(page: Page, _: Random) -> None:
    """A ward's form, by pen: data in numbered lines, who received it signs too."""
    page.head(("{cap_tren:100}", "<b>{co_quan}</b>", "_"), (*MOTTO, "_", _DATED))
    page.gap(12)
    page.line("THÔNG BÁO", 15)
    page.line("Dừng giải quyết hồ sơ", 13)
    page.line("Số: {so_phieu:80}", 0, "")
    page.gap(6)
    page.para("1. Họ và tên người nộp hồ sơ: {nguoi_nop}")
    page.para("2. Địa chỉ: {dia_chi}")
    page.para("3. Mã hồ sơ: {ma_ho_so}")
    page.para("4. Ngày tiếp nhận: {ngay_tiep_nhan}")
    page.para("5. Nội dung yêu cầu giải quyết: {noi_dung_yeu_cau}", spare=1)
    page.para("6. Lý do dừng giải quyết: {ly_do}", spare=1)
    page.para("Đề nghị ông (bà) đến Trung tâm Phục vụ hành chính công để nhận lại giấy tờ.",
              indent=20)  # fmt: skip
    page.gap(6)
    page.sign(
        Signer(("<b>NGƯỜI NHẬN THÔNG BÁO</b>", _NAMED), "{nguoi_nop_ky}", room=80),
        Signer(_title(page), "{nguoi_ky}", "dau", room=92),
    )


# Phiếu kiểm soát.


def control_turned(page: Page, _: Random) -> None:
    """A department's sheet across the page: a column a hand-over, room for five."""
    page.head(("{cap_tren}", "<b>{co_quan}</b>", "_"), (*MOTTO, "_", _DATED), size=11.5)
    page.gap(12)
    page.line("PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ", 14)
    page.gap(2)
    page.row("Mã hồ sơ: {ma_ho_so}", "Thủ tục: {viec}", widths=(2, 3))
    page.row("Cơ quan giải quyết: {co_quan_giai_quyet}", "Cơ quan phối hợp: {co_quan_phoi_hop}",
             widths=(2, 3))  # fmt: skip
    page.gap(8)
    found = page.cells("chuyen_giao", 5)
    empty = [["{trong}"] * 8] * (5 - len(found))
    steps = [*found, *empty]
    labels = (("Bên giao", 0), ("Bên nhận", 1), ("Ngày giao nhận", 2), ("Giờ", 3), ("Kết quả", 4))
    rows = [(label, *(row[column] for row in steps)) for label, column in labels]
    head = ("<b>Nội dung</b>", *(f"<b>Lần {i}</b>" for i in range(1, 6)))
    blank = ("Bên giao ký", *[""] * 5), ("Bên nhận ký", *[""] * 5)
    page.table((2.6, 3, 3, 3, 3, 3), [head, *rows, *blank], centred=(1, 2, 3, 4, 5), least=28)


def control_two_heads(page: Page, _: Random) -> None:
    """A ward's print-out: the table's head has two rows, parties and time below wider names."""
    page.motto(12)
    page.gap(4)
    page.para("<b>{co_quan}</b>", align="centre")
    page.gap(4)
    page.line("PHIẾU KIỂM SOÁT", 15)
    page.line("QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ", 13)
    page.gap(6)
    for label, key in (
        ("Mã hồ sơ:", "ma_ho_so"), ("Cơ quan giải quyết hồ sơ:", "co_quan_giai_quyet"),
        ("Cơ quan phối hợp giải quyết:", "co_quan_phoi_hop"),
    ):  # fmt: skip
        page.row(label, f"{{{key}}}", widths=(3, 6))
    page.gap(8)
    page.table((1, 8, 4, 3), [("<b>STT</b>", "<b>Giao, nhận hồ sơ</b>",
                               "<b>Thời gian giao, nhận</b>", "<b>Kết quả</b>")])  # fmt: skip
    page.y -= page.style.size - 1
    under = ("<b></b>", "<b>Giao</b>", "<b>Nhận</b>", "<b>Giờ</b>", "<b>Ngày</b>",
             "<b>(trước hạn/đúng hạn/quá hạn)</b>")  # fmt: skip
    rows = [
        (str(i), row[0], row[1], row[3], row[2], row[4])
        for i, row in enumerate(page.cells("chuyen_giao", 5), 1)
    ]
    page.table((1, 4, 4, 1.6, 2.4, 3), [under, *rows], centred=(0, 3, 4, 5), least=28)
    page.sign(
        Signer(("<b>LÃNH ĐẠO ỦY BAN</b>",), signed=False, room=46),
        Signer(("<b>CÔNG CHỨC MỘT CỬA</b>",), "{lanh_dao}", room=46),
    )


def control_outcome(page: Page, _: Random) -> None:
    """A land branch's sheet, by pen: time and outcome before those who gave and took."""
    _head(page, share=0.45)
    page.gap(14)
    page.line("PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ", 14)
    page.gap(4)
    page.para("Mã số hồ sơ: {ma_ho_so}")
    page.para("Đơn vị giải quyết hồ sơ: {co_quan_giai_quyet}")
    page.para("Đơn vị phối hợp: {co_quan_phoi_hop}")
    page.gap(8)
    head = ("TT", "Thời gian giao, nhận hồ sơ", "Kết quả giải quyết", "Bộ phận giao",
            "Bộ phận nhận", "Ký nhận")  # fmt: skip
    rows = [
        (str(i), f"{row[5]}\n{row[2]}", row[4], row[0], row[1], "")
        for i, row in enumerate(page.cells("chuyen_giao", 5), 1)
    ]
    page.table((1, 3, 2.4, 4, 4, 1.8), [tuple(f"<b>{h}</b>" for h in head), *rows],
               centred=(0, 1, 2), least=36, size=page.style.size)  # fmt: skip
    page.para("Phiếu lưu cùng hồ sơ khi kết thúc quy trình.", style="i", size=10)


_LACKING = (
    "Thông tin trong đơn không thống nhất với giấy tờ kèm theo",
    "Thiếu giấy tờ theo quy định của thủ tục hành chính",
    "Bản chụp nộp kèm bị mờ, không đọc được nội dung",
    "Người ký đơn chưa ghi rõ họ tên và ngày ký",
)
_DWELLING = (
    "Giấy tờ chứng minh chỗ ở hợp pháp chưa đầy đủ",
    "Tờ khai chưa có ý kiến của chủ hộ",
    "Thông tin nhân thân chưa trùng khớp với Cơ sở dữ liệu quốc gia về dân cư",
)
_UNFIT = (
    "Hồ sơ không thuộc thẩm quyền giải quyết của đơn vị",
    "Người nộp hồ sơ không đủ điều kiện theo quy định",
    "Hồ sơ đã được yêu cầu bổ sung nhưng vẫn không hợp lệ",
)
_NO_HOME = (
    "Chỗ ở đề nghị đăng ký nằm trên đất lấn chiếm hành lang bảo vệ đê điều",
    "Người nộp hồ sơ không chứng minh được chỗ ở hợp pháp",
    "Nhà ở đang có tranh chấp về quyền sở hữu, chưa được giải quyết",
)
_PLOT = (
    "Thửa đất đang có tranh chấp do Ủy ban nhân dân xã hòa giải",
    "Quyền sử dụng đất đang bị kê biên theo quyết định của cơ quan thi hành án dân sự",
    "Ranh giới thửa đất chưa được các hộ liền kề thống nhất",
)
_LATE = (
    "Cơ quan bảo hiểm xã hội chậm xác nhận thời gian đóng",
    "Cơ sở dữ liệu chuyên ngành bị gián đoạn nhiều ngày",
    "Số lượng hồ sơ tăng cao, đơn vị chưa bố trí đủ nhân lực",
)
_SLOW = (
    "Phải xác minh thông tin tại cơ quan đã cấp giấy tờ",
    "Cơ quan phối hợp chưa có ý kiến trả lời",
    "Công chức thụ lý nghỉ ốm dài ngày, chưa bàn giao hồ sơ",
)
_HALTED = (
    "Người nộp hồ sơ có đơn xin rút hồ sơ",
    "Người nộp hồ sơ không bổ sung giấy tờ trong thời hạn đã thông báo",
    "Đối tượng của hồ sơ đang được cơ quan điều tra xem xét",
    "Quy định làm căn cứ giải quyết thủ tục hành chính đã hết hiệu lực",
)
_SCHOOLS = (
    "Bộ phận Một cửa", "Phòng Quản lý chất lượng", "Phòng Giáo dục thường xuyên", "Thanh tra Sở",
    "Văn phòng Sở", "Lãnh đạo Sở", "Văn thư",
)  # fmt: skip
_WARDS = (
    "Trung tâm Phục vụ hành chính công", "Phòng Kinh tế",
    "Phòng Văn hóa - Xã hội", "Văn phòng HĐND và UBND", "Phó Chủ tịch UBND", "Chủ tịch UBND",
    "Văn thư",
)  # fmt: skip
_BRANCH = (
    "Bộ phận Một cửa", "Tổ Kỹ thuật", "Tổ Đăng ký và Cấp giấy", "Tổ Lưu trữ", "Phó Giám đốc",
    "Giám đốc", "Văn thư",
)  # fmt: skip
_HELPERS = ("Sở Tư pháp", "Công an tỉnh", "Kho bạc Nhà nước", "Sở Tài chính")
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
_A5_ACROSS, _ACROSS = (595.3, 419.5), (841.9, 595.3)


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
    Template(_COMPLETE, "han-nop-tung-muc", EVAL, _told(_BEFORE, _LABOUR, _LACKING),
             complete_deadline, _SOME, sizes=(12, 12.5)),
    Template(_COMPLETE, "ct05-viet-tay", EVAL, _told(_CT, _POLICE, _DWELLING, "PHD-"),
             complete_residence, _LINES, ("",), _PEN, (12,)),
    Template(_COMPLETE, "tin-cong-dich-vu", EVAL, _told(_NEW, _HUB, _LACKING, "TB-"),
             complete_message, ("none",), families=("arimo", "merri")),
    Template(_REFUSE, "ct06", EVAL, _told(_CT, _POLICE, _NO_HOME, "PTC-"), refuse_residence,
             _SOME),
    Template(_REFUSE, "truc-tuyen-hai-cot", EVAL, _told(_NEW, _SCIENCE, _UNFIT), refuse_online,
             ("none",)),
    Template(_REFUSE, "dat-dai-bon-muc", EVAL, _told(_OLD, _LAND, _PLOT, "TB-"), refuse_numbered,
             _SOME),
    Template(_SORRY, "ly-do-dau", EVAL, _told(_NEW, _JOBS, _LATE), sorry_because, ("none",)),
    Template(_SORRY, "a5-ngang-viet-tay", EVAL, _told(_BEFORE, _JUSTICE, _SLOW), sorry_across,
             _LINES, ("",), _PEN, (11.5,), _A5_ACROSS, (44, 36, 22, 16)),
    Template(_SORRY, "moc-thoi-gian", EVAL, _told(_NEW, _SCIENCE, _SLOW), sorry_timeline, _SOME),
    Template(_STOP, "danh-muc-mot-dong", EVAL, _told(_NEW, _HOME, _HALTED, "TB-"), stop_schedule,
             ("none",)),
    Template(_STOP, "ma-trong-tieu-de", EVAL, _told(_NEW, _RANGERS, _HALTED, "TB-"), stop_named,
             _SOME),
    Template(_STOP, "phuong-sau-dong-viet-tay", EVAL, _told(_NEW, _WARD, _HALTED, "TB-"),
             stop_numbered, _LINES, ("",), _PEN, (12.5,)),
    Template(_CONTROL, "moi-lan-mot-cot", EVAL, _passed(_OLD, _EDUCATION, _SCHOOLS, _HELPERS),
             control_turned, ("none",), sizes=(12,), paper=_ACROSS, margins=(52, 46, 36, 34)),
    Template(_CONTROL, "dau-bang-hai-tang", EVAL, _passed(_NEW, _WARD, _WARDS, _HELPERS),
             control_two_heads, _SOME, sizes=(12,)),
    Template(_CONTROL, "ket-qua-truoc-viet-tay", EVAL, _passed(_OLD, _LAND, _BRANCH, _HELPERS),
             control_outcome, _LINES, ("",), _PEN, (12,)),
)  # fmt: skip
