"""Notices of the one-stop shop: to complete, refused, late, stopped (Mẫu số 02-05)."""

from __future__ import annotations

import datetime
from functools import partial
from random import Random

from samples.forms.desk import NEW_DATES, OLD_DATES, later, make_case
from samples.forms.page import MOTTO, Page, Signer
from samples.forms.people import make_person
from samples.forms.template import TRAIN, Story, Template

_REASONS = (
    "Thành phần hồ sơ chưa đầy đủ theo quy định tại Quyết định công bố thủ tục hành chính",
    "Thông tin trên đơn không khớp với dữ liệu trong Cơ sở dữ liệu quốc gia về dân cư",
    "Bản vẽ kèm theo chưa có chữ ký của chủ sử dụng đất liền kề",
    "Giấy tờ kèm theo đã hết hiệu lực tính đến ngày nộp hồ sơ",
    "Người ký đơn không phải là người có quyền theo quy định của pháp luật dân sự",
)
_REFUSALS = (
    "Hồ sơ không thuộc thẩm quyền giải quyết của cơ quan theo quy định tại khoản 2 Điều 15 Nghị"
    " định số 61/2018/NĐ-CP",
    "Thửa đất đang có tranh chấp được Tòa án nhân dân thụ lý, chưa có bản án có hiệu lực pháp luật",
    "Quá thời hạn bổ sung hồ sơ mà người nộp không bổ sung theo yêu cầu",
    "Công trình nằm trong phạm vi quy hoạch lộ giới đường tỉnh, không đủ điều kiện cấp phép",
    "Đối tượng không thuộc diện được hưởng chính sách theo Nghị định số 20/2021/NĐ-CP",
)
_DELAYS = (
    "Cơ quan phối hợp chưa có ý kiến trả lời bằng văn bản",
    "Hồ sơ phức tạp, cần xác minh thực địa thêm một lần",
    "Hệ thống thông tin giải quyết thủ tục hành chính gặp sự cố từ ngày nhận hồ sơ",
    "Công chức thụ lý đi công tác, chưa kịp bàn giao hồ sơ",
)
_STOPS = (
    "Người nộp hồ sơ có đơn đề nghị rút hồ sơ",
    "Quá 30 ngày kể từ ngày nhận yêu cầu bổ sung mà người nộp không hoàn thiện hồ sơ",
    "Người nộp hồ sơ không thực hiện nghĩa vụ tài chính trong thời hạn thông báo",
    "Cơ quan có thẩm quyền yêu cầu tạm dừng giao dịch đối với thửa đất",
)
_MISSING = (
    "Bản chụp Căn cước công dân của người được ủy quyền",
    "Xác nhận của Ủy ban nhân dân cấp xã về tình trạng đất không tranh chấp",
    "Bản vẽ thiết kế có dấu thẩm định",
    "Đơn đề nghị theo mẫu mới ban hành, có chữ ký của cả vợ và chồng",
    "Giấy ủy quyền có chứng thực chữ ký",
    "Biên lai nộp lệ phí",
)
_CONTACT = (
    "Trong quá trình hoàn thiện hồ sơ nếu có vướng mắc, Ông (Bà) liên hệ với bộ phận tiếp nhận hồ"
    " sơ hoặc gọi Tổng đài dịch vụ công 1900 0315 để được hướng dẫn./."
)
HEADS = ("GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "TRƯỞNG BỘ PHẬN")


def notice(
    random: Random, dates: tuple[datetime.date, datetime.date], reasons: tuple[str, ...]
) -> Story:
    """What any of the notices says."""
    case = make_case(random, dates, "co_quan")
    story = case.story
    due = later(case.date, case.procedure.days)
    written = later(due, random.randrange(1, 4))
    signer = make_person(random, case.date, (1966, 1998)).name
    story.text(ly_do=random.choice(reasons), nguoi_ky=signer, nguoi_huong_dan=signer)
    story.accept["nguoi_nop"] = [f"{kind} {case.person.name}" for kind in ("Ông", "Bà")]
    story.date("ngay_tiep_nhan", case.date)
    story.date("ngay_hen_tra", due)
    story.date("ngay_lap", written)
    story.date("ngay_hen_lai", later(written, random.randrange(3, 11)))
    items = random.sample(_MISSING, random.randint(1, 4))
    story.list("noi_dung_bo_sung", [(item,) for item in items], items)
    story.also(nguoi_nop_ky=case.person.name, chuc_vu=random.choice(HEADS), dau=case.desk.own)
    story.optional = ("email", "so_dien_thoai", "so_phieu", "dia_chi")
    return story


def _facts(reasons: tuple[str, ...]) -> tuple[partial[Story], partial[Story]]:
    return (
        partial(notice, dates=OLD_DATES, reasons=reasons),
        partial(notice, dates=NEW_DATES, reasons=reasons),
    )


def _heading(page: Page, number: str = "Số: {so_phieu:70}") -> None:
    page.head(
        ("{cap_tren}", "<b>{co_quan}</b>", "_", number),
        (*MOTTO, "_", "<i>{noi:50}, ngày {ngay_lap.d:20} tháng {ngay_lap.m:20} "
         "năm {ngay_lap.y:30}</i>"),
    )  # fmt: skip
    page.gap(12)


def _items(page: Page, mark: str, end: str = "") -> None:
    for i, row in enumerate(page.cells("noi_dung_bo_sung"), 1):
        page.para(mark.format(i) + row[0] + end, indent=20)


def complete_2018(page: Page, _: Random) -> None:
    """Phiếu yêu cầu bổ sung of 2018."""
    _heading(page)
    page.line("PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ", 14)
    page.gap(8)
    page.para("Hồ sơ của: {nguoi_nop}", indent=24)
    page.para("Nội dung yêu cầu giải quyết: {noi_dung_yeu_cau}", indent=24)
    page.para("Địa chỉ: {dia_chi}", indent=24)
    page.row("Số điện thoại: {so_dien_thoai}", "Email: {email}")
    page.para("Mã hồ sơ: {ma_ho_so}", indent=24)
    page.para("Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:", indent=24)
    _items(page, "{}. ")
    page.para("Lý do: {ly_do}", indent=24, spare=1)
    page.para(_CONTACT, indent=24)
    page.gap(8)
    page.sign(
        Signer(()),
        Signer(("<b>NGƯỜI HƯỚNG DẪN</b>", "<i>(Ký và ghi rõ họ tên)</i>"), "{nguoi_huong_dan}"),
    )


def complete_2025(page: Page, _: Random) -> None:
    """Phiếu yêu cầu bổ sung of 2025: addressed, QR code."""
    page.code(page.left, 30, 50, page.value("ma_ho_so"))
    page.gap(34)
    _heading(page)
    page.line("PHIẾU YÊU CẦU", 14)
    page.line("Bổ sung, hoàn thiện hồ sơ", 13)
    page.gap(6)
    page.para("Kính gửi: {nguoi_nop}", align="centre")
    page.para("Địa chỉ: {dia_chi}; số điện thoại: {so_dien_thoai:80}", indent=24)
    page.para(
        "{co_quan} đã nhận hồ sơ mã số {ma_ho_so:90} đề nghị giải quyết thủ tục: "
        "{noi_dung_yeu_cau:120}.", indent=24,
    )  # fmt: skip
    page.para("Sau khi kiểm tra, đề nghị Ông/Bà bổ sung, hoàn thiện các nội dung:", indent=24)
    _items(page, "{}) ", ";")
    page.para("<b>Lý do yêu cầu bổ sung:</b> {ly_do}", indent=24)
    page.para(
        "Thời hạn giải quyết được tính lại từ khi hồ sơ được bổ sung đầy đủ. Trân trọng./.",
        indent=24,
    )
    page.sign(
        Signer(("<i>Nơi nhận:</i>", "Như trên; Lưu: HS."), signed=False),
        Signer(("<b>Người hướng dẫn</b>", "<i>(Ký, ghi rõ họ và tên)</i>"), "{nguoi_huong_dan}"),
    )


def complete_table(page: Page, _: Random) -> None:
    """Phiếu yêu cầu bổ sung as a system prints it: a table of what is missing."""
    page.motto()
    page.para("<b>{co_quan}</b>")
    page.row("Phiếu số: {so_phieu:80}", "Hồ sơ số: {ma_ho_so}")
    page.gap(6)
    page.line("PHIẾU HƯỚNG DẪN BỔ SUNG HỒ SƠ", 15)
    page.gap(6)
    page.table((3, 7), [
        ("Tổ chức, cá nhân", "{nguoi_nop}"), ("Địa chỉ", "{dia_chi}"),
        ("Điện thoại", "{so_dien_thoai}"), ("Thủ tục", "{noi_dung_yeu_cau}"),
    ])  # fmt: skip
    page.para("Các nội dung cần bổ sung:")
    page.gap(6)
    rows = [(str(i), row[0], "") for i, row in enumerate(page.cells("noi_dung_bo_sung"), 1)]
    head = ("<b>STT</b>", "<b>Nội dung cần bổ sung, hoàn thiện</b>", "<b>Ghi chú</b>")
    page.table((1, 8, 2), [head, *rows], centred=(0,))
    page.para("Nguyên nhân: {ly_do}")
    page.para("Lập ngày {ngay_lap}", align="right", style="i")
    page.sign(
        Signer(("NGƯỜI NỘP HỒ SƠ", "<i>(Ký tên)</i>"), "{nguoi_nop_ky}"),
        Signer(("CÁN BỘ HƯỚNG DẪN", "<i>(Ký tên)</i>"), "{nguoi_huong_dan}"),
    )


def refuse_2018(page: Page, _: Random) -> None:
    """Phiếu từ chối of 2018."""
    _heading(page)
    page.line("PHIẾU TỪ CHỐI TIẾP NHẬN, GIẢI QUYẾT HỒ SƠ", 14)
    page.gap(8)
    page.para("Bộ phận Tiếp nhận và Trả kết quả:", indent=24)
    page.para("Tiếp nhận hồ sơ của: {nguoi_nop}", indent=24)
    page.para("Địa chỉ: {dia_chi}", indent=24)
    page.row("Số điện thoại: {so_dien_thoai}", "Email: {email}")
    page.para("Nội dung yêu cầu giải quyết: {noi_dung_yeu_cau}", indent=24)
    page.para("Mã hồ sơ: {ma_ho_so}", indent=24)
    page.para(
        "Qua xem xét, Bộ phận Tiếp nhận và Trả kết quả thông báo không tiếp nhận, giải quyết hồ sơ"
        " này với lý do cụ thể như sau:", indent=24,
    )  # fmt: skip
    page.para("{ly_do}", indent=24, spare=2)
    page.para("Xin thông báo cho Ông/Bà được biết và thực hiện./.", indent=24)
    page.gap(8)
    page.sign(
        Signer(("<b>NGƯỜI NỘP HỒ SƠ</b>", "<i>(Ký và ghi rõ họ tên)</i>"), "{nguoi_nop_ky}"),
        Signer(("<b>NGƯỜI TIẾP NHẬN HỒ SƠ</b>", "<i>(Ký và ghi rõ họ tên)</i>"), "{nguoi_ky}"),
    )


def refuse_2025(page: Page, _: Random) -> None:
    """Phiếu từ chối of 2025: signed by the head, sealed."""
    _heading(page)
    page.line("PHIẾU TỪ CHỐI GIẢI QUYẾT HỒ SƠ", 14)
    page.line("(Mã hồ sơ: {ma_ho_so:100})", style="i")
    page.gap(8)
    page.para("1. Họ và tên tổ chức, cá nhân nộp hồ sơ: {nguoi_nop}")
    page.para("2. Địa chỉ liên hệ: {dia_chi}")
    page.para("3. Số điện thoại: {so_dien_thoai}")
    page.para("4. Tên thủ tục hành chính: {noi_dung_yeu_cau}")
    page.para("5. Lý do từ chối: {ly_do}", spare=2)
    page.para("6. Hồ sơ nộp được trả lại kèm theo phiếu này.")
    page.gap(6)
    page.sign(
        Signer(("<i><b>Nơi nhận:</b></i>", "Người nộp hồ sơ; Lưu: VT."), signed=False),
        Signer(("<b>{chuc_vu}</b>",), "<b>{nguoi_ky}</b>", "dau", room=90),
    )


def refuse_letter(page: Page, _: Random) -> None:
    """A refusal in the words of a letter, number and data in the text."""
    page.head(
        ("{cap_tren}", "<b>{co_quan}</b>", "_"),
        (*MOTTO, "_", "<i>{noi:50}, {ngay_lap.long:120}</i>"),
    )
    page.para("Số: {so_phieu:80}")
    page.gap(10)
    page.line("THÔNG BÁO", 14)
    page.line("Về việc từ chối giải quyết hồ sơ thủ tục hành chính", 13)
    page.rule(60, up=12)
    page.gap(10)
    page.para("Kính gửi: {ong_ba:20} {nguoi_nop:120}", align="centre")
    page.para("(Địa chỉ: {dia_chi:160}. ĐT: {so_dien_thoai:70})", align="centre")
    page.gap(6)
    page.para(
        "Căn cứ hồ sơ số {ma_ho_so:100} nộp tại đơn vị về việc giải quyết thủ tục "
        "“{noi_dung_yeu_cau:140}”, đơn vị thông báo từ chối giải quyết hồ sơ.", indent=28,
    )  # fmt: skip
    page.para("Lý do từ chối: {ly_do:200}.", indent=28)
    page.para(
        "Nếu không đồng ý, Ông/Bà có quyền khiếu nại theo quy định của Luật Khiếu nại.", indent=28
    )
    page.gap(6)
    page.sign(
        Signer(("<b><i>Nơi nhận:</i></b>", "Như trên; Lưu: VT, HS."), signed=False),
        Signer(("<b>KT. GIÁM ĐỐC</b>", "<b>PHÓ GIÁM ĐỐC</b>"), "<b>{nguoi_ky}</b>", "dau", room=90),
    )


def sorry_2018(page: Page, _: Random) -> None:
    """Phiếu xin lỗi of 2018."""
    _heading(page)
    page.line("PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ", 14)
    page.gap(8)
    page.para("Kính gửi: {ong_ba:20} {nguoi_nop}", indent=60)
    page.gap(4)
    page.para(
        "Ngày {ngay_tiep_nhan.d:20} tháng {ngay_tiep_nhan.m:20} năm {ngay_tiep_nhan.y:30}, "
        "{co_quan:100} tiếp nhận giải quyết hồ sơ đề nghị giải quyết thủ tục hành chính "
        "{noi_dung_yeu_cau:150} của Ông/Bà; mã số hồ sơ: {ma_ho_so}", indent=28,
    )  # fmt: skip
    page.para(
        "Thời gian hẹn trả kết quả giải quyết hồ sơ: ngày {ngay_hen_tra.d:20} tháng "
        "{ngay_hen_tra.m:20} năm {ngay_hen_tra.y:30}", indent=28,
    )  # fmt: skip
    page.para(
        "Tuy nhiên đến nay, hồ sơ của Ông/Bà chưa được trả kết quả đúng thời hạn quy định ghi trên"
        " Giấy tiếp nhận hồ sơ và hẹn trả kết quả.", indent=28,
    )  # fmt: skip
    page.para("Lý do: {ly_do}", indent=28, spare=1)
    page.para(
        "Sự chậm trễ này đã gây phiền hà, tốn kém chi phí, công sức của Ông/Bà. Chúng tôi xin lỗi"
        " Ông/Bà và sẽ trả kết quả giải quyết hồ sơ vào ngày {ngay_hen_lai.d:20} tháng "
        "{ngay_hen_lai.m:20} năm {ngay_hen_lai.y:30}.", indent=28,
    )  # fmt: skip
    page.para("Mong nhận được sự thông cảm của Ông/Bà vì sự chậm trễ này./.", indent=28)
    page.gap(6)
    page.sign(
        Signer(()),
        Signer(("<b>THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ</b>", "<i>(Ký, ghi rõ họ tên, đóng dấu)</i>"),
               "{nguoi_ky}", "dau", room=90),
    )  # fmt: skip


def sorry_list(page: Page, _: Random) -> None:
    """Phiếu xin lỗi with a datum a line."""
    _heading(page)
    page.line("VĂN BẢN XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ", 13.5)
    page.gap(8)
    page.para("Kính gửi: {nguoi_nop:150}", align="centre", style="b")
    page.para("- Thủ tục hành chính: {noi_dung_yeu_cau}")
    page.para("- Mã hồ sơ: {ma_ho_so}")
    page.para("- Ngày tiếp nhận hồ sơ: {ngay_tiep_nhan}")
    page.para("- Ngày hẹn trả kết quả: {ngay_hen_tra}")
    page.para("- Lý do chậm trả kết quả: {ly_do}", spare=1)
    page.para("- Thời gian hẹn lại: {ngay_hen_lai}")
    page.para(
        "{co_quan:90} chân thành xin lỗi Ông/Bà về sự chậm trễ nêu trên và cam kết trả kết quả"
        " đúng ngày đã hẹn lại.", indent=28,
    )  # fmt: skip
    page.sign(Signer(()), Signer(("<b>{chuc_vu}</b>",), "<b>{nguoi_ky}</b>", "dau", room=90))


def sorry_extend(page: Page, _: Random) -> None:
    """The form of 2025: an apology and a request for more time, data in a table."""
    page.head(
        ("{cap_tren}", "<b>{co_quan}</b>", "_", "Số: {so_phieu:70}", "V/v xin lỗi và gia hạn thời"
         " gian giải quyết hồ sơ"),
        (*MOTTO, "_", "<i>{noi:50}, {ngay_lap.long:120}</i>"),
    )  # fmt: skip
    page.gap(12)
    page.para("Kính gửi: {ong_ba:20} {nguoi_nop:120}", align="centre")
    page.gap(4)
    page.para(
        "Đơn vị đang giải quyết hồ sơ của Ông/Bà, nhưng chưa thể trả kết quả đúng hạn. Thông tin hồ"
        " sơ như sau:", indent=28,
    )  # fmt: skip
    page.gap(6)
    page.table((4, 7), [
        ("Mã số hồ sơ", "{ma_ho_so}"), ("Nội dung giải quyết", "{noi_dung_yeu_cau}"),
        ("Nhận hồ sơ ngày", "{ngay_tiep_nhan}"), ("Hẹn trả ngày", "{ngay_hen_tra}"),
        ("Nguyên nhân trễ hẹn", "{ly_do}"), ("Đề nghị gia hạn đến ngày", "{ngay_hen_lai}"),
    ])  # fmt: skip
    page.para("Đơn vị xin lỗi Ông/Bà và rất mong được thông cảm./.", indent=28)
    page.sign(
        Signer(("<b><i>Nơi nhận:</i></b>", "Như trên; Lưu: VT."), signed=False),
        Signer(("<b>KT. GIÁM ĐỐC</b>", "<b>PHÓ GIÁM ĐỐC</b>"), "<b>{nguoi_ky}</b>", "dau", room=90),
    )


def sorry_sections(page: Page, _: Random) -> None:
    """An apology in three numbered sections, dates at the end of their lines."""
    page.motto(12)
    page.para("<b>{co_quan}</b>", align="centre")
    page.row("Số phiếu: {so_phieu:70}", "Ngày lập: {ngay_lap}")
    page.gap(6)
    page.line("PHIẾU XIN LỖI", 16)
    page.gap(6)
    page.para("I. Hồ sơ trễ hẹn", style="b")
    page.para("Mã số: {ma_ho_so:100}; người nộp: {nguoi_nop}")
    page.para("Thủ tục đề nghị giải quyết: {noi_dung_yeu_cau}")
    page.row("Đã tiếp nhận ngày: {ngay_tiep_nhan}", "Phải trả kết quả ngày: {ngay_hen_tra}")
    page.para("II. Nguyên nhân", style="b")
    page.para("{ly_do}", spare=1)
    page.para("III. Hẹn trả lại", style="b")
    page.para("Kết quả sẽ được trả vào ngày: {ngay_hen_lai}")
    page.para("Đơn vị nhận lỗi và mong Ông/Bà thông cảm, tiếp tục phối hợp./.", style="i")
    page.sign(Signer(()), Signer(("<b>{chuc_vu}</b>",), "<b>{nguoi_ky}</b>", "dau", room=90))


def stop_table(page: Page, _: Random) -> None:
    """A stop as a system prints it: a table."""
    page.head(("{cap_tren}", "<b>{co_quan}</b>", "_"), (*MOTTO, "_"))
    page.gap(12)
    page.line("THÔNG BÁO DỪNG XỬ LÝ HỒ SƠ", 15)
    page.line("Số {so_phieu:70} lập ngày {ngay_lap:70}", 12, "i")
    page.gap(10)
    page.table((3, 7), [
        ("Mã hồ sơ", "{ma_ho_so}"), ("Chủ hồ sơ", "{nguoi_nop}"),
        ("Tên thủ tục", "{noi_dung_yeu_cau}"), ("Trạng thái", "Dừng xử lý"),
        ("Lý do dừng", "{ly_do}"),
    ])  # fmt: skip
    page.para("Chủ hồ sơ liên hệ nơi tiếp nhận để nhận lại giấy tờ đã nộp.")
    page.sign(Signer(()), Signer(("<b>{chuc_vu}</b>",), "<b>{nguoi_ky}</b>", "dau", room=90))


def stop_form(page: Page, _: Random) -> None:
    """Thông báo dừng of 2025."""
    _heading(page)
    page.line("THÔNG BÁO", 14)
    page.line("Dừng giải quyết hồ sơ", 13)
    page.gap(8)
    page.para("Kính gửi: {nguoi_nop}", indent=60)
    page.gap(4)
    page.para("Mã hồ sơ: {ma_ho_so}", indent=28)
    page.para("Nội dung yêu cầu giải quyết: {noi_dung_yeu_cau}", indent=28)
    page.para("Nay thông báo dừng giải quyết hồ sơ nêu trên. Lý do: {ly_do}", indent=28, spare=1)
    page.para("Xin thông báo để Ông/Bà/Tổ chức được biết./.", indent=28)
    page.gap(6)
    page.sign(
        Signer(()),
        Signer(("<b>NGƯỜI CÓ THẨM QUYỀN</b>", "<i>(Ký, ghi rõ họ tên và đóng dấu)</i>"),
               "{nguoi_ky}", "dau", room=90),
    )  # fmt: skip


def stop_lines(page: Page, _: Random) -> None:
    """Thông báo dừng, numbered."""
    page.code(page.right - 48, 28, 48, page.value("ma_ho_so"))
    page.gap(34)
    _heading(page, "Số: {so_phieu:60}")
    page.line("THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ", 14)
    page.gap(8)
    page.para("1. Tổ chức, cá nhân nộp hồ sơ: {nguoi_nop}")
    page.para("2. Hồ sơ: {ma_ho_so}")
    page.para("3. Thủ tục hành chính: {noi_dung_yeu_cau}")
    page.para("4. Căn cứ, lý do dừng giải quyết: {ly_do}", spare=2)
    page.para(
        "5. Hồ sơ được lưu tại đơn vị trong 30 ngày kể từ ngày thông báo; quá thời hạn trên, hồ sơ"
        " được hủy theo quy định."
    )
    page.gap(6)
    page.sign(
        Signer(("<i><b>Nơi nhận:</b></i>", "Người nộp; Lưu: HS."), signed=False),
        Signer(("<b>{chuc_vu}</b>",), "<b>{nguoi_ky}</b>", "dau", room=90),
    )


def stop_letter(page: Page, _: Random) -> None:
    """A stop in the words of a letter."""
    page.head(
        ("{cap_tren}", "<b>{co_quan}</b>", "_", "Số: {so_phieu:70}"),
        (*MOTTO, "_", "<i>{noi:50}, {ngay_lap.long:120}</i>"),
    )
    page.gap(14)
    page.line("THÔNG BÁO", 15)
    page.line("Về việc dừng giải quyết hồ sơ thủ tục hành chính", 13)
    page.rule(60, up=12)
    page.gap(10)
    page.para(
        "{co_quan:90} nhận được hồ sơ của {ong_ba:20} {nguoi_nop:100} (mã số hồ sơ {ma_ho_so:90}) "
        "yêu cầu giải quyết thủ tục hành chính: {noi_dung_yeu_cau:160}.", indent=28,
    )  # fmt: skip
    page.para("Việc giải quyết hồ sơ này được dừng lại kể từ ngày ký thông báo vì:", indent=28)
    page.para("{ly_do:240}.", indent=28, style="i")
    page.para("Ông/Bà có thể nộp lại hồ sơ khi đủ điều kiện. Trân trọng thông báo./.", indent=28)
    page.gap(6)
    page.sign(
        Signer(("<b><i>Nơi nhận:</i></b>", "Như trên; Lưu: VT."), signed=False),
        Signer(("<b>TL. GIÁM ĐỐC</b>", "<b>TRƯỞNG BỘ PHẬN</b>"), "<b>{nguoi_ky}</b>", "dau",
               room=90),
    )  # fmt: skip


_PEN = frozenset(
    [
        "nguoi_nop",
        "dia_chi",
        "so_dien_thoai",
        "email",
        "noi_dung_yeu_cau",
        "ma_ho_so",
        "noi_dung_bo_sung",
        "ly_do",
        "so_phieu",
        "ngay_lap",
        "nguoi_huong_dan",
        "nguoi_ky",
        "nguoi_nop_ky",
    ]
)
_COMPLETE, _REFUSE, _SORRY, _STOP = (
    _facts(reasons) for reasons in (_REASONS, _REFUSALS, _DELAYS, _STOPS)
)
_DOTS = ("dots", "under")
TEMPLATES = (
    Template("phieu_bo_sung", "mau-02-2018", TRAIN, _COMPLETE[0], complete_2018),
    Template("phieu_bo_sung", "mau-02-viet-tay", TRAIN, _COMPLETE[0], complete_2018, _DOTS, ("",),
             _PEN),
    Template("phieu_bo_sung", "mau-02-2025", TRAIN, _COMPLETE[1], complete_2025, ("none",)),
    Template("phieu_bo_sung", "huong-dan-bang", TRAIN, _COMPLETE[1], complete_table, ("none",)),
    Template("phieu_bo_sung", "huong-dan-bang-viet-tay", TRAIN, _COMPLETE[0], complete_table, _DOTS,
             ("",), _PEN),
    Template("phieu_tu_choi", "mau-03-2018", TRAIN, _REFUSE[0], refuse_2018),
    Template("phieu_tu_choi", "mau-03-2025", TRAIN, _REFUSE[1], refuse_2025),
    Template("phieu_tu_choi", "thong-bao-tu-choi", TRAIN, _REFUSE[0], refuse_letter, ("none",)),
    Template("phieu_tu_choi", "thong-bao-tu-choi-2025", TRAIN, _REFUSE[1], refuse_letter,
             ("dots",)),
    Template("phieu_xin_loi", "mau-04-2018", TRAIN, _SORRY[0], sorry_2018),
    Template("phieu_xin_loi", "xin-loi-dong", TRAIN, _SORRY[0], sorry_list),
    Template("phieu_xin_loi", "mau-04-2025-bang", TRAIN, _SORRY[1], sorry_extend, ("none",)),
    Template("phieu_xin_loi", "xin-loi-ba-muc", TRAIN, _SORRY[0], sorry_sections, ("none", "dots")),
    Template("thong_bao_dung", "mau-05-2025", TRAIN, _STOP[1], stop_form),
    Template("thong_bao_dung", "mau-05-qr", TRAIN, _STOP[1], stop_lines),
    Template("thong_bao_dung", "thong-bao-dung", TRAIN, _STOP[1], stop_letter, ("none", "dots")),
    Template("thong_bao_dung", "dung-xu-ly-bang", TRAIN, _STOP[1], stop_table, ("none",)),
)  # fmt: skip
