"""What the benchmarks of reading count."""

from __future__ import annotations

from pathlib import Path

from benchmarks.handwriting import Tally, truth
from benchmarks.reading import Score
from models.geometry import Box
from models.page import HandPart, HandReading, Line, Word
from models.scoring.gold import GoldDocument, GoldFile


def line(*words: tuple[str, str]) -> Line:
    """Words as they were chosen and as the engine had read them."""
    box = Box(0, 0, 1, 1)
    return Line(
        tuple(Word(text, box, 0.9, read=read if read != text else "") for text, read in words)
    )


def test_words_are_righted_or_damaged_by_what_the_paper_says() -> None:
    score = Score()
    score.add(
        "ông Trinh ở ấp 12 xã này",
        [
            line(("ông", "ông"), ("Trình", "Trinh"), ("ở", "ỏ")),
            line(("áp", "ấp"), ("13", "12"), ("xà", "xá")),
        ],
        1.5,
    )
    assert (score.right, score.damaged) == (1, 3)
    assert (score.damaged_names, score.damaged_numbers) == (1, 1)
    assert (score.correct, score.errors.words, score.cpu_s) == (4, 7, 1.5)


def test_numbers_and_dates_are_taken_apart() -> None:
    fields = {"so_ky_hieu": "02/GM-SYT", "ngay_ban_hanh": "2018-01-04"}
    paper = GoldDocument(fields=fields, handwritten=frozenset({"so_ky_hieu"}))
    assert list(truth(GoldFile("a.pdf", Path(), (paper,)))) == [
        (HandPart.NUMBER, "02", True),
        (HandPart.YEAR, "2018", False),
        (HandPart.MONTH, "1", False),
        (HandPart.DAY, "4", False),
    ]


def test_a_tally_knows_the_surest_wrong_one() -> None:
    tally = Tally()
    box = Box(0, 0, 1, 1)
    assert tally.add("12", HandReading(HandPart.DAY, box, (("12", 0.9), ("17", 0.1))))
    assert not tally.add("12", HandReading(HandPart.DAY, box, (("17", 0.7), ("12", 0.3))))
    assert not tally.add("12", None)
    assert (tally.all, tally.found, tally.third, tally.worst) == (3, 2, 2, 0.7)
