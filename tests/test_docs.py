"""What the README names exists: commands, options, settings, files, make targets."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from models.doctypes import DocumentType
from models.settings import Settings
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
SOHOA = Path(sys.executable).with_name("sohoa")


@pytest.mark.parametrize("command", sorted(set(re.findall(r"sohoa ([a-z]+) ", README))))
def test_every_command_and_its_options_exist(command: str) -> None:
    shown = subprocess.run([SOHOA, command, "--help"], capture_output=True, text=True, check=False)
    assert shown.returncode == 0
    for line in re.findall(rf"sohoa {command} ([^\n`#]*)", README):
        for option in re.findall(r"--[a-z]+", line):
            assert option in shown.stdout, f"sohoa {command} {option}"


def test_every_setting_exists() -> None:
    known = {f"SOHOA_{item.name.upper()}" for item in fields(Settings)} | {"SOHOA_TEST_DATA"}
    assert set(re.findall(r"SOHOA_[A-Z_]+", README)) <= known


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
