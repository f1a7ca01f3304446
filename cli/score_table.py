"""A report of scores as tables that a person reads."""

from __future__ import annotations

from rich import box
from rich.console import Console
from rich.table import Table

from models.scoring.report import FieldScores, Rates, Report, Tally


def print_report(report: Report) -> None:
    """Print `report` on stdout."""
    console = Console()
    printed, handwritten = report.printed, report.handwritten
    groups = {"printed": printed, "partly by hand": handwritten}
    for title, group in groups.items():
        if group.micro.trust.items:
            console.print(_fields(f"Fields, {title} (%)", group))
    console.print(_trust({**groups, "all": report.all_fields}))
    console.print(_measures(report))


def _fields(title: str, group: FieldScores) -> Table:
    table = _table(title, "n", "exact", "P", "R", "F1", "CER", "flagged", "silent")
    for name, tally in group.by_field.items():
        table.add_row(name, *_cells(tally))
    table.add_section()
    for name, tally in group.by_kind.items():
        table.add_row(f"kind: {name}", *_cells(tally))
    table.add_section()
    table.add_row("micro", *_cells(group.micro))
    table.add_row("macro", "", *_rate_cells(group.macro))
    return table


def _cells(tally: Tally) -> tuple[str, ...]:
    trust = tally.trust
    return (
        str(tally.n),
        *_rate_cells(tally.rates),
        percent(tally.cer) if tally.chars else "",
        percent(trust.flagged / trust.items if trust.items else None),
        str(trust.silent),
    )


def _rate_cells(rates: Rates) -> tuple[str, ...]:
    return tuple(percent(rate) for rate in (rates.exact, rates.precision, rates.recall, rates.f1))


def _trust(groups: dict[str, FieldScores]) -> Table:
    columns = ("fields", "flagged", "silent", "of", "bound", "ECE", "at 99", "at 99.5")
    table = _table("Trust (%): silent errors, share free of review at a precision", *columns)
    for name, group in groups.items():
        trust = group.micro.trust
        table.add_row(
            name,
            str(trust.items),
            percent(trust.flagged / trust.items if trust.items else None),
            str(trust.silent),
            str(trust.items - trust.flagged),
            percent(trust.silent_upper_95),
            percent(trust.ece),
            percent(trust.coverage_99),
            percent(trust.coverage_995),
        )
    return table


def _measures(report: Report) -> Table:
    table = _table("Whole data set", "")
    text, stacks = report.text, sum(file.boundaries is not None for file in report.files)
    table.add_row("inputs, pages", f"{len(report.files)}, {report.pages}")
    table.add_row("transcribed pages", str(text.pages))
    table.add_row("CER, %", percent(text.cer, 2))
    table.add_row("CER, marks only, %", percent(text.diacritic_cer, 2))
    table.add_row("WER, %", percent(text.wer, 2))
    table.add_row("document type", _right_of(report.types))
    table.add_row('symbol part, after the "/"', _right_of(report.symbols))
    if stacks:
        table.add_row(f"page boundaries of {stacks} stacks, F1, %", percent(report.boundaries.f1))
    table.add_row("single papers split", str(sum(file.is_split for file in report.files)))
    table.add_row("CPU seconds per page", _number(report.cpu_s_per_page))
    table.add_row("wall seconds", f"{report.wall_s:.1f}")
    table.add_row("pages per minute", _number(report.pages_per_minute))
    table.add_row("memory peak of a process, MB", f"{report.peak_mb:.0f}")
    return table


def _table(title: str, *columns: str) -> Table:
    """A table of figures with names before them, narrow enough for 80 columns."""
    table = Table(
        title=title, title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False
    )
    table.add_column("", no_wrap=True)
    for name in columns:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def percent(share: float | None, digits: int = 1) -> str:
    """A share (0-1) as per cent; a dash when there is none."""
    return "–" if share is None else f"{100 * share:.{digits}f}"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _right_of(counts: tuple[int, int]) -> str:
    right, n = counts
    return f"{right} of {n} ({percent(right / n)} %)" if n else "–"
