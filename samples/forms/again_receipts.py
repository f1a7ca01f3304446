"""More layouts: receipts of the one-stop shop, and sheets that go with a dossier.

Wordings of Thông tư 01/2018/TT-VPCP and of Nghị định 118/2025/NĐ-CP as counters print them.
"""

from __future__ import annotations

import datetime
from functools import partial
from random import Random

from samples.forms import control, receipts
from samples.forms.desk import NEW_DATES, OLD_DATES
from samples.forms.page import MOTTO, Page, Signer
from samples.forms.template import TRAIN, Story, Template

_CASES = (
    ("Cấp Giấy xác nhận tình trạng hôn nhân", "03 ngày làm việc", (
        "Tờ khai cấp Giấy xác nhận tình trạng hôn nhân",
        "Trích lục ly hôn hoặc bản án, quyết định ly hôn của Tòa án",
    )),
    ("Chuyển mục đích sử dụng đất phải được phép của cơ quan nhà nước có thẩm quyền", "15 ngày", (
        "Đơn xin chuyển mục đích sử dụng đất", "Giấy chứng nhận quyền sử dụng đất",
        "Mảnh trích đo bản đồ địa chính thửa đất",
    )),
    ("Đăng ký thay đổi nội dung đăng ký hộ kinh doanh", "03 ngày làm việc", (
        "Thông báo thay đổi nội dung đăng ký hộ kinh doanh",
        "Giấy chứng nhận đăng ký hộ kinh doanh (bản chính)",
        "Biên bản họp các thành viên hộ gia đình",
    )),
    ("Cấp bản sao trích lục hộ tịch", "01 ngày làm việc", (
        "Tờ khai cấp bản sao trích lục hộ tịch", "Giấy ủy quyền của người yêu cầu",
    )),
    ("Cấp giấy phép xây dựng sửa chữa, cải tạo nhà ở riêng lẻ", "10 ngày", (
        "Đơn đề nghị cấp giấy phép sửa chữa, cải tạo", "Bản vẽ hiện trạng của bộ phận sửa chữa",
        "Ảnh chụp hiện trạng công trình và các công trình lân cận",
    )),
    ("Trợ cấp xã hội hằng tháng đối với người cao tuổi", "22 ngày làm việc", (
        "Tờ khai đề nghị trợ giúp xã hội (Mẫu số 1d)", "Bản sao thẻ căn cước của người đề nghị",
    )),
)  # fmt: skip
_WAYS = (
    "Quầy số 3 - Trung tâm Phục vụ hành chính công", "Bộ phận Một cửa", "Bưu điện",
    "Cổng Dịch vụ công quốc gia",
)  # fmt: skip
_MARKS = ("TN-MC", "BNHS", "TNHS", "HCC")


def receipt(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """A receipt for other procedures."""
    story = receipts.receipt(random, dates)
    title, term, papers = random.choice(_CASES)
    number = f"{random.randrange(1, 4000):04d}"
    story.text(
        noi_dung_yeu_cau=title, thoi_han_giai_quyet=term, nhan_ket_qua_tai=random.choice(_WAYS),
        so_phieu=random.choice((number, f"{number}/{random.choice(_MARKS)}")),
    )  # fmt: skip
    rows = [(paper, *random.choice((("x", ""), ("", "x")))) for paper in papers]
    story.list("thanh_phan_ho_so", rows, papers)
    return story


def _at(key: str) -> str:
    return f"{{{key}.h:20}} giờ {{{key}.min:20}} phút, ngày {{{key}.d:20}} tháng {{{key}.m:20}} " \
           f"năm {{{key}.y:32}}"  # fmt: skip


def originals(page: Page, random: Random) -> None:
    """Mẫu số 01 with papers in a table of originals and copies, the unit's telephone above."""
    page.para("Mẫu số 01", style="b", align="right", size=10)
    page.gap(7)
    page.head(
        ("{cap_tren}", "<b>{co_quan_tiep_nhan}</b>", "_", "Số: {so_phieu:60}"),
        (*MOTTO, "_", "<i>{noi:50}, ngày {ngay_lap.d:20} tháng {ngay_lap.m:20} năm "
         "{ngay_lap.y:30}</i>"),
    )  # fmt: skip
    page.gap(12)
    page.line("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", 14)
    page.line("Mã hồ sơ: {ma_ho_so:120}", style="")
    page.gap(4)
    page.para("{co_quan_tiep_nhan} tiếp nhận hồ sơ của:", indent=28)
    page.para("Ông/bà: <b>{nguoi_nop}</b>", indent=28)
    page.para("Nơi cư trú: {dia_chi}", indent=28)
    page.row("Điện thoại liên lạc: {so_dien_thoai}", "Thư điện tử: {email}", widths=(5, 5))
    page.para("Nội dung đề nghị giải quyết: {noi_dung_yeu_cau}", indent=28)
    page.para("Hồ sơ gồm có:", indent=28)
    page.gap(8)
    rows = [(f"{i}.", *row[:3]) for i, row in enumerate(page.cells("thanh_phan_ho_so"), 1)]
    head = ("Stt", "Tên giấy tờ", "Bản chính", "Bản sao")
    page.table((1, 9, 2, 2), [tuple(f"<b>{h}</b>" for h in head), *rows], centred=(0, 2, 3))
    page.para("Tổng số bộ hồ sơ: {so_luong_ho_so:30} bộ", indent=28)
    page.para("Thời gian giải quyết theo quy định: {thoi_han_giai_quyet}", indent=28)
    page.para(f"Ngày giờ nhận: {_at('thoi_gian_nhan')}", indent=28)
    page.para(f"Ngày giờ hẹn trả: {_at('thoi_gian_tra')}", indent=28)
    page.para("Nơi nhận kết quả: {nhan_ket_qua_tai}", indent=28)
    if random.random() < 0.6:
        page.para("Vào Sổ theo dõi hồ sơ, Quyển số: {quyen:30} Số thứ tự: {thu_tu}", indent=28)
    page.sign(
        Signer(("<b>NGƯỜI NỘP HỒ SƠ</b>", "<i>(Ký và ghi rõ họ tên)</i>"), "{nguoi_nop_ky}"),
        Signer(("<b>NGƯỜI TIẾP NHẬN</b>", "<i>(Ký và ghi rõ họ tên)</i>"), "{nguoi_tiep_nhan}"),
    )


def half_page(page: Page, random: Random) -> None:
    """Half a page from a counter's printer, a bar code above, two data a line."""
    page.code(page.right - 150, 20, 150, page.value("ma_ho_so"), "Code128", 24)
    page.gap(20)
    page.para("{cap_tren}", size=9.5)
    page.para("<b>{co_quan_tiep_nhan}</b>", size=10)
    page.gap(3)
    page.line("GIẤY BIÊN NHẬN HỒ SƠ VÀ HẸN NGÀY TRẢ KẾT QUẢ", 12.5)
    page.row("Biên nhận số: {so_phieu}", "Mã số hồ sơ: {ma_ho_so}", widths=(4, 5))
    page.row("Người nộp hồ sơ: <b>{nguoi_nop}</b>", "Điện thoại: {so_dien_thoai}", widths=(5, 4))
    page.para("Địa chỉ: {dia_chi}")
    page.para("Loại hồ sơ: {noi_dung_yeu_cau}")
    page.para("Giấy tờ kèm theo:")
    for i, row in enumerate(page.cells("thanh_phan_ho_so", 2), 1):
        page.para(f"{i}. {row[0]}", indent=14)
    page.row("Số bộ: {so_luong_ho_so}", "Thời hạn: {thoi_han_giai_quyet}", widths=(1, 2))
    page.row("Ngày nhận: {thoi_gian_nhan} {thoi_gian_nhan.h}:{thoi_gian_nhan.min}",
             "Ngày hẹn trả: {thoi_gian_tra} {thoi_gian_tra.h}:{thoi_gian_tra.min}")  # fmt: skip
    page.para("Nhận kết quả tại: {nhan_ket_qua_tai}")
    page.sign(
        Signer(("Người nộp",), "{nguoi_nop_ky}", room=34),
        Signer(("Cán bộ tiếp nhận",), "{nguoi_tiep_nhan}", room=34),
    )
    page.para(random.choice(("Tra cứu tình trạng hồ sơ tại Cổng Dịch vụ công quốc gia.",
              "Nhận kết quả từ thứ Hai đến thứ Sáu hằng tuần.")), size=8.5, style="i")  # fmt: skip


def portal(page: Page, random: Random) -> None:
    """A notice by the portal of 2025, in sentences, with a QR code below."""
    page.para("{cap_tren}", align="centre", size=11)
    page.para("<b>{co_quan_tiep_nhan}</b>", align="centre", size=12)
    page.rule(60, up=8)
    page.gap(10)
    page.line("GIẤY TIẾP NHẬN HỒ SƠ", 14)
    page.line("VÀ HẸN TRẢ KẾT QUẢ", 14)
    page.para("Số phiếu: {so_phieu:80}", align="centre")
    page.gap(6)
    page.para(
        "Trung tâm đã tiếp nhận hồ sơ của ông (bà) <b>{nguoi_nop:160}</b>, địa chỉ: {dia_chi:200}, "
        "mã hồ sơ <b>{ma_ho_so:120}</b>.", indent=24,
    )  # fmt: skip
    page.para("Tên thủ tục hành chính: {noi_dung_yeu_cau}.", indent=24)
    page.para("Số điện thoại liên hệ: {so_dien_thoai}", indent=24)
    page.para("Thành phần hồ sơ nộp trực tuyến:", indent=24)
    for i, row in enumerate(page.cells("thanh_phan_ho_so"), 1):
        page.para(f"({i}) {row[0]};", indent=36)
    page.para("Số lượng hồ sơ: {so_luong_ho_so:30} bộ.", indent=24)
    page.para("Thời hạn giải quyết: {thoi_han_giai_quyet}.", indent=24)
    page.para("Thời điểm tiếp nhận: {thoi_gian_nhan.h:18}:{thoi_gian_nhan.min:18} ngày "
              "{thoi_gian_nhan:70}.", indent=24)  # fmt: skip
    page.para("Thời điểm trả kết quả dự kiến: {thoi_gian_tra.h:18}:{thoi_gian_tra.min:18} ngày "
              "{thoi_gian_tra:70}.", indent=24)  # fmt: skip
    page.para("Hình thức, địa điểm nhận kết quả: {nhan_ket_qua_tai}.", indent=24)
    if random.random() < 0.5:
        page.para("Lệ phí: 0 đồng. Trạng thái thanh toán: Không thu phí.", indent=24)
    page.sign(
        Signer(()),
        Signer(("<b>CÁN BỘ TIẾP NHẬN</b>", "<i>(Đã ký số)</i>"), "{nguoi_tiep_nhan}", signed=False,
               room=34),
    )  # fmt: skip
    page.code(page.left, page.y - 70, 62, page.value("ma_ho_so"))


# Phiếu kiểm soát.


def stages(page: Page, random: Random) -> None:
    """Every hand-over in a block of lines."""
    page.head(("{cap_tren}", "<b>{co_quan}</b>", "_"), (*MOTTO, "_"))
    page.gap(12)
    page.line("PHIẾU KIỂM SOÁT", 15)
    page.line("QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ", 13)
    page.para("(Mã hồ sơ: {ma_ho_so:120})", align="centre")
    page.gap(4)
    page.para("Cơ quan, đơn vị chủ trì giải quyết: {co_quan_giai_quyet}")
    page.para("Cơ quan, đơn vị phối hợp (nếu có): {co_quan_phoi_hop}")
    page.gap(6)
    for i, row in enumerate(page.cells("chuyen_giao", 4), 1):
        page.para(f"Bước {i}", style="b")
        page.row(f"Giao: {row[0]}", f"Nhận: {row[1]}")
        page.row(f"Thời gian: {row[2]}", f"Kết quả: {row[3]}", widths=(5, 3))
    page.gap(6)
    page.sign(
        Signer(("<b>NGƯỜI THEO DÕI</b>",), signed=False), Signer(("<b>LÃNH ĐẠO ĐƠN VỊ</b>",),
               "{lanh_dao}"),
    )  # fmt: skip


def two_cells(page: Page, random: Random) -> None:
    """Giver and taker below each other in one row, time and result beside them."""
    page.para("Mẫu số 05", style="b", align="right", size=10)
    page.gap(7)
    page.head(
        ("{cap_tren}", "<b>{co_quan}</b>", "_", "Số: {so_phieu:60}"),
        (*MOTTO, "_", "<i>{noi:50}, ngày {ngay_lap.d:20} tháng {ngay_lap.m:20} năm "
         "{ngay_lap.y:30}</i>"),
    )  # fmt: skip
    page.gap(12)
    page.line("PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ", 13)
    page.gap(6)
    page.para("Mã số hồ sơ: {ma_ho_so}")
    page.para("Cơ quan (bộ phận) giải quyết hồ sơ: {co_quan_giai_quyet}")
    page.para("Cơ quan phối hợp: {co_quan_phoi_hop}")
    page.gap(10)
    head = tuple(f"<b>{name}</b>" for name in (
        "STT", "Tên cơ quan, bộ phận", "Thời gian giao, nhận hồ sơ", "Kết quả giải quyết",
    ))  # fmt: skip
    rows = [
        (str(i), f"- Bên giao: {row[0]}\n- Bên nhận: {row[1]}", row[2], row[3])
        for i, row in enumerate(page.cells("chuyen_giao", 4), 1)
    ]
    page.table((1, 6, 5, 3), [head, *rows], centred=(0, 3), least=44)
    if random.random() < 0.5:
        page.para("Phiếu này được lưu cùng hồ sơ tại bộ phận Một cửa.", size=10, style="i")


def ledger(page: Page, _: Random) -> None:
    """A print-out across the page: time of giving first, names of the officials in brackets."""
    page.row("<b>{co_quan}</b>", "Mã hồ sơ: <b>{ma_ho_so}</b>", widths=(5, 4))
    page.row("Đơn vị giải quyết: {co_quan_giai_quyet}", "Đơn vị phối hợp: {co_quan_phoi_hop}",
             widths=(5, 4))  # fmt: skip
    page.gap(10)
    page.line("PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ", 13)
    page.gap(10)
    head = tuple(f"<b>{name}</b>" for name in (
        "Ngày giờ giao nhận", "Bộ phận giao", "Cán bộ giao", "Bộ phận nhận", "Cán bộ nhận",
        "Kết quả", "Ghi chú",
    ))  # fmt: skip
    rows = [
        (row[4], row[0], row[5], row[1], row[6], row[3], "") for row in page.cells("chuyen_giao", 6)
    ]
    page.table((3, 4, 3, 4, 3, 2.4, 2), [head, *rows], least=26)


_PEN = frozenset(
    {
        "so_phieu", "ma_ho_so", "nguoi_nop", "dia_chi", "so_dien_thoai", "noi_dung_yeu_cau",
        "so_luong_ho_so", "thoi_han_giai_quyet", "thoi_gian_nhan", "thoi_gian_tra",
        "nhan_ket_qua_tai", "nguoi_tiep_nhan", "nguoi_nop_ky", "thanh_phan_ho_so", "email",
    }
)  # fmt: skip
_CONTROL_PEN = frozenset({"ma_ho_so", "co_quan_giai_quyet", "co_quan_phoi_hop", "chuyen_giao"})
_OLD, _NEW = partial(receipt, dates=OLD_DATES), partial(receipt, dates=NEW_DATES)
_TYPE = receipts.TYPE
TEMPLATES = (
    Template(_TYPE, "ban-chinh-ban-sao", TRAIN, _OLD, originals, ("none", "dots"), sizes=(12,)),
    Template(_TYPE, "nua-trang-ma-vach", TRAIN, _OLD, half_page, ("none",), sizes=(10.5,),
             paper=(595.3, 419.5), margins=(40, 34, 20, 16), families=("arimo", "serif")),
    Template(_TYPE, "cong-dich-vu-cong", TRAIN, _NEW, portal, ("none",),
             families=("serif", "arimo")),
    Template(_TYPE, "ban-chinh-ban-sao-viet-tay", TRAIN, _OLD, originals, ("dots", "rule"), ("",),
             _PEN, (11.5,)),
    Template(control.TYPE, "tung-buoc", TRAIN, control.NEW, stages, ("none", "dots"), sizes=(12,)),
    Template(control.TYPE, "ben-giao-ben-nhan", TRAIN, control.OLD, two_cells, sizes=(12,)),
    Template(control.TYPE, "ngang-bay-cot", TRAIN, control.NEW, ledger, ("none",), sizes=(11,),
             paper=(841.9, 595.3), margins=(44, 40, 40, 36), families=("arimo", "serif")),
    Template(control.TYPE, "tung-buoc-viet-tay", TRAIN, control.OLD, stages, ("dots",), ("",),
             _CONTROL_PEN, (11.5,)),
)  # fmt: skip
