"""Master data are imported: a file is taken as a whole, or refused with all that is wrong in it.

A line that says something new closes what held before, on the day before its own first one. A line
that says what is known changes nothing.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid7s
from sqlalchemy import Connection, bindparam, insert, select, text, update

from models.errors import ErrorCode, SohoaError
from models.master import REFERENCES, SINCE_EVER, Kind, Line, Lines, Problem, doubt, read_lines
from models.store.audit import SYSTEM, note
from models.store.database import Store
from models.store.tables import master_entries, master_imports, master_links
from models.values.units import REFORM, Unit, new_units, old_units

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, or would do.

    Attributes:
        added: Entries, or new states of entries.
        closed: States that hold no more, or from a day on no more.
        linked: Links that were added or withdrawn.
        unchanged: Lines that said what was known.
        problems: Why nothing was imported, by line.
        warnings: What looks odd and was imported all the same.
        id: The import; None when nothing was.
    """

    added: int = 0
    closed: int = 0
    linked: int = 0
    unchanged: int = 0
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    id: UUID | None = None


@dataclass(slots=True)
class _State:
    """One state of an entry, known or new.

    Attributes:
        id: None: it is new.
        line: The line that speaks of it.
    """

    id: int | None
    code: str
    name: str
    parent: str
    attributes: Mapping[str, Any]
    valid_from: date
    valid_to: date | None
    line: int | None = None
    is_closed: bool = False

    def holds(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or self.valid_to >= day)

    def says(self, line: Line) -> bool:
        known = (self.name, self.parent, self.attributes)
        return known == (line.name, line.parent, line.attributes)

    def close(self, day: date) -> None:
        self.valid_to, self.is_closed = day, True

    def refers_to(self, column: str) -> str:
        return self.parent if column == "parent" else self.attributes.get(column, "")


_States = defaultdict[str, list[_State]]


@dataclass(slots=True)
class _Plan:
    """What would be after an import.

    Attributes:
        states: Of its kind and of those that it names, by code.
        broken: Codes of lines with a problem.
        touched: Lines that say something new.
        links: New ones: predecessor, successor, day, whether it went over as a whole.
        withdrawn: Numbers of links that a line does not speak of any more.
    """

    kind: Kind
    states: dict[Kind, _States]
    broken: set[str]
    problems: list[Problem]
    warnings: list[Problem] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)
    links: list[tuple[str, str, date, bool]] = field(default_factory=list)
    withdrawn: list[int] = field(default_factory=list)

    @property
    def own(self) -> Iterator[_State]:
        return (state for states in self.states[self.kind].values() for state in states)


def import_file(
    store: Store, kind: Kind, data: bytes, *, actor: str = SYSTEM, dry_run: bool = False
) -> Report:
    """Import a CSV file, as a whole or not at all.

    Args:
        store: Where to.
        kind: What its lines are.
        data: UTF-8; see `models.master.columns`.
        actor: Who does it.
        dry_run: Only tell what would be done.
    """
    digest = hashlib.sha256(data).hexdigest()
    return _import(store, kind, read_lines(kind, data), digest, actor, dry_run)


def import_built_in_units(store: Store, *, actor: str = SYSTEM, dry_run: bool = False) -> Report:
    """Import the administrative units before and since 2025-07-01 that the program knows."""
    lines = Lines(tuple(_built_in()))
    return _import(store, Kind.ADMIN_UNIT, lines, None, actor, dry_run)


def _built_in() -> Iterator[Line]:
    origins: defaultdict[str, dict[str, bool]] = defaultdict(dict)
    old, new = old_units().by_code.values(), new_units().by_code.values()
    for unit in old:
        for code in unit.now:
            origins[code][unit.code] = len(unit.now) == 1
    eve = REFORM - _DAY
    for number, unit in enumerate(old, start=1):
        yield _unit_line(number, unit, SINCE_EVER, eve)
    for number, unit in enumerate(new, start=len(old) + 1):
        yield _unit_line(number, unit, REFORM, None, origins[unit.code])


def _unit_line(
    number: int, unit: Unit, first: date, last: date | None,
    predecessors: Mapping[str, bool] | None = None,
) -> Line:  # fmt: skip
    return Line(
        number, unit.code, unit.name, unit.parent, first, last, predecessors=predecessors
    )  # fmt: skip


def _import(
    store: Store, kind: Kind, read: Lines, digest: str | None, actor: str, dry_run: bool
) -> Report:
    opened: AbstractContextManager[Connection] = store.read() if dry_run else store.write()
    with opened as connection:
        if not dry_run and connection.dialect.name == "postgresql":
            # What another import adds meanwhile would not be looked at.
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('sohoa.master'))"))
        plan = _planned(connection, kind, read)
        is_kept = not dry_run and not plan.problems and bool(plan.touched)
        number = _write(store, connection, plan, digest, actor) if is_kept else None
    problems, warnings = _by_line(plan.problems), _by_line(plan.warnings)
    if problems:
        return Report(problems=problems, warnings=warnings)
    return Report(
        sum(state.id is None for state in plan.own), sum(state.is_closed for state in plan.own),
        len(plan.links) + len(plan.withdrawn), len(read.lines) - len(plan.touched),
        warnings=warnings, id=number,
    )  # fmt: skip


def _by_line(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: problem.line))


def _planned(connection: Connection, kind: Kind, read: Lines) -> _Plan:
    kinds = {kind, *REFERENCES[kind].values()}
    states = {each: _states(connection, each) for each in kinds}
    plan = _Plan(kind, states, set(read.broken), list(read.problems))
    ordered = sorted(read.lines, key=lambda line: (line.code, line.valid_from, line.number))
    for _code, lines in groupby(ordered, key=lambda line: line.code):
        _place_all(plan, list(lines))
    _check_references(plan)
    _check_below(plan)
    _check_cycles(plan)
    known = _links(connection, kind)
    for line in read.lines:
        _link(plan, line, known[line.code, line.valid_from])
        if (odd := doubt(kind, line.code)) is not None:
            plan.warnings.append(Problem(line.number, "code", line.code, odd))
    return plan


def _states(connection: Connection, kind: Kind) -> _States:
    found: _States = defaultdict(list)
    for row in connection.execute(select(master_entries).where(master_entries.c.kind == kind)):
        state = _State(
            row.id, row.code, row.name, row.parent or "", row.attributes, row.valid_from,
            row.valid_to,
        )  # fmt: skip
        if state.holds(state.valid_from):  # it was not corrected
            found[row.code].append(state)
    return found


def _links(
    connection: Connection, kind: Kind
) -> defaultdict[tuple[str, date], dict[str, tuple[int, bool]]]:
    """Predecessors, by successor and day, each with the number of its link and whether whole."""
    found: defaultdict[tuple[str, date], dict[str, tuple[int, bool]]] = defaultdict(dict)
    columns = master_links.c
    chosen = select(master_links).where(columns.kind == kind, columns.withdrawn_by.is_(None))
    for row in connection.execute(chosen):
        found[row.successor, row.day][row.predecessor] = (row.id, row.whole)
    return found


def _at(states: _States, code: str, day: date) -> _State | None:
    return next((state for state in states.get(code, ()) if state.holds(day)), None)


def _place_all(plan: _Plan, lines: Sequence[Line]) -> None:
    """Place the lines of one code, the first day first; each reaches to the next one."""
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        overlaps = following is not None and (
            line.valid_from == following.valid_from
            or (line.valid_to is not None and line.valid_to >= following.valid_from)
        )
        if overlaps and following is not None:
            twice = SohoaError(
                ErrorCode.NOT_ALLOWED, "Another line has the same code for the same days.",
                "Give each line days of its own.",
            )  # fmt: skip
            _refuse(plan, following, "valid_from", following.code, twice)
            continue
        end = line.valid_to or (following.valid_from - _DAY if following is not None else None)
        _place(plan, line, end)


def _place(plan: _Plan, line: Line, end: date | None) -> None:
    """Let a line hold until a day; what held before is closed."""
    states = plan.states[plan.kind][line.code]
    held = _at(plan.states[plan.kind], line.code, line.valid_from)
    if held is not None and held.says(line) and line.valid_to in (None, held.valid_to):
        held.line = line.number
        return
    later = (state for state in states if state.valid_from > line.valid_from)
    if any(end is None or state.valid_from <= end for state in later):
        covered = SohoaError(
            ErrorCode.NOT_ALLOWED, "The entry is known otherwise from a later day on.",
            "Give valid_to: the day before that one.",
        )  # fmt: skip
        _refuse(plan, line, "valid_to", line.code, covered)
        return
    plan.touched.add(line.number)
    if line.valid_to and held is not None and held.says(line) and held.valid_to is None:
        held.close(line.valid_to)
        held.line = line.number
        return
    if held is not None:
        held.close(line.valid_from - _DAY)
    states.append(
        _State(
            None, line.code, line.name, line.parent, line.attributes, line.valid_from, end,
            line.number,
        )
    )  # fmt: skip


def _refuse(plan: _Plan, line: Line, column: str, value: str, error: SohoaError) -> None:
    plan.problems.append(Problem(line.number, column, value, error))
    plan.broken.add(line.code)


def _check_references(plan: _Plan) -> None:
    """Every entry that a line names holds on the line's first day."""
    for state in plan.own:
        for column, kind in REFERENCES[plan.kind].items():
            code = state.refers_to(column)
            if state.line is None or not code or _is_there(plan, kind, code, state.valid_from):
                continue
            absent = SohoaError(
                ErrorCode.NOT_ALLOWED, "There is no such entry on the first day of this line.",
                "Import it before, add it to the file, or give a valid_from on which it holds.",
            )  # fmt: skip
            plan.problems.append(Problem(state.line, column, code, absent))


def _is_there(plan: _Plan, kind: Kind, code: str, day: date) -> bool:
    """Whether an entry holds, or would if its own line had no problem."""
    is_broken = kind is plan.kind and code in plan.broken
    return is_broken or _at(plan.states[kind], code, day) is not None


def _check_below(plan: _Plan) -> None:
    """What is below an entry that a line closes has another one above it."""
    if REFERENCES[plan.kind].get("parent") is not plan.kind:
        return
    states = plan.states[plan.kind]
    spoken_of = {state.code: state.line for state in plan.own if state.line is not None}
    warned: dict[int, Problem] = {}
    for state in plan.own:
        line = state.line or spoken_of.get(state.parent)
        if not state.parent or line is None or not state.holds(state.valid_from):
            continue
        above = _at(states, state.parent, state.valid_from)
        if above is None and state.line is None and state.parent not in plan.broken:
            orphan = SohoaError(
                ErrorCode.NOT_ALLOWED, "An entry below it would have nothing above it.",
                "Give the entry below another parent before.",
            )  # fmt: skip
            plan.problems.append(Problem(line, "valid_to", state.code, orphan))
        elif above is not None and not _at(states, state.parent, state.valid_to or date.max):
            longer = SohoaError(
                ErrorCode.NOT_ALLOWED, "It holds longer than the entry above it.",
                "Close it, too, or give it another parent.",
            )  # fmt: skip
            warned.setdefault(line, Problem(line, "parent", state.code, longer))
    plan.warnings += warned.values()


def _check_cycles(plan: _Plan) -> None:
    """Nothing lies below itself on any day: a circle closes on the first day of one in it."""
    if REFERENCES[plan.kind].get("parent") is not plan.kind:
        return
    circle = SohoaError(ErrorCode.NOT_ALLOWED, "The entry would lie below itself.",
                        "Give it another parent.")  # fmt: skip
    found: dict[int, Problem] = {}
    for state in plan.own:
        for each in _circle(plan.states[plan.kind], state):
            if each.line is not None:
                found[each.line] = Problem(each.line, "parent", each.parent, circle)
    plan.problems += found.values()


def _circle(states: _States, state: _State) -> list[_State]:
    """The entries from this one up to itself, on its first day; none where that leads elsewhere."""
    seen = {state.code: state}
    above = _at(states, state.parent, state.valid_from)
    while above is not None and above.code not in seen:
        seen[above.code] = above
        above = _at(states, above.parent, state.valid_from)
    is_closed = above is not None and above.code == state.code and state.holds(state.valid_from)
    return list(seen.values()) if is_closed else []


def _link(plan: _Plan, line: Line, known: Mapping[str, tuple[int, bool]]) -> None:
    """Add what a line says of predecessors and nobody knew; withdraw what it does not say."""
    if line.predecessors is None:
        return
    said = line.predecessors
    for code, whole in said.items():
        _check_predecessor(plan, line, code, whole)
    new = {code for code, whole in said.items() if code not in known or known[code][1] != whole}
    gone = [number for code, (number, whole) in known.items() if said.get(code) != whole]
    plan.links += [(code, line.code, line.valid_from, said[code]) for code in sorted(new)]
    plan.withdrawn += gone
    plan.touched |= {line.number} if new or gone else set()


def _check_predecessor(plan: _Plan, line: Line, code: str, whole: bool) -> None:
    states = plan.states[plan.kind]
    column = "predecessors" if whole else "predecessors_in_part"
    before = _at(states, code, line.valid_from - _DAY)
    if before is None and code not in plan.broken:
        absent = SohoaError(
            ErrorCode.NOT_ALLOWED, "There is no such entry on the day before.",
            "Import it before, or add it to the file.",
        )  # fmt: skip
        plan.problems.append(Problem(line.number, column, code, absent))
    if whole and before is not None and before.holds(line.valid_from):
        still = SohoaError(
            ErrorCode.NOT_ALLOWED, "It went over as a whole and still holds.",
            "Close it on the day before.",
        )  # fmt: skip
        plan.warnings.append(Problem(line.number, column, code, still))


def _write(
    store: Store, connection: Connection, plan: _Plan, digest: str | None, actor: str
) -> UUID:
    number = uuid7s.uuid7()
    connection.execute(
        insert(master_imports).values(
            id=number, kind=plan.kind, sha256=digest, actor=actor, imported_at=store.now()
        )
    )
    added = [_as_row(plan.kind, state, number) for state in plan.own if state.id is None]
    closed = [{"its_id": state.id, "last": state.valid_to} for state in plan.own if state.is_closed]
    _write_entries(connection, added, closed, number)
    _write_links(connection, plan, number)
    note(
        store, connection, "import_master", number, actor=actor,
        details={"kind": plan.kind, "sha256": digest, "added": len(added), "closed": len(closed)},
    )  # fmt: skip
    return number


def _as_row(kind: Kind, state: _State, number: UUID) -> dict[str, Any]:
    return {
        "kind": kind, "code": state.code, "name": state.name, "parent": state.parent or None,
        "attributes": dict(state.attributes), "valid_from": state.valid_from,
        "valid_to": state.valid_to, "import": number,
    }  # fmt: skip


def _write_entries(
    connection: Connection, added: list[dict[str, Any]], closed: list[dict[str, Any]], number: UUID
) -> None:
    if closed:
        changed = update(master_entries).where(master_entries.c.id == bindparam("its_id"))
        connection.execute(changed.values(valid_to=bindparam("last"), closed_by=number), closed)
    if added:
        connection.execute(insert(master_entries), added)


def _write_links(connection: Connection, plan: _Plan, number: UUID) -> None:
    if plan.withdrawn:
        chosen = update(master_links).where(master_links.c.id == bindparam("its_id"))
        gone = [{"its_id": each} for each in plan.withdrawn]
        connection.execute(chosen.values(withdrawn_by=number), gone)
    if plan.links:
        names = ("predecessor", "successor", "day", "whole")
        rows = [
            {"kind": plan.kind, "import": number, **dict(zip(names, link, strict=True))}
            for link in plan.links
        ]
        connection.execute(insert(master_links), rows)
