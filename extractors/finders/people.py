"""Who signed, and in what capacity: the right half of the foot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.finders import Candidate, Paper, candidate
from extractors.layout import LIKE_A_TITLE
from models.doctypes import FieldType, Finder
from models.page import Line, Page, Word, Zone
from models.values.names import closest_surname, has_surname, looks_like_name, mend_surname
from models.values.text import fold, nfc
from models.values.titles import (
    known_title,
    letters_of,
    likeness,
    mend_marks,
    split_authority,
)

# A name of fewer words may have lost its family name under the seal.
USUAL_WORDS = 3
# The stamp of an office that certified a copy.
CERTIFIED = "chungthucbansao"
# Two signers' names are so many heights of the line apart.
COLUMNS = 3.0


def find_title(paper: Paper, _field: FieldType, _finder: Finder) -> Candidate | None:
    """The lines above the name: authority (KT., TM., TL., TUQ., Q.) and title, as printed."""
    found = _signature(paper)
    if found is None:
        return None
    page, titles, _ = found
    if not titles:
        return candidate(None, [], 0.3, ["title_not_read"])
    text, doubts = _join_titles([line.text for line in titles])
    return candidate(text, [(page, line.words) for line in titles], 0.95, doubts)


def _join_titles(lines: Sequence[str]) -> tuple[str, list[str]]:
    """The title as one text, and what makes it doubtful."""
    read = [_read_line(line) for line in lines]
    posts = [line.post for line in read]
    authorities = [line.authority for line in read]
    doubts = ["unusual_title"] if any(line.doubtful for line in read) else []
    for i, head in enumerate(posts[:-1]):
        # Who signs as deputy signs for the head ("KT."), often stamped or written by hand
        # around the head's title. It is given, flagged, when it is not read clearly.
        deputy = posts[i + 1] in (head, f"PHÓ {head}")
        if deputy and not authorities[i + 1] and authorities[i] in ("", "KT. "):
            if not authorities[i] or posts[i + 1] == head:
                doubts.append("authority_not_read")
            authorities[i], posts[i + 1] = "KT. ", f"PHÓ {head}"
    if posts[0].startswith("PHÓ ") and not authorities[0]:
        doubts.append("authority_not_read")
    return " ".join(a + p for a, p in zip(authorities, posts, strict=True)), doubts


@dataclass(frozen=True, slots=True)
class _TitleLine:
    """One line of a title: its authority ("KT. " or ""), its post, whether that was guessed."""

    authority: str
    post: str
    doubtful: bool


def _read_line(text: str) -> _TitleLine:
    """A line with the marks, and where they are nearly so the letters, of a known title."""
    authority, post = split_authority(mend_marks(_bare(text)))
    known = known_title(post)
    if known is None:
        return _TitleLine(authority, post, True)
    title, rest = known
    if letters_of(post) == letters_of(title + rest):
        return _TitleLine(authority, post, False)
    return _TitleLine(authority, f"{title} {rest}".strip(), True)


def _bare(text: str) -> str:
    return nfc(text).strip(" _*'\"|,;:-.<>()/\\“”‘’—–")


def find_name(paper: Paper, _field: FieldType, _finder: Finder) -> Candidate | None:
    """The last line of the signature block that is a name."""
    found = _signature(paper)
    if found is None or found[2] is None:
        return candidate(None, [], 0.2, ["name_not_read"])
    page, titles, words = found
    assert words is not None
    text = mend_surname(nfc(" ".join(w.text.strip(".,;:'\"_|-") for w in words)))
    doubts = [] if titles else ["signature_without_title"]
    if len(words) < USUAL_WORDS:
        doubts.append("short_name")
    text, more = surnamed(text)
    return candidate(text, [(page, words)], 0.95, [*doubts, *more])


def surnamed(name: str) -> tuple[str, list[str]]:
    """The name with the family name that a damaged first word was, which is a doubt."""
    first, _, rest = name.partition(" ")
    if has_surname(name) and not first.islower():
        return name, []
    surname = closest_surname(first)
    is_whole = surname is not None and " " in rest
    return (f"{surname[0]} {rest}" if surname and is_whole else name), ["unusual_name"]


def _signature(paper: Paper) -> tuple[Page, list[Line], tuple[Word, ...] | None] | None:
    """Page, title lines and the name's words of the first page that bears a signature."""
    for page in paper.pages:
        block = without_certifier(page, paper.zone(Zone.FOOT_RIGHT, page))
        if not block:
            continue
        name = _name(block)
        end = block.index(name[0]) if name else len(block)
        titles = _titles(block[:end])
        if titles or name:
            return page, titles, name[1] if name else None
    return None


def without_certifier(page: Page, lines: Iterable[Line]) -> list[Line]:
    """The lines of a page but for those under a stamp that certifies a copy: another one signs."""
    stamps = [x.box for x in page.lines if fold(x.text).replace(" ", "").startswith(CERTIFIED)]
    return [
        line
        for line in lines
        if not any(
            line.box.y0 > box.center[1] and line.box.horizontal_overlap(box) > 0 for box in stamps
        )
    ]


def _titles(block: Sequence[Line]) -> list[Line]:
    """The lines that are titles, and those in capitals at once below them."""
    titles: list[Line] = []
    for line in block:
        below = bool(titles) and line.box.y0 - titles[-1].box.y1 < 0.8 * titles[-1].box.height
        capitals = sum(c.isupper() for c in line.text) > 0.7 * sum(c.isalpha() for c in line.text)
        if _is_title(line.text) or (below and capitals and len(line.words) > 1):
            titles.append(line)
    return titles


def _is_title(text: str) -> bool:
    """The line is like a known title, or begins with an authority."""
    bare = _bare(text)
    authority, post = split_authority(bare)
    return (bool(authority) and len(post) > 3 and post.isupper()) or likeness(bare) >= LIKE_A_TITLE


def _name(block: Sequence[Line]) -> tuple[Line, tuple[Word, ...]] | None:
    """The lowest line that holds a name, with the name's words."""
    for line in reversed(block):
        if _is_title(line.text):
            return None
        words = _name_words(line)
        if words:
            return line, words
    return None


def _name_words(line: Line) -> tuple[Word, ...]:
    """The longest run of words that reads as a name, ink around it left out.

    Of two names beside each other the right one is the signer's.
    """
    pieces = reversed(pieces_of(line))
    return next((found for piece in pieces if (found := _longest_name(piece))), ())


def pieces_of(line: Line, apart: float = COLUMNS) -> list[tuple[Word, ...]]:
    """The words of a line, cut where it is so many heights open that another column begins."""
    cuts = [
        i
        for i, (left, right) in enumerate(pairwise(line.words), 1)
        if right.box.x0 - left.box.x1 > apart * line.box.height
    ]
    return [line.words[a:b] for a, b in pairwise([0, *cuts, len(line.words)])]


def _longest_name(words: Sequence[Word]) -> tuple[Word, ...]:
    best: tuple[Word, ...] = ()
    for i in range(len(words)):
        for j in range(i + 2, len(words) + 1):
            run = tuple(words[i:j])
            if len(run) > len(best) and _is_name(run):
                best = run
    return best


def _is_name(run: Sequence[Word]) -> bool:
    """The words are a name, of which the first may be damaged."""
    texts = [w.text.strip(".,;:'\"_|-") for w in run]
    whole = " ".join(texts)
    if closest_surname(texts[0]) and len(texts) > 2:
        texts[0] = "LÊ" if all(text.isupper() for text in texts[1:]) else "Lê"
    return (
        looks_like_name(" ".join(texts))
        and likeness(whole) < LIKE_A_TITLE
        and all(len(text) >= 2 or text.isupper() for text in texts)
    )
