"""The supervisor: what dies is started again, what stops stops in order, nothing is left behind."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import redis
import structlog

from models.errors import ErrorCode, SohoaError
from models.settings import Settings
from tests.conftest import ROOT
from tests.faults.watch import SOHOA, descendants
from tests.servers import is_running, wait_until
from worker.guard import Guard
from worker.keeper import Keeper, Patience, Service, launch
from worker.stack import (
    INFO,
    LOG,
    LOGS,
    Stack,
    _lasting_port,
    only_stack,
    running_stack,
    services_of,
)
from worker.tether import start_tethered

NOWHERE = "redis://127.0.0.1:9/0"
QUICK = Patience(again_s=0.05, most_s=0.2, stop_s=5)
# A service that notes what happens to it. It may start a child, not heed SIGTERM, or end at once.
SERVICE = """
import os, signal, subprocess, sys
name, notes, *manners = sys.argv[1:]
def note(what):
    with open(notes, "a") as file:
        file.write(f"{name} {what}\\n")
def stop(*_):
    note("told to stop")
    if "stubborn" not in manners:
        sys.exit()
signal.signal(signal.SIGTERM, stop)
print("hello", flush=True)
note("started on " + os.environ["BROKER"])
if "ends" in manners:
    sys.exit(3)
if "parent" in manners:
    note(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]).pid)
while True:
    signal.pause()
"""
# A supervisor in a process of its own: HOME, then the services as for `recorder`.
SUPERVISOR = """
import sys
from pathlib import Path
from tests.worker.test_stack import recorder
from worker.keeper import Patience
from worker.stack import Stack, only_stack
home = Path(sys.argv[1])
services = recorder(home, *sys.argv[2:])
with only_stack(home), Stack(home, services, patience=Patience(stop_s=1)) as stack:
    print("ready", flush=True)
    sys.stdin.read()
"""


def recorder(home: Path, *wanted: str) -> Callable[[str], list[Service]]:
    """Services that note what happens to them; each is given as "name manner manner"."""

    def services(broker_url: str) -> list[Service]:
        return [
            Service(
                name,
                (sys.executable, "-c", SERVICE, name, str(home / "notes"), *manners),
                {"BROKER": broker_url},
            )
            for name, *manners in map(str.split, wanted)
        ]

    return services


def notes(home: Path) -> list[str]:
    file = home / "notes"
    return file.read_text().splitlines() if file.exists() else []


def wait_for_note(home: Path, note: str, times: int = 1) -> None:
    wait_until(lambda: notes(home).count(note) >= times, f"{times} x {note!r}", timeout_s=10)


def logged(home: Path, event: str) -> list[dict[str, Any]]:
    lines = (home / LOGS / LOG).read_text().splitlines()
    return [entry for entry in map(json.loads, lines) if entry["event"] == event]


@contextmanager
def started(home: Path, *wanted: str, patience: Patience = QUICK, url: str = NOWHERE) -> Iterator:
    """A stack of recording services, each of which has started."""
    with (
        only_stack(home),
        Stack(home, recorder(home, *wanted), broker_url=url, patience=patience) as stack,
    ):
        for name in wanted:
            started_on = f"{name.split()[0]} started on {stack.info.broker_url}"
            wait_for_note(home, started_on)
        yield stack


def test_a_service_that_dies_is_started_again(tmp_path: Path) -> None:
    with started(tmp_path, "a", "b") as stack:
        first = stack.info.services
        os.kill(first["a"], signal.SIGKILL)
        wait_for_note(tmp_path, f"a started on {NOWHERE}", times=2)
        wait_until(lambda: stack.info.services.get("a") not in (None, first["a"]), "the new pid")
        assert stack.info.services["b"] == first["b"]
        assert "a started again (ended 1x, exit code -9)" in stack.status_line()


def test_what_a_dead_service_leaves_behind_is_ended(tmp_path: Path) -> None:
    with started(tmp_path, "a parent") as stack:
        wait_until(lambda: len(notes(tmp_path)) == 2, "its child", timeout_s=10)
        child = int(notes(tmp_path)[1].split()[1])
        os.kill(stack.info.services["a"], signal.SIGKILL)
        wait_until(lambda: not is_running(child), "the child to end", timeout_s=5)


def test_waits_between_starts_grow_up_to_a_bound(tmp_path: Path) -> None:
    with started(tmp_path, "a ends") as stack:
        wait_for_note(tmp_path, f"a started on {NOWHERE}", times=5)
        wait_until(lambda: "exit code 3" in stack.status_line(), "its exit code", timeout_s=5)
    waits = [entry["again_in_s"] for entry in logged(tmp_path, "service_failed")]
    assert waits[:4] == [0.05, 0.1, 0.2, 0.2]


def test_a_service_that_ran_for_long_is_started_again_soon(tmp_path: Path) -> None:
    patience = replace(QUICK, steady_s=0)
    with started(tmp_path, "a", patience=patience) as stack:
        for times in (2, 3):
            # Seen running once, it counts as steady.
            stack.wait(0.3)
            os.kill(stack.info.services["a"], signal.SIGKILL)
            wait_for_note(tmp_path, f"a started on {NOWHERE}", times)
    assert [entry["again_in_s"] for entry in logged(tmp_path, "service_failed")] == [0.05, 0.05]


def test_services_stop_in_reverse_order_and_the_broker_last(tmp_path: Path) -> None:
    with started(tmp_path, "a", "b", "c", url=""):
        pass
    ended = [entry["service"] for entry in logged(tmp_path, "service_ended")]
    assert ended == ["c", "b", "a", "broker"]
    assert {entry["exit_code"] for entry in logged(tmp_path, "service_ended")} == {0}
    assert sorted(notes(tmp_path)[-3:]) == [f"{name} told to stop" for name in "abc"]


def test_a_service_that_does_not_stop_is_killed_with_its_children(tmp_path: Path) -> None:
    patience = replace(QUICK, stop_s=0.5)
    with started(tmp_path, "a", "b stubborn parent", patience=patience) as stack:
        wait_until(lambda: len(notes(tmp_path)) == 3, "its child", timeout_s=10)
        below = descendants(os.getpid())
        assert set(stack.info.services.values()) <= set(below)
        child = next(int(note.split()[1]) for note in notes(tmp_path) if len(note.split()) == 2)
    assert "b told to stop" in notes(tmp_path)
    assert not is_running(child)
    killed = [entry["service"] for entry in logged(tmp_path, "service_killed")]
    assert killed == ["b"]


def test_nothing_outlives_a_supervisor_that_is_killed(tmp_path: Path) -> None:
    services = ["meek", "stubborn stubborn parent"]
    with subprocess.Popen(
        [sys.executable, "-c", SUPERVISOR, tmp_path, *services],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    ) as supervisor:  # fmt: skip
        assert supervisor.stdout is not None
        assert supervisor.stdout.readline() == "ready\n"
        wait_until(lambda: len(notes(tmp_path)) == 3, "the services", timeout_s=10)
        info = running_stack(tmp_path)
        assert info is not None
        assert info.pid == supervisor.pid
        below = descendants(supervisor.pid)
        # Broker, two services, a child of one, the guard.
        assert len(below) == 5
        assert set(info.services.values()) <= set(below)
        supervisor.kill()
    # Another may start at once, whatever is still ending.
    with started(tmp_path, "next", url="") as stack:
        assert stack.info.broker_url != info.broker_url
        wait_until(lambda: not any(map(is_running, below)), "all to be gone", timeout_s=10)
    assert "meek told to stop" in notes(tmp_path)


def guards() -> list[int]:
    """Guards that this process has started; a stack of other tests has one, too, further below."""
    found = []
    children = [
        int(pid)
        for task in Path("/proc/self/task").iterdir()
        for pid in (task / "children").read_text().split()
    ]
    for pid in children:
        with contextlib.suppress(OSError):  # it has just ended
            if b"/worker/guard.py" in Path(f"/proc/{pid}/cmdline").read_bytes():
                found.append(pid)
    return found


def test_a_guard_that_is_killed_is_replaced(tmp_path: Path) -> None:
    with started(tmp_path, "a"):
        (guard,) = guards()
        os.kill(guard, signal.SIGKILL)
        wait_until(lambda: len(guards()) == 1 and guards() != [guard], "another guard", timeout_s=5)
        # The kernel shows no command any more before it has ended.
        wait_until(lambda: not is_running(guard), "the first one to have ended", timeout_s=5)


def test_a_broker_that_dies_comes_back_at_the_same_address(tmp_path: Path) -> None:
    with started(tmp_path, "a", url="") as stack:
        before = stack.info
        with redis.Redis.from_url(before.broker_url) as client:
            client.rpush("queue", "message")
            client.execute_command("WAITAOF", 1, 0, 5000)
        os.kill(before.services["broker"], signal.SIGKILL)
        wait_until(
            lambda: stack.info.services.get("broker") not in (None, before.services["broker"]),
            "the new broker",
        )
        assert stack.info.broker_url == before.broker_url
        assert stack.info.services["a"] == before.services["a"]
        with redis.Redis.from_url(before.broker_url) as client:
            assert client.llen("queue") == 1


def test_a_broker_whose_port_was_taken_moves_and_takes_the_services_along(tmp_path: Path) -> None:
    with started(tmp_path, "a", url="", patience=replace(QUICK, again_s=1, most_s=1)) as stack:
        before = stack.info
        port = int(before.broker_url.rpartition(":")[2].partition("/")[0])
        os.kill(before.services["broker"], signal.SIGKILL)
        proc = Path(f"/proc/{before.services['broker']}")
        wait_until(lambda: not proc.exists(), "its end", timeout_s=1)
        with socket.create_server(("127.0.0.1", port)):
            wait_until(lambda: stack.info.broker_url != before.broker_url, "the new address")
            wait_for_note(tmp_path, f"a started on {stack.info.broker_url}")
        with redis.Redis.from_url(stack.info.broker_url) as client:
            assert client.ping()


def test_others_can_find_a_stack_while_it_runs(tmp_path: Path) -> None:
    assert running_stack(tmp_path) is None
    with started(tmp_path, "a") as stack:
        assert running_stack(tmp_path) == stack.info
        assert stack.info.pid == os.getpid()
        assert (tmp_path / INFO).stat().st_mode & 0o777 == 0o600
        left_by_a_killed_one = (tmp_path / INFO).read_bytes()
    assert not (tmp_path / INFO).exists()
    (tmp_path / INFO).write_bytes(left_by_a_killed_one)
    assert running_stack(tmp_path) is None


def test_there_is_one_stack_a_home(tmp_path: Path) -> None:
    with started(tmp_path, "a"):
        with (
            pytest.raises(SohoaError, match=f"process {os.getpid()}") as caught,
            only_stack(tmp_path),
        ):
            pass
        assert caught.value.code is ErrorCode.ALREADY_RUNNING
    with only_stack(tmp_path):
        pass


def test_what_services_print_goes_to_their_logs(tmp_path: Path, capfd: Any) -> None:
    (tmp_path / LOGS).mkdir()
    (tmp_path / LOGS / "a.log").write_bytes(b"x" * 10_000_001)
    with started(tmp_path, "a"):
        assert (tmp_path / LOGS / "a.log").read_text() == "hello\n"
    assert (tmp_path / LOGS / "a.log.1").stat().st_size == 10_000_001
    assert capfd.readouterr() == ("", "")


def test_what_stops_the_supervisor_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    def services(broker_url: str) -> list[Service]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), Stack(tmp_path, services):
        pytest.fail("it has not started")
    assert logged(tmp_path, "service_ended")[-1]["service"] == "broker"
    (tmp_path / "broker" / "appendonlydir.x").touch()
    (tmp_path / LOGS / LOG).unlink()
    (tmp_path / LOGS).rmdir()
    (tmp_path / LOGS).touch()
    with pytest.raises(FileExistsError), Stack(tmp_path, services):
        pytest.fail("it has not started")


def test_a_service_that_ends_as_it_is_told_to_stop_is_buried(tmp_path: Path) -> None:
    service = Service("a", (sys.executable, "-c", "raise SystemExit(4)"), {})
    guard = Guard(1)
    keeper = Keeper("a", partial(launch, service, tmp_path), QUICK, guard, structlog.get_logger())
    keeper.start()
    wait_until(keeper.has_ended, "its end", timeout_s=10)
    keeper.tell_to_stop()
    assert keeper.bury() == 4
    guard.close()


def test_what_a_process_is_told_before_it_listens_is_not_missed(tmp_path: Path) -> None:
    """Even where the starter ignores it, as one does that is stopping itself."""
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        with (tmp_path / "log").open("wb") as log:
            argv = [sys.executable, "-c", "import time; time.sleep(600)"]
            with start_tethered(argv, {}, log) as process:
                process.terminate()
                assert process.wait(10) == -signal.SIGTERM
    finally:
        signal.signal(signal.SIGTERM, before)


def test_services_are_told_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOHOA_MAX_PAGES", "7")
    settings = Settings(home=str(tmp_path), page_timeout_s=3.5)
    for service in services_of(settings, 2, 8080, "redis://:secret@host/0"):
        told = Settings.from_env(service.env)
        assert told == replace(
            settings, database_url=settings.database(), broker_url="redis://:secret@host/0"
        )
        assert "secret" not in repr(service)
    argv = services_of(settings, 2, 8080, "")[0].argv
    assert argv[1:] == ("service", "worker", "--lane", "pages", "--concurrency", "2")


def running_line(home: Path) -> str:
    names = "broker, worker-pages, worker-counter, sweeper, watch, web"
    return f"running: {names}; logs in {home / LOGS}\n"


@contextmanager
def up(home: Path) -> Iterator[subprocess.Popen[str]]:
    """`sohoa up`."""
    env = {**os.environ, "SOHOA_HOME": str(home)}
    with subprocess.Popen(
        [SOHOA, "up", "--workers", "1"], env=env, text=True, process_group=0,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        # Whoever runs the tests in the background has Ctrl-C ignored; a terminal has not.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            process.kill()


def test_the_pages_of_a_home_have_one_address(tmp_path: Path) -> None:
    host = "127.0.0.1"
    port = _lasting_port(host, tmp_path)
    with socket.create_server((host, port)) as server:
        with socket.create_connection((host, port)):
            server.accept()[0].close()
        # Another program has it now: the pages go elsewhere, and stay there.
        other = _lasting_port(host, tmp_path)
        assert other != port
    assert _lasting_port(host, tmp_path) == other


def test_an_address_is_free_again_as_soon_as_its_stack_has_stopped(tmp_path: Path) -> None:
    host = "127.0.0.1"
    port = _lasting_port(host, tmp_path)
    with (
        socket.create_server((host, port)) as server,
        socket.create_connection((host, port)) as browser,
    ):
        server.accept()[0].close()  # the server's end waits for late packets
        assert browser.recv(1) == b""
    assert _lasting_port(host, tmp_path) == port


def test_sohoa_up_runs_until_it_is_told_to_stop(tmp_path: Path) -> None:
    with up(tmp_path) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == running_line(tmp_path)
        address = first.stdout.readline().removeprefix("Web pages: ").strip()
        below = descendants(first.pid)
        with up(tmp_path) as second:
            stdout, stderr = second.communicate(timeout=30)
            assert (second.returncode, stdout) == (1, "")
            assert f"already: process {first.pid}." in stderr
            assert f"Use that one at {address}," in stderr
            assert "Traceback" not in stderr
        first.send_signal(signal.SIGTERM)
        stdout, stderr = first.communicate(timeout=60)
        assert (first.returncode, stderr) == (0, "")
        assert stdout.splitlines()[-1] == "stopped"
        assert not any(map(is_running, below))
    assert (tmp_path / "sohoa.db").exists()


def test_sohoa_up_says_why_no_worker_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOHOA_LGSP_URL", "https://lgsp.example")
    monkeypatch.setenv("SOHOA_LGSP_TYPES", "giay_khai_sinh=*")
    monkeypatch.setenv("SOHOA_LGSP_MESSAGE", str(tmp_path / "none.json"))
    with up(tmp_path) as process:
        assert process.stderr is not None
        told = process.stderr.readline()
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
    assert told.startswith("sohoa: no worker can start: ") and "SOHOA_LGSP_MESSAGE" in told


def test_sohoa_up_that_is_killed_leaves_nothing_running(tmp_path: Path) -> None:
    with up(tmp_path) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == running_line(tmp_path)
        below = descendants(process.pid)
        assert len(below) >= 6
        process.kill()
        wait_until(lambda: not any(map(is_running, below)), "all to be gone", timeout_s=20)


def test_sohoa_up_can_be_stopped_while_it_starts(tmp_path: Path) -> None:
    with up(tmp_path) as process:
        wait_until(lambda: (tmp_path / "broker" / "broker.lock").exists(), "the broker's start")
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=60)
        assert (process.returncode, stderr) == (0, "")
    assert running_stack(tmp_path) is None
