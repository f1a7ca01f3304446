"""Tell other systems of changes: one signed `POST` for each, to an address that may be called."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

import httpcore
import httpx
import structlog
from sqlalchemy import Row
from standardwebhooks import Webhook

from models.errors import ErrorCode, SohoaError
from models.receivers import Receiver, Resolve, receiver_of, resolve
from models.signing import secret_key
from models.store.database import Store
from models.store.jobs import Job
from models.store.webhooks import next_due, rest, secrets_of, tried

log = structlog.get_logger()

# For a whole try, from finding the host to the first line of the answer.
TIMEOUT_S = 15.0
# After which a job begins no further try: with the last one it holds a worker 20 seconds at most.
_BEGIN_S = 5.0
# By how much longer than its last try took a webhook then rests: a slow receiver has a tenth of one
# worker's time.
_REST = 9.0


def deliver(store: Store, job: Job, resolve: Resolve = resolve) -> None:
    """Send what is due at a webhook, one after the other, for some seconds.

    Raises:
        SohoaError: `database_unavailable`; what was sent and could not be noted is sent again.
        LeaseLost: Another worker has the job, or the webhook is gone.
    """
    key, context = secret_key(store.settings), httpx.create_ssl_context()
    began = time.monotonic()
    ends, took = began + _BEGIN_S, 0.0
    while began < ends and (delivery := next_due(store, job)) is not None:
        status, error = _try(store, delivery, key, context, resolve)
        tried(store, delivery, status, error)
        log.info(
            "webhook_tried", webhook=str(delivery.webhook), message=delivery.message,
            status=status, code=error, attempt=delivery.attempts + 1,
        )  # fmt: skip
        now = time.monotonic()
        began, took = now, now - began
    rest(store, job, took * _REST)


def _try(
    store: Store, delivery: Row[Any], key: bytes, context: ssl.SSLContext, resolve: Resolve
) -> tuple[int | None, ErrorCode | None]:
    """What was answered, if anything, and why that is a failure, if it is one."""
    ends = time.monotonic() + TIMEOUT_S
    try:
        headers = signed(store, delivery, key)
        receiver = receiver_of(delivery.url, store.settings.networks(), resolve)
        status = _post(receiver, headers, delivery.body.encode(), context, ends)
    except SohoaError as error:
        return None, error.code
    is_success = HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES
    return status, None if is_success else ErrorCode.TARGET_REFUSED


def signed(store: Store, delivery: Row[Any], key: bytes) -> dict[str, str]:
    """The headers that prove a message: one signature by each secret that counts now.

    Raises:
        SohoaError: `internal`: the secrets cannot be read.
    """
    now = store.now()
    signatures = [
        Webhook(secret).sign(delivery.message, now, delivery.body)
        for secret in secrets_of(store, delivery, key)
    ]
    return {
        "webhook-id": delivery.message,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(signatures),
    }


def _post(
    receiver: Receiver, headers: dict[str, str], body: bytes, context: ssl.SSLContext, ends: float
) -> int:
    """The status that a receiver answers with; of its answer nothing else is read.

    Below httpx, which would find the host once more: neither proxies of the environment nor
    redirections have any say here.

    Raises:
        SohoaError: `timeout`, `target_unavailable`.
    """
    url = httpcore.URL(
        scheme="https" if receiver.is_https else "http", host=receiver.host, port=receiver.port,
        target=receiver.target,
    )  # fmt: skip
    headers = {
        "Host": receiver.authority, "Content-Type": "application/json", "User-Agent": "sohoa",
        **headers,
    }  # fmt: skip
    backend = _Pinned(receiver.addresses, ends)
    try:
        with (
            httpcore.ConnectionPool(context, network_backend=backend) as pool,
            pool.stream("POST", url, headers=list(headers.items()), content=body) as answer,
        ):
            return int(answer.status)
    except httpcore.TimeoutException as error:
        raise SohoaError(
            ErrorCode.TIMEOUT, "The receiver took too long to answer.", "It is tried again."
        ) from error
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise SohoaError(
            ErrorCode.TARGET_UNAVAILABLE,
            f"The receiver cannot be reached ({type(error).__name__}).", "It is tried again.",
        ) from error  # fmt: skip


class _Pinned(httpcore.NetworkBackend):
    """Connections to given addresses, whatever the host is found at now, until a given time."""

    def __init__(self, addresses: tuple[str, ...], ends: float) -> None:
        self._addresses, self._ends = addresses, ends

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        """The first address that answers; each has its part of the time that is left."""
        *others, last = self._addresses
        for number, address in enumerate(others):
            share = _left(self._ends) / (len(self._addresses) - number)
            try:
                return self._connect(address, port, share, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                log.info("address_passed_over", error=type(error).__name__)
        return self._connect(last, port, _left(self._ends), socket_options)

    def _connect(
        self, address: str, port: int, timeout: float,
        options: Iterable[httpcore.SOCKET_OPTION] | None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        made = httpcore.SyncBackend().connect_tcp(address, port, timeout, None, options)
        return _Timed(made, self._ends)


class _Timed(httpcore.NetworkStream):
    """A connection whose every part ends at the same time: who sends a byte now and then, too."""

    def __init__(self, stream: httpcore.NetworkStream, ends: float) -> None:
        self._stream, self._ends = stream, ends

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What has come."""
        return self._stream.read(max_bytes, _left(self._ends))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send."""
        self._stream.write(buffer, _left(self._ends))

    def close(self) -> None:
        """Close."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        """Go on encrypted, with whom the certificate proves."""
        made = self._stream.start_tls(ssl_context, server_hostname, _left(self._ends))
        return _Timed(made, self._ends)

    def get_extra_info(self, info: str) -> Any:
        """What is known of it."""
        return self._stream.get_extra_info(info)


def _left(ends: float) -> float:
    """Seconds until a time.

    Raises:
        TimeoutException: There are none.
    """
    left = ends - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout
    return left
