"""Papers with a secrecy mark: sealed, until a person with the right decides.

State secrets must not be digitized (Luật Bảo vệ bí mật nhà nước 2018; Thông tư 03/2025/TT-VPCP).
The only bytes that are kept lie in a store of their own; of what had been read before the mark
was seen nothing remains, nor the name of the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, String, cast, delete, exists, or_, select, update

from models.errors import ErrorCode, SohoaError
from models.store.audit import note
from models.store.changes import tell_withdrawn
from models.store.database import Store
from models.store.intake import DocumentState
from models.store.jobs import Job, JobKind, add_job, finish
from models.store.publications import known_to, tell_others
from models.store.reading import get_document, lock_document, set_state, understand_again
from models.store.records import papers_of
from models.store.search import forget_for_ever
from models.store.tables import (
    batch_items,
    corrections,
    decisions,
    deferrals,
    desk_files,
    documents,
    insert_into,
    jobs,
    leases,
    owners,
    pages,
    publications,
    quarantine,
    record_versions,
    records,
    repository_records,
    results,
    reviews,
    series_numbers,
    submissions,
)

RELEASED, PURGED = "released", "purged"
# What is being sent just now arrives before the word that it is withdrawn.
_AFTER_SENDING_S = 120.0
_HIDDEN = (DocumentState.QUARANTINED, DocumentState.PURGED)


def seal(store: Store, job: Job) -> None:
    """Take a document out of sight, and end all work on it.

    What was composed of its pages, and the files that it was composed of, go with it: they bear the
    same pages. A person decides on each.

    Raises:
        LeaseLost: Another worker has the job, or has sealed it.
        SohoaError: `object_missing`, `store_unavailable`, `database_unavailable`; to be tried
            again.
    """
    assert job.document is not None
    with store.read() as connection:
        known = _relatives(connection, job.document)
    _put_away(store, known[job.document])
    with store.write() as connection:
        # In the order in which whoever composes locks them.
        for document in sorted(known):
            lock_document(connection, document)
        finish(store, connection, job)
        for document, sha256 in _relatives(connection, job.document).items():
            if document == job.document:
                _seal(store, connection, document, sha256, job.page)
                continue
            lock_document(connection, document)
            # A lost file is no reason to leave the marked one where it is.
            if store.objects.exists(sha256):
                _put_away(store, sha256)
            _seal(store, connection, document, sha256, 0)
    clean_up(store)


def _relatives(connection: Connection, document: UUID) -> dict[UUID, str]:
    """The digests of a document and of all that share pages with it, by id.

    One that a person has released, or that is sealed already, is left as it is.
    """
    found: dict[UUID, str] = {}
    left = [document]
    while left:
        row = get_document(connection, left.pop())
        is_decided = row.released or row.state in _HIDDEN
        if row.id in found or (is_decided and row.id != document):
            continue
        found[row.id] = row.sha256
        left += [UUID(part["document"]) for part in row.parts or ()]
        composed = cast(documents.c.parts, String).contains(str(row.id))
        left += connection.execute(select(documents.c.id).where(composed)).scalars()
    return found


def _put_away(store: Store, sha256: str) -> None:
    with store.objects.local(sha256) as path, path.open("rb") as stream:
        store.quarantine.put(stream)


def _seal(store: Store, connection: Connection, document: UUID, sha256: str, page: int) -> None:
    """Seal a locked document; the mark stands on a page of it, or, 0, on one of a relative."""
    set_state(
        store, connection, document, DocumentState.QUARANTINED, file_name=None, source=None,
        page_count=None, result=None, searchable=None, error=None,
    )  # fmt: skip
    values = {
        "page": page, "sealed_at": store.now(), "sealed": True, "decision": None,
        "doomed": [sha256, *_digests(connection, document)], "decided_by": None,
        "decided_at": None,
    }  # fmt: skip
    connection.execute(
        insert_into(connection, quarantine)
        .values(document=document, **values)
        .on_conflict_do_update(index_elements=["document"], set_=values)
    )
    forgotten = _forget(store, connection, document)
    # By these it is found who had them before, see `models.store.traces`.
    details = {"sha256": sha256, "records": list(map(str, forgotten))}
    note(store, connection, "seal", document, details=details)


def _digests(connection: Connection, document: UUID) -> list[str]:
    """Files made of the document."""
    previews = select(pages.c.preview).where(pages.c.document == document)
    searchable = select(results.c.searchable).where(results.c.document == document)
    return [digest for digest in connection.execute(previews.union(searchable)).scalars() if digest]


# What is known of records besides their versions: whose they are, what persons did with them.
_OF_RECORDS = (leases, decisions, reviews, deferrals, owners)


def _forget(store: Store, connection: Connection, document: UUID) -> list[UUID]:
    """Delete all that was read of it, by an earlier reading too, which may have missed the mark.

    Returns:
        The records that it had.
    """
    # Who has a record on the screen locks it, too, before its lease and what was said of it.
    numbers = (
        select(records.c.number)
        .where(records.c.document == document)
        .order_by(records.c.number)
        .with_for_update()
    )
    forget_for_ever(connection, connection.execute(numbers).scalars().all())
    found = connection.execute(select(records).where(records.c.document == document)).all()
    known = {row.id: known_to(store, connection, row.id) for row in found}
    for row in found:
        tell_withdrawn(store, connection, row)
    its_records = select(records.c.id).where(records.c.document == document)
    its_publications = select(publications.c.id).where(publications.c.record.in_(its_records))
    for statement in (
        delete(jobs).where(
            or_(jobs.c.document == document, jobs.c.publication.in_(its_publications))
        ),
        delete(publications).where(publications.c.record.in_(its_records)),
        delete(repository_records).where(repository_records.c.record.in_(its_records)),
        delete(corrections).where(corrections.c.record.in_(its_records)),
        delete(record_versions).where(record_versions.c.record.in_(its_records)),
        delete(series_numbers).where(series_numbers.c.record.in_(its_records)),
        *(delete(table).where(table.c.record.in_(its_records)) for table in _OF_RECORDS),
        delete(records).where(records.c.document == document),
        delete(results).where(results.c.document == document),
        delete(pages).where(pages.c.document == document),
        update(submissions).where(submissions.c.document == document).values(file_name=None),
        update(desk_files).where(desk_files.c.document == document).values(file_name=None),
        update(batch_items)
        .where(batch_items.c.document == document)
        .values(path=None, raw_path=None),
    ):
        connection.execute(statement)
    for row in found:
        tell_others(
            store, connection, row.id, row.version, row.unit, known[row.id], _AFTER_SENDING_S
        )
    return [row.id for row in found]


def clean_up(store: Store) -> None:
    """Delete files that a decision or a seal has doomed; what was left undone is done now.

    Raises:
        SohoaError: `store_unavailable`, `database_unavailable`; to be done again.
    """
    due = or_(
        quarantine.c.doomed.is_not(None),
        quarantine.c.decision.is_not(None) & quarantine.c.sealed,
    )
    with store.read() as connection:
        rows = connection.execute(
            select(quarantine, documents.c.sha256)
            .join(documents, documents.c.id == quarantine.c.document)
            .where(due)
        ).all()
    for row in rows:
        for digest in row.doomed or ():
            drop_unused(store, digest)
        if row.decision is not None:
            store.quarantine.delete(row.sha256)
    if not rows:
        return
    _delete_strays(store)
    if not store.scrub():
        return  # somebody reads; the next round tries again
    with store.write() as connection:
        for row in rows:
            connection.execute(
                update(quarantine)
                .where(quarantine.c.document == row.document)
                .values(doomed=None, sealed=row.decision is None)
            )


def _delete_strays(store: Store) -> None:
    """Delete from the repository what has no record any more.

    SQLite does not commit two files as one: whoever was killed while sealing may have left it.
    """
    if store.engine.dialect.name != "sqlite":
        return
    known = exists().where(records.c.id == repository_records.c.record)
    with store.write() as connection:
        connection.execute(delete(repository_records).where(~known))


def drop_unused(store: Store, digest: str) -> None:
    """Delete a file from the open store unless something that may be seen is made of it.

    A paper that is released just now is locked: it is seen, or its bytes are put back after this.
    """
    used = (
        select(documents.c.id).where(
            documents.c.sha256 == digest, documents.c.state.not_in(_HIDDEN)
        ),
        select(documents.c.id).where(documents.c.searchable == digest),
        select(results.c.document).where(results.c.searchable == digest),
        select(pages.c.document).where(pages.c.preview == digest),
    )  # fmt: skip
    with store.write() as connection:
        connection.execute(
            select(documents.c.id).where(documents.c.sha256 == digest).with_for_update()
        )
        if not any(connection.execute(each.limit(1)).first() for each in used):
            store.objects.delete(digest)


def is_picture(connection: Connection, digest: str) -> bool:
    """Whether a page has this picture."""
    chosen = select(pages.c.document).where(pages.c.preview == digest)
    return connection.execute(chosen.limit(1)).first() is not None


def is_doomed(connection: Connection, digest: str) -> bool:
    """Whether a picture is about to be deleted with what was sealed, and no other page has it."""
    doomed = connection.execute(
        select(quarantine.c.doomed).where(quarantine.c.doomed.is_not(None))
    ).scalars()
    return any(digest in found for found in doomed) and not is_picture(connection, digest)


def sealed(store: Store) -> Sequence[Row[Any]]:
    """Documents that wait for a decision: `document`, `sha256`, `size`, `page`, `sealed_at`."""
    with store.read() as connection:
        return connection.execute(
            select(quarantine, documents.c.sha256, documents.c.size, documents.c.unit)
            .join(documents, documents.c.id == quarantine.c.document)
            .where(quarantine.c.decision.is_(None))
            .order_by(quarantine.c.sealed_at)
        ).all()


def release(store: Store, document: UUID, actor: str, reason: str = "") -> None:
    """The mark was none: read the paper like any other.

    Raises:
        SohoaError: `not_found`; `object_missing`, `object_corrupt`, `store_unavailable`.
    """
    clean_up(store)
    sha256 = _waiting(store, document)
    store.quarantine.verify(sha256)
    with (
        store.quarantine.local(sha256) as path,
        path.open("rb") as stream,
        store.write() as connection,
    ):
        lock_document(connection, document)
        _decide(store, connection, document, RELEASED, actor, reason)
        store.objects.put(stream)
        set_state(store, connection, document, DocumentState.RECEIVED, released=True)
        row = get_document(connection, document)
        add_job(
            store, connection, JobKind.OPEN, document=document, priority=row.priority,
            batch=row.batch,
        )  # fmt: skip
    clean_up(store)


def purge(store: Store, document: UUID, actor: str, reason: str = "") -> None:
    """Destroy the paper's bytes; its digest stays in the audit.

    Raises:
        SohoaError: `not_found`; `store_unavailable`.
    """
    _waiting(store, document)
    with store.write() as connection:
        lock_document(connection, document)
        _decide(store, connection, document, PURGED, actor, reason)
        set_state(store, connection, document, DocumentState.PURGED)
        _let_stand(store, connection, document)
    clean_up(store)


def _let_stand(store: Store, connection: Connection, composed: UUID) -> None:
    """What only a document that is purged has stood for, files or papers, stands again itself."""
    row = get_document(connection, composed)
    stacks = select(documents.c.id).where(
        cast(documents.c.replaced, String).contains(str(composed))
    )
    sources = {UUID(part["document"]) for part in row.parts or ()}
    for source in sorted(sources.union(connection.execute(stacks).scalars())):
        lock_document(connection, source)
        found = get_document(connection, source)
        into = [get_document(connection, UUID(other)).state for other in found.composed_into or ()]
        left = dict(found.replaced or {})
        stood_for = left.pop(str(composed), None)
        values: dict[str, Any] = {"replaced": left or None}
        if into and all(state == DocumentState.PURGED for state in into):
            values["composed_into"] = None
        elif stood_for is None:
            continue
        connection.execute(update(documents).where(documents.c.id == source).values(values))
        if found.state in (DocumentState.OK, DocumentState.PARTIAL):
            papers = connection.execute(papers_of(source)).all()
            # The other papers of a stack stay as they are.
            only = next((paper.id for paper in papers if paper.pages == stood_for), None)
            understand_again(store, connection, source, only)


def _waiting(store: Store, document: UUID) -> str:
    """The digest of a document that waits for a decision."""
    with store.read() as connection:
        row = get_document(connection, document)
    if row.state != DocumentState.QUARANTINED:
        raise SohoaError(
            ErrorCode.NOT_FOUND,
            f"The document {document} is not in quarantine.",
            "See `sohoa quarantine list`.",
        )
    return str(row.sha256)


def _decide(
    store: Store, connection: Connection, document: UUID, decision: str, actor: str, reason: str
) -> None:
    made = connection.execute(
        update(quarantine)
        .where(quarantine.c.document == document, quarantine.c.decision.is_(None))
        .values(decision=decision, decided_by=actor, decided_at=store.now())
    )
    if made.rowcount != 1:
        raise SohoaError(
            ErrorCode.NOT_FOUND,
            f"Somebody else has decided on {document}.",
            "See `sohoa quarantine list`.",
        )
    details = {"reason": reason} if reason else {}
    note(store, connection, decision, document, actor=actor, details=details)
