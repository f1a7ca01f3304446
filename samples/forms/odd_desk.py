"""Papers of desks other than the one-stop shop's own forms.

Land registration branches, the police, departments and communes: letters, pads, bilingual slips
and print-outs of portals, with the words such offices use in place of those of the decrees.
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
from samples.forms.people import Place, capital, make_person, make_place, short
from samples.forms.template import TRAIN, Story, Template, some_moment
from samples.render import Line

_Dates = tuple[datetime.date, datetime.date]
_Case = tuple[str, str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Office:
    """Who writes: the line above, its own, how it is called in a text, seat, mark, head, work."""

    above: str
    own: str
    called: str
    seat: str
    mark: str
    head: tuple[str, str]
    cases: Sequence[_Case]


_LAND: tuple[_Case, ...] = (
    ("Cấp đổi Giấy chứng nhận do dồn điền đổi thửa", "08 ngày làm việc", (
        "Đơn đề nghị cấp đổi theo mẫu", "Giấy chứng nhận đang giữ", "Sơ đồ thửa đất sau dồn đổi",
    )),
    ("Xóa đăng ký thế chấp quyền sử dụng đất", "01 ngày làm việc", (
        "Phiếu yêu cầu xóa đăng ký biện pháp bảo đảm", "Văn bản giải chấp của ngân hàng",
    )),
    ("Đăng ký tặng cho quyền sử dụng đất giữa cha mẹ và con", "10 ngày làm việc", (
        "Hợp đồng tặng cho có công chứng", "Sổ đỏ bản gốc", "Tờ khai lệ phí trước bạ",
        "Giấy khai sinh của bên nhận tặng cho",
    )),
    ("Đính chính Giấy chứng nhận đã cấp", "05 ngày làm việc", (
        "Đơn xin đính chính sai sót", "Giấy chứng nhận có sai sót",
    )),
)  # fmt: skip
_POLICE: tuple[_Case, ...] = (
    ("Đăng ký thường trú", "07 ngày làm việc", (
        "Tờ khai thay đổi thông tin cư trú", "Giấy tờ chứng minh chỗ ở hợp pháp",
    )),
    ("Tách hộ", "05 ngày làm việc", (
        "Tờ khai CT01", "Văn bản đồng ý của chủ hộ",
    )),
    ("Điều chỉnh thông tin về cư trú", "03 ngày làm việc", (
        "Tờ khai CT01", "Quyết định thay đổi họ tên",
    )),
)  # fmt: skip
_BORDER: tuple[_Case, ...] = (
    ("Gia hạn tạm trú cho người nước ngoài", "05 ngày làm việc", (
        "Tờ khai NA5 có bảo lãnh", "Hộ chiếu bản chính", "Phiếu khai báo tạm trú",
    )),
    ("Cấp hộ chiếu phổ thông có gắn chíp", "08 ngày làm việc", (
        "Tờ khai TK01", "Hai ảnh 4 x 6 cm nền trắng",
    )),
    ("Cấp thẻ tạm trú cho thân nhân", "05 ngày làm việc", (
        "Tờ khai NA8", "Hộ chiếu và thị thực còn hạn", "Giấy tờ chứng minh quan hệ gia đình",
    )),
)  # fmt: skip
_COMMUNE: tuple[_Case, ...] = (
    ("Xác định lại mức độ khuyết tật", "25 ngày làm việc", (
        "Đơn đề nghị xác định lại", "Kết luận của cơ sở khám bệnh",
    )),
    ("Cấp giấy phép bán lẻ rượu", "10 ngày làm việc", (
        "Đơn xin phép bán lẻ rượu", "Bản sao hợp đồng mua bán với nhà cung cấp",
        "Giấy chứng nhận đăng ký kinh doanh",
    )),
    ("Công nhận hộ thoát nghèo", "15 ngày", (
        "Giấy đề nghị rà soát hộ", "Bản khai thu nhập của hộ gia đình",
    )),
    ("Đăng ký lại khai tử", "05 ngày làm việc", (
        "Tờ khai đăng ký lại khai tử", "Bản sao trích lục cũ còn lưu",
    )),
)  # fmt: skip
_SECTORS: tuple[tuple[str, str, tuple[_Case, ...]], ...] = (
    ("Sở Xây dựng", "SXD", (
        ("Cấp chứng chỉ hành nghề giám sát thi công hạng III", "20 ngày", (
            "Đơn đề nghị cấp chứng chỉ", "Bản khai kinh nghiệm nghề nghiệp",
            "Văn bằng đã chứng thực",
        )),
        ("Chấp thuận đấu nối tạm vào đường tỉnh", "07 ngày làm việc", (
            "Văn bản xin chấp thuận", "Bản vẽ vị trí đấu nối",
        )),
    )),
    ("Sở Y tế", "SYT", (
        ("Cấp giấy phép hoạt động phòng khám chuyên khoa", "60 ngày", (
            "Đơn xin cấp giấy phép hoạt động", "Danh sách người hành nghề", "Bản kê thiết bị y tế",
        )),
        ("Công bố cơ sở đủ điều kiện tiêm chủng", "03 ngày làm việc", (
            "Văn bản thông báo đủ điều kiện", "Sơ đồ mặt bằng điểm tiêm",
        )),
    )),
    ("Sở Công Thương", "SCT", (
        ("Đăng ký hoạt động khuyến mại theo hình thức may rủi", "05 ngày làm việc", (
            "Giấy đăng ký thực hiện khuyến mại", "Thể lệ chương trình",
        )),
        ("Xác nhận kiến thức về an toàn thực phẩm", "10 ngày làm việc", (
            "Đơn đề nghị xác nhận kiến thức", "Danh sách người tham gia",
        )),
    )),
)  # fmt: skip
_AREAS = ("I", "II", "III", "IV", "V", "VI", "VII", "IX")


def _land(random: Random, place: Place) -> _Office:
    """A branch of the land registration office."""
    name = f"khu vực {random.choice(_AREAS)}"
    unit = f"Chi nhánh Văn phòng Đăng ký đất đai {name}"
    above = f"Văn phòng Đăng ký đất đai {place.province}".upper()
    return _Office(above, unit.upper(), unit, capital(short(place.commune)), "CNVPĐK-TTLT",
                   random.choice((("", "GIÁM ĐỐC"), ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"))),
                   _LAND)  # fmt: skip


def _police(random: Random, place: Place) -> _Office:
    """The police of a commune."""
    unit = f"Công an {place.commune}"
    above = f"Công an {place.district or place.province}".upper()
    head = ("", random.choice(("TRƯỞNG CÔNG AN", "PHÓ TRƯỞNG CÔNG AN")))
    seat = capital(short(place.commune))
    return _Office(above, unit.upper(), unit, seat, "CA-QLHC", head, _POLICE)


def _border(_: Random, place: Place) -> _Office:
    """The immigration division of a province's police."""
    unit = "Phòng Quản lý xuất nhập cảnh"
    above = f"Công an {place.province}".upper()
    seat = short(place.province)
    return _Office(above, unit.upper(), unit, seat, "XNC", ("", "TRƯỞNG PHÒNG"), _BORDER)


def _commune(random: Random, place: Place) -> _Office:
    """A commune."""
    above = f"{random.choice(('UBND ', ''))}{place.district or place.province}".upper()
    own = f"{random.choice(('UBND', 'Ủy ban nhân dân'))} {place.commune}".upper()
    head = random.choice((("", "CHỦ TỊCH"), ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")))
    called = f"Ủy ban nhân dân {place.commune}"
    return _Office(above, own, called, capital(short(place.commune)), "UBND", head, _COMMUNE)


def _department(random: Random, place: Place) -> _Office:
    """A department of a province."""
    name, mark, cases = random.choice(_SECTORS)
    above = f"{random.choice(('UBND', 'Ủy ban nhân dân'))} {place.province}".upper()
    head = random.choice((("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), ("TUQ. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG")))
    return _Office(above, name.upper(), name, short(place.province), mark, head, cases)


_Maker = Callable[[Random, Place], _Office]


def _move(story: Story, random: Random, day: datetime.date, make: _Maker, field: str) -> _Office:
    """Another office takes the dossier, of somebody who lives near by."""
    place = make_place(random, day, detail=False)
    home = replace(place, detail=make_place(random, day).detail)
    office = make(random, place)
    code = dossier_code(random, place, day)
    if make in (_police, _border):
        one, two, number = (random.randrange(*ends) for ends in ((800, 900), (100, 500), (1, 300)))
        code = f"G01.{one}.{two}.000-{day:%y%m%d}-{number:04d}"
    number = random.randrange(12, 2400)
    story.text(**{field: office.own, "dia_chi": capital(home.full), "ma_ho_so": code})
    story.text(so_phieu=random.choice((f"{number}/{office.mark}", f"{number:04d}/{office.mark}")))
    story.also(cap_tren=office.above, noi=office.seat, thay=office.head[0], chuc_vu=office.head[1],
               dau=office.own, don_vi=office.called)  # fmt: skip
    return office


def _day(story: Story, field: str) -> datetime.date:
    return datetime.date.fromisoformat(str(story.gold[field])[:10])


def receipt(random: Random, dates: _Dates, make: _Maker, ways: tuple[str, ...]) -> Story:
    """A receipt by such an office."""
    story = receipts.receipt(random, dates)
    office = _move(story, random, _day(story, "ngay_lap"), make, "co_quan_tiep_nhan")
    title, term, papers = random.choice(office.cases)
    story.text(
        noi_dung_yeu_cau=title, thoi_han_giai_quyet=term, nhan_ket_qua_tai=random.choice(ways)
    )
    due = later(_day(story, "ngay_lap"), int(term[:2]))
    story.moment("thoi_gian_tra", some_moment(random, due))
    kinds = ("Bản gốc", "Bản chụp", "Chứng thực")
    rows = [(paper, f"{random.randrange(1, 6):02d}", random.choice(kinds)) for paper in papers]
    story.list("thanh_phan_ho_so", rows, papers)
    story.optional = ("email", "so_dien_thoai")
    return story


def paper(random: Random, dates: _Dates, make: _Maker, reasons: tuple[str, ...]) -> Story:
    """A notice by such an office."""
    story = notices.notice(random, dates, reasons)
    day = _day(story, "ngay_tiep_nhan")
    office = _move(story, random, day, make, "co_quan")
    title, _, papers = random.choice(office.cases)
    items = random.sample(papers, random.randint(1, min(3, len(papers))))
    asked = [random.choice(_AGAIN).format(item[:1].lower() + item[1:]) for item in items]
    story.text(noi_dung_yeu_cau=title)
    story.list("noi_dung_bo_sung", [(item,) for item in asked], asked)
    story.also(lanh_dao=make_person(random, day, (1968, 1985)).name)
    story.optional = ("email", "so_dien_thoai")
    return story


_AGAIN = (
    "Nộp bổ sung {} theo đúng quy định", "Bổ sung chữ ký còn thiếu trên {}",
    "Chụp lại {} cho rõ chữ", "Sửa lại thông tin nhân thân ghi trên {}",
)  # fmt: skip


_SHORT = (
    "Họ tên trên các giấy tờ ghi không thống nhất",
    "Giấy tờ nộp bằng tiếng nước ngoài mà không có bản dịch",
    "Ảnh chụp tải lên bị mờ, không đọc được số và ngày cấp",
    "Tờ khai bỏ trống mục nơi ở hiện tại",
)
_NEVER = (
    "Cùng một việc đã nộp ở nơi khác và đang được xem xét",
    "Người nộp không phải là người có tên trong giấy tờ và không có ủy quyền",
    "Thủ tục này đã bị bãi bỏ từ đầu năm",
    "Giấy tờ nộp có dấu hiệu tẩy xóa, sửa chữa",
)
_LATE = (
    "Máy chủ của phần mềm chuyên ngành hỏng, chưa khôi phục xong dữ liệu",
    "Phải gửi hồ sơ lên Bộ để xin ý kiến",
    "Đơn vị sáp nhập, đang bàn giao hồ sơ lưu trữ",
)
_END = (
    "Người nộp gọi điện và gửi giấy xin rút lại hồ sơ",
    "Hết thời hạn bổ sung mà vẫn thiếu giấy tờ",
    "Người đứng tên hồ sơ đã chết, chưa xác định được người thừa kế",
    "Có quyết định kê biên tài sản của cơ quan thi hành án",
)
# Of land, and of dwellings.
_PLOTS = ("Kích thước cạnh thửa trên bản vẽ lệch so với thực địa",)
_HOMES = ("Chỗ ở đăng ký nằm trong khu vực đã có quyết định giải tỏa",)
_SURVEYS = (
    "Thuế cơ sở chưa gửi thông báo nghĩa vụ tài chính",
    "Cán bộ đo đạc chưa ra được thực địa do ngập lụt",
)
_DESKS = (
    "Quầy tiếp nhận", "Công chức địa chính", "Công chức văn hóa", "Văn phòng Ủy ban",
    "Phó Chủ tịch phụ trách", "Bộ phận đóng dấu", "Công chức tư pháp",
)  # fmt: skip
_ROOMS = (
    "Trung tâm hành chính công", "Phòng Quản lý chuyên ngành", "Phòng Pháp chế", "Thanh tra Sở",
    "Ban Giám đốc", "Văn thư Sở", "Phòng Kế hoạch",
)  # fmt: skip
_TEAMS = (
    "Tổ Tiếp nhận", "Tổ Đăng ký", "Tổ Đo đạc", "Tổ Lưu trữ", "Giám đốc Chi nhánh",
    "Thuế cơ sở 3", "Tổ In giấy chứng nhận",
)  # fmt: skip
_COUNTERS = ("quầy số 5", "phòng Một cửa, tầng trệt", "trụ sở Ủy ban", "bưu cục gần nhà")
_PLACES = ("Quầy giao dịch số 2", "Bộ phận trả kết quả của Chi nhánh", "Nhà riêng, qua bưu điện")
_POSTS = ("Quầy trả hồ sơ, tầng 1", "Gửi bưu điện đến tận nơi")
_ONLINE = ("Tải về từ Cổng dịch vụ công", "Gửi bưu điện về địa chỉ trên", "Đến quầy nhận bản giấy")


# Giấy tiếp nhận.

_SIGN = "<i>(Ký, họ tên)</i>"
_DATED = "<i>{noi:50}, ngày {ngay_lap.d:20} tháng {ngay_lap.m:20} năm {ngay_lap.y:30}</i>"


def _unit(page: Page, field: str) -> None:
    """The office on the left; it is printed, whatever else is filled in on dots."""
    page.ruled = not page.blank
    page.para("{cap_tren}", size=11)
    page.para(f"<b>{{{field}}}</b>", size=11)
    page.ruled = False


def receipt_land(page: Page, random: Random) -> None:
    """A land branch: who gave what in a sentence, papers with the number of their leaves."""
    page.head(("{cap_tren}", "<b>{co_quan_tiep_nhan}</b>", "_"), (*MOTTO, "_", _DATED), share=0.44)
    page.gap(12)
    page.line("PHIẾU NHẬN HỒ SƠ ĐẤT ĐAI", 15)
    page.line("và hẹn ngày trao kết quả", 12.5, "bi")
    page.row("Số vào sổ: {so_phieu:70}", "Mã tra cứu hồ sơ: {ma_ho_so}", widths=(4, 5))
    page.gap(4)
    page.para("Đã nhận của ông (bà): {nguoi_nop}")
    page.para("Chỗ ở: {dia_chi}")
    page.para("Số máy để liên lạc: {so_dien_thoai}")
    page.para("Về việc: {noi_dung_yeu_cau}")
    page.para("Hồ sơ có {so_luong_ho_so:24} bộ, gồm các loại giấy tờ:")
    page.gap(8)
    rows = [(str(i), *row[:3], "") for i, row in enumerate(page.cells("thanh_phan_ho_so"), 1)]
    head = ("TT", "Loại giấy tờ", "Số tờ", "Tính chất", "Ghi chú")
    page.table((1, 8, 1.6, 2.4, 2), [tuple(f"<b>{h}</b>" for h in head), *rows],
               centred=(0, 2, 3))  # fmt: skip
    page.para(
        "Nhận xong hồ sơ hồi {thoi_gian_nhan.h:20} giờ {thoi_gian_nhan.min:20} ngày"
        " {thoi_gian_nhan:66}; thời gian thực hiện: {thoi_han_giai_quyet:90}."
    )
    page.para(
        "Mời ông (bà) trở lại hồi {thoi_gian_tra.h:20} giờ {thoi_gian_tra.min:20} ngày"
        " {thoi_gian_tra:66} để lấy kết quả, tại: {nhan_ket_qua_tai:120}"
    )
    if random.random() < 0.5:
        page.para("Người nhận thay phải mang theo giấy ủy quyền.", style="i", size=10)
    page.gap(4)
    page.sign(
        Signer(("<b>BÊN GIAO</b>", _SIGN), "{nguoi_nop_ky}"),
        Signer(("<b>VIÊN CHỨC NHẬN HỒ SƠ</b>", _SIGN), "{nguoi_tiep_nhan}"),
    )


def receipt_english(page: Page, _: Random) -> None:
    """The immigration division's slip in two languages."""
    page.head(("{cap_tren}", "<b>{co_quan_tiep_nhan}</b>", "_"), (*MOTTO, "_"))
    page.gap(12)
    page.line("GIẤY BIÊN NHẬN HỒ SƠ", 15)
    page.line("APPLICATION RECEIPT", 12, "i")
    page.para("Số <i>(No.)</i>: {so_phieu:80}", align="centre")
    page.gap(4)
    page.para("Mã hồ sơ <i>(Application code)</i>: {ma_ho_so}")
    page.para("Người nộp <i>(Applicant)</i>: {nguoi_nop}")
    page.para("Địa chỉ <i>(Address)</i>: {dia_chi}")
    page.row("Điện thoại <i>(Tel.)</i>: {so_dien_thoai}", "E-mail: {email}")
    page.para("Đề nghị <i>(Service requested)</i>: {noi_dung_yeu_cau}")
    page.para("Giấy tờ đã nộp <i>(Documents submitted)</i>:")
    for row in page.cells("thanh_phan_ho_so"):
        page.para(f"- {row[0]}", indent=22)
    page.row("Số bộ <i>(Sets)</i>: {so_luong_ho_so}",
             "Thời hạn <i>(Processing time)</i>: {thoi_han_giai_quyet}", widths=(3, 5))  # fmt: skip
    page.para("Nhận hồ sơ <i>(Received on)</i>: {thoi_gian_nhan.h:18}:{thoi_gian_nhan.min:18}, ngày"
              " {thoi_gian_nhan:70}")  # fmt: skip
    page.para("Trả kết quả <i>(Collect on)</i>: {thoi_gian_tra.h:18}:{thoi_gian_tra.min:18}, ngày"
              " {thoi_gian_tra:70}")  # fmt: skip
    page.para("Nơi trả <i>(Collection point)</i>: {nhan_ket_qua_tai}")
    page.gap(4)
    page.sign(
        Signer(("<b>Người nộp hồ sơ</b>", "<i>Applicant's signature</i>"), "{nguoi_nop_ky}"),
        Signer(("<b>Cán bộ nhận hồ sơ</b>", "<i>Receiving officer</i>"), "{nguoi_tiep_nhan}"),
    )
    page.gap(4)
    page.para("Mất biên nhận phải báo ngay cho nơi cấp. <i>Report the loss of this receipt at"
              " once.</i>", size=9)  # fmt: skip


def _boxes(page: Page, rows: Sequence[tuple[Sequence[float], Sequence[tuple[str, str]]]]) -> None:
    """Rows of boxes, a small label above what is filled in."""
    for widths, cells in rows:
        page.table(widths, [[f"<i>{label}</i>\n{markup}" for label, markup in cells]], least=34)
        page.y -= page.style.size - 1
    page.y += page.style.size


def receipt_boxes(page: Page, random: Random) -> None:
    """A portal's print-out in boxes; nobody signs it."""
    page.code(page.left, 26, 52, page.value("ma_ho_so"))
    page.para("{cap_tren}", align="right", size=10)
    page.para("<b>{co_quan_tiep_nhan}</b>", align="right", size=10.5)
    page.gap(16)
    page.line("XÁC NHẬN ĐÃ NHẬN HỒ SƠ VÀ NGÀY TRẢ KẾT QUẢ", 13.5)
    page.gap(10)
    papers = "\n".join(f"- {row[0]}" for row in page.cells("thanh_phan_ho_so"))
    _boxes(page, (
        ((1, 1), (("Mã hồ sơ", "{ma_ho_so}"), ("Số xác nhận", "{so_phieu}"))),
        ((3, 2), (("Tên người nộp", "{nguoi_nop}"), ("Di động", "{so_dien_thoai}"))),
        ((3, 2), (("Địa chỉ nhận thư", "{dia_chi}"), ("Thư điện tử", "{email}"))),
        ((1,), (("Dịch vụ công đã chọn", "{noi_dung_yeu_cau}"),)),
        ((1,), (("Tệp/giấy tờ đã nộp", papers),)),
        ((2, 4, 5), (("Số bộ", "{so_luong_ho_so}"), ("Giải quyết trong", "{thoi_han_giai_quyet}"),
                     ("Hình thức trả kết quả", "{nhan_ket_qua_tai}"))),
        ((1, 1, 1), (
            ("Thời điểm nhận", "{thoi_gian_nhan.h}:{thoi_gian_nhan.min} {thoi_gian_nhan.dash}"),
            ("Thời điểm trả", "{thoi_gian_tra.h}:{thoi_gian_tra.min} {thoi_gian_tra.dash}"),
            ("Cán bộ nhận", "{nguoi_tiep_nhan}"),
        )),
    ))  # fmt: skip
    page.gap(6)
    page.para(
        random.choice(("Giấy này do hệ thống lập, không cần ký tên, đóng dấu.",
                       "Bản in từ Hệ thống thông tin giải quyết thủ tục hành chính.")),
        size=9, style="i",
    )  # fmt: skip


def receipt_stub(page: Page, _: Random) -> None:
    """A commune's pad with a strip to be torn off and kept."""
    _unit(page, "co_quan_tiep_nhan")
    page.row("Số: {so_phieu}", "Mã hồ sơ: {ma_ho_so}", widths=(4, 5))
    page.gap(6)
    page.line("GIẤY HẸN", 16)
    page.line("(Nhận hồ sơ và hẹn ngày trả kết quả thủ tục hành chính)", 11, "i")
    page.row("Họ tên người đến nộp: {nguoi_nop}", "Số ĐT: {so_dien_thoai}", widths=(5, 3))
    page.para("Hiện ở tại: {dia_chi}")
    page.para("Việc xin giải quyết: {noi_dung_yeu_cau}")
    page.para("Đã nhận đủ các giấy tờ sau:")
    for i, row in enumerate(page.cells("thanh_phan_ho_so"), 1):
        page.para(f"({i}) {row[0]}", indent=12)
    page.row("Cộng: {so_luong_ho_so:30} bộ hồ sơ", "Thời gian làm: {thoi_han_giai_quyet}",
             widths=(2, 3))  # fmt: skip
    page.para("Nhận hồ sơ lúc {thoi_gian_nhan.h:22} giờ {thoi_gian_nhan.min:22}, ngày "
              "{thoi_gian_nhan:80}")  # fmt: skip
    page.para("Hẹn đến lấy lúc {thoi_gian_tra.h:22} giờ {thoi_gian_tra.min:22}, ngày "
              "{thoi_gian_tra:80}")  # fmt: skip
    page.para("Lấy kết quả ở: {nhan_ket_qua_tai}")
    page.sign(
        Signer(("<b>Người nộp</b>",), "{nguoi_nop_ky}", room=42),
        Signer(("<b>Người nhận hồ sơ</b>",), "{nguoi_tiep_nhan}", room=42),
    )
    page.gap(2)
    for i in range(int(page.right - page.left) // 9):
        page.mark(Line(page.left + i * 9, page.y, page.left + i * 9 + 5, page.y))
    page.gap(18)
    page.line("PHẦN LƯU", 10)
    page.row("Mã: {ma_ho_so}", "Người nộp: {nguoi_nop}", widths=(4, 5))


# Phiếu yêu cầu bổ sung.


def _title(page: Page) -> tuple[str, ...]:
    """Who signs, and in whose place."""
    return ("<b>{thay}</b>",) * bool(page.value("thay")) + ("<b>{chuc_vu}</b>",)


def _leader(page: Page, *copies: str, name: str = "{nguoi_ky}", ink: str = "red") -> None:
    """Who gets a copy on the left, the sealed signature on the right."""
    page.gap(6)
    page.sign(
        Signer(("<b><i>Nơi nhận:</i></b>", *(f"- {copy}" for copy in copies)), signed=False),
        Signer(_title(page), f"<b>{name}</b>", "dau", room=90, ink=ink),
    )


def complete_letter(page: Page, random: Random) -> None:
    """A land branch's letter: its director signs, an official named in the text explains."""
    page.head(
        ("{cap_tren}", "<b>{co_quan}</b>", "_", "Số: {so_phieu:70}",
         "V/v hoàn chỉnh hồ sơ đăng ký đất đai"),
        (*MOTTO, "_", _DATED), share=0.44,
    )  # fmt: skip
    page.gap(14)
    page.para("Kính gửi: {ong_ba} {nguoi_nop:140}", align="centre")
    page.para("Nơi thường trú: {dia_chi:200}", align="centre")
    page.gap(6)
    page.para(
        "Ngày {ngay_tiep_nhan:66}, {don_vi:120} (sau đây gọi là Chi nhánh) nhận được hồ sơ"
        " {ma_ho_so:110} do {ong_ba} nộp để thực hiện thủ tục “{noi_dung_yeu_cau:150}”.", indent=28,
    )  # fmt: skip
    page.para(
        random.choice(("Khi thẩm tra hồ sơ, Chi nhánh thấy rằng: {ly_do:160}.",
                       "Hồ sơ chưa giải quyết được vì còn vướng mắc sau: {ly_do:160}.")),
        indent=28,
    )  # fmt: skip
    page.para("Để hồ sơ được giải quyết tiếp, đề nghị {ong_ba}:", indent=28)
    for row in page.cells("noi_dung_bo_sung"):
        page.para(f"+ {row[0]}", indent=40)
    page.para(
        "Viên chức hướng dẫn {ong_ba} hoàn chỉnh hồ sơ: {nguoi_huong_dan:120}, Tổ Đăng ký và cấp"
        " giấy, điện thoại cơ quan 0650 3822 517./.", indent=28,
    )  # fmt: skip
    _leader(page, "Như trên;", "Tổ ĐK&CG;", "Lưu: VT.", name="{lanh_dao}")


def complete_police(page: Page, _: Random) -> None:
    """A pad of the police of a commune: short labels, what is lacking after letters."""
    page.head(("{cap_tren}", "<b>{co_quan}</b>", "_"), (*MOTTO, "_"))
    page.gap(12)
    page.line("PHIẾU HƯỚNG DẪN", 15)
    page.line("Bổ sung, sửa đổi hồ sơ đăng ký cư trú", 12.5)
    page.line("Số: {so_phieu:80}", 0, "")
    page.gap(4)
    page.para("Họ, chữ đệm và tên người nộp: {nguoi_nop}")
    page.para("Hiện đang ở: {dia_chi}")
    page.row("Máy liên lạc: {so_dien_thoai}", "Số hồ sơ: {ma_ho_so}", widths=(4, 5))
    page.para("Đề nghị giải quyết việc: {noi_dung_yeu_cau}")
    page.para("Còn phải bổ sung, sửa đổi:")
    for letter, row in zip("abcde", page.cells("noi_dung_bo_sung"), strict=False):
        page.para(f"{letter}. {row[0]}", indent=16)
    page.para("Lý do phải bổ sung, sửa đổi: {ly_do}", spare=1)
    page.para("Làm thành hai bản, một bản giao cho người nộp.", style="i")
    page.gap(4)
    page.para(_DATED, align="right")
    page.sign(
        Signer(("<b>NGƯỜI NHẬN PHIẾU</b>", _SIGN), "{nguoi_nop_ky}"),
        Signer(("<b>CÁN BỘ ĐĂNG KÝ</b>", _SIGN), "{nguoi_huong_dan}"),
    )


def complete_halves(page: Page, _: Random) -> None:
    """A print-out: why on the left, what to do on the right of one row."""
    page.para("{cap_tren}", size=10.5)
    page.para("{co_quan}", style="b", size=10.5)
    page.mark(Line(page.left, page.y - 8, page.right, page.y - 8))
    page.gap(12)
    page.line("YÊU CẦU BỔ SUNG HỒ SƠ ĐIỆN TỬ", 15)
    page.line("Số {so_phieu:70}, ngày {ngay_lap:70}", 0, "i")
    page.gap(6)
    for label, key in (
        ("Hồ sơ", "ma_ho_so"), ("Tên thủ tục", "noi_dung_yeu_cau"), ("Công dân", "nguoi_nop"),
        ("Nơi ở", "dia_chi"), ("Điện thoại", "so_dien_thoai"),
    ):  # fmt: skip
        page.row(f"<i>{label}</i>", f"{{{key}}}", widths=(2, 9))
    page.gap(8)
    asked = "\n".join(f"{i}) {row[0]}" for i, row in enumerate(page.cells("noi_dung_bo_sung"), 1))
    page.table((4, 5), [
        ("<b>Lý do hồ sơ chưa hợp lệ</b>", "<b>Công dân cần bổ sung</b>"), ("{ly_do}", asked),
    ], least=30)  # fmt: skip
    page.para("Bổ sung trên Cổng dịch vụ công, mục Hồ sơ của tôi, trong vòng 7 ngày.")
    page.sign(Signer(()), Signer(("Người hướng dẫn",), "{nguoi_huong_dan}", room=46))


# Phiếu từ chối.


def refuse_police(page: Page, random: Random) -> None:
    """The police of a commune; who comes, what for and why not, a label at the start of each."""
    page.para("Mẫu dùng cho Công an cấp xã", style="i", align="right", size=9.5)
    page.gap(7)
    page.head(("{cap_tren}", "<b>{co_quan}</b>", "_", "Số: {so_phieu:70}"), (*MOTTO, "_", _DATED))
    page.gap(12)
    page.line("PHIẾU TỪ CHỐI", 15)
    page.line("Tiếp nhận hồ sơ về cư trú", 13)
    page.gap(6)
    page.para("Công dân: {nguoi_nop}", indent=24)
    page.para("Đang cư trú: {dia_chi}", indent=24)
    page.row("Liên hệ qua số: {so_dien_thoai}", "Hồ sơ mang mã: {ma_ho_so}", widths=(4, 5))
    page.para("Đến đề nghị: {noi_dung_yeu_cau}", indent=24)
    page.para(
        random.choice(("Đối chiếu Luật Cư trú, đơn vị không nhận giải quyết đề nghị trên.",
                       "Hồ sơ trên không đủ điều kiện để tiếp nhận.")),
        indent=24,
    )  # fmt: skip
    page.para("Cụ thể: {ly_do}", indent=24, spare=2)
    page.para("Giấy tờ đã được trả đủ cho công dân khi giao phiếu này.", indent=24)
    page.gap(6)
    page.sign(
        Signer(("<b>CÔNG DÂN</b>", _SIGN), "{nguoi_nop_ky}"),
        Signer(("<b>CÁN BỘ ĐĂNG KÝ</b>", _SIGN), "{nguoi_ky}"),
    )


def refuse_signed(page: Page, _: Random) -> None:
    """A department's notice with a digital signature, data beside bold labels."""
    page.head(("{cap_tren}", "<b>{co_quan}</b>", "_", "Số: {so_phieu:70}"), (*MOTTO, "_", _DATED))
    page.gap(12)
    page.line("THÔNG BÁO", 15)
    page.line("Không chấp nhận giải quyết hồ sơ", 13)
    page.rule(50, up=11)
    page.gap(8)
    page.para("{don_vi:90} trả lại hồ sơ dưới đây, không giải quyết:", indent=28)
    for label, key in (
        ("Mã số", "ma_ho_so"), ("Của", "nguoi_nop"), ("Trú tại", "dia_chi"),
        ("Số máy", "so_dien_thoai"), ("Xin giải quyết", "noi_dung_yeu_cau"),
        ("Vì lý do", "ly_do"),
    ):  # fmt: skip
        page.row(f"<b>{label}:</b>", f"{{{key}}}", widths=(2, 7))
    page.para("Tổ chức, cá nhân có quyền khiếu nại trong 90 ngày kể từ ngày nhận được thông báo.",
              indent=28)  # fmt: skip
    page.gap(8)
    page.sign(
        Signer(("<b><i>Nơi nhận:</i></b>", "- Người nộp (qua Cổng);", "- Lưu: VT."), signed=False,
               room=0),
        Signer(_title(page), signed=False, room=10),
    )  # fmt: skip
    x0, top = page.left + (page.right - page.left) * 0.56, page.y
    lines = ("Ký bởi: {nguoi_ky}", "Cơ quan: {co_quan}", "Ngày ký: {ngay_lap}")
    for markup in lines:
        said, page.y = page.cell(markup, x0 + 8, page.right - 8, page.y + 2, page.style.size - 2)
        page.say(*said)
    page.frame(x0, top - 14, page.right, page.y - 4, "grey")
    page.gap(14)
    page.para("<b>{nguoi_ky}</b>", align="centre", x0=x0)


def refuse_sides(page: Page, _: Random) -> None:
    """A commune's sheet: the applicant on the left, the dossier on the right, why in a box."""
    page.motto()
    page.line("{co_quan}", 12)
    page.gap(6)
    page.line("PHIẾU TRẢ HỒ SƠ DO BỊ TỪ CHỐI", 15)
    page.line("Số phiếu {so_phieu:70} – {noi}, {ngay_lap.long:120}", 0, "i")
    page.gap(8)
    page.columns(
        ("<b>NGƯỜI CÓ YÊU CẦU</b>", "Tên: {nguoi_nop}", "Ở tại: {dia_chi}",
         "Gọi số: {so_dien_thoai}"),
        ("<b>HỒ SƠ TRẢ LẠI</b>", "Mã: {ma_ho_so}", "Thủ tục: {noi_dung_yeu_cau}",
         "Ngày nhận: {ngay_tiep_nhan}"),
    )  # fmt: skip
    page.gap(8)
    page.table((1,), [("<b>LÝ DO KHÔNG GIẢI QUYẾT</b>",), ("{ly_do}",)], least=26)
    page.para("Đề nghị người có yêu cầu kiểm tra lại giấy tờ khi nhận về.")
    page.sign(
        Signer(("<b>Người nhận lại hồ sơ</b>",), "{nguoi_nop_ky}"),
        Signer(_title(page), "<b>{nguoi_ky}</b>", "dau", room=90),
    )


# Phiếu xin lỗi.


def sorry_compare(page: Page, random: Random) -> None:
    """A department's apology: the day first named beside the day named now."""
    page.head(("{cap_tren}", "<b>{co_quan}</b>", "_", "Số: {so_phieu:70}"), (*MOTTO, "_", _DATED))
    page.gap(12)
    page.line("XIN LỖI VÌ TRẢ KẾT QUẢ CHẬM", 15)
    page.gap(6)
    page.para("Gửi: {ong_ba} {nguoi_nop:140}", align="centre")
    page.gap(4)
    page.para(
        "{don_vi:90} đã nhận của {ong_ba} một hồ sơ vào ngày {ngay_tiep_nhan:66} và chưa làm xong"
        " đúng ngày ghi trên giấy hẹn.", indent=28,
    )  # fmt: skip
    page.gap(8)
    page.table((2, 3, 3), [
        ("<b>Hồ sơ</b>", "<b>Ngày trả ghi trên giấy hẹn</b>", "<b>Ngày trả hẹn lại</b>"),
        ("{ma_ho_so}", "{ngay_hen_tra}", "{ngay_hen_lai}"),
    ], centred=(0, 1, 2), least=26)  # fmt: skip
    page.para("Việc đang giải quyết: {noi_dung_yeu_cau}", indent=28)
    page.para("Chậm là do: {ly_do}", indent=28, spare=1)
    page.para(
        random.choice(("Chúng tôi nhận trách nhiệm và mong được lượng thứ./.",
                       "Xin nhận ở đơn vị lời xin lỗi chân thành./.")),
        indent=28,
    )  # fmt: skip
    _leader(page, "Người nộp;", "TTPVHCC tỉnh;", "Lưu: VT.")


def sorry_pad(page: Page, _: Random) -> None:
    """A commune's pad of A5, each line filled in by pen."""
    _unit(page, "co_quan")
    page.gap(2)
    page.line("GIẤY XIN LỖI", 15)
    page.line("(dùng khi trễ hẹn trả kết quả)", 10, "i")
    page.row("Số: {so_phieu}", "Mã hồ sơ: {ma_ho_so}", widths=(2, 3))
    page.para("Xin lỗi ông (bà): {nguoi_nop}")
    page.para("Thủ tục đã nộp: {noi_dung_yeu_cau}")
    page.row("Ngày nộp: {ngay_tiep_nhan}", "Ngày hẹn: {ngay_hen_tra}")
    page.para("Chưa trả được vì: {ly_do}", spare=1)
    page.para("Mời ông (bà) đến nhận vào ngày: {ngay_hen_lai}")
    page.gap(2)
    page.para("Viết ngày {ngay_lap.d:22} tháng {ngay_lap.m:22} năm {ngay_lap.y:34}", align="right",
              style="i")  # fmt: skip
    page.sign(Signer(()), Signer(("<b>TM. ỦY BAN NHÂN DÂN</b>", "<i>(Ký tên, đóng dấu)</i>"),
                                 "{nguoi_ky}", "dau", room=104))  # fmt: skip


def sorry_land(page: Page, _: Random) -> None:
    """A land branch's letter, all in prose."""
    page.head(
        ("{cap_tren}", "<b>{co_quan}</b>", "_", "Số: {so_phieu:70}",
         "V/v chậm giải quyết hồ sơ"),
        (*MOTTO, "_", _DATED), share=0.44,
    )  # fmt: skip
    page.gap(14)
    page.para("Kính gửi: {ong_ba} {nguoi_nop:140}", align="centre")
    page.gap(6)
    page.para(
        "Hồ sơ {ma_ho_so:110} của {ong_ba} về {noi_dung_yeu_cau:150} được nhận ngày"
        " {ngay_tiep_nhan:66}, theo giấy hẹn phải trả vào ngày {ngay_hen_tra:66}. Đến hôm nay"
        " việc này vẫn chưa xong.", indent=28,
    )  # fmt: skip
    page.para("Sở dĩ có sự chậm trễ là vì: {ly_do:160}.", indent=28)
    page.para(
        "{don_vi:150} xin lỗi {ong_ba} và xin lùi ngày trả kết quả đến ngày {ngay_hen_lai:66}./.",
        indent=28,
    )
    _leader(page, "Như trên;", "VPĐK (để b/c);", "Lưu: VT, ĐK.", ink="blue")


# Thông báo dừng.


def stop_letter(page: Page, random: Random) -> None:
    """A department's letter about a dossier that it no longer handles."""
    page.head(
        ("{cap_tren}", "<b>{co_quan}</b>", "_", "Số: {so_phieu:70}",
         "V/v dừng giải quyết hồ sơ"),
        (*MOTTO, "_", _DATED),
    )  # fmt: skip
    page.gap(14)
    page.para("Kính gửi: {nguoi_nop:140}", align="centre")
    page.para("Địa chỉ: {dia_chi:200}", align="centre", style="i")
    page.gap(6)
    page.para(
        "{don_vi:90} có nhận hồ sơ {ma_ho_so:110} nộp ngày {ngay_tiep_nhan:66}, xin thực hiện"
        " “{noi_dung_yeu_cau:150}”.", indent=28,
    )  # fmt: skip
    page.para("Nay có tình tiết sau: {ly_do:160}.", indent=28)
    page.para(
        random.choice((
            "Do vậy, {don_vi:90} dừng giải quyết hồ sơ này và khóa hồ sơ trên hệ thống.",
            "Từ tình tiết trên, hồ sơ được dừng giải quyết, không tính vào hồ sơ trễ hạn.",
        )),
        indent=28,
    )  # fmt: skip
    page.para("Trân trọng./.", indent=28)
    _leader(page, "Như kính gửi;", "Lưu: VT, TTHC.")


def stop_portal(page: Page, _: Random) -> None:
    """A portal's message printed out: who writes to whom, then the matter."""
    page.para("{cap_tren}", size=10.5)
    page.para("<b>{co_quan}</b>", size=10.5)
    page.gap(10)
    page.line("THÔNG BÁO DỪNG HỒ SƠ", 15)
    page.gap(2)
    top = page.y - 10
    page.mark(Line(page.left, top, page.right, top))
    page.gap(6)
    for label, key in (
        ("Số", "so_phieu"), ("Ngày gửi", "ngay_lap"), ("Gửi đến", "nguoi_nop"),
        ("Hồ sơ", "ma_ho_so"), ("Thủ tục", "noi_dung_yeu_cau"),
    ):  # fmt: skip
        page.row(f"{label}:", f"{{{key}}}", widths=(2, 9))
    page.mark(Line(page.left, page.y - 8, page.right, page.y - 8))
    page.gap(12)
    page.para("Hồ sơ nói trên bị dừng xử lý. Lý do là:")
    page.para("{ly_do}", indent=20, style="i")
    page.para("Phí, lệ phí đã nộp được hoàn trả vào tài khoản của người nộp.")
    page.sign(
        Signer(()),
        Signer((*_title(page), "<i>(Đã ký số)</i>"), "<b>{nguoi_ky}</b>", signed=False, room=24),
    )


def stop_pad(page: Page, _: Random) -> None:
    """A commune's slip across A5, filled in by pen and sealed."""
    page.head(("{cap_tren:110}", "<b>{co_quan}</b>", "_"), size=10, share=0.42)
    page.gap(2)
    page.line("GIẤY BÁO DỪNG GIẢI QUYẾT HỒ SƠ", 14)
    page.row("Số: {so_phieu}", "Hồ sơ mã: {ma_ho_so}", widths=(2, 3))
    page.para("Báo để ông (bà) biết: {nguoi_nop}")
    page.para("Hồ sơ xin: {noi_dung_yeu_cau}")
    page.para("Được dừng lại do: {ly_do}", spare=1)
    page.para("Ngày báo: {ngay_lap.d:22} / {ngay_lap.m:22} / {ngay_lap.y:34}")
    page.sign(
        Signer(("<b>Người nhận giấy báo</b>",), "{nguoi_nop_ky}", room=80),
        Signer(("<b>TM. ỦY BAN NHÂN DÂN</b>",), "{nguoi_ky}", "dau", room=100),
    )


# Phiếu kiểm soát.

_CHECKS = ("Trước hạn", "Đúng hạn", "Quá hạn")


def steps(random: Random, dates: _Dates, make: _Maker, desks: tuple[str, ...]) -> Story:
    """A sheet of such an office; its own desks hand the dossier on."""
    story = control.control(random, dates)
    office = _move(story, random, _day(story, "ngay_lap"), make, "co_quan")
    passed = story.rows["chuyen_giao"]
    names = [desks[0], *random.sample(desks[1:], len(passed))]
    rows, gold = [], []
    for i, row in enumerate(passed):
        result, short_time = row[3], row[4]
        hour, day = short_time.split()
        ticks = ("x" if result == check else "" for check in _CHECKS)
        rows.append((names[i], names[i + 1], day, result, hour.replace(":", "h"), *ticks))
        when = datetime.datetime.strptime(short_time, "%H:%M %d/%m/%Y")  # noqa: DTZ007
        gold.append({
            "giao": names[i], "nhan": names[i + 1], "ket_qua": result,
            "thoi_gian": when.isoformat(timespec="minutes"),
        })  # fmt: skip
    story.list("chuyen_giao", rows, gold)
    story.text(co_quan_giai_quyet=office.called, co_quan_phoi_hop=random.choice(_HELPERS))
    return story


_HELPERS = (
    "Kho bạc Nhà nước khu vực",
    "Hạt Kiểm lâm",
    "Ban Quản lý dự án",
    "Ngân hàng Chính sách xã hội",
)


def control_ticks(page: Page, _: Random) -> None:
    """How each step ended is ticked in one of three columns."""
    page.head(("{cap_tren}", "<b>{co_quan}</b>", "_"), (*MOTTO, "_", _DATED))
    page.gap(12)
    page.line("PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ", 14)
    page.line("Hồ sơ mã số {ma_ho_so:120}", 0, "")
    page.gap(4)
    page.para("Nơi giải quyết chính: {co_quan_giai_quyet}")
    page.para("Nơi cùng giải quyết: {co_quan_phoi_hop}")
    page.gap(8)
    head = tuple(f"<b>{name}</b>" for name in (
        "Lượt", "Giao hồ sơ", "Nhận hồ sơ", "Giờ, ngày", *_CHECKS,
    ))  # fmt: skip
    rows = [
        (str(i), row[0], row[1], f"{row[4]} {row[2]}", row[5], row[6], row[7])
        for i, row in enumerate(page.cells("chuyen_giao", 5), 1)
    ]
    page.table((1.2, 4, 4, 2.6, 1.6, 1.6, 1.6), [head, *rows], centred=(0, 3, 4, 5, 6), least=30)
    page.para("Đánh dấu x vào một trong ba cột cuối.", style="i", size=10)


def control_list(page: Page, random: Random) -> None:
    """A land branch's print-out, a sentence or two a step."""
    page.para("{cap_tren}", size=10.5)
    page.para("<b>{co_quan}</b>", size=10.5)
    page.gap(10)
    page.line("PHIẾU KIỂM SOÁT LUÂN CHUYỂN HỒ SƠ", 15)
    page.line("(Kèm theo hồ sơ trong suốt quá trình giải quyết)", 11, "i")
    page.gap(4)
    page.row("Hồ sơ:", "{ma_ho_so}", widths=(3, 7))
    page.row("Đơn vị giải quyết:", "{co_quan_giai_quyet}", widths=(3, 7))
    page.row("Có sự phối hợp của:", "{co_quan_phoi_hop}", widths=(3, 7))
    page.gap(6)
    for i, row in enumerate(page.cells("chuyen_giao", 4), 1):
        page.para(f"<b>Lần {i}.</b> Lúc {row[4]} ngày {row[2]}")
        page.row(f"Từ: {row[0]}", f"Đến: {row[1]}", f"Tiến độ: {row[3]}", widths=(4, 4, 3))
        page.mark(Line(page.left, page.y - 8, page.right, page.y - 8, 0.3))
        page.gap(7)
    page.sign(
        Signer(()),
        Signer((random.choice(("<b>NGƯỜI IN PHIẾU</b>", "<b>TỔ TRƯỞNG MỘT CỬA</b>")),),
               "{lanh_dao}", room=50),
    )  # fmt: skip


def control_pen(page: Page, _: Random) -> None:
    """A commune's printed sheet, day and hour in columns of their own, filled in by pen."""
    page.motto(11)
    _unit(page, "co_quan")
    page.gap(6)
    page.line("PHIẾU KIỂM SOÁT", 15)
    page.line("Việc giao, nhận và giải quyết hồ sơ", 12)
    page.para("Hồ sơ số: {ma_ho_so}")
    page.para("Cơ quan giải quyết HS: {co_quan_giai_quyet}")
    page.para("Cơ quan cùng phối hợp: {co_quan_phoi_hop}")
    page.gap(8)
    head = tuple(f"<b>{name}</b>" for name in (
        "Ngày", "Giờ", "Bộ phận giao", "Bộ phận nhận", "Ký nhận", "Trước, đúng hay quá hạn",
    ))  # fmt: skip
    rows = [(row[2], row[4], row[0], row[1], "", row[3]) for row in page.cells("chuyen_giao", 6)]
    page.table((2.6, 1.6, 4, 4, 1.8, 2.6), [head, *rows], least=34)


_PEN = frozenset(
    {
        "so_phieu", "ma_ho_so", "nguoi_nop", "dia_chi", "so_dien_thoai", "noi_dung_yeu_cau",
        "thanh_phan_ho_so", "so_luong_ho_so", "thoi_han_giai_quyet", "thoi_gian_nhan",
        "thoi_gian_tra", "nhan_ket_qua_tai", "nguoi_tiep_nhan", "nguoi_nop_ky",
        "noi_dung_bo_sung", "ly_do", "ngay_lap", "nguoi_huong_dan", "nguoi_ky", "ngay_tiep_nhan",
        "ngay_hen_tra", "ngay_hen_lai", "chuyen_giao", "co_quan_giai_quyet", "co_quan_phoi_hop",
    }
)  # fmt: skip


def _taken(dates: _Dates, make: _Maker, ways: tuple[str, ...]) -> partial[Story]:
    return partial(receipt, dates=dates, make=make, ways=ways)


def _told(dates: _Dates, make: _Maker, reasons: tuple[str, ...]) -> partial[Story]:
    return partial(paper, dates=dates, make=make, reasons=reasons)


def _passed(dates: _Dates, make: _Maker, desks: tuple[str, ...]) -> partial[Story]:
    return partial(steps, dates=dates, make=make, desks=desks)


_OLD, _NEW = OLD_DATES, NEW_DATES
_RECEIPT, _COMPLETE, _REFUSE = receipts.TYPE, "phieu_bo_sung", "phieu_tu_choi"
_SORRY, _STOP, _CONTROL = "phieu_xin_loi", "thong_bao_dung", control.TYPE
_A5, _A5_ACROSS = (419.5, 595.3), (595.3, 419.5)
_SOME, _LINES = ("none", "dots"), ("dots", "rule")
TEMPLATES = (
    Template(_RECEIPT, "chi-nhanh-dat-dai", TRAIN, _taken(_NEW, _land, _PLACES), receipt_land,
             _SOME, sizes=(12,)),
    Template(_RECEIPT, "bien-nhan-song-ngu", TRAIN, _taken(_NEW, _border, _POSTS), receipt_english,
             _SOME, sizes=(11.5, 12), families=("tinos", "arimo")),
    Template(_RECEIPT, "cac-o", TRAIN, _taken(_NEW, _department, _ONLINE), receipt_boxes, ("none",),
             sizes=(11.5,), families=("arimo", "serif")),
    Template(_RECEIPT, "giay-hen-cuong-viet-tay", TRAIN, _taken(_OLD, _commune, _COUNTERS),
             receipt_stub, _LINES, ("",), _PEN, (11,), (595.3, 510.0), (48, 36, 26, 20)),
    Template(_COMPLETE, "cong-van-dat-dai", TRAIN, _told(_NEW, _land, _SHORT + _PLOTS),
             complete_letter, ("none",)),
    Template(_COMPLETE, "cong-an-viet-tay", TRAIN, _told(_OLD, _police, _SHORT), complete_police,
             _LINES, ("",), _PEN, (12,)),
    Template(_COMPLETE, "hai-o", TRAIN, _told(_NEW, _commune, _SHORT), complete_halves, ("none",),
             families=("arimo", "serif")),
    Template(_REFUSE, "cong-an", TRAIN, _told(_OLD, _police, _NEVER + _HOMES), refuse_police,
             _SOME),
    Template(_REFUSE, "ky-so", TRAIN, _told(_NEW, _department, _NEVER), refuse_signed, ("none",)),
    Template(_REFUSE, "hai-ben", TRAIN, _told(_NEW, _commune, _NEVER), refuse_sides, _SOME),
    Template(_SORRY, "ngay-cu-ngay-moi", TRAIN, _told(_NEW, _department, _LATE), sorry_compare,
             _SOME),
    Template(_SORRY, "giay-xin-loi-viet-tay", TRAIN, _told(_OLD, _commune, _LATE), sorry_pad,
             _LINES, ("",), _PEN, (11,), _A5, (36, 28, 26, 20)),
    Template(_SORRY, "cong-van-dat-dai", TRAIN, _told(_NEW, _land, _LATE + _SURVEYS), sorry_land,
             ("none",)),
    Template(_STOP, "cong-van-so", TRAIN, _told(_NEW, _department, _END), stop_letter, ("none",)),
    Template(_STOP, "tin-nhan-cong", TRAIN, _told(_NEW, _commune, _END), stop_portal, ("none",),
             families=("arimo", "serif")),
    Template(_STOP, "giay-bao-viet-tay", TRAIN, _told(_NEW, _commune, _END), stop_pad, _LINES,
             ("",), _PEN, (11.5,), _A5_ACROSS, (44, 36, 22, 16)),
    Template(_CONTROL, "ba-cot-danh-dau", TRAIN, _passed(_NEW, _department, _ROOMS), control_ticks,
             _SOME, sizes=(12,)),
    Template(_CONTROL, "tung-lan", TRAIN, _passed(_NEW, _land, _TEAMS), control_list, ("none",),
             sizes=(11.5, 12), families=("arimo", "tinos", "serif")),
    Template(_CONTROL, "ngay-gio-viet-tay", TRAIN, _passed(_OLD, _commune, _DESKS), control_pen,
             _LINES, ("",), _PEN, (11.5,)),
)  # fmt: skip
