"""What a value kind makes of a text, and the small steps that all kinds share."""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass

from models.values.text import fold, nfc

# Dots, an ellipsis or a ruled line that a form prints to be written on.
_LEADER = re.compile(r"(?:[.·_‥…]\s*){3,}|(?:[·_‥…]\s*)+|\.{2,}")
OUTER = " .,;:'\"“”‘’`´|*~•"
# What may stand where a form was left blank: "/", "-", "( )".
_NOTHING = re.compile(r"[\W_]*")
# Capital d with stroke, other alphabets' letters that look the same: eth and African d.
_STROKE = str.maketrans({"Ð": "Đ", "Ɖ": "Đ", "ð": "đ"})
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
# Letters that are digits misread, each with the digits that it may have been.
DIGITS_OF = {
    **dict.fromkeys("OoQD", "0"), **dict.fromkeys("lI|i!", "1"), **dict.fromkeys("Zz", "2"),
    **dict.fromkeys("Ss", "5"), "G": "6", "b": "68", "B": "8", "g": "9", "q": "9",
}  # fmt: skip
_MOST_READINGS = 64


@dataclass(frozen=True, slots=True)
class Reading:
    """One text as a value of its kind.

    Attributes:
        value: The normalized value; None only where the text bears none: blank, leader dots, or
            a date that the calendar has not.
        problems: Codes of what is wrong or doubtful; `registry.MESSAGES` says them to people.
        alternatives: Other legal readings, likeliest first.
        repaired: Letters and digits that the engine confuses were mended; only done when exactly
            one reading is legal.
    """

    value: str | None
    problems: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    repaired: bool = False


def without_leaders(text: str) -> str:
    """NFC text, single spaces, without leader dots and ruled blanks."""
    return nfc(_LEADER.sub(" ", nfc(text)))


def clean(text: str) -> str:
    """As `without_leaders`, and without quotes and punctuation around it."""
    return nfc(without_leaders(text).strip(OUTER))


def is_blank(text: str) -> bool:
    """Nothing but spaces, leader dots, dashes and other signs."""
    return _NOTHING.fullmatch(nfc(text)) is not None


def says_none(text: str) -> bool:
    """The paper says that there is none ("không", "không có"), which is a value."""
    return fold(clean(text)) in ("khong", "khong co")


def plain_dashes(text: str) -> str:
    """The text with one kind of dash."""
    return text.translate(_DASHES)


def unmarked(text: str) -> str:
    """Without marks above and below letters, case kept; as long as the NFC text mostly is."""
    bare = unicodedata.normalize("NFD", stroke(text).replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in bare if not unicodedata.combining(c))


def stroke(text: str) -> str:
    """The Vietnamese đ in place of look-alikes of other alphabets."""
    return text.translate(_STROKE)


def as_digits(text: str) -> tuple[str, ...]:
    """All readings of a text as digits; none when a letter of it is like no digit.

    At least half of it must be digits already: a word is no number misread.
    """
    real = sum(c.isascii() and c.isdigit() for c in text)
    if 2 * real < len(text) or not text:
        return ()
    ways = [c if c.isascii() and c.isdigit() else DIGITS_OF.get(c, "") for c in unmarked(text)]
    count = 1
    for way in ways:
        count *= len(way)
    if not 0 < count <= _MOST_READINGS:
        return ()
    return tuple("".join(way) for way in itertools.product(*ways))
