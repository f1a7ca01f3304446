"""Streets that bear the same names all over the country."""

from __future__ import annotations

import pytest

from models.values.addresses import read_address
from models.values.streets import mend_streets


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("Số 440 đường Nguyễn Đình Chiếu, phường 1", "Số 440 đường Nguyễn Đình Chiểu, phường 1"),
        ("số 5, phố Ly Thường Kiệt", "số 5, phố Lý Thường Kiệt"),
        ("đường Nguyễn Đình Chiểu", "đường Nguyễn Đình Chiểu"),
        # One of two, and names that nobody knows, are left as they are.
        ("đường Lê Văn Sĩ Hai", "đường Lê Văn Sĩ Hai"),
        ("đường Ấp Chiến Lược", "đường Ấp Chiến Lược"),
        ("ông Nguyễn Đình Chiếu", "ông Nguyễn Đình Chiếu"),
        ("", ""),
    ],
)
def test_marks_of_well_known_streets_are_put_right(read: str, right: str) -> None:
    assert mend_streets(read) == right
    assert mend_streets(right) == right


def test_an_address_has_its_street_mended() -> None:
    found = read_address("Số 12 đường Trân Hưng Đạo, phường Tân Ninh, tỉnh Tây Ninh")
    assert found.value == "Số 12 đường Trần Hưng Đạo, phường Tân Ninh, tỉnh Tây Ninh"
    assert found.repaired
