"""Giấy tiếp nhận hồ sơ và hẹn trả kết quả (Mẫu số 01)."""

from __future__ import annotations

import datetime
from functools import partial
from random import Random

from samples.forms.desk import NEW_DATES, OLD_DATES, later, make_case
from samples.forms.page import MOTTO, Page, Signer
from samples.forms.people import make_person
from samples.forms.template import TRAIN, Story, Template, some_moment

TYPE = "giay_tiep_nhan"
TITLE = "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"
_WAYS = (
    "Bộ phận Tiếp nhận và Trả kết quả", "Qua dịch vụ bưu chính công ích",
    "Trung tâm Phục vụ hành chính công", "Trả kết quả trực tuyến",
)  # fmt: skip


def receipt(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """What a receipt says."""
    case = make_case(random, dates, "co_quan_tiep_nhan")
    story, taken = case.story, some_moment(random, case.date)
    due = some_moment(random, later(case.date, case.procedure.days))
    count = random.choice(("01", "01", "02", "1"))
    days = f"{case.procedure.days:02d}" if random.random() < 0.5 else str(case.procedure.days)
    story.text(
        so_luong_ho_so=count, thoi_han_giai_quyet=f"{days} ngày làm việc",
        nhan_ket_qua_tai=random.choice(_WAYS),
        nguoi_tiep_nhan=make_person(random, case.date, (1970, 2000)).name,
    )  # fmt: skip
    story.accept["so_luong_ho_so"] = [f"{count} bộ", f"{count} (bộ)"]
    story.moment("thoi_gian_nhan", taken)
    story.moment("thoi_gian_tra", due)
    story.date("ngay_lap", case.date)
    papers = random.sample(case.procedure.papers, random.randint(2, len(case.procedure.papers)))
    rows = [(p, *random.choice((("1", ""), ("", "1"), ("1", "1")))) for p in papers]
    story.list("thanh_phan_ho_so", rows, papers)
    story.also(
        quyen=f"{random.randrange(1, 9):02d}", thu_tu=str(random.randrange(1, 900)),
        nguoi_nop_ky=case.person.name, ma_thu_tuc=f"1.{random.randrange(1000, 12000):06d}",
    )  # fmt: skip
    story.optional = ("email", "so_dien_thoai", "so_phieu", "quyen", "thu_tu")
    return story


OLD, NEW = partial(receipt, dates=OLD_DATES), partial(receipt, dates=NEW_DATES)


def _heading(page: Page) -> None:
    page.head(
        ("{cap_tren}", "<b>{co_quan_tiep_nhan}</b>", "_", "Số: {so_phieu:70}"),
        (
            *MOTTO,
            "_",
            "<i>{noi:50}, ngày {ngay_lap.d:20} tháng {ngay_lap.m:20} năm {ngay_lap.y:30}</i>",
        ),
    )
    page.gap(10)


def _papers(page: Page, mark: str = "{}. ", end: str = "") -> None:
    for i, row in enumerate(page.cells("thanh_phan_ho_so"), 1):
        page.para(mark.format(i) + row[0] + end, indent=16)


def _names(page: Page, left: str, right: str, note: str = "(Ký và ghi rõ họ tên)") -> None:
    page.sign(
        Signer((f"<b>{left}</b>", f"<i>{note}</i>"), "{nguoi_nop_ky}"),
        Signer((f"<b>{right}</b>", f"<i>{note}</i>"), "{nguoi_tiep_nhan}"),
    )


def form_2018(page: Page, _: Random) -> None:
    """The form of 2018, a line a datum."""
    _heading(page)
    page.line(TITLE, 14)
    page.line("Mã hồ sơ: {ma_ho_so:120}", style="")
    page.line("(Liên: Giao khách hàng)", style="i")
    page.para("Tiếp nhận hồ sơ của: {nguoi_nop}", indent=24)
    page.para("Địa chỉ: {dia_chi}", indent=24)
    page.row("Số điện thoại: {so_dien_thoai:80}", "Email: {email}", widths=(4, 5))
    page.para("Nội dung yêu cầu giải quyết: {noi_dung_yeu_cau}", indent=24)
    page.para("Thành phần hồ sơ nộp gồm:", indent=24)
    _papers(page)
    page.para("Số lượng hồ sơ: {so_luong_ho_so:30} (bộ)", indent=24)
    page.para("Thời gian giải quyết hồ sơ theo quy định là: {thoi_han_giai_quyet}", indent=24)
    page.para(_at("Thời gian nhận hồ sơ:", "thoi_gian_nhan"), indent=24)
    page.para(_at("Thời gian trả kết quả giải quyết hồ sơ:", "thoi_gian_tra"), indent=24)
    page.para("Đăng ký nhận kết quả tại: {nhan_ket_qua_tai}", indent=24)
    page.para("Vào Sổ theo dõi hồ sơ, Quyển số: {quyen:40} Số thứ tự: {thu_tu:40}", indent=24)
    page.gap(4)
    _names(page, "NGƯỜI NỘP HỒ SƠ", "NGƯỜI TIẾP NHẬN HỒ SƠ")
    page.gap(6)
    page.para("<b>Ghi chú:</b>", size=10, style="i")
    for note in (
        "- Giấy tiếp nhận hồ sơ và hẹn trả kết quả được lập thành 02 liên; một liên chuyển kèm theo"
        " hồ sơ giấy được luân chuyển để Trung tâm Phục vụ hành chính công/Bộ phận Tiếp nhận và Trả"
        " kết quả lưu; một liên giao cho tổ chức, cá nhân nộp hồ sơ.",
        "- Tổ chức, cá nhân có thể đăng ký nhận kết quả tại Bộ phận Tiếp nhận và Trả kết quả hoặc"
        " tại nhà (trụ sở tổ chức) qua dịch vụ bưu chính công ích.",
    ):
        page.para(note, size=10, style="i")


def _at(label: str, key: str) -> str:
    return (
        f"{label} {{{key}.h:20}} giờ {{{key}.min:20}} phút, ngày {{{key}.d:20}} "
        f"tháng {{{key}.m:20}} năm {{{key}.y:30}}"
    )


def form_2025(page: Page, _: Random) -> None:
    """The form of 2025: QR code in the corner, ways of delivery to tick."""
    page.code(page.left, 30, 52, page.value("ma_ho_so"))
    page.gap(40)
    _heading(page)
    page.line(TITLE, 13.5)
    page.line("Mã hồ sơ: {ma_ho_so:120}", style="")
    page.gap(6)
    page.para("{co_quan_tiep_nhan}", style="b")
    page.para("Tiếp nhận hồ sơ của ông/bà/tổ chức: {nguoi_nop}")
    page.para("Địa chỉ: {dia_chi}")
    page.row("Số điện thoại: {so_dien_thoai}", "Thư điện tử: {email}")
    page.para("Thủ tục hành chính yêu cầu giải quyết: {noi_dung_yeu_cau}")
    page.para("Thành phần hồ sơ, yêu cầu và số lượng mỗi loại giấy tờ gồm:")
    _papers(page, "{}) ", ";")
    page.para("Số lượng hồ sơ: {so_luong_ho_so:30} bộ")
    page.para("Thời hạn giải quyết hồ sơ: {thoi_han_giai_quyet}")
    page.para(
        "Thời điểm tiếp nhận: {thoi_gian_nhan.h:20} giờ {thoi_gian_nhan.min:20} ngày"
        " {thoi_gian_nhan:60}"
    )
    page.para(
        "Thời điểm hẹn trả kết quả: {thoi_gian_tra.h:20} giờ {thoi_gian_tra.min:20} ngày"
        " {thoi_gian_tra:60}"
    )
    page.para("Hình thức nhận kết quả:")
    _ways(page)
    page.gap(6)
    _names(page, "Người nộp hồ sơ", "Người tiếp nhận hồ sơ", "(Ký, ghi rõ họ và tên)")
    page.gap(8)
    page.para(
        "Tổ chức, cá nhân tra cứu tình trạng giải quyết hồ sơ trên Cổng Dịch vụ công quốc gia theo"
        " mã hồ sơ hoặc quét mã QR ở trên.",
        size=10, style="i",
    )  # fmt: skip


def _ways(page: Page) -> None:
    chosen = page.value("nhan_ket_qua_tai")
    page.ticks([(way, way == chosen) for way in _WAYS[:2]])
    page.ticks([(way, way == chosen) for way in _WAYS[2:]])


def small(page: Page, _: Random) -> None:
    """A printed pad of A5, filled in by pen."""
    page.head(("{cap_tren:110}", "<b>{co_quan_tiep_nhan}</b>", "_"), size=9.5, share=0.4)
    page.row("Số: {so_phieu:60}", "Mã hồ sơ: {ma_ho_so}", widths=(2, 3))
    page.gap(4)
    page.line(TITLE, 12)
    page.gap(2)
    page.para("Họ và tên người nộp hồ sơ: {nguoi_nop}")
    page.para("Địa chỉ: {dia_chi}")
    page.row("Điện thoại: {so_dien_thoai}", "Email: {email}", widths=(2, 3))
    page.para("Nội dung yêu cầu giải quyết: {noi_dung_yeu_cau}")
    page.para("Hồ sơ gồm có:")
    for i, row in enumerate(page.cells("thanh_phan_ho_so"), 1):
        page.para(f"{i}/ {row[0]}")
    page.para("Số lượng hồ sơ: {so_luong_ho_so:30} bộ.")
    page.para("Thời hạn giải quyết: {thoi_han_giai_quyet}")
    page.para(_at("Nhận lúc", "thoi_gian_nhan"))
    page.para(_at("Hẹn trả lúc", "thoi_gian_tra"))
    page.para("Nơi nhận kết quả: {nhan_ket_qua_tai}")
    _names(page, "Người nộp", "Người nhận hồ sơ", "(Ký, ghi rõ họ tên)")


def printed_table(page: Page, _: Random) -> None:
    """The print-out of a one-stop system: data in a table, a bar code above."""
    page.head(("{cap_tren}", "<b>{co_quan_tiep_nhan}</b>", "_"))
    page.gap(4)
    page.code(page.middle - 80, page.y - 8, 160, page.value("ma_ho_so"), "Code128", 26)
    page.gap(34)
    page.line("{ma_ho_so}", 10, "")
    page.line(TITLE, 14)
    page.line("Số: {so_phieu:60}", style="i")
    page.table((4, 7), [
        ("Tên tổ chức/cá nhân", "{nguoi_nop}"), ("Địa chỉ liên hệ", "{dia_chi}"),
        ("Số điện thoại", "{so_dien_thoai}"), ("Hộp thư điện tử", "{email}"),
        ("Tên thủ tục hành chính", "{noi_dung_yeu_cau}"),
        ("Số bộ hồ sơ", "{so_luong_ho_so}"), ("Thời hạn giải quyết", "{thoi_han_giai_quyet}"),
        ("Ngày giờ tiếp nhận", "{thoi_gian_nhan} {thoi_gian_nhan.h}:{thoi_gian_nhan.min}"),
        ("Ngày giờ hẹn trả", "{thoi_gian_tra} {thoi_gian_tra.h}:{thoi_gian_tra.min}"),
        ("Nơi trả kết quả", "{nhan_ket_qua_tai}"),
    ])  # fmt: skip
    page.para("<b>Giấy tờ đã nộp:</b>")
    _papers(page, "- ")
    page.gap(4)
    page.para(
        "<i>{noi:50}, ngày {ngay_lap.d:20} tháng {ngay_lap.m:20} năm {ngay_lap.y:30}</i>",
        align="right",
    )
    _names(page, "NGƯỜI NỘP", "CÁN BỘ TIẾP NHẬN", "(Ký tên)")


def with_list(page: Page, _: Random) -> None:
    """The papers in a table with originals and copies; other words for the rest."""
    page.code(page.right - 50, 30, 50, page.value("ma_ho_so") + "|" + page.value("ma_thu_tuc"))
    page.motto()
    page.gap(6)
    page.para("Đơn vị tiếp nhận: <b>{co_quan_tiep_nhan}</b>")
    page.row("Số phiếu: {so_phieu:70}", "Mã số hồ sơ: <b>{ma_ho_so}</b>")
    page.gap(8)
    page.line(TITLE, 14)
    page.gap(4)
    page.para("1. Người nộp hồ sơ: {nguoi_nop}")
    page.para("2. Nơi cư trú/trụ sở: {dia_chi}")
    page.para("3. Điện thoại liên hệ: {so_dien_thoai:90} Địa chỉ thư điện tử: {email}")
    page.para("4. Nội dung yêu cầu: {noi_dung_yeu_cau}")
    page.para("5. Thành phần hồ sơ:")
    page.gap(8)
    rows = [(str(i), *row[:3]) for i, row in enumerate(page.cells("thanh_phan_ho_so"), 1)]
    page.table(
        (1, 9, 2, 2),
        [tuple(f"<b>{h}</b>" for h in ("TT", "Tên giấy tờ", "Bản chính", "Bản sao")),
         *rows],
        centred=(0, 2, 3),
    )  # fmt: skip
    page.para("6. Số bộ: {so_luong_ho_so:30} Tổng thời gian giải quyết: {thoi_han_giai_quyet}")
    page.para(
        "7. Đã nhận vào {thoi_gian_nhan.h:16}h{thoi_gian_nhan.min:16} ngày {thoi_gian_nhan:60}; "
        "hẹn trả kết quả vào {thoi_gian_tra.h:16}h{thoi_gian_tra.min:16} ngày {thoi_gian_tra:60}"
    )
    page.para("8. Nhận kết quả tại: {nhan_ket_qua_tai}")
    page.para("Khi đến nhận kết quả, đề nghị mang theo giấy này và giấy tờ tùy thân.", style="i")
    _names(page, "NGƯỜI NỘP HỒ SƠ", "CÔNG CHỨC TIẾP NHẬN")


_A5 = (419.5, 595.3)
_PEN = frozenset(
    [
        "so_phieu",
        "ma_ho_so",
        "nguoi_nop",
        "dia_chi",
        "so_dien_thoai",
        "email",
        "noi_dung_yeu_cau",
        "thanh_phan_ho_so",
        "so_luong_ho_so",
        "thoi_han_giai_quyet",
        "thoi_gian_nhan",
        "thoi_gian_tra",
        "nhan_ket_qua_tai",
        "nguoi_tiep_nhan",
        "nguoi_nop_ky",
    ]
)
TEMPLATES = (
    Template(TYPE, "mau-01-2018", TRAIN, OLD, form_2018, ("dots", "under", "none"),
             sizes=(11.5, 12)),
    Template(TYPE, "mau-01-2025-qr", TRAIN, NEW, form_2025, ("none", "dots")),
    Template(TYPE, "kho-a5-viet-tay", TRAIN, OLD, small, ("dots", "under"), ("",), _PEN,
             (9.5,), _A5, (34, 26, 26, 22)),
    Template(TYPE, "in-may-bang", TRAIN, NEW, printed_table, ("none",)),
    Template(TYPE, "danh-muc-bang", TRAIN, OLD, with_list, ("none", "dots")),
)  # fmt: skip
