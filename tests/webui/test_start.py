"""The web service as it is started: soon there, small, without what only reading needs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.review_load import MEMORY_MB, START_S, STRANGERS, Browser, Service, memory_mb
from benchmarks.review_load import strangers as found_strangers
from models.people import Role
from models.settings import Settings
from models.store.database import open_store, upgrade
from models.store.people import Account, add_person
from tests.servers import PostgresServer
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
