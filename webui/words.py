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


def document_state(code: str) -> str:
    """Where a file stands."""
    return {
        "received": _("received"),
        "reading": _("is being read"),
        "ok": _("has been read"),
        "partial": _("read in part"),
        "failed": _("could not be read"),
        "quarantined": _("sealed"),
        "purged": _("sealed"),
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
    return events().get(code, code)


def events() -> dict[str, str]:
    """All that is noted in the audit, by its name there."""
    return _events_of_papers() | _events_of_people()


def _events_of_papers() -> dict[str, str]:
    return {
        "submit": _("submitted"),
        "read": _("read"),
        "view": _("looked at it"),
        "list": _("listed records"),
        "download": _("fetched a file"),
        "receipt": _("showed the receipt of a set"),
        "hand_in": _("handed a set in"),
        "arrange": _("arranged pages anew"),
        "correct": _("corrected fields"),
        "approve": _("approved"),
        "take_back": _("took the approval back"),
        "sample": _("drew it for a second look"),
        "retype": _("changed its type"),
        "withdraw": _("withdrawn: its pages were arranged anew"),
        "reopen": _("opened it again"),
        "take_over": _("took it over"),
        "review_skipped": _("put it aside"),
        "review_escalated": _("handed it to a senior reviewer"),
        "review_rescan": _("asked for a new scan"),
        "review_ready": _("looked at it; the other papers are still to come"),
        "review_handed_on": _("handed it on to another reviewer"),
        "park": _("given up"),
        "retry": _("tried again"),
        "settle": _("saw to what had been given up"),
        "seal": _("sealed for its secrecy mark"),
        "released": _("released from the seal"),
        "purged": _("destroyed"),
        "open_dossier": _("opened a dossier"),
        "add_paper": _("added a paper to a dossier"),
        "plan_batch": _("planned a batch"),
        "start_batch": _("started a batch"),
        "drop_batch": _("dropped a batch that was never started"),
        "pause_batch": _("paused a batch"),
        "resume_batch": _("resumed a batch"),
        "retry_batch": _("tried a batch again"),
        "export_register": _("exported a register"),
        "export_lake": _("exported to the data lake"),
    }


def _events_of_people() -> dict[str, str]:
    return {
        "sign_in": _("signed in"),
        "sign_out": _("signed out"),
        "refuse_sign_in": _("was refused at the sign-in"),
        "confirm_password": _("confirmed the password"),
        "set_password": _("set a password"),
        "hand_over": _("left the sign-in to the agency's account"),
        "add_person": _("added an account"),
        "change_person": _("changed an account"),
        "disable_person": _("disabled an account"),
        "enable_person": _("enabled an account"),
        "add_unit": _("added a unit"),
        "rename_unit": _("renamed a unit"),
        "look_at_audit": _("looked at the audit"),
        "export_audit": _("exported the audit"),
        "verify_audit": _("verified the audit"),
    }


def role(code: str) -> str:
    """What a person is for."""
    return {
        "reception": _("reception"),
        "reviewer": _("reviewer"),
        "senior": _("senior reviewer"),
        "operator": _("operator"),
        "auditor": _("auditor"),
        "administrator": _("administrator"),
    }.get(code, code)


def tasks(code: str) -> str:
    """What a person of a role does here."""
    return {
        "reception": _("scans papers and uploads them; looks at records"),
        "reviewer": _("looks at doubtful fields, corrects and approves records"),
        "senior": _("also decides what reviewers hand on, and opens approved records again"),
        "operator": _("runs batches and the queue, decides on sealed papers; uploads"),
        "auditor": _("reads and verifies the audit; sees figures, but no papers"),
        "administrator": _("gives accounts and looks after units; sees no papers"),
    }.get(code, "")


def paper(found: Paper) -> str:
    """Where a paper of a dossier stands."""
    if found.record is None:
        return _("is being read") if found.is_open else _("could not be read")
    return _("looked at") if found.stage == READY else state(found.state or "")
