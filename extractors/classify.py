"""What kind of paper pages are: by the title at the top, else by words of such papers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz.fuzz import ratio

from models.doctypes import DocumentType
from models.extraction import TypeGuess
from models.page import Page
from models.values.text import fold

UNKNOWN = "khac"
LETTER = "van_ban_hanh_chinh"
# So many phrases of a type that has titles make it likelier than not where none was read, and so
# many of one without any.
NEEDED_UNTITLED, NEEDED = 3, 2
# Rows from the top among which a title stands, and of how many rows it is at most.
TOP_ROWS, TITLE_ROWS = 24, 4
# A row this much like a title is one.
LIKE_A_TITLE = 84.0


def classify(pages: Sequence[Page], types: Mapping[str, DocumentType]) -> TypeGuess:
    """The type whose title or phrases the pages bear; `khac` when none is likely."""
    if not pages:
        return TypeGuess(UNKNOWN, 0.5)
    text = _letters(" ".join(page.text for page in pages))
    titled = read_title(pages[0], types)
    if titled is not None:
        found = _phrases(types[titled[0]], text)
        if found:
            return TypeGuess(titled[0], min(0.99, titled[1] / 100 * 0.95 + 0.02 * found))
    best = TypeGuess(UNKNOWN, 0.5)
    for item in types.values():
        found = _phrases(item, text)
        if found >= (NEEDED_UNTITLED if item.match.titles else NEEDED):
            chance = min(0.99, 0.6 + 0.13 * (found - bool(item.match.titles)))
            if chance > best.confidence:
                best = TypeGuess(item.id, chance)
    return best


def read_title(page: Page, types: Mapping[str, DocumentType]) -> tuple[str, float] | None:
    """The type whose title stands in rows of its own near the top, and how like it they are."""
    titles = [(_letters(text), item.id) for item in types.values() for text in item.match.titles]
    best: tuple[float, int, str] | None = None
    for rows in _headings(page):
        for title, type_id in titles:
            if abs(len(rows) - len(title)) > max(3, len(title) // 5):
                continue
            score = ratio(rows, title, score_cutoff=LIKE_A_TITLE)
            if score and (best is None or (score, len(title)) > best[:2]):
                best = (score, len(title), type_id)
    return None if best is None else (best[2], best[0])


def _headings(page: Page) -> Iterator[str]:
    """The letters of each row near the top, and of a few rows together."""
    rows = [line.text for line in page.lines[:TOP_ROWS]]
    for first in range(len(rows)):
        joined = ""
        # "THÔNG BÁO" in capitals, "Dừng giải quyết hồ sơ" below it not.
        if _is_heading(rows[first]):
            for text in rows[first : first + TITLE_ROWS]:
                joined += _letters(text)
                yield joined


def _is_heading(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 3 and 2 * sum(c.isupper() for c in letters) > len(letters)


def _phrases(item: DocumentType, text: str) -> int:
    return sum(1 for phrase in item.match.phrases if _letters(phrase) in text)


def _letters(text: str) -> str:
    """Only letters and digits: spaces and dashes between words are often misread."""
    return "".join(c for c in fold(text) if c.isalnum())
