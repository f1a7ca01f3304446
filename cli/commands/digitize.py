"""`sohoa digitize`: files in; records, text and searchable PDFs out."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from cli.inputs import find_files, read_settings
from cli.progress import COULD_NOT_RUN, report_failures, show_progress
from extractors.run import Input, run_inputs
from models.errors import SohoaError
from models.extraction import Result, Status


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Output folder.")
@click.option("--jsonl", is_flag=True, help="One JSON object per input on stdout.")
@click.option("--jobs", type=click.IntRange(1, 256), help="Processes (default: one per core).")
@click.option("--table", is_flag=True, help="Print a table of the records at the end.")
def command(
    paths: tuple[Path, ...], out: Path | None, jsonl: bool, jobs: int | None, table: bool
) -> None:
    """Read PATHS: PDF files or images, or folders of them.

    Writes per input a record (.json), its text (.txt) and a searchable PDF/A under --out
    (default ./out; with --jsonl only if --out is given).
    """
    folder = out if out is not None or jsonl else Path("out")
    settings = read_settings()
    inputs = [_input(path, name, folder) for path, name in find_files(paths)]
    _refuse_clashes(inputs)
    reading = run_inputs(inputs, settings, jobs or os.cpu_count() or 1)
    results: list[Result] = []
    try:
        shown = show_progress("digitize", len(inputs), reading)
        for item, result in zip(inputs, shown, strict=True):
            _keep(item, result, folder)
            if jsonl:
                click.echo(json.dumps(result.to_json(), ensure_ascii=False))
            results.append(result)
    except SohoaError as error:
        click.echo(f"sohoa: {error}", err=True)
        sys.exit(COULD_NOT_RUN)
    except OSError as error:
        click.echo(f"sohoa: cannot write: {error}. Free space or check permissions.", err=True)
        sys.exit(COULD_NOT_RUN)
    except KeyboardInterrupt:
        click.echo("sohoa: stopped; files written so far are whole.", err=True)
        sys.exit(COULD_NOT_RUN)
    if table:
        print_table(results)
    sys.exit(report_failures(results))


def _input(path: Path, name: str, folder: Path | None) -> Input:
    return Input(path, name, folder / f"{name}.searchable.pdf" if folder else None)


def _refuse_clashes(inputs: Sequence[Input]) -> None:
    """Two inputs of one name would overwrite each other's results; an input must never be."""
    seen: dict[Path, Path] = {}
    sources = {item.path.resolve() for item in inputs}
    for item in inputs:
        target = item.searchable
        if target is None:
            continue
        if target in seen:
            raise click.UsageError(
                f"{seen[target]} and {item.path} would both write {target}. Run them apart."
            )
        seen[target] = item.path
        for written in _targets(target.parent, item.name):
            if written.resolve() in sources:
                raise click.UsageError(f"{written} is an input; choose another --out.")


def _targets(parent: Path, name: str) -> list[Path]:
    base = Path(name).name
    return [parent / f"{base}{suffix}" for suffix in (".json", ".txt", ".searchable.pdf")]


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """A temporary file beside `path` that takes its place only when complete."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _keep(item: Input, result: Result, folder: Path | None) -> None:
    """Write the record and the text; of a failed input only the record with its reason."""
    if folder is None:
        return
    record, text, searchable = _targets((folder / item.name).parent, item.name)
    if result.status is Status.FAILED:
        # An earlier run's text must not outlive a refusal, least of all a secret paper's.
        text.unlink(missing_ok=True)
        searchable.unlink(missing_ok=True)
    else:
        with _whole(text) as part:
            part.write_text("\f".join(page.text for page in result.pages), encoding="utf-8")
    with _whole(record) as part:
        part.write_text(
            json.dumps(result.to_json(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )


def print_table(results: Sequence[Result]) -> None:
    """A table of the records on stdout."""
    from rich.console import Console
    from rich.table import Table

    table = Table(title="Hồ sơ / Records")
    for title in ("file", "status", "pages", "kind", "number", "date", "subject", "to review"):
        table.add_column(title, overflow="fold")
    for result in results:
        table.add_row(*_row(result))
    Console().print(table)


def _row(result: Result) -> tuple[str, ...]:
    fields = result.documents[0].fields if result.documents else {}

    def value(name: str) -> str:
        found = fields.get(name)
        return "" if found is None or found.value is None else str(found.value)

    review = sum(1 for item in fields.values() if item.needs_review)
    names = ("loai_van_ban", "so_ky_hieu", "ngay_ban_hanh", "trich_yeu")
    status = str(result.error.code) if result.error else str(result.status)
    return (
        result.file, status, str(len(result.pages)), *(value(name) for name in names),
        f"{review}/{len(fields)}",
    )  # fmt: skip
