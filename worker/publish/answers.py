"""What the answer of an external system means, or its silence."""

from __future__ import annotations

import ssl
from collections.abc import Callable

import httpx

from models.errors import ErrorCode, SohoaError

# Answers that may be others another time (RFC 9110, RFC 6585, RFC 8470).
_PASSING = frozenset({408, 409, 423, 425, 429})


def answered(ask: Callable[[], httpx.Response], who: str, cure: str) -> httpx.Response:
    """The answer to what is asked, which is a success.

    Args:
        ask: Sends the request.
        who: Whom, at the beginning of a sentence.
        cure: What to do when there is no answer.

    Raises:
        SohoaError: `target_unavailable`, to be tried again; `target_refused`.
    """
    try:
        answer = ask()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise SohoaError(
            ErrorCode.TARGET_UNAVAILABLE, f"{who} cannot be reached ({_why(error)}).", cure
        ) from error
    if answer.is_success:
        return answer
    passing = answer.status_code >= 500 or answer.status_code in _PASSING
    raise SohoaError(
        ErrorCode.TARGET_UNAVAILABLE if passing else ErrorCode.TARGET_REFUSED,
        f"{who} answered {answer.status_code}.",
        "It is tried again." if passing else "Ask its owner why, then retry.",
    )


def _why(error: Exception) -> str:
    """In a few words, without the address, in which there may be a password."""
    fault: BaseException | None = error
    while fault is not None and not isinstance(fault, ssl.SSLError):
        fault = fault.__cause__ or fault.__context__
    if isinstance(fault, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted: {fault.verify_message}"
    if isinstance(fault, ssl.SSLError) and "ALERT" in (fault.reason or ""):
        return f"it ended the TLS handshake: {fault.reason}"
    return type(error).__name__
