"""Where the API stands among the pages."""

from __future__ import annotations

from collections.abc import Iterable
from threading import Lock
from typing import TYPE_CHECKING

from webui.context import Web

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PREFIX = "/api/v1"


class Mounted:
    """The API as a WSGI application, made when the first request comes."""

    def __init__(self, web: Web, secret_key: bytes) -> None:
        self._web, self._secret_key = web, secret_key
        self._lock = Lock()
        self._app: WSGIApplication | None = None

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        return (self._app or self._made())(environ, start_response)

    def _made(self) -> WSGIApplication:
        # Of those who come first together, one makes it.
        with self._lock:
            if self._app is None:
                from webui.api.app import create_api

                self._app = create_api(self._web, self._secret_key)
            return self._app
