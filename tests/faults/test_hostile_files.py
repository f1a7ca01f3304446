"""Broken, huge and malicious files: each gets its own result, and the good one among them too."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from tests.faults.hostile import FILES, specimen
from tests.faults.watch import MAX_MB, MAX_SECONDS_A_PAGE, Run, digitize, outcome_of

pytestmark = pytest.mark.engines


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture(scope="module")
def run(folder: Path) -> Run:
    """One run over all of them."""
    (folder / "in").mkdir()
    for name, (_, make) in FILES.items():
        (folder / "in" / name).write_bytes(make())
    (folder / "in" / "a-good-one.jpg").write_bytes(specimen("chi-thi.jpg"))
    return digitize("in", "--out", "out", "--jobs", 2, cwd=folder)


def test_every_file_has_a_result_and_the_run_ends_well(run: Run) -> None:
    assert run.results.keys() == {*FILES, "a-good-one.jpg"}
    assert run.exit_code == 3
    assert outcome_of(run.results["a-good-one.jpg"]) == "ok"


@pytest.mark.parametrize("name", FILES)
def test_each_file_fails_for_its_own_reason_or_not_at_all(run: Run, name: str) -> None:
    result = run.results[name]
    assert outcome_of(result) in FILES[name][0], result["error"]
    # However many pages it claims to have: a hostile file as a whole gets the time of one page.
    assert result["timing"]["wall_s"] < MAX_SECONDS_A_PAGE
    if result["error"]:
        assert f"{name}: {result['error']['code']}: " in run.stderr


def test_a_process_that_has_seen_no_image_refuses_a_huge_one_in_a_pdf(tmp_path: Path) -> None:
    name = "huge-clothes.pdf"
    (tmp_path / name).write_bytes(FILES[name][1]())
    result = digitize(name, "--out", "out", cwd=tmp_path).results[name]
    assert outcome_of(result) == "too_large"


def test_no_process_takes_more_memory_than_promised(run: Run) -> None:
    assert 0 < run.peak_mb < MAX_MB


def test_only_what_was_read_has_files_beside_its_record(run: Run, folder: Path) -> None:
    names = {str(path.relative_to(folder / "out")) for path in (folder / "out").rglob("*")}
    expected = {f"{name}.json" for name in run.results}
    for name, result in run.results.items():
        if result["status"] != "failed":
            expected |= {f"{name}.txt", f"{name}.searchable.pdf"}
    assert names == expected


def test_what_was_mended_is_for_a_person_to_see(run: Run) -> None:
    result = run.results["mended.pdf"]
    issues = [i for i in result["documents"][0]["issues"] if i["code"] == "damaged_page"]
    assert [issue["page"] for issue in issues] == [page["number"] for page in result["pages"]]
    assert len(issues) == 2


def test_no_blank_page_is_lost(run: Run, folder: Path) -> None:
    assert len(run.results["2000-blank.pdf"]["pages"]) == 2000
    with pikepdf.open(folder / "out" / "2000-blank.pdf.searchable.pdf") as pdf:
        assert len(pdf.pages) == 2000
