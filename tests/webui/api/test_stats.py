"""Figures and the audit over the API."""

from __future__ import annotations

import pytest

from models.clients import Scope
from models.store.database import Store
from models.store.records import approve
from models.store.tables import audit_events
from tests.models.store.builders import Clock, digest, field, paper, result, rows
from tests.webui.api.conftest import Systems
from tests.webui.tree import BELOW, OWN, plant


def test_figures_are_those_of_the_days_and_units(
    store: Store, system: Systems, clock: Clock
) -> None:
    plant(store)
    _, [record] = digest(store, result(paper(so_ky_hieu="1/QĐ-UBND")), b"%PDF-1.7 1")
    approve(store, record, 1, "lan")
    digest(store, result(paper(so_ky_hieu=field("2/Q", doubtful=True))), b"%PDF-1.7 2")
    body = system("so", Scope.STATS).get("/stats").json
    day = clock().date().isoformat()
    assert body["last_day"] == day
    assert body["records"] == [{"day": day, "what": "van_ban_hanh_chinh", "records": 2}]
    assert (body["done"], body["untouched"]) == (1, 1)
    assert [(each["stage"], each["records"]) for each in body["waiting"]] == [("first", 1)]
    by_unit = system("by", Scope.STATS).get("/stats?by=unit").json
    assert by_unit["records"] == [{"day": day, "what": "xa-a", "records": 2}]
    below = system("below", Scope.STATS, unit=BELOW).get("/stats").json
    assert (below["records"], below["done"], below["waiting"]) == ([], 0, [])


def test_days_that_cannot_be_counted_are_refused(system: Systems) -> None:
    it = system("so", Scope.STATS)
    for first, last in (("2025-01-01", "2025-12-31"), ("2025-01-02", "2025-01-01")):
        answer = it.get(f"/stats?first_day={first}&last_day={last}")
        assert (answer.status_code, answer.json["code"]) == (422, "days")
    assert it.get("/stats?first_day=2025-01-01&last_day=2025-04-02").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        *(f"/{path}={day}" for day in ("0001-01-15", "9999-12-31")
          for path in ("stats?last_day", "stats?first_day", "dictionaries?as_of")),
        *(f"/{path}?{end}={moment}"
          for moment in ("0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-12:00")
          for path in ("audit", "records") for end in ("since", "until")),
    ],
)  # fmt: skip
def test_days_and_moments_of_no_calendar_here_are_refused(system: Systems, address: str) -> None:
    answer = system("so", *Scope).get(address)
    assert (answer.status_code, answer.json["code"]) == (422, "invalid")


def test_who_reads_the_audit_is_noted_in_it(store: Store, system: Systems) -> None:
    _, [record] = digest(store, result(paper(so_ky_hieu="1/QĐ-UBND")))
    approve(store, record, 1, "lan")
    it = system("kiem-toan", Scope.AUDIT)
    [event] = it.get(f"/audit?subject={record}&action=approve").json["events"]
    assert (event["actor"], event["subject"]) == ("lan", str(record))
    [look] = it.get("/audit?action=export_audit").json["events"]
    assert look["actor"] == "client:kiem-toan"
    assert look["details"]["subject"] == str(record)


def test_the_audit_is_read_page_by_page(store: Store, system: Systems) -> None:
    for number in range(4):
        digest(store, result(paper(so_ky_hieu=f"{number}/Q")), b"%%PDF-1.7 %d" % number)
    it = system("kiem-toan", Scope.AUDIT)
    newest = it.get("/audit?limit=200").json["events"][0]["id"]
    found, after = [], ""
    while True:
        page = it.get(f"/audit?limit=3{after}").json
        found += [each["id"] for each in page["events"] if each["id"] <= newest]
        if page["after"] is None:
            break
        after = f"&after={page['after']}"
    assert found == sorted(found, reverse=True) and len(set(found)) == len(found)
    assert set(found) == {row.id for row in rows(store, audit_events) if row.id <= newest}


def test_a_unit_s_client_reads_what_its_own_people_and_clients_did(
    store: Store, system: Systems
) -> None:
    plant(store)
    system("khac", Scope.RECORDS).get("/records")
    it = system("hoa-thanh", Scope.AUDIT, unit=OWN)
    it.get("/audit")
    assert {each["actor"] for each in it.get("/audit").json["events"]} == {"client:hoa-thanh"}
