"""What is printed for the citizen, and pages that are scanned again."""

from __future__ import annotations

import base64
from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.doctypes import document_types
from models.errors import ErrorCode, SohoaError
from models.people import Permission
from models.store import compose, desk, people, units
from models.store.audit import note
from webui.auth.guard import asks
from webui.console.rows import title_of
from webui.context import person, store, web
from webui.desk.progress import pages_of
from webui.errors import by_code, status_of, told, wants_json
from webui.review.screen import pages_of_all as pictures_of_all
from webui.squares import square_of
from worker import queue

blueprint = Blueprint("desk_papers", __name__, url_prefix="/upload")
# What another file mends.
_ANOTHER_FILE = (ErrorCode.NOT_ALLOWED, ErrorCode.EMPTY_FILE, ErrorCode.TOO_LARGE)


@blueprint.get("/sets/<uuid:desk_set>/receipt")
@asks(Permission.UPLOAD)
def receipt(desk_set: UUID) -> ResponseReturnValue:
    """What is printed for the citizen: which files were taken, when and by whom."""
    me = person()
    with store().write() as connection:
        row = desk.set_of(connection, me, desk_set)
        files = desk.files_of(connection, desk_set)
        who = people.name_of(connection, row.person)
        unit = units.name_of(connection, row.unit)
        note(store(), connection, "receipt", row.id, actor=me.login,
             details={"address": request.remote_addr})  # fmt: skip
    names = {str(file.id): file.position for file in files}
    address = url_for("desk_papers.receipt", desk_set=desk_set, _external=True)
    return render_template(
        "desk/receipt.html", row=row, files=files, who=who, unit=unit, address=address,
        square=_as_address(square_of(address)), names=names, by_code=by_code, me=me,
    )  # fmt: skip


def _as_address(svg: str) -> str:
    """An image within the page."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


@blueprint.get("/rescans")
@asks(Permission.UPLOAD)
def rescans() -> ResponseReturnValue:
    """Records of which a page is to be scanned again, with the reason."""
    me = person()
    kinds = document_types()
    rows: list[dict[str, Any]] = []
    with store().write() as connection:
        found = desk.to_rescan(connection, me)
        pictures = pictures_of_all(connection, [(row.document, row.pages) for row, _ in found])
        for (row, asked), pages in zip(found, pictures, strict=True):
            title = title_of(kinds.get(row.type), row.type)
            rows.append({"row": row, "asked": asked, "type": title, "pages": pages})
            note(store(), connection, "view", row.id, actor=me.login,
                 details={"address": request.remote_addr})  # fmt: skip
    return render_template("desk/rescans.html", rows=rows)


@blueprint.get("/documents/<uuid:document>/pages/<int:number>/replace")
@asks(Permission.UPLOAD)
def replace_form(document: UUID, number: int) -> ResponseReturnValue:
    """The page that takes a new scan of one page."""
    return _replace_page(document, number)


def _replace_page(document: UUID, number: int, error: str = "") -> str:
    me = person()
    with store().write() as connection:
        row, paper = compose.replaceable(connection, me, document, number)
        shown = [page for page in pages_of(connection, me, document) if page["number"] == number]
        note(store(), connection, "view", document, actor=me.login,
             details={"page": number, "address": request.remote_addr})  # fmt: skip
    return render_template(
        "desk/replace.html", row=row, number=number, shown=shown, error=error,
        count=row.page_count if paper is None else len(paper.pages),
    )  # fmt: skip


@blueprint.post("/documents/<uuid:document>/pages/<int:number>/replace")
@asks(Permission.UPLOAD)
def replace(document: UUID, number: int) -> ResponseReturnValue:
    """Put a new scan in the place of a page: a new document, whose other pages are the same."""
    with store().read() as connection:
        compose.replaceable(connection, person(), document, number)
    file = request.files.get("file")
    try:
        if file is None or not file.filename:
            raise SohoaError(
                ErrorCode.EMPTY_FILE, "There is no file in the request.", "Choose one."
            )
        job = queue.replace_page(
            store(), web().bell, person(), document, number,
            file.stream, file.filename,  # type: ignore[arg-type]
        )  # fmt: skip
    except SohoaError as error:
        if wants_json() or error.code not in _ANOTHER_FILE:
            raise
        return _replace_page(document, number, told(error)), status_of(error)
    where = url_for("desk_papers.replacing", job=job)
    if wants_json():
        return jsonify({"job": job, "follow": url_for("desk.arrangement", job=job)})
    return redirect(where, HTTPStatus.SEE_OTHER)


@blueprint.get("/replacements/<int:job>")
@asks(Permission.UPLOAD)
def replacing(job: int) -> ResponseReturnValue:
    """How putting a new scan in the place of a page goes."""
    with store().read() as connection:
        found = compose.outcome_of(connection, person(), job)
    return render_template(
        "desk/replacing.html", job=job, found=found,
        why=told(found.error) if found.error else None,
    )  # fmt: skip
