"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)

# Tables whose rows nobody may change. Rows of a paper that is sealed may be deleted.
_SEALED = "SELECT 1 FROM quarantine"
_OF_RECORD = f"{_SEALED} JOIN records ON records.document = quarantine.document"
_IS_SEALED = "WHERE quarantine.decision IS NULL"
KEPT = {
    "audit_events": None,
    "corrections": f"{_OF_RECORD} {_IS_SEALED} AND records.id = OLD.record",
    "record_versions": f"{_OF_RECORD} {_IS_SEALED} AND records.id = OLD.record",
    "results": f"{_SEALED} {_IS_SEALED} AND quarantine.document = OLD.document",
}


def upgrade() -> None:
    """Make all tables, the index of words, and the guards of what is only appended to."""
    database = op.get_bind().dialect.name
    if database == "postgresql":
        op.execute("CREATE SCHEMA IF NOT EXISTS repository")
    _make_tables()
    make_texts, guard = (
        (_make_postgresql_texts, _guard_postgresql)
        if database == "postgresql"
        else (_make_sqlite_texts, _guard_sqlite)
    )
    make_texts()
    for name, unless in KEPT.items():
        guard(name, unless)


def _make_sqlite_texts() -> None:
    # The entries of `words` are made by the program, without marks and case.
    op.execute(
        "CREATE VIRTUAL TABLE record_texts USING fts5(keys UNINDEXED, body UNINDEXED, words,"
        " tokenize = 'ascii tokenchars _', detail = none)"
    )


def _make_postgresql_texts() -> None:
    op.execute(
        """
        CREATE TABLE record_texts (
            number bigint PRIMARY KEY REFERENCES records (number),
            keys text NOT NULL,
            body text NOT NULL,
            words tsvector NOT NULL
        )
        WITH (toast_tuple_target = 128)
        """
    )
    # A search reads the numbers of many records: texts lie elsewhere, so that their rows are short.
    # Rows that wait to be sorted into the index would be looked through by every search.
    op.execute(
        "CREATE INDEX ix_record_texts_words ON record_texts USING gin (words)"
        " WITH (fastupdate = off)"
    )


def _guard_sqlite(name: str, unless: str | None) -> None:
    allowed = f"WHEN NOT EXISTS ({unless})" if unless else ""
    for verb, when in (("UPDATE", ""), ("DELETE", allowed)):
        op.execute(
            f"CREATE TRIGGER {name}_no_{verb.lower()} BEFORE {verb} ON {name} {when}"
            f" BEGIN SELECT RAISE(ABORT, '{name} is only appended to'); END"
        )


def _guard_postgresql(name: str, unless: str | None) -> None:
    allowed = f"IF TG_OP = 'DELETE' AND EXISTS ({unless}) THEN RETURN OLD; END IF;"
    op.execute(
        f"CREATE FUNCTION {name}_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" {allowed if unless else ''}"
        f" RAISE EXCEPTION '{name} is only appended to'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name}_guard BEFORE UPDATE OR DELETE ON {name}"
        f" FOR EACH ROW EXECUTE FUNCTION {name}_guard()"
    )


def _make_tables() -> None:
    op.create_table(
        "audit_events",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("details", JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_events")),
    )
    op.create_index(
        op.f("ix_audit_events_subject_id"), "audit_events", ["subject", "id"], unique=False
    )
    op.create_table(
        "records",
        sa.Column("record", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=64), nullable=False),
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("dossier", sa.String(length=64), nullable=True),
        sa.Column("digitization_code", sa.String(length=200), nullable=True),
        sa.Column("fields", JSON, nullable=False),
        sa.Column("provenance", JSON, nullable=False),
        sa.Column("objects", JSON, nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("record", "version", name=op.f("pk_records")),
        schema="repository",
    )
    op.create_table(
        "units",
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("parent", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["parent"], ["units.code"], name=op.f("fk_units_parent")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_units")),
    )
    op.create_index(op.f("ix_units_parent"), "units", ["parent"], unique=False)
    op.create_table(
        "batches",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("paused_by", sa.String(length=200), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("declared_type", sa.String(length=64), nullable=True),
        sa.Column("turn", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("started_at", MOMENT, nullable=True),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("resumed_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "state IN ('planned', 'running', 'paused', 'finished')", name=op.f("ck_batches_state")
        ),
        sa.ForeignKeyConstraint(["unit"], ["units.code"], name=op.f("fk_batches_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batches")),
        sa.UniqueConstraint("name", name=op.f("uq_batches_name")),
    )
    op.create_table(
        "dossiers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("procedure", sa.String(length=64), nullable=True),
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["unit"], ["units.code"], name=op.f("fk_dossiers_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossiers")),
        sa.UniqueConstraint("code", name=op.f("uq_dossiers_code")),
    )
    op.create_index(op.f("ix_dossiers_unit"), "dossiers", ["unit"], unique=False)
    op.create_table(
        "documents",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("declared_type", sa.String(length=64), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("batch", sa.Uuid(), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=True),
        sa.Column("page_count", sa.Integer(), nullable=True),
        sa.Column("source", JSON, nullable=True),
        sa.Column("error", JSON, nullable=True),
        sa.Column("result", sa.Uuid(), nullable=True),
        sa.Column("searchable", sa.String(length=64), nullable=True),
        sa.Column("released", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "state IN ('received', 'reading', 'ok', 'partial', 'failed', 'quarantined', 'purged')",
            name=op.f("ck_documents_state"),
        ),
        sa.ForeignKeyConstraint(["batch"], ["batches.id"], name=op.f("fk_documents_batch")),
        sa.ForeignKeyConstraint(["unit"], ["units.code"], name=op.f("fk_documents_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("sha256", name=op.f("uq_documents_sha256")),
    )
    op.create_index(op.f("ix_documents_batch_state"), "documents", ["batch", "state"], unique=False)
    op.create_index(
        op.f("ix_documents_state_received_at"), "documents", ["state", "received_at"], unique=False
    )
    op.create_index(
        op.f("ix_documents_unit_received_at"), "documents", ["unit", "received_at"], unique=False
    )
    op.create_table(
        "batch_items",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("batch", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("path", sa.Text(), nullable=True),
        sa.Column("raw_path", sa.LargeBinary(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("document", sa.Uuid(), nullable=True),
        sa.Column("duplicate", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("error", JSON, nullable=True),
        sa.CheckConstraint(
            "state IN ('planned', 'submitted', 'refused')", name=op.f("ck_batch_items_state")
        ),
        sa.ForeignKeyConstraint(["batch"], ["batches.id"], name=op.f("fk_batch_items_batch")),
        sa.ForeignKeyConstraint(
            ["document"], ["documents.id"], name=op.f("fk_batch_items_document")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch_items")),
        sa.UniqueConstraint("batch", "key", name=op.f("uq_batch_items_batch_key")),
    )
    op.create_index(op.f("ix_batch_items_batch_id"), "batch_items", ["batch", "id"], unique=False)
    op.create_index(
        op.f("ix_batch_items_batch_state_id"), "batch_items", ["batch", "state", "id"], unique=False
    )
    op.create_index(op.f("ix_batch_items_document"), "batch_items", ["document"], unique=False)
    op.create_table(
        "dossier_papers",
        sa.Column("dossier", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("document", sa.Uuid(), nullable=False),
        sa.Column("digitization_code", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["document"], ["documents.id"], name=op.f("fk_dossier_papers_document")
        ),
        sa.ForeignKeyConstraint(
            ["dossier"], ["dossiers.id"], name=op.f("fk_dossier_papers_dossier")
        ),
        sa.PrimaryKeyConstraint("dossier", "position", name=op.f("pk_dossier_papers")),
        sa.UniqueConstraint("digitization_code", name=op.f("uq_dossier_papers_digitization_code")),
        sa.UniqueConstraint("dossier", "document", name=op.f("uq_dossier_papers_dossier_document")),
    )
    op.create_index(
        op.f("ix_dossier_papers_document"), "dossier_papers", ["document"], unique=False
    )
    op.create_table(
        "pages",
        sa.Column("document", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("preview", sa.String(length=64), nullable=True),
        sa.Column("engine", JSON, nullable=True),
        sa.Column("error", JSON, nullable=True),
        sa.Column("cpu_s", sa.Float(), nullable=False),
        sa.Column("read_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_pages_document")),
        sa.PrimaryKeyConstraint("document", "number", name=op.f("pk_pages")),
    )
    op.create_table(
        "quarantine",
        sa.Column("document", sa.Uuid(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("sealed_at", MOMENT, nullable=False),
        sa.Column("sealed", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("doomed", JSON, nullable=True),
        sa.Column("decision", sa.String(length=16), nullable=True),
        sa.Column("decided_by", sa.String(length=200), nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["document"], ["documents.id"], name=op.f("fk_quarantine_document")
        ),
        sa.PrimaryKeyConstraint("document", name=op.f("pk_quarantine")),
    )
    op.create_table(
        "records",
        sa.Column("number", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document", sa.Uuid(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("type", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("flagged", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "state IN ('review', 'accepted', 'approved', 'withdrawn')",
            name=op.f("ck_records_state"),
        ),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_records_document")),
        sa.ForeignKeyConstraint(["unit"], ["units.code"], name=op.f("fk_records_unit")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_records")),
        sa.UniqueConstraint("document", "ordinal", name=op.f("uq_records_document_ordinal")),
        sa.UniqueConstraint("id", name=op.f("uq_records_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_records_state_number"), "records", ["state", "number"], unique=False)
    op.create_index(op.f("ix_records_type_number"), "records", ["type", "number"], unique=False)
    op.create_index(op.f("ix_records_unit_number"), "records", ["unit", "number"], unique=False)
    op.create_index(
        op.f("ix_records_unit_state_number"), "records", ["unit", "state", "number"], unique=False
    )
    op.create_table(
        "results",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document", sa.Uuid(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("engine", JSON, nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("cpu_s", sa.Float(), nullable=False),
        sa.Column("searchable", sa.String(length=64), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_results_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_results")),
    )
    op.create_index(op.f("ix_results_document"), "results", ["document"], unique=False)
    op.create_table(
        "submissions",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("document", sa.Uuid(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=True),
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("way", sa.String(length=16), nullable=False),
        sa.Column("duplicate", sa.Boolean(), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["document"], ["documents.id"], name=op.f("fk_submissions_document")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submissions")),
    )
    op.create_index(op.f("ix_submissions_document"), "submissions", ["document"], unique=False)
    op.create_table(
        "record_versions",
        sa.Column("record", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("result", sa.Uuid(), nullable=False),
        sa.Column("type", sa.String(length=64), nullable=False),
        sa.Column("pages", JSON, nullable=False),
        sa.Column("fields", JSON, nullable=False),
        sa.Column("issues", JSON, nullable=False),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["record"], ["records.id"], name=op.f("fk_record_versions_record")),
        sa.ForeignKeyConstraint(["result"], ["results.id"], name=op.f("fk_record_versions_result")),
        sa.PrimaryKeyConstraint("record", "version", name=op.f("pk_record_versions")),
    )
    op.create_table(
        "corrections",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("record", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=64), nullable=False),
        sa.Column("before", JSON, nullable=True),
        sa.Column("after", JSON, nullable=True),
        sa.Column("author", sa.String(length=200), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["record", "version"],
            ["record_versions.record", "record_versions.version"],
            name=op.f("fk_corrections_record_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
    )
    op.create_index(
        op.f("ix_corrections_record_field_id"),
        "corrections",
        ["record", "field", "id"],
        unique=False,
    )
    op.create_table(
        "publications",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("record", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("target", sa.String(length=32), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["record", "version"],
            ["record_versions.record", "record_versions.version"],
            name=op.f("fk_publications_record_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publications")),
        sa.UniqueConstraint(
            "record", "target", "version", name=op.f("uq_publications_record_target_version")
        ),
    )
    op.create_table(
        "jobs",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("document", sa.Uuid(), nullable=True),
        sa.Column("page", sa.Integer(), server_default="0", nullable=False),
        sa.Column("publication", sa.BigInteger(), nullable=True),
        sa.Column("order", JSON, nullable=True),
        sa.Column("answer", JSON, nullable=True),
        sa.Column("batch", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("turn", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("owner", sa.String(length=200), nullable=True),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("error", JSON, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.CheckConstraint("(state = 'running') = (owner IS NOT NULL)", name=op.f("ck_jobs_owner")),
        sa.CheckConstraint(
            "state IN ('waiting', 'delayed', 'held', 'ready', 'running', 'done', 'parked')",
            name=op.f("ck_jobs_state"),
        ),
        sa.ForeignKeyConstraint(["batch"], ["batches.id"], name=op.f("fk_jobs_batch")),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_jobs_document")),
        sa.ForeignKeyConstraint(
            ["publication"], ["publications.id"], name=op.f("fk_jobs_publication")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
    )
    op.create_index(op.f("ix_jobs_batch_state"), "jobs", ["batch", "state"], unique=False)
    op.create_index(op.f("ix_jobs_publication"), "jobs", ["publication"], unique=False)
    op.create_index(
        op.f("ix_jobs_state_lease_until"), "jobs", ["state", "lease_until"], unique=False
    )
    op.create_index(
        op.f("ix_jobs_state_priority_turn_id"),
        "jobs",
        ["state", "priority", "turn", "id"],
        unique=False,
    )
    op.create_index(
        "ix_jobs_tried",
        "jobs",
        ["batch", "changed_at"],
        unique=False,
        sqlite_where=sa.text(
            "batch IS NOT NULL AND (state = 'parked' OR (state = 'done' AND kind = 'page'))"
        ),
        postgresql_where=sa.text(
            "batch IS NOT NULL AND (state = 'parked' OR (state = 'done' AND kind = 'page'))"
        ),
    )
    op.create_index(
        "uq_jobs_work",
        "jobs",
        ["document", "kind", "page"],
        unique=True,
        sqlite_where=sa.text("kind IN ('open', 'page', 'assemble')"),
        postgresql_where=sa.text("kind IN ('open', 'page', 'assemble')"),
    )
