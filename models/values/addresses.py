"""Addresses: which units they name, then and now. The printed text is never changed by it.

Until 2025-06-30 an address ended in commune, district and province, since then in commune and
province; old ones stay valid on old papers (Nghị quyết 202/2025/QH15, article 10).
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from models.values.reading import Reading, is_blank, says_none, without_leaders
from models.values.streets import mend_streets
from models.values.text import TONES, fold, nfc
from models.values.units import (
    REFORM,
    Index,
    Unit,
    index,
    key,
    look,
    new_units,
    old_units,
    type_keys,
)

_MOST_WORDS = 8
# In fewer words than this all marks may be lost.
FEWEST_PLAIN = 4
_WORD = re.compile(r"[^\s,;]+")
# What a unit's name is not when it stands right behind: "ấp Tân Bình" is no "xã Tân Bình".
_SMALLER = {
    "ap",
    "thon",
    "khupho",
    "kp",
    "khu",
    "to",
    "duong",
    "lang",
    "ban",
    "khom",
    "buon",
    "pho",
}
_LABELS = re.compile(
    r"\b(?:so|nha|duong|pho|to|thon|ap|khu|khu pho|xom|ban|lang|xa|phuong|thi tran|huyen|quan|"
    r"thi xa|thanh pho|tinh|thuong tru|dia chi)\b|[/():]"
)
_EARLY_TONE = re.compile(f"([oO](?=.[aeAE])|[uU](?=.[yY]))([{TONES}])(.)")


@dataclass(frozen=True, slots=True)
class Address:
    """The units that an address names.

    Attributes:
        street: What stands before them: house, street, hamlet, as printed.
        commune: As of the address's time; None when it names none that is known.
        district: None in an address of two levels.
        province: None when it names none, and then the others are None too.
        current_commune: What the commune is since the reform; None when it is not one only.
        current_province: What the province is since the reform.
        candidates: Communes of today that it may lie in: the parts of one that was split, or
            communes of names that the text does not tell apart.
    """

    street: str
    commune: Unit | None = None
    district: Unit | None = None
    province: Unit | None = None
    current_commune: Unit | None = None
    current_province: Unit | None = None
    candidates: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True)
class _Parse:
    """Units found from the end of the words, and how many words are left before them."""

    left: int
    province: Unit | None = None
    district: Unit | None = None
    communes: tuple[Unit, ...] = ()

    def rank(self) -> tuple[int, int]:
        """What was found counts, then the words that it took."""
        return bool(self.communes) + bool(self.district) + bool(self.province), -self.left


def parse_address(text: str, on: datetime.date | None = None) -> Address:
    """The units that an address names, in the table of its time.

    Args:
        text: The address as printed.
        on: When it was written; before the reform three levels, after it two, though old addresses
            are still written then. None tries both.
    """
    printed = nfc(without_leaders(text))
    words = list(_WORD.finditer(printed))
    three = _parse_old(words)
    if on is not None and on < REFORM:
        return _address(printed, words, three)
    two = _parse_new(words)
    if on is not None and two.communes and two.left <= three.left:
        return _address(printed, words, two)
    return _address(printed, words, max(two, three, key=_Parse.rank))


def read_address(text: str) -> Reading:
    """An address as printed, single spaces, without leader dots; labels alone are none."""
    printed = nfc(re.sub(r"\s+(?=[,;])", "", without_leaders(text)).strip(" ,;:"))
    if is_blank(_LABELS.sub("", fold(printed))):
        return Reading(None)
    value = _with_commas(_SPLIT.sub(" ", _IA.sub("Ia", _dotless(printed))))
    value = _YEN.sub("Yên", _GROUP.sub("ổ", _NUMBER.sub("ố", value)))
    # Who writes without marks writes all without: an engine loses some of them.
    if fold(value) != value.lower() or len(value.split()) < FEWEST_PLAIN:
        value = mend_streets(mend_units(value))
    return Reading(value, problems=_doubts(value), repaired=value != printed)


def _doubts(value: str) -> tuple[str, ...]:
    """A word or two that name no unit are more likely words of the form than an address.

    A unit between two that are known, which is not the one that lies there, was misread.
    """
    words, found = value.split(), parse_address(value)
    if found.district is not None and found.commune is not None:
        named = {fold(name).strip() for name in _DISTRICT.findall(value)}
        if named and fold(found.district.short) not in named:
            return ("unknown_unit",)
    if len(words) > 2 or says_none(value) or any(c.isdigit() for c in value):
        return ()
    return () if found.province or found.commune else ("not_an_address",)


# Names of the central highlands begin with "Ia"; no name begins with a small letter.
_IA = re.compile(r"\b[l1]a(?= [A-ZĐ])")
# No name has a "Vên"; what stands before a figure is "Số" or "Tổ".
_YEN = re.compile(r"\bVên\b")
_NUMBER = re.compile(r"(?<=\b[Ss])[ôồổỗó](?= \d)")
_GROUP = re.compile(r"(?<=\b[Tt])[ốồỗộôỏ](?= \d)")
# Specks beside commas, a comma read as a full stop, and one behind a kind of unit.
_SPECK = re.compile(r"(?<=\w)\.+(?=,)|(?<=,)\s*\.+(?=\s*\w)|(?<=\btỉnh)\.(?= )|(?<=\bxã)\.(?= )")
_STOP = re.compile(r"(?<=\w\w)\.(?= (?:xã|phường|thị trấn|thị xã|huyện|quận|thành phố|tỉnh) )")
# Spaces that were not read: "Số63", "ấp3,xã", "xãAnBình".
_SPLIT = re.compile(
    r"(?<=[a-zà-ỹ])(?=\d)|(?<=,)(?=[^\W\d_])|(?<=xã)(?=[A-ZĐ])|(?<=[a-zà-ỹ]{2})(?=[A-ZĐ][a-zà-ỹ])"
)


def _dotless(printed: str) -> str:
    """The address with commas alone between its parts."""
    return _STOP.sub(",", _SPECK.sub("", printed))


# A unit right behind another one, and what a part of an address begins with.
_UNITS = "tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn"
_NEXT_UNIT = re.compile(
    rf"(?<=[^\s,])(?<!nhân dân)(?<!thị)\s+(?=(?:{_UNITS}) [A-ZĐ\d])", re.IGNORECASE
)
# "huyện Phú Giáo" between commas.
_DISTRICT = re.compile(r"(?<=, )(?:huyện|quận|thị xã) ([^,]+)(?=, )", re.IGNORECASE)
_PART = re.compile(
    rf"^\s*(?:ủy ban nhân dân )?(?:{_UNITS}|ấp|thôn|tổ|khu phố|buôn|bản|xóm|số) ", re.IGNORECASE
)


def _with_commas(printed: str) -> str:
    """The address with the commas between its units, when it has others: small marks get lost."""
    if "," not in printed:
        return printed
    parts = [_NEXT_UNIT.sub(", ", x) if _PART.match(x) else x for x in printed.split(",")]
    return ",".join(parts)


def mend_units(printed: str) -> str:
    """The address with the marks of the units that it names: marks are what an engine misreads.

    A unit is known by its letters and by the units above it; no letter is changed.
    """
    found = parse_address(printed)
    value = printed
    for unit in (found.province, found.district, found.commune):
        if unit is None:
            continue
        at = fold(value).rfind(fold(unit.short))
        if at < 0 or len(fold(value)) != len(value):
            continue
        end = at + len(unit.short)
        name = unit.short.upper() if value[at:end].isupper() else unit.short
        value = _mend_type(value[:at]) + name + value[end:]
    return value


_TYPES = ("tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn")


def _mend_type(before: str) -> str:
    """The text before a unit's name with the marks of the kind of unit at its end."""
    for kind in _TYPES:
        end = before.rstrip()
        if fold(end).endswith(f" {fold(kind)}") or fold(end) == fold(kind):
            read = end[len(end) - len(kind) :]
            mended = kind.upper() if read.isupper() else kind
            mended = mended[0].upper() + mended[1:] if read[0].isupper() else mended
            return end[: len(end) - len(kind)] + mended + before[len(end) :]
    return before


def _address(printed: str, words: Sequence[re.Match[str]], found: _Parse) -> Address:
    if found.province is None:
        return Address(printed)
    end = words[found.left - 1].end() if found.left else 0
    now = new_units().by_code
    commune = found.communes[0] if len(found.communes) == 1 else None
    district = found.district
    if commune is not None and len(commune.parent) == 3:
        district = old_units().by_code[commune.parent]
    codes = [code for unit in found.communes for code in unit.now or (unit.code,)]
    todays = tuple(now[code] for code in dict.fromkeys(codes))
    return Address(
        printed[:end].strip(" ,;-"),
        commune,
        district,
        found.province,
        todays[0] if len(todays) == 1 else None,
        now[found.province.now[0] if found.province.now else found.province.code],
        todays if len(todays) > 1 else (),
    )


def _parse_new(words: Sequence[re.Match[str]]) -> _Parse:
    """Province and commune from the end of the words."""
    provinces, left = _last(words, len(words), index(True, ""))
    if len(provinces) != 1:
        return _Parse(len(words))
    communes, left = _last(words, left, index(True, provinces[0].code))
    return _Parse(left, provinces[0], None, communes)


def _parse_old(words: Sequence[re.Match[str]]) -> _Parse:
    """Province, district and commune; districts of one name are told apart by the commune."""
    provinces, left = _last(words, len(words), index(False, ""))
    if len(provinces) != 1:
        return _Parse(len(words))
    districts, before = _last(words, left, index(False, provinces[0].code))
    tried = [_Parse(left, provinces[0])]
    for district in districts:
        communes, rest = _last(words, before, index(False, district.code))
        tried.append(_Parse(rest, provinces[0], district, communes))
    if not districts:
        # No district, or one that was given up before: the commune's name may be the only one.
        lost = _without_district(words, left)
        communes, rest = _last(words, lost, index(False, provinces[0].code, deep=True))
        if len(communes) == 1:
            tried.append(_Parse(rest, provinces[0], None, communes))
    return max(tried, key=_Parse.rank)


def _without_district(words: Sequence[re.Match[str]], left: int) -> int:
    """How many words stand before a district that no table has ("quận 9")."""
    starts = range(left - 1, max(left - 5, 0), -1)
    return next((at for at in starts if key(words[at][0]) in ("quan", "huyen", "q", "h")), left)


def _last(words: Sequence[re.Match[str]], left: int, units: Index) -> tuple[tuple[Unit, ...], int]:
    """The units that the last of the first `left` words name, and how many words are before."""
    for size in range(min(_MOST_WORDS, left), 0, -1):
        start = left - size
        read = _key_of(words[start:left])
        found = units.by_key.get(read, ())
        if any(key(unit.name) == read for unit in found):
            return _closest(words[start:left], found), start
        if found:
            before, typed = _with_type(words, start, len(found[0].code))
            if typed or not _of_something_smaller(words, start):
                return _closest(words[start:left], found), before
    for size in range(min(_MOST_WORDS, left), 1, -1):
        alike = units.by_look.get(look(_key_of(words[left - size : left])), ())
        if len(alike) == 1:
            return alike, left - size
    return (), left


def _with_type(words: Sequence[re.Match[str]], start: int, level: int) -> tuple[int, bool]:
    """Where the name begins with its type, even if that was another one then or is misread.

    "huyện Trảng Bàng" was to become a "thị xã".
    """
    if _apart(words, start):
        return start, False
    types = type_keys(level)
    for size in (2, 1):
        read = _key_of(words[max(start - size, 0) : start])
        if size <= start and any(_same_type(read, kind) for kind in types):
            return start - size, True
    return start, False


def _same_type(read: str, kind: str) -> bool:
    near = len(kind) > 3 and read[:1] == kind[0]
    return read == kind or (near and Levenshtein.distance(read, kind, score_cutoff=1) == 1)


def _apart(words: Sequence[re.Match[str]], start: int) -> bool:
    """A word that nothing stands before, or a comma."""
    if not start:
        return True
    text = words[start].string
    return re.search(r"[,;]", text[words[start - 1].end() : words[start].start()]) is not None


def _of_something_smaller(words: Sequence[re.Match[str]], start: int) -> bool:
    """Right behind "ấp" or the like a name is that of a hamlet or street."""
    if _apart(words, start):
        return False
    return any(_key_of(words[max(start - size, 0) : start]) in _SMALLER for size in (1, 2))


def _key_of(words: Sequence[re.Match[str]]) -> str:
    return key(" ".join(word[0] for word in words))


def _closest(words: Sequence[re.Match[str]], units: Sequence[Unit]) -> tuple[Unit, ...]:
    """Of units with the same letters those whose marks fit too, if any do."""
    units = tuple(dict.fromkeys(units))
    if len(units) == 1:
        return units
    read = _marks(" ".join(word[0] for word in words))
    whole = [unit for unit in units if read.endswith(_marks(unit.name))]
    return tuple(whole or [unit for unit in units if read.endswith(_marks(unit.short))] or units)


def _marks(text: str) -> str:
    """Lower case, with the tone of oa, oe and uy on the second letter: hoà is hòa."""
    apart = unicodedata.normalize("NFD", text)
    return nfc(_EARLY_TONE.sub(r"\1\3\2", apart)).lower()
