"""Whether confidence keeps its word: silent errors, calibration, what needs no person."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

BINS = 10
# Edges of the bins of a reliability table: finer where fields pass without a person.
EDGES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 1.0)


class Believed(Protocol):
    """One scored field as far as trust goes."""

    @property
    def confidence(self) -> float | None:
        """The probability (0-1) that was stated; None when none was."""

    @property
    def flagged(self) -> bool:
        """Whether a person is asked."""

    @property
    def right(self) -> bool:
        """Whether the value is the truth."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Fields whose stated confidence lies between two edges.

    Attributes:
        low: Least confidence.
        high: The next bin's least; the last bin's greatest.
        n: Fields.
        stated: Mean of their confidence (0-1); None without fields.
        right: Share of right ones (0-1); None without fields.
    """

    low: float
    high: float
    n: int
    stated: float | None
    right: float | None

    def to_json(self) -> dict[str, float | int | None]:
        """The bin."""
        return {
            "low": self.low,
            "high": self.high,
            "n": self.n,
            "stated": self.stated,
            "right": self.right,
        }


@dataclass(frozen=True, slots=True)
class Trust:
    """Trust in a group of fields.

    Attributes:
        items: Fields scored, absent ones included.
        flagged: Of these, fields for which a person is asked.
        silent: Wrong ones among the rest.
        ece: Expected calibration error over ten equal bins of confidence.
        coverage_99: Largest share that could pass unseen, most confident first, at 99 % precision.
        coverage_995: The same at 99.5 %.
    """

    items: int
    flagged: int
    silent: int
    ece: float | None
    coverage_99: float | None
    coverage_995: float | None

    @property
    def silent_upper_95(self) -> float | None:
        """Upper 95 % bound of the share of silent errors among what is not flagged."""
        return upper_bound(self.silent, self.items - self.flagged)

    def to_json(self) -> dict[str, float | int | None]:
        """Counts and shares."""
        unflagged = self.items - self.flagged
        return {
            "items": self.items,
            "flagged": self.flagged,
            "flagged_share": self.flagged / self.items if self.items else None,
            "unflagged": unflagged,
            "silent_errors": self.silent,
            "silent_error_share": self.silent / unflagged if unflagged else None,
            "silent_error_upper_95": self.silent_upper_95,
            "ece": self.ece,
            "coverage_99": self.coverage_99,
            "coverage_995": self.coverage_995,
        }


def measure_trust(items: Sequence[Believed]) -> Trust:
    """Trust in `items`."""
    return Trust(
        len(items),
        sum(item.flagged for item in items),
        sum(not item.flagged and not item.right for item in items),
        calibration_error(items),
        coverage(items, 0.99),
        coverage(items, 0.995),
    )


def calibration_error(items: Iterable[Believed]) -> float | None:
    """Mean distance of stated confidence and share right over bins, weighted by their size."""
    stated = [(item.confidence, float(item.right)) for item in items if item.confidence is not None]
    bins: dict[int, list[tuple[float, float]]] = {}
    for pair in stated:
        bins.setdefault(min(int(pair[0] * BINS), BINS - 1), []).append(pair)
    gaps = (abs(sum(stated - right for stated, right in pairs)) for pairs in bins.values())
    return sum(gaps) / len(stated) if stated else None


def reliability(items: Iterable[Believed]) -> tuple[Bin, ...]:
    """Stated confidence beside the share right, bin by bin; fields without any are left out."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in EDGES[1:]]
    for item in items:
        if item.confidence is not None:
            index = min(bisect_right(EDGES, item.confidence), len(bins)) - 1
            bins[index].append((item.confidence, item.right))
    edges = zip(EDGES, EDGES[1:], strict=False)
    return tuple(_bin(low, high, pairs) for (low, high), pairs in zip(edges, bins, strict=True))


def _bin(low: float, high: float, pairs: Sequence[tuple[float, bool]]) -> Bin:
    if not pairs:
        return Bin(low, high, 0, None, None)
    stated, right = zip(*pairs, strict=True)
    return Bin(low, high, len(pairs), sum(stated) / len(pairs), sum(right) / len(pairs))


def coverage(items: Sequence[Believed], precision: float) -> float | None:
    """Largest share of `items` above one confidence with at least `precision` of them right."""
    if not items:
        return None
    ranked = sorted(((item.confidence or 0.0, item.right) for item in items), reverse=True)
    best = taken = right = 0
    for _, same in groupby(ranked, key=lambda pair: pair[0]):
        for _, is_right in same:
            taken += 1
            right += is_right
        if right >= precision * taken - 1e-9:
            best = taken
    return best / len(items)


def upper_bound(wrong: int, of: int, level: float = 0.95) -> float | None:
    """One-sided upper bound of a share (Clopper and Pearson, Biometrika 26, 1934).

    The share at which seeing at most `wrong` in `of` trials has the chance `1 - level`.
    """
    if of == 0:
        return None
    if wrong >= of:
        return 1.0
    low, high = wrong / of, 1.0
    for _ in range(50):
        middle = (low + high) / 2
        if _at_most(wrong, of, middle) > 1 - level:
            low = middle
        else:
            high = middle
    return high


def _at_most(wrong: int, of: int, share: float) -> float:
    """Chance of at most `wrong` in `of` trials, each with the chance `share` (0 < share < 1)."""
    return sum(
        math.exp(
            math.lgamma(of + 1)
            - math.lgamma(k + 1)
            - math.lgamma(of - k + 1)
            + k * math.log(share)
            + (of - k) * math.log1p(-share)
        )
        for k in range(wrong + 1)
    )
