"""Scoring on hand-made truth and results."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.doctypes import document_types
from models.errors import ErrorCode, SohoaError
from models.extraction import (
    Document,
    EngineInfo,
    ExtractedField,
    FieldValue,
    Issue,
    Result,
    Severity,
    Status,
    TypeGuess,
)
from models.geometry import Box
from models.page import Line, Page, PageQuality, PageSource, Word
from models.scoring.confusions import Confusion, confused_letters, confused_types
from models.scoring.forms import form, page_form, rows, text_form
from models.scoring.gold import GoldDocument, GoldFile, GoldValue, read_index
from models.scoring.outcomes import FileScore, Outcome, score_file
from models.scoring.report import Report, tally
from models.scoring.text import TextErrors, compare_page
from models.scoring.trust import (
    EDGES,
    Bin,
    calibration_error,
    coverage,
    measure_trust,
    reliability,
    upper_bound,
)

LETTER = "van_ban_hanh_chinh"
ENGINE = EngineInfo("none", "0", "vie")


@dataclass(frozen=True)
class Said:
    """A belief to measure."""

    confidence: float | None
    right: bool
    flagged: bool = False


def page(number: int, text: str = "") -> Page:
    words = tuple(Word(word, Box(0, 0, 1, 1), 1.0) for word in text.split())
    lines = (Line(words),) if words else ()
    return Page(number, 10, 10, 300, 0, 0, PageSource.OCR, PageQuality(), lines)


def extracted(
    value: FieldValue, *, flagged: bool = False, confidence: float = 0.9
) -> ExtractedField:
    return ExtractedField(value, None, confidence, flagged, "label")


def paper(
    fields: Mapping[str, ExtractedField], pages: Sequence[int] = (1,), type_id: str = LETTER
) -> Document:
    return Document(tuple(pages), TypeGuess(type_id, 0.9), dict(fields))


def result(*documents: Document, texts: Sequence[str] = ("",)) -> Result:
    pages = tuple(page(number, text) for number, text in enumerate(texts, start=1))
    return Result("a.pdf", "", Status.OK, None, documents, pages, ENGINE, 2.0, 1.0, 100.0)


def failed() -> Result:
    error = SohoaError(ErrorCode.CORRUPT, "It is broken.", "Scan it again.")
    return Result("a.pdf", "", Status.FAILED, error, (), (), ENGINE, 0.1, 1.0)


def score(gold: GoldDocument, found: Result, text: Mapping[int, str] | None = None) -> FileScore:
    return score_file(GoldFile("a.pdf", Path(), (gold,), text=text or {}), found, document_types())


def outcome(
    name: str,
    truth: GoldValue,
    value: FieldValue,
    *,
    flagged: bool = False,
    hand: bool = False,
    accept: Sequence[GoldValue] = (),
) -> Outcome:
    """One field of a letter, scored."""
    gold = GoldDocument(
        (), LETTER, {name: truth}, frozenset({name} if hand else ()), {name: tuple(accept)}
    )
    (found,) = score(gold, result(paper({name: extracted(value, flagged=flagged)}))).outcomes
    return found


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("text", "Hoà  bình,", "hòa bình"),
        ("text", "THUÝ khoẻ uỷ", "Thúy khỏe ủy"),
        ("text", "“Số hóa” – ‘1’", "\"số hóa\" - '1'."),
        ("text", "Nguye\u0302\u0303n", "nguyễn"),
        ("symbol", "12 /QĐ- UBND", "12/QĐ-UBND"),
        ("title", "KT. GIÁM ĐỐC", "KT.GIÁM ĐỐC"),
        ("date", "2017-1-2", "2017-01-02"),
        ("date", "02/01/2017", "2017-01-02"),
        ("datetime", "2025-07-01 8:30:00", "2025-07-01T08:30"),
        ("quantity", "120.50", "120.5"),
        ("other", "079 123 456", "079123456"),
    ],
)
def test_the_same_value_written_in_two_ways(kind: str, one: str, other: str) -> None:
    assert form(kind, one) == form(kind, other)


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("text", "ma", "mà"),
        ("text", "12 3", "123"),
        ("name", "PGS. Lê", "PGS.Lê"),
        ("date", "2017-11", "2017-11-01"),
        ("datetime", "2025-07-01", "2025-07-01T00:00"),
        ("quantity", "1200", "120"),
        ("symbol", "12/QĐ-UBND", "12/QD-UBND"),
    ],
)
def test_different_values(kind: str, one: str, other: str) -> None:
    assert form(kind, one) != form(kind, other)


def test_the_tone_mark_is_moved_only_where_two_spellings_are_in_use() -> None:
    assert page_form("của quả mùa hoàn") == "của quả mùa hoàn"


@given(st.text())
def test_forms_are_stable(text: str) -> None:
    assert page_form(page_form(text)) == page_form(text)
    assert text_form(text_form(text)) == text_form(text)


def test_rows_of_objects_compare_cell_by_cell() -> None:
    one = [{"giao": "Ông A", "thoi_gian": "2025-07-01 08:30", "ket_qua": None}]
    other = ({"thoi_gian": "2025-07-01T08:30", "giao": "ông A."},)
    assert rows("text", one) == rows("text", other)


def test_text_errors_are_counted_by_kind() -> None:
    errors = compare_page("Tên của bạn đây.", "Ten  của bân\nday")
    # ê-e, a-â, đ-d and â-a are marks on right letters; the full stop is missing.
    assert (errors.chars, errors.char_edits, errors.mark_edits) == (16, 5, 4)
    assert (errors.words, errors.word_edits) == (4, 3)
    assert errors.cer == 5 / 16
    assert errors.wer == 0.75


def test_a_wrong_case_is_no_wrong_mark() -> None:
    assert compare_page("á", "A").mark_edits == 0
    assert compare_page("á", "a").mark_edits == 1


@given(st.text(alphabet="aáàbđ dĐ.\n"), st.text(alphabet="aáàbđ dĐ.\n"))
def test_marks_are_part_of_all_errors(gold: str, read: str) -> None:
    errors = compare_page(gold, read)
    assert 0 <= errors.mark_edits <= errors.char_edits
    assert compare_page(gold, gold).char_edits == 0
    assert errors + TextErrors() == errors


def test_no_true_text_gives_no_rate() -> None:
    assert TextErrors().cer is None
    assert TextErrors().wer is None


def test_right_and_wrong_single_values() -> None:
    right = tally([outcome("nguoi_ky", "Lê Anh", "LÊ ANH"), outcome("nguoi_ky", "Lê Anh", "Lê An")])
    assert (right.n, right.exact, right.given, right.matched) == (2, 1, 2, 1)
    assert right.rates.f1 == 0.5
    assert right.trust.silent == 1


@pytest.mark.parametrize("absent", [None, "", ()])
def test_a_value_that_the_paper_does_not_bear_is_a_false_positive(absent: GoldValue) -> None:
    given_one = tally([outcome("do_khan", absent, "KHẨN")])
    assert (given_one.n, given_one.given, given_one.matched) == (0, 1, 0)
    assert given_one.trust.silent == 1
    assert given_one.rates.precision == 0.0
    assert outcome("do_khan", absent, None).right


def test_an_unflagged_null_is_a_silent_error_and_a_miss() -> None:
    found = tally([outcome("do_khan", "KHẨN", None)])
    assert (found.rates.recall, found.rates.precision, found.trust.silent) == (0.0, None, 1)
    assert tally([outcome("do_khan", "KHẨN", None, flagged=True)]).trust.silent == 0


@pytest.mark.parametrize(
    ("name", "truth", "rest"),
    [
        ("so_ky_hieu", "2192/SYT-TCCB", "/SYT-TCCB"),
        ("ngay_ban_hanh", "2017-11-29", "2017-11"),
        ("chuc_vu_ky", "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC", "GIÁM ĐỐC"),
    ],
)
def test_the_printed_rest_of_a_handwritten_value(name: str, truth: str, rest: str) -> None:
    flagged = tally([outcome(name, truth, rest, flagged=True, hand=True)])
    assert (flagged.exact, flagged.given, flagged.trust.silent) == (0, 0, 0)
    unflagged = tally([outcome(name, truth, rest, hand=True)])
    assert (unflagged.given, unflagged.trust.silent) == (1, 1)


@pytest.mark.parametrize("guess", ["92/SYT-TCCB", "/SYT-TCC", "2193/SYT-TCCB"])
def test_a_wrong_guess_is_no_printed_rest(guess: str) -> None:
    found = outcome("so_ky_hieu", "2192/SYT-TCCB", guess, flagged=True, hand=True)
    assert found.given_rows == 1


def test_list_rows_match_one_to_one_in_any_order() -> None:
    found = outcome("noi_nhan", ("Như trên;", "Lưu: VT", "A", "A"), ("lưu: VT.", "Như trên", "A"))
    assert (found.gold_rows, found.given_rows, found.matched_rows) == (4, 3, 3)
    assert not found.right
    assert outcome("noi_nhan", ("a", "b"), ("B", "A")).right


def test_other_right_values_are_accepted() -> None:
    assert outcome("nguoi_ky", "Y A", "Y An", accept=["Y An"]).right
    assert outcome("noi_nhan", ("a",), ("a", "b"), accept=[("b", "a")]).right
    assert outcome("do_khan", None, "KHẨN", accept=["KHẨN"]).right
    assert outcome("nguoi_ky", "Y A", "Y Bé", accept=["Y An"]).gold == "Y A"


def test_the_symbol_part_counts_without_the_number() -> None:
    found = [
        outcome("so_ky_hieu", "2192/SYT-TCCB", "/SYT - TCCB", flagged=True, hand=True),
        outcome("so_ky_hieu", "1/2022/QĐ-UBND", "1/QĐ-UBND"),
    ]
    assert [item.symbol_right for item in found] == [True, False]


def test_running_text_has_its_own_error_rate() -> None:
    found = tally([outcome("trich_yeu", "Về việc họp", "về việc hop")])
    assert found.cer == pytest.approx(1 / 11)
    assert tally([outcome("trich_yeu", "Về việc", None)]).cer == 1.0
    assert tally([outcome("nguoi_ky", "Lê Anh", "Lê An")]).cer is None


def test_a_failed_file_is_flagged_misses_only() -> None:
    gold = GoldDocument((), LETTER, {"nguoi_ky": "Lê Anh", "do_khan": None})
    found = score(gold, failed(), {1: "Lê Anh"})
    scores = tally(found.outcomes)
    assert (scores.n, scores.exact, scores.trust.flagged, scores.trust.silent) == (1, 0, 2, 0)
    assert found.types == (False,)
    assert found.text.cer == 1.0


def test_fields_missing_from_a_result_are_silent_unless_its_type_always_asks() -> None:
    gold = GoldDocument((), LETTER, {"nguoi_ky": "Lê Anh"})
    assert tally(score(gold, result(paper({}))).outcomes).trust.silent == 1
    assert tally(score(gold, result(paper({}, type_id="khac"))).outcomes).trust.silent == 0
    unsure = replace(paper({}), issues=(Issue("type_unsure", Severity.WARN, ""),))
    assert tally(score(gold, result(unsure)).outcomes).trust.silent == 0


def stack(*papers: Sequence[int], found: Sequence[Sequence[int]]) -> FileScore:
    """A stack of letters whose signer is named by the first page."""

    def signer(pages: Sequence[int]) -> str:
        return f"Lê {pages[0]}"

    gold = GoldFile(
        "a.pdf",
        Path(),
        tuple(GoldDocument(tuple(p), LETTER, {"nguoi_ky": signer(p)}) for p in papers),
        is_stack=True,
    )
    documents = [paper({"nguoi_ky": extracted(signer(p))}, p) for p in found]
    count = max(page for p in papers for page in p)
    return score_file(gold, result(*documents, texts=[""] * count), document_types())


def test_a_paper_within_another_is_missed_silently_unless_its_page_is_asked_about() -> None:
    assert tally(stack([1], [2], found=[[1, 2]]).outcomes).trust.silent == 1
    gold = GoldFile(
        "a.pdf",
        Path(),
        tuple(GoldDocument((p,), LETTER, {"nguoi_ky": "Lê Anh"}) for p in (1, 2)),
        is_stack=True,
    )
    merged = paper({"nguoi_ky": extracted("Lê Anh")}, (1, 2))
    unsure = replace(merged, issues=(Issue("boundary_unsure", Severity.WARN, "", 2),))
    scored = score_file(gold, result(unsure, texts=["", ""]), document_types())
    assert [(item.right, item.flagged) for item in scored.outcomes] == [
        (True, False),
        (False, True),
    ]


def boundaries(scored: FileScore) -> tuple[int, int, int]:
    assert scored.boundaries is not None
    return scored.boundaries.gold, scored.boundaries.given, scored.boundaries.matched


def test_page_boundaries_of_a_stack() -> None:
    assert boundaries(stack([1, 2], [3], found=[[1, 2], [3]])) == (1, 1, 1)
    assert boundaries(stack([1, 2], [3], found=[[1], [2], [3]])) == (1, 2, 1)
    assert boundaries(stack([1, 2], [3], found=[[1, 2, 3]])) == (1, 0, 0)
    # Page 3 is blank and belongs to no paper: where it went does not matter.
    assert boundaries(stack([1, 2], [4], found=[[1, 2, 3], [4]])) == (1, 1, 1)
    assert boundaries(stack([1, 2], [4], found=[[1, 2], [3], [4]])) == (1, 1, 1)


def test_papers_are_paired_one_to_one() -> None:
    split = stack([1, 2, 3], [4], found=[[1], [2, 3], [4]])
    assert [o.right for o in split.outcomes] == [True, True]
    merged = stack([1, 2], [3, 4], found=[[1, 2, 3, 4]])
    assert [o.value for o in merged.outcomes] == ["Lê 1", None]
    shifted = stack([1, 2], [3, 4], found=[[1], [2, 3, 4]])
    assert [o.value for o in shifted.outcomes] == ["Lê 1", "Lê 2"]
    assert tally(merged.outcomes).trust.silent == 1


def test_a_single_paper_taken_for_two() -> None:
    gold = GoldDocument((), LETTER, {"nguoi_ky": "Lê Anh"})
    documents = [paper({"nguoi_ky": extracted("Lê Anh")}), paper({}, [2])]
    found = score(gold, result(*documents, texts=["", ""]))
    assert found.is_split
    assert found.outcomes[0].right


def test_calibration() -> None:
    assert calibration_error([Said(0.8, True)] * 4 + [Said(0.8, False)]) == pytest.approx(0)
    assert calibration_error([Said(1.0, False)]) == 1.0
    assert calibration_error([Said(None, False)]) is None


def test_coverage_takes_the_most_confident_first() -> None:
    said = [Said(0.99, True)] * 100 + [Said(0.9, False)] + [Said(0.8, True)] * 99
    assert coverage(said, 0.99) == 1.0
    assert coverage(said, 0.995) == 1.0
    assert coverage([*said, Said(0.7, False)], 0.995) == pytest.approx(200 / 201)
    assert coverage([Said(0.9, True), Said(0.9, False)], 0.99) == 0.0
    assert coverage([], 0.99) is None


def test_trust_in_ten_fields_worked_out_by_hand() -> None:
    sure = [Said(0.995, True)] * 4 + [Said(0.95, True)] * 2 + [Said(0.95, False)]
    found = measure_trust([*sure, *[Said(0.5, False, flagged=True)] * 2, Said(0.5, True, True)])
    assert (found.items, found.flagged, found.silent) == (10, 3, 1)
    # |4 x 0.995 + 3 x 0.95 - 6| = 0.83 in the highest bin, |3 x 0.5 - 1| = 0.5 in the middle one.
    assert found.ece == pytest.approx((0.83 + 0.5) / 10)
    assert (found.coverage_99, found.coverage_995) == (0.4, 0.4)
    shares = found.to_json()
    assert shares["silent_error_share"] == pytest.approx(1 / 7)
    # 0.95 = chance of two or more wrong ones in seven at this share: (1-p)^7 + 7p(1-p)^6 = 0.05.
    assert shares["silent_error_upper_95"] == pytest.approx(0.5207, abs=1e-3)


def test_a_reliability_table_is_finer_where_fields_pass_unseen() -> None:
    said = [Said(0.0, False), Said(0.99, True), Said(0.994, False), Said(0.995, True)]
    table = reliability([*said, Said(1.0, True), Said(1.0, True), Said(None, False)])
    assert len(table) == len(EDGES) - 1 == 14
    assert table[0] == Bin(0.0, 0.1, 1, 0.0, 0.0)
    assert [item.n for item in table[1:-2]] == [0] * 11
    assert table[1].stated is None
    assert table[1].right is None
    assert (table[-2].low, table[-2].high, table[-2].n) == (0.99, 0.995, 2)
    assert table[-2].stated == pytest.approx(0.992)
    assert table[-2].right == 0.5
    assert (table[-1].low, table[-1].high, table[-1].n) == (0.995, 1.0, 3)
    assert table[-1].stated == pytest.approx(2.995 / 3)
    assert table[-1].right == 1.0


@given(st.lists(st.floats(0, 1)))
def test_every_stated_confidence_is_in_one_bin(stated: list[float]) -> None:
    table = reliability([Said(value, True) for value in stated])
    assert [item.n for item in table[:-1]] == [
        sum(low <= value < high for value in stated)
        for low, high in zip(EDGES[:-2], EDGES[1:-1], strict=True)
    ]
    assert sum(item.n for item in table) == len(stated)


def test_types_taken_for_others() -> None:
    told = [("a", "b"), ("a", "a"), ("c", None), ("a", "b"), ("b", "a")]
    assert confused_types(told) == [
        Confusion("a", "b", 2), Confusion("c", None, 1), Confusion("b", "a", 1),
    ]  # fmt: skip


def test_characters_taken_for_others() -> None:
    found = [
        outcome("nguoi_ky", "LÊ VĂN ANH", "Lê Vân Anh"),
        outcome("nguoi_ky", "Vũ Văn Nam", "Vũ Vân Nan"),
        outcome("dia_danh", "Huế", "Huê"),
        outcome("so_ky_hieu", "12/QĐ-UBND", "12/QD-UBN"),
        outcome("trich_yeu", "Về việc họp", "Về việc họp 1"),
    ]
    assert confused_letters(found) == [
        Confusion("ă", "â", 2),
        Confusion("m", "n", 1),
        Confusion("ế", "ê", 1),
        Confusion("đ", "d", 1),
        Confusion("d", "", 1),
        Confusion("", " ", 1),
        Confusion("", "1", 1),
    ]


def test_what_was_not_misread_confuses_no_characters() -> None:
    assert not confused_letters(
        [
            outcome("nguoi_ky", "Lê Anh", "LÊ ANH"),
            outcome("nguoi_ky", "Lê Anh", None),
            outcome("do_khan", None, "KHẨN"),
            outcome("nguoi_ky", "Lê Anh", "Trần Văn Bình"),
            outcome("nguoi_ky", "Nguyễn Văn Anh", "Anh"),
            outcome("noi_nhan", ("Như trên",), ("Như trẽn",)),
            outcome("so_ky_hieu", "2/SYT-TCCB", "/SYT-TCCB", flagged=True, hand=True),
        ]
    )
    # A single character may be the whole value.
    assert confused_letters([outcome("dia_danh", "A", "B")]) == [Confusion("a", "b", 1)]


def test_only_the_commonest_confused_characters_are_kept() -> None:
    letters = "abcdefghijklmnopqrstuvwxy"
    every = [outcome("dia_danh", letter, "z") for letter in letters]
    kept = confused_letters([*every, outcome("dia_danh", "y", "z")])
    assert len(kept) == 20
    assert kept[:2] == [Confusion("y", "z", 2), Confusion("a", "z", 1)]


def test_rows_of_lists_are_counted_apart() -> None:
    gold = GoldDocument((), LETTER, {"noi_nhan": ("A", "B", "C"), "kinh_gui": (), "dia_danh": "D"})
    fields = {
        "noi_nhan": extracted(("A", "c")),
        "kinh_gui": extracted(("E",)),
        "dia_danh": extracted("D"),
    }
    lists = Report([score(gold, result(paper(fields)))], 1.0).to_json()["fields"]["all"]
    # Three rows are true, three were given, two are the same; of one list all rows are right: none.
    assert lists["list_rows"] == {
        "n": 1, "gold": 3, "given": 3, "matched": 2, "exact": 0.0,
        "precision": pytest.approx(2 / 3), "recall": pytest.approx(2 / 3),
        "f1": pytest.approx(2 / 3),
    }  # fmt: skip


def test_a_list_of_one_row_is_a_list() -> None:
    assert outcome("noi_nhan", ("A",), None).is_list
    assert outcome("noi_nhan", None, ("A",)).is_list
    assert not outcome("nguoi_ky", "A", "A").is_list


def test_fields_are_scored_by_the_true_type_of_their_paper() -> None:
    letter = GoldDocument((), LETTER, {"dia_danh": "Huế", "nguoi_ky": "A"})
    card = GoldDocument((), "can_cuoc", {"ho_ten": "A B"})
    given_one = paper({"dia_danh": extracted("Huế"), "nguoi_ky": extracted("B")})
    given_other = paper({"ho_ten": extracted("A B")})
    files = [score(letter, result(given_one)), score(card, result(given_other))]
    report = Report(files, 1.0)
    by_type = report.printed.by_type
    assert {name: item.rates.exact for name, item in by_type.items()} == {
        LETTER: 0.5, "can_cuoc": 1.0,
    }  # fmt: skip
    assert report.confused_types == [Confusion("can_cuoc", LETTER, 1)]
    # Where the truth names no type the given one counts.
    untyped = GoldDocument((), None, {"dia_danh": "Huế"})
    assert score(untyped, result(given_one)).outcomes[0].type == LETTER
    assert score(untyped, failed()).outcomes[0].type == "khac"


def test_silent_errors_are_listed() -> None:
    gold = GoldDocument((), LETTER, {"nguoi_ky": "Lê Anh", "dia_danh": "Huế", "do_khan": None})
    fields = {
        "nguoi_ky": extracted("Lê An", confidence=0.97),
        "dia_danh": extracted("Hội An", flagged=True),
        "do_khan": extracted(None),
    }
    data = Report([score(gold, result(paper(fields)))], 1.0).to_json()
    assert data["silent_errors"] == [
        {
            "file": "a.pdf", "type": LETTER, "field": "nguoi_ky", "gold": "Lê Anh",
            "value": "Lê An", "confidence": 0.97, "flagged": False, "handwritten": False,
        }
    ]  # fmt: skip
    assert data["confusions"] == {
        "types": [], "characters": [{"true": "h", "given": "", "count": 1}],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "of", "bound"), [(0, 59, 0.0495), (0, 1, 0.95), (1, 10, 0.3942), (5, 100, 0.1023)]
)
def test_upper_bound_against_published_values(wrong: int, of: int, bound: float) -> None:
    assert upper_bound(wrong, of) == pytest.approx(bound, abs=1e-3)


@given(st.integers(1, 2000), st.data())
def test_upper_bound_is_above_the_share(of: int, data: st.DataObject) -> None:
    wrong = data.draw(st.integers(0, of))
    bound = upper_bound(wrong, of)
    assert bound is not None
    assert wrong / of <= bound <= 1.0


def test_a_report_tells_printed_from_handwritten() -> None:
    gold = GoldDocument(
        (),
        LETTER,
        {"nguoi_ky": "Lê Anh", "dia_danh": "Huế", "so_ky_hieu": "1/A-B", "do_khan": None},
        frozenset({"so_ky_hieu"}),
    )
    fields = {
        "nguoi_ky": extracted("Lê An", flagged=True, confidence=0.4),
        "dia_danh": extracted("Huế"),
        "so_ky_hieu": extracted("/A-B", flagged=True, confidence=0.1),
        "do_khan": extracted(None),
    }
    found = score(gold, result(paper(fields), texts=["một hai"]), {1: "một hai"})
    report = Report([found, found], wall_s=6.0)
    assert set(report.printed.by_field) == {"nguoi_ky", "dia_danh", "do_khan"}
    assert report.printed.micro.rates.exact == 0.5
    assert report.printed.macro.exact == 0.5
    assert report.handwritten.micro.n == 2
    assert report.symbols == (2, 2)
    assert report.types == (2, 2)
    data = json.loads(json.dumps(report.to_json()))
    assert data["text"]["cer"] == 0.0
    assert data["fields"]["all"]["micro"]["silent_errors"] == 0
    assert data["speed"] == {
        "cpu_s_per_page": 2.0, "wall_s": 6.0, "pages_per_minute": 20.0, "peak_mb": 100.0,
    }  # fmt: skip
    assert {item["field"] for item in data["wrong"]} == {"nguoi_ky", "so_ky_hieu"}


def test_an_empty_report_has_no_rates() -> None:
    data = Report([], 0.0).to_json()
    assert data["fields"]["all"]["micro"]["exact"] is None
    assert data["fields"]["printed"]["macro"]["f1"] is None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-")
    (tmp_path / "a.1.txt").write_text("một", encoding="utf-8")
    return tmp_path


def write(folder: Path, *lines: object) -> Path:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    (folder / "index.jsonl").write_text(text, encoding="utf-8")
    return folder


def test_an_index_is_read(folder: Path) -> None:
    line = {
        "file": "a.pdf", "type": LETTER, "pages": 3,
        "fields": {"nguoi_ky": "A", "noi_nhan": ["x"], "do_khan": None, "dia_danh": "Huế"},
        "text": {"1": "a.1.txt"}, "handwritten": ["nguoi_ky"], "skip": ["dia_danh"],
        "accept": {"nguoi_ky": ["B", 1]},
    }  # fmt: skip
    (found,) = read_index(write(folder, line, ""))
    assert found.text == {1: "một"}
    assert found.documents == (
        GoldDocument(
            (),
            LETTER,
            {"nguoi_ky": "A", "noi_nhan": ("x",), "do_khan": None},
            frozenset({"nguoi_ky"}),
            {"nguoi_ky": ("B", "1")},
        ),
    )


def test_an_index_of_stacks_is_read(folder: Path) -> None:
    papers = [{"pages": [1, 2], "type": LETTER, "fields": {"so": 1}}, {"pages": [3]}]
    (found,) = read_index(write(folder, {"file": "a.pdf", "documents": papers, "skip": ["x"]}))
    assert found.is_stack
    assert [item.pages for item in found.documents] == [(1, 2), (3,)]
    assert found.documents[0].fields == {"so": "1"}


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("{", "not JSON"),
        ([], "object"),
        ({}, "file"),
        ({"file": "b.pdf"}, "b.pdf"),
        ({"file": "a.pdf", "text": {"one": "a.1.txt"}}, "text.one"),
        ({"file": "a.pdf", "text": {"1": "b.txt"}}, "text.1"),
        ({"file": "a.pdf", "handwritten": "so"}, "handwritten"),
        ({"file": "a.pdf", "fields": {"so": True}}, "fields.so"),
        ({"file": "a.pdf", "fields": {"so": {"a": 1}}}, "fields.so"),
        ({"file": "a.pdf", "accept": {"so": "1"}}, "accept.so"),
        ({"file": "a.pdf", "documents": []}, "documents"),
        ({"file": "a.pdf", "documents": [{"type": "x"}]}, "documents.0.pages"),
        ({"file": "a.pdf", "type": "x", "documents": [{"pages": [1]}]}, "documents"),
        ({"file": "a.pdf", "documents": [{"pages": [1]}, {"pages": [1]}]}, "two papers"),
    ],
)
def test_a_bad_line_is_named_with_its_key(folder: Path, line: object, key: str) -> None:
    write(folder, {"file": "a.1.txt"}, line)
    with pytest.raises(ValueError, match=f"line 2: .*{key}"):
        read_index(folder)


def test_a_file_given_twice_or_none_at_all(folder: Path) -> None:
    with pytest.raises(ValueError, match="line 2: file: .*twice"):
        read_index(write(folder, {"file": "a.pdf"}, {"file": "a.pdf"}))
    with pytest.raises(ValueError, match="names no file"):
        read_index(write(folder, ""))
    (folder / "index.jsonl").unlink()
    with pytest.raises(ValueError, match=r"index\.jsonl cannot be read"):
        read_index(folder)
