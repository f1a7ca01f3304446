"""Dossiers of papers that are approved, or not, made by hand."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from lxml import etree

from models.store import reading
from models.store.archives import Choice
from models.store.database import Store
from models.store.dossiers import add_paper, open_dossier
from models.store.jobs import JobKind
from models.store.records import approve
from tests.models.store.builders import (
    Clock,
    field,
    open_file,
    page,
    paper,
    publish,
    read_page,
    result,
    submit,
    take,
)
from worker.export.archive import Outcome, archive
from worker.export.xml import ALTO, METS, PREMIS

SPACES = {"m": METS, "p": PREMIS, "a": ALTO, "old": "urn:sohoa:tt-02-2019-tt-bnv",
          "new": "urn:sohoa:tt-05-2025-tt-bnv"}  # fmt: skip
CODE = "H53.15-251123-0007"
LETTER = {
    "co_quan_ban_hanh": "SỞ Y TẾ", "so_ky_hieu": "713/QĐ-SYT", "ngay_ban_hanh": "2026-02-27",
    "loai_van_ban": "Quyết định", "trich_yeu": "Về việc nghỉ lễ",
}  # fmt: skip


def scan(
    store: Store,
    data: bytes,
    *,
    text: str = "Kính gửi Sở Y tế",
    papers: int = 1,
    kind: str = "van_ban_hanh_chinh",
    **fields: Any,
) -> tuple[UUID, list[UUID]]:
    """A file that was read, with so many papers of a page each, which wait for a person."""
    document = submit(store, data).document
    open_file(store, papers)
    for number in range(1, papers + 1):
        read_page(store, take(store, JobKind.PAGE), f"{text} {number}")
    values = {name: field(value) for name, value in (fields or LETTER).items()}
    # A person is asked, whatever the paper is.
    signer = field(fields.get("nguoi_ky", "Trần Văn A"), doubtful=True)
    values["nguoi_ky"] = signer
    found = result(
        *(paper(number, kind=kind, **values) for number in range(1, papers + 1)),
        pages=[page(number, text) for number in range(1, papers + 1)],
    )
    searchable = store.objects.put(io.BytesIO(b"%PDF-1.7 searchable " + data[:100])).sha256
    job = take(store, JobKind.ASSEMBLE)
    return document, reading.assembled(store, job, found, searchable, "0.1.0")


def approved(store: Store, data: bytes, **given: Any) -> tuple[UUID, list[UUID]]:
    """A file that was read, all of whose papers are approved for good."""
    document, records = scan(store, data, **given)
    for record in records:
        vouch_for(store, record)
    return document, records


def vouch_for(store: Store, record: UUID, version: int = 1) -> None:
    """Approve a version; the time to take that back is over."""
    approve(store, record, version, "lan")
    publish(store)
    assert isinstance(store.now, Clock)
    store.now.forward(store.settings.undo_s)


def dossier(store: Store, code: str, *chosen: UUID, unit: str = "xa-a") -> UUID:
    """A dossier of documents."""
    made = open_dossier(store, code, unit=unit)
    for document in chosen:
        add_paper(store, made, document)
    return made


def export(store: Store, out: Path, *codes: str, **given: Any) -> list[Outcome]:
    """Make the packages of dossiers, or of all."""
    incomplete = given.pop("incomplete", False)
    return list(
        archive(store, out, Choice(codes, **given), incomplete=incomplete, actor="operator")
    )


def mets_of(package: Path) -> Any:
    return etree.parse(package / "data" / "mets.xml").getroot()


def found(document: Any, path: str) -> list[Any]:
    """What an XPath finds, its names with the prefixes of `SPACES`."""
    answer: list[Any] = document.xpath(path, namespaces=SPACES)
    return answer


def names(folder: Path) -> list[str]:
    """All files below a folder."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def shown(outcomes: Sequence[Outcome]) -> list[tuple[str, str, str | None]]:
    return [(each.label, str(each.ending), each.package) for each in outcomes]
