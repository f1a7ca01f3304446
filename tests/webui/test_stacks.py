"""Stacks of the province's archive, whose separator sheets name the unit of each paper."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import pytest
from flask import Flask, g
from sqlalchemy import Row, update

from models.errors import ErrorCode, SohoaError
from models.extraction import Evidence, Result, TypeGuess
from models.geometry import Box
from models.people import Person, Role
from models.store import compose, reading
from models.store.database import Store
from models.store.dossiers import add_paper, open_dossier
from models.store.intake import ROOT_UNIT, keep
from models.store.jobs import JobKind, JobState, claim
from models.store.quarantine import purge, release, seal
from models.store.tables import (
    audit_events,
    documents,
    dossier_papers,
    jobs,
    record_versions,
    records,
)
from tests.models.store.builders import (
    field,
    open_file,
    page,
    paper,
    problem,
    put_together,
    read_anew,
    read_page,
    read_pages,
    result,
    rows,
    someone,
    submit,
    take,
)
from tests.webui.conftest import Browser
from webui.desk.progress import progress_of

TOKEN = "page-one-0123"
OURS, THEIRS = "xa-a", "xa-b"


@dataclass(frozen=True)
class Stack:
    """A sheet, a paper of two pages of one unit, and another one of one page of another unit."""

    document: UUID
    ours: UUID
    theirs: UUID


def read_as(
    ours: tuple[int, ...] = (2, 3), theirs: tuple[int, ...] = (4,), **fields: Any
) -> Result:
    """What a run says of the stack."""
    said = {"nguoi_ky": field("Bính", doubtful=True), **fields}
    papers = [
        replace(paper(*numbers, **said), unit=unit)
        for numbers, unit in ((ours, OURS), (theirs, THEIRS))
    ]
    return result(*papers, pages=[page(number + 1) for number in range(4)])


@pytest.fixture
def stack(store: Store) -> Stack:
    document = submit(store, b"%PDF-1.7 stack", unit=ROOT_UNIT).document
    open_file(store, 4)
    for number in range(4):
        picture = keep(store, io.BytesIO(f"picture {number}".encode())).sha256
        read_page(store, take(store, JobKind.PAGE), preview=picture)
    ours, theirs = put_together(store, read_as())
    return Stack(document, ours, theirs)


def record_row(store: Store, record: UUID) -> Row[Any]:
    [row] = rows(store, records, records.c.id == record)
    return row


def document_row(store: Store, document: UUID) -> Row[Any]:
    [row] = rows(store, documents, documents.c.id == document)
    return row


def only_sees(person: Person, *units: str) -> Person:
    return replace(person, units=units)


# ---- a page scanned again


def replace_page(browser: Browser, document: UUID, number: int, data: bytes = b"%PDF-1.7 new"):  # type: ignore[no-untyped-def]
    path = f"/upload/documents/{document}/pages/{number}/replace"
    return browser.post(path, data={"file": (io.BytesIO(data), "trang.pdf")})


def replaced(store: Store, browser: Browser, document: UUID, number: int) -> UUID:
    """Replace a page, and compose the paper anew."""
    assert replace_page(browser, document, number).status_code == 303
    open_file(store)  # the scan, which is composed before it is read
    [made] = compose_next(store)
    assert made is not None
    return made


def compose_next(store: Store) -> list[UUID]:
    """Do the next job, which composes one paper."""
    job = take(store, JobKind.COMPOSE)
    assert job.order is not None
    [item] = compose.Order.from_json(job.order).papers
    stored = store.objects.put(io.BytesIO(f"%PDF-1.7 composed {job.id}".encode()))
    parts = tuple(replace(part, page=part.page or 1) for part in item.parts)
    return compose.composed(store, job, [compose.Composed(stored, parts, item.declared_type)])


def read_rest(store: Store, found: Result) -> list[UUID]:
    """Do all jobs that can be done, which read files that say this; the records that they give."""
    made: list[UUID] = []
    while (job := claim(store)) is not None:
        if job.kind is JobKind.PAGE:
            read_page(store, job)
            continue
        assert job.kind is JobKind.ASSEMBLE
        made += reading.assembled(store, job, found, None, "0.1.0")
    return made


def ask_for_a_rescan(reviewer: Browser, record: UUID) -> None:
    reviewer.ask(f"/review/{record}/lease", {"token": TOKEN})
    body = {"token": TOKEN, "outcome": "rescan", "version": 1, "note": "Trang 3 bị mờ"}
    assert reviewer.ask(f"/review/{record}/end", body).status_code == 200


def test_a_page_of_the_own_paper_is_replaced_and_other_papers_stay(
    person: Callable[..., Browser], store: Store, stack: Stack
) -> None:
    ask_for_a_rescan(person("binh", Role.REVIEWER, unit=OURS), stack.ours)
    before = record_row(store, stack.theirs)
    clerk = person("lan", Role.RECEPTION, unit=OURS)
    address = f"/upload/documents/{stack.document}/pages/3/replace"
    assert address in clerk.get("/upload/rescans").text
    assert clerk.get(address).text.count('class="record-page"') == 1
    answer = replace_page(clerk, stack.document, 3)
    scan = open_file(store)
    [made] = compose_next(store)
    row = document_row(store, made)
    assert row.unit == document_row(store, scan).unit == OURS
    assert [(part["document"], part["page"]) for part in row.parts] == [
        (str(stack.document), 2), (str(scan), 1),
    ]  # fmt: skip
    assert record_row(store, stack.ours).state == "withdrawn"
    assert record_row(store, stack.theirs) == before
    assert document_row(store, stack.document).composed_into is None
    assert "đã được thay" in clerk.get(answer.location).text
    events = rows(store, audit_events, audit_events.c.subject == str(stack.ours))
    assert ("arrange", "lan") in [(event.action, event.actor) for event in events]


def test_pages_of_others_and_sheets_are_not_replaced(
    person: Callable[..., Browser], store: Store, stack: Stack
) -> None:
    clerk = person("lan", Role.RECEPTION, unit=OURS)
    for number in (1, 4):
        path = f"/upload/documents/{stack.document}/pages/{number}/replace"
        assert clerk.get(path).status_code == 404
        assert replace_page(clerk, stack.document, number).status_code == 404
    assert len(rows(store, documents)) == 1
    # Who sees the whole stack replaces pages of papers, too; a sheet is none.
    assert replace_page(person("ha", Role.RECEPTION), stack.document, 1).status_code == 404


def test_who_sees_the_province_leaves_the_other_papers_as_they_are(
    person: Callable[..., Browser], store: Store, stack: Stack
) -> None:
    before = record_row(store, stack.ours)
    made = replaced(store, person("ha", Role.RECEPTION), stack.document, 4)
    assert document_row(store, made).unit == THEIRS
    assert record_row(store, stack.ours) == before
    assert record_row(store, stack.theirs).state == "withdrawn"


def test_who_sees_the_unit_of_the_stack_alone_gets_no_paper(store: Store, stack: Stack) -> None:
    clerk = only_sees(someone(store, "ha", Role.RECEPTION), ROOT_UNIT)
    with store.read() as connection:
        for number in (2, 4):
            with pytest.raises(SohoaError) as refused:
                compose.replaceable(connection, clerk, stack.document, number)
            assert refused.value.code is ErrorCode.NOT_FOUND
    parts = (compose.Part(stack.document, 4),)
    order = compose.Order((compose.Paper(parts),), (stack.document,), None, ROOT_UNIT, clerk.login)
    with pytest.raises(SohoaError, match="no such document"), store.write() as connection:
        compose.ask_to_compose(store, connection, clerk, order)


def test_a_paper_that_was_composed_anew_does_not_come_back(
    person: Callable[..., Browser], store: Store, stack: Stack
) -> None:
    clerk = person("lan", Role.RECEPTION, unit=OURS)
    made = replaced(store, clerk, stack.document, 3)
    assert replace_page(clerk, stack.document, 2).status_code == 404
    open_file(store, 2)
    [again] = read_rest(store, result(paper(1, 2, nguoi_ky=field("B", doubtful=True))))
    assert record_row(store, again).document == made
    # Nor do its pages show to who had them from it before.
    assert read_anew(store, stack.theirs, read_as(nguoi_ky="C")) == [stack.theirs]
    assert record_row(store, stack.ours).state == "withdrawn"
    kept = rows(store, records, records.c.document == stack.document)
    assert {row.id for row in kept} == {stack.ours, stack.theirs}
    other = person("minh", Role.REVIEWER, unit=THEIRS)
    assert other.get(f"/records/{stack.theirs}/files/original").status_code == 404


def test_an_approved_paper_is_replaced_once(
    person: Callable[..., Browser], store: Store, stack: Stack
) -> None:
    with store.write() as connection:
        chosen = records.c.id == stack.ours
        connection.execute(update(records).where(chosen).values(state="approved"))
    clerk = person("lan", Role.RECEPTION, unit=OURS)
    replaced(store, clerk, stack.document, 3)
    assert record_row(store, stack.ours).state == "approved"
    assert replace_page(clerk, stack.document, 3, b"%PDF-1.7 newer").status_code == 409


def test_two_do_not_compose_one_stack_at_once(
    person: Callable[..., Browser], store: Store, stack: Stack
) -> None:
    clerk = person("lan", Role.RECEPTION, unit=OURS)
    assert replace_page(clerk, stack.document, 3).status_code == 303
    assert replace_page(clerk, stack.document, 3, b"%PDF-1.7 newer").status_code == 409


def test_a_paper_that_has_changed_meanwhile_is_not_composed(
    person: Callable[..., Browser], store: Store, stack: Stack
) -> None:
    assert replace_page(person("lan", Role.RECEPTION, unit=OURS), stack.document, 3)
    open_file(store)
    job = take(store, JobKind.COMPOSE)
    with store.write() as connection:
        connection.execute(update(records).where(records.c.id == stack.ours).values(version=2))
    stored = store.objects.put(io.BytesIO(b"%PDF-1.7 composed"))
    made = compose.Composed(stored, (compose.Part(stack.document, 2),))
    with pytest.raises(SohoaError, match="changed meanwhile"):
        compose.composed(store, job, [made])
    assert record_row(store, stack.ours).state == "review"


def test_what_was_said_of_the_type_is_kept(
    person: Callable[..., Browser], store: Store, stack: Stack
) -> None:
    """By its sheet, or by a person: a guess has a lower probability."""
    found = read_as()
    named = replace(found.documents[0], document_type=TypeGuess("phieu_xin_loi", 1.0))
    read_anew(store, stack.ours, replace(found, documents=(named, found.documents[1])))
    made = replaced(store, person("lan", Role.RECEPTION, unit=OURS), stack.document, 3)
    assert document_row(store, made).declared_type == "phieu_xin_loi"


def test_the_paper_joins_the_dossier_of_its_stack(
    person: Callable[..., Browser], store: Store, stack: Stack
) -> None:
    dossier = open_dossier(store, "H53-1", unit=OURS)
    add_paper(store, dossier, stack.document)
    made = replaced(store, person("lan", Role.RECEPTION, unit=OURS), stack.document, 2)
    papers = [(row.position, row.document) for row in rows(store, dossier_papers)]
    assert papers == [(1, stack.document), (2, made)]


def test_a_paper_stands_again_when_what_stood_for_it_is_purged(
    person: Callable[..., Browser], store: Store, stack: Stack
) -> None:
    before = record_row(store, stack.ours)
    made = replaced(store, person("ha", Role.RECEPTION), stack.document, 4)
    seal(store, take(store, JobKind.OPEN))
    purge(store, made, "mai")
    assert read_rest(store, read_as(so_ky_hieu="7/QĐ-UBND")) == [stack.theirs]
    assert record_row(store, stack.theirs).state == "review"
    assert record_row(store, stack.ours) == before


def test_it_stands_again_when_its_stack_was_sealed_and_released(
    person: Callable[..., Browser], store: Store, stack: Stack
) -> None:
    made = replaced(store, person("lan", Role.RECEPTION, unit=OURS), stack.document, 3)
    seal(store, take(store, JobKind.OPEN))
    # It bears a page of the stack.
    assert document_row(store, stack.document).state == "quarantined"
    release(store, stack.document, "mai")
    purge(store, made, "mai")
    assert open_file(store, 4) == stack.document
    assert len(read_rest(store, read_as())) == 2
    kept = rows(store, records, records.c.document == stack.document)
    assert [(row.unit, row.state) for row in kept] == [(OURS, "review"), (THEIRS, "review")]


def test_released_with_its_stack_it_still_stands_for_its_pages(
    person: Callable[..., Browser], store: Store, stack: Stack
) -> None:
    made = replaced(store, person("lan", Role.RECEPTION, unit=OURS), stack.document, 3)
    seal(store, take(store, JobKind.OPEN))
    for document, count in ((stack.document, 4), (made, 2)):
        release(store, document, "mai")
        assert open_file(store, count) == document
        read_pages(store, count)
        put_together(store, read_as() if document == stack.document else result(paper(1, 2)))
    kept = rows(store, records)
    assert [(row.document, row.unit) for row in kept] == [(stack.document, THEIRS), (made, OURS)]


def test_the_desk_tells_of_seen_papers_only(app: Flask, store: Store, stack: Stack) -> None:
    clerk = only_sees(someone(store, "ha", Role.RECEPTION), ROOT_UNIT, OURS)
    with app.test_request_context():
        g.person = clerk
        found = progress_of(clerk, stack.document)
    assert [item["number"] for item in found["papers"]] == [1, 2, 3]
    assert [item["id"] for item in found["records"]] == [str(stack.ours)]


# ---- another type


def retype(browser: Browser, record: UUID) -> None:
    browser.ask(f"/review/{record}/lease", {"token": TOKEN})
    body = {"token": TOKEN, "type": "phieu_xin_loi"}
    assert browser.ask(f"/review/{record}/type", body).status_code == 202


def as_another_type(found: Result, at: int) -> Result:
    """The run again, when a person has said the type of one paper."""
    papers = list(found.documents)
    papers[at] = replace(papers[at], document_type=TypeGuess("phieu_xin_loi", 1.0))
    return replace(found, documents=tuple(papers))


def test_only_the_paper_whose_type_was_said_is_taken_anew(
    person: Callable[..., Browser], store: Store, stack: Stack
) -> None:
    before = record_row(store, stack.theirs)
    retype(person("tam", Role.REVIEWER, unit=OURS), stack.ours)
    # The program has learned since: it reads more, and is sure of all.
    found = as_another_type(read_as(nguoi_ky="Bính", so_ky_hieu="7/QĐ-UBND"), 0)
    assert put_together(store, found) == [stack.ours]
    ours = record_row(store, stack.ours)
    assert (ours.type, ours.version) == ("phieu_xin_loi", 2)
    assert record_row(store, stack.theirs) == before
    assert len(rows(store, record_versions, record_versions.c.record == stack.theirs)) == 1


def test_a_stack_that_falls_into_other_papers_is_taken_anew_as_a_whole(
    person: Callable[..., Browser], store: Store, stack: Stack
) -> None:
    """No page may be of two papers, or of none."""
    retype(person("tam", Role.REVIEWER, unit=OURS), stack.ours)
    put_together(store, as_another_type(read_as((2,), (3, 4)), 0))
    pages = [row.pages for row in rows(store, record_versions, record_versions.c.version == 2)]
    assert sorted(pages) == [[2], [3, 4]]


def test_a_type_that_was_said_before_a_failure_is_not_forgotten(
    person: Callable[..., Browser], store: Store, stack: Stack
) -> None:
    retype(person("tam", Role.REVIEWER, unit=OURS), stack.ours)
    job = take(store, JobKind.ASSEMBLE)
    assert reading.failed(store, job, problem(ErrorCode.CORRUPT)) is JobState.PARKED
    retype(person("minh", Role.REVIEWER, unit=THEIRS), stack.theirs)
    found = as_another_type(as_another_type(read_as(), 0), 1)
    assert put_together(store, found) == [stack.ours, stack.theirs]


def test_trying_again_is_still_about_one_paper(
    person: Callable[..., Browser], store: Store, stack: Stack
) -> None:
    retype(person("tam", Role.REVIEWER, unit=OURS), stack.ours)
    assert reading.failed(store, take(store, JobKind.ASSEMBLE), problem(ErrorCode.CORRUPT))
    before = record_row(store, stack.theirs)
    assert reading.retry(store, [stack.document]) == 1
    assert put_together(store, as_another_type(read_as(nguoi_ky="C"), 0)) == [stack.ours]
    assert record_row(store, stack.theirs) == before
    # Pages that are read again are about all of them.
    assert reading.read_again(store, stack.document)
    read_pages(store, 4)
    assert stack.theirs in put_together(store, read_as(nguoi_ky="D"))


def test_what_a_reading_still_owes_is_not_lost_to_a_type(
    person: Callable[..., Browser], store: Store, stack: Stack
) -> None:
    assert reading.read_again(store, stack.document)
    read_pages(store, 4)
    assert reading.failed(store, take(store, JobKind.ASSEMBLE), problem(ErrorCode.CORRUPT))
    retype(person("tam", Role.REVIEWER, unit=OURS), stack.ours)
    [job] = rows(store, jobs, jobs.c.kind == JobKind.ASSEMBLE)
    assert job.order is None
    assert put_together(store, read_as(nguoi_ky="C")) == [stack.ours, stack.theirs]


# ---- pages of earlier versions


def pictures(text: str) -> list[str]:
    return re.findall(r'class="record-page".*?alt="Trang (\d+)"', text)


def test_pages_of_an_earlier_version_that_are_another_units_now_are_not_shown(
    person: Callable[..., Browser], store: Store, stack: Stack
) -> None:
    read_anew(store, stack.ours, read_as((2,), (3, 4)))
    tam, lan = person("tam", Role.REVIEWER, unit=OURS), person("lan", Role.REVIEWER)
    address = f"/records/{stack.ours}?version=1"
    assert pictures(tam.get(address).text) == ["2"]
    assert "trang thuộc giấy tờ của đơn vị khác" in tam.get(address).text
    assert pictures(lan.get(address).text) == ["2", "3"]
    assert "trang thuộc giấy tờ của đơn vị khác" not in lan.get(address).text
    assert pictures(tam.get(f"/records/{stack.ours}").text) == ["2"]


def test_an_example_shows_no_page_that_is_another_units_now(
    person: Callable[..., Browser], store: Store, stack: Stack
) -> None:
    said = replace(field("Bính", doubtful=True), evidence=(Evidence(3, Box(0, 0, 9, 9)),))
    read_anew(store, stack.ours, read_as(nguoi_ky=said))
    tam = person("tam", Role.SENIOR, unit=OURS)
    tam.ask(f"/review/{stack.ours}/lease", {"token": TOKEN})
    body = {"token": TOKEN, "version": 2}
    edited = {"field": "nguoi_ky", "action": "edited", "text": "Bình"}
    assert tam.ask(f"/review/{stack.ours}/decide", body | edited).status_code == 200
    assert tam.ask(f"/review/{stack.ours}/end", body | {"outcome": "approved"}).status_code == 200
    assert 'data-crop="0"' in tam.get("/figures/examples?field=nguoi_ky").text
    tam.post(f"/records/{stack.ours}/reopen", data={"reason": "sai trang"})
    read_anew(store, stack.ours, read_as((2,), (3, 4)))
    shown = tam.get("/figures/examples?field=nguoi_ky")
    assert str(stack.ours) in shown.text and "data-crop" not in shown.text


def test_pages_of_a_withdrawn_record_are_shown_to_whose_they_are(
    person: Callable[..., Browser], store: Store, stack: Stack
) -> None:
    """A later run has found one paper of both."""
    found = read_as()
    both = replace(found.documents[0], pages=(2, 3, 4))
    read_anew(store, stack.ours, replace(found, documents=(both,)))
    assert record_row(store, stack.theirs).state == "withdrawn"
    minh = person("minh", Role.REVIEWER, unit=THEIRS)
    assert pictures(minh.get(f"/records/{stack.theirs}").text) == []
    assert minh.get(f"/review/{stack.theirs}/pictures").json == {"pages": []}
    assert minh.get(f"/review/{stack.theirs}/words/4").status_code == 404
    box = {"page": 4, "box": [0, 0, 500, 100]}
    assert minh.ask(f"/review/{stack.theirs}/box", box).status_code == 404
    tam = person("tam", Role.REVIEWER, unit=OURS)
    assert pictures(tam.get(f"/records/{stack.ours}").text) == ["2", "3", "4"]
    # Nor is any word of it found.
    assert "<mark>" in tam.get("/records?q=kính").text
    listed = minh.get("/records?q=kính").text
    assert str(stack.theirs) in listed and "<mark>" not in listed
