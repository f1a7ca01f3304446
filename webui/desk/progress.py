"""How far the reading of an uploaded file has come."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import url_for
from sqlalchemy import func, select

from models.errors import ErrorCode, SohoaError
from models.people import Permission, Person
from models.store.intake import FINAL, DocumentState
from models.store.reading import get_document, read_pages
from models.store.tables import pages, records
from webui.context import store
from webui.errors import by_code
from webui.quality import problems_of


def progress_of(person: Person, document: UUID) -> dict[str, Any]:
    """State, pages read, what is wrong with pages, and the records so far.

    Raises:
        SohoaError: `not_found`.
    """
    with store().read() as connection:
        row = get_document(connection, document)
        if not person.sees(row.unit):
            raise SohoaError(ErrorCode.NOT_FOUND, "There is no such document.", "Check it.")
        read = connection.execute(
            select(func.count()).where(pages.c.document == document)
        ).scalar_one()
        problems = [
            problem
            for item in read_pages(connection, document)
            for problem in problems_of(item.page)
        ]
        found = connection.execute(
            select(records.c.id, records.c.state)
            .where(records.c.document == document, records.c.state != "withdrawn")
            .order_by(records.c.ordinal)
        ).all()
    state = DocumentState(row.state)
    may_review = person.may(Permission.REVIEW)
    return {
        "state": state, "done": state in FINAL, "pages": row.page_count, "read": read,
        "error": by_code(row.error["code"]) if row.error else None,
        "problems": problems,
        "records": [
            {
                "id": str(item.id), "state": item.state,
                "url": url_for(
                    "review.show" if may_review and item.state == "review" else "console.record",
                    record=item.id,
                ),
            }
            for item in found
        ],
    }  # fmt: skip
