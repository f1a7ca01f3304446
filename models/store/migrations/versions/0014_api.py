"""The API: clients, what they are told, and whose papers the records are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0013"

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
# Fields that bear the identifier of whose paper it is.
HOLDERS = {
    "can_cuoc": ["so_dinh_danh"],
    "don_bien_dong_dat_dai": ["so_dinh_danh"],
    "gcn_ho_kinh_doanh": ["so_dinh_danh"],
    "giay_ket_hon": ["vo_so_dinh_danh", "chong_so_dinh_danh"],
    "giay_khai_sinh": ["so_dinh_danh"],
    "to_khai_khai_sinh": ["nguoi_yeu_cau_so_dinh_danh"],
    "trich_luc_khai_tu": ["so_dinh_danh"],
}
CHUNK = 1000


def upgrade() -> None:
    """Make the tables, and note whose the records are that are there."""
    _make_clients()
    _make_changes()
    _make_owners()
    _note_owners()


def _make_clients() -> None:
    """Systems, their tokens, and the answers that they are given again."""
    op.create_table(
        "clients",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("scopes", JSON, nullable=False),
        sa.Column("purposes", JSON, nullable=False),
        sa.Column("secret", sa.String(length=64), nullable=False),
        sa.Column("old_secret", sa.String(length=64), nullable=True),
        sa.Column("old_until", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("disabled_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["unit"], ["units.code"], name=op.f("fk_clients_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clients")),
        sa.UniqueConstraint("name", name=op.f("uq_clients_name")),
    )
    op.create_table(
        "access_tokens",
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("client", sa.Uuid(), nullable=False),
        sa.Column("scopes", JSON, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["client"], ["clients.id"], name=op.f("fk_access_tokens_client")),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_access_tokens")),
    )
    op.create_index(op.f("ix_access_tokens_client"), "access_tokens", ["client"])
    op.create_index(op.f("ix_access_tokens_until"), "access_tokens", ["until"])
    op.create_table(
        "answers",
        sa.Column("client", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("request", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("headers", JSON, nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["client"], ["clients.id"], name=op.f("fk_answers_client")),
        sa.PrimaryKeyConstraint("client", "key", name=op.f("pk_answers")),
    )
    op.create_index(op.f("ix_answers_at"), "answers", ["at"])


def _make_changes() -> None:
    """The feed of what has happened."""
    op.create_table(
        "changes",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("record", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("type", sa.String(length=64), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_changes_record_id"), "changes", ["record", "id"])
    op.create_index(op.f("ix_changes_unit_id"), "changes", ["unit", "id"])
    op.create_index(op.f("ix_changes_at"), "changes", ["at"])


def _make_owners() -> None:
    """Whose papers the records are, and who has asked for them."""
    op.create_table(
        "owners",
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("record", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["record"], ["records.id"], name=op.f("fk_owners_record")),
        sa.PrimaryKeyConstraint("owner", "record", name=op.f("pk_owners")),
    )
    op.create_index(op.f("ix_owners_record"), "owners", ["record"])
    op.create_table(
        "lookups",
        sa.Column("id", BIG_ID, autoincrement=True, nullable=False),
        sa.Column("client", sa.Uuid(), nullable=False),
        sa.Column("unit", sa.String(length=64), nullable=False),
        sa.Column("procedure", sa.String(length=64), nullable=False),
        sa.Column("dossier", sa.String(length=64), nullable=True),
        sa.Column("purpose", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("found", JSON, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["client"], ["clients.id"], name=op.f("fk_lookups_client")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lookups")),
    )
    op.create_index(op.f("ix_lookups_at"), "lookups", ["at"])
    op.create_index(op.f("ix_lookups_procedure_at"), "lookups", ["procedure", "at"])


def _note_owners() -> None:
    records = sa.table("records", sa.column("number"), sa.column("id"), sa.column("version"))
    versions = sa.table(
        "record_versions", sa.column("record"), sa.column("version"), sa.column("type"),
        sa.column("fields", JSON),
    )  # fmt: skip
    owners = sa.table("owners", sa.column("owner"), sa.column("record"))
    current = (
        sa.select(records.c.number, records.c.id, versions.c.type, versions.c.fields)
        .join(
            versions,
            (versions.c.record == records.c.id) & (versions.c.version == records.c.version),
        )
        .where(versions.c.type.in_(HOLDERS))
        .order_by(records.c.number)
        .limit(CHUNK)
    )
    connection, last = op.get_bind(), 0
    while rows := connection.execute(current.where(records.c.number > last)).all():
        found = {
            (str(row.fields[name]["value"]), row.id)
            for row in rows
            for name in HOLDERS[row.type]
            if row.fields.get(name, {}).get("value")
        }
        if found:
            connection.execute(
                sa.insert(owners), [{"owner": owner[:64], "record": each} for owner, each in found]
            )
        last = rows[-1].number
