"""Lists and searches, which both databases answer alike."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import update

from models.store import reading, search
from models.store.database import Store
from models.store.jobs import JobKind
from models.store.records import approve, correct
from models.store.search import Query, entries, find, searchable
from models.store.tables import documents, records
from tests.models.store.builders import (
    digest,
    field,
    page,
    paper,
    put_together,
    read_page,
    result,
    take,
)

Make = Callable[..., UUID]


@pytest.fixture
def make(store: Store) -> Make:
    """Makes a record of a letter whose page bears `text`."""
    made: list[UUID] = []

    def letter(text: str = "Kính gửi", *, kind: str = "van_ban_hanh_chinh", **fields: str) -> UUID:
        doubtful = {name: field(value, doubtful=True) for name, value in fields.items()}
        found = result(paper(1, kind=kind, **doubtful), pages=[page(1, text)])
        _, [record] = digest(store, found, f"letter {len(made)}".encode())
        made.append(record)
        return record

    return letter


def found(store: Store, words: str = "", **filters: object) -> list[UUID]:
    with store.read() as connection:
        return [row.id for row in find(connection, Query(words, **filters))]  # type: ignore[arg-type]


class TestWords:
    def test_marks_and_case_do_not_matter(self, store: Store, make: Make) -> None:
        record = make("ỦY BAN NHÂN DÂN XÃ Đồng Khởi")
        for words in ("ủy ban nhân dân", "UY BAN", "đồng khởi", "dong Khoi", "dồng khơi"):
            assert found(store, words) == [record], words

    def test_however_the_letters_are_written(self, store: Store, make: Make) -> None:
        """A mark may be a character of its own, on the paper's side or on the person's."""
        record = make("Quy\u1ebft \u0111i\u0323nh")
        assert found(store, "Quye\u0302\u0301t định") == [record]

    def test_all_words_are_needed_in_any_order(self, store: Store, make: Make) -> None:
        both = make("họp giao ban tháng ba")
        make("họp tổng kết")
        assert found(store, "ban họp") == [both]
        assert found(store, "họp nghỉ") == []

    def test_the_last_word_may_be_a_beginning(self, store: Store, make: Make) -> None:
        record = make("Nguyễn Thị Thủy")
        for words in ("n", "ngu", "nguyen", "nguyễn thị thu"):
            assert found(store, words) == [record], words
        assert found(store, "ngu thuy") == []

    @pytest.mark.parametrize("words", ["1082/KH-UBND", "1082/kh", "1082", "KH-UBND 1082"])
    def test_symbols(self, store: Store, make: Make, words: str) -> None:
        record = make(so_ky_hieu="1082/KH-UBND")
        make(so_ky_hieu="1083/QĐ-UBND")
        assert found(store, words) == [record]

    def test_values_that_are_lists(self, store: Store, make: Make) -> None:
        paper_with_list = paper(1, noi_nhan=("Như trên", "Lưu: VT, TH"), do_khan=None)
        _, [record] = digest(store, result(paper_with_list))
        assert found(store, "luu vt") == [record]
        assert found(store, "none") == []

    @pytest.mark.parametrize("words", ["", " ", "/-.,", "'", "\\", "\x1f"])
    def test_what_holds_no_word_asks_for_all(self, store: Store, make: Make, words: str) -> None:
        record = make()
        assert found(store, words) == [record]

    @pytest.mark.parametrize("words", ['"họp', "họp)", "họp & !ban", "họp:*", "h\\ọp's", "-họp"])
    def test_signs_of_a_query_language_have_no_meaning(
        self, store: Store, make: Make, words: str
    ) -> None:
        record = make("họp ban h op s")
        assert found(store, words) == [record]

    def test_a_correction_is_found_and_what_it_replaced_is_not(
        self, store: Store, make: Make
    ) -> None:
        record = make("Kính gửi", nguoi_ky="Nguyễn Văn Ân")
        correct(store, record, 1, {"nguoi_ky": "Trần Bình"}, "hoa")
        assert found(store, "trần bình") == [record]
        assert found(store, "nguyễn văn ân") == []
        assert found(store, "kính gửi") == [record]

    def test_a_further_reading_replaces_the_words(self, store: Store) -> None:
        document, [record] = digest(store, result(paper(1), pages=[page(1, "trước")]))
        reading.read_again(store, document)
        read_page(store, take(store, JobKind.PAGE), "sau")
        put_together(store, result(paper(1), pages=[page(1, "sau")]))
        assert (found(store, "trước"), found(store, "sau")) == ([], [record])

    def test_a_very_long_paper_and_a_very_long_word(self, store: Store, make: Make) -> None:
        many = " ".join(f"số{n}" for n in range(60_000))
        record = make(f"dấu {'x' * 5_000} {many}")
        assert found(store, "dấu") == [record]
        assert found(store, "x" * 5_000) == [record]
        assert found(store, "số17") == [record]


class TestFilters:
    @pytest.fixture
    def letters(self, store: Store, make: Make) -> dict[str, UUID]:
        made = {name: make(f"họp {name}", kind=name, so="1") for name in ("a", "b", "c")}
        approve(store, made["b"], 1, "hoa")
        with store.write() as connection:
            of_c = records.c.id == made["c"]
            connection.execute(update(records).where(of_c).values(unit="tay-ninh"))
            number = connection.execute(records.select().where(of_c)).one().number
            search.index_record(connection, number)
        return made

    @pytest.mark.parametrize("words", ["", "họp"])
    def test_each_and_all_together(
        self, store: Store, letters: dict[str, UUID], words: str
    ) -> None:
        a, b, c = letters.values()
        assert found(store, words) == [c, b, a]
        assert found(store, words, state="approved") == [b]
        assert found(store, words, state="review") == [c, a]
        assert found(store, words, type="a") == [a]
        assert found(store, words, units=["xa-a"]) == [b, a]
        assert found(store, words, units=["xa-a", "tay-ninh"]) == [c, b, a]
        assert found(store, words, units=["xa-a"], state="review", type="a") == [a]
        assert found(store, words, units=["tay-ninh"], state="approved") == []

    @pytest.mark.parametrize("words", ["", "họp"])
    def test_of_no_unit_there_is_nothing(
        self, store: Store, letters: dict[str, UUID], words: str
    ) -> None:
        assert len(letters) == 3
        assert found(store, words, units=[]) == []

    @pytest.mark.parametrize("unit", ["o'brien", "a\\b", "a & b", "xã:*"])
    def test_any_code_of_a_unit(self, store: Store, make: Make, unit: str) -> None:
        make("họp")
        assert found(store, "họp", units=[unit]) == []

    def test_a_state_that_changes(self, store: Store, make: Make) -> None:
        record = make("họp", so="1")
        assert found(store, "họp", state="review") == [record]
        approve(store, record, 1, "hoa")
        assert found(store, "họp", state="review") == []
        assert found(store, "họp", state="approved") == [record]

    def test_papers_of_one_document(self, store: Store, make: Make) -> None:
        make("họp")
        document, [first, second] = digest(
            store, result(paper(1, trich_yeu="họp"), paper(1, trich_yeu="nghỉ"))
        )
        assert found(store, document=document) == [second, first]
        assert found(store, "nghỉ", document=document) == [second]


class TestPaging:
    @pytest.fixture(params=[None, 3], ids=["one bucket", "several buckets"])
    def letters(
        self, store: Store, make: Make, request: pytest.FixtureRequest,
        monkeypatch: pytest.MonkeyPatch,
    ) -> list[UUID]:  # fmt: skip
        """Ten records, newest first; every second bears a word."""
        if request.param:
            monkeypatch.setattr(search, "BUCKET", request.param)
        return [make("họp giao ban" if n % 2 else "họp") for n in range(10)][::-1]

    @pytest.mark.parametrize(("words", "step"), [("", 1), ("họp", 1), ("giao", 2), ("h", 1)])
    def test_pages_follow_each_other_without_gap_or_repetition(
        self, store: Store, letters: list[UUID], words: str, step: int
    ) -> None:
        seen: list[UUID] = []
        before = None
        with store.read() as connection:
            while rows := find(connection, Query(words, before=before, limit=3)):
                assert len(rows) <= 3
                seen += [row.id for row in rows]
                before = rows[-1].number
        assert seen == letters[::step]

    def test_a_record_that_comes_meanwhile_shifts_nothing(
        self, store: Store, make: Make, letters: list[UUID]
    ) -> None:
        with store.read() as connection:
            first = find(connection, Query("họp", limit=4))
        make("họp")
        assert found(store, "họp", before=first[-1].number, limit=4) == letters[4:8]


def test_a_row_tells_what_a_list_shows(store: Store, make: Make) -> None:
    make(trich_yeu="Về việc họp")
    with store.read() as connection:
        [row] = find(connection, Query("họp"))
    assert row.fields["trich_yeu"]["value"] == "Về việc họp"
    assert (row.file_name, row.pages, row.version) == ("don.pdf", [1], 1)


def test_a_document_without_records_is_not_found(store: Store) -> None:
    document, _ = digest(store, result())
    assert found(store) == []
    with store.read() as connection:
        chosen = connection.execute(documents.select().where(documents.c.id == document)).one()
    assert chosen.state == "ok"


def test_what_is_indexed() -> None:
    assert searchable("Số: 1082/KH-UBND,  Đỗ  Thị Ánh") == "so 1082 kh ubnd do thi anh"
    assert entries(40_000, "so 1082 so", {"unit": "xa-a", "state": "ok"}) == [
        "2_unit_78612d61", "2_state_6f6b", "2_so", "2_1082",
    ]  # fmt: skip
