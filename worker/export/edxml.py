"""Official letters as packets ("gói tin") of edXML, between systems for documents of agencies.

QCVN 102:2016/BTTTT with SĐ1:2022 says what a packet is. Its text was not at hand: the namespace,
names and order of elements, forms of days and identifiers are those of public messages and programs
(docs/publish.md says of which). Values are those of the record and of the master data: what
neither has is left out, and a letter that lacks what those programs insist on is refused.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from lxml import etree
from sqlalchemy import Connection

from extractors.whole import whole
from models.errors import ErrorCode, SohoaError
from models.master import Kind as Master
from models.store.archives import Kind, Missing, Paper, Scan, Subject, read_file
from models.store.audit import note
from models.store.database import Store
from models.store.intake import SECRET
from models.store.master import called, entry, names
from models.store.reading import get_document, lock_document
from models.store.records import RecordState, papers_of
from models.store.tables import HERE, day_of
from models.values.symbols import Symbol, parse_symbol
from models.values.titles import known_title, split_authority
from worker.export.names import safe_name
from worker.export.xml import child, written

LETTER = "van_ban_hanh_chinh"
NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
# Some programs look for names with their prefix.
_SKELETON = f"""\
<edXML xmlns="{NAMESPACE}"><edXML:edXMLEnvelope xmlns:edXML="{NAMESPACE}"><edXML:edXMLHeader/>\
<edXML:edXMLBody/></edXML:edXMLEnvelope><AttachmentEncoded/></edXML>"""
_PDF = "application/pdf"
# Of `do_khan`; what bears none is 0.
_PRIORITIES = {"KHẨN": 1, "THƯỢNG KHẨN": 2, "HỎA TỐC": 3, "HỎA TỐC HẸN GIỜ": 4}
_NEW = 0  # not recalled (1), changed (2) or replaced (3)


@dataclass(frozen=True, slots=True)
class Agency:
    """Who sends or gets a letter, as the master data know it.

    Attributes:
        parent: The name of the agency above it ("cơ quan chủ quản"), if there is one.
    """

    code: str
    name: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class Sending:
    """How a letter is to be sent.

    Attributes:
        sender: The code of the agency; None: the one that the letter names as its issuer.
        recipients: Codes of agencies.
        type_code: Code of the kind of document, as the platform has it; None: it is left out.
    """

    sender: str | None
    recipients: Sequence[str]
    type_code: int | None = None


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter that can be sent."""

    document: UUID
    paper: Paper
    symbol: Symbol
    issued: date
    sender: Agency
    recipients: tuple[Agency, ...]
    pdf: str


def write_edxml(store: Store, record: UUID, sending: Sending, path: Path, *, actor: str) -> None:
    """Write the packet of an approved letter.

    Raises:
        SohoaError: `not_found`: the record, or an agency; `not_allowed`: it is no letter, is not
            approved, lacks what a packet must have, its file bears other papers, too, or it has
            changed meanwhile; `secret_document`: it was sealed meanwhile; `object_missing`,
            `store_unavailable`, `database_unavailable`.
        OSError: The file cannot be written.
    """
    with store.read() as connection:
        letter = _letter(store, connection, record, sending)
    packet = _packet(letter, sending.type_code, store.now(), _pdf_of(store, letter))
    with whole(path) as part:
        part.write_bytes(packet)
        # Before the packet is there: none goes out that the audit does not know of.
        with store.write() as connection:
            lock_document(connection, letter.document)
            _check_not_sealed(connection, letter)
            if _letter(store, connection, record, sending) != letter:
                raise _refused("The record has changed meanwhile.", "Make the packet again.")
            note(
                store, connection, "export", record, actor=actor,
                details={"kind": "edxml", "records": {str(record): letter.paper.version}},
            )  # fmt: skip


def _pdf_of(store: Store, letter: _Letter) -> bytes:
    try:
        with store.objects.local(letter.pdf) as pdf:
            return pdf.read_bytes()
    except SohoaError:
        with store.read() as connection:
            _check_not_sealed(connection, letter)
        raise


def _check_not_sealed(connection: Connection, letter: _Letter) -> None:
    if get_document(connection, letter.document).state in SECRET:
        raise SohoaError(
            ErrorCode.SECRET_DOCUMENT, "The paper bears a secrecy mark: it has been sealed.",
            "No packet of it is made.",
        )  # fmt: skip


def _refused(message: str, remedy: str) -> SohoaError:
    return SohoaError(ErrorCode.NOT_ALLOWED, message, remedy)


def _letter(store: Store, connection: Connection, record: UUID, sending: Sending) -> _Letter:
    scan, paper = _approved(store, connection, record)
    if paper.type != LETTER:
        raise _refused("It is no official letter.", f"Only papers of type {LETTER} can be sent.")
    papers = connection.execute(papers_of(scan.document)).all()
    if sum(row.state != RecordState.WITHDRAWN for row in papers) > 1:
        raise _shared()
    if scan.searchable is None:
        raise _refused("No searchable PDF has been made of it.", "Have it read again.")
    if _value(paper, "do_mat"):
        raise _refused("It bears a secrecy mark.", "Such papers do not go this way.")
    symbol, issued, today = _symbol(paper), _issued(paper), day_of(store.now())
    sender = sending.sender or _issuer(connection, paper, issued)
    return _Letter(
        scan.document, paper, symbol, issued, _agency(connection, sender, today),
        tuple(_agency(connection, code, today) for code in sending.recipients), scan.searchable,
    )  # fmt: skip


def _approved(store: Store, connection: Connection, record: UUID) -> tuple[Scan, Paper]:
    file = read_file(store, connection, Subject(Kind.RECORD, record))
    if file is None:
        raise SohoaError(
            ErrorCode.NOT_FOUND,
            "There is no approved record of this id.",
            "Check it, or approve it.",
        )
    scan = file.scans[0]
    paper = scan.papers[0]
    if paper.missing is Missing.SHARED:
        raise _shared()
    if paper.missing is not None:
        raise _refused(
            f"It cannot be handed over just now ({paper.missing}).",
            "Wait until it is read and its approval can be taken back no more.",
        )
    return scan, paper


def _shared() -> SohoaError:
    return _refused(
        "Its file bears other papers, too.", "Arrange its pages as a file of their own first."
    )


def _value(paper: Paper, name: str) -> Any:
    return ((paper.fields or {}).get(name) or {}).get("value")


def _needed(paper: Paper, name: str) -> Any:
    value = _value(paper, name)
    if not value:
        raise _refused(
            f"It has no {name}, which a packet must have.",
            "Correct the record if the paper has it.",
        )
    return value


def _symbol(paper: Paper) -> Symbol:
    symbol = parse_symbol(str(_needed(paper, "so_ky_hieu")))
    if symbol is None or symbol.number is None:
        raise _refused(
            "Its so_ky_hieu has no number and notation, which a packet must have.",
            "Correct the record if the paper has them.",
        )
    return symbol


def _issued(paper: Paper) -> date:
    try:
        return date.fromisoformat(str(_needed(paper, "ngay_ban_hanh")))
    except ValueError as error:
        raise _refused(
            "Its ngay_ban_hanh is no whole day, which a packet must have.",
            "Correct the record if the paper has it.",
        ) from error


def _issuer(connection: Connection, paper: Paper, issued: date) -> str:
    """The code of the agency that the letter names."""
    found = called(connection, Master.AGENCY, str(_needed(paper, "co_quan_ban_hanh")), issued)
    if len(found) != 1:
        raise SohoaError(
            ErrorCode.NOT_FOUND,
            f"{len(found) or 'No'} agencies of the master data had its issuer's name on that day.",
            "Give the sender's code: --from.",
        )
    return found[0].code


def _agency(connection: Connection, code: str, today: date) -> Agency:
    try:
        known = entry(connection, Master.AGENCY, code, today)
    except SohoaError as error:
        raise SohoaError(
            ErrorCode.NOT_FOUND, f"The master data know no agency {code} today.",
            "See `sohoa master list agency`.",
        ) from error  # fmt: skip
    above = names(connection, Master.AGENCY, [known.parent or ""], today)
    return Agency(known.code, known.name, above.get(known.parent or ""))


def _packet(letter: _Letter, type_code: int | None, now: datetime, pdf: bytes) -> bytes:
    root = etree.fromstring(_SKELETON)
    envelope, attached = root
    header, body = envelope
    _add_message(header, letter, type_code)
    _add_trace(header, letter.sender, now)
    # In both places: the second is found by it.
    content = f"cid:{letter.paper.record}.{letter.paper.version}"
    name = f"{safe_name(str(letter.symbol).replace('/', '-'))}.pdf"
    for place in (
        child(child(body, "edXMLManifest", version="1.0"), "Reference"),
        attachment := child(attached, "Attachment"),
    ):
        child(place, "ContentId", content)
        child(place, "ContentType", _PDF)
        child(place, "AttachmentName", name)
    child(attachment, "ContentTransferEncoded", b64encode(pdf).decode())
    return written(root)


def _add_message(header: Any, letter: _Letter, type_code: int | None) -> None:
    """The parts of the header, in their order."""
    paper, day = letter.paper, f"{letter.issued:%Y/%m/%d}"
    year = f"{letter.symbol.year}/" if letter.symbol.year else ""
    notation = year + letter.symbol.code
    message = child(header, "MessageHeader")
    for part, agency in (("From", letter.sender), *(("To", each) for each in letter.recipients)):
        _add(
            message, part, OrganId=agency.code, OrganizationInCharge=agency.parent,
            OrganName=agency.name,
        )  # fmt: skip
    _add(message, "Code", CodeNumber=letter.symbol.number, CodeNotation=notation)
    _add(message, "PromulgationInfo", Place=_value(paper, "dia_danh"), PromulgationDate=day)
    _add(message, "DocumentType", Type=type_code, TypeName=_needed(paper, "loai_van_ban"))
    child(message, "Subject", _needed(paper, "trich_yeu"))
    _add(message, "SignerInfo", **_signer(paper))
    if places := _value(paper, "noi_nhan"):
        told = child(message, "ToPlaces")
        for place in places:
            child(told, "Place", place)
    _add(message, "OtherInfo", Priority=_priority(paper), PageAmount=len(paper.pages))
    child(message, "DocumentId", f"{letter.sender.code},{day},{letter.symbol.number}/{notation}")


def _add(parent: Any, name: str, **parts: object | None) -> None:
    """An element with those of its parts that are known; without any it is left out."""
    known = {part: value for part, value in parts.items() if value not in (None, "")}
    if known:
        made = child(parent, name)
        for part, value in known.items():
            child(made, part, value)


def _signer(paper: Paper) -> Mapping[str, str | None]:
    """By what authority, as what and who: "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"."""
    title = str(_value(paper, "chuc_vu_ky") or "")
    rest = title
    while (found := split_authority(rest))[0]:
        post = known_title(found[1])
        if post is None or not post[1]:
            break
        rest = post[1]
    authority = title.removesuffix(rest).strip()
    return {"Competence": authority, "Position": rest, "FullName": _value(paper, "nguoi_ky")}


def _priority(paper: Paper) -> int:
    said = _value(paper, "do_khan")
    if said and said not in _PRIORITIES:
        raise _refused("Its do_khan is none that a packet knows.", "Correct the record.")
    return _PRIORITIES[said] if said else 0


def _add_trace(header: Any, sender: Agency, now: datetime) -> None:
    trace = child(header, "TraceHeaderList")
    _add(
        trace, "TraceHeader", OrganId=sender.code,
        Timestamp=f"{now.astimezone(HERE):%Y/%m/%d %H:%M:%S}",
    )  # fmt: skip
    _add(trace, "Bussiness", BussinessDocType=_NEW)
