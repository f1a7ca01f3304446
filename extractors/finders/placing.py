"""The labels of a document type, found on the rows of a page letter for letter or misread."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import takewhile

from rapidfuzz import process
from rapidfuzz.fuzz import partial_ratio, ratio

from extractors.finders.rows import Row, Token, letters_of
from models.doctypes import DocumentType
from models.values.text import nfc

# A label misread in so many of a hundred letters is still that label; a short one must fit.
LIKE_A_LABEL, GLOSSED = 86.0, 10.0
SHORT, FEW_LETTERS = 5, 10
# So short a label within a line must have its marks.
TINY = 3
# Both ends of it are like the label's: "Thông tin người …" is not yet one of them.
END, LIKE_AN_END = 5, 55.0
# Labels in one more language are small print: their words need be no more alike than this.
LIKE_A_GLOSS, SURELY_A_GLOSS = 50.0, 78.0
# So many more words than a type knows of may a label have.
MOST_TAIL_WORDS = 16
# What labels of persons begin with, and what is said of them in sentences.
PERSONS = ("nguoi", "tochuc", "canhan", "congdan", "chuhoso")
OF_THE_DOSSIER = frozenset({"ho", "so", "don"})
SAID = frozenset({"khong", "chua", "da", "dang", "co", "bi", "se", "phai", "duoc", "tu", "xin"})
# Before names of persons.
TITLES = frozenset({"Ông", "Bà"})
# A label with these letters has a person as its value.
RELATION = "quanhe"
# "2. a)" may stand before a label.
MOST_NUMBERS = 2
# Words further apart than so many of their heights are not of one phrase, or of columns.
APART, COLUMNS = 1.6, 4.0
_NUMBERED = re.compile(r"^\W*(\d{1,2}|[a-zđ]|[ivxhl1|]{1,5})?(\.?\d{1,2})?\W*$", re.IGNORECASE)
# Between a label and its colon: a note, a footnote's number, a gloss in English.
_TAIL = re.compile(r"^[(/\[*].{0,60}?:|^\(?\d\)?\s?:")

# In a cell, a note is all that is behind a label, or on its line: "Chiều cao (m)".
_NOTE = re.compile(r"\([^()]*\)")
# Whose it is, before a value or at the end: "Nơi cư trú của mẹ Xã Ia Grai", "Dân tộc cha".
_WHOSE = re.compile(
    r"^(của )?((người )?(cha|mẹ|bố|vợ|chồng|trẻ|con)|người (chết|mất|khai|nộp|yêu cầu))"
    r"(?= [^\W_]|$)"
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A label on a row: its letters, and its tokens from `start` to before `end`.

    In a table whose columns are sections, `column` is the one that the value stands in; where its
    rows are, `line` is the row of the paper.
    """

    label: str
    row: int
    start: int
    end: int
    x0: float
    column: int | None = None
    line: int | None = None


@dataclass(slots=True)
class Label:
    """A label of a type.

    Attributes:
        letters: Without marks.
        foreign: English alone: a gloss whose own label was not read.
        inline: It counts within text.
        gloss: The letters of the words of its gloss.
        stops: It is of no field.
        spelled: Its letters with their marks, as they may be.
    """

    letters: str
    foreign: bool
    inline: bool = False
    gloss: tuple[str, ...] = ()
    stops: bool = False
    spelled: set[str] = field(default_factory=set)


@cache
def printed_labels(kind: DocumentType) -> frozenset[str]:
    """The letters of all labels of a type."""
    return frozenset(label.letters for label in labels_of(kind))


@cache
def labels_of(kind: DocumentType) -> tuple[Label, ...]:
    """All labels of a type, longest first, those in English last."""
    found: dict[str, Label] = {}

    def add(text: str, *, inline: bool = False) -> None:
        printed, gloss = _parted(text)
        label = found.setdefault(letters_of(printed), Label(letters_of(printed), printed.isascii()))
        label.inline |= inline
        label.spelled.add(spelled(printed))
        label.gloss = label.gloss or tuple(letters_of(word) for word in gloss.split())

    for text in kind.stops:
        add(text)
        found[key_of(text)].stops = True
    for text in (text for item in kind.section for text in item.labels):
        add(text)
    for item in kind.field:
        for finder in item.find:
            for text in finder.labels:
                add(text, inline=finder.inline)
    return tuple(sorted(found.values(), key=lambda label: (label.foreign, -len(label.letters))))


def _parted(text: str) -> tuple[str, str]:
    """A label and its gloss in plain letters behind a slash: "Quốc tịch/Nationality"."""
    printed, _, gloss = text.partition("/")
    is_gloss = gloss.isascii() and len(gloss) > 1 and not gloss.isupper() and not printed.isascii()
    return (printed, gloss) if is_gloss else (text, "")


def key_of(label: str) -> str:
    """What a label of a document type is known by once it is placed."""
    return letters_of(_parted(label)[0])


def labels_on(index: int, row: Row, labels: Sequence[Label]) -> list[Placed]:
    """The labels of a row, left to right; the longer one where two would overlap."""
    letters = "".join(token.letters for token in row.tokens)
    taken: list[Placed] = []
    # What fits to the letter goes first: labels are like each other.
    for find, likely in ((_exact, labels), (_nearly, _like(labels, letters))):
        for label in likely:
            for start, end in find(label, row, letters):
                if not _may_be(row, start, end, label, misread=find is _nearly):
                    continue
                own, end = end, _behind_tail(row, end, label)
                if _within_sentence(row, start, has_tail=own < end, stops=label.stops):
                    continue
                placed = Placed(label.letters, index, start, end, row.tokens[start].box.x0)
                if any(_overlap(placed, other) for other in taken):
                    continue
                if (
                    _is_within(row, placed)
                    and not label.inline
                    and not _is_spelled(row, placed, label)
                ):
                    continue
                plain = (
                    label.inline
                    or _is_apart(row, placed, label, taken)
                    or _is_column(row, placed, label)
                )
                if (plain and find is _exact) or _leads(row, placed):
                    taken.append(placed)
    return sorted(taken, key=lambda item: item.start)


def _like(labels: Sequence[Label], letters: str) -> list[Label]:
    """The labels that may stand misread on a row: all but the short ones that it is like."""
    printed = [label.letters for label in labels]
    found = process.extract(
        letters, printed, scorer=partial_ratio, score_cutoff=LIKE_A_LABEL - 14, limit=None
    )
    return [labels[at] for at in sorted(at for text, _, at in found if len(text) > SHORT)]


def _may_be(row: Row, start: int, end: int, label: Label, *, misread: bool) -> bool:
    """Nothing about the words themselves says that they are no label."""
    if (misread and _goes_on(row, start)) or (label.stops and _is_begun(row, start, end)):
        return False
    if _is_subject(row, end, label) or _is_note(row, start, end):
        return False
    # "Ông Trịnh Quốc Đạt" is no "Công trình".
    if misread and row.tokens[start].text in TITLES and not row.tokens[start].leads:
        return False
    return _is_one_phrase(row, start, end, label)


def _is_subject(row: Row, end: int, label: Label) -> bool:
    """A sentence begins with a person, of whom it says something: "Người nộp hồ sơ không …"."""
    if not label.letters.startswith(PERSONS) or not row.is_one(end - 1, end):
        return False
    rest = [token for token in row.tokens[end:] if token.cell is row.tokens[end].cell]
    is_closed = any(":" in token.text for token in (row.tokens[end - 1], *rest[:MOST_TAIL_WORDS]))
    said = next((token for token in rest if token.letters not in OF_THE_DOSSIER), rest[-1])
    return said.letters in SAID and said.text.islower() and not is_closed


def _is_note(row: Row, start: int, end: int) -> bool:
    """A line in brackets begins as a label does: "(Cấp cho công trình không theo tuyến)"."""
    texts = [token.text for token in row.tokens]
    is_one = texts[start].startswith("(") and texts[-1].endswith(")") and row.tokens[start].leads
    return is_one and end < len(texts) and not any(x.endswith((")", ":")) for x in texts[start:-1])


def _is_one_phrase(row: Row, start: int, end: int, label: Label) -> bool:
    """A short label has its marks within a line; no label goes on with a capital after small ones.

    "hồ sơ:" is no "Số", "số Giấy tờ tùy thân" the end of one thing and another's label, and below
    "Chủ đầu tư" in its box "Ông" is of the value.
    """
    first, before = row.tokens[start], row.tokens[start - 1].text if start else ""
    if any(row.gap(i) > COLUMNS * row.height for i in range(start + 1, end)):
        return False
    if len(label.letters) <= TINY and not first.leads and first.text[0].islower():
        return _is_spelled(row, Placed(label.letters, 0, start, end, 0.0), label)
    inner = row.tokens[start + 1 : end]
    if any(x.leads and x.text[0].isupper() and not x.text.isupper() for x in inner):
        return False
    small = first.text[0].islower() and not first.leads and not before.endswith((";", ","))
    return not (small and inner and inner[0].text[0].isupper() and not inner[0].text.isupper())


def _goes_on(row: Row, start: int) -> bool:
    """A small letter right behind a word in small letters: "trả lại hồ sơ:" is no "Loại hồ sơ"."""
    if not start or row.tokens[start].leads or row.gap(start) > APART * row.height:
        return False
    return row.tokens[start].text[0].islower() and row.tokens[start - 1].text[-1].islower()


def _is_begun(row: Row, start: int, end: int) -> bool:
    """A value begins like a part of the form: "Lý do: Hồ sơ chưa đủ thành phần"."""
    before = row.tokens[start - 1].text if start else ""
    return before.endswith(":") and not row.tokens[end - 1].text.endswith(":")


def spelled(text: str) -> str:
    """Letters and digits in small letters, with their marks."""
    return "".join(c for c in nfc(text).lower() if c.isalnum())


def _is_within(row: Row, placed: Placed) -> bool:
    """A small letter within a row, and no colon, or so few letters that "hồ sơ:" has "Số"."""
    first, last = row.tokens[placed.start], row.tokens[placed.end - 1]
    closed = last.text.endswith(":") and len(placed.label) > SHORT
    return not first.leads and first.text[0].islower() and not closed


def _is_spelled(row: Row, placed: Placed, label: Label) -> bool:
    """With the label's marks: "quyền sở hữu" is no "Quyển số"."""
    text = "".join(token.text for token in row.tokens[placed.start : placed.end])
    return spelled(text) in label.spelled


def _within_sentence(row: Row, start: int, *, has_tail: bool, stops: bool) -> bool:
    """A small letter behind a word that nothing parts from it.

    "… dừng lại kể từ ngày ký thông báo vì:" is no day, "Đất trồng cây lâu năm:" no plant.
    """
    if not start or row.tokens[start].leads or not row.tokens[start].text[0].islower():
        return False
    before = row.tokens[start - 1]
    is_word = before.letters.isalpha() and before.text[-1].isalpha()
    closed = row.tokens[start].cell is before.cell and before.text[0].islower()
    return is_word and (has_tail or (stops and closed and row.gap(start) < APART * row.height))


def _overlap(one: Placed, other: Placed) -> bool:
    return one.start < other.end and other.start < one.end


def _exact(sought: Label, row: Row, letters: str) -> Iterator[tuple[int, int]]:
    """Tokens from and to which a label stands to the letter."""
    label = sought.letters
    if label not in letters:
        return
    for start, token in enumerate(row.tokens):
        joined, end = "", start
        while token.letters and label.startswith(joined) and row.is_one(start, end):
            joined += row.tokens[end].letters
            end += 1
            if joined == label:
                yield start, end
            if joined == label or row.tokens[end - 1].text.endswith(":"):
                break


def _nearly(sought: Label, row: Row, letters: str) -> Iterator[tuple[int, int]]:
    """Tokens from and to which a label stands misread: the likest."""
    label = sought.letters
    best, span = LIKE_A_LABEL + (4.0 if len(label) < FEW_LETTERS else 0.0), None
    size, slack = len(label), max(1, len(label) // 6)
    for start, token in enumerate(row.tokens):
        joined, end = "", start
        while token.letters and len(joined) < size + 2 and row.is_one(start, end):
            if end > start and row.tokens[end - 1].text.endswith(":"):
                break
            joined += row.tokens[end].letters
            end += 1
            if abs(len(joined) - size) > slack:
                continue
            # "GIẤY KHAI SINH" is no "Số giấy khai sinh" misread.
            if label.endswith(joined) and len(joined) < size - 1:
                continue
            # A gloss behind it speaks for the label.
            glossed = bool(sought.gloss) and row.text_from(end).startswith("/")
            like = ratio(label, joined) + GLOSSED * glossed
            ends = min(ratio(label[:END], joined[:END]), ratio(label[-END:], joined[-END:]))
            if like > best and ends >= LIKE_AN_END:
                best, span = like, (start, end)
    if span is not None:
        yield span


def _behind_tail(row: Row, end: int, label: Label) -> int:
    """The first token behind a label's note, gloss and colon, and whose it is."""
    if row.tokens[end - 1].text.endswith(":"):
        return end
    cell = row.tokens[end - 1].cell
    rest = [token for token in row.tokens[end:] if token.cell is cell]
    tail = _TAIL.match(" ".join(token.text for token in rest))
    if tail is not None:
        return end + len(tail.group().split())
    if label.gloss:
        return end + _gloss_size(rest, label.gloss)
    if cell is not None and (size := _note_size(rest)):
        return end + size
    whose = _WHOSE.match(" ".join(token.text for token in rest))
    is_word = row.tokens[end - 1].text[-1].isalpha()
    size = len(whose.group().split()) if whose is not None else 0
    # "Địa chỉ của người yêu cầu đăng ký:" is not yet at its end.
    goes_on = size < len(rest) and rest[size].text[0].islower()
    if size and is_word and not goes_on and RELATION not in label.letters:
        return end + size
    # "Tiếp nhận hồ sơ của ông/bà/tổ chức:": the rest of a longer label.
    for size, token in enumerate(rest[:MOST_TAIL_WORDS], 1):
        if token.text.endswith(":") and token.text.isupper() and len(token.text) <= SHORT:
            return end + size
        if token.letters and not (token.text[0].islower() or token.text[0] in "(/"):
            break
        if token.text.endswith(":"):
            return end + size
    return end


def _note_size(rest: Sequence[Token]) -> int:
    """How many tokens behind a label in a cell are a note, to the end of its line or the cell."""
    on_line = list(takewhile(lambda token: not token.leads, rest))
    texts = ((len(x), " ".join(token.text for token in x)) for x in (rest, on_line))
    return next((size for size, text in texts if _NOTE.fullmatch(text)), 0)


def _gloss_size(rest: Sequence[Token], gloss: Sequence[str]) -> int:
    """How many tokens are words of the gloss, misread or not.

    Without a stroke before them they are a value, and so is what begins with a capital behind
    the first one: "Bắc Hà", "Số 92".
    """
    size, opened = 0, False
    for token in rest[: len(gloss) + 2]:
        is_first = token.text[0] in "/(" or (size > 0 and rest[size - 1].text in {"/", "("})
        opened |= is_first
        is_gloss = is_first or (opened and not token.text[0].isupper())
        like = max(ratio(token.letters, word) for word in (*gloss, "".join(gloss[-2:])))
        if token.letters and like < (LIKE_A_GLOSS if is_gloss else SURELY_A_GLOSS):
            break
        size += 1
        if token.text.endswith(":"):
            break
    return size


def _is_apart(row: Row, placed: Placed, label: Label, taken: Sequence[Placed]) -> bool:
    """A short label with its marks behind a wide gap: "Họ và tên    Giới".

    "Quan hệ với trẻ    Mẹ đẻ" has it as a value, "Ghi bằng chữ    Ngày mười hai" begins one.
    """
    if len(label.letters) <= TINY or not placed.start or row.table:
        return False
    if any(x.end == placed.start and RELATION in x.label for x in taken):
        return False
    behind = row.tokens[placed.end].text[0] if placed.end < len(row.tokens) else "A"
    is_far = row.gap(placed.start) > APART * row.height
    is_capital = row.tokens[placed.start].text[0].isupper() and not behind.islower()
    return is_far and is_capital and _is_spelled(row, placed, label)


def _is_column(row: Row, placed: Placed, label: Label) -> bool:
    """A short label with its marks begins a row, and its value stands in a column far right."""
    if placed.start or row.table or placed.end == len(row.tokens):
        return False
    is_far = row.gap(placed.end) > COLUMNS * row.height
    return is_far and row.tokens[0].text[0].isupper() and _is_spelled(row, placed, label)


def _leads(row: Row, placed: Placed) -> bool:
    """A label begins a row, stands apart from what is before it, or has a colon.

    So short a one that names may be like it has a colon.
    """
    if row.tokens[placed.end - 1].text.endswith(":"):
        return True
    first = row.tokens[placed.start]
    if first.cell is not None and first.leads and not row.is_one(placed.start, placed.end):
        return True
    if row.tokens[placed.end - 1].text.endswith((";", ".")):
        return False
    if len(placed.label) <= SHORT:
        behind = row.tokens[placed.end : placed.end + 1]
        is_number = len(row.tokens) <= SHORT and any(t.text[:1].isdigit() for t in behind)
        return first.leads and (is_number or any("@" in t.text for t in behind))
    # A line of prose goes on with words that are a label elsewhere.
    if first.cell is None and first.text[:1].islower():
        above = row.tokens[placed.start - 1].text if placed.start else ""
        # A broken one has been made whole, its first part without room of its own.
        return above.endswith((";", "(", ":", ",")) or (first.leads and not first.box.width)
    start = placed.start
    while not row.tokens[start].leads and placed.start - start < MOST_NUMBERS:
        if not is_numbering(row.tokens[start - 1].text):
            break
        start -= 1
    if row.tokens[start].leads or row.gap(start) > APART * row.height:
        return True
    before = row.tokens[placed.start - 1]
    # "Quy mô: diện tích xây dựng …", but no "Lý do: Người nộp hồ sơ …".
    if before.text.endswith(":"):
        return first.text[:1].islower()
    return before.text.endswith((";", "("))


def is_numbering(text: str) -> bool:
    """The word is what items are numbered by: "2.", "a)", "III."."""
    return _NUMBERED.match(text) is not None
