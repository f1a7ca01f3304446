"""What is wrong with a page image, in words, with the number of the page."""

from __future__ import annotations

from models.page import Page
from webui.errors import by_code
from webui.language import _


def problems_of(page: Page) -> list[dict[str, object]]:
    """The problems of a page: what to say, and whether it has to be scanned again."""
    if page.error is not None:
        text = _("Page %(page)s: %(why)s", page=page.number, why=by_code(page.error.code))
        return [{"page": page.number, "again": True, "text": text}]
    again = not page.quality.legible
    return [
        {"page": page.number, "again": again, "text": _said(code, page.number, again)}
        for code in page.quality.problems
    ]


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
    return f"{text} – " + _("scan it again") if again else text
