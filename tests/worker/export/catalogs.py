"""Catalogues of open data, made by hand and read back."""

from __future__ import annotations

import warnings
from datetime import UTC, date, datetime

from rdflib import Graph

from models.open_data import read_definitions
from worker.export.open_catalog import File, Listed, graph, written


def small_catalog(version: str) -> tuple[str, str]:
    """A catalogue of one set, as JSON-LD and as Turtle."""
    definitions, moment = read_definitions(), datetime(2026, 3, 2, 8, tzinfo=UTC)
    file = File("papers.csv", "CSV", "text/csv", 12, "ab" * 32, "papers.schema.json")
    dataset = Listed(
        definitions.dataset[0], [file], date(2026, 1, 1), date(2026, 1, 31), moment, moment,
        version, {},
    )  # fmt: skip
    jsonld, turtle = written(graph(definitions, [dataset]))
    return jsonld.decode(), turtle.decode()


def read_jsonld(data: bytes | str) -> Graph:
    """What JSON-LD says."""
    with warnings.catch_warnings():
        # The library's own reader still makes a graph of a class that it gives up.
        warnings.filterwarnings("ignore", "ConjunctiveGraph is deprecated", DeprecationWarning)
        return Graph().parse(data=data, format="json-ld")
