"""How far the reading of uploaded files has come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import url_for
from sqlalchemy import Connection, Row, select

from models.doctypes import document_types
from models.errors import ErrorCode, SohoaError
from models.people import Permission, Person
from models.store.intake import FINAL, SECRET, DocumentState
from models.store.reading import get_document, read_pages
from models.store.sight import unseen_pages
from models.store.tables import pages, records
from webui.console.rows import title_of
from webui.context import store
from webui.errors import by_code
from webui.language import moment
from webui.pictures import page_url
from webui.quality import remarks_on

# Files whose pages are looked at in one request.
MOST = 25


def progress_of(person: Person, document: UUID) -> dict[str, Any]:
    """State, pages read, what is wrong with pages, and the records so far.

    Raises:
        SohoaError: `not_found`.
    """
    with store().read() as connection:
        row = get_document(connection, document)
        if not person.sees(row.unit):
            raise SohoaError(ErrorCode.NOT_FOUND, "There is no such document.", "Check it.")
        return _progress(connection, person, row)


def progress_in(person: Person, files: Sequence[Any]) -> list[dict[str, Any]]:
    """The same of files of a set that the person may see; of others only that they are there."""
    with store().read() as connection:
        return [
            {
                **listed(person, file),
                **(_progress(connection, person, file) if person.sees(file.unit) else {}),
            }
            for file in files[:MOST]
        ]  # fmt: skip


def listed(person: Person, file: Any) -> dict[str, Any]:
    """A file of a set, as long as nobody has looked how far it is."""
    return {
        "document": str(file.id), "name": file.file_name or "", "sha256": file.sha256,
        "size": file.size, "hidden": not person.sees(file.unit), "state": file.state,
        "replaced": file.composed_into is not None, "composed": file.parts is not None,
        "before": moment(file.received_at) if file.duplicate else None,
        "done": not person.sees(file.unit),
    }  # fmt: skip


def _progress(connection: Connection, person: Person, row: Row[Any]) -> dict[str, Any]:
    state = DocumentState(row.state)
    papers = [] if state in SECRET else pages_of(connection, person, row.id)
    return {
        "state": state, "done": state in FINAL, "pages": row.page_count, "read": len(papers),
        "error": by_code(row.error["code"]) if row.error else None,
        "papers": papers,
        "problems": [remark for page in papers for remark in page["remarks"]],
        "records": _records(connection, person, row.id),
    }  # fmt: skip


def pages_of(connection: Connection, person: Person, document: UUID) -> list[dict[str, Any]]:
    """The pages of a document that have been read and are seen: picture, and remarks on each."""
    unseen = unseen_pages(connection, person, document)
    pictures = {
        item.number: item
        for item in connection.execute(
            select(pages.c.number, pages.c.preview, pages.c.width, pages.c.height).where(
                pages.c.document == document
            )
        )
    }
    return [
        {
            "number": item.page.number,
            "url": page_url(found.preview) if found.preview else None,
            "width": found.width or 0, "height": found.height or 0,
            "upright": item.page.rotation,
            "remarks": remarks_on(item.page),
        }
        for item in read_pages(connection, document)
        if (found := pictures.get(item.page.number)) is not None
        and item.page.number not in unseen
    ]  # fmt: skip


def _records(connection: Connection, person: Person, document: UUID) -> list[dict[str, Any]]:
    found = connection.execute(
        select(records.c.id, records.c.state, records.c.type, records.c.unit)
        .where(records.c.document == document, records.c.state != "withdrawn")
        .order_by(records.c.ordinal)
    ).all()
    return [_record(person, item) for item in found if person.sees(item.unit)]


def _record(person: Person, item: Any) -> dict[str, Any]:
    """A record as its file tells of it; who does not review looks at it only."""
    review = person.may(Permission.REVIEW) and item.state == "review"
    return {
        "id": str(item.id), "state": item.state, "review": review,
        "type": title_of(document_types().get(item.type), item.type),
        "url": url_for("review.show" if review else "console.record", record=item.id),
    }  # fmt: skip
