"""Sets of open data are data; a mistake names file and place, and no field of a paper gets in."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.doctypes import document_types
from models.open_data import BUILT_IN, COLUMNS, COUNTED, DIMENSIONS, Definitions, read_definitions
from models.personal import may_be_personal, personal_names
from models.settings import LEAST_K, Settings

TEXT = BUILT_IN.read_text(encoding="utf-8")
PERSONAL = sorted(
    {field.id for kind in document_types().values() for field in kind.field
     if may_be_personal(field)}
    | {cell for kind in document_types().values() for field in kind.field for cell in field.cells}
)  # fmt: skip


def read(tmp_path: Path, text: str) -> Definitions:
    path = tmp_path / "sets.toml"
    path.write_text(text, encoding="utf-8")
    return read_definitions(path)


def test_the_built_in_sets() -> None:
    found = read_definitions()
    assert [each.counts for each in found.dataset] == ["papers", "dossiers", "reuse"]
    assert not found.confirmed
    assert all(each.k >= LEAST_K for each in found.dataset)


def test_columns_are_dimensions_with_their_names_and_numbers() -> None:
    for source, dimensions in DIMENSIONS.items():
        assert set(dimensions) < set(COLUMNS[source])
        assert COUNTED[source] in COLUMNS[source]
        assert not personal_names() & set(COLUMNS[source])


@pytest.mark.parametrize("name", PERSONAL)
def test_no_personal_field_of_any_document_type_is_a_column(tmp_path: Path, name: str) -> None:
    for column in ('id = "type"\n', 'id = "papers"\nkind', 'id = "revision"\n'):
        assert column in TEXT
        changed = TEXT.replace(column, column.replace(column.split('"')[1], name), 1)
        with pytest.raises(ValueError, match=f"{name} is a field of papers that may be personal"):
            read(tmp_path, changed)
    added = TEXT.replace('"unit", "type", "state"]', f'"unit", "type", "state", "{name}"]')
    with pytest.raises(ValueError, match=f"{name} is a field of papers that may be personal"):
        read(tmp_path, added)


def test_names_identifiers_and_births_are_personal() -> None:
    assert {"ho_ten", "so_dinh_danh", "ngay_sinh", "me_nam_sinh", "dan_toc", "dia_chi"} <= set(
        PERSONAL
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("k = 10", "k = 9", "dataset.0.k"),
        ('every = "month"', 'every = "day"', "dataset.0.every"),
        ('counts = "dossiers"', 'counts = "people"', "dataset.1.counts"),
        ("wait_days = 30", "wait_days = -1", "dataset.0.wait_days"),
        ('id = "state"', 'id = "sex"', "the columns of papers are"),
        ('"unit", "type", "state"]', '"unit", "type"]', "the quasi-identifiers of papers are"),
        ('id = "reuse"', 'id = "papers"', "two sets have the id papers"),
        ("confirmed = false", "confirmed = true", "du-lieu-mo.example is an example"),
        ("confirmed = false", "confirmed = false\ncolour = 1", "colour"),
        ("/so-hoa/", "/so-hoa", "catalog.address"),
        ("[publisher]", "[publisher", "not valid TOML"),
    ],
)
def test_a_mistake_names_file_and_place(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in TEXT
    with pytest.raises(ValueError, match="sets.toml") as caught:
        read(tmp_path, TEXT.replace(old, new, 1))
    assert message in str(caught.value)


def test_two_sets_do_not_count_the_same(tmp_path: Path) -> None:
    papers = TEXT[TEXT.index("[[dataset]]") : TEXT.index('[[dataset]]\nid = "dossiers"')]
    again = papers.replace('id = "papers"\ncounts', 'id = "by-quarter"\ncounts')
    with pytest.raises(ValueError, match="two sets have the counts papers"):
        read(tmp_path, f"{TEXT}\n{again}")


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(ValueError, match="none.toml"):
        read_definitions(Path("none.toml"))


def test_the_setting_may_raise_k_and_not_lower_it() -> None:
    assert Settings.from_env({"SOHOA_OPEN_DATA_K": "25"}).open_data_k == 25
    for low in ("9", "0", "-1"):
        with pytest.raises(ValueError, match="SOHOA_OPEN_DATA_K"):
            Settings.from_env({"SOHOA_OPEN_DATA_K": low})
