"""Rows of lists, as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from models.doctypes import DocumentType, document_types
from models.values.said import shown
from models.values.text import fold
from webui.language import language

# What names a paper best, of whatever type.
_NAMING = (
    "so_ky_hieu",
    "so",
    "so_phieu",
    "so_giay_phep",
    "so_phat_hanh",
    "ma_ho_so",
    "so_dinh_danh",
)
_TELLING = (
    "trich_yeu",
    "ho_ten",
    "nguoi_nop",
    "ten_ho_kinh_doanh",
    "chu_dau_tu",
    "noi_dung_yeu_cau",
)
_SNIPPET = 160


@dataclass(frozen=True, slots=True)
class ShownField:
    """A field as a list shows it."""

    id: str
    title: str
    text: str
    rows: tuple[str, ...]
    action: str
    flagged: bool
    method: str


def title_of(kind: DocumentType | None, type_id: str) -> str:
    """What a type is called."""
    if kind is None:
        return type_id
    return kind.title if language() == "vi" else kind.english


def as_text(kind: str, value: Any) -> str:
    """A value, or a row of a list, in one line."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return " · ".join(str(cell) for cell in value.values() if cell)
    if isinstance(value, list | tuple):
        return "; ".join(as_text(kind, row) for row in value)
    return shown(kind, str(value))


def shown_fields(kind: DocumentType | None, fields: Mapping[str, Any]) -> list[ShownField]:
    """The fields of a record in the order of its type."""
    types = {item.id: item for item in kind.field} if kind else {}
    names = [name for name in types if name in fields] + [n for n in fields if n not in types]
    found = []
    for name in names:
        field, known = fields[name], types.get(name)
        value = field["value"]
        value_kind = known.kind if known else "text"
        rows = tuple(as_text(value_kind, row) for row in value) if isinstance(value, list) else ()
        title = name if known is None else known.title if language() == "vi" else known.english
        found.append(
            ShownField(
                name, title, as_text(value_kind, value), rows,
                field.get("review", {}).get("action", ""), field["needs_review"], field["method"],
            )
        )  # fmt: skip
    return found


def listed(rows: Sequence[Any], words: str) -> list[dict[str, Any]]:
    """Records for a table: what names them, and where the words were found."""
    kinds = document_types()
    return [
        {
            "row": row,
            "type": title_of(kinds.get(row.type), row.type),
            "name": _first(row.fields, _NAMING),
            "about": _first(row.fields, _TELLING),
            "snippet": snippet(row.fields.values(), words) if words else None,
        }
        for row in rows
    ]


def _first(fields: Mapping[str, Any], names: Iterable[str]) -> str:
    for name in names:
        if name in fields and fields[name]["value"]:
            text = as_text("text", fields[name]["value"])
            return text if len(text) <= _SNIPPET else f"{text[:_SNIPPET]}…"
    return ""


def snippet(fields: Iterable[Mapping[str, Any]], words: str) -> Markup | None:
    """The first value that bears one of the words, with them marked; None: the pages bear them."""
    sought = [fold(word) for word in words.split()]
    for field in fields:
        text = as_text("text", field["value"])
        tokens = text[: 20 * _SNIPPET].split(" ")
        marked = [any(word in fold(token) for word in sought) for token in tokens]
        if any(marked):
            first = max(0, marked.index(True) - 8)
            parts = [
                Markup("<mark>{}</mark>").format(token[:_SNIPPET])
                if hit
                else escape(token[:_SNIPPET])
                for token, hit in list(zip(tokens, marked, strict=True))[first : first + 24]
            ]
            return Markup(" ").join(parts)
    return None
