"""Reads papers whose truth is known and notes how each of their fields was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from extractors.calibration import Observation
from extractors.fields import propose, read_paper
from extractors.run import Input, run_inputs
from models.doctypes import DocumentType, document_types
from models.extraction import Document, Result
from models.scoring.gold import GoldDocument, GoldFile, read_index
from models.scoring.outcomes import pair_documents, score_file
from models.settings import Settings


def read_datasets(
    folders: Sequence[Path], settings: Settings, jobs: int
) -> Iterator[tuple[str, GoldFile, Result]]:
    """Every input of the data sets, with its folder's name, its truth and what was read.

    Raises:
        ValueError: A folder is no data set.
        SohoaError: `engine_missing`.
    """
    for folder in folders:
        files = read_index(folder)
        inputs = [Input(gold.path, gold.file) for gold in files]
        for gold, result in zip(files, run_inputs(inputs, settings, jobs), strict=True):
            yield folder.name, gold, result


def observe_file(gold: GoldFile, result: Result, group: str) -> Iterator[Observation]:
    """The scored fields of one input; papers whose type was not told are left out."""
    types = document_types()
    right = [outcome.right for outcome in score_file(gold, result, types).outcomes]
    scores = iter(right)
    for truth, found in pair_documents(gold.documents, result):
        told = found is not None and truth.type == found.document_type.id
        marks = [(name, next(scores)) for name in truth.fields]
        if told and found is not None:
            kind = types[found.document_type.id]
            yield from _fields(gold.file, truth, found, result, kind, dict(marks), group)


def _fields(
    file: str, truth: GoldDocument, found: Document, result: Result, kind: DocumentType,
    right: dict[str, bool], group: str,
) -> Iterator[Observation]:  # fmt: skip
    pages = [p for p in result.pages if p.number in found.pages and p.error is None and p.lines]
    if not pages:
        return
    for name, proposal in propose(read_paper(pages, kind), kind).items():
        if name in truth.fields:
            yield Observation(
                f"{group}/{file}", proposal.known, right[name], bool(proposal.doubts),
                group=group, handwritten=name in truth.handwritten,
            )  # fmt: skip
