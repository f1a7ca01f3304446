"""Of which type the words of a paper are: a light model of text beside the rules of `classify`.

Logistic regression over the words and pairs of words of a page, one against the rest for each
type, so that a paper of none of them is unlikely for all. `sohoa train wording` makes it from made
papers alone; words that few layouts have, names among them, are not kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import models.weights
from extractors.finders.rows import letters_of
from models.errors import ErrorCode, SohoaError

FILE = "wording.npz"


@dataclass(frozen=True, slots=True)
class WordingModel:
    """Weights of a word or pair of words (rows) for each type (columns), and where they begin."""

    types: tuple[str, ...]
    words: Mapping[str, int]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]

    def log_odds(self, lines: Sequence[str]) -> dict[str, float]:
        """For each type the logarithm of the odds that lines of text are of it."""
        known = [self.words[name] for name in words_of(lines) if name in self.words]
        odds = self.bias + self.weights[known].sum(axis=0) / scale(len(known))
        return dict(zip(self.types, odds.tolist(), strict=True))


def words_of(lines: Sequence[str]) -> set[str]:
    """The words of lines, without marks and with every figure as 0, and the pairs of them."""
    found: set[str] = set()
    for line in lines:
        words = [
            "".join("0" if c.isdigit() else c for c in letters) or "|"
            for letters in map(letters_of, line.split())
        ]
        found.update(words)
        found.update(f"{one} {other}" for one, other in pairwise(words))
    return found


def scale(count: int) -> float:
    """By what a paper of so many known words is divided: longer ones are no surer."""
    return float(max(1, count) ** 0.5)


@cache
def wording_model() -> WordingModel:
    """The model that comes with the project.

    Raises:
        SohoaError: `engine_missing`.
    """
    path = Path(models.weights.__file__).with_name(FILE)
    if not path.is_file():
        raise SohoaError(
            ErrorCode.ENGINE_MISSING, f"The model {path} is missing.",
            "Install the project again, or make it with `sohoa train wording`.",
        )  # fmt: skip
    with np.load(path, allow_pickle=False) as file:
        words = {name: i for i, name in enumerate(bytes(file["words"]).decode().split("\n"))}
        types = tuple(bytes(file["types"]).decode().split("\n"))
        return WordingModel(
            types, words, file["weights"].astype(np.float32), file["bias"].astype(np.float32)
        )
