"""The feed of changes: for systems that cannot be called, or have been away."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint
from flask import Response, jsonify
from sqlalchemy import Row

from models.clients import Scope
from models.store.changes import Question, read_on
from webui.api import schemas
from webui.api.cursors import cursor, next_link, place_of
from webui.api.guard import client, needs
from webui.api.types import check_types
from webui.context import store

blueprint = APIBlueprint("changes", __name__, tag="Changes")


@blueprint.get("/changes")
@needs(Scope.RECORDS)
@blueprint.input(schemas.ChangeQuery, location="query")
@blueprint.output(schemas.ChangeList)
@blueprint.doc(operation_id="listChanges", summary="Read what has happened since")
def list_changes(query_data: schemas.ChangeQuery) -> Response:
    """What happened to records since the cursor, in order, kept for 90 days.

    Each change is told at least once to who goes on from `after`; it bears no personal data. Read
    the record for its values: it may have changed again meanwhile.
    """
    asked = query_data
    check_types(asked.type)
    question = {"type": asked.type}
    after = place_of(question, asked.after) or 0
    types = (asked.type,) if asked.type else ()
    feed = read_on(store(), Question(client().units, after, asked.limit, types))
    on = cursor(question, feed.last)
    response = jsonify({"changes": [shown(row) for row in feed.rows], "after": on})
    if len(feed.rows) == asked.limit:
        response.headers.extend(next_link(on))
    return response


def shown(row: Row[Any]) -> dict[str, Any]:
    """A change as others are told of it."""
    return {
        "id": f"chg_{row.id}", "type": row.kind, "at": row.at,
        "record": row.record, "version": row.version, "record_type": row.type,
        "unit": row.unit,
    }  # fmt: skip
