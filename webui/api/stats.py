"""Figures about records, as the pages show them."""

from __future__ import annotations

import datetime
from datetime import timedelta
from http import HTTPStatus
from typing import Any, Literal

from apiflask import APIBlueprint
from flask import Response, jsonify
from pydantic import Field

from models.clients import Scope
from models.store import dashboards, units
from models.store.dashboards import MOST_DAYS
from models.store.tables import day_of
from webui.api import schemas
from webui.api.guard import client, needs
from webui.api.problems import Problem
from webui.api.types import check_types
from webui.context import store
from webui.language import N_

blueprint = APIBlueprint("stats", __name__, tag="Statistics")
_DAYS = 30


class StatsQuery(schemas.Asked):
    """What is counted."""

    first_day: schemas.Day | None = Field(None, description="Thirty days if it is left out.")
    last_day: schemas.Day | None = Field(None, description="Today if it is left out.")
    unit: schemas.Code | None = Field(None, description="This unit and those below it.")
    type: schemas.Code | None = None
    by: Literal["type", "unit"] = Field("type", description="What records are counted by.")


class DayCountBody(schemas.Given):
    """Records that were made on a day and have one type or unit in common."""

    day: datetime.date
    what: str
    records: int


class FieldRateBody(schemas.Given):
    """How often persons looked at a field of done records, and how often they corrected it."""

    type: str
    field: str
    records: int
    reviewed: int
    corrected: int


class WaitingBody(schemas.Given):
    """Records that wait for a stage of review just now."""

    stage: str
    records: int
    oldest: datetime.datetime
    late: int = Field(description="That have waited for more than five days.")


class IntakeBody(schemas.Given):
    """Files that came in one way."""

    way: str
    files: int
    duplicates: int


class UnreadableBody(schemas.Given):
    """Files that could not be read at all, by the code of the error."""

    code: str
    files: int


class StatsAnswer(schemas.Given):
    """Figures of some days."""

    first_day: datetime.date
    last_day: datetime.date
    records: list[DayCountBody]
    done: int = Field(description="Accepted or approved of those made within the time.")
    untouched: int = Field(description="Those of them that no person said a word of.")
    fields: list[FieldRateBody]
    waiting: list[WaitingBody]
    intake: list[IntakeBody]
    unreadable: list[UnreadableBody]


@blueprint.get("/stats")
@needs(Scope.STATS)
@blueprint.input(StatsQuery, location="query")
@blueprint.output(StatsAnswer)
@blueprint.doc(operation_id="getStats", summary="Read the figures of some days")
def read(query_data: StatsQuery) -> Response:
    """What came in, what the machine did alone, what persons corrected, what waits.

    At most 92 days at once; a day is one of Vietnam's.
    """
    asked = query_data
    check_types(asked.type)
    last = asked.last_day or day_of(store().now())
    first = asked.first_day or last - timedelta(days=_DAYS - 1)
    if not 0 <= (last - first).days < MOST_DAYS:
        raise Problem(
            HTTPStatus.UNPROCESSABLE_ENTITY, "days",
            N_("From 1 to 92 days are counted at once, the first before the last."),
        )  # fmt: skip
    with store().read() as connection:
        chosen = units.chosen_of(connection, client().units, asked.unit)
        scope = dashboards.Scope.of_days(chosen, asked.type, first, last)
        automation = dashboards.automation(connection, scope)
        body: dict[str, Any] = {
            "first_day": first, "last_day": last,
            "records": [
                {"day": each.day, "what": each.what, "records": each.count}
                for each in dashboards.records_per_day(connection, scope, asked.by)
            ],
            "done": automation.done, "untouched": automation.untouched,
            "fields": dashboards.field_rates(connection, scope),
            "waiting": dashboards.waiting(connection, scope, store().now()),
            "intake": dashboards.intake(connection, scope),
            "unreadable": [
                {"code": each.what, "files": each.count}
                for each in dashboards.unreadable(connection, scope)
            ],
        }  # fmt: skip
    return jsonify(body)
