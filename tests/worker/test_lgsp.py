"""Records go to an integration platform: what is named of them, once, in order, as agreed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from models.errors import ErrorCode, SohoaError
from models.settings import Settings
from models.store import reading
from models.store.database import Store, open_store
from models.store.dossiers import add_paper, open_dossier
from models.store.jobs import JobKind, JobState
from models.store.publications import LGSP, retry_publications
from models.store.records import approve, correct, withdraw_unreviewed
from models.store.tables import jobs, publications
from tests.models.store.builders import (
    Clock,
    digest,
    paper,
    put_together,
    read_pages,
    result,
    rows,
    submit,
    take,
)
from tests.worker.gateways import Papers, Platform
from tests.worker.publishing import errors, states, work
from worker.publish.lgsp import DEFAULT, gateway_of
from worker.service import run_worker

GOLDENS = Path(__file__).with_name("goldens")
BIRTH = {"so": "15/2026", "ho_ten": "Lê Thị Thí Dụ", "ngay_sinh": "2026-02-20",
         "dan_toc": "Kinh", "me_ho_ten": "Trần Thị Mẫu"}  # fmt: skip
CERTIFICATE = result(paper(kind="giay_khai_sinh", **BIRTH))
LETTER = result(paper(trich_yeu="V/v nghỉ lễ"))


@pytest.fixture
def papers(tmp_path: Path) -> Papers:
    folder = tmp_path / "papers"
    folder.mkdir()
    return Papers(folder)


@pytest.fixture
def platform(papers: Papers) -> Iterator[Platform]:
    made = Platform(papers)
    with made.up():
        yield made


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(database_url: str, tmp_path: Path, papers: Papers, platform: Platform) -> Settings:
    return Settings(
        home=str(tmp_path / "home"), database_url=database_url, retry_s=1.0,
        lgsp_url=platform.url, lgsp_token="bi-mat", lgsp_ca=papers.trusted(),
        lgsp_types="giay_khai_sinh=so,ho_ten,ngay_sinh:giay_ket_hon=*",
        lgsp_headers='{"X-Road-Client": "VN/GOV/H61/SOHOA", "X-Road-Id": "{{ id }}"}',
        **papers.client("so-hoa.example"),
    )  # fmt: skip


Opened = Callable[..., Store]


@pytest.fixture
def opened(settings: Settings, clock: Clock) -> Iterator[Opened]:
    """A store with these settings besides the usual ones."""
    stores: list[Store] = []

    def open_one(**changed: Any) -> Store:
        stores.append(open_store(replace(settings, **changed), clock))
        return stores[-1]

    yield open_one
    for store in stores:
        store.close()


@pytest.fixture
def store(opened: Opened) -> Store:
    return opened()


def golden(name: str, record: UUID) -> Any:
    text = (GOLDENS / f"lgsp.{name}.json").read_text(encoding="utf-8")
    return json.loads(text.replace("RECORD", str(record)))


def test_a_header_bears_what_is_no_ascii(
    opened: Opened, platform: Platform, clock: Clock
) -> None:  # fmt: skip
    store = opened(lgsp_headers='{"X-Unit": "{{ unit }}", "X-Id": "a%20b/c"}')
    submit(store, unit="Xã Hòa")
    reading.opened(store, take(store, JobKind.OPEN), {}, 1)
    read_pages(store, 1)
    put_together(store, CERTIFICATE)
    work(store, clock)
    [asked] = platform.asked
    assert (asked.headers["X-Unit"], asked.headers["X-Id"]) == ("X%C3%A3 H%C3%B2a", "a%20b/c")


def withdrawn(store: Store, document: UUID) -> None:
    with store.write() as connection:
        withdraw_unreviewed(store, connection, document, asked="rescan", actor="lan")


def to_the_platform(store: Store) -> list[str]:
    """The states of what goes there."""
    its = [row.id for row in rows(store, publications, publications.c.target == LGSP)]
    return [row.state for row in rows(store, jobs, jobs.c.publication.in_(its))]


def test_a_paper_goes_there_as_its_dossier_names_it(
    store: Store, platform: Platform, clock: Clock
) -> None:
    document = submit(store).document
    add_paper(store, open_dossier(store, "H61.20-260302-0001", unit="xa-a"), document)
    reading.opened(store, take(store, JobKind.OPEN), {}, 1)
    read_pages(store, 1)
    (record,) = put_together(store, CERTIFICATE)
    work(store, clock)
    (asked,) = platform.asked
    assert asked.body == golden("published", record)
    assert (asked.method, asked.path) == ("POST", f"/lgsp/records/{record}/versions/1")
    assert asked.client == "so-hoa.example"
    sent = {name: asked.headers[name] for name in ("Idempotency-Key", "X-Road-Client", "X-Road-Id")}
    assert sent == {
        "Idempotency-Key": f"{record}:1", "X-Road-Client": "VN/GOV/H61/SOHOA",
        "X-Road-Id": f"{record}:1",
    }  # fmt: skip
    assert asked.headers["Authorization"] == "Bearer bi-mat"
    assert set(states(store)) == {JobState.DONE}


def test_what_is_not_named_does_not_go_there(
    store: Store, platform: Platform, clock: Clock
) -> None:
    digest(store, LETTER)
    work(store, clock)
    assert (platform.asked, to_the_platform(store), states(store)) == ([], [], [JobState.DONE])


def test_all_fields_of_a_type_may_be_named(store: Store, platform: Platform, clock: Clock) -> None:
    digest(store, result(paper(kind="giay_ket_hon", vo_ho_ten="Lê Thị Thí Dụ")))
    work(store, clock)
    fields = platform.asked[0].body["fields"]
    assert fields["vo_ho_ten"] == "Lê Thị Thí Dụ"
    # A field that the version lacks is there all the same.
    assert fields["chong_ho_ten"] is None


def test_the_message_has_the_shape_that_is_asked_for(
    opened: Opened, platform: Platform, clock: Clock, tmp_path: Path
) -> None:
    own = {
        "header": {"messageId": "{{ id }}", "sender": "H61",
                   "about": "Giấy khai sinh số {{ fields.so }}"},
        "body": [{"hoTen": "{{fields.ho_ten}}", "phienBan": "{{ version }}",
                  "soTrang": "{{ pages }}", "giayTo": None}],
    }  # fmt: skip
    (tmp_path / "giay_khai_sinh.json").write_text(json.dumps(own), encoding="utf-8")
    store = opened(
        lgsp_message=str(tmp_path / "{type}.json"), lgsp_path="/nhan/{type}", lgsp_method="PUT",
        lgsp_types="giay_khai_sinh=so,ho_ten",
    )  # fmt: skip
    _, (record,) = digest(store, CERTIFICATE)
    work(store, clock)
    (asked,) = platform.asked
    assert (asked.method, asked.path) == ("PUT", "/lgsp/nhan/giay_khai_sinh")
    assert asked.body == golden("own", record)


def test_it_is_waited_for_while_it_is_away(opened: Opened, papers: Papers, clock: Clock) -> None:
    away = Platform(papers)
    with away.up():
        pass
    store = opened(lgsp_url=away.url)
    _, (record,) = digest(store, CERTIFICATE)
    work(store, clock)
    assert to_the_platform(store) == [JobState.DELAYED]
    (error,) = errors(store, JobState.DELAYED)
    assert error["code"] == ErrorCode.TARGET_UNAVAILABLE
    clock.forward(3600)
    with away.up():
        work(store, clock)
    assert list(away.effects) == [f"{record}:1"]
    assert to_the_platform(store) == [JobState.DONE]


def test_what_may_go_well_later_is_tried_again(
    store: Store, platform: Platform, clock: Clock
) -> None:
    platform.answers = [(503, {}), (429, {})]
    _, (record,) = digest(store, CERTIFICATE)
    work(store, clock)
    assert [asked.headers["Idempotency-Key"] for asked in platform.asked] == 3 * [f"{record}:1"]
    assert set(states(store)) == {JobState.DONE}


def test_a_refusal_is_parked_and_keeps_the_order(
    store: Store, platform: Platform, clock: Clock
) -> None:
    platform.answers = [(422, {"detail": "Lê Thị Thí Dụ"})]
    _, (record,) = digest(store, CERTIFICATE)
    work(store, clock)
    version = correct(store, record, 1, {"ho_ten": "Lê Thị Thí Dụ B"}, "lan")
    approve(store, record, version, "lan")
    work(store, clock)
    assert to_the_platform(store) == [JobState.PARKED, JobState.WAITING]
    (error,) = errors(store)
    assert (error["code"], error["message"]) == (
        ErrorCode.TARGET_REFUSED, "The gateway answered 422.",
    )  # fmt: skip
    assert retry_publications(store, record, target=LGSP) == 1
    work(store, clock)
    assert list(platform.effects) == [f"{record}:1", f"{record}:2"]


def test_one_that_keeps_still_is_asked_again_with_one_effect(
    opened: Opened, platform: Platform, clock: Clock
) -> None:
    """It has taken the message, but its answer came too late."""
    # Long enough to be let in on a busy machine.
    store = opened(lgsp_timeout_s=3.0)
    platform.awake.clear()
    _, (record,) = digest(store, CERTIFICATE)
    work(store, clock, rounds=2)  # the repository's job, and one try
    (error,) = errors(store, JobState.DELAYED)
    assert "(ReadTimeout)" in error["message"]
    platform.awake.set()
    clock.forward(60)
    work(store, clock)
    assert len(platform.asked) == 2
    assert list(platform.effects) == [f"{record}:1"]


def test_sending_twice_has_one_effect(store: Store, platform: Platform, clock: Clock) -> None:
    """As when a worker dies after it has sent, before it could note that."""
    _, (record,) = digest(store, CERTIFICATE)
    work(store, clock)
    with store.write() as connection:
        publishing = jobs.c.kind == JobKind.PUBLISH
        connection.execute(update(jobs).where(publishing).values(state=JobState.READY))
        connection.execute(update(publications).values(published_at=None))
    work(store, clock)
    assert len(platform.asked) == 2
    assert list(platform.effects) == [f"{record}:1"]


def test_an_answer_counts_only_when_it_says_so(
    opened: Opened, platform: Platform, clock: Clock
) -> None:
    store = opened(lgsp_accepted="error.code=0")
    platform.answers = [(200, {"error": {"code": "99"}}), (200, {"error": {"code": 0}})]
    digest(store, CERTIFICATE)
    work(store, clock)
    (error,) = errors(store)
    assert error["code"] == ErrorCode.TARGET_REFUSED
    assert retry_publications(store) == 1
    work(store, clock)
    assert set(states(store)) == {JobState.DONE}


def test_a_token_is_asked_for(opened: Opened, platform: Platform, clock: Clock) -> None:
    token_url = platform.url.replace("/lgsp", "/token")
    store = opened(
        lgsp_token="", lgsp_token_url=token_url, lgsp_client_id="so-hoa",
        lgsp_client_secret="mat-khau",
    )  # fmt: skip
    digest(store, CERTIFICATE)
    work(store, clock)
    assert platform.asked[0].headers["Authorization"] == "Bearer token-1"


def test_a_wrong_secret_is_refused(opened: Opened, platform: Platform, clock: Clock) -> None:
    token_url = platform.url.replace("/lgsp", "/token")
    store = opened(lgsp_token="", lgsp_token_url=token_url, lgsp_client_id="so-hoa")
    digest(store, CERTIFICATE)
    work(store, clock)
    (error,) = errors(store)
    assert error["message"] == "The gateway's token address answered 401."
    assert platform.asked == []


def test_a_platform_that_is_not_trusted_gets_nothing(
    opened: Opened, platform: Platform, clock: Clock, tmp_path: Path
) -> None:
    store = opened(lgsp_ca=Papers(tmp_path).trusted("others.pem"))
    digest(store, CERTIFICATE)
    work(store, clock)
    (error,) = errors(store, JobState.DELAYED)
    assert "its certificate is not trusted: self-signed certificate in" in error["message"]
    assert platform.asked == []


@pytest.mark.parametrize("shows_one", [True, False])
def test_a_certificate_that_the_platform_does_not_know(
    opened: Opened, platform: Platform, clock: Clock, tmp_path: Path, shows_one: bool
) -> None:
    none = {"lgsp_certificate": "", "lgsp_key": ""}
    store = opened(**(Papers(tmp_path).client("nobody") if shows_one else none))
    digest(store, CERTIFICATE)
    work(store, clock)
    (error,) = errors(store, JobState.DELAYED)
    assert "it ended the TLS handshake" in error["message"]
    assert "the certificates" in error["remedy"]
    assert platform.asked == []


def test_it_hears_of_a_withdrawal(store: Store, platform: Platform, clock: Clock) -> None:
    document, (record,) = digest(store, CERTIFICATE)
    work(store, clock)
    withdrawn(store, document)
    work(store, clock)
    assert platform.asked[-1].body == golden("withdrawn", record)
    assert list(platform.effects) == [f"{record}:1", f"{record}:1:withdrawn"]


def test_a_type_that_is_named_no_more_is_not_sent(
    store: Store, opened: Opened, platform: Platform, clock: Clock
) -> None:
    digest(store, CERTIFICATE)
    work(opened(lgsp_types="giay_ket_hon=*"), clock)
    (error,) = errors(store)
    assert (error["code"], platform.asked) == (ErrorCode.NOT_ALLOWED, [])


def test_a_file_that_is_gone_is_waited_for(
    opened: Opened, platform: Platform, clock: Clock, tmp_path: Path
) -> None:
    """What a worker has found at its start may be gone later."""
    message = tmp_path / "message.json"
    store = opened(lgsp_message=str(message))
    digest(store, CERTIFICATE)
    work(store, clock)
    (error,) = errors(store, JobState.DELAYED)
    assert error["code"] == ErrorCode.TARGET_MISCONFIGURED
    assert str(message) in error["message"]
    message.write_text('{"so": "{{ fields.so }}"}', encoding="utf-8")
    clock.forward(3600)
    work(store, clock)
    assert [asked.body for asked in platform.asked] == [{"so": "15/2026"}]


def problem_of(settings: Settings) -> str:
    with pytest.raises(SohoaError) as caught:
        gateway_of(settings)
    assert caught.value.code is ErrorCode.TARGET_MISCONFIGURED
    return str(caught.value)


USABLE = Settings(lgsp_url="https://lgsp.example", lgsp_types="giay_khai_sinh=so")


def test_the_message_that_comes_with_the_project_can_be_used() -> None:
    gateway = gateway_of(replace(USABLE, lgsp_types="giay_khai_sinh=so:can_cuoc=*"))
    assert gateway.fields["giay_khai_sinh"] == ("so",)
    assert "so_dinh_danh" in gateway.fields["can_cuoc"]
    assert gateway.envelopes["can_cuoc"] == json.loads(DEFAULT.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ('{"a": "{{ fields.ho_ten }}"}', "has unknown placeholders: fields.ho_ten."),
        ('{"a": ["{{ author }} {{ id }}"]}', "has unknown placeholders: author."),
        ('{"a": "{{ id"}', "is no template: {{ id: braces that are no hole."),
        ('{"a": "{{ id | upper }}"}', "is no template"),
        ('{"{{ id }}": 1}', "is no template: {{ id }}: a name cannot have holes."),
        ("{", "cannot be read as JSON (JSONDecodeError)."),
    ],
)
def test_a_message_that_cannot_be_made_is_refused(tmp_path: Path, message: str, told: str) -> None:
    path = tmp_path / "message.json"
    path.write_text(message, encoding="utf-8")
    said = problem_of(replace(USABLE, lgsp_message=str(path)))
    assert said.startswith("The message for giay_khai_sinh")
    assert told in said


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"lgsp_types": "giay_khai_sinh=so,tuoi"}, "giay_khai_sinh=tuoi, which is unknown"),
        ({"lgsp_types": "giay=so"}, "See `sohoa types`."),
        ({"lgsp_message": "/nowhere/{type}.json"}, "/nowhere/giay_khai_sinh.json"),
        ({"lgsp_headers": '{"X-Id": "{{ fields.so }}"}'}, "SOHOA_LGSP_HEADERS has unknown"),
        ({"lgsp_ca": "/nowhere/ca.pem"}, "(FileNotFoundError)"),
        ({"lgsp_certificate": "/nowhere/so-hoa.pem"}, "(FileNotFoundError)"),
        ({"lgsp_ca": __file__}, "SOHOA_LGSP_CA"),
        ({"lgsp_certificate": __file__}, "SOHOA_LGSP_CERTIFICATE"),
    ],
)
def test_settings_that_cannot_be_used_are_refused(changed: dict[str, str], told: str) -> None:
    assert told in problem_of(replace(USABLE, **changed))  # type: ignore[arg-type]


def test_no_worker_starts_with_them(tmp_path: Path) -> None:
    wrong = replace(USABLE, home=str(tmp_path), lgsp_message="/nowhere.json")
    with pytest.raises(SohoaError, match="/nowhere.json"):
        run_worker(wrong, "pages", 1)


@pytest.mark.parametrize(
    ("env", "told"),
    [
        ({"LGSP_URL": "https://lgsp.example"}, "nothing would go there"),
        ({"LGSP_PATH": "/{fields}"}, "LGSP_PATH='/{fields}' is no template"),
        ({"LGSP_PATH": "/{recod}"}, "it may have {record}, {version}, {type}, {unit}"),
        ({"LGSP_URL": "lgsp.example/so-hoa"}, "LGSP_URL is no address such as https://host/path"),
        ({"LGSP_TOKEN_URL": "https:secret"}, "LGSP_TOKEN_URL is no address"),
        ({"LGSP_TOKEN_URL": "https://lgsp.example/token"}, "needs SOHOA_LGSP_CLIENT_ID and"),
        ({"LGSP_METHOD": "GET"}, "none of POST, PUT"),
        ({"LGSP_HEADERS": '["secret"]'}, "LGSP_HEADERS is no JSON object of texts"),
        ({"LGSP_HEADERS": '{"A": 1}'}, "LGSP_HEADERS is no JSON object of texts"),
        ({"LGSP_HEADERS": '{"A": "Thí Dụ"}'}, "LGSP_HEADERS is no JSON object of texts"),
        ({"LGSP_TYPES": "giay_khai_sinh"}, "'giay_khai_sinh' is not TYPE=FIELD,FIELD"),
        ({"LGSP_TYPES": "a=b:a=c"}, "a is named twice"),
        ({"LGSP_ACCEPTED": "ok"}, "is not PATH=VALUE"),
        ({"LGSP_TIMEOUT_S": "0"}, "not a positive number"),
    ],
)
def test_wrong_settings_stop_every_program(env: dict[str, str], told: str) -> None:
    with pytest.raises(ValueError, match="SOHOA_LGSP_") as caught:
        Settings.from_env({f"SOHOA_{name}": value for name, value in env.items()})
    assert told in str(caught.value)
    assert "secret" not in str(caught.value)


def test_secrets_are_not_shown() -> None:
    secrets = {"lgsp_headers": '{"X-Api-Key": "bi-mat"}', "lgsp_token": "bi-mat",
               "lgsp_client_secret": "bi-mat"}  # fmt: skip
    made = Settings(**secrets)  # type: ignore[arg-type]
    assert "bi-mat" not in str(made.shown())
    assert "bi-mat" not in str(made.for_reading())
