"""The tables: what the system knows, and nothing else does."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

from sqlalchemy import JSON as PlainJson
from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Connection,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    Uuid,
    false,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import JSONB

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMES)

# The shared data repository is a database schema of its own; with SQLite, a file of its own.
REPOSITORY = "repository"


def json_column(name: str, *, nullable: bool = True) -> Column[Any]:
    """A column of JSON; None is no value, rather than the value `null`."""
    kind = PlainJson(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
    return Column(name, kind, nullable=nullable)


# SQLite numbers rows by itself only where the key is a plain INTEGER.
BigId = BigInteger().with_variant(Integer(), "sqlite")
MOST_ID = 2**63 - 1


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; SQLite, which has no such type, keeps text that sorts."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Only moments with a zone are moments."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"no time zone: {value}")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """In UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def insert_into(connection: Connection, table: Table):  # type: ignore[no-untyped-def]
    """`INSERT` with `on_conflict_do_nothing`; its type is another one with each database."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    return dialect.insert(table)


def _moment(name: str, *, nullable: bool = False) -> Column[Any]:
    return Column(name, Moment, nullable=nullable)


# Vietnam has had no summer time since 1975.
HERE = timezone(timedelta(hours=7), "ICT")


def day_of(moment: datetime) -> date:
    """The day in Vietnam."""
    return moment.astimezone(HERE).date()


def midnight(day: date) -> datetime:
    """When a day begins in Vietnam."""
    return datetime.combine(day, time(), HERE)


def _day_made(context: Any) -> date:
    return day_of(context.get_current_parameters()["created_at"])


units = Table(
    "units",
    metadata,
    Column("code", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("parent", String(64), ForeignKey("units.code"), index=True),
)

dossiers = Table(
    "dossiers",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("code", String(64), nullable=False, unique=True),  # mã hồ sơ
    Column("procedure", String(64)),
    Column("unit", String(64), ForeignKey("units.code"), nullable=False, index=True),
    _moment("created_at"),
    Index(None, "created_at", "unit", "procedure"),
)

batches = Table(
    "batches",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("name", String(200), nullable=False, unique=True),
    Column("folder", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("paused_by", String(200)),
    Column("reason", Text),  # why it was paused
    Column("unit", String(64), ForeignKey("units.code"), nullable=False),
    Column("declared_type", String(64)),
    # Where its last job stands in the fair order.
    Column("turn", BigInteger, nullable=False, server_default="0"),
    _moment("created_at"),
    _moment("started_at", nullable=True),
    _moment("finished_at", nullable=True),
    # Failures before this moment are no reason to pause: somebody knows of them.
    _moment("resumed_at", nullable=True),
    CheckConstraint("state IN ('planned', 'running', 'paused', 'finished')", name="state"),
)

# Files that came from outside, rather than being composed here.
CAME = "parts IS NULL"

documents = Table(
    "documents",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("size", BigInteger, nullable=False),
    Column("state", String(16), nullable=False),
    Column("unit", String(64), ForeignKey("units.code"), nullable=False),
    Column("declared_type", String(64)),
    Column("priority", Integer, nullable=False),
    Column("batch", Uuid, ForeignKey("batches.id")),
    Column("file_name", Text),  # none is kept of a paper with a secrecy mark
    Column("page_count", Integer),
    json_column("source"),  # what `ingest` found: kind, signature, damage
    json_column("error"),  # {code, message, remedy} of a failed document
    Column("result", Uuid),  # the last of `results`
    Column("searchable", String(64)),
    # Of a document that was composed of pages of others: [{document, page, rotation}, ...].
    json_column("parts"),
    # Documents composed of its pages, which stand for it now; they may be none. See `compose`.
    json_column("composed_into"),
    # Documents composed of some of its pages alone, which stand for these: {id: [number, ...]}.
    json_column("replaced"),
    # A person released it from quarantine: its secrecy mark is no reason to stop again.
    Column("released", Boolean, nullable=False, server_default=text("false")),
    _moment("received_at"),
    _moment("changed_at"),
    CheckConstraint(
        "state IN ('received', 'reading', 'ok', 'partial', 'failed', 'quarantined', 'purged')",
        name="state",
    ),
    Index(None, "batch", "state"),
    Index(None, "state", "received_at"),
    Index(None, "unit", "received_at"),
    Index(
        "ix_documents_came",
        "received_at",
        "unit",
        "state",
        sqlite_where=text(CAME),
        postgresql_where=text(CAME),
    ),
)

submissions = Table(
    "submissions",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("document", Uuid, ForeignKey("documents.id"), nullable=False, index=True),
    Column("file_name", Text),
    Column("unit", String(64), nullable=False),
    Column("way", String(16), nullable=False),  # upload, hot_folder, batch
    Column("duplicate", Boolean, nullable=False),
    Column("actor", String(200), nullable=False),
    _moment("at"),
)

dossier_papers = Table(
    "dossier_papers",
    metadata,
    Column("dossier", Uuid, ForeignKey("dossiers.id"), primary_key=True),
    Column("position", Integer, primary_key=True),  # from 1
    Column("document", Uuid, ForeignKey("documents.id"), nullable=False, index=True),
    Column("digitization_code", String(200), nullable=False, unique=True),
    UniqueConstraint("dossier", "document"),
)

# The files of one sitting at the upload desk ("lượt tải lên").
desk_sets = Table(
    "desk_sets",
    metadata,
    Column("number", BigId, primary_key=True, autoincrement=True),
    Column("id", Uuid, nullable=False, unique=True),
    Column("unit", String(64), ForeignKey("units.code"), nullable=False),
    Column("person", Uuid, ForeignKey("people.id"), nullable=False),
    Column("procedure", String(64)),
    Column("dossier_code", String(64)),  # mã hồ sơ
    Column("declared_type", String(64)),
    _moment("created_at"),
    _moment("submitted_at", nullable=True),
    Index(None, "person", "number"),
    Index(None, "unit", "number"),
    sqlite_autoincrement=True,
)

desk_files = Table(
    "desk_files",
    metadata,
    Column("set", Uuid, ForeignKey("desk_sets.id"), primary_key=True),
    Column("position", Integer, primary_key=True),  # from 1
    Column("document", Uuid, ForeignKey("documents.id"), nullable=False, index=True),
    Column("file_name", Text),  # none is kept of a paper with a secrecy mark
    Column("sha256", String(64), nullable=False),
    Column("duplicate", Boolean, nullable=False),  # its bytes had come before
    _moment("at"),
    UniqueConstraint("set", "document"),
)

# Files that arrive in parts; the bytes lie in a folder of the settings.
uploads = Table(
    "uploads",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("set", Uuid, ForeignKey("desk_sets.id"), nullable=False, index=True),
    Column("person", Uuid, ForeignKey("people.id"), nullable=False),
    Column("file_name", Text),
    Column("size", BigInteger, nullable=False),
    Column("sha256", String(64)),  # as the browser has worked it out, if it has
    Column("declared_type", String(64)),
    Column("document", Uuid, ForeignKey("documents.id")),  # once all has arrived
    _moment("created_at"),
    _moment("changed_at"),
    Index(None, "changed_at"),
)

pages = Table(
    "pages",
    metadata,
    Column("document", Uuid, ForeignKey("documents.id"), primary_key=True),
    Column("number", Integer, primary_key=True),  # from 1
    Column("content", LargeBinary),  # see `pages.py`; none when the page could not be read
    Column("width", Integer),  # pixels of the upright page image, which boxes are in
    Column("height", Integer),
    Column("preview", String(64)),  # digest of the upright page as a small JPEG
    json_column("engine"),
    json_column("error"),
    Column("cpu_s", Float, nullable=False),
    _moment("read_at"),
)

# Jobs that say how well the pages of a batch go: pages that were tried, and what kept some from it.
TRIED = "batch IS NOT NULL AND (state = 'parked' OR (state = 'done' AND kind = 'page'))"

# Jobs that arrange pages and have not ended: few among very many.
COMPOSING = "kind = 'compose' AND state NOT IN ('done', 'parked')"

jobs = Table(
    "jobs",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("kind", String(16), nullable=False),
    Column("document", Uuid, ForeignKey("documents.id")),
    Column("page", Integer, nullable=False, server_default="0"),  # 0: not of one page
    Column("publication", BigInteger, ForeignKey("publications.id")),
    json_column("order"),  # what a person asks for: the box to read again
    json_column("answer"),
    Column("batch", Uuid, ForeignKey("batches.id")),
    Column("state", String(16), nullable=False),
    Column("priority", Integer, nullable=False),  # lower goes first
    Column("turn", BigInteger, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("owner", String(200)),
    _moment("due_at"),
    _moment("lease_until", nullable=True),
    json_column("error"),
    _moment("created_at"),
    _moment("changed_at"),
    CheckConstraint(
        "state IN ('waiting', 'delayed', 'held', 'ready', 'running', 'done', 'parked')",
        name="state",
    ),
    CheckConstraint("(state = 'running') = (owner IS NOT NULL)", name="owner"),
    Index(None, "state", "priority", "turn", "id"),
    Index(None, "batch", "state"),
    Index(None, "publication"),
    Index(None, "state", "lease_until"),
    Index(
        "ix_jobs_tried",
        "batch",
        "changed_at",
        sqlite_where=text(TRIED),
        postgresql_where=text(TRIED),
    ),
    Index(
        "ix_jobs_composing",
        "id",
        sqlite_where=text(COMPOSING),
        postgresql_where=text(COMPOSING),
    ),
    # A document is opened, assembled and each of its pages is read by one job.
    Index(
        "uq_jobs_work",
        "document",
        "kind",
        "page",
        unique=True,
        sqlite_where=text("kind IN ('open', 'page', 'assemble')"),
        postgresql_where=text("kind IN ('open', 'page', 'assemble')"),
    ),
    # The folder of a batch is looked through by one job, and its files are submitted by one.
    Index(
        "uq_jobs_batch_work",
        "batch",
        "kind",
        unique=True,
        sqlite_where=text("kind IN ('plan', 'submit')"),
        postgresql_where=text("kind IN ('plan', 'submit')"),
    ),
)

results = Table(
    "results",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("document", Uuid, ForeignKey("documents.id"), nullable=False, index=True),
    Column("status", String(16), nullable=False),
    Column("body", LargeBinary, nullable=False),  # the published JSON, compressed
    json_column("engine", nullable=False),
    Column("version", String(32), nullable=False),  # of this software
    Column("cpu_s", Float, nullable=False),
    Column("searchable", String(64)),
    _moment("created_at"),
)

records = Table(
    "records",
    metadata,
    # Grows with time: newest first is the order of lists and of the text index.
    Column("number", BigId, primary_key=True, autoincrement=True),
    Column("id", Uuid, nullable=False, unique=True),
    Column("document", Uuid, ForeignKey("documents.id"), nullable=False),
    Column("ordinal", Integer, nullable=False),  # which paper of the document, from 1
    Column("unit", String(64), ForeignKey("units.code"), nullable=False),
    Column("type", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("version", Integer, nullable=False),
    Column("flagged", Integer, nullable=False),  # fields that ask for a person
    # Among those for review: lower goes first; and who is asked, see `review.Stage`.
    Column("priority", Integer, nullable=False, server_default="20"),
    Column("stage", String(16), nullable=False, server_default="first"),
    Column("said_type", String(64)),  # what a person says that the paper is
    # Drawn, though sure, to be looked at in full.
    Column("sampled", Boolean, nullable=False, server_default=false()),
    # Of which fields persons have said something: see `endings.marked`.
    Column("looked_at", Text),
    # How much of the paper is data: see `extents.Extent`.
    Column("extent", Integer, nullable=False, server_default="0"),
    Column("day", Date, default=_day_made),
    _moment("created_at"),
    _moment("changed_at"),
    CheckConstraint("state IN ('review', 'accepted', 'approved', 'withdrawn')", name="state"),
    UniqueConstraint("document", "ordinal"),
    Index(None, "state", "stage", "priority", "number"),
    Index(None, "unit", "state", "stage", "priority", "number"),
    Index(None, "state", "number"),
    Index(None, "unit", "number"),
    Index(None, "type", "number"),
    Index(None, "unit", "state", "number"),
    Index(None, "day", "type", "unit", "state", "extent"),
    sqlite_autoincrement=True,
)

record_versions = Table(
    "record_versions",
    metadata,
    Column("record", Uuid, ForeignKey("records.id"), primary_key=True),
    Column("version", Integer, primary_key=True),  # from 1; the last is the current one
    Column("result", Uuid, ForeignKey("results.id"), nullable=False),
    Column("type", String(64), nullable=False),
    json_column("pages", nullable=False),
    json_column("fields", nullable=False),
    json_column("issues", nullable=False),
    Column("author", String(200), nullable=False),
    _moment("created_at"),
)

# Which version of a record is the current one.
IS_CURRENT = (record_versions.c.record == records.c.id) & (
    record_versions.c.version == records.c.version
)

# What number and date the current version of a record has, in the series it is counted in.
series_numbers = Table(
    "series_numbers",
    metadata,
    Column("record", Uuid, ForeignKey("records.id"), primary_key=True),
    Column("series", String(200), nullable=False),
    Column("dated", Date, nullable=False),
    Column("number", Integer, nullable=False),
    Index(None, "series", "dated"),
)

corrections = Table(
    "corrections",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("record", Uuid, nullable=False),
    Column("version", Integer, nullable=False),  # the version that it made
    Column("field", String(64), nullable=False),
    json_column("before"),
    json_column("after"),
    Column("author", String(200), nullable=False),
    _moment("at"),
    ForeignKeyConstraint(
        ["record", "version"], ["record_versions.record", "record_versions.version"]
    ),
    Index(None, "record", "field", "id"),
)

audit_events = Table(
    "audit_events",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    _moment("at"),
    Column("actor", String(200), nullable=False),
    Column("action", String(64), nullable=False),
    Column("subject", String(200), nullable=False),
    json_column("details", nullable=False),
    Column(
        "digest", String(64), nullable=False, server_default="-"
    ),  # over this event and the digest before it
    Index(None, "subject", "id"),
    Index(None, "actor", "id"),
    Index(None, "action", "id"),
    Index(None, "at"),
)

people = Table(
    "people",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("login", String(200), nullable=False, unique=True),  # folded to small letters
    Column("name", String(200), nullable=False),
    Column("unit", String(64), ForeignKey("units.code"), nullable=False),
    json_column("roles", nullable=False),
    Column("password", Text),  # its argon2 hash; none for who signs in elsewhere
    Column("one_time", Boolean, nullable=False),  # the password must be changed
    _moment("one_time_until", nullable=True),  # it lets nobody in from then on
    Column("factor", Text),  # encrypted secret of the second factor; only offered until `…_since`
    _moment("factor_since", nullable=True),
    Column("factor_step", BigInteger),  # of the last code that was right: none counts twice
    json_column("recovery"),  # argon2 hashes of the codes that replace one of the factor once
    Column("subject", String(255), unique=True),  # of the identity provider
    Column("failures", Integer, nullable=False, server_default="0"),
    _moment("locked_until", nullable=True),
    # In browsers that know the account: what was tried elsewhere does not lock it there.
    Column("known_failures", Integer, nullable=False, server_default="0"),
    _moment("known_locked_until", nullable=True),
    _moment("created_at"),
    _moment("disabled_at", nullable=True),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token", String(64), primary_key=True),  # SHA-256 of what the browser holds
    Column("person", Uuid, ForeignKey("people.id"), nullable=False, index=True),
    Column("way", String(16), nullable=False, server_default="password"),  # how it was begun
    _moment("created_at"),
    _moment("seen_at"),
)

# Failed sign-ins by address, for as long as they count.
failed_sign_ins = Table(
    "failed_sign_ins",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("address", String(64), nullable=False),
    _moment("at"),
    Index(None, "address", "at"),
)

# Who has a record before the eyes; `token` is that of the browser's tab.
leases = Table(
    "leases",
    metadata,
    Column("record", Uuid, ForeignKey("records.id"), primary_key=True),
    Column("person", Uuid, ForeignKey("people.id"), nullable=False, index=True),
    Column("token", String(64), nullable=False),
    _moment("since"),
    _moment("until"),
)

# Words of persons that have changed a value.
CORRECTED = "applied IS NOT NULL AND distance > 0"

# What a person says of a field, one row for each time: the drafts of a review, and how it was made.
decisions = Table(
    "decisions",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("record", Uuid, ForeignKey("records.id"), nullable=False),
    Column("field", String(64), nullable=False),
    Column("stage", String(16), nullable=False),
    Column("person", Uuid, ForeignKey("people.id"), nullable=False),
    Column("action", String(16), nullable=False),
    json_column("before", nullable=False),  # {"value": ...}, for a value may be null
    json_column("after", nullable=False),
    Column("note", Text),
    _moment("shown_at", nullable=True),
    _moment("first_key_at", nullable=True),
    _moment("at"),
    Column("active_ms", Integer, nullable=False),
    Column("keystrokes", Integer, nullable=False),
    Column("clicks", Integer, nullable=False),
    Column("distance", Integer, nullable=False),  # edits between the two values
    Column("applied", Integer),  # the version that it went into
    _moment("undone_at", nullable=True),
    Index(None, "record", "id"),
    Index(None, "at"),
    Index(
        "ix_decisions_corrected",
        "id",
        "person",
        "keystrokes",
        sqlite_where=text(CORRECTED),
        postgresql_where=text(CORRECTED),
    ),
)

# One time that a person had a record before the eyes.
reviews = Table(
    "reviews",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("record", Uuid, ForeignKey("records.id"), nullable=False, index=True),
    Column("person", Uuid, ForeignKey("people.id"), nullable=False),
    Column("stage", String(16), nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("note", Text),
    Column("version", Integer, nullable=False),
    _moment("opened_at"),
    _moment("ended_at"),
    Column("active_ms", Integer, nullable=False),
    Column("keystrokes", Integer, nullable=False),
    Column("clicks", Integer, nullable=False),
    Index(None, "person", "ended_at"),
    Index(None, "ended_at"),
)

# Records that a person has put aside, and for how long they do not come back to that person.
deferrals = Table(
    "deferrals",
    metadata,
    Column("record", Uuid, ForeignKey("records.id"), primary_key=True),
    Column("person", Uuid, ForeignKey("people.id"), primary_key=True),
    _moment("until"),
)

# Versions on their way, and withdrawals: these outlive the versions of a paper that was sealed.
publications = Table(
    "publications",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("record", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("target", String(32), nullable=False),  # repository, http, lgsp
    json_column("withdrawal"),  # the record is no more: what its target knows, `type` and `unit`
    _moment("created_at"),
    _moment("published_at", nullable=True),
    Index(
        "uq_publications_version", "record", "target", "version", unique=True,
        sqlite_where=text("withdrawal IS NULL"), postgresql_where=text("withdrawal IS NULL"),
    ),
    Index(
        "uq_publications_withdrawal", "record", "target", "version", unique=True,
        sqlite_where=text("withdrawal IS NOT NULL"),
        postgresql_where=text("withdrawal IS NOT NULL"),
    ),
)  # fmt: skip

# Systems that use the API, and the tokens that they hold.
clients = Table(
    "clients",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("name", String(100), nullable=False, unique=True),  # its client_id
    Column("title", String(200), nullable=False),
    Column("unit", String(64), ForeignKey("units.code"), nullable=False),
    json_column("scopes", nullable=False),
    json_column("purposes", nullable=False),
    Column("secret", String(64), nullable=False),  # SHA-256 of it, as of each of these
    Column("old_secret", String(64)),
    _moment("old_until", nullable=True),
    _moment("created_at"),
    _moment("disabled_at", nullable=True),
)

access_tokens = Table(
    "access_tokens",
    metadata,
    Column("token", String(64), primary_key=True),
    Column("client", Uuid, ForeignKey("clients.id"), nullable=False, index=True),
    json_column("scopes", nullable=False),
    _moment("until"),
    Index(None, "until"),
)

# What was answered to a request that a client may send again, by the key that it gave.
answers = Table(
    "answers",
    metadata,
    Column("client", Uuid, ForeignKey("clients.id"), primary_key=True),
    Column("key", String(200), primary_key=True),
    Column("request", String(64), nullable=False),  # SHA-256 of what was asked
    Column("status", Integer),  # none while it is being worked on
    json_column("headers"),
    Column("body", LargeBinary),
    _moment("at"),
    Index(None, "at"),
)

# What other systems hear of; a record that was sealed is not in the database any more.
changes = Table(
    "changes",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("kind", String(32), nullable=False),
    Column("record", Uuid, nullable=False),
    Column("version", Integer, nullable=False),
    Column("unit", String(64), nullable=False),
    Column("type", String(64), nullable=False),
    _moment("at"),
    Index(None, "record", "id"),
    Index(None, "unit", "id"),
    Index(None, "at"),
    sqlite_autoincrement=True,
)

# Addresses that systems want to be told changes at.
webhooks = Table(
    "webhooks",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("client", Uuid, ForeignKey("clients.id"), nullable=False, index=True),
    Column("job", BigInteger, ForeignKey("jobs.id"), nullable=False, unique=True),
    Column("url", Text, nullable=False),
    json_column("events", nullable=False),  # kinds of changes
    json_column("types", nullable=False),  # document types; empty: any
    Column("secret", Text, nullable=False),  # encrypted, as the next one
    Column("old_secret", Text),
    _moment("old_until", nullable=True),
    Column("enabled", Boolean, nullable=False),
    _moment("gone_at", nullable=True),  # when the receiver said that it wants no more
    Column("last", BigInteger, nullable=False),  # the last change that was looked at for it
    _moment("rests_until", nullable=True),
    _moment("created_at"),
)

# What is told at a webhook; kept as long as changes are.
deliveries = Table(
    "deliveries",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("webhook", Uuid, ForeignKey("webhooks.id"), nullable=False),
    Column("message", String(64), nullable=False),  # its id, the same in every try
    Column("kind", String(32), nullable=False),
    Column("body", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    _moment("due_at"),
    _moment("tried_at", nullable=True),
    Column("status", Integer),  # of the last answer
    Column("error", String(32)),  # why the last try failed
    _moment("created_at"),
    CheckConstraint("state IN ('pending', 'delivered', 'dead')", name="state"),
    UniqueConstraint("webhook", "message"),
    Index(None, "webhook", "id"),
    Index(None, "webhook", "state", "due_at"),
    Index(None, "created_at"),
)

# Whose papers the records are: identifiers of the holders, as their current version bears them.
owners = Table(
    "owners",
    metadata,
    Column("owner", String(64), primary_key=True),
    Column("record", Uuid, ForeignKey("records.id"), primary_key=True, index=True),
)

# Who asked, for which procedure, what the repository holds of a person; never who that is.
lookups = Table(
    "lookups",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("client", Uuid, ForeignKey("clients.id"), nullable=False),
    Column("unit", String(64), nullable=False),
    Column("procedure", String(64), nullable=False),
    Column("dossier", String(64)),  # mã hồ sơ that it was asked for
    Column("purpose", String(64), nullable=False),
    Column("person", String(64), nullable=False),  # a keyed digest
    json_column("found", nullable=False),  # {component: record}
    _moment("at"),
    Index(None, "at"),
    Index(None, "procedure", "at"),
    Index(None, "dossier", "at"),
)

# Open data as it was published: of each period, what its tables say, and what was revised since.
open_periods = Table(
    "open_periods",
    metadata,
    Column("source", String(16), primary_key=True),  # what is counted
    Column("period", String(16), primary_key=True),  # 2026-02, 2026-Q1
    Column("revision", Integer, primary_key=True),  # from 0; the last one holds
    json_column("rows", nullable=False),
    _moment("published_at"),
)

# Its catalogues; the last one holds.
open_catalogs = Table(
    "open_catalogs",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),  # from 1
    Column("jsonld", Text, nullable=False),
    Column("turtle", Text, nullable=False),
    _moment("published_at"),
)

batch_items = Table(
    "batch_items",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("batch", Uuid, ForeignKey("batches.id"), nullable=False),
    # SHA-256 of the path's bytes: paths may be longer than what an index takes.
    Column("key", String(64), nullable=False),
    Column("path", Text),  # below the batch's folder; none is kept of a paper with a secrecy mark
    Column("raw_path", LargeBinary),  # its bytes, when they are no text
    Column("size", BigInteger, nullable=False),
    Column("state", String(16), nullable=False),
    Column("document", Uuid, ForeignKey("documents.id"), index=True),
    Column("duplicate", Boolean, nullable=False, server_default=text("false")),
    json_column("error"),  # why it could not be submitted
    CheckConstraint("state IN ('planned', 'submitted', 'refused')", name="state"),
    UniqueConstraint("batch", "key"),
    Index(None, "batch", "state", "id"),
    Index(None, "batch", "id"),
)

quarantine = Table(
    "quarantine",
    metadata,
    Column("document", Uuid, ForeignKey("documents.id"), primary_key=True),
    Column("page", Integer, nullable=False),  # where the mark stands
    _moment("sealed_at"),
    # Whether the sealed bytes are still there, and files in the open store still to be deleted.
    Column("sealed", Boolean, nullable=False, server_default=text("true")),
    json_column("doomed"),
    Column("decision", String(16)),  # released, purged
    Column("decided_by", String(200)),
    _moment("decided_at", nullable=True),
)

# Master data ("danh mục"): what is imported is added; nothing is overwritten or removed.
master_imports = Table(
    "master_imports",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("sha256", String(64)),  # of the file; none of what the program brings along
    Column("actor", String(200), nullable=False),
    _moment("imported_at"),
)

HOLDS_AT_ALL = "valid_to IS NULL OR valid_to >= valid_from"

master_entries = Table(
    "master_entries",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("kind", String(16), nullable=False),
    Column("code", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("parent", String(64)),
    json_column("attributes", nullable=False),
    Column("valid_from", Date, nullable=False),
    # The last day; the day before the first one of what was corrected and never held.
    Column("valid_to", Date),
    Column("import", Uuid, ForeignKey("master_imports.id"), nullable=False),
    Column("closed_by", Uuid, ForeignKey("master_imports.id")),  # the import that set `valid_to`
    Index(None, "kind", "code", "valid_from"),
    Index(None, "kind", "parent"),
    Index(
        "uq_master_entries_held",
        "kind",
        "code",
        "valid_from",
        unique=True,
        sqlite_where=text(HOLDS_AT_ALL),
        postgresql_where=text(HOLDS_AT_ALL),
    ),
)

# What became of an entry: on a day it, or a part of it, went over into another one.
master_links = Table(
    "master_links",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=True),
    Column("kind", String(16), nullable=False),
    Column("predecessor", String(64), nullable=False),
    Column("successor", String(64), nullable=False),
    Column("day", Date, nullable=False),
    Column("whole", Boolean, nullable=False),
    Column("import", Uuid, ForeignKey("master_imports.id"), nullable=False),
    Column("withdrawn_by", Uuid, ForeignKey("master_imports.id")),
    Index(None, "kind", "predecessor"),
    Index(None, "kind", "successor"),
    Index(
        "uq_master_links_held",
        "kind",
        "predecessor",
        "successor",
        "day",
        unique=True,
        sqlite_where=text("withdrawn_by IS NULL"),
        postgresql_where=text("withdrawn_by IS NULL"),
    ),
)

repository_records = Table(
    "records",
    metadata,
    Column("record", Uuid, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("type", String(64), nullable=False),
    Column("unit", String(64), nullable=False),
    Column("dossier", String(64)),  # mã hồ sơ
    Column("digitization_code", String(200)),
    json_column("fields", nullable=False),
    json_column("provenance", nullable=False),
    json_column("objects", nullable=False),
    _moment("published_at"),
    schema=REPOSITORY,
)
