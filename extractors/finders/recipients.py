"""Addressees ("Kính gửi") and recipients ("Nơi nhận"): lists with or without dashes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from extractors.finders import Candidate, Paper, candidate
from models.doctypes import FieldType, Finder
from models.page import Line, Page, Word, Zone
from models.values.recipients import mend_recipient
from models.values.text import fold, nfc

# Words read less surely than this behind the end of an item are ink.
INK = 0.7
_DASH = re.compile(r"^\s*[-–—+•*~]\s*")


def find_addressees(paper: Paper, _field: FieldType, finder: Finder) -> Candidate | None:
    """What follows "Kính gửi:" until the body begins."""
    lines = paper.zone(Zone.BODY)[:30]
    start = next((i for i, x in enumerate(lines) if _label(x, finder.labels)), None)
    if start is None:
        return candidate((), [], 0.95)
    items: list[list[Word]] = []
    first = list(lines[start].words[_label(lines[start], finder.labels) :])
    if first:
        items.append(first)
    indent = first[0].box.x0 if first else None
    above = lines[start]
    for line in lines[start + 1 : start + 16]:
        dashed = bool(_DASH.match(line.text))
        gap = line.box.y0 - above.box.y1
        if not dashed and (gap > 1.1 * _height(line) or not _aligned(line, indent, paper.first)):
            break
        if dashed or not items:
            items.append(list(line.words))
        else:
            items[-1].extend(line.words)
        indent = indent if indent is not None else line.box.x0
        above = line
    return _list(paper.first, items)


def _aligned(line: Line, indent: float | None, page: Page) -> bool:
    """The line stands under the addressee rather than at the body's margin."""
    return indent is None or line.box.x0 > indent - 0.06 * page.width


def find_recipients(paper: Paper, _field: FieldType, finder: Finder) -> Candidate | None:
    """The left half of the foot."""
    for page in paper.pages:
        lines = paper.zone(Zone.FOOT_LEFT, page)
        start = next((i for i, x in enumerate(lines) if _label(x, finder.labels)), None)
        if start is None:
            continue
        items: list[list[Word]] = []
        above = lines[start]
        for line in lines[start + 1 :]:
            if line.box.y0 - above.box.y1 > 2.5 * _height(line):
                break
            if _DASH.match(line.text) or not items:
                items.append(list(line.words))
            else:
                items[-1].extend(line.words)
            above = line
        return _list(page, [_ended(item) for item in items], mend_recipient)
    return candidate((), [], 0.6, ["recipients_not_found"])


def _label(line: Line, labels: Sequence[str]) -> int:
    """Number of words that the label takes at the start of the line; 0 when it is not there."""
    for label in labels:
        size = len(label.split())
        head = fold(" ".join(w.text for w in line.words[:size])).strip(" :.-*'\"")
        if _alike(head, fold(label)):
            rest = line.words[size:]
            return size + (1 if rest and rest[0].text in (":", ":.") else 0)
    return 0


def _alike(text: str, label: str) -> bool:
    from rapidfuzz.fuzz import ratio

    return bool(ratio(text, label) >= 80)


def _ended(item: Sequence[Word]) -> Sequence[Word]:
    """An item without ink of the signature read behind its end."""
    end = next((i for i, word in enumerate(item, 1) if word.text.endswith(";")), len(item))
    ink = all(word.confidence < INK or not word.text.isalnum() for word in item[end:])
    return item[:end] if ink else item


def _list(
    page: Page, items: Sequence[Sequence[Word]], mend: Callable[[str], str] = str
) -> Candidate:
    values = tuple(
        text
        for item in items
        if (text := mend(_DASH.sub("", nfc(" ".join(w.text for w in item))).strip(" ;.,:")))
        and any(c.isalpha() for c in text)
    )
    return candidate(values, [(page, item) for item in items], 0.85)


def _height(line: Line) -> float:
    heights = sorted(word.box.height for word in line.words)
    return heights[len(heights) // 2]
