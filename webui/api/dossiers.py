"""Dossiers ("hồ sơ"): opened, and followed until all their papers are read and approved."""

from __future__ import annotations

import datetime
from dataclasses import replace
from http import HTTPStatus
from typing import Any
from uuid import UUID

from apiflask import APIBlueprint
from flask import Response, jsonify, url_for
from pydantic import Field
from sqlalchemy import Connection, Row, select

from models.clients import Scope
from models.errors import ErrorCode, SohoaError
from models.store.dossiers import (
    RECEIPT,
    Paper,
    missing_components,
    papers_of,
    required_by,
)
from models.store.tables import dossiers
from webui.api import schemas
from webui.api.documents import check_unit, dossier_of
from webui.api.guard import client, needs
from webui.api.idempotency import idempotent
from webui.api.problems import Problem
from webui.context import store

blueprint = APIBlueprint("dossiers", __name__, tag="Dossiers")


class NewDossier(schemas.Asked):
    """A dossier to be opened; its papers are submitted to `/documents` with its code."""

    code: schemas.DossierCode = Field(description="Mã hồ sơ.")
    procedure: schemas.Code | None = Field(None, description="Mã thủ tục hành chính.")
    unit: schemas.Code | None = Field(None, description="Whose it is, if not the client's.")


class PaperBody(schemas.Given):
    """A paper of a dossier: a document, or one of the records that it gave."""

    position: int
    document: UUID
    document_state: str
    record: UUID | None = Field(description="null: it is not read yet, or could not be.")
    type: str | None
    state: schemas.State | None
    is_open: bool = Field(description="It is being read, or somebody has to look at it.")


class DossierBody(schemas.Given):
    """A dossier with the papers that the client sees."""

    code: str
    procedure: str | None
    unit: str
    created_at: datetime.datetime
    papers: list[PaperBody]
    missing: list[str] = Field(
        description="Components that no paper seems to be; those that a receipt lists, with"
        " `records:read` only."
    )
    is_open: bool = Field(description="Some paper of it is open.")


@blueprint.post("/dossiers")
@needs(Scope.SUBMIT)
@blueprint.input(NewDossier)
@blueprint.output(DossierBody, status_code=HTTPStatus.CREATED)
@blueprint.doc(operation_id="openDossier", summary="Open a dossier")
@idempotent
def open_new(json_data: NewDossier) -> Response:
    """Open a dossier.

    One that is there already is left as it is; when it has no procedure, it gets the given one.
    """
    unit = json_data.unit or client().unit
    with store().read() as connection:
        wrong = check_unit(connection, unit)
    if wrong is not None:
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, *wrong)
    dossier_of(json_data.code, json_data.procedure, unit, "code")
    response = _shown(json_data.code)
    response.status_code = HTTPStatus.CREATED
    response.headers["Location"] = url_for("dossiers.read", code=json_data.code)
    return response


@blueprint.get("/dossiers/<path:code>")
@needs(Scope.DOCUMENTS)
@blueprint.output(DossierBody)
@blueprint.doc(operation_id="getDossier", summary="Follow a dossier")
def read(code: str) -> Response:
    """Where the papers of a dossier stand, and what it seems to lack."""
    return _shown(code)


def _row(connection: Connection, code: str) -> Row[Any] | None:
    return connection.execute(select(dossiers).where(dossiers.c.code == code)).one_or_none()


def _without_words(paper: Paper) -> Paper:
    """A paper; a receipt, whose words would be told, without fields that are not to be read."""
    is_read = client().may(Scope.RECORDS) and client().sees(paper.unit)
    return paper if is_read or paper.type != RECEIPT else replace(paper, fields={})


def _shown(code: str) -> Response:
    with store().read() as connection:
        row = _row(connection, code)
        if row is None or not client().sees(row.unit):
            raise SohoaError(ErrorCode.NOT_FOUND, "There is no such dossier.", "Check its code.")
        papers = papers_of(connection, row.id)
        asked = required_by(connection, row.procedure, row.created_at)
    shown = [paper for paper in papers if client().sees(paper.unit)]
    lacks = missing_components([_without_words(paper) for paper in papers], asked)
    names = ("position", "document", "document_state", "record", "type", "state", "is_open")
    return jsonify(
        {
            "code": row.code, "procedure": row.procedure, "unit": row.unit,
            "created_at": row.created_at,
            "papers": [{name: getattr(paper, name) for name in names} for paper in shown],
            "missing": lacks, "is_open": any(paper.is_open for paper in papers),
        }
    )  # fmt: skip
