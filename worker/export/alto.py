"""The words of a page as ALTO 4.2 (Analyzed Layout and Text Object, Library of Congress)."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import Any

from lxml import etree

from models.extraction import EngineInfo
from models.geometry import Box, union
from models.page import Line, Page
from worker.export.xml import ALTO, XSI, child, written

_SCHEMA = f"{ALTO} http://www.loc.gov/standards/alto/v4/alto-4-2.xsd"


def alto(page: Page, file_name: str, engine: EngineInfo | None, read_at: datetime | None) -> bytes:
    """A page: lines in reading order, words with their boxes and the engine's belief in them.

    Boxes are pixels of the page turned upright, as in `models.page`.

    Args:
        page: What was read.
        file_name: The file that it is a page of.
        engine: What read it; None: a text layer.
        read_at: When; None: not known.
    """
    root = etree.Element(f"{{{ALTO}}}alto", nsmap={None: ALTO, "xsi": XSI})
    root.set(f"{{{XSI}}}schemaLocation", _SCHEMA)
    _describe(root, page, file_name, engine, read_at)
    sheet = child(
        child(root, "Layout"), "Page",
        ID=f"page-{page.number}", PHYSICAL_IMG_NR=page.number, HEIGHT=page.height, WIDTH=page.width,
    )  # fmt: skip
    whole = Box(0, 0, page.width, page.height)
    space = child(sheet, "PrintSpace", **_place(whole))
    for number, (_, lines) in enumerate(groupby(page.lines, key=lambda line: line.zone), start=1):
        _add_block(space, f"block-{number}", [line for line in lines if line.words])
    return written(root)


def _describe(
    root: Any, page: Page, file_name: str, engine: EngineInfo | None, read_at: datetime | None
) -> None:
    about = child(root, "Description")
    child(about, "MeasurementUnit", "pixel")
    child(child(about, "sourceImageInformation"), "fileName", file_name)
    step = child(about, "Processing", ID="read")
    if read_at is not None:
        child(step, "processingDateTime", read_at.isoformat())
    child(step, "processingStepDescription", str(page.source))
    turned = f"dpi {page.dpi:g}, rotation {page.rotation}, skew {page.skew:.2f}"
    child(step, "processingStepSettings", turned)
    if engine is not None:
        software = child(step, "processingSoftware")
        child(software, "softwareName", engine.name)
        child(software, "softwareVersion", f"{engine.version} {engine.model}".strip())


def _add_block(space: Any, name: str, lines: list[Line]) -> None:
    if not lines:
        return
    block = child(space, "TextBlock", ID=name, **_place(union(line.box for line in lines)))
    for line in lines:
        row = child(block, "TextLine", **_place(line.box))
        for number, word in enumerate(line.words):
            if number:
                child(row, "SP")
            child(
                row, "String",
                CONTENT=word.text, WC=f"{word.confidence:.4f}", **_place(word.box),
            )  # fmt: skip


def _place(box: Box) -> dict[str, str]:
    return {
        "HPOS": f"{box.x0:g}", "VPOS": f"{box.y0:g}", "WIDTH": f"{box.width:g}",
        "HEIGHT": f"{box.height:g}",
    }  # fmt: skip
