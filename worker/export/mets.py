"""What a package holds and how it came to be, as METS 1.12 with PREMIS 3 (Library of Congress)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from typing import Any, NamedTuple
from urllib.parse import quote
from uuid import NAMESPACE_OID, uuid5

from lxml import etree

from models.doctypes import document_types
from models.page import PageSource
from models.store.archives import ArchiveFile, Paper, Scan
from worker.export.circulars import NEW, OF_FILES, OF_PAPERS, OLD, Item
from worker.export.names import replaced
from worker.export.xml import METS, PREMIS, XLINK, XSI, child, text_of, written

_SCHEMAS = (
    f"{METS} http://www.loc.gov/standards/mets/version1121/mets.xsd"
    f" {PREMIS} http://www.loc.gov/standards/premis/premis.xsd"
)
# What the items of a circular stand in; of the circular of 2025 no names of elements are known.
_NAMESPACES = {OLD: "urn:sohoa:tt-02-2019-tt-bnv", NEW: "urn:sohoa:tt-05-2025-tt-bnv"}


@dataclass(frozen=True, slots=True)
class Stored:
    """A file of the package.

    Attributes:
        id: Its identifier in the METS.
        path: Below the folder that the METS lies in.
        size: Bytes.
    """

    id: str
    path: str
    media: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class StoredScan:
    """A scan that is handed over.

    Attributes:
        searchable: None: no searchable PDF has been made of it.
        texts: The ALTO of each page of its papers; None: the page could not be read.
        sources: Where the words of its pages come from.
    """

    scan: Scan
    original: Stored
    searchable: Stored | None
    texts: Mapping[int, Stored | None]
    sources: Mapping[int, PageSource]

    @property
    def name(self) -> str:
        """What tells it from the other scans of the package."""
        return f"{self.scan.papers[0].ordinal:07d}"

    @property
    def stored(self) -> list[Stored]:
        """All its files."""
        files = (self.original, self.searchable, *self.texts.values())
        return [file for file in files if file is not None]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a file and of its papers, by the ids of `circulars`."""

    file: Mapping[str, str]
    papers: Mapping[int, Mapping[str, str]]


class _Event(NamedTuple):
    kind: str
    at: datetime
    detail: str
    agent: tuple[str, str] | None = None


def mets(
    file: ArchiveFile, name: str, scans: Sequence[StoredScan], metadata: Stored, known: Known,
    made_at: datetime,
) -> bytes:  # fmt: skip
    """The document.

    Args:
        file: What is handed over.
        name: Its code as a name of files.
        scans: What was stored of it.
        metadata: The file of its record versions.
        known: What the circulars ask for.
        made_at: When the package was made.
    """
    spaces = {None: METS, "xlink": XLINK, "xsi": XSI, "premis": PREMIS}
    root = etree.Element(f"{{{METS}}}mets", nsmap=spaces)
    root.set(f"{{{XSI}}}schemaLocation", _SCHEMAS)
    root.set("OBJID", str(file.subject.id))
    root.set("LABEL", text_of(_label(file)))
    root.set("TYPE", str(file.subject.kind))
    _add_header(root, file, name, made_at)
    _add_descriptions(root, "dmd-file", "File", OF_FILES, known.file)
    for ordinal, values in known.papers.items():
        _add_descriptions(root, _dmd(ordinal), "Document", OF_PAPERS, values)
    for each in scans:
        _add_history(root, each)
    _add_files(root, scans, metadata)
    _add_structure(root, file, scans, metadata)
    return written(root)


def _label(file: ArchiveFile) -> str:
    return file.code if file.code is not None else str(file.subject.id)


def _add_header(root: Any, file: ArchiveFile, name: str, made_at: datetime) -> None:
    header = child(root, "metsHdr", CREATEDATE=made_at.isoformat(timespec="seconds"))
    software = child(header, "agent", ROLE="CREATOR", TYPE="OTHER", OTHERTYPE="SOFTWARE")
    child(software, "name", f"sohoa {version('sohoa')}")
    for note in _notes(file, name):
        child(software, "note", note)
    unit = child(header, "agent", ROLE="CUSTODIAN", TYPE="ORGANIZATION")
    child(unit, "name", file.unit_name)
    child(unit, "note", file.unit)


def _notes(file: ArchiveFile, name: str) -> Iterator[str]:
    if name != _label(file):
        signs = " ".join(f"U+{ord(sign):04X}" for sign in replaced(_label(file)))
        yield f"File names: {name} stands for the code; replaced in it: {signs or 'its ends'}"
    for paper in file.papers:
        if paper.missing is not None:
            yield f"Missing: paper {paper.ordinal}, {paper.missing}"


def _dmd(ordinal: int) -> str:
    return f"dmd-{ordinal:07d}"


def _add_descriptions(
    root: Any, name: str, kind: str, items: Sequence[Item], known: Mapping[str, str]
) -> None:
    """What is known, once by each circular; what is not known is not there."""
    for circular, year in ((OLD, 2019), (NEW, 2025)):
        section = child(root, "dmdSec", ID=f"{name}-{year}")
        wrap = child(section, "mdWrap", MDTYPE="OTHER", OTHERMDTYPE=circular)
        space = _NAMESPACES[circular]
        data = child(wrap, "xmlData")
        told = etree.SubElement(data, f"{{{space}}}{kind}", nsmap={None: space})
        for item in items:
            if item.id not in known:
                continue
            if circular == OLD and item.old:
                child(told, item.old, known[item.id])
            elif circular == NEW and item.new:
                child(told, "Item", known[item.id], id=item.id, name=item.new)


def _add_history(root: Any, each: StoredScan) -> None:
    section = child(root, "amdSec", ID=f"amd-{each.name}")
    for number, event in enumerate(_events(each.scan), start=1):
        part = child(section, "digiprovMD", ID=f"event-{each.name}-{number}")
        wrap = child(part, "mdWrap", MDTYPE="PREMIS:EVENT", MDTYPEVERSION="3.0")
        _add_event(child(wrap, "xmlData"), each.scan, number, event)


def _events(scan: Scan) -> list[_Event]:
    """What happened to a scan: received, arranged, read, approved."""
    found = [_Event("received", scan.received_at, scan.way)]
    if scan.composed_of:
        detail = f"of pages of the files {', '.join(scan.composed_of)}"
        found.append(_Event("arranged", scan.received_at, detail))
    for paper in scan.approved:
        detail = f"paper {paper.ordinal}: record {paper.record}, version {paper.version}"
        if paper.read_at is not None:
            found.append(_Event("read", paper.read_at, detail, ("software", _readers(paper))))
        if paper.approval is not None:
            agent = ("account", paper.approval.by)
            found.append(_Event("approved", paper.approval.at, detail, agent))
    return found


def _readers(paper: Paper) -> str:
    engine = paper.engine or {}
    model = f" {engine['model']}" if engine.get("model") else ""
    return f"{engine.get('name')}@{engine.get('version')}{model}, sohoa@{paper.software}"


def _add_event(data: Any, scan: Scan, number: int, event: _Event) -> None:
    made = etree.SubElement(data, f"{{{PREMIS}}}event")
    identifier = child(made, "eventIdentifier")
    child(identifier, "eventIdentifierType", "UUID")
    named = f"{scan.document}/{number}/{event.kind}/{event.at.isoformat()}"
    child(identifier, "eventIdentifierValue", uuid5(NAMESPACE_OID, named))
    child(made, "eventType", event.kind)
    child(made, "eventDateTime", event.at.isoformat())
    child(child(made, "eventDetailInformation"), "eventDetail", event.detail)
    if event.agent is not None:
        agent = child(made, "linkingAgentIdentifier")
        child(agent, "linkingAgentIdentifierType", event.agent[0])
        child(agent, "linkingAgentIdentifierValue", event.agent[1])
    for kind, value in (("UUID", scan.document), ("mã kết quả số hóa", scan.digitization_code)):
        if value is not None:
            linked = child(made, "linkingObjectIdentifier")
            child(linked, "linkingObjectIdentifierType", kind)
            child(linked, "linkingObjectIdentifierValue", value)


def _add_files(root: Any, scans: Sequence[StoredScan], metadata: Stored) -> None:
    section = child(root, "fileSec")
    groups: dict[str, list[tuple[Stored, str | None]]] = {
        "original": [(each.original, f"amd-{each.name}") for each in scans],
        "searchable": [(each.searchable, None) for each in scans if each.searchable],
        "text": [(text, None) for each in scans for text in each.texts.values() if text],
        "metadata": [(metadata, None)],
    }
    for use, files in groups.items():
        if not files:
            continue
        group = child(section, "fileGrp", USE=use)
        for stored, history in files:
            entry = child(
                group, "file",
                ID=stored.id, MIMETYPE=stored.media, SIZE=stored.size, CHECKSUM=stored.sha256,
                CHECKSUMTYPE="SHA-256", ADMID=history,
            )  # fmt: skip
            place = child(entry, "FLocat", LOCTYPE="URL")
            place.set(f"{{{XLINK}}}type", "simple")
            place.set(f"{{{XLINK}}}href", quote(stored.path))


def _add_structure(
    root: Any, file: ArchiveFile, scans: Sequence[StoredScan], metadata: Stored
) -> None:
    section = child(root, "structMap", TYPE="physical")
    whole = child(
        section, "div", TYPE="file", LABEL=_label(file), DMDID="dmd-file-2019 dmd-file-2025"
    )
    child(whole, "fptr", FILEID=metadata.id)
    stored = {each.scan.document: each for each in scans}
    for scan in file.scans:
        for paper in scan.papers:
            if paper.missing is not None:
                child(whole, "div", TYPE="missing", ORDER=paper.ordinal, LABEL=paper.missing)
            else:
                _add_paper(whole, paper, stored[scan.document])


def _add_paper(whole: Any, paper: Paper, each: StoredScan) -> None:
    kind = document_types().get(paper.type)
    name = _dmd(paper.ordinal)
    made = child(
        whole, "div",
        TYPE="paper", ORDER=paper.ordinal, LABEL=kind.title if kind else paper.type,
        DMDID=f"{name}-2019 {name}-2025", ADMID=f"amd-{each.name}",
    )  # fmt: skip
    child(made, "fptr", FILEID=each.original.id)
    if each.searchable is not None:
        child(made, "fptr", FILEID=each.searchable.id)
    for order, page in enumerate(paper.pages, start=1):
        text = each.texts.get(page)
        sheet = child(made, "div", TYPE="page", ORDER=order, ORDERLABEL=page)
        if text is not None:
            child(sheet, "fptr", FILEID=text.id)
