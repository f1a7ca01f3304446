"""What the system's own words mean to people: states, actions, events."""

from __future__ import annotations

from models.store.dossiers import READY, Paper
from webui.language import _


def state(code: str) -> str:
    """Where a record stands."""
    return {
        "review": _("to be reviewed"),
        "accepted": _("accepted unseen"),
        "approved": _("approved"),
        "withdrawn": _("withdrawn"),
    }.get(code, code)


def action(code: str) -> str:
    """What a person did with a field."""
    corrected = _("corrected")
    return {
        "confirmed": _("confirmed"),
        "illegible": _("cannot be read"),
        "absent": _("not on the paper"),
        "unsure": _("not sure"),
    }.get(code, corrected)


def event(code: str) -> str:
    """What was done, as the audit names it."""
    return {
        "submit": _("submitted"),
        "read": _("read"),
        "view": _("looked at it"),
        "download": _("fetched a file"),
        "correct": _("corrected fields"),
        "approve": _("approved"),
        "take_back": _("took the approval back"),
        "sample": _("drew it for a second look"),
        "retype": _("changed its type"),
        "take_over": _("took it over"),
        "review_skipped": _("put it aside"),
        "review_escalated": _("handed it to a senior reviewer"),
        "review_rescan": _("asked for a new scan"),
        "review_ready": _("looked at it; the other papers are still to come"),
        "review_handed_on": _("handed it on to another reviewer"),
    }.get(code, code)


def paper(found: Paper) -> str:
    """Where a paper of a dossier stands."""
    if found.record is None:
        return _("is being read") if found.is_open else _("could not be read")
    return _("looked at") if found.stage == READY else state(found.state or "")
