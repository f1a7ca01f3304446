"""Where a list goes on: opaque, signed, and good for the same question only."""

from __future__ import annotations

import base64
import hmac
import json
from http import HTTPStatus
from typing import Any

from flask import request, url_for

from webui.api.problems import Problem
from webui.context import site_key
from webui.language import N_

_SIGNED = 12


def _key(question: Any, place: str) -> bytes:
    body = json.dumps([request.endpoint, question, place], sort_keys=True, default=str)
    return hmac.digest(site_key(), body.encode(), "sha256")[:_SIGNED]


def cursor(question: Any, place: int) -> str:
    """The cursor of a place in the answers to a question."""
    text = str(place)
    return base64.urlsafe_b64encode(_key(question, text) + text.encode()).decode().rstrip("=")


def place_of(question: Any, given: str | None) -> int | None:
    """The place that a cursor stands for; None: the beginning.

    Raises:
        Problem: It is no cursor, or one of another question.
    """
    if not given:
        return None
    try:
        raw = base64.urlsafe_b64decode(given + "=" * (-len(given) % 4))
        key, place = raw[:_SIGNED], raw[_SIGNED:].decode("ascii")
        if hmac.compare_digest(key, _key(question, place)):
            return int(place)
    except ValueError:
        pass
    raise Problem(
        HTTPStatus.BAD_REQUEST, "cursor",
        N_("`after` is no cursor of this question: begin without it."),
    )  # fmt: skip


def next_link(after: str | None) -> dict[str, str]:
    """The header that links to the next page (RFC 8288)."""
    if after is None or request.method != "GET":
        return {}
    assert request.endpoint is not None
    given: dict[str, Any] = {**(request.view_args or {}), **request.args.to_dict(), "after": after}
    address = url_for(request.endpoint, **given)
    return {"Link": f'<{address}>; rel="next"'}
