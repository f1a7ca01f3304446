"""Rows of the slip that follows a dossier: who gave it to whom, when, and how that went.

One layout has both in one cell, "1. Giao: …" and "2. Nhận: …"; another has a column for each, or a
row for each and a column for every hand-over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from rapidfuzz.fuzz import ratio

from extractors.finders import Candidate, Paper, candidate
from extractors.finders.labelled import UNDER, clean_value, undotted
from extractors.finders.rows import Row, Token, letters_of
from models.doctypes import FieldType, Finder
from models.page import Cell
from models.values.agencies import mend_agency
from models.values.registry import normalize
from models.values.text import fold

_WHO = r"(?:(?:ben|nguoi|don vi|noi|bo phan) ?)?"
_GIVE = re.compile(rf"(?:^|\W)(?:{_WHO}(?:giao|chuyen)|tu) ?:")
_TAKE = re.compile(rf"(?:\d ?[.)] ?)?(?:{_WHO}nhan|\bden) ?:")
_LABELS = {
    "giao": _GIVE,
    "nhan": _TAKE,
    "thoi_gian": re.compile(
        r"\b(?:(?:thoi gian|thoi diem|ngay,? gio)(?: giao,? nhan)? ?:|luc ?:?(?= ?\d))"
    ),
    "ket_qua": re.compile(r"\b(?:ket qua(?: giai quyet| xu ly| thuc hien)?|tien do|danh gia) ?:"),
}
# "Lần 2. Lúc 14h05 ngày …" above giver and taker.
_COUNTED = re.compile(r"\W*(?:lan|buoc|luot|chang|lan thu) ?(?:so )?\d")
# "14:05", "13h33", "30/07/2026".
_WHEN = re.compile(r"\d ?[:h/-] ?\d|\d ?gio|\d ?h\b")
# "0910" for "09:10".
_HOUR = re.compile(r"^([01]\d|2[0-3])([0-5]\d)$")
# How long a step may take, which is not when.
_TERMS = ("thoigianquydinh", "thoihan", "thoigiangiaiquyet", "thoigianthuchien")
# "TrungtâmPVHCC", its words without a space.
_RUN_ON = re.compile(r"([^\W\d_])(?=([^\W\d_]))")
_TIME = re.compile(r"\d{1,2}([:h/.-]\d|gio)|\d{1,2}$")
_AFTER_TIME = re.compile(r"gio|h$|phut|ngay|/")
_RESULT = re.compile(r"^(truoc|dung|qua|som|tre)$")
_SIGNED = re.compile(r"\b(nguoi giao|nguoi nhan|ky,? ?ghi ro ho ten|\(?ky\)?)\b", re.IGNORECASE)
# A hand-over takes at most so many rows of print.
MOST_ROWS = 9


def find_hops(paper: Paper, item: FieldType, finder: Finder) -> Candidate | None:
    """One row for each hand-over: giver, taker, time and result."""
    printed = paper.form.rows
    table = _by_columns(printed, item) or _by_columns(_turned(printed), item)
    if table is not None:
        return table
    rows = [part for row in printed if row.tokens for part in _lines(row)]
    starts = [i for i, row in enumerate(rows) if _GIVE.search(fold(row.text))]
    apart = not starts
    if apart:
        starts = [i for i, row in enumerate(rows) if row.tokens[0].text.strip(".)").isdigit()
                  and _time_at(row) is not None]  # fmt: skip
    if not starts:
        return None
    if not apart:
        counted = {i for i, row in enumerate(rows) if _COUNTED.match(fold(row.text))} - {*starts}
        starts = [i - 1 if i - 1 in counted else i for i in starts]
    ends = [*starts[1:], min(starts[-1] + MOST_ROWS, _end(rows, starts[-1]))]
    blocks = [rows[a:b] for a, b in zip(starts, ends, strict=True)]
    middle = _second_column(blocks) if apart else 0.0
    hops = [_hop(block, middle) for block in blocks]
    spots = [(row.page, [t.word for t in row.tokens]) for block in blocks for row in block]
    found = tuple(hop for hop in hops if hop.get("giao") or hop.get("nhan"))
    doubts = [] if all(len(hop) >= HOP_PARTS for hop in found) else ["row_incomplete"]
    return candidate(found, spots, UNDER, doubts) if found else None


def _turned(rows: Sequence[Row]) -> list[Row]:
    """The columns of each table as its rows."""
    columns: dict[tuple[int, int], list[Token]] = {}
    tables = {id(row.table): row for row in rows if row.table}
    for row in rows:
        for token in row.tokens if row.table else ():
            if (cell := token.cell) is not None:
                turned = replace(
                    cell, row=cell.column, column=cell.row, rows=cell.columns, columns=cell.rows
                )
                found = columns.setdefault((id(row.table), cell.column), [])
                found.append(replace(token, cell=turned))
    ordered = sorted(columns, key=lambda key: (list(tables).index(key[0]), key[1]))
    return [replace(tables[key[0]], tokens=tuple(columns[key])) for key in ordered]


def _lines(row: Row) -> Iterator[Row]:
    """The lines of each cell that bears a whole hand-over, cells side by side after each other."""
    cells: dict[Cell | None, list[list[Token]]] = {}
    for token in row.tokens:
        lines = cells.setdefault(token.cell, [])
        if token.leads or not lines:
            lines.append([])
        lines[-1].append(token)
    texts = (fold(" ".join(t.text for line in lines for t in line)) for lines in cells.values())
    if not row.table or not all(_GIVE.search(text) and _TAKE.search(text) for text in texts):
        yield row
        return
    for lines in cells.values():
        yield from (replace(row, tokens=tuple(line)) for line in lines)


def _by_columns(rows: Sequence[Row], item: FieldType) -> Candidate | None:
    """The rows of a ruled table whose headings name giver and taker."""
    headings = {name: list(map(letters_of, texts)) for name, texts in item.columns.items()}
    for index, row in enumerate(rows):
        columns = headed_columns(row, headings)
        if not {"giao", "nhan"} <= columns.keys():
            continue
        whole = [other for other in rows[index + 1 :] if other.table is row.table]
        below = [_timed(other, row) for other in whole if not _is_numbers(other)]
        outcomes, terms = _outcomes(row), _terms(row)
        hops = [_hop_of(other, columns, outcomes, terms) for other in below]
        kept = [(hop, other) for hop, other in zip(hops, below, strict=True) if "giao" in hop]
        is_whole = all(len(hop) >= HOP_PARTS for hop, _ in kept)
        # Of some the hour was read, so that the others have one.
        is_even = len({"T" in hop.get("thoi_gian", "") for hop, _ in kept}) <= 1
        doubts = [] if is_whole and is_even else ["row_incomplete"]
        spots = [(other.page, [t.word for t in other.tokens]) for _, other in kept]
        return candidate(tuple(hop for hop, _ in kept), spots, UNDER, doubts)
    return None


def _is_numbers(row: Row) -> bool:
    """The columns' numbers below their heads, misread or not: "(1) (2)", "0) O) G) 6)"."""
    return all(len(text) <= NUMBER for text in _heads(row).values())


def _timed(row: Row, heads: Row) -> Row:
    """A row with the colons that were lost below "Giờ": "0910"."""
    hours = {cell.column for cell, text in _heads(heads).items() if text.startswith("gio")}
    tokens = (
        replace(token, text=_HOUR.sub(r"\1:\2", token.text))
        if token.cell is not None and token.cell.column in hours
        else token
        for token in row.tokens
    )
    return replace(row, tokens=tuple(tokens))


def headed_columns(row: Row, headings: Mapping[str, Sequence[str]]) -> dict[str, Cell]:
    """The cells of a row of headings by what they head; what heads signatures is none."""
    found: dict[str, Cell] = {}
    for cell, text in _heads(row).items():
        for name, labels in headings.items():
            is_it = any(text == x or (len(x) > FEW and _begins(text, x)) for x in labels)
            if is_it and name not in found and not text.endswith("ky"):
                found[name] = cell
    return found


def _heads(row: Row) -> dict[Cell, str]:
    """The letters of each cell of a row."""
    heads: dict[Cell, str] = {}
    for token in row.tokens:
        if token.cell is not None:
            heads[token.cell] = heads.get(token.cell, "") + token.letters
    return heads


def _begins(text: str, label: str) -> bool:
    """A heading begins with a label, one letter of six misread at most."""
    return ratio(text[: len(label)], label) > LIKE_A_HEADING


def _terms(row: Row) -> frozenset[int]:
    """Columns that say how long a step may take: "Thời gian quy định", "Thời hạn"."""
    return frozenset(x.column for x, head in _heads(row).items() if head.startswith(_TERMS))


def _hop_of(
    row: Row, columns: Mapping[str, Cell], outcomes: Mapping[int, str], terms: Set[int]
) -> dict[str, str]:
    """A hand-over: the columns of giver and taker by their heads, the others by what they bear."""
    cells: dict[int, str] = {}
    for token in row.tokens:
        if token.cell is not None and token.cell.column not in terms:
            cells[token.cell.column] = f"{cells.get(token.cell.column, '')} {token.text}".strip()
    named = {columns[name].column: name for name in ("giao", "nhan")}
    hop: dict[str, str] = {}
    for column, name in named.items():
        text = clean_value(undotted(_parted(cells.get(column, ""))))
        value = normalize("agency", text).value
        hop |= {name: value} if value else {}
    rest = {column: text for column, text in cells.items() if column not in named}
    time = normalize("datetime", " ".join(x for x in rest.values() if _WHEN.search(fold(x)))).value
    hop |= {"thoi_gian": time} if time else {}
    said = next((RESULTS[x] for x in map(letters_of, rest.values()) if x in RESULTS), None)
    ticked = [outcomes[column] for column, text in rest.items() if column in outcomes]
    if said is None and len(ticked) == 1:
        said = ticked[0]
    elif said is None and "ket_qua" in columns:
        said = clean_value(undotted(rest.get(columns["ket_qua"].column, "")))
    return hop | ({"ket_qua": said} if said else {})


def _parted(text: str) -> str:
    """Words are parted where a capital follows a small letter."""
    return _RUN_ON.sub(lambda x: x[1] + " " * (x[1].islower() and x[2].isupper()), text)


def _outcomes(row: Row) -> dict[int, str]:
    """The columns to tick, one for each outcome, by their heads; misread ones as well."""
    found: dict[int, str] = {}
    for cell, text in _heads(row).items():
        like = max(RESULTS, key=lambda x: ratio(text, x))
        if ratio(text, like) > LIKE_A_HEADING:
            found[cell.column] = RESULTS[like]
    return found if len(found) == len(set(found.values())) > 1 else {}


# How a hand-over went, by its letters.
RESULTS = {letters_of(text): text for text in ("Trước hạn", "Đúng hạn", "Quá hạn")}
# A heading is like a label in more than so many of a hundred letters; "giao" and "nhan" are not.
LIKE_A_HEADING = 80.0
# A column's number has so many letters at most.
NUMBER = 2
# A heading of more letters than this may go on.
FEW = 5
# Parts of a whole hand-over: giver, taker, time, result.
HOP_PARTS = 4


def _end(rows: Sequence[Row], start: int) -> int:
    """The first row below the last hand-over: a wide gap, or a note."""
    for i in range(start + 1, len(rows)):
        above, row = rows[i - 1], rows[i]
        gap = row.tokens[0].box.y0 - max(t.box.y1 for t in above.tokens)
        if (
            row.page is not above.page
            or gap > 2 * row.height
            or letters_of(row.text)[:6] == "ghichu"
        ):
            return i
    return len(rows)


def _time_at(row: Row) -> int | None:
    """The token that a time begins with."""
    for i, (token, after) in enumerate(
        zip(row.tokens[1:], [*row.tokens[2:], None], strict=False), 1
    ):
        text = fold(token.text).strip(",;")
        if not _TIME.match(text):
            continue
        if not text.isdigit() or (after and _AFTER_TIME.match(fold(after.text))):
            return i
    return None


def _second_column(blocks: Sequence[Sequence[Row]]) -> float:
    """Where the takers' column begins: behind the widest gap between number and time."""
    found = []
    for block in blocks:
        tokens = block[0].tokens[1 : _time_at(block[0])]
        gaps = [(b.box.x0 - a.box.x1, b.box.x0) for a, b in zip(tokens, tokens[1:], strict=False)]
        if gaps:
            found.append(max(gaps)[1])
    return sorted(found)[len(found) // 2] if found else 0.0


def _hop(block: Sequence[Row], middle: float) -> dict[str, str]:
    first = block[0]
    at = _time_at(first)
    time_x = first.tokens[at].box.x0 if at is not None else first.page.width
    result_x = next(
        (t.box.x0 for t in first.tokens if t.box.x0 > time_x and _RESULT.match(fold(t.text))),
        float(first.page.width),
    )
    slack = 0.5 * first.height
    whole = _by_labels(block)
    if {"thoi_gian", "ket_qua"} & whole.keys():
        return _mended(whole)
    names = _texts(block, 0, time_x - slack)
    hop = _names(block, names, middle - slack, time_x - slack) if middle else _labelled(names)
    time = _SIGNED.sub("", _texts(block, time_x - slack, result_x - slack))
    result = _texts(block[:1], result_x - slack, float(first.page.width))
    read = normalize("datetime", time).value
    hop |= {"thoi_gian": read} if read else {}
    hop |= {"ket_qua": clean_value(result)} if clean_value(result) else {}
    return _mended(hop)


def _mended(hop: Mapping[str, str]) -> dict[str, str]:
    """What of a hand-over was read, agencies with the marks of those that are known."""
    return {
        name: mend_agency(value) if name in {"giao", "nhan"} else value
        for name, value in hop.items()
        if value
    }


def _by_labels(block: Sequence[Row]) -> dict[str, str]:
    """The parts of a hand-over of which each has a label of its own, each within its row."""
    found: dict[str, str] = {}
    for row in block:
        folded = fold(row.text)
        marks = {name: label.search(folded) for name, label in _LABELS.items()}
        places = sorted((m.start(), m.end(), name) for name, m in marks.items() if m)
        for at, (_, start, name) in enumerate(places):
            end = places[at + 1][0] if at + 1 < len(places) else len(row.text)
            text = clean_value(row.text[start:end]).strip(" -")
            value = normalize("datetime", text).value if name == "thoi_gian" else text
            found.setdefault(name, value or "")
    return found


def _labelled(text: str) -> dict[str, str]:
    """Giver and taker of one cell."""
    folded = fold(text)
    give, take = _GIVE.search(folded), _TAKE.search(folded)
    end = take.start() if take else len(text)
    return {
        "giao": clean_value(text[give.end() : end]) if give else "",
        "nhan": clean_value(text[take.end() :]) if take else "",
    }


def _names(block: Sequence[Row], text: str, middle: float, end: float) -> dict[str, str]:
    """Giver and taker of two cells."""
    number = len(text) - len(text.lstrip("0123456789. )"))
    giver = _texts(block, 0, middle)
    return {"giao": clean_value(giver[number:]), "nhan": clean_value(_texts(block, middle, end))}


def _texts(block: Sequence[Row], start: float, end: float) -> str:
    tokens: list[Token] = [t for row in block for t in row.tokens if start <= t.box.x0 < end]
    return " ".join(token.text for token in tokens)
