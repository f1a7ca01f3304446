"""Bells for tests that do the work themselves."""

from __future__ import annotations

from models.store.database import Store
from worker.queue import Bell


class SilentBell(Bell):
    """Wakes nobody, and needs no broker."""

    def ring(self, store: Store) -> None:
        """Wake nobody."""
