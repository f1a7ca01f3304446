"""`sohoa digitize`: files in; records, text and searchable PDFs out."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import click

from cli.inputs import find_files, read_settings
from cli.progress import COULD_NOT_RUN, report_failures, show_progress
from cli.stop import stop_once
from extractors.reader import unusable
from extractors.run import Input, run_inputs
from extractors.whole import whole
from models.errors import SohoaError
from models.extraction import Result, Status
from models.settings import Settings

SEARCHABLE = ".searchable.pdf"


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(readable=False, path_type=Path))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Output folder.")
@click.option("--jsonl", is_flag=True, help="One JSON object per input on stdout.")
@click.option("--jobs", type=click.IntRange(1, 256), help="Processes (default: one per core).")
def command(paths: tuple[Path, ...], out: Path | None, jsonl: bool, jobs: int | None) -> None:
    """Read PATHS: PDF files or images, or folders of them.

    Writes per input a record (.json), its text (.txt) and a searchable PDF/A under --out
    (default ./out; with --jsonl only if --out is given).
    """
    folder = out if out is not None or jsonl else Path("out")
    settings = read_settings()
    inputs = [_input(path, name, folder) for path, name in find_files(paths, folder)]
    _refuse_clashes(inputs)
    try:
        with stop_once():
            if folder is not None:
                _try_to_write(folder)
            results = _run(inputs, settings, jobs or os.cpu_count() or 1, jsonl=jsonl)
    except SohoaError as error:
        click.echo(f"sohoa: {error}", err=True)
        sys.exit(COULD_NOT_RUN)
    except OSError as error:
        click.echo(f"sohoa: cannot write: {error}. Free space or check permissions.", err=True)
        _forget_stdout()
        sys.exit(COULD_NOT_RUN)
    except KeyboardInterrupt:
        click.echo("sohoa: stopped; files written so far are whole.", err=True)
        sys.exit(COULD_NOT_RUN)
    sys.exit(report_failures(results))


def _run(inputs: Sequence[Input], settings: Settings, jobs: int, *, jsonl: bool) -> list[Result]:
    """Read the inputs and write what comes of them; the results without their words.

    Raises:
        SohoaError: `engine_missing`.
        OSError: Results cannot be written at all.
    """
    done = []
    # Closed explicitly, so that its processes end before anything else is cleared up.
    with closing(run_inputs(inputs, settings, jobs)) as reading:
        shown = show_progress("digitize", len(inputs), reading)
        for item, result in zip(inputs, shown, strict=True):
            kept = _keep(item, result)
            if jsonl:
                click.echo(_encode(kept))
            # The words of a whole archive would fill the memory.
            done.append(replace(kept, pages=tuple(replace(p, lines=()) for p in kept.pages)))
    return done


def _try_to_write(folder: Path) -> None:
    """Fail before hours of reading rather than after them."""
    with whole(folder / ".sohoa") as part:
        part.touch()
    (folder / ".sohoa").unlink()


def _forget_stdout() -> None:
    """Do not try again, at exit, to write what stdout would not take."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _input(path: Path, name: str, folder: Path | None) -> Input:
    return Input(path, name, folder / f"{name}{SEARCHABLE}" if folder else None)


def _refuse_clashes(inputs: Sequence[Input]) -> None:
    """Two inputs of one name would overwrite each other's results; an input must never be."""
    # Unlike `Path.resolve`, this bears links that lead to themselves.
    sources = {os.path.realpath(item.path) for item in inputs}
    written: dict[Path, Path] = {}
    for item in inputs:
        for target in _targets(item):
            if target in written:
                raise click.UsageError(
                    f"{written[target]} and {item.path} would both write {target}. Run them apart."
                )
            written[target] = item.path
            if target.exists() and os.path.realpath(target) in sources:
                raise click.UsageError(f"{target} is an input; choose another --out.")
    for target, path in written.items():
        for folder in target.parents:
            if folder in written:
                raise click.UsageError(
                    f"{written[folder]} would write the file {folder} where {path} needs a folder."
                    " Run them apart."
                )


def _targets(item: Input) -> list[Path]:
    """The record, the text and the searchable PDF of an input; empty when none are written."""
    if item.searchable is None:
        return []
    base = item.searchable.name.removesuffix(SEARCHABLE)
    return [item.searchable.with_name(base + suffix) for suffix in (".json", ".txt", SEARCHABLE)]


def _keep(item: Input, result: Result) -> Result:
    """Write the record and the text; of a failed input only the record with its reason.

    Returns:
        `result`, or the failure when just this input's files cannot be written.

    Raises:
        OSError: No more files can be written.
    """
    if item.searchable is None:
        return result
    record, text, searchable = _targets(item)
    try:
        if result.status is Status.FAILED:
            # An earlier run's text must not outlive a refusal, least of all a secret paper's.
            text.unlink(missing_ok=True)
            searchable.unlink(missing_ok=True)
        else:
            with whole(text) as part:
                pages = "\f".join(page.text for page in result.pages)
                part.write_bytes(pages.encode("utf-8", "replace"))
        with whole(record) as part:
            part.write_bytes(_encode(result, indent=1) + b"\n")
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO):
            raise
        reason = unusable("The output", error)
        return replace(result, status=Status.FAILED, error=reason, documents=(), pages=())
    return result


def _encode(result: Result, indent: int | None = None) -> bytes:
    # Names of files may hold bytes that are no text.
    text = json.dumps(result.to_json(), ensure_ascii=False, indent=indent)
    return text.encode("utf-8", "replace")
