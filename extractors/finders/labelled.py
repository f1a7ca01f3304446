"""Values of forms: beside a label, below it, or as a list under it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from extractors.finders import Candidate, Paper, candidate
from extractors.finders.agency import HEAD
from extractors.finders.form import Form
from extractors.finders.placing import APART, COLUMNS, Placed, key_of
from extractors.finders.rows import Row, Span, Token
from extractors.letterhead import DATE
from models.doctypes import FieldType, Finder
from models.page import Page, TickMark, Word
from models.values.addresses import parse_address
from models.values.names import has_surname
from models.values.phrases import is_unfinished
from models.values.registry import normalize
from models.values.symbols import PERMIT
from models.values.text import fold, nfc
from models.values.titles import SURELY_A_TITLE, likeness, split_authority
from models.values.units import breaks_off

# Values of these kinds go on in the next row where they are too long for one.
WRAPPED = frozenset(
    {"address", "agency", "date_words", "number_words", "personal_id", "place", "text", "title"}
)
_CITY = re.compile(r", thành$", re.IGNORECASE)
# Values of these kinds are words, between which leader dots may have been read.
WORDS = WRAPPED | {"person_name", "name"}
ONE_PHRASE = frozenset({"ethnic_group", "nationality", "sex"})
# Values of these kinds may be printed with their boxes, so that the one is chosen.
CHOSEN = frozenset({"choice", "sex"})
CONTACTS = frozenset({"address", "email", "phone"})
PLACES = frozenset({"address", "agency"})
# Of these kinds a table says what they may be, so that a misread one is put right surely.
CLOSED = frozenset(
    {
        "address",
        "agency",
        "area",
        "choice",
        "email",
        "ethnic_group",
        "nationality",
        "person_name",
        "sex",
        "title",
    }
)
# Values of these kinds bear figures, or are none.
FIGURES = frozenset(
    {
        "area",
        "date",
        "datetime",
        "dossier_code",
        "length",
        "money",
        "number_code",
        "personal_id",
        "phone",
        "quantity",
        "symbol",
    }
)
# Of these there are sums, in the last row of a table.
SUMS = frozenset({"area", "money"})
DATES = frozenset({"date", "datetime"})
# A gap of so many heights of the row.
WIDE, STRAY = 2.0, 2.5
BESIDE, UNDER = 0.95, 0.93
ABSENT = 0.9

# Even a number within an office has more figures.
FEWEST_FIGURES = 2
# Between a label and the table that it is of.
ROWS_TO_TABLE = 2

# The slash of "287/GPXD" and "22/05/2026" as a letter, alone or beside itself.
_STROKE = re.compile(r"(?<=\d)[IJl|](?=[A-ZĐ]{3})")
# It was lost, or read as the number's last figure: "887TTPVHCC".
_NO_STROKE = re.compile(r"(?<=\d)(?![IJ])(?=[A-ZĐ]{3})")
_TWICE = re.compile(r"(?<=/)[IJl|](?=(?:TTPVHCC|BPTNTKQ|GPXD)\b)")
_DAY_STROKE = re.compile(r"(?<=\d\d)[IJl|](?=\d\d(?!\d)|\d{4}\b)")
_DATE_WORD = re.compile(r"\d{0,2}(gio|phut|ngay|thang|nam)\d{0,4}$")
# A date with its day has so many hyphens; what begins one.
WHOLE_DATE = 2
_DAY_BEGUN = re.compile(r"ngay|thang|\d\s*[/.-]\s*\d")
_YEAR = re.compile(r"(19|20)\d\d")
_DAY = re.compile(r"\d{1,2} ?(?:/|-|tháng) ?\d{1,2} ?(?:/|-|năm) ?(?:19|20)\d\d")
_BEFORE = re.compile(r"^[\s:.,;…·_*•)\]'\"|-]+")
_AFTER = re.compile(r"[\s:;,…·_*'\"|(\[-]+$|(?<=\s)\.+$|\.{2,}$")
_FOOTNOTE = re.compile(r"^\(?\d{1,2}\)\s*|\s*\(\d{1,2}\)$|^/[^:]{1,40}:\s*")
# "120,5 m²" as the engine reads it.
_SQUARE = re.compile(
    r"(?<=\d) ?([mn][27?ˆ°^*'’®%ÔÊ]+|[mn][ởổỏửẻểỉảẩỷ°])(?=[\s;,.)]|$)|(?<=\d )m(?=;)"
)
# "671/9 m²": a comma.
_COMMA = re.compile(r"(?<=\d)/(?=\d{1,2} m²)")
# "O1 tầng": a nought.
_NOUGHT = re.compile(r"\bO(?=\d)")
_BLANKS = re.compile(r"[.…·_]{3,}")
# ",." in old print: a speck, or the room behind a comma.
_SPECK = re.compile(r",\.+(?=\s)")
# Dots before words and within their first letters.
_LOOSE = re.compile(r"(?<=\s)[.·]+(?=\w)|(?<=\b[^\W\d_])\.(?=[a-zà-ỹ]{2})")
# "II.1." of the next part of a form.
_ONLY_NUMBER = re.compile(r"^[IVXHLl1]{1,4}\.?\d?\.?$")
_PART = re.compile(r"^([IVX]{1,4}|[A-E])[.)]?$|^\d{1,2}[.)]$")
_DOTTED = re.compile(r"\b([^\W\d_]{2,}|\d+(?=\.[^\W\d_]))(,?)\.+(?=[^\W_])")
# A dot behind these is no leader.
_SHORTENED = frozenset({"TP", "Tp", "TX", "TT", "P", "Q", "H", "KP", "Số", "ThS", "TS", "BS"})
# What follows a number: who issued it, and when.
_BEHIND_CODE = re.compile(
    r"[,;]\s*[^\W\d_]{2,}.*$|,?\s*\b(?:do|của|cua|cấp|cap|ngày|ngay)\b.*$", re.IGNORECASE
)
# "Số 12/TTPVHCC lập ngày 25/08/2026".
_MADE = re.compile(r",?\s+(?:lập|ngày|ký|ban hành)\b.*$", re.IGNORECASE)
# What stands behind an address in its sentence.
_SENTENCE = re.compile(r"((?:tỉnh|thành phố) [A-ZĐ]\w*(?: [A-ZĐ]\w*){0,3})[.)]+(?:\s.*)?$")
# "12/GPXD", "12-2024": more than a figure within words.
_NUMBERED = re.compile(r"^\W*\d+[A-Za-z]?\s?[/\-–]|^\W*\d+\W*$")
# "Bước 1" of what a blank is followed by.
_STEP = re.compile(r"\W*(buoc|lan|muc|phan|chang) ?\d")
# Signs that no paper of these kinds has: letters misread.
_ODD = re.compile(r"[†‡®©™§¬¦¤¥¢£€^~`{}\[\]\\⁄«»¿¡]")
# "Tổ 1", "227I5B", "tố 11": a figure, a slash or the mark of a word misread in an address.
_ODD_PLACE = re.compile(r"\d[\"'”“I|]|\b[Tt]ố \d|\b[Ss]ô \d")
# "250/5B đường Lê Lợi", "154, bản Cát Cát": "Số" or more may stand where it was not seen.
_NO_NUMBER = re.compile(r"\d[\w/]*,? [a-zà-ỹđ]")
# "…, huyện Vĩnh Hưng" behind the name of an agency.
_UNITS_BEHIND = re.compile(r",\s*(huyen|quan|thi xa|thanh pho|tp|tinh)\b")
_NO_COMMA = re.compile(r"\b(?:xã|phường|thị trấn|huyện|quận) [^,]+ (?:huyện|quận|tỉnh|thành phố) ")
_WHOSE = r",?\s+(?:của|do) (?:[Ôô]ng/[Bb]à|[Ôô]ng \([Bb]à\)|Ông|Bà)(?:\s.*)?$"
# "…, nên hồ sơ nhận ngày 03/06/2026 không kịp giải quyết": what follows from a reason is not it.
_THEREFORE = (
    r",?\s+nên (?:hồ sơ|kết quả|việc|đơn vị|cơ quan|trung tâm|bộ phận|phòng|sở|chúng tôi|"
    r"(?:chưa|không)(?: thể| kịp)? (?:giải quyết|trả|hoàn thành))\b.*$"
)
# "Mã số BHXH: 2503934556" behind a name: a label of something else; or "là Mẹ của trẻ".
_NEXT_LABEL = re.compile(
    r"\s+[A-ZĐÀ-Ỹ][^\W\d_]*(?:\s+[a-zđà-ỹ][^\s:]*)(?:\s+[^\s:]+)*:.*$|\s*[,;]?\s*(?<!\w)là\s.*$"
)
_BEHIND = {
    "text": re.compile(f"{_WHOSE}|{_THEREFORE}"), "number_code": _BEHIND_CODE,
    "phone": _BEHIND_CODE, "symbol": _MADE, "person_name": _NEXT_LABEL,
}  # fmt: skip
# "mã số H08.48-260808-0136": another thing's code.
_ONLY_CODE = re.compile(r"(có )?mã (số|hồ sơ)\b.*\d", re.IGNORECASE)
# A small letter or bracket first, or a year within.
_NO_NAME = re.compile(r"^\(|\b\d{2,}\b")
# "; mã ngành 1104", "(mã 1104)" behind a line of business.
_CODED = re.compile(r"[\s;,(:.-]*mã (?:ngành.*|\d{4}\W*)$", re.IGNORECASE)
# "4933 - Vận tải hàng hóa", "May trang phục (1410)", the code in four figures (Quyết định
# 36/2025/QĐ-TTg) that are no year, and as it may be misread.
_CODE_BEFORE = (
    re.compile(r"^(?!19|20)\d{4}(?: ?[-–.:] ?| )(?=[^\W\d_])"),
    re.compile(r"^(?=\S*\d)\S{3,5}(?: ?[-–.:] ?| )(?=[^\W\d_])"),
)
_CODE_BEHIND = (
    re.compile(r"\((?!19|20)\d{4}\)$"),
    re.compile(r"\s*\((?=\S*\d)\S{3,5}\)$"),
)
# "Bán lẻ vật liệu xây dựng: 4752".
_CODE_TOLD = (
    re.compile(r"[^\W\d_] ?: ?(?!19|20)\d{4}$"),
    re.compile(r"\s*: ?(?=\S*\d)\S{3,5}$"),
)
_CODE_CUT = re.compile(r"\bmã ngành\W*$", re.IGNORECASE)
# "10/12/2024 (Ngày mười …": the figures before the words of a date.
_IN_FIGURES = re.compile(r"^\W*\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\W+(?=[^\W\d_])")
# "tại Thôn Đông, …" in a sentence.
_AT = re.compile(r"^tại\s+")
# "Ủy ban nhân dân xã Ia Grai ngày 12/03/2024".
_SINCE = re.compile(r",?\s+(?:vào )?ngày\b\W*\d.*$", re.IGNORECASE)
# "…, tỉnh Tây Ninh, thửa đất 1944": the parcel is told elsewhere.
_PARCEL = re.compile(r",\s+(?:thuộc |tại |trên )?(?:thửa|tờ bản đồ)\b.*$", re.IGNORECASE)
# "Bố sung bản vẽ": nothing else is said so.
_HOOK_LOST = re.compile(r"^Bố(?= sung\b)")
# "Theo Phụ lục kèm theo Giấy chứng nhận này": the list stands elsewhere.
_ELSEWHERE = re.compile(r"\W*\(?(?:theo|xem|chi tiet|nhu)\b.{0,20}\b(?:phu luc|danh muc|bang ke)\b")
# Between the parts of a value that two labels have together.
_PARTING = re.compile(r"[/,;-]")
_ITEM = re.compile(
    r"^(\d{1,2}\s+(?=[^\W\d_]|\d\S{2,4}\s)|[(\[]?(\d{1,2}\.)?\d{1,2}[.)\]/]|[-–—+•*☐☒☑]|[a-zđ][.)])\s*"
)
# The mark of a list's first item.
_FIRST = re.compile(r"\W*(?:0?1|a)[.)\]/]")
_BULLET = re.compile(r"[-–—+•*]")


def find_beside(paper: Paper, item: FieldType, finder: Finder) -> Candidate | None:
    """What stands beside the first of the labels that has a value, or below it."""
    form, blank, doubted = paper.form, None, None
    for placed in form.all_placed(finder.labels, finder.section):
        if item.kind in CONTACTS and form.is_above_title(placed):
            continue
        if ticks := _ticks_of(item, form, placed):
            return _ticked(item, ticks)
        if (part := _part(item, form, placed)) is not None:
            return part
        read = _readings(item, form, placed)
        beside = bool(form.beside(placed))
        first = read[0] if beside and read and read[0].value is not None else None
        found = first or next((x for x in read if x.value is not None and not x.doubts), None)
        if found is not None:
            # Below a blank left empty the next paragraph of the form begins; below what cannot be
            # a value may be that of another label.
            below = not first if beside else item.kind == "text" and form.is_over(placed)
            if below:
                return replace(found, doubts=(*found.doubts, "below_label"))
            if item.kind in {*SUMS, "length", "text"}:
                return replace(found, doubts=(*found.doubts, *form.several(placed)))
            return found
        # Words that cannot be a value of the kind are a question.
        doubted = doubted or next((x for x in read if x.doubts), None)
        blank = blank or placed
    if blank is None or doubted is not None:
        return doubted
    label = form.rows[blank.row]
    words = [token.word for token in label.tokens[blank.start : blank.end]]
    return Candidate(None, None, candidate(None, [(label.page, words)], 0).evidence, ABSENT)


def _part(item: FieldType, form: Form, placed: Placed) -> Candidate | None:
    """Its part of the value of a label that two fields have: "Thửa đất/Tờ bản đồ: 179/48"."""
    owners = [field.id for field in form.kind.field if placed.label in _joint_labels(field)]
    if item.id not in owners or len(owners) == 1:
        return None
    span = (form.rows[placed.row], form.beside(placed))
    parts = [part.strip() for part in _PARTING.split(_text(span).strip(" .,;"))]
    if len(parts) != len(owners) or not all(map(str.isdigit, parts)):
        return candidate(None, spots_of([span] if span[1] else []), ABSENT, ["several_values"])
    return candidate(parts[owners.index(item.id)], spots_of([span]), BESIDE)


def _joint_labels(item: FieldType) -> set[str]:
    """The labels of a number that name something beside it, in the order of the fields."""
    labels = (label for finder in item.find for label in finder.labels if "/" in label)
    return set(map(key_of, labels)) if item.kind == "number_code" else set()


def _readings(item: FieldType, form: Form, placed: Placed) -> list[Candidate]:
    """What may be a label's value, as its kind reads it, likeliest first."""
    wraps = item.kind in WRAPPED or _is_cut_off(item, form.beside(placed))
    read = [read_spans(item, x) for x in form.beside_or_below(placed, wraps=wraps)]
    if not read and item.kind in SUMS and (last := form.last_of_row(placed)):
        return [read_spans(item, [last])]
    return read or (_bulleted(item, form, placed) if item.kind == "text" else [])


def _bulleted(item: FieldType, form: Form, placed: Placed) -> list[Candidate]:
    """What stands below a label behind a mark: "Lý do:" and below it "- Hồ sơ đã được rút."."""
    if not form.is_closed(placed):
        return []
    groups = list(takewhile(lambda x: _BULLET.match(_text(x[0])), _items(form, placed)))
    if not groups:
        return []
    read = read_spans(item, [span for group in groups for span in group])
    doubts = ["several_values"] * (len(groups) > 1)
    return [replace(read, doubts=(*read.doubts, *doubts))]


def _is_cut_off(item: FieldType, beside: Sequence[Token]) -> bool:
    """A date without its year, which goes on in the next row."""
    text = " ".join(token.text for token in beside)
    return item.kind in DATES and bool(text) and not _YEAR.search(text)


def _ticks_of(item: FieldType, form: Form, placed: Placed) -> list[tuple[TickMark, Span]]:
    """The boxes that are a label's: what is beside it stands beside them, or nothing does."""
    ticks, beside = form.ticks(placed), form.beside(placed)
    if not any(token.letters for token in beside):
        return ticks
    if item.kind not in CHOSEN:
        return []
    return [(tick, span) for tick, span in ticks if any(token in beside for token in span[1])]


def _ticked(item: FieldType, ticks: Sequence[tuple[TickMark, Span]]) -> Candidate:
    """What stands beside the box that is ticked; several are a question."""
    chosen = [span for tick, span in ticks if tick.ticked]
    if not chosen:
        return candidate(None, spots_of([span for _, span in ticks]), ABSENT)
    found = read_spans(item, chosen[:1])
    return found if len(chosen) == 1 else replace(found, doubts=(*found.doubts, "ticked_twice"))


def _text_of(item: FieldType, spans: Sequence[Span]) -> str:
    """What may be a value of the field's kind, without what belongs to its sentence."""
    text = " ".join(map(_row_text if item.kind in PLACES else _text, spans))
    if item.kind in WORDS:
        text = _COMMA.sub(",", _SQUARE.sub(" m²", undotted(text)))
    text = clean_value(text)
    text = _NOUGHT.sub("0", text) if item.kind == "text" else text
    if item.kind not in WORDS and "(" not in text:
        text = text.rstrip(" .,;)")
    day = _DAY.search(text) if item.kind == "date" and len(spans) > 1 else None
    if day is not None:
        return day.group()
    if item.kind in {"symbol", "number_code"}:
        text = _STROKE.sub("/", _TWICE.sub("", text.replace("⁄", "/")))
        is_lost = item.kind == "symbol" and "/" not in text
        text = _NO_STROKE.sub("/", text) if is_lost else text
        text = PERMIT.sub("G", text)
    if item.kind in DATES:
        text = _DAY_STROKE.sub("/", text)
    behind = _BEHIND.get(item.kind)
    if item.kind == "date_words":
        text = _IN_FIGURES.sub("", text)
    if item.kind in PLACES:
        return _AT.sub("", _SINCE.sub("", _PARCEL.sub("", _without_sentence(text))))
    text = text if behind is None else behind.sub("", text)
    is_number = _ONLY_NUMBER.match(text) and not text.isdigit()
    return "" if is_number and item.kind in WORDS else text


def _without_sentence(text: str) -> str:
    """A place without the sentence behind it; "tỉnh Lào. Cai" is one name with a speck."""
    end = _SENTENCE.search(text)
    if end is None:
        return text
    place, rest = text[: end.end(1)], text[end.end(1) :].lstrip(".) ")
    is_one = parse_address(place).province is None and parse_address(f"{place} {rest}").province
    return f"{place} {rest}" if is_one else place


def _row_text(span: Span) -> str:
    """A row of an address; behind the beginning of a unit's name a point is a speck."""
    text = _text(span)
    bare = text.rstrip(" .…")
    return bare if breaks_off(bare) else text


def _rejection(kind: str, text: str) -> str | None:
    """Why a text cannot be a value of a kind, by its first letters and figures."""
    if kind in FIGURES and text and not any(c.isdigit() for c in text):
        return "no_figures"
    if kind == "phone" and (_DAY.search(text) or not _is_mostly_figures(text)):
        return "no_figures"
    if kind == "symbol" and text and not _NUMBERED.search(text):
        return "no_figures"
    if kind == "agency" and _STEP.match(fold(text)):
        return "form_words"
    if kind == "sex" and {"nam", "nu"} <= set(fold(text).split()):
        return "ticked_twice"  # both are printed, and no box was seen
    if kind == "text" and _ONLY_CODE.match(text):
        return "form_words"
    if kind == "person_name" and (text[:1].islower() or _NO_NAME.search(text)):
        return "not_a_name"
    return None


def _is_mostly_figures(text: str) -> bool:
    """So much of it is figures, and there are so many of them, that it may be a telephone's."""
    figures = sum(c.isdigit() for c in text)
    return not text or (2 * figures >= len(text) and figures > FEWEST_FIGURES)


def _is_odd(kind: str, text: str, raw: str) -> bool:
    """What no value has: a symbol in an agency's name, words run together, half a sentence.

    Where the word before a figure was misread, the figure may be.
    """
    if _ODD.search(text) or (kind == "agency" and re.search(r"\d/", text)):
        return True
    if kind in {*PLACES, "place"}:
        is_run_together = any(a.islower() and b.isupper() for a, b in pairwise(text))
        is_cut = kind == "address" and _NO_NUMBER.match(text) is not None
        return is_run_together or is_cut or _ODD_PLACE.search(raw) is not None
    return kind == "text" and text[:1].islower()


def _is_unfinished(kind: str, text: str) -> bool:
    """The value goes on where it was not seen: "phường Tân Lợi, thành"."""
    return kind in WRAPPED and (is_unfinished(text) or _CITY.search(text) is not None)


def read_spans(item: FieldType, spans: Sequence[Span]) -> Candidate:
    """A value as its kind normalizes it."""
    spans = [
        _without_stray(span, item.kind) if item.kind in WORDS else _to_gap(span, item.kind)
        for span in spans
    ]
    spans = _whole_place(spans) if item.kind in PLACES else spans
    spans = _with_figures(spans) if item.kind == "personal_id" else spans
    text = _text_of(item, spans)
    said = next((value for value in item.values if fold(value) == fold(text)), None)
    if said is not None:
        return candidate(said, spots_of(spans), BESIDE)
    why = _rejection(item.kind, text)
    if why is not None:
        return candidate(None, spots_of(spans), ABSENT, [why])
    read = normalize(item.kind, text, values=item.values) if text else None
    if read is None or read.value is None:
        doubts = read.problems if read is not None else ()
        return candidate(None, spots_of(spans), ABSENT, doubts)
    doubts = (
        *read.problems,
        *(("unfinished",) if _is_unfinished(item.kind, read.value) else ()),
        *(("zero",) if read.value == "0" else ()),
        *(("unusual_agency",) if _is_unusual(item.kind, read.value) else ()),
        *(("odd_sign",) if _is_odd(item.kind, read.value, text) else ()),
        *_parts_missing(item.kind, text, read.value),
        *(("repaired",) if read.repaired and _is_guess(item.kind, text) else ()),
        *(("repaired",) if _has_lost_stroke(item.kind, spans) else ()),
    )
    return candidate(
        read.value, spots_of(spans), BESIDE, doubts, read.alternatives,
        checked=_is_known(item.kind, read.value),
    )  # fmt: skip


def _has_lost_stroke(kind: str, spans: Sequence[Span]) -> bool:
    """A number and its code of which nothing was read between them."""
    text = "".join(map(_text, spans))
    return kind == "symbol" and "/" not in text and _NO_STROKE.search(text) is not None


def _is_guess(kind: str, text: str) -> bool:
    """No table says that what was put right is so; names without any marks may be meant so."""
    return kind not in CLOSED or (kind == "person_name" and text.isascii())


def _is_unusual(kind: str, agency: str) -> bool:
    """No name of an agency, or units behind it in no province: the margin's words may be lost.

    Or no comma parts them: the paper's own may not have been read.
    """
    is_named = HEAD.match(fold(agency)) is not None
    if kind != "agency":
        # "Kính gửi: Văn phòng Đăng ký đất đai huyện Phong".
        return kind == "text" and is_named and breaks_off(agency)
    if _NO_COMMA.search(agency) or not is_named:
        return True
    behind = _UNITS_BEHIND.search(fold(agency))
    return breaks_off(agency) or (bool(behind) and parse_address(agency).province is None)


def _parts_missing(kind: str, text: str, value: str) -> tuple[str, ...]:
    """A day or an hour of which more is printed than was read."""
    if kind == "datetime" and "T" not in value:
        return ("time_not_read",)
    # "năm 2020" alone is the end of a date, "1990" may be all that is known of a birth.
    begun = _DAY_BEGUN.search(fold(text)) or ("-" not in value and not text.strip().isdigit())
    whole = value.count("-") == WHOLE_DATE or not begun
    return () if kind != "date" or whole else ("day_not_read",)


def _is_known(kind: str, value: str) -> bool:
    """A table knows the value: the family name, or the units of an address."""
    if kind == "person_name":
        return has_surname(value)
    return kind == "address" and parse_address(value).commune is not None


def _to_gap(span: Span, kind: str) -> Span:
    """A value of one phrase ends at a wide gap."""
    row, tokens = span
    for i, (left, right) in enumerate(zip(tokens, tokens[1:], strict=False), 1):
        wide = right.box.x0 - left.box.x1 > WIDE * row.height
        if kind in DATES and (_DATE_WORD.match(right.letters) or _DATE_WORD.match(left.letters)):
            continue  # the blanks of "ngày … tháng … năm …" are wide
        if wide and (kind in ONE_PHRASE or any(c.isdigit() for c in left.text)):
            return row, tokens[:i]
    return span


def _without_stray(span: Span, kind: str) -> Span:
    """Words without what stands far behind them, the next column's: a letter, no name at all."""
    row, tokens = span
    for i, (left, right) in enumerate(pairwise(tokens), 1):
        is_far = right.box.x0 - left.box.x1 > COLUMNS * row.height
        if kind == "person_name" and is_far and right.text[0].islower():
            return row, tokens[:i]
    is_short = len(tokens) > 2 and len(tokens[-1].text) <= 2
    if is_short and tokens[-1].box.x0 - tokens[-2].box.x1 > STRAY * row.height:
        return row, tokens[:-1]
    return span


def _whole_place(spans: Sequence[Span]) -> Sequence[Span]:
    """The rows of an address or an agency's name, up to the one that ends with a province."""
    for size in range(1, len(spans)):
        text = " ".join(_text(span) for span in spans[:size])
        if text.endswith(","):
            continue
        text = text.strip(" .,;")
        province = parse_address(text).province
        if province is not None and fold(text).endswith(fold(province.short)):
            return spans[:size]
    return spans


def _with_figures(spans: Sequence[Span]) -> Sequence[Span]:
    """The rows up to the last one with figures, if any: a number does not go on in words."""
    sizes = [i for i, span in enumerate(spans, 1) if any(c.isdigit() for c in _text(span))]
    return spans[: sizes[-1]] if sizes else spans


def clean_value(text: str) -> str:
    """Text without leader dots, marks around it and footnote numbers."""
    bare = _BLANKS.sub(" ", nfc(text))
    before = None
    while before != bare:
        before = bare
        bare = _FOOTNOTE.sub("", _AFTER.sub("", _BEFORE.sub("", bare)))
    if bare.endswith(")") and "(" not in bare:
        bare = bare[:-1].rstrip()
    return " ".join(bare.split())


def undotted(text: str) -> str:
    """Words between which leader dots were read are words again."""
    return _DOTTED.sub(
        lambda x: x.group() if x.group(1) in _SHORTENED else f"{x.group(1)}{x.group(2)} ",
        _LOOSE.sub("", _SPECK.sub(",", text)),
    )


def spots_of(spans: Iterable[Span]) -> list[tuple[Page, list[Word]]]:
    """The words of spans, by page, for a candidate's evidence."""
    return [(row.page, list(dict.fromkeys(t.word for t in tokens))) for row, tokens in spans]


def find_items(paper: Paper, item: FieldType, finder: Finder) -> Candidate | None:
    """The items of a list: beside a label and in the rows below it, or the rows of a table."""
    form, blank = paper.form, None
    found = list(form.all_placed(finder.labels, finder.section))
    # A heading may say the same without a colon.
    for placed in sorted(found, key=lambda placed: not form.is_closed(placed)):
        if _ELSEWHERE.match(fold(" ".join(token.text for token in form.beside(placed)))):
            blank = candidate((), [], ABSENT, ["unfinished"])
            continue
        groups = _cells(form, placed) or _items(form, placed)
        values = [_item_of(" ".join(map(_text, group))) for group in groups]
        if (run_on := _run_on(form, placed)) is not None:
            return run_on
        kept = [
            (value, group)
            for value, group in zip(values, groups, strict=True)
            if any(map(str.isalpha, value))
        ]
        if kept:
            used, items = [span for _, group in kept for span in group], [x for x, _ in kept]
            doubts = ["odd_sign"] if any(value[0].islower() for value in items) else []
            # Behind a semicolon another one follows.
            doubts += ["unfinished"] if _text(used[-1]).endswith(";") else []
            return candidate(_uncoded(items), spots_of(used), UNDER, doubts)
        blank = candidate((), [], ABSENT)
    return blank


def _item_of(text: str) -> str:
    """An item without its number and code."""
    item = _CODED.sub("", clean_value(undotted(_ITEM.sub("", clean_value(text)))))
    return _HOOK_LOST.sub("Bổ", item)


def _uncoded(values: Sequence[str]) -> tuple[str, ...]:
    """Lines of business without the codes of all of them, one of which at least was read."""
    for code, read_so in (_CODE_BEFORE, _CODE_BEHIND, _CODE_TOLD):
        if any(code.search(value) for value in values):
            return tuple(read_so.sub("", value) for value in values)
    return tuple(values)


def _run_on(form: Form, placed: Placed) -> Candidate | None:
    """Items behind each other: "Ngành, nghề: Sửa chữa xe máy (mã 4542); May trang phục"."""
    beside = form.beside(placed)
    if not beside or form.rows[placed.row].table:
        return None
    # "(1) Giấy chứng nhận; (2) Tờ khai" in one row.
    is_numbered = any(a.text[-1] in ",;" and _ITEM.match(b.text) for a, b in pairwise(beside))
    if _ITEM.match(beside[0].text) and not is_numbered:
        return None
    spans = _with_items(form, next(form.beside_or_below(placed, wraps=True), []))
    values = [_item_of(text) for text in " ".join(map(_text, spans)).rstrip(".").split(";")]
    kept = _uncoded([value for value in values if value])
    return candidate(kept, spots_of(spans), UNDER) if len(kept) > 1 else None


def _with_items(form: Form, spans: Sequence[Span]) -> list[Span]:
    """A list behind each other with the rows below that go on with its next numbers."""
    found = list(spans)
    at = form.rows.index(found[-1][0]) + 1 if found else len(form.rows)
    for index in range(at, len(form.rows)):
        row, last = form.rows[index], _text(found[-1])
        is_next = _ITEM.match(row.text) and (last.endswith(";") or row.text.startswith("("))
        goes_on = len(found) > len(spans) and row.text[0].islower() and not last.endswith(".")
        if row.page is not found[-1][0].page or form.placed.get(index):
            break
        if not (is_next or goes_on):
            break
        found.append((row, row.tokens))
    return found


def _items(form: Form, placed: Placed) -> list[list[Span]]:
    """Rows below a label, those of one item together."""
    groups: list[list[Span]] = []
    spans = _rows_below(form, placed)
    marked = [bool(_ITEM.match(_text(span))) for span in spans]
    for at, span in enumerate(spans):
        is_new = marked[at] or not groups or not _goes_on(groups[-1][-1], span)
        # Behind the last item of a marked list a sentence or a heading begins.
        is_behind = groups and is_new and not any(marked[at:])
        if is_behind and _is_closed(form, groups, span):
            break
        if is_new and not (groups and _CODE_CUT.search(_text(groups[-1][-1]))):
            groups.append([])
        groups[-1].append(span)
    return groups


def _is_closed(form: Form, groups: Sequence[Sequence[Span]], below: Span) -> bool:
    """All items have marks, and the last one ends: so it says, or there was room for more."""
    marked = all(_ITEM.match(_text(group[0])) for group in groups)
    last = groups[-1][-1]
    return marked and (_text(last).endswith((";", ".")) or form.has_room(last, below))


def _cells(form: Form, placed: Placed) -> list[list[Span]]:
    """The cells of a table's column that is headed by a label, or of one below a label."""
    row = form.rows[placed.row]
    cell = row.tokens[placed.start].cell
    if cell is not None:
        if placed.start and not row.tokens[placed.start].leads:
            return []
        beside = _lines_of(form, placed)
        if beside and form.begins_row_of_labels(placed):
            return beside
        return _listed(form, form.cells_below(placed.row, cell)) or beside
    for index in range(placed.row + 1, min(placed.row + 1 + ROWS_TO_TABLE, len(form.rows))):
        below = form.rows[index]
        if below.table:
            return _listed(form, _main_column(form, index))
        if form.placed.get(index):
            break
    return []


def _lines_of(form: Form, placed: Placed) -> list[list[Span]]:
    """The lines of the cell beside a label, those of one item together."""
    return _itemized(form, (form.rows[placed.row], form.beside(placed)))


def _itemized(form: Form, span: Span) -> list[list[Span]]:
    """The items of one cell, each of which begins a line with its mark.

    What stands before the first mark, and from the next label on, is none of a marked list.
    """
    row, groups = span[0], list[list[Span]]()
    labels = {row.tokens[x.start] for x in form.placed.get(form.rows.index(row), ())}
    is_marked = False
    for token in span[1]:
        is_new = token.leads and _ITEM.match(token.text) is not None
        if is_marked and token.leads and token in labels and not is_new:
            break
        if is_new and not is_marked and _FIRST.match(token.text):
            is_marked, groups = True, []
        if is_new or not groups:
            groups.append([(row, ())])
        groups[-1][0] = (row, (*groups[-1][0][1], token))
    return groups


def _listed(form: Form, spans: Sequence[Span]) -> list[list[Span]]:
    """Each cell an item, or more that are marked, but for a row of numbers under the headings."""
    return [
        group for span in spans if any(c.isalpha() for c in _text(span))
        for group in _itemized(form, span)
    ]  # fmt: skip


def _main_column(form: Form, first: int) -> list[Span]:
    """The column of a table that bears most letters, without the row of headings."""
    row = form.rows[first]
    heads = {t.cell: None for t in row.tokens if t.cell is not None}
    columns = [form.cells_below(first, cell) for cell in heads]
    return max(columns, key=lambda spans: sum(len(_text(span)) for span in spans), default=[])


def _text(span: Span) -> str:
    return " ".join(token.text for token in span[1])


def _rows_below(form: Form, placed: Placed) -> list[Span]:
    """Beside the label and below it, up to the next label or a wide gap."""
    row = form.rows[placed.row]
    beside = form.beside(placed) if form.is_closed(placed) else ()
    spans: list[Span] = [(row, beside)] if clean_value(" ".join(t.text for t in beside)) else []
    above = row
    for index in range(placed.row + 1, len(form.rows)):
        below = form.rows[index]
        gap = min(t.box.y0 for t in below.tokens) - max(t.box.y1 for t in above.tokens)
        if (
            _is_place_and_date(below)
            or _is_heading(below)
            or (form.placed.get(index) and not _is_item(form, index, spans))
            or (below.page is above.page and gap > 2.5 * below.height)
        ):
            break
        tokens = _right_of_margin(below, row.tokens[0].box.x0)
        if tokens:
            spans.append((below, tokens))
            above = below
    # What ends in a colon still is the label.
    heads = takewhile(lambda span: not _ITEM.match(_text(span)), spans[:2])
    rest = next((i for i, span in enumerate(heads, 1) if _text(span).endswith(":")), 0)
    return spans[rest:]


def _right_of_margin(row: Row, x0: float) -> tuple[Token, ...]:
    """A row without what stands apart left of the form's text, as the words of a photo's frame."""
    left = sum(token.box.x1 < x0 - row.height for token in row.tokens)
    is_apart = left == len(row.tokens) or row.gap(left) > APART * row.height if left else False
    return row.tokens[left:] if is_apart else row.tokens


def _is_item(form: Form, index: int, above: Sequence[Span]) -> bool:
    """One more item, though it begins as a label does: "- Chứng minh nhân dân (bản sao)"."""
    row = form.rows[index]
    marks = [_ITEM.match(text) for text in (row.text, _text(above[-1]) if above else "")]
    return all(marks) and not any(token.text.endswith(":") for token in row.tokens)


def _is_heading(row: Row) -> bool:
    """A part of the form, "III. THỜI GIAN TRẢ KẾT QUẢ", or who signs: "KT. TRƯỞNG PHÒNG"."""
    authority, post = split_authority(row.text)
    if authority or likeness(post) >= SURELY_A_TITLE:
        return row.text.isupper()
    number, *words = row.tokens
    return len(words) > 1 and row.text.isupper() and _PART.match(number.text) is not None


def _is_place_and_date(row: Row) -> bool:
    """The row before the signatures: "Mộc Châu, ngày 28 tháng 04 năm 2026"."""
    match = DATE.match(fold(row.text))
    return match is not None and len(match["place"].split()) <= 5


def _goes_on(above: Span, below: Span) -> bool:
    """A row without a mark of its own that begins with a small letter or right of the items."""
    first = below[1][0]
    return first.text[:1].islower() or first.box.x0 > above[1][0].box.x0 + 0.5 * above[0].height
