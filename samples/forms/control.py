"""Phiếu kiểm soát quá trình giải quyết hồ sơ: who gave a dossier to whom, and when."""

from __future__ import annotations

import datetime
from functools import partial
from random import Random

from samples.forms.desk import NEW_DATES, OLD_DATES, make_case
from samples.forms.page import MOTTO, Page, Signer
from samples.forms.people import make_person
from samples.forms.template import TRAIN, Story, Template, some_moment
from samples.forms.words import dmy, long_date

TYPE = "phieu_kiem_soat"
TITLE = "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ"
_STAGES = (
    "Bộ phận Tiếp nhận và Trả kết quả", "Phòng Tài nguyên và Môi trường", "Phòng Kinh tế",
    "Chi nhánh Văn phòng Đăng ký đất đai", "Chi cục Thuế khu vực", "Phòng Quản lý đô thị",
    "Văn thư", "Lãnh đạo phòng", "Lãnh đạo Ủy ban nhân dân", "Phòng Tư pháp",
)  # fmt: skip
_SIGN_HERE = "Người giao     Người nhận"
_RESULTS = ("Đúng hạn", "Đúng hạn", "Trước hạn", "Quá hạn")


def control(random: Random, dates: tuple[datetime.date, datetime.date]) -> Story:
    """What the sheet that goes with a dossier says."""
    case = make_case(random, dates, "co_quan")
    story, day = case.story, case.date
    stages = ["Bộ phận Tiếp nhận và Trả kết quả", *random.sample(_STAGES[1:], random.randint(2, 5))]
    rows, gold = [], []
    for giver, taker in zip(stages, stages[1:], strict=False):
        moment = some_moment(random, day)
        day += datetime.timedelta(random.randrange(1, 4))
        result = random.choice(_RESULTS)
        at = f"{moment.hour:02d} giờ {moment.minute:02d} phút, {long_date(moment.date())}"
        short = f"{moment.hour:02d}:{moment.minute:02d} {dmy(moment.date())}"
        giving, taking = (make_person(random, day, (1970, 2000)).name for _ in range(2))
        rows.append((giver, taker, at, result, short, giving, taking))
        gold.append({
            "giao": giver, "nhan": taker, "ket_qua": result,
            "thoi_gian": moment.isoformat(timespec="minutes"),
        })  # fmt: skip
    story.list("chuyen_giao", rows, gold)
    # Where all have a part, one of them helps the office that answers.
    others = [stage for stage in _STAGES[1:6] if stage not in stages] or _STAGES[1:6]
    story.text(co_quan_giai_quyet=case.desk.agency, co_quan_phoi_hop=random.choice(others))
    story.date("ngay_lap", case.date)
    story.also(lanh_dao=make_person(random, day, (1965, 1985)).name)
    story.optional = ("co_quan_phoi_hop", "so_phieu")
    return story


OLD, NEW = partial(control, dates=OLD_DATES), partial(control, dates=NEW_DATES)


def _heading(page: Page) -> None:
    page.head(
        ("{cap_tren}", "<b>{co_quan}</b>", "_", "Số: {so_phieu:70}"),
        (*MOTTO, "_", "<i>{noi:50}, ngày {ngay_lap.d:20} tháng {ngay_lap.m:20} "
         "năm {ngay_lap.y:30}</i>"),
    )  # fmt: skip
    page.gap(10)


def form_2018(page: Page, _: Random) -> None:
    """The form of 2018: giver and taker in one cell."""
    _heading(page)
    page.line(TITLE, 14)
    page.gap(4)
    page.para("Mã số hồ sơ: {ma_ho_so}")
    page.para("Cơ quan (bộ phận) giải quyết hồ sơ: {co_quan_giai_quyet}")
    page.para("Cơ quan phối hợp giải quyết hồ sơ: {co_quan_phoi_hop}")
    page.gap(10)
    head = ("<b>TÊN CƠ QUAN</b>", "<b>THỜI GIAN GIAO, NHẬN HỒ SƠ</b>",
            "<b>KẾT QUẢ GIẢI QUYẾT HỒ SƠ (Trước hạn/đúng hạn/quá hạn)</b>",
            "<b>GHI CHÚ</b>")  # fmt: skip
    rows = [
        (f"1. Giao: {row[0]}\n2. Nhận: {row[1]}", f"{row[2]}\n{_SIGN_HERE}", row[3], "")
        for row in page.cells("chuyen_giao")
    ]
    page.table((4, 4, 3, 2), [head, *rows], least=70)
    page.para(
        "Ghi chú: Trường hợp chưa kết thúc quy trình giải quyết mà hồ sơ đã bị quá hạn thì việc xin"
        " lỗi được thực hiện theo quy định.", size=10, style="i",
    )  # fmt: skip


def columns(page: Page, _: Random) -> None:
    """A column each for giver, taker, time and result."""
    _heading(page)
    page.line(TITLE, 13.5)
    page.line("Mã hồ sơ: {ma_ho_so:100}", style="")
    page.gap(4)
    page.para("Cơ quan giải quyết: {co_quan_giai_quyet}")
    page.para("Cơ quan phối hợp: {co_quan_phoi_hop}")
    page.gap(10)
    head = tuple(f"<b>{name}</b>" for name in (
        "STT", "Bên giao", "Bên nhận", "Thời gian giao nhận", "Kết quả",
    ))  # fmt: skip
    rows = [
        (str(i), row[0], row[1], row[2], row[3])
        for i, row in enumerate(page.cells("chuyen_giao", 5), 1)
    ]
    page.table((1, 4, 4, 4, 2.4), [head, *rows], centred=(0,), least=30)


def landscape(page: Page, _: Random) -> None:
    """Across the page, with the names of those who gave and took; time first."""
    page.motto(11)
    page.para("Đơn vị lập phiếu: <b>{co_quan}</b>")
    page.gap(4)
    page.line("PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ", 15)
    page.gap(4)
    page.row("Số hồ sơ: {ma_ho_so}", "Đơn vị thụ lý: {co_quan_giai_quyet}",
             "Đơn vị phối hợp: {co_quan_phoi_hop}", widths=(4, 5, 5))  # fmt: skip
    page.gap(10)
    head = tuple(f"<b>{name}</b>" for name in (
        "Thời điểm", "Nơi giao", "Nơi nhận", "Người giao ký", "Người nhận ký", "Đánh giá tiến độ",
    ))  # fmt: skip
    rows = [
        (row[4], row[0], row[1], row[5], row[6], row[3]) for row in page.cells("chuyen_giao", 6)
    ]
    page.table((3, 4, 4, 3, 3, 3), [head, *rows], least=28)
    page.sign(Signer(()), Signer(("<b>NGƯỜI LẬP PHIẾU</b>",), "{lanh_dao}", room=50))


_ACROSS = (841.9, 595.3)
TEMPLATES = (
    Template(TYPE, "mau-06-2018", TRAIN, OLD, form_2018, sizes=(12,)),
    Template(TYPE, "mau-06-2018-viet-tay", TRAIN, OLD, form_2018, ("dots",), ("",),
             frozenset({"ma_ho_so", "co_quan_giai_quyet", "co_quan_phoi_hop", "chuyen_giao"}),
             (12,)),
    Template(TYPE, "mau-06-2025-cot", TRAIN, NEW, columns, sizes=(12,)),
    Template(TYPE, "kho-ngang", TRAIN, NEW, landscape, ("none", "dots"), sizes=(11.5,),
             paper=_ACROSS, margins=(50, 45, 36, 36)),
    Template(TYPE, "kho-ngang-2018", TRAIN, OLD, landscape, ("none",), sizes=(12,), paper=_ACROSS,
             margins=(60, 60, 40, 36)),
)  # fmt: skip
