"""Counters and histograms for Prometheus; ids, codes and seconds only."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import Counter, Histogram

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
