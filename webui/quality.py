"""What is to be said of a page image, in words, with the number of the page."""

from __future__ import annotations

from models.page import Page
from webui.errors import by_code
from webui.language import _, number

# Degrees: what lies less askew nobody need hear of.
_TOLD_SKEW = 1.0


def remarks_on(page: Page) -> list[dict[str, object]]:
    """What is to be said of a page, each with a `severity`.

    `reject`: it has to be scanned again; `warn`: it can be read, and should be looked at; `info`:
    it was put right by itself.
    """
    if page.error is not None:
        text = _("Page %(page)s: %(why)s", page=page.number, why=by_code(page.error.code))
        return [_remark(page, "reject", text)]
    severity = "warn" if page.quality.legible else "reject"
    found = [
        _remark(page, _mild(code, severity), _said(code, page.number, severity == "reject"))
        for code in page.quality.problems
    ]
    if not page.quality.legible and not found:
        found = [_remark(page, "reject", _said("", page.number, again=True))]
    if abs(page.skew) >= _TOLD_SKEW and "skewed" not in page.quality.problems:
        degrees = number(abs(page.skew), 1)
        text = _("Page %(page)s lay askew by %(degrees)s°, straightened", page=page.number,
                 degrees=degrees)  # fmt: skip
        found.append(_remark(page, "info", text))
    return found


def _remark(page: Page, severity: str, text: str) -> dict[str, object]:
    return {"page": page.number, "severity": severity, "text": text}


def _mild(code: str, severity: str) -> str:
    """A separator sheet, and a page that bears nothing, are no fault of the scan."""
    return "info" if code == "separator" else "warn" if code == "blank" else severity


def _said(code: str, page: int, again: bool) -> str:
    words = {
        "blurred": _("Page %(page)s is blurred", page=page),
        "dark": _("Page %(page)s is too dark", page=page),
        "bright": _("Page %(page)s is too bright", page=page),
        "skewed": _("Page %(page)s lies askew", page=page),
        "cut_off": _("The edge of page %(page)s is cut off", page=page),
        "damaged": _("Page %(page)s is damaged", page=page),
        "blank": _("Page %(page)s is blank", page=page),
        "low_resolution": _("Page %(page)s has too few dots per inch", page=page),
        "separator": _("Page %(page)s is a separator sheet", page=page),
        "not_read": _("Page %(page)s could not be read", page=page),
    }
    text = words.get(code, _("Page %(page)s should be looked at", page=page))
    again = again and code not in ("blank", "separator")
    return f"{text} – " + _("scan it again") if again else text
