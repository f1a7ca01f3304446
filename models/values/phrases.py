"""Words that end no phrase: what ends with one was not read to its end."""

from __future__ import annotations

import re

from models.values.text import nfc

_OPEN = frozenset(
    """
    số tỉnh huyện xã phường quận phố trấn thị thôn ấp đường khóm và hoặc của theo tại do cho với về
    vào từ đến trong trên dưới bởi vì để khi nếu là có các những được bị sẽ đã đang không chưa điều
    như mét thu thuộc gồm khoản điểm mục nghị thông quyết quyền ủy
    """.split()  # noqa: SIM905 - two dozen words read better as text
)


# "Sử dụng chung: Không" says all of it.
_NONE = re.compile(r":\s*không$")
# "Không thu tiền sử" dụng đất, but "di tích lịch sử".
_USED = re.compile(r"\b(?<!lịch )(?<!tiểu )(?<!bệnh )sử$")
# "Đất ở tại đô thị" needs no name behind it, as a "thị trấn" does.
_WHOLE = re.compile(r"\b(?:đô thị|siêu thị|nông thôn)$")


def is_unfinished(text: str) -> bool:
    """Whether the last word of a text calls for another one: "theo Nghị định số"."""
    said = nfc(text).lower().rstrip(" .")
    if _NONE.search(said) or _WHOLE.search(said):
        return False
    return re.split(r"[\s,]+", said)[-1] in _OPEN or _USED.search(said) is not None
