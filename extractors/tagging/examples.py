"""Papers whose words are known, for the tagger to learn from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.fields import propose, read_paper
from extractors.finders.rows import Row, letters_of, rows_of
from extractors.tagging.net import OTHER, Known, describe
from models.doctypes import DocumentType, document_types
from models.extraction import Result
from models.page import Page
from models.scoring.forms import rows as scored
from models.scoring.gold import GoldDocument, GoldFile, GoldValue
from models.scoring.outcomes import pair_documents

# Fewer letters than these stand elsewhere by chance.
FEWEST_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Example:
    """A paper whose words are known.

    Attributes:
        type: Document type id.
        known: What the net sees of its words.
        fields: Which field each belongs to, or `OTHER`.
    """

    type: str
    known: Known
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
            of = _words(pages, rows, truth, kind)
            fields = [of.get(id(token.word), OTHER) for row in rows for token in row.tokens]
            yield Example(kind.id, describe(rows), fields)


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
