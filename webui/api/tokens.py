"""Tokens for clients: OAuth 2, client credentials (RFC 6749, section 4.4)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from apiflask import APIBlueprint, APIFlask
from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import ClientMixin, grants
from authlib.oauth2.rfc6749.errors import InsecureTransportError, InvalidScopeError
from flask import Response, abort, current_app, jsonify, request
from pydantic import BaseModel, Field
from sqlalchemy import Row
from werkzeug.datastructures import Authorization

from models.clients import Scope
from models.store import clients
from webui.api.guard import needs
from webui.auth.guard import is_text
from webui.context import store

blueprint = APIBlueprint("tokens", __name__, tag="Access")
_METHODS = ("client_secret_basic", "client_secret_post")


class TokenRequest(BaseModel):
    """A client asks for a token; it shows its name and secret by Basic, or here."""

    grant_type: str = Field("", examples=["client_credentials"])
    scope: str = Field("", description="Scopes with a space between; empty: all of the client's.")
    client_id: str = ""
    client_secret: str = ""


class TokenAnswer(BaseModel):
    """The token, and for how many seconds it is good."""

    access_token: str
    token_type: str
    expires_in: int
    scope: str


class TokenError(BaseModel):
    """Why there is none (RFC 6749, section 5.2)."""

    error: str
    error_description: str = ""


class _Client(ClientMixin):  # type: ignore[misc]  # Authlib has no types
    def __init__(self, row: Row[Any]) -> None:
        self.row = row

    def get_client_id(self) -> str:
        return str(self.row.name)

    def check_client_secret(self, client_secret: str) -> bool:
        return clients.has_secret(store(), self.row, client_secret)

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return endpoint == "token" and method in _METHODS

    def check_grant_type(self, grant_type: str) -> bool:
        return bool(grant_type == grants.ClientCredentialsGrant.GRANT_TYPE)

    def get_allowed_scope(self, scope: str) -> str:
        """Those that are asked for and the client's; it may ask for fewer than it has."""
        wanted = scope.split() or self.row.scopes
        return " ".join(each for each in wanted if each in self.row.scopes)


class _Grant(grants.ClientCredentialsGrant):  # type: ignore[misc]
    TOKEN_ENDPOINT_AUTH_METHODS = _METHODS


def prepare(app: APIFlask) -> None:
    """Let clients have tokens."""

    def query_client(name: str) -> _Client | None:
        row = clients.known(store(), name)
        return None if row is None else _Client(row)

    def generate(
        grant_type: str, client: _Client, user: object = None, scope: str | None = None,
        expires_in: int | None = None, include_refresh_token: bool = False,
    ) -> dict[str, Any]:  # fmt: skip
        given = client.get_allowed_scope(scope or "")
        if not given:
            raise InvalidScopeError
        return {
            "token_type": "Bearer",
            "access_token": clients.give_token(store(), client.row.id, given.split()),
            "expires_in": int(clients.TOKEN_LIFE.total_seconds()),
            "scope": given,
        }

    server = AuthorizationServer(
        app, query_client=query_client, save_token=lambda token, request: None
    )
    server.register_token_generator("default", generate)
    server.scopes_supported = list(Scope)
    server.register_grant(_Grant)
    app.extensions["tokens"] = server
    app.register_error_handler(InsecureTransportError, _insecure)


def _insecure(_error: InsecureTransportError) -> Response:
    response = jsonify(
        error="insecure_transport",
        error_description="Secrets go over HTTPS only. Behind a reverse proxy: SOHOA_WEB_PROXIES.",
    )
    response.status_code = HTTPStatus.BAD_REQUEST
    return response


def _is_understood(shown: Authorization | None) -> bool:
    """Whether what is shown can be read, and a name and secret, where it is these, are text."""
    if shown is None:
        return False
    return shown.type != "basic" or is_text(shown.username or "", shown.password or "")


@blueprint.post("/oauth/token")
@needs(None)
@blueprint.input(TokenRequest, location="form")
@blueprint.output(TokenAnswer)
@blueprint.doc(operation_id="getToken", summary="Get a token")
def token(form_data: Any = None) -> Response:
    """A token for a client that shows its name and secret, good for 15 minutes."""
    if "Authorization" in request.headers and not _is_understood(request.authorization):
        abort(HTTPStatus.BAD_REQUEST)
    server: AuthorizationServer = current_app.extensions["tokens"]
    response: Response = server.create_token_response()
    return response
