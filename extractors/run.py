"""Many inputs through limited processes: pages side by side, results in input order."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from extractors.ocr.choose import choose
from extractors.pool import Served, unexpected
from extractors.reader import (
    Reader,
    ReadPage,
    Timed,
    digest,
    inspect_file,
    internal,
    read,
    resolve,
    understand_pages,
    unusable,
    write_pdf,
)
from extractors.whole import whole
from models.errors import ErrorCode, SohoaError
from models.extraction import EngineInfo, Result, Status
from models.page import Page
from models.settings import Settings

P = ParamSpec("P")
R = TypeVar("R")


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


def run_inputs(inputs: Sequence[Input], settings: Settings, jobs: int) -> Generator[Result]:
    """Results of `inputs`, in order, from `jobs` processes.

    A failure of one input is its result; only what stops the whole run is raised.

    Raises:
        SohoaError: `engine_missing`.
    """
    # One thread waits for each input under way: one more than processes keeps these busy while
    # an input is being finished.
    with (
        ThreadPoolExecutor(jobs + 1) as threads,
        Reader(settings, jobs) as reader,
    ):
        yield from threads.map(partial(_run_input, reader), inputs)


def _run_input(reader: Reader, item: Input) -> Result:
    """One input from bytes to result."""
    work = _Work(reader)
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
        reason = internal("The file", unexpected(error), work.sha256)
    return Result(
        item.name, work.sha256, Status.FAILED, reason, (), (), work.engine,
        work.cpu_s, work.wall_s(), work.peak_mb,
    )  # fmt: skip


class _Work:
    """The calls made for one input, and what they have cost so far."""

    def __init__(self, reader: Reader) -> None:
        self._reader, self._settings = reader, reader.settings
        self.cpu_s = self.peak_mb = 0.0
        self._pages = 1
        self.sha256 = ""
        self._calls: list[Served[Any]] = []
        self.engine = EngineInfo(choose(reader.settings), "", reader.settings.languages)

    def result(self, item: Input) -> Result:
        settings, opening = self._settings, self._settings.file_timeout_s
        self.sha256 = self._wait(self._call(opening, digest, item.path), "The file")
        limit = min(opening, self._left())
        source = self._wait(self._call(limit, inspect_file, item.path, settings), "The file")
        self._pages = source.page_count
        self._reader.wake()
        limit = min(settings.page_timeout_s, self._left())
        futures = [
            self._call(limit, read, source, number, settings)
            for number in range(1, source.page_count + 1)
        ]
        pages = tuple(self._page(future, number + 1) for number, future in enumerate(futures))
        failed = [page for page in pages if page.error is not None]
        if len(failed) == len(pages):
            raise self._first_error
        limit = min(settings.file_timeout_s + len(pages), self._left())
        documents = self._wait(self._call(limit, understand_pages, pages), "The paper")
        if item.searchable is not None:
            limit = min(settings.file_timeout_s + len(pages), self._left())
            with whole(item.searchable) as part:
                self._wait(
                    self._call(limit, write_pdf, source, pages, part, settings),
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
        call = self._reader.submit(limit, function, *args, **kwargs)
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
        timed = resolve(future, what, self.sha256)
        self.cpu_s += timed.cpu_s
        self.peak_mb = max(self.peak_mb, timed.peak_mb)
        return timed.value

    def _page(self, future: Served[Timed[ReadPage]], number: int) -> Page:
        """The page, or a page that bears the reason why it could not be read."""
        try:
            found = self._wait(future, f"Page {number}")
        except SohoaError as error:
            if error.code is ErrorCode.SECRET_DOCUMENT:
                raise
            self._first_error = error
            return Page.unread(number, error)
        self.engine = found.engine
        return found.page
