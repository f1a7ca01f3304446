"""Batches: how each fares, paused, resumed, and what failed in it tried again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from http import HTTPStatus
from shlex import quote
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.errors import ErrorCode, SohoaError
from models.people import Permission
from models.store import batches, failures, units
from models.store.batch_jobs import Work
from models.store.batches import Batch, BatchState, ItemState
from models.store.failures import Example
from models.store.manifest import Status, ends, status
from webui.auth.guard import asks
from webui.console import terms
from webui.console.new_batches import may_order, of_mine
from webui.context import person, store, web
from webui.errors import by_code, told, words_of
from webui.language import _
from webui.pictures import page_url

blueprint = Blueprint("batches", __name__, url_prefix="/batches")
# Batches of a page, those of them whose figures it shows, and pictures of one reason.
_PER_PAGE, _MOST_FIGURES, _EXAMPLES = 50, 10, 12
_MOST_REASON = 500


@blueprint.get("/")
@asks(Permission.OPERATE)
def every() -> ResponseReturnValue:
    """All batches, the newest first."""
    me = person()
    seen = [item for item in reversed(batches.all_batches(store())) if me.sees(item.unit)]
    at_work = [item for item in seen if item.state is not BatchState.FINISHED][:_MOST_FIGURES]
    figures = {item.id: status(store(), item) for item in at_work}
    done = [item.id for item in seen[:_PER_PAGE] if item.state is BatchState.FINISHED]
    with store().read() as connection:
        names = units.named(connection, me.units)
        ended = ends(connection, done)
    return render_template(
        "console/batches.html", batches=seen[:_PER_PAGE], figures=figures, ends=ended,
        units=names, terms=terms, left_out=max(0, len(seen) - _PER_PAGE),
    )  # fmt: skip


@blueprint.get("/<uuid:batch>")
@asks(Permission.OPERATE)
def show(batch: UUID) -> ResponseReturnValue:
    """One batch with its failures by reason."""
    found = of_mine(batch)
    with store().read() as connection:
        reasons = [
            _reason(code, count, failures.examples(connection, batch, code, _EXAMPLES))
            for code, count in failures.counts(connection, batch)
        ]
        unit = units.name_of(connection, found.unit)
    return render_template(
        "console/batch.html", batch=found, reasons=reasons, unit=unit, page_url=page_url,
        words_of=words_of, **_figures(found),
    )  # fmt: skip


def _reason(code: str, count: int, examples: Sequence[Example]) -> dict[str, Any]:
    """Files that failed for one reason, and how that is told."""
    orders = (ErrorCode.NOT_FOUND, ErrorCode.NOT_ALLOWED)  # which by themselves tell little
    words = told(SohoaError.from_json(examples[0].error)) if code in orders and examples else None
    return {
        "code": code, "count": count, "words": words or by_code(code), "examples": examples,
        "may_retry": code != ErrorCode.SECRET_DOCUMENT,
    }  # fmt: skip


@blueprint.get("/<uuid:batch>/figures")
@asks(Permission.OPERATE, quiet=True)
def figures(batch: UUID) -> ResponseReturnValue:
    """The figures of a batch, a part of its page that is fetched again and again.

    When what can be done with it is not what it was, the whole page is loaded anew.
    """
    found = of_mine(batch)
    now = _figures(found)
    response = make_response(render_template("console/_batch_figures.html", batch=found, **now))
    if request.args.get("stage", now["stage"]) != now["stage"]:
        response.headers["HX-Refresh"] = "true"
    return response


def _figures(found: Batch) -> dict[str, Any]:
    now = status(store(), found)
    planned = now.files.get(ItemState.PLANNED, 0)
    looking, submitting = _is_open(now.planning), _is_open(now.submitting)
    orders = may_order(found)
    may_start = (
        orders and planned > 0 and not looking and not submitting
        and found.state is not BatchState.PAUSED
    )  # fmt: skip
    return {
        "status": now, "terms": terms, "planned": planned, "share": _share(now),
        "command": f"sohoa batch run {quote(found.name)}", "told": told,
        "states": Counter(now.documents), "looking": looking, "submitting": submitting,
        "may_order": orders, "may_start": may_start,
        "may_drop": found.state is BatchState.PLANNED and found.started_at is None,
        "goes_on": looking or found.state is BatchState.RUNNING,
        "stage": f"{found.state}-{looking:d}{may_start:d}{len(now.given_up)}",
    }  # fmt: skip


def _is_open(work: Work | None) -> bool:
    return work is not None and work.is_open


def _share(now: Status) -> float | None:
    """The share of pages that are read, as far as pages are known."""
    return now.pages_read / now.pages_known if now.pages_known else None


def _back(batch: UUID) -> ResponseReturnValue:
    return redirect(url_for("batches.show", batch=batch), HTTPStatus.SEE_OTHER)


@blueprint.post("/<uuid:batch>/pause")
@asks(Permission.OPERATE)
def pause(batch: UUID) -> ResponseReturnValue:
    """Start no more of its work."""
    reason = request.form.get("reason", "").strip()[:_MOST_REASON] or None
    done = batches.pause(store(), of_mine(batch), person().login, reason)
    flash(_("The batch has been paused.") if done else _("Nothing has changed."))
    return _back(batch)


@blueprint.post("/<uuid:batch>/resume")
@asks(Permission.OPERATE)
def resume(batch: UUID) -> ResponseReturnValue:
    """Go on with it."""
    done = batches.resume(store(), of_mine(batch), person().login)
    web().bell.ring(store())
    flash(_("The batch goes on.") if done else _("Nothing has changed."))
    return _back(batch)


@blueprint.post("/<uuid:batch>/retry")
@asks(Permission.OPERATE)
def retry(batch: UUID) -> ResponseReturnValue:
    """Try again what failed, for one reason or for any."""
    code = request.form.get("code") or None
    tried = batches.retry(store(), of_mine(batch), person().login, code)
    web().bell.ring(store())
    flash(_("Tried again: %(files)s files, %(jobs)s jobs.", files=tried.files, jobs=tried.jobs))
    return _back(batch)
