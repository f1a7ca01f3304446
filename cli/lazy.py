"""Groups of commands of which only the one that is called is imported."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import click


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, to start fast.

    Args:
        package: Where the module of each command lies, which defines `command`.
        told: What each command does, by its name.
        attributes: Of any group.
    """

    def __init__(self, *, package: str, told: Mapping[str, str], **attributes: Any) -> None:
        super().__init__(**attributes)
        self._package, self._told = package, told

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all commands."""
        return sorted(self._told)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in self._told:
            return None
        module = importlib.import_module(f"{self._package}.{cmd_name}")
        found = module.command
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(self._told.items()))
