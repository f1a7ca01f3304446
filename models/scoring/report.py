"""Scores of a whole data set: by field, by kind of value, and over all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.extraction import Status
from models.scoring.confusions import Confusion, confused_letters, confused_types
from models.scoring.outcomes import FileScore, Outcome
from models.scoring.text import TextErrors
from models.scoring.trust import Bin, Trust, measure_trust, reliability

REPORT_SCHEMA = "sohoa.eval/1"


@dataclass(frozen=True, slots=True)
class Rates:
    """Exact match, precision, recall and F1 (0-1); None where nothing is to be measured."""

    exact: float | None
    precision: float | None
    recall: float | None
    f1: float | None

    def to_json(self) -> dict[str, float | None]:
        """The rates."""
        return {
            "exact": self.exact,
            "precision": self.precision,
            "recall": self.recall,
            "f1": self.f1,
        }


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts over some fields of some papers.

    Attributes:
        n: Values that the papers bear.
        exact: Of these, extracted exactly.
        gold: Rows of true values, a single value being one row.
        given: Rows of extracted values.
        matched: Rows that are the same.
        chars: Characters of running text.
        char_edits: Characters of it to insert, delete or change.
        trust: How confidence and flags behave.
    """

    n: int
    exact: int
    gold: int
    given: int
    matched: int
    chars: int
    char_edits: int
    trust: Trust

    @property
    def rates(self) -> Rates:
        """The counts as shares."""
        return Rates(
            _share(self.exact, self.n),
            _share(self.matched, self.given),
            _share(self.matched, self.gold),
            _share(2 * self.matched, self.gold + self.given),
        )

    @property
    def cer(self) -> float | None:
        """Character error rate of running text; None where there is none."""
        return _share(self.char_edits, self.chars)

    def to_json(self) -> dict[str, Any]:
        """The number of values with all rates."""
        return {
            "n": self.n,
            **self.rates.to_json(),
            "cer": self.cer,
            **self.trust.to_json(),
        }

    def rows_json(self) -> dict[str, float | int | None]:
        """Rows counted one by one."""
        return {
            "n": self.n,
            "gold": self.gold,
            "given": self.given,
            "matched": self.matched,
            **self.rates.to_json(),
        }


@dataclass(frozen=True, slots=True)
class FieldScores:
    """Scores of one group of fields: printed, handwritten, or both.

    Attributes:
        by_field: By field id.
        by_kind: By kind of value.
        by_type: By document type id.
        micro: All of them.
        lists: Fields that are lists.
        bins: Confidence beside the share right.
    """

    by_field: Mapping[str, Tally]
    by_kind: Mapping[str, Tally]
    by_type: Mapping[str, Tally]
    micro: Tally
    lists: Tally
    bins: Sequence[Bin]

    @property
    def macro(self) -> Rates:
        """Means over the fields that some paper bears."""
        rates = [tally.rates for tally in self.by_field.values() if tally.n]
        return Rates(
            _mean([rate.exact for rate in rates]),
            _mean([rate.precision for rate in rates]),
            _mean([rate.recall for rate in rates]),
            _mean([rate.f1 for rate in rates]),
        )

    def to_json(self) -> dict[str, Any]:
        """Every tally by name."""
        return {
            "micro": self.micro.to_json(),
            "macro": self.macro.to_json(),
            "by_field": {name: tally.to_json() for name, tally in self.by_field.items()},
            "by_kind": {name: tally.to_json() for name, tally in self.by_kind.items()},
            "by_type": {name: tally.to_json() for name, tally in self.by_type.items()},
            "list_rows": self.lists.rows_json(),
            "reliability": [item.to_json() for item in self.bins],
        }


@dataclass(frozen=True, slots=True)
class Report:
    """Scores of a data set.

    Attributes:
        files: What each input adds.
        wall_s: Seconds that reading all of them took.
    """

    files: Sequence[FileScore]
    wall_s: float

    @property
    def outcomes(self) -> list[Outcome]:
        """All scored fields."""
        return [outcome for file in self.files for outcome in file.outcomes]

    @property
    def printed(self) -> FieldScores:
        """Fields that are printed altogether, and those that a paper does not bear."""
        return score_fields([item for item in self.outcomes if not item.handwritten])

    @property
    def handwritten(self) -> FieldScores:
        """Fields with a part written or stamped by hand."""
        return score_fields([item for item in self.outcomes if item.handwritten])

    @property
    def all_fields(self) -> FieldScores:
        """Both."""
        return score_fields(self.outcomes)

    @property
    def text(self) -> TextErrors:
        """Errors over all transcribed pages."""
        return sum((file.text for file in self.files), TextErrors())

    @property
    def pages(self) -> int:
        """Pages read."""
        return sum(file.pages for file in self.files)

    @property
    def symbols(self) -> tuple[int, int]:
        """Right symbol parts (after the "/"), and how many papers bear one."""
        found = [o.symbol_right for o in self.outcomes if o.symbol_right is not None]
        return sum(found), len(found)

    @property
    def types(self) -> tuple[int, int]:
        """Papers whose type was told, and how many have a known type."""
        found = [right for file in self.files for right in file.types]
        return sum(found), len(found)

    @property
    def silent(self) -> list[Outcome]:
        """Wrong fields that nobody is asked about."""
        return [item for item in self.outcomes if not item.right and not item.flagged]

    @property
    def confused_types(self) -> list[Confusion]:
        """Types of papers taken for others."""
        return confused_types(pair for file in self.files for pair in file.told)

    @property
    def confused_letters(self) -> list[Confusion]:
        """Characters of values taken for others."""
        return confused_letters(self.outcomes)

    @property
    def boundaries(self) -> Rates:
        """Page-boundary decisions of all stacks."""
        stacks = [file.boundaries for file in self.files if file.boundaries is not None]
        gold, given = sum(b.gold for b in stacks), sum(b.given for b in stacks)
        matched = sum(b.matched for b in stacks)
        return Rates(
            None,
            _share(matched, given),
            _share(matched, gold),
            _share(2 * matched, gold + given),
        )

    @property
    def cpu_s_per_page(self) -> float | None:
        """CPU seconds of reading, per page."""
        return _share(sum(file.cpu_s for file in self.files), self.pages)

    @property
    def pages_per_minute(self) -> float | None:
        """Pages read per minute of wall-clock time."""
        return _share(60 * self.pages, self.wall_s)

    @property
    def peak_mb(self) -> float:
        """Memory peak of the largest reading process, MB."""
        return max((file.peak_mb for file in self.files), default=0.0)

    def to_json(self) -> dict[str, Any]:
        """The report in the published shape."""
        return {
            "schema": REPORT_SCHEMA,
            "inputs": {str(s): sum(f.status is s for f in self.files) for s in Status},
            "pages": self.pages,
            "text": {
                **self.text.to_json(),
                "files": [
                    {"file": file.file, **file.text.to_json()}
                    for file in self.files
                    if file.text.pages
                ],
            },
            "fields": {
                "printed": self.printed.to_json(),
                "handwritten": self.handwritten.to_json(),
                "all": self.all_fields.to_json(),
            },
            "symbol_part": _right_of(self.symbols),
            "document_type": _right_of(self.types),
            "stacks": {
                "n": sum(file.boundaries is not None for file in self.files),
                "precision": self.boundaries.precision,
                "recall": self.boundaries.recall,
                "f1": self.boundaries.f1,
            },
            "wrongly_split": sum(file.is_split for file in self.files),
            "speed": {
                "cpu_s_per_page": self.cpu_s_per_page,
                "wall_s": self.wall_s,
                "pages_per_minute": self.pages_per_minute,
                "peak_mb": self.peak_mb,
            },
            "confusions": {
                "types": [item.to_json() for item in self.confused_types],
                "characters": [item.to_json() for item in self.confused_letters],
            },
            "silent_errors": [_wrong_json(outcome) for outcome in self.silent],
            "wrong": [_wrong_json(outcome) for outcome in self.outcomes if not outcome.right],
        }


def score_fields(outcomes: Sequence[Outcome]) -> FieldScores:
    """Tallies of `outcomes`, in order of appearance."""
    return FieldScores(
        _tallies(outcomes, lambda outcome: outcome.field),
        _tallies(outcomes, lambda outcome: outcome.kind),
        _tallies(outcomes, lambda outcome: outcome.type),
        tally(outcomes),
        tally([outcome for outcome in outcomes if outcome.is_list]),
        reliability(outcomes),
    )


def _tallies(outcomes: Sequence[Outcome], key: Callable[[Outcome], str]) -> dict[str, Tally]:
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(key(outcome), []).append(outcome)
    return {name: tally(group) for name, group in groups.items()}


def tally(outcomes: Sequence[Outcome]) -> Tally:
    """Counts over `outcomes`."""
    borne = [outcome for outcome in outcomes if outcome.gold_rows]
    return Tally(
        len(borne),
        sum(outcome.right for outcome in borne),
        sum(outcome.gold_rows for outcome in outcomes),
        sum(outcome.given_rows for outcome in outcomes),
        sum(outcome.matched_rows for outcome in outcomes),
        sum(outcome.chars for outcome in outcomes),
        sum(outcome.char_edits for outcome in outcomes),
        measure_trust(outcomes),
    )


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _mean(rates: Iterable[float | None]) -> float | None:
    """The mean; a rate that nothing was extracted for counts as 0."""
    known = [rate or 0.0 for rate in rates]
    return sum(known) / len(known) if known else None


def _right_of(counts: tuple[int, int]) -> dict[str, float | int | None]:
    right, n = counts
    return {"n": n, "right": right, "accuracy": _share(right, n)}


def _wrong_json(outcome: Outcome) -> dict[str, Any]:
    return {
        "file": outcome.file,
        "type": outcome.type,
        "field": outcome.field,
        "gold": outcome.gold,
        "value": outcome.value,
        "confidence": outcome.confidence,
        "flagged": outcome.flagged,
        "handwritten": outcome.handwritten,
    }
