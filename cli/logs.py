"""Where the log goes."""

from __future__ import annotations

import logging
import sys

import structlog
from structlog.typing import Processor

_SHARED: tuple[Processor, ...] = (
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)
_JSON = structlog.processors.JSONRenderer(ensure_ascii=False)


def log_to_stderr() -> None:
    """One JSON object a line on stderr: stdout is for results."""
    structlog.configure(
        processors=[*_SHARED, _JSON],
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )


def log_libraries() -> None:
    """Warnings of libraries, too, as JSON lines; a traceback may quote a paper and is left out."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[
                _without_traceback,
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _JSON,
            ],
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *_SHARED],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.captureWarnings(True)


def _without_traceback(
    _: object, __: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    error = event.pop("exc_info", None)
    if isinstance(error, tuple) and error[0] is not None:
        event["error"] = error[0].__name__
    return event
