"""Batches, the queue and sealed papers, as an operator sees and steers them."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import update

from models.errors import ErrorCode
from models.people import Role
from models.store import batches, compose, reading
from models.store.batches import Item, get_batch
from models.store.database import Store
from models.store.figures import figures
from models.store.intake import keep
from models.store.jobs import JobKind, JobState, add_job, claim
from models.store.quarantine import seal
from models.store.reading import failed
from models.store.records import approve
from models.store.tables import audit_events, documents, jobs, quarantine
from models.store.units import rename_unit
from tests.models.store.builders import (
    Clock,
    digest,
    open_file,
    paper,
    problem,
    read_page,
    result,
    rows,
    submit,
    take,
)
from tests.models.store.test_publications import finish_next, to_others, withdraw_all
from tests.webui.conftest import Browser

PICTURE = b"\xff\xd8 a small page"


@pytest.fixture
def operator(person: Callable[..., Browser]) -> Browser:
    return person("vanhanh", Role.OPERATOR)


def run_batch(store: Store, names: tuple[str, ...] = ("a.pdf", "b.pdf")) -> UUID:
    """A batch of one-letter files that has been submitted."""
    batches.plan(store, "kho 1", Path("/kho"), [(name, 5) for name in names], unit="xa-a")
    batch = get_batch(store, "kho 1")
    batches.start(store, batch)
    planned = batches.take(store, batch, 0, 100)
    batches.submit(
        store, batch,
        [(item, keep(store, io.BytesIO(item.path.encode()))) for item in planned], "an",
    )  # fmt: skip
    return batch.id


def give_up(store: Store, kind: JobKind, code: ErrorCode = ErrorCode.CORRUPT) -> int:
    """Do the next job, which fails for good; its id."""
    job = take(store, kind)
    assert failed(store, job, problem(code)) is JobState.PARKED
    return job.id


class TestBatches:
    def test_a_batch_is_paused_and_resumed(self, store: Store, operator: Browser) -> None:
        batch = run_batch(store)
        page = operator.get("/batches/").text
        assert "kho 1" in page
        assert "đang chạy" in page
        operator.post(f"/batches/{batch}/pause", data={"reason": "hết giờ"})
        page = operator.get(f"/batches/{batch}").text
        assert "Vanhanh đã tạm dừng. hết giờ" in page
        assert claim(store) is None
        operator.post(f"/batches/{batch}/resume")
        assert claim(store) is not None

    def test_failures_stand_by_reason_with_pictures_and_are_tried_again_by_reason(
        self, store: Store, operator: Browser
    ) -> None:
        batch = run_batch(store, ("a.pdf", "b.pdf", "c.pdf"))
        preview = store.objects.put(io.BytesIO(PICTURE)).sha256
        give_up(store, JobKind.OPEN, ErrorCode.ENCRYPTED)
        give_up(store, JobKind.OPEN, ErrorCode.CORRUPT)
        open_file(store, pages=2)
        read_page(store, take(store, JobKind.PAGE), preview=preview)
        give_up(store, JobKind.PAGE, ErrorCode.CORRUPT)
        assembling = take(store, JobKind.ASSEMBLE)
        with store.write() as connection:
            connection.execute(
                update(documents)
                .where(documents.c.id == assembling.document)
                .values(state="partial")
            )
            connection.execute(
                update(jobs).where(jobs.c.id == assembling.id).values(state="done", owner=None)
            )
        page = operator.get(f"/batches/{batch}").text
        assert 'Tệp bị hỏng: xin quét lại. <span class="count">2</span>' in page
        assert 'xin lưu lại không mật khẩu. <span class="count">1</span>' in page
        [address] = [part for part in page.split('"') if part.startswith("/pictures/")]
        assert operator.get(address.replace("&amp;", "&")).data == PICTURE
        operator.post(f"/batches/{batch}/retry", data={"code": "encrypted"})
        [job] = rows(store, jobs, jobs.c.state == "ready")
        assert job.kind == "open"
        [event] = [event for event in rows(store, audit_events) if event.action == "retry"]
        assert event.actor == "vanhanh"
        assert "encrypted" not in operator.get(f"/batches/{batch}").text
        assert "corrupt" in operator.get(f"/batches/{batch}").text

    def test_refused_files_are_planned_again_by_reason(
        self, store: Store, operator: Browser
    ) -> None:
        batches.plan(store, "kho 2", Path("/kho"), [("x.pdf", 1), ("y.pdf", 1)], unit="xa-a")
        batch = get_batch(store, "kho 2")
        batches.start(store, batch)
        items = batches.take(store, batch, 0, 10)
        codes = (ErrorCode.EMPTY_FILE, ErrorCode.TOO_LARGE)
        refused: list[tuple[Item, object]] = [
            (item, problem(code)) for item, code in zip(items, codes, strict=True)
        ]
        batches.submit(store, batch, refused, "an")  # type: ignore[arg-type]
        page = operator.get(f"/batches/{batch.id}").text
        assert "x.pdf" in page
        assert "y.pdf" in page
        operator.post(f"/batches/{batch.id}/retry", data={"code": "too_large"})
        page = operator.get(f"/batches/{batch.id}").text
        assert "x.pdf" in page
        assert "y.pdf" not in page
        assert "sohoa batch run &#39;kho 2&#39;" in page

    def test_the_list_tells_what_failed_in_a_finished_batch(
        self, store: Store, operator: Browser
    ) -> None:
        run_batch(store, ("a.pdf", "b.pdf"))
        give_up(store, JobKind.OPEN)
        give_up(store, JobKind.OPEN)
        batches.look_after(store)
        page = operator.get("/batches/").text
        assert "0 trên 2 tệp không lỗi" in page
        assert 'class="badge batch-finished has-failures"' in page
        assert '<td class="number" data-title="Lỗi">2</td>' in page

    def test_another_units_batch_is_not_there(
        self, store: Store, person: Callable[..., Browser]
    ) -> None:
        batch = run_batch(store)
        other = person("khac", Role.OPERATOR, unit="xa-b")
        assert "kho 1" not in other.get("/batches/").text
        for path in ("", "/figures"):
            assert other.get(f"/batches/{batch}{path}").status_code == 404
        assert other.post(f"/batches/{batch}/pause").status_code == 404
        assert claim(store) is not None

    def test_only_operators_steer(self, store: Store, person: Callable[..., Browser]) -> None:
        batch = run_batch(store)
        reviewer = person("lan", Role.REVIEWER)
        assert reviewer.get("/batches/").status_code == 403
        assert reviewer.post(f"/batches/{batch}/pause").status_code == 403
        assert reviewer.get("/queue/").status_code == 403


class TestQueue:
    def test_what_waits_and_what_is_done(
        self, store: Store, operator: Browser, clock: Clock
    ) -> None:
        digest(store, result(paper(so_ky_hieu="1/QĐ")), b"read")
        submit(store, b"one")
        submit(store, b"two")
        clock.forward(60)
        job = claim(store)
        assert job is not None
        page = operator.get("/queue/now").text
        assert "Tài liệu trong giờ qua</dt><dd>1<" in page
        assert "don.pdf" in page
        assert job.owner.split(":")[0] in page
        assert "1 phút" in page  # the older one of those that are ready waits so long

    def test_one_parked_job_is_tried_again_and_then_all(
        self, store: Store, operator: Browser
    ) -> None:
        for name in (b"one", b"two", b"three"):
            submit(store, name)
        first = give_up(store, JobKind.OPEN)
        give_up(store, JobKind.OPEN)
        give_up(store, JobKind.OPEN)
        page = operator.get("/queue/").text
        assert page.count("Tệp bị hỏng") == 3
        operator.post("/queue/retry", data={"job": str(first)})
        assert [row.id for row in rows(store, jobs, jobs.c.state == "ready")] == [first]
        for wrong in (str(first), "", "all", "9" * 40):
            assert operator.post("/queue/retry", data={"job": wrong}).status_code == 404
        operator.post("/queue/retry")
        assert len(rows(store, jobs, jobs.c.state == "ready")) == 3

    def test_what_was_seen_to_is_listed_no_more_until_it_fails_anew(
        self, store: Store, operator: Browser
    ) -> None:
        document = submit(store, b"one", name="hong.pdf").document
        submit(store, b"two", name="cham.pdf")
        submit(store, b"three", name="khoa.pdf")
        damaged = give_up(store, JobKind.OPEN)
        with store.write() as connection:
            # A passing reason is given up after the last try only.
            connection.execute(update(jobs).where(jobs.c.id == damaged + 1).values(attempts=99))
        give_up(store, JobKind.OPEN, ErrorCode.TIMEOUT)
        give_up(store, JobKind.OPEN, ErrorCode.ENCRYPTED)
        operator.post("/queue/settle", data={"job": str(damaged)})
        page = operator.get("/queue/").text
        assert "hong.pdf" not in page and "cham.pdf" in page and "khoa.pdf" in page
        [event] = [event for event in rows(store, audit_events) if event.action == "settle"]
        assert (event.actor, event.subject) == ("vanhanh", str(document))
        assert event.details == {"job": damaged, "code": "corrupt"}
        for wrong in (str(damaged), "", "all"):
            assert operator.post("/queue/settle", data={"job": wrong}).status_code == 404
        operator.post("/queue/settle")  # all whose file is at fault
        page = operator.get("/queue/").text
        assert "cham.pdf" in page and "khoa.pdf" not in page
        operator.post("/queue/retry")
        assert len(rows(store, jobs, jobs.c.state == "ready")) == 1
        assert figures(store).parked == {}
        # Submitted once more for another reason, it is one's to look after again.
        reading.retry(store, [document])
        while take(store, JobKind.OPEN).document != document:
            pass
        [job] = rows(store, jobs, jobs.c.document == document)
        assert job.answer is None

    def test_given_up_work_has_its_unit_and_who_brought_it(
        self, store: Store, operator: Browser, person: Callable[..., Browser]
    ) -> None:
        person("lan", Role.RECEPTION)
        submit(store, b"one", unit="xa-a")
        rename_unit(store, "xa-a", "Xã A")
        give_up(store, JobKind.OPEN)
        page = operator.get("/queue/").text
        assert "Xã A<br><small>Lan</small>" in page

    def test_a_withdrawal_that_was_given_up_is_told_as_one(
        self, store: Store, operator: Browser
    ) -> None:
        others = to_others(store)
        document, _ = digest(others, result(paper(trich_yeu="một")))
        finish_next(others)
        finish_next(others)
        withdraw_all(others, document)
        give_up(store, JobKind.PUBLISH, ErrorCode.TARGET_REFUSED)
        assert "phiên bản 1</a> (thu hồi), nền tảng tích hợp" in operator.get("/queue/").text

    def test_a_bad_replacement_is_named_beside_the_paper(
        self, store: Store, operator: Browser
    ) -> None:
        document, _ = digest(store, result(paper(trich_yeu="một")), b"good")
        bad = submit(store, b"bad", name="anh-hong.jpg").document
        give_up(store, JobKind.OPEN)
        order = compose.Order(
            (compose.Paper((compose.Part(bad, compose.ALL),)),), (document, bad), None, "tay-ninh",
            "vanhanh",
        )  # fmt: skip
        with store.write() as connection:
            add_job(
                store, connection, JobKind.COMPOSE, priority=10, document=document,
                order=order.to_json(),
            )  # fmt: skip
        give_up(store, JobKind.COMPOSE)
        assert "don.pdf, anh-hong.jpg" in operator.get("/queue/").text

    def test_a_marked_part_that_could_not_be_read_is_not_the_operators(
        self, store: Store, operator: Browser
    ) -> None:
        document, _ = digest(store, result(paper(trich_yeu="một")), b"good")
        with store.write() as connection:
            add_job(store, connection, JobKind.REGION, priority=0, document=document, page=1)
        give_up(store, JobKind.REGION)
        assert figures(store).parked == {}
        assert "Không có việc nào" in operator.get("/queue/").text

    def test_who_tries_again_is_noted(self, store: Store, operator: Browser) -> None:
        _, [record] = digest(store, result(paper(trich_yeu="một")), b"letter")
        approve(store, record, 1, "lan")
        give_up(store, JobKind.PUBLISH, ErrorCode.TARGET_REFUSED)
        files = [submit(store, name).document for name in (b"one", b"two")]
        first = give_up(store, JobKind.OPEN)
        give_up(store, JobKind.OPEN)
        operator.post("/queue/retry", data={"job": str(first)})
        operator.post("/queue/retry")
        tried = [event for event in rows(store, audit_events) if event.action == "retry"]
        assert {event.subject for event in tried} == {str(each) for each in (*files, record)}
        assert [event.actor for event in tried] == ["vanhanh"] * 3

    def test_a_publication_that_failed_is_tried_again_alone(
        self, store: Store, operator: Browser
    ) -> None:
        for data in (b"one", b"two"):
            _, [record] = digest(store, result(paper(trich_yeu=data.decode())), data)
            approve(store, record, 1, "lan")
        given_up = [give_up(store, JobKind.PUBLISH, ErrorCode.TARGET_REFUSED) for _ in "ab"]
        operator.post("/queue/retry", data={"job": str(given_up[1])})
        assert [row.id for row in rows(store, jobs, jobs.c.state == "ready")] == given_up[1:]

    def test_only_jobs_of_the_own_units(self, store: Store, person: Callable[..., Browser]) -> None:
        submit(store, b"one", name="cua-a.pdf", unit="xa-a")
        submit(store, b"two", name="cua-b.pdf", unit="xa-b")
        first, second = give_up(store, JobKind.OPEN), give_up(store, JobKind.OPEN)
        other = person("b", Role.OPERATOR, unit="xa-b")
        page = other.get("/queue/").text
        assert "cua-b.pdf" in page
        assert "cua-a.pdf" not in page
        assert other.post("/queue/retry", data={"job": str(first)}).status_code == 404
        other.post("/queue/retry")
        assert [row.id for row in rows(store, jobs, jobs.c.state == "ready")] == [second]


class TestSealed:
    @pytest.fixture
    def secret(self, store: Store) -> UUID:
        document = submit(store, b"MAT").document
        open_file(store)
        seal(store, take(store, JobKind.PAGE))
        return document

    def test_a_decision_needs_a_reason_and_a_confirmation(
        self, store: Store, operator: Browser, secret: UUID
    ) -> None:
        assert "dấu mật ở trang 1" in operator.get("/queue/").text
        address = f"/queue/sealed/{secret}"
        for form in (
            {"decision": "purge", "reason": "mật thật"},
            {"decision": "purge", "sure": "on", "reason": " "},
            {"decision": "burn", "sure": "on", "reason": "x"},
        ):
            assert operator.post(address, data=form).status_code == 409
        [row] = rows(store, quarantine)
        assert row.decision is None

    @pytest.mark.parametrize(("decision", "state"), [("release", "received"), ("purge", "purged")])
    def test_the_decision_and_its_reason_are_kept(
        self, store: Store, operator: Browser, secret: UUID, decision: str, state: str
    ) -> None:
        form = {"decision": decision, "sure": "on", "reason": "đã xem bản giấy"}
        assert operator.post(f"/queue/sealed/{secret}", data=form).status_code == 303
        [row] = rows(store, documents)
        assert row.state == state
        [event] = [e for e in rows(store, audit_events) if e.action in ("released", "purged")]
        assert event.details == {"reason": "đã xem bản giấy"}
        assert operator.post(f"/queue/sealed/{secret}", data=form).status_code == 404

    def test_another_units_paper_is_not_there(
        self, store: Store, person: Callable[..., Browser], secret: UUID
    ) -> None:
        other = person("b", Role.OPERATOR, unit="xa-b")
        assert "SHA-256" not in other.get("/queue/").text
        form = {"decision": "purge", "sure": "on", "reason": "x"}
        assert other.post(f"/queue/sealed/{secret}", data=form).status_code == 404
