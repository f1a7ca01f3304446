"""Layouts to measure by: papers about dossiers from more kinds of offices and printers.

Two copies on one sheet, a counter's narrow printer, transport, tax, culture, external relations,
land registration of a province, districts before the merger and communes after it.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from functools import partial
from random import Random

from samples.forms import control, notices, receipts
from samples.forms.desk import NEW_DATES, OLD_DATES, dossier_code, later
from samples.forms.page import MOTTO, Page, Signer
from samples.forms.people import capital, make_place, short
from samples.forms.template import EVAL, Story, Template, some_moment
from samples.render import Line

_Dates = tuple[datetime.date, datetime.date]
_Case = tuple[str, str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Seat:
    """An office; "{tinh}", "{huyen}" and "{xa}" stand for its province, district and commune.

    Attributes:
        above: The line of the unit above.
        own: Its name, as texts have it.
        at: The part of its place that letters are dated from.
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


_DIRECTOR = (("", "GIÁM ĐỐC"), ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"))
_CHAIR = (("", "CHỦ TỊCH"), ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"))
_DISTRICT = _Seat(
    "UBND {huyen}", "Bộ phận Tiếp nhận và Trả kết quả", "{huyen}", "TN&TKQ",
    (("", "TRƯỞNG BỘ PHẬN"), ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")), (
        ("Đăng ký khai sinh có yếu tố nước ngoài", "03 ngày làm việc", (
            "Tờ khai đăng ký khai sinh", "Giấy chứng sinh", "Văn bản thỏa thuận chọn quốc tịch",
        )),
        ("Gia hạn giấy phép xây dựng nhà ở riêng lẻ", "05 ngày làm việc", (
            "Đơn đề nghị gia hạn giấy phép xây dựng", "Bản chính giấy phép xây dựng đã cấp",
        )),
        ("Cấp giấy phép bán lẻ rượu", "10 ngày làm việc", (
            "Đơn đề nghị cấp giấy phép bán lẻ rượu", "Bản sao giấy đăng ký hộ kinh doanh",
            "Hợp đồng mua bán với nhà cung cấp rượu",
        )),
    ),
)  # fmt: skip
_CENTRE = _Seat(
    "Ủy ban nhân dân {xa}", "Trung tâm Phục vụ hành chính công", "{xa}", "TTPVHCC", _DIRECTOR, (
        ("Cấp bản sao Giấy khai sinh", "01 ngày làm việc", (
            "Tờ khai cấp bản sao trích lục hộ tịch", "Bản chụp thẻ căn cước của người yêu cầu",
        )),
        ("Chứng thực hợp đồng, giao dịch liên quan đến quyền sử dụng đất", "02 ngày làm việc", (
            "Dự thảo hợp đồng, giao dịch", "Bản sao Giấy chứng nhận quyền sử dụng đất",
            "Phiếu yêu cầu chứng thực",
        )),
        ("Hỗ trợ chi phí mai táng đối với người hưởng trợ cấp hưu trí xã hội", "05 ngày làm việc", (
            "Tờ khai đề nghị hỗ trợ chi phí mai táng", "Bản sao trích lục khai tử",
        )),
    ),
)  # fmt: skip
_TRANSPORT = _Seat(
    "UBND {tinh}", "Sở Giao thông vận tải", "{tinh}", "SGTVT", _DIRECTOR, (
        ("Đổi giấy phép lái xe do ngành Giao thông vận tải cấp", "05 ngày làm việc", (
            "Đơn đề nghị đổi giấy phép lái xe", "Giấy khám sức khỏe của người lái xe",
            "Bản sao giấy phép lái xe",
        )),
        ("Cấp phù hiệu xe hợp đồng", "02 ngày làm việc", (
            "Giấy đề nghị cấp phù hiệu", "Bản sao giấy đăng ký xe ô tô",
        )),
        ("Cấp lại giấy phép lái xe bị mất", "60 ngày", (
            "Đơn đề nghị cấp lại giấy phép lái xe", "Giấy khám sức khỏe của người lái xe",
        )),
    ),
)  # fmt: skip
_TAX = _Seat(
    "Cục Thuế {tinh}", "Chi cục Thuế {huyen}", "{huyen}", "CCT-TBTK",
    (("", "CHI CỤC TRƯỞNG"), ("KT. CHI CỤC TRƯỞNG", "PHÓ CHI CỤC TRƯỞNG")), (
        ("Miễn, giảm tiền sử dụng đất", "30 ngày", (
            "Văn bản đề nghị miễn, giảm tiền sử dụng đất", "Giấy xác nhận hộ nghèo",
        )),
        ("Hoàn thuế thu nhập cá nhân", "06 ngày làm việc", (
            "Giấy đề nghị hoàn trả khoản thu ngân sách nhà nước", "Chứng từ khấu trừ thuế",
            "Bản sao văn bản ủy quyền quyết toán thuế",
        )),
        ("Khai lệ phí trước bạ nhà, đất", "05 ngày làm việc", (
            "Tờ khai lệ phí trước bạ", "Hợp đồng chuyển nhượng quyền sử dụng đất",
        )),
    ),
)  # fmt: skip
_CULTURE = _Seat(
    "UBND {tinh}", "Sở Văn hóa, Thể thao và Du lịch", "{tinh}", "SVHTTDL", _DIRECTOR, (
        ("Cấp thẻ hướng dẫn viên du lịch nội địa", "15 ngày", (
            "Đơn đề nghị cấp thẻ hướng dẫn viên du lịch", "Sơ yếu lý lịch",
            "Bản sao chứng chỉ nghiệp vụ hướng dẫn du lịch",
        )),
        ("Cấp giấy phép đủ điều kiện kinh doanh dịch vụ karaoke", "05 ngày làm việc", (
            "Đơn đề nghị cấp giấy phép", "Giấy chứng nhận đủ điều kiện về an ninh, trật tự",
        )),
        ("Tiếp nhận thông báo tổ chức biểu diễn nghệ thuật", "02 ngày làm việc", (
            "Văn bản thông báo", "Danh mục tác phẩm biểu diễn",
        )),
    ),
)  # fmt: skip
_FOREIGN = _Seat(
    "Ủy ban nhân dân {tinh}", "Sở Ngoại vụ", "{tinh}", "SNgV", _DIRECTOR, (
        ("Chứng nhận lãnh sự giấy tờ, tài liệu", "05 ngày làm việc", ("Tờ khai LS/HPH-LS/TK",)),
        ("Hợp pháp hóa lãnh sự giấy tờ, tài liệu nước ngoài", "05 ngày làm việc", (
            "Tờ khai LS/HPH-LS/TK", "Bản dịch giấy tờ sang tiếng Việt",
        )),
        ("Cho chủ trương đăng cai tổ chức hội thảo quốc tế", "15 ngày", (
            "Công văn xin phép tổ chức hội thảo", "Đề án tổ chức hội thảo",
        )),
    ),
)  # fmt: skip
_LAND = _Seat(
    "Sở Nông nghiệp và Môi trường", "Văn phòng Đăng ký đất đai {tinh}", "{tinh}", "VPĐKĐĐ",
    _DIRECTOR, (
        ("Đăng ký biến động do tặng cho quyền sử dụng đất", "08 ngày làm việc", (
            "Đơn đăng ký biến động đất đai", "Hợp đồng tặng cho quyền sử dụng đất",
        )),
        ("Cấp lại Giấy chứng nhận do bị mất", "10 ngày làm việc", (
            "Đơn đề nghị cấp lại Giấy chứng nhận", "Xác nhận đã niêm yết thông báo mất giấy",
        )),
        ("Đăng ký thế chấp quyền sử dụng đất, tài sản gắn liền với đất", "01 ngày làm việc", (
            "Phiếu yêu cầu đăng ký thế chấp", "Hợp đồng thế chấp",
        )),
    ),
)  # fmt: skip
_COMMUNE = _Seat(
    "{tinh}", "Ủy ban nhân dân {xa}", "{xa}", "UBND", _CHAIR, (
        ("Cấp Giấy chứng nhận đăng ký hộ kinh doanh", "03 ngày làm việc", (
            "Giấy đề nghị đăng ký hộ kinh doanh", "Bản sao hợp đồng thuê địa điểm",
        )),
        ("Chuyển mục đích sử dụng đất sang đất ở", "15 ngày làm việc", (
            "Đơn xin chuyển mục đích sử dụng đất", "Giấy chứng nhận đã cấp",
            "Trích đo địa chính thửa đất",
        )),
        ("Công nhận hộ nghèo phát sinh trong năm", "15 ngày", (
            "Giấy đề nghị rà soát hộ nghèo",
        )),
    ),
)  # fmt: skip
_OLD_COMMUNE = replace(_COMMUNE, above="UBND {huyen}")


def _day(story: Story, field: str) -> datetime.date:
    return datetime.date.fromisoformat(str(story.gold[field])[:10])


def _at(story: Story, random: Random, day: datetime.date, seat: _Seat, field: str) -> str:
    """The paper is such an office's, the person lives near by; how texts call the office."""
    place = make_place(random, day, detail=False)
    home = replace(place, detail=make_place(random, day).detail)
    names = {"tinh": place.province, "huyen": place.district, "xa": place.commune}
    own = seat.own.format(**names)
    first, second = random.choice(seat.heads)
    story.text(**{
        field: own.upper(), "dia_chi": capital(home.full),
        "ma_ho_so": dossier_code(random, place, day),
        "so_phieu": f"{random.randrange(14, 2100)}/{seat.mark}",
    })  # fmt: skip
    story.also(
        cap_tren=seat.above.format(**names).upper(), noi=capital(short(seat.at.format(**names))),
        thay=first, chuc_vu=second, dau=own.upper(), don_vi=own, tinh=place.province,
    )  # fmt: skip
    story.optional = ("email", "so_dien_thoai")
    return own


def taken(random: Random, dates: _Dates, seat: _Seat, ways: tuple[str, ...]) -> Story:
    """A receipt by such an office."""
    story = receipts.receipt(random, dates)
    day = _day(story, "ngay_lap")
    _at(story, random, day, seat, "co_quan_tiep_nhan")
    title, term, papers = random.choice(seat.cases)
    way = random.choice(ways)
    story.text(noi_dung_yeu_cau=title, thoi_han_giai_quyet=term, nhan_ket_qua_tai=way)
    story.moment("thoi_gian_tra", some_moment(random, later(day, int(term[:2]))))
    kinds = ("Bản chính", "Bản sao", "Bản chứng thực")
    rows = [(paper, f"{random.randrange(1, 3):02d}", random.choice(kinds)) for paper in papers]
    story.list("thanh_phan_ho_so", rows, papers)
    return story


_ASKED = (
    "Nộp bổ sung bản chính {}", "Ghi lại đầy đủ các mục trên {}", "Ký và ghi rõ họ tên trên {}",
    "Nộp lại {} còn giá trị",
)  # fmt: skip


def told(random: Random, dates: _Dates, seat: _Seat, reasons: tuple[str, ...]) -> Story:
    """A notice by such an office."""
    story = notices.notice(random, dates, reasons)
    _at(story, random, _day(story, "ngay_tiep_nhan"), seat, "co_quan")
    title, _, papers = random.choice(seat.cases)
    chosen = random.sample(papers, random.randint(1, len(papers)))
    asked = [random.choice(_ASKED).format(item[:1].lower() + item[1:]) for item in chosen]
    story.text(noi_dung_yeu_cau=title)
    forms = ("Bản giấy", "Bản điện tử")
    story.list("noi_dung_bo_sung", [(item, random.choice(forms)) for item in asked], asked)
    return story


def passed(
    random: Random, dates: _Dates, seat: _Seat, desks: tuple[str, ...], helpers: tuple[str, ...]
) -> Story:
    """A sheet of control of such an office, whose desks hand the dossier on."""
    story = control.control(random, dates)
    own = _at(story, random, _day(story, "ngay_lap"), seat, "co_quan")
    found = story.rows["chuyen_giao"]
    names = [desks[0], *sorted(random.sample(desks[1:], len(found)), key=desks.index)]
    rows, gold = [], []
    for giver, taker, row in zip(names, names[1:], found, strict=False):
        result, (hour, date) = row[3], row[4].split()
        day, month, year = date.split("/")
        clock = hour.replace(":", " giờ ")
        term = random.choice(("04 giờ", "08 giờ", "16 giờ", "24 giờ"))
        rows.append((giver, taker, date, hour, result, clock, term))
        gold.append({
            "giao": giver, "nhan": taker, "ket_qua": result,
            "thoi_gian": f"{year}-{month}-{day}T{hour}",
        })  # fmt: skip
    story.list("chuyen_giao", rows, gold)
    story.text(co_quan_giai_quyet=own, co_quan_phoi_hop=random.choice(helpers))
    story.also(viec=random.choice(seat.cases)[0])
    return story


_DATED = "<i>{noi:50}, ngày {ngay_lap.d:20} tháng {ngay_lap.m:20} năm {ngay_lap.y:30}</i>"
_NAMED = "<i>(Ký, ghi rõ họ tên)</i>"


def _printed(page: Page, markup: str, **how: float | str) -> None:
    """What the printer sets, whatever else is filled in on dots."""
    page.ruled = not page.blank
    page.para(markup, **how)  # type: ignore[arg-type]
    page.ruled = False


def _head(page: Page, *left: str, field: str = "co_quan", size: float = 12.0) -> None:
    """The office on the left with what stands below it, date on the right."""
    page.head(
        ("{cap_tren:100}", f"<b>{{{field}}}</b>", "_", *left), (*MOTTO, "_", _DATED), size=size
    )


def _title(page: Page) -> tuple[str, ...]:
    """Who signs, and in whose place."""
    return ("<b>{thay}</b>",) * bool(page.value("thay")) + ("<b>{chuc_vu}</b>",)


def _sealed(page: Page, *copies: str, room: float = 88, ink: str = "red") -> None:
    """Copies on the left, the sealed signature on the right."""
    page.gap(6)
    left = Signer(("<b><i>Nơi nhận:</i></b>", *(f"- {copy}" for copy in copies)), signed=False)
    page.sign(
        left if copies else Signer(()),
        Signer(_title(page), "<b>{nguoi_ky}</b>", "dau", room=room, ink=ink),
    )


# Giấy tiếp nhận.


def receipt_copies(page: Page, _: Random) -> None:
    """A district's receipt, both copies on one sheet to be cut in the middle."""
    top, left, right, middle = page.y, page.left, page.right, page.middle
    for copy, x0, x1 in (
        ("Liên 1: Lưu tại Bộ phận Tiếp nhận và Trả kết quả", left, middle - 16),
        ("Liên 2: Giao cho người nộp hồ sơ", middle + 16, right),
    ):
        page.left, page.right, page.y = x0, x1, top
        _head(page, "Số: {so_phieu:60}", field="co_quan_tiep_nhan", size=9.5)
        page.gap(8)
        page.line("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", 12.5)
        page.line(f"({copy})", 10, "i")
        page.para("Mã hồ sơ: <b>{ma_ho_so}</b>")
        page.para("Người nộp hồ sơ: {nguoi_nop}")
        page.para("Địa chỉ: {dia_chi}")
        page.row("Điện thoại: {so_dien_thoai}", "Email: {email}", widths=(2, 3))
        page.para("Nội dung yêu cầu giải quyết: {noi_dung_yeu_cau}")
        page.para("Thành phần hồ sơ gồm:")
        for i, row in enumerate(page.cells("thanh_phan_ho_so"), 1):
            page.para(f"{i}. {row[0]}", indent=10)
        page.para("Số lượng hồ sơ: {so_luong_ho_so:24} bộ")
        page.para("Thời hạn giải quyết theo quy định: {thoi_han_giai_quyet}")
        for label, key in (("Nhận hồ sơ", "thoi_gian_nhan"), ("Trả kết quả", "thoi_gian_tra")):
            page.para(f"{label} lúc: {{{key}.h:16}} giờ {{{key}.min:16}} phút, ngày {{{key}:60}}")
        page.para("Nhận kết quả tại: {nhan_ket_qua_tai}")
        page.gap(2)
        page.sign(
            Signer(("<b>Người nộp hồ sơ</b>", _NAMED), "{nguoi_nop_ky}", room=44),
            Signer(("<b>Người tiếp nhận hồ sơ</b>", _NAMED), "{nguoi_tiep_nhan}", room=44),
        )
    for i in range(int(page.bottom - page.top) // 9):
        page.mark(Line(middle, page.top + i * 9, middle, page.top + i * 9 + 5, 0.4))


def receipt_narrow(page: Page, random: Random) -> None:
    """From the narrow printer of a counter, labels and values below each other."""
    page.line("{cap_tren}", 8, "")
    page.line("{co_quan_tiep_nhan}", 8.5)
    page.gap(6)
    page.line("GIẤY TIẾP NHẬN HỒ SƠ", 11)
    page.line("VÀ HẸN TRẢ KẾT QUẢ", 11)
    page.line("Số: {so_phieu:60}", 0, "")
    page.mark(Line(page.left, page.y - 7, page.right, page.y - 7, 0.4))
    page.gap(6)
    page.para("Mã hồ sơ: <b>{ma_ho_so}</b>")
    for label, key in (
        ("Người nộp", "nguoi_nop"), ("Địa chỉ", "dia_chi"), ("Điện thoại", "so_dien_thoai"),
    ):  # fmt: skip
        page.para(f"{label}: {{{key}}}")
    page.para("Thủ tục:")
    page.para("{noi_dung_yeu_cau}", style="b")
    page.para("Giấy tờ đã nộp:")
    for row in page.cells("thanh_phan_ho_so"):
        page.para(f"- {row[0]}")
    page.para("Số bộ: {so_luong_ho_so}")
    page.para("Thời hạn: {thoi_han_giai_quyet}")
    page.mark(Line(page.left, page.y - 7, page.right, page.y - 7, 0.4))
    page.gap(6)
    page.para("Tiếp nhận: {thoi_gian_nhan.h}:{thoi_gian_nhan.min} {thoi_gian_nhan}")
    page.para("<b>Hẹn trả: {thoi_gian_tra.h}:{thoi_gian_tra.min} {thoi_gian_tra}</b>")
    page.para("Nơi trả: {nhan_ket_qua_tai}")
    page.para("Người tiếp nhận: {nguoi_tiep_nhan}")
    page.code(page.middle - 34, page.y, 68, page.value("ma_ho_so"))
    page.gap(84)
    page.line(
        random.choice((
            "Quét mã để tra cứu tình trạng hồ sơ", "Giữ phiếu này để nhận kết quả",
        )), 7.5, "i",
    )  # fmt: skip


def receipt_licence(page: Page, _: Random) -> None:
    """A pad of a transport department, number and code in a box at the right; by pen."""
    top = page.y
    right = page.right
    page.right = page.left + (right - page.left) * 0.58
    _printed(page, "{cap_tren}", size=10, align="centre")
    _printed(page, "<b>{co_quan_tiep_nhan}</b>", size=10, align="centre")
    page.right, end = right, page.y
    x0 = page.left + (right - page.left) * 0.62
    page.y = top + 2
    page.para("Số: {so_phieu}", x0=x0 + 8, x1=right - 8)
    page.para("Mã HS: {ma_ho_so}", x0=x0 + 8, x1=right - 8)
    page.frame(x0, top - 12, right, page.y - 8)
    page.y = max(end, page.y) + 10
    page.line("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", 13)
    page.gap(2)
    page.row("Họ và tên: {nguoi_nop}", "Điện thoại: {so_dien_thoai}", widths=(3, 2))
    page.para("Nơi cư trú: {dia_chi}")
    page.para("Nội dung: {noi_dung_yeu_cau}")
    page.gap(6)
    rows = [(str(i), *row[:3]) for i, row in enumerate(page.cells("thanh_phan_ho_so"), 1)]
    head = ("TT", "Giấy tờ có trong hồ sơ", "Số lượng", "Loại")
    page.table((1, 8, 2, 3), [tuple(f"<b>{h}</b>" for h in head), *rows], centred=(0, 2),
               size=page.style.size - 0.5)  # fmt: skip
    page.row("Số bộ hồ sơ: {so_luong_ho_so}", "Thời hạn giải quyết: {thoi_han_giai_quyet}",
             widths=(2, 3))  # fmt: skip
    for label, key in (("Ngày nhận hồ sơ", "thoi_gian_nhan"), ("Ngày trả kết quả",
                                                              "thoi_gian_tra")):  # fmt: skip
        page.para(f"{label}: {{{key}.d:20}} / {{{key}.m:20}} / {{{key}.y:32}}, lúc {{{key}.h:20}}"
                  f" giờ {{{key}.min:20}}")  # fmt: skip
    page.para("Trả kết quả tại: {nhan_ket_qua_tai}")
    page.sign(
        Signer(("<b>NGƯỜI NỘP HỒ SƠ</b>",), "{nguoi_nop_ky}", room=40),
        Signer(("<b>CÁN BỘ NHẬN HỒ SƠ</b>",), "{nguoi_tiep_nhan}", room=40),
    )


_PEN = frozenset(
    {
        "so_phieu", "ma_ho_so", "nguoi_nop", "dia_chi", "so_dien_thoai", "noi_dung_yeu_cau",
        "thanh_phan_ho_so", "so_luong_ho_so", "thoi_han_giai_quyet", "thoi_gian_nhan",
        "thoi_gian_tra", "nhan_ket_qua_tai", "nguoi_tiep_nhan", "nguoi_nop_ky", "noi_dung_bo_sung",
        "ly_do", "ngay_lap", "nguoi_huong_dan", "nguoi_ky", "ngay_tiep_nhan", "ngay_hen_tra",
        "ngay_hen_lai", "chuyen_giao", "co_quan_giai_quyet", "co_quan_phoi_hop", "viec",
    }
)  # fmt: skip
_COUNTER = ("Bộ phận Tiếp nhận và Trả kết quả", "Qua dịch vụ bưu chính công ích")
_DESKS = ("Quầy số 2", "Quầy trả kết quả", "Bưu chính công ích", "Trực tuyến")
_HALL = ("Bộ phận một cửa của Sở", "Trung tâm Hành chính công tỉnh", "Bưu điện")
_A5, _A5_ACROSS, _ACROSS = (419.5, 595.3), (595.3, 419.5), (841.9, 595.3)
_SOME, _LINES = ("none", "dots"), ("dots", "rule")
_OLD, _NEW = OLD_DATES, NEW_DATES


def _taken(dates: _Dates, seat: _Seat, ways: tuple[str, ...]) -> partial[Story]:
    return partial(taken, dates=dates, seat=seat, ways=ways)


def _told(dates: _Dates, seat: _Seat, reasons: tuple[str, ...]) -> partial[Story]:
    return partial(told, dates=dates, seat=seat, reasons=reasons)


def _passed(
    dates: _Dates, seat: _Seat, desks: tuple[str, ...], helpers: tuple[str, ...]
) -> partial[Story]:
    return partial(passed, dates=dates, seat=seat, desks=desks, helpers=helpers)


_RECEIPT, _COMPLETE, _REFUSE = receipts.TYPE, "phieu_bo_sung", "phieu_tu_choi"
_SORRY, _STOP, _CONTROL = "phieu_xin_loi", "thong_bao_dung", control.TYPE
TEMPLATES = (
    Template(_RECEIPT, "hai-lien-mot-to", EVAL, _taken(_OLD, _DISTRICT, _COUNTER), receipt_copies,
             _SOME, sizes=(11.5,), paper=_ACROSS, margins=(36, 36, 30, 24)),
    Template(_RECEIPT, "may-in-nhiet", EVAL, _taken(_NEW, _CENTRE, _DESKS), receipt_narrow,
             ("none",), sizes=(9,), paper=(226.8, 520.0), margins=(14, 14, 16, 14),
             families=("arimo",)),
    Template(_RECEIPT, "so-giao-thong-viet-tay", EVAL, _taken(_OLD, _TRANSPORT, _HALL),
             receipt_licence, _LINES, ("",), _PEN, (10.5,), _A5_ACROSS, (44, 36, 24, 16)),
)  # fmt: skip
