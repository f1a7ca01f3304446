"""`sohoa text`: the recognized text alone."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import click

from cli.inputs import read_settings
from extractors.run import Input, run_inputs
from models.errors import SohoaError
from models.extraction import Result, Status


@click.command()
@click.argument("path", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--page", type=click.IntRange(min=1), help="Only this page.")
def command(path: Path, page: int | None) -> None:
    """Print the text of PATH in reading order, pages separated by a form feed."""
    try:
        with closing(run_inputs([Input(path, path.name)], read_settings(), jobs=2)) as results:
            result = next(results)
    except SohoaError as error:
        click.echo(f"sohoa: {error}", err=True)
        sys.exit(1)
    if result.error is not None:
        click.echo(f"{path}: {result.error.code}: {result.error}", err=True)
        sys.exit(3)
    if page is not None and page > len(result.pages):
        raise click.UsageError(f"{path} has {len(result.pages)} pages.")
    shown = result.pages if page is None else result.pages[page - 1 : page]
    # UTF-8 whatever the terminal's encoding is.
    click.echo("\f".join(item.text for item in shown).encode("utf-8", "replace"))
    sys.exit(_warn(path, result))


def _warn(path: Path, result: Result) -> int:
    if result.status is Status.OK:
        return 0
    click.echo(f"{path}: some pages could not be read.", err=True)
    return 3
