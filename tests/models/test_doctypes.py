"""Document types are data; a mistake names file and field."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.finders import finders
from models.doctypes import document_types, read_type

GOOD = """
id = "phieu"
title = "Phiếu"
english = "slip"
[[field]]
id = "so"
title = "Số"
english = "number"
kind = "text"
"""


def test_every_field_of_an_official_document_is_declared() -> None:
    fields = [item.id for item in document_types()["van_ban_hanh_chinh"].field]
    assert fields == [
        "co_quan_chu_quan", "co_quan_ban_hanh", "so_ky_hieu", "dia_danh", "ngay_ban_hanh",
        "loai_van_ban", "trich_yeu", "kinh_gui", "chuc_vu_ky", "nguoi_ky", "noi_nhan",
        "do_khan", "do_mat",
    ]  # fmt: skip


def test_every_finder_named_is_registered() -> None:
    named = {f.by for t in document_types().values() for item in t.field for f in item.find}
    assert named <= set(finders())


def test_a_type_needs_one_file(tmp_path: Path) -> None:
    (tmp_path / "phieu.toml").write_text(GOOD, encoding="utf-8")
    assert document_types(tmp_path)["phieu"].field_type("so").title == "Số"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('kind = "text"', 'kind = "tetx"', "field.so.kind"),
        ('kind = "text"', 'kind = "text"\ncolour = "red"', "field.so.colour"),
        ('id = "phieu"', 'id = "other"', "named 'phieu'"),
        ('kind = "text"', 'kind = "text"\nthreshold = 1.5', "field.so.threshold"),
        ('kind = "text"', 'kind = "text"\nminimum = "owner"', "field.so.minimum"),
        ('kind = "text"', 'kind = "text"\nsensitive = "perhaps"', "field.so.sensitive"),
        ("[[field]]", "[[field]", "not valid TOML"),
        ('title = "Số"\n', "", "field.so.title"),
    ],
)
def test_a_mistake_names_file_and_field(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = tmp_path / "phieu.toml"
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(ValueError, match="phieu.toml") as caught:
        read_type(path)
    assert message in str(caught.value)


def test_ethnic_origin_is_sensitive_and_every_paper_has_its_least_fields() -> None:
    for kind in document_types().values():
        said = {item.minimum for item in kind.field} - {None}
        assert said or kind.id == "khac", kind.id
        for item in kind.field:
            assert item.sensitive or item.kind != "ethnic_group", f"{kind.id}.{item.id}"
