"""Packages for an archive: what is in them, what is not, and that they are whole or not there."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from uuid import UUID

import bagit
import pytest
from lxml import etree
from sqlalchemy import update

from models.errors import ErrorCode, SohoaError
from models.store.audit import EventQuery, events
from models.store.database import Store
from models.store.jobs import JobKind
from models.store.quarantine import seal
from models.store.records import approve, correct
from models.store.tables import documents, records
from tests.models.store.builders import Clock, rows, someone, submit, take
from tests.worker.export.builders import (
    CODE,
    LETTER,
    approved,
    dossier,
    export,
    found,
    mets_of,
    names,
    scan,
    shown,
    vouch_for,
)
from worker.export import archive as module
from worker.export.verify import faults


def withdraw(store: Store, record: UUID) -> None:
    with store.write() as connection:
        connection.execute(update(records).where(records.c.id == record).values(state="withdrawn"))


def metadata(package: Path) -> dict[str, object]:
    read: dict[str, object] = json.loads((package / "data" / "metadata.json").read_bytes())
    return read


def test_a_package_has_all_of_a_dossier(store: Store, out: Path) -> None:
    lan = someone(store, "lan")
    first, (record,) = approved(store, b"%PDF-1.7 first")
    second, _ = approved(store, b"II*\x00 second", text="Số: 8", papers=2)
    dossier(store, CODE, first, second)
    assert shown(export(store, out)) == [(CODE, "made", f"{CODE}.v1")]
    package = out / f"{CODE}.v1"
    assert faults(package) == []
    bag = bagit.Bag(str(package))
    bag.validate()
    assert sorted(bag.algorithms) == ["sha256", "sha512"]
    assert bag.info["External-Identifier"] == CODE
    assert names(package / "data") == [
        f"alto/{CODE}.0000001.0001.xml",
        f"alto/{CODE}.0000002.0001.xml",
        f"alto/{CODE}.0000002.0002.xml",
        "metadata.json",
        "mets.xml",
        f"original/{CODE}.0000001.pdf",
        f"original/{CODE}.0000002.pdf",
        f"searchable/{CODE}.0000001.pdf",
        f"searchable/{CODE}.0000002.pdf",
    ]
    assert (package / f"data/original/{CODE}.0000002.pdf").read_bytes() == b"II*\x00 second"
    told = metadata(package)
    assert (told["code"], told["missing"]) == (CODE, [])
    assert [(each["record"], each["version"]) for each in told["papers"]][0] == (str(record), 1)  # type: ignore[attr-defined]
    # Who approved it is told by the id of the account, and by nothing else.
    mets = mets_of(package)
    agents = found(mets, "//p:event[p:eventType='approved']//p:linkingAgentIdentifierValue/text()")
    assert agents == [str(lan.id)] * 3
    assert not [
        path for path in out.rglob("*.*") if path.is_file() and b'"lan"' in path.read_bytes()
    ]


def test_the_mets_tells_what_the_circulars_ask_for(store: Store, out: Path) -> None:
    document, (record,) = approved(store, b"%PDF-1.7 first")
    dossier(store, CODE, document)
    export(store, out)
    mets = mets_of(out / f"{CODE}.v1")
    old = {part.tag.partition("}")[2]: part.text for part in found(mets, "//old:Document/*")}
    assert old == {
        "DocOrdinal": "0000001", "TypeName": "Quyết định", "CodeNumber": "713",
        "CodeNotation": "QĐ-SYT", "IssuedDate": "27/02/2026", "OrganName": "SỞ Y TẾ",
        "Subject": "Về việc nghỉ lễ", "Language": "Tiếng Việt", "PageAmount": "1",
        "ConfidenceLevel": "Số hóa",
    }  # fmt: skip
    new = {part.get("name"): part.text for part in found(mets, "//new:File/*")}
    assert new == {
        "mã hồ sơ": CODE, "ngôn ngữ": "Tiếng Việt", "bắt đầu": "27/02/2026",
        "kết thúc": "27/02/2026", "tổng số tài liệu": "1", "số trang": "1",
        "mức độ tin cậy": "Số hóa",
    }  # fmt: skip
    kinds = found(mets, "//p:eventType/text()")
    assert kinds == ["received", "read", "approved"]
    (reader,) = found(mets, "//p:event[p:eventType='read']//p:linkingAgentIdentifierValue/text()")
    assert reader == "tesserocr@5.3.4 vie, sohoa@0.1.0"
    told = metadata(out / f"{CODE}.v1")
    assert "retention" in told["unknown"]["file"]  # type: ignore[index]
    assert str(record) in found(mets, "//p:event[p:eventType='read']//p:eventDetail/text()")[0]


def test_the_alto_has_the_words_with_their_places(store: Store, out: Path) -> None:
    document, _ = approved(store, b"%PDF-1.7 first", text="Kính gửi\nSở Y\x02 tế")
    dossier(store, CODE, document)
    export(store, out)
    alto = etree.parse(out / f"{CODE}.v1/data/alto/{CODE}.0000001.0001.xml")
    lines = [found(line, "a:String/@CONTENT") for line in found(alto, "//a:TextLine")]
    assert lines == [["Kính", "gửi"], ["Sở", "Y\ufffd", "tế", "1"]]
    (word,) = found(alto, "//a:String[@CONTENT='gửi']")
    assert dict(word.attrib) == {
        "CONTENT": "gửi", "WC": "0.9000", "HPOS": "90", "VPOS": "0", "WIDTH": "80", "HEIGHT": "30",
    }  # fmt: skip
    assert found(alto, "//a:fileName/text()") == [f"{CODE}.0000001.pdf"]


def test_a_package_is_made_once_and_anew_when_a_version_is(store: Store, out: Path) -> None:
    document, (record,) = approved(store, b"%PDF-1.7 first")
    dossier(store, CODE, document)
    export(store, out)
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    assert shown(export(store, out)) == [(CODE, "kept", f"{CODE}.v1")]
    version = correct(store, record, 1, {"trich_yeu": "Về việc nghỉ Tết"}, "lan")
    # Not approved now: nothing new, and the old one stays.
    assert [each.ending for each in export(store, out)] == ["refused"]
    vouch_for(store, record, version)
    assert shown(export(store, out)) == [(CODE, "made", f"{CODE}.v2")]
    assert shown(export(store, out)) == [(CODE, "kept", f"{CODE}.v2")]
    assert {path: path.read_bytes() for path in before} == before
    assert found(mets_of(out / f"{CODE}.v2"), "//old:Subject/text()") == ["Về việc nghỉ Tết"]
    assert faults(out / f"{CODE}.v2") == []


def test_a_dossier_with_open_papers_is_refused_or_says_so(store: Store, out: Path) -> None:
    good, _ = approved(store, b"%PDF-1.7 first")
    waiting, _ = scan(store, b"%PDF-1.7 second")
    unread = submit(store, b"%PDF-1.7 third").document
    dossier(store, CODE, waiting, good, unread)
    (refused,) = export(store, out)
    reason = "paper 1 is not approved, paper 3 is being read"
    assert (refused.ending, refused.package, refused.reason) == ("refused", None, reason)
    assert not list(out.glob("H*"))
    (made,) = export(store, out, incomplete=True)
    assert (made.ending, made.reason) == ("made", reason)
    package = out / f"{CODE}.v1"
    assert faults(package) == []
    assert not [name for name in names(package / "data") if "0000001" in name]
    mets = mets_of(package)
    lacking = found(mets, "//m:div[@TYPE='missing']")
    assert [(part.get("ORDER"), part.get("LABEL")) for part in lacking] == [
        ("1", "not_approved"), ("3", "being_read"),
    ]  # fmt: skip
    assert metadata(package)["missing"] == [
        {"ordinal": 1, "reason": "not_approved"}, {"ordinal": 3, "reason": "being_read"},
    ]  # fmt: skip


def test_an_approval_that_can_be_taken_back_is_none_yet(
    store: Store, out: Path, clock: Clock
) -> None:
    document, (record,) = scan(store, b"%PDF-1.7 first")
    dossier(store, CODE, document)
    approve(store, record, 1, "lan")
    clock.forward(store.settings.undo_s - 1)
    (refused,) = export(store, out)
    assert refused.reason == "no approved paper: paper 1 was approved just now"
    clock.forward(1)
    assert [each.ending for each in export(store, out)] == ["made"]


def test_withdrawn_and_sealed_papers_never_go_out(store: Store, out: Path) -> None:
    good, _ = approved(store, b"%PDF-1.7 first")
    gone, (record,) = approved(store, b"%PDF-1.7 withdrawn")
    sealed = submit(store, b"%PDF-1.7 secret").document
    dossier(store, CODE, gone, good)
    withdraw(store, record)
    # What is withdrawn is no paper, and nothing is missing without it.
    assert [each.ending for each in export(store, out)] == ["made"]
    package = out / f"{CODE}.v1"
    assert f"original/{CODE}.0000001.pdf" in names(package / "data")
    assert not [p for p in package.rglob("*") if p.is_file() and b"withdrawn" in p.read_bytes()]
    dossier(store, CODE, sealed)
    seal(store, take(store, JobKind.OPEN))
    (refused,) = export(store, out)
    assert refused.reason == "paper 2 is sealed"
    export(store, out, incomplete=True)
    assert faults(out / f"{CODE}.v2") == []
    assert not [p for p in out.rglob("*") if p.is_file() and b"secret" in p.read_bytes()]


def test_a_paper_that_changes_while_it_is_packed_does_not_go_out(
    store: Store, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, (record,) = approved(store, b"%PDF-1.7 first")
    dossier(store, CODE, document)
    build = module.build

    def build_slowly(*arguments: object) -> None:
        build(*arguments)  # type: ignore[arg-type]
        withdraw(store, record)

    monkeypatch.setattr(module, "build", build_slowly)
    (refused,) = export(store, out)
    assert refused.ending == "refused"
    assert not list(out.glob("*.v*")) and not list(out.glob(".*.part"))


@pytest.mark.parametrize("code", ["12/HS:2025", "///", "..", "hồ sơ số Đ 7.", "CON.2025", "a\nb"])
def test_codes_that_no_file_system_takes(store: Store, out: Path, code: str) -> None:
    document, _ = approved(store, b"%PDF-1.7 first")
    dossier(store, code, document)
    (made,) = export(store, out)
    assert (made.label, made.ending) == (code, "made")
    assert made.package is not None and not set('\\/:*?"<>|\n').intersection(made.package)
    package = out / made.package
    assert faults(package) == []
    assert metadata(package)["code"] == code
    (note,) = found(mets_of(package), "//m:agent[@OTHERTYPE='SOFTWARE']/m:note/text()")
    assert note.startswith(f"File names: {made.package.removesuffix('.v1')} stands for the code")


def test_codes_that_differ_only_in_such_signs_get_packages_of_their_own(
    store: Store, out: Path
) -> None:
    for number, code in enumerate(["a/b", "a_b", "a:b"]):
        document, _ = approved(store, b"%%PDF-1.7 %d" % number)
        dossier(store, code, document)
    assert len({each.package for each in export(store, out)}) == 3


def test_what_is_chosen(store: Store, out: Path, clock: Clock) -> None:
    for day, (code, unit) in enumerate([("A", "xa-a"), ("B", "xa-b"), ("C", "xa-a")], start=2):
        document, _ = approved(store, b"%PDF-1.7 " + code.encode())
        dossier(store, code, document, unit=unit)
        assert clock().date() == date(2026, 3, day)
        clock.forward(86400 - store.settings.undo_s)
    labels = lambda **given: [each.label for each in export(store, out, **given)]  # noqa: E731
    assert labels() == ["A", "B", "C"]
    assert labels(units=("xa-a",)) == ["A", "C"]
    assert labels(since=date(2026, 3, 3)) == ["B", "C"]
    assert labels(until=date(2026, 3, 3)) == ["A", "B"]
    assert labels(since=date(2026, 3, 5)) == []
    assert [each.label for each in export(store, out, "C", "A")] == ["A", "C"]
    with pytest.raises(SohoaError) as unknown:
        export(store, out, "C", "Z")
    assert unknown.value.code is ErrorCode.NOT_FOUND


def test_papers_of_no_dossier_are_files_of_their_own(store: Store, out: Path) -> None:
    inside, _ = approved(store, b"%PDF-1.7 inside")
    dossier(store, CODE, inside)
    _, (one, two) = approved(store, b"%PDF-1.7 a stack", papers=2)
    _, (open_one, _) = scan(store, b"%PDF-1.7 half a stack", papers=2)
    vouch_for(store, open_one)
    assert [each.label for each in export(store, out)] == [CODE]
    made = export(store, out, loose=True)
    assert shown(made) == [
        (CODE, "kept", f"{CODE}.v1"), (str(one), "made", f"{one}.v1"),
        (str(two), "made", f"{two}.v1"), (str(open_one), "refused", None),
    ]  # fmt: skip
    assert "in one file with papers that are not approved" in made[-1].reason
    assert names(out / f"{two}.v1" / "data" / "alto") == [f"{two}.0000001.0002.xml"]
    assert faults(out / f"{two}.v1") == []


def test_a_damaged_original_stops_only_its_dossier(store: Store, out: Path) -> None:
    bad, _ = approved(store, b"%PDF-1.7 bad")
    good, _ = approved(store, b"%PDF-1.7 good")
    dossier(store, "A", bad)
    dossier(store, "B", good)
    (row,) = [row for row in rows(store, documents) if row.id == bad]
    path = Path(store.objects.path(row.sha256))
    path.chmod(0o600)
    path.write_bytes(b"%PDF-1.7 rot")
    first, second = export(store, out)
    assert (first.ending, second.ending) == ("refused", "made")
    assert first.reason.startswith("object_corrupt")
    assert not list(out.glob(".*.part"))


def test_an_export_is_in_the_audit_by_ids_alone(store: Store, out: Path) -> None:
    document, (record,) = approved(store, b"%PDF-1.7 first")
    made = dossier(store, CODE, document)
    export(store, out)
    export(store, out)
    with store.read() as connection:
        (event,) = events(connection, EventQuery(action="export"))
    assert (event.actor, event.subject) == ("operator", str(made))
    assert event.details == {"kind": "archive", "records": {str(record): 1}}


def test_two_exports_into_one_folder(store: Store, out: Path) -> None:
    document, _ = approved(store, b"%PDF-1.7 first")
    dossier(store, CODE, document)
    with module.alone_in(mkdir(out)), pytest.raises(SohoaError) as refused:
        export(store, out)
    assert refused.value.code is ErrorCode.ALREADY_RUNNING


def mkdir(path: Path) -> Path:
    path.mkdir()
    return path


def test_a_package_of_another_dossier_or_a_damaged_one_is_left_alone(
    store: Store, out: Path
) -> None:
    for code in ("A", "B"):
        document, _ = approved(store, b"%PDF-1.7 " + code.encode())
        dossier(store, code, document)
    export(store, out, "A")
    shutil.copytree(out / "A.v1", out / "B.v1")
    (out / "A.v1" / "data" / "metadata.json").write_text("{")
    first, second = export(store, out)
    assert first.reason.startswith("object_corrupt")
    assert second.reason.startswith("not_allowed")


def test_partial_dates_long_texts_and_other_codes_are_told_of(store: Store, out: Path) -> None:
    document, _ = approved(
        store, b"%PDF-1.7 first",
        **LETTER | {"ngay_ban_hanh": "2026-02", "trich_yeu": "a" * 501, "so_ky_hieu": "không số"},
    )  # fmt: skip
    dossier(store, CODE, document)
    export(store, out)
    told = metadata(out / f"{CODE}.v1")
    warned = {(each["code"], each["item"]) for each in told["warnings"]}  # type: ignore[attr-defined]
    assert warned == {
        ("partial_date", "IssuedDate"), ("too_long", "Subject"), ("no_symbol", "CodeNotation"),
    }  # fmt: skip
    # Nothing is cut.
    assert found(mets_of(out / f"{CODE}.v1"), "//old:Subject/text()") == ["a" * 501]
