"""What indicators count, in SQL: a number, and the very things behind it.

A set is what a numerator or a denominator names. Its number and its list are of one statement, so
that they cannot differ. What is counted is of a period by when it came into being here; whether it
is approved, published or used again is told as it stands now.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Row,
    Select,
    String,
    and_,
    case,
    cast,
    exists,
    func,
    literal_column,
    or_,
    select,
    true,
    tuple_,
    union_all,
)

from models.indicators import Indicator
from models.master import Kind as MasterKind
from models.periods import Period
from models.store.database import streamed
from models.store.extents import Extent
from models.store.intake import SECRET
from models.store.publications import REPOSITORY
from models.store.records import RecordState
from models.store.registers import of_paper
from models.store.tables import (
    HERE,
    MOST_ID,
    clients,
    documents,
    dossier_papers,
    dossiers,
    lookups,
    master_entries,
    midnight,
    open_periods,
    publications,
    records,
    units,
)

# Rows that the database hands over at once.
_AT_ONCE = 500


class By(StrEnum):
    """What numbers are told apart by."""

    UNIT = "unit"
    TYPE = "type"
    PROCEDURE = "procedure"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Scope:
    """What figures are about.

    Attributes:
        period: Days in Vietnam.
        units: Codes of units; None: all.
        type: Id of a document type; None: all.
        procedure: Code of a procedure; None: all, and what is of none.
    """

    period: Period
    units: Sequence[str] | None = None
    type: str | None = None
    procedure: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Kind:
    """Things that can be counted.

    Attributes:
        source: Where their rows are.
        key: Tells rows apart; lists are in its order.
        at: When a thing came into being here: a moment, or a day in Vietnam.
        unit: Which unit it is of; None: of no single one.
        columns: What a list tells of each, by name.
        held: What always holds of them.
        type: Its document type; None: it is not known.
        procedure: Code of its procedure; None: it is not known.
    """

    source: FromClause
    key: ColumnElement[Any]
    at: ColumnElement[Any]
    unit: ColumnElement[Any] | None
    columns: Mapping[str, ColumnElement[Any]]
    held: ColumnElement[bool] = true()
    type: ColumnElement[Any] | None = None
    procedure: ColumnElement[Any] | None = None

    def by(self, what: By) -> ColumnElement[Any] | None:
        """What they are told apart by; None: it is not known of them."""
        if what is By.DAY:
            return self.at if self.at is records.c.day else None
        return {By.UNIT: self.unit, By.TYPE: self.type, By.PROCEDURE: self.procedure}[what]


def _hidden(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column whose own indexes are not used: those of days and of files lead to fewer rows."""
    return func.coalesce(column, literal_column("''"))


# Dossiers that were opened here, and those that others have only looked something up for: each with
# its first look-up.
_EARLIER = lookups.alias("earlier")
_CASES = union_all(
    select(
        dossiers.c.code, dossiers.c.unit, dossiers.c.procedure, dossiers.c.created_at.label("at")
    ),
    select(lookups.c.dossier, lookups.c.unit, lookups.c.procedure, lookups.c.at).where(
        lookups.c.dossier.is_not(None),
        ~exists().where(dossiers.c.code == lookups.c.dossier),
        ~exists().where(_EARLIER.c.dossier == lookups.c.dossier, _EARLIER.c.id < lookups.c.id),
    ),
).subquery("cases")
# A paper in a dossier of a procedure; of several ones of one procedure only the first counts.
_PLACES, _PLACED = dossier_papers.alias("places"), dossiers.alias("placed")
_OTHERS, _OTHER = dossier_papers.alias("others"), dossiers.alias("other")
_IS_FIRST = ~(
    exists()
    .select_from(_OTHERS.join(_OTHER, _OTHER.c.id == _OTHERS.c.dossier))
    .where(
        _OTHERS.c.document == _PLACES.c.document, _OTHER.c.procedure == _PLACED.c.procedure,
        _OTHERS.c.dossier < _PLACES.c.dossier,
    )
)  # fmt: skip
_STATE = _hidden(records.c.state)
_LEVEL = case(
    (records.c.extent < Extent.DESCRIBED, 1), (_STATE != RecordState.APPROVED, 2), else_=3
)

_FILES = _Kind(
    documents, documents.c.id, documents.c.received_at, documents.c.unit,
    {"document": documents.c.id, "state": documents.c.state, "received": documents.c.received_at},
    documents.c.parts.is_(None) & documents.c.state.not_in(SECRET),
)  # fmt: skip
_PAPERS = _Kind(
    records, records.c.number, records.c.day, _hidden(records.c.unit),
    {
        "record": records.c.id, "document": records.c.document, "type": records.c.type,
        "state": records.c.state, "level": _LEVEL, "day": records.c.day,
        "dossier": of_paper(dossiers.c.code),
        "digitization_code": of_paper(dossier_papers.c.digitization_code),
    },
    _STATE != RecordState.WITHDRAWN, _hidden(records.c.type),
)  # fmt: skip
_PAPERS_OF_PROCEDURES = replace(
    _PAPERS,
    source=records.join(_PLACES, _PLACES.c.document == records.c.document).join(
        _PLACED, _PLACED.c.id == _PLACES.c.dossier
    ),
    held=and_(_PAPERS.held, _PLACED.c.procedure.is_not(None), _IS_FIRST),
    procedure=_PLACED.c.procedure,
)
_DOSSIERS = _Kind(
    dossiers, dossiers.c.id, dossiers.c.created_at, dossiers.c.unit,
    {
        "dossier": dossiers.c.code, "procedure": dossiers.c.procedure,
        "opened": dossiers.c.created_at,
    },
    procedure=dossiers.c.procedure,
)  # fmt: skip
_OF_CASES = _Kind(
    _CASES, _CASES.c.code, _CASES.c.at, _CASES.c.unit,
    {"dossier": _CASES.c.code, "procedure": _CASES.c.procedure, "since": _CASES.c.at},
    procedure=_CASES.c.procedure,
)  # fmt: skip
_LOOKUPS = _Kind(
    lookups.join(clients, clients.c.id == lookups.c.client), lookups.c.id, lookups.c.at,
    lookups.c.unit,
    {
        "lookup": lookups.c.id, "at": lookups.c.at, "client": clients.c.name,
        "procedure": lookups.c.procedure, "dossier": lookups.c.dossier,
        "purpose": lookups.c.purpose, "found": lookups.c.found,
    },
    procedure=lookups.c.procedure,
)  # fmt: skip
# Months and quarters of open data sets that were published, or published again.
_OPEN = _Kind(
    open_periods, open_periods.c.source, open_periods.c.published_at, None,
    {
        "set": open_periods.c.source, "data_period": open_periods.c.period,
        "revision": open_periods.c.revision, "published": open_periods.c.published_at,
    },
)  # fmt: skip
_NEXT = open_periods.alias("next")


@dataclass(frozen=True, slots=True, eq=False)
class _Set:
    """Things of a kind for which something holds.

    Attributes:
        holds: What.
        alone: It is worked out row by row from other tables: not beside others.
        whole: Only dossiers that have papers, all of them approved.
        reusable: Only of procedures with a component that can be used again.
        last: Of each open data set only what was published of it last.
    """

    kind: _Kind
    holds: ColumnElement[bool] = true()
    alone: bool = False
    whole: bool = False
    reusable: bool = False
    last: bool = False


# Both databases write an empty object alike.
_FOUND = cast(lookups.c.found, String) != "{}"
_PUBLISHED = exists().where(
    publications.c.record == records.c.id, publications.c.target == REPOSITORY,
    publications.c.published_at.is_not(None), publications.c.withdrawal.is_(None),
)  # fmt: skip
_REUSED = exists().where(lookups.c.dossier == _CASES.c.code, _FOUND)

SETS: Mapping[str, _Set] = {
    "files": _Set(_FILES),
    "papers": _Set(_PAPERS),
    "level_1": _Set(_PAPERS, _LEVEL == 1),
    "level_2": _Set(_PAPERS, _LEVEL == 2),
    "level_3": _Set(_PAPERS, _LEVEL == 3),
    "extracted": _Set(_PAPERS, records.c.extent >= Extent.DATA),
    "approved": _Set(_PAPERS, _STATE == RecordState.APPROVED),
    "published": _Set(_PAPERS, _PUBLISHED, alone=True),
    "dossiers": _Set(_DOSSIERS),
    "dossiers_digitized": _Set(_DOSSIERS, alone=True, whole=True),
    "cases_reusable": _Set(_OF_CASES, alone=True, reusable=True),
    "cases_reused": _Set(_OF_CASES, _REUSED, alone=True, reusable=True),
    "lookups": _Set(_LOOKUPS),
    "lookups_found": _Set(_LOOKUPS, _FOUND),
    "open_sets": _Set(_OPEN, alone=True, last=True),
}


class Reason(StrEnum):
    """Why there is no number."""

    UNKNOWN = "unknown"  # this system cannot know it: the definition says why
    FILTER = "filter"  # of such things it is not known which unit, type or procedure they are of
    MASTER_DATA = "master_data"  # no component is known that could be used again


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator with its numbers.

    Attributes:
        numerator: None: there is none, for the reason.
        denominator: None, too, where it is a share of nothing.
    """

    indicator: Indicator
    numerator: int | None
    denominator: int | None
    reason: Reason | None = None

    @property
    def share(self) -> float | None:
        """The one of the other, 0–1; None: there is nothing to be a share of."""
        if self.numerator is None or not self.denominator:
            return None
        return self.numerator / self.denominator


# Numbers of sets by name; None, or no name: it cannot be known.
Counts = Mapping[str, int | None]


def figures(connection: Connection, indicators: Sequence[Indicator], scope: Scope) -> list[Figure]:
    """The numbers of indicators."""
    counts = counted(connection, names_of(indicators), scope)
    return [figure_of(item, counts) for item in indicators]


def names_of(indicators: Sequence[Indicator]) -> list[str]:
    """Names of the sets that indicators count, each once."""
    sides = (side for item in indicators for side in (item.numerator, item.denominator))
    return list(dict.fromkeys(side.of for side in sides if side is not None))


def figure_of(indicator: Indicator, counts: Counts) -> Figure:
    """An indicator with the numbers of its sets."""
    if indicator.numerator is None:
        return Figure(indicator, None, None, Reason.UNKNOWN)
    of, part = indicator.denominator, counts.get(indicator.numerator.of)
    whole = None if of is None else counts.get(of.of)
    if part is None or (of is not None and whole is None):
        is_reuse = SETS[indicator.numerator.of].reusable
        return Figure(indicator, None, None, Reason.MASTER_DATA if is_reuse else Reason.FILTER)
    return Figure(indicator, part, whole)


def counted(connection: Connection, names: Sequence[str], scope: Scope) -> Counts:
    """How many things sets have; None: it cannot be known, see `Reason`."""
    found: dict[str, int | None] = dict.fromkeys(names)
    for group in _together(names):
        chosen = _chosen(connection, group, scope)
        if chosen is not None:
            numbers = chosen.with_only_columns(*_numbers(group))
            found |= zip(group, connection.execute(numbers).one(), strict=True)
    return found


def counted_by(
    connection: Connection, names: Sequence[str], scope: Scope, by: By
) -> dict[Any, dict[str, int]]:
    """How many things sets have, for each unit, type, procedure or day that has any.

    Sets of which that cannot be known are left out. A paper in dossiers of several procedures
    counts with each of them; what is of none is left out.
    """
    found: dict[Any, dict[str, int]] = {}
    known: list[str] = []
    for group in _together(names):
        chosen = _chosen(connection, group, scope, by)
        key = _kind_of(group[0], scope, by).by(by)
        if chosen is None or key is None:
            continue
        known += group
        numbers = chosen.with_only_columns(key, *_numbers(group)).group_by(key)
        for value, *counts in connection.execute(numbers.where(key.is_not(None))):
            found.setdefault(value, {}).update(zip(group, counts, strict=True))
    nothing = dict.fromkeys(known, 0)
    return {value: nothing | counts for value, counts in found.items()}


def _together(names: Sequence[str]) -> list[list[str]]:
    """Sets that one statement counts: those of one kind, but each by itself that is `alone`."""
    groups: dict[object, list[str]] = {}
    for name in names:
        its = SETS[name]
        groups.setdefault(name if its.alone else id(its.kind), []).append(name)
    return list(groups.values())


def _numbers(group: Sequence[str]) -> list[ColumnElement[Any]]:
    if SETS[group[0]].alone:
        return [func.count()]
    return [func.count(case((SETS[name].holds, 1))) for name in group]


def _kind_of(name: str, scope: Scope, by: By | None = None) -> _Kind:
    kind = SETS[name].kind
    if kind is _PAPERS and (scope.procedure or by is By.PROCEDURE):
        return _PAPERS_OF_PROCEDURES
    return kind


def _chosen(
    connection: Connection, group: Sequence[str], scope: Scope, by: By | None = None
) -> Select[Any] | None:
    """The rows of a set, or of a kind of which several sets are; None: they cannot be known."""
    first, kind = SETS[group[0]], _kind_of(group[0], scope, by)
    found = [kind.held, *_within(kind, scope.period)]
    for column, values in (
        (kind.unit, scope.units),
        (kind.type, [scope.type] if scope.type else None),
        (kind.procedure, [scope.procedure] if scope.procedure else None),
    ):
        if values is None:
            continue
        if column is None:
            return None
        found.append(column.in_(values))
    if first.last:
        found.append(~_followed(scope.period))
    if first.alone:
        found.append(first.holds)
    if first.whole:
        found.append(kind.key.in_(_whole(scope.period)))
    if first.reusable:
        codes = _reusable(connection, scope.period)
        if codes is None:
            return None
        assert kind.procedure is not None
        found.append(kind.procedure.in_(codes))
    return select(kind.key).select_from(kind.source).where(*found)


def _within(kind: _Kind, period: Period) -> Iterator[ColumnElement[bool]]:
    if kind.at is records.c.day:
        yield kind.at.between(period.first, period.last)
    else:
        yield kind.at >= midnight(period.first)
        yield kind.at < midnight(period.last + timedelta(days=1))


def _followed(period: Period) -> ColumnElement[bool]:
    """Whether more was published of an open data set within a period."""
    later, this = (
        tuple_(each.c.published_at, each.c.period, each.c.revision)
        for each in (_NEXT, open_periods)
    )
    return exists().where(
        _NEXT.c.source == open_periods.c.source, later > this,
        *_within(replace(_OPEN, at=_NEXT.c.published_at), period),
    )  # fmt: skip


def _whole(period: Period) -> Select[Any]:
    """Ids of dossiers of a period that have papers, all of them approved.

    One pass over the papers of the period: asked dossier by dossier, PostgreSQL takes it for a join
    of few rows, and a hundred times as long.
    """
    opened = dossiers.alias("opened")
    its_records = and_(
        records.c.document == dossier_papers.c.document, _STATE != RecordState.WITHDRAWN
    )
    # A paper without a record is not approved, either.
    is_approved = case((_STATE == RecordState.APPROVED, 1), else_=0)
    return (
        select(dossier_papers.c.dossier)
        .join(opened, opened.c.id == dossier_papers.c.dossier)
        .outerjoin(records, its_records)
        .where(*_within(replace(_DOSSIERS, at=opened.c.created_at), period))
        .group_by(dossier_papers.c.dossier)
        .having(func.min(is_approved) == 1)
    )


def _reusable(connection: Connection, period: Period) -> list[str] | None:
    """Procedures of dossiers that had a component within the period that can be used again.

    None: no such component is known at all. A long code has the components of the short one where
    it has none of its own, as in `master.components`.
    """
    entry = master_entries.c
    rows = connection.execute(
        select(entry.parent, entry.attributes).where(
            entry.kind == MasterKind.COMPONENT, entry.valid_from <= period.last,
            or_(entry.valid_to.is_(None), entry.valid_to >= period.first),
            or_(entry.valid_to.is_(None), entry.valid_to >= entry.valid_from),
        )
    ).all()  # fmt: skip
    having = {row.parent for row in rows}
    reusable = {row.parent for row in rows if row.attributes.get("reusable")}
    if not reusable:
        return None
    seen = connection.execute(
        select(_CASES.c.procedure).where(*_within(_OF_CASES, period)).distinct()
    ).scalars()
    return [
        code
        for code in seen
        if code and (code if code in having else ".".join(code.split(".")[:2])) in reusable
    ]


def columns_of(name: str) -> tuple[str, ...]:
    """What a list of a set tells of each thing."""
    kind = SETS[name].kind
    return (*(() if kind.unit is None else ("unit", "unit_name")), *kind.columns)


def listed(connection: Connection, name: str, scope: Scope) -> Iterator[Row[Any]] | None:
    """The things of a set in the order of their keys, as `columns_of` names what is told of them.

    They are of one moment, and are not all in memory at once. None: they cannot be known.
    """
    chosen = _list(connection, name, scope)
    if chosen is None:
        return None
    # Drawn in one statement: each database shows it a single state.
    return iter(streamed(connection, chosen, _AT_ONCE))


def part_of_list(
    connection: Connection, name: str, scope: Scope, after: Any, limit: int
) -> Sequence[Row[Any]] | None:
    """The things of a set that follow on one, by its `key`; None: from the first one on."""
    chosen = _list(connection, name, scope)
    if chosen is None:
        return None
    if after is not None:
        chosen = chosen.where(SETS[name].kind.key > after)
    return connection.execute(chosen.limit(limit)).all()


def key_of(name: str, text: str) -> Any:
    """The `key` of a thing of a set as an address has it; None: it is none."""
    try:
        found = SETS[name].kind.key.type.python_type(text)
    except ValueError:
        return None
    # No database takes a number that is larger than its own.
    return None if isinstance(found, int) and abs(found) > MOST_ID else found


def _list(connection: Connection, name: str, scope: Scope) -> Select[Any] | None:
    chosen = _chosen(connection, [name], scope)
    if chosen is None:
        return None
    kind, its = _kind_of(name, scope), SETS[name]
    if not its.alone:
        chosen = chosen.where(its.holds)
    told = dict(kind.columns)
    if kind.unit is not None:
        named = select(units.c.name).where(units.c.code == kind.unit).scalar_subquery()
        told |= {"unit": kind.unit, "unit_name": named}
    columns = (column.label(label) for label, column in told.items())
    return chosen.with_only_columns(kind.key.label("key"), *columns).order_by(kind.key)


def cells(name: str, row: Row[Any]) -> list[str | int | date | None]:
    """The same as `told`, with numbers, days and moments in Vietnam as such, for workbooks."""
    return [_as_cell(getattr(row, column)) for column in columns_of(name)]


def _as_cell(value: Any) -> str | int | date | None:
    if isinstance(value, datetime):
        # A workbook knows no zones.
        return value.astimezone(HERE).replace(tzinfo=None)
    return value if isinstance(value, date | int) else _text(value)


def told(name: str, row: Row[Any]) -> list[str]:
    """A thing of a set as `columns_of` names its parts: ids, codes, days and moments in Vietnam."""
    return [_text(getattr(row, column)) for column in columns_of(name)]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(HERE).isoformat(timespec="minutes")
    if isinstance(value, Mapping):
        return "; ".join(f"{part}={record}" for part, record in value.items())
    return str(value)
