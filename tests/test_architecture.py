"""Imports point one way."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT

FORBIDDEN = {
    "models": {"extractors", "worker", "webui", "cli", "celery", "flask", "cv2", "tesserocr"},
    "worker": {"cli", "webui", "flask"},
    "webui": {"extractors", "cli", "cv2", "tesserocr", "pytesseract", "celery"},
    "extractors": {"worker", "webui", "cli", "celery", "flask", "sqlalchemy", "models.store"},
}


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


@pytest.mark.parametrize("package", FORBIDDEN)
def test_imports_point_one_way(package: str) -> None:
    for path in (ROOT / package).rglob("*.py"):
        for name in imported(path):
            for forbidden in FORBIDDEN[package]:
                assert name != forbidden, f"{path} imports {name}"
                assert not name.startswith(forbidden + "."), f"{path} imports {name}"


@pytest.mark.parametrize(
    ("command", "heavy"),
    [
        ("import models", "pydantic"),
        ("import models", "sqlalchemy"),
        ("import worker.queue", "extractors"),
        ("import webui.service", "extractors"),
        ("import webui.service", "cv2"),
        ("import webui.service", "authlib"),
        ("import cli.main", "sqlalchemy"),
        ("import cli.commands.digitize", "celery"),
        ("import cli.commands.digitize", "sqlalchemy"),
        ("import cli.main", "cv2"),
        ("import cli.commands.types", "cv2"),
        ("import cli.commands.exports.lake", "pyarrow"),
        ("import cli.commands.exports.open", "rdflib"),
        ("import cli.commands.exports.open", "ckanapi"),
        ("import webui.api.app", "rdflib"),
        ("import worker.export.register", "pyarrow"),
        ("import cli.commands.report", "matplotlib"),
        ("import cli.commands.report", "docx"),
        ("import webui.service", "matplotlib"),
        ("import extractors.pipeline", "underthesea"),
        ("import extractors.pipeline", "spacy"),
    ],
)
def test_start_up_imports_only_what_is_needed(command: str, heavy: str) -> None:
    assert heavy not in loaded_by(command)


@cache
def loaded_by(command: str) -> frozenset[str]:
    """The modules that a process has which has done nothing else."""
    code = f"{command}, sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, check=True
    )
    return frozenset(done.stdout.decode().split())


def test_every_package_is_installed() -> None:
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    tops = {name.partition(".")[0] for name in listed["packages"]}
    found = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for top in tops
        for path in (ROOT / top).rglob("__init__.py")
    }
    assert found == set(listed["packages"])


def test_no_catch_all_modules() -> None:
    paths = (path.relative_to(ROOT) for path in ROOT.rglob("*.py"))
    # What is installed, here or for a benchmark, stands in hidden folders.
    names = {p.name for p in paths if not any(part.startswith(".") for part in p.parts)}
    assert names.isdisjoint({"utils.py", "helpers.py", "common.py"})
