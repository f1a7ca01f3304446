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
        "refuse_file": _("was told no more of a file than that another unit has it"),
        "receipt": _("showed the receipt of a set"),
        "hand_in": _("handed a set in"),
        "arrange": _("arranged pages anew"),
        "correct": _("corrected fields"),
        "approve": _("approved"),
        "take_back": _("took the approval back"),
        "sample": _("drew it for a second look"),
        "retype": _("changed its type"),
        "withdraw": _("withdrawn: its pages were arranged anew"),
        "look_up": _("looked up what is held of a person"),
        "reopen": _("opened it again"),
        "revoke": _("withdrew it"),
        "explain": _("said why"),
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
        "name_procedure": _("named the procedure of a dossier"),
        "add_paper": _("added a paper to a dossier"),
        "export": _("handed out of the house"),
        "plan_batch": _("planned a batch"),
        "start_batch": _("started a batch"),
        "drop_batch": _("dropped a batch that was never started"),
        "pause_batch": _("paused a batch"),
        "resume_batch": _("resumed a batch"),
        "retry_batch": _("tried a batch again"),
        "export_register": _("exported a register"),
        "export_lake": _("exported to the data lake"),
        "publish_open_data": _("published open data"),
        "export_indicator": _("exported what an indicator has counted"),
        "export_report": _("wrote the yearly report"),
    }


def _events_of_people() -> dict[str, str]:
    return {
        "add_client": _("added a system"),
        "change_client": _("changed a system"),
        "rotate_client": _("gave a system a new secret"),
        "disable_client": _("disabled a system"),
        "add_webhook": _("added a webhook"),
        "change_webhook": _("changed a webhook"),
        "remove_webhook": _("deleted a webhook"),
        "rotate_webhook": _("gave a webhook a new secret"),
        "disable_webhook": _("disabled a webhook: its receiver is gone"),
        "redeliver": _("told something again at a webhook"),
        "give_token": _("a system was given a token"),
        "sign_in": _("signed in"),
        "sign_out": _("signed out"),
        "refuse_sign_in": _("was refused at the sign-in"),
        "give_password": _("gave the right password; the code was asked"),
        "confirm_password": _("confirmed the password"),
        "confirm_code": _("confirmed a code of the second factor"),
        "set_up_factor": _("set a second factor up"),
        "switch_off_factor": _("switched the second factor off"),
        "take_factor_away": _("took a second factor away"),
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
        "trace_person": _("looked who has dealt with a person's records"),
        "import_master": _("imported master data"),
    }


def subject(code: str) -> str:
    """What an event is about, where that is no single thing with an identifier."""
    return {"audit": _("audit"), "records": _("records")}.get(code, code)


def detail(name: str) -> str:
    """What a detail of an event is, by its name in the audit."""
    return details().get(name, name)


def details() -> dict[str, str]:
    """All that the audit tells of an event beside who, what and when, by its name there."""
    return {
        "action": _("act asked for"),
        "actor": _("person asked for"),
        "added": _("files added"),
        "address": _("network address"),
        "after": _("type after"),
        "before": _("type before"),
        "bulk": _("at once with others"),
        "by": _("by way of"),
        "closed": _("entries that ended"),
        "code": _("code"),
        "documents": _("documents"),
        "duplicate": _("known already"),
        "events": _("events"),
        "fields": _("fields"),
        "file": _("file"),
        "files": _("files"),
        "first": _("for the first time"),
        "job": _("job"),
        "jobs": _("jobs"),
        "kind": _("work"),
        "locked": _("account locked"),
        "messages": _("messages"),
        "name": _("name"),
        "number": _("number"),
        "overruled": _("approved in spite of"),
        "page": _("page"),
        "parent": _("lies below"),
        "periods": _("periods"),
        "purpose": _("purpose"),
        "reason": _("reason"),
        "records": _("records"),
        "result": _("reading"),
        "purposes": _("purposes"),
        "roles": _("roles"),
        "rows": _("rows"),
        "scopes": _("may do"),
        "sha256": "SHA-256",
        "since": _("from day"),
        "sound": _("found sound"),
        "status": _("state"),
        "subject": _("thing asked for"),
        "unit": _("unit"),
        "until": _("to day"),
        "version": _("version"),
        "way": _("way"),
    }


def told(name: str, code: str) -> str:
    """What a code means in a detail of an event."""
    meanings = {
        "purpose": {
            "review": _("review"),
            "bulk approval": _("approval at once"),
            "example": _("example of a correction"),
        },
        "way": {
            "upload": _("upload"),
            "batch": _("batch"),
            "hot_folder": _("watched folder"),
            "composed": _("arranged here"),
        },
    }
    if name == "roles":
        return role(code)
    return document_state(code) if name == "status" else meanings.get(name, {}).get(code, code)


def master(kind: str) -> str:
    """What entries of a kind of master data are."""
    return {
        "agency": _("Agencies"),
        "admin_unit": _("Administrative units"),
        "procedure": _("Administrative procedures"),
        "component": _("Components of procedures"),
        "staff_unit": _("Staff units"),
    }.get(kind, kind)


def attribute(name: str) -> str:
    """What a column of master data says."""
    return {
        "parent": _("Belongs to"),
        "basis": _("By which decision"),
        "level": _("Level"),
        "admin_unit": _("Administrative unit"),
        "agency": _("Agency"),
        "field": _("Field of work"),
        "days": _("Working days"),
        "document_type": _("Type of paper"),
        "required": _("Required"),
        "reusable": _("Result of an earlier procedure"),
    }.get(name, name)


def level(code: str) -> str:
    """Who an agency or a procedure belongs to."""
    return {
        "central": _("central"),
        "province": _("of the province"),
        "district": _("of a district"),
        "commune": _("of a commune"),
    }.get(code, code)


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
        "administrator": _("gives accounts, looks after units and master data; sees no papers"),
    }.get(code, "")


def paper(found: Paper) -> str:
    """Where a paper of a dossier stands."""
    if found.record is None:
        return _("is being read") if found.is_open else _("could not be read")
    return _("looked at") if found.stage == READY else state(found.state or "")
