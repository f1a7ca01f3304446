"""Where a value stands: the boxes given as evidence cover the words that it was read from."""

from __future__ import annotations

import pytest

from extractors.fields import propose, read_paper
from extractors.finders import Candidate
from models.doctypes import document_types
from models.extraction import Evidence
from models.geometry import Box
from models.page import Page
from samples.forms import TEMPLATES
from samples.typeset import filled, typeset


def covers(evidence: Evidence, box: Box) -> bool:
    own = evidence.box
    return own.x0 <= box.x0 and own.y0 <= box.y0 and box.x1 <= own.x1 and box.y1 <= own.y1


def check(found: Candidate, pages: dict[int, Page]) -> None:
    """Every word used stands on a page, in a box of evidence of that page."""
    for evidence in found.evidence:
        page = pages[evidence.page]
        assert 0 <= evidence.box.x0 < evidence.box.x1 <= page.width
        assert 0 <= evidence.box.y0 < evidence.box.y1 <= page.height
    places = {id(word): number for number, page in pages.items() for word in page.words}
    for word in found.words:
        assert id(word) in places, word.text
        mine = [x for x in found.evidence if x.page == places[id(word)]]
        assert any(covers(x, word.box) for x in mine), word.text


@pytest.mark.parametrize("type_id", sorted({t.type for t in TEMPLATES}))
def test_evidence_covers_the_words_of_every_value(type_id: str) -> None:
    kind = document_types()[type_id]
    values = 0
    for template in (t for t in TEMPLATES if t.type == type_id):
        form = filled(type_id, template.name)
        pages = {n: typeset(sheet, n) for n, sheet in enumerate(form.sheets, 1)}
        read = [page for page in pages.values() if page.lines]
        for proposal in propose(read_paper(read, kind), kind).values():
            found = proposal.found
            if found is not None and found.value:
                check(found, pages)
                # What a code says was read from no word.
                values += bool(found.words)
                assert found.words or proposal.method == "code", proposal.method
    assert values > 20
