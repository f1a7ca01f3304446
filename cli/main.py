"""Entry point of `sohoa`."""

from __future__ import annotations

import click

from cli.lazy import LazyGroup

COMMANDS = {
    "audit": "Check that nobody has changed what was noted.",
    "batch": "Read the folders of an archive in bulk.",
    "client": "Add, list and disable systems that use the API.",
    "db": "Upgrade, check or back up the database.",
    "digitize": "Read scans and write records, text and searchable PDFs.",
    "doctor": "Check what is installed and say what mends what is missing.",
    "eval": "Score a data set: accuracy, trust, speed.",
    "export": "Hand records over in files: archive, registers, data lake, open data.",
    "master": "Import, list and show agencies, places, procedures.",
    "parked": "List what was given up, and try it again.",
    "quarantine": "List, release or purge papers with a secrecy mark.",
    "report": "Count the indicators, list what is behind them, report.",
    "separators": "Write separator sheets to print for stacks.",
    "service": "Run one service of the stack.",
    "text": "Print the recognized text of one file.",
    "train": "Make the trained models again from texts.",
    "types": "List document types, or the fields of one.",
    "unit": "Add and list units.",
    "user": "Add, list and disable accounts.",
    "up": "Run the whole stack on this machine.",
    "webhook": "List webhooks, and tell again what was given up.",
}


@click.group(
    cls=LazyGroup,
    package="cli.commands",
    told=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="sohoa")
def main() -> None:
    """Số hóa: scanned Vietnamese administrative records in, checked records out."""
    from cli.logs import log_to_stderr

    log_to_stderr()
