"""Bulk runs: a folder of an archive as a manifest of its files, submitted and followed as one.

A file of the manifest is `planned` until it is `submitted` or `refused` in the same transaction
that notes its document: whatever dies, the next run goes on where this one stood.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid7s
from sqlalchemy import (
    Connection,
    Exists,
    Row,
    bindparam,
    delete,
    exists,
    func,
    select,
    text,
    update,
)
from sqlalchemy.exc import NoResultFound

from models.errors import ErrorCode, SohoaError
from models.store import batch_jobs, reading
from models.store.audit import SYSTEM, note
from models.store.database import Store
from models.store.intake import (
    FINAL,
    MAX_UNIT,
    ROOT_UNIT,
    DocumentState,
    Receipt,
    Submission,
    Way,
    ensure_unit,
    register,
    shown_name,
)
from models.store.jobs import Job, JobKind, JobState, LeaseLost, finish
from models.store.objects import StoredObject
from models.store.tables import TRIED, batch_items, batches, documents, insert_into, jobs, pages

# The circuit breaker: a batch is paused when more than this share of its last pages failed.
BREAKER_PAGES = 200
BREAKER_SHARE = 0.02
BREAKER = "breaker"
NAME_CHARS = 200
_CHUNK = 1000


class BatchState(StrEnum):
    """`planned` was never run; `finished` when every file has its end, good or bad."""

    PLANNED = "planned"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"


class ItemState(StrEnum):
    """A file of the manifest; `refused` has a reason, `submitted` a document."""

    PLANNED = "planned"
    SUBMITTED = "submitted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Batch:
    """A bulk run.

    Attributes:
        paused_by: Who paused it, when it is paused: a person, or `BREAKER`.
        reason: Why.
    """

    id: UUID
    name: str
    folder: str
    state: BatchState
    unit: str
    declared_type: str | None
    paused_by: str | None
    reason: str | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    resumed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Item:
    """A file of a manifest; `path` is as the system has it, below the batch's folder."""

    id: int
    path: str


@dataclass(frozen=True, slots=True)
class Retried:
    """What is tried again: files that had been refused, and jobs that had been parked."""

    files: int
    jobs: int


def _batch(row: Row[Any]) -> Batch:
    return Batch(
        row.id, row.name, row.folder, BatchState(row.state), row.unit, row.declared_type,
        row.paused_by, row.reason, row.created_at, row.started_at, row.finished_at,
        row.resumed_at,
    )  # fmt: skip


def all_batches(store: Store) -> list[Batch]:
    """All batches, the newest last."""
    with store.read() as connection:
        rows = connection.execute(select(batches).order_by(batches.c.created_at))
        return [_batch(row) for row in rows]


def find_batch(store: Store, name: str) -> Batch | None:
    """The batch of a name, if there is one."""
    with store.read() as connection:
        row = connection.execute(select(batches).where(batches.c.name == name)).one_or_none()
    return None if row is None else _batch(row)


def get_batch(store: Store, name: str) -> Batch:
    """The batch of a name.

    Raises:
        SohoaError: `not_found`.
    """
    found = find_batch(store, name)
    if found is None:
        raise SohoaError(
            ErrorCode.NOT_FOUND, f"There is no batch {name!r}.", "See `sohoa batch status`."
        )
    return found


def batch_with(store: Store, batch: UUID) -> Batch:
    """The batch of an id.

    Raises:
        SohoaError: `not_found`.
    """
    with store.read() as connection:
        row = connection.execute(select(batches).where(batches.c.id == batch)).one_or_none()
    if row is None:
        raise SohoaError(ErrorCode.NOT_FOUND, "There is no such batch.", "Check the address.")
    return _batch(row)


def batch_of_folder(store: Store, folder: Path) -> Batch | None:
    """The newest batch of a folder, if there is one."""
    with store.read() as connection:
        row = connection.execute(
            select(batches)
            .where(batches.c.folder == str(folder))
            .order_by(batches.c.created_at.desc())
            .limit(1)
        ).one_or_none()
    return None if row is None else _batch(row)


def plan(
    store: Store, name: str, folder: Path, files: Iterable[tuple[str, int]], *,
    unit: str | None = None, declared_type: str | None = None, actor: str = SYSTEM,
) -> int:  # fmt: skip
    """Make the manifest of a batch, or add to it the files that it does not have yet.

    One transaction: a manifest is never half there.

    Args:
        store: Where.
        name: Of the batch.
        folder: Absolute.
        files: Paths below `folder`, with their sizes.
        unit: Whose papers they are; None: the root's, or as before.
        declared_type: Of what type; None: to be found out, or as before.
        actor: Who plans it.

    Returns:
        How many files were added.

    Raises:
        SohoaError: `not_allowed`: a batch of this name is about something else.
    """
    _check_names(name, str(folder), unit)
    with store.write() as connection:
        batch = _begin(store, connection, name, folder, unit, declared_type)
        return _add_files(store, connection, batch, files, actor)


def _add_files(
    store: Store, connection: Connection, batch: Batch, files: Iterable[tuple[str, int]], actor: str
) -> int:
    """Add files to the manifest of a batch that is locked; how many it did not have yet."""
    added, chunks = 0, iter(files)
    while chunk := list(islice(chunks, _CHUNK)):
        added += _add_items(connection, batch.id, chunk)
    if added and batch.state is BatchState.FINISHED:
        connection.execute(
            update(batches)
            .where(batches.c.id == batch.id)
            .values(state=BatchState.PLANNED, finished_at=None)
        )
    note(store, connection, "plan_batch", batch.id, actor=actor, details={"added": added})
    return added


def order_plan(
    store: Store, name: str, folder: str, *, unit: str, declared_type: str | None, actor: str
) -> Batch:
    """Have a worker make the manifest of a batch, or add to it what is new in its folder.

    The batch is there at once, without files yet.

    Raises:
        SohoaError: `not_allowed`: a batch of this name is about something else.
    """
    _check_names(name, folder, unit)
    with store.write() as connection:
        batch = _begin(store, connection, name, Path(folder), unit, declared_type)
        batch_jobs.ask(store, connection, batch.id, JobKind.PLAN, {"actor": actor})
    return batch


def planned(store: Store, job: Job, files: Sequence[tuple[str, int]]) -> None:
    """The folder of a batch was looked through: these files are in it, with their sizes.

    Raises:
        LeaseLost: Another worker has looked through it.
    """
    assert job.order is not None
    with store.write() as connection:
        batch = _locked(connection, job)
        added = _add_files(store, connection, batch, files, job.order["actor"])
        size = sum(size for _, size in files)
        finish(store, connection, job, {"files": len(files), "added": added, "bytes": size})


def order_run(store: Store, batch: Batch, actor: str) -> None:
    """Have workers submit the planned files of a batch, which runs from now on.

    Raises:
        SohoaError: `not_allowed`: it is paused or being planned, or no file is left.
    """
    with store.write() as connection:
        state = _lock(connection, batch.id).state
        works = batch_jobs.works_of(connection, batch.id)
        if state is BatchState.PAUSED:
            raise SohoaError(
                ErrorCode.NOT_ALLOWED, "The batch is paused.", "Resume it, then start it."
            )
        if JobKind.PLAN in works and works[JobKind.PLAN].is_open:
            raise SohoaError(
                ErrorCode.NOT_ALLOWED,
                "The folder of the batch is still being looked through.",
                "Wait until that is done.",
            )
        if not connection.execute(select(_has_planned(batch.id))).scalar():
            raise SohoaError(
                ErrorCode.NOT_ALLOWED,
                "All files of the batch have been submitted.",
                "Look for new files first.",
            )
        _run(store, connection, batch.id)
        order = {"actor": actor, "ends": []}
        batch_jobs.ask(store, connection, batch.id, JobKind.SUBMIT, order)
        note(store, connection, "start_batch", batch.id, actor=actor)


def drop(store: Store, batch: Batch, actor: str) -> None:
    """Forget a batch that was never started; its files are not touched.

    A worker that looks through its folder just now finds that it has lost its job.

    Raises:
        SohoaError: `not_allowed`: it was started.
    """
    with store.write() as connection:
        found = _lock(connection, batch.id)
        if found.state is not BatchState.PLANNED or found.started_at is not None:
            raise SohoaError(
                ErrorCode.NOT_ALLOWED,
                "Only a batch that was never started can be dropped.",
                "Pause it instead.",
            )
        files = connection.execute(
            delete(batch_items).where(batch_items.c.batch == batch.id)
        ).rowcount
        connection.execute(delete(jobs).where(jobs.c.batch == batch.id))
        connection.execute(delete(batches).where(batches.c.id == batch.id))
        note(store, connection, "drop_batch", batch.id, actor=actor, details={"files": files})


def submitted(store: Store, job: Job, ends: Sequence[str]) -> None:
    """A worker has submitted some files of a batch; when some are left, it has another turn.

    Args:
        store: Where.
        job: The one that it did.
        ends: How the last files went: the code of an error, or nothing.

    Raises:
        LeaseLost: Another worker submits them.
    """
    with store.write() as connection:
        batch = _locked(connection, job)
        if not connection.execute(select(_has_planned(batch.id))).scalar():
            finish(store, connection, job)
            return
        # Who resumes a batch knows of the failures before.
        known = [] if batch.state is BatchState.PAUSED else list(ends)
        batch_jobs.rest(store, connection, job, {**(job.order or {}), "ends": known})


def _locked(connection: Connection, job: Job) -> Batch:
    """The batch of a job, locked; see `_lock`."""
    assert job.batch is not None
    try:
        return _lock(connection, job.batch)
    except NoResultFound as error:
        raise LeaseLost from error


def _lock(connection: Connection, batch: UUID) -> Batch:
    """A batch that nobody else changes until the transaction ends.

    Who needs it takes it before the lock of any job.
    """
    chosen = select(batches).where(batches.c.id == batch).with_for_update()
    return _batch(connection.execute(chosen).one())


def _has_planned(batch: UUID) -> Exists:
    return exists().where(batch_items.c.batch == batch, batch_items.c.state == ItemState.PLANNED)


def count_new(store: Store, name: str, paths: Sequence[str]) -> int:
    """How many of the paths `plan` would add to the batch of a name."""
    batch = find_batch(store, name)
    if batch is None:
        return len(paths)
    with store.read() as connection:
        known = set(
            connection.execute(
                select(batch_items.c.key).where(batch_items.c.batch == batch.id)
            ).scalars()
        )
    return sum(_key(os.fsencode(path)) not in known for path in paths)


def _key(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _check_names(name: str, folder: str, unit: str | None) -> None:
    wrong = None
    if not name.strip() or len(name) > NAME_CHARS or not name.isprintable():
        wrong = f"The name of a batch has 1 to {NAME_CHARS} printable characters."
    elif unit is not None and not 0 < len(unit) <= MAX_UNIT:
        wrong = f"The code of a unit has 1 to {MAX_UNIT} characters."
    elif shown_name(folder) != folder:
        wrong = "The path of the folder is no text in UTF-8."
    if wrong:
        raise SohoaError(ErrorCode.NOT_ALLOWED, wrong, "Choose another.")


def _begin(
    store: Store, connection: Connection, name: str, folder: Path, unit: str | None,
    declared_type: str | None,
) -> Batch:  # fmt: skip
    """The batch of a name, made when it is new, and locked."""
    ensure_unit(connection, unit or ROOT_UNIT)
    connection.execute(
        insert_into(connection, batches)
        .values(
            id=uuid7s.uuid7(), name=name, folder=str(folder), state=BatchState.PLANNED,
            unit=unit or ROOT_UNIT, declared_type=declared_type, created_at=store.now(),
        )
        .on_conflict_do_nothing(index_elements=["name"])
    )  # fmt: skip
    batch = _batch(
        connection.execute(select(batches).where(batches.c.name == name).with_for_update()).one()
    )
    asked = (str(folder), unit or batch.unit, declared_type or batch.declared_type)
    if asked != (batch.folder, batch.unit, batch.declared_type):
        raise SohoaError(
            ErrorCode.NOT_ALLOWED,
            f"The batch {name!r} is of {batch.folder}, unit {batch.unit}, type"
            f" {batch.declared_type or 'to be found out'}.",
            "Give the new one another --name.",
        )
    return batch


def _add_items(connection: Connection, batch: UUID, files: Sequence[tuple[str, int]]) -> int:
    made = connection.execute(
        insert_into(connection, batch_items)
        .on_conflict_do_nothing(index_elements=["batch", "key"])
        .returning(batch_items.c.id),
        [_item_values(batch, path, size) for path, size in files],
    )
    return len(made.all())


def _item_values(batch: UUID, path: str, size: int) -> dict[str, Any]:
    raw, shown = os.fsencode(path), shown_name(path)
    return {
        "batch": batch, "key": _key(raw), "path": shown,
        "raw_path": None if shown == path else raw, "size": size, "state": ItemState.PLANNED,
    }  # fmt: skip


def start(store: Store, batch: Batch) -> BatchState:
    """Let a batch run, unless it is paused or finished; its state now."""
    with store.write() as connection:
        _run(store, connection, batch.id)
        return BatchState(_state(connection, batch.id))


def _run(store: Store, connection: Connection, batch: UUID) -> None:
    now = store.now()
    connection.execute(
        update(batches)
        .where(
            batches.c.id == batch,
            batches.c.state.in_([BatchState.PLANNED, BatchState.RUNNING]),
        )
        .values(
            state=BatchState.RUNNING, resumed_at=now,
            started_at=func.coalesce(batches.c.started_at, now),
        )
    )  # fmt: skip


def _state(connection: Connection, batch: UUID) -> str:
    return str(
        connection.execute(select(batches.c.state).where(batches.c.id == batch)).scalar_one()
    )


def take(store: Store, batch: Batch, after: int, limit: int) -> list[Item]:
    """The next planned files of a running batch, beyond the item `after`."""
    with store.read() as connection:
        if _state(connection, batch.id) != BatchState.RUNNING:
            return []
        rows = connection.execute(
            select(batch_items.c.id, batch_items.c.path, batch_items.c.raw_path)
            .where(
                batch_items.c.batch == batch.id, batch_items.c.state == ItemState.PLANNED,
                batch_items.c.id > after,
            )
            .order_by(batch_items.c.id)
            .limit(limit)
        )  # fmt: skip
        return [Item(row.id, os.fsdecode(row.raw_path or row.path)) for row in rows]


def submit(
    store: Store, batch: Batch, kept: Sequence[tuple[Item, StoredObject | SohoaError]], actor: str
) -> list[Receipt]:
    """Note in one transaction what became of files: their bytes are kept, or why they are not.

    A file that another run has submitted meanwhile is passed over.
    """
    with store.write() as connection:
        still_planned = set(
            connection.execute(
                select(batch_items.c.id)
                .where(
                    batch_items.c.id.in_([item.id for item, _ in kept]),
                    batch_items.c.state == ItemState.PLANNED,
                )
                .order_by(batch_items.c.id)
                .with_for_update()
            ).scalars()
        )
        mine = [(item, found) for item, found in kept if item.id in still_planned]
        good = [(item, found) for item, found in mine if isinstance(found, StoredObject)]
        receipts = register(
            store, connection,
            [
                (
                    found,
                    Submission(
                        Path(item.path).name, Way.BATCH, batch.unit, batch.declared_type,
                        batch.id, actor,
                    ),
                )
                for item, found in good
            ],
        )  # fmt: skip
        _mark_submitted(connection, [item for item, _ in good], receipts)
        _mark_refused(
            connection, [(item, found) for item, found in mine if isinstance(found, SohoaError)]
        )
    return receipts


def _mark_submitted(
    connection: Connection, items: Sequence[Item], receipts: Sequence[Receipt]
) -> None:
    if not items:
        return
    connection.execute(
        update(batch_items)
        .where(batch_items.c.id == bindparam("item"))
        .values(
            state=ItemState.SUBMITTED, document=bindparam("its_document"),
            duplicate=bindparam("is_duplicate"), size=bindparam("its_size"), error=None,
        ),
        [
            {
                "item": item.id, "its_document": receipt.document, "its_size": receipt.size,
                "is_duplicate": receipt.duplicate,
            }
            for item, receipt in zip(items, receipts, strict=True)
        ],
    )  # fmt: skip
    secret = [receipt.document for receipt in receipts if receipt.is_secret]
    if secret:
        # No name of such a paper is kept.
        connection.execute(
            update(batch_items)
            .where(batch_items.c.document.in_(secret))
            .values(path=None, raw_path=None)
        )


def _mark_refused(connection: Connection, refused: Sequence[tuple[Item, SohoaError]]) -> None:
    if refused:
        connection.execute(
            update(batch_items)
            .where(batch_items.c.id == bindparam("item"))
            .values(state=ItemState.REFUSED, error=bindparam("reason")),
            [{"item": item.id, "reason": error.to_json()} for item, error in refused],
        )


def pause(store: Store, batch: Batch, by: str, reason: str | None = None) -> bool:
    """Start no more work of a batch; what is being read is finished.

    Returns:
        Whether it could be paused: it is not when it is paused or finished already.
    """
    with store.write() as connection:
        paused = connection.execute(
            update(batches)
            .where(
                batches.c.id == batch.id,
                batches.c.state.in_([BatchState.PLANNED, BatchState.RUNNING]),
            )
            .values(state=BatchState.PAUSED, paused_by=by, reason=reason)
        ).rowcount
        if paused:
            _hold(store, connection, batch.id)
            note(store, connection, "pause_batch", batch.id, actor=by, details={"reason": reason})
    return bool(paused)


def resume(store: Store, batch: Batch, actor: str) -> bool:
    """Go on with a paused batch; whether it was paused."""
    with store.write() as connection:
        resumed = connection.execute(
            update(batches)
            .where(batches.c.id == batch.id, batches.c.state == BatchState.PAUSED)
            .values(
                state=BatchState.RUNNING, paused_by=None, reason=None, resumed_at=store.now(),
                started_at=func.coalesce(batches.c.started_at, store.now()),
            )
        ).rowcount  # fmt: skip
        if resumed:
            _free(store, connection, batch.id)
            note(store, connection, "resume_batch", batch.id, actor=actor)
    return bool(resumed)


def _hold(store: Store, connection: Connection, batch: UUID) -> None:
    _move_jobs(store, connection, batch, JobState.READY, JobState.HELD)


def _free(store: Store, connection: Connection, batch: UUID) -> None:
    _move_jobs(store, connection, batch, JobState.HELD, JobState.READY)


def _move_jobs(
    store: Store, connection: Connection, batch: UUID, before: JobState, after: JobState
) -> None:
    connection.execute(
        update(jobs)
        .where(jobs.c.batch == batch, jobs.c.state == before)
        .values(state=after, changed_at=store.now())
    )


def retry(store: Store, batch: Batch, actor: str, code: str | None = None) -> Retried:
    """Try again what failed: files that were refused, documents and pages that are parked.

    Args:
        store: Where.
        batch: Which one.
        actor: Who asks for it.
        code: Only what failed for this reason; None: for any.
    """
    with store.write() as connection:
        _lock(connection, batch.id)
        refused = update(batch_items).where(
            batch_items.c.batch == batch.id, batch_items.c.state == ItemState.REFUSED
        )
        if code is not None:
            refused = refused.where(batch_items.c.error["code"].as_string() == code)
        files = connection.execute(refused.values(state=ItemState.PLANNED, error=None)).rowcount
        failed = _failed_for(connection, batch.id, code)
        if files or failed:
            connection.execute(
                update(batches)
                .where(batches.c.id == batch.id, batches.c.state != BatchState.PAUSED)
                .values(state=BatchState.RUNNING, resumed_at=store.now(), finished_at=None)
            )
        own = batch_jobs.again(store, connection, batch.id, code, files=files > 0)
        details = {"files": files, "documents": len(failed), "reason": code}
        note(store, connection, "retry_batch", batch.id, actor=actor, details=details)
    # Some at a time, so that nobody waits long for the database.
    tried = sum(
        reading.retry(store, failed[at : at + 100], actor=actor)
        for at in range(0, len(failed), 100)
    )
    return Retried(files, tried + own)


def _failed_for(connection: Connection, batch: UUID, code: str | None) -> list[UUID]:
    """Documents of a batch that failed, whole or in part, for a reason; None: for any."""
    linked = select(batch_items.c.document).where(batch_items.c.batch == batch)
    chosen = select(documents.c.id).where(documents.c.id.in_(linked))
    whole = chosen.where(documents.c.state == DocumentState.FAILED)
    part = chosen.where(documents.c.state == DocumentState.PARTIAL)
    if code is not None:
        its_pages = exists().where(
            pages.c.document == documents.c.id, pages.c.error["code"].as_string() == code
        )
        whole = whole.where(documents.c.error["code"].as_string() == code)
        part = part.where(its_pages)
    return list(connection.execute(whole.union(part).order_by("id")).scalars())


def look_after(store: Store) -> list[Batch]:
    """Hold or free jobs that came while a batch was paused or resumed, and see how batches fare.

    Cheap enough to be called every few seconds, by several programs at once.

    Returns:
        The batches that the circuit breaker has paused now.
    """
    paused = []
    for batch in all_batches(store):
        if batch.state is BatchState.PAUSED:
            with store.write() as connection:
                if _state(connection, batch.id) == BatchState.PAUSED:
                    _hold(store, connection, batch.id)
        elif batch.state is BatchState.RUNNING:
            with store.write() as connection:
                if _state(connection, batch.id) == BatchState.RUNNING:
                    _free(store, connection, batch.id)
            reason = _too_many_failures(store, batch)
            if reason is not None:
                if pause(store, batch, BREAKER, reason):
                    paused.append(batch)
            else:
                _finish(store, batch)
    return paused


def _too_many_failures(store: Store, batch: Batch) -> str | None:
    """What the circuit breaker says of the last pages since the batch was started or resumed.

    A document that cannot be opened or put together counts as one page.
    """
    since = [jobs.c.changed_at > batch.resumed_at] if batch.resumed_at else []
    with store.read() as connection:
        last = connection.execute(
            select(jobs.c.state, jobs.c.error)
            .where(jobs.c.batch == batch.id, text(TRIED), *since)
            .order_by(jobs.c.changed_at.desc())
            .limit(BREAKER_PAGES)
        ).all()
    codes = Counter(str(row.error["code"]) for row in last if row.state == JobState.PARKED)
    return breaker_reason("pages", len(last), codes)


def breaker_reason(what: str, count: int, codes: Counter[str]) -> str | None:
    """Why to pause after so many `what` of which some failed for `codes`; None: go on."""
    if count < BREAKER_PAGES or codes.total() <= BREAKER_SHARE * count:
        return None
    most = ", ".join(f"{code} {number}" for code, number in codes.most_common(3))
    return f"{codes.total()} of the last {count} {what} failed: {most}."


def _finish(store: Store, batch: Batch) -> None:
    """Mark a batch as finished when nothing of it is to come."""
    of_batch = batch_items.c.batch == batch.id
    planned = _has_planned(batch.id)
    to_come = (JobState.READY, JobState.RUNNING, JobState.DELAYED, JobState.HELD)
    at_work = exists().where(jobs.c.batch == batch.id, jobs.c.state.in_(to_come))
    # Documents of other batches, too, whose bytes are the same.
    unread = exists().where(
        of_batch, documents.c.id == batch_items.c.document, documents.c.state.not_in(FINAL)
    )
    with store.read() as connection:
        # One after the other: the first are cheap, and nearly always true.
        for each in (planned, at_work, unread):
            if connection.execute(select(each)).scalar():
                return
    with store.write() as connection:
        connection.execute(
            update(batches)
            .where(
                batches.c.id == batch.id, batches.c.state == BatchState.RUNNING, ~planned, ~at_work
            )
            .values(state=BatchState.FINISHED, finished_at=store.now())
        )
