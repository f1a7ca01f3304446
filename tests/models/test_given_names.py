"""Syllables of names: what a name is hardly made of was misread."""

from __future__ import annotations

import pytest

from models.values.given_names import unusual_syllables


@pytest.mark.parametrize(
    ("name", "unusual"),
    [
        ("Nguyễn Thị Kim Chi", 0),
        ("Nguyễn Thị Kim Chỉ", 1),
        ("NGUYỄN VĂN AN", 0),
        ("ThS. Trần Hữu Tấn", 0),
        ("Lê Xyz Qwe", 2),
        ("Lê", 0),
        ("", 0),
    ],
)
def test_syllables_that_no_name_has_are_counted(name: str, unusual: int) -> None:
    assert unusual_syllables(name) == unusual
