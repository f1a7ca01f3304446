"""Words as the engine read them to words that the language makes likely.

The engine gives for each letter other readings with their costs. Together with the other tone
and vowel marks of the same base letters they are the candidates of a word, and a syllable
trigram model chooses the likeliest row of candidates (Viterbi with a beam). The image has its
say in what every candidate costs: digits, codes and abbreviations have no candidates at all.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extractors.language.model import OTHER, UNKNOWN, LanguageModel, State
from extractors.language.syllables import (
    LETTERS,
    is_half_read,
    is_syllable,
    print_spelling,
    skeleton,
    spell,
)
from extractors.language.training import ends_clause, token_of
from extractors.ocr import LetterChoice, ReadWord
from models.values.agencies import ABBREVIATIONS

_CORE = re.compile(r"(\W*)(.*?)(\W*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Corrected:
    """What became of one word.

    Attributes:
        text: The chosen reading, Unicode NFC.
        reason: None when unchanged; `lattice` when the engine itself gave this reading as
            another one; `variant` when only its base letters were read.
        margin: By how much the logarithm of the probability of the chosen reading exceeds that
            of the best other one; infinite when there was no other one to choose.
    """

    text: str
    reason: str | None
    margin: float


@dataclass(frozen=True, slots=True)
class Weights:
    """What the image's word counts against the language's, in natural logarithms.

    Attributes:
        cost_unit: So much of the engine's cost is one unit of logarithm.
        change: Any other word than the engine's.
        name: More for words that begin with one capital: names are no matter of likelihood.
        half_read: The same, where the engine gave one of two marks above a letter.
        unknown: A syllable that the model does not know.
        impossible: A word that no syllable is spelled like.
        unusual: An abbreviation that is none of the usual ones, where it may be one.
        fresh: A line begins anew instead of going on with the line before.
        clause: The same after a word that may end a clause.
        beam: Most states kept after each word.
        width: States worse than the best by more are dropped.
    """

    cost_unit: float = 4.0
    change: float = 2.0
    name: float = 4.0
    capitals: float = 2.0
    variant: float = 8.0
    half_read: float = 5.0
    unknown: float = 3.0
    impossible: float = 6.0
    unusual: float = 4.0
    fresh: float = 1.0
    clause: float = 0.5
    beam: int = 12
    width: float = 14.0


DEFAULT = Weights()

# Spelled by the letters' other readings: so many of the cheapest are looked at.
_MOST_READINGS = 48

# Cost of taking a letter that is not Vietnamese for a speck or an echo of its neighbour.
_SPECK = 12.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a word; `weight` is the logarithm of what the image makes of it."""

    text: str
    id: int
    weight: float
    reason: str | None


@dataclass(slots=True)
class _Node:
    """One state of the search after a word, with all ways that led to it."""

    state: State
    candidate: int
    forward: float
    ways: list[tuple[_Node, float]] = field(default_factory=list)
    backward: float = -math.inf


@dataclass(frozen=True, slots=True)
class _Step:
    """A word's candidates, and the states after it that the beam kept, best first."""

    candidates: Sequence[Candidate]
    nodes: Sequence[_Node]


def correct_lines(
    lines: Sequence[Sequence[ReadWord]], model: LanguageModel, weights: Weights = DEFAULT
) -> list[list[Corrected]]:
    """Choose a reading for every word of a page; text runs on over the ends of lines.

    Args:
        lines: In reading order; words as the engine gave them.
        model: The language.
        weights: How far the language may go.

    Returns:
        One `Corrected` per word, in the same order.
    """
    readings = [_readings(line, model, weights) for line in lines]
    steps = _search(readings, model, weights)
    chosen = iter(_choose(steps, weights))
    return [
        [next(chosen) if found else Corrected(word.text, None, math.inf)
         for word, found in zip(line, candidates, strict=True)]
        for line, candidates in zip(lines, readings, strict=True)
    ]  # fmt: skip


def _readings(
    line: Sequence[ReadWord], model: LanguageModel, weights: Weights
) -> list[list[Candidate]]:
    """Candidates for each word; none with marks where the line is printed without any."""
    found = [find_candidates(word, model, weights) for word in line]
    if not _is_unmarked([word.text for word in line]):
        return found
    return [options[:1] + [c for c in options[1:] if c.text.isascii()] for options in found]


# Three of four Vietnamese syllables bear a mark. A line of so many words of which no more than
# this share does is another language, or was typed without marks.
_UNMARKED_WORDS, _UNMARKED_SHARE = 4, 0.2


def _is_unmarked(words: Sequence[str]) -> bool:
    letters = [word for word in words if sum(map(str.isalpha, word)) > 1]
    marked = sum(not word.isascii() for word in letters)
    return len(letters) >= _UNMARKED_WORDS and marked <= _UNMARKED_SHARE * len(letters)


def find_candidates(
    word: ReadWord, model: LanguageModel, weights: Weights = DEFAULT
) -> list[Candidate]:
    """The readings of a word, the engine's first; none when the word has no letter or digit."""
    head, core, tail = _split(word.text)
    if not core:
        return []
    slots = word.letters[len(head) : len(head) + len(core)]
    if not core.isalpha() or _is_label(word.text, core):
        return [Candidate(_BRIEF.sub("(b/c)", word.text), _id(core, model), 0.0, None)]
    if _is_abbreviation(core):
        return _abbreviations(word, slots, model, weights)
    found: dict[int, tuple[str, float, str]] = {}
    for text, cost in _spelled(slots, core):
        if core.isupper() and text in ABBREVIATIONS:
            found.setdefault(_id(text, model), (text, cost / weights.cost_unit, "lattice"))
            continue
        spelling = spell(text)
        number = model.ids.get(spelling, UNKNOWN)
        if number != UNKNOWN and is_syllable(spelling):
            printed = print_spelling(spelling, text)
            found.setdefault(number, (printed, cost / weights.cost_unit, "lattice"))
    alike = model.variants.get(skeleton(spell(core)), ()) if len(core) > 1 else ()
    for number in alike:
        text = print_spelling(model.spellings[number], core)
        half = is_half_read(spell(core), model.spellings[number])
        cost = weights.half_read if half else weights.variant
        found.setdefault(number, (text, cost, "variant"))
    own = _id(core, model) if not found else model.ids.get(spell(core), UNKNOWN)
    found.pop(own, None)
    change = weights.change + _case_weight(core, weights)
    first = Candidate(word.text, own, -_strangeness(core, own, weights), None)
    return [first] + [
        Candidate(head + text + tail, number, -change - cost, reason)
        for number, (text, cost, reason) in found.items()
    ]


# "Để báo cáo": small round letters in brackets are all read for the c.
_BRIEF = re.compile(r"\(b/[oO0CG]\)")


def _abbreviations(
    word: ReadWord, slots: Sequence[Sequence[LetterChoice]], model: LanguageModel, weights: Weights
) -> list[Candidate]:
    """An abbreviation as read, and the usual ones that the engine's other readings spell."""
    head, core, tail = _split(word.text)
    number = _id(core, model)
    if core in ABBREVIATIONS or len(core) == 1:
        return [Candidate(word.text, number, 0.0, None)]
    usual = [
        Candidate(head + text + tail, number, -weights.change - cost / weights.cost_unit, "lattice")
        for text, cost in _spelled(slots, core)
        if text in ABBREVIATIONS
    ]
    return [Candidate(word.text, number, -weights.unusual if usual else 0.0, None), *usual]


def _strangeness(core: str, number: int, weights: Weights) -> float:
    if number != UNKNOWN:
        return 0.0
    return weights.unknown if is_syllable(spell(core)) else weights.impossible


def _split(text: str) -> tuple[str, str, str]:
    match = _CORE.fullmatch(text)
    assert match is not None
    head, core, tail = match.groups()
    return head, core, tail


def _is_label(text: str, core: str) -> bool:
    """One letter with a mark, as "a)" or "V." of a list."""
    return len(core) == 1 and text != core


def _is_abbreviation(core: str) -> bool:
    """Capitals that no tone mark makes a syllable: UBND, but not QUYÊT."""
    if len(core) == 1 or not core.isupper() or any(map(_is_foreign, core)):
        return False
    bare = skeleton(spell(core))
    return not (is_syllable(bare) or is_syllable(bare + "1"))


def _is_foreign(letter: str) -> bool:
    """A letter that neither Vietnamese nor English has, such as "Ÿ"."""
    return not letter.isascii() and letter.lower() not in LETTERS


def _case_weight(core: str, weights: Weights) -> float:
    if len(core) == 1 or not core[0].isupper():
        return 0.0
    return weights.name if core[1:].islower() else weights.capitals


def _id(core: str, model: LanguageModel) -> int:
    return model.ids.get(token_of(core), model.ids[OTHER])


def _spelled(slots: Sequence[Sequence[LetterChoice]], core: str) -> list[tuple[str, float]]:
    """What the letters' readings spell, with the cost over the engine's choice, cheapest first."""
    spelled = [("", 0.0)]
    for choices, letter in zip(slots, core, strict=False):
        best = choices[0].cost
        allowed = [(letter, 0.0)] + [
            (c.letter, c.cost - best)
            for c in choices[1:]
            if c.letter.isalpha() and len(c.letter) == 1 and c.letter.isupper() == letter.isupper()
        ]
        if _is_foreign(letter):
            allowed.append(("", _SPECK))
        spelled = sorted(
            ((text + more, cost + extra) for text, cost in spelled for more, extra in allowed),
            key=lambda item: item[1],
        )[:_MOST_READINGS]
    return spelled if slots else []


def _search(
    readings: Sequence[Sequence[Sequence[Candidate]]], model: LanguageModel, weights: Weights
) -> list[_Step]:
    """The search's steps, one for each word that has candidates."""
    steps: list[_Step] = []
    nodes = [_Node(model.start(), 0, 0.0)]
    for line in readings:
        begins: float | None = weights.fresh
        for candidates in line:
            if not candidates:
                continue
            origins = [(node, node.state, 0.0) for node in nodes]
            if begins is not None:
                origins.append((nodes[0], model.start(), -begins))
            nodes = _advance(origins, candidates, model, weights)
            steps.append(_Step(candidates, nodes))
            begins = weights.clause if ends_clause(candidates[0].text) else None
    return steps


def _advance(
    origins: Sequence[tuple[_Node, State, float]],
    candidates: Sequence[Candidate],
    model: LanguageModel,
    weights: Weights,
) -> list[_Node]:
    """The states after one more word that are worth going on with, best first."""
    reached: dict[State, _Node] = {}
    for origin, state, loss in origins:
        for index, candidate in enumerate(candidates):
            gain, after = model.score(state, candidate.id)
            gain += candidate.weight + loss
            node = reached.get(after)
            if node is None:
                node = reached[after] = _Node(after, index, -math.inf)
            node.ways.append((origin, gain))
            node.forward = max(node.forward, origin.forward + gain)
    ordered = sorted(reached.values(), key=lambda node: -node.forward)[: weights.beam]
    return [node for node in ordered if node.forward >= ordered[0].forward - weights.width]


def _choose(steps: Sequence[_Step], weights: Weights) -> Iterator[Corrected]:
    """The candidate of each step on the best way through all of them."""
    for node in steps[-1].nodes if steps else ():
        node.backward = 0.0
    for step in reversed(steps):
        for node in step.nodes:
            for origin, gain in node.ways:
                origin.backward = max(origin.backward, gain + node.backward)
    for step in steps:
        totals: dict[int, float] = {}
        for node in step.nodes:
            total = node.forward + node.backward
            totals[node.candidate] = max(total, totals.get(node.candidate, -math.inf))
        ranked = sorted(totals, key=lambda index: -totals[index])
        chosen = step.candidates[ranked[0]]
        yield Corrected(chosen.text, chosen.reason, _margin(step, totals, ranked, weights))


def _margin(
    step: _Step, totals: Mapping[int, float], ranked: Sequence[int], weights: Weights
) -> float:
    if len(step.candidates) == 1:
        return math.inf
    if len(ranked) == 1:
        return weights.width
    return min(weights.width, totals[ranked[0]] - totals[ranked[1]])
