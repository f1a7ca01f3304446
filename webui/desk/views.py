"""Uploading scans: the page, its set of files, and what is handed in."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Blueprint, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ConfigDict, Field

from models.doctypes import document_types
from models.errors import ErrorCode, SohoaError
from models.people import Permission
from models.store import compose, desk
from models.store.audit import note
from models.store.intake import Receipt, Submission, Way
from models.store.uploads import PART, arriving_in
from webui.auth.guard import asks
from webui.context import person, store, web
from webui.desk.progress import MOST, listed, progress_in, progress_of
from webui.desk.said import asked, declared
from webui.errors import told
from worker import queue

blueprint = Blueprint("desk", __name__, url_prefix="/upload")


@blueprint.get("/")
@asks(Permission.UPLOAD)
def upload() -> ResponseReturnValue:
    """The page that takes scans, with those of the sitting that has not ended."""
    me = person()
    with store().read() as connection:
        row = desk.current_set(connection, me)
        earlier = desk.sets_of(connection, me)
    return _page(row, earlier)


@blueprint.get("/sets/<uuid:desk_set>")
@asks(Permission.UPLOAD)
def one_set(desk_set: UUID) -> ResponseReturnValue:
    """The same page with a set of one's own, also one that was handed in."""
    me = person()
    with store().read() as connection:
        row = desk.own_set(connection, me, desk_set)
    return _page(row, [])


def _page(row: Any, earlier: Any) -> str:
    me = person()
    files: list[dict[str, Any]] = []
    arriving: list[dict[str, Any]] = []
    if row is not None:
        with store().write() as connection:
            files = [listed(me, file) for file in desk.files_of(connection, row.id)]
            if files:
                # Pictures of its pages are shown, too.
                note(store(), connection, "view", row.id, actor=me.login,
                     details={"address": request.remote_addr})  # fmt: skip
        arriving = [
            {"name": item.announced.file_name, "size": item.announced.size, "offset": item.offset}
            for item in arriving_in(store(), me, row.id)
        ]
    return render_template(
        "desk/upload.html", types=document_types().values(), row=row, earlier=earlier,
        files=files, arriving=arriving, limits=_limits(),
    )  # fmt: skip


def _limits() -> dict[str, int]:
    return {"bytes": web().settings.max_bytes, "part": PART, "looks": MOST}


@blueprint.post("/sets")
@asks(Permission.UPLOAD)
def begin() -> ResponseReturnValue:
    """Begin a sitting, or go on with the one that has not ended."""
    made = desk.open_set(store(), person())
    return jsonify({"set": str(made)}), HTTPStatus.CREATED


class _About(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)
    dossier_code: str = ""
    procedure: str = ""
    type: str = ""


@blueprint.post("/sets/<uuid:desk_set>")
@asks(Permission.UPLOAD)
def describe(desk_set: UUID) -> ResponseReturnValue:
    """Note the dossier and the type of a set."""
    said = asked(_About)
    about = desk.About(said.dossier_code or None, said.procedure or None, declared(said.type))
    desk.describe(store(), person(), desk_set, about)
    return jsonify({})


@blueprint.post("/files")
@asks(Permission.UPLOAD)
def take() -> ResponseReturnValue:
    """Take one file; when this is answered, its bytes are on disk and will be read."""
    file = request.files.get("file")
    if file is None:
        raise SohoaError(ErrorCode.EMPTY_FILE, "There is no file in the request.", "Choose one.")
    me, desk_set = person(), _set_named(request.form.get("set"))
    item = Submission(
        file.filename or "scan", way=Way.UPLOAD, unit=me.unit,
        declared_type=declared(request.form.get("type")), actor=me.login,
    )  # fmt: skip
    receipt = queue.submit(
        store(), web().bell, file.stream, item, desk_set=desk_set  # type: ignore[arg-type]
    )  # fmt: skip
    return taken(receipt, desk_set)


def _set_named(text: str | None) -> UUID | None:
    """The set that a form names, which is the person's own."""
    if not text:
        return None
    try:
        found = UUID(text)
    except ValueError as error:
        raise SohoaError(
            ErrorCode.NOT_FOUND, "There is no such set of files.", "Upload them."
        ) from error
    with store().read() as connection:
        desk.own_set(connection, person(), found)
    return found


def taken(receipt: Receipt, desk_set: UUID | None) -> ResponseReturnValue:
    """The answer for a file that was accepted; it joins the dossier of its set."""
    body = {
        "document": str(receipt.document), "sha256": receipt.sha256, "size": receipt.size,
        "duplicate": receipt.duplicate, "remark": None,
    }  # fmt: skip
    if desk_set is not None:
        with store().read() as connection:
            row = desk.own_set(connection, person(), desk_set)
        try:
            desk.join_one(store(), person(), row, receipt.document)
        except SohoaError as error:
            # The file is kept all the same.
            body["remark"] = told(error)
    return jsonify(body), HTTPStatus.OK if receipt.duplicate else HTTPStatus.CREATED


@blueprint.get("/documents/<uuid:document>")
@asks(Permission.UPLOAD, quiet=True)
def progress(document: UUID) -> ResponseReturnValue:
    """How far the reading of a document has come."""
    return jsonify(progress_of(person(), document))


class _Looked(BaseModel):
    model_config = ConfigDict(extra="forbid")
    documents: list[UUID] = Field(max_length=MOST)


@blueprint.post("/sets/<uuid:desk_set>/progress")
@asks(Permission.UPLOAD, quiet=True)
def set_progress(desk_set: UUID) -> ResponseReturnValue:
    """How far the reading of some files of a set has come."""
    me, chosen = person(), set(asked(_Looked).documents)
    with store().read() as connection:
        desk.set_of(connection, me, desk_set)
        files = [file for file in desk.files_of(connection, desk_set) if file.id in chosen]
    return jsonify({"files": progress_in(me, files)})


class _Page(BaseModel):
    model_config = ConfigDict(extra="forbid")
    document: UUID
    page: int = Field(ge=1)
    rotation: int | None = None


class _Arranged(BaseModel):
    model_config = ConfigDict(extra="forbid")
    papers: list[list[_Page]] = Field(max_length=2000)
    shown: list[UUID]


@blueprint.post("/sets/<uuid:desk_set>/submit")
@asks(Permission.UPLOAD)
def hand_in(desk_set: UUID) -> ResponseReturnValue:
    """End a sitting: what was arranged is composed."""
    me, said = person(), asked(_Arranged)
    with store().read() as connection:
        kind = desk.own_set(connection, me, desk_set).declared_type
    papers = [
        compose.Paper(
            tuple(compose.Part(page.document, page.page, page.rotation) for page in paper), kind
        )
        for paper in said.papers
    ]
    job = queue.arrange(store(), web().bell, me, desk_set, papers, said.shown)
    desk.join_dossier(store(), me, desk_set)
    return jsonify(
        {
            "job": job,
            "follow": url_for("desk.arrangement", job=job) if job else None,
            "receipt": url_for("desk_papers.receipt", desk_set=desk_set),
        }
    )


@blueprint.get("/arrangements/<int:job>")
@asks(Permission.UPLOAD, quiet=True)
def arrangement(job: int) -> ResponseReturnValue:
    """How composing goes."""
    with store().read() as connection:
        found = compose.outcome_of(connection, person(), job)
    return jsonify(
        {
            "done": found.done,
            "documents": [str(document) for document in found.documents],
            "error": told(found.error) if found.error else None,
        }
    )
