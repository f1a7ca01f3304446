"""Processes with limits: what befalls one call must not touch the others."""

from __future__ import annotations

import os
import signal
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import Future
from functools import partial
from pathlib import Path

import pytest

from extractors.pool import Died, LimitedPool, Unexpected, outcome
from models.errors import ErrorCode, SohoaError


@pytest.fixture
def pool() -> Iterator[LimitedPool]:
    with LimitedPool(1, 300, time.time) as made:
        yield made


def code(future: Future[object]) -> ErrorCode:
    with pytest.raises(SohoaError) as caught:
        outcome(future, "Page 1")
    assert caught.value.message.startswith("Page 1")
    return caught.value.code


def test_a_process_serves_many_calls(pool: LimitedPool) -> None:
    pids = {pool.submit(5, os.getpid).result() for _ in range(3)}
    assert len(pids) == 1
    assert pids != {os.getpid()}


def test_what_takes_too_long_is_ended_and_the_next_call_is_served(pool: LimitedPool) -> None:
    slow = pool.submit(0.3, time.sleep, 60)
    after = pool.submit(5, abs, -7)
    assert code(slow) is ErrorCode.TIMEOUT
    assert after.result() == 7
    start, end = slow.span
    assert 0.3 <= end - start < 5


def test_what_takes_too_much_memory_gets_none(pool: LimitedPool) -> None:
    assert code(pool.submit(5, bytearray, 400_000_000)) is ErrorCode.OUT_OF_MEMORY
    assert pool.submit(5, abs, -7).result() == 7


def test_a_process_that_has_grown_fat_is_replaced(pool: LimitedPool) -> None:
    first = pool.submit(5, os.getpid).result()
    pool.submit(5, exec, "import builtins; builtins.kept = bytearray(250_000_000)").result()
    assert pool.submit(5, os.getpid).result() != first


def test_a_killed_process_fails_its_call_alone(pool: LimitedPool) -> None:
    pid = pool.submit(5, os.getpid).result()
    asleep, after = pool.submit(30, time.sleep, 30), pool.submit(5, os.getpid)
    time.sleep(0.3)
    os.kill(pid, signal.SIGKILL)
    # SIGKILL is what the kernel sends for memory.
    assert code(asleep) is ErrorCode.OUT_OF_MEMORY
    assert after.result() != pid


def test_a_process_killed_between_calls_is_not_missed(pool: LimitedPool) -> None:
    pid = pool.submit(5, os.getpid).result()
    os.kill(pid, signal.SIGKILL)
    time.sleep(0.3)
    assert pool.submit(5, os.getpid).result() != pid


def test_a_crash_names_its_signal(pool: LimitedPool) -> None:
    future = pool.submit(5, exec, "import os; os.kill(os.getpid(), 11)")
    with pytest.raises(Died) as caught:
        future.result()
    assert caught.value.exit_code == -signal.SIGSEGV
    assert code(future) is ErrorCode.INTERNAL


def test_an_unforeseen_error_tells_its_place_and_not_its_words(pool: LimitedPool) -> None:
    future = pool.submit(5, int, "Nguyễn Văn A")
    with pytest.raises(Unexpected) as caught:
        future.result()
    assert caught.value.kind == "builtins.ValueError"
    assert "pool.py" in caught.value.places[-1]
    assert "Nguyễn" not in repr(caught.value)


def test_errors_of_files_keep_their_number_and_lose_the_name(pool: LimitedPool) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        pool.submit(5, os.stat, "/nowhere/secret.pdf").result()
    assert "secret" not in str(caught.value)


def test_a_process_that_cannot_start_fails_each_call() -> None:
    with LimitedPool(1, 300, partial(exec, "import os; os._exit(7)")) as pool:
        futures = [pool.submit(5, abs, -7) for _ in range(2)]
        for future in futures:
            with pytest.raises(Died):
                future.result()


def test_leaving_after_an_exception_ends_what_runs_and_what_waits() -> None:
    futures: list[Future[None]] = []

    def run() -> None:
        with LimitedPool(1, 300, time.time) as pool:
            futures.extend(pool.submit(60, time.sleep, 60) for _ in range(3))
            time.sleep(0.5)
            raise KeyboardInterrupt

    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        run()
    assert time.monotonic() - start < 10
    assert all(future.exception(timeout=0) is not None for future in futures)


def test_temporary_files_go_with_a_killed_process(pool: LimitedPool) -> None:
    folder = Path(pool.submit(5, tempfile.gettempdir).result())
    assert folder != Path(tempfile.gettempdir())
    hang = f"import pathlib, time; pathlib.Path({str(folder)!r}, 'page.png').touch(); time.sleep(9)"
    assert code(pool.submit(0.5, exec, hang)) is ErrorCode.TIMEOUT
    pool.submit(5, abs, -7).result()
    assert not folder.exists()


def test_modules_of_the_current_folder_are_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "resource.py").write_text("raise SystemExit('taken over')")
    monkeypatch.chdir(tmp_path)
    with LimitedPool(1, 300, time.time) as pool:
        assert pool.submit(5, abs, -7).result() == 7
