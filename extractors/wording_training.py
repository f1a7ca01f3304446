"""Teaches the model of wording from papers whose type is known."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.wording import scale, words_of

# Words of fewer layouts than this are names, places and accidents.
FEWEST_LAYOUTS = 3
# Papers put together from lines of others, of no type, for each paper; lines of one.
MIXED, LINES = 0.5, 24
# This share of a paper's words is kept back each time that it is seen.
KEPT_BACK = 0.7
ROUNDS, RATE, L2 = 400, 0.05, 3e-5


@dataclass(frozen=True, slots=True)
class Text:
    """A paper: its type, the name of its layout, and its lines."""

    type: str
    layout: str
    lines: tuple[str, ...]


def train(papers: Sequence[Text], seed: int = 1) -> bytes:
    """The bytes of the model's file.

    Raises:
        ValueError: There is nothing to learn from.
    """
    if not papers:
        raise ValueError("no paper whose type is known")
    rng = np.random.default_rng(seed)
    types = sorted({paper.type for paper in papers})
    layouts: dict[str, set[str]] = {}
    for paper in papers:
        for word in words_of(paper.lines):
            layouts.setdefault(word, set()).add(f"{paper.type}/{paper.layout}")
    words = sorted(word for word, seen in layouts.items() if len(seen) >= FEWEST_LAYOUTS)
    index = {word: i for i, word in enumerate(words)}
    texts = [*(paper.lines for paper in papers), *_mixed(papers, rng)]
    seen = np.zeros((len(texts), len(words)), np.bool_)
    for at, lines in enumerate(texts):
        seen[at, [index[word] for word in words_of(lines) if word in index]] = True
    right = np.zeros((len(texts), len(types)), np.float32)
    for at, paper in enumerate(papers):
        right[at, types.index(paper.type)] = 1.0
    weights, bias = _fit(seen, right, rng)
    file = io.BytesIO()
    np.savez_compressed(
        file, weights=weights.astype(np.float16), bias=bias.astype(np.float32),
        words=np.frombuffer("\n".join(words).encode(), np.uint8),
        types=np.frombuffer("\n".join(types).encode(), np.uint8),
    )  # fmt: skip
    return file.getvalue()


def _mixed(papers: Sequence[Text], rng: np.random.Generator) -> list[tuple[str, ...]]:
    """Papers of no type: lines of many."""
    found = []
    for _ in range(round(MIXED * len(papers))):
        chosen = (papers[int(i)] for i in rng.integers(len(papers), size=LINES))
        found.append(tuple(p.lines[int(rng.integers(len(p.lines)))] for p in chosen if p.lines))
    return found


def _fit(
    seen: NDArray[np.bool_], right: NDArray[np.float32], rng: np.random.Generator
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Logistic regression by Adam (Kingma, Ba, 2015), other words kept back in each round."""
    weights = np.zeros((seen.shape[1], right.shape[1]), np.float32)
    bias = np.full(right.shape[1], -2.0, np.float32)
    moments = [np.zeros_like(x) for x in (weights, weights, bias, bias)]
    for step in range(1, ROUNDS + 1):
        kept = seen & (rng.random(seen.shape, np.float32) >= KEPT_BACK)
        shares = np.array([1 / scale(int(n)) for n in kept.sum(axis=1)], np.float32)
        inputs = kept.astype(np.float32) * shares[:, None]
        error = 1 / (1 + np.exp(-(inputs @ weights + bias))) - right
        slopes = (inputs.T @ error / len(seen) + L2 * weights, error.mean(axis=0))
        for i, (value, slope) in enumerate(zip((weights, bias), slopes, strict=True)):
            mean, square = moments[2 * i], moments[2 * i + 1]
            mean += 0.1 * (slope - mean)
            square += 0.001 * (slope**2 - square)
            pace = RATE * (1 - step / ROUNDS) * np.sqrt(1 - 0.999**step) / (1 - 0.9**step)
            value -= pace * mean / (np.sqrt(square) + 1e-8)
    return weights, bias
