"""Names of people as letters print them: capitals, optional academic titles before."""

from __future__ import annotations

import re

from models.values.text import nfc

_TITLE = re.compile(
    r"^(?:(?:GS|PGS|TS|ThS|Ths|BS|Bs|BSCK|BSCKI|BSCKII|CKI|CKII|DS|LS|KS|CN|NGND|NGƯT|TTND|TTƯT|"
    r"Đại tá|Thượng tá|Trung tá|Thiếu tá|Đại úy|Luật sư|Bác sĩ|Tiến sĩ|Thạc sĩ)\b[.\s]*)+"
)


def without_title(text: str) -> str:
    """The name without academic or military titles."""
    return _TITLE.sub("", nfc(text)).strip()


def looks_like_name(text: str) -> bool:
    """Two to six capitalized words (all capitals too), titles before them allowed."""
    parts = re.split(r"[\s.'’-]+", without_title(text))
    if not 2 <= len(parts) <= 6 or not all(part.isalpha() for part in parts):
        return False
    return all(part[0].isupper() and (part[1:].islower() or len(part) == 1) for part in parts) or (
        all(part.isupper() for part in parts)
    )
