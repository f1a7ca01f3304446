"""OCRmyPDF and this project on the same scans: speed, memory, and errors of the text.

`python -m benchmarks.ocrmypdf DATASET` reads a data set as `sohoa eval` does. OCRmyPDF comes
fresh from PyPI into a folder of its own (delete it to renew it); its Tesseract program and
Vietnamese model are Debian's. It keeps its defaults but for the language, `--deskew`, and what
its users must say of signed files and of images without a resolution. Both make PDF/A from every
file with two jobs; OCRmyPDF may work on two pages of one file or on two files, whichever does it
more good. Pages with a text layer are nobody's OCR: files that bear any are left out.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import click
import pypdfium2
from PIL import Image
from rich import box
from rich.console import Console
from rich.table import Table

from benchmarks.reading import is_tuned_on
from models.scoring.forms import page_form
from models.scoring.gold import GoldFile, read_index
from models.scoring.text import TextErrors, compare_page

PEER = Path(__file__).parent / ".peers" / "ocrmypdf"
PROGRAM = PEER / "bin" / "ocrmypdf"
SOHOA = Path(sys.executable).with_name("sohoa")
JOBS = 2
A4_INCHES = 11.69


@dataclass(frozen=True, slots=True)
class Usage:
    """What a command and all its children took, and its exit code."""

    cpu_s: float
    peak_mb: float
    code: int


@dataclass(frozen=True, slots=True)
class Contestant:
    """What one program made of the files.

    Attributes:
        name: Program and way of running it.
        wall_s: Seconds for all files.
        cpu_s: CPU seconds of all its processes.
        peak_mb: Memory peak of its largest process, MB.
        texts: Pages of text by file; files that failed are missing.
    """

    name: str
    wall_s: float
    cpu_s: float
    peak_mb: float
    texts: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        """Pages read."""
        return sum(map(len, self.texts.values()))


@click.command()
@click.argument("dataset", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--files", type=click.IntRange(min=1), help="Only so many, transcribed ones first.")
def main(dataset: Path, files: int | None) -> None:
    """Run both programs in turn on the scans of DATASET and print them side by side."""
    try:
        scans = [gold for gold in read_index(dataset) if not has_text_layer(gold.path)]
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    chosen = sorted(scans, key=lambda gold: not gold.text)[:files]
    version = _prepare_peer()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        ours = run_sohoa(chosen, work)
        theirs = [
            run_ocrmypdf(chosen, work, f"OCRmyPDF {version}", 1),
            run_ocrmypdf(chosen, work, f"the same, {JOBS} files at once", JOBS),
        ]
    for contestant in [ours, *theirs]:
        for gold in chosen:
            if gold.file not in contestant.texts:
                click.echo(f"{contestant.name}: {gold.file} failed.", err=True)
    Console().print(compare(chosen, ours, theirs))


def has_text_layer(path: Path) -> bool:
    """Whether some page of a PDF bears text."""
    if path.suffix.lower() != ".pdf":
        return False
    with pypdfium2.PdfDocument(path) as document:
        return any(page.get_textpage().count_chars() for page in document)


def _prepare_peer() -> str:
    """Install OCRmyPDF if it is not there; its version."""
    needed = {"tesseract": "tesseract-ocr tesseract-ocr-vie", "gs": "ghostscript"}
    lacking = [package for name, package in needed.items() if shutil.which(name) is None]
    if not lacking and "vie" not in _output(["tesseract", "--list-langs"]).split():
        lacking = ["tesseract-ocr-vie"]
    if lacking:
        raise click.ClickException(
            f"OCRmyPDF needs what is missing here; run: apt-get install {' '.join(lacking)}"
        )
    if not PROGRAM.exists():
        subprocess.run([sys.executable, "-m", "venv", PEER], check=True)
        pip = [str(PEER / "bin" / "pip"), "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "install", "ocrmypdf"], check=True)
    return _output([str(PROGRAM), "--version"]).strip()


def _output(command: Sequence[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def run_sohoa(files: Sequence[GoldFile], work: Path) -> Contestant:
    """This project's `digitize` on `files`."""
    source, out = work / "in", work / "sohoa"
    for gold in files:
        copy = source / gold.file
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(gold.path, copy)
    start = time.monotonic()
    usage = measure([SOHOA, "digitize", source, "--out", out, "--jobs", JOBS], work / "sohoa.log")
    wall_s = time.monotonic() - start
    texts = {}
    for gold in files:
        record = json.loads((out / f"{gold.file}.json").read_text(encoding="utf-8"))
        if record["status"] == "ok":
            texts[gold.file] = [page["text"] for page in record["pages"]]
    return Contestant("sohoa", wall_s, usage.cpu_s, usage.peak_mb, texts)


def run_ocrmypdf(files: Sequence[GoldFile], work: Path, name: str, at_once: int) -> Contestant:
    """OCRmyPDF on `files`, `at_once` of them side by side."""
    out = Path(tempfile.mkdtemp(dir=work))

    def run(number: int, gold: GoldFile) -> Usage:
        base = out / str(number)
        command = [
            PROGRAM, "--quiet", "-l", "vie", "--deskew", "--output-type", "pdfa",
            "--jobs", JOBS // at_once, "--invalidate-digital-signatures", *_dpi(gold.path),
            "--sidecar", f"{base}.txt", gold.path, f"{base}.pdf",
        ]  # fmt: skip
        return measure(command, base.with_suffix(".log"))

    start = time.monotonic()
    with ThreadPoolExecutor(at_once) as threads:
        usages = list(threads.map(run, range(len(files)), files))
    wall_s = time.monotonic() - start
    texts = {
        gold.file: (out / f"{number}.txt").read_text(encoding="utf-8").split("\f")
        for number, (gold, usage) in enumerate(zip(files, usages, strict=True))
        if usage.code == 0
    }
    cpu_s, peak_mb = sum(u.cpu_s for u in usages), max(u.peak_mb for u in usages)
    return Contestant(name, wall_s, cpu_s, peak_mb, texts)


def _dpi(path: Path) -> list[str]:
    """What must be said of an image that does not tell its resolution: an A4 sheet, say."""
    if path.suffix.lower() == ".pdf":
        return []
    with Image.open(path) as image:
        if image.info.get("dpi"):
            return []
        return ["--image-dpi", str(round(max(image.size) / A4_INCHES))]


def measure(command: Sequence[object], log: Path) -> Usage:
    """Run `command`, its output in `log`."""
    # Pages and files are what runs side by side; threads within them would only fight.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(part) for part in command], env=environment, stdout=output, stderr=output
        )
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Usage(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, process.returncode)


def compare(files: Sequence[GoldFile], ours: Contestant, theirs: Sequence[Contestant]) -> Table:
    """One table: every measure of every contestant, and how many times better we are.

    Text is compared on the pages that all have read.
    """
    everyone = [ours, *theirs]
    transcribed = {
        gold.file: gold.text for gold in files if all(gold.file in c.texts for c in everyone)
    }
    texts = {c.name: text_errors(transcribed, c.texts) for c in everyone}
    table = Table(title=f"{len(files)} files, {JOBS} jobs", box=box.SIMPLE_HEAD)
    for column in ("", *(c.name for c in everyone), "times better"):
        table.add_column(column, justify="right" if column else "left")

    def row(name: str, value: Callable[[Contestant], float], *, more: bool = False) -> None:
        own, others = value(ours), [value(other) for other in theirs]
        best = max(others) if more else min(others)
        over, under = (own, best) if more else (best, own)
        ratio = f"{over / under:.2f}" if under else "–"
        table.add_row(name, *(f"{v:.4g}" for v in [own, *others]), ratio)

    row("pages read", lambda c: c.pages, more=True)
    row("pages per CPU-s", lambda c: c.pages / c.cpu_s, more=True)
    row("wall seconds", lambda c: c.wall_s)
    row("pages per minute", lambda c: 60 * c.pages / c.wall_s, more=True)
    row("largest process, MB", lambda c: c.peak_mb)
    if any(transcribed.values()):
        pages = sum(map(len, transcribed.values()))
        row(f"CER, {pages} pages, %", lambda c: 100 * (texts[c.name].cer or 0.0))
        row("CER, marks, %", lambda c: 100 * (texts[c.name].diacritic_cer or 0.0))
        row("WER, %", lambda c: 100 * (texts[c.name].wer or 0.0))
        row("words missed, %", lambda c: 100 * missed_words(transcribed, c.texts))
        kept = {file: pages for file, pages in transcribed.items() if not is_tuned_on(file)}
        unseen = {c.name: text_errors(kept, c.texts) for c in everyone}
        row("WER, pages not tuned on, %", lambda c: 100 * (unseen[c.name].wer or 0.0))
    return table


def text_errors(
    gold: Mapping[str, Mapping[int, str]], texts: Mapping[str, Sequence[str]]
) -> TextErrors:
    """Errors over all transcribed pages, reading order included."""
    return sum((compare_page(true, read) for true, read in _pairs(gold, texts)), TextErrors())


def missed_words(
    gold: Mapping[str, Mapping[int, str]], texts: Mapping[str, Sequence[str]]
) -> float:
    """Share of the true words that were not read, wherever on the page they stand."""
    true = missed = 0
    for page, read in _pairs(gold, texts):
        words = Counter(page_form(page).split())
        true += words.total()
        missed += (words - Counter(page_form(read).split())).total()
    return missed / true if true else 0.0


def _pairs(
    gold: Mapping[str, Mapping[int, str]], texts: Mapping[str, Sequence[str]]
) -> list[tuple[str, str]]:
    """True and read text of every transcribed page."""
    return [
        (true, "".join(texts[file][number - 1 : number]))
        for file, pages in gold.items()
        for number, true in pages.items()
    ]


if __name__ == "__main__":
    main()
