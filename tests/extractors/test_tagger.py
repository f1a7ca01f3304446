"""The tagger: what it is taught, what it says of words, and what becomes of that."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from underthesea_core import CRFModel, CRFTagger

import models.weights
from extractors.fields import propose, read_paper
from extractors.finders.rows import letters_of, rows_of
from extractors.tagger import OTHER, describe, tag
from extractors.tagging import Example, examples, families, train
from models.doctypes import FieldType, document_types
from models.extraction import Document, EngineInfo, Result, Status, TypeGuess
from models.page import Line, Page
from models.scoring.gold import GoldDocument, GoldFile
from samples.forms import EVAL, Form, templates_of
from samples.typeset import filled, typeset
from tests.extractors.papers import line, page

TYPE = "giay_tiep_nhan"


def pages_of(form: Form) -> list[Page]:
    return [typeset(sheet, number) for number, sheet in enumerate(form.sheets, 1)]


def taught(type_id: str, layout: str) -> list[Example]:
    """What one form teaches."""
    form = filled(type_id, layout)
    gold = GoldFile("a.pdf", Path("a.pdf"), (GoldDocument((), type_id, form.fields),))
    pages = tuple(pages_of(form))
    found = Document(tuple(p.number for p in pages), TypeGuess(type_id, 1.0))
    engine = EngineInfo("", "", "")
    result = Result("a.pdf", "", Status.OK, None, (found,), pages, engine, 0, 0)
    return list(examples(gold, result))


def test_a_form_teaches_which_words_are_of_which_field() -> None:
    layout = templates_of(TYPE)[0].name
    (example,) = taught(TYPE, layout)
    form = filled(TYPE, layout)
    words = [t.text for p in pages_of(form) for row in rows_of(p) for t in row.tokens]
    assert len(words) == len(example.fields) == len(example.known)
    code = form.fields["ma_ho_so"]
    at = [word for word, field in zip(words, example.fields, strict=True) if field == "ma_ho_so"]
    assert "".join(at).strip(".;") == code
    assert example.fields.count(OTHER) > len(words) / 3


def test_types_that_share_fields_are_taught_together() -> None:
    found = families([*document_types()])
    assert sorted(name for family in found for name in family) == sorted(document_types())
    desk = next(family for family in found if TYPE in family)
    assert {"phieu_bo_sung", "phieu_tu_choi", "phieu_xin_loi"} <= set(desk)
    assert "giay_phep_xay_dung" not in desk


def test_the_same_papers_teach_the_same(tmp_path: Path) -> None:
    seen = [item for t in templates_of(TYPE)[:4] for item in taught(TYPE, t.name)]
    said = []
    for _ in range(2):
        ((name, data),) = train(seen).items()
        assert name == f"{TYPE}.crf"
        (tmp_path / name).write_bytes(data)
        tagger = CRFTagger.from_model(CRFModel.load(str(tmp_path / name)))
        said.append((tagger.labels(), tagger.marginals(seen[0].known)))
    assert said[0][0] == said[1][0]
    for one, other in zip(said[0][1], said[1][1], strict=True):
        assert one == pytest.approx(other, abs=1e-6)


def test_nothing_to_learn_from_is_refused() -> None:
    with pytest.raises(ValueError, match="no paper"):
        train([])


def test_the_project_has_one_model_for_each_type() -> None:
    folder = Path(models.weights.__file__).with_name("tagger")
    names = [name for path in folder.iterdir() for name in path.stem.split("+")]
    assert sorted(names) == sorted(set(document_types()) - {"khac"})


def test_words_are_described_by_what_stands_around_them() -> None:
    rows = rows_of(page([line("Kính gửi: Sở Y tế", 200, 300), line("Họ tên: AN", 200, 400)]))
    known = describe(rows, TYPE)
    name = set(known[-1])
    assert {"w=an", "s=X", "label=ho ten", "w-1=ten", "w1=|", "above=kinh gui"} <= name
    assert "leads" in known[0] and "leads" not in known[1]
    assert [word for word in describe(rows_of(page([line("12/3/2026", 9, 9)])), TYPE)[0]
            if word[:2] in {"w=", "s="}] == ["w=0000000", "s=0/0/0"]  # fmt: skip


@pytest.mark.parametrize(
    "type_id", sorted({t for t in document_types()} - {"khac", "van_ban_hanh_chinh"})
)
def test_chances_are_probabilities_of_the_type_s_own_fields(type_id: str) -> None:
    layout = templates_of(type_id, EVAL)[0].name
    kind = document_types()[type_id]
    rows = [row for p in pages_of(filled(type_id, layout)) for row in rows_of(p)]
    tags = tag(rows, kind)
    assert tags.fields <= {item.id for item in kind.field}
    assert tags.chances
    for chances in tags.chances.values():
        assert set(chances) == tags.fields
        assert all(-1e-9 <= chance <= 1 + 1e-6 for chance in chances.values())
    assert all(0 < run.chance <= 1 + 1e-6 for run in tags.runs)


def test_most_values_of_layouts_never_seen_are_told() -> None:
    """Words of true values that the tagger gives to their field, over layouts of every type."""
    told = of = 0
    for type_id in sorted(set(document_types()) - {"khac", "van_ban_hanh_chinh"}):
        for template in templates_of(type_id, EVAL)[:2]:
            (example,) = taught(type_id, template.name)
            rows = [row for p in pages_of(filled(type_id, template.name)) for row in rows_of(p)]
            tags = tag(rows, document_types()[type_id])
            runs = {id(t): r.field for r in tags.runs for _, tokens in r.spans for t in tokens}
            tokens = [t for row in rows for t in row.tokens]
            for token, field in zip(tokens, example.fields, strict=True):
                if field != OTHER:
                    of += 1
                    told += runs.get(id(token)) == field
    assert told / of > 0.5, (told, of)


def test_a_value_whose_label_nobody_knows_is_found_and_is_a_question() -> None:
    kind = document_types()[TYPE]
    found = right = 0
    for template in templates_of(TYPE):
        form = filled(TYPE, template.name)
        for name, unknown in (("ma_ho_so", "Ký mã"), ("so_dien_thoai", "Alô")):
            pages = [renamed(p, kind.field_type(name), unknown) for p in pages_of(form)]
            proposal = propose(read_paper(pages, kind), kind)[name]
            if proposal.method == "tagger":
                assert proposal.found is not None and "no_label" in proposal.doubts
                found += 1
                right += proposal.found.value == form.fields[name]
    assert right > 2 and right > 0.8 * found, (right, found)


def renamed(bare: Page, item: FieldType, label: str) -> Page:
    """The page with other words where a label of the field stands."""
    known = {letters_of(text) for finder in item.find for text in finder.labels}

    def other(printed: Line) -> Line:
        head, colon, _ = printed.text.partition(":")
        if not colon or letters_of(head) not in known:
            return printed
        words = printed.words
        size = len(head.split())
        new = [replace(w, text=t) for w, t in zip(words, f"{label}:".split(), strict=False)]
        return replace(printed, words=(*new, *words[size:]))

    return replace(bare, lines=tuple(map(other, bare.lines)))


def test_an_empty_page_has_no_tags() -> None:
    assert tag([], document_types()[TYPE]).runs == ()
    assert tag(rows_of(page([line("a", 1, 1)])), document_types()["khac"]).fields == frozenset()
