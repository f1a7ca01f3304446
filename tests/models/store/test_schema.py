"""The schema: made, checked, refused when it is another, and the same as the tables say."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from datetime import datetime
from pathlib import Path
from threading import Barrier

import psycopg
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import event, insert, text
from sqlalchemy.exc import DataError, StatementError

from models.errors import ErrorCode, SohoaError
from models.settings import Settings
from models.store import database
from models.store.database import (
    MOST_CONNECTIONS,
    SCHEMA,
    check_schema,
    connect,
    open_store,
    schema_of,
    upgrade,
)
from models.store.intake import ensure_unit
from models.store.tables import documents, metadata, units
from tests.models.store.builders import at_once, rows
from tests.servers import PostgresServer, wait_until


@pytest.fixture
def empty(empty_database_url: str, tmp_path: Path) -> Settings:
    return Settings(home=str(tmp_path / "home"), database_url=empty_database_url)


def set_version(settings: Settings, version: str) -> None:
    engine = connect(settings)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})
    engine.dispose()


def refusal(settings: Settings) -> str:
    with pytest.raises(SohoaError) as caught:
        open_store(settings)
    assert caught.value.code is ErrorCode.SCHEMA_UNKNOWN
    return str(caught.value)


def test_a_database_without_tables_is_refused(empty: Settings) -> None:
    assert refusal(empty) == (
        f"The database has schema none; this program needs {SCHEMA}. Run `sohoa db upgrade`."
    )


def test_an_older_schema_is_refused(empty: Settings) -> None:
    upgrade(empty)
    set_version(empty, "0000")
    assert refusal(empty).endswith("Run `sohoa db upgrade`.")


def test_a_newer_schema_is_refused_and_not_touched(empty: Settings) -> None:
    upgrade(empty)
    set_version(empty, "9999")
    assert refusal(empty).endswith("Install the newer program that made it.")
    with pytest.raises(SohoaError, match="Install the newer program"):
        upgrade(empty)
    engine = connect(empty)
    assert schema_of(engine) == "9999"
    engine.dispose()


def test_upgrading_again_changes_nothing(empty: Settings) -> None:
    upgrade(empty)
    store = open_store(empty)
    with store.write() as connection:
        ensure_unit(connection, "xa-a")
    upgrade(empty)
    assert [row.code for row in rows(store, units)] == ["tay-ninh", "xa-a"]
    store.close()


def test_publications_keep_their_jobs_when_withdrawals_come(empty: Settings) -> None:
    """SQLite makes that table anew, to which jobs point."""
    upgrade_to(empty, "0014")
    engine = connect(empty)
    # Of a record whose documents and results do not matter here.
    free = (
        "PRAGMA foreign_keys = OFF"
        if engine.dialect.name == "sqlite"
        else "SET session_replication_role = replica"
    )
    moment, zeros = "'2026-03-02 08:00:00+00'", f"'{'0' * 32}'"
    raw = engine.raw_connection()
    for statement in (
        free,
        "INSERT INTO publications (id, record, version, target, created_at)"
        f" VALUES (7, {zeros}, 2, 'repository', {moment})",
        "INSERT INTO jobs (id, kind, publication, state, priority, turn, due_at, created_at,"
        f" changed_at) VALUES (9, 'publish', 7, 'ready', 20, 0, {moment}, {moment}, {moment})",
    ):
        raw.cursor().execute(statement)
    raw.commit()
    raw.close()
    engine.dispose()
    upgrade(empty)
    store = open_store(empty)
    with store.read() as connection:
        found = connection.execute(
            text(
                "SELECT p.version, p.target, p.withdrawal FROM jobs j"
                " JOIN publications p ON p.id = j.publication WHERE j.id = 9"
            )
        ).one()
    store.close()
    assert tuple(found) == (2, "repository", None)


def upgrade_to(settings: Settings, revision: str) -> None:
    """Bring an empty database to an older schema."""
    config = Config()
    config.set_main_option("script_location", str(Path(database.__file__).parent / "migrations"))
    engine = connect(settings)
    with engine.execution_options(sohoa_write=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


def test_connections_that_the_server_has_ended_are_made_anew(
    postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    # None is asked whether the server still has it because of its age.
    monkeypatch.setattr(database, "_FRESH_S", 3600)
    store = open_store(Settings(database_url=postgres.prepared_url()))
    at_once(3, lambda _: rows(store, units))
    with store.read() as connection:
        name = connection.execute(text("SELECT current_database()")).scalar_one()
    others = f"FROM pg_stat_activity WHERE datname = '{name}' AND pid <> pg_backend_pid()"
    address = postgres.address("postgres").replace("+psycopg", "")
    with psycopg.connect(address, autocommit=True) as apart:
        apart.execute(f"SELECT pg_terminate_backend(pid) {others}".encode())
        count = f"SELECT count(*) {others}".encode()
        wait_until(lambda: apart.execute(count).fetchone() == (0,), "all of them to be ended")
    assert at_once(3, lambda _: rows(store, units)) == [[], [], []]
    with store.write() as connection:
        ensure_unit(connection, "xa-a")
    store.close()


def test_programs_that_start_together_upgrade_once(empty: Settings) -> None:
    at_once(8, lambda _: upgrade(empty))
    engine = connect(empty)
    check_schema(engine)
    engine.dispose()


def test_tables_and_migrations_agree(database_url: str) -> None:
    engine = connect(Settings(database_url=database_url))
    options = {
        "include_schemas": True,
        "compare_type": True,
        "compare_server_default": True,
        # The words of records are of another kind with each database: the migration makes them.
        "include_name": lambda name, kind, _: (
            not (kind == "table" and str(name).startswith("record_texts"))
        ),
    }
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_an_upgrade_that_fails_leaves_nothing(
    empty: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("no power")

    monkeypatch.setattr("alembic.runtime.migration.HeadMaintainer.update_to_step", fail)
    with pytest.raises(RuntimeError, match="no power"):
        upgrade(empty)
    engine = connect(empty)
    assert schema_of(engine) is None
    engine.dispose()
    monkeypatch.undo()
    upgrade(empty)
    open_store(empty).close()


def test_a_database_that_is_away_is_told_so() -> None:
    with pytest.raises(SohoaError) as caught:
        open_store(Settings(database_url="postgresql://sohoa@127.0.0.1:1/sohoa"))
    assert caught.value.code is ErrorCode.DATABASE_UNAVAILABLE


@pytest.mark.parametrize("url", ["nonsense", "mysql://localhost/sohoa"])
def test_a_url_that_names_no_usable_database_is_refused(url: str) -> None:
    with pytest.raises(SohoaError, match="SOHOA_DATABASE_URL"):
        connect(Settings(database_url=url))


def test_a_wrong_statement_is_no_outage(database_url: str) -> None:
    """An outage is tried again; a mistake of the program must not pass for one."""
    store = open_store(Settings(database_url=database_url))
    with pytest.raises(Exception, match="units") as caught, store.write() as connection:
        connection.execute(insert(units).values(code="a", name="a", parent="nowhere"))
        connection.execute(insert(units).values(code="a", name="a"))
    assert not isinstance(caught.value, SohoaError)
    # PostgreSQL's driver refuses to send such text; SQLite takes it.
    with suppress(DataError), store.write() as connection:
        connection.execute(insert(units).values(code="a\0b", name="a"))
    store.close()


def test_a_moment_without_a_zone_is_none(database_url: str) -> None:
    store = open_store(Settings(database_url=database_url))
    noon = datetime(2026, 1, 1, 12)
    with pytest.raises(StatementError, match="no time zone"), store.read() as connection:
        connection.execute(documents.select().where(documents.c.received_at > noon))
    store.close()


def test_connections_to_a_server_are_kept(postgres: PostgresServer) -> None:
    store = open_store(Settings(database_url=postgres.prepared_url()))
    made: list[object] = []
    event.listen(store.engine, "connect", lambda connection, _record: made.append(connection))
    together_now = Barrier(MOST_CONNECTIONS)

    def read(_number: int) -> None:
        with store.read() as connection:
            together_now.wait()
            connection.execute(text("SELECT 1"))

    for _ in range(3):
        at_once(MOST_CONNECTIONS, read)
    assert len(made) <= MOST_CONNECTIONS
    store.close()


def test_a_program_takes_no_more_connections_than_others_leave(
    postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_WAIT_S", 0.1)
    store = open_store(Settings(database_url=postgres.prepared_url()))
    with ExitStack() as held:
        for _ in range(MOST_CONNECTIONS):
            held.enter_context(store.read())
        with pytest.raises(SohoaError, match="in use") as caught:
            rows(store, units)
    assert caught.value.code is ErrorCode.DATABASE_UNAVAILABLE
    assert rows(store, units) == []
    store.close()
