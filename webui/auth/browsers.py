"""Who has signed in with a password in this browser: a cookie tells it for some weeks.

It lets nobody in. Who is in it is kept out neither by the wrong passwords of others that have the
same address, as all of an office have, nor by those that were tried for the own account in browsers
that do not know it ("Slow Down Online Guessing Attacks with Device Cookies", OWASP).
"""

from __future__ import annotations

from uuid import UUID

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug import Response

from webui.context import site_key

COOKIE = "known"
_FOR_S = 30 * 24 * 3600
# People who share a browser.
_MOST = 10


def known_here() -> list[UUID]:
    """Ids of who has signed in here, the last one first."""
    try:
        found = _signer().loads(request.cookies.get(COOKIE, ""), max_age=_FOR_S)
    except BadSignature:
        return []
    return [UUID(text) for text in found]


def remember(response: Response, person: UUID) -> None:
    """Let the browser know a person from now on."""
    known = [person, *(other for other in known_here() if other != person)]
    response.set_cookie(
        COOKIE, _signer().dumps([str(each) for each in known[:_MOST]]), max_age=_FOR_S,
        path="/sign-in", httponly=True, samesite="Strict",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )  # fmt: skip


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(site_key(), salt="browsers")
