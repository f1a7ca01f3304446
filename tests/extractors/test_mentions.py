"""Names on a paper: what they may be, and to whom they are suggested."""

from __future__ import annotations

import pytest

from extractors.fields import extract_fields
from extractors.language.mentions import mentions
from models.doctypes import document_types
from tests.extractors.papers import line, page


@pytest.mark.parametrize(
    ("kind", "text", "names"),
    [
        (
            "address",
            "Nơi ở: số 12, ấp Bình Phong, xã Thái Bình, huyện Châu Thành, tỉnh Tây Ninh",
            ("số 12, ấp Bình Phong, xã Thái Bình, huyện Châu Thành, tỉnh Tây Ninh",),
        ),
        (
            "agency",
            "Nơi cấp: Ủy ban nhân dân phường Tân Ninh.",
            ("Ủy ban nhân dân phường Tân Ninh",),
        ),
        ("ethnic_group", "là người dân tộc Khmer", ("Khmer",)),
        ("ethnic_group", "kinh tế", ()),
        ("nationality", "Quốc tịch: Việt Nam; giới tính: nam", ("Việt Nam",)),
        ("person_name", "Ông Trần Văn Bình và bà Lê Thị Hoa nộp hồ sơ",
         ("Trần Văn Bình", "Lê Thị Hoa")),
        ("person_name", "", ()),
        ("address", "", ()),
    ],
)  # fmt: skip
def test_names_are_told_as_they_stand(kind: str, text: str, names: tuple[str, ...]) -> None:
    assert mentions(text, kind) == names


def test_what_must_be_there_and_was_not_found_comes_with_what_it_may_be() -> None:
    kind = document_types()["giay_tiep_nhan"]
    lines = [
        line("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", 500, 300),
        line("Nay ông Trần Văn Bình đã nộp giấy tờ", 200, 500),
    ]
    name = extract_fields([page(lines)], kind)["nguoi_nop"]
    assert kind.field_type("nguoi_nop").required
    assert "Trần Văn Bình" in (name.value, *name.alternatives)
    assert name.needs_review
