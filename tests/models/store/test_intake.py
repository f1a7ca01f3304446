"""What is acknowledged is on disk and noted, once."""

from __future__ import annotations

import hashlib
import io
import os
import resource
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from models.errors import ErrorCode, SohoaError
from models.store.database import Store
from models.store.intake import keep, shown_name
from models.store.jobs import JobState
from models.store.objects import ObjectStore
from models.store.tables import audit_events, documents, jobs, submissions
from tests.models.store.builders import at_once, count, files, rows, submit

LETTER = b"%PDF-1.7 a letter"
DIGEST = hashlib.sha256(LETTER).hexdigest()


def test_a_file_becomes_a_document_with_a_job_that_opens_it(store: Store) -> None:
    receipt = submit(store, LETTER)
    assert (receipt.sha256, receipt.size, receipt.duplicate) == (DIGEST, len(LETTER), False)
    assert store.objects.read(DIGEST) == LETTER
    [document] = rows(store, documents)
    assert (document.id, document.state, document.unit) == (receipt.document, "received", "xa-a")
    [job] = rows(store, jobs)
    assert (job.kind, job.state, job.document) == ("open", "ready", receipt.document)
    assert [(row.action, row.actor) for row in rows(store, audit_events)] == [("submit", "lan")]


def test_the_same_bytes_have_the_same_document(store: Store) -> None:
    first = submit(store, LETTER, name="don.pdf")
    second = submit(store, LETTER, name="ban sao.pdf")
    assert (second.document, second.duplicate) == (first.document, True)
    names = [(row.file_name, row.duplicate) for row in rows(store, submissions)]
    assert names == [("don.pdf", False), ("ban sao.pdf", True)]


def test_the_same_bytes_fifty_times_in_parallel(store: Store) -> None:
    receipts = at_once(50, lambda _: submit(store, LETTER))
    assert {receipt.document for receipt in receipts} == {receipts[0].document}
    assert sorted(receipt.duplicate for receipt in receipts) == [False] + [True] * 49
    assert count(store, documents) == 1
    assert count(store, submissions) == 50
    assert [(row.kind, row.state) for row in rows(store, jobs)] == [("open", "ready")]
    assert [path.name for path in files(store.settings.store())] == [DIGEST]


def test_many_files_in_parallel(store: Store) -> None:
    receipts = at_once(30, lambda number: submit(store, LETTER + bytes([number])))
    assert len({receipt.document for receipt in receipts}) == 30
    assert count(store, jobs, jobs.c.state == JobState.READY) == 30


def test_an_empty_file_is_refused_and_not_kept(store: Store) -> None:
    with pytest.raises(SohoaError) as caught:
        submit(store, b"")
    assert caught.value.code is ErrorCode.EMPTY_FILE
    assert count(store, documents) == 0
    assert files(store.settings.store()) == []


def test_a_file_that_is_too_large_is_refused_and_not_kept(store: Store) -> None:
    with pytest.raises(SohoaError, match="more than 1,000,000 bytes") as caught:
        submit(store, b"x" * 1_000_001)
    assert caught.value.code is ErrorCode.TOO_LARGE
    assert files(store.settings.store()) == []
    submit(store, b"x" * 1_000_000)


def test_the_bytes_are_on_disk_before_the_document_is_noted(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Power may be lost at any moment: what is noted must be there, names of folders too."""
    synced: list[str] = []
    fsync = os.fsync

    def note(handle: int) -> None:
        synced.append(str(Path(f"/proc/self/fd/{handle}").readlink()))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", note)
    keep(store, io.BytesIO(LETTER))
    root = store.settings.store()
    assert synced[0].startswith(f"{root}/incoming/")
    assert synced[1:] == [root, f"{root}/{DIGEST[:2]}", f"{root}/{DIGEST[:2]}/{DIGEST[2:4]}"]
    assert count(store, documents) == 0


def test_stored_files_cannot_be_written(store: Store) -> None:
    submit(store, LETTER)
    [path] = files(store.settings.store())
    assert path.stat().st_mode & 0o777 == 0o440


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Đơn đề nghị.pdf", "Đơn đề nghị.pdf"),
        ("a\0b.pdf", "ab.pdf"),
        (os.fsdecode(b"don-\xe1.pdf"), "don-\N{REPLACEMENT CHARACTER}.pdf"),
    ],
)
def test_any_name_of_a_file_can_be_kept(store: Store, name: str, shown: str) -> None:
    assert shown_name(name) == shown
    submit(store, LETTER, name=name)
    assert [row.file_name for row in rows(store, documents)] == [shown]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 kB."""
    if os.getuid() != 0:
        pytest.skip("only root may mount a disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode != 0:
        pytest.skip("this machine lets nobody mount a disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_refuses_the_file_and_keeps_nothing_of_it(
    store: Store, small_disk: Path
) -> None:
    tight = replace(store, objects=ObjectStore(str(small_disk)))
    submit(tight, LETTER)
    with pytest.raises(SohoaError, match="Free space on its disk") as caught:
        submit(tight, b"x" * 200_000)
    assert caught.value.code is ErrorCode.STORE_UNAVAILABLE
    assert [path.name for path in files(str(small_disk))] == [DIGEST]
    assert count(store, documents) == 1
    assert shutil.disk_usage(small_disk).free > 0
    submit(tight, b"another letter")


def test_a_file_that_cannot_be_written_whole_is_refused(store: Store) -> None:
    """As a full disk does, wherever nobody may mount one."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    # Only what is stored may be larger than this, not the database.
    objects = store.settings.store()
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, before[1]))
    try:
        with pytest.raises(SohoaError) as caught:
            keep(store, io.BytesIO(b"x" * 200_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert caught.value.code is ErrorCode.STORE_UNAVAILABLE
    assert files(objects) == []


def test_a_folder_that_may_not_be_written_is_told_so(store: Store, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file, no folder")
    with pytest.raises(SohoaError) as caught:
        submit(replace(store, objects=ObjectStore(str(blocked))))
    assert caught.value.code is ErrorCode.STORE_UNAVAILABLE
