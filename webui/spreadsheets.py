"""Cells of files that spreadsheets open."""

from __future__ import annotations

# What makes a spreadsheet take a cell for a formula, or for a command (OWASP, CSV injection).
_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(cell: str) -> str:
    """A cell that is shown as it stands, and never worked out."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_BEGINNINGS) else cell
