"""What kind of paper pages are: by the heading at the top, the labels and words below it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.fuzz import ratio

from extractors.finders.placing import printed_labels
from extractors.finders.rows import letters_of
from extractors.wording import wording_model
from models.doctypes import DocumentType
from models.extraction import TypeGuess
from models.page import Page, Zone
from models.values.kinds import CODES

UNKNOWN = "khac"
LETTER = "van_ban_hanh_chinh"
# Rows from the top among which a heading stands, and of how many rows it is at most.
TOP_ROWS, HEADING_ROWS = 24, 4
# A row this much like a title is one.
LIKE_A_TITLE, EXACT = 84.0, 100.0
# What speaks for a type: its title; its key words in a heading, or anywhere; a phrase. A label
# counts by how few types have it, all labels together at most so much.
TITLE, KEYWORD, MENTIONED, PHRASE, LABELS = 14.0, 10.0, 1.0, 1.5, 16.0
# What the words of the whole paper speak for a type, by their logarithm of odds, from and to which
# it counts, and which says nothing.
WORDING, LEAST_ODDS, MOST_ODDS, NO_ODDS = 3.0, -5.0, 1.0, -3.0
# A letter's words speak so much more for another type.
OTHERWISE_WORDED = 1.0
# The code of a dossier speaks so much for each type that has one.
CODED = 3.0
# What speaks against all of them: a heading that says the paper is something else.
OTHERWISE = 8.0
# A paper whose heading is another's is never surer than this, however like one of a type it is.
HARDLY = 0.85
# So much speaks for a type that is as likely as not, and so much more than for the next.
EVEN, LEAD = 7.0, 2.0
# Below this probability of its type every field of a paper is asked for.
SURE = 0.9
# A letter has no labels and many headings, but most of what stands in its frame.
LETTER_MARK, LETTER_MOST, LETTER_NAMED = 4.0, 15.0, 10.0
# A label of fewer letters is found by chance.
FEWEST_LETTERS = 7

# Beginnings of headings of other papers of a dossier.
_OTHER = re.compile(
    r"(tokhai|don(?!vi)|hopdong|bienban|giay|phieu(?!lytu)|sohokhau|bang|chungchi|hoadon|bienlai|"
    r"lylich|trichluc|vanban(?=uyquyen|thoathuan|camket)|camket|camdoan|uyquyen|dichuc|banve)"
)
# "28/2021/NĐ-CP".
_SYMBOL = re.compile(r"\d(/\d{4})?/[A-ZĐ]{2,}-[A-ZĐ]{2,}")
# "H53.15-251123-0007", its dash perhaps misread.
_DOSSIER = re.compile(r"\b[A-Z]\d\d(?:\.\d{1,3})*[-:_~]?\d{6}[-:_~]\d{4,6}\b")
_MATTER = re.compile(r"^\W*(V/v|Về việc)\b", re.IGNORECASE)
# A decision about a permit is no permit; a notice about a dossier may be its refusal.
_LETTERS = tuple(
    letters_of(kind) for kind in CODES if kind not in ("Thông báo", "Hướng dẫn", "Giấy chứng nhận")
)


@dataclass(frozen=True, slots=True)
class Heading:
    """The type that a page's heading names, and how much that speaks for it."""

    type: str
    weight: float


def classify(pages: Sequence[Page], types: Mapping[str, DocumentType]) -> TypeGuess:
    """The type that most speaks for; `khac` when that is too little, or as much for another."""
    if not pages:
        return TypeGuess(UNKNOWN, 0.5)
    letters = letters_of(" ".join(page.text for page in pages))
    labels = _labels_found(pages, types)
    headings = _named(pages[0], types)
    other = not headings and any(_OTHER.match(rows) for rows in _headings(pages[0]))
    odds = wording_model().log_odds([line.text for page in pages for line in page.lines])
    has_code = any(_DOSSIER.search(line.text) for page in pages for line in page.lines)
    # Papers of the one-stop shop are sent as letters, too.
    is_worded_otherwise = max(odds.values()) - odds.get(LETTER, LEAST_ODDS) > OTHERWISE_WORDED
    scores = {}
    for item in types.values():
        if item.id == LETTER:
            most = LETTER_NAMED if headings or is_worded_otherwise or has_code else LETTER_MOST
            scores[item.id] = min(most, _letter(item, letters, pages[0]))
            continue
        score = PHRASE * sum(letters_of(x) in letters for x in item.match.phrases)
        score += headings.get(item.id, 0.0) + min(LABELS, labels[item.id])
        score += MENTIONED * any(_keyword(x).search(letters) for x in item.match.keywords)
        score += CODED * (has_code and any(x.kind == "dossier_code" for x in item.field))
        scores[item.id] = score - OTHERWISE * other
    for name in scores.keys() & odds.keys():
        scores[name] += WORDING * (min(MOST_ODDS, max(LEAST_ODDS, odds[name])) - NO_ODDS)
    (best, most), (_, next_most) = sorted(scores.items(), key=lambda x: -x[1])[:2]
    chance = 1 / (1 + math.exp(-0.6 * min(most - EVEN, most - next_most - LEAD + 1)))
    if chance < 0.5 or most < EVEN:
        return TypeGuess(UNKNOWN, max(0.5, 1 - chance))
    if other and best != LETTER:
        chance = min(chance, HARDLY)
    return TypeGuess(best, min(0.995, chance))


def _letter(item: DocumentType, letters: str, first: Page) -> float:
    """How much speaks for an official letter."""
    marks = sum(letters_of(x) in letters for x in item.match.phrases)
    marks += any(_SYMBOL.search(line.text) for line in first.lines[:TOP_ROWS])
    marks += any(rows.startswith(_LETTERS) for rows in _headings(first))
    return LETTER_MARK * marks


def read_heading(page: Page, types: Mapping[str, DocumentType]) -> Heading | None:
    """The type that the heading at the top of a page names."""
    named = _named(page, types)
    if not named:
        return None
    best = max(named, key=lambda name: named[name])
    return Heading(best, named[best])


def _named(page: Page, types: Mapping[str, DocumentType]) -> dict[str, float]:
    """How much the headings of a page speak for each type that they name."""
    headings = list(_headings(page))
    titled: dict[str, float] = {}
    found: dict[str, float] = {}
    for item in types.values():
        titles = [letters_of(text) for text in item.match.titles]
        keywords = [_keyword(text) for text in item.match.keywords]
        for rows in headings:
            like = max((_likeness(rows, title) for title in titles), default=0.0)
            if like:
                weight = TITLE * like / 100 + 0.02 * len(rows)
                titled[item.id] = max(weight, titled.get(item.id, 0.0))
            said = any(keyword.search(rows) for keyword in keywords)
            if (said and not rows.startswith(_LETTERS)) or like == EXACT:
                found[item.id] = KEYWORD
    # A notice of refusal is like one of other things, but for the word.
    named = {name: weight for name, weight in titled.items() if name in found or not found}
    return found | named


@lru_cache(maxsize=512)
def _keyword(text: str) -> re.Pattern[str]:
    """Key words, between which others may stand where there is an ellipsis."""
    return re.compile(".{0,60}".join(letters_of(part) for part in text.split("…")))


def _likeness(rows: str, title: str) -> float:
    if abs(len(rows) - len(title)) > max(3, len(title) // 5):
        return 0.0
    return ratio(rows, title, score_cutoff=LIKE_A_TITLE)


def _labels_found(pages: Sequence[Page], types: Mapping[str, DocumentType]) -> dict[str, float]:
    """For each type, how much the labels that the pages bear speak for it."""
    labels = {item.id: _labels_of(item) for item in types.values()}
    sharing = Counter(label for found in labels.values() for label in found)
    here = _borne(pages, sharing)
    return {
        name: sum(math.log(len(types) / sharing[label]) for label in found & here)
        for name, found in labels.items()
    }


def fields_on(pages: Sequence[Page], kind: DocumentType) -> frozenset[str]:
    """Ids of the fields of a type of which pages bear a label."""
    borne = _borne(pages, _labels_of(kind))
    return frozenset(
        item.id
        for item in kind.field
        if any(letters_of(label) in borne for finder in item.find for label in finder.labels)
    )


def _labels_of(kind: DocumentType) -> frozenset[str]:
    return frozenset(x for x in printed_labels(kind) if len(x) >= FEWEST_LETTERS)


def _borne(pages: Sequence[Page], labels: Iterable[str]) -> frozenset[str]:
    """Labels that begin a line, or that a colon ends: within sentences the same words are none."""
    lines = [line.text for page in pages for line in page.lines]
    begun = "\n".join(["", *(letters_of(text).lstrip("0123456789") for text in lines)])
    ended = "\n".join([*(letters_of(x) for text in lines for x in text.split(":")[:-1]), ""])
    return frozenset(x for x in labels if f"\n{x}" in begun or f"{x}\n" in ended)


def _headings(page: Page) -> Iterator[str]:
    """The letters of each row near the top, and of a few rows together."""
    rows = page.lines[:TOP_ROWS]
    for first, line in enumerate(rows):
        # "THÔNG BÁO" in capitals, "Dừng giải quyết hồ sơ" below it not.
        is_first = line.zone is not Zone.HEAD_LEFT and _is_heading(line.text)
        if is_first or _MATTER.match(line.text):
            joined = ""
            for below in rows[first : first + HEADING_ROWS]:
                joined += letters_of(below.text)
                yield joined
            # Below "QUYẾT ĐỊNH" stands what it decides on.
            if is_first and letters_of(line.text).startswith(_LETTERS):
                return


def _is_heading(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 3 and 2 * sum(c.isupper() for c in letters) > len(letters)
