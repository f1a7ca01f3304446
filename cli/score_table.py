"""A report of scores as tables that a person reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from models.scoring.confusions import Confusion
from models.scoring.outcomes import Outcome
from models.scoring.report import FieldScores, Rates, Report, Tally

# So many confusions and silent errors are shown, values cut at so many characters; --json has all.
SHOWN, LONGEST = 10, 60


def print_report(report: Report) -> None:
    """Print `report` on stdout."""
    console = Console()
    printed, handwritten = report.printed, report.handwritten
    groups = {"printed": printed, "partly by hand": handwritten}
    for title, group in groups.items():
        if group.micro.trust.items:
            console.print(_fields(f"Fields, {title} (%)", group))
    every = {**groups, "all": report.all_fields}
    console.print(_trust(every))
    console.print(_reliability(every))
    console.print(_measures(report))
    for line in _confusions(report):
        console.print(Text(line))
    if report.silent:
        console.print(silent_errors(report.silent))


def _fields(title: str, group: FieldScores) -> Table:
    table = _table(title, "n", "exact", "P", "R", "F1", "CER", "flagged", "silent")
    for name, tally in group.by_field.items():
        table.add_row(name, *_cells(tally))
    table.add_section()
    for name, tally in group.by_kind.items():
        table.add_row(f"kind: {name}", *_cells(tally))
    table.add_section()
    for name, tally in group.by_type.items():
        table.add_row(f"type: {name}", *_cells(tally))
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


def _reliability(groups: dict[str, FieldScores]) -> Table:
    """How often values of a stated confidence are right; what has no fields is left out."""
    groups = {name: group for name, group in groups.items() if group.micro.trust.items}
    columns = [heading for name in groups for heading in (f"{name}\nn", "\nstated", "\nright")]
    table = _table("Confidence stated, and share right (%)", *columns)
    for bins in zip(*(group.bins for group in groups.values()), strict=True):
        if not any(item.n for item in bins):
            continue
        cells = ((str(item.n), percent(item.stated), percent(item.right)) for item in bins)
        low, high = 100 * bins[0].low, 100 * bins[0].high
        table.add_row(f"{low:g}–{high:g}", *(cell for three in cells for cell in three))
    return table


def silent_errors(found: Sequence[Outcome]) -> Table:
    """Wrong values that nobody is asked about, the surest first."""
    surest = sorted(found, key=lambda item: item.confidence or 0.0, reverse=True)
    rest = f", the surest {SHOWN} (all: --json)" if len(found) > SHOWN else ""
    title = f"Silent errors: {len(found)}{rest}"
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, padding=0)
    for name in ("file, field", "stated", "truth, value"):
        table.add_column(name, overflow="fold")
    for item in surest[:SHOWN]:
        table.add_row(
            f"{item.file}\n{item.field}", percent(item.confidence),
            f"{_short(item.gold)}\n{_short(item.value)}",
        )  # fmt: skip
    return table


def _short(value: object) -> str:
    text = "–" if value is None else str(value)
    return escape(text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")


def _measures(report: Report) -> Table:
    table = _table("Whole data set", "")
    text, lists = report.text, report.all_fields.lists
    stacks = sum(file.boundaries is not None for file in report.files)
    table.add_row("inputs, pages", f"{len(report.files)}, {report.pages}")
    table.add_row("transcribed pages", str(text.pages))
    table.add_row("CER, %", percent(text.cer, 2))
    table.add_row("CER, marks only, %", percent(text.diacritic_cer, 2))
    table.add_row("WER, %", percent(text.wer, 2))
    table.add_row("document type", _right_of(report.types))
    table.add_row('symbol part, after the "/"', _right_of(report.symbols))
    if lists.n:
        rates = " / ".join(
            map(percent, (lists.rates.precision, lists.rates.recall, lists.rates.f1))
        )
        table.add_row("rows of lists, P / R / F1, %", rates)
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
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, padding=0)
    table.add_column("", no_wrap=True)
    for name in columns:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def percent(share: float | None, digits: int = 1) -> str:
    """A share (0-1) as per cent; a dash when there is none."""
    return "–" if share is None else f"{100 * share:.{digits}f}"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _confusions(report: Report) -> Iterator[str]:
    """What was taken for what, and how often; spaces are made visible."""
    if report.confused_types:
        types = (_taken_for(item, "(no paper)") for item in report.confused_types[:SHOWN])
        yield f"Types taken for others: {', '.join(types)}.\n"
    if report.confused_letters:
        letters = (_taken_for(item, "(none)") for item in report.confused_letters[:SHOWN])
        yield f"Characters taken for others: {', '.join(letters)}.\n"


def _taken_for(item: Confusion, nothing: str) -> str:
    true, given = ("␣" if text == " " else text or nothing for text in (item.true, item.given))
    return f"{true} → {given} ({item.count})"


def _right_of(counts: tuple[int, int]) -> str:
    right, n = counts
    return f"{right} of {n} ({percent(right / n)} %)" if n else "–"
