"""`sohoa export`: records go out of the house."""

from __future__ import annotations

import click

from cli.lazy import LazyGroup

COMMANDS = {
    "archive": "Make packages for an archive, one for each dossier.",
    "verify": "Check that packages are whole.",
}


@click.group(cls=LazyGroup, package="cli.commands.exports", told=COMMANDS)
def command() -> None:
    """Hand records over: packages for an archive."""
