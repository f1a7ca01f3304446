"""`sohoa train` as an operator runs it, on few papers."""

from __future__ import annotations

import hashlib
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
def test_the_tagger_is_trained_on_a_data_set(forms: Path, tmp_path: Path) -> None:
    out = tmp_path / "tagger"
    done = train("tagger", forms, "--typeset", 0, "--out", out)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "4 papers"
    assert {path.name for path in out.iterdir()} == {f"{name}.crf" for name in TYPES}
    for path in out.iterdir():
        assert hashlib.sha256(path.read_bytes()).hexdigest() in done.stdout


@pytest.mark.engines
def test_confidence_is_fitted_on_a_data_set(forms: Path, tmp_path: Path) -> None:
    out = tmp_path / "confidence.json"
    done = train("confidence", forms, "--out", out)
    assert done.returncode == 0, done.stderr
    name, _, said = done.stdout.splitlines()[0].partition(", printed: ")
    assert name == forms.name
    assert json.loads(said)["items"] > 10
    assert set(json.loads(out.read_bytes())) == {"thresholds", "weights"}


@pytest.mark.parametrize("what", ["tagger", "confidence"])
def test_a_folder_that_is_no_data_set_is_refused(what: str, tmp_path: Path) -> None:
    done = train(what, tmp_path, "--out", tmp_path / "out")
    assert done.returncode == 1
    assert "index.jsonl cannot be read" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("what", ["digits", "seals"])
def test_nets_say_what_they_need(what: str, tmp_path: Path) -> None:
    (tmp_path / "torch.py").write_text(
        "raise ModuleNotFoundError(\"No module named 'torch'\", name='torch')"
    )
    fonts = ("--upright", __file__, "--italic", __file__) if what == "digits" else ()
    done = subprocess.run(
        [SOHOA, "train", what, __file__, *fonts, "--out", tmp_path / "net.onnx"],
        capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 1
    assert "PyTorch is missing; run: pip install torch" in done.stderr
    assert not (tmp_path / "net.onnx").exists()
