"""What the documents name exists: commands, options, settings, files, tests, make targets."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import click
import pytest

from cli.main import main
from extractors.pipeline import understand
from models.clients import MEANINGS
from models.doctypes import DocumentType, document_types
from models.errors import ErrorCode
from models.indicators import Indicator, Side, definitions
from models.master import Kind, columns
from models.settings import Settings
from tests.conftest import ROOT
from tests.extractors.papers import centred, line, page

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md")}
ALL = "\n".join([README, *DOCS.values()])


# A command with its sub-command, if any: words of small letters that follow `sohoa`.
COMMANDS = sorted(set(re.findall(r"sohoa ((?:[a-z]+)(?: [a-z]+)?)[ `\n]", ALL)))


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_and_its_options_exist(words: str) -> None:
    found: click.Command | None = main
    for word in words.split():
        # After the last command stand its arguments.
        if not isinstance(found, click.Group):
            return
        found = found.get_command(click.Context(found), word)
        assert found is not None, word
    if isinstance(found, click.Group):
        return
    assert found is not None
    options = {name for item in found.params for name in (*item.opts, *item.secondary_opts)}
    for row in re.findall(rf"sohoa {words}\b([^\n`#]*)", ALL):
        assert set(re.findall(r"--[a-z-]+", row)) <= options | {"--help"}


def test_every_setting_exists() -> None:
    known = {f"SOHOA_{item.name.upper()}" for item in fields(Settings)} | {"SOHOA_TEST_DATA"}
    assert set(re.findall(r"SOHOA_[A-Z_]*[A-Z]", ALL)) <= known


def test_every_make_target_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^make ([a-z-]+) ", README, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


@pytest.mark.parametrize("folder", re.findall(r"^\| `([a-z]+/)` \|", README, re.MULTILINE))
def test_every_folder_exists(folder: str) -> None:
    assert (ROOT / folder).is_dir()


def test_the_example_of_a_document_type_is_one() -> None:
    example = re.search(r"```toml\n(.*?)```", README, re.DOTALL)
    assert example is not None
    assert DocumentType.model_validate(tomllib.loads(example[1])).id == "phieu_gui"


def test_a_type_of_one_file_works(tmp_path: Path) -> None:
    example = re.search(r"```toml\n(.*?)```", README, re.DOTALL)
    assert example is not None
    (tmp_path / "phieu_gui.toml").write_text(example[1], encoding="utf-8")
    types = {**document_types(), **document_types(tmp_path)}
    slip = page(
        [
            centred("PHIẾU GỬI", 400),
            line("Kính gửi: Sở Y tế", 240, 500),
            line("Bên nhận: Trần Thị Hoa", 240, 560),
        ]
    )
    (found,) = understand([slip], types)
    assert found.document_type.id == "phieu_gui"
    assert found.fields["nguoi_nhan"].value == "Trần Thị Hoa"


def test_every_column_of_master_data_is_explained() -> None:
    table = re.findall(r"^\| `(\w+)` \|", DOCS["master-data.md"], re.MULTILINE)
    assert set(table) == {name for kind in Kind for name in columns(kind)}


def test_every_scope_is_explained() -> None:
    table = re.findall(r"^\| `([a-z]+(?::[a-z.]+)?)` \| (.*) \|$", DOCS["api.md"], re.MULTILINE)
    assert dict(table) == {scope.value: told for scope, told in MEANINGS.items()}


def test_every_indicator_is_explained_as_it_is_defined() -> None:
    rows = re.findall(
        r"^\| `(\w+)` \| (.*) \| (.*) \| (.*) \|$", DOCS["indicators.md"], re.MULTILINE
    )
    told = {row[0]: row[1:] for row in rows}
    assert told == {
        item.id: (
            item.vi,
            item.unknown.en if item.unknown else " ÷ ".join(side.en for side in _sides(item)),
            f"{item.document}, {item.place}{'' if item.confirmed else ' – **cần xác nhận**'}",
        )
        for item in definitions().indicator
    }


def _sides(item: Indicator) -> list[Side]:
    return [side for side in (item.numerator, item.denominator) if side is not None]


def test_every_reason_is_explained() -> None:
    table = re.findall(r"^\| (`[^|]*`) \|", DOCS["operate.md"], re.MULTILINE)
    explained = {name for cell in table for name in re.findall(r"`(\w+)`", cell)}
    assert set(ErrorCode) <= explained


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`(tests/[\w/.]+)`", ALL))))
def test_every_test_that_is_named_exists(path: str) -> None:
    assert "def test_" in (ROOT / path).read_text(encoding="utf-8")
