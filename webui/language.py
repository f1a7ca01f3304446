"""Vietnamese and English: catalogues of messages, dates and numbers as each writes them.

Messages are English in the code; `translations/vi/*.po` has the Vietnamese ones, one file for each
part of the pages.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import format_date, format_datetime, format_timedelta
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from flask import Flask, g, has_request_context, request

from models.store.tables import HERE as HERE

LANGUAGES: Mapping[str, str] = {"vi": "Tiếng Việt", "en": "English"}
DEFAULT = "vi"
COOKIE = "sohoa_language"
_FOLDER = Path(__file__).parent / "translations"


@cache
def catalogue(language: str) -> NullTranslations:
    """The messages of a language; those that it lacks are English."""
    found: NullTranslations = NullTranslations()
    for path in sorted((_FOLDER / language).glob("*.po")):
        with path.open("rb") as file:
            messages: Catalog = read_po(file, locale=language, abort_invalid=True)
        compiled = io.BytesIO()
        write_mo(compiled, messages)
        compiled.seek(0)
        part = Translations(compiled)
        part.add_fallback(found)
        found = part
    return found


def language() -> str:
    """The one that the person has chosen."""
    if not has_request_context():
        return DEFAULT
    if "language" not in g:
        chosen = request.cookies.get(COOKIE, DEFAULT)
        g.language = chosen if chosen in LANGUAGES else DEFAULT
    found: str = g.language
    return found


def gettext(message: str, **values: Any) -> str:
    """A message in the person's language, with values put in as `%(name)s`."""
    found = str(catalogue(language()).gettext(message))
    return found % values if values else found


_ = gettext


def N_(message: str) -> str:
    """A message that is translated later, where it is told."""
    return message


def ngettext(one: str, many: str, count: int, **values: Any) -> str:
    """A message about so many; `count` is put in as `%(num)s`."""
    found = str(catalogue(language()).ngettext(one, many, count))
    return found % {"num": count, **values}


def moment(at: datetime | None, style: str = "short") -> str:
    """A moment, in Vietnam's time."""
    if at is None:
        return "–"
    pattern = {"short": "dd/MM/yyyy HH:mm", "long": "dd/MM/yyyy HH:mm:ss"}[style]
    return str(format_datetime(at.astimezone(HERE), pattern, locale=language()))


def clock(at: datetime) -> str:
    """The time of day, in Vietnam's time."""
    return at.astimezone(HERE).strftime("%H:%M")


def day(at: date) -> str:
    """A day as it is written here."""
    return str(format_date(at, "dd/MM/yyyy", locale=language()))


def ago(at: datetime, now: datetime | None = None) -> str:
    """How long ago a moment was, roughly."""
    passed = at - (now or datetime.now(UTC))
    return str(format_timedelta(passed, add_direction=True, locale=language()))


def duration(seconds: float) -> str:
    """How long something takes, roughly."""
    return str(format_timedelta(timedelta(seconds=seconds), locale=language()))


def number(value: float, digits: int = 0) -> str:
    """A number as it is written here."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return str(format_decimal(value, pattern, locale=language()))


def local(text: str) -> str:
    """The person's half of a text that says something in both languages, "… / …"."""
    vietnamese, found, english = text.partition(" / ")
    return english if found and language() == "en" else vietnamese


def prepare(app: Flask) -> None:
    """Let templates speak."""
    env = app.jinja_env
    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_callables(gettext, ngettext, newstyle=False)  # type: ignore[attr-defined]
    env.filters |= {
        "moment": moment, "day": day, "ago": ago, "number": number, "local": local,
        "duration": duration,
    }  # fmt: skip
    app.context_processor(lambda: {"language": language(), "LANGUAGES": LANGUAGES})
    for code in LANGUAGES:
        catalogue(code)  # a catalogue with a mistake stops start-up
