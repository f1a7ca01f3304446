"""The queue: what waits, what is being done, what was given up, and what is sealed."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Row

from models.errors import ErrorCode, SohoaError
from models.people import Permission
from models.store import parked, quarantine, units, workload
from models.store.figures import OPEN, Figures, figures
from models.store.jobs import PASSING, JobState
from webui.auth.guard import asks
from webui.console import terms
from webui.console.filters import whole_number
from webui.context import person, store, web
from webui.errors import words_of
from webui.language import N_, _

blueprint = Blueprint("queue", __name__, url_prefix="/queue")
_MOST_REASON = 2000


@blueprint.get("/")
@asks(Permission.OPERATE)
def show() -> ResponseReturnValue:
    """The queue as it stands."""
    me = person()
    with store().read() as connection:
        given_up = workload.parked_of(connection, me.units)
        names = units.named(connection, me.units)
    return render_template(
        "console/queue.html", parked=given_up, at_fault=_at_fault(given_up), sealed=_sealed(),
        units=names, words_of=words_of, most=workload.MOST_LISTED, **_now(),
    )  # fmt: skip


def _at_fault(given_up: Sequence[Any]) -> int:
    """How many of them fail in every try: their file itself is at fault."""
    return sum(bool(row["document"]) and row["error"]["code"] not in PASSING for row in given_up)


@blueprint.get("/now")
@asks(Permission.OPERATE, quiet=True)
def now() -> ResponseReturnValue:
    """Depth and running jobs, a part of the page that is fetched again and again."""
    return render_template("console/_queue_now.html", **_now())


def _now() -> dict[str, Any]:
    counts = figures(store())
    with store().read() as connection:
        running = workload.running(connection, person().units)
        hour = workload.throughput(store(), connection)
    return {
        "lanes": _lanes(counts), "states": [*OPEN, JobState.PARKED], "figures": counts,
        "running": [_with_place(job) for job in running], "hour": hour, "terms": terms,
        "now": store().now(),
    }  # fmt: skip


def _lanes(counts: Figures) -> list[dict[str, Any]]:
    """Jobs by priority, with how long the oldest one waits."""
    return [
        {
            "title": terms.lane(priority), "age": counts.ages.get(priority),
            "counts": {
                str(state): counts.jobs.get((state, priority), 0)
                for state in (*OPEN, JobState.PARKED)
            },
        }
        for priority in sorted({0, 10, 20, 30} | {priority for _, priority in counts.jobs})
    ]  # fmt: skip


def _with_place(job: dict[str, Any]) -> dict[str, Any]:
    """A running job with the machine and process of its worker."""
    host, process, _rest = (job["owner"] or "::").rsplit(":", 2)
    return {**job, "host": host, "process": process}


def _sealed() -> list[Row[Any]]:
    return [row for row in quarantine.sealed(store()) if person().sees(row.unit)]


def _back() -> ResponseReturnValue:
    return redirect(url_for("queue.show"), HTTPStatus.SEE_OTHER)


@blueprint.post("/retry")
@asks(Permission.OPERATE)
def retry() -> ResponseReturnValue:
    """Try one parked job again, or all of them."""
    me = person()
    if "job" in request.form:
        # No such number: no such job.
        job = whole_number(request.form, "job") or 0
        count = parked.retry_one(store(), job, me.units, actor=me.login)
    else:
        count = parked.retry_of(store(), me.units, actor=me.login)
    web().bell.ring(store())
    flash(_("Tried again: %(count)s jobs.", count=count))
    return _back()


@blueprint.post("/settle")
@asks(Permission.OPERATE)
def settle() -> ResponseReturnValue:
    """List one parked job no more, or all whose file is at fault: they have been seen to."""
    me = person()
    job = (whole_number(request.form, "job") or 0) if "job" in request.form else None
    count = parked.settle(store(), me.units, actor=me.login, job=job)
    flash(_("Seen to: %(count)s jobs.", count=count))
    return _back()


@blueprint.post("/sealed/<uuid:document>")
@asks(Permission.OPERATE)
def decide(document: UUID) -> ResponseReturnValue:
    """Release a sealed paper, or destroy it."""
    decision = request.form.get("decision", "")
    reason = request.form.get("reason", "").strip()[:_MOST_REASON]
    if document not in {row.document for row in _sealed()}:
        raise SohoaError(
            ErrorCode.NOT_FOUND, N_("There is no such sealed paper."), N_("Load the page again.")
        )
    if decision not in ("release", "purge") or not reason or "sure" not in request.form:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED,
            N_("A reason and the confirmation are missing."),
            N_("Give both."),
        )
    if decision == "release":
        quarantine.release(store(), document, person().login, reason)
        web().bell.ring(store())
        flash(_("The paper is released and will be read."))
    else:
        quarantine.purge(store(), document, person().login, reason)
        flash(_("The paper is destroyed."))
    return _back()
