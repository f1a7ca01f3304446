"""Records: listed, read, found, corrected, sent back."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID

from apiflask import APIBlueprint
from flask import Response, jsonify, request
from sqlalchemy import Connection, Row, select

from models.clients import Scope
from models.doctypes import FieldType, document_types
from models.store import record_page, units
from models.store.audit import Event, look, note
from models.store.endings import approve_accepted, return_to_senior, withdraw
from models.store.owners import records_of
from models.store.publications import current_of, version_of
from models.store.records import RecordState, Said, lock_record, say
from models.store.search import WITHOUT_FILES, Found, Query, find_page
from models.store.tables import records
from models.values.said import read_said
from webui.api import schemas
from webui.api.cursors import cursor, next_link, place_of
from webui.api.guard import client, event_of, needs, not_theirs, noted, purpose, reads
from webui.api.idempotency import idempotent
from webui.api.masking import masked_fields
from webui.api.problems import Problem, in_all_languages, pointer
from webui.api.types import FORMS, check_types
from webui.context import store
from webui.language import N_

blueprint = APIBlueprint("records", __name__, tag="Records")
_SUMMARY = (
    "id", "type", "state", "version", "unit", "document", "ordinal", "flagged", "created_at",
    "changed_at",
)  # fmt: skip


def seen_record(connection: Connection, record: UUID, *, lock: bool = False) -> Row[Any]:
    """The row of a record that the client may see.

    Raises:
        SohoaError: `not_found`: also when it is another unit's.
    """
    chosen = select(records).where(records.c.id == record)
    return _theirs(connection.execute(chosen.with_for_update() if lock else chosen).one_or_none())


def summary(row: Row[Any]) -> dict[str, Any]:
    """A record without its fields."""
    return {name: getattr(row, name) for name in _SUMMARY}


def shown_fields(type_id: str, fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """Fields as the token allows to see them."""
    if client().may(Scope.PERSONAL):
        return fields
    return masked_fields(document_types().get(type_id), fields)


def _tag(version: int, state: str) -> str:
    """What stands for the state of a record that somebody has seen (RFC 9110, section 8.8.3)."""
    return f"v{version}.{state}"


def _tag_of(row: Row[Any]) -> str:
    return _tag(row.current, row.state)


@blueprint.get("/records")
@needs(Scope.RECORDS)
@blueprint.input(schemas.RecordQuery, location="query")
@blueprint.output(schemas.RecordList)
@blueprint.doc(operation_id="listRecords", summary="List records")
def list_records(query_data: schemas.RecordQuery) -> Response:
    """Records, newest first, without their fields."""
    asked = query_data
    check_types(asked.type)
    question = asked.model_dump(exclude={"after", "limit"})
    with store().read() as connection:
        found = _found(
            connection, asked, place_of(question, asked.after),
            document=asked.document, since=asked.since, until=asked.until,
        )  # fmt: skip
        rows = [summary(row) for row in found.rows]
    after = None if found.next is None else cursor(question, found.next)
    response = jsonify({"records": rows, "after": after})
    response.headers.extend(next_link(after))
    return response


def _found(
    connection: Connection, asked: schemas.RecordQuery | schemas.RecordSearch, before: int | None,
    **more: Any,
) -> Found:  # fmt: skip
    query = Query(
        type=asked.type, state=asked.state, before=before, limit=asked.limit,
        units=units.chosen_of(connection, client().units, asked.unit), **more,
    )  # fmt: skip
    return find_page(connection, query, WITHOUT_FILES)


@blueprint.post("/records/search")
@needs(Scope.RECORDS)
@blueprint.input(schemas.RecordSearch)
@blueprint.output(schemas.FoundList)
@blueprint.doc(operation_id="searchRecords", summary="Find records by words, or by their holder")
def search(json_data: schemas.RecordSearch) -> Response:
    """Records by the words of their pages and fields, or by the identifier of their holder.

    Values are masked unless the token allows `records:read.pii`; what is sought is personal data
    itself, so that a purpose is to be stated, which the audit keeps with the ids of what was found.
    """
    asked, stated = json_data, purpose(json_data.purpose)
    check_types(asked.type)
    question = asked.model_dump(exclude={"after", "limit", "purpose"})
    before = place_of(question, asked.after)
    with store().read() as connection:
        if asked.owner:
            found = _of_owner(connection, asked, before)
        else:
            found = _found(
                connection, asked, before,
                words=asked.words, field=asked.field, contains=asked.contains,
            )  # fmt: skip
        rows = [
            {**summary(row), "values": _values(shown_fields(row.type, row.fields))}
            for row in found.rows
        ]
    noted("list", "records", records=[str(row.id) for row in found.rows], purpose=stated)
    after = None if found.next is None else cursor(question, found.next)
    return jsonify({"records": rows, "after": after})


def _of_owner(
    connection: Connection, asked: schemas.RecordSearch, before: int | None
) -> Found:  # fmt: skip
    states = [asked.state] if asked.state else list(RecordState)
    seen = units.chosen_of(connection, client().units, asked.unit)
    [holder] = found = records_of(connection, [asked.owner or ""], seen, states)
    rows = [
        row
        for row in found[holder]
        if (asked.type is None or row.type == asked.type) and (not before or row.number < before)
    ]
    more = len(rows) > asked.limit
    return Found(rows[: asked.limit], rows[asked.limit - 1].number if more else None)


def _values(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: field["value"] for name, field in fields.items()}


@blueprint.get("/records/<uuid:record>")
@needs(Scope.RECORDS)
@blueprint.output(schemas.RecordBody)
@blueprint.doc(
    operation_id="getRecord", summary="Read a record", responses={304: "It is as it was"}
)
def read(record: UUID) -> Response:
    """A record in its current version, with where each value comes from."""
    whose, known, as_view = client(), request.if_none_match, event_of("view", record)

    def told(row: Row[Any] | None) -> Event | None:
        is_shown = row and whose.sees(row.unit) and not known.contains(_tag_of(row))
        return as_view(version=row.version) if row and is_shown else None

    row = _theirs(look(store(), current_of, record, told))
    is_known = known.contains(_tag_of(row))
    response = Response(status=HTTPStatus.NOT_MODIFIED) if is_known else jsonify(_body(row))
    return _tagged(response, _tag_of(row))


def _tagged(response: Response, tag: str) -> Response:
    response.set_etag(tag)
    # What is shown depends on the token.
    response.headers["Vary"] = "Authorization"
    return response


def _seen_version(connection: Connection, record: UUID, version: int | None = None) -> Row[Any]:
    """A version of a record that the client may see, see `version_of`; None: the current one.

    Raises:
        SohoaError: `not_found`: also when it is another unit's.
    """
    if version is None:
        return _theirs(*current_of(connection, [record]))
    return _theirs(version_of(connection, record, version))


def _theirs(row: Row[Any] | None) -> Row[Any]:
    """What was found, when the client may see it.

    Raises:
        SohoaError: `not_found`.
    """
    if row is None or not client().sees(row.unit):
        raise not_theirs()
    return row


def _shown(row: Row[Any]) -> Response:
    noted("view", row.record, version=row.version)
    return jsonify(_body(row))


def _body(row: Row[Any]) -> dict[str, Any]:
    names = (
        "type", "state", "version", "unit", "document", "ordinal", "flagged", "changed_at", "pages",
        "dossier", "digitization_code", "author", "engine", "software", "issues",
    )  # fmt: skip
    body = {"id": row.record, **{name: getattr(row, name) for name in names}}
    return body | {"created_at": row.made_at, "fields": shown_fields(row.type, row.fields)}


@blueprint.get("/records/<uuid:record>/versions")
@needs(Scope.RECORDS)
@blueprint.output(schemas.VersionList)
@blueprint.doc(operation_id="listVersions", summary="List the versions of a record")
def versions(record: UUID) -> Response:
    """All versions of a record, the newest first."""
    with store().read() as connection:
        row = seen_record(connection, record)
        found = record_page.versions_of(connection, row.id)
    names = ("version", "author", "created_at", "engine", "software")
    return jsonify({"versions": [{name: getattr(each, name) for name in names} for each in found]})


@blueprint.get("/records/<uuid:record>/versions/<int:version>")
@needs(Scope.RECORDS)
@blueprint.output(schemas.RecordBody)
@blueprint.doc(operation_id="getVersion", summary="Read a version of a record")
def read_version(record: UUID, version: int) -> Response:
    """A record as it was in one of its versions."""
    with store().read() as connection:
        row = _seen_version(connection, record, version)
    return _shown(row)


@blueprint.get("/records/<uuid:record>/differences/<int:before>/<int:after>")
@needs(Scope.RECORDS)
@blueprint.output(schemas.DifferenceList)
@blueprint.doc(operation_id="getDifferences", summary="Compare two versions of a record")
def differences(record: UUID, before: int, after: int) -> Response:
    """Fields whose value differs between two versions."""
    with store().read() as connection:
        old, new = (_seen_version(connection, record, number) for number in (before, after))
    noted("view", record, version=new.version, before=old.version)
    changed = record_page.changed_fields(new, old)
    shown = [_values(shown_fields(each.type, each.fields)) for each in (old, new)]
    body = [
        {"field": name, "before": shown[0].get(name), "after": shown[1].get(name)}
        for name in changed
    ]
    return jsonify(
        {"record": record, "from_version": before, "to_version": after, "differences": body}
    )


def _matched(row: Row[Any]) -> int:
    """The version that the client has seen, by `If-Match`.

    Raises:
        Problem: It says none, or another one is current.
    """
    if not request.headers.get("If-Match"):
        raise Problem(
            HTTPStatus.PRECONDITION_REQUIRED, "no_version",
            N_("Say by If-Match, with the ETag of the record, which version was seen."),
        )  # fmt: skip
    if not request.if_match.contains(_tag(row.version, row.state)):
        raise Problem(
            HTTPStatus.PRECONDITION_FAILED, "changed",
            N_("The record has changed meanwhile: read it again."),
        )  # fmt: skip
    return int(row.version)


@blueprint.patch("/records/<uuid:record>")
@needs(Scope.CORRECT)
@blueprint.input(schemas.Correction)
@blueprint.output(schemas.RecordBody)
@blueprint.doc(operation_id="correctRecord", summary="Correct fields of a record")
@reads("If-Match")
def correct(record: UUID, json_data: schemas.Correction) -> Response:
    """A further version with other values; a person looks at it before it is published."""
    with store().write() as connection:
        seen = _matched(seen_record(connection, record, lock=True))
        row, current = lock_record(connection, record, seen)
        said = {
            name: Said(_value(current.type, name, value), is_proposed=True)
            for name, value in json_data.fields.items()
        }
        version = say(store(), connection, row, current, said, client().login)
        note(
            store(), connection, "explain", record, actor=client().login,
            details={"version": version, "reason": json_data.reason},
        )  # fmt: skip
        made = _seen_version(connection, record)
    return _tagged(_shown(made), _tag_of(made))


def _value(type_id: str, name: str, value: Any) -> Any:
    """A value in the published shape.

    What a person reads on the paper may be no day or number; what a system gives is one.

    Raises:
        Problem: It is none of that field.
    """
    kind = document_types().get(type_id)
    known = next((item for item in kind.field if item.id == name), None) if kind else None
    if known is None or not isinstance(value, (list if known.many else str, type(None))):
        raise _no_value(name)
    if isinstance(value, str):
        found = read_said(known.kind, value, values=known.values)
        if known.kind in FORMS and found.problems:
            raise _no_value(name)
        return found.value
    if isinstance(value, list):
        return [_entry(known, item) for item in value]
    return None


def _entry(known: FieldType, item: Any) -> Any:
    """An entry of a list: a text, or the cells of a row, as a reviewer may write them.

    Raises:
        Problem: It is none of that field.
    """
    is_row = known.kind == "row"
    if isinstance(item, str):
        return read_said("text" if is_row else known.kind, item).value
    if not is_row or not isinstance(item, dict) or not set(item) <= set(known.cells):
        raise _no_value(known.id)
    if not all(isinstance(cell, str | None) for cell in item.values()):
        raise _no_value(known.id)
    return {
        name: read_said(known.cell_kinds.get(name, "text"), item.get(name) or "").value or ""
        for name in known.cells
    }


def _no_value(name: str) -> Problem:
    message = N_("The type of the record has no such field, or it takes no such value.")
    told = {
        "pointer": pointer("fields", name), "code": "value", "messages": in_all_languages(message),
        "detail": "see /document-types/{type_id}/schema",
    }  # fmt: skip
    return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "value", message, errors=[told])


_ACTS = {"approve": approve_accepted, "reopen": return_to_senior, "withdraw": withdraw}


@blueprint.post("/records/<uuid:record>/decisions")
@needs(Scope.DECIDE)
@blueprint.input(schemas.DecisionBody)
@blueprint.output(schemas.RecordSummary)
@blueprint.doc(
    operation_id="decideRecord", summary="Approve a record, send it back, or withdraw it"
)
@idempotent
@reads("If-Match")
def decide(record: UUID, json_data: schemas.DecisionBody) -> Response:
    """Approve a record, send a published one back to a senior reviewer, or withdraw it."""
    with store().write() as connection:
        seen = _matched(seen_record(connection, record, lock=True))
        row, _ = lock_record(connection, record, seen)
        act = _ACTS[json_data.action]
        act(store(), connection, row, client().login, json_data.reason)
        row = connection.execute(select(records).where(records.c.id == record)).one()
    return _tagged(jsonify(summary(row)), _tag(row.version, row.state))
