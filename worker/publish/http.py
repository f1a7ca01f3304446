"""Push to an external repository: one idempotent `PUT` for each version of a record."""

from __future__ import annotations

import httpx

from models.errors import ErrorCode, SohoaError
from models.settings import Settings
from models.store.publications import Publication

TIMEOUT_S = 30.0
# Answers that may be others another time (RFC 9110, RFC 6585, RFC 8470).
_PASSING = frozenset({408, 409, 423, 425, 429})


def push(settings: Settings, publication: Publication) -> None:
    """`PUT URL/records/{record}/versions/{version}`, with a key that is the same in every try.

    Raises:
        SohoaError: `target_unavailable`, to be tried again; `target_refused`.
    """
    key = f"{publication.record}:{publication.version}"
    url = f"{settings.publish_url.rstrip('/')}/records/{publication.record}"
    headers = {"Idempotency-Key": key}
    if settings.publish_token:
        headers["Authorization"] = f"Bearer {settings.publish_token}"
    try:
        answer = httpx.put(
            f"{url}/versions/{publication.version}", json=publication.body, headers=headers,
            timeout=TIMEOUT_S,
        )  # fmt: skip
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise SohoaError(
            ErrorCode.TARGET_UNAVAILABLE,
            f"The external repository cannot be reached ({type(error).__name__}).",
            "Check SOHOA_PUBLISH_URL and the network; it is tried again.",
        ) from error
    if answer.is_success:
        return
    passing = answer.status_code >= 500 or answer.status_code in _PASSING
    raise SohoaError(
        ErrorCode.TARGET_UNAVAILABLE if passing else ErrorCode.TARGET_REFUSED,
        f"The external repository answered {answer.status_code}.",
        "It is tried again." if passing else "Ask its owner why, then retry.",
    )
