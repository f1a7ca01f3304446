"""The database is upgraded, checked, backed up and brought back."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from sqlalchemy import select

from models.settings import Settings
from models.store.database import open_store, upgrade
from models.store.intake import Submission
from models.store.tables import documents
from tests.faults.watch import SOHOA
from tests.servers import PostgresServer
from worker.queue import Bell, submit


def db(home: Path, *arguments: object, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [SOHOA, "db", *map(str, arguments)], env={**os.environ, "SOHOA_HOME": str(home), **env},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def filled(settings: Settings) -> dict[str, bytes]:
    """A store with a few papers; their bytes by digest."""
    store = open_store(settings)
    sent = {}
    for number in range(5):
        data = b"paper %d" % number
        receipt = submit(store, Bell(settings), io.BytesIO(data), Submission(f"{number}.pdf"))
        sent[receipt.sha256] = data
    store.close()
    return sent


def held(settings: Settings) -> dict[str, bytes]:
    """All papers of a store, with the bytes that are stored."""
    store = open_store(settings)
    with store.read() as connection:
        digests = connection.execute(select(documents.c.sha256)).scalars().all()
    found = {digest: store.objects.read(digest) for digest in digests}
    store.close()
    return found


def test_a_fresh_database_is_refused_then_upgraded(tmp_path: Path) -> None:
    before = db(tmp_path, "check")
    assert (before.returncode, before.stdout) == (1, "")
    assert "Run `sohoa db upgrade`" in before.stderr
    assert db(tmp_path, "upgrade").returncode == 0
    assert db(tmp_path, "check").returncode == 0


def test_a_backup_is_brought_back(tmp_path: Path) -> None:
    settings = Settings(home=str(tmp_path / "home"))
    upgrade(settings)
    sent = filled(settings)
    # Somebody works meanwhile.
    with open_store(settings).write() as connection:
        done = db(tmp_path / "home", "backup", tmp_path / "backup")
        assert done.returncode == 0, done.stderr
        connection.execute(documents.update().values(file_name="changed later"))
    shutil.rmtree(tmp_path / "home")
    shutil.copytree(tmp_path / "backup", tmp_path / "home")
    assert held(settings) == sent


def test_a_second_backup_copies_what_is_new(tmp_path: Path) -> None:
    settings = Settings(home=str(tmp_path / "home"))
    upgrade(settings)
    filled(settings)
    assert "5 new files" in db(tmp_path / "home", "backup", tmp_path / "backup").stdout
    assert "0 new files" in db(tmp_path / "home", "backup", tmp_path / "backup").stdout


def test_a_dump_of_postgresql_is_brought_back(tmp_path: Path, postgres: PostgresServer) -> None:
    settings = Settings(home=str(tmp_path / "home"), database_url=postgres.prepared_url())
    sent = filled(settings)
    refused = db(tmp_path / "home", "backup", tmp_path, SOHOA_DATABASE_URL=settings.database_url)
    assert refused.returncode == 1
    assert "pg_dump" in refused.stderr
    dump = tmp_path / "sohoa.dump"
    plain = settings.database_url.replace("+psycopg", "")
    subprocess.run(["pg_dump", "--format=custom", f"--file={dump}", plain], check=True)
    copied = postgres.url()
    subprocess.run(
        ["pg_restore", f"--dbname={copied.replace('+psycopg', '')}", "--exit-on-error", dump],
        check=True,
    )
    assert held(Settings(home=settings.home, database_url=copied)) == sent


@pytest.mark.parametrize("command", ["upgrade", "check"])
def test_a_newer_database_is_left_alone(tmp_path: Path, command: str) -> None:
    settings = Settings(home=str(tmp_path))
    upgrade(settings)
    store = open_store(settings)
    with store.write() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    store.close()
    done = db(tmp_path, command)
    assert done.returncode == 1
    assert "9999" in done.stderr
    assert "Install the newer program" in done.stderr
