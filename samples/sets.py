"""Data sets of forms and of stacks: scans, transcripts and an index."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
from PIL import Image

from samples.forms import FIELDS, TEMPLATES, Form, make_form, templates_of
from samples.letters import make_letter
from samples.render import HEIGHT, WIDTH, Composer, Sheet
from samples.scan import QUALITIES, Scanner, scan, scan_print, stored_image, to_pdf

LETTER_TYPE = "van_ban_hanh_chinh"
# What lies about blank: forms that people fill in themselves.
BLANKS = ("to_khai_khai_sinh", "don_bien_dong_dat_dai", "giay_tiep_nhan")
_BLANK_SHARE = 0.06
_MIXED = ("good", "good", "office", "office", "office", "poor")


@dataclass(frozen=True, slots=True)
class Paper:
    """A letter or a form, set on sheets."""

    type: str
    sheets: Sequence[Sheet]
    truth: Mapping[str, object]


def write_texts(stem: str, sheets: Sequence[Sheet | None], folder: Path) -> dict[str, str]:
    """Writes transcripts by page number; None is a page without one."""
    texts = {}
    for number, sheet in enumerate(sheets, 1):
        if sheet is None:
            continue
        path = folder / "texts" / f"{stem}.{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(sheet.lines) + "\n", encoding="utf-8")
        texts[str(number)] = str(path.relative_to(folder))
    return texts


def write_index(lines: Sequence[Mapping[str, object]], folder: Path) -> None:
    """Writes the index."""
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (folder / "index.jsonl").write_text(text, encoding="utf-8")


def truth_of(form: Form) -> dict[str, object]:
    """What the index says of a form besides files."""
    said: dict[str, object] = {
        "type": form.type, "fields": dict(form.fields), "handwritten": list(form.handwritten),
    }  # fmt: skip
    if form.skip:
        said["skip"] = list(form.skip)
    if form.accept:
        said["accept"] = dict(form.accept)
    return said | {"template": form.template}


def scanner_for(quality: str, random: Random) -> tuple[str, Scanner]:
    """The name of a quality and a scanner of it; "mixed" chooses among all."""
    name = random.choice(_MIXED) if quality == "mixed" else quality
    return name, QUALITIES[name](random)


def make_forms(
    count: int, seed: int, folder: Path, *, types: Sequence[str] = tuple(FIELDS),
    split: str | None = None, quality: str = "good",
) -> None:  # fmt: skip
    """Write `count` forms; types and layouts take turns."""
    (folder / "scans").mkdir(parents=True, exist_ok=True)
    lines = []
    for i in range(count):
        type_id, turn = types[i % len(types)], i // len(types)
        random = Random(f"forms-{seed}-{i}")
        layouts = templates_of(type_id, split)
        blank = type_id in BLANKS and random.random() < _BLANK_SHARE
        form = make_form(type_id, random, layouts[turn % len(layouts)].name, blank=blank)
        lines.append(_written(f"{type_id}-{turn + 1:03d}", form, quality, random, folder))
    write_index(lines, folder)


def _written(
    stem: str, form: Form, quality: str, random: Random, folder: Path
) -> dict[str, object]:
    name, scanner = scanner_for(quality, random)
    images = [scan(sheet, scanner, random) for sheet in form.sheets]
    photo = len(images) == 1 and scanner.photo > 0
    file = f"scans/{stem}.{'jpg' if photo else 'pdf'}"
    data = (
        stored_image(images[0], scanner.dpi, scanner.quality)
        if photo
        else to_pdf(images, scanner.dpi, scanner.quality)
    )
    (folder / file).write_bytes(data)
    texts = write_texts(stem, form.sheets, folder)
    return {"file": file, **truth_of(form), "quality": name, "text": texts}


def make_stacks(
    count: int, seed: int, folder: Path, *, separators: bool = False,
    split: str | None = None, quality: str = "mixed",
) -> None:  # fmt: skip
    """Write `count` stacks of two to eight papers, letters and forms in any order."""
    (folder / "scans").mkdir(parents=True, exist_ok=True)
    lines = []
    for i in range(count):
        random = Random(f"stacks-{seed}-{i}")
        papers = [_paper(random, split) for _ in range(random.randint(2, 8))]
        lines.append(_stack(f"stack-{i + 1:03d}", papers, quality, random, folder, separators))
    write_index(lines, folder)


def _paper(random: Random, split: str | None) -> Paper:
    """A letter, or a form in one of the layouts of a split; None chooses among all."""
    if random.random() < 0.4:
        letter = make_letter(random, pages=random.choice((1, 1, 1, 2)))
        family = random.choice(("tinos", "tinos", "serif"))
        sheets = Composer(letter, family, {"tinos": 13.5, "serif": 11.5}[family]).compose()
        truth = {"fields": letter.fields(), "handwritten": list(letter.handwritten)}
        return Paper(LETTER_TYPE, sheets, {"type": LETTER_TYPE, **truth})
    # Cards on the glass alone are no sheets of a stack.
    layouts = [t for t in TEMPLATES if t.paper[0] > WIDTH / 2 and split in (None, t.split)]
    kind = random.choice(sorted({t.type for t in layouts}))
    form = make_form(kind, random, random.choice([t.name for t in layouts if t.type == kind]))
    return Paper(kind, form.sheets, truth_of(form))


def _stack(
    stem: str, papers: Sequence[Paper], quality: str, random: Random, folder: Path, separators: bool
) -> dict[str, object]:
    name, scanner = scanner_for(quality, random)
    divider = _divider(scanner) if separators else None
    images: list[Image.Image] = []
    sheets: list[Sheet | None] = []
    documents = []
    for paper in papers:
        if divider:
            images.append(divider(random))
            sheets.append(None)
        first = len(images) + 1
        images += [scan(sheet, scanner, random) for sheet in paper.sheets]
        sheets += paper.sheets
        documents.append({"pages": list(range(first, len(images) + 1)), **paper.truth})
    file = f"scans/{stem}.pdf"
    (folder / file).write_bytes(to_pdf(images, scanner.dpi, scanner.quality))
    texts = write_texts(stem, sheets, folder)
    return {"file": file, "documents": documents, "quality": name, "text": texts}


def _divider(scanner: Scanner) -> Callable[[Random], Image.Image]:
    """Scans of a separator sheet with patch codes."""
    # The program's own sheets; only here, since the rest must know nothing of the reader.
    from extractors.separators import Hint
    from extractors.sheets import Kind, draw_sheet

    size = round(WIDTH * scanner.dpi / 72), round(HEIGHT * scanner.dpi / 72)
    sheet = Image.fromarray(draw_sheet(Kind.PATCH_T, Hint())).convert("RGB").resize(size)
    pixels = np.asarray(sheet)
    return lambda random: scan_print(pixels, scanner, random)
