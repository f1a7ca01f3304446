"""Open data tells counts of closed periods, of at least k things, once and for all."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, XSD
from sqlalchemy import update

from models.errors import ErrorCode, SohoaError
from models.master import Kind, columns
from models.open_data import Definitions
from models.store.database import Store
from models.store.master_imports import import_file
from models.store.open_data import last_catalog, publish, published_periods
from models.store.records import approve
from models.store.tables import audit_events, open_catalogs, open_periods, records, units
from tests.models.store.builders import Clock, count, rows
from tests.models.store.builders import publish as send_all
from tests.worker.export.catalogs import read_jsonld
from tests.worker.export.counted import (
    BIRTH,
    CARD,
    LETTER,
    confirmed_text,
    fill,
    later,
    look_up,
    receive,
    rows_of,
    sets,
)
from tests.worker.export.papers import add
from worker.export import open_data as module
from worker.export.archive import alone_in
from worker.export.open_catalog import ADMS, SPDX
from worker.export.open_data import Made, export_open_data

NAMES = ("period", "unit", "type", "state", "papers")
REST = "_other"


def make(store: Store, out: Path, definitions: Definitions, **options: Any) -> Made:
    return export_open_data(store, out, definitions, actor="lan", **options)


def told(out: Path, name: str = "papers") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((out / f"{name}.json").read_text("utf-8"))
    return found


def contents(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(out.iterdir())}


def code_of(error: pytest.ExceptionInfo[SohoaError]) -> ErrorCode:
    return error.value.code


@pytest.fixture
def papers(tmp_path: Path) -> Definitions:
    return sets(tmp_path, "papers")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "dữ-liệu-mở"


def fill_march(store: Store) -> None:
    """Papers of March 2026 in several units, some of them few."""
    fill(store, CARD, "xa-a", 12)
    fill(store, CARD, "xa-a", 3, state="review")
    fill(store, LETTER, "xa-a", 4)
    fill(store, BIRTH, "xa-a", 5, state="accepted")
    fill(store, CARD, "xa-b", 6)
    fill(store, LETTER, "xa-c", 7)


def test_what_is_published(store: Store, out: Path, papers: Definitions) -> None:
    fill_march(store)
    fill(store, CARD, "xa-a", 50, state="withdrawn")
    fill(store, CARD, "xa-a", 50, document_state="quarantined")
    later(store, 61)
    made = make(store, out, papers)
    found = told(out)
    assert rows_of(found, *NAMES) == [
        ("2026-03", REST, REST, REST, 13),
        ("2026-03", "xa-a", REST, REST, 12),
        ("2026-03", "xa-a", CARD, "approved", 12),
    ]
    assert rows_of(found, "unit_name", "type_name") == [
        ("Các đơn vị còn lại", "Các loại còn lại"), ("xa-a", "Các loại còn lại"),
        ("xa-a", "Thẻ căn cước, thẻ căn cước công dân"),
    ]  # fmt: skip
    assert made.new == {"papers": ["2026-03"]}
    assert made.rows == {"papers": 3}
    (event,) = rows(store, audit_events, audit_events.c.action == "publish_open_data")
    assert (event.actor, event.details) == ("lan", {"periods": ["papers 2026-03.0"]})


def test_papers_that_went_all_the_way(store: Store, out: Path, papers: Definitions) -> None:
    for number in range(10):
        record = add(store, LETTER, approved=False, so_ky_hieu=f"{number}/QĐ-UBND")
        later(store, 1 / 24)
        approve(store, record, 1, "lan")
        send_all(store)
    later(store, 61)
    make(store, out, papers)
    assert rows_of(told(out), *NAMES, "median_hours", "p90_hours") == [
        ("2026-03", "xa-a", LETTER, "approved", 10, 1, 1)
    ]


def test_processing_time(store: Store, out: Path, papers: Definitions) -> None:
    fill(store, CARD, "xa-a", 9, hours=2.0)
    fill(store, CARD, "xa-a", 1, hours=30.5)
    for hours in range(1, 21):
        fill(store, LETTER, "xa-a", 1, hours=hours)
    # Of ten only nine have a time that is known.
    (unknown, *_) = fill(store, BIRTH, "xa-a", 10, hours=7.0)
    with store.write() as connection:
        other = update(records).where(records.c.id == unknown)
        connection.execute(other.values(version=2))
    later(store, 61)
    make(store, out, papers)
    assert rows_of(told(out), "type", "papers", "median_hours", "p90_hours") == [
        (CARD, 10, 2, 2), (BIRTH, 10, None, None), (LETTER, 20, 10, 18)
    ]  # fmt: skip
    schema = json.loads((out / "papers.schema.json").read_text("utf-8"))
    required = {each["name"]: each["constraints"]["required"] for each in schema["fields"]}
    assert [name for name, is_so in required.items() if not is_so] == ["median_hours", "p90_hours"]


def test_dossiers_and_reuse(store: Store, tmp_path: Path, out: Path) -> None:
    report = import_file(store, Kind.PROCEDURE, procedures("1.001193", "1.004884"))
    assert not report.problems
    receive(store, "1.001193", "xa-a", 11)
    receive(store, "1.001193.000.00.00.H53", "xa-a", 2)
    receive(store, "1.004884", "xa-a", 3)
    receive(store, "Nguyễn Văn A", "xa-a", 10)
    receive(store, None, "xa-a", 1)
    receive(store, "1.004884", "xa-b", 4)
    look_up(store, "1.001193", "xa-a", *[2] * 10, 0, 0)
    look_up(store, "1.004884", "xa-a", *[1] * 9)
    later(store, 70)
    make(store, out, sets(tmp_path, "dossiers", "reuse"))
    assert rows_of(told(out, "dossiers"), "period", "unit", "procedure", "dossiers") == [
        ("2026-Q1", "xa-a", "1.001193", 13), ("2026-Q1", "xa-a", "_unknown", 11)
    ]  # fmt: skip
    assert rows_of(told(out, "dossiers"), "procedure_name") == [
        ("Đăng ký khai sinh",), ("Không có trong danh mục",)
    ]  # fmt: skip
    assert rows_of(told(out, "reuse"), "procedure", "lookups", "papers") == [("1.001193", 10, 20)]
    # What somebody has typed in place of a code is told nowhere.
    assert not any("Nguyễn".encode() in data for data in contents(out).values())


def procedures(*codes: str) -> bytes:
    names = columns(Kind.PROCEDURE)
    lines = [{"code": code, "name": "Đăng ký khai sinh"} for code in codes]
    told = [",".join(line.get(name, "") for name in names) for line in lines]
    return "\n".join([",".join(names), *told]).encode()


def test_files_are_read_by_others(store: Store, out: Path, papers: Definitions) -> None:
    fill_march(store)
    with store.write() as connection:
        connection.execute(update(units).where(units.c.code == "xa-a").values(name='=1+1, "Xã"'))
    later(store, 61)
    make(store, out, papers)
    by_csv = duckdb.sql(f"SELECT * FROM read_csv('{out / 'papers.csv'}')")
    by_json = duckdb.sql(f"SELECT * FROM read_json('{out / 'papers.json'}')")
    schema = json.loads((out / "papers.schema.json").read_text("utf-8"))
    names = [each["name"] for each in schema["fields"]]
    assert by_csv.columns == by_json.columns == names
    numbers = "SELECT sum(papers), count(*), min(papers), sum(revision) FROM "
    for each in (by_csv, by_json):
        assert each.query("t", f"{numbers} t").fetchall() == [(37, 3, 12, 0)]
    cells = {row[names.index("unit_name")] for row in by_csv.fetchall()}
    assert '\'=1+1, "Xã"' in cells
    assert {row["unit_name"] for row in told(out)} == {'=1+1, "Xã"', "Các đơn vị còn lại"}
    assert (
        duckdb.sql(
            f"SELECT {', '.join(schema['primaryKey'])} FROM read_csv('{out / 'papers.csv'}')"
            " GROUP BY ALL HAVING count(*) > 1"
        ).fetchall()
        == []
    )
    kinds = {each["name"]: each["type"] for each in schema["fields"]}
    for row in told(out):
        for name, value in row.items():
            assert value is None or isinstance(value, {"string": str, "integer": int}[kinds[name]])
    assert (out / "papers.csv").read_bytes().startswith(b"\xef\xbb\xbfperiod,unit,")
    assert (out / "papers.csv").read_bytes().count(b"\r\n") == 4


def test_only_periods_that_are_over_are_published(
    store: Store, out: Path, papers: Definitions
) -> None:
    fill(store, CARD, "xa-a", 10)
    later(store, 30)  # the first of April
    fill(store, CARD, "xa-a", 20)
    later(store, 29)  # the 30th of April: March has been over for 30 days, no more
    with pytest.raises(SohoaError) as refused:
        make(store, out, papers)
    assert code_of(refused) is ErrorCode.NOT_ALLOWED
    assert "papers does not reach k = 10" in str(refused.value)
    later(store, 1)
    make(store, out, papers)
    assert rows_of(told(out), "period", "papers") == [("2026-03", 10)]
    later(store, 30)
    make(store, out, papers)
    assert rows_of(told(out), "period", "papers") == [("2026-03", 10), ("2026-04", 20)]


def test_what_was_published_of_a_period_stays(store: Store, out: Path, papers: Definitions) -> None:
    approved = fill(store, CARD, "xa-a", 12)
    later(store, 61)
    make(store, out, papers)
    first = contents(out)
    with store.write() as connection:
        gone = update(records).where(records.c.id == approved[0])
        connection.execute(gone.values(state="withdrawn"))
    make(store, out, papers)
    assert contents(out) == first
    assert count(store, open_catalogs) == 1
    made = make(store, out, papers, revise=True)
    assert made.new == {"papers": ["2026-03"]}
    assert rows_of(told(out), "papers", "revision") == [(11, 1)]
    notes = set(graph(out).objects(None, ADMS.versionNotes))
    assert Literal("Revised periods: 2026-03: 1", "en") in notes
    assert count(store, open_catalogs) == 2
    # Nothing differs now: nothing is revised.
    revised = contents(out)
    assert make(store, out, papers, revise=True).new == {"papers": []}
    assert contents(out) == revised
    assert [row.revision for row in rows(store, open_periods)] == [0, 1]


def test_the_same_data_gives_the_same_bytes(
    store: Store, tmp_path: Path, out: Path, papers: Definitions
) -> None:
    fill_march(store)
    later(store, 61)
    make(store, out, papers)
    for seed in ("1", "2"):
        again = tmp_path / f"again-{seed}"
        done = started(store, tmp_path, _EXPORT, again, seed=seed)
        assert (done.returncode, done.stderr) == (0, "")
        assert contents(again) == contents(out)
    assert count(store, open_catalogs) == 1


def of_papers_only() -> str:
    text = confirmed_text()
    return text[: text.index('[[dataset]]\nid = "dossiers"')]


# The program as it is started, at the moment of the store's clock.
_STARTED = """
import sys
from datetime import datetime
import models.store.database as database
moment = datetime.fromisoformat(sys.argv.pop(1))
database.open_store.__defaults__ = (lambda: moment,)
from cli.main import main
"""
_EXPORT = 'main(["export", "open", sys.argv[1]])'


def started(
    store: Store, tmp_path: Path, code: str, *words: object, seed: str = "0", text: str = ""
) -> subprocess.CompletedProcess[str]:
    """A process that runs some code."""
    settings = store.settings
    (tmp_path / "sets.toml").write_text(text or of_papers_only(), encoding="utf-8")
    told = {
        "SOHOA_HOME": settings.home, "SOHOA_DATABASE_URL": settings.database_url,
        "SOHOA_OPEN_DATA_FILE": str(tmp_path / "sets.toml"), "PYTHONHASHSEED": seed,
    }  # fmt: skip
    return subprocess.run(
        [sys.executable, "-c", _STARTED + code, store.now().isoformat(), *map(str, words)],
        env={**os.environ, **told}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def graph(out: Path) -> Graph:
    return Graph().parse(out / "catalog.ttl", format="turtle")


def test_the_catalogue_is_dcat_ap(store: Store, tmp_path: Path, out: Path) -> None:
    fill_march(store)
    receive(store, None, "xa-a", 10)
    later(store, 70)
    make(store, out, sets(tmp_path, "papers", "dossiers"))
    made = graph(out)
    assert isomorphic(made, read_jsonld((out / "catalog.jsonld").read_bytes()))
    (catalog,) = made.subjects(RDF.type, DCAT.Catalog)
    datasets = {*made.subjects(RDF.type, DCAT.Dataset)}
    assert {*made.objects(catalog, DCAT.dataset)} == datasets
    assert len(datasets) == 2
    has(made, catalog, DCTERMS.publisher, DCTERMS.license, DCTERMS.modified, DCTERMS.spatial)
    for node in (catalog, *datasets):
        for name in (DCTERMS.title, DCTERMS.description):
            assert {each.language for each in made.objects(node, name)} == {"vi", "en"}
    for node in datasets:
        has(
            made, node, DCAT.contactPoint, DCAT.distribution, DCAT.keyword, DCAT.theme,
            DCTERMS.publisher, DCTERMS.accrualPeriodicity, DCTERMS.temporal, DCTERMS.spatial,
            DCTERMS.issued, DCTERMS.modified, DCTERMS.identifier,
        )  # fmt: skip
        (time,) = made.objects(node, DCTERMS.temporal)
        assert made.value(time, DCAT.endDate) == Literal("2026-03-31", datatype=XSD.date)
    (publisher,) = made.subjects(RDF.type, FOAF.Agent)
    assert {*made.objects(publisher, RDF.type)} == {FOAF.Agent}
    listed = {*made.subjects(RDF.type, DCAT.Distribution)}
    assert len(listed) == 4
    for node in listed:
        check_file(made, node, out)
    # What is named is there, and what is there is named, but for the catalogue itself.
    named = {str(node).rpartition("/")[2] for node in (*listed, *schemas(made))}
    assert named == contents(out).keys() - {"catalog.ttl", "catalog.jsonld"}


def has(made: Graph, node: Any, *names: URIRef) -> None:
    assert [name for name in names if made.value(node, name, any=True) is None] == []


def schemas(made: Graph) -> set[Any]:
    return {*made.subjects(RDF.type, DCTERMS.Standard)}


def check_file(made: Graph, node: Any, out: Path) -> None:
    has(made, node, DCAT.accessURL, DCTERMS.license, DCTERMS.format, DCAT.mediaType)
    assert made.value(node, DCTERMS.conformsTo) in schemas(made)
    address = made.value(node, DCAT.downloadURL)
    data = (out / str(address).rpartition("/")[2]).read_bytes()
    assert int(str(made.value(node, DCAT.byteSize))) == len(data)
    checksum = made.value(node, SPDX.checksum)
    assert made.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
    assert str(made.value(checksum, SPDX.checksumValue)).lower() == hashlib.sha256(data).hexdigest()


def test_a_set_that_does_not_reach_k_is_refused(store: Store, tmp_path: Path, out: Path) -> None:
    fill(store, CARD, "xa-a", 9)
    later(store, 61)
    papers = sets(tmp_path, "papers")
    nothing_comes_of(store, out, papers, "papers does not reach k = 10 in any closed period")
    fill(store, CARD, "xa-a", 12)
    later(store, 61)
    make(store, out, papers)


@pytest.mark.parametrize("confirmed", [True, False])
def test_a_set_that_does_not_reach_k_yet_keeps_no_other_back(
    store: Store, tmp_path: Path, out: Path, confirmed: bool
) -> None:
    fill(store, CARD, "xa-a", 12)
    look_up(store, "1.001193", "xa-a", *[1] * 9)
    later(store, 70)
    every = sets(tmp_path).model_copy(update={"confirmed": confirmed})
    made = make(store, out, every)
    assert rows_of(told(out), "papers") == [(12,)]
    assert [str(error).split(".")[0] for error in made.left_out] == [
        "The set dossiers does not reach k = 10 in any closed period",
        "The set reuse does not reach k = 10 in any closed period",
    ]
    assert (made.rows.keys(), made.new.keys()) == ({"papers"}, {"papers"})
    assert not [name for name in contents(out) if name.startswith(("dossiers", "reuse"))]
    assert len([*graph(out).subjects(RDF.type, DCAT.Dataset)]) == 1
    assert {row.source for row in rows(store, open_periods)} == ({"papers"} if confirmed else set())
    receive(store, None, "xa-a", 10)
    later(store, 100)
    assert len(make(store, out, every).left_out) == 1
    assert rows_of(told(out, "dossiers"), "dossiers") == [(10,)]


def test_a_set_that_was_published_is_never_left_out(
    store: Store, tmp_path: Path, out: Path
) -> None:
    approved = fill(store, CARD, "xa-a", 12)
    receive(store, None, "xa-a", 10)
    later(store, 70)
    both = sets(tmp_path, "papers", "dossiers")
    make(store, out, both)
    first = contents(out)
    with store.write() as connection:
        gone = update(records).where(records.c.id.in_(approved[:4]))
        connection.execute(gone.values(state="withdrawn"))
    with pytest.raises(SohoaError, match="nothing would be left of the set papers") as refused:
        make(store, out, both, revise=True)
    assert code_of(refused) is ErrorCode.NOT_ALLOWED
    assert contents(out) == first


def test_the_program_says_which_sets_it_left_out(store: Store, tmp_path: Path, out: Path) -> None:
    fill(store, CARD, "xa-a", 12)
    later(store, 61)
    done = started(store, tmp_path, _EXPORT, out, text=confirmed_text())
    assert done.returncode == 3
    assert done.stdout == "papers: 1 rows; new or revised periods: 2026-03\n"
    assert "The set reuse does not reach k = 10" in done.stderr
    assert "Nothing of it is published." in done.stderr


def nothing_comes_of(store: Store, out: Path, definitions: Definitions, why: str) -> None:
    with pytest.raises(SohoaError) as refused:
        make(store, out, definitions)
    assert code_of(refused) is ErrorCode.NOT_ALLOWED
    assert why in str(refused.value)
    assert not out.exists()
    assert count(store, open_catalogs) == count(store, open_periods) == 0


def test_a_higher_k_takes_nothing_that_was_published_by_a_lower_one(
    store: Store, tmp_path: Path, out: Path, papers: Definitions
) -> None:
    fill(store, CARD, "xa-a", 12)
    fill(store, LETTER, "xa-a", 20)
    later(store, 61)
    make(store, out, papers)
    first = contents(out)
    text = confirmed_text().replace("k = 10", "k = 15", 1)
    higher = sets(tmp_path, "papers", text=text)
    with pytest.raises(SohoaError) as refused:
        make(store, out, higher)
    assert code_of(refused) is ErrorCode.NOT_ALLOWED
    assert "papers was published for 2026-03 by a lower k than 15" in str(refused.value)
    assert contents(out) == first
    make(store, out, higher, revise=True)
    assert rows_of(told(out), "type", "papers", "revision") == [(LETTER, 20, 1)]


def test_a_set_keeps_its_periods(store: Store, tmp_path: Path, out: Path) -> None:
    fill(store, CARD, "xa-a", 12)
    later(store, 70)
    make(store, out, sets(tmp_path, "papers"))
    text = confirmed_text().replace('every = "month"', 'every = "quarter"', 1)
    with pytest.raises(SohoaError) as refused:
        make(store, out, sets(tmp_path, "papers", text=text))
    assert code_of(refused) is ErrorCode.NOT_ALLOWED
    assert "published by other periods: 2026-03" in str(refused.value)


def test_a_draft_is_kept_nowhere(store: Store, tmp_path: Path, out: Path) -> None:
    fill(store, CARD, "xa-a", 12)
    later(store, 61)
    draft = sets(tmp_path, "papers").model_copy(update={"confirmed": False})
    make(store, out, draft)
    assert rows_of(told(out), "papers") == [(12,)]
    assert count(store, open_catalogs) == count(store, open_periods) == 0


class Broken(Exception):
    """What a test lets happen."""


@pytest.mark.parametrize("step", ["csv_table", "graph", "sync", "publish"])
def test_broken_off_it_leaves_what_was_there(
    store: Store, out: Path, papers: Definitions, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise Broken

    fill(store, CARD, "xa-a", 12)
    later(store, 61)
    with monkeypatch.context() as patch:
        patch.setattr(module, step, broken)
        with pytest.raises(Broken):
            make(store, out, papers)
    assert not out.exists()
    assert count(store, open_catalogs) == 0
    make(store, out, papers)
    first = contents(out)
    fill(store, CARD, "xa-a", 12)
    later(store, 61)
    with monkeypatch.context() as patch:
        patch.setattr(module, step, broken)
        with pytest.raises(Broken):
            make(store, out, papers)
    assert contents(out) == first
    make(store, out, papers)
    assert rows_of(told(out), "period") == [("2026-03",), ("2026-05",)]
    assert {path.name for path in out.parent.iterdir()} == {
        out.name, "sets.toml", ".sohoa-export.lock"
    }  # fmt: skip


_KILLED = """
import os, signal
from pathlib import Path
from worker.export import open_data as module

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

step = sys.argv.pop(1)
if step == "rename":
    real = Path.rename
    Path.rename = lambda self, target: die() if self.suffix == ".part" else real(self, target)
elif step == "after publish":
    done = module.publish
    module.publish = lambda *a, **k: (done(*a, **k), die())
else:
    setattr(module, step, die)
"""


@pytest.mark.parametrize("step", ["written", "publish", "after publish", "rename"])
def test_killed_it_is_done_again(
    store: Store, tmp_path: Path, out: Path, papers: Definitions, step: str
) -> None:
    fill(store, CARD, "xa-a", 12)
    later(store, 61)
    make(store, out, papers)
    first = contents(out)
    fill(store, CARD, "xa-a", 15)
    later(store, 61)
    dead = started(store, tmp_path, _KILLED + _EXPORT, step, out)
    assert dead.returncode == -9, dead.stderr
    if step != "rename":
        assert contents(out) == first
    else:
        assert not out.exists()
    make(store, out, papers)
    assert rows_of(told(out), "period", "papers") == [("2026-03", 12), ("2026-05", 15)]
    assert isomorphic(graph(out), read_jsonld((out / "catalog.jsonld").read_bytes()))
    assert count(store, open_periods) == 3  # March, April, which has nothing, and May
    assert {path.name for path in out.parent.iterdir() if path.name[0] == "."} == {
        ".sohoa-export.lock"
    }


def test_a_folder_of_other_things_is_left_alone(
    store: Store, out: Path, papers: Definitions
) -> None:
    fill(store, CARD, "xa-a", 12)
    later(store, 61)
    out.mkdir()
    (out / "letter.txt").touch()
    with pytest.raises(SohoaError) as refused:
        make(store, out, papers)
    assert code_of(refused) is ErrorCode.NOT_ALLOWED
    assert [path.name for path in out.iterdir()] == ["letter.txt"]


def test_one_run_at_a_time(store: Store, out: Path, papers: Definitions) -> None:
    fill(store, CARD, "xa-a", 12)
    later(store, 61)
    with alone_in(out.parent), pytest.raises(SohoaError) as refused:
        make(store, out, papers)
    assert code_of(refused) is ErrorCode.ALREADY_RUNNING
    assert not out.exists()


def test_of_two_that_publish_at_once_one_does(store: Store, clock: Clock) -> None:
    publish(store, [], "{}", "", 0, actor="lan")
    with pytest.raises(SohoaError) as refused:
        publish(store, [], "{}", "# other", 0, actor="hoa")
    assert code_of(refused) is ErrorCode.ALREADY_RUNNING
    with store.read() as connection:
        found = last_catalog(connection)
        assert found is not None and (found.number, found.turtle) == (1, "")
        assert published_periods(connection, "papers") == {}
