"""How fast records are listed, filtered and found when there are very many.

`python -m benchmarks.search [--records 1000000] [--database-url URL]` fills an empty database (a
SQLite file in a temporary folder, unless a URL is given) as fast as the database takes rows, past
intake and jobs, with made-up letters, and asks each kind of question many times.
"""

from __future__ import annotations

import itertools
import tempfile
import time
import uuid
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import click
import numpy as np
from psycopg.types.json import Jsonb
from rich import box
from rich.console import Console
from rich.table import Table
from sqlalchemy import Connection, func, insert, select, text
from sqlalchemy import Table as SqlTable

from extractors.language.model import load_model
from extractors.language.syllables import is_syllable
from models.settings import Settings
from models.store.database import Store, open_store, upgrade
from models.store.intake import DocumentState
from models.store.search import Query, entries, find, searchable
from models.store.tables import day_of, documents, record_versions, records, results, units
from samples.letters import Letter, make_letter, make_name

GOAL_MS = 100
BATCH = 5_000
UNITS = 96
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
# Shares of all records, the first the commonest.
TYPES = {f"type-{n}": share for n, share in enumerate((60, 20, 10, 5, 3, 1, 0.9, 0.1))}
STATES = {"approved": 70, "accepted": 20, "review": 9, "withdrawn": 1}
MODEL = Path(__file__).parent.parent / "models" / "weights" / "vie.lm"


@dataclass(frozen=True, slots=True)
class Draft:
    """A record to be made."""

    number: int
    at: datetime
    unit: str
    type: str
    state: str
    fields: dict[str, Any]
    keys: str
    body: str

    @property
    def flagged(self) -> int:
        """How many fields ask for a person."""
        return sum(bool(field["needs_review"]) for field in self.fields.values())


class Papers:
    """Made-up records: letters, with words of which few are common and most are rare.

    The text of a letter comes from some thousand generated ones; what makes letters differ, names,
    numbers and further words, is of each alone.
    """

    def __init__(self, seed: int = 1) -> None:
        self.random = Random(seed)
        self.numbers = np.random.default_rng(seed)
        letters = [make_letter(self.random) for _ in range(2_000)]
        self.letters = [(each.fields(), searchable(_text(each))) for each in letters]
        self.vocabulary = sorted(_syllables())
        self.random.shuffle(self.vocabulary)
        # Zipf's law: the n-th word is n times rarer than the first.
        shares = 1 / np.arange(1, len(self.vocabulary) + 1)
        self.shares = shares / shares.sum()

    def make(self, first: int, count: int) -> Iterator[Draft]:
        """Records with numbers from `first`."""
        size = 80
        chosen = self.numbers.choice(len(self.vocabulary), (count, size), p=self.shares)
        for number, row in zip(range(first, first + count), chosen, strict=True):
            yield self._make(number, row)

    def moment(self, number: int) -> datetime:
        """When a record was made."""
        return BEGAN + timedelta(seconds=number)

    def _make(self, number: int, chosen: Any) -> Draft:
        random = self.random
        fields, body = random.choice(self.letters)
        fields = fields | {
            "so_ky_hieu": f"{random.randrange(1, 5000)}/{str(fields['so_ky_hieu']).split('/')[1]}",
            "nguoi_ky": make_name(random),
        }
        keys = searchable(" ".join(str(value) for value in fields.values() if value))
        words = " ".join(self.vocabulary[place] for place in chosen)
        numbers = " ".join(str(random.randrange(10 ** random.randrange(2, 10))) for _ in range(6))
        shown = {
            name: {"value": value, "confidence": 0.97, "needs_review": False, "method": "label"}
            for name, value in fields.items()
        }
        # Half of the units' papers come in whole stacks, one unit after the other.
        skewed = int(UNITS * random.random() ** 2)
        unit = number // 4_000 % UNITS if number % 2 else skewed
        return Draft(
            number, self.moment(number), f"unit-{unit:02d}", _pick(random, TYPES),
            _pick(random, STATES), shown, keys, f"{body} {words} {numbers}",
        )  # fmt: skip


def _text(letter: Letter) -> str:
    heads = (str(value) for value in letter.fields().values() if value)
    return " ".join(("Cộng hòa xã hội chủ nghĩa Việt Nam", "Độc lập", *heads, *letter.body))


def _syllables() -> set[str]:
    """All syllables of the language model, without marks."""
    words = load_model(MODEL).ids
    # The tone is a last digit.
    return {searchable(word.rstrip("12345")) for word in words if is_syllable(word)}


def _pick(random: Random, shares: Mapping[str, float]) -> str:
    return random.choices(list(shares), list(shares.values()))[0]


Put = Callable[[Connection, SqlTable, Sequence[dict[str, Any]]], None]


def fill(
    store: Store, count: int, papers: Papers | None = None,
    more: Callable[[Connection, Put, Sequence[Draft]], None] | None = None,
) -> None:  # fmt: skip
    """Put so many records into an empty database.

    Args:
        store: Where to.
        count: How many.
        papers: What makes them.
        more: Puts what else belongs to some of them.
    """
    papers = papers or Papers()
    result = uuid.UUID(int=1)
    with store.write() as connection:
        names = [f"unit-{n:02d}" for n in range(UNITS)]
        connection.execute(insert(units), [{"code": name, "name": name} for name in names])
    is_postgresql = store.engine.dialect.name == "postgresql"
    put = _copy if is_postgresql else _insert
    index = _drop_index(store) if is_postgresql else ""
    for first in range(1, count + 1, BATCH):
        drafts = list(papers.make(first, min(BATCH, count + 1 - first)))
        with store.write() as connection:
            put(connection, documents, [_document(draft) for draft in drafts])
            if first == 1:
                put(connection, results, [_result(result, drafts[0])])
            put(connection, records, [_record(draft) for draft in drafts])
            put(connection, record_versions, [_version(draft, result) for draft in drafts])
            (_copy_texts if is_postgresql else _insert_texts)(connection, drafts)
            if more is not None:
                more(connection, put, drafts)
    if is_postgresql:
        _finish_postgresql(store, index)


def _document(draft: Draft) -> dict[str, Any]:
    return {
        "id": uuid.UUID(int=draft.number), "sha256": f"{draft.number:064x}", "size": 100_000,
        "state": DocumentState.OK, "unit": draft.unit, "priority": 10, "page_count": 1,
        "file_name": f"scan-{draft.number}.pdf", "received_at": draft.at,
        "changed_at": draft.at,
    }  # fmt: skip


def _result(result: uuid.UUID, draft: Draft) -> dict[str, Any]:
    return {
        "id": result, "document": uuid.UUID(int=draft.number), "status": "ok",
        "body": zlib.compress(b'{"pages": []}'),
        "engine": {}, "version": "0", "cpu_s": 1.0, "created_at": BEGAN,
    }  # fmt: skip


def _record(draft: Draft) -> dict[str, Any]:
    return {
        "number": draft.number, "id": uuid.UUID(int=draft.number),
        "document": uuid.UUID(int=draft.number), "ordinal": 1, "unit": draft.unit,
        "type": draft.type, "state": draft.state, "version": 1, "flagged": draft.flagged,
        "day": day_of(draft.at), "created_at": draft.at, "changed_at": draft.at,
    }  # fmt: skip


def _version(draft: Draft, result: uuid.UUID) -> dict[str, Any]:
    return {
        "record": uuid.UUID(int=draft.number), "version": 1, "result": result,
        "type": draft.type, "pages": [1], "fields": draft.fields, "issues": [],
        "author": "system", "created_at": draft.at,
    }  # fmt: skip


def _insert(connection: Connection, table: SqlTable, rows: Sequence[dict[str, Any]]) -> None:
    connection.execute(insert(table), rows)


def _copy(connection: Connection, table: SqlTable, rows: Sequence[dict[str, Any]]) -> None:
    driver: Any = connection.connection.driver_connection
    statement = f"COPY {table.name} ({', '.join(rows[0])}) FROM STDIN"
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([Jsonb(v) if isinstance(v, dict | list) else v for v in row.values()])


def _insert_texts(connection: Connection, drafts: Sequence[Draft]) -> None:
    connection.exec_driver_sql(
        "INSERT INTO record_texts (rowid, keys, body, words) VALUES (?, ?, ?, ?)",
        [(draft.number, draft.keys, draft.body, _entries(draft)) for draft in drafts],
    )


def _copy_texts(connection: Connection, drafts: Sequence[Draft]) -> None:
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy("COPY record_texts FROM STDIN") as copy:
        for draft in drafts:
            copy.write_row((draft.number, draft.keys, draft.body, _entries(draft)))


def _entries(draft: Draft) -> str:
    marks = {
        "document": uuid.UUID(int=draft.number), "unit": draft.unit, "type": draft.type,
        "state": draft.state,
    }  # fmt: skip
    return " ".join(entries(draft.number, f"{draft.keys} {draft.body}", marks))


def _drop_index(store: Store) -> str:
    """Drop the index of words, and return the statement that makes it."""
    name = "ix_record_texts_words"
    with store.write() as connection:
        made = connection.execute(
            text("SELECT indexdef FROM pg_indexes WHERE indexname = :name"), {"name": name}
        ).scalar_one()
        connection.execute(text(f"DROP INDEX {name}"))
    return str(made)


def _finish_postgresql(store: Store, index: str) -> None:
    with store.write() as connection:
        connection.execute(text("SET LOCAL maintenance_work_mem = '1GB'"))
        connection.execute(text(index))
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))


class Sample:
    """Words by how many records bear them, known from the first records."""

    def __init__(self, size: int = 20_000) -> None:
        self.drafts = list(Papers().make(1, size))
        words = ({*draft.keys.split(), *draft.body.split()} for draft in self.drafts)
        counts = Counter(itertools.chain.from_iterable(words))
        self.common = [word for word, n in counts.items() if n > size / 2]
        self.medium = [word for word, n in counts.items() if size / 200 < n < size / 20]
        self.rare = [word for word, n in counts.items() if n == 1]


def questions(sample: Sample, total: int) -> dict[str, Callable[[Random], Query]]:
    """Kinds of questions, each with a maker of questions."""
    common, medium, rare = sample.common, sample.medium, sample.rare

    def unit(random: Random) -> list[str]:
        return [f"unit-{random.randrange(UNITS):02d}"]

    def state(random: Random) -> str:
        return random.choice(list(STATES))

    def kind(random: Random) -> str:
        return random.choice(list(TYPES))

    def some(random: Random, *words: Sequence[str]) -> str:
        return " ".join(random.choice(each) for each in words)

    def symbol(random: Random) -> str:
        return str(random.choice(sample.drafts).fields["so_ky_hieu"]["value"])

    return {
        "newest": lambda r: Query(),
        "unit": lambda r: Query(units=unit(r)),
        "state": lambda r: Query(state=state(r)),
        "type": lambda r: Query(type=kind(r)),
        "unit, state": lambda r: Query(units=unit(r), state=state(r)),
        "unit, state, type": lambda r: Query(units=unit(r), state=state(r), type=kind(r)),
        "state, type": lambda r: Query(state=state(r), type=kind(r)),
        "a page far down": lambda r: Query(before=r.randrange(1, total)),
        "a page far down of a unit": lambda r: Query(units=unit(r), before=r.randrange(1, total)),
        "rare word": lambda r: Query(some(r, rare)),
        "medium word": lambda r: Query(some(r, medium)),
        "common word": lambda r: Query(some(r, common)),
        "common word, far down": lambda r: Query(some(r, common), before=r.randrange(1, total)),
        "common words": lambda r: Query(some(r, common, common, common)),
        "medium words": lambda r: Query(some(r, medium, medium, medium)),
        "rare and common word": lambda r: Query(some(r, rare, common)),
        "words never together": lambda r: Query(some(r, rare, rare)),
        "a person's name": lambda r: Query(make_name(r)),
        "a sentence": lambda r: Query(" ".join(r.choice(sample.drafts).body.split()[9:21])),
        "beginning, 1 letter": lambda r: Query(some(r, medium)[:1]),
        "beginning, 2 letters": lambda r: Query(some(r, medium)[:2]),
        "beginning, 4 letters": lambda r: Query(some(r, medium, common)[:-1]),
        "symbol": lambda r: Query(symbol(r)),
        "unknown word": lambda r: Query(f"zz{r.randrange(1000)}"),
        "common word, unit": lambda r: Query(some(r, common), units=unit(r)),
        "medium word, unit": lambda r: Query(some(r, medium), units=unit(r)),
        "rare word, unit": lambda r: Query(some(r, rare), units=unit(r)),
        "common word, state": lambda r: Query(some(r, common), state=state(r)),
        "common word, all filters": lambda r: Query(
            some(r, common), units=unit(r), state=state(r), type=kind(r)
        ),
        "name, five units": lambda r: Query(
            make_name(r), units=[each for _ in range(5) for each in unit(r)]
        ),
    }


def measure(store: Store, make: Callable[[Random], Query], rounds: int) -> tuple[list[float], int]:
    """Milliseconds that each question took, and how many records were found in all."""
    random, took, found = Random(7), [], 0
    for _ in range(rounds):
        query = make(random)
        began = time.perf_counter()
        with store.read() as connection:
            found += len(find(connection, query))
        took.append(1000 * (time.perf_counter() - began))
    return took, found


def report(store: Store, rounds: int) -> bool:
    """Ask all kinds of questions; whether each meets the goal."""
    with store.read() as connection:
        total = connection.execute(select(func.count()).select_from(records)).scalar_one()
    title = f"{total:,} records, {store.engine.dialect.name}, {rounds} questions of each kind"
    shown = Table("Question", "p50 ms", "p95 ms", "max ms", "found", box=box.SIMPLE, title=title)
    slow = []
    for name, make in questions(Sample(), total).items():
        measure(store, make, 3)
        took, found = measure(store, make, rounds)
        p50, p95 = np.percentile(took, (50, 95))
        shown.add_row(name, f"{p50:.1f}", f"{p95:.1f}", f"{max(took):.1f}", f"{found / rounds:.1f}")
        slow += [name] if p95 >= GOAL_MS else []
    Console().print(shown)
    Console().print(f"p95 of {GOAL_MS} ms or more: {', '.join(slow) or 'none'}")
    return not slow


@click.command()
@click.option("--records", "count", default=1_000_000, show_default=True)
@click.option("--database-url", default="", help="A database without records, or one filled here.")
@click.option("--rounds", default=60, show_default=True)
def main(count: int, database_url: str, rounds: int) -> None:
    """Measure lists and searches."""
    with tempfile.TemporaryDirectory(prefix="sohoa-search-") as folder:
        settings = Settings(home=folder, database_url=database_url)
        upgrade(settings)
        store = open_store(settings)
        with store.read() as connection:
            filled = connection.execute(select(func.max(records.c.number))).scalar()
        if filled is None:
            began = time.perf_counter()
            fill(store, count)
            Console().print(f"filled in {time.perf_counter() - began:.0f} s")
        met = report(store, rounds)
        store.close()
    raise SystemExit(0 if met else 1)


if __name__ == "__main__":
    main()
