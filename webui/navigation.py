"""The parts of the site, and who finds them in the menu."""

from __future__ import annotations

from dataclasses import dataclass

from flask import g

from models.errors import SohoaError
from models.people import Permission, Person
from models.store.desk import count_to_rescan
from webui.context import store
from webui.language import _


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the menu.

    Attributes:
        count: How much there waits; where nothing does, the page is not in the menu. None: it
            always is.
    """

    endpoint: str
    title: str
    permission: Permission
    count: int | None = None


def entries() -> tuple[Entry, ...]:
    """The menu, in order; the first page that a person may see is where they start."""
    every = (
        Entry("review.start", _("Review"), Permission.REVIEW),
        Entry("desk.upload", _("Upload"), Permission.UPLOAD),
        Entry("desk_papers.rescans", _("To scan again"), Permission.UPLOAD, _to_rescan()),
        Entry("console.records", _("Records"), Permission.READ),
        Entry("batches.every", _("Batches"), Permission.OPERATE),
        Entry("queue.show", _("Queue"), Permission.OPERATE),
        Entry("audit.events", _("Audit"), Permission.AUDIT),
        Entry("figures.show", _("Figures"), Permission.MEASURE),
        Entry("indicators.show", _("Indicators"), Permission.MEASURE),
        Entry("mine.reviews", _("My reviews"), Permission.REVIEW),
        Entry("people.accounts", _("Accounts"), Permission.ADMINISTER),
        Entry("units.units", _("Units"), Permission.ADMINISTER),
        Entry("master.kinds", _("Master data"), Permission.ADMINISTER),
    )
    return tuple(entry for entry in every if entry.count != 0)


def _to_rescan() -> int:
    """Records that wait for a new scan by the person, if that is theirs to do."""
    person: Person | None = g.get("person")
    if person is None or not person.may(Permission.UPLOAD):
        return 0
    try:
        with store().read() as connection:
            return count_to_rescan(connection, person)
    except SohoaError:
        return 0  # the page tells what is wrong
