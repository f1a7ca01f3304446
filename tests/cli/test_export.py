"""`sohoa export archive` and `verify` as whoever hands papers over uses them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.main import main
from models.master import Kind
from models.settings import Settings
from models.store.database import Store, open_store
from models.store.master_imports import import_file
from tests.faults.watch import SOHOA
from tests.models.store.builders import Clock
from tests.servers import wait_until
from tests.worker.export.builders import CODE, LETTER, approved, dossier, scan

# Enough for a process to be killed while it is written.
LARGE = 20_000_000


@pytest.fixture
def store(database_url: str, tmp_path: Path) -> Iterator[Store]:
    settings = Settings(home=str(tmp_path / "home"), database_url=database_url)
    opened = open_store(settings, Clock())
    yield opened
    opened.close()


def environment(store: Store) -> Mapping[str, str]:
    others = {name: value for name, value in os.environ.items() if not name.startswith("SOHOA_")}
    return {
        **others, "SOHOA_HOME": store.settings.home,
        "SOHOA_DATABASE_URL": store.settings.database_url,
    }  # fmt: skip


def sohoa(store: Store, *words: object) -> Result:
    env = {name: None for name in os.environ if name.startswith("SOHOA_")}
    return CliRunner().invoke(main, ["export", *map(str, words)], env={**env, **environment(store)})


def test_handing_over(store: Store, tmp_path: Path) -> None:
    out = tmp_path / "out"
    nothing = sohoa(store, "archive", out)
    assert (nothing.exit_code, nothing.stdout) == (0, "made: 0, kept: 0, refused: 0\n")
    good, _ = approved(store, b"%PDF-1.7 good")
    open_one, _ = scan(store, b"%PDF-1.7 open")
    dossier(store, CODE, good)
    dossier(store, "B", open_one)
    first = sohoa(store, "archive", out)
    assert (first.exit_code, first.stdout) == (3, "made: 1, kept: 0, refused: 1\n")
    assert first.stderr == "B: refused: no approved paper: paper 1 is not approved\n"
    again = sohoa(store, "archive", out, "--dossier", CODE)
    assert (again.exit_code, again.stdout) == (0, "made: 0, kept: 1, refused: 0\n")
    verified = sohoa(store, "verify", out)
    assert (verified.exit_code, verified.stdout) == (0, f"{CODE}.v1: sound\n")
    (out / f"{CODE}.v1" / "bag-info.txt").write_text("Contact-Name: somebody\n")
    verified = sohoa(store, "verify", out, "--json")
    told = json.loads(verified.stdout)
    assert (verified.exit_code, told["package"]) == (3, f"{CODE}.v1")
    assert {fault["code"] for fault in told["faults"]} == {"bag"}
    assert verified.stderr == ""


@pytest.mark.parametrize(
    "words",
    [
        ["archive"],
        ["archive", "{out}", "--dossier", "none"],
        ["archive", "{out}", "--unit", "none"],
        ["archive", "{out}", "--since", "yesterday"],
        ["archive", "{out}", "--since", "2026-03-02", "--until", "2026-03-01"],
        ["register", "khac", "{out}/a.csv", "--since", "2026-03-02", "--until", "2026-03-01"],
        ["archive", "{file}"],
        ["verify", "{out}"],
        ["verify", "{home}"],
    ],
)
def test_wrong_usage(store: Store, tmp_path: Path, words: list[str]) -> None:
    (tmp_path / "file").touch()
    places = {"out": tmp_path / "out", "file": tmp_path / "file", "home": tmp_path}
    wrong = sohoa(store, *(word.format(**places) for word in words))
    assert wrong.exit_code == 2
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "words",
    [
        ["archive", "/proc/out"],
        ["lake", "/proc/out"],
        ["open", "/proc/out"],
        ["register", "van_ban_hanh_chinh", "/proc/out.csv"],
        ["register", "van_ban_hanh_chinh", "/proc/out.xlsx"],
    ],
)
def test_what_cannot_be_written(store: Store, words: list[str]) -> None:
    document, _ = approved(store, b"%PDF-1.7 good")
    dossier(store, CODE, document)
    failed = sohoa(store, *words)
    assert failed.exit_code == 1
    assert failed.stderr.startswith("sohoa: cannot write: ")
    assert failed.stderr.endswith("Free space or check permissions.\n")


def test_killed_in_the_middle_it_goes_on(store: Store, tmp_path: Path) -> None:
    out, codes = tmp_path / "out", ["A", "B", "C"]
    for code in codes:
        document, _ = approved(store, b"%PDF-1.7 " + code.encode() * LARGE)
        dossier(store, code, document)
    command = [SOHOA, "export", "archive", out]
    process = subprocess.Popen(command, env=environment(store))
    wait_until(lambda: (out / ".B.v1.part" / "original").exists(), "the second package is begun")
    process.send_signal(signal.SIGKILL)
    process.wait()
    half = out / ".B.v1.part"
    assert half.exists()
    assert sorted(path.name for path in out.glob("*.v*") if path.name[0] != ".") == ["A.v1"]
    first = (out / "A.v1" / "data" / "mets.xml").stat().st_mtime_ns
    # What is half is no package.
    assert sohoa(store, "verify", out).stdout == "A.v1: sound\n"
    done = subprocess.run(command, env=environment(store), capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "made: 2, kept: 1, refused: 0\n")
    assert not half.exists()
    assert (out / "A.v1" / "data" / "mets.xml").stat().st_mtime_ns == first
    assert sohoa(store, "verify", out).stdout == "A.v1: sound\nB.v1: sound\nC.v1: sound\n"


def test_letters_as_packets(store: Store, tmp_path: Path) -> None:
    out = tmp_path / "out"
    agencies = "code,name\nZ99,Ủy ban nhân dân tỉnh Thí Dụ\nZ99.1,Sở Y tế\n"
    assert import_file(store, Kind.AGENCY, agencies.encode(), actor="an").problems == ()
    _, [good] = approved(store, b"%PDF-1.7 good", **LETTER)
    _, [open_one] = scan(store, b"%PDF-1.7 open")
    first = sohoa(store, "edxml", out, good, open_one, "--to", "Z99")
    assert (first.exit_code, first.stdout) == (3, "made: 1, refused: 1\n")
    assert first.stderr == (
        f"{open_one}: refused: There is no approved record of this id. Check it, or approve it.\n"
    )
    assert [path.name for path in out.iterdir()] == [f"{good}.edxml"]
    assert b">Z99.1<" in (out / f"{good}.edxml").read_bytes()
    again = sohoa(store, "edxml", out, good, "--to", "Z99")
    assert (again.exit_code, "--force overwrites it" in again.stderr) == (2, True)
    forced = sohoa(store, "edxml", out, good, "--from", "Z99", "--to", "Z99.1", "--force")
    assert (forced.exit_code, forced.stdout) == (0, "made: 1, refused: 0\n")
    assert sohoa(store, "edxml", out, good).exit_code == 2
