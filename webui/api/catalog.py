"""The catalogue of open data ("dữ liệu mở"), for everybody."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from apiflask import APIBlueprint
from flask import Response, request

from models.store.open_data import last_catalog
from webui.api import schemas
from webui.api.guard import needs
from webui.api.problems import Problem
from webui.context import store
from webui.language import N_

blueprint = APIBlueprint("catalog", __name__, tag="Open data")
JSONLD, TURTLE = "application/ld+json", "text/turtle"
_AS_TURTLE: dict[int | str, dict[str, str | dict[str, dict[str, Any]]]] = {
    200: {"content": {TURTLE: {"schema": {"type": "string"}}}}
}


@blueprint.get("/catalog")
@needs(None)
@blueprint.output(schemas.Anything, content_type=JSONLD)
@blueprint.doc(
    operation_id="getCatalog", summary="Catalogue of open data (DCAT-AP)", security=[],
    responses=_AS_TURTLE,
)  # fmt: skip
def read() -> Response:
    """The catalogue that was published last, as JSON-LD, or as Turtle for who accepts only that."""
    with store().read() as connection:
        found = last_catalog(connection)
    if found is None:
        raise Problem(HTTPStatus.NOT_FOUND, "not_found", N_("No open data has been published yet."))
    media = request.accept_mimetypes.best_match((JSONLD, TURTLE), JSONLD)
    response = Response(found.turtle if media == TURTLE else found.jsonld, mimetype=media)
    response.vary.add("Accept")
    return response
