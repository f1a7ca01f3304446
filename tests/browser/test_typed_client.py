"""The typed client that is made of the API's document, before the whole stack."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from models.clients import Scope
from models.store.clients import NewClient, add_client
from tests.browser.conftest import Site
from tests.conftest import ROOT

pytestmark = pytest.mark.engines

EXAMPLE = ROOT / "docs" / "examples" / "follow.py"


def test_a_scan_is_followed_with_the_client_made_of_the_document(
    site: Site, scan: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "client"
    subprocess.run([ROOT / "scripts" / "client.sh", site.url, folder], check=True)
    env = {**os.environ, "MYPYPATH": str(folder), "PYTHONPATH": str(folder)}
    checked = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", tmp_path / "mypy", EXAMPLE]
    subprocess.run(checked, env=env, cwd=tmp_path, check=True)
    scopes = frozenset({Scope.SUBMIT, Scope.DOCUMENTS, Scope.RECORDS})
    secret = add_client(site.store, NewClient("followed", "", "tay-ninh", scopes))
    done = subprocess.run(
        [sys.executable, EXAMPLE, f"{site.url}/api/v1", "followed", secret, scan],
        env=env, cwd=tmp_path, check=True, capture_output=True, text=True,
    )  # fmt: skip
    lines = done.stdout.splitlines()
    assert lines[0] == f"{scan.name}: ok"
    assert "van_ban_hanh_chinh" in lines[1]
    assert any(line.startswith("  loai_van_ban: Tờ trình") for line in lines), lines


def test_who_has_a_wrong_secret_is_told(site: Site, scan: Path, tmp_path: Path) -> None:
    folder = tmp_path / "client"
    subprocess.run([ROOT / "scripts" / "client.sh", site.url, folder], check=True)
    done = subprocess.run(
        [sys.executable, EXAMPLE, f"{site.url}/api/v1", "nobody", "wrong", scan],
        env={**os.environ, "PYTHONPATH": str(folder)}, cwd=tmp_path, check=False,
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 1 and "invalid_client" in done.stderr
