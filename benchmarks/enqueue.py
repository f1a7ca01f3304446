"""How fast a bulk run submits files, and whether lists stay quick while its queue is full.

`python -m benchmarks.enqueue [--documents 100000] [--database-url URL]` makes so many distinct
files of one page, plans and submits them to an empty database (a SQLite file in a temporary
folder, unless a URL is given) and a broker of its own. Nobody reads them. Records of earlier papers
are listed meanwhile, and again when all jobs wait.
"""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import numpy as np

from benchmarks.search import fill
from models.settings import Settings
from models.store.batches import get_batch, plan
from models.store.database import Store, open_store, upgrade
from models.store.jobs import Priority, claim, ready_count
from models.store.manifest import status
from models.store.search import Query, find
from worker.batch import run_batch
from worker.broker import start_broker
from worker.queue import Bell

GOAL_S, GOAL_DOCUMENTS, GOAL_MS = 300, 100_000, 100
NAME = "benchmark"
# A file that is opened as a PDF of one empty page.
_PDF = (
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    "trailer<</Root 1 0 R>>\n% {number}\n%%EOF\n"
)
_EVERY_S = 0.1


def make_files(folder: Path, count: int) -> list[tuple[str, int]]:
    """Distinct files, a thousand in a folder; their paths and sizes."""
    made = []
    for number in range(count):
        path = folder / f"{number // 1000:03d}" / f"{number:06d}.pdf"
        path.parent.mkdir(exist_ok=True)
        made.append((str(path.relative_to(folder)), path.write_text(_PDF.format(number=number))))
    return made


def lists(store: Store) -> dict[str, Callable[[], object]]:
    """What a person or a program looks at, by name."""

    def listed(query: Query) -> None:
        with store.read() as connection:
            find(connection, query)

    return {
        "newest records": lambda: listed(Query()),
        "records to review": lambda: listed(Query(state="review")),
        "records by words": lambda: listed(Query(words="quyết định")),
        "jobs that are ready": lambda: ready_count(store, Priority.BATCH, 200),
    }


def timed(ask: Callable[[], object]) -> float:
    """Milliseconds that a question takes."""
    start = time.perf_counter()
    ask()
    return 1000 * (time.perf_counter() - start)


@contextmanager
def looking(store: Store, found: list[float]) -> Iterator[None]:
    """Within, someone lists records again and again; the milliseconds that this takes."""
    done = threading.Event()
    asked = list(lists(store).values())

    def look() -> None:
        while not done.wait(_EVERY_S):
            found.extend(timed(ask) for ask in asked)

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def measure(store: Store, folder: Path, count: int) -> None:
    """Plan and submit so many files, and print what that takes."""
    files = make_files(folder, count)
    start = time.perf_counter()
    plan(store, NAME, folder, files)
    planned_s = time.perf_counter() - start
    meanwhile: list[float] = []
    with looking(store, meanwhile):
        start = time.perf_counter()
        steps = run_batch(
            store, Bell(store.settings), NAME, threading.Event(), actor=NAME, follow=False
        )
        last = [*steps][-1]
        submitted_s = time.perf_counter() - start
    assert last.files["submitted"] == count, last.files
    click.echo(f"planned   {count:,} files in {planned_s:.1f} s")
    per_file = 1000 * submitted_s / count
    goal = GOAL_S * count / GOAL_DOCUMENTS
    click.echo(
        f"submitted {count:,} files in {submitted_s:.1f} s, {per_file:.2f} ms a file"
        f" (goal at this size: {goal:.1f} s)"
    )
    _tell("lists while files were submitted", meanwhile)
    for name, ask in lists(store).items():
        _tell(f"{name}, queue full", [timed(ask) for _ in range(100)])
    batch = get_batch(store, NAME)
    _tell(
        "figures of the batch, queue full", [timed(lambda: status(store, batch)) for _ in range(20)]
    )
    _tell("a job taken, queue full", [timed(lambda: claim(store)) for _ in range(50)])


def _tell(what: str, found: list[float]) -> None:
    median, p95 = np.percentile(found, [50, 95])
    click.echo(f"{what:40} p50 {median:7.1f} ms   p95 {p95:7.1f} ms   n {len(found)}")


@click.command()
@click.option("--documents", type=click.IntRange(1), default=GOAL_DOCUMENTS, show_default=True)
@click.option("--records", type=click.IntRange(1), default=10_000, show_default=True)
@click.option("--database-url", default="", help="Of an empty database.")
def main(documents: int, records: int, database_url: str) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="sohoa-") as home:
        folder = Path(home) / "archive"
        folder.mkdir()
        with start_broker(Path(home) / "broker") as broker:
            settings = Settings(home=home, database_url=database_url, broker_url=broker.url)
            upgrade(settings)
            store = open_store(settings)
            try:
                fill(store, records)
                click.echo(f"{store.engine.dialect.name}, {records:,} records from before")
                measure(store, folder, documents)
            finally:
                store.close()


if __name__ == "__main__":
    main()
