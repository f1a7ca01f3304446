"""Requests made up from the API's own document, sent to the service as it is started.

`pytest --examples 200 tests/webui/api/test_schemathesis.py` sends more of them.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.review_load import Service
from models.clients import Scope
from models.settings import Settings
from models.store import clients
from models.store.clients import NewClient, add_client
from models.store.database import Store, open_store, upgrade
from models.store.open_data import publish as publish_catalog
from models.store.records import approve
from tests.models.store.builders import digest, paper, publish, result
from tests.webui.api.conftest import API, PURPOSE
from tests.worker.export.catalogs import small_catalog

PROGRAM = Path(sys.executable).with_name("schemathesis")


# An address that is too long is refused before it is read, and who says no version is told so by a
# status of its own: that is right, too.
SETTINGS = """
[checks.negative_data_rejection]
expected-statuses = [400, 401, 403, 404, 405, 406, 409, 410, 413, 414, 415, 422, 428]
[checks.missing_required_header]
expected-statuses = [400, 401, 403, 404, 406, 422, 428]
"""


def fill(store: Store) -> None:
    """Some records in different states."""
    for number in range(3):
        found = paper(so_ky_hieu=f"{number}/QĐ-UBND", ngay_ban_hanh="2025-02-03")
        [record] = digest(store, result(found), b"%%PDF-1.7 %d" % number)[1]
        if number:
            approve(store, record, 1, "lan")
    publish(store)
    publish_catalog(store, [], *small_catalog("2026-01.0"), 0, actor="lan")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Service, str]]:
    """A service with a client that may do everything, and its token."""
    settings = Settings(home=str(tmp_path_factory.mktemp("home")))
    upgrade(settings)
    store = open_store(settings)
    add_client(store, NewClient("all", "", "tay-ninh", frozenset(Scope), (PURPOSE,)))
    fill(store)
    with store.read() as connection:
        row = clients.find_client(connection, "all")
    token = clients.give_token(store, row.id, list(Scope))
    store.close()
    started = Service(settings)
    yield started, token
    started.close()


def test_no_made_up_request_gets_an_answer_that_the_document_does_not_know(
    service: tuple[Service, str], request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    started, token = service
    config = tmp_path / "schemathesis.toml"
    config.write_text(SETTINGS, encoding="utf-8")
    examples = request.config.getoption("--examples")
    done = subprocess.run(
        [
            PROGRAM, "--config-file", config, "run", f"http://127.0.0.1:{started.port}{API}/openapi.json",
            "--header", f"Authorization: Bearer {token}", "--checks", "all",
            # Which units, types and cursors there are, no document can say.
            "--exclude-checks", "positive_data_acceptance",
            "--max-examples", str(examples), "--seed", "1", "--no-color",
        ],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
