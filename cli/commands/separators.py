"""`sohoa separators`: sheets to print and to lay between papers before they are scanned."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cli.progress import COULD_NOT_RUN

KINDS = ("qr", "patch-t")
MOST_LETTERS = 100


@click.command()
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("separators.pdf"),
    show_default=True,
    help="The PDF to write.",
)
@click.option(
    "--count", type=click.IntRange(1, 1000), default=10, show_default=True, help="Sheets."
)
@click.option(
    "--kind",
    type=click.Choice(KINDS),
    default=KINDS[0],
    show_default=True,
    help="A QR code, or the bars of PATCH-T, which scanners know themselves.",
)
@click.option("--unit", help="The unit that the papers behind the sheets belong to.")
@click.option("--type", "type_id", help="Their document type, one of `sohoa types`.")
def command(out: Path, count: int, kind: str, unit: str | None, type_id: str | None) -> None:
    """Write separator sheets to print on A4, one before each paper of a stack.

    A stack that is scanned with them is split at them and nowhere else.
    """
    _check(kind, unit, type_id)
    from extractors.separators import Hint
    from extractors.sheets import Kind, separator_sheets
    from extractors.whole import whole

    data = separator_sheets(Kind(kind), Hint(unit, type_id), count)
    try:
        with whole(out) as part:
            part.write_bytes(data)
    except OSError as error:
        click.echo(f"sohoa: cannot write {out}: {error.strerror}.", err=True)
        sys.exit(COULD_NOT_RUN)
    click.echo(f"{out}: {count}")


def _check(kind: str, unit: str | None, type_id: str | None) -> None:
    """Refuse what a sheet cannot say."""
    from models.doctypes import document_types

    if kind != KINDS[0] and (unit or type_id):
        raise click.UsageError("The bars of PATCH-T say no unit and no type; use --kind qr.")
    if unit is not None and len(unit) > MOST_LETTERS:
        raise click.UsageError(f"--unit has more than {MOST_LETTERS} letters.")
    if type_id is not None and type_id not in document_types():
        known = ", ".join(document_types())
        raise click.UsageError(f"There is no type {type_id!r}; known: {known}.")
