"""The upload desk: sets of files, files that arrive in parts, documents composed of others."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables and columns."""
    op.add_column("documents", sa.Column("parts", JSON, nullable=True))
    op.add_column("documents", sa.Column("composed_into", JSON, nullable=True))
    op.create_table(
        "desk_sets",
        sa.Column("number", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("person", sa.Uuid(), nullable=False),
        sa.Column("procedure", sa.String(length=64), nullable=True),
        sa.Column("dossier_code", sa.String(length=64), nullable=True),
        sa.Column("declared_type", sa.String(length=64), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("submitted_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["unit"], ["units.code"], name=op.f("fk_desk_sets_unit")),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_desk_sets_person")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_desk_sets")),
        sa.UniqueConstraint("id", name=op.f("uq_desk_sets_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_desk_sets_person_number"), "desk_sets", ["person", "number"])
    op.create_index(op.f("ix_desk_sets_unit_number"), "desk_sets", ["unit", "number"])
    op.create_table(
        "desk_files",
        sa.Column("set", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("document", sa.Uuid(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("duplicate", sa.Boolean(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["set"], ["desk_sets.id"], name=op.f("fk_desk_files_set")),
        sa.ForeignKeyConstraint(
            ["document"], ["documents.id"], name=op.f("fk_desk_files_document")
        ),
        sa.PrimaryKeyConstraint("set", "position", name=op.f("pk_desk_files")),
        sa.UniqueConstraint("set", "document", name=op.f("uq_desk_files_set_document")),
    )
    op.create_index(op.f("ix_desk_files_document"), "desk_files", ["document"])
    op.create_table(
        "uploads",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("set", sa.Uuid(), nullable=False),
        sa.Column("person", sa.Uuid(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("declared_type", sa.String(length=64), nullable=True),
        sa.Column("document", sa.Uuid(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["set"], ["desk_sets.id"], name=op.f("fk_uploads_set")),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name=op.f("fk_uploads_person")),
        sa.ForeignKeyConstraint(["document"], ["documents.id"], name=op.f("fk_uploads_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads")),
    )
    op.create_index(op.f("ix_uploads_changed_at"), "uploads", ["changed_at"])
    op.create_index(op.f("ix_uploads_set"), "uploads", ["set"])
