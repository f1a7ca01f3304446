"""What can go wrong: one closed list of codes, each with its cause and cure."""

from __future__ import annotations

from enum import StrEnum


class ErrorCode(StrEnum):
    """Why an input, or one page of it, has no result."""

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

    def to_json(self) -> dict[str, str]:
        """The `error` object of a result."""
        return {"code": str(self.code), "message": self.message, "remedy": self.remedy}
