"""Dossiers ("hồ sơ"): the papers of one procedure, in order, each with its digitization code."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import uuid_utils.compat as uuid7s
from sqlalchemy import Connection, func, insert, select, update

from models.errors import ErrorCode, SohoaError
from models.store.audit import note
from models.store.database import Store
from models.store.intake import ROOT_UNIT, ensure_unit
from models.store.reading import get_document
from models.store.tables import dossier_papers, dossiers, insert_into


def open_dossier(
    store: Store, code: str, *, procedure: str | None = None, unit: str = ROOT_UNIT,
    actor: str = "system",
) -> UUID:  # fmt: skip
    """The dossier of a code ("mã hồ sơ"), made when it is new."""
    with store.write() as connection:
        ensure_unit(connection, unit)
        made = connection.execute(
            insert_into(connection, dossiers)
            .values(
                id=uuid7s.uuid7(), code=code, procedure=procedure, unit=unit,
                created_at=store.now(),
            )
            .on_conflict_do_nothing(index_elements=["code"])
            .returning(dossiers.c.id)
        ).scalar()  # fmt: skip
        if made is not None:
            note(store, connection, "open_dossier", made, actor=actor)
        found: UUID = connection.execute(
            select(dossiers.c.id).where(dossiers.c.code == code)
        ).scalar_one()
    return found


def unit_of(connection: Connection, dossier: UUID) -> str:
    """The unit that a dossier belongs to."""
    found = select(dossiers.c.unit).where(dossiers.c.id == dossier)
    return str(connection.execute(found).scalar_one())


def stand_in(connection: Connection, old: UUID, new: UUID) -> bool:
    """Give a document's places, and their codes, to the one that was composed of it."""
    changed = connection.execute(
        update(dossier_papers).where(dossier_papers.c.document == old).values(document=new)
    )
    return changed.rowcount > 0


def add_paper(store: Store, dossier: UUID, document: UUID, *, actor: str = "system") -> str:
    """Put a document at the end of a dossier; its digitization code.

    The code ("mã kết quả số hóa", Thông tư 01/2023/TT-VPCP, article 10) follows the template of
    the settings. A document that is in the dossier keeps its place and code.

    Raises:
        SohoaError: `not_found`; `not_allowed`: the template gives a code that is in use.
    """
    with store.write() as connection:
        return place_paper(store, connection, dossier, document, actor=actor)


def place_paper(
    store: Store, connection: Connection, dossier: UUID, document: UUID, *, actor: str
) -> str:
    """Put a document at the end of a dossier, in a transaction; see `add_paper`."""
    # Locks the dossier: two papers must not get one place.
    changed = update(dossiers).where(dossiers.c.id == dossier).values(code=dossiers.c.code)
    row = connection.execute(changed.returning(*dossiers.c)).one_or_none()
    if row is None:
        raise SohoaError(ErrorCode.NOT_FOUND, f"There is no dossier {dossier}.", "Open it.")
    paper = get_document(connection, document)
    of_dossier = dossier_papers.c.dossier == dossier
    known = connection.execute(
        select(dossier_papers.c.digitization_code).where(
            of_dossier, dossier_papers.c.document == document
        )
    ).scalar()
    if known is not None:
        return str(known)
    last = select(func.max(dossier_papers.c.position)).where(of_dossier)
    position = (connection.execute(last).scalar() or 0) + 1
    code = store.settings.digitization_code.format(
        dossier=row.code, procedure=row.procedure or "", unit=row.unit,
        type=paper.declared_type or "", position=position, year=row.created_at.year,
    )  # fmt: skip
    taken = select(dossier_papers.c.dossier).where(dossier_papers.c.digitization_code == code)
    if connection.execute(taken).first():
        raise SohoaError(
            ErrorCode.NOT_ALLOWED,
            "The template gives a digitization code that another paper has.",
            "Put {dossier} and {position} into SOHOA_DIGITIZATION_CODE.",
        )
    connection.execute(
        insert(dossier_papers).values(
            dossier=dossier, position=position, document=document, digitization_code=code
        )
    )
    note(store, connection, "add_paper", dossier, actor=actor, details={"code": code})
    return code


def dossiers_with(connection: Connection, chosen: Sequence[UUID]) -> list[UUID]:
    """Dossiers that have one of the documents."""
    found = select(dossier_papers.c.dossier).where(dossier_papers.c.document.in_(chosen))
    return sorted(set(connection.execute(found).scalars()))
