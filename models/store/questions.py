"""What a person asks the workers while waiting: a box of a page, read again."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from models.errors import ErrorCode, SohoaError
from models.geometry import Box
from models.people import Person
from models.store.database import Store
from models.store.jobs import JobKind, JobState, Priority, add_job
from models.store.reading import get_document, read_pages
from models.store.tables import jobs


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a question.

    Attributes:
        text: What stands in the box; None while it is being read, and when it cannot be.
        error: Why it cannot be read.
    """

    done: bool
    text: str | None = None
    error: SohoaError | None = None


def ask_for_box(store: Store, person: Person, document: UUID, page: int, box: Box) -> int:
    """Have `box`, pixels of the upright page, read again; the number of the question.

    That the person may see the page is for who calls this to know.

    Raises:
        SohoaError: `not_found`: there is no such document, or its page has not been read.
    """
    with store.write() as connection:
        row = get_document(connection, document)
        read = [item.page for item in read_pages(connection, document, page)]
        if not read or read[0].error is not None:
            raise SohoaError(
                ErrorCode.NOT_FOUND, f"Page {page} has not been read.", "Wait, or scan it again."
            )
        order = {
            "box": box.as_list(), "rotation": read[0].rotation, "person": str(person.id),
        }  # fmt: skip
        return add_job(
            store, connection, JobKind.REGION, priority=Priority.ASKED, document=row.id, page=page,
            order=order,
        )  # fmt: skip


def answer_to(store: Store, question: int, person: Person) -> Answer:
    """What is known by now.

    Raises:
        SohoaError: `not_found`: also when somebody else has asked.
    """
    with store.read() as connection:
        row = connection.execute(
            select(jobs.c.state, jobs.c.answer, jobs.c.error, jobs.c.order).where(
                jobs.c.id == question, jobs.c.kind == JobKind.REGION
            )
        ).one_or_none()
    if row is None or row.order.get("person") != str(person.id):
        raise SohoaError(ErrorCode.NOT_FOUND, f"There is no question {question}.", "Ask again.")
    if row.state == JobState.DONE:
        return Answer(done=True, text=row.answer["text"])
    if row.state == JobState.PARKED:
        return Answer(done=True, error=SohoaError.from_json(row.error))
    return Answer(done=False)
