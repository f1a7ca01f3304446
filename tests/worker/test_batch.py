"""A run submits what can be read, says why the rest cannot, and goes on wherever it was stopped."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.errors import ErrorCode, SohoaError
from models.settings import Settings
from models.store.batches import BREAKER, BatchState, get_batch, pause, plan, resume
from models.store.database import Store, open_store
from models.store.manifest import Status, failures
from models.store.tables import documents, submissions
from tests.models.store.builders import count
from tests.servers import wait_until
from worker.batch import run_batch
from worker.queue import Bell


@pytest.fixture
def store(database_url: str, tmp_path: Path) -> Iterator[Store]:
    settings = Settings(home=str(tmp_path / "home"), database_url=database_url, max_bytes=1000)
    opened = open_store(settings)
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "kho"
    made.mkdir()
    return made


def planned(store: Store, folder: Path, *names: str) -> None:
    plan(store, "kho", folder, [(name, 1) for name in names])


def run(store: Store, *, stop: threading.Event | None = None, follow: bool = False) -> Status:
    """Run without a broker, which is no error, nor workers; the last figures."""
    steps = run_batch(
        store, Bell(store.settings), "kho", stop or threading.Event(), actor="lan", follow=follow
    )
    return [*steps][-1]


def test_each_file_that_cannot_be_taken_has_its_reason(store: Store, folder: Path) -> None:
    (folder / "good.pdf").write_bytes(b"%PDF-")
    (folder / "empty.pdf").touch()
    (folder / "large.pdf").write_bytes(b"x" * 1001)
    (folder / "folder.pdf").mkdir()
    (folder / "loop.pdf").symlink_to("loop.pdf")
    os.mkfifo(folder / "pipe.pdf")
    planned(store, folder, *sorted(os.listdir(folder)), "missing.pdf")  # noqa: PTH208
    figures = run(store)
    assert (figures.files["submitted"], figures.files["refused"]) == (1, 6)
    found = {each.path: each.error.code for each in failures(store, get_batch(store, "kho"))}
    assert found == {
        "empty.pdf": ErrorCode.EMPTY_FILE, "large.pdf": ErrorCode.TOO_LARGE,
        "folder.pdf": ErrorCode.UNSUPPORTED_TYPE, "pipe.pdf": ErrorCode.UNSUPPORTED_TYPE,
        "loop.pdf": ErrorCode.INTERNAL, "missing.pdf": ErrorCode.NOT_FOUND,
    }  # fmt: skip


def test_nothing_is_refused_when_the_whole_folder_is_gone(store: Store, folder: Path) -> None:
    planned(store, folder, "a.pdf", "b.pdf")
    shutil.rmtree(folder)
    with pytest.raises(SohoaError, match="Mount it"):
        run(store)
    folder.mkdir()
    for name in ("a.pdf", "b.pdf"):
        (folder / name).write_text(name)
    assert run(store).files == {"planned": 0, "submitted": 2, "refused": 0}


def test_a_folder_that_has_become_empty_trips_the_breaker(store: Store, folder: Path) -> None:
    """As a share does that is not mounted any more."""
    planned(store, folder, *(f"{n}.pdf" for n in range(1000)))
    figures = run(store, follow=True)
    assert (figures.batch.state, figures.batch.paused_by) == (BatchState.PAUSED, BREAKER)
    assert figures.batch.reason == "200 of the last 200 files failed: not_found 200."
    assert figures.files["planned"] == 800
    with pytest.raises(SohoaError, match="paused by breaker"):
        run(store)


def test_a_store_that_cannot_be_written_is_no_files_fault(
    store: Store, folder: Path, tmp_path: Path
) -> None:
    (folder / "a.pdf").write_text("a")
    planned(store, folder, "a.pdf")
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "objects").write_text("in the way")
    with pytest.raises(SohoaError) as caught:
        run(store)
    assert caught.value.code is ErrorCode.STORE_UNAVAILABLE
    (tmp_path / "home" / "objects").unlink()
    assert run(store).files["submitted"] == 1


def test_a_run_waits_while_a_person_has_paused_the_batch(store: Store, folder: Path) -> None:
    (folder / "a.pdf").write_text("a")
    planned(store, folder, "a.pdf")
    steps = run_batch(store, Bell(store.settings), "kho", threading.Event(), actor="lan")
    assert next(steps).files["submitted"] == 1
    batch = get_batch(store, "kho")
    pause(store, batch, "an")
    plan(store, "kho", folder, [("b.pdf", 1)])
    (folder / "b.pdf").write_text("b")
    paused = next(steps)
    assert (paused.batch.state, paused.files["planned"]) == (BatchState.PAUSED, 1)
    resume(store, batch, "an")
    assert next(steps).files["planned"] == 0


def test_a_run_that_is_told_to_stop_can_be_gone_on_with(store: Store, folder: Path) -> None:
    names = [f"{n}.pdf" for n in range(500)]
    for name in names:
        (folder / name).write_text(name)
    planned(store, folder, *names)
    stop = threading.Event()
    runner = threading.Thread(target=run, args=[store], kwargs={"stop": stop})
    runner.start()
    wait_until(lambda: count(store, documents) >= 100, "some files to be submitted")
    stop.set()
    runner.join()
    assert run(store).files == {"planned": 0, "submitted": 500, "refused": 0}
    assert count(store, documents) == count(store, submissions) == 500
