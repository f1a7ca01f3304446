"""The language model and its file: a trie of trigrams in memory-mapped arrays.

Each context keeps its next words sorted, so that a look-up is a binary search in a few
entries; nothing is unpacked when the file is opened but the words themselves.
"""

from __future__ import annotations

import json
import struct
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import models.weights
from extractors.language.syllables import is_syllable, skeleton
from models.errors import ErrorCode, SohoaError

MAGIC = b"SOHOALM1"
STEP = 1 / 16  # one unit of a stored byte, in natural logarithm

# Words that stand for many: the start of a paragraph, numbers, codes and foreign words.
START, NUMBER, OTHER = "<s>", "<n>", "<o>"
UNKNOWN = -1
NO_CONTEXT = -1

_ARRAYS = (
    "word_prob", "word_back", "pair_first", "pair_word", "pair_prob", "pair_back",
    "triple_first", "triple_word", "triple_prob",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class State:
    """What the next word depends on: the last word, and its pair with the one before.

    Attributes:
        word: Id of the last word, or UNKNOWN.
        pair: Index of the last two words, or NO_CONTEXT when the model has no such pair.
    """

    word: int
    pair: int


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """Probabilities of syllables after one another; all logarithms are natural.

    Attributes:
        ids: Word spelling (see `syllables.spell`) to id.
        variants: Base letters to the ids of all syllables that have them.
        spellings: Id to word spelling.
        arrays: The trie; bytes are logarithms in units of `-STEP`.
        unknown: Logarithm of the probability of a syllable that is not in the model.
    """

    ids: Mapping[str, int]
    spellings: tuple[str, ...]
    variants: Mapping[str, tuple[int, ...]]
    unknown: float
    arrays: Mapping[str, memoryview] = field(repr=False)

    def start(self) -> State:
        """The state at the start of a paragraph."""
        return State(self.ids[START], NO_CONTEXT)

    def score(self, state: State, word: int) -> tuple[float, State]:
        """Logarithm of the probability of `word` after `state`, and the state after it."""
        if word == UNKNOWN:
            return self.unknown, State(UNKNOWN, NO_CONTEXT)
        arrays = self.arrays
        pair = self._pair(state.word, word)
        after = State(word, pair)
        backed_off = 0
        if state.pair != NO_CONTEXT:
            words, first = arrays["triple_word"], arrays["triple_first"]
            end = first[state.pair + 1]
            at = bisect_left(words, word, first[state.pair], end)
            if at < end and words[at] == word:
                return -STEP * arrays["triple_prob"][at], after
            backed_off = arrays["pair_back"][state.pair]
        if pair != NO_CONTEXT:
            return -STEP * (backed_off + arrays["pair_prob"][pair]), after
        if state.word != UNKNOWN:
            backed_off += arrays["word_back"][state.word]
        return -STEP * (backed_off + arrays["word_prob"][word]), after

    def _pair(self, first: int, second: int) -> int:
        if first == UNKNOWN:
            return NO_CONTEXT
        words, starts = self.arrays["pair_word"], self.arrays["pair_first"]
        end = starts[first + 1]
        at = bisect_left(words, second, starts[first], end)
        return at if at < end and words[at] == second else NO_CONTEXT


def load_model(path: Path) -> LanguageModel:
    """Open a model file; its arrays stay on disk until they are needed.

    Raises:
        SohoaError: `engine_missing`, when the file is missing or not a model.
    """
    try:
        data = np.memmap(path, dtype=np.uint8, mode="r")
        header, body = _read_header(data)
    except (OSError, ValueError) as error:
        raise SohoaError(
            ErrorCode.ENGINE_MISSING,
            f"The language model {path} cannot be read: {error}.",
            "Install the project again, or make it with `sohoa train language-model`.",
        ) from error
    spellings = tuple(header["words"])
    arrays = {}
    for name, (dtype, start, count) in header["arrays"].items():
        size = count * np.dtype(dtype).itemsize
        arrays[name] = data[body + start : body + start + size].view(dtype).data
    ids = {word: i for i, word in enumerate(spellings)}
    unknown = -STEP * max(arrays["word_prob"])
    return LanguageModel(ids, spellings, _variants(spellings), unknown, arrays)


@cache
def language_model() -> LanguageModel:
    """The model that comes with the project.

    Raises:
        SohoaError: `engine_missing`.
    """
    return load_model(Path(models.weights.__file__).with_name("vie.lm"))


def _read_header(data: NDArray[np.uint8]) -> tuple[dict[str, dict[str, tuple[str, int, int]]], int]:
    if bytes(data[:8]) != MAGIC:
        raise ValueError("not a model file")
    (length,) = struct.unpack("<I", bytes(data[8:12]))
    header = json.loads(bytes(data[12 : 12 + length]))
    if set(header["arrays"]) != set(_ARRAYS):
        raise ValueError("not all arrays are there")
    body = 12 + length
    ends = (s + n * np.dtype(t).itemsize for t, s, n in header["arrays"].values())
    if body + max(ends) > data.size:
        raise ValueError("the file is cut off")
    return header, body


def _variants(spellings: tuple[str, ...]) -> dict[str, tuple[int, ...]]:
    """Syllables by their base letters; words are stored in the order of these."""
    numbered = ((skeleton(word), i) for i, word in enumerate(spellings) if is_syllable(word))
    return {key: tuple(i for _, i in group) for key, group in groupby(numbered, lambda x: x[0])}


def pack_model(words: list[str], arrays: Mapping[str, NDArray[np.generic]]) -> bytes:
    """The bytes of a model file: magic, header length, JSON header, arrays.

    Args:
        words: Spellings by id, syllables with the same base letters next to one another.
        arrays: All of `word_prob` … `triple_prob`.
    """
    layout, start = {}, 0
    for name in _ARRAYS:
        array = arrays[name]
        layout[name] = (array.dtype.str, start, array.size)
        start += -(-array.nbytes // 8) * 8
    text = json.dumps({"words": words, "arrays": layout}, ensure_ascii=False).encode()
    text += b" " * (-(len(text) + 12) % 8)
    parts = [MAGIC, struct.pack("<I", len(text)), text]
    for name in _ARRAYS:
        raw = arrays[name].tobytes()
        parts += [raw, bytes(-len(raw) % 8)]
    return b"".join(parts)
