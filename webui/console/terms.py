"""What the console's own words mean to people: stages, finders, jobs, states of batches."""

from __future__ import annotations

from webui.language import _


def stage(code: str) -> str:
    """Whom a record for review waits for."""
    return {
        "first": _("first reviewer"),
        "second": _("second reviewer"),
        "third": _("third reviewer"),
        "senior": _("senior reviewer"),
        "rescan": _("new scan"),
        "ready": _("the other papers of its dossier"),
    }.get(code, code)


def method(code: str) -> str:
    """How a value was found."""
    return {
        "person": _("typed or confirmed by a person"),
        "proposal": _("proposed by another system"),
        "code": _("read from a QR code, barcode or machine-readable lines"),
        "label": _("beside its printed label"),
        "items": _("in a list below its label"),
        "pattern": _("by its form"),
        "stamp": _("in a stamp"),
        "none": _("not found on the paper"),
        "signer_name": _("at the signature"),
        "signer_title": _("at the signature"),
        "signed": _("at the signature"),
        "last_name": _("at the signature"),
        "signing_agency": _("at the signature"),
        "place_date": _("above the signature"),
        "office": _("in the letterhead"),
        "symbol_line": _("in the letterhead"),
        "place_line": _("in the letterhead"),
        "date_line": _("in the letterhead"),
        "document_kind": _("in the title"),
        "subject": _("in the title"),
        "addressees": _("among those addressed"),
        "recipients": _("in the list of recipients"),
        "hops": _("in the table"),
        "holders": _("in the table"),
    }.get(code, _("by its place in the text"))


def sending(code: str) -> str:
    """Where the publication of a version stands."""
    return {
        "waiting": _("waits"),
        "sending": _("is being sent"),
        "published": _("published"),
        "failed": _("failed"),
    }.get(code, code)


def target(code: str) -> str:
    """Where records are published to."""
    return {
        "repository": _("data repository"),
        "http": _("receiving system"),
        "lgsp": _("integration platform"),
    }.get(code, code)


def job(code: str) -> str:
    """What a job does."""
    return {
        "open": _("open a file"),
        "page": _("read a page"),
        "assemble": _("put a document together"),
        "region": _("read a marked part again"),
        "publish": _("publish a record"),
        "compose": _("arrange pages anew"),
        "plan": _("look through the folder of a batch"),
        "submit": _("submit files of a batch"),
        "deliver": _("tell another system of changes"),
    }.get(code, code)


def job_state(code: str) -> str:
    """Where a job stands."""
    return {
        "waiting": _("waits for others"),
        "delayed": _("waits for its time"),
        "held": _("held: its batch is paused"),
        "ready": _("ready"),
        "running": _("running"),
        "parked": _("given up"),
    }.get(code, code)


def lane(priority: int) -> str:
    """Whose work a priority stands for."""
    return {
        0: _("asked for at the screen"),
        10: _("uploads at the counter"),
        20: _("watched folder, publishing"),
        30: _("batches"),
    }.get(priority, str(priority))


def batch(code: str) -> str:
    """Where a batch stands."""
    return {
        "planned": _("planned"),
        "running": _("running"),
        "paused": _("paused"),
        "finished": _("finished"),
    }.get(code, code)


def way(code: str) -> str:
    """How files come in."""
    return {
        "upload": _("upload"),
        "hot_folder": _("watched folder"),
        "batch": _("batch"),
        "composed": _("arranged here from pages of other files"),
    }.get(code, code)


def band(code: str) -> str:
    """How sure a value is; the signs differ by form, for those who do not tell colours."""
    return {
        "sure": "✓ " + _("sure"),
        "doubtful": "◐ " + _("doubtful"),
        "unsure": "✕ " + _("not sure at all"),
    }[code]


def no_figure(reason: str) -> str:
    """Why an indicator has no number."""
    return {
        "unknown": _("not known here"),
        "filter": _("not known by unit, type or procedure"),
        "master_data": _("no reusable component in the master data"),
    }.get(reason, reason)


def counted(unit: str) -> str:
    """What the numbers of an indicator are numbers of."""
    return {
        "files": _("files"),
        "papers": _("papers"),
        "dossiers": _("dossiers"),
        "lookups": _("look-ups"),
        "sets": _("data sets"),
    }.get(unit, unit)


def side(name: str) -> str:
    """Which number of an indicator."""
    return {"numerator": _("numerator"), "denominator": _("denominator")}.get(name, name)


def column(name: str) -> str:
    """What a list of what an indicator counts tells."""
    return {
        "unit": _("Code of the unit"),
        "unit_name": _("Unit"),
        "record": _("Record"),
        "document": _("File"),
        "type": _("Type"),
        "state": _("State"),
        "level": _("Level of digitization"),
        "day": _("Digitized on"),
        "dossier": _("Dossier"),
        "digitization_code": _("Digitization code"),
        "procedure": _("Procedure"),
        "received": _("Received"),
        "opened": _("Opened"),
        "since": _("Known since"),
        "lookup": _("Look-up"),
        "at": _("When"),
        "client": _("System"),
        "purpose": _("Purpose"),
        "found": _("Found"),
        "set": _("Data set"),
        "data_period": _("Last month or quarter published"),
        "revision": _("Revision"),
        "published": _("Published"),
    }.get(name, name)
