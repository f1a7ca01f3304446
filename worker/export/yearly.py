"""The yearly report of the indicators, in Vietnamese.

What was counted, by which rule, and how to find what is behind each number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from babel.numbers import format_decimal, format_percent

from models.indicators import Definitions, Sourced, day_in, definitions
from models.store.audit import note
from models.store.breakdowns import Line, Months, lines, months
from models.store.database import Store
from models.store.indicators import By, Figure, Reason, Scope, figures
from models.store.tables import HERE, day_of
from models.store.units import name_of
from worker.export import plots
from worker.export.office import Heading, OfficeReport, Part, Picture, Table, Text

_LANGUAGE = "vi"
# Units that a plot shows; the table has them all.
_MOST_BARS = 20
_LONGEST_NAME = 28
UNCONFIRMED = "cần xác nhận"
_WHY = {
    Reason.UNKNOWN: "phần mềm không biết",
    Reason.FILTER: "không xác định được",
    Reason.MASTER_DATA: "danh mục chưa có",
}
_UNITS = {
    "files": "tệp",
    "papers": "giấy tờ",
    "dossiers": "hồ sơ",
    "lookups": "lượt",
    "sets": "bộ dữ liệu",
}
_LEVELS = {"level_1": "Mức 1", "level_2": "Mức 2", "level_3": "Mức 3"}
_MONTHLY = {"papers": "Đã số hóa", "extracted": "Có dữ liệu bóc tách", "approved": "Đã duyệt"}
# Columns of the tables by unit, procedure and type: headings by indicator.
_BY_UNIT = {
    "received_files": "Tệp",
    "received_dossiers": "Hồ sơ",
    "digitized": "Giấy tờ",
    **_LEVELS,
    "approved": "Đã duyệt",
    "qd766_dossiers": "Hồ sơ số hóa đủ",
}
_BY_PROCEDURE = {
    "received_dossiers": "Hồ sơ",
    "digitized": "Giấy tờ",
    "level_3": "Mức 3",
    "approved": "Đã duyệt",
    "qd766_dossiers": "Hồ sơ số hóa đủ",
    "reused": "Tra cứu có kết quả",
}
_BY_TYPE = {"digitized": "Giấy tờ", **_LEVELS, "extracted": "Có dữ liệu", "approved": "Đã duyệt"}


def write_yearly(
    store: Store, year: int, scope: Scope, path: Path, *, unit: str | None, as_pdf: bool,
    actor: str,
) -> None:  # fmt: skip
    """Write the report of a year.

    Args:
        store: Where the records are.
        year: Of the report.
        scope: The period, and the units that it is about.
        path: The file.
        unit: Code of the highest of these units; None: all there are.
        as_pdf: Whether it is a PDF file, rather than an OOXML document.
        actor: Who wants it; the audit tells.

    Raises:
        SohoaError: `database_unavailable`.
    """
    report = yearly_report(store, year, scope, unit)
    if as_pdf:
        from worker.export.office_pdf import write_pdf

        write_pdf(report, path)
    else:
        from worker.export.office_docx import write_docx

        write_docx(report, path)
    with store.write() as connection:
        period = scope.period
        note(
            store, connection, "export_report", str(year), actor=actor,
            details={
                "since": period.first.isoformat(), "until": period.last.isoformat(), "unit": unit,
            },
        )  # fmt: skip


def yearly_report(store: Store, year: int, scope: Scope, unit: str | None) -> OfficeReport:
    """What the report of a year says."""
    rules, now = definitions(), store.now()
    with store.snapshot() as connection:
        found = figures(connection, rules.indicator, scope)
        by = {what: lines(connection, rules.indicator, scope, what) for what in _APART}
        monthly = months(connection, list(_MONTHLY), scope, day_of(now))
        about = "toàn bộ các đơn vị"
        if unit is not None:
            about = f"{name_of(connection, unit)} và các đơn vị trực thuộc"
    parts: list[Part] = [
        Heading("I. KỲ BÁO CÁO"), *_about(rules, year, scope, about, now),
        Heading("II. KẾT QUẢ CHUNG"), *_overall(rules, found), *_by_month(monthly),
        *_apart(by), Heading("VI. ĐỊNH NGHĨA VÀ NGUỒN"), *_defined(rules),
        Heading("VII. CÁCH ĐỐI CHIẾU SỐ LIỆU"), *_traced(scope, unit),
    ]  # fmt: skip
    subject = f"Kết quả số hóa hồ sơ, kết quả giải quyết thủ tục hành chính năm {year}"
    return OfficeReport("BÁO CÁO", "BC", subject, year, parts, now)


def _about(
    rules: Definitions, year: int, scope: Scope, about: str, now: datetime
) -> Iterator[Part]:
    period, rule = scope.period, rules.yearly
    before = period.first - timedelta(days=1)
    yield Text(
        f"1. Số liệu tính từ ngày {_day(period.first)}, ngày liền sau ngày chốt số liệu của kỳ"
        f" trước ({_day(before)}), đến hết ngày {_day(period.last)}, ngày chốt số liệu của kỳ này."
    )
    if period.last >= day_of(now):
        yield Text("Kỳ báo cáo chưa kết thúc: số liệu mới tính đến lúc lập.")
    yield Text(
        f"2. Báo cáo gửi trước ngày {_day(day_in(year, rule.due))}. Căn cứ: {_source(rule)}."
    )
    yield Text(f"3. Phạm vi: {about}.")
    yield Text(
        f"4. Số liệu lập lúc {now.astimezone(HERE):%H:%M ngày %d/%m/%Y}, giờ Việt Nam, từ phần mềm"
        " Số hóa. Việc duyệt, đưa vào kho dữ liệu, sử dụng lại tính đến lúc lập."
    )
    yield Text(
        f"5. Dấu (*): {UNCONFIRMED}, tức điều, khoản của nguồn chưa được đối chiếu. Chỉ số mà phần"
        " mềm không biết thì không có số, không ghi là 0."
    )


def _overall(rules: Definitions, found: Sequence[Figure]) -> Iterator[Part]:
    for group in rules.group:
        its = [item for item in found if item.indicator.group == group.id]
        yield Table(
            group.vi, ("Chỉ số", "Đơn vị tính", "Số lượng", "Trên tổng số", "Tỷ lệ"),
            [[_marked(it), _UNITS[it.indicator.unit], *_numbers(it)] for it in its],
            (0.42, 0.14, 0.19, 0.14, 0.11), 3,
        )  # fmt: skip


def _numbers(item: Figure) -> tuple[str, str, str]:
    if item.reason is not None:
        return _WHY[item.reason], "", ""
    return _count(item.numerator), _count(item.denominator), _share(item)


def _by_month(found: Months) -> Iterator[Part]:
    if not found.months:
        return
    ticks = ["/".join(reversed(month.split("-"))) for month in found.months]
    series = {title: found.counts[name] for name, title in _MONTHLY.items()}
    titles = ", ".join(_MONTHLY.values()).lower()
    yield Picture(plots.lines(ticks, series), f"Giấy tờ theo tháng: {titles}.")
    rows = [
        [tick, *map(_count, values)]
        for tick, *values in zip(ticks, *series.values(), strict=True)
    ]  # fmt: skip
    yield Table(
        "Giấy tờ theo tháng số hóa; tháng đầu và tháng cuối chỉ tính các ngày trong kỳ",
        ("Tháng", *series), rows, (0.25,) * 4, 3,
    )  # fmt: skip


_APART = (By.UNIT, By.PROCEDURE, By.TYPE)


def _apart(by: dict[By, list[Line]]) -> Iterator[Part]:
    yield Heading("III. THEO ĐƠN VỊ")
    if by[By.UNIT]:
        yield from _bars(by[By.UNIT])
    yield from _table("Mỗi đơn vị kể cả các đơn vị trực thuộc", "Đơn vị", by[By.UNIT], _BY_UNIT)
    yield Heading("IV. THEO THỦ TỤC")
    told = "Hồ sơ có mã thủ tục; giấy tờ ở hồ sơ của nhiều thủ tục tính cho từng thủ tục"
    yield from _table(told, "Thủ tục", by[By.PROCEDURE], _BY_PROCEDURE)
    yield Heading("V. THEO LOẠI GIẤY TỜ")
    yield from _table("Giấy tờ đã số hóa theo loại", "Loại giấy tờ", by[By.TYPE], _BY_TYPE)


def _bars(found: Sequence[Line]) -> Iterator[Part]:
    """Units next below the highest one, or that one alone, with the levels of their papers."""
    below = [line for line in found if line.depth == 1] or found
    chosen = sorted(below, key=lambda line: -_of(line, "digitized"))[:_MOST_BARS]
    series = {title: [_of(line, name) for line in chosen] for name, title in _LEVELS.items()}
    names = [_short(line.name) for line in chosen]
    more = f"; {_MOST_BARS} đơn vị nhiều nhất" if len(below) > _MOST_BARS else ""
    yield Picture(plots.bars(names, series), f"Giấy tờ theo đơn vị và mức số hóa{more}.")


def _of(line: Line, indicator: str) -> int:
    return next(item.numerator or 0 for item in line.figures if item.indicator.id == indicator)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


def _table(
    title: str, first: str, found: Sequence[Line], columns: dict[str, str]
) -> Iterator[Part]:
    if not found:
        yield Text("Không có trong kỳ.")
        return
    rows = []
    for line in found:
        known = {item.indicator.id: _count(item.numerator) for item in line.figures}
        name = line.name if line.name == line.key else f"{line.name} ({line.key})"
        rows.append(["– " * line.depth + name, *(known.get(each, "") for each in columns)])
    rest = 0.62 / len(columns)
    widths = (0.38, *(rest for _ in columns))
    yield Table(title, (first, *columns.values()), rows, widths, len(columns))


def _defined(rules: Definitions) -> Iterator[Part]:
    rows = []
    for item in rules.indicator:
        told = [item.unknown.vi if item.unknown else ""]
        told += [f"Tử số: {item.numerator.vi}"] if item.numerator and item.denominator else []
        told += [item.numerator.vi] if item.numerator and not item.denominator else []
        told += [f"Mẫu số: {item.denominator.vi}"] if item.denominator else []
        rows.append([f"{item.vi} ({item.id})", "\n".join(filter(None, told)), _source(item)])
    headings = ("Chỉ số (mã)", "Cách tính", "Nguồn")
    yield Table("Định nghĩa của từng chỉ số", headings, rows, (0.26, 0.46, 0.28), 0)


def _traced(scope: Scope, unit: str | None) -> Iterator[Part]:
    period = scope.period
    of_unit = "" if unit is None else f" --unit {unit}"
    yield Text(
        "Mỗi con số là số dòng của một danh sách. Trên trang Chỉ số của phần mềm, mở liên kết ở con"
        " số; hoặc lập danh sách bằng lệnh dưới đây, thay MÃ bằng mã chỉ số ở phần VI, và numerator"
        " (tử số) bằng denominator (mẫu số) nếu cần:"
    )
    yield Text(
        f"sohoa report records --indicator MÃ --of numerator --since {period.first}"
        f" --until {period.last}{of_unit} --out danh-sach.csv"
    )
    yield Text(
        "Danh sách lập sau này có thể khác ở việc duyệt, đưa vào kho dữ liệu, sử dụng lại, vì những"
        " việc ấy tiếp tục sau ngày lập báo cáo."
    )


def _marked(item: Figure) -> str:
    return item.indicator.vi if item.indicator.confirmed else f"{item.indicator.vi} (*)"


def _source(item: Sourced) -> str:
    mark = "" if item.confirmed else f" ({UNCONFIRMED})"
    return f"{item.document}, {item.place}{mark}"


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _count(value: int | None) -> str:
    return "" if value is None else str(format_decimal(value, locale=_LANGUAGE))


def _share(item: Figure) -> str:
    if item.share is None:
        return "–" if item.denominator == 0 else ""
    return str(format_percent(item.share, "#,##0.0 %", locale=_LANGUAGE))
