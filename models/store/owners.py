"""Whose papers the records are: by the identifiers that they bear of their holders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, delete, func, insert, select

from models.doctypes import document_types
from models.store.ready import Among, Ready
from models.store.tables import IS_CURRENT, owners, record_versions, records

_LONGEST = 64
# Papers of one person: nobody has so many.
MOST = 500


def keep_owners(
    connection: Connection, record: UUID, type_id: str, fields: Mapping[str, Any]
) -> None:
    """Note whose paper a version of a record says that it is."""
    connection.execute(delete(owners).where(owners.c.record == record))
    kind = document_types().get(type_id)
    names = [item.id for item in kind.field if item.minimum == "owner_id"] if kind else []
    found = {
        str(value)[:_LONGEST] for name in names if (value := fields.get(name, {}).get("value"))
    }
    if found:
        connection.execute(
            insert(owners), [{"owner": owner, "record": record} for owner in sorted(found)]
        )


def records_of(
    connection: Connection, holders: Sequence[str], units: Sequence[str] | None,
    states: Sequence[str],
) -> dict[str, list[Row[Any]]]:  # fmt: skip
    """Records whose current version bears the identifier of a holder, the newest first.

    Args:
        connection: To the database.
        holders: The identifiers.
        units: Only of these units; None: of any.
        states: Only in these states.
    """
    found: dict[str, list[Row[Any]]] = {holder: [] for holder in holders}
    for row in _of_holders(of_units=units is not None).rows(
        connection, holders=list(found), states=[*map(str, states)], units=units
    ):
        found[row.owner].append(row)
    return found


@cache
def _of_holders(*, of_units: bool) -> Ready:
    def make(among: Among) -> Select[Any]:
        newest_first = records.c.number.desc()
        chosen = (
            select(
                records, record_versions.c.fields, record_versions.c.pages,
                record_versions.c.created_at.label("said_at"), owners.c.owner,
                func.row_number()
                .over(partition_by=owners.c.owner, order_by=newest_first)
                .label("place"),
            )
            .join(owners, owners.c.record == records.c.id)
            .join(record_versions, IS_CURRENT)
            .where(among(owners.c.owner, "holders"), among(records.c.state, "states"))
        )  # fmt: skip
        if of_units:
            chosen = chosen.where(among(records.c.unit, "units"))
        each = chosen.subquery()
        return select(each).where(each.c.place <= MOST).order_by(each.c.number.desc())

    return Ready(make)
