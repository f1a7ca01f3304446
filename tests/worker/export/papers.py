"""Papers that are read, reviewed and to be exported."""

from __future__ import annotations

import os
import subprocess
from itertools import count
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from models.settings import Settings
from models.store import reading
from models.store.database import Store
from models.store.intake import ensure_unit
from models.store.jobs import JobKind
from models.store.quarantine import seal
from models.store.records import approve
from models.store.tables import records
from tests.faults.watch import SOHOA
from tests.models.store.builders import digest, page, paper, publish, result, take

_numbers = count(1)


def add(
    store: Store, kind: str, *, text: str = "Kính gửi", unit: str | None = None,
    approved: bool = True, **fields: Any,
) -> UUID:  # fmt: skip
    """A record of a paper of its own; of the unit `xa-a` unless another one is named."""
    found = result(paper(kind=kind, **fields), pages=[page(1, text)])
    _, (record,) = digest(store, found, b"%%PDF-1.7 %d" % next(_numbers))
    if unit is not None:
        with store.write() as connection:
            ensure_unit(connection, unit)
            connection.execute(update(records).where(records.c.id == record).values(unit=unit))
    if approved:
        approve(store, record, 1, "lan")
    # The next job is then that of the next paper.
    publish(store)
    return record


def seal_paper_of(store: Store, record: UUID) -> None:
    """Its pages are read again, and now the secrecy mark is seen."""
    with store.read() as connection:
        chosen = select(records.c.document).where(records.c.id == record)
        document = connection.execute(chosen).scalar_one()
    reading.read_again(store, document)
    seal(store, take(store, JobKind.PAGE))


def export(settings: Settings, *arguments: object) -> subprocess.CompletedProcess[str]:
    """`sohoa export` on a store."""
    env = {"SOHOA_HOME": settings.home, "SOHOA_DATABASE_URL": settings.database_url}
    return subprocess.run(
        [SOHOA, "export", *map(str, arguments)], env={**os.environ, **env}, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
