"""Which numbers of a table may be published, so that none of few can be worked out.

A cell is a unit and an item (a document type and a state, a procedure). What is published are sums
of cells of which no two share a cell, and no total of them. A cell that reaches k stands by itself.
Those of a unit that do not are added up; so are, of units whose sum does not reach k, these sums.
A sum that does not reach k is left out. So is one that is nearly the largest that its parts allow,
for who knows that each of them is below k would know what each of them nearly is.

Of the published numbers, and of this rule, a cell that does not stand by itself may be anything
from 0 to k-1:

- Within a sum s of m parts, each at most k-1, with k <= s <= (m-1)(k-1): a part may be 0, for the
  others can make up s without it; and k-1, for s is at least that. It may be all between, too.
- A unit whose own sum is not published may have any sum below k, with all of it in one cell.
- Where no sum is published nothing is known but that cells are below k.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

# In place of a unit, or of each part of an item: all that does not stand by itself. No code of a
# unit, a type or a procedure begins so.
OTHER = "_other"

Item = tuple[str, ...]
Cell = tuple[str, Item]


def groups(
    counts: Mapping[Cell, int], units: Collection[str], items: Collection[Item], k: int
) -> dict[Cell, list[Cell]]:
    """What is published: each sum, and the cells that it is of.

    Args:
        counts: How many things each cell has; those without any may be missing.
        units: All that there could be.
        items: All that there could be, at least one.
        k: Fewest things of a sum, at least 2.
    """
    rest: Item = tuple(OTHER for _ in next(iter(items)))
    found: dict[Cell, list[Cell]] = {}
    left: list[list[Cell]] = []
    for unit in sorted(units):
        cells = [(unit, item) for item in sorted(items)]
        small = [cell for cell in cells if counts.get(cell, 0) < k]
        found |= {cell: [cell] for cell in cells if counts.get(cell, 0) >= k}
        if _hides(_sum(counts, small), len(small), k):
            found[unit, rest] = small
        elif small and _sum(counts, small) < k:
            left.append(small)
    together = [cell for small in left for cell in small]
    if _hides(_sum(counts, together), len(left), k):
        found[OTHER, rest] = together
    return found


def _hides(total: int, parts: int, k: int) -> bool:
    """Whether a sum of parts that are each below k reaches k and tells nothing of any of them."""
    return k <= total <= (parts - 1) * (k - 1)


def _sum(counts: Mapping[Cell, int], cells: Collection[Cell]) -> int:
    return sum(counts.get(cell, 0) for cell in cells)
