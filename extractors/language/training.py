"""Training: interpolated, modified Kneser-Ney trigrams (Chen and Goodman, 1998), pruned.

Counts live in sorted integer arrays, so that millions of words take seconds.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractors.language.model import NUMBER, OTHER, START, STEP, pack_model
from extractors.language.syllables import is_syllable, skeleton, spell

# A syllable seen once is a misprint as often as a word; other words must be common.
MIN_SYLLABLE, MIN_WORD = 2, 20

_OUTER = re.compile(r"^\W+|\W+$")
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def read_paragraphs(path: Path) -> Iterator[str]:
    """Paragraphs of a text file: lines of text, cells of `.tsv`, `body` of `.jsonl`.

    Any of them may be compressed (`.gz`).

    Raises:
        OSError: The file cannot be read.
        ValueError: The file is not UTF-8 text, or a line of `.jsonl` has no `body`.
    """
    packed = path.suffix == ".gz"
    kind = Path(path.stem).suffix if packed else path.suffix
    with (
        gzip.open(path, "rt", encoding="utf-8") if packed else path.open(encoding="utf-8") as lines
    ):
        for line in lines:
            if kind == ".jsonl":
                record = json.loads(line)
                if not isinstance(record, dict) or "body" not in record:
                    raise ValueError(f"{path}: a line has no text under `body`")
                yield from str(record["body"]).splitlines()
            else:
                yield from line.rstrip("\n").split("\t") if kind == ".tsv" else (line,)


def tokens(text: str) -> Iterator[str]:
    """The words of a paragraph as the model counts them, each clause with its start.

    Marks alone are no words.
    """
    begins = True
    for word in text.split():
        token = token_of(_OUTER.sub("", word))
        if token:
            if begins:
                yield START
            yield token
        begins = begins and not token or ends_clause(word)


def ends_clause(word: str) -> bool:
    """Whether a new clause may begin after a printed word: "dân;" but not "KT."."""
    return word.endswith((";", ":", ".")) and not word[:-1].isupper()


def token_of(core: str) -> str:
    """One word without outer marks: its spelling, or the class of numbers or codes."""
    if core.isalpha():
        return spell(core)
    if any(char.isdigit() for char in core):
        return NUMBER
    return OTHER if core else ""


def train(paragraphs: Iterable[str], min_triple: int = 2, min_pair: int = 2) -> bytes:
    """Train a model and give the bytes of its file.

    Args:
        paragraphs: Text; a paragraph is a fresh start.
        min_triple: Trigrams seen less often are left to their bigrams.
        min_pair: Bigrams seen less often are left to their words.

    Raises:
        ValueError: There is too little text to estimate a model.
    """
    words, stream = _encode(paragraphs)
    size = len(words)
    before, last, word = stream[:-2], stream[1:-1], stream[2:]
    start = words.index(START)
    inside = (last != start) & (word != start)
    triples = _count((before[inside] * size + last[inside]) * size + word[inside])
    joined = stream[1:] != start
    pairs = _count((stream[:-1] * size + stream[1:])[joined])
    estimate = _estimate(size, start, triples, pairs, min_triple, min_pair)
    return pack_model(words, estimate)


def _encode(paragraphs: Iterable[str]) -> tuple[list[str], Ints]:
    """The vocabulary in the order of its base letters, and the text as its ids."""
    text: list[str] = []
    for paragraph in paragraphs:
        text += tokens(paragraph)
    counts = Counter(text)
    kept = {START, NUMBER, OTHER} | {
        word
        for word, count in counts.items()
        if count >= (MIN_SYLLABLE if is_syllable(word) else MIN_WORD)
    }
    words = sorted(kept, key=lambda word: (skeleton(word), word))
    if len(words) >= 1 << 16 or len(text) < 3:
        raise ValueError("too little text, or more than 65,535 different words")
    ids = {word: i for i, word in enumerate(words)}
    other = ids[OTHER]
    return words, np.fromiter((ids.get(word, other) for word in text), np.int64, len(text))


@dataclass(frozen=True, slots=True)
class _Counts:
    """Sorted keys and how often each was seen."""

    keys: Ints
    counts: Ints


def _count(keys: Ints) -> _Counts:
    return _Counts(*np.unique(keys, return_counts=True))


def _estimate(
    size: int, start: int, triples: _Counts, pairs: _Counts, min_triple: int, min_pair: int
) -> dict[str, NDArray[np.generic]]:
    """All arrays of the model from the counts of trigrams and bigrams."""
    # Lower orders count in how many contexts a word was seen; a paragraph's start has none.
    contexts = np.searchsorted(pairs.keys, triples.keys % (size * size))
    wide = np.bincount(contexts, minlength=pairs.keys.size)
    pair_counts = np.where(pairs.keys // size == start, pairs.counts, wide)
    word_counts = np.bincount(pairs.keys % size, minlength=size)
    word_prob = _words(word_counts)

    keep = (pairs.counts >= min_pair) & (pair_counts > 0)
    head, tail = pairs.keys // size, pairs.keys % size
    pair_prob, word_back = _level(pair_counts, head, size, word_prob[tail], keep)
    kept_pairs = pairs.keys[keep]
    pair_of_key = np.full(pairs.keys.size, -1)
    pair_of_key[keep] = np.arange(kept_pairs.size)

    context = np.searchsorted(pairs.keys, triples.keys // size)
    keep3 = (triples.counts >= min_triple) & keep[context]
    # A bigram left to its words has the probability that they give it.
    lower = word_back[head] * word_prob[tail]
    lower[keep] = pair_prob[keep]
    triple_prob, back = _level(triples.counts, context, pairs.keys.size, lower[contexts], keep3)
    return {
        "word_prob": _pack(word_prob),
        "word_back": _pack(word_back),
        "pair_first": _offsets(head[keep], size),
        "pair_word": tail[keep].astype(np.uint16),
        "pair_prob": _pack(pair_prob[keep]),
        "pair_back": _pack(back[keep]),
        "triple_first": _offsets(pair_of_key[context[keep3]], kept_pairs.size),
        "triple_word": (triples.keys[keep3] % size).astype(np.uint16),
        "triple_prob": _pack(triple_prob[keep3]),
    }


def _words(counts: Ints) -> Floats:
    """Probability of each word by itself, smoothed with an even share."""
    total = counts.sum()
    taken = np.minimum(counts, _discounts(counts)[np.minimum(counts, 3)])
    share: Floats = (counts - taken) / total + taken.sum() / total / counts.size
    return share


def _level(
    counts: Ints, context: Ints, contexts: int, lower: Floats, keep: NDArray[np.bool_]
) -> tuple[Floats, Floats]:
    """Probabilities after a context, and what each context leaves to the order below."""
    totals = np.bincount(context, counts, contexts)
    discount = np.minimum(counts, _discounts(counts)[np.minimum(counts, 3)])
    own = np.where(keep, (counts - discount) / np.maximum(totals[context], 1), 0.0)
    left = np.asarray(1.0 - np.bincount(context, own, contexts), np.float64)
    prob: Floats = own + left[context] * lower
    return prob, left


def _discounts(counts: Ints) -> Floats:
    """What is taken from counts of 0, 1, 2, and 3 or more."""
    n = [float(np.count_nonzero(counts == k)) for k in range(5)]
    if not all(n[1:4]):
        return np.array([0.0, 0.5, 0.5, 0.5])
    y = n[1] / (n[1] + 2 * n[2])
    return np.array([0.0] + [max(0.1, k - (k + 1) * y * n[k + 1] / n[k]) for k in (1, 2, 3)])


def _pack(prob: Floats) -> NDArray[np.uint8]:
    logs = -np.log(np.maximum(prob, 1e-12)) / STEP
    return np.clip(np.rint(logs), 0, 255).astype(np.uint8)


def _offsets(sorted_ids: Ints, size: int) -> NDArray[np.uint32]:
    """Where the entries of each id begin, with one end more."""
    return np.searchsorted(sorted_ids, np.arange(size + 1)).astype(np.uint32)
