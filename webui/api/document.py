"""The document of the API (OpenAPI 3.1): what APIFlask cannot know of itself is added here."""

from __future__ import annotations

import inspect
import json
import re
from typing import Any, cast

from apiflask import APIFlask
from flask import current_app
from werkzeug.routing import BaseConverter, Rule, UUIDConverter

from models.store.tables import MOST_ID
from webui.api import guard, problems, schemas, tokens
from webui.context import Number

_REFERENCE = "#/components/schemas/"
_PROBLEM = {
    "description": "A problem",
    "content": {
        problems.MIME: {"schema": {"$ref": _REFERENCE + "ProblemBody"}},
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


def complete(spec: Any) -> Any:
    """The document, with scope, description and problems of each operation."""
    api = cast(APIFlask, current_app)
    for rule in api.url_map.iter_rules():
        path = re.sub(r"<(?:[^<>]+:)?(\w+)>", r"{\1}", rule.rule)
        for method, operation in spec["paths"].get(path, {}).items():
            if method.upper() in (rule.methods or ()):
                _complete_one(operation, rule, api.view_functions[rule.endpoint])
    problem = schemas.ProblemBody.model_json_schema(ref_template=_REFERENCE + "{model}")
    shapes = spec["components"]["schemas"]
    shapes |= {"ProblemBody": problem, **problem.pop("$defs")}
    return _with_plain_names(spec)


def _complete_one(operation: dict[str, Any], rule: Rule, view: Any) -> None:
    scope = guard.asked(view)
    operation["security"] = [] if scope is None else [{"client": [scope]}]
    operation["description"] = inspect.getdoc(view) or ""
    answers = operation["responses"]
    answers |= {"default": _PROBLEM, "414": _TOO_LONG}
    if rule.endpoint == "tokens.token":
        answers["default"] = _REFUSED
    # Nothing is in it.
    answers.get("304", {}).pop("content", None)
    for parameter in operation.setdefault("parameters", []):
        if parameter["in"] == "path":
            # What werkzeug keeps of a rule has no types.
            converter = rule._converters[parameter["name"]]
            parameter["schema"] = _schema_of(converter)
    names = getattr(view, guard.HEADERS, ())
    operation["parameters"] += [_HEADER_PARAMETERS[name] for name in names]
    if "requestBody" in operation:
        operation["requestBody"]["required"] = True


def _schema_of(converter: BaseConverter) -> dict[str, Any]:
    if isinstance(converter, UUIDConverter):
        return {"type": "string", "format": "uuid"}
    if isinstance(converter, Number):
        return {"type": "integer", "minimum": 0, "maximum": MOST_ID}
    return {"type": "string"}


def _with_plain_names(spec: Any) -> Any:
    """The document with each shape once.

    It comes with a copy of a shape, `RecordList.RecordSummary`, for each that it is a part of.
    """
    body = re.sub(rf'"{_REFERENCE}[^".]+\.([^".]+)"', rf'"{_REFERENCE}\1"', json.dumps(spec))
    made = json.loads(body)
    shapes: dict[str, Any] = {}
    for name, shape in made["components"]["schemas"].items():
        plain = name.rpartition(".")[2]
        if shapes.setdefault(plain, shape) != shape:
            raise LookupError(f"There are two shapes with the name {plain}.")
    made["components"]["schemas"] = shapes
    return made
