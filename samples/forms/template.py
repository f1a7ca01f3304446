"""What a template is, and how the facts of a form are put together."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

from samples.forms.page import Facts, Page
from samples.forms.words import dmy, long_date
from samples.render import HEIGHT, WIDTH

TRAIN, EVAL = "train", "eval"


@dataclass(frozen=True, slots=True)
class Template:
    """One way to set a form.

    Attributes:
        type: Document type id.
        name: Unique among its type's.
        split: "train" or "eval": a model that learned from the one is measured on the other.
        facts: Makes up what the form says.
        layout: Sets it.
        leaders: Leader styles to choose from.
        values: Styles of printed values to choose from.
        pen: Fields that are written by hand; "*" stands for all.
        sizes: Sizes of the body to choose from.
        paper: Width and height in points.
        margins: Left, right, top, bottom in points.
        skip: Fields on which the paper leaves room for dispute.
        families: Faces to choose from; none for those of the split.
        leadings: Distances of base lines over the size to choose from.
    """

    type: str
    name: str
    split: str
    facts: Callable[[Random], Story]
    layout: Callable[[Page, Random], None]
    leaders: tuple[str, ...] = ("none", "dots")
    values: tuple[str, ...] = ("", "b")
    pen: frozenset[str] = frozenset()
    sizes: tuple[float, ...] = (12.0, 12.5, 13.0)
    paper: tuple[float, float] = (WIDTH, HEIGHT)
    margins: tuple[float, float, float, float] = (72.0, 45.0, 48.0, 45.0)
    skip: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    leadings: tuple[float, ...] = (1.32, 1.32, 1.45)


@dataclass(slots=True)
class Story:
    """Facts while they are made up.

    Attributes:
        gold: True values by field id.
        shown: How they are printed, by field id or "field.part".
        rows: Printed rows of lists.
        optional: Fields that people leave out.
        missing: Fields that there is nothing to say of.
        accept: Further right values.
    """

    gold: dict[str, object] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    rows: dict[str, Sequence[Sequence[str]]] = field(default_factory=dict)
    optional: tuple[str, ...] = ()
    missing: set[str] = field(default_factory=set)
    accept: dict[str, list[str]] = field(default_factory=dict)

    def text(self, **values: str) -> None:
        """Fields printed as they are."""
        self.gold.update(values)
        self.shown.update(values)

    def put(self, key: str, gold: str, shown: str, **parts: str) -> None:
        """A field printed in another way than it is recorded."""
        self.gold[key] = gold
        self.shown[key] = shown
        self.shown.update({f"{key}.{name}": part for name, part in parts.items()})

    def also(self, **values: str) -> None:
        """What is printed and is no field."""
        self.shown.update(values)

    def date(self, key: str, date: datetime.date) -> None:
        """A date; its parts are "d", "m", "y" and "long"."""
        self.put(
            key, date.isoformat(), dmy(date), d=f"{date.day:02d}", m=f"{date.month:02d}",
            y=str(date.year), long=long_date(date), dash=dmy(date).replace("/", "-"),
        )  # fmt: skip

    def moment(self, key: str, moment: datetime.datetime) -> None:
        """A date with a time of day; further parts are "h" and "min"."""
        self.date(key, moment.date())
        self.gold[key] = moment.isoformat(timespec="minutes")
        self.shown[f"{key}.h"] = f"{moment.hour:02d}"
        self.shown[f"{key}.min"] = f"{moment.minute:02d}"

    def list(self, key: str, rows: Sequence[Sequence[str]], gold: Sequence[object]) -> None:
        """A list, its printed rows and its true ones; cells are shown as "field.row.column"."""
        self.rows[key], self.gold[key] = rows, list(gold)
        for i, row in enumerate(rows, 1):
            self.shown[f"{key}.{i}"] = row[0]
            self.shown.update({f"{key}.{i}.{j}": cell for j, cell in enumerate(row, 1)})

    def without(self, keys: frozenset[str]) -> Facts:
        """The facts, some of them not filled in."""
        shown = {
            name: "" if name.split(".")[0] in keys else text for name, text in self.shown.items()
        }
        rows = {name: [] if name in keys else list(found) for name, found in self.rows.items()}
        gold = {name: None if name in keys else value for name, value in self.gold.items()}
        return Facts(gold, shown, rows)

    def nothing(self) -> Facts:
        """The form before anybody filled it in."""
        return self.without(
            frozenset({*self.gold, *self.rows, *(name.split(".")[0] for name in self.shown)})
        )


def some_date(random: Random, first: datetime.date, last: datetime.date) -> datetime.date:
    """A day that is no Sunday."""
    day = first + datetime.timedelta(random.randrange((last - first).days))
    return day - datetime.timedelta(1) if day.weekday() == 6 else day


def some_moment(random: Random, date: datetime.date) -> datetime.datetime:
    """An office hour of a day."""
    hour = random.choice((7, 8, 9, 10, 13, 14, 15, 16))
    return datetime.datetime(date.year, date.month, date.day, hour, random.randrange(60))
