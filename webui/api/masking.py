"""Personal data is shown only to who may see it (Luật 91/2025/QH15; Nghị định 356/2025/NĐ-CP).

It is hidden here, where a record becomes an answer, and nowhere else: by what kind of value a field
of a document type is. What runs on in free text is not looked through.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.doctypes import DocumentType, FieldType
from models.personal import BIRTH, ETHNIC, NAMING

# Of these a part is shown, so that one who knows the value recognizes it; of the others nothing.
_PARTLY = {"personal_id": (3, 4), "phone": (0, 3), "email": (1, 0)}
_PERSONAL = NAMING | {ETHNIC}
# Cells of lists, whose kinds no type names.
_CELLS = {"ho_ten": "person_name", "so_giay_to": "personal_id", "dia_chi": "address"}
_DOT = "•"
# What of a field tells its value besides `value`.
_TELLING = ("raw", "alternatives", "units", "issues")


def is_personal(known: FieldType) -> bool:
    """Whether a field bears personal data."""
    return known.kind in _PERSONAL or known.sensitive or known.id.endswith(BIRTH)


def masked_fields(kind: DocumentType | None, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of a record with personal data hidden; of an unknown type nothing is shown."""
    known = {item.id: item for item in kind.field} if kind else {}
    return {name: _field(known.get(name), field) for name, field in fields.items()}


def _field(known: FieldType | None, field: Mapping[str, Any]) -> dict[str, Any]:
    value = field["value"]
    if known is not None and known.kind == "row" and isinstance(value, list):
        shown = [_row(known, row) for row in value]
        if shown == value:
            return dict(field)
    elif known is not None and not is_personal(known):
        return dict(field)
    else:
        shown = _masked(known.kind if known else "", value)
    kept = {name: part for name, part in field.items() if name not in _TELLING}
    return {**kept, "value": shown, "masked": True}


def _row(known: FieldType, row: Any) -> Any:
    if not isinstance(row, Mapping):
        return None
    kinds = {**_CELLS, **known.cell_kinds}
    return {
        name: _masked(kinds.get(name, ""), cell)
        if kinds.get(name) in _PERSONAL or name.endswith(BIRTH)
        else cell
        for name, cell in row.items()
    }


def _masked(kind: str, value: Any) -> Any:
    if isinstance(value, list):
        return [_masked(kind, item) for item in value]
    if not isinstance(value, str) or kind not in _PARTLY:
        return None
    first, last = _PARTLY[kind]
    if kind == "email":
        name, _, host = value.partition("@")
        return f"{name[:first]}{_DOT * 3}@{host}" if host else None
    if len(value) < first + last + 3:
        return None
    return value[:first] + _DOT * (len(value) - first - last) + (value[-last:] if last else "")
