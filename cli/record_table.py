"""Records as a table that a person reads."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

# Columns of a table that is written to a pipe or a log.
LOG_WIDTH = 140
_SHOWN = ("loai_van_ban", "so_ky_hieu", "ngay_ban_hanh", "trich_yeu")


def print_records(rows: Iterable[Any]) -> None:
    """Print rows of `models.store.search.find` on stdout."""
    table = Table(title="Hồ sơ / Records")
    for title in ("file", "state", "pages", "kind", "number", "date", "subject", "to review"):
        table.add_column(title, overflow="ellipsis" if title == "subject" else "fold")
    for row in rows:
        table.add_row(*_cells(row))
    # Brackets in what papers say are no markup.
    width = None if sys.stdout.isatty() else LOG_WIDTH
    Console(markup=False, emoji=False, highlight=False, width=width).print(table)


def _cells(row: Any) -> Sequence[str]:
    def value(name: str) -> str:
        found = row.fields.get(name)
        return "" if found is None or found["value"] is None else str(found["value"])

    return (
        row.file_name or "", row.state, str(len(row.pages)), *(value(name) for name in _SHOWN),
        f"{row.flagged}/{len(row.fields)}",
    )  # fmt: skip
