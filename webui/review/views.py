"""The review screen and what its script asks."""

from __future__ import annotations

import secrets
from datetime import datetime
from http import HTTPStatus
from typing import Any, Literal
from uuid import UUID

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, ValidationError
from sqlalchemy import Connection, Row

from models.doctypes import document_types
from models.errors import ErrorCode, SohoaError
from models.geometry import Box
from models.people import Permission
from models.store import bulk, endings, leases, review
from models.store.audit import note
from models.store.decisions import (
    Action,
    Decision,
    Effort,
    current_version,
    decided,
)
from models.store.dossiers import papers_beside
from models.store.endings import Ending, Outcome
from models.store.intake import ROOT_NAME
from models.store.leases import Stage, holder, record_of
from models.store.questions import answer_to
from models.store.records import RecordState
from models.store.search import Query, find
from models.store.sight import unseen_pages
from models.values.lists import own_places, values_of
from webui.auth.guard import asks
from webui.console.rows import listed, title_of
from webui.context import person, store, web
from webui.errors import problem, told
from webui.language import HERE, _, clock, ngettext
from webui.review.said import judged, stopping, value_of
from webui.review.screen import Screen, pages_of, screen_of, words_of
from worker.queue import ask_for_box

blueprint = Blueprint("review", __name__, url_prefix="/review")
_LONGEST_MS, _MOST, _MOST_VERSIONS = 24 * 3600 * 1000, 100_000, 2**31 - 1


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class EffortBody(_Body):
    """What something took, as the browser counted."""

    active_ms: int = Field(0, ge=0, le=_LONGEST_MS)
    keystrokes: int = Field(0, ge=0, le=_MOST)
    clicks: int = Field(0, ge=0, le=_MOST)
    shown_at: datetime | None = None
    first_key_at: datetime | None = None

    def effort(self) -> Effort:
        """As the store takes it."""
        return Effort(
            self.active_ms, self.keystrokes, self.clicks, _zoned(self.shown_at),
            _zoned(self.first_key_at),
        )  # fmt: skip


def _zoned(at: datetime | None) -> datetime | None:
    # A browser's clock may say anything; a year that no database can turn is as good as none.
    if at is None or not 2000 <= at.year <= 9000:
        return None
    return at if at.tzinfo else at.replace(tzinfo=HERE)


class LeaseBody(_Body):
    """A page of the browser asks for the record."""

    token: str = Field(min_length=8, max_length=64)
    take_over: bool = False


class DecisionBody(_Body):
    """What is said of a field."""

    token: str = Field(min_length=8, max_length=64)
    version: int = Field(ge=1, le=_MOST_VERSIONS)
    field: str = Field(max_length=64)
    action: Action
    text: str | list[str] | list[dict[str, str]] | None = None
    insist: bool = False
    effort: EffortBody = EffortBody()


class TypeBody(_Body):
    """What the paper is."""

    token: str = Field(min_length=8, max_length=64)
    type: str = Field(max_length=64)


class UndoBody(_Body):
    """A word on a field is taken back."""

    token: str = Field(min_length=8, max_length=64)
    field: str = Field(max_length=64)


class EndBody(_Body):
    """How the review ends."""

    token: str = Field(min_length=8, max_length=64)
    # What else comes of a review follows from what was said.
    outcome: Literal[Outcome.APPROVED, Outcome.ESCALATED, Outcome.RESCAN, Outcome.SKIPPED]
    version: int = Field(ge=1, le=_MOST_VERSIONS)
    note: str = Field("", max_length=2000)
    effort: EffortBody = EffortBody()


class BoxBody(_Body):
    """A part of a page."""

    page: int = Field(ge=1)
    box: tuple[FiniteFloat, FiniteFloat, FiniteFloat, FiniteFloat]


def _body(kind: type[Any]) -> Any:
    try:
        return kind.model_validate(request.get_json(silent=True) or {})
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, f"The request is wrong: {place}.", "Load the page again."
        ) from error


@blueprint.get("/")
@asks(Permission.REVIEW)
def start() -> ResponseReturnValue:
    """What waits, and the way to the next record."""
    me, now = person(), store().now()
    midnight = now.astimezone(HERE).replace(hour=0, minute=0, second=0, microsecond=0)
    with store().read() as connection:
        day = endings.day_of(connection, me, midnight)
        left = leases.left_for(connection, me, now)
    return render_template("review/start.html", day=day, left=left, most=leases.MOST_COUNTED)


@blueprint.get("/sure")
@asks(Permission.REVIEW)
def sure() -> ResponseReturnValue:
    """Records of which nothing is doubtful, to be approved at once."""
    me = person()
    query = Query(state=RecordState.ACCEPTED, units=me.units, limit=bulk.MOST_AT_ONCE)
    with store().write() as connection:
        found = find(connection, query)
        note(
            store(), connection, "list", "records", actor=me.login,
            details={"records": [str(row.id) for row in found], "purpose": "bulk approval"},
        )  # fmt: skip
    return render_template("review/sure.html", rows=listed(found, ""))


@blueprint.post("/sure")
@asks(Permission.REVIEW)
def approve_sure() -> ResponseReturnValue:
    """Approve those that were ticked; some are drawn to be looked at."""
    try:
        ticked = [text.partition(":") for text in request.form.getlist("record")]
        chosen = {UUID(record): int(version) for record, _colon, version in ticked}
    except ValueError:
        raise SohoaError(
            ErrorCode.NOT_FOUND, "There is no such record.", "Check the address."
        ) from None
    done = bulk.approve_sure(store(), person(), chosen)
    flash(ngettext("One record is approved.", "%(num)s records are approved.", done.approved))
    if done.sampled:
        drawn = len(done.sampled)
        flash(
            ngettext("One was drawn to be looked at.", "%(num)s were drawn to be looked at.", drawn)
        )
    if left := len(chosen) - done.approved - len(done.sampled):
        flash(
            ngettext(
                "One has changed or is before somebody: it was left.",
                "%(num)s have changed or are before somebody: they were left.", left,
            )
        )  # fmt: skip
    return redirect(url_for("review.sure"), HTTPStatus.SEE_OTHER)


@blueprint.get("/next")
@asks(Permission.REVIEW)
def next_record() -> ResponseReturnValue:
    """The next record."""
    found = leases.take_next(store(), person())
    if found is None:
        return redirect(url_for("review.start"))
    return redirect(url_for("review.show", record=found))


@blueprint.post("/<uuid:record>/ahead")
@asks(Permission.REVIEW, quiet=True)
def ahead(record: UUID) -> ResponseReturnValue:
    """Keep the record that comes after this one, and tell its pictures, to be fetched ahead."""
    with store().read() as connection:
        record_of(connection, person(), record)
    found = leases.take_next(store(), person(), besides=record)
    if found is None:
        return jsonify({"pictures": []})
    with store().read() as connection:
        row = record_of(connection, person(), found)
        pages = pages_of(connection, person(), row.document, current_version(connection, row).pages)
    return jsonify({"pictures": [item["url"] for item in pages if item["url"]][:2]})


@blueprint.get("/<uuid:record>")
@asks(Permission.REVIEW)
def show(record: UUID) -> ResponseReturnValue:
    """The review screen of a record."""
    me = person()
    with store().write() as connection:
        row = record_of(connection, me, record)
        if row.state in (RecordState.APPROVED, RecordState.WITHDRAWN):
            return redirect(url_for("console.record", record=record))
        held = holder(connection, record, store().now())
        other = held is not None and held.person != me.id
        refused = leases.refusal(connection, me, record, row.stage)
        screen = screen_of(connection, row, me)
        note(
            store(), connection, "view", record, actor=me.login,
            details={"version": row.version, "address": request.remote_addr, "purpose": "review"},
        )  # fmt: skip
    status = HTTPStatus.CONFLICT if other or refused else HTTPStatus.OK
    page = render_template(
        "review/show.html", row=row, screen=screen, held_by_other=other,
        refused=refused and told(refused),
        data=_data(record, screen) | {"held_by_other": other, "refused": refused is not None},
        types=document_types(),
        titles=lambda name: name and title_of(document_types().get(name), name),
    )  # fmt: skip
    return page, status


def _data(record: UUID, screen: Screen) -> dict[str, Any]:
    """What the script of the page works with."""

    def url(name: str, **values: Any) -> str:
        return url_for(f"review.{name}", record=record, **values)

    return {
        "record": str(record),
        "person": str(person().id),
        "version": screen.version,
        "type": screen.type,
        "asks_type": screen.asks_type,
        "token": secrets.token_urlsafe(16),
        "fields": screen.fields,
        "pages": screen.pages,
        "problems": screen.problems,
        "senior": person().may(Permission.DECIDE),
        "urls": {
            "lease": url("lease"), "leave": url("leave"), "decide": url("decide"),
            "undo": url("undo"), "end": url("end"), "ahead": url("ahead"),
            "box": url("read_box"), "words": url("words", page=0)[:-1],
            "pictures": url("pictures"), "type": url("retype"), "version": url("version_now"),
            "list": url_for("review.choices", type_id=screen.type, name="_")[:-1],
            "show": url("show"), "next": url_for("review.next_record"),
            "answer": url_for("review.answer", question=0)[:-1],
            "sign_in": url_for("auth.sign_in", next=url("show")),
        },
        "words": {
            "saved": _("Saved"),
            "again": _("Press Enter once more if it is right."),
            "left": _("Fields left to look at: "),
            "ready": _("All is looked at: press Enter to approve."),
            "choose_type": _(
                "What this paper is was not recognised: choose its type above. If it is none of"
                " them, approve it."
            ),
            "offline": _("No connection: what you typed is kept here and sent when it is back."),
            "signed_out": _("Your session has ended. What you typed is kept: sign in again."),
            "reading": _("Reading the marked part"), "nothing": _("Nothing could be read there."),
            "illegible": _("cannot be read"), "absent": _("not on the paper"),
            "unsure": _("not sure"), "confirmed": _("confirmed"), "edited": _("corrected"),
            "picked": _("corrected"), "clicked": _("corrected"), "reread": _("corrected"),
            "unsaid": _("What stands here is not kept yet: Enter keeps it."),
            "old": _(
                "Typed before the record changed: %(typed)s. It says now: %(now)s. Enter keeps what"
                " you typed, Esc takes what it says now.", typed="{typed}", now="{now}",
            ),
            "gone": _("Typed before the record changed, for a field that it has no more:"),
            "reason_left": _("A reason stands here: send it, or go back first."),
            "type_left": _("Another type is chosen: take it, or choose the one before again."),
            "undone": _("Taken back"), "row": _("row"), "remove": _("Remove row"),
            "type": _("Type it from the paper; F8: cannot be read, F9: not on the paper."),
            "why": {
                "escalated": _("Why it goes to a senior reviewer (F6)"),
                "rescan": _("What is to be scanned again, and why (page %(page)s)", page="{page}"),
                "approved": _("Why it is approved although values contradict each other"),
            },
            "no_list": _("This field has no list to choose from: type it."),
            "retyping": _("The fields are taken from the paper anew"),
            "broken": _("The picture of this page cannot be shown."),
            "unread": _("This page could not be read."),
            "reopen": _("Open it again"), "take_over": _("Take it over here"),
            "held": _("kept for you until"),
        },
    }  # fmt: skip


@blueprint.post("/<uuid:record>/lease")
@asks(Permission.REVIEW, quiet=True)
def lease(record: UUID) -> ResponseReturnValue:
    """Take or keep the record."""
    body = _body(LeaseBody)
    until = leases.hold(store(), person(), record, body.token, take_over=body.take_over)
    return jsonify({"until": until.isoformat(), "at": clock(until)})


@blueprint.post("/<uuid:record>/leave")
@asks(Permission.REVIEW, quiet=True)
def leave(record: UUID) -> ResponseReturnValue:
    """The page is left."""
    with store().read() as connection:
        record_of(connection, person(), record)
    leases.leave(store(), person(), record, request.form.get("token", ""))
    return "", HTTPStatus.NO_CONTENT


@blueprint.post("/<uuid:record>/decide")
@asks(Permission.REVIEW)
def decide(record: UUID) -> ResponseReturnValue:
    """Keep what is said of a field; a doubtful value is kept only when the person insists."""
    body, me = _body(DecisionBody), person()
    with store().read() as connection:
        row = record_of(connection, me, record)
        version = current_version(connection, row)
        said = decided(connection, record)
    value, problems = value_of(version, body.field, body.action, body.text)
    if problems and not body.insist:
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "doubtful", problems[0])
    review.decide(
        store(), me, record, body.token,
        Decision(body.field, body.action, value, body.version, None, body.effort.effort()),
    )  # fmt: skip
    values = {name: item.after["value"] for name, item in said.items()} | {body.field: value}
    return jsonify({"problems": judged(version, values)})


@blueprint.post("/<uuid:record>/type")
@asks(Permission.REVIEW)
def retype(record: UUID) -> ResponseReturnValue:
    """Say what the paper is; its fields are taken from it anew by a worker."""
    body = _body(TypeBody)
    review.retype(store(), person(), record, body.token, body.type)
    web().bell.ring(store())
    return "", HTTPStatus.ACCEPTED


@blueprint.get("/<uuid:record>/version")
@asks(Permission.REVIEW, quiet=True)
def version_now(record: UUID) -> ResponseReturnValue:
    """Which version is current."""
    with store().read() as connection:
        row = record_of(connection, person(), record)
    return jsonify({"version": row.version, "type": row.type})


@blueprint.get("/lists/<type_id>/<name>")
@asks(Permission.REVIEW)
def choices(type_id: str, name: str) -> ResponseReturnValue:
    """What a field may be, where its kind has a list."""
    kind = document_types().get(type_id)
    known = next((item for item in kind.field if item.id == name), None) if kind else None
    if known is None:
        raise SohoaError(ErrorCode.NOT_FOUND, "There is no such field.", "Load the page again.")
    values = values_of(known.kind, known.values)
    own = own_places(known.kind, ROOT_NAME)
    ours = [value for value in values if value in own]
    response = jsonify(
        {"values": [*ours, *(value for value in values if value not in own)], "own": len(ours)}
    )
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


@blueprint.post("/<uuid:record>/undo")
@asks(Permission.REVIEW)
def undo(record: UUID) -> ResponseReturnValue:
    """Take the last word on a field back."""
    body = _body(UndoBody)
    review.undo(store(), person(), record, body.token, body.field)
    with store().read() as connection:
        row = record_of(connection, person(), record)
        screen = screen_of(connection, row, person())
    found = next((item for item in screen.fields if item["id"] == body.field), None)
    return jsonify({"field": found})


@blueprint.post("/<uuid:record>/end")
@asks(Permission.REVIEW)
def end(record: UUID) -> ResponseReturnValue:
    """Approve, hand on, put aside."""
    body, me = _body(EndBody), person()
    ending = Ending(body.outcome, body.version, body.note, body.effort.effort())
    try:
        stage = endings.end(store(), me, record, body.token, ending)
    except SohoaError as error:
        if error.code is not ErrorCode.NOT_ALLOWED:
            raise
        with store().read() as connection:
            row = record_of(connection, me, record)
            version = current_version(connection, row)
            said = decided(connection, record)
            held = holder(connection, record, store().now())
        if _has_changed(row, held, body):
            return problem(HTTPStatus.CONFLICT, "changed", told(error))
        values = {name: item.after["value"] for name, item in said.items()}
        detail = " ".join([told(error), *stopping(version, values)])
        return problem(HTTPStatus.CONFLICT, "not_allowed", detail)
    if stage is None:
        endings.settle_dossiers(store(), record)
    following = _open_beside(record) if stage == Stage.READY else None
    next_url = url_for("review.show", record=following) if following else None
    return jsonify({"stage": stage, "next": next_url or url_for("review.next_record")})


def _open_beside(record: UUID) -> UUID | None:
    """Another paper of the same dossier that the person may look at now."""
    me = person()
    with store().read() as connection:
        row = record_of(connection, me, record)
        beside = [p.record for p in papers_beside(connection, row.document) if p.record is not None]
        waiting = leases.waiting_among(connection, me, beside, store().now())
    return next((other for other in beside if other in waiting), None)


def _has_changed(row: Row[Any], held: Row[Any] | None, body: EndBody) -> bool:
    """Whether the page shows what is no more: it is to be opened again."""
    is_done = row.state in (RecordState.APPROVED, RecordState.WITHDRAWN)
    is_lost = held is not None and (
        held.person != person().id or held.token not in ("", body.token)
    )
    return is_done or is_lost or row.version != body.version


@blueprint.get("/<uuid:record>/pictures")
@asks(Permission.REVIEW, quiet=True)
def pictures(record: UUID) -> ResponseReturnValue:
    """Addresses of the pages' pictures, good again for some minutes."""
    with store().read() as connection:
        row = record_of(connection, person(), record)
        found = pages_of(connection, person(), row.document, current_version(connection, row).pages)
    return jsonify({"pages": found})


@blueprint.get("/<uuid:record>/words/<int:page>")
@asks(Permission.REVIEW, quiet=True)
def words(record: UUID, page: int) -> ResponseReturnValue:
    """The words of a page with their boxes."""
    with store().read() as connection:
        row = _with_page(connection, record, page)
        found = words_of(connection, row, page)
    response = jsonify(found)
    response.headers["Cache-Control"] = "private, max-age=300"
    return response


def _with_page(connection: Connection, record: UUID, page: int) -> Row[Any]:
    """A record that has the page: others of its file may be another unit's."""
    row = record_of(connection, person(), record)
    is_in = page in current_version(connection, row).pages
    if not is_in or page in unseen_pages(connection, person(), row.document):
        raise SohoaError(ErrorCode.NOT_FOUND, "There is no such page.", "Load the page again.")
    return row


@blueprint.post("/<uuid:record>/box")
@asks(Permission.REVIEW)
def read_box(record: UUID) -> ResponseReturnValue:
    """Have a part of a page read again."""
    body = _body(BoxBody)
    x0, y0, x1, y1 = body.box
    with store().read() as connection:
        row = _with_page(connection, record, body.page)
    box = Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    question = ask_for_box(store(), web().bell, person(), row.document, body.page, box)
    return jsonify({"question": question}), HTTPStatus.ACCEPTED


@blueprint.get("/answers/<int:question>")
@asks(Permission.REVIEW, quiet=True)
def answer(question: int) -> ResponseReturnValue:
    """What came of a question."""
    found = answer_to(store(), question, person())
    error = told(found.error) if found.error else None
    return jsonify({"done": found.done, "text": found.text, "error": error})
