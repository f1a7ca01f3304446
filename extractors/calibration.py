"""Fits the confidence model on papers whose truth is known, and judges it on those left out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from extractors.confidence import Features, Model
from models.scoring.trust import Trust, measure_trust

FOLDS = 10
# How strongly weights are drawn to nothing, and rounds of Newton's method, which converges in few.
RIDGE, ROUNDS = 1.0, 25
SHARES = ("0.99", "0.995")
# Share of wrong values among those that nobody is asked about, by the share that is asked for.
# Other papers are harder than those it was fitted on: less than the half per cent that may be.
MOST_WRONG = {"0.99": 0.003, "0.995": 0.002}


@dataclass(frozen=True, slots=True)
class Observation:
    """One field of a paper whose truth is known.

    Attributes:
        file: The input; fields of one are never on both sides of a fold.
        features: See `extractors.confidence.features`.
        right: The value is the truth.
        doubted: A person is asked whatever the probability.
        weight: How much it counts.
        group: Which data set it belongs to.
        handwritten: A part of it is written or stamped by hand.
    """

    file: str
    features: Features
    right: bool
    doubted: bool
    weight: float = 1.0
    group: str = ""
    handwritten: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """An observation with the probability that a model gave it that had not seen its file."""

    confidence: float
    flagged: bool
    right: bool


def fit(observations: Sequence[Observation], thresholds: dict[str, float] | None = None) -> Model:
    """A logistic model with a ridge, by Newton's method (Hastie et al., Elements, 4.4.1)."""
    names = sorted({name for item in observations for name in item.features})
    index = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(observations), len(names)))
    for row, item in zip(x, observations, strict=True):
        for name, value in item.features.items():
            row[index[name]] = value
    y = np.array([item.right for item in observations], np.float64)
    weight = np.array([item.weight for item in observations])
    found = _newton(x, y, weight)
    kept = {name: round(float(value), 4) for name, value in zip(names, found, strict=True)}
    return Model(kept, thresholds or dict.fromkeys(SHARES, 1.0))


def _newton(
    x: NDArray[np.float64], y: NDArray[np.float64], weight: NDArray[np.float64]
) -> NDArray[np.float64]:
    found = np.zeros(x.shape[1])
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-np.clip(x @ found, -30, 30)))
        gradient = x.T @ (weight * (y - p)) - RIDGE * found
        curvature = (x * (weight * p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(x.shape[1])
        step = np.linalg.solve(curvature, gradient)
        found += step
        if np.abs(step).max() < 1e-6:
            break
    return found


def judge(observations: Sequence[Observation]) -> list[Judged]:
    """Every observation with the probability of the model fitted without its file's fold."""
    files = sorted({item.file for item in observations})
    order = np.random.default_rng(1).permutation(len(files))
    fold = {files[at]: i % FOLDS for i, at in enumerate(order)}
    found: dict[int, Judged] = {}
    for left_out in range(FOLDS):
        model = fit([item for item in observations if fold[item.file] != left_out])
        for i, item in enumerate(observations):
            if fold[item.file] == left_out:
                found[i] = Judged(model.probability(item.features), item.doubted, item.right)
    return [found[i] for i in range(len(observations))]


def fit_with_thresholds(observations: Sequence[Observation]) -> tuple[Model, list[Judged]]:
    """The model of all observations, with the thresholds that those out of fold ask for.

    They hold in each data set by itself: many easy papers must not hide what happens on few. Of
    all that passes, in all data sets together, no more than `MOST_WRONG` may be wrong.
    """
    judged = judge(observations)
    groups: dict[str, list[Judged]] = {}
    for item, one in zip(observations, judged, strict=True):
        if not one.flagged:
            groups.setdefault(item.group, []).append(one)
    together = [one for group in groups.values() for one in group]
    thresholds = {
        share: max(
            _least(together, 1 - MOST_WRONG[share]),
            *(_least(group, float(share)) for group in groups.values()),
        )
        for share in SHARES
    }
    return fit(observations, thresholds), judged


def _least(judged: Sequence[Judged], share: float) -> float:
    """The least probability above which at least `share` of the values are right."""
    ranked = sorted(judged, key=lambda item: -item.confidence)
    right = np.cumsum([item.right for item in ranked])
    enough = np.flatnonzero(right >= share * np.arange(1, len(ranked) + 1))
    return round(ranked[int(enough[-1])].confidence, 4) if len(enough) else 1.0


def report(judged: Sequence[Judged], thresholds: dict[str, float]) -> Trust:
    """Trust in judged values where those below the threshold are flagged."""
    least = thresholds["0.99"]
    return measure_trust(
        [replace(item, flagged=item.flagged or item.confidence < least) for item in judged]
    )


def to_json(model: Model) -> bytes:
    """The model as it is stored."""
    body = {"thresholds": dict(model.thresholds), "weights": dict(model.weights)}
    return (json.dumps(body, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()
