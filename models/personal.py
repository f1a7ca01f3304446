"""Which fields say who somebody is (Luật 91/2025/QH15, Nghị định 356/2025/NĐ-CP)."""

from __future__ import annotations

from models.doctypes import FieldType, document_types

# Kinds of values that say who somebody is.
NAMING = frozenset({"address", "email", "person_name", "personal_id", "phone"})
# Kinds of values in which names and numbers may stand as well.
RUNNING_ON = frozenset({"row", "text"})
ETHNIC = "ethnic_group"
# Dates of persons, which all types name alike.
BIRTH = ("ngay_sinh", "nam_sinh")
OWNER = frozenset({"owner_id", "owner_name", "owner_birth"})


def may_be_personal(field: FieldType) -> bool:
    """Whether a field says, or may say, who somebody is, or is sensitive."""
    return (
        field.kind in NAMING | RUNNING_ON | {ETHNIC}
        or field.sensitive
        or field.minimum in OWNER
        or field.id.endswith(BIRTH)
    )


def personal_names() -> frozenset[str]:
    """Ids of all such fields, and of the cells of rows, of any document type."""
    fields = [field for kind in document_types().values() for field in kind.field]
    ids = {field.id for field in fields if may_be_personal(field)}
    return frozenset(ids.union(*(field.cells for field in fields)))
