"""Records go on: to the repository's own tables, to external repositories and platforms."""

from __future__ import annotations

from models.settings import Settings
from models.store.database import Store
from models.store.publications import HTTP, LGSP, Publication, put_in_repository
from worker.publish import http
from worker.publish.lgsp import gateway_of


def send(store: Store, publication: Publication) -> None:
    """Send a version of a record to its target; sending it again has no further effect.

    Raises:
        SohoaError: `target_unavailable`, `target_refused`, `target_misconfigured`,
            `database_unavailable`.
    """
    if publication.target == HTTP:
        http.push(store.settings, publication)
    elif publication.target == LGSP:
        gateway_of(store.settings).push(publication)
    else:
        put_in_repository(store, publication)


def check_targets(settings: Settings) -> None:
    """Look whether what the settings say of targets can be used; nobody is asked.

    Raises:
        SohoaError: `target_misconfigured`.
    """
    if settings.lgsp_url:
        gateway_of(settings)
