"""Every message has its Vietnamese words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from tests.conftest import ROOT

WEBUI = ROOT / "webui"
FOLDER = WEBUI / "translations" / "vi"
# Modules whose refusals people see.
TELLING = (
    "leases", "review", "endings", "people", "records", "publications", "reading", "units", "desk",
    "compose", "uploads", "intake", "record_page", "parked", "batches", "second_factor",
    "master", "master_imports", "clients", "changes", "dossiers", "webhooks",
)  # fmt: skip


def translations() -> Iterator[tuple[str, str]]:
    """Messages and their Vietnamese words, file by file; one message may stand in several."""
    for path in FOLDER.glob("*.po"):
        for message in read_po(BytesIO(path.read_bytes()), locale="vi", abort_invalid=True):
            key = message.id if isinstance(message.id, str) else message.id[0]
            value = message.string if isinstance(message.string, str) else message.string[0]
            if key:
                yield key, value


def translated() -> dict[str, str]:
    return dict(translations())


def used() -> set[str]:
    methods = [("**.py", "python"), ("**.html", "jinja2")]
    options = {"**.html": {"trimmed": "true", "silent": "false"}}
    return {
        message if isinstance(message, str) else message[0]
        for _, _, message, _, _ in extract_from_dir(str(WEBUI), methods, options)
    }


def test_every_message_is_translated() -> None:
    known = translated()
    assert sorted(text for text in used() if not known.get(text)) == []


def test_a_message_has_the_same_words_in_every_catalogue() -> None:
    # They are one catalogue to the program: the words of one part would be those of another.
    words: dict[str, set[str]] = {}
    for message, said in translations():
        words.setdefault(message, set()).add(said)
    assert {message: said for message, said in words.items() if len(said) > 1} == {}


def test_the_guide_calls_things_as_the_pages_do() -> None:
    guide = (ROOT / "docs" / "huong-dan" / "README.md").read_text("utf-8")
    named = {" ".join(name.split()) for name in re.findall(r"\*\*([^*]+)\*\*", guide)}
    # What is bold before a colon or a bracket is a heading of the guide's own.
    own = {"Mỗi vai trò thấy gì", "Lập đợt mới"}
    said = {text.replace("%(num)s", "…") for text in translated().values()}
    assert sorted(name for name in named - own if not name.endswith(":") and name not in said) == []


def test_no_translation_is_left_over() -> None:
    stores = (ROOT / f"models/store/{name}.py" for name in TELLING)
    others = [
        ROOT / "worker" / "queue.py",
        ROOT / "models" / "folders.py",
        ROOT / "models" / "master.py",
        ROOT / "models" / "receivers.py",
    ]
    paths = [*stores, *others, *WEBUI.rglob("*.py")]
    told = {text for path in paths for text in refusals(path)}
    assert sorted(translated().keys() - used() - told) == []


def refusals(path: Path) -> set[str]:
    """The plain texts of the errors that a module raises."""
    calls = (
        node for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "SohoaError"
    )  # fmt: skip
    return {
        part.value for call in calls for part in call.args[1:]
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [
        "store/leases", "store/review", "store/people", "store/second_factor", "store/units",
        "store/desk", "store/compose", "store/master", "store/master_imports", "master",
        "receivers",
    ],
)  # fmt: skip
def test_every_refusal_that_people_meet_is_translated(name: str) -> None:
    assert sorted(refusals(ROOT / f"models/{name}.py") - translated().keys()) == []


def test_what_the_api_refuses_is_told_in_vietnamese() -> None:
    told = {text for path in (WEBUI / "api").glob("*.py") for text in refusals(path)}
    named = {"clients", "endings", "changes", "master", "dossiers"}
    told |= {text for name in named for text in refusals(ROOT / f"models/store/{name}.py")}
    assert told and sorted(told - translated().keys()) == []


def test_placeholders_are_the_same_in_both_languages() -> None:
    for english, vietnamese in translated().items():
        names = {part.partition(")")[0] for part in english.split("%(")[1:]}
        said = {part.partition(")")[0] for part in vietnamese.split("%(")[1:]}
        assert said == names or "num" in said, english
