"""Teaches the tagger from papers whose truth is known."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from extractors.fields import propose, read_paper
from extractors.finders.rows import Row, letters_of, rows_of
from extractors.tagger import AND, OTHER, SUFFIX, describe
from models.doctypes import DocumentType, document_types
from models.extraction import Result
from models.page import Page
from models.scoring.forms import rows as scored
from models.scoring.gold import GoldDocument, GoldFile, GoldValue
from models.scoring.outcomes import pair_documents

# Types of which one shares so many of its fields with another are taught together.
ALIKE = 0.4
# Attributes seen less often teach nothing that holds elsewhere.
FEWEST = 8
L2, ROUNDS = 2.0, 80
# This share of what is known of a word is kept back from the model, so that it learns to do with
# the rest: no layout that it will meet has all the words of one that it has seen.
KEPT_BACK = 0.5
# Fewer letters than these stand elsewhere by chance.
FEWEST_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Example:
    """A paper whose words are known.

    Attributes:
        type: Document type id.
        known: What is known of each word, see `tagger.describe`.
        fields: Which field each belongs to, or `OTHER`.
    """

    type: str
    known: list[list[str]]
    fields: list[str]


def examples(gold: GoldFile, result: Result) -> Iterator[Example]:
    """The papers of one input of which the type was told."""
    types = document_types()
    for truth, found in pair_documents(gold.documents, result):
        if found is None or truth.type != found.document_type.id:
            continue
        pages = [p for p in result.pages if p.number in found.pages and p.error is None and p.lines]
        if pages:
            kind = types[found.document_type.id]
            rows = [row for page in pages for row in rows_of(page)]
            fields = _fields_of(rows, _words(pages, rows, truth, kind))
            yield Example(kind.id, describe(rows, kind.id), fields)


def _fields_of(rows: Sequence[Row], known: Mapping[int, str]) -> list[str]:
    return [known.get(id(token.word), OTHER) for row in rows for token in row.tokens]


def _words(
    pages: Sequence[Page], rows: Sequence[Row], truth: GoldDocument, kind: DocumentType
) -> dict[int, str]:
    """The field of words, by their `id`: those that a finder read right, or that say the truth."""
    found: dict[int, str] = {}
    proposals = propose(read_paper(pages, kind, with_tags=False), kind)
    for item in kind.field:
        gold, proposal = truth.fields.get(item.id), proposals[item.id].found
        if not gold:
            continue
        options = [gold, *truth.accept.get(item.id, ())]
        if proposal is not None and any(
            scored(item.kind, option) == scored(item.kind, proposal.value) for option in options
        ):
            words: Sequence[object] = proposal.words
        else:
            words = _only_match(rows, options)
        found |= {id(word): item.id for word in words}
    return found


def _only_match(rows: Sequence[Row], options: Sequence[GoldValue]) -> list[object]:
    """The words that say one of the values letter for letter, where they stand only once."""
    tokens = [token for row in rows for token in row.tokens]
    for option in options:
        sought = letters_of(option) if isinstance(option, str) else ""
        if len(sought) < FEWEST_LETTERS:
            continue
        found = []
        for start, token in enumerate(tokens):
            joined, end = "", start
            while token.letters and end < len(tokens) and sought.startswith(joined):
                joined += tokens[end].letters
                end += 1
                if joined == sought:
                    found.append(tokens[start:end])
                    break
        if len(found) == 1:
            return [token.word for token in found[0]]
    return []


def families(type_ids: Sequence[str]) -> list[tuple[str, ...]]:
    """The types by which of them share fields, each family in order."""
    types = document_types()
    fields = {name: {item.id for item in types[name].field} for name in sorted(set(type_ids))}
    found: list[set[str]] = []
    for name in fields:
        kin = [
            family for family in found
            if any(_alike(fields[name], fields[other]) for other in family)
        ]  # fmt: skip
        found = [family for family in found if family not in kin]
        found.append({name}.union(*kin))
    return sorted(tuple(sorted(family)) for family in found)


def _alike(one: set[str], other: set[str]) -> bool:
    return bool(one & other) and len(one & other) >= ALIKE * min(len(one), len(other))


def train(seen: Sequence[Example]) -> dict[str, bytes]:
    """The models by the names of their files.

    The same examples give the same weights, though not the same bytes: the core writes them in any
    order.

    Raises:
        ValueError: There is nothing to learn from.
    """
    if not seen:
        raise ValueError("no paper whose type was told")
    return {
        AND.join(family) + SUFFIX: _model([item for item in seen if item.type in family])
        for family in families([item.type for item in seen])
    }


def _model(seen: Sequence[Example]) -> bytes:
    from underthesea_core import CRFTrainer

    often = Counter(name for item in seen for known in item.known for name in known)
    random = Random(1)
    # How frequent a field is (the first attribute) is known of every word.
    known = [
        [
            word[:1] + [x for x in word[1:] if often[x] >= FEWEST and random.random() >= KEPT_BACK]
            for word in item.known
        ]
        for item in seen
    ]
    trainer = CRFTrainer()
    trainer.set_l2_penalty(L2)
    trainer.set_max_iterations(ROUNDS)
    model = trainer.train(known, [item.fields for item in seen])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"model{SUFFIX}"
        model.save(str(path))
        return path.read_bytes()
