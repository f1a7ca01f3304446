"""The catalogue of open data in DCAT-AP 3: RDF as JSON-LD and as Turtle.

DCAT 3 (W3C), DCAT-AP 3.0 (SEMIC) with the EU's authority tables for frequencies, file types,
languages and themes, SPDX for checksums and ADMS for what a version changes. No node is blank and
everything is sorted: the same catalogue is the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, OWL, RDF, SKOS, XSD
from rdflib.term import Node

from models.open_data import Cycle, Dataset, Definitions, Told

ADMS = Namespace("http://www.w3.org/ns/adms#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
_AUTHORITY = Namespace("http://publications.europa.eu/resource/authority/")
_MEDIA = Namespace("https://www.iana.org/assignments/media-types/")
_PREFIXES = {
    "adms": ADMS, "dcat": DCAT, "dct": DCTERMS, "foaf": FOAF, "owl": OWL, "skos": SKOS,
    "spdx": SPDX, "vcard": VCARD, "xsd": XSD,
}  # fmt: skip
# Of DCAT 3; the library knows DCAT 2.
_VERSION = URIRef(f"{DCAT}version")
_FREQUENCY: dict[Cycle, str] = {"month": "MONTHLY", "quarter": "QUARTERLY"}


@dataclass(frozen=True, slots=True)
class File:
    """A file of a set.

    Attributes:
        name: Below the address of the catalogue.
        kind: `CSV` or `JSON`.
        media: Its media type.
        schema: The name of the file that says what its columns mean.
    """

    name: str
    kind: str
    media: str
    size: int
    sha256: str
    schema: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A set as the catalogue lists it.

    Attributes:
        first: The first day that it tells of.
        last: The last one.
        issued: When it was first published.
        modified: When it last was.
        version: Grows with every period and revision.
        revised: Periods whose numbers are not those first published, and how often they changed.
    """

    dataset: Dataset
    files: Sequence[File]
    first: date
    last: date
    issued: datetime
    modified: datetime
    version: str
    revised: dict[str, int]


def graph(definitions: Definitions, sets: Sequence[Listed]) -> Graph:
    """The catalogue of some sets."""
    made = Graph(bind_namespaces="none")
    for prefix, namespace in _PREFIXES.items():
        made.bind(prefix, namespace)
    about = definitions.catalog
    catalog = URIRef(about.address)
    _add(made, catalog, DCAT.Catalog, {
        **_called(about.title, about.description), DCTERMS.publisher: _publisher(made, definitions),
        DCTERMS.license: _licence(made, definitions), DCTERMS.spatial: _place(made, definitions),
        DCTERMS.language: _AUTHORITY["language/VIE"], FOAF.homepage: catalog,
        DCAT.themeTaxonomy: _AUTHORITY["data-theme"],
        DCTERMS.issued: _moment(min(each.issued for each in sets)),
        DCTERMS.modified: _moment(max(each.modified for each in sets)),
        DCAT.dataset: [_dataset(made, definitions, each) for each in sets],
    })  # fmt: skip
    return made


def written(made: Graph) -> tuple[bytes, bytes]:
    """A catalogue as JSON-LD and as Turtle."""
    context = {prefix: str(namespace) for prefix, namespace in _PREFIXES.items()}
    found = json.loads(made.serialize(format="json-ld", context=context))
    told = json.dumps(_in_order(found), ensure_ascii=False, indent=1, sort_keys=True)
    return f"{told}\n".encode(), made.serialize(format="turtle").encode()


def _in_order(value: Any) -> Any:
    """A JSON-LD value with its lists, which are sets, in an order of their own."""
    if isinstance(value, dict):
        return {name: _in_order(part) for name, part in value.items()}
    if not isinstance(value, list):
        return value
    return sorted(map(_in_order, value), key=lambda part: json.dumps(part, sort_keys=True))


def _dataset(made: Graph, definitions: Definitions, listed: Listed) -> URIRef:
    known = listed.dataset
    node = URIRef(f"{definitions.catalog.address}{known.id}")
    words = [*((word, "vi") for word in known.keywords.vi), *((w, "en") for w in known.keywords.en)]
    notes = [f"{name}: {count}" for name, count in listed.revised.items()]
    return _add(made, node, DCAT.Dataset, {
        **_called(known.title, known.description), DCTERMS.identifier: Literal(known.id),
        DCTERMS.publisher: _publisher(made, definitions),
        DCAT.contactPoint: _contact(made, definitions),
        DCTERMS.license: _licence(made, definitions), DCTERMS.spatial: _place(made, definitions),
        DCTERMS.accrualPeriodicity: _AUTHORITY[f"frequency/{_FREQUENCY[known.every]}"],
        DCTERMS.temporal: _time(made, node, listed), DCTERMS.language: _AUTHORITY["language/VIE"],
        DCAT.theme: URIRef(definitions.catalog.theme),
        DCTERMS.accessRights: _AUTHORITY["access-right/PUBLIC"],
        DCAT.keyword: [Literal(word, language) for word, language in words],
        _VERSION: Literal(listed.version), OWL.versionInfo: Literal(listed.version),
        ADMS.versionNotes: _both(Told(
            vi=f"Kỳ đã sửa đổi: {', '.join(notes)}", en=f"Revised periods: {', '.join(notes)}"
        )) if notes else [],
        DCTERMS.issued: _moment(listed.issued), DCTERMS.modified: _moment(listed.modified),
        DCAT.distribution: [_file(made, definitions, each) for each in listed.files],
    })  # fmt: skip


def _file(made: Graph, definitions: Definitions, file: File) -> URIRef:
    address = definitions.catalog.address
    node, schema = URIRef(f"{address}{file.name}"), URIRef(f"{address}{file.schema}")
    _add(made, schema, DCTERMS.Standard, {})
    checksum = _add(made, URIRef(f"{node}#sha256"), SPDX.Checksum, {
        SPDX.algorithm: SPDX.checksumAlgorithm_sha256,
        SPDX.checksumValue: Literal(file.sha256, datatype=XSD.hexBinary, normalize=False),
    })  # fmt: skip
    return _add(made, node, DCAT.Distribution, {
        DCTERMS.title: Literal(file.name), DCAT.accessURL: node, DCAT.downloadURL: node,
        DCAT.mediaType: _MEDIA[file.media], DCTERMS.format: _AUTHORITY[f"file-type/{file.kind}"],
        DCAT.byteSize: Literal(file.size, datatype=XSD.nonNegativeInteger),
        SPDX.checksum: checksum, DCTERMS.license: _licence(made, definitions),
        DCTERMS.conformsTo: schema,
    })  # fmt: skip


def _publisher(made: Graph, definitions: Definitions) -> URIRef:
    known = definitions.publisher
    return _add(made, URIRef(known.id), FOAF.Agent, {FOAF.name: _both(known.name)})


def _contact(made: Graph, definitions: Definitions) -> URIRef:
    known = definitions.contact
    return _add(made, URIRef(f"{definitions.catalog.address}#contact"), VCARD.Organization, {
        VCARD.fn: _both(known.name), VCARD.hasEmail: URIRef(f"mailto:{known.email}"),
    })  # fmt: skip


def _licence(made: Graph, definitions: Definitions) -> URIRef:
    return _add(made, URIRef(definitions.catalog.licence), DCTERMS.LicenseDocument, {})


def _place(made: Graph, definitions: Definitions) -> URIRef:
    node = URIRef(f"{definitions.catalog.address}#place")
    return _add(made, node, DCTERMS.Location, {SKOS.prefLabel: _both(definitions.catalog.place)})


def _time(made: Graph, dataset: URIRef, listed: Listed) -> URIRef:
    return _add(made, URIRef(f"{dataset}#time"), DCTERMS.PeriodOfTime, {
        DCAT.startDate: Literal(listed.first), DCAT.endDate: Literal(listed.last),
    })  # fmt: skip


def _called(title: Told, description: Told) -> dict[URIRef, Any]:
    return {DCTERMS.title: _both(title), DCTERMS.description: _both(description)}


def _both(told: Told) -> list[Literal]:
    return [Literal(told.vi, "vi"), Literal(told.en, "en")]


def _moment(moment: datetime) -> Literal:
    return Literal(moment.isoformat(timespec="seconds"), datatype=XSD.dateTime)


def _add(made: Graph, node: URIRef, kind: URIRef, told: dict[URIRef, Any]) -> URIRef:
    """Say of a node what it is, and what else: of each property a value, or a list of them."""
    made.add((node, RDF.type, kind))
    for name, value in told.items():
        values: list[Node] = value if isinstance(value, list) else [value]
        for each in values:
            made.add((node, name, each))
    return node
