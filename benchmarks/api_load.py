"""How fast the API answers with very many records: `python -m benchmarks.api_load`.

Fills an empty PostgreSQL database (`--database-url`; one that was filled before is used again) with
published records of papers that bear their holders' identifiers, starts the real web service, and
asks it over `--in-flight` connections, each of which asks again as soon as it is answered: first
all kinds of questions mixed, then each kind by itself.

So many at once share the processors: an answer takes at least their number divided by how many a
second are answered. The CPU milliseconds of the service for a request say what a machine with more
processors would do.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import json
import os
import tempfile
import time
import urllib.parse
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import numpy as np
from rich import box
from rich.console import Console
from rich.table import Table
from sqlalchemy import Connection, func, select

from benchmarks.review_load import Service
from benchmarks.search import Draft, Papers, Put, Sample, fill
from models.clients import Scope
from models.master import Kind
from models.settings import Settings
from models.store.chain import START, digest_of
from models.store.clients import NewClient, add_client
from models.store.database import Store, open_store, upgrade
from models.store.intake import ROOT_UNIT
from models.store.master_imports import import_file
from models.store.tables import audit_events, changes, owners, records
from samples.letters import make_name

API = "/api/v1"
PURPOSE, PROCEDURE = "giai-quyet-tthc", "1.001193"
# Milliseconds at the 95th percentile.
GOALS = {"record": 30, "search": 100, "changes": 50, "prefill": 50}
SHARES = {"record": 70, "search": 10, "changes": 10, "prefill": 10}
# Of whom there are papers, for each paper.
_HOLDERS = 0.4
_TYPES = {"can_cuoc": 40, "giay_khai_sinh": 30, "gcn_quyen_su_dung_dat": 30}
_COMPONENTS = """code,name,parent,document_type,required,reusable
1,Căn cước,1.001193,can_cuoc,yes,yes
2,Giấy khai sinh,1.001193,giay_khai_sinh,yes,yes
"""


def holder(number: int, count: int) -> str:
    """The identifier of one of the holders of so many papers."""
    return f"072{number % max(1, int(count * _HOLDERS)):09d}"


class Held(Papers):
    """Papers of persons, all of them approved."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count

    def _make(self, number: int, chosen: Any) -> Draft:
        made, random = super()._make(number, chosen), self.random
        [kind] = random.choices(list(_TYPES), list(_TYPES.values()))
        owner = holder(number, self.count)
        fields = {**made.fields}
        for name, value in (("so_dinh_danh", owner), ("ho_ten", make_name(random))):
            fields[name] = {
                "value": value, "raw": value, "confidence": 0.99, "needs_review": False,
                "method": "label", "evidence": [{"page": 1, "box": [10, 20, 300, 40]}],
            }  # fmt: skip
        keys = f"{made.keys} {owner}"
        return replace(made, type=kind, state="approved", fields=fields, keys=keys)


def fill_held(store: Store, count: int) -> None:
    """Put published records into an empty database, with what others have heard of them."""
    digest = START

    def put_more(connection: Connection, put: Put, drafts: Sequence[Draft]) -> None:
        nonlocal digest
        events, told, held = [], [], []
        for draft in drafts:
            record, at = uuid.UUID(int=draft.number), draft.at + timedelta(hours=1)
            event: dict[str, Any] = {
                "at": at, "actor": "lan", "action": "approve", "subject": str(record),
                "details": {"version": 1},
            }  # fmt: skip
            digest = digest_of(digest, event)
            events.append({**event, "digest": digest})
            told.append({
                "kind": "record.published", "record": record, "version": 1, "unit": draft.unit,
                "type": draft.type, "at": at,
            })  # fmt: skip
            held.append({"owner": holder(draft.number, count), "record": record})
        put(connection, audit_events, events)
        put(connection, changes, told)
        put(connection, owners, held)

    fill(store, count, Held(count), put_more)
    for kind, text in (
        (Kind.PROCEDURE, f"code,name\n{PROCEDURE},Đăng ký khai sinh\n"),
        (Kind.COMPONENT, _COMPONENTS),
    ):
        report = import_file(store, kind, text.encode(), actor="system", dry_run=False)
        assert not report.problems, report.problems


class Connected:
    """A connection that is kept, and asks one question after the other."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def ask(
        self, method: str, path: str, headers: str, body: bytes = b""
    ) -> tuple[int, bytes]:
        """Status and body of the answer."""
        head = f"{method} {API}{path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}"
        self._writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        told = await self._reader.readuntil(b"\r\n\r\n")
        length = int(told.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0])
        return int(told[9:12]), await self._reader.readexactly(length)

    def close(self) -> None:
        """End it."""
        self._writer.close()


class Questions:
    """Makes questions of each kind."""

    def __init__(self, count: int, token: str) -> None:
        self.count, self.random, self.sample = count, Random(1), Sample(5_000)
        self.head = f"Authorization: Bearer {token}\r\n"
        self.json = f"{self.head}Content-Type: application/json\r\n"
        self.places: dict[int, str] = {}

    def make(self, kind: str, who: int) -> tuple[str, str, str, bytes]:
        """Method, path, headers and body."""
        random = self.random
        if kind == "record":
            record = uuid.UUID(int=random.randrange(1, self.count + 1))
            return "GET", f"/records/{record}", self.head, b""
        if kind == "changes":
            after = self.places.get(who, "")
            return "GET", f"/changes?limit=100&after={after}", self.head, b""
        if kind == "prefill":
            owner = holder(random.randrange(self.count), self.count)
            body = {"procedure": PROCEDURE, "person_id": owner}
            return "POST", "/prefill", self.json, json.dumps(body).encode()
        words = random.choice(
            [
                random.choice(self.sample.rare), random.choice(self.sample.medium),
                make_name(random), holder(random.randrange(self.count), self.count),
            ]
        )  # fmt: skip
        sought = {"words": words, "limit": 20}
        return "POST", "/records/search", self.json, json.dumps(sought).encode()


async def run(
    port: int, questions: Questions, kinds: Mapping[str, int], in_flight: int, seconds: float
) -> dict[str, list[float]]:
    """Ask for so many seconds; what each request took, milliseconds by kind."""
    took: dict[str, list[float]] = defaultdict(list)
    end = time.perf_counter() + seconds
    names, shares = list(kinds), list(kinds.values())

    async def one(who: int) -> None:
        connected = Connected(*await asyncio.open_connection("127.0.0.1", port))
        while (began := time.perf_counter()) < end:
            [kind] = questions.random.choices(names, shares)
            status, body = await connected.ask(*questions.make(kind, who))
            took[kind].append(1000 * (time.perf_counter() - began))
            if status != 200:
                raise RuntimeError(f"{kind}: {status} {body[:300]!r}")
            if kind == "changes":
                questions.places[who] = json.loads(body)["after"]
        connected.close()

    await asyncio.gather(*(one(who) for who in range(in_flight)))
    return took


def token_of(service: Service, name: str, secret: str) -> str:
    """A token for a client."""

    async def ask() -> str:
        connected = Connected(*await asyncio.open_connection("127.0.0.1", service.port))
        pair = base64.b64encode(f"{name}:{secret}".encode()).decode()
        headers = (
            f"Authorization: Basic {pair}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        )
        form = urllib.parse.urlencode({"grant_type": "client_credentials"}).encode()
        status, body = await connected.ask("POST", "/oauth/token", headers, form)
        if status != 200:
            raise RuntimeError(f"no token: {status} {body!r}")
        connected.close()
        return str(json.loads(body)["access_token"])

    return asyncio.run(ask())


def report(
    title: str, took: Mapping[str, Sequence[float]], cpu_s: float, seconds: float
) -> list[str]:
    """Print what was measured; the goals that were missed."""
    missed = []
    shown = Table("Request", "number", "p50 ms", "p95 ms", "max ms", "goal ms", box=box.SIMPLE)
    for kind, each in took.items():
        p50, p95 = np.percentile(each, (50, 95))
        cells = [f"{value:.1f}" for value in (p50, p95, max(each))]
        shown.add_row(kind, str(len(each)), *cells, str(GOALS[kind]))
        if p95 > GOALS[kind]:
            missed.append(f"{title} {kind}: p95 {p95:.0f} ms")
    count = sum(map(len, took.values()))
    print(
        f"{title}: {count / seconds:.0f} a second; CPU of the service"
        f" {1000 * cpu_s / count:.2f} ms a request"
    )
    Console().print(shown)
    return missed


def measure(store: Store, service: Service, options: argparse.Namespace) -> list[str]:
    """Ask everything; the goals that were missed."""
    name = f"bench-{uuid.uuid4().hex[:8]}"
    scopes = frozenset({Scope.RECORDS, Scope.PERSONAL, Scope.PREFILL})
    secret = add_client(store, NewClient(name, name, ROOT_UNIT, scopes, (PURPOSE,)))
    with store.read() as connection:
        count = connection.execute(select(func.count()).select_from(records)).scalar_one()
    questions = Questions(count, token_of(service, name, secret))
    asyncio.run(run(service.port, questions, SHARES, options.in_flight, 2.0))
    missed = []
    rounds: dict[str, Mapping[str, int]] = {"mixed": SHARES}
    rounds |= {f"only {kind}": {kind: 1} for kind in SHARES}
    for title, kinds in rounds.items():
        before = service.cpu_s()
        took = asyncio.run(run(service.port, questions, kinds, options.in_flight, options.seconds))
        missed += report(title, took, service.cpu_s() - before, options.seconds)
    return missed


def main() -> None:
    """Fill, run and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--in-flight", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=20.0, help="for each round")
    parser.add_argument("--workers", type=int, default=0, help="processes; 0: the usual number")
    parser.add_argument("--database-url", default="", help="default: SQLite")
    parser.add_argument("--home", default="", help="a folder to be kept; default: a temporary one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sohoa-api-") as folder:
        settings = Settings(home=options.home or folder, database_url=options.database_url)
        upgrade(settings)
        store = open_store(settings)
        with store.read() as connection:
            is_new = connection.execute(select(records.c.number).limit(1)).first() is None
        if is_new:
            began = time.perf_counter()
            fill_held(store, options.records)
            print(f"filled in {time.perf_counter() - began:.0f} s", flush=True)
        os.environ.update({"SOHOA_WEB_WORKERS": str(options.workers), "SOHOA_API_RATE": ""})
        service = Service(settings)
        try:
            missed = measure(store, service, options)
        finally:
            service.close()
            store.close()
    print(f"goals missed: {'; '.join(missed) or 'none'}")
    raise SystemExit(1 if missed else 0)


if __name__ == "__main__":
    main()
