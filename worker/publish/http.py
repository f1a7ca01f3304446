"""Push to an external repository: one idempotent `PUT` for each version of a record."""

from __future__ import annotations

import httpx

from models.settings import Settings
from models.store.publications import Publication
from worker.publish.answers import answered

TIMEOUT_S = 30.0
_WHO = "The external repository"
_CURE = "Check SOHOA_PUBLISH_URL and the network; it is tried again."
# It does not have the record (any more).
_GONE = frozenset({404, 410})


def push(settings: Settings, publication: Publication) -> None:
    """`PUT URL/records/{record}/versions/{version}`; of a withdrawn record `DELETE` its address.

    A key that is the same in every try goes with it.

    Raises:
        SohoaError: `target_unavailable`, to be tried again; `target_refused`.
    """
    url = f"{settings.publish_url.rstrip('/')}/records/{publication.record}"
    headers = {"Idempotency-Key": publication.key}
    if settings.publish_token:
        headers["Authorization"] = f"Bearer {settings.publish_token}"
    if publication.withdrawn:
        answered(lambda: _deleted(url, headers), _WHO, _CURE)
        return
    url = f"{url}/versions/{publication.version}"
    answered(
        lambda: httpx.put(url, json=publication.body, headers=headers, timeout=TIMEOUT_S),
        _WHO, _CURE,
    )  # fmt: skip


def _deleted(url: str, headers: dict[str, str]) -> httpx.Response:
    answer = httpx.delete(url, headers=headers, timeout=TIMEOUT_S)
    return httpx.Response(204) if answer.status_code in _GONE else answer
