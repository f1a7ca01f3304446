"""The tagger: what it sees of words, what it says of them, and what becomes of that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from extractors import tagger
from extractors.fields import Proposal, propose, read_paper
from extractors.finders import Paper
from extractors.finders.rows import Row, letters_of, rows_of
from extractors.finders.tagged import find
from extractors.tagger import Run, Tags, tag
from extractors.tagging.net import (
    MOST,
    OTHER,
    RELATIONS,
    TABLES,
    Floats,
    describe,
    relations,
    tagger_net,
)
from models.doctypes import FieldType, document_types
from models.page import Line, Page
from samples.forms import EVAL, FIELDS, Form, templates_of
from samples.typeset import filled, typeset
from samples.varied import labelled_form
from tests.extractors.papers import line, page

TYPE = "giay_tiep_nhan"


def pages_of(form: Form) -> list[Page]:
    return [typeset(sheet, number) for number, sheet in enumerate(form.sheets, 1)]


def test_words_are_known_by_letters_ends_and_shape() -> None:
    rows = rows_of(page([line("Kính gửi: Sở Y tế", 200, 300), line("Ngày: 12/3/2026", 200, 400)]))
    known = describe(rows)
    texts = [token.text for row in rows for token in row.tokens]
    assert known.words.shape == (len(texts), len(TABLES))
    assert (known.words > 0).all()
    assert (known.words < np.array(TABLES)).all()
    again = describe(rows_of(page([line("KÍNH GỬI: 98/7/2021", 200, 300)]))).words
    # The same letters in capitals; other figures in the same places.
    assert (known.words[0, :3] == again[0, :3]).all()
    assert known.words[0, 3] != again[0, 3]
    assert (known.words[-1] == again[-1]).all()


def test_words_stand_to_each_other_left_right_below_and_on_other_pages() -> None:
    one = rows_of(page([line("Họ tên: AN", 200, 300), line("Họ tên: BÌNH", 200, 400)]))
    found = relations(describe(one).boxes)
    assert found.shape == (6, 6)
    assert found[0, 1] != found[1, 0]
    assert found[0, 3] != found[3, 0]
    # As the first row's words stand to each other, so do the second's.
    assert (found[:2, :2] == found[3:5, 3:5]).all()
    two = [*one, *rows_of(replace(one[0].page, number=2))]
    assert (relations(describe(two).boxes)[:6, 6:] == RELATIONS - 1).all()


def test_long_papers_are_seen_in_parts() -> None:
    row = "Họ và tên: NGUYỄN VĂN AN"
    rows = rows_of(page([line(row, 200, 300 + 4 * i) for i in range(MOST // 2)]))
    count = sum(len(r.tokens) for r in rows)
    assert count > 2 * MOST
    labels, found = tagger_net().chances(rows, TYPE)
    assert found.shape == (count, len(labels))
    assert np.allclose(found.sum(axis=1), 1, atol=1e-4)


def test_the_net_knows_every_form() -> None:
    assert {*tagger_net().types} == {*FIELDS}
    for name, taught in tagger_net().types.items():
        assert {*taught} <= {item.id for item in document_types()[name].field}
        assert len(taught) > 4


@pytest.mark.parametrize("type_id", sorted(FIELDS))
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
    for type_id in sorted(FIELDS):
        for template in templates_of(type_id, EVAL)[:2]:
            paper = labelled_form(type_id, template.name, 0)
            tags = tag(paper.rows, document_types()[type_id])
            runs = {id(t): r.field for r in tags.runs for _, tokens in r.spans for t in tokens}
            tokens = [t for row in paper.rows for t in row.tokens]
            for token, field in zip(tokens, paper.fields, strict=True):
                if field:
                    of += 1
                    told += runs.get(id(token)) == field
    assert told / of > 0.75, (told, of)


class Said:
    """A net that says what it is told to say: "-" for other words."""

    def __init__(self, *fields: str) -> None:
        self.types = {TYPE: ["dia_chi", "nguoi_nop"]}
        self._fields = fields

    def chances(self, rows: Sequence[Row], _: str) -> tuple[list[str], Floats]:
        labels = [OTHER, *self.types[TYPE]]
        words = " ".join(self._fields).split()
        assert len(words) == sum(len(row.tokens) for row in rows)
        return labels, np.eye(len(labels), dtype=np.float32)[[labels.index(w) for w in words]]


def runs_of(
    monkeypatch: pytest.MonkeyPatch, lines: Sequence[Line], *fields: str
) -> list[tuple[str, list[str]]]:
    monkeypatch.setattr(tagger, "tagger_net", lambda: Said(*fields))
    tags = tag(rows_of(page(lines)), document_types()[TYPE])
    return [
        (run.field, [" ".join(t.text for t in tokens) for _, tokens in run.spans])
        for run in tags.runs
    ]


def test_a_value_goes_on_in_the_next_row(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [line("Ở: Ấp Một, xã", 200, 300), line("Hai, tỉnh Ba", 200, 340)]
    runs = runs_of(monkeypatch, lines, "- dia_chi dia_chi dia_chi", "dia_chi dia_chi dia_chi")
    assert runs == [("dia_chi", ["Ấp Một, xã", "Hai, tỉnh Ba"])]


def test_a_value_does_not_go_on_further_down(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [line("Ở: Ấp Một", 200, 300), line("Ấp Hai", 200, 700)]
    runs = runs_of(monkeypatch, lines, "- dia_chi dia_chi", "dia_chi dia_chi")
    assert runs == [("dia_chi", ["Ấp Một"]), ("dia_chi", ["Ấp Hai"])]


def test_a_sign_of_no_field_does_not_break_a_value(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [line("Ấp | Một AN Ấp Hai", 200, 300)]
    runs = runs_of(monkeypatch, lines, "dia_chi - dia_chi nguoi_nop dia_chi dia_chi")
    assert runs == [("dia_chi", ["Ấp | Một"]), ("nguoi_nop", ["AN"]), ("dia_chi", ["Ấp Hai"])]


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


DEATH = "trich_luc_khai_tu"


def told(
    lines: Sequence[Line], field: str, words: str, chance: float = 0.95, of: str = DEATH
) -> Proposal:
    """What is proposed for a field of a type when the tagger gives it these words."""
    return propose(tagged_paper(lines, field, words, chance, of), document_types()[of])[field]


def tagged_paper(
    lines: Sequence[Line], field: str, words: str, chance: float, of: str = DEATH
) -> Paper:
    kind = document_types()[of]
    paper = read_paper([page(lines)], kind, with_tags=False)
    assert paper.form is not None
    tokens = [(row, token) for row in paper.form.rows for token in row.tokens]
    spans = tuple((row, (token,)) for row, token in tokens if token.text in words.split())
    chances = {id(token.word): {field: chance} for _, (token,) in spans}
    tags = Tags(frozenset({field}), (Run(field, spans, chance),), chances)
    return replace(paper, tags=tags)


TITLE = line("TRÍCH LỤC KHAI TỬ", 600, 200)


def test_what_the_tagger_is_sure_of_goes_before_what_cannot_be_read() -> None:
    lines = [TITLE, line("Dân tộc: Kinh khác nữa", 200, 300), line("người Tày ở xã", 200, 400)]
    proposal = told(lines, "dan_toc", "Tày")
    assert proposal.found is not None
    assert (proposal.method, proposal.found.value) == ("tagger", "Tày")
    assert "no_label" in proposal.doubts


def test_it_goes_before_a_value_that_it_holds_for_something_else() -> None:
    lines = [TITLE, line("Dân tộc: Kinh", 200, 300), line("người Tày ở xã", 200, 400)]
    proposal = told(lines, "dan_toc", "Tày")
    assert proposal.found is not None
    assert proposal.found.value == "Tày"
    # What was not chosen is offered to who is asked.
    assert proposal.found.alternatives == ("Kinh",)


def test_it_does_not_go_before_the_date_above_the_signatures() -> None:
    lines = [
        line("GIẤY PHÉP XÂY DỰNG", 600, 200),
        line("Giấy tờ về quyền sử dụng đất: số CS 56843 ngày 15/11/2015", 200, 300),
        line("Mỏ Cày Nam, ngày 03.. tháng 05.. năm 2018...", 700, 400),
    ]
    proposal = told(lines, "ngay_cap", "15/11/2015", of="giay_phep_xay_dung")
    assert proposal.found is not None
    assert (proposal.method, proposal.found.value) == ("place_date", "2018-05-03")


@pytest.mark.parametrize(("height", "kept"), [("8,4m", "8.4"), ("8,4", "78.6")])
def test_it_does_not_go_before_figures_with_their_unit(height: str, kept: str) -> None:
    lines = [
        line("GIẤY PHÉP XÂY DỰNG", 600, 200),
        line(f"Chiều cao công trình: {height}", 200, 300),
        line("Mật độ là 78,6", 200, 400),
    ]
    proposal = told(lines, "chieu_cao", "78,6", of="giay_phep_xay_dung")
    assert proposal.found is not None
    assert proposal.found.value == kept


def test_it_does_not_go_before_a_value_that_it_agrees_with() -> None:
    lines = [TITLE, line("Dân tộc: Kinh", 200, 300), line("người Tày ở xã", 200, 400)]
    proposal = told(lines, "dan_toc", "Kinh")
    assert proposal.found is not None
    assert (proposal.method, proposal.found.value) == ("label", "Kinh")


def test_it_fills_a_blank_only_where_it_is_sure() -> None:
    lines = [TITLE, line("Dân tộc:", 200, 300), line("người Tày ở xã", 200, 700)]
    values = []
    for chance in (0.95, 0.6):
        proposal = told(lines, "dan_toc", "Tày", chance)
        values.append(proposal.found.value if proposal.found is not None else None)
    assert values == ["Tày", None]


def test_words_that_another_field_has_are_not_taken() -> None:
    lines = [TITLE, line("Dân tộc: Kinh", 200, 300), line("Quốc tịch:", 200, 700)]
    proposal = told(lines, "nguyen_nhan", "Kinh")
    assert proposal.found is None or proposal.found.value is None


def test_labels_are_no_values() -> None:
    lines = [TITLE, line("mất vì bệnh tim, Quốc tịch: Lào", 200, 400)]
    paper = tagged_paper(lines, "nguyen_nhan", "bệnh tim, Quốc tịch: Lào", 0.95)
    found = find(paper, document_types()[DEATH].field_type("nguyen_nhan"))
    assert found is not None
    assert found.value == "bệnh tim"


def test_a_label_within_a_run_parts_two_values() -> None:
    texts = ("- Cơ quan giải quyết: Sở Tư pháp", "- Cơ quan phối hợp: Cục Thuế")
    lines = [line(text, 200, 400 + 40 * i) for i, text in enumerate(texts)]
    of, field = "phieu_kiem_soat", "co_quan_phoi_hop"
    paper = tagged_paper(lines, field, "Sở Tư Cục Thuế", 0.95, of)
    assert paper.tags is not None
    assert paper.tags.chances is not None
    chances = {
        id(token.word): {field: 0.9 if token.text in {"Cục", "Thuế"} else 0.6}
        for run in paper.tags.runs for _, tokens in run.spans for token in tokens
    }  # fmt: skip
    tags = replace(paper.tags, chances=chances)
    found = find(replace(paper, tags=tags), document_types()[of].field_type(field))
    assert found is not None
    assert found.value == "Cục Thuế"


@pytest.mark.parametrize(("chance", "kept"), [(0.98, "Bệnh tim"), (0.9, "Chứng tử: Bệnh tim")])
def test_words_before_those_it_is_certain_of_are_left_out(chance: float, kept: str) -> None:
    lines = [TITLE, line("Nguyên nhân chết: Chứng tử: Bệnh tim", 200, 400)]
    proposal = told(lines, "nguyen_nhan", "Bệnh tim", chance)
    assert proposal.found is not None
    assert proposal.found.value == kept


@pytest.mark.parametrize("words", ["bệnh tim ở", "tim mạn"])
def test_a_value_is_not_cut_within_its_sentence(words: str) -> None:
    lines = [TITLE, line("Nguyên nhân chết: bệnh tim ở người già", 200, 400)]
    proposal = told(lines, "nguyen_nhan", words, 0.98)
    assert proposal.found is not None
    assert proposal.found.value == "bệnh tim ở người già"


@pytest.mark.parametrize(("chance", "taken"), [(0.98, "Kinh"), (0.9, None)])
def test_words_that_are_surely_not_those_of_the_field_that_has_them_are_taken(
    chance: float, taken: str | None
) -> None:
    lines = [TITLE, line("Dân tộc: Kinh", 200, 300), line("Quốc tịch:", 200, 700)]
    proposal = told(lines, "nguyen_nhan", "Kinh", chance)
    assert (proposal.found.value if proposal.found is not None else None) == taken
