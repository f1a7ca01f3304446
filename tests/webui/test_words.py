"""No code of the program stands before a person in place of a word."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import get_args

import pytest

from models.master import Kind, Level, columns
from models.people import Role
from models.store.batches import BatchState
from models.store.endings import Outcome
from models.store.intake import DocumentState, Way
from models.store.jobs import JobKind, JobState
from models.store.leases import Stage
from models.store.publications import HTTP, LGSP, REPOSITORY
from models.store.quarantine import PURGED, RELEASED
from models.store.records import RecordState
from tests.conftest import ROOT
from webui import words
from webui.console import terms

_NAMED = {"code", "name", "valid_from", "valid_to", "predecessors", "predecessors_in_part"}
_ATTRIBUTES = {name for kind in Kind for name in columns(kind)} - _NAMED


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (Stage, terms.stage),
        (JobKind, terms.job),
        # Done jobs are not shown.
        ([state for state in JobState if state is not JobState.DONE], terms.job_state),
        (BatchState, terms.batch),
        (Way, terms.way),
        ((REPOSITORY, HTTP, LGSP), terms.target),
        (RecordState, words.state),
        (DocumentState, words.document_state),
        (Role, words.role),
        (Kind, words.master),
        (get_args(Level), words.level),
        (_ATTRIBUTES, words.attribute),
    ],
)
def test_every_code_has_its_word(kind: type[StrEnum], told: Callable[[str], str]) -> None:
    assert [code for code in map(str, kind) if told(code) == code] == []


def test_every_role_has_its_tasks() -> None:
    assert len({words.tasks(role) for role in Role} - {""}) == len(Role)


def calls(*names: str) -> Iterator[ast.Call]:
    """Calls of functions of these names in some module."""
    for part in ("models", "worker", "webui", "cli"):
        for path in (ROOT / part).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in names:
                    yield node


def noted() -> Iterator[ast.expr]:
    """The action of every event that some module notes."""
    yield from (node.args[2] for node in calls("note"))
    yield from (node.args[0] for node in calls("Event", "_note_look", "_note_as_read"))


def test_every_detail_of_an_event_has_its_word() -> None:
    literal = {
        key.value
        for node in calls("note", "Event")
        for keyword in node.keywords
        if keyword.arg == "details"
        for part in ast.walk(keyword.value)
        if isinstance(part, ast.Dict)
        for key in part.keys
        if isinstance(key, ast.Constant)
    }
    assert "reason" in literal
    assert literal - set(words.details()) == set()


def test_the_audit_knows_what_is_noted_and_nothing_else() -> None:
    said = {node.value for node in noted() if isinstance(node, ast.Constant)}
    # Actions that modules work out.
    said |= {RELEASED, PURGED, "sign_in", "confirm_password", "add_person"}
    said |= {"give_password", "confirm_code"}
    said |= {f"review_{outcome}" for outcome in Outcome if outcome is not Outcome.APPROVED}
    assert said == set(words.events())
