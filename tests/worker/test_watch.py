"""The watched folder: complete files are taken, put away when read, and nothing is lost between."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from models.errors import ErrorCode, SohoaError
from models.settings import Settings
from models.store import reading
from models.store.database import Store, open_store
from models.store.jobs import JobKind
from models.store.quarantine import seal
from models.store.tables import documents, submissions
from tests.models.store.builders import (
    field,
    open_file,
    paper,
    put_together,
    read_pages,
    result,
    take,
)
from tests.servers import wait_until
from tests.worker.bells import SilentBell
from worker.watch import REASON, Watcher

PDF = b"%PDF-1.7\nscan\n%%EOF\n"


@pytest.fixture
def store(database_url: str, tmp_path: Path) -> Iterator[Store]:
    settings = Settings(home=str(tmp_path / "home"), database_url=database_url, settle_s=0.2)
    opened = open_store(settings)
    yield opened
    opened.close()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    return tmp_path / "inbox"


@pytest.fixture
def watcher(store: Store, inbox: Path) -> Watcher:
    return Watcher(store, SilentBell(store.settings), inbox)


def look_until(watcher: Watcher, condition: Callable[[], object], what: str) -> None:
    def looked() -> bool:
        watcher.look()
        return bool(condition())

    wait_until(looked, what, 10)


def taken(store: Store) -> list[str]:
    """Names of the files that were taken, in order."""
    with store.read() as connection:
        found = select(submissions.c.file_name).order_by(submissions.c.id)
        return list(connection.execute(found).scalars())


def finish(store: Store) -> None:
    """Read the document that is due; it is doubtful, so that nothing is to be published."""
    open_file(store)
    read_pages(store, 1)
    put_together(store, result(paper(trich_yeu=field("V/v", doubtful=True))))


def test_folders_say_whose_and_what(watcher: Watcher, store: Store, inbox: Path) -> None:
    folder = inbox / "xa-a" / "van_ban_hanh_chinh" / "thang 3"
    folder.mkdir(parents=True)
    (folder / "scan.pdf").write_bytes(PDF)
    look_until(watcher, lambda: taken(store), "the file to be taken")
    with store.read() as connection:
        row = connection.execute(select(documents)).one()
    assert (row.unit, row.declared_type) == ("xa-a", "van_ban_hanh_chinh")
    finish(store)
    watcher.look()
    done = inbox / "done" / "xa-a" / "van_ban_hanh_chinh" / "thang 3" / "scan.pdf"
    assert done.read_bytes() == PDF
    assert not (folder / "scan.pdf").exists()


def test_what_is_being_written_is_left_alone(watcher: Watcher, store: Store, inbox: Path) -> None:
    scan = inbox / "scan.pdf"
    for name in (".hidden.pdf", "copy.pdf.part", "copy.pdf.crdownload"):
        (inbox / name).write_bytes(PDF)
    end = time.monotonic() + 3 * store.settings.settle_s
    text = PDF.removesuffix(b"%%EOF\n")
    while time.monotonic() < end:
        # It grows all the time, and then pauses without an end.
        text += b"."
        scan.write_bytes(text)
        watcher.look()
    pause = time.monotonic() + 3 * store.settings.settle_s
    while time.monotonic() < pause:
        watcher.look()
    assert taken(store) == []
    scan.write_bytes(text + b"%%EOF\n")
    look_until(watcher, lambda: taken(store), "the whole file to be taken")
    assert taken(store) == ["scan.pdf"]
    with store.read() as connection:
        assert connection.execute(select(documents.c.size)).scalars().all() == [len(text) + 6]


def test_a_file_that_never_gets_an_end_is_taken_at_last(store: Store, inbox: Path) -> None:
    hasty = replace(store, settings=replace(store.settings, settle_s=0.02))
    watcher = Watcher(hasty, SilentBell(hasty.settings), inbox)
    (inbox / "cut.pdf").write_bytes(b"%PDF-1.7\ncut")
    (inbox / "empty.pdf").touch()
    look_until(watcher, lambda: (inbox / "failed" / "empty.pdf").exists(), "both to be taken")
    look_until(watcher, lambda: taken(store), "both to be taken")
    assert taken(store) == ["cut.pdf"]
    reason = (inbox / "failed" / f"empty.pdf{REASON}").read_text()
    assert reason.startswith("empty_file: The file is empty.")


def test_a_failed_file_has_its_reason_beside_it(
    watcher: Watcher, store: Store, inbox: Path
) -> None:
    (inbox / "scan.pdf").write_bytes(PDF)
    look_until(watcher, lambda: taken(store), "the file to be taken")
    error = SohoaError(ErrorCode.CORRUPT, "The PDF is damaged.", "Scan it again.")
    reading.failed(store, take(store, JobKind.OPEN), error)
    watcher.look()
    assert (inbox / "failed" / "scan.pdf").read_bytes() == PDF
    reason = (inbox / "failed" / f"scan.pdf{REASON}").read_text()
    assert reason.startswith("corrupt: The PDF is damaged. Scan it again.\ndocument ")


def test_a_file_comes_again_under_its_name(watcher: Watcher, store: Store, inbox: Path) -> None:
    (inbox / "scan.pdf").write_bytes(PDF)
    look_until(watcher, lambda: len(taken(store)) == 1, "the first file to be taken")
    second = PDF.replace(b"scan", b"another")
    (inbox / "scan.pdf").write_bytes(second)
    finish(store)
    look_until(watcher, lambda: len(taken(store)) == 2, "the second file to be taken")
    finish(store)
    watcher.look()
    assert (inbox / "done" / "scan.pdf").read_bytes() == second
    (inbox / "scan.pdf").write_bytes(PDF)
    look_until(watcher, lambda: len(taken(store)) == 3, "the first one to come again")
    watcher.look()
    # It was known and read: it is put away beside the other.
    assert (inbox / "done" / "scan (2).pdf").read_bytes() == PDF


def test_a_new_watcher_finds_what_the_last_one_took(
    watcher: Watcher, store: Store, inbox: Path
) -> None:
    (inbox / "scan.pdf").write_bytes(PDF)
    look_until(watcher, lambda: taken(store), "the file to be taken")
    finish(store)
    again = Watcher(store, SilentBell(store.settings), inbox)
    look_until(again, lambda: (inbox / "done" / "scan.pdf").exists(), "the file to be put away")
    with store.read() as connection:
        assert len(connection.execute(select(documents.c.id)).all()) == 1


def test_a_secret_file_does_not_stay(watcher: Watcher, store: Store, inbox: Path) -> None:
    (inbox / "bi mat.pdf").write_bytes(PDF)
    look_until(watcher, lambda: taken(store), "the file to be taken")
    open_file(store)
    seal(store, take(store, JobKind.PAGE))
    watcher.look()
    left = [path for path in inbox.rglob("*") if path.is_file()]
    assert [path.name.endswith(REASON) for path in left] == [True]
    assert "bi mat" not in left[0].name + left[0].read_text()
