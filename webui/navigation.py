"""The parts of the site, and who finds them in the menu."""

from __future__ import annotations

from dataclasses import dataclass

from models.people import Permission
from webui.language import _


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the menu."""

    endpoint: str
    title: str
    permission: Permission


def entries() -> tuple[Entry, ...]:
    """The menu, in order; the first page that a person may see is where they start."""
    return (
        Entry("review.start", _("Review"), Permission.REVIEW),
        Entry("desk.upload", _("Upload"), Permission.UPLOAD),
        Entry("console.records", _("Records"), Permission.READ),
        Entry("batches.every", _("Batches"), Permission.OPERATE),
        Entry("queue.show", _("Queue"), Permission.OPERATE),
        Entry("figures.show", _("Figures"), Permission.MEASURE),
        Entry("mine.reviews", _("My reviews"), Permission.REVIEW),
        Entry("people.accounts", _("Accounts"), Permission.ADMINISTER),
        Entry("units.units", _("Units"), Permission.ADMINISTER),
        Entry("audit.events", _("Audit"), Permission.AUDIT),
    )
