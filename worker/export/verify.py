"""Whether a package is whole, and is what its METS says."""

from __future__ import annotations

import hashlib
import json
import logging
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import bagit
from lxml import etree

from models.values.text import nfc
from worker.export import schemas
from worker.export.names import safe_name
from worker.export.xml import ALTO, METS, PREMIS, XLINK, read

METS_FILE, METADATA_FILE = "mets.xml", "metadata.json"
_SPACES = {"m": METS, "p": PREMIS}
# The parts of an event, in their order; there must be the first three.
_EVENT = (
    "eventIdentifier", "eventType", "eventDateTime", "eventDetailInformation",
    "eventOutcomeInformation", "linkingAgentIdentifier", "linkingObjectIdentifier",
)  # fmt: skip
_MARKS = ("bagit.txt", "manifest-sha256.txt", f"data/{METS_FILE}", f"data/{METADATA_FILE}")
_ORDINALS = re.compile(r"\.\d{7}(\.\d{4,})?\.\w+")
# What is wrong is told by who asked; the library would tell it, too, with names of files.
logging.getLogger("bagit").setLevel(logging.CRITICAL + 1)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a package.

    Attributes:
        code: `bag`, `mets`, `alto`, `premis`, `metadata`, `checksum`, `incomplete`, `name`.
        what: What exactly.
    """

    code: str
    what: str

    def to_json(self) -> dict[str, str]:
        """For other programs."""
        return {"code": self.code, "what": self.what}


def packages(path: Path) -> list[Path]:
    """The packages at a path: itself, or the folders right in it; hidden ones are unfinished."""
    if _is_meant_as_one(path):
        return [path]
    if not path.is_dir():
        return []
    found = (below for below in path.iterdir() if not below.name.startswith("."))
    return sorted(below for below in found if _is_meant_as_one(below))


def _is_meant_as_one(path: Path) -> bool:
    """Whether a folder has some part of a package: one that has lost the others is faulty."""
    return any((path / name).is_file() for name in _MARKS)


def faults(package: Path, *, with_schemas: bool = True) -> list[Fault]:
    """All that is wrong with a package.

    Args:
        package: Its folder.
        with_schemas: Hold METS and ALTO against their XML Schemas.

    Raises:
        SohoaError: `engine_missing`: the schemas are not installed.
        OSError: It cannot be read.
    """
    found = [*_of_links(package)] or [*_of_bag(package)]
    data = package / "data"
    try:
        mets = read(data / METS_FILE)
    except (OSError, etree.XMLSyntaxError) as error:
        return [*found, Fault("mets", str(error))]
    if with_schemas:
        found += _of_schema("mets", mets, METS, METS_FILE)
    found += _of_files(data, mets)
    found += _of_structure(mets)
    found += _of_history(mets)
    found += _of_metadata(data, mets)
    for path in _files(data / "alto"):
        found += _of_alto(path, str(path.relative_to(data)), with_schemas)
    return found


def missing_papers(package: Path) -> int:
    """How many papers the package itself says are not in it.

    Raises:
        OSError: It cannot be read.
        etree.XMLSyntaxError: Its METS is none.
    """
    mets = read(package / "data" / METS_FILE)
    return len(mets.xpath("//m:div[@TYPE='missing']", namespaces=_SPACES))


def _of_links(package: Path) -> Iterator[Fault]:
    """A link leads out of what is handed over."""
    for path in sorted(package.rglob("*")):
        if path.is_symlink():
            yield Fault("bag", f"{path.relative_to(package)} is a link")


def _of_bag(package: Path) -> Iterator[Fault]:
    try:
        bag = bagit.Bag(str(package))
        bag.validate()
    except bagit.BagValidationError as error:
        for detail in error.details or [error]:
            yield Fault("bag", str(detail))
    except (bagit.BagError, ValueError) as error:  # of lines that are none
        yield Fault("bag", str(error))
    else:
        yield from _of_manifests(package, bag)


def _of_manifests(package: Path, bag: Any) -> Iterator[Fault]:
    """Every file has both digests; a bag is valid with one of them, or none for its own files."""
    listed = {nfc(name): {*digests} for name, digests in bag.entries.items()}
    for path in _files(package):
        name = str(path.relative_to(package))
        for algorithm in sorted({"sha256", "sha512"} - listed.get(nfc(name), set())):
            if not name.startswith("tagmanifest-"):
                yield Fault("bag", f"{name} has no digest by {algorithm}")


def _of_schema(code: str, document: Any, namespace: str, name: str) -> Iterator[Fault]:
    schema = schemas.schema(namespace)
    if not schema.validate(document):
        for error in schema.error_log:
            yield Fault(code, f"{name}, line {error.line}: {error.message}")


def _of_alto(path: Path, name: str, with_schemas: bool) -> Iterator[Fault]:
    try:
        document = read(path)
    except etree.XMLSyntaxError as error:
        yield Fault("alto", f"{name}: {error}")
        return
    if document.tag != f"{{{ALTO}}}alto":
        yield Fault("alto", f"{name} is no ALTO of version 4")
    elif with_schemas:
        yield from _of_schema("alto", document, ALTO, name)


def _of_files(data: Path, mets: Any) -> Iterator[Fault]:
    """What the METS lists is there with its size and digest, and nothing else is."""
    # Names are only looked up: they may lead anywhere. Some disks decompose letters.
    there = {nfc(str(path.relative_to(data))): path for path in _files(data)}
    listed = {METS_FILE}
    for entry in mets.iterfind(".//m:fileSec//m:file", _SPACES):
        place = entry.find("m:FLocat", _SPACES)
        name = nfc(unquote("" if place is None else place.get(f"{{{XLINK}}}href", "")))
        listed.add(name)
        path = there.get(name)
        if path is None:
            yield Fault("incomplete", f"{name or entry.get('ID')} is missing")
            continue
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        if (entry.get("CHECKSUMTYPE"), entry.get("CHECKSUM")) != ("SHA-256", digest):
            yield Fault("checksum", f"{name} is not what {METS_FILE} says")
        elif entry.get("SIZE") != str(path.stat().st_size):
            yield Fault("checksum", f"{name} has another size than {METS_FILE} says")
    for name in sorted({*there} - listed):
        yield Fault("incomplete", f"{name} is not in {METS_FILE}")


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _of_structure(mets: Any) -> Iterator[Fault]:
    """What is pointed at is there, and each file belongs to something."""
    ids = Counter(mets.xpath("//m:*/@ID", namespaces=_SPACES))
    for name, count in ids.items():
        if count > 1:
            yield Fault("mets", f"{METS_FILE} has {name} twice")
    pointed = [
        name
        for attribute in ("DMDID", "ADMID", "FILEID")
        for names in mets.xpath(f"//m:*/@{attribute}", namespaces=_SPACES)
        for name in names.split()
    ]
    for name in sorted({*pointed} - {*ids}):
        yield Fault("incomplete", f"{METS_FILE} has no {name}")
    files = mets.xpath("//m:fileSec//m:file/@ID", namespaces=_SPACES)
    for name in sorted({*files} - {*pointed}):
        yield Fault("incomplete", f"{name} belongs to no paper")


def _of_history(mets: Any) -> Iterator[Fault]:
    """No schema of PREMIS is at hand: the events are held against what it says of them."""
    for event in mets.iterfind(".//p:event", _SPACES):
        names = [etree.QName(part).localname for part in event]
        in_order = sorted(names, key=lambda name: _EVENT.index(name) if name in _EVENT else -1)
        is_empty = not all(part.xpath("string()").strip() for part in event)
        if names[:3] != [*_EVENT[:3]] or names != in_order or is_empty:
            yield Fault("premis", f"line {event.sourceline}: the event is not as PREMIS 3 has it")
    for scan in mets.iterfind(".//m:amdSec", _SPACES):
        if scan.find(".//p:event", _SPACES) is None:
            yield Fault("premis", f"{scan.get('ID')} has no event")


def _of_metadata(data: Path, mets: Any) -> Iterator[Fault]:
    """The record versions are of the same papers, and the files are called by the rule."""
    try:
        known = json.loads((data / METADATA_FILE).read_bytes())
        identifier, name = str(known["id"]), str(known["name"])
        label = identifier if known["code"] is None else str(known["code"])
        ordinals = {str(paper["ordinal"]) for paper in known["papers"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        yield Fault("metadata", f"{METADATA_FILE}: {type(error).__name__}: {error}")
        return
    told = mets.xpath("//m:div[@TYPE='paper']/@ORDER", namespaces=_SPACES)
    if identifier != mets.get("OBJID") or ordinals != {*told}:
        yield Fault("metadata", f"{METADATA_FILE} and {METS_FILE} are of different papers")
    if name != safe_name(label):
        yield Fault("name", f"{name!r} is no name of the file's code")
    for folder in ("original", "searchable", "alto"):
        for path in _files(data / folder):
            called = nfc(path.name)
            rest = called.removeprefix(name)
            if rest == called or not _ORDINALS.fullmatch(rest):
                yield Fault("name", f"{folder}/{path.name}")
