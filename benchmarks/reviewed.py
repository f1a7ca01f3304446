"""Made-up letters that wait for review, and ones that were reviewed, to measure pages with."""

from __future__ import annotations

import io
import uuid
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import numpy as np
from PIL import Image
from pydantic import TypeAdapter
from sqlalchemy import Connection, bindparam, update

from benchmarks.search import Draft, Papers, Put, fill
from models.geometry import Box
from models.page import Line, Page, PageQuality, PageSource, Word
from models.people import Role
from models.store.database import Store
from models.store.decisions import Action
from models.store.endings import Outcome, marked
from models.store.intake import ROOT_UNIT
from models.store.people import Account, add_person
from models.store.tables import decisions, pages, record_versions, records, reviews, submissions

PASSWORD = "tam cay buoi moi"
WIDTH, HEIGHT, WORDS = 1240, 1754, 400
PICTURES, CONTENTS = 20, 200
LETTER = "van_ban_hanh_chinh"
# Shares of the types of reviewed papers.
_TYPES = {LETTER: 60, "giay_tiep_nhan": 20, "giay_khai_sinh": 10, "can_cuoc": 10}
# The days in which those were made that are reviewed now; the others are older.
FIRST, DAYS = datetime(2026, 1, 31, 17, tzinfo=UTC), 30
REVIEWERS = 20
# Of the values that were looked at, so many were wrong; of the reviews, so many ended so.
_WRONG, _RESCANNED, _HANDED_ON = 0.15, 0.01, 0.05
_REASONS = ("Mờ góc trên", "mờ góc trên.", "Thiếu trang 2", "Trang bị lệch")


class Doubtful(Papers):
    """Letters that wait for review: every field has its place, some are doubtful."""

    def _make(self, number: int, chosen: Any) -> Draft:
        made, random = super()._make(number, chosen), self.random
        doubtful = set(random.sample(sorted(made.fields), random.randrange(2, 5)))
        fields = {
            name: _as_read(random, found, doubtful=name in doubtful)
            for name, found in made.fields.items()
        }
        return replace(made, type=LETTER, state="review", fields=fields)


def _as_read(random: Random, found: Mapping[str, Any], *, doubtful: bool) -> dict[str, Any]:
    value = found["value"]
    text = "; ".join(value) if isinstance(value, list) else value
    x, y = random.randrange(WIDTH // 2), random.randrange(HEIGHT - 60)
    evidence = [{"page": 1, "box": [x, y + 30 * row, x + 400, y + 30 * row + 28]} for row in (0, 1)]
    return {
        **found, "raw": text, "needs_review": doubtful, "confidence": 0.6 if doubtful else 0.98,
        "alternatives": [f"{text}."] if doubtful and text else [], "evidence": evidence,
        "issues": [],
    }  # fmt: skip


def make_picture(random: np.random.Generator) -> bytes:
    """A page's picture of some 300 KB."""
    grey = np.full((HEIGHT, WIDTH), 235.0) + random.normal(0, 7, (HEIGHT, WIDTH))
    for top in range(100, HEIGHT - 100, 34):
        grey[top : top + 18, 120:-120] -= 150 * (random.random((18, WIDTH - 240)) > 0.6)
    out = io.BytesIO()
    Image.fromarray(grey.clip(0, 255).astype(np.uint8)).save(out, "JPEG", quality=45)
    return out.getvalue()


def make_content(random: Random, words: Sequence[str]) -> bytes:
    """A page's words, as they are stored."""
    lines = tuple(
        Line(
            tuple(
                Word(
                    random.choice(words),
                    Box(100 * x, 40 * y, 100 * x + 88, 40 * y + 30),
                    0.93,
                    y,
                    alternatives=("x", "y"),
                )
                for x in range(10)
            )  # fmt: skip
        )
        for y in range(WORDS // 10)
    )
    page = Page(1, WIDTH, HEIGHT, 150.0, 0, 0.2, PageSource.OCR, PageQuality(), lines)
    return zlib.compress(TypeAdapter(Page).dump_json(page), level=1)


class Reviewed(Doubtful):
    """The same, and after so many of them others that were reviewed within some days."""

    def __init__(self, waiting: int, reviewed: int) -> None:
        super().__init__()
        self.waiting, self.step = waiting, timedelta(days=DAYS) / max(1, reviewed)

    def moment(self, number: int) -> datetime:
        """When a record was made."""
        behind = number - self.waiting
        return super().moment(number) if behind <= 0 else FIRST + (behind - 0.5) * self.step

    def _make(self, number: int, chosen: Any) -> Draft:
        made = super()._make(number, chosen)
        if number <= self.waiting:
            return made
        [kind] = self.random.choices(list(_TYPES), list(_TYPES.values()))
        state = "approved" if self.random.random() < 0.8 else "accepted"
        return replace(made, type=kind, state=state)


def fill_review(store: Store, waiting: int, reviewed: int = 0) -> None:
    """Put records that wait for review, and reviewed ones, into an empty database."""
    papers, numbers = Reviewed(waiting, reviewed), np.random.default_rng(3)
    pictures = [
        store.objects.put(io.BytesIO(make_picture(numbers))).sha256 for _ in range(PICTURES)
    ]
    contents = [make_content(papers.random, papers.vocabulary[:5000]) for _ in range(CONTENTS)]
    people = [_reviewer(store, n) for n in range(REVIEWERS)] if reviewed else []

    def put_more(connection: Connection, put: Put, drafts: Sequence[Draft]) -> None:
        put(connection, pages, [
            {
                "document": uuid.UUID(int=each.number), "number": 1,
                # The words of pages that are reviewed are not asked for any more.
                "content": contents[each.number % CONTENTS] if each.number <= waiting else None,
                "width": WIDTH, "height": HEIGHT,
                "preview": pictures[each.number % PICTURES], "cpu_s": 1.0,
                "read_at": datetime(2026, 1, 1, tzinfo=UTC),
            }
            for each in drafts
        ])  # fmt: skip
        put(connection, submissions, [_submission(papers.random, each) for each in drafts])
        done = [each for each in drafts if each.state == "approved"]
        if done:
            _put_reviews(connection, put, papers.random, done, people)

    fill(store, waiting + reviewed, papers, put_more)


def _reviewer(store: Store, number: int) -> uuid.UUID:
    login = f"reviewed-{number}"
    account = Account(login, login, ROOT_UNIT, frozenset({Role.REVIEWER}))
    return add_person(store, account, password=PASSWORD, one_time=False)


def _submission(random: Random, draft: Draft) -> dict[str, Any]:
    return {
        "document": uuid.UUID(int=draft.number), "file_name": f"scan-{draft.number}.pdf",
        "unit": draft.unit, "way": random.choice(("upload", "hot_folder", "batch")),
        "duplicate": random.random() < 0.03, "actor": "system", "at": draft.at,
    }  # fmt: skip


def _put_reviews(
    connection: Connection, put: Put, random: Random, drafts: Sequence[Draft],
    people: Sequence[uuid.UUID],
) -> None:  # fmt: skip
    """Let each be reviewed some hours after it was made; some by a second person, too."""
    versions, said, ended, marks = [], [], [], []
    for draft in drafts:
        record, at = uuid.UUID(int=draft.number), draft.at + timedelta(hours=4)
        versions.append({
            "record": record, "version": 2, "result": uuid.UUID(int=1), "type": draft.type,
            "pages": [1], "fields": draft.fields, "issues": [], "author": "reviewed",
            "created_at": at,
        })  # fmt: skip
        its_own: list[dict[str, Any]] = []
        outcomes = [Outcome.RESCAN] if random.random() < _RESCANNED else []
        outcomes += [Outcome.HANDED_ON] if random.random() < _HANDED_ON else []
        for outcome in (*outcomes, Outcome.APPROVED):
            person = random.choice(people)
            ended.append(_review(random, record, person, outcome, at))
            if outcome is not Outcome.RESCAN:
                its_own += [
                    _decision(random, record, person, name, item["value"], at)
                    for name, item in draft.fields.items() if item["needs_review"]
                ]  # fmt: skip
        said += its_own
        changed = {word["field"]: False for word in its_own}
        changed |= {word["field"]: True for word in its_own if word["distance"]}
        marks.append({"its_number": draft.number, "marks": marked(changed.items())})
    put(connection, record_versions, versions)
    put(connection, decisions, said)
    put(connection, reviews, ended)
    connection.execute(
        update(records)
        .where(records.c.number == bindparam("its_number"))
        .values(looked_at=bindparam("marks")),
        marks,
    )


def _decision(
    random: Random, record: uuid.UUID, person: uuid.UUID, name: str, value: Any, at: datetime
) -> dict[str, Any]:
    right = value
    if isinstance(value, str) and value and random.random() < _WRONG:
        place = random.randrange(len(value))
        right = value[:place] + random.choice("aăâeêioôơuưy") + value[place + 1 :]
    return {
        "record": record, "field": name, "stage": "first", "person": person,
        "action": Action.CONFIRMED if right == value else Action.EDITED,
        "before": {"value": value}, "after": {"value": right}, "at": at,
        "active_ms": random.randrange(500, 9000), "keystrokes": random.randrange(12), "clicks": 1,
        "distance": int(right != value), "applied": 2,
    }  # fmt: skip


def _review(
    random: Random, record: uuid.UUID, person: uuid.UUID, outcome: Outcome, at: datetime
) -> dict[str, Any]:
    return {
        "record": record, "person": person, "stage": "first", "outcome": outcome,
        "note": random.choice(_REASONS) if outcome is Outcome.RESCAN else "", "version": 1,
        "opened_at": at, "ended_at": at, "active_ms": int(random.lognormvariate(9.5, 0.7)),
        "keystrokes": random.randrange(40), "clicks": 3,
    }  # fmt: skip
