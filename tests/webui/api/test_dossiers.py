"""Dossiers over the API: opened, filled, followed."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from werkzeug.test import TestResponse

from models.clients import Scope
from models.store.database import Store
from models.store.dossiers import add_paper, open_dossier
from models.store.records import approve
from models.store.tables import audit_events, dossier_papers, dossiers
from models.store.units import add_unit
from tests.models.store.builders import count, digest, field, paper, result, rows, submit
from tests.webui.api.conftest import System, Systems
from tests.webui.api.test_prefill import BIRTH, master
from tests.webui.tree import BESIDE, OWN, plant

CODE = "H53.15-251123-0007"


def test_a_dossier_is_opened_filled_and_followed(store: Store, system: Systems) -> None:
    it = system("dvc", Scope.SUBMIT, Scope.DOCUMENTS)
    master(store)
    made = it.post("/dossiers", {"code": CODE, "procedure": BIRTH})
    assert (made.status_code, made.headers["Location"]) == (201, f"/api/v1/dossiers/{CODE}")
    assert made.json["missing"] == ["Căn cước"] and not made.json["is_open"]
    form = {"file": (io.BytesIO(b"%PDF-1.7 a"), "a.pdf"), "dossier": CODE}
    document = it.send("POST", "/documents", data=form).json["id"]
    body = it.get(f"/dossiers/{CODE}").json
    assert [(each["document"], each["is_open"]) for each in body["papers"]] == [(document, True)]
    assert body["is_open"] and body["papers"][0]["record"] is None


def test_it_is_open_until_all_its_papers_are_approved(store: Store, system: Systems) -> None:
    it = system("dvc", Scope.DOCUMENTS)
    master(store)
    document, [record] = digest(
        store, result(paper(kind="can_cuoc", ho_ten=field("A B", doubtful=True)))
    )
    add_paper(store, open_dossier(store, CODE, procedure=BIRTH), document)
    body = it.get(f"/dossiers/{CODE}").json
    assert (body["is_open"], body["missing"]) == (True, [])
    approve(store, record, 1, "lan")
    body = it.get(f"/dossiers/{CODE}").json
    assert (body["is_open"], body["papers"][0]["state"]) == (False, "approved")
    assert body["papers"][0]["record"] == str(record)


def test_opening_it_again_changes_nothing(store: Store, system: Systems) -> None:
    it = system("dvc", Scope.SUBMIT, Scope.DOCUMENTS)
    assert it.post("/dossiers", {"code": CODE, "procedure": BIRTH}).status_code == 201
    again = it.post("/dossiers", {"code": CODE, "procedure": "2.000815"})
    assert (again.status_code, again.json["procedure"]) == (201, BIRTH)
    assert count(store, dossiers) == 1
    assert count(store, audit_events, audit_events.c.action == "open_dossier") == 1


@pytest.mark.parametrize(("way", "code"), [("/dossiers", "code"), ("/documents", "dossier")])
def test_of_two_units_that_open_one_code_at_once_one_has_it(
    store: Store, system: Systems, monkeypatch: pytest.MonkeyPatch, way: str, code: str
) -> None:
    system("root", Scope.SUBMIT)
    two = []
    for unit in ("xa-b", "xa-c"):
        add_unit(store, unit, unit, "tay-ninh")
        two.append(system(unit, Scope.SUBMIT, Scope.DOCUMENTS, unit=unit))
    meet = Barrier(2, timeout=30)

    def both_at_once(*args: Any, **named: Any) -> UUID:
        # Neither has opened it when both have looked whose it is.
        meet.wait()
        return open_dossier(*args, **named)

    monkeypatch.setattr("webui.api.documents.open_dossier", both_at_once)

    def ask(it: System) -> TestResponse:
        if way == "/dossiers":
            return it.post(way, {"code": CODE, "procedure": BIRTH})
        file = (io.BytesIO(it.token.encode()), "a.pdf")
        return it.send("POST", way, data={"file": file, "dossier": CODE})

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(ask, two))
    [won] = [at for at, each in enumerate(answers) if each.status_code in (201, 202)]
    lost = answers[1 - won]
    assert (lost.status_code, lost.json["code"]) == (422, code)
    [made] = rows(store, dossiers)
    assert made.unit == ("xa-b", "xa-c")[won]
    assert count(store, dossier_papers) == (way == "/documents")
    assert two[won].get(f"/dossiers/{CODE}").status_code == 200
    assert two[1 - won].get(f"/dossiers/{CODE}").status_code == 404


def test_a_dossier_without_a_procedure_gets_the_one_that_is_told_later(
    store: Store, system: Systems
) -> None:
    it = system("dvc", Scope.SUBMIT, Scope.DOCUMENTS)
    master(store)
    form = {"file": (io.BytesIO(b"%PDF-1.7 a"), "a.pdf"), "dossier": CODE}
    assert it.send("POST", "/documents", data=form).status_code == 202
    assert it.get(f"/dossiers/{CODE}").json["procedure"] is None
    told = it.post("/dossiers", {"code": CODE, "procedure": BIRTH}).json
    assert (told["procedure"], told["missing"]) == (BIRTH, ["Căn cước"])
    it.post("/dossiers", {"code": CODE, "procedure": "2.000815"})
    assert it.get(f"/dossiers/{CODE}").json["procedure"] == BIRTH
    assert count(store, audit_events, audit_events.c.action == "name_procedure") == 1


def test_another_unit_s_dossier_is_not_there(store: Store, system: Systems) -> None:
    plant(store)
    open_dossier(store, CODE, unit=BESIDE)
    it = system("hoa-thanh", Scope.SUBMIT, Scope.DOCUMENTS, unit=OWN)
    assert it.get(f"/dossiers/{CODE}").status_code == 404
    assert it.get("/dossiers/none").status_code == 404
    taken = it.post("/dossiers", {"code": CODE})
    assert (taken.status_code, taken.json["code"]) == (422, "code")
    foreign = it.post("/dossiers", {"code": "H53.15-251123-0008", "unit": BESIDE})
    assert (foreign.status_code, foreign.json["code"]) == (422, "unit")


def test_papers_of_other_units_are_not_shown(store: Store, system: Systems) -> None:
    plant(store)
    dossier = open_dossier(store, CODE, unit=OWN)
    for unit in (OWN, BESIDE):
        add_paper(store, dossier, submit(store, unit.encode(), unit=unit).document)
    it = system("hoa-thanh", Scope.DOCUMENTS, unit=OWN)
    assert len(it.get(f"/dossiers/{CODE}").json["papers"]) == 1


def test_a_code_of_old_days_is_read_and_no_new_one_is_like_it(
    store: Store, system: Systems
) -> None:
    open_dossier(store, "12/HS-2019")
    it = system("dvc", Scope.SUBMIT, Scope.DOCUMENTS)
    assert it.get("/dossiers/12%2FHS-2019").json["code"] == "12/HS-2019"
    for code in ("12/HS-2019", "..", "a b", "H53\u008d", ""):
        assert it.post("/dossiers", {"code": code}).status_code == 422, code


def test_words_of_a_receipt_are_for_who_may_read_it(store: Store, system: Systems) -> None:
    plant(store)
    dossier = open_dossier(store, CODE, unit=BESIDE)
    parts = ["Giấy khai sinh của Lê Thị Thí Dụ"]
    document, _ = digest(store, result(paper(kind="giay_tiep_nhan", thanh_phan_ho_so=parts)))
    add_paper(store, dossier, document)
    for name, scopes, told in (
        ("reads", (Scope.DOCUMENTS, Scope.RECORDS), parts), ("follows", (Scope.DOCUMENTS,), []),
    ):  # fmt: skip
        assert system(name, *scopes).get(f"/dossiers/{CODE}").json["missing"] == told
    body = (
        system("ben-canh", Scope.DOCUMENTS, Scope.RECORDS, unit=BESIDE)
        .get(f"/dossiers/{CODE}")
        .json
    )
    assert (body["papers"], body["missing"]) == ([], [])
