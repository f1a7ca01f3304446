"""Figures about records, reviews and intake, each defined once, here.

What is counted is limited to units, one type if wanted, and days; of what has been said of fields
only the latest few thousand words are looked at where each one has to be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Float,
    Row,
    Select,
    Subquery,
    and_,
    case,
    cast,
    func,
    literal,
    select,
    text,
)

from models.scoring.confusions import letter_edits
from models.store.endings import DONE, MARK, Outcome
from models.store.moments import first_from
from models.store.records import RecordState
from models.store.tables import (
    CORRECTED,
    day_of,
    decisions,
    documents,
    midnight,
    people,
    record_versions,
    records,
    reviews,
    submissions,
)
from models.values.text import fold

MOST_DAYS = 92
# Corrected fields that are looked at one by one for confusions, and decided ones for the curve.
MOST_CORRECTED, MOST_DECIDED = 5000, 2000
_LISTED, _POINTS = 20, 20
_DONE = (RecordState.ACCEPTED, RecordState.APPROVED)
_LATE = timedelta(days=5)


@dataclass(frozen=True, slots=True)
class Scope:
    """What figures are about.

    Attributes:
        units: Codes of units; None: all.
        type: Id of a document type; None: all.
        since: From this moment.
        until: Before this moment.
    """

    units: Sequence[str] | None
    type: str | None
    since: datetime
    until: datetime

    @classmethod
    def of_days(
        cls, units: Sequence[str] | None, type_id: str | None, first: date, last: date
    ) -> Scope:
        """What days of Vietnam are about, both among them."""
        return cls(units, type_id, midnight(first), midnight(last + timedelta(days=1)))

    def of_records(self) -> list[ColumnElement[bool]]:
        """Conditions on `records`, but the time."""
        found: list[ColumnElement[bool]] = []
        if self.units is not None:
            found.append(records.c.unit.in_(self.units))
        if self.type is not None:
            found.append(records.c.type == self.type)
        return found


def _joined(scope: Scope) -> list[ColumnElement[bool]]:
    """The same for `records` that are joined to what persons did, one by one.

    Their own indexes are hidden: a planner that begins with all records of a type takes seconds.
    """
    found: list[ColumnElement[bool]] = []
    if scope.units is not None:
        found.append(func.coalesce(records.c.unit, "").in_(scope.units))
    if scope.type is not None:
        found.append(func.coalesce(records.c.type, "") == scope.type)
    return found


def _made(connection: Connection, scope: Scope) -> list[ColumnElement[bool]]:
    """Conditions on `records`: made within the time."""
    return [*_between(connection, scope), *scope.of_records()]


def _between(connection: Connection, scope: Scope) -> list[ColumnElement[bool]]:
    number, at = records.c.number, records.c.created_at
    return [
        number >= first_from(connection, number, at, scope.since),
        number < first_from(connection, number, at, scope.until),
    ]


def _said(connection: Connection, scope: Scope) -> list[ColumnElement[bool]]:
    """Conditions on `decisions`: last words on fields, said within the time."""
    key, at = decisions.c.id, decisions.c.at
    return [
        key >= first_from(connection, key, at, scope.since),
        key < first_from(connection, key, at, scope.until),
        decisions.c.applied.is_not(None),
    ]


@dataclass(frozen=True, slots=True)
class DayCount:
    """Records of a day that have one type or unit in common."""

    day: date
    what: str
    count: int


def records_per_day(connection: Connection, scope: Scope, by: str = "type") -> list[DayCount]:
    """Records made on each day of the time, by `type` or by `unit`; a day is one of Vietnam's."""
    last = day_of(scope.until - timedelta(microseconds=1))
    # In the order of the index first: of much fewer rows the units are put together.
    made = (
        select(records.c.day, records.c.type, records.c.unit, func.count().label("records"))
        .where(records.c.day.between(day_of(scope.since), last), *_joined(scope))
        .group_by(records.c.day, records.c.type, records.c.unit)
        .subquery()
    )
    day, what = made.c.day, made.c.unit if by == "unit" else made.c.type
    rows = connection.execute(
        select(day, what, func.sum(made.c.records)).group_by(day, what).order_by(day, what)
    )
    return [DayCount(day, what, int(count)) for day, what, count in rows]


@dataclass(frozen=True, slots=True)
class Automation:
    """Records that are accepted or approved, and those among them that no person said a word of."""

    done: int
    untouched: int

    @property
    def share(self) -> float | None:
        """Of all that are done, the untouched ones."""
        return self.untouched / self.done if self.done else None


def automation(connection: Connection, scope: Scope) -> Automation:
    """Straight-through records: how many of those done no person has said a word of.

    Of the records made within the time and accepted or approved since, those of which no field
    was confirmed or corrected by a person.
    """
    done, touched = connection.execute(
        select(func.count(), func.count(records.c.looked_at)).where(*_done(connection, scope))
    ).one()
    return Automation(done, done - touched)


def _done(connection: Connection, scope: Scope) -> list[ColumnElement[bool]]:
    # The index of states is hidden: most are done, and they are read from the table anyway.
    return [*_made(connection, scope), func.coalesce(records.c.state, "").in_(_DONE)]


@dataclass(frozen=True, slots=True)
class FieldRate:
    """A field of a type.

    Attributes:
        records: Done records of the type, each of which has the field.
        reviewed: Those of them in which a person has said something of the field.
        corrected: Those of them in which the person's value was another one.
    """

    type: str
    field: str
    records: int
    reviewed: int
    corrected: int

    @property
    def automation(self) -> float:
        """Share of values that nobody had to look at."""
        return 1 - min(1.0, self.reviewed / self.records) if self.records else 0.0

    @property
    def correction(self) -> float:
        """Corrected ones among the reviewed ones."""
        return self.corrected / self.reviewed if self.reviewed else 0.0


def field_rates(connection: Connection, scope: Scope) -> list[FieldRate]:
    """Automation and correction rate of each field that a person has said anything of.

    Automation: share of done records of the type in which no person said anything of the field.
    Correction rate: corrected among reviewed values. The fields that are corrected most come first
    within their type.
    """
    rows = connection.execute(
        select(records.c.type, records.c.looked_at, func.count().label("records"))
        .where(*_done(connection, scope))
        .group_by(records.c.type, records.c.looked_at)
    )
    done, reviewed, corrected = (
        Counter[str](),
        Counter[tuple[str, str]](),
        Counter[tuple[str, str]](),
    )
    for type_id, looked_at, count in rows:
        done[type_id] += count
        for name in (looked_at or "").split():
            field = type_id, name.removesuffix(MARK)
            reviewed[field] += count
            corrected[field] += count if name.endswith(MARK) else 0
    found = [
        FieldRate(type_id, name, done[type_id], count, corrected[type_id, name])
        for (type_id, name), count in reviewed.items()
    ]
    return sorted(found, key=lambda rate: (rate.type, -rate.corrected, rate.field))


@dataclass(frozen=True, slots=True)
class Correction:
    """A value that a person has corrected."""

    id: int
    record: UUID
    type: str
    field: str
    before: Any
    after: Any


def corrected(
    connection: Connection, scope: Scope, field: str | None = None
) -> Iterable[Correction]:
    """Values that persons have corrected within the time, the latest first."""
    chosen = _corrected(
        connection, scope, decisions.c.id, decisions.c.record, records.c.type, decisions.c.field,
        decisions.c.before, decisions.c.after,
    )  # fmt: skip
    if field is not None:
        chosen = chosen.where(decisions.c.field == field)
    for row in connection.execute(chosen):
        yield Correction(
            row.id, row.record, row.type, row.field, row.before["value"], row.after["value"]
        )


def _corrected(connection: Connection, scope: Scope, *columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(decisions)
        .join(records, records.c.id == decisions.c.record)
        .where(*_said(connection, scope), text(CORRECTED), *_joined(scope))
        .order_by(decisions.c.id.desc())
        .limit(MOST_CORRECTED)
    )


@dataclass(frozen=True, slots=True)
class Confused:
    """A letter read for another one; an empty text stands for none at all."""

    read: str
    right: str
    count: int


def confusions(connection: Connection, scope: Scope) -> list[Confused]:
    """Letters that persons have put in the place of those that were read, the commonest first.

    Only values count that were misread: of which no more than a third of the letters was changed.
    """
    counted: Counter[tuple[str, str]] = Counter()
    chosen = _corrected(connection, scope, decisions.c.before, decisions.c.after)
    for before, after in connection.execute(chosen):
        counted.update(_letters(before["value"], after["value"]))
    return [Confused(read, right, n) for (read, right), n in counted.most_common(_LISTED)]


def _letters(before: Any, after: Any) -> list[tuple[str, str]]:
    if not isinstance(before, str) or not isinstance(after, str):
        return []
    return [(read, right) for right, read in letter_edits(after, before)]


@dataclass(frozen=True, slots=True)
class Example:
    """A corrected value, with where on the paper it stands as far as is known."""

    correction: Correction
    document: UUID
    evidence: list[dict[str, Any]]


def examples(
    connection: Connection, scope: Scope, *, field: str | None = None,
    letters: tuple[str, str] | None = None, limit: int = 12,
) -> list[Example]:  # fmt: skip
    """Corrected values of a field, or in which one letter was read for another; latest first."""
    chosen = []
    for item in corrected(connection, scope, field):
        if letters is None or letters in _letters(item.before, item.after):
            chosen.append(item)
            if len(chosen) == limit:
                break
    places = {
        row.id: row
        for row in connection.execute(
            select(decisions.c.id, records.c.document, record_versions.c.fields)
            .join(records, records.c.id == decisions.c.record)
            .join(record_versions, _version_seen())
            .where(decisions.c.id.in_([item.id for item in chosen]))
        )
    }
    return [
        Example(
            item, places[item.id].document,
            places[item.id].fields.get(item.field, {}).get("evidence", []),
        )
        for item in chosen if item.id in places
    ]  # fmt: skip


def _version_seen(said: Any = decisions.c) -> ColumnElement[bool]:
    """The version that was before the eyes of the person who decided."""
    return and_(
        record_versions.c.record == said.record,
        record_versions.c.version == said.applied - 1,
    )


@dataclass(frozen=True, slots=True)
class Speed:
    """How a person's reviews go.

    Attributes:
        records: Reviews that ended with an approval or went on to another person.
        median_s: Half of them took no longer, seconds without pauses.
        p90_s: Nine of ten took no longer.
        per_hour: Records in an hour without pauses; None: no time is known.
        keystrokes: For each corrected field; None: none was corrected.
    """

    person: UUID
    name: str
    records: int
    median_s: float
    p90_s: float
    per_hour: float | None
    keystrokes: float | None


# Times are counted in steps of so many milliseconds.
_STEP_MS = 100


def speeds(connection: Connection, scope: Scope, person: UUID | None = None) -> list[Speed]:
    """How reviews go that ended within the time, for each person of the units, by name.

    Time is what the browser counts as active: pauses above half a minute are left out.
    """
    step = (reviews.c.active_ms // _STEP_MS).label("step")
    counted = (
        select(reviews.c.person, step, func.count().label("reviews"))
        .where(
            reviews.c.ended_at >= scope.since, reviews.c.ended_at < scope.until,
            reviews.c.outcome.in_(DONE),
        )
        .group_by(reviews.c.person, step)
    )  # fmt: skip
    if person is not None:
        counted = counted.where(reviews.c.person == person)
    if scope.type is not None:
        counted = counted.join(records, records.c.id == reviews.c.record).where(
            func.coalesce(records.c.type, "") == scope.type
        )
    each = _run(counted.subquery()).subquery()
    total = func.max(each.c.total)
    chosen = (
        select(
            people.c.id, people.c.name, total.label("records"),
            func.sum(each.c.step * each.c.reviews).label("steps"),
            _quantile(each.c, 0.5).label("median"), _quantile(each.c, 0.9).label("p90"),
        )
        .join(each, each.c.person == people.c.id)
        .group_by(people.c.id, people.c.name)
    )  # fmt: skip
    if person is None and scope.units is not None:
        chosen = chosen.where(people.c.unit.in_(scope.units))
    rows = connection.execute(chosen).all()
    keys = _keystrokes(connection, scope, [row.id for row in rows])
    return sorted((_speed(row, keys.get(row.id)) for row in rows), key=lambda it: fold(it.name))


def _run(counted: Subquery) -> Select[Any]:
    """How many reviews each person has ended in no more steps, and in all."""
    reviews_up_to = func.sum(counted.c.reviews)
    return select(
        counted,
        reviews_up_to.over(partition_by=counted.c.person, order_by=counted.c.step).label("seen"),
        reviews_up_to.over(partition_by=counted.c.person).label("total"),
    )


def _quantile(each: Any, share: float) -> ColumnElement[int]:
    return func.min(case((each.seen >= share * each.total, each.step)))


def _speed(row: Row[Any], keystrokes: float | None) -> Speed:
    hours = int(row.steps) * _STEP_MS / 3_600_000
    return Speed(
        row.id, row.name, int(row.records), row.median * _STEP_MS / 1000,
        row.p90 * _STEP_MS / 1000, int(row.records) / hours if hours else None, keystrokes,
    )  # fmt: skip


def _keystrokes(
    connection: Connection, scope: Scope, chosen: Sequence[UUID]
) -> Mapping[UUID, float]:
    rows = connection.execute(
        select(
            decisions.c.person, func.sum(decisions.c.keystrokes).label("keys"),
            func.count().label("fields"),
        )
        .where(
            *_said(connection, scope), text(CORRECTED), decisions.c.person.in_(chosen),
        )
        .group_by(decisions.c.person)
    )  # fmt: skip
    return {row.person: row.keys / row.fields for row in rows}


@dataclass(frozen=True, slots=True)
class Point:
    """Of the surest values, so large a share; wrong among them; the least sure one's confidence."""

    coverage: float
    risk: float
    confidence: float


def risk_coverage(connection: Connection, scope: Scope) -> list[Point]:
    """How many of the surest values were wrong, for ever larger shares of the reviewed values.

    Values that a person has confirmed or corrected within the time, the surest first by the
    confidence that the machine gave them; risk is the share of corrected ones among them. Values
    that were accepted unseen are not among them.
    """
    # The versions are large: no more of them are opened than count.
    said = (
        select(
            decisions.c.record, decisions.c.field, decisions.c.applied, decisions.c.distance
        )
        .join(records, records.c.id == decisions.c.record)
        .where(*_said(connection, scope), *_joined(scope))
        .order_by(decisions.c.id.desc())
        .limit(MOST_DECIDED)
        .subquery()
    )  # fmt: skip
    if connection.dialect.name == "sqlite":
        path = literal('$."') + said.c.field + '".confidence'
        confidence: Any = func.json_extract(record_versions.c.fields, path)
    else:
        confidence = func.jsonb_extract_path_text(
            record_versions.c.fields, said.c.field, "confidence"
        )
    rows = connection.execute(
        select(cast(confidence, Float).label("confidence"), said.c.distance).join_from(
            said, record_versions, _version_seen(said.c)
        )
    )
    sure = sorted(
        ((row.confidence, row.distance > 0) for row in rows if row.confidence is not None),
        key=lambda item: -item[0],
    )
    return _curve(sure)


def _curve(sure: Sequence[tuple[float, bool]]) -> list[Point]:
    total, wrong, found = len(sure), 0, []
    ends = {round(total * step / _POINTS) for step in range(1, _POINTS + 1)}
    for count, (confidence, is_wrong) in enumerate(sure, start=1):
        wrong += is_wrong
        if count in ends:
            found.append(Point(count / total, wrong / count, confidence))
    return found


@dataclass(frozen=True, slots=True)
class Cause:
    """Why something had to be scanned again, or could not be read."""

    what: str
    count: int


def rescans(connection: Connection, scope: Scope) -> list[Cause]:
    """Reasons for which reviewers asked for a new scan within the time, the commonest first.

    Reasons that differ in nothing but case and marks are one.
    """
    rows = connection.execute(
        select(reviews.c.note, func.count().label("reviews"))
        .join(records, records.c.id == reviews.c.record)
        .where(
            reviews.c.ended_at >= scope.since, reviews.c.ended_at < scope.until,
            reviews.c.outcome == Outcome.RESCAN, *_joined(scope),
        )
        .group_by(reviews.c.note)
    )  # fmt: skip
    counted: Counter[str] = Counter()
    words: dict[str, str] = {}
    for row in rows:
        key = fold(row.note or "").strip(" .")
        counted[key] += row.reviews
        words.setdefault(key, row.note or "")
    return [Cause(words[key], count) for key, count in counted.most_common(_LISTED)]


def unreadable(connection: Connection, scope: Scope) -> list[Cause]:
    """Codes of errors for which files received within the time could not be read at all."""
    code: Any = documents.c.error["code"].as_string()
    chosen = select(code.label("code"), func.count().label("files")).where(
        documents.c.state == "failed", documents.c.received_at >= scope.since,
        documents.c.received_at < scope.until,
    )  # fmt: skip
    if scope.units is not None:
        chosen = chosen.where(documents.c.unit.in_(scope.units))
    if scope.type is not None:
        chosen = chosen.where(documents.c.declared_type == scope.type)
    rows = connection.execute(chosen.group_by(code))
    found = [Cause(str(row.code), row.files) for row in rows]
    return sorted(found, key=lambda cause: (-cause.count, cause.what))


@dataclass(frozen=True, slots=True)
class Waiting:
    """Records that wait for a stage of review.

    Attributes:
        oldest: When the one that waits longest was made.
        late: How many have waited for more than five days.
    """

    stage: str
    records: int
    oldest: datetime
    late: int


def waiting(connection: Connection, scope: Scope, now: datetime) -> list[Waiting]:
    """Records that wait for a person just now, by stage, whenever they were made."""
    limit = first_from(connection, records.c.number, records.c.created_at, now - _LATE)
    rows = connection.execute(
        select(
            records.c.stage, func.count().label("records"),
            func.min(records.c.number).label("first"),
            func.count(case((records.c.number < limit, 1))).label("late"),
        )
        .where(records.c.state == RecordState.REVIEW, *scope.of_records())
        .group_by(records.c.stage)
        .order_by(records.c.stage)
    ).all()  # fmt: skip
    made = {
        row.number: row.created_at
        for row in connection.execute(
            select(records.c.number, records.c.created_at).where(
                records.c.number.in_([row.first for row in rows])
            )
        )
    }
    return [Waiting(row.stage, row.records, made[row.first], row.late) for row in rows]


@dataclass(frozen=True, slots=True)
class Intake:
    """Files that came in one way, and how many of them had been there before."""

    way: str
    files: int
    duplicates: int


def intake(connection: Connection, scope: Scope) -> list[Intake]:
    """Files submitted within the time, and duplicates: files whose very bytes were known."""
    key, at = submissions.c.id, submissions.c.at
    chosen = select(
        submissions.c.way, func.count().label("files"),
        func.count(case((submissions.c.duplicate, 1))).label("duplicates"),
    ).where(
        key >= first_from(connection, key, at, scope.since),
        key < first_from(connection, key, at, scope.until),
    )  # fmt: skip
    if scope.units is not None:
        chosen = chosen.where(submissions.c.unit.in_(scope.units))
    rows = connection.execute(chosen.group_by(submissions.c.way).order_by(submissions.c.way))
    return [Intake(row.way, row.files, row.duplicates) for row in rows]
