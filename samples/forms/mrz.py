"""The machine-readable zone of identity cards: ICAO Doc 9303 part 5, TD1."""

from __future__ import annotations

import datetime

from samples.forms.people import Person, plain

_WEIGHTS = (7, 3, 1)
# What stands for a card without end.
ENDLESS = "991231"


def check_digit(text: str) -> str:
    """Check digit of ICAO Doc 9303: weights 7, 3, 1 over digits, letters from A = 10, "<" = 0."""
    values = (0 if c == "<" else int(c, 36) for c in text)
    return str(sum(v * _WEIGHTS[i % 3] for i, v in enumerate(values)) % 10)


def zone(person: Person, expiry: datetime.date | None) -> tuple[str, str, str]:
    """Three lines of thirty characters; `expiry` None for a card without end."""
    number, owner = person.id12[3:], f"{person.id12}<<"
    first = f"IDVNM{number}{check_digit(number)}{owner}{check_digit(owner)}"
    born = person.born.strftime("%y%m%d")
    end = expiry.strftime("%y%m%d") if expiry else ENDLESS
    second = (
        f"{born}{check_digit(born)}{'M' if person.sex == 'Nam' else 'F'}{end}{check_digit(end)}"
    )
    second += "VNM" + "<" * 11
    whole = check_digit(first[5:] + second[:7] + second[8:15] + second[18:29])
    surname, *given = plain(person.name).upper().replace("'", "").split()
    name = f"{surname}<<{'<'.join(given)}"[:30]
    return first, second + whole, name.ljust(30, "<")
