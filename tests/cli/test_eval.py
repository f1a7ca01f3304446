"""`sohoa eval` as a user runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cli.score_table import print_report
from models.extraction import Status
from models.scoring.outcomes import Boundaries, FileScore, Outcome
from models.scoring.report import Report
from models.scoring.text import TextErrors
from tests.conftest import SAMPLES

LETTER = "van_ban_hanh_chinh"
SOHOA = Path(sys.executable).with_name("sohoa")


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [SOHOA, "eval", *map(str, arguments)], capture_output=True, text=True, check=False
    )


def outcome(name: str, gold: str, value: str | None, confidence: float, **more: bool) -> Outcome:
    right = gold == value
    return Outcome(
        "a.pdf", LETTER, name, "person_name", more.get("is_list", False), gold, value, False,
        confidence, more.get("flagged", False), right, 1, int(value is not None), int(right),
    )  # fmt: skip


def shown(capsys: pytest.CaptureFixture[str], *outcomes: Outcome) -> list[str]:
    """Rows of what is printed of one stack of two papers, one of them taken for a card."""
    told = ((LETTER, "can_cuoc"), (LETTER, LETTER))
    score = FileScore(
        "a.pdf", Status.OK, 2, outcomes, told, TextErrors(), Boundaries(1, 1, 1), False, 3.0, 99.0
    )
    print_report(Report([score], 6.0))
    return [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]


def test_a_report_is_a_few_tables(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    rows = shown(
        capsys,
        outcome("nguoi_ky", "Lê [b]Anh", "Lê [b]Ánh", 0.97),
        outcome("nguoi_ky", "Trần An", "Trần An", 0.96),
        outcome("noi_nhan", "UBND", None, 0.4, flagged=True, is_list=True),
        outcome("noi_nhan", "VT", "VT", 0.91, is_list=True),
    )
    # n, exact, P, R, F1, flagged, silent
    assert "type: van_ban_hanh_chinh 4 50.0 66.7 50.0 57.1 25.0 1" in rows
    # fields, flagged, silent, of, bound, ECE, at 99, at 99.5
    assert "all 4 25.0 1 3 86.5 31.0 0.0 0.0" in rows
    assert "40–50 1 40.0 0.0 1 40.0 0.0" in rows
    assert "95–98 2 96.5 50.0 2 96.5 50.0" in rows
    assert not any(row.startswith("0–10") for row in rows)
    assert "rows of lists, P / R / F1, % 100.0 / 50.0 / 66.7" in rows
    assert "page boundaries of 1 stacks, F1, % 100.0" in rows
    assert "Types taken for others: van_ban_hanh_chinh → can_cuoc (1)." in rows
    assert "Characters taken for others: a → á (1)." in rows
    silent = rows.index("Silent errors: 1")
    assert "a.pdf 97.0 Lê [b]Anh" in rows[silent:]
    assert "nguoi_ky Lê [b]Ánh" in rows[silent:]


def test_the_surest_of_many_silent_errors_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    many = [outcome(f"f{i}", "Lê " + 99 * "a", None, i / 100) for i in range(90, 101)]
    rows = shown(capsys, *many)
    assert "Silent errors: 11, the surest 10 (all: --json)" in rows
    silent = rows[rows.index("Silent errors: 11, the surest 10 (all: --json)") :]
    assert [row.split()[0] for row in silent if row.startswith("f")][1:] == [
        f"f{i}" for i in range(100, 90, -1)
    ]
    assert max(map(len, silent)) < 80


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
    for group in ("printed", "handwritten", "all"):
        scores = report["fields"][group]
        assert sum(item["n"] for item in scores["reliability"]) == scores["micro"]["items"]
        # Nothing on the shipped letters is written by hand.
        assert list(scores["by_type"]) == ([] if group == "handwritten" else [LETTER])
    assert report["fields"]["printed"]["list_rows"]["f1"] > 0.9
    assert report["silent_errors"] == []
    assert report["confusions"]["types"] == []


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
