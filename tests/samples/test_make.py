"""The specimens are made by the program that is shipped with them, the same ones every time."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import cv2
import numpy as np
import pypdfium2
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageSequence

from models.doctypes import document_types
from models.values.dates import partial_date
from models.values.kinds import LETTER
from models.values.symbols import agrees, parse_symbol
from samples.forms import FIELDS, TRAIN, templates_of
from samples.letters import Letter, make_letter
from samples.make import SHIPPED, SHIPPED_FORMS, TYPE, make_letters, make_shipped
from tests.conftest import SAMPLES


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name, seed in (("one", 7), ("again", 7), ("other", 8)):
        make_letters(1, seed, tmp_path / name)
    one, again, other = (files(tmp_path / name) for name in ("one", "again", "other"))
    assert {"index.jsonl", "scans/letter-001.pdf", "texts/letter-001.1.txt"} <= set(one)
    assert one == again
    assert one["scans/letter-001.pdf"] != other["scans/letter-001.pdf"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shipped")
    make_shipped(folder)
    return folder


def pictures(path: Path) -> list[NDArray[np.uint8]]:
    """Every page as grey pixels."""
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as document:
            return [page.render(scale=2, grayscale=True).to_numpy()[:, :, 0] for page in document]
    with Image.open(path) as image:
        return [np.array(frame.convert("L")) for frame in ImageSequence.Iterator(image)]


LETTERS = [f"{TYPE}/{item.file}" for item in SHIPPED]
FORMS = [f"{t}/{layout}.pdf" for t, layouts in SHIPPED_FORMS.items() for layout in layouts]


@pytest.mark.parametrize("name", [*LETTERS, *FORMS])
def test_a_shipped_specimen_is_the_one_that_is_made(name: str, made: Path) -> None:
    """To the byte, or where another processor rounds otherwise, to the eye."""
    fresh, shipped = made / name, SAMPLES / name
    if fresh.read_bytes() == shipped.read_bytes():
        return
    for one, other in zip(pictures(fresh), pictures(shipped), strict=True):
        softened = [cv2.blur(picture, (9, 9)).astype(int) for picture in (one, other)]
        assert np.abs(softened[0] - softened[1]).max() < 24


def test_the_shipped_truth_is_the_one_that_is_made(made: Path) -> None:
    for path in [made / "index.jsonl", *(made / "texts").iterdir()]:
        assert path.read_text("utf-8") == (SAMPLES / path.relative_to(made)).read_text("utf-8")
    assert len(list((made / "texts").iterdir())) == len(list((SAMPLES / "texts").iterdir()))


def test_every_shipped_file_has_its_truth() -> None:
    lines = (SAMPLES / "index.jsonl").read_text("utf-8").splitlines()
    listed = {json.loads(line)["file"] for line in lines}
    kept = {path for kind in (TYPE, *FIELDS) for path in (SAMPLES / kind).iterdir()}
    assert listed == {path.relative_to(SAMPLES).as_posix() for path in kept} == {*LETTERS, *FORMS}


def test_shipped_forms_are_of_every_type_and_none_to_measure_by() -> None:
    assert set(SHIPPED_FORMS) == set(FIELDS)
    for type_id, layouts in SHIPPED_FORMS.items():
        assert set(layouts) <= {t.name for t in templates_of(type_id, TRAIN)}


def test_shipped_forms_are_small() -> None:
    assert all((SAMPLES / name).stat().st_size < 120_000 for name in FORMS)


@pytest.fixture(scope="module")
def letters() -> list[Letter]:
    """The two hundred letters of the evaluation set, unset and unscanned."""
    made = []
    for i in range(200):
        random = Random(f"7-{i}")
        made.append(make_letter(random, pages=random.choice((1, 1, 1, 2))))
    return made


def test_the_evaluation_set_has_many_issuers_places_and_signers(letters: list[Letter]) -> None:
    assert len({" ".join(letter.agency.name) for letter in letters}) >= 50
    assert len({letter.signer for letter in letters}) >= 50
    assert len({letter.agency.place for letter in letters}) >= 50
    assert len({letter.kind for letter in letters}) >= 20


def test_the_evaluation_set_has_what_makes_letters_hard(letters: list[Letter]) -> None:
    for hard in (
        [letter for letter in letters if letter.kind == LETTER],
        [letter for letter in letters if letter.urgency],
        [letter for letter in letters if letter.handwritten],
        [letter for letter in letters if len(letter.addressees) > 1],
        [letter for letter in letters if len(letter.titles) > 1],
        [letter for letter in letters if not letter.agency.parent],
    ):
        assert len(hard) >= 10


def test_every_letter_is_true_to_form(letters: list[Letter]) -> None:
    ids = {item.id for item in document_types()[TYPE].field}
    for letter in letters:
        fields = letter.fields()
        assert set(fields) == ids
        symbol = parse_symbol(str(fields["so_ky_hieu"]))
        assert symbol is not None
        assert str(symbol) == fields["so_ky_hieu"]
        assert agrees(symbol.code, letter.kind)
        year, month, day = str(fields["ngay_ban_hanh"]).split("-")
        assert str(partial_date(year, month, day)) == fields["ngay_ban_hanh"]
