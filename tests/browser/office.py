"""An office with people and papers of its own in a stack that runs: no scan has to be read."""

from __future__ import annotations

import io
import json
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid7s
from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect
from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, insert, select, update

from models.errors import ErrorCode
from models.extraction import Document, Evidence, ExtractedField, FieldValue, Result
from models.geometry import Box
from models.page import Page
from models.people import Role
from models.store.database import Store
from models.store.intake import DocumentState, Submission, ensure_unit, keep, register
from models.store.jobs import Job, JobState
from models.store.people import Account, add_person
from models.store.quarantine import seal
from models.store.records import keep_records
from models.store.tables import decisions, documents, jobs, leases, pages, records, results
from tests.models.store.builders import ENGINE, page, paper, problem, result, rows
from tests.servers import DEADLINE_S

PASSWORD = "tam cay buoi moi"
_PAGE = TypeAdapter(Page)
_NUMBERS = count(1)


def doubtful(
    value: FieldValue, *alternatives: str, row: int = 1, number: int = 1
) -> ExtractedField:
    """A field that asks for a person, which stands in a row of a page."""
    raw = value if isinstance(value, str) else None
    place = Evidence(number, Box(90, 40 * row, 600, 40 * row + 30))
    return ExtractedField(value, raw, 0.6, True, "label", (place,), alternatives)


def letter(**fields: FieldValue | ExtractedField) -> Document:
    """A letter with two doubtful fields, and what is given beside them or in their place."""
    usual: dict[str, FieldValue | ExtractedField] = {
        "so_ky_hieu": "12/QĐ-UBND", "loai_van_ban": "Quyết định",
        "ngay_ban_hanh": doubtful("2024-05-02", row=2),
        "nguoi_ky": doubtful("Trần Văn Bính", "Trần Văn Bình", "Trần Văn Bích", row=4),
    }  # fmt: skip
    return paper(**{**usual, **fields})


def picture(found: Page) -> bytes:
    """The page as the reader would have stored it: a small JPEG."""
    image = Image.new("L", (found.width // 2, found.height // 2), 250)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=13)
    draw.text((300, 850), str(found.number), fill=40, font=font)
    for word in found.words:
        text = word.text[:40].encode("ascii", "replace").decode()
        draw.text((word.box.x0 / 2, word.box.y0 / 2), text, fill=20, font=font)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=70)
    return out.getvalue()


@dataclass(frozen=True)
class Office:
    """A unit whose people see nothing but what belongs to it."""

    store: Store
    unit: str = field(default_factory=lambda: f"xa-{next(_NUMBERS)}")

    def person(self, *roles: Role) -> str:
        """The login of somebody new."""
        login = f"nguoi{next(_NUMBERS)}"
        with self.store.write() as connection:
            ensure_unit(connection, self.unit)
        account = Account(login, "Lê Thị Lan", self.unit, frozenset(roles or [Role.REVIEWER]))
        add_person(self.store, account, password=PASSWORD, one_time=False)
        return login

    def put(
        self, *found: Document, read: Sequence[Page] = (), name: str = "to-trinh.pdf",
        pictures: Sequence[bytes] = (),
    ) -> UUID:  # fmt: skip
        """A file whose pages were read; the first of its records.

        Args:
            found: Its papers; none: a letter.
            read: Its pages; none: one with some text.
            name: Of the file.
            pictures: Of the pages; none: they are drawn.
        """
        outcome = result(*(found or (letter(),)), pages=tuple(read) or (page(1, TEXT),))
        drawn = list(pictures) or [picture(each) if each.width else b"" for each in outcome.pages]
        stored = keep(self.store, io.BytesIO(f"%PDF-1.7 {next(_NUMBERS)} {self.unit}".encode()))
        with self.store.write() as connection:
            [receipt] = register(
                self.store, connection, [(stored, Submission(name, unit=self.unit, actor="lan"))]
            )
            # Done in the same transaction: no worker ever sees it.
            connection.execute(
                update(jobs).where(jobs.c.document == receipt.document).values(state="done")
            )
            for each, jpeg in zip(outcome.pages, drawn, strict=True):
                self._put_page(connection, receipt.document, each, jpeg)
            made = self._assemble(connection, receipt.document, outcome)
        return made[0]

    def _put_page(self, connection: Connection, document: UUID, found: Page, jpeg: bytes) -> None:
        values: dict[str, Any] = {"error": problem(ErrorCode.TIMEOUT).to_json()}
        if found.width:
            values = {
                "content": zlib.compress(_PAGE.dump_json(found)), "width": found.width,
                "height": found.height,
                "preview": self.store.objects.put(io.BytesIO(jpeg)).sha256,
            }  # fmt: skip
        connection.execute(
            insert(pages).values(
                document=document, number=found.number, cpu_s=1.0, read_at=self.store.now(),
                **values,
            )
        )  # fmt: skip

    def _assemble(self, connection: Connection, document: UUID, outcome: Result) -> list[UUID]:
        made = uuid7s.uuid7()
        connection.execute(
            insert(results).values(
                id=made, document=document, status=outcome.status, engine={"name": ENGINE.name},
                body=zlib.compress(json.dumps(outcome.to_json()).encode()), version="0.1.0",
                cpu_s=1.0, created_at=self.store.now(),
            )
        )  # fmt: skip
        connection.execute(
            update(documents)
            .where(documents.c.id == document)
            .values(
                state=DocumentState(str(outcome.status)), result=made,
                page_count=len(outcome.pages),
            )
        )  # fmt: skip
        return keep_records(self.store, connection, document, made, outcome)

    def read_again(self, record: UUID, *found: Document) -> None:
        """The machine reads the record's document again, and finds these papers."""
        with self.store.write() as connection:
            document = connection.execute(
                select(records.c.document).where(records.c.id == record)
            ).scalar_one()
            self._assemble(connection, document, result(*found))

    def let_go(self, record: UUID) -> None:
        """Nobody has the record any more."""
        with self.store.write() as connection:
            connection.execute(delete(leases).where(leases.c.record == record))

    def seal(self, record: UUID) -> None:
        """A further reading of the record's document sees a secrecy mark."""
        running = {
            "state": JobState.RUNNING, "owner": "reader",
            "lease_until": self.store.now() + timedelta(hours=1),
        }  # fmt: skip
        with self.store.write() as connection:
            document = select(records.c.document).where(records.c.id == record).scalar_subquery()
            row = connection.execute(
                update(jobs).where(jobs.c.document == document).values(running).returning(*jobs.c)
            ).one()
        names = Job.__dataclass_fields__
        seal(self.store, Job(**{name: getattr(row, name) for name in names}))

    def withdraw(self, record: UUID) -> None:
        """The paper is none any more, as when its pages were arranged anew."""
        with self.store.write() as connection:
            connection.execute(
                update(records).where(records.c.id == record).values(state="withdrawn")
            )

    def state(self, record: UUID) -> str:
        """Where the record stands."""
        [row] = rows(self.store, records, records.c.id == record)
        return str(row.state)

    def said(self, record: UUID) -> dict[str, tuple[str, Any]]:
        """The last word on each field: how, and which value."""
        found = rows(
            self.store, decisions, decisions.c.record == record, decisions.c.undone_at.is_(None)
        )
        return {row.field: (row.action, row.after["value"]) for row in found}


TEXT = "Kính gửi Uỷ ban\nngày 02 tháng 5\nĐã xem xét\nTrần Văn Bính"


def let_in(tab: Tab, login: str) -> None:
    """Send what the form to sign in sends: most tests need somebody who is in, not the form."""
    request, patience = tab.context.request, 1000 * DEADLINE_S
    form = request.get("/sign-in", timeout=patience).text()
    token = re.search(r'name="csrf-token" content="([^"]+)"', form)
    assert token is not None
    answer = request.post(
        "/sign-in", form={"login": login, "password": PASSWORD}, max_redirects=0, timeout=patience,
        headers={"X-CSRFToken": token.group(1)},
    )  # fmt: skip
    assert answer.status == 303


def enter(tab: Tab, login: str) -> None:
    """Sign in by the keyboard."""
    tab.goto("/sign-in")
    expect(tab.locator("#login")).to_be_focused()
    tab.keyboard.type(login)
    tab.keyboard.press("Tab")
    tab.keyboard.type(PASSWORD)
    tab.keyboard.press("Enter")
    tab.wait_for_url(lambda url: "sign-in" not in url)


def review(tab: Tab, record: UUID) -> None:
    """Open the review screen of a record."""
    tab.goto(f"/review/{record}")
    ready(tab)


def ready(tab: Tab) -> None:
    """Wait until the review screen takes keys."""
    tab.wait_for_selector("html[data-ready]")


def text_of(tab: Tab, name: str) -> str:
    """What stands in the input of a field."""
    return tab.locator(f"[data-field={name}] textarea").first.input_value()


def type_over(tab: Tab, text: str) -> None:
    """Type in the place of what the input bears."""
    tab.keyboard.press("Control+a")
    tab.keyboard.type(text)


def focused(tab: Tab) -> str:
    """The field that has the focus, else the id or the kind of the element."""
    return str(
        tab.evaluate(
            "(document.activeElement.closest('.field')?.dataset.field)"
            " || document.activeElement.id || document.activeElement.localName"
        )
    )
