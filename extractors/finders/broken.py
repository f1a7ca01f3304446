"""Labels that the end of a line or of their column breaks in two are made whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from extractors.finders.placing import APART, Label, spelled
from extractors.finders.rows import Row, Token
from models.geometry import Box

# So many letters does a label have that is broken, and each part of it.
FEWEST, PART = 6, 2
# "10. a)" before a label has fewer letters.
NUMBER = 4
# The second line is no further down than so many heights.
NEXT = 1.5


def joined_labels(rows: Sequence[Row], labels: Sequence[Label]) -> tuple[Row, ...]:
    """The rows, each label that is broken over two of them whole on one.

    In a column of labels it stands on the first, beside its value; at the end of a line it stands
    on the second, before its value.
    """
    known = {x for label in labels if len(label.letters) >= FEWEST for x in label.spelled}
    inline = {x for label in labels if label.inline for x in label.spelled}
    found = list(rows)
    for at in range(len(found) - 1):
        above, below = found[at], found[at + 1]
        if above.table or below.table or not _is_next(above, below):
            continue
        joined = _up(above, below, known) or _down(above, below, known, inline)
        if joined is not None:
            found[at], found[at + 1] = joined
    return tuple(row for row in found if row.tokens)


def _is_next(above: Row, below: Row) -> bool:
    """The line right below, on the same page."""
    if not above.tokens or not below.tokens or above.page is not below.page:
        return False
    gap = below.tokens[0].box.y0 - above.tokens[0].box.y1
    return -0.5 * above.height < gap < NEXT * above.height


def _up(above: Row, below: Row, known: set[str]) -> tuple[Row, Row] | None:
    """A column of labels: "Tổ chức, cá nhân nộp hồ    Hoàng Thị Ế" and below it "sơ:"."""
    rest = next((i for i, x in enumerate(below.tokens, 1) if x.text.endswith(":")), 0)
    # What begins with a capital is no rest of anything.
    if not rest or not below.tokens[0].text[0].islower():
        return None
    tail, edge = _letters(below.tokens[:rest]), below.tokens[rest - 1].box.x1
    is_flush = abs(below.tokens[0].box.x0 - above.tokens[0].box.x0) <= above.height
    for end in range(1, len(above.tokens)):
        part = _letters(above.tokens[:end])
        # A column of labels is set to the left or to the right.
        if not is_flush and abs(above.tokens[end - 1].box.x1 - edge) > above.height:
            continue
        if above.tokens[end].box.x0 < edge or part in known or not _is_whole(part, tail, known):
            continue
        moved = [_moved(token, above.tokens[end - 1].box) for token in below.tokens[:rest]]
        tokens = (*above.tokens[:end], *moved, *above.tokens[end:])
        return replace(above, tokens=tokens), replace(below, tokens=below.tokens[rest:])
    return None


def _is_whole(part: str, tail: str, known: set[str]) -> bool:
    """The two make a label, before which a number may stand."""
    whole = part + tail
    return tail not in known and any(whole[at:] in known for at in range(min(NUMBER, len(part))))


def _down(above: Row, below: Row, known: set[str], inline: set[str]) -> tuple[Row, Row] | None:
    """The end of a line: "… theo Giấy chứng nhận số" and below it "phát hành DN 731772"."""
    ends = range(1, len(above.tokens))
    phrase = takewhile(lambda x: above.gap(len(above.tokens) - x) <= APART * above.height, ends)
    # "trên thửa đất" and "số", not what is left without "trên".
    for size in reversed(list(phrase)):
        part = _letters(above.tokens[-size:])
        # "…, thường" goes on "trú tại Thôn Hạ" though no colon follows.
        parted = above.tokens[-size - 1].text.endswith((",", ";"))
        sure = known if parted else inline
        rest = _rest_of(below, part, known, sure) if len(part) >= PART else 0
        if rest:
            first = below.tokens[0].box
            moved = [_moved(token, first) for token in above.tokens[-size:]]
            tokens = (replace(moved[0], leads=True), *moved[1:], *below.tokens)
            tokens = (*tokens[:size], replace(below.tokens[0], leads=False), *below.tokens[1:])
            return replace(above, tokens=above.tokens[:-size]), replace(below, tokens=tokens)
    return None


def _rest_of(below: Row, part: str, known: set[str], sure: set[str]) -> int:
    """How many tokens make a label of the part above.

    What is no sure one ends in a colon, and is no label without that part.
    """
    tail = ""
    if not below.tokens[0].text[0].islower():
        return 0
    for size, token in enumerate(below.tokens, 1):
        tail += spelled(token.text)
        is_closed = token.text.endswith(":") or part + tail in sure
        is_own = tail in known and part + tail not in sure
        if part + tail in known and not is_own and len(tail) >= PART and is_closed:
            return size
        if not any(x.startswith(part + tail) for x in known):
            break
    return 0


def _letters(tokens: Sequence[Token]) -> str:
    return spelled("".join(token.text for token in tokens))


def _moved(token: Token, beside: Box) -> Token:
    """A label's word without room of its own where the label's other words stand."""
    return replace(token, box=Box(beside.x0, beside.y0, beside.x0, beside.y1), leads=False)
