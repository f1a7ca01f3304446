"""The whole stack, started as a user starts it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from models.settings import Settings
from models.store.database import Store, open_store
from models.store.tables import documents, records, results
from tests.conftest import SAMPLES
from tests.faults.plant import tiny_scan
from tests.faults.watch import SOHOA, descendants
from tests.servers import is_running, wait_until

pytestmark = pytest.mark.engines


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def started(home: Path, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [SOHOA, "up", *map(str, arguments)], env={**os.environ, "SOHOA_HOME": str(home)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        # Whoever runs the tests may ignore Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip


@pytest.fixture
def stack(home: Path) -> Iterator[subprocess.Popen[str]]:
    process = started(home)
    wait_until((home / "stack.json").exists, "the stack to run")
    yield process
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=90)
    assert (process.returncode, err) == (0, "")
    assert out.rstrip().endswith("stopped")


def opened(home: Path) -> Store:
    return open_store(Settings(home=str(home)))


def test_submitted_files_become_records_in_a_table(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    # To the table's printer this would be the end of an emphasis that never began.
    (folder / "[bold]a[").mkdir(parents=True)
    shutil.copy(SAMPLES / "van_ban_hanh_chinh" / "chi-thi.jpg", folder / "[bold]a[" / "x].jpg")
    Path(os.fsdecode(os.fsencode(folder) + b"/no-text-\xff.pdf")).write_bytes(b"%PDF-1.7\n")
    (folder / "empty.pdf").touch()
    process = started(home, "--submit", folder, "--once")
    out, err = process.communicate(timeout=120)
    assert process.returncode == 3
    assert "[bold]a[/x].jpg" in out
    assert "4345/CT-SGTVT" in out
    told = err.splitlines()
    assert [line.split(":")[1].strip() for line in told] == ["empty_file", "corrupt"]
    assert not (home / "stack.json").exists()


def test_a_second_stack_is_refused(home: Path, stack: subprocess.Popen[str]) -> None:
    second = started(home)
    out, err = second.communicate(timeout=60)
    assert second.returncode == 1
    assert str(stack.pid) in err
    assert "Traceback" not in err


def test_what_is_put_into_the_watched_folder_becomes_a_record(
    home: Path, stack: subprocess.Popen[str]
) -> None:
    inbox = home / "inbox" / "xa-long-thanh-nam"
    inbox.mkdir(parents=True)
    (inbox / "scan.jpg").write_bytes((SAMPLES / "van_ban_hanh_chinh" / "chi-thi.jpg").read_bytes())
    done = home / "inbox" / "done" / "xa-long-thanh-nam" / "scan.jpg"
    wait_until(done.exists, "the scan to be put away")
    store = opened(home)
    with store.read() as connection:
        (row,) = connection.execute(select(records)).all()
    store.close()
    assert (row.unit, row.type) == ("xa-long-thanh-nam", "van_ban_hanh_chinh")


def test_the_stack_is_killed_and_started_again(home: Path) -> None:
    first = started(home)
    wait_until((home / "stack.json").exists, "the stack to run")
    inbox = home / "inbox"
    inbox.mkdir(exist_ok=True)
    for number in range(6):
        (inbox / f"{number}.tiff").write_bytes(tiny_scan(number, pages=3))
    store = opened(home)

    def begun() -> bool:
        with store.read() as connection:
            return bool(connection.execute(select(documents.c.id)).all())

    wait_until(begun, "the first scan to be taken")
    below = descendants(first.pid)
    first.kill()
    first.communicate()
    wait_until(lambda: not any(map(is_running, below)), "all its processes to end")
    second = started(home)
    wait_until(lambda: len(list(inbox.glob("done/*"))) == 6, "all scans to be put away")
    with store.read() as connection:
        assert len(connection.execute(select(documents.c.id)).all()) == 6
        assert len(connection.execute(select(results.c.id)).all()) == 6
        assert len(connection.execute(select(records.c.id)).all()) == 6
    store.close()
    second.send_signal(signal.SIGTERM)
    second.communicate(timeout=90)
    assert second.returncode == 0
