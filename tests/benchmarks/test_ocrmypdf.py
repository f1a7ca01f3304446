"""The comparison itself, without the peer."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks.ocrmypdf import Contestant, compare, has_text_layer, measure, missed_words
from models.scoring.gold import GoldDocument, GoldFile
from tests.conftest import SAMPLES


def test_ratios_say_how_many_times_better(capsys: pytest.CaptureFixture[str]) -> None:
    files = [GoldFile("a.pdf", Path(), (GoldDocument(),), text={1: "một hai ba bốn"})]
    ours = Contestant("ours", 10, 4, 200, {"a.pdf": ["một hai ba bón"]})
    slow = Contestant("slow", 40, 8, 100, {"a.pdf": ["mọt hai ba bón", "trang hai"]})
    fast = Contestant("fast", 20, 10, 100, {"a.pdf": ["hai ba một bón"]})
    Console(width=100).print(compare(files, ours, [slow, fast]))
    rows = {
        " ".join(line.split()[:-4]): line.split()[-4:]
        for line in capsys.readouterr().out.splitlines()
    }
    assert rows["pages per CPU-s"] == ["0.25", "0.25", "0.1", "1.00"]
    assert rows["wall seconds"] == ["10", "40", "20", "2.00"]
    assert rows["largest process, MB"] == ["200", "100", "100", "0.50"]
    assert rows["WER, %"] == ["25", "50", "75", "2.00"]
    assert rows["words missed, %"] == ["25", "50", "25", "1.00"]
    assert rows["WER, pages not tuned on, %"] == rows["WER, %"]


def test_a_page_that_was_not_read_is_missed_whole() -> None:
    assert missed_words({"a.pdf": {2: "một hai"}}, {"a.pdf": ["một hai"]}) == 1.0


def test_a_command_is_measured_with_its_children(tmp_path: Path) -> None:
    inner = "sum(range(20_000_000)); raise SystemExit(4)"
    outer = f"import subprocess, sys; sys.exit(subprocess.call([sys.executable, '-c', '{inner}']))"
    usage = measure([sys.executable, "-c", outer], tmp_path / "log")
    assert usage.code == 4
    assert usage.cpu_s > 0.1
    assert usage.peak_mb > 5


def test_files_with_a_text_layer_are_told() -> None:
    letters = SAMPLES / "van_ban_hanh_chinh"
    assert has_text_layer(letters / "bao-cao-dien-tu.pdf")
    assert not has_text_layer(letters / "cong-van-1bit.pdf")
    assert not has_text_layer(letters / "chi-thi.jpg")
