"""`sohoa train`: make the trained artefacts of the project again."""

from __future__ import annotations

import hashlib
from pathlib import Path

import click


@click.group()
def command() -> None:
    """Train models from texts."""


@command.command("language-model")
@click.argument(
    "texts", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.option(
    "--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The file."
)
def train_language_model(texts: tuple[Path, ...], out: Path) -> None:
    """Train the syllable model on TEXTS and on the project's own sentences.

    TEXTS are plain lines (.txt), tables (.tsv) or JSON lines with a `body` (.jsonl), each of them
    compressed or not (.gz). The same texts give the same bytes.
    """
    from extractors.language.phrases import make_sentences
    from extractors.language.training import read_paragraphs, write_model

    try:
        size = write_model([*map(read_paragraphs, texts), make_sentences()], out)
    except (OSError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    _tell(out, size)


@command.command("digits")
@click.argument(
    "fonts", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.option(
    "--upright",
    multiple=True,
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A font of print for numbers; may be repeated.",
)
@click.option(
    "--italic",
    multiple=True,
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A font of print for dates; may be repeated.",
)
@click.option(
    "--crops",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder with real digits, dark on white: DIGIT/*.png.",
)
@click.option("--specimens", default=120_000, show_default=True, type=click.IntRange(min=64))
@click.option("--seed", default=1, show_default=True)
@click.option(
    "--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The file."
)
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
    try:
        from extractors.ocr.handwriting.training import Plan, write_net
    except ModuleNotFoundError as error:
        if error.name != "torch":
            raise
        raise click.ClickException("PyTorch is missing; run: pip install torch") from error
    from extractors.ocr.handwriting.specimens import load_hands

    def told(step: int, loss: float) -> None:
        click.echo(f"step {step:,}: loss {loss:.4f}")

    try:
        size = write_net(
            load_hands(fonts, upright, italic, crops),
            Plan(specimens=specimens, seed=seed),
            out,
            told,
        )
    except OSError as error:
        raise click.ClickException(str(error)) from error
    _tell(out, size)


def _tell(out: Path, size: int) -> None:
    digest = hashlib.sha256(out.read_bytes()).hexdigest()
    click.echo(f"{out}: {size:,} bytes, sha256 {digest}")
