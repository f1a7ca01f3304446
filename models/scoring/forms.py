"""Normal forms: two values mean the same when their forms are equal."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from decimal import Decimal

from models.values.text import TONES, nfc

# A kind that no registered field has: its form is told by what the value looks like.
OTHER = "other"

_MARKS = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
_EARLY_TONE = re.compile(f"([oO](?=.[aeAE])|[uU](?=.[yY]))([{TONES}])(.)")

_ISO = re.compile(
    r"(?P<y>\d{4})(?:-(?P<m>\d{1,2})(?:-(?P<d>\d{1,2})"
    r"(?:[T ](?P<h>\d{1,2}):(?P<min>\d{2})(?::00)?)?)?)?"
)
_PRINTED_DATE = re.compile(r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})")


def page_form(text: str) -> str:
    """Text of a page for CER and WER: case and punctuation count, kinds of space do not.

    NFC, single spaces, one kind of quotes and dashes, and the tone mark of oa, oe and uy always
    on the second letter ("hoà" and "hòa", "thuý" and "thúy" are the same spelling).
    """
    apart = unicodedata.normalize("NFD", text.translate(_MARKS))
    return nfc(_EARLY_TONE.sub(r"\1\3\2", apart))


def text_form(text: str) -> str:
    """As `page_form`, without case and without outer `. ; ,`."""
    return page_form(text).casefold().strip(" .;,")


def _compact(text: str) -> str:
    return text_form(text).replace(" ", "")


def _title(text: str) -> str:
    return re.sub(r"\.\s+", ".", text_form(text))


def _date(text: str) -> str:
    """Date or date-time as ISO 8601 as far as it goes; other text as text."""
    plain = text_form(text).upper()
    found = _ISO.fullmatch(plain) or _PRINTED_DATE.fullmatch(plain)
    if found is None:
        return text_form(text)
    parts = found.groupdict()
    date = "-".join([parts["y"], *(f"{int(parts[p]):02d}" for p in "md" if parts[p])])
    return date + (f"T{int(parts['h']):02d}:{parts['min']}" if parts.get("h") else "")


def _number(text: str) -> str:
    compact = _compact(text)
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", compact):
        return compact
    return f"{Decimal(compact).normalize():f}"


def _by_look(text: str) -> str:
    """For values of no known kind: dates by value, numbers without spaces, the rest as text."""
    dated = _date(text)
    return dated if any(c.isalpha() for c in dated) else dated.replace(" ", "")


_FORMS: Mapping[str, Callable[[str], str]] = {
    "area": _number,
    "date": _date,
    "datetime": _date,
    "dossier_code": _compact,
    "email": _compact,
    "length": _number,
    "money": _number,
    "number_code": _compact,
    "personal_id": _compact,
    "phone": _compact,
    "quantity": _number,
    "symbol": _compact,
    "title": _title,
    OTHER: _by_look,
}


def form(kind: str, text: str) -> str:
    """The form of one value of a kind; kinds without a rule of their own compare as text."""
    return _FORMS.get(kind, text_form)(text)


def rows(kind: str, value: object) -> Counter[Hashable]:
    """The forms of a value's rows: none when absent, one for a single value.

    Args:
        kind: Kind of value of each row.
        value: Text, a list of texts or of objects, or None.
    """
    items = value if isinstance(value, list | tuple) else (value,)
    found = (_row(kind, item) for item in items)
    return Counter(item for item in found if item)


def _row(kind: str, item: object) -> Hashable:
    if item is None:
        return ""
    if isinstance(item, Mapping):
        cells = ((name, _by_look(str(cell))) for name, cell in item.items() if cell is not None)
        return tuple(sorted((name, cell) for name, cell in cells if cell))
    return form(kind, str(item))
