"""Whether the service can answer."""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import Response, jsonify
from sqlalchemy import text

from webui.api import schemas
from webui.api.guard import needs
from webui.context import store

blueprint = APIBlueprint("health", __name__, tag="Service")


@blueprint.get("/health")
@needs(None)
@blueprint.output(schemas.Health)
@blueprint.doc(operation_id="getHealth", summary="Whether the service can answer", security=[])
def health() -> Response:
    """The service and its database answer."""
    with store().read() as connection:
        connection.execute(text("SELECT 1"))
    return jsonify({"status": "ok", "at": store().now()})
