"""`sohoa separators`: what it prints, laid between letters, splits what is scanned."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from random import Random

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from samples.letters import make_letter
from samples.make import compose
from samples.scan import Scanner, scan, scan_print, to_pdf

SOHOA = Path(sys.executable).with_name("sohoa")


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [SOHOA, *map(str, arguments)], capture_output=True, text=True, check=False
    )


def printed(folder: Path, *options: str) -> Path:
    path = folder / "sheets.pdf"
    done = run("separators", "--out", path, *options)
    assert (done.returncode, done.stderr) == (0, "")
    return path


def laid_in(path: Path, scanner: Scanner) -> Image.Image:
    """The first sheet, printed and scanned."""
    with pypdfium2.PdfDocument(path) as document:
        pixels = document[0].render(scale=scanner.dpi / 72).to_numpy()
    return scan_print(np.ascontiguousarray(pixels[:, :, :3]), scanner, Random(3))


def letter(seed: int, scanner: Scanner) -> list[Image.Image]:
    random = Random(seed)
    sheets = compose(make_letter(random, kind="Thông báo"), random)
    return [scan(sheet, scanner, random) for sheet in sheets]


def test_sheets_are_a4_and_as_many_as_asked_for(tmp_path: Path) -> None:
    path = printed(tmp_path, "--count", "7", "--unit", "Sở Tư pháp", "--type", "khac")
    with pypdfium2.PdfDocument(path) as document:
        assert len(document) == 7
        assert {tuple(map(round, page.get_size())) for page in document} == {(595, 842)}
    assert path.stat().st_size < 50_000


@pytest.mark.parametrize(
    "options",
    [
        ("--type", "giay_phep_bay"),
        ("--kind", "patch-t", "--unit", "Sở Tư pháp"),
        ("--kind", "patch-2"),
        ("--count", "0"),
        ("--unit", "x" * 101),
    ],
)
def test_wrong_usage(tmp_path: Path, options: tuple[str, ...]) -> None:
    done = run("separators", "--out", tmp_path / "sheets.pdf", *options)
    assert done.returncode == 2
    assert not list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = run("separators", "--out", tmp_path / "file" / "sheets.pdf")
    assert done.returncode == 1
    assert "cannot write" in done.stderr


@pytest.mark.engines
def test_a_stack_is_split_at_the_sheets(tmp_path: Path) -> None:
    """Letters in one bit, askew and upside down; a blank back; each kind of sheet."""
    plain, upside_down = Scanner(200, "1", 0.8, 0.5, 2.0, 40), Scanner(200, "1", -1.5, turn=180)
    typed = printed(tmp_path, "--type", "khac", "--unit", "Sở Tư pháp")
    by_qr = laid_in(typed, Scanner(200, "1", 2.0, 0.8, 4.0, 300, turn=180))
    by_bars = laid_in(
        printed(tmp_path, "--kind", "patch-t"), Scanner(200, "1", -1.0, 0.8, 4.0, 300)
    )
    back = Image.new("1", by_bars.size, 1)
    first, second, third = letter(5, plain), letter(6, upside_down), letter(7, plain)
    images = [*first, back, by_bars, back, *second, by_qr, *third]
    (tmp_path / "stack.pdf").write_bytes(to_pdf(images, 200))
    done = run("digitize", tmp_path / "stack.pdf", "--jsonl", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert [(d["pages"], d["document_type"]["id"]) for d in result["documents"]] == [
        ([1, 2], "van_ban_hanh_chinh"),
        ([5], "van_ban_hanh_chinh"),
        ([7], "khac"),
    ]
    problems = [page["quality"]["problems"] for page in result["pages"]]
    assert [("separator" in found, "blank" in found) for found in problems] == [
        (False, False),
        (False, True),
        (True, False),
        (False, True),
        (False, False),
        (True, False),
        (False, False),
    ]
    assert [page["text"] for page in result["pages"] if page["number"] in (3, 6)] == ["", ""]
    with pypdfium2.PdfDocument(tmp_path / "out" / "stack.pdf.searchable.pdf") as document:
        assert len(document) == 7


@pytest.mark.engines
def test_a_stack_without_sheets_is_split_at_letterheads(tmp_path: Path) -> None:
    scanner = Scanner(200, "1", 0.5, 0.5, 2.0, 20)
    (tmp_path / "stack.pdf").write_bytes(to_pdf([*letter(5, scanner), *letter(6, scanner)], 200))
    done = run("digitize", tmp_path / "stack.pdf", "--jsonl")
    assert [d["pages"] for d in json.loads(done.stdout)["documents"]] == [[1], [2]]
