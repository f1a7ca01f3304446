"""The way in for other programs: submit a file, and wake the workers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

import redis
import structlog
from celery import Celery
from kombu.exceptions import OperationalError

from models.errors import ErrorCode, SohoaError
from models.geometry import Box
from models.people import Person
from models.settings import Settings
from models.store import compose, questions, uploads
from models.store.database import Store
from models.store.desk import add_file
from models.store.intake import (
    DocumentState,
    Receipt,
    Submission,
    forget_unwanted,
    is_known,
    keep,
    receipt_of,
    register,
)
from models.store.jobs import Priority, ready_count
from models.store.objects import StoredObject
from models.store.quarantine import drop_unused
from models.store.reading import retry_passing
from worker.app import COUNTER_QUEUE, PAGES_QUEUE, WORK, create_app

log = structlog.get_logger()

# Wake-ups that lie in a queue at once: enough for many workers, few enough to be forgotten.
MOST_WAKE_UPS = 200
# Which jobs a wake-up in a queue may be used for.
LANES = {PAGES_QUEUE: Priority.BATCH, COUNTER_QUEUE: Priority.COUNTER}


def broker_url(settings: Settings) -> str:
    """The broker's URL: the one that is set, or that of the stack that runs in the home.

    Raises:
        SohoaError: `broker_unavailable`: there is neither.
    """
    if settings.broker_url:
        return settings.broker_url
    try:
        stack = json.loads((settings.home_dir() / "stack.json").read_text(encoding="utf-8"))
        return str(stack["broker_url"])
    except (OSError, ValueError, KeyError) as error:
        raise SohoaError(
            ErrorCode.BROKER_UNAVAILABLE,
            "There is no broker: no stack runs here, and SOHOA_BROKER_URL is not set.",
            "Start `sohoa up`.",
        ) from error


class Bell:
    """Wakes workers. What it sends can be lost or sent twice without harm: the jobs are rows."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._app: Celery | None = None
        self._client: redis.Redis | None = None

    def ring(self, store: Store) -> None:
        """See that each queue holds a wake-up for each job that could be taken.

        A broker that cannot be reached is logged: the sweeper rings again.

        Raises:
            SohoaError: `database_unavailable`.
        """
        for queue, least in LANES.items():
            ready = ready_count(store, least, MOST_WAKE_UPS)
            if ready == 0:
                continue
            try:
                self._top_up(queue, least, ready)
            except (SohoaError, OperationalError, redis.RedisError) as error:
                log.warning("broker_unreachable", error=type(error).__name__)
                self._app = self._client = None
                return

    def _top_up(self, queue: str, least: int, ready: int) -> None:
        if self._app is None or self._client is None:
            url = broker_url(self._settings)
            self._app = create_app(self._settings, url)
            self._client = redis.Redis.from_url(url, socket_timeout=5, socket_connect_timeout=5)
        lying = int(self._client.llen(queue))
        for _ in range(ready - lying):
            self._app.send_task(WORK, kwargs={"least": least}, queue=queue, retry=False)


def accept(
    store: Store, bell: Bell, stored: StoredObject, submission: Submission, *,
    desk_set: UUID | None = None, upload: UUID | None = None,
) -> Receipt:  # fmt: skip
    """Note a file whose bytes are kept, and wake the workers.

    Args:
        store: Where it is noted.
        bell: Wakes the workers.
        stored: Its bytes.
        submission: What is said of it.
        desk_set: The set of the upload desk that it belongs to.
        upload: What it arrived as, in parts.

    Raises:
        SohoaError: `database_unavailable`, `store_unavailable`.
    """
    with store.write() as connection:
        receipt = register(store, connection, [(stored, submission)])[0]
        if desk_set is not None:
            add_file(store, connection, desk_set, receipt, submission.file_name)
        if upload is not None:
            uploads.ended(store, connection, upload, receipt.document)
    settle(store, receipt, submission.actor)
    bell.ring(store)
    return receipt


def accept_arrived(store: Store, bell: Bell, person: Person, arriving: uploads.Arriving) -> Receipt:
    """Accept a file whose last part has arrived.

    Raises:
        SohoaError: `corrupt`: its bytes are not those that were announced; it is to be sent
            again; and what `submit` raises.
    """
    with uploads.arrived(store, arriving.id) as stream:
        # Whoever sends the last part twice waits here for the first time to end.
        document = uploads.look(store, person, arriving.id).document
        if document is None:
            receipt = _keep_arrived(store, bell, person, arriving, stream)
        else:
            receipt = receipt_of(store, document)
    uploads.drop_parts(store, arriving.id)
    return receipt


def _keep_arrived(
    store: Store, bell: Bell, person: Person, arriving: uploads.Arriving, stream: BinaryIO
) -> Receipt:
    announced = arriving.announced
    stored = keep(store, stream)
    if announced.sha256 not in (None, stored.sha256):
        uploads.discard(store, arriving.id)
        drop_unused(store, stored.sha256)
        raise SohoaError(
            ErrorCode.CORRUPT, "The file has changed on its way.", "Send the file again."
        )
    submission = Submission(
        announced.file_name, unit=person.unit, declared_type=announced.declared_type,
        actor=person.login,
    )  # fmt: skip
    return accept(store, bell, stored, submission, desk_set=arriving.desk_set, upload=arriving.id)


def accept_known(
    store: Store, bell: Bell, stored: StoredObject, submission: Submission, desk_set: UUID
) -> Receipt | None:
    """Accept bytes that are here already, which need not be sent; None: they are not here.

    Raises:
        SohoaError: `database_unavailable`, `store_unavailable`.
    """
    if not is_known(store, stored):
        return None
    return accept(store, bell, stored, submission, desk_set=desk_set)


def arrange(
    store: Store, bell: Bell, person: Person, desk_set: UUID, papers: Sequence[compose.Paper],
    shown: Sequence[UUID],
) -> int | None:  # fmt: skip
    """Hand a set in as it was arranged; see `compose.arrange`."""
    job = compose.arrange(store, person, desk_set, papers, shown)
    bell.ring(store)
    return job


def replace_page(
    store: Store, bell: Bell, person: Person, document: UUID, page: int, stream: BinaryIO,
    file_name: str,
) -> int:  # fmt: skip
    """Put a new scan in the place of a page; the number of the job that composes.

    Raises:
        SohoaError: `not_found`, `not_allowed`, and what `submit` raises.
    """
    with store.read() as connection:
        row, paper = compose.replaceable(connection, person, document, page)
    submission = Submission(file_name, unit=(paper or row).unit, actor=person.login)
    stored = keep(store, stream)
    try:
        with store.write() as connection:
            scan = register(store, connection, [(stored, submission)])[0]
            order = compose.order_replacement(connection, person, document, page, scan)
            job = compose.ask_to_compose(store, connection, person, order)
    except SohoaError:
        drop_unused(store, stored.sha256)
        raise
    settle(store, scan, person.login)
    bell.ring(store)
    return job


def settle(store: Store, receipt: Receipt, actor: str) -> None:
    """Do what bytes ask for that were known before, once their submission is committed.

    No second copy of a secret paper is kept. A paper whose reading failed for a passing reason is
    read again: the person who submits it once more wants nothing else.

    Raises:
        SohoaError: `database_unavailable`, `store_unavailable`.
    """
    forget_unwanted(store, receipt)
    if receipt.state is DocumentState.FAILED:
        retry_passing(store, receipt.document, actor=actor)


def submit(
    store: Store, bell: Bell, stream: BinaryIO, submission: Submission, *,
    desk_set: UUID | None = None,
) -> Receipt:  # fmt: skip
    """Accept a file: when this returns, it is on disk and noted, and will be read.

    Raises:
        SohoaError: `empty_file`, `too_large`, `store_unavailable`, `database_unavailable`; then
            nothing was accepted.
    """
    return accept(store, bell, keep(store, stream), submission, desk_set=desk_set)


def submit_file(store: Store, bell: Bell, path: Path, submission: Submission) -> Receipt:
    """Accept the file at `path`, which stays; see `submit`.

    Raises:
        SohoaError: As `submit`; also `internal` when the file cannot be read.
    """
    try:
        stream = path.open("rb")
    except OSError as error:
        raise SohoaError(
            ErrorCode.INTERNAL,
            f"The file cannot be read: {error.strerror}.",
            "Check that it exists and that you may read it.",
        ) from error
    with stream:
        return submit(store, bell, stream, submission)


def ask_for_box(
    store: Store, bell: Bell, person: Person, document: UUID, page: int, box: Box
) -> int:
    """Have a box of a page read again, before all other work; see `questions.answer_to`.

    Raises:
        SohoaError: `not_found`, `database_unavailable`.
    """
    question = questions.ask_for_box(store, person, document, page, box)
    bell.ring(store)
    return question
