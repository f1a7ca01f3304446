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
    digest = hashlib.sha256(out.read_bytes()).hexdigest()
    click.echo(f"{out}: {size:,} bytes, sha256 {digest}")
