"""Make the specimens: those that are shipped, or data sets of any size by seed.

python -m samples.make shipped
python -m samples.make letters --count 200 --seed 7 --out DIR
python -m samples.make forms --count 320 --seed 1 --templates eval --quality mixed --out DIR
python -m samples.make stacks --count 60 --seed 1 --templates eval --separators --out DIR
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import click
from PIL import Image

from samples.forms import EVAL, FIELDS, TRAIN, Form, make_form
from samples.letters import Letter, make_letter
from samples.render import Composer, Sheet
from samples.scan import QUALITIES, Scanner, born_digital, scan, to_pdf, typical
from samples.sets import make_forms, make_stacks, truth_of, write_index, write_texts

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
# Two layouts of each type to learn from: those to measure by are not for looking at.
SHIPPED_FORMS = {
    "giay_tiep_nhan": ("mau-01-2018", "in-may-bang"),
    "phieu_bo_sung": ("mau-02-2018", "huong-dan-bang"),
    "phieu_tu_choi": ("mau-03-2018", "thong-bao-tu-choi"),
    "phieu_xin_loi": ("mau-04-2018", "mau-04-2025-bang"),
    "thong_bao_dung": ("mau-05-2025", "thong-bao-dung"),
    "phieu_kiem_soat": ("mau-06-2018", "kho-ngang"),
    "to_khai_khai_sinh": ("tt04-2020", "cha-me-hai-cot"),
    "giay_khai_sinh": ("ban-chinh-2020", "ban-chinh-2006"),
    "giay_ket_hon": ("ban-chinh-2020", "ban-sao-bang"),
    "trich_luc_khai_tu": ("trich-luc-2020", "bang"),
    "can_cuoc": ("cccd-2021-hai-mat", "cccd-2021-chung-thuc"),
    "gcn_quyen_su_dung_dat": ("so-hong-2014", "mau-2024-bang"),
    "don_bien_dong_dat_dai": ("mau-11-2024", "mau-09-2014"),
    "gcn_ho_kinh_doanh": ("tt02-2019", "bang-qr"),
    "giay_phep_xay_dung": ("nd15-2021", "bang-chi-tieu"),
}
FORM_SCANNERS = (
    Scanner(200, "1", -0.3, 0.5, 2.0, 15),
    Scanner(300, "1", 0.5, 0.5, 2.0, 30),
)


def compose(letter: Letter, random: Random) -> list[Sheet]:
    """The letter's pages in one of the usual settings."""
    family = random.choice(("tinos", "tinos", "tinos", "serif"))
    size = {"tinos": random.choice((13.0, 13.5, 14.0)), "serif": 11.5}[family]
    return Composer(letter, family, size).compose()


def entry(name: str, letter: Letter, sheets: Sequence[Sheet], folder: Path) -> dict[str, object]:
    """The data set's line for a letter; writes its transcripts below `folder`."""
    texts = write_texts(Path(name).stem, sheets, folder)
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
    lines: list[dict[str, object]] = []
    for i in range(count):
        random = Random(f"{seed}-{i}")
        letter = make_letter(random, pages=random.choice((1, 1, 1, 2)))
        sheets = compose(letter, random)
        scanner = typical(random)
        name = f"scans/letter-{i + 1:03d}.pdf"
        images = [scan(sheet, scanner, random) for sheet in sheets]
        (folder / name).write_bytes(to_pdf(images, scanner.dpi))
        lines.append(entry(name, letter, sheets, folder))
    write_index(lines, folder)


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
    lines: list[dict[str, object]] = []
    for item in SHIPPED:
        data, letter, sheets = render_specimen(item)
        name = f"{TYPE}/{item.file}"
        (folder / TYPE).mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
        lines.append(entry(name, letter, sheets, folder))
    write_index([*lines, *make_shipped_forms(folder)], folder)


def shipped_form(type_id: str, layout: str, scanner: Scanner) -> tuple[bytes, Form]:
    """A scan of a form, and the form."""
    random = Random(f"shipped-{type_id}-{layout}")
    form = make_form(type_id, random, layout)
    images = [scan(sheet, scanner, random) for sheet in form.sheets]
    return to_pdf(images, scanner.dpi, scanner.quality), form


def make_shipped_forms(folder: Path) -> list[dict[str, object]]:
    """Write two forms of each type; their lines of the index."""
    lines: list[dict[str, object]] = []
    for type_id, layouts in SHIPPED_FORMS.items():
        (folder / type_id).mkdir(parents=True, exist_ok=True)
        for layout, scanner in zip(layouts, FORM_SCANNERS, strict=True):
            data, form = shipped_form(type_id, layout, scanner)
            name = f"{type_id}/{layout}.pdf"
            (folder / name).write_bytes(data)
            texts = write_texts(f"{type_id}-{layout}", form.sheets, folder)
            lines.append({"file": name, **truth_of(form), "text": texts})
    return lines


@click.group()
def main() -> None:
    """Make specimens of fictitious agencies and people."""


@main.command()
@click.option("--out", type=click.Path(path_type=Path), default=HERE)
def shipped(out: Path) -> None:
    """Write the shipped specimens: eight letters, and two forms of each type."""
    make_shipped(out)


@main.command()
@click.option("--count", default=200, type=click.IntRange(1))
@click.option("--seed", default=7, type=int)
@click.option("--out", required=True, type=click.Path(path_type=Path))
def letters(count: int, seed: int, out: Path) -> None:
    """Write an evaluation set of COUNT letters."""
    make_letters(count, seed, out)


@main.command()
@click.option("--count", default=320, type=click.IntRange(1))
@click.option("--seed", default=1, type=int)
@click.option("--templates", type=click.Choice((TRAIN, EVAL, "all")), default="all")
@click.option("--quality", type=click.Choice((*QUALITIES, "mixed")), default="mixed")
@click.option("--types", default=",".join(FIELDS), help="Document type ids, with commas.")
@click.option("--out", required=True, type=click.Path(path_type=Path))
def forms(count: int, seed: int, templates: str, quality: str, types: str, out: Path) -> None:
    """Write COUNT forms; types and layouts take turns."""
    chosen = tuple(types.split(","))
    for unknown in set(chosen) - set(FIELDS):
        raise click.BadParameter(f"there is no form {unknown!r}", param_hint="--types")
    split = None if templates == "all" else templates
    make_forms(count, seed, out, types=chosen, split=split, quality=quality)


@main.command()
@click.option("--count", default=60, type=click.IntRange(1))
@click.option("--seed", default=1, type=int)
@click.option("--templates", type=click.Choice((TRAIN, EVAL, "all")), default="all")
@click.option("--separators", is_flag=True, help="A separator sheet before every paper.")
@click.option("--quality", type=click.Choice((*QUALITIES, "mixed")), default="mixed")
@click.option("--out", required=True, type=click.Path(path_type=Path))
def stacks(
    count: int, seed: int, templates: str, separators: bool, quality: str, out: Path
) -> None:
    """Write COUNT stacks of two to eight papers, letters and forms."""
    split = None if templates == "all" else templates
    make_stacks(count, seed, out, separators=separators, split=split, quality=quality)


if __name__ == "__main__":
    main()
