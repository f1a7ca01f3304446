"""The shapes of what the API takes and gives; descriptions go into its document."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    model_validator,
)

State = Literal["review", "accepted", "approved", "withdrawn"]
Limit = Annotated[int, Field(ge=1, le=200, description="Most entries of one answer.")]
After = Annotated[str | None, Field(max_length=200, description="Where the last answer ended.")]


# Of what years somebody asks; days and zones can be added to them, and every database knows them.
_YEARS = range(1000, 9000)


def _in_years(given: date) -> date:
    if given.year not in _YEARS:
        raise ValueError("no year that can be asked for")
    return given


def _as_text(given: Any) -> Any:
    if isinstance(given, str) and not re.match(r"\d{4}-\d\d-\d\d[Tt ]", given):
        raise ValueError("no moment of RFC 3339")
    return given


# RFC 3339, with its zone; not the numbers that pydantic would take besides.
Moment = Annotated[
    AwareDatetime,
    BeforeValidator(_as_text),
    AfterValidator(_in_years),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]


def _as_day(given: Any) -> Any:
    if isinstance(given, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", given):
        raise ValueError("no day")
    return given


Day = Annotated[
    date,
    BeforeValidator(_as_day),
    AfterValidator(_in_years),
    WithJsonSchema({"type": "string", "format": "date"}),
]
Code = Annotated[str, Field(pattern=r'^[^\s"{}\[\]]{1,64}$')]


# Agency, day and running number (Thông tư 01/2018/TT-VPCP, article 19): it stands in addresses.
DossierCode = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]


class Asked(BaseModel):
    """What is sent here; a name that is not known is refused."""

    model_config = ConfigDict(extra="forbid", str_max_length=20_000)


class Given(BaseModel):
    """What is answered."""


class Messages(Given):
    """One message in each language."""

    vi: str
    en: str


class WrongPart(Given):
    """What of a request is wrong."""

    pointer: str = Field(description="JSON Pointer (RFC 6901) into the body or the query.")
    code: str
    messages: Messages
    detail: str


class ProblemBody(Given):
    """Problem details (RFC 9457)."""

    type: str
    title: str
    status: int
    code: str = Field(description="Stable, for programs.")
    instance: str
    messages: Messages
    errors: list[WrongPart] = []


class Evidence(Given):
    """Where a value stands: pixels of the upright page image, from the top left."""

    page: int
    box: list[float] = Field(min_length=4, max_length=4)


class Corrected(Given):
    """What a person has said of a field."""

    action: str
    by: str
    at: datetime


class FieldBody(Given):
    """A field of a record.

    `confidence` is the probability that `value` is what the paper says.
    """

    value: Any
    raw: str | None = Field(None, description="What was read, never changed; left out if masked.")
    confidence: float
    needs_review: bool
    method: str
    evidence: list[Evidence] = []
    review: Corrected | None = None
    masked: bool = Field(False, description="The token does not allow to see the whole value.")


class RecordSummary(Given):
    """A record without its fields."""

    id: UUID
    type: str
    state: State
    version: int
    unit: str
    document: UUID
    ordinal: int = Field(description="Which paper of the document it is, from 1.")
    flagged: int = Field(description="Fields that ask for a person.")
    created_at: datetime
    changed_at: datetime


class RecordBody(RecordSummary):
    """A record in one of its versions."""

    pages: list[int]
    dossier: str | None
    digitization_code: str | None
    author: str
    engine: dict[str, Any]
    software: str
    fields: dict[str, FieldBody]
    issues: list[dict[str, Any]]


class RecordList(Given):
    """Records, newest first."""

    records: list[RecordSummary]
    after: str | None = Field(description="For the next answer; null: there are no more.")


class FoundRecord(RecordSummary):
    """A record that was found, with its fields' values."""

    values: dict[str, Any]


class FoundList(Given):
    """Records that were found, newest first."""

    records: list[FoundRecord]
    after: str | None


class RecordQuery(Asked):
    """Which records."""

    type: Code | None = None
    unit: Code | None = Field(None, description="This unit and those below it.")
    state: State | None = None
    document: UUID | None = None
    since: Moment | None = Field(None, description="Made from this moment on.")
    until: Moment | None = Field(None, description="Made before this moment.")
    after: After = None
    limit: Limit = 50


class RecordSearch(Asked):
    """What is sought; in the body, for addresses are written into logs."""

    words: str = Field("", max_length=500, description="Without regard to marks and case.")
    field: str | None = Field(None, max_length=64, description="That bears `contains`.")
    contains: str = Field("", max_length=500)
    owner: str | None = Field(None, max_length=64, description="Identifier of whose papers.")
    type: Code | None = None
    unit: Code | None = None
    state: State | None = None
    purpose: Code | None = None
    after: After = None
    limit: Limit = 50


class VersionBody(Given):
    """One version of a record, and what it has changed."""

    version: int
    author: str
    created_at: datetime
    engine: dict[str, Any]
    software: str


class VersionList(Given):
    """All versions, the newest first."""

    versions: list[VersionBody]


class Difference(Given):
    """A field that differs."""

    field: str
    before: Any
    after: Any


class DifferenceList(Given):
    """What differs between two versions."""

    record: UUID
    from_version: int
    to_version: int
    differences: list[Difference]


class Correction(Asked):
    """Fields of a record that are wrong; what is not named stays (RFC 7396)."""

    fields: dict[Annotated[str, Field(max_length=64)], Any] = Field(min_length=1, max_length=100)
    reason: str = Field(min_length=1, max_length=2000)


class DecisionBody(Asked):
    """What is to become of a record."""

    action: Literal["approve", "reopen", "withdraw"] = Field(
        description="`approve`: somebody vouches for a record of which nothing is doubtful;"
        " `reopen`: a senior reviewer looks at it again; `withdraw`: it is no paper of this"
        " repository any more."
    )
    reason: str = Field("", max_length=2000, description="Asked for, but to approve.")

    @model_validator(mode="after")
    def _has_its_reason(self) -> Self:
        if self.action != "approve" and not self.reason.strip():
            raise ValueError("no reason is given")
        return self


class ChangeBody(Given):
    """Something that happened to a record."""

    id: str
    type: Literal["record.published", "record.withdrawn"]
    at: datetime
    record: UUID
    version: int
    record_type: str
    unit: str


class ChangeList(Given):
    """Changes, the oldest first; each is told at least once."""

    changes: list[ChangeBody]
    after: str = Field(description="Where to read on, also when there is nothing new.")


class ChangeQuery(Asked):
    """Which changes."""

    after: After = None
    limit: Limit = 100
    type: Code | None = Field(None, description="Only records of this document type.")


class FieldTypeBody(Given):
    """A field of a document type."""

    id: str
    title: str
    english: str
    kind: str
    many: bool
    required: bool
    sensitive: bool
    archive: str | None
    minimum: str | None


class DocumentTypeBody(Given):
    """A document type and its fields."""

    id: str
    title: str
    english: str
    fields: list[FieldTypeBody]


class DocumentTypeList(Given):
    """All document types."""

    types: list[DocumentTypeBody]


class DocumentBody(Given):
    """A file that was submitted, and where it stands."""

    id: UUID
    sha256: str
    size: int
    state: Literal["received", "reading", "ok", "partial", "failed", "quarantined", "purged"]
    unit: str
    declared_type: str | None
    page_count: int | None
    pages_read: int
    error: dict[str, str] | None = Field(description="`code`, `message`, `remedy`.")
    duplicate: bool = Field(False, description="The same bytes had come before.")
    received_at: datetime
    records: list[UUID]


class WordBody(Given):
    """A word of a page with its place and the engine's confidence."""

    text: str
    box: list[float]
    confidence: float


class PageBody(Given):
    """A page as it was read."""

    number: int
    width: int | None
    height: int | None
    error: dict[str, str] | None
    words: list[WordBody]


class LinkBody(Given):
    """Addresses of files, good for five minutes, without a token."""

    original: str | None
    searchable: str | None
    pages: dict[str, str]
    until: datetime


class Anything(Given):
    """An object of any shape."""

    model_config = ConfigDict(extra="allow")


class Health(Given):
    """Whether the service can answer."""

    status: Literal["ok"]
    at: datetime
