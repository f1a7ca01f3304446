"""Odd and hostile files from other projects' tests: a result or a clear error for each."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from pikepdf import pdfa

from tests.faults.watch import MAX_MB, MAX_SECONDS_A_PAGE, Run, digitize, outcome_of

pytestmark = pytest.mark.engines

# All others can be read.
FAIL = {
    "INDEX.csv": "unsupported_type",
    "ocrmypdf/hugemono.pdf": "too_large",
    "ocrmypdf/invalid.pdf": "corrupt",
    "paperless/broken.eml": "unsupported_type",
    "paperless/multi-part-broken.odt": "unsupported_type",
    "paperless/password-is-test.pdf": "encrypted",
    "paperless/simple.gif": "unsupported_type",
    "pdfplumber/empty.pdf": "empty_file",
    "pikepdf/graph-encrypted.pdf": "encrypted",
    "pikepdf/newline-buffer-test.pdf": "no_pages",
    "pikepdf_fuzz/378014596.pdf": "corrupt",
}
# What a scan's searchable PDF may have more than the scan.
GROWTH, PAGE_BYTES = 1.3, 20_000


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    found = shared_data / "odd"
    if not found.is_dir():
        pytest.skip(f"no odd files in {shared_data}")
    return found


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("odd")


@pytest.fixture(scope="module")
def run(folder: Path, out: Path) -> Run:
    """All of them in one run."""
    return digitize(folder, "--out", out, "--jobs", 2, timeout_s=1200)


def test_every_file_is_read_or_fails_for_its_reason(run: Run, folder: Path) -> None:
    with (folder / "INDEX.csv").open(encoding="utf-8", newline="") as index:
        names = {row["file"] for row in csv.DictReader(index)}
    assert run.results.keys() == names | {"INDEX.csv"}
    outcomes = {name: outcome_of(result) for name, result in run.results.items()}
    assert outcomes == {name: FAIL.get(name, "ok") for name in outcomes}
    assert run.exit_code == 3


def test_nothing_but_the_reasons_is_told(run: Run) -> None:
    told = {line.split(": ")[0]: line.split(": ")[1] for line in run.stderr.splitlines()}
    assert told == FAIL


def test_time_and_memory_are_bounded(run: Run) -> None:
    assert 0 < run.peak_mb < MAX_MB
    for name, result in run.results.items():
        pages = max(1, len(result["pages"]))
        assert result["timing"]["wall_s"] < MAX_SECONDS_A_PAGE * pages, name


def test_searchable_pdfs_are_valid_and_small(run: Run, folder: Path, out: Path) -> None:
    made = [name for name, result in run.results.items() if result["status"] == "ok"]
    assert made
    for name in made:
        path = out / f"{name}.searchable.pdf"
        assert pdfa.validate_written(path, "2b").findings == [], name
        if _was_read(run.results[name]):
            limit = GROWTH * (folder / name).stat().st_size
            limit += PAGE_BYTES * len(run.results[name]["pages"])
            assert path.stat().st_size <= limit, name


def _was_read(result: Mapping[str, Any]) -> bool:
    return {page["source"] for page in result["pages"]} == {"ocr"}
