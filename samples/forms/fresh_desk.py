"""Fresh layouts to measure by: papers about dossiers and of household businesses.

Departments of health, tourism and works, a commune's centre, traffic police, vets, rooms of
districts and communes, a land registration branch.
"""

from __future__ import annotations

import datetime
from functools import partial
from random import Random

from samples.forms import receipts
from samples.forms.desk import NEW_DATES, OLD_DATES, later
from samples.forms.held_desk import _day, _full, _Unit, taken, told
from samples.forms.page import MOTTO, Page, Signer
from samples.forms.template import EVAL, Story, Template
from samples.render import Rule

_Dates = tuple[datetime.date, datetime.date]
_DIRECTOR = (("", "GIÁM ĐỐC"), ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"))
_ROOM = (("", "TRƯỞNG PHÒNG"), ("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"))
_HEALTH = _Unit(
    "Ủy ban nhân dân {tinh}", "Sở Y tế", "{tinh}", "SYT", _DIRECTOR, (
        ("Công bố cơ sở đủ điều kiện tiêm chủng", "03 ngày làm việc", (
            "Thông báo đủ điều kiện tiêm chủng", "Danh sách nhân sự của cơ sở",
        )),
        ("Xác nhận nội dung quảng cáo thực phẩm bảo vệ sức khỏe", "10 ngày làm việc", (
            "Đơn đề nghị xác nhận nội dung quảng cáo", "Mẫu nhãn sản phẩm",
            "Kịch bản quảng cáo kèm đĩa ghi hình",
        )),
        ("Công bố đủ điều kiện mua bán thiết bị y tế", "03 ngày làm việc", (
            "Văn bản công bố đủ điều kiện mua bán", "Bản kê khai nhân sự",
            "Giấy tờ chứng minh kho bảo quản và phương tiện vận chuyển",
        )),
    ),
)  # fmt: skip
_CENTRE = _Unit(
    "Ủy ban nhân dân {xa}", "Trung tâm Phục vụ hành chính công {xa}", "{xa}", "TTPVHCC",
    _DIRECTOR, (
        ("Đăng ký lại khai sinh", "05 ngày làm việc", (
            "Tờ khai đăng ký lại khai sinh", "Bản sao hồ sơ, giấy tờ cá nhân",
        )),
        ("Cấp Giấy phép bán lẻ rượu", "07 ngày làm việc", (
            "Đơn đề nghị cấp Giấy phép bán lẻ rượu", "Hợp đồng thuê địa điểm",
            "Bản sao hợp đồng mua bán với thương nhân cung cấp",
        )),
        ("Đính chính Giấy chứng nhận quyền sử dụng đất lần đầu có sai sót", "10 ngày làm việc", (
            "Đơn đề nghị đính chính", "Bản gốc Giấy chứng nhận đã cấp",
            "Giấy tờ chứng minh sai sót thông tin",
        )),
    ),
)  # fmt: skip
_TRAFFIC = _Unit(
    "Công an {tinh}", "Phòng Cảnh sát giao thông", "{tinh}", "PC08", _ROOM, (
        ("Đăng ký sang tên xe mô tô", "02 ngày làm việc", (
            "Chứng từ chuyển quyền sở hữu xe", "Chứng từ lệ phí trước bạ",
            "Giấy chứng nhận thu hồi đăng ký, biển số xe",
        )),
        ("Cấp lại chứng nhận đăng ký xe ô tô", "07 ngày làm việc", (
            "Giấy khai đăng ký xe", "Bản chà số máy, số khung",
        )),
        ("Đăng ký xe lần đầu", "02 ngày làm việc", (
            "Hóa đơn bán hàng", "Phiếu kiểm tra chất lượng xuất xưởng", "Giấy khai đăng ký xe",
        )),
    ),
)  # fmt: skip
_FARM = _Unit(
    "UBND {tinh}", "Sở Nông nghiệp và Môi trường", "{tinh}", "SNNMT", _DIRECTOR, (
        ("Cấp giấy phép khai thác nước dưới đất", "45 ngày", (
            "Đề án khai thác nước dưới đất", "Kết quả phân tích chất lượng nước",
            "Sơ đồ khu vực và vị trí giếng khai thác",
        )),
        ("Cấp Giấy chứng nhận đủ điều kiện buôn bán phân bón", "10 ngày làm việc", (
            "Đơn đề nghị cấp Giấy chứng nhận", "Bản sao văn bằng của người trực tiếp bán",
        )),
        ("Cấp giấy phép khai thác thủy sản", "06 ngày làm việc", (
            "Đơn đề nghị cấp giấy phép", "Giấy chứng nhận an toàn kỹ thuật tàu cá",
            "Văn bằng của thuyền trưởng, máy trưởng",
        )),
    ),
)  # fmt: skip
_DATE = "ngày {ngay_lap.d:20} tháng {ngay_lap.m:20} năm {ngay_lap.y:32}"
_DATED = f"<i>{{noi:50}}, {_DATE}</i>"
_NAMED = "<i>(Ký, ghi rõ họ tên)</i>"


def _under(page: Page) -> None:
    """A thin line across the page, below the line set last."""
    page.mark(Rule(page.left, page.right, page.y - page.style.size * 0.95))
    page.gap(7)


# Giấy tiếp nhận.


def receipt_checked(page: Page, random: Random) -> None:
    """A department of health: how it was handed in to tick, papers in a list with kind and sum."""
    page.head(("{cap_tren}", "<b>{co_quan_tiep_nhan}</b>", "_", "Số: {so_phieu:60}"),
              (*MOTTO, "_", _DATED))  # fmt: skip
    page.gap(14)
    page.line("PHIẾU TIẾP NHẬN HỒ SƠ", 15)
    page.line("VÀ HẸN TRẢ KẾT QUẢ", 13)
    page.gap(6)
    page.para("1. Tên tổ chức, cá nhân nộp hồ sơ: <b>{nguoi_nop}</b>")
    page.para("2. Địa chỉ: {dia_chi}")
    page.row("3. Điện thoại: {so_dien_thoai}", "Email: {email}", widths=(4, 5))
    page.para("4. Hình thức nộp:")
    way = random.randrange(3)
    page.ticks([(name, i == way) for i, name in enumerate(("Trực tiếp", "Bưu điện", "Qua mạng"))])
    page.para("5. Đề nghị giải quyết: {noi_dung_yeu_cau}")
    page.para("6. Mã hồ sơ: {ma_ho_so}")
    page.para("7. Thành phần hồ sơ (số lượng: {so_luong_ho_so:24} bộ):")
    page.gap(8)
    rows = [(str(i), *row[:3]) for i, row in enumerate(page.cells("thanh_phan_ho_so"), 1)]
    page.table((1, 8, 2.6, 1.6), [
        ("<b>TT</b>", "<b>Tên tài liệu</b>", "<b>Hình thức</b>", "<b>Số tờ</b>"), *rows,
    ], centred=(0, 2, 3))  # fmt: skip
    page.para("8. " + _full("Nhận hồ sơ lúc", "thoi_gian_nhan"))
    page.para("9. Thời hạn giải quyết: {thoi_han_giai_quyet}, kể từ ngày nhận đủ hồ sơ hợp lệ.")
    page.para("10. " + _full("Trả kết quả lúc", "thoi_gian_tra"))
    page.para("11. Nơi trả kết quả: {nhan_ket_qua_tai}")
    page.gap(4)
    page.sign(
        Signer(("<b>NGƯỜI NỘP HỒ SƠ</b>", _NAMED), "{nguoi_nop_ky}"),
        Signer(("<b>NGƯỜI TIẾP NHẬN HỒ SƠ</b>", _NAMED), "{nguoi_tiep_nhan}"),
    )


def receipt_track(page: Page, random: Random) -> None:
    """A commune's print-out: three headed parts, the day of return and the name by pen."""
    page.code(page.left, page.top - 4, 56, page.value("ma_ho_so"))
    left = page.left
    page.left += 66
    page.motto(11.5)
    page.left = left
    page.gap(16)
    page.para("{cap_tren}", align="centre", size=11)
    page.para("<b>{co_quan_tiep_nhan}</b>", align="centre", size=11.5)
    page.gap(10)
    page.line("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", 14.5)
    page.row("Mã hồ sơ: <b>{ma_ho_so}</b>", "Số biên nhận: {so_phieu}", widths=(5, 4))
    page.gap(4)
    page.para("THÔNG TIN NGƯỜI NỘP", style="b", size=page.style.size - 1)
    _under(page)
    page.row("Họ tên:", "{nguoi_nop}", widths=(3, 8))
    page.row("Địa chỉ:", "{dia_chi}", widths=(3, 8))
    page.row("Số điện thoại:", "{so_dien_thoai}", widths=(3, 8))
    page.gap(6)
    page.para("THÔNG TIN HỒ SƠ", style="b", size=page.style.size - 1)
    _under(page)
    page.row("Thủ tục:", "{noi_dung_yeu_cau}", widths=(3, 8))
    page.row("Số lượng:", "{so_luong_ho_so:24} bộ", widths=(3, 8))
    papers = "\n".join(f"- {row[0]}" for row in page.cells("thanh_phan_ho_so"))
    page.row("Giấy tờ kèm theo:", papers, widths=(3, 8))
    fee = random.choice(("Không thu", "8.000 đồng", "50.000 đồng", "Miễn phí"))
    page.row("Lệ phí:", fee, widths=(3, 8))
    page.gap(6)
    page.para("THỜI GIAN GIẢI QUYẾT", style="b", size=page.style.size - 1)
    _under(page)
    page.row("Thời hạn giải quyết:", "{thoi_han_giai_quyet}", widths=(3, 8))
    page.row("Ngày tiếp nhận:", "{thoi_gian_nhan.h:20} giờ {thoi_gian_nhan.min:20}, ngày "
             "{thoi_gian_nhan:66}", widths=(3, 8))  # fmt: skip
    page.row("Ngày hẹn trả:", "{thoi_gian_tra.h:20} giờ {thoi_gian_tra.min:20}, ngày "
             "{thoi_gian_tra:66}", widths=(3, 8))  # fmt: skip
    page.row("Nơi nhận kết quả:", "{nhan_ket_qua_tai}", widths=(3, 8))
    page.gap(8)
    page.sign(
        Signer(("Người nộp hồ sơ",), "{nguoi_nop_ky}", room=56),
        Signer(("Cán bộ tiếp nhận",), "{nguoi_tiep_nhan}", room=56),
    )
    page.gap(4)
    page.para("Quét mã QR để theo dõi tiến độ xử lý. Khi nhận kết quả vui lòng xuất trình giấy này"
              " hoặc căn cước.", size=page.style.size - 2, style="i")  # fmt: skip


# Phiếu yêu cầu bổ sung.


def complete_vehicle(page: Page, _: Random) -> None:
    """Traffic police, by pen: in a sentence who was guided, then what is lacking, then why."""
    page.head(("{cap_tren:110}", "<b>{co_quan}</b>", "_", "Số: {so_phieu:60}"), (*MOTTO, "_"))
    page.gap(16)
    page.line("PHIẾU HƯỚNG DẪN", 16)
    page.line("BỔ SUNG HỒ SƠ ĐĂNG KÝ XE", 13)
    page.gap(8)
    page.para("Hướng dẫn ông (bà): {nguoi_nop}", indent=24)
    page.para("Trú tại: {dia_chi}")
    page.para("SĐT: {so_dien_thoai}")
    page.para("Đã nộp hồ sơ làm thủ tục: {noi_dung_yeu_cau}")
    page.para("Mã hồ sơ dịch vụ công: {ma_ho_so}")
    page.para("Để được giải quyết, ông (bà) cần bổ sung:", indent=24)
    for i, row in enumerate(page.cells("noi_dung_bo_sung", 4), 1):
        page.para(f"{i}. {row[0]}", x0=page.left + 24)
    page.para("Lý do: {ly_do}", indent=24, spare=1)
    page.para("Hồ sơ bổ sung nộp tại bộ phận đăng ký xe trong giờ hành chính các ngày làm việc"
              " trong tuần.", indent=24)  # fmt: skip
    page.gap(4)
    page.sign(
        Signer(("", "<b>NGƯỜI ĐƯỢC HƯỚNG DẪN</b>", _NAMED), "{nguoi_nop_ky}"),
        Signer((_DATED, "<b>CÁN BỘ HƯỚNG DẪN</b>", _NAMED), "{nguoi_huong_dan}"),
        shares=(4, 5),
    )


def complete_panels(page: Page, _: Random) -> None:
    """A department's print-out of two panels: the dossier on the left, what it lacks right."""
    page.head(("{cap_tren}", "<b>{co_quan}</b>", "_", "Số: {so_phieu:60}"),
              (*MOTTO, "_", _DATED))  # fmt: skip
    page.gap(14)
    page.line("PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ", 14.5)
    page.gap(14)
    asked = "\n".join(f"{i}. {row[0]}" for i, row in enumerate(page.cells("noi_dung_bo_sung"), 1))
    page.table((4.4, 6), [
        ("<b>Thông tin hồ sơ</b>", "<b>Yêu cầu bổ sung, hoàn thiện</b>"),
        (
            "Mã hồ sơ:\n<b>{ma_ho_so}</b>\nNgười nộp:\n<b>{nguoi_nop}</b>\nĐịa chỉ:\n{dia_chi}\n"
            "Điện thoại:\n{so_dien_thoai}\nThủ tục:\n{noi_dung_yeu_cau}",
            f"<b>Lý do</b>\n{{ly_do}}\n<b>Nội dung</b>\n{asked}\n<b>Thời hạn bổ sung</b>\nTrước"
            " ngày {han}",
        ),
    ], pad=7)  # fmt: skip
    page.para("Thời hạn giải quyết hồ sơ được tính lại kể từ khi nhận đủ các nội dung nêu trên.",
              indent=24)  # fmt: skip
    page.para("Trân trọng./.", indent=24)
    page.sign(
        Signer(("<b><i>Nơi nhận:</i></b>", "Người nộp hồ sơ; Lưu: HS."), signed=False),
        Signer(("<b>CHUYÊN VIÊN HƯỚNG DẪN</b>",), "{nguoi_huong_dan}"),
    )


def _taken(dates: _Dates, unit: _Unit, ways: tuple[str, ...]) -> partial[Story]:
    return partial(taken, dates=dates, unit=unit, ways=ways)


def _told(dates: _Dates, unit: _Unit, reasons: tuple[str, ...], kind: str = "") -> partial[Story]:
    return partial(told, dates=dates, unit=unit, reasons=reasons, kind=kind)


def _vehicle(random: Random) -> Story:
    """Guidance by the traffic police, whose dossiers have numbers of their own."""
    story = told(random, _VEHICLES, _TRAFFIC, _UNPAPERED)
    day = _day(story, "ngay_tiep_nhan")
    one, two, number = (random.randrange(*ends) for ends in ((801, 899), (100, 700), (1, 90)))
    story.text(ma_ho_so=f"G01.{one}.{two}.000-{day:%y%m%d}-{number:04d}")
    story.date("ngay_lap", later(day, 1))
    return story


_UNPAPERED = (
    "Số khung trên hóa đơn không khớp với số khung của xe",
    "Chưa có dữ liệu nộp lệ phí trước bạ trên cổng dịch vụ công",
    "Chứng từ chuyển quyền sở hữu chưa được chứng thực",
)
_THIN = (
    "Hồ sơ chưa đủ thành phần theo quy định của thủ tục hành chính",
    "Tài liệu kỹ thuật chưa có chữ ký của người lập",
    "Tọa độ ghi trong đơn không trùng với vị trí trên sơ đồ",
)
_DESKS = ("Quầy Sở Y tế, Trung tâm Phục vụ hành chính công", "Qua bưu điện", "Sở Y tế")
_COUNTERS = ("Trung tâm Phục vụ hành chính công", "Tại nhà qua bưu chính công ích")
_SIGNED = frozenset({"thoi_gian_tra", "nguoi_tiep_nhan", "nguoi_nop_ky"})
_PEN = frozenset(
    {
        "so_phieu", "ma_ho_so", "nguoi_nop", "dia_chi", "so_dien_thoai", "noi_dung_yeu_cau",
        "nguoi_nop_ky", "ngay_lap", "noi_dung_bo_sung", "ly_do", "nguoi_huong_dan", "nguoi_ky",
        "ngay_tiep_nhan", "ngay_hen_tra", "ngay_hen_lai", "chuyen_giao", "co_quan_giai_quyet",
        "co_quan_phoi_hop",
    }
)  # fmt: skip
_SOME, _LINES = ("none", "dots"), ("dots", "rule")
_OLD, _NEW = OLD_DATES, NEW_DATES
_BEFORE = (datetime.date(2019, 1, 2), datetime.date(2025, 2, 20))
_VEHICLES = (datetime.date(2023, 8, 20), datetime.date(2026, 10, 30))


_RECEIPT, _COMPLETE = receipts.TYPE, "phieu_bo_sung"
TEMPLATES: tuple[Template, ...] = (
    Template(_RECEIPT, "so-y-te-muoi-mot-muc", EVAL, _taken(_BEFORE, _HEALTH, _DESKS),
             receipt_checked, _SOME, sizes=(12,)),
    Template(_RECEIPT, "ba-phan-ngay-tra-viet-tay", EVAL, _taken(_NEW, _CENTRE, _COUNTERS),
             receipt_track, ("none",), ("",), _SIGNED, (12,)),
    Template(_COMPLETE, "dang-ky-xe-viet-tay", EVAL, _vehicle, complete_vehicle, _LINES, ("",),
             _PEN, (12.5,)),
    Template(_COMPLETE, "hai-o-trai-phai", EVAL, _told(_NEW, _FARM, _THIN), complete_panels,
             ("none",), ("",), sizes=(12.5,)),
)  # fmt: skip
