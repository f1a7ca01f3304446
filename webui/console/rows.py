"""Rows of lists, as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markupsafe import Markup, escape

from models.doctypes import DocumentType, FieldType, document_types
from models.store.passages import densest
from models.values.said import shown
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


# What a list shows of one value, and a line of a record before it is folded.
_IN_LIST, LONG = 240, 600
_SURE = 0.5


@dataclass(frozen=True, slots=True)
class ShownField:
    """A field as a page shows it.

    Attributes:
        rows: Of a list, one text for each.
        action: What a person did with it; by whom and when.
        pages: Where it stands.
        band: How sure the machine was: `sure`, `doubtful`, `unsure`.
        before: The value of the version before, when it was another one.
    """

    id: str
    title: str
    text: str
    rows: tuple[str, ...]
    action: str
    flagged: bool
    method: str
    by: str = ""
    at: datetime | None = None
    pages: tuple[int, ...] = ()
    band: str = ""
    raw: str = ""
    before: str | None = None


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
        # Cells of rows have no kinds of their own here; what looks like a date is one.
        return " · ".join(shown("datetime", str(cell)) for cell in value.values() if cell)
    if isinstance(value, list | tuple):
        return "; ".join(as_text(kind, row) for row in value)
    return shown(kind, str(value))


def shown_fields(
    kind: DocumentType | None, fields: Mapping[str, Any],
    changed: Mapping[str, tuple[Any, Any]] | None = None,
) -> list[ShownField]:  # fmt: skip
    """The fields of a record in the order of its type."""
    types = {item.id: item for item in kind.field} if kind else {}
    names = [name for name in types if name in fields] + [n for n in fields if n not in types]
    return [
        _shown_field(name, types.get(name), fields[name], (changed or {}).get(name))
        for name in names
    ]  # fmt: skip


def _shown_field(
    name: str, known: FieldType | None, field: Mapping[str, Any],
    changed: tuple[Any, Any] | None,
) -> ShownField:  # fmt: skip
    value, review = field["value"], field.get("review", {})
    kind = known.kind if known else "text"
    title = name if known is None else known.title if language() == "vi" else known.english
    rows = tuple(as_text(kind, row) for row in value) if isinstance(value, list) else ()
    text = as_text(kind, value)
    raw = field.get("raw")
    # Of a value that is not there no place is told.
    method = field["method"] if text or rows or review else "none"
    return ShownField(
        name, title, text, rows, review.get("action", ""), field["needs_review"], method,
        review.get("by", ""),
        datetime.fromisoformat(review["at"]) if review.get("at") else None,
        tuple(dict.fromkeys(item["page"] for item in field.get("evidence", ()))),
        band_of(field), raw if isinstance(raw, str) and raw != text else "",
        None if changed is None else as_text(kind, changed[0]),
    )  # fmt: skip


def band_of(field: Mapping[str, Any]) -> str:
    """How sure a value is, in three bands: numbers in running text help nobody."""
    if not field["needs_review"]:
        return "sure"
    return "doubtful" if field["confidence"] >= _SURE and field["value"] else "unsure"


def listed(rows: Sequence[Any], words: str) -> list[dict[str, Any]]:
    """Records for a table: what names them, and where the words were found."""
    kinds = document_types()
    return [
        {
            "row": row,
            "type": title_of(kinds.get(row.type), row.type),
            "name": short(_first(row.fields, _NAMING)),
            "about": short(_first(row.fields, _TELLING)),
            "snippet": snippet(row.fields.values(), words) if words.strip() else None,
        }
        for row in rows
    ]


def _first(fields: Mapping[str, Any], names: Iterable[str]) -> str:
    for name in names:
        if name in fields and fields[name]["value"]:
            text = as_text("text", fields[name]["value"])
            return text if len(text) <= _SNIPPET else f"{text[:_SNIPPET]}…"
    return ""


def short(text: str) -> str:
    """A value as a list shows it."""
    return text if len(text) <= _IN_LIST else f"{text[: _IN_LIST - 1]}…"


def snippet(fields: Iterable[Mapping[str, Any]], words: str) -> Markup | None:
    """Of values the words around what is sought, marked; None: none bears it, but a page does."""
    best, most = None, 0
    for field in fields:
        text = as_text("text", field["value"])
        found = densest(text[: 20 * _SNIPPET].split(" "), words)
        count = len({token for token, hit in found if hit}) if found else 0
        if found and count > most:
            best, most = found, count
    return None if best is None else marked(best)


def marked(tokens: Iterable[tuple[str, bool]]) -> Markup:
    """Words in one line, those that were sought marked."""
    parts = [
        Markup("<mark>{}</mark>").format(token[:_SNIPPET]) if hit else escape(token[:_SNIPPET])
        for token, hit in tokens
    ]
    return Markup(" ").join(parts)
