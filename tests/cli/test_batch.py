"""`sohoa batch` as an operator uses it: real files, real services, real deaths."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli.commands.batch import command
from models.settings import Settings
from models.store.database import Store, open_store
from models.store.tables import batch_items, documents, jobs, records, results, submissions
from tests.faults.plant import Plant, tiny_scan
from tests.faults.watch import SOHOA
from tests.models.store.builders import count, rows
from tests.servers import BrokerServer, wait_until


def environment(home: Path, **settings: object) -> dict[str, str]:
    others = {name: value for name, value in os.environ.items() if not name.startswith("SOHOA_")}
    given = {"SOHOA_HOME": str(home), **{name: str(value) for name, value in settings.items()}}
    return {**others, **given}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@dataclass(frozen=True)
class Done:
    """How a command has ended."""

    returncode: int
    stdout: str
    stderr: str


Sohoa = Callable[..., Done]


@pytest.fixture
def sohoa(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sohoa:
    """Call `sohoa batch` on the embedded stack, from the folder of the test.

    What runs for long does so as a program; of the others, only the first takes time to start.
    """
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object, env: Mapping[str, str] | None = None) -> Done:
        words, env = [*map(str, arguments)], env or environment(home)
        if words[0] == "run":
            ran = subprocess.run(
                [SOHOA, "batch", *words], capture_output=True, text=True, check=False, env=env
            )
            return Done(ran.returncode, ran.stdout, ran.stderr)
        # What is None is taken out of the environment.
        others = {name: None for name in os.environ if name.startswith("SOHOA_")}
        result = CliRunner().invoke(command, words, env={**others, **env})
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return Done(result.exit_code, result.stdout, result.stderr)

    return call


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Three good files, one of them twice, an empty and a damaged one, and what is no input."""
    folder = tmp_path / "kho 2019"
    (folder / "hộp 1").mkdir(parents=True)
    for number in (1, 2, 3):
        (folder / f"{number}.tiff").write_bytes(tiny_scan(number))
    (folder / "hộp 1" / "=lại.tiff").write_bytes(tiny_scan(1))
    (folder / "hộp 1" / "hỏng.pdf").write_bytes(b"%PDF-1.4 no more")
    (folder / "hộp 1" / "rỗng.pdf").touch()
    (folder / ".DS_Store").write_bytes(b"hidden")
    return folder


def opened(home: Path) -> Store:
    return open_store(Settings(home=str(home)))


@pytest.mark.engines
def test_an_archive_from_its_plan_to_its_verification(
    sohoa: Sohoa, archive: Path, home: Path, tmp_path: Path
) -> None:
    # Looked at, planned.
    looked = sohoa("plan", archive, "--dry-run", "--json")
    assert json.loads(looked.stdout)["added"] == 6
    assert not home.exists()
    planned = json.loads(sohoa("plan", archive, "--unit", "xa-a", "--json").stdout)
    assert (planned["name"], planned["files"], planned["added"]) == ("kho 2019", 6, 6)
    assert json.loads(sohoa("plan", archive, "--json").stdout)["added"] == 0

    # Run.
    ran = sohoa("run", "kho 2019", "--json")
    assert (ran.returncode, ran.stderr) == (3, "")
    told = json.loads(ran.stdout)
    assert told["state"] == "finished"
    files = {"total": 6, "planned": 0, "submitted": 5, "refused": 1, "duplicates": 1}
    assert told["files"] == files
    assert told["documents"] == {"ok": 3, "failed": 1}
    assert (told["pages"], told["failures"]) == ({"read": 3, "known": 3}, 2)
    again = json.loads(sohoa("status", "kho 2019", "--json").stdout)
    assert again | {"pages_per_minute": 0} == told | {"pages_per_minute": 0}

    # What failed, and the report.
    failed = sohoa("failures", "kho 2019", "--json")
    groups = {code: group["count"] for code, group in json.loads(failed.stdout).items()}
    assert (failed.returncode, groups) == (3, {"corrupt": 1, "empty_file": 1})
    reported = sohoa("report", "kho 2019", "--out", "report.csv", "--json")
    totals = json.loads(reported.stdout)
    assert (reported.returncode, totals["files"]) == (3, files)
    with (tmp_path / "report.csv").open(encoding="utf-8", newline="") as file:
        lines = [*csv.DictReader(file)]
    assert [line["path"] for line in lines] == [
        "1.tiff", "2.tiff", "3.tiff", "hộp 1/=lại.tiff", "hộp 1/hỏng.pdf", "hộp 1/rỗng.pdf",
    ]  # fmt: skip
    assert Counter(line["state"] for line in lines) == {"submitted": 5, "refused": 1}
    assert sum(int(line["pages"] or 0) for line in lines) == totals["pages"] == 3
    assert sum(int(line["records"] or 0) for line in lines) == totals["records"] == 3
    assert [line["error_code"] for line in lines] == [*[""] * 4, "corrupt", "empty_file"]
    assert (lines[0]["document"], lines[0]["duplicate"]) == (lines[3]["document"], "false")
    assert lines[3]["duplicate"] == "true"
    printed = sohoa("report", "kho 2019")
    assert [*csv.DictReader(printed.stdout.splitlines())] == lines
    assert "total 6, planned 0, submitted 5" in printed.stderr

    # Verified, before and after an accident.
    assert json.loads(sohoa("verify", "--json").stdout)["discrepancies"] == []
    store = opened(home)
    first, second = (Path(store.objects.path(lines[n]["sha256"])) for n in (0, 1))
    store.close()
    first.unlink()
    second.chmod(0o600)
    second.write_bytes(b"rotten")
    verified = sohoa("verify", "kho 2019", "--json")
    found = json.loads(verified.stdout)["discrepancies"]
    assert verified.returncode == 3
    assert {(each["code"], each["path"], each["sha256"]) for each in found} == {
        ("object_missing", "1.tiff", first.name),
        ("object_corrupt", "2.tiff", second.name),
    }
    assert f"object_missing: original {first.name} 1.tiff" in sohoa("verify").stdout

    # Mended, and tried again.
    (archive / "hộp 1" / "rỗng.pdf").write_bytes(tiny_scan(4))
    assert "sohoa batch run 'kho 2019'" in sohoa("retry", "kho 2019").stdout
    again = sohoa("run", "kho 2019", "--json")
    assert again.returncode == 3
    assert json.loads(again.stdout)["documents"] == {"ok": 4, "failed": 1}


@pytest.mark.engines
def test_a_run_and_its_stack_killed_in_the_middle_go_on(
    sohoa: Sohoa, tmp_path: Path, home: Path
) -> None:
    """Of a folder that was never planned."""
    folder = tmp_path / "kho"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.tiff").write_bytes(tiny_scan(number))
    with subprocess.Popen(
        [SOHOA, "batch", "run", folder], env=environment(home, SOHOA_LEASE_S=3),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as run:  # fmt: skip
        wait_until((home / "sohoa.db").exists, "the database")
        wait_until((home / "stack.json").exists, "the stack to run")
        store = opened(home)
        wait_until(lambda: count(store, results) >= 2, "some results")
        run.kill()
    assert count(store, results) < 6
    ran = sohoa("run", folder, "--json", env=environment(home, SOHOA_LEASE_S=3))
    assert (ran.returncode, json.loads(ran.stdout)["documents"]) == (0, {"ok": 6})
    for table in (batch_items, documents, submissions, results, records):
        assert count(store, table) == 6, table
    assert {row.state for row in rows(store, jobs)} == {"done"}
    store.close()
    assert sohoa("verify", "--json").returncode == 0


@pytest.fixture
def served(
    database_url: str, home: Path, broker: BrokerServer
) -> Iterator[tuple[Store, dict[str, str]]]:
    """A database and a broker, but nobody who works."""
    env = environment(home, SOHOA_DATABASE_URL=database_url, SOHOA_BROKER_URL=broker.url)
    store = open_store(Settings.from_env(env))
    yield store, env
    store.close()


def test_submitting_that_is_killed_again_and_again_takes_each_file_once(
    sohoa: Sohoa, served: tuple[Store, dict[str, str]], tmp_path: Path
) -> None:
    store, env = served
    folder = tmp_path / "kho"
    folder.mkdir()
    for number in range(800):
        (folder / f"{number}.pdf").write_text(f"%PDF- {number}")
    assert sohoa("plan", folder, env=env).returncode == 0
    for goal in (100, 400):
        with subprocess.Popen([SOHOA, "batch", "run", "kho", "--detach"], env=env) as run:
            wait_until(
                lambda goal=goal: count(store, documents) >= goal, f"{goal} files to be submitted"
            )
            run.send_signal(signal.SIGKILL)
    assert count(store, documents) < 800
    ran = sohoa("run", "kho", "--detach", "--json", env=env)
    assert (ran.returncode, ran.stderr) == (0, "")
    for table in (batch_items, documents, submissions, jobs):
        assert count(store, table) == 800, table
    assert json.loads(sohoa("verify", "kho", "--json", env=env).stdout)["objects"] == 800
    assert sohoa("verify", env=env).returncode == 0


@pytest.mark.engines
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_the_circuit_breaker_stops_a_run_that_mostly_fails(
    sohoa: Sohoa, database_url: str, broker: BrokerServer, tmp_path: Path
) -> None:
    folder = tmp_path / "kho"
    folder.mkdir()
    for number in range(240):
        (folder / f"{number}.pdf").write_bytes(b"%%PDF-1.4 no more %d" % number)
    with Plant(tmp_path / "plant", database_url, broker.url) as plant:
        plant.start_all()
        ran = sohoa("run", folder, env=plant.env)
        assert ran.returncode == 3, ran.stderr
        assert "paused by breaker: 200 of the last 200 pages failed: corrupt 200." in ran.stdout
        refused = sohoa("run", "kho", env=plant.env)
        assert (refused.returncode, "paused by breaker" in refused.stderr) == (1, True)
        # An operator knows better; too few are left to trip it again.
        assert sohoa("resume", "kho", env=plant.env).returncode == 0
        ran = sohoa("run", "kho", "--json", env=plant.env)
        assert json.loads(ran.stdout)["state"] == "finished"
        assert json.loads(ran.stdout)["documents"] == {"failed": 240}


def test_pausing_and_resuming_are_told(sohoa: Sohoa, archive: Path) -> None:
    sohoa("plan", archive, "--name", "một")
    assert "đã tạm dừng / paused" in sohoa("pause", "một", "--reason", "mất điện").stdout
    assert "unchanged: paused" in sohoa("pause", "một").stdout
    shown = sohoa("status", "một").stdout
    assert ": mất điện" in shown
    assert "sohoa batch resume" in shown
    assert "goes on" in sohoa("resume", "một").stdout
    assert [each["name"] for each in json.loads(sohoa("status", "--json").stdout)] == ["một"]


def test_wrong_usage_is_told_apart(sohoa: Sohoa) -> None:
    assert sohoa("plan", "nowhere").returncode == 2
    assert sohoa("plan", ".", "--type", "nothing").returncode == 2
    assert sohoa("plan", ".", "--name", "a\nb").returncode == 2
    assert sohoa("run", "nowhere").returncode == 2


def test_a_run_without_anybody_to_do_the_work_is_refused(sohoa: Sohoa, archive: Path) -> None:
    ran = sohoa("run", archive, "--detach")
    assert ran.returncode == 1
    assert "Start `sohoa up`." in ran.stderr


def test_cells_that_a_spreadsheet_would_run_are_made_harmless(sohoa: Sohoa, tmp_path: Path) -> None:
    folder = tmp_path / "kho"
    folder.mkdir()
    names = ["+1.pdf", "-1.pdf", "=cmd.pdf", "@a.pdf", "a=b.pdf"]
    for name in names:
        (folder / name).touch()
    sohoa("plan", folder)
    lines = csv.DictReader(sohoa("report", "kho").stdout.splitlines())
    harmless = [f"'{name}" for name in names[:4]] + ["a=b.pdf"]
    assert [line["path"] for line in lines] == harmless
