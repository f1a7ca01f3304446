"""What was found on the pages of one input, in the shape that others read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from models.errors import SohoaError
from models.geometry import Box
from models.page import Page

RESULT_SCHEMA = "sohoa.result/1"

# A list's rows are texts, or objects where a row has several cells.
FieldValue = str | tuple[str | Mapping[str, str], ...] | None


class Severity(StrEnum):
    """How much an issue matters."""

    INFO = "info"
    WARN = "warn"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that a person should look at."""

    code: str
    severity: Severity
    message: str
    page: int | None = None
    field: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The issue as in a result."""
        return {
            "code": self.code,
            "severity": str(self.severity),
            "page": self.page,
            "field": self.field,
            "message": self.message,
        }


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where on the paper a value stands (`page` from 1, `box` as in `Page`)."""

    page: int
    box: Box

    def to_json(self) -> dict[str, Any]:
        """The evidence as in a result."""
        return {"page": self.page, "box": self.box.as_list()}


@dataclass(frozen=True, slots=True)
class ExtractedField:
    """One field of a record.

    Attributes:
        value: Normalized value; a tuple for list fields; None when the paper does not bear it.
        raw: What was read, never changed afterwards; None when nothing was read.
        confidence: Probability (0-1) that `value` equals the truth after normalization.
        needs_review: True when a person should look.
        method: Name of the finder that proposed the value.
        evidence: Where it stands.
        alternatives: Other possible values, best first.
        issues: What the checks found.
        units: The administrative units that an address names, see `models.values.located`.
    """

    value: FieldValue
    raw: str | None
    confidence: float
    needs_review: bool
    method: str
    evidence: tuple[Evidence, ...] = ()
    alternatives: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()
    units: Mapping[str, Any] | None = None

    def to_json(self) -> dict[str, Any]:
        """The field as in a result; `units` are there where an address names some."""
        units = {} if self.units is None else {"units": dict(self.units)}
        return {
            "value": _listed(self.value),
            "raw": self.raw,
            "confidence": round(self.confidence, 4),
            "needs_review": self.needs_review,
            "method": self.method,
            "evidence": [item.to_json() for item in self.evidence],
            "alternatives": list(self.alternatives),
            "issues": [issue.to_json() for issue in self.issues],
            **units,
        }


def _listed(value: FieldValue) -> object:
    if not isinstance(value, tuple):
        return value
    return [row if isinstance(row, str) else dict(row) for row in value]


@dataclass(frozen=True, slots=True)
class TypeGuess:
    """The document type that the pages look like, with its probability (0-1)."""

    id: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Document:
    """One paper of an input: its pages (numbers from 1), type, fields and issues.

    Attributes:
        unit: Code of the unit that the separator sheet before it names; not published.
    """

    pages: tuple[int, ...]
    document_type: TypeGuess
    fields: dict[str, ExtractedField] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    unit: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The document as in a result."""
        return {
            "pages": list(self.pages),
            "document_type": {
                "id": self.document_type.id,
                "confidence": round(self.document_type.confidence, 4),
            },
            "fields": {name: value.to_json() for name, value in self.fields.items()},
            "issues": [issue.to_json() for issue in self.issues],
        }


class Status(StrEnum):
    """Outcome of one input; `partial` when some page failed."""

    OK = "ok"
    PARTIAL = "partial"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """Which OCR engine, version and model read the pages."""

    name: str
    version: str
    model: str


@dataclass(frozen=True, slots=True)
class Result:
    """Everything known about one input.

    Attributes:
        file: Path of the input relative to the path that was given.
        sha256: Hex digest of the input's bytes; empty when they could not be read.
        error: Set exactly when `status` is `failed`.
        cpu_s: CPU seconds of all processes that worked on the input.
        wall_s: Seconds in which some process worked on the input.
        peak_mb: Memory peak of the largest process that worked on the input, MB; not published,
            for it depends on what the process had read before.
    """

    file: str
    sha256: str
    status: Status
    error: SohoaError | None
    documents: tuple[Document, ...]
    pages: tuple[Page, ...]
    engine: EngineInfo
    cpu_s: float
    wall_s: float
    peak_mb: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """The result in the published shape."""
        return {
            "schema": RESULT_SCHEMA,
            "file": self.file,
            "sha256": self.sha256,
            "status": str(self.status),
            "error": self.error.to_json() if self.error else None,
            "documents": [document.to_json() for document in self.documents],
            "pages": [_page_json(page) for page in self.pages],
            "engine": {
                "name": self.engine.name,
                "version": self.engine.version,
                "model": self.engine.model,
            },
            "timing": {"cpu_s": round(self.cpu_s, 3), "wall_s": round(self.wall_s, 3)},
        }


def _page_json(page: Page) -> dict[str, Any]:
    return {
        "number": page.number,
        "width": page.width,
        "height": page.height,
        "dpi": round(page.dpi),
        "rotation": page.rotation,
        "skew": round(page.skew, 2),
        "source": str(page.source),
        "quality": {"legible": page.quality.legible, "problems": list(page.quality.problems)},
        "text": page.text,
        "error": page.error.to_json() if page.error else None,
    }
