"""Training sentences made from templates: what offices write and laws do not."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

TEMPLATES = Path(__file__).with_name("phrases.toml")

_SLOT = re.compile(r"\{(\w+)\}")


def make_sentences(templates: Path = TEMPLATES, seed: int = 1) -> Iterator[str]:
    """Sentences of all templates, each as often as it says; the same for the same seed.

    Raises:
        ValueError: A template names a slot that does not exist.
    """
    with templates.open("rb") as file:
        data = tomllib.load(file)
    slots = {name: text.split("|") for name, text in data["slots"].items()}
    unknown = set(_SLOT.findall(templates.read_text(encoding="utf-8"))) - set(slots)
    if unknown:
        raise ValueError(f"{templates}: no such slots: {', '.join(sorted(unknown))}")
    rng = random.Random(seed)
    for group in data["template"]:
        for text in group["texts"]:
            for _ in range(group["times"]):
                yield _fill(text, slots, rng)


def _fill(text: str, slots: dict[str, list[str]], rng: random.Random) -> str:
    while "{" in text:
        text = _SLOT.sub(lambda match: rng.choice(slots[match.group(1)]), text)
    return text
