"""Values that codes bear: the QR code of identity cards, dossier codes, machine readable zones.

The QR code of a card: twelve digits, nine old ones or nothing, name, birth, sex, address, issue,
parted by "|"; cards of 2024 have further parts. MRZ: ICAO Doc 9303, part 5 (TD1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from extractors.finders import Candidate, Paper
from extractors.finders.labelled import find_beside
from models.doctypes import FieldType, Finder
from models.extraction import Evidence
from models.page import Page
from models.values.registry import normalize
from models.values.text import fold

CARD_PARTS = ("id", "old_id", "name", "birth", "sex", "address", "issued")
BELIEF = 0.995
# The doubt of a code that says something else than the print.
DISAGREES = "code_disagrees_with_print"
_DOSSIER = re.compile(
    r"\b(?:[GHK]\d{2}(?:\.\d{1,3})*-\d{6}-\d{4,6}|\d{3}\.\d\d\.\d\d\.[GHK]\d\d-\d{6}-\d{4})\b"
)
_FIRST = re.compile(r"DVNM([0-9OQIZSBG]{9})(\d)([0-9OQIZSBG]{12})<")
_SECOND = re.compile(r"^\W?([0-9OQIZSBG]{6})(\d)([MF])([0-9OQIZSBG]{6})(\d)VNM")
# Nobody is born later than in this year of the century, as far as cards of today say.
YOUNGEST = 30
# Cards of those who are sixty have no end.
FOREVER = "991231"
_DIGITS = str.maketrans("OQDIZSBG", "00012586")


def find(paper: Paper, item: FieldType, finder: Finder) -> Candidate | None:
    """The part of a code's payload; print that says something else makes it doubtful."""
    for parts, evidence in _payloads(paper):
        text = parts.get(finder.part or "")
        read = normalize(item.kind, text, values=item.values) if text else None
        if read is None or read.value is None:
            continue
        doubts = list(read.problems)
        place, printed = _print_of(paper, item, read.value)
        if printed is not None:
            doubts.append(DISAGREES)
        others = () if printed is None else (printed,)
        return Candidate(
            read.value,
            text,
            place or (evidence,),
            BELIEF,
            (),
            tuple(doubts),
            others,
            checked=not doubts,
        )
    return None


def identities(pages: Sequence[Page]) -> frozenset[str]:
    """The personal identifiers that the codes and zones of pages bear."""
    paper = Paper(tuple(pages))
    return frozenset(parts["id"] for parts, _ in _payloads(paper) if "id" in parts)


def _print_of(
    paper: Paper, item: FieldType, value: str
) -> tuple[tuple[Evidence, ...], str | None]:  # fmt: skip
    """Where the print beside the labels stands; what it says, if that is no misreading.

    People read print, no code: it is what they are shown.
    """
    from rapidfuzz.fuzz import ratio

    place: tuple[Evidence, ...] = ()
    for finder in item.find:
        printed = find_beside(paper, item, finder) if finder.by == "label" else None
        if printed is None or not isinstance(printed.value, str):
            continue
        strict = item.kind in ("personal_id", "date")
        same = ratio(fold(printed.value), fold(value)) >= (100 if strict else 80)
        if not printed.doubts:
            return printed.evidence, None if same else printed.value
        if same:
            place = place or printed.evidence
    return place, None


def _payloads(paper: Paper) -> Iterator[tuple[Mapping[str, str], Evidence]]:
    for page in paper.pages:
        for code in page.codes:
            parts = _card(code.text) or _dossier(code.text)
            if parts:
                yield parts, Evidence(page.number, code.box)
        yield from _zones(page)


def _card(text: str) -> dict[str, str]:
    parts = text.strip().split("|")
    if len(parts) < len(CARD_PARTS) or not re.fullmatch(r"\d{12}", parts[0]):
        return {}
    return dict(zip(CARD_PARTS, (_date(part) for part in parts), strict=False))


def _date(part: str) -> str:
    return re.sub(r"^(\d\d)(\d\d)(\d{4})$", r"\1/\2/\3", part.strip())


def _dossier(text: str) -> dict[str, str]:
    found = _DOSSIER.search(text)
    return {"dossier": found.group()} if found else {}


def _zones(page: Page) -> Iterator[tuple[Mapping[str, str], Evidence]]:
    """Rows of machine readable zones whose check digits are right."""
    for line in page.lines:
        parts = read_zone_row(line.text)
        if parts:
            yield parts, Evidence(page.number, line.box)


def read_zone_row(text: str) -> dict[str, str]:
    """What the first or second row of a TD1 zone says; empty when a check digit is wrong."""
    row = re.sub(r"[«‹]", "<", text.upper().replace(" ", ""))
    first, second = _FIRST.search(row), _SECOND.search(row)
    if first is not None:
        number, digit, own = (part.translate(_DIGITS) for part in first.groups())
        right = check_digit(number) == digit and own[3:] == number
        return {"id": own} if right else {}
    if second is None:
        return {}
    birth, checked, sex, expiry, also = second.groups()
    birth, expiry = birth.translate(_DIGITS), expiry.translate(_DIGITS)
    if check_digit(birth) != checked or check_digit(expiry) != also:
        return {}
    # Of two digits of a year nothing tells the century but that birth goes before expiry.
    century = "20" if birth[:2] < expiry[:2] and int(birth[:2]) < YOUNGEST else "19"
    found = {"birth": f"{birth[4:]}/{birth[2:4]}/{century}{birth[:2]}"}
    if expiry.isdigit():
        forever = expiry == FOREVER
        found["expiry"] = (
            "Không thời hạn" if forever else f"{expiry[4:]}/{expiry[2:4]}/20{expiry[:2]}"
        )
    return {**found, "sex": {"M": "Nam", "F": "Nữ"}[sex]}


def check_digit(text: str) -> str:
    """The check digit of ICAO Doc 9303: weights 7, 3, 1 over 0-9, A-Z as 10-35, "<" as 0."""
    values = (0 if c == "<" else int(c, 36) for c in text)
    return str(sum(value * (7, 3, 1)[i % 3] for i, value in enumerate(values)) % 10)
