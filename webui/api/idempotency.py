"""A request with an `Idempotency-Key` is done once, however often it is sent."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from flask import Response, request

from models.store import answers
from webui.api.guard import client, reads
from webui.api.problems import Problem
from webui.context import store
from webui.language import N_

HEADER = "Idempotency-Key"
_LONGEST = 200
# Of an answer that is given again.
_HEADERS = ("Content-Type", "Location", "ETag")


def idempotent(view: Callable[..., Response]) -> Callable[..., Response]:
    """Let a view that is sent again with the same key give the same answer, for a day."""

    @wraps(view)
    def once(**values: Any) -> Response:
        key = request.headers.get(HEADER)
        if key is None:
            return view(**values)
        if not 0 < len(key) <= _LONGEST:
            raise Problem(
                HTTPStatus.BAD_REQUEST, "idempotency_key",
                N_("`Idempotency-Key` has 1 to 200 signs."),
            )  # fmt: skip
        digest = _digest()
        known = answers.begin(store(), client().id, key, digest)
        return _again(known, digest) if known else _first(view, key, values)

    return reads(HEADER)(once)


def _digest() -> str:
    """A digest of what is asked; a form is sent with another boundary each time."""
    found = hashlib.sha256(f"{request.method} {request.path}\n".encode())
    if request.is_json:
        found.update(request.get_data())
    for name, value in sorted(request.form.items(multi=True)):
        found.update(f"{name}={value}\n".encode())
    for name, file in sorted(request.files.items(multi=True), key=lambda each: each[0]):
        found.update(f"{name}={file.filename}\n".encode())
        for chunk in iter(lambda: file.stream.read(1 << 20), b""):  # noqa: B023  # used at once
            found.update(chunk)
        file.stream.seek(0)
    return found.hexdigest()


def _again(known: answers.Kept, digest: str) -> Response:
    if known.request != digest:
        raise Problem(
            HTTPStatus.UNPROCESSABLE_ENTITY, "idempotency_key",
            N_("`Idempotency-Key` was used for another request: take a new one."),
        )  # fmt: skip
    if known.status is None:
        raise Problem(
            HTTPStatus.CONFLICT, "in_progress", N_("This request is being worked on."),
            headers={"Retry-After": "2"},
        )  # fmt: skip
    response = Response(known.body, known.status, known.headers)
    response.headers["Idempotent-Replayed"] = "true"
    return response


def _first(view: Callable[..., Response], key: str, values: dict[str, Any]) -> Response:
    try:
        response = view(**values)
    except Exception:
        answers.forget(store(), client().id, key)
        raise
    headers = {name: response.headers[name] for name in _HEADERS if name in response.headers}
    answers.end(store(), client().id, key, response.status_code, headers, response.get_data())
    return response
