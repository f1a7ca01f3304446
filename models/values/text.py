"""Text as Vietnamese writes it: normal forms, folding for comparison."""

from __future__ import annotations

import re
import unicodedata
from itertools import filterfalse

# The five marks of tone, combining (NFD).
TONES = "\u0300\u0301\u0303\u0309\u0323"

_SPACES = re.compile(r"\s+")


def nfc(text: str) -> str:
    """Unicode NFC with single inner spaces and none outside."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def fold(text: str) -> str:
    """Lower case without marks, for comparing only: "Đơn Số" becomes "don so"."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d").replace("ð", "d"))
    return _SPACES.sub(" ", "".join(filterfalse(unicodedata.combining, bare))).strip()
