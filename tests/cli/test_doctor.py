"""What a user asks the installation and one file: `sohoa doctor`, `types` and `text`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner, Result

from cli.main import main
from models.settings import Settings
from samples.letters import make_letter
from samples.make import compose
from samples.scan import born_digital
from tests.conftest import SAMPLES

SOHOA = Path(sys.executable).with_name("sohoa")


def run(*arguments: str, **env: str) -> Result:
    return CliRunner().invoke(main, arguments, env=env)


@pytest.mark.engines
def test_all_is_well_after_the_set_up() -> None:
    told = run("doctor")
    assert told.exit_code == 0, told.output
    assert "MISSING" not in told.output
    assert all(word in told.output for word in ("pikepdf", "van_ban_hanh_chinh", "vie in "))


@pytest.mark.engines
def test_the_engine_in_use_is_named_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("tesserocr")
    if shutil.which("tesseract") is None:
        pytest.skip("needs Debian's tesseract-ocr")
    assert "engine: tesserocr, Tesseract 5" in (best := run("doctor").output)
    assert "because the in-process engine is installed" in best
    assert "engine: pytesseract" in (asked := run("doctor", SOHOA_ENGINE="pytesseract").output)
    assert "because asked for by SOHOA_ENGINE=pytesseract" in asked
    monkeypatch.setattr("extractors.ocr.choose.has_tesserocr", lambda: False)
    assert "engine: pytesseract" in (fallback := run("doctor").output)
    assert "because no tesserocr here" in fallback


def test_a_gateway_that_cannot_be_used_is_told_with_its_cure() -> None:
    feed = {"SOHOA_LGSP_URL": "https://lgsp.example", "SOHOA_LGSP_TYPES": "can_cuoc=ho_ten"}
    assert "ok      targets: repository, lgsp" in run("doctor", **feed).output
    told = run("doctor", **feed, SOHOA_LGSP_CA="/nonexistent/ca.pem")
    assert told.exit_code == 1
    line = next(x for x in told.output.splitlines() if x.startswith("MISSING targets"))
    assert "FileNotFoundError" in line
    assert "SOHOA_LGSP_CA" in line


def test_a_missing_model_is_told_with_its_cure() -> None:
    told = run("doctor", SOHOA_TESSDATA="/nonexistent")
    assert told.exit_code == 1
    line = next(x for x in told.output.splitlines() if x.startswith("MISSING model"))
    assert "vie in /nonexistent" in line
    assert "`make setup`" in line
    assert "SOHOA_TESSDATA" in line


def test_an_unknown_engine_is_told_with_the_known_ones() -> None:
    told = run("doctor", SOHOA_ENGINE="abbyy")
    assert told.exit_code == 1
    assert "MISSING OCR engine: There is no engine named 'abbyy'" in told.output
    assert "tesserocr or pytesseract" in told.output


def test_config_prints_every_setting_as_it_is_set() -> None:
    told = run("doctor", "--config", SOHOA_MAX_PAGES="7", SOHOA_TESSDATA="/models")
    assert told.exit_code == 0
    printed = dict(line.split("=", 1) for line in told.output.splitlines())
    assert set(printed) == {f"SOHOA_{item.name.upper()}" for item in fields(Settings)}
    assert printed["SOHOA_MAX_PAGES"] == "7"
    assert printed["SOHOA_TESSDATA"] == "/models"
    assert printed["SOHOA_ENGINE"] == "auto"


@pytest.mark.parametrize("command", [["doctor"], ["text", "a.pdf"], ["digitize", "a.pdf"]])
def test_a_misspelled_setting_is_wrong_usage(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-")
    monkeypatch.chdir(tmp_path)
    told = run(*command, SOHOA_MAX_PAGE="7")
    assert told.exit_code == 2
    assert "There is no setting SOHOA_MAX_PAGE;" in told.output
    assert "SOHOA_MAX_PAGES" in told.output


def test_settings_of_the_stack_and_of_tests_are_not_misspelled() -> None:
    told = run("doctor", "--config", SOHOA_HOME="/srv/sohoa", SOHOA_TEST_DATA="/scans")
    assert told.exit_code == 0


def test_types_lists_the_types_by_their_ids() -> None:
    told = run("types")
    assert told.exit_code == 0
    assert {line.split()[0] for line in told.output.splitlines()} >= {"van_ban_hanh_chinh", "khac"}


def test_types_lists_the_fields_of_one_type_lists_marked() -> None:
    told = run("types", "van_ban_hanh_chinh")
    assert [line.split()[0] for line in told.output.splitlines()] == [
        "co_quan_chu_quan", "co_quan_ban_hanh", "so_ky_hieu", "dia_danh", "ngay_ban_hanh",
        "loai_van_ban", "trich_yeu", "kinh_gui[]", "chuc_vu_ky", "nguoi_ky", "noi_nhan[]",
        "do_khan", "do_mat",
    ]  # fmt: skip


def test_an_unknown_type_is_wrong_usage() -> None:
    told = run("types", "hoa_don")
    assert told.exit_code == 2
    assert "van_ban_hanh_chinh" in told.output


@pytest.fixture(scope="module")
def two_pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    random = Random(17)
    sheets = compose(make_letter(random, kind="Kế hoạch", pages=3), random)[:2]
    path = tmp_path_factory.mktemp("text") / "a.pdf"
    path.write_bytes(born_digital(sheets))
    return path


def printed(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [SOHOA, "text", *map(str, arguments)], capture_output=True, text=True, check=False
    )


@pytest.mark.engines
def test_text_separates_pages_by_form_feeds(two_pages: Path) -> None:
    told = printed(two_pages)
    assert (told.returncode, told.stderr) == (0, "")
    first, second = told.stdout.split("\f")
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in first
    assert second.splitlines()[0] == "2"
    assert printed(two_pages, "--page", 2).stdout == second


@pytest.mark.engines
def test_text_of_a_page_that_is_not_there_is_wrong_usage(two_pages: Path) -> None:
    told = printed(two_pages, "--page", 3)
    assert (told.returncode, told.stdout) == (2, "")
    assert "2 pages" in told.stderr


@pytest.mark.engines
def test_text_of_what_cannot_be_read_is_a_reason(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"")
    told = printed(tmp_path / "a.pdf")
    assert (told.returncode, told.stdout) == (3, "")
    assert "a.pdf: empty_file" in told.stderr


@pytest.mark.parametrize("command", ["text", "digitize"])
def test_without_a_model_nothing_runs(command: str) -> None:
    specimen = SAMPLES / "van_ban_hanh_chinh" / "chi-thi.jpg"
    done = subprocess.run(
        [SOHOA, command, specimen, *(["--jsonl"] if command == "digitize" else [])],
        env={**os.environ, "SOHOA_TESSDATA": "/nonexistent"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "make setup" in done.stderr
