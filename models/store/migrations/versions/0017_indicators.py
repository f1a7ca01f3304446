"""Indicators: with a record is kept how much of it is data; what they count by is found quickly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017"
down_revision = "0016"

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
# Of each type the fields with identifiers of holders, those that stand in for these, and those that
# name the paper.
LEAST: dict[str, tuple[list[str], list[str], list[str]]] = {
    "can_cuoc": (["so_dinh_danh"], ["ho_ten", "ngay_sinh", "ngay_cap"], []),
    "don_bien_dong_dat_dai": (["so_dinh_danh"], ["ho_ten", "ngay_lap"], ["noi_dung_bien_dong"]),
    "gcn_ho_kinh_doanh": (
        ["so_dinh_danh"], ["chu_ho", "ngay_sinh", "ngay_dang_ky_lan_dau", "co_quan_cap"],
        ["ten_ho_kinh_doanh"],
    ),
    "gcn_quyen_su_dung_dat": ([], ["ngay_cap", "co_quan_cap"], ["dia_chi_thua_dat"]),
    "giay_ket_hon": (
        ["vo_so_dinh_danh", "chong_so_dinh_danh"],
        [
            "vo_ho_ten", "chong_ho_ten", "vo_ngay_sinh", "chong_ngay_sinh", "ngay_dang_ky",
            "noi_dang_ky",
        ],
        [],
    ),
    "giay_khai_sinh": (
        ["so_dinh_danh"], ["ho_ten", "ngay_sinh", "ngay_dang_ky", "noi_dang_ky"], [],
    ),
    "giay_phep_xay_dung": ([], ["chu_dau_tu", "ngay_cap", "co_quan_cap"], ["ten_cong_trinh"]),
    "giay_tiep_nhan": (
        [], ["nguoi_nop", "thoi_gian_nhan", "co_quan_tiep_nhan"], ["noi_dung_yeu_cau"],
    ),
    "phieu_bo_sung": ([], ["nguoi_nop", "ngay_lap", "co_quan"], ["noi_dung_yeu_cau"]),
    "phieu_kiem_soat": ([], ["co_quan"], []),
    "phieu_tu_choi": ([], ["nguoi_nop", "ngay_lap", "co_quan"], ["noi_dung_yeu_cau"]),
    "phieu_xin_loi": ([], ["nguoi_nop", "ngay_lap", "co_quan"], ["noi_dung_yeu_cau"]),
    "thong_bao_dung": ([], ["nguoi_nop", "ngay_lap", "co_quan"], ["noi_dung_yeu_cau"]),
    "to_khai_khai_sinh": (["nguoi_yeu_cau_so_dinh_danh"], ["nguoi_yeu_cau", "ngay_lap"], []),
    "trich_luc_khai_tu": (
        ["so_dinh_danh"], ["ho_ten", "ngay_sinh", "ngay_dang_ky", "noi_dang_ky"], [],
    ),
    "van_ban_hanh_chinh": (
        [], ["ngay_ban_hanh", "co_quan_ban_hanh"], ["loai_van_ban", "trich_yeu"],
    ),
}  # fmt: skip
CHUNK = 1000


def upgrade() -> None:
    """Make the column and the indexes."""
    op.add_column("records", sa.Column("extent", sa.Integer(), nullable=False, server_default="0"))
    fill(op.get_bind())
    op.create_index(
        op.f("ix_records_day_type_unit_state_extent"), "records",
        ["day", "type", "unit", "state", "extent"],
    )  # fmt: skip
    # The new one does what it did.
    op.drop_index(op.f("ix_records_day_type_unit"), "records")
    came = sa.text("parts IS NULL")
    op.create_index(
        "ix_documents_came", "documents", ["received_at", "unit", "state"],
        sqlite_where=came, postgresql_where=came,
    )  # fmt: skip
    op.create_index(
        op.f("ix_dossiers_created_at_unit_procedure"), "dossiers",
        ["created_at", "unit", "procedure"],
    )  # fmt: skip
    op.create_index(op.f("ix_lookups_dossier_at"), "lookups", ["dossier", "at"])


def fill(connection: sa.Connection) -> None:
    """Work out anew of all records how much of them is data."""
    records = sa.table(
        "records", sa.column("number"), sa.column("id"), sa.column("version"), sa.column("extent")
    )
    versions = sa.table(
        "record_versions", sa.column("record"), sa.column("version"), sa.column("type"),
        sa.column("fields", JSON), sa.column("result"),
    )  # fmt: skip
    results = sa.table("results", sa.column("id"), sa.column("searchable"))
    current = (
        sa.select(records.c.number, versions.c.type, versions.c.fields, results.c.searchable)
        .join(
            versions,
            (versions.c.record == records.c.id) & (versions.c.version == records.c.version),
        )
        .join(results, results.c.id == versions.c.result)
        .order_by(records.c.number)
        .limit(CHUNK)
    )
    changed = (
        sa.update(records)
        .where(records.c.number == sa.bindparam("its_number"))
        .values(extent=sa.bindparam("its_extent"))
    )
    last = 0
    while rows := connection.execute(current.where(records.c.number > last)).all():
        found = [
            {
                "its_number": row.number,
                "its_extent": _extent(row.type, row.fields, bool(row.searchable)),
            }
            for row in rows
        ]
        connection.execute(changed, found)
        last = rows[-1].number


def _extent(type_id: str, fields: Mapping[str, Any], is_searchable: bool) -> int:
    there = {name for name, field in fields.items() if field.get("value")}
    if not there:
        return 0
    holders, instead, names = LEAST.get(type_id, ([], [], []))
    is_told_apart = any(group and there.issuperset(group) for group in (holders, instead))
    return 2 if is_searchable and is_told_apart and there.issuperset(names) else 1
