"""What is done with untrusted files, each step a call in a limited process."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Generic, ParamSpec, TypeVar

import structlog

from extractors.ocr.choose import choose
from extractors.pool import START_TIMEOUT_S, LimitedPool, Served, Unexpected, outcome
from models.errors import ErrorCode, SohoaError
from models.extraction import Document, EngineInfo
from models.geometry import Box
from models.page import Page
from models.settings import Settings

if TYPE_CHECKING:
    from extractors.compose import Piece
    from extractors.ingest import SourceFile
    from extractors.ocr import OcrEngine

P = ParamSpec("P")
R = TypeVar("R")

log = structlog.get_logger()


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


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page, the engine that read it, and, when asked for, its upright image as a small JPEG."""

    page: Page
    engine: EngineInfo
    preview: bytes | None = None


class Reader:
    """`size` limited processes that read, and one that understands; use as a context manager.

    The models of language are in the latter alone: they are loaded once, not once a core.

    Raises:
        SohoaError: `engine_missing`, when it is made.
    """

    def __init__(self, settings: Settings, size: int) -> None:
        choose(settings)
        self.settings = settings.for_reading()
        self._pool = LimitedPool(size, settings.memory_mb, partial(_prepare, self.settings))
        self._mind = LimitedPool(1, settings.memory_mb, _prepare_mind)
        self._is_awake = False

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.__exit__(kind, error, trace)
        self._mind.__exit__(kind, error, trace)

    def wake(self) -> None:
        """Have the models of language loaded, while the first page is being read."""
        if not self._is_awake:
            self._is_awake = True
            self._mind.submit(START_TIMEOUT_S, _load_models)

    def submit(
        self, limit_s: float, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs
    ) -> Served[Timed[R]]:
        """Call `function`, one of those below, in a process."""
        timed: Callable[[], Timed[R]] = partial(_timed, partial(function, *args, **kwargs))
        pool = self._mind if function in _OF_LANGUAGE else self._pool
        return pool.submit(limit_s, timed)

    def call(
        self, what: str, limit_s: float, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs
    ) -> Timed[R]:
        """Call `function` and wait; `what` names its subject in messages.

        Raises:
            SohoaError: What the function raises, or what befell its process.
        """
        return resolve(self.submit(limit_s, function, *args, **kwargs), what)


def resolve(future: Served[Timed[R]], what: str, sha256: str = "") -> Timed[R]:
    """What a call gave.

    Raises:
        SohoaError: What the function raised, or what befell its process.
    """
    try:
        return outcome(future, what)
    except OSError as error:
        raise unusable(what, error) from error
    except Unexpected as error:
        raise internal(what, error, sha256) from error


def internal(what: str, error: Unexpected, sha256: str = "") -> SohoaError:
    """The reason for a failure of the program itself; its cause goes to the log."""
    log.error("call_failed", sha256=sha256, step=what, error=error.kind, where=error.places)
    return SohoaError(
        ErrorCode.INTERNAL,
        f"{what} met an error of the program ({error.kind}).",
        "Run it again; if it fails again, report the line `call_failed` of the log.",
    )


def unusable(what: str, error: OSError) -> SohoaError:
    """The reason when the system refuses to read or write."""
    return SohoaError(
        ErrorCode.INTERNAL,
        f"{what} could not be read or written: {error.strerror or type(error).__name__}.",
        "Check free space, permissions and the length of names, and run it again.",
    )


# What follows runs in the limited processes; imports are local so that the parent stays light.


def _timed(function: Callable[[], R]) -> Timed[R]:
    before = time.process_time()
    try:
        value = function()
    except Exception as error:
        if _is_for_want_of_memory(error):
            raise MemoryError from error
        raise
    # Kilobytes on Linux.
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Timed(value, time.process_time() - before, peak_mb)


def _is_for_want_of_memory(error: Exception) -> bool:
    """OpenCV has errors of its own for that."""
    import cv2

    no_memory = isinstance(error, cv2.error) and error.code == cv2.Error.StsNoMem
    return no_memory or (isinstance(error, cv2.error) and "std::bad_alloc" in str(error))


def _prepare(settings: Settings) -> None:
    """Load the libraries and the model once."""
    import cv2

    cv2.setNumThreads(1)
    _engine(settings)


def _prepare_mind() -> None:
    """Load the document types once."""
    from models.doctypes import document_types

    document_types()


def _load_models() -> None:
    from extractors.votes import load_models

    load_models()


@cache
def _engine(settings: Settings) -> OcrEngine:
    from extractors.ocr.choose import open_engine

    return open_engine(settings)


def digest(path: Path) -> str:
    """SHA-256 of a file; see `ingest.hash_file`."""
    from extractors.ingest import hash_file

    return hash_file(path)[0]


def inspect_file(path: Path, settings: Settings) -> SourceFile:
    """What a file is; see `ingest.inspect`."""
    from extractors.ingest import inspect

    return inspect(path, settings)


def read(
    source: SourceFile, number: int, settings: Settings, *, preview: bool = False,
    released: bool = False, upright: bool = False,
) -> ReadPage:  # fmt: skip
    """Read page `number`; see `read.read_page`. An `upright` one is not turned.

    Of a secret page nothing leaves the process, unless a person has released the paper.

    Raises:
        SohoaError: `secret_document`, and what `read_page` raises.
    """
    from extractors.pages import load_page
    from extractors.pipeline import refuse_secrets
    from extractors.preview import preview_of
    from extractors.read import read_image

    engine = _engine(settings)
    image = replace(load_page(source, number, settings), upright=upright)
    page = read_image(image, engine)
    if not released:
        refuse_secrets([page])
    return ReadPage(page, engine.info, preview_of(image, page.rotation) if preview else None)


def read_region(
    source: SourceFile, number: int, rotation: int, box: Box, settings: Settings
) -> str:
    """The text within `box`, pixels of the upright page, which stands turned by `rotation`."""
    from extractors.read import read_box

    return read_box(source, number, rotation, box, _engine(settings), settings)


def understand_pages(
    pages: Sequence[Page],
    *,
    released: bool = False,
    declared: str | None = None,
    said: Mapping[int, str] | None = None,
) -> tuple[Document, ...]:
    """The papers of an input; see `pipeline.understand`.

    Raises:
        SohoaError: `secret_document`.
    """
    from extractors.pipeline import understand
    from models.doctypes import document_types

    return understand(pages, document_types(), released=released, declared=declared, said=said)


def write_pdf(
    source: SourceFile, pages: Sequence[Page], searchable: Path, settings: Settings
) -> None:
    """Write the searchable PDF; see `pdfa.write_searchable`."""
    from extractors.pdfa import write_searchable

    write_searchable(source, pages, searchable, settings)


def compose_pages(
    pieces: Sequence[Piece], target: Path, mark: str, settings: Settings
) -> list[int]:
    """Write a PDF of pages of other files; see `compose.compose`."""
    from extractors.compose import compose

    return compose(pieces, target, mark, settings)


# What needs models of language, all in one process.
_OF_LANGUAGE: frozenset[Callable[..., object]] = frozenset({understand_pages})
