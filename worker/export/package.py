"""One package: a bag (BagIt, RFC 8493) of a file's originals, PDF/A, ALTO, METS and versions."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import bagit

from models.errors import ErrorCode, SohoaError
from models.store.archives import ArchiveFile, Paper, Scan
from models.store.database import Store
from models.store.reading import StoredPage, read_pages
from models.store.tables import day_of
from worker.export import schemas
from worker.export.alto import alto
from worker.export.circulars import OF_FILES, OF_PAPERS, Doubt, about_file, about_paper, unknown
from worker.export.mets import Known, Stored, StoredScan, mets
from worker.export.names import numbered, paged
from worker.export.verify import METADATA_FILE, METS_FILE, faults

SCHEMA = "sohoa.archive/1"
_PDF, _XML = "application/pdf", "application/xml"
# Suffix and media type of each kind of original.
_MEDIA = {
    "pdf": ("pdf", _PDF), "jpeg": ("jpg", "image/jpeg"), "png": ("png", "image/png"),
    "tiff": ("tif", "image/tiff"), "webp": ("webp", "image/webp"), "heic": ("heic", "image/heic"),
}  # fmt: skip
_UNKNOWN = ("bin", "application/octet-stream")
# Of a field, what it is worth to keep for good; how it was come by is in the METS.
_KEPT = ("value", "raw", "confidence", "method", "evidence", "units", "review")


def build(store: Store, file: ArchiveFile, name: str, folder: Path) -> None:
    """Make the package of a file in a folder of its own, on disk and verified.

    Args:
        store: Where all of it is.
        file: With at least one paper that is handed over.
        name: Its code as a name of files.
        folder: That does not exist.

    Raises:
        SohoaError: `object_missing`, `object_corrupt`, `store_unavailable`,
            `database_unavailable`; `internal`: the package is not what it should be.
        OSError: It cannot be written.
    """
    folder.mkdir()
    scans = [_store_scan(store, scan, name, folder) for scan in file.scans if scan.approved]
    known, doubts = _known(file, scans)
    told = json.dumps(_metadata(file, name, scans, known, doubts), ensure_ascii=False, indent=1)
    metadata = _write(folder, METADATA_FILE, [told.encode("utf-8", "replace")], "metadata",
                      "application/json")  # fmt: skip
    document = mets(file, name, scans, metadata, known, store.now())
    _write(folder, METS_FILE, [document], "mets", _XML)
    bagit.make_bag(str(folder), _bag_info(store, file), checksums=["sha256", "sha512"])
    sync(folder)
    found = faults(folder, with_schemas=schemas.are_there())
    if found:
        raise SohoaError(
            ErrorCode.INTERNAL, f"The package is not sound: {found[0].code}, {found[0].what}.",
            "Report it: this should not happen.",
        )  # fmt: skip


def _bag_info(store: Store, file: ArchiveFile) -> dict[str, str]:
    info = {
        "Source-Organization": file.unit_name,
        "External-Identifier": str(file.subject.id) if file.code is None else file.code,
        "Internal-Sender-Identifier": str(file.subject.id),
        "Bagging-Date": day_of(store.now()).isoformat(),
        "Bag-Software-Agent": f"sohoa {version('sohoa')}, bagit.py {bagit.VERSION}",
    }
    # Of a tag file every line is one value.
    return {key: " ".join(value.split()) for key, value in info.items()}


def _store_scan(store: Store, scan: Scan, name: str, folder: Path) -> StoredScan:
    ordinal = scan.papers[0].ordinal
    suffix, media = _MEDIA.get(scan.source.get("kind", ""), _UNKNOWN)
    called = numbered(name, ordinal)
    original = _copy(store, folder, f"original/{called}.{suffix}", scan.sha256,
                     f"original-{ordinal:07d}", media)  # fmt: skip
    searchable = None
    if scan.searchable is not None:
        searchable = _copy(store, folder, f"searchable/{called}.pdf", scan.searchable,
                           f"searchable-{ordinal:07d}", _PDF)  # fmt: skip
    texts: dict[int, Stored | None] = {}
    sources = {}
    for paper in scan.approved:
        for number in paper.pages:
            if number in texts:
                continue  # a page may bear two papers
            page = _read_page(store, scan, number)
            texts[number] = None
            if page is None:
                continue
            sources[number] = page.page.source
            path = f"alto/{paged(name, ordinal, number)}.xml"
            document = alto(page.page, Path(original.path).name, page.engine, paper.read_at)
            key = f"text-{ordinal:07d}-{number:04d}"
            texts[number] = _write(folder, path, [document], key, _XML)
    return StoredScan(scan, original, searchable, texts, sources)


def _read_page(store: Store, scan: Scan, number: int) -> StoredPage | None:
    """A page as it was read; None where it could not be."""
    with store.read() as connection:
        found = read_pages(connection, scan.document, number)
    return found[0] if found and found[0].page.error is None else None


def _copy(store: Store, folder: Path, path: str, sha256: str, key: str, media: str) -> Stored:
    """A stored file, whose bytes are checked on the way."""
    _, parts = store.objects.stream(sha256)
    return _write(folder, path, parts, key, media)


def _write(folder: Path, path: str, parts: Iterable[bytes], key: str, media: str) -> Stored:
    target = folder / path
    target.parent.mkdir(exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with target.open("xb") as out:
        for part in parts:
            digest.update(part)
            size += out.write(part)
    return Stored(key, path, media, size, digest.hexdigest())


def _known(file: ArchiveFile, scans: Sequence[StoredScan]) -> tuple[Known, list[Doubt]]:
    papers, doubts = {}, []
    for each in scans:
        for paper in each.scan.approved:
            papers[paper.ordinal], found = about_paper(paper, each.sources, file.code)
            doubts += found
            lost = [number for number in paper.pages if each.texts[number] is None]
            doubts += [Doubt("page_not_read", paper.ordinal, str(number)) for number in lost]
        if each.searchable is None:
            doubts.append(Doubt("no_searchable_pdf", each.scan.papers[0].ordinal, ""))
    of_file, found = about_file(file, list(papers.values()))
    return Known(of_file, papers), found + doubts


def _metadata(
    file: ArchiveFile, name: str, scans: Sequence[StoredScan], known: Known,
    doubts: Sequence[Doubt],
) -> dict[str, Any]:  # fmt: skip
    """The record versions, with the files of each paper, and what is still to be looked at."""
    return {
        "schema": SCHEMA,
        "kind": str(file.subject.kind),
        "id": str(file.subject.id),
        "code": file.code,
        "name": name,
        "state": file.state,
        "procedure": file.procedure,
        "unit": {"code": file.unit, "name": file.unit_name},
        "opened_at": file.opened_at.isoformat(),
        "papers": [_paper(each, paper) for each in scans for paper in each.scan.approved],
        "missing": [
            {"ordinal": paper.ordinal, "reason": str(paper.missing)}
            for paper in file.papers
            if paper.missing is not None
        ],
        "warnings": [doubt.to_json() for doubt in doubts],
        "unknown": {
            "file": unknown(OF_FILES, known.file),
            "papers": {
                str(ordinal): unknown(OF_PAPERS, values) for ordinal, values in known.papers.items()
            },
        },
    }


def _paper(each: StoredScan, paper: Paper) -> dict[str, Any]:
    texts = [each.texts[number] for number in paper.pages]
    return {
        "ordinal": paper.ordinal,
        "document": str(each.scan.document),
        "file_name": each.scan.file_name,
        "digitization_code": each.scan.digitization_code,
        "record": str(paper.record),
        "version": paper.version,
        "type": paper.type,
        "pages": list(paper.pages),
        "author": paper.author,
        "fields": {
            field: {key: value[key] for key in _KEPT if key in value}
            for field, value in (paper.fields or {}).items()
        },
        "files": {
            "original": each.original.path,
            "searchable": each.searchable and each.searchable.path,
            "alto": [text and text.path for text in texts],
        },
    }


def state_of(package: Path) -> tuple[str, str]:
    """Of whom a package is, and the state (`ArchiveFile.state`) that it was made of.

    Raises:
        OSError, ValueError, KeyError: It is damaged.
    """
    known = json.loads((package / "data" / METADATA_FILE).read_bytes())
    return str(known["id"]), str(known["state"])


def sync(folder: Path, *, deep: bool = True) -> None:
    """Bring a folder to disk, with all that lies in it or only its list of names."""
    for path in [*(folder.rglob("*") if deep else ()), folder]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
