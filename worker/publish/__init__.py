"""Records go on: to the repository's own tables, and to external repositories."""

from __future__ import annotations

from models.store.database import Store
from models.store.publications import HTTP, Publication, put_in_repository
from worker.publish.http import push


def send(store: Store, publication: Publication) -> None:
    """Send a version of a record to its target; sending it again has no further effect.

    Raises:
        SohoaError: `target_unavailable`, `target_refused`, `database_unavailable`.
    """
    if publication.target == HTTP:
        push(store.settings, publication)
    else:
        put_in_repository(store, publication)
