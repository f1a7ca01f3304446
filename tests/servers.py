"""Real servers for the tests, started by the tests themselves."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import psycopg
import pytest

from models.settings import Settings
from models.store.database import upgrade
from tests.faults.watch import descendants
from worker.broker import Broker, start_broker

PROGRAMS = "/usr/lib/postgresql"
USER = "sohoa"
TEMPLATE = "sohoa_template"
# Other tests run beside this one.
DEADLINE_S = 180.0


def wait_until(condition: Callable[[], object], what: str, timeout_s: float = DEADLINE_S) -> None:
    """Return once `condition` holds; a test that waits longer than `timeout_s` fails."""
    end = time.monotonic() + timeout_s
    while not condition():
        if time.monotonic() > end:
            pytest.fail(f"waited {timeout_s:g} s for: {what}")
        time.sleep(0.02)


def free_port() -> int:
    """A port of 127.0.0.1 that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class PostgresServer:
    """A PostgreSQL server in a folder of its own, with the durability of a real one.

    Debian's programs, whatever clusters the machine has besides. It never runs as root, and ends
    with the thread that started it.
    """

    def __init__(self) -> None:
        self._programs = _postgres_programs()
        # Below the folder of pytest, which only its owner enters, another user could not work.
        self._folder = Path(tempfile.mkdtemp(prefix="sohoa-postgres-"))
        self._user = "postgres" if os.getuid() == 0 else None
        if self._user:
            shutil.chown(self._folder, self._user)
        self._data, self._log = self._folder / "data", self._folder / "log"
        self._databases = 0
        self._server: subprocess.Popen[bytes] | None = None
        self.port = free_port()
        self._run(
            "initdb", "--pgdata", self._data, "--username", USER, "--auth=trust", "--no-sync",
            "--encoding=UTF8", "--locale=C.UTF-8",
        )  # fmt: skip

    def start(self) -> None:
        """Start it and wait until it takes connections."""
        for _ in range(5):
            self._server = self._launch()
            wait_until(lambda: self._exited() or self._accepts(), "PostgreSQL to start")
            if not self._exited():
                return
            if "could not create any TCP/IP sockets" not in self.log() or self._databases:
                break
            self.port = free_port()
        pytest.fail(f"PostgreSQL did not start:\n{self.log()}")

    def stop(self) -> None:
        """Stop it in order; sessions are cut."""
        assert self._server is not None
        self._server.send_signal(signal.SIGINT)
        self._server.wait(DEADLINE_S)

    def kill9(self) -> None:
        """Kill every process of it at once, as a loss of power would."""
        assert self._server is not None
        below = descendants(self._server.pid)
        self._server.kill()
        for pid in below:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._server.wait()
        wait_until(lambda: not any(map(is_running, below)), "PostgreSQL's processes to be gone")

    def restart(self) -> None:
        """Start it again on the same port after `stop` or `kill9`."""
        assert self._server is not None and self._server.poll() is not None
        self.start()

    def close(self) -> None:
        """End it and remove its files."""
        if not self._exited():
            self.kill9()
        shutil.rmtree(self._folder)

    def log(self) -> str:
        """What it has said."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def address(self, database: str) -> str:
        """The SQLAlchemy URL of a database."""
        return f"postgresql+psycopg://{USER}@127.0.0.1:{self.port}/{database}"

    def url(self, template: str = "template0") -> str:
        """The SQLAlchemy URL of a fresh database, a copy of `template`."""
        self._databases += 1
        name = f"test_{self._databases}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.address(name)

    @contextlib.contextmanager
    def on_disk(self, folder: Path) -> Iterator[str]:
        """The URL of a fresh database whose tables, but not whose log, lie in `folder`."""
        folder.mkdir()
        if self._user:
            shutil.chown(folder, self._user)
        self._databases += 1
        name = f"test_{self._databases}"
        self.execute(f"CREATE TABLESPACE {name} LOCATION '{folder}'")
        self.execute(f"CREATE DATABASE {name} TEMPLATE template0 TABLESPACE {name}")
        try:
            yield self.address(name)
        finally:
            self.execute(f"DROP DATABASE {name} WITH (FORCE)")
            self.execute(f"DROP TABLESPACE {name}")

    def prepared_url(self) -> str:
        """The URL of a fresh database that has the schema."""
        with self._connect() as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE])
            missing = found.fetchone() is None
        if missing:
            self.execute(f"CREATE DATABASE {TEMPLATE} TEMPLATE template0")
            upgrade(Settings(database_url=self.address(TEMPLATE)))
        return self.url(TEMPLATE)

    def execute(self, statement: str, database: str = "postgres") -> None:
        """Run one statement outside a transaction."""
        with self._connect(database) as connection:
            connection.execute(statement.encode())

    def _connect(self, database: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(
            host="127.0.0.1", port=self.port, user=USER, dbname=database, autocommit=True,
            connect_timeout=5,
        )  # fmt: skip

    def _launch(self) -> subprocess.Popen[bytes]:
        # `setpriv` sets the signal after it has changed the user, which would undo it.
        change = ["--reuid", self._user, "--regid", self._user, "--clear-groups"]
        options = [
            "-D", self._data, "-p", str(self.port), "-k", self._folder, "-h", "127.0.0.1",
            "-c", "fsync=on", "-c", "max_connections=200", "-c", "recovery_init_sync_method=syncfs",
        ]  # fmt: skip
        with self._log.open("ab") as log:
            return subprocess.Popen(
                [
                    "setpriv", "--pdeathsig", "QUIT", *(change if self._user else []),
                    self._programs / "postgres", *options,
                ],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self._folder,
                process_group=0,
            )  # fmt: skip

    def _run(self, program: str, *arguments: object) -> None:
        done = subprocess.run(
            [str(self._programs / program), *map(str, arguments)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            cwd=self._folder, user=self._user, group=self._user, check=False,
            extra_groups=[] if self._user else None,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout.decode()

    def _exited(self) -> bool:
        return self._server is None or self._server.poll() is not None

    def _accepts(self) -> bool:
        try:
            self._connect().close()
        except psycopg.OperationalError:
            return False
        return True


def _postgres_programs() -> Path:
    """The folder of the newest PostgreSQL's programs; a machine without it fails the test."""
    found = sorted(Path(PROGRAMS).glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        pytest.fail(f"no PostgreSQL in {PROGRAMS}: run scripts/debian-packages.sh")
    return found[-1].parent


class JsonHandler(BaseHTTPRequestHandler):
    """Answers of a stand-in for another system, without a word in the log."""

    def say(self, status: int, body: object) -> None:
        """Answer with JSON."""
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def is_running(pid: int) -> bool:
    """Whether the process is there and has not ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


class BrokerServer:
    """A broker that tests may kill; started again it has the same address.

    Args:
        folder: Where it keeps its files.
        persistent: Whether it remembers what it was told when it was killed.
    """

    def __init__(self, folder: Path, *, persistent: bool = True) -> None:
        self._folder, self._persistent = folder, persistent
        self._broker: Broker | None = None

    @property
    def url(self) -> str:
        """Its address, also while it is down."""
        assert self._broker is not None
        return self._broker.url

    @property
    def pid(self) -> int:
        """The server's process."""
        assert self._broker is not None
        return self._broker.process.pid

    def start(self) -> None:
        """Start it and wait until it answers."""
        last = self._broker
        self._broker = start_broker(
            self._folder,
            port=last.port if last else None,
            password=last.password if last else None,
            persistent=self._persistent,
        )

    def stop(self) -> None:
        """Stop it in order."""
        assert self._broker is not None
        self._broker.stop()

    def kill9(self) -> None:
        """Kill it at once."""
        assert self._broker is not None
        self._broker.kill()

    def restart(self) -> None:
        """Start it again on the same port after `stop` or `kill9`."""
        assert self._broker is not None and not self._broker.is_alive()
        self.start()


def prepared_sqlite(template: Path, folder: Path) -> str:
    """The URL of a fresh SQLite database in `folder` that has the schema.

    Args:
        template: Folder of the database to copy; made when it is missing.
        folder: Where the copy goes.
    """
    if not template.exists():
        template.mkdir()
        upgrade(Settings(database_url=f"sqlite:///{template / 'sohoa.db'}"))
    shutil.copytree(template, folder)
    return f"sqlite:///{folder / 'sohoa.db'}"
