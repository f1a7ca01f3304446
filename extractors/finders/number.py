"""Number and symbol, place and date: the row under the letterhead.

Numbers and days are often written by hand. What was not surely printed is taken from the net that
reads pens, as a question unless it is a day read surely; what that cannot read is left out and
flagged, the printed rest stays.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from extractors.finders import Candidate, Paper, candidate
from extractors.finders.agency import read_agency
from extractors.finders.heading import read_kind
from extractors.letterhead import CODE, DATE, LABEL, date_line, slashed, symbol_line
from models.doctypes import FieldType, Finder
from models.page import REJECT, HandPart, Line, Page, Word, Zone
from models.values.agencies import ABBREVIATIONS, PROVINCES, abbreviations
from models.values.dates import partial_date
from models.values.kinds import LETTER
from models.values.symbols import agrees, is_outdated, parse_symbol, repair_code
from models.values.text import fold, nfc

# A five before capitals, where a code begins, is an S.
_FIVE = re.compile(r"(?<=/)5(?=[A-ZĐ])")


def find_symbol(paper: Paper, _field: FieldType, _finder: Finder) -> Candidate | None:
    """Find "Số: 123/QĐ-UBND" in the left half of the letterhead, or in a single-column head."""
    return read_symbol(paper)


def read_symbol(paper: Paper) -> Candidate | None:
    """The number and symbol that the first page bears."""
    line = symbol_line(paper.first.lines)
    if line is None:
        return None
    text = _FIVE.sub("S", slashed(line.text))
    code_at = CODE.search(text)
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
    by_hand = read_part(paper.first, HandPart.NUMBER)
    plausible = re.fullmatch(r"\d{1,5}[A-Z]?", number) is not None
    if plausible and _is_printed(paper, line, number):
        if _contradicts(by_hand, number.lstrip("0")):
            doubts.append("number_read_twice")
        known = kind is not None and _is_known(code, kind, agency)
        others = [text + rest for text, _ in by_hand if text.isdigit() and text != number]
        return candidate(
            number + rest, [(paper.first, line.words)], 0.96, doubts,
            others[:MOST_OTHERS] if doubts else (), checked=known,
        )  # fmt: skip
    guesses = [text for text, _ in by_hand if text.isdigit()]
    top = by_hand[0][0] if by_hand else REJECT
    written, blank = bool(guesses) and top not in ("", REJECT), top == ""
    if plausible and number not in guesses:
        guesses.append(number)
    doubts.append("number_by_hand" if written else "number_blank" if blank else "number_not_read")
    value, *others = [f"{text}{rest}" for text in (guesses if written else ["", *guesses])]
    return candidate(value, [(paper.first, line.words)], 0.9, doubts, others[:MOST_OTHERS])


# So many other readings are offered beside the likeliest.
MOST_OTHERS = 3
# Print and pen are read by two nets; the second one's word counts against the first's from here.
CONTRADICTS = 0.8


def read_part(page: Page, part: HandPart) -> tuple[tuple[str, float], ...]:
    """The readings of one part of the letterhead as handwriting, likeliest first."""
    return next((hand.readings for hand in page.hand if hand.part is part), ())


def _contradicts(by_hand: Sequence[tuple[str, float]], read: str) -> bool:
    text, chance = by_hand[0] if by_hand else ("", 0.0)
    return text.isdigit() and chance >= CONTRADICTS and text.lstrip("0") != read


def _is_known(code: str, kind: str, agency: Sequence[str]) -> bool:
    """Every group of the code is the kind's, the agency's or a usual abbreviation."""
    groups = code.split("-")
    if kind != LETTER:
        groups = groups[1:]
    return bool(groups) and groups[0] in agency and all(g in ABBREVIATIONS for g in groups[1:])


def _strip_label(text: str) -> str:
    match = LABEL.match(fold(text))
    if not match:
        return text
    # fold() keeps one letter per letter for Vietnamese, so the folded offset fits the text.
    return text[match.end() :].lstrip(" :;.,")


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


def find_place(paper: Paper, _field: FieldType, _finder: Finder) -> Candidate | None:
    """The words before ", ngày …"."""
    return read_place(paper)


def read_place(paper: Paper) -> Candidate | None:
    """The place that the first page bears."""
    line = date_line(paper.first.lines)
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
    line = date_line(paper.first.lines)
    match = DATE.match(fold(line.text)) if line else None
    if line is None or match is None:
        return None
    words = [(paper.first, line.words)]
    year, month, day = (_part_of_date(paper.first, line, match, part) for part in _PARTS)
    best = partial_date(year.text, month.text, day.text)
    if best is None:
        return candidate(None, words, 0.3, ["date_not_read"])
    used = [year, month, day][: 1 + (best.month is not None) + (best.day is not None)]
    doubts = [part.doubt for part in used if part.doubt]
    if best.day is None:
        doubts.append("day_not_read")
    belief = math.prod(part.chance for part in used)
    dates = (partial_date(year.text, *pair) for pair in product(month.options, day.options))
    others = dict.fromkeys(str(date) for date in dates if date and date.day and date != best)
    return candidate(
        str(best), words, min(0.97, belief), sorted(set(doubts)), list(others)[:MOST_OTHERS],
        checked=all(part.clear for part in used),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Part:
    """Day, month or year as it was read.

    Attributes:
        text: Digits, or "".
        chance: That they are right, as far as one reading tells.
        clear: Nothing about their print or pen is doubtful at all.
        doubt: Why a person should look.
        others: Other readings, likeliest first.
    """

    text: str
    chance: float = 1.0
    clear: bool = False
    doubt: str | None = None
    others: tuple[str, ...] = ()

    @property
    def options(self) -> tuple[str, ...]:
        """All readings, likeliest first."""
        return (self.text, *self.others) if self.text else self.others


_PARTS = (HandPart.YEAR, HandPart.MONTH, HandPart.DAY)
# A pen's day or month stands without a question from this probability. Measured: see
# `benchmarks.handwriting`.
SURE_OF_HAND = 0.97
# Less likely figures are not even filled in as a question.
LIKELY = 0.25
# Margins of digits that a pen has not written, and of digits that nobody would read otherwise.
PRINT, CLEAR_PRINT = 2.5, 4.0


def _part_of_date(page: Page, line: Line, match: re.Match[str], part: HandPart) -> _Part:
    """One part of the date: the print if it is print, else what the pen has written."""
    by_hand = [(text, chance) for text, chance in read_part(page, part) if text.isdigit()]
    span = match.span(part.value)
    raw = nfc(line.text)[slice(*span)].replace(" ", "")
    read = raw if part is HandPart.YEAR else _digits(raw).lstrip("0")
    hand, chance = by_hand[0] if by_hand else ("", 0.0)
    others = tuple(text for text in dict.fromkeys([*(t for t, _ in by_hand), read]) if text)
    if read and _is_part_printed(line, span, PRINT):
        others = tuple(text for text in others if text != read)
        if _contradicts(by_hand, read):
            return _Part(read, doubt="date_read_twice", others=others)
        agree = read == hand and chance >= CONTRADICTS
        guessed = not raw.strip(".,:;").isdigit() and not agree
        clear = agree or _is_part_printed(line, span, CLEAR_PRINT)
        return _Part(read, 1.0, clear, "digits_guessed" if guessed else None)
    top = read_part(page, part)[0][0] if hand else ""
    if top == "" or chance < LIKELY:
        return _Part("", others=others)
    surely = top == hand and chance >= SURE_OF_HAND
    return _Part(hand, chance, surely, None if surely else "date_by_hand", others[1:])


def _is_part_printed(line: Line, span: tuple[int, int], margin: float) -> bool:
    """Whether a part of the date was printed; the year's figures give the height."""
    year = next(w for w in reversed(line.words) if any(c.isdigit() for c in w.text))
    return surely_printed(line, *span, Print(1.15 * year.box.height + 2, margin))


# Letters that the engine takes digits for.
_LOOK_ALIKE = str.maketrans({**dict.fromkeys("ốóỗộồ", "6"), "š": "8", "o": "0", "l": "1", "|": "1"})


def _digits(text: str) -> str:
    """One or two digits, or "" when the letters are none and look like none."""
    bare = text.lower().strip(" .,:;").translate(_LOOK_ALIKE)
    return bare if re.fullmatch(r"\d{1,2}", bare) else ""
