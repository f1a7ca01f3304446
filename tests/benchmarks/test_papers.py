"""The goals of understanding, and a small run of their benchmark."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.papers import Cost, Goal, goals, main, make_sets
from models.extraction import Status
from models.scoring.gold import read_index
from models.scoring.outcomes import Boundaries, FileScore, Outcome
from models.scoring.report import Report
from models.scoring.text import TextErrors
from samples.forms import EVAL, TEMPLATES

LETTER = "van_ban_hanh_chinh"


def outcome(*, right: bool, flagged: bool = False, rows: int = 0) -> Outcome:
    """A single value, or a list of so many rows; a wrong one has one wrong row."""
    total = rows or 1
    return Outcome(
        "a.pdf", LETTER, "f", "text", rows > 0, "x", "x", False, 0.9, flagged, right,
        total, total, total - (not right),
    )  # fmt: skip


def scores(*outcomes: Outcome, told: str = LETTER, found: int = 1) -> Report:
    """One paper, or a stack with two boundaries of which `found` were found."""
    edges = Boundaries(2, found, found)
    told_types = ((LETTER, told),)
    file = FileScore(
        "a.pdf", Status.OK, 1, outcomes, told_types, TextErrors(), edges, False, 1.0, 1.0
    )
    return Report([file], 1.0)


def test_goals_are_measured_on_their_own_sets() -> None:
    right, wrong = outcome(right=True), outcome(right=False, flagged=True)
    sets = {
        "good": scores(right, right, right, wrong, outcome(right=False, flagged=True, rows=4)),
        "office": scores(*[right] * 9, wrong, told="can_cuoc"),
        "poor": scores(outcome(right=False), right),
        "stacks": scores(*[right] * 6, found=1),
        "stacks-with-sheets": scores(found=2),
    }
    reached = list(goals(sets, Cost(8.0, 2.0)))
    assert [(goal.measured, goal.is_met) for goal in reached] == [
        (pytest.approx(2 / 3), False),  # types
        (3 / 5, False),
        (9 / 10, True),
        (1 / 2, False),
        (3 / 4, False),  # rows of lists
        (pytest.approx(2 / 3), False),  # boundaries
        (1.0, True),
        (1 / 20, False),  # silent: 3 + 9 + 2 + 6 are not flagged
        (0.25, True),
    ]


def test_what_was_not_measured_misses_its_goal() -> None:
    assert not Goal("", None, 0.5).is_met
    assert not Goal("", None, 0.5, is_ceiling=True).is_met
    assert Goal("", 0.5, 0.5).is_met
    assert Goal("", 0.5, 0.5, is_ceiling=True).is_met
    assert not Goal("", 0.6, 0.5, is_ceiling=True).is_met
    assert Cost(0.0, 0.0).share is None


def test_few_papers_are_of_many_types(tmp_path: Path) -> None:
    make_sets(tmp_path, 1, 7, 1)
    papers = [
        paper.type
        for quality in ("good", "office", "poor")
        for file in read_index(tmp_path / quality)
        for paper in file.documents
    ]
    assert len(papers) == len(set(papers)) == 7
    assert len(read_index(tmp_path / "stacks")) == 1


@pytest.mark.engines
def test_a_small_run(tmp_path: Path) -> None:
    arguments = ["--out", str(tmp_path), "--count", "3", "--stacks", "1", "--json"]
    done = CliRunner().invoke(main, arguments, catch_exceptions=False)
    report = json.loads(done.stdout)
    made = report["made"]
    assert done.exit_code == (0 if all(goal["met"] for goal in made["goals"]) else 1)
    assert report["real"] is None
    assert [made["sets"][name]["inputs"]["ok"] for name in ("good", "office", "poor")] == [1, 1, 1]
    assert made["sets"]["stacks-with-sheets"]["stacks"]["f1"] == 1.0
    measured = {goal["name"]: goal["measured"] for goal in made["goals"]}
    assert measured["document type told"] == 1
    assert 0 < measured["CPU of understanding / of reading"] < 1
    index = (tmp_path / "good" / "index.jsonl").read_text("utf-8")
    assert json.loads(index)["template"] in {t.name for t in TEMPLATES if t.split == EVAL}
