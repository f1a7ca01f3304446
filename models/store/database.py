"""The connection to the database, SQLite or PostgreSQL, and to stored files."""

from __future__ import annotations

import fcntl
import math
import os
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from select import POLLIN, poll
from threading import Lock
from typing import Any

from sqlalchemy import (
    Connection,
    CursorResult,
    Engine,
    Select,
    Table,
    create_engine,
    event,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, DisconnectionError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from models.errors import ErrorCode, SohoaError
from models.settings import Settings
from models.store.chain import append, append_alone, take_turn
from models.store.objects import ObjectStore
from models.store.ready import put
from models.store.tables import REPOSITORY, changes
from models.store.together import Asked, Together, Told

# The revision of `migrations/` that this code is written for.
SCHEMA = "0018"
BUSY_S = 30
# Of a process, to a server, and how long a thread waits for one of them. No thread takes a second
# one while it has one. As many as this keep more than a core busy; more would not be faster.
MOST_CONNECTIONS, _WAIT_S = 8, 30.0
# For so long after its use a connection is taken to be good.
_FRESH_S = 1.0
_WRITE = "sohoa_write"


def pending(connection: Connection) -> list[dict[str, Any]]:
    """Audit events that a transaction adds when it ends."""
    events: list[dict[str, Any]] = connection.info.setdefault("audit", [])
    return events


def pending_changes(connection: Connection) -> list[dict[str, Any]]:
    """Changes that a transaction adds to the feed when it ends, see `changes`."""
    found: list[dict[str, Any]] = connection.info.setdefault("changes", [])
    return found


def utc_now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


# Audit events, and rows of tables that tell more of what was read.
Noted = tuple[Sequence[dict[str, Any]], Sequence[tuple[Table, dict[str, Any]]]]


@dataclass(frozen=True, slots=True, eq=False)
class _Look:
    """What somebody reads, and what is to be noted of it; see `Store.look`."""

    read: Callable[[Connection, Sequence[Any]], Sequence[Any]]
    asked: Any
    noted: Callable[[Any], Noted]


@dataclass(frozen=True, slots=True)
class Store:
    """Database and stored files.

    Attributes:
        objects: Originals, searchable PDFs and page previews.
        quarantine: Papers with a secrecy mark.
        settings: What was asked for.
        now: The clock, in UTC.
    """

    engine: Engine
    objects: ObjectStore
    quarantine: ObjectStore
    settings: Settings
    now: Callable[[], datetime] = utc_now
    _turn: Lock = field(default_factory=Lock, repr=False, compare=False)
    _looks: Together[_Look, Any] = field(init=False, repr=False, compare=False)
    _asks: dict[Any, Together[Any, Any]] = field(
        init=False, default_factory=dict, repr=False, compare=False
    )
    _writer: Engine = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """The same engine, for transactions."""
        object.__setattr__(self, "_writer", _writing(self.engine))
        object.__setattr__(self, "_looks", Together(self._look_together))

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction that may write; committed at the end, undone by an exception.

        Raises:
            SohoaError: `database_unavailable`.
        """
        with _translated(), self._alone(), self._writer.begin() as connection:
            pending(connection).clear()
            pending_changes(connection).clear()
            yield connection
            # Last of all: from here to the commit nobody else can add to the chain.
            append(connection, pending(connection))
            if told := pending_changes(connection):
                take_turn(connection)
                connection.execute(insert(changes), told)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Threads that write to SQLite take turns.

        By itself SQLite lets them ask again after up to a tenth of a second, in no order.
        """
        is_mine = self.engine.dialect.name == "sqlite" and self._turn.acquire(timeout=BUSY_S)
        try:
            yield
        finally:
            if is_mine:
                self._turn.release()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection for statements that only read, each of which sees what is committed by then.

        With PostgreSQL they are in no transaction: to begin and end one would cost as much as the
        statement between. What has to see one state, or draws rows a few at a time, takes
        `snapshot`.

        Raises:
            SohoaError: `database_unavailable`.
        """
        with _translated(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A transaction that only reads, all statements of which see the state at the first one.

        Raises:
            SohoaError: `database_unavailable`.
        """
        with _translated(), self.engine.connect() as connection:
            # SQLite shows every transaction one state.
            if connection.dialect.name == "postgresql":
                connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    def look(
        self, read: Callable[[Connection, Sequence[Asked]], Sequence[Told]], asked: Asked,
        noted: Callable[[Told], Noted],
    ) -> Told:  # fmt: skip
        """Read something, and commit audit events of that, and rows that tell more of it.

        Only one transaction at a time can add to the chain, and the disk takes its time for each:
        what threads that wait for their turn want to read and to note is read and committed
        together.

        Args:
            read: Finds an answer to each of some questions, in their order, within moments.
            asked: The question.
            noted: What is to be noted of the answer; it is called in any thread.

        Raises:
            SohoaError: `database_unavailable`: it must not be shown.
        """
        told: Told = self._looks.do(_Look(read, asked, noted))
        return told

    def ask(
        self, read: Callable[[Connection, Sequence[Asked]], Sequence[Told]], asked: Asked
    ) -> Told:  # fmt: skip
        """Read something of which nothing is noted; what threads read so at once is one's work.

        They would only be in each other's way: one at a time runs the program anyway.

        Args:
            read: Finds an answer to each of some questions, in their order, within moments.
            asked: The question.

        Raises:
            SohoaError: `database_unavailable`.
        """
        together = self._asks.get(read) or self._asks.setdefault(read, self._asking(read))
        told: Told = together.do(asked)
        return told

    def _asking(
        self, read: Callable[[Connection, Sequence[Any]], Sequence[Any]]
    ) -> Together[Any, Any]:  # fmt: skip
        def work(asked: Sequence[Any]) -> Sequence[Any]:
            with self.read() as connection:
                return read(connection, asked)

        return Together(work)

    def _look_together(self, looks: Sequence[_Look]) -> list[Any]:
        with self.read() as connection:
            told = _answers(connection, looks)
            noted = [each.noted(answer) for each, answer in zip(looks, told, strict=True)]
            events = [event for its_events, _ in noted for event in its_events]
            brought: dict[Table, list[dict[str, Any]]] = defaultdict(list)
            for table, values in (row for _, rows in noted for row in rows):
                brought[table].append(values)
            if events and connection.dialect.name == "postgresql":
                append_alone(connection, events, brought)
        if events and self.engine.dialect.name != "postgresql":
            with self.write() as connection:
                for table, rows in brought.items():
                    put(connection, table, rows)
                pending(connection).extend(events)
        return told

    def scrub(self) -> bool:
        """Let the log of changes keep no byte of what was deleted; whether that was done.

        SQLite's log holds older states of its pages until it is emptied, which those who read just
        now may prevent. PostgreSQL recycles its log and its dead rows by itself, in time.

        Raises:
            SohoaError: `database_unavailable`.
        """
        if self.engine.dialect.name != "sqlite":
            return True
        with _translated(), self.engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            busy, _, _ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy

    def close(self) -> None:
        """Close the connections."""
        self.engine.dispose()


def _answers(connection: Connection, looks: Sequence[_Look]) -> list[Any]:
    """What is read, in the order of the looks; what is alike is asked for at once."""
    alike: dict[Any, list[int]] = defaultdict(list)
    for place, each in enumerate(looks):
        alike[each.read].append(place)
    told: list[Any] = [None] * len(looks)
    for read, places in alike.items():
        answers = read(connection, [looks[place].asked for place in places])
        for place, answer in zip(places, answers, strict=True):
            told[place] = answer
    return told


def streamed(connection: Connection, chosen: Select[Any], at_once: int = 1000) -> CursorResult[Any]:
    """Rows that are not all in memory at once; the database hands over so many."""
    return connection.execute(chosen, execution_options={"yield_per": at_once})


def open_store(settings: Settings, now: Callable[[], datetime] = utc_now) -> Store:
    """The store, when its schema is the one that this code knows.

    Raises:
        SohoaError: `schema_unknown`, `database_unavailable`.
    """
    store = Store(
        connect(settings), ObjectStore(settings.store()), ObjectStore(settings.quarantine()),
        settings, now,
    )  # fmt: skip
    try:
        check_schema(store.engine)
    except SohoaError:
        store.close()
        raise
    return store


def connect(settings: Settings) -> Engine:
    """An engine for the database, whatever its schema.

    Raises:
        SohoaError: `database_unavailable`: the URL is wrong.
    """
    try:
        url = make_url(settings.database())
        if url.get_backend_name() == "sqlite":
            return _sqlite(Path(url.database or ""))
        if url.drivername == "postgresql":
            url = url.set(drivername="postgresql+psycopg")
        # Translating a search into machine code takes longer than the search. Moments come as they
        # are kept, wherever the server stands.
        options = f"{url.query.get('options', '')} -c jit=off -c TimeZone=UTC".strip()
        url = url.update_query_dict({"options": options})
        return _postgresql(url)
    except (ArgumentError, ImportError) as error:
        raise SohoaError(
            ErrorCode.DATABASE_UNAVAILABLE,
            "SOHOA_DATABASE_URL is no URL of a database that can be used.",
            "Give sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME.",
        ) from error


def _writing(engine: Engine) -> Engine:
    """An engine whose connections begin transactions that may write."""
    if engine.dialect.name == "postgresql":
        return engine.execution_options(isolation_level="READ COMMITTED")
    return engine.execution_options(**{_WRITE: True})


def _postgresql(url: URL) -> Engine:
    engine = create_engine(
        url, isolation_level="AUTOCOMMIT", hide_parameters=True,
        connect_args={"connect_timeout": 10},
        # All are kept: to connect takes the server more than ten questions do.
        pool_size=MOST_CONNECTIONS, max_overflow=0, pool_timeout=_WAIT_S,
    )  # fmt: skip

    @event.listens_for(engine, "checkin")
    def rest(_connection: Any, record: Any) -> None:
        record.info["idle_since"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def wake(connection: Any, record: Any, _proxy: object) -> None:
        """Ask whether the server still has it; one used just now is not asked about each time."""
        idle_s = time.monotonic() - record.info.get("idle_since", math.inf)
        try:
            if idle_s > _FRESH_S or _has_news(connection):
                engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise DisconnectionError from error

    return engine


def _has_news(connection: Any) -> bool:
    """Whether the server said something unasked: what it says last is that it ends, or died."""
    news = poll()
    news.register(connection.fileno(), POLLIN)
    return bool(news.poll(0))


def _sqlite(path: Path) -> Engine:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    repository = path.with_name(f"{path.stem}.{REPOSITORY}{path.suffix}")
    engine = create_engine(
        f"sqlite:///{path}", hide_parameters=True, connect_args={"timeout": BUSY_S}
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        # The driver must not begin transactions by itself: see `begin`.
        connection.isolation_level = None
        connection.execute("ATTACH DATABASE ? AS " + REPOSITORY, (str(repository),))
        with _alone_in(path.parent):
            for schema in ("main", REPOSITORY):
                connection.execute(f"PRAGMA {schema}.journal_mode = WAL")
        for schema in ("main", REPOSITORY):
            # What has been acknowledged survives a loss of power.
            connection.execute(f"PRAGMA {schema}.synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        # Of what is deleted, secret papers above all, no bytes remain in the file.
        connection.execute("PRAGMA secure_delete = ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A transaction that reads first and writes later would fail when another has written.
        writes = connection.get_execution_options().get(_WRITE)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """One process at a time: SQLite does not wait where two turn a new file to WAL at once."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        if error.orig is None or not _is_outage(error):
            raise
        raise unreachable(error) from error
    except PoolTimeoutError as error:
        raise SohoaError(
            ErrorCode.DATABASE_UNAVAILABLE,
            "All connections to the database are in use.",
            "Try again in a moment.",
        ) from error


# What SQLite says when the machine, not the statement, is at fault.
_SQLITE_OUTAGE = re.compile(r"locked|disk|readonly|unable to open|full|malformed", re.IGNORECASE)


def _is_outage(error: DBAPIError) -> bool:
    """Whether the database could not be used, rather than the statement being wrong."""
    if type(error.orig).__module__.startswith("sqlite3"):
        return _SQLITE_OUTAGE.search(str(error.orig)) is not None
    state = getattr(error.orig, "sqlstate", None)
    if state is None:
        # The driver's own word: that there is no connection, or that a value cannot be sent.
        return isinstance(error, OperationalError)
    # Classes of SQLSTATE: connection, resources, operator's intervention, system, serialization.
    return state[:2] in ("08", "53", "57", "58", "40")


def unreachable(error: DBAPIError) -> SohoaError:
    """The reason when the database cannot be used; the statement's values are not told."""
    words = " ".join(str(error.orig).split())[:200]
    return SohoaError(
        ErrorCode.DATABASE_UNAVAILABLE,
        f"The database cannot be used: {words}.",
        "Check that it runs, may be written and has free space.",
    )


def schema_of(engine: Engine) -> str | None:
    """The revision that the database has; None when it has none yet.

    Raises:
        SohoaError: `database_unavailable`.
    """
    with _translated(), engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found = connection.execute(select(text("version_num")).select_from(text("alembic_version")))
        return found.scalar()


def check_schema(engine: Engine) -> None:
    """Refuse a database of another schema.

    Raises:
        SohoaError: `schema_unknown`, `database_unavailable`.
    """
    found = schema_of(engine)
    if found == SCHEMA:
        return
    older = found is None or found < SCHEMA
    raise SohoaError(
        ErrorCode.SCHEMA_UNKNOWN,
        f"The database has schema {found or 'none'}; this program needs {SCHEMA}.",
        "Run `sohoa db upgrade`." if older else "Install the newer program that made it.",
    )


def upgrade(settings: Settings) -> None:
    """Bring the database to the schema that this code knows; one that has it is left alone.

    Raises:
        SohoaError: `schema_unknown`: it is newer; `database_unavailable`.
    """
    from alembic import command
    from alembic.config import Config

    engine = connect(settings)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    try:
        found = schema_of(engine)
        if found is not None and found > SCHEMA:
            check_schema(engine)
        with _translated(), _writing(engine).begin() as connection:
            if connection.dialect.name == "postgresql":
                # Two programs that start at once must not both upgrade.
                connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('sohoa.upgrade'))"))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        engine.dispose()
