"""The second factor: asked after the password; set up and switched off by its holder."""

from __future__ import annotations

from http import HTTPStatus

import pyotp
from flask import (
    Blueprint,
    Response,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue

from models.errors import ErrorCode, SohoaError
from models.people import Permission
from models.store import people, second_factor, sessions
from models.store.people import person_by_id
from webui.auth.browsers import known_here
from webui.auth.guard import HALF, SECRET, asks
from webui.auth.views import let_in
from webui.context import person, site_key, store
from webui.errors import told
from webui.language import _
from webui.squares import square_of

blueprint = Blueprint("second_factor", __name__)
# As the app calls this site; people have codes of several.
_ISSUER = "Số hóa"


@blueprint.get("/sign-in/code")
@asks(None)
def code() -> ResponseReturnValue:
    """The page that asks for the code."""
    if sessions.half(store(), session.get(HALF, "")) is None:
        return _from_the_start(request.args.get("next"))
    return _code_page(request.args.get("next", ""))


@blueprint.post("/sign-in/code")
@asks(None)
def give_code() -> ResponseReturnValue:
    """Check the code."""
    wanted = request.form.get("next", "")
    who = sessions.half(store(), session.get(HALF, ""))
    if who is None:
        return _from_the_start(wanted)
    typed, address = request.form.get("code", ""), request.remote_addr or ""
    try:
        second_factor.sign_in(store(), who, typed, address, site_key(), known=known_here())
    except SohoaError as error:
        return _code_page(wanted, told(error)), HTTPStatus.UNPROCESSABLE_ENTITY
    return let_in(who)


def _from_the_start(wanted: str | None) -> ResponseReturnValue:
    return redirect(url_for("auth.sign_in", next=wanted or None), HTTPStatus.SEE_OTHER)


def _code_page(wanted: str, error: str = "") -> str:
    return render_template("auth/code.html", next=wanted, error=error)


@blueprint.get("/account/second-factor")
@asks(Permission.OWN)
def show() -> ResponseReturnValue:
    """The own second factor."""
    return _page()


@blueprint.post("/account/second-factor")
@asks(Permission.OWN)
def offer() -> ResponseReturnValue:
    """Begin to set one up."""
    me = person()
    try:
        people.confirm(store(), me.login, request.form.get("password", ""), _address())
        second_factor.offer(store(), me.id, site_key())
    except SohoaError as error:
        return _page(told(error)), HTTPStatus.UNPROCESSABLE_ENTITY
    return _back()


@blueprint.get("/account/second-factor/square.svg")
@asks(Permission.OWN)
def square() -> ResponseReturnValue:
    """What the telephone's camera reads, while it is being set up."""
    maker = _offered()
    if maker is None:
        raise SohoaError(ErrorCode.NOT_ALLOWED, "Nothing is being set up.", "Begin again.")
    address = maker.provisioning_uri(name=person().login, issuer_name=_ISSUER)
    return Response(square_of(address), mimetype="image/svg+xml")


@blueprint.post("/account/second-factor/on")
@asks(Permission.OWN)
def switch_on() -> ResponseReturnValue:
    """See that the telephone makes the right codes, and show the recovery codes this once."""
    if _offered() is None:
        return _back()
    keep = sessions.token_of(session[SECRET])
    try:
        codes = second_factor.switch_on(
            store(), person().id, request.form.get("code", ""), site_key(), keep=keep
        )
    except SohoaError as error:
        return _page(told(error)), HTTPStatus.UNPROCESSABLE_ENTITY
    return render_template("auth/recovery_codes.html", codes=codes)


@blueprint.post("/account/second-factor/off")
@asks(Permission.OWN)
def switch_off() -> ResponseReturnValue:
    """Ask for codes no more: for who knows the password and has a code."""
    me, form = person(), request.form
    try:
        people.confirm(store(), me.login, form.get("password", ""), _address())
        second_factor.switch_off(store(), me.id, form.get("code", ""), _address(), site_key())
    except SohoaError as error:
        return _page(told(error)), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(_("No code is asked any more at the sign-in."))
    return _back()


def _address() -> str:
    return request.remote_addr or ""


def _back() -> ResponseReturnValue:
    return redirect(url_for("second_factor.show"), HTTPStatus.SEE_OTHER)


def _offered() -> pyotp.TOTP | None:
    with store().read() as connection:
        return second_factor.offered(person_by_id(connection, person().id), site_key())


def _page(error: str = "") -> str:
    with store().read() as connection:
        row = person_by_id(connection, person().id)
    maker = second_factor.offered(row, site_key())
    secret = maker.secret if maker else ""
    return render_template(
        "auth/second_factor.html", error=error, row=row,
        groups=[secret[at : at + 4] for at in range(0, len(secret), 4)],
    )  # fmt: skip
