"""Two specimens or more of each type: told, read and checked, recorded and by the real engine."""

from __future__ import annotations

from functools import cache

import pytest

from extractors.pipeline import understand
from extractors.run import Input, run_inputs
from models.doctypes import document_types
from models.extraction import EngineInfo, Result, Status
from models.scoring.gold import GoldFile, read_index
from models.scoring.outcomes import FileScore, score_file
from models.settings import Settings
from tests.goldens import SAMPLES, recorded

TYPES = document_types()
GOLD = {gold.file: gold for gold in read_index(SAMPLES)}
# This share of the printed fields of every specimen is right: seals lie over names, one bit a
# pixel wears letters out.
RIGHT = 0.6


def check(gold: GoldFile, score: FileScore) -> None:
    """The type is told, most printed fields are right, and no wrong one goes unseen."""
    assert all(score.types), f"{gold.file}: the type was not told"
    printed = [item for item in score.outcomes if not item.handwritten]
    wrong = [(x.field, x.gold, x.value) for x in printed if not x.right]
    assert len(wrong) <= (1 - RIGHT) * len(printed), wrong
    silent = [(x.field, x.gold, x.value) for x in score.outcomes if not x.right and not x.flagged]
    assert not silent


@cache
def readings() -> dict[str, Result]:
    """Every specimen, read by the engine."""
    files = list(GOLD.values())
    results = run_inputs([Input(gold.path, gold.file) for gold in files], Settings(), 2)
    return {gold.file: result for gold, result in zip(files, results, strict=True)}


def test_there_are_two_specimens_of_each_type() -> None:
    found = [document.type for gold in GOLD.values() for document in gold.documents]
    assert all(found.count(name) >= 2 for name in TYPES if name != "khac")


@pytest.mark.parametrize("file", GOLD)
def test_a_recorded_reading_is_understood(file: str) -> None:
    pages = tuple(recorded()[file])
    result = Result(
        file, "", Status.OK, None, understand(pages, TYPES), pages, EngineInfo("", "", ""), 0, 0
    )
    check(GOLD[file], score_file(GOLD[file], result, TYPES))


@pytest.mark.engines
@pytest.mark.parametrize("file", GOLD)
def test_a_specimen_is_read_and_understood(file: str) -> None:
    check(GOLD[file], score_file(GOLD[file], readings()[file], TYPES))
