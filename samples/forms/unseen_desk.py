"""Layouts unseen before, to measure by: papers about dossiers and of household businesses.

One-stop shops of communes before and after the merger, social insurance, rooms of a district,
departments, a board of industrial zones, land registration branches that secure loans.
"""

from __future__ import annotations

import datetime
from functools import partial
from random import Random

from samples.forms import control, permits, receipts
from samples.forms.desk import NEW_DATES, OLD_DATES
from samples.forms.held_desk import _full, _grid, _sealed, _title, _Unit, passed, taken, told
from samples.forms.page import MOTTO, Page, Signer
from samples.forms.template import EVAL, Story, Template

_Dates = tuple[datetime.date, datetime.date]
_DIRECTOR = (("", "GIÁM ĐỐC"), ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"))
_ROOM = (("", "TRƯỞNG PHÒNG"), ("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"))
_COUNTER = _Unit(
    "UBND {xa}", "Bộ phận Tiếp nhận và Trả kết quả", "{xa}", "BPMC", (("", "TRƯỞNG BỘ PHẬN"),), (
        ("Chứng thực hợp đồng tặng cho quyền sử dụng đất", "02 ngày làm việc", (
            "Dự thảo hợp đồng tặng cho", "Bản sao Giấy chứng nhận quyền sử dụng đất",
            "Bản sao giấy tờ tùy thân của các bên",
        )),
        ("Cấp giấy xác nhận tình trạng hôn nhân", "03 ngày làm việc", (
            "Tờ khai cấp giấy xác nhận tình trạng hôn nhân", "Trích lục ghi chú ly hôn",
        )),
        ("Hòa giải tranh chấp đất đai", "45 ngày", (
            "Đơn yêu cầu hòa giải", "Giấy tờ về quyền sử dụng đất", "Sơ đồ thửa đất tranh chấp",
        )),
        ("Đăng ký nhận nuôi con nuôi trong nước", "30 ngày", (
            "Đơn xin nhận con nuôi", "Phiếu lý lịch tư pháp", "Giấy khám sức khỏe",
            "Văn bản xác nhận hoàn cảnh gia đình",
        )),
    ),
)  # fmt: skip
_TRADE = _Unit(
    "Ủy ban nhân dân {tinh}", "Sở Công Thương", "{tinh}", "SCT", _DIRECTOR, (
        ("Cấp Giấy phép bán buôn rượu trên địa bàn tỉnh", "15 ngày làm việc", (
            "Đơn đề nghị cấp giấy phép bán buôn rượu", "Tài liệu về hệ thống phân phối",
            "Văn bản giới thiệu của nhà cung cấp",
        )),
        ("Cấp Giấy chứng nhận cửa hàng đủ điều kiện bán lẻ xăng dầu", "20 ngày làm việc", (
            "Đơn đề nghị cấp giấy chứng nhận", "Bản kê cơ sở vật chất của cửa hàng",
            "Bản sao chứng chỉ đào tạo của cán bộ quản lý",
        )),
        ("Huấn luyện và cấp chứng chỉ an toàn hóa chất", "10 ngày làm việc", (
            "Văn bản đề nghị kiểm tra", "Danh sách người dự kiểm tra",
        )),
    ),
)  # fmt: skip
_SOCIAL = _Unit(
    "Bảo hiểm xã hội {tinh}", "Bảo hiểm xã hội {huyen}", "{huyen}", "BHXH", _DIRECTOR, (
        ("Giải quyết hưởng bảo hiểm xã hội một lần", "05 ngày làm việc", (
            "Sổ bảo hiểm xã hội", "Đơn đề nghị theo mẫu 14-HSB",
        )),
        ("Giải quyết hưởng chế độ tử tuất", "08 ngày làm việc", (
            "Tờ khai của thân nhân", "Biên bản họp của các thân nhân", "Bản sao trích lục khai tử",
        )),
        ("Giải quyết hưởng chế độ thai sản", "06 ngày làm việc", (
            "Bản sao giấy khai sinh của con", "Giấy ra viện",
        )),
    ),
)  # fmt: skip
_WORKS = _Unit(
    "UBND {huyen}", "Phòng Kinh tế và Hạ tầng", "{huyen}", "KTHT", _ROOM, (
        ("Cấp giấy phép xây dựng nhà ở riêng lẻ", "15 ngày làm việc", (
            "Bản vẽ mặt bằng móng và mặt cắt móng", "Sơ đồ đấu nối thoát nước",
            "Bản cam kết đối với công trình liền kề",
        )),
        ("Cấp giấy phép sửa chữa, cải tạo nhà ở", "15 ngày làm việc", (
            "Bản vẽ hiện trạng các bộ phận cải tạo", "Ảnh chụp hiện trạng công trình",
        )),
        ("Cấp giấy phép xây dựng có thời hạn", "15 ngày làm việc", (
            "Bản vẽ mặt đứng chính", "Cam kết tự tháo dỡ khi thực hiện quy hoạch",
        )),
    ),
)  # fmt: skip
_PLEDGE = _Unit(
    "Văn phòng Đăng ký đất đai {tinh}", "Chi nhánh Văn phòng Đăng ký đất đai {huyen}", "{huyen}",
    "CNVPĐK", _DIRECTOR, (
        ("Đăng ký thế chấp quyền sử dụng đất", "01 ngày làm việc", ("Phiếu yêu cầu đăng ký",)),
        ("Đăng ký thế chấp tài sản gắn liền với đất", "01 ngày làm việc", ("Hợp đồng thế chấp",)),
        ("Đăng ký thay đổi nội dung thế chấp đã đăng ký", "01 ngày làm việc", ("Phụ lục",)),
    ),
)  # fmt: skip
_CENTRE = _Unit(
    "Ủy ban nhân dân {xa}", "Trung tâm Phục vụ hành chính công {xa}", "{xa}", "TTPVHCC",
    _DIRECTOR, (
        ("Đăng ký hoạt động nhóm trẻ độc lập", "15 ngày làm việc", ("Tờ trình",)),
        ("Hỗ trợ sửa chữa nhà ở cho hộ nghèo", "20 ngày làm việc", ("Đơn đề nghị hỗ trợ",)),
        ("Chấm dứt hoạt động hộ kinh doanh", "03 ngày làm việc", ("Thông báo chấm dứt",)),
        ("Chuyển mục đích sử dụng đất", "15 ngày làm việc", ("Đơn xin chuyển mục đích",)),
    ),
)  # fmt: skip
_WELFARE = _Unit(
    "UBND {huyen}", "Phòng Lao động - Thương binh và Xã hội", "{huyen}", "LĐTBXH", _ROOM, (
        ("Trợ cấp xã hội hằng tháng cho người cao tuổi", "22 ngày làm việc", ("Tờ khai",)),
        ("Cấp giấy xác nhận khuyết tật", "25 ngày làm việc", ("Đơn đề nghị",)),
        ("Hỗ trợ kinh phí chăm sóc hằng tháng người khuyết tật nặng", "22 ngày làm việc",
         ("Tờ khai",)),
    ),
)  # fmt: skip
_ZONE = _Unit(
    "Ủy ban nhân dân {tinh}", "Ban Quản lý các khu công nghiệp", "{tinh}", "BQLKCN",
    (("", "TRƯỞNG BAN"), ("KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN")), (
        ("Cấp giấy phép lao động cho người lao động nước ngoài", "10 ngày làm việc", ("Đơn",)),
        ("Điều chỉnh Giấy chứng nhận đăng ký đầu tư", "10 ngày làm việc", ("Văn bản đề nghị",)),
        ("Cấp giấy phép môi trường", "30 ngày", ("Báo cáo đề xuất",)),
    ),
)  # fmt: skip
_JUDICIAL = _Unit(
    "UBND {tinh}", "Sở Tư pháp", "{tinh}", "STP", _DIRECTOR, (
        ("Bổ nhiệm công chứng viên", "20 ngày làm việc", ("Đơn đề nghị",)),
        ("Xin thôi quốc tịch Việt Nam", "15 ngày làm việc", ("Đơn xin thôi quốc tịch",)),
        ("Cấp thẻ tư vấn viên pháp luật", "05 ngày làm việc", ("Giấy đề nghị",)),
    ),
)  # fmt: skip
_COMMUNE = _Unit(
    "UBND {huyen}", "Ủy ban nhân dân {xa}", "{xa}", "UBND", (("", "CHỦ TỊCH"),), _COUNTER.cases
)
_DATE = "ngày {ngay_lap.d:20} tháng {ngay_lap.m:20} năm {ngay_lap.y:32}"
_DATED = f"<i>{{noi:50}}, {_DATE}</i>"


# Giấy tiếp nhận.


def receipt_counter(page: Page, _: Random) -> None:
    """A commune's sheet, by pen: number and code on a line, below all who fetched the outcome."""
    page.head(("{cap_tren:100}", "<b>{co_quan_tiep_nhan}</b>", "_"), (*MOTTO, "_", _DATED),
              size=11.5, share=0.44)  # fmt: skip
    page.gap(14)
    page.line("GIẤY TIẾP NHẬN HỒ SƠ", 15)
    page.line("VÀ HẸN TRẢ KẾT QUẢ", 13)
    page.row("Số: {so_phieu}", "Mã hồ sơ: {ma_ho_so}", widths=(3, 5))
    page.gap(2)
    page.para("Họ và tên người nộp: {nguoi_nop}")
    page.row("Địa chỉ: {dia_chi}", "ĐT: {so_dien_thoai}", widths=(6, 3))
    page.para("Nộp {so_luong_ho_so:30} bộ hồ sơ đề nghị giải quyết việc: {noi_dung_yeu_cau}")
    page.para("Trong hồ sơ có các giấy tờ sau:")
    for row in page.cells("thanh_phan_ho_so", 4):
        page.para(f"- {row[0]}", indent=16)
    page.para(_full("Đã nhận đủ lúc", "thoi_gian_nhan"))
    page.para("Thời gian giải quyết: {thoi_han_giai_quyet}")
    page.para(_full("Hẹn trả kết quả lúc", "thoi_gian_tra"))
    page.para("Trả kết quả tại: {nhan_ket_qua_tai}")
    page.gap(4)
    page.sign(
        Signer(("<b>NGƯỜI NỘP HỒ SƠ</b>", "<i>(Ký, ghi rõ họ tên)</i>"), "{nguoi_nop_ky}"),
        Signer(("<b>NGƯỜI NHẬN HỒ SƠ</b>", "<i>(Ký, ghi rõ họ tên)</i>"), "{nguoi_tiep_nhan}"),
    )
    page.gap(12)
    page.table((1, 1), [
        ("<b>Ngày nhận kết quả</b>", "<b>Chữ ký người nhận kết quả</b>"), ("", ""),
    ], least=26, size=11)  # fmt: skip


def receipt_pairs(page: Page, random: Random) -> None:
    """A department's print-out: a table of label, value, label, value; papers listed within."""
    page.head(("{cap_tren}", "<b>{co_quan_tiep_nhan}</b>", "_"), (*MOTTO, "_"))
    page.gap(14)
    page.line("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", 14)
    page.line("Số: {so_phieu:60}", 0, "i")
    page.gap(12)
    papers = "\n".join(f"{i}. {row[0]}" for i, row in enumerate(page.cells("thanh_phan_ho_so"), 1))
    at = "{{{0}.h}}:{{{0}.min}} ngày {{{0}}}".format
    pairs, wide = (2.5, 3.6, 2.1, 3), (2.5, 8.7)
    _grid(
        page,
        (wide, ("Cơ quan, cá nhân nộp", "<b>{nguoi_nop}</b>")),
        (wide, ("Địa chỉ liên hệ", "{dia_chi}")),
        ((2.5, 4.9, 1.8, 2), ("Email", "{email}", "Điện thoại", "{so_dien_thoai}")),
        (wide, ("Thủ tục hành chính", "{noi_dung_yeu_cau}")),
        (pairs, ("Mã hồ sơ", "<b>{ma_ho_so}</b>", "Số bộ hồ sơ", "{so_luong_ho_so}")),
        (wide, ("Thành phần hồ sơ", papers)),
        (pairs, ("Thời gian tiếp nhận", at("thoi_gian_nhan"), "Thời hạn giải quyết",
                 "{thoi_han_giai_quyet}")),
        (pairs, ("Ngày hẹn trả", f"<b>{at('thoi_gian_tra')}</b>", "Nhận kết quả",
                 "{nhan_ket_qua_tai}")),
    )  # fmt: skip
    page.para(
        random.choice((
            "Quá ngày hẹn mà chưa nhận được kết quả, đề nghị liên hệ số điện thoại của Sở.",
            "Người nộp mang theo giấy này khi nhận kết quả; nếu nhờ người khác phải có ủy quyền.",
        )), style="i", size=page.style.size - 1.5,
    )  # fmt: skip
    page.gap(4)
    page.para(_DATED, align="right")
    page.sign(
        Signer(("<b>Người nộp</b>",), "{nguoi_nop_ky}"),
        Signer(("<b>Cán bộ tiếp nhận</b>",), "{nguoi_tiep_nhan}"),
    )


# Phiếu yêu cầu bổ sung.


def complete_insurance(page: Page, _: Random) -> None:
    """Social insurance, by pen: who, the dossier, wishes in a table with room to note receipt."""
    page.head(("{cap_tren:110}", "<b>{co_quan}</b>", "_", "Số: {so_phieu:60}"), (*MOTTO, "_"))
    page.gap(16)
    page.line("PHIẾU YÊU CẦU BỔ SUNG HỒ SƠ", 15)
    page.gap(6)
    page.para("Người nộp hồ sơ: {nguoi_nop}")
    page.row("Mã hồ sơ: {ma_ho_so}", "Điện thoại: {so_dien_thoai}", widths=(5, 4))
    page.para("Nơi ở: {dia_chi}")
    page.para("Loại thủ tục: {noi_dung_yeu_cau}")
    page.para("Qua kiểm tra, hồ sơ chưa đủ điều kiện để giải quyết. Lý do: {ly_do}", spare=1)
    page.para("Đề nghị ông (bà) bổ sung các nội dung sau:")
    page.gap(8)
    rows = [(str(i), row[0], "") for i, row in enumerate(page.cells("noi_dung_bo_sung", 3), 1)]
    page.table((1, 9, 2.4), [
        ("<b>TT</b>", "<b>Nội dung cần bổ sung</b>", "<b>Ghi chú</b>"), *rows,
    ], centred=(0,), least=26)  # fmt: skip
    page.para("Hồ sơ đã bổ sung xin nộp lại tại bộ phận một cửa cùng với phiếu này.", style="i")
    page.gap(2)
    page.para(_DATED, align="right")
    page.sign(
        Signer(("<b>Người nộp hồ sơ</b>", "<i>(ký, họ tên)</i>"), "{nguoi_nop_ky}"),
        Signer(("<b>Cán bộ hướng dẫn</b>", "<i>(ký, họ tên)</i>"), "{nguoi_huong_dan}"),
    )


def complete_works(page: Page, random: Random) -> None:
    """A district's room for works: a notice with checked dossier, faults and wishes by letter."""
    page.head(("{cap_tren}", "<b>{co_quan}</b>", "_", "Số: {so_phieu:70}"),
              (*MOTTO, "_", _DATED))  # fmt: skip
    page.gap(14)
    page.line("THÔNG BÁO", 15)
    page.line("Về việc bổ sung, hoàn thiện hồ sơ", 13)
    page.rule(46, up=11)
    page.gap(8)
    page.para("Kính gửi: {ong_ba} {nguoi_nop}", x0=page.left + 80)
    page.para("Địa chỉ: {dia_chi}", x0=page.left + 80)
    page.para("Điện thoại: {so_dien_thoai}", x0=page.left + 80)
    page.gap(6)
    page.para(
        "{don_vi} đã kiểm tra hồ sơ {ma_ho_so:110} của {ong_ba} về thủ tục"
        " {noi_dung_yeu_cau:150}. Hồ sơ còn tồn tại như sau: {ly_do}.", indent=28,
    )  # fmt: skip
    page.para(
        random.choice((
            "Để có cơ sở giải quyết, {don_vi} đề nghị {ong_ba}:",
            "{don_vi} yêu cầu {ong_ba} bổ sung, chỉnh sửa hồ sơ các nội dung sau:",
        )), indent=28,
    )  # fmt: skip
    for letter, row in zip("abcdeg", page.cells("noi_dung_bo_sung"), strict=False):
        page.para(f"{letter}) {row[0]};", indent=28)
    page.para("Thời gian bổ sung: trước ngày {han:66}. Thời hạn giải quyết được tính lại từ ngày"
              " nhận đủ hồ sơ.", indent=28)  # fmt: skip
    page.para("Cán bộ hướng dẫn: {nguoi_huong_dan:140}, chuyên viên.", indent=28)
    _sealed(page, "Như kính gửi;", "Bộ phận Một cửa;", "Lưu: VT.", name="{lanh_dao}")


# Phiếu từ chối.


def refuse_pledge(page: Page, random: Random) -> None:
    """A land branch that registers mortgages: the dossier in dashes, its law, then the reason."""
    page.head(("{cap_tren}", "<b>{co_quan}</b>", "_", "Số: {so_phieu:70}"),
              (*MOTTO, "_", _DATED), share=0.45)  # fmt: skip
    page.gap(14)
    page.line("PHIẾU TỪ CHỐI", 15)
    page.line("Tiếp nhận, giải quyết hồ sơ đăng ký biện pháp bảo đảm", 12.5)
    page.gap(6)
    page.para("Kính gửi: {ong_ba} {nguoi_nop:140}", align="centre")
    page.gap(4)
    page.para("Ngày {ngay_tiep_nhan:66}, {don_vi} nhận được hồ sơ đăng ký của {ong_ba}:",
              indent=24)  # fmt: skip
    page.para("- Loại hồ sơ: {noi_dung_yeu_cau}", indent=24)
    page.para("- Mã hồ sơ: {ma_ho_so}", indent=24)
    page.para("- Địa chỉ của người yêu cầu đăng ký: {dia_chi}", indent=24)
    page.para("- Số điện thoại: {so_dien_thoai}", indent=24)
    page.para("Căn cứ Nghị định số 99/2022/NĐ-CP của Chính phủ về đăng ký biện pháp bảo đảm, Văn"
              " phòng từ chối hồ sơ trên vì lý do sau đây:", indent=24)  # fmt: skip
    page.para("{ly_do}.", indent=24, spare=1)
    page.para(
        random.choice((
            "Hồ sơ và lệ phí đã nộp (nếu có) được hoàn trả kèm theo phiếu này.",
            "Khi nguyên nhân từ chối không còn, {ong_ba} có thể nộp lại hồ sơ.",
        )), indent=24,
    )  # fmt: skip
    _sealed(page, "Như trên;", "Lưu: VT, ĐKBĐ.")


def refuse_parts(page: Page, _: Random) -> None:
    """A commune's centre: one table in two named parts, the code beside the seal."""
    page.motto(12)
    page.gap(4)
    page.row("<b>{co_quan}</b>", "<i>Số: {so_phieu}</i>", widths=(7, 3))
    page.gap(14)
    page.line("PHIẾU TỪ CHỐI TIẾP NHẬN, GIẢI QUYẾT HỒ SƠ", 14.5)
    page.gap(12)
    wide, pairs = (2.8, 8.2), (2.8, 3.6, 1.8, 2.8)
    _grid(
        page,
        ((1,), ("<b>PHẦN I. THÔNG TIN VỀ HỒ SƠ</b>",)),
        (pairs, ("Mã hồ sơ", "{ma_ho_so}", "Ngày nộp", "{ngay_tiep_nhan}")),
        (wide, ("Tên thủ tục", "{noi_dung_yeu_cau}")),
        (pairs, ("Người nộp", "{nguoi_nop}", "Điện thoại", "{so_dien_thoai}")),
        (wide, ("Địa chỉ", "{dia_chi}")),
        ((1,), ("<b>PHẦN II. KẾT QUẢ KIỂM TRA</b>",)),
        (wide, ("Ý kiến", "Từ chối tiếp nhận, giải quyết hồ sơ")),
        (wide, ("Lý do", "{ly_do}")),
    )
    page.para("Quý ông/bà có thể phản ánh, kiến nghị về nội dung từ chối trên Cổng Dịch vụ công"
              " quốc gia.", style="i")  # fmt: skip
    page.gap(4)
    page.para(_DATED, align="right")
    page.code(page.left + 30, page.y, 62, page.value("ma_ho_so"))
    page.sign(Signer(()), Signer(_title(page), "<b>{nguoi_ky}</b>", "dau", room=88, ink="blue"))


# Phiếu xin lỗi.


def sorry_welfare(page: Page, _: Random) -> None:
    """A district's room for welfare, by pen: a printed letter with blanks, one a line."""
    page.head(("{cap_tren:100}", "<b>{co_quan}</b>", "_", "Số: {so_phieu:60}"),
              (*MOTTO, "_", _DATED), share=0.44)  # fmt: skip
    page.gap(14)
    page.line("PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ", 14)
    page.gap(6)
    page.para("Kính gửi: {nguoi_nop}", indent=60)
    page.para("Phòng Lao động - Thương binh và Xã hội có nhận hồ sơ của ông (bà):", indent=24)
    page.para("Mã hồ sơ: {ma_ho_so}")
    page.para("Về việc: {noi_dung_yeu_cau}", spare=1)
    page.para("Ngày nhận hồ sơ: ngày {ngay_tiep_nhan.d:22} tháng {ngay_tiep_nhan.m:22} năm"
              " {ngay_tiep_nhan.y:34}")  # fmt: skip
    page.para("Ngày hẹn trả: ngày {ngay_hen_tra.d:22} tháng {ngay_hen_tra.m:22} năm"
              " {ngay_hen_tra.y:34}")  # fmt: skip
    page.para("Đến nay hồ sơ chưa giải quyết xong. Lý do: {ly_do}", spare=1)
    page.para("Phòng xin lỗi ông (bà) vì sự chậm trễ này và hẹn trả kết quả vào ngày"
              " {ngay_hen_lai.d:22} tháng {ngay_hen_lai.m:22} năm {ngay_hen_lai.y:34}",
              indent=24)  # fmt: skip
    page.para("Rất mong ông (bà) thông cảm.", indent=24)
    page.gap(4)
    page.sign(Signer(()), Signer(_title(page), "{nguoi_ky}", "dau", room=96))


def sorry_trade(page: Page, random: Random) -> None:
    """A department's print-out: a table of four columns first, the apology in words below it."""
    page.head(("{cap_tren}", "<b>{co_quan}</b>", "_", "Số: {so_phieu:70}"),
              (*MOTTO, "_", _DATED))  # fmt: skip
    page.gap(14)
    page.line("PHIẾU XIN LỖI", 15)
    page.line("(Về việc giải quyết hồ sơ quá hạn)", 12, "i")
    page.gap(12)
    pairs, wide = (2.6, 3.6, 2.4, 2.6), (2.6, 8.6)
    _grid(
        page,
        (wide, ("Tổ chức/cá nhân", "<b>{nguoi_nop}</b>")),
        (wide, ("Thủ tục hành chính", "{noi_dung_yeu_cau}")),
        (pairs, ("Mã hồ sơ", "{ma_ho_so}", "Ngày tiếp nhận", "{ngay_tiep_nhan}")),
        (pairs, ("Hẹn trả lần đầu", "{ngay_hen_tra}", "Hẹn trả lại", "<b>{ngay_hen_lai}</b>")),
        (wide, ("Nguyên nhân quá hạn", "{ly_do}")),
    )
    page.para(
        random.choice((
            "{don_vi} xin lỗi Quý tổ chức, cá nhân vì đã không giải quyết hồ sơ đúng thời hạn.",
            "{don_vi} gửi lời xin lỗi chân thành tới Quý tổ chức, cá nhân về việc chậm trễ này.",
        )), indent=24,
    )  # fmt: skip
    page.para("Kính mong nhận được sự thông cảm và tiếp tục hợp tác./.", indent=24)
    _sealed(page, "Tổ chức, cá nhân nộp hồ sơ;", "Trung tâm PVHCC tỉnh;", "Lưu: VT.")


# Thông báo dừng.


def stop_english(page: Page, random: Random) -> None:
    """A board of industrial zones: English in brackets behind each Vietnamese label."""
    page.head(("{cap_tren}", "<b>{co_quan}</b>", "_", "Số <i>(No.)</i>: {so_phieu:70}"),
              (*MOTTO, "_", _DATED))  # fmt: skip
    page.gap(14)
    page.line("THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ", 14.5)
    page.line("NOTICE OF TERMINATION OF APPLICATION PROCESSING", 10.5, "i")
    page.gap(6)
    page.para("Kính gửi <i>(To)</i>: {nguoi_nop:150}", align="centre")
    page.gap(4)
    page.para("1. Mã số hồ sơ <i>(Application code)</i>: {ma_ho_so}")
    page.para("2. Thủ tục <i>(Procedure)</i>: {noi_dung_yeu_cau}")
    page.para("3. Ngày nhận hồ sơ <i>(Date of submission)</i>: {ngay_tiep_nhan}")
    page.para("4. Lý do dừng giải quyết <i>(Reason)</i>: {ly_do}")
    page.para(
        random.choice((
            "Mọi thắc mắc xin liên hệ Văn phòng Ban Quản lý. <i>(For further information, please"
            " contact our Office.)</i>",
            "Hồ sơ được trả lại tại Bộ phận Một cửa. <i>(The documents can be collected at the"
            " One-stop Counter.)</i>",
        ))
    )  # fmt: skip
    _sealed(page, "Như trên;", "Lưu: VT, QLDN.", ink="blue")


def stop_print(page: Page, _: Random) -> None:
    """A commune's centre, across A5: code on the left of the title, values beside short labels."""
    page.code(page.left, page.top, 58, page.value("ma_ho_so"))
    left = page.left
    page.left += 76
    page.para("<b>{co_quan}</b>", align="centre", size=11)
    page.line("THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ", 14)
    page.para("Số {so_phieu:60} - " + _DATE[0].upper() + _DATE[1:], align="centre", style="i")
    page.left = left
    page.gap(10)
    for label, key in (
        ("Mã hồ sơ:", "ma_ho_so"), ("Người nộp:", "nguoi_nop"), ("Thủ tục:", "noi_dung_yeu_cau"),
        ("Ngày nộp:", "ngay_tiep_nhan"), ("Lý do dừng:", "ly_do"),
    ):  # fmt: skip
        page.row(label, f"<b>{{{key}}}</b>", widths=(2, 9))
    page.gap(2)
    page.para("Hồ sơ kết thúc xử lý kể từ ngày ký thông báo này.", style="i")
    page.sign(Signer(()), Signer(_title(page), "<b>{nguoi_ky}</b>", "dau", room=88))


# Phiếu kiểm soát.


def control_below(page: Page, _: Random) -> None:
    """A department's print-out: numbers below the table's head, the offices named beneath it."""
    page.para("{cap_tren}", size=11)
    page.para("<b>{co_quan}</b>", size=11)
    page.gap(10)
    page.line("PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ", 14)
    page.line("Mã hồ sơ: {ma_ho_so:110}", 0, "")
    page.line("Thủ tục: {viec:150}", 0, "i")
    page.gap(10)
    head = ("STT", "Thời gian giao, nhận", "Bộ phận giao", "Bộ phận nhận",
            "Kết quả (trước hạn, đúng hạn, quá hạn)", "Ghi chú")  # fmt: skip
    rows = [
        (str(i), f"{row[3]}\n{row[2]}", row[0], row[1], row[4], "")
        for i, row in enumerate(page.cells("chuyen_giao", 5), 1)
    ]
    page.table((1.1, 2.4, 4, 4, 2.9, 1.7), [
        tuple(f"<b>{h}</b>" for h in head),
        ("<b>(1)</b>", *(f"({i})" for i in range(2, 7))), *rows,
    ], centred=(0, 1, 4))  # fmt: skip
    page.para("- Cơ quan giải quyết: {co_quan_giai_quyet}")
    page.para("- Cơ quan phối hợp: {co_quan_phoi_hop}")
    page.gap(4)
    page.sign(
        Signer(()),
        Signer(("<b>NGƯỜI LẬP PHIẾU</b>",), "{lanh_dao}", room=54),
    )


def control_twins(page: Page, _: Random) -> None:
    """A commune's sheet, by pen: two hand-overs beside each other, each a ruled block of lines."""
    page.head(("{cap_tren:100}", "<b>{co_quan}</b>", "_"), (*MOTTO, "_"), size=11.5, share=0.44)
    page.gap(14)
    page.line("PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ", 14)
    page.gap(4)
    page.para("Mã hồ sơ: {ma_ho_so}")
    page.para("Cơ quan giải quyết hồ sơ: {co_quan_giai_quyet}")
    page.para("Cơ quan phối hợp giải quyết hồ sơ: {co_quan_phoi_hop}")
    page.gap(8)
    found = page.cells("chuyen_giao", 6)
    steps = [*found, *[["{trong}"] * 8] * (6 - len(found))]
    blocks = [
        f"Lần {i}\nGiao: {row[0]}\nNhận: {row[1]}\nNgày: {row[2]}   Giờ: {row[3]}\n"
        f"Kết quả: {row[4]}\nKý nhận:"
        for i, row in enumerate(steps, 1)
    ]
    page.table((1, 1), zip(blocks[::2], blocks[1::2], strict=True), least=104)
    page.para("Kết quả ghi: trước hạn, đúng hạn hoặc quá hạn.", style="i", size=10)


# Hộ kinh doanh.


def house_annex(page: Page, _: Random) -> None:
    """The certificate of 2025 with its trades in an annex overleaf, the owner's data first."""
    page.head(("{cap_tren}", "<b>{co_quan_cap}</b>", "_"), (*MOTTO, "_"))
    page.gap(18)
    page.line("GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH", 15.5)
    page.line("Mã số hộ kinh doanh: {so:100}", 13)
    page.para("Đăng ký lần đầu: {ngay_dang_ky_lan_dau.long:140}", align="centre", style="i")
    if page.blank or page.value("ngay_thay_doi"):
        page.para("Đăng ký thay đổi lần thứ {lan:16}: {ngay_thay_doi.long:140}", align="centre",
                  style="i")  # fmt: skip
    page.gap(8)
    page.para("<b>1. Tên hộ kinh doanh:</b> {ten_ho_kinh_doanh}")
    page.para("<b>2. Thông tin về chủ hộ kinh doanh</b>")
    page.row("- Họ, chữ đệm và tên: <b>{chu_ho}</b>", "- Giới tính: {gioi_tinh}", widths=(7, 3))
    page.row("- Ngày, tháng, năm sinh: {ngay_sinh}", "- Dân tộc: {dan_toc}", widths=(7, 3))
    page.para("- Số định danh cá nhân: {so_dinh_danh}")
    page.para("- Nơi thường trú: {noi_thuong_tru}")
    page.para("<b>3. Trụ sở hộ kinh doanh:</b> {dia_chi_tru_so}")
    page.row("- Điện thoại: {so_dien_thoai}", "- Email: {email}", widths=(4, 6))
    page.para("<b>4. Vốn kinh doanh:</b> {von_kinh_doanh:90} đồng")
    page.para("- Bằng chữ: {von_kinh_doanh.chu}", style="i")
    page.para("<b>5. Ngành, nghề kinh doanh:</b> Theo Phụ lục kèm theo Giấy chứng nhận này.")
    page.gap(8)
    page.code(page.left + 24, page.y, 66, page.value("so"))
    page.sign(
        Signer(()), Signer(("<b>{chuc_vu}</b>",), "<b>{nguoi_ky}</b>", "co_quan_cap", room=92)
    )
    page.new_sheet()
    page.line("PHỤ LỤC", 14)
    page.line("Ngành, nghề kinh doanh của hộ kinh doanh", 12.5)
    page.line("(Kèm theo Giấy chứng nhận đăng ký hộ kinh doanh mã số {so:100})", 12, "i")
    page.gap(14)
    rows = [(str(i), row[1], row[0]) for i, row in enumerate(page.cells("nganh_nghe"), 1)]
    page.table((1, 2, 8), [
        ("<b>STT</b>", "<b>Mã ngành</b>", "<b>Tên ngành, nghề</b>"), *rows,
    ], centred=(0, 1))  # fmt: skip


def house_stated(page: Page, _: Random) -> None:
    """A district's printed sheet, by pen: the office certifies in a sentence who may do what."""
    page.head(("{cap_tren}", "<b>{co_quan_cap}</b>", "_"), (*MOTTO, "_"))
    page.gap(16)
    page.line("GIẤY CHỨNG NHẬN", 16)
    page.line("ĐĂNG KÝ HỘ KINH DOANH", 15)
    page.line("Số: {so:110}", 12.5, "")
    page.gap(6)
    page.para("Phòng Tài chính - Kế hoạch chứng nhận ông/bà: {chu_ho}", indent=20)
    page.row("Sinh ngày: {ngay_sinh}", "Giới tính: {gioi_tinh}", "Dân tộc: {dan_toc}",
             widths=(5, 3, 3.4))  # fmt: skip
    page.row("CMND/CCCD số: {so_dinh_danh}", "cấp ngày: {cap_ngay}", widths=(5, 4))
    page.para("Nơi đăng ký hộ khẩu thường trú: {noi_thuong_tru}")
    page.para("đã đăng ký hộ kinh doanh với các nội dung sau đây:")
    page.para("- Tên hộ kinh doanh: {ten_ho_kinh_doanh}")
    page.para("- Địa điểm kinh doanh: {dia_chi_tru_so}")
    page.para("- Điện thoại: {so_dien_thoai}")
    page.para("- Vốn kinh doanh: {von_kinh_doanh:120} đồng")
    page.para("- Ngành, nghề kinh doanh:")
    for row in page.cells("nganh_nghe", 3):
        page.para(f"+ {row[0]}", indent=20)
    page.gap(6)
    changed = page.blank or page.value("ngay_thay_doi")
    lines: tuple[str, ...] = ("Đăng ký lần đầu ngày: {ngay_dang_ky_lan_dau:80}",)
    lines += ("Đăng ký thay đổi lần {lan:20} ngày: {ngay_thay_doi:80}",) * bool(changed)
    page.sign(
        Signer(lines, signed=False),
        Signer(("<b>{chuc_vu}</b>", "<i>(Ký tên, đóng dấu)</i>"), "{nguoi_ky}", "co_quan_cap",
               room=96),
    )  # fmt: skip


_LACKING = (
    "Hồ sơ còn thiếu giấy tờ so với danh mục niêm yết",
    "Họ tên, ngày sinh trên các giấy tờ chưa thống nhất",
    "Thời gian tham gia ghi trên sổ chưa khớp với dữ liệu của cơ quan",
)
_FAULTY = (
    "Bản vẽ chưa thể hiện đầy đủ kích thước, cao độ và ranh giới lô đất",
    "Khoảng lùi công trình trên bản vẽ chưa phù hợp với quy hoạch được duyệt",
    "Đơn đề nghị ghi diện tích xây dựng khác với bản vẽ thiết kế",
)
_UNPLEDGED = (
    "Hợp đồng thế chấp chưa được công chứng theo quy định của pháp luật",
    "Thửa đất đang bị kê biên để bảo đảm thi hành án dân sự",
    "Thông tin về tài sản bảo đảm không phù hợp với Giấy chứng nhận đã cấp",
)
_UNFIT = (
    "Thủ tục không thuộc thẩm quyền giải quyết của Ủy ban nhân dân cấp xã",
    "Người nộp chưa bảo đảm điều kiện theo quy định của thủ tục",
    "Giấy tờ trong hồ sơ đã hết giá trị sử dụng",
)
_LATE = (
    "Cán bộ phụ trách đi tập huấn, chưa phân công người thay thế",
    "Hội đồng xét duyệt chưa họp được do bão lụt",
    "Chưa nhận được kết quả thẩm định của đơn vị phối hợp",
)
_HALTED = (
    "Người nộp hồ sơ tự nguyện rút hồ sơ",
    "Không nộp hồ sơ bổ sung trong thời hạn quy định",
    "Vụ việc đang được Tòa án thụ lý giải quyết",
)
_FLOORS = (
    "Trung tâm Phục vụ hành chính công", "Phòng Bổ trợ tư pháp", "Phòng Hành chính tư pháp",
    "Văn phòng Sở", "Phó Giám đốc Sở", "Giám đốc Sở", "Văn thư",
)  # fmt: skip
_STEPS = (
    "Bộ phận một cửa", "Công chức Tư pháp - Hộ tịch", "Công chức Địa chính", "Văn phòng UBND",
    "Phó Chủ tịch UBND", "Chủ tịch UBND", "Văn thư",
)  # fmt: skip
_HELPERS = ("Công an tỉnh", "Sở Nội vụ", "Thanh tra tỉnh", "Cục Thuế")
_WINDOWS = ("Bộ phận Tiếp nhận và Trả kết quả", "Bưu điện xã", "Nhà riêng, qua bưu điện")
_DESKS = ("Quầy Sở Công Thương", "Bưu chính công ích", "Bản điện tử qua mạng")
_PEN = frozenset(
    {
        "so_phieu", "ma_ho_so", "nguoi_nop", "dia_chi", "so_dien_thoai", "noi_dung_yeu_cau",
        "thanh_phan_ho_so", "so_luong_ho_so", "thoi_han_giai_quyet", "thoi_gian_nhan",
        "thoi_gian_tra", "nhan_ket_qua_tai", "nguoi_tiep_nhan", "nguoi_nop_ky", "ngay_lap",
        "noi_dung_bo_sung", "ly_do", "nguoi_huong_dan", "nguoi_ky", "ngay_tiep_nhan",
        "ngay_hen_tra", "ngay_hen_lai", "chuyen_giao", "co_quan_giai_quyet", "co_quan_phoi_hop",
    }
)  # fmt: skip
_HOUSE_PEN = frozenset(
    {
        "so", "ten_ho_kinh_doanh", "dia_chi_tru_so", "so_dien_thoai", "nganh_nghe",
        "von_kinh_doanh", "chu_ho", "ngay_sinh", "gioi_tinh", "so_dinh_danh", "noi_thuong_tru",
        "ngay_dang_ky_lan_dau", "ngay_thay_doi", "dan_toc", "cap_ngay", "lan", "nguoi_ky",
    }
)  # fmt: skip
_SOME, _LINES = ("none", "dots"), ("dots", "rule")
_OLD, _NEW = OLD_DATES, NEW_DATES
_BEFORE = (datetime.date(2019, 1, 2), datetime.date(2025, 2, 20))
_SECURED = (datetime.date(2023, 2, 1), datetime.date(2025, 6, 20))
_A5_ACROSS = (595.3, 419.5)


def _told(dates: _Dates, unit: _Unit, reasons: tuple[str, ...], kind: str = "") -> partial[Story]:
    return partial(told, dates=dates, unit=unit, reasons=reasons, kind=kind)


_RECEIPT, _COMPLETE, _REFUSE = receipts.TYPE, "phieu_bo_sung", "phieu_tu_choi"
_SORRY, _STOP, _CONTROL = "phieu_xin_loi", "thong_bao_dung", control.TYPE
TEMPLATES: tuple[Template, ...] = (
    Template(_RECEIPT, "mot-cua-xa-ky-nhan-viet-tay", EVAL,
             partial(taken, dates=_OLD, unit=_COUNTER, ways=_WINDOWS), receipt_counter, _LINES,
             ("",), _PEN, (12,)),
    Template(_RECEIPT, "nhan-gia-tri-bon-cot", EVAL,
             partial(taken, dates=_NEW, unit=_TRADE, ways=_DESKS), receipt_pairs, ("none",),
             sizes=(12,)),
    Template(_COMPLETE, "bao-hiem-viet-tay", EVAL, _told(_BEFORE, _SOCIAL, _LACKING),
             complete_insurance, _LINES, ("",), _PEN, (12,)),
    Template(_COMPLETE, "thong-bao-ha-tang", EVAL, _told(_BEFORE, _WORKS, _FAULTY, "TB-"),
             complete_works, ("none",), sizes=(12.5, 13)),
    Template(_REFUSE, "bien-phap-bao-dam", EVAL, _told(_SECURED, _PLEDGE, _UNPLEDGED, "PTC-"),
             refuse_pledge, _SOME),
    Template(_REFUSE, "bang-hai-phan", EVAL, _told(_NEW, _CENTRE, _UNFIT), refuse_parts,
             ("none",), sizes=(12,)),
    Template(_SORRY, "phong-lao-dong-viet-tay", EVAL, _told(_BEFORE, _WELFARE, _LATE),
             sorry_welfare, _LINES, ("",), _PEN, (12.5,)),
    Template(_SORRY, "bang-bon-cot-so", EVAL, _told(_NEW, _TRADE, _LATE, "PXL-"), sorry_trade,
             ("none",), sizes=(12, 12.5)),
    Template(_STOP, "khu-cong-nghiep-song-ngu", EVAL, _told(_NEW, _ZONE, _HALTED, "TB-"),
             stop_english, _SOME),
    Template(_STOP, "a5-ngang-ma-qr", EVAL, _told(_NEW, _CENTRE, _HALTED, "TB-"), stop_print,
             ("none",), ("",), sizes=(11.5,), paper=_A5_ACROSS, margins=(44, 40, 26, 16)),
    Template(_CONTROL, "co-quan-duoi-bang", EVAL,
             partial(passed, dates=_NEW, unit=_JUDICIAL, desks=_FLOORS, helpers=_HELPERS),
             control_below, ("none",), sizes=(12,)),
    Template(_CONTROL, "hai-lan-mot-hang-viet-tay", EVAL,
             partial(passed, dates=_OLD, unit=_COMMUNE, desks=_STEPS, helpers=_HELPERS),
             control_twins, _LINES, ("",), _PEN, (12,)),
    Template(permits.BUSINESS, "phu-luc-nganh-nghe", EVAL, permits.NEW_HOUSE, house_annex, _SOME,
             sizes=(12,)),
    Template(permits.BUSINESS, "chung-nhan-thanh-cau-viet-tay", EVAL, permits.OLD_HOUSE,
             house_stated, _LINES, ("",), _HOUSE_PEN, (12,)),
)  # fmt: skip
