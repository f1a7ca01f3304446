"""What goes wrong, as problem details (RFC 9457), in Vietnamese and English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import structlog
from apiflask import APIFlask, HTTPError
from flask import Response, jsonify, request
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from werkzeug.exceptions import HTTPException

from models.errors import ErrorCode, SohoaError
from webui.errors import status_of
from webui.language import LANGUAGES, N_, catalogue, language

log = structlog.get_logger()
MIME = "application/problem+json"
_TYPE = "urn:sohoa:"

BY_STATUS = {
    HTTPStatus.BAD_REQUEST: N_("The request is wrong."),
    HTTPStatus.NOT_FOUND: N_("There is no such thing, or it is not yours to see."),
    HTTPStatus.METHOD_NOT_ALLOWED: N_("This address cannot be called in this way."),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: N_("The body is too large."),
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: N_("The body is not of the type that is asked for."),
    HTTPStatus.TOO_MANY_REQUESTS: N_("Too many requests: wait, then go on more slowly."),
}
_WRONG = N_("Something in the request is wrong, see `errors`.")
_INTERNAL = N_("Something went wrong here: tell the operator.")
_MESSAGES = {
    "missing": N_("It is missing."),
    "extra_forbidden": N_("There is no such field."),
    "no_file": N_("This is a text: send the file itself, with its name."),
    "json_invalid": N_("This is not JSON."),
}
_OTHERWISE = N_("This value is not allowed here.")


class Problem(Exception):
    """An answer that is a problem.

    Args:
        status: Of the answer.
        code: Stable, for programs.
        message: For people, an English msgid of the catalogues.
        headers: Of the answer.
    """

    def __init__(
        self, status: int, code: str, message: str, *, headers: Mapping[str, str] | None = None,
        errors: Sequence[Mapping[str, Any]] = (),
    ) -> None:  # fmt: skip
        super().__init__(code)
        self.status, self.code, self.message = HTTPStatus(status), code, message
        self.headers, self.errors = dict(headers or {}), list(errors)


def in_all_languages(*messages: str) -> dict[str, str]:
    """Messages, one after the other, by language; one that has no words in it is left out."""
    found = {}
    for code in LANGUAGES:
        told = [str(catalogue(code).gettext(text)) for text in messages]
        if code != "en":
            told = [text for text, source in zip(told, messages, strict=True) if text != source]
        found[code] = " ".join(told)
    return found


def answer(problem: Problem, messages: Mapping[str, str] | None = None) -> Response:
    """The answer that tells a problem."""
    messages = messages or in_all_languages(problem.message)
    body: dict[str, Any] = {
        "type": _TYPE + problem.code,
        "title": messages.get(language()) or messages["en"],
        "status": int(problem.status),
        "code": problem.code,
        "instance": request.script_root + request.path,
        "messages": messages,
    }
    if problem.errors:
        body["errors"] = problem.errors
    response = jsonify(body)
    response.status_code = problem.status
    response.mimetype = MIME
    response.headers.extend(problem.headers)
    return response


def prepare(app: APIFlask) -> None:
    """Answer every error in the same way."""
    app.register_error_handler(Problem, answer)
    app.register_error_handler(ValidationError, invalid)
    app.register_error_handler(SohoaError, _sohoa)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)
    app.register_error_handler(HTTPError, _refused)


def invalid(error: ValidationError) -> Response:
    """What of a body or a query is not as it should be."""
    found = [_told(each) for each in error.errors(include_url=False, include_input=False)]
    return answer(Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid", _WRONG, errors=found))


def pointer(*steps: str | int) -> str:
    """The place in a body or a query (JSON Pointer, RFC 6901)."""
    return "".join("/" + str(each).replace("~", "~0").replace("/", "~1") for each in steps)


def _told(error: ErrorDetails) -> dict[str, Any]:
    return {
        "pointer": pointer(*error["loc"]),
        "code": error["type"],
        "messages": in_all_languages(_MESSAGES.get(error["type"], _OTHERWISE)),
        "detail": error["msg"],
    }


def _sohoa(error: SohoaError) -> Response:
    status = status_of(error)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error("request_failed", endpoint=request.endpoint, code=error.code)
    messages = in_all_languages(error.message, error.remedy)
    headers = {"Retry-After": "5"} if status == HTTPStatus.SERVICE_UNAVAILABLE else {}
    if error.code is ErrorCode.INTERNAL:
        messages = in_all_languages(_INTERNAL)
    return answer(Problem(status, str(error.code), error.message, headers=headers), messages)


def _refused(error: HTTPError) -> Response:
    """What APIFlask refuses: a body or a query that is not as it should be."""
    assert isinstance(error.__cause__, ValidationError)
    return invalid(error.__cause__)


def _http(error: HTTPException) -> Response:
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    headers = {
        name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After")
    }
    message = BY_STATUS.get(status, BY_STATUS[HTTPStatus.BAD_REQUEST])
    return answer(Problem(status, status.name.lower(), message, headers=headers))


def _unexpected(error: Exception) -> Response:
    # Its message may quote a paper: only its kind is told.
    log.error("request_failed", endpoint=request.endpoint, error=type(error).__name__)
    return answer(Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "internal", _INTERNAL))
