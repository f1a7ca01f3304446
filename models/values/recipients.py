"""Recipients ("nơi nhận"): a few set phrases and abbreviations that every list is made of."""

from __future__ import annotations

import re

from models.values.text import nfc

# "Để báo cáo", however its small round letters were read.
_BRIEF = re.compile(r"(?:\(\s?b?S?|0)/\s?[oO0cCGeQ©]?[)}\]]?$")
# Between two of its parts in capitals stands a space.
_JOINED = re.compile(r"(?<=VT),(?=[A-ZĐ]{2})")
# The filing mark "Lưu: VT, …" begins the last item.
_FILED = re.compile(r"^L[uưmwvi]+\s?:+\s?(?=[A-ZĐVW])")
_SET = frozenset(
    ["VT", "VP", "TT", "CT", "PCT", "TH", "NC", "HC", "KTN", "KTTH", "NV", "TCCB", "KHTC", "HCQT"]
)
# Letters that are mistaken for one another in small capitals, under one letter of each group.
_LOOK = str.maketrans("ILJ1ỊÍTGOQ", "IIIIIIICCC")
_BY_LOOK = {code.translate(_LOOK): code for code in sorted(_SET)}
_WORD = re.compile(r"[^\W_]+")


def mend_recipient(text: str) -> str:
    """A recipient with set abbreviations in place of what only looks like them.

    "TL. HĐND tinh (b/O)" is "TT. HĐND tỉnh (b/c)". Names and other words stay as read.
    """
    mended = _FILED.sub("Lưu: ", nfc(text))
    mended = _JOINED.sub(", ", _BRIEF.sub("(b/c)", mended))
    mended = _WORD.sub(_known, mended)
    mended = re.sub(r"\bC[ôốồộ]ng(?= TTĐT)", "Cổng", mended)
    return re.sub(r"\b([Tt])[iíì]nh(?= ủy| \(|$)", r"\1ỉnh", mended)


def _known(match: re.Match[str]) -> str:
    word = match[0]
    if not word.isupper() or word in _SET or len(word) < 2:
        return word
    return _BY_LOOK.get(word.translate(_LOOK), word)
