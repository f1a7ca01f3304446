"""A thousand documents and a hundred deaths; its size is set by `--documents` and `--deaths`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.faults.plant import Plant, assert_whole, kill
from tests.servers import BrokerServer, PostgresServer

pytestmark = pytest.mark.engines


def test_all_are_there_once(
    tmp_path: Path, database_url: str, forgetful_broker: BrokerServer,
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    """Children, workers, sweepers, the broker and PostgreSQL are killed at random moments."""
    documents, deaths = (request.config.getoption(name) for name in ("documents", "deaths"))
    # Whoever is killed often enough is not to blame for it.
    with Plant(
        tmp_path / "home", database_url, forgetful_broker.url, SOHOA_MAX_ATTEMPTS=100,
        SOHOA_LEASE_S=2,
    ) as plant:  # fmt: skip
        random = Random(documents)
        killers = _killers(plant, forgetful_broker, request)
        plant.start_all()
        sent: dict[str, bytes] = {}
        for death in range(deaths):
            share = range(documents * death // deaths, documents * (death + 1) // deaths)
            sent |= plant.send_tiny(share)
            plant.wait_running()
            random.choice(killers)()
        plant.wait_idle(600 + documents)
        assert len(sent) == documents
        assert_whole(plant, sent)


def _killers(
    plant: Plant, broker: BrokerServer, request: pytest.FixtureRequest
) -> list[Callable[[], object]]:
    def child() -> None:
        for pid in plant.children()[:1]:
            kill(pid)

    def worker() -> None:
        plant.kill9("worker")
        plant.start_worker()

    def sweeper() -> None:
        plant.kill9("sweeper")
        plant.start("sweeper", "sweeper")

    def served() -> None:
        broker.kill9()
        broker.restart()

    killers = [child, child, worker, sweeper, served]
    if plant.settings.database_url.startswith("postgresql"):
        server: PostgresServer = request.getfixturevalue("postgres")

        def database() -> None:
            server.kill9()
            server.restart()

        killers.append(database)
    return killers
