"""The services as they run in a deployment, to be killed; and what must hold whatever happened."""

from __future__ import annotations

import hashlib
import io
import os
import signal
import subprocess
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from PIL import Image, ImageDraw, ImageFont
from sqlalchemy import func, select

from models.settings import Settings
from models.store.database import Store, open_store
from models.store.intake import FINAL, Receipt, Submission, Way
from models.store.jobs import JobState
from models.store.reading import get_document
from models.store.tables import documents, jobs, pages, record_versions, records, results
from tests.faults.watch import SOHOA, descendants
from tests.servers import is_running, wait_until
from worker.queue import Bell, submit

ENDED = (JobState.DONE, JobState.PARKED)


def tiny_scan(number: int, pages: int = 1) -> bytes:
    """A small TIFF unlike that of any other number, read in a fraction of a second a page."""
    font = ImageFont.load_default(28)
    images = []
    for page in range(1, pages + 1):
        image = Image.new("L", (600, 120), 255)
        draw = ImageDraw.Draw(image)
        draw.text((20, 10), f"Paper number {number}", font=font, fill=0)
        draw.text((20, 60), f"page {page} of {pages}", font=font, fill=0)
        images.append(image)
    buffer = io.BytesIO()
    images[0].save(
        buffer, "TIFF", save_all=True, append_images=images[1:], dpi=(200, 200),
        compression="tiff_lzw",
    )  # fmt: skip
    return buffer.getvalue()


def kill(pid: int) -> bool:
    """Kill a process, if it is there."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


class Plant:
    """Services on a database and a broker; each can be started and killed by name.

    Args:
        home: Folder for stored files and logs.
        settings: Extra settings, by the name of their variable.
    """

    def __init__(self, home: Path, database_url: str, broker_url: str, **settings: object) -> None:
        given = {
            "SOHOA_HOME": home, "SOHOA_DATABASE_URL": database_url, "SOHOA_BROKER_URL": broker_url,
            # Deaths are noticed soon.
            "SOHOA_LEASE_S": 3, "SOHOA_RETRY_S": 0.1, "SOHOA_SETTLE_S": 0.5, **settings,
        }  # fmt: skip
        self.env = {**os.environ, **{name: str(value) for name, value in given.items()}}
        self.home = home
        home.mkdir(exist_ok=True)
        self.settings = Settings.from_env(self.env)
        self.store: Store = open_store(self.settings)
        self.bell = Bell(self.settings)
        self.services: dict[str, subprocess.Popen[bytes]] = {}
        self.accepted: dict[str, bytes] = {}

    def start(self, name: str, *arguments: object) -> subprocess.Popen[bytes]:
        """Start `sohoa service`, known as `name`, in a process group of its own."""
        with (self.home / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                [SOHOA, "service", *map(str, arguments)], env=self.env, stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, process_group=0,
            )  # fmt: skip
        self.services[name] = process
        return process

    def start_worker(self, concurrency: int = 2, name: str = "worker") -> subprocess.Popen[bytes]:
        return self.start(name, "worker", "--concurrency", concurrency)

    def start_all(self) -> None:
        """Two children, and a sweeper."""
        self.start_worker()
        self.start("sweeper", "sweeper")

    def kill9(self, name: str) -> None:
        """Kill a service and all that it has started, as a loss of power would."""
        process = self.services[name]
        below = descendants(process.pid)
        for pid in (process.pid, *below):
            kill(pid)
        process.wait()
        wait_until(lambda: not any(map(is_running, below)), f"the processes of {name} to be gone")

    def children(self, name: str = "worker") -> list[int]:
        """Celery's children: what a worker has started directly."""
        text = Path(f"/proc/{self.services[name].pid}/task").iterdir()
        return [int(pid) for task in text for pid in (task / "children").read_text().split()]

    def send(self, data: bytes, name: str = "scan.tiff", way: Way = Way.UPLOAD) -> Receipt:
        """Submit as a program does."""
        return submit(self.store, self.bell, io.BytesIO(data), Submission(name, way))

    def send_tiny(self, numbers: Sequence[int], pages: int = 1) -> dict[str, bytes]:
        """Submit tiny scans; their bytes by digest."""
        sent = {}
        for number in numbers:
            data = tiny_scan(number, pages)
            sent[self.send(data, f"{number}.tiff").sha256] = data
        return sent

    def document_of(self, digest: str) -> UUID:
        with self.store.read() as connection:
            found = select(documents.c.id).where(documents.c.sha256 == digest)
            return connection.execute(found).scalar_one()

    def state_of(self, document: UUID) -> str:
        with self.store.read() as connection:
            return str(get_document(connection, document).state)

    def job_states(self) -> Counter[str]:
        with self.store.read() as connection:
            rows = connection.execute(select(jobs.c.state, func.count()).group_by(jobs.c.state))
            return Counter({row[0]: row[1] for row in rows})

    def is_idle(self) -> bool:
        """Whether nothing is still to come."""
        return not set(self.job_states()) - set(ENDED)

    def wait_idle(self, timeout_s: float = 90) -> None:
        wait_until(self.is_idle, f"all jobs to end, in {self.home}", timeout_s)

    def wait_running(self, count: int = 1) -> list[Any]:
        """Wait until so many jobs are being done; their rows."""
        found: list[Any] = []

        def enough() -> bool:
            with self.store.read() as connection:
                found[:] = connection.execute(
                    select(jobs).where(jobs.c.state == JobState.RUNNING)
                ).all()
            return len(found) >= count

        wait_until(enough, f"{count} running jobs")
        return found

    def __enter__(self) -> Plant:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """End all services at once; none may have met an error that nobody foresaw."""
        for name, process in self.services.items():
            if process.poll() is None:
                self.kill9(name)
        self.store.close()
        if kind is not None:
            return
        for log in self.home.glob("*.log"):
            assert "Traceback" not in log.read_text(encoding="utf-8"), log


def assert_whole(plant: Plant, sent: dict[str, bytes], *, state: str = "ok") -> None:
    """Nothing is lost, nothing is there twice, nothing is pending, no byte has changed."""
    with plant.store.read() as connection:
        rows = connection.execute(select(documents)).all()
        read = connection.execute(
            select(pages.c.document, func.count()).group_by(pages.c.document)
        ).all()
        made = connection.execute(
            select(results.c.document, func.count()).group_by(results.c.document)
        ).all()
        kept = connection.execute(select(records.c.document, records.c.version)).all()
        versions = connection.execute(select(func.count()).select_from(record_versions)).scalar()
    by_digest = {row.sha256: row for row in rows}
    assert set(by_digest) == set(sent)
    assert len(rows) == len(sent)
    assert {row.state for row in rows} == {state}
    assert {row.state for row in rows} <= set(FINAL)
    assert {row[0]: row[1] for row in read} == {row.id: row.page_count for row in rows}
    assert {row[0]: row[1] for row in made} == {row.id: 1 for row in rows}
    assert sorted(row.document for row in kept) == sorted(row.id for row in rows)
    assert {row.version for row in kept} == {1}
    assert versions == len(rows)
    assert set(plant.job_states()) == {"done"}
    for digest, data in sent.items():
        assert plant.store.objects.read(digest) == data
        assert hashlib.sha256(data).hexdigest() == digest
