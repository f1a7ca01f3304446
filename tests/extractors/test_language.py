"""The language model and the correction of words by it."""

from __future__ import annotations

import hashlib
import math
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import models.weights
from cli.main import main
from extractors.correct import correct_lines
from extractors.language.labels import repair_labels
from extractors.language.model import UNKNOWN, LanguageModel, load_model
from extractors.language.phrases import make_sentences
from extractors.language.syllables import is_syllable, print_spelling, spell
from extractors.language.training import train
from extractors.ocr import LetterChoice, ReadWord
from models.errors import SohoaError
from models.geometry import Box

WEIGHTS = Path(models.weights.__file__).parent


@pytest.fixture(scope="module")
def vietnamese() -> LanguageModel:
    return load_model(WEIGHTS / "vie.lm")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> LanguageModel:
    path = tmp_path_factory.mktemp("lm") / "small.lm"
    sentences = [text for i, text in enumerate(make_sentences()) if i % 50 == 0]
    path.write_bytes(train(sentences))
    return load_model(path)


def read(text: str, second: dict[int, tuple[str, float]] | None = None) -> ReadWord:
    """A word with clear letters, but for those given a second reading and its cost."""
    letters = tuple(
        (LetterChoice(c, 0.0), LetterChoice(*second[i]))
        if second and i in second
        else (LetterChoice(c, 0.0),)
        for i, c in enumerate(text)
    )
    return ReadWord(text, Box(0, 0, 10, 10), 0.9, 0, letters)


def corrected(model: LanguageModel, *lines: str) -> list[str]:
    words = [[read(word) for word in line.split()] for line in lines]
    return [" ".join(c.text for c in line) for line in correct_lines(words, model)]


def test_every_committed_artefact_is_the_one_in_the_manifest() -> None:
    listed = tomllib.loads((WEIGHTS / "MANIFEST.toml").read_text("utf-8"))["artefact"]
    digests = {item["file"]: item["sha256"] for item in listed if "sha256" in item}
    kinds = ("*.lm", "*.npz", "*.onnx", "*.json")
    files = {path.name for kind in kinds for path in WEIGHTS.glob(kind)}
    assert files == set(digests)
    for name, digest in digests.items():
        assert hashlib.sha256((WEIGHTS / name).read_bytes()).hexdigest() == digest


def test_probabilities_after_any_context_sum_to_one(small: LanguageModel) -> None:
    first = small.score(small.start(), small.ids["quyêt1"])[1]
    for state in (small.start(), first, small.score(first, small.ids["đinh5"])[1]):
        total = sum(math.exp(small.score(state, i)[0]) for i in range(len(small.spellings)))
        # Eight bits a logarithm: every probability is right within a thirty-second.
        assert total == pytest.approx(1.0, abs=0.05)


def test_a_word_outside_the_model_costs_more_than_any_inside(small: LanguageModel) -> None:
    outside = small.score(small.start(), UNKNOWN)[0]
    known = [small.score(small.start(), i)[0] for i in range(len(small.spellings))]
    assert outside <= min(known) + 8


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("UỶ BAN NHÂN DÂN TÍNH KIÊN GIANG", "UỶ BAN NHÂN DÂN TỈNH KIÊN GIANG"),
        ("SỞ Y TÉ", "SỞ Y TẾ"),
        ("GIÁM ĐÓC", "GIÁM ĐỐC"),
        ("Căn cử Quyết định số 12/QĐ-UBND", "Căn cứ Quyết định số 12/QĐ-UBND"),
    ],
)
def test_what_low_resolution_melts_is_restored(
    vietnamese: LanguageModel, before: str, after: str
) -> None:
    assert corrected(vietnamese, before) == [after]


@pytest.mark.parametrize(
    "text",
    [
        "Số: 123/QĐ-UBND ngày 01/02/2018",
        "CMND 301234567 UBND HĐND",
        "Trịnh Thị Bùi Phượng",
        "Lê Thị Diễm Trang, ấp Bến Kéo, xã Long Thành Nam",
        "email: abc@tayninh.gov.vn",
    ],
)
def test_numbers_codes_and_names_stay(vietnamese: LanguageModel, text: str) -> None:
    assert corrected(vietnamese, text) == [text]


def test_the_engines_second_reading_needs_less_than_a_guess(vietnamese: LanguageModel) -> None:
    words = [read("nhân"), read("dấn", {1: ("â", 1.0)}), read("tỉnh")]
    chosen = correct_lines([words], vietnamese)[0][1]
    assert (chosen.text, chosen.reason) == ("dân", "lattice")
    assert chosen.margin > 0


def test_marks_alone_stay_in_their_place(vietnamese: LanguageModel) -> None:
    assert corrected(vietnamese, "- Lưu: VT", "./.", "") == ["- Lưu: VT", "./.", ""]


def test_training_twice_gives_the_same_bytes() -> None:
    sentences = [text for i, text in enumerate(make_sentences()) if i % 200 == 0]
    assert train(sentences) == train(sentences)


def test_a_file_that_is_no_model_is_a_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "no.lm"
    path.write_bytes(b"not a model at all")
    with pytest.raises(SohoaError, match="not a model file"):
        load_model(path)
    path.write_bytes((WEIGHTS / "vie.lm").read_bytes()[:500_000])
    with pytest.raises(SohoaError, match="cut off"):
        load_model(path)


def test_train_command_writes_a_model_or_says_why_not(tmp_path: Path) -> None:
    texts = tmp_path / "a.txt"
    texts.write_text("Căn cứ Luật Tổ chức chính quyền địa phương;\n" * 3, "utf-8")
    arguments = ["train", "language-model", str(texts), "--out", str(tmp_path / "a.lm")]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    load_model(tmp_path / "a.lm")
    broken = tmp_path / "b.jsonl"
    broken.write_text('{"no": "body"}\n')
    arguments[2] = str(broken)
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 1
    assert "no text under `body`" in result.output


SYLLABLES = [
    "nguyễn",
    "hoà",
    "quý",
    "giữ",
    "thuỷ",
    "khuya",
    "đường",
    "uỷ",
    "xuyến",
    "yên",
    "nghiêng",
]


@given(st.sampled_from(SYLLABLES), st.sampled_from([str.lower, str.upper, str.title]))
def test_spelling_and_print_are_each_others_inverse(word: str, case) -> None:  # type: ignore[no-untyped-def]
    printed = case(word)
    assert is_syllable(spell(printed))
    assert print_spelling(spell(printed), printed) == printed


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("a) b) e) d) đ) e)", "a) b) c) d) đ) e)"),
        ("a) b) e)", "a) b) c)"),
        ("a) b) 7 x) d)", "a) b) 7 c) d)"),
        ("a) b) c) a) b)", "a) b) c) a) b)"),
        ("a) b) x)", "a) b) x)"),
        ("a) b. e)", "a) b. e)"),
        ("đ) e) q) h)", "đ) e) g) h)"),
        ("Điều a) thế", "Điều a) thế"),
        ("y) a)", "y) a)"),
        ("", ""),
    ],
)
def test_letters_of_lists_are_put_right_by_their_order(read: str, right: str) -> None:
    assert repair_labels(read.split()) == right.split()


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("UY BAN NHAN DAN TINH TAY NINH", "UY BAN NHAN DAN TINH TAY NINH"),
        ("cong hoa xa hoi chu nghia viet nam", "cong hoa xa hoi chu nghia viet nam"),
        ("cộng hoà xa hội chủ nghĩa Việt Nam", "cộng hoà xã hội chủ nghĩa Việt Nam"),
    ],
)
def test_a_line_without_marks_gets_none(vietnamese: LanguageModel, text: str, right: str) -> None:
    assert corrected(vietnamese, text) == [right]
