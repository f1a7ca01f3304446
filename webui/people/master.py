"""Master data: what holds on a day, where it came from, and files that change it.

Every administrator looks; who imports changes them for the whole province.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from models.doctypes import document_types
from models.errors import ErrorCode, SohoaError
from models.master import MAX_BYTES, REFERENCES, Kind, template
from models.people import Permission
from models.store.master import (
    Entry,
    counted,
    entries,
    history,
    names,
    predecessors,
    successors,
)
from models.store.master_imports import Report, import_file
from models.store.tables import day_of
from models.values.text import fold
from webui import words
from webui.auth.guard import FORM_BYTES, asks
from webui.context import person, store
from webui.errors import told
from webui.language import _, language, number

blueprint = Blueprint("master", __name__, url_prefix="/master")
_PER_PAGE, _ALL = 100, 1_000_000
_OF_KIND = f"/<any({','.join(Kind)}):kind>"


@blueprint.get("/")
@asks(Permission.ADMINISTER)
def kinds() -> ResponseReturnValue:
    """The kinds, with how many entries there are of each."""
    day = _as_of()
    with store().read() as connection:
        counts = counted(connection, day)
    return render_template("people/master.html", counts=counts, day=day)


@blueprint.get(_OF_KIND)
@asks(Permission.ADMINISTER)
def listed(kind: str) -> ResponseReturnValue:
    """Entries of a kind as of a day: all, or those whose code or name bears some words."""
    return _list(Kind(kind))


@blueprint.post(_OF_KIND)
@asks(Permission.ADMINISTER, most=MAX_BYTES + FORM_BYTES)
def take(kind: str) -> ResponseReturnValue:
    """Import a file, or only check it."""
    if person().units is not None:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "Master data are those of the whole province.",
            "Ask an administrator who sees all units.",
        )  # fmt: skip
    file, is_check = request.files.get("file"), "check" in request.form
    data = file.read() if file is not None else b""
    report = import_file(store(), Kind(kind), data, actor=person().login, dry_run=is_check)
    if report.problems:
        return _list(Kind(kind), report), HTTPStatus.UNPROCESSABLE_ENTITY
    if is_check or report.warnings:
        return _list(Kind(kind), report, _summary(report))
    flash(_summary(report))
    return redirect(url_for("master.listed", kind=kind), HTTPStatus.SEE_OTHER)


@blueprint.get(f"{_OF_KIND}/template.csv")
@asks(Permission.ADMINISTER)
def form(kind: str) -> ResponseReturnValue:
    """A file to fill in; the mark at its beginning tells spreadsheets that it is UTF-8."""
    response = Response("\ufeff" + template(Kind(kind)), mimetype="text/csv")
    response.headers.set("Content-Disposition", "attachment", filename=f"{kind}.csv")
    return response


@blueprint.get(f"{_OF_KIND}/entries/<code>")
@asks(Permission.ADMINISTER)
def show(kind: str, code: str) -> ResponseReturnValue:
    """One entry: what holds on a day, all that ever held, what it came from and became."""
    which, day = Kind(kind), _as_of()
    with store().read() as connection:
        states = history(connection, which, code)
        came = predecessors(connection, which, code, day)
        went = successors(connection, which, code, day)
        now = [s.entry for s in states if not s.was_corrected and _holds(s.entry, day)]
        above = _above(connection, which, now, day)
    return render_template(
        "people/master_entry.html", kind=which, code=code, day=day, states=states, came=came,
        went=went, now=now[0] if now else None, facts=_facts, above=above,
        of_parents=REFERENCES[which].get("parent"), a_day=timedelta(days=1),
    )  # fmt: skip


def _list(kind: Kind, report: Report | None = None, summary: str = "") -> str:
    day, sought = _as_of(), request.args.get("q", "")[:200]
    after = request.args.get("after", "")[:64]
    with store().read() as connection:
        found = entries(connection, kind, day, after, _ALL if sought else _PER_PAGE + 1)
        wanted = fold(sought).split()
        chosen = [item for item in found if all(word in _text_of(item) for word in wanted)]
        rows = chosen[:_PER_PAGE]
        above = _above(connection, kind, rows, day)
    return render_template(
        "people/master_list.html", kind=kind, day=day, words_sought=sought, rows=rows,
        more=rows[-1].code if len(chosen) > _PER_PAGE else None, report=report, summary=summary,
        told=told, may_import=person().units is None, above=above,
        of_parents=REFERENCES[kind].get("parent"),
    )  # fmt: skip


def _above(connection: Connection, kind: Kind, items: Sequence[Entry], day: date) -> dict[str, str]:
    """Names of what entries belong to, by code."""
    of_parents = REFERENCES[kind].get("parent")
    codes = {item.parent for item in items if item.parent}
    return names(connection, of_parents, codes, day) if of_parents else {}


def _as_of() -> date:
    """The day that was asked for; today where that is none."""
    try:
        return date.fromisoformat(request.args.get("on", ""))
    except ValueError:
        return day_of(store().now())


def _holds(item: Entry, day: date) -> bool:
    return (item.valid_from or day) <= day <= (item.valid_to or day)


def _text_of(item: Entry) -> str:
    return fold(f"{item.code} {item.name}")


def _summary(report: Report) -> str:
    counts = {
        "added": number(report.added), "closed": number(report.closed),
        "linked": number(report.linked), "unchanged": number(report.unchanged),
    }  # fmt: skip
    return _(
        "Added: %(added)s; closed: %(closed)s; links changed: %(linked)s; lines that said"
        " nothing new: %(unchanged)s.",
        **counts,
    )


def _facts(item: Entry) -> Iterator[tuple[str, str]]:
    """What a kind has of its own: titles and values."""
    for name, value in item.attributes.items():
        yield words.attribute(name), _shown(name, value)


def _shown(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name == "level":
        return words.level(value)
    known = document_types().get(value) if name == "document_type" else None
    if known is not None:
        return known.title if language() == "vi" else known.english
    return str(value)
