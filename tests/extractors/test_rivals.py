"""How a text sounds to the language model."""

from __future__ import annotations

import pytest

from extractors.language.model import language_model
from extractors.language.rivals import sound


@pytest.mark.parametrize(
    ("right", "misread"),
    [
        ("Ban Giám đốc để chỉ đạo", "Ban Giám đốc đế chỉ đạo"),
        ("Sở Xây dựng thông báo", "Sở Xây đựng thông bảo"),
        ("Ủy ban nhân dân tỉnh Tây Ninh", "Ủy ban nhân dân tính Tây Ninh"),
    ],
)
def test_a_misread_mark_has_a_likelier_rival(right: str, misread: str) -> None:
    model = language_model()
    assert sound(misread, model).rival > sound(right, model).rival + 1
    assert sound(misread, model).surprise > sound(right, model).surprise


def test_nothing_and_numbers_have_no_rival() -> None:
    assert sound("", language_model()).rival == 0.0
    assert sound("12/2026", language_model()).rival == 0.0
