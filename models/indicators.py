"""Indicators ("chỉ số"): what each counts and by which rule, read from one file and checked."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from models.periods import Period

Unit = Literal["files", "papers", "dossiers", "lookups", "sets"]
SIDES = ("numerator", "denominator")
MonthAndDay = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Told(_Strict):
    """A text in both languages."""

    vi: str
    en: str

    def in_language(self, language: str) -> str:
        """In Vietnamese, or in English."""
        return self.vi if language == "vi" else self.en


class Side(Told):
    """A numerator or a denominator.

    Attributes:
        of: What is counted, see `models.store.indicators.SETS`.
    """

    of: str


class Sourced(_Strict):
    """What goes back to a law or a plan.

    Attributes:
        document: Its number and name.
        place: Article, clause; what of it is meant.
        confirmed: Whether that place has been read; otherwise it is still to be ("cần xác nhận").
    """

    document: str
    place: str
    confirmed: bool


class Group(Told):
    """Indicators that stand together."""

    id: str


class Indicator(Sourced, Told):
    """One indicator.

    Attributes:
        id: Stable for ever: exports and links name it.
        group: Id of its group.
        unit: What its numbers are numbers of.
        numerator: What is counted; None: it cannot be known here.
        denominator: What that is a share of; None: of nothing.
        unknown: Why it cannot be known here.
    """

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    group: str
    unit: Unit
    numerator: Side | None = None
    denominator: Side | None = None
    unknown: Told | None = None

    @model_validator(mode="after")
    def _counted_or_unknown(self) -> Indicator:
        if (self.numerator is None) == (self.unknown is None):
            raise ValueError(f"{self.id}: it has either a numerator or a reason why it is unknown")
        if self.denominator is not None and self.numerator is None:
            raise ValueError(f"{self.id}: there is no denominator without a numerator")
        return self

    def side(self, name: str) -> Side | None:
        """Its `numerator` or `denominator`."""
        return self.numerator if name == "numerator" else self.denominator


class Yearly(Sourced):
    """When the yearly report is due, and the last day that it counts."""

    due: MonthAndDay
    cut_off: MonthAndDay


class Definitions(_Strict):
    """All that the file says."""

    yearly: Yearly
    group: tuple[Group, ...]
    indicator: tuple[Indicator, ...]

    @model_validator(mode="after")
    def _named_once(self) -> Definitions:
        for items in (self.group, self.indicator):
            ids = [item.id for item in items]
            if twice := {name for name in ids if ids.count(name) > 1}:
                raise ValueError(f"ids given twice: {', '.join(sorted(twice))}")
        groups = {item.id for item in self.group}
        for item in self.indicator:
            if item.group not in groups:
                raise ValueError(f"{item.id}: there is no group {item.group!r}")
        return self

    def by_id(self) -> Mapping[str, Indicator]:
        """Indicators by id, in the order of the file."""
        return {item.id: item for item in self.indicator}

    def of_group(self, group: str) -> list[Indicator]:
        """Indicators of a group, in the order of the file."""
        return [item for item in self.indicator if item.group == group]


@cache
def definitions(path: Path = Path(__file__).parent / "indicators.toml") -> Definitions:
    """The indicators.

    Raises:
        ValueError: The file breaks the schema; the message names file and place.
    """
    try:
        return Definitions.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path}: not valid TOML: {error}") from error
    except ValidationError as error:
        told = "; ".join(
            f"{'.'.join(map(str, item['loc'])) or 'file'}: {item['msg']}" for item in error.errors()
        )
        raise ValueError(f"{path}: {told}") from error


def yearly_period(
    year: int, rule: Yearly, cut_off: date | None = None, last_cut_off: date | None = None
) -> Period:
    """The days that the report of a year counts.

    From the day after the last cut-off to the cut-off of the year: no day is told of twice or
    never.

    Args:
        year: Of the report.
        rule: Gives the cut-offs that are not given.
        cut_off: The last day counted.
        last_cut_off: The last day that the report before it has counted.

    Raises:
        ValueError: The cut-off is not after the last one.
    """
    last = cut_off or day_in(year, rule.cut_off)
    before = last_cut_off or day_in(year - 1, rule.cut_off)
    return Period(before + timedelta(days=1), last)


def day_in(year: int, month_and_day: str) -> date:
    """The day of a year.

    Raises:
        ValueError: The year has no such day.
    """
    return date.fromisoformat(f"{year}-{month_and_day}")
