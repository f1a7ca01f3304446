"""A paper with a secrecy mark: of what was read of it nothing stays, and a person decides."""

from __future__ import annotations

import io
import json
import re
import zlib
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from click.testing import CliRunner
from sqlalchemy import select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from cli.commands import quarantine as quarantine_command
from models.errors import ErrorCode, SohoaError
from models.store import quarantine, reading
from models.store.audit import Event, note_reading
from models.store.database import Store
from models.store.intake import DocumentState
from models.store.jobs import Job, JobKind, LeaseLost, claim
from models.store.quarantine import clean_up, purge, release, seal, sealed
from models.store.reading import StoredPage, get_document
from models.store.records import correct
from models.store.search import Query, find
from models.store.tables import (
    audit_events,
    corrections,
    documents,
    jobs,
    metadata,
    pages,
    publications,
    record_versions,
    records,
    repository_records,
    results,
    submissions,
)
from models.store.tables import quarantine as sealed_papers
from tests.models.store.builders import (
    ENGINE,
    count,
    field,
    files,
    open_file,
    page,
    paper,
    publish,
    put_together,
    read_page,
    result,
    rows,
    states,
    submit,
    take,
    together,
)

BYTES = b"%PDF-1.7 secret"
# Words that stand nowhere else.
SECRET = "kếhoạchtácchiến"
FOLDED = b"kehoachtacchien"
FORGOTTEN = (
    pages, jobs, results, records, record_versions, corrections, publications, repository_records,
)  # fmt: skip


@dataclass(frozen=True)
class Sealed:
    """A paper whose mark an earlier reading had missed, and files that were made of it."""

    document: UUID
    sha256: str
    made: list[str]


@pytest.fixture
def missed(store: Store) -> Sealed:
    """Read, corrected, published and found by words; now its first page is read again."""
    receipt = submit(store, BYTES, name=f"{SECRET}.pdf")
    open_file(store, 2)
    made = [store.objects.put(io.BytesIO(data)).sha256 for data in (b"page 1", b"page 2", b"pdf")]
    for preview in made[:2]:
        read_page(store, take(store, JobKind.PAGE), f"Về việc {SECRET}", preview)
    fields = {"trich_yeu": f"Về việc {SECRET}", "noi_nhan": ("Lưu: VT",)}
    found = result(paper(1, 2, **fields), pages=[page(1), page(2)])
    [record] = reading.assembled(store, take(store, JobKind.ASSEMBLE), found, made[2], "0.1.0")
    publish(store)
    correct(store, record, 1, {"trich_yeu": f"Về {SECRET}"}, "hoa")
    reading.read_again(store, receipt.document)
    return Sealed(receipt.document, receipt.sha256, made)


@pytest.fixture
def secret(store: Store, missed: Sealed) -> Sealed:
    seal(store, take(store, JobKind.PAGE))
    return missed


def state_of(store: Store, document: UUID) -> str:
    with store.read() as connection:
        return str(get_document(connection, document).state)


def kept_files(store: Store) -> list[str]:
    return [path.name for path in files(store.settings.store())]


class TestSealing:
    def test_nothing_that_was_read_stays(self, store: Store, secret: Sealed) -> None:
        assert {table.fullname: count(store, table) for table in FORGOTTEN} == {
            table.fullname: 0 for table in FORGOTTEN
        }
        with store.read() as connection:
            assert find(connection, Query(SECRET)) == []
            row = get_document(connection, secret.document)
        assert (row.state, row.file_name, row.source, row.page_count) == (
            "quarantined", None, None, None,
        )  # fmt: skip
        assert (row.result, row.searchable, row.error) == (None, None, None)
        assert [each.file_name for each in rows(store, submissions)] == [None]
        assert kept_files(store) == []
        assert store.quarantine.read(secret.sha256) == BYTES

    def test_no_row_of_any_table_quotes_it(self, store: Store, secret: Sealed) -> None:
        assert secret.document
        with store.read() as connection:
            for table in metadata.sorted_tables:
                said = repr(connection.execute(select(table)).all())
                assert SECRET not in said, table.fullname

    def test_no_byte_of_it_is_left_in_the_files_of_sqlite(
        self, store: Store, missed: Sealed
    ) -> None:
        if store.engine.dialect.name != "sqlite":
            pytest.skip("PostgreSQL overwrites its rows in its own time")
        packed = [bytes(row.content[8:40]) for row in rows(store, pages)]
        packed += [bytes(row.body[8:40]) for row in rows(store, results)]
        sought = [SECRET.encode(), FOLDED, b"t\\u00e1cchi", *packed]
        folder = Path(make_url(str(store.engine.url)).database or "").parent
        assert all(any(each in data for data in contents(folder)) for each in (FOLDED, *packed))
        seal(store, take(store, JobKind.PAGE))
        for data in contents(folder):
            assert [each for each in sought if each in data] == []
        assert missed.document

    def test_the_audit_keeps_its_digest_and_who_had_its_records(
        self, store: Store, missed: Sealed
    ) -> None:
        [record] = rows(store, records)
        for shown in ([str(uuid4())], [str(uuid4()), str(record.id)]):
            note_reading(store, Event("list", "records", "client:dvc", {"records": shown}))
        seal(store, take(store, JobKind.PAGE))
        [event] = rows(store, audit_events, audit_events.c.action == "seal")
        assert (event.subject, event.details) == (
            str(missed.document), {"sha256": missed.sha256, "records": [str(record.id)]},
        )  # fmt: skip
        told = store.settings.database_url, store.settings.home
        env = dict(zip(("SOHOA_DATABASE_URL", "SOHOA_HOME"), told, strict=True))
        trace = ["trace", str(missed.document)]
        said = CliRunner().invoke(quarantine_command.command, trace, env=env).stdout
        assert re.findall(r"  (\S+)  (list|seal|correct)  ", said) == [
            ("hoa", "correct"), ("client:dvc", "list"), ("system", "seal"),
        ]  # fmt: skip
        said = CliRunner().invoke(quarantine_command.command, [*trace, "--json"], env=env).stdout
        lists = [line for line in map(json.loads, said.splitlines()) if line["action"] == "list"]
        assert [line["records"] for line in lists] == [[str(record.id)]]

    def test_it_is_listed_until_somebody_decides(self, store: Store, secret: Sealed) -> None:
        [row] = sealed(store)
        assert (row.document, row.sha256, row.size, row.page) == (
            secret.document, secret.sha256, len(BYTES), 1,
        )  # fmt: skip

    def test_other_work_on_it_is_void(self, store: Store) -> None:
        document = submit(store, BYTES).document
        open_file(store, 3)
        first, second, third = (take(store, JobKind.PAGE) for _ in range(3))
        seal(store, second)
        with pytest.raises(LeaseLost):
            read_page(store, first)
        with pytest.raises(LeaseLost):
            reading.failed(store, third, SohoaError(ErrorCode.OBJECT_MISSING, "", ""))
        assert (states(store, document), claim(store)) == ({}, None)

    def test_its_pages_may_end_while_it_is_sealed(self, store: Store) -> None:
        """Whoever is late is late; nobody waits for the other for ever."""
        for turn in range(10):
            document = submit(store, BYTES + bytes([turn])).document
            open_file(store, 4)
            taken = [take(store, JobKind.PAGE) for _ in range(4)]
            together(
                partial(seal, store, taken[0]),
                *(partial(read_unless_void, store, job) for job in taken[1:]),
            )
            assert state_of(store, document) == DocumentState.QUARANTINED
            assert count(store, pages) == 0

    def test_two_of_its_pages_may_bear_the_mark(self, store: Store) -> None:
        document = submit(store, BYTES).document
        open_file(store, 2)
        first, second = (take(store, JobKind.PAGE) for _ in range(2))
        seal(store, first)
        with pytest.raises((LeaseLost, SohoaError)):
            seal(store, second)
        assert [row.document for row in sealed(store)] == [document]

    def test_a_file_that_another_document_has_too_stays(self, store: Store, missed: Sealed) -> None:
        submit(store, b"harmless")
        page_of_secret = take(store, JobKind.OPEN)
        reading.opened(store, page_of_secret, {}, 1)
        last = [job for job in iter(lambda: claim(store), None) if job.kind is JobKind.PAGE]
        [harmless] = [job for job in last if job.document != missed.document]
        reading.page_read(store, harmless, StoredPage(page(1), ENGINE, 1.0), missed.made[0])
        seal(store, next(job for job in last if job.document == missed.document))
        assert missed.made[0] in kept_files(store)
        assert missed.made[1] not in kept_files(store)

    def test_bytes_that_are_gone_cannot_be_sealed_and_nothing_is_forgotten(
        self, store: Store, missed: Sealed
    ) -> None:
        store.objects.delete(missed.sha256)
        with pytest.raises(SohoaError) as caught:
            seal(store, take(store, JobKind.PAGE))
        assert caught.value.code is ErrorCode.OBJECT_MISSING
        assert count(store, results) == 1


def read_unless_void(store: Store, job: Job) -> None:
    try:
        read_page(store, job)
    except LeaseLost:
        return


def contents(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in files(str(folder))]


class TestDeciding:
    def test_a_released_paper_is_read_like_any_other(self, store: Store, secret: Sealed) -> None:
        release(store, secret.document, "chi Mai")
        with store.read() as connection:
            row = get_document(connection, secret.document)
        assert (row.state, row.released) == ("received", True)
        assert store.objects.read(secret.sha256) == BYTES
        assert files(store.settings.quarantine()) == []
        assert sealed(store) == []
        open_file(store)
        read_page(store, take(store, JobKind.PAGE))
        put_together(store, result(paper(1, kind="khac")))
        assert state_of(store, secret.document) == "ok"

    def test_a_purged_paper_is_no_more(self, store: Store, secret: Sealed) -> None:
        purge(store, secret.document, "chi Mai")
        assert state_of(store, secret.document) == "purged"
        assert files(store.settings.quarantine()) == files(store.settings.store()) == []
        [event] = rows(store, audit_events, audit_events.c.action == "purged")
        assert (event.actor, event.subject) == ("chi Mai", str(secret.document))
        [decided] = rows(store, sealed_papers)
        assert (decided.decision, decided.decided_by, decided.sealed) == (
            "purged", "chi Mai", False,
        )  # fmt: skip

    @pytest.mark.parametrize("decide", [release, purge])
    def test_one_decision_is_enough(self, store: Store, secret: Sealed, decide: object) -> None:
        purge(store, secret.document, "chi Mai")
        with pytest.raises(SohoaError, match="not in quarantine"):
            decide(store, secret.document, "anh Nam")  # type: ignore[operator]

    def test_of_two_who_decide_at_once_one_does(self, store: Store, secret: Sealed) -> None:
        refusals: list[SohoaError] = []

        def decide(actor: str) -> None:
            try:
                purge(store, secret.document, actor)
            except SohoaError as error:
                refusals.append(error)

        together(partial(decide, "chi Mai"), partial(decide, "anh Nam"))
        assert [error.code for error in refusals] == [ErrorCode.NOT_FOUND]

    def test_a_paper_that_is_not_sealed_cannot_be_decided_on(self, store: Store) -> None:
        document = submit(store, BYTES).document
        for decide in (release, purge):
            with pytest.raises(SohoaError, match="not in quarantine"):
                decide(store, document, "chi Mai")

    def test_a_damaged_paper_is_not_released(self, store: Store, secret: Sealed) -> None:
        [path] = files(store.settings.quarantine())
        path.chmod(0o600)
        path.write_bytes(b"other bytes")
        with pytest.raises(SohoaError) as caught:
            release(store, secret.document, "chi Mai")
        assert caught.value.code is ErrorCode.OBJECT_CORRUPT
        assert [row.document for row in sealed(store)] == [secret.document]

    def test_a_mark_may_be_found_again_after_a_release(self, store: Store, secret: Sealed) -> None:
        release(store, secret.document, "chi Mai")
        open_file(store)
        seal(store, take(store, JobKind.PAGE))
        assert [row.document for row in sealed(store)] == [secret.document]
        assert kept_files(store) == []

    def test_what_is_released_is_only_appended_to_again(self, store: Store) -> None:
        document = submit(store, BYTES).document
        open_file(store)
        seal(store, take(store, JobKind.PAGE))
        release(store, document, "chi Mai")
        open_file(store)
        read_page(store, take(store, JobKind.PAGE))
        put_together(store, result(paper(1, trich_yeu=field("a", doubtful=True))))
        with pytest.raises(DBAPIError, match="only appended to"), store.write() as connection:
            connection.execute(record_versions.delete())


class TestTheSameBytesAgain:
    @pytest.mark.parametrize("decided", [False, True], ids=["sealed", "purged"])
    def test_no_copy_and_no_name_is_kept(self, store: Store, secret: Sealed, decided: bool) -> None:
        if decided:
            purge(store, secret.document, "chi Mai")
        receipt = submit(store, BYTES, name=f"{SECRET} 2.pdf")
        assert (receipt.document, receipt.duplicate) == (secret.document, True)
        assert kept_files(store) == []
        assert {row.file_name for row in rows(store, submissions)} == {None}
        assert claim(store) is None

    def test_no_copy_is_kept_either_when_the_machine_dies_just_then(
        self, store: Store, secret: Sealed, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        purge(store, secret.document, "chi Mai")
        monkeypatch.setattr("tests.models.store.builders.forget_unwanted", lambda *_: None)
        submit(store, BYTES)
        assert kept_files(store) == [secret.sha256]
        clean_up(store)
        assert kept_files(store) == []

    def test_they_are_kept_while_somebody_releases_the_paper(self, store: Store) -> None:
        for turn in range(10):
            data = BYTES + bytes([turn])
            receipt = submit(store, data)
            open_file(store)
            seal(store, take(store, JobKind.PAGE))
            together(
                partial(release, store, receipt.document, "chi Mai"), partial(submit, store, data)
            )
            assert store.objects.read(receipt.sha256) == data
            open_file(store)
            read_page(store, take(store, JobKind.PAGE))
            put_together(store, result(paper(1, kind="khac")))


class TestDeath:
    """What a death leaves between the commit and the deletion is mended by the next round."""

    @pytest.fixture
    def dies(self, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
        def die(_: Store) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(quarantine, "clean_up", die)
        return monkeypatch

    def test_after_sealing(self, store: Store, missed: Sealed, dies: pytest.MonkeyPatch) -> None:
        with pytest.raises(KeyboardInterrupt):
            seal(store, take(store, JobKind.PAGE))
        assert set(kept_files(store)) == {missed.sha256, *missed.made}
        dies.undo()
        clean_up(store)
        assert kept_files(store) == []
        assert store.quarantine.read(missed.sha256) == BYTES

    def test_after_purging(self, store: Store, secret: Sealed, dies: pytest.MonkeyPatch) -> None:
        with pytest.raises(KeyboardInterrupt):
            purge(store, secret.document, "chi Mai")
        assert store.quarantine.exists(secret.sha256)
        dies.undo()
        clean_up(store)
        assert not store.quarantine.exists(secret.sha256)

    def test_between_the_two_files_of_sqlite(
        self, store: Store, missed: Sealed, dies: pytest.MonkeyPatch
    ) -> None:
        """The repository's file may have missed what the other has committed."""
        if store.engine.dialect.name != "sqlite":
            pytest.skip("PostgreSQL has one log for both schemas")
        [published] = rows(store, repository_records)
        with pytest.raises(KeyboardInterrupt):
            seal(store, take(store, JobKind.PAGE))
        with store.write() as connection:
            connection.execute(repository_records.insert().values(**published._mapping))
        dies.undo()
        clean_up(store)
        assert count(store, repository_records) == 0
        assert state_of(store, missed.document) == "quarantined"

    def test_a_store_that_is_away_is_tried_again(
        self, store: Store, missed: Sealed, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def away(_: str) -> None:
            raise SohoaError(ErrorCode.STORE_UNAVAILABLE, "It is away.", "Wait.")

        monkeypatch.setattr(type(store.objects), "delete", lambda _, digest: away(digest))
        with pytest.raises(SohoaError):
            seal(store, take(store, JobKind.PAGE))
        monkeypatch.undo()
        assert count(store, documents, documents.c.state == "quarantined") == 1
        clean_up(store)
        assert kept_files(store) == []
        assert missed.made

    def test_cleaning_twice_at_once(
        self, store: Store, missed: Sealed, dies: pytest.MonkeyPatch
    ) -> None:
        with pytest.raises(KeyboardInterrupt):
            seal(store, take(store, JobKind.PAGE))
        dies.undo()
        together(*[partial(clean_up, store)] * 3)
        clean_up(store)
        assert kept_files(store) == []
        assert rows(store, sealed_papers)[0].doomed is None
        assert missed.made


def test_what_was_read_is_really_there_before(store: Store, missed: Sealed) -> None:
    """Else the tests above would pass of themselves."""
    assert all(count(store, table) for table in FORGOTTEN)
    assert set(kept_files(store)) == {missed.sha256, *missed.made}
    [row, *_] = rows(store, pages)
    assert SECRET.encode() in zlib.decompress(row.content)
    with store.read() as connection:
        assert len(find(connection, Query(SECRET))) == 1
