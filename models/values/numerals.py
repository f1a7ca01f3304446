"""Numbers in words ("số bằng chữ"), as certificates and declarations repeat their figures.

All usual forms: lẻ and linh, mốt, tư, lăm and nhăm, nghìn and ngàn, tỷ and tỉ, phẩy; marks do not
count, since the engine mistakes them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from models.values.reading import Reading, is_blank, without_leaders
from models.values.text import fold, nfc

DIGITS = {
    "khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "nham": 5,
    "sau": 6, "bay": 7, "tam": 8, "chin": 9,
}  # fmt: skip
_SCALES = {"nghin": 10**3, "ngan": 10**3, "trieu": 10**6, "ty": 10**9, "ti": 10**9}
_WORDS = frozenset(DIGITS) | frozenset(_SCALES) | {"muoi", "tram", "le", "linh", "phay"}
_BEFORE = re.compile(r"^\W*(?:(?:ghi|viet)\s+)?(?:(?:bang|so)\s+)?chu\b\W*|^\W*so tien\b\W*")
_UNIT = re.compile(
    r"\b(?:dong viet nam|viet nam dong|dong|vnd|met vuong|met|m2|m|chan|hecta|ha|nguoi|bo|ban)\b"
)


class _NoNumberError(ValueError):
    """The words are no number."""


@dataclass(slots=True)
class _Words:
    """Words still to be read, first one first."""

    left: list[str]

    def take(self, *choices: str) -> str | None:
        """The next word if it is one of these."""
        return self.left.pop(0) if self.left and self.left[0] in choices else None

    def digit(self) -> int | None:
        """The next word's digit."""
        word = self.take(*DIGITS)
        return None if word is None else DIGITS[word]


def number_of_words(text: str) -> str | None:
    """The plain decimal that the words say, or None.

    "Một trăm hai mươi phẩy năm mét vuông" is "120.5". What can be said of two numbers ("một trăm
    hai": 102 or 120) is none.
    """
    words = _known(_core(text))
    if not words:
        return None
    whole, point, fraction = _split(words)
    try:
        value = str(_integer(_Words(whole)))
        return f"{value}.{_fraction(fraction)}" if point else value
    except _NoNumberError:
        return None


def integer_of_words(words: list[str]) -> int | None:
    """The whole number that folded words say, or None."""
    try:
        return _integer(_Words(_known(words)))
    except _NoNumberError:
        return None


def read_number_words(text: str) -> Reading:
    """The words as printed, single spaces."""
    printed = nfc(without_leaders(text).strip(" ,;:"))
    if is_blank(printed):
        return Reading(None)
    return Reading(printed, () if number_of_words(printed) else ("words_not_a_number",))


def _core(text: str) -> list[str]:
    """The folded words of the number, without "bằng chữ", unit and punctuation."""
    bare = _BEFORE.sub("", fold(without_leaders(text)))
    unit = _UNIT.search(bare)
    return re.findall(r"[a-z]+", bare[: unit.start()] if unit else bare)


def _known(words: list[str]) -> list[str]:
    """The words with a letter misread mended where one word only is that near."""
    return [word if word in _WORDS else _nearest(word) for word in words]


def _nearest(word: str) -> str:
    near = [w for w in sorted(_WORDS) if Levenshtein.distance(word, w, score_cutoff=1) == 1]
    return near[0] if len(near) == 1 and len(word) > 3 else word


def _split(words: list[str]) -> tuple[list[str], bool, list[str]]:
    if "phay" not in words:
        return words, False, []
    at = words.index("phay")
    return words[:at], True, words[at + 1 :]


def _fraction(words: list[str]) -> str:
    """Decimals are said as digits ("không năm") or as a number ("hai mươi lăm")."""
    if words and all(word in DIGITS for word in words):
        return "".join(str(DIGITS[word]) for word in words)
    zeros = 0
    while words and words[0] == "khong":
        zeros, words = zeros + 1, words[1:]
    return "0" * zeros + str(_integer(_Words(words)))


def _integer(words: _Words) -> int:
    """A whole number: groups below a thousand, each with a smaller scale than the one before."""
    total, last = 0, 10**13
    while words.left:
        if total and len(words.left) == 1:  # "hai nghìn năm": 2005 or 2500
            raise _NoNumberError
        value = _group(words, first=last == 10**13)
        scale = 1
        while (word := words.take(*_SCALES)) is not None:
            scale *= _SCALES[word]
        if scale >= last:
            raise _NoNumberError
        total, last = total + value * scale, scale
    if last == 10**13:
        raise _NoNumberError
    return total


def _group(words: _Words, *, first: bool) -> int:
    """A number below a thousand."""
    value = words.digit()
    if value is None:
        if words.take("le", "linh") and not first:
            return _unit(words)
        if words.take("muoi"):
            return 10 + (words.digit() or 0)
        raise _NoNumberError
    if words.take("tram"):
        return 100 * value + _below_hundred(words)
    return _tens(words, value)


def _below_hundred(words: _Words) -> int:
    """What follows "trăm": nothing, "lẻ" and a digit, or tens; a bare digit could be either."""
    if words.take("le", "linh"):
        return _unit(words)
    if words.take("muoi"):
        return 10 + (words.digit() or 0)
    value = words.digit()
    if value is None:
        return 0
    if not words.left or words.left[0] not in ("muoi", *DIGITS):
        raise _NoNumberError
    return _tens(words, value)


def _tens(words: _Words, value: int) -> int:
    """A digit alone, or tens: "hai mươi lăm", for short "hai lăm"."""
    if words.take("muoi"):
        if value < 2:
            raise _NoNumberError
        return 10 * value + (words.digit() or 0)
    unit = words.digit()
    if unit is None:
        return value
    if value < 2 or not unit:
        raise _NoNumberError
    return 10 * value + unit


def _unit(words: _Words) -> int:
    value = words.digit()
    if value is None:
        raise _NoNumberError
    return value
