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


@contextmanager
def writing() -> Iterator[None]:
    """Say on stderr that files cannot be written, with the cure, and end with exit code 1."""
    try:
        yield
    except BrokenPipeError:
        raise  # whoever read stdout wants no more, which click ends on
    except OSError as error:
        click.echo(f"sohoa: cannot write: {error}. Free space or check permissions.", err=True)
        sys.exit(COULD_NOT_RUN)
