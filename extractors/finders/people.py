"""Who signed, and in what capacity: the right half of the foot."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.finders import Candidate, Paper, candidate
from models.doctypes import FieldType, Finder
from models.page import Line, Page, Word, Zone
from models.values.names import looks_like_name
from models.values.text import fold, nfc

_AUTHORITY = re.compile(r"^(kt|tm|tl|tuq|q|kí|ki)\s?[.,:]\s?", re.IGNORECASE)
_TITLE = re.compile(
    r"\b(giam doc|chu tich|bo truong|thu truong|truong (phong|ban|khoa|doan)|cuc truong|"
    r"chi cuc truong|hieu truong|vien truong|chanh (van phong|thanh tra|an)|tong giam doc|"
    r"thu tuong|"
    r"bi thu|ke toan truong|hoi dong|uy ban|uy vien|doi truong|tram truong|pho|quyen|thu ky|"
    r"cong chung vien|hat truong|chi huy|truong|vu truong|thuong truc|ban)\b"
)


def find_title(paper: Paper, _field: FieldType, _finder: Finder) -> Candidate | None:
    """The lines above the name: authority (KT., TM., TL., TUQ., Q.) and title, as printed."""
    found = _signature(paper)
    if found is None:
        return None
    page, titles, _ = found
    if not titles:
        return candidate(None, [], 0.3, ["title_not_read"])
    text = nfc(" ".join(_title_text(line) for line in titles))
    doubts = [] if all(_is_title(line.text) for line in titles) else ["unusual_title"]
    if text.count("PHÓ ") and not _AUTHORITY.match(text):
        doubts.append("authority_not_read")
    return candidate(text, [(page, line.words) for line in titles], 0.93, doubts)


def _title_text(line: Line) -> str:
    text = nfc(line.text).strip(" _*'\"|,;:-")
    return re.sub(r"^(KT|TM|TL|TUQ|Q)\s?[.,:]\s?", r"\1. ", text)


def find_name(paper: Paper, _field: FieldType, _finder: Finder) -> Candidate | None:
    """The last line of the signature block that is a name."""
    found = _signature(paper)
    if found is None or found[2] is None:
        return candidate(None, [], 0.2, ["name_not_read"])
    page, titles, words = found
    assert words is not None
    text = nfc(" ".join(w.text for w in words)).strip(" .,;:-_*'\"|")
    doubts = [] if titles else ["signature_without_title"]
    return candidate(text, [(page, words)], 0.95, doubts)


def _signature(paper: Paper) -> tuple[Page, list[Line], tuple[Word, ...] | None] | None:
    """Page, title lines and the name's words of the first page that bears a signature."""
    for page in paper.pages:
        block = paper.zone(Zone.FOOT_RIGHT, page)
        if not block:
            continue
        name = _name(block)
        end = block.index(name[0]) if name else len(block)
        titles = [line for line in block[:end] if _is_title(line.text)]
        if titles or name:
            return page, titles, name[1] if name else None
    return None


def _is_title(text: str) -> bool:
    bare = fold(text).strip(" .,;:-_*'\"|")
    letters = [c for c in text if c.isalpha()]
    upper = sum(c.isupper() for c in letters)
    return bool(_TITLE.search(bare) or _AUTHORITY.match(bare)) and (
        upper > 0.5 * len(letters) or bool(_TITLE.match(bare))
    )


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
    """The longest run of words that reads as a name, ink around it left out."""
    best: tuple[Word, ...] = ()
    for i in range(len(line.words)):
        for j in range(i + 2, len(line.words) + 1):
            run = line.words[i:j]
            text = " ".join(w.text.strip(".,;:'\"") for w in run)
            if len(run) > len(best) and looks_like_name(text) and _plausible(run):
                best = run
    return best


def _plausible(run: Sequence[Word]) -> bool:
    return (
        all(len(w.text) >= 2 or w.text.isupper() for w in run)
        and min(w.confidence for w in run) > 0.3
    )
