"""Rows of the slip that follows a dossier: who gave it to whom, when, and how that went."""

from __future__ import annotations

import re

from extractors.finders import Candidate, Paper, candidate
from extractors.finders.form import Row
from extractors.finders.labelled import UNDER, clean_value
from models.doctypes import FieldType, Finder
from models.values.registry import normalize
from models.values.text import fold, nfc

_GIVE = re.compile(r"\b(?:ben |nguoi )?giao\s*:")
_TAKE = re.compile(r"\b(?:ben |nguoi )?nhan\s*:")
_TIME = re.compile(
    r"\d{1,2}\s*(?:gio|h|:)\s*\d{0,2}.{0,30}?\d{4}|\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|ngay\s*\d.{0,20}?\d{4}"
)
_RESULT = re.compile(r"\b(truoc han|dung han|qua han|som han|tre han)\b")


def find_hops(paper: Paper, item: FieldType, finder: Finder) -> Candidate | None:
    """One row for each hand-over, from "Giao: … Nhận: …" with its time and result."""
    rows = paper.form.rows
    starts = [i for i, row in enumerate(rows) if _GIVE.search(fold(row.text))]
    if not starts:
        return None
    ends = [*starts[1:], min(starts[-1] + 6, len(rows))]
    hops = [_hop(list(rows[a:b])) for a, b in zip(starts, ends, strict=True)]
    spots = [
        (rows[i].page, [t.word for t in rows[i].tokens])
        for a, b in zip(starts, ends, strict=True)
        for i in range(a, b)
    ]
    found = tuple(hop for hop in hops if hop.get("giao") or hop.get("nhan"))
    return candidate(found, spots, UNDER) if found else None


def _hop(rows: list[Row]) -> dict[str, str]:
    text = nfc(" ".join(row.text for row in rows))
    folded = fold(text)
    give, take = _GIVE.search(folded), _TAKE.search(folded)
    time, result = _TIME.search(folded), _RESULT.search(folded)
    stops = sorted(x.start() for x in (take, time, result) if x) + [len(text)]
    hop = {}
    for name, mark in (("giao", give), ("nhan", take)):
        if mark is not None:
            end = next(at for at in stops if at > mark.end() - 1)
            hop[name] = clean_value(text[mark.end() : end])
    if time is not None:
        hop["thoi_gian"] = normalize("datetime", time.group()).value or ""
    if result is not None:
        hop["ket_qua"] = text[slice(*result.span())]
    return {name: value for name, value in hop.items() if value}
