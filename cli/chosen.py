"""What several commands are told to choose by: units and days."""

from __future__ import annotations

from datetime import date, datetime

import click

from models.store.database import Store
from models.store.units import below


def chosen_units(store: Store, code: str | None) -> tuple[str, ...] | None:
    """A unit and those below it; None: all there are.

    Raises:
        click.UsageError: There is no such unit.
    """
    if code is None:
        return None
    with store.read() as connection:
        found = below(connection, code)
    if found == ():
        raise click.UsageError(f"There is no unit {code!r}; see `sohoa unit list`.")
    return found


def chosen_days(
    since: datetime | None, until: datetime | None
) -> tuple[date | None, date | None]:  # fmt: skip
    """The first and the last day that were given; None: open.

    Raises:
        click.UsageError: No day lies between them.
    """
    first, last = since and since.date(), until and until.date()
    if first and last and last < first:
        raise click.UsageError(f"--until {last} is before --since {first}.")
    return first, last
