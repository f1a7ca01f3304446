"""The processes that read, and the one that understands."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import samples
from extractors.reader import Reader, inspect_file, read, understand_pages
from extractors.run import Input, run_inputs
from models.settings import Settings

SAMPLE = Path(samples.__file__).parent / "giay_tiep_nhan" / "mau-01-2018.pdf"
LANGUAGE = ("spacy", "underthesea", "underthesea_core")


def loaded() -> list[str]:
    """The models of language that its process has loaded."""
    return [name for name in LANGUAGE if name in sys.modules]


@pytest.mark.engines
def test_models_of_language_are_in_one_process_alone() -> None:
    with Reader(Settings(), 2) as reader:
        settings = reader.settings
        source = reader.call("", 60, inspect_file, SAMPLE, settings).value
        calls = [reader.submit(120, read, source, 1, settings) for _ in range(4)]
        page = [call.result().value.page for call in calls][0]
        (paper,) = reader.call("", 60, understand_pages, [page]).value
        assert paper.document_type.id == "giay_tiep_nhan"
        calls = [reader.submit(60, loaded) for _ in range(8)]
        assert all(call.result().value == [] for call in calls)
        assert "underthesea_core" in reader._mind.submit(60, loaded).result()


def seconds(work: Callable[[], object]) -> float:
    """The least CPU time of some runs, this process and those that it started and saw end."""
    found = []
    for _ in range(4):  # what runs beside it on the same cores makes it longer
        start = sum(os.times()[:4])
        work()
        found.append(sum(os.times()[:4]) - start)
    return min(found)


def read_bare() -> None:
    """The page's words and nothing else."""
    with Reader(Settings(), 1) as reader:
        source = reader.call("", 60, inspect_file, SAMPLE, reader.settings).value
        reader.call("", 120, read, source, 1, reader.settings)


def read_and_understand() -> None:
    """The page as `sohoa digitize` does it."""
    (result,) = run_inputs([Input(SAMPLE, SAMPLE.name)], Settings(), 1)
    assert result.documents


@pytest.mark.engines
def test_understanding_a_single_page_costs_little_more_than_to_read_it() -> None:
    bare = seconds(read_bare)
    # Of what the same cores take for reading, for these are slower beside others; loading the
    # models of language is most of it.
    assert seconds(read_and_understand) - bare < 1.25 * bare
