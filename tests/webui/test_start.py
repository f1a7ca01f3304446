"""The web service as it is started: soon there, small, without what only reading needs."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from benchmarks.review_load import MEMORY_MB, START_S, STRANGERS, Browser, Service, memory_mb
from benchmarks.review_load import strangers as found_strangers
from models.people import Role
from models.settings import Settings
from models.store.database import open_store, upgrade
from models.store.people import Account, add_person
from tests.faults.watch import SOHOA
from tests.servers import PostgresServer, wait_until
from tests.webui.conftest import PASSWORD
from webui.service import workers_for

REQUESTS = 200


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service with somebody who may sign in, on SQLite as at the first start."""
    settings = Settings(home=str(tmp_path_factory.mktemp("home")))
    upgrade(settings)
    store = open_store(settings)
    account = Account("lan", "Lan", "tay-ninh", frozenset({Role.SENIOR, Role.OPERATOR}))
    add_person(store, account, password=PASSWORD, one_time=False)
    store.close()
    started = Service(settings)
    yield started
    started.close()


def test_it_starts_at_once(service: Service) -> None:
    # CPU seconds of both processes: those on the wall depend on what else the machine does.
    ids = [service.process.pid, *service.processes()]
    assert sum(cpu_s(pid) for pid in ids) < START_S


def cpu_s(pid: int) -> float:
    stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")


def test_it_stays_small_and_loads_nothing_that_reads_scans(service: Service) -> None:
    def visit(_: int) -> None:
        with closing(Browser(service.port)) as browser:
            browser.sign_in("lan")
            for _ in range(REQUESTS // 8 // 4):
                for path in ("/review/", "/records", "/records?q=tran", "/account"):
                    browser.page(path)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(visit, range(8)))
    pids = service.processes()
    assert pids
    for pid in pids:
        assert found_strangers(pid) == []
        assert memory_mb(pid)["Rss"] < MEMORY_MB


def test_scripts_and_styles_are_kept_until_they_change(service: Service) -> None:
    with closing(Browser(service.port)) as browser:
        page = browser.page("/sign-in").decode()
        [address] = re.findall(r'href="(/static/[0-9a-f]{12}/app.css)"', page)
        # What a script imports has the digest in its address, too.
        for name in (address, address.replace("app.css", "ask.js")):
            status, headers, _ = browser.send("GET", name)
            assert (status, headers["Cache-Control"]) == (200, "public, max-age=31536000")


def test_what_is_loaded_would_be_seen() -> None:
    program = "import cv2, sys; print(flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        assert found_strangers(process.pid) == ["cv2"]
        process.communicate()
    assert "cv2" in STRANGERS


def test_processes_are_as_many_as_the_database_lets_work() -> None:
    cores = os.cpu_count() or 1
    assert workers_for(Settings(home="/nowhere")) == 1
    assert workers_for(Settings(database_url="postgresql://sohoa@nowhere/sohoa")) == min(cores, 4)


def test_with_postgresql_several_processes_answer(postgres: PostgresServer, tmp_path: Path) -> None:
    if (os.cpu_count() or 1) == 1:
        pytest.skip("a machine of one core has one process")
    settings = Settings(home=str(tmp_path), database_url=postgres.prepared_url())
    with closing(Service(settings)) as service:
        assert len(service.processes()) == workers_for(settings)


def connections_of(process: int, port: int) -> int:
    """How many connections to a port a process has taken."""
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    # Local address, state (01: established) and inode: see proc_net_tcp of the kernel.
    taken = {each[9] for each in lines if each[1].endswith(f":{port:04X}") and each[3] == "01"}
    handles = [path.readlink() for path in Path(f"/proc/{process}/fd").iterdir()]
    return sum(f"socket:[{inode}]" in map(str, handles) for inode in taken)


def test_processes_share_the_connections(
    postgres: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOHOA_WEB_WORKERS", "2")
    settings = Settings(home=str(tmp_path), database_url=postgres.prepared_url())
    with closing(Service(settings)) as service:
        wait_until(lambda: len(service.processes()) == 2, "both")
        taken = [shared_out(service) for _ in range(3)]
    # The kernel draws one for each: that fewer than six of forty are drawn for one of the two
    # happens once in 250,000 times.
    assert all(sum(each) == 40 and min(each) >= 6 for each in taken), taken


def shared_out(service: Service) -> list[int]:
    """How many of forty connections that are made at once each process takes."""
    with ExitStack() as opened:
        made = [
            opened.enter_context(socket.create_connection(("127.0.0.1", service.port)))
            for _ in range(40)
        ]
        for each in made:
            each.sendall(b"GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        for each in made:
            assert each.recv(12) == b"HTTP/1.1 200"
        return [connections_of(process, service.port) for process in service.processes()]


def test_a_port_that_is_taken_is_not_shared(postgres: PostgresServer, tmp_path: Path) -> None:
    env = {**os.environ, "SOHOA_HOME": str(tmp_path), "SOHOA_WEB_WORKERS": "2"}
    env["SOHOA_DATABASE_URL"] = postgres.prepared_url()
    with socket.create_server(("127.0.0.1", 0), reuse_port=True) as taken:
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [SOHOA, "service", "web", "--port", port], env=env, capture_output=True, text=True,
            check=False, timeout=60,
        )  # fmt: skip
    assert done.returncode != 0 and "another SOHOA_WEB_PORT" in done.stderr
