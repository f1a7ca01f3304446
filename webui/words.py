"""What the system's own words mean to people: states, actions, events."""

from __future__ import annotations

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
        "reopen": _("opened it again"),
        "take_over": _("took it over"),
        "review_skipped": _("put it aside"),
        "review_escalated": _("handed it to a senior reviewer"),
        "review_rescan": _("asked for a new scan"),
        "review_handed_on": _("handed it on to another reviewer"),
    }.get(code, code)
