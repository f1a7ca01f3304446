"""Cells of text files that spreadsheets open."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

# What makes a spreadsheet take a cell for a formula, or for a command (OWASP, CSV injection).
_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_MARK = "'"


def harmless(cell: str) -> str:
    """A cell that is shown as it stands, and never worked out: an apostrophe goes before it.

    So it does before a cell that begins with one: `restored` has nothing to guess.
    """
    return f"{_MARK}{cell}" if cell.lstrip(" ").startswith((*_BEGINNINGS, _MARK)) else cell


def restored(cell: str) -> str:
    """The text whose `harmless` is `cell`."""
    return cell.removeprefix(_MARK)


def csv_line(cells: Iterable[object]) -> str:
    """A line of a CSV file (RFC 4180) of cells that are harmless."""
    written = io.StringIO()
    csv.writer(written).writerow([harmless(str(cell)) for cell in cells])
    return written.getvalue()
