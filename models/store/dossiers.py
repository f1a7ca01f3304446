"""Dossiers ("hồ sơ"): the papers of one procedure, in order, each with its digitization code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid7s
from rapidfuzz import fuzz
from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from models.doctypes import document_types
from models.errors import ErrorCode, SohoaError
from models.store.audit import note
from models.store.database import Store
from models.store.intake import ROOT_UNIT, DocumentState, ensure_unit
from models.store.master import Entry, components
from models.store.reading import get_document
from models.store.tables import (
    IS_CURRENT,
    day_of,
    documents,
    dossier_papers,
    dossiers,
    insert_into,
    record_versions,
    records,
)
from models.values.text import fold


def open_dossier(
    store: Store, code: str, *, procedure: str | None = None, unit: str = ROOT_UNIT,
    actor: str = "system", sees: Callable[[str], bool] = lambda unit: True,
) -> UUID:  # fmt: skip
    """The dossier of a code ("mã hồ sơ"), made when it is new.

    One that has a procedure keeps it; one that has none gets the one that is told.

    Args:
        store: Where.
        code: Its code.
        procedure: Code of its procedure.
        unit: Whose it is when it is made.
        actor: Who opens it.
        sees: Whether the dossiers of a unit are for who opens it.

    Raises:
        SohoaError: `not_allowed`: it is another unit's; perhaps that one came first by a moment.
    """
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
        found = connection.execute(select(dossiers).where(dossiers.c.code == code)).one()
        if not sees(found.unit):
            raise SohoaError(
                ErrorCode.NOT_ALLOWED, "The dossier of this code belongs to another unit.",
                "Check the code.",
            )  # fmt: skip
        if procedure and made is None:
            named = connection.execute(
                update(dossiers)
                .where(dossiers.c.id == found.id, dossiers.c.procedure.is_(None))
                .values(procedure=procedure)
            )
            if named.rowcount:
                note(store, connection, "name_procedure", found.id, actor=actor)
    dossier: UUID = found.id
    return dossier


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


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of a dossier: a document, or one of the records that it gave.

    Attributes:
        dossier: The dossier's code.
        unit: Whose the record is, or else the document.
        record: None while the document is being read, and when it could not be.
    """

    dossier: str
    position: int
    document: UUID
    unit: str
    file_name: str | None
    document_state: str
    record: UUID | None
    type: str | None
    state: str | None
    stage: str | None
    fields: Mapping[str, Any]

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to look at it."""
        if self.document_state in (DocumentState.RECEIVED, DocumentState.READING):
            return True
        return self.state == "review" and self.stage != READY


# The stage of a record that has been looked at and waits for the other papers of its dossier.
READY = "ready"


def papers_beside(connection: Connection, document: UUID) -> list[Paper]:
    """All papers of the dossiers that a document is in, itself too, in their order."""
    its = select(dossier_papers.c.dossier).where(dossier_papers.c.document == document)
    return _papers(connection, dossier_papers.c.dossier.in_(its))


def papers_of(connection: Connection, dossier: UUID) -> list[Paper]:
    """All papers of a dossier, in their order."""
    return _papers(connection, dossier_papers.c.dossier == dossier)


def _papers(connection: Connection, chosen: ColumnElement[bool]) -> list[Paper]:
    found = connection.execute(
        select(
            dossiers.c.code,
            dossier_papers.c.position,
            documents.c.id,
            func.coalesce(records.c.unit, documents.c.unit).label("unit"),
            documents.c.file_name,
            documents.c.state.label("document_state"),
            records.c.id.label("record"),
            records.c.type,
            records.c.state,
            records.c.stage,
            record_versions.c.fields,
        )
        .select_from(dossier_papers)
        .join(dossiers, dossiers.c.id == dossier_papers.c.dossier)
        .join(documents, documents.c.id == dossier_papers.c.document)
        .outerjoin(
            records, (records.c.document == documents.c.id) & (records.c.state != "withdrawn")
        )
        .outerjoin(record_versions, IS_CURRENT)
        .where(chosen)
        .order_by(dossiers.c.code, dossier_papers.c.position, records.c.ordinal)
    )
    return [
        Paper(
            row.code, row.position, row.id, row.unit, row.file_name, row.document_state,
            row.record, row.type, row.state, row.stage, row.fields or {},
        )
        for row in found
    ]  # fmt: skip


# The type of the paper that lists what a dossier should have.
RECEIPT = "giay_tiep_nhan"
# A component is there when its name is as much like what a paper is called, 0-100.
_LIKE = 85.0


def asked_components(connection: Connection, document: UUID) -> list[Entry]:
    """What the procedures of the dossiers that a document is in asked for when they were made."""
    chosen = select(dossiers.c.procedure, dossiers.c.created_at).join(dossier_papers)
    rows = connection.execute(
        chosen.where(dossier_papers.c.document == document, dossiers.c.procedure.is_not(None))
    )
    return [
        entry
        for procedure, made in rows.all()
        for entry in required_by(connection, procedure, made)
    ]


def required_by(connection: Connection, procedure: str | None, at: datetime) -> list[Entry]:
    """What a procedure, when there is one, asked for at a moment."""
    asked = components(connection, procedure, day_of(at)) if procedure else []
    return [entry for entry in asked if entry.attributes["required"]]


def missing_components(papers: Sequence[Paper], asked: Sequence[Entry] = ()) -> list[str]:
    """What a dossier should have ("thành phần hồ sơ") and no paper in it seems to be.

    Args:
        papers: All papers of the dossier; what its receipt lists should be there.
        asked: What its procedure asks for, too, see `asked_components`.
    """
    listed = [
        str(row)
        for paper in papers
        if paper.type == RECEIPT
        for row in (paper.fields.get("thanh_phan_ho_so") or {}).get("value") or ()
    ]
    there = {paper.type for paper in papers}
    called = [name for paper in papers if paper.type != RECEIPT for name in _names(paper)]
    absent = [row for row in listed if not _is_among(row, called)]
    # What the receipt lists, too, is told in the receipt's words.
    known = [*called, *_told_apart(listed)]
    for component in asked:
        is_there = component.attributes.get("document_type") in there
        if not is_there and not _is_among(component.name, known):
            absent.append(component.name)
    return absent


def _is_among(component: str, called: Sequence[str]) -> bool:
    return any(fuzz.partial_ratio(fold(component), name) >= _LIKE for name in called)


def _told_apart(names: Iterable[str]) -> list[str]:
    """Names, folded, that are long enough to be compared."""
    return [folded for name in names if len(folded := fold(name)) >= 6]


def _names(paper: Paper) -> list[str]:
    """What a paper is called: by its type, its heading, its subject, its file."""
    kind = document_types().get(paper.type or "")
    titles = [kind.title, *kind.match.titles] if kind is not None and kind.match.titles else []
    said = [(paper.fields.get(name) or {}).get("value") for name in ("loai_van_ban", "trich_yeu")]
    names = [*titles, *(str(text) for text in said if text), paper.file_name or ""]
    return _told_apart(names)


def dossiers_with(connection: Connection, chosen: Sequence[UUID]) -> list[UUID]:
    """Dossiers that have one of the documents."""
    found = select(dossier_papers.c.dossier).where(dossier_papers.c.document.in_(chosen))
    return sorted(set(connection.execute(found).scalars()))
