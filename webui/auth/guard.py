"""Every route says what it asks for; who may not do that is not answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from models.people import Permission, Person
from models.store import sessions
from webui.context import store
from webui.errors import problem, wants_json
from webui.language import _

View = TypeVar("View", bound=Callable[..., Any])
# What the browser holds: of a session, and of one that a code is still to begin.
SECRET, HALF = "secret", "half"
# The most that the fields of a form take; beside an upload there is room for as much.
FORM_BYTES = 1_000_000
_NO_TEXT = re.compile("[\0\ud800-\udfff]")
_ASKED = "asked_permission"
_QUIET = "is_quiet"
_MOST = "most_bytes"
# What who has a one-time password may still do, and who must set a second factor up.
_BEFORE_CHANGE = {"auth.account", "auth.change_password", "auth.sign_out", "auth.choose_language"}
_BEFORE_FACTOR = _BEFORE_CHANGE | {
    "second_factor.show", "second_factor.offer", "second_factor.square", "second_factor.switch_on",
}  # fmt: skip


def asks(
    permission: Permission | None, *, quiet: bool = False, most: int = FORM_BYTES
) -> Callable[[View], View]:
    """Mark a view with the permission that it asks for; None: for everybody, signed in or not.

    Args:
        permission: What a role must allow.
        quiet: A script asks without the person; it does not keep the session alive.
        most: Bytes that a request may have; uploads have as many as a paper may.
    """

    def mark(view: View) -> View:
        setattr(view, _ASKED, permission)
        setattr(view, _QUIET, quiet)
        setattr(view, _MOST, most)
        return view

    return mark


def asked(view: Callable[..., Any]) -> Permission | None:
    """What a view asks for.

    Raises:
        LookupError: It does not say.
    """
    try:
        found: Permission | None = getattr(view, _ASKED)
    except AttributeError:
        raise LookupError(f"{view.__name__} does not say which permission it asks for") from None
    return found


def prepare(app: Flask) -> None:
    """Look at every request before its view does."""
    app.before_request(_let_in)
    app.context_processor(lambda: {"person": g.get("person"), "Permission": Permission})


def _let_in() -> ResponseReturnValue | None:
    if request.endpoint == "static":
        return None
    if request.endpoint is None:
        # A wrong address: who is signed in keeps the menu.
        g.person = _who(touch=False)
        return None
    view = current_app.view_functions[request.endpoint]
    permission = asked(view)
    if permission is not Permission.UPLOAD:
        request.max_content_length = getattr(view, _MOST)
    g.person = _who(touch=not getattr(view, _QUIET))
    if permission is None:
        refuse_what_is_no_text()
        return None
    if g.person is None:
        session.pop(SECRET, None)
        return _ask_to_sign_in()
    if g.person.one_time and request.endpoint not in _BEFORE_CHANGE:
        return redirect(url_for("auth.account"))
    if g.person.owes_factor and request.endpoint not in _BEFORE_FACTOR:
        return redirect(url_for("second_factor.show"))
    if not g.person.may(permission):
        abort(HTTPStatus.FORBIDDEN)
    refuse_what_is_no_text()
    return None


def _who(*, touch: bool) -> Person | None:
    secret = session.get(SECRET)
    return sessions.current(store(), secret, touch=touch) if secret else None


def refuse_what_is_no_text() -> None:
    """No text has a zero byte or half a character, and no database takes them."""
    said = [*(request.view_args or {}).values()]
    said += [value for _, value in request.args.items(multi=True)]
    try:
        if request.content_type:  # without it there is neither a form nor JSON
            said += [value for _, value in request.form.items(multi=True)]
            said += [file.filename for _, file in request.files.items(multi=True)]
            said.append(request.get_json(silent=True))
        if not is_text(*_texts_in(said)):
            abort(HTTPStatus.BAD_REQUEST)
    except RecursionError:  # of JSON that is nested without end
        abort(HTTPStatus.BAD_REQUEST)


def _texts_in(values: list[Any]) -> Iterator[str]:
    """All texts of some JSON values, also the names."""
    while values:
        value = values.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            values += [*value, *value.values()]
        elif isinstance(value, list):
            values += value


def is_text(*texts: str) -> bool:
    """Whether all of them are text."""
    return not any(_NO_TEXT.search(text) for text in texts)


def _ask_to_sign_in() -> ResponseReturnValue:
    if wants_json():
        return problem(
            HTTPStatus.UNAUTHORIZED, "signed_out", _("Your session has ended: sign in again.")
        )
    next_page = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("auth.sign_in", next=next_page))
