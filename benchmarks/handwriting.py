"""How well numbers, days, months and years of letterheads are read as handwriting.

`python -m benchmarks.handwriting DATASET` reads the first pages of a data set, with and without
pen, and prints how many parts are right, how many are among the first three, the highest
probability of a wrong one and how many right ones lie above it, and milliseconds a page.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click
from rich import box
from rich.console import Console
from rich.table import Table

from cli.inputs import read_settings
from extractors.ingest import inspect
from extractors.language.model import language_model
from extractors.ocr.choose import open_engine
from extractors.ocr.handwriting import digit_net, read_hand
from extractors.pages import load_page
from extractors.read import arrange, read_upright
from extractors.second_look import look_again
from models.page import HandPart, HandReading
from models.scoring.gold import GoldFile, read_index
from models.scoring.outcomes import SYMBOL_FIELD

DATE = "ngay_ban_hanh"


@dataclass(slots=True)
class Tally:
    """Parts of one kind: how many there are, were found, are right; chances of right and wrong."""

    all: int = 0
    found: int = 0
    third: int = 0
    right: list[float] = field(default_factory=list)
    wrong: list[float] = field(default_factory=list)

    def add(self, true: str, hand: HandReading | None) -> bool:
        """Count one part; whether it was read rightly."""
        self.all += 1
        readings = hand.readings if hand else ()
        self.found += bool(readings)
        self.third += true in [text for text, _ in readings[:3]]
        if not readings:
            return False
        text, chance = readings[0]
        (self.right if text == true else self.wrong).append(chance)
        return text == true

    @property
    def worst(self) -> float:
        """The highest probability that a wrong reading had."""
        return max(self.wrong, default=0.0)


def truth(gold: GoldFile) -> Iterator[tuple[HandPart, str, bool]]:
    """The parts of a letter's number and date, and whether a pen may have written them."""
    for paper in gold.documents[:1]:
        number, date = paper.fields.get(SYMBOL_FIELD), paper.fields.get(DATE)
        if isinstance(number, str):
            yield HandPart.NUMBER, number.partition("/")[0], SYMBOL_FIELD in paper.handwritten
        if isinstance(date, str) and date.count("-") == 2:
            year, month, day = date.split("-")
            for part, text in (
                (HandPart.YEAR, year), (HandPart.MONTH, month), (HandPart.DAY, day),
            ):  # fmt: skip
                yield part, text.lstrip("0"), DATE in paper.handwritten


@click.command()
@click.argument("dataset", type=click.Path(path_type=Path, exists=True, file_okay=False))
def main(dataset: Path) -> None:
    """Print one table, and the parts that were read wrongly."""
    settings = read_settings()
    engine, net = open_engine(settings), digit_net()
    tallies: dict[tuple[HandPart, bool], Tally] = defaultdict(Tally)
    cpu_s, pages = 0.0, 0
    for gold in read_index(dataset):
        parts = list(truth(gold))
        if not parts:
            continue
        image = load_page(inspect(gold.path, settings), 1, settings)
        _, page, words = read_upright(image, engine)
        lines = arrange(look_again(page, words, engine), language_model())
        start = time.process_time()
        hands = {hand.part: hand for hand in read_hand(page.grey, lines, net)}
        cpu_s, pages = cpu_s + time.process_time() - start, pages + 1
        for part, text, pen in parts:
            hand = hands.get(part)
            if not tallies[part, pen].add(text, hand):
                readings = hand.readings[:3] if hand else ()
                said = ", ".join(f"{t or 'blank'} {c:.2f}" for t, c in readings)
                click.echo(f"{gold.file} {part.value}: {text} read as {said}")
    table = Table(title=f"{pages} pages, {1000 * cpu_s / pages:.1f} ms a page", box=box.SIMPLE_HEAD)
    for column in ("", "all", "found", "right", "in three", "worst wrong", "right above it"):
        table.add_column(column, justify="right" if column else "left")
    for (part, pen), tally in sorted(tallies.items()):
        above = sum(chance > tally.worst for chance in tally.right)
        table.add_row(
            f"{part.value}, {'perhaps by hand' if pen else 'printed'}",
            str(tally.all), str(tally.found),
            f"{len(tally.right)} ({len(tally.right) / tally.all:.1%})",
            f"{tally.third} ({tally.third / tally.all:.1%})", f"{tally.worst:.2f}", str(above),
        )  # fmt: skip
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
