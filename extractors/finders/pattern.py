"""Values that running text bears, by regular expressions over the folded text."""

from __future__ import annotations

import re
from functools import cache

from extractors.finders import Candidate, Paper, candidate
from models.doctypes import FieldType, Finder
from models.page import Page, Word
from models.values.registry import normalize
from models.values.text import fold, nfc

BELIEF = 0.9


def find(paper: Paper, item: FieldType, finder: Finder) -> Candidate | None:
    """The first match's group `value`; a space in a pattern is any space, also a row's end."""
    for expression in finder.patterns:
        for page in paper.pages:
            words = [word for line in page.lines for word in line.words]
            text = "\n".join(nfc(line.text) for line in page.lines)
            folded = "".join(fold(c)[:1] or " " for c in text)
            match = _compiled(expression).search(folded)
            if match is None:
                continue
            first, last = match.span("value")
            read = normalize(item.kind, text[first:last].replace("\n", " "), values=item.values)
            if read.value is not None:
                used = _words(page, words, first, last)
                return candidate(read.value, [(page, used)], BELIEF, read.problems)
    return None


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    for word in ("thang", "nam"):
        # Between the parts of a date are the dots of the blanks that it was filled in.
        for old in (f" ?{word} ?", f" ?{word}", f"{word} ?"):
            if old in expression:
                expression = expression.replace(old, rf"[\s.…]*{word}[\s.…]*")
                break
    return re.compile(expression.replace(" ", r"\s"), re.DOTALL)


def _words(page: Page, words: list[Word], first: int, last: int) -> list[Word]:
    """The words at these places of the page's text."""
    at, used = 0, []
    for word in words:
        if at < last and first < at + len(word.text):
            used.append(word)
        at += len(word.text) + 1
    return used
