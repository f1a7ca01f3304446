"""Official letters as packets of edXML: what the record and the master data know, nothing else."""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from lxml import etree

from models.errors import ErrorCode, SohoaError
from models.master import Kind
from models.store.database import Store
from models.store.jobs import JobKind
from models.store.master_imports import import_file
from models.store.quarantine import seal
from models.store.reading import understand_again
from models.store.records import approve, correct
from models.store.tables import audit_events, records
from tests.models.store.builders import rows, take
from tests.worker.export.builders import approved, scan, vouch_for
from worker.export import edxml
from worker.export.edxml import NAMESPACE, Sending, write_edxml

GOLDEN = Path(__file__).with_name("goldens") / "letter.edxml"
AGENCIES = """\
code,name,parent,valid_from,valid_to
Z99,Ủy ban nhân dân tỉnh Thí Dụ,,,
Z99.1,Sở Thí dụ,Z99,,
Z99.2,Sở Mẫu,Z99,,
Z99.3,Sở Cũ,Z99,,2026-02-28
"""
PLAN = {
    "co_quan_chu_quan": "UBND TỈNH THÍ DỤ", "co_quan_ban_hanh": "SỞ THÍ DỤ",
    "so_ky_hieu": "713/KH-STD", "dia_danh": "Thí Dụ", "ngay_ban_hanh": "2026-02-27",
    "loai_van_ban": "Kế hoạch", "trich_yeu": "Số hóa hồ sơ & kết quả năm 2026",
    "chuc_vu_ky": "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC", "nguoi_ky": "Trần Thị Mẫu",
    "noi_nhan": ("Như trên", "Lưu: VT"), "do_khan": "THƯỢNG KHẨN",
}  # fmt: skip
TO = Sending(None, ("Z99", "Z99.2"))


@pytest.fixture(autouse=True)
def _agencies(store: Store) -> None:
    assert import_file(store, Kind.AGENCY, AGENCIES.encode(), actor="an").problems == ()


def letter(store: Store, **changed: Any) -> UUID:
    """An approved one; a field that is None is not on the paper."""
    _, [record] = approved(store, b"%PDF-1.7 plan", **{**PLAN, **changed})
    return record


def packet(store: Store, out: Path, record: UUID, sending: Sending = TO) -> Any:
    write_edxml(store, record, sending, out / "a.edxml", actor="operator")
    return etree.parse(out / "a.edxml").getroot()


def texts(root: Any, name: str) -> list[str]:
    return [str(found.text) for found in root.iter(f"{{{NAMESPACE}}}{name}")]


def refusal(store: Store, out: Path, record: UUID, sending: Sending = TO) -> SohoaError:
    with pytest.raises(SohoaError) as caught:
        packet(store, out, record, sending)
    assert list(out.iterdir()) == []
    return caught.value


def test_a_letter_becomes_a_packet(store: Store, tmp_path: Path) -> None:
    record = letter(store)
    root = packet(store, tmp_path, record, Sending(None, ("Z99", "Z99.2"), type_code=1))
    made = (tmp_path / "a.edxml").read_text(encoding="utf-8")
    assert made == GOLDEN.read_text(encoding="utf-8").replace("RECORD", str(record))
    (encoded,) = texts(root, "ContentTransferEncoded")
    assert b64decode(encoded) == b"%PDF-1.7 searchable %PDF-1.7 plan"
    (event,) = rows(store, audit_events, audit_events.c.action == "export")
    assert (event.subject, event.actor) == (str(record), "operator")
    assert event.details == {"kind": "edxml", "records": {str(record): 1}}


def test_what_is_not_known_is_left_out(store: Store, tmp_path: Path) -> None:
    bare = dict.fromkeys(("dia_danh", "chuc_vu_ky", "nguoi_ky", "noi_nhan", "do_khan"))
    root = packet(store, tmp_path, letter(store, **bare))
    for name in ("Type", "Place", "SignerInfo", "ToPlaces"):
        assert texts(root, name) == []
    assert texts(root, "Priority") == ["0"]


@pytest.mark.parametrize(
    ("title", "competence", "position"),
    [
        ("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH",
         "PHÓ CHỦ TỊCH"),
        ("GIÁM ĐỐC", None, "GIÁM ĐỐC"),
        ("TL. QUẢN ĐỐC TỔ TRƯỞNG", None, "TL. QUẢN ĐỐC TỔ TRƯỞNG"),
    ],
)  # fmt: skip
def test_authority_and_post_of_who_signs(
    store: Store, tmp_path: Path, title: str, competence: str | None, position: str
) -> None:
    root = packet(store, tmp_path, letter(store, chuc_vu_ky=title))
    assert texts(root, "Competence") == ([competence] if competence else [])
    assert texts(root, "Position") == [position]


def test_the_year_of_a_regulation_is_part_of_its_notation(store: Store, tmp_path: Path) -> None:
    root = packet(store, tmp_path, letter(store, so_ky_hieu="35/2026/QĐ-UBND"))
    assert texts(root, "CodeNumber") == ["35"]
    assert texts(root, "CodeNotation") == ["2026/QĐ-UBND"]
    assert texts(root, "DocumentId") == ["Z99.1,2026/02/27,35/2026/QĐ-UBND"]


def test_the_sender_may_be_named(store: Store, tmp_path: Path) -> None:
    record = letter(store, co_quan_ban_hanh="PHÒNG KHÔNG BIẾT")
    told = refusal(store, tmp_path, record)
    assert (told.code, told.remedy) == (ErrorCode.NOT_FOUND, "Give the sender's code: --from.")
    assert texts(packet(store, tmp_path, record, Sending("Z99.2", ["Z99"])), "OrganId") == [
        "Z99.2", "Z99", "Z99.2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sending", "code"),
    [
        (Sending(None, ["Z99", "Z98"]), "Z98"),
        (Sending("Z98", ["Z99"]), "Z98"),
        (Sending("Z99.3", ["Z99"]), "Z99.3"),
    ],
)
def test_only_agencies_of_today_send_and_get_letters(
    store: Store, tmp_path: Path, sending: Sending, code: str
) -> None:
    told = refusal(store, tmp_path, letter(store), sending)
    assert told.message == f"The master data know no agency {code} today."


def test_an_issuer_that_is_no_more_cannot_send(store: Store, tmp_path: Path) -> None:
    told = refusal(store, tmp_path, letter(store, co_quan_ban_hanh="SỞ CŨ"))
    assert told.message == "The master data know no agency Z99.3 today."


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("so_ky_hieu", None), ("so_ky_hieu", "/KH-STD"), ("so_ky_hieu", "713"),
        ("ngay_ban_hanh", None), ("ngay_ban_hanh", "2026-02"), ("ngay_ban_hanh", "2026-02-30"),
        ("loai_van_ban", None), ("trich_yeu", None), ("do_mat", "MẬT"), ("do_khan", "GẤP"),
    ],
)  # fmt: skip
def test_a_letter_that_lacks_what_a_packet_must_have_is_refused(
    store: Store, tmp_path: Path, field: str, value: str | None
) -> None:
    told = refusal(store, tmp_path, letter(store, **{field: value}))
    assert told.code is ErrorCode.NOT_ALLOWED
    assert field in str(told) or "secrecy mark" in str(told)


def test_only_letters_are_sent(store: Store, tmp_path: Path) -> None:
    _, [record] = approved(store, b"%PDF-1.7 birth", kind="giay_khai_sinh", so="15/2026")
    told = refusal(store, tmp_path, record)
    assert told.message == "It is no official letter."
    assert "van_ban_hanh_chinh" in told.remedy


def test_only_approved_ones_are_sent(store: Store, tmp_path: Path) -> None:
    _, [record] = scan(store, b"%PDF-1.7 plan", **PLAN)
    assert refusal(store, tmp_path, record).code is ErrorCode.NOT_FOUND
    approve(store, record, 1, "lan")
    assert "(just_approved)" in refusal(store, tmp_path, record).message


def seal_it(store: Store, record: UUID) -> None:
    """A mark is found when its paper is read again."""
    [row] = rows(store, records, records.c.id == record)
    with store.write() as connection:
        understand_again(store, connection, row.document)
    seal(store, take(store, JobKind.ASSEMBLE))


@pytest.mark.parametrize("step", ["_pdf_of", "_packet"])
def test_a_letter_that_is_sealed_while_its_packet_is_made_goes_nowhere(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    record = letter(store)
    real = getattr(edxml, step)

    def sealed_first(*args: Any) -> bytes:
        seal_it(store, record)
        made: bytes = real(*args)
        return made

    monkeypatch.setattr(edxml, step, sealed_first)
    told = refusal(store, tmp_path, record)
    assert (told.code, told.message) == (
        ErrorCode.SECRET_DOCUMENT, "The paper bears a secrecy mark: it has been sealed.",
    )  # fmt: skip
    assert "export" not in {row.action for row in rows(store, audit_events)}


def test_a_letter_that_changes_while_its_packet_is_made_goes_nowhere(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, real = letter(store), edxml._packet

    def corrected_first(*args: Any) -> bytes:
        correct(store, record, 1, {"trich_yeu": "Số hóa"}, "lan")
        vouch_for(store, record, 2)
        return real(*args)

    monkeypatch.setattr(edxml, "_packet", corrected_first)
    assert refusal(store, tmp_path, record).message == "The record has changed meanwhile."


def test_no_other_paper_goes_along(store: Store, tmp_path: Path) -> None:
    _, [record, _] = approved(store, b"%PDF-1.7 two", papers=2, **PLAN)
    assert refusal(store, tmp_path, record).message == "Its file bears other papers, too."
