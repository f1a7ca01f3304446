"""Papers that the tagger learns from: what they say, and which words are of which field."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from extractors.finders.rows import letters_of
from extractors.tagging.net import OTHER
from models.doctypes import document_types
from samples.forms import FIELDS, TEMPLATES, make_form
from samples.forms.fields import LISTS
from samples.forms.template import TRAIN
from samples.varied import Labelled, examples, labelled_form, said_by

LAYOUTS = [(t.type, t.name) for t in TEMPLATES if t.split == TRAIN]


def words_of(paper: Labelled) -> dict[str, str]:
    """The letters that the words of each field say, in order."""
    tokens = [token for row in paper.rows for token in row.tokens]
    found: dict[str, str] = {}
    for token, name in zip(tokens, paper.fields, strict=True):
        if name:
            found[name] = found.get(name, "") + token.letters
    return found


@pytest.mark.parametrize(("type_id", "layout"), LAYOUTS[::7])
def test_the_words_of_a_field_say_its_value(type_id: str, layout: str) -> None:
    paper = labelled_form(type_id, layout, 0)
    form = make_form(type_id, Random(f"{type_id}-{layout}-0"), layout)
    said = words_of(paper)
    texts = {name: value for name, value in form.fields.items()
             if name in said and isinstance(value, str) and not value[:4].isdigit()}  # fmt: skip
    assert len(texts) > 2 or len(said) > 5
    # Lines of columns beside each other are read by turns.
    wrong = {name: (said[name], value) for name, value in texts.items()
             if Counter(letters_of(value)) - Counter(said[name])}  # fmt: skip
    # Dates, areas and choices are printed in other words than they are recorded in.
    kinds = {item.id: item.kind for item in document_types()[type_id].field}
    assert not {n for n in wrong if kinds[n] in {"person_name", "address", "personal_id"}}, wrong


@pytest.mark.parametrize("composed", [False, True])
@pytest.mark.parametrize(("type_id", "layout"), LAYOUTS[::11])
def test_varied_forms_differ_and_know_their_words(
    type_id: str, layout: str, *, composed: bool
) -> None:
    said = said_by(TRAIN)
    papers = [labelled_form(type_id, layout, seed, said, composed=composed) for seed in range(1, 6)]
    texts = {tuple(row.text for row in paper.rows) for paper in papers}
    # Those that are not filled in may be alike.
    assert len(texts) > 2
    for paper in papers:
        assert {*paper.fields} <= {"", *FIELDS[type_id]}
        assert len(paper.fields) == sum(len(row.tokens) for row in paper.rows)
    assert any(len({*paper.fields} - LISTS) > 4 for paper in papers)


def test_the_same_seed_gives_the_same_paper() -> None:
    said = said_by(TRAIN)
    one, other = (labelled_form(*LAYOUTS[3], 5, said, composed=True) for _ in range(2))
    assert [row.text for row in one.rows] == [row.text for row in other.rows]
    assert one.fields == other.fields


def test_every_layout_for_training_is_an_example() -> None:
    found = examples(1, 2)
    assert len(found) == len(LAYOUTS)
    assert {item.type for item in found} == {*FIELDS}
    for item in found:
        assert len(item.fields) == len(item.known.words)
        assert {*item.fields} - {OTHER}
