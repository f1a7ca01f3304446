"""Records: found, looked at, their files fetched, opened again."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection, Row

from models.doctypes import document_types
from models.people import Permission
from models.store import record_page, units
from models.store.audit import note
from models.store.endings import reopen as reopen_record
from models.store.endings import undo_approval
from models.store.leases import Stage, record_of
from models.store.passages import passage
from models.store.publications import retry_publications
from models.store.records import RecordState
from models.store.search import Query, find_page
from models.store.sight import unseen_pages
from webui.auth.guard import asks
from webui.console import terms
from webui.console.filters import fields_by_type, fields_of, read_filters, whole_number
from webui.console.rows import as_text, listed, marked, shown_fields, title_of
from webui.context import person, store, web
from webui.errors import words_of
from webui.language import _
from webui.pictures import page_url
from webui.review.screen import pages_of

blueprint = Blueprint("console", __name__)
_PER_PAGE = 50
# Records of a page whose scans are looked into for what was sought.
_MOST_PASSAGES = 20
_MOST_NOTE = 2000


@blueprint.get("/records")
@asks(Permission.READ)
def records() -> ResponseReturnValue:
    """Records, newest first, filtered and searched."""
    me, filters = person(), read_filters(request.args)
    with store().read() as connection:
        query = Query(
            words=filters.words, state=filters.state or None, type=filters.type or None,
            units=units.chosen_of(connection, me.units, filters.unit),
            before=whole_number(request.args, "before"), limit=_PER_PAGE,
            stage=filters.stage or None, since=filters.first_moment, until=filters.end,
            field=filters.field or None, contains=filters.contains,
        )  # fmt: skip
        found = find_page(connection, query)
        names = units.named(connection, me.units)
        rows = listed(found.rows, f"{filters.words} {filters.contains if filters.field else ''}")
        _add_passages(connection, rows, filters.words)
    if found.rows:
        with store().write() as connection:
            # What was sought is somebody's name or number: which records were shown is enough.
            note(
                store(), connection, "list", "records", actor=me.login,
                details={
                    "records": [str(row.id) for row in found.rows], "address": request.remote_addr,
                },
            )  # fmt: skip
    return render_template(
        "console/records.html", rows=rows, filters=filters, more=found.next,
        types=document_types(), states=list(RecordState), stages=list(Stage), units=names,
        fields=fields_of(document_types().get(filters.type)), by_type=fields_by_type(),
        terms=terms, before=query.before,
    )  # fmt: skip


def _add_passages(connection: Connection, rows: list[dict[str, Any]], words: str) -> None:
    """Where no value bears what was sought, the words of the page that does."""
    if not words.strip():
        return
    left = _MOST_PASSAGES
    for item in rows:
        if item["snippet"] is None and left:
            left -= 1
            row = item["row"]
            unseen = unseen_pages(connection, person(), row.document)
            numbers = [number for number in row.pages if number not in unseen]
            found = passage(connection, row.document, numbers, words)
            item["snippet"] = found and marked(found)


@blueprint.get("/records/<uuid:record>")
@asks(Permission.READ)
def record(record: UUID) -> ResponseReturnValue:
    """One record with its pages and its history, as of any of its versions."""
    me = person()
    with store().write() as connection:
        row = record_of(connection, me, record)
        asked = whole_number(request.args, "version")
        number = row.version if asked is None else asked
        version = record_page.version_of(connection, record, number)
        before = record_page.version_of(connection, record, number - 1) if number > 1 else None
        shown = _about(connection, row, version)
        note(store(), connection, "view", record, actor=me.login,
             details={"version": number, "address": request.remote_addr})  # fmt: skip
    kind = document_types().get(version.type)
    changed = record_page.changed_fields(version, before)
    titles = {item["id"]: item["title"] for item in fields_of(kind)}
    return render_template(
        "console/record.html", row=row, version=version, kind=kind,
        title=title_of(kind, version.type), fields=shown_fields(kind, version.fields, changed),
        titles=titles, as_text=as_text, title_of=title_of, types=document_types(), terms=terms,
        words_of=words_of, **shown,
    )  # fmt: skip


def _about(connection: Connection, row: Row[Any], version: Row[Any]) -> dict[str, Any]:
    """What the page of a record shows around its fields."""
    return {
        "versions": record_page.versions_of(connection, row.id),
        "sendings": record_page.sendings_of(connection, row.id),
        "dossiers": record_page.papers_beside(connection, row.document, person().units),
        "changes": record_page.corrections_of(connection, row.id),
        "events": record_page.history_of(connection, row.id),
        "files": record_page.files_of(connection, person(), row, version.result),
        "pictures": pages_of(connection, person(), row.document, version.pages),
        "unit": units.name_of(connection, row.unit),
        "page_url": page_url,
    }


@blueprint.get("/records/<uuid:record>/files/<which>")
@asks(Permission.READ)
def file(record: UUID, which: str) -> ResponseReturnValue:
    """The original, or the searchable PDF, sent a part at a time."""
    me = person()
    with store().write() as connection:
        row = record_of(connection, me, record)
        version = record_page.version_of(connection, record, row.version)
        files = record_page.files_of(connection, me, row, version.result)
        digest = {"original": files.original, "searchable": files.searchable}.get(which)
        if digest is None:
            abort(HTTPStatus.NOT_FOUND)
        size, parts = store().objects.stream(digest)
        note(store(), connection, "download", record, actor=me.login,
             details={"file": which, "sha256": digest, "address": request.remote_addr})  # fmt: skip
    name = files.name if which == "original" else f"{files.name}.searchable.pdf"
    response = Response(parts, mimetype="application/octet-stream")
    response.content_length = size
    # Never shown by the browser: its bytes are a stranger's.
    response.headers.set("Content-Disposition", "attachment", filename=_plain(name))
    return response


def _plain(name: str) -> str:
    """A file's name without what a header cannot carry."""
    kept = "".join(char if char.isprintable() and char not in '/\\"' else "_" for char in name)
    return kept[:150].encode("ascii", "replace").decode().replace("?", "_")


@blueprint.post("/records/<uuid:record>/undo")
@asks(Permission.REVIEW)
def take_back(record: UUID) -> ResponseReturnValue:
    """Take an approval back that is not published yet."""
    undo_approval(store(), person(), record)
    return redirect(url_for("review.show", record=record), HTTPStatus.SEE_OTHER)


@blueprint.post("/records/<uuid:record>/reopen")
@asks(Permission.DECIDE)
def reopen(record: UUID) -> ResponseReturnValue:
    """Correct an approved record, for a reason."""
    reopen_record(store(), person(), record, request.form.get("reason", "")[:_MOST_NOTE])
    return redirect(url_for("review.show", record=record), HTTPStatus.SEE_OTHER)


@blueprint.post("/records/<uuid:record>/publish")
@asks(Permission.OPERATE)
def publish(record: UUID) -> ResponseReturnValue:
    """Try again to publish a record that could not be."""
    with store().read() as connection:
        record_of(connection, person(), record)
    tried = retry_publications(store(), record, actor=person().login)
    web().bell.ring(store())
    flash(_("It is sent again.") if tried else _("There was nothing to be sent again."))
    return redirect(url_for("console.record", record=record), HTTPStatus.SEE_OTHER)
