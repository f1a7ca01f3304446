"""What queue and store cost beside the reading: `python -m benchmarks.queue SCANS`.

Reads the scans through real services and prints pages per wall second, the CPU seconds of the
services and of the reading, and the memory of every process at the start and at the end.
"""

from __future__ import annotations

import argparse
import io
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path

from sqlalchemy import func, select

from models.settings import Settings
from models.store.database import Store, open_store, upgrade
from models.store.intake import Submission, Way
from models.store.jobs import JobState
from models.store.tables import jobs
from models.store.tables import pages as page_rows
from worker.broker import start_broker
from worker.queue import Bell, submit

SOHOA = Path(sys.executable).with_name("sohoa")
_TICKS = os.sysconf("SC_CLK_TCK")
_LOOK_S = 1.0


@dataclass(frozen=True, slots=True)
class Usage:
    """CPU seconds and resident memory, MB, of one process; `reads`: it is a reading process."""

    cpu_s: float
    rss_mb: float
    reads: bool


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took.

    Attributes:
        service_cpu_s: Of workers, sweeper and submission.
        reading_cpu_s: Of the reading processes.
        early_mb: Memory of all processes when a tenth of the pages was read.
        late_mb: Memory of all processes at the end.
    """

    workers: int
    pages: int
    wall_s: float
    service_cpu_s: float
    reading_cpu_s: float
    early_mb: float
    late_mb: float

    @property
    def pages_per_s(self) -> float:
        """Pages per wall second."""
        return self.pages / self.wall_s


def copies(folder: Path) -> Iterator[bytes]:
    """The scans below `folder`, over and over, no two of the same bytes.

    What stands behind a file's end is not looked at by those who read it.
    """
    files = [path for path in sorted(folder.rglob("*")) if path.suffix in {".pdf", ".jpg"}]
    for number in count():
        for path in files:
            yield path.read_bytes() + b"\n%% copy %d\n" % number


def usage(roots: Sequence[int]) -> dict[int, Usage]:
    """Of `roots` and all processes below them."""
    found = {}
    for pid in [*roots, *(below for root in roots for below in _descendants(root))]:
        try:
            stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
            memory = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            continue  # it has just ended
        cpu_s = (int(stat[11]) + int(stat[12])) / _TICKS
        rss_mb = int(memory[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
        found[pid] = Usage(cpu_s, rss_mb, b"extractors.pool" in command)
    return found


def _descendants(pid: int) -> list[int]:
    found: list[int] = []
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in map(int, (task / "children").read_text(encoding="ascii").split()):
                found += [child, *_descendants(child)]
    except OSError:
        return found
    return found


def measure(folder: Path, pages: int, workers: int, settings: Settings) -> Run:
    """Read about so many pages with so many workers."""
    env = {**os.environ, "SOHOA_HOME": settings.home, "SOHOA_BROKER_URL": settings.broker_url}
    env["SOHOA_DATABASE_URL"] = settings.database()
    upgrade(settings)
    store = open_store(settings)
    bell = Bell(settings)
    commands = (["worker", "--concurrency", str(workers)], ["sweeper"])
    services = [
        subprocess.Popen([SOHOA, "service", *command], env=env, stderr=subprocess.DEVNULL)
        for command in commands
    ]
    try:
        scans = copies(folder)
        # Every process has its libraries and its model before the clock starts.
        _submit(store, bell, islice(scans, 4 * workers))
        _wait(store)
        return _timed(store, bell, scans, pages, workers, [each.pid for each in services])
    finally:
        for service in services:
            service.terminate()
        for service in services:
            service.wait()
        store.close()


def _timed(
    store: Store, bell: Bell, scans: Iterator[bytes], pages: int, workers: int,
    roots: Sequence[int],
) -> Run:  # fmt: skip
    read_before = _pages(store)
    before, start, own = usage(roots), time.monotonic(), time.process_time()
    early: Mapping[int, Usage] = {}
    while (read := _pages(store) - read_before) < pages:
        if not early and read > pages / 10:
            early = usage(roots)
        if _open_jobs(store) < 20 * workers:
            _submit(store, bell, islice(scans, 10))
        time.sleep(_LOOK_S)
    wall_s, after = time.monotonic() - start, usage(roots)

    def spent(*, reads: bool) -> float:
        return sum(
            each.cpu_s - (before[pid].cpu_s if pid in before else 0.0)
            for pid, each in after.items()
            if each.reads is reads
        )

    own_cpu_s = time.process_time() - own
    return Run(
        workers, read, wall_s, spent(reads=False) + own_cpu_s, spent(reads=True),
        sum(each.rss_mb for each in (early or before).values()),
        sum(each.rss_mb for each in after.values()),
    )  # fmt: skip


def _submit(store: Store, bell: Bell, scans: Iterator[bytes]) -> None:
    for data in scans:
        submit(store, bell, io.BytesIO(data), Submission("scan.pdf", Way.BATCH))


def _pages(store: Store) -> int:
    with store.read() as connection:
        return connection.execute(select(func.count()).select_from(page_rows)).scalar_one()


def _open_jobs(store: Store) -> int:
    ended = (JobState.DONE, JobState.PARKED)
    with store.read() as connection:
        return connection.execute(
            select(func.count()).where(jobs.c.state.not_in(ended))
        ).scalar_one()


def _wait(store: Store) -> None:
    while _open_jobs(store):
        time.sleep(_LOOK_S)


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scans", type=Path)
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--database-url", default="", help="default: SQLite")
    options = parser.parse_args()
    runs = []
    for workers in options.workers:
        with (
            tempfile.TemporaryDirectory() as home,
            start_broker(Path(home) / "broker") as broker,
        ):
            settings = Settings(home=home, broker_url=broker.url, database_url=options.database_url)
            runs.append(measure(options.scans, options.pages, workers, settings))
        run = runs[-1]
        print(
            f"{run.workers} workers: {run.pages} pages in {run.wall_s:.0f} s,"
            f" {run.pages_per_s:.3f} pages/s; CPU of reading {run.reading_cpu_s:.1f} s, of services"
            f" {run.service_cpu_s:.1f} s ({run.service_cpu_s / run.reading_cpu_s:.1%});"
            f" memory {run.early_mb:.0f} MB, then {run.late_mb:.0f} MB"
            f" ({run.late_mb / run.early_mb - 1:+.1%})",
            flush=True,
        )
    for run in runs[1:]:
        print(f"{run.workers} workers against 1: {run.pages_per_s / runs[0].pages_per_s:.2f} x")


if __name__ == "__main__":
    main()
