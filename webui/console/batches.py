"""Batches: how each fares, paused, resumed, and what failed in it tried again."""

from __future__ import annotations

from collections import Counter
from http import HTTPStatus
from shlex import quote
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from models.errors import ErrorCode, SohoaError
from models.people import Permission
from models.store import batches, failures, units
from models.store.batches import Batch, BatchState, ItemState
from models.store.manifest import Status, ends, status
from webui.auth.guard import asks
from webui.console import terms
from webui.context import person, store, web
from webui.errors import by_code, words_of
from webui.language import _
from webui.pictures import page_url

blueprint = Blueprint("batches", __name__, url_prefix="/batches")
# Batches of a page, those of them whose figures it shows, and pictures of one reason.
_PER_PAGE, _MOST_FIGURES, _EXAMPLES = 50, 10, 12
_MOST_REASON = 500


def _mine(batch: UUID) -> Batch:
    found = batches.batch_with(store(), batch)
    if not person().sees(found.unit):
        raise SohoaError(ErrorCode.NOT_FOUND, "There is no such batch.", "Check the address.")
    return found


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
    found = _mine(batch)
    with store().read() as connection:
        reasons = [
            {
                "code": code, "count": count, "words": by_code(code),
                "examples": failures.examples(connection, batch, code, _EXAMPLES),
                "may_retry": code != ErrorCode.SECRET_DOCUMENT,
            }
            for code, count in failures.counts(connection, batch)
        ]  # fmt: skip
        unit = units.name_of(connection, found.unit)
    return render_template(
        "console/batch.html", batch=found, reasons=reasons, unit=unit, page_url=page_url,
        words_of=words_of, **_figures(found),
    )  # fmt: skip


@blueprint.get("/<uuid:batch>/figures")
@asks(Permission.OPERATE, quiet=True)
def figures(batch: UUID) -> ResponseReturnValue:
    """The figures of a batch, a part of its page that is fetched again and again."""
    return render_template("console/_batch_figures.html", batch=_mine(batch), **_figures(batch))


def _figures(batch: Batch | UUID) -> dict[str, Any]:
    found = batch if isinstance(batch, Batch) else _mine(batch)
    now = status(store(), found)
    planned = now.files.get(ItemState.PLANNED, 0)
    return {
        "status": now, "terms": terms, "planned": planned, "share": _share(now),
        "command": f"sohoa batch run {quote(found.name)}",
        "states": Counter(now.documents),
    }  # fmt: skip


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
    done = batches.pause(store(), _mine(batch), person().login, reason)
    flash(_("The batch is paused.") if done else _("Nothing has changed."))
    return _back(batch)


@blueprint.post("/<uuid:batch>/resume")
@asks(Permission.OPERATE)
def resume(batch: UUID) -> ResponseReturnValue:
    """Go on with it."""
    done = batches.resume(store(), _mine(batch), person().login)
    web().bell.ring(store())
    flash(_("The batch goes on.") if done else _("Nothing has changed."))
    return _back(batch)


@blueprint.post("/<uuid:batch>/retry")
@asks(Permission.OPERATE)
def retry(batch: UUID) -> ResponseReturnValue:
    """Try again what failed, for one reason or for any."""
    code = request.form.get("code") or None
    tried = batches.retry(store(), _mine(batch), person().login, code)
    web().bell.ring(store())
    flash(_("Tried again: %(files)s files, %(jobs)s jobs.", files=tried.files, jobs=tried.jobs))
    return _back(batch)
