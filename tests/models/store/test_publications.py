"""The outbox: each version of a record reaches the repository once, and in order."""

from __future__ import annotations

from dataclasses import replace
from threading import Thread
from uuid import UUID

import pytest

from models.errors import ErrorCode, SohoaError
from models.extraction import Result
from models.store import reading
from models.store.database import Store
from models.store.dossiers import add_paper, open_dossier
from models.store.jobs import JobKind, JobState, LeaseLost, claim
from models.store.publications import (
    LGSP,
    add_publications,
    get_publication,
    published,
    put_in_repository,
    retry_publications,
    withdraw,
)
from models.store.quarantine import seal
from models.store.records import approve, correct, withdraw_unreviewed
from models.store.tables import (
    jobs,
    publications,
    records,
    repository_records,
)
from tests.models.store.builders import (
    ENGINE,
    Clock,
    count,
    digest,
    field,
    paper,
    problem,
    publish,
    put_together,
    read_pages,
    result,
    rows,
    send,
    submit,
    take,
)

SURE = result(paper(1, trich_yeu="Về việc họp"))


def approved_thrice(store: Store) -> UUID:
    """A record of which three versions are to be published."""
    _, [record] = digest(store, result(paper(1, trich_yeu=field("a", doubtful=True))))
    approve(store, record, 1, "hoa")
    for version, value in ((1, "b"), (2, "c")):
        correct(store, record, version, {"trich_yeu": value}, "hoa")
        approve(store, record, version + 1, "hoa")
    return record


def in_repository(store: Store) -> list[tuple[int, str]]:
    found = rows(store, repository_records)
    return [(row.version, row.fields["trich_yeu"]["value"]) for row in found]


def publish_states(store: Store) -> list[str]:
    return [row.state for row in rows(store, jobs, jobs.c.kind == JobKind.PUBLISH)]


def test_an_accepted_record_reaches_the_repository(store: Store) -> None:
    document, [record] = digest(store, SURE)
    assert publish(store) == 1
    [row] = rows(store, repository_records)
    assert (row.record, row.version, row.type, row.unit) == (
        record, 1, "van_ban_hanh_chinh", "xa-a",
    )  # fmt: skip
    assert row.fields["trich_yeu"]["value"] == "Về việc họp"
    assert row.provenance["document"] == str(document)
    assert (row.provenance["author"], row.provenance["pages"]) == ("system", [1])
    assert row.provenance["engine"]["version"] == ENGINE.version
    assert rows(store, publications)[0].published_at is not None


def test_it_tells_where_the_files_lie(store: Store) -> None:
    submit(store)
    job = take(store, JobKind.OPEN)
    reading.opened(store, job, {}, 1)
    page_job = take(store, JobKind.PAGE)
    stored = reading.StoredPage(SURE.pages[0], ENGINE, 1.0)
    reading.page_read(store, page_job, stored, "a" * 64)
    reading.assembled(store, take(store, JobKind.ASSEMBLE), SURE, "b" * 64, "0.1.0")
    publish(store)
    [row] = rows(store, repository_records)
    assert row.objects["searchable"]["sha256"] == "b" * 64
    assert row.objects["previews"]["1"]["sha256"] == "a" * 64
    original = row.objects["original"]
    assert original["url"] == store.objects.url(original["sha256"])


def test_it_tells_the_dossier(store: Store) -> None:
    document = submit(store).document
    dossier = open_dossier(store, "H61.20-260302-0001", unit="xa-a")
    code = add_paper(store, dossier, document)
    reading.opened(store, take(store, JobKind.OPEN), {}, 1)
    read_pages(store, 1)
    put_together(store, SURE)
    publish(store)
    [row] = rows(store, repository_records)
    assert (row.dossier, row.digitization_code) == ("H61.20-260302-0001", code)


def test_a_job_done_twice_has_one_effect(store: Store, clock: Clock) -> None:
    """As when a worker is killed between the repository's commit and its own."""
    digest(store, SURE)
    first = take(store, JobKind.PUBLISH)
    send(store, first)
    before = rows(store, repository_records)
    reading.failed(store, first, problem(ErrorCode.WORKER_LOST))
    retry_now(store, clock)
    second = take(store, JobKind.PUBLISH)
    send(store, second)
    published(store, second)
    with pytest.raises(LeaseLost):
        published(store, first)
    assert rows(store, repository_records) == before


def retry_now(store: Store, clock: Clock) -> None:
    from models.store.jobs import wake_delayed

    clock.forward(3600)
    with store.write() as connection:
        wake_delayed(store, connection)


def test_versions_go_in_order(store: Store) -> None:
    approved_thrice(store)
    assert publish_states(store) == ["ready", "waiting", "waiting"]
    assert publish(store) == 3
    assert in_repository(store) == [(1, "a"), (2, "b"), (3, "c")]


def test_later_versions_wait_for_one_that_fails(store: Store, clock: Clock) -> None:
    approved_thrice(store)
    first = take(store, JobKind.PUBLISH)
    reading.failed(store, first, problem(ErrorCode.TARGET_UNAVAILABLE))
    assert publish(store) == 0
    retry_now(store, clock)
    assert publish(store) == 3
    assert in_repository(store) == [(1, "a"), (2, "b"), (3, "c")]


def test_a_parked_version_goes_on_when_it_is_retried(store: Store) -> None:
    record = approved_thrice(store)
    refusal = problem(ErrorCode.TARGET_REFUSED)
    assert reading.failed(store, take(store, JobKind.PUBLISH), refusal) == JobState.PARKED
    assert (publish(store), publish_states(store)) == (0, ["parked", "waiting", "waiting"])
    assert retry_publications(store, UUID(int=0)) == 0
    assert retry_publications(store, record) == 1
    assert publish(store) == 3


def test_other_records_do_not_wait(store: Store) -> None:
    approved_thrice(store)
    reading.failed(store, take(store, JobKind.PUBLISH), problem(ErrorCode.TARGET_REFUSED))
    digest(store, SURE, b"another letter")
    assert publish(store) == 1
    assert retry_publications(store) == 1


def test_each_target_has_an_order_of_its_own(store: Store) -> None:
    both = replace(store, settings=replace(store.settings, publish_url="https://kho.example"))
    _, [record] = digest(both, SURE)
    correct(both, record, 1, {"trich_yeu": "b"}, "hoa")
    approve(both, record, 2, "hoa")
    assert [(row.target, row.version) for row in rows(store, publications)] == [
        ("repository", 1), ("http", 1), ("repository", 2), ("http", 2),
    ]  # fmt: skip
    assert publish_states(store) == ["ready", "ready", "waiting", "waiting"]
    first = take(store, JobKind.PUBLISH)
    published(store, first)
    assert publish_states(store) == ["done", "ready", "ready", "waiting"]


def test_a_version_added_while_the_one_before_is_sent_is_not_forgotten(store: Store) -> None:
    """It sees that the other is sent, or is seen by it; else it would wait for ever."""
    _, [record] = digest(store, SURE)
    correct(store, record, 1, {"trich_yeu": "b"}, "hoa")
    job = take(store, JobKind.PUBLISH)
    send(store, job)
    worker = Thread(target=published, args=(store, job))
    with store.write() as connection:
        connection.execute(records.select().where(records.c.id == record).with_for_update())
        add_publications(store, connection, record, 2)
        worker.start()
        worker.join(0.3)
    worker.join()
    assert publish_states(store) == ["done", "ready"]
    assert publish(store) == 1


def test_nothing_is_published_of_a_publication_that_is_gone(store: Store) -> None:
    digest(store, SURE)
    job = take(store, JobKind.PUBLISH)
    assert job.publication is not None
    with store.read() as connection:
        publication = get_publication(connection, job.publication)
    with store.write() as connection:
        connection.execute(jobs.delete().where(jobs.c.id == job.id))
        connection.execute(publications.delete())
    with pytest.raises(LeaseLost):
        put_in_repository(store, publication)
    assert count(store, repository_records) == 0
    with store.read() as connection, pytest.raises(SohoaError) as caught:
        get_publication(connection, job.publication)
    assert caught.value.code is ErrorCode.NOT_FOUND


def test_only_sure_records_are_published(store: Store) -> None:
    doubtful: Result = result(paper(1, trich_yeu=field("a", doubtful=True)))
    digest(store, doubtful)
    assert claim(store) is None


def to_others(store: Store, *, types: str = "van_ban_hanh_chinh=*") -> Store:
    """The store, whose records go to a platform, too."""
    settings = replace(store.settings, lgsp_url="https://lgsp.example", lgsp_types=types)
    return replace(store, settings=settings)


def sent_to(store: Store, target: str) -> list[tuple[int, bool, str]]:
    """Versions and withdrawals for a target, with the state of their jobs."""
    found = rows(store, publications, publications.c.target == target)
    states = {row.publication: row.state for row in rows(store, jobs)}
    return [(row.version, row.withdrawal is not None, states[row.id]) for row in found]


def finish_next(store: Store) -> None:
    """Let the next publication have arrived."""
    published(store, take(store, JobKind.PUBLISH))


def found_anew(store: Store, document: UUID, found: Result) -> list[UUID]:
    with store.write() as connection:
        reading.understand_again(store, connection, document)
    return put_together(store, found)


def withdraw_all(store: Store, document: UUID) -> None:
    with store.write() as connection:
        withdraw_unreviewed(store, connection, document, asked="rescan", actor="lan")


def test_nobody_hears_of_the_end_of_a_record_that_was_not_sent(store: Store) -> None:
    others = to_others(store)
    document, _ = digest(others, SURE)
    withdraw_all(others, document)
    assert count(store, publications) == 0


def test_a_withdrawal_follows_the_version_that_is_being_sent(store: Store) -> None:
    others = to_others(store)
    document, [record] = digest(others, SURE)
    finish_next(others)
    job = take(others, JobKind.PUBLISH)
    withdraw_all(others, document)
    assert sent_to(store, LGSP) == [(1, False, "running"), (1, True, "waiting")]
    published(others, job)
    assert sent_to(store, LGSP) == [(1, False, "done"), (1, True, "ready")]
    withdrawal = take(others, JobKind.PUBLISH)
    assert withdrawal.publication is not None
    with store.read() as connection:
        found = get_publication(connection, withdrawal.publication)
    assert (found.record, found.version, found.withdrawn) == (record, 1, True)
    assert found.body == {"type": "van_ban_hanh_chinh", "unit": "xa-a"}
    assert found.key == f"{record}:1:withdrawn"


def test_a_record_that_is_withdrawn_twice_is_told_of_once(store: Store) -> None:
    others = to_others(store)
    document, _ = digest(others, SURE)
    finish_next(others)
    finish_next(others)
    withdraw_all(others, document)
    finish_next(others)
    with others.write() as connection:
        row = connection.execute(records.select()).one()
        withdraw(others, connection, row.id, row.version, row.unit)
    assert sent_to(store, LGSP) == [(1, False, "done"), (1, True, "done")]


def test_a_record_taken_up_again_is_sent_after_its_withdrawal(store: Store) -> None:
    others = to_others(store)
    document, _ = digest(others, SURE)
    finish_next(others)
    finish_next(others)
    withdraw_all(others, document)
    found_anew(others, document, SURE)
    assert sent_to(store, LGSP) == [(1, False, "done"), (1, True, "ready"), (2, False, "waiting")]


def test_a_paper_of_a_type_that_does_not_go_there_is_withdrawn_there(store: Store) -> None:
    others = to_others(store, types="giay_khai_sinh=so")
    document, _ = digest(others, result(paper(kind="giay_khai_sinh", so="15/2026")))
    finish_next(others)
    finish_next(others)
    [record] = found_anew(others, document, SURE)
    approve(others, record, 2, "hoa")
    assert sent_to(store, "repository") == [(1, False, "done"), (2, False, "ready")]
    assert sent_to(store, LGSP) == [(1, False, "done"), (2, True, "ready")]
    [told] = [row.withdrawal for row in rows(store, publications) if row.withdrawal]
    assert told == {"type": "giay_khai_sinh", "unit": "xa-a"}


def test_the_end_of_a_sealed_paper_is_told_without_anything_of_it(
    store: Store, clock: Clock
) -> None:
    others = to_others(store)
    document, [record] = digest(others, SURE)
    finish_next(others)
    finish_next(others)
    reading.read_again(others, document)
    seal(others, take(others, JobKind.PAGE))
    assert count(store, records) == 0
    assert sent_to(store, LGSP) == [(1, True, "delayed")]
    retry_now(others, clock)
    job = take(others, JobKind.PUBLISH)
    assert job.publication is not None
    with store.read() as connection:
        found = get_publication(connection, job.publication)
    assert (found.record, found.body) == (
        record, {"type": "van_ban_hanh_chinh", "unit": "xa-a"},
    )  # fmt: skip
    published(others, job)
    assert sent_to(store, LGSP) == [(1, True, "done")]
