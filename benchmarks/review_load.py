"""How fast the pages answer while many people review: `python -m benchmarks.review_load`.

Fills an empty database (a SQLite file in a temporary folder, unless a URL is given) with letters
that wait for review, and others that were reviewed within thirty days; one in `--home` that was
filled before is used again. Starts the real web service and lets people review through it: the next
record, its picture, what they say of its fields, its approval, while others search and one looks at
the figures: the page of those thirty days, and each figure that comes after it of the most days
that can be asked for. Each person takes `--pause` seconds for a record, a fraction of what a human
being takes.

The picture of a field is a part of its page's picture that the browser cuts out by itself, so the
time of the page's picture is that of the first field's too.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import os
import re
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from rich import box
from rich.console import Console
from rich.table import Table
from sqlalchemy import func, select

from benchmarks.reviewed import DAYS, FIRST, PASSWORD, fill_review
from benchmarks.search import Papers
from models.people import Role
from models.settings import Settings
from models.store.dashboards import MOST_DAYS
from models.store.database import Store, open_store, upgrade
from models.store.intake import ROOT_UNIT
from models.store.people import Account, add_person
from models.store.tables import records
from samples.letters import make_name

SOHOA = Path(sys.executable).with_name("sohoa")
# Milliseconds at the 95th percentile, seconds, megabytes.
GOALS = {
    "next record": 300,
    "picture": 50,
    "save": 100,
    "approve": 100,
    "search": 300,
    "what waits": 300,
    "figures": 300,
    "figures by unit, 92 days": 300,
    "field_rates, 92 days": 300,
    "confusions, 92 days": 300,
    "speeds, 92 days": 300,
}
START_S, MEMORY_MB = 2.0, 150
# What a web process has no need of.
STRANGERS = ("cv2", "tesserocr", "onnxruntime", "torch")
_TICKS = os.sysconf("SC_CLK_TCK")


class Browser:
    """Somebody's browser: one connection, cookies, the token of the last page."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._cookies: dict[str, str] = {}
        self.csrf = ""

    def close(self) -> None:
        """End the connection."""
        self._connection.close()

    def send(
        self, method: str, path: str, body: bytes | None = None, **headers: str
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        """Status, headers and body of the answer."""
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        self._connection.request(method, path, body, {"Cookie": cookies, **headers})
        if self._connection.sock is not None:
            # Headers and body are two small packets: the second must not wait for an answer.
            self._connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        answer = self._connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self._cookies[name] = value
        return answer.status, answer.headers, answer.read()

    def page(self, path: str) -> bytes:
        """A page; a redirection is followed."""
        status, headers, body = self.send("GET", path)
        if status in (302, 303):
            return self.page(headers["Location"])
        if status != 200:
            raise RuntimeError(f"{path}: {status}")
        found = re.search(rb'name="csrf-token" content="([^"]+)"', body)
        self.csrf = found.group(1).decode() if found else self.csrf
        return body

    def ask(self, path: str, body: object) -> Any:
        """What a script asks."""
        status, _, answer = self.send(
            "POST", path, json.dumps(body).encode(),
            **{"Content-Type": "application/json", "Accept": "application/json",
               "X-CSRFToken": self.csrf},
        )  # fmt: skip
        if status != 200:
            raise RuntimeError(f"{path}: {status} {answer[:300]!r}")
        return json.loads(answer)

    def sign_in(self, login: str) -> None:
        """Sign somebody in."""
        self.page("/sign-in")
        form = {"login": login, "password": PASSWORD, "csrf_token": self.csrf}
        status, _, _ = self.send(
            "POST", "/sign-in", urllib.parse.urlencode(form).encode(),
            **{"Content-Type": "application/x-www-form-urlencoded"},
        )  # fmt: skip
        if status != 303:
            raise RuntimeError(f"{login} cannot sign in: {status}")


@dataclass
class Clockwork:
    """What requests took, milliseconds by kind, and what went wrong."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: list[str] = field(default_factory=list)
    records: int = 0

    @contextmanager
    def time(self, kind: str) -> Iterator[None]:
        """Note how long something takes."""
        began = time.perf_counter()
        yield
        self.took[kind].append(1000 * (time.perf_counter() - began))


def review(browser: Browser, clock: Clockwork, pause_s: float, stop: threading.Event) -> None:
    """Review records until told to stop."""
    random, fetched = Random(id(browser)), set[str]()
    while not stop.is_set():
        with clock.time("next record"):
            page = browser.page("/review/next")
        found = re.search(rb'id="review-data">(.*?)</script>', page, re.DOTALL)
        if found is None:
            clock.wrong.append("no record was left")
            return
        data = json.loads(found.group(1))
        urls, token = data["urls"], data["token"]
        _fetch(browser, clock, [each["url"] for each in data["pages"]], fetched)
        with clock.time("lease"):
            browser.ask(urls["lease"], {"token": token})
        with clock.time("ahead"):
            ahead = browser.ask(urls["ahead"], {})
        _fetch(browser, clock, ahead["pictures"], fetched)
        if random.random() < 0.1:
            with clock.time("words"):
                browser.page(urls["words"] + "1")
        doubtful = [each for each in data["fields"] if each["flagged"]]
        for each in doubtful:
            if stop.wait(random.uniform(0.5, 1.5) * pause_s / len(doubtful)):
                return  # all are told at once: what they asked now would be asked at one moment
            body = {
                "token": token, "field": each["id"], "version": data["version"],
                "action": "confirmed" if each["text"] else "absent",
            }  # fmt: skip
            with clock.time("save"):
                browser.ask(urls["decide"], body)
        with clock.time("approve"):
            browser.ask(urls["end"], {
                "token": token, "version": data["version"], "outcome": "approved",
            })  # fmt: skip
        clock.records += 1


def _fetch(browser: Browser, clock: Clockwork, urls: Sequence[str], fetched: set[str]) -> None:
    """Get pictures that the browser does not keep yet."""
    for url in urls:
        if url not in fetched:
            with clock.time("picture"):
                status, _, _ = browser.send("GET", url)
            if status != 200:
                raise RuntimeError(f"{url}: {status}")
            fetched.add(url)


def search(browser: Browser, clock: Clockwork, pause_s: float, stop: threading.Event) -> None:
    """Look for records until told to stop."""
    random = Random(id(browser))
    vocabulary = _vocabulary()
    while not stop.wait(random.uniform(0.5, 1.5) * pause_s):
        words = random.choice(
            [make_name(random), random.choice(vocabulary[:2000]), f"{random.randrange(5000)}"]
        )
        with clock.time("search"):
            browser.page(f"/records?q={urllib.parse.quote(words)}")
        with clock.time("what waits"):
            browser.page("/review/")


def look(browser: Browser, clock: Clockwork, pause_s: float, stop: threading.Event) -> None:
    """Look at the figures until told to stop."""
    last = (FIRST + timedelta(days=DAYS)).date()
    days, most = (
        f"?from={last - timedelta(days=count - 1)}&to={last}" for count in (DAYS, MOST_DAYS)
    )
    asked = {"figures": f"/figures{days}", "figures by unit, 92 days": f"/figures{most}&by=unit"}
    for name in ("field_rates", "confusions", "speeds"):
        asked[f"{name}, 92 days"] = f"/figures/{name}{most}"
    while not stop.wait(pause_s):
        for kind, path in asked.items():
            with clock.time(kind):
                browser.page(path)


@cache
def _vocabulary() -> list[str]:
    return Papers().vocabulary


def idle(browser: Browser, clock: Clockwork, pause_s: float, stop: threading.Event) -> None:
    """Ask for next to nothing: what that takes is the machine's, not the pages'."""
    icon = re.findall(r'href="([^"]+icon.svg)"', browser.page("/account").decode())[0]
    while not stop.wait(pause_s):
        with clock.time("nothing (an icon)"):
            browser.send("GET", icon)


class Service:
    """The web service as it is started for everybody."""

    def __init__(self, settings: Settings) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        env = {**os.environ, "SOHOA_HOME": settings.home}
        env |= {
            "SOHOA_DATABASE_URL": settings.database(),
            "SOHOA_BROKER_URL": "redis://127.0.0.1:1",
        }
        began = time.perf_counter()
        self.process = subprocess.Popen(
            [SOHOA, "service", "web", "--port", str(self.port)], env=env
        )
        while not self._answers():
            if self.process.poll() is not None or time.perf_counter() - began > 60:
                raise SystemExit("The web service did not start.")
            time.sleep(0.01)
        self.start_s = time.perf_counter() - began

    def _answers(self) -> bool:
        with contextlib.closing(Browser(self.port)) as browser:
            try:
                return browser.send("GET", "/sign-in")[0] == 200
            except OSError:
                return False

    def processes(self) -> list[int]:
        """Those that answer, without the one that starts them."""
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in listed.split()]

    def cpu_s(self) -> float:
        """CPU seconds of those that answer."""
        return sum(map(_cpu_s, self.processes()))

    def close(self) -> None:
        """Stop it."""
        self.process.terminate()
        self.process.wait(30)


def _cpu_s(pid: int) -> float:
    stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(stat[11]) + int(stat[12])) / _TICKS


def memory_mb(pid: int) -> dict[str, float]:
    """Resident memory of a process, and its share of it (Rss, Pss), megabytes."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]
    sizes = {
        name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in lines)
    }
    return {name: sizes[name] * 1024 / 1e6 for name in ("Rss", "Pss")}


def strangers(pid: int) -> list[str]:
    """Libraries that a web process has no need of and has loaded."""
    maps = Path(f"/proc/{pid}/maps").read_text(encoding="utf-8")
    return [name for name in STRANGERS if f"/{name}" in maps]


def run(store: Store, service: Service, options: argparse.Namespace) -> tuple[Clockwork, float]:
    """Let people work; what requests took, and the CPU seconds of the service."""
    clock, stop = Clockwork(), threading.Event()
    _vocabulary()  # takes seconds, in which no thread would get on
    mark = secrets.token_hex(4)
    people = [(review, f"reviewer-{mark}-{n}", options.pause) for n in range(options.reviewers)]
    people += [(search, f"searcher-{mark}-{n}", 1.0) for n in range(options.searchers)]
    people += [(look, f"senior-{mark}", 5.0), (idle, f"idle-{mark}", 0.3)]
    browsers = []
    for does, login, _ in people:
        role = Role.SENIOR if does is look else Role.REVIEWER
        account = Account(login, login, ROOT_UNIT, frozenset({role}))
        add_person(store, account, password=PASSWORD, one_time=False)
        browsers.append(Browser(service.port))
        browsers[-1].sign_in(login)

    def work(place: int) -> None:
        does, login, pause_s = people[place]
        try:
            # People do not all begin in the same moment.
            stop.wait(pause_s * place / len(people))
            does(browsers[place], clock, pause_s, stop)
        except Exception as error:
            clock.wrong.append(f"{login}: {error}")

    before = service.cpu_s()
    threads = [threading.Thread(target=work, args=[place]) for place in range(len(people))]
    for thread in threads:
        thread.start()
    time.sleep(options.seconds)
    stop.set()
    for thread in threads:
        thread.join()
    return clock, service.cpu_s() - before


def report(service: Service, clock: Clockwork, cpu_s: float, seconds: float) -> list[str]:
    """Print what was measured; the goals that were missed."""
    missed = list(clock.wrong)
    shown = Table("Request", "number", "p50 ms", "p95 ms", "max ms", "goal ms", box=box.SIMPLE)
    for kind, took in clock.took.items():
        p50, p95 = np.percentile(took, (50, 95))
        goal = GOALS.get(kind)
        cells = [f"{each:.1f}" for each in (p50, p95, max(took))]
        shown.add_row(kind, str(len(took)), *cells, str(goal or ""))
        if goal is not None and p95 > goal:
            missed.append(f"{kind}: p95 {p95:.0f} ms")
    Console().print(shown)
    count = sum(map(len, clock.took.values()))
    print(
        f"{clock.records} records in {seconds:.0f} s; {count} requests, {count / seconds:.0f} a"
        f" second; CPU of the service {cpu_s:.1f} s, {1000 * cpu_s / max(1, clock.records):.0f} ms"
        " a record"
    )
    print(f"started in {service.start_s:.2f} s")
    if service.start_s >= START_S:
        missed.append(f"start: {service.start_s:.2f} s")
    for pid in service.processes():
        memory, loaded = memory_mb(pid), strangers(pid)
        print(f"process {pid}: RSS {memory['Rss']:.0f} MB, PSS {memory['Pss']:.0f} MB")
        missed += [f"{name} is loaded" for name in loaded]
        if memory["Rss"] >= MEMORY_MB:
            missed.append(f"memory: {memory['Rss']:.0f} MB")
    return missed


def approved(store: Store) -> int:
    """How many records are approved."""
    with store.read() as connection:
        return connection.execute(
            select(func.count()).where(records.c.state == "approved")
        ).scalar_one()


@contextmanager
def filled(options: argparse.Namespace, home: str) -> Iterator[Store]:
    """A store with records for review."""
    settings = Settings(home=home, database_url=options.database_url)
    upgrade(settings)
    store = open_store(settings)
    with store.read() as connection:
        count = connection.execute(select(func.max(records.c.number))).scalar()
    began = time.perf_counter()
    if count is None:
        fill_review(store, options.records, options.reviewed)
    print(
        f"{count or options.records + options.reviewed:,} records, {store.engine.dialect.name};"
        f" filled in {time.perf_counter() - began:.0f} s",
        flush=True,
    )
    yield store
    store.close()


def main() -> None:
    """Fill, run and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, default=100_000, help="that wait for review")
    parser.add_argument("--reviewed", type=int, default=100_000, help="records, besides those")
    parser.add_argument("--reviewers", type=int, default=20)
    parser.add_argument("--searchers", type=int, default=2, help="who search once a second")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--pause", type=float, default=5.0, help="seconds for a record; 0: none")
    parser.add_argument("--database-url", default="", help="default: SQLite")
    parser.add_argument("--home", default="", help="a folder to be kept; default: a temporary one")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="sohoa-load-") as folder,
        filled(options, options.home or folder) as store,
    ):
        before, service = approved(store), Service(store.settings)
        try:
            clock, cpu_s = run(store, service, options)
            missed = report(service, clock, cpu_s, options.seconds)
        finally:
            service.close()
        done = approved(store) - before
        if done != clock.records:
            missed.append(f"{clock.records} reviews ended, {done} records were approved")
    print(f"goals missed: {'; '.join(missed) or 'none'}")
    raise SystemExit(1 if missed else 0)


if __name__ == "__main__":
    main()
