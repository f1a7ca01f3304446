"""Pages work under a policy that allows nothing inline and nothing from elsewhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.conftest import ROOT

TEMPLATES = sorted((ROOT / "webui" / "templates").rglob("*.html"))
OWN = sorted(
    path
    for path in (ROOT / "webui" / "static").glob("*")
    if path.suffix in (".js", ".css", ".svg")
)  # fmt: skip
# Names of kinds of document, which no browser fetches.
NAMES = ("http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink")
ELSEWHERE = re.compile(r"(?:https?:|wss?:)?//[\w.-]+\.\w+[^\s\"')]*")
RUNS_TEXT = re.compile(
    r"\binnerHTML\b|\bouterHTML\b|\binsertAdjacentHTML\b|\bdocument\.write\b|\beval\("
    r"|\bnew Function\b|\bsetAttribute\(\s*[\"'](?:on|style)"
)
UNSAFE = re.compile(r"\|\s*safe\b|autoescape\s+false|hx-on|javascript:")


class Inline(HTMLParser):
    """Collects what the policy would forbid."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note styles, handlers and scripts that stand in the page itself."""
        given = dict(attrs)
        self.found += [f"<{tag} {name}>" for name in given if name == "style" or name[:2] == "on"]
        is_data = given.get("type") == "application/json"
        if tag == "style" or (tag == "script" and "src" not in given and not is_data):
            self.found.append(f"<{tag}>")


def elsewhere(text: str) -> list[str]:
    for name in NAMES:
        text = text.replace(name, "")
    code = re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE)
    return ELSEWHERE.findall(code)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_has_nothing_inline(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    parser = Inline()
    parser.feed(re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", "", text, flags=re.DOTALL))
    assert parser.found == []
    assert UNSAFE.findall(text) == []
    assert elsewhere(text) == []


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_a_file_of_ours_asks_nobody_else_and_runs_no_text(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert elsewhere(text) == []
    assert "@import" not in text
    if path.suffix == ".js":
        assert RUNS_TEXT.findall(text) == []


@pytest.mark.parametrize(
    "text",
    ["<p style='color:red'>", "<a onclick=go()>", "<style>", "<script>go()</script>"],
)  # fmt: skip
def test_what_is_inline_is_found(text: str) -> None:
    parser = Inline()
    parser.feed(text)
    assert len(parser.found) == 1


def test_another_host_is_found() -> None:
    assert elsewhere('<script src="//cdn.example.com/a.js">') == ["//cdn.example.com/a.js"]
    assert elsewhere('url("https://fonts.example.com/a")') == ["https://fonts.example.com/a"]
