"""Files that are not sent at once: known bytes not at all, large ones part by part."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ConfigDict, Field

from models.people import Permission
from models.store import desk, uploads
from models.store.intake import Submission, receipt_of
from models.store.objects import StoredObject
from webui.auth.guard import asks
from webui.context import person, store, web
from webui.desk.said import asked, declared
from webui.desk.views import taken
from worker import queue

blueprint = Blueprint("desk_parts", __name__, url_prefix="/upload")
_DIGEST = r"^[0-9a-f]{64}$"


class _Known(BaseModel):
    model_config = ConfigDict(extra="forbid")
    set: UUID
    name: str = Field(max_length=4000)
    size: int = Field(ge=0)
    sha256: str = Field(pattern=_DIGEST)
    type: str = ""


@blueprint.post("/known")
@asks(Permission.UPLOAD)
def known() -> ResponseReturnValue:
    """Whether bytes are here already: then they are noted as if they had been sent."""
    me, said = person(), asked(_Known)
    with store().read() as connection:
        desk.own_set(connection, me, said.set)
    item = Submission(
        said.name or "scan", unit=me.unit, declared_type=declared(said.type), actor=me.login
    )
    stored = StoredObject(said.sha256, said.size)
    receipt = queue.accept_known(store(), web().bell, stored, item, said.set)
    if receipt is None:
        return jsonify({"document": None})
    return taken(receipt, said.set)


class _Announced(BaseModel):
    model_config = ConfigDict(extra="forbid")
    set: UUID
    name: str = Field(max_length=4000)
    size: int
    sha256: str | None = Field(default=None, pattern=_DIGEST)
    type: str = ""


@blueprint.post("/parts")
@asks(Permission.UPLOAD)
def announce() -> ResponseReturnValue:
    """Announce a file that comes in parts; one that was begun before goes on."""
    me, said = person(), asked(_Announced)
    with store().read() as connection:
        desk.own_set(connection, me, said.set)
    file = uploads.Announced(said.name or "scan", said.size, said.sha256, declared(said.type))
    found = uploads.begin(store(), me, said.set, file)
    return jsonify({"upload": str(found.id), "offset": found.offset}), HTTPStatus.CREATED


@blueprint.get("/parts/<uuid:upload>")
@asks(Permission.UPLOAD, quiet=True)
def offset(upload: UUID) -> Response:
    """Where a file goes on (`Upload-Offset`)."""
    found = uploads.look(store(), person(), upload)
    response = jsonify({"upload": str(found.id), "offset": found.offset})
    response.headers["Upload-Offset"] = str(found.offset)
    return response


@blueprint.patch("/parts/<uuid:upload>")
@asks(Permission.UPLOAD)
def add(upload: UUID) -> ResponseReturnValue:
    """Take the bytes that begin at `?offset=`; the last ones make the file a document."""
    me = person()
    part = request.get_data(cache=False)
    found = uploads.append(store(), me, upload, request.args.get("offset", 0, type=int), part)
    if found.document is not None:
        return taken(receipt_of(store(), found.document), found.desk_set)
    if not found.whole:
        return jsonify({"upload": str(found.id), "offset": found.offset})
    return taken(queue.accept_arrived(store(), web().bell, me, found), found.desk_set)
