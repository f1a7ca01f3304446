"""`sohoa train`: make the trained artefacts of the project again."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

import click

from cli.inputs import read_settings
from extractors.whole import whole
from models.errors import SohoaError

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
DATASETS = click.argument(
    "datasets",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
)
JOBS = click.option(
    "--jobs", type=click.IntRange(1, 256), help="Processes (default: one per core)."
)
OUT = click.option(
    "--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The file."
)


@click.group()
def command() -> None:
    """Train models from texts."""


@command.command("language-model")
@click.argument("texts", nargs=-1, required=True, type=FILE)
@OUT
def train_language_model(texts: tuple[Path, ...], out: Path) -> None:
    """Train the syllable model on TEXTS and on the project's own sentences.

    TEXTS are plain lines (.txt), tables (.tsv) or JSON lines with a `body` (.jsonl), each of them
    compressed or not (.gz). The same texts give the same bytes.
    """
    from extractors.language.phrases import make_sentences
    from extractors.language.training import read_paragraphs, train

    try:
        paragraphs = chain(*map(read_paragraphs, texts), make_sentences())
        _write(train(paragraphs), out)
    except (OSError, ValueError) as error:
        raise click.ClickException(str(error)) from error


@command.command("digits")
@click.argument("fonts", nargs=-1, required=True, type=FILE)
@click.option(
    "--upright",
    multiple=True,
    required=True,
    type=FILE,
    help="A font of print for numbers; may be repeated.",
)
@click.option(
    "--italic",
    multiple=True,
    required=True,
    type=FILE,
    help="A font of print for dates; may be repeated.",
)
@click.option(
    "--crops",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder with real digits, dark on white: DIGIT/*.png.",
)
@click.option("--specimens", default=300_000, show_default=True, type=click.IntRange(min=64))
@click.option("--seed", default=1, show_default=True)
@OUT
def train_digits(
    fonts: tuple[Path, ...],
    upright: tuple[Path, ...],
    italic: tuple[Path, ...],
    crops: Path | None,
    specimens: int,
    seed: int,
    out: Path,
) -> None:
    """Train the net for handwritten digits on specimens made from FONTS and pen strokes.

    Needs PyTorch, which nothing else needs: `pip install torch`.
    """
    with _torch_needed():
        from extractors.ocr.handwriting.training import Plan, train
    from extractors.ocr.handwriting.specimens import load_hands

    try:
        hands = load_hands(fonts, upright, italic, crops)
        _write(train(hands, Plan(specimens=specimens, seed=seed), _tell), out)
    except OSError as error:
        raise click.ClickException(str(error)) from error


@command.command("seals")
@click.argument("faces", nargs=-1, required=True, type=FILE)
@click.option("--specimens", default=48_000, show_default=True, type=click.IntRange(min=16))
@click.option("--seed", default=1, show_default=True)
@OUT
def train_seals(faces: tuple[Path, ...], specimens: int, seed: int, out: Path) -> None:
    """Train the net that wipes seals off print, on signature blocks made in FACES, fonts of print.

    Needs PyTorch, which nothing else needs: `pip install torch`.
    """
    with _torch_needed():
        from extractors.unsealing.training import Plan, train

    try:
        _write(train(faces, Plan(specimens=specimens, seed=seed), _tell), out)
    except OSError as error:
        raise click.ClickException(str(error)) from error


@command.command("confidence")
@DATASETS
@JOBS
@OUT
def train_confidence(datasets: tuple[Path, ...], jobs: int | None, out: Path) -> None:
    """Fit the confidence model on DATASETS, folders as for `sohoa eval`.

    Prints how far it can be trusted on papers that it was not fitted on, for each of them.
    """
    from extractors.calibration import fit_with_thresholds, report, to_json
    from extractors.observing import observe_file, read_datasets

    settings = read_settings()
    try:
        seen = [
            item
            for name, gold, result in read_datasets(datasets, settings, jobs or os.cpu_count() or 1)
            for item in observe_file(gold, result, name)
        ]
    except (SohoaError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    model, judged = fit_with_thresholds(seen)
    for group in dict.fromkeys(item.group for item in seen):
        for hand in (False, True):
            part = [
                one
                for item, one in zip(seen, judged, strict=True)
                if item.group == group and item.handwritten is hand
            ]
            if part:
                trust = report(part, dict(model.thresholds)).to_json()
                click.echo(f"{group}, {'by hand' if hand else 'printed'}: {json.dumps(trust)}")
    _write(to_json(model), out)


@command.command("tagger")
@click.option("--count", default=80, show_default=True, type=click.IntRange(1),
              help="How many forms are made of each layout for training.")  # fmt: skip
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(1),
              help="How often each paper is seen.")  # fmt: skip
@click.option("--seed", default=1, show_default=True)
@JOBS
@OUT
def train_tagger(count: int, rounds: int, seed: int, jobs: int | None, out: Path) -> None:
    """Train the net that says which field each word belongs to, on made forms without a scan.

    Needs PyTorch, which nothing else needs: `pip install torch onnx`.
    """
    with _torch_needed():
        from extractors.tagging.training import Plan, train
    from samples.varied import examples

    try:
        papers = examples(count, jobs or os.cpu_count() or 1)
        click.echo(f"{len(papers):,} papers")
        _write(train(papers, Plan(rounds=rounds, seed=seed), _tell), out)
    except OSError as error:
        raise click.ClickException(str(error)) from error


@command.command("wording")
@click.option("--count", default=4, show_default=True, type=click.IntRange(1),
              help="How often each layout for training is filled in.")  # fmt: skip
@OUT
def train_wording(count: int, out: Path) -> None:
    """Train the model that tells types by their words, on the layouts for training and on letters.

    The same code gives the same bytes, but for sums of floats that differ between machines.
    """
    from extractors.wording_training import Text, train
    from samples.forms import TRAIN
    from samples.typeset import texts

    papers = [Text(*paper) for paper in texts(TRAIN, count)]
    click.echo(f"{len(papers):,} papers")
    try:
        _write(train(papers), out)
    except OSError as error:
        raise click.ClickException(str(error)) from error


@contextmanager
def _torch_needed() -> Iterator[None]:
    """Says how to get PyTorch where it is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name != "torch":
            raise
        raise click.ClickException("PyTorch is missing; run: pip install torch") from error


def _tell(step: int, loss: float) -> None:
    click.echo(f"step {step:,}: loss {loss:.4f}")


def _write(data: bytes, out: Path) -> None:
    with whole(out) as part:
        part.write_bytes(data)
    click.echo(f"{out}: {len(data):,} bytes, sha256 {hashlib.sha256(data).hexdigest()}")
