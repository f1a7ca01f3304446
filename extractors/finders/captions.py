"""Labels in brackets below their values, as under a dotted line, are set above them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.finders.placing import APART, Label
from extractors.finders.rows import Row, Token, letters_of

# The value is no further up than so many heights.
NEAR = 2.2
# Fewer letters in brackets are a note.
FEWEST = 6


def captions_above(rows: Sequence[Row], labels: Sequence[Label]) -> tuple[Row, ...]:
    """The rows, each caption a row before the values that it stands below, and like a label."""
    known = {label.letters for label in labels if len(label.letters) >= FEWEST}
    found: list[Row] = []
    for row in rows:
        captions, above = _captions(row), found[-1] if found else row
        if captions and _is_above(above, row) and not _captions(above):
            texts = (letters_of(" ".join(token.text for token in part)) for part in captions)
            # "(nơi thường trú của chủ hộ)"
            if any(text in known or text.partition("cua")[0] in known for text in texts):
                found[-1:] = [*_headings(above, row, captions), above]
                continue
        found.append(row)
    return tuple(found)


def _captions(row: Row) -> list[tuple[Token, ...]]:
    """The parts of a row, if all of them stand in brackets."""
    parts = _parts(row)
    is_all = all(p[0].text.startswith("(") and p[-1].text.endswith(")") for p in parts)
    return parts if is_all and not row.table else []


def _parts(row: Row) -> list[tuple[Token, ...]]:
    """The tokens of a row, parted at wide gaps and between brackets."""
    parts: list[tuple[Token, ...]] = []
    for i, token in enumerate(row.tokens):
        bracketed = i and row.tokens[i - 1].text.endswith(")") and token.text.startswith("(")
        if not i or bracketed or row.gap(i) > APART * row.height:
            parts.append(())
        parts[-1] += (token,)
    return parts


def _is_above(above: Row, below: Row) -> bool:
    if above.page is not below.page or above.table or above.text.rstrip().endswith(":"):
        return False
    gap = below.tokens[0].box.y0 - above.tokens[0].box.y1
    return -0.5 * above.height < gap < NEAR * above.height


def _headings(above: Row, below: Row, captions: Sequence[Sequence[Token]]) -> Iterator[Row]:
    """The captions as rows of labels over their values, each with a colon."""
    values = _parts(above)
    up = min(token.box.y0 for token in above.tokens) - max(token.box.y1 for token in below.tokens)
    for i, part in enumerate(captions):
        middle = (part[0].box.x0 + part[-1].box.x1) / 2
        own = values[i] if len(values) == len(captions) else min(
            values, key=lambda v: abs((v[0].box.x0 + v[-1].box.x1) / 2 - middle)
        )  # fmt: skip
        x0 = min(part[0].box.x0, own[0].box.x0)
        moved = [replace(token, box=token.box.moved(0, up - 2)) for token in part]
        first = moved[0]
        moved[0] = replace(first, text=first.text[1:], box=replace(first.box, x0=x0), leads=True)
        x1 = max(moved[-1].box.x1, own[-1].box.x1)
        moved[-1] = replace(moved[-1], text=f"{moved[-1].text.rstrip(')')}:",
                            box=replace(moved[-1].box, x1=x1))  # fmt: skip
        yield replace(below, tokens=tuple(moved))
