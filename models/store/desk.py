"""Sets of the upload desk ("lượt tải lên"): the files of one sitting, shown again at any time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid7s
from sqlalchemy import Connection, Row, Select, func, insert, select, update

from models.errors import ErrorCode, SohoaError
from models.people import Person
from models.store import dossiers
from models.store.audit import note
from models.store.database import Store
from models.store.intake import Receipt, ensure_unit, shown_name
from models.store.leases import Stage
from models.store.records import RecordState
from models.store.tables import (
    IS_CURRENT,
    desk_files,
    desk_sets,
    documents,
    people,
    record_versions,
    records,
    reviews,
)

# Characters of a dossier's code and of a procedure's.
MAX_CODE = 64


@dataclass(frozen=True, slots=True)
class About:
    """What a person says of all papers of a set."""

    dossier_code: str | None = None
    procedure: str | None = None
    declared_type: str | None = None


def open_set(store: Store, person: Person) -> UUID:
    """The set that a person has not handed in yet; a new one when there is none."""
    with store.write() as connection:
        # Two tabs of a browser begin one set.
        connection.execute(
            select(people.c.id).where(people.c.id == person.id).with_for_update()
        ).one()
        found = current_set(connection, person)
        if found is not None:
            return UUID(str(found.id))
        ensure_unit(connection, person.unit)
        made = uuid7s.uuid7()
        connection.execute(
            insert(desk_sets).values(
                id=made, unit=person.unit, person=person.id, created_at=store.now()
            )
        )
        return UUID(str(made))


def current_set(connection: Connection, person: Person) -> Row[Any] | None:
    """The set that a person has not handed in yet."""
    return connection.execute(
        select(desk_sets)
        .where(desk_sets.c.person == person.id, desk_sets.c.submitted_at.is_(None))
        .order_by(desk_sets.c.number.desc())
        .limit(1)
    ).one_or_none()


def set_of(connection: Connection, person: Person, desk_set: UUID) -> Row[Any]:
    """The row of a set that the person may see.

    Raises:
        SohoaError: `not_found`: also when it is another unit's.
    """
    row = connection.execute(select(desk_sets).where(desk_sets.c.id == desk_set)).one_or_none()
    if row is None or not person.sees(row.unit):
        raise SohoaError(ErrorCode.NOT_FOUND, "There is no such set of files.", "Upload them.")
    return row


def own_set(connection: Connection, person: Person, desk_set: UUID) -> Row[Any]:
    """The row of a set that the person has begun.

    Raises:
        SohoaError: `not_found`.
    """
    row = set_of(connection, person, desk_set)
    if row.person != person.id:
        raise SohoaError(ErrorCode.NOT_FOUND, "There is no such set of files.", "Upload them.")
    return row


def sets_of(connection: Connection, person: Person, limit: int = 20) -> Sequence[Row[Any]]:
    """The last sets that a person has handed in, with the number of files that came."""
    files = (
        select(func.count())
        .join(documents, documents.c.id == desk_files.c.document)
        .where(desk_files.c.set == desk_sets.c.id, documents.c.parts.is_(None))
        .scalar_subquery()
        .label("files")
    )
    return connection.execute(
        select(desk_sets, files)
        .where(desk_sets.c.person == person.id, desk_sets.c.submitted_at.is_not(None))
        .order_by(desk_sets.c.number.desc())
        .limit(limit)
    ).all()


def add_file(
    store: Store, connection: Connection, desk_set: UUID, receipt: Receipt, file_name: str
) -> int:
    """Put a document at the end of a set; its position. One that is in it keeps its place."""
    # Locks the set: two files must not get one place.
    connection.execute(
        update(desk_sets).where(desk_sets.c.id == desk_set).values(id=desk_sets.c.id)
    )
    in_set = desk_files.c.set == desk_set
    known = connection.execute(
        select(desk_files.c.position).where(in_set, desk_files.c.document == receipt.document)
    ).scalar()
    if known is not None:
        return int(known)
    last = connection.execute(select(func.max(desk_files.c.position)).where(in_set)).scalar()
    position = (last or 0) + 1
    connection.execute(
        insert(desk_files).values(
            set=desk_set, position=position, document=receipt.document,
            file_name=None if receipt.is_secret else shown_name(file_name),
            sha256=receipt.sha256, duplicate=receipt.duplicate, at=store.now(),
        )
    )  # fmt: skip
    return position


def files_of(connection: Connection, desk_set: UUID) -> Sequence[Any]:
    """Files of a set in order, each with the row of its document."""
    return connection.execute(
        select(
            desk_files.c.position, desk_files.c.file_name, desk_files.c.at, desk_files.c.sha256,
            desk_files.c.duplicate,
            documents.c.id, documents.c.state, documents.c.unit, documents.c.page_count,
            documents.c.size, documents.c.error, documents.c.composed_into, documents.c.parts,
            documents.c.received_at,
        )
        .join(documents, documents.c.id == desk_files.c.document)
        .where(desk_files.c.set == desk_set)
        .order_by(desk_files.c.position)
    ).all()  # fmt: skip


def describe(store: Store, person: Person, desk_set: UUID, about: About) -> None:
    """Note what a person says of a set; its papers join the dossier that is named.

    Raises:
        SohoaError: `not_found`; `not_allowed`: a code is too long, or another unit's.
    """
    for code in (about.dossier_code, about.procedure):
        if code is not None and len(code) > MAX_CODE:
            raise SohoaError(
                ErrorCode.NOT_ALLOWED,
                "The code has more than 64 characters.",
                "Type the code that is printed on the receipt.",
            )
    with store.read() as connection:
        row = own_set(connection, person, desk_set)
    if about.dossier_code is not None:
        _dossier(store, person, row.unit, about.dossier_code, about.procedure)
    with store.write() as connection:
        row = own_set(connection, person, desk_set)
        connection.execute(
            update(desk_sets)
            .where(desk_sets.c.number == row.number)
            .values(
                dossier_code=about.dossier_code, procedure=about.procedure,
                declared_type=about.declared_type,
            )
        )  # fmt: skip
    join_dossier(store, person, desk_set)


def join_dossier(store: Store, person: Person, desk_set: UUID) -> None:
    """Let the papers of a set join its dossier, if it has one; those in it keep their places.

    Raises:
        SohoaError: `not_found`; `not_allowed`: the dossier is another unit's.
    """
    with store.read() as connection:
        row = set_of(connection, person, desk_set)
        files = files_of(connection, desk_set)
    if row.dossier_code is None:
        return
    mine = [file.id for file in files if file.composed_into is None and person.sees(file.unit)]
    _join(store, person, row, mine)


def join_one(store: Store, person: Person, row: Row[Any], document: UUID) -> None:
    """Let one paper of a set, given by its row, join the set's dossier, if it has one.

    Raises:
        SohoaError: `not_allowed`: the dossier is another unit's.
    """
    with store.read() as connection:
        found = connection.execute(
            select(documents.c.unit, documents.c.composed_into).where(documents.c.id == document)
        ).one()
    if row.dossier_code is not None and found.composed_into is None and person.sees(found.unit):
        _join(store, person, row, [document])


def _join(store: Store, person: Person, row: Row[Any], papers: Sequence[UUID]) -> None:
    dossier = _dossier(store, person, row.unit, row.dossier_code, row.procedure)
    for document in papers:
        dossiers.add_paper(store, dossier, document, actor=person.login)


def _dossier(store: Store, person: Person, unit: str, code: str, procedure: str | None) -> UUID:
    """The dossier of a code, which the person may see; made when it is new."""
    return dossiers.open_dossier(
        store, code, procedure=procedure, unit=unit, actor=person.login, sees=person.sees
    )


def hand_in(store: Store, connection: Connection, person: Person, row: Row[Any]) -> None:
    """Note that a set is complete."""
    if row.submitted_at is not None:
        return
    connection.execute(
        update(desk_sets).where(desk_sets.c.number == row.number).values(submitted_at=store.now())
    )
    note(
        store, connection, "hand_in", row.id, actor=person.login,
        details={"number": row.number},
    )  # fmt: skip


def count_to_rescan(connection: Connection, person: Person) -> int:
    """How many records wait until a page is scanned again."""
    chosen = select(func.count()).select_from(_waiting_for_scan(person).subquery())
    return int(connection.execute(chosen).scalar_one())


def _waiting_for_scan(person: Person) -> Select[Any]:
    chosen = select(records).where(
        records.c.state == RecordState.REVIEW, records.c.stage == Stage.RESCAN
    )
    return chosen if person.units is None else chosen.where(records.c.unit.in_(person.units))


def to_rescan(connection: Connection, person: Person, limit: int = 200) -> list[tuple[Any, Any]]:
    """Records of which a page is to be scanned again, oldest first, and who asked for it why.

    Each record with the `pages` of its current version.
    """
    chosen = (
        _waiting_for_scan(person)
        .join(record_versions, IS_CURRENT)
        .add_columns(record_versions.c.pages)
    )
    rows = connection.execute(chosen.order_by(records.c.number).limit(limit)).all()
    asked = connection.execute(
        select(reviews.c.record, reviews.c.note, reviews.c.ended_at, people.c.name)
        .join(people, people.c.id == reviews.c.person)
        .where(reviews.c.record.in_([row.id for row in rows]), reviews.c.outcome == "rescan")
        .order_by(reviews.c.id)
    ).all()
    reasons = {item.record: item for item in asked}
    found: list[tuple[Any, Any]] = [(row, reasons.get(row.id)) for row in rows]
    return found
