"""Forms in layouts that are made up as well: what papers of a type may say, in any arrangement.

For the tagger to learn from, not for people: titles and order are such as no office prints, so that
only labels, values and what stands around them tell fields.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from models.doctypes import document_types
from samples.forms import FIELDS
from samples.forms.fields import LISTS
from samples.forms.page import MOTTO, Page, Signer

# Fields of one person, by how they begin, and how papers head them.
PERSONS: Mapping[str, tuple[str, ...]] = {
    "me_": ("Mẹ", "Người mẹ", "Về người mẹ", "Thông tin về mẹ", "Phần khai về mẹ"),
    "cha_": ("Cha", "Người cha", "Về người cha", "Thông tin về cha", "Phần khai về cha"),
    "vo_": ("Vợ", "Bên nữ", "Về người vợ", "Thông tin bên vợ"),
    "chong_": ("Chồng", "Bên nam", "Về người chồng", "Thông tin bên chồng"),
}
# What a table of persons calls the same field of each.
_SHORT: Mapping[str, tuple[str, ...]] = {
    "ho_ten": ("Họ và tên", "Họ, chữ đệm, tên", "Họ tên"),
    "nam_sinh": ("Năm sinh", "Ngày sinh", "Sinh ngày"),
    "ngay_sinh": ("Ngày, tháng, năm sinh", "Ngày sinh", "Sinh ngày"),
    "dan_toc": ("Dân tộc",), "quoc_tich": ("Quốc tịch",),
    "noi_cu_tru": ("Nơi cư trú", "Nơi thường trú", "Chỗ ở", "Địa chỉ"),
    "so_dinh_danh": ("Số định danh", "Giấy tờ tùy thân", "CCCD", "Số CCCD/CMND"),
}  # fmt: skip
_HEADS = (
    "Thông tin chung", "Nội dung", "Chi tiết", "Phần kê khai", "Thông tin hồ sơ",
    "Các thông tin khác", "Phần dành cho cơ quan", "Ghi nhận", "Thông tin đăng ký",
)  # fmt: skip
_TITLES = (
    "CHỦ TỊCH", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "GIÁM ĐỐC", "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC",
    "NGƯỜI KÝ", "TRƯỞNG PHÒNG", "NGƯỜI TIẾP NHẬN", "CÔNG CHỨC TƯ PHÁP - HỘ TỊCH", "TL. CHỦ TỊCH",
)  # fmt: skip
_OTHERS = ("Người nộp hồ sơ", "Người yêu cầu", "Người khai", "Người viết đơn", "Bên giao")
_SIGN = ("(Ký, ghi rõ họ tên)", "(Ký tên, đóng dấu)", "(Ký, ghi rõ họ, chữ đệm, tên)")
_NUMBERS = ("Số: {{{}}}", "Số/No: {{{}}}", "Số {{{}}}", "Số hiệu: {{{}}}", "Mã số: {{{}}}")
_DATES = (
    "{place}ngày {{{0}.d}} tháng {{{0}.m}} năm {{{0}.y}}", "{place}ngày {{{0}}}",
    "Ngày lập: {{{0}}}", "{{{0}.d}}/{{{0}.m}}/{{{0}.y}}",
)  # fmt: skip
_MOST_IN_A_ROW = 3


@dataclass(frozen=True, slots=True)
class Words:
    """What a form may say: labels by field, and labels with values that belong to no field."""

    labels: Mapping[str, Sequence[str]]
    strange: Sequence[tuple[str, str]] = field(default=())


Pair = tuple[str, str]


def composer(type_id: str, words: Words) -> Callable[[Page, Random], None]:
    """A layout of a type that is another each time."""

    def layout(page: Page, random: Random) -> None:
        _Composer(page, random, type_id, words).set()

    return layout


class _Composer:
    def __init__(self, page: Page, random: Random, type_id: str, words: Words) -> None:
        self._page, self._random, self._words = page, random, words
        self._kind = document_types()[type_id]
        self._by = {item.id: {finder.by for finder in item.find} for item in self._kind.field}
        self._left = [
            name for name in FIELDS[type_id]
            if name in page.facts.shown and name not in LISTS
            and random.random() < (0.9 if page.facts.shown[name] else 0.6)
        ]  # fmt: skip
        self._lists = [name for name in FIELDS[type_id] if name in LISTS]
        ways = [self._lines, self._rows, self._columns, self._table, self._wide_table, self._heads,
                self._over, self._below, self._captions, self._sentence]  # fmt: skip
        self._ways = random.choices(ways, (4, 2, 2, 2, 1, 1, 1, 1, 1, 1), k=2)
        self._colon = random.choice((":", ":", ":", ""))

    def set(self) -> None:
        """Head, parts in any order, and who signs."""
        random, page = self._random, self._page
        signer = self._take("signer_name", "signed")
        office = self._take("office", "signing_agency", chance=0.85)
        number = self._take("symbol_line", chance=0.6)
        date = self._take("place_date", "date_line", chance=0.7)
        self._head(office, number, date if random.random() < 0.4 else None)
        title = self._kind.title.upper()
        page.line(random.choice((title, title.capitalize())), random.choice((13, 14, 15.5)))
        parts = [*self._persons(), *self._others()]
        random.shuffle(parts)
        for part in parts:
            part()
        for name in self._lists:
            self._list(name)
        if date and date not in page.used:
            page.para(f"<i>{self._date(date)}</i>", align=random.choice(("right", "left")))
        self._sign(signer)

    def _take(self, *ways: str, chance: float = 1.0) -> str | None:
        """A field that some finder reads in one of these ways, which is not set as others are."""
        found = next((name for name in self._left if self._by[name] & {*ways}), None)
        if found is None or self._random.random() >= chance:
            return None
        self._left.remove(found)
        return found

    def _head(self, office: str | None, number: str | None, date: str | None) -> None:
        page, random = self._page, self._random
        left = [f"<b>{{{office}}}</b>"] if office else []
        if number:
            left += ["_", random.choice(_NUMBERS).format(number)]
        if left and random.random() < 0.75:
            page.head(left, (*MOTTO, "_", *([f"<i>{self._date(date)}</i>"] if date else [])))
        else:
            page.motto()
            for line in (line for line in left if line != "_"):
                page.para(line, align=random.choice(("left", "centre", "right")))
        page.gap(random.choice((4, 10, 16)))

    def _date(self, name: str) -> str:
        place = self._random.choice(("", "Tây Ninh, ", "Hà Nội, ", "Xã Bình Minh, "))
        return self._random.choice(_DATES).format(name, place=place)

    def _persons(self) -> list[Callable[[], None]]:
        """The parts of persons, together in a table or each on its own."""
        groups = {
            start: [name for name in self._left if name.startswith(start)] for start in PERSONS
        }
        groups = {start: names for start, names in groups.items() if names}
        self._left = [name for name in self._left if not name.startswith(tuple(PERSONS))]
        if len(groups) > 1 and self._random.random() < 0.35:
            return [lambda: self._table_of(groups)]
        return [self._person(start, names) for start, names in groups.items()]

    def _person(self, start: str, names: Sequence[str]) -> Callable[[], None]:
        def part() -> None:
            if self._random.random() < 0.6:
                self._heading(self._random.choice(PERSONS[start]))
                self._set([(self._short(name.removeprefix(start)), name) for name in names])
            else:
                self._set([(self._label(name), name) for name in names])

        return part

    def _short(self, name: str) -> str:
        return self._random.choice(_SHORT.get(name, (name,)))

    def _table_of(self, groups: Mapping[str, Sequence[str]]) -> None:
        """Persons beside each other or below each other."""
        order = {
            name.removeprefix(start): None for start, names in groups.items() for name in names
        }
        suffixes = [*order][: 6 if self._random.random() < 0.5 else 4]
        labels = [self._short(suffix) for suffix in suffixes]
        starts = [*groups]
        self._random.shuffle(starts)
        cells = {
            (start, suffix): f"{{{start}{suffix}}}" if f"{start}{suffix}" in groups[start] else ""
            for start in starts for suffix in suffixes
        }  # fmt: skip
        heads = [self._random.choice(PERSONS[start]) for start in starts]
        if self._random.random() < 0.5:
            rows = [["", *labels], *([head, *(cells[start, s] for s in suffixes)]
                    for head, start in zip(heads, starts, strict=True))]  # fmt: skip
        else:
            rows = [["", *heads], *([label, *(cells[start, s] for start in starts)]
                    for label, s in zip(labels, suffixes, strict=True))]  # fmt: skip
        size = max(8.5, self._page.style.size - 2.5)
        self._page.table([0.7, *[1] * (len(rows[0]) - 1)], rows, size=size)

    def _others(self) -> list[Callable[[], None]]:
        """All else in up to three parts, and what belongs to no field."""
        random, names = self._random, list(self._left)
        if random.random() < 0.6:
            random.shuffle(names)
        for words in [name for name in names if name.endswith("_bang_chu")]:
            of = words.removesuffix("_bang_chu")
            if of in names:
                names.remove(words)
                names.insert(names.index(of) + 1, words)
        pairs = [(self._label(name), f"{name}") for name in names]
        for strange in random.sample(self._words.strange, random.randint(0, 3)):
            pairs.insert(random.randint(0, len(pairs)), (strange[0], f"={strange[1]}"))
        cuts = sorted(random.sample(range(len(pairs) + 1), min(len(pairs), random.randint(0, 2))))
        found = []
        for start, end in zip([0, *cuts], [*cuts, len(pairs)], strict=True):
            if pairs[start:end]:
                found.append(self._part(pairs[start:end]))
        return found

    def _part(self, pairs: Sequence[Pair]) -> Callable[[], None]:
        def part() -> None:
            if self._random.random() < 0.4:
                self._heading(self._random.choice(_HEADS))
            self._set(pairs)

        return part

    def _label(self, name: str) -> str:
        return self._random.choice(self._words.labels.get(name) or (name,))

    def _heading(self, text: str) -> None:
        number = self._random.choice(("", "", "I. ", "II. ", "1. ", "2. ", "A. "))
        text = self._random.choice((text, text.upper()))
        self._page.para(f"<b>{number}{text}{self._random.choice(('', ':'))}</b>")

    def _set(self, pairs: Sequence[Pair]) -> None:
        """Labels with values, each a field or "=" and a text."""
        marked = [
            (label, name[1:] if name.startswith("=") else f"{{{name}}}") for label, name in pairs
        ]
        self._random.choice(self._ways)(marked)

    # Ways to set labels with their values.

    def _lines(self, pairs: Sequence[Pair]) -> None:
        mark = self._random.choice(("", "", "- ", "{}. ", "{}) ", "({}) "))
        for i, (label, value) in enumerate(pairs, 1):
            self._page.para(f"{mark.format(i)}{label}{self._colon} {value}")

    def _rows(self, pairs: Sequence[Pair]) -> None:
        for some in self._in_rows(pairs):
            self._page.row(*(f"{label}{self._colon} {value}" for label, value in some))

    def _in_rows(self, pairs: Sequence[Pair]) -> Iterable[Sequence[Pair]]:
        start = 0
        while start < len(pairs):
            # Long values have a row of their own.
            count = self._random.randint(1, _MOST_IN_A_ROW)
            yield pairs[start : start + count]
            start += count

    def _columns(self, pairs: Sequence[Pair]) -> None:
        page, size = self._page, self._page.style.size
        at = page.left + (page.right - page.left) * self._random.uniform(0.25, 0.5)
        for label, value in pairs:
            page.need(size * 3)
            top = page.y
            names, low = page.cell(label + self._colon, page.left, at - 8, top, size)
            said, end = page.cell(value, at, page.right, top, size)
            page.say(*names, *said)
            page.y = max(low, end) + size * 0.12

    def _table(self, pairs: Sequence[Pair]) -> None:
        rows = [[label + self._colon, value] for label, value in pairs]
        self._page.table([1, self._random.uniform(1.2, 2.5)], rows)

    def _wide_table(self, pairs: Sequence[Pair]) -> None:
        cells = [cell for label, value in pairs for cell in (label + self._colon, value)]
        cells += ["", ""] * (len(pairs) % 2)
        rows = [cells[i : i + 4] for i in range(0, len(cells), 4)]
        self._page.table([1, 1.4, 1, 1.4], rows, size=self._page.style.size - 2)

    def _heads(self, pairs: Sequence[Pair]) -> None:
        for some in self._in_rows(pairs):
            rows = [[f"<b>{label}</b>" for label, _ in some], [value for _, value in some]]
            self._page.table([1] * len(some), rows)

    def _over(self, pairs: Sequence[Pair]) -> None:
        for some in self._in_rows(pairs):
            self._page.row(*(label for label, _ in some))
            self._page.row(*(value for _, value in some))

    def _below(self, pairs: Sequence[Pair]) -> None:
        for label, value in pairs:
            self._page.para(label + self._colon)
            self._page.para(value, indent=self._random.choice((0, 14)))

    def _captions(self, pairs: Sequence[Pair]) -> None:
        for label, value in pairs:
            self._page.para(value)
            self._page.para(f"<i>({label})</i>", size=self._page.style.size - 2.5)

    def _sentence(self, pairs: Sequence[Pair]) -> None:
        said = [f"{label[:1].lower() if i else label[:1]}{label[1:]}{self._colon} {value}"
                for i, (label, value) in enumerate(pairs)]  # fmt: skip
        between = self._random.choice((", ", "; ", " - "))
        self._page.para(between.join(said) + ".", indent=self._random.choice((0, 20)))

    def _list(self, name: str) -> None:
        """The first cells of a list's rows, as items; lists of more are the layouts' own."""
        rows = self._page.facts.rows.get(name, ())
        if name in ("chu_su_dung", "chuyen_giao"):
            return
        self._page.para(f"{self._label(name)}:")
        mark = self._random.choice(("{}. ", "- ", "{}) ", "+ ", "({}) "))
        for i, cells in enumerate(self._page.cells(name) if rows else (), 1):
            self._page.para(f"{mark.format(i)}{cells[0]}", x0=self._page.left + 12)

    def _sign(self, signer: str | None) -> None:
        random = self._random
        blocks = []
        if random.random() < 0.6:
            other = random.choice([value for _, value in self._words.strange] or [""])
            above = (f"<b>{random.choice(_OTHERS)}</b>", f"<i>{random.choice(_SIGN)}</i>")
            blocks.append(Signer(above, other if len(other.split()) < 6 else ""))
        if signer:
            above = (f"<b>{random.choice(_TITLES)}</b>", f"<i>{random.choice(_SIGN)}</i>")
            blocks.append(Signer(above, f"<b>{{{signer}}}</b>"))
        random.shuffle(blocks)
        if len(blocks) == 1:
            blocks.insert(random.randint(0, 1), Signer(()))
        if blocks:
            self._page.sign(*blocks)
