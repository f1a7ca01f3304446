"""More layouts to learn from: the papers of the one-stop shop.

The words are those of Thông tư 01/2018/TT-VPCP and of Nghị định 118/2025/NĐ-CP, as offices
abbreviate, expand and arrange them.
"""

from __future__ import annotations

import datetime
from functools import partial
from random import Random

from samples.forms import control, receipts
from samples.forms.desk import NEW_DATES, OLD_DATES
from samples.forms.notices import notice
from samples.forms.page import MOTTO, Page, Signer
from samples.forms.template import TRAIN, Story, Template

_REASONS = (
    "Đơn đề nghị chưa ghi đầy đủ thông tin theo biểu mẫu ban hành kèm theo Nghị định",
    "Trích lục thửa đất không thống nhất với số liệu ghi trên Giấy chứng nhận đã cấp",
    "Người nộp hồ sơ chưa xuất trình văn bản ủy quyền hợp lệ",
    "Bản sao giấy tờ nộp kèm chưa được chứng thực theo quy định",
)
_REFUSALS = (
    "Hồ sơ nộp không đúng cơ quan có thẩm quyền giải quyết theo phân cấp của Ủy ban nhân dân tỉnh",
    "Vị trí xin phép nằm trong hành lang bảo vệ kênh thủy lợi",
    "Nội dung đề nghị trùng với hồ sơ đã được giải quyết trước đó",
    "Người đề nghị không đáp ứng điều kiện quy định tại Điều 8 Luật Hộ tịch",
)
_DELAYS = (
    "Phải lấy ý kiến của cơ quan thuế về nghĩa vụ tài chính",
    "Việc kiểm tra thực tế tại địa điểm kéo dài do thời tiết mưa bão",
    "Lỗi kết nối giữa phần mềm một cửa và Cơ sở dữ liệu quốc gia về dân cư",
    "Số lượng hồ sơ tăng đột biến, đơn vị không bố trí đủ nhân lực thụ lý",
)
_STOPS = (
    "Theo đề nghị của người nộp hồ sơ tại đơn xin rút hồ sơ",
    "Hồ sơ quá thời hạn bổ sung nhưng chưa được hoàn thiện",
    "Có văn bản của cơ quan thi hành án dân sự về việc ngăn chặn giao dịch",
    "Người có quyền lợi liên quan có đơn khiếu nại đang được giải quyết",
)
_FIELDS = ("Đất đai", "Hộ tịch", "Xây dựng", "Tư pháp - Hộ tịch", "Kinh tế - Hạ tầng")
_HOTLINES = ("0276.3822.233", "0272 3979 168", "1900 1022", "02763 827 999")
_DATED = "<i>{noi:50}, ngày {ngay_lap.d:20} tháng {ngay_lap.m:20} năm {ngay_lap.y:30}</i>"
_SEALED = "<b>{nguoi_ky}</b>"
_A5 = (419.5, 595.3)
_A5_ACROSS = (595.3, 419.5)


def _head(page: Page, unit: str, *left: str) -> None:
    """Agency and number on the left, date on the right."""
    page.head(("{cap_tren}", f"<b>{{{unit}}}</b>", "_", *left), (*MOTTO, "_", _DATED))
    page.gap(10)


def _time(random: Random, key: str) -> str:
    """One of the ways to give an hour and a day."""
    hour = random.choice(
        (
            f"{{{key}.h:20}} giờ {{{key}.min:20}} phút, ",
            f"{{{key}.h:20}} giờ {{{key}.min:20}}, ",
            f"{{{key}.h:18}}h{{{key}.min:18}} ",
        )
    )
    day = random.choice(
        (f"ngày {{{key}:70}}", f"ngày {{{key}.d:20}} tháng {{{key}.m:20}} năm {{{key}.y:30}}")
    )
    return hour + day


def _once(random: Random, *ways: str) -> str:
    return random.choice(ways)


# Giấy tiếp nhận.


def receipt_print(page: Page, random: Random) -> None:
    """A print-out with the title over two rows, papers in a table, fees and a hot line."""
    page.code(page.right - 48, 26, 48, page.value("ma_ho_so"))
    page.gap(40)
    _head(page, "co_quan_tiep_nhan", "Số: {so_phieu:60}")
    page.line("GIẤY TIẾP NHẬN HỒ SƠ", 15)
    page.line("VÀ HẸN TRẢ KẾT QUẢ", 15)
    page.line(_once(random, "(Liên 2: Giao người nộp hồ sơ)", "(Liên: Giao khách hàng)"), 11, "i")
    page.gap(4)
    page.row("<b>Mã hồ sơ:</b> {ma_ho_so}", f"<b>Lĩnh vực:</b> {random.choice(_FIELDS)}")
    page.para(_once(random, "Đã tiếp nhận hồ sơ của:", "Tiếp nhận hồ sơ của ông (bà)/tổ chức:"))
    page.row("- Họ tên:", "{nguoi_nop}", widths=(2, 7))
    page.row("- Đ/c:", "{dia_chi}", widths=(2, 7))
    page.row("- ĐT:", "{so_dien_thoai}", widths=(2, 7))
    page.row("- Email:", "{email}", widths=(2, 7))
    page.row("- Fax:", "", widths=(2, 7))
    page.para("Nội dung y/c giải quyết: {noi_dung_yeu_cau}")
    page.para("Thành phần hồ sơ nộp gồm:")
    page.gap(8)
    rows = [
        (str(i), row[0], "Bản giấy", "01")
        for i, row in enumerate(page.cells("thanh_phan_ho_so"), 1)
    ]
    head = ("STT", "Tên thành phần hồ sơ", "Hình thức", "Số lượng")
    page.table((1, 8, 2, 2), [tuple(f"<b>{h}</b>" for h in head), *rows], centred=(0, 2, 3))
    page.para("Số lượng hồ sơ: {so_luong_ho_so:30} (bộ)")
    page.para("Thời gian giải quyết hồ sơ theo quy định là: {thoi_han_giai_quyet}")
    page.para(f"Thời gian nhận hồ sơ: {_time(random, 'thoi_gian_nhan')}")
    page.para(f"Thời gian trả kết quả giải quyết hồ sơ: {_time(random, 'thoi_gian_tra')}")
    page.para("Phí, lệ phí: " + _once(random, "Không thu", "15.000 đồng", "Theo biên lai kèm theo"))
    page.para("Đăng ký nhận kết quả tại: {nhan_ket_qua_tai}")
    page.sign(
        Signer(("<b>NGƯỜI NỘP HỒ SƠ</b>",), "{nguoi_nop_ky}", room=50),
        Signer(("<b>NGƯỜI TIẾP NHẬN HỒ SƠ</b>",), "{nguoi_tiep_nhan}", room=50),
    )
    page.para(
        f"Mọi vướng mắc xin liên hệ số điện thoại {random.choice(_HOTLINES)} trong giờ hành chính."
        " Khi đến nhận kết quả mang theo giấy này và giấy tờ tùy thân.", size=9, style="i",
    )  # fmt: skip


def receipt_slip(page: Page, random: Random) -> None:
    """A slip across A5, two data a row, filled in by pen."""
    page.head(("{cap_tren:110}", "<b>{co_quan_tiep_nhan}</b>", "_"), size=9.5, share=0.42)
    page.line("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", 12.5)
    page.row("Số: {so_phieu}", "Mã HS: {ma_ho_so}")
    page.row("Người nộp: {nguoi_nop}", "Số ĐT: {so_dien_thoai}", widths=(3, 2))
    page.para("Địa chỉ thường trú: {dia_chi}")
    page.para("Thủ tục: {noi_dung_yeu_cau}")
    page.para(_once(random, "Giấy tờ đã nhận:", "Hồ sơ gồm:"))
    for i, row in enumerate(page.cells("thanh_phan_ho_so"), 1):
        page.para(f"{i}) {row[0]}", indent=12)
    page.row("Số lượng: {so_luong_ho_so:24} bộ", "Thời hạn giải quyết: {thoi_han_giai_quyet}",
             widths=(2, 4))  # fmt: skip
    page.para(f"Nhận lúc: {_time(random, 'thoi_gian_nhan')}")
    page.para(f"Hẹn trả lúc: {_time(random, 'thoi_gian_tra')}")
    page.para("Nhận KQ tại: {nhan_ket_qua_tai}")
    page.sign(
        Signer(("<b>Người nộp hồ sơ</b>",), "{nguoi_nop_ky}", room=30),
        Signer(("<b>Người tiếp nhận hồ sơ</b>",), "{nguoi_tiep_nhan}", room=30),
    )


def receipt_sections(page: Page, random: Random) -> None:
    """Sections of a province's own form; the times in a table beside the place."""
    page.motto()
    page.gap(2)
    page.row("<b>{co_quan_tiep_nhan}</b>", "Mã hồ sơ: <b>{ma_ho_so}</b>", widths=(3, 3))
    page.row("Điện thoại: " + random.choice(_HOTLINES), "Số biên nhận: {so_phieu}", widths=(3, 3))
    page.gap(10)
    page.line("BIÊN NHẬN", 16)
    page.line("TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", 13)
    page.gap(6)
    page.para("I. THÔNG TIN NGƯỜI NỘP", style="b")
    page.para("1. Họ và tên người nộp hồ sơ: <b>{nguoi_nop}</b>")
    page.para("2. Địa chỉ liên hệ: {dia_chi}")
    page.row("3. Điện thoại di động: {so_dien_thoai}", "4. Hộp thư: {email}", widths=(4, 5))
    page.para("II. THÔNG TIN HỒ SƠ", style="b")
    page.para("5. Tên thủ tục hành chính: {noi_dung_yeu_cau}")
    page.row("6. Số bộ hồ sơ: {so_luong_ho_so}", "7. Mã thủ tục: {ma_thu_tuc}")
    page.para("8. Thành phần hồ sơ, gồm:")
    for row in page.cells("thanh_phan_ho_so"):
        page.para(f"+ {row[0]}", indent=20)
    page.para("III. THỜI GIAN, ĐỊA ĐIỂM TRẢ KẾT QUẢ", style="b")
    page.gap(8)
    page.table((3, 3, 3, 4), [
        ("<b>Thời gian nhận</b>", "<b>Thời hạn giải quyết</b>", "<b>Thời gian trả kết quả</b>",
         "<b>Nơi trả kết quả</b>"),
        ("{thoi_gian_nhan.h}:{thoi_gian_nhan.min}\n{thoi_gian_nhan}", "{thoi_han_giai_quyet}",
         "{thoi_gian_tra.h}:{thoi_gian_tra.min}\n{thoi_gian_tra}", "{nhan_ket_qua_tai}"),
    ], centred=(0, 1, 2))  # fmt: skip
    if random.random() < 0.5:
        page.para("Ghi chú: Biên nhận này được lập thành 02 liên, có giá trị như nhau.", style="i")
    page.sign(
        Signer(("<b>Khách hàng</b>", "<i>(Ký tên)</i>"), "{nguoi_nop_ky}"),
        Signer(("<b>Công chức tiếp nhận</b>", "<i>(Ký tên)</i>"), "{nguoi_tiep_nhan}"),
    )


# Phiếu yêu cầu bổ sung.


def complete_form(page: Page, random: Random) -> None:
    """The legal form, reason before the items, the code at the right."""
    _head(page, "co_quan", "Số: {so_phieu:70}")
    page.line("PHIẾU YÊU CẦU BỔ SUNG,", 14)
    page.line("HOÀN THIỆN HỒ SƠ", 14)
    page.gap(6)
    page.para("Mã hồ sơ: {ma_ho_so}", align="right")
    page.para(_once(random, "Hồ sơ của ông/bà: {nguoi_nop}", "Hồ sơ của Ông (Bà): {nguoi_nop}"))
    page.para("Nội dung y/c giải quyết: {noi_dung_yeu_cau}")
    page.para(_once(random, "Địa chỉ: {dia_chi}", "Đ/c: {dia_chi}"))
    page.row("Số ĐT: {so_dien_thoai}", "Mã số thuế (nếu có):")
    page.para("Hồ sơ nộp ngày {ngay_tiep_nhan}, hẹn trả kết quả ngày {ngay_hen_tra}.")
    page.para("Lý do yêu cầu bổ sung, hoàn thiện: {ly_do}", spare=1)
    page.para("Yêu cầu bổ sung, hoàn thiện hồ sơ gồm những nội dung sau:")
    for i, row in enumerate(page.cells("noi_dung_bo_sung"), 1):
        page.para(f"{i}/ {row[0]}", indent=18)
    page.para(
        "Trong quá trình hoàn thiện hồ sơ nếu có vướng mắc, ông (bà) liên hệ với số điện thoại "
        f"{random.choice(_HOTLINES)} để được hướng dẫn./.", indent=24,
    )  # fmt: skip
    page.gap(6)
    page.sign(
        Signer(("<b><i>Nơi nhận:</i></b>", "Như trên; Lưu: BPTN&TKQ."), signed=False),
        Signer(("<b>NGƯỜI HƯỚNG DẪN</b>", "<i>(Ký và ghi rõ họ tên)</i>"), "{nguoi_huong_dan}"),
    )


def complete_slip(page: Page, random: Random) -> None:
    """A slip of A5 from a pad."""
    page.para("{cap_tren:120}", align="centre", size=9)
    page.para("<b>{co_quan}</b>", align="centre", size=10)
    page.gap(4)
    page.line("PHIẾU HƯỚNG DẪN", 13)
    page.line("BỔ SUNG, HOÀN THIỆN HỒ SƠ", 11)
    page.row("Phiếu số: {so_phieu}", "Mã hồ sơ: {ma_ho_so}", widths=(2, 3))
    page.para("a) Họ tên người nộp: {nguoi_nop}")
    page.para("b) Nơi ở: {dia_chi}")
    page.para("c) Điện thoại: {so_dien_thoai}")
    page.para("d) Thủ tục đề nghị giải quyết: {noi_dung_yeu_cau}")
    page.para(_once(random, "đ) Giấy tờ còn thiếu, cần bổ sung:", "đ) Cần bổ sung:"))
    for row in page.cells("noi_dung_bo_sung"):
        page.para(f"- {row[0]}", indent=10)
    page.para("e) Lý do: {ly_do}", spare=1)
    page.gap(4)
    page.para("Ngày {ngay_lap.d:20} tháng {ngay_lap.m:20} năm {ngay_lap.y:30}", align="right",
              style="i")  # fmt: skip
    page.sign(
        Signer(("<b>Người nộp hồ sơ</b>",), "{nguoi_nop_ky}", room=40),
        Signer(("<b>Cán bộ hướng dẫn</b>",), "{nguoi_huong_dan}", room=40),
    )


# Phiếu từ chối.


def refuse_form(page: Page, random: Random) -> None:
    """The legal form, its labels cut short and data in two columns."""
    _head(page, "co_quan", "Số: {so_phieu:70}")
    page.line("PHIẾU TỪ CHỐI", 15)
    page.line("TIẾP NHẬN, GIẢI QUYẾT HỒ SƠ", 13)
    page.gap(6)
    page.para(
        _once(
            random,
            "Bộ phận Tiếp nhận và Trả kết quả đã xem xét hồ sơ của:",
            "Qua kiểm tra hồ sơ của ông/bà/tổ chức có tên dưới đây:",
        ),
        indent=24,
    )
    page.row("Họ tên: {nguoi_nop}", "ĐT: {so_dien_thoai}", widths=(3, 2))
    page.para(_once(random, "Đ/c: {dia_chi}", "Địa chỉ: {dia_chi}"))
    page.para(_once(random, "Mã HS: {ma_ho_so}", "Mã hồ sơ: {ma_ho_so}"))
    page.para("Nội dung yêu cầu: {noi_dung_yeu_cau}")
    page.para(
        "Căn cứ quy định hiện hành, đơn vị thông báo không tiếp nhận, giải quyết hồ sơ này với lý"
        " do cụ thể như sau:", indent=24,
    )  # fmt: skip
    page.para("{ly_do}", indent=24, spare=2)
    page.para("Đề nghị ông/bà nhận lại toàn bộ hồ sơ đã nộp. Trân trọng./.", indent=24)
    page.gap(6)
    page.sign(
        Signer(("<b>NGƯỜI NHẬN PHIẾU</b>", "<i>(Ký, ghi rõ họ tên)</i>"), "{nguoi_nop_ky}"),
        Signer(("<b>NGƯỜI TỪ CHỐI TIẾP NHẬN</b>", "<i>(Ký, ghi rõ họ tên)</i>"), "{nguoi_ky}"),
    )


def refuse_table(page: Page, random: Random) -> None:
    """A numbered table of three columns below a province's own head."""
    page.motto()
    page.line("{cap_tren}", 11, "")
    page.line("{co_quan}", 12)
    page.gap(8)
    page.line("PHIẾU TỪ CHỐI GIẢI QUYẾT HỒ SƠ", 15)
    page.line("(Ban hành theo Nghị định số 118/2025/NĐ-CP ngày 09/6/2025 của Chính phủ)", 10.5, "i")
    page.gap(10)
    head = tuple(f"<b>{name}</b>" for name in ("TT", "Thông tin", "Nội dung"))
    rows = [
        ("Số phiếu", "{so_phieu}"), ("Mã số hồ sơ", "{ma_ho_so}"),
        ("Tên cá nhân, tổ chức", "{nguoi_nop}"), ("Địa chỉ", "{dia_chi}"),
        ("Số điện thoại liên hệ", "{so_dien_thoai}"),
        ("Thủ tục hành chính đề nghị giải quyết", "{noi_dung_yeu_cau}"),
        ("Lý do từ chối", "{ly_do}"), ("Hình thức trả lại hồ sơ", "Trực tiếp"),
    ]  # fmt: skip
    if random.random() < 0.4:
        rows.insert(2, ("Ngày nộp hồ sơ", "{ngay_tiep_nhan}"))
    table = [(str(i), *row) for i, row in enumerate(rows, 1)]
    page.table((1, 4, 8), [head, *table], centred=(0,))
    page.para(_DATED, align="right")
    page.sign(
        Signer(("<b><i>Nơi nhận:</i></b>", "- Như mục 3; - Lưu: VT."), signed=False),
        Signer((_once(random, "<b>{chuc_vu}</b>", "<b>THỦ TRƯỞNG ĐƠN VỊ</b>"),), _SEALED, "dau",
               room=90),
    )  # fmt: skip


# Phiếu xin lỗi.


def sorry_form(page: Page, random: Random) -> None:
    """The legal form with other turns of phrase; the reason in the middle of a sentence."""
    _head(page, "co_quan", "Số: {so_phieu:70}")
    page.line("PHIẾU XIN LỖI", 15)
    page.line("VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ", 13)
    page.gap(6)
    page.line(_once(random, "Kính gửi: {nguoi_nop:160}", "Kính gửi: Ông/Bà {nguoi_nop:160}"),
              style="")  # fmt: skip
    page.gap(4)
    page.para(
        "Ngày {ngay_tiep_nhan.d:20} tháng {ngay_tiep_nhan.m:20} năm {ngay_tiep_nhan.y:30}, "
        "{co_quan:90} có tiếp nhận hồ sơ đề nghị giải quyết thủ tục hành chính: "
        "{noi_dung_yeu_cau:120}.",
        indent=28,
    )
    page.para("Mã số hồ sơ: {ma_ho_so}", indent=28)
    page.para(
        "Theo Giấy tiếp nhận hồ sơ và hẹn trả kết quả, thời gian hẹn trả kết quả là ngày "
        "{ngay_hen_tra.d:20} tháng {ngay_hen_tra.m:20} năm {ngay_hen_tra.y:30}.", indent=28,
    )  # fmt: skip
    page.para(
        "Tuy nhiên, đến nay {co_quan:90} chưa trả kết quả giải quyết hồ sơ đúng thời hạn quy định"
        " cho ông/bà.", indent=28,
    )  # fmt: skip
    page.para("Lý do chậm: {ly_do}", indent=28, spare=1)
    page.para(
        "Chúng tôi xin lỗi ông/bà và hẹn lại ngày trả kết quả giải quyết hồ sơ là: ngày "
        "{ngay_hen_lai.d:20} tháng {ngay_hen_lai.m:20} năm {ngay_hen_lai.y:30}.", indent=28,
    )  # fmt: skip
    page.para("Mong nhận được sự thông cảm của ông/bà./.", indent=28)
    page.gap(6)
    page.sign(
        Signer(("<b><i>Nơi nhận:</i></b>", "- Như trên;", "- Lưu: VT, MC."), signed=False),
        Signer(("<b>{chuc_vu}</b>", "<i>(Ký, ghi rõ họ tên, đóng dấu)</i>"), _SEALED, "dau",
               room=90),
    )  # fmt: skip


def sorry_columns(page: Page, random: Random) -> None:
    """Dates in a table of three columns, the other data in lines above."""
    page.motto(12)
    page.row("Đơn vị: <b>{co_quan}</b>", "Số: {so_phieu}", widths=(4, 2))
    page.gap(10)
    page.line("THƯ XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ", 14)
    page.gap(6)
    page.para(_once(random, "Người nộp hồ sơ: ", "Kính gửi ông/bà: ") + "<b>{nguoi_nop}</b>")
    page.para("Mã số hồ sơ: {ma_ho_so}")
    page.para("Tên TTHC: {noi_dung_yeu_cau}")
    page.gap(8)
    page.table((1, 1, 1), [
        ("<b>Ngày tiếp nhận hồ sơ</b>", "<b>Ngày hẹn trả kết quả</b>",
         "<b>Ngày hẹn lại</b>"),
        ("{ngay_tiep_nhan}", "{ngay_hen_tra}", "{ngay_hen_lai}"),
    ], centred=(0, 1, 2))  # fmt: skip
    page.para(_once(random, "Lý do trễ hẹn:", "Lý do chậm trả kết quả:"))
    page.para("{ly_do}", indent=20, spare=1)
    page.para(
        "Đơn vị thành thật xin lỗi về sự chậm trễ này. Trường hợp ông/bà có nhu cầu nhận kết quả"
        f" tại nhà, vui lòng gọi {random.choice(_HOTLINES)}.", indent=24, style="i",
    )  # fmt: skip
    page.para("Lập ngày {ngay_lap.d:20}/{ngay_lap.m:20}/{ngay_lap.y:30}", align="right", style="i")
    page.sign(
        Signer(("<b>Người nhận thư</b>", "<i>(Ký, ghi rõ họ tên)</i>"), "{nguoi_nop_ky}"),
        Signer(("<b>Thủ trưởng đơn vị</b>", "<i>(Ký tên, đóng dấu)</i>"), "{nguoi_ky}", "dau",
               room=86),
    )  # fmt: skip


# Thông báo dừng.


def stop_decree(page: Page, random: Random) -> None:
    """With the legal grounds above, the data as a list."""
    _head(page, "co_quan", "Số: {so_phieu:70}")
    page.line("THÔNG BÁO", 14)
    page.line(
        _once(random, "Về việc dừng giải quyết hồ sơ", "V/v dừng giải quyết thủ tục hành chính"), 13
    )
    page.rule(60, up=12)
    page.gap(8)
    page.para(
        "Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ về thực hiện thủ"
        " tục hành chính theo cơ chế một cửa, một cửa liên thông;", indent=28, style="i",
    )  # fmt: skip
    page.para("Căn cứ kết quả thẩm định hồ sơ, nay thông báo dừng giải quyết hồ sơ sau:", indent=28)
    page.para("Ông/Bà/Tổ chức: {nguoi_nop}", indent=28)
    page.para("Mã hồ sơ: {ma_ho_so}", indent=28)
    if random.random() < 0.6:
        page.para("Ngày tiếp nhận: {ngay_tiep_nhan}", indent=28)
    page.para("Nội dung yêu cầu giải quyết: {noi_dung_yeu_cau}", indent=28)
    page.para(_once(random, "Lý do dừng giải quyết: ", "Lý do: ") + "{ly_do}", indent=28, spare=1)
    page.para("Trong trường hợp cần thêm thông tin, đề nghị liên hệ số điện thoại "
              f"{random.choice(_HOTLINES)}./.", indent=28)  # fmt: skip
    page.gap(6)
    page.sign(
        Signer(("<b><i>Nơi nhận:</i></b>", "- Như trên;", "- Phòng Kinh tế;", "- Lưu: VT."),
               signed=False),
        Signer(("<b>KT. GIÁM ĐỐC</b>", "<b>PHÓ GIÁM ĐỐC</b>"), _SEALED, "dau", room=90),
    )  # fmt: skip


def stop_slip(page: Page, random: Random) -> None:
    """On A5, values below bold labels."""
    page.motto(10)
    page.line("{co_quan}", 10)
    page.gap(4)
    page.line("THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ", 12.5)
    page.row("Số: {so_phieu}", "Ngày: {ngay_lap.d:16}/{ngay_lap.m:16}/{ngay_lap.y:26}")
    page.gap(4)
    labels = (
        (_once(random, "Kính gửi", "Họ và tên người nộp hồ sơ"), "nguoi_nop"),
        ("Mã số hồ sơ", "ma_ho_so"), ("Thủ tục hành chính yêu cầu giải quyết", "noi_dung_yeu_cau"),
        ("Lý do dừng giải quyết hồ sơ", "ly_do"),
    )  # fmt: skip
    for label, key in labels:
        page.para(f"<b>{label}:</b>")
        page.para(f"{{{key}}}", indent=14)
    page.para("Hồ sơ và lệ phí đã nộp được hoàn trả tại quầy số 3.", size=9, style="i")
    page.sign(
        Signer(()),
        Signer(("<b>NGƯỜI CÓ THẨM QUYỀN</b>",), _SEALED, "dau", room=84),
    )


# Phiếu kiểm soát.


def control_form(page: Page, random: Random) -> None:
    """The legal labels in bold, giver and taker in columns, the hand-over's time between."""
    _head(page, "co_quan", "Số: {so_phieu:70}")
    page.line("PHIẾU KIỂM SOÁT", 14)
    page.line("QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ", 14)
    page.gap(4)
    page.para("<b>Mã số hồ sơ:</b> {ma_ho_so}")
    page.para("<b>Cơ quan (bộ phận) giải quyết HS:</b> {co_quan_giai_quyet}")
    page.para("<b>Cơ quan phối hợp giải quyết HS:</b> {co_quan_phoi_hop}")
    page.gap(10)
    names = ("TT", "Đơn vị giao", "Thời gian giao, nhận hồ sơ", "Đơn vị nhận",
             _once(random, "Kết quả giải quyết", "Kết quả (trước hạn/đúng hạn/quá hạn)"),
             "Ghi chú")  # fmt: skip
    rows = [
        (str(i), row[0], row[2], row[1], row[3], "")
        for i, row in enumerate(page.cells("chuyen_giao", 4), 1)
    ]
    page.table((1, 4, 4, 4, 3, 1.6), [tuple(f"<b>{n}</b>" for n in names), *rows], centred=(0, 4),
               least=32)  # fmt: skip
    page.para("Ghi chú: Phiếu này được luân chuyển kèm theo hồ sơ.", style="i", size=10)


def control_log(page: Page, random: Random) -> None:
    """A print-out of a system's log in two blocks; result before time."""
    page.row("<b>{cap_tren}</b>", "In lúc: 16:45", widths=(5, 2), size=10)
    page.row("<b>{co_quan}</b>", "Trang 1/1", widths=(5, 2), size=10)
    page.gap(12)
    page.line("PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ", 13.5)
    page.gap(6)
    page.table((3, 7), [
        ("Mã hồ sơ", "{ma_ho_so}"), ("Người nộp", "{nguoi_nop}"),
        ("Cơ quan giải quyết", "{co_quan_giai_quyet}"),
        ("Cơ quan phối hợp", "{co_quan_phoi_hop}"),
    ])  # fmt: skip
    page.para(_once(random, "Quá trình luân chuyển:", "Lịch sử giao nhận hồ sơ:"), style="b")
    page.gap(8)
    head = tuple(f"<b>{n}</b>" for n in ("Bước", "Giao", "Nhận", "Kết quả", "Thời gian"))
    rows = [
        (str(i), row[0], row[1], row[3], row[4])
        for i, row in enumerate(page.cells("chuyen_giao", 4), 1)
    ]
    page.table((1.3, 4, 4, 2.2, 3), [head, *rows], centred=(0, 3))


_OLD, _NEW = OLD_DATES, NEW_DATES
_PEN = frozenset(
    {
        "so_phieu", "ma_ho_so", "nguoi_nop", "dia_chi", "so_dien_thoai", "noi_dung_yeu_cau",
        "thanh_phan_ho_so", "so_luong_ho_so", "thoi_han_giai_quyet", "thoi_gian_nhan",
        "thoi_gian_tra", "nhan_ket_qua_tai", "nguoi_tiep_nhan", "nguoi_nop_ky", "ly_do",
        "noi_dung_bo_sung", "ngay_lap", "nguoi_huong_dan", "nguoi_ky", "ngay_tiep_nhan",
        "ngay_hen_tra", "ngay_hen_lai",
    }
)  # fmt: skip


def _say(dates: tuple[datetime.date, datetime.date], reasons: tuple[str, ...]) -> partial[Story]:
    return partial(notice, dates=dates, reasons=reasons)


_RECEIPT, _COMPLETE = "giay_tiep_nhan", "phieu_bo_sung"
_REFUSE, _SORRY, _STOP = "phieu_tu_choi", "phieu_xin_loi", "thong_bao_dung"
_ANY = ("none", "dots", "rule")
_LINES = ("dots", "rule")
TEMPLATES = (
    Template(_RECEIPT, "ban-in-hai-dong", TRAIN, receipts.NEW, receipt_print, ("none", "dots"),
             sizes=(11, 11.5)),
    Template(_RECEIPT, "a5-ngang-viet-tay", TRAIN, receipts.OLD, receipt_slip, _LINES, ("",),
             _PEN, (10,), _A5_ACROSS, (34, 30, 18, 14), leadings=(1.32,)),
    Template(_RECEIPT, "bien-nhan-muc", TRAIN, receipts.OLD, receipt_sections, ("none", "dots"),
             sizes=(11.5, 12)),
    Template(_COMPLETE, "ly-do-truoc", TRAIN, _say(_NEW, _REASONS), complete_form,
             _ANY),
    Template(_COMPLETE, "a5-viet-tay", TRAIN, _say(_OLD, _REASONS), complete_slip, _LINES, ("",),
             _PEN, (11,), _A5, (34, 26, 26, 22)),
    Template(_REFUSE, "nhan-rut-gon", TRAIN, _say(_OLD, _REFUSALS), refuse_form,
             _ANY),
    Template(_REFUSE, "bang-ba-cot", TRAIN, _say(_NEW, _REFUSALS), refuse_table, ("none",),
             families=("arimo", "tinos")),
    Template(_SORRY, "xin-loi-hai-dong", TRAIN, _say(_OLD, _DELAYS), sorry_form),
    Template(_SORRY, "bang-ba-ngay", TRAIN, _say(_NEW, _DELAYS), sorry_columns, ("none", "dots")),
    Template(_STOP, "co-can-cu", TRAIN, _say(_NEW, _STOPS), stop_decree, ("none", "dots")),
    Template(_STOP, "a5-nhan-tren", TRAIN, _say(_NEW, _STOPS), stop_slip, ("none", "dots"),
             sizes=(11,), paper=_A5, margins=(36, 30, 28, 22)),
    Template(control.TYPE, "giao-gio-nhan", TRAIN, control.OLD, control_form, sizes=(11.5, 12)),
    Template(control.TYPE, "nhat-ky", TRAIN, control.NEW, control_log, ("none",), sizes=(11.5,),
             families=("arimo",)),
)  # fmt: skip
