"""Services at work: what a person asks comes first, figures are published, logs are told apart."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from models.errors import ErrorCode, SohoaError
from models.geometry import Box
from models.people import Person, Role
from models.store.intake import Way
from models.store.questions import answer_to
from models.store.reading import read_pages
from tests.conftest import SAMPLES
from tests.faults.plant import Plant, tiny_scan
from tests.servers import BrokerServer, free_port, wait_until
from worker.queue import ask_for_box

pytestmark = pytest.mark.engines

ANYBODY = Person(uuid4(), "lan", "Lan", "tay-ninh", frozenset({Role.REVIEWER}), None)
LETTER = (SAMPLES / "van_ban_hanh_chinh" / "to-trinh-nguoc.pdf").read_bytes()


@pytest.fixture
def plant(tmp_path: Path, database_url: str, broker: BrokerServer) -> Iterator[Plant]:
    with Plant(tmp_path / "home", database_url, broker.url) as made:
        yield made


def test_a_box_is_read_again_before_all_other_work(plant: Plant) -> None:
    receipt = plant.send(LETTER)
    plant.start_all()
    plant.wait_idle()
    with plant.store.read() as connection:
        (stored,) = read_pages(connection, receipt.document)
    line = next(line for line in stored.page.lines if "TỜ TRÌNH" in line.text)
    # The scan stands on its head: the box is one of the page turned upright.
    assert stored.page.rotation == 180
    for number in range(20):
        plant.send(tiny_scan(number, pages=2), way=Way.BATCH)
    question = ask_for_box(
        plant.store, plant.bell, ANYBODY, receipt.document, 1, line.box.grown(12)
    )
    wait_until(lambda: answer_to(plant.store, question, ANYBODY).done, "the answer")
    assert plant.job_states()["ready"] > 0
    answer = answer_to(plant.store, question, ANYBODY)
    assert (answer.text, answer.error) == ("TỜ TRÌNH", None)


def test_a_question_about_no_page_is_refused(plant: Plant) -> None:
    receipt = plant.send(tiny_scan(1))
    with pytest.raises(SohoaError) as refused:
        ask_for_box(plant.store, plant.bell, ANYBODY, receipt.document, 1, Box(0, 0, 10, 10))
    assert refused.value.code is ErrorCode.NOT_FOUND


def test_figures_are_published(plant: Plant) -> None:
    ports = free_port(), free_port()
    plant.start("worker", "worker", "--metrics-port", ports[0])
    plant.start("sweeper", "sweeper", "--metrics-port", ports[1])
    plant.send_tiny(range(2), pages=2)
    plant.send(b"no scan")
    plant.wait_idle()
    children, queue = (scrape(port) for port in ports)
    assert children["sohoa_pages_read_total"] == 4
    assert children['sohoa_documents_read_total{status="ok"}'] == 2
    assert children['sohoa_job_seconds_count{kind="page"}'] == 4
    failure = 'sohoa_job_failures_total{code="unsupported_type",kind="open",state="parked"}'
    assert children[failure] == 1
    assert queue['sohoa_documents{state="ok"}'] == 2
    assert queue['sohoa_parked_jobs{code="unsupported_type",kind="open"}'] == 1
    assert queue["sohoa_lease_expiries_total"] == 0


def scrape(port: int) -> dict[str, float]:
    text = httpx.get(f"http://127.0.0.1:{port}/metrics").text
    lines = (line.rpartition(" ") for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _, value in lines}


def test_logs_are_json_lines_with_ids_only(plant: Plant) -> None:
    plant.start_all()
    receipt = plant.send(b"no scan", "Nguyễn Văn An.txt")
    plant.send(LETTER)
    plant.wait_idle()
    lines = (plant.home / "worker.log").read_text(encoding="utf-8").splitlines()
    events = [json.loads(line) for line in lines if line.startswith("{")]
    failed = next(event for event in events if event["event"] == "job_failed")
    assert (failed["document"], failed["code"]) == (str(receipt.document), "unsupported_type")
    assert "Nguyễn" not in "\n".join(lines)
    assert "TRÌNH" not in "\n".join(lines)
