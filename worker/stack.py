"""The one-command stack: a private broker and the services, kept running on one machine.

One thread starts, watches and ends them all. Services are tied to it: should this process be
killed, they are told to stop, and a guard ends those that do not.
"""

from __future__ import annotations

import fcntl
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import IO, TextIO
from urllib.parse import urlsplit

import structlog
from structlog.typing import FilteringBoundLogger

from models.errors import ErrorCode, SohoaError
from models.settings import PREFIX, Settings
from worker.broker import STOP_S, Broker, rotate, start_broker, wait_for
from worker.guard import Guard
from worker.keeper import Keeper, KeptState, Patience, Service, end_all, launch

LOCK, INFO, LOGS, LOG, BROKER = "stack.lock", "stack.json", "logs", "stack.log", "broker"
PORT = "web.port"
_TICK_S = 0.1
# Another command looks at the lock for an instant.
_LOCK_S = 1.0


@dataclass(frozen=True, slots=True)
class StackInfo:
    """What other programs may know of a stack that runs.

    Attributes:
        pid: The supervisor's process.
        broker_url: With its password.
        started_at: ISO 8601, UTC.
        services: Process ids by name, of those that run just now.
        web: Address of the web page; None: there is none.
    """

    pid: int
    broker_url: str = field(repr=False)
    started_at: str
    services: Mapping[str, int]
    web: str | None = None


def running_stack(home: Path) -> StackInfo | None:
    """The stack that runs in `home`; None when there is none, or none is ready yet."""
    try:
        with (home / LOCK).open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        return None
    except FileNotFoundError:
        return None
    except BlockingIOError:
        pass
    try:
        return StackInfo(**json.loads((home / INFO).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None


def services_of(settings: Settings, workers: int, web_port: int, broker_url: str) -> list[Service]:
    """The services of the stack, in the order in which they start.

    Args:
        settings: What they are told, through their environment.
        workers: Pages read at once.
        web_port: Where the web pages are served.
        broker_url: The broker in force.
    """
    program = str(Path(sys.executable).with_name("sohoa"))
    env = _environment(settings, broker_url)

    def service(name: str, *arguments: str) -> Service:
        return Service(name, (program, "service", *arguments), env)

    return [
        service("worker-pages", "worker", "--lane", "pages", "--concurrency", str(workers)),
        service("worker-counter", "worker", "--lane", "counter", "--concurrency", "1"),
        service("sweeper", "sweeper"),
        service("watch", "watch"),
        service("web", "web", "--port", str(web_port)),
    ]


def _environment(settings: Settings, broker_url: str) -> dict[str, str]:
    """The environment in which `Settings.from_env` gives `settings`, on this broker."""
    others = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    ours = {
        PREFIX + item.name.upper(): str(getattr(settings, item.name))
        for item in fields(settings)
        if getattr(settings, item.name) != item.default
    }
    return {
        **others,
        **ours,
        "SOHOA_HOME": str(settings.home_dir()),
        "SOHOA_DATABASE_URL": settings.database(),
        "SOHOA_BROKER_URL": broker_url,
    }


@contextmanager
def running(settings: Settings, workers: int | None = None) -> Iterator[Stack]:
    """The stack of `settings.home`, for the duration of a block; the database is upgraded first.

    Args:
        settings: With `broker_url`, that broker is used and none is started.
        workers: Pages read at once; None: one per core.

    Raises:
        SohoaError: `already_running`, `broker_unavailable`, `schema_unknown`,
            `database_unavailable`.
    """
    from models.store.database import upgrade

    home = settings.home_dir()
    # A worker finishes the page that it reads.
    patience = Patience(stop_s=settings.page_timeout_s + 10)
    with only_stack(home):
        port = settings.web_port or _lasting_port(settings.web_host, home)
        services = partial(services_of, settings, workers or os.cpu_count() or 1, port)
        web = f"http://{settings.web_host}:{port}/"
        upgrade(settings)
        with Stack(
            home, services, broker_url=settings.broker_url, patience=patience, web=web
        ) as stack:
            yield stack


def _lasting_port(host: str, home: Path) -> int:
    """The port that the pages of this home had last, or a free one where another program has it.

    Bookmarks, and the codes on receipts, lead to it.
    """
    kept = home / PORT
    last = int(kept.read_text()) if kept.exists() else 0
    port = (_free_port(host, last) if last else None) or _free_port(host)
    assert port is not None, "the system gives no port"
    kept.write_text(str(port))
    return port


def _free_port(host: str, wanted: int = 0) -> int | None:
    """The wanted port, or any, that nobody listens on just now; None: somebody does."""
    with socket.socket() as probe:
        # As the server itself does: connections that have ended hold no port.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, wanted))
        except OSError:
            return None
        return int(probe.getsockname()[1])


@contextmanager
def only_stack(home: Path) -> Iterator[None]:
    """Within, no other stack can start in `home`.

    Raises:
        SohoaError: `already_running`.
    """
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (home / LOCK).open("a+b") as lock:
        if not wait_for(lambda: _try_lock(lock), _LOCK_S):
            lock.seek(0)
            pid = lock.read().decode() or "unknown"
            other = running_stack(home)
            web = f" at {other.web}" if other is not None and other.web else ""
            raise SohoaError(
                ErrorCode.ALREADY_RUNNING,
                f"A stack runs in {home} already: process {pid}.",
                f"Use that one{web}, stop it (`kill {pid}`), or set SOHOA_HOME to another folder.",
            )
        lock.truncate(0)
        lock.write(str(os.getpid()).encode())
        lock.flush()
        yield


def _try_lock(file: IO[bytes]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


class Stack:
    """A broker and services that are kept running within a `with` block.

    Args:
        home: Folder of their logs, the broker's files and `stack.json`.
        services: What to run on the broker of a given URL, in the order of starting.
        broker_url: A broker to use; empty: a private one is started.
        patience: How long to wait for what.
        web: Address of the web pages that one of the services serves.
    """

    def __init__(
        self,
        home: Path,
        services: Callable[[str], Sequence[Service]],
        *,
        broker_url: str = "",
        patience: Patience | None = None,
        web: str | None = None,
    ) -> None:
        self._home, self._web = home, web
        self._start = partial(_Supervisor, home, services, broker_url, patience or Patience())
        self._started_at = datetime.now(UTC).isoformat(timespec="seconds")
        self._ready, self._told_to_stop = threading.Event(), threading.Event()
        # Python 3.11 takes a thread for ended when Ctrl-C interrupts `join`.
        self._done = threading.Event()
        self._error: BaseException | None = None
        self._states: tuple[KeptState, ...] = ()
        self._info: StackInfo | None = None
        self._thread = threading.Thread(target=self._run, name="stack")

    def __enter__(self) -> Stack:
        try:
            self._thread.start()
            self._ready.wait()
            self._raise_error()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()
        if error is not self._error:
            self._raise_error()

    @property
    def info(self) -> StackInfo:
        """What other programs may know of it."""
        assert self._info is not None, "it is known within the block"
        return self._info

    def wait(self, timeout_s: float) -> None:
        """Let it run for a while.

        Raises:
            BaseException: What made it stop.
        """
        self._done.wait(timeout_s)
        self._raise_error()

    def serves_web(self) -> bool:
        """Whether the web pages can be called by now."""
        address = urlsplit(self._web or "")
        try:
            socket.create_connection((address.hostname, address.port or 80), 1.0).close()
        except OSError:
            return False
        return True

    def status_line(self) -> str:
        """How it fares, in one line."""
        up = [state.name for state in self._states if state.pid is not None]
        parts = [f"running: {', '.join(up)}"] if up else []
        for state in self._states:
            if state.ends:
                now = "started again" if state.pid is not None else "down"
                parts.append(f"{state.name} {now} (ended {state.ends}x, {state.reason})")
        return "; ".join([*parts, f"logs in {self._home / LOGS}"])

    def _stop(self) -> None:
        self._told_to_stop.set()
        if self._thread.ident is not None:
            self._done.wait()
            self._thread.join()

    def _raise_error(self) -> None:
        if self._error is not None:
            raise self._error

    def _run(self) -> None:
        """The thread."""
        logs = self._home / LOGS
        try:
            logs.mkdir(parents=True, exist_ok=True, mode=0o700)
            rotate(logs / LOG)
            with (logs / LOG).open("a", encoding="utf-8") as file:
                self._supervise(self._start(_logger(file)))
        except BaseException as error:
            # Raised again in the thread that runs the block.
            self._error = error
        finally:
            self._done.set()
            self._ready.set()

    def _supervise(self, supervisor: _Supervisor) -> None:
        try:
            supervisor.begin()
            self._publish(supervisor)
            self._ready.set()
            while not self._told_to_stop.wait(_TICK_S):
                supervisor.tick()
                self._publish(supervisor)
        finally:
            supervisor.end()
            (self._home / INFO).unlink(missing_ok=True)

    def _publish(self, supervisor: _Supervisor) -> None:
        """Let others know how it is, when that has changed."""
        self._states = supervisor.states
        pids = {state.name: state.pid for state in self._states if state.pid is not None}
        info = StackInfo(os.getpid(), supervisor.broker_url, self._started_at, pids, self._web)
        if info != self._info:
            _write_info(self._home / INFO, info)
            self._info = info


class _Supervisor:
    """What the thread of a stack does."""

    def __init__(
        self,
        home: Path,
        services: Callable[[str], Sequence[Service]],
        broker_url: str,
        patience: Patience,
        log: FilteringBoundLogger,
    ) -> None:
        self._home, self._make, self._patience, self._log = home, services, patience, log
        self._guard = Guard(patience.stop_s)
        self._broker: Broker | None = None
        self._brokers = [] if broker_url else [self._keeper(BROKER, self._start_broker)]
        self._services: list[Keeper] = []
        self._served = ""
        self.broker_url = broker_url

    @property
    def states(self) -> tuple[KeptState, ...]:
        """How broker and services fare."""
        return tuple(keeper.state for keeper in [*self._brokers, *self._services])

    def begin(self) -> None:
        """Start all.

        Raises:
            SohoaError: `broker_unavailable`, `already_running`.
        """
        for keeper in self._brokers:
            keeper.start()
        self.tick()

    def tick(self) -> None:
        """See whether all run, and start again what does not."""
        self._guard.see()
        for keeper in self._brokers:
            keeper.keep()
        if self._served != self.broker_url:
            end_all(self._services, self._patience.stop_s)
            self._served = self.broker_url
            logs = self._home / LOGS
            self._services = [
                self._keeper(service.name, partial(launch, service, logs))
                for service in self._make(self.broker_url)
            ]
        for keeper in self._services:
            keeper.keep()

    def end(self) -> None:
        """Stop all; the broker last, so that the services can take their leave of it."""
        try:
            end_all(self._services, self._patience.stop_s)
            end_all(self._brokers, STOP_S)
        finally:
            self._guard.close()

    def _keeper(self, name: str, start: Callable[[], subprocess.Popen[bytes]]) -> Keeper:
        return Keeper(name, start, self._patience, self._guard, self._log)

    def _start_broker(self) -> subprocess.Popen[bytes]:
        """Start the broker where its clients look for it, or else elsewhere."""
        folder, last = self._home / BROKER, self._broker
        if last is None:
            self._broker = start_broker(folder)
        else:
            try:
                self._broker = start_broker(folder, port=last.port, password=last.password)
            except SohoaError:
                # Another program may have taken its port meanwhile.
                self._broker = start_broker(folder)
        self.broker_url = self._broker.url
        return self._broker.process


def _write_info(path: Path, info: StackInfo) -> None:
    """Replace the file at once; the broker's password is for its owner alone."""
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(asdict(info), file)
    part.replace(path)


def _logger(file: TextIO) -> FilteringBoundLogger:
    logger: FilteringBoundLogger = structlog.wrap_logger(
        structlog.WriteLogger(file),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
    return logger
