"""What was given up is listed with its reason, and tried again by one call."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.plant import Plant
from tests.faults.watch import SOHOA
from tests.servers import BrokerServer

pytestmark = pytest.mark.engines


@pytest.fixture
def plant(tmp_path: Path, database_url: str, broker: BrokerServer) -> Iterator[Plant]:
    with Plant(tmp_path / "home", database_url, broker.url) as made:
        yield made


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


def parked(plant: Plant, *arguments: str) -> str:
    return subprocess.run(
        [SOHOA, "parked", *arguments], env=plant.env, capture_output=True, text=True, check=True
    ).stdout
