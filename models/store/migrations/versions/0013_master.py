"""Master data: entries with the days that they hold, and what became of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"

_JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
_BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


# What an import never changes of what another one has said.
_KEPT = {
    "master_entries": "kind, code, name, parent, attributes, valid_from, import",
    "master_links": "kind, predecessor, successor, day, whole, import",
}


def upgrade() -> None:
    """Make the tables, and the guards of what they keep."""
    op.create_table(
        "master_imports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=True),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_master_imports")),
    )
    _make_entries()
    _make_links()
    for name, columns in _KEPT.items():
        _guard(name, columns)


def _make_entries() -> None:
    op.create_table(
        "master_entries",
        sa.Column("id", _BIG_ID, autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("parent", sa.String(64), nullable=True),
        sa.Column("attributes", _JSON, nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("import", sa.Uuid(), nullable=False),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        *_made_by("master_entries", "import", "closed_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_master_entries")),
    )
    held = sa.text("valid_to IS NULL OR valid_to >= valid_from")
    op.create_index(
        op.f("ix_master_entries_kind_code_valid_from"), "master_entries",
        ["kind", "code", "valid_from"],
    )  # fmt: skip
    op.create_index(op.f("ix_master_entries_kind_parent"), "master_entries", ["kind", "parent"])
    op.create_index(
        "uq_master_entries_held", "master_entries", ["kind", "code", "valid_from"], unique=True,
        sqlite_where=held, postgresql_where=held,
    )  # fmt: skip


def _make_links() -> None:
    op.create_table(
        "master_links",
        sa.Column("id", _BIG_ID, autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("predecessor", sa.String(64), nullable=False),
        sa.Column("successor", sa.String(64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("import", sa.Uuid(), nullable=False),
        sa.Column("withdrawn_by", sa.Uuid(), nullable=True),
        *_made_by("master_links", "import", "withdrawn_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_master_links")),
    )
    for column in ("predecessor", "successor"):
        op.create_index(op.f(f"ix_master_links_kind_{column}"), "master_links", ["kind", column])
    held = sa.text("withdrawn_by IS NULL")
    op.create_index(
        "uq_master_links_held", "master_links", ["kind", "predecessor", "successor", "day"],
        unique=True, sqlite_where=held, postgresql_where=held,
    )  # fmt: skip


def _made_by(table: str, *columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([name], ["master_imports.id"], name=op.f(f"fk_{table}_{name}"))
        for name in columns
    ]


def _guard(name: str, columns: str) -> None:
    says = f"'nothing of {name} is overwritten'"
    if op.get_bind().dialect.name == "sqlite":
        for verb, what in (("update", f"UPDATE OF {columns}"), ("delete", "DELETE")):
            op.execute(
                f"CREATE TRIGGER {name}_no_{verb} BEFORE {what} ON {name}"
                f" BEGIN SELECT RAISE(ABORT, {says}); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION {name}_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" RAISE EXCEPTION {says}; END $$"
    )
    for verb, what, each in (
        ("guard", f"UPDATE OF {columns} OR DELETE", "ROW"),
        ("no_truncate", "TRUNCATE", "STATEMENT"),
    ):
        op.execute(
            f"CREATE TRIGGER {name}_{verb} BEFORE {what} ON {name}"
            f" FOR EACH {each} EXECUTE FUNCTION {name}_guard()"
        )
