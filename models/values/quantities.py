"""Quantities, areas, lengths and amounts of money as plain decimals.

Vietnamese writes a comma before decimals and points between thousands (Luật Kế toán 2015, article
11); some papers do the reverse. In plain decimals a point stands before decimals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from models.values.numerals import number_of_words
from models.values.reading import (
    DIGITS_OF,
    Reading,
    as_digits,
    clean,
    is_blank,
    says_none,
    without_leaders,
)
from models.values.text import fold, nfc

# Figures with marks and look-alikes; letters behind them are of a unit ("01bộ", "500.000đ").
_L = "".join(re.escape(letter) for letter in DIGITS_OF)
_TOKEN = re.compile(
    rf"(?<![\w.,|])(?:[0-9{_L}.,]*[0-9{_L}](?![\w|]|[.,]+[0-9{_L}])|[0-9{_L}.,]*[0-9](?=[^\W\d_]))"
)
# What stands behind figures where a letter has cut a number in two: "3x,5".
_CUT = re.compile(r"[^\W\d_]{1,2}[.,]?[0-9]")
_GROUPED_BY_SPACES = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d])")
_SPREAD = re.compile(r"(?<![\w.,])(?:\d )+\d(?!\w)")
# m², however the small figure was read: "m2", "m?", "mˆ", "mỉ".
_SQUARE_METRE = re.compile(
    rf"(?<=[0-9{_L}\s])(?:m|rn|nn)\s?(?:[2zZ]|[^\sa-zA-Z0-9(,.;])?(?![a-zA-Z0-9])|m[eé]t\s+vu[oô]ng"
)
_HECTARE = re.compile(r"(?<=[\d\s])ha\b|h[eé]c-?ta", re.IGNORECASE)
_LENGTH_UNIT = re.compile(r"(?<=[\d\s])(?:(?P<other>cm|dm|mm|km)\b|(?:m|rn)\b|m[eé]t\b)")
# "1200.000.000": the first point was not read.
_LOST_POINT = re.compile(r"(?<![\d.,])(\d)(?=\d{3}([.,])\d{3}(?:\2\d{3})+(?![\d.,]))")
# "120/4": a comma read as a stroke.
_STROKE = re.compile(r"(?<![\d/.,])(\d{1,4})/(\d{1,2})(?![\d/.,])")
# "250.ooo.ooo": noughts as letters.
_NOUGHT = re.compile(r"(?<=[\d.,o])o(?=[\d.,o\s]|$)")
_TIMES = {"nghin": 3, "ngan": 3, "trieu": 6, "ty": 9, "ti": 9}
_CURRENCY = re.compile(r"\b(?:usd|eur|us\$|do la|euro|jpy|cny)\b|[$€¥]")


def plain_decimal(digits: str) -> str:
    """Without leading and trailing zeros that say nothing.

    "7.125" would read as thousands again: such a number keeps a zero at its end.
    """
    value = f"{Decimal(digits).normalize():f}"
    return value + "0" if re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", value) else value


def decimals_of(token: str, *, thousands: bool = False) -> tuple[str, ...]:
    """All numbers that figures with points and commas may be, likeliest first.

    With `thousands`, three figures after one mark are thousands.
    """
    marks = re.findall(r"[.,]", token)
    if not marks:
        return (plain_decimal(token),)
    if len(set(marks)) == 2:
        return _mixed(token, marks[-1])
    groups = re.split(r"[.,]", token)
    grouped = _grouped(groups)
    if len(marks) > 1 or (thousands and grouped):
        return grouped
    decimal = (plain_decimal(".".join(groups)),) if all(groups) else ()
    return (*decimal, *grouped) if marks[0] == "," else (*grouped, *decimal)


def _mixed(token: str, mark: str) -> tuple[str, ...]:
    whole, _, fraction = token.rpartition(mark)
    groups = re.split(r"[.,]", whole)
    if mark in whole or not fraction.isdigit() or not _grouped(groups):
        return ()
    return (plain_decimal("".join(groups) + "." + fraction),)


def _grouped(groups: list[str]) -> tuple[str, ...]:
    """The number in groups of thousands, if they are such groups."""
    right = re.fullmatch(r"[1-9]\d{0,2}", groups[0]) and all(len(g) == 3 for g in groups[1:])
    return (plain_decimal("".join(groups)),) if right else ()


def read_quantity(text: str) -> Reading:
    """A number of things: "01 (bộ)" is "1", "1.234,5" is "1234.5"."""
    return _of_something(_read(text))


def _of_something(found: Reading) -> Reading:
    """None of a thing is hardly ever printed: "0" is what is left of "01"."""
    if found.value != "0":
        return found
    return Reading(found.value, (*found.problems, "zero"), found.alternatives, found.repaired)


def read_area(text: str) -> Reading:
    """Square metres, the unit left out: "120,5m²" is "120.5"; hectares are converted."""
    bare = without_leaders(text)
    hectares = _HECTARE.search(bare)
    found = _measured(_HECTARE.sub(" ", _SQUARE_METRE.sub(" ", bare)), text)
    if hectares is None or found.value is None or "not_a_number" in found.problems:
        return found
    value = plain_decimal(str(Decimal(found.value) * 10_000))
    return Reading(value, (*found.problems, "other_unit"), (found.value,), found.repaired)


def read_length(text: str) -> Reading:
    """Metres, the unit left out: "7,2 m" is "7.2"; other units are a problem."""
    bare = without_leaders(text)
    unit = _LENGTH_UNIT.search(bare)
    found = _measured(_LENGTH_UNIT.sub(" ", bare), text)
    if unit is None or unit["other"] is None or found.value is None:
        return found
    return Reading(found.value, (*found.problems, "other_unit"), found.alternatives)


def _measured(bare: str, printed: str) -> Reading:
    """A measure, its unit left out; a stroke in it is a comma misread, which is to be seen."""
    mended, strokes = _STROKE.subn(r"\1,\2", bare)
    found = _of_something(_read(mended, printed=printed))
    problems = (*found.problems, *["ambiguous_characters"] * min(strokes, 1))
    return Reading(found.value, problems, found.alternatives, found.repaired)


def read_money(text: str) -> Reading:
    """An amount in đồng: "500.000.000 đồng" and "500 triệu đồng" are "500000000".

    There is no smaller coin, so that three figures after one mark are thousands.
    """
    folded = fold(text)
    figures, _, words = folded.partition("(")
    figures, noughts = _NOUGHT.subn("0", figures) if re.search(r"\d", figures) else (figures, 0)
    figures, points = _LOST_POINT.subn(r"\1.", figures)
    found = _read(figures if re.search(r"\d", figures) else text, thousands=True, printed=text)
    if found.value is None or "not_a_number" in found.problems:
        return found
    value = _scaled(found.value, figures)
    problems = list(found.problems)
    if _CURRENCY.search(folded):
        problems.append("other_currency")
    said = number_of_words(words)
    if said is not None and Decimal(said) != Decimal(value):
        problems.append("words_differ")
    alternatives = tuple(_scaled(other, figures) for other in found.alternatives)
    return Reading(value, tuple(problems), alternatives, found.repaired or noughts + points > 0)


def _scaled(value: str, folded: str) -> str:
    """The amount with the "triệu" or "tỷ" that stands behind its figures."""
    scale = re.search(r"[0-9]\s*(nghin|ngan|trieu|ty|ti)\b", folded)
    return f"{Decimal(value).scaleb(_TIMES[scale[1]]).normalize():f}" if scale else value


def _read(text: str, *, thousands: bool = False, printed: str | None = None) -> Reading:
    """The first number of a text.

    Args:
        text: What holds the number, units taken out.
        thousands: Three figures after one mark are thousands.
        printed: What stands on the paper, the value when there is no number.
    """
    shown = clean(text if printed is None else printed)
    if is_blank(shown):
        return Reading(None)
    if says_none(shown):
        return Reading(shown)
    joined = _joined(nfc(text))
    found = list(_TOKEN.finditer(joined))
    tokens = [match[0] for match in found if re.search(r"[0-9]", match[0])]
    if not tokens:
        said = number_of_words(text)
        return Reading(said) if said else Reading(shown, ("not_a_number",))
    first = _first(tokens, thousands)
    if first is None:
        return Reading(shown, ("not_a_number",))
    cut = any(_is_stray(joined, match) for match in found)
    problems = (*first.problems, "letters_in_number") if cut else first.problems
    return Reading(first.value, problems, first.alternatives, first.repaired)


def _is_stray(text: str, token: re.Match[str]) -> bool:
    """A number cut in two by a letter, or a letter beside it that may be a figure of it."""
    if re.search(r"[0-9]", token[0]):
        return _CUT.match(text, token.end()) is not None
    letters = token[0].strip(".,!" if token[0][0] in ".," else ".,|!")
    return 0 < len(letters) < 3 and text[token.end() : token.end() + 1] not in (")", ":", "=")


def _first(tokens: list[str], thousands: bool) -> Reading | None:
    token = tokens[0].strip(".,")
    ways = _ways(token)
    readings = _numbers(ways, thousands)
    if not readings:
        return None
    problems = []
    if len({_numbers(_ways(other.strip(".,")), thousands) for other in tokens}) > 1:
        problems.append("several_numbers")
    if len(ways) > 1:
        problems.append("ambiguous_characters")
    elif len(readings) > 1 and "," in token:
        problems.append("ambiguous_number")
    mended = len(ways) == 1 and token != ways[0]
    return Reading(readings[0], tuple(problems), readings[1:], mended)


def _ways(token: str) -> tuple[str, ...]:
    """All readings of figures with marks in which letters are digits misread.

    A line before them may be a one, or the frame of a table.
    """
    found = []
    for digits in as_digits(re.sub(r"[.,]", "", token)):
        left = iter(digits)
        found.append("".join(c if c in ".," else next(left) for c in token))
    return (*found, *_ways(token[1:])) if token.startswith("|") else tuple(found)


def _numbers(ways: Sequence[str], thousands: bool) -> tuple[str, ...]:
    numbers = (number for way in ways for number in decimals_of(way, thousands=thousands))
    return tuple(dict.fromkeys(numbers))


def _joined(text: str) -> str:
    """Figures that stray spaces have driven apart, as one."""
    text = re.sub(r"(?<=\d) (?=[.,]\d)", "", text)
    text = _SPREAD.sub(lambda match: match[0].replace(" ", ""), text)
    return _GROUPED_BY_SPACES.sub(lambda match: match[0].replace(" ", ""), text)
