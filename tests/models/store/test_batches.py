"""Bulk runs: each file exactly once, whatever dies; paused, broken, retried, reported, verified."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import insert, update

from models.errors import ErrorCode, SohoaError
from models.extraction import Status
from models.store import reading
from models.store.batches import (
    BREAKER,
    Batch,
    BatchState,
    ItemState,
    batch_of_folder,
    find_batch,
    get_batch,
    look_after,
    pause,
    plan,
    resume,
    retry,
    start,
    submit,
    take,
)
from models.store.database import Store
from models.store.intake import DocumentState, Receipt, keep
from models.store.jobs import Job, JobKind, JobState, claim
from models.store.manifest import End, Totals, ends, failures, report, status
from models.store.manifest import Status as Figures
from models.store.quarantine import seal
from models.store.tables import (
    TRIED,
    batch_items,
    documents,
    jobs,
    pages,
    results,
    submissions,
)
from models.store.verification import Fault, verify
from tests.models.store import builders
from tests.models.store.builders import Clock, at_once, count, paper, plan_of, problem, result, rows

FOLDER = Path("/kho/2019")


def planned(store: Store, *names: str, name: str = "kho") -> Batch:
    """A batch of files that are called so, running."""
    plan(store, name, FOLDER, [(each, 10) for each in names])
    start(store, get_batch(store, name))
    return get_batch(store, name)


def submit_all(
    store: Store, batch: Batch, contents: dict[str, bytes] | None = None
) -> list[Receipt]:
    """Submit what is planned; a file holds its own name unless told otherwise."""
    kept = []
    for item in take(store, batch, 0, 1000):
        data = (contents or {}).get(item.path, item.path.encode("utf-8", "surrogateescape"))
        kept.append((item, keep(store, io.BytesIO(data))))
    return submit(store, batch, kept, "lan")


def refuse_all(store: Store, batch: Batch) -> None:
    wrong = problem(ErrorCode.EMPTY_FILE)
    submit(store, batch, [(item, wrong) for item in take(store, batch, 0, 1000)], "lan")


def read_all(
    store: Store,
    *,
    pages: Mapping[UUID, int] | None = None,
    faults: Mapping[tuple[UUID, int], ErrorCode] | None = None,
    until: Callable[[], bool] = lambda: False,
) -> None:
    """Do all jobs that can be done, as a worker would.

    Args:
        store: Where.
        pages: Of documents that do not have just one.
        faults: What fails for good: pages by document and number, opening as a page 0.
        until: When to stop.
    """
    while not until() and (job := claim(store)):
        code = (faults or {}).get((job.document, job.page)) if job.document else None
        if code is ErrorCode.SECRET_DOCUMENT:
            seal(store, job)
        elif code is not None and job.kind is not JobKind.ASSEMBLE:
            assert reading.failed(store, job, problem(code)) is JobState.PARKED
        else:
            do(store, job, (pages or {}).get(job.document, 1) if job.document else 1)


def do(store: Store, job: Job, page_count: int) -> None:
    """Do a job well; each paper has a field that asks for a person."""
    if job.kind is JobKind.OPEN:
        source = {"kind": "pdf", "signed": False, "damaged": False}
        reading.opened(store, job, source, page_count)
    elif job.kind is JobKind.PAGE:
        builders.read_page(store, job, preview=put(store, f"preview {job.id}"))
    elif job.kind is JobKind.ASSEMBLE:
        doubtful = paper(so_ky_hieu=builders.field("1/QĐ", doubtful=True))
        with store.read() as connection:
            broken = any(p.page.error for p in reading.read_pages(connection, job.document))
        found = result(doubtful, status=Status.PARTIAL if broken else Status.OK)
        reading.assembled(store, job, found, put(store, f"searchable {job.id}"), "0.1.0")


def put(store: Store, words: str) -> str:
    """The digest of a stored file."""
    return store.objects.put(io.BytesIO(words.encode())).sha256


def is_finished(store: Store) -> bool:
    look_after(store)
    return get_batch(store, "kho").state is BatchState.FINISHED


def totals_of(store: Store, batch: Batch) -> Totals:
    totals = Totals()
    for row in report(store, batch):
        totals.add(row)
    return totals


def assert_equal(totals: Totals, figures: Figures) -> None:
    """The report's sums are those of the manifest."""
    told = totals.to_json()
    assert told["files"] == figures.to_json()["files"]
    assert told["documents"] == dict(figures.documents)
    assert totals.pages == figures.pages_known


def discrepancies(store: Store, batch: Batch | None = None) -> set[tuple[Fault, str, str | None]]:
    found = [each for checked in verify(store, batch) for each in checked.discrepancies]
    return {(each.fault, each.what, each.path) for each in found}


# The manifest.


def test_planning_again_adds_only_what_is_new(store: Store) -> None:
    assert plan(store, "kho", FOLDER, [("a.pdf", 1), ("b/c.pdf", 2)], unit="xa-a") == 2
    assert plan(store, "kho", FOLDER, [("a.pdf", 1), ("b/c.pdf", 2), ("d.pdf", 3)]) == 1
    batch = get_batch(store, "kho")
    assert (batch.state, batch.unit) == (BatchState.PLANNED, "xa-a")
    found = [(row.path, row.size, row.state) for row in rows(store, batch_items)]
    assert found == [("a.pdf", 1, "planned"), ("b/c.pdf", 2, "planned"), ("d.pdf", 3, "planned")]
    assert batch_of_folder(store, FOLDER) == batch


def test_a_large_manifest_is_planned_in_one_go(store: Store) -> None:
    assert plan(store, "kho", FOLDER, ((f"{n}.pdf", n) for n in range(2500))) == 2500
    assert status(store, get_batch(store, "kho")).all_files == 2500


@pytest.mark.parametrize(
    "asked",
    [
        {"folder": Path("/kho/2020")},
        {"unit": "xa-b"},
        {"declared_type": "can_cuoc"},
    ],
)
def test_a_name_means_one_thing(store: Store, asked: dict[str, object]) -> None:
    plan(store, "kho", FOLDER, [("a.pdf", 1)], unit="xa-a")
    with pytest.raises(SohoaError, match="another --name") as caught:
        plan(store, "kho", **{"folder": FOLDER, "files": [("b.pdf", 1)], **asked})  # type: ignore[arg-type]
    assert caught.value.code is ErrorCode.NOT_ALLOWED
    assert count(store, batch_items) == 1


@pytest.mark.parametrize("name", ["", " ", "a\nb", "x" * 201])
def test_names_are_fit_to_be_shown(store: Store, name: str) -> None:
    with pytest.raises(SohoaError, match="printable"):
        plan(store, name, FOLDER, [])
    assert find_batch(store, name) is None


def test_a_path_that_is_no_text_or_very_long_is_found_again(store: Store) -> None:
    odd, long = os.fsdecode(b"gi\xe1y.pdf"), "/".join(["hồ sơ" * 20] * 30) + "/a.pdf"
    batch = planned(store, odd, long)
    assert [item.path for item in take(store, batch, 0, 10)] == [odd, long]
    submit_all(store, batch)
    assert [row.path for row in report(store, batch)] == [odd, long]
    assert [row.file_name for row in rows(store, submissions)] == ["gi\ufffdy.pdf", "a.pdf"]


# Submitting.


def test_each_file_becomes_a_document_or_has_a_reason(store: Store) -> None:
    batch = planned(store, "a.pdf", "b.pdf", "c.pdf")
    first, second, third = take(store, batch, 0, 3)
    receipts = submit(
        store, batch,
        [
            (first, keep(store, io.BytesIO(b"one"))),
            (second, problem(ErrorCode.EMPTY_FILE)),
            (third, keep(store, io.BytesIO(b"three!"))),
        ],
        "lan",
    )  # fmt: skip
    found = rows(store, batch_items)
    assert [row.state for row in found] == ["submitted", "refused", "submitted"]
    assert [row.document for row in found] == [receipts[0].document, None, receipts[1].document]
    assert [row.size for row in found] == [3, 10, 6]
    assert found[1].error["code"] == "empty_file"
    assert {row.batch for row in rows(store, documents)} == {batch.id}
    assert [row.way for row in rows(store, submissions)] == ["batch", "batch"]
    assert take(store, batch, 0, 10) == []


def test_the_same_bytes_twice_are_one_document(store: Store) -> None:
    known = builders.submit(store, b"known")
    batch = planned(store, "a.pdf", "b.pdf", "c.pdf")
    same = dict.fromkeys(("a.pdf", "b.pdf"), b"same") | {"c.pdf": b"known"}
    receipts = submit_all(store, batch, same)
    assert [receipt.duplicate for receipt in receipts] == [False, True, True]
    assert receipts[0].document == receipts[1].document
    assert receipts[2].document == known.document
    assert [row.duplicate for row in rows(store, submissions)] == [False, False, True, True]
    assert count(store, documents) == count(store, jobs) == 2
    figures = status(store, batch)
    assert (figures.duplicates, figures.documents) == (2, {"received": 2})


def test_jobs_of_a_batch_stand_in_the_order_of_its_files(store: Store) -> None:
    batch = planned(store, "a.pdf", "b.pdf", "c.pdf")
    receipts = submit_all(store, batch)
    found = rows(store, jobs)
    by_turn = sorted(found, key=lambda row: row.turn)
    assert [row.document for row in by_turn] == [receipt.document for receipt in receipts]
    assert len({row.turn for row in found}) == 3
    more = planned(store, "d.pdf")
    submit_all(store, more)
    assert rows(store, jobs)[-1].turn > by_turn[-1].turn


def test_two_runs_at_once_submit_each_file_once(store: Store) -> None:
    batch = planned(store, *(f"{n}.pdf" for n in range(40)))

    def run(_: int) -> None:
        submit_all(store, batch)

    at_once(4, run)
    assert count(store, submissions) == count(store, documents) == count(store, jobs) == 40
    assert {row.state for row in rows(store, batch_items)} == {"submitted"}


def test_what_was_kept_but_not_noted_is_submitted_by_the_next_run(store: Store) -> None:
    batch = planned(store, "a.pdf")
    (item,) = take(store, batch, 0, 10)
    stored = keep(store, io.BytesIO(b"a.pdf"))  # and here it was killed
    assert discrepancies(store) == {(Fault.OBJECT_UNKNOWN, "file", None)}
    assert submit(store, batch, [(item, stored)], "lan")[0].duplicate is False
    assert discrepancies(store) == set()


def test_of_a_secret_paper_no_name_is_kept(store: Store) -> None:
    batch = planned(store, "mật.pdf", "b/mật (2).pdf")
    (first, second) = take(store, batch, 0, 2)
    submit(store, batch, [(first, keep(store, io.BytesIO(b"secret")))], "lan")
    seal(store, builders.take(store, JobKind.OPEN))
    submit(store, batch, [(second, keep(store, io.BytesIO(b"secret")))], "lan")
    assert [row.path for row in rows(store, batch_items)] == [None, None]
    assert [failure.error.code for failure in failures(store, batch)] == ["secret_document"] * 2
    store.objects.delete(rows(store, documents)[0].sha256)
    assert discrepancies(store) == discrepancies(store, batch) == set()
    assert plan(store, "kho", FOLDER, [("mật.pdf", 10)]) == 0


# Pausing, breaking, finishing.


def test_a_paused_batch_starts_nothing_until_it_is_resumed(store: Store) -> None:
    batch = planned(store, "a.pdf", "b.pdf")
    submit_all(store, batch)
    assert pause(store, batch, "lan", "night")
    assert not pause(store, batch, "an")
    assert claim(store) is None
    assert start(store, batch) is BatchState.PAUSED
    told = get_batch(store, "kho")
    assert (told.state, told.paused_by, told.reason) == (BatchState.PAUSED, "lan", "night")
    assert take(store, told, 0, 10) == []
    assert resume(store, batch, "lan")
    assert not resume(store, batch, "lan")
    assert claim(store) is not None


def test_what_comes_while_a_batch_is_paused_is_held_and_freed(store: Store) -> None:
    batch = planned(store, "a.pdf", "b.pdf")
    (first, second) = take(store, batch, 0, 2)
    submit(store, batch, [(first, keep(store, io.BytesIO(b"a")))], "lan")
    job = builders.take(store, JobKind.OPEN)
    pause(store, batch, "lan")
    submit(store, batch, [(second, keep(store, io.BytesIO(b"b")))], "lan")
    do(store, job, 2)
    # As when two transactions pass each other.
    set_jobs(store, JobState.READY, page=1)
    look_after(store)
    assert claim(store) is None
    resume(store, batch, "lan")
    set_jobs(store, JobState.HELD, page=2)
    look_after(store)
    read_all(store)
    assert is_finished(store)


def set_jobs(store: Store, state: JobState, page: int) -> None:
    with store.write() as connection:
        chosen = update(jobs).where(jobs.c.page == page, jobs.c.kind == JobKind.PAGE)
        assert connection.execute(chosen.values(state=state)).rowcount == 1


def test_a_batch_is_finished_when_every_file_has_its_end(store: Store) -> None:
    batch = planned(store, "a.pdf", "b.pdf", "c.pdf")
    assert not is_finished(store)
    first, *_ = submit_all(store, batch)
    faults = {(first.document, 0): ErrorCode.CORRUPT}
    read_all(store, faults=faults, until=lambda: count(store, results) == 2)
    assert is_finished(store)
    assert not pause(store, batch, "lan")
    plan(store, "kho", FOLDER, [("d.pdf", 1)])
    assert get_batch(store, "kho").state is BatchState.PLANNED


def test_a_batch_that_is_read_in_part_is_not_finished(store: Store) -> None:
    submit_all(store, planned(store, "a.pdf", "b.pdf"))
    read_all(store, until=lambda: count(store, results) == 1)
    assert not is_finished(store)


def test_a_batch_waits_for_a_document_of_another(store: Store) -> None:
    other, batch = planned(store, "a.pdf", name="kho 2"), planned(store, "b.pdf")
    same = dict.fromkeys(("a.pdf", "b.pdf"), b"same")
    submit_all(store, other, same)
    submit_all(store, batch, same)
    assert not is_finished(store)
    read_all(store)
    assert is_finished(store)
    assert status(store, batch).documents == {"ok": 1}


def ended(
    store: Store, batch: Batch, ends: str, clock: Clock, kind: JobKind = JobKind.PAGE
) -> None:
    """Jobs of the batch that have ended one second after the other: `p`arked or `d`one."""
    values = []
    for number, end in enumerate(ends):
        clock.forward(1)
        reason = {"code": "corrupt" if number % 2 else "timeout"}
        state, error = (JobState.PARKED, reason) if end == "p" else (JobState.DONE, None)
        values.append(
            {
                "kind": kind, "batch": batch.id, "priority": 30, "turn": 0, "attempts": 1,
                "state": state, "error": error, "due_at": clock(), "created_at": clock(),
                "changed_at": clock(),
            }
        )  # fmt: skip
    with store.write() as connection:
        connection.execute(insert(jobs), values)


def test_the_breaker_pauses_a_batch_that_fails_too_often(store: Store, clock: Clock) -> None:
    batch = planned(store, "a.pdf")
    ended(store, batch, "d" * 300 + "p" * 4 + "d" * 100, clock)
    assert look_after(store) == []
    ended(store, batch, "p", clock)
    assert [each.name for each in look_after(store)] == ["kho"]
    told = get_batch(store, "kho")
    assert (told.state, told.paused_by) == (BatchState.PAUSED, BREAKER)
    assert told.reason == "5 of the last 200 pages failed: timeout 3, corrupt 2."
    assert look_after(store) == []


def test_the_breaker_forgets_what_was_before_the_batch_was_resumed(
    store: Store, clock: Clock
) -> None:
    batch = planned(store, "a.pdf")
    ended(store, batch, "p" * 200, clock)
    assert look_after(store) != []
    resume(store, batch, "lan")
    assert look_after(store) == []
    ended(store, batch, "p" * 199, clock)
    assert look_after(store) == []
    ended(store, batch, "p", clock)
    assert look_after(store) != []


def test_the_breaker_counts_files_that_cannot_be_opened_but_no_opening_that_went_well(
    store: Store, clock: Clock
) -> None:
    batch = planned(store, "a.pdf")
    ended(store, batch, "d" * 1000, clock, JobKind.OPEN)
    ended(store, batch, "d" * 195, clock)
    ended(store, batch, "ppppp", clock, JobKind.OPEN)
    assert look_after(store) != []


def test_the_breaker_looks_at_an_index(store: Store) -> None:
    """The figures of a large batch must not be counted through every two seconds."""
    batch = planned(store, "a.pdf")
    key = batch.id.hex if store.engine.dialect.name == "sqlite" else str(batch.id)
    plan = plan_of(
        store,
        f"SELECT state, error FROM jobs WHERE batch = '{key}' AND {TRIED}"
        " AND changed_at > '2026-01-01' ORDER BY changed_at DESC LIMIT 200",
    )
    assert "ix_jobs_tried" in plan


# Trying again.


def test_refused_files_are_tried_again(store: Store) -> None:
    batch = planned(store, "a.pdf", "b.pdf")
    refuse_all(store, batch)
    assert is_finished(store)
    assert retry(store, batch, "lan").files == 2
    assert get_batch(store, "kho").state is BatchState.RUNNING
    assert [item.path for item in take(store, batch, 0, 10)] == ["a.pdf", "b.pdf"]
    assert retry(store, batch, "lan").files == 0


def test_failed_documents_are_tried_again(store: Store) -> None:
    batch = planned(store, "a.pdf", "b.pdf", "c.pdf")
    first, second, _ = (receipt.document for receipt in submit_all(store, batch))
    faults = {(first, 0): ErrorCode.ENCRYPTED, (second, 2): ErrorCode.CORRUPT}
    read_all(store, pages={second: 2}, faults=faults)
    assert is_finished(store)
    assert status(store, batch).documents == {"ok": 1, "failed": 1, "partial": 1}
    # Opening the one, a page of the other.
    assert retry(store, batch, "lan").jobs == 2
    assert not is_finished(store)
    read_all(store)
    assert is_finished(store)
    assert status(store, batch).documents == {"ok": 3}
    assert retry(store, batch, "lan").jobs == 0
    assert get_batch(store, "kho").state is BatchState.FINISHED


# Figures and report.


def test_rate_and_time_left_follow_the_last_minutes(store: Store, clock: Clock) -> None:
    batch = planned(store, *"abcd")
    assert status(store, batch).eta_s is None
    submit_all(store, batch)
    while count(store, pages) < 3:
        job = claim(store)
        assert job is not None
        if job.kind is JobKind.PAGE:
            clock.forward(10)
        do(store, job, 2)
    figures = status(store, batch)
    assert figures.pages_read == 3
    assert figures.pages_per_minute == pytest.approx(6)
    # What is not opened yet has as many pages as what is.
    assert figures.eta_s == pytest.approx(50)
    clock.forward(600)
    assert status(store, batch).pages_per_minute is None


def test_the_rate_of_a_finished_batch_stays_what_it_was(store: Store, clock: Clock) -> None:
    batch = planned(store, *"abcd")
    submit_all(store, batch)
    while (job := claim(store)) is not None:
        if job.kind is JobKind.PAGE:
            clock.forward(10)
        do(store, job, 1)
    assert is_finished(store)
    rates = []
    for _ in range(3):
        rates.append(status(store, get_batch(store, "kho")).pages_per_minute)
        clock.forward(200)
    assert rates == pytest.approx([6, 6, 6])


def test_the_end_of_a_batch_is_counted_as_its_figures_are(store: Store) -> None:
    batch = planned(store, "a.pdf", "b.pdf", "c.pdf", "d.pdf")
    first, second, *_ = (receipt.document for receipt in submit_all(store, batch))
    refuse_all(store, planned(store, "x.pdf", "y.pdf", name="khác"))
    faults = {(first, 0): ErrorCode.ENCRYPTED, (second, 2): ErrorCode.CORRUPT}
    read_all(store, pages={second: 2}, faults=faults)
    other = get_batch(store, "khác")
    with store.read() as connection:
        found = ends(connection, [batch.id, other.id])
        assert ends(connection, []) == {}
    for each in (batch, other):
        figures = status(store, each)
        assert found[each.id] == End(figures.all_files, figures.failures)
    assert (found[batch.id].failures, found[other.id].failures) == (2, 2)


def test_the_report_has_a_row_for_each_file_and_the_totals_of_the_manifest(store: Store) -> None:
    known = builders.submit(store, b"known").document
    batch = planned(store, *(f"{n}.pdf" for n in range(6)), "again.pdf", "known.pdf")
    too_large = take(store, batch, 0, 20)[3]
    submit(store, batch, [(too_large, problem(ErrorCode.TOO_LARGE))], "lan")
    same = {"again.pdf": b"0.pdf", "known.pdf": b"known"}
    first, secret, broken, *_ = (each.document for each in submit_all(store, batch, same))
    faults = {
        (known, 0): ErrorCode.ENCRYPTED, (first, 1): ErrorCode.CORRUPT,
        (first, 3): ErrorCode.NO_PAGES, (secret, 1): ErrorCode.SECRET_DOCUMENT,
        (broken, 0): ErrorCode.CORRUPT,
    }  # fmt: skip
    assert_equal(totals_of(store, batch), status(store, batch))
    read_all(store, pages={first: 3}, faults=faults, until=lambda: count(store, results) == 1)
    assert_equal(totals_of(store, batch), status(store, batch))
    read_all(store, pages={first: 3}, faults=faults)
    totals, figures = totals_of(store, batch), status(store, get_batch(store, "kho"))
    assert_equal(totals, figures)
    assert totals.to_json() == {
        "files": {"total": 8, "planned": 0, "submitted": 7, "refused": 1, "duplicates": 2},
        "documents": {"partial": 1, "quarantined": 1, "ok": 2, "failed": 2},
        "pages": 5, "records": 3, "fields_to_review": 3,
        "failures": {
            "corrupt": 3, "no_pages": 2, "too_large": 1, "secret_document": 1, "encrypted": 1,
        },
    }  # fmt: skip
    assert figures.failures == 5
    by_path = {row.path: row for row in report(store, batch)}
    assert by_path["3.pdf"].state is ItemState.REFUSED
    assert (by_path["0.pdf"].pages, by_path["0.pdf"].to_review) == (3, 1)
    assert (by_path["again.pdf"].duplicate, by_path["again.pdf"].pages) == (True, None)
    assert by_path["known.pdf"].document_state is DocumentState.FAILED
    listed = [(each.path, each.page, str(each.error.code)) for each in failures(store, batch)]
    assert listed[:2] == [("0.pdf", 1, "corrupt"), ("0.pdf", 3, "no_pages")]


# Verifying.


@pytest.fixture
def read_batch(store: Store) -> Batch:
    """A batch of two files that are read, with previews and searchable PDFs."""
    batch = planned(store, "a.pdf", "b.pdf")
    submit_all(store, batch)
    read_all(store)
    return batch


def test_a_whole_batch_has_no_discrepancy(store: Store, read_batch: Batch) -> None:
    checked = [*verify(store, read_batch)]
    assert sum(each.documents for each in checked) == 2
    assert sum(each.objects for each in checked) == 6
    assert discrepancies(store, read_batch) == discrepancies(store) == set()


def test_each_discrepancy_is_named(store: Store, read_batch: Batch) -> None:
    first, second = rows(store, documents)
    Path(store.objects.path(first.sha256)).unlink()
    for digest in (second.sha256, first.searchable):
        damaged = Path(store.objects.path(digest))
        damaged.chmod(0o600)
        damaged.write_bytes(b"rotten")
    (preview,) = (row for row in rows(store, pages) if row.document == second.id)
    store.objects.delete(preview.preview)
    stranger = store.objects.put(io.BytesIO(b"stranger")).sha256
    of_batch = {
        (Fault.OBJECT_MISSING, "original", first.file_name),
        (Fault.OBJECT_CORRUPT, "original", second.file_name),
        (Fault.OBJECT_CORRUPT, "searchable", first.file_name),
        (Fault.OBJECT_MISSING, "preview of page 1", second.file_name),
    }
    assert discrepancies(store, read_batch) == of_batch
    assert discrepancies(store) == of_batch | {(Fault.OBJECT_UNKNOWN, "file", None)}
    found = [each for checked in verify(store, None) for each in checked.discrepancies]
    assert {each.sha256 for each in found} >= {first.sha256, second.sha256, stranger}


def test_a_result_that_is_gone_is_named(store: Store, read_batch: Batch) -> None:
    first = rows(store, documents)[0]
    with store.write() as connection:
        connection.execute(update(documents).where(documents.c.id == first.id).values(result=None))
    assert discrepancies(store, read_batch) == {(Fault.RESULT_MISSING, "result", first.file_name)}
