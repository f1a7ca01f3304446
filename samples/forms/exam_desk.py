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
from samples.forms.people import capital, make_person, make_place, short
from samples.forms.template import TRAIN, Story, Template, some_moment
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
    story.also(lanh_dao=make_person(random, _day(story, "ngay_lap"), (1968, 1988)).name)
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


# Phiếu yêu cầu bổ sung.


def _grid(page: Page, *rows: tuple[tuple[float, ...], tuple[str, ...]]) -> None:
    """Rows of one ruled table, each with cells of its own widths."""
    for widths, cells in rows:
        page.table(widths, [cells], least=24)
        page.y -= page.style.size - 1
    page.y += page.style.size


def complete_grid(page: Page, _: Random) -> None:
    """A centre's print-out of 2025: one grid for all, the digital signature's words below."""
    page.code(page.left, 26, 50, page.value("ma_ho_so"))
    page.para("{cap_tren}", align="centre", size=11)
    page.para("<b>{co_quan}</b>", align="centre", size=11.5)
    page.gap(24)
    page.line("PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ", 14)
    page.gap(10)
    asked = "\n".join(f"{i}. {row[0]}" for i, row in enumerate(page.cells("noi_dung_bo_sung"), 1))
    wide, whole = (2.4, 4.4, 2, 3.2), (2.4, 9.6)
    _grid(
        page,
        (wide, ("<i>Số phiếu</i>", "{so_phieu}", "<i>Ngày lập</i>", "{ngay_lap}")),
        (wide, ("<i>Mã hồ sơ</i>", "{ma_ho_so}", "<i>Ngày nộp</i>", "{ngay_tiep_nhan}")),
        (wide, ("<i>Người nộp</i>", "{nguoi_nop}", "<i>Điện thoại</i>", "{so_dien_thoai}")),
        (whole, ("<i>Địa chỉ</i>", "{dia_chi}")),
        (whole, ("<i>Tên TTHC</i>", "{noi_dung_yeu_cau}")),
        (whole, ("<i>Lý do</i>", "{ly_do}")),
        (whole, ("<i>Nội dung yêu cầu bổ sung, hoàn thiện</i>", asked)),
        (whole, ("<i>Cách nộp</i>", "Trực tuyến trên Cổng Dịch vụ công quốc gia hoặc tại quầy")),
    )
    page.sign(
        Signer(()),
        Signer(("<b>NGƯỜI HƯỚNG DẪN</b>", "<i>(Đã ký số)</i>"), "{nguoi_huong_dan}", signed=False,
               room=26),
    )  # fmt: skip


def complete_tax(page: Page, random: Random) -> None:
    """A tax branch's notice: the items in a table with how they are to be given."""
    _head(page, "Số: {so_phieu:70}")
    page.gap(14)
    page.line("THÔNG BÁO", 15)
    page.line("Về việc yêu cầu bổ sung, hoàn thiện hồ sơ", 13)
    page.rule(45, up=11)
    page.gap(8)
    page.para("Kính gửi: {ong_ba} {nguoi_nop:140}", align="centre")
    page.para("Địa chỉ nhận thông báo: {dia_chi}", indent=28)
    page.para("Số điện thoại: {so_dien_thoai}", indent=28)
    page.para(
        "Ngày {ngay_tiep_nhan.d:20} tháng {ngay_tiep_nhan.m:20} năm {ngay_tiep_nhan.y:32},"
        " {don_vi:120} nhận được hồ sơ {noi_dung_yeu_cau:150} (mã hồ sơ: {ma_ho_so:110}).",
        indent=28,
    )  # fmt: skip
    page.para("Căn cứ Luật Quản lý thuế, đề nghị {ong_ba} bổ sung, hoàn thiện hồ sơ như sau:",
              indent=28)  # fmt: skip
    page.gap(8)
    head = ("STT", "Tài liệu, thông tin cần bổ sung", "Hình thức nộp")
    rows = [(str(i), *row[:2]) for i, row in enumerate(page.cells("noi_dung_bo_sung"), 1)]
    page.table((1, 8, 2.6), [tuple(f"<b>{h}</b>" for h in head), *rows], centred=(0, 2))
    page.para("Lý do: {ly_do}.", indent=28, spare=1)
    place = random.choice(("tầng 1, trụ sở Chi cục Thuế", "Bộ phận Một cửa của Chi cục Thuế"))
    page.para(
        f"Hồ sơ bổ sung gửi về {place}. Công chức hướng dẫn: {{nguoi_huong_dan:130}}, Đội Tuyên"
        " truyền - Hỗ trợ người nộp thuế./.", indent=28,
    )  # fmt: skip
    page.gap(6)
    page.sign(
        Signer(("<b><i>Nơi nhận:</i></b>", "- Như trên;", "- Lưu: VT, TTHT."), signed=False),
        Signer(_title(page), "<b>{lanh_dao}</b>", "dau", room=88),
    )


def complete_parts(page: Page, _: Random) -> None:
    """A district's printed form, by pen: the applicant's part, then the official's."""
    _head(page, "Số: {so_phieu:60}")
    page.gap(12)
    page.line("PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ", 14)
    page.line("(Lập 02 bản: 01 bản giao người nộp, 01 bản lưu hồ sơ)", 11, "i")
    page.gap(4)
    page.para("A. THÔNG TIN HỒ SƠ", style="b")
    page.para("Họ và tên người nộp hồ sơ: {nguoi_nop}")
    page.para("Địa chỉ: {dia_chi}")
    page.row("Mã hồ sơ: {ma_ho_so}", "Số điện thoại: {so_dien_thoai}", widths=(5, 4))
    page.para("Nội dung yêu cầu giải quyết: {noi_dung_yeu_cau}", spare=1)
    page.para("B. PHẦN HƯỚNG DẪN CỦA BỘ PHẬN TIẾP NHẬN", style="b")
    page.para("Những nội dung, giấy tờ đề nghị bổ sung:")
    page.gap(8)
    rows = [(str(i), row[0]) for i, row in enumerate(page.cells("noi_dung_bo_sung"), 1)]
    page.table((1, 14), rows, centred=(0,), least=26, size=page.style.size)
    page.para("Lý do đề nghị bổ sung: {ly_do}", spare=1)
    page.para("Người nộp liên hệ Bộ phận Tiếp nhận và Trả kết quả khi cần được giải thích thêm.")
    page.gap(4)
    page.sign(
        Signer(("<b>Người nộp hồ sơ</b>", _NAMED), "{nguoi_nop_ky}"),
        Signer(("<b>Người hướng dẫn</b>", _NAMED), "{nguoi_huong_dan}"),
    )


# Phiếu từ chối.


def refuse_sections(page: Page, random: Random) -> None:
    """A department's form in three Roman sections, data beside each other, sealed."""
    _head(page, "Số: {so_phieu:70}")
    page.gap(12)
    page.line("PHIẾU TỪ CHỐI TIẾP NHẬN, GIẢI QUYẾT HỒ SƠ", 14)
    page.gap(8)
    page.para("I. Tổ chức, cá nhân nộp hồ sơ", style="b")
    page.row("Tên: {nguoi_nop}", "Điện thoại: {so_dien_thoai}", widths=(5, 4))
    page.para("Địa chỉ: {dia_chi}")
    page.para("II. Hồ sơ bị từ chối", style="b")
    page.row("Mã hồ sơ: {ma_ho_so}", "Nộp ngày: {ngay_tiep_nhan}", widths=(5, 4))
    page.para("Thủ tục hành chính: {noi_dung_yeu_cau}")
    page.para("III. Lý do từ chối", style="b")
    page.para("{ly_do}.", spare=2)
    page.gap(4)
    page.para(
        random.choice((
            "{don_vi} thông báo và trả lại toàn bộ hồ sơ. Tổ chức, cá nhân có thể nộp lại khi đáp"
            " ứng đủ điều kiện theo quy định.",
            "Trường hợp không nhất trí, tổ chức, cá nhân gửi phản ánh, kiến nghị về {don_vi}.",
        )), style="i",
    )  # fmt: skip
    _sealed(page, "Tổ chức, cá nhân nêu trên;", "Trung tâm PVHCC tỉnh;", "Lưu: VT.")


def refuse_return(page: Page, random: Random) -> None:
    """A commune's notice in prose with its legal grounds: the dossier is sent back."""
    _head(page, "Số: {so_phieu:70}")
    page.gap(14)
    page.line("THÔNG BÁO", 15)
    page.line("Từ chối giải quyết và trả lại hồ sơ", 13)
    page.rule(45, up=11)
    page.gap(8)
    page.para("Căn cứ Luật Tổ chức chính quyền địa phương;", indent=28, style="i")
    page.para(
        "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ;", indent=28,
        style="i",
    )  # fmt: skip
    page.para(
        "Xét hồ sơ mã số {ma_ho_so:110} của {ong_ba} {nguoi_nop:140}, hiện cư trú tại"
        " {dia_chi:180} (điện thoại: {so_dien_thoai:76}) về việc: {noi_dung_yeu_cau:150};",
        indent=28,
    )
    page.para(
        "{don_vi:120} thông báo từ chối giải quyết và trả lại hồ sơ cho {ong_ba} với lý do:",
        indent=28,
    )
    page.para("{ly_do}.", indent=28)
    page.para(
        random.choice((
            "Đề nghị {ong_ba} đến Bộ phận Một cửa để nhận lại giấy tờ đã nộp. Công chức chuyên môn"
            " chịu trách nhiệm giải thích, hướng dẫn cụ thể./.",
            "Công chức Văn phòng - Thống kê có trách nhiệm trả lại hồ sơ và giải thích cho"
            " {ong_ba}./.",
        )), indent=28,
    )  # fmt: skip
    _sealed(page, "{ong_ba} {nguoi_nop};", "Bộ phận Một cửa;", "Lưu: VT.")


def refuse_ruled(page: Page, _: Random) -> None:
    """A transport department's slip across A5, a ruled form filled in by pen."""
    page.head(("{cap_tren:100}", "<b>{co_quan}</b>", "_"), size=9.5, share=0.42)
    page.line("PHIẾU TỪ CHỐI TIẾP NHẬN HỒ SƠ", 13.5)
    page.para("Số: {so_phieu:80}", align="centre")
    page.gap(4)
    wide, whole = (2.6, 4.4, 2, 3), (2.6, 9.4)
    _grid(
        page,
        (wide, ("Người nộp", "{nguoi_nop}", "Điện thoại", "{so_dien_thoai}")),
        (whole, ("Địa chỉ", "{dia_chi}")),
        (whole, ("Mã hồ sơ", "{ma_ho_so}")),
        (whole, ("Nội dung đề nghị", "{noi_dung_yeu_cau}")),
        (whole, ("Lý do từ chối", "{ly_do}")),
    )
    page.sign(
        Signer(("<b>NGƯỜI NỘP HỒ SƠ</b>",), "{nguoi_nop_ky}", room=34),
        Signer(("<i>Ngày {ngay_lap.d:18} tháng {ngay_lap.m:18} năm {ngay_lap.y:28}</i>",
                "<b>NGƯỜI TỪ CHỐI TIẾP NHẬN</b>"), "{nguoi_ky}", room=34),
    )  # fmt: skip


# Phiếu xin lỗi.


def sorry_english(page: Page, _: Random) -> None:
    """External relations: Vietnamese labels, English below them in small print."""
    _head(page, "Số/<i>Ref.</i>: {so_phieu:70}")
    page.gap(14)
    page.line("PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ", 14)
    page.line("LETTER OF APOLOGY AND NEW DATE OF RETURN", 11, "i")
    page.gap(8)
    small = page.style.size - 2.5
    for label, english, key in (
        ("Kính gửi", "To", "nguoi_nop"), ("Mã hồ sơ", "Application code", "ma_ho_so"),
        ("Thủ tục", "Procedure", "noi_dung_yeu_cau"),
        ("Ngày nhận hồ sơ", "Date of receipt", "ngay_tiep_nhan"),
        ("Ngày hẹn trả", "Date due", "ngay_hen_tra"), ("Lý do chậm trễ", "Reason", "ly_do"),
        ("Hẹn lại ngày", "New date of return", "ngay_hen_lai"),
    ):  # fmt: skip
        page.para(f"{label}: {{{key}}}")
        page.para(english, size=small, style="i")
        page.gap(2)
    page.gap(2)
    page.para("{don_vi} xin lỗi Quý vị về sự chậm trễ này. <i>We apologize for the delay.</i>")
    _sealed(page, "Như trên;", "Lưu: VT, LS.", ink="blue")


def sorry_box(page: Page, _: Random) -> None:
    """A district's pad of A5, by pen, its three days in a ruled row."""
    _printed(page, "{cap_tren}", size=10)
    _printed(page, "<b>{co_quan}</b>", size=10)
    page.para("Số: {so_phieu}", x1=page.left + 170)
    page.gap(6)
    page.line("PHIẾU XIN LỖI", 14)
    page.line("VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ", 12)
    page.gap(2)
    page.para("Kính gửi ông/bà: {nguoi_nop}")
    page.para("Mã hồ sơ: {ma_ho_so}")
    page.para("Nội dung giải quyết: {noi_dung_yeu_cau}", spare=1)
    page.gap(8)
    page.table((1, 1, 1), [
        ("<b>Ngày nhận hồ sơ</b>", "<b>Ngày hẹn trả</b>", "<b>Hẹn lại ngày</b>"),
        ("{ngay_tiep_nhan}", "{ngay_hen_tra}", "{ngay_hen_lai}"),
    ], centred=(0, 1, 2), least=26)  # fmt: skip
    page.para("Lý do trả chậm: {ly_do}", spare=1)
    page.para("Bộ phận Tiếp nhận và Trả kết quả xin lỗi và mong ông/bà thông cảm.", style="i")
    page.gap(2)
    page.para("Ngày {ngay_lap.d:20} tháng {ngay_lap.m:20} năm {ngay_lap.y:32}", align="right")
    page.sign(Signer(()), Signer(_title(page), "{nguoi_ky}", "dau", room=92))


def sorry_chair(page: Page, random: Random) -> None:
    """A commune's chairman writes a letter: two days in one sentence, no data in lists."""
    _head(page, "Số: {so_phieu:70}")
    page.gap(16)
    page.line("THƯ XIN LỖI", 16)
    page.gap(6)
    page.para("Kính gửi: {ong_ba} <b>{nguoi_nop:140}</b>", align="centre")
    page.gap(6)
    page.para(
        "Ngày {ngay_tiep_nhan:66}, {don_vi:120} tiếp nhận hồ sơ của {ong_ba} về việc"
        " {noi_dung_yeu_cau:150}, mã hồ sơ {ma_ho_so:110}, hẹn trả kết quả ngày"
        " {ngay_hen_tra:66}.", indent=28,
    )  # fmt: skip
    page.para("Tuy nhiên, hồ sơ chưa được giải quyết đúng hẹn. Nguyên nhân: {ly_do}.", indent=28)
    page.para(
        random.choice((
            "Thay mặt {don_vi:120}, tôi xin lỗi {ong_ba} về sự chậm trễ này.",
            "{don_vi:120} nghiêm túc nhận trách nhiệm và xin gửi tới {ong_ba} lời xin lỗi.",
        )) + " Kết quả giải quyết hồ sơ sẽ được trả vào ngày {ngay_hen_lai:66}.",
        indent=28,
    )  # fmt: skip
    page.para("Rất mong nhận được sự chia sẻ, thông cảm của {ong_ba}.", indent=28)
    page.para("Trân trọng./.", indent=28)
    _sealed(page)


# Thông báo dừng.


def stop_land(page: Page, random: Random) -> None:
    """A province's land registration office: the dossier under 1, the reason under 2."""
    _head(page, "Số: {so_phieu:70}")
    page.gap(14)
    page.line("THÔNG BÁO", 15)
    page.line("Về việc dừng giải quyết hồ sơ đăng ký đất đai", 13)
    page.rule(50, up=11)
    page.gap(6)
    page.para("Kính gửi: {ong_ba} {nguoi_nop:140}", align="centre")
    page.gap(4)
    page.para("{don_vi:150} thông báo dừng giải quyết hồ sơ như sau:", indent=28)
    page.para("<b>1. Thông tin hồ sơ</b>", indent=28)
    page.para("a) Mã hồ sơ: {ma_ho_so};", indent=40)
    page.para("b) Thủ tục: {noi_dung_yeu_cau};", indent=40)
    page.para("c) Ngày tiếp nhận: {ngay_tiep_nhan}; ngày hẹn trả kết quả: {ngay_hen_tra}.",
              indent=40)  # fmt: skip
    page.para("<b>2. Lý do dừng giải quyết</b>", indent=28)
    page.para("{ly_do}.", indent=40, spare=1)
    page.para("<b>3. Nhận lại hồ sơ</b>", indent=28)
    page.para(
        random.choice((
            "{ong_ba} nhận lại hồ sơ gốc tại nơi đã nộp, trong giờ hành chính.",
            "Hồ sơ gốc được trả qua dịch vụ bưu chính theo địa chỉ đã đăng ký.",
        )), indent=40,
    )  # fmt: skip
    _sealed(page, "Như trên;", "Trung tâm PVHCC;", "Lưu: VT, ĐKTK.")


def stop_boxes(page: Page, _: Random) -> None:
    """A centre's print-out in boxes, a small label above each value."""
    page.motto(11)
    page.gap(2)
    page.para("{cap_tren}", align="centre", size=10.5)
    page.para("<b>{co_quan}</b>", align="centre", size=11)
    page.gap(10)
    page.line("THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ", 14.5)
    page.gap(12)
    label = "<i>{}</i>\n{{{}}}".format
    _grid(
        page,
        ((1, 1), (label("Số thông báo", "so_phieu"), label("Ngày thông báo", "ngay_lap"))),
        ((1, 1), (label("Mã hồ sơ", "ma_ho_so"), label("Ngày nộp hồ sơ", "ngay_tiep_nhan"))),
        ((1,), (label("Tổ chức, cá nhân nộp hồ sơ", "nguoi_nop"),)),
        ((1,), (label("Tên thủ tục hành chính", "noi_dung_yeu_cau"),)),
        ((1,), (label("Lý do dừng giải quyết", "ly_do"),)),
    )
    page.para("Khi có nhu cầu, tổ chức, cá nhân nộp hồ sơ mới theo quy định.", style="i")
    page.sign(Signer(()), Signer(_title(page), "<b>{nguoi_ky}</b>", "dau", room=88, ink="blue"))


def stop_blanks(page: Page, _: Random) -> None:
    """A district's pad of A5: a printed text whose blanks are filled in by pen, then sealed."""
    page.head(("{cap_tren:90}", "<b>{co_quan}</b>", "_", "Số: {so_phieu:60}"), size=9, share=0.42)
    page.gap(8)
    page.line("THÔNG BÁO", 13)
    page.line("Dừng giải quyết hồ sơ", 11.5)
    page.gap(4)
    page.para("Kính gửi: {nguoi_nop}", indent=30)
    page.para(
        "Bộ phận Tiếp nhận và Trả kết quả thông báo dừng giải quyết hồ sơ có mã số"
        " {ma_ho_so:110} của ông (bà), nộp ngày {ngay_tiep_nhan.d:18} tháng {ngay_tiep_nhan.m:18}"
        " năm {ngay_tiep_nhan.y:28}.", indent=16,
    )  # fmt: skip
    page.para("Nội dung yêu cầu giải quyết: {noi_dung_yeu_cau}", spare=1)
    page.para("Lý do dừng: {ly_do}", spare=1)
    page.para("Đề nghị ông (bà) mang theo phiếu này khi đến nhận lại hồ sơ.", style="i")
    page.gap(2)
    page.para(_DATED, align="right")
    page.sign(Signer(()), Signer(_title(page), "{nguoi_ky}", "dau", room=92))


# Phiếu kiểm soát.


def control_blocks(page: Page, _: Random) -> None:
    """Each hand-over in a ruled block of its own, labels within the cells."""
    _head(page)
    page.gap(12)
    page.line("PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ", 14)
    page.gap(6)
    page.para("Mã hồ sơ: <b>{ma_ho_so}</b>")
    page.para("Thủ tục: {viec}")
    page.para("Cơ quan giải quyết hồ sơ: {co_quan_giai_quyet}")
    page.para("Cơ quan phối hợp giải quyết: {co_quan_phoi_hop}")
    page.gap(8)
    for i, row in enumerate(page.cells("chuyen_giao", 4), 1):
        page.need(80)
        page.table((1.2, 6, 6), [
            (f"{i}", f"Giao: {row[0]}", f"Nhận: {row[1]}"),
            ("", f"Thời gian: {row[5]} phút, ngày {row[2]}", f"Kết quả: {row[4]}"),
        ], centred=(0,), least=22)  # fmt: skip
        page.gap(-4)
    page.para("Phiếu được chuyển cùng hồ sơ qua từng bước giải quyết.", style="i", size=10)


def control_across(page: Page, _: Random) -> None:
    """A department's print-out across the page with the time that each step may take."""
    page.head(("{cap_tren}", "<b>{co_quan}</b>", "_"), (*MOTTO, "_"), size=11)
    page.gap(12)
    page.line("PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ", 14)
    page.line("Mã hồ sơ: {ma_ho_so:120} - Ngày lập: {ngay_lap:66}", 0, "")
    page.gap(4)
    page.row("Cơ quan giải quyết:", "{co_quan_giai_quyet}", widths=(2, 9))
    page.row("Cơ quan phối hợp:", "{co_quan_phoi_hop}", widths=(2, 9))
    page.gap(8)
    head = ("TT", "Bộ phận giao hồ sơ", "Bộ phận nhận hồ sơ", "Ngày giao nhận", "Giờ",
            "Thời gian quy định", "Kết quả", "Ký nhận")  # fmt: skip
    rows = [
        (str(i), row[0], row[1], row[2], row[3], row[6], row[4], "")
        for i, row in enumerate(page.cells("chuyen_giao", 5), 1)
    ]
    page.table((1, 5, 5, 2.6, 1.6, 2.2, 2.4, 2), [tuple(f"<b>{h}</b>" for h in head), *rows],
               centred=(0, 3, 4, 5, 6), least=26)  # fmt: skip


def control_small(page: Page, _: Random) -> None:
    """A commune's sheet of A5 by pen: who gave what to whom in one cell, the result beside it."""
    _printed(page, "<b>{co_quan}</b>", align="centre", size=10.5)
    page.gap(4)
    page.line("PHIẾU KIỂM SOÁT", 13.5)
    page.line("QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ", 12)
    page.gap(2)
    page.para("Mã HS: {ma_ho_so}")
    page.para("CQ giải quyết: {co_quan_giai_quyet}")
    page.para("CQ phối hợp: {co_quan_phoi_hop}")
    page.gap(8)
    rows = [
        (f"{row[3]}\n{row[2]}", f"Giao: {row[0]}\nNhận: {row[1]}", row[4], "")
        for row in page.cells("chuyen_giao", 5)
    ]
    head = ("Thời gian", "Bên giao, bên nhận", "Kết quả", "Ký nhận")
    page.table((2.4, 5, 2.2, 1.8), [tuple(f"<b>{h}</b>" for h in head), *rows], centred=(0, 2),
               least=30)  # fmt: skip


_LACKING = (
    "Giấy tờ trong hồ sơ chưa đầy đủ, chưa thống nhất về thông tin",
    "Chữ ký của người đề nghị không đúng với giấy tờ tùy thân",
    "Bản sao nộp kèm không rõ nét, không có chứng thực",
    "Đơn, tờ khai lập theo mẫu đã hết hiệu lực",
)
_UNFIT = (
    "Nội dung đề nghị không thuộc thẩm quyền giải quyết của cơ quan",
    "Người đề nghị chưa đáp ứng điều kiện theo quy định",
    "Hồ sơ sử dụng giấy tờ đã bị thu hồi, hủy bỏ",
    "Người nộp hồ sơ không có văn bản ủy quyền của người đứng tên",
)
_DELAYED = (
    "Cơ quan phối hợp gửi ý kiến chậm so với quy định",
    "Mạng và phần mềm một cửa gián đoạn trong nhiều ngày",
    "Cán bộ thụ lý tính nhầm thời hạn giải quyết",
    "Phải xác minh thêm thông tin tại nơi cấp giấy tờ",
)
_HALTED = (
    "Người nộp hồ sơ có văn bản xin rút hồ sơ",
    "Người nộp không bổ sung hồ sơ trong thời hạn yêu cầu",
    "Có quyết định áp dụng biện pháp khẩn cấp tạm thời của Tòa án",
    "Phát hiện hồ sơ trùng với hồ sơ đã nộp trước đó",
)
_STEPS = (
    "Bộ phận Một cửa", "Công chức chuyên môn", "Văn phòng HĐND và UBND", "Phó Chủ tịch UBND",
    "Chủ tịch UBND", "Văn thư", "Bộ phận trả kết quả",
)  # fmt: skip
_FLOORS = (
    "Quầy Sở VHTTDL tại Trung tâm PVHCC", "Phòng Quản lý Du lịch", "Phòng Quản lý Văn hóa",
    "Văn phòng Sở", "Phó Giám đốc Sở", "Giám đốc Sở", "Văn thư Sở",
)  # fmt: skip
_PARTS = (
    "Phòng Hành chính - Tổng hợp", "Phòng Đăng ký và Cấp giấy chứng nhận",
    "Phòng Thông tin - Lưu trữ", "Phòng Kỹ thuật địa chính", "Phó Giám đốc", "Giám đốc",
    "Bộ phận văn thư",
)  # fmt: skip
_HELPERS = ("Công an tỉnh", "Sở Tài chính", "Sở Tư pháp", "Kho bạc Nhà nước")
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
_A5, _ACROSS = (419.5, 595.3), (841.9, 595.3)
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
    Template(_RECEIPT, "hai-lien-mot-to", TRAIN, _taken(_OLD, _DISTRICT, _COUNTER), receipt_copies,
             _SOME, sizes=(11.5,), paper=_ACROSS, margins=(36, 36, 30, 24)),
    Template(_RECEIPT, "may-in-nhiet", TRAIN, _taken(_NEW, _CENTRE, _DESKS), receipt_narrow,
             ("none",), sizes=(9,), paper=(226.8, 520.0), margins=(14, 14, 16, 14),
             families=("arimo",)),
    Template(_RECEIPT, "so-giao-thong-viet-tay", TRAIN, _taken(_OLD, _TRANSPORT, _HALL),
             receipt_licence, _LINES, ("",), _PEN, (10.5,), (595.3, 440.0), (44, 36, 24, 16)),
    Template(_COMPLETE, "luoi-o", TRAIN, _told(_NEW, _CENTRE, _LACKING), complete_grid, ("none",),
             sizes=(12,)),
    Template(_COMPLETE, "chi-cuc-thue", TRAIN, _told(_OLD, _TAX, _LACKING), complete_tax, _SOME),
    Template(_COMPLETE, "hai-phan-viet-tay", TRAIN, _told(_OLD, _DISTRICT, _LACKING),
             complete_parts, _LINES, ("",), _PEN, (12,)),
    Template(_REFUSE, "ba-muc-la-ma", TRAIN, _told(_NEW, _CULTURE, _UNFIT), refuse_sections, _SOME),
    Template(_REFUSE, "xa-tra-lai", TRAIN, _told(_OLD, _OLD_COMMUNE, _UNFIT), refuse_return,
             ("none",)),
    Template(_REFUSE, "bang-viet-tay", TRAIN, _told(_OLD, _TRANSPORT, _UNFIT), refuse_ruled,
             _LINES, ("",), _PEN, (11,), (595.3, 440.0), (44, 36, 22, 16)),
    Template(_SORRY, "song-ngu", TRAIN, _told(_NEW, _FOREIGN, _DELAYED), sorry_english, _SOME,
             sizes=(12,)),
    Template(_SORRY, "ba-ngay-viet-tay", TRAIN, _told(_OLD, _DISTRICT, _DELAYED), sorry_box,
             _LINES, ("",), _PEN, (11,), _A5, (38, 30, 28, 20)),
    Template(_SORRY, "thu-chu-tich", TRAIN, _told(_NEW, _COMMUNE, _DELAYED), sorry_chair,
             ("none",)),
    Template(_STOP, "van-phong-dat-dai", TRAIN, _told(_NEW, _LAND, _HALTED), stop_land, _SOME),
    Template(_STOP, "nhan-tren-o", TRAIN, _told(_NEW, _CENTRE, _HALTED), stop_boxes, ("none",),
             families=("arimo", "tinos")),
    Template(_STOP, "cho-trong-viet-tay", TRAIN, _told(_OLD, _DISTRICT, _HALTED), stop_blanks,
             _LINES, ("",), _PEN, (10.5,), _A5, (38, 30, 28, 20)),
    Template(_CONTROL, "tung-khoi", TRAIN, _passed(_NEW, _LAND, _PARTS, _HELPERS), control_blocks,
             _SOME, sizes=(12,)),
    Template(_CONTROL, "thoi-gian-quy-dinh", TRAIN, _passed(_NEW, _CULTURE, _FLOORS, _HELPERS),
             control_across, ("none",), sizes=(11.5,), paper=_ACROSS, margins=(48, 42, 36, 34)),
    Template(_CONTROL, "a5-viet-tay", TRAIN, _passed(_OLD, _OLD_COMMUNE, _STEPS, _HELPERS),
             control_small, _LINES, ("",), _PEN, (10.5,), _A5, (36, 30, 26, 22)),
)  # fmt: skip
