"""What is asked for in the address of a list, checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from models.doctypes import DocumentType, document_types
from models.store.leases import Stage
from models.store.records import RecordState
from models.store.tables import midnight
from webui.language import language

_MOST_CHARACTERS = 200
_LARGEST, _MOST_DIGITS = 2**31 - 1, 12
_TYPED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Filters:
    """Filters as a person has chosen them; what means nothing is left out and told in `wrong`.

    Attributes:
        since: The first day.
        until: The last day.
        wrong: Names of filters that were not understood.
    """

    words: str = ""
    unit: str = ""
    type: str = ""
    state: str = ""
    stage: str = ""
    since: date | None = None
    until: date | None = None
    field: str = ""
    contains: str = ""
    wrong: tuple[str, ...] = ()

    @property
    def first_moment(self) -> datetime | None:
        """When the first day begins here."""
        return None if self.since is None else midnight(self.since)

    @property
    def end(self) -> datetime | None:
        """When the last day is over here."""
        return None if self.until is None else midnight(self.until + timedelta(days=1))

    def args(self) -> dict[str, Any]:
        """The filters as they stand in an address."""
        found = {
            "q": self.words, "unit": self.unit, "type": self.type, "state": self.state,
            "stage": self.stage, "from": self.since and self.since.isoformat(),
            "to": self.until and self.until.isoformat(), "field": self.field,
            "contains": self.contains,
        }  # fmt: skip
        return {name: value for name, value in found.items() if value}


def midnight_of(text: str) -> datetime | None:
    """When a day of an address begins here; None: it is none."""
    found = day_of(text)
    return None if found is None else midnight(found)


def day_of(text: str) -> date | None:
    """A day of an address, YYYY-MM-DD or as it is written here, DD/MM/YYYY.

    None: it is none, or beyond what calendars are asked for.
    """
    typed = _TYPED.fullmatch(text.strip())
    try:
        found = date(*map(int, typed.group(3, 2, 1))) if typed else date.fromisoformat(text)
    except ValueError:
        return None
    return found if 1900 <= found.year <= 2999 else None


def whole_number(args: Mapping[str, str], name: str) -> int | None:
    """A number of an address that a database can hold; None: there is none."""
    text = args.get(name, "")
    if not text.isascii() or not text.isdigit():
        return None
    return min(int(text[:_MOST_DIGITS]), _LARGEST)


def read_filters(args: Mapping[str, str]) -> Filters:
    """The filters of an address."""
    wrong: list[str] = []

    def one_of(name: str, known: Any) -> str:
        value = args.get(name, "")
        if value and value not in known:
            wrong.append(name)
            return ""
        return value

    def day(name: str) -> date | None:
        found = day_of(args.get(name, ""))
        if found is None and args.get(name):
            wrong.append(name)
        return found

    kinds = document_types()
    type_id = one_of("type", kinds)
    fields = {item.id for item in kinds[type_id].field} if type_id else set()
    return Filters(
        args.get("q", "")[:_MOST_CHARACTERS], args.get("unit", "")[:64], type_id,
        one_of("state", set(RecordState)), one_of("stage", set(Stage)), day("from"), day("to"),
        one_of("field", fields), args.get("contains", "")[:_MOST_CHARACTERS], tuple(wrong),
    )  # fmt: skip


def fields_by_type() -> dict[str, list[dict[str, str]]]:
    """Fields of each type, for the choice of one."""
    return {kind.id: fields_of(kind) for kind in document_types().values()}


def fields_of(kind: DocumentType | None) -> list[dict[str, str]]:
    """Ids and titles of a type's fields."""
    if kind is None:
        return []
    vietnamese = language() == "vi"
    return [
        {"id": item.id, "title": item.title if vietnamese else item.english}
        for item in kind.field
    ]  # fmt: skip
