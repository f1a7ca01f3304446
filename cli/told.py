"""How a command ends that could not do what it was asked for."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from cli.progress import COULD_NOT_RUN
from models.errors import SohoaError


@contextmanager
def told() -> Iterator[None]:
    """Say on stderr why, with the cure, and end with exit code 1."""
    try:
        yield
    except SohoaError as error:
        click.echo(f"sohoa: {error}", err=True)
        sys.exit(COULD_NOT_RUN)
