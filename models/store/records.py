"""Records: versioned, what a person said stands, accepted ones go on to be published."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid7s
from sqlalchemy import Connection, Row, Select, func, insert, or_, select, true, update

from models.doctypes import document_types
from models.errors import ErrorCode, SohoaError
from models.extraction import Document, Issue, Result, Severity, Status
from models.store.audit import SYSTEM, note
from models.store.changes import tell_withdrawn
from models.store.database import Store
from models.store.decisions import spoken
from models.store.extents import keep_extent
from models.store.intake import MAX_UNIT, ROOT_UNIT, ensure_unit
from models.store.owners import keep_owners
from models.store.publications import add_publications, withdraw, withhold
from models.store.search import index_record
from models.store.series import OUT_OF_SERIES, doubt_in_series, forget_in_series, keep_in_series
from models.store.tables import (
    IS_CURRENT,
    corrections,
    documents,
    record_versions,
    records,
    results,
)
from models.values.located import KINDS as LOCATED
from models.values.located import units_of

UNKNOWN_TYPE = "khac"
# What persons and other systems have said stays when the paper is read anew.
PERSON, PROPOSAL = "person", "proposal"
_SPOKEN = (PERSON, PROPOSAL)
# How sure a value is that another system says: nobody knows.
PROPOSED = 0.5
# What a person's word sets of a field.
_SAID = ("value", "confidence", "needs_review", "method")
# What follows from the value.
_UNITS = "units"
# Stages of a review, see `leases.Stage`.
_FIRST, _READY = "first", "ready"
_OVERLAP = Issue(
    "overlaps_approved", Severity.WARN,
    "Một trang của giấy này nằm trong hồ sơ khác. / A page of this paper is in another record.",
)  # fmt: skip


class RecordState(StrEnum):
    """`accepted` needs nobody, `approved` has a person's word, `withdrawn` is no paper any more."""

    REVIEW = "review"
    ACCEPTED = "accepted"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class _Draft:
    """What a run says of one paper."""

    type: str
    pages: list[int]
    fields: dict[str, Any]
    issues: list[dict[str, Any]]
    whole: bool
    text: str
    unit: str | None = None

    @property
    def flagged(self) -> int:
        return sum(bool(item["needs_review"]) for item in self.fields.values())

    @property
    def state(self) -> RecordState:
        """A person is asked unless nothing at all is doubtful."""
        doubts = [item for item in self.issues if item["severity"] != str(Severity.INFO)]
        sure = self.whole and self.type != UNKNOWN_TYPE and not self.flagged and not doubts
        return RecordState.ACCEPTED if sure else RecordState.REVIEW


def papers_of(document: UUID) -> Select[Any]:
    """The records of a document in order, each with the `pages` of its current version."""
    return (
        select(records, record_versions.c.pages)
        .join(record_versions, IS_CURRENT)
        .where(records.c.document == document)
        .order_by(records.c.ordinal)
    )


def keep_records(
    store: Store, connection: Connection, document: UUID, result_id: UUID, result: Result, *,
    only: Collection[UUID] | None = None, replaced: frozenset[int] = frozenset(),
) -> list[UUID]:  # fmt: skip
    """A record for each paper of the document, or a new version of the one that is there.

    An approved record is not touched: a person vouches for it. In others the fields that a person
    has corrected keep that value.

    Args:
        store: Whose clock is asked.
        connection: A transaction in which the document is locked.
        document: Which one.
        result_id: The id of the run.
        result: What it says.
        only: The records that it is about: the others stay as they are, unless the pages of these
            are another paper's now. None: all.
        replaced: Numbers of the pages that another document stands for.

    Returns:
        Ids of new and changed records.
    """
    # What a person says just now comes before or after all this.
    found = connection.execute(papers_of(document).with_for_update(of=records)).all()
    drafts = [
        _draft(paper, result) for paper in result.documents if not replaced.issuperset(paper.pages)
    ]
    before = _matched(drafts, [row for row in found if not replaced.issuperset(row.pages)])
    taken = {row.number for row in before if row is not None}
    left = [row for row in found if row.number not in taken]
    only = only if _have_their_pages(only or (), drafts, before) else None
    if only is None:
        _number(connection, [*before, *left])
    touched = []
    for ordinal, (draft, row) in enumerate(zip(drafts, before, strict=True), start=1):
        if row is not None and row.state == RecordState.APPROVED:
            continue
        if only is not None and (row is None or row.id not in only):
            continue
        draft = _overlapping(draft, left, replaced)
        if row is None:
            touched.append(_add(store, connection, document, ordinal, draft, result_id))
        else:
            _renew(store, connection, row, draft, result_id)
            touched.append(row.id)
    if only is None:
        for row in left:
            _withdraw(store, connection, row)
    return touched


def _have_their_pages(
    chosen: Collection[UUID], drafts: Sequence[_Draft], before: Sequence[Row[Any] | None]
) -> bool:
    """Whether a run finds papers of the same pages as these records are."""
    same = {
        row.id
        for draft, row in zip(drafts, before, strict=True)
        if row is not None and row.pages == draft.pages
    }
    return same.issuperset(chosen)


def _matched(drafts: Sequence[_Draft], found: Sequence[Row[Any]]) -> list[Row[Any] | None]:
    """The record of each paper: of the same pages, else beginning with the same one, else sharing.

    A person vouches for the pages of an approved record, no others: it is no match for more or
    fewer of them. One that was withdrawn is taken up again when nothing better is there.
    """
    approved = [row for row in found if row.state == RecordState.APPROVED]
    free = sorted(
        (row for row in found if row.state != RecordState.APPROVED),
        key=lambda row: row.state == RecordState.WITHDRAWN,
    )
    same = [next((row for row in approved if row.pages == draft.pages), None) for draft in drafts]
    tests: Sequence[Callable[[_Draft, Row[Any]], object]] = (
        lambda draft, row: row.pages == draft.pages,
        lambda draft, row: row.pages[:1] == draft.pages[:1],
        lambda draft, row: set(row.pages).intersection(draft.pages),
    )
    for fits in tests:
        for at, draft in enumerate(drafts):
            if same[at] is None:
                same[at] = next((row for row in free if fits(draft, row)), None)
                free = [row for row in free if row is not same[at]]
    return same


def _number(connection: Connection, order: Sequence[Row[Any] | None]) -> None:
    """Number records in this order; a number is left out for each that is to be added."""
    numbers = {row.number: at for at, row in enumerate(order, start=1) if row is not None}
    if all(row is None or numbers[row.number] == row.ordinal for row in order):
        return
    # Out of the way first: no two may have one number meanwhile.
    connection.execute(
        update(records).where(records.c.number.in_(numbers)).values(ordinal=-1 - records.c.ordinal)
    )
    for number, ordinal in numbers.items():
        connection.execute(
            update(records).where(records.c.number == number).values(ordinal=ordinal)
        )


def _overlapping(
    draft: _Draft, kept: Sequence[Row[Any]], replaced: frozenset[int]
) -> _Draft:  # fmt: skip
    """The draft; pages of it that a person has approved or replaced elsewhere ask for a person."""
    approved = (row.pages for row in kept if row.state == RecordState.APPROVED)
    if replaced.union(*approved).isdisjoint(draft.pages):
        return draft
    return replace(draft, issues=[*draft.issues, _OVERLAP.to_json()])


def _draft(paper: Document, result: Result) -> _Draft:
    body = paper.to_json()
    texts = {page.number: page.text for page in result.pages}
    return _Draft(
        paper.document_type.id, list(paper.pages), body["fields"], body["issues"],
        result.status is Status.OK, "\n".join(texts.get(number, "") for number in paper.pages),
        paper.unit,
    )  # fmt: skip


def _add(
    store: Store, connection: Connection, document: UUID, ordinal: int, draft: _Draft,
    result_id: UUID,
) -> UUID:  # fmt: skip
    now, record = store.now(), uuid7s.uuid7()
    draft = _compared(connection, record, draft)
    unit, priority = _unit(connection, document, draft.unit)
    number = connection.execute(
        insert(records).values(
            id=record, document=document, ordinal=ordinal, unit=unit, type=draft.type,
            state=draft.state, version=1, flagged=draft.flagged, priority=priority,
            created_at=now, changed_at=now,
        ).returning(records.c.number)
    ).scalar_one()  # fmt: skip
    _add_version(store, connection, record, 1, draft, result_id, SYSTEM)
    index_record(connection, number, draft.fields, draft.text)
    if draft.state is RecordState.ACCEPTED:
        add_publications(store, connection, record, 1)
    return record


def _unit(connection: Connection, document: UUID, named: str | None) -> tuple[str, int]:
    """The unit of a record, the document's or the one that a separator sheet names; its priority.

    A sheet counts only in what belongs to the whole province, as an archive's stacks do: no unit
    can put papers before another.
    """
    unit, priority = connection.execute(
        select(documents.c.unit, documents.c.priority).where(documents.c.id == document)
    ).one()
    if named is None or unit != ROOT_UNIT or len(named) > MAX_UNIT:
        return unit, priority
    ensure_unit(connection, named)
    return named, priority


def _locate(type_id: str, fields: dict[str, Any], names: Iterable[str]) -> None:
    """Gives corrected addresses the units that they name now."""
    kind = document_types().get(type_id)
    if kind is None:
        return
    issued = kind.issued({name: field["value"] for name, field in fields.items()})
    located = {item.id for item in kind.field if item.kind in LOCATED}
    for name in located.intersection(names):
        bare = {key: value for key, value in fields[name].items() if key != _UNITS}
        units = units_of(fields[name]["value"], issued)
        fields[name] = bare if units is None else bare | {_UNITS: units}


def _renew(
    store: Store, connection: Connection, row: Row[Any], draft: _Draft, result_id: UUID
) -> None:
    """A further version by a machine, with what persons have said."""
    for name, field in _said_by_persons(connection, row).items():
        # Of a type without such a field, too: a person's word is not dropped.
        found = draft.fields.get(name, field)
        kept = {key: value for key, value in found.items() if key != _UNITS}
        draft.fields[name] = kept | {key: field[key] for key in (*_SAID, _UNITS) if key in field}
    draft = _compared(connection, row.id, draft)
    current = connection.execute(
        select(record_versions, results.c.status)
        .join(results, results.c.id == record_versions.c.result)
        .where(record_versions.c.record == row.id, record_versions.c.version == row.version)
    ).one()
    state = RecordState.REVIEW if _waits(connection, row, current) else draft.state
    # A further version would only repeat the current one, which somebody may work on.
    if (draft.type, draft.pages, draft.fields, draft.issues, state) == (
        current.type, current.pages, current.fields, current.issues, row.state,
    ):  # fmt: skip
        index_record(connection, row.number, body=draft.text)
        return
    version = row.version + 1
    _add_version(store, connection, row.id, version, draft, result_id, SYSTEM)
    connection.execute(
        update(records)
        .where(records.c.number == row.number)
        .values(
            type=draft.type, state=state, version=version, flagged=draft.flagged,
            changed_at=store.now(),
            # Looked at, but not what it says now.
            stage=_FIRST if row.stage == _READY else row.stage,
        )
    )  # fmt: skip
    index_record(connection, row.number, draft.fields, draft.text)
    if state is RecordState.ACCEPTED:
        add_publications(store, connection, row.id, version)


def _waits(connection: Connection, row: Row[Any], current: Row[Any]) -> bool:
    """Whether a record is for review for more than what a machine was in doubt about.

    A person has said something of it, has handed it on, or has put it there though it was sure.
    """
    if row.state != RecordState.REVIEW:
        return False
    was_sure = _Draft(
        current.type, current.pages, current.fields, current.issues, current.status == Status.OK, ""
    ).state
    return (
        row.stage != _FIRST
        or row.sampled
        or any(field["method"] in _SPOKEN for field in current.fields.values())
        or was_sure is RecordState.ACCEPTED
        or bool(spoken(connection, row.id))
    )


def _said_by_persons(connection: Connection, row: Row[Any]) -> dict[str, dict[str, Any]]:
    """The fields of the current version whose value is a person's."""
    fields = connection.execute(
        select(record_versions.c.fields).where(
            record_versions.c.record == row.id, record_versions.c.version == row.version
        )
    ).scalar_one()
    return {name: field for name, field in fields.items() if field["method"] in _SPOKEN}


def _compared(connection: Connection, record: UUID, draft: _Draft) -> _Draft:
    """The draft with what the numbers of its series say now."""
    doubt = doubt_in_series(connection, record, draft.fields)
    issues = [item for item in draft.issues if item["code"] != OUT_OF_SERIES]
    return replace(draft, issues=issues + ([doubt.to_json()] if doubt else []))


def _add_version(
    store: Store, connection: Connection, record: UUID, version: int, draft: _Draft,
    result_id: UUID, author: str,
) -> None:  # fmt: skip
    connection.execute(
        insert(record_versions).values(
            record=record, version=version, result=result_id, type=draft.type, pages=draft.pages,
            fields=draft.fields, issues=draft.issues, author=author, created_at=store.now(),
        )
    )  # fmt: skip
    keep_in_series(connection, record, draft.fields)
    keep_owners(connection, record, draft.type, draft.fields)
    keep_extent(connection, record, draft.type, draft.fields, result_id)


def _withdraw(store: Store, connection: Connection, row: Row[Any]) -> None:
    """A later run finds fewer papers; a record that a person has touched stays all the same."""
    touched = connection.execute(
        select(func.count()).select_from(corrections).where(corrections.c.record == row.id)
    ).scalar_one()
    is_a_persons = row.state == RecordState.APPROVED or row.stage != _FIRST
    if touched or is_a_persons or spoken(connection, row.id):
        return
    end_record(store, connection, row)


def end_record(store: Store, connection: Connection, row: Row[Any]) -> None:
    """Let a locked record be none any more, and what is not on its way not be sent."""
    withdraw(store, connection, row.id, row.version, row.unit)
    connection.execute(
        update(records)
        .where(records.c.number == row.number)
        .values(state=RecordState.WITHDRAWN, changed_at=store.now())
    )
    index_record(connection, row.number)
    forget_in_series(connection, row.id)
    tell_withdrawn(store, connection, row)


def withdraw_unreviewed(
    store: Store, connection: Connection, document: UUID, *, asked: str, actor: str,
    only: UUID | None = None,
) -> list[UUID]:  # fmt: skip
    """Withdraw the records of a document, or one of them, that others now stand for; their ids.

    One that a person has approved or corrected stays, unless it waits (at the stage `asked`) for
    just this. What is not on its way to be published yet is not sent.
    """
    touched = select(corrections.c.record).where(corrections.c.record == records.c.id).exists()
    open_states = (RecordState.REVIEW, RecordState.ACCEPTED)
    rows = connection.execute(
        select(records)
        .where(
            records.c.document == document, records.c.state.in_(open_states),
            or_(~touched, records.c.stage == asked),
            true() if only is None else records.c.id == only,
        )
        .order_by(records.c.number)
        .with_for_update()
    ).all()  # fmt: skip
    for row in rows:
        end_record(store, connection, row)
        note(store, connection, "withdraw", row.id, actor=actor)
    return [row.id for row in rows]


def lock_record(connection: Connection, record: UUID, expected: int) -> tuple[Row[Any], Row[Any]]:
    """The record and its current version, which must be the one that the person has seen."""
    row = connection.execute(
        select(records).where(records.c.id == record).with_for_update()
    ).one_or_none()
    if row is None:
        raise SohoaError(ErrorCode.NOT_FOUND, f"There is no record {record}.", "Check it.")
    if row.version != expected:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED,
            "The record has changed meanwhile.",
            "Look at it again.",
        )
    if row.state == RecordState.WITHDRAWN:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "The record is withdrawn.", "Look at its document again."
        )
    current = connection.execute(
        select(record_versions).where(
            record_versions.c.record == record, record_versions.c.version == row.version
        )
    ).one()
    return row, current


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of a field.

    Attributes:
        value: In the published shape; None: the paper does not bear it, or it cannot be read.
        action: How: `corrected`, `confirmed`, `illegible`, …, see `models.store.review`.
        is_proposed: By another system: a person is asked whether it is so.
    """

    value: Any
    action: str = "corrected"
    is_proposed: bool = False


def correct(
    store: Store, record: UUID, expected: int, values: Mapping[str, Any], author: str
) -> int:
    """What a person says of fields: a new version, and a correction for each field.

    `expected` is the version that the person has seen; `values` are by field id, in the published
    shape.

    Returns:
        The new version.

    Raises:
        SohoaError: `not_found`; `not_allowed`: another version is current, it is withdrawn, or
            the type has no such field.
    """
    with store.write() as connection:
        row, current = lock_record(connection, record, expected)
        said = {name: Said(value) for name, value in values.items()}
        return say(store, connection, row, current, said, author)


def say(
    store: Store, connection: Connection, row: Row[Any], current: Row[Any],
    said: Mapping[str, Said], author: str,
) -> int:  # fmt: skip
    """What a person says of fields of a locked record, in a transaction; the new version.

    Raises:
        SohoaError: `not_allowed`: the record has no such field.
    """
    if not said:
        return int(row.version)
    fields = dict(current.fields)
    version: int = row.version + 1
    for name in said:
        if name not in fields:
            raise SohoaError(
                ErrorCode.NOT_ALLOWED, f"The record has no field {name}.", "Check its type."
            )
    changed = [name for name, item in said.items() if item.value != fields[name]["value"]]
    before = {name: fields[name]["value"] for name in changed}
    for name, item in said.items():
        review = {"action": item.action, "by": author, "at": store.now().isoformat()}
        fields[name] = {
            **fields[name], "value": item.value,
            "confidence": PROPOSED if item.is_proposed else 1.0, "needs_review": item.is_proposed,
            "method": PROPOSAL if item.is_proposed else PERSON, "review": review,
        }  # fmt: skip
    _locate(current.type, fields, said)
    draft = _compared(
        connection, row.id, _Draft(current.type, current.pages, fields, current.issues, True, "")
    )
    _add_version(store, connection, row.id, version, draft, current.result, author)
    if changed:
        connection.execute(
            insert(corrections),
            [
                {
                    "record": row.id, "version": version, "field": name, "before": before[name],
                    "after": said[name].value, "author": author, "at": store.now(),
                }
                for name in changed
            ],
        )  # fmt: skip
    connection.execute(
        update(records)
        .where(records.c.number == row.number)
        .values(
            version=version, flagged=draft.flagged, state=RecordState.REVIEW,
            changed_at=store.now(),
        )
    )  # fmt: skip
    if changed or row.state != RecordState.REVIEW:
        index_record(connection, row.number, fields)
    note(
        store, connection, "correct", row.id, actor=author,
        details={"version": version, "fields": sorted(said)},
    )  # fmt: skip
    return version


def approve(store: Store, record: UUID, expected: int, author: str) -> None:
    """A person vouches for the current version; it goes on to be published.

    Raises:
        SohoaError: `not_found`; `not_allowed`: another version is current, or it is withdrawn.
    """
    with store.write() as connection:
        row, _ = lock_record(connection, record, expected)
        vouch(store, connection, row.id, row.version, author)


def vouch(
    store: Store, connection: Connection, record: UUID, version: int, author: str, *,
    after_s: float = 0.0, details: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    """Approve the current version of a locked record; it is published after so many seconds."""
    number = connection.execute(
        update(records)
        .where(records.c.id == record, records.c.state != RecordState.APPROVED)
        .values(state=RecordState.APPROVED, changed_at=store.now())
        .returning(records.c.number)
    ).scalar()
    if number is None:
        return
    index_record(connection, number)
    add_publications(store, connection, record, version, after_s)
    note(
        store, connection, "approve", record, actor=author,
        details={"version": version, **(details or {})},
    )  # fmt: skip


def take_back(store: Store, connection: Connection, row: Row[Any], author: str) -> None:
    """Undo the approval of a locked record whose version has not been sent yet.

    Raises:
        SohoaError: `not_allowed`: it is not approved, or it is on its way.
    """
    if row.state != RecordState.APPROVED:
        raise SohoaError(ErrorCode.NOT_ALLOWED, "The record is not approved.", "Open it.")
    withhold(connection, row.id, row.version)
    to_review(store, connection, row)
    note(store, connection, "take_back", row.id, actor=author, details={"version": row.version})


def to_review(store: Store, connection: Connection, row: Row[Any]) -> None:
    """Let a locked record wait for a person."""
    connection.execute(
        update(records)
        .where(records.c.number == row.number)
        .values(state=RecordState.REVIEW, changed_at=store.now())
    )
    index_record(connection, row.number)
