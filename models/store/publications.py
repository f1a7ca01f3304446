"""The outbox: which version of which record goes to which target, in order, once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    bindparam,
    case,
    delete,
    func,
    insert,
    select,
    update,
)

from models.errors import ErrorCode, SohoaError
from models.settings import Settings
from models.store.audit import SYSTEM, Event, note_all
from models.store.changes import Kind, tell
from models.store.database import Store
from models.store.jobs import Job, JobKind, JobState, LeaseLost, Priority, add_job, finish
from models.store.ready import Ready
from models.store.tables import (
    documents,
    dossier_papers,
    dossiers,
    insert_into,
    jobs,
    pages,
    publications,
    record_versions,
    records,
    repository_records,
    results,
)

# Targets.
REPOSITORY = "repository"
HTTP = "http"
LGSP = "lgsp"


@dataclass(frozen=True, slots=True)
class Publication:
    """A version of a record, or that the record is withdrawn, on its way to a target.

    Attributes:
        version: Of a withdrawn record the last one.
        body: The record as it is published, see `_body`; of a withdrawn one `type` and `unit`.
    """

    record: UUID
    version: int
    target: str
    body: dict[str, Any]
    withdrawn: bool = False

    @property
    def key(self) -> str:
        """What tells it from all others, the same in every try."""
        return f"{self.record}:{self.version}{':withdrawn' if self.withdrawn else ''}"


def externals(settings: Settings) -> tuple[str, ...]:
    """Other systems that records go to."""
    wanted = {HTTP: settings.publish_url, LGSP: settings.lgsp_url}
    return tuple(target for target, url in wanted.items() if url)


def targets(settings: Settings, kind: str) -> tuple[str, ...]:
    """Where records of a type go."""
    takes = kind in settings.lgsp_feed()
    return REPOSITORY, *(each for each in externals(settings) if each != LGSP or takes)


def add_publications(
    store: Store, connection: Connection, record: UUID, version: int, after_s: float = 0.0
) -> None:
    """Send a version of a record, whose row is locked, to all targets, after those before it.

    It is not sent before so many seconds have passed. A version that is on its way already,
    accepted by a machine before a person approved it, is not sent again. A target that has the
    record as of a type that goes there, which it is no more, hears that it is withdrawn.
    """
    unit, kind = _unit_and_type(connection, record, version)
    wanted = targets(store.settings, kind)
    for target in wanted:
        of_version = (publications.c.record == record, publications.c.version == version)
        sent = select(publications.c.id).where(
            *of_version, publications.c.target == target, publications.c.withdrawal.is_(None)
        )
        if not connection.execute(sent).first():
            _add(store, connection, record, version, target, after_s)
    known = known_to(store, connection, record)
    rest = {target: kind for target, kind in known.items() if target not in wanted}
    tell_others(store, connection, record, version, unit, rest, after_s)


def _add(
    store: Store, connection: Connection, record: UUID, version: int, target: str,
    after_s: float, withdrawal: dict[str, str] | None = None,
) -> None:  # fmt: skip
    """Send a version, or the withdrawal of a record, after what is on its way to the target."""
    its = (publications.c.record == record, publications.c.target == target)
    earlier = connection.execute(
        select(publications.c.id).where(*its, publications.c.published_at.is_(None))
    ).first()
    made = connection.execute(
        insert(publications)
        .values(
            record=record, version=version, target=target, withdrawal=withdrawal,
            created_at=store.now(),
        )
        .returning(publications.c.id)
    ).scalar_one()  # fmt: skip
    job = add_job(
        store, connection, JobKind.PUBLISH, publication=made, priority=Priority.FOLDER,
        state=JobState.WAITING if earlier else JobState.READY,
    )  # fmt: skip
    if after_s:
        _hold_back(store, connection, job, after_s)


def known_to(store: Store, connection: Connection, record: UUID) -> dict[str, str]:
    """Other systems that may have a record, and as of which type they have it.

    Those that know that it is withdrawn are left out.
    """
    others = externals(store.settings)
    if not others:
        return {}
    its_version = (record_versions.c.record == publications.c.record) & (
        record_versions.c.version == publications.c.version
    )
    rows = connection.execute(
        select(publications, record_versions.c.type, jobs.c.attempts)
        .outerjoin(jobs, jobs.c.publication == publications.c.id)
        .outerjoin(record_versions, its_version)
        .where(publications.c.record == record, publications.c.target.in_(others))
        .order_by(publications.c.id)
    ).all()
    found: dict[str, str] = {}
    for row in rows:
        if row.withdrawal is not None and row.published_at is not None:
            found.pop(row.target, None)
        elif row.withdrawal is None and (row.published_at is not None or row.attempts):
            found[row.target] = row.type
    return found


def tell_others(
    store: Store, connection: Connection, record: UUID, version: int, unit: str,
    known: Mapping[str, str], after_s: float = 0.0,
) -> None:  # fmt: skip
    """Let the systems of `known_to` hear that a record is withdrawn, if it is not on its way."""
    going = connection.execute(
        select(publications.c.target).where(
            publications.c.record == record, publications.c.withdrawal.is_not(None),
            publications.c.published_at.is_(None),
        )
    ).scalars().all()  # fmt: skip
    for target, kind in known.items():
        if target not in going:
            withdrawal = {"type": kind, "unit": unit}
            _add(store, connection, record, version, target, after_s, withdrawal)


def withdraw(store: Store, connection: Connection, record: UUID, version: int, unit: str) -> None:
    """Send nothing more of a locked record; who may have it hears that it is withdrawn."""
    known = known_to(store, connection, record)
    drop_unsent(connection, record)
    tell_others(store, connection, record, version, unit, known)


def _unit_and_type(connection: Connection, record: UUID, version: int) -> tuple[str, str]:
    row = connection.execute(
        select(records.c.unit, record_versions.c.type)
        .join(record_versions, record_versions.c.record == records.c.id)
        .where(records.c.id == record, record_versions.c.version == version)
    ).one()
    return row.unit, row.type


def _hold_back(store: Store, connection: Connection, job: int, after_s: float) -> None:
    """Let a job that publishes wait for a time, whatever it waits for besides."""
    delayed = case((jobs.c.state == JobState.READY, str(JobState.DELAYED)), else_=jobs.c.state)
    due = store.now() + timedelta(seconds=after_s)
    connection.execute(update(jobs).where(jobs.c.id == job).values(due_at=due, state=delayed))


# A job that publishes and has not begun.
_NOT_BEGUN = (JobState.DELAYED, JobState.WAITING)


def is_sent(connection: Connection, record: UUID, version: int) -> bool:
    """Whether a version of a record, whose row is locked, has been sent or is being sent."""
    states = connection.execute(
        select(jobs.c.state)
        .join(publications, publications.c.id == jobs.c.publication)
        .where(publications.c.record == record, publications.c.version == version)
        .with_for_update(of=jobs)
    ).scalars()
    return any(state not in _NOT_BEGUN for state in states)


def withhold(connection: Connection, record: UUID, version: int) -> None:
    """Do not send a version of a record, whose row is locked.

    Raises:
        SohoaError: `not_allowed`: it has been sent, or is being sent.
    """
    of_version = (publications.c.record == record, publications.c.version == version)
    its_jobs = select(jobs.c.id, jobs.c.state).where(
        jobs.c.publication.in_(select(publications.c.id).where(*of_version))
    )
    found = connection.execute(its_jobs.with_for_update()).all()
    if any(job.state not in _NOT_BEGUN for job in found):
        raise SohoaError(
            ErrorCode.NOT_ALLOWED, "The record has been published already.",
            "Correct it, and approve it again.",
        )  # fmt: skip
    connection.execute(delete(jobs).where(jobs.c.id.in_([job.id for job in found])))
    connection.execute(delete(publications).where(*of_version))


def drop_unsent(connection: Connection, record: UUID) -> None:
    """Send no version of a record, whose row is locked, that is not on its way yet."""
    its = select(publications.c.id).where(
        publications.c.record == record, publications.c.published_at.is_(None)
    )
    found = connection.execute(
        select(jobs.c.id, jobs.c.publication, jobs.c.state)
        .where(jobs.c.publication.in_(its))
        .with_for_update()
    ).all()
    idle = [job for job in found if job.state not in (JobState.RUNNING, JobState.DONE)]
    connection.execute(delete(jobs).where(jobs.c.id.in_([job.id for job in idle])))
    dropped = [job.publication for job in idle]
    connection.execute(delete(publications).where(publications.c.id.in_(dropped)))


def get_publication(connection: Connection, publication: int) -> Publication:
    """What a job of kind `publish` is to send.

    Raises:
        SohoaError: `not_found`.
    """
    row = connection.execute(
        select(publications).where(publications.c.id == publication)
    ).one_or_none()
    if row is None:
        raise SohoaError(ErrorCode.NOT_FOUND, f"There is no publication {publication}.", "Check.")
    withdrawn = row.withdrawal is not None
    body = row.withdrawal if withdrawn else _body(connection, row.record, row.version)
    return Publication(row.record, row.version, row.target, body, withdrawn)


def _version(record: ColumnElement[bool], version: Any) -> Select[Any]:
    its_record, paper = record_versions.c.record, dossier_papers.c
    return (
        select(
            records.c.unit, records.c.state, records.c.ordinal, records.c.flagged,
            records.c.changed_at, records.c.version.label("current"),
            records.c.created_at.label("made_at"), documents.c.id.label("document"),
            documents.c.sha256, results.c.searchable, results.c.engine,
            results.c.version.label("software"), record_versions, dossiers.c.code.label("dossier"),
            paper.digitization_code,
        )
        .join(records, records.c.id == its_record)
        .join(documents, documents.c.id == records.c.document)
        .join(results, results.c.id == record_versions.c.result)
        .outerjoin(dossier_papers, paper.document == documents.c.id)
        .outerjoin(dossiers, dossiers.c.id == paper.dossier)
        .where(record, record_versions.c.version == version)
        .order_by(its_record, paper.dossier, paper.position)
    )  # fmt: skip


_OF_VERSION = Ready(
    lambda _: _version(record_versions.c.record == bindparam("record"), bindparam("version"))
)
_CURRENT = Ready(
    lambda among: _version(among(record_versions.c.record, "records"), records.c.version)
)


def version_of(connection: Connection, record: UUID, version: int) -> Row[Any] | None:
    """A version of a record with its file, what read it, and its place in the first dossier."""
    return next(iter(_OF_VERSION.rows(connection, record=record, version=version)), None)


def current_of(connection: Connection, chosen: Sequence[UUID]) -> list[Row[Any] | None]:
    """The current version of each of some records, as `version_of`; None: there is no such one."""
    found: dict[UUID, Row[Any]] = {}
    for row in _CURRENT.rows(connection, records=chosen):
        found.setdefault(row.record, row)  # the first dossier's
    return [found.get(record) for record in chosen]


def _body(connection: Connection, record: UUID, version: int) -> dict[str, Any]:
    row = version_of(connection, record, version)
    assert row is not None
    previews = connection.execute(
        select(pages.c.number, pages.c.preview)
        .where(pages.c.document == row.document, pages.c.number.in_(row.pages))
        .order_by(pages.c.number)
    )
    return {
        "record": str(record),
        "version": version,
        "type": row.type,
        "unit": row.unit,
        "dossier": row.dossier,
        "digitization_code": row.digitization_code,
        "fields": row.fields,
        "provenance": {
            "document": str(row.document), "pages": row.pages, "author": row.author,
            "made_at": row.created_at.isoformat(), "engine": row.engine, "software": row.software,
        },
        "objects": {
            "original": row.sha256, "searchable": row.searchable,
            "previews": {str(number): preview for number, preview in previews},
        },
    }  # fmt: skip


def put_in_repository(store: Store, publication: Publication) -> None:
    """Write a version into the repository's own tables; one that is there is left alone.

    A transaction of its own, before the job's: with SQLite the repository is another file, and two
    files are not committed as one.

    Raises:
        LeaseLost: The paper has been sealed meanwhile; nothing of it may be published.
    """
    body = publication.body
    values = {
        key: body[key]
        for key in ("type", "unit", "dossier", "digitization_code", "fields", "provenance")
    }
    # Others find the objects by their address.
    values["objects"] = _with_addresses(store, body["objects"])
    still_wanted = (
        select(publications.c.id)
        .where(
            publications.c.record == publication.record,
            publications.c.version == publication.version,
            publications.c.target == publication.target,
        )
        .with_for_update()
    )
    with store.write() as connection:
        if connection.execute(still_wanted).first() is None:
            raise LeaseLost
        connection.execute(
            insert_into(connection, repository_records)
            .values(
                record=publication.record, version=publication.version, published_at=store.now(),
                **values,
            )
            .on_conflict_do_nothing(index_elements=["record", "version"])
        )  # fmt: skip


def _with_addresses(store: Store, objects: dict[str, Any]) -> dict[str, Any]:
    def address(digest: str | None) -> dict[str, str] | None:
        return digest and {"sha256": digest, "url": store.objects.url(digest)}  # type: ignore[return-value]

    return {
        "original": address(objects["original"]),
        "searchable": address(objects["searchable"]),
        "previews": {page: address(digest) for page, digest in objects["previews"].items()},
    }


def published(store: Store, job: Job) -> None:
    """The target has it: the next version of the record may go.

    Raises:
        LeaseLost: Another worker has the job.
    """
    assert job.publication is not None
    with store.write() as connection:
        finish(store, connection, job)
        # A version that is added just now must not wait for one that is sent just now.
        of_record = select(publications.c.record).where(publications.c.id == job.publication)
        its_state = connection.execute(
            select(records.c.state)
            .where(records.c.id == of_record.scalar_subquery())
            .with_for_update()
        ).scalar()
        sent = connection.execute(
            update(publications)
            .where(publications.c.id == job.publication)
            .values(published_at=store.now())
            .returning(publications.c.record, publications.c.target, publications.c.version)
        ).one()
        if sent.target == REPOSITORY:
            # Who withdrew it while it was on its way could not tell that of it.
            kind = Kind.WITHDRAWN if its_state == "withdrawn" else Kind.PUBLISHED
            _tell(store, connection, kind, sent.record, sent.version)
        following = connection.execute(
            select(publications.c.id)
            .where(
                publications.c.record == sent.record, publications.c.target == sent.target,
                publications.c.published_at.is_(None),
            )
            .order_by(publications.c.id)
            .limit(1)
        ).scalar()  # fmt: skip
        now = store.now()
        # It may still be taken back.
        state = case((jobs.c.due_at > now, str(JobState.DELAYED)), else_=str(JobState.READY))
        connection.execute(
            update(jobs)
            .where(jobs.c.publication == following, jobs.c.state == JobState.WAITING)
            .values(state=state, changed_at=now)
        )


def _tell(
    store: Store, connection: Connection, kind: Kind, record: UUID, version: int
) -> None:  # fmt: skip
    unit, type_id = _unit_and_type(connection, record, version)
    tell(store, connection, kind, record, version, unit, type_id)


def retry_publications(
    store: Store, record: UUID | None = None, *, target: str | None = None, actor: str = SYSTEM
) -> int:
    """Try parked publications again, of one record or of all, to one target or any; how many."""
    chosen = select(publications.c.id)
    if record is not None:
        chosen = chosen.where(publications.c.record == record)
    if target is not None:
        chosen = chosen.where(publications.c.target == target)
    with store.write() as connection:
        now = store.now()
        again = connection.execute(
            update(jobs)
            .where(jobs.c.state == JobState.PARKED, jobs.c.publication.in_(chosen))
            .values(
                state=JobState.READY, attempts=0, error=None, answer=None, due_at=now,
                changed_at=now,
            )
            .returning(jobs.c.publication)
        ).scalars().all()  # fmt: skip
        of_records = connection.execute(
            select(publications.c.record, func.count())
            .where(publications.c.id.in_(again))
            .group_by(publications.c.record)
        )
        events = [Event("retry", each, actor, {"jobs": count}) for each, count in of_records]
        note_all(store, connection, events)
    return len(again)
