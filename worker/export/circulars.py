"""What an archive wants to know of files and papers, by the names that its circulars give it.

Thông tư 02/2019/TT-BNV names its items in English; of Thông tư 05/2025/TT-BNV only the Vietnamese
names of the items are known here. Lengths are of public software that follows the circular of 2019,
and not of its text: what is longer is told of, and not cut.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from models.doctypes import document_types
from models.page import PageSource
from models.store.archives import ArchiveFile, Paper
from models.values.symbols import parse_symbol

OLD, NEW = "Thông tư 02/2019/TT-BNV", "Thông tư 05/2025/TT-BNV"
# What a scan of a paper is, as against what was made electronically ("mức độ tin cậy").
SCANNED = "Số hóa"
VIETNAMESE = "Tiếng Việt"


class Item(NamedTuple):
    """An item of the circulars.

    Attributes:
        id: What it is called here.
        old: Its name in the circular of 2019; None: it has no such item.
        new: Its name in the circular of 2025, likewise.
        most: Characters that it is said to have at most in the circular of 2019.
    """

    id: str
    old: str | None
    new: str | None
    most: int | None = None


OF_FILES = (
    Item("file_code", "FileCode", "mã hồ sơ", 50),
    Item("archive_code", "Identifier", None, 13),
    Item("fonds_code", "OrganId", None, 13),
    Item("catalog_year", "FileCatalog", None, 4),
    Item("file_notation", "FileNotation", None, 20),
    Item("title", "Title", "tiêu đề", 500),
    Item("retention", "Maintenance", "thời hạn lưu trữ", 30),
    Item("access_right", "Rights", "mức độ tiếp cận", 30),
    Item("language", "Language", "ngôn ngữ", 100),
    Item("start_date", "StartDate", "bắt đầu", 10),
    Item("end_date", "EndDate", "kết thúc", 10),
    Item("doc_total", "TotalDoc", "tổng số tài liệu", 10),
    Item("note", "Description", None, 2000),
    Item("info_sign", "InforSign", "ký hiệu thông tin", 30),
    Item("keywords", "Keyword", "từ khóa", 100),
    Item("sheet_count", "Maximum", "số tờ", 10),
    Item("page_count", "PageNumber", "số trang", 10),
    Item("physical_state", "Format", "tình trạng vật lý", 50),
    Item("reliability", None, "mức độ tin cậy"),
    Item("paper_file_code", None, "mã hồ sơ gốc giấy"),
    Item("backup", None, "chế độ, tình trạng lập tài liệu dự phòng"),
)
OF_PAPERS = (
    Item("doc_code", "DocCode", "mã định danh", 25),
    Item("archive_number", None, "mã lưu trữ của tài liệu"),
    Item("retention", None, "thời hạn lưu trữ"),
    Item("ordinal", "DocOrdinal", None),
    Item("doc_type", "TypeName", "tên loại", 100),
    Item("doc_number", "CodeNumber", "số", 11),
    Item("doc_symbol", "CodeNotation", "ký hiệu", 30),
    Item("issued_date", "IssuedDate", "ngày", 10),
    Item("issuer_name", "OrganName", "cơ quan, cá nhân ban hành", 200),
    Item("subject", "Subject", "trích yếu", 500),
    Item("language", "Language", "ngôn ngữ", 100),
    Item("page_count", "PageAmount", "số trang"),
    Item("sheet_count", None, "số tờ"),
    Item("note", "Description", "ghi chú", 500),
    Item("info_sign", "InforSign", "ký hiệu thông tin", 30),
    Item("keywords", "Keyword", "từ khóa", 30),
    Item("access_right", "Mode", "mức độ tiếp cận", 20),
    Item("reliability", "ConfidenceLevel", "mức độ tin cậy", 30),
    Item("handwriting_notes", "Autograph", "bút tích", 2000),
    Item("physical_state", "Format", "tình trạng vật lý", 50),
    Item("process", None, "quy trình xử lý"),
    Item("backup", None, "chế độ, tình trạng dự phòng"),
)
# What a type says of a field that bears both.
_SYMBOL = "CodeNumber, CodeNotation"
_WHOLE_DAY = re.compile(r"\d\d/\d\d/\d{4}")


@dataclass(frozen=True, slots=True)
class Doubt:
    """What somebody should look at before the package is handed over; no value of a paper.

    Attributes:
        code: `too_long`, `partial_date`, `other_file_code`, `no_symbol`, `page_not_read` or
            `no_searchable_pdf`.
        ordinal: Of the paper; None: of the whole file.
        item: Which item of the circular of 2019, or which page.
    """

    code: str
    ordinal: int | None
    item: str

    def to_json(self) -> dict[str, Any]:
        """As in metadata.json."""
        return {"code": self.code, "paper": self.ordinal, "item": self.item}


def about_paper(
    paper: Paper, sources: Mapping[int, PageSource], file_code: str | None
) -> tuple[dict[str, str], list[Doubt]]:
    """What is known of a paper, by the ids of `OF_PAPERS`, and what is doubtful in it.

    Args:
        paper: One that is handed over.
        sources: Where the words of its pages come from; without pages that could not be read.
        file_code: The code of the dossier that it lies in.
    """
    said = _said(paper)
    known = {item.id: said[item.old] for item in OF_PAPERS if item.old in said}
    known |= {"ordinal": f"{paper.ordinal:07d}", "page_count": str(len(paper.pages))}
    kind = document_types().get(paper.type)
    # Of an unknown paper not even the language is known.
    if kind is not None and kind.field:
        known = {"doc_type": kind.title, "language": VIETNAMESE} | known
    if {sources.get(page) for page in paper.pages} == {PageSource.OCR}:
        known["reliability"] = SCANNED
    doubts = [("too_long", item) for item in _too_long(OF_PAPERS, known)]
    if _SYMBOL in said and "CodeNotation" not in said:
        doubts.append(("no_symbol", "CodeNotation"))
    if known.get("issued_date") and not _WHOLE_DAY.fullmatch(known["issued_date"]):
        doubts.append(("partial_date", "IssuedDate"))
    if file_code and said.get("FileCode") not in (None, file_code):
        doubts.append(("other_file_code", "FileCode"))
    return known, [Doubt(code, paper.ordinal, item) for code, item in doubts]


def about_file(
    file: ArchiveFile, papers: list[dict[str, str]]
) -> tuple[dict[str, str], list[Doubt]]:
    """What is known of a file, by the ids of `OF_FILES`, given what is known of its papers."""
    days = [day for paper in papers if _WHOLE_DAY.fullmatch(day := paper.get("issued_date", ""))]
    known = {
        "doc_total": str(len(papers)),
        "page_count": str(sum(int(paper["page_count"]) for paper in papers)),
    }
    if file.code is not None:
        known["file_code"] = file.code
    if days:
        days.sort(key=lambda day: day.split("/")[::-1])
        known |= {"start_date": days[0], "end_date": days[-1]}
    for name, value in (("language", VIETNAMESE), ("reliability", SCANNED)):
        if {paper.get(name) for paper in papers} == {value}:
            known[name] = value
    return known, [Doubt("too_long", None, item) for item in _too_long(OF_FILES, known)]


def unknown(items: tuple[Item, ...], known: Mapping[str, str]) -> list[str]:
    """Ids of items that nothing is known of: the archive, or the agency, has to say."""
    return [item.id for item in items if item.id not in known]


def _said(paper: Paper) -> dict[str, str]:
    """Values of a paper's fields by the names of the circular of 2019."""
    kind = document_types().get(paper.type)
    found: dict[str, str] = {}
    for field in kind.field if kind else ():
        value = ((paper.fields or {}).get(field.id) or {}).get("value")
        if field.archive and value:
            text = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
            found[field.archive] = text
    if _SYMBOL in found:
        found |= _parted(found[_SYMBOL])
    if "IssuedDate" in found:
        # DD/MM/YYYY; of a partial date what there is of it.
        found["IssuedDate"] = "/".join(reversed(found["IssuedDate"].split("-")))
    return found


def _parted(text: str) -> dict[str, str]:
    """Number and symbol, so that number, slash and symbol are what the paper bears."""
    symbol = parse_symbol(text)
    if symbol is None:
        return {"CodeNumber": text}
    year = f"{symbol.year}/" if symbol.year else ""
    number = {} if symbol.number is None else {"CodeNumber": symbol.number}
    return {**number, "CodeNotation": year + symbol.code}


def _too_long(items: tuple[Item, ...], known: Mapping[str, str]) -> list[str]:
    return [
        item.old
        for item in items
        if item.old and item.most and len(known.get(item.id, "")) > item.most
    ]
