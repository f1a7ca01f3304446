"""What each step of the reading brings and costs, on pages whose text is known.

`python -m benchmarks.reading [DATASET] [--made 12] [--step NAME …]` reads pages with every step
on, then with one step off or changed, and prints errors of characters, words and marks, what the
language model changed rightly and wrongly, and CPU seconds a page. Pages are the transcribed ones
of DATASET (its even-numbered files and those of other names are reported, the odd ones are for
tuning), letters made by seed, the same as bad photocopies, small print, forms with leader dots,
ruled blanks and tables, and pages of names and numbers.
"""

from __future__ import annotations

import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

import click
import numpy as np
from PIL import Image
from rapidfuzz.distance import Levenshtein
from rich import box
from rich.console import Console
from rich.table import Table

from benchmarks.forms import draw_form, make_form
from cli.inputs import read_settings
from extractors.clean import CleanPage, Recipe, clean, recipe_for
from extractors.ingest import inspect
from extractors.language.model import language_model
from extractors.ocr import OcrEngine
from extractors.ocr.choose import open_engine
from extractors.pages import PageImage, load_page
from extractors.read import arrange, read_upright
from extractors.second_look import SecondLook, look_again
from models.page import Line
from models.scoring.forms import page_form
from models.scoring.gold import read_index
from models.scoring.text import TextErrors, compare_page
from samples.letters import SENTENCES, make_letter
from samples.make import compose
from samples.render import LEFT, TOP, Sheet, Text, wrap
from samples.scan import Scanner, photocopy, scan, scan_print, typical

# The commonest family names.
FAMILIES = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ",
    "Hồ", "Ngô", "Dương", "Lý",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """A page image and what stands on it."""

    image: PageImage
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """One way of reading: `change` alters what the page's own recipe would do."""

    name: str
    change: Callable[[Recipe, PageImage], Recipe] = lambda recipe, _: recipe
    language: bool = True
    second: bool = True


def _at(dpi: float) -> Callable[[Recipe, PageImage], Recipe]:
    return lambda recipe, page: replace(recipe, scale=min(1.0, dpi / page.dpi))


STEPS = (
    Step("everything"),
    Step("no language model", language=False),
    Step("no second look", second=False),
    Step("no speck removal", lambda recipe, _: replace(recipe, despeckle=False)),
    Step("specks always removed", lambda recipe, _: replace(recipe, despeckle=True)),
    Step("leader dots and lines kept", lambda recipe, _: replace(recipe, blanks=False)),
    Step("gaps kept", lambda recipe, _: replace(recipe, bridges=False)),
    Step("all kept", lambda recipe, _: replace(recipe, blanks=False, bridges=False)),
    Step("no smoothing", lambda recipe, _: replace(recipe, smooth=0.0)),
    Step("at most 300 dpi", _at(300)),
    Step("at most 200 dpi", _at(200)),
    Step("at most 180 dpi", _at(180)),
    Step("at most 165 dpi", _at(165)),
    Step("at most 150 dpi", _at(150)),
    Step("at most 130 dpi", _at(130)),
)


@dataclass(slots=True)
class Score:
    """What one way of reading made of one set of pages."""

    errors: TextErrors = field(default_factory=TextErrors)
    cpu_s: float = 0.0
    right: int = 0
    damaged: int = 0
    damaged_names: int = 0
    damaged_numbers: int = 0
    correct: int = 0

    def add(self, true: str, lines: Sequence[Line], cpu_s: float) -> None:
        """Count one page."""
        words = [word for line in lines for word in line.words]
        self.errors += compare_page(true, "\n".join(line.text for line in lines))
        self.cpu_s += cpu_s
        before = [page_form(word.read or word.text) for word in words]
        after = [page_form(word.text) for word in words]
        hit = _matched(page_form(true).split(), before)
        now = _matched(page_form(true).split(), after)
        self.correct += len(hit)
        for i, (old, new) in enumerate(zip(before, after, strict=True)):
            if old == new:
                continue
            self.right += i in now and i not in hit
            if i in hit and i not in now:
                self.damaged += 1
                self.damaged_names += old[:1].isupper()
                self.damaged_numbers += any(c.isdigit() for c in old)


def _matched(true: Sequence[str], read: Sequence[str]) -> set[int]:
    """Which words of a reading are the true ones in their places."""
    blocks = Levenshtein.opcodes(true, read)
    return {
        i
        for block in blocks
        if block.tag == "equal"
        for i in range(block.dest_start, block.dest_end)
    }


def read(page: Known, step: Step, engine: OcrEngine) -> tuple[Sequence[Line], float]:
    """The lines of a page, and the CPU seconds they took."""
    start = time.process_time()
    image = page.image

    def cleaned(pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> CleanPage:
        grey = pixels if pixels.ndim == 2 else pixels[:, :, 0]
        own = recipe_for(np.ascontiguousarray(grey), image.dpi, bilevel=image.bilevel)
        return clean(pixels, image.dpi, bilevel=image.bilevel, recipe=step.change(own, image))

    rotation, clean_page, words = read_upright(image, engine, cleaned)
    seen = look_again(clean_page, words, engine) if step.second else SecondLook(tuple(words))
    lines = arrange(seen, language_model() if step.language else None)
    return lines, time.process_time() - start


def from_dataset(folder: Path) -> tuple[list[Known], list[Known]]:
    """Transcribed pages to tune on (odd numbers) and to report."""
    settings = read_settings()
    odd: list[Known] = []
    even: list[Known] = []
    for gold in read_index(folder):
        for page, text in gold.text.items():
            image = load_page(inspect(gold.path, settings), page, settings)
            (odd if is_tuned_on(gold.file) else even).append(Known(image, text))
    return odd, even


def is_tuned_on(file: str) -> bool:
    """Whether settings were chosen by this letter's transcript: those of odd numbers."""
    number = re.search(r"(\d+)\D*$", Path(file).stem)
    return number is not None and int(number[1]) % 2 == 1 and "vb" in file


def made(count: int, seed: int, scanner: Callable[[Random], Scanner]) -> Iterator[Known]:
    """First pages of made letters, scanned."""
    for i in range(count):
        random = Random(f"{seed}-{i}")
        sheet = compose(make_letter(random, pages=1), random)[0]
        yield _scanned(sheet, scanner(random), random)


def names(
    count: int, seed: int, scanner: Callable[[Random], Scanner], files: Path
) -> Iterator[Known]:
    """Pages of names, one row a person, from the lists of given names in a folder."""
    given = [
        line.strip() for path in sorted(files.glob("given_names_*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
    ]  # fmt: skip
    for i in range(count):
        random = Random(f"names-{seed}-{i}")
        rows = [
            f"{n}. {random.choice(FAMILIES)} {random.choice(given)}, {random.randrange(1940, 2020)}"
            f", {random.randrange(10**9, 10**10)}"
            for n in range(1, 41)
        ]
        sheet = Sheet()
        for n, row in enumerate(rows):
            sheet.marks.append(Text(LEFT, TOP + 18 * n, row, "tinos", 13))
        sheet.lines.extend(rows)
        yield _scanned(sheet, scanner(random), random)


def small_print(count: int, seed: int) -> Iterator[Known]:
    """Pages set in 7 points, scanned at 300 dpi."""
    for i in range(count):
        random = Random(f"small-{seed}-{i}")
        sheet = Sheet()
        for sentence in random.sample(SENTENCES, 6):
            for row in wrap(sentence, "tinos", 7, 420):
                sheet.marks.append(Text(LEFT, TOP + 10 * len(sheet.lines), row, "tinos", 7))
                sheet.lines.append(row)
        yield _scanned(sheet, Scanner(300, random.choice(("L", "1")), 0.3, specks=50), random)


def forms(count: int, seed: int, scanner: Callable[[Random], Scanner]) -> Iterator[Known]:
    """Filled forms with leader dots, ruled blanks and tables; the text has neither."""
    for i in range(count):
        random = Random(f"form-{seed}-{i}")
        form, seen_by = make_form(random), scanner(random)
        picture = scan_print(draw_form(form, seen_by.dpi, random), seen_by, random)
        yield _known(picture, form.sheet, seen_by.dpi)


def _scanned(sheet: Sheet, scanner: Scanner, random: Random) -> Known:
    scanner = replace(scanner, turn=0)
    return _known(scan(sheet, scanner, random), sheet, scanner.dpi)


def _known(picture: Image.Image, sheet: Sheet, dpi: int) -> Known:
    bilevel = picture.mode == "1"
    pixels = np.asarray(picture.convert("L") if bilevel else picture, np.uint8)
    return Known(PageImage(1, pixels, dpi, bilevel), "\n".join(sheet.lines))


@click.command()
@click.argument("dataset", required=False, type=click.Path(path_type=Path, exists=True))
@click.option("--made", "count", default=12, show_default=True, help="Made pages of each kind.")
@click.option("--seed", default=31, show_default=True)
@click.option("--names", "lists", type=click.Path(path_type=Path, exists=True),
              help="Folder with given_names_*.txt, for pages of names.")  # fmt: skip
@click.option("--step", "chosen", multiple=True, help="Only these steps.")
@click.option("--tune", is_flag=True, help="The odd-numbered files instead of the others.")
def main(
    dataset: Path | None, count: int, seed: int, lists: Path | None, chosen: Sequence[str],
    tune: bool,
) -> None:  # fmt: skip
    """Print one table a set of pages."""
    sets: dict[str, list[Known]] = {}
    if dataset:
        odd, even = from_dataset(dataset)
        sets["transcribed pages"] = odd if tune else even
    if count:
        sets["made letters"] = list(made(count, seed, typical))
        sets["bad photocopies"] = list(made(count, seed, photocopy))
        sets["forms with leader dots"] = list(forms(count, seed, typical))
        sets["forms, photocopied"] = list(forms(count, seed, photocopy))
        sets["small print"] = list(small_print(max(4, count // 3), seed))
    if lists:
        sets["pages of names"] = list(names(max(4, count // 3), seed, typical, lists))
        sets["names, photocopied"] = list(names(max(4, count // 3), seed, photocopy, lists))
    engine = open_engine(read_settings())
    steps = [step for step in STEPS if not chosen or step.name in chosen]
    for name, pages in sets.items():
        scores: Mapping[str, Score] = defaultdict(Score)
        # Page by page, so that a busy machine is as busy for every step.
        for page in pages:
            for step in steps:
                scores[step.name].add(page.text, *read(page, step, engine))
        Console(width=150).print(_table(f"{name}: {len(pages)}", scores))


def _table(title: str, scores: Mapping[str, Score]) -> Table:
    table = Table(title=title, box=box.SIMPLE_HEAD)
    for column in ("", "CER %", "marks %", "WER %", "righted", "damaged", "names", "numbers",
                   "of right words", "CPU-s/page"):  # fmt: skip
        table.add_column(column, justify="right" if column else "left")
    for name, score in scores.items():
        errors = score.errors
        table.add_row(
            name,
            *(f"{100 * (rate or 0.0):.2f}"
              for rate in (errors.cer, errors.diacritic_cer, errors.wer)),
            *map(str, (score.right, score.damaged, score.damaged_names, score.damaged_numbers,
                       score.correct)),
            f"{score.cpu_s / errors.pages:.2f}",
        )  # fmt: skip
    return table


if __name__ == "__main__":
    main()
