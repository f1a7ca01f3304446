"""What goes wrong, told to the person: one page, or one problem document for programs."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

import structlog
from flask import Flask, Response, g, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from models.errors import ErrorCode, SohoaError
from webui.language import _, catalogue, language

log = structlog.get_logger()

_STATUS = {
    ErrorCode.NOT_FOUND: HTTPStatus.NOT_FOUND,
    ErrorCode.NOT_ALLOWED: HTTPStatus.CONFLICT,
    ErrorCode.EMPTY_FILE: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorCode.CORRUPT: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorCode.SECRET_DOCUMENT: HTTPStatus.GONE,
    ErrorCode.TOO_OLD: HTTPStatus.GONE,
    ErrorCode.ADDRESS_REFUSED: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorCode.TARGET_UNAVAILABLE: HTTPStatus.UNPROCESSABLE_ENTITY,
    ErrorCode.TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    ErrorCode.STORE_UNAVAILABLE: HTTPStatus.SERVICE_UNAVAILABLE,
    ErrorCode.DATABASE_UNAVAILABLE: HTTPStatus.SERVICE_UNAVAILABLE,
    ErrorCode.BROKER_UNAVAILABLE: HTTPStatus.SERVICE_UNAVAILABLE,
}


def wants_json() -> bool:
    """Whether a script asks, not a person who goes to a page."""
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return best == "application/json"


def told(error: SohoaError) -> str:
    """Cause and cure in the person's language, as far as there are words for them."""
    cause, cure = (_known(text) for text in (error.message, error.remedy))
    if cause is None:
        return by_code(error.code)
    return f"{cause} {cure}" if cure else cause


def _known(text: str) -> str | None:
    if language() == "en":
        return text
    found = str(catalogue(language()).gettext(text))
    return None if found == text else found


def words_of(body: Mapping[str, str]) -> str:
    """A kept error, `{code, message, remedy}`, in the person's language."""
    return by_code(body["code"]) if language() != "en" else f"{body['message']} {body['remedy']}"


def by_code(code: str) -> str:
    """What a code means."""
    return {
        "unsupported_type": _(
            "This kind of file cannot be read: use PDF, TIFF, JPEG, PNG or HEIC."
        ),
        "empty_file": _("The file is empty: scan or copy it again."),
        "corrupt": _("The file is damaged: scan it again."),
        "encrypted": _("The file is locked with a password: save it without one."),
        "too_many_pages": _("The file has too many pages: split it."),
        "too_large": _("The file, or a page in it, is too large: split it, or scan at 300 dpi."),
        "no_pages": _("The file has no pages."),
        "timeout": _("Reading took too long: try again, or scan at 300 dpi."),
        "out_of_memory": _("Reading needed too much memory: scan at 300 dpi."),
        "secret_document": _("The paper bears a secrecy mark: it is sealed and not processed."),
        "worker_lost": _("Reading was cut off several times: try again."),
        "object_missing": _("A stored file is missing: tell the operator."),
        "object_corrupt": _("A stored file is damaged: tell the operator."),
        "store_unavailable": _("Files cannot be stored just now: try again in a moment."),
        "database_unavailable": _(
            "The database cannot be reached just now: try again in a moment."
        ),
        "broker_unavailable": _("The queue cannot be reached just now; nothing is lost."),
        "target_unavailable": _("The receiving system cannot be reached; it is tried again."),
        "target_refused": _("The receiving system refused the record."),
        "target_misconfigured": _(
            "The settings of the receiving system cannot be used: tell the operator."
        ),
        "not_found": _("There is no such thing, or it is not yours to see."),
        "not_allowed": _("This cannot be done now."),
    }.get(str(code), _("Something went wrong here: tell the operator."))


def problem(status: int, code: str, detail: str) -> Response:
    """An answer to a script: problem details, RFC 9457."""
    body = {"type": f"urn:sohoa:{code}", "title": detail, "status": status, "code": code}
    response = jsonify(body)
    response.status_code = status
    response.mimetype = "application/problem+json"
    return response


def answer(status: int, code: str, detail: str) -> Response:
    """The answer to whoever asks."""
    if wants_json():
        return problem(status, code, detail)
    page = render_template(
        "error.html", status=status, detail=detail, person=g.get("person"), code=code
    )
    return make_response(page, status)


def prepare(app: Flask) -> None:
    """Answer every error in the same way."""
    app.register_error_handler(SohoaError, _sohoa)
    app.register_error_handler(CSRFError, _forged)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def status_of(error: SohoaError) -> HTTPStatus:
    """What is answered for an error."""
    return _STATUS.get(error.code, HTTPStatus.INTERNAL_SERVER_ERROR)


def _sohoa(error: SohoaError) -> Response:
    status = status_of(error)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error("request_failed", endpoint=request.endpoint, code=error.code)
    response = answer(status, str(error.code), told(error))
    if error.code is ErrorCode.SECRET_DOCUMENT:
        # Its pictures and words, which were to be kept for some minutes, go at once.
        response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _forged(_error: CSRFError) -> Response:
    return answer(
        HTTPStatus.BAD_REQUEST,
        "csrf",
        _("The form is too old. Go back, reload it, and send again."),
    )


def _http(error: HTTPException) -> Response | HTTPException:
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error  # a redirection
    words = {
        HTTPStatus.FORBIDDEN: _("Your role does not allow this."),
        HTTPStatus.NOT_FOUND: by_code("not_found"),
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: by_code("too_large"),
        HTTPStatus.METHOD_NOT_ALLOWED: _("This page cannot be called in this way."),
    }
    status = HTTPStatus(error.code)
    response = answer(status, status.name.lower(), words.get(status, _("The request is wrong.")))
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _unexpected(error: Exception) -> Response:
    # Its message may quote a paper: only its kind is told.
    log.error("request_failed", endpoint=request.endpoint, error=type(error).__name__)
    return answer(HTTPStatus.INTERNAL_SERVER_ERROR, "internal", by_code("internal"))
