"""Signing in and out, the own account, the language."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from models.errors import SohoaError
from models.people import Permission
from models.store import people, sessions
from models.store.people import find_person
from models.store.sessions import Way
from webui.auth.browsers import known_here, remember
from webui.auth.guard import HALF, SECRET, asks
from webui.context import person, store, web
from webui.errors import told
from webui.language import COOKIE, LANGUAGES, _

blueprint = Blueprint("auth", __name__)
_YEAR_S = 365 * 24 * 3600


def inside(target: str | None) -> str:
    """Where to go: a page of this site, never another site."""
    target = target or ""
    # Two slashes lead to a host, also where more follow: addresses are written anew on their way.
    # Browsers take "\\" for "/", and pass over tabs and ends of lines.
    own = target.startswith("/") and not target.startswith("//")
    return target if own and target.isprintable() and "\\" not in target else url_for("start")


@blueprint.get("/sign-in")
@asks(None)
def sign_in() -> ResponseReturnValue:
    """The page to sign in on."""
    return sign_in_page(wanted=request.args.get("next", ""))


def sign_in_page(error: str = "", login: str = "", wanted: str = "") -> str:
    """The page to sign in on, with what went wrong."""
    return render_template(
        "auth/sign_in.html", error=error, login=login, next=wanted,
        provider=bool(web().settings.oidc_issuer),
    )  # fmt: skip


@blueprint.post("/sign-in")
@asks(None)
def do_sign_in() -> ResponseReturnValue:
    """Check login and password."""
    login = request.form.get("login", "")
    try:
        found = people.sign_in(
            store(), login, request.form.get("password", ""), request.remote_addr or "",
            known=known_here(),
        )  # fmt: skip
    except SohoaError as error:
        page = sign_in_page(told(error), login, request.form.get("next", ""))
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    if found.has_factor:
        begin_session(found.id, Way.HALF)
        wanted = request.form.get("next") or None
        return redirect(url_for("second_factor.code", next=wanted), HTTPStatus.SEE_OTHER)
    return let_in(found.id)


def let_in(person_id: UUID) -> ResponseReturnValue:
    """Send who has signed in with a password to the page that they wanted."""
    begin_session(person_id)
    response = redirect(inside(request.form.get("next")), HTTPStatus.SEE_OTHER)
    remember(response, person_id)
    return response


def begin_session(person_id: UUID, way: Way = Way.PASSWORD) -> None:
    """Let the browser hold a new secret; what it held before is worth nothing."""
    for name in (SECRET, HALF):
        if old := session.get(name):
            sessions.end(store(), old)
    session.clear()
    session[HALF if way is Way.HALF else SECRET] = sessions.begin(store(), person_id, way)


@blueprint.post("/sign-out")
@asks(Permission.OWN)
def sign_out() -> ResponseReturnValue:
    """End the session."""
    sessions.end(store(), session[SECRET])
    session.clear()
    return redirect(url_for("auth.sign_in"), HTTPStatus.SEE_OTHER)


@blueprint.get("/account")
@asks(Permission.OWN)
def account() -> ResponseReturnValue:
    """The own account."""
    return _account_page()


def _account_page(error: str = "") -> str:
    with store().read() as connection:
        row = find_person(connection, person().login)
    return render_template(
        "auth/account.html", least=people.MIN_PASSWORD, error=error,
        has_password=row.password is not None, since=row.factor_since,
    )  # fmt: skip


@blueprint.post("/account/password")
@asks(Permission.OWN)
def change_password() -> ResponseReturnValue:
    """Take a new password."""
    me = person()
    old, new = request.form.get("old", ""), request.form.get("new", "")
    problem = None
    if new != request.form.get("again"):
        problem = _("The new password and its repetition differ.")
    elif new == old:
        problem = _("The new password is the old one.")
    else:
        try:
            people.check_password(new, me.login)
            people.confirm(store(), me.login, old, request.remote_addr or "")
            people.set_password(
                store(), me.login, new, one_time=False, keep=sessions.token_of(session[SECRET]),
                actor=me.login,
            )  # fmt: skip
        except SohoaError as error:
            problem = told(error)
    if problem:
        return _account_page(problem), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(_("The password is changed."))
    return redirect(url_for("start") if me.one_time else url_for("auth.account"), 303)


@blueprint.post("/language/<code>")
@asks(None)
def choose_language(code: str) -> ResponseReturnValue:
    """Speak another language from now on."""
    if code not in LANGUAGES:
        raise NotFound
    response = redirect(inside(request.form.get("next")), HTTPStatus.SEE_OTHER)
    response.set_cookie(COOKIE, code, max_age=_YEAR_S, samesite="Lax", httponly=True)
    return response
