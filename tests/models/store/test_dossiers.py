"""Dossiers: papers in order, each with its digitization code."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.errors import ErrorCode, SohoaError
from models.settings import Settings
from models.store.database import Store
from models.store.dossiers import add_paper, open_dossier
from models.store.tables import dossier_papers, dossiers
from tests.models.store.builders import at_once, rows, submit

CODE = "H53.15-251123-0007"


def test_papers_stand_in_order_and_have_codes(store: Store) -> None:
    dossier = open_dossier(store, CODE, procedure="1.001193")
    papers = [submit(store, b"paper %d" % number).document for number in range(3)]
    codes = [add_paper(store, dossier, paper) for paper in papers]
    assert codes == [f"{CODE}-01", f"{CODE}-02", f"{CODE}-03"]
    kept = rows(store, dossier_papers)
    assert [(row.position, row.document) for row in kept] == list(enumerate(papers, start=1))
    # Once more: it keeps its place.
    assert add_paper(store, dossier, papers[1]) == f"{CODE}-02"


def test_a_dossier_is_opened_once(store: Store) -> None:
    opened = at_once(8, lambda _: open_dossier(store, CODE))
    assert len(set(opened)) == 1
    assert len(rows(store, dossiers)) == 1


def test_a_dossier_of_another_unit_stays_as_it_is(store: Store) -> None:
    units = ["xa-a", "xa-b"]

    def open_for(number: int) -> SohoaError | None:
        mine = units[number]
        try:
            open_dossier(store, CODE, unit=mine, sees=lambda unit: unit == mine)
        except SohoaError as error:
            return error
        return None

    [refusal] = filter(None, at_once(2, open_for))
    assert refusal.code is ErrorCode.NOT_ALLOWED
    [made] = rows(store, dossiers)
    other = next(unit for unit in units if unit != made.unit)
    with pytest.raises(SohoaError, match="another unit"):
        open_dossier(store, CODE, procedure="1.001193", unit=other, sees=lambda unit: unit == other)
    assert rows(store, dossiers) == [made]


def test_papers_added_at_once_get_places_of_their_own(store: Store) -> None:
    dossier = open_dossier(store, CODE)
    papers = [submit(store, b"paper %d" % number).document for number in range(8)]
    codes = at_once(8, lambda number: add_paper(store, dossier, papers[number]))
    assert sorted(codes) == [f"{CODE}-{position:02d}" for position in range(1, 9)]


def test_the_code_follows_its_template(store: Store) -> None:
    settings = replace(store.settings, digitization_code="{procedure}.{unit}.{year}-{position}")
    templated = replace(store, settings=settings)
    dossier = open_dossier(templated, CODE, procedure="1.001193", unit="xa-a")
    paper = submit(store).document
    year = templated.now().year
    assert add_paper(templated, dossier, paper) == f"1.001193.xa-a.{year}-1"


def test_a_code_in_use_is_refused(store: Store) -> None:
    settings = replace(store.settings, digitization_code="{procedure}")
    templated = replace(store, settings=settings)
    dossier = open_dossier(templated, CODE, procedure="1.001193")
    add_paper(templated, dossier, submit(store, b"one").document)
    with pytest.raises(SohoaError) as refused:
        add_paper(templated, dossier, submit(store, b"two").document)
    assert refused.value.code is ErrorCode.NOT_ALLOWED


def test_a_template_with_an_unknown_word_is_refused() -> None:
    with pytest.raises(ValueError, match="DIGITIZATION_CODE"):
        Settings.from_env({"SOHOA_DIGITIZATION_CODE": "{owner}-1"})
