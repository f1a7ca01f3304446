"""Counters and histograms for Prometheus; ids, codes and seconds only."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, start_http_server
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from models.store.database import Store
from models.store.figures import figures
from models.store.jobs import Job

_SECONDS = (0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32, 64, 128)
_JOBS = Histogram("sohoa_job_seconds", "Wall seconds of a job.", ["kind"], buckets=_SECONDS)
_PAGES = Counter("sohoa_pages_read", "Pages read.")
_PAGE_CPU = Histogram("sohoa_page_cpu_seconds", "CPU seconds of a page.", buckets=_SECONDS)
_DOCUMENTS = Counter("sohoa_documents_read", "Documents put together.", ["status"])
_FAILURES = Counter("sohoa_job_failures", "Jobs that failed.", ["kind", "code", "state"])
_EXPIRIES = Counter("sohoa_lease_expiries", "Jobs taken from workers that died or hung.")


@contextmanager
def timed(job: Job) -> Iterator[None]:
    """Measure a job, however it ends."""
    start = time.monotonic()
    try:
        yield
    finally:
        _JOBS.labels(job.kind).observe(time.monotonic() - start)


def page_read(cpu_s: float) -> None:
    """Count a page."""
    _PAGES.inc()
    _PAGE_CPU.observe(cpu_s)


def document_read(status: str) -> None:
    """Count a document."""
    _DOCUMENTS.labels(status).inc()


def failed(job: Job, code: str, state: str) -> None:
    """Count a failure."""
    _FAILURES.labels(job.kind, code, state).inc()


def expired(count: int) -> None:
    """Count leases that ran out."""
    _EXPIRIES.inc(count)


class _Queue(Collector):
    """The figures of the database, asked for at each scrape."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def collect(self) -> Iterable[Metric]:
        """Depth and age of the queue, what is parked, and documents by state."""
        found = figures(self._store)
        depth = GaugeMetricFamily(
            "sohoa_jobs", "Jobs that are not done.", labels=["state", "priority"]
        )
        for (state, priority), count in found.jobs.items():
            depth.add_metric([state, str(priority)], count)
        age = GaugeMetricFamily(
            "sohoa_queue_age_seconds", "Wait of the oldest ready job.", labels=["priority"]
        )
        for priority, seconds in found.ages.items():
            age.add_metric([str(priority)], seconds)
        parked = GaugeMetricFamily("sohoa_parked_jobs", "Parked jobs.", labels=["kind", "code"])
        for (kind, code), count in found.parked.items():
            parked.add_metric([kind, code], count)
        read = GaugeMetricFamily("sohoa_documents", "Documents.", labels=["state"])
        for state, count in found.documents.items():
            read.add_metric([state], count)
        unpublished = GaugeMetricFamily(
            "sohoa_unpublished_versions", "Versions of records that a target lacks.",
            value=found.unpublished,
        )  # fmt: skip
        return [depth, age, parked, read, unpublished]


def serve_queue(store: Store, port: int) -> None:
    """Answer `/metrics` with the figures of the database and of this process.

    Raises:
        OSError: The port is taken.
    """
    REGISTRY.register(_Queue(store))
    start_http_server(port)


def serve_children(folder: str, port: int) -> None:
    """Answer `/metrics` with the sum over all children, which count in files of `folder`.

    Raises:
        OSError: The port is taken.
    """
    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=folder)  # type: ignore[no-untyped-call]
    start_http_server(port, registry=registry)
