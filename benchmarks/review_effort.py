"""How many seconds of a person's attention a letter costs in review.

`python -m benchmarks.review_effort DATASET [--letters 40]` brings real letters through the whole
stack, then a scripted reviewer goes through their records in Chromium by the keyboard alone, doing
what the known values require: where the program's value is right it is confirmed, where another
reading is right that is picked, else it is corrected. Only doubtful fields are visited; those of
which no value is known are confirmed, or said to be empty where nothing was read.

Seconds are those of the keystroke-level model (Card, Moran, Newell 1980): K 0.28 s for a key of a
typist who is no expert, M 1.35 s for a decision, and 2.4 s until a record has loaded and the eye
has found its place. What is corrected is put in at once; the keys that it takes to type are those
of Telex, by the cheapest way: over the word that is selected, over the words or the letters that
differ, or all anew.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import click
from playwright.sync_api import Page, sync_playwright
from rich.console import Console
from rich.table import Table
from sqlalchemy import select

from models.doctypes import document_types
from models.people import Role
from models.scoring.forms import rows
from models.scoring.gold import GoldDocument, read_index
from models.settings import Settings
from models.store.database import Store, open_store
from models.store.intake import FINAL, DocumentState, Submission
from models.store.people import Account, add_person
from models.store.tables import decisions, documents, record_versions, records, reviews
from models.values.said import read_said
from worker.queue import Bell, submit_file
from worker.stack import Stack, running

K, M, LOAD = 0.28, 1.35, 2.4
GOAL_S, GOAL_CONFIRM, GOAL_PICK, GOAL_CLICKS = 15.0, 1, 2, 0.2
PASSWORD = "chi de do toc do"
_LOOK_S = 0.5
# Keys of Telex beyond the letter itself: a mark of tone, a mark of the letter.
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_SHAPES = frozenset("\u0302\u0306\u031b")


def telex(text: str) -> int:
    """Keys that typing `text` takes with Telex; capitals in a row take one key for all."""
    keys, capital = 0, False
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        base, marks = parts[0], parts[1:]
        keys += 1 + sum(mark in _TONES or mark in _SHAPES for mark in marks) + (base in "đĐ")
        if base.isalpha() and base.isupper() != capital:
            capital = base.isupper()
            keys += 1
    return keys


def keys_to_correct(now: str, wanted: str, doubt: str) -> int:
    """Keys that the cheapest correction takes, Enter not among them."""
    old, new = now.split(), wanted.split()
    ahead = _common(old, new)
    behind = _common(old[ahead:][::-1], new[ahead:][::-1])
    typed = " ".join(new[ahead : len(new) - behind])
    differing = old[ahead : len(old) - behind]
    span = len(differing)
    over_words = span + (telex(typed) or 1)
    ways = [1 + telex(wanted), behind + over_words, 1 + ahead + over_words]
    # Letter by letter within the words that differ.
    was = " ".join(differing)
    before = _common(was, typed)
    after = _common(was[before:][::-1], typed[before:][::-1])
    letters = len(was) - before - after + telex(typed[before : len(typed) - after])
    ways += [behind + after + letters, 1 + ahead + before + letters]
    if differing == [doubt]:
        ways.append(telex(typed) or 1)
    return min(ways)


def _common(first: Sequence[str], second: Sequence[str]) -> int:
    """How many items at the beginning are the same."""
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count


@dataclass
class Spent:
    """What one record took.

    Attributes:
        seconds: By the model.
        keys: By the model.
        acts: How often each act was done.
    """

    seconds: float = LOAD
    keys: int = 0
    acts: dict[str, int] = field(default_factory=dict)

    def add(self, act: str, decisions_made: int, keys: int) -> None:
        """Count an act of so many decisions and keys."""
        self.seconds += decisions_made * M + keys * K
        self.keys += keys
        self.acts[act] = self.acts.get(act, 0) + 1


class Reviewer:
    """Presses the keys that what is known requires."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def review(self, gold: GoldDocument) -> Spent:
        """Go through the record on the screen, and approve it."""
        spent = Spent()
        self.page.wait_for_selector("html[data-ready]")
        data: dict[str, Any] = self.page.evaluate(
            "JSON.parse(document.getElementById('review-data').textContent)"
        )
        for item in data["fields"]:
            if item["flagged"] and not item["action"]:
                self._field(item, gold, spent)
        with self.page.expect_navigation():
            self.page.keyboard.press("Control+Enter")
        # Nothing is decided here: that all has been looked at is known already.
        spent.add("approve", 0, 1)
        return spent

    def _field(self, item: Mapping[str, Any], gold: GoldDocument, spent: Spent) -> None:
        name = item["id"]
        self.page.wait_for_function(
            "name => document.activeElement.closest('.field')?.dataset.field === name", arg=name
        )
        wanted = [gold.fields[name], *gold.accept.get(name, ())] if name in gold.fields else []
        known = document_types()[gold.type or ""].field_type(name)

        def is_right(text: Any) -> bool:
            value = read_said(known.kind, text).value if isinstance(text, str) else text or None
            return any(rows(known.kind, value) == rows(known.kind, one) for one in wanted)

        if wanted[0] is None if wanted else not item["text"]:
            self.page.keyboard.press("F9")
            spent.add("not on the paper", 1, 1)
        elif not wanted or is_right(item["text"]):
            self.page.keyboard.press("Enter")
            spent.add("confirm", 1, 1)
        elif (at := next((i for i, t in enumerate(item["alternatives"]) if is_right(t)), -1)) >= 0:
            self.page.keyboard.press(f"Alt+{at + 1}")
            self.page.keyboard.press("Enter")
            spent.add("pick", 2, 2)
        else:
            self._correct(item, str(wanted[0]), spent)
        self.page.wait_for_function(
            """name => document.activeElement.closest('.field')?.dataset.field !== name""", arg=name
        )

    def _correct(self, item: Mapping[str, Any], wanted: str, spent: Spent) -> None:
        keys = keys_to_correct(item["text"], wanted, item.get("doubt", ""))
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(wanted)
        self.page.keyboard.press("Enter")
        spent.add("correct", 2, keys + 1)
        place = f"[data-field='{item['id']}']"
        self.page.wait_for_selector(f"{place}.is-decided, {place}.asks-again")
        if self.page.query_selector(f"{place}.asks-again"):
            # It is right all the same.
            self.page.keyboard.press("Shift+Enter")
            self.page.keyboard.press("Enter")
            spent.add("insist", 1, 2)


def submit_letters(store: Store, stack: Stack, chosen: Mapping[str, Path]) -> dict[UUID, str]:
    """Bring letters through the stack; their documents by file."""
    bell = Bell(store.settings)
    made = {
        submit_file(store, bell, path, Submission(name)).document: name
        for name, path in chosen.items()
    }
    while True:
        with store.read() as connection:
            states = connection.execute(select(documents.c.state)).scalars().all()
        if all(DocumentState(state) in FINAL for state in states):
            return made
        stack.wait(_LOOK_S)


def review_all(store: Store, address: str, gold: Mapping[UUID, GoldDocument]) -> dict[UUID, Spent]:
    """Let the scripted reviewer take one record after the other."""
    add_person(
        store, Account("thu", "Thu", "tay-ninh", frozenset({Role.SENIOR})), password=PASSWORD,
        one_time=False,
    )  # fmt: skip
    program = shutil.which("chromium")
    if program is None:
        raise click.ClickException("There is no Chromium: run scripts/debian-packages.sh.")
    found = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(base_url=address, viewport={"width": 1366, "height": 768})
        page.goto("/sign-in")
        page.fill("#login", "thu")
        page.fill("#password", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/review/")
        page.goto("/review/next")
        while (name := page.url.rpartition("/")[2]) != "":
            record = UUID(name)
            found[record] = Reviewer(page).review(gold[record])
        browser.close()
    return found


def gold_of_records(
    store: Store, made: Mapping[UUID, str], gold: Mapping[str, GoldDocument]
) -> dict[UUID, GoldDocument]:
    """What is known of each record; a file with several papers is known by its first one."""
    with store.read() as connection:
        found = connection.execute(select(records.c.id, records.c.document, records.c.ordinal))
        return {
            row.id: gold[made[row.document]]
            if row.ordinal == 1
            else GoldDocument(type="van_ban_hanh_chinh")
            for row in found
        }


def left_wrong(store: Store, gold: Mapping[UUID, GoldDocument]) -> tuple[int, int]:
    """Fields whose final value is not the known one, and known fields in all."""
    wrong = count = 0
    with store.read() as connection:
        found = connection.execute(
            select(record_versions.c.record, record_versions.c.type, record_versions.c.fields).join(
                records,
                (records.c.id == record_versions.c.record)
                & (records.c.version == record_versions.c.version),
            )
        ).all()
    for row in found:
        known = gold[row.record]
        for name, value in known.fields.items():
            if name not in row.fields:
                continue
            kind = document_types()[row.type].field_type(name).kind
            said = rows(kind, row.fields[name]["value"])
            right = [rows(kind, one) for one in (value, *known.accept.get(name, ()))]
            count += 1
            wrong += said not in right
    return wrong, count


@click.command()
@click.argument("dataset", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--letters", default=40, show_default=True, type=click.IntRange(1))
def main(dataset: Path, letters: int) -> None:
    """Review the first LETTERS of DATASET, and say what a record takes; exit 1 above a goal."""
    files = read_index(dataset)[:letters]
    known = {item.file: item.documents[0] for item in files}
    with tempfile.TemporaryDirectory(prefix="sohoa-") as home:
        settings = Settings(home=home)
        with running(settings, os.cpu_count()) as stack:
            store = open_store(settings)
            made = submit_letters(store, stack, {item.file: item.path for item in files})
            gold = gold_of_records(store, made, known)
            while not stack.serves_web():
                stack.wait(_LOOK_S)
            spent = review_all(store, (stack.info.web or "").rstrip("/"), gold)
            kept = _counted(store)
            wrong = left_wrong(store, gold)
            store.close()
    sys.exit(0 if _tell(spent, kept, wrong, len(gold)) else 1)


def _counted(store: Store) -> dict[str, Any]:
    """What the pages have counted of keys and clicks."""
    with store.read() as connection:
        made = connection.execute(select(decisions.c.action, decisions.c.keystrokes)).all()
        ended = connection.execute(select(reviews.c.clicks)).scalars().all()
    by_act: dict[str, list[int]] = {}
    for row in made:
        by_act.setdefault(row.action, []).append(row.keystrokes)
    return {"acts": by_act, "clicks": _mean(ended)}


def _tell(
    spent: Mapping[UUID, Spent], kept: Mapping[str, Any], wrong: tuple[int, int], count: int
) -> bool:
    seconds = sorted(item.seconds for item in spent.values())
    acts: dict[str, int] = {}
    for item in spent.values():
        for act, times in item.acts.items():
            acts[act] = acts.get(act, 0) + times
    median = statistics.median(seconds)
    most = seconds[int(0.9 * (len(seconds) - 1))]
    confirm = max(kept["acts"].get("confirmed", [1]))
    pick = max(kept["acts"].get("picked", [2]))
    table = Table("figure", "value", "goal")
    table.add_row("records, of them reviewed", f"{count}, {len(spent)}", "")
    table.add_row("seconds a reviewed record, median", f"{median:.1f}", f"<= {GOAL_S:g}")
    table.add_row("seconds a reviewed record, 90 %", f"{most:.1f}", "")
    table.add_row("seconds a record, accepted ones too", f"{sum(seconds) / count:.1f}", "")
    table.add_row(
        "keys a reviewed record", f"{_mean([item.keys for item in spent.values()]):.1f}", ""
    )
    table.add_row("keys to confirm, most", str(confirm), f"{GOAL_CONFIRM}")
    table.add_row("keys to pick, most", str(pick), f"{GOAL_PICK}")
    table.add_row("mouse actions a record", f"{kept['clicks']:.2f}", f"<= {GOAL_CLICKS}")
    table.add_row("acts", ", ".join(f"{n} {act}" for act, n in sorted(acts.items())), "")
    table.add_row("fields wrong after review", f"{wrong[0]} of {wrong[1]}", "")
    Console().print(table)
    return (
        median <= GOAL_S and confirm <= GOAL_CONFIRM and pick <= GOAL_PICK
        and kept["clicks"] <= GOAL_CLICKS
    )  # fmt: skip


def _mean(values: Sequence[int]) -> float:
    return statistics.fmean(values) if values else 0.0


if __name__ == "__main__":
    main()
