"""What a register ("sổ") of records lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from models.errors import ErrorCode, SohoaError
from models.store.database import streamed
from models.store.intake import SECRET
from models.store.records import RecordState
from models.store.tables import (
    IS_CURRENT,
    documents,
    dossier_papers,
    dossiers,
    midnight,
    record_versions,
    records,
    units,
)
from models.store.units import below

# Rows that the database hands over at once.
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Register:
    """Which records.

    Attributes:
        type: Id of their document type.
        unit: Only of this unit and those below it; None: of all.
        since: Only records made on this day in Vietnam or later.
        until: Only records made on this day or before.
        all_states: Also those that no person has approved, and those that were withdrawn.
    """

    type: str
    unit: str | None = None
    since: date | None = None
    until: date | None = None
    all_states: bool = False


def listed(connection: Connection, register: Register) -> Iterator[Row[Any]]:
    """The records, each with what its current version says, in the order in which they were made.

    Each with `id`, `version`, `state`, `unit`, `unit_name`, `created_at`, `dossier`,
    `digitization_code` and `fields`. They are of one moment, and are not all in memory at once.

    Raises:
        SohoaError: `not_found`: there is no such unit.
    """
    chosen = _chosen(connection, register)
    # Drawn in one statement: each database shows it a single state.
    yield from streamed(connection, chosen, _AT_ONCE)


def _chosen(connection: Connection, register: Register) -> Select[Any]:
    chosen = (
        select(
            records.c.id, records.c.version, records.c.state, records.c.unit,
            units.c.name.label("unit_name"), records.c.created_at,
            of_paper(dossiers.c.code).label("dossier"),
            of_paper(dossier_papers.c.digitization_code).label("digitization_code"),
            record_versions.c.fields,
        )
        .join(record_versions, IS_CURRENT)
        .join(documents, documents.c.id == records.c.document)
        .join(units, units.c.code == records.c.unit)
        .where(records.c.type == register.type, documents.c.state.not_in(SECRET))
        .order_by(records.c.number)
    )  # fmt: skip
    if not register.all_states:
        chosen = chosen.where(records.c.state == RecordState.APPROVED)
    if register.since is not None:
        chosen = chosen.where(records.c.created_at >= midnight(register.since))
    if register.until is not None:
        end = midnight(register.until + timedelta(days=1))
        chosen = chosen.where(records.c.created_at < end)
    if register.unit is None:
        return chosen
    within = below(connection, register.unit)
    if within == ():
        raise SohoaError(
            ErrorCode.NOT_FOUND, f"There is no unit {register.unit}.", "See `sohoa unit list`."
        )
    return chosen if within is None else chosen.where(records.c.unit.in_(within))


def of_paper(column: Any) -> Any:
    """Of a paper in several dossiers, what it has in the first one, as where it is published."""
    return (
        select(column)
        .select_from(dossier_papers.join(dossiers, dossiers.c.id == dossier_papers.c.dossier))
        .where(dossier_papers.c.document == records.c.document)
        .order_by(dossier_papers.c.dossier, dossier_papers.c.position)
        .limit(1)
        .scalar_subquery()
    )
