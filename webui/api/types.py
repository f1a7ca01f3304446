"""Document types, and the JSON Schema of their records."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from apiflask import APIBlueprint
from flask import Response, jsonify

from models.clients import Scope
from models.doctypes import DocumentType, FieldType, document_types
from webui.api import schemas
from webui.api.guard import needs
from webui.api.problems import Problem
from webui.language import N_

blueprint = APIBlueprint("types", __name__, tag="Document types")
_NAMES = ("id", "title", "english", "kind", "many", "required", "sensitive", "archive", "minimum")
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
# Values with one form, see `models.values.said`.
FORMS = {
    "date": {"pattern": r"^\d{4}(-\d\d(-\d\d)?)?$"},
    "datetime": {"pattern": r"^\d{4}-\d\d-\d\d(T\d\d:\d\d)?$"},
    "area": {"pattern": r"^\d+(\.\d+)?$"},
    "money": {"pattern": r"^\d+(\.\d+)?$"},
}


def type_named(type_id: str) -> DocumentType:
    """A document type.

    Raises:
        Problem: There is none of that name.
    """
    found = document_types().get(type_id)
    if found is None:
        raise Problem(HTTPStatus.NOT_FOUND, "not_found", N_("There is no such document type."))
    return found


def check_types(*type_ids: str | None) -> None:
    """Refuse what is asked for of a type that there is not: nothing would be found, for ever.

    Raises:
        Problem: There is none of some name.
    """
    if not {each for each in type_ids if each is not None} <= document_types().keys():
        raise Problem(
            HTTPStatus.UNPROCESSABLE_ENTITY, "type", N_("There is no such document type.")
        )


def _body(kind: DocumentType) -> dict[str, Any]:
    return {
        "id": kind.id, "title": kind.title, "english": kind.english,
        "fields": [{name: getattr(item, name) for name in _NAMES} for item in kind.field],
    }  # fmt: skip


@blueprint.get("/document-types")
@needs(Scope.RECORDS)
@blueprint.output(schemas.DocumentTypeList)
@blueprint.doc(operation_id="listDocumentTypes", summary="List document types")
def list_types() -> Response:
    """All document types with their fields."""
    return jsonify({"types": [_body(kind) for kind in document_types().values()]})


@blueprint.get("/document-types/<type_id>")
@needs(Scope.RECORDS)
@blueprint.output(schemas.DocumentTypeBody)
@blueprint.doc(operation_id="getDocumentType", summary="Read a document type")
def read(type_id: str) -> Response:
    """A document type with its fields."""
    return jsonify(_body(type_named(type_id)))


@blueprint.get("/document-types/<type_id>/schema")
@needs(Scope.RECORDS)
@blueprint.output(schemas.Anything, content_type="application/schema+json")
@blueprint.doc(operation_id="getDocumentTypeSchema", summary="JSON Schema of a type's fields")
def schema(type_id: str) -> Response:
    """The JSON Schema (2020-12) of the values of a record's fields."""
    kind = type_named(type_id)
    response = jsonify(
        {
            "$schema": _DRAFT,
            "title": kind.title,
            "description": kind.english,
            "type": "object",
            "properties": {item.id: _schema(item) for item in kind.field},
        }
    )
    response.mimetype = "application/schema+json"
    return response


def _schema(item: FieldType) -> dict[str, Any]:
    single: dict[str, Any] = {"type": "string", **FORMS.get(item.kind, {})}
    if item.kind == "row":
        cells = {name: {"type": ["string", "null"], "title": t} for name, t in item.cells.items()}
        single = {"type": "object", "properties": cells}
    told = {"title": item.title, "description": item.english}
    if item.many:
        return {**told, "type": ["array", "null"], "items": single}
    return {**told, **single, "type": [single["type"], "null"]}
