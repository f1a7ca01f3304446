"""`sohoa export verify`: whether packages for an archive are whole."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from cli.progress import COULD_NOT_RUN, SOME_FAILED
from cli.told import told


@click.command()
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--no-schemas", is_flag=True, help="Do not hold METS and ALTO against XML Schemas.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a package.")
def command(paths: tuple[Path, ...], no_schemas: bool, as_json: bool) -> None:
    """Check each package in PATHS, packages or folders of them; exit code 3 when one is faulty.

    The bag and all its digests, METS and ALTO by their XML Schemas, the digests in the METS, that
    everything in it is there and nothing else, and the names of files.
    """
    from worker.export.verify import faults, missing_papers, packages

    found = [package for path in paths for package in packages(path)]
    if not found:
        raise click.UsageError("There is no package there.")
    faulty = 0
    try:
        with told():
            for package in found:
                wrong = faults(package, with_schemas=not no_schemas)
                faulty += bool(wrong)
                if as_json:
                    body = {"package": package.name, "faults": [each.to_json() for each in wrong]}
                    click.echo(json.dumps(body, ensure_ascii=False))
                    continue
                for each in wrong:
                    click.echo(f"{package.name}: {each.code}: {each.what}")
                if not wrong:
                    lacking = missing_papers(package)
                    rest = f", lacking papers that it names: {lacking}" if lacking else ""
                    click.echo(f"{package.name}: sound{rest}")
    except OSError as error:
        click.echo(f"sohoa: cannot read: {error}. Check that it is there and readable.", err=True)
        sys.exit(COULD_NOT_RUN)
    sys.exit(SOME_FAILED if faulty else 0)
