"""Make the specimens: the eight that are shipped, or an evaluation set of any size by seed.

python -m samples.make shipped
python -m samples.make letters --count 200 --seed 7 --out DIR
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import click
from PIL import Image

from samples.letters import Letter, make_letter
from samples.render import Composer, Sheet
from samples.scan import Scanner, born_digital, scan, to_pdf, typical

HERE = Path(__file__).parent
TYPE = "van_ban_hanh_chinh"


@dataclass(frozen=True, slots=True)
class Specimen:
    """One shipped specimen: its file, its letter's seed and kind, and how it was scanned."""

    file: str
    seed: int
    kind: str
    scanner: Scanner
    pages: int = 1


SHIPPED = (
    Specimen("cong-van-1bit.pdf", 11, "Công văn", Scanner(200, "1", 0.0, 0.5, 2.0, 20)),
    Specimen("quyet-dinh-dau-do.pdf", 12, "Quyết định", Scanner(200, "RGB")),
    Specimen("thong-bao-nghieng.pdf", 13, "Thông báo", Scanner(200, "L", 1.8)),
    Specimen("ke-hoach-nhieu-trang.pdf", 17, "Kế hoạch", Scanner(200, "1", -0.4), pages=3),
    Specimen("bao-cao-dien-tu.pdf", 15, "Báo cáo", Scanner()),
    Specimen("to-trinh-nguoc.pdf", 16, "Tờ trình", Scanner(200, "1", 0.2, turn=180)),
    Specimen("giay-moi.tiff", 18, "Giấy mời", Scanner(200, "1", 0.3)),
    Specimen("chi-thi.jpg", 19, "Chỉ thị", Scanner(200, "RGB", -0.6, 0.6, 4.0)),
)


def compose(letter: Letter, random: Random) -> list[Sheet]:
    """The letter's pages in one of the usual settings."""
    family = random.choice(("tinos", "tinos", "tinos", "serif"))
    size = {"tinos": random.choice((13.0, 13.5, 14.0)), "serif": 11.5}[family]
    return Composer(letter, family, size).compose()


def entry(name: str, letter: Letter, sheets: Sequence[Sheet], folder: Path) -> dict[str, object]:
    """The data set's line for a letter; writes its transcripts below `folder`."""
    texts = {}
    for number, sheet in enumerate(sheets, 1):
        path = folder / "texts" / f"{Path(name).stem}.{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(sheet.lines) + "\n", encoding="utf-8")
        texts[str(number)] = str(path.relative_to(folder))
    return {
        "file": name,
        "type": TYPE,
        "fields": letter.fields(),
        "handwritten": list(letter.handwritten),
        "text": texts,
    }


def make_letters(count: int, seed: int, folder: Path) -> None:
    """Write an evaluation set of good scans."""
    (folder / "scans").mkdir(parents=True, exist_ok=True)
    lines = []
    for i in range(count):
        random = Random(f"{seed}-{i}")
        letter = make_letter(random, pages=random.choice((1, 1, 1, 2)))
        sheets = compose(letter, random)
        scanner = typical(random)
        name = f"scans/letter-{i + 1:03d}.pdf"
        images = [scan(sheet, scanner, random) for sheet in sheets]
        (folder / name).write_bytes(to_pdf(images, scanner.dpi))
        lines.append(json.dumps(entry(name, letter, sheets, folder), ensure_ascii=False))
    (folder / "index.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def render_specimen(item: Specimen) -> tuple[bytes, Letter, list[Sheet]]:
    """The bytes of a shipped specimen, its letter and its pages."""
    random = Random(item.seed)
    letter = replace(make_letter(random, kind=item.kind, pages=item.pages), handwritten=())
    sheets = compose(letter, random)
    if item.file == "bao-cao-dien-tu.pdf":
        return born_digital(sheets), letter, sheets
    images = [scan(sheet, item.scanner, random) for sheet in sheets]
    return _file(item, images), letter, sheets


def _file(item: Specimen, images: Sequence[Image.Image]) -> bytes:
    dpi = (item.scanner.dpi, item.scanner.dpi)
    buffer = io.BytesIO()
    if item.file.endswith(".tiff"):
        images[0].save(
            buffer, "TIFF", compression="group4", dpi=dpi, save_all=True, append_images=images[1:]
        )
        return buffer.getvalue()
    if item.file.endswith(".jpg"):
        images[0].save(buffer, "JPEG", quality=60, dpi=dpi)
        return buffer.getvalue()
    return to_pdf(images, item.scanner.dpi)


def make_shipped(folder: Path) -> None:
    """Write the shipped specimens and their truth."""
    lines = []
    for item in SHIPPED:
        data, letter, sheets = render_specimen(item)
        name = f"{TYPE}/{item.file}"
        (folder / TYPE).mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
        truth = entry(name, letter, sheets, folder)
        lines.append(json.dumps(truth, ensure_ascii=False))
    (folder / "index.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


@click.group()
def main() -> None:
    """Make specimens of fictitious agencies and people."""


@main.command()
@click.option("--out", type=click.Path(path_type=Path), default=HERE)
def shipped(out: Path) -> None:
    """Write the eight shipped specimens."""
    make_shipped(out)


@main.command()
@click.option("--count", default=200, type=click.IntRange(1))
@click.option("--seed", default=7, type=int)
@click.option("--out", required=True, type=click.Path(path_type=Path))
def letters(count: int, seed: int, out: Path) -> None:
    """Write an evaluation set of COUNT letters."""
    make_letters(count, seed, out)


if __name__ == "__main__":
    main()
