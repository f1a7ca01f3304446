"""Letters of lists, a) b) c) d) đ) e), by their order.

No neighbouring word tells "c)" from "e)"; the items before and after do. The order is that of
the Vietnamese alphabet (Nghị định 30/2020/NĐ-CP, appendix I, on points of an article).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

_ORDER = "abcdđeghiklmnopqrstuvxy"
# What an item's letter is taken for when the scan is bad.
_LOOK_ALIKE: Mapping[str, str] = {
    "a": "àáảãạăâ", "c": "eoé", "d": "đ", "đ": "dđ", "e": "cêéẻè", "g": "q", "h": "b",
    "i": "lí", "l": "i", "o": "cóôơ", "q": "g", "u": "ưv", "v": "uy", "y": "v",
}  # fmt: skip
_LABEL = re.compile(r"([^\W\d_])([).])")


def repair_labels(firsts: Sequence[str]) -> list[str]:
    """The first words of lines in reading order, misread letters of lists put right.

    A letter is changed only where the one before it was read, and either the one after it was,
    too, or it looks like the letter that must follow.
    """
    found = [(i, m[1], m[2]) for i, text in enumerate(firsts) if (m := _LABEL.fullmatch(text))]
    repaired = list(firsts)
    letters = [letter for _, letter, _ in found]
    for before, here in pairwise(range(len(found))):
        wanted = _after(letters[before])
        if wanted is None or letters[here] in (wanted, "a") or found[here][2] != found[before][2]:
            continue
        following = letters[here + 1] if here + 1 < len(found) else None
        likely = letters[here] in _LOOK_ALIKE.get(wanted, "")
        if following == _after(wanted) or (likely and following in (None, "a")):
            letters[here] = wanted
            repaired[found[here][0]] = wanted + found[here][2]
    return repaired


def _after(letter: str) -> str | None:
    place = _ORDER.find(letter)
    return _ORDER[place + 1] if 0 <= place < len(_ORDER) - 1 else None
