"""The store of the settings, for commands that need no stack."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from cli.inputs import read_settings
from cli.told import told
from models.store.database import Store, open_store


@contextmanager
def opened_store() -> Iterator[Store]:
    """The store, closed at the end; what goes wrong within is told, and ends the program."""
    with told():
        store = open_store(read_settings())
        try:
            yield store
        finally:
            store.close()
