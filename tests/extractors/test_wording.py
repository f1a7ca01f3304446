"""The model of wording: what it keeps, and what it says of papers that it has not seen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

import models.weights
from extractors import wording
from extractors.classify import HARDLY, classify
from extractors.wording import WordingModel, wording_model, words_of
from extractors.wording_training import Text, train
from models.doctypes import document_types
from models.errors import SohoaError
from samples.forms import EVAL, TEMPLATES
from samples.typeset import filled, texts, typeset
from tests.extractors.papers import centred, line, page


def likeliest(model: WordingModel, lines: Sequence[str]) -> str:
    odds = model.log_odds(lines)
    return max(odds, key=lambda name: odds[name])


def test_most_layouts_never_seen_are_told_by_their_words_alone() -> None:
    seen = list(texts(EVAL, 1))
    right = [likeliest(wording_model(), lines) == type_id for type_id, _, lines in seen]
    assert sum(right) / len(right) > 0.94
    assert sum(type_id == "van_ban_hanh_chinh" for type_id, _, _ in seen) > 20


@pytest.mark.parametrize("template", [t for t in TEMPLATES if t.split == EVAL][::4],
                         ids=lambda t: f"{t.type}-{t.name}")  # fmt: skip
def test_a_type_is_told_or_asked_for(template: object) -> None:
    form = filled(template.type, template.name)  # type: ignore[attr-defined]
    pages = [typeset(sheet, number) for number, sheet in enumerate(form.sheets, 1)]
    guess = classify(pages, document_types())
    assert guess.id == form.type or guess.id == "khac" or guess.confidence < 0.9


def test_words_are_without_marks_and_figures_are_one() -> None:
    assert words_of(["Số: 12/QĐ", "Họ tên"]) == {"so", "00qd", "so 00qd", "ho", "ten", "ho ten"}
    assert words_of(["", "…"]) == {"|"}


def test_what_few_layouts_say_is_not_kept_and_the_same_papers_teach_the_same() -> None:
    papers = [
        Text(kind, f"{kind}-{i}", (f"{kind} chung", f"riêng{i} Nguyễn Văn {'ABCDE'[i]}xyz"))
        for kind in ("don", "giay") for i in range(5)
    ]  # fmt: skip
    assert train(papers) == train(papers)
    with pytest.raises(ValueError, match="no paper"):
        train([])


def test_a_model_that_is_missing_says_how_to_make_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models.weights, "__file__", str(tmp_path / "__init__.py"))
    with pytest.raises(SohoaError, match=wording.FILE) as caught:
        wording_model.__wrapped__()
    assert "sohoa train wording" in caught.value.remedy


def test_a_paper_with_another_heading_is_never_sure() -> None:
    form = page(
        [
            centred("ĐƠN XIN XÁC NHẬN TÌNH TRẠNG HÔN NHÂN", 300),
            *(line(text, 240, 420 + 60 * i) for i, text in enumerate((
                "Họ, chữ đệm, tên: LÊ THỊ HOA", "Dân tộc: Kinh", "Quốc tịch: Việt Nam",
                "Nơi cư trú: xã Long Vĩnh, tỉnh Tây Ninh", "Họ, chữ đệm, tên chồng: TRẦN VĂN BA",
            ))),
        ]
    )  # fmt: skip
    guess = classify([form], document_types())
    assert guess.id == "khac" or guess.confidence <= HARDLY
