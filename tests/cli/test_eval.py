"""`sohoa eval` as a user runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import SAMPLES

LETTER = "van_ban_hanh_chinh"
SOHOA = Path(sys.executable).with_name("sohoa")


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [SOHOA, "eval", *map(str, arguments)], capture_output=True, text=True, check=False
    )


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """The shipped letters as a data set of their own."""
    lines = (SAMPLES / "index.jsonl").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if json.loads(line)["type"] == LETTER]
    (tmp_path / "index.jsonl").write_text("\n".join(kept), encoding="utf-8")
    for name in (LETTER, "texts"):
        (tmp_path / name).symlink_to(SAMPLES / name)
    return tmp_path


@pytest.mark.engines
def test_the_shipped_letters_are_scored(letters: Path) -> None:
    done = run(letters, "--json")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    report = json.loads(done.stdout)
    index = (letters / "index.jsonl").read_text(encoding="utf-8").splitlines()
    assert report["inputs"] == {"ok": len(index), "partial": 0, "failed": 0}
    assert report["text"]["cer"] < 0.01
    assert report["fields"]["printed"]["micro"]["exact"] >= 0.97
    assert report["fields"]["printed"]["micro"]["silent_errors"] == 0
    assert report["speed"]["peak_mb"] > 50
    assert report["speed"]["cpu_s_per_page"] > 0


@pytest.mark.engines
def test_a_file_that_cannot_be_read_is_named_and_counts_as_missed(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"")
    line = {"file": "a.pdf", "type": "van_ban_hanh_chinh", "fields": {"nguoi_ky": "Lê Anh"}}
    (tmp_path / "index.jsonl").write_text(json.dumps(line), encoding="utf-8")
    done = run(tmp_path)
    assert done.returncode == 3
    assert "a.pdf: empty_file" in done.stderr
    assert "nguoi_ky" in done.stdout


def test_a_bad_data_set_is_wrong_usage(tmp_path: Path) -> None:
    assert run(tmp_path / "nowhere").returncode == 2
    (tmp_path / "index.jsonl").write_text('{"file": "b.pdf"}', encoding="utf-8")
    done = run(tmp_path)
    assert done.returncode == 2
    assert "line 1: file: there is no file" in done.stderr
    assert "b.pdf" in done.stderr
    assert done.stdout == ""
