"""Files: submitted, followed, their pages and words read, themselves fetched."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated, Any, BinaryIO, cast
from uuid import UUID

from apiflask import APIBlueprint, FileSchema
from apiflask.fields import UploadFile
from flask import Response, jsonify, request, url_for
from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError
from sqlalchemy import Connection, Row, func, select
from werkzeug.datastructures import FileStorage

from models.clients import Scope
from models.errors import ErrorCode, SohoaError
from models.store import reading, record_page
from models.store.audit import note
from models.store.clients import may_still
from models.store.dossiers import add_paper, open_dossier
from models.store.intake import SECRET, DocumentState, Submission
from models.store.quarantine import is_doomed
from models.store.records import RecordState
from models.store.tables import documents, dossiers, pages, records, units
from webui.api import schemas
from webui.api.guard import client, needs, not_theirs, noted
from webui.api.idempotency import idempotent
from webui.api.problems import Problem
from webui.api.records import seen_record
from webui.api.types import check_types
from webui.context import is_signature, signature, store, web
from webui.language import N_
from worker.queue import submit

blueprint = APIBlueprint("documents", __name__, tag="Documents")
# For how long an address of a file is good.
_LINK_S = 300
# Of what these signatures are, so that none of another use is taken for one.
_SIGNED = "api-file"


def _sent(given: Any) -> Any:
    """What was sent as the file, when it is one."""
    if isinstance(given, FileStorage):
        return given
    if given is None:
        raise PydanticCustomError("missing", "Field required")
    raise PydanticCustomError("no_file", "A part without a file name is no file")


class DocumentUpload(schemas.Asked):
    """A file and what is said of it."""

    file: Annotated[UploadFile, BeforeValidator(_sent)]
    type: schemas.Code | None = Field(None, description="Its document type, when it is known.")
    unit: schemas.Code | None = Field(None, description="Whose paper it is, if not the client's.")
    dossier: schemas.DossierCode | None = Field(None, description="Mã hồ sơ that it belongs to.")
    procedure: schemas.Code | None = Field(
        None, description="Mã thủ tục of a dossier that has none yet."
    )


@blueprint.post("/documents")
@needs(Scope.SUBMIT)
@blueprint.input(DocumentUpload, location="form_and_files")
@blueprint.output(schemas.DocumentBody, status_code=HTTPStatus.ACCEPTED)
@blueprint.doc(operation_id="submitDocument", summary="Submit a file to be read")
@idempotent
def submit_document(form_and_files_data: DocumentUpload) -> Response:
    """Take a scan: when this answers, it is on disk and will be read; follow it by `Location`.

    The same bytes again are the same document; 409 (`kept_elsewhere`) when another unit sent them.
    """
    asked = form_and_files_data
    unit = asked.unit or client().unit
    _check(asked, unit)
    submission = Submission(
        asked.file.filename or "scan", unit=unit, declared_type=asked.type,
        actor=client().login,
    )  # fmt: skip
    receipt = submit(store(), web().bell, cast(BinaryIO, asked.file.stream), submission)
    if receipt.is_secret:
        raise _sealed()
    _refuse_anothers(receipt.document)
    if asked.dossier:
        dossier = dossier_of(asked.dossier, asked.procedure, unit, "dossier")
        add_paper(store(), dossier, receipt.document, actor=client().login)
    with store().read() as connection:
        row = reading.get_document(connection, receipt.document)
        body = _body(connection, row) | {"duplicate": receipt.duplicate}
    response = jsonify(body)
    response.status_code = HTTPStatus.ACCEPTED
    response.headers["Location"] = url_for("documents.read", document=receipt.document)
    return response


def _sealed() -> SohoaError:
    return SohoaError(
        ErrorCode.SECRET_DOCUMENT, "The paper bears a secrecy mark: it is sealed.",
        "It is not processed here.",
    )  # fmt: skip


def _refuse_anothers(document: UUID) -> None:
    """Tell of a file that came before from a unit that is not the client's no more than that.

    Raises:
        Problem: It is such a file.
    """
    with store().read() as connection:
        if _is_theirs(connection, reading.get_document(connection, document)):
            return
    with store().write() as connection:
        note(store(), connection, "refuse_file", document, actor=client().login,
             details={"address": request.remote_addr})  # fmt: skip
    raise Problem(
        HTTPStatus.CONFLICT, "kept_elsewhere",
        N_(
            "The same file came before, and not from one of the client's units: it is not kept "
            "twice. Scan the paper anew if it is yours, too, or ask the operator."
        ),
    )  # fmt: skip


def _check(asked: DocumentUpload, unit: str) -> None:
    """What is said of a file must be so.

    Raises:
        Problem: The unit is none that the client works for, the type is none, or the dossier is
            another unit's.
    """
    with store().read() as connection:
        wrong = check_unit(connection, unit)
        of_dossier = select(dossiers.c.unit).where(dossiers.c.code == (asked.dossier or ""))
        its = connection.execute(of_dossier).scalar()
    if wrong is None:
        check_types(asked.type)
    if wrong is None and its is not None and not client().sees(its):
        wrong = ("dossier", N_("The dossier is another unit's."))
    if wrong:
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, *wrong)


def dossier_of(code: str, procedure: str | None, unit: str, named: str) -> UUID:
    """The dossier of a code, which is opened when it is new.

    Args:
        code: Its code.
        procedure: Of one that has none yet.
        unit: Whose it is when it is opened.
        named: What of the request names it.

    Raises:
        Problem: It is another unit's.
    """
    try:
        return open_dossier(
            store(), code, procedure=procedure, unit=unit, actor=client().login, sees=client().sees
        )
    except SohoaError as error:
        if error.code is not ErrorCode.NOT_ALLOWED:
            raise
        message = N_("The dossier is another unit's.")
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, named, message) from error


def check_unit(connection: Connection, unit: str) -> tuple[str, str] | None:
    """Code and message of what is wrong with a unit that a client names; None: nothing."""
    known = connection.execute(select(units.c.code).where(units.c.code == unit)).first()
    if known is None or not client().sees(unit):
        return ("unit", N_("There is no such unit, or it is not one of the client's."))
    return None


def seen_document(connection: Connection, document: UUID) -> Row[Any]:
    """The row of a document of the client's units, or with a record of theirs.

    Raises:
        SohoaError: `not_found`; `secret_document`.
    """
    row = connection.execute(select(documents).where(documents.c.id == document)).one_or_none()
    if row is None or not _is_theirs(connection, row):
        raise not_theirs()
    if row.state in SECRET:
        raise _sealed()
    return row


def _is_theirs(connection: Connection, row: Row[Any]) -> bool:
    """Whether a document is one of the client's units', or has a record of theirs."""
    return client().sees(row.unit) or bool(_records(connection, row.id))


def _records(connection: Connection, document: UUID) -> list[UUID]:
    """Records of a document that the client sees."""
    found = connection.execute(
        select(records.c.id, records.c.unit)
        .where(records.c.document == document, records.c.state != RecordState.WITHDRAWN)
        .order_by(records.c.ordinal)
    )
    return [row.id for row in found if client().sees(row.unit)]


def _body(connection: Connection, row: Row[Any]) -> dict[str, Any]:
    count = select(func.count()).select_from(pages).where(pages.c.document == row.id)
    names = ("id", "sha256", "size", "state", "unit", "declared_type", "page_count", "error")
    return {
        **{name: getattr(row, name) for name in names},
        "received_at": row.received_at,
        "pages_read": connection.execute(count).scalar_one(),
        "records": _records(connection, row.id),
    }


@blueprint.get("/documents/<uuid:document>")
@needs(Scope.DOCUMENTS)
@blueprint.output(schemas.DocumentBody)
@blueprint.doc(operation_id="getDocument", summary="Follow a file")
def read(document: UUID) -> Response:
    """Where a file stands: how much of it is read, which records it has given, or why none."""
    with store().read() as connection:
        row = seen_document(connection, document)
        response = jsonify(_body(connection, row))
    if row.state in (DocumentState.RECEIVED, DocumentState.READING):
        response.headers["Retry-After"] = "2"
    return response


@blueprint.get("/records/<uuid:record>/pages/<int:page>")
@needs(Scope.IMAGES)
@blueprint.output(schemas.PageBody)
@blueprint.doc(operation_id="getPage", summary="Read a page of a record")
def read_page(record: UUID, page: int) -> Response:
    """The words of a page with their places."""
    with store().read() as connection:
        row = seen_record(connection, record)
        if page not in _version(connection, row).pages:
            raise not_theirs()
        stored = connection.execute(
            select(pages.c.width, pages.c.height, pages.c.error).where(
                pages.c.document == row.document, pages.c.number == page
            )
        ).one()
        found = reading.read_pages(connection, row.document, page)
    noted("view", record, page=page)
    words = [
        {"text": word.text, "confidence": word.confidence, "box": word.box.as_list()}
        for each in found
        for word in each.page.words
    ]
    return jsonify(
        {
            "number": page, "width": stored.width, "height": stored.height, "error": stored.error,
            "words": words,
        }
    )  # fmt: skip


def _version(connection: Connection, row: Row[Any]) -> Row[Any]:
    return record_page.version_of(connection, row.id, row.version)


@blueprint.get("/records/<uuid:record>/links")
@needs(Scope.IMAGES)
@blueprint.output(schemas.LinkBody)
@blueprint.doc(operation_id="getLinks", summary="Addresses of a record's files")
def links(record: UUID) -> Response:
    """Addresses of the original, the searchable PDF and the pages' images, for five minutes.

    Files of a stack that bears papers of other units are left out.
    """
    until = int(time.time()) + _LINK_S
    with store().read() as connection:
        row = seen_record(connection, record)
        version = _version(connection, row)
        files = record_page.files_of(connection, client(), row, version.result)
        previews = connection.execute(
            select(pages.c.number, pages.c.preview).where(
                pages.c.document == row.document, pages.c.number.in_(version.pages),
                pages.c.preview.is_not(None),
            )
        ).all()  # fmt: skip

    def address(which: str, digest: str | None) -> str | None:
        return digest and _address(record, which, digest, until)

    return jsonify(
        {
            "original": address("original", files.original),
            "searchable": address("searchable", files.searchable),
            "pages": {str(each.number): address("page", each.preview) for each in previews},
            "until": datetime.fromtimestamp(until, UTC),
        }
    )


def _address(record: UUID, which: str, digest: str, until: int) -> str:
    by = client().login
    key = signature(_SIGNED, record, which, digest, until, by)
    return url_for(
        "documents.file", record=record, which=which, digest=digest, until=until, by=by, key=key,
        _external=True,
    )  # fmt: skip


class FileQuery(schemas.Asked):
    """What an address of a file bears."""

    until: int
    by: str = Field(max_length=200)
    key: str = Field(max_length=64)


_FILES = {"original": "application/octet-stream", "searchable": "application/pdf",
          "page": "image/jpeg"}  # fmt: skip


@blueprint.get("/records/<uuid:record>/files/<which>/<digest>")
@needs(None)
@blueprint.input(FileQuery, location="query")
@blueprint.output(FileSchema, content_type="application/octet-stream")
@blueprint.doc(operation_id="getFile", summary="Fetch a file by its address")
def file(record: UUID, which: str, digest: str, query_data: FileQuery) -> Response:
    """The bytes of a file, by an address that `getLinks` gave."""
    asked = query_data
    parts = (_SIGNED, record, which, digest, asked.until, asked.by)
    if not is_signature(asked.key, *parts) or which not in _FILES:
        raise not_theirs()
    if asked.until < time.time():
        raise Problem(HTTPStatus.GONE, "gone", N_("The address is too old: get a new one."))
    with store().write() as connection:
        if is_doomed(connection, digest) or not _is_shown(connection, record, asked.by):
            raise not_theirs()
        size, chunks = store().objects.stream(digest)
        note(
            store(), connection, "download", record, actor=asked.by,
            details={"file": which, "sha256": digest, "address": request.remote_addr},
        )  # fmt: skip
    response = Response(chunks, mimetype=_FILES[which])
    response.content_length = size
    response.headers.set("Content-Disposition", "attachment")
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _is_shown(connection: Connection, record: UUID, by: str) -> bool:
    """Whether a record is there, and who got an address of its files may still see them."""
    unit = connection.execute(select(records.c.unit).where(records.c.id == record)).scalar()
    return unit is not None and may_still(connection, by, Scope.IMAGES, unit)
