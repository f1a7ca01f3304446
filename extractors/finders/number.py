"""Number and symbol, place and date: the row under the letterhead.

Numbers and days are often written by hand. What was not surely printed is left out and flagged,
the printed rest stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.finders import Candidate, Paper, candidate
from extractors.finders.agency import read_agency
from extractors.finders.heading import read_kind
from models.doctypes import FieldType, Finder
from models.page import Line, Word, Zone
from models.values.agencies import ABBREVIATIONS, PROVINCES, abbreviations
from models.values.dates import PartialDate, partial_date
from models.values.kinds import LETTER
from models.values.symbols import agrees, is_outdated, parse_symbol, repair_code
from models.values.text import fold, nfc

_LABEL = re.compile(r"^\W*s[oe0]\b\s*[:;.,]?|^\W*s[oe0](?=\d)", re.IGNORECASE)
_CODE = re.compile(r"(?:/|(?<=\d)(?=[A-ZĐ]{2}))\s?(?:(?:19|20)\d\d\s?/\s?)?[A-ZĐÐa-z][\w&.\-– ]*$")


# Between number and code any one stroke is the slash.
_SLASH = re.compile(r"(?<=\d) ?[-–⁄∕|](?=[A-ZĐ]{2})")


def _slashed(text: str) -> str:
    return nfc(text) if "/" in text else _SLASH.sub("/", nfc(text))


# A five before capitals, where a code begins, is an S.
_FIVE = re.compile(r"(?<=/)5(?=[A-ZĐ])")


def find_symbol(paper: Paper, _field: FieldType, _finder: Finder) -> Candidate | None:
    """Find "Số: 123/QĐ-UBND" in the left half of the letterhead, or in a single-column head."""
    return read_symbol(paper)


def read_symbol(paper: Paper) -> Candidate | None:
    """The number and symbol that the first page bears."""
    line = _symbol_line(paper)
    if line is None:
        return None
    text = _FIVE.sub("S", _slashed(line.text))
    code_at = _CODE.search(text)
    if code_at is None:
        return candidate(None, [(paper.first, line.words)], 0.3, ["symbol_not_read"])
    number = re.sub(r"\s+", "", _strip_label(text[: code_at.start()]))
    kind = read_kind(paper)
    symbol = parse_symbol("/" + text[code_at.start() :].replace("–", "-").lstrip("/ "))
    if symbol is None:
        bare = re.sub(r"\s+", "", code_at.group())
        return candidate(bare, [(paper.first, line.words)], 0.4, ["symbol_grammar"])
    agency = abbreviations(read_agency(paper))
    code = repair_code(symbol.code, kind, agency)
    rest = f"/{symbol.year}/{code}" if symbol.year else f"/{code}"
    doubts = [] if kind is None or agrees(code, kind) else ["symbol_disagrees_with_kind"]
    if kind is not None and is_outdated(code, kind):
        doubts.append("older_code")
    if kind is None:
        doubts.append("kind_unknown")
    printed = re.fullmatch(r"\d{1,5}[A-Z]?", number) and _is_printed(paper, line, number)
    if not printed:
        others = [number + rest] if re.fullmatch(r"\d{1,5}[A-Z]?", number) else []
        doubts.append("number_not_read")
        return candidate(rest, [(paper.first, line.words)], 0.9, doubts, others)
    known = kind is not None and _is_known(code, kind, agency)
    return candidate(number + rest, [(paper.first, line.words)], 0.96, doubts, checked=known)


def _is_known(code: str, kind: str, agency: Sequence[str]) -> bool:
    """Every group of the code is the kind's, the agency's or a usual abbreviation."""
    groups = code.split("-")
    if kind != LETTER:
        groups = groups[1:]
    return bool(groups) and groups[0] in agency and all(g in ABBREVIATIONS for g in groups[1:])


def _strip_label(text: str) -> str:
    match = _LABEL.match(fold(text))
    if not match:
        return text
    # fold() keeps one letter per letter for Vietnamese, so the folded offset fits the text.
    return text[match.end() :].lstrip(" :;.,")


def _symbol_line(paper: Paper) -> Line | None:
    lines = paper.zone(Zone.HEAD_LEFT)
    if not lines:
        # Elsewhere a symbol without its label is another paper's.
        lines = [x for x in paper.first.lines[:12] if _LABEL.match(fold(x.text))]
    coded = [x for x in lines if _CODE.search(text := _slashed(x.text)) and "/" in text]
    labelled = [line for line in lines if _LABEL.match(fold(line.text))]
    both = [line for line in coded if line in labelled]
    return next(iter([*both, *coded, *labelled]), None)


def _is_printed(paper: Paper, line: Line, number: str) -> bool:
    """The digits were printed; those joined to the code have no height of their own."""
    found = re.search(re.escape(number), line.text)
    if found is None:
        return False
    code = [w.box.height for w in line.words if w.text.lstrip().startswith("/")]
    usual = sorted(w.box.height for other in paper.first.lines[:8] for w in other.words)
    joined = Print(1.22 * usual[len(usual) // 2] + 2, 10.0)
    look = Print(1.2 * code[0] + 2, 8.0) if code else joined
    return surely_printed(line, found.start(), found.end(), look)


@dataclass(frozen=True, slots=True)
class Print:
    """What printed digits look like: at most `height` pixels tall, margins of at least `margin`."""

    height: float
    margin: float


def surely_printed(line: Line, start: int, end: int, look: Print) -> bool:
    """Whether the letters `start:end` of the line's text are print, not pen.

    Print leaves the engine hardly a second reading and stands as tall as the print beside it.
    Measured on the numbers and days of about a hundred letters, real and made: pen digits were
    a fifth taller than the print or had a margin below 3; printed ones neither.
    """
    at = 0
    for word in line.words:
        overlap = range(max(start, at), min(end, at + len(word.text)))
        if overlap and not _is_print(word, [i - at for i in overlap], look):
            return False
        at += len(word.text) + 1
    return True


def _is_print(word: Word, letters: Sequence[int], look: Print) -> bool:
    if word.confidence == 1.0 and not word.margins:
        return True  # a text layer
    if len(word.margins) != len(word.read or word.text) or word.box.height > look.height:
        return False
    return all(word.margins[i] >= look.margin for i in letters)


_DATE = re.compile(
    r"(?P<place>.*?)[,.;:]?\s*\bn[gq][a-z]y\s*(?P<day>.*?)\s*[tl]?h?[ai]?ang\s*(?P<month>.*?)\s*"
    r"na[mn]\s*(?P<year>(?:19|20)?\d\d ?\d?\d?)\D*$"
)


def _date_line(paper: Paper) -> Line | None:
    lines = paper.zone(Zone.HEAD_RIGHT)
    if lines:
        return next((line for line in lines if _DATE.match(fold(line.text))), None)
    # Without a letterhead only a line that says no more than place and date is the paper's own.
    return next((x for x in paper.first.lines[:14] if _is_place_and_date(x)), None)


def _is_place_and_date(line: Line) -> bool:
    match = _DATE.match(fold(line.text))
    return (
        match is not None
        and 0 < len(match["place"].split()) <= 4
        and len(line.text) - match.end("year") < 3
        and line.text.lstrip()[:1].isupper()
        and not match["place"].startswith(("can cu", "kem theo", "ban hanh"))
    )


def find_place(paper: Paper, _field: FieldType, _finder: Finder) -> Candidate | None:
    """The words before ", ngày …"."""
    return read_place(paper)


def read_place(paper: Paper) -> Candidate | None:
    """The place that the first page bears."""
    line = _date_line(paper)
    if line is None:
        return None
    words = _words_before_day(line)
    place = nfc(" ".join(w.text for w in words))
    place = re.sub(r",\s*ng[aàá]y$", "", place, flags=re.IGNORECASE).strip(" ,.;:-_'\"")
    if not place:
        return candidate(None, [(paper.first, line.words)], 0.3, ["place_not_read"])
    place = _PROVINCES.get(fold(place), place)
    odd = not place[0].isupper() or any(c.isdigit() for c in place) or len(place.split()) > 5
    doubts = ["unusual_place"] if odd else []
    heads = nfc(" ".join(x.text for x in paper.zone(Zone.HEAD_LEFT)[:5])).lower()
    if fold(place) in fold(heads) and place.lower() not in heads:
        doubts.append("place_disagrees_with_agency")
    known = fold(place) in _PROVINCES or place.lower() in heads
    return candidate(place, [(paper.first, words)], 0.96, doubts, checked=known)


_PROVINCES = {fold(name): name.title() for name in PROVINCES}


def _words_before_day(line: Line) -> list[Word]:
    words: list[Word] = []
    for word in line.words:
        bare = fold(word.text)
        if re.match(r"n[gq][a-z]y", bare):
            break
        cut = re.split(r"(?<=,)n[gq]ay", bare)
        words.append(word)
        if len(cut) > 1:
            break
    return words


def find_date(paper: Paper, _field: FieldType, _finder: Finder) -> Candidate | None:
    """Find "ngày dd tháng mm năm yyyy" in the right half of the letterhead."""
    return read_date(paper)


def read_date(paper: Paper) -> Candidate | None:
    """The date that the first page bears."""
    line = _date_line(paper)
    match = _DATE.match(fold(line.text)) if line else None
    if line is None or match is None:
        return None
    year = match["year"].replace(" ", "")
    printed = nfc(line.text)
    day, month = (_digits(printed[slice(*match.span(part))]) for part in ("day", "month"))
    read = partial_date(year, month, day)
    if read is None:
        return candidate(None, [(paper.first, line.words)], 0.3, ["date_not_read"])
    sure = _printed_parts(line, match, read)
    if sure is None:
        return candidate(None, [(paper.first, line.words)], 0.3, ["date_not_read"])
    doubts = [] if sure.day else ["day_not_read"]
    if not all(c.isdigit() for c in match["day"].strip(" .,:;") + match["month"].strip(" .,:;")):
        doubts.append("digits_guessed")
    others = [str(read)] if sure != read else []
    clear = _printed_parts(line, match, read, CLEAR_PRINT) == read
    return candidate(str(sure), [(paper.first, line.words)], 0.97, doubts, others, checked=clear)


# Margins of digits that a pen has not written, and of digits that nobody would read otherwise.
PRINT, CLEAR_PRINT = 2.5, 4.0


def _printed_parts(
    line: Line, match: re.Match[str], read: PartialDate, margin: float = PRINT
) -> PartialDate | None:
    """The date without what a pen may have written; the printed year gives the height."""
    year = next(w for w in reversed(line.words) if any(c.isdigit() for c in w.text))
    look = Print(1.15 * year.box.height + 2, margin)
    if not surely_printed(line, *match.span("year"), look):
        return None
    if not surely_printed(line, *match.span("month"), look):
        return PartialDate(read.year)
    if not surely_printed(line, *match.span("day"), look):
        return PartialDate(read.year, read.month)
    return read


# Letters that the engine takes digits for.
_LOOK_ALIKE = str.maketrans({**dict.fromkeys("ốóỗộồ", "6"), "š": "8", "o": "0", "l": "1", "|": "1"})


def _digits(text: str) -> str:
    """One or two digits, or "" when the letters are none and look like none."""
    bare = text.lower().strip(" .,:;").translate(_LOOK_ALIKE)
    return bare if re.fullmatch(r"\d{1,2}", bare) else ""
