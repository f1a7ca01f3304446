"""Times of day with their date: when a dossier was received, when somebody died."""

from __future__ import annotations

import re

from models.values.printed_dates import NUM, read_date
from models.values.reading import Reading, as_digits, plain_dashes, unmarked, without_leaders

_ISO = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d)?")
_CLOCK = re.compile(
    rf"(?<!\w)(?P<h>{NUM})\s*:\s*(?P<m>{NUM})(?:\s*:\s*{NUM})?(?!\w)"
    rf"|(?<![\w./-])(?P<h2>{NUM})\.(?P<m2>{NUM})(?=[\s,]*ng[a-z]{{1,2}}\b)"
)
# "08 giờ 30 phút", "14h05", "8g30", with the blanks of a form and a letter misread.
_SPOKEN = re.compile(
    rf"(?:(?<!\w)(?P<h>{NUM})\s*(?:g[il1]?[o0]|h|g)|\bgio)(?![a-z])[^\w|]*"
    rf"(?:(?P<m>{NUM})(?![\w/]))?[^\w|]*(?P<word>ph[a-z]{{1,2}}\b|p\b|')?\s*"
    r"(?P<half>chieu|toi|sang|dem)?",
    re.IGNORECASE,
)


def read_datetime(text: str) -> Reading:
    """A date and time as "2025-03-05T08:30"; a date without a time stays a date.

    "8 giờ" alone is 08:00; "8 giờ … phút" with the minutes left blank is no time.
    """
    plain = plain_dashes(without_leaders(text))
    bare = re.sub(r"(?<=ngay)(?=\d)", " ", unmarked(plain))
    iso = _ISO.fullmatch(bare)
    match = _CLOCK.search(bare) or _SPOKEN.search(bare)
    if iso is not None:
        date, clock, problem = read_date(iso[1]), _checked(iso[2]), None
    elif match is not None:
        date = read_date(bare[: match.start()] + " " + bare[match.end() :])
        clock, problem = _clock(match)
    else:
        return read_date(plain)
    return _join(date, clock, problem or (None if clock else "impossible_time"))


def _join(date: Reading, clock: str | None, problem: str | None) -> Reading:
    complete = date.value is not None and re.fullmatch(r"\d{4}-\d\d-\d\d", date.value)
    if problem == "blank":
        return date
    if not complete:
        problem = "time_without_day"
    if problem is not None or clock is None:
        return Reading(
            date.value, (*date.problems, *([problem] if problem else [])), date.alternatives
        )
    times = tuple(f"{other}T{clock}" for other in date.alternatives)
    return Reading(f"{date.value}T{clock}", date.problems, times, date.repaired)


def _clock(match: re.Match[str]) -> tuple[str | None, str | None]:
    """The time as hh:mm, or why it is none; "blank" where nothing was filled in."""
    parts = match.groupdict()
    parts = {**parts, "h": parts["h"] or parts.get("h2"), "m": parts["m"] or parts.get("m2")}
    hours = as_digits(re.sub(r"\s", "", parts["h"] or ""))
    minutes = as_digits(re.sub(r"\s", "", parts["m"] or "00"))
    if parts["h"] is None:
        return None, "minutes_missing" if parts["m"] else "blank"
    if parts["m"] is None and parts.get("word"):
        return None, "minutes_missing"
    half = (parts.get("half") or "").lower()
    later = 12 if half in ("chieu", "toi") else 0
    legal = {clock for h in hours for m in minutes if (clock := _checked(f"{h}:{m}", later))}
    return (legal.pop(), None) if len(legal) == 1 else (None, "impossible_time")


def _checked(clock: str, later: int = 0) -> str | None:
    hour, minute = (int(part) for part in clock.split(":"))
    if later and hour < 12:
        hour += later
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None
