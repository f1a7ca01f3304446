"""How much of a paper is data: its image alone, some values, or all that it must tell."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select, update

from models.doctypes import document_types
from models.store.tables import records, results

# What stands in for the identifier of the holder, as far as a type has it; of a paper of nobody in
# particular, such as a letter, it is what tells it from others.
_INSTEAD = ("owner_name", "owner_birth", "issued", "issuer")
_ALWAYS = ("paper_name", "abstract")


class Extent(IntEnum):
    """More is better; an approval is no part of it."""

    IMAGE = 0  # there is nothing but the scan and its text
    DATA = 1  # some field has a value
    DESCRIBED = 2  # searchable, and with the least fields of a digitized paper


def keep_extent(
    connection: Connection, record: UUID, type_id: str, fields: Mapping[str, Any], result: UUID
) -> None:
    """Note how much of a paper is data in a version of it, made of a result."""
    searchable = select(results.c.searchable).where(results.c.id == result)
    is_searchable = connection.execute(searchable).scalar() is not None
    extent = extent_of(type_id, fields, is_searchable=is_searchable)
    connection.execute(update(records).where(records.c.id == record).values(extent=extent))


def extent_of(type_id: str, fields: Mapping[str, Any], *, is_searchable: bool) -> Extent:
    """How much of a paper is data.

    The least fields are those of Thông tư 01/2023/TT-VPCP, article 9, clause 2, as far as the type
    has them. How long a paper is good counts not among them: many do not say.
    """
    there = {name for name, field in fields.items() if field.get("value")}
    if not there:
        return Extent.IMAGE
    kind = document_types().get(type_id)
    least: dict[str, bool] = {}
    for item in kind.field if kind else ():
        if item.minimum is not None:
            least[item.minimum] = least.get(item.minimum, True) and item.id in there
    instead = [least[name] for name in _INSTEAD if name in least]
    is_told_apart = least.get("owner_id", False) or (bool(instead) and all(instead))
    is_named = all(least.get(name, True) for name in _ALWAYS)
    return Extent.DESCRIBED if is_searchable and is_told_apart and is_named else Extent.DATA
