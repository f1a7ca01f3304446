"""The private broker: only for us, remembers, never two on one folder, nothing left behind."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from models.errors import ErrorCode, SohoaError
from tests.servers import free_port, is_running, wait_until
from worker import broker as module
from worker.broker import AOF, CONFIG, LOG, Broker, rotate, start_broker

STARTER = """
import sys
from pathlib import Path
from worker.broker import start_broker
broker = start_broker(Path(sys.argv[1]))
print(broker.process.pid, flush=True)
sys.stdin.read()
"""


def client_of(broker: Broker) -> redis.Redis:
    return redis.Redis.from_url(broker.url, decode_responses=True)


@contextmanager
def another_starter(folder: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A process that has started a broker in `folder`, and the broker's id."""
    with subprocess.Popen(
        [sys.executable, "-c", STARTER, folder],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as starter:
        try:
            assert starter.stdout is not None
            yield starter, int(starter.stdout.readline())
        finally:
            starter.kill()


def test_it_serves_who_knows_the_password_on_this_machine_only(tmp_path: Path) -> None:
    with start_broker(tmp_path / "số 1") as broker:
        with client_of(broker) as client:
            assert client.ping()
            listening = client.config_get("bind", "port", "unixsocket", "tls-port")
            assert listening == {
                "bind": "127.0.0.1", "port": str(broker.port), "unixsocket": "", "tls-port": "0",
            }  # fmt: skip
        with (
            redis.Redis(port=broker.port, retry=Retry(NoBackoff(), 0)) as stranger,
            pytest.raises(redis.AuthenticationError),
        ):
            stranger.ping()


def test_the_password_stands_only_where_its_owner_reads(tmp_path: Path) -> None:
    with start_broker(tmp_path / "broker") as broker:
        proc = Path(f"/proc/{broker.process.pid}")
        for shown in (proc / "cmdline", proc / "environ", tmp_path / "broker" / LOG):
            assert broker.password.encode() not in shown.read_bytes()
        assert broker.password not in repr(broker)
        assert (tmp_path / "broker" / CONFIG).stat().st_mode & 0o777 == 0o600
        assert (tmp_path / "broker").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("end", [Broker.stop, Broker.kill])
def test_what_it_was_told_survives_its_end(tmp_path: Path, end: object) -> None:
    assert callable(end)
    first = start_broker(tmp_path)
    with client_of(first) as client:
        client.rpush("queue", "a", "b")
        client.execute_command("WAITAOF", 1, 0, 5000)
    end(first)
    with (
        start_broker(tmp_path, port=first.port, password=first.password) as second,
        client_of(second) as client,
    ):
        assert second.url == first.url
        assert client.lrange("queue", 0, -1) == ["a", "b"]


def test_without_persistence_nothing_is_kept(tmp_path: Path) -> None:
    first = start_broker(tmp_path, persistent=False)
    with client_of(first) as client:
        client.rpush("queue", "a")
    first.stop()
    with start_broker(tmp_path, persistent=False) as second, client_of(second) as client:
        assert client.llen("queue") == 0


def filled(folder: Path) -> Path:
    """A file to which a broker has appended two messages."""
    with start_broker(folder) as broker, client_of(broker) as client:
        client.rpush("queue", "a")
        client.rpush("queue", "b")
    (file,) = (folder / AOF).glob("*.incr.aof")
    return file


def test_a_file_whose_end_was_lost_is_read_up_to_there(tmp_path: Path) -> None:
    file = filled(tmp_path)
    os.truncate(file, file.stat().st_size - 3)
    with start_broker(tmp_path) as broker, client_of(broker) as client:
        assert client.lrange("queue", 0, -1) == ["a"]


@pytest.mark.parametrize("spoiled", ["*.incr.aof", "*.base.rdb", "*.manifest"])
def test_files_that_cannot_be_read_are_set_aside(tmp_path: Path, spoiled: str) -> None:
    filled(tmp_path)
    (file,) = (tmp_path / AOF).glob(spoiled)
    file.write_bytes(b"spoiled\r\n" * 100)
    with start_broker(tmp_path) as broker, client_of(broker) as client:
        assert client.llen("queue") == 0
    assert (tmp_path / f"{AOF}.unreadable" / file.name).read_bytes() == b"spoiled\r\n" * 100


def test_a_port_that_is_taken_meanwhile_is_not_insisted_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken, free = other.getsockname()[1], free_port()
        ports = iter([taken, taken, free])
        monkeypatch.setattr(module, "_free_port", lambda: next(ports))
        with start_broker(tmp_path) as broker:
            assert broker.port == free
        with pytest.raises(SohoaError, match=f"port {taken} is taken") as caught:
            start_broker(tmp_path, port=taken)
    assert caught.value.code is ErrorCode.BROKER_UNAVAILABLE


def test_it_says_why_it_cannot_start(tmp_path: Path) -> None:
    (tmp_path / AOF).write_text("in the way")
    with pytest.raises(SohoaError, match=r"did not start: .*Not a directory") as caught:
        start_broker(tmp_path)
    assert str(tmp_path / LOG) in caught.value.remedy


def test_a_broker_that_does_not_answer_in_time_is_ended(tmp_path: Path) -> None:
    with pytest.raises(SohoaError, match="does not answer within 0 s"):
        start_broker(tmp_path, start_s=0)
    with start_broker(tmp_path):
        pass


def test_a_server_of_the_system_is_taken_when_asked_for_or_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    ours = module._program(prefer_system=True)
    assert ours.name == "valkey-server"
    system = tmp_path / "redis-server"
    shutil.copy(ours, system)
    assert module._program(prefer_system=False) == ours
    assert module._program(prefer_system=True) == system
    with start_broker(tmp_path / "broker", prefer_system=True) as broker:
        assert Path(f"/proc/{broker.process.pid}/exe").readlink() == system
    monkeypatch.setattr(module, "find_spec", lambda name: None)
    assert module._program(prefer_system=False) == system
    system.unlink()
    with pytest.raises(SohoaError, match="no Valkey or Redis server") as caught:
        start_broker(tmp_path / "broker")
    assert caught.value.code is ErrorCode.BROKER_UNAVAILABLE


def test_it_ends_with_its_starter(tmp_path: Path) -> None:
    with another_starter(tmp_path) as (starter, pid):
        assert is_running(pid)
        starter.kill()
        wait_until(lambda: not is_running(pid), "the broker to end", timeout_s=5)
    with start_broker(tmp_path):
        pass


def test_it_refuses_a_folder_where_another_starter_has_one(tmp_path: Path) -> None:
    with another_starter(tmp_path) as (starter, pid):
        with pytest.raises(SohoaError, match=f"Process {starter.pid} runs a broker") as caught:
            start_broker(tmp_path)
        assert caught.value.code is ErrorCode.ALREADY_RUNNING
        assert is_running(pid)


def test_it_ends_a_broker_that_outlived_its_starter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "STOP_S", 0.2)
    with another_starter(tmp_path) as (starter, pid):
        # It cannot heed its starter's death now.
        os.kill(pid, signal.SIGSTOP)
        starter.kill()
        starter.wait()
        assert is_running(pid)
        with start_broker(tmp_path) as broker:
            wait_until(lambda: not is_running(pid), "the old broker to be gone", timeout_s=5)
            assert broker.is_alive()


def test_a_large_log_is_put_aside(tmp_path: Path) -> None:
    log = tmp_path / "a.log"
    for text in ("first", "second"):
        log.write_text(text)
        rotate(log, max_bytes=5)
    assert (tmp_path / "a.log.1").read_text() == "second"
    log.write_text("short")
    rotate(log, max_bytes=5)
    assert log.read_text() == "short"
