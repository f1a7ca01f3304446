"""Fresh layouts to measure by: papers about dossiers and of household businesses.

Departments of health, farming, tourism and works, a commune's centre, traffic police, vets, rooms
of districts and communes, a land registration branch.
"""

from __future__ import annotations

import datetime
from functools import partial
from random import Random

from samples.forms import control, permits, receipts
from samples.forms.desk import NEW_DATES, OLD_DATES, later
from samples.forms.held_desk import (
    _day,
    _full,
    _grid,
    _sealed,
    _title,
    _Unit,
    passed,
    taken,
    told,
)
from samples.forms.page import MOTTO, Page, Signer
from samples.forms.template import EVAL, Story, Template
from samples.render import Box, Line

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
_CULTURE = _Unit(
    "UBND {huyen}", "Phòng Văn hóa và Thông tin", "{huyen}", "VHTT", _ROOM, (
        ("Cấp giấy phép đủ điều kiện kinh doanh dịch vụ karaoke", "05 ngày làm việc", ("Đơn",)),
        ("Cấp giấy chứng nhận đủ điều kiện hoạt động điểm trò chơi điện tử công cộng",
         "08 ngày làm việc", ("Đơn",)),
        ("Đăng ký tổ chức lễ hội cấp xã", "20 ngày", ("Văn bản đăng ký",)),
    ),
)  # fmt: skip
_TOURISM = _Unit(
    "Ủy ban nhân dân {tinh}", "Sở Văn hóa, Thể thao và Du lịch", "{tinh}", "SVHTTDL", _DIRECTOR, (
        ("Cấp thẻ hướng dẫn viên du lịch nội địa", "10 ngày làm việc", ("Đơn đề nghị",)),
        ("Công nhận điểm du lịch", "20 ngày", ("Bản thuyết minh",)),
        ("Cấp giấy phép triển lãm do cá nhân tổ chức", "07 ngày làm việc", ("Danh mục tác phẩm",)),
    ),
)  # fmt: skip
_WORKS = _Unit(
    "Ủy ban nhân dân {tinh}", "Sở Xây dựng", "{tinh}", "SXD", _DIRECTOR, (
        ("Cấp chứng chỉ hành nghề hoạt động xây dựng hạng II", "20 ngày", ("Đơn đề nghị",)),
        ("Cấp lại giấy phép lái xe do bị mất", "02 tháng", ("Đơn đề nghị",)),
        ("Cấp phù hiệu xe hợp đồng", "02 ngày làm việc", ("Giấy đề nghị",)),
    ),
)  # fmt: skip
_COMMUNE = _Unit(
    "Ủy ban nhân dân {huyen}", "Ủy ban nhân dân {xa}", "{xa}", "UBND",
    (("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")), (
        ("Xác nhận nguồn gốc sử dụng đất", "10 ngày làm việc", ("Đơn đề nghị",)),
        ("Công nhận hộ thoát nghèo", "15 ngày làm việc", ("Giấy đề nghị rà soát",)),
        ("Đăng ký việc cha, mẹ nhận con", "03 ngày làm việc", ("Tờ khai",)),
    ),
)  # fmt: skip
_BRANCH = _Unit(
    "Văn phòng Đăng ký đất đai {tinh}", "Chi nhánh Văn phòng Đăng ký đất đai {huyen}", "{huyen}",
    "CNVPĐKĐĐ", _DIRECTOR, (
        ("Cấp đổi Giấy chứng nhận quyền sử dụng đất", "07 ngày làm việc", ("Đơn đăng ký",)),
        ("Đăng ký biến động do nhận thừa kế quyền sử dụng đất", "10 ngày làm việc", ("Văn bản",)),
        ("Gia hạn sử dụng đất nông nghiệp", "07 ngày làm việc", ("Đơn đề nghị",)),
    ),
)  # fmt: skip
_VETS = _Unit(
    "Sở Nông nghiệp và Môi trường", "Chi cục Chăn nuôi và Thú y", "{tinh}", "CCCNTY",
    (("", "CHI CỤC TRƯỞNG"), ("KT. CHI CỤC TRƯỞNG", "PHÓ CHI CỤC TRƯỞNG")), (
        ("Cấp Chứng chỉ hành nghề thú y", "05 ngày làm việc", ("Đơn đăng ký",)),
        ("Cấp Giấy chứng nhận đủ điều kiện buôn bán thuốc thú y", "08 ngày làm việc", ("Đơn",)),
        ("Cấp Giấy chứng nhận vùng an toàn dịch bệnh động vật", "20 ngày", ("Báo cáo",)),
    ),
)  # fmt: skip
_SOIL = _Unit(
    "Ủy ban nhân dân {huyen}", "Phòng Tài nguyên và Môi trường", "{huyen}", "TNMT", _ROOM, (
        ("Giao đất ở cho hộ gia đình, cá nhân", "20 ngày làm việc", ("Đơn",)),
        ("Chuyển mục đích sử dụng đất phải xin phép", "15 ngày làm việc", ("Đơn",)),
        ("Thẩm định nhu cầu sử dụng đất", "15 ngày làm việc", ("Đơn",)),
    ),
)  # fmt: skip
_ECONOMY = _Unit(
    "Ủy ban nhân dân {xa}", "Phòng Kinh tế", "{xa}", "PKT", _ROOM, (
        ("Cấp giấy phép xây dựng nhà ở riêng lẻ", "15 ngày làm việc", ("Đơn",)),
        ("Đăng ký thay đổi nội dung hộ kinh doanh", "03 ngày làm việc", ("Thông báo",)),
        ("Đăng ký kê khai số lượng chăn nuôi", "05 ngày làm việc", ("Tờ khai",)),
    ),
)  # fmt: skip
_DATE = "ngày {ngay_lap.d:20} tháng {ngay_lap.m:20} năm {ngay_lap.y:32}"
_DATED = f"<i>{{noi:50}}, {_DATE}</i>"
_NAMED = "<i>(Ký, ghi rõ họ tên)</i>"


def _under(page: Page) -> None:
    """A thin line across the page, below the line set last."""
    y = page.y - page.style.size * 0.9
    page.mark(Line(page.left, y, page.right, y))
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


# Phiếu từ chối.


def refuse_statement(page: Page, _: Random) -> None:
    """A district's room for culture, by pen: the official states what he looked through."""
    page.head(("{cap_tren:110}", "<b>{co_quan}</b>", "_", "Số: {so_phieu:60}"), (*MOTTO, "_"),
              share=0.44)  # fmt: skip
    page.gap(16)
    page.line("PHIẾU TỪ CHỐI TIẾP NHẬN, GIẢI QUYẾT HỒ SƠ", 14)
    page.gap(6)
    page.para(f"Hôm nay, {_DATE}, tại Bộ phận Tiếp nhận và Trả kết quả,", indent=24)
    page.para("Tôi là: {nguoi_ky}, công chức tiếp nhận hồ sơ,")
    page.para("Đã xem xét hồ sơ mã số: {ma_ho_so}")
    page.para("Do ông (bà): {nguoi_nop} nộp")
    page.para("Địa chỉ: {dia_chi}")
    page.para("Số điện thoại: {so_dien_thoai}")
    page.para("Nội dung đề nghị giải quyết: {noi_dung_yeu_cau}", spare=1)
    page.para("Qua xem xét, hồ sơ không được tiếp nhận, giải quyết với lý do:", indent=24)
    page.para("{ly_do}", spare=2)
    page.para("Phiếu này lập thành 02 bản, ông (bà) giữ 01 bản kèm theo hồ sơ được trả lại.",
              indent=24)  # fmt: skip
    page.gap(4)
    page.sign(
        Signer(("<b>Người nộp hồ sơ</b>", "<i>(Ký, họ tên)</i>"), "{nguoi_nop_ky}"),
        Signer(("<b>Người tiếp nhận</b>", "<i>(Ký, họ tên)</i>"), "{nguoi_ky}"),
    )


def refuse_lined(page: Page, _: Random) -> None:
    """A department's print-out: labels left, thin lines between, the procedure comes first."""
    page.head(("{cap_tren}", "<b>{co_quan}</b>", "_", "Số: {so_phieu:60}"),
              (*MOTTO, "_", _DATED))  # fmt: skip
    page.gap(16)
    page.line("PHIẾU TỪ CHỐI GIẢI QUYẾT HỒ SƠ", 15)
    page.line("(Dùng cho hồ sơ không đủ điều kiện giải quyết)", 11, "i")
    page.gap(8)
    for label, markup in (
        ("Tên thủ tục", "{noi_dung_yeu_cau}"),
        ("Mã hồ sơ", "{ma_ho_so}"),
        ("Ngày tiếp nhận", "{ngay_tiep_nhan}"),
        ("Chủ hồ sơ", "<b>{nguoi_nop}</b>"),
        ("Địa chỉ", "{dia_chi}"),
        ("Điện thoại", "{so_dien_thoai}"),
        ("Lý do từ chối", "{ly_do}"),
    ):
        page.row(label, markup, widths=(3, 8))
        _under(page)
    page.gap(4)
    page.para("Sở thông báo để Ông/Bà biết và nhận lại hồ sơ tại nơi đã nộp. Ông/Bà có quyền khiếu"
              " nại hoặc khởi kiện theo quy định của pháp luật.", indent=24)  # fmt: skip
    _sealed(page, "Chủ hồ sơ;", "Trung tâm PVHCC tỉnh;", "Lưu: VT, QLDL.")


# Phiếu xin lỗi.


def sorry_boxes(page: Page, random: Random) -> None:
    """A department's print-out: the apology first, then boxes with small labels above values."""
    page.head(("{cap_tren}", "<b>{co_quan}</b>", "_", "Số: {so_phieu:60}"),
              (*MOTTO, "_", _DATED))  # fmt: skip
    page.gap(16)
    page.line("PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ", 14)
    page.gap(6)
    page.para("Kính gửi: {ong_ba} {nguoi_nop:150}", align="centre")
    page.gap(4)
    page.para(
        "{don_vi} "
        + random.choice((
            "chân thành xin lỗi {ong_ba} vì chưa trả được kết quả giải quyết hồ sơ dưới đây theo"
            " đúng thời gian đã hẹn và xin hẹn lại ngày trả kết quả như sau:",
            "rất tiếc chưa giải quyết xong hồ sơ của {ong_ba} đúng hạn. Xin gửi tới {ong_ba} lời"
            " xin lỗi và thông tin về việc trả kết quả:",
        )), indent=28,
    )  # fmt: skip
    page.gap(8)
    label = "<i>{}</i>\n{{{}}}".format
    _grid(
        page,
        ((1,), (label("Thủ tục hành chính", "noi_dung_yeu_cau"),)),
        ((3, 2), (label("Mã số hồ sơ", "ma_ho_so"), label("Ngày tiếp nhận", "ngay_tiep_nhan"))),
        ((3, 2), (label("Ngày hẹn trả kết quả", "ngay_hen_tra"),
                  label("Ngày hẹn lại", "ngay_hen_lai"))),
        ((1,), (label("Lý do chậm trả kết quả", "ly_do"),)),
    )  # fmt: skip
    page.para("Rất mong {ong_ba} thông cảm và chia sẻ./.", indent=28)
    _sealed(page, "Như trên;", "Trung tâm PVHCC;", "Lưu: VT.", ink="blue")


def sorry_receipted(page: Page, _: Random) -> None:
    """A commune's sheet, by pen: two days a line; who got it signs in a strip at the foot."""
    page.head(("{cap_tren:100}", "<b>{co_quan}</b>", "_", "Số: {so_phieu:60}"),
              (*MOTTO, "_", _DATED), share=0.44)  # fmt: skip
    page.gap(14)
    page.line("PHIẾU XIN LỖI", 15)
    page.line("(V/v trễ hẹn trả kết quả giải quyết thủ tục hành chính)", 11.5, "i")
    page.gap(6)
    page.para("Kính gửi ông (bà): {nguoi_nop}", indent=40)
    page.para("UBND đang giải quyết hồ sơ của ông (bà), mã số: {ma_ho_so}", indent=24)
    page.para("Thủ tục: {noi_dung_yeu_cau}")
    page.row("Ngày tiếp nhận: {ngay_tiep_nhan}", "Ngày hẹn trả: {ngay_hen_tra}")
    page.para("Do {ly_do}", spare=1)
    page.para("nên chưa trả được kết quả cho ông (bà) đúng hẹn. UBND thành thật xin lỗi ông (bà).")
    page.para("Thời gian hẹn lại: ngày {ngay_hen_lai.d:24} tháng {ngay_hen_lai.m:24} năm"
              " {ngay_hen_lai.y:36}")  # fmt: skip
    page.para("Mong ông (bà) thông cảm.")
    page.sign(Signer(()), Signer(_title(page), "{nguoi_ky}", "dau", room=96))
    page.gap(10)
    page.table((3, 3, 4), [
        ("<b>Cách chuyển phiếu</b>", "<b>Ngày nhận phiếu</b>", "<b>Người nhận ký, ghi họ tên</b>"),
        ("Trực tiếp / Bưu điện", "", ""),
    ], least=30, size=11)  # fmt: skip


# Thông báo dừng.


def stop_pairs(page: Page, _: Random) -> None:
    """A land branch's print-out: below its subject a table of four columns, then what to do."""
    page.head(("{cap_tren}", "<b>{co_quan}</b>", "_", "Số: {so_phieu:60}"),
              (*MOTTO, "_", _DATED), share=0.46)  # fmt: skip
    page.gap(14)
    page.line("THÔNG BÁO", 15)
    page.line("Về việc dừng giải quyết hồ sơ", 13)
    page.gap(12)
    pairs, wide = (2.3, 3.5, 2.3, 2.7), (2.3, 8.5)
    _grid(
        page,
        (pairs, ("Mã hồ sơ", "<b>{ma_ho_so}</b>", "Ngày tiếp nhận", "{ngay_tiep_nhan}")),
        (pairs, ("Người sử dụng đất", "<b>{nguoi_nop}</b>", "Hẹn trả ngày", "{ngay_hen_tra}")),
        (wide, ("Thủ tục", "{noi_dung_yeu_cau}")),
        (wide, ("Lý do dừng", "{ly_do}")),
    )
    page.para("Người sử dụng đất mang theo Giấy tiếp nhận hồ sơ đến Bộ phận Một cửa nhận lại"
              " giấy tờ. Việc nộp lại hồ sơ được thực hiện như hồ sơ mới.", indent=24)  # fmt: skip
    _sealed(page, "Người sử dụng đất;", "UBND cấp xã;", "Lưu: VT, HS.")


def stop_because(page: Page, random: Random) -> None:
    """Vets write a letter: why comes first, then whose dossier it is, in one sentence."""
    page.head(("{cap_tren}", "<b>{co_quan}</b>", "_", "Số: {so_phieu:60}"),
              (*MOTTO, "_", _DATED))  # fmt: skip
    page.gap(16)
    page.line("THÔNG BÁO", 15)
    page.line("Dừng giải quyết hồ sơ thủ tục hành chính", 13)
    page.rule(46, up=11)
    page.gap(8)
    page.para("Kính gửi: {ong_ba} {nguoi_nop:150}", align="centre")
    page.gap(6)
    page.para(
        "Vì lý do: {ly_do}, {don_vi} dừng giải quyết thủ tục {noi_dung_yeu_cau:150} theo hồ sơ mã"
        " số {ma_ho_so:110} mà {ong_ba} đã nộp ngày {ngay_tiep_nhan:66}.", indent=28,
    )  # fmt: skip
    page.para(
        random.choice((
            "Phí thẩm định đã nộp được hoàn trả theo quy định.",
            "Hồ sơ gốc được gửi trả kèm theo thông báo này.",
        )), indent=28,
    )  # fmt: skip
    page.para("Chi cục thông báo để {ong_ba} được biết và phối hợp thực hiện./.", indent=28)
    _sealed(page, "Như trên;", "Bộ phận Một cửa của Sở;", "Lưu: VT, TY.")


# Phiếu kiểm soát.


def control_cover(page: Page, _: Random) -> None:
    """A district's print-out: the dossier in boxes above, each hand-over's day before its parties.

    Who gave and who took stand in columns beside each other, the outcome after them.
    """
    page.head(("{cap_tren}", "<b>{co_quan}</b>", "_", "Số: {so_phieu:60}"),
              (*MOTTO, "_", _DATED))  # fmt: skip
    page.gap(16)
    page.line("PHIẾU KIỂM SOÁT", 15)
    page.line("QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ", 13)
    page.gap(12)
    wide = (3.4, 7.6)
    _grid(
        page,
        (wide, ("Mã hồ sơ", "<b>{ma_ho_so}</b>")),
        (wide, ("Tên thủ tục hành chính", "{viec}")),
        (wide, ("Cơ quan giải quyết", "{co_quan_giai_quyet}")),
        (wide, ("Cơ quan phối hợp", "{co_quan_phoi_hop}")),
    )
    head = ("Ngày, giờ giao nhận", "Bên giao hồ sơ", "Bên nhận hồ sơ", "Kết quả giải quyết",
            "Ghi chú")  # fmt: skip
    rows = [
        (f"{row[2]}\n{row[3]}", row[0], row[1], row[4], "") for row in page.cells("chuyen_giao", 5)
    ]
    page.table((2.4, 3.4, 3.4, 2.4, 1.6), [tuple(f"<b>{h}</b>" for h in head), *rows],
               centred=(0, 3), least=40)  # fmt: skip
    page.para("Kết quả giải quyết: trước hạn, đúng hạn hoặc quá hạn so với quy trình nội bộ.",
              size=10, style="i")  # fmt: skip
    page.sign(Signer(()), Signer(("<b>NGƯỜI LẬP PHIẾU</b>",), "{lanh_dao}", room=50))


def control_spans(page: Page, _: Random) -> None:
    """A commune's sheet, by pen: giver and taker below each other, time and outcome span both."""
    page.head(("{cap_tren:100}", "<b>{co_quan}</b>", "_"), (*MOTTO, "_"), size=11.5, share=0.44)
    page.gap(14)
    page.line("PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ", 14)
    page.line("(Phiếu này được chuyển kèm theo hồ sơ)", 11, "i")
    page.gap(4)
    page.para("Mã hồ sơ: {ma_ho_so}")
    page.para("Cơ quan (bộ phận) giải quyết hồ sơ: {co_quan_giai_quyet}")
    page.para("Cơ quan phối hợp giải quyết hồ sơ: {co_quan_phoi_hop}")
    page.gap(10)
    edges = [page.left + (page.right - page.left) * share for share in
             (0, 0.07, 0.16, 0.48, 0.6, 0.81, 1)]  # fmt: skip
    size = page.style.size - 0.5
    high = size * 3.2
    top, names = page.y - size, ("TT", "Tên cơ quan, bộ phận", "Ký tên",
                                 "Thời gian giao, nhận", "Kết quả giải quyết")  # fmt: skip
    page.ruled = True

    def put(markup: str, first: int, last: int, y: float, align: str = "centre") -> None:
        said, _ = page.cell(markup, edges[first] + 4, edges[last] - 4, y, size, align)
        page.say(*said)

    for name, first, last in zip(names, (0, 1, 3, 4, 5), (1, 3, 4, 5, 6), strict=True):
        put(f"<b>{name}</b>", first, last, top + size + 3)
    found = page.cells("chuyen_giao", 5)
    start = top + high + 4
    y = start
    for i, row in enumerate([*found, *[["{trong}"] * 8] * (5 - len(found))], 1):
        put(str(i), 0, 1, y + high + size * 0.4)
        for line, (label, unit) in enumerate((("Giao", row[0]), ("Nhận", row[1]))):
            put(label, 1, 2, y + line * high + size + 3)
            put(unit, 2, 3, y + line * high + size + 3, "left")
        put(row[3], 4, 5, y + high - 3)
        put(row[2], 4, 5, y + high + size + 5)
        put(row[4], 5, 6, y + high + size * 0.4)
        page.mark(Line(edges[1], y + high, edges[4], y + high))
        page.mark(Line(edges[0], y, edges[-1], y))
        y += 2 * high
    page.ruled = False
    page.mark(Line(edges[0], top, edges[-1], top), Line(edges[0], y, edges[-1], y))
    page.mark(*(Line(x, start if i == 2 else top, x, y) for i, x in enumerate(edges)))
    page.y = y + size + 6
    page.para("Ghi kết quả: trước hạn, đúng hạn hoặc quá hạn.", size=10.5, style="i")


# Hộ kinh doanh.


def house_framed(page: Page, _: Random) -> None:
    """A framed print-out of 2025: the owner in one row of a table, names in three ways."""
    page.mark(Box(24, 24, page.width - 24, page.height - 24, None, thick=1.4))
    page.mark(Box(28, 28, page.width - 28, page.height - 28, None, thick=0.5))
    page.head(("{cap_tren}", "<b>{co_quan_cap}</b>", "_"), (*MOTTO, "_"))
    page.gap(18)
    page.line("GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH", 15.5)
    page.gap(4)
    page.row("Mã số: <b>{so:100}</b>", "Đăng ký lần đầu ngày: {ngay_dang_ky_lan_dau}",
             widths=(4, 5))  # fmt: skip
    if page.blank or page.value("ngay_thay_doi"):
        page.row("Thay đổi lần thứ: {lan:16}", "Đăng ký thay đổi ngày: {ngay_thay_doi}",
                 widths=(4, 5))  # fmt: skip
    page.gap(6)
    page.para("<b>1. Tên hộ kinh doanh</b>")
    page.para("Tên bằng tiếng Việt: <b>{ten_ho_kinh_doanh}</b>", indent=14)
    page.para("Tên bằng tiếng nước ngoài (nếu có):", indent=14)
    page.para("Tên viết tắt (nếu có):", indent=14)
    page.para("<b>2. Trụ sở hộ kinh doanh</b>")
    page.para("Địa chỉ: {dia_chi_tru_so}", indent=14)
    page.left += 14
    page.row("Điện thoại: {so_dien_thoai}", "Thư điện tử: {email}", widths=(4, 5))
    page.left -= 14
    page.para("<b>3. Chủ hộ kinh doanh</b>")
    page.gap(8)
    page.table((4, 2.4, 1.7, 3), [
        ("<b>Họ và tên</b>", "<b>Ngày sinh</b>", "<b>Giới tính</b>",
         "<b>Số định danh cá nhân</b>"),
        ("{chu_ho}", "{ngay_sinh}", "{gioi_tinh}", "{so_dinh_danh}"),
    ], centred=(0, 1, 2, 3), least=24)  # fmt: skip
    page.para("Nơi thường trú: {noi_thuong_tru}")
    page.para("<b>4. Vốn kinh doanh:</b> {von_kinh_doanh:90} VNĐ")
    page.para("<b>5. Ngành, nghề kinh doanh</b>")
    for row in page.cells("nganh_nghe"):
        page.para(f"- {row[0]}" if page.blank else f"- {row[1]}: {row[0]}", indent=14)
    page.gap(6)
    page.code(page.left + 30, page.y, 62, page.value("so"))
    page.sign(
        Signer(()), Signer(("<b>{chuc_vu}</b>",), "<b>{nguoi_ky}</b>", "co_quan_cap", room=92)
    )


def house_log(page: Page, _: Random) -> None:
    """A district's printed table, by pen: a line a datum, changes noted in a table of their own."""
    page.head(("{cap_tren}", "<b>{co_quan_cap}</b>", "_"), (*MOTTO, "_"))
    page.gap(16)
    page.line("GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH", 15)
    page.line("Số: {so:110}", 13, "")
    page.gap(10)
    trades = "\n".join(f"- {row[0]}" for row in page.cells("nganh_nghe", 2))
    page.table((0.9, 3.6, 7), [
        ("<b>TT</b>", "<b>Nội dung</b>", "<b>Thông tin đăng ký</b>"),
        ("1", "Tên hộ kinh doanh", "{ten_ho_kinh_doanh}"),
        ("2", "Địa điểm kinh doanh", "{dia_chi_tru_so}"),
        ("3", "Điện thoại", "{so_dien_thoai}"),
        ("4", "Ngành, nghề kinh doanh", trades),
        ("5", "Vốn kinh doanh (đồng)", "{von_kinh_doanh}"),
        ("6", "Họ và tên chủ hộ", "{chu_ho}"),
        ("7", "Ngày, tháng, năm sinh", "{ngay_sinh}"),
        ("8", "Giới tính", "{gioi_tinh}"),
        ("9", "Số CMND/CCCD", "{so_dinh_danh}"),
        ("10", "Nơi đăng ký HKTT", "{noi_thuong_tru}"),
    ], centred=(0,), least=22)  # fmt: skip
    page.line("THEO DÕI ĐĂNG KÝ", 11.5)
    page.gap(6)
    changed = bool(page.value("ngay_thay_doi"))
    page.table((3.4, 3, 5), [
        ("<b>Lần đăng ký</b>", "<b>Ngày đăng ký</b>", "<b>Ghi chú</b>"),
        ("Lần đầu", "{ngay_dang_ky_lan_dau}", "Cấp mới" if not page.blank else ""),
        ("Thay đổi lần {lan:16}" if changed else "Thay đổi lần", "{ngay_thay_doi}", ""),
    ], centred=(1,), least=22)  # fmt: skip
    page.sign(
        Signer(()),
        Signer(("<b>{chuc_vu}</b>", "<i>(Ký, đóng dấu)</i>"), "{nguoi_ky}", "co_quan_cap", room=92),
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
_DENIED = (
    "Địa điểm kinh doanh cách trường học dưới 200 m",
    "Nội dung đề nghị không thuộc thẩm quyền của cấp huyện",
    "Người nộp hồ sơ không phải là người đại diện theo pháp luật của cơ sở",
)
_UNFIT = (
    "Văn bằng, chứng chỉ kèm theo không phù hợp với quy định của Luật Du lịch",
    "Không bổ sung hồ sơ trong thời hạn Sở đã yêu cầu",
    "Nội dung đề nghị không đáp ứng điều kiện theo quy định",
)
_LATE = (
    "Hội đồng thẩm định chưa tổ chức được phiên họp theo kế hoạch",
    "Phải lấy thêm ý kiến của cơ quan công an",
    "Hệ thống phần mềm chuyên ngành bị lỗi, chưa in được kết quả",
)
_DELAYED = (
    "phải niêm yết thêm để lấy ý kiến khu dân cư",
    "cán bộ phụ trách đi học tập trung, chưa bàn giao xong",
    "chờ văn bản trả lời của cơ quan cấp huyện",
)
_HALTED = (
    "Người sử dụng đất có đơn đề nghị rút hồ sơ",
    "Có đơn tranh chấp quyền sử dụng đất đã được Tòa án thụ lý",
    "Quá thời hạn bổ sung mà hồ sơ chưa được hoàn thiện",
)
_ENDED = (
    "cơ sở đã ngừng hoạt động, không còn nhu cầu cấp giấy",
    "quá 30 ngày không nhận được hồ sơ bổ sung",
    "người nộp hồ sơ đề nghị rút hồ sơ",
)
_ROOMS = (
    "Bộ phận Một cửa huyện", "Phòng Tài nguyên và Môi trường", "Văn phòng HĐND và UBND huyện",
    "Chi nhánh Văn phòng Đăng ký đất đai", "Lãnh đạo UBND huyện", "Chi cục Thuế khu vực",
    "Văn thư UBND huyện",
)  # fmt: skip
_STEPS = (
    "Trung tâm Phục vụ hành chính công", "Phòng Kinh tế", "Công chức thụ lý",
    "Lãnh đạo Phòng Kinh tế", "Văn phòng HĐND và UBND", "Lãnh đạo UBND", "Văn thư",
)  # fmt: skip
_HELPERS = ("Hạt Kiểm lâm", "Ban Chỉ huy Quân sự", "Công an huyện", "Kho bạc Nhà nước")
_NEAR = ("Trạm Y tế", "Phòng Văn hóa - Xã hội", "Thuế cơ sở")
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
_HOUSE_PEN = frozenset(
    {
        "so", "ten_ho_kinh_doanh", "dia_chi_tru_so", "so_dien_thoai", "nganh_nghe",
        "von_kinh_doanh", "chu_ho", "ngay_sinh", "gioi_tinh", "so_dinh_danh", "noi_thuong_tru",
        "ngay_dang_ky_lan_dau", "ngay_thay_doi", "lan", "nguoi_ky",
    }
)  # fmt: skip
_SOME, _LINES = ("none", "dots"), ("dots", "rule")
_OLD, _NEW = OLD_DATES, NEW_DATES
_BEFORE = (datetime.date(2019, 1, 2), datetime.date(2025, 2, 20))
_VEHICLES = (datetime.date(2023, 8, 20), datetime.date(2026, 10, 30))


_RECEIPT, _COMPLETE, _REFUSE = receipts.TYPE, "phieu_bo_sung", "phieu_tu_choi"
_SORRY, _STOP, _CONTROL = "phieu_xin_loi", "thong_bao_dung", control.TYPE
TEMPLATES: tuple[Template, ...] = (
    Template(_RECEIPT, "so-y-te-muoi-mot-muc", EVAL, _taken(_BEFORE, _HEALTH, _DESKS),
             receipt_checked, _SOME, sizes=(12,)),
    Template(_RECEIPT, "ba-phan-ngay-tra-viet-tay", EVAL, _taken(_NEW, _CENTRE, _COUNTERS),
             receipt_track, ("none",), ("",), _SIGNED, (12,)),
    Template(_COMPLETE, "dang-ky-xe-viet-tay", EVAL, _vehicle, complete_vehicle, _LINES, ("",),
             _PEN, (12.5,)),
    Template(_COMPLETE, "hai-o-trai-phai", EVAL, _told(_NEW, _FARM, _THIN), complete_panels,
             ("none",), ("",), sizes=(12.5,)),
    Template(_REFUSE, "toi-la-viet-tay", EVAL, _told(_BEFORE, _CULTURE, _DENIED),
             refuse_statement, _LINES, ("",), _PEN, (12.5,)),
    Template(_REFUSE, "so-du-lich-ke-ngang", EVAL, _told(_NEW, _TOURISM, _UNFIT, "PTC-"),
             refuse_lined, ("none",), ("",), sizes=(12.5,)),
    Template(_SORRY, "xin-loi-truoc-o-nhan", EVAL, _told(_NEW, _WORKS, _LATE, "PXL-"),
             sorry_boxes, ("none",), sizes=(12.5,)),
    Template(_SORRY, "xa-ky-nhan-cuoi-viet-tay", EVAL, _told(_OLD, _COMMUNE, _DELAYED),
             sorry_receipted, _LINES, ("",), _PEN, (12.5,)),
    Template(_STOP, "dat-dai-bang-bon-cot", EVAL, _told(_BEFORE, _BRANCH, _HALTED, "TB-"),
             stop_pairs, ("none",), ("",), sizes=(12.5, 13)),
    Template(_STOP, "thu-y-ly-do-truoc", EVAL, _told(_NEW, _VETS, _ENDED, "TB-"), stop_because,
             _SOME, sizes=(13,)),
    Template(_CONTROL, "bia-ho-so-ngay-truoc", EVAL,
             partial(passed, dates=_BEFORE, unit=_SOIL, desks=_ROOMS, helpers=_HELPERS),
             control_cover, ("none",), ("",), sizes=(12.5,)),
    Template(_CONTROL, "giao-tren-nhan-duoi-viet-tay", EVAL,
             partial(passed, dates=_NEW, unit=_ECONOMY, desks=_STEPS, helpers=_NEAR),
             control_spans, _LINES, ("",), _PEN, (12,)),
    Template(permits.BUSINESS, "khung-vien-chu-ho-mot-hang", EVAL, permits.NEW_HOUSE,
             house_framed, ("none",), sizes=(12,)),
    Template(permits.BUSINESS, "bang-theo-doi-viet-tay", EVAL, permits.OLD_HOUSE, house_log,
             ("dots",), ("",), _HOUSE_PEN, (12,)),
)  # fmt: skip
