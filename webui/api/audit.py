"""The audit: who did what and when. Who looks is noted, too."""

from __future__ import annotations

import datetime
from typing import Any
from uuid import UUID

from apiflask import APIBlueprint
from flask import Response, jsonify
from pydantic import Field

from models.clients import Scope
from models.store.audit import EventQuery, events
from webui.api import schemas
from webui.api.cursors import cursor, next_link, place_of
from webui.api.guard import client, needs, noted
from webui.context import store

blueprint = APIBlueprint("audit", __name__, tag="Audit")


class AuditQuery(schemas.Asked):
    """Which events."""

    subject: UUID | None = Field(None, description="The record, document, dossier or client.")
    actor: schemas.Code | None = Field(None, description="Who did it.")
    action: schemas.Code | None = None
    since: schemas.Moment | None = Field(None, description="From this moment on.")
    until: schemas.Moment | None = Field(None, description="Before this moment.")
    after: schemas.After = None
    limit: schemas.Limit = 100


class EventBody(schemas.Given):
    """Something that somebody did; ids and digests, never a word of a paper."""

    id: int
    at: datetime.datetime
    actor: str
    action: str
    subject: str
    details: dict[str, Any]
    digest: str = Field(description="Over this event and the digest of the one before.")


class EventList(schemas.Given):
    """Events, newest first."""

    events: list[EventBody]
    after: str | None = Field(description="For the next answer; null: there are no more.")


@blueprint.get("/audit")
@needs(Scope.AUDIT)
@blueprint.input(AuditQuery, location="query")
@blueprint.output(EventList)
@blueprint.doc(operation_id="listEvents", summary="Read the audit")
def list_events(query_data: AuditQuery) -> Response:
    """Events, newest first: what the people and the clients of the client's units did."""
    asked = query_data
    question = asked.model_dump(exclude={"after", "limit"})
    query = EventQuery(
        asked.actor or "", asked.action or "", str(asked.subject or ""), asked.since, asked.until,
        client().units, place_of(question, asked.after), asked.limit + 1,
    )  # fmt: skip
    with store().read() as connection:
        found = events(connection, query)
    noted("export_audit", "audit", **{name: str(said) for name, said in question.items() if said})
    shown = found[: asked.limit]
    after = cursor(question, shown[-1].id) if len(found) > asked.limit else None
    names = ("id", "at", "actor", "action", "subject", "details", "digest")
    response = jsonify(
        {"events": [{name: getattr(row, name) for name in names} for row in shown], "after": after}
    )
    response.headers.extend(next_link(after))
    return response
