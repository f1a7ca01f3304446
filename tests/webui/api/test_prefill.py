"""What is held of a person is not asked for again."""

from __future__ import annotations

from typing import Any

from models.clients import Scope
from models.master import Kind
from models.store.database import Store
from models.store.master_imports import import_file
from models.store.records import approve
from models.store.tables import audit_events, lookups
from models.store.units import add_unit
from tests.models.store.builders import Clock, digest, field, paper, result, rows
from tests.webui.api.conftest import PURPOSE, System, Systems

ID, BIRTH = "072190001234", "1.001193"


def hold(store: Store, kind: str, data: bytes, *, approved: bool = True, **fields: Any) -> str:
    [record] = digest(store, result(paper(kind=kind, **fields)), data)[1]
    if approved:
        approve(store, record, 1, "lan")
    return str(record)


def master(store: Store) -> None:
    """A procedure that asks for an identity card and a certificate of birth."""
    for kind, lines in (
        (Kind.PROCEDURE, ("code,name,valid_from", f"{BIRTH},Đăng ký khai sinh,2025-01-01")),
        (
            Kind.COMPONENT,
            (
                "code,name,parent,document_type,required,reusable,valid_from",
                f"{BIRTH}-1,Căn cước,{BIRTH},can_cuoc,yes,yes,2025-01-01",
                f"{BIRTH}-2,Giấy khai sinh,{BIRTH},giay_khai_sinh,no,yes,2025-01-01",
            ),
        ),
    ):
        report = import_file(store, kind, "\n".join(lines).encode(), actor="an", dry_run=False)
        assert not report.problems


def ask(it: System, **more: Any) -> Any:
    answer = it.post("/prefill", {"procedure": BIRTH, "person_id": ID, **more})
    assert answer.status_code == 200, answer.json
    return answer.json


def test_components_that_are_held_come_with_values_and_where_they_are_from(
    store: Store, system: Systems, clock: Clock
) -> None:
    card = hold(store, "can_cuoc", b"%PDF-1.7 card", so_dinh_danh=ID, ho_ten="Trần Thị Hoa",
                ngay_het_han="2031-05-02")  # fmt: skip
    land = hold(store, "don_bien_dong_dat_dai", b"%PDF-1.7 land", so_dinh_danh=ID)
    hold(store, "can_cuoc", b"%PDF-1.7 other", so_dinh_danh="072190009999")
    it = system("dvc", Scope.PREFILL)
    master(store)
    body = ask(it)
    assert body["known_procedure"]
    assert [(each["code"], bool(each["held"])) for each in body["components"]] == [
        (f"{BIRTH}-1", True), (f"{BIRTH}-2", False),
    ]  # fmt: skip
    held = body["components"][0]["held"]
    assert held["record"] == card and held["values"]["ho_ten"] == "Trần Thị Hoa"
    assert held["approved_at"].startswith("2026-03-02") and held["is_valid"]
    assert [each["record"] for each in body["others"]] == [land]


def test_a_long_code_has_the_components_of_the_short_one_or_its_own(
    store: Store, system: Systems
) -> None:
    it = system("dvc", Scope.PREFILL)
    master(store)
    long = f"{BIRTH}.000.00.00.H53"
    short = [f"{BIRTH}-1", f"{BIRTH}-2"]
    assert [each["code"] for each in ask(it, procedure=long)["components"]] == short
    for kind, told in (
        (Kind.PROCEDURE, f"code,name,valid_from\n{long},Đăng ký khai sinh,2025-01-01"),
        (Kind.COMPONENT, f"code,name,parent,required,valid_from\nTK,Tờ khai,{long},yes,2025-01-01"),
    ):
        assert not import_file(store, kind, told.encode(), actor="an", dry_run=False).problems
    assert [each["code"] for each in ask(it, procedure=long)["components"]] == ["TK"]
    assert [each["code"] for each in ask(it)["components"]] == short


def test_every_look_up_is_kept_with_its_purpose_but_not_who_it_was(
    store: Store, system: Systems
) -> None:
    card = hold(store, "can_cuoc", b"%PDF-1.7 card", so_dinh_danh=ID)
    it = system("dvc", Scope.PREFILL)
    master(store)
    ask(it, dossier="H53.15-251123-0007")
    ask(it, person_id="072 190 001 234")
    first, again = rows(store, lookups)
    assert (first.purpose, first.procedure, first.dossier) == (PURPOSE, BIRTH, "H53.15-251123-0007")
    assert first.found == {f"{BIRTH}-1": card} and first.person == again.person
    noted = [row for row in rows(store, audit_events) if row.action == "look_up"]
    assert noted[0].details["records"] == [card] and noted[0].actor == "client:dvc"
    assert ID not in str([tuple(row) for row in (first, *noted)])


def test_what_nobody_vouches_for_or_others_hold_is_not_given(store: Store, system: Systems) -> None:
    hold(store, "can_cuoc", b"%PDF-1.7 a", approved=False, so_dinh_danh=ID,
         ho_ten=field("Hoa", doubtful=True))  # fmt: skip
    approved = hold(store, "can_cuoc", b"%PDF-1.7 b", so_dinh_danh=ID)
    it = system("dvc", Scope.PREFILL)
    add_unit(store, "xa-b", "Xã B", "tay-ninh")
    other = system("b", Scope.PREFILL, unit="xa-b")
    assert [each["record"] for each in ask(it)["others"]] == [approved]
    assert ask(other)["others"] == [] and not ask(other)["known_procedure"]


def test_a_paper_that_has_run_out_is_said_to_have(
    store: Store, system: Systems
) -> None:  # fmt: skip
    old = hold(store, "can_cuoc", b"%PDF-1.7 a", so_dinh_danh=ID, ngay_het_han="2020-01-01")
    lasting = hold(store, "can_cuoc", b"%PDF-1.7 b", so_dinh_danh=ID,
                   ngay_het_han="Không thời hạn")  # fmt: skip
    body = ask(system("dvc", Scope.PREFILL))
    assert [(each["record"], each["is_valid"]) for each in body["others"]] == [
        (lasting, True), (old, False),
    ]  # fmt: skip


def test_a_look_up_needs_a_purpose_of_the_client_s(system: Systems) -> None:
    it = system("dvc", Scope.PREFILL)
    asked = {"procedure": BIRTH, "person_id": ID, "purpose": "curiosity"}
    assert it.post("/prefill", asked).status_code == 422
