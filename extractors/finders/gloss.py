"""English beside Vietnamese labels, "Ngày sinh/Date of birth:", which is part of the label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.fuzz import ratio

from extractors.finders.rows import Row, Token
from models.geometry import Box

# What labels of forms say in English.
_WORDS = tuple(
    """
    full name surname given middle names first last date day month year of birth born sex gender
    ethnicity ethnic group nationality place origin residence permanent temporary current address
    personal identification identity identifier number no id idno card paper passport in words by
    mother father husband wife child parent declarant deceased applicant owner holder registration
    registered registrar register registry time death died cause notice certificate extract copy
    original issued issue issuing authority agency expiry valid until phone telephone mobile email
    signature signed signer head title relationship relation with at the and or hometown native
    height business household capital line area plot map sheet purpose use used form term duration
    source construction floor floors permit land fullname to represented head office permitted
    works location project code density level ground storeys validity design investor
    """.split()  # noqa: SIM905 - a hundred words read better as text
)
# Small print is misread: a word of so many letters is still the one that it is so like.
_LIKE, _LETTERS = 78.0, 4
# Words of two letters that stand for a longer one's rest: "Date o birth".
_SCRAPS = frozenset({"o", "oj", "of", "oi", "ol", "oƒ"})
# English that labels in Vietnamese say as well.
_BORROWED = frozenset({"email"})
# So many words of English or more are no accident.
_FEWEST = 2


def without_glosses(row: Row) -> Row:
    """The row without English: up to its colon where one begins, or behind a slash or bracket.

    What follows English at the beginning of a line stands where the line does: below the label.
    """
    kept: list[Token] = []
    at = 0
    while at < len(row.tokens):
        size = _size(row, at)
        if not size:
            kept.append(row.tokens[at])
            at += 1
            continue
        first, last = row.tokens[at], row.tokens[at + size - 1]
        at += size
        if kept and not first.leads and not _is_apart(row, at - size):
            if len(kept) > 1 and kept[-1].text in {"/", "("}:
                kept.pop()
            if last.text.endswith(":") and not kept[-1].text.endswith(":"):
                kept[-1] = replace(kept[-1], text=f"{kept[-1].text.rstrip('/(')}:")
        elif at < len(row.tokens) and row.is_one(at - 1, at) and not _is_apart(row, at):
            moved = row.tokens[at]
            box = Box(first.box.x0, moved.box.y0, moved.box.x1, moved.box.y1)
            kept.append(replace(moved, box=box, leads=first.leads))
            at += 1
    return replace(row, tokens=tuple(kept)) if len(kept) < len(row.tokens) else row


def _is_apart(row: Row, at: int) -> bool:
    """Begins another column."""
    return row.gap(at) > 1.6 * row.height


def _size(row: Row, start: int) -> int:
    """How many tokens from one on are English."""
    opened = row.tokens[start].text[0] in "/(" or (
        start > 0 and row.tokens[start - 1].text[-1] in "/("
    )
    size = exact = 0
    for end, word in enumerate(_words(row.tokens[start:]), start):
        if not row.is_one(start, end) or (size and row.tokens[end].leads):
            break
        if size and _is_apart(row, end) and row.tokens[end].text[0].isupper():
            break
        if not _is_english(word, row.tokens[end].text):
            break
        size += 1
        exact += len(word) >= _LETTERS and word in _WORDS
        if row.tokens[end].text.endswith((":", ")")):
            break
    closed = size > 0 and row.tokens[start + size - 1].text.endswith((":", ")"))
    if opened:
        return size if exact or closed else 0
    if closed:
        return size if exact and size >= _FEWEST else 0
    is_borrowed = size == 1 and row.tokens[start].letters in _BORROWED
    return size if exact and not is_borrowed and _is_alone(row, start, start + size) else 0


def _is_alone(row: Row, start: int, end: int) -> bool:
    """All that stands between wide gaps, as English in a line of its own below its label does."""
    begins = not start or row.tokens[start].leads or _is_apart(row, start)
    return begins and (end == len(row.tokens) or _is_apart(row, end))


def _words(tokens: Sequence[Token]) -> Iterator[str]:
    return (token.letters for token in tokens)


@lru_cache(maxsize=4096)
def _is_english(letters: str, text: str) -> bool:
    if not text.strip("/(").isascii() and len(letters) < _LETTERS:
        return letters in _SCRAPS
    if letters in _WORDS or letters in _SCRAPS:
        return True
    near = process.extractOne(letters, _WORDS, scorer=ratio, score_cutoff=_LIKE)
    return len(letters) >= _LETTERS and near is not None and abs(len(near[0]) - len(letters)) <= 1
