"""A page that a person has turned the right way up is left so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.ingest import inspect
from extractors.ocr import OcrEngine
from extractors.pages import load_page
from extractors.read import read_image
from models.settings import Settings
from tests.conftest import SAMPLES

pytestmark = pytest.mark.engines


def test_the_word_of_a_person_goes_before_what_the_text_says(engine: OcrEngine) -> None:
    source = inspect(SAMPLES / "van_ban_hanh_chinh" / "to-trinh-nguoc.pdf", Settings())
    image = load_page(source, 1, Settings())
    assert read_image(image, engine).rotation == 180
    assert read_image(replace(image, upright=True), engine).rotation == 0
