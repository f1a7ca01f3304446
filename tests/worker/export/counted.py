"""Many things to count, made at once, and definitions of open data that are confirmed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import uuid_utils.compat as uuid7s
from sqlalchemy import insert

from models.clients import Scope
from models.open_data import BUILT_IN, Definitions, read_definitions
from models.store.audit import Event, note_all
from models.store.clients import NewClient, add_client, find_client
from models.store.database import Store
from models.store.dossiers import open_dossier
from models.store.intake import ensure_unit
from models.store.tables import documents, lookups, records
from tests.models.store.builders import Clock

DAY_S = 86_400.0
CARD, LETTER, BIRTH = "can_cuoc", "van_ban_hanh_chinh", "giay_khai_sinh"


def confirmed_text() -> str:
    """The built-in definitions with all that has to be settled settled."""
    text = BUILT_IN.read_text(encoding="utf-8").replace("confirmed = false", "confirmed = true")
    return text.replace(".example", ".test")


def sets(tmp: Path, *ids: str, text: str | None = None) -> Definitions:
    """Confirmed definitions, of these sets only."""
    path = tmp / "sets.toml"
    path.write_text(text or confirmed_text(), encoding="utf-8")
    found = read_definitions(path)
    chosen = tuple(each for each in found.dataset if not ids or each.id in ids)
    return found.model_copy(update={"dataset": chosen})


def fill(
    store: Store, kind: str, unit: str, count: int, *, state: str = "approved",
    hours: float = 5.0, document_state: str = "ok",
) -> list[UUID]:  # fmt: skip
    """So many papers, digitized now; approved so many hours after their scans."""
    now = store.now()
    made = [(uuid7s.uuid7(), uuid4()) for _ in range(count)]
    with store.write() as connection:
        ensure_unit(connection, unit)
        connection.execute(insert(documents), [
            {"id": document, "sha256": f"{document.int:064x}", "size": 1, "state": document_state,
             "unit": unit, "priority": 20, "received_at": now - timedelta(hours=hours),
             "changed_at": now}
            for document, _ in made
        ])  # fmt: skip
        connection.execute(insert(records), [
            {"id": record, "document": document, "ordinal": 1, "unit": unit, "type": kind,
             "state": state, "version": 1, "flagged": 0, "created_at": now, "changed_at": now}
            for document, record in made
        ])  # fmt: skip
        if state == "approved":
            note_all(store, connection, [
                Event("approve", record, "lan", {"version": 1}) for _, record in made
            ])  # fmt: skip
    return [record for _, record in made]


def receive(store: Store, procedure: str | None, unit: str, count: int) -> None:
    """So many dossiers, opened now."""
    for _ in range(count):
        open_dossier(store, f"H53-{uuid4().hex}", procedure=procedure, unit=unit)


def look_up(store: Store, procedure: str, unit: str, *found: int) -> None:
    """Look-ups, each of which has found so many papers."""
    name = f"c{uuid4().hex[:12]}"
    with store.write() as connection:
        ensure_unit(connection, unit)
    add_client(store, NewClient(name, "", unit, frozenset({Scope.PREFILL}), ("giai-quyet",)))
    with store.write() as connection:
        client = find_client(connection, name)
        connection.execute(insert(lookups), [
            {"client": client.id, "unit": unit, "procedure": procedure, "purpose": "giai-quyet",
             "person": uuid4().hex, "found": {f"c{n}": str(uuid4()) for n in range(papers)},
             "at": store.now()}
            for papers in found
        ])  # fmt: skip


def later(store: Store, days: float) -> None:
    """Let days go by."""
    assert isinstance(store.now, Clock)
    store.now.forward(days * DAY_S)


def rows_of(found: list[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    """Some columns of rows."""
    return [tuple(row[name] for name in names) for row in found]
