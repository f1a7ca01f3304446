"""The Flask application, made from settings and a store."""

from __future__ import annotations

import hashlib
import os
from datetime import timedelta
from pathlib import Path

from flask import Flask, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.middleware.proxy_fix import ProxyFix

from models.people import Permission
from models.settings import Settings
from models.signing import secret_key
from models.store.database import Store
from webui import errors, language, pictures, words
from webui.api.mount import PREFIX, Mounted
from webui.api.page import blueprint as api_page
from webui.auth import guard
from webui.auth.elsewhere import blueprint as elsewhere
from webui.auth.second_factor import blueprint as second_factor
from webui.auth.views import blueprint as auth
from webui.console.batches import blueprint as batches
from webui.console.figures import blueprint as figures
from webui.console.figures import mine
from webui.console.indicators import blueprint as indicators
from webui.console.new_batches import blueprint as batches_new
from webui.console.queue import blueprint as queue
from webui.console.views import blueprint as console
from webui.context import EXTENSION, Number, Web, person, person_name, unit_name
from webui.desk.papers import blueprint as desk_papers
from webui.desk.parts import blueprint as desk_parts
from webui.desk.views import blueprint as desk
from webui.navigation import entries
from webui.people.accounts import blueprint as people
from webui.people.audit import blueprint as audit
from webui.people.master import blueprint as master
from webui.people.units import blueprint as units
from webui.review.views import blueprint as review
from worker.queue import Bell

_STATIC = Path(__file__).parent / "static"

# Nothing from elsewhere, nothing inline. Bootstrap's signs are images within its style sheet.
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def create_app(settings: Settings, store: Store) -> Flask:
    """The application; it answers with what `store` holds.

    Every route says which permission it asks for (`webui.auth.asks`); one that does not is
    answered by nothing but an error.
    """
    app = Flask("webui", static_url_path=f"/static/{_edition()}")
    https, key = settings.web_proxies > 0, secret_key(settings)
    app.config.update(
        SECRET_KEY=key,
        SESSION_COOKIE_NAME="sohoa",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
        MAX_CONTENT_LENGTH=settings.max_bytes + guard.FORM_BYTES,
        SEND_FILE_MAX_AGE_DEFAULT=timedelta(days=365),
        # As long as the session: who comes back to a form after lunch is asked to sign in anyway.
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=https,
    )
    app.url_map.converters["int"] = Number
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    made = Web(settings, store, Bell(settings))
    app.extensions[EXTENSION] = made
    language.prepare(app)
    # Before the other guard, which reads the whole body: strangers' bodies are not read.
    guard.prepare(app)
    CSRFProtect(app)
    errors.prepare(app)
    parts = (
        auth, elsewhere, second_factor, desk, desk_parts, desk_papers, review, console, batches,
        batches_new, queue, figures, indicators, mine, people, units, master, audit,
        pictures.blueprint, api_page,
    )  # fmt: skip
    for part in parts:
        app.register_blueprint(part)
    app.add_url_rule("/", "start", guard.asks(Permission.OWN)(_start))
    app.context_processor(lambda: {"menu": entries(), "words": words})
    app.jinja_env.filters |= {"unit": unit_name, "person_name": person_name}
    app.after_request(_harden)
    app.wsgi_app = DispatcherMiddleware(app.wsgi_app, {PREFIX: Mounted(made, key)})  # type: ignore[method-assign]
    if https:
        app.after_request(_keep_to_https)
        hops = settings.web_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def _edition() -> str:
    """A digest of scripts and styles, in their addresses: browsers keep them until it changes.

    It stands before the names, so that what scripts import from each other has it too.
    """
    found = hashlib.sha256()
    for folder, below, names in os.walk(_STATIC, followlinks=True):
        below.sort()
        for name in sorted(names):
            path = Path(folder, name)
            found.update(f"{path.relative_to(_STATIC)} {path.stat().st_size} ".encode())
            found.update(path.read_bytes())
    return found.hexdigest()[:12]


def _start() -> ResponseReturnValue:
    """The page that a person works on."""
    for entry in entries():
        if person().may(entry.permission):
            return redirect(url_for(entry.endpoint))
    return redirect(url_for("auth.account"))


def _keep_to_https(response: Response) -> Response:
    """Browsers that came by HTTPS once do not come without it for a year (RFC 6797)."""
    response.headers["Strict-Transport-Security"] = "max-age=31536000"
    return response


def _harden(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint != "static" and "Cache-Control" not in response.headers:
        # The back button must not show a record to who comes next.
        response.headers["Cache-Control"] = "no-store"
    return response
