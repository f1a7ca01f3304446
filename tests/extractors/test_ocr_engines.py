"""Both engines behind one protocol, the choice between them, and recordings of what they read."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import unicodedata
from importlib.machinery import ModuleSpec
from pathlib import Path

import numpy as np
import pytest

from extractors.ocr import MAX_COST, OcrEngine, ReadWord
from extractors.ocr.choose import choose, has_tesseract, has_tesserocr, open_engine
from extractors.ocr.replay import RecordingEngine, ReplayEngine
from extractors.ocr.spelling import spell
from models.errors import ErrorCode, SohoaError
from models.settings import Settings
from tests.conftest import SAMPLES
from tests.extractors.pictures import DPI, print_lines

ENGINES = ("tesserocr", "pytesseract")
LINES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương",
    "Các đơn vị gửi báo cáo trước ngày 15 hằng tháng",
    "Số: 2430/GM-UBND & phụ lục",
)
PICTURE = print_lines(*LINES)

SOHOA = Path(sys.executable).with_name("sohoa")


def opened(name: str, tessdata: Path | None = None) -> OcrEngine:
    """The engine of that name; skips the test where it is not installed."""
    if not {"tesserocr": has_tesserocr, "pytesseract": has_tesseract}[name]():
        pytest.skip(f"{name} is not installed")
    return open_engine(Settings(engine=name, tessdata=str(tessdata or "")))


@pytest.fixture(scope="module", params=ENGINES)
def each_engine(request: pytest.FixtureRequest) -> OcrEngine:
    return opened(request.param)


@pytest.fixture(scope="module")
def words(each_engine: OcrEngine) -> list[ReadWord]:
    return list(each_engine.read(PICTURE, DPI))


@pytest.mark.engines
def test_easy_vietnamese_is_read_to_the_letter_and_in_order(words: list[ReadWord]) -> None:
    assert [word.text for word in words] == " ".join(LINES).split()


@pytest.mark.engines
def test_words_of_a_line_share_its_number(words: list[ReadWord]) -> None:
    lines: dict[int, list[str]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word.text)
    assert [" ".join(lines[number]) for number in sorted(lines)] == list(LINES)


@pytest.mark.engines
def test_boxes_hold_the_ink_of_their_words(words: list[ReadWord]) -> None:
    ink = np.argwhere(PICTURE < 128)
    covered = np.zeros(len(ink), bool)
    for word in words:
        x0, y0, x1, y1 = word.box.as_list()
        assert 0 <= x0 < x1 <= PICTURE.shape[1]
        assert 0 <= y0 < y1 <= PICTURE.shape[0]
        covered |= (ink >= (y0, x0)).all(axis=1) & (ink < (y1, x1)).all(axis=1)
    assert covered.mean() > 0.99


@pytest.mark.engines
def test_confidence_is_a_share_and_high_on_clean_print(words: list[ReadWord]) -> None:
    assert all(0.85 < word.confidence <= 1 for word in words)


@pytest.mark.engines
def test_letters_spell_the_word_and_bring_dearer_readings(words: list[ReadWord]) -> None:
    for word in words:
        assert "".join(slot[0].letter for slot in word.letters) == word.text
        for slot in word.letters:
            costs = [choice.cost for choice in slot]
            assert costs == sorted(costs)
            assert 0 <= costs[0] <= costs[-1] <= costs[0] + MAX_COST


@pytest.mark.engines
def test_text_is_composed(words: list[ReadWord]) -> None:
    texts = [word.text for word in words]
    texts += [choice.letter for word in words for slot in word.letters for choice in slot]
    assert all(unicodedata.is_normalized("NFC", text) for text in texts)
    assert any(len(unicodedata.normalize("NFD", text)) > len(text) for text in texts)


@pytest.mark.engines
def test_doubtful_letters_have_other_readings(each_engine: OcrEngine) -> None:
    blotted = print_lines("Ủy ban nhân dân thị trấn Bến Cầu")
    blotted[75:80, 100:1300:4] = 0
    read = each_engine.read(blotted, DPI)
    assert any(len(slot) > 1 for word in read for slot in word.letters)


@pytest.mark.engines
def test_an_empty_page_has_no_words(each_engine: OcrEngine) -> None:
    assert list(each_engine.read(np.full((400, 300), 255, np.uint8), DPI)) == []


@pytest.mark.engines
def test_a_cut_out_of_one_word_is_read_as_a_block(each_engine: OcrEngine) -> None:
    word = print_lines("KHẨN")[30:110, 80:260]
    assert [found.text for found in each_engine.read(word, DPI, block=True)] == ["KHẨN"]


@pytest.mark.engines
def test_both_engines_mean_the_same_by_confidence_and_cost() -> None:
    both = [opened(name).read(PICTURE, DPI) for name in ENGINES]
    for one, other in zip(*both, strict=True):
        assert one.text == other.text
        assert one.confidence == pytest.approx(other.confidence, abs=0.05)
        costs = [[slot[0].cost for slot in word.letters] for word in (one, other)]
        assert costs[0] == pytest.approx(costs[1], abs=1.5)


@pytest.mark.engines
@pytest.mark.parametrize("name", ENGINES)
def test_a_damaged_model_is_a_missing_engine(name: str, tmp_path: Path) -> None:
    whole = (Settings().tessdata_dir() / "vie.traineddata").read_bytes()
    (tmp_path / "vie.traineddata").write_bytes(whole[:200_000])
    with pytest.raises(SohoaError, match="cannot load.*SOHOA_TESSDATA") as caught:
        opened(name, tmp_path)
    assert caught.value.code is ErrorCode.ENGINE_MISSING


def lacking(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """As on a machine where these are not installed."""
    find_spec, which = importlib.util.find_spec, shutil.which

    def find(name: str, package: str | None = None) -> ModuleSpec | None:
        return None if name in names else find_spec(name, package)

    def seek(name: str) -> str | None:
        return None if name in names else which(name) or f"/usr/bin/{name}"

    monkeypatch.setattr(importlib.util, "find_spec", find)
    monkeypatch.setattr(shutil, "which", seek)


def test_the_engine_in_this_process_is_preferred(monkeypatch: pytest.MonkeyPatch) -> None:
    lacking(monkeypatch)
    assert choose(Settings()) == "tesserocr"


def test_the_program_is_the_fallback(monkeypatch: pytest.MonkeyPatch) -> None:
    lacking(monkeypatch, "tesserocr")
    assert choose(Settings()) == "pytesseract"


def test_the_engine_asked_for_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    lacking(monkeypatch)
    assert choose(Settings(engine="pytesseract")) == "pytesseract"


@pytest.mark.parametrize(
    ("engine", "absent", "cure"),
    [
        ("auto", ("tesserocr", "tesseract"), "make setup.*tesseract-ocr"),
        ("tesserocr", ("tesserocr",), "make setup"),
        ("pytesseract", ("tesseract",), "tesseract-ocr"),
        ("abbyy", (), "SOHOA_ENGINE to auto, tesserocr or pytesseract"),
    ],
)
def test_an_engine_that_is_not_there_is_named_with_the_cure(
    engine: str, absent: tuple[str, ...], cure: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lacking(monkeypatch, *absent)
    with pytest.raises(SohoaError, match=cure) as caught:
        choose(Settings(engine=engine))
    assert caught.value.code is ErrorCode.ENGINE_MISSING


@pytest.mark.parametrize("setting", [{"tessdata": "/nonexistent"}, {"languages": "vie+xxx"}])
def test_a_missing_model_is_told_before_anything_is_read(setting: dict[str, str]) -> None:
    with pytest.raises(SohoaError, match="no model (vie|xxx) in .*make setup") as caught:
        choose(Settings(**setting))  # type: ignore[arg-type]  # only texts
    assert caught.value.code is ErrorCode.ENGINE_MISSING


@pytest.mark.engines
def test_the_chosen_engine_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [opened(name).info.name for name in ENGINES]
    assert open_engine(Settings()).info.name == names[0]
    lacking(monkeypatch, "tesserocr")
    assert open_engine(Settings()).info.name == names[1]


@pytest.mark.parametrize(
    "slots",
    [
        [[("d", 1.0)], [("ấ", 2.0), ("â", 1.5)], [("n", 1.0)]],
        [[(" ", 0.9)], [("d", 1.0)], [("â", 1.5), ("ấ", 2.0)], [("n", 1.0)]],
        [[("d", 1.0)], [("â", 1.5), ("ấ", 2.0), ("x", 99.0)], [("n", 1.0)], [(" ", 1.0)]],
    ],
)
def test_a_word_is_spelled_whatever_space_stands_beside_it(
    slots: list[list[tuple[str, float]]],
) -> None:
    spelled = spell(slots, "dân")
    assert [[choice.letter for choice in slot] for slot in spelled] == [["d"], ["â", "ấ"], ["n"]]


def test_letters_of_another_word_are_not_taken() -> None:
    assert spell([[("d", 1.0)], [("ầ", 1.0)], [("n", 1.0)]], "dân") == ()


@pytest.mark.engines
def test_a_recording_gives_back_what_was_read(engine: OcrEngine, tmp_path: Path) -> None:
    recording = RecordingEngine(engine)
    page = recording.read(PICTURE, DPI)
    block = recording.read(PICTURE[:100], DPI, block=True)
    recording.save(tmp_path / "a.json")
    replay = ReplayEngine(tmp_path / "a.json")
    assert [same(word) for word in replay.read(PICTURE, DPI)] == [same(word) for word in page]
    assert [same(w) for w in replay.read(PICTURE, DPI, block=True)] == [same(w) for w in block]
    assert replay.info.version == engine.info.version


def same(word: ReadWord) -> tuple[object, ...]:
    """What a recording keeps of a word, to the digits it keeps."""
    letters = [[(c.letter, round(c.cost, 2)) for c in slot] for slot in word.letters]
    return word.text, word.box, round(word.confidence, 4), word.line, letters


def test_a_recording_refuses_calls_that_were_not_recorded(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"version": "1", "model": "vie", "calls": [{"block": false, "words": []}]}')
    replay = ReplayEngine(path)
    with pytest.raises(SohoaError, match="does not fit"):
        replay.read(PICTURE, DPI, block=True)
    replay = ReplayEngine(path)
    assert list(replay.read(PICTURE, DPI)) == []
    with pytest.raises(SohoaError, match="does not fit"):
        replay.read(PICTURE, DPI)


@pytest.mark.engines
def test_the_fallback_gives_the_same_record() -> None:
    specimen = SAMPLES / "van_ban_hanh_chinh" / "giay-moi.tiff"
    records = {}
    for name in ENGINES:
        opened(name)
        done = subprocess.run(
            [SOHOA, "digitize", specimen, "--jsonl"],
            env={**os.environ, "SOHOA_ENGINE": name}, capture_output=True, check=True,
        )  # fmt: skip
        result = json.loads(done.stdout)
        assert result["engine"]["name"] == name
        fields = result["documents"][0]["fields"]
        records[name] = [
            fields[k]["value"] for k in ("so_ky_hieu", "ngay_ban_hanh", "loai_van_ban")
        ]
    assert records["pytesseract"] == ["2430/GM-UBND", "2018-01-19", "Giấy mời"]
    assert records["tesserocr"] == records["pytesseract"]
