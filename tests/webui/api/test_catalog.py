"""The catalogue of open data is everybody's."""

from __future__ import annotations

import pytest
from flask import Flask
from rdflib import Graph
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, RDF

from models.store.database import Store
from models.store.open_data import publish
from tests.webui.api.conftest import API
from tests.worker.export.catalogs import read_jsonld, small_catalog


def test_nothing_is_published(app: Flask) -> None:
    answer = app.test_client().get(f"{API}/catalog")
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
    assert answer.json["messages"] == {
        "vi": "Chưa công bố dữ liệu mở nào.", "en": "No open data has been published yet."
    }  # fmt: skip


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, "application/ld+json"),
        ("*/*", "application/ld+json"),
        ("text/html", "application/ld+json"),
        ("application/ld+json", "application/ld+json"),
        ("text/turtle", "text/turtle"),
        ("text/turtle;q=0.5, application/ld+json", "application/ld+json"),
        ("text/turtle, application/ld+json;q=0.5", "text/turtle"),
    ],
)
def test_the_last_catalogue_in_the_form_that_is_asked_for(
    app: Flask, store: Store, accept: str | None, media: str
) -> None:
    for number in range(2):
        publish(store, [], *small_catalog(f"2026-0{number + 1}.0"), number, actor="lan")
    answer = app.test_client().get(f"{API}/catalog", headers={"Accept": accept} if accept else {})
    assert (answer.status_code, answer.mimetype, answer.vary.as_set()) == (200, media, {"accept"})
    is_turtle = media == "text/turtle"
    found = (
        Graph().parse(data=answer.data, format="turtle") if is_turtle else read_jsonld(answer.data)
    )
    jsonld, turtle = small_catalog("2026-02.0")
    assert isomorphic(found, Graph().parse(data=turtle, format="turtle"))
    assert isomorphic(found, read_jsonld(jsonld))
    assert len([*found.subjects(RDF.type, DCAT.Catalog)]) == 1
