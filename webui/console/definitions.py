"""What the figures of the dashboards mean, in words; they are counted by the store."""

from __future__ import annotations

from dataclasses import dataclass

from webui.language import _


@dataclass(frozen=True, slots=True)
class Definition:
    """A figure: what it is called and what it counts."""

    title: str
    text: str


def definitions() -> dict[str, Definition]:
    """All of them, by the name of their function."""
    found = {
        "records_per_day": (
            _("Records per day"),
            _("Records made on each day, Vietnam's time, by type or by unit."),
        ),
        "automation": (
            _("Done without a person"),
            _(
                "Of the records made in these days and accepted or approved since, the share of"
                " which no field was confirmed or corrected by a person."
            ),
        ),
        "field_rates": (
            _("Fields"),
            _(
                "Automation: share of the type's done records in which no person said anything of"
                " the field. Correction rate: corrected values among those that a person has"
                " looked at. Fields of which nobody said anything are not listed."
            ),
        ),
        "confusions": (
            _("What is read for what"),
            _(
                "Letters that persons have put in the place of those that were read, in values of"
                " which no more than a third was changed."
            ),
        ),
        "speeds": (
            _("Reviewing"),
            _(
                "Reviews that ended with an approval, went on to another person or wait for the"
                " other papers of the dossier. Seconds are those in which the person was at work"
                " on the record; pauses above half a minute are left out."
            ),
        ),
        "risk_coverage": (
            _("Risk and coverage"),
            _(
                "Values that a person has confirmed or corrected, the surest first by the"
                " machine's confidence. For each share of them (coverage), how many of them were"
                " corrected (risk). Values that were accepted unseen are not among them."
            ),
        ),
        "rescans": (
            _("Why pages are scanned again"),
            _("Reasons for which reviewers asked for a new scan."),
        ),
        "unreadable": (
            _("Files that could not be read"),
            _("Files received in these days of which nothing could be read, by reason."),
        ),
        "waiting": (
            _("What waits for a person"),
            _(
                "Records that wait for a person just now, whenever they were made; late are those"
                " that have waited for more than five days."
            ),
        ),
        "intake": (
            _("Files received"),
            _("Files submitted in these days; duplicates are files whose very bytes were known."),
        ),
    }
    return {name: Definition(title, text) for name, (title, text) in found.items()}
