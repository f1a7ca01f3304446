"""Codes of dossiers and procedures, numbers of certificates and registers.

- Dossier code ("mã hồ sơ"): Thông tư 01/2018/TT-VPCP, article 19 (agency code low to high:
  `000.00.15.H53-251123-0007`); agency codes high to low since Quyết định 20/2020/QĐ-TTg
  (`H53.15-251123-0007`).
- Procedure code ("mã thủ tục hành chính"): the national database of administrative procedures,
  `1.001193`, long `1.001193.000.00.00.H53`.
- Serial of a land certificate: Thông tư 23/2014/TT-BTNMT; registers: Thông tư 04/2024/TT-BTP.
"""

from __future__ import annotations

import datetime
import re
import unicodedata

from models.values.reading import (
    OUTER,
    Reading,
    as_digits,
    clean,
    is_blank,
    plain_dashes,
    stroke,
    unmarked,
)
from models.values.text import nfc

_OLD = re.compile(r"\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}-(?P<day>\d{6})-\d{4,6}")
_NEW = re.compile(r"[A-Z]\d{2}(?:\.\d{1,3})*-(?P<day>\d{6})-\d{4,6}")
_PROCEDURE = re.compile(r"[1-9]\.\d{6}(?:\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2})?")
_NUMBER_LABEL = re.compile(r"(?:[\W_]*(?:s[o6]|n[o°])(?:\s+[a-z]+){0,4}\s*[:.](?!\.)\s*)+", re.I)


def read_dossier_code(text: str) -> Reading:
    """The code without inner spaces, capitals, its day part a real day."""
    # A colon or a low line before the day is the dash misread.
    bare = re.sub(r"[:_~](?=\d{6}-)|(?<=\d{6})[:_~](?=\d)", "-", _code(text))
    # No dot stands within the last number: "0024.8".
    bare = re.sub(r"(?<=-\d{6})-[\d.]+$", lambda x: x.group().replace(".", ""), bare)
    if not bare:
        return Reading(None)
    problem = _dossier_problem(bare.upper())
    if problem is None:
        return Reading(bare.upper())
    legal = [code for code in _mend_groups(bare) if _dossier_problem(code) is None]
    if len(legal) == 1:
        return Reading(legal[0], repaired=True)
    return Reading(bare.upper(), (problem,), tuple(legal[:5]))


def dossier_day(code: str) -> datetime.date | None:
    """The day of reception that a dossier code states, None when it states no real one."""
    match = _OLD.fullmatch(code) or _NEW.fullmatch(code)
    if match is None:
        return None
    year, month, day = (int(match["day"][at : at + 2]) for at in (0, 2, 4))
    try:
        return datetime.date(2000 + year, month, day)
    except ValueError:
        return None


def read_procedure_code(text: str) -> Reading:
    """The code of a procedure without inner spaces."""
    bare = _code(re.sub(r"(?<=\d)\s+[-–]\s.*", "", nfc(text)))
    if not bare:
        return Reading(None)
    if _PROCEDURE.fullmatch(bare.upper()):
        return Reading(bare.upper())
    legal = [code for code in _mend_groups(bare) if _PROCEDURE.fullmatch(code)]
    if len(legal) == 1:
        return Reading(legal[0], repaired=True)
    return Reading(bare.upper(), ("procedure_grammar",), tuple(legal[:5]))


# "Số 179", without a colon.
_GLUED = re.compile(r"^\s*số\s*(?=\d)", re.IGNORECASE)
# "(No.)" behind a number.
_NOTE = re.compile(r"\s*\([^()\d]*\)\s*$")
_SERIES = re.compile(r"^[^\W\d_]{2}(?=\d{6,8}$)")
# A letter O beside figures and behind no letter is a nought: "94O", "O280/QSHNƠ", no "CO 123456".
_NOUGHT = re.compile(r"(?<=\d)[Oo]+(?=[\d/]|$)|(?<![^\W_])[Oo](?=\d)")
# Those of land certificates are of the Vietnamese alphabet (Thông tư 23/2014/TT-BTNMT, article 3).
_FOREIGN = frozenset("FJWZ")


def read_number_code(text: str) -> Reading:
    """A number as printed, without inner spaces: "BK 123456" is "BK123456".

    Nothing is mended but đ, noughts and a number read all in small letters; a part left blank is a
    problem ("……/2025" is "/2025").
    """
    printed = plain_dashes(nfc(text))
    printed = _NOTE.sub("", _GLUED.sub("", printed))
    label = _NUMBER_LABEL.match(unmarked(printed))
    printed = printed[label.end() :] if label else printed
    blank = re.match(r"\s*[.…_]{2,}|\s*…|\s*/", printed) is not None
    bare = printed
    # Behind a note may be a point, and another note before it.
    while (less := _bare(bare)) != bare:
        bare = less
    # Series of two letters bear no marks but that of Đ.
    bare = _SERIES.sub(lambda x: _without_marks(x.group()), bare)
    if is_blank(bare):
        return Reading(None)
    value = stroke(_NOUGHT.sub(lambda x: "0" * len(x.group()), bare))
    value = value if any(c.isupper() for c in value) else value.upper()
    problems = ["number_blank"] if blank and value.startswith("/") else []
    if not any(c.isdigit() for c in value):
        problems.append("number_without_digits")
    series = _SERIES.match(value)
    if series is not None and _FOREIGN & {*series.group()}:
        problems.append("ambiguous_characters")
    return Reading(value, tuple(problems), repaired=value != bare)


def _bare(text: str) -> str:
    """The number without spaces, a note behind it and signs around it."""
    return re.sub(r"\s+", "", clean(_NOTE.sub("", _GLUED.sub("", text)))).strip("-" + OUTER)


def _without_marks(text: str) -> str:
    """Letters without marks, Đ kept."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _code(text: str) -> str:
    printed = plain_dashes(clean(text)).rpartition(":")[2]
    bare = re.sub(r"\s+", "", printed)
    return "" if is_blank(bare) else stroke(bare).replace(",", ".").replace("_", "-")


def _dossier_problem(code: str) -> str | None:
    if not (_OLD.fullmatch(code) or _NEW.fullmatch(code)):
        return "dossier_grammar"
    return None if dossier_day(code) else "dossier_day"


def _mend_groups(code: str) -> list[str]:
    """The code with letters read as digits where digits belong; the agency's letter stays."""
    ways = [""]
    for part in re.split(r"([.-])", code):
        letter = part[:1].upper() if re.fullmatch(r"[GHKghk].{2}", part) else ""
        readings = _digits(part[len(letter) :]) if part not in ".-" else (part,)
        ways = [way + letter + reading for way in ways for reading in readings]
        if len(ways) > 64:
            return []
    return ways


def _digits(part: str) -> tuple[str, ...]:
    """Readings of a group: a short group may be all letters ("OO")."""
    if part and not part.isdigit() and len(part) <= 4:
        padded = as_digits("0" * len(part) + part)
        return tuple(reading[len(part) :] for reading in padded)
    return as_digits(part) if part else ("",)
