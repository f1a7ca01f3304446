"""Signing in and out, the own account, the language."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from models.errors import SohoaError
from models.people import Permission
from models.store import people, sessions
from models.store.people import find_person, matches
from webui.auth.guard import SECRET, asks
from webui.context import person, store
from webui.errors import told
from webui.language import COOKIE, LANGUAGES, _

blueprint = Blueprint("auth", __name__)
_YEAR_S = 365 * 24 * 3600


def inside(target: str | None) -> str:
    """Where to go: a page of this site, never another site."""
    target = target or ""
    parts = urlsplit(target)
    own = target.startswith("/") and not target.startswith(("//", "/\\"))
    return target if own and not parts.netloc and not parts.scheme else url_for("start")


@blueprint.get("/sign-in")
@asks(None)
def sign_in() -> ResponseReturnValue:
    """The page to sign in on."""
    return render_template("auth/sign_in.html", next=request.args.get("next", ""))


@blueprint.post("/sign-in")
@asks(None)
def do_sign_in() -> ResponseReturnValue:
    """Check login and password."""
    login = request.form.get("login", "")
    try:
        found = people.sign_in(
            store(), login, request.form.get("password", ""), request.remote_addr or ""
        )
    except SohoaError as error:
        page = render_template(
            "auth/sign_in.html", error=told(error), login=login, next=request.form.get("next", "")
        )
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    begin_session(found.id)
    return redirect(inside(request.form.get("next")), HTTPStatus.SEE_OTHER)


def begin_session(person_id) -> None:  # type: ignore[no-untyped-def]
    """Let the browser hold a new secret; what it held before is worth nothing."""
    old = session.get(SECRET)
    if old:
        sessions.end(store(), old)
    session.clear()
    session[SECRET] = sessions.begin(store(), person_id)


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
    return render_template("auth/account.html", least=people.MIN_PASSWORD)


@blueprint.post("/account/password")
@asks(Permission.OWN)
def change_password() -> ResponseReturnValue:
    """Take a new password."""
    me = person()
    old, new = request.form.get("old", ""), request.form.get("new", "")
    with store().read() as connection:
        hashed = find_person(connection, me.login).password
    problem = None
    if not matches(hashed, old):
        problem = _("The present password is wrong.")
    elif new != request.form.get("again"):
        problem = _("The new password and its repetition differ.")
    elif new == old:
        problem = _("The new password is the old one.")
    else:
        try:
            people.set_password(
                store(), me.login, new, one_time=False, keep=sessions.token_of(session[SECRET]),
                actor=me.login,
            )  # fmt: skip
        except SohoaError as error:
            problem = told(error)
    if problem:
        page = render_template("auth/account.html", least=people.MIN_PASSWORD, error=problem)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
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
