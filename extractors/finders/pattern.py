"""Values that running text bears, by regular expressions over the folded text."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from extractors.finders import Candidate, Paper, candidate
from extractors.finders.labelled import WORDS, undotted
from models.doctypes import FieldType, Finder
from models.page import Line, Page, Word
from models.values.registry import normalize
from models.values.text import fold, nfc

BELIEF = 0.9
# What parts a paragraph from the one above; a space for patterns.
PARAGRAPH = "\x1e"
# A paragraph begins so many heights right of the line above.
INDENT = 1.0
_SPACES = str.maketrans(f"\n{PARAGRAPH}", "  ")


def find(paper: Paper, item: FieldType, finder: Finder) -> Candidate | None:
    """The first match's group `value`; a space in a pattern is any space, also a row's end."""
    for expression in finder.patterns:
        for page in paper.pages:
            text = text_of(page)
            folded = "".join(c if c == PARAGRAPH else fold(c)[:1] or " " for c in text)
            match = _compiled(expression).search(folded)
            if match is None:
                continue
            first, last = match.span("value")
            said = text[first:last].translate(_SPACES)
            said = undotted(said) if item.kind in WORDS else said
            read = normalize(item.kind, said, values=item.values)
            if read.value is not None:
                used = words_at(page, first, last)
                return candidate(read.value, [(page, used)], BELIEF, read.problems)
    return None


def text_of(page: Page) -> str:
    """The lines of a page, parted by line feeds; a paragraph's first one by `PARAGRAPH`."""
    parts = [nfc(line.text) for line in page.lines[:1]]
    for above, below in pairwise(page.lines):
        parts += [PARAGRAPH if _is_indented(above, below) else "\n", nfc(below.text)]
    return "".join(parts)


def _is_indented(above: Line, below: Line) -> bool:
    """A line with a capital right of the one above, which it stands below."""
    height = below.words[0].box.height
    moved = below.box.x0 - above.box.x0
    under = above.box.y1 < below.box.center[1] and moved < above.box.width
    return under and moved > INDENT * height and below.text[0].isupper()


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    for word in ("thang", "nam"):
        # Between the parts of a date are the dots of the blanks that it was filled in.
        for old in (f" ?{word} ?", f" ?{word}", f"{word} ?"):
            if old in expression:
                expression = expression.replace(old, rf"[\s.…]*{word}[\s.…]*")
                break
    # No sentence goes on in the next paragraph.
    expression = expression.replace(".{", f"[^{PARAGRAPH}]{{")
    return re.compile(expression.replace(" ", r"\s"), re.DOTALL)


def words_at(page: Page, first: int, last: int) -> list[Word]:
    """The words at these places of the page's text."""
    at, used = 0, []
    for word in (word for line in page.lines for word in line.words):
        if at < last and first < at + len(word.text):
            used.append(word)
        at += len(word.text) + 1
    return used
