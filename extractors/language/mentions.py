"""What a text mentions by name: units, agencies, ethnic groups, countries and persons.

spaCy's rules over the tables of the values, and underthesea's tagger of names for persons. What
is found is a suggestion to a person: it says what stands on the paper, not which field it is of.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from models.values.agencies import bodies
from models.values.people import COUNTRIES, ETHNIC_GROUPS
from models.values.units import new_units, old_units

if TYPE_CHECKING:
    from spacy.language import Language

# A name of one word is as often a common word.
FEWEST_WORDS = 2
PERSON, GROUP = "person_name", "dân tộc "
# Codes of communes have so many figures.
COMMUNE = 5
# The part of a line that an address or an agency's name ends with.
_END = re.compile(r"[:;.(]|\s-\s")


def mentions(line: str, kind: str) -> tuple[str, ...]:
    """The names of one kind of value in a line, as they stand there, in reading order."""
    if kind == PERSON:
        return _persons(line)
    return tuple(text for label, text in _named(line) if label == kind)


@lru_cache(maxsize=1024)
def _named(line: str) -> tuple[tuple[str, str], ...]:
    """Names of the tables with their kinds.

    An address begins before the first unit that it names; it and an agency's name end after the
    last one.
    """
    ends = [match.start() for match in _END.finditer(line)] + [len(line)]
    found, begun = list[tuple[str, str]](), 0
    for entity in _rules()(line).ents:
        if entity.start_char < begun:
            continue
        start, end = entity.start_char, entity.end_char
        if entity.label_ in {"address", "agency"}:
            end = min(at for at in ends if at >= end)
        if entity.label_ == "address":
            start = max((at + 1 for at in ends if at < start), default=0)
        begun = end
        text = line[start:end].strip(" ,")
        found.append(
            (entity.label_, text[len(GROUP) :] if entity.label_ == "ethnic_group" else text)
        )
    return tuple(found)


@lru_cache(maxsize=1024)
def _persons(line: str) -> tuple[str, ...]:
    """The persons that underthesea's model sees, without the word before their name."""
    from underthesea import ner

    found, name = list[str](), list[str]()
    for word, tag, _, entity in [*ner(line), ("", "", "", "O")]:
        if entity != "I-PER" and name:
            found.append(" ".join(name))
            name = []
        # "Ông" and "Bà" are common nouns that a name begins with.
        if entity.endswith("PER") and tag == "Np":
            name.append(word)
    return tuple(x for x in found if len(x.split()) >= FEWEST_WORDS)


@cache
def _rules() -> Language:
    """The tables as rules, made once: a second."""
    import spacy

    language = spacy.blank("xx")
    rules = language.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
    old = old_units().by_code.values()
    found = {
        # A commune of old is printed with its district, and the table is a third without them.
        "address": {
            *(unit.name for unit in new_units().by_code.values()),
            *(unit.name for unit in old if len(unit.code) < COMMUNE),
        },
        "agency": bodies(),
        "ethnic_group": {GROUP + name for group in ETHNIC_GROUPS for name in group},
        "nationality": {name for group in COUNTRIES for name in group},
    }
    rules.add_patterns(  # type: ignore[attr-defined]  # the pipe's class is not told
        {"label": kind, "pattern": name} for kind, names in found.items() for name in sorted(names)
    )
    return language
