"""Of a paper with a secrecy mark nothing may be kept but the reason for its refusal."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from samples.letters import Letter, make_letter
from samples.make import compose
from samples.scan import Scanner, scan, to_pdf
from tests.faults.watch import Run, digitize, outcome_of

pytestmark = pytest.mark.engines

SCANS = {
    "mat-mau.pdf": ("MẬT", Scanner(200, "RGB", 0.5)),
    "toi-mat-1bit.pdf": ("TỐI MẬT", Scanner(200, "1")),
    "tuyet-mat-nguoc.pdf": ("TUYỆT MẬT", Scanner(200, "L", turn=180)),
}


def secret_letter(seed: int, mark: str) -> Letter:
    return replace(make_letter(Random(seed)), secrecy=mark, urgency=None)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("secret")
    for name in ("in", "out", "temporary"):
        (made / name).mkdir()
    for seed, (name, (mark, scanner)) in enumerate(SCANS.items()):
        random = Random(seed)
        sheets = compose(secret_letter(seed, mark), random)
        images = [scan(sheet, scanner, random) for sheet in sheets]
        (made / "in" / name).write_bytes(to_pdf(images, scanner.dpi))
        # An earlier run has not seen the mark.
        (made / "out" / f"{name}.txt").write_text("what an earlier run has read")
        (made / "out" / f"{name}.searchable.pdf").write_bytes(b"%PDF-")
    return made


@pytest.fixture(scope="module")
def run(folder: Path) -> Run:
    env = {**os.environ, "TMPDIR": str(folder / "temporary")}
    return digitize("in", "--out", "out", "--jobs", 2, cwd=folder, env=env)


def test_secret_papers_are_refused(run: Run) -> None:
    assert {name: outcome_of(result) for name, result in run.results.items()} == dict.fromkeys(
        SCANS, "secret_document"
    )
    assert run.exit_code == 3


def test_only_the_records_with_the_reason_remain(run: Run, folder: Path) -> None:
    assert {path.name for path in (folder / "out").iterdir()} == {f"{name}.json" for name in SCANS}
    assert list((folder / "temporary").iterdir()) == []


@pytest.mark.parametrize(("seed", "name"), list(enumerate(SCANS)))
def test_no_word_of_a_secret_paper_is_told(run: Run, folder: Path, seed: int, name: str) -> None:
    record = json.loads((folder / "out" / f"{name}.json").read_text(encoding="utf-8"))
    assert record.keys() == run.results[name].keys()
    assert (record["documents"], record["pages"]) == ([], [])
    letter = secret_letter(seed, SCANS[name][0])
    told = run.stdout + run.stderr + json.dumps(record, ensure_ascii=False)
    for words in (letter.signer, letter.subject, letter.symbol, *letter.agency.name, *letter.body):
        assert words not in told
