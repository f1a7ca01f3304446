"""Registers ("sổ"): the records of a type as a table for people."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Row

from models.doctypes import DocumentType, FieldType
from models.sheets import FIRST_YEAR, Cell, Table, csv_table, workbook
from models.store.audit import note
from models.store.database import Store
from models.store.registers import Register, listed
from models.store.tables import day_of
from worker.export.values import as_text

# What stands before the fields: ids, and what people call them.
ABOUT = {
    "record": "Mã bản ghi",
    "version": "Phiên bản",
    "state": "Trạng thái",
    "unit": "Mã đơn vị",
    "unit_name": "Đơn vị",
    "made": "Ngày số hóa",
    "dossier": "Mã hồ sơ TTHC",
    "digitization_code": "Mã kết quả số hóa",
}
OF_ITEM = {
    "record": "Mã bản ghi",
    "field": "Mã trường",
    "title": "Trường",
    "position": "Thứ tự",
    "value": "Giá trị",
}
_OF_FIELD = (
    "Mã trường",
    "Trường",
    "Tiếng Anh",
    "Loại giá trị",
    "Danh sách",
    "Bắt buộc",
    "Nhạy cảm",
)
_STATES = "approved: đã duyệt; review: chờ rà soát; accepted: tự động chấp nhận; withdrawn: đã rút"
_RECORDS, _ITEMS, _NOTES = "Hồ sơ", "Danh sách", "Ghi chú"
_DECIMAL = {"area", "length", "money"}
# Of more digits a spreadsheet keeps only the first fifteen.
_PLAIN = re.compile(r"(?:0|[1-9]\d*)(?:\.\d+)?")
_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Written:
    """What a register holds: records, items of lists, and cells that were too long to be whole."""

    records: int
    items: int
    cut: int


def items_path(path: Path) -> Path:
    """Where the items of lists go beside a CSV file."""
    return path.with_name(f"{path.stem}.lists{path.suffix}")


def has_lists(kind: DocumentType) -> bool:
    """Whether some field of a type is a list."""
    return any(field.many for field in kind.field)


def write_register(
    store: Store, kind: DocumentType, register: Register, path: Path, *, actor: str,
    items: Path | None = None, as_workbook: bool = False,
) -> Written:  # fmt: skip
    """Write the records that a register lists.

    Args:
        store: Where records are kept.
        kind: Their type.
        register: Which ones.
        path: The file.
        actor: Who wants it; the audit tells.
        items: The file of the items of lists, beside a CSV file whose type has some.
        as_workbook: Whether it is one, in which lists are a sheet, rather than a CSV file.

    Raises:
        SohoaError: `not_found`, `database_unavailable`.
    """
    count, made = 0, 0
    opened = _in_workbook(kind, path) if as_workbook else _in_csv(kind, path, items)
    with opened as (table, listing), store.snapshot() as connection:
        for row in listed(connection, register):
            table.add(_cells(kind, row))
            count += 1
            for cells in _items(kind, row):
                listing.add(cells)
                made += 1
    with store.write() as connection:
        details = {
            "type": register.type, "unit": register.unit, "all_states": register.all_states,
            "since": register.since and register.since.isoformat(),
            "until": register.until and register.until.isoformat(), "records": count,
        }  # fmt: skip
        note(store, connection, "export_register", register.type, actor=actor, details=details)
    return Written(count, made, table.cut + listing.cut)


@contextmanager
def _in_workbook(kind: DocumentType, path: Path) -> Iterator[tuple[Table, Table]]:
    with workbook(path) as book:
        main, listing = _heads(kind)
        yield book.table(_RECORDS, main), book.table(_ITEMS, listing)
        notes = book.table(_NOTES, [_OF_FIELD])
        notes.add(["state", ABOUT["state"], "state", _STATES])
        for field in kind.field:
            notes.add(_told(field))


@contextmanager
def _in_csv(kind: DocumentType, path: Path, items: Path | None) -> Iterator[tuple[Table, Table]]:
    main, listing = _heads(kind)
    with ExitStack() as files:
        table = files.enter_context(csv_table(path, main))
        # Of a type without lists nothing is added to the second one.
        beside = table if items is None else files.enter_context(csv_table(items, listing))
        yield table, beside


Headings = list[list[str]]


def _heads(kind: DocumentType) -> tuple[Headings, Headings]:
    """Of records, and of items of lists: what people call the columns, and below that their ids."""
    fields = {field.id: field.title for field in kind.field}
    columns = ABOUT | fields, OF_ITEM | _cell_titles(kind)
    main, listing = ([list(each.values()), list(each)] for each in columns)
    return main, listing


def _cell_titles(kind: DocumentType) -> dict[str, str]:
    """The cells of all fields whose items are rows."""
    return {name: title for field in kind.field for name, title in field.cells.items()}


def _told(field: FieldType) -> list[Cell]:
    marks = ["có" if mark else "" for mark in (field.many, field.required, field.sensitive)]
    return [field.id, field.title, field.english, field.kind, *marks]


def _cells(kind: DocumentType, row: Row[Any]) -> list[Cell]:
    about: list[Cell] = [
        str(row.id), row.version, row.state, row.unit, row.unit_name, day_of(row.created_at),
        row.dossier, row.digitization_code,
    ]  # fmt: skip
    return about + [cell_of(field.kind, _value(row, field.id)) for field in kind.field]


def _value(row: Row[Any], name: str) -> Any:
    # A version that an older program has made may lack it.
    return row.fields.get(name, {}).get("value")


def _items(kind: DocumentType, row: Row[Any]) -> Iterator[list[Cell]]:
    names = list(_cell_titles(kind))
    for field in kind.field:
        value = _value(row, field.id)
        if not field.many or not isinstance(value, list):
            continue
        for position, item in enumerate(value, start=1):
            cells = item if isinstance(item, Mapping) else {}
            yield [
                str(row.id), field.id, field.title, position,
                None if cells else cell_of(field.kind, item),
                *(cell_of(field.cell_kinds.get(name, "text"), cells.get(name)) for name in names),
            ]  # fmt: skip


def cell_of(kind: str, value: Any) -> Cell:
    """A value as a cell: whole dates, times and plain decimals as such, all others as text.

    A partial date stays text: nobody may take it for the first of the month. So does what is no
    day of the calendar, for the paper's own misprints are kept.
    """
    if value is None:
        return None
    text = as_text(value)
    if kind == "date":
        return _moment(date, text, len("2026-01-31"))
    if kind == "datetime":
        return _moment(datetime, text, len("2026-01-31T08:30"))
    is_number = kind in _DECIMAL and _PLAIN.fullmatch(text) and len(text) <= _DIGITS
    return float(text) if is_number else text


def _moment(read: type[date], text: str, length: int) -> Cell:
    if len(text) != length:
        return text
    try:
        found = read.fromisoformat(text)
    except ValueError:
        return text
    return found if found.year >= FIRST_YEAR else text
