"""Arranging pages: an original never changes, an arrangement makes a new document of its pages."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select, text, update

from models.errors import ErrorCode, SohoaError
from models.people import Person
from models.store.audit import note
from models.store.database import Store
from models.store.decisions import current_version
from models.store.desk import add_file, files_of, hand_in, own_set
from models.store.dossiers import dossiers_with, place_paper, stand_in
from models.store.intake import SECRET, DocumentState, Receipt, Submission, Way, register
from models.store.jobs import Job, JobKind, JobState, Priority, add_job, finish
from models.store.leases import Stage
from models.store.objects import StoredObject
from models.store.reading import get_document, get_result, lock_document, replaced_pages
from models.store.records import RecordState, lock_record, papers_of, withdraw_unreviewed
from models.store.sight import sees_pages
from models.store.tables import COMPOSING, desk_files, documents, jobs

ALL = 0
_TURNS = (None, 0, 90, 180, 270)


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a document that is to be composed.

    Attributes:
        document: Whose page it is.
        page: Its number there, from 1; `ALL`: all pages of the document, in order.
        rotation: Degrees clockwise by which a person has turned it from how its file shows it, so
            that it is the right way up; None: nobody has.
    """

    document: UUID
    page: int
    rotation: int | None = None

    def to_json(self) -> dict[str, Any]:
        """The part as it is stored."""
        return {"document": str(self.document), "page": self.page, "rotation": self.rotation}

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> Part:
        """The part whose `to_json` is `body`."""
        return cls(UUID(body["document"]), int(body["page"]), body["rotation"])


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that is to be composed, page by page."""

    parts: tuple[Part, ...]
    declared_type: str | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """What a person wants composed.

    Attributes:
        papers: One document each; none when all pages were taken out.
        sources: Documents that no longer stand for themselves afterwards.
        desk_set: The set of the upload desk that the new documents go to.
        unit: Whose they are.
        actor: The login of who wants it.
        record: The one of a stack that no longer stands for itself; all others of the stack stay.
        version: The record's, when it was ordered.
    """

    papers: tuple[Paper, ...]
    sources: tuple[UUID, ...]
    desk_set: UUID | None
    unit: str
    actor: str
    record: UUID | None = None
    version: int = 0

    @property
    def documents(self) -> frozenset[UUID]:
        """All that it is about."""
        parts = (part.document for paper in self.papers for part in paper.parts)
        return frozenset((*self.sources, *parts))

    def to_json(self) -> dict[str, Any]:
        """The order as a job keeps it."""
        return {
            "papers": [
                {
                    "parts": [part.to_json() for part in paper.parts],
                    "declared_type": paper.declared_type,
                }
                for paper in self.papers
            ],
            "sources": [str(source) for source in self.sources],
            "desk_set": str(self.desk_set) if self.desk_set else None,
            "unit": self.unit,
            "actor": self.actor,
            "record": str(self.record) if self.record else None,
            "version": self.version,
        }

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> Order:
        """The order whose `to_json` is `body`."""
        return cls(
            tuple(
                Paper(tuple(map(Part.from_json, paper["parts"])), paper["declared_type"])
                for paper in body["papers"]
            ),
            tuple(UUID(source) for source in body["sources"]),
            UUID(body["desk_set"]) if body["desk_set"] else None,
            body["unit"],
            body["actor"],
            UUID(body["record"]) if body.get("record") else None,
            body.get("version", 0),
        )


@dataclass(frozen=True, slots=True)
class Composed:
    """A document that was composed: its bytes, and which pages it has, none of them `ALL`."""

    stored: StoredObject
    parts: tuple[Part, ...]
    declared_type: str | None = None


def ask_to_compose(store: Store, connection: Connection, person: Person, order: Order) -> int:
    """Have documents composed of pages of others; the number of the job.

    Raises:
        SohoaError: `not_found`: a document is not the person's to see, or has no such page;
            `not_allowed`: it bears a secrecy mark, or others stand for it already.
    """
    parts = [part for paper in order.papers for part in paper.parts]
    for document in sorted(order.documents):
        lock_document(connection, document)
        taken = [part for part in parts if part.document == document]
        whole = [ALL] if document in order.sources else []
        row = _source(connection, person, document, [*whole, *(part.page for part in taken)])
        for part in taken:
            _check(part, row.page_count)
    _check_free(connection, order)
    job = add_job(
        store, connection, JobKind.COMPOSE, priority=Priority.COUNTER,
        document=[*order.sources, *(part.document for part in parts)][0], order=order.to_json(),
    )  # fmt: skip
    for subject in filter(None, (*order.sources, order.record)):
        note(store, connection, "arrange", subject, actor=order.actor, details={"job": job})
    return job


def _source(
    connection: Connection, person: Person, document: UUID, numbers: Collection[int]
) -> Row[Any]:
    """The row of a document; the person sees these pages of it, and may arrange them."""
    row = get_document(connection, document)
    if ALL in numbers:
        numbers = range(1, (row.page_count or 0) + 1)
    if not sees_pages(connection, person, row, numbers):
        raise SohoaError(ErrorCode.NOT_FOUND, "There is no such document.", "Check it.")
    _refuse_secret(row)
    if row.composed_into is not None or not replaced_pages(row).isdisjoint(numbers):
        raise SohoaError(
            ErrorCode.NOT_ALLOWED,
            "The pages of this file have been arranged already.",
            "Load the page again.",
        )
    return row


def _refuse_secret(row: Row[Any]) -> None:
    if DocumentState(row.state) in SECRET:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED,
            "The paper bears a secrecy mark: its pages are not arranged.",
            "Tell whoever decides about sealed papers.",
        )


def _check(part: Part, page_count: int | None) -> None:
    if part.rotation not in _TURNS or (
        part.page != ALL and not 1 <= part.page <= (page_count or 0)
    ):
        raise SohoaError(ErrorCode.NOT_FOUND, "The file has no such page.", "Load the page again.")


def _check_free(connection: Connection, order: Order) -> None:
    """Two arrangements of one document would both go on from what the other one ends."""
    under_way = connection.execute(select(jobs.c.order).where(text(COMPOSING))).scalars()
    if any(order.documents & Order.from_json(found).documents for found in under_way):
        raise SohoaError(
            ErrorCode.NOT_ALLOWED,
            "The pages of this file are being arranged just now.",
            "Wait a moment, and load the page again.",
        )


def composed(store: Store, job: Job, made: Sequence[Composed]) -> list[UUID]:
    """Let documents that were composed stand for their sources; their ids.

    Raises:
        LeaseLost: Another worker has composed them.
        SohoaError: `not_allowed`: a source was sealed meanwhile; its pages go nowhere. Or the
            record that it is to stand for has changed.
    """
    assert job.order is not None
    order = Order.from_json(job.order)
    with store.write() as connection:
        for source in sorted(order.documents):
            lock_document(connection, source)
            _refuse_secret(get_document(connection, source))
        finish(store, connection, job)
        paper = lock_record(connection, order.record, order.version) if order.record else None
        receipts = register(
            store,
            connection,
            [(item.stored, _submission(connection, order, item)) for item in made],
        )
        new = [receipt.document for receipt in receipts]
        for receipt, item in zip(receipts, made, strict=True):
            _set(connection, receipt.document, parts=[part.to_json() for part in item.parts])
            if order.desk_set is not None:
                name = get_document(connection, receipt.document).file_name or ""
                add_file(store, connection, order.desk_set, receipt, name)
        _retire(store, connection, order, made, receipts)
        if paper is not None:
            _retire_paper(store, connection, order, *paper, new[0])
        answer = {"documents": [str(document) for document in new]}
        connection.execute(update(jobs).where(jobs.c.id == job.id).values(answer=answer))
    return new


def is_turned(parts: Sequence[Mapping[str, Any]] | None, page: int) -> bool:
    """Whether a person has turned a page of a document composed of `parts` the right way up."""
    return parts is not None and parts[page - 1]["rotation"] is not None


def _submission(connection: Connection, order: Order, item: Composed) -> Submission:
    """What is said of a composed document: it has the name of the file that it begins with."""
    first = get_document(connection, item.parts[0].document)
    name = first.file_name or "scan"
    stem = name.removesuffix(".pdf").removesuffix(".PDF")
    return Submission(
        f"{stem}.pdf", way=Way.COMPOSED, unit=order.unit, declared_type=item.declared_type,
        actor=order.actor,
    )  # fmt: skip


def _retire(
    store: Store, connection: Connection, order: Order, made: Sequence[Composed],
    receipts: Sequence[Receipt],
) -> None:  # fmt: skip
    """The sources keep their bytes and pages; their records are withdrawn."""
    folders = dossiers_with(connection, order.sources)
    for source in order.sources:
        into = [
            receipt.document
            for receipt, item in zip(receipts, made, strict=True)
            if any(part.document == source for part in item.parts)
        ]
        _set(connection, source, composed_into=[str(document) for document in into])
        withdraw_unreviewed(store, connection, source, asked=Stage.RESCAN, actor=order.actor)
    # A composed document takes over the place, and the code, that its first page had in a dossier.
    for receipt, item in zip(receipts, made, strict=True):
        if item.parts[0].document in order.sources:
            stand_in(connection, item.parts[0].document, receipt.document)
        for dossier in folders:
            place_paper(store, connection, dossier, receipt.document, actor=order.actor)


def _retire_paper(
    store: Store, connection: Connection, order: Order, row: Row[Any], version: Row[Any],
    new: UUID,
) -> None:  # fmt: skip
    """One paper of a stack, a locked record, is withdrawn; the stack stands for its others."""
    replaced = get_document(connection, row.document).replaced or {}
    _set(connection, row.document, replaced={**replaced, str(new): version.pages})
    withdraw_unreviewed(
        store, connection, row.document, asked=Stage.RESCAN, actor=order.actor, only=row.id
    )
    for dossier in dossiers_with(connection, [row.document]):
        place_paper(store, connection, dossier, new, actor=order.actor)


def _set(connection: Connection, document: UUID, **values: Any) -> None:
    connection.execute(update(documents).where(documents.c.id == document).values(**values))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an order: `documents` once it is done."""

    done: bool
    documents: tuple[UUID, ...] = ()
    error: SohoaError | None = None


def outcome_of(connection: Connection, person: Person, job: int) -> Outcome:
    """How composing goes.

    Raises:
        SohoaError: `not_found`.
    """
    row = connection.execute(
        select(jobs.c.state, jobs.c.order, jobs.c.answer, jobs.c.error).where(
            jobs.c.id == job, jobs.c.kind == JobKind.COMPOSE
        )
    ).one_or_none()
    if row is None or not person.sees(row.order["unit"]):
        raise SohoaError(ErrorCode.NOT_FOUND, "There is no such arrangement.", "Ask again.")
    if row.state == JobState.DONE:
        return Outcome(True, tuple(map(UUID, row.answer["documents"])))
    if row.state == JobState.PARKED:
        return Outcome(True, error=SohoaError.from_json(row.error))
    return Outcome(False)


def arrange(
    store: Store, person: Person, desk_set: UUID, papers: Sequence[Paper], shown: Sequence[UUID]
) -> int | None:
    """Hand a set in as a person has arranged it; the number of the job that composes, if any.

    A file whose pages are all in order, by themselves and not turned, stays as it is. Of those
    that were `shown` and are not whole any more, composed documents take the place.

    Raises:
        SohoaError: As `ask_to_compose`; `not_allowed`: a file is not of this set, or is still
            being read.
    """
    with store.write() as connection:
        row = own_set(connection, person, desk_set)
        files = {file.id: file for file in files_of(connection, desk_set)}
        parts = [part for paper in papers for part in paper.parts]
        for document in {*shown, *(part.document for part in parts)}:
            if document not in files or files[document].state not in _READ:
                raise SohoaError(
                    ErrorCode.NOT_ALLOWED, "A file of this set is still being read.", "Wait for it."
                )
        changed = [paper for paper in papers if paper.parts and not _is_whole(paper, parts, files)]
        kept = {paper.parts[0].document for paper in papers if paper.parts} - {
            part.document for paper in changed for part in paper.parts
        }
        sources = tuple(
            document
            for document in dict.fromkeys(shown)
            if document not in kept and files[document].composed_into is None
        )
        job = None
        if sources:
            order = Order(tuple(changed), sources, desk_set, row.unit, person.login)
            job = ask_to_compose(store, connection, person, order)
        hand_in(store, connection, person, row)
    return job


_READ = frozenset({DocumentState.OK, DocumentState.PARTIAL})


def _is_whole(paper: Paper, parts: Sequence[Part], files: Mapping[UUID, Row[Any]]) -> bool:
    """Whether a paper is a file as it is, no page of which is anywhere else."""
    document = paper.parts[0].document
    pages = [Part(document, number) for number in range(1, files[document].page_count + 1)]
    return list(paper.parts) == pages and sum(p.document == document for p in parts) == len(pages)


def order_replacement(
    connection: Connection, person: Person, document: UUID, page: int, scan: Receipt
) -> Order:
    """What puts a new scan in the place of a page.

    Raises:
        SohoaError: `not_found`; `not_allowed`: the scan is the file itself.
    """
    row, record = replaceable(connection, person, document, page)
    if scan.document == document:
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "This is the same file again.", "Scan the page again."
        )
    numbers = range(1, row.page_count + 1) if record is None else record.pages
    parts = [
        Part(scan.document, ALL) if number == page else Part(document, number) for number in numbers
    ]
    # A scan that was there before has a life of its own.
    sources = () if scan.duplicate else (scan.document,)
    kind = row.declared_type if record is None else _said_type(connection, record)
    paper = Paper(tuple(parts), kind)
    desk_set = connection.execute(
        select(desk_files.c.set)
        .where(desk_files.c.document == document)
        .order_by(desk_files.c.at.desc())
        .limit(1)
    ).scalar()
    if record is None:
        return Order((paper,), (document, *sources), desk_set, row.unit, person.login)
    return Order(
        (paper,), sources, desk_set, record.unit, person.login, record.id, record.version
    )  # fmt: skip


def replaceable(
    connection: Connection, person: Person, document: UUID, page: int
) -> tuple[Row[Any], Row[Any] | None]:
    """The row of a document that has such a page, which the person may replace.

    Of a stack of several units also that of the record, with its `pages`, whose page it is: this
    paper alone is composed anew.

    Raises:
        SohoaError: `not_found`, `not_allowed`.
    """
    row = _source(connection, person, document, [page])
    _check(Part(document, page), row.page_count)
    papers = connection.execute(papers_of(document)).all()
    if page != ALL and all(paper.unit == row.unit for paper in papers):
        return row, None
    for paper in papers:
        if page in paper.pages and paper.state != RecordState.WITHDRAWN and person.sees(paper.unit):
            return row, paper
    raise SohoaError(ErrorCode.NOT_FOUND, "The file has no such page.", "Load the page again.")


def _said_type(connection: Connection, record: Row[Any]) -> str | None:
    """The type that a person or a sheet has said a paper to be: no guess is as certain."""
    version = current_version(connection, record)
    return next(
        (
            paper["document_type"]["id"]
            for paper in get_result(connection, version.result)["documents"]
            if paper["pages"] == version.pages and paper["document_type"]["confidence"] == 1.0
        ),
        None,
    )
