"""Forms whose words are known field by field, their layouts varied: what the tagger learns from.

A layout is set with labels of others of its type, its lines arranged as other offices arrange them:
without colons, as columns, tables or sentences, with values below their labels or above a caption,
and among lines of other papers. No two papers look alike, so that a layout that nobody has seen is
one more variation.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from random import Random
from typing import Any

import numpy as np

from extractors.finders.rows import Row, letters_of, rows_of
from extractors.tagging.net import OTHER, Example, describe
from models.doctypes import document_types
from samples.composed import Words, composer
from samples.forms import FIELDS, TEMPLATES, Form, make_form
from samples.forms.fields import LISTS
from samples.forms.page import MARKUP, Facts, Page, Piece, Signer, Style
from samples.forms.template import TRAIN, Story
from samples.render import Sheet, Text, width
from samples.typeset import SCALE, typeset

# Every so many papers one is left as it is.
PLAIN = 6
# Labels are swapped for others so often, lines rearranged so often, in papers of their own.
SWAPS, REARRANGED = (0.0, 0.3, 0.6, 0.9), (0.3, 0.7, 1.0)
ARRANGEMENTS = {
    "as it is": 5.0, "columns": 1.2, "below": 1.0, "table": 1.0, "no colon": 1.0, "sentence": 1.0,
    "pairs": 1.0, "caption": 0.5,
}  # fmt: skip
# How many values stand in a table, a sentence or a pair.
TOGETHER = {"table": 5, "sentence": 4, "pairs": 2}
# Lines of other papers come in so often.
STRANGE = 0.05
# This share of the fields is not filled in, in so many papers of a hundred: beside a label need be
# no value.
LEFT_OUT = {0.0: 65, 0.3: 27, 1.0: 8}
# Longer texts before a value are sentences, not labels.
LONGEST = 12
# Shorter values stand elsewhere by chance.
FEWEST_LETTERS = 3

_NUMBER = re.compile(r"^\s*(?:\(?[0-9ivx]{1,4}[.)]|[IVX]{1,4}\.|[a-zđ]\)|[-–+•*])\s+")
_TAG = re.compile(r"</?[bi]>")
_LABELLED = re.compile(
    r"^((?:</?[bi]>)*)([^{}<>]*:)((?:</?[bi]>)*)\s*"
    r"((?:</?[bi]>)*\{([a-z_0-9.]+)(?::\d+)?\}(?:</?[bi]>)*)([.;,]?)\s*$"
)


@dataclass(frozen=True, slots=True)
class Said:
    """What papers say: labels by type and field, lines without a value, values by field."""

    labels: Mapping[tuple[str, str], Sequence[str]]
    plain: Sequence[str]
    values: Sequence[tuple[str, str]]


def _words(said: Said, type_id: str) -> Words:
    """What a form of a type may say."""
    own = {name: said.labels.get((type_id, name), ()) for name in FIELDS[type_id]}
    others: dict[str, list[str]] = defaultdict(list)
    for (_, name), labels in said.labels.items():
        # Another person's number, were it called a number, would be the holder's as well.
        if not any(name.endswith(x) or x.endswith(name) for x in own):
            others[name] += labels
    known = {letters_of(label) for labels in own.values() for label in labels}
    strange = [
        (label, value)
        for name, value in said.values
        for label in others.get(name, ())[:: max(1, len(others.get(name, ())) // 4)]
        if letters_of(label) not in known
    ]
    return Words(own, strange)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A paper without a scan.

    Attributes:
        type: Document type id.
        layout: Name of its layout.
        rows: What is read of it.
        fields: The field of each token of the rows; "" for words of none.
    """

    type: str
    layout: str
    rows: tuple[Row, ...]
    fields: tuple[str, ...]


def examples(count: int, jobs: int) -> list[Example]:
    """What made forms teach, with the facts of each layout for training.

    Every few forms one is set as its layout has it; half of the others have its lines varied, half
    are in layouts made up for the purpose.

    Args:
        count: How many forms are made of each layout.
        jobs: Processes that make them.
    """
    wanted = [(t.type, t.name, seed) for seed in range(count) for t in TEMPLATES
              if t.split == TRAIN]  # fmt: skip
    with ProcessPoolExecutor(jobs) as pool:
        return list(pool.map(_example, wanted, chunksize=64))


def _example(wanted: tuple[str, str, int]) -> Example:
    type_id, layout, seed = wanted
    said = said_by(TRAIN) if seed % PLAIN else None
    paper = labelled_form(type_id, layout, seed, said, composed=seed % 2 == 1)
    fields = [name or OTHER for name in paper.fields]
    return Example(type_id, describe(paper.rows), fields)


def labelled_form(
    type_id: str, layout: str, seed: int, said: Said | None = None, *, composed: bool = False
) -> Labelled:
    """One form, varied or composed anew of what papers say; as its layout has it without that."""
    name = f"{type_id}-{layout}-{seed}"
    random = Random(f"filled {name}")
    (left_out,) = random.choices([*LEFT_OUT], [*LEFT_OUT.values()]) if said else (0.0,)

    def leave_out(story: Story) -> None:
        story.missing |= {key for key in FIELDS[type_id] if random.random() < left_out}

    make = partial(make_form, type_id, Random(name), layout, blank=left_out == 1, change=leave_out)
    if said is None:
        form = make()
    elif composed:
        form = make(layout_by=composer(type_id, _words(said, type_id)))
    else:

        def varied(facts: Facts, style: Style, **options: Any) -> Page:
            return _Varied(facts, style, type_id, said, Random(f"varied {name}"), **options)

        form = make(set_by=varied)
    rows: list[Row] = []
    fields: list[str] = []
    for number, sheet in enumerate(form.sheets, 1):
        found = rows_of(typeset(sheet, number))
        rows += found
        fields += _keys(found, sheet, form)
    return Labelled(type_id, layout, tuple(rows), tuple(_only_true(rows, fields, form)))


def _keys(rows: Sequence[Row], sheet: Sheet, form: Form) -> list[str]:
    """The field whose value each token was set for."""
    marks = [m for m in sheet.marks if isinstance(m, Text) and m.key in FIELDS[form.type]]
    ends = [(m.x, m.y - 0.75 * m.size, m.x + width(m.text, m.face, m.size), m.y + 0.15 * m.size)
            for m in marks]  # fmt: skip
    boxes = np.array(ends, float).reshape(-1, 4) * SCALE
    found = []
    for token in (token for row in rows for token in row.tokens):
        x, y = token.box.center
        inside = (boxes[:, :2] <= (x, y)) & ((x, y) <= boxes[:, 2:])
        at = np.flatnonzero(inside.all(axis=1))
        found.append(marks[at[0]].key if len(at) else "")
    return found


def _only_true(rows: Sequence[Row], fields: Sequence[str], form: Form) -> list[str]:
    """The fields without what was set around the true value, and where their text alone tells."""
    tokens, kept = [token for row in rows for token in row.tokens], list(fields)
    for name in FIELDS[form.type]:
        gold, mine = form.fields[name], [i for i, key in enumerate(fields) if key == name]
        if gold is None or gold == []:
            apart: Sequence[int] = mine
        elif not isinstance(gold, str):
            continue
        elif mine:
            said = _all_of(gold, [tokens[i].letters for i in mine])
            apart = [i for j, i in enumerate(mine) if said and j not in said]
        else:
            # Cards are drawn without keys.
            at = _starts(gold, [token.letters for token in tokens])
            for i in at[0] if len(at) == 1 and len(letters_of(gold)) >= FEWEST_LETTERS else ():
                kept[i] = kept[i] or name
            continue
        for i in apart:
            kept[i] = ""
    return kept


def _all_of(gold: str, words: Sequence[str]) -> range | None:
    """Which of words say a text that they say once, with more around it."""
    found = _starts(gold, words)
    return found[0] if len(found) == 1 else None


def _starts(gold: str, words: Sequence[str]) -> list[range]:
    """Where words say a text, letter for letter."""
    sought, found = letters_of(gold), []
    for start in range(len(words)):
        end, joined = start, ""
        while end < len(words) and words[start] and len(joined) < len(sought):
            joined += words[end]
            end += 1
        if joined == sought:
            found.append(range(start, end))
    return found


class _Noted(Page):
    """Notes what is set as a label, and what as text alone."""

    def __init__(self, *facts: Any, **options: Any) -> None:
        super().__init__(*facts, **options)
        self.labels: list[tuple[str, str]] = []
        self.plain: list[str] = []

    def pieces(self, markup: str, size: float, style: str = "") -> list[Piece]:
        before = ""
        for part in MARKUP.split(_TAG.sub("", markup)):
            if part.startswith("{"):
                label = _label_in(before)
                if label and "." not in part:
                    self.labels.append((part[1:-1].split(":")[0], label))
                before = ""
            else:
                before += part
        if "{" not in markup and markup.strip():
            self.plain.append(markup)
        return super().pieces(markup, size, style)


@cache
def said_by(split: str) -> Said:
    """What the layouts of a split and the types themselves have for labels, and other lines."""
    labels: dict[tuple[str, str], set[str]] = defaultdict(set)
    plain: set[str] = set()
    values: set[tuple[str, str]] = set()
    for template in TEMPLATES:
        if template.split != split:
            continue
        pages: list[_Noted] = []

        def noted(*facts: Any, pages: list[_Noted] = pages, **options: Any) -> Page:
            pages.append(_Noted(*facts, **options))
            return pages[-1]

        make_form(template.type, Random(template.name), template.name, set_by=noted)
        facts = pages[0].facts
        values |= {(name, facts.shown[name]) for name in FIELDS[template.type]
                   if name not in LISTS and facts.shown.get(name)}  # fmt: skip
        for key, label in pages[0].labels:
            labels[template.type, key].add(label)
        plain |= {*pages[0].plain}
    for kind in document_types().values():
        for item in kind.field:
            labels[kind.id, item.id] |= {text for find in item.find for text in find.labels}
    return Said(
        {key: sorted(found) for key, found in labels.items() if found}, sorted(plain),
        sorted(values),
    )  # fmt: skip


def _label_in(before: str) -> str | None:
    """The label that a text before a value ends with."""
    text = _NUMBER.sub("", before, count=1).strip()
    label = text.removesuffix(":").strip()
    is_one = text.endswith(":") and label[:1].isalpha() and not re.search(r"[.;:]", label)
    return label if is_one and len(label.split()) <= LONGEST else None


@dataclass(frozen=True, slots=True)
class _Line:
    """A label and its value: markup, what ends it, whether the label is bold, where it goes."""

    label: str
    value: str
    end: str
    is_bold: bool
    where: Mapping[str, Any]


class _Varied(Page):
    """Sets a form as other offices would."""

    def __init__(
        self, facts: Facts, style: Style, type_id: str, said: Said, random: Random, **options: Any
    ) -> None:
        super().__init__(facts, style, **options)
        self._type, self._said, self._random = type_id, said, random
        self._swaps, self._share = random.choice(SWAPS), random.choice(REARRANGED)
        (self._way,) = random.choices([*ARRANGEMENTS], [*ARRANGEMENTS.values()])
        self._aside = random.uniform(0.25, 0.5)
        self._waiting: list[_Line] = []

    def pieces(self, markup: str, size: float, style: str = "") -> list[Piece]:
        return super().pieces(self._swapped(markup), size, style)

    def para(self, markup: str, **where: Any) -> None:
        if self._random.random() < STRANGE:
            super().para(self._random.choice(self._said.plain))
        line = self._line(markup, where) if where.get("align", "left") == "left" else None
        if line is not None and self._is_to_be_arranged():
            self._arrange(line)
        else:
            self.end()
            super().para(markup, **where)

    def row(self, *cells: str, widths: Sequence[float] = (), size: float = 0.0) -> None:
        lines = [line for cell in cells if (line := self._line(cell, {})) is not None]
        self.end()
        if len(lines) < len(cells) or not self._is_to_be_arranged():
            super().row(*cells, widths=widths, size=size)
        elif self._random.random() < 0.5:
            super().row(*(line.label for line in lines), widths=widths, size=size)
            super().row(*(line.value for line in lines), widths=widths, size=size)
        else:
            for cell in cells:
                self.para(cell)

    def columns(self, *sides: Sequence[str], gap: float = 14.0) -> None:
        self.end()
        super().columns(*sides, gap=gap)

    def head(self, *sides: Any, **how: Any) -> None:
        self.end()
        super().head(*sides, **how)

    def table(self, *what: Any, **how: Any) -> None:
        self.end()
        super().table(*what, **how)

    def ticks(self, *what: Any, **how: Any) -> None:
        self.end()
        super().ticks(*what, **how)

    def sign(self, *signers: Signer, shares: Sequence[float] = ()) -> None:
        self.end()
        super().sign(*signers, shares=shares)

    def end(self) -> None:
        """Set what waits for more of its kind."""
        lines, self._waiting = self._waiting, []
        if not lines:
            return
        colon = self._random.choice((":", ""))
        if self._way == "table":
            self._set_table(lines, colon)
        elif self._way == "sentence":
            said = [f"{self._within(line, i)}{colon} {line.value}" for i, line in enumerate(lines)]
            end = self._random.choice((", ", "; ", " - "))
            super().para(end.join(said) + ".", indent=self._random.choice((0, 20)))
        elif len(lines) == TOGETHER["pairs"] and self._random.random() < 0.5:
            super().row(*(line.label for line in lines))
            super().row(*(line.value for line in lines))
        else:
            super().row(*(f"{line.label}{colon} {line.value}" for line in lines))

    def _set_table(self, lines: Sequence[_Line], colon: str) -> None:
        if self._random.random() < 0.35:
            heads = [f"<b>{line.label}</b>" for line in lines]
            size = max(9.0, self.style.size - 2)
            super().table([1] * len(lines), [heads, [line.value for line in lines]], size=size)
        else:
            rows = [[line.label + colon, line.value] for line in lines]
            super().table([1, self._random.uniform(1.2, 2.5)], rows)

    @staticmethod
    def _within(line: _Line, number: int) -> str:
        return line.label if not number else line.label[:1].lower() + line.label[1:]

    def _is_to_be_arranged(self) -> bool:
        return self._way != "as it is" and self._random.random() < self._share

    def _line(self, markup: str, where: Mapping[str, Any]) -> _Line | None:
        """A line of one field's label and value; None for others."""
        found = _LABELLED.match(markup)
        if not found or found[5].split(".")[0] not in FIELDS[self._type]:
            return None
        label = self._swapped(f"{found[2].strip()} {{{found[5]}}}").rpartition(":")[0]
        if len(label.split()) > LONGEST:
            return None
        kept = {key: where[key] for key in ("size", "indent", "x0", "x1") if key in where}
        return _Line(label, found[4], found[6], is_bold=bool(found[1]), where=kept)

    def _arrange(self, line: _Line) -> None:
        label = f"<b>{line.label}</b>" if line.is_bold else line.label
        if self._way in TOGETHER:
            self._waiting.append(line)
            if len(self._waiting) == TOGETHER[self._way]:
                self.end()
        elif self._way == "no colon":
            super().para(f"{label} {line.value}{line.end}", **line.where)
        elif self._way == "below":
            super().para(label + self._random.choice(("", ":")), **line.where)
            super().para(line.value, **line.where)
        elif self._way == "caption":
            super().para(line.value, **line.where)
            small = {**line.where, "size": self.style.size - 2.5}
            super().para(f"<i>({line.label})</i>", **small)
        else:
            self._set_columns(label + self._random.choice(("", ":")), line)

    def _set_columns(self, label: str, line: _Line) -> None:
        size = line.where.get("size") or self.style.size
        x0, x1 = line.where.get("x0") or self.left, line.where.get("x1") or self.right
        self.need(size * 3)
        at, top = x0 + (x1 - x0) * self._aside, self.y
        names, low = self.cell(label, x0, at - 8, top, size)
        values, end = self.cell(line.value, at, x1, top, size)
        self.say(*names, *values)
        self.y = max(low, end) + size * 0.12

    def _swapped(self, markup: str) -> str:
        """Markup with other labels of the same fields."""
        parts = MARKUP.split(markup)
        before = 0
        for i, part in enumerate(parts):
            if not part.startswith("{"):
                before = i if part and not _TAG.fullmatch(part) else before
                continue
            label = _label_in(parts[before]) if before < i else None
            others = self._said.labels.get((self._type, part[1:-1].split(":")[0].split(".")[0]))
            if label and others and self._random.random() < self._swaps:
                new = _as(self._random.choice(others), label)
                parts[before] = parts[before].replace(label, new, 1)
            before = i
        return "".join(parts)


def _as(new: str, label: str) -> str:
    """In capitals, or with a small letter first, where the label is."""
    if label.isupper():
        return new.upper()
    return new[:1].lower() + new[1:] if label[0].islower() else new
