"""All kinds of value in one place: what a text is worth as a value of its kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from rapidfuzz import fuzz, process

from models.values.addresses import read_address
from models.values.agencies import mend_agency
from models.values.codes import read_dossier_code, read_number_code, read_procedure_code
from models.values.contacts import read_email, read_phone
from models.values.identifiers import read_personal_id, read_tax_code
from models.values.messages import MESSAGES
from models.values.numerals import read_number_words
from models.values.people import (
    read_ethnic_group,
    read_nationality,
    read_person_name,
    read_sex,
)
from models.values.printed_dates import read_date, read_date_words
from models.values.quantities import read_area, read_length, read_money, read_quantity
from models.values.reading import Reading, clean, is_blank, without_leaders
from models.values.symbols import parse_symbol
from models.values.text import fold, nfc
from models.values.times import read_datetime
from models.values.titles import mend_marks

__all__ = ["KINDS", "MESSAGES", "Reading", "normalize"]

# "(Bản lưu)", "(Liên 1)" below the name of who keeps it.
_COPY = re.compile(r"\s*\((?:bản|liên)\b[^()]*\)$", re.IGNORECASE)


def _text(text: str) -> Reading:
    """Any text: single spaces, no leader dots, no marks that belong to the label before it."""
    printed = nfc(without_leaders(text).strip(" ,;:"))
    return Reading(None if is_blank(printed) else printed)


def _symbol(text: str) -> Reading:
    symbol = parse_symbol(text)
    if symbol is None:
        found = _text(text)
        return Reading(found.value, ("symbol_grammar",) if found.value else ())
    return Reading(str(symbol), () if symbol.number else ("number_blank",))


def _mended(mend: Callable[[str], str], text: str) -> Reading:
    printed = _text(text).value
    if printed is None:
        return Reading(None)
    value = nfc(mend(printed))
    return Reading(value, repaired=value.replace(" ", "") != printed.replace(" ", ""))


def _agency(text: str) -> Reading:
    return _mended(mend_agency, _COPY.sub("", nfc(text)))


def _title(text: str) -> Reading:
    return _mended(mend_marks, text)


_READERS: Mapping[str, Callable[[str], Reading]] = {
    "address": read_address,
    "agency": _agency,
    "area": read_area,
    "date": read_date,
    "date_words": read_date_words,
    "datetime": read_datetime,
    "document_kind": _text,
    "dossier_code": read_dossier_code,
    "email": read_email,
    "ethnic_group": read_ethnic_group,
    "length": read_length,
    "money": read_money,
    "name": _text,
    "nationality": read_nationality,
    "number_code": read_number_code,
    "number_words": read_number_words,
    "person_name": read_person_name,
    "personal_id": read_personal_id,
    "phone": read_phone,
    "place": _text,
    "procedure_code": read_procedure_code,
    "procedure_name": _text,
    "quantity": read_quantity,
    "secrecy": _text,
    "sex": read_sex,
    "symbol": _symbol,
    "tax_code": read_tax_code,
    "text": _text,
    "title": _title,
}
KINDS = (*_READERS, "choice")


def normalize(kind: str, text: str, *, values: Sequence[str] = ()) -> Reading:
    """What `text` is worth as a value of `kind`; never raises on any text.

    Args:
        kind: One of `KINDS`.
        text: What was read.
        values: The values allowed, of a "choice".

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in KINDS:
        raise ValueError(f"no kind of value is called {kind!r}")
    read = _READERS.get(kind) or (lambda given: _choice(given, values))
    return Reading(None) if is_blank(text) else _settled(read, read(text))


def _settled(read: Callable[[str], Reading], found: Reading) -> Reading:
    """What was kept as read, read again without what stood around it, until that is all."""
    for _ in range(4):
        if found.value is None or not found.problems:
            break
        again = read(found.value)
        if again.value == found.value:
            break
        problems = tuple(dict.fromkeys((*found.problems, *again.problems)))
        found = Reading(again.value, problems, again.alternatives, again.repaired)
    return Reading(None) if found.value is not None and is_blank(found.value) else found


def _choice(text: str, values: Sequence[str]) -> Reading:
    """The allowed value that a text is closest to: by its letters, then by its marks."""
    printed = clean(text)
    if not printed or printed in values or not values:
        return Reading(
            printed or None, () if printed in values or not printed else ("not_a_choice",)
        )
    scores = {value: fuzz.ratio(fold(printed), fold(value)) for value in values}
    near = sorted(values, key=lambda v: (scores[v], fuzz.ratio(printed, v)), reverse=True)
    if scores[near[0]] >= 85 and (len(near) == 1 or scores[near[1]] < scores[near[0]]):
        return Reading(near[0], repaired=printed.casefold() != near[0].casefold())
    close = process.extract(printed, near, scorer=fuzz.ratio, score_cutoff=60, limit=5)
    return Reading(printed, ("not_a_choice",), tuple(value for value, _, _ in close))
