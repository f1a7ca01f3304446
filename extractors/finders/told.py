"""Persons told of in a sentence: "Chị LÊ THỊ HOA, sinh ngày 12/03/1990, dân tộc Tày, …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.finders import Candidate, Paper, candidate
from extractors.finders.pattern import BELIEF, PARAGRAPH, text_of, words_at
from models.doctypes import FieldType, Finder
from models.values.names import looks_like_name
from models.values.registry import normalize
from models.values.text import fold

# A sentence about a person has no more letters.
LONGEST = 400
_BREAKS = f"\n{PARAGRAPH}"
# Whom a sentence begins with; the next one ends it.
_ADDRESS = r"(?:ong \(ba\)|ong/ba|ong|ba|anh|chi|chau|tre)"
_BEGIN = re.compile(rf"(?:^|[{_BREAKS}])\W*(?:va )?(?P<address>{_ADDRESS})\W+(?=\w)")
# What is said of both ends it, too.
_END = re.compile(rf"{PARAGRAPH}|\.\s|\n\W*(?:da|va|cung|duoc)\b")
_FIRST_PART = r"(?=\s*[,;(]|\s+(?:gioi|sinh|dan toc|quoc tich|nguoi dan)\b)"
_PAPERS = "so dinh danh(?: ca nhan)?|can cuoc(?: cong dan)?|cccd|cmnd|chung minh nhan dan|ho chieu"
_PARTS = {
    "name": re.compile(rf"^(?P<value>[^,;:\d]{{4,40}}?){_FIRST_PART}"),
    "birth": re.compile(r"\bsinh (?:ngay|nam)?\W{0,2}(?P<value>(?:\d{1,2}[/.-]){0,2}\d{4})"),
    "sex": re.compile(r"\bgioi(?: tinh)?\W{1,2}(?P<value>nam|nu)\b"),
    "ethnic": re.compile(r"\bdan toc\W{1,2}(?P<value>[^,;:.]{2,20})"),
    "nationality": re.compile(r"\bquoc tich\W{1,2}(?P<value>[^,;:.]{2,20})"),
    "id": re.compile(rf"\b(?:{_PAPERS})(?: so)?\W{{1,2}}(?P<value>[a-z]?\d[\d .]{{6,16}}\d)"),
    "residence": re.compile(
        r"\b(?:cu tru|thuong tru|tru)(?: cuoi cung)?(?: tai)?\W{1,2}(?P<value>[^;:]+)"
    ),
}


def find(paper: Paper, item: FieldType, finder: Finder) -> Candidate | None:
    """A part of what the first sentence says of a person who is addressed as in its patterns.

    No label stands there: a person is asked.
    """
    for page in paper.pages:
        text = text_of(page)
        folded = "".join(c if c in _BREAKS else fold(c)[:1] or " " for c in text)
        for address, start, end in _sentences(text, folded):
            match = _PARTS[finder.part or ""].search(folded[start:end].replace("\n", " "))
            if address not in finder.patterns or match is None:
                continue
            first, last = (start + at for at in match.span("value"))
            value = " ".join(text[first:last].split()).rstrip(" .,")
            read = normalize(item.kind, value, values=item.values)
            if read.value is not None:
                spots = [(page, words_at(page, first, last))]
                return candidate(read.value, spots, BELIEF, [*read.problems, "no_label"])
    return None


def _sentences(text: str, folded: str) -> Iterator[tuple[str, int, int]]:
    """How each person is addressed, and where what is said of them begins and ends."""
    begins = list(_BEGIN.finditer(folded))
    stops = [x.start() for x in begins[1:]] + [len(text)] * bool(begins)
    for begin, stop in zip(begins, stops, strict=True):
        start = begin.end()
        name = _PARTS["name"].match(folded[start:stop].replace("\n", " "))
        if name is None or not looks_like_name(" ".join(text[start : start + name.end()].split())):
            continue
        end = _END.search(folded, start + name.end(), min(stop, start + LONGEST))
        yield begin["address"], start, end.start() if end else min(stop, start + LONGEST)
