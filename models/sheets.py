"""Tables as CSV files and as workbooks, written row by row."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from models.spreadsheets import harmless

Cell = str | float | date | None
# What Excel takes: rows of a sheet, characters of a cell; its calendar holds no other days.
MOST_ROWS, LONGEST = 1_048_576, 32_767
FIRST_YEAR = 1901
_WIDTH = 22


class Table(Protocol):
    """Rows that are added one after the other; `cut` of their cells were too long to be whole."""

    cut: int

    def add(self, cells: Sequence[Cell]) -> None:
        """Write a row."""


class _CsvTable:
    def __init__(self, file: Any) -> None:
        self.cut = 0
        self._writer = csv.writer(file)

    def add(self, cells: Sequence[Cell]) -> None:
        self._writer.writerow([_in_csv(cell) for cell in cells])


def _in_csv(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    return harmless(cell) if isinstance(cell, str) else str(cell)


@contextmanager
def csv_table(path: Path, headings: Sequence[Sequence[str]]) -> Iterator[Table]:
    """A CSV file (RFC 4180) in UTF-8, with the mark at its beginning that tells Excel so."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = _CsvTable(file)
        for heading in headings:
            table.add(heading)
        yield table


class _SheetTable:
    """A sheet; what does not fit goes on in another one with the same headings."""

    def __init__(self, book: Book, title: str, headings: Sequence[Sequence[str]]) -> None:
        self.cut = 0
        self._book, self._title, self._headings = book, title, headings
        self._sheets = 0
        self._begin()

    def _begin(self) -> None:
        self._sheets += 1
        number = f" {self._sheets}" if self._sheets > 1 else ""
        self._sheet: Worksheet = self._book.workbook.add_worksheet(f"{self._title}{number}")
        self._sheet.set_column(0, len(self._headings[0]) - 1, _WIDTH)
        self._sheet.freeze_panes(len(self._headings), 0)
        for row, heading in enumerate(self._headings):
            for column, cell in enumerate(heading):
                self._sheet.write_string(row, column, cell, self._book.heading)
        self._row = len(self._headings)

    def add(self, cells: Sequence[Cell]) -> None:
        if self._row == MOST_ROWS:
            self._begin()
        for column, cell in enumerate(cells):
            self._put(column, cell)
        self._row += 1

    def _put(self, column: int, cell: Cell) -> None:
        if cell is None or cell == "":
            return
        at, book = (self._row, column), self._book
        if isinstance(cell, datetime):
            self._sheet.write_datetime(*at, cell, book.moment)
        elif isinstance(cell, date):
            self._sheet.write_datetime(*at, cell, book.day)
        elif isinstance(cell, str):
            # As text: it is no formula, and "012" is no number, also when somebody edits it.
            if len(cell) > LONGEST:
                self.cut += 1
                cell = f"{cell[: LONGEST - 1]}…"
            self._sheet.write_string(*at, cell, book.text)
        else:
            self._sheet.write_number(*at, cell)


class Book:
    """A workbook that is being written."""

    def __init__(self, path: Path) -> None:
        # The parts of it, too, lie where they are deleted whatever happens.
        options = {"constant_memory": True, "tmpdir": str(path.parent)}
        self.workbook = Workbook(str(path), options)
        self.text = self.workbook.add_format({"num_format": "@"})
        self.day = self.workbook.add_format({"num_format": "dd/mm/yyyy"})
        self.moment = self.workbook.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        self.heading = self.workbook.add_format({"bold": True, "num_format": "@"})

    def table(self, title: str, headings: Sequence[Sequence[str]]) -> Table:
        """A further sheet; rows of several ones may be added in turn."""
        return _SheetTable(self, title, headings)


@contextmanager
def workbook(path: Path) -> Iterator[Book]:
    """A workbook, row by row in constant memory; it is no whole file before the block ends."""
    book = Book(path)
    try:
        yield book
    finally:
        book.workbook.close()
