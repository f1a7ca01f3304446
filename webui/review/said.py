"""What a person types, as values; and what the checks say of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row

from models.doctypes import DocumentType, FieldType
from models.errors import ErrorCode, SohoaError
from models.extraction import Severity
from models.store.decisions import NO_VALUE, Action, broken_rules, type_of
from models.values.checks import Problem
from models.values.registry import MESSAGES
from models.values.said import read_said
from webui.language import N_, _, language, local

NOTHING = N_("Nothing is typed. F8: cannot be read, F9: not on the paper.")


def value_of(
    version: Row[Any], name: str, action: Action, text: Any
) -> tuple[Any, list[str]]:  # fmt: skip
    """The value of what was typed into a field, and what is doubtful about it.

    Raises:
        SohoaError: `not_allowed`: the record has no such field.
    """
    if name not in version.fields:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "The record has no such field.", "Load the page again."
        )
    if action is Action.CONFIRMED:
        return version.fields[name]["value"], _nothing_read(version.fields[name])
    if action is Action.UNSURE and text is None:
        return version.fields[name]["value"], []
    if action in NO_VALUE:
        return None, []
    value, problems = _read(version, name, text)
    # Whoever is not sure is not asked whether they are.
    return value, [] if action is Action.UNSURE else problems


def _nothing_read(found: Mapping[str, Any]) -> list[str]:
    """Nothing is no reading to confirm, where something was to be read."""
    return [] if found["value"] or not found["needs_review"] else [_(NOTHING)]


def _read(version: Row[Any], name: str, text: Any) -> tuple[Any, list[str]]:
    kind = type_of(version)
    known = next((item for item in kind.field if item.id == name), None) if kind else None
    if known is None:
        return text, []
    if known.many:
        return _rows(known, text)
    return _single(known, text if isinstance(text, str) else "")


def _single(known: FieldType, text: str) -> tuple[Any, list[str]]:
    if not text.strip():
        return None, [_(NOTHING)]
    found = read_said(known.kind, text, values=known.values)
    return found.value, [local(MESSAGES[code]) for code in found.problems]


def _rows(known: FieldType, text: Any) -> tuple[Any, list[str]]:
    rows: list[Any] = []
    problems: list[str] = []
    for row in text if isinstance(text, list) else []:
        if isinstance(row, Mapping):
            found = {
                key: read_said(known.cell_kinds.get(key, "text"), str(row.get(key, "")))
                for key in known.cells
            }
            problems += [local(MESSAGES[code]) for cell in found.values() for code in cell.problems]
            cells = {key: cell.value or "" for key, cell in found.items()}
            if any(cells.values()):
                rows.append(cells)
        elif (value := read_said("text", str(row)).value) is not None:
            rows.append(value)
    if not rows:
        problems.append(_(NOTHING))
    return rows or None, problems


def judged(version: Row[Any], values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rules that the values break: which fields, how bad, what to look at."""
    kind = type_of(version)
    return [
        {"fields": list(p.fields), "hard": p.severity == "hard", "text": _told(kind, p)}
        for p in broken_rules(kind, version.fields, values)
    ]


def _told(kind: DocumentType | None, problem: Problem) -> str:
    """What to look at, and where: "Ngày hẹn trả – Ngày tiếp nhận: …"."""
    named = {item.id: called(item) for item in kind.field} if kind is not None else {}
    places = " – ".join(named.get(name, name) for name in problem.fields)
    return f"{places}: {local(problem.message)}"


def called(known: FieldType) -> str:
    """What a field is called in the person's language."""
    return known.english.capitalize() if language() == "en" else known.title


def stopping(version: Row[Any], values: Mapping[str, Any]) -> list[str]:
    """What keeps a record from being approved without a senior's reason."""
    own = [item for item in version.issues if item["severity"] == Severity.BLOCK]
    broken = [item["text"] for item in judged(version, values) if item["hard"]]
    return broken + [local(item["message"]) for item in own]
