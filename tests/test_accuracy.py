"""What the README promises of real letters, measured on them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SOHOA = Path(sys.executable).with_name("sohoa")


@pytest.fixture(scope="module")
def report(shared_data: Path) -> dict[str, Any]:
    done = subprocess.run(
        [SOHOA, "eval", shared_data / "van_ban", "--json"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.engines
def test_printed_fields_are_read(report: dict[str, Any]) -> None:
    printed = report["fields"]["printed"]
    assert printed["micro"]["exact"] >= 0.93
    assert printed["macro"]["exact"] >= 0.93
    by_field = printed["by_field"]
    assert by_field["loai_van_ban"]["exact"] >= 0.95
    assert by_field["nguoi_ky"]["exact"] >= 0.90
    assert by_field["trich_yeu"]["exact"] >= 0.85
    assert report["symbol_part"]["accuracy"] >= 0.93


@pytest.mark.engines
def test_hardly_any_unflagged_field_is_wrong(report: dict[str, Any]) -> None:
    groups = [report["fields"][name]["micro"] for name in ("printed", "handwritten")]
    silent = sum(group["silent_errors"] for group in groups)
    assert silent <= 0.01 * sum(group["unflagged"] for group in groups)


@pytest.mark.engines
def test_text_and_cost(report: dict[str, Any]) -> None:
    assert report["text"]["cer"] < 0.035
    # Of one run and the next it differs by 20 MB, by which pages a process happens to get.
    assert report["speed"]["peak_mb"] < 430
