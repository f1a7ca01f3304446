"""Records go to the repository and to an external one: once, in order, whatever fails between."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from models.errors import ErrorCode
from models.settings import Settings
from models.store.database import Store, open_store
from models.store.jobs import JobKind, JobState
from models.store.publications import retry_publications
from models.store.records import approve, correct, withdraw_unreviewed
from models.store.tables import jobs, publications, repository_records
from tests.models.store.builders import Clock, digest, field, paper, result
from tests.worker.publishing import errors, states, work

GOLDEN = Path(__file__).with_name("goldens") / "http.json"


class Repository(ThreadingHTTPServer):
    """An external repository that answers as it is told, and remembers what it was sent."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: list[int] = []
        self.asked: list[tuple[str, str, str | None]] = []
        self.held: dict[str, Any] = {}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/api"


class _Handler(BaseHTTPRequestHandler):
    server: Repository

    def do_PUT(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self._answer() < 300:
            self.server.held[self.path] = body

    def do_DELETE(self) -> None:
        if self._answer() < 300:
            self.server.held = {
                path: body for path, body in self.server.held.items()
                if not path.startswith(f"{self.path}/")
            }  # fmt: skip

    def _answer(self) -> int:
        self.server.asked.append(
            (self.path, self.headers["Idempotency-Key"], self.headers.get("Authorization"))
        )
        answer = self.server.answers.pop(0) if self.server.answers else 201
        self.send_response(answer)
        self.send_header("Content-Length", "0")
        self.end_headers()
        return answer

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def repository() -> Iterator[Repository]:
    with Repository() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(
    database_url: str, tmp_path: Path, repository: Repository, clock: Clock
) -> Iterator[Store]:
    settings = Settings(
        home=str(tmp_path / "home"), database_url=database_url, publish_url=repository.url,
        publish_token="secret", retry_s=1.0,
    )  # fmt: skip
    opened = open_store(settings, clock)
    yield opened
    opened.close()


def test_a_sure_record_goes_to_both(store: Store, repository: Repository, clock: Clock) -> None:
    _, (record,) = digest(store, result(paper(trich_yeu="V/v nghỉ lễ")))
    work(store, clock)
    path = f"/api/records/{record}/versions/1"
    assert repository.asked == [(path, f"{record}:1", "Bearer secret")]
    assert repository.held[path]["fields"]["trich_yeu"]["value"] == "V/v nghỉ lễ"
    with store.read() as connection:
        (row,) = connection.execute(select(repository_records)).all()
        sent = connection.execute(select(publications.c.published_at)).scalars().all()
    assert (row.record, row.version, row.unit) == (record, 1, "xa-a")
    assert row.fields["trich_yeu"]["value"] == "V/v nghỉ lễ"
    assert row.objects["original"]["url"].endswith(row.objects["original"]["sha256"])
    assert None not in sent


def test_the_message_is_the_record_with_where_it_comes_from(
    store: Store, repository: Repository, clock: Clock
) -> None:
    document, (record,) = digest(store, result(paper(trich_yeu="V/v nghỉ lễ")))
    work(store, clock)
    (body,) = repository.held.values()
    text = GOLDEN.read_text(encoding="utf-8")
    assert body == json.loads(
        text.replace("RECORD", str(record)).replace("DOCUMENT", str(document))
    )


def test_a_doubtful_record_waits_for_a_person(
    store: Store, repository: Repository, clock: Clock
) -> None:
    _, (record,) = digest(store, result(paper(trich_yeu=field("V/v", doubtful=True))))
    work(store, clock)
    assert repository.asked == []
    version = correct(store, record, 1, {"trich_yeu": "V/v nghỉ lễ"}, "lan")
    approve(store, record, version, "lan")
    work(store, clock)
    assert list(repository.held) == [f"/api/records/{record}/versions/2"]


def test_an_outage_is_waited_out(store: Store, repository: Repository, clock: Clock) -> None:
    repository.answers = [503, 429]
    _, (record,) = digest(store, result(paper(trich_yeu="V/v")))
    work(store, clock)
    assert len(repository.asked) == 3
    assert {key for _, key, _ in repository.asked} == {f"{record}:1"}
    assert states(store) == [JobState.DONE, JobState.DONE]


def test_a_refusal_is_parked_and_keeps_the_order(
    store: Store, repository: Repository, clock: Clock
) -> None:
    repository.answers = [400]
    _, (record,) = digest(store, result(paper(trich_yeu="V/v")))
    work(store, clock)
    version = correct(store, record, 1, {"trich_yeu": "V/v nghỉ lễ"}, "lan")
    approve(store, record, version, "lan")
    work(store, clock)
    # The second version waits for the first; the repository's own tables have both.
    assert repository.held == {}
    (error,) = errors(store)
    with store.read() as connection:
        versions = select(repository_records.c.version).order_by(repository_records.c.version)
        assert connection.execute(versions).scalars().all() == [1, 2]
    assert error["code"] == ErrorCode.TARGET_REFUSED
    assert retry_publications(store, record) == 1
    work(store, clock)
    assert [path[-1] for path in repository.held] == ["1", "2"]


def test_sending_twice_has_no_further_effect(
    store: Store, repository: Repository, clock: Clock
) -> None:
    """As when a worker dies after it has sent, before it could note that."""
    _, (record,) = digest(store, result(paper(trich_yeu="V/v")))
    work(store, clock)
    with store.write() as connection:
        publishing = jobs.c.kind == JobKind.PUBLISH
        connection.execute(update(jobs).where(publishing).values(state=JobState.READY))
        connection.execute(update(publications).values(published_at=None))
    work(store, clock)
    assert len(repository.held) == 1
    assert {key for _, key, _ in repository.asked} == {f"{record}:1"}
    with store.read() as connection:
        assert len(connection.execute(select(repository_records)).all()) == 1


@pytest.mark.parametrize("answer", [204, 404])
def test_it_hears_of_a_withdrawal_once(
    store: Store, repository: Repository, clock: Clock, answer: int
) -> None:
    document, (record,) = digest(store, result(paper(trich_yeu="V/v")))
    work(store, clock)
    repository.answers = [503, answer]
    for _ in range(2):
        with store.write() as connection:
            withdraw_unreviewed(store, connection, document, asked="rescan", actor="lan")
        work(store, clock)
    assert [(path, key) for path, key, _ in repository.asked[1:]] == [
        (f"/api/records/{record}", f"{record}:1:withdrawn"),
        (f"/api/records/{record}", f"{record}:1:withdrawn"),
    ]
    assert set(states(store)) == {JobState.DONE}
    assert bool(repository.held) == (answer == 404)
