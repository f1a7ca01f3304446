"""Webhooks: where a system is told of changes, and what became of what it was told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Any, Literal
from uuid import UUID

from apiflask import APIBlueprint
from flask import Response, jsonify, url_for
from pydantic import Field
from sqlalchemy import Row

from models.clients import Scope
from models.receivers import MOST_URL, receiver_of
from models.store import webhooks
from models.store.changes import Kind
from models.store.webhooks import DeliveryState, NewWebhook
from webui.api import schemas
from webui.api.cursors import cursor, next_link, place_of
from webui.api.guard import client, needs
from webui.api.types import check_types
from webui.context import site_key, store

blueprint = APIBlueprint("webhooks", __name__, tag="Webhooks")

Event = Literal["record.published", "record.withdrawn"]
Url = Annotated[
    str,
    Field(
        max_length=MOST_URL, pattern="^https?://",
        description="Of https, without a user's name and password, and of a public address; or in"
        " a network that the operator has named.",
    ),
]  # fmt: skip
Events = Annotated[list[Event], Field(min_length=1, max_length=len(Kind))]
Types = Annotated[
    list[schemas.Code],
    Field(max_length=100, description="Only records of these document types; empty: of any."),
]


class WebhookOrder(schemas.Asked):
    """Where and of what to tell."""

    url: Url
    events: Events = list(Kind)
    types: Types = []
    enabled: bool = True


class WebhookChange(schemas.Asked):
    """What of a webhook is to be otherwise; what is not named stays (RFC 7396)."""

    url: Url = Field(default_factory=str)
    events: Events = Field(default_factory=list)
    types: Types = Field(default_factory=list)
    enabled: bool = Field(default_factory=bool)


class WebhookBody(schemas.Given):
    """A webhook of the client."""

    id: UUID
    url: str
    events: list[Event]
    types: list[str]
    enabled: bool
    gone_at: datetime | None = Field(description="When the receiver answered 410, if it did.")
    created_at: datetime


class WebhookMade(WebhookBody):
    """A webhook that was just made, with its secret."""

    secret: str = Field(description="Told this once.")


class WebhookList(schemas.Given):
    """The webhooks of the client, the oldest first."""

    webhooks: list[WebhookBody]


class SecretBody(schemas.Given):
    """A new secret."""

    secret: str = Field(description="Told this once.")
    old_until: datetime = Field(description="Until when the one before signs, too.")


class DeliveryBody(schemas.Given):
    """A message, and what became of it."""

    id: str = Field(description="The `webhook-id` that it bears in every try.")
    type: str
    state: Literal["pending", "delivered", "dead"] = Field(
        description="`dead`: given up after the last try."
    )
    attempts: int
    status: int | None = Field(description="What was answered last; null: nothing was.")
    error: str | None = Field(
        description="Why the last try failed: `timeout`, `target_unavailable`, `target_refused`"
        " (see `status`), `address_refused`, `internal`."
    )
    created_at: datetime
    tried_at: datetime | None
    next_at: datetime | None = Field(
        description="Before which it is not tried again; null: not by itself."
    )


class DeliveryList(schemas.Given):
    """Messages of a webhook, the newest first."""

    deliveries: list[DeliveryBody]
    after: str | None = Field(description="For the next answer; null: there are no more.")


class DeliveryQuery(schemas.Asked):
    """Which messages."""

    state: Literal["pending", "delivered", "dead"] | None = None
    after: schemas.After = None
    limit: schemas.Limit = 50


_GONE: dict[int | str, Any] = {204: {"description": "It is gone"}}
_SHOWN = ("id", "url", "events", "types", "enabled", "gone_at", "created_at")


def _shown(row: Row[Any]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _SHOWN}


def _own(webhook: UUID) -> Row[Any]:
    with store().read() as connection:
        return webhooks.get_webhook(connection, client(), webhook)


def _check(url: str | None, types: Sequence[str]) -> None:
    """What is said of a webhook must be so.

    Raises:
        SohoaError: The address may not be called.
        Problem: There is no such document type.
    """
    check_types(*types)
    if url is not None:
        receiver_of(url, store().settings.networks())


@blueprint.post("/webhooks")
@needs(Scope.WEBHOOKS)
@blueprint.input(WebhookOrder)
@blueprint.output(WebhookMade, status_code=HTTPStatus.CREATED)
@blueprint.doc(operation_id="addWebhook", summary="Be told of changes from now on")
def add(json_data: WebhookOrder) -> Response:
    """Let changes of the client's units be told at an address, as of now.

    Each is one signed POST (Standard Webhooks); it bears no personal data. What happened before,
    and while the webhook is disabled, is not told: read `/changes`.
    """
    asked = json_data
    _check(asked.url, asked.types)
    new = NewWebhook(asked.url, tuple(asked.events), tuple(asked.types), asked.enabled)
    made, secret = webhooks.add_webhook(store(), client(), new, site_key())
    response = jsonify({**_shown(_own(made)), "secret": secret})
    response.status_code = HTTPStatus.CREATED
    response.headers["Location"] = url_for("webhooks.read", webhook=made)
    return response


@blueprint.get("/webhooks")
@needs(Scope.WEBHOOKS)
@blueprint.output(WebhookList)
@blueprint.doc(operation_id="listWebhooks", summary="List webhooks")
def list_webhooks() -> Response:
    """The client's own webhooks."""
    with store().read() as connection:
        rows = webhooks.of_client(connection, client())
    return jsonify({"webhooks": [_shown(row) for row in rows]})


@blueprint.get("/webhooks/<uuid:webhook>")
@needs(Scope.WEBHOOKS)
@blueprint.output(WebhookBody)
@blueprint.doc(operation_id="getWebhook", summary="Read a webhook")
def read(webhook: UUID) -> Response:
    """A webhook of the client."""
    return jsonify(_shown(_own(webhook)))


@blueprint.patch("/webhooks/<uuid:webhook>")
@needs(Scope.WEBHOOKS)
@blueprint.input(WebhookChange)
@blueprint.output(WebhookBody)
@blueprint.doc(operation_id="changeWebhook", summary="Change a webhook")
def change(webhook: UUID, json_data: WebhookChange) -> Response:
    """Change address, events, types, or whether anything is told.

    What is queued already goes to the new address; it waits while the webhook is disabled. What
    happens while it is disabled is not queued.
    """
    _own(webhook)
    values = json_data.model_dump(include=json_data.model_fields_set)
    _check(values.get("url"), values.get("types", ()))
    webhooks.change_webhook(store(), client(), webhook, **values)
    return read(webhook)


@blueprint.delete("/webhooks/<uuid:webhook>")
@needs(Scope.WEBHOOKS)
@blueprint.doc(operation_id="removeWebhook", summary="Delete a webhook", responses=_GONE)
def remove(webhook: UUID) -> Response:
    """Delete a webhook with its deliveries; what is not sent yet is not sent any more."""
    webhooks.remove_webhook(store(), client(), webhook)
    return Response(status=HTTPStatus.NO_CONTENT)


@blueprint.post("/webhooks/<uuid:webhook>/rotate")
@needs(Scope.WEBHOOKS)
@blueprint.output(SecretBody)
@blueprint.doc(operation_id="rotateWebhook", summary="Get a new secret")
def rotate(webhook: UUID) -> Response:
    """A new secret; for 24 hours messages bear a signature by each, then by the new one alone."""
    secret, until = webhooks.rotate_webhook(store(), client(), webhook, site_key())
    return jsonify({"secret": secret, "old_until": until})


@blueprint.post("/webhooks/<uuid:webhook>/test")
@needs(Scope.WEBHOOKS)
@blueprint.output(DeliveryBody, status_code=HTTPStatus.ACCEPTED)
@blueprint.doc(operation_id="testWebhook", summary="Be told that this is a test")
def test(webhook: UUID) -> Response:
    """Send a `webhook.test`, one at a time; its `data` has an `id` only."""
    return _delivery(webhook, webhooks.send_test(store(), client(), webhook))


@blueprint.get("/webhooks/<uuid:webhook>/deliveries")
@needs(Scope.WEBHOOKS)
@blueprint.input(DeliveryQuery, location="query")
@blueprint.output(DeliveryList)
@blueprint.doc(operation_id="listDeliveries", summary="See what was told")
def list_deliveries(webhook: UUID, query_data: DeliveryQuery) -> Response:
    """What was told or is to be told at a webhook, kept for 90 days."""
    asked = query_data
    question = {"webhook": webhook, "state": asked.state}
    before = place_of(question, asked.after)
    _own(webhook)
    with store().read() as connection:
        # One more tells whether there are more.
        rows = webhooks.deliveries_of(connection, webhook, before, asked.limit + 1, asked.state)
    shown = rows[: asked.limit]
    after = cursor(question, shown[-1].id) if len(rows) > asked.limit else None
    response = jsonify({"deliveries": [_told(row) for row in shown], "after": after})
    response.headers.extend(next_link(after))
    return response


@blueprint.post("/webhooks/<uuid:webhook>/deliveries/<delivery>/redeliver")
@needs(Scope.WEBHOOKS)
@blueprint.output(DeliveryBody, status_code=HTTPStatus.ACCEPTED)
@blueprint.doc(operation_id="redeliver", summary="Be told something again")
def redeliver(webhook: UUID, delivery: str) -> Response:
    """Send a message again under the same id, with all its tries, whatever became of it."""
    webhooks.redeliver(store(), client(), webhook, delivery)
    return _delivery(webhook, delivery)


def _delivery(webhook: UUID, message: str) -> Response:
    with store().read() as connection:
        row = webhooks.get_delivery(connection, webhook, message)
    response = jsonify(_told(row))
    response.status_code = HTTPStatus.ACCEPTED
    return response


def _told(row: Row[Any]) -> dict[str, Any]:
    is_pending = row.state == DeliveryState.PENDING
    return {
        "id": row.message, "type": row.kind, "state": row.state, "attempts": row.attempts,
        "status": row.status, "error": row.error, "created_at": row.created_at,
        "tried_at": row.tried_at, "next_at": row.due_at if is_pending else None,
    }  # fmt: skip
