"""How a run of many inputs looks to who waits for it, and how it ends."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence

import click

from models.extraction import Result, Status

SOME_FAILED, COULD_NOT_RUN = 3, 1


def show_progress(title: str, total: int, results: Iterable[Result]) -> Iterator[Result]:
    """The results, with a bar on stderr when that is a terminal."""
    if not sys.stderr.isatty():
        yield from results
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(title, total=total, rate="")
        pages = 0
        for result in results:
            pages += len(result.pages)
            elapsed = bar.tasks[0].elapsed or 0.001
            bar.update(task, advance=1, rate=f"{60 * pages / elapsed:.0f} pages/min")
            yield result


def report_failures(results: Sequence[Result]) -> int:
    """Name every input that is not whole on stderr; the exit code."""
    for result in results:
        if result.error is not None:
            click.echo(f"{result.file}: {result.error.code}: {result.error}", err=True)
        elif result.status is Status.PARTIAL:
            for page in result.pages:
                if page.error is not None:
                    click.echo(f"{result.file}: partial: {page.error.code}: {page.error}", err=True)
    return 0 if all(r.status is Status.OK for r in results) else SOME_FAILED
