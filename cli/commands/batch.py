"""`sohoa batch`: bulk runs over the folders of an archive."""

from __future__ import annotations

import getpass
import io
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shlex import quote
from typing import Any

import click

from cli.batch_report import describe, write_csv
from cli.inputs import read_settings
from cli.progress import COULD_NOT_RUN, SOME_FAILED
from cli.stop import stop_once
from cli.told import told
from extractors.whole import whole
from models.doctypes import document_types
from models.errors import ErrorCode, SohoaError
from models.folders import files_below, open_folder
from models.settings import Settings
from models.store import batches, manifest, verification
from models.store.batches import Batch, BatchState
from models.store.database import Store, open_store, upgrade

_NAME = click.argument("name")
_JSON = click.option("--json", "as_json", is_flag=True, help="JSON on stdout.")
# Files of a reason that are named on a terminal.
_NAMED = 5


@click.group()
def command() -> None:
    """Read the folders of an archive in bulk: plan, run, look after, report, verify."""


@command.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--name", help="Name of the batch (default: that of the folder).")
@click.option("--unit", help="Code of the unit whose papers they are.")
@click.option("--type", "declared_type", help="Their document type, when they are all of one.")
@click.option("--dry-run", is_flag=True, help="Only say what would be planned.")
@_JSON
def plan(
    folder: Path, name: str | None, unit: str | None, declared_type: str | None, dry_run: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Make the manifest of FOLDER, or add the files that are new in it; nothing is read yet."""
    if declared_type is not None and declared_type not in document_types():
        raise click.UsageError(f"There is no type {declared_type!r}; see `sohoa types`.")
    folder = _absolute(folder)
    name = name or folder.name
    files = _files(folder)
    if dry_run and _is_fresh(read_settings()):
        added = len(files)  # nothing is made, not even the database
    else:
        with _store() as store, _usage():
            added = (
                batches.count_new(store, name, [path for path, _ in files])
                if dry_run
                else batches.plan(
                    store, name, folder, files, unit=unit, declared_type=declared_type,
                    actor=_actor(),
                )
            )  # fmt: skip
    size = sum(size for _, size in files)
    if as_json:
        _print(
            {
                "name": name, "folder": str(folder), "files": len(files), "added": added,
                "bytes": size, "dry_run": dry_run,
            }
        )  # fmt: skip
        return
    would = "sẽ lập / would plan" if dry_run else "đã lập / planned"
    click.echo(f"{name}: {would} {added:,} tệp / files ({len(files):,} trong / in {folder},")
    click.echo(f"{size / 1e6:,.1f} MB). Chạy / run: sohoa batch run {quote(name)}")


@command.command()
@_NAME
@click.option("--detach", is_flag=True, help="Submit all files, do not wait until they are read.")
@_JSON
def run(name: str, detach: bool, as_json: bool) -> None:
    """Submit the files of the batch NAME and follow it to its end; a folder is planned first.

    Stopped or killed at any moment, it goes on from there when it is run again. Without a stack
    that runs, it starts one for itself.
    """
    from cli.batch_run import follow

    with _stoppable(name), _store() as store:
        batch = _named_or_planned(store, name)
        status = follow(store, batch, _actor(), detach=detach)
    if as_json:
        _print(status.to_json())
    else:
        click.echo(describe(status))
    well = detach or status.batch.state is BatchState.FINISHED
    sys.exit(0 if well and not status.failures else SOME_FAILED)


@command.command()
@click.argument("name", required=False)
@_JSON
def status(name: str | None, as_json: bool) -> None:
    """How the batch NAME fares, or each of them."""
    with _store() as store:
        chosen = batches.all_batches(store) if name is None else [_get(store, name)]
        figures = [manifest.status(store, batch) for batch in chosen]
    if as_json:
        told_of = [each.to_json() for each in figures]
        _print(told_of if name is None else told_of[0])
    else:
        for each in figures:
            click.echo(describe(each))
        if not figures:
            click.echo("Chưa có đợt nào / there is no batch.")


@command.command()
@_NAME
@click.option("--reason", help="Why, for others to see.")
def pause(name: str, reason: str | None) -> None:
    """Start no more work of the batch NAME; pages that are being read are finished."""
    with _store() as store:
        paused = batches.pause(store, _get(store, name), _actor(), reason)
        batch = _get(store, name)
    words = "đã tạm dừng / paused" if paused else f"không đổi / unchanged: {batch.state}"
    click.echo(f"{name}: {words}")


@command.command()
@_NAME
def resume(name: str) -> None:
    """Go on with the batch NAME; the circuit breaker counts anew."""
    with _store() as store:
        resumed = batches.resume(store, _get(store, name), _actor())
        figures = manifest.status(store, _get(store, name))
        _wake(store)
    if not resumed:
        click.echo(f"{name}: không đổi / unchanged: {figures.batch.state}")
        return
    click.echo(f"{name}: tiếp tục / goes on")
    _tell_what_to_run(figures)


@command.command()
@_NAME
@_JSON
def failures(name: str, as_json: bool) -> None:
    """Failures of the batch NAME, grouped by reason; exit code 3 when there are any."""
    with _store() as store:
        found = manifest.failures(store, _get(store, name))
    codes = Counter(str(each.error.code) for each in found)
    groups = {code: [each for each in found if each.error.code == code] for code in _order(codes)}
    if as_json:
        _print(
            {
                code: {"count": len(group), "failures": [each.to_json() for each in group]}
                for code, group in groups.items()
            }
        )
    else:
        for code, group in groups.items():
            click.echo(f"{code}: {len(group)}. {group[0].error.remedy}")
            for each in group[:_NAMED]:
                page = "" if each.page is None else f", trang / page {each.page}"
                click.echo(f"  {shown(each.path)}{page}: {each.error.message}")
            if len(group) > _NAMED:
                click.echo(f"  … {len(group) - _NAMED} nữa / more: --json")
        if not groups:
            click.echo(f"{name}: không có lỗi / no failures")
    sys.exit(SOME_FAILED if groups else 0)


@command.command()
@_NAME
def retry(name: str) -> None:
    """Try again what failed in the batch NAME: refused files, parked documents and pages."""
    with _store() as store:
        tried = batches.retry(store, _get(store, name), _actor())
        figures = manifest.status(store, _get(store, name))
        _wake(store)
    click.echo(
        f"{name}: thử lại / trying again {tried.files} tệp / files, {tried.jobs} việc / jobs"
    )
    _tell_what_to_run(figures)


@command.command()
@_NAME
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Where the CSV goes.")
@_JSON
def report(name: str, out: Path | None, as_json: bool) -> None:
    """What became of each file of the batch NAME, as CSV; exit code 3 when some failed.

    The totals go to stdout when the CSV goes to --out, else to stderr. With --json they are JSON
    on stdout, and the CSV is only written to --out.
    """
    totals = manifest.Totals()
    with _store() as store:
        rows = totals.counting(manifest.report(store, _get(store, name)))
        if out is not None:
            with whole(out) as part, part.open("w", encoding="utf-8", newline="") as file:
                write_csv(rows, file)
        elif as_json:
            for _ in rows:
                pass
        else:
            _write_stdout(rows)
    told_of = totals.to_json()
    if as_json:
        _print({"name": name, **told_of})
    else:
        click.echo(_one_line(told_of), err=out is None)
    sys.exit(SOME_FAILED if totals.codes else 0)


@command.command()
@click.argument("name", required=False)
@_JSON
def verify(name: str | None, as_json: bool) -> None:
    """Hash all stored files of the batch NAME again, or of the whole store; name what is wrong."""
    found, checked, objects = [], 0, 0
    with _store() as store:
        batch = None if name is None else _get(store, name)
        for some in verification.verify(store, batch):
            found += some.discrepancies
            checked, objects = checked + some.documents, objects + some.objects
    if as_json:
        _print(
            {
                "documents": checked, "objects": objects,
                "discrepancies": [each.to_json() for each in found],
            }
        )  # fmt: skip
    else:
        for each in found:
            click.echo(f"{each.fault}: {each.what} {each.sha256 or ''} {shown(each.path)}".rstrip())
        click.echo(
            f"{checked:,} tài liệu / documents, {objects:,} tệp lưu / stored files:"
            f" {len(found):,} sai lệch / discrepancies"
        )
    sys.exit(SOME_FAILED if found else 0)


def shown(path: str | None) -> str:
    """A path as text; a paper with a secrecy mark has none."""
    return "(mật / secret)" if path is None else os.fsencode(path).decode("utf-8", "replace")


def _order(codes: Counter[str]) -> list[str]:
    return [code for code, _ in codes.most_common()]


def _one_line(told_of: dict[str, Any]) -> str:
    parts = [f"{key} {value}" for key, value in told_of["files"].items()]
    parts += [f"{key} {told_of[key]}" for key in ("pages", "records", "fields_to_review")]
    parts += [f"{key} {value}" for key, value in told_of["failures"].items()]
    return ", ".join(parts)


def _print(body: object) -> None:
    # Names of files may hold bytes that are no text.
    click.echo(json.dumps(body, ensure_ascii=False).encode("utf-8", "replace"))


def _write_stdout(rows: Iterable[manifest.ReportRow]) -> None:
    """Write a report on stdout, in UTF-8 whatever the terminal's encoding is."""
    text = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="")
    write_csv(rows, text)
    text.detach()


def _absolute(folder: Path) -> Path:
    return Path(os.path.abspath(folder))  # noqa: PTH100  # links stay as they were given


def _files(folder: Path) -> list[tuple[str, int]]:
    """The files below a folder, by their paths there, with their sizes."""
    with open_folder(str(folder)) as top:
        return list(files_below(top, follow=True))


def _get(store: Store, name: str) -> Batch:
    with _usage():
        return batches.get_batch(store, name)


@contextmanager
def _usage() -> Iterator[None]:
    """What is asked for does not exist or may not be: that is wrong usage."""
    try:
        yield
    except SohoaError as error:
        if error.code not in (ErrorCode.NOT_FOUND, ErrorCode.NOT_ALLOWED):
            raise
        raise click.UsageError(str(error)) from error


def _named_or_planned(store: Store, name: str) -> Batch:
    """The batch of a name, or of a folder, which is planned when it is not yet."""
    found = batches.find_batch(store, name)
    if found is None and Path(name).is_dir():
        folder = _absolute(Path(name))
        found = batches.batch_of_folder(store, folder)
        if found is None:
            with _usage():
                batches.plan(store, folder.name, folder, _files(folder), actor=_actor())
            name = folder.name
    return found or _get(store, name)


@contextmanager
def _store() -> Iterator[Store]:
    settings = read_settings()
    with told():
        _make_embedded(settings)
        store = open_store(settings)
        try:
            yield store
        finally:
            store.close()


def _make_embedded(settings: Settings) -> None:
    """The embedded database is made when it is first needed; a deployment's is not."""
    if _is_fresh(settings):
        upgrade(settings)


def _is_fresh(settings: Settings) -> bool:
    return not settings.database_url and not (settings.home_dir() / "sohoa.db").exists()


@contextmanager
def _stoppable(name: str) -> Iterator[None]:
    try:
        with stop_once():
            yield
    except KeyboardInterrupt:
        again = f"sohoa batch run {quote(name)}"
        click.echo(f"sohoa: stopped; `{again}` goes on from here.", err=True)
        sys.exit(COULD_NOT_RUN)


def _wake(store: Store) -> None:
    """Wake the workers, if any are there; those that start later look by themselves."""
    from worker.queue import Bell, broker_url

    try:
        broker_url(store.settings)
    except SohoaError:
        return
    Bell(store.settings).ring(store)


def _tell_what_to_run(figures: manifest.Status) -> None:
    name, planned = figures.batch.name, figures.files["planned"]
    by_workers = figures.submitting is not None and figures.submitting.is_open
    if planned and not by_workers:
        click.echo(
            f"{planned:,} tệp chưa nộp / files to be submitted: sohoa batch run {quote(name)}"
        )


def _actor() -> str:
    return getpass.getuser()
