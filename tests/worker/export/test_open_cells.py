"""Of what is published nobody can work out a number of few things."""

from __future__ import annotations

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.export.open_cells import OTHER, Cell, Item, groups

REST: Item = (OTHER,)
Counts = dict[Cell, int]


def shown(counts: Counts, units: list[str], items: list[Item], k: int) -> dict[Cell, int]:
    """What is published: each sum by its name."""
    found = groups(counts, units, items, k)
    return {key: sum(counts.get(cell, 0) for cell in cells) for key, cells in found.items()}


def table(rows: dict[str, list[int]]) -> tuple[Counts, list[str], list[Item]]:
    items: list[Item] = [(f"t{n}",) for n in range(len(next(iter(rows.values()))))]
    counts = {
        (unit, item): count
        for unit, row in rows.items()
        for item, count in zip(items, row, strict=True)
    }
    return counts, [*rows], items


@pytest.mark.parametrize(
    ("rows", "published"),
    [
        # What reaches k stands alone; the small ones of the unit are added up.
        ({"a": [12, 4, 6, 0]}, {("a", ("t0",)): 12, ("a", REST): 10}),
        # Too few in all: they are left out.
        ({"a": [12, 4, 5, 0]}, {("a", ("t0",)): 12}),
        # 9 + 9: who knows that both are below 10 knows both.
        ({"a": [12, 9, 9]}, {("a", ("t0",)): 12}),
        ({"a": [12, 9, 9, 0]}, {("a", ("t0",)): 12, ("a", REST): 18}),
        # Units that have too few are added up.
        ({"a": [4, 0], "b": [0, 5], "c": [1, 1]}, {(OTHER, REST): 11}),
        ({"a": [4, 0], "b": [0, 6]}, {}),
        # A unit whose cells all stand alone takes no part in it.
        ({"a": [10, 10], "b": [9, 0], "c": [9, 0]}, {("a", ("t0",)): 10, ("a", ("t1",)): 10}),
        ({"a": [0, 0, 0]}, {}),
    ],
)  # fmt: skip
def test_what_is_published(rows: dict[str, list[int]], published: dict[Cell, int]) -> None:
    counts, units, items = table(rows)
    assert shown(counts, units, items, 10) == published


@pytest.mark.parametrize(
    ("units", "items", "k"), [(1, 4, 3), (2, 3, 2), (3, 2, 2), (2, 3, 3), (3, 2, 3), (2, 4, 2)]
)
def test_a_hidden_cell_may_be_anything_below_k(units: int, items: int, k: int) -> None:
    """All tables there are, grouped by what is published of them: a proof for these sizes.

    In none of these groups has a cell that does not stand alone fewer values than 0 to k-1, so that
    what is published, with the rule known, says no more of it than that it is below k.
    """
    cells = [(f"u{u}", (f"t{t}",)) for u in range(units) for t in range(items)]
    names, kinds = sorted({u for u, _ in cells}), sorted({t for _, t in cells})
    values: dict[frozenset[tuple[Cell, int]], dict[Cell, set[int]]] = {}
    for row in product(range(k + 1), repeat=len(cells)):
        counts = dict(zip(cells, row, strict=True))
        published = shown(counts, names, kinds, k)
        assert all(total >= k for total in published.values())
        seen = values.setdefault(frozenset(published.items()), defaultdict(set))
        for cell in cells:
            if cell not in published:
                seen[cell].add(counts[cell])
    assert all(found == set(range(k)) for seen in values.values() for found in seen.values())
    assert any(key[1] == REST for published in values for key, _ in published)


@st.composite
def tables(draw: st.DrawFn) -> tuple[Counts, list[str], list[Item], int]:
    k = draw(st.integers(10, 15))
    rows = draw(st.integers(1, 5))
    columns = draw(st.integers(1, 6))
    each = st.one_of(st.just(0), st.integers(0, k - 1), st.integers(k - 1, 4 * k))
    found = {f"u{n}": draw(st.lists(each, min_size=columns, max_size=columns)) for n in range(rows)}
    return (*table(found), k)


@given(tables(), st.data())
def test_no_sum_is_of_few_and_no_hidden_cell_can_be_told(
    given_table: tuple[Counts, list[str], list[Item], int], data: st.DataObject
) -> None:
    counts, units, items, k = given_table
    found = groups(counts, units, items, k)
    assert all(total >= k for total in shown(counts, units, items, k).values())
    used = [cell for cells in found.values() for cell in cells]
    assert len(used) == len(set(used))
    hidden = sorted(cell for cell in counts if cell not in found)
    if not hidden:
        return
    cell = data.draw(st.sampled_from(hidden))
    value = data.draw(st.sampled_from([0, k - 1]) | st.integers(0, k - 1))
    other = another(counts, found, cell, value, k)
    assert other[cell] == value
    assert shown(other, units, items, k) == shown(counts, units, items, k)


def another(
    counts: Counts, found: dict[Cell, list[Cell]], cell: Cell, value: int, k: int
) -> Counts:
    """A table of which the same is published, with another value of a cell that is hidden."""
    made = dict(counts)
    key = next((key for key, cells in found.items() if cell in cells), None)
    if key is None:
        # Nothing is told of its unit. Where units are told together it is none of them: its sum is
        # too large to be told, or it is nothing. Else nothing is told of other such units either.
        told = {at for cells in found.values() for at in cells}
        sums: dict[str, int] = defaultdict(int)
        for at in counts.keys() - told:
            sums[at[0]] += counts[at]
        is_told_together = (OTHER, REST) in found
        for at in counts.keys() - told:
            if at[0] == cell[0]:
                made[at] = k - 1 if is_told_together and value else 0
            elif sums[at[0]] < k:
                made[at] = 0
        made[cell] = value
        return made
    cells, total = found[key], sum(counts[at] for at in found[key])
    for at in cells:
        made[at] = 0
    made[cell], left = value, total - value
    # One cell of each other part takes as much as it may.
    parts = {at[0] if key[0] == OTHER else at: at for at in cells if at != cell}
    parts.pop(cell[0] if key[0] == OTHER else cell, None)
    for at in parts.values():
        made[at] = min(left, k - 1)
        left -= made[at]
    assert left == 0
    return made
