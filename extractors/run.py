"""Many inputs through limited processes: pages side by side, results in input order."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, Generic, ParamSpec, TypeVar

import structlog

from extractors.ocr.choose import choose
from extractors.pool import LimitedPool, Served, Unexpected, outcome, unexpected
from extractors.whole import whole
from models.errors import ErrorCode, SohoaError
from models.extraction import Document, EngineInfo, Result, Status
from models.page import Page, PageQuality, PageSource
from models.settings import Settings

P = ParamSpec("P")
R = TypeVar("R")

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read.

    Attributes:
        path: Where it is.
        name: The `file` of its result.
        searchable: Where its searchable PDF goes; None writes none.
    """

    path: Path
    name: str
    searchable: Path | None = None


@dataclass(frozen=True, slots=True)
class Timed(Generic[R]):
    """What a call in a process returned, and what it took there.

    Attributes:
        value: What was returned.
        cpu_s: CPU seconds of the call.
        peak_mb: Memory peak of the process until now, MB.
    """

    value: R
    cpu_s: float
    peak_mb: float


def run_inputs(inputs: Sequence[Input], settings: Settings, jobs: int) -> Generator[Result]:
    """Results of `inputs`, in order, from `jobs` processes.

    A failure of one input is its result; only what stops the whole run is raised.

    Raises:
        SohoaError: `engine_missing`.
    """
    choose(settings)
    prepare = partial(_prepare, settings)
    # One thread waits for each input under way: one more than processes keeps these busy while
    # an input is being finished.
    with (
        ThreadPoolExecutor(jobs + 1) as threads,
        LimitedPool(jobs, settings.memory_mb, prepare) as pool,
    ):
        yield from threads.map(partial(_run_input, pool, settings), inputs)


def _run_input(pool: LimitedPool, settings: Settings, item: Input) -> Result:
    """One input from bytes to result."""
    work = _Work(pool, settings)
    try:
        return work.result(item)
    except SohoaError as error:
        if error.code is ErrorCode.ENGINE_MISSING:
            # No other input can be read either.
            raise
        reason = error
    except OSError as error:
        reason = unusable("The output", error)
    except Exception as error:
        reason = work.internal("The file", unexpected(error))
    return Result(
        item.name, work.sha256, Status.FAILED, reason, (), (), work.engine,
        work.cpu_s, work.wall_s(), work.peak_mb,
    )  # fmt: skip


class _Work:
    """The calls made for one input, and what they have cost so far."""

    def __init__(self, pool: LimitedPool, settings: Settings) -> None:
        self._pool, self._settings = pool, settings
        self.cpu_s = self.peak_mb = 0.0
        self._pages = 1
        self.sha256 = ""
        self._calls: list[Served[Any]] = []
        self.engine = EngineInfo(choose(settings), "", settings.languages)

    def result(self, item: Input) -> Result:
        settings, opening = self._settings, self._settings.file_timeout_s
        self.sha256 = self._wait(self._call(opening, _hash, item.path), "The file")
        limit = min(opening, self._left())
        source = self._wait(self._call(limit, _inspect, item.path, settings), "The file")
        self._pages = source.page_count
        limit = min(settings.page_timeout_s, self._left())
        futures = [
            self._call(limit, _read, source, number, settings)
            for number in range(1, source.page_count + 1)
        ]
        pages = tuple(self._page(future, number + 1) for number, future in enumerate(futures))
        failed = [page for page in pages if page.error is not None]
        if len(failed) == len(pages):
            raise self._first_error
        limit = min(settings.file_timeout_s + len(pages), self._left())
        with whole(item.searchable) if item.searchable else nullcontext() as part:
            documents = self._wait(
                self._call(limit, _finish, source, pages, part, settings),
                "The searchable PDF",
            )
        status = Status.PARTIAL if failed else Status.OK
        return Result(
            item.name, self.sha256, status, None, documents, pages, self.engine,
            self.cpu_s, self.wall_s(), self.peak_mb,
        )  # fmt: skip

    def _call(
        self, limit: float, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs
    ) -> Served[Timed[R]]:
        timed: Callable[[], Timed[R]] = partial(_timed, partial(function, *args, **kwargs))
        call = self._pool.submit(limit, timed)
        self._calls.append(call)
        return call

    def _left(self) -> float:
        """Seconds that are left for the input: a tenth more than its pages may take."""
        total = 1.1 * self._settings.page_timeout_s * self._pages
        return max(1.0, total - self.wall_s())

    def wall_s(self) -> float:
        """Seconds in which a process worked on the input; waiting for a free one is not counted."""
        total = reached = 0.0
        for start, end in sorted(call.span for call in self._calls):
            total += max(0.0, end - max(start, reached))
            reached = max(reached, end)
        return total

    def _wait(self, future: Served[Timed[R]], what: str) -> R:
        try:
            timed = outcome(future, what)
        except OSError as error:
            raise unusable(what, error) from error
        except Unexpected as error:
            raise self.internal(what, error) from error
        self.cpu_s += timed.cpu_s
        self.peak_mb = max(self.peak_mb, timed.peak_mb)
        return timed.value

    def internal(self, what: str, error: Unexpected) -> SohoaError:
        """The reason for a failure of the program itself; its cause goes to the log."""
        log.error(
            "call_failed", sha256=self.sha256, step=what, error=error.kind, where=error.places
        )
        return SohoaError(
            ErrorCode.INTERNAL,
            f"{what} met an error of the program ({error.kind}).",
            "Run it again; if it fails again, report the line `call_failed` of the log.",
        )

    def _page(self, future: Served[Timed[tuple[Page, EngineInfo]]], number: int) -> Page:
        """The page, or a page that bears the reason why it could not be read."""
        try:
            page, self.engine = self._wait(future, f"Page {number}")
            return page
        except SohoaError as error:
            self._first_error = error
            quality = PageQuality(legible=False, problems=("not_read",))
            return Page(number, 0, 0, 72.0, 0, 0.0, PageSource.OCR, quality, (), error=error)


def unusable(what: str, error: OSError) -> SohoaError:
    """The reason when the system refuses to read or write."""
    return SohoaError(
        ErrorCode.INTERNAL,
        f"{what} could not be read or written: {error.strerror or type(error).__name__}.",
        "Check free space, permissions and the length of names, and run it again.",
    )


def _timed(function: Callable[[], R]) -> Timed[R]:
    import cv2

    before = time.process_time()
    try:
        value = function()
    except cv2.error as error:
        if error.code == cv2.Error.StsNoMem or "std::bad_alloc" in str(error):
            raise MemoryError from error
        raise
    # Kilobytes on Linux.
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Timed(value, time.process_time() - before, peak_mb)


# What follows runs in the limited processes; imports are local so that the parent stays light.


def _prepare(settings: Settings) -> None:
    """Load the libraries and the model once."""
    import cv2

    cv2.setNumThreads(1)
    _engine(settings)


@cache
def _engine(settings: Settings):  # type: ignore[no-untyped-def]  # the type's import is heavy
    from extractors.ocr.choose import open_engine

    return open_engine(settings)


def _hash(path: Path) -> str:
    from extractors.ingest import hash_file

    return hash_file(path)[0]


def _inspect(path: Path, settings: Settings):  # type: ignore[no-untyped-def]  # as above
    from extractors.ingest import inspect

    return inspect(path, settings)


def _read(source, number: int, settings: Settings) -> tuple[Page, EngineInfo]:  # type: ignore[no-untyped-def]
    from extractors.read import read_page

    engine = _engine(settings)
    return read_page(source, number, engine, settings), engine.info


def _finish(  # type: ignore[no-untyped-def]  # as above
    source, pages: Sequence[Page], searchable: Path | None, settings: Settings
) -> tuple[Document, ...]:
    """Understand the pages, then write the searchable PDF."""
    from extractors.pdfa import write_searchable
    from extractors.pipeline import understand
    from models.doctypes import document_types

    documents = understand(pages, document_types())
    if searchable is not None:
        write_searchable(source, pages, searchable, settings)
    return documents
