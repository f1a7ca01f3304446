"""Signing in by the identity provider, where one is set."""

from __future__ import annotations

from http import HTTPStatus

import structlog
from flask import Blueprint, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from models.errors import SohoaError
from models.people import Permission
from models.settings import Settings
from models.store.people import signed_in_elsewhere
from models.store.sessions import Way
from webui.auth.guard import asks
from webui.auth.views import begin_session, inside, sign_in_page
from webui.context import store, web
from webui.errors import told
from webui.language import _

blueprint = Blueprint("elsewhere", __name__, url_prefix="/sign-in/provider")
log = structlog.get_logger()
_FLOW = "flow"
_NOBODY: Permission | None = None


@blueprint.get("/")
@asks(_NOBODY)
def start() -> ResponseReturnValue:
    """Send the browser to the provider."""
    from webui.auth import openid

    settings = _settings()
    try:
        url, flow = openid.begin(settings, _back(), request.args.get("next", ""))
    except openid.SignInFailed as failure:
        return _refuse(failure.why, failure.detail, HTTPStatus.SERVICE_UNAVAILABLE)
    session[_FLOW] = flow.kept()
    return redirect(url, HTTPStatus.SEE_OTHER)


@blueprint.get("/back")
@asks(_NOBODY)
def back() -> ResponseReturnValue:
    """Take who comes back from the provider."""
    from webui.auth import openid

    settings = _settings()
    # Whatever comes of it, an answer is taken once.
    kept = session.pop(_FLOW, None)
    try:
        identity, wanted = openid.finish(settings, kept, request.args, _back())
        found = signed_in_elsewhere(
            store(), identity.subject, identity.logins, request.remote_addr or ""
        )
    except openid.SignInFailed as failure:
        down = failure.why is openid.Why.DOWN
        status = HTTPStatus.SERVICE_UNAVAILABLE if down else HTTPStatus.FORBIDDEN
        return _refuse(failure.why, failure.detail, status)
    except SohoaError as error:
        return sign_in_page(told(error)), HTTPStatus.FORBIDDEN
    begin_session(found.id, Way.PROVIDER)
    return redirect(inside(wanted), HTTPStatus.SEE_OTHER)


def _settings() -> Settings:
    settings = web().settings
    if not settings.oidc_issuer:
        raise NotFound
    return settings


def _back() -> str:
    return url_for("elsewhere.back", _external=True)


def _refuse(why: str, detail: str, status: HTTPStatus) -> ResponseReturnValue:
    log.warning("sign_in_failed", why=str(why), detail=detail)
    message = {
        "down": _(
            "The identity provider does not answer. Try again in a moment, or sign in with"
            " a password of this system."
        ),
        "declined": _("The identity provider has not signed you in."),
        "stale": _("Signing in took too long, or was begun in another window. Begin again."),
        "untrusted": _(
            "What the identity provider answers cannot be believed: tell the administrator."
        ),
    }[str(why)]
    return sign_in_page(message), status
