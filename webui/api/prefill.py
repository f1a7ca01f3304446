"""What the repository holds of a person for a procedure, to fill a new dossier with."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint
from flask import Response, jsonify, request
from pydantic import Field

from models.clients import Scope
from models.store.master import Entry
from models.store.prefill import Asked, Held, look_up
from models.values.identifiers import plain_identifier
from webui.api import schemas
from webui.api.guard import client, needs, purpose
from webui.context import site_key, store

blueprint = APIBlueprint("prefill", __name__, tag="Reuse")


class PrefillQuestion(schemas.Asked):
    """Whose papers, and for what."""

    procedure: schemas.Code = Field(description="Mã thủ tục hành chính.")
    person_id: str = Field(
        min_length=9, max_length=64, description="Số định danh, or a tax code of an organization."
    )
    dossier: schemas.Code | None = Field(None, description="Mã hồ sơ that it is asked for.")
    purpose: schemas.Code | None = None


class HeldPaper(schemas.Given):
    """A paper that the repository holds; its values in full."""

    record: str
    type: str
    version: int
    state: schemas.State
    approved_at: schemas.Moment | None = Field(description="null: no person, a machine was sure.")
    valid_to: str | None = Field(description="As the paper says; null: it says nothing.")
    is_valid: bool
    values: dict[str, Any]


class ComponentBody(schemas.Given):
    """What the procedure asks for, and what is held of it."""

    code: str
    name: str
    document_type: str | None
    required: bool
    reusable: bool
    held: HeldPaper | None


class PrefillAnswer(schemas.Given):
    """What a new dossier can be filled with."""

    procedure: str
    known_procedure: bool = Field(description="Whether the master data has its components.")
    components: list[ComponentBody]
    others: list[HeldPaper] = Field(description="Further papers of the person.")


@blueprint.post("/prefill")
@needs(Scope.PREFILL)
@blueprint.input(PrefillQuestion)
@blueprint.output(PrefillAnswer)
@blueprint.doc(operation_id="prefill", summary="What is held of a person already")
def prefill(json_data: PrefillQuestion) -> Response:
    """Which components of a procedure the repository holds of a person, with their values.

    A citizen is not asked again for what is there. Each look-up is kept with its purpose.
    """
    asked = Asked(
        plain_identifier(json_data.person_id), json_data.procedure, purpose(json_data.purpose),
        json_data.dossier,
    )  # fmt: skip
    found = look_up(store(), client(), asked, site_key(), request.remote_addr or "")
    return jsonify(
        {
            "procedure": asked.procedure,
            "known_procedure": bool(found.components),
            "components": [_component(entry, held) for entry, held in found.components],
            "others": [_held(item) for item in found.others],
        }
    )


def _component(entry: Entry, held: Held | None) -> dict[str, Any]:
    about = entry.attributes
    return {
        "code": entry.code, "name": entry.name, "document_type": about.get("document_type"),
        "required": bool(about["required"]), "reusable": bool(about.get("reusable")),
        "held": None if held is None else _held(held),
    }  # fmt: skip


def _held(item: Held) -> dict[str, Any]:
    row = item.row
    return {
        "record": row.id, "type": row.type, "version": row.version, "state": row.state,
        "approved_at": item.approved_at, "valid_to": item.valid_to, "is_valid": item.is_valid,
        "values": {name: field["value"] for name, field in row.fields.items()},
    }  # fmt: skip
