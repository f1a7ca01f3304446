"""How a text sounds to the language model: its least likely word, and what may stand there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.language.model import OTHER, LanguageModel, State
from extractors.language.syllables import is_syllable, skeleton
from extractors.language.training import token_of

_WORD = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True)
class Sound:
    """What a language model says of a text, in natural logarithms.

    Attributes:
        rival: How much likelier than a word another one of the same letters, with other marks,
            would be in its place; the most of all words, at least 0.
        surprise: The cost of the least likely word.
    """

    rival: float
    surprise: float


def sound(text: str, model: LanguageModel) -> Sound:
    """How a text sounds, word by word, each with the two before and the one behind it."""
    ids = [model.ids.get(token_of(word), model.ids[OTHER]) for word in _WORD.findall(text)]
    rival = surprise = 0.0
    state = model.start()
    for at, word in enumerate(ids):
        own = _fits(state, ids[at : at + 2], model)
        surprise = max(surprise, -model.score(state, word)[0])
        spelling = model.spellings[word]
        if is_syllable(spelling):
            others = model.variants.get(skeleton(spelling), ())
            best = max(_fits(state, [x, *ids[at + 1 : at + 2]], model) for x in (word, *others))
            rival = max(rival, best - own)
        state = model.score(state, word)[1]
    return Sound(rival, surprise)


def _fits(state: State, words: Sequence[int], model: LanguageModel) -> float:
    total = 0.0
    for word in words:
        score, state = model.score(state, word)
        total += score
    return total
