"""The application that answers for the API."""

from __future__ import annotations

import re
from typing import Any, cast

from apiflask import APIFlask
from flask import Response, current_app, jsonify
from flask.json.provider import DefaultJSONProvider

from models.clients import Scope
from webui.api import guard, problems, schemas, tokens
from webui.api.changes import blueprint as changes
from webui.api.documents import blueprint as documents
from webui.api.guard import needs
from webui.api.health import blueprint as health
from webui.api.mount import PREFIX
from webui.api.prefill import blueprint as prefill
from webui.api.records import blueprint as records
from webui.api.types import blueprint as types
from webui.api.webhooks import blueprint as webhooks
from webui.context import EXTENSION, Web

_ABOUT = """Records of scanned administrative papers, for other systems.

Get a token at `oauth/token` with the name and secret of a client, and send it as
`Authorization: Bearer`. Personal data is masked unless the token allows `records:read.pii`. Every
look at a record is noted. Errors are problem details (RFC 9457) in Vietnamese and English.
"""
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}


_PROBLEM = {
    "description": "A problem",
    "content": {
        problems.MIME: {"schema": {"$ref": "#/components/schemas/ProblemBody"}},
    },
}


_TOO_LONG = {
    "description": "The address is too long to be read at all",
    "content": {"text/html": {}},
}
_REFUSED = {
    "description": "No token is given (RFC 6749, section 5.2)",
    "content": {"application/json": {"schema": tokens.TokenError.model_json_schema()}},
}


_HEADER_PARAMETERS = {
    "If-Match": {
        "name": "If-Match", "in": "header", "required": True, "schema": {"type": "string"},
        "description": "The ETag of the record that was seen.",
    },
    "Idempotency-Key": {
        "name": "Idempotency-Key", "in": "header", "required": False,
        "schema": {"type": "string", "minLength": 1, "maxLength": 200},
        "description": "A request that is sent again with the same key is done once.",
    },
}  # fmt: skip


class _Json(DefaultJSONProvider):
    """Moments as RFC 3339 has them, not as old HTTP dates."""

    ensure_ascii = False
    sort_keys = False

    @staticmethod
    def default(value: Any) -> Any:
        """What JSON has no form for."""
        return (
            value.isoformat() if hasattr(value, "isoformat") else DefaultJSONProvider.default(value)
        )


def create_api(web: Web, secret_key: bytes) -> APIFlask:
    """The API; it answers with what the store holds.

    Every operation says which scope it asks for (`webui.api.guard.needs`); one that does not is
    answered by nothing but an error.
    """
    app = APIFlask(
        "webui.api", title="Số hóa", version="1", json_errors=False, spec_path=None, docs_path=None
    )
    app.json = _Json(app)
    app.config.update(
        SECRET_KEY=secret_key,
        MAX_CONTENT_LENGTH=web.settings.max_bytes + guard.FORM_BYTES,
        OPENAPI_VERSION="3.1.0",
        INFO={"description": _ABOUT},
        SERVERS=[{"url": PREFIX}],
        SECURITY_SCHEMES={
            "client": {
                "type": "oauth2",
                "flows": {
                    "clientCredentials": {
                        "tokenUrl": f"{PREFIX}/oauth/token",
                        "scopes": {scope.value: scope.name.lower() for scope in Scope},
                    }
                },
            }
        },
        AUTO_VALIDATION_ERROR_RESPONSE=False,
        AUTO_404_RESPONSE=False,
        AUTO_200_RESPONSE=False,
    )
    app.extensions[EXTENSION] = web
    guard.prepare(app)
    problems.prepare(app)
    tokens.prepare(app)
    parts = (tokens.blueprint, types, records, documents, changes, webhooks, prefill, health)
    for part in parts:
        app.register_blueprint(part)
    app.add_url_rule("/openapi.json", "openapi", needs(None)(_document))
    app.spec_processor(_complete)
    app.after_request(_harden)
    return app


def _document() -> Response:
    return jsonify(cast(APIFlask, current_app).spec)


def _complete(spec: Any) -> Any:
    """The document, with the scope and the problems of each operation."""
    api = cast(APIFlask, current_app)
    for rule in api.url_map.iter_rules():
        path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
        for method, operation in spec["paths"].get(path, {}).items():
            if method.upper() not in (rule.methods or ()):
                continue
            scope = guard.asked(api.view_functions[rule.endpoint])
            operation["security"] = [] if scope is None else [{"client": [scope]}]
            operation["responses"] |= {"default": _PROBLEM, "414": _TOO_LONG}
            if rule.endpoint == "tokens.token":
                operation["responses"]["default"] = _REFUSED
            operation.setdefault("parameters", []).extend(
                _HEADER_PARAMETERS[name]
                for name in getattr(api.view_functions[rule.endpoint], guard.HEADERS, ())
            )
            if "requestBody" in operation:
                operation["requestBody"]["required"] = True
    spec["components"]["schemas"]["ProblemBody"] = schemas.ProblemBody.model_json_schema(
        ref_template="#/components/schemas/ProblemBody.{model}"
    )
    for name, schema in spec["components"]["schemas"]["ProblemBody"].pop("$defs").items():
        spec["components"]["schemas"][f"ProblemBody.{name}"] = schema
    return spec


def _harden(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response
