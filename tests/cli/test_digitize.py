"""`sohoa digitize` on the shipped specimens, as a user runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pikepdf import pdfa

from tests.conftest import SAMPLES

SPECIMENS = sorted((SAMPLES / "van_ban_hanh_chinh").iterdir())
SOHOA = Path(sys.executable).with_name("sohoa")


def run(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [SOHOA, *map(str, arguments)], capture_output=True, text=True, cwd=cwd, check=False
    )


@pytest.mark.engines
@pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda p: p.name)
def test_each_specimen_becomes_a_record_text_and_pdfa(digitized: Path, specimen: Path) -> None:
    record = json.loads((digitized / f"{specimen.name}.json").read_text(encoding="utf-8"))
    assert record["schema"] == "sohoa.result/1"
    assert record["status"] == "ok"
    assert record["file"] == specimen.name
    assert record["documents"][0]["document_type"]["id"] == "van_ban_hanh_chinh"
    text = (digitized / f"{specimen.name}.txt").read_text(encoding="utf-8")
    assert text.count("\f") == len(record["pages"]) - 1
    report = pdfa.validate_written(digitized / f"{specimen.name}.searchable.pdf", "2b")
    assert report.findings == []


@pytest.mark.engines
def test_an_upside_down_page_is_turned(digitized: Path) -> None:
    record = json.loads((digitized / "to-trinh-nguoc.pdf.json").read_text(encoding="utf-8"))
    assert record["pages"][0]["rotation"] == 180
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in record["pages"][0]["text"]


@pytest.mark.engines
def test_a_born_digital_page_keeps_its_own_text(digitized: Path) -> None:
    record = json.loads((digitized / "bao-cao-dien-tu.pdf.json").read_text(encoding="utf-8"))
    assert {page["source"] for page in record["pages"]} == {"text_layer"}


@pytest.mark.engines
def test_jsonl_prints_one_object_per_input_in_order(tmp_path: Path) -> None:
    (tmp_path / "in" / "b").mkdir(parents=True)
    (tmp_path / "in" / "a.pdf").write_bytes(b"")
    (tmp_path / "in" / "b" / "c.txt").write_text("no scan")
    (tmp_path / "in" / ".hidden").write_text("no input")
    done = run("digitize", "in", "--jsonl", cwd=tmp_path)
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(r["file"], r["status"], r["error"]["code"]) for r in results] == [
        ("a.pdf", "failed", "empty_file"),
        ("b/c.txt", "failed", "unsupported_type"),
    ]
    assert done.returncode == 3
    assert "a.pdf: empty_file" in done.stderr
    assert not (tmp_path / "out").exists()


def test_wrong_usage_is_told_apart(tmp_path: Path) -> None:
    assert run("digitize", tmp_path / "nowhere").returncode == 2
    assert run("digitize", "--nonsense", tmp_path).returncode == 2
    assert run("digitize").returncode == 2


def test_an_input_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-")
    (tmp_path / "a.pdf.json").write_text("{}")
    done = run("digitize", tmp_path, "--out", tmp_path)
    assert done.returncode == 2
    assert "is an input" in done.stderr
    assert (tmp_path / "a.pdf.json").read_text() == "{}"
