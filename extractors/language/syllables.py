"""What a Vietnamese syllable is: its letters, its tone, and one spelling for counting."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Combining grave, acute, tilde, hook above and dot below carry the tone; all other marks
# (circumflex, breve, horn) make another vowel.
_TONES = {"\u0300": "2", "\u0301": "1", "\u0303": "4", "\u0309": "3", "\u0323": "5"}
_MARKS = {digit: mark for mark, digit in _TONES.items()}

_ONSET = "b|ch|c|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x"
_RIMES = (
    "a(?:c|ch|i|m|n|ng|nh|o|p|t|u|y)?", "ă(?:c|m|n|ng|p|t)", "â(?:c|m|n|ng|p|t|u|y)",
    "e(?:c|m|n|ng|o|p|t)?", "ê(?:c|ch|m|n|nh|p|t|u)?", "i(?:a|ch|m|n|nh|p|t|u)?",
    "iê(?:c|m|n|ng|p|t|u)", "o(?:c|i|m|n|ng|p|t|oc|ong)?", "oa(?:c|ch|i|m|n|ng|nh|o|p|t|y)?",
    "oă(?:c|m|n|ng|t)", "oe(?:n|o|t)?", "ô(?:c|i|m|n|ng|p|t)?", "ơ(?:i|m|n|p|t)?",
    "u(?:a|c|i|m|n|ng|p|t|ơ)?", "uâ(?:n|ng|t|y)", "uê(?:ch|nh)?", "uô(?:c|i|m|n|ng|t)",
    "uy(?:a|ch|n|nh|p|t|u|ên|êt)?", "ư(?:a|c|i|m|n|ng|t|u)?", "ươ(?:c|i|m|n|ng|p|t|u)",
    "y(?:ch|m|n|nh|t|êm|ên|êng|êt|êu)?",
)  # fmt: skip
_SYLLABLE = re.compile(rf"(?:{_ONSET})?(?:{'|'.join(_RIMES)})([1-5]?)")
_STOPPED = re.compile(r".*(?:c|ch|p|t)[0234]?")
_VOWELS = frozenset("aăâeêioôơuưy")
LETTERS = frozenset(
    "bcdđghklmnpqrstvxaàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ"
)  # of Vietnamese words, lower case
_ROOFED = frozenset("ăâêô")
_SHAPED = _ROOFED | frozenset("ơư")


@lru_cache(maxsize=16384)
def spell(word: str) -> str:
    """Lower case with the tone as a last digit, wherever it is printed.

    "Hoà" and "HÒA" both become "hoa2".
    """
    tone, letters = "", []
    for char in unicodedata.normalize("NFD", word.lower()):
        if char in _TONES:
            tone += _TONES[char]
        else:
            letters.append(char)
    return unicodedata.normalize("NFC", "".join(letters)) + tone


@lru_cache(maxsize=16384)
def skeleton(spelling: str) -> str:
    """The base letters of a spelling, without tone and vowel marks: "truong" of "trương2"."""
    bare = unicodedata.normalize("NFD", spelling.rstrip("12345"))
    return "".join(char for char in bare if not unicodedata.combining(char))


@lru_cache(maxsize=16384)
def is_syllable(spelling: str) -> bool:
    """Whether a spelling can be a Vietnamese syllable.

    Syllables that end in c, ch, p or t bear the acute or the dot below, no other tone.
    """
    return _SYLLABLE.fullmatch(spelling) is not None and _STOPPED.fullmatch(spelling) is None


@lru_cache(maxsize=16384)
def is_half_read(read: str, spelling: str) -> bool:
    """Whether `read` is `spelling` but for one of two marks above the same letter.

    Low resolution melts "ố" into "ô" or "ó".
    """
    letters, other = read.rstrip("12345"), spelling.rstrip("12345")
    tone, other_tone = read[len(letters) :], spelling[len(other) :]
    if letters == other:
        return not tone and bool(_ROOFED & set(letters))
    added = [b for a, b in zip(letters, other, strict=True) if a != b]
    return tone == other_tone != "" and len(added) == 1 and added[0] in _ROOFED


def print_spelling(spelling: str, like: str) -> str:
    """A spelling as printed, with the capitals and, where free, the tone's place of `like`.

    Args:
        spelling: As `spell` gives it.
        like: A printed word with the same number of letters.
    """
    letters = spelling.rstrip("12345")
    tone = spelling[len(letters) :]
    if tone:
        at = _tone_place(letters, like)
        letters = letters[:at] + letters[at] + _MARKS[tone] + letters[at + 1 :]
    lower = unicodedata.normalize("NFC", letters)
    return "".join(
        low.upper() if model.isupper() else low for low, model in zip(lower, like, strict=True)
    )


def _tone_place(letters: str, like: str) -> int:
    shaped = [i for i, letter in enumerate(letters) if letter in _SHAPED]
    if shaped:
        return shaped[-1]
    printed = [i for i, letter in enumerate(like.lower()) if spell(letter)[-1:].isdigit()]
    start = 2 if letters.startswith(("qu", "gi")) and letters[2:3] in _VOWELS else 0
    vowels = [i for i, letter in enumerate(letters) if letter in _VOWELS and i >= start]
    if printed and printed[-1] in vowels:
        return printed[-1]
    open_end = vowels[-1] == len(letters) - 1
    return vowels[-2] if open_end and len(vowels) > 1 else vowels[-1]
