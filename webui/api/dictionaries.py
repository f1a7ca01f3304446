"""Master data ("danh mục") as of a day: agencies, units, procedures and what they ask for."""

from __future__ import annotations

import datetime
from typing import Any

from apiflask import APIBlueprint
from flask import Response, jsonify
from pydantic import Field

from models.clients import Scope
from models.master import Kind
from models.store import master
from models.store.master import Entry, Link
from models.store.tables import day_of
from webui.api import schemas
from webui.api.guard import needs
from webui.context import store

blueprint = APIBlueprint("dictionaries", __name__, tag="Dictionaries")


class DayQuery(schemas.Asked):
    """As of which day."""

    as_of: schemas.Day | None = Field(None, description="Today if it is left out.")


class EntryQuery(DayQuery):
    """Which entries."""

    after: schemas.Code | None = Field(None, description="Where the last answer ended.")
    limit: schemas.Limit = 100


class DictionaryBody(schemas.Given):
    """A kind of entries, and how many of them hold on the day."""

    kind: Kind
    entries: int


class DictionaryList(schemas.Given):
    """All kinds of entries."""

    as_of: datetime.date
    dictionaries: list[DictionaryBody]


class EntryBody(schemas.Given):
    """An entry with what holds of it on the day."""

    kind: Kind
    code: str
    name: str
    parent: str | None = Field(description="Code of what it belongs to.")
    attributes: dict[str, Any]
    valid_from: datetime.date | None = Field(description="The first day; null: since ever.")
    valid_to: datetime.date | None = Field(description="The last day; null: it still holds.")


class EntryList(schemas.Given):
    """Entries in the order of their codes."""

    as_of: datetime.date
    entries: list[EntryBody]
    after: str | None = Field(description="For the next answer; null: there are no more.")


class LinkedEntry(schemas.Given):
    """Another entry that this one went over into, or came from."""

    code: str
    name: str
    day: datetime.date = Field(description="The first day of the successor.")
    whole: bool = Field(description="All of the predecessor went over; otherwise a part.")


class EntryStory(schemas.Given):
    """An entry, and what came before it and after it."""

    entry: EntryBody
    predecessors: list[LinkedEntry]
    successors: list[LinkedEntry]


def _day(asked: DayQuery) -> datetime.date:
    return asked.as_of or day_of(store().now())


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "kind": entry.kind, "code": entry.code, "name": entry.name, "parent": entry.parent,
        "attributes": entry.attributes, "valid_from": entry.valid_from, "valid_to": entry.valid_to,
    }  # fmt: skip


def _link(link: Link) -> dict[str, Any]:
    return {"code": link.code, "name": link.name, "day": link.day, "whole": link.whole}


@blueprint.get("/dictionaries")
@needs(Scope.RECORDS)
@blueprint.input(DayQuery, location="query")
@blueprint.output(DictionaryList)
@blueprint.doc(operation_id="listDictionaries", summary="List the kinds of master data")
def list_kinds(query_data: DayQuery) -> Response:
    """The kinds of entries that there are."""
    day = _day(query_data)
    with store().read() as connection:
        counted = master.counted(connection, day)
    kinds = [{"kind": kind, "entries": count} for kind, count in counted.items()]
    return jsonify({"as_of": day, "dictionaries": kinds})


@blueprint.get("/dictionaries/<any(agency, admin_unit, procedure, component, staff_unit):kind>")
@needs(Scope.RECORDS)
@blueprint.input(EntryQuery, location="query")
@blueprint.output(EntryList)
@blueprint.doc(operation_id="listEntries", summary="List entries of master data")
def list_entries(kind: str, query_data: EntryQuery) -> Response:
    """Entries of a kind that hold on a day, in the order of their codes."""
    asked, day = query_data, _day(query_data)
    with store().read() as connection:
        found = master.entries(connection, Kind(kind), day, asked.after or "", asked.limit + 1)
    shown = found[: asked.limit]
    after = shown[-1].code if len(found) > asked.limit else None
    return jsonify({"as_of": day, "entries": [_entry(each) for each in shown], "after": after})


@blueprint.get(
    "/dictionaries/<any(agency, admin_unit, procedure, component, staff_unit):kind>/<code>"
)
@needs(Scope.RECORDS)
@blueprint.input(DayQuery, location="query")
@blueprint.output(EntryStory)
@blueprint.doc(operation_id="getEntry", summary="Read an entry of master data")
def read(kind: str, code: str, query_data: DayQuery) -> Response:
    """What a code meant on a day, what that came from, and what it went over into."""
    day, known = _day(query_data), Kind(kind)
    with store().read() as connection:
        entry = master.entry(connection, known, code, day)
        before = master.predecessors(connection, known, code, day)
        later = master.successors(connection, known, code, day)
    return jsonify(
        {
            "entry": _entry(entry),
            "predecessors": [_link(each) for each in before],
            "successors": [_link(each) for each in later],
        }
    )
