"""Uploading scans."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from models.doctypes import document_types
from models.errors import ErrorCode, SohoaError
from models.people import Permission
from models.store.intake import Submission, Way
from webui.auth.guard import asks
from webui.context import person, web
from webui.desk.progress import progress_of
from worker.queue import submit

blueprint = Blueprint("desk", __name__, url_prefix="/upload")


@blueprint.get("/")
@asks(Permission.UPLOAD)
def upload() -> ResponseReturnValue:
    """The page that takes scans."""
    return render_template("desk/upload.html", types=document_types().values())


@blueprint.post("/files")
@asks(Permission.UPLOAD)
def take() -> ResponseReturnValue:
    """Take one file; when this is answered, its bytes are on disk and will be read."""
    file = request.files.get("file")
    if file is None:
        raise SohoaError(ErrorCode.EMPTY_FILE, "There is no file in the request.", "Choose one.")
    me, declared = person(), request.form.get("type") or None
    if declared is not None and declared not in document_types():
        raise SohoaError(ErrorCode.NOT_FOUND, "There is no such type of paper.", "Choose one.")
    item = Submission(
        file.filename or "scan", way=Way.UPLOAD, unit=me.unit, declared_type=declared,
        actor=me.login,
    )  # fmt: skip
    receipt = submit(web().store, web().bell, file.stream, item)  # type: ignore[arg-type]
    body = {
        "document": str(receipt.document), "sha256": receipt.sha256, "size": receipt.size,
        "duplicate": receipt.duplicate,
    }  # fmt: skip
    return jsonify(body), HTTPStatus.OK if receipt.duplicate else HTTPStatus.CREATED


@blueprint.get("/documents/<uuid:document>")
@asks(Permission.UPLOAD, quiet=True)
def progress(document) -> ResponseReturnValue:  # type: ignore[no-untyped-def]
    """How far the reading of a document has come."""
    return jsonify(progress_of(person(), document))
