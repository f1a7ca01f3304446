"""Quantities, areas, lengths and amounts of money as plain decimals.

Vietnamese writes a comma before decimals and points between thousands (Luật Kế toán 2015, article
11); some papers do the reverse. In plain decimals a point stands before decimals.
"""

from __future__ import annotations

import re
from decimal import Decimal

from models.values.numerals import number_of_words
from models.values.reading import Reading, as_digits, clean, is_blank, says_none, unmarked
from models.values.text import fold, nfc

_L = "OoQlI|SsBZz"
_TOKEN = re.compile(rf"(?<![\w.,])[{_L}]{{0,2}}[0-9](?:[0-9{_L}.,]*[0-9Oo])?")
_GROUPED_BY_SPACES = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d])")
_SPREAD = re.compile(r"(?<![\w.,])(?:\d )+\d(?!\w)")
# m², however the small figure was read: "m2", "m?", "mˆ", "m'".
_SQUARE_METRE = re.compile(r"(?<=[\d\s])(?:m|rn|nn)\s?[2²?'’`ˆ^*°\"zZ]?(?!\w)|m[eé]t vu[oô]ng")
_HECTARE = re.compile(r"(?<=[\d\s])ha\b|hecta|h[eé]c-?ta", re.IGNORECASE)
_LENGTH_UNIT = re.compile(r"(?<=[\d\s])(?P<other>cm|dm|mm|km)\b|(?<=[\d\s])(?:m|rn)\b|m[eé]t")
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
    return _read(text)


def read_area(text: str) -> Reading:
    """Square metres, the unit left out: "120,5m²" is "120.5"; hectares are converted."""
    hectares = _HECTARE.search(unmarked(clean(text)))
    bare = _HECTARE.sub(" ", _SQUARE_METRE.sub(" ", unmarked(clean(text)))) or text
    found = _read(bare, printed=text)
    if hectares is None or found.value is None or "not_a_number" in found.problems:
        return found
    value = plain_decimal(str(Decimal(found.value) * 10_000))
    return Reading(value, (*found.problems, "other_unit"), (found.value,), found.repaired)


def read_length(text: str) -> Reading:
    """Metres, the unit left out: "7,2 m" is "7.2"; other units are a problem."""
    bare = unmarked(clean(text))
    unit = _LENGTH_UNIT.search(bare)
    found = _read(_LENGTH_UNIT.sub(" ", bare), printed=text)
    if unit is None or unit["other"] is None or found.value is None:
        return found
    return Reading(found.value, (*found.problems, "other_unit"), found.alternatives)


def read_money(text: str) -> Reading:
    """An amount in đồng: "500.000.000 đồng" and "500 triệu đồng" are "500000000".

    There is no smaller coin, so that three figures after one mark are thousands.
    """
    folded = fold(text)
    figures, _, words = folded.partition("(")
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
    return Reading(value, tuple(problems), alternatives, found.repaired)


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
    tokens = _TOKEN.findall(_joined(unmarked(nfc(text))))
    if not tokens:
        said = number_of_words(text)
        return Reading(said) if said else Reading(shown, ("not_a_number",))
    return _first(tokens, thousands) or Reading(shown, ("not_a_number",))


def _first(tokens: list[str], thousands: bool) -> Reading | None:
    token = tokens[0].strip(".,")
    readings = _legal(token, thousands)
    if not readings:
        return None
    problems = []
    values = {_legal(other.strip(".,"), thousands) for other in tokens}
    if len(values) > 1:
        problems.append("several_numbers")
    if len(readings) > 1 and "," in token:
        problems.append("ambiguous_number")
    return Reading(
        readings[0], tuple(problems), readings[1:], not token.isascii() or _mended(token)
    )


def _legal(token: str, thousands: bool) -> tuple[str, ...]:
    """The numbers of figures with marks, letters among them read as digits."""
    found: dict[str, None] = {}
    for digits in as_digits(re.sub(r"[.,]", "", token)):
        left = iter(digits)
        way = "".join(c if c in ".," else next(left) for c in token)
        found.update(dict.fromkeys(decimals_of(way, thousands=thousands)))
    return tuple(found)


def _mended(token: str) -> bool:
    return re.search(r"[^0-9.,]", token) is not None


def _joined(text: str) -> str:
    """Figures that stray spaces have driven apart, as one."""
    text = re.sub(r"(?<=\d) (?=[.,]\d)", "", text)
    text = _SPREAD.sub(lambda match: match[0].replace(" ", ""), text)
    return _GROUPED_BY_SPACES.sub(lambda match: match[0].replace(" ", ""), text)
