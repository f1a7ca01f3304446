"""`sohoa eval`: how right, how trustworthy and how fast, on a data set whose truth is known."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import click

from cli.inputs import read_settings
from cli.progress import COULD_NOT_RUN, report_failures, show_progress
from cli.score_table import print_report
from extractors.run import Input, run_inputs
from models.doctypes import document_types
from models.errors import SohoaError
from models.extraction import Result
from models.scoring.gold import GoldFile, read_index
from models.scoring.outcomes import score_file
from models.scoring.report import Report
from models.settings import Settings


@click.command()
@click.argument("dataset", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")
@click.option("--jobs", type=click.IntRange(1, 256), help="Processes (default: one per core).")
def command(dataset: Path, as_json: bool, jobs: int | None) -> None:
    """Read the files of DATASET and score them against its index.jsonl."""
    settings = read_settings()
    try:
        files = read_index(dataset)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    start = time.monotonic()
    try:
        results = _read(files, settings, jobs or os.cpu_count() or 1)
    except SohoaError as error:
        click.echo(f"sohoa: {error}", err=True)
        sys.exit(COULD_NOT_RUN)
    except KeyboardInterrupt:
        click.echo("sohoa: stopped; nothing was scored.", err=True)
        sys.exit(COULD_NOT_RUN)
    wall_s = time.monotonic() - start
    types = document_types()
    pairs = zip(files, results, strict=True)
    report = Report([score_file(gold, result, types) for gold, result in pairs], wall_s)
    if as_json:
        click.echo(json.dumps(report.to_json(), ensure_ascii=False))
    else:
        print_report(report)
    sys.exit(report_failures(results))


def _read(files: tuple[GoldFile, ...], settings: Settings, jobs: int) -> list[Result]:
    inputs = [Input(gold.path, gold.file) for gold in files]
    return list(show_progress("eval", len(inputs), run_inputs(inputs, settings, jobs)))
