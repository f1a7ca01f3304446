"""What was given up is listed with its reason, and tried again by one call."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli.commands.parked import command
from models.errors import ErrorCode
from models.settings import Settings
from models.store.database import open_store
from models.store.jobs import JobKind
from models.store.publications import published
from models.store.reading import failed
from models.store.records import withdraw_unreviewed
from tests.faults.plant import Plant
from tests.faults.watch import SOHOA
from tests.models.store.builders import digest, paper, problem, result, take
from tests.servers import BrokerServer


@pytest.fixture
def plant(tmp_path: Path, database_url: str, broker: BrokerServer) -> Iterator[Plant]:
    with Plant(tmp_path / "home", database_url, broker.url) as made:
        yield made


@pytest.mark.engines
def test_parked_jobs_are_listed_and_tried_again(plant: Plant) -> None:
    receipt = plant.send(b"no scan at all", "note.txt")
    plant.start_all()
    plant.wait_idle()
    (told,) = map(json.loads, parked(plant, "list", "--json").splitlines())
    assert (told["document"], told["file"]) == (str(receipt.document), "note.txt")
    assert told["error"]["code"] == "unsupported_type"
    assert "note.txt: unsupported_type: The file is plain text" in parked(plant, "list")
    assert parked(plant, "retry", "--all") == "1 jobs will be tried again.\n"
    plant.wait_idle()
    # It is no better than before.
    assert plant.job_states() == {"parked": 1}
    assert parked(plant, "retry", str(receipt.document)) == "1 jobs will be tried again.\n"


def test_a_withdrawal_that_was_given_up_is_told_as_one(tmp_path: Path, database_url: str) -> None:
    settings = Settings(
        home=str(tmp_path), database_url=database_url, lgsp_url="https://lgsp.example",
        lgsp_types="van_ban_hanh_chinh=*",
    )  # fmt: skip
    store = open_store(settings)
    document, [record] = digest(store, result(paper(1, trich_yeu="Về việc họp")))
    for _ in range(2):
        published(store, take(store, JobKind.PUBLISH))
    with store.write() as connection:
        withdraw_unreviewed(store, connection, document, asked="rescan", actor="lan")
    failed(store, take(store, JobKind.PUBLISH), problem(ErrorCode.TARGET_REFUSED))
    store.close()
    env = {"SOHOA_DATABASE_URL": database_url, "SOHOA_HOME": str(tmp_path)}
    told = CliRunner().invoke(command, ["list"], env=env, catch_exceptions=False).stdout
    assert told.startswith(f"record {record} withdrawal after version 1 to lgsp: target_refused:")
    known = json.loads(CliRunner().invoke(command, ["list", "--json"], env=env).stdout)
    assert (known["version"], known["target"], known["withdrawal"]) == (1, "lgsp", True)


def parked(plant: Plant, *arguments: str) -> str:
    return subprocess.run(
        [SOHOA, "parked", *arguments], env=plant.env, capture_output=True, text=True, check=True
    ).stdout
