"""A data lake holds what the database holds, run by run, whatever kills a run."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import duckdb
import pyarrow.parquet as pq
import pytest
from sqlalchemy import select, update

from models.doctypes import document_types
from models.errors import ErrorCode, SohoaError
from models.store.database import Store
from models.store.quarantine import release, sealed
from models.store.records import approve, correct
from models.store.tables import audit_events, corrections, documents, record_versions, records
from tests.conftest import ROOT
from tests.models.store.builders import LETTER, Clock, count, page, paper, read_anew, result, rows
from tests.worker.export.papers import add, export, seal_paper_of
from worker.export.lake import WINDOW, Exported, export_lake
from worker.export.lake_rows import is_personal, pseudonym
from worker.export.lake_tables import LONG, RAW, TEXT, WIDE

CARD, LAND, UNKNOWN = "can_cuoc", "gcn_quyen_su_dung_dat", "khac"


def run(store: Store, folder: Path, **options: Any) -> Exported:
    return export_lake(store, folder, actor="lan", **options)


class Reader:
    """DuckDB as docs/export.md shows it."""

    def __init__(self, folder: Path) -> None:
        text = (ROOT / "docs" / "export.md").read_text(encoding="utf-8")
        self.shown = re.findall(r"```sql\n(.*?)```", text, re.DOTALL)
        self.db = duckdb.connect()
        self.db.execute(self.shown[0].replace("/data/lake/", f"{folder}/"))

    def sql(self, query: str) -> list[tuple[Any, ...]]:
        return self.db.execute(query).fetchall()

    def zone(self, zone: str, query: str) -> list[tuple[Any, ...]]:
        """A query of `t`, the rows of a zone; none where it has no files."""
        found = self.sql(f"SELECT path FROM files WHERE zone = '{zone}'")
        paths = [path for (path,) in found]
        if not paths:
            return []
        self.db.execute(
            f"CREATE OR REPLACE VIEW t AS SELECT * FROM read_parquet({paths}, union_by_name = true,"
            " hive_types = {year: INTEGER, unit: VARCHAR, type: VARCHAR})"
        )
        return self.sql(query)


def listed(folder: Path) -> set[str]:
    """Files that count."""
    return {path for (path,) in Reader(folder).sql("SELECT path FROM files")}


def there(folder: Path) -> set[str]:
    return {str(path) for path in folder.rglob("*.parquet")}


def current(store: Store) -> dict[tuple[str, str], Any]:
    """Every field of every record as the database has it."""
    with store.read() as connection:
        found = connection.execute(
            select(records.c.id, record_versions.c.fields)
            .join(
                record_versions,
                (record_versions.c.record == records.c.id)
                & (record_versions.c.version == records.c.version),
            )
            .where(records.c.state != "withdrawn")
        )
        return {
            (str(row.id), name): field["value"]
            for row in found
            for name, field in row.fields.items()
        }


def in_lake(folder: Path) -> dict[tuple[str, str], Any]:
    """Likewise as the lake has it."""
    found = Reader(folder).sql(
        "SELECT record, field, value FROM long JOIN latest USING (record, exported_at)"
        " WHERE field IS NOT NULL"
    )
    return {
        (record, name): None if value is None else json.loads(value)
        for record, name, value in found
    }


def test_the_lake_holds_what_the_database_holds(store: Store, tmp_path: Path) -> None:
    holders = ({"ho_ten": "Trần Văn B", "nam_sinh": "1950"},)
    add(store, LETTER, so_ky_hieu="1/QĐ-UBND", kinh_gui=("Sở Y tế", "Sở Nội vụ"), do_mat=None)
    add(store, LETTER, unit="xa-b", so_ky_hieu="=1+1", approved=False)
    add(store, LAND, dien_tich="120.5", chu_su_dung=holders)
    add(store, UNKNOWN, approved=False)
    done = run(store, tmp_path)
    assert done.rows == {
        "records/long": 7, "records/wide": 4, "text": 4, "raw": 4
    }  # fmt: skip
    assert in_lake(tmp_path) == current(store)
    reader = Reader(tmp_path)
    assert reader.sql("SELECT count(*) FROM latest") == [(count(store, records),)]
    assert reader.sql(reader.shown[1]) == [
        ("xa-a", LAND, 1, 0), ("xa-a", UNKNOWN, 1, 0), ("xa-a", LETTER, 1, 0),
        ("xa-b", LETTER, 1, 0),
    ]  # fmt: skip
    assert reader.sql("SELECT DISTINCT year FROM long") == [(2026,)]
    reader.db.execute(reader.shown[2].rpartition("SELECT so_ky_hieu")[0])
    assert reader.sql("SELECT so_ky_hieu, kinh_gui, state FROM letters ORDER BY unit") == [
        ("1/QĐ-UBND", ["Sở Y tế", "Sở Nội vụ"], "approved"), ("=1+1", None, "accepted"),
    ]  # fmt: skip
    (land,) = reader.zone(
        "records/wide", f"SELECT dien_tich, chu_su_dung FROM t WHERE type = '{LAND}'"
    )
    assert land[0] == "120.5"
    assert {"ho_ten": "Trần Văn B", "nam_sinh": "1950"}.items() <= land[1][0].items()
    assert {row.action for row in rows(store, audit_events)} >= {"export_lake"}


def test_originals_bear_no_name(store: Store, tmp_path: Path) -> None:
    record = add(store, CARD, ho_ten="Trần Thị B")
    run(store, tmp_path)
    ((sha256, size, way, unit, kind),) = Reader(tmp_path).zone(
        "raw", "SELECT sha256, size, way, unit, type FROM t"
    )
    (row,) = rows(store, documents)
    assert (sha256, size, way, unit, kind) == (row.sha256, row.size, "upload", "xa-a", CARD)
    (path,) = (tmp_path / "raw").rglob("*.parquet")
    assert pq.read_schema(path).names == list(RAW)
    assert b"don.pdf" not in path.read_bytes()
    assert str(record) not in path.read_bytes().decode("latin-1")


def test_text_is_told_page_by_page(store: Store, clock: Clock, tmp_path: Path) -> None:
    record = add(store, LETTER, text="Kính gửi: Sở Y tế", approved=False, so_ky_hieu="1/QĐ")
    run(store, tmp_path)
    clock.forward(2 * WINDOW.total_seconds())
    approve(store, record, 1, "lan")
    # Its state is news, its text is none.
    assert run(store, tmp_path).rows == {"records/long": 1, "records/wide": 1}
    assert Reader(tmp_path).zone("text", "SELECT record, page, text FROM t") == [
        (str(record), 1, "Kính gửi: Sở Y tế")
    ]


def test_a_further_run_adds_only_what_is_new(store: Store, clock: Clock, tmp_path: Path) -> None:
    first = add(store, LETTER, so_ky_hieu="1/QĐ", nguoi_ky="Lê A")
    second = add(store, LETTER, so_ky_hieu="2/QĐ")
    assert run(store, tmp_path).rows["records/wide"] == 2
    assert run(store, tmp_path).files == 0
    before = there(tmp_path)
    clock.forward(60)
    correct(store, first, 1, {"nguoi_ky": "Lê B"}, "hoa")
    third = add(store, CARD, ho_ten="Trần C")
    done = run(store, tmp_path)
    assert done.rows == {
        "records/long": 3, "records/wide": 2, "text": 1, "corrections": 1, "raw": 1
    }  # fmt: skip
    assert before < there(tmp_path) == listed(tmp_path)
    assert in_lake(tmp_path) == current(store)
    reader = Reader(tmp_path)
    versions = reader.sql(
        "SELECT record, list(DISTINCT version ORDER BY version) FROM long GROUP BY 1"
    )
    assert dict(versions) == {str(first): [1, 2], str(second): [1], str(third): [1]}
    # Long after, too.
    for _ in range(2):
        clock.forward(2 * WINDOW.total_seconds())
        assert run(store, tmp_path).files == 0


def test_what_becomes_visible_late_is_told(store: Store, clock: Clock, tmp_path: Path) -> None:
    run(store, tmp_path)
    record = add(store, LETTER, so_ky_hieu="1/QĐ")
    # As if its transaction had begun long before it ended.
    early = clock.moment.replace(minute=0) - WINDOW / 2
    with store.write() as connection:
        connection.execute(update(records).values(created_at=early, changed_at=early))
    assert run(store, tmp_path).rows["records/wide"] == 1
    assert run(store, tmp_path).files == 0
    assert in_lake(tmp_path) == {(str(record), "so_ky_hieu"): "1/QĐ"}


def test_a_record_of_another_type_has_one_latest_version(
    store: Store, clock: Clock, tmp_path: Path
) -> None:
    record = add(store, LETTER, approved=False, so_ky_hieu="1/QĐ")
    run(store, tmp_path)
    clock.forward(60)
    read_anew(store, record, result(paper(kind=CARD, ho_ten="Trần B"), pages=[page(1, "Thẻ")]))
    run(store, tmp_path)
    assert in_lake(tmp_path) == current(store) == {(str(record), "ho_ten"): "Trần B"}
    reader = Reader(tmp_path)
    found = reader.zone(
        "records/wide", "SELECT type, ho_ten FROM t JOIN latest USING (record, exported_at)"
    )
    assert found == [(CARD, "Trần B")]


def test_withdrawn_records_are_told_to_who_knew_them(
    store: Store, clock: Clock, tmp_path: Path
) -> None:
    known = add(store, LETTER, approved=False, so_ky_hieu="1/QĐ")
    early = add(store, LETTER, approved=False, so_ky_hieu="0/QĐ")
    _withdraw(store, early)
    assert run(store, tmp_path).rows["records/wide"] == 1
    clock.forward(60)
    _withdraw(store, known)
    unknown = add(store, LETTER, approved=False, so_ky_hieu="3/QĐ")
    _withdraw(store, unknown)
    assert run(store, tmp_path).rows == {"records/long": 1, "records/wide": 1, "raw": 1}
    gone = "SELECT record, state, value FROM long WHERE withdrawn_at IS NOT NULL"
    assert Reader(tmp_path).sql(gone) == [(str(known), "withdrawn", None)]
    assert in_lake(tmp_path) == {}


def _withdraw(store: Store, record: UUID) -> None:
    """What a later reading does that does not find the paper any more."""
    with store.write() as connection:
        connection.execute(
            update(records)
            .where(records.c.id == record)
            .values(state="withdrawn", changed_at=store.now())
        )


def bytes_of(folder: Path) -> str:
    """What the lake's tables and manifests say, all of it."""
    tables = [pq.read_table(path).to_pylist() for path in folder.rglob("*.parquet")]
    return str(tables)


def test_a_sealed_paper_is_taken_out(store: Store, clock: Clock, tmp_path: Path) -> None:
    kept = add(store, LETTER, text="một", so_ky_hieu="1/QĐ")
    secret = add(store, LETTER, text="kếhoạchtácchiến", approved=False, trich_yeu="tácchiến")
    correct(store, secret, 1, {"trich_yeu": "kếtácchiến"}, "lan")
    alone = add(store, CARD, text="tácchiến", ho_ten="tácchiến")
    run(store, tmp_path)
    assert "tácchiến" in bytes_of(tmp_path)
    clock.forward(60)
    for record in (secret, alone):
        seal_paper_of(store, record)
    digests = [row.sha256 for row in sealed(store)]
    run(store, tmp_path)
    left = bytes_of(tmp_path)
    assert not [word for word in ("tácchiến", *digests) if word in left]
    assert there(tmp_path) == listed(tmp_path)
    assert in_lake(tmp_path) == {(str(kept), "so_ky_hieu"): "1/QĐ"}
    gone = "SELECT record FROM long WHERE withdrawn_at IS NOT NULL"
    assert set(Reader(tmp_path).sql(gone)) == {(str(secret),), (str(alone),)}
    assert run(store, tmp_path).files == 0


def test_a_released_paper_is_told_again(store: Store, clock: Clock, tmp_path: Path) -> None:
    secret = add(store, LETTER, approved=False, so_ky_hieu="1/QĐ")
    run(store, tmp_path)
    clock.forward(60)
    seal_paper_of(store, secret)
    (row,) = sealed(store)
    release(store, row.document, "lan")
    again = _read(store, so_ky_hieu="2/QĐ")
    assert again != secret
    for _ in range(2):
        clock.forward(60)
        run(store, tmp_path)
        assert in_lake(tmp_path) == {(str(again), "so_ky_hieu"): "2/QĐ"}


def _read(store: Store, **fields: Any) -> UUID:
    from tests.models.store.builders import open_file, put_together, read_pages

    open_file(store)
    read_pages(store, 1)
    (record,) = put_together(store, result(paper(**fields)))
    return record


PUBLIC = {"so_ky_hieu", "ngay_ban_hanh", "co_quan_ban_hanh"}


def test_without_personal_data(store: Store, clock: Clock, tmp_path: Path) -> None:
    names = {"ho_ten": "Trần Thị Bình", "so_dinh_danh": "072190001234", "gioi_tinh": "Nữ"}
    card = add(store, CARD, text="Trần Thị Bình", approved=False, **names)
    add(store, LETTER, so_ky_hieu="1/QĐ", trich_yeu="V/v cấp cho bà Trần Thị Bình")
    correct(store, card, 1, {"ho_ten": "Trần Thị Bình A", "gioi_tinh": "Nam"}, "lan")
    run(store, tmp_path, without_personal=True)
    left = bytes_of(tmp_path)
    assert not [value for value in ("Bình", "072190001234") if value in left]
    assert set(in_lake(tmp_path).values()) == {"Nam", "1/QĐ"}
    reader = Reader(tmp_path)
    assert reader.zone("corrections", "SELECT field, after FROM t") == [("gioi_tinh", '"Nam"')]
    assert not (tmp_path / "text").exists()
    with pytest.raises(SohoaError, match="begun") as refused:
        run(store, tmp_path)
    assert refused.value.code is ErrorCode.NOT_ALLOWED


def test_fields_that_say_who_somebody_is() -> None:
    left = {
        field.id: field.kind
        for kind in document_types().values()
        for field in kind.field
        if not is_personal(field)
    }
    assert left.keys() >= {"so_ky_hieu", "ngay_ban_hanh", "co_quan_ban_hanh", "dien_tich"}
    assert left.keys().isdisjoint(
        {
            "ho_ten", "so_dinh_danh", "dia_chi", "so_dien_thoai", "email", "chu_su_dung",
            "giay_to_tuy_than", "dan_toc", "nguyen_nhan", "nguoi_nop",
        }
    )  # fmt: skip


def test_who_corrected_is_a_pseudonym(store: Store, tmp_path: Path) -> None:
    record = add(store, LETTER, approved=False, so_ky_hieu="1/QĐ", nguoi_ky="Lê A")
    correct(store, record, 1, {"nguoi_ky": "Lê B"}, "nguyen.thi.hoa")
    correct(store, record, 2, {"nguoi_ky": None}, "nguyen.thi.hoa")
    run(store, tmp_path)
    found = Reader(tmp_path).zone(
        "corrections", "SELECT version, before, after, author FROM t ORDER BY correction"
    )
    assert [row[:3] for row in found] == [(2, '"Lê A"', '"Lê B"'), (3, '"Lê B"', None)]
    assert len({row[3] for row in found}) == 1
    assert "nguyen.thi.hoa" not in bytes_of(tmp_path)
    assert pseudonym("hoa", b"one key") != pseudonym("hoa", b"another")


def test_every_file_tells_its_schema(store: Store, tmp_path: Path) -> None:
    add(store, LETTER, so_ky_hieu="1/QĐ")
    done = run(store, tmp_path)
    for zone, columns in {
        "raw": RAW,
        "text": TEXT,
        "records/long": LONG,
        "records/wide": WIDE,
    }.items():
        (path,) = (tmp_path / zone).rglob("*.parquet")
        schema = pq.read_schema(path)
        assert schema.metadata[b"sohoa.schema"].decode() == f"{zone}/1"
        assert schema.metadata[b"sohoa.run"].decode() == done.run
        assert schema.names[: len(columns)] == list(columns)
        assert all(schema.field(name).metadata[b"description"] for name in schema.names)


def test_no_field_is_named_like_a_column_of_every_record() -> None:
    names = {field.id for kind in document_types().values() for field in kind.field}
    assert names.isdisjoint(WIDE)


def test_manifests_tell_what_the_files_are(store: Store, tmp_path: Path) -> None:
    add(store, LETTER, so_ky_hieu="1/QĐ")
    done = run(store, tmp_path, since=datetime(2020, 1, 1, tzinfo=UTC))
    path = tmp_path / "_manifest" / f"{done.run}.jsonl"
    head, *lines = map(json.loads, path.read_text("utf-8").splitlines())
    assert (head["schema"], head["run"], head["without_personal"]) == (
        "sohoa.lake/1",
        done.run,
        False,
    )
    for line in lines:
        file = tmp_path / line["path"]
        assert subprocess.check_output(["sha256sum", file]).decode()[:64] == line["sha256"]
        assert (pq.read_metadata(file).num_rows, file.stat().st_size) == (
            line["rows"],
            line["bytes"],
        )


def test_only_what_has_changed_since_a_day(store: Store, clock: Clock, tmp_path: Path) -> None:
    old = add(store, LETTER, approved=False, text="cũ", so_ky_hieu="1/QĐ")
    clock.forward(48 * 3600)
    add(store, LETTER, so_ky_hieu="2/QĐ")
    since = clock.moment.replace(hour=0)
    assert run(store, tmp_path, since=since).rows["records/wide"] == 1
    with pytest.raises(SohoaError, match="goes on"):
        run(store, tmp_path, since=since)
    clock.forward(60)
    approve(store, old, 1, "lan")
    # What the first run left out comes with its text.
    assert run(store, tmp_path).rows == {"records/long": 1, "records/wide": 1, "text": 1}


KILLED = """
import os, sys
from pathlib import Path
from models.settings import Settings
from models.store.database import open_store
from worker.export import lake_folder
from worker.export.lake import export_lake

left, move = int(sys.argv[2]), lake_folder.Run._appear

def appear(run, part, path):
    global left
    if left == 0:
        os.kill(os.getpid(), 9)
    left -= 1
    move(run, part, path)

lake_folder.Run._appear = appear
export_lake(open_store(Settings.from_env()), Path(sys.argv[1]), actor="lan")
"""


@pytest.mark.parametrize("moved", [0, 3, 6, 8])
def test_a_killed_run_leaves_nothing_that_counts(
    store: Store, clock: Clock, tmp_path: Path, moved: int
) -> None:
    first = add(store, LETTER, approved=False, so_ky_hieu="1/QĐ")
    run(store, tmp_path)
    before = listed(tmp_path)
    clock.forward(60)
    correct(store, first, 1, {"so_ky_hieu": "11/QĐ"}, "lan")
    add(store, CARD, ho_ten="Trần B")
    env = {"SOHOA_HOME": store.settings.home, "SOHOA_DATABASE_URL": store.settings.database_url}
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, tmp_path, str(moved)], env={**os.environ, **env},
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    # The state, seven files, then the manifest: it was killed before that.
    assert killed.returncode == -9, killed.stderr
    assert listed(tmp_path) == before
    assert (len(there(tmp_path / "_incoming")) > 0) == (moved < 8)
    done = run(store, tmp_path)
    assert done.rows == {
        "records/long": 2, "records/wide": 2, "text": 1, "corrections": 1, "raw": 1
    }  # fmt: skip
    assert there(tmp_path) == listed(tmp_path)
    assert in_lake(tmp_path) == current(store)
    assert count(store, corrections) == 1


def test_two_runs_at_once_are_refused(store: Store, tmp_path: Path) -> None:
    from worker.export.lake_folder import opened

    with opened(tmp_path):
        done = export(store.settings, "lake", tmp_path)
    assert done.returncode == 1 and "Another run writes" in done.stderr


def test_a_folder_with_other_things_is_refused(store: Store, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").touch()
    with pytest.raises(SohoaError, match="other things") as refused:
        run(store, tmp_path)
    assert refused.value.code is ErrorCode.NOT_ALLOWED


def test_the_command_says_what_it_has_done(store: Store, tmp_path: Path) -> None:
    add(store, LETTER, unit="xa/b=c d", so_ky_hieu="1/QĐ")
    done = export(store.settings, "lake", tmp_path / "lake")
    assert (done.returncode, done.stderr) == (0, "")
    assert "4 files; rows: raw 1, records/long 1, " in done.stdout
    assert Reader(tmp_path / "lake").sql("SELECT unit FROM long") == [("xa/b=c d",)]
    assert "4 files" not in export(store.settings, "lake", tmp_path / "lake").stdout
