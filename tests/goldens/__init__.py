"""The shipped specimens as they were read once, so that what follows OCR is tested without it.

`python -m tests.goldens` reads them anew.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import TypeAdapter

from extractors.run import Input, run_inputs
from models.page import Page
from models.scoring.gold import read_index
from models.settings import Settings

SAMPLES = Path(__file__).parents[2] / "samples"
RECORDED = Path(__file__).with_name("pages.json.gz")
_PAGES = TypeAdapter(tuple[Page, ...])


def record() -> None:
    """Read every specimen and keep its pages."""
    files = read_index(SAMPLES)
    results = run_inputs([Input(gold.path, gold.file) for gold in files], Settings(), 2)
    pages = {
        gold.file: _PAGES.dump_python(tuple(result.pages), mode="json")
        for gold, result in zip(files, results, strict=True)
    }
    body = json.dumps(pages, ensure_ascii=False, separators=(",", ":")).encode()
    RECORDED.write_bytes(gzip.compress(body, 9, mtime=0))


def recorded() -> Mapping[str, Sequence[Page]]:
    """The pages of each specimen by its file."""
    data = json.loads(gzip.decompress(RECORDED.read_bytes()))
    return {file: _PAGES.validate_python(pages) for file, pages in data.items()}
