"""What can go wrong: one closed list of codes, each with its cause and cure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class ErrorCode(StrEnum):
    """Why an input, one page of it, or an order to the system, has no result."""

    UNSUPPORTED_TYPE = "unsupported_type"
    EMPTY_FILE = "empty_file"
    CORRUPT = "corrupt"
    ENCRYPTED = "encrypted"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_LARGE = "too_large"
    NO_PAGES = "no_pages"
    TIMEOUT = "timeout"
    OUT_OF_MEMORY = "out_of_memory"
    SECRET_DOCUMENT = "secret_document"
    ENGINE_MISSING = "engine_missing"
    INTERNAL = "internal"
    # Of the services around the reading.
    WORKER_LOST = "worker_lost"
    OBJECT_MISSING = "object_missing"
    OBJECT_CORRUPT = "object_corrupt"
    STORE_UNAVAILABLE = "store_unavailable"
    DATABASE_UNAVAILABLE = "database_unavailable"
    BROKER_UNAVAILABLE = "broker_unavailable"
    TARGET_UNAVAILABLE = "target_unavailable"
    TARGET_REFUSED = "target_refused"
    ADDRESS_REFUSED = "address_refused"
    TARGET_MISCONFIGURED = "target_misconfigured"
    SCHEMA_UNKNOWN = "schema_unknown"
    ALREADY_RUNNING = "already_running"
    NOT_FOUND = "not_found"
    NOT_ALLOWED = "not_allowed"
    TOO_OLD = "too_old"


class SohoaError(Exception):
    """A reason to stop, with its cause (`message`) and its cure (`remedy`)."""

    def __init__(self, code: ErrorCode, message: str, remedy: str) -> None:
        super().__init__(code, message, remedy)
        self.code = code
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}"

    def __reduce__(self) -> tuple[type[SohoaError], tuple[ErrorCode, str, str]]:
        """Travel between processes with all three parts."""
        return type(self), (self.code, self.message, self.remedy)

    @classmethod
    def from_json(cls, body: Mapping[str, str]) -> SohoaError:
        """The error whose `to_json` is `body`."""
        return cls(ErrorCode(body["code"]), body["message"], body["remedy"])

    def to_json(self) -> dict[str, str]:
        """The `error` object of a result."""
        return {"code": str(self.code), "message": self.message, "remedy": self.remedy}
