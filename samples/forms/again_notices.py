"""More layouts: what the one-stop shop writes about a dossier that cannot go on.

Requests to complete, refusals, apologies and notices of stopping: forms of Thông tư
01/2018/TT-VPCP and Nghị định 118/2025/NĐ-CP, and letters of provinces in their place.
"""

from __future__ import annotations

import datetime
from functools import partial
from random import Random

from samples.forms.desk import NEW_DATES, OLD_DATES
from samples.forms.notices import notice
from samples.forms.page import MOTTO, Page, Signer
from samples.forms.template import TRAIN, Story, Template
from samples.render import BLACK, BLUE

_GAPS = (
    "Sơ đồ nhà đất chưa có xác nhận của chủ sử dụng đất liền kề",
    "Tờ khai chưa có chữ ký của người yêu cầu",
    "Hợp đồng thuê nhà đã hết hiệu lực từ tháng trước",
    "Thông tin cư trú trong Cơ sở dữ liệu quốc gia về dân cư chưa được cập nhật",
)
_REFUSALS = (
    "Thửa đất thuộc khu vực đã có thông báo thu hồi đất",
    "Ngành nghề đăng ký không thuộc thẩm quyền của Ủy ban nhân dân cấp xã",
    "Hồ sơ chưa đủ thành phần và người nộp không bổ sung sau hai lần hướng dẫn",
    "Chữ ký trên văn bản ủy quyền không đúng với chữ ký đã đăng ký",
)
_DELAYS = (
    "Cơ quan phối hợp chưa có văn bản trả lời",
    "Hệ thống thông tin giải quyết thủ tục hành chính gặp sự cố kỹ thuật",
    "Cán bộ được phân công thụ lý nghỉ ốm, chưa có người thay thế",
    "Hồ sơ phải kiểm tra thực địa bổ sung lần hai",
)
_STOPS = (
    "Người nộp hồ sơ có văn bản đề nghị dừng giải quyết",
    "Thửa đất đang có tranh chấp do Tòa án thụ lý",
    "Quá 30 ngày kể từ ngày yêu cầu mà người nộp không bổ sung hồ sơ",
    "Phát hiện giấy tờ trong hồ sơ có dấu hiệu giả mạo",
)
_ITEMS = (
    "Bản chính Giấy chứng nhận quyền sử dụng đất đã cấp",
    "Giấy xác nhận cùng một người do Công an xã cấp",
    "Ảnh màu chụp mặt bằng địa điểm kinh doanh",
    "Văn bản thỏa thuận phân chia tài sản có công chứng",
    "Sơ yếu lý lịch có xác nhận của nơi cư trú",
)
_SIGN = "<i>(Ký, ghi rõ họ tên)</i>"
_DATED = "<i>{noi:50}, ngày {ngay_lap.d:20} tháng {ngay_lap.m:20} năm {ngay_lap.y:30}</i>"


def paper(
    random: Random, dates: tuple[datetime.date, datetime.date], reasons: tuple[str, ...], mark: str
) -> Story:
    """A notice with a number of its own kind, and other papers asked for."""
    story = notice(random, dates, reasons)
    number = f"{random.randrange(1, 900):02d}"
    unit = str(story.gold["so_phieu"]).partition("/")[2]
    story.text(so_phieu=random.choice((f"{number}/{mark}", f"{number}/{mark}-{unit}")))
    items = random.sample(_ITEMS, random.randint(1, 4))
    story.list("noi_dung_bo_sung", [(item,) for item in items], items)
    return story


def _heading(page: Page, number: str = "Số: {so_phieu:70}", form: str = "") -> None:
    if form:
        page.para(form, style="b", align="right", size=10)
        page.gap(7)
    page.head(("{cap_tren}", "<b>{co_quan}</b>", "_", number), (*MOTTO, "_", _DATED))
    page.gap(12)


def _leader(
    page: Page, title: str = "<b>{chuc_vu}</b>", ink: str = "red", room: float = 90
) -> None:
    page.gap(6)
    page.sign(
        Signer(("<b><i>Nơi nhận:</i></b>", "- Như trên;", "- Lưu: VT, MC."), signed=False),
        Signer((title,), "<b>{nguoi_ky}</b>", "dau", room=room, ink=ink),
    )


def _unit(page: Page) -> None:
    """The unit on the left; it is printed, whatever else is filled in on dots."""
    page.ruled = not page.blank
    page.para("{cap_tren}", size=11)
    page.para("<b>{co_quan}</b>", size=11.5)
    page.ruled = False


# Phiếu yêu cầu bổ sung.


def complete_numbered(page: Page, random: Random) -> None:
    """Mẫu số 02: data numbered, what is missing in a table, a hint at the foot."""
    _heading(page, form="Mẫu số 02")
    page.line("PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ", 14)
    page.gap(6)
    page.para("1. Họ và tên người nộp hồ sơ: {nguoi_nop}")
    page.para("2. Địa chỉ liên hệ: {dia_chi}")
    page.row("3. Số điện thoại: {so_dien_thoai}", "4. Email: {email}")
    page.para("5. Thủ tục hành chính: {noi_dung_yeu_cau}")
    page.para("6. Mã số hồ sơ: {ma_ho_so}")
    page.para("7. Các nội dung cần bổ sung, hoàn thiện:")
    page.gap(8)
    rows = [(str(i), row[0], "") for i, row in enumerate(page.cells("noi_dung_bo_sung"), 1)]
    page.table((1, 9, 3), [("<b>TT</b>", "<b>Nội dung yêu cầu bổ sung</b>", "<b>Ghi chú</b>"),
                           *rows], centred=(0,))  # fmt: skip
    page.para("8. Lý do phải bổ sung: {ly_do}", spare=1)
    if random.random() < 0.5:
        page.para("9. Thời hạn bổ sung: 05 ngày làm việc kể từ ngày nhận được phiếu này.")
    page.gap(4)
    page.sign(
        Signer(("<b>NGƯỜI NỘP HỒ SƠ</b>", _SIGN), "{nguoi_nop_ky}"),
        Signer(("<b>CÁN BỘ HƯỚNG DẪN</b>", _SIGN), "{nguoi_huong_dan}"),
    )


def complete_prose(page: Page, random: Random) -> None:
    """The form of 2025 in sentences."""
    _heading(page)
    page.line("PHIẾU YÊU CẦU BỔ SUNG,", 14)
    page.line("HOÀN THIỆN HỒ SƠ", 14)
    page.gap(4)
    page.line("Kính gửi: Ông (bà) {nguoi_nop:160}", style="")
    page.gap(2)
    page.para("Địa chỉ: {dia_chi}", indent=28)
    page.para("Điện thoại: {so_dien_thoai}", indent=28)
    page.para(
        "Ngày {ngay_tiep_nhan:70}, {co_quan:100} đã tiếp nhận hồ sơ của ông (bà) đề nghị giải quyết"
        " thủ tục: {noi_dung_yeu_cau:160}; mã hồ sơ: {ma_ho_so:110}.", indent=28,
    )  # fmt: skip
    page.para(
        random.choice(("Qua kiểm tra, hồ sơ chưa đủ điều kiện giải quyết. Lý do: {ly_do}.",
                       "Sau khi xem xét, hồ sơ cần được hoàn thiện vì lý do: {ly_do}.")),
        indent=28,
    )  # fmt: skip
    page.para("Đề nghị ông (bà) bổ sung, hoàn thiện các nội dung sau đây:", indent=28)
    for row in page.cells("noi_dung_bo_sung"):
        page.para(f"- {row[0]};", indent=28)
    page.para(
        "Thời gian bổ sung không tính vào thời hạn giải quyết hồ sơ. Trân trọng cảm ơn./.",
        indent=28,
    )  # fmt: skip
    page.sign(
        Signer(("<b><i>Nơi nhận:</i></b>", "- Như kính gửi;", "- Lưu: HS."), signed=False),
        Signer(("<b>NGƯỜI HƯỚNG DẪN</b>", _SIGN), "{nguoi_huong_dan}"),
    )


def complete_guide(page: Page, _: Random) -> None:
    """A sheet of guidance that is filled in at the counter."""
    page.motto()
    page.gap(6)
    _unit(page)
    page.gap(6)
    page.line("PHIẾU HƯỚNG DẪN HOÀN THIỆN HỒ SƠ", 15)
    page.line("Số: {so_phieu:60}", 12, "")
    page.para("Hồ sơ của ông/bà: {nguoi_nop}")
    page.para("Thường trú tại: {dia_chi}")
    page.row("Điện thoại: {so_dien_thoai}", "Mã hồ sơ: {ma_ho_so}", widths=(4, 5))
    page.para("Nội dung yêu cầu giải quyết: {noi_dung_yeu_cau}", spare=1)
    page.para("Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:")
    for i, row in enumerate(page.cells("noi_dung_bo_sung"), 1):
        page.para(f"{i}. {row[0]}", indent=14)
    page.para("Lý do: {ly_do}", spare=1)
    page.gap(4)
    page.para(_DATED, align="right")
    page.sign(Signer(()), Signer(("<b>NGƯỜI HƯỚNG DẪN</b>", _SIGN), "{nguoi_huong_dan}"))


# Phiếu từ chối.


def refuse_lines(page: Page, random: Random) -> None:
    """Mẫu số 03 with labels in bold, signed by who received."""
    _heading(page, form="Mẫu số 03")
    page.line("PHIẾU TỪ CHỐI TIẾP NHẬN, GIẢI QUYẾT HỒ SƠ", 14)
    page.gap(6)
    page.para("Bộ phận Một cửa tiếp nhận hồ sơ của:", indent=28)
    page.para("<b>Họ và tên:</b> {nguoi_nop}")
    page.para("<b>Địa chỉ:</b> {dia_chi}")
    page.para("<b>Số điện thoại:</b> {so_dien_thoai}")
    page.para("<b>Mã hồ sơ:</b> {ma_ho_so}")
    page.para("<b>Nội dung đề nghị giải quyết:</b> {noi_dung_yeu_cau}")
    page.para(
        "Qua xem xét, Bộ phận Một cửa thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ"
        " thể như sau:", indent=28,
    )  # fmt: skip
    page.para("{ly_do}", indent=28, spare=2)
    page.para("Xin thông báo cho ông/bà được biết và thực hiện./.", indent=28)
    page.sign(
        Signer(("<b>NGƯỜI NỘP HỒ SƠ</b>", _SIGN), "{nguoi_nop_ky}"),
        Signer((random.choice(("<b>NGƯỜI TIẾP NHẬN HỒ SƠ</b>", "<b>CÔNG CHỨC MỘT CỬA</b>")),
                _SIGN), "{nguoi_ky}"),
    )  # fmt: skip


def refuse_notice(page: Page, random: Random) -> None:
    """A notice to the applicant, sealed by the unit."""
    _heading(page)
    page.line("THÔNG BÁO", 14)
    page.line("Về việc từ chối giải quyết hồ sơ", 13)
    page.rule(50, up=11)
    page.gap(8)
    page.line("Kính gửi: Ông (bà) {nguoi_nop:150}", style="")
    page.gap(4)
    page.para("(Địa chỉ: {dia_chi:200}; số điện thoại: {so_dien_thoai:90})", style="i", indent=28)
    page.para(
        "Ngày {ngay_tiep_nhan.d:20} tháng {ngay_tiep_nhan.m:20} năm {ngay_tiep_nhan.y:32}, ông (bà)"
        " nộp hồ sơ có mã {ma_ho_so:110} về việc {noi_dung_yeu_cau:160}.", indent=28,
    )  # fmt: skip
    page.para(
        "Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ, {co_quan:100}"
        " từ chối giải quyết hồ sơ nêu trên.", indent=28,
    )  # fmt: skip
    page.para("Lý do từ chối: {ly_do}.", indent=28, spare=1)
    page.para("Hồ sơ được trả lại kèm theo thông báo này./.", indent=28)
    _leader(page, ink=random.choice(("red", "red", BLUE)))


def refuse_boxes(page: Page, _: Random) -> None:
    """Reasons and ways of return to tick, label and value in two columns."""
    page.head(("{cap_tren}", "<b>{co_quan}</b>", "_"), (*MOTTO, "_"))
    page.gap(12)
    page.line("PHIẾU TỪ CHỐI GIẢI QUYẾT HỒ SƠ", 15)
    page.line("Số: {so_phieu:70}", 12, "")
    page.gap(6)
    for label, key in (
        ("Tổ chức, cá nhân nộp hồ sơ:", "nguoi_nop"), ("Địa chỉ:", "dia_chi"),
        ("Điện thoại:", "so_dien_thoai"), ("Mã hồ sơ:", "ma_ho_so"),
        ("Tên thủ tục:", "noi_dung_yeu_cau"), ("Lý do từ chối:", "ly_do"),
    ):  # fmt: skip
        page.row(label, f"{{{key}}}", widths=(3, 7))
    page.para("Hình thức trả lại hồ sơ:")
    page.ticks((("Trực tiếp", True), ("Bưu chính", False), ("Trực tuyến", False)))
    page.gap(4)
    page.para(_DATED, align="right")
    page.sign(Signer(()), Signer(("<b>NGƯỜI LẬP PHIẾU</b>", _SIGN), "{nguoi_ky}"))


# Phiếu xin lỗi.


def sorry_prose(page: Page, random: Random) -> None:
    """Mẫu số 04 in the words of a province."""
    _heading(page, form="Mẫu số 04")
    page.line("PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ", 14)
    page.gap(6)
    page.line("Kính gửi: Ông (bà) {nguoi_nop:150}", style="")
    page.gap(4)
    page.para(
        "Ngày {ngay_tiep_nhan:70}, {co_quan:100} tiếp nhận giải quyết hồ sơ của ông (bà) về việc"
        " {noi_dung_yeu_cau:160}; mã hồ sơ: {ma_ho_so:110}.", indent=28,
    )  # fmt: skip
    page.para("Thời gian hẹn trả kết quả: ngày {ngay_hen_tra:70}.", indent=28)
    page.para(
        "Tuy nhiên đến nay, hồ sơ của ông (bà) chưa được giải quyết xong. Lý do: {ly_do:160}.",
        indent=28,
    )
    page.para(
        random.choice(("Sự chậm trễ này đã gây phiền hà cho ông (bà), đơn vị chúng tôi thành thật"
                       " xin lỗi", "Đơn vị chúng tôi xin chân thành nhận lỗi"))
        + " và sẽ trả kết quả cho ông (bà) vào ngày {ngay_hen_lai:70}.", indent=28,
    )  # fmt: skip
    page.para("Rất mong ông (bà) thông cảm./.", indent=28)
    _leader(page)


def sorry_letter(page: Page, random: Random) -> None:
    """A letter of apology with a line for each day."""
    page.motto()
    page.gap(4)
    _unit(page)
    page.para("Số: {so_phieu:70}", size=11.5)
    page.gap(6)
    page.line("THƯ XIN LỖI", 17)
    page.line("(V/v trễ hẹn trả kết quả giải quyết thủ tục hành chính)", 12, "i")
    page.gap(6)
    page.para("Kính gửi: {nguoi_nop}", indent=60)
    page.para("Mã số hồ sơ: {ma_ho_so}")
    page.para("Thủ tục hành chính: {noi_dung_yeu_cau}")
    page.para("Ngày nộp hồ sơ: {ngay_tiep_nhan}")
    page.para("Ngày trả kết quả theo giấy hẹn: {ngay_hen_tra}")
    page.para("Nguyên nhân trễ hẹn: {ly_do}", spare=1)
    page.para("Ngày hẹn trả kết quả mới: {ngay_hen_lai}", style=random.choice(("", "b")))
    page.para("Chúng tôi xin lỗi quý ông (bà) vì sự chậm trễ này và mong được thông cảm.",
              indent=28)  # fmt: skip
    page.para(_DATED, align="right")
    page.sign(
        Signer(()), Signer(("<b>{chuc_vu}</b>",), "<b>{nguoi_ky}</b>", "dau", room=88, ink=BLACK)
    )


# Thông báo dừng.


def stop_prose(page: Page, random: Random) -> None:
    """Mẫu of 2025 in sentences, the reason last."""
    _heading(page, form=random.choice(("Mẫu số 05", "")))
    page.line("THÔNG BÁO", 14)
    page.line("Về việc dừng giải quyết hồ sơ thủ tục hành chính", 13)
    page.gap(6)
    page.line("Kính gửi: Ông (bà) {nguoi_nop:150}", style="")
    page.gap(4)
    page.para(
        "{co_quan:100} đang giải quyết hồ sơ {ma_ho_so:110} của ông (bà), nội dung:"
        " {noi_dung_yeu_cau:160}.", indent=28,
    )  # fmt: skip
    page.para(
        "Nay {co_quan:100} thông báo dừng giải quyết hồ sơ nêu trên kể từ ngày ký thông báo này.",
        indent=28,
    )
    page.para("Lý do: {ly_do}.", indent=28, spare=1)
    page.para("Đề nghị ông (bà) liên hệ nơi nộp hồ sơ để nhận lại giấy tờ đã nộp./.", indent=28)
    _leader(page)


def stop_list(page: Page, _: Random) -> None:
    """A notice whose data stand in lines with dashes below a sentence."""
    page.head(("{cap_tren}", "<b>{co_quan}</b>", "_", "Số: {so_phieu:70}"), (*MOTTO, "_"))
    page.gap(12)
    page.line("THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ", 15)
    page.gap(6)
    page.para("{co_quan:100} thông báo dừng giải quyết đối với hồ sơ sau:", indent=28)
    page.para("- Mã hồ sơ: {ma_ho_so}", indent=14)
    page.para("- Tổ chức/cá nhân nộp hồ sơ: {nguoi_nop}", indent=14)
    page.para("- Tên thủ tục hành chính: {noi_dung_yeu_cau}", indent=14)
    page.para("- Ngày tiếp nhận: {ngay_tiep_nhan}", indent=14)
    page.para("- Nguyên nhân dừng: {ly_do}", indent=14, spare=1)
    page.para("Mọi thắc mắc xin liên hệ trực tiếp tại quầy tiếp nhận.", indent=28)
    page.gap(4)
    page.para(_DATED, align="right")
    _leader(page, "<b>THỦ TRƯỞNG ĐƠN VỊ</b>", BLUE)


def stop_blocks(page: Page, _: Random) -> None:
    """Three ruled blocks: unit, dossier, reason."""
    page.motto()
    page.gap(6)
    page.line("THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ", 14.5)
    page.gap(10)
    page.table((3, 7), [
        ("Cơ quan thông báo", "{co_quan}"), ("Số thông báo", "{so_phieu}"),
        ("Ngày thông báo", "{ngay_lap}"),
    ])  # fmt: skip
    page.table((3, 7), [
        ("Mã hồ sơ", "{ma_ho_so}"), ("Người nộp hồ sơ", "{nguoi_nop}"),
        ("Nội dung giải quyết", "{noi_dung_yeu_cau}"), ("Ngày nộp", "{ngay_tiep_nhan}"),
    ])  # fmt: skip
    page.table((3, 7), [("Lý do dừng", "{ly_do}"), ("Cách nhận lại hồ sơ", "Trực tiếp tại quầy")])
    page.sign(Signer(()), Signer(("<b>{chuc_vu}</b>",), "<b>{nguoi_ky}</b>", "dau", room=90))


def _of(dates: tuple[datetime.date, datetime.date], reasons: tuple[str, ...], mark: str,
        ) -> partial[Story]:  # fmt: skip
    return partial(paper, dates=dates, reasons=reasons, mark=mark)


_PEN = frozenset(
    {
        "so_phieu", "ma_ho_so", "nguoi_nop", "dia_chi", "so_dien_thoai", "noi_dung_yeu_cau",
        "noi_dung_bo_sung", "ly_do", "ngay_lap", "nguoi_huong_dan", "nguoi_ky", "nguoi_nop_ky",
    }
)  # fmt: skip
_COMPLETE, _REFUSE = "phieu_bo_sung", "phieu_tu_choi"
_SORRY, _STOP = "phieu_xin_loi", "thong_bao_dung"
_OLD, _NEW = OLD_DATES, NEW_DATES
_ANY, _SOME = ("none", "dots", "rule"), ("none", "dots")
TEMPLATES = (
    Template(_COMPLETE, "muc-danh-so", TRAIN, _of(_NEW, _GAPS, "PBS"), complete_numbered, _ANY,
             sizes=(12,)),
    Template(_COMPLETE, "thu-yeu-cau", TRAIN, _of(_NEW, _GAPS, "BSHS"), complete_prose, ("none",)),
    Template(_COMPLETE, "phieu-huong-dan-viet-tay", TRAIN, _of(_OLD, _GAPS, "HDHS"), complete_guide,
             ("dots", "rule"), ("",), _PEN, (12,)),
    Template(_REFUSE, "nhan-dam", TRAIN, _of(_OLD, _REFUSALS, "PTC"), refuse_lines, _ANY),
    Template(_REFUSE, "thong-bao-co-dau", TRAIN, _of(_NEW, _REFUSALS, "TB"), refuse_notice,
             ("none",)),
    Template(_REFUSE, "o-danh-dau", TRAIN, _of(_NEW, _REFUSALS, "TCHS"), refuse_boxes, _SOME),
    Template(_SORRY, "xin-loi-van-xuoi", TRAIN, _of(_OLD, _DELAYS, "PXL"), sorry_prose, _SOME),
    Template(_SORRY, "thu-xin-loi", TRAIN, _of(_NEW, _DELAYS, "TXL"), sorry_letter, _ANY),
    Template(_STOP, "dung-van-xuoi", TRAIN, _of(_NEW, _STOPS, "TB"), stop_prose, _SOME),
    Template(_STOP, "dung-gach-dau-dong", TRAIN, _of(_NEW, _STOPS, "TBD"), stop_list, _SOME),
    Template(_STOP, "dung-ba-khoi", TRAIN, _of(_NEW, _STOPS, "TB"), stop_blocks, ("none",),
             families=("serif", "arimo")),
)  # fmt: skip
