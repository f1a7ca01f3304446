"""`sohoa train` as an operator runs it, on few papers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from samples.sets import make_forms

SOHOA = Path(sys.executable).with_name("sohoa")
TYPES = ("giay_tiep_nhan", "can_cuoc")


def train(what: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [SOHOA, "train", what, *map(str, arguments)], capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data set of four forms of two types."""
    folder = tmp_path_factory.mktemp("forms")
    make_forms(4, 5, folder, types=TYPES, split="train")
    return folder


@pytest.mark.engines
def test_confidence_is_fitted_on_a_data_set(forms: Path, tmp_path: Path) -> None:
    out = tmp_path / "confidence.json"
    done = train("confidence", forms, "--out", out)
    assert done.returncode == 0, done.stderr
    name, _, said = done.stdout.splitlines()[0].partition(", printed: ")
    assert name == forms.name
    assert json.loads(said)["items"] > 10
    assert set(json.loads(out.read_bytes())) == {"thresholds", "weights"}


def test_a_folder_that_is_no_data_set_is_refused(tmp_path: Path) -> None:
    done = train("confidence", tmp_path, "--out", tmp_path / "out")
    assert done.returncode == 1
    assert "index.jsonl cannot be read" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("what", ["digits", "seals", "tagger"])
def test_nets_say_what_they_need(what: str, tmp_path: Path) -> None:
    (tmp_path / "torch.py").write_text(
        "raise ModuleNotFoundError(\"No module named 'torch'\", name='torch')"
    )
    fonts = {
        "digits": (__file__, "--upright", __file__, "--italic", __file__), "seals": (__file__,),
    }  # fmt: skip
    done = subprocess.run(
        [SOHOA, "train", what, *fonts.get(what, ()), "--out", tmp_path / "net.onnx"],
        capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 1
    assert "PyTorch is missing; run: pip install torch" in done.stderr
    assert not (tmp_path / "net.onnx").exists()
