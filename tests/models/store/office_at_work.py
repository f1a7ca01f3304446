"""An office with papers of every level, dossiers, and look-ups of another system."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID

from models.clients import Client, Scope
from models.extraction import FieldValue
from models.master import Kind
from models.store import reading
from models.store.clients import NewClient, add_client, find_client
from models.store.database import Store
from models.store.dossiers import add_paper, open_dossier
from models.store.jobs import JobKind
from models.store.master_imports import import_file
from models.store.open_data import Period
from models.store.open_data import publish as publish_open_data
from models.store.prefill import Asked, look_up
from models.store.quarantine import seal
from models.store.records import approve, withdraw_unreviewed
from models.store.tables import records
from tests.models.store.builders import (
    LETTER,
    field,
    open_file,
    page,
    paper,
    problem,
    publish,
    read_page,
    result,
    rows,
    submit,
    take,
)
from tests.webui.tree import BELOW, BESIDE, OWN, plant

PERSON, BIRTH, LONG = "072190001234", "1.001193", "1.001193.000.00.00.H53"
PLAIN, FORMULA = "2.000001", '=HYPERLINK("http://x","y")'
_LETTER: dict[str, FieldValue] = {
    "co_quan_ban_hanh": "SỞ Y TẾ", "so_ky_hieu": "713/QĐ-SYT", "ngay_ban_hanh": "2026-02-27",
    "loai_van_ban": "Quyết định", "trich_yeu": "Về việc nghỉ lễ",
}  # fmt: skip
# What each set has, of all units.
EXPECTED = {
    "files": 8, "papers": 6, "level_1": 2, "level_2": 2, "level_3": 2, "extracted": 5,
    "approved": 3, "published": 4, "dossiers": 4, "dossiers_digitized": 2, "cases_reusable": 3,
    "cases_reused": 2, "lookups": 4, "lookups_found": 2, "open_sets": 2,
}  # fmt: skip


def put(
    store: Store, name: str, *, kind: str = LETTER, unit: str = OWN, doubtful: bool = False,
    searchable: bool = True, approved: bool = False, **fields: FieldValue,
) -> tuple[UUID, UUID]:  # fmt: skip
    """A file of one paper: the document and its record; what is sure is published."""
    document = submit(store, f"%PDF-1.7 {name}".encode(), unit=unit).document
    open_file(store)
    read_page(store, take(store, JobKind.PAGE))
    values = {each: field(value, doubtful=doubtful) for each, value in fields.items()}
    found = result(paper(1, kind=kind, **values), pages=[page()])
    pdf = store.objects.put(io.BytesIO(f"searchable {name}".encode())).sha256
    job = take(store, JobKind.ASSEMBLE)
    [record] = reading.assembled(store, job, found, pdf if searchable else None, "0.1.0")
    if approved:
        approve(store, record, 1, "lan")
    publish(store)
    return document, record


def letter(store: Store, name: str, **given: Any) -> UUID:
    return put(store, name, doubtful=True, **_LETTER, **given)[0]


def work(store: Store) -> None:
    """Everything: see `EXPECTED`."""
    plant(store)
    whole = letter(store, "whole", approved=True)
    waiting = letter(store, "waiting")
    put(store, "unknown", kind="khac")
    plain = letter(store, "not searchable", searchable=False, approved=True)
    put(store, "birth", kind="giay_khai_sinh", unit=BELOW, so_dinh_danh=PERSON, ho_ten="Hoa")
    beside = letter(store, "beside", unit=BESIDE, approved=True)
    withdrawn = letter(store, "withdrawn")
    with store.write() as connection:
        withdraw_unreviewed(store, connection, withdrawn, asked="rescan", actor="lan")
    submit(store, b"%PDF-1.7 locked", unit=OWN)
    reading.failed(store, take(store, JobKind.OPEN), problem())
    submit(store, b"%PDF-1.7 secret", unit=OWN)
    open_file(store)
    seal(store, take(store, JobKind.PAGE))
    dossier(store, "D-1", BIRTH, whole, plain)
    dossier(store, "D-2", LONG, whole, waiting)
    dossier(store, "D-3", None, beside, unit=BESIDE)
    dossier(store, FORMULA, PLAIN)
    _master_data(store)
    _look_ups(store)
    _open_data(store)


def dossier(store: Store, code: str, procedure: str | None, *papers: UUID, unit: str = OWN) -> None:
    made = open_dossier(store, code, procedure=procedure, unit=unit)
    for each in papers:
        add_paper(store, made, each)


def _master_data(store: Store) -> None:
    procedures = f"code,name\n{BIRTH},Đăng ký khai sinh\n{PLAIN},Cấp phép"
    components = (
        "code,name,parent,document_type,required,reusable\n"
        f"a,Giấy khai sinh,{BIRTH},giay_khai_sinh,yes,yes\nb,Đơn,{PLAIN},,yes,no"
    )
    for kind, lines in ((Kind.PROCEDURE, procedures), (Kind.COMPONENT, components)):
        assert not import_file(store, kind, lines.encode(), actor="an", dry_run=False).problems


_SCOPES = frozenset({Scope.PREFILL})


def _look_ups(store: Store) -> None:
    add_client(store, NewClient("dvc", "DVC", "tay-ninh", _SCOPES, ("giai-quyet-tthc",)))
    ask_for(store, PERSON, BIRTH, "D-1")
    ask_for(store, "072190009999", BIRTH, "D-2")
    ask_for(store, PERSON, BIRTH, "L-1")
    ask_for(store, PERSON, PLAIN, None)


def _open_data(store: Store) -> None:
    """Two sets; of the one two months, and one of them again."""
    told = (("papers", "2026-01", 0), ("papers", "2026-02", 0), ("dossiers", "2025-Q4", 0))
    for number, published in enumerate((told, [("papers", "2026-01", 1)])):
        periods = [Period(*each, [], store.now()) for each in published]
        publish_open_data(store, periods, "{}", "", number, actor="lan")


def ask_for(store: Store, owner: str, procedure: str, dossier: str | None) -> None:
    """Another system looks up what is held of somebody."""
    with store.read() as connection:
        row = find_client(connection, "dvc")
    client = Client(row.id, "client:dvc", "DVC", row.unit, _SCOPES, (), None)
    asked = Asked(owner, procedure, "giai-quyet-tthc", dossier)
    look_up(store, client, asked, b"secret", "127.0.0.1")


def extents(store: Store) -> list[int]:
    """How much of each record is data, in the order in which they were made."""
    return [row.extent for row in rows(store, records)]
