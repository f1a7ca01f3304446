"""How right, how trustworthy and how dear understanding is, measured against its goals.

`python -m benchmarks.papers --out DIR [--seed 4000] [--count 330] [--stacks 60] [--real DATASET]`
makes papers by seed in the layouts that nothing was fitted on, as good, office and poor scans, and
stacks of two to eight papers without and with separator sheets, reads them all, and prints what was
measured beside each goal. The exit code is 1 when a goal is missed. All people and papers of these
sets are made up. DATASET, of real papers, is told apart and sets no goal: what confidence is worth
on papers that it was not fitted on, `sohoa train confidence` tells.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click
from rich import box
from rich.console import Console
from rich.table import Table

from cli.inputs import read_settings
from cli.progress import report_failures, show_progress
from cli.score_table import percent, silent_errors
from extractors.codes import read_codes
from extractors.ingest import inspect
from extractors.pages import load_page
from extractors.pipeline import understand
from extractors.run import Input, run_inputs
from models.doctypes import document_types
from models.extraction import Result
from models.scoring.gold import GoldFile, read_index
from models.scoring.outcomes import score_file
from models.scoring.report import Report
from models.settings import Settings
from samples.forms import EVAL, FIELDS
from samples.scan import QUALITIES
from samples.sets import make_forms, make_stacks

# Printed fields of which so large a share must be exact.
EXACT = {"good": 0.95, "office": 0.90, "poor": 0.70}
STACKS = {"stacks": False, "stacks-with-sheets": True}


@dataclass(frozen=True, slots=True)
class Goal:
    """What was measured of something, and what it must be.

    Attributes:
        name: What is measured, a share (0-1).
        measured: The share; None when there was nothing to measure, which misses the goal.
        bound: The least good share.
        is_ceiling: Less is better.
    """

    name: str
    measured: float | None
    bound: float
    is_ceiling: bool = False

    @property
    def is_met(self) -> bool:
        """Whether it is good enough."""
        if self.measured is None:
            return False
        return self.measured <= self.bound if self.is_ceiling else self.measured >= self.bound

    def to_json(self) -> dict[str, Any]:
        """The goal and whether it is met."""
        return {
            "name": self.name,
            "measured": self.measured,
            "at_most" if self.is_ceiling else "at_least": self.bound,
            "met": self.is_met,
        }


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds of reading pages, and of what is done to understand them, codes included."""

    reading_s: float
    understanding_s: float

    @property
    def share(self) -> float | None:
        """Understanding as a share of reading."""
        return self.understanding_s / self.reading_s if self.reading_s else None


def goals(sets: Mapping[str, Report], cost: Cost) -> Iterator[Goal]:
    """Every goal with what was measured on the made papers."""
    singles = together(sets[name] for name in QUALITIES)
    right, papers = singles.types
    yield Goal("document type told", right / papers if papers else None, 0.98)
    for name, bound in EXACT.items():
        exact = sets[name].printed.micro.rates.exact
        yield Goal(f"printed fields exact, {name} scans", exact, bound)
    yield Goal("rows of printed lists, F1", singles.printed.lists.rates.f1, 0.85)
    for name in STACKS:
        yield Goal(f"page boundaries of {name}, F1", sets[name].boundaries.f1, 0.95)
    silent = silent_share(together(sets.values()))
    yield Goal("wrong among fields nobody is asked about", silent, 0.005, is_ceiling=True)
    yield Goal("CPU of understanding / of reading", cost.share, 0.25, is_ceiling=True)


def together(reports: Iterable[Report]) -> Report:
    """The files of all reports in one."""
    every = list(reports)
    files = [file for report in every for file in report.files]
    return Report(files, sum(report.wall_s for report in every))


def silent_share(report: Report) -> float | None:
    """Wrong ones as a share of the fields that nobody is asked about; None without any."""
    trust = report.all_fields.micro.trust
    passed = trust.items - trust.flagged
    return trust.silent / passed if passed else None


def make_sets(out: Path, seed: int, count: int, stacks: int) -> None:
    """Write `count` papers in three qualities, and `stacks` stacks of each kind, below `out`."""
    types, made = tuple(FIELDS), 0
    for i, quality in enumerate(QUALITIES):
        share = (count + i) // len(QUALITIES)
        # Types take turns from one set to the next, so that few papers are of many types.
        first = made % len(types)
        turned = types[first:] + types[:first]
        make_forms(share, 10 * seed + i, out / quality, types=turned, split=EVAL, quality=quality)
        made += share
    for i, (name, separators) in enumerate(STACKS.items()):
        make_stacks(stacks, 10 * seed + i, out / name, separators=separators, split=EVAL)


def read_set(
    name: str, files: Sequence[GoldFile], settings: Settings, jobs: int
) -> tuple[Report, list[Result]]:
    """Read files with the real engine; their scores, and the results in order."""
    start = time.monotonic()
    inputs = [Input(gold.path, gold.file) for gold in files]
    results = list(show_progress(name, len(files), run_inputs(inputs, settings, jobs)))
    wall_s = time.monotonic() - start
    report_failures(results)
    types, pairs = document_types(), zip(files, results, strict=True)
    return Report([score_file(gold, result, types) for gold, result in pairs], wall_s), results


def cost_of(read: Sequence[tuple[GoldFile, Result]], settings: Settings) -> Cost:
    """What results have cost, whose pages are looked at for codes and understood once more."""
    types = document_types()
    for _, result in read[:1]:
        understand(result.pages, types)  # which loads the models
    reading_s = understanding_s = 0.0
    for gold, result in read:
        source, spent = inspect(gold.path, settings), 0.0
        for page in result.pages:
            image = load_page(source, page.number, settings)
            start = time.process_time()
            read_codes(image.pixels, image.dpi)
            spent += time.process_time() - start
        start = time.process_time()
        understand(result.pages, types)
        spent += time.process_time() - start
        understanding_s += spent
        reading_s += result.cpu_s - spent
    return Cost(reading_s, understanding_s)


@click.command()
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Where papers go.")
@click.option("--seed", default=4000, show_default=True)
@click.option("--count", default=330, show_default=True, type=click.IntRange(3), help="Papers.")
@click.option("--stacks", default=60, show_default=True, type=click.IntRange(1),
              help="Stacks without separator sheets, and as many with them.")  # fmt: skip
@click.option("--real", type=click.Path(path_type=Path, exists=True, file_okay=False),
              help="A data set of real papers, reported apart.")  # fmt: skip
@click.option("--jobs", type=click.IntRange(1, 256), help="Processes (default: one per core).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")
def main(
    out: Path, seed: int, count: int, stacks: int, real: Path | None, jobs: int | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Make papers, read them, and print what was measured beside the goals."""
    settings, jobs = read_settings(), jobs or os.cpu_count() or 1
    try:
        real_files = read_index(real) if real else ()
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    make_sets(out, seed, count, stacks)
    sets, read = {}, []
    for name in (*QUALITIES, *STACKS):
        files = [replace(gold, file=f"{name}/{gold.file}") for gold in read_index(out / name)]
        sets[name], results = read_set(name, files, settings, jobs)
        if name in QUALITIES:
            read += [pair for pair in zip(files, results, strict=True) if pair[1].pages]
    reached = list(goals(sets, cost_of(read, settings)))
    of_real = read_set("real", real_files, settings, jobs)[0] if real_files else None
    if as_json:
        click.echo(json.dumps(_json(reached, sets, of_real), ensure_ascii=False))
    else:
        _print(reached, sets, of_real)
    sys.exit(0 if all(goal.is_met for goal in reached) else 1)


def _json(
    reached: Sequence[Goal], sets: Mapping[str, Report], real: Report | None
) -> dict[str, Any]:
    return {
        "made": {
            "goals": [goal.to_json() for goal in reached],
            "sets": {name: report.to_json() for name, report in sets.items()},
        },
        "real": real.to_json() if real else None,
    }


def _print(reached: Sequence[Goal], sets: Mapping[str, Report], real: Report | None) -> None:
    console = Console()
    console.print(_goals(reached))
    console.print(_sets("Made papers, not real ones (%)", sets))
    _print_silent(console, "On made papers", together(sets.values()))
    if real:
        console.print(_sets("Real papers (%)", {"real": real}))
        _print_silent(console, "On real papers", real)


def _print_silent(console: Console, where: str, report: Report) -> None:
    console.print(f"{where} {len(report.silent) or 'no'} silent errors.")
    if report.silent:
        console.print(silent_errors(report.silent))


def _goals(reached: Sequence[Goal]) -> Table:
    table = Table(title="Goals, on made papers (%)", box=box.SIMPLE_HEAD, padding=0)
    for column in ("", "measured", "goal", ""):
        table.add_column(column, justify="right" if column else "left")
    for goal in reached:
        sign = "≤" if goal.is_ceiling else "≥"
        met = "met" if goal.is_met else "missed"
        table.add_row(goal.name, percent(goal.measured), f"{sign} {percent(goal.bound)}", met)
    return table


def _sets(title: str, sets: Mapping[str, Report]) -> Table:
    """One row a set; "hand" is what is written in faces that look like handwriting."""
    table = Table(title=title, box=box.SIMPLE_HEAD, padding=0)
    for column in ("", "papers", "type", "printed", "hand", "of", "flagged", "silent", "of",
                   "bound"):  # fmt: skip
        table.add_column(column, justify="right" if column else "left")
    for name, report in sets.items():
        right, papers = report.types
        hand, trust = report.handwritten.micro, report.all_fields.micro.trust
        table.add_row(
            name, str(papers), percent(right / papers if papers else None),
            percent(report.printed.micro.rates.exact), percent(hand.rates.exact), str(hand.n),
            percent(trust.flagged / trust.items if trust.items else None), str(trust.silent),
            str(trust.items - trust.flagged), percent(trust.silent_upper_95),
        )  # fmt: skip
    return table


if __name__ == "__main__":
    main()
