"""Master data over the API, as of a day."""

from __future__ import annotations

from models.clients import Scope
from models.master import Kind
from models.store.database import Store
from models.store.master_imports import import_file
from tests.webui.api.conftest import Systems


def take(store: Store, kind: Kind, *lines: str) -> None:
    report = import_file(store, kind, "\n".join(lines).encode(), actor="an", dry_run=False)
    assert report.problems == ()


def agencies(store: Store) -> None:
    """Two agencies of which one became the other on the first of July 2025."""
    take(
        store, Kind.AGENCY, "code,name,valid_from,valid_to,predecessors",
        "H53.10,Sở Nông nghiệp,2000-01-01,2025-06-30,",
        "H53.11,Sở Nông nghiệp và Môi trường,2025-07-01,,H53.10",
    )  # fmt: skip


def test_entries_are_those_of_the_day(store: Store, system: Systems) -> None:
    agencies(store)
    it = system("dvc", Scope.RECORDS)
    codes = {
        day: [each["code"] for each in it.get(f"/dictionaries/agency?as_of={day}").json["entries"]]
        for day in ("2025-06-30", "2025-07-01")
    }
    assert codes == {"2025-06-30": ["H53.10"], "2025-07-01": ["H53.11"]}
    counted = it.get("/dictionaries?as_of=2025-07-01").json
    assert counted["as_of"] == "2025-07-01"
    assert {"kind": "agency", "entries": 1} in counted["dictionaries"]


def test_what_an_agency_went_over_into_is_told(store: Store, system: Systems) -> None:
    agencies(store)
    it = system("dvc", Scope.RECORDS)
    old = it.get("/dictionaries/agency/H53.10?as_of=2025-01-01").json
    assert old["entry"]["name"] == "Sở Nông nghiệp"
    assert [(each["code"], each["day"]) for each in old["successors"]] == [("H53.11", "2025-07-01")]
    new = it.get("/dictionaries/agency/H53.11?as_of=2026-01-01").json
    assert [each["code"] for each in new["predecessors"]] == ["H53.10"]
    gone = it.get("/dictionaries/agency/H53.10?as_of=2026-01-01")
    assert (gone.status_code, gone.json["code"]) == (404, "not_found")


def test_all_entries_are_read_page_by_page(store: Store, system: Systems) -> None:
    take(store, Kind.PROCEDURE, "code,name",
         *(f"1.00{number:04d},Thủ tục {number}" for number in range(5)))  # fmt: skip
    it, found, after = system("dvc", Scope.RECORDS), [], ""
    while True:
        page = it.get(f"/dictionaries/procedure?limit=2{after}").json
        found += [each["code"] for each in page["entries"]]
        if page["after"] is None:
            break
        after = f"&after={page['after']}"
    assert found == [f"1.00{number:04d}" for number in range(5)]


def test_days_and_kinds_that_are_none_are_refused(system: Systems) -> None:
    it = system("dvc", Scope.RECORDS)
    assert it.get("/dictionaries/agency?as_of=1.7.2025").status_code == 422
    assert it.get("/dictionaries/agency?as_of=1700000000").status_code == 422
    assert it.get("/dictionaries/weather").status_code == 404
