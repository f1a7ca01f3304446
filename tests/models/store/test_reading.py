"""The way of a document: opened, its pages in any order, put together once."""

from __future__ import annotations

import itertools
from contextlib import suppress
from functools import partial
from uuid import UUID

import pytest
from sqlalchemy import update

from models.errors import ErrorCode, SohoaError
from models.extraction import Result, Status
from models.store import reading
from models.store.database import Store
from models.store.intake import DocumentState
from models.store.jobs import Job, JobKind, JobState, LeaseLost, claim
from models.store.reading import StoredPage, get_document, get_result
from models.store.tables import documents, jobs, pages, records, results
from tests.models.store.builders import (
    ENGINE,
    count,
    digest,
    open_file,
    page,
    paper,
    problem,
    put_together,
    read_page,
    read_pages,
    result,
    rows,
    states,
    submit,
    take,
    together,
)


def opened(store: Store, number: int = 1, data: bytes = b"%PDF-1.7 a letter") -> UUID:
    submit(store, data)
    return open_file(store, number)


def take_pages(store: Store, number: int) -> list[Job]:
    return [take(store, JobKind.PAGE) for _ in range(number)]


def draft(*numbers: int, status: Status = Status.OK) -> Result:
    """A result that a person has to look at, so that nothing is published."""
    return result(paper(*numbers, kind="khac"), status=status)


def document_state(store: Store, document: UUID) -> str:
    with store.read() as connection:
        return str(get_document(connection, document).state)


def texts(store: Store, document: UUID) -> list[str]:
    with store.read() as connection:
        return [each.page.text for each in reading.read_pages(connection, document)]


def test_an_opened_file_has_a_job_for_each_page_and_one_that_waits(store: Store) -> None:
    document = opened(store, 3)
    assert states(store, document) == {
        ("open", 0): "done",
        ("page", 1): "ready",
        ("page", 2): "ready",
        ("page", 3): "ready",
        ("assemble", 0): "waiting",
    }
    with store.read() as connection:
        row = get_document(connection, document)
    assert (row.state, row.page_count) == ("reading", 3)
    assert row.source == {"kind": "pdf", "signed": False, "damaged": False}


@pytest.mark.parametrize("order", list(itertools.permutations((0, 1, 2))))
def test_pages_may_end_in_any_order(store: Store, order: tuple[int, ...]) -> None:
    document = opened(store, 3)
    taken = take_pages(store, 3)
    for place in order:
        assert states(store, document)["assemble", 0] == "waiting"
        read_page(store, taken[place], f"trang {taken[place].page}")
    assert states(store, document)["assemble", 0] == "ready"
    assert texts(store, document) == ["trang 1", "trang 2", "trang 3"]


def test_a_page_is_read_back_as_it_was(store: Store) -> None:
    document = opened(store)
    read = page(1, "CỘNG HÒA XÃ HỘI\nĐộc lập - Tự do")
    job = take(store, JobKind.PAGE)
    reading.page_read(store, job, StoredPage(read, ENGINE, 2.5), "a" * 64)
    with store.read() as connection:
        assert reading.read_pages(connection, document) == [StoredPage(read, ENGINE, 2.5)]


def test_a_page_that_ends_twice_counts_once(store: Store) -> None:
    document = opened(store, 2)
    first, second = take_pages(store, 2)
    read_page(store, first, "first")
    with pytest.raises(LeaseLost):
        read_page(store, first, "again")
    assert states(store, document)["assemble", 0] == "waiting"
    read_page(store, second, "second")
    assert texts(store, document) == ["first", "second"]


def test_the_last_pages_may_end_at_the_same_moment(store: Store) -> None:
    """Each sees the others or is seen by them; the document is put together exactly once."""
    for turn in range(8):
        document = opened(store, 6, bytes([turn]))
        taken = take_pages(store, 6)
        together(*(partial(read_page, store, job) for job in taken))
        assert states(store, document)["assemble", 0] == "ready"
        put_together(store, draft(1))
        assert claim(store) is None


def test_a_page_that_is_given_up_while_another_ends(store: Store) -> None:
    for turn in range(8):
        document = opened(store, 2, bytes([turn]))
        taken = take_pages(store, 2)
        together(
            partial(read_page, store, taken[0]),
            partial(reading.failed, store, taken[1], problem(ErrorCode.CORRUPT)),
        )
        assert states(store, document)["assemble", 0] == "ready"
        put_together(store, draft(1, status=Status.PARTIAL))


def test_a_page_that_cannot_be_read_leaves_the_document_partial(store: Store) -> None:
    document = opened(store, 2)
    first, second = take_pages(store, 2)
    assert reading.failed(store, second, problem(ErrorCode.CORRUPT)) == JobState.PARKED
    read_page(store, first)
    with store.read() as connection:
        _, unread = reading.read_pages(connection, document)
    assert unread.page.error is not None
    assert unread.page.error.to_json() == problem(ErrorCode.CORRUPT).to_json()
    put_together(store, draft(1, status=Status.PARTIAL))
    assert document_state(store, document) == DocumentState.PARTIAL


def test_a_document_whose_pages_all_fail_has_failed(store: Store) -> None:
    document = opened(store, 2)
    for job in take_pages(store, 2):
        reading.failed(store, job, problem(ErrorCode.CORRUPT))
    with store.read() as connection:
        row = get_document(connection, document)
    assert (row.state, row.error["code"]) == ("failed", "corrupt")
    assert claim(store) is None


@pytest.mark.parametrize("kind", [JobKind.OPEN, JobKind.ASSEMBLE])
def test_a_document_that_cannot_be_opened_or_put_together_has_failed(
    store: Store, kind: JobKind
) -> None:
    document = submit(store).document
    if kind is JobKind.ASSEMBLE:
        open_file(store)
        read_pages(store, 1)
    reading.failed(store, take(store, kind), problem(ErrorCode.ENCRYPTED))
    assert document_state(store, document) == DocumentState.FAILED


def test_the_result_is_kept_in_its_published_shape(store: Store) -> None:
    found = result(paper(1, so_ky_hieu="1082/KH-UBND"))
    document, _ = digest(store, found)
    with store.read() as connection:
        row = get_document(connection, document)
        assert get_result(connection, row.result) == found.to_json()
    assert (row.state, row.error) == ("ok", None)


def test_putting_together_twice_has_one_effect(store: Store) -> None:
    opened(store)
    read_pages(store, 1)
    job = take(store, JobKind.ASSEMBLE)
    reading.assembled(store, job, draft(1), None, "0.1.0")
    with pytest.raises(LeaseLost):
        reading.assembled(store, job, result(paper(1), paper(1)), None, "0.1.0")
    assert (count(store, results), count(store, records)) == (1, 1)


class TestTryingAgain:
    def test_a_file_that_could_not_be_opened(self, store: Store) -> None:
        document = submit(store).document
        reading.failed(store, take(store, JobKind.OPEN), problem(ErrorCode.CORRUPT))
        assert reading.retry(store, [document]) == 1
        with store.read() as connection:
            row = get_document(connection, document)
        assert (row.state, row.error) == ("received", None)
        assert open_file(store, 2) == document

    def test_a_page(self, store: Store) -> None:
        document = opened(store, 2)
        first, second = take_pages(store, 2)
        read_page(store, first, "first")
        reading.failed(store, second, problem(ErrorCode.CORRUPT))
        put_together(store, draft(1, status=Status.PARTIAL))
        assert reading.retry(store, [document]) == 1
        assert document_state(store, document) == DocumentState.READING
        again = take(store, JobKind.PAGE)
        assert (again.page, again.attempts) == (2, 1)
        read_page(store, again, "second")
        put_together(store, draft(1, 2))
        assert document_state(store, document) == DocumentState.OK
        assert texts(store, document) == ["first", "second"]

    def test_all_pages_of_a_document_that_failed(self, store: Store) -> None:
        document = opened(store, 2)
        for job in take_pages(store, 2):
            reading.failed(store, job, problem(ErrorCode.CORRUPT))
        assert reading.retry(store, [document]) == 2
        read_pages(store, 2)
        put_together(store, draft(1))
        assert document_state(store, document) == DocumentState.OK

    def test_what_could_not_be_put_together(self, store: Store) -> None:
        document = opened(store)
        read_pages(store, 1)
        reading.failed(store, take(store, JobKind.ASSEMBLE), problem(ErrorCode.CORRUPT))
        assert reading.retry(store, [document]) == 1
        put_together(store, draft(1))
        assert document_state(store, document) == DocumentState.OK

    @pytest.mark.parametrize("running", [False, True])
    def test_a_page_while_the_document_is_about_to_be_put_together(
        self, store: Store, running: bool
    ) -> None:
        """What is put together without the page is void; it is done anew with the page."""
        document = opened(store, 2)
        first, second = take_pages(store, 2)
        reading.failed(store, second, problem(ErrorCode.CORRUPT))
        read_page(store, first)
        early = take(store, JobKind.ASSEMBLE) if running else None
        assert reading.retry(store, [document]) == 1
        if early:
            with pytest.raises(LeaseLost):
                reading.assembled(store, early, draft(1), None, "0.1.0")
        read_page(store, take(store, JobKind.PAGE))
        put_together(store, draft(1, 2))
        assert document_state(store, document) == DocumentState.OK

    def test_nothing_of_a_document_that_is_being_read(self, store: Store) -> None:
        document = opened(store, 2)
        take_pages(store, 1)
        assert reading.retry(store, [document]) == 0
        assert document_state(store, document) == DocumentState.READING

    @pytest.mark.parametrize(("code", "jobs"), [(ErrorCode.TIMEOUT, 1), (ErrorCode.ENCRYPTED, 0)])
    def test_a_file_submitted_again_is_tried_again_unless_the_paper_is_at_fault(
        self, store: Store, code: ErrorCode, jobs: int
    ) -> None:
        document = submit(store).document
        while reading.failed(store, take(store, JobKind.OPEN), problem(code)) != "parked":
            make_ready(store)
        assert reading.retry_passing(store, document) == jobs

    def test_retrying_while_the_last_page_ends(self, store: Store) -> None:
        """Whichever comes first, no page is left out and nothing waits for ever."""
        for turn in range(10):
            document = opened(store, 2, bytes([turn]))
            first, second = take_pages(store, 2)
            reading.failed(store, second, problem(ErrorCode.CORRUPT))
            together(partial(read_page, store, first), partial(reading.retry, store, [document]))
            read_page(store, take(store, JobKind.PAGE))
            put_together(store, draft(1))
            assert document_state(store, document) == DocumentState.OK
            assert claim(store) is None

    def test_retrying_while_it_is_put_together(self, store: Store) -> None:
        for turn in range(10):
            document = opened(store, 2, bytes([turn]))
            first, second = take_pages(store, 2)
            reading.failed(store, second, problem(ErrorCode.CORRUPT))
            read_page(store, first)
            job = take(store, JobKind.ASSEMBLE)
            together(
                partial(assemble_unless_void, store, job), partial(reading.retry, store, [document])
            )
            read_page(store, take(store, JobKind.PAGE))
            put_together(store, draft(1, 2))
            assert document_state(store, document) == DocumentState.OK


def assemble_unless_void(store: Store, job: Job) -> None:
    with suppress(LeaseLost):
        reading.assembled(store, job, draft(1), None, "0.1.0")


def make_ready(store: Store) -> None:
    """As if the time of every delayed job had come."""
    with store.write() as connection:
        delayed = jobs.c.state == JobState.DELAYED
        connection.execute(update(jobs).where(delayed).values(state=JobState.READY))


class TestReadingAgain:
    def test_earlier_results_stay(self, store: Store) -> None:
        document, [record] = digest(store, result(paper(1, trich_yeu="Về việc họp")))
        assert reading.read_again(store, document) == 1
        assert document_state(store, document) == DocumentState.READING
        read_pages(store, 1)
        assert put_together(store, result(paper(1, trich_yeu="Về việc hợp"))) == [record]
        found = rows(store, results)
        assert len(found) == 2
        with store.read() as connection:
            bodies = [get_result(connection, row.id) for row in found]
            assert get_document(connection, document).result in {row.id for row in found}
        values = [body["documents"][0]["fields"]["trich_yeu"]["value"] for body in bodies]
        assert values == ["Về việc họp", "Về việc hợp"]

    def test_its_pages_replace_those_that_were_read(self, store: Store) -> None:
        document, _ = digest(store, result(paper(1), pages=[page(1, "before")]))
        reading.read_again(store, document)
        read_page(store, take(store, JobKind.PAGE), "after")
        assert texts(store, document) == ["after"]
        assert count(store, pages) == 1

    def test_a_file_that_has_not_been_opened_has_nothing_to_read_again(self, store: Store) -> None:
        document = submit(store).document
        assert reading.read_again(store, document) == 0
        assert document_state(store, document) == DocumentState.RECEIVED


def test_there_is_no_such_document_or_result(store: Store) -> None:
    nobody = UUID(int=0)
    assert count(store, documents) == 0
    with store.read() as connection:
        for look in (get_document, get_result):
            with pytest.raises(SohoaError) as caught:
                look(connection, nobody)
            assert caught.value.code is ErrorCode.NOT_FOUND
    assert reading.retry(store, [nobody]) == 0
