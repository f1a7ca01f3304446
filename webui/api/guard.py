"""Every operation says which scope it asks for; who may not do that is not answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, TypeVar

from apiflask import APIFlask
from flask import current_app, g, request

from models.clients import Client, Scope
from models.errors import ErrorCode, SohoaError
from models.store import clients
from models.store.audit import Event, note_reading
from webui.api.problems import Problem
from webui.api.throttle import Throttle
from webui.auth.guard import refuse_what_is_no_text
from webui.context import store
from webui.language import DEFAULT, LANGUAGES, N_

View = TypeVar("View", bound=Callable[..., Any])
_SCOPE, _THROTTLE, _KNOWN = "asked_scope", "throttle", "known_tokens"
# How long a token that was good is not looked up again, and of how many that is remembered.
KNOWN_FOR, _MOST_KNOWN = timedelta(seconds=1), 1000
# A body of JSON, and a file with what is said of it.
MOST_JSON, FORM_BYTES = 1_000_000, 1_000_000


def needs(scope: Scope | None) -> Callable[[View], View]:
    """Mark a view with the scope that it asks for; None: for everybody."""

    def mark(view: View) -> View:
        setattr(view, _SCOPE, scope)
        return view

    return mark


HEADERS = "asked_headers"


def reads(*names: str) -> Callable[[View], View]:
    """Mark a view with headers that it reads besides those that all do."""

    def mark(view: View) -> View:
        setattr(view, HEADERS, (*names, *getattr(view, HEADERS, ())))
        return view

    return mark


def asked(view: Callable[..., Any]) -> Scope | None:
    """What a view asks for.

    Raises:
        LookupError: It does not say.
    """
    try:
        found: Scope | None = getattr(view, _SCOPE)
    except AttributeError:
        raise LookupError(f"{view.__name__} does not say which scope it asks for") from None
    return found


def client() -> Client:
    """Who asks; operations that ask for a scope have somebody."""
    found: Client = g.client
    return found


def prepare(app: APIFlask, throttle: Throttle) -> None:
    """Look at every request before its view does."""
    app.extensions[_THROTTLE] = throttle
    app.extensions[_KNOWN] = _Known()
    app.before_request(_let_in)


class _Known:
    """Who holds a token, for the moment in which it asks again and again.

    To look it up takes a fifth of the time in which a record is read. What is taken from a client
    is taken a moment later, then.
    """

    def __init__(self) -> None:
        self._found: dict[str, tuple[datetime, Client]] = {}

    def get(self, token: str, now: datetime) -> Client | None:
        """Who held it a moment ago."""
        until, found = self._found.get(token, (now, None))
        # Nor for longer when the clock is put back.
        return found if now < until <= now + KNOWN_FOR else None

    def put(self, token: str, found: Client, now: datetime) -> None:
        """Keep who holds it."""
        if len(self._found) >= _MOST_KNOWN:
            self._found.clear()
        self._found[token] = (now + KNOWN_FOR, found)


def _let_in() -> None:
    g.language = request.accept_languages.best_match(LANGUAGES, DEFAULT)
    if request.endpoint is None:
        return
    scope = asked(current_app.view_functions[request.endpoint])
    if scope is not Scope.SUBMIT:
        request.max_content_length = MOST_JSON
    token = _token()
    found = None if scope is None or not token else _holder(token)
    throttle: Throttle = current_app.extensions[_THROTTLE]
    throttle.count(str(found.id) if found else request.remote_addr or "")
    if scope is not None:
        g.client = _let(found, token, scope)
    refuse_what_is_no_text()
    if request.is_json and request.get_data().strip() == b"null":
        # Which is taken for an empty body otherwise.
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid", N_("The body is no object."))


def _token() -> str:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def _holder(token: str) -> Client | None:
    known: _Known = current_app.extensions[_KNOWN]
    if (found := known.get(token, store().now())) is not None:
        return found
    with store().read() as connection:
        found = clients.client_of(connection, store(), token)
    if found is not None:
        known.put(token, found, store().now())
    return found


def _let(found: Client | None, token: str, scope: Scope) -> Client:
    """Who asks, when it may.

    Raises:
        Problem: It has no token, none that is good, or one that does not allow this.
    """
    if not token:
        raise Problem(
            HTTPStatus.UNAUTHORIZED, "unauthorized",
            N_("There is no token: get one at /api/v1/oauth/token."),
            headers={"WWW-Authenticate": "Bearer"},
        )  # fmt: skip
    if found is None:
        raise Problem(
            HTTPStatus.UNAUTHORIZED, "invalid_token",
            N_("The token is not good, or not any more: get a new one."),
            headers={"WWW-Authenticate": 'Bearer error="invalid_token"'},
        )  # fmt: skip
    if not found.may(scope):
        raise Problem(
            HTTPStatus.FORBIDDEN, "insufficient_scope",
            N_(
                "The token does not allow this: `WWW-Authenticate` names the scope that it lacks, "
                "which the operator gives to clients."
            ),
            headers={"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{scope}"'},
        )  # fmt: skip
    return found


def purpose(given: str | None) -> str:
    """What personal data is read for: what is given, or the only one that the client may state.

    Raises:
        Problem: It is none of the client's purposes.
    """
    known = client().purposes
    chosen = given or request.headers.get("X-Purpose") or (known[0] if len(known) == 1 else "")
    if chosen not in known:
        raise Problem(
            HTTPStatus.UNPROCESSABLE_ENTITY, "purpose",
            N_("Say what it is read for: `purpose`, one of those that the client was given for."),
        )  # fmt: skip
    return chosen


def noted(action: str, subject: object, /, **details: Any) -> None:
    """Let the audit know what the client has been shown, before it is.

    Raises:
        SohoaError: `database_unavailable`: it must not be shown.
    """
    note_reading(store(), event_of(action, subject)(**details))


def event_of(action: str, subject: object, /) -> Callable[..., Event]:
    """Makes the event of what the client does, of its details, in any thread."""
    actor, address = client().login, request.remote_addr
    return lambda **details: Event(action, subject, actor, {**details, "address": address})


def not_theirs() -> SohoaError:
    """What is not there is answered in the same way as what is another unit's."""
    return SohoaError(ErrorCode.NOT_FOUND, "There is no such record.", "Check the address.")
