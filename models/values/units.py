"""Administrative units before and since 2025-07-01, when districts were given up.

Until then a province had districts and these had communes; since then it has communes only
(Luật Tổ chức chính quyền địa phương 2025, Nghị quyết 202/2025/QH15). Old communes were joined,
some were split: what an old one is now is no function. Codes: Quyết định 124/2004/QĐ-TTg; a new
commune has the code of one of the old ones.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from models.values.text import fold, nfc

REFORM = datetime.date(2025, 7, 1)
_TABLE = Path(__file__).with_name("units.tsv")
_TYPE = re.compile(r"(Tỉnh|Thành phố|Quận|Huyện|Thị xã|Thị trấn|Phường|Xã|Đặc khu) (?=\S)", re.I)
# How papers shorten the type before a name.
_SHORT = {
    "tinh": ("t",), "thanhpho": ("tp",), "quan": ("q",), "huyen": ("h",), "thixa": ("tx",),
    "thitran": ("tt",), "phuong": ("p", "f"), "xa": ("x",), "dackhu": ("dk",),
}  # fmt: skip
_LOOK = str.maketrans("l1j0e5vqbr", "iiiocsughn")
_OTHER_NAMES = {"79": ("hcm", "tphcm", "tphochiminh", "saigon"), "46": ("hue", "thuathienhue")}


@dataclass(frozen=True, slots=True)
class Unit:
    """A province, district or commune.

    Attributes:
        code: Of two digits for provinces, three for districts, five for communes.
        name: With its type: "Xã Long Vĩnh".
        parent: Code of the unit that it belongs to; empty for provinces.
        now: Codes of what an old unit is since the reform; several when it was split.
    """

    code: str
    name: str
    parent: str = ""
    now: tuple[str, ...] = ()

    @property
    def short(self) -> str:
        """The name without its type."""
        return _TYPE.sub("", self.name, count=1)


@dataclass(frozen=True, slots=True)
class Units:
    """The units of one time, by code and by the code of what they belong to ("" for provinces)."""

    by_code: Mapping[str, Unit]
    below: Mapping[str, tuple[Unit, ...]]


def key(text: str) -> str:
    """What is compared of a name: letters and figures, folded; "Phường 04" is "phuong4"."""
    words = re.findall(r"[a-z]+|\d+", fold(text))
    return "".join(word.lstrip("0") or "0" if word.isdigit() else word for word in words)


def type_keys(level: int) -> frozenset[str]:
    """Keys of the types that units with codes of so many digits have, shortened ones too."""
    kinds = {
        2: ("tinh", "thanhpho"),
        3: ("quan", "huyen", "thixa", "thanhpho"),
        5: ("thitran", "phuong", "xa", "dackhu"),
    }[level]
    return frozenset(kinds).union(*(_SHORT[kind] for kind in kinds))


def keys(unit: Unit) -> Iterator[str]:
    """All keys that a unit may be written with, the full name's first."""
    full, short = key(unit.name), key(unit.short)
    kind = full.removesuffix(short)
    yield full
    yield from (abbreviation + short for abbreviation in _SHORT.get(kind, ()))
    if not short.isdigit():
        yield short
    if len(unit.code) == 2:
        yield from _OTHER_NAMES.get(unit.code, ())
        yield from ("thanhpho" + short, "tp" + short)


@cache
def old_units() -> Units:
    """The units as of 2025-06-30."""
    return _units(line for line in _lines() if line[0] in "PDC")


@cache
def new_units() -> Units:
    """The units since 2025-07-01."""
    return _units(line for line in _lines() if line[0] in "pc")


@dataclass(frozen=True, slots=True)
class Index:
    """Units by all their keys, and by the look of their full names' keys."""

    by_key: Mapping[str, tuple[Unit, ...]]
    by_look: Mapping[str, tuple[Unit, ...]]


@cache
def index(since_reform: bool, parent: str, *, deep: bool = False) -> Index:
    """The units below one; with `deep` those below its districts."""
    table = new_units() if since_reform else old_units()
    units = table.below.get(parent, ())
    if deep:
        units = tuple(unit for above in units for unit in table.below.get(above.code, ()))
    exact: dict[str, dict[Unit, None]] = {}
    alike: dict[str, dict[Unit, None]] = {}
    for unit in units:
        alike.setdefault(look(key(unit.name)), {})[unit] = None
        for form in keys(unit):
            exact.setdefault(form, {})[unit] = None
    return Index(
        {form: tuple(named) for form, named in exact.items()},
        {form: tuple(named) for form, named in alike.items()},
    )


def look(form: str) -> str:
    """A key with one letter for all that are mistaken for one another: "vlnh" as "vinh"."""
    return form.translate(_LOOK)


@cache
def _lines() -> tuple[tuple[str, ...], ...]:
    text = _TABLE.read_text(encoding="utf-8")
    return tuple(tuple(row.split("\t")) for row in text.splitlines() if not row.startswith("#"))


def _units(lines: Iterable[tuple[str, ...]]) -> Units:
    found: dict[str, Unit] = {}
    below: dict[str, list[Unit]] = {}
    parents = {"P": "", "D": "", "C": ""}
    for kind, code, name, *now in lines:
        level = kind.upper()
        unit = Unit(code, name, parents[level], tuple(now[0].split()) if now else ())
        found[code] = unit
        below.setdefault(unit.parent, []).append(unit)
        if level != "C":
            parents["C"] = code
        if level == "P":
            parents["D"] = code
    return Units(found, {code: tuple(units) for code, units in below.items()})


def _all_units() -> tuple[Unit, ...]:
    """The units before and since the reform."""
    return (*old_units().by_code.values(), *new_units().by_code.values())


@cache
def _spellings() -> Mapping[str, str | None]:
    """The names of all units with their types by their letters; None where two are like that."""
    found: dict[str, str | None] = {}
    for unit in _all_units():
        letters = key(unit.name)
        same = found.get(letters, unit.name)
        found[letters] = unit.name if same is not None and nfc(same) == nfc(unit.name) else None
    return found


def marked(name: str) -> str:
    """A unit's name with the marks that it has in the table, where its letters leave one choice.

    "HUYỆN KRONG PAC" is "HUYỆN KRÔNG PẮC"; what is in no table, or twice, stays.
    """
    spelt = _spellings().get(key(name))
    if spelt is None:
        return name
    return spelt.upper() if name.isupper() else spelt


def breaks_off(name: str) -> bool:
    """The name ends within a unit's: "ỦY BAN NHÂN DÂN HUYỆN CẦU", where there is a Cầu Ngang.

    What begins no unit's name may be one that no longer was when the table was made.
    """
    last = list(_TYPE.finditer(name))[-1:]
    return any(tuple(fold(name[unit.start() :]).split()) in _beginnings() for unit in last)


@cache
def _beginnings() -> frozenset[tuple[str, ...]]:
    """The words that names of units begin with and no unit is called."""
    whole = {tuple(fold(unit.name).split()) for unit in _all_units()}
    begun = {words[:end] for words in whole for end in range(2, len(words))}
    # "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI" is no commune's.
    return frozenset(begun - whole - {("xa", "hoi")})
