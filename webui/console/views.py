"""Records: found, looked at, their files fetched."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from models.doctypes import document_types
from models.people import Permission
from models.store.audit import note
from models.store.leases import record_of
from models.store.records import RecordState
from models.store.review import current_version, undo_approval
from models.store.search import Query, find
from models.store.tables import audit_events, corrections, documents, results
from webui.auth.guard import asks
from webui.console.rows import listed, shown_fields
from webui.context import person, store
from webui.pictures import page_url
from webui.review.screen import pages_of

blueprint = Blueprint("console", __name__)
_PER_PAGE = 50


@blueprint.get("/records")
@asks(Permission.READ)
def records() -> ResponseReturnValue:
    """Records, newest first, filtered and searched."""
    me, args = person(), request.args
    query = Query(
        words=args.get("q", "")[:200], state=args.get("state") or None,
        type=args.get("type") or None, units=me.units, before=args.get("before", type=int),
        limit=_PER_PAGE + 1,
    )  # fmt: skip
    with store().read() as connection:
        found = find(connection, query)
    rows = listed(found[:_PER_PAGE], query.words)
    more = found[_PER_PAGE - 1].number if len(found) > _PER_PAGE else None
    return render_template(
        "console/records.html", rows=rows, query=query, more=more, types=document_types(),
        states=list(RecordState),
    )  # fmt: skip


@blueprint.get("/records/<uuid:record>")
@asks(Permission.READ)
def record(record: UUID) -> ResponseReturnValue:
    """One record with its pages and its history."""
    me = person()
    with store().write() as connection:
        row = record_of(connection, me, record)
        version = current_version(connection, row)
        document = connection.execute(select(documents).where(documents.c.id == row.document)).one()
        changes = connection.execute(
            select(corrections).where(corrections.c.record == record).order_by(corrections.c.id)
        ).all()
        events = connection.execute(
            select(audit_events)
            .where(audit_events.c.subject == str(record))
            .order_by(audit_events.c.id)
        ).all()
        note(store(), connection, "view", record, actor=me.login,
             details={"version": row.version, "address": request.remote_addr})  # fmt: skip
        pictures = pages_of(connection, row.document, version.pages)
    kind = document_types().get(version.type)
    return render_template(
        "console/record.html", row=row, version=version, document=document, kind=kind,
        fields=shown_fields(kind, version.fields), changes=changes, events=events,
        pictures=pictures, page_url=page_url,
    )  # fmt: skip


@blueprint.get("/records/<uuid:record>/files/<which>")
@asks(Permission.READ)
def file(record: UUID, which: str) -> ResponseReturnValue:
    """The original, or the searchable PDF."""
    me = person()
    with store().write() as connection:
        row = record_of(connection, me, record)
        version = current_version(connection, row)
        document = connection.execute(
            select(documents.c.sha256, documents.c.file_name).where(documents.c.id == row.document)
        ).one()
        searchable = connection.execute(
            select(results.c.searchable).where(results.c.id == version.result)
        ).scalar()
        digest = {"original": document.sha256, "searchable": searchable}.get(which)
        if digest is None:
            abort(HTTPStatus.NOT_FOUND)
        note(store(), connection, "download", record, actor=me.login,
             details={"file": which, "sha256": digest, "address": request.remote_addr})  # fmt: skip
    name = document.file_name or "scan"
    if which == "searchable":
        name = f"{name}.searchable.pdf"
    response = Response(store().objects.read(digest), mimetype="application/octet-stream")
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
