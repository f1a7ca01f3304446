"""Pictures of pages: only by addresses that were signed for a person, for a few minutes.

A page that shows pictures is itself asked for, and noted in the audit; its addresses are good for
nobody else.
"""

from __future__ import annotations

import time
from http import HTTPStatus

from flask import Blueprint, Response, abort, request, url_for
from flask.typing import ResponseReturnValue

from models.errors import ErrorCode, SohoaError
from models.people import Permission
from models.store.quarantine import is_doomed, is_picture
from webui.auth.guard import asks
from webui.context import is_signature, person, signature, store

blueprint = Blueprint("pictures", __name__)
# Addresses change at these steps only, so that a browser finds again what it has fetched ahead.
_STEP_S, _STEPS = 150, 2


def page_url(digest: str) -> str:
    """The address of a page's picture for who is signed in, good for 150 to 300 seconds."""
    until = (int(time.time()) // _STEP_S + _STEPS) * _STEP_S
    key = signature(digest, until, person().id)
    return url_for("pictures.page", digest=digest, until=until, key=key)


def _bytes(digest: str) -> bytes:
    """A picture that a page has; one whose page was sealed or read again is gone."""
    with store().read() as connection:
        if is_doomed(connection, digest):
            abort(HTTPStatus.GONE)
    try:
        return store().objects.read(digest)
    except SohoaError as error:
        if error.code is ErrorCode.OBJECT_MISSING:
            with store().read() as connection:
                if not is_picture(connection, digest):
                    abort(HTTPStatus.GONE)
        raise


@blueprint.get("/pictures/<digest>")
@asks(Permission.READ, quiet=True)
def page(digest: str) -> ResponseReturnValue:
    """The picture of a page, a JPEG."""
    until = request.args.get("until", 0, type=int)
    if not is_signature(request.args.get("key", ""), digest, until, person().id):
        abort(HTTPStatus.FORBIDDEN)
    if until < time.time():
        abort(HTTPStatus.GONE)
    response = Response(_bytes(digest), mimetype="image/jpeg")
    response.headers["Cache-Control"] = f"private, max-age={_STEP_S * _STEPS}"
    return response
